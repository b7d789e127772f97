#!/usr/bin/env python3
"""How well reports are put into processes: `bench/processes/measure.py READOUT REPORTS.jsonl`.

REPORTS: JSON lines with id, title, text and date or published. They are read into a new database; what comes out is
compared, by pairs and by B³ (Bagga and Baldwin 1998), with judged.tsv beside this file, and with the field `conflict`
where the lines have it, which is coarser. A report without a process stands alone."""
import collections
import json
import os
import subprocess
import sys
import tempfile


def b_cubed(found, wanted):
    mates, true_mates = collections.defaultdict(set), collections.defaultdict(set)
    for report in wanted:
        mates[found[report]].add(report)
        true_mates[wanted[report]].add(report)
    precision = recall = 0
    for report in wanted:
        shared = len(mates[found[report]] & true_mates[wanted[report]])
        precision += shared / len(mates[found[report]])
        recall += shared / len(true_mates[wanted[report]])
    return precision / len(wanted), recall / len(wanted)


def pairs(found, wanted):
    def count(groups):
        return sum(n * (n - 1) // 2 for n in collections.Counter(groups).values())
    both = count((found[report], wanted[report]) for report in wanted)
    return both / max(1, count(found[r] for r in wanted)), both / max(1, count(wanted.values()))


def print_line(name, precision, recall):
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
    print(f"{name:28} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def read(readout, lines):
    with tempfile.TemporaryDirectory() as folder:
        reports, database = os.path.join(folder, "reports.jsonl"), os.path.join(folder, "record.db")
        with open(reports, "w", encoding="utf-8") as out:
            for line in lines:
                out.write(json.dumps({"id": line["id"], "published": line.get("published") or line.get("date"),
                                      "outlet": line.get("outlet"), "title": line.get("title"),
                                      "text": line["text"]}) + "\n")
        subprocess.run([readout, "read", "--db", database, reports], check=True, capture_output=True)
        shown = subprocess.run([readout, "reports", "--db", database, "--json"], check=True, capture_output=True)
    return {row["report"]: row.get("process") for row in json.loads(shown.stdout)}


def main():
    readout, path = sys.argv[1:3]
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    found = {report: process or f"none {report}" for report, process in read(readout, lines).items()}
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "judged.tsv"), encoding="utf-8") as file:
        judged = dict(line.rstrip("\n").split("\t") for line in file if not line.startswith("#"))
    judged = {report: name for report, name in judged.items() if report in found}
    conflict = {line["id"]: line["conflict"] for line in lines if line.get("conflict")}
    alone = sum(1 for name in found.values() if name.startswith("none "))
    print(f"{len(found)} reports, {len(set(found.values())) - alone} processes, {alone} reports without one")
    for name, wanted in (("judged", judged), ("conflict", conflict)):
        if wanted:
            print_line(name + ", B³", *b_cubed(found, wanted))
            print_line(name + ", pairs", *pairs(found, wanted))


main()
