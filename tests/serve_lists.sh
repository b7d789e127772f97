#!/usr/bin/env bash
# serve_lists.sh - pages of statements, figures, reports and search: what the filters choose, twins with the rows of the command
# line, conflicts of figures, words that are no syntax, titles and texts that are markup.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
"$build/readout" model info >/dev/null 2>&1 || { echo "skipped: no model is compiled in"; exit 77; }
command -v curl >/dev/null || { echo "serve_lists.sh: no curl; skipped"; exit 77; }
. tests/serve.bash

db=$scratch/lists.db
cat >"$scratch/lists.jsonl" <<'END'
{"id": "q-1", "outlet": "Halyard Press", "published": "2031-05-02", "title": "Ferry talks open in Geneva", "text": "France and Spain held talks in Geneva on Friday. \"We want the quarry reopened,\" French Foreign Minister Paul Marten said. 120 hostages were released from the quarry near Lisbon on Thursday, France said."}
{"id": "q-2", "outlet": "Northlight Radio", "published": "2031-05-03", "title": "Quarry <script>alert(1)</script> \"so-called\"", "text": "France and Spain held talks in Geneva on Friday. \"The quarry is ours & stays <b>ours</b>,\" Spanish Foreign Minister Rosa Erdoğan told reporters. 90 hostages were released from the quarry near Lisbon on Thursday, Spain said."}
{"id": "q-3", "outlet": "Halyard Press", "published": "2031-05-09", "title": "Officials silent", "text": "\"Nobody negotiates in a quarry,\" a senior official said. Spain paid $2 million to about 300 hostages."}
{"id": "q-4", "outlet": "Orrin Valley Courier", "title": "Undated", "text": "\"The ferry never came,\" Paul Marten said. The ferry carried 40 people."}
END
"$build/readout" read --db "$db" "$scratch/lists.jsonl" >/dev/null || fail "cannot read the reports"
serve_start "$db" --no-token

has() { # path pattern
    get "$1" >/dev/null
    [ "$(cat "$scratch/status")" = 200 ] || fail "$1: status $(cat "$scratch/status")"
    grep -qE -- "$2" "$scratch/body" || { cat "$scratch/body" >&2; fail "$1: has no '$2'"; }
}
lacks() { # path pattern
    get "$1" >/dev/null
    [ "$(cat "$scratch/status")" = 200 ] || fail "$1: status $(cat "$scratch/status")"
    ! grep -qE -- "$2" "$scratch/body" || { grep -E -- "$2" "$scratch/body" >&2; fail "$1: has '$2'"; }
}
# The names of the reports that the rows of a twin are of, in their order.
rows() { # path expected
    local found
    found=$(get "$1" | python3 -c 'import json, sys; print(*(row["report"] for row in json.load(sys.stdin)))')
    [ "$found" = "$2" ] || fail "$1: rows of '$found', not '$2'"
}
# The page lists so many facts.
counts() { # path number
    local found
    found=$(get "$1" | grep -c 'class="item"')
    [ "$found" = "$2" ] || fail "$1: $found items, not $2"
}

# Statements: newest first, undated last; speaker, party, source as described; words as words.
rows /statements.json "q-3 q-2 q-1 q-4"
counts /statements 4
rows "/statements.json?actor=Paul%20Marten" "q-1 q-4"
rows "/statements.json?actor=france" "q-1 q-4"
rows "/statements.json?actor=a%20senior%20official" "q-3"
rows "/statements.json?outlet=halyard%20press" "q-3 q-1"
rows "/statements.json?since=2031-05-03" "q-3 q-2"
rows "/statements.json?since=2031-05-02&until=2031-05-03" "q-2 q-1"
rows "/statements.json?q=quarry" "q-3 q-2 q-1"
rows "/statements.json?q=QUARRY%20reopened" "q-1"
rows "/statements.json?q=quarr" ""
rows "/statements.json?q=quarr*" "q-3 q-2 q-1"
rows "/statements.json?q=%22the+quarry%22" "q-2 q-1"
rows "/statements.json?place=Geneva" "q-2 q-1"
rows "/statements.json?place=Atlantis" ""
has "/statements?place=Atlantis" 'Nothing in these reports'
has /statements 'a senior official'
has /statements '<strong><bdi><a href="/item/[^"]*list=statements">Paul Marten</a></bdi></strong> <span class="faint"><bdi>France</bdi>'
has /statements '/item/q-1:[0-9]+-[0-9]+:statement'
has /statements 'ours &amp; stays &lt;b&gt;ours&lt;/b&gt;'
lacks /statements '<b>ours'
has /statements '<a href="/statements\?outlet=Halyard%20Press"><bdi>Halyard Press</bdi> <span class="count">2</span>'
expect 400 "/statements?since=yesterday"

