#!/usr/bin/env python3
"""The teacher of the network of political events: a small BERT, taught by the labelled sentences (data.py).

  teacher.py WORK FOLD [WORDS]    FOLD 0 to 4: the sentences of that fold are left out; "all": none

Reads WORK/data, WORK/pool.jsonl (pool.py) and the encoder under WORK/encoder; writes WORK/labels.FOLD.pickle: of each
sentence of the pool what the teacher thinks of it, alone and, where it found source and target, with these marked.
"""
import glob
import json
import math
import os
import pickle
import random
import sys

import numpy
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

import data
from encoder import layers_of, read_variables

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from bert import Bert  # noqa: E402

EPOCHS, RATE, HEAD_RATE, BATCH, SMOOTHING = 4, 1e-4, 5e-4, 24, 0.05
PART_WEIGHT, TAG_WEIGHT = 0.5, 0.04  # of what is known only in part, and of each tag
MOST_PIECES, READ_AT_ONCE = 200, 64
MARKS = {"source": (1, 2), "target": (3, 4)}  # pieces that the encoder never saw
TAGS = {"source": 1, "target": 3}  # the first word of a span; the others: the next number; none: 0
LABELS, PENTAS, TAG_COUNT = data.NONE + 1, 5, 5


def roots_of_pentas():
    table = torch.zeros(PENTAS, LABELS)
    for penta, names in enumerate(data.ROOTS_OF_PENTA):
        table[penta, [data.root_number(name) for name in names]] = 1
    return table


ALLOWED = roots_of_pentas()


class Teacher(nn.Module):
    def __init__(self, path):
        super().__init__()
        variables = read_variables(path)
        self.encoder = Bert(variables, layers_of(variables))
        width = self.encoder.words.shape[1]
        self.pair = nn.Sequential(nn.Dropout(0.1), nn.Linear(4 * width, width), nn.Tanh(), nn.Dropout(0.1),
                                  nn.Linear(width, LABELS))
        self.alone = nn.Sequential(nn.Dropout(0.1), nn.Linear(2 * width, width), nn.Tanh(), nn.Dropout(0.1))
        self.root, self.penta, self.tags = nn.Linear(width, LABELS), nn.Linear(width, PENTAS), nn.Linear(width, TAG_COUNT)

    def forward(self, batch):
        """-> scores of the root with the marks, of the root and penta without, of the tags of the pieces"""
        x = self.encoder(batch["pieces"], batch["mask"])
        mask = batch["mask"][..., None].float()
        whole = torch.cat([x[:, 0], (x * mask).sum(1) / mask.sum(1)], -1)
        rows = torch.arange(len(x))
        pair = self.pair(torch.cat([whole, x[rows, batch["source"]], x[rows, batch["target"]]], -1))
        alone = self.alone(whole)
        return pair.float(), self.root(alone).float(), self.penta(alone).float(), self.tags(x).float()


def marked_spans(item):
    """The source and target that are marked; None where one is missing."""
    if not item.get("source") or not item.get("target"):
        return None
    return {"source": item["source"][0], "target": item.get("other", item["target"])[0]}


def examples(items):
    """(item, marked, root, penta): each sentence without marks and, where its pair is known, with them."""
    for item in items:
        root, penta = item.get("root", -1), item.get("penta", -1)
        if marked_spans(item) and (root >= 0 or penta > 0):
            yield item, True, root, penta
        yield item, False, item.get("root_alone", root), penta


def tag_of(item, start, end):
    tag = 0
    for name, first in TAGS.items():
        for span in item[name]:
            if start < span[1] and end > span[0]:
                tag = first if start <= span[0] else first + 1
    return tag


def encode(tokenizer, item, marked):
    """-> pieces, tags (-1: not known), places of the marks before source and target"""
    encoded = tokenizer.encode(item["text"])
    spans, pieces, tags, places, open_marks = marked_spans(item) if marked else {}, [], [], {}, set()
    known = "source" in item and not marked
    for piece, (start, end) in zip(encoded.ids, encoded.offsets):
        outside = start == end
        for name in list(open_marks):
            if outside or start >= spans[name][1]:
                pieces.append(MARKS[name][1])
                tags.append(-1)
                open_marks.remove(name)
        for name, span in spans.items():
            if name not in places and not outside and end > span[0]:
                places[name] = len(pieces)
                pieces.append(MARKS[name][0])
                tags.append(-1)
                open_marks.add(name)
        pieces.append(piece)
        tags.append(tag_of(item, start, end) if known and not outside else -1)
    return pieces[:MOST_PIECES], tags[:MOST_PIECES], [min(places.get(name, 0), MOST_PIECES - 1) for name in MARKS]


def batch_of(tokenizer, chosen):
    encoded = [encode(tokenizer, item, marked) for item, marked, _, _ in chosen]
    length = max(len(pieces) for pieces, _, _ in encoded)
    pad = lambda rows, fill: torch.tensor([list(row) + [fill] * (length - len(row)) for row in rows])
    return {"pieces": pad([e[0] for e in encoded], 0), "mask": pad([[True] * len(e[0]) for e in encoded], False),
            "tags": pad([e[1] for e in encoded], -1), "source": torch.tensor([e[2][0] for e in encoded]),
            "target": torch.tensor([e[2][1] for e in encoded]), "marked": torch.tensor([c[1] for c in chosen]),
            "root": torch.tensor([c[2] for c in chosen]), "penta": torch.tensor([c[3] for c in chosen])}


