#!/usr/bin/env bash
# screenshots.sh - pictures of every page on the example record. Call: BUILD=build tests/browser/screenshots.sh FOLDER
set -eu
cd "$(dirname "$0")/../.."
build=$(realpath "${BUILD:-build}")
. tests/browser/set_up.bash
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
set_up_browser
make_example_record "$scratch/record.db"
BUILD=$build RECORD=$scratch/record.db node tests/browser/screenshots.mjs "$1"
