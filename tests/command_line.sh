#!/usr/bin/env bash
# command_line.sh - help, version, wrong usage and broken output: exit statuses and what is said.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failures=0
checks=0

complain() {
    echo "$*" >&2
    cat "$scratch/out" "$scratch/errors" >&2
    failures=$((failures + 1))
}

# check STATUS STREAM WORDS ARGUMENT...: the exit status, and words that the stream (out, errors) must hold.
check() {
    local status=$1 stream=$2 words=$3
    shift 3
    checks=$((checks + 1))
    "$build/readout" "$@" >"$scratch/out" 2>"$scratch/errors" </dev/null
    local got=$?
    [ $got = "$status" ] || complain "readout $*: exit status $got, not $status"
    grep -qF -- "$words" "$scratch/$stream" || complain "readout $*: no '$words' in $stream:"
}

check 0 out "Usage: readout COMMAND" --help
check 0 out "Usage: readout COMMAND" help
check 0 out "Usage: readout extract" help extract
check 0 out "Usage: readout extract" extract --help
check 0 out "$(sed -n 's/^#define READOUT_VERSION "\(.*\)"/\1/p' include/readout.h)" --version
check 2 errors "Usage: readout COMMAND"
check 2 errors "did you mean 'extract'?" extrakt file
check 2 errors "did you mean 'extract'?" help extrat
check 2 errors "readout --help" xylophone
check 2 errors "--nonsense" extract --nonsense
check 2 errors "no INPUT" extract
check 2 errors "not a size" extract --max-size 7X -
check 2 errors "not a size" extract --max-size -1 -
check 2 errors "not a size" extract --max-size 99999999999999999999 -
check 2 errors "value is missing" extract --meta
check 2 errors "/nowhere" extract --meta /nowhere/m.json -
check 2 errors "/nowhere" extract --data /nowhere -

for command in $("$build/readout" --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p'); do
    [ "$command" = help ] || check 0 out "Usage: readout $command" "$command" --help
done

# What cannot be written is never passed over in silence.
printf 'Carter met Begin.' >"$scratch/report.txt"
for arguments in "--help" "--version" "extract $scratch/report.txt"; do
    checks=$((checks + 1))
    # shellcheck disable=SC2086 # a list of words on purpose
    "$build/readout" $arguments >/dev/full 2>"$scratch/errors"
    got=$?
    : >"$scratch/out"
    [ $got = 3 ] || complain "readout $arguments >/dev/full: exit status $got, not 3"
    [ "$(grep -c "No space left" "$scratch/errors")" = 1 ] || complain "readout $arguments >/dev/full: said"
done
echo "$checks checks, $failures failures"
[ $failures -eq 0 ]
