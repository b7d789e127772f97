"""serve_memory.py - whether the memory of `readout serve` grows with the number of requests.

Environment: READOUT the program, SCRATCH a folder with record.db, REQUESTS how many. Half of the requests are for the
pages of tests/browser/pages.json as they are, half for addresses that nobody asked for before, some on connections of
their own. First WARM (40000) of them fill what is kept on purpose (answers up to 64 MB, memory of threads). Prints both
figures; exit status 1 where the second is larger by more than GROWTH (4096) kB, or the server does not end well (what
it leaks, LeakSanitizer says then).
"""
import json
import os
import pathlib
import re
import sys

sys.dont_write_bytecode = True
from serve_client import Server, run_wrk  # noqa: E402

TESTS = pathlib.Path(__file__).resolve().parent
SEPARATE = 20  # one request of so many has a connection of its own


def addresses():
    paths = [page["path"] for page in json.loads((TESTS / "browser/pages.json").read_text()) if "path" in page]
    unseen = [f"{path}{'&' if '?' in path else '?'}actor=NUMBER" for path in paths]
    return paths + unseen


def load(server, count, *options):
    """Failures, in words, of `count` requests by wrk."""
    shown = run_wrk(server, count, addresses(), *options)
    made = re.search(r"(\d+) requests in", shown)
    assert made and int(made[1]) >= count, shown
    return [f"{line} (of {count})" for line in re.findall(r"Non-2xx.*|Socket errors.*", shown)]


def main():
    scratch, count = pathlib.Path(os.environ["SCRATCH"]), int(os.environ["REQUESTS"])
    warm = int(os.environ.get("WARM", 40_000))
    server = Server(os.environ["READOUT"], scratch / "record.db", log=scratch / "serve.log")
    failures = load(server, warm) + load(server, warm // SEPARATE, "-H", "Connection: close")
    before = server.memory()
    failures += load(server, count) + load(server, count // SEPARATE, "-H", "Connection: close")
    after = server.memory()
    print(f"{before / 1024:.1f} MB before, {after / 1024:.1f} MB after {count + count // SEPARATE} requests")
    if after - before > int(os.environ.get("GROWTH", 4096)):
        failures.append(f"memory grew by {after - before} kB")
    if status := server.stop():
        failures.append(f"exit status {status}: {server.messages()[-4000:]}")
    for failure in failures:
        print("serve_memory.py:", failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
