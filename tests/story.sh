#!/usr/bin/env bash
# story.sh - the merged record (readout export --story) does not depend on the order in which the reports are read, nor on
# how many at a time; and on the annotated story beside the project it is not worse than it must be.
#
# ORDERS says in how many orders (20).
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
bench=${READOUT_BENCH:-../shared/bench}
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

# One line a report: those of the story, else the examples.
if [ -d "$bench/story-dev" ]; then
    cp "$bench/story-dev/reports.jsonl" "$scratch/reports.jsonl"
else
    python3 - >"$scratch/reports.jsonl" <<'END' || exit 1
import json, os
for known in json.load(open("examples/manifest.json")):
    text = open(os.path.join("examples/camp-david", known["id"] + ".txt"), "rb").read()
    text = text.decode("utf-8", "replace")
    print(json.dumps({**known, "text": text}))
END
fi
count=$(wc -l <"$scratch/reports.jsonl")

read_some() { # database file
    [ ! -s "$2" ] || "$build/readout" read --db "$1" "$2" >/dev/null || exit 1
}

story() { # database
    "$build/readout" export --story --db "$1"
}

# All that is exported, whatever the order: the facts of single reports and what is made of them.
all_of() { # database
    "$build/readout" export --db "$1" && story "$1"
}

# Records are read instead of texts, which is the same (tests/records.sh) and faster.
shuffle() { # name lines-of-JSON
    local records="$scratch/$1.records" count order cut
    "$build/readout" extract "$2" >"$records" || exit 1
    count=$(wc -l <"$records")
    rm -f "$scratch"/whole.db*
    read_some "$scratch/whole.db" "$records"
    all_of "$scratch/whole.db" >"$scratch/whole.json" || exit 1
    for ((order = 1; order <= ${ORDERS:-20}; order++)); do
        shuf --random-source=<(yes $order) "$records" >"$scratch/shuffled.jsonl"
        cut=$((order % count))
        rm -f "$scratch"/some.db*
        head -n "$cut" "$scratch/shuffled.jsonl" >"$scratch/first.jsonl"
        tail -n +"$((cut + 1))" "$scratch/shuffled.jsonl" >"$scratch/rest.jsonl"
        read_some "$scratch/some.db" "$scratch/first.jsonl"
        read_some "$scratch/some.db" "$scratch/rest.jsonl"
        all_of "$scratch/some.db" | cmp - "$scratch/whole.json" ||
            { echo "story.sh: order $order of $1 makes another record" >&2; exit 1; }
    done
    echo "$1: $count reports in ${ORDERS:-20} orders: the same record"
}

read_some "$scratch/all.db" "$scratch/reports.jsonl"
story "$scratch/all.db" >"$scratch/expected.json" || exit 1
grep -q '"meetings":\[{' "$scratch/expected.json" || { echo "story.sh: no meeting; the test proves nothing" >&2; exit 1; }
shuffle story "$scratch/reports.jsonl"
if [ -d "$bench/dev" ]; then
    python3 - "$bench/dev" >"$scratch/dev.jsonl" <<'END' || exit 1
import json, os, sys
for known in json.load(open(os.path.join(sys.argv[1], "manifest.json"))):
    text = open(os.path.join(sys.argv[1], known["id"] + ".txt"), "rb").read().decode("utf-8", "replace")
    print(json.dumps({**known, "text": text}))
END
    shuffle dev "$scratch/dev.jsonl"
fi

# A filter chooses the reports that the story is made of.
"$build/readout" export --story --db "$scratch/all.db" --until 1900-01-01 >"$scratch/none.json" || exit 1
[ "$(cat "$scratch/none.json")" = '{"actors":[],"meetings":[],"proposals":[],"positions":[],"issues":[],"conflicts":[],"copies":[],"events":[]}' ] ||
    { echo "story.sh: --until lets reports through" >&2; exit 1; }

