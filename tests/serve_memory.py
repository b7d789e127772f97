"""serve_memory.py - whether the memory of `readout serve` grows with the number of requests.

Environment: READOUT the program, SCRATCH a folder with record.db, REQUESTS how many. Half of the requests are for the
pages of tests/browser/pages.json as they are, half for addresses that nobody asked for before, some on connections of
their own. First a tenth of them fills what is kept on purpose (answers, stories, memory of threads). Prints both
figures; exit status 1 where the second is larger by more than GROWTH, or the server does not end well (what it leaks,
LeakSanitizer says then).
"""
import json
import os
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True
from serve_client import Server  # noqa: E402

TESTS = pathlib.Path(__file__).resolve().parent
GROWTH = 4096  # kilobytes
SEPARATE = 20  # one request of so many has a connection of its own


def addresses():
    paths = [page["path"] for page in json.loads((TESTS / "browser/pages.json").read_text()) if "path" in page]
    unseen = [f"{path}{'&' if '?' in path else '?'}actor=NUMBER" for path in paths]
    return paths + unseen


def load(server, count, *headers):
    """Failures, in words, of `count` requests by wrk."""
    command = ["wrk", "-t1", "-c8", "-d3600", "--timeout", "60", "-H", f"Cookie: {server.cookie}",
               *[word for header in headers for word in ("-H", header)], "-s", TESTS / "serve_load.lua",
               f"http://{server.host}", "--", str(count), *addresses()]
    shown = subprocess.run(command, capture_output=True, text=True)
    made = re.search(r"(\d+) requests in", shown.stdout)
    assert made and int(made[1]) >= count, shown.stdout + shown.stderr
    wrong = re.findall(r"(Non-2xx.*|Socket errors.*)", shown.stdout)
    return [f"{line} (of {count})" for line in wrong if "read" not in line or not headers]


def main():
    scratch, count = pathlib.Path(os.environ["SCRATCH"]), int(os.environ["REQUESTS"])
    server = Server(os.environ["READOUT"], scratch / "record.db", log=scratch / "serve.log")
    failures = load(server, count // 10) + load(server, count // 10 // SEPARATE, "Connection: close")
    before = server.memory()
    failures += load(server, count) + load(server, count // SEPARATE, "Connection: close")
    after = server.memory()
    print(f"{before / 1024:.1f} MB before, {after / 1024:.1f} MB after {count + count // SEPARATE} requests")
    if after - before > GROWTH:
        failures.append(f"memory grew by {after - before} kB")
    if status := server.stop():
        failures.append(f"exit status {status}: {server.messages()[-4000:]}")
    for failure in failures:
        print("serve_memory.py:", failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
