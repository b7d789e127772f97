#!/usr/bin/env python3
"""hostile_feed.py - feeds that make careless reading slow. Call: hostile_feed.py FOLDER SIZE...

Each kind is written once for every SIZE (bytes, about) as FOLDER/KIND.SIZE; the paths are printed, kind by kind.
"""
import pathlib
import sys


def times(front, piece, back=""):
    """The piece again and again; {0} in it is its number."""
    def make(size):
        pieces, length, n = [], len(front) + len(back), 0
        while length < size:
            pieces.append(piece.replace("{0}", str(n)))
            length += len(pieces[-1])
            n += 1
        return front + "".join(pieces) + back
    return make


ITEM = "<rss><channel><item>"
RSS = "</item></channel></rss>"
KINDS = {
    "items": times("<rss><channel>", "<item/>"),
    "items-titled": times("<rss><channel><title>A &amp;amp; B</title>", "<item><title>{0}</title></item>"),
    "items-in-items": times("<rss><channel>", "<item>"),
    "items-marked": times(
        "<rss><channel>", "<item><description>&lt;b>a&lt;i></description></item>", "</channel></rss>"),
    "nested": times(ITEM + "<title>", "<a>"),
    "tags": times(ITEM + "<description>", "<a/>", "</description>" + RSS),
    "attributes": times("<rss><a ", "b{0}='' ", "/></rss>"),
    "attributes-same": times("<rss><a ", "b='' ", "/></rss>"),
    "attributes-open": times("<rss><a b='", " c='"),
    "spaces": times("<rss><a ", "xmlns:b{0}='c' ", "/></rss>"),
    "spaces-nested": times("<rss>", "<a xmlns:b{0}='c'>"),
    "bases-nested": times("<feed xml:base='http://a.example/'>", "<entry xml:base='b/'><link href='c'/>"),
    "bases": times(
        "<feed xml:base='http://a.example/" + "x/" * 900 + "'>", "<entry xml:base='b'><link href='c'/></entry>"),
    "links": times(
        "<feed xml:base='http://a.example/" + "x/" * 900 + "'><entry>", "<link href='{0}'/>", "</entry></feed>"),
    "titles": times(ITEM, "<title>a</title>", RSS),
    "authors": times(ITEM, "<dc:creator>Name {0}</dc:creator>", RSS),
    "dates": times(ITEM, "<pubDate>Tue, 5 Mar 24 10:05 XYZ</pubDate>", RSS),
    "dates-bad": times(ITEM + "<pubDate>", "5 ", "</pubDate>" + RSS),
    "text": times(ITEM + "<description>", "word ", "</description>" + RSS),
    "text-characters": times(ITEM + "<title>", "&#146;", "</title>" + RSS),
    "text-named": times(ITEM + "<title>", "&eacute;&nbsp;", "</title>" + RSS),
    "text-unknown": times(ITEM + "<title>", "&what;", "</title>" + RSS),
    "ampersands": times(ITEM + "<title>", "&", "</title>" + RSS),
    "less-than": times("<rss>", "<"),
    "greater-than": times("<rss>", ">"),
    "cdata": times(ITEM + "<title>", "<![CDATA[a]]>", "</title>" + RSS),
    "cdata-open": times(ITEM + "<title>", "<![CDATA["),
    "comments": times("<rss>", "<!-- a -->"),
    "comment-open": times("<rss><!--", "-- "),
    "instructions": times("", "<?a b?>", "<rss/>"),
    "doctype": times("<!DOCTYPE rss [", "<!ENTITY a{0} 'b'>", "]><rss/>"),
    "doctype-deep": times("<!DOCTYPE rss [<!ENTITY a 'b'>", "<!ENTITY a{0} '&a;&a;'>", "]><rss>&a;</rss>"),
    "doctype-parameters": times("<!DOCTYPE rss [<!ENTITY % a 'b'>", "%a;", "]><rss/>"),
    "doctype-elements": times("<!DOCTYPE rss [", "<!ELEMENT a{0} (b|c)*>", "]><rss/>"),
    "doctype-open": times("<!DOCTYPE rss [", "<"),
    "ends": times("<rss>", "</a>"),
    "quotes": times("<rss>", "\"'"),
    "bidirectional": times(ITEM + "<title>", "\u202e\u2066", "</title>" + RSS),
    "nuls": times(ITEM + "<title>", "a\0", "</title>" + RSS),
    "bad-bytes": times(ITEM + "<title>", "\udcff ", "</title>" + RSS),
    "xhtml": times("<feed><entry><content type='xhtml'>", "<p a='&lt;'>b<br/></p>", "</content></entry></feed>"),
    "base64": times("<feed><entry><content mode='base64'>", "PGI+", "</content></entry></feed>"),
    "json-items": times("{\"items\": [{}", ", {\"id\": 1}"),
    "json-nested": times("{\"items\": [{\"tags\": ", "["),
    "json-objects": times("{\"a\": ", "{\"a\": "),
    "json-string": times("{\"title\": \"", "\\u00e9"),
    "json-authors": times('{"items": [{"authors": [null', ', {"name": "N{0}"}'),
}


def main():
    folder = pathlib.Path(sys.argv[1])
    for kind, make in KINDS.items():
        for size in map(int, sys.argv[2:]):
            path = folder / f"{kind}.{size}"
            path.write_bytes(make(size).encode("utf-8", "surrogateescape"))
            print(path)


if __name__ == "__main__":
    main()