# Every fact is a line of its own, and every quote is what stands at its place.
"$build/readout" export --db "$scratch/all.db" >"$scratch/facts.jsonl" || exit 1
python3 - "$scratch" <<'END' || exit 1
import json, sys
scratch = sys.argv[1]
texts = {r["id"]: r["text"].encode() for r in map(json.loads, open(scratch + "/reports.jsonl"))}
lines = [json.loads(line) for line in open(scratch + "/facts.jsonl")]
facts = [line for line in lines if "fact" in line]
kinds = {f["fact"] for f in facts}
assert {"report", "actor", "meeting"} <= kinds, kinds
assert sum(f["fact"] == "report" for f in facts) == len(texts)
def check(o):
    if isinstance(o, list):
        for x in o: check(x)
    elif isinstance(o, dict):
        if "quote" in o and "start" in o:
            assert texts[o["report"]][o["start"]:o["end"]].decode() == o["quote"], o
        for x in o.values(): check(x)
story = json.load(open(scratch + "/expected.json"))
check(story); check(lines)
actors = {a["key"] for a in story["actors"]}
assert len(actors) == len(story["actors"])
for kind in ("meetings", "proposals", "positions", "issues", "conflicts"):
    keys = [i["key"] for i in story[kind]]
    assert len(set(keys)) == len(keys), kind
    assert all(i["reason"] for i in story[kind]), kind
for m in story["meetings"]: assert {*m["participants"], *m["mediators"]} <= actors
print(len(facts), "facts, every quote in its place")
END

# The commands print what the story holds: as JSON the same objects, as CSV a row for each party and each claim.
for command in positions conflicts; do
    "$build/readout" $command --json --db "$scratch/all.db" >"$scratch/$command.json" || exit 1
    "$build/readout" $command --csv --db "$scratch/all.db" >"$scratch/$command.csv" || exit 1
    "$build/readout" $command --db "$scratch/all.db" >"$scratch/$command.txt" || exit 1
    "$build/readout" $command --db "$scratch/all.db" --until 1900-01-01 | grep -qx none ||
        { echo "story.sh: $command --until lets reports through" >&2; exit 1; }
done
python3 - "$scratch" <<'END' || exit 1
import csv, json, sys
scratch = sys.argv[1]
load = lambda name: json.load(open(f"{scratch}/{name}.json"))
rows = lambda name: list(csv.DictReader(open(f"{scratch}/{name}.csv", newline="")))
story, positions, conflicts = load("expected"), load("positions"), load("conflicts")
assert positions == story["issues"] and conflicts == story["conflicts"]
assert positions and conflicts, "nothing to compare; the test proves nothing"
assert len(rows("positions")) == sum(len(i["parties"]) for i in positions)
assert len(rows("conflicts")) == sum(len(c["claims"]) for c in conflicts)
text = open(scratch + "/conflicts.txt").read()
for conflict in conflicts:
    assert len(conflict["claims"]) > 1, conflict
    for claim in conflict["claims"]: assert claim["report"] in text, claim
for issue in positions:
    assert issue["parties"] and (issue["state"] is None) == (not issue["grounds"]) == (issue["state_reason"] is None), issue
    for party in issue["parties"]: assert all(e["date"] <= party["date"] for e in party["earlier"] if e["date"]), party
print(len(positions), "issues,", len(conflicts), "conflicts: the commands print the same")
END
party=$(python3 -c 'import csv, sys; print(next(csv.DictReader(open(sys.argv[1], newline="")))["party"])' "$scratch/positions.csv")
"$build/readout" positions --actor "$party" --json --db "$scratch/all.db" | python3 -c '
import json, sys
found = json.load(sys.stdin)
assert found and len(found) < int(sys.argv[1]), (len(found), sys.argv)' "$(grep -c '"state"' "$scratch/positions.json")" ||
    { echo "story.sh: positions --actor does not choose" >&2; exit 1; }

[ -d "$bench/story-dev" ] || { echo "not measured: $bench/story-dev is absent"; exit 0; }
python3 "$bench/score_story.py" "$bench/story-dev" "$scratch/expected.json" --min meetings=.55 --min slots=.45 \
    --min sources=.48 --min proposals=.30 --min positions=.25 --min conflicts=.40
