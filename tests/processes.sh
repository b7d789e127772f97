#!/usr/bin/env bash
# processes.sh - which negotiations reports are about and their rounds: found, named, the same in whatever order and
# however many at a time the reports come, and gone with their reports; and on the reports beside the project, whose
# processes one person judged, not worse than they must be.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
data=${READOUT_DATA:-../shared}
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

complain() {
    echo "processes.sh: $*" >&2
    exit 1
}

# Own sentences on talks of the past.
cat >"$scratch/reports.jsonl" <<'END'
{"id": "geneva-1", "published": "1988-03-02", "title": "Pakistan and Afghanistan resume peace talks in Geneva", "text": "Afghanistan and Pakistan opened the eleventh round of peace talks in Geneva on Wednesday. United Nations mediators carried messages between Afghanistan and Pakistan. Pakistan wants a peace agreement this month, its foreign minister said."}
{"id": "geneva-2", "published": "1988-03-09", "title": "No peace accord yet between Pakistan and Afghanistan", "text": "Pakistan and Afghanistan continued the eleventh round of peace talks in Geneva on Wednesday. Afghanistan rejected a Pakistani proposal. Afghanistan and Pakistan have talked for six years about a peace agreement."}
{"id": "reykjavik", "published": "1986-10-13", "title": "Soviet Union and United States end summit without nuclear deal", "text": "The summit of the United States and the Soviet Union ended in Reykjavik on Sunday without a nuclear agreement. The Soviet Union had proposed to give up nuclear weapons. The United States rejected the nuclear proposal of the Soviet Union."}
{"id": "weather", "published": "1988-03-09", "title": "Snow closes the airport of Geneva", "text": "Snow closed the airport of Geneva on Wednesday. Travellers from Pakistan and Norway slept in the hall. The airport hopes to open on Thursday."}
END
"$build/readout" read --db "$scratch/all.db" "$scratch/reports.jsonl" >/dev/null || exit 1
"$build/readout" processes --csv --db "$scratch/all.db" | tr -d '\r' >"$scratch/found.csv" || exit 1
cat >"$scratch/expected.csv" <<'END'
key,name,parties,mediators,matters,from,to,reports,voices,rounds
afghanistan-pakistan-peace-1988,Afghanistan–Pakistan: peace,Afghanistan; Pakistan,,peace,1988-03-02,1988-03-09,2,2,1
soviet-union-united-states-nuclear-1986,Soviet Union–United States: nuclear,Soviet Union; United States,,nuclear,1986-10-13,1986-10-13,1,1,1
END
diff "$scratch/expected.csv" "$scratch/found.csv" >&2 || complain "other processes than expected"
"$build/readout" rounds --json --db "$scratch/all.db" --process afghanistan-pakistan-peace-1988 |
    grep -q '"number":11,"place":"Geneva","from":"1988-03-02"' || complain "the eleventh round is not found"
# --process takes a key, or words that one alone holds; all else is an error that names those that it could be.
"$build/readout" rounds --json --db "$scratch/all.db" --process "PAKISTAN 1988" | grep -q afghanistan-pakistan-peace-1988 ||
    complain "words of its name do not find a process"
refused() { # words of the message, key
    local message
    message=$("$build/readout" meetings --db "$scratch/all.db" --process "$2" 2>&1)
    [ $? = 2 ] && grep -q -- "$1" <<<"$message" || complain "--process '$2': $message"
}
refused "did you mean 'afghanistan-pakistan-peace-1988'" afghanistan-pakistan-peace-1989
refused "negotiations hold that, give the key of one: .*, " -
refused "no negotiation 'zzz'; 'readout processes' lists" zzz
"$build/readout" reports --json --db "$scratch/all.db" | grep '"weather"' | grep -q '"process":null' ||
    complain "a report on the weather is about a negotiation"

# A report with a new text is about what that tells, and its process goes with its last report.
printf '%s\n' '{"id": "reykjavik", "published": "1986-10-13", "title": "Rain", "text": "It rained in Reykjavik on Sunday."}' \
    >"$scratch/again.jsonl"
"$build/readout" read --db "$scratch/all.db" "$scratch/again.jsonl" >/dev/null || exit 1
[ "$("$build/readout" processes --csv --db "$scratch/all.db" | wc -l)" = 2 ] || complain "a process outlives its reports"

# A report that is withdrawn leaves the processes as they were without it.
head -n 1 "$scratch/reports.jsonl" >"$scratch/one.jsonl"
"$build/readout" read --db "$scratch/one.db" "$scratch/one.jsonl" >/dev/null || exit 1
"$build/readout" withdraw --db "$scratch/all.db" geneva-2 reykjavik weather >/dev/null || exit 1
"$build/readout" processes --json --db "$scratch/one.db" >"$scratch/one.json" || exit 1
"$build/readout" processes --json --db "$scratch/all.db" | cmp - "$scratch/one.json" ||
    complain "withdrawn reports are still counted"
grep -q '"reports":1' "$scratch/one.json" || complain "no process of one report"

# Any order and any batches: the same processes.
source=$scratch/reports.jsonl
[ ! -d "$data/bench/story-dev" ] || source=$data/bench/story-dev/reports.jsonl
count=$(wc -l <"$source")
"$build/readout" read --db "$scratch/once.db" "$source" >/dev/null || exit 1
"$build/readout" processes --json --db "$scratch/once.db" >"$scratch/expected.json" || exit 1
grep -q '"key"' "$scratch/expected.json" || complain "no process; the test proves nothing"
for ((order = 1; order <= ${ORDERS:-5}; order++)); do
    shuf --random-source=<(yes $order) "$source" >"$scratch/shuffled.jsonl"
    rm -f "$scratch"/some.db*
    for ((at = 1; at <= count; at += 1 + order)); do
        sed -n "$at,$((at + order))p" "$scratch/shuffled.jsonl" >"$scratch/batch.jsonl"
        "$build/readout" read --db "$scratch/some.db" "$scratch/batch.jsonl" >/dev/null || exit 1
    done
    "$build/readout" processes --json --db "$scratch/some.db" | cmp - "$scratch/expected.json" ||
        complain "order $order makes other processes"
done
echo "$count reports in ${ORDERS:-5} orders: the same processes"

# The reports of August 2024 are on one negotiation.
if [ -d "$data/bench/story-dev" ]; then
    python3 - "$scratch/expected.json" "$count" <<'END' || exit 1
import json, sys
found = json.load(open(sys.argv[1]))
one = len(found) == 1 and found[0]["reports"] == int(sys.argv[2]) and found[0]["parties"] == ["Israel", "Hamas"]
sys.exit(0 if one else f"processes.sh: not one process of all reports of the story: {found}")
END
else
    echo "processes.sh: $data/bench/story-dev is not there; skipped"
fi

# Where the judged reports are: at least so much agreement.
reports=${READOUT_REPORTS:-/tmp/readout-data/reports/negotiation-articles.jsonl}
if [ -f "$reports" ]; then
    bench/processes/measure.py "$build/readout" "$reports" | tee "$scratch/measured" || exit 1
    awk '/judged, B³/ {found = 1; if ($NF < .88) exit 1} END {exit !found}' "$scratch/measured" ||
        complain "B³ F1 below .88"
else
    echo "processes.sh: $reports is not there; skipped"
fi
