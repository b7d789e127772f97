#!/usr/bin/env bash
# serve_read.sh - reading from the page: pasted text, files and addresses become reports of the record; what cannot be read is
# named; a reading can be stopped; nothing that was sent stays behind.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
. tests/serve.bash
command -v curl >/dev/null || { echo "serve_read.sh: no curl; skipped"; exit 77; }
export TMPDIR=$scratch/tmp
mkdir "$TMPDIR"

db=$scratch/a.db
example "$db"
serve_start "$db" --no-token
own="Origin: $at"

# Waits for the end of a reading; its JSON is in $scratch/body.
wait_for() { # number
    local tries=0
    until get "/job.json/$1" | grep -q '"state":"\(done\|failed\|cancelled\)"'; do
        [ $((tries += 1)) -lt 600 ] || fail "reading $1 does not end: $(cat "$scratch/body")"
        sleep 0.1
    done
}
start() { # curl option...: what is sent; prints the number of the reading
    curl -s --max-time 60 -o /dev/null -w '%{redirect_url}' -H "$own" "$@" "$at/read" | sed -n 's|.*/job/||p'
}
ids() {
    sqlite3 "$db" "SELECT external_id FROM report WHERE current = 1 ORDER BY 1"
}

expect 200 /read
grep -q 'enctype="multipart/form-data"' "$scratch/body" || fail "/read has no form for files"

number=$(start -F 'text=President Carter met President Sadat in Aswan on 4 January 1978.' -F 'title=At Aswan' \
    -F 'published=1978-01-05' -F 'outlet=Halyard Press' -F 'id=aswan')
[ "$number" = 1 ] || fail "pasted text starts no reading: '$number'"
wait_for 1
grep -q '"state":"done","reports":1,"failures":0' "$scratch/body" || fail "pasted text: $(cat "$scratch/body")"
ids | grep -qx aswan || fail "the pasted report is not in the record"
[ "$(sqlite3 "$db" "SELECT outlet, published, title FROM report WHERE external_id = 'aswan'")" = \
    "Halyard Press|1978-01-05|At Aswan" ] || fail "what is known of the pasted report is lost"
expect 200 /report/aswan

# A file keeps its name, which is its id; one that is no text is named, and stops no other.
printf 'Menachem Begin met Anwar Sadat in Ismailia on 25 December 1977.\n' >"$scratch/ismailia.txt"
head -c 3000 /dev/urandom >"$scratch/no text.bin"
number=$(start -F "file=@$scratch/no text.bin" -F "file=@$scratch/ismailia.txt")
wait_for "$number"
ids | grep -qx ismailia || fail "the file that was sent is not in the record: $(cat "$scratch/body")"
grep -q '"failures":1' "$scratch/body" || fail "the file that is no text is not counted: $(cat "$scratch/body")"
grep -q 'no text.bin' "$scratch/body" || fail "the file that is no text is not named: $(cat "$scratch/body")"
grep -q "$TMPDIR" "$scratch/body" && fail "a folder of the server is shown: $(cat "$scratch/body")"

# A name that would lead elsewhere is a name.
number=$(start -F "file=@$scratch/ismailia.txt;filename=../../../../$scratch/escaped.txt")
wait_for "$number"
[ ! -e "$scratch/escaped.txt" ] || fail "a file was written elsewhere"

# Nothing given; no address; an option; too much.
[ -z "$(start -F 'text= ')" ] || fail "nothing at all starts a reading"
expect 400 /read -H "$own" -F 'text='
expect 400 /read -H "$own" -F 'urls=--db=/tmp/x'
expect 400 /read -H "$own" -F 'urls=file:///etc/passwd'
expect 403 /read -F 'text=Somebody met somebody.'
expect 403 /read -H 'Origin: http://evil.example' -F 'text=Somebody met somebody.'
expect 404 /job/999
expect 404 /job/x
number=$(start -F 'urls=http://127.0.0.1:1/private')
wait_for "$number"
grep -q '"failures":1' "$scratch/body" || fail "an address that cannot be had is no failure: $(cat "$scratch/body")"

# A long reading is stopped; the server goes on, what was stored stays.
python3 -c '
import json
for i in range(4000):
    print(json.dumps({"id": "long-%d" % i, "text": ("Egypt and Israel met in Cairo on Friday. " * 40) + str(i)}))' >"$scratch/long.jsonl"
number=$(start -F "file=@$scratch/long.jsonl")
until get "/job.json/$number" | grep -q '"reports":[1-9]'; do sleep 0.1; done
get "/job/$number" | grep -q 'Stop reading' || fail "a reading that runs cannot be stopped"
expect 303 "/job/$number" -H "$own" -d do=cancel
wait_for "$number"
grep -q '"state":"cancelled"' "$scratch/body" || fail "a reading that is stopped goes on: $(cat "$scratch/body")"
expect 200 /read
"$build/readout" verify --db "$db" >/dev/null || fail "the record is damaged"

# Stopping the server stops what it reads, and leaves nothing.
number=$(start -F "file=@$scratch/long.jsonl")
until get "/job.json/$number" | grep -q '"reports":[1-9]'; do sleep 0.1; done
serve_stop
pgrep -f "readout read --db $db" >/dev/null && fail "a reading outlives its server"
left=$(find "$TMPDIR" -mindepth 1 | head -3)
[ -z "$left" ] || fail "files are left behind: $left"
echo "read from the page: text, files, addresses; failures named; stopped"
