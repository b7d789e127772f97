#!/usr/bin/env bash
# decisions.sh - what a person confirms, rejects, notes and adds holds: when reports are read again, by a program that reads
# otherwise, when their text changes and when more reports come; it is listed, and taken back without a trace.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C.UTF-8 READOUT_DB=$scratch/readout.db
failures=0

complain() {
    echo "decisions.sh: $*" >&2
    failures=$((failures + 1))
}

same() { # what, is, should be
    [ "$2" = "$3" ] || complain "$1: '$2' is not '$3'"
}

readout() {
    "$build/readout" "$@"
}

refuse() { # words, arguments...
    local words=$1
    shift
    readout "$@" >"$scratch/out" 2>"$scratch/errors" && complain "'$*' is taken"
    grep -q -- "$words" "$scratch/errors" || complain "'$*': no word of '$words' but: $(cat "$scratch/errors")"
}

# story EXPRESSION: of the merged record `s`, with what is rejected.
story() {
    readout export --story --rejected | python3 -c "
import json, sys
s = json.load(sys.stdin)
def item(key): return next((i for k in s for i in s[k] if isinstance(i, dict) and i['key'] == key), None)
def shown(key): i = item(key); return i and i['standing'] + ''.join(' “%s”' % note for note in i['notes'])
print($1)"
}

read_all() {
    readout read "$@" --meta examples/manifest.json examples/camp-david >/dev/null || exit 1
}

read_all
readout export --story >"$scratch/before"
met=1977-11-20-anwar-sadat-menachem-begin
position=$(story "s['positions'][0]['key']") other=$(story "s['positions'][1]['key']")
words=$(story "s['positions'][0]['quote']")
readout positions --json | grep -q "$words" || complain "the position is in no issue; the test proves nothing"
plan=$(story "s['proposals'][0]['key']")
journey=$(story "next(m['key'] for m in s['meetings'] if m['key'].endswith('cyrus-vance-saudi-arabia'))")
conflict=$(story "s['conflicts'][0]['key']")
fact=$(readout export | python3 -c "
import json, sys
f = next(f for f in map(json.loads, sys.stdin) if f['fact'] == 'figure')
print('%s:%d-%d' % (f['report'], f['start'], f['end']))")

readout confirm $met >/dev/null && readout confirm "$journey" >/dev/null && readout confirm anwar-sadat >/dev/null &&
    readout reject --because "a misreading" "$position" "$conflict" >/dev/null && readout reject "$fact" >/dev/null &&
    readout note "$plan" "see the archive" >/dev/null &&
    readout add meeting --report hp-1977-11-20 --quote "an Arabic speech of about an hour" from=1977-11-21 status=held \
        "participants=anwar-sadat; Ezer Weizman|person|Israel" place=Jerusalem >/dev/null &&
    printf '%s\n' '{"fact": "position", "report": "hp-1978-09-18", "quote": "three months", "holder": "Egypt",
        "stance": "demands"}' | tr '\n' ' ' | readout add - >/dev/null || complain "a decision is refused"

decided() { # when: all that was decided stands
    same "$1: confirmed" "$(story "shown('$met')")" confirmed
    same "$1: confirmed journey" "$(story "shown('$journey')")" confirmed
    same "$1: confirmed actor" "$(story "shown('anwar-sadat')")" confirmed
    same "$1: rejected" "$(story "shown('$position')")" "rejected “a misreading”"
    same "$1: rejected conflict" "$(story "shown('$conflict')")" "rejected “a misreading”"
    same "$1: another" "$(story "shown('$other')")" machine
    same "$1: noted" "$(story "shown('$plan')")" "machine “see the archive”"
    same "$1: added" "$(story "shown('1977-11-21-anwar-sadat-ezer-weizman')")" hand-made
    same "$1: added position" "$(story "[p['standing'] for p in s['positions'] if p['quote'] == 'three months']")" "['hand-made']"
    same "$1: rejected fact" "$(readout figures --json | grep -c "\"start\":${fact#*:}" | tr -d ' ')" 0
    readout verify >"$scratch/out" || complain "$1: not sound: $(head -3 "$scratch/out")"
}

decided "at once"
readout export --story | grep -q "\"$position\"" && complain "what is rejected is shown"
same "rejected in positions" "$(readout positions --json | grep -c "${words:?}")" 0
same "rejected in export" "$(readout export | grep -c '"standing":"rejected"')" 2
same "shown when asked for" "$(($(readout figures --rejected --json | wc -l) - $(readout figures --json | wc -l)))" 1
readout export --story >"$scratch/decided"
facts() {
    readout export | grep -Ev '"fact":"(report|actor)"' | sort
}
facts >"$scratch/decided.facts"

# Read again, the same facts come, with the same decisions on them.
read_all --again
decided "read again"
readout export --story | cmp - "$scratch/decided" || complain "read again, the merged record is another"
facts | cmp - "$scratch/decided.facts" || complain "read again, the facts are others"

# A program that reads no meeting or journey any more: what was confirmed is kept, and says so.
cp -r data/en "$scratch/data"
for rules in "$scratch"/data/rules/meeting*.txt "$scratch"/data/rules/trip*.txt; do
    head -1 "$rules" >"$rules.left" && mv "$rules.left" "$rules"
