"""serve_feeds.py - what is new since a visit, changes, their feed, the calendar and the briefing of `readout serve`.

Environment: READOUT the program, SCRATCH a folder with record.db (three runs) and once.db (one). Prints what unittest
prints.
"""
import ctypes
import ctypes.util
import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest
import urllib.parse
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
from serve_client import Server  # noqa: E402

PROGRAM = os.environ["READOUT"]
SCRATCH = pathlib.Path(os.environ["SCRATCH"])
RECORD, ONCE = SCRATCH / "record.db", SCRATCH / "once.db"
ATOM = "{http://www.w3.org/2005/Atom}"
server = once = None


def setUpModule():
    global server, once
    server = Server(PROGRAM, RECORD, log=SCRATCH / "serve.log")
    once = Server(PROGRAM, ONCE, "--no-token", log=SCRATCH / "once.log")


def tearDownModule():
    for each in [server, once]:
        status = each.stop()
        assert status == 0, f"exit status {status}: {each.messages()[-3000:]}"
        assert "Sanitizer" not in each.messages(), each.messages()[-3000:]


def readout(*arguments):
    return subprocess.run([PROGRAM, *arguments], check=True, capture_output=True).stdout


class Markup(html.parser.HTMLParser):
    """All elements and attributes of a page, its links and its text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.attributes, self.text, self.ids = [], [], set(), "", []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attributes}
        self.links += [value for name, value in attributes if name == "href"]
        self.ids += [value for name, value in attributes if name == "id"]

    def handle_data(self, data):
        self.text += data


class PageTest(unittest.TestCase):
    def page(self, path, at=None, status=200, **options):
        answer = (at or server).get(path, **options)
        self.assertEqual(answer.status, status, f"{path}: {answer} {answer.body[-800:]}")
        return answer.body.decode()

    def visited(self, run, at=None):
        """A cookie that tells of a visit long ago, after that run."""
        at = at or server
        return f"{at.cookie}; readout-visit-{at.port}={run}.1000.{run}.1000"

    def harmless(self, text):
        page = Markup(text[text.index("<body"):].partition("</header>")[2] or text)
        self.assertFalse({"img", "i", "b", "iframe", "object"} & set(page.tags), page.tags)
        self.assertFalse([name for name in page.attributes if name.startswith("on")])
        self.assertFalse([link for link in page.links if link.lower().startswith("javascript")])
        self.assertNotIn("alert(1)</script>", text)
        self.assertNotIn("\u202e", text)
        return page


class BriefTest(PageTest):
    def test_first_visit(self):
        text = self.page("/brief")
        self.assertIn("your first visit", text)
        self.harmless(text)

    def test_nothing_new(self):
        self.assertIn("Nothing new since your last visit", self.page("/brief", cookie=self.visited(3)))

    def test_new_since_a_visit(self):
        for run, reports in [(1, "10 new reports"), (2, "1 new report,")]:
            text = self.page("/brief", cookie=self.visited(run))
            self.assertIn("(<time datetime=\"1970-01-01\">", text)
            self.assertIn(reports, text)
            self.assertIn(f"/changes?when=run:{run}", text)
        self.assertNotIn("Nothing new", text)

    def test_lines_are_links(self):
        page = Markup(self.page("/brief"))
        keys = {urllib.parse.unquote(link[6:].split("?")[0]) for link in page.links if link.startswith("/item/")}
        brief = json.loads(self.page("/brief.json"))
        self.assertGreater(len(keys), 10)
        self.assertIn("1978-09-17-egypt-israel", keys)
        self.assertTrue([link for link in page.links if link.startswith("/report/")])
        for section in ["talks", "planned", "held", "proposals", "positions"]:
            self.assertIn(f'<section id="{section}">', self.page("/brief"))
            self.assertTrue(brief[section]["lines"])
        self.assertEqual(brief, json.loads(readout("brief", "--db", RECORD, "--json")))

    def test_one_negotiation(self):
        text = self.page("/brief?process=egypt-israel-peace-1977")
        for words in ["Parties", "Rounds of talks", ">Egypt<", ">Israel<", "outlets"]:
            self.assertIn(words, text)


class ChangesTest(PageTest):
    def test_as_diff(self):
        for when in ["run:1", "#2", "published:1978-09-10", "1978-09-10", "run:3"]:
            twin = server.get("/changes.json?when=" + urllib.parse.quote(when)).body
            self.assertEqual(twin, readout("diff", "--db", RECORD, "--since", when, "--json"), when)
            twin = server.get("/changes.csv?when=" + urllib.parse.quote(when)).body
            self.assertEqual(twin, readout("diff", "--db", RECORD, "--since", when, "--csv"), when)
        twin = server.get("/changes.json?when=run:1&process=egypt-israel-peace-1977&actor=Begin").body
        self.assertEqual(twin, readout("diff", "--db", RECORD, "--since", "run:1", "--process",
                                       "egypt-israel-peace-1977", "--actor", "Begin", "--json"))

    def test_defaults(self):
        self.assertIn("Compared with run 2:", self.page("/changes"))
        self.assertIn("Compared with run 1:", self.page("/changes", cookie=self.visited(1)))
        self.assertIn("Compared with run 1:", self.page("/changes?when=visit", cookie=self.visited(1)))
        self.assertIn("Compared with run 2:", self.page("/changes", cookie=self.visited(3)))
        self.assertRegex(self.page("/changes", at=once), r"Compared with what had been published before \d{4}-\d\d-\d\d:")

    def test_page(self):
        page = self.harmless(self.page("/changes?when=run:1"))
        self.assertIn("added", page.ids)
        self.assertIn("/changes?when=run:2", page.links)
        self.assertTrue([link for link in page.links if link.startswith("/item/")])
        self.assertIn("Carter", page.text)
        self.assertIn("alert(1)", page.text)

    def test_one_kind(self):
        changes = json.loads(self.page("/changes.json?when=run:1"))["changes"]
        added = sum(change["change"] == "added" for change in changes)
        self.assertEqual(self.page("/changes?when=run:1&kind=added").count('<li class="change">'), min(added, 50))

    def test_bad_moments(self):
        for when in ["x", "run:0", "run:99", "run:-1", "2024-13-01", "published:", "%23", "run:1x"]:
            self.page(f"/changes?when={when}", status=400)
            self.page(f"/changes.json?when={when}", status=400)
            self.page(f"/changes.atom?when={when}", status=400)


class FeedTest(PageTest):
    def feed(self, path="/changes.atom", **options):
        return ET.fromstring(self.page(path, **options))

    def test_key_lets_in(self):
        link = [link for link in Markup(self.page("/changes")).links if link.startswith("/changes.atom")]
        self.assertRegex(link[0], r"[?&]key=\w{32}$")
        self.assertEqual(server.get(link[0], cookie=None).status, 200)
        self.assertEqual(server.get("/changes.atom", cookie=None).status, 403)
        self.assertEqual(server.get(link[0].replace(".atom", ""), cookie=None).status, 403)
        meetings = [link for link in Markup(self.page("/meetings")).links if link.startswith("/meetings.ics")]
        self.assertEqual(server.get(meetings[0], cookie=None).status, 200)

    def test_valid(self):
        """What RFC 4287 asks for, 4.1.1 and 4.1.2."""
        feed = self.feed()
        for parent in [feed, *feed.iter(ATOM + "entry")]:
            for name in ["id", "title", "updated"]:
                self.assertEqual(len(parent.findall(ATOM + name)), 1, name)
            self.assertRegex(parent.find(ATOM + "updated").text, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
            self.assertRegex(parent.find(ATOM + "id").text, r"^tag:localhost,2026:[\w.~:@!$*,/%-]+$")
            self.assertTrue(parent.findall(ATOM + "link[@rel='alternate']"))
            for link in parent.findall(ATOM + "link"):
                self.assertTrue(link.get("href").startswith(f"http://{server.host}/"), link.get("href"))
        self.assertTrue(feed.findall(ATOM + "author/" + ATOM + "name"))
        self.assertTrue(feed.findall(ATOM + "link[@rel='self']"))
        ids = [entry.find(ATOM + "id").text for entry in feed.iter(ATOM + "entry")]
        self.assertGreater(len(ids), 10)
        self.assertEqual(len(ids), len(set(ids)))

    def test_same_again(self):
        """The feed of whoever asks, whenever: a visit changes nothing, and entries keep their ids."""
        self.assertEqual(self.page("/changes.atom"), self.page("/changes.atom", cookie=self.visited(1)))
        both = {e.find(ATOM + "id").text for e in self.feed().iter(ATOM + "entry")}
        runs = {re.search(r"/run-(\d+)-", i)[1] for i in both}
        self.assertEqual(runs, {"2", "3"})

    def test_hostile(self):
        text = self.page("/changes.atom")
        self.assertNotIn("<script", text)
        self.assertNotIn("\u202e", text)
        names = [name.text for name in self.feed().iter(ATOM + "name")]
        self.assertTrue([name for name in names if name.startswith("<script>alert(1)</script>; BEGIN:VEVENT")], names)

    def test_own_reader(self):
        (SCRATCH / "feed.atom").write_text(self.page("/changes.atom"))
        articles = [json.loads(line) for line in readout("articles", SCRATCH / "feed.atom").splitlines()]
        entries = list(self.feed().iter(ATOM + "entry"))
        self.assertEqual(len(articles), len(entries))
        self.assertEqual(articles[0]["title"], " ".join(entries[0].find(ATOM + "title").text.split()))
        self.assertEqual(articles[0]["url"], entries[0].find(ATOM + "link").get("href"))

    def test_libxml2(self):
        """As strict as xmllint: nothing is mended."""
        quiet = 1 << 5 | 1 << 6 | 1 << 11  # XML_PARSE_NOERROR, NOWARNING, NONET
        libxml2 = ctypes.CDLL(ctypes.util.find_library("xml2"))
        libxml2.xmlReadMemory.restype = ctypes.c_void_p
        text = self.page("/changes.atom").encode()
        self.assertTrue(libxml2.xmlReadMemory(text, len(text), b"feed", None, quiet))
        broken = text.replace(b"</entry>", b"", 1)
        self.assertFalse(libxml2.xmlReadMemory(broken, len(broken), b"feed", None, quiet))

    def test_one_run(self):
        self.assertTrue(list(self.feed(at=once).iter(ATOM + "entry")))


class CalendarTest(PageTest):
    def events(self, path, at=None):
        """RFC 5545, 3.1: lines of at most 75 octets, unfolded; components nested well."""
        answer = (at or server).get(path)
        self.assertEqual(answer.status, 200, path)
        self.assertEqual(answer.headers["content-type"], "text/calendar; charset=utf-8")
        self.assertTrue(answer.body.endswith(b"\r\n"))
        for line in answer.body.split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            self.assertNotIn(b"\n", line)
            line.decode()
        events, event, open_parts = [], None, []
        for line in answer.body.decode().replace("\r\n ", "").split("\r\n")[:-1]:
            found = re.fullmatch(r"([A-Z-]+(?:;[A-Z]+=[A-Z]+)?):(.*)", line)
            self.assertTrue(found, line)
            name, value = found[1], found[2]
            if name == "BEGIN":
                open_parts.append(value)
                event = {} if value == "VEVENT" else event
            elif name == "END":
                self.assertEqual(open_parts.pop(), value)
                if value == "VEVENT":
                    events.append(event)
            elif open_parts[-1] == "VEVENT":
                self.assertNotIn(name, event)
                event[name] = value
        self.assertEqual(open_parts, [])
        return events

    def test_events(self):
        events = self.events("/meetings.ics")
        self.assertGreater(len(events), 3)
        uids = [event["UID"] for event in events]
        self.assertEqual(len(uids), len(set(uids)))
        for event in events:
            self.assertEqual(event["DTSTAMP"], "19781120T000000Z")
            self.assertLess(event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"])
            self.assertIn(event["STATUS"], ["CONFIRMED", "TENTATIVE", "CANCELLED"])
            self.assertIn(event["CATEGORIES"], ["planned", "possible", "ongoing", "cancelled"])
            self.assertTrue(event["URL"].startswith(f"http://{server.host}/item/"))
            for name in ["SUMMARY", "DESCRIPTION", "LOCATION"]:
                self.assertNotRegex(re.sub(r"\\[\\;,n]", "", event.get(name, "")), r"[\\;,]")
        summit = [event for event in events if event["SUMMARY"].startswith("Anwar Sadat")
                  and event.get("LOCATION") == "Camp David"]
        self.assertEqual(summit[0]["DTSTART;VALUE=DATE"], "19780905")
        self.assertEqual(summit[0]["DTEND;VALUE=DATE"], "19780906")

    def test_hostile(self):
        event = [event for event in self.events("/meetings.ics") if event["DTSTART;VALUE=DATE"] == "19781128"]
        self.assertEqual(len(event), 1)
        self.assertIn("<script>alert(1)</script>\\; BEGIN:VEVENT\\, \\\\*evil*", event[0]["DESCRIPTION"])

    def test_choice(self):
        everything = self.events("/meetings.ics?status=held")
        mine = self.events("/meetings.ics?status=held&actor=Vance")
        self.assertTrue(0 < len(mine) < len(everything))
        september = self.events("/meetings.ics?status=held&month=1978-09")
        self.assertTrue(0 < len(september) < len(everything))
        for event in september:
            self.assertTrue(event["DTSTART;VALUE=DATE"].startswith("197809"))
        self.assertEqual(self.events("/meetings.ics?status=held&month=x"), [])
        self.assertEqual(self.events("/meetings.ics?since=1990-01-01"), [])


class BriefingTest(PageTest):
    KEYS = ["1978-09-17-egypt-israel", "egypt-israel-two-framework-agreements", "figure-1c6fb3a8", "israel"]

    def items(self, keys):
        return "items=" + "+".join(urllib.parse.quote(key) for key in keys)

    def test_numbers(self):
        data = json.loads(self.page("/briefing.json?" + self.items(self.KEYS)))
        self.assertEqual([fact["key"] for fact in data["facts"]], self.KEYS)
        self.assertEqual([fact["kind"] for fact in data["facts"]], ["meeting", "proposal", "conflict", "actor"])
        self.assertEqual([source["number"] for source in data["sources"]], list(range(1, len(data["sources"]) + 1)))
        used = []
        for fact in data["facts"]:
            for line in [fact, *fact["more"], *fact["disputes"]]:
                self.assertTrue(line["sources"], line)
                used += [number for number in line["sources"] if number not in used]
        self.assertEqual(used, [source["number"] for source in data["sources"]])
        self.assertEqual(data["missing"], [])
        for source in data["sources"]:
            self.assertLess(source["start"], source["end"])
            self.assertEqual(len(source["quote"].encode()), source["end"] - source["start"])

    def test_forms_agree(self):
        query = self.items(self.KEYS)
        data = json.loads(self.page("/briefing.json?" + query))
        page = Markup(self.page("/briefing?" + query))
        file = server.get("/briefing?form=file&" + query)
        marked = server.get("/briefing.md?" + query)
        self.assertIn("briefing.html", file.headers["content-disposition"])
        self.assertIn("briefing.md", marked.headers["content-disposition"])
        alone = Markup(file.body.decode())
        self.assertFalse([link for link in alone.links if not link.startswith("#source-")])
        plain = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", marked.body.decode())
        for fact in data["facts"]:
            for text in [fact["text"], *[line["text"] for line in fact["more"]]]:
                for form in [page.text, alone.text, plain]:
                    self.assertIn(text, form)
        for source in data["sources"]:
            self.assertIn(f"source-{source['number']}", page.ids)
            self.assertIn(f"bytes {source['start']}–{source['end']}", plain)

    def test_facts_of_one_report(self):
        row = json.loads(readout("statements", "--db", RECORD, "--json"))[0]
        name = f"{row['report']}:{row['start']}-{row['end']}:statement"
        data = json.loads(self.page("/briefing.json?items=" + name))
        self.assertEqual(data["facts"][0]["kind"], "statement")
        self.assertEqual(data["facts"][0]["key"], name)
        self.assertEqual(data["sources"][0]["start"], row["start"])

    def test_links_of_the_fact_view(self):
        row = json.loads(readout("statements", "--db", RECORD, "--json"))[0]
        for name in ["1978-09-17-egypt-israel", f"{row['report']}:{row['start']}-{row['end']}:statement"]:
            links = Markup(self.page("/item/" + name)).links
            link = [link for link in links if link.startswith("/briefing?items=")][0]
            self.assertIn('<section id="sources">', self.page(link))
            self.assertNotIn('class="problem"', self.page(link))

    def test_decided(self):
        with Server(PROGRAM, SCRATCH / "decided.db", "--no-token", log=SCRATCH / "decided.log") as decided:
            query = "items=1978-09-17-egypt-israel"
            fact = json.loads(self.page("/briefing.json?" + query, at=decided))["facts"][0]
            self.assertEqual(fact["standing"], "confirmed")
            self.assertEqual(fact["notes"], ["seen *in* the <i>archive</i>"])
            self.assertIn("confirmed by a person", self.page("/briefing?" + query, at=decided))
            self.assertIn(r"Note: seen \*in\* the \<i\>archive\</i\>", self.page("/briefing.md?" + query, at=decided))

    def test_default_is_the_brief(self):
        data = json.loads(self.page("/briefing.json"))
        self.assertIn("1978-09-17-egypt-israel", [fact["key"] for fact in data["facts"]])
        self.assertEqual(data["missing"], [])

    def test_adding_and_leaving_out(self):
        for typed, key in [("israel", "israel"), ("Menachem Begin", "menachem-begin"),
                           (f"http://{server.host}/item/figure-1c6fb3a8?list=brief", "figure-1c6fb3a8")]:
            answer = server.get("/briefing?items=egypt&q=" + urllib.parse.quote(typed))
            self.assertEqual(answer.status, 303)
            self.assertEqual(answer.headers["location"], f"/briefing?items=egypt%20{key}")
        answer = server.get("/briefing?items=egypt+israel&out=egypt")
        self.assertEqual(answer.headers["location"], "/briefing?items=israel")
        answer = server.get("/briefing?items=egypt&out=egypt")
        self.assertEqual(answer.headers["location"], "/briefing?items=-")
        self.assertEqual(json.loads(self.page("/briefing.json?items=-"))["facts"], [])
        self.assertIn('class="problem"', self.page("/briefing?items=egypt&q=Nobody+Atall"))
        self.assertIn("no-such-key", self.page("/briefing?items=no-such-key"))
        self.page("/briefing?items=" + "+".join(f"k{i}" for i in range(101)), status=400)

    def test_hostile(self):
        changes = json.loads(self.page("/changes.json?when=run:2"))["changes"]
        keys = [change["key"] for change in changes if change["change"] == "added"]
        self.assertTrue(keys)
        query = self.items(keys)
        page = self.harmless(self.page("/briefing?" + query))
        self.assertIn("<img src=x onerror=alert(2)>", page.text)
        self.harmless(self.page("/briefing?form=file&" + query))
        marked = self.page("/briefing.md?" + query)
        for words in [r"\<img src=x onerror=alert(2)\>", r"\[link\](javascript:alert(3)) \# \`x\`", r"\*evil\*"]:
            self.assertIn(words, marked)
        self.assertNotRegex(marked, r"(?<!\\)<(?!https?://)")


if __name__ == "__main__":
    unittest.main()
