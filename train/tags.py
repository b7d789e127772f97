#!/usr/bin/env python3
"""Make models/en.tags, the tables of the part-of-speech tagger (src/model/tagger.c), from treebanks.

  train/tags.py OUT TREEBANK.conllu... [--classes DIR] [--without K/N]

--classes names data/en/classes, whose words are added with the parts of speech their columns give them.

--without leaves out every K-th of N blocks of sentences: what is trained on top of this model (train_context.c)
must meet words that it has not seen.

  train/tags.py --fine OUT TREEBANK.conllu...

writes all sentences as one treebank, with the model's fine tags in the fifth column.

A second-order hidden Markov model in the manner of TnT (Brants 2000): costs are -16 ln p, rounded, so that the
program computes with whole numbers and gives the same tags on every machine. models/README.md states the format.
The same treebanks always give the same bytes.
"""
import collections
import math
import pathlib
import sys

SCALE = 16          # cost of one nat
RARE_TAG = 40       # fine tags seen less often join the commonest of their part of speech
SUFFIX_LENGTH = 5
SUFFIX_RARITY = 12  # words up to this count teach endings
BLOCK = 500         # sentences left out together, so that most of a document is
WORD_COST = 72      # candidates less likely than this are left out
RARE_TRUST = .5     # how many sightings of a rare word its ending is worth
NAME_COST = 80      # of a name, for a capitalised word that was never seen as one
PUNCTUATION = {",": "COMMA", ".": "STOP", ":": "COLON", "``": "OPEN", "''": "CLOSE", "-LRB-": "LEFT", "-RRB-": "RIGHT",
               "HYPH": "HYPHEN", "$": "CURRENCY"}
CURLY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
AUXILIARIES = {"be", "have", "do"}
FUNCTION_PARTS = {"ADP", "ADV", "CCONJ", "DET", "PART", "PRON", "SCONJ"}
OWN_TAG_COUNT = 100  # a function word seen as often in a part of speech has a fine tag of its own there ...
AMBIGUOUS_COUNT = 60 # ... if it is seen as often outside its commonest part of speech


# What a fine tag tells of a verb form or function word (enum trait of src/model/tagger.h), by its name up to the stop.
TRAITS = {"VBD": "finite past", "VBP": "finite", "VBZ": "finite", "MD": "finite modal", "VB": "base",
          "VBN": "participle", "VBG": "gerund", "POS": "possessive", "PRP$": "possessive", "WP$": "possessive wh",
          "TO": "to", "WDT": "wh", "WP": "wh", "WRB": "wh", "RP": "particle", "EX": "expletive"}

# The fine tags of the columns of data/en/classes, without and with a participle of its own.
NOUN_COLUMNS = [["NN"], ["NNS"]]
VERB_COLUMNS = [[["VB", "VBP"], ["VBZ"], ["VBD", "VBN"], ["VBG"]], [["VB", "VBP"], ["VBZ"], ["VBD"], ["VBN"], ["VBG"]]]

TRIPLE_COUNT, TRIPLE_GAIN = 3, 8  # triples seen less often, or that cost about what their pair costs, are left out


def sentences(path):
    """Yields sentences as lists of (form, lemma, upos, xpos, head, deprel), head 0-based, -1 for the root."""
    rows = []
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) == 10 and columns[0].isdigit():
            # A participle in a name is a verb in one treebank and an adjective in the other ("United States").
            part = "ADJ" if columns[3:5] == ["VERB", "NNP"] else columns[3]
            rows.append((columns[1], columns[2], part, columns[4], int(columns[6]) - 1, columns[7]))
        elif not line.strip() and rows:
            yield rows
            rows = []
    if rows:
        yield rows


def fold(form):
    """The key a form is looked up by: ASCII lower case, straight quotes, every digit 0 (as tagger.c's fold)."""
    form = form.translate(CURLY)
    form = "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in form)
    return "".join("0" if "0" <= c <= "9" else c for c in form)


