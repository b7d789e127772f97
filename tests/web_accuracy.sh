#!/usr/bin/env bash
# web_accuracy.sh - bodies of pages, and feeds, are not found worse than they must be, on the data beside the project.
# Skipped where it is absent.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
[ -e ../shared/data/html.tar.xz ] || { echo "skipped: ../shared/data/html.tar.xz is absent"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
../shared/data/unpack "$scratch" html >/dev/null || exit 2
pages=$scratch/html/article-extraction-benchmark
"$build/readout" articles "$pages/html" >"$scratch/articles.jsonl" || exit 1
python3 bench/articles/score.py --min .975 "$pages/ground-truth.json" "$scratch/articles.jsonl" || exit 1
bench/feeds/score "$build" "$scratch/html/feedparser-tests/tests" | grep 'conditions counted are met'
[ "${PIPESTATUS[0]}" = 0 ]
