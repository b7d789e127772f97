#!/usr/bin/env bash
# linear.sh - the work that a text makes grows with its length and not faster, whatever it holds.
#
# Every text of hostile.py is read at two sizes, one twice the other. Callgrind counts the instructions of each report, but
# for those of the language core, whose cost a word would hide all else (unit/core_test.c looks at long sentences there);
# from one size to the next they may grow by GROWTH at most.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
[ -z "${SANITIZE:-}" ] || { echo "skipped: a build with sanitizers counts what they do"; exit 77; }
for program in valgrind python3; do
    command -v "$program" >/dev/null || { echo "skipped: $program is not installed (tools/deps)"; exit 77; }
done
SIZES="2000 4000" GROWTH=2.3
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

# shellcheck disable=SC2086
python3 tests/hostile.py $SIZES >"$scratch/texts.jsonl" || exit 2
valgrind --tool=callgrind --callgrind-out-file="$scratch/out" --zero-before=readout_extract --dump-after=readout_extract \
    --toggle-collect=core_analyse \
    "$build/readout" extract --in-process "$scratch/texts.jsonl" >"$scratch/records.jsonl" 2>"$scratch/log" ||
    { tail -5 "$scratch/log" >&2; exit 1; }

# Lines "KIND SIZE INSTRUCTIONS": the n-th report's counts are in out.n.
reports=$(wc -l <"$scratch/texts.jsonl")
for ((n = 1; n <= reports; n++)); do
    sed -n "${n}s/^{\"id\": \"\([^\"]*\)\.\([0-9]*\)\".*/\1\t\2/p" "$scratch/texts.jsonl" | tr '\n' '\t'
    sed -n 's/^summary: //p' "$scratch/out.$n"
done >"$scratch/counts"

# What grows too fast, one line each.
too_fast() { # growth
    awk -F'\t' -v growth="$1" '
        $1 == kind && $3 > growth * before { printf "%s: %d instructions for %d bytes, %d for half\n", $1, $3, $2, before }
        { kind = $1; before = $3 }' "$scratch/counts"
}
[ "$(awk -F'\t' '$3 > 0' "$scratch/counts" | wc -l)" = "$reports" ] || { echo "linear.sh: not every report was counted" >&2; exit 1; }
[ -n "$(too_fast 1.2)" ] || { echo "linear.sh: does not find what doubles" >&2; exit 1; }
found=$(too_fast "$GROWTH")
[ -z "$found" ] || { echo "$found" >&2; exit 1; }
echo "$reports hostile texts: the work grows with the bytes"
