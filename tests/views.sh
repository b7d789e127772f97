#!/usr/bin/env bash
# views.sh - what people see of the merged record: timeline, meetings, trips, proposals, talks, brief, and the export.
#
# tests/data/algiers.jsonl: three reports, and a copy of the third, of one meeting that is planned and held, a
# proposal whose number changes and whose answer does.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
readout="$build/readout"
"$readout" model info >/dev/null 2>&1 || { echo "skipped: no model is compiled in"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
export NO_COLOR=1 COLUMNS=200 LC_ALL=C.UTF-8 READOUT_DB="$scratch/algiers.db"
. tests/shown.bash

"$readout" read tests/data/algiers.jsonl >/dev/null || exit 1

# One line an event; what it went through; copies are one voice.
has '^1980-12-03  meeting planned → held: United States, Iran: talks, Algiers \(mediating: Algeria\) \[2 voices: ' timeline
counts 1 '^1980-12-03  meeting' timeline
counts 2 '^1980-12-03  meeting' timeline --each
has '^1980-12-04  answer rejected: Iran to ' timeline
has '^1980-12-09  answer accepted: Iran to .* \[Orrin Valley Courier 1980-12-09 · al-3\]' timeline
has '^1980-12-08  talks resumed: ' timeline
has '^1980-12-01  proposal: .* \[3 voices: ' timeline
counts 0 'al-4' timeline
counts 1 '"reports":\["al-3","al-4"\].*"reason":' timeline --json --since 1980-12-08 --until 1980-12-08 --actor Iran

# Where ten voices or more follow the talks, an answer or state that one alone tells is left out, a dated meeting is not.
camp="$scratch/camp.db"
"$readout" read --db "$camp" --meta examples/manifest.json examples/camp-david >/dev/null || exit 1
counts 0 '(answer|talks|proposal) .*[^]]* \[[^0-9]' timeline --db "$camp"
has '^\([0-9]+ more that one voice alone tells: --all\)' timeline --db "$camp"
has '(answer|talks) .* \[[A-Z]' timeline --db "$camp" --all
counts 0 'more that one voice' timeline --db "$camp" --all
has 'meeting held: .* \[[A-Z][a-z]+ [A-Z]' timeline --db "$camp"

# The filter chooses events by their day: the report of the 1st tells of the 3rd, that of the 4th too.
has '^1980-12-03  meeting planned → held' timeline --since 1980-12-03 --until 1980-12-03
counts 1 '^1980' timeline --since 1980-12-03 --until 1980-12-03
counts 0 'Christopher' timeline --actor Iran
has 'trip held: Warren Christopher to Algiers' timeline --place Algiers

# The tables: history, change, answers over time.
has 'planned \[Halyard Press 1980-12-01 · al-1\] → held \[Northlight Radio 1980-12-04 · al-2\]' meetings
counts 2 '^1980' meetings
counts 4 '^1980' meetings --each
counts 1 '^1980' trips
counts 2 '^1980' trips --each
has 'release 33 hostages within 10 days” 1980-12-01 .* → “Iran would release 40 hostages within 10 days” 1980-12-09' proposals
has 'Iran rejected 1980-12-04 ' proposals
has 'Iran accepted 1980-12-09 ' proposals
counts 4 'meeting\.|al-[1-4]' proposals --each
has '^1980-12-08 +resumed ' talks
"$readout" meetings --json | python3 -c '
import json, sys
first = json.load(sys.stdin)[0]
assert first["course"] == ["planned", "held"] and first["voices"] == 2, first
assert [(t["report"], t["status"]) for t in first["history"]] == [("al-1", "planned"), ("al-2", "held")], first
' || complain "meetings --json"

# The brief.
has '^  resumed \(1980-12-08\): talks ' brief
has '^  1980-12-03  planned → held: United States, Iran: talks, Algiers \(mediating: Algeria\)' brief
has '33 hostages .* → .* 40 hostages .*\(1980-12-09\); .*\(Iran: accepted' brief
has '4 reports, 3 voices, of 4 outlets, published 1980-12-01 to 1980-12-09' brief
counts 0 'Other negotiations' brief
"$readout" read --db "$scratch/two.db" tests/data/algiers.jsonl >/dev/null || exit 1
"$readout" read --db "$scratch/two.db" --meta examples/manifest.json examples/camp-david >/dev/null || exit 1
has '^Iran–United States: ' brief --db "$scratch/two.db"
has 'readout brief --process egypt-israel-peace-1977' brief --db "$scratch/two.db"
has '^Egypt–Israel: peace' brief --db "$scratch/two.db" --process egypt-israel-peace-1977

# Mediation events.
has '^event_id,start_date,end_date,' export --mend
has '^1980-12-03-iran-united-states,1980-12-03,1980-12-03,day,,Algiers,mediation,talks,.*,Algeria,told,' export --mend
counts 3 '' export --mend

# Every column of every file is in the codebook and the other way round; the files are sound.
"$readout" export --csv "$scratch/csv" || complain "export --csv"
"$readout" export --codebook | cmp - "$scratch/csv/codebook.md" || complain "the codebook printed is another than that written"
cmp -s "$scratch/csv/codebook.md" docs/codebook.md ||
    complain "docs/codebook.md is out of date: readout export --codebook >docs/codebook.md"
for kind in meetings trips statements proposals positions talks figures; do
    name=fact-${kind%s}
    each=(--each)
    case $kind in statements | figures) each=() ;; esac
    "$readout" "$kind" --csv "${each[@]}" >"$scratch/kind.csv" || complain "$kind --csv ${each[*]}"
    cmp -s "$scratch/kind.csv" "$scratch/csv/$name.csv" || complain "$kind --csv ${each[*]} is not $name.csv"
