#!/usr/bin/env bash
# errors.sh - tools/errors tells what was missed, invented and wrong of a report made up for it, and loses no place.
#
# The facts "read" are given here, not read by the program, so that better reading changes nothing. Skipped where the
# score of the annotated reports is absent.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
bench=$(realpath "${READOUT_BENCH:-../shared/bench}")
[ -e "$bench/score.py" ] || { echo "skipped: $bench/score.py is absent"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/dev" && ln -s "$bench/score.py" "$scratch/" || exit 2
failures=0

cat >"$scratch/dev/aswan.txt" <<'END'
Jimmy Carter met Anwar Sadat in Aswan on Wednesday.
Cyrus Vance will travel to Amman. Egypt demands a full withdrawal.
Menachem Begin telephoned Moshe Dayan.
END
echo '[{"id": "aswan", "published": "1978-01-05"}]' >"$scratch/dev/manifest.json"
cat >"$scratch/dev/aswan.gold.json" <<'END'
{"id": "aswan", "actors": [
  {"key": "carter", "name": "Jimmy Carter", "kind": "person", "party": "United States", "aliases": ["Jimmy Carter"]},
  {"key": "sadat", "name": "Anwar Sadat", "kind": "person", "party": "Egypt", "aliases": ["Anwar Sadat"]},
  {"key": "vance", "name": "Cyrus Vance", "kind": "person", "party": "United States", "aliases": ["Cyrus Vance"]},
  {"key": "egypt", "name": "Egypt", "kind": "state", "party": "Egypt", "aliases": ["Egypt"]}],
 "meetings": [{"participants": ["carter", "sadat"], "place": "Aswan", "from": "1978-01-04", "status": "held",
               "quote": "Jimmy Carter met Anwar Sadat in Aswan on Wednesday"}],
 "trips": [{"traveller": "vance", "destinations": ["Amman"], "status": "planned",
            "quote": "Cyrus Vance will travel to Amman"}],
 "positions": [{"holder": "egypt", "stance": "demands", "text": "a full withdrawal"}]}
END
cat >"$scratch/read.jsonl" <<'END'
{"id": "aswan", "actors": [{"key": "carter", "name": "Jimmy Carter", "kind": "person", "party": null, "aliases": []}, {"key": "sadat", "name": "Anwar Sadat", "kind": "person", "party": "Egypt", "aliases": []}, {"key": "egypt", "name": "Egypt", "kind": "state", "party": "Egypt", "aliases": []}], "meetings": [{"participants": ["carter", "sadat"], "place": null, "from": "1978-01-04", "status": "planned", "start": 0, "end": 50, "quote": "Jimmy Carter met Anwar Sadat in Aswan on Wednesday", "rule": "meeting.met"}, {"participants": ["egypt"], "place": "Amman", "status": "held", "start": 118, "end": 156, "quote": "Menachem Begin telephoned Moshe Dayan.", "rule": "meeting.made-up"}], "positions": [{"holder": "egypt", "stance": "rejects", "text": "a full withdrawal", "quote": "a full withdrawal", "start": 100, "end": 117, "rule": "position.rejects"}]}
END

report() { # argument...
    READOUT_BENCH=$scratch BUILD=$build tools/errors "$@" "$scratch/read.jsonl"
}

expect() { # words
    grep -qF -- "$1" "$scratch/out" || { echo "errors.sh: '$1' is not said" >&2; failures=$((failures + 1)); }
}

report >"$scratch/out" || { cat "$scratch/out"; exit 1; }
expect "actors, missed: mention seen, no actor kept  [aswan]"
expect "actors, wrong: party: none  [aswan]"
expect "meetings, wrong: place: none  [aswan] meeting.met"
expect "meetings, wrong: status: planned for held  [aswan] meeting.met"
expect "meetings, invented: nothing noted there  [aswan] meeting.made-up"
expect "trips, missed: matched, no fact there  [aswan]"
expect "positions, wrong: stance  [aswan] position.rejects"
expect "    Cyrus Vance will travel to Amman."
expect "  = traveller vance; destinations Amman; status planned"
report --kind trips --json >"$scratch/out" || failures=$((failures + 1))
expect '"kind": "trips", "verdict": "missed"'
[ "$(wc -l <"$scratch/out")" = 1 ] || { echo "errors.sh: --kind --json prints other kinds" >&2; failures=$((failures + 1)); }
report --cause stance --top 0 >"$scratch/out" || failures=$((failures + 1))
expect "wrong     stance "
! grep -qE '^  =|missed' "$scratch/out" || { echo "errors.sh: --cause, --top 0 print more" >&2; failures=$((failures + 1)); }
READOUT_BENCH=$scratch/absent tools/errors >/dev/null 2>&1
[ $? = 77 ] || { echo "errors.sh: an absent bench is not skipped" >&2; failures=$((failures + 1)); }
echo "$failures failures"
[ $failures -eq 0 ]
