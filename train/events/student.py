#!/usr/bin/env python3
"""The network of political events: a layer of LSTM on top of the language core, taught by people and by the teacher.

  student.py WORK FOLD OUT [ABOUT...]    FOLD 0 to 4: the sentences of that fold are left out; "all": none

Reads WORK/data, WORK/gold.states, WORK/pool.states (states.c), WORK/pool.jsonl, WORK/labels.FOLD.pickle (teacher.py);
writes OUT as models/FORMAT.md states. Shapes and arithmetic are those of src/model/event.c. Environment: THREADS, PASSES
(through the teacher's labels). Invariant: a sentence is looked at with its source and target marked, and without.
"""
import json
import math
import os
import pickle
import random
import sys

import numpy
import torch
from torch import nn
from torch.nn import functional

import data
from teacher import ALLOWED, LABELS, PART_WEIGHT, PENTAS, SMOOTHING, TAG_COUNT, TAGS, marked_spans

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from export import Writer, linear  # noqa: E402

STATES, BROUGHT, FLAGS, HIDDEN, DROPOUT = 960, 248, 8, 128, 0.15
RATE, GOLD_BATCH, POOL_BATCH, GOLD_PASSES = 2e-3, 32, 96, 1  # passes through what people labelled in one of the pool
GOLD_TAG_WEIGHT, POOL_TAG_WEIGHT, MOST_WORDS = 0.05, 0.1, 200
PASSES = int(os.environ.get("PASSES", "9"))


class Text:
    """The words of one text, as the core saw them: places in characters, sentences, and where their states lie."""

    def __init__(self, places, sentences, at):
        self.places, self.sentences, self.at = places, sentences, at


def characters(text):
    """Byte -> character."""
    out = []
    for number, character in enumerate(text):
        out += [number] * len(character.encode())
    return out + [len(text)]


def read_states(path, texts):
    """-> the texts, and the bytes of the file, which they point into"""
    raw, at, out = numpy.memmap(path, numpy.uint8, "r"), 0, []
    for text in texts:
        count = int(raw[at:at + 4].view("<u4")[0])
        table = numpy.array(raw[at + 4:at + 4 + 12 * count]).view("<u4").reshape(count, 3).astype(int)
        at += 4 + 12 * count
        places = table[:, :2] if text.isascii() else numpy.array(characters(text))[table[:, :2]]
        out.append(Text(places, table[:, 2], at))
        at += count * STATES
    return out, raw


class Example:
    """One sentence: `at` and `words` its states; what is marked; what is known of it, else None or -1."""

    def __init__(self, text, first, last, spans):
        self.places, self.at, self.words = text.places[first:last], text.at + first * STATES, last - first
        self.marks = {name: self.inside(span) for name, span in spans.items()} if spans else None
        self.root = self.penta = -1
        self.tags = self.likely = None

    def inside(self, span):
        return [i for i, (start, end) in enumerate(self.places) if start < span[1] and end > span[0]]

    def tag(self, item):
        self.tags = numpy.zeros(self.words, int)
        for name, first in TAGS.items():
            for span in item[name]:
                words = self.inside(span)
                self.tags[words] = first + 1
                self.tags[words[:1]] = first


def sentence_of(text, spans):
    """The first and last word of the sentence where the spans start; without any, of the longest."""
    starts = [i for span in spans for i, (start, end) in enumerate(text.places) if start < span[1] and end > span[0]]
    number = text.sentences[starts[0]] if starts else numpy.bincount(text.sentences).argmax()
    words = numpy.where(text.sentences == number)[0]
    return words[0], min(words[-1] + 1, words[0] + MOST_WORDS)


def gold_examples(item, text):
    spans, root, penta = marked_spans(item), item.get("root", -1), item.get("penta", -1)
    first, last = sentence_of(text, [span for name in TAGS for span in item.get(name, [])[:1]])
    if spans and (root >= 0 or penta > 0):
        example = Example(text, first, last, spans)
        example.root, example.penta = root, penta
        yield example
    example = Example(text, first, last, None)
    example.root, example.penta = item.get("root_alone", root), penta
    if "source" in item:
        example.tag(item)
    yield example


