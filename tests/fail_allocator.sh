#!/usr/bin/env bash
# fail_allocator.sh - no allocation that fails may crash or hang `readout extract`: it ends with exit status 0, 1 or 3,
# says why, and prints whole lines only. Every allocation is made to fail in turn, alone and with all that follow; where
# there are many, those at the front and end and a spread between.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
[ -z "${SANITIZE:-}" ] || { echo "skipped: the sanitizers have allocators of their own"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failures=0
cat >"$scratch/report.txt" <<'REPORT'
President Jimmy Carter met Egyptian President Anwar Sadat at Camp David on Sept. 6, 1978.
"We want peace," Sadat said. Caf\351: about 2,000 troops would leave within six weeks under the proposal.
REPORT
printf '{"id":"one","text":"Begin will meet Vance in Jerusalem on Friday.","published":"1978-08-06"}\n' >"$scratch/lines.jsonl"
printf '[{"id":"report","published":"1978-09-07","outlet":"Test"}]' >"$scratch/meta.json"
mkdir "$scratch/folder"
mv "$scratch/report.txt" "$scratch/lines.jsonl" "$scratch/folder"

extract() {
    LD_PRELOAD="$build/fail_allocator.so" timeout 20 "$build/readout" extract --meta "$scratch/meta.json" \
        "$scratch/folder" >"$scratch/out" 2>"$scratch/errors"
}

complain() {
    echo "allocation $1: $2" >&2
    sed 's/^/    /' "$scratch/errors" >&2
    failures=$((failures + 1))
}

try() { # n
    extract
    local status=$?
    case $status in
    0) cmp -s "$scratch/out" "$scratch/expected" || complain "$1" "exit status 0, but other output" ;;
    1 | 3) [ -s "$scratch/errors" ] || complain "$1" "exit status $status without a word" ;;
    *) complain "$1" "exit status $status" ;;
    esac
    [ ! -s "$scratch/out" ] || [ "$(tail -c 1 "$scratch/out" | od -An -c | tr -d ' ')" = '\n' ] ||
        complain "$1" "a line is cut"
}

FAIL_COUNT=$scratch/count extract || { cat "$scratch/errors" >&2; exit 1; }
cp "$scratch/out" "$scratch/expected"
[ "$(wc -l <"$scratch/expected")" = 2 ] || { echo "two records were expected" >&2; exit 1; }
count=$(cat "$scratch/count")
[ "$count" -gt 50 ] || { echo "only $count allocations are seen" >&2; exit 1; }
step=$((count / 150 + 1))
tried=0
for ((n = 1; n <= count + 1; n += n < 150 || n > count - 150 ? 1 : step)); do
    export FAIL_AT=$n
    FAIL_ALL=1 try "$n and all after"
    try "$n"
    tried=$((tried + 1))
done
echo "$tried of $count allocations failed in turn, $failures failures"
[ $failures -eq 0 ]
