#!/usr/bin/env python3
"""Pick the raw sentences that the teacher labels.

  raw.py WORK CUT_WORDS     writes WORK/raw.txt: a sentence a line, words parted by blanks

Input: WORK/data/news-2012-2020.jsonl and whitehouse-2021-2026.jsonl; CUT_WORDS is the program made of train/cut_words.c.
Half of the news tells of negotiations. Invariant: the same input gives the same lines in the same order.
"""
import json
import os
import random
import re
import subprocess
import sys

ARTICLES, READOUTS, WORDS = 3500, 300, 1_100_000
SHORTEST, LONGEST = 5, 60
TALKS = re.compile(r"\b(talks|negotiat\w+|ceasefire|cease-fire|truce|treaty|summit|envoy|sanctions|hostages?)\b", re.I)


def texts(path):
    for line in open(path, encoding="utf-8"):
        yield json.loads(line)["text"]


def pick(work):
    rng = random.Random(1)
    about, other = [], []
    for text in texts(os.path.join(work, "data/news-2012-2020.jsonl")):
        (about if len(TALKS.findall(text)) >= 3 else other).append(text)
    house = list(texts(os.path.join(work, "data/whitehouse-2021-2026.jsonl")))
    return rng.sample(about, ARTICLES // 2) + rng.sample(other, ARTICLES // 2) + rng.sample(house, READOUTS)


def is_wanted(line):
    words = line.split()
    letters = sum(character.isalpha() for character in line)
    latin = sum(character.isalpha() and character < "\u0250" for character in line)
    return SHORTEST <= len(words) <= LONGEST and letters == latin and letters > len(line) / 2


def main(work, cut_words):
    lines = set()
    for text in pick(work):
        found = subprocess.run([cut_words, "--lines"], input=text, capture_output=True, text=True, check=True).stdout
        lines.update(line for line in found.split("\n") if is_wanted(line))
    lines = sorted(lines)
    random.Random(2).shuffle(lines)
    count = 0
    with open(os.path.join(work, "raw.txt~"), "w", encoding="utf-8") as out:
        for line in lines:
            if count < WORDS:
                out.write(line + "\n")
            count += len(line.split())
    os.replace(os.path.join(work, "raw.txt~"), os.path.join(work, "raw.txt"))


if __name__ == "__main__":
    main(*sys.argv[1:])
