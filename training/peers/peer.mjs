// Scores reviews with a well-known JavaScript program: wink (English) or nlpjs (Russian).
//
// Reads {"id", "text"} a line from standard input, writes one JSON object: how many seconds the scoring took, and a score
// for each id, at or above 0 where the program takes the text for satisfied.
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
await score(reviews[0].text);
const start = performance.now();
const scores = {};
for (const { id, text } of reviews) scores[id] = await score(text);
process.stdout.write(JSON.stringify({ seconds: (performance.now() - start) / 1000, scores }));
