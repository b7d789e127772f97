#!/usr/bin/env python3
"""Write the trained small model as the program reads it (models/FORMAT.md).

  export.py WORK OUT     reads WORK/student.pt and WORK/vectors.json

Invariant: the same weights give the same bytes.
"""
import hashlib
import os
import struct
import sys

import numpy
import torch

import features

MAGIC, VERSION, ALIGN = b"\x89RMODEL\n", 1, 64
TEXT, I8, F32, U64 = range(4)
TRAITS = """xpos VBD finite past
xpos VBP finite
xpos VBZ finite
xpos MD finite modal
xpos VBN participle
xpos VBG gerund
xpos VB base
xpos POS possessive
xpos PRP$ possessive
xpos WP$ possessive wh
xpos TO to
xpos WP wh
xpos WDT wh
xpos WRB wh
xpos RP particle
xpos EX expletive
lemma be be
lemma have have
lemma do do"""


class Writer:
    def __init__(self):
        self.chunks = []

    def add(self, name, kind, rows, columns, data):
        self.chunks.append((name, kind, rows, columns, data))

    def text(self, name, lines):
        self.add(name, TEXT, len(lines), 0, "".join(line + "\n" for line in lines).encode())

    def array(self, name, values):
        kind = {"int8": I8, "float32": F32, "uint64": U64}[str(values.dtype)]
        self.add(name, kind, *values.shape, values.astype(values.dtype.newbyteorder("<")).tobytes())

    def write(self, path):
        offset = 64 + 80 * len(self.chunks)
        table, body = b"", b""
        for name, kind, rows, columns, data in self.chunks:
            pad = -(offset + len(body)) % ALIGN
            body += bytes(pad)
            digest = hashlib.blake2b(data, digest_size=16).digest()
            table += struct.pack("<24sIIIIQQ16s8x", name.encode(), kind, rows, columns, 0, offset + len(body), len(data), digest)
            body += data
        header = struct.pack("<8sIIQ40x", MAGIC, VERSION, len(self.chunks), offset + len(body))
        with open(path, "wb") as file:
            file.write(header + table + body)


def quantise(weight):
    """[R, C] -> the nearest in 8 bits, and the unit of every row [1, R]"""
    scale = numpy.abs(weight).max(1) / 127
    scale[scale == 0] = 1
    return numpy.rint(weight / scale[:, None]).astype(numpy.int8), scale.astype(numpy.float32)[None, :]


def linear(writer, name, weight, bias=None):
    quantised, scale = quantise(weight)
    writer.array(name + ".weight", quantised)
    writer.array(name + ".scale", scale)
    if bias is not None:
        writer.array(name + ".bias", bias.astype(numpy.float32)[None, :])


def states(writer, model):
    for layer in range(3):
        for direction, suffix in (("f", ""), ("b", "_reverse")):
            part = lambda name: model[f"layers.{layer}.{name}_l0{suffix}"].numpy()
            linear(writer, f"lstm.{layer}.{direction}.input", part("weight_ih"), part("bias_ih") + part("bias_hh"))
            linear(writer, f"lstm.{layer}.{direction}.recur", part("weight_hh"))


def drop_number_rules(model, names):
    """Rules that write digits are numbers learned by heart."""
    kept = [i for i, rule in enumerate(names["lemmas"]) if not any(c.isdigit() for c in rule.partition("+")[2])]
    names["lemmas"] = [names["lemmas"][i] for i in kept]
    for part in ("weight", "bias"):
        model[f"tags.lemmas.{part}"] = model[f"tags.lemmas.{part}"][kept]


def heads(writer, model):
    names = {"tag.upos": "tags.upos", "tag.xpos": "tags.xpos", "tag.lemma": "tags.lemmas", "tag.entity": "tags.entities",
             "arc.dependent": "arc_dependent", "arc.head": "arc_head", "arc.matrix": "arc_matrix",
             "rel.dependent": "rel_dependent", "rel.head": "rel_head", "rel.out": "rel_out"}
    for name, key in names.items():
        linear(writer, name, model[key + ".weight"].numpy(), model[key + ".bias"].numpy())
    root = torch.tanh(model["arc_root"]).numpy()
    writer.array("arc.root", numpy.rint(127 * root).astype(numpy.int8)[None, :])
    writer.array("rel.root", model["rel_root"].numpy().astype(numpy.float32)[None, :])


def export(work, out, about):
    saved = torch.load(os.path.join(work, "student.pt"), map_location="cpu", weights_only=False)
    model, names = saved["model"], saved["names"]
    drop_number_rules(model, names)
    vectors = features.Vectors(os.path.join(work, "vectors.json"))
    writer = Writer()
    writer.text("about", about)
    for name in ("upos", "xpos", "relations", "entities", "lemmas"):
        writer.text(name, names[name])
    writer.text("traits", TRAITS.split("\n"))
    writer.array("words.key", vectors.keys[:, None])
    writer.array("words.vector", vectors.quantised)
    writer.array("words.scale", vectors.scale[None, :])
    table = model["features.weight"].numpy()
    scale = numpy.minimum(numpy.abs(table).max(0), 8 * table.std(0)) / 127
    writer.array("features", numpy.clip(numpy.rint(table / scale), -127, 127).astype(numpy.int8))
    writer.array("features.scale", scale.astype(numpy.float32)[None, :])
    states(writer, model)
    heads(writer, model)
    writer.write(out)


if __name__ == "__main__":
    export(sys.argv[1], sys.argv[2], sys.argv[3:])
