#!/usr/bin/env bash
# diff.sh - what changed (readout diff), and the record as it was (export --story --as-of): the examples, read in three
# runs, one of them in a corrected version. What the record was after a run it still is when more has been read.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) || exit 2
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
export READOUT_DB=$scratch/readout.db
failures=0

complain() {
    echo "diff.sh: $*" >&2
    failures=$((failures + 1))
}

readout() {
    "$build/readout" "$@" || { complain "readout $* ends with status $?"; return 1; }
}

# holds FILE CODE: the JSON of the file is `d`, and CODE must be true of it.
holds() {
    python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
if not eval(sys.argv[2]): sys.exit(1)' "$1" "$2" || complain "not so: $2 ($(head -c 600 "$1"))"
}

as_list() { # file: of the examples, one JSON line a report
    python3 - "$@" <<'END_OF_CODE'
import json, os, sys
known = {m["id"]: m for m in json.load(open("examples/manifest.json"))}
for name in sorted(os.listdir("examples/camp-david")):
    path = os.path.join("examples/camp-david", name)
    if name.endswith(".jsonl"):
        for line in open(path): print(line.strip())
        continue
    id = name[:-4]
    text = open(path, "rb").read()
    try: text = text.decode()
    except UnicodeDecodeError: text = text.decode("cp1252")
    print(json.dumps({**known.get(id, {"id": id}), "text": text}))
END_OF_CODE
}

as_list >"$scratch/all.jsonl"
head -n 6 "$scratch/all.jsonl" >"$scratch/first.jsonl"
tail -n +7 "$scratch/all.jsonl" >"$scratch/rest.jsonl"
# The vote as it was, in a newer version of the report that had the first count; its last paragraph is gone.
grep '"hp-1978-09-28"' "$scratch/all.jsonl" | python3 -c '
import json, sys
report = json.loads(sys.stdin.read())
lines = [line for line in report["text"].split("\n") if line]
report["text"] = "\n".join(lines[:-1]).replace("85 votes", "84 votes").replace("16 abstentions", "17 abstentions")
print(json.dumps(report))' >"$scratch/corrected.jsonl"

# Without groups: those are of now.
story() { # file option...
    readout export --story "${@:2}" | python3 -c '
import json, sys
story = json.load(sys.stdin)
del story["copies"]
json.dump(story, open(sys.argv[1], "w"), indent=1)' "$1"
}

readout read "$scratch/first.jsonl" >/dev/null
readout brief >/dev/null
story "$scratch/1.json"
readout read "$scratch/rest.jsonl" >/dev/null
story "$scratch/2.json"
readout diff --since brief --json >"$scratch/since-brief.json"
readout diff --since run:1 --json >"$scratch/since-1.json"
readout read "$scratch/corrected.jsonl" >/dev/null
story "$scratch/3.json"

for run in 1 2 3; do
    story "$scratch/$run.then.json" --as-of $run
    cmp -s "$scratch/$run.json" "$scratch/$run.then.json" || {
        complain "the record after run $run is not what it was"
        diff "$scratch/$run.json" "$scratch/$run.then.json" | head -20 >&2
    }
done
cmp -s "$scratch/1.json" "$scratch/2.json" && complain "the second run changed nothing; the test proves nothing"

# Runs.
readout runs --json >"$scratch/runs.json"
holds "$scratch/runs.json" '[(r["run"], r["new"], r["new_version"], r["withdrawn"]) for r in d] == [(1, 6, 0, 0), (2, 9, 0, 0), (3, 0, 1, 0)]'

# Since the brief is since the run it was shown after.
holds "$scratch/since-brief.json" 'd["since"]["run"] == 1 and d["since"]["brief_shown"]'
holds "$scratch/since-brief.json" "d['changes'] == json.load(open('$scratch/since-1.json'))['changes'] and d['changes']"
holds "$scratch/since-brief.json" 'len(d["reports"]["added"]) == 9'

# Nothing changed since now; the corrected report alone since the run before.
readout diff --since '#3' --json >"$scratch/since-3.json"
holds "$scratch/since-3.json" 'not d["changes"] and not any(d["reports"].values())'
readout diff --since run:2 --json >"$scratch/since-2.json"
holds "$scratch/since-2.json" 'd["reports"] == {"added": [], "revised": ["hp-1978-09-28"], "withdrawn": []}'
holds "$scratch/since-2.json" 'any(c["change"] == "withdrawn" and c["was_sources"][0]["version"] == 1 for c in d["changes"])'

# Every change carries what tells it, and every quotation stands where it says.
python3 - "$scratch" <<'END_OF_CODE' || complain "sources"
import json, sys
scratch = sys.argv[1]
texts = {}
for name in ("all", "corrected"):
    for line in open(f"{scratch}/{name}.jsonl"):
        report = json.loads(line)
        texts.setdefault(report["id"], []).append(report["text"].encode())
checked = 0
for name in ("since-1", "since-2"):
    for change in json.load(open(f"{scratch}/{name}.json"))["changes"]:
        assert change["reason"] and change["about"], change
        assert change["sources"] or change["was_sources"], change
        for source in change["sources"] + change["was_sources"]:
            text = texts[source["report"]][source["version"] - 1]
            assert text[source["start"]:source["end"]].decode() == source["quote"], source
            checked += 1
