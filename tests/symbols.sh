#!/usr/bin/env bash
# symbols.sh - the shared library gives away what readout.h declares and nothing else.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
[ -z "${SANITIZE:-}" ] || { echo "skipped: sanitizers add symbols of their own"; exit 77; }
library=$build/libreadout.so
exported=$(nm -D --defined-only "$library" | awk '{print $3}' | sort)
declared=$(grep -oE '\breadout_[a-z_]+\(' include/readout.h | tr -d '(' | sort -u)
[ -n "$exported" ] || { echo "$library exports nothing" >&2; exit 1; }
diff <(echo "$declared") <(echo "$exported") >&2 || { echo "left: readout.h, right: $library" >&2; exit 1; }
echo "$(echo "$exported" | wc -l) symbols"
