#!/usr/bin/env python3
"""The teacher: BERT, taught trees, parts of speech and entities, that labels raw news for the small model.

  teacher.py train  WORK     treebanks, ner: WORK/data; writes WORK/teacher.pt
  teacher.py label  WORK     labels WORK/raw.txt and the corpora themselves; writes WORK/labels.npz

Input: WORK/bert.jar, WORK/data/{treebanks,ner}, WORK/raw.txt (a sentence a line, words parted by blanks). Interrupted,
`train` goes on from WORK/teacher.part. Invariant: the same input gives the same order of batches.
"""
import os
import random
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

import bert
import corpus

LAYERS, ARC, REL = 9, 384, 128
PIECES_A_BATCH, MOST_WORDS = 1400, 160
TREE_EPOCHS, ENTITY_EPOCHS = 2.5, 1.0
SAVE_EVERY = 250
TOP = 4  # labels kept of a distribution
STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})


class Teacher(nn.Module):
    def __init__(self, variables, counts):
        super().__init__()
        self.bert = bert.Bert(variables, LAYERS)
        self.tags = nn.ModuleDict({name: nn.Linear(bert.WIDTH, counts[name]) for name in ("upos", "xpos", "entities")})
        self.arc = nn.ModuleDict({side: nn.Linear(bert.WIDTH, ARC) for side in ("dependent", "head")})
        self.rel = nn.ModuleDict({side: nn.Linear(bert.WIDTH, REL) for side in ("dependent", "head")})
        self.arc_weight = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.rel_weight = nn.Parameter(torch.zeros(counts["relations"], REL + 1, REL + 1))

    def encode(self, batch):
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.bert(batch["pieces"], batch["mask"])
        words = batch["words"][:, :, None].expand(-1, -1, bert.WIDTH)  # place 0: [CLS], the root
        return hidden.float().gather(1, words)

    def arcs(self, hidden, mask):
        """-> [batch, dependent, head] scores; heads from 0, the root"""
        drop = 0.2 if self.training else 0.0
        dependent = functional.dropout(functional.gelu(self.arc["dependent"](hidden[:, 1:])), drop)
        head = functional.dropout(functional.gelu(self.arc["head"](hidden)), drop)
        one = torch.ones_like(dependent[..., :1])
        scores = torch.cat([dependent, one], -1) @ self.arc_weight @ head.transpose(1, 2)
        return scores.masked_fill(~mask[:, None, :], -1e9)

    def relations(self, hidden, heads):
        """Scores [batch, dependent, relation] given the head of every word."""
        drop = 0.2 if self.training else 0.0
        dependent = functional.dropout(functional.gelu(self.rel["dependent"](hidden[:, 1:])), drop)
        head = functional.dropout(functional.gelu(self.rel["head"](hidden)), drop)
        head = head.gather(1, heads[:, :, None].expand(-1, -1, REL))
        one = torch.ones_like(dependent[..., :1])
        dependent, head = torch.cat([dependent, one], -1), torch.cat([head, one], -1)
        return torch.einsum("bli,rij,blj->blr", dependent, self.rel_weight, head)


class Pieces:
    """Words -> piece ids, remembered."""

    def __init__(self, vocabulary):
        self.vocabulary, self.seen = vocabulary, {}

    def __call__(self, word):
        ids = self.seen.get(word)
        if ids is None:
            ids = self.seen[word] = bert.word_pieces(self.vocabulary, word.translate(STRAIGHT))
        return ids


def make_batch(sentences, pieces):
    rows, words = [], []
    for sentence in sentences:
        row, places = [pieces.vocabulary["[CLS]"]], [0]
        for word in sentence.words:
            places.append(len(row))
            row += pieces(word)
        rows.append(row + [pieces.vocabulary["[SEP]"]])
        words.append(places)
    size, length = max(map(len, rows)), max(map(len, words))
    batch = {"pieces": torch.zeros(len(rows), size, dtype=torch.long),
             "mask": torch.zeros(len(rows), size, dtype=torch.bool),
             "words": torch.zeros(len(rows), length, dtype=torch.long),
             "valid": torch.zeros(len(rows), length, dtype=torch.bool)}
    for i, (row, places) in enumerate(zip(rows, words)):
        batch["pieces"][i, :len(row)] = torch.tensor(row)
        batch["mask"][i, :len(row)] = True
        batch["words"][i, :len(places)] = torch.tensor(places)
        batch["valid"][i, :len(places)] = True
    return batch


