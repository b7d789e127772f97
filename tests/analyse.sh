#!/usr/bin/env bash
# analyse.sh - `readout analyse`: given words come back exactly, whatever they hold; what breaks the format is named with
# its line and stops no other; JSON is as docs/analysis.schema.json says; the bytes lead back to the words.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failures=0
checks=0

complain() {
    echo "analyse.sh: $*" >&2
    failures=$((failures + 1))
}

# What must come back of CoNLL-U: ID and FORM, comments and ends of sentences, without absent words.
kept() {
    tr -d '\r' | grep -vE '^[0-9]+\.[0-9]+' | sed '/^#/!s/^\([^\t]*\t[^\t]*\).*/\1/' | cat -s
}

# same NAME: the words of the file NAME come back.
same() {
    checks=$((checks + 1))
    "$build/readout" analyse --tokens "$scratch/$1" >"$scratch/out" 2>"$scratch/errors" ||
        complain "$1: exit status $?: $(cat "$scratch/errors")"
    { cat "$scratch/$1"; [ -z "$(tail -c 1 "$scratch/$1")" ] || echo; } | sed -e '$a\' | kept |
        sed -e '${/^$/d}' >"$scratch/expected"
    kept <"$scratch/out" | sed -e '${/^$/d}' | diff "$scratch/expected" - >"$scratch/diff" ||
        complain "$1: other words come back: $(head -5 "$scratch/diff")"
    awk -F'\t' '/^[0-9]/ && NF != 10 { exit 1 }' "$scratch/out" || complain "$1: a line has not 10 columns"
}

printf '# sent_id = 1\n1\tCarter\tx\tx\tx\tx\t7\tx\tx\tSpaceAfter=No\n2\tleft\n\n# sent_id = 2\n1\tNow\n\n' >"$scratch/plain"
printf '1\ta b  c\n2\t \n3\t_\n4\t#\n5\t""\n6\t1\n7\t\xe2\x80\x8b\n8\t\xc2\xa0x\n9\t\xd8\xb3\xd9\x84\n10\t-\n\n' >"$scratch/blanks"
printf '1-2\tdon'"'"'t\n1\tdo\n2\tn'"'"'t\n3\tgo\n4-4\tx\n4\tx\n5-7\tabc\n5\ta\n6\tb\n7\tc\n\n' >"$scratch/ranges"
printf '# c\n0.1\tz\n1\ta\n1.1\tz\tz\n2\tb\n2.1\tz\n\n1\tc\n' >"$scratch/absent"
printf '# c\r\n1\ta\r\n2\tb\tx\r\n\r\n1\tc\r\n\r\n' >"$scratch/carriage-returns"
printf '1\ta\n2\tb' >"$scratch/no-end"
awk 'BEGIN { for (i = 1; i <= 100000; i++) { printf "%d\tword%d\n", (i - 1) % 25 + 1, i; if (i % 25 == 0) print "" } }' >"$scratch/long"
awk 'BEGIN { for (i = 1; i <= 3000; i++) printf "%d\tx\n", i; print "" }' >"$scratch/long-sentence"
for name in plain blanks ranges absent carriage-returns no-end long long-sentence; do
    same "$name"
done
checks=$((checks + 1))
printf '1\ta\n\n1\tb\n' | "$build/readout" analyse --tokens - | kept >"$scratch/out"
[ "$(wc -l <"$scratch/out")" = 4 ] || complain "standard input"

# Were a form changed, it would be found out.
printf '1\ta\n' >"$scratch/one"
kept <"$scratch/one" | diff -q <(printf '1\tb\n' | kept) - >/dev/null && { echo "analyse.sh: finds no difference" >&2; exit 1; }

# A file that breaks the format is named with its line, and the next is analysed.
checks=$((checks + 1))
printf '1\ta\n\n1\tb\n3\tc\n' >"$scratch/bad.conllu"
"$build/readout" analyse --tokens "$scratch/bad.conllu" "$scratch/plain" >"$scratch/out" 2>"$scratch/errors"
[ $? = 1 ] || complain "a bad file: exit status is not 1"
grep -qF "$scratch/bad.conllu:4:1: " "$scratch/errors" || complain "a bad file: $(cat "$scratch/errors")"
grep -q 'Carter' "$scratch/out" || complain "a bad file stops the next"
for text in 'He left.' '1 a' '1\ta\n1\tb' '1-2\tab\n1\ta\n\n' '1\t\n'; do
    checks=$((checks + 1))
    # shellcheck disable=SC2059 # the format is the text
    printf "$text" | "$build/readout" analyse --tokens - >"$scratch/out" 2>"$scratch/errors"
    [ $? = 1 ] && grep -qE 'standard input:[0-9]+:[0-9]+: ' "$scratch/errors" || complain "'$text': $(cat "$scratch/errors")"
done

# In text, the bytes of every word read as its form, and the words of a sentence make its text.
checks=$((checks + 1))
cat examples/camp-david/hp-*.txt examples/camp-david/ov-*.txt >"$scratch/text.txt"
printf '\nCaf\303\251 \342\200\234Yes,\342\200\235 they don'"'"'t.\302\240He left\n' >>"$scratch/text.txt"
"$build/readout" analyse "$scratch/text.txt" >"$scratch/out" || complain "text: exit status $?"
if command -v python3 >/dev/null; then
    python3 tests/analysis.py conllu "$scratch/out" "$scratch/text.txt" || complain "CoNLL-U of a text"
    { "$build/readout" analyse --json "$scratch/text.txt"; } >"$scratch/out.jsonl" || complain "JSON: exit status $?"
    python3 tests/analysis.py json "$scratch/out.jsonl" "$scratch/text.txt" || complain "JSON of a text"
    "$build/readout" analyse --json --tokens "$scratch/ranges" "$scratch/plain" >"$scratch/out.jsonl"
    python3 tests/analysis.py json "$scratch/out.jsonl" || complain "JSON of given words"
fi

# The parts that are not asked for are left out; the inputs are those of extract.
checks=$((checks + 1))
printf '{"id":"x","text":"Begin left."}\n{"id":"y"}\n{"id":"z","text":"Sadat stayed."}\n' >"$scratch/lines.jsonl"
"$build/readout" analyse --parts tags "$scratch/lines.jsonl" >"$scratch/out" 2>"$scratch/errors"
[ $? = 1 ] || complain "a bad line: exit status is not 1"
grep -q '^# newdoc id = x$' "$scratch/out" && grep -q '^# sent_id = z-1$' "$scratch/out" || complain "JSON lines: $(cat "$scratch/out")"
awk -F'\t' '/^[0-9]/ && ($3 != "_" || $7 != "_" || $8 != "_" || $4 == "_") { exit 1 }' "$scratch/out" || complain "--parts"
echo "$checks checks, $failures failures"
[ $failures -eq 0 ]
