"""event_actors.py - how often country and sector of sources and targets are told right, on the PLOVER gold standard.

Call: bench/event_actors.py [--errors] [DICTIONARY...]   (BUILD=build: where build/tests/code_actors lies)
Input: events/PLOVER/gold_standard_records/PLOVER_GSR_CAMEO.txt of ../shared/data; its markup holds the words of source
and target. Output: shares; with --errors every actor that is not right. Three codes of the records that are no ISO 3166
codes are taken for what they mean; a sector "***" is taken as not told."""
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from gold_records import MISSPELT, read_marks
from measure import ROOT, SHARED


def read_markup(markup):
    """The plain text, and its spans (kind, start, end) in characters."""
    text, marks = read_marks(markup.replace("{", "").replace("}", ""))
    return text, sorted(marks, key=lambda mark: mark[1])


def find_span(words, spans, text):
    for index, (start, end) in enumerate(spans):
        if text[start:end].strip() == words.strip():
            return spans.pop(index)
    for index, (start, end) in enumerate(spans):
        if set(text[start:end].split()) & set(words.split()):
            return spans.pop(index)
    start = text.find(words.strip())
    return (start, start + len(words.strip())) if start >= 0 else spans.pop(0) if spans else None


def read_actors(records):
    """(text, start, end, country, sector) of every source and target."""
    for record in records:
        info = record.get("textInfo") or record.get("text")
        text, spans = read_markup(info["markup"] if isinstance(info, dict) else info)
        for side, kind in (("source", "SRC"), ("target", "TAR")):
            left = [(start, end) for k, start, end in spans if kind in k]
            actors = record.get(side) or []
            for actor in actors if isinstance(actors, list) else [actors]:
                if not isinstance(actor, dict) or not actor.get("actorText"):
                    continue
                span = find_span(actor["actorText"], left, text)
                if span:
                    yield record["id"], text, *span, actor.get("code", ""), actor.get("sector", "")


def code(actors, driver, dictionaries, day):
    lines = []
    for _, text, start, end, _, _ in actors:
        text = text.replace("\n", " ").replace("\t", " ")
        lead = len(text) - len(text.lstrip())
        text = text.strip()
        before, to = len(text[: start - lead].encode()), len(text[: end - lead].encode())
        lines.append(f"{day}\t{before}\t{to}\t{text}\n")
    out = subprocess.run([driver, *dictionaries], input="".join(lines).encode(), stdout=subprocess.PIPE, check=True)
    return [line.split("\t") for line in out.stdout.decode().split("\n")[:-1]]


def share(count, total):
    return f"{count}/{total} = {count / total:.3f}" if total else "none"


def main():
    arguments = [os.path.abspath(a) for a in sys.argv[1:] if a != "--errors"]
    driver = ROOT / os.environ.get("BUILD", "build") / "tests" / "code_actors"
    if not (SHARED / "data" / "events.tar.xz").exists():
        print("skipped: ../shared/data is not there")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["tar", "-xJf", SHARED / "data" / "events.tar.xz", "-C", folder], check=True)
        path = next(pathlib.Path(folder).rglob("PLOVER_GSR_CAMEO.txt"))
        records = json.loads(path.read_text())[1:]
    actors = list(read_actors(records))
    found = code(actors, driver, arguments, "2000-01-01" if os.environ.get("DAY") else "")
    counts, kinds = collections.Counter(), collections.Counter()
    for (name, text, start, end, country, sector), (who, got, sectors) in zip(actors, found):
        country, main_sector = MISSPELT.get(country, country), (sector or "")[:3].upper()
        main_sector = {"CIV": "CVL"}.get(main_sector, main_sector)
        first = sectors.split(" ")[0]
        good_country, good_sector = got == country, first == main_sector or main_sector == "***"
        counts["all"] += 1
        counts["country"] += good_country
        counts["both"] += good_country and good_sector
        counts["told"] += bool(main_sector and main_sector != "***")
        counts["both told"] += bool(main_sector and main_sector != "***" and good_country and good_sector)
        if not (good_country and good_sector):
            kinds["country" if not good_country else "sector"] += 1
            if "--errors" in sys.argv:
                told = f"{country} {sector or '-'}\tgot {got or '-'} {sectors or '-'}"
                print(f"{name[14:]}\t{text[start:end]}\t{told}\t[{who}]")
    print("country right:", share(counts["country"], counts["all"]))
    print("country and main sector right:", share(counts["both"], counts["all"]))
    print("the same where a sector is told:", share(counts["both told"], counts["told"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