def batches(sentences, pieces, rng):
    """Lists of sentences of like length, about PIECES_A_BATCH pieces each."""
    size = lambda sentence: sum(len(pieces(word)) for word in sentence.words) + 2
    order = sorted(((size(sentence) + rng.random() * 4, i) for i, sentence in enumerate(sentences)
                    if len(sentence.words) <= MOST_WORDS and size(sentence) <= 500))
    out, batch = [], []
    for length, i in order:
        if batch and (len(batch) + 1) * length > PIECES_A_BATCH:
            out.append(batch)
            batch = []
        batch.append(sentences[i])
    if batch:
        out.append(batch)
    rng.shuffle(out)
    return out


def target(sentences, name, index, length):
    out = torch.full((len(sentences), length), -100)
    for i, sentence in enumerate(sentences):
        values = getattr(sentence, name)
        out[i, :len(values)] = torch.tensor([index[value] if index else value for value in values])
    return out


def loss_of(model, sentences, index, pieces):
    batch = make_batch(sentences, pieces)
    hidden = model.encode(batch)
    dropped = functional.dropout(hidden[:, 1:], 0.2)
    length = dropped.shape[1]
    cross = lambda scores, gold: functional.cross_entropy(scores.flatten(0, 1), gold.flatten())
    if sentences[0].heads:
        heads = target(sentences, "heads", None, length)
        loss = cross(model.arcs(hidden, batch["valid"]), heads)
        loss = loss + cross(model.relations(hidden, heads.clamp(min=0)), target(sentences, "relations", index["relations"], length))
        for name in ("upos", "xpos"):
            loss = loss + 0.3 * cross(model.tags[name](dropped), target(sentences, name, index[name], length))
        return loss
    scores = model.tags["entities"](dropped)
    if sentences[0].entities:
        return 2 * cross(scores, target(sentences, "entities", index["entities"], length))
    logs, total, count = scores.log_softmax(-1), 0, 0
    for i, sentence in enumerate(sentences):
        for j, coarse in enumerate(sentence.coarse):
            total, count = total - logs[i, j, corpus.allowed_tags(coarse)].logsumexp(0), count + 1
    return 2 * total / count


def load_corpora(work):
    banks, ner = os.path.join(work, "data/treebanks"), os.path.join(work, "data/ner")
    trees = corpus.read_conllu(f"{banks}/EWT/en_ewt-ud-train.conllu") + \
        corpus.read_conllu(f"{banks}/GUM-open/en_gumopen-train.conllu")
    wire = corpus.read_newswire(f"{ner}/en-worldwide-newswire", False)
    uner = [s for i, s in enumerate(corpus.read_uner(f"{ner}/UNER_English-EWT/en_ewt-ud-dev.iob2")) if i % 5]
    return trees, wire, uner


def label_sets(trees):
    names = {name: corpus.labels(trees, name) for name in ("upos", "xpos", "relations")}
    names["entities"] = corpus.ENTITY_TAGS
    return names, {name: {value: i for i, value in enumerate(values)} for name, values in names.items()}


def scores_on(model, sentences, index, pieces):
    """Accuracies of tags, UAS and LAS (relations without subtypes), or of entity tags."""
    names = {i: name.split(":")[0] for name, i in index["relations"].items()}
    right, total = {}, 0
    model.eval()
    with torch.no_grad():
        for group in batches(sentences, pieces, random.Random(0)):
            batch = make_batch(group, pieces)
            hidden = model.encode(batch)
            heads = model.arcs(hidden, batch["valid"]).argmax(-1)
            relations = model.relations(hidden, heads).argmax(-1)
            tags = {name: layer(hidden[:, 1:]).argmax(-1) for name, layer in model.tags.items()}
            for i, sentence in enumerate(group):
                total += len(sentence.words)
                for name in tags:
                    gold = getattr(sentence, name)
                    right[name] = right.get(name, 0) + sum(index[name].get(g) == p for g, p in zip(gold, tags[name][i].tolist()))
                for j, gold in enumerate(sentence.heads):
                    hit = heads[i, j] == gold
                    right["UAS"] = right.get("UAS", 0) + int(hit)
                    right["LAS"] = right.get("LAS", 0) + int(hit and names[int(relations[i, j])] == sentence.relations[j].split(":")[0])
    model.train()
    return {name: round(100 * value / total, 2) for name, value in right.items() if value}


def plan(trees, wire, uner, pieces):
    rng, steps = random.Random(1), []
    for sentences, epochs in ((trees, TREE_EPOCHS), (wire, ENTITY_EPOCHS), (uner, 2)):
        while epochs > 0:
            some = batches(sentences, pieces, rng)
            steps += some[:int(len(some) * min(1, epochs))]
            epochs -= 1
    rng.shuffle(steps)
    return steps


def new_model(work, names):
    torch.manual_seed(1)
    vocabulary, variables = bert.read_jar(os.path.join(work, "bert.jar"))
    return Teacher(variables, {name: len(values) for name, values in names.items()}), Pieces(vocabulary)


