#!/usr/bin/env bash
# store.sh - the database as its users meet it: twice is once, what is not ours stays as it is, two readers at a time
# do no harm, and the plain sqlite3 shell can read and search it.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
command -v sqlite3 >/dev/null || { echo "skipped: there is no sqlite3 shell"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C.UTF-8
unset READOUT_DB
failures=0

complain() {
    echo "$@" >&2
    failures=$((failures + 1))
}

same() { # what, is, should be
    [ "$2" = "$3" ] || complain "$1: '$2' is not '$3'"
}

# expect STATUS WORDS COMMAND...: the command ends so and says so on standard error.
expect() {
    local status=$1 words=$2 actual
    shift 2
    "$@" >"$scratch/out" 2>"$scratch/errors"
    actual=$?
    same "exit status of $*" $actual "$status"
    grep -q -- "$words" "$scratch/errors" || complain "$*: no word of '$words' but: $(cat "$scratch/errors")"
}

readout() {
    "$build/readout" "$@"
}

# All that is stored but the time of reading.
dump() {
    sqlite3 "$1" .dump | sed -E "s/'[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z'/'TIME'/"
}

check_sound() {
    same "integrity of $1" "$(sqlite3 "$1" 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok
    sqlite3 "$1" "INSERT INTO report_search (report_search, rank) VALUES ('integrity-check', 1)" ||
        complain "the search index of $1 does not fit its texts"
}

write_reports() { # folder first last
    local n
    mkdir -p "$1"
    for ((n = $2; n <= $3; n++)); do
        cat >"$1/report-$n.txt" <<REPORT
President Jimmy Carter met Prime Minister Menachem Begin at Camp David on September $((n % 17 + 1)), 1978.
"We have gone through page $n of the draft," Carter told reporters. About $((n * 10)) people waited at the gate.
President Anwar Sadat said Egypt would reject a separate peace. Secretary of State Cyrus Vance will travel to Amman.
REPORT
    done
}

write_reports "$scratch/reports" 1 40
database=$scratch/one.db

# Nothing there yet: commands that show say so and make nothing.
for command in brief timeline meetings trips statements proposals positions figures actors talks reports; do
    expect 3 "readout read" readout "$command" --db "$database"
    [ ! -e "$database" ] || complain "$command made a database"
done
expect 1 "nowhere" readout read --db "$database" "$scratch/nowhere.txt"
[ ! -e "$database" ] || complain "a database was made though nothing was read"

# Twice is once.
readout read --db "$database" "$scratch/reports" >"$scratch/out" || complain "reading failed"
same "new reports" "$(grep -c '^new: ' "$scratch/out")" 40
same "totals" "$(tail -n 1 "$scratch/out" | cut -d';' -f1)" "40 reports: 40 new"
sqlite3 "$database" .dump >"$scratch/before"
readout read --db "$database" "$scratch/reports" >"$scratch/out" || complain "reading again failed"
same "reading again prints" "$(cat "$scratch/out")" "40 reports: 40 known"
sqlite3 "$database" .dump >"$scratch/after"
cmp "$scratch/before" "$scratch/after" || complain "reading again changed the database"
check_sound "$database"
same "side files" "$(find "$scratch" -name 'one.db-*' | wc -l)" 0
same "texts" "$(sqlite3 "$database" 'SELECT count(*) FROM text')" 40
same "application" "$(sqlite3 "$database" 'PRAGMA application_id; PRAGMA user_version; PRAGMA journal_mode')" \
    "$(printf '1380208468\n5\nwal')"

# Every quote is the bytes that start and end name.
for table in actor meeting trip statement proposal position talk figure date coding; do
    same "quotes of $table" "$(sqlite3 "$database" "SELECT count(*) FROM $table JOIN report ON report.id = report_id
        JOIN text ON hash = text_hash
        WHERE CAST(substr(CAST(content AS BLOB), start + 1, \"end\" - start) AS TEXT) IS NOT quote")" 0
done

# Search and views in the plain shell.
same "search" "$(sqlite3 "$database" "SELECT external_id FROM report
    JOIN report_search ON report_search.rowid = report.id WHERE report_search MATCH '\"page 7\"'")" report-7
for view in meetings trips statements proposals positions talks figures dates codings actors reports timeline; do
    sqlite3 "$database" "SELECT * FROM $view" >/dev/null || complain "view $view cannot be read"
done

# JSON and CSV have the same rows, and both can be read.
for command in timeline meetings trips statements proposals positions talks figures events actors reports; do
    rows=$(readout "$command" --db "$database" --json | python3 -c 'import json,sys; print(len(json.load(sys.stdin)))')
    same "CSV rows of $command" "$(readout "$command" --db "$database" --csv |
        python3 -c 'import csv,sys; r=list(csv.reader(sys.stdin)); assert len({len(x) for x in r})==1
print(len(r)-1)')" "$rows"
    readout "$command" --db "$database" >"$scratch/out" || complain "$command failed"
    [ -s "$scratch/out" ] || complain "$command printed nothing"
done
readout brief --db "$database" --json | python3 -c 'import json,sys; assert json.load(sys.stdin)["reports"]==40' ||
    complain "brief --json"

# A new text under a known id is a new version; the old one is kept and no longer shown.
echo "Corrected: the talks at Camp David went on." >"$scratch/report-7.txt"
readout read --db "$database" "$scratch/report-7.txt" >"$scratch/out"
grep -q '^new-version: report-7 ' "$scratch/out" || complain "no new version: $(cat "$scratch/out")"
same "versions" "$(sqlite3 "$database" "SELECT group_concat(version || '/' || current, ' ') FROM
    (SELECT * FROM report WHERE external_id = 'report-7' ORDER BY version)")" "1/0 2/1"
same "search for the old text" "$(sqlite3 "$database" "SELECT count(*) FROM report_search
    WHERE report_search MATCH '\"page 7\"'")" 0
check_sound "$database"

# Two at a time, on overlapping reports, into a database that neither has made.
write_reports "$scratch/more" 30 120
readout read --db "$scratch/two.db" "$scratch/reports" >"$scratch/first" &
readout read --db "$scratch/two.db" "$scratch/more" >"$scratch/second" || complain "the second reader failed"
wait $! || complain "the first reader failed"
check_sound "$scratch/two.db"
same "reports of two readers" "$(sqlite3 "$scratch/two.db" 'SELECT count(*), max(version) FROM report')" "120|1"
same "new reports of two readers" "$(cat "$scratch/first" "$scratch/second" | grep -c '^new: ')" 120

# What is not ours or not sound stays as it is, to the byte.
refuse() { # file words
    cp "$1" "$scratch/copy"
    expect 3 "$2" readout read --db "$1" "$scratch/reports/report-1.txt"
    expect 3 "$2" readout brief --db "$1"
    cmp "$1" "$scratch/copy" || complain "$1 was changed"
}
head -c 20000 /dev/urandom >"$scratch/noise.db"
refuse "$scratch/noise.db" "not a database"
sqlite3 "$scratch/other.db" 'CREATE TABLE mine (a); PRAGMA user_version = 1'
refuse "$scratch/other.db" "another program"
cp "$database" "$scratch/newer.db"
sqlite3 "$scratch/newer.db" 'PRAGMA journal_mode = DELETE; PRAGMA user_version = 99' >/dev/null
refuse "$scratch/newer.db" "schema 99 of a newer Readout"
head -c 100000 "$database" >"$scratch/cut.db"
refuse "$scratch/cut.db" "damaged"
cp "$database" "$scratch/holed.db"
pages=$(sqlite3 "$database" "SELECT rootpage FROM sqlite_schema WHERE name IN ('statement', 'meeting', 'report')")
for page in $pages; do
    head -c 4096 /dev/urandom | dd of="$scratch/holed.db" bs=4096 seek=$((page - 1)) conv=notrunc status=none
done
refuse "$scratch/holed.db" "damaged"

# A folder, and a place where nothing can be written.
expect 3 "not a file" readout read --db "$scratch/reports" "$scratch/reports/report-1.txt"
expect 3 "cannot be opened" readout read --db "$scratch/none/x.db" "$scratch/reports/report-1.txt"

# A record in a folder where nobody may write is shown all the same.
mkdir "$scratch/read-only"
cp "$database" "$scratch/read-only/a?b#%20.db"
chmod 755 "$scratch"
chmod 444 "$scratch/read-only/"*
chmod 555 "$scratch/read-only"
as_nobody=
[ "$(id -u)" != 0 ] || as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
if $as_nobody test -x "$build/readout"; then
    $as_nobody "$build/readout" reports --db "$scratch/read-only/a?b#%20.db" --json >"$scratch/out" ||
        complain "a record that cannot be written is not shown"
    same "reports shown" "$(grep -c '"report":' "$scratch/out")" 40
    expect 3 "cannot be" $as_nobody "$build/readout" read --db "$scratch/read-only/a?b#%20.db" "$scratch/report-7.txt"
fi

# The disk is full: said, nothing half stored, what was there is sound. A limit on file size stands for the disk.
cp "$database" "$scratch/full.db"
dump "$scratch/full.db" >"$scratch/before"
(ulimit -f $(($(stat -c %s "$scratch/full.db") / 1024 + 40))
    "$build/readout" read --db "$scratch/full.db" "$scratch/more" >/dev/null 2>"$scratch/errors")
same "exit status on a full disk" $? 3
grep -q "full.db" "$scratch/errors" || complain "a full disk is not told: $(cat "$scratch/errors")"
check_sound "$scratch/full.db"
readout read --db "$scratch/full.db" "$scratch/more" >/dev/null || complain "reading after a full disk failed"
same "reports after a full disk" "$(sqlite3 "$scratch/full.db" 'SELECT count(*) FROM report WHERE current = 1')" 120

echo "$failures failures"
[ $failures -eq 0 ]
