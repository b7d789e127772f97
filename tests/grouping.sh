#!/usr/bin/env bash
# grouping.sh - the groups of reports do not depend on the order in which they are read, nor on how many at a time; and
# on the data beside the project they are not worse than they must be.
#
# ORDERS says in how many orders (20).
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
folder=../shared/bench/dev manifest=../shared/bench/dev/manifest.json
[ -d "$folder" ] || folder=examples/camp-david manifest=examples/manifest.json
mapfile -t reports < <(printf '%s\n' "$folder"/*.txt)

read_some() { # database file...
    "$build/readout" read --db "$1" --meta "$manifest" "${@:2}" >/dev/null || exit 1
}

show() { # database
    "$build/readout" reports --db "$1" --json
}

read_some "$scratch/all.db" "${reports[@]}"
show "$scratch/all.db" >"$scratch/expected"
events=$(grep -o '"event":"[^"]*"' "$scratch/expected" | sort -u | wc -l)
[ "$events" -gt 0 ] && [ "$events" -lt ${#reports[@]} ] ||
    { echo "grouping.sh: ${#reports[@]} reports make $events events; the test proves nothing" >&2; exit 1; }
for ((order = 1; order <= ${ORDERS:-20}; order++)); do
    mapfile -t shuffled < <(printf '%s\n' "${reports[@]}" | shuf --random-source=<(yes $order))
    cut=$((order % ${#reports[@]}))
    rm -f "$scratch"/some.db*
    [ $cut = 0 ] || read_some "$scratch/some.db" "${shuffled[@]:0:cut}"
    read_some "$scratch/some.db" "${shuffled[@]:cut}"
    show "$scratch/some.db" | cmp - "$scratch/expected" ||
        { echo "grouping.sh: order $order groups otherwise" >&2; exit 1; }
done
echo "${#reports[@]} reports in ${ORDERS:-20} orders: the same $events events"

if [ -n "${SANITIZE:-}" ]; then
    echo "not measured: a build with sanitizers is too slow"
    exit 0
fi
bench/grouping "$build" --min-event .90 --min-voice .95
status=$?
[ $status != 77 ] || exit 0 # it has said why
exit $status
