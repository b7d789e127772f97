#!/usr/bin/env python3
"""The small model: three layers of LSTM over hashed features and GloVe vectors, taught by the treebanks and the teacher.

  student.py WORK     reads what teacher.py used and WORK/labels.npz, WORK/vectors.json; writes WORK/student.pt

Interrupted, it goes on from WORK/student.part. Shapes and arithmetic: models/FORMAT.md. Environment: THREADS,
WORDS (words seen in training, in millions). Invariant: the same input gives the same order of batches.
"""
import math
import os
import random
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

import corpus
import features
import teacher

FEATURE_WIDTH, HIDDEN, ARC, REL = 96, 192, 128, 128
WORDS_A_BATCH, MOST_WORDS = 3000, 160
MILLION_WORDS = float(os.environ.get("WORDS", "24"))
RATE, SAVE_EVERY = 2e-3, 1000
LEMMA_LEAST = 2  # times a rule must be seen
CASES = (str.upper, str.lower, lambda word: word[:1].upper() + word[1:])  # as in headings, tweets, headlines
CASE_SHARE = 0.02  # of the sentences are seen in each of these
TREE_COPIES = 3  # how often a treebank sentence is seen for every raw one


class Student(nn.Module):
    def __init__(self, vectors, counts):
        super().__init__()
        table = numpy.concatenate([vectors.quantised * vectors.scale, numpy.zeros((1, features.VECTOR_WIDTH))])
        self.register_buffer("vectors", torch.from_numpy(table.astype(numpy.float32)), persistent=False)
        self.features = nn.EmbeddingBag(features.FEATURE_ROWS, FEATURE_WIDTH, mode="sum", sparse=True)
        nn.init.normal_(self.features.weight, std=0.1)
        widths = (features.VECTOR_WIDTH + FEATURE_WIDTH, 2 * HIDDEN, 2 * HIDDEN)
        self.layers = nn.ModuleList(nn.LSTM(width, HIDDEN, bidirectional=True, batch_first=True) for width in widths)
        both = 2 * HIDDEN
        self.tags = nn.ModuleDict({name: nn.Linear(both * (2 if name == "entities" else 1), counts[name])
                                   for name in ("upos", "xpos", "lemmas", "entities")})
        self.arc_dependent, self.arc_head, self.arc_matrix = nn.Linear(both, ARC), nn.Linear(both, ARC), nn.Linear(ARC, ARC)
        self.arc_root = nn.Parameter(torch.zeros(ARC))
        self.rel_dependent, self.rel_head, self.rel_out = nn.Linear(both, REL), nn.Linear(both, REL), nn.Linear(REL, counts["relations"])
        self.rel_root = nn.Parameter(torch.zeros(REL))

    def encode(self, rows, feature_rows, lengths):
        """rows [batch, length] of vectors, feature_rows [batch, length, kinds] -> states of layers 1 and 2"""
        batch, length = rows.shape
        vectors = self.vectors[rows]
        summed = self.features(feature_rows.view(batch * length, -1)).view(batch, length, -1)
        if self.training:
            vectors = vectors * (torch.rand(batch, length, 1) > 0.05)
        x = functional.dropout(torch.cat([vectors, summed], -1), 0.1, self.training)
        states = []
        for number, layer in enumerate(self.layers):
            packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True)
            x, _ = nn.utils.rnn.pad_packed_sequence(layer(packed)[0], batch_first=True, total_length=length)
            x = functional.dropout(x, 0.15, self.training)
            states.append(x)
        return states[1], states[2]

    def arcs(self, top, valid):
        """-> [batch, dependent, head] with head 0 the root"""
        dependent, head = torch.tanh(self.arc_dependent(top)), torch.tanh(self.arc_head(top))
        root = torch.tanh(self.arc_root).expand(len(top), 1, ARC)
        scores = self.arc_matrix(dependent) @ torch.cat([root, head], 1).transpose(1, 2)
        mask = functional.pad(valid, (1, 0), value=True)
        return scores.masked_fill(~mask[:, None, :], -1e4)

    def relations(self, top, heads):
        side = torch.cat([self.rel_root.expand(len(top), 1, REL), self.rel_head(top)], 1)
        head = side.gather(1, heads[:, :, None].expand(-1, -1, REL))
        return self.rel_out(torch.tanh(self.rel_dependent(top) + head))


