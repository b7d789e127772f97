#!/usr/bin/env bash
# rules.sh - every rule reads its examples as they say, and a user's own folder goes before what is compiled in.
set -u
cd "$(dirname "$0")/.." || exit 2
readout=$(realpath "${BUILD:-build}")/readout
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failures=0

"$readout" rules check || failures=$((failures + 1))

own=$scratch/own
mkdir -p "$own/classes" "$own/values" "$own/actors" "$own/rules"
printf 'powwow, powwows\n' >"$own/classes/meeting.n.txt"
printf 'fortnights = days\nhostages = captives\n' >"$own/values/unit.txt"
printf 'actor  Ruritania\nkind   state\nadjective  Ruritanian\n\nactor  Hamas\nkind   group\nnames  Harakat\n' >"$own/actors/own.txt"
cat >"$own/rules/own.txt" <<'RULES'
rule   position.spurns
why    "X spurned Y": X refuses it.
match  "spurned" <nsubj a:ACTOR ; >obj t:PHRASE
emit   position(holder=a, stance=rejects, text=t)
+      Hamas spurned the offer. => position(holder=Hamas, stance=rejects, text=the offer)
-      The offer was spurned.

rule   position.rejects
why    In place of that compiled in: nothing but this word.
match  "rejects" <nsubj a:ACTOR ; >obj t:PHRASE
emit   position(holder=a, stance=rejects, text=t)
+      Hamas rejects the offer. => position(holder=Hamas, stance=rejects, text=the offer)
-      Hamas met Israel.
RULES

# What must, or must not (!), stand in the record of a text read with the folder.
expect() { # [!]words text
    local words=$1 text=$2 found=0
    printf '%s\n' "$text" | "$readout" extract --data "$own" - >"$scratch/record" || failures=$((failures + 1))
    grep -qF -- "${words#!}" "$scratch/record" && found=1
    if [ "${words:0:1}" = '!' ]; then [ $found = 0 ] && return; else [ $found = 1 ] && return; fi
    echo "read of \"$text\": $words"
    cat "$scratch/record"
    failures=$((failures + 1))
}

expect '"rule":"meeting.' 'Ruritanian officials held a powwow with Harakat in Geneva.'
expect '"participants":["ruritania","hamas"]' 'Ruritanian officials held a powwow with Harakat in Geneva.'
expect '"rule":"position.spurns"' 'Hamas spurned the offer.'
expect '"rule":"position.rejects"' 'Hamas rejects the offer.'
expect '!"rule":"position.rejects"' 'Hamas rejected the offer.'
expect '"party":"Israel"' 'Israeli officials met Ruritanian officials.' # what is compiled in stays
"$readout" rules check --data "$own" 2>"$scratch/said" || failures=$((failures + 1))
grep -qF '4 examples, 0 not' "$scratch/said" || { cat "$scratch/said"; failures=$((failures + 1)); }

# What a folder must not do, where, and the exit status.
refuse() { # words
    "$readout" rules check --data "$own" >"$scratch/out" 2>&1
    local status=$?
    [ $status != 0 ] && grep -qF -- "$1" "$scratch/out" && return
    echo "exit status $status, or no '$1' in:"
    cat "$scratch/out"
    failures=$((failures + 1))
}

printf 'powwow, powwows\npowwow\n' >"$own/classes/meeting.n.txt"
refuse "own/classes/meeting.n.txt:2:1: 'powwow' stands on line 1 already"
printf 'powwow, powwows\n' >"$own/classes/meeting.n.txt"
sed -i 's/^+ .*text=the offer)$/+      Hamas spurned the offer. => position(holder=Israel)/' "$own/rules/own.txt"
refuse 'own/rules/own.txt:5: position.spurns: "Hamas spurned the offer."'
rm -r "$own/classes" "$own/rules" "$own/values" "$own/actors"
refuse 'no folder actors, classes, events, rules or values is in it'
exit $((failures > 0))
