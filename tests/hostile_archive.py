#!/usr/bin/env python3
"""hostile_archive.py - archives that make careless reading slow. Call: hostile_archive.py FOLDER SIZE...

Each kind is written once for every SIZE (bytes, about) as FOLDER/KIND.SIZE; the paths are printed, kind by kind.
"""
import gzip
import lzma
import pathlib
import sys


def times(piece, front=b"", back=b""):
    """The piece again and again."""
    return lambda size: front + piece * (size // len(piece)) + back


def record(body, kind="resource", head="", length=None):
    """A record of a WARC file; `length` is what it says of itself."""
    length = len(body) if length is None else length
    return (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/\r\n{head}"
            f"Content-Length: {length}\r\n\r\n").encode() + body + b"\r\n\r\n"


def response(head, piece, back=b""):
    """One record with an HTTP message of so many pieces."""
    return lambda size: record(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + piece * (size // len(piece)) + back, "response",
                               "Content-Type: application/http; msgtype=response\r\n")


def member(name, size=0, kind=b"0", body=b""):
    """A member of a tar archive."""
    head = bytearray(512)
    for at, field in (0, name), (100, b"0000644"), (124, b"%011o" % size), (136, b"0" * 11), (148, b" " * 8), (156, kind), \
            (257, b"ustar\x0000"):
        head[at:at + len(field)] = field
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + body + bytes(-len(body) % 512)


SKIPPED = b"\x50\x2a\x4d\x18" + bytes(4)                      # a frame of zstd that is to be passed over
FRAME = bytes.fromhex("28b52ffd2400010000" "99e9d851")          # one of zstd that holds nothing
BYTE = bytes.fromhex("28b52ffd0458090000" "61" "00000000")      # of one byte, with a wrong checksum
ARC = b"http://a.example/ 192.0.2.1 20150403080000 text/plain "

KINDS = {
    "warc-heads": times(b"WARC/1.0\r\nWARC-Type: resource\r\n"),
    "warc-names": times(b"WARC/1.0\r\n"),
    "warc-head-endless": times(b"A: b\r\n", b"WARC/1.0\r\n"),
    "warc-head-line": times(b"a", b"WARC/1.0\r\nA: "),
    "warc-head-folded": times(b" a\r\n", b"WARC/1.0\r\nA: "),
    "warc-heads-long": times(record(b"a", head="A: b\r\n" * 100)),
    "warc-bytes": times(record(b"a")),
    "warc-too-short": times(record(b"<p>a", length=0)),
    "warc-too-long": times(record(b"<p>a", length=5)),
    "warc-over-the-next": times(record(b"<p>a", length=1000)),
    "warc-over-the-end": times(record(b"<p>a", length=10 ** 9)),
    "warc-negative": times(record(b"a", length=-1)),
    "warc-huge": times(record(b"a", length=10 ** 30)),
    "warc-blank": times(b"\r\n", record(b"a"), record(b"b")),
    "warc-noise": times(b"WARC/", record(b"a"), record(b"b")),
    "warc-chunks": response(b"Transfer-Encoding: chunked\r\n", b"1\r\na\r\n", b"0\r\n\r\n"),
    "warc-chunk-head": response(b"Transfer-Encoding: chunked\r\n", b"0"),
    "warc-chunk-remarks": response(b"Transfer-Encoding: chunked\r\n", b"1;a=b\r\na\r\n"),
    "warc-gzip-members": response(b"Content-Encoding: gzip\r\n", gzip.compress(b"a", mtime=0)),
    "warc-http-heads": lambda size: response(b"A: b\r\n" * (size // 6), b"a")(1),
    "arc-records": times(ARC + b"1\na\n", b"filedesc://a 192.0.2.1 20150403080000 text/plain 0\n\n"),
    "arc-too-long": times(ARC + b"999999\na\n", b"filedesc://a 192.0.2.1 20150403080000 text/plain 0\n\n"),
    "tar-empty": times(member(b"a"), back=bytes(1024)),
    "tar-bytes": times(member(b"a", 1, body=b"a"), back=bytes(1024)),
    "tar-folders": times(member(b"a/", kind=b"5"), back=bytes(1024)),
    "tar-names": times(member(b"././@LongLink", 400, b"L", b"a" * 400), back=bytes(1024)),
    "tar-attributes": times(member(b"a", 11, b"x", b"11 path=ab\n"), back=bytes(1024)),
    "tar-attribute": lambda size: member(b"a", size // 11 * 11, b"x", b"11 path=ab\n" * (size // 11)) + member(b"a"),
    "tar-broken": times(member(b"a")[:200] + b"x" + member(b"a")[201:], member(b"a")),
    "gzip-empty": times(gzip.compress(b"", mtime=0)),
    "gzip-bytes": times(gzip.compress(b"a", mtime=0)),
    "gzip-name": times(b"a", b"\x1f\x8b\x08\x08" + bytes(6)),
    "gzip-noise": times(b"\x1f", gzip.compress(b"a", mtime=0)),
    "gzip-heads": times(b"\x1f\x8b\x08\x00", gzip.compress(b"a", mtime=0)),
    "gzip-warc": times(gzip.compress(record(b"a"), mtime=0)),
    "gzip-warc-broken": times(gzip.compress(record(b"a"), mtime=0)[:-5] + b"\xff" * 5),
    "zstd-empty": times(FRAME),
    "zstd-skipped": times(SKIPPED),
    "zstd-broken": times(BYTE),
    "xz-empty": times(lzma.compress(b"")),
    "xz-bytes": times(lzma.compress(b"a")),
    "xz-padded": times(bytes(4), lzma.compress(b"a")),
}


def main():
    folder = pathlib.Path(sys.argv[1])
    for kind, make in KINDS.items():
        for size in map(int, sys.argv[2:]):
            path = folder / f"{kind}.{size}"
            path.write_bytes(make(size))
            print(path)


if __name__ == "__main__":
    main()
