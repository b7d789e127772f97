#!/usr/bin/env bash
# apart.sh - input is read in a process of its own: the output is that of --in-process, whatever INPUT is; that process
# can do little, holds nothing of the record, and does not outlive the one it reads for; where it dies, that is told.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
unset READOUT_DB
failures=0
reader=

complain() {
    echo "$@" >&2
    failures=$((failures + 1))
}

# The same output, errors and exit status as in one process.
same() { # what argument...
    local what=$1 apart here
    shift
    "$build/readout" extract "$@" >"$scratch/out" 2>"$scratch/errors" <"$scratch/input"
    apart=$?
    "$build/readout" extract --in-process "$@" >"$scratch/out-here" 2>"$scratch/errors-here" <"$scratch/input"
    here=$?
    [ $apart = $here ] || complain "$what: exit status $apart, in one process $here: $(cat "$scratch/errors")"
    cmp "$scratch/out" "$scratch/out-here" || complain "$what: another output than in one process"
    cmp "$scratch/errors" "$scratch/errors-here" || complain "$what: other errors than in one process"
}

expect() { # what count: of reports in what `same` printed
    [ "$(wc -l <"$scratch/out")" = "$2" ] || complain "$1: $(wc -l <"$scratch/out") reports, not $2"
}

good='Carter met Begin at Camp David.'
for ((n = 1; n <= 20; n++)); do
    printf '{"id":"%d","text":"%s Report %d.","published":"1978-09-%02d"}\n' $n "$good" $n $n
done >"$scratch/input"
echo '{"text": cut' >>"$scratch/input"
mkdir "$scratch/folder" "$scratch/elsewhere" "$scratch/elsewhere/below"
echo "$good" >"$scratch/folder/a.txt"
cp "$scratch/input" "$scratch/folder/b.jsonl"
echo "$good Elsewhere." >"$scratch/elsewhere/c.txt"
echo "$good Below." >"$scratch/elsewhere/below/d.txt"
printf '[{"id":"a","outlet":"Test"}]' >"$scratch/meta.json"
head -c 1000 /dev/urandom >"$scratch/folder/noise"

same "a file" "$scratch/folder/a.txt"
expect "a file" 1
same "a folder" "$scratch/folder"
expect "a folder" 21
same "a folder, in threads" --jobs 4 "$scratch/folder"
expect "a folder, in threads" 21
same "metadata" --meta "$scratch/meta.json" "$scratch/folder"
grep -q '"outlet":"Test"' "$scratch/out" || complain "metadata is not used"
same "missing metadata" --meta "$scratch/none.json" "$scratch/folder"
same "what is not there" "$scratch/none" "$scratch/folder/a.txt"
expect "what is not there" 1
same "standard input" -
expect "standard input" 20
same "standard input between files" "$scratch/folder/a.txt" - "$scratch/elsewhere"
expect "standard input between files" 23
same "/dev/stdin" /dev/stdin
expect "/dev/stdin" 20
"$build/readout" extract <(cat "$scratch/input") 2>/dev/null >"$scratch/out"
expect "a pipe by its number" 20
ln -s "$scratch/elsewhere/c.txt" "$scratch/link"
same "a link" "$scratch/link"
expect "a link" 1
ln -s "$scratch/elsewhere" "$scratch/folder/out"
same "a folder with a link to another" "$scratch/folder"
expect "a folder with a link to another" 23
rm "$scratch/folder/out"
same "a page in another charset" tests/data examples
(cd "$scratch/folder" && "$build/readout" extract a.txt ../elsewhere >"$scratch/out") || complain "paths from here: $?"
expect "paths from here" 3

# Start `readout read` with a pipe as its first input and one report in it, and wait until that is stored.
start() {
    rm -f "$scratch"/slow.db* "$scratch/pipe" "$scratch/told"
    mkfifo "$scratch/pipe"
    "$build/readout" read --db "$scratch/slow.db" - "$scratch/folder/a.txt" \
        <"$scratch/pipe" >"$scratch/told" 2>"$scratch/errors" &
    reader=$!
    exec 7>"$scratch/pipe"
    printf '{"id":"first","text":"%s %5000s"}\n' "$good" . >&7
    for ((i = 0; i < 600; i++)); do
        [ -s "$scratch/told" ] && break
        sleep 0.05
    done
    [ -s "$scratch/told" ] || complain "a report is not stored while the next is waited for"
    keeper=$(pgrep -P $reader | head -n 1)
    worker=
    [ -z "$keeper" ] || worker=$(pgrep -P "$keeper" | head -n 1)
    [ -n "$worker" ] && return
    complain "no process reads apart"
    kill -9 $reader
    exit 1
}