def root_loss(scores, root, penta):
    """Cross entropy where the root is known; where only its class is, against all the roots that it may stand for."""
    known = root >= 0
    part = ~known & (penta >= 0)
    total = functional.cross_entropy(scores[known], root[known], reduction="sum", label_smoothing=SMOOTHING)
    allowed = (ALLOWED[penta[part]] + 1e-9).log()
    return total - PART_WEIGHT * torch.logsumexp(scores[part].log_softmax(-1) + allowed, -1).sum()


def loss_of(model, batch):
    with torch.autocast("cpu", torch.bfloat16):
        pair, root, penta, tags = model(batch)
    marked, tagged = batch["marked"], batch["tags"] >= 0
    classed = ~marked & (batch["penta"] >= 0)
    total = root_loss(pair[marked], batch["root"][marked], batch["penta"][marked])
    total = total + root_loss(root[~marked], batch["root"][~marked], batch["penta"][~marked])
    total = total + functional.cross_entropy(penta[classed], batch["penta"][classed], reduction="sum",
                                             label_smoothing=SMOOTHING)
    total = total + TAG_WEIGHT * functional.cross_entropy(tags[tagged], batch["tags"][tagged], reduction="sum")
    return total / len(marked)


def batches(chosen, size, rng):
    """Like lengths together, in random order."""
    rng.shuffle(chosen)
    out = []
    for i in range(0, len(chosen), size * 32):
        near = sorted(chosen[i:i + size * 32], key=lambda example: len(example[0]["text"]))
        out += [near[j:j + size] for j in range(0, len(near), size)]
    rng.shuffle(out)
    return out


def train(path, tokenizer, items):
    torch.manual_seed(3)
    rng, model, chosen = random.Random(3), Teacher(path), list(examples(items))
    body = list(model.encoder.layers.parameters())
    head = [parameter for name, parameter in model.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": head, "lr": HEAD_RATE}], weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(chosen) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, step / 100) * max(0, 1 - step / steps))
    model.train()
    for epoch in range(EPOCHS):
        total, all_batches = 0.0, batches(chosen, BATCH, rng)
        for batch in all_batches:
            optimizer.zero_grad()
            loss = loss_of(model, batch_of(tokenizer, batch))
            loss.backward()
            nn.utils.clip_grad_norm_(body + head, 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"teacher: epoch {epoch + 1} of {EPOCHS}, loss {total / len(all_batches):.3f}", flush=True)
    return model.eval()


@torch.no_grad()
def read(model, tokenizer, chosen):
    """What the teacher thinks of each example: probabilities of the four kinds."""
    order, out = sorted(range(len(chosen)), key=lambda i: len(chosen[i][0]["text"])), [None] * len(chosen)
    for i in range(0, len(order), READ_AT_ONCE):
        numbers = order[i:i + READ_AT_ONCE]
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(batch_of(tokenizer, [chosen[n] for n in numbers]))
        for place, number in enumerate(numbers):
            out[number] = [kind[place].softmax(-1).numpy().astype("f2") for kind in scores]
    return out


def spans_of(item, offsets, tags):
    """The first span of each role, by the likeliest tag of each piece; pieces of one word go together."""
    spans, open_name = {"source": [], "target": []}, None
    for (start, end), tag in zip(offsets, tags.argmax(-1)):
        if start == end:
            continue
        name = None if tag == 0 else "source" if tag < 3 else "target"
        same_word = open_name and start == spans[open_name][-1][1]
        if name and name == open_name and (tag in (2, 4) or same_word):
            spans[name][-1] = (spans[name][-1][0], end)
        elif name:
            spans[name].append((start, end))
        open_name = name
    return spans


def label(model, tokenizer, texts):
    labels = []
    for start in range(0, len(texts), 2000):
        items = [{"text": text} for text in texts[start:start + 2000]]
        alone, pairs = [(item, False, -1, -1) for item in items], []
        for item, (_, root, penta, tags) in zip(items, read(model, tokenizer, alone)):
            offsets = tokenizer.encode(item["text"]).offsets[:MOST_PIECES]
            item.update(spans_of(item, offsets, tags))
            labels.append({"root": root, "penta": penta, "tags": tags[:len(offsets)],
                           "offsets": numpy.array(offsets, "i2"), "source": item["source"][:1], "target": item["target"][:1]})
            if marked_spans(item):
                pairs.append(((item, True, -1, -1), labels[-1]))
        for (_, told), (pair, *_) in zip(pairs, read(model, tokenizer, [example for example, _ in pairs])):
            told["pair"] = pair
        print(f"teacher: {len(labels)} of {len(texts)} sentences labelled", flush=True)
    return labels


def main(work, fold, most="40000"):
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    path, words = (glob.glob(f"{work}/encoder/*{end}")[0] for end in (".onnx", "tokenizer.json"))
    tokenizer = Tokenizer.from_file(words)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    items = [item for item in data.load(work + "/data") if str(item["fold"]) != fold]
    model = train(path, tokenizer, items)
    with open(work + "/pool.jsonl", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file][:int(most)]
    with open(f"{work}/labels.{fold}.pickle", "wb") as file:
        pickle.dump(label(model, tokenizer, texts), file)


if __name__ == "__main__":
    main(*sys.argv[1:])
