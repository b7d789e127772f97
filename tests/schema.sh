#!/usr/bin/env bash
# schema.sh - the records of the examples are as docs/record.schema.json says, and every quote stands at its place; that
# schema is complete, and docs/record.md names all that is in it.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
python=
for candidate in python3 /usr/bin/python3; do
    "$candidate" -c 'import jsonschema' 2>/dev/null && python=$candidate && break
done
[ -n "$python" ] || { echo "skipped: python3-jsonschema is not installed (tools/deps)"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
"$build/readout" extract --meta examples/manifest.json examples/camp-david >"$scratch/records.jsonl" || exit 1
"$python" tests/schema.py "$scratch/records.jsonl" examples/camp-david/*.txt
