#!/usr/bin/env bash
# fail_store.sh - no allocation that fails may harm the record or what is shown of it. Commands that show end with the
# full output, or with exit status 3 and a word why; `read` leaves a sound database with whole reports. A spread of the
# allocations of each command is made to fail in turn.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
[ -z "${SANITIZE:-}" ] || { echo "skipped: the sanitizers have allocators of their own"; exit 77; }
command -v sqlite3 >/dev/null || { echo "skipped: there is no sqlite3 shell"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
unset READOUT_DB
database=$scratch/readout.db
failures=0
tried=0

complain() {
    echo "$@" >&2
    sed 's/^/    /' "$scratch/errors" >&2
    failures=$((failures + 1))
}

failing() { # command...
    timeout 20 env LD_PRELOAD="$build/fail_allocator.so" "$build/readout" "$@" >"$scratch/out" 2>"$scratch/errors"
}

count_of() { # command...
    FAIL_COUNT=$scratch/count failing "$@" || complain "$* failed undisturbed"
    cat "$scratch/count"
}

"$build/readout" read --db "$database" --meta examples/manifest.json examples/camp-david >"$scratch/first" || exit 1
for command in "brief" "brief --json" "timeline" "timeline --json" "export --mend" "trips --csv" \
    "meetings --csv" "meetings --json" "proposals" "events" "events --json" \
    "reports --place Cairo" "export" "export --story" "diff --since published:1978-09-10" \
    "diff --since published:1978-09-10 --json" "diff nl-1978-09-29 hp-1978-09-28" "runs --csv"; do
    words=($command)
    count=$(count_of "${words[@]}" --db "$database")
    cp "$scratch/out" "$scratch/expected"
    for ((n = 1; n <= count; n += count / 40 + 1)); do
        FAIL_AT=$n failing "${words[@]}" --db "$database"
        status=$?
        tried=$((tried + 1))
        case $status in
        0) cmp -s "$scratch/out" "$scratch/expected" || complain "$command, allocation $n: 0, but other output" ;;
        3) [ -s "$scratch/errors" ] || complain "$command, allocation $n: status 3 without a word" ;;
        *) complain "$command, allocation $n: exit status $status" ;;
        esac
    done
done

# What changes the record does all of it or nothing.
told() {
    sqlite3 "$1" "SELECT kind, subject, key FROM decision; SELECT kind, who, standing FROM standing;
                  SELECT count(*) FROM decision_place; SELECT count(*) FROM anchor; SELECT rule FROM meeting;
                  SELECT external_id, current FROM report; SELECT report_id, event_id, voice_id FROM report_group"
}
met=1977-11-20-anwar-sadat-menachem-begin
decide=("confirm $met" "note $met why" "add talk --report hp-1977-11-20 --quote neutral state=ongoing"
    "withdraw hp-1977-11-20" "withdraw --forget treaty")
"$build/readout" confirm --db "$database" "$met" >/dev/null && told "$database" >"$scratch/before" || exit 1
for command in "${decide[@]}"; do
    words=($command)
    rm -f "$scratch"/new.db*
    sqlite3 "$database" ".backup $scratch/new.db"
    count=$(count_of "${words[@]}" --db "$scratch/new.db")
    told "$scratch/new.db" >"$scratch/after"
    cmp -s "$scratch/before" "$scratch/after" && complain "$command changes nothing"
    for ((n = 1; n <= count; n += count / 40 + 1)); do
        rm -f "$scratch"/new.db*
        sqlite3 "$database" ".backup $scratch/new.db"
        FAIL_AT=$n failing "${words[@]}" --db "$scratch/new.db"
        status=$?
        tried=$((tried + 1))
        [ $status = 0 ] || [ -s "$scratch/errors" ] || complain "$command, allocation $n: status $status without a word"
        [ $status -le 3 ] || complain "$command, allocation $n: exit status $status"
        "$build/readout" verify --db "$scratch/new.db" >/dev/null || complain "$command, allocation $n: unsound"
        [ $status != 0 ] || told "$scratch/new.db" | cmp -s - "$scratch/after" ||
            complain "$command, allocation $n: status 0, but not done"
        [ $status = 0 ] || [ "${words[0]}" = withdraw ] || told "$scratch/new.db" | cmp -s - "$scratch/before" ||
            told "$scratch/new.db" | cmp -s - "$scratch/after" || complain "$command, allocation $n: half done"
    done
done

# What is stored of each report, counted; the sound ones are those of the undisturbed run.
facts() {
    sqlite3 "$1" "SELECT report, version, actors, meetings, trips, statements, proposals, positions, talks, figures
                  FROM reports ORDER BY report"
}
facts "$database" >"$scratch/expected"
count=$(count_of read --db "$scratch/new.db" --meta examples/manifest.json examples/camp-david)
for ((n = count; n > 0; n -= n > count * 9 / 10 ? count / 400 + 1 : count / 20 + 1)); do
    rm -f "$scratch"/new.db*
    FAIL_AT=$n failing read --db "$scratch/new.db" --meta examples/manifest.json examples/camp-david
    status=$?
    tried=$((tried + 1))
    case $status in
    0 | 1 | 2 | 3) ;;
    *) complain "read, allocation $n: exit status $status" ;;
    esac
    [ $status = 0 ] || [ -s "$scratch/errors" ] || complain "read, allocation $n: status $status without a word"
    [ -s "$scratch/new.db" ] || continue
    [ "$(sqlite3 "$scratch/new.db" 'PRAGMA integrity_check')" = ok ] || complain "read, allocation $n: unsound"
    [ "$(sqlite3 "$scratch/new.db" 'PRAGMA user_version')" = 5 ] || continue
    stray=$(facts "$scratch/new.db" | comm -23 - "$scratch/expected")
    [ -z "$stray" ] || complain "read, allocation $n: half a report: $stray"
    [ $status != 0 ] || facts "$scratch/new.db" | cmp -s - "$scratch/expected" ||
        complain "read, allocation $n: status 0, but reports are missing"
done

echo "$tried allocations failed in turn, $failures failures"
[ $failures -eq 0 ] && [ $tried -gt 0 ]
