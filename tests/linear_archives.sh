#!/usr/bin/env bash
# linear_archives.sh - the work that an archive makes grows with its length and not faster, whatever it holds.
#
# Every archive of hostile_archive.py is read at three sizes, each twice the one before. Callgrind counts the
# instructions of each, from the opening of the file to that of the next; from one size to the next they may grow by
# GROWTH.
set -u
cd "$(dirname "$0")/.." || exit 2
# shellcheck source=tests/linear.bash
. tests/linear.bash
SIZES="16000 32000 64000" GROWTH=2.3
mkdir "$scratch/archives"

# shellcheck disable=SC2086
python3 tests/hostile_archive.py "$scratch/archives" $SIZES >"$scratch/paths" || exit 2
# Counts end where the next file is opened, so one stands behind the last; what is before the first is in out.1.
head -1 "$scratch/paths" | cat "$scratch/paths" - >"$scratch/read"
valgrind --tool=callgrind --callgrind-out-file="$scratch/out" --dump-before=stream_open \
    "$build/tests/list_entries" - <"$scratch/read" >"$scratch/lines" 2>"$scratch/log" ||
    { tail -5 "$scratch/log" >&2; exit 1; }

n=0
while read -r path; do
    n=$((n + 1))
    name=$(basename "$path")
    printf '%s\t%s\t%s\n' "${name%.*}" "${name##*.}" "$(instructions "$((n + 1))")"
done <"$scratch/paths" >"$scratch/counts"
judge "$n" "$GROWTH" 1.5
echo "$n hostile archives: the work grows with the bytes"
