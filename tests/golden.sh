#!/usr/bin/env bash
# golden.sh - analyses the texts of tests/analyses and compares them with what is right; the cases of
# tests/known-bad/analyses/all.txt must be wrong still.
#
# A case is a title behind "==", a text, a line "---", and what must be found: a line a word, up to an empty line
# between sentences, columns ID FORM LEMMA UPOS HEAD DEPREL NER apart by blanks. "*" stands for anything, columns left
# out at the end are not compared, lines that start with # before the first case are comments.
#
# Usage: tests/golden.sh [FILE...]   BUILD names the build folder (build), MODEL another model than that compiled in
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
options=()
[ -z "${MODEL:-}" ] || options=(--model "$MODEL")
[ -n "${MODEL:-}" ] || "$build/readout" model info >/dev/null 2>&1 || { echo "skipped: no model is compiled in"; exit 77; }
failures=0
cases=0

# Cut FILE into folder/texts/NNN.txt, folder/NNN.expected and folder/NNN.title.
cut_cases() { # file folder
    mkdir -p "$2/texts"
    awk -v folder="$2" '
        /^== / { n++; part = "text"; printf "%s\n", substr($0, 4) > sprintf("%s/%03d.title", folder, n); next }
        !n { next }
        $0 == "---" { part = "expected"; next }
        part == "text" { print > sprintf("%s/texts/%03d.txt", folder, n) }
        part == "expected" { print > sprintf("%s/%03d.expected", folder, n) }' "$1"
}

# Cut CoNLL-U into folder/NNN.found by "# newdoc id", in the columns of the cases.
cut_found() { # folder
    awk -F'\t' -v folder="$1" '
        /^# newdoc id = / { name = sprintf("%s/%s.found", folder, substr($0, 15)); next }
        /^#/ || $1 ~ /-/ { next }
        NF == 0 { print "" > name; next }
        {
            kind = "O"
            if (match($10, /NER=[^|]*/)) kind = substr($10, RSTART + 4, RLENGTH - 4)
            print $1, $2, $3, $4, $7, $8, kind > name
        }'
}

# Both tables with what is not compared made the same; empty lines at the end do not count.
align() { # expected found folder
    awk -v out="$3" '
        FNR == NR { expected[FNR] = $0; last = FNR; next }
        { found[FNR] = $0; count = FNR }
        END {
            while (last && expected[last] == "") last--
            while (count && found[count] == "") count--
            for (i = 1; i <= last || i <= count; i++) {
                fields = split(expected[i], want, " "); split(found[i], have, " ")
                line = ""; other = ""
                for (c = 1; c <= (fields ? fields : 7); c++) {
                    line = line sprintf("%-14s ", want[c] == "*" ? have[c] : want[c])
                    other = other sprintf("%-14s ", have[c])
                }
                if (i <= last) print line > (out "/right")
                if (i <= count) print other > (out "/wrong")
            }
        }' "$1" "$2"
}

# Is the case as expected? The differences stand in folder/diff.
case_holds() { # folder number
    : >"$1/right" && : >"$1/wrong"
    [ -e "$1/$2.found" ] || : >"$1/$2.found"
    align "$1/$2.expected" "$1/$2.found" "$1"
    diff -U 1 --label right --label found "$1/right" "$1/wrong" >"$1/diff"
}

# Run the cases of a file; those that must hold, or must not (known-bad).
run_file() { # file yes|no
    local folder number
    folder=$scratch/$((++files))
    cut_cases "$1" "$folder"
    "$build/readout" analyse "${options[@]}" "$folder/texts" >"$folder/out" || { echo "golden.sh: $1: exit status $?" >&2; exit 1; }
    cut_found "$folder" <"$folder/out"
    for title in "$folder"/*.title; do
        [ -e "$title" ] || continue
        number=$(basename "$title" .title)
        cases=$((cases + 1))
        if case_holds "$folder" "$number"; then
            [ "$2" = yes ] || complain "$1: '$(cat "$title")' is right now: it belongs into tests/analyses"
        elif [ "$2" = yes ]; then
            complain "$1: '$(cat "$title")'"
            sed -n '3,$p' "$folder/diff" >&2
        fi
    done
}

complain() {
    echo "$*" >&2
    failures=$((failures + 1))
}

# What is wrong must be found out, or this test could not fail.
check_itself() {
    mkdir "$scratch/self"
    printf '1 Peace peace NOUN 0 root O\n2 . . PUNCT 1 punct O\n\n' | tee "$scratch/self/001.found" >"$scratch/self/002.found"
    printf '1 Peace peace * 0\n2 .\n' >"$scratch/self/001.expected"
    printf '1 Peace peace VERB 0\n2 .\n' >"$scratch/self/002.expected"
    case_holds "$scratch/self" 001 || { echo "golden.sh: finds what is right wrong" >&2; exit 1; }
    case_holds "$scratch/self" 002 && { echo "golden.sh: does not find what is wrong" >&2; exit 1; }
}

files=0
check_itself
if [ $# -gt 0 ]; then
    for file in "$@"; do
        run_file "$file" yes
    done
else
    for file in tests/analyses/*.txt; do
        run_file "$file" yes
    done
    [ ! -e tests/known-bad/analyses/all.txt ] || run_file tests/known-bad/analyses/all.txt no
fi
echo "$cases analyses, $failures failures"
[ $failures -eq 0 ]
