#!/usr/bin/env bash
# verify.sh - `readout verify` finds a sound record sound, and every kind of thing when it is damaged.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
command -v sqlite3 >/dev/null || { echo "skipped: there is no sqlite3 shell"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C.UTF-8
unset READOUT_DB
damages=0

fail() {
    echo "verify.sh: $*" >&2
    exit 1
}

readout() {
    "$build/readout" "$@"
}

readout read --db "$scratch/sound.db" --meta examples/manifest.json examples/camp-david >/dev/null || exit 1
position=$(readout export --story --db "$scratch/sound.db" | sed 's/.*"positions":\[{"key":"\([^"]*\)".*/\1/')
readout reject --db "$scratch/sound.db" "$position" >/dev/null || fail "cannot reject $position"
readout verify --db "$scratch/sound.db" >"$scratch/out" || fail "a sound record is not found sound: $(cat "$scratch/out")"
grep -q "^15 texts, 15 reports, .* all sound$" "$scratch/out" || fail "it says: $(cat "$scratch/out")"

# damaged KIND SQL: after the SQL, that kind is told to be wrong, and the exit status says so.
damaged() {
    local kind=$1
    rm -f "$scratch"/bad.db*
    sqlite3 "$scratch/sound.db" ".backup $scratch/bad.db"
    sqlite3 "$scratch/bad.db" "$2" || fail "cannot damage: $2"
    readout verify --db "$scratch/bad.db" >"$scratch/out" 2>&1
    [ $? = 3 ] || fail "not found: $2"
    grep -q ": $kind[: ]" "$scratch/out" || fail "not told as $kind: $2: $(head -3 "$scratch/out")"
    damages=$((damages + 1))
}

damaged text "UPDATE text SET content = replace(content, 'the', 'THE') WHERE rowid = 1"
damaged text "UPDATE text SET content = substr(content, 1, 40) WHERE rowid = 2"
for table in actor meeting trip statement proposal term response position talk figure date coding; do
    damaged $table "UPDATE $table SET quote = quote || '.' WHERE id = (SELECT min(id) FROM $table)"
    damaged $table "UPDATE $table SET start = start + 1 WHERE id = (SELECT max(id) FROM $table)"
    damaged $table "UPDATE $table SET \"end\" = 1000000 WHERE id = (SELECT max(id) FROM $table)"
done
damaged meeting "UPDATE meeting SET report_id = (SELECT max(id) FROM report) WHERE id = 1"
for part in source cue content; do
    damaged attribution "UPDATE attribution SET ${part}_end = 1000000 WHERE id = (SELECT max(id) FROM attribution
        WHERE ${part}_end IS NOT NULL)"
    damaged attribution "UPDATE attribution SET ${part}_start = NULL WHERE id = (SELECT max(id) FROM attribution
        WHERE ${part}_end IS NOT NULL)"
done
damaged decision "UPDATE decision_place SET start = start + 1"
damaged link "PRAGMA foreign_keys = OFF; DELETE FROM text WHERE rowid = 3"
damaged link "PRAGMA foreign_keys = OFF; DELETE FROM actor WHERE id = (SELECT min(actor_id) FROM meeting_actor)"
damaged link "PRAGMA foreign_keys = OFF; DELETE FROM report WHERE id = 1"
damaged page "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '(report_id)', '(start)')
    WHERE name = 'meeting_report'"

readout verify --json --db "$scratch/bad.db" | python3 -c "
import json, sys
lines = [json.loads(line) for line in sys.stdin]
assert lines[-1]['sound'] is False and lines[-1]['wrong'] == len(lines) - 1 > 0, lines[-1]
" || fail "--json is not what it should be"
echo "$damages damages found, each by its kind"
