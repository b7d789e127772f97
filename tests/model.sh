#!/usr/bin/env bash
# model.sh - `readout model info`: what a model holds is printed whole, and damage is named with its byte, exit status 1.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
command -v python3 >/dev/null || { echo "skipped: python3 is not installed (tools/deps)"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
failures=0
checks=0

complain() {
    echo "model.sh: $*" >&2
    cat "$scratch/out" "$scratch/errors" >&2
    failures=$((failures + 1))
}

# check STATUS STREAM WORDS ARGUMENT...: the exit status, and words that the stream (out, errors) must hold.
check() {
    local status=$1 stream=$2 words=$3
    shift 3
    checks=$((checks + 1))
    "$build/readout" model "$@" >"$scratch/out" 2>"$scratch/errors" </dev/null
    local got=$?
    [ $got = "$status" ] || complain "readout model $*: exit status $got, not $status"
    tr -s ' ' <"$scratch/$stream" | grep -qF -- "$words" || complain "readout model $*: no '$words' in $stream:"
}

# A small model of three chunks (models/FORMAT.md).
python3 - "$scratch/small.model" <<'PYTHON'
import hashlib, struct, sys
chunks = [("about", 0, 2, 0, b"version\ttest 1\nscores\ttags .97\n"), ("weights", 1, 2, 64, bytes(range(128))),
          ("keys", 3, 2, 1, struct.pack("<QQ", 1, 2))]
table, body, at = b"", b"", 64 + 80 * len(chunks)
for name, kind, rows, columns, data in chunks:
    body += b"\0" * (-(at + len(body)) % 64)
    table += struct.pack("<24sIIIIQQ16s8x", name.encode(), kind, rows, columns, 0, at + len(body), len(data),
                         hashlib.blake2b(data, digest_size=16).digest())
    body += data
with open(sys.argv[1], "wb") as out:
    out.write(struct.pack("<8sIIQ40x", b"\x89RMODEL\n", 1, len(chunks), at + len(body)) + table + body)
PYTHON
check 0 out "small.model: version 1, $(stat -c %s "$scratch/small.model") bytes, 3 chunks" info "$scratch/small.model"
check 0 out " scores tags .97" info "$scratch/small.model"
check 0 out " weights i8 2 x 64 128 ok" info "$scratch/small.model"
check 0 out " about text 2 lines 31 ok" info "$scratch/small.model"
check 0 out '{"name":"keys","type":"u64","rows":2,"columns":1,"bytes":16,"sum_holds":true}' info --json "$scratch/small.model"
check 0 out '"about":{"version":"test 1","scores":"tags .97"}' info --json "$scratch/small.model"

# Damage: in a chunk, in the table, at the end, everywhere.
damage() { # name byte
    cp "$scratch/small.model" "$scratch/$1"
    printf '\377' | dd of="$scratch/$1" bs=1 seek="$2" conv=notrunc status=none
}
damage chunk.model 390
check 1 out " weights i8 2 x 64 128 DAMAGED" info "$scratch/chunk.model"
check 1 errors "chunk.model: byte 384: " info "$scratch/chunk.model"
check 1 out '"bytes":128,"sum_holds":false}' info --json "$scratch/chunk.model"
damage table.model 108
check 1 errors "table.model: byte " info "$scratch/table.model"
head -c 500 "$scratch/small.model" >"$scratch/short.model"
check 1 errors "short.model: byte " info "$scratch/short.model"
check 1 errors "README.md: " info models/README.md
check 1 errors "/nowhere" info /nowhere
: >"$scratch/empty.model"
check 1 errors "empty.model: " info "$scratch/empty.model"
check 2 errors "info [FILE]"
check 2 errors "info [FILE]" information
check 2 errors "info [FILE]" info one two
check 2 errors "--csv" info --csv

# Such a model is refused by `analyse`, too.
checks=$((checks + 1))
echo "Begin left." | "$build/readout" analyse --model "$scratch/chunk.model" - >"$scratch/out" 2>"$scratch/errors"
got=$?
[ $got != 0 ] && grep -qF "chunk.model: byte 384: " "$scratch/errors" || complain "analyse --model: exit status $got"
if [ -s models/en.model ]; then
    check 0 out "chunk" info
else
    check 1 errors "no model is compiled in" info
fi
echo "$checks checks, $failures failures"
[ $failures -eq 0 ]
