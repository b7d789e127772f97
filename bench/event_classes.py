#!/usr/bin/env python3
"""event_classes.py - how well mode, contexts and CAMEO code are told where the event is given (src/read/coding_class.c).

Call: bench/event_classes.py [-v] [--build DIR] [--data DIR]   from the top of the source tree
Input: the PLOVER gold standard records under DIR (default ../shared/data/events, else /tmp/readout-data/events) and
event_classes.tsv beside this file; the program tests/class_event of the build. Output: the figures; -v: each error too.
The rules were written with these records at hand, so that the figures say how much of them the rules hold, not how
other sentences fare. The suites of PETRARCH and TABARI are no measure: their codes are those of WEIS, or made up.
Records of PLOVER 0.5 name events and modes otherwise than 2.0: RENAMED, MODES, CONTEXTS say what is counted as right."""
import argparse, collections, json, os, re, subprocess, sys

RENAMED = {"DEMAND": "REQUEST", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"}
MODES = {"host": "visit", "strike-hun": "hunger", "strike-gen": "strike", "demo-org": "demo", "demo-spon": "demo",
         "riot-spon": "riot", "curfew": "curfew restrict", "martial-law": "martial-law restrict", "political": "restrict",
         "confiscate": "seize", "ban": "restrict", "detain": "arrest", "assassinate": "targeted drone",
         "heavy-weapons": "heavy-weapons aerial drone", "destroy": "", "other": "", "deport": "deport", "firearms": "firearms"}
CONTEXTS = {"political": "executive legislative election political_institutions pro_democracy pro_autocracy "
                         "rights_freedoms repression territory", "politics": "executive legislative election "
            "political_institutions", "refugee": "migration asylum", "refugees": "migration asylum",
            "resource": "natural_resource territory human_security", "resources": "natural_resource",
            "rights": "human_rights rights_freedoms", "government": "executive political_institutions legislative",
            "discrimination": "religion_ethnicity inequality", "religion": "religion_ethnicity lgbt",
            "assets": "human_security natural_resource rights_freedoms territory", "foreign": "diplomatic"}
SKIPPED = {"historical", "unknown", ""}


def unmark(markup):
    """The sentence of a marked one, and the byte at which its first event word starts."""
    out, at, trigger, depth = [], 0, None, []
    while at < len(markup):
        mark = re.match(r"\((SRC/TAR|[A-Z]{3,4}(?:/[A-Z]+)*): ?", markup[at:])
        if mark:
            if mark.group(1).startswith("EVT") and trigger is None:
                trigger = len("".join(out).encode())
            depth.append(True)
            at += mark.end()
        elif markup[at] == "(":
            depth.append(False)
            out.append("(")
            at += 1
        elif markup[at] == ")" and depth:
            if not depth.pop():
                out.append(")")
            at += 1
        else:
            out.append(markup[at])
            at += 1
    return "".join(out), trigger


def state(actors):
    """The country of the first actor, where it is its government."""
    actor = actors[0] if isinstance(actors, list) and actors else {}
    code = actor.get("code", "")
    return code if len(code) == 3 and code.isupper() and code not in ("IGO", "NGO", "MNC") and \
        actor.get("sector") in ("GOV", None) else ""


def gold(folder):
    path = os.path.join(folder, "PLOVER/gold_standard_records/PLOVER_GSR_CAMEO.txt")
    codes = dict(line.rstrip("\n").split("\t") for line in open(os.path.join(os.path.dirname(__file__), "event_classes.tsv"))
                 if not line.startswith("#"))
    for record in json.load(open(path, encoding="utf-8"))[1:]:
        name = record["id"][len("PLOVER-GSR01-"):]
        if name == "COERCE-0004":
            continue  # two records bear this id
        info = record["textInfo"]
        text, trigger = unmark(info["markup"]) if isinstance(info, dict) else (record["text"], None)
        if trigger is None:  # without marks: where the first word of the event stands
            trigger = len(text[:max(text.find(record["eventText"].split()[0]), 0)].encode())
        yield {"id": name, "event": RENAMED.get(record["event"], record["event"]), "text": text.replace("\t", " "),
               "trigger": trigger, "source": state(record.get("source")), "target": state(record.get("target")), "mode": record.get("mode") or "", "codes": codes.get(name, "").split(","),
               "contexts": [c.strip() for c in (record.get("context") or "").split(",")]}


def told(build, records):
    lines = "".join("%s\t%d\t%s\t%s\t%s\n" % ("CONCEDE" if r["event"] == "RETREAT" else r["event"], r["trigger"],
                                               r["source"], r["target"], r["text"]) for r in records)
    out = subprocess.run([os.path.join(build, "tests/class_event")], input=lines, capture_output=True, text=True)
    if out.returncode:
        sys.exit("class_event failed")
    return [dict(zip(("event", "mode", "cameo", "score", "contexts", "rule"), line.split("\t")))
            for line in out.stdout.splitlines()]


def share(name, hits, count):
    print("%-34s %5.1f %%  %d of %d" % (name, 100 * hits / max(count, 1), hits, count))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--build", default="build")
    parser.add_argument("--data", default=next((d for d in ("../shared/data/events", "/tmp/readout-data/events")
                                                if os.path.isdir(d)), None))
    options = parser.parse_args()
    if not options.data:
        sys.exit("event_classes.py: no data")
    records = list(gold(options.data))
    tally = collections.Counter()
    complain = print if options.v else lambda *_: None
    for r, t in zip(records, told(options.build, records)):
        if r["event"] in ("CONCEDE", "RETREAT"):
            tally["yield"] += 1
            tally["yield right"] += t["event"] == r["event"]
            if t["event"] != r["event"]:
                complain("EVENT", r["id"], t["event"], r["text"][:150])
        wanted = MODES.get(r["mode"], r["mode"]).split()
        if wanted:
            tally["mode"] += 1
            tally["mode told"] += t["mode"] != ""
            tally["mode right"] += t["mode"] in wanted
            if t["mode"] not in wanted:
                complain("MODE ", r["id"], r["mode"], "told", t["mode"] or "-", t["rule"], "|", r["text"][:150])
        if r["codes"] != [""]:
            tally["code"] += 1
            for digits in (2, 3, 4):
                tally["code%d" % digits] += t["cameo"][:digits] in {c[:digits] for c in r["codes"]}
            if t["cameo"] not in r["codes"]:
                complain("CODE ", r["id"], ",".join(r["codes"]), "told", t["cameo"] or "-", t["rule"], "|", r["text"][:170])
        contexts = [c for c in r["contexts"] if c not in SKIPPED]
        found = t["contexts"].split(",") if t["contexts"] else []
        allowed = set()
        for context in contexts:
            accepted = set(CONTEXTS.get(context, context).split())
            allowed |= accepted
            tally["context"] += 1
            tally["context found"] += bool(accepted & set(found))
            if not accepted & set(found):
                complain("CONTX", r["id"], context, "told", found, "|", r["text"][:200])
        tally["context told"] += len(found)
        tally["context right"] += len(allowed & set(found))
    share("CONCEDE or RETREAT", tally["yield right"], tally["yield"])
    share("mode, recall", tally["mode right"], tally["mode"])
    share("mode, precision", tally["mode right"], tally["mode told"])
    for digits in (2, 3, 4):
        share("CAMEO code, %d digits" % digits, tally["code%d" % digits], tally["code"])
    share("context, recall", tally["context found"], tally["context"])
    share("context, precision (one is given)", tally["context right"], tally["context told"])


if __name__ == "__main__":
    main()
