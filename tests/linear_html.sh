#!/usr/bin/env bash
# linear_html.sh - the work that a page makes grows with its length and not faster, whatever it holds.
#
# Every page of hostile_html.py is read at three sizes, each twice the last. Callgrind counts the instructions of each
# reading (html_read); from the middle size to the last they may grow by GROWTH at most beyond what the first costs.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
[ -z "${SANITIZE:-}" ] || { echo "skipped: a build with sanitizers counts what they do"; exit 77; }
for program in valgrind python3; do
    command -v "$program" >/dev/null || { echo "skipped: $program is not installed (tools/deps)"; exit 77; }
done
SIZES="30000 60000 120000" GROWTH=2.3
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/pages"

# shellcheck disable=SC2086
python3 tests/hostile_html.py "$scratch/pages" $SIZES || exit 2
ls -v "$scratch/pages" >"$scratch/names"
(cd "$scratch/pages" && valgrind --tool=callgrind --callgrind-out-file="$scratch/out" --zero-before=html_read \
    --dump-after=html_read "$build/tests/pages" $(cat "$scratch/names") >"$scratch/texts" 2>"$scratch/log")
tail -1 "$scratch/log" | grep -q "ERROR SUMMARY\|refs:" || { tail -5 "$scratch/log" >&2; exit 1; }

# Lines "KIND SIZE INSTRUCTIONS": the n-th page's counts are in out.n.
pages=$(wc -l <"$scratch/names")
for ((n = 1; n <= pages; n++)); do
    sed -n "${n}s/\.\([0-9]*\)\.html$/\t\1/p" "$scratch/names" | tr '\n' '\t'
    sed -n 's/^summary: //p' "$scratch/out.$n"
done >"$scratch/counts"
[ "$(awk -F'\t' '$3 > 0' "$scratch/counts" | wc -l)" = "$pages" ] ||
    { echo "linear_html.sh: not every page was counted" >&2; exit 1; }

# What grows too fast, one line each.
too_fast() { # growth
    awk -F'\t' -v growth="$1" '
        $1 != kind { step = 0 }
        $1 == kind { rise = $3 - before
            if (step && rise > growth * step + 200000)
                printf "%s: %d instructions more for %d bytes, %d more for half\n", $1, rise, $2, step
            step = rise }
        { kind = $1; before = $3 }' "$scratch/counts"
}
[ -n "$(too_fast 1.2)" ] || { echo "linear_html.sh: does not find what doubles" >&2; exit 1; }
found=$(too_fast "$GROWTH")
[ -z "$found" ] || { echo "$found" >&2; exit 1; }
echo "$pages hostile pages: the work grows with the bytes"
