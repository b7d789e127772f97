#!/usr/bin/env bash
# inputs.sh - whatever holds a report, and however it is packed, gives the same report; what is broken gives all that
# stands before the break, and its place; every limit is told by its name.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
web=$(realpath examples/web)
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
failures=0

complain() {
    echo "$@" >&2
    failures=$((failures + 1))
}

# NAME STATUS IDS MESSAGE ARGUMENT...: what `readout articles ARGUMENT...` gives; MESSAGE "" stands for none.
check() {
    local name=$1 status=$2 ids=$3 message=$4 found
    shift 4
    "$build/readout" articles "$@" >out 2>err </dev/null
    found=$?
    [ $found = "$status" ] || complain "$name: exit status $found, not $status: $(head -3 err)"
    found=$(python3 -c 'import json, sys; print(" ".join(json.loads(line)["id"] for line in sys.stdin))' <out)
    [ "$found" = "$ids" ] || complain "$name: found '$found', not '$ids'"
    if [ -n "$message" ]; then
        grep -qF -- "$message" err || complain "$name: says '$(head -2 err)', not '$message'"
    elif [ -s err ]; then
        complain "$name: says '$(head -2 err)'"
    fi
}

# A WARC file of pages.
cat >make_warc.py <<'PYTHON'
import gzip, sys
def record(number, url, page):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2015-04-03T08:00:00Z\r\n"
            "Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % (url, len(http)))
    return head.encode() + http + b"\r\n\r\n"
pages = [open(name, "rb").read() for name in sys.argv[1:]]
records = [record(n, "https://example.org/%d" % n, pages[n % len(pages)]) for n in range(4)]
open("crawl.warc", "wb").write(b"".join(records))
open("crawl.warc.gz", "wb").write(b"".join(gzip.compress(r, mtime=0) for r in records))
PYTHON
python3 make_warc.py "$web/lausanne.html" || exit 2

mkdir folder
cp "$web/lausanne.html" folder/page.html
cp "$web/feed.xml" folder/items
echo "The two sides met in Geneva." >folder/text.txt
echo '{"id": "line", "text": "The two sides met in Geneva."}' >folder/lines.jsonl
all="items#northlight-2015-0714-1 items#northlight-2015-0720-1 line page text"
check "a folder" 0 "$all" "" folder
tar cf all.tar folder/items folder/lines.jsonl folder/page.html folder/text.txt
gzip -k all.tar
xz -k all.tar
check "tar" 0 "$all" "" all.tar
check "tar.gz" 0 "$all" "" all.tar.gz
check "tar.xz" 0 "$all" "" all.tar.xz
"$build/readout" articles - <all.tar.gz >piped 2>&1 || complain "a tar.gz on standard input"
"$build/readout" articles all.tar.gz >named && cmp -s piped named || complain "standard input gives something else"
if command -v zstd >/dev/null; then
    zstd -q all.tar
    check "tar.zst" 0 "$all" "" all.tar.zst
else
    echo "not tried: zstd is absent"
fi

pages="https://example.org/0 https://example.org/1 https://example.org/2 https://example.org/3"
check "WARC" 0 "$pages" "" crawl.warc
check "WARC, a member a record" 0 "$pages" "" crawl.warc.gz
gzip -c crawl.warc >whole.warc.gz
check "WARC, one member" 0 "$pages" "" whole.warc.gz
tar cf crawls.tar crawl.warc.gz
xz crawls.tar
check "a WARC in a tar" 0 "$pages" "" crawls.tar.xz
head -c $(($(stat -c %s crawl.warc.gz) * 5 / 8)) crawl.warc.gz >cut.warc.gz
check "a WARC broken off" 1 "https://example.org/0 https://example.org/1" "cut.warc.gz" cut.warc.gz
head -c $(($(stat -c %s crawl.warc) * 5 / 8)) crawl.warc >cut.warc
check "a plain WARC broken off" 1 "https://example.org/0 https://example.org/1" "record 3 at byte" cut.warc
head -c 900 all.tar.gz >cut.tar.gz
check "a tar.gz broken off" 1 "items#northlight-2015-0714-1 items#northlight-2015-0720-1 line" "broken off" cut.tar.gz

check "more bytes than a document may have" 1 "" "more than 500 bytes (--limit size)" --limit size=500 folder/page.html
check "archives in archives" 1 "" "more than 2 archives in archives (--limit nesting)" --limit nesting=2 crawls.tar.xz
check "elements in elements" 1 "" "(--limit depth)" --limit depth=3 folder/page.html
check "tags" 1 "" "(--limit tags)" --limit tags=20 folder/page.html
check "attributes" 1 "" "(--limit attributes)" --limit attributes=1 folder/page.html
check "links" 1 "" "(--limit links)" --limit links=3 folder/page.html
check "items" 1 "" "(--limit items)" --limit items=1 folder/items
check "members" 1 "items#northlight-2015-0714-1 items#northlight-2015-0720-1" "(--limit members)" \
    --limit members=1 all.tar
