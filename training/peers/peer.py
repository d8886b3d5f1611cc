"""Scores reviews with a well-known Python program: vader (English) or asari (Japanese).

Reads {"id", "text"} a line from standard input, writes one JSON object: how many seconds the scoring took (the median
and the fastest of the passes of a second, after one that does not count), and a score for each id, at or above 0 where the
program takes the text for satisfied.
"""
import json
import sys
import time


def vader():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    analyser = SentimentIntensityAnalyzer()
    return lambda text: analyser.polarity_scores(text)["compound"]


def asari():
    from asari.api import Sonar
    sonar = Sonar()

    def score(text):
        found = {c["class_name"]: c["confidence"] for c in sonar.ping(text=text)["classes"]}
        return found["positive"] - 0.5
    return score


score = {"vader": vader, "asari": asari}[sys.argv[1]]()
reviews = [json.loads(line) for line in sys.stdin]
scores = {review["id"]: score(review["text"]) for review in reviews}
taken = []
while not taken or sum(taken) < 1:
    start = time.perf_counter()
    for review in reviews:
        score(review["text"])
    taken.append(time.perf_counter() - start)
json.dump({"seconds": sorted(taken)[len(taken) // 2], "fastest": min(taken), "scores": scores}, sys.stdout)
