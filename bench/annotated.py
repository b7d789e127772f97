#!/usr/bin/env python3
"""annotated.py - more annotated reports than ../shared/bench/dev has, kept without their texts.

  annotated.py unpack SET FOLDER    makes FOLDER/dev: text, ID.gold.json and manifest.json of each report, in the form of
                                    ../shared/bench/dev, so that READOUT_BENCH=FOLDER tools/errors works
  annotated.py pack FOLDER...       prints the set that such folders hold

bench/annotated/seen.jsonl holds 108 reports that rules may be written by, held-out.jsonl 44 that nobody who writes rules
should look at. Both are of ../shared/data/reports, annotated by us after ../shared/bench/GUIDELINES.md; on seven reports
of ../shared/bench/dev annotators of ours and the gold agree with mean F1 .813 (actors .95, meetings .81, trips .67,
statements .96, proposals .80, positions .74, talks .62, figures .95). The texts are not ours to ship: wherever a record
quotes its report, bytes [start, end] of the text stand instead.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

from measure import SHARED

HERE = pathlib.Path(__file__).resolve().parent
QUOTES = {"aliases", "quote", "date_text", "source", "text", "addressee", "role"}


def to_bytes(value, text, key=None):
    """The record with each quotation of the text as its bytes; words that are not in the text stay words."""
    if isinstance(value, dict):
        return {name: to_bytes(part, text, name) for name, part in value.items()}
    if isinstance(value, list):
        return [to_bytes(part, text, key) for part in value]
    if key in QUOTES and isinstance(value, str) and value:
        words = value.encode()
        start = text.find(words)
        if start >= 0:
            return {"bytes": [start, start + len(words)]}
        if key in ("role", "addressee"):
            return None
        raise ValueError(f"not in the text: {value!r}")
    return value


def to_words(value, text):
    """The reverse of to_bytes."""
    if isinstance(value, dict):
        if value.keys() == {"bytes"}:
            start, end = value["bytes"]
            return text[start:end].decode()
        return {name: to_words(part, text) for name, part in value.items()}
    return [to_words(part, text) for part in value] if isinstance(value, list) else value


def pack(folders):
    for folder in folders:
        for path in sorted(pathlib.Path(folder).glob("*.gold.json")):
            text = path.with_name(path.name.replace(".gold.json", ".txt")).read_bytes()
            record = json.loads(path.read_text(encoding="utf-8"))
            record.pop("title", None)
            print(json.dumps(to_bytes(record, text), ensure_ascii=False, separators=(",", ":")))


def read_reports():
    with tempfile.TemporaryDirectory() as scratch:
        if not (SHARED / "data" / "reports.tar.xz").exists():
            sys.exit(f"skipped: {SHARED / 'data' / 'reports.tar.xz'} is absent")
        subprocess.run([SHARED / "data" / "unpack", scratch, "reports"], check=True, stdout=subprocess.DEVNULL)
        with open(pathlib.Path(scratch) / "reports" / "negotiation-articles.jsonl", encoding="utf-8") as lines:
            return {report["id"]: report for report in map(json.loads, lines)}


def unpack(name, folder):
    reports, manifest = read_reports(), []
    out = pathlib.Path(folder) / "dev"
    out.mkdir(parents=True, exist_ok=True)
    for line in open(HERE / "annotated" / f"{name}.jsonl", encoding="utf-8"):
        record = json.loads(line)
        report = reports[record["id"]]
        text = (report["text"].rstrip("\n") + "\n").encode()
        (out / f"{record['id']}.txt").write_bytes(text)
        record = {**to_words(record, text), "title": report["title"]}
        (out / f"{record['id']}.gold.json").write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
        manifest.append({"id": record["id"], "outlet": report["outlet"], "title": report["title"],
                         "published": report["date"]})
    (out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    for script in (SHARED / "bench").glob("score*.py"):
        link = pathlib.Path(folder) / script.name
        if not link.exists():
            link.symlink_to(script)


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "unpack":
        unpack(*sys.argv[2:])
    elif len(sys.argv) > 2 and sys.argv[1] == "pack":
        pack(sys.argv[2:])
    else:
        sys.exit(__doc__)
