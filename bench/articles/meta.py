#!/usr/bin/env python3
"""meta.py - how often what a page tells of its article was found: title, date, outlet, author.

Call: meta.py EXPECTED.json FOUND.jsonl [--errors]

EXPECTED.json maps each page's id to what is right of it, as far as it is judged: {"title": text, "date": "YYYY-MM-DD"
or a list of such days (of a time that is another day in another zone), "outlet": text, "author": [names]}. FOUND.jsonl
has a line {"id", "title", "published", "outlet", "author"} for each page, as `readout articles` prints; of several
of one id the first counts. Titles and names are right if their words are; authors, if all are found and no more.
--errors prints what is wrong.
"""
import argparse
import json
import re
import sys


def words(text):
    return " ".join(re.findall(r"\w+", (text or "").lower()))


def names(found):
    return sorted(words(name) for name in (found or "").split(";") if name.strip())


RIGHT = {
    "title": lambda wanted, page: words(page.get("title")) == words(wanted),
    "date": lambda wanted, page: (page.get("published") or "")[:10] in
    (wanted if isinstance(wanted, list) else [wanted]),
    "outlet": lambda wanted, page: words(page.get("outlet")) == words(wanted),
    "author": lambda wanted, page: names(page.get("author")) == sorted(words(name) for name in wanted),
}
FOUND = {"date": "published"}


def read_found(path):
    found = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            found.setdefault(page["id"], page)
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("expected")
    parser.add_argument("found")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    with open(options.expected, encoding="utf-8") as file:
        expected = json.load(file)
    found = read_found(options.found)
    for field, is_right in RIGHT.items():
        judged = [(key, page[field]) for key, page in sorted(expected.items()) if page.get(field)]
        wrong = [(key, wanted) for key, wanted in judged if not is_right(wanted, found.get(key, {}))]
        for key, wanted in wrong if options.errors else []:
            print(f"{field}  {key[:16]}  wanted {wanted}  found {found.get(key, {}).get(FOUND.get(field, field))}")
        if judged:
            print(f"{field}: {len(judged) - len(wrong)} of {len(judged)} right, {1 - len(wrong) / len(judged):.3f}")
    return 0 if expected else 1


if __name__ == "__main__":
    sys.exit(main())
