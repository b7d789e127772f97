#!/usr/bin/env bash
# bad_input.sh - input that cannot be read is named, the rest is read, the exit status says so; in little memory and
# time. Sizes are real: 1 GB, 100 MB without a blank.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) || exit 2
trap 'chmod -R u+rwx "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
failures=0
checks=0
good='Carter met Begin at Camp David.'
memory=$((64 * 1024))            # KB
[ -z "${SANITIZE:-}" ] || memory=$((1024 * 1024)) # the sanitizers' own
as_user=() # how to be somebody who may not read everything
cd "$scratch" || exit 2
mkdir in

complain() {
    echo "$name: $*" >&2
    head -c 2000 "$scratch/errors" >&2
    failures=$((failures + 1))
}

# check NAME STATUS IDS WORDS ARGUMENT...: the exit status, the ids of the records printed, and words that standard
# error must hold ("" for silence). Standard input is the file `input`.
check() {
    name=$1
    local status=$2 ids=$3 words=$4 got
    shift 4
    checks=$((checks + 1))
    local started=$SECONDS
    "${as_user[@]}" "$build/readout" extract "$@" >out 2>errors <input
    got=$?
    [ $got = "$status" ] || complain "exit status $got, not $status"
    got=$(sed -n 's/^{"id":"\([^"]*\)".*/\1/p' out | tr '\n' ' ')
    [ "${got% }" = "$ids" ] || complain "records '${got% }', not '$ids'"
    if [ -n "$words" ]; then
        grep -qF -- "$words" errors || complain "standard error does not hold '$words':"
    else
        [ ! -s errors ] || complain "says:"
    fi
    [ $((SECONDS - started)) -le 30 ] || complain "took $((SECONDS - started)) seconds"
}

# What the process held at most, in KB, of the check before with the same arguments.
check_memory() {
    local peak
    peak=$(python3 -c '
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=open("input"))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$build/readout" extract "$@")
    [ "$peak" -le $memory ] || complain "held $peak KB"
}

: >input
echo "$good" >in/good.txt
check "a good file" 0 good "" in/good.txt

: >in/empty.txt
check "an empty file" 1 good "in/empty.txt: empty: nothing to read" in/empty.txt in/good.txt
check "empty standard input" 1 "" "standard input: empty" -

truncate -s 1G in/huge.txt
check "a file of 1 GB" 1 good "in/huge.txt: more than 8388608 bytes" in/huge.txt in/good.txt
check_memory in/huge.txt
truncate -s 100M in/nul.txt
check "1 GB of NUL, allowed" 1 good "in/nul.txt:1:1: not a text: NUL at byte 0" --max-size 1G in/nul.txt in/good.txt
rm in/nul.txt
{
    printf '{"text":"one"}\n{"text":"'
    head -c 1000000000 /dev/zero | tr '\0' w
    printf '"}\n{"text":"three"}\n'
} >in/huge.jsonl
check "a line of 1 GB" 1 "huge.jsonl:1 huge.jsonl:3" "in/huge.jsonl:2: more than 8388608 bytes" in/huge.jsonl
check_memory in/huge.jsonl
rm in/huge.jsonl in/huge.txt

head -c 100000000 /dev/zero | tr '\0' w >in/solid.txt
check "100 MB without a blank" 1 good "in/solid.txt: more than 8388608 bytes" in/solid.txt in/good.txt
check_memory in/solid.txt
cp in/solid.txt input
check "100 MB without a blank from a pipe" 1 "" "standard input: more than" -
check_memory -
[ -n "${SANITIZE:-}" ] ||
    check "100 MB without a blank, allowed" 0 "solid good" "" --max-size 200M in/solid.txt in/good.txt
head -c 5000000 in/solid.txt >in/solid-5.txt
check "5 MB without a blank" 0 "solid-5" "" in/solid-5.txt
rm in/solid*

mkdir in/folder in/folder/closed
echo "$good" >in/folder/a.txt
echo "$good" >in/folder/z.txt
echo "$good" >in/folder/unreadable.txt
echo "$good" >in/folder/closed/x.txt
chmod 0 in/folder/unreadable.txt in/folder/closed
mkfifo in/folder/pipe
python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("in/folder/socket")'
ln -s . in/folder/loop
ln -s missing in/folder/broken
seen="a z"
if [ "$(id -u)" = 0 ]; then
    chmod 755 "$scratch"
    as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    "${as_user[@]}" "$build/readout" --version >/dev/null 2>&1 || as_user=() seen="a x unreadable z"
fi
check "a folder with a socket" 1 "$seen" "in/folder/socket: a socket, passed over" in/folder
if [ ${#as_user[@]} -gt 0 ] || [ "$(id -u)" != 0 ]; then
    check "an unreadable file" 1 "a z" "in/folder/unreadable.txt: Permission denied" in/folder
    check "an unreadable folder" 1 "a z" "in/folder/closed: Permission denied" in/folder
else
    echo "root reads everything: unreadable files are not tested"
fi
check "a pipe in a folder" 1 "$seen" "in/folder/pipe: a pipe, passed over" in/folder
check "a link to nowhere" 1 "$seen" "in/folder/broken: No such file" in/folder
chmod -R u+rwx in/folder
rm -r in/folder
as_user=()

printf 'Sadat said: \342\200\234Yes. \351 and \342\200' >in/mixed.txt
check "invalid UTF-8" 1 good "in/mixed.txt:1:21: neither UTF-8 nor Windows-1252: invalid byte at byte 20" \
    in/mixed.txt in/good.txt
printf 'Sadat said: \223Oui, bien s\373r.\224' >in/windows.txt
check "Windows-1252" 0 windows "" in/windows.txt
printf '\177ELF\002\001\001\000\000\000' >in/program
check "a program" 1 "" "in/program:1:8: not a text: NUL at byte 7" in/program

printf '{"id":"a","text":"Carter met Begin."}\n{"id":"b","text":"Carter m\n' >in/cut.jsonl
printf '{"id":"c","text":"Sadat left."}\n' >>in/cut.jsonl
check "a line of JSON cut in the middle" 1 "a c" "in/cut.jsonl:2:26: premature end of input" in/cut.jsonl
printf '{"id":"a","text":"Carter m' >in/cut-first.jsonl
check "a first line of JSON cut in the middle" 1 good "in/cut-first.jsonl:1:26: premature end of input" \
    in/cut-first.jsonl in/good.txt
printf '{"id":"a","text":"Carter met Begin."}' >input
check "no line end behind the last line" 0 a "" -
printf '{"id":"a","text":"Carter \377 Begin."}\n{"id":"c","text":"Sadat left."}\n' >input
check "invalid UTF-8 in JSON" 1 c "standard input:1:" -
printf '{"id":"a","text":"","published":"1978-09-17"}\n{"id":"c","text":"Sadat left."}\n' >input
check "an empty text in JSON" 1 c "standard input:1: empty: nothing to read" -
printf '{"id":"a","text":"Carter met Begin on Sunday.","published":"the 17th"}' >input
check "a date that is none" 0 a 'standard input:1: "published": no date: "the 17th"; read without it' -

printf '[{"id":"good","published":"1978-09-31"}]' >meta.json
check "metadata with a day that is none" 2 "" 'meta.json: item 1: "published": no date' --meta meta.json in/good.txt
printf '[{"id":"good",\n"published"}]' >meta.json
check "metadata that is cut" 2 "" "meta.json:2:" --meta meta.json in/good.txt

echo "$checks checks, $failures failures"
[ $failures -eq 0 ]
