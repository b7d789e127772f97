#!/usr/bin/env bash
# kill.sh - `readout read` is killed (kill -9) again and again while it reads a folder into one database. After every
# kill the database is sound and no report stands there twice or half; a last run makes it equal to one never disturbed.
#
# KILLS says how many times (30).
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

read_all() {
    "$build/readout" read --db "$1" "$scratch/reports" >/dev/null
}

# All rows but the time of reading.
dump() {
    sqlite3 "$1" .dump | sed -E "s/'[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z'/'TIME'/"
}

# The facts of each report, counted.
facts() {
    sqlite3 "$1" "SELECT report, version, actors, meetings, trips, statements, proposals, positions, talks, figures,
        (SELECT count(*) FROM date WHERE report_id = reports.id),
        (SELECT count(*) FROM attribution WHERE report_id = reports.id),
        (SELECT count(*) FROM report_search WHERE rowid = reports.id AND report_search MATCH 'Sadat')
        FROM reports ORDER BY report"
}

start=$(date +%s%N)
read_all "$scratch/whole.db" || complain "the undisturbed run failed"
duration=$((($(date +%s%N) - start) / 1000)) # microseconds
facts "$scratch/whole.db" | sort >"$scratch/facts"
[ "$(wc -l <"$scratch/facts")" = $reports ] || complain "the undisturbed run read $(wc -l <"$scratch/facts") reports"

# Kill before `database` holds everything: after a random part of the time the whole takes. Where all is there, anew.
database=$scratch/killed.db
partial=0
for ((kill = 1; kill <= kills; kill++)); do
    "$build/readout" read --db "$database" "$scratch/reports" >/dev/null 2>&1 &
    reader=$!
    sleep "$(awk -v d=$duration -v r=$RANDOM 'BEGIN { printf "%.6f", d / 1000000 * (0.02 + r / 32768 * 0.4) }')"
    kill -9 $reader 2>/dev/null
    wait $reader 2>/dev/null
    [ -s "$database" ] || continue
    sound=$(sqlite3 "$database" 'PRAGMA integrity_check; PRAGMA foreign_key_check' 2>&1)
    [ "$sound" = ok ] || complain "after kill $kill: $sound"
    tables=$(sqlite3 "$database" "SELECT count(*) FROM sqlite_schema WHERE name = 'report'")
    [ "$tables" = 1 ] || continue
    facts "$database" | sort >"$scratch/now"
    stray=$(comm -23 "$scratch/now" "$scratch/facts")
    [ -z "$stray" ] || complain "after kill $kill, twice or half: $stray"
    count=$(wc -l <"$scratch/now")
    [ "$count" -eq $reports ] && rm -f "$database" "$database"-* && continue
    [ "$count" -gt 0 ] && partial=$((partial + 1))
done
[ $partial -gt 0 ] || complain "no kill came while reports were being stored; the test proves nothing"

read_all "$database" || complain "the run after the kills failed"
dump "$scratch/whole.db" >"$scratch/expected"
dump "$database" >"$scratch/actual"
cmp "$scratch/expected" "$scratch/actual" || complain "the database differs from one never disturbed"
echo "$kills kills, $partial of them with some of $reports reports stored, $failures failures"
[ $failures -eq 0 ]
