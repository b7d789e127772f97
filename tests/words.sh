#!/usr/bin/env bash
# words.sh - every word class and value set of data/en is asked for: by a rule (@NAME) or by name in the C code.
set -u
cd "$(dirname "$0")/.." || exit 2
data=data/en
[ -d "$data/rules" ] || { echo "words.sh: $data/rules is absent" >&2; exit 1; }

# The names asked for, one a line.
asked() {
    grep -hoE '^(seq|match) .*' "$data"/rules/*.txt | grep -oE '@[a-z]+([-.][a-z]+)*' | tr -d '@'
    echo counted.n # read/figure.c counts by the plurals of whatever class of nouns
    grep -rhoE '"[a-z]+([-.][a-z]+)*"' --include='*.[ch]' src/rules src/read src/merge | tr -d '"'
}

# The sets of `folder` that nothing asks for.
unused() { # folder
    comm -23 <(cd "$1" && ls classes values | sed -n 's/\.txt$//p' | sort -u) <(asked | sort -u)
}

# A set nobody asks for must be found, or this test could not fail.
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/classes" "$scratch/values"
touch "$scratch/classes/asked-by-nobody.txt"
[ "$(unused "$scratch")" = asked-by-nobody ] || { echo "words.sh: does not find a set that is not used" >&2; exit 1; }

# The lists of words of events that no rule asks for.
unused_lists() { # folder
    comm -23 <(sed -n 's/^\([a-z-]*\) = .*/\1/p' "$1/words.txt" | grep -vx mask | sort -u) \
        <(grep -ohE '@[a-z-]+' "$1"/*.txt | tr -d '@' | sort -u)
}
mkdir "$scratch/events"
printf 'used = gold\nidle = gold\n' >"$scratch/events/words.txt"
printf 'near @used\n' >"$scratch/events/own.txt"
[ "$(unused_lists "$scratch/events")" = idle ] ||
    { echo "words.sh: does not find a list that is not used" >&2; exit 1; }
found=$(unused_lists "$data/events")
[ -z "$found" ] || { echo "no rule asks for these lists of $data/events:" $found >&2; exit 1; }

found=$(unused "$data")
[ -z "$found" ] || { echo "no rule and no code asks for these sets of $data:" $found >&2; exit 1; }
echo "all $(cd "$data" && ls classes values | grep -c '\.txt$') sets are asked for"
