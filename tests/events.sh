#!/usr/bin/env bash
# events.sh - political events across reports: `readout events`, what of them is exported, decided on, verified, compared.
#
# tests/data/coded.jsonl: reports of a meeting and a shelling, two of them copies; events are put into their records by
# tests/coded.py, so that nothing hangs on what the program finds by itself.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
readout="$build/readout"
"$readout" model info >/dev/null 2>&1 || { echo "skipped: no model is compiled in"; exit 77; }
command -v sqlite3 >/dev/null || { echo "skipped: there is no sqlite3 shell"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
export NO_COLOR=1 COLUMNS=200 LC_ALL=C.UTF-8 READOUT_DB="$scratch/coded.db"
. tests/shown.bash

records() { # reports
    "$readout" extract "$1" | python3 tests/coded.py "$1"
}
records tests/data/coded.jsonl >"$scratch/records.jsonl" || exit 1
"$readout" read "$scratch/records.jsonl" >"$scratch/out" || exit 1
grep -q '^4 reports: 4 new; .* 10 codings$' "$scratch/out" || complain "read says: $(tail -1 "$scratch/out")"

# One line an event, by its day; copies are one voice; what has no day stands last.
has '^1981-03-02 +past +ASSAULT +194 +Israel MIL +LBN CVL' events
has '\[2 voices: Ash Post 1981-03-02 · co-1; Elm News 1981-03-02 · co-2\]' events
counts 1 ' CONSULT +046 +Egypt +Israel +Easton' events
counts 1 'denied by others: 1981-03-03-assault-israel-mil-lbn-cvl-denied' events
counts 1 '^ +hypothetical +SANCTION +FRA +LBY' events
counts 5 '^(1981-..-..| {10}) ' events
counts 10 '"rule":"coding.hand"' events --each --json

# The filter, by day, side, code, words, place; by the words of one report.
counts 1 '"key":' events --json --since 1981-03-09
counts 1 '"key":' events --json --actor 'Anwar Sadat'
counts 4 '"key":' events --json --actor israel
counts 1 '"key":' events --json --actor fra
counts 1 '"key":' events --json --actor Libya
counts 0 '"key":' events --json --actor Norway
counts 1 '"key":' events --json --place Easton
counts 2 '"event":' events --each --json --actor lby

# As JSON: who is meant, what tells it.
"$readout" events --json | python3 -c '
import json, sys
events = {event["key"]: event for event in json.load(sys.stdin)}
met = events["1981-03-02-consult-egypt-israel"]
assert met["source_actors"] == ["Egypt", "Anwar Sadat"] and met["target_country"] == "ISR", met
assert met["day_basis"] == "told" and met["reciprocal"] == "yes" and met["voices"] == 2, met
assert met["reports"] == ["co-1", "co-2", "co-3"] and met["cited"] == ["officials", "Egypt"], met
assert [t["report"] for t in met["history"]] == met["reports"] and met["goldstein"] == 7 and met["penta"] == 1, met
shot = events["1981-03-02-assault-israel-mil-lbn-cvl"]
assert shot["day_basis"] == "report" and shot["contexts"] == ["military"], shot
denied = events[shot["disputes"][0]]
assert denied["day"] is None and denied["disputes"] == [shot["key"]] and denied["cited"] == ["A spokesman"], denied
assert events["1981-03-02-sanction-fra-lby-hypothetical"]["date_text"] == "next week"
' || complain "events --json"

# Every file of the export has the columns of the codebook.
"$readout" export --csv "$scratch/csv" || complain "export --csv"
python3 - "$scratch/csv" <<'END' || complain "the files of events"
import csv, sys
folder = sys.argv[1]
rows = lambda name: list(csv.DictReader(open(f"{folder}/{name}.csv", newline="", encoding="utf-8")))
book = rows("codebook")
for name, count in ("fact-coding", 10), ("event", 5), ("event-telling", 10):
    found = rows(name)
    assert len(found) == count, (name, len(found))
    columns = [row["column"] for row in book if row["file"] == name + ".csv"]
    assert list(found[0]) == columns, (name, columns)
keys = {row["key"] for row in rows("event")}
assert {row["event"] for row in rows("event-telling")} == keys
END
"$readout" export --csv "$scratch/csv" && "$readout" events --each --csv | cmp - "$scratch/csv/fact-coding.csv" ||
    complain "events --each --csv is not fact-coding.csv"
"$readout" events --csv | cmp - "$scratch/csv/event.csv" || complain "events --csv is not event.csv"
counts 10 '^\{"fact":"coding"' export
counts 5 '^\{"item":"event"' export
"$readout" export --story | python3 -c '
import json, sys
story = json.load(sys.stdin)
actors = {actor["key"] for actor in story["actors"]}
assert len(story["events"]) == 5
for event in story["events"]:
    assert event["history"] and event["reason"] and event["reports"]
    for side in filter(None, (event["source"], event["target"])):
        assert {*side["actors"]} <= actors and (side["side"] is None or side["side"] in actors), side
' || complain "export --story"

# The words of closed lists are the same in the schema of records, the codebook and the database.
sqlite3 "$READOUT_DB" "SELECT sql FROM sqlite_schema WHERE name = 'coding'" >"$scratch/table.sql"
python3 - "$scratch" <<'END' || complain "the closed lists of events"
import csv, json, re, sys
folder = sys.argv[1]
table = open(folder + "/table.sql").read()
book = {(row["file"], row["column"]): row["values"] for row in csv.DictReader(open(folder + "/csv/codebook.csv", newline=""))}
def find(schema, name):
    if isinstance(schema, dict):
        if "event" in schema and "cameo" in schema:
            return schema[name]
        return next(filter(None, (find(part, name) for part in schema.values())), None)
for name in "event", "status":
    words = find(json.load(open("docs/record.schema.json")), name)["enum"]
    assert book["event.csv", name].split(", ") == words, name
    assert re.findall("'([^']*)'", re.search(name + r" IN \(([^)]*)\)", table)[1]) == words, name
END

# The same record in any order of reading.
"$readout" export --story >"$scratch/expected"
for order in 1 2 3 4 5; do
    rm -f "$scratch"/other.db*
    shuf --random-source=<(yes $order) "$scratch/records.jsonl" >"$scratch/shuffled.jsonl"
    head -2 "$scratch/shuffled.jsonl" | "$readout" read --db "$scratch/other.db" - >/dev/null
    tail -n +3 "$scratch/shuffled.jsonl" | "$readout" read --db "$scratch/other.db" - >/dev/null
    "$readout" export --story --db "$scratch/other.db" | cmp - "$scratch/expected" || complain "order $order makes another"
done

# In plain SQL.
found=$(sqlite3 "$READOUT_DB" "SELECT event, source_names, target_countries, contexts FROM codings WHERE report = 'co-1'
    AND event = 'ASSAULT'")
[ "$found" = 'ASSAULT|["The Israeli army"]|["LBN"]|["military"]' ] || complain "the view codings: $found"
[ "$(sqlite3 "$READOUT_DB" "SELECT group_concat(codings) FROM (SELECT codings FROM reports ORDER BY report)")" = 3,3,2,2 ] ||
    complain "codings of reports"

# What persons decide.
shot=1981-03-02-assault-israel-mil-lbn-cvl
has "^1: note event $shot, told at 3 places" note "$shot" "not seen by us"
has 'note: not seen by us' events
has "^2: confirm event 1981-03-02-consult-egypt-israel, told at 3 places" confirm 1981-03-02-consult-egypt-israel
has '"standing":"confirmed"' events --json --actor Sadat
has "^3: reject event $shot, told at 3 places" reject "$shot" --because wrong
counts 0 "\"key\":\"$shot\"" events --json
counts 1 "\"key\":\"$shot\",.*\"standing\":\"rejected\"" events --json --rejected
counts 0 'denied by others' events
has '^4: add coding co-4:' add coding --report co-4 --quote 'A spokesman denied' event=REJECT source='Anwar Sadat' \
    target='Nobody|group' status=past contexts=military cameo=120 from=1981-03-03
has '^1981-03-03 +past +REJECT +120 +Egypt +Nobody' events
counts 1 'hand-made' events
"$readout" add coding --report co-4 --quote 'A spokesman' event=SHOUT >"$scratch/out" 2>&1 && complain "SHOUT is taken"
grep -q 'event' "$scratch/out" || complain "SHOUT: $(cat "$scratch/out")"

# A record read again without its events: what was confirmed or made by hand stays, the rest goes.
sed 's/"coded":/"uncoded":/' tests/data/coded.jsonl >"$scratch/bare.jsonl"
records "$scratch/bare.jsonl" | "$readout" read --again - >/dev/null || complain "read --again"
has '^1981-03-02 +past +CONSULT +046 +Egypt +Israel +Easton' events
has 'confirmed; no longer read by the program' events
has '^1981-03-03 +past +REJECT' events
counts 0 'SANCTION' events
"$readout" verify >/dev/null || complain "not sound after reading again"
"$readout" read --again "$scratch/records.jsonl" >/dev/null || complain "read --again"
counts 5 '^(1981-..-..| {10}) +(past|denied|hypothetical) ' events
for number in 1 2 3 4; do "$readout" decisions --undo $number >/dev/null || complain "undo $number"; done
"$readout" export --story | cmp - "$scratch/expected" || complain "what was undone left something"

# What changed: a coding of a new version, and what its revision takes away.
sed 's/denied that the Israeli/said that the Israeli/' tests/data/coded.jsonl | grep '"co-4"' >"$scratch/new.jsonl"
sed -i 's/"status":"denied",//' "$scratch/new.jsonl"
records "$scratch/new.jsonl" | "$readout" read - >/dev/null
has 'coding: the Israeli army · ASSAULT · a village in Lebanon · denied → .* · past' diff co-4@1 co-4@2

# Damage is found, and told by its kind.
damaged() { # kind SQL
    checks=$((checks + 1))
    rm -f "$scratch"/bad.db*
    sqlite3 "$READOUT_DB" ".backup $scratch/bad.db"
    sqlite3 "$scratch/bad.db" "$2" || complain "cannot damage: $2"
    "$readout" verify --db "$scratch/bad.db" >"$scratch/out" 2>&1
    [ $? = 3 ] || complain "not found: $2"
    grep -q ": $1[: ]" "$scratch/out" || complain "not told as $1: $2: $(head -3 "$scratch/out")"
}
damaged coding "UPDATE coding SET quote = quote || '.' WHERE id = (SELECT min(id) FROM coding)"
damaged coding "UPDATE coding SET start = start + 1 WHERE id = (SELECT max(id) FROM coding)"
damaged coding "UPDATE coding SET words = '[[2,1000000,5]]' WHERE id = (SELECT min(id) FROM coding)"
damaged coding "UPDATE coding SET words = '[[2,' WHERE id = (SELECT min(id) FROM coding)"
damaged coding_actor "UPDATE coding_actor SET start = start + 1 WHERE coding_id = (SELECT min(id) FROM coding)"
damaged coding_actor "UPDATE coding_actor SET \"end\" = 1000000 WHERE coding_id = (SELECT min(id) FROM coding)"
damaged link "PRAGMA foreign_keys = OFF; DELETE FROM coding WHERE id = (SELECT min(id) FROM coding)"
damaged link "PRAGMA foreign_keys = OFF; UPDATE coding_actor SET actor_id = 1000000 WHERE coding_id = (SELECT min(id) FROM coding)"

# Withdrawn, and forgotten: nothing of it is left.
"$readout" withdraw co-1 >/dev/null && counts 0 'co-1' events
"$readout" withdraw --forget co-1 >/dev/null || complain "withdraw --forget"
[ "$(sqlite3 "$READOUT_DB" "SELECT count(*) FROM coding WHERE report_id NOT IN (SELECT id FROM report)")" = 0 ] &&
    [ "$(sqlite3 "$READOUT_DB" "SELECT count(*) FROM coding_actor WHERE coding_id NOT IN (SELECT id FROM coding)")" = 0 ] ||
    complain "codings of a forgotten report are left"

echo "$checks checks, $failures failures"
[ $failures -eq 0 ]
