#!/usr/bin/env bash
# warcio.sh - the WARC and ARC files that the tests of warcio read, good and broken, beside the project: every document
# that is in them is read, what is broken is told. Skipped where they are absent.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
data=${READOUT_WARCIO:-}
if [ -z "$data" ]; then
    packed=../shared/data/html.tar.xz
    [ -e "$packed" ] || { echo "skipped: $packed is absent"; exit 77; }
    tar -xJf "$packed" -C "$scratch" html/warcio-test-data || exit 1
    data=$(find "$scratch" -name example.warc.gz -printf '%h\n' | head -1)
fi
[ -e "$data/example.warc.gz" ] || { echo "skipped: no warcio test data in $data"; exit 77; }

# A line for each document: file, record, type, bytes; and for each error: file, "!", what.
list() {
    local file
    for file in "$data"/*; do
        "$build/tests/list_entries" "$file" | sed -E "s|^! [^:]*/|! |" |
            awk -F '\t' -v file="${file##*/}" '
                /^! / { sub(/^! [^:]*: /, ""); print file " ! " $0; next }
                { sub(/ .http.*|\(.*/, "", $1); print file " " $1 " " $3 " " $6 }' || return 1
    done
}
list | sed -E 's/ +/ /g' >"$scratch/found" || exit 1
diff -u - "$scratch/found" <<'END' || exit 1
bad.arc ! record 1 at byte 0: its length is no number
bad.arc ! record 2 at byte 134: its length is no number
bad.arc record 3 text/plain 1
bad.arc ! record 4 at byte 262: its length is no number
example-bad-non-chunked.warc.gz record 3 text/html 1270
example-bad.warc.gz.bad record 2 text/html 1270
example-iana.org-chunked.warc record 2 text/html;utf-8 7223
example-resource.warc.gz record 3 text/html;utf-8 1303
example-space-in-target-uri.warc.gz record 2 image/png 70
example-space-in-url.arc record 2 text/html 1271
example-space-in-url.arc ! record 2 at byte 151: broken off
example-trunc.warc record 3 text/html 1270
example-trunc.warc ! record 3 at byte 1197: broken off at byte 604 of its body
example-wget-bad-target-uri.warc.gz record 3 text/html 1270
example-wget-bad-target-uri.warc.gz record 5 text/plain 49
example-wget-bad-target-uri.warc.gz record 6 text/plain 471
example-wrong-chunks.warc.gz record 1 text/html;utf-8 1270
example.arc record 2 text/html 1270
example.arc.gz record 2 text/html 1270
example.warc record 3 text/html 1270
example.warc.gz record 3 text/html 1270
post-test.warc.gz record 1 application/json 545
post-test.warc.gz record 3 application/json 552
post-test.warc.gz record 5 application/json 551
END
echo "$(ls "$data" | wc -l) files read as expected"
