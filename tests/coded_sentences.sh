#!/usr/bin/env bash
# coded_sentences.sh - `readout code` codes most of the sentences of tests/data/coded_sentences.tsv, which are our own and which
# nothing was trained on, as they are meant (coded_sentences.py).
set -u
cd "$(dirname "$0")/.." || exit 2
exec python3 tests/coded_sentences.py "${BUILD:-build}/readout"
