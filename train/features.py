"""What the small model sees of a word, and the rules that make its lemma (models/FORMAT.md; src/model/features.c).

Input: forms. Output: rows of the feature table. Invariant: the same numbers as the C program computes.
"""
import json

import numpy

VECTORS, VECTOR_WIDTH, FEATURE_ROWS = 100_000, 96, 1 << 16
KINDS = "wpqabcds"
MOST_CHARACTERS = 48
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})
MASK = (1 << 64) - 1


def word_hash(kind, text):
    h = 0xCBF29CE484222325
    for byte in kind.encode() + text.encode():
        h = (h ^ byte) * 0x100000001B3 & MASK
    h ^= h >> 32
    h = h * 0x9E3779B97F4A7C15 & MASK
    return h ^ h >> 29


def lower_of(form):
    lowered = ((character, character.lower()) for character in form.translate(PLAIN)[:MOST_CHARACTERS])
    return "".join(lower if len(lower) == 1 else character for character, lower in lowered)


def is_decimal(character):
    return character.isdecimal()


def shape_of(form):
    out = ""
    for character in form.translate(PLAIN)[:MOST_CHARACTERS]:
        kind = "d" if is_decimal(character) else "X" if character.isupper() else "x" if character.isalpha() else character
        if out[-3:] != 3 * kind:
            out += kind
    return out


def feature_texts(form):
    folded = "".join("0" if is_decimal(character) else character for character in lower_of(form))
    return [folded, folded[:3], folded[:2], folded[-1:], folded[-2:], folded[-3:], folded[-4:], shape_of(form)]


def feature_rows(form):
    return [word_hash(kind, text) % FEATURE_ROWS for kind, text in zip(KINDS, feature_texts(form))]


class Vectors:
    """The commonest GloVe words, turned to the axes of most variance, in 8 bits; rows in the order of their hashes."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        words = data["words"][:VECTORS]
        table = numpy.array([data["vectors"][word][:100] for word in words], numpy.float32)
        axes = numpy.linalg.eigh(table.T @ table)[1][:, ::-1][:, :VECTOR_WIDTH]
        axes *= numpy.sign(axes[numpy.abs(axes).argmax(0), numpy.arange(VECTOR_WIDTH)])
        table = table @ axes
        keys = numpy.array([word_hash("v", word) for word in words], numpy.uint64)
        keys, order = numpy.unique(keys, return_index=True)
        limit = 5 * table.std(0)
        self.scale = numpy.minimum(numpy.abs(table).max(0), limit).astype(numpy.float32) / 127
        self.keys, self.quantised = keys, numpy.clip(numpy.rint(table[order] / self.scale), -127, 127).astype(numpy.int8)
        self.row = {int(key): row for row, key in enumerate(keys)}

    def find(self, form):
        """The row of a form; the one behind the last, zeros, if there is none."""
        return self.row.get(word_hash("v", lower_of(form)), len(self.keys))


def lemma_rule(form, lemma):
    """The shortest rule that makes `lemma` of `form`."""
    best = None
    for case, base in (("l", form.translate(PLAIN).lower()), ("k", form.translate(PLAIN))):
        same = 0
        while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
            same += 1
        rule = f"{case}{len(base) - same}+{lemma[same:]}"
        cost = len(base) - same + len(lemma) - same
        if best is None or cost < best[0]:
            best = (cost, rule)
    return best[1]


def apply_lemma_rule(form, rule):
    """The lemma, or None where the rule cannot be applied."""
    base = form.translate(PLAIN)
    base = base.lower() if rule[0] == "l" else base
    strip, _, ending = rule[1:].partition("+")
    if int(strip) > len(base):
        return None
    return base[:len(base) - int(strip)] + ending or None
