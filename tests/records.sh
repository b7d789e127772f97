#!/usr/bin/env bash
# records.sh - a record that `extract` wrote, read into a database, is worth as much as reading the report itself: all
# tables are the same. So they are for any number of threads. What is wrong with a record is told with its place, and the
# others are stored.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
command -v sqlite3 >/dev/null || { echo "skipped: there is no sqlite3 shell"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
unset READOUT_DB
failures=0
folder=../shared/bench/dev manifest=../shared/bench/dev/manifest.json
[ -d "$folder" ] || folder=examples/camp-david manifest=examples/manifest.json

mkdir "$scratch/reports" && cp "$folder"/*.txt "$scratch/reports" && folder=$scratch/reports

complain() {
    echo "records.sh: $*" >&2
    failures=$((failures + 1))
}

# All tables but the times; of the search index, whose pieces lie as they came, what is found where.
dump() { # database
    sqlite3 "$1" .dump | grep -v '^INSERT INTO report_search_' |
        sed -E "s/'[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z'/'TIME'/"
    sqlite3 "$1" "CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, report_search, 'instance');
                  SELECT * FROM words ORDER BY term, doc, col, \"offset\"" | tail -n +1
    sqlite3 "$1" "INSERT INTO report_search (report_search, rank) VALUES ('integrity-check', 1)"
}

expect_same() { # what database
    dump "$2" >"$scratch/actual"
    cmp "$scratch/expected" "$scratch/actual" || complain "$1: another database"
}

"$build/readout" read --db "$scratch/texts.db" --meta "$manifest" "$folder" >"$scratch/said" || complain "reading failed"
dump "$scratch/texts.db" >"$scratch/expected"
[ "$(grep -c '^INSERT INTO' "$scratch/expected")" -gt 200 ] || complain "too little is stored to prove anything"

"$build/readout" extract --meta "$manifest" "$folder" >"$scratch/records.jsonl" || complain "extract failed"
"$build/readout" read --db "$scratch/records.db" "$scratch/records.jsonl" >"$scratch/out" || complain "records failed"
cmp "$scratch/said" "$scratch/out" || complain "records: other words about what is new"
expect_same "records" "$scratch/records.db"
"$build/readout" read --db "$scratch/records.db" --meta "$manifest" "$folder" | grep -q ' known$' ||
    complain "a report whose record is known is not known"
expect_same "records, then reports" "$scratch/records.db"

# Members in another order, blanks, other escapes: the same record. Through a pipe, too.
python3 -c 'import json, sys
for line in sys.stdin:
    print(json.dumps(json.loads(line), sort_keys=True))' <"$scratch/records.jsonl" |
    "$build/readout" read --db "$scratch/sorted.db" - >"$scratch/out" || complain "sorted records failed"
expect_same "sorted records" "$scratch/sorted.db"

for jobs in 1 2 4; do
    "$build/readout" extract --jobs $jobs --meta "$manifest" "$folder" | cmp - "$scratch/records.jsonl" ||
        complain "extract --jobs $jobs: another output"
    for input in "$folder" "$scratch/records.jsonl"; do
        rm -f "$scratch"/jobs.db*
        "$build/readout" read --jobs $jobs --db "$scratch/jobs.db" --meta "$manifest" "$input" >"$scratch/out" ||
            complain "--jobs $jobs $input failed"
        cmp "$scratch/said" "$scratch/out" || complain "--jobs $jobs $input: other words about what is new"
        expect_same "--jobs $jobs $input" "$scratch/jobs.db"
    done
done

# What is wrong is told in the order of the input, whatever the number of threads, and the rest is stored.
python3 - "$scratch/records.jsonl" >"$scratch/mixed.jsonl" <<'PYTHON'
import json, sys
records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")][:4]
fact = next(i for i, record in enumerate(records) if record["actors"])
print(json.dumps({"id": "plain", "text": "Anwar Sadat met Menachem Begin in Jerusalem."}))
print(json.dumps(records[0]))
print('{"id": "cut", "text": ')
print(json.dumps({**records[1], "text": records[1]["text"] + "."}))
print(json.dumps({**records[fact], "actors": [{**records[fact]["actors"][0], "kind": "ghost"}]}))
print(json.dumps({key: value for key, value in records[2].items() if key != "text"}))
print(json.dumps({**records[2], "mood": "good"}))
print(json.dumps(records[3]))
PYTHON
cat >"$scratch/told" <<'TOLD'
mixed.jsonl:3:
mixed.jsonl:4: hash: not the hash of the text
mixed.jsonl:5: actors[0].kind: none of its words
mixed.jsonl:6: text: missing
mixed.jsonl:7: mood: no such member
TOLD
for jobs in 1 3; do
    rm -f "$scratch"/mixed.db*
    "$build/readout" read --jobs $jobs --db "$scratch/mixed.db" "$scratch/mixed.jsonl" >"$scratch/out" 2>"$scratch/errors"
    [ $? = 1 ] || complain "--jobs $jobs, mixed: the exit status is not 1"
    sed -E "s|^readout: $scratch/||; s/byte [0-9]+ of the record: //; s/^(mixed.jsonl:3:).*/\1/" "$scratch/errors" |
        cmp - "$scratch/told" || complain "--jobs $jobs, mixed: $(cat "$scratch/errors")"
    [ "$(sqlite3 "$scratch/mixed.db" 'SELECT count(*) FROM report')" = 3 ] || complain "--jobs $jobs, mixed: not 3 stored"
done

# A record of another version of the program says so.
sed 's/"engine":"[^"]*"/"engine":"0.0.1"/' "$scratch/records.jsonl" >"$scratch/older.jsonl"
"$build/readout" read --db "$scratch/older.db" "$scratch/older.jsonl" >/dev/null || complain "older records failed"
[ "$(sqlite3 "$scratch/older.db" 'SELECT DISTINCT engine FROM report')" = 0.0.1 ] || complain "the engine is not kept"

echo "$(wc -l <"$scratch/records.jsonl") reports, $(wc -l <"$scratch/expected") rows the same, $failures failures"
[ $failures -eq 0 ]