assert checked > 20, checked
END_OF_CODE

# By day: the record is younger than the days of 1978, so what had been published counts.
readout diff --since 1978-09-18 --json >"$scratch/since-day.json"
holds "$scratch/since-day.json" 'd["since"] == {"run": None, "published_before": "1978-09-18", "brief_shown": None}'
holds "$scratch/since-day.json" '"nl-1978-09-14" not in d["reports"]["added"] and "hp-1978-09-18" in d["reports"]["added"]'
holds "$scratch/since-day.json" '"treaty" not in d["reports"]["added"]' # undated: it may have been
readout diff --since published:1900-01-01 --json >"$scratch/since-ever.json"
holds "$scratch/since-ever.json" 'len(d["reports"]["added"]) == 14'
readout diff --since 2999-01-01 --json >"$scratch/since-future.json"
holds "$scratch/since-future.json" 'd["since"]["run"] == 3 and not d["changes"]'

# Filters leave what they name.
readout diff --since published:1900-01-01 --actor begin --json >"$scratch/actor.json"
holds "$scratch/actor.json" "0 < len(d['changes']) < len(json.load(open('$scratch/since-ever.json'))['changes'])"
readout diff --since published:1900-01-01 --place amman --json >"$scratch/place.json"
holds "$scratch/place.json" 'd["changes"] and all("Amman" in c["about"] for c in d["changes"])'
readout diff --since published:1900-01-01 --csv >"$scratch/all.csv"
python3 - "$scratch" <<'END_OF_CODE' || complain "csv"
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1] + "/all.csv", newline="")))
changes = json.load(open(sys.argv[1] + "/since-ever.json"))["changes"]
assert [r["key"] for r in rows] == [c["key"] for c in changes] and rows
END_OF_CODE

# The versions of one text.
readout diff hp-1978-09-28 --json >"$scratch/versions.json"
holds "$scratch/versions.json" 'd["was"]["version"] == 1 and d["is"]["version"] == 2 and d["counts"]["changed"] == 1'
holds "$scratch/versions.json" 'any(f["of"] == "figure" and f["was"]["what"] == "85 · votes" and f["is"]["what"] == "84 · votes" for f in d["facts"])'
holds "$scratch/versions.json" 'any(f["change"] == "removed" and f["of"] == "meeting" for f in d["facts"])'
readout diff hp-1978-09-28@1 hp-1978-09-28@2 --json | cmp -s - "$scratch/versions.json" || complain "versions by number"
readout diff hp-1978-09-28 | grep -qF '[-85-] {+84+} votes to 19' || complain "words of the changed sentence"
readout diff nl-1978-09-21 nl-1978-09-21 --json >"$scratch/same.json"
holds "$scratch/same.json" 'not d["sentences"] and not d["facts"] and d["counts"]["same"] > 5'

# What cannot be is wrong usage.
for arguments in "" "--since never" "--since run:9" "--since run:x" "--since 1978-02-30" "nobody" "treaty" "a b c" \
    "treaty --since brief" "hp-1978-09-28@7" "--since published:x"; do
    # shellcheck disable=SC2086 # a list of words on purpose
    "$build/readout" diff $arguments >/dev/null 2>"$scratch/errors"
    status=$?
    [ $status = 2 ] && [ -s "$scratch/errors" ] || complain "readout diff $arguments: exit status $status"
done

# A brief that cannot be noted is a brief all the same, and at once: another program is writing, or nobody can.
noted() { # run
    readout diff --since brief --json >"$scratch/noted.json"
    holds "$scratch/noted.json" "d['since']['run'] == $1"
}
python3 - "$build/readout" "$READOUT_DB" <<'END_OF_CODE' || complain "brief while another program is writing"
import sqlite3, subprocess, sys
other = sqlite3.connect(sys.argv[2], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
done = subprocess.run([sys.argv[1], "brief"], capture_output=True, timeout=10)
assert done.returncode == 0 and done.stdout and not done.stderr, done
END_OF_CODE
noted 1
readout brief --actor Begin >/dev/null # not the whole page
noted 1
readout brief >/dev/null
noted 3
if [ "$(id -u)" != 0 ]; then # who may write everywhere
    mkdir "$scratch/medium" && cp "$READOUT_DB" "$scratch/medium/readout.db" && chmod -R a-w "$scratch/medium"
    readout brief --db "$scratch/medium/readout.db" | cmp -s - <(readout brief) || complain "brief on a read-only medium"
fi

# A report that is withdrawn takes with it what only it told; before that the record is what it was.
readout withdraw nl-1978-09-21 >/dev/null
readout diff --since run:3 --json >"$scratch/withdrawn.json"
holds "$scratch/withdrawn.json" 'd["reports"] == {"added": [], "revised": [], "withdrawn": ["nl-1978-09-21"]}'
holds "$scratch/withdrawn.json" 'any(c["change"] == "withdrawn" and "King Hussein" in c["about"] and c["reason"] == "nl-1978-09-21 is no longer in the record" for c in d["changes"])'
story "$scratch/3.then.json" --as-of 3
cmp -s "$scratch/3.json" "$scratch/3.then.json" || complain "the record before the report was withdrawn is not what it was"
echo "$failures failures"
[ $failures -eq 0 ]
