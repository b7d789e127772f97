"""serve_test.py - who is let in by `readout serve`, what is refused, and that it lives through all of it.

Environment: READOUT the program, SCRATCH a folder with record.db, the example record. Prints what unittest prints.
"""
import hashlib
import os
import pathlib
import socket
import sys
import threading
import time
import unittest

sys.dont_write_bytecode = True
from serve_client import Server, read_answer  # noqa: E402

PROGRAM = os.environ["READOUT"]
SCRATCH = pathlib.Path(os.environ["SCRATCH"])
RECORD = SCRATCH / "record.db"
FORM = [("Content-Type", "application/x-www-form-urlencoded")]
CLOSED = 0
PAGE = "/brief"
PATHS = ["/brief", "/brief.json", "/meetings", "/meetings.json", "/meetings.csv", "/reports", "/changes.atom", "/meetings.ics"]
server = None


def setUpModule():
    global server
    server = Server(PROGRAM, RECORD, log=SCRATCH / "serve.log")


def tearDownModule():
    status = server.stop()
    assert status == 0, f"exit status {status}: {server.messages()[-3000:]}"
    assert "Sanitizer" not in server.messages(), server.messages()[-3000:]


class ServerTest(unittest.TestCase):
    def tearDown(self):
        """Whatever was sent, the next one is answered."""
        self.assertIsNone(server.process.poll(), server.messages()[-3000:])
        self.assertEqual(server.get(PAGE).status, 200)

    def refused(self, answer, *statuses, about=""):
        self.assertIn(answer.status, statuses, f"{answer} {about} {answer.body[:200]}")


class HostTest(ServerTest):
    def test_own_names_are_let_in(self):
        for host in [server.host, f"localhost:{server.port}"]:
            self.assertEqual(server.get(PAGE, host=host).status, 200, host)

    def test_other_names_are_refused(self):
        port = server.port
        for host in ["evil.example", f"evil.example:{port}", "127.0.0.1", "localhost", f"127.0.0.1:{port + 1}",
                     f"127.0.0.1.:{port}", f"LOCALHOST:{port}", f"localhost.:{port}", f"127.1:{port}",
                     f"0.0.0.0:{port}", f"user@127.0.0.1:{port}", f"127.0.0.1:{port}.evil.example",
                     f"127.0.0.1:{port}/", f"127.0.0.1:{port}, evil.example", f"127.0.0.1:0{port}",
                     f"localhost.evil.example:{port}", f"127.0.0.1:{port}\x80"]:
            self.refused(server.get("/", host=host), 400, 403, 421, about=host)

    def test_no_name_is_refused(self):
        for version in ["1.0", "1.1"]:
            self.refused(server.get("/", host=None, version=version), 400, 403, 421, CLOSED, about=version)
        self.refused(server.send(f"GET / HTTP/1.1\r\nHost:\r\nCookie: {server.cookie}\r\n\r\n".encode()),
                     400, 403, 421)

    def test_two_names_are_refused(self):
        for other in [server.host, "evil.example"]:
            self.refused(server.get("/", [("Host", other)]), 400, 403, 421, about=other)
            self.refused(server.get("/", [("Host", server.host)], host=other), 400, 403, 421, about=other)

    def test_names_in_the_address_are_no_way_in(self):
        for target in ["http://evil.example/", f"http://evil.example:{server.port}/meetings", "evil.example:443", "*",
                       "file:///etc/passwd", f"//evil.example/meetings"]:
            self.refused(server.get(target), 400, 403, 404, 405, 421, about=target)


