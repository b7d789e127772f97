"""analysis.py - checks what `readout analyse` prints of a text: analysis.py conllu|json OUTPUT [TEXT]

CoNLL-U: numbers, heads, trees, SpaceAfter and ByteRange agree with each other and with the bytes of TEXT. JSON: every
line is as docs/analysis.schema.json says, and the places lead back to the forms. Exit status 1 names what is wrong.
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def fail(place, what):
    sys.exit(f"analysis.py: {place}: {what}")


def check_tree(place, heads):
    if heads.count(0) != 1 or any(not 0 <= head <= len(heads) for head in heads):
        fail(place, f"no tree: {heads}")
    for at in range(len(heads)):
        steps, word = 0, at + 1
        while word and steps <= len(heads):
            word, steps = heads[word - 1], steps + 1
        if word:
            fail(place, f"a cycle at word {at + 1}")


def misc_of(column):
    return {} if column == "_" else dict(part.split("=", 1) for part in column.split("|"))


def check_sentence(block, text):
    comments = dict(line[2:].split(" = ", 1) for line in block if line.startswith("# ") and " = " in line)
    rows = [line.split("\t") for line in block if not line.startswith("#")]
    place = comments.get("sent_id", "?")
    words = [row for row in rows if "-" not in row[0]]
    if [row[0] for row in words] != [str(i + 1) for i in range(len(words))]:
        fail(place, "words are not numbered from 1 on")
    check_tree(place, [int(row[6]) for row in words])
    written, covered = "", 0
    for row in rows:
        misc = misc_of(row[9])
        start, end = map(int, misc["ByteRange"].split(":"))
        if text is not None and text[start:end].decode() != row[1]:
            fail(place, f"word {row[0]}: {row[1]!r} does not stand at {start}:{end}")
        if "-" in row[0]:
            covered = int(row[0].split("-")[1])
        elif int(row[0]) <= covered:
            continue
        written += row[1] + ("" if "SpaceAfter" in misc else " ")
    if written.rstrip(" ") != comments["text"]:
        fail(place, f"text is {comments['text']!r}, words make {written!r}")
    return len(words)


def check_conllu(path, text):
    blocks = [block.split("\n") for block in pathlib.Path(path).read_text(encoding="utf-8").split("\n\n") if block]
    if not sum(check_sentence(block, text) for block in blocks):
        fail(path, "no words")


def check_document(document, text):
    for sentence in document["sentences"]:
        check_tree(document["id"], [word["head"] for word in sentence["words"]])
        for word in sentence["words"]:
            if text is not None and text[word["start"]:word["end"]].decode() != word["form"]:
                fail(document["id"], f"{word} is not there")
    for entity in document["entities"]:
        if text is not None and text[entity["start"]:entity["end"]].decode() != entity["text"]:
            fail(document["id"], f"{entity} is not there")
        if entity["last"] > len(document["sentences"][entity["sentence"] - 1]["words"]):
            fail(document["id"], f"{entity} reaches behind its sentence")


def check_json(path, text):
    try:
        import jsonschema
        validator = jsonschema.Draft7Validator(json.loads((ROOT / "docs" / "analysis.schema.json").read_text()))
    except ImportError:
        validator = None
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        for error in validator.iter_errors(document) if validator else []:
            fail(document.get("id"), f"{list(error.path)}: {error.message}")
        check_document(document, text)


def main():
    text = pathlib.Path(sys.argv[3]).read_bytes() if len(sys.argv) > 3 else None
    {"conllu": check_conllu, "json": check_json}[sys.argv[1]](sys.argv[2], text)


main()
