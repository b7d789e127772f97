#!/usr/bin/env bash
# users_actors.sh - --actors FILE: what a user's dictionary says goes before what is known; errors name file and line.
set -u
cd "$(dirname "$0")/.." || exit 2
readout=$(realpath "${BUILD:-build}")/readout
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failed=0

fail() { # what
    echo "users_actors: $1" >&2
    failed=1
}

printf 'LANTERN_LEAGUE_ [NPLOPP]\n' >"$scratch/one.txt"
printf 'LANTERN_LEAGUE_ [BTN]\nLAMPLIGHTER [~LAB]\n' >"$scratch/two.txt"
printf 'ANNA [AAA]\n\t[BBB 2004]\n' >"$scratch/broken.txt"
report='{"id":"a","text":"The Lantern League attacked Norway.","source":"The Lantern League","target":"Norway"}'

told() { # file...
    local options=()
    for file; do options+=(--actors "$scratch/$file"); done
    echo "$report" | "$readout" code "${options[@]}" - || fail "code failed with $*"
}
told one.txt | grep -q '"NPL"' || fail "the dictionary's country is not told"
told one.txt two.txt | grep -q '"NPL"' || fail "the first dictionary does not count"
told two.txt one.txt | grep -q '"BTN"' || fail "the first dictionary does not count"
told | grep -q '"NPL"' && fail "a country is told without a dictionary"

for command in code extract explain; do
    message=$(echo "$report" | "$readout" "$command" --actors "$scratch/broken.txt" - 2>&1 >/dev/null)
    [ $? -ne 0 ] || fail "$command: a broken dictionary is read"
    case $message in
    *"$scratch/broken.txt:2:7: "*) ;;
    *) fail "$command: $message" ;;
    esac
done
message=$(echo "$report" | "$readout" code --actors "$scratch/nowhere.txt" - 2>&1 >/dev/null) &&
    fail "a dictionary that is not there is read"
case $message in *nowhere.txt*) ;; *) fail "$message" ;; esac
many=()
for ((i = 0; i < 17; i++)); do many+=(--actors "$scratch/one.txt"); done
echo "$report" | "$readout" code "${many[@]}" - >/dev/null 2>&1 && fail "17 dictionaries are taken"
"$readout" brief --actors "$scratch/one.txt" >/dev/null 2>&1 && fail "brief takes --actors"
exit $failed
