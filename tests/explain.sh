#!/usr/bin/env bash
# explain.sh - what `readout explain` prints of four sentences is what tests/data/explain.* hold, as text and as JSON.
#
# Read with the few words and rules of tests/data/words, so that other words may change; classes that the program asks
# for and that are not there are empty. Usage: tests/explain.sh [--update], which writes what is printed as expected.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
expected=$PWD/tests/data
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
update=${1:-}
failures=0

cp -r tests/data/words "$scratch/words" || exit 2
for name in $(sed -n 's/^    SET([A-Z_]*, "\(.*\)").*/\1/p' src/read/sets.h | grep -v '^actor\.'); do
    [ -e "$scratch/words/values/$name.txt" ] || [ -e "$scratch/words/classes/$name.txt" ] || : >"$scratch/words/classes/$name.txt"
done
cd "$scratch" || exit 2

# How sure an event is, and what each word has to do with it, comes from a network, which may be trained again.
without_shares() {
    sed -E 's/("(confidence|weight)":)-?[0-9.]+/\1null/g; s/^(  [A-Z]+[^"]*  |      decided by: .* |  none: .* )-?[01]\.[0-9]{3}/\1N/'
}

# Arguments of explain, and the file that holds what it must print.
check() { # file argument...
    local file=$1
    shift
    "$build/readout" explain --data words --data-alone "$@" "$expected/report.jsonl" >"$file.all" || failures=$((failures + 1))
    without_shares <"$file.all" >"$file"
    [ "$update" != --update ] || cp "$file" "$expected/$file"
    diff -u "$expected/$file" "$file" || failures=$((failures + 1))
}

check explain-1.txt --sentence 1
check explain-2.txt --sentence 2
check explain-3.txt --sentence 3
check explain-4.txt --sentence 4
check explain-1.json --json --sentence 1
check explain-2.json --json --sentence 2
check explain-3.json --json --sentence 3

# Arguments of explain, its exit status, and words of its complaint.
refuse() { # status words argument...
    local status=$1 words=$2
    shift 2
    "$build/readout" explain --data words --data-alone "$@" "$expected/report.jsonl" >"$scratch/out" 2>&1
    local got=$?
    [ $got = "$status" ] && grep -qF -- "$words" "$scratch/out" && return
    echo "explain $*: exit status $got, not $status, or no '$words' in:"
    cat "$scratch/out"
    failures=$((failures + 1))
}

refuse 1 "it has 4 sentences, not 5" --sentence 5
rm words/classes/modal.txt
refuse 2 "there is no word class or value set 'modal'"
exit $((failures > 0))
