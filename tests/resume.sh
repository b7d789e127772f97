#!/usr/bin/env bash
# resume.sh - `readout read` that was cut off goes on where it stopped when it is called again. It is killed (kill -9)
# again and again while it reads JSON lines, packed JSON lines, a crawl and a folder; what had been stored is not read
# again, and in the end the record is that of a call never disturbed. --again starts over; a file that has changed is
# read anew.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
command -v sqlite3 >/dev/null || { echo "skipped: there is no sqlite3 shell"; exit 77; }
reports=400
engine=
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
unset READOUT_DB
failures=0

complain() {
    echo "$@" >&2
    failures=$((failures + 1))
}

# The same reports as JSON lines, packed JSON lines, a crawl and a folder; some lines are no reports.
python3 - "$scratch" $reports <<'MAKE' || exit 2
import gzip, json, os, sys
folder, count = sys.argv[1], int(sys.argv[2])
os.mkdir(folder + "/folder")
lines, crawl = [], b""
for n in range(1, count + 1):
    text = (f"President Anwar Sadat met Prime Minister Menachem Begin in Ismailia on December {n % 28 + 1}, 1977, "
            f"report {n}. \"We did not agree on everything,\" Begin told reporters. About {n * 7} people waited.\n"
            "The talks will resume in Cairo.\n")
    lines.append(json.dumps({"id": f"report-{n}", "text": text, "published": "1977-12-29"}))
    if n % 50 == 0:
        lines.append('{"text": cut')
    open(f"{folder}/folder/report-{n:03}.txt", "w").write(text)
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
    page = f"<html><head><title>Report {n}</title></head><body><article>{paragraphs}</article></body></html>"
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{n}\r\n"
            f"WARC-Date: 1977-12-29T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n")
    crawl += gzip.compress(head.encode() + answer + b"\r\n\r\n")
whole = "\n".join(lines) + "\n"
open(folder + "/lines.jsonl", "w").write(whole)
open(folder + "/packed.jsonl.gz", "wb").write(gzip.compress(whole.encode()))
open(folder + "/crawl.warc.gz", "wb").write(crawl)
MAKE

# All that is shown, and the main tables without numbers of runs and times.
show() { # database
    "$build/readout" export --db "$1"
    "$build/readout" export --story --db "$1"
    sqlite3 "$1" "SELECT external_id, version, current, text_hash, published, title FROM report ORDER BY external_id;
        SELECT external_id, count(*) FROM meeting JOIN report ON report.id = report_id GROUP BY 1 ORDER BY 1;
        SELECT external_id, count(*) FROM statement JOIN report ON report.id = report_id GROUP BY 1 ORDER BY 1"
}

stored() { # database
    [ -s "$1" ] && sqlite3 "$1" 'SELECT count(*) FROM report' 2>/dev/null || echo 0
}

marks() { # database
    sqlite3 "$1" 'SELECT count(*) FROM input_mark'
}

# Kill at a random part of the time that a whole call takes.
kill_one() { # database input
    "$build/readout" read --db "$1" "$2" >"$scratch/told" 2>&1 &
    local reader=$!
    sleep "$(awk -v d=$duration -v r=$RANDOM 'BEGIN { printf "%.6f", d / 1000000 * (0.1 + r / 32768 * 0.5) }')"
    kill -9 $reader 2>/dev/null
    wait $reader 2>/dev/null
}

# The last call: it reads no report that was stored before, unless all were, when the marks may be gone.
finish() { # what database input expected
    local before total
    before=$(stored "$2")
    [ "$before" -lt "$4" ] || rm -f "$2"*
    before=$(stored "$2")
    "$build/readout" read --db "$2" "$3" >"$scratch/out" 2>"$scratch/errors"
    total=$(sed -n 's/^\([0-9]*\) reports\{0,1\}:.*/\1/p' "$scratch/out")
    [ "$((before + ${total:-0}))" = "$4" ] || complain "$1: $before were stored, then ${total:-0} read, of $4"
    [ "$before" = 0 ] || grep -qE 'goes on behind|read before the break' "$scratch/errors" ||
        complain "$1: does not say that it goes on: $(cat "$scratch/errors")"
    [ "$(marks "$2")" = 0 ] || complain "$1: a call that came to its end leaves marks"
    show "$2" | cmp - "$scratch/expected" || complain "$1: another record than undisturbed"
}

