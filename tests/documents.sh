#!/usr/bin/env bash
# documents.sh - runs the examples of the documents and checks that they still tell the truth.
#
# Every ```console block of the documents is run at the top of a copy of the source tree, "$ COMMAND" by "$ COMMAND",
# and what it prints (standard error included) must be what stands below it; "…" there stands for anything. Each
# document has a database of its own. The man page and the completions must name every command and option that
# `readout help` names.
#
# Usage: tests/documents.sh [--update] [DOCUMENT...]   BUILD names the build folder (build)
# --update writes what the commands print into the documents, except where what stands there matches it.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/tree" && ln -s "$PWD"/* "$scratch/tree/" || exit 2
export PATH="$build:$PATH" NO_COLOR=1 LC_ALL=C.UTF-8
unset READOUT_DB
failures=0
examples=0
update=no

complain() {
    echo "$@" >&2
    failures=$((failures + 1))
}

# The expected lines as a shell pattern: all is literal but for "…".
pattern_of() {
    sed -e 's/[][*?\\()|!+@]/\\&/g' -e 's/…/*/g' "$1"
}

matches() { # expected-file actual-file
    local pattern actual
    pattern=$(pattern_of "$1")
    actual=$(cat "$2")
    # shellcheck disable=SC2053 # the right side is a pattern on purpose
    [[ $actual == $pattern ]]
}

# Run one example and append to the new document what belongs below its command.
run_example() { # document line command
    examples=$((examples + 1))
    (cd "$scratch/tree" && bash -c "$3") >"$scratch/actual" 2>&1 </dev/null
    if matches "$scratch/expected" "$scratch/actual"; then
        cat "$scratch/expected" >>"$scratch/new"
    elif [ $update = yes ]; then
        cat "$scratch/actual" >>"$scratch/new"
    else
        complain "$1:$2: '$3' prints something else:"
        diff "$scratch/expected" "$scratch/actual" >&2
        cat "$scratch/expected" >>"$scratch/new"
    fi
}

check_document() { # document
    local number=0 inside=no command="" command_line=0 line
    rm -f "$scratch/tree/readout.db"*
    : >"$scratch/new"
    while IFS= read -r line || [ -n "$line" ]; do
        number=$((number + 1))
        if [ $inside = yes ] && { [[ $line == '$ '* ]] || [ "$line" = '```' ]; }; then
            [ -z "$command" ] || run_example "$1" $command_line "$command"
            command=""
            : >"$scratch/expected"
            [ "$line" = '```' ] && inside=no
            [ $inside = yes ] && command=${line#'$ '} && command_line=$number
            printf '%s\n' "$line" >>"$scratch/new"
        elif [ $inside = yes ]; then
            [ -n "$command" ] || complain "$1:$number: output before any command"
            printf '%s\n' "$line" >>"$scratch/expected"
        else
            [ "$line" = '```console' ] && inside=yes
            printf '%s\n' "$line" >>"$scratch/new"
        fi
    done <"$1"
    [ $inside = no ] || complain "$1: the last block is not closed"
    [ $update = no ] || cmp -s "$scratch/new" "$1" || cat "$scratch/new" >"$1"
}

commands_of_program() {
    readout --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p'
}

options_of_program() {
    for command in $(commands_of_program); do
        readout help "$command" 2>/dev/null
    done | grep -oE -- '--[a-z-]+[a-z]' | sort -u
}

check_names() { # file word...
    local file=$1 word
    shift
    for word in "$@"; do
        sed 's/\\//g' "$file" | grep -qE -- "(^|[^a-z])${word#--}([^a-z]|\$)" || complain "$file: does not name $word"
    done
}

# A block that lies must be found out, or this test could not fail.
check_itself() {
    local before=$failures
    printf '%s\n' '```console' '$ echo one' 'two' '```' >"$scratch/false.md"
    check_document "$scratch/false.md" 2>/dev/null
    [ $failures -eq $((before + 1)) ] || { echo "documents.sh: a false example passed" >&2; exit 1; }
    failures=$before
    examples=0
}

check_itself
if [ "${1:-}" = --update ]; then
    update=yes
    shift
fi
[ $# -gt 0 ] || set -- README.md ARCHITECTURE.md CONTRIBUTING.md examples/README.md docs/*.md
for document in "$@"; do
    [ -e "$document" ] && check_document "$document"
done
read -ra names <<<"$({ commands_of_program; options_of_program; } | tr '\n' ' ')"
[ ${#names[@]} -gt 10 ] || complain "readout --help names no commands"
for file in docs/man/readout.1 completions/readout.bash completions/_readout; do
    check_names $file "${names[@]}"
done
[ $examples -gt 0 ] || complain "no example found in $*"
echo "$examples examples, $failures failures"
[ $failures -eq 0 ]
