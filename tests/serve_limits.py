"""serve_limits.py - what a reader who is let in can cost `readout serve`, and what strange names of reports can break.

Environment: READOUT the program, SCRATCH a folder. Prints what unittest prints.
"""
import html
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import unittest
import urllib.parse

sys.dont_write_bytecode = True
from serve_client import Server, read_answer  # noqa: E402

PROGRAM = os.environ["READOUT"]
SCRATCH = pathlib.Path(os.environ["SCRATCH"])
RECORD = SCRATCH / "record.db"
STRANGE_ID, STRANGE_OUTLET = "tab\tand\x1besc", "The \x1b[31mRed\x7f Post"
BLANK_ID, BLANK_PAGE = "a b 100% c", "/statements?outlet=Blank"
TEXT = "President Anwar Sadat met Prime Minister Menachem Begin in Rome on Monday. \"We will go on\", said Mr. Begin. "
server = None


def setUpModule():
    global server
    os.environ["TMPDIR"] = str(SCRATCH / ("folder-" * 25))
    os.mkdir(os.environ["TMPDIR"])
    reports = [{"id": STRANGE_ID, "outlet": STRANGE_OUTLET, "published": "1978-09-05", "text": TEXT}]
    reports += [{"id": BLANK_ID, "outlet": "Blank", "published": "1978-09-05", "text": TEXT * 2}]
    reports += [{"id": f"long-{n}", "outlet": "Wire", "published": "1978-09-05", "text": TEXT * 60} for n in range(20)]
    lines = "\n".join(json.dumps(report) for report in reports)
    subprocess.run([PROGRAM, "read", "--db", RECORD, "-"], input=lines.encode(), check=True, capture_output=True)
    server = Server(PROGRAM, RECORD, log=SCRATCH / "serve.log")


def tearDownModule():
    status = server.stop()
    assert status == 0, f"exit status {status}: {server.messages()[-3000:]}"
    assert "Sanitizer" not in server.messages(), server.messages()[-3000:]
    assert not os.listdir(os.environ["TMPDIR"]), "files are left"


def send_form(fields, to="/read"):
    """The answer to a form of (name, file name or None, bytes)."""
    body = b""
    for name, file_name, value in fields:
        file_part = f'; filename="{file_name}"' if file_name else ""
        body += f'--cut\r\nContent-Disposition: form-data; name="{name}"{file_part}\r\n\r\n'.encode() + value + b"\r\n"
    headers = [("Content-Type", "multipart/form-data; boundary=cut"), ("Origin", f"http://{server.host}")]
    return server.send(server.request("POST", to, headers, body + b"--cut--\r\n"))


def job_ends(address):
    for _ in range(300):
        job = json.loads(server.get(address.replace("/job/", "/job.json/")).body)
        if job["state"] not in ("waits", "runs"):
            return job
        time.sleep(0.1)
    raise AssertionError(f"{address} does not end")


def peak_memory():
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1])


def find_children():
    return [int(path.name) for path in pathlib.Path("/proc").iterdir() if path.name.isdigit() and
            re.search(rf"^PPid:\t{server.process.pid}$", (path / "status").read_text(), re.MULTILINE)]