def train(work):
    trees, wire, uner = load_corpora(work)
    names, index = label_sets(trees)
    model, pieces = new_model(work, names)
    steps = plan(trees, wire, uner, pieces)
    groups = [{"params": model.bert.parameters(), "lr": 6e-5},
              {"params": [p for n, p in model.named_parameters() if not n.startswith("bert.")], "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    rate = lambda step: min((step + 1) / (0.08 * len(steps)), max(0.02, (len(steps) - step) / (0.92 * len(steps))))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    first, part = 0, os.path.join(work, "teacher.part")
    if os.path.exists(part):
        saved = torch.load(part)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        first = saved["step"]
    start, total = time.time(), 0.0
    for step in range(first, len(steps)):
        loss = loss_of(model, steps[step], index, pieces)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % 50 == 49:
            left = (time.time() - start) / (step + 1 - first) * (len(steps) - step - 1)
            print(f"teacher: step {step + 1} of {len(steps)}, loss {total / 50:.3f}, {left / 60:.1f} min left", flush=True)
            total = 0.0
        if step % SAVE_EVERY == SAVE_EVERY - 1:
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(),
                        "schedule": schedule.state_dict(), "step": step + 1}, part + "~")
            os.replace(part + "~", part)
    torch.save(model.state_dict(), os.path.join(work, "teacher.pt"))
    if os.path.exists(part):
        os.remove(part)
    measure(work, model, index, pieces)


def measure(work, model, index, pieces):
    data = os.path.join(work, "data")
    for name in ("treebanks/EWT/en_ewt-ud-dev", "treebanks/GUM-open/en_gumopen-dev"):
        print(name, scores_on(model, corpus.read_conllu(f"{data}/{name}.conllu"), index, pieces), flush=True)
    wire = corpus.read_newswire(f"{data}/ner/en-worldwide-newswire", True)
    print("newswire, development tenth", scores_on(model, wire, index, pieces), flush=True)


def keep_top(scores, count):
    """The `count` likeliest of a distribution -> ids (uint8) and probabilities in 255ths (uint8)."""
    value, place = scores.float().softmax(-1).topk(min(count, scores.shape[-1]), -1)
    pad = (0, count - value.shape[-1])
    return functional.pad(place, pad).to(torch.uint8).numpy(), (functional.pad(value, pad) * 255).round().to(torch.uint8).numpy()


def label(work):
    """Every sentence of the corpora and of raw.txt -> the teacher's distributions, word by word."""
    trees, wire, _ = load_corpora(work)
    names, index = label_sets(trees)
    model, pieces = new_model(work, names)
    model.load_state_dict(torch.load(os.path.join(work, "teacher.pt")))
    model.eval()
    raw = [corpus.Sentence(line.split()) for line in open(os.path.join(work, "raw.txt"), encoding="utf-8")]
    everything = trees + wire + raw
    for number, sentence in enumerate(everything):
        sentence.number = number
    starts = numpy.cumsum([0] + [len(sentence.words) for sentence in everything])
    keys = ("arcs", "relations", "upos", "xpos", "entities")
    out = {key + part: numpy.zeros((starts[-1], TOP), numpy.uint8) for key in keys for part in ("", "_p")}
    start, done = time.time(), 0
    todo = batches(everything, pieces, random.Random(2))
    with torch.no_grad():
        for group in todo:
            batch = make_batch(group, pieces)
            hidden = model.encode(batch)
            arcs = model.arcs(hidden, batch["valid"])
            heads = torch.zeros(arcs.shape[:2], dtype=torch.long)
            for i, sentence in enumerate(group):
                known = torch.tensor(sentence.heads) if sentence.heads else arcs[i, :len(sentence.words)].argmax(-1)
                heads[i, :len(sentence.words)] = known
            scores = {"arcs": arcs, "relations": model.relations(hidden, heads)}
            scores.update((name, layer(hidden[:, 1:])) for name, layer in model.tags.items())
            top = {key: keep_top(value, TOP) for key, value in scores.items()}
            for i, sentence in enumerate(group):
                at, size = starts[sentence.number], len(sentence.words)
                for key, (place, value) in top.items():
                    out[key][at:at + size], out[key + "_p"][at:at + size] = place[i, :size], value[i, :size]
            done += 1
            if done % 200 == 0:
                print(f"label: {done} of {len(todo)}, {(time.time() - start) / done * (len(todo) - done) / 60:.1f} min left", flush=True)
    numpy.savez(os.path.join(work, "labels.npz"), **out)


if __name__ == "__main__":
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    {"train": train, "label": label}[sys.argv[1]](sys.argv[2])