done
python3 - "$scratch/csv" <<'END' || complain "the files and the codebook differ"
import csv, os, sys
folder = sys.argv[1]
book = {}
for row in csv.DictReader(open(folder + "/codebook.csv", newline="", encoding="utf-8")):
    assert row["type"] and row["meaning"], row
    book.setdefault(row["file"], []).append(row)
files = sorted(name for name in os.listdir(folder) if not name.startswith("codebook"))
assert files == sorted(book), (files, sorted(book))
assert len(files) > 15
rows = 0
for name in files:
    data = open(folder + "/" + name, "rb").read()
    assert data.endswith(b"\r\n"), name
    table = list(csv.reader(data.decode("utf-8").splitlines(True), strict=True))
    names = [column["column"] for column in book[name]]
    assert table[0] == names, (name, table[0], names)
    for row in table[1:]:
        rows += 1
        assert len(row) == len(names), (name, row)
        for column, value in zip(book[name], row):
            if not column["empty"] and name != "report.csv":
                assert value or column["column"].startswith("reason") or "list" in column["type"], (name, column, row)
            if column["type"] == "number" and value:
                float(value)
            if column["values"] and value and column["type"] == "text" and ";" not in column["values"] and len(column["values"].split(", ")) > 1:
                assert value in column["values"].split(", "), (name, column["column"], value)
assert rows > 60, rows
keys = {row[0] for row in csv.reader(open(folder + "/meeting.csv", newline=""))}
for row in csv.DictReader(open(folder + "/meeting-telling.csv", newline="")):
    assert row["meeting"] in keys, row
END
checks=$((checks + 1))

# The whole record as JSON lines: facts, then items.
"$readout" export | python3 -c '
import json, sys
lines = [json.loads(line) for line in sys.stdin]
items = [line["item"] for line in lines if "item" in line]
facts = [line["fact"] for line in lines if "fact" in line]
assert len(items) + len(facts) == len(lines)
assert items.count("meeting") == 2 and facts.count("meeting") == 4, (items, facts)
assert {"actor", "meeting", "trip", "proposal", "talks"} <= set(items), set(items)
' || complain "export"

# Nothing depends on the order of reading.
tac tests/data/algiers.jsonl >"$scratch/back.jsonl"
"$readout" read --db "$scratch/back.db" "$scratch/back.jsonl" >/dev/null || exit 1
for command in "timeline --json" "meetings --json" "trips --csv" "proposals --json" "talks --json" brief "export --mend"; do
    # shellcheck disable=SC2086 # the options are words of their own
    cmp -s <("$readout" $command) <("$readout" $command --db "$scratch/back.db") || complain "$command: the order of reading tells"
done

# --actor keeps an item as it is, with the voices that call the actor otherwise; talks are those of reports that name it.
printf '{"id": "%s", "published": "%s", "text": "%s"}\n' \
    k1 1973-12-21 "U.S. Secretary of State Henry Kissinger met Andrei Gromyko in Geneva on Friday." \
    k2 1973-12-21 "Kissinger met Andrei Gromyko in Geneva on Friday. Talks between Israel and Egypt resumed." |
    "$readout" read --db "$scratch/actor.db" - >/dev/null || exit 1
has '"reports":\["k1","k2"\]' meetings --json --db "$scratch/actor.db"
has '"reports":\["k1","k2"\]' meetings --json --db "$scratch/actor.db" --actor "Henry Kissinger"
counts 1 resumed talks --csv --db "$scratch/actor.db" --actor Egypt
counts 0 resumed talks --csv --db "$scratch/actor.db" --actor Iran

# A wrong call is told.
"$readout" export --mend --story >/dev/null 2>&1
[ $? -eq 2 ] || complain "export --mend --story is not wrong usage"
echo "$checks checks, $failures failures"
[ $failures -eq 0 ]
