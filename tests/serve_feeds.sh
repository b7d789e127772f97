#!/usr/bin/env bash
# serve_feeds.sh - the brief with what is new, changes and their feed, the calendar, the briefing: tests/serve_feeds.py, on
# the example record read in three runs, the last of which brings a report whose outlet, title and words are markup.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
"$build/readout" model info >/dev/null 2>&1 || { echo "skipped: no model is compiled in"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

python3 - "$scratch" <<'END_OF_CODE' || exit 1
import json, os, sys
known = {m["id"]: m for m in json.load(open("examples/manifest.json"))}
reports = []
for name in sorted(os.listdir("examples/camp-david")):
    path = os.path.join("examples/camp-david", name)
    if name.endswith(".jsonl"):
        reports += [json.loads(line) for line in open(path)]
        continue
    text = open(path, "rb").read()
    try: text = text.decode()
    except UnicodeDecodeError: text = text.decode("cp1252")
    reports.append({**known.get(name[:-4], {"id": name[:-4]}), "text": text})
hostile = {"id": "ho 1:2-3:x", "outlet": "<script>alert(1)</script>; BEGIN:VEVENT, \\\u202e*evil*", "published": "1978-11-20",
           "title": "</title>]]> <img src=x onerror=alert(2)> [link](javascript:alert(3)) # `x`",
           "url": "javascript:alert(4)",
           "text": "President Carter will meet Menachem Begin at <b>Vienna</b> on November 28.\n\n"
                   "Begin rejected <i>the plan</i> of Egypt, a spokesman said.\n"}
for run, part in enumerate([reports[:6], reports[6:], [hostile]], 1):
    with open(os.path.join(sys.argv[1], f"{run}.jsonl"), "w") as out:
        for report in part: print(json.dumps(report), file=out)
END_OF_CODE
for run in 1 2 3; do
    "$build/readout" read --db "$scratch/record.db" "$scratch/$run.jsonl" >/dev/null || exit 1
done
cp "$scratch/1.jsonl" "$scratch/once.jsonl"
"$build/readout" read --db "$scratch/once.db" "$scratch/once.jsonl" >/dev/null || exit 1
cp "$scratch/record.db" "$scratch/decided.db"
"$build/readout" confirm --db "$scratch/decided.db" 1978-09-17-egypt-israel >/dev/null || exit 1
"$build/readout" note --db "$scratch/decided.db" 1978-09-17-egypt-israel "seen *in* the <i>archive</i>" >/dev/null || exit 1
READOUT=$build/readout SCRATCH=$scratch python3 tests/serve_feeds.py
