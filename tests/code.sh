#!/usr/bin/env bash
# code.sh - `readout code`: its lines tell the events that the record has, whatever reports are made together, in however
# many threads; tables have their columns; bad lines and wrong options are told; nobody waits for the next report.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
python=
for candidate in python3 /usr/bin/python3; do
    "$candidate" -c 'import jsonschema' 2>/dev/null && python=$candidate && break
done
[ -n "$python" ] || { echo "skipped: python3-jsonschema is not installed (tools/deps)"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failures=0

complain() {
    echo "code.sh: $*" >&2
    failures=$((failures + 1))
}

# Reports of one sentence, among them some that are long, not English, or no text.
"$python" - "$scratch/in.jsonl" <<'PYTHON'
import json
import sys
sentences = ["Peru's president met the foreign minister of Chile in Lima on Friday.",
             "Rebels attacked an army base near the border, killing two soldiers, police said.",
             "The minister did not threaten to cut ties with Bolivia.", "It was a warm day.",
             "The president of Kenya denied that he had met the rebels.",
             "France and Germany will sign an agreement on trade next week.", "Protesters marched on parliament."]
with open(sys.argv[1], "w") as out:
    for number in range(150):
        text = sentences[number % len(sentences)]
        report = {"id": f"r{number}", "text": text, "published": "2001-02-03"}
        if number % 40 == 7:
            report["text"] = "\n\n".join(sentences[(number + i) % len(sentences)] for i in range(120))
        if number % 40 == 9:
            report["text"] = "Il a dit que la France est le pays de la liberté et que les gens sont contents de la vie."
        if number % 10 == 3:
            report.update(source="Peru", target="Chile")
        out.write(json.dumps(report, ensure_ascii=False) + "\n")
PYTHON

"$build/readout" code "$scratch/in.jsonl" >"$scratch/code" || complain "exit status $?"
"$build/readout" extract "$scratch/in.jsonl" >"$scratch/extract" || complain "extract: exit status $?"
"$python" tests/code.py lines "$scratch/code" "$scratch/extract" || complain "lines are not as they should be"
for options in "--jobs 1" "--jobs 2" "--jobs 4 --in-process"; do
    # shellcheck disable=SC2086 # a list of words on purpose
    "$build/readout" code $options "$scratch/in.jsonl" | cmp - "$scratch/code" || complain "$options: another output"
done
split -l 1 -a 3 "$scratch/in.jsonl" "$scratch/one."
"$build/readout" code "$scratch"/one.* 2>/dev/null | cmp - "$scratch/code" || complain "one file a report: another output"
head -n 20 "$scratch/in.jsonl" | while read -r line; do
    echo "$line" | "$build/readout" code - || exit
done | cmp - <(head -n 20 "$scratch/code") || complain "one by one: another output"

# A bad line is told with its place, and the others are coded.
{ sed -n 1,4p "$scratch/in.jsonl"; echo '{"id":"x"'; echo '{"id":"y","text":" "}'; sed -n 5,8p "$scratch/in.jsonl"; } \
    >"$scratch/bad.jsonl"
"$build/readout" code "$scratch/bad.jsonl" >"$scratch/out" 2>"$scratch/errors"
[ $? = 1 ] || complain "bad lines: not exit status 1"
cmp "$scratch/out" <(head -n 8 "$scratch/code") || complain "bad lines: the others are not coded"
grep -q "bad.jsonl:5:" "$scratch/errors" && grep -q "bad.jsonl:6:" "$scratch/errors" || complain "bad lines: not told"

# The given pair: what is not in the text is named; "source" alone is an outlet.
expect() { # words line
    echo "$2" | "$build/readout" code - >"$scratch/out" || complain "$2: exit status $?"
    grep -qF -- "$1" "$scratch/out" || complain "no '$1' for $2"
}
expect '"not_found":["target"]' '{"text":"Peru accused Chile.","source":"Peru","target":"Bolivia"}'
expect '"not_found":["source","target"]' '{"text":"Peru accused Chile.","source":"peru","target":"Bolivia"}'
expect '"penta":null,"unread":"language","events":[]' \
    '{"text":"Il a dit que la France est le pays de la liberté et que les gens sont contents de la vie."}'
for line in '{"text":"Peru accused Chile.","source":"Peru","target":"Chile"}' \
    '{"text":"Peru accused Chile.","source":"Halyard Press"}' '{"text":"Peru accused Chile.","source":{"name":"x"}}'; do
    echo "$line" | "$build/readout" code - | grep -q not_found && complain "something was not found: $line"
done
echo '{"text":"Peru accused Chile.","source":"Peru","target":5}' | "$build/readout" code - 2>&1 |
    grep -qF '"target" is not a string' || complain "a target that is a number"

# Tables: phoenix and icews with tabs or commas, PLOVER's with commas; a head also where there are no rows.
for table in "26 --format phoenix" "20 --format icews" "26 --format phoenix --csv" "20 --format icews --csv" \
    "30 --csv" "30 --format plover --csv"; do
    # shellcheck disable=SC2086 # a list of words on purpose
    "$build/readout" code ${table#* } "$scratch/in.jsonl" >"$scratch/out" || complain "$table: exit status $?"
    "$python" tests/code.py table "${table%% *}" "$scratch/out" || complain "$table: not such a table"
    # shellcheck disable=SC2086
    "$build/readout" code ${table#* } /dev/null 2>/dev/null | cmp - <(head -n 1 "$scratch/out") ||
        complain "$table: no head without rows"
done
"$build/readout" code --format icews "$scratch/in.jsonl" | head -n 1 | grep -q $'^Event ID\tEvent Date\tSource Name' ||
    complain "the head of icews"
events=$("$python" -c 'import json, sys
print(sum(event["event"] != "STATEMENT" for line in open(sys.argv[1]) for event in json.loads(line)["events"]))' \
    "$scratch/code")
[ "$("$build/readout" code --format plover "$scratch/in.jsonl" | wc -l)" = "$events" ] ||
    complain "plover: not a line an event"

"$build/readout" code --explain "$scratch/in.jsonl" >"$scratch/out" || complain "--explain: exit status $?"
[ "$(grep -c '"silences":\[' "$scratch/out")" = 150 ] || complain "--explain: lines without silences"
"$python" tests/code.py silences "$scratch/out" || complain "--explain: not every sentence is told of"

refuse() { # words argument...
    local words=$1
    shift
    "$build/readout" code "$@" "$scratch/in.jsonl" >"$scratch/out" 2>&1
    [ $? = 2 ] && grep -qF -- "$words" "$scratch/out" || complain "code $*: not refused with '$words'"
}
refuse "not one of json, plover, phoenix, icews: cameo" --format cameo
refuse "--csv does not go with --format json" --format json --csv
refuse "--explain does not go with --format plover" --format plover --explain
refuse "--explain does not go with --format plover" --csv --explain

# A report is printed when it is read, though the next one may be long in coming.
mkfifo "$scratch/pipe"
"$build/readout" code "$scratch/pipe" >"$scratch/live" &
exec 3>"$scratch/pipe"
head -n 2 "$scratch/in.jsonl" >&3
for ((i = 0; i < 200; i++)); do
    [ "$(wc -l <"$scratch/live")" = 2 ] && break
    sleep 0.1
done
[ "$(wc -l <"$scratch/live")" = 2 ] || complain "two reports wait for a third"
exec 3>&-
wait
exit $((failures > 0))