lives() { # process
    grep -q '^State:[[:space:]]*[^ZX[:space:]]' "/proc/$1/status" 2>/dev/null
}

# Both are gone, soon.
gone() { # what
    for ((i = 0; i < 200; i++)); do
        lives "$keeper" || lives "$worker" || return
        sleep 0.05
    done
    complain "$1: processes stay behind"
}

if [ -d /proc/self/fd ] && command -v pgrep >/dev/null; then
    start
    grep -q '^NoNewPrivs:[[:space:]]*1' "/proc/$worker/status" || complain "the reader may gain privileges"
    if ls "/proc/$worker/fd" >/dev/null 2>&1; then
        files=$(ls -l "/proc/$worker/fd" | awk 'NR > 1 { print $NF }' | grep -v '^/dev/null$' | grep -v '^pipe:')
        files=$(echo "$files" | grep -vF "$scratch/pipe")
        [ -z "${SANITIZE:-}" ] || files=$(echo "$files" | grep -vF "$scratch/errors")
        [ -z "$files" ] || complain "the reader holds $files"
    fi
    kill -SEGV "$worker"
    exec 7>&-
    wait $reader
    status=$?
    [ $status = 1 ] || complain "a crash in standard input: exit status $status"
    [ -n "${SANITIZE:-}" ] || grep -q 'the reader crashed (SIGSEGV)' "$scratch/errors" ||
        complain "a crash is not told: $(cat "$scratch/errors")"
    grep -q '^readout: standard input: given up; what is left of it is not read' "$scratch/errors" ||
        complain "it is not told what is given up: $(cat "$scratch/errors")"
    grep -q '^new: a ' "$scratch/told" || complain "what stands behind standard input is not read"
    gone "a crash"

    start
    kill -9 $reader
    wait $reader 2>/dev/null
    gone "a kill"
    exec 7>&-

    start
    kill -TERM $reader
    wait $reader 2>/dev/null
    gone "a polite kill"
    exec 7>&-

    start
    kill -STOP "$worker" # nothing more will ever come from it
    kill -9 "$keeper"
    wait $reader
    status=$?
    [ $status = 3 ] || complain "its keeper is killed: exit status $status"
    gone "a kill of the keeper"
    exec 7>&-
else
    echo "there is no /proc or pgrep: processes are not looked at"
fi

# A limit of memory is told by its name, and the next report is read.
if [ -z "${SANITIZE:-}" ]; then
    head -c 7000000 /dev/zero | tr '\0' 'w' >"$scratch/folder/big.txt"
    "$build/readout" extract --limit memory=8M "$scratch/folder/big.txt" "$scratch/folder/a.txt" \
        >"$scratch/out" 2>"$scratch/errors"
    [ $? = 1 ] || complain "too much memory: another exit status than 1"
    grep -qF 'big.txt: needs more than 8388608 bytes of memory (--limit memory)' "$scratch/errors" ||
        complain "too much memory: $(cat "$scratch/errors")"
    expect "too much memory" 1
    rm "$scratch/folder/big.txt"
fi

# Progress where there is no terminal: only if asked for, as plain lines.
drip() {
    for ((n = 1; n <= 12; n++)); do
        sed -n "${n}p" "$scratch/input"
        sleep 1
    done
}
drip | "$build/readout" extract - >/dev/null 2>"$scratch/silent" &
drip | "$build/readout" extract --progress - >/dev/null 2>"$scratch/progress"
wait $!
[ ! -s "$scratch/silent" ] || complain "progress is shown where nobody asked: $(cat "$scratch/silent")"
grep -q '^readout: [0-9]* reports, [0-9]*/s, [0-9.]* MB$' "$scratch/progress" ||
    complain "no progress: $(cat "$scratch/progress")"
echo "$failures failures"
[ $failures -eq 0 ]
