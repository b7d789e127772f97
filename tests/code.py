"""code.py - checks what `readout code` printed.

Call: code.py lines CODE EXTRACT   the lines of `code` and of `extract` for the same reports: each line has its members,
                                   its events are those of the record and as docs/record.schema.json says
      code.py table COLUMNS FILE   a table: every row has as many fields as there are columns (csv or tab by its first line)
      code.py silences FILE        lines of `code --explain`: where any event or silence is told, each sentence has one
Exit status 1 with the reasons where something is wrong.
"""
import csv
import json
import pathlib
import sys

SCHEMA = json.loads(pathlib.Path("docs/record.schema.json").read_text())
MEMBERS = {"id", "root", "event", "penta", "events"}
SOMETIMES = {"unread", "not_found", "silences"}


def lines_of(name):
    return [json.loads(line) for line in open(name, encoding="utf-8")]


def event_problems(event):
    try:
        import jsonschema
    except ImportError:
        return
    schema = {**SCHEMA, **SCHEMA["$defs"]["event"]}
    for error in jsonschema.Draft202012Validator(schema).iter_errors(event):
        yield f"{error.json_path}: {error.message[:200]}"


def line_problems(line, record):
    if not MEMBERS <= set(line) <= MEMBERS | SOMETIMES:
        yield f"members {sorted(line)}"
    if line["id"] != record["id"] or line["events"] != record["events"]:
        yield "other events than the record has"
    plover = [event for event in line["events"] if event["event"] != "STATEMENT"]
    best = max(plover, key=lambda event: event["confidence"], default={"root": None, "event": None})
    if (line["root"], line["event"]) != (best["root"], best["event"]):
        yield f"root {line['root']}, but the surest event is {best['event']}"
    if line["penta"] not in (None, 0, 1, 2, 3, 4):
        yield f"penta {line['penta']}"
    for event in line["events"]:
        yield from event_problems(event)


def check_lines(code, extract):
    lines, records = lines_of(code), lines_of(extract)
    if len(lines) != len(records) or not lines:
        yield f"{len(lines)} lines for {len(records)} records"
    for line, record in zip(lines, records):
        yield from (f"{line.get('id')}: {problem}" for problem in line_problems(line, record))


def check_table(columns, name):
    text = open(name, encoding="utf-8", newline="").read()
    tabs = "\t" in text.split("\n")[0]
    rows = [row.split("\t") for row in text.rstrip("\n").split("\n")] if tabs else list(csv.reader(text.splitlines()))
    if not tabs and not text.endswith("\r\n"):
        yield "no CR LF at the end"
    for number, row in enumerate(rows, 1):
        if len(row) != int(columns):
            yield f"row {number} has {len(row)} fields, not {columns}"


def check_silences(name):
    lines = lines_of(name)
    if not any(line["events"] or line["silences"] for line in lines):
        print("not checked: no event and no silence is told yet")
        return
    for line in lines:
        if "unread" not in line and not line["events"] and not line["silences"]:
            yield f"{line['id']}: no event, and no reason"
        for silence in line["silences"]:
            for event in line["events"]:
                if silence["start"] <= event["start"] < silence["end"]:
                    yield f"{line['id']}: an event in a sentence that has none"


CHECKS = {"lines": check_lines, "table": check_table, "silences": check_silences}
found = list(CHECKS[sys.argv[1]](*sys.argv[2:]))
if found:
    print("\n".join(found[:20]), file=sys.stderr)
sys.exit(bool(found))
