# linear.bash - what tests/linear*.sh share: whether they can run, a place to work, and what grows too fast. Sourced, in
# the top folder of the source. Sets `build` and `scratch`; the script writes lines "KIND TAB SIZE TAB INSTRUCTIONS" to
# $scratch/counts, the sizes of a kind rising, each twice the last.
build=$(realpath "${BUILD:-build}")
[ -z "${SANITIZE:-}" ] || { echo "skipped: a build with sanitizers counts what they do"; exit 77; }
for program in valgrind python3; do
    command -v "$program" >/dev/null || { echo "skipped: $program is not installed (tools/deps)"; exit 77; }
done
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

# The instructions of the n-th reading of a run whose counts Callgrind dumps to $scratch/out.n.
instructions() { # n
    sed -n 's/^summary: //p' "$scratch/out.$1"
}

# What costs more than `growth` times what half of it costs, one line each.
too_fast() { # growth
    awk -F'\t' -v growth="$1" '
        $1 == kind && $3 > growth * before {
            printf "%s: %d instructions for %d bytes, %d for half\n", $1, $3, $2, before }
        { kind = $1; before = $3 }' "$scratch/counts"
}

# Whether all `count` readings were counted and none grows too fast; `low` is a growth that some of them must pass, so
# that the test can fail.
judge() { # count growth low
    local found
    [ "$(awk -F'\t' '$3 > 0' "$scratch/counts" | wc -l)" = "$1" ] ||
        { echo "$0: not every one was counted" >&2; exit 1; }
    [ -n "$(too_fast "$3")" ] || { echo "$0: does not find what doubles" >&2; exit 1; }
    found=$(too_fast "$2")
    [ -z "$found" ] || { echo "$found" >&2; exit 1; }
}
