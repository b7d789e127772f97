#!/usr/bin/env python3
"""hostile_html.py - pages that make careless reading slow, one file each.

Call: hostile_html.py FOLDER SIZE...   Of each kind a page of about SIZE bytes is written to FOLDER/KIND.SIZE.html;
all begin with the type of the document, so that they are told to be pages.
"""
import os
import sys

PROSE = "<p>The ministers met in Geneva on Monday, and they agreed to meet again before the end of the month.</p>"


def again(piece, before="", behind=""):
    return lambda size: before + piece * (size // len(piece.encode("utf-8", "surrogateescape")) + 1) + behind


def numbered(template, before="", behind=""):
    def make(size):
        pieces, length, number = [], 0, 0
        while length < size:
            pieces.append(template.format(number))
            length += len(pieces[-1])
            number += 1
        return before + "".join(pieces) + behind
    return make


KINDS = {
    "article": again(PROSE, "<article>", "</article>"),
    "one text": again("word ", "<p>"),
    "one word": again("a", "<p>"),
    "blanks": again(" ", "<p>a", "b"),
    "less than": again("<"),
    "less than blank": again("< "),
    "ampersands": again("&"),
    "entities": again("&amp;&#150;&nbsp;"),
    "entities unknown": again("&aaaa;"),
    "NULs": again("\0", "<p>a", "b"),
    "controls": again("\x01a"),
    "bidirectional controls": again("\u202ea\u2069"),
    "not UTF-8": again("\udcff"),
    "paragraphs": again("<p>a"),
    "paragraphs ended": again("</p>"),
    "end tags": again("</b></i></x>"),
    "nested and closed": again("<div><b>a</b></div>"),
    "nested to the limit": lambda size: ("<div>" * 900 + "a" + "</div>" * 900) * (size // 9901 + 1),
    "open to the limit": lambda size: "<x>" * 900 + "</y>a" * (size // 5),
    "lists": again("<ul><li>a<li>b</ul>"),
    "cells": again("<table><tr><td>a<td>b</table>"),
    "tables open": again("<tr><td>a", "<table>"),
    "links": again("<a href=x>a</a>"),
    "links open": again("<a href=x>a b c d"),
    "links out": numbered("<p><a href=https://a{0}.example.org/>a b c</a>"),
    "attributes": lambda size: ("<p " + "a=b " * 450 + ">a") * (size // 1804 + 1),
    "attributes, all named otherwise": lambda size: ("<p " + " ".join(f"data-a{n}=b" for n in range(450)) + ">a") *
                                                    (size // 5900 + 1),
    "one value": again("a ", '<p class="', '">a'),
    "classes": numbered('<div class="name{0} other-{0} fooBar{0}">a</div>'),
    "classes alike": again('<div class="a b c-d eF related share">a b</div>'),
    "quotes open": again('<a href="x>a '),
    "quotes open, both": again("<a title='x href=\"y>a "),
    "one quote open": again('a <b>', '<a href="'),
    "equals signs": again("=", "<a ", ">"),
    "slashes": again("/", "<a ", ">"),
    "tags open": again("<a "),
    "comments open": again("<!--a"),
    "comments": again("<!-- a -- > -->"),
    "declarations": again("<!a <?b "),
    "scripts": again("<script>a<b</script>"),
    "scripts open": again("<script>a"),
    "titles open": again("<title>a"),
    "titles, the last closed": again("<title>a", "", "</title>"),
    "noscripts": again("<noscript>a", "", "</noscript>"),
    "noscripts, long": again("<noscript>" + "a" * 3100 + "</noscript>"),
    "vectors open": again("<svg><title>a"),
    "areas open": again("<textarea><iframe>a"),
    "data": again('<script type="application/ld+json">{"a":1}</script>'),
    "data nested": lambda size: '<script type="application/ld+json">' + "[" * size + "</script>",
    "line breaks": again("a<br>"),
    "teasers": again("<li><h3><a href=x>one two three four</a></h3><p>a b c d e f g h i j", "<ul>"),
    "articles in articles": lambda size: ("<article>" + PROSE) * min(900, size // 120) + PROSE * (size // 104),
    "bodies": again('<div class="article-body">' + PROSE + "</div>"),
    "headings": again("<h2>a b c</h2>"),
    "named away": again('<div class="comments">' + PROSE + "</div>"),
    "hidden": again('<div style="display:none">' + PROSE + "</div>"),
    "styles": again('<p style="' + "display:nonx;" * 30 + '">a'),
    "inline": again("<b><i>a</i></b> "),
    "inline dropped": again('<p>a b <span class="caption">c</span>d'),
}


def main():
    folder, sizes = sys.argv[1], [int(size) for size in sys.argv[2:]]
    for kind, make in KINDS.items():
        for size in sizes:
            path = os.path.join(folder, f"{kind.replace(' ', '-').replace(',', '')}.{size}.html")
            with open(path, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
                file.write("<!DOCTYPE html>\n" + make(size))


if __name__ == "__main__":
    main()
