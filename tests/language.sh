#!/usr/bin/env bash
# language.sh - what is not English is kept as a report, marked, and not read: extract, read, reports, verify, explain,
# groups and brief; what cannot be told is read as English, unless it is declared to be in another language.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
command -v sqlite3 >/dev/null || { echo "skipped: there is no sqlite3 shell"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C.UTF-8 READOUT_DB=$scratch/all.db
failures=0
checks=0

same() { # what, found, expected
    checks=$((checks + 1))
    [ "$2" = "$3" ] && return
    echo "language.sh: $1 is:" "$2" "expected:" "$3" >&2
    failures=$((failures + 1))
}

readout() {
    "$build/readout" "$@"
}

ask() {
    sqlite3 "$READOUT_DB" "$1"
}

cat >"$scratch/all.jsonl" <<'END'
{"id":"english","outlet":"Post","published":"1977-11-21","language":"fr","text":"Anwar Sadat met Menachem Begin in Jerusalem on Sunday. It was the first time for both of them."}
{"id":"french","outlet":"Poste","published":"1977-11-21","language":"en","text":"Anwar Sadat a rencontré Menachem Begin à Jérusalem dimanche. Il a parlé devant la Knesset de ce que les deux pays veulent."}
{"id":"copy","outlet":"Autre","published":"1977-11-21","text":"Anwar Sadat a rencontré Menachem Begin à Jérusalem dimanche. Il a parlé devant la Knesset de ce que les deux pays veulent."}
{"id":"arabic","published":"1977-11-21","text":"التقى الرئيس السادات رئيس الوزراء في القدس يوم الأحد وتحدث أمام الكنيست عن السلام."}
{"id":"short","published":"1977-11-21","text":"Sadat, Begin: Jerusalem."}
{"id":"declared","published":"1977-11-21","language":"ar-EG","text":"Sadat, Begin: Jerusalem, 1977."}
END

# id, language and why it is not read.
readout extract "$scratch/all.jsonl" >"$scratch/records.jsonl" || exit 1
same "what extract prints" "$(sed -E 's/.*"id":"([a-z]*)".*"url":null(,"language":"[a-z]*")?(,"unread":"[a-z]*")?,"engine".*/\1\2\3/' \
    "$scratch/records.jsonl")" 'english,"language":"en"
french,"language":"fr","unread":"language"
copy,"language":"fr","unread":"language"
arabic,"language":"ar","unread":"language"
short
declared,"language":"ar","unread":"language"'
same "facts of what is not read" "$(grep '"unread"' "$scratch/records.jsonl" |
    grep -c '"actors":\[\],"meetings":\[\].*"dates":\[\],"attributions":\[\].*"gist":null,"sketch":null}$')" 4
same "facts of what is read" "$(grep -c '"language":"en".*"kind":"meeting"' "$scratch/records.jsonl")" 1

same "what read prints" "$(readout read "$scratch/all.jsonl")" 'new: english (Post 1977-11-21): 1 meeting, 1 coding
new: french (Poste 1977-11-21): in French, not read
new: copy (Autre 1977-11-21): in French, not read
new: arabic (1977-11-21): in Arabic, not read
new: short (1977-11-21): no facts
new: declared (1977-11-21): in Arabic, not read
6 reports: 6 new; 4 not in English, not read; 1 meeting, 1 coding'
same "reading again" "$(readout read "$scratch/all.jsonl")" "6 reports: 6 known"
same "reading the records" "$(readout read "$scratch/records.jsonl")" "6 reports: 6 known"
readout read --db "$scratch/of-records.db" "$scratch/records.jsonl" >/dev/null || exit 1
same "a database of records" "$(readout reports --json --db "$scratch/of-records.db")" "$(readout reports --json)"
same "JSON of read" "$(readout read --json --db "$scratch/json.db" "$scratch/all.jsonl" | grep -E '"(copy|reports)"' |
    sed -E 's/,"(meetings|facts)".*//')" '{"report":"copy","outlet":"Autre","published":"1977-11-21","outcome":"new"
{"reports":{"new":6,"new-version":0,"read-again":0,"known":0,"unread":4}'

same "marks" "$(ask 'SELECT group_concat(report || ":" || language || ":" || unread, " ") FROM
    (SELECT * FROM reports WHERE unread IS NOT NULL ORDER BY report)')" \
    "arabic:ar:language copy:fr:language declared:ar:language french:fr:language"
same "the column of reports" "$(readout reports | grep -c ' language ')" 4
same "groups of what is not read" "$(ask 'SELECT count(*) FROM reports WHERE unread IS NOT NULL AND
    (event IS NOT NULL OR voice IS NOT NULL OR process IS NOT NULL)')" 0
same "groups of what is read" "$(ask 'SELECT count(*) FROM reports WHERE unread IS NULL AND event IS NOT NULL')" 2
same "verify" "$(readout verify | sed 's/.*checked: //')" "all sound"
same "reports of the brief" "$(readout brief | grep -c ' 2 reports, 2 voices')" 1
same "search" "$(ask "SELECT count(*) FROM report_search WHERE report_search MATCH 'rencontre'")" 2

same "explain" "$(readout explain "$scratch/all.jsonl" | grep '^Report [fd]')" \
    'Report french is not read: it is in French, as its script, its words and its letters tell; only English is read
Report declared is not read: it is in Arabic, as its input declares; only English is read'
same "explain as JSON" "$(readout explain --json "$scratch/all.jsonl" | grep '"unread"' | head -n 1)" \
    '{"id":"french","language":"fr","unread":"language","sentences":[]}'

# A text that was read once, as French by an older program, is read anew.
sqlite3 "$READOUT_DB" "UPDATE report SET unread = NULL, engine = '0.0' WHERE external_id = 'french'"
same "read anew" "$(readout read "$scratch/all.jsonl" | head -n 1)" "read-again: french (Poste 1977-11-21): in French, not read"
# A report that comes in English becomes a new version that is read.
sed -n 1p "$scratch/all.jsonl" | sed 's/"english"/"arabic"/' >"$scratch/now.jsonl"
same "a new version" "$(readout read "$scratch/now.jsonl" | head -n 1)" "new-version: arabic (Post 1977-11-21): 1 meeting, 1 coding"
same "its group" "$(ask "SELECT event FROM reports WHERE report = 'english'")" arabic

echo "$checks checks, $failures failures"
[ $failures -eq 0 ]
