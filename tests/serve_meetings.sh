#!/usr/bin/env bash
# serve_meetings.sh - meetings, timeline and negotiations as pages: what is chosen is what the command line prints, facets count
# what they lead to, pages of a list hold each item once.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
for tool in curl python3; do
    command -v $tool >/dev/null || { echo "serve_meetings.sh: no $tool; skipped"; exit 77; }
done
"$build/readout" model info >/dev/null 2>&1 || { echo "skipped: no model is compiled in"; exit 77; }
. tests/serve.bash

db=$scratch/record.db
"$build/readout" read --db "$db" --meta examples/manifest.json examples/*/ >/dev/null || fail "cannot read the examples"
serve_start "$db" --no-token

same() { # what, path, command...
    local what=$1 path=$2
    shift 2
    "$build/readout" "$@" --db "$db" >"$scratch/expected" || fail "$what: readout $*"
    get "$path" >"$scratch/got"
    cmp -s "$scratch/got" "$scratch/expected" || fail "$what: $path is not what 'readout $*' prints"
}
for form in json csv; do
    same meetings "/meetings.$form" meetings --$form
    same trips "/meetings.$form?kind=trips" trips --$form
    same "meetings of an actor" "/meetings.$form?actor=Egypt" meetings --$form --actor Egypt
    same "meetings of a person, in another order" "/meetings.$form?actor=vance&sort=oldest" meetings --$form --actor vance
    same "meetings at a place" "/meetings.$form?place=Jerusalem" meetings --$form --place Jerusalem
    same timeline "/timeline.$form" timeline --$form
    same "timeline with all" "/timeline.$form?all=1" timeline --$form --all
    same "timeline of an actor" "/timeline.$form?actor=Egypt" timeline --$form --actor Egypt
    same "trips to a place" "/meetings.$form?place=cairo&kind=trips" trips --$form --place cairo
    same "meetings of nobody" "/meetings.$form?actor=Nobody" meetings --$form --actor Nobody
done
"$build/readout" processes --json --db "$db" | sed 's/,"rounds":[0-9]*//' >"$scratch/expected"
get /processes.json | cmp -s - "$scratch/expected" || fail "/processes.json is not what 'readout processes' prints"

# A filter that is no day, and values that nothing has.
expect 400 "/meetings?since=yesterday"
for path in "/meetings?party=nobody" "/meetings?month=1066-10" "/meetings?month=soon" "/meetings?status=perhaps" \
    "/meetings?mediator=nobody&kind=trips" "/timeline?actor=Nobody" "/processes?q=nothing+of+the+kind"; do
    expect 200 "$path"
    grep -q 'class="none"' "$scratch/body" || fail "$path: something is there"
done

AT=$at DB=$db READOUT=$build/readout python3 - <<'EOF' || fail "see above"
import csv, io, json, os, re, subprocess, sys, urllib.parse, urllib.request
from html.parser import HTMLParser

at = os.environ["AT"]

def get(path):
    with urllib.request.urlopen(at + path) as answer:
        return answer.read().decode()

def check(good, text):
    if not good:
        sys.exit("serve_meetings.sh: " + text)

class Page(HTMLParser):
    """The facets with the counts of their links, the items in order, the links to other pages."""
    def __init__(self, path):
        super().__init__()
        self.facets, self.items, self.chosen, self.next = {}, [], [], None
        self.title, self.in_facets, self.heading, self.link, self.count = "", False, False, None, False
        self.feed(get(path))
    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        self.in_facets |= tag == "aside"
        self.heading = tag == "h2"
        if tag == "a":
            self.link = at.get("href")
            if at.get("rel") == "next":
                self.next = at["href"]
        self.count = at.get("class") == "count"
        if tag == "li" and at.get("class") == "item":
            self.items.append(at["data-key"])
    def handle_endtag(self, tag):
        if tag == "aside":
            self.in_facets = False
        self.heading = self.count = False
    def handle_data(self, text):
        if self.in_facets and self.heading:
            self.title = text
            self.facets[text] = []
        if self.in_facets and self.count:
            self.facets[self.title].append((self.link, int(text.replace(",", ""))))

def rows(path):
    head, _, query = path.partition("?")
    return json.loads(get(head + ".json?" + query))

def pages(path):
    items = []
    while path:
        page = Page(path)
        items += page.items
        path = page.next
    return items