check "unpacked bytes" 1 "https://example.org/0" "(--limit unpacked)" --limit unpacked=1000 crawl.warc.gz
head -c 30000000 /dev/zero | gzip >bomb.gz
check "a bomb" 1 "" "(--limit ratio)" --limit size=1G bomb.gz
check "what is beside it" 1 "text" "(--limit size)" bomb.gz folder/text.txt

# Names steer no terminal.
touch $'odd\e[31m\nname\xc2\x9b\xe2\x80\xae.txt'
check "an odd name" 1 "" 'odd\x1b[31m\x0aname\xc2\x9b\xe2\x80\xae.txt: empty' odd*

# Problems are not collected: they are told in their turn, however many stand between two reports.
python3 - >many.warc <<'PYTHON'
good = ("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/%d\r\nContent-Type: text/plain\r\n"
        "Content-Length: 20\r\n\r\nCarter met Begin.   \r\n\r\n")
print(good % 1, "WARC/1.0\r\nContent-Length: -1\r\n\r\n" * 100000, good % 2, sep="", end="")
PYTHON
check "many problems" 1 "https://example.org/1 https://example.org/2" "no number" many.warc
[ "$(wc -l <err)" = 100000 ] || complain "many problems: $(wc -l <err) told, not 100000"
held=$(python3 - "$build/readout" <<'PYTHON'
import resource, subprocess, sys
subprocess.run([sys.argv[1], "articles", "many.warc"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PYTHON
)
[ -n "${SANITIZE:-}" ] || [ "$held" -lt 60000 ] || complain "many problems: $held kB of memory"

check "another scheme" 1 "" "ftp://example.org/x: only http and https are fetched" ftp://example.org/x
check "loopback" 1 "" "is not public: loopback" http://127.0.0.1:8099/
check "a JSON document" 1 "" "a JSON document; reports come as JSON lines" <(printf '[\n{"text": "x"}\n]\n')
printf '<?xml version="1.0"?><note>x</note>' >note.xml
echo '<html><body><nav><a href="/">Home</a></nav></body></html>' >front.html
check "a page without an article" 1 "" "front.html: no text of an article is found in the page" front.html
check "XML of no use" 1 "" "XML that is neither a page nor a feed" note.xml
cat >declared.xml <<'XML'
<?xml version="1.0"?><!DOCTYPE channel [<!-- > --><!ENTITY nbsp "&#160;"> <!ENTITY x SYSTEM "text"> ] >
<rss version="0.91"><channel><title>Post</title><item><title>Talks</title><link>http://example.org/a</link>
<description>The two sides met.</description></item></channel></rss>
XML
check "a feed behind declarations" 0 "http://example.org/a" "" declared.xml
sed 's/The two/&\&x;/' declared.xml >declares.xml
check "what a feed declares" 1 "" "declares itself" declares.xml
(printf '<!DOCTYPE rss ['; printf '<!ENTITY a "b">%.0s' {1..400}; sed '1s/.*/]>/' declared.xml) >long.xml
check "a feed behind many declarations" 0 "http://example.org/a" "" long.xml

# A page that is asked for now was not published next year, whatever it says; one of a file may be of any time.
year=$(($(date -u +%Y) + 1))
cat >later.html <<END
<!DOCTYPE html><html><head><meta property="article:published_time" content="$year-03-04"></head>
<body><article><h1>Talks</h1>
<p>The two sides met in Geneva on Monday, and they will meet again there next week, both said.</p></article>
END
python3 -u -m http.server --bind 127.0.0.1 0 >port 2>/dev/null &
server=$!
for _ in $(seq 100); do grep -qs 'port [0-9]' port && break; sleep 0.1; done
url=http://127.0.0.1:$(sed -n 's/.* port \([0-9]*\).*/\1/p' port)/later.html
check "a page of this server" 0 "$url" "" --allow-private "$url"
grep -q "$year-03-04" out && complain "a date to come is believed"
kill $server
check "the page as a file" 0 "later" "" later.html
grep -q "\"published\":\"$year-03-04\"" out || complain "no date of a file's page: $(cat out)"

# A database takes each once, and what is packed is what is not.
"$build/readout" read --db record.db all.tar.gz >first 2>&1 || complain "read: $(cat first)"
"$build/readout" read --db record.db folder >second 2>&1 || complain "read again: $(cat second)"
tail -1 second | grep -q "^5 reports: 5 known$" || complain "the folder is not known: $(tail -1 second)"
[ $failures -eq 0 ]
