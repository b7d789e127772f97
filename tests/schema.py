"""schema.py - checks docs/record.schema.json, and records against it and against the texts they were read from.

Call: schema.py RECORDS [TEXT...]   RECORDS holds JSON lines; a TEXT is the file of the record whose id is its name
without ending. Exit status 1 with the reasons where a record is wrong; the check itself is tested first.
"""
import copy
import json
import pathlib
import re
import sys

import jsonschema

SCHEMA = json.loads(pathlib.Path("docs/record.schema.json").read_text())
REFERENCES = {"meetings": ["participants", "mediators"], "trips": ["traveller"], "statements": ["speaker"],
              "proposals": ["by"], "positions": ["holder"]}
WHERE_KNOWN = {"attributed_to", "updated", "author", "language", "agency", "dateline", "unread"}


def facts(node):
    """All objects below node that state a place in the text."""
    if isinstance(node, dict):
        if "start" in node and ("quote" in node or "text" in node):
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from facts(item)


def stored(name):
    """The text of a file as Readout stores it."""
    raw = pathlib.Path(name).read_bytes()
    try:
        return raw.decode("utf-8-sig").encode()
    except UnicodeDecodeError:
        return raw.decode("cp1252").encode()


def named_keys(record):
    for kind, members in REFERENCES.items():
        for fact in record[kind]:
            for member in members:
                value = fact[member]
                yield from value if isinstance(value, list) else [value] if value else []
    for event in record["events"]:
        yield from (actor["actor"] for actor in event["source"] + event["target"] if actor["actor"])
    for proposal in record["proposals"]:
        yield from (response["party"] for response in proposal["responses"] if response["party"])


def problems(record, text=None):
    for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(record):
        yield f"{error.json_path}: {error.message[:200]}"
        return
    keys = [actor["key"] for actor in record["actors"]]
    if len(keys) != len(set(keys)):
        yield "an actor's key stands there twice"
    for key in named_keys(record):
        if key not in keys:
            yield f"'{key}' is no actor's key"
    for fact in facts(record):
        quote = fact.get("quote", fact.get("text"))
        if fact["end"] - fact["start"] != len(quote.encode()):
            yield f"{fact['start']}..{fact['end']} is not as long as '{quote}'"
        elif text is not None and text[fact["start"]:fact["end"]] != quote.encode():
            yield f"'{quote}' does not stand at {fact['start']}"


def is_described(node):
    reference = node.get("$ref", "").removeprefix("#/$defs/")
    return "description" in node or "description" in SCHEMA["$defs"].get(reference, {})


def gaps(node, name):
    """What the schema leaves open below node: properties without a description, objects that let others in."""
    properties = node.get("properties", {})
    if node.get("type") == "object":
        optional = set(properties) - set(node.get("required", [])) - WHERE_KNOWN
        if node.get("additionalProperties") is not False:
            yield f"{name} lets any property in"
        if optional:
            yield f"{name} does not require {', '.join(sorted(optional))}"
    for key, value in properties.items():
        if not is_described(value):
            yield f"{name}.{key} is not described"
        yield from gaps(value, f"{name}.{key}")


def closed_lists():
    """The lists of words in src/read/record.c, and those in the schema, as sets."""
    code = re.findall(r"_names\[\w+\] = \{(.*?)\};", pathlib.Path("src/read/record.c").read_text(), re.DOTALL)
    schema = [value["enum"] for definition in [SCHEMA, *SCHEMA["$defs"].values()]
              for value in definition.get("properties", {}).values() if "enum" in value]
    return ({frozenset(re.findall(r'"([^"]+)"', words)) for words in code},
            {frozenset(word for word in words if word) for words in schema})


def check_the_schema():
    """The schema is complete, and its closed lists are those of the program."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    found = list(gaps(SCHEMA, "record"))
    for name, definition in SCHEMA["$defs"].items():
        found += gaps(definition, name)
    of_code, of_schema = closed_lists()
    found += [f"closed list only in code or schema: {', '.join(sorted(words))}" for words in of_code ^ of_schema]
    if not list(gaps({"type": "object", "properties": {"new": {"type": "string"}}}, "made up")):
        found.append("a schema with gaps passes")
    if found:
        sys.exit("docs/record.schema.json: " + "\n".join(found))


def check_the_document():
    """docs/record.md names every property and every word of a closed list."""
    document = pathlib.Path("docs/record.md").read_text()
    names = set(SCHEMA["properties"]).union(*closed_lists()[1])
    for definition in SCHEMA["$defs"].values():
        names |= set(definition.get("properties", {}))
    unnamed = sorted(name for name in names if f"`{name}`" not in document)
    if unnamed:
        sys.exit(f"docs/record.md does not name {', '.join(unnamed)}")


def check_the_check(record):
    """A record that is wrong in one place must be found out."""
    def change(path, value):
        wrong = copy.deepcopy(record)
        node = wrong
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value
        return wrong
    wrongs = [change(["hash"], "x"), change(["extra"], 1), change(["actors", 0, "kind"], "animal"),
              change(["actors", 0, "key"], "somebody"), change(["meetings", 0, "end"], 10**6),
              change(["figures", 0, "value"], "13"), change(["events", 0, "source", 0, "actor"], "somebody"),
              change(["events", 0, "penta"], 5), change(["events", 0, "words", 0, "end"], 10**6), change(["meetings", 0, "from"], "Sept. 5")]
    for number, wrong in enumerate(wrongs):
        if not list(problems(wrong)):
            sys.exit(f"schema.py: wrong record {number} passes")


def main():
    check_the_schema()
    check_the_document()
    golden = json.loads(pathlib.Path("tests/unit/record.json").read_text())
    check_the_check(golden)
    texts = {pathlib.Path(name).stem: stored(name) for name in sys.argv[2:]}
    records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    failures = [f"{record.get('id')}: {problem}" for record in [golden, *records]
                for problem in problems(record, texts.get(record.get("id")))]
    print("\n".join(failures[:40]), file=sys.stderr)
    print(f"{len(records)} records with {sum(len(list(facts(record))) for record in records)} facts, "
          f"{len(failures)} failures")
    sys.exit(bool(failures) or not records)


main()
