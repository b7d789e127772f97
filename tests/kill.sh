#!/usr/bin/env bash
# kill.sh - `readout read` is killed (kill -9) again and again: while it reads a folder of reports, while it reads the
# records of them that `extract` wrote, and while it makes groups. After every kill the database is sound and no report
# stands there twice or half; a last run makes it equal to one never disturbed: the same exports, byte for byte.
#
# KILLS says how many times in all (30). KILLS=200 tests/kill.sh takes some four minutes.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
command -v sqlite3 >/dev/null || { echo "skipped: there is no sqlite3 shell"; exit 77; }
kills=${KILLS:-30}
reports=400
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failures=0

complain() {
    echo "$@" >&2
    failures=$((failures + 1))
}

mkdir "$scratch/reports"
for ((n = 1; n <= reports; n++)); do
    cat >"$scratch/reports/report-$n.txt" <<REPORT
President Anwar Sadat met Prime Minister Menachem Begin in Ismailia on December $((n % 28 + 1)), 1977, report $n.
"We did not agree on everything," Begin told reporters. About $((n * 7)) people waited. The talks will resume in Cairo.
REPORT
done

read_all() { # database
    "$build/readout" read --db "$1" "$input" >/dev/null
}

# The input's lines, one now and then: each is stored before the next comes.
trickle() {
    python3 -c 'import sys, time
for line in open(sys.argv[1]):
    sys.stdout.write(line)
    sys.stdout.flush()
    time.sleep(0.002)' "$input" 2>/dev/null
}

# All that is shown, but the times of reading and which call read what.
show() { # database
    "$build/readout" export --db "$1"
    "$build/readout" export --story --db "$1"
    "$build/readout" reports --json --db "$1"
}

# The facts of each report, counted.
facts() {
    sqlite3 "$1" "SELECT report, version, actors, meetings, trips, statements, proposals, positions, talks, figures,
        (SELECT count(*) FROM date WHERE report_id = reports.id),
        (SELECT count(*) FROM attribution WHERE report_id = reports.id),
        (SELECT count(*) FROM report_search WHERE rowid = reports.id AND report_search MATCH 'Sadat')
        FROM reports ORDER BY report"
}

input=$scratch/reports
read_all "$scratch/whole.db" || complain "the undisturbed run failed"
facts "$scratch/whole.db" | sort >"$scratch/facts"
[ "$(wc -l <"$scratch/facts")" = $reports ] || complain "the undisturbed run read $(wc -l <"$scratch/facts") reports"
show "$scratch/whole.db" >"$scratch/expected"
[ "$(wc -l <"$scratch/expected")" -gt $reports ] || complain "the undisturbed run shows nothing"
"$build/readout" extract "$scratch/reports" >"$scratch/records.jsonl" || complain "extract failed"

# Sound, and no report there that an undisturbed run would not have made; `count` are the reports.
check() { # what database
    local sound stray
    count=0
    [ -s "$2" ] || return
    sound=$(sqlite3 "$2" 'PRAGMA integrity_check; PRAGMA foreign_key_check' 2>&1)
    [ "$sound" = ok ] || complain "after $1: $sound"
    [ "$(sqlite3 "$2" "SELECT count(*) FROM sqlite_schema WHERE name = 'report'")" = 1 ] || return
    facts "$2" | sort >"$scratch/now"
    stray=$(comm -23 "$scratch/now" "$scratch/facts")
    [ -z "$stray" ] || complain "after $1, twice or half: $stray"
    count=$(wc -l <"$scratch/now")
}

# Kill after a random part of `duration`, in microseconds.
kill_one() { # database
    if [ "$input" = "$scratch/records.jsonl" ]; then
        "$build/readout" read --db "$1" - < <(trickle) >/dev/null 2>&1 &
    else
        "$build/readout" read --db "$1" "$input" >/dev/null 2>&1 &
    fi
    local reader=$!
    sleep "$(awk -v d=$duration -v r=$RANDOM 'BEGIN { printf "%.6f", d / 1000000 * (0.02 + r / 32768 * 0.9) }')"
    kill -9 $reader 2>/dev/null
    wait $reader 2>/dev/null
}

time_one() { # database
    local start
    start=$(date +%s%N)
    read_all "$1" || complain "a run to be timed failed"
    duration=$((($(date +%s%N) - start) / 1000))
}

finish() { # what database
    read_all "$2" || complain "$1: the run after the kills failed"
    show "$2" | cmp - "$scratch/expected" || complain "$1: other exports than undisturbed"
    rm -f "$2" "$2"-*
}

# Reports, then their records: killed until all are there, then finished, compared and begun anew.
for what in reports records; do
    input=$scratch/reports
    [ $what = reports ] || input=$scratch/records.jsonl
    time_one "$scratch/timed.db"
    [ $what = reports ] || duration=$((duration + 900000)) # for what trickles in
    rm -f "$scratch"/timed.db*
    partial=0
    for ((kill = 1; kill <= (kills + 2) / 3; kill++)); do
        kill_one "$scratch/killed.db"
        check "kill $kill of $what" "$scratch/killed.db"
        [ $count -lt $reports ] && [ $count -gt 0 ] && partial=$((partial + 1))
        [ $count -eq $reports ] && finish "$what" "$scratch/killed.db"
    done
    finish "$what" "$scratch/killed.db"
    [ $partial -gt 0 ] || complain "no kill came while $what were being stored; the test proves nothing"
    echo "$what: $((kill - 1)) kills, $partial of them with some of $reports stored"
done

# Groups: all of them to be made anew, half of them without what was known before.
regroup='INSERT OR IGNORE INTO ungrouped SELECT report_id FROM gist'
read_all "$scratch/killed.db" || complain "reading failed"
head -n 1 "$scratch/records.jsonl" >"$scratch/one.jsonl"
input=$scratch/one.jsonl
sqlite3 "$scratch/killed.db" "$regroup"
time_one "$scratch/killed.db"
open=0
for ((kill = 1; kill <= (kills + 2) / 3; kill++)); do
    more=
    [ $((kill % 2)) = 0 ] || more='; DELETE FROM alike WHERE report_id % 2; DELETE FROM report_group WHERE report_id % 2'
    sqlite3 "$scratch/killed.db" "$regroup$more"
    kill_one "$scratch/killed.db"
    check "kill $kill of groups" "$scratch/killed.db"
    [ "$(sqlite3 "$scratch/killed.db" 'SELECT count(*) FROM ungrouped')" = 0 ] || open=$((open + 1))
done
finish groups "$scratch/killed.db"
[ $open -gt 0 ] || complain "no kill came before groups were made; the test proves nothing"
echo "groups: $((kill - 1)) kills, $open of them before they were made"
echo "$failures failures"
[ $failures -eq 0 ]
