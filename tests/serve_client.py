"""serve_client.py - `readout serve` started for a test, and requests to it byte by byte as a test wants them.

Input: the program, a database. Output: answers, cut apart by RFC 9112. Invariant: nothing is sent that the test did not
say; what is not given is not there (no Host, no cookie).
"""
import os
import pathlib
import re
import signal
import socket
import subprocess

TESTS = pathlib.Path(__file__).resolve().parent
TIMEOUT = 20  # seconds that an answer may take, also of a slow build


def run_wrk(server, count, paths, *options):
    """What wrk prints of `count` requests for the paths in turn (serve_load.lua)."""
    command = ["wrk", "-t1", "-c8", "-d3600", "--timeout", "60", "-H", f"Cookie: {server.cookie}", *options, "-s",
               TESTS / "serve_load.lua", f"http://{server.host}", "--", str(count), *paths]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    while True:
        try:
            return process.communicate(timeout=1)[0]
        except subprocess.TimeoutExpired:
            # The script's signal came before wrk began to wait for its clock.
            if len(os.listdir(f"/proc/{process.pid}/task")) == 1:
                process.send_signal(signal.SIGINT)


class Answer:
    """Status (0: the connection was closed instead), headers by their names in lower case, body."""

    def __init__(self, status=0, headers=(), body=b""):
        self.status, self.headers, self.body = status, dict(headers), body
        self.names = [name for name, _ in headers]

    def __repr__(self):
        return f"<{self.status} {self.headers.get('content-type', '')} {len(self.body)} bytes>"


def read_answer(stream, method="GET"):
    """The next answer of a stream; an Answer with status 0 where it ended instead."""
    line = stream.readline()
    found = re.match(rb"HTTP/1\.[01] (\d{3}) ", line)
    if not found:
        return Answer()
    headers = []
    for line in iter(stream.readline, b"\r\n"):
        if not line:
            return Answer()
        name, _, value = line.decode("latin-1").partition(":")
        headers.append((name.strip().lower(), value.strip()))
    status, fields = int(found[1]), dict(headers)
    if status == 100:
        return read_answer(stream, method)
    if method == "HEAD" or status in (204, 304):
        body = b""
    elif fields.get("transfer-encoding") == "chunked":
        body = read_chunks(stream)
    elif "content-length" in fields:
        body = stream.read(int(fields["content-length"]))
    else:
        body = stream.read()
    return Answer(status, headers, body)


def read_chunks(stream):
    body = b""
    while size := int(stream.readline().split(b";")[0] or b"0", 16):
        body += stream.read(size)
        stream.readline()
    while stream.readline().strip():
        pass
    return body


class Server:
    """A running `readout serve`; `with Server(...) as server` stops it and looks whether it ended well."""

    def __init__(self, program, database, *options, log=None):
        self.log = log and open(log, "w+b")
        self.process = subprocess.Popen([program, "serve", "--db", database, "--port", "0", *options],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log)
        self.address = self.process.stdout.readline().decode().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/(?:\?token=(\S+))?", self.address)
        if not found:
            self.process.kill()
            raise SystemExit(f"the first line that serve prints is no address: '{self.address}' {self.messages()}")
        self.port, self.token = int(found[1]), found[2]
        self.host = f"127.0.0.1:{self.port}"
        self.cookie = self.log_in() if self.token else ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def log_in(self):
        answer = self.get(f"/?token={self.token}", cookie=None)
        return answer.headers.get("set-cookie", "").split(";")[0]

    def messages(self):
        if not self.log:
            return ""
        self.log.flush()
        return pathlib.Path(self.log.name).read_text(errors="replace")

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT)

    def send(self, raw, method="GET", count=1):
        """What is answered to these bytes: an Answer, a list of them where `count` is not 1."""
        with self.connect() as connection:
            try:
                connection.sendall(raw)
            except (BrokenPipeError, ConnectionResetError):
                pass
            with connection.makefile("rb") as stream:
                answers = []
                for _ in range(count):
                    try:
                        answers.append(read_answer(stream, method))
                    except ConnectionResetError:
                        answers.append(Answer())
        return answers[0] if count == 1 else answers

    def request(self, method, path, headers=(), body=b"", cookie="own", host="own", version="1.1"):
        """The bytes of a request with this server's Host and cookie unless told otherwise."""
        lines = [f"{method} {path} HTTP/{version}"]
        if host:
            lines.append(f"Host: {self.host if host == 'own' else host}")
        if cookie:
            lines.append(f"Cookie: {self.cookie if cookie == 'own' else cookie}")
        lines += [f"{name}: {value}" for name, value in headers]
        if body or method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body

    def get(self, path, headers=(), **options):
        return self.send(self.request("GET", path, headers, **options))

    def post(self, path, body=b"", headers=(), **options):
        kind = ("Content-Type", "application/x-www-form-urlencoded")
        return self.send(self.request("POST", path, [kind, *headers], body, **options))

    def memory(self):
        """Kilobytes of memory that the process holds (VmRSS)."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])

    def stop(self):
        """Its exit status after a polite request to end; what it said is in messages()."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.stdout.close()
        said = self.messages()
        if self.log:
            self.log.close()
        self.messages = lambda: said
        return self.process.wait()