for input in lines.jsonl packed.jsonl.gz crawl.warc.gz folder; do
    path=$scratch/$input
    rm -f "$scratch"/*.db*
    start=$(date +%s%N)
    "$build/readout" read --db "$scratch/whole.db" "$path" >/dev/null 2>&1
    duration=$((($(date +%s%N) - start) / 1000))
    whole=$(stored "$scratch/whole.db")
    [ "$whole" = $reports ] || { complain "$input: an undisturbed call stores $whole reports"; continue; }
    [ "$(marks "$scratch/whole.db")" = 0 ] || complain "$input: an undisturbed call leaves marks"
    show "$scratch/whole.db" >"$scratch/expected"
    partial=0
    for ((kill = 1; kill <= 6; kill++)); do
        before=$(stored "$scratch/killed.db")
        kill_one "$scratch/killed.db" "$path"
        now=$(stored "$scratch/killed.db")
        [ "$now" -ge "$before" ] || complain "$input: a kill took reports away"
        [ "$now" -gt 0 ] && [ "$now" -lt $reports ] && partial=$((partial + 1))
        [ "$now" -eq 0 ] || [ "$(sqlite3 "$scratch/killed.db" 'PRAGMA integrity_check')" = ok ] ||
            complain "$input: damaged by kill $kill"
        [ "$now" -lt $reports ] || break
        [ "$now" -eq 0 ] || engine=$(sqlite3 "$scratch/killed.db" 'SELECT engine FROM input_mark LIMIT 1')
    done
    finish "$input" "$scratch/killed.db" "$path" $reports
    [ $partial -gt 0 ] || complain "$input: no kill came while reports were being stored; the test proves nothing"
    echo "$input: $((kill > 6 ? 6 : kill)) kills, $partial of them with some of $reports stored"
done

# A mark as a killed call leaves it, for what is tried next.
[ -n "$engine" ] || complain "no killed call has left a mark"
path=$scratch/lines.jsonl
cut_off() { # SQL
    rm -f "$scratch"/cut.db*
    head -n 100 "$path" >"$scratch/part.jsonl"
    "$build/readout" read --db "$scratch/cut.db" "$scratch/part.jsonl" >/dev/null 2>&1
    sqlite3 "$scratch/cut.db" "INSERT INTO input_mark (path, size, modified, engine, items, failures)
        VALUES ('$path', $(stat -c %s "$path"), $(stat -c %.Y "$path" | tr -d .), '$engine', 100, 1); $1"
}
read_on() { # option...
    "$build/readout" read --db "$scratch/cut.db" "$@" "$path" 2>"$scratch/errors" |
        sed -n 's/^\([0-9]*\) reports\{0,1\}:.*/\1/p'
}
cut_off ""
count=$(read_on)
[ "$count" = 301 ] || complain "behind 100 of 408 lines, $count reports are read"
grep -q "lines.jsonl: goes on behind report 100; 1 before could not be read" "$scratch/errors" ||
    complain "it does not say where it goes on: $(cat "$scratch/errors")"
for change in "size = size + 1" "modified = modified + 1" "engine = 'another'"; do
    cut_off "UPDATE input_mark SET $change"
    count=$(read_on)
    [ "$count" = $reports ] || complain "$change: $count reports are read, not all"
    [ "$(marks "$scratch/cut.db")" = 0 ] || complain "$change: the mark stays"
done
cut_off ""
count=$(read_on --again)
[ "$count" = $reports ] || complain "--again: $count reports are read, not all"
[ "$(marks "$scratch/cut.db")" = 0 ] || complain "--again: the mark stays"
cut_off "UPDATE input_mark SET finished = 1"
count=$(read_on)
[ "${count:-0}" = 0 ] || complain "a finished file is read again: $count reports"
grep -q "1 file was read before the break" "$scratch/errors" || complain "it is not said: $(cat "$scratch/errors")"
[ "$(marks "$scratch/cut.db")" = 0 ] || complain "all is read, and the mark stays"
cut_off "UPDATE input_mark SET path = '/elsewhere', run = 1"
count=$(read_on)
[ "$count" = $reports ] && [ "$(marks "$scratch/cut.db")" = 1 ] ||
    complain "the mark of another file: $count reports read, $(marks "$scratch/cut.db") marks left"
echo "$failures failures"
[ $failures -eq 0 ]
