#!/usr/bin/env python3
"""F1 of every relation (head and relation both right, subtypes kept), and of every part of speech.

  train/relations.py GOLD.conllu PRED.conllu     both with the same tokens (train/gold_tokens.c makes PRED)
"""
import collections
import sys


def words(path):
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) == 10 and columns[0].isdigit():
            yield columns


def table(title, counts):
    print(title)
    for name, (gold, found, right) in sorted(counts.items(), key=lambda item: -item[1][0]):
        if gold >= 20:
            print(f"  {name:14} {gold:6} {200 * right / (gold + found):6.1f}")


def main():
    relations, tags = (collections.defaultdict(lambda: [0, 0, 0]) for _ in range(2))
    for gold, found in zip(words(sys.argv[1]), words(sys.argv[2]), strict=True):
        same_head = gold[6] == found[6]
        for counts, a, b, same in ((tags, gold[3], found[3], True), (relations, gold[7], found[7], same_head)):
            counts[a][0] += 1
            counts[b][1] += 1
            counts[a][2] += a == b and same
    table("relation        gold     F1", relations)
    table("part of speech  gold     F1", tags)


if __name__ == "__main__":
    main()