done
read_all --again --data "$scratch/data" --data-alone
meetings=$(story "len(s['meetings'])")
[ "$meetings" -gt 2 ] && [ "$meetings" -lt 9 ] || complain "without rules there are $meetings meetings; the test proves nothing"
decided "not read any more"
same "why it is kept" "$(story "item('$met')['reason']")" "confirmed; no longer read by the program"
same "its days" "$(story "item('$met')['from'], item('$met')['status']")" "1977-11-20 held"
readout meetings --each | grep -q "person.kept" || complain "what is kept does not say so"
readout meetings | grep -q "no longer read" || complain "the meeting that is kept does not say so"
read_all --again
readout export --story | cmp - "$scratch/decided" || complain "read as before, the merged record is another"

# A text that changes: the words are found where they now stand; words that are gone are not kept.
python3 - >"$scratch/changed.jsonl" <<'END'
import json
report = next(r for r in json.load(open("examples/manifest.json")) if r["id"] == "hp-1977-11-20")
text = open("examples/camp-david/hp-1977-11-20.txt").read()
report["text"] = "An update to an earlier report.\n\n" + text.replace("an Arabic speech", "an  Arabic\nspeech")
print(json.dumps(report))
END
readout read "$scratch/changed.jsonl" >/dev/null || exit 1
decided "in a new version"
readout export --story | grep -q '"quote":"an  Arabic\\nspeech of about an hour"' || complain "the words are not those of the new text"
sed -i 's/\\n\\nJERUSALEM.*"}/\\n\\nNothing of it is left."}/' "$scratch/changed.jsonl"
readout read "$scratch/changed.jsonl" >/dev/null || exit 1
same "gone with its words" "$(story "shown('1977-11-21-anwar-sadat-ezer-weizman')")" None
readout decisions | grep -q "not found in the reports of now" || complain "it is not told that a decision finds nothing"
read_all
readout withdraw hp-1977-11-20 >/dev/null && read_all || complain "cannot bring the first version back"
readout export --story | cmp - "$scratch/decided" || complain "with the first text, the merged record is another"

# More reports: a decision stays on its item; and a telling of its own is taken out of the item it is part of.
printf '%s\n' '{"id": "late", "published": "1977-11-21", "text": "Anwar Sadat met Menachem Begin in Jerusalem on Sunday."}' |
    readout read - >/dev/null || exit 1
decided "with one more report"
same "one more telling" "$(story "[r for r in item('$met')['reports'] if r == 'late']")" "['late']"
telling=$(readout export | grep '"report":"late"' | grep '"fact":"meeting"' |
    sed 's/.*"start":\([0-9]*\),"end":\([0-9]*\).*/late:\1-\2/')
readout reject "$telling:meeting" >/dev/null || complain "cannot reject $telling"
same "a telling less" "$(story "[r for r in item('$met')['reports'] if r == 'late']")" "[]"
same "its item" "$(story "shown('$met')")" confirmed

refuse "no item 'nothing'" reject nothing
refuse "no item" reject "late:0-3"
refuse "stands .* times" add talk --report late --quote "n" state=ongoing
refuse "no such words" add talk --report late --quote "never said" state=ongoing
refuse "no report" add talk --report none --quote "n" state=ongoing
refuse "not a kind of fact" add speech --report late --quote "Sunday"
refuse "does not fit: state" add talk --report late --quote "Sunday" state=fine
refuse "needs the field: state" add talk --report late --quote "Sunday"
refuse "no actor 'Nobody'" add position --report late --quote "Sunday" stance=demands holder=Nobody
refuse "line 2\|:2" add - < <(printf '%s\n' '' '{"fact": 1}')
refuse "no decision 99" decisions --undo 99
refuse "takes an ITEM" note "$plan"

same "decisions as CSV" "$(readout decisions --csv | grep -c "reject,position,$position,,a misreading,1,1")" 1

# Taken back, nothing is left of it.
readout withdraw --forget late >/dev/null || complain "cannot forget a report"
for number in $(readout decisions --json | python3 -c "import json, sys
for decision in json.load(sys.stdin): print(decision['number'])"); do
    readout decisions --undo "$number" || complain "cannot take $number back"
done
same "decisions" "$(readout decisions)" none
readout export --story | cmp - "$scratch/before" || complain "all taken back, the record is not as before"
readout export | grep -q '"standing":"[^m]' && complain "all taken back, a fact still says who decided on it"

# A figure, or a state of the talks, that was rejected contradicts nothing any more.
same "conflicts" "$(readout conflicts --json | grep -c '"key"')" 2
readout reject hp-1978-09-28:241-249:figure >/dev/null || complain "cannot reject a figure"
same "conflicts without the figure" "$(readout conflicts --json | grep -c '"key"')" 1
for state in collapsed resumed; do
    printf '{"id": "%s", "published": "1978-09-10", "text": "Talks between Egypt and Israel at Camp David %s on Sunday."}\n' \
        $state $state
done | readout read - >/dev/null || exit 1
readout conflicts | grep -q "how the talks stood" || complain "the reports do not contradict each other; the test proves nothing"
readout reject "$(readout export | grep '"fact":"talk"' | grep '"report":"collapsed"' |
    sed 's/.*"start":\([0-9]*\),"end":\([0-9]*\).*/collapsed:\1-\2:talk/')" >/dev/null || complain "cannot reject a state"
readout conflicts | grep -q "how the talks stood" && complain "a rejected state contradicts another"
[ $failures = 0 ] && echo "decisions hold, and are taken back"
exit $((failures > 0))
