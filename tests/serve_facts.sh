#!/usr/bin/env bash
# serve_facts.sh - the fact view shows the words that it was read from, marked to the byte, and why; each kind of decision
# that is made from it is kept, shown at once and taken back, changes nothing of the reports, and is refused where it is
# asked for wrongly or would lead elsewhere.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
. tests/serve.bash
command -v curl >/dev/null || { echo "serve_facts.sh: no curl; skipped"; exit 77; }
export LC_ALL=C.UTF-8

db=$scratch/a.db
example "$db"
cat >"$scratch/own.jsonl" <<'END'
{"id": "own/1 ü", "outlet": "Tägliche <b>Post", "published": "1978-10-02", "title": "Ein \"Titel\" & <script>alert(1)</script>", "url": "javascript:alert(1)", "text": "Zürich – «Größe». The Egyptian Foreign Minister Ismail Fahmy met the Israeli Foreign Minister Moshe Dayan in Zürich on Sunday.\n\nHe said: \"Égypte wants an end of the occupation — tout de suite.\" <img src=x> 42 délégués, 42 délégués."}
{"id": "own-2", "outlet": "Plain", "published": "1978-10-03", "url": "https://example.org/a?b=1&c=2", "text": "Ismail Fahmy met Moshe Dayan in Geneva on Monday."}
END
"$build/readout" read --db "$db" "$scratch/own.jsonl" >/dev/null || fail "cannot read own reports"
serve_start "$db" --no-token

has() { # words path
    get "$2" >"$scratch/page"
    grep -qF -- "$1" "$scratch/page" || fail "$2: has no '$1'"
}
hasnt() { # words path
    get "$2" >"$scratch/page"
    ! grep -qF -- "$1" "$scratch/page" || fail "$2: has '$1'"
}
# decide STATUS PATH FIELD...: what a page of this server asks for.
decide() {
    local status=$1 path=$2 field fields=()
    shift 2
    for field in "$@"; do
        fields+=(--data-urlencode "$field")
    done
    get "$path" -H "Origin: $at" -D "$scratch/headers" "${fields[@]}" >"$scratch/answer"
    [ "$(cat "$scratch/status")" = "$status" ] ||
        fail "$path $*: status $(cat "$scratch/status"), expected $status: $(tail -c 300 "$scratch/answer")"
}
location() {
    grep -i '^location:' "$scratch/headers" | tr -d '\r' | cut -d' ' -f2-
}
answer() { # python expression of the answer `a`
    python3 -c "import json, sys; a = json.load(open('$scratch/answer')); print($1)"
}
same() { # what is should
    [ "$2" = "$3" ] || fail "$1: '$2' is not '$3'"
}
evidence() {
    sqlite3 "$db" "SELECT group_concat(hash || content) FROM text; SELECT count(*) FROM report" | sha256sum
    sqlite3 "$db" "SELECT report_id, start, \"end\", quote FROM meeting WHERE rule NOT LIKE 'person.%' UNION ALL SELECT
        report_id, start, \"end\", quote FROM position WHERE rule NOT LIKE 'person.%' UNION ALL SELECT report_id, start,
        \"end\", quote FROM figure WHERE rule NOT LIKE 'person.%' UNION ALL SELECT report_id, start, \"end\", quote FROM
        actor WHERE rule NOT LIKE 'person.%'" | sha256sum
}
evidence >"$scratch/evidence"

