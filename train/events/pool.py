#!/usr/bin/env python3
"""Sentences for the teacher to label: of each article of the news the first three and two more, and of the reports on
negotiations all.

  pool.py DATA OUT     DATA: what ../shared/data/unpack unpacked

Input: news-2012-2020.jsonl, reports. Output: lines {"text"}, in an order that is random but always the same. Invariant:
no sentence of labels.jsonl is among them.
"""
import glob
import json
import os
import random
import re
import sys

LEAST, MOST, FIRST, FURTHER, KEPT = 50, 380, 3, 2, 80000  # characters, characters, sentences
END = re.compile(r'(?<=[.!?”"])\s+(?=[“"A-Z])')
ABBREVIATION = re.compile(r"\b(?:U\.S|U\.N|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|St|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|"
                          r"Inc|Co|Corp|Jr|vs|a\.m|p\.m|[A-Z])\.$")


def sentences(text):
    for paragraph in text.split("\n"):
        start = 0
        for end in END.finditer(paragraph):
            if not ABBREVIATION.search(paragraph[:end.start()]):
                yield paragraph[start:end.start()].strip()
                start = end.end()
        yield paragraph[start:].strip()


def texts(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)["text"]


def labelled(folder):
    with open(os.path.join(os.path.dirname(__file__), "labels.jsonl"), encoding="utf-8") as file:
        places = [json.loads(line) for line in file]
    paths = {"news": folder + "/news-2012-2020.jsonl", "reports": sorted(glob.glob(folder + "/reports/*.jsonl"))[0]}
    sources = {name: list(texts(path)) for name, path in paths.items()}
    return {sources[place["from"]][place["line"]][place["start"]:place["end"]].strip() for place in places}


def main(folder, out):
    rng, pool = random.Random(7), []
    for text in texts(folder + "/news-2012-2020.jsonl"):
        fit = [sentence for sentence in sentences(text) if LEAST <= len(sentence) <= MOST]
        pool += fit[:FIRST] + rng.sample(fit[FIRST:], min(FURTHER, len(fit[FIRST:])))
    for text in texts(sorted(glob.glob(folder + "/reports/*.jsonl"))[0]):
        pool += [sentence for sentence in sentences(text) if LEAST <= len(sentence) <= MOST]
    own = labelled(folder)
    pool = [sentence for sentence in pool if sentence not in own]
    rng.shuffle(pool)
    with open(out, "w", encoding="utf-8") as file:
        for sentence in pool[:KEPT]:
            file.write(json.dumps({"text": sentence}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
