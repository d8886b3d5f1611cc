// Scores reviews with a well-known JavaScript program: wink (English) or nlpjs (Russian).
//
// Reads {"id", "text"} a line from standard input, writes one JSON object: how many seconds the scoring took (the median
// and the fastest of the passes of a second, after one that does not count), and a score for each id, at or above 0 where the
// program takes the text for satisfied.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const [name, modules] = process.argv.slice(2);
const require = createRequire(`${modules}/`);

async function nlpjs() {
  const { SentimentAnalyzer } = require('@nlpjs/sentiment');
  const { containerBootstrap } = require('@nlpjs/core');
  const { LangRu } = require('@nlpjs/lang-ru');
  const container = await containerBootstrap();
  container.use(LangRu);
  const analyzer = new SentimentAnalyzer({ container });
  return async (text) => (await analyzer.process({ locale: 'ru', text })).sentiment.score;
}

async function wink() {
  const sentiment = require('wink-sentiment');
  return (text) => sentiment(text).normalizedScore;
}

const score = await { nlpjs, wink }[name]();
const reviews = readFileSync(0, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const scores = {};
for (const { id, text } of reviews) scores[id] = await score(text);
const taken = [];
for (let all = 0; all < 1000; all += taken.at(-1)) {
  const start = performance.now();
  for (const { text } of reviews) await score(text);
  taken.push(performance.now() - start);
}
taken.sort((a, b) => a - b);
process.stdout.write(JSON.stringify({ seconds: taken[Math.floor(taken.length / 2)] / 1000, fastest: taken[0] / 1000, scores }));