class StrangeTest(unittest.TestCase):
    """Every link leads somewhere, whatever the names are."""

    def test_a_report_is_found_by_its_id(self):
        page = server.get("/reports?outlet=The+%1B%5B31mRed%7F+Post").body.decode()
        links = [link for link in re.findall(r'href="(/(?:item|report)/[^"?]*)', page) if "%09" in link]
        self.assertTrue(links)
        for link in set(links):
            self.assertEqual(server.get(link).status, 200, link)

    def test_an_outlet_is_chosen_by_its_name(self):
        page = server.get("/statements").body.decode()
        link = re.search(r'href="(/statements\?outlet=[^"]*%1B[^"]*)"', page)[1]
        self.assertEqual(server.get(link.replace("&amp;", "&")).status, 200)

    def test_facts_are_gathered_by_keys_with_blanks(self):
        keys = [html.unescape(key) for key in re.findall(r'data-key="([^"]*)"', server.get(BLANK_PAGE).body.decode())]
        self.assertIn(" ", keys[0])
        words = [key.replace("%", "%25").replace(" ", "%20") for key in keys[:2]]
        query = urllib.parse.urlencode({"items": " ".join(words)})
        page = server.get(f"/briefing.md?{query}").body.decode()
        self.assertEqual(page.count("\n## Fact "), 2, page)
        more = server.get("/briefing?" + urllib.parse.urlencode({"items": words[0], "q": keys[1]}))
        self.assertEqual((more.status, urllib.parse.unquote(urllib.parse.unquote(more.headers["location"]))),
                         (303, f"/briefing?items={keys[0]} {keys[1]}"))

    def test_a_nul_is_refused(self):
        for path in ["/report/a%00b", "/statements?outlet=a%00b"]:
            self.assertIn(server.get(path).status, (400, 404))


class TokenTest(unittest.TestCase):
    def test_the_address_only_loses_the_token(self):
        for path in ["/item/a%20b%2Fc", "/item.json/a%20b", "/meetings.csv", "/report/x"]:
            answer = server.get(f"{path}?token={server.token}", cookie=None)
            self.assertEqual(answer.headers["location"], path)

    def test_it_leads_to_no_other_server(self):
        for path in ["//evil.example", "/nothing/evil.example", "/x//evil.example", "/assets//evil.example"]:
            answer = server.get(f"{path}?token={server.token}", cookie=None)
            self.assertEqual((answer.status, answer.headers["location"]), (303, "/"), path)


class UploadTest(unittest.TestCase):
    def test_a_long_text_is_taken_in_linear_memory(self):
        before, begun = peak_memory(), time.monotonic()
        answer = send_form([("text", None, b"Nothing was said. " * 700_000)])
        self.assertEqual(answer.status, 303)
        self.assertLess(time.monotonic() - begun, 15)
        self.assertLess(peak_memory() - before, 250_000)
        headers = [("Origin", f"http://{server.host}")]
        self.assertEqual(server.post(answer.headers["location"], b"do=cancel", headers).status, 303)
        self.assertIn(job_ends(answer.headers["location"])["state"], ("cancelled", "failed", "done"))

    def test_texts_together_end_somewhere(self):
        part = b"x" * 6_000_000
        self.assertEqual(send_form([("text", None, part), ("a", None, part), ("b", None, part)]).status, 413)

    def test_files_of_a_long_folder_are_read(self):
        answer = send_form([("file", "../../a b.txt", TEXT.encode()), ("file", "-rf", TEXT.encode()),
                            ("file", "..", TEXT.encode())])
        self.assertEqual(answer.status, 303)
        job = job_ends(answer.headers["location"])
        self.assertEqual((job["state"], job["reports"], job["problems"]), ("done", 3, []))


