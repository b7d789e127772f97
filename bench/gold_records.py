"""gold_records.py - the gold standard records of PLOVER as something to score `readout code` against.

Input: PLOVER_GSR_CAMEO.txt of ../shared/data (events/PLOVER/gold_standard_records, CC BY-SA 4.0), 322 records of a
sentence each, and what was coded of them. Output: how many are right in the event; in event, source and target; and in
these with the countries. Strict: what counts is the main event, the one coded with the highest confidence.

An event is right if its name is that of the record. The records are of PLOVER 0.5: DEMAND is REQUEST now, FIGHT is
ASSAULT, DISAPPROVE and INVESTIGATE are ACCUSE. Actors are where the markup of the record has them: SRC is source, TAR
target, SRC/TAR one of several who did it with each other. A role is right if each of its actors overlaps an actor that
was coded in that role, and each coded one overlaps one of them. For SRC/TAR the actors count as a set, in whatever
role. A role that is coded in the record but not marked in its text is not judged. With countries, the code must be the
same as well, where the record has one that is in ISO 3166, or IGO or NGO.
"""
import difflib
import json
import re

RENAMED = {"DEMAND": "REQUEST", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"}
MISSPELT = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
NO_COUNTRY = {"", "IMG", "ISM"}  # militant groups, and religions
MARK = re.compile(r"\(([A-Z]+(?:/[A-Z]+)*): ?")


def read_marks(markup):
    """The text without its marks, and the marks as (tag, start, end) in it. Marks may lie in each other."""
    text, marks, is_open, at = "", [], [], 0
    while at < len(markup):
        mark = MARK.match(markup, at)
        if mark:
            is_open.append((mark.group(1), len(text)))
            at = mark.end()
            continue
        if markup[at] == "(":
            is_open.append((None, 0))
        tag, start = is_open.pop() if markup[at] == ")" and is_open else (None, 0)
        if tag:
            marks.append((tag, start, len(text)))
        else:
            text += markup[at]
        at += 1
    return text, marks


def places_in(text, marked):
    """For each character of `marked` and the end of it, where it stands in `text`, of which it may be a slip of."""
    places, last = [], 0
    for _, start, end, to, to_end in difflib.SequenceMatcher(None, marked, text, autojunk=False).get_opcodes():
        for number in range(end - start):
            last = min(to + number, to_end)
            places.append(last)
    return places + [len(text)]


def byte_at(text, at):
    return len(text[:at].encode())


class Actor:
    """Whom a record has in a role: bytes of its text, and the country codes it may have (none: any)."""
    def __init__(self, start, end, codes=()):
        self.start, self.end, self.codes = start, end, set(codes)

    def overlaps(self, coded):
        return coded["start"] < self.end and self.start < coded["end"]

    def agrees(self, coded, countries):
        return self.overlaps(coded) and (not countries or not self.codes or (coded.get("country") or "") in self.codes)


def listed(record, *roles):
    """The actors of the record's lists: (words, code)."""
    found = []
    for role in roles:
        for actor in record.get(role) or []:
            if isinstance(actor, dict):
                code = actor.get("code") or ""
                found.append((actor.get("actorText") or "", MISSPELT.get(code, code)))
    return found


def codes_of(words, number, count, actors):
    """The codes that the actor marked with these words, the number-th of `count`, may have."""
    named = [code for text, code in actors if text and (text in words or words in text)]
    codes = [actors[number][1]] if len(actors) == count else named or [code for _, code in actors]
    return [] if NO_COUNTRY & set(codes) else codes


class Record:
    def __init__(self, record):
        self.id, self.text = record["id"], record["text"]
        self.event = RENAMED.get(record["event"], record["event"])
        about = record["textInfo"]
        marked, marks = read_marks(about["markup"] if isinstance(about, dict) else about)
        places = places_in(self.text, marked)
        self.marks = [(tag, places[start], places[end]) for tag, start, end in marks]
        self.both = self.find("SRC/TAR", listed(record, "source", "target"))
        self.source = self.find("SRC", listed(record, "source"))
        self.target = self.find("TAR", listed(record, "target"))
        self.judged = {"source": bool(self.source) or not listed(record, "source"),
                       "target": bool(self.target) or not listed(record, "target")}

    def find(self, role, actors):
        spans = [(start, end) for tag, start, end in self.marks
                 if end > start and (tag == role or role in tag.split("/") and tag != "SRC/TAR")]
        return [Actor(byte_at(self.text, start), byte_at(self.text, end),
                      codes_of(self.text[start:end], number, len(spans), actors))
                for number, (start, end) in enumerate(sorted(spans))]


def read_records(path):
    """The records, each with an id of its own: the file gives some twice."""
    with open(path, encoding="utf-8") as file:
        records = [record for record in json.load(file) if record["event"] != "DOCUMENT"]
    return [Record({**record, "id": f"{number}-{record['id']}"}) for number, record in enumerate(records)]


def role_is_right(gold, coded, countries):
    return (all(any(actor.agrees(other, countries) for other in coded) for actor in gold) and
            all(any(actor.overlaps(other) for actor in gold) for other in coded))


def actors_are_right(record, event, countries):
    source, target = event.get("source") or [], event.get("target") or []
    if record.both:
        return role_is_right(record.both + record.source + record.target, source + target, countries)
    return ((not record.judged["source"] or role_is_right(record.source, source, countries)) and
            (not record.judged["target"] or role_is_right(record.target, target, countries)))


def main_event(coded):
    return max(coded.get("events") or [], key=lambda event: event.get("confidence") or 0, default=None)


def score_records(records, coded):
    """Shares of the records, 0 to 1, that are right: {"event", "actors", "countries"}; `coded` is by id."""
    right = {"event": 0, "actors": 0, "countries": 0}
    for record in records:
        event = main_event(coded.get(record.id, {}))
        if not event or event.get("event") != record.event:
            continue
        right["event"] += 1
        right["actors"] += actors_are_right(record, event, False)
        right["countries"] += actors_are_right(record, event, True)
    return {what: count / max(1, len(records)) for what, count in right.items()}
