#!/usr/bin/env bash
# linear.sh - the work that a text makes grows with its length and not faster, whatever it holds.
#
# Every text of hostile.py is read at two sizes, one twice the other. Callgrind counts the instructions of each report,
# but for those of the language core, whose cost a word would hide all else (unit/core_test.c looks at long sentences
# there); from one size to the next they may grow by GROWTH at most.
set -u
cd "$(dirname "$0")/.." || exit 2
# shellcheck source=tests/linear.bash
. tests/linear.bash
SIZES="2000 4000" GROWTH=2.3

# shellcheck disable=SC2086
python3 tests/hostile.py $SIZES >"$scratch/texts.jsonl" || exit 2
valgrind --tool=callgrind --callgrind-out-file="$scratch/out" --zero-before=readout_extract --dump-after=readout_extract \
    --toggle-collect=core_analyse --collect-atstart=yes \
    "$build/readout" extract --in-process "$scratch/texts.jsonl" >"$scratch/records.jsonl" 2>"$scratch/log" ||
    { tail -5 "$scratch/log" >&2; exit 1; }

reports=$(wc -l <"$scratch/texts.jsonl")
for ((n = 1; n <= reports; n++)); do
    sed -n "${n}s/^{\"id\": \"\([^\"]*\)\.\([0-9]*\)\".*/\1\t\2/p" "$scratch/texts.jsonl" | tr '\n' '\t'
    instructions "$n"
done >"$scratch/counts"
judge "$reports" "$GROWTH" 1.2
echo "$reports hostile texts: the work grows with the bytes"
