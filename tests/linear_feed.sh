#!/usr/bin/env bash
# linear_feed.sh - the work that a feed makes grows with its length and not faster, whatever it holds.
#
# Every feed of hostile_feed.py is read at three sizes, each twice the one before. Callgrind counts the instructions of
# each, from the opening of the file to its end, texts included; from one size to the next they may grow by GROWTH.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
[ -z "${SANITIZE:-}" ] || { echo "skipped: a build with sanitizers counts what they do"; exit 77; }
for program in valgrind python3; do
    command -v "$program" >/dev/null || { echo "skipped: $program is not installed (tools/deps)"; exit 77; }
done
SIZES="16000 32000 64000" GROWTH=2.3
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/feeds"

# shellcheck disable=SC2086
python3 tests/hostile_feed.py "$scratch/feeds" $SIZES >"$scratch/paths" || exit 2
valgrind --tool=callgrind --callgrind-out-file="$scratch/out" --zero-before=stream_open --dump-after=stream_free \
    "$build/tests/feed_print" - <"$scratch/paths" >"$scratch/lines" 2>"$scratch/log" ||
    { tail -5 "$scratch/log" >&2; exit 1; }

# Lines "KIND SIZE INSTRUCTIONS": the n-th feed's counts are in out.n.
n=0
while read -r path; do
    n=$((n + 1))
    name=$(basename "$path")
    printf '%s\t%s\t%s\n' "${name%.*}" "${name##*.}" "$(sed -n 's/^summary: //p' "$scratch/out.$n")"
done <"$scratch/paths" >"$scratch/counts"

# What grows too fast, one line each.
too_fast() { # growth
    awk -F'\t' -v growth="$1" '
        $1 == kind && $3 > growth * before { printf "%s: %d instructions for %d bytes, %d for half\n", $1, $3, $2, before }
        { kind = $1; before = $3 }' "$scratch/counts"
}
[ "$(awk -F'\t' '$3 > 0' "$scratch/counts" | wc -l)" = "$n" ] || { echo "linear_feed.sh: not every feed was counted" >&2; exit 1; }
[ -n "$(too_fast 1.5)" ] || { echo "linear_feed.sh: does not find what doubles" >&2; exit 1; }
found=$(too_fast "$GROWTH")
[ -z "$found" ] || { echo "$found" >&2; exit 1; }
echo "$n hostile feeds: the work grows with the bytes"
