"""Reading the corpora: treebanks in CoNLL-U and entities in columns.

Input: files that ../shared/data/unpack laid out. Output: lists of Sentence. Invariant: every list of a sentence has
one item a word, or is empty where the corpus does not say.
"""
import glob
import os
import zlib
from dataclasses import dataclass, field

ENTITY_TYPES = ["Person", "Organization", "Location", "Facility", "NORP", "Date", "Money", "Product", "Misc"]
ENTITY_TAGS = ["O"] + [f"{place}-{kind}" for kind in ENTITY_TYPES for place in "BIES"]
# What the three types of UNER cover of ours; everything else may be any type but these.
COARSE_TYPES = {"PER": ["Person"], "LOC": ["Location", "Facility"], "ORG": ["Organization"]}


@dataclass
class Sentence:
    words: list
    upos: list = field(default_factory=list)
    xpos: list = field(default_factory=list)
    lemmas: list = field(default_factory=list)
    heads: list = field(default_factory=list)  # 0: the root, else the place of the head, from 1
    relations: list = field(default_factory=list)
    entities: list = field(default_factory=list)  # BIOES with our types
    coarse: list = field(default_factory=list)    # BIOES with PER, LOC, ORG


def read_conllu(path):
    """-> [Sentence] with tags, lemmas and tree; words of multi-word tokens stand for themselves."""
    sentences, rows = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line and line[0] != "#":
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
        elif not line and rows:
            sentences.append(Sentence(*([row[column] for row in rows] for column in (1, 3, 4, 2)),
                                      [int(row[6]) for row in rows], [row[7] for row in rows]))
            rows = []
    return sentences


def bioes(tags):
    """BIO or BIOES tags (a type change begins a new entity) -> BIOES."""
    out = ["O"] * len(tags)
    start = None
    for i, tag in enumerate(list(tags) + ["O"]):
        place, _, kind = tag.partition("-")
        if start is not None and (place in "OBS" or kind != tags[start].partition("-")[2]):
            name = tags[start].partition("-")[2]
            for j in range(start, i):
                out[j] = "I-" + name
            out[start], out[i - 1] = "B-" + name, "E-" + name
            if i - 1 == start:
                out[start] = "S-" + name
            start = None
        if place != "O" and start is None:
            start = i
    return out


def read_columns(path):
    """Word and tag in columns, blank line between sentences -> [(words, tags)]."""
    sentences, rows = [], []
    for line in list(open(path, encoding="utf-8")) + [""]:
        columns = line.split()
        if columns and line[0] != "#":
            rows.append((columns[1], columns[2]) if path.endswith(".iob2") else (columns[0], columns[-1]))
        elif not columns and rows:
            sentences.append(tuple(map(list, zip(*rows))))
            rows = []
    return sentences


def is_development(path):
    """A tenth of the articles of the world newswire, chosen by a checksum of the file's name."""
    return zlib.crc32(os.path.basename(path).encode()) % 10 == 0


def read_newswire(folder, development):
    """World newswire (9 types) -> [Sentence] with entities; one article a file."""
    sentences = []
    for path in sorted(glob.glob(os.path.join(folder, "*.tsv"))):
        if is_development(path) == development:
            sentences += [Sentence(words, entities=bioes(tags)) for words, tags in read_columns(path)]
    return sentences


def read_uner(path):
    """Universal NER (PER, LOC, ORG; OTH is no entity here) -> [Sentence] with coarse entities."""
    return [Sentence(words, coarse=bioes([tag if tag[2:] in COARSE_TYPES else "O" for tag in tags]))
            for words, tags in read_columns(path)]


def allowed_tags(coarse):
    """The indices of ENTITY_TAGS that a coarse tag leaves open."""
    place, _, kind = coarse.partition("-")
    if place != "O":
        return [i for i, tag in enumerate(ENTITY_TAGS) if tag[0] == place and tag[2:] in COARSE_TYPES[kind]]
    covered = {kind for kinds in COARSE_TYPES.values() for kind in kinds}
    return [i for i, tag in enumerate(ENTITY_TAGS) if tag[2:] not in covered]


def labels(sentences, name):
    """The values of a column, the commonest first."""
    count = {}
    for sentence in sentences:
        for value in getattr(sentence, name):
            count[value] = count.get(value, 0) + 1
    return sorted(count, key=lambda value: (-count[value], value))
