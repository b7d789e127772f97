#!/usr/bin/env bash
# linear_html.sh - the work that a page makes grows with its length and not faster, whatever it holds.
#
# Every page of hostile_html.py is read at three sizes, each twice the last. Callgrind counts the instructions of each
# reading (html_read); from the middle size to the last they may grow by GROWTH at most beyond what the first costs.
set -u
cd "$(dirname "$0")/.." || exit 2
# shellcheck source=tests/linear.bash
. tests/linear.bash
SIZES="30000 60000 120000" GROWTH=2.3
mkdir "$scratch/pages"

# shellcheck disable=SC2086
python3 tests/hostile_html.py "$scratch/pages" $SIZES || exit 2
ls -v "$scratch/pages" >"$scratch/names"
mapfile -t names <"$scratch/names"
(cd "$scratch/pages" && valgrind --tool=callgrind --callgrind-out-file="$scratch/out" --zero-before=html_read \
    --dump-after=html_read "$build/readout" articles --in-process "${names[@]}" >"$scratch/texts" 2>"$scratch/log")
tail -1 "$scratch/log" | grep -q "ERROR SUMMARY\|refs:" || { tail -5 "$scratch/log" >&2; exit 1; }

pages=${#names[@]}
for ((n = 1; n <= pages; n++)); do
    sed -n "${n}s/\.\([0-9]*\)\.html$/\t\1/p" "$scratch/names" | tr '\n' '\t'
    instructions "$n"
done >"$scratch/counts"

# Instead of that of linear.bash: every page has a cost of its own, so that what is added is compared.
too_fast() { # growth
    awk -F'\t' -v growth="$1" '
        $1 != kind { step = 0 }
        $1 == kind { rise = $3 - before
            if (step && rise > growth * step + 200000)
                printf "%s: %d instructions more for %d bytes, %d more for half\n", $1, rise, $2, step
            step = rise }
        { kind = $1; before = $3 }' "$scratch/counts"
}
judge "$pages" "$GROWTH" 1.2
echo "$pages hostile pages: the work grows with the bytes"