def first_capital(form):
    return next((c for c in form if c.isalpha()), "").isupper()


def shape_of(form):
    """0 lower or none, 1 capitalised, 2 all capitals."""
    if not first_capital(form):
        return 0
    letters = [c for c in form if c.isalpha()]
    return 2 if len(letters) > 1 and all(c.isupper() for c in letters) else 1


def places_of(forms):
    """Of every token: 0 inside, 1 where a sentence or quotation starts, 2 in a heading (most words capitalised)."""
    long_words = [f for f in forms if len(f.encode()) > 3 and any(c.isalpha() for c in f)]
    if len(long_words) > 2 and sum(map(first_capital, long_words)) * 10 > len(long_words) * 7:
        return [2] * len(forms)
    places, start = [], True
    for form in forms:
        places.append(1 if start else 0)
        word = any(c.isalnum() for c in form)
        start = form.translate(CURLY) in ('"', ":", "(") or (start and not word)
    return places


def own_tags(rows):
    """The (part, form) that get a fine tag of their own."""
    count = collections.defaultdict(collections.Counter)
    for s in rows:
        for form, _, upos, *_ in s:
            count[fold(form)][upos] += 1
    return {(upos, form) for form, parts in count.items() for upos, n in parts.items()
            if upos in FUNCTION_PARTS and n >= OWN_TAG_COUNT
            and sum(parts.values()) - max(parts.values()) >= AMBIGUOUS_COUNT}


def fine_tag(own, row):
    form, lemma, upos, xpos = row[:4]
    name = PUNCTUATION.get(xpos, xpos)
    if upos == "AUX" and lemma in AUXILIARIES:
        return name + "." + lemma
    return name + "." + fold(form) if (upos, fold(form)) in own else name


def traits_of(name):
    """ " TRAIT ..." of a fine tag."""
    base, _, own = name.partition("/")[0].partition(".")
    traits = TRAITS.get(base, "").split() + ([own] if own in AUXILIARIES else [])
    return "".join(" " + trait for trait in traits)


class Corpus:
    """Sentences as (key, shape, place, fine tag) with the inventory of fine tags."""

    def __init__(self, paths, is_kept):
        rows = [s for path in paths for s in sentences(path)]
        own = own_tags(rows)
        count = collections.Counter((row[2], fine_tag(own, row)) for s in rows for row in s)
        commonest = {}
        for (upos, name), n in sorted(count.items(), key=lambda item: (-item[1], item[0])):
            commonest.setdefault(upos, name)
        self.names, self.upos = {}, {}
        for (upos, name), n in sorted(count.items(), key=lambda item: (-item[1], item[0])):
            kept = name if n >= RARE_TAG else commonest[upos]
            short = kept if self.upos.setdefault(kept, upos) == upos else kept + "/" + upos
            self.names[upos, name] = short
            self.upos[short] = upos
        self.sentences = []
        for number, s in enumerate(rows):
            if not is_kept(number):
                continue
            places = places_of([row[0] for row in s])
            self.sentences.append([(fold(row[0]), shape_of(row[0]), place, self.names[row[2], fine_tag(own, row)])
                                   for row, place in zip(s, places)])


def cost(p):
    return round(-math.log(p) * SCALE)


def candidates(distribution, limit, always=()):
    """(tag, cost) of a distribution, commonest first."""
    listed = sorted(((cost(p), tag) for tag, p in distribution.items() if p > 0))
    return [(tag, c) for c, tag in listed if c <= limit or tag in always][:6]


def written(listed):
    return " ".join(tag if c == 0 else f"{tag}:{c}" for tag, c in listed)


