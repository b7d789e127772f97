#!/usr/bin/env bash
# serve_memory.sh - `readout serve` needs no more memory after many requests (REQUESTS; bench/serve makes 100,000 under
# load) than after some, and leaks nothing: tests/serve_memory.py, on the example record.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
for tool in python3 wrk; do
    command -v $tool >/dev/null || { echo "skipped: $tool is absent"; exit 77; }
done
"$build/readout" model info >/dev/null 2>&1 || { echo "skipped: no model is compiled in"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
"$build/readout" read --db "$scratch/record.db" --meta examples/manifest.json examples/camp-david >/dev/null || exit 1
# One arena: with one for each thread malloc keeps more and more for a while, however little is in use.
export MALLOC_ARENA_MAX=1
# What is freed stays with AddressSanitizer for a while, to tell late use: not for long here.
if [ -n "${SANITIZE:-}" ]; then
    export WARM=${WARM:-100000} GROWTH=16384
    export ASAN_OPTIONS=${ASAN_OPTIONS:-}:quarantine_size_mb=4:thread_local_quarantine_size_kb=64
fi
READOUT=$build/readout SCRATCH=$scratch REQUESTS=${REQUESTS:-100000} python3 tests/serve_memory.py
