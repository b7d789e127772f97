#!/usr/bin/env python3
"""A web server for tests: it plays what servers do, well and badly. It listens on 127.0.0.1 only.

Call: tests/server.py [NAME=FILE.pem...]
Each FILE, a certificate with its key, opens a port for TLS besides the one for plain HTTP; NAME "old" speaks TLS 1.1
and no more. Prints "http PORT" and a line "NAME PORT" for each, then "ready". Ends when its standard input closes.

A page is a function with @page(PATH) and stands for all that begins with PATH; it writes with the helpers of Answer.
GET /set?NAME=VALUE changes how later pages answer (STATE), GET /log tells all requests so far but those two.
"""
import datetime
import gzip
import os
import socketserver
import ssl
import struct
import socket
import sys
import threading
import time
import urllib.parse
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler

PAGES = {}
LOG = []
STATE = {
    "robots": "absent",  # absent, rules, refuse, crawl-delay, broken, busy, hang-up, redirect, huge
    "version": "1",  # of /conditional
}
TAG = '"version-%s"'
CHANGED = "Mon, 19 Aug 2024 10:05:00 GMT"
TEXT = "The envoy met the minister on Monday.\n"


def page(path):
    def add(function):
        PAGES[path] = function
        return function

    return add


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    disable_nagle_algorithm = True

    def do_GET(self):
        path, _, query = self.path.partition("?")
        self.query = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        names = [name for name in PAGES if path == name or path.startswith(name.rstrip("/") + "/")]
        name = max(names, key=len, default=None)
        self.rest = path[len(name):].strip("/") if name else path
        if name not in ("/set", "/log"):
            LOG.append(f"{self.command} {self.path}")
        try:
            PAGES[name](self) if name else self.send("There is no such page.\n", status=404)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True

    def log_message(self, *_):
        pass

    def begin(self, status=200, **headers):
        """The head of an answer, complete; header names with "_" for "-"."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, body, status=200, **headers):
        """A whole, honest answer."""
        body = body.encode() if isinstance(body, str) else body
        headers.setdefault("Content_Type", "text/plain")
        self.begin(status, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def write(self, data):
        """Bytes behind the head, whatever they are; the connection closes behind them."""
        self.close_connection = True
        self.wfile.write(data if isinstance(data, bytes) else data.encode())
        self.wfile.flush()

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def drip(self, data, pause):
        """`data` again and again, until the other side goes."""
        self.close_connection = True
        while True:
            self.wfile.write(data)
            self.wfile.flush()
            time.sleep(pause)


# How the tests speak to the server.


@page("/set")
def set_state(answer):
    STATE.update(answer.query)
    answer.send("")


@page("/log")
def tell_log(answer):
    answer.send("".join(line + "\n" for line in LOG))


@page("/echo")
def echo(answer):
    """What was asked, line by line."""
    lines = [f"{answer.command} {answer.path}"] + sorted(f"{name}: {value}" for name, value in answer.headers.items())
    answer.send("".join(line + "\n" for line in lines))


# Answers as they should be.


@page("/plain")
def plain(answer):
    answer.send(TEXT)


@page("/empty")
def empty(answer):
    answer.send("")


@page("/bytes")
def some_bytes(answer):
    """/bytes/1000: so many."""
    answer.send(b"x" * int(answer.rest))


@page("/type")
def media_type(answer):
    """/type?is=text/html;charset=x: with this type."""
    answer.send(TEXT, Content_Type=answer.query["is"])


@page("/chunked")
def chunked(answer):
    answer.begin(Transfer_Encoding="chunked", Content_Type="text/plain")
    for word in TEXT.split(" "):
        answer.chunk(word.encode() + b" ")
    answer.chunk(b"")


@page("/until-closed")
def until_closed(answer):
    answer.begin(Connection="close")
    answer.write(TEXT)


@page("/gzip")
def packed(answer):
    answer.send(gzip.compress(TEXT.encode() * 100), Content_Encoding="gzip")


@page("/cookie")
def cookie(answer):
    answer.send(TEXT, Set_Cookie="visitor=1; Path=/", Alt_Svc='h3=":1"', Strict_Transport_Security="max-age=1000")


@page("/conditional")
def conditional(answer):
    """Changes with STATE["version"]; 304 where the tag, or without one the date, is the present one."""
    tag = TAG % STATE["version"]
    headers = {"ETag": tag, "Last_Modified": CHANGED}
    asked = answer.headers.get("If-None-Match")
    same = asked == tag if asked else answer.headers.get("If-Modified-Since") == CHANGED
    if same:
        answer.begin(304, **headers)
    else:
        answer.send(f"version {STATE['version']}\n", **headers)


@page("/gone")
def gone(answer):
    answer.send("It was here.\n", status=410)


@page("/status")
def any_status(answer):
    answer.send("", status=int(answer.rest))


@page("/busy")
def busy(answer):
    """/busy/30: for so many seconds."""
    answer.send("Later.\n", status=429, Retry_After=answer.rest or "120")


@page("/busy-until")
def busy_until(answer):
    """/busy-until/90: a date so many seconds from now; it may be past."""
    then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=int(answer.rest or 90))
    answer.send("Later.\n", status=503, Retry_After=format_datetime(then, usegmt=True))


@page("/robots.txt")
def robots(answer):
    files = {
        "rules": "User-agent: *\nDisallow: /private\n\n"
        "User-agent: Readout\nDisallow: /closed\nAllow: /closed/but-this\n",
        "refuse": "User-agent: *\nDisallow: /\n",
        "crawl-delay": "User-agent: *\nCrawl-delay: 2\nDisallow:\n",
        "huge": "User-agent: *\nDisallow: /private\n" + "# and so on\n" * 100000 + "Disallow: /\n",
    }
    mode = STATE["robots"]
    if mode in files:
        answer.send(files[mode])
    elif mode == "redirect":
        answer.send("", status=301, Location="/robots-elsewhere.txt")
    elif mode == "hang-up":
        answer.close_connection = True
    else:
        answer.send("", status={"absent": 404, "broken": 500, "busy": 429}[mode])


@page("/robots-elsewhere.txt")
def robots_elsewhere(answer):
    answer.send("User-agent: *\nDisallow: /elsewhere\n")


# Redirects.


@page("/redirect")
def redirect(answer):
    """/redirect?to=URL&status=301; longer=100 adds so many bytes to the address."""
    to = answer.query["to"] + "x" * int(answer.query.get("longer", "0"))
    answer.send("", status=int(answer.query.get("status", "302")), Location=to)


@page("/chain")
def chain(answer):
    """/chain/3: to /chain/2 and so on, then /plain; /chain/3?status=301 for good."""
    left, status = int(answer.rest), answer.query.get("status", "302")
    answer.send("", status=int(status), Location=f"/chain/{left - 1}?status={status}" if left > 1 else "/plain")


@page("/loop")
def loop(answer):
    answer.send("", status=302, Location="/loop/back" if not answer.rest else "/loop")


@page("/redirect-without")
def redirect_without(answer):
    answer.send("nowhere\n", status=302)


@page("/redirect-drip")
def redirect_drip(answer):
    """A redirect that takes a second, again and again."""
    time.sleep(1)
    answer.send("", status=302, Location="/redirect-drip")


# What must not hold anybody up, or fill their memory.


@page("/silent")
def silent(answer):
    time.sleep(60)
    answer.close_connection = True


@page("/drip")
def drip(answer):
    answer.begin(Content_Length="1000000")
    answer.drip(b"x", 1)


@page("/drip-headers")
def drip_headers(answer):
    answer.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    answer.drip(b"x", 1)


@page("/drip-fast")
def drip_fast(answer):
    """As fast as is needed not to be slow."""
    answer.begin(Content_Length="1000000")
    answer.drip(b"x" * 500, 0.25)


@page("/endless")
def endless(answer):
    answer.begin(Connection="close")
    answer.drip(b"x" * 65536, 0)


@page("/endless-chunks")
def endless_chunks(answer):
    answer.begin(Transfer_Encoding="chunked")
    answer.drip(b"8000\r\n" + b"x" * 0x8000 + b"\r\n", 0)


@page("/said-large")
def said_large(answer):
    """Says that it is large; the bytes never come."""
    answer.begin(Content_Length=str(10**12))
    answer.drip(b"x", 1)


def bomb_of(size, times=1):
    bytes_ = gzip.compress(bytes(size), 9)
    for _ in range(times - 1):
        bytes_ = gzip.compress(bytes_, 9)
    return bytes_


@page("/bomb")
def bomb(answer):
    """/bomb/64: so many MiB of nothing, packed; /bomb/64?times=2 packed twice."""
    times = int(answer.query.get("times", "1"))
    packed_bytes = bomb_of(int(answer.rest) << 20, times)
    answer.send(packed_bytes, Content_Encoding=", ".join(["gzip"] * times))


@page("/bomb-chunks")
def bomb_chunks(answer):
    answer.begin(Transfer_Encoding="chunked", Content_Encoding="gzip")
    answer.chunk(bomb_of(int(answer.rest) << 20))
    answer.chunk(b"")


@page("/header-flood")
def header_flood(answer):
    answer.wfile.write(b"HTTP/1.1 200 OK\r\n")
    answer.drip(b"X-Flood: %s\r\n" % (b"x" * 1000), 0)


@page("/header-long")
def header_long(answer):
    answer.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    answer.drip(b"x" * 10000, 0)


@page("/continue-flood")
def continue_flood(answer):
    answer.drip(b"HTTP/1.1 100 Continue\r\n\r\n", 0)


# What is broken.


@page("/short")
def short(answer):
    answer.begin(Content_Length="1000")
    answer.write("x" * 400)


@page("/long")
def long(answer):
    """More than it says."""
    answer.begin(Content_Length="10")
    answer.write("0123456789and more")


@page("/chunked-cut")
def chunked_cut(answer):
    answer.begin(Transfer_Encoding="chunked")
    answer.chunk(b"x" * 100)
    answer.write("64\r\nonly this")


@page("/chunked-bad")
def chunked_bad(answer):
    answer.begin(Transfer_Encoding="chunked")
    answer.write("what?\r\n")


@page("/gzip-bad")
def gzip_bad(answer):
    answer.send(TEXT, Content_Encoding="gzip")


@page("/gzip-cut")
def gzip_cut(answer):
    answer.send(gzip.compress(os.urandom(50000))[:20000], Content_Encoding="gzip")


@page("/encoding")
def unknown_encoding(answer):
    answer.send(TEXT, Content_Encoding="rot13")


@page("/hang-up")
def hang_up(answer):
    answer.close_connection = True


@page("/reset")
def reset(answer):
    answer.begin(Content_Length="1000")
    answer.write("x" * 300)
    answer.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    answer.connection.close()


@page("/no-http")
def no_http(answer):
    answer.write("220 mail.example.org ready\r\n")


@page("/nul")
def nul(answer):
    """NULs in headers."""
    answer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\0; charset=x\r\nContent-Length: 1\r\n\r\nx")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64
    context = None

    def finish_request(self, request, client_address):
        """The handshake happens here, in the thread of the connection."""
        if self.context:
            request = self.context.wrap_socket(request, server_side=True)
        super().finish_request(request, client_address)
        if self.context:
            try:
                request.unwrap()
            except OSError:
                pass

    def handle_error(self, request, client_address):
        pass


def listen(name, certificate=None):
    server = Server(("127.0.0.1", 0), Answer)
    if certificate:
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(certificate)
        if name == "old":
            server.context.set_ciphers("DEFAULT:@SECLEVEL=0")
            server.context.minimum_version = ssl.TLSVersion.TLSv1
            server.context.maximum_version = ssl.TLSVersion.TLSv1_1
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(name, server.server_address[1], flush=True)


def main():
    listen("http")
    for argument in sys.argv[1:]:
        name, _, certificate = argument.partition("=")
        listen(name, certificate)
    print("ready", flush=True)
    sys.stdin.read()
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
