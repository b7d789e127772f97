#!/usr/bin/env python3
"""score.py - how well article bodies were found, by the metric of the article extraction benchmark.

Call: score.py GROUND_TRUTH.json FOUND.jsonl [--pages] [--half 0|1] [--min F1]

GROUND_TRUTH.json maps each page's id to {"articleBody": text}; FOUND.jsonl has a line {"id", "text"} for each page (of
several with one id the texts are joined). The metric (https://github.com/scrapinghub/article-extraction-benchmark):
of both texts the runs of four words are counted, a word being a run of \\w; true positives are the runs in both, false
positives those only found, false negatives those only expected, each divided by the sum of the three. Precision is the
mean over pages where something was found, recall over those where something was expected, F1 the harmonic mean of both.
--pages prints every page, worst first; --half takes every second page only. With --min it exits with 1 where F1 is
less.
"""
import argparse
import collections
import json
import re
import sys

WORD = re.compile(r"\w+")


def runs(text, length=4):
    words = WORD.findall(text or "")
    return collections.Counter(tuple(words[i:i + length]) for i in range(max(1, len(words) - length + 1)) if words)


def compare(expected, found):
    """(true positives, false positives, false negatives), each a share of their sum."""
    expected, found = runs(expected), runs(found)
    common = sum((expected & found).values())
    parts = (common, sum(found.values()) - common, sum(expected.values()) - common)
    whole = sum(parts)
    return tuple(part / whole for part in parts) if whole else (0, 0, 0)


def ratio(hit, miss, other):
    if miss == other == 0:
        return 1.0
    return hit / (hit + miss) if hit + miss else 0.0


def means(parts):
    precisions = [ratio(hit, wrong, missed) for hit, wrong, missed in parts if hit + wrong > 0]
    recalls = [ratio(hit, missed, wrong) for hit, wrong, missed in parts if hit + missed > 0]
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    recall = sum(recalls) / len(recalls) if recalls else 0.0
    both = precision + recall
    return (2 * precision * recall / both if both else 0.0), precision, recall


def read_found(path):
    texts = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            texts.setdefault(item["id"], []).append(item.get("text") or "")
    return {key: "\n\n".join(value) for key, value in texts.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("truth")
    parser.add_argument("found")
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--min", type=float, default=0.0)
    options = parser.parse_args()
    with open(options.truth, encoding="utf-8") as file:
        truth = json.load(file)
    found = read_found(options.found)
    keys = sorted(truth)
    if options.half is not None:
        keys = keys[options.half::2]
    missing = [key for key in keys if key not in found]
    parts = {key: compare(truth[key].get("articleBody"), found.get(key)) for key in keys}
    if options.pages:
        for key in sorted(keys, key=lambda key: parts[key][0]):
            print("{}  right {:.3f}  wrong {:.3f}  missed {:.3f}".format(key[:16], *parts[key]))
    total = means(list(parts.values()))
    print("{} pages, {} not found: F1 {:.4f}  precision {:.4f}  recall {:.4f}".format(len(keys), len(missing), *total))
    return 0 if keys and total[0] >= options.min else 1


if __name__ == "__main__":
    sys.exit(main())