class TokenTest(ServerTest):
    def test_without_it_there_is_nothing(self):
        name, _, value = server.cookie.partition("=")
        for cookie in [None, f"{name}=", f"{name}={value[:-1]}", f"{name}={value}x", f"x{name}={value}",
                       f"{name}={value[::-1]}", f"{name} {value}", f"{name.upper()}={value}", "a=b; " * 100]:
            for path in PATHS:
                answer = server.get(path, cookie=cookie)
                self.refused(answer, 403, 404, about=f"{path} {cookie}")
                self.assertNotIn(b"Sadat", answer.body)
                self.assertNotIn("set-cookie", answer.headers)

    def test_a_cookie_among_others_is_found(self):
        for cookie in [f"a=b; {server.cookie}", f"{server.cookie}; a=b", f"a=b;{server.cookie};c"]:
            self.assertEqual(server.get(PAGE, cookie=cookie).status, 200, cookie)

    def test_wrong_ones_in_the_address(self):
        for token in ["", "x", server.token[:-1], server.token + "x", server.token.swapcase() + "_", "%00",
                      "%00" + server.token]:
            self.refused(server.get(f"/?token={token}", cookie=None), 400, 403, about=token)

    def test_the_right_one_becomes_a_cookie(self):
        answer = server.get(f"{PAGE}?token={server.token}&since=1978-09-01", cookie=None)
        self.assertIn(answer.status, (302, 303))
        self.assertEqual(answer.headers["location"], f"{PAGE}?since=1978-09-01")
        cookie = answer.headers["set-cookie"]
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"]:
            self.assertIn(attribute, cookie)
        self.assertNotIn("Domain", cookie)
        self.assertNotIn(server.token.encode(), answer.body)

    def test_only_this_machine_is_listened_to(self):
        listening = []
        for table in ["/proc/net/tcp", "/proc/net/tcp6"]:
            for line in pathlib.Path(table).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and int(fields[1].split(":")[1], 16) == server.port:
                    listening.append(fields[1].split(":")[0])
        self.assertEqual(listening, ["0100007F"])


