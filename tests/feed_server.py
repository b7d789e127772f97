#!/usr/bin/env python3
"""The web server of server.py with feeds and their pages besides, for tests/watch.sh.

STATE["items"] (/set?items=5) is how many items /feed/NAME has; NAME tells what is odd about it:
    main    nothing: RSS with ETag, 304 where nothing has changed
    full    each item has its whole text, more than its page
    closed  its pages are those that robots.txt closes; each item has a short text
    bare    JSON Feed with items that have no page
    wire    the same, with an agency's dateline before each
    broken  not well-formed
    none    no feed
/page/N is the page of item N; it answers with the status STATE["page"] and takes STATE["pause"] seconds.
"""
import html
import json
import time

import server

server.STATE.update(items="3", page="200", pause="0")


def sentences(number):
    day = 1 + number % 28
    return (f"President Anwar Sadat met Prime Minister Menachem Begin in Ismailia on December {day}, 1977.",
            f"\"We did not agree on point {number},\" Begin told reporters after the meeting, which took three hours.",
            "The two delegations will meet again in Cairo next month, officials of both sides said that evening.")


def paragraphs(number):
    return "".join(f"<p>{html.escape(sentence)}</p>\n" for sentence in sentences(number))


def rss(base, count, summary, path="/page/"):
    items = "".join(
        f"<item><title>Talks, part {n}</title><link>{base}{path}{n}</link><guid isPermaLink=\"false\">item-{n}</guid>"
        f"<pubDate>Thu, {1 + n % 28:02} Dec 1977 10:00:00 GMT</pubDate>"
        f"<description>{html.escape(summary(n))}</description></item>\n" for n in range(count, 0, -1))
    return (f"<rss version=\"2.0\"><channel><title>Harbour Wire</title><link>{base}/</link><language>en</language>\n"
            f"{items}</channel></rss>\n")


def json_feed(count, dateline=""):
    items = [{"id": f"note-{n}", "title": f"Note {n}", "content_html": paragraphs(n).replace("<p>", "<p>" + dateline, 1)}
             for n in range(count, 0, -1)]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "items": items})


@server.page("/feed")
def feed(answer):
    base = "http://" + answer.headers["Host"]
    count = int(server.STATE["items"])
    tag = f'"{answer.rest}-{count}"'
    if answer.headers.get("If-None-Match") == tag:
        answer.begin(304, ETag=tag)
        return
    bodies = {
        "main": lambda: rss(base, count, lambda n: f"Part {n} of the talks."),
        "full": lambda: rss(base, count, lambda n: paragraphs(n) + "<p>" + "The feed says more than its page. " * 40
                            + "</p>"),
        "closed": lambda: rss(base, count, lambda n: paragraphs(n), "/closed/"),
        "bare": lambda: json_feed(count),
        "wire": lambda: json_feed(count, "ISMAILIA (AP) \u2014 "),
        "broken": lambda: rss(base, count, lambda n: f"Part {n}.").replace("Talks, part", "Talks & more, part"),
        "none": lambda: "<html><body><p>No feed.</p></body></html>",
    }
    answer.send(bodies[answer.rest](), Content_Type="application/xml", ETag=tag)


@server.page("/page")
def article(answer):
    number = int(answer.rest)
    time.sleep(float(server.STATE["pause"]))
    if server.STATE["page"] == "429":
        answer.send("Later.\n", status=429, Retry_After="5000")
        return
    answer.send(f"<!DOCTYPE html><html lang=\"en\"><head><title>Talks, part {number} - Harbour Wire</title>"
                f"<link rel=\"canonical\" href=\"http://{answer.headers['Host']}/page/{number}\"></head><body>"
                f"<nav><a href=\"/\">Home</a> <a href=\"/news\">News</a></nav><article><h1>Talks, part {number}</h1>\n"
                f"{paragraphs(number)}</article><footer>All rights reserved</footer></body></html>",
                status=int(server.STATE["page"]), Content_Type="text/html; charset=utf-8")


@server.page("/closed")
def closed(answer):
    answer.send("This page is not for programs.\n", Content_Type="text/html")


if __name__ == "__main__":
    server.main()