class RecordTest(unittest.TestCase):
    """The database changes in ways that are none of `readout read`."""

    def test_its_schema_changes(self):
        """Statements that were prepared before are prepared anew; with ASan this fails where names are kept."""
        path = SCRATCH / "talks.db"
        subprocess.run([PROGRAM, "read", "--db", path, "--meta", "examples/manifest.json", "examples/camp-david"],
                       check=True, capture_output=True)
        with Server(PROGRAM, path, log=SCRATCH / "talks.log") as served:
            for change in ["CREATE TABLE other (a)", "CREATE TABLE another (a)", "DROP TABLE other"]:
                self.assertEqual(served.get("/brief").status, 200)
                with sqlite3.connect(path) as database:
                    database.execute(change)
                database.close()
                time.sleep(0.2)
                for page in ["/brief", "/processes", "/statements.json", "/search?q=Rome"]:
                    self.assertEqual(served.get(page).status, 200, page)
            self.assertEqual(served.stop(), 0, served.messages())

    def test_another_file_takes_its_place(self):
        copy, other = SCRATCH / "copy.db", SCRATCH / "other.db"
        line = json.dumps({"id": "in-the-other", "outlet": "Wire", "published": "1978-09-05", "text": TEXT})
        subprocess.run([PROGRAM, "read", "--db", other, "-"], input=line.encode(), check=True, capture_output=True)
        shutil.copy(other, copy)
        with Server(PROGRAM, copy, log=SCRATCH / "copy.log") as served:
            self.assertIn(b"in-the-other", served.get("/reports").body)
            replacing = SCRATCH / "replacing.db"
            shutil.copy(RECORD, replacing)
            os.replace(replacing, copy)
            time.sleep(0.2)
            for path in ["/reports.json", "/statements?outlet=Wire", "/search?q=Rome"]:
                body = served.get(path).body
                self.assertIn(b"long-", body, path)
                self.assertNotIn(b"in-the-other", body, path)
            copy.unlink()
            time.sleep(0.2)
            self.assertEqual(served.get("/search?q=Begin").status, 500)
            shutil.copy(other, copy)
            time.sleep(0.2)
            self.assertIn(b"in-the-other", served.get("/search?q=Begin").body)
            self.assertEqual(served.stop(), 0, served.messages())


class ChildTest(unittest.TestCase):
    def test_a_reading_has_none_of_the_servers_files(self):
        """An answer that waits to be fetched is a file; it is none of the program that reads meanwhile."""
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", server.port))
        slow.sendall(server.request("GET", "/statements.json") * 40)
        long = b"".join(b'{"id": "long-%d", "text": "%s %d"}\n' % (i, b"Egypt and Israel met in Cairo on Friday. " * 40, i)
                        for i in range(4000))
        own = pathlib.Path(f"/proc/{server.process.pid}/fd")
        for _ in range(100):
            time.sleep(0.05)
            if any("deleted" in os.readlink(file) for file in own.iterdir() if file.exists() or file.is_symlink()):
                break
        else:
            self.fail("no answer waits to be fetched")
        answer = send_form([("file", "long.jsonl", long)])
        for _ in range(100):
            time.sleep(0.05)
            children = find_children()
            if children:
                break
        self.assertTrue(children)
        files = [os.readlink(f"/proc/{children[0]}/fd/{file}") for file in os.listdir(f"/proc/{children[0]}/fd")]
        self.assertFalse([file for file in files if "deleted" in file], files)
        server.post(answer.headers["location"], b"do=cancel", [("Origin", f"http://{server.host}")])
        self.assertEqual(job_ends(answer.headers["location"])["state"], "cancelled")
        self.assertEqual(find_children(), [])
        slow.close()


class EndTest(unittest.TestCase):
    def test_it_ends_with_its_terminal(self):
        """A reading that runs ends, too, and leaves no files."""
        with Server(PROGRAM, RECORD, log=SCRATCH / "end.log") as served:
            served.process.send_signal(signal.SIGHUP)
            self.assertEqual(served.process.wait(20), 0)

    def test_the_browser_can_be_ended(self):
        folder = SCRATCH / "bin"
        folder.mkdir()
        opener, seen = folder / "xdg-open", folder / "seen"
        opener.write_text(f"#!/bin/sh\ngrep -E 'Sig(Blk|Ign)' /proc/self/status >{seen}.new; mv {seen}.new {seen}\n")
        opener.chmod(0o755)
        path = os.environ["PATH"]
        os.environ["PATH"] = f"{folder}:{path}"
        try:
            with Server(PROGRAM, RECORD, "--open", log=SCRATCH / "open.log"):
                for _ in range(100):
                    if seen.exists():
                        break
                    time.sleep(0.1)
        finally:
            os.environ["PATH"] = path
        blocked, ignored = (int(line.split()[1], 16) for line in seen.read_text().splitlines())
        for number in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
            self.assertFalse(blocked >> number - 1 & 1, number)
        self.assertFalse(ignored >> signal.SIGPIPE - 1 & 1)


if __name__ == "__main__":
    unittest.main()