# --- The view of an item: what, why, who tells it, the text with its words.
met=1977-11-20-anwar-sadat-menachem-begin
has '<a href="/item/anwar-sadat"><bdi>Anwar Sadat</bdi></a>' "/item/$met"
has '1 with days: same people' "/item/$met"
has '2 voices of 2 reports' "/item/$met"
has 'meeting.met' "/item/$met"
has '<mark id="told" class="told">He prayed at the Al-Aqsa mosque on Sunday morning and later met Mr Begin</mark>' "/item/$met"
has '<mark id="told" class="told">meeting between Mr Sadat and Mr Begin' "/item/$met?source=2"
has 'X met (with) Y' "/item/$met"
has 'data-standing="machine"' "/item/$met"
has "rel=\"next\" href=\"/item/" "/item/$met?list=meetings"
has "rel=\"prev\" href=\"/item/" "/item/$met?list=meetings"
has '<a class="back" href="/meetings?status=held">' "/item/$met?list=meetings&status=held"
hasnt 'class="back"' "/item/$met?list=//evil.example"
next=$(get "/item/$met?list=meetings" | grep -o 'rel="next" href="[^"?]*' | cut -d'"' -f4)
has "rel=\"prev\" href=\"/item/$met?list=meetings\"" "$next?list=meetings"
for page in meetings trips proposals positions conflicts actors talks; do
    key=$("$build/readout" export --db "$db" --story | python3 -c "
import json, sys
s = json.load(sys.stdin)
print(next((i['key'] for i in s.get('$page', [])), ''))")
    [ -z "$key" ] || { expect 200 "/item/$key"; expect 200 "/item.json/$key"; }
done
"$build/readout" export --db "$db" --story | python3 -c "
import json, sys
print(json.dumps(next(m for m in json.load(sys.stdin)['meetings'] if m['key'] == '$met')))" >"$scratch/wanted"
get "/item.json/$met" | python3 -c "import json, sys; print(json.dumps(json.load(sys.stdin)))" | cmp -s - "$scratch/wanted" ||
    fail "/item.json/$met is not what 'readout export --story' prints"
trip=$(get /timeline | grep -o 'href="/item/[^"?]*-to-[^"?]*' | head -1 | cut -d'"' -f2)
has 'Traveller' "$trip"
for wrong in nothing a:1-2 hp-1978-08-08:1-2:meeting hp-1978-08-08:1-2:nothing hp-1978-08-08:4294967295-1:meeting ../../etc; do
    expect 404 "/item/$wrong"
    expect 404 "/item.json/$wrong"
done

# --- A fact of one report, of each kind; and the report.
for kind in meeting trip statement proposal term response position talk figure actor coding; do
    place=$(sqlite3 "$db" "SELECT external_id || ':' || k.start || '-' || k.\"end\" FROM $kind AS k JOIN report ON report.id =
        $(case $kind in
        term | response) echo "(SELECT report_id FROM proposal WHERE proposal.id = proposal_id)" ;;
        *) echo k.report_id ;;
        esac) WHERE external_id LIKE 'hp-%' ORDER BY 1 LIMIT 1")
    has '<mark id="told"' "/item/$place:$kind"
    get "/item.json/$place:$kind" | python3 -c "
import json, sys
f = json.load(sys.stdin)
f = f[0] if isinstance(f, list) else f
assert f['fact'] == '$kind' and f['rule'] and f['values'], f" || fail "$place:$kind: no such JSON"
done
hasnt '<h2>Versions' /report/hp-1978-08-08
has '<mark class="other">' /report/hp-1978-08-08
has 'href="/item/hp-1978-08-08:' /report/hp-1978-08-08
expect 404 /report/nothing
expect 404 /report/hp-1978-08-08@7

# --- Bytes that are not ASCII, words that are markup.
own=/report/own%2F1%20%C3%BC
has '<title>Ein &quot;Titel&quot; &amp; &lt;script&gt;' "$own"
hasnt '<script>alert' "$own"
hasnt '<img src=x' "$own"
hasnt 'href="javascript' "$own"
has 'javascript:alert(1)' "$own"
has 'href="https://example.org/a?b=1&amp;c=2"' /report/own-2
has 'rel="noreferrer noopener"' /report/own-2
get "/report.json/own%2F1%20%C3%BC" >"$scratch/own.json"
python3 - "$scratch/own.json" >"$scratch/places" <<'END'
import json, sys
r = json.load(open(sys.argv[1]))
text = r['text'].encode()
for f in r['facts']:
    assert text[f['start']:f['end']].decode() == f['quote'], f
    print(f['fact'], f['start'], f['end'])
assert r['facts'], 'nothing was read'
END
[ -s "$scratch/places" ] || fail "nothing was read of the report with other letters; the test proves nothing"
while read -r kind start end; do
    get "/item/own%2F1%20%C3%BC:$start-$end:$kind" >"$scratch/page"
    python3 - "$scratch/page" "$scratch/own.json" "$start" "$end" <<'END' || fail "the marks of $kind $start-$end are wrong"
import html, json, re, sys
page, text = open(sys.argv[1]).read(), json.load(open(sys.argv[2]))['text'].encode()
marked = ''.join(re.findall(r'<mark[^>]*class="told">(.*?)</mark>', page, re.S))
wanted = text[int(sys.argv[3]):int(sys.argv[4])].decode()
assert re.sub(r'\s+', '', html.unescape(marked)) == re.sub(r'\s+', '', wanted), (marked, wanted)
END
done <"$scratch/places"