def pool_examples(told, text):
    first, last = sentence_of(text, [])
    example = Example(text, first, last, None)
    pieces = [next((i for i, (s, e) in enumerate(told["offsets"]) if s < e and s < end and e > start), -1)
              for start, end in example.places]
    tags = numpy.where((numpy.array(pieces) >= 0)[:, None], told["tags"][pieces], numpy.eye(TAG_COUNT)[0])
    example.likely = told["root"], told["penta"], tags
    yield example
    if "pair" in told:
        spans = {name: told[name][0] for name in TAGS}
        first, last = sentence_of(text, list(spans.values()))
        example = Example(text, first, last, spans)
        example.likely = told["pair"], None, None
        yield example


class Student(nn.Module):
    def __init__(self):
        super().__init__()
        self.bring = nn.Linear(STATES, BROUGHT)
        self.lstm = nn.LSTM(BROUGHT + FLAGS, HIDDEN, bidirectional=True, batch_first=True)
        both = 2 * HIDDEN
        self.gates = nn.ModuleDict({"root": nn.Linear(both, 1), "penta": nn.Linear(both, 1)})
        self.values = nn.ModuleDict({"root": nn.Linear(both, LABELS), "penta": nn.Linear(both, PENTAS)})
        self.tags = nn.Linear(both, TAG_COUNT)

    def forward(self, states, flags, mask):
        """-> scores of root and penta of the sentences, of the tags of the words"""
        brought = torch.tanh(self.bring(functional.dropout(states, 0.1, self.training)))
        x = torch.cat([functional.dropout(brought, DROPOUT, self.training), flags], -1)
        packed = nn.utils.rnn.pack_padded_sequence(x, mask.sum(1), batch_first=True, enforce_sorted=False)
        x, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True, total_length=mask.shape[1])
        x = functional.dropout(x, DROPOUT, self.training)
        pooled = {}
        for name in ("root", "penta"):
            gate = torch.sigmoid(self.gates[name](x)) * mask[..., None]
            pooled[name] = (gate * self.values[name](x)).sum(1) / (gate.sum(1) + 1e-3)
        return pooled["root"], pooled["penta"], self.tags(x)


def batch_of(examples, raw):
    length = max(example.words for example in examples)
    states = numpy.zeros((len(examples), length, STATES), numpy.int8)
    flags, mask = torch.zeros(len(examples), length, FLAGS), torch.zeros(len(examples), length, dtype=torch.bool)
    for i, example in enumerate(examples):
        rows = raw[example.at:example.at + example.words * STATES]
        states[i, :example.words] = rows.view(numpy.int8).reshape(example.words, STATES)
        mask[i, :example.words] = True
        if example.marks:
            flags[i, example.marks["source"], 0] = flags[i, example.marks["target"], 1] = flags[i, :, 2] = 1
    return torch.from_numpy(states).float() / 127, flags, mask


def gold_loss(model, examples, raw):
    root, penta, tags = model(*batch_of(examples, raw))
    roots, pentas = torch.tensor([e.root for e in examples]), torch.tensor([e.penta for e in examples])
    known = roots >= 0
    part, classed = ~known & (pentas >= 0), (pentas >= 0) & torch.tensor([e.marks is None for e in examples])
    cross = lambda scores, gold: functional.cross_entropy(scores, gold, reduction="sum", label_smoothing=SMOOTHING)
    total = cross(root[known], roots[known]) + cross(penta[classed], pentas[classed])
    allowed = (ALLOWED[pentas[part]] + 1e-9).log()
    total = total - PART_WEIGHT * torch.logsumexp(root[part].log_softmax(-1) + allowed, -1).sum()
    for i, example in enumerate(examples):
        if example.tags is not None:
            total = total + GOLD_TAG_WEIGHT * functional.cross_entropy(
                tags[i, :example.words], torch.from_numpy(example.tags), reduction="sum")
    return total / len(examples)


