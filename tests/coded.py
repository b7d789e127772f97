#!/usr/bin/env python3
"""coded - puts political events into records. Call: coded.py REPORTS < RECORDS > RECORDS

REPORTS are JSON lines, each with `coded`, a list of what `readout extract` shall have found in it; RECORDS what it printed
of them. An event is {event, quote, source, target} and what else differs from DEFAULT; source and target are lists of
[words, key of the actor or null, country or null, sectors...]. Words and quote stand in the text; offsets are found here.
"""
import json
import sys

ROOTS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
QUADS = {"neutral": "STATEMENT", "verbal cooperation": "AGREE CONSULT SUPPORT CONCEDE",
         "material cooperation": "COOPERATE AID RETREAT",
         "verbal conflict": "REQUEST ACCUSE REJECT THREATEN",
         "material conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}
DEFAULT = {"mode": None, "contexts": [], "cameo": None, "goldstein": None, "penta": 0, "reciprocal": False,
           "status": "past", "place": None, "date_text": None, "from": None, "to": None, "confidence": 0.9, "words": []}


def place(text, words):
    start = text.index(words.encode())
    return {"start": start, "end": start + len(words.encode())}


def actor(text, it):
    words, key, country, *sectors = it
    return {"actor": key, "country": country, "sectors": sectors, **place(text, words), "text": words}


def event_of(text, given):
    quad = next(name for name, events in QUADS.items() if given["event"] in events.split())
    event = {**DEFAULT, **given, "root": ROOTS.get(given["event"], given["event"]), "quad": quad}
    for side in ("source", "target"):
        event[side] = [actor(text, it) for it in given.get(side, [])]
    event["words"] = [{**place(text, words), "text": words, "weight": weight} for words, weight in event["words"]]
    event.update(place(text, given["quote"]), rule="coding.hand")
    return event


def main():
    coded = {line["id"]: line.get("coded", []) for line in map(json.loads, open(sys.argv[1], encoding="utf-8"))}
    for record in map(json.loads, sys.stdin):
        text = record["text"].encode()
        record["events"] = [event_of(text, given) for given in coded[record["id"]]]
        print(json.dumps(record, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
