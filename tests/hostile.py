#!/usr/bin/env python3
"""hostile.py - texts that make careless reading slow, as JSON lines on standard output.

Call: hostile.py SIZE...   Each kind of text is written once for every SIZE (bytes, about); ids are KIND.SIZE. What a
text repeats is numbered where different names or numbers are what makes it hard.
"""
import json
import sys


def numbered(template):
    """The n-th piece of a text: {0} is n in digits, {1} n in letters, capitalised."""
    def piece(n):
        letters, rest = "", n + 26
        while rest:
            letters, rest = chr(97 + rest % 26) + letters, rest // 26
        return template.format(n, letters.capitalize())
    return piece


KINDS = {
    "one token": "a",
    "one name": "Ab ",
    "names, one surname": numbered("{1} Carter said so. "),
    "names, no surname twice": numbered("Mr {1} met Mrs {1}son. "),
    "lower-case words": "word ",
    "one sentence": numbered("who told the {1} of the plan that "),
    "sentences of one word": "Yes. ",
    "double marks": '"',
    "single marks": "'",
    "double marks opened": '"Yes he said ',
    "single marks opened": "'Yes he said ",
    "curly marks opened": "\u201cYes he said ",
    "quotations": '"Yes," he said. ',
    "quotations, no speaker": '"Yes." ',
    "commas": ", ",
    "conjunctions": "and ",
    "list": "Egypt, Israel and ",
    "articles": "the ",
    "numbers": "1,200 ",
    "number words": "two hundred and ",
    "dotted": "U.S.",
    "dots": ".",
    "hyphens": "a-",
    "brackets": "(",
    "brackets closed": "(a) ",
    "met": "Carter met with Begin and ",
    "meetings": "Carter met Begin in Jerusalem on Monday. ",
    "meetings of many": numbered("Mr {1} met Mr Begin. "),
    "titles": "President Prime Minister ",
    "offices": "the Egyptian foreign minister of ",
    "talks between": "talks between Egypt and Israel ",
    "talks": "The talks in Geneva resumed. ",
    "proposals": "Egypt proposed a ceasefire. Israel rejected the proposal. ",
    "proposals, named": numbered("Israel rejected the {1} Plan. "),
    "trips": "Vance will travel to Cairo on Tuesday. ",
    "positions": "Israel demands the release of the prisoners. ",
    "said that": "Sadat said that ",
    "pronouns": "he she it they ",
    "relative": "who said which said that ",
    "dates": "on Monday, September 17, 1978, ",
    "paragraphs": "\n\n",
    "paragraphs opened": '"Yes.\n\n',
    "verbs": "said ",
    "prepositions": "in of to with ",
    "apostrophes": "a's'",
    "accents": "\u00e9",
}


def text(kind, size):
    pieces, length, n = [], 0, 0
    while length < size:
        piece = kind(n) if callable(kind) else kind
        pieces.append(piece)
        length += len(piece.encode())
        n += 1
    return "X " + "".join(pieces)


for name, kind in KINDS.items():
    for size in map(int, sys.argv[1:]):
        print(json.dumps({"id": f"{name}.{size}", "published": "1978-09-17", "text": text(kind, size)}))