class Store:
    """All sentences as arrays: word by word the form, gold values (-1: not known) and the teacher's distributions."""

    def __init__(self, work, vectors):
        trees, wire, uner = teacher.load_corpora(work)
        raw = [corpus.Sentence(line.split()) for line in open(os.path.join(work, "raw.txt"), encoding="utf-8")]
        self.sentences = trees + wire + raw
        self.tree_count, self.wire_count = len(trees), len(wire)
        self.starts = numpy.cumsum([0] + [len(sentence.words) for sentence in self.sentences])
        self.names, self.index = teacher.label_sets(trees)
        self.add_lemmas(trees)
        self.forms = {}
        self.form = numpy.array([self.form_number(word) for s in self.sentences for word in s.words], numpy.int32)
        self.cases = [numpy.array([self.form_number(case(form)) for form in self.plain_forms()], numpy.int32) for case in CASES]
        self.tables(vectors)
        self.gold = {name: self.column(name) for name in ("upos", "xpos", "relations", "lemmas", "entities")}
        self.gold["arcs"] = self.column("heads")
        self.soft = dict(numpy.load(os.path.join(work, "labels.npz")))
        assert len(self.soft["arcs"]) == self.starts[-1]

    def add_lemmas(self, trees):
        count = {}
        for sentence in trees:
            sentence.lemmas = [features.lemma_rule(*pair) for pair in zip(sentence.words, sentence.lemmas)]
            for rule in sentence.lemmas:
                count[rule] = count.get(rule, 0) + 1
        names = [rule for rule in sorted(count, key=lambda rule: (-count[rule], rule)) if count[rule] >= LEMMA_LEAST][:255]
        self.names["lemmas"], self.index["lemmas"] = names, {rule: i for i, rule in enumerate(names)}

    def form_number(self, word):
        return self.forms.setdefault(word, len(self.forms))

    def plain_forms(self):
        return list(self.forms)[:int(self.form.max()) + 1]

    def tables(self, vectors):
        self.vector_row = numpy.array([vectors.find(form) for form in self.forms], numpy.int64)
        self.feature_row = numpy.array([features.feature_rows(form) for form in self.forms], numpy.int64)

    def column(self, name):
        index = self.index.get(name)
        out = numpy.full(self.starts[-1], -1, numpy.int16)
        for start, sentence in zip(self.starts, self.sentences):
            values = getattr(sentence, name)
            if values:
                out[start:start + len(values)] = [index.get(value, -1) if index else value for value in values]
        return out


def plan(store):
    """Batches (lists of sentence numbers) until MILLION_WORDS are seen; like lengths together."""
    rng, seen = random.Random(3), 0
    while seen < MILLION_WORDS * 1e6:
        numbers = [i for i in range(len(store.sentences)) if len(store.sentences[i].words) <= MOST_WORDS]
        numbers += (TREE_COPIES - 1) * [i for i in numbers if i < store.tree_count]
        numbers += [i for i in numbers if store.tree_count <= i < store.tree_count + store.wire_count]
        numbers.sort(key=lambda i: len(store.sentences[i].words) + rng.random())
        batches, batch = [], []
        for i in numbers:
            if batch and (len(batch) + 1) * len(store.sentences[i].words) > WORDS_A_BATCH:
                batches.append(batch)
                batch = []
            batch.append(i)
        batches.append(batch)
        rng.shuffle(batches)
        for batch in batches:
            if seen >= MILLION_WORDS * 1e6:
                break
            seen += sum(len(store.sentences[i].words) for i in batch)
            yield batch


def pad_take(array, places, lengths, fill):
    """array[place : place + length] of every sentence, padded -> [batch, longest, ...]"""
    out = numpy.full((len(lengths), max(lengths)) + array.shape[1:], fill, array.dtype)
    for i, (place, length) in enumerate(zip(places, lengths)):
        out[i, :length] = array[place:place + length]
    return torch.from_numpy(out)


def soft_loss(scores, labels, weights, mask):
    """Cross entropy against the teacher's likeliest labels, over the words of `mask`."""
    scores, labels, weights = scores[mask], labels[mask].long(), weights[mask].float()
    weights = weights / weights.sum(-1, keepdim=True).clamp(min=1)
    picked = scores.log_softmax(-1).gather(-1, labels)
    return -(picked * weights).sum(-1)


