"""coded_sentences.py - how many of the sentences of tests/data/coded_sentences.tsv `readout code` codes as they are meant.

Use: coded_sentences.py READOUT [-v]. Output: the share of events that are right, and of sources and targets that are
found, by overlap. Fails where one is below a floor, a few sentences under what was
measured on 2026-11-22: event .891, source .906, target .656.
"""
import json
import pathlib
import subprocess
import sys

FLOORS = {"event": 0.80, "source": 0.85, "target": 0.60}


def read_rows():
    path = pathlib.Path(__file__).parent / "data/coded_sentences.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def code(program, rows):
    lines = "".join(json.dumps({"id": str(i), "text": row[3]}) + "\n" for i, row in enumerate(rows))
    done = subprocess.run([program, "code", "-"], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def is_found(words, text, actors):
    """Does a coded actor overlap the words? Nobody is right where nobody is meant."""
    if words == "-":
        return not actors
    start = len(text[:text.index(words)].encode())
    end = start + len(words.encode())
    return any(actor["start"] < end and start < actor["end"] for actor in actors)


def main(program, *options):
    rows, right = read_rows(), {"event": 0, "source": 0, "target": 0}
    for (event, source, target, text), line in zip(rows, code(program, rows)):
        main_event = max(line["events"], key=lambda coded: coded["confidence"], default={"source": [], "target": []})
        found = {"event": line["event"] == event, "source": is_found(source, text, main_event["source"]),
                 "target": is_found(target, text, main_event["target"] + (main_event["source"] if main_event.get("reciprocal") else []))}
        for name, value in found.items():
            right[name] += value
        if options and not all(found.values()):
            actors = [[actor["text"] for actor in main_event[side]] for side in ("source", "target")]
            print(event, line["event"], *actors, text, sep=" | ")
    shares = {name: count / len(rows) for name, count in right.items()}
    print("  ".join(f"{name} {share:.3f}" for name, share in shares.items()), f"of {len(rows)} sentences")
    short = [name for name, floor in FLOORS.items() if shares[name] < floor]
    return f"below its floor: {', '.join(short)}" if short else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
