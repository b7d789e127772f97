#!/usr/bin/env bash
# linear_feed.sh - the work that a feed makes grows with its length and not faster, whatever it holds.
#
# Every feed of hostile_feed.py is read at three sizes, each twice the one before. Callgrind counts the instructions of
# each, from the opening of the file to its end, texts included; from one size to the next they may grow by GROWTH.
set -u
cd "$(dirname "$0")/.." || exit 2
# shellcheck source=tests/linear.bash
. tests/linear.bash
SIZES="16000 32000 64000" GROWTH=2.3
mkdir "$scratch/feeds"

# shellcheck disable=SC2086
python3 tests/hostile_feed.py "$scratch/feeds" $SIZES >"$scratch/paths" || exit 2
valgrind --tool=callgrind --callgrind-out-file="$scratch/out" --zero-before=stream_open --dump-after=stream_free \
    "$build/tests/feed_print" - <"$scratch/paths" >"$scratch/lines" 2>"$scratch/log" ||
    { tail -5 "$scratch/log" >&2; exit 1; }

n=0
while read -r path; do
    n=$((n + 1))
    name=$(basename "$path")
    printf '%s\t%s\t%s\n' "${name%.*}" "${name##*.}" "$(instructions "$n")"
done <"$scratch/paths" >"$scratch/counts"
judge "$n" "$GROWTH" 1.5
echo "$n hostile feeds: the work grows with the bytes"