def pool_loss(model, examples, raw):
    """Cross entropy against the teacher's probabilities."""
    root, penta, tags = model(*batch_of(examples, raw))
    cross = lambda scores, likely: -(torch.from_numpy(numpy.stack(likely)).float() * scores.log_softmax(-1)).sum()
    total = cross(root, [e.likely[0] for e in examples])
    whole = [i for i, e in enumerate(examples) if e.likely[1] is not None]
    if whole:
        total = total + cross(penta[whole], [examples[i].likely[1] for i in whole])
    for i in whole:
        total = total + POOL_TAG_WEIGHT * cross(tags[i, :examples[i].words], list(examples[i].likely[2]))
    return total / len(examples)


def batches(examples, size, rng):
    """Like lengths together, in random order."""
    rng.shuffle(examples)
    out = []
    for i in range(0, len(examples), size * 40):
        near = sorted(examples[i:i + size * 40], key=lambda example: example.words)
        out += [near[j:j + size] for j in range(0, len(near), size)]
    return out


def train(gold, pool):
    """gold, pool: examples, and the bytes of their states."""
    torch.manual_seed(1)
    rng, model = random.Random(1), Student()
    plan = lambda: ([(gold_loss, batch, gold[1]) for _ in range(GOLD_PASSES) for batch in batches(gold[0], GOLD_BATCH, rng)] +
                    [(pool_loss, batch, pool[1]) for batch in batches(pool[0], POOL_BATCH, rng)])
    optimizer = torch.optim.AdamW(model.parameters(), RATE, weight_decay=0.01)
    steps = PASSES * len(plan())
    slope = lambda step: min(1, step / 200) * max(0.01, 0.5 * (1 + math.cos(math.pi * min(1, step / steps))))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, slope)
    model.train()
    for number in range(PASSES):
        total, work = 0.0, plan()
        rng.shuffle(work)
        for loss_of, examples, raw in work:
            optimizer.zero_grad()
            loss = loss_of(model, examples, raw)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"student: pass {number + 1} of {PASSES}, loss {total / len(work):.3f}", flush=True)
    return model.eval()


def export(model, out, about):
    weights, writer = {name: value.detach().numpy() for name, value in model.state_dict().items()}, Writer()
    writer.text("about", about)
    writer.text("roots", [*data.ROOTS, "NONE"])
    linear(writer, "bring", weights["bring.weight"], weights["bring.bias"])
    for direction, suffix in (("f", ""), ("b", "_reverse")):
        part = lambda name: weights[f"lstm.{name}_l0{suffix}"]
        linear(writer, f"lstm.{direction}.input", part("weight_ih"), part("bias_ih") + part("bias_hh"))
        linear(writer, f"lstm.{direction}.recur", part("weight_hh"))
    for name, key in (("root.gate", "gates.root"), ("root", "values.root"), ("penta.gate", "gates.penta"),
                      ("penta", "values.penta"), ("tags", "tags")):
        linear(writer, name, weights[key + ".weight"], weights[key + ".bias"])
    writer.write(out)


def load_gold(work, fold):
    items = data.load(work + "/data")
    texts, raw = read_states(work + "/gold.states", [item["text"] for item in items])
    return [example for item, text in zip(items, texts) if str(item["fold"]) != fold and len(text.places)
            for example in gold_examples(item, text)], raw


def load_pool(work, fold):
    with open(f"{work}/labels.{fold}.pickle", "rb") as file:
        labels = pickle.load(file)
    with open(work + "/pool.jsonl", encoding="utf-8") as file:
        lines = [json.loads(line)["text"] for _, line in zip(labels, file)]
    texts, raw = read_states(work + "/pool.states", lines)
    return [example for told, text in zip(labels, texts) if len(text.places) for example in pool_examples(told, text)], raw


def main(work, fold, out, *about):
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    export(train(load_gold(work, fold), load_pool(work, fold)), out, list(about))


if __name__ == "__main__":
    main(*sys.argv[1:])
