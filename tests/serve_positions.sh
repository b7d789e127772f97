#!/usr/bin/env bash
# serve_positions.sh - the pages of positions, proposals, conflicts and actors on the example: JSON and CSV are what the
# commands print, filters choose, every item can be decided on by the name that the page gives it.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
. tests/serve.bash
command -v curl >/dev/null || { echo "serve_positions.sh: no curl; skipped"; exit 77; }
readout=$build/readout

db=$scratch/a.db
example "$db"
serve_start "$db" --no-token

# The page has so many pieces that match.
count() { # number pattern path
    local found
    found=$(get "$3" | grep -oE -- "$2" | wc -l)
    [ "$found" -eq "$1" ] || fail "$3: $found times '$2', not $1"
}
has() { # words path
    get "$2" | grep -qF -- "$1" || fail "$2: has no '$1'"
}
hasnt() { # words path
    get "$2" >"$scratch/page"
    ! grep -qF -- "$1" "$scratch/page" || fail "$2: has '$1'"
}

# Twins, of all reports and of one negotiation.
process=$("$readout" processes --db "$db" --json | grep -o '"key":"[^"]*"' | head -1 | cut -d'"' -f4)
[ -n "$process" ] || fail "the example has no negotiation"
for page in positions proposals conflicts actors; do
    for form in json csv; do
        "$readout" "$page" --db "$db" "--$form" >"$scratch/wanted"
        get "/$page.$form" | cmp -s - "$scratch/wanted" ||
            fail "/$page.$form is not what 'readout $page --$form' prints"
        "$readout" "$page" --db "$db" "--$form" --process "$process" >"$scratch/wanted"
        get "/$page.$form?process=$process" | cmp -s - "$scratch/wanted" ||
            fail "/$page.$form?process=$process is not what 'readout $page --$form --process $process' prints"
    done
    expect 200 "/$page"
    expect 200 "/$page?page=99"
done

# Positions: a row an issue, a column a party; what is told most first.
"$readout" positions --db "$db" --json >"$scratch/issues"
count "$(grep -c '"key":' "$scratch/issues")" '<tr id="[^"]*"' /positions
count 5 '<th scope="col">' /positions
get /positions | grep -o '<tr id="[^"]*"' | head -1 | grep -q issue-2e9285e3 ||
    fail "what is told most does not stand first"
has '<span class="state state-demands">demands</span>' /positions
has 'before: <span class="state state-offers">offers</span>' /positions
has '<q><bdi>the Israeli settlements in Sinai must go</bdi></q>' /positions
count 1 '<tr id="[^"]*"' '/positions?status=apart'
has 'Israel offers it (1978-07-20), Egypt rejects it (1978-07-20)' '/positions?status=apart'
count 1 '<tr id="[^"]*"' '/positions?actor=Palestine+Liberation+Organization'
count 1 '<tr id="[^"]*"' '/positions?until=1977-12-31'
count 1 '"key":' '/positions.json?until=1977-12-31'
count 0 '<tr id="[^"]*"' '/positions?since=2001-01-01'
expect 400 '/positions?since=yesterday'

# One issue: all that is told of it, the latest first, or what one party holds.
issue='/positions?issue=issue-2e9285e3'
count 8 '<li class="item"' "$issue"
count 6 '<li class="item"' "$issue&party=egypt"
count 2 '<li class="item"' "$issue&party=Israel"
count 1 '<li class="item"' "$issue&since=1978-09-19"
get "$issue" | grep -o '<li class="item".*' | head -1 | grep -q 1978-09-19 ||
    fail "$issue: the latest does not stand first"
count 1 '"key":' '/positions.json?issue=issue-2e9285e3'
expect 404 '/positions?issue=issue-none'

# Proposals: the one told last first, by party.
count 5 '<li class="item" id' /proposals
get /proposals | grep '<li class="item"' -A1 | grep -m1 h2 | grep -q 'two framework agreements' ||
    fail "the proposal told last does not stand first"
count 1 '<li class="item" id' '/proposals?party=united-states'
count 1 '"key":' '/proposals.json?party=united-states'
count 0 '<li class="item" id' '/proposals?party=nobody'
has '<span class="state state-rejected">rejected</span> <time datetime="1978-07-20">' '/proposals?party=egypt'

# Conflicts: side by side, by kind.
count 2 '<li class="item" id' /conflicts
count 2 '<ul class="claims">' /conflicts
has '<span class="count">2</span>' '/conflicts?kind=figure'
count 2 '<li class="item" id' '/conflicts?kind=figure'
count 0 '<li class="item" id' '/conflicts?kind=place'
count 0 '"key":' '/conflicts.json?kind=place'
count 0 '<li class="item" id' '/conflicts?until=1978-09-01'

# Actors: who met whom, and a list that is searched.
"$readout" actors --db "$db" --json >"$scratch/actors"
count "$(grep -c '"key":' "$scratch/actors")" '<li class="item" id' /actors
count 1 'drawing-graph' /actors
has '/meetings?actor=united-states&amp;party=syria' /actors
hasnt 'Cyrus Vance</text>' /actors
has 'Cyrus Vance</text>' '/actors?lanes=actor'
count 1 '<li class="item" id' '/actors?q=jimmy'
count "$(grep -c '"kind":"state"' "$scratch/actors")" '<li class="item" id' '/actors?kind=state'
count "$(grep -c '"kind":"state"' "$scratch/actors")" '"kind":"state"' '/actors.json?kind=state'
count 0 '"kind":"person"' '/actors.json?kind=state'
hasnt 'id="menachem-begin"' '/actors?party=egypt'
has 'id="anwar-sadat"' '/actors?party=egypt'

# What a page gives an item to be decided on by is the name of one, and of one alone.
cp "$db" "$scratch/b.db"
for page in /positions "$issue" /proposals /conflicts /actors; do
    get "$page"
done | grep -oE 'data-key="[^"]*"' | cut -d'"' -f2 | sort -u >"$scratch/keys"
[ "$(wc -l <"$scratch/keys")" -gt 60 ] || fail "pages have few items: $(wc -l <"$scratch/keys")"
while IFS= read -r key; do
    "$readout" note "$key" seen --db "$scratch/b.db" >"$scratch/out" 2>&1 || fail "$(cat "$scratch/out")"
done <"$scratch/keys"

# A decision shows: what is rejected goes, unless it is asked for.
{
    "$readout" reject figure-1c6fb3a8 --db "$db" && "$readout" confirm anwar-sadat --db "$db" &&
        "$readout" note figure-15796267 'counted twice' --db "$db"
} >/dev/null || fail "cannot decide"
tries=0
until get '/conflicts?page=2' | grep -qF 'counted twice'; do
    [ $((tries += 1)) -lt 100 ] || fail "what was decided does not show"
    sleep 0.1
done
hasnt 'figure-1c6fb3a8' '/conflicts?kind=figure&page=1'
has 'data-key="figure-1c6fb3a8" data-standing="rejected"' '/conflicts?rejected=1'
has 'id="anwar-sadat" data-key="anwar-sadat" data-standing="confirmed"' /actors