def transitions(corpus, out):
    one, two, three = collections.Counter(), collections.Counter(), collections.Counter()
    for s in corpus.sentences:
        tags = ["START", "START"] + [t for *_, t in s]
        for i in range(2, len(tags)):
            one[tags[i]] += 1
            two[tags[i - 1], tags[i]] += 1
            three[tags[i - 2], tags[i - 1], tags[i]] += 1
    total = sum(one.values())
    before, before_two = collections.Counter(), collections.Counter()
    for (a, b), n in two.items():
        before[a] += n
    for (a, b, c), n in three.items():
        before_two[a, b] += n
    # Deleted interpolation (Brants 2000, figure 1).
    weight = [0, 0, 0]
    for (a, b, c), n in three.items():
        shares = [(one[c] - 1) / (total - 1), (two[b, c] - 1) / (before[b] - 1) if before[b] > 1 else 0,
                  (n - 1) / (before_two[a, b] - 1) if before_two[a, b] > 1 else 0]
        weight[max(range(3), key=lambda k: (shares[k], k))] += n
    l1, l2, l3 = (w / sum(weight) for w in weight)
    print("interpolation", round(l1, 3), round(l2, 3), round(l3, 3), file=sys.stderr)

    def second(b, c):
        return l1 * one[c] / total + l2 * two[b, c] / before[b]

    rows = collections.defaultdict(list)
    for b, c in sorted(two):
        rows["* " + b].append(f"{c}:{cost(second(b, c))}")
    for (a, b, c), n in sorted(three.items()):
        p = second(b, c) + l3 * n / before_two[a, b]
        if n >= TRIPLE_COUNT and abs(cost(p) - cost(second(b, c))) >= TRIPLE_GAIN:
            rows[a + " " + b].append(f"{c}:{cost(p)}")
    out.append(f"name NNP {NAME_COST}")
    out.append("any " + " ".join(f"{c}:{cost(l1 * one[c] / total)}" for c in sorted(one)))
    for key, items in sorted(rows.items()):
        out.append(("pair " + key[2:] if key.startswith("* ") else "after " + key) + " " + " ".join(items))


def shares(counter):
    total = sum(counter.values())
    return {tag: n / total for tag, n in counter.items()}


def shapes(corpus, out):
    """P(shape | tag, place), for words the model knows."""
    count = collections.defaultdict(collections.Counter)
    for s in corpus.sentences:
        for key, shape, place, tag in s:
            count[place, tag][shape] += 1
    for place in range(3):
        for shape in range(3):
            items = []
            for tag in sorted(corpus.upos):
                n = count[place, tag]
                items.append(f"{tag}:{cost((n[shape] + .1) / (sum(n.values()) + .3))}")
            out.append(f"shape {place} {shape} " + " ".join(items))


def group_of(shape, place):
    """Endings are kept apart for: 0 lower case, 1 capitalised inside a sentence, 2 elsewhere."""
    return 0 if shape == 0 else 1 if place == 0 else 2


def endings(corpus, words):
    """{(group, ending): distribution}, smoothed from the shorter ending to the longer."""
    seen = collections.defaultdict(collections.Counter)
    for s in corpus.sentences:
        for key, shape, place, tag in s:
            if sum(words[key].values()) <= SUFFIX_RARITY:
                for length in range(min(SUFFIX_LENGTH, len(key)) + 1):
                    seen[group_of(shape, place), key[len(key) - length:]][tag] += 1
    smooth = {}
    for group, ending in sorted(seen, key=lambda item: (len(item[1]), item)):
        counter = seen[group, ending]
        if not ending:
            smooth[group, ending] = shares(counter)
            continue
        shorter, n, trust = smooth.get((group, ending[1:]), {}), sum(counter.values()), 2.0
        if n < 3 or not shorter:
            continue
        tags = set(counter) | set(shorter)
        smooth[group, ending] = {t: (counter[t] + trust * shorter.get(t, 0)) / (n + trust) for t in tags}
    return smooth


def guess(smooth, group, key):
    for length in range(min(SUFFIX_LENGTH, len(key)), -1, -1):
        if (group, key[len(key) - length:]) in smooth:
            return smooth[group, key[len(key) - length:]]