def task_loss(scores, gold, soft, soft_weight, known):
    """Mean over the words: gold where it is known, else the teacher; `known` [batch, length] marks words."""
    has_gold = known & (gold >= 0)
    total = functional.cross_entropy(scores[has_gold], gold[has_gold].long(), reduction="sum") if has_gold.any() else 0.0
    if soft is not None:
        total = total + soft_loss(scores, soft, soft_weight, known & (gold < 0)).sum()
        return total / known.sum()
    return total / max(1, int(has_gold.sum()))


def change_case(store, form, lemmas, rng):
    """Some sentences in another case, without lemmas, which the rules make of the form. Changes both in place."""
    for i in range(len(form)):
        chance = int(rng.random() / CASE_SHARE)
        if chance < len(CASES):
            form[i] = store.cases[chance][form[i]]
            lemmas[i] = -1


def loss_of(model, store, batch, rng):
    batch = sorted(batch, key=lambda i: -len(store.sentences[i].words))
    lengths = [len(store.sentences[i].words) for i in batch]
    places = [store.starts[i] for i in batch]
    take = lambda array, fill: pad_take(array, places, lengths, fill)
    gold = {name: take(array, -1) for name, array in store.gold.items()}
    form = take(store.form, 0).numpy()
    change_case(store, form, gold["lemmas"], rng)
    valid = torch.arange(max(lengths))[None, :] < torch.tensor(lengths)[:, None]
    feature_rows = torch.from_numpy(store.feature_row[form])
    middle, top = model.encode(torch.from_numpy(store.vector_row[form]), feature_rows, lengths)
    soft = {name: take(array, 0) for name, array in store.soft.items()}
    heads = torch.where(gold["arcs"] >= 0, gold["arcs"].long(), soft["arcs"][..., 0].long()).clamp(max=max(lengths))
    scores = {"arcs": model.arcs(top, valid), "relations": model.relations(top, heads),
              "entities": model.tags["entities"](torch.cat([middle, top], -1))}
    for name in ("upos", "xpos", "lemmas"):
        scores[name] = model.tags[name](middle)
    soft["arcs"] = soft["arcs"].long().clamp(max=max(lengths))
    weight = {"arcs": 1.0, "relations": 1.0, "entities": 1.5, "upos": 0.4, "xpos": 0.4, "lemmas": 0.3}
    return sum(weight[name] * task_loss(value, gold[name], soft.get(name), soft.get(name + "_p"), valid)
               for name, value in scores.items())


def train(work):
    torch.manual_seed(1)
    vectors = features.Vectors(os.path.join(work, "vectors.json"))
    store = Store(work, vectors)
    model = Student(vectors, {name: len(values) for name, values in store.names.items()})
    batches = list(plan(store))
    dense = [p for n, p in model.named_parameters() if not n.startswith("features.")]
    optimizers = [torch.optim.Adam(dense, RATE, betas=(0.9, 0.98)), torch.optim.SparseAdam(model.features.parameters(), RATE)]
    first, part = 0, os.path.join(work, "student.part")
    if os.path.exists(part):
        saved = torch.load(part, weights_only=False)
        model.load_state_dict(saved["model"], strict=False)
        for optimizer, state in zip(optimizers, saved["optimizers"]):
            optimizer.load_state_dict(state)
        first = saved["step"]
    start, total, shown = time.time(), 0.0, 0
    model.train()
    for step in range(first, len(batches)):
        rate = RATE * min(1, (step + 1) / 200) * 0.5 * (1 + math.cos(math.pi * step / len(batches)))
        for optimizer in optimizers:
            optimizer.param_groups[0]["lr"] = max(rate, 1e-6)
            optimizer.zero_grad()
        loss = loss_of(model, store, batches[step], random.Random(step))
        loss.backward()
        nn.utils.clip_grad_norm_(dense, 5.0)
        for optimizer in optimizers:
            optimizer.step()
        total, shown = total + loss.item(), shown + 1
        if step % 200 == 199:
            left = (time.time() - start) / (step + 1 - first) * (len(batches) - step - 1)
            print(f"student: step {step + 1} of {len(batches)}, loss {total / shown:.3f}, {left / 60:.1f} min left", flush=True)
            total, shown = 0.0, 0
        if step % SAVE_EVERY == SAVE_EVERY - 1:
            torch.save({"model": model.state_dict(), "optimizers": [o.state_dict() for o in optimizers], "step": step + 1}, part + "~")
            os.replace(part + "~", part)
    torch.save({"model": model.state_dict(), "names": store.names}, os.path.join(work, "student.pt"))
    if os.path.exists(part):
        os.remove(part)


if __name__ == "__main__":
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    train(sys.argv[1])