class WriteTest(ServerTest):
    """Nothing is changed but from a page of this server."""

    def setUp(self):
        self.before = record_hash()

    def tearDown(self):
        super().tearDown()
        self.assertEqual(record_hash(), self.before, "the record has changed")

    def test_foreign_pages_are_refused(self):
        own = f"http://{server.host}"
        for headers in [[("Origin", "http://evil.example")], [("Origin", "null")], [("Origin", own + "1")],
                        [("Origin", f"http://localhost:{server.port + 1}")], [("Origin", "http://127.0.0.1")],
                        [("Origin", own + ".evil.example")], [("Origin", f"http://user@{server.host}")],
                        [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")],
                        [("Sec-Fetch-Site", "none")], [("Sec-Fetch-Site", "Same-Origin")],
                        [("Origin", own), ("Sec-Fetch-Site", "cross-site")],
                        [("Origin", "http://evil.example"), ("Sec-Fetch-Site", "same-origin")],
                        [("Referer", own + "/meetings")], []]:
            for path in WRITES:
                self.refused(server.post(path, b"because=x", headers), 403, about=f"{path} {headers}")

    def test_own_pages_need_the_cookie(self):
        own = [("Origin", f"http://{server.host}"), ("Sec-Fetch-Site", "same-origin")]
        for path in WRITES:
            self.refused(server.post(path, b"because=x", own, cookie=None), 403, about=path)
            body = f"token={server.token}".encode()
            self.refused(server.post(path, body, own, cookie=None), 403, about=path)

    def test_looking_changes_nothing(self):
        for path in WRITES:
            for query in ["", "?because=x&standing=rejected&verb=reject"]:
                self.refused(server.get(path + query), 200, 400, 404, 405, about=path)

    def test_pages_are_not_written_to(self):
        own = [("Origin", f"http://{server.host}")]
        for path in ["/", PAGE, PAGE + ".json"]:
            answer = server.post(path, b"a=b", own)
            self.refused(answer, 405, about=path)
            self.assertIn("GET", answer.headers["allow"])


WRITES = ["/decide"]


def record_hash():
    """Of what the record holds, wherever SQLite keeps it."""
    return [hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (RECORD, RECORD.with_name("record.db-wal")) if path.exists() and path.stat().st_size]


class PathTest(ServerTest):
    def test_tricks_lead_nowhere(self):
        for path in ["/..", "/../", "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd",
                     "/assets/../../../etc/passwd", "/assets/%2e%2e/record.db", "/assets/..%2frecord.db",
                     "/assets//etc/passwd", "/assets/%00", "/assets/readout.css%00.js", "/assets/", "/assets",
                     "/%00", "/meetings%00", "/meetings%00.json", "//", "///meetings", "//meetings", "/./meetings",
                     "/meetings/..", "/meetings/", "/meetings.exe", "/meetings.json.csv", "/meetings.", "/.json",
                     "/MEETINGS", "/meetings%2ejson%2f", "/%6deetings%", "/%", "/%zz", "/%2", "/\\..\\..\\etc", "/;a",
                     "/meetings;a=b", "/record.db", "/.git/config", "/..;/", "/%c0%ae%c0%ae/etc/passwd",
                     "/%252e%252e/", "/item", "/item/", "/item/nothing", "/item/%00", "/item/..%2f..%2fmeetings",
                     "/item/" + "a" * 2000, "/report/..%2f..%2f..%2fetc%2fpasswd", "/?a=b/../../", "/\x7f",
                     "/\xc3\xa9", "/<script>alert(1)</script>"]:
            answer = server.get(path)
            if not path.startswith("/?"):
                self.refused(answer, 400, 404, 301, 303, about=path)
            self.assertNotIn(b"root:", answer.body, path)
            self.assertNotIn(b"SQLite", answer.body, path)
            self.assertNotIn(b"<script>alert", answer.body, path)

    def test_parameters_are_text(self):
        for query in ["process='OR%201=1--", "process=%00", "actor=%3Cscript%3Ealert(1)%3C/script%3E", "page=-1",
                      "page=99999999999999999999", "page=1e9", "since=1978-13-45", "since=%F0%9F%98%80", "actor=%FF%FE",
                      "actor=" + "x" * 3000, "&&&&", "=", "since", "since=1978-09-01&since=1979-01-01",
                      "a=b&" * 500, "%3D%26", "q=%22unclosed", "q=*", "q=NEAR(", "q=a%20AND%20OR",
                      "sort=__proto__", "status=%2e%2e"]:
            for page in ["/brief", "/brief.json", "/meetings", "/search", "/timeline", "/meetings.csv"]:
                answer = server.get(f"{page}?{query}")
                self.assertIn(answer.status, (200, 301, 303, 400, 404, 414), f"{page}?{query} {answer.body[-300:]}")
                self.assertNotIn(b"<script>alert", answer.body, query)


class SizeTest(ServerTest):
    def test_addresses_end_somewhere(self):
        for length in [5_000, 30_000, 70_000, 1_000_000]:
            for path in ["/" + "a" * length, "/meetings?actor=" + "a" * length, "/" + "../" * (length // 3)]:
                self.refused(server.get(path), 400, 404, 414, 431, CLOSED, about=f"{length}")
        self.refused(server.get("/meetings?actor=" + "a" * 70_000), 400, 414, 431, CLOSED)

    def test_headers_end_somewhere(self):
        for headers in [[("X", "a" * 40_000)], [("X", "a" * 1_000_000)], [("X" * 40_000, "a")],
                        [(f"X-{n}", "a") for n in range(10_000)], [("Cookie", "a=b; " * 20_000)]]:
            self.refused(server.get("/", headers), 400, 413, 431, CLOSED, about=str(headers)[:40])

    def test_bodies_end_somewhere(self):
        own = [("Origin", f"http://{server.host}")]
        for path in ["/", *WRITES]:
            for size in [1_000_000, 200_000_000]:
                head = server.request("POST", path, [*FORM, *own]).replace(b"Content-Length: 0", b"Content-Length: %d" % size)
                self.refused(server.send(head + b"a" * 1_000_000), 400, 403, 405, 413, CLOSED, about=f"{path} {size}")
        for length in ["-1", "99999999999999999999", "0x10", "1,2", "abc", ""]:
            head = server.request("POST", "/", [*FORM, *own]).replace(b"Content-Length: 0", b"Content-Length: " + length.encode())
            self.refused(server.send(head + b"a=b"), 400, 405, 413, CLOSED, about=length)

    def test_one_request_is_not_two(self):
        """Bytes that another reader of HTTP would take for a second request (RFC 9112, 11.2)."""
        own = f"Host: {server.host}\r\nCookie: {server.cookie}\r\nOrigin: http://{server.host}\r\n"
        hidden = f"GET /meetings HTTP/1.1\r\n{own}\r\n"
        for headers in [f"Content-Length: {len(hidden)}\r\nContent-Length: 0\r\n",
                        f"Content-Length: {len(hidden)}\r\nTransfer-Encoding: chunked\r\n",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                        "Transfer-Encoding: xchunked\r\n"]:
            answers = server.send(f"POST {WRITES[0]} HTTP/1.1\r\n{own}{headers}\r\n{hidden}".encode(), count=2)
            self.assertNotEqual(answers[1].status, 200, headers)

    def test_chunked_bodies(self):
        own = f"Host: {server.host}\r\nCookie: {server.cookie}\r\nOrigin: http://{server.host}\r\n"
        head = f"POST {WRITES[0]} HTTP/1.1\r\n{own}Content-Type: {FORM[0][1]}\r\nTransfer-Encoding: chunked\r\n\r\n"
        for body in ["3\r\na=b\r\n0\r\n\r\n", "zz\r\na=b\r\n", "-1\r\n", "ffffffffffffffffffff\r\na", "3\r\na=b\r\n" * 9]:
            with server.connect() as connection:
                connection.sendall((head + body).encode())
                connection.shutdown(socket.SHUT_WR)
                with connection.makefile("rb") as stream:
                    self.refused(read_answer(stream), 303, 400, 404, 413, CLOSED, about=body[:20])
        chunk = "10000\r\n" + "a" * 65536 + "\r\n"
        self.refused(server.send((head + chunk * 40 + "0\r\n\r\n").encode()), 400, 413, CLOSED)


class MethodTest(ServerTest):
    def test_others_are_refused(self):
        for method in ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND", "get", "GETT", "CONNECT"]:
            answer = server.send(server.request(method, PAGE), method)
            self.refused(answer, 405, 501, 400, about=method)
            if answer.status == 405:
                self.assertIn("GET", answer.headers["allow"], method)
            self.assertNotIn(server.cookie.encode(), answer.body, method)

    def test_head_is_get_without_body(self):
        for path in PATHS:
            got, head = server.get(path), server.send(server.request("HEAD", path), "HEAD")
            self.assertEqual(head.status, 200, path)
            self.assertEqual(head.headers["content-type"], got.headers["content-type"], path)
            self.assertEqual(head.headers["content-length"], str(len(got.body)), path)


HEADERS = {
    "content-security-policy": ["default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'",
                                "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
                                "require-trusted-types-for 'script'", "trusted-types 'none'"],
    "x-content-type-options": ["nosniff"], "x-frame-options": ["DENY"], "referrer-policy": ["same-origin"],
    "cross-origin-opener-policy": ["same-origin"], "cross-origin-resource-policy": ["same-origin"],
}


class HeaderTest(ServerTest):
    def answers(self):
        own = [("Origin", f"http://{server.host}")]
        first = server.get(PAGE)
        yield from ((path, server.get(path)) for path in PATHS)
        yield "not there", server.get("/nothing")
        yield "no token", server.get("/", cookie=None)
        yield "token", server.get(f"/?token={server.token}", cookie=None)
        yield "host", server.get("/", host="evil.example")
        yield "method", server.send(server.request("PUT", "/"))
        yield "foreign", server.post(WRITES[0], b"a=b")
        yield "bad form", server.post(WRITES[0], b"a=b", own)
        yield "bad parameter", server.get(PAGE + "?since=yesteryear")
        yield "head", server.send(server.request("HEAD", "/"), "HEAD")
        yield "style", server.get("/assets/readout.css")
        if "etag" in first.headers:
            yield "not changed", server.get(PAGE, [("If-None-Match", first.headers["etag"])])

    def test_every_answer_says_what_browsers_may_do(self):
        for about, answer in self.answers():
            with self.subTest(about, answer=answer):
                for name, words in HEADERS.items():
                    for word in words:
                        self.assertIn(word, answer.headers.get(name, ""), name)
                    self.assertEqual(answer.names.count(name), 1, name)
                self.assertNotIn("unsafe", answer.headers["content-security-policy"])
                self.assertNotIn("access-control-allow-origin", answer.headers)
                self.assertNotIn("public", answer.headers.get("cache-control", ""))
                self.assertTrue(answer.headers.get("cache-control"), "cache-control")

    def test_what_has_not_changed_is_not_sent_again(self):
        tag = server.get(PAGE).headers["etag"]
        again = server.get(PAGE, [("If-None-Match", tag)])
        self.assertEqual((again.status, again.body), (304, b""))
        self.assertEqual(server.get(PAGE, [("If-None-Match", '"other"')]).status, 200)

    def test_every_page_says_how_long_it_took(self):
        for path in PATHS:
            self.assertRegex(server.get(path).headers.get("server-timing", ""), r"total;dur=\d+(\.\d+)?", path)


class ConnectionTest(ServerTest):
    def test_slow_ones_hold_up_nobody(self):
        request = server.request("GET", PAGE)
        slow = [server.connect() for _ in range(20)]
        for byte in request[:40]:
            for connection in slow:
                connection.sendall(bytes([byte]))
            time.sleep(0.005)
        begun = time.monotonic()
        self.assertEqual(server.get(PAGE + ".json").status, 200)
        self.assertLess(time.monotonic() - begun, 5)
        for connection in slow:
            connection.sendall(request[40:])
            with connection.makefile("rb") as stream:
                self.assertEqual(read_answer(stream).status, 200)
            connection.close()

    def test_half_closed_ones_are_answered(self):
        with server.connect() as connection:
            connection.sendall(server.request("GET", PAGE))
            connection.shutdown(socket.SHUT_WR)
            with connection.makefile("rb") as stream:
                self.assertIn(read_answer(stream).status, (200, CLOSED))
        for raw in [b"", b"GET", b"GET / HTTP/1.1\r\nHost:", server.request("POST", "/", body=b"a=b")[:-2]]:
            with server.connect() as connection:
                connection.sendall(raw)
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(40)
                connection.recv(4096)

    def test_ones_that_go_away(self):
        for path in ["/", "/meetings.json", "/reports"]:
            for _ in range(30):
                connection = server.connect()
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                connection.sendall(server.request("GET", path))
                connection.close()

    def test_many_at_once(self):
        open_ones = []
        for _ in range(300):
            try:
                open_ones.append(server.connect())
            except OSError:
                break
        for connection in open_ones:
            connection.close()
        found = []
        threads = [threading.Thread(target=lambda: found.append(server.get(PAGE).status)) for _ in range(60)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, [200] * 60)

    def test_old_versions(self):
        answer = server.get(PAGE, version="1.0")
        self.assertEqual(answer.status, 200)
        self.assertIn(b"</html>", answer.body)
        for line in ["GET /", "GET / HTTP/0.9", "GET / HTTP/2.0", "GET / HTTP/9.9", "GET / XTTP/1.1", "GET  /  HTTP/1.1", "GET"]:
            raw = f"{line}\r\nHost: {server.host}\r\nCookie: {server.cookie}\r\n\r\n".encode()
            self.refused(server.send(raw), 303 if "  " in line else 400, 400, 403, 404, 421, 505, CLOSED, about=line)

    def test_several_in_one_go(self):
        paths = [PAGE, "/brief.json", "/nothing", "/brief?since=1978-09-01"] * 3
        raw = b"".join(server.request("GET", path) for path in paths)
        statuses = [answer.status for answer in server.send(raw, count=len(paths))]
        self.assertEqual(statuses, [404 if path == "/nothing" else 200 for path in paths])

    def test_one_connection_serves_many(self):
        with server.connect() as connection, connection.makefile("rb") as stream:
            for path in PATHS * 5:
                connection.sendall(server.request("GET", path))
                self.assertEqual(read_answer(stream).status, 200, path)

    def test_no_http_at_all(self):
        for raw in [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\0" * 1000, b"\r\n" * 1000, b"SSH-2.0-x\r\n",
                    os.urandom(5000), b"GET / HTTP/1.1\r\nHost : " + server.host.encode() + b"\r\n\r\n",
                    b"GET / HTTP/1.1\r\n Host: x\r\n\r\n", b"GET / HTTP/1.1\nHost: x\n\n",
                    b"GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]:
            with server.connect() as connection:
                connection.settimeout(5)
                try:
                    connection.sendall(raw)
                    connection.shutdown(socket.SHUT_WR)
                    with connection.makefile("rb") as stream:
                        self.assertNotEqual(read_answer(stream).status, 200, raw[:30])
                except OSError:
                    pass

    def test_expectations(self):
        own = [("Origin", f"http://{server.host}"), ("Expect", "100-continue")]
        head = server.request("POST", WRITES[0], [*FORM, *own]).replace(b"Content-Length: 0", b"Content-Length: 9999999999")
        self.refused(server.send(head), 413, 417, 400, CLOSED)


if __name__ == "__main__":
    unittest.main()