# The twins have what the command line prints, and its columns.
"$build/readout" statements --db "$db" --json >"$scratch/line.json" || fail "statements --json"
get /statements.json >"$scratch/page.json"
python3 - "$scratch/line.json" "$scratch/page.json" <<'END' || fail "statements.json is not what the command prints"
import json, sys
line, page = (json.load(open(name)) for name in sys.argv[1:])
assert len(line) == 4 and [list(row) for row in line] == [list(row) for row in page], page
assert sorted(map(str, line)) == sorted(map(str, page)), page
END
[ "$(get /statements.csv | head -1)" = "$("$build/readout" statements --db "$db" --csv | head -1)" ] || fail "statements.csv"
[ "$(get /figures.csv | sort)" = "$("$build/readout" figures --db "$db" --csv | sort)" ] || fail "figures.csv"
[ "$(get /reports.csv | sort)" = "$("$build/readout" reports --db "$db" --csv | sed 's/,[^,]*\r$/\r/' | sort)" ] ||
    fail "reports.csv"

# What a person rejected is left out unless it is asked for.
fact=$(get /statements | grep -oE 'q-3:[0-9]+-[0-9]+:statement' | head -1)
"$build/readout" reject --db "$db" "$fact" >/dev/null || fail "cannot reject $fact"
sleep 1
lacks /statements 'Nobody negotiates'
rows /statements.json "q-2 q-1 q-4"
rows "/statements.json?rejected=1" "q-3 q-2 q-1 q-4"
has "/statements?rejected=1" '<span class="state standing state-rejected">rejected</span>'

# Figures: units, one of them over time; what is told differently leads to its conflict; who is cited.
has /figures 'What is counted'
has /figures 'unit=hostages'
lacks /figures '<svg'
has "/figures?unit=hostages" '<svg'
counts "/figures?unit=hostages" 3
has "/figures?unit=hostages" '<td class="number">about 300</td>'
has "/figures?unit=hostages" '<q><bdi>[^<]*120 hostages'
has /figures '2,000,000'
rows "/figures.json?unit=hostages" "q-3 q-2 q-1"
rows "/figures.json?unit=hostages&outlet=Northlight%20Radio" "q-2"
rows "/figures.json?actor=Spain&unit=hostages" "q-3 q-2 q-1"

# Reports: newest first, undated last; titles are text; how many facts; words in titles.
has /reports '<svg'
rows /reports.json "q-3 q-2 q-1 q-4"
rows "/reports.json?sort=oldest" "q-1 q-2 q-3 q-4"
rows "/reports.json?q=quarry" "q-2"
rows "/reports.json?q=talks" "q-1"
rows "/reports.json?q=hostages" ""
has /reports 'Quarry &lt;script&gt;alert\(1\)&lt;/script&gt; &quot;so-called&quot;|Quarry &lt;script&gt;alert\(1\)&lt;/script&gt; &#34;so-called&#34;'
lacks /reports '<script>alert'
has /reports '<a href="/report/q-3">Officials silent</a></bdi></th><td class="long">1 statement, '
has /reports 'not known'

# Search: best first, words marked; syntax of FTS5 and SQL is words; facts besides.
rows "/search.json?q=ferry" "q-4 q-1"
rows "/search.json?q=erdogan" "q-2"
rows "/search.json?q=%22nobody+negotiates%22" "q-3"
rows "/search.json?q=negotiat*" "q-3"
rows "/search.json?q=ferry&until=2031-12-31" "q-1"
for typed in '%22' '*' 'a+AND' 'NEAR(' "%27%3B+DROP+TABLE+report%3B--" 'title%3A' '%7Btitle%7D+%3A+x' '%22%22%22' '%C3' '%5E+-+%2B'; do
    expect 200 "/search?q=$typed"
    expect 200 "/statements?q=$typed"
    expect 200 "/reports?q=$typed"
done
rows "/search.json?q=ferry+OR+nobody" ""
has "/search?q=ours" '&lt;b&gt;<mark>ours</mark>&lt;/b&gt;'
lacks "/search?q=quarry" '<script>alert'
has "/search?q=erdogan" '<h2 id="actors">Actors'
has "/search?q=geneva+spain" '<h2 id="meetings">Meetings'
has "/search?q=quarry" '<h2 id="statements">Statements <span class="count">2</span>'
has "/search?q=quarry" '<a href="/statements\?q=quarry">All statements'
lacks "/search" '<h2 id="reports">'
get "/search.csv?q=ferry" | head -1 | grep -q '^report,outlet,published,title,snippet' || fail "search.csv"

# Pages behind the last are the last.
has "/search?q=quarry&page=99" 'q-2'
has "/statements?page=99" '1–3 of 3'

# Figures that reports of the example tell differently lead to their conflict.
stopped() {
    serve_stop 2>/dev/null
    [ ! -s "$scratch/serve.err" ] || fail "the server says: $(cat "$scratch/serve.err")"
}
stopped
rm "$scratch/address"
example "$scratch/camp.db"
serve_start "$scratch/camp.db" --no-token
has "/figures?unit=votes" 'id="hp-1978-09-28:241-249:figure".*state-contradicted"><a href="/item/[^"]*">told differently'
has "/figures?unit=votes" 'id="nl-1978-09-29:52-60:figure".*told differently'
lacks "/figures?unit=months" 'told differently'
has "/reports" 'not before 1979-03-26 <span class="faint">inferred, likely'
stopped
echo "serve_lists: pages, filters and twins as expected"
