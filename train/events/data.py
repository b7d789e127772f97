"""Sentences of which people said what political event they tell, who did it and to whom.

Input: the folder of ../shared/data/unpack (`events`, `news-2012-2020.jsonl`, `reports`) and labels.jsonl beside this file,
our own labels of 820 sentences of the last two, told by place; sentences of our own (made.py). Output: dicts with `set`, `text`, `fold` and, where it is
known, `source` and `target` (character spans), `other` (the target where all act alike), `root` (index in ROOTS; NONE: no
event) and `penta`. Invariant: one text has one fold, in whatever set and spacing it stands; what is
made is in none (-1).
"""
import csv
import glob
import hashlib
import json
import os
import re

import made

ROOTS = ("AGREE CONSULT SUPPORT COOPERATE AID YIELD REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE "
         "ASSAULT").split()
NONE = len(ROOTS)
# Which roots a penta class of cameo_class may stand for: there an appeal may be neutral, and sanctions are verbal.
ROOTS_OF_PENTA = [["NONE", "REQUEST"], ["AGREE", "CONSULT", "SUPPORT"], ["COOPERATE", "AID", "YIELD"],
                  ["REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "COERCE"],
                  ["PROTEST", "MOBILIZE", "COERCE", "ASSAULT"]]
# The gold standard records are of an older version of PLOVER.
OLD_NAMES = {"DEMAND": "REQUEST", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE",
             "CONCEDE": "YIELD", "RETREAT": "YIELD"}


def root_number(name):
    return NONE if name in (None, "NONE") else ROOTS.index(OLD_NAMES.get(name, name))


def plain(text):
    return "".join(character for character in text if character.isalnum()).lower()


def fold_of(text):
    return hashlib.sha1(plain(text).encode()).digest()[0] % 5


def unmarked(marked, pattern, roles):
    """Text without its marks, and the spans of each role. A mark opens (group 1: role) or, with group 2, holds its words."""
    text, spans, opened, at = "", {"source": [], "target": []}, {}, 0
    for mark in re.finditer(pattern, marked):
        text += marked[at:mark.start()]
        at = mark.end()
        names = [roles[name] for name in mark["role"].split("/") if name in roles]
        if mark["words"] is not None:
            text += mark["words"]
            for name in names:
                spans[name].append((len(text) - len(mark["words"]), len(text)))
        elif mark["end"]:
            spans[names[0]].append((opened.pop(names[0]), len(text)))
        else:
            opened[names[0]] = len(text)
    return text + marked[at:], spans


def plv(folder):
    with open(folder + "/events/PLV/PLV_train.tsv", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text, spans = unmarked(row["marked_sentence"], r"<(?P<end>/?)(?P<role>[st])>(?P<words>(?!))?",
                                   {"s": "source", "t": "target"})
            yield {"set": "plv", "text": text, "root": root_number(row["gold_root"]), **spans}


def gold_records(folder):
    path = folder + "/events/PLOVER/gold_standard_records/PLOVER_GSR_CAMEO.txt"
    for record in json.load(open(path, encoding="utf-8")):
        if "text" not in record:
            continue
        markup = record["textInfo"]["markup"] if isinstance(record["textInfo"], dict) else ""
        text, spans = unmarked(markup, r"\((?P<role>[A-Z]{3}(?:/[A-Z]{3})*): ?(?P<words>[^()]*)(?P<end>)\)",
                               {"SRC": "source", "TAR": "target"})
        if plain(text) != plain(record["text"]):
            text, spans = record["text"], {"source": [], "target": []}
        yield {"set": "gsr", "text": text, "root": root_number(record["event"]), **spans}


def classes(folder):
    for line in open(folder + "/events/cameo_class/train.tsv", encoding="utf-8"):
        text, _, penta = line.rstrip("\n").rpartition("\t")
        if text:
            yield {"set": "class", "text": text, "penta": int(penta)}


def tagged(folder):
    """cameo_ner: B- and I- before S (source), T (target) or R (both); words are parted by blanks."""
    words = []
    for line in [*open(folder + "/events/cameo_ner/train.txt", encoding="utf-8"), ""]:
        columns = line.split()
        if columns:
            words.append((columns[0], columns[-1]))
        elif words:
            yield spans_of(words)
            words = []


def spans_of(words):
    text, spans, last = "", {"source": [], "target": []}, None
    for word, tag in words:
        start = len(text) + bool(text)
        text += (" " if text else "") + word
        kind = tag[2:]
        for name, kinds in (("source", ("S", "R")), ("target", ("T", "R"))):
            if kind in kinds and kind == last and tag[0] == "I":
                spans[name][-1] = (spans[name][-1][0], len(text))
            elif kind in kinds:
                spans[name].append((start, len(text)))
        last = kind
    return {"set": "ner", "text": text, **spans}


def own(folder):
    texts = {"news": [json.loads(line)["text"] for line in open(folder + "/news-2012-2020.jsonl", encoding="utf-8")],
             "reports": [json.loads(line)["text"]
                         for line in open(sorted(glob.glob(folder + "/reports/*.jsonl"))[0], encoding="utf-8")]}
    with open(os.path.join(os.path.dirname(__file__), "labels.jsonl"), encoding="utf-8") as file:
        for label in map(json.loads, file):
            text = texts[label["from"]][label["line"]][label["start"]:label["end"]].strip()
            spans = {name: [tuple(label[name])] if name in label else [] for name in ("source", "target")}
            yield {"set": "own", "text": text, "root": root_number(label["root"]), "penta": label["penta"], **spans}


def load(folder):
    """All of them. What one set says of a sentence holds in the others, too."""
    items = [*plv(folder), *gold_records(folder)]
    roots = {plain(item["text"]): item["root"] for item in reversed(items)}
    pentas = {plain(item["text"]): item["penta"] for item in classes(folder)}
    in_ner = set()
    for item in [*tagged(folder), *classes(folder)]:
        key = plain(item["text"])
        if item["set"] == "class" and item["text"] in in_ner:
            continue
        in_ner.add(item["text"])
        if key in pentas:
            item["penta"] = pentas[key]
        if key in roots:
            item["root_alone"] = roots[key]
        items.append(item)
    items += own(folder)
    for item in items:
        item["fold"] = fold_of(item["text"])
    items += made.load(root_number)
    for item in items:
        if item.get("source") and item["source"] == item.get("target") and len(item["source"]) > 1:
            item["other"] = item["target"][1:]
    return items
