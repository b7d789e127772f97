#!/usr/bin/env bash
# serve.sh - `readout serve` against requests as hostile programs and pages send them: tests/serve_test.py, on the example
# record.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
"$build/readout" model info >/dev/null 2>&1 || { echo "skipped: no model is compiled in"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
"$build/readout" read --db "$scratch/record.db" --meta examples/manifest.json examples/camp-david >/dev/null || exit 1
READOUT=$build/readout SCRATCH=$scratch python3 tests/serve_test.py