def class_tags(folder):
    """{form: fine tags} of the single words in data/en/classes; data/README.md states the columns."""
    tags = collections.defaultdict(set)
    for path in sorted(pathlib.Path(folder).glob("*.[nv].txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            forms = [fold(form.strip()) for form in line.split(",")]
            if line.startswith("#") or len(forms) < 2 or any(" " in form or not form for form in forms):
                continue
            columns = NOUN_COLUMNS if path.name.endswith(".n.txt") else VERB_COLUMNS[len(forms) > 4]
            for form, names in zip(forms, columns):
                tags[form].update(names)
    return tags


def lexicon(corpus, words, smooth, known, out):
    """Words whose tag the ending does not give already; the rarest are smoothed by it. What the
    program's own word lists know a word to be is always among its candidates."""
    for key in sorted(set(words) | set(known)):
        counter = collections.Counter(words[key])
        for tag in known.get(key, ()):
            counter[tag] = max(counter[tag], 1)
        n = sum(counter.values())
        by_ending = guess(smooth, 0, key) or {}
        trust = RARE_TRUST if n < 10 else .0
        p = {t: (counter[t] + trust * by_ending.get(t, 0)) / (n + trust) for t in set(counter) | set(by_ending)}
        best = max(sorted(counter), key=lambda t: counter[t])
        expected = max(sorted(by_ending), key=lambda t: by_ending[t], default=None)
        sure = expected == best and len(counter) == 1 and by_ending[best] > .7
        if n > 4 or (n > 1 and not sure) or (n == 1 and expected != best and corpus.upos[best] not in ("PROPN", "X")):
            out.append(f"word {key} {written(candidates(p, WORD_COST, known.get(key, ())))}")


def ending_lines(smooth, out):
    for group, ending in sorted(smooth):
        listed = candidates(smooth[group, ending], WORD_COST)
        if ending and (group, ending[1:]) in smooth:
            shorter = smooth[group, ending[1:]]
            best, shorter_best = (max(sorted(d), key=lambda t: d[t]) for d in (smooth[group, ending], shorter))
            if best == shorter_best and abs(math.log(smooth[group, ending][best] / shorter[best])) < .25:
                continue
        out.append(f"ending {group} {ending} {written(listed)}" if ending else f"unknown {group} {written(listed)}")


def write_fine(out_path, paths):
    corpus = Corpus(paths, lambda number: True)
    with open(out_path, "w", encoding="utf-8") as file:
        rows = (s for path in paths for s in sentences(path))
        for s, tagged in zip(rows, corpus.sentences):
            for number, (row, (*_, tag)) in enumerate(zip(s, tagged)):
                columns = [number + 1, *row[:3], tag, "_", row[4] + 1, row[5], "_", "_"]
                file.write("\t".join(map(str, columns)) + "\n")
            file.write("\n")


def main():
    arguments = sys.argv[1:]
    if arguments[0] == "--fine":
        return write_fine(arguments[1], arguments[2:])
    left_out, parts = 1, 1
    if "--without" in arguments:
        at = arguments.index("--without")
        left_out, parts = map(int, arguments[at + 1].split("/"))
        del arguments[at:at + 2]
    classes = None
    if "--classes" in arguments:
        at = arguments.index("--classes")
        classes = arguments[at + 1]
        del arguments[at:at + 2]
    out_path, *paths = arguments
    corpus = Corpus(paths, lambda number: number // BLOCK % parts != left_out)
    words, tags = collections.defaultdict(collections.Counter), collections.Counter()
    for s in corpus.sentences:
        for key, shape, place, tag in s:
            words[key][tag] += 1
            tags[tag] += 1
    total = sum(tags.values())
    out = ["readout-tags 1"]
    for tag in sorted(corpus.upos):
        out.append(f"tag {tag} {corpus.upos[tag]} {cost(max(tags[tag], .5) / total)}{traits_of(tag)}")
    transitions(corpus, out)
    shapes(corpus, out)
    smooth = endings(corpus, words)
    lexicon(corpus, words, smooth, class_tags(classes) if classes else {}, out)
    ending_lines(smooth, out)
    out.append("end")
    with open(out_path, "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
