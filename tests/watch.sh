#!/usr/bin/env bash
# watch.sh - `readout watch` against the server of tests/feed_server.py: what is new is read once, servers are left
# alone when they want to be, and what is killed goes on where it was. Needs python3 and the sqlite3 shell.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
for tool in python3 sqlite3; do
    command -v $tool >/dev/null || { echo "skipped: $tool is absent"; exit 77; }
done
scratch=$(mktemp -d) || exit 2
trap 'exec 9>&-; wait; rm -rf "$scratch"' EXIT
unset READOUT_DB
export http_proxy=http://127.0.0.1:9/ HOME=$scratch
failures=0
checks=0

complain() {
    echo "watch.sh: $*" >&2
    failures=$((failures + 1))
}

# Each test has a server of its own, for what a server said holds for all its pages.
start() { # name of the test; begins with an empty database
    exec 9>&-
    test=$1 db=$scratch/$1.db
    rm -f "$scratch/stdin" "$scratch/ports"
    mkfifo "$scratch/stdin"
    PYTHONPATH=tests PYTHONDONTWRITEBYTECODE=1 python3 tests/feed_server.py <"$scratch/stdin" >"$scratch/ports" \
        2>"$scratch/server.log" &
    exec 9>"$scratch/stdin"
    for _ in $(seq 100); do
        grep -qs ready "$scratch/ports" && break
        sleep 0.1
    done
    grep -qs ready "$scratch/ports" || { cat "$scratch/server.log" >&2; exit 1; }
    http=http://127.0.0.1:$(sed -n 's/^http //p' "$scratch/ports")
}
get() { python3 -c 'import sys, urllib.request
print(urllib.request.build_opener(urllib.request.ProxyHandler({})).open(sys.argv[1]).read().decode(), end="")' "$http$1"; }
set_state() { get "/set?$1" >/dev/null; }
requests() { get /log | grep -c "^GET $1"; }
watch() { # option...; output and messages are kept
    timeout 60 "$build/readout" watch --db "$db" --allow-private --delay 0 "$@" >"$scratch/out" 2>"$scratch/err"
    status=$?
}
query() { sqlite3 "$db" "$1"; }

is() { # what actual expected
    checks=$((checks + 1))
    [ "$2" = "$3" ] && return
    complain "$test: $1 is '$2', not '$3'"
    sed 's/^/    /' "$scratch/out" "$scratch/err" >&2
}
says() { # words, on standard error
    checks=$((checks + 1))
    grep -qF -- "$1" "$scratch/err" || { complain "$test: it does not say '$1' but:"; cat "$scratch/err" >&2; }
}
new_lines() { grep -c '^new: ' "$scratch/out"; }

# New items once; nothing where nothing has changed; what is new since.
start new
watch --once "$http/feed/main"
is status $status 0
is "new reports" "$(new_lines)" 3
is "the first, which is the oldest" "$(sed -n '1s/:[^:]*$//p' "$scratch/out")" "new: $http/page/1 (Harbour Wire 1977-12-02)"
is totals "$(sed -n '$s/;.*//p' "$scratch/out")" "3 reports: 3 new"
is "messages" "$(wc -c <"$scratch/err")" 0
is "requests for robots.txt" "$(requests /robots.txt)" 1
watch --once
is status $status 0
is output "$(wc -c <"$scratch/out")" 0
is "the feed's status" "$(query 'SELECT status FROM feed')" 304
is "requests for pages" "$(requests /page)" 3
set_state items=5
watch --once --json
is "new reports as JSON" "$(grep -c '"outcome":"new"' "$scratch/out")" 2
is "requests for pages" "$(requests /page)" 5
is "requests for robots.txt" "$(requests /robots.txt)" 1
is "reports" "$(query 'SELECT count(*), count(DISTINCT external_id), max(version) FROM report')" "5|5|1"
is "items" "$(query 'SELECT count(*) FROM feed_item WHERE report IS NOT NULL')" 5
is "the feed's title" "$(query 'SELECT title FROM feed')" "Harbour Wire"

# What the feed holds, where there is no page or less in it.
start full
watch --once "$http/feed/full" "$http/feed/bare"
is status $status 0
is "new reports" "$(new_lines)" 6
is "texts of the feed" "$(query "SELECT count(*) FROM text WHERE content LIKE '%says more than its page%'")" 3
is "reports without page" "$(query "SELECT group_concat(external_id, ' ') FROM (SELECT external_id FROM report WHERE external_id LIKE '%bare#note-%' ORDER BY 1)")" \
    "$http/feed/bare#note-1 $http/feed/bare#note-2 $http/feed/bare#note-3"

# What the text tells of its agency and place.
start wire
watch --once "$http/feed/wire" "$http/feed/bare"
is status $status 0
is "agency and dateline" "$(query "SELECT count(*), group_concat(DISTINCT agency), group_concat(DISTINCT dateline) FROM report WHERE external_id LIKE '%wire#%'")" \
    "3|AP|ISMAILIA (AP)"
is "reports without" "$(query "SELECT count(*) FROM report WHERE external_id LIKE '%bare#%' AND agency IS NULL AND dateline IS NULL")" 3

# robots.txt: what it closes is not asked for.
start robots
set_state robots=rules
watch --once "$http/feed/closed"
is status $status 0
is "requests for closed pages" "$(requests /closed)" 0
is "new reports" "$(new_lines)" 3
says "$http/feed/closed: $http/closed/1: robots.txt of $http does not allow it"
start refused
set_state robots=refuse
watch --once "$http/feed/main"
is status $status 1
is "requests but for robots.txt" "$(get /log | grep -vc robots.txt)" 0
says "$http/feed/main: robots.txt of $http does not allow it"
start agent
set_state robots=rules
watch --once --agent "Other/1.0" "$http/feed/closed"
is "requests by another name" "$(requests /closed)" 3
start unreached
set_state robots=broken
watch --once "$http/feed/main"
is status $status 1
is "requests but for robots.txt" "$(get /log | grep -vc robots.txt)" 0
says "robots.txt of $http cannot be had"

# Servers that want to be left alone, and feeds that fail.
start busy
watch --once --every 1 "$http/busy"
is status $status 1
says "$http/busy: the server answers with status 429"
is "the wait of Retry-After" "$(query "SELECT strftime('%s', next_at) - strftime('%s', checked_at) BETWEEN 119 AND 121 FROM feed")" 1
watch --once --every 1 "$http/busy"
says "$http/busy: not before "
is "requests" "$(requests /busy)" 1
start busy-page
set_state page=429
watch --once "$http/feed/main"
is status $status 1
is "requests for pages" "$(requests /page)" 1
says "$http/feed/main: its server wants to be left alone; the rest in a later round"
set_state page=200
watch --once
is "requests for pages" "$(requests /page)" 1
query "UPDATE feed SET next_at = NULL; UPDATE host SET next_at = NULL"
watch --once
is "new reports, the first too" "$(new_lines)" 3
start busy-until
watch --once --every 1 "$http/busy-until/5000"
is "the wait until the date of Retry-After" "$(query "SELECT strftime('%s', next_at) - strftime('%s', checked_at) BETWEEN 4990 AND 5001 FROM feed")" 1
start failing
waits=""
for _ in 1 2 3 4; do
    watch --once --every 300 "$http/status/500"
    waits+=" $(query "SELECT strftime('%s', next_at) - strftime('%s', checked_at) FROM feed")"
    query "UPDATE feed SET next_at = NULL"
done
is "the waits" "$waits" " 36000 72000 86400 86400"
is "failures in a row" "$(query 'SELECT failures FROM feed')" 4

# Gone, moved, broken, no feed at all.
start gone
watch --once "$http/gone"
is status $status 1
says "$http/gone: gone (410); it is no longer followed"
watch --once
is status $status 0
is "requests" "$(requests /gone)" 1
start moved
watch --once "$http/redirect?status=301&to=$http/feed/main"
is status $status 0
is "the address" "$(query 'SELECT url FROM feed')" "$http/feed/main"
watch --once
is "requests of the old address" "$(requests /redirect)" 1
is "new reports" "$(new_lines)" 0
start astray
watch --once "$http/redirect?status=301&to=$http/feed/none"
is "the address" "$(query 'SELECT url FROM feed')" "$http/redirect?status=301&to=$http/feed/none"
start stayed
watch --once "$http/redirect?status=302&to=$http/feed/main"
is "the address" "$(query 'SELECT url FROM feed')" "$http/redirect?status=302&to=$http/feed/main"
start broken
watch --once "$http/feed/broken" "$http/feed/none" "$http/hang-up" ftp://a.example/
is status $status 1
is "new reports" "$(new_lines)" 3
says "$http/feed/broken: not well-formed"
says "$http/feed/none: no feed: its outermost element is <html>"
says "$http/hang-up: "
says "ftp://a.example/: no address of a feed on the web"

# A page that cannot be had now is had in the next round, though the feed has not changed.
start later
set_state page=503
watch --once "$http/feed/main"
is status $status 1
is "new reports" "$(new_lines)" 0
says "$http/feed/main: $http/page/1: the server answers with status 503"
set_state page=200
watch --once
is status $status 0
is "new reports" "$(new_lines)" 3
set_state items=4 && set_state page=404
watch --once
is "new reports, by what the feed says" "$(new_lines)" 1

# OPML, and several feeds at once.
start opml
printf '<opml version="2.0"><body><outline text="All"><outline title="One" xmlUrl="%s"/><outline text="Two" xmlUrl="%s"/>\n</outline></body></opml>' \
    "$http/feed/main" "$http/feed/bare" >"$scratch/list.opml"
watch --once --opml "$scratch/list.opml"
is status $status 0
is "new reports" "$(new_lines)" 6
is "feeds" "$(query 'SELECT count(*) FROM feed')" 2
watch --once --opml "$scratch/ports"
is status $status 1

# The delay, ours and that of robots.txt.
start delay
before=$(date +%s%N)
timeout 60 "$build/readout" watch --db "$db" --allow-private --delay 1 --once "$http/feed/main" >"$scratch/out" 2>&1
is "three seconds go by for four requests" "$((($(date +%s%N) - before) / 1000000 >= 2900))" 1
is "new reports" "$(new_lines)" 3
start crawl-delay
set_state robots=crawl-delay && set_state items=1
before=$(date +%s%N)
watch --once "$http/feed/main"
is "two seconds go by for two requests" "$((($(date +%s%N) - before) / 1000000 >= 1900))" 1
is "new reports" "$(new_lines)" 1

# Addresses that are not public, and calls that make no sense.
start private
timeout 60 "$build/readout" watch --db "$db" --once "$http/feed/main" >"$scratch/out" 2>"$scratch/err"
is status $? 1
is requests "$(get /log | wc -l)" 0
rm -f "$db"
watch --once
is "status without a database" $status 3
watch --delay x "$http/feed/main"
is "status" $status 2
watch --every 0 "$http/feed/main"
is "status" $status 2

# Stopped by a signal: the item at hand is finished, and the next call goes on.
start stopped
set_state pause=0.3 && set_state items=8
timeout 60 "$build/readout" watch --db "$db" --allow-private --delay 0 "$http/feed/main" >"$scratch/out" 2>"$scratch/err" &
watcher=$!
for _ in $(seq 100); do
    [ "$(new_lines)" -ge 2 ] && break
    sleep 0.1
done
kill -TERM "$(pgrep -P $watcher)"
wait $watcher
is "status after SIGTERM" $? 0
some=$(new_lines)
is "some are read, not all" "$((some >= 2 && some < 8))" 1
is "totals" "$(sed -n '$s/;.*//p' "$scratch/out")" "$some reports: $some new"
set_state pause=0
watch --once
is "the others are read" "$(new_lines)" $((8 - some))
is "requests for pages" "$(requests /page)" 8

# Killed at any time: nothing is lost, nothing is there twice.
start killed
set_state pause=0.05 && set_state items=20
for n in 1 2 3 4 5; do
    "$build/readout" watch --db "$db" --allow-private --delay 0 --once "$http/feed/main" >"$scratch/out" 2>"$scratch/err" &
    watcher=$!
    sleep "0.$((n * 2 + 2))"
    kill -KILL $watcher 2>/dev/null
    wait $watcher 2>/dev/null
done
watch --once "$http/feed/main"
is status $status 0
is "reports" "$(query 'SELECT count(*), count(DISTINCT external_id), max(version) FROM report')" "20|20|1"
is "items" "$(query 'SELECT count(*) FROM feed_item')" 20
is "at most one page twice for each kill" "$(($(requests /page) <= 25))" 1
is "the database is sound" "$(query 'PRAGMA integrity_check')" ok

echo "$checks checks, $failures failures"
[ $failures -eq 0 ] && [ $checks -gt 0 ]
