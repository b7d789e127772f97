#!/bin/sh
# gold_records.sh - what bench/events scores the gold standard records of PLOVER with, on made-up records.
exec python3 tests/gold_records_test.py
