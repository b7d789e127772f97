#!/usr/bin/env bash
# dating.sh - reports that come without a day: what their own words and other reports tell of it is found, in any order of
# reading, each reason with its words; where nothing tells, that is said. First on reports of 1991 about the journeys
# before the conference of Madrid, then on those beside the project.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failed=0

complain() {
    echo "dating.sh: $*" >&2
    failed=1
}

same() { # what found expected
    [ "$2" = "$3" ] || complain "$1: '$2', not '$3'"
}

readout() {
    "$build/readout" "$@"
}

# Days and confidence of every report without a day, one a line.
days() { # database
    readout dating --db "$1" --json | python3 -c '
import json, sys
for r in json.load(sys.stdin)["dating"]:
    print(r["report"], r["from"], r["to"], r["day"], r["confidence"])'
}

links() { # database
    readout dating --db "$1" --json | python3 -c '
import json, sys
for r in json.load(sys.stdin)["order"]:
    print(r["before"], "<", r["after"], r["confidence"])'
}

# Every piece of evidence with words has them where it says.
check_evidence() { # database folder
    readout dating --db "$1" --json | python3 -c '
import json, os, sys
found = json.load(sys.stdin)
places = [e for r in found["dating"] for reason in r["reasons"] for e in reason["evidence"]]
places += [e for link in found["order"] for e in link["evidence"]]
assert places, "no evidence at all"
for place in places:
    if place["quote"] is None:
        continue
    text = open(os.path.join(sys.argv[1], place["report"] + ".txt"), "rb").read()
    assert text[place["start"]:place["end"]].decode() == place["quote"], place' "$2" || complain "evidence of $2"
}

shuttle=tests/data/shuttle
readout read --db "$scratch/all.db" --meta $shuttle/manifest.json $shuttle/*.txt >/dev/null || exit 1
same "days" "$(days "$scratch/all.db")" "eighth 1991-10-18 1991-10-18 1991-10-18 likely
fifth 1991-04-24 1991-08-01 None likely
seventh 1991-08-01 1991-10-18 None likely
silent None None None None
sixth 1991-08-01 1991-08-01 1991-08-01 certain"
same "order" "$(links "$scratch/all.db")" "third < fifth likely
fifth < sixth likely
sixth < seventh likely
seventh < eighth likely"
check_evidence "$scratch/all.db" $shuttle
same "rows of CSV" "$(readout dating --db "$scratch/all.db" --csv | grep -c "^silent,,,,[^,]*,,")" 1
same "reasons in CSV" "$(readout dating --db "$scratch/all.db" --csv | grep -c "^fifth,1991-04-24,1991-08-01,,likely,.*,yes,")" \
    "$(readout dating --db "$scratch/all.db" --json | python3 -c '
import json, sys
print(sum(reason["fits"] for r in json.load(sys.stdin)["dating"] if r["report"] == "fifth" for reason in r["reasons"]))')"
page=$(readout dating --db "$scratch/all.db")
grep -q '^silent  undated: nothing tells' <<<"$page" || complain "nothing is said of the report of which nothing tells"
grep -q '^silent: nothing that is numbered tells its place' <<<"$page" || complain "nor of its place"
same "the table" "$(readout reports --db "$scratch/all.db" --csv | grep -o '~1991-10-18 (likely)\|not after[^,]*')" \
    "~1991-10-18 (likely)"
same "published stays as it came" "$(readout reports --db "$scratch/all.db" --json | grep -c '"published":null')" 5

# A stamp is the day against which words are read; an inferred day dates what the merged record tells.
same "Thursday, from the stamp" "$(readout extract $shuttle/sixth.txt | grep -o '"value":"[^"]*","from":"1991[^"]*"' | head -2)" \
    '"value":"1991-08-01","from":"1991-08-01"
"value":"1991-08-01","from":"1991-08-01"'
same "a fact dated thanks to it says so" "$(readout export --story --db "$scratch/all.db" | python3 -c '
import json, sys
for m in json.load(sys.stdin)["meetings"]:
    if "eighth" in m["reports"] and m["from"]:
        print(m["from"], m["reason"])')" "1991-10-18 told once; the day of the report is inferred for 1"

# Any order, any batches.
days "$scratch/all.db" >"$scratch/days"
mapfile -t reports < <(printf '%s\n' $shuttle/*.txt)
for order in 1 2 3 4 5; do
    mapfile -t shuffled < <(printf '%s\n' "${reports[@]}" | shuf --random-source=<(yes $order))
    rm -f "$scratch"/some.db*
    readout read --db "$scratch/some.db" --meta $shuttle/manifest.json "${shuffled[@]:0:order}" >/dev/null || exit 1
    readout read --db "$scratch/some.db" --meta $shuttle/manifest.json "${shuffled[@]:order}" >/dev/null || exit 1
    days "$scratch/some.db" | cmp - "$scratch/days" || complain "order $order gives other days"
done

# A report that is withdrawn tells nothing any more.
readout withdraw --db "$scratch/all.db" third >/dev/null || complain "a report cannot be withdrawn"
same "without the dated report" "$(days "$scratch/all.db" | grep '^fifth')" "fifth None 1991-08-01 None likely"

seeds=../shared/bench/dev
if [ -f $seeds/seed-001.txt ]; then
    readout read --db "$scratch/seeds.db" $seeds/seed-*.txt >/dev/null || exit 1
    same "order of the seed reports" "$(links "$scratch/seeds.db")" "seed-001 < seed-002 likely
seed-002 < seed-003 likely"
    same "days of the seed reports" "$(days "$scratch/seeds.db" | cut -d' ' -f1-4)" "seed-000 None None None
seed-001 None 2024-08-21 None
seed-002 None 2024-08-21 None
seed-003 2024-08-17 2024-08-21 2024-08-18
seed-004 None None None"
    check_evidence "$scratch/seeds.db" $seeds
else
    echo "the seed reports are not there; not tried on them"
fi
[ $failed = 0 ] && echo "days and order of undated reports as expected"
exit $failed
