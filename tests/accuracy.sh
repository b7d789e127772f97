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
python3 "$bench/score.py" "$bench/dev" "$scratch/records.jsonl" --min mean=.62 --min actors=.75 \
    --min meetings=.58 --min trips=.60 --min statements=.82 --min proposals=.45 --min positions=.35 --min talks=.45 \
    --min figures=.80
