#!/usr/bin/env bash
# accuracy.sh - the record is not worse than it must be on the annotated reports beside the project, all of them are
# read without failure, and every record is as the schema says. Skipped where they are absent.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
bench=${READOUT_BENCH:-../shared/bench}
[ -d "$bench/dev" ] || { echo "skipped: $bench/dev is absent"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
"$build/readout" extract --meta "$bench/dev/manifest.json" "$bench"/dev/*.txt >"$scratch/records.jsonl" || exit 1
python=$(for candidate in python3 /usr/bin/python3; do
    "$candidate" -c 'import jsonschema' 2>/dev/null && echo "$candidate" && break
done)
[ -z "$python" ] || "$python" tests/schema.py "$scratch/records.jsonl" "$bench"/dev/*.txt || exit 1
python3 "$bench/score.py" "$bench/dev" "$scratch/records.jsonl" --min mean=.71 --min actors=.84 \
    --min meetings=.58 --min trips=.68 --min statements=.87 --min proposals=.53 --min positions=.51 --min talks=.70 \
    --min figures=.92 || exit 1

# The reports that nobody who writes rules looks at: only the mean, and no sentence of them.
[ -e ../shared/data/reports.tar.xz ] || { echo "not scored: ../shared/data/reports.tar.xz is absent"; exit 0; }
python3 bench/annotated.py unpack held-out "$scratch/held-out" || exit 1
"$build/readout" extract --meta "$scratch/held-out/dev/manifest.json" "$scratch"/held-out/dev/*.txt \
    >"$scratch/held-out.jsonl" || exit 1
python3 "$bench/score.py" "$scratch/held-out/dev" "$scratch/held-out.jsonl" --min mean=.53
