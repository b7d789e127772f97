#!/usr/bin/env bash
# serve_limits.sh - what one reader of `readout serve` can cost, and what reports with strange names can break:
# tests/serve_limits.py.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
"$build/readout" model info >/dev/null 2>&1 || { echo "skipped: no model is compiled in"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
READOUT=$build/readout SCRATCH=$scratch python3 tests/serve_limits.py
