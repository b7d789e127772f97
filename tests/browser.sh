#!/usr/bin/env bash
# browser.sh - the pages of `readout serve` in headless Chromium: tests/browser/*.test.mjs, on the example record.
#
# playwright-core and axe-core (tests/browser/package-lock.json) are installed into BUILD/browser where they are missing.
# BROWSER_TESTS names those files that are to run (all). Exit status 77: node or Chromium is absent.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
. tests/browser/set_up.bash
[ -z "${SANITIZE:-}" ] || { echo "skipped: with sanitizers tests/serve.sh and tests/serve_memory.sh do"; exit 77; }
"$build/readout" model info >/dev/null 2>&1 || { echo "skipped: no model is compiled in"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
set_up_browser || exit
make_example_record "$scratch/record.db" || exit 1
export BUILD=$build RECORD=$scratch/record.db HOME=$scratch TMPDIR=$scratch
# shellcheck disable=SC2086 # a list of files on purpose
node --test --test-reporter=spec ${BROWSER_TESTS:-tests/browser/*.test.mjs}
