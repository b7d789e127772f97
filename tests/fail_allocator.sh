#!/usr/bin/env bash
# fail_allocator.sh - no allocation that fails may crash or hang `readout extract`, `code`, `analyse` or `read`: they end with exit
# status 0, 1 or 3, say why, print whole lines only and leave a sound database. Every allocation is made to fail in
# turn, alone and with all that follow; where there are many, those at the front and end and a spread between: with
# --in-process, so that an allocation is the n-th wherever it is. Then some fail where input is read apart: the n-th of
# each process.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
[ -z "${SANITIZE:-}" ] || { echo "skipped: the sanitizers have allocators of their own"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failures=0
mkdir "$scratch/folder"
cat >"$scratch/folder/report.txt" <<'REPORT'
President Jimmy Carter met Egyptian President Anwar Sadat at Camp David on Sept. 6, 1978.
"We want peace," Sadat said. Caf\351: about 2,000 troops would leave within six weeks under the proposal.
REPORT
printf '{"id":"one","text":"Begin will meet Vance in Jerusalem on Friday.","published":"1978-08-06"}\n' \
    >"$scratch/folder/lines.jsonl"
printf '[{"id":"report","published":"1978-09-07","outlet":"Test"}]' >"$scratch/meta.json"

# Run the command on a new database.
run_command() { # extract | code | analyse | read
    local options=()
    rm -f "$scratch"/record.db*
    [ "$1" != read ] || options=(--db "$scratch/record.db")
    timeout 20 env LD_PRELOAD="$build/fail_allocator.so" "$build/readout" "$1" "${options[@]}" $apart \
        --meta "$scratch/meta.json" "$scratch/folder" >"$scratch/out" 2>"$scratch/errors"
}

complain() {
    echo "$command, allocation $1: $2" >&2
    sed 's/^/    /' "$scratch/errors" >&2
    failures=$((failures + 1))
}

database_is_sound() {
    [ ! -s "$scratch/record.db" ] ||
        [ "$(sqlite3 "$scratch/record.db" 'pragma integrity_check' 2>&1)" = ok ]
}

try() { # n
    run_command "$command"
    local status=$?
    case $status in
    0) cmp -s "$scratch/out" "$scratch/expected" || complain "$1" "exit status 0, but other output" ;;
    1 | 3) [ -s "$scratch/errors" ] || complain "$1" "exit status $status without a word" ;;
    *) complain "$1" "exit status $status" ;;
    esac
    [ ! -s "$scratch/out" ] || [ "$(tail -c 1 "$scratch/out" | od -An -c | tr -d ' ')" = '\n' ] ||
        complain "$1" "a line is cut"
    database_is_sound || complain "$1" "the database is damaged"
}

apart=--in-process
for command in extract code analyse read; do
    unset FAIL_AT
    FAIL_COUNT=$scratch/count run_command "$command" || { cat "$scratch/errors" >&2; exit 1; }
    cp "$scratch/out" "$scratch/expected"
    grep -q . "$scratch/expected" || { echo "$command prints nothing" >&2; exit 1; }
    count=$(cat "$scratch/count")
    [ "$count" -gt 50 ] || { echo "only $count allocations are seen" >&2; exit 1; }
    step=$((count / 150 + 1))
    tried=0
    first=1
    [[ $command != code && $command != analyse ]] || first=$((count > 80 ? count - 80 : 1)) # opening the library is extract's, too
    for ((n = first; n <= count + 1; n += n < 150 || n > count - 100 ? 1 : step)); do
        export FAIL_AT=$n
        FAIL_ALL=1 try "$n and all after"
        try "$n"
        tried=$((tried + 1))
    done
    echo "$command: $tried of $count allocations failed in turn"
done
apart=
for command in extract read; do
    unset FAIL_AT
    FAIL_COUNT=$scratch/count run_command "$command" || { cat "$scratch/errors" >&2; exit 1; }
    cp "$scratch/out" "$scratch/expected"
    tried=0
    for ((n = 1; n <= 400; n += n < 40 ? 1 : 31)); do
        export FAIL_AT=$n
        FAIL_ALL=1 try "$n and all after, apart"
        try "$n, apart"
        tried=$((tried + 1))
    done
    echo "$command: $tried allocations failed in turn in both processes"
done
echo "$failures failures"
[ $failures -eq 0 ]