# --- Confirm, note, reject, undo.
decide 303 /decide do=confirm "item=$met"
same "where it leads" "$(location)" "/item/$met"
has 'data-standing="confirmed"' "/item/$met"
decide 303 /decide do=note "item=$met" 'text=see <b> the "archive"' "back=/meetings?page=1#$met"
same "where it leads" "$(location)" "/meetings?page=1#$met"
has 'see &lt;b&gt; the &quot;archive&quot;' "/item/$met"
decide 200 /decide.json do=reject "item=$met" text=why
same answer "$(answer "a['standing'], a['item'], a['number']")" "rejected $met 3"
has 'data-standing="rejected"' "/item/$met"
"$build/readout" export --db "$db" --story | grep -q "\"$met\"" && fail "what is rejected is still told"
decide 200 /decide.json do=undo number=3
same "standing after undo" "$(answer "a['standing'], a['item'], a['number']")" "confirmed $met 3"
get /decide -H "Origin: $at" -H 'Accept: application/json' -d do=undo -d number=2 >"$scratch/answer"
same "asked for by Accept" "$(answer "a['number']")" 2
hasnt 'archive' "/item/$met"
figure=$(sqlite3 "$db" "SELECT report || ':' || start || '-' || \"end\" || ':figure' FROM figures WHERE report LIKE 'hp-%' LIMIT 1")
decide 200 /decide.json do=reject "item=$figure"
same "a fact" "$(answer "a['standing']")" rejected
has 'data-standing="rejected"' "/item/$figure"
number=$(answer "a['number']")
decide 200 /decide.json do=undo "number=$number"
same "a fact again" "$(answer "a['standing']")" machine