# Every link of every facet leads to as many as it says, whatever else is chosen.
total = rows("/meetings")
check(len(total) > 20, "too few meetings in the examples: %d" % len(total))
places = [row["place"] for row in total if row["place"]]
for path in ["/meetings?", "/meetings?status=planned", "/meetings?party=egypt", "/meetings?kind=trips",
             "/meetings?place=" + urllib.parse.quote(places[0]), "/meetings?since=1978-09-01&until=1978-09-30"]:
    page = Page(path)
    check(("Party" in page.facets and "Status" in page.facets) or not page.items, path + ": no facets")
    for title, links in page.facets.items():
        check(links and len(links) <= 100, "%s: %s has %d values" % (path, title, len(links)))
        for link, count in links[:15]:
            led = len(rows(link))
            name = {"Party": "party", "Mediator": "mediator", "Place": "place", "Status": "status", "Month": "month"}[title]
            if name + "=" in link:
                check(led == count, "%s: %s of %s has %d, not %d" % (path, link, title, led, count))
            else: # the one that is chosen: the link takes it out
                check(led >= count, "%s: %s has fewer without it" % (path, title))

# Statuses and months part the list: each item has one.
page = Page("/meetings")
for title in ("Status", "Month"):
    counts = sum(count for _, count in page.facets[title])
    check(counts == len(total), "%s: %d of %d" % (title, counts, len(total)))

# The facets choose what they say.
for link, _ in page.facets["Month"][:6]:
    month = urllib.parse.parse_qs(link.partition("?")[2])["month"][0]
    for row in rows(link):
        check((row["from"] or "undated").startswith(month), "%s stands in %s" % (row["from"], month))
for link, _ in page.facets["Status"]:
    status = urllib.parse.parse_qs(link.partition("?")[2])["status"][0]
    check({row["status"] or "unknown" for row in rows(link)} == {status}, "others than " + status)

# Pages are complete and disjoint; newest first is the other way round for what has a day, undated items stay last.
for path in ("/meetings?kind=trips", "/meetings", "/timeline?all=1", "/timeline"):
    more = "&" if "?" in path else "?"
    oldest, newest = pages(path + more + "sort=oldest"), pages(path)
    chosen = rows(path)
    check(oldest == [row["key"] for row in chosen], path + ": the pages are not what the twin has")
    dated = [row["key"] for row in chosen if row["from"]]
    check(newest == dated[::-1] + oldest[len(dated):], path + ": not newest first")
    if not path.startswith("/timeline"): # a proposal and its answers have one key
        check(len(set(newest)) == len(newest), path + ": an item stands twice")
check(len(pages("/timeline?all=1")) > 50, "the timeline has only one page")

# CSV and JSON have the same rows.
for path in ("/meetings", "/timeline", "/processes"):
    table = list(csv.reader(io.StringIO(get(path + ".csv"))))
    check(len(table) == len(json.loads(get(path + ".json"))) + 1, path + ": CSV and JSON differ")

# What one voice alone tells is left out where many follow the talks, and the page says how much it is.
shown, everything = rows("/timeline"), rows("/timeline?all=1")
check([row for row in everything if row in shown] == shown, "the timeline has what all=1 has not")
left = re.search(r'class="note">([0-9,]+) events? that one voice alone tells', get("/timeline"))
check((int(left.group(1).replace(",", "")) if left else 0) == len(everything) - len(shown), "not all is counted")

# With a filter that leaves out what has no day at all, the others are the same: they are then chosen in another way.
for more in ("", "&all=1"):
    dated = [row for row in rows("/timeline?" + more)
             if row["from"] or not all(" undated ·" in " " + source for source in row["sources"])]
    check(dated and rows("/timeline?since=0001-01-01" + more) == dated, "not the same since the year 1" + more)

# The drawing has a table of all that has a day.
text = get("/timeline?lanes=party&since=1978-09-01&until=1978-09-30")
check("<svg" in text and "<table" in text and "Israel" in text, "no drawing by party")
check("style=" not in text and "<script>" not in text, "styles or scripts in the page")

# Words narrow negotiations down.
all_of_them = rows("/processes")
word = all_of_them[0]["parties"][0].split()[0]
some = rows("/processes?q=" + urllib.parse.quote(word.upper()))
check(some and all(word.lower() in json.dumps(row, ensure_ascii=False).lower() for row in some), "words: " + word)
check(all(row in all_of_them for row in some), "negotiations that are not there")
EOF
echo "meetings, timeline and negotiations are as they should be"