# --- Correct: what was read goes, what is typed comes; or nothing of both. Of words that stand twice those here are meant.
place=$(sqlite3 "$db" "SELECT report || ':' || start || '-' || \"end\" || ':position' FROM positions WHERE report LIKE 'hp-%' AND
    holder IS NOT NULL ORDER BY 1 LIMIT 1")
has 'name="holder"' "/item/$place?form=correct"
has '<option value="demands"' "/item/$place?form=correct"
before=$("$build/readout" decisions --db "$db" --json)
decide 400 /decide.json do=correct "item=$place" holder=Nobody stance=demands
decide 400 /decide.json do=correct "item=$place" holder=Egypt stance=nonsense
decide 400 /decide.json do=correct "item=$place" holder=Egypt stance=demands "quote=words that it has not"
decide 400 /decide.json do=correct "item=$met" holder=Egypt
same "nothing is decided" "$("$build/readout" decisions --db "$db" --json)" "$before"
decide 303 /decide do=correct "item=$place" holder=Egypt stance=conditions text=misread "back=/item/$place?list=positions"
same "where it leads" "$(location)" "/item/$place?list=positions"
has 'data-standing="rejected"' "/item/$place"
has 'state-hand-made' "/item/$place"
has 'state-conditions' "/item/$place"
has 'Choose which of its tellings' "/item/$met?form=correct"
own_figures=$(sqlite3 "$db" "SELECT start FROM figures WHERE report = 'own/1 ü' AND value = 42 ORDER BY start DESC LIMIT 1")
[ -n "$own_figures" ] || fail "the figure that stands twice is not read; the test proves nothing"
second=$(sqlite3 "$db" "SELECT report || ':' || start || '-' || \"end\" || ':figure' FROM figures WHERE report = 'own/1 ü' AND
    start = $own_figures")
decide 200 /decide.json do=correct "item=$second" value=43 unit=délégués
same "the place of a correction" "$(answer "a['item']")" "$second"

# --- Who is who.
has '<datalist id="actors">' "/item/cyrus-vance?form=merge"
decide 200 /decide.json do=merge item=cyrus-vance "other=Hodding Carter"
merge=$(answer "a['number']")
get "/item.json/cyrus-vance" >"$scratch/one"; get "/item.json/hodding-carter" >"$scratch/other"
grep -q "Hodding Carter" "$scratch/one" || grep -q "Cyrus Vance" "$scratch/other" || fail "they are not one"
expect 200 /item/hodding-carter
expect 200 /item/cyrus-vance
decide 200 /decide.json do=undo "number=$merge"
has 'Hodding Carter' /item/hodding-carter
hasnt 'no such item now' /item/hodding-carter
decide 400 /decide.json do=merge item=cyrus-vance "other=Nobody Such"
decide 400 /decide.json do=merge item=cyrus-vance "other=egypt"
decide 200 /decide.json do=split item=jimmy-carter other=hp-1978-08-08
decide 200 /decide.json do=undo "number=$(answer "a['number']")"

# --- What is wrong, and what leads elsewhere.
decide 404 /decide do=confirm item=nothing
decide 404 /decide do=confirm item=hp-1978-08-08:1-2:meeting
decide 400 /decide do=confirm
decide 400 /decide do=burn "item=$met"
decide 400 /decide "item=$met"
decide 400 /decide do=note "item=$met"
decide 400 /decide do=note "item=$met" "text=  "
decide 400 /decide do=undo number=
decide 400 /decide do=undo number=-1
decide 400 /decide do=undo number=1x
decide 404 /decide do=undo number=999999
decide 404 /decide do=confirm "item=$met" process=nothing
number=$("$build/readout" decisions --db "$db" --csv | wc -l)
for back in //evil.example https://evil.example 'javascript:1' '/\evil.example' '\\evil' "/a b" "/é" evil.example; do
    decide 400 /decide do=confirm "item=$met" "back=$back"
done
decide 400 /decide do=confirm "item=$met" "back=/a"$'\r\n'"Set-Cookie: a=b"
for origin in https://evil.example null "http://127.0.0.1:1"; do
    expect 403 /decide -H "Origin: $origin" -d do=confirm -d "item=$met"
done
expect 403 /decide -d do=confirm -d "item=$met"
expect 405 /decide
same "nothing is decided" "$("$build/readout" decisions --db "$db" --csv | wc -l)" "$number"

# --- The list, its twins, and that nothing of the reports has changed.
"$build/readout" decisions --db "$db" --json >"$scratch/wanted"
get /decisions.json | cmp -s - "$scratch/wanted" || fail "/decisions.json is not what 'readout decisions --json' prints"
"$build/readout" decisions --db "$db" --csv >"$scratch/wanted"
get /decisions.csv | cmp -s - "$scratch/wanted" || fail "/decisions.csv is not what 'readout decisions --csv' prints"
has 'aria-label="Undo decision 1"' /decisions
for _ in $(seq 60); do
    decide 303 /decide do=note "item=$met" text=again
done
first=$(get /decisions | grep -o 'id="decision-[0-9]*"' | head -1)
last=$(sqlite3 "$db" "SELECT max(id) FROM decision")
same "the newest first" "$first" "id=\"decision-$last\""
has 'id="decision-1"' '/decisions?page=2'
evidence | cmp -s - "$scratch/evidence" || fail "decisions changed the evidence"
for number in $(sqlite3 "$db" "SELECT id FROM decision"); do
    decide 303 /decide do=undo "number=$number"
done
same "all is taken back" "$("$build/readout" decisions --db "$db")" none
same "the facts of persons" "$(sqlite3 "$db" "SELECT count(*) FROM position WHERE rule LIKE 'person.%'")" 0
evidence | cmp -s - "$scratch/evidence" || fail "undoing changed the evidence"
has 'data-standing="machine"' "/item/$met"

# --- A report that comes again in another text: each version is shown, facts of the current one are decided on. One that
# is withdrawn is shown, too.
"$build/readout" read --db "$db" - >/dev/null <<'END' || fail "the report is not read again"
{"id": "own-2", "outlet": "Plain", "published": "1978-10-03", "text": "Correction: Ismail Fahmy met Moshe Dayan in Paris on Monday."}
END
sleep 1
has '<a href="/report/own-2@1"' /report/own-2
has 'met Moshe Dayan in Paris' /report/own-2
has 'met Moshe Dayan in Geneva' /report/own-2@1
has 'no longer current' /report/own-2@1
has '"version":1' /report.json/own-2@1
paris=$(sqlite3 "$db" "SELECT report || ':' || start || '-' || \"end\" || ':meeting' FROM meetings WHERE report = 'own-2'")
has '<mark id="told" class="told">Ismail Fahmy met Moshe Dayan in Paris on Monday</mark>' "/item/$paris"
"$build/readout" withdraw --db "$db" own-2 >/dev/null || fail "the report is not withdrawn"
sleep 1
has 'The report is withdrawn' "/item/$paris"
hasnt 'value="confirm"' "/item/$paris"
decide 404 /decide do=confirm "item=$paris"
serve_stop
"$build/readout" verify --db "$db" >"$scratch/out" || fail "not sound: $(head -3 "$scratch/out")"
echo "facts are shown beside their words; decisions are kept, shown and taken back"
