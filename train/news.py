#!/usr/bin/env python3
"""Write a small treebank of made-up sentences in the style of news about negotiations.

  train/news.py OUT.conllu [COUNT]

The treebanks the models are trained on have few titles before names, names from the Middle East, appositions, long
subjects and sentences with a speaker at their end, which news is full of. The sentences here are put together at random
(always the same ones) from a small grammar and carry the analyses of UD English. They say nothing about the world.
"""
import random
import sys

R = random.Random(1)
STATES = ("Egypt Qatar Israel Iran Norway Turkey Jordan Russia China Oman Sudan Algeria Pakistan Switzerland "
          "Hamas").split()
PLACES = "Cairo Doha Geneva Oslo Vienna Kabul Muscat Moscow Paris Minsk Dayton Taba Aqaba Astana Islamabad".split()
NATIONS = ("Egyptian Qatari Israeli Iranian Norwegian Turkish Jordanian Russian Palestinian American French Omani "
           "Saudi").split()
FIRST = ("Anwar Menachem Jimmy Yitzhak Yasser Shimon Warren Richard Mohammad Abbas Ismail Khalil Abdel Hassan Sergei "
         "Wang Federica Catherine Osama Saeb Taher Majed Ali Ahmed Mustafa Lakhdar Gerry Kofi Nelson Alija "
         "Slobodan").split()
LAST = ("Sadat Begin Carter Rabin Arafat Peres Christopher Holbrooke Zarif Araghchi Haniyeh Hayya Fattah Rouhani "
        "Lavrov Yi Mogherini Ashton Hamdan Erekat Nunu Ansari Khamenei Qurei Dirani Brahimi Adams Annan Mandela "
        "Milosevic").split()
TITLES = [["Foreign", "Minister"], ["Prime", "Minister"], ["President"], ["King"], ["Ambassador"], ["Sheikh"], ["Emir"],
          ["Defence", "Minister"], ["Secretary-General"], ["Mr."], ["General"], ["Chancellor"]]
OFFICES = ["spokesman", "spokeswoman", "envoy", "negotiator", "leader", "official", "mediator", "diplomat"]
INSISTING = "insists demands says denies demanded warned added hopes".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
GROUPS = ["officials", "negotiators", "mediators", "diplomats", "leaders", "envoys", "delegates", "sources"]
THINGS = "proposal deal ceasefire truce plan offer draft agreement framework statement visit".split()
MANY = "talks negotiations prisoners hostages demands sanctions troops conditions terms detainees".split()
ADJECTIVES = ["new", "final", "senior", "indirect", "draft", "joint", "long", "temporary", "revised", "permanent"]
TRANSITIVE = "reject welcome discuss release accept sign present suspend".split()
MOVING = "travel return arrive head".split()
CHANGING = "resume collapse end continue fail start".split()
CONTROL = ["agreed", "refused", "wants", "plans", "hopes", "threatened", "promised", "failed"]


class Phrase:
    """Tokens [form, lemma, part, tag, head, relation], heads counted from the phrase's start, and its own head."""

    def __init__(self, tokens, root=0):
        self.tokens, self.root = tokens, root


def word(form, part, tag, lemma=None):
    return Phrase([[form, lemma or form.lower(), part, tag, None, None]])


def finite(form):
    """A present or past form, told by its ending."""
    return word(form, "VERB", "VBZ" if form.endswith("s") else "VBD")


def past(base):
    return base + ("d" if base.endswith("e") else "led" if base.endswith("l") else "ed")


def gerund(base):
    return (base[:-1] if base.endswith("e") else base + "l" if base.endswith("l") else base) + "ing"


def third(base):
    return base + ("es" if base.endswith("ss") else "s")


def join(head, *parts):
    """Phrases in order; `head` is the index of the one that rules, parts are (relation, phrase)."""
    tokens, roots = [], []
    for relation, phrase in parts:
        start = len(tokens)
        roots.append(start + phrase.root)
        tokens += [[*t[:4], None if t[4] is None else t[4] + start, t[5]] for t in phrase.tokens]
    for i, (relation, phrase) in enumerate(parts):
        if i != head:
            target = roots[head]
            if ">" in relation:  # "conj>0": to the root of another part
                relation, other = relation.split(">")
                target = roots[int(other)]
            tokens[roots[i]][4], tokens[roots[i]][5] = target, relation
    return Phrase(tokens, roots[head])


def pick(items):
    return R.choice(items)


def comma():
    return "punct", word(",", "PUNCT", ",")


def propn(form):
    return word(form, "PROPN", "NNP")


def noun(form):
    return word(form, "NOUN", "NNS" if form.endswith("s") else "NN")


def adjective(form):
    return word(form, "ADJ", "JJ")


def determiner(form):
    return word(form, "DET", "DT", "the" if form == "the" else "a")


def adposition(form):
    return word(form, "ADP", "IN")


def name():
    first, last = pick(FIRST), pick(LAST)
    parts = [("", propn(first))]
    kind = R.random()
    if kind < .25:
        parts.append(("flat", propn(pick(["Abdel", "Javad", "al", "J.", "Jong", "Yo", "Jae"]))))
    if kind < .05:
        parts.append(("flat", propn("bin")))
    if kind < .1:
        parts.append(("flat", propn("Al")))
    return join(0, *parts, ("flat", propn(last)))


def title():
    """ "Egyptian Foreign Minister", "Jordan's King", "US Secretary of State", "Hamas spokesman"."""
    kind = R.random()
    if kind < .25:
        head = join(0, ("", propn("Secretary")), ("nmod", join(1, ("case", adposition("of")), ("", propn("State")))))
    elif kind < .7:
        *before, last = pick(TITLES)
        head = join(len(before), *[("amod", adjective(b)) for b in before], ("", propn(last)))
    else:
        return join(1, ("compound", propn(pick(STATES))), ("", noun(pick(OFFICES))))
    kind = R.random()
    if kind < .45:
        return join(1, ("amod", adjective(pick(NATIONS))), ("", head))
    if kind < .6:
        return possessive(propn(pick(STATES)), head)
    if kind < .72:
        return join(1, ("compound", propn("US")), ("", head))
    return head


def person():
    kind = R.random()
    if kind < .25:
        return name()
    if kind < .4:
        return propn(pick(LAST))
    if kind < .85:
        return join(1, ("nmod", title()), ("", name()))
    return join(1, ("nmod", title()), ("", propn(pick(LAST))))


def state():
    if R.random() < .2:
        return join(1, ("det", determiner("the")), ("", propn(pick(["US", "UN", "EU", "PLO"]))))
    return propn(pick(STATES))


def listed(make):
    """ "Egypt, Qatar, the US and Hamas"."""
    parts = [("", make())]
    for _ in range(R.randint(0, 2)):
        parts.append(("conj", join(1, comma(), ("", make()))))
    closing = [("cc", word("and", "CCONJ", "CC"))]
    if len(parts) > 1 and R.random() < .4:
        closing.insert(0, comma())
    return join(0, *parts, ("conj", join(len(closing), *closing, ("", make()))))


def thing():
    head = noun(pick(THINGS) if R.random() < .6 else pick(MANY))
    parts = []
    if R.random() < .8 or head.tokens[0][3] == "NN":
        parts.append(("det", determiner(pick(["the", "the", "a"]) if head.tokens[0][3] == "NN" else "the")))
    if R.random() < .4:
        parts.append(("amod", adjective(pick(ADJECTIVES))))
    phrase = join(len(parts), *parts, ("", head))
    if R.random() < .25:
        phrase = join(0, ("", phrase), ("nmod", join(1, ("case", adposition(pick(["with", "between", "for", "on"]))),
                                                     ("", listed(state) if R.random() < .4 else state()))))
    return phrase if R.random() < .9 else join(0, ("", phrase), ("acl", brokered()))


def brokered():
    """ "(the truce) brokered by Egypt", "(the deal) reached in Oslo"."""
    by = "obl", join(1, ("case", adposition("by")), ("", listed(state) if R.random() < .4 else state()))
    verb = pick("reached signed brokered proposed mediated drafted".split())
    return join(0, ("", word(verb, "VERB", "VBN")), by if R.random() < .6 else where(pick(["in", "at"])))


def possessive(owner, owned):
    return join(1, ("nmod:poss", join(0, ("", owner), ("case", word("'s", "PART", "POS")))), ("", owned))


def officials():
    head = noun(pick(GROUPS))
    parts = [("amod", adjective(pick(NATIONS)))]
    if R.random() < .4:
        parts.insert(0, ("amod", adjective("senior")))
    return join(len(parts), *parts, ("", head))


def relative(outer):
    """ ", who met X in Cairo," behind `outer`."""
    verb = pick(TRANSITIVE)
    pronoun = "nsubj", word("which" if outer.tokens[-1][0] in STATES else "who", "PRON", "WDT")
    kind = R.random()
    if kind < .3 and pronoun[1].tokens[0][0] == "who":
        secret = join(1, ("case", adposition("on")), ("", noun("condition")),
                      ("nmod", join(1, ("case", adposition("of")), ("", noun("anonymity")))))
        clause = join(2, comma(), pronoun, ("", finite("spoke")), ("obl", secret), comma())
    elif kind < .6:
        clause = join(2, comma(), pronoun, ("", finite(pick([third, past])(verb))), ("obj", thing()), *when(), comma())
    elif kind < .8:
        held = join(2, ("det", determiner("the")), ("compound", propn(pick(PLACES))),
                    ("", noun(pick(["talks", "delegation", "region"]))))
        clause = join(2, comma(), pronoun, ("", finite(pick("backs rules controls represents led heads".split()))),
                      ("obj", held), comma())
    else:
        clause = join(3, comma(), pronoun, have(), ("", word(past(verb), "VERB", "VBN")),
                      ("obj", actor(True) if R.random() < .3 else thing()), where(), comma())
    return join(0, ("", outer), ("acl:relcl", clause))


def apposition():
    """ "Qatar's Emir, Sheikh Tamim," and "Khalil Hayya, the head of the delegation,"."""
    if R.random() < .2:
        owner = word(pick(["his", "her", "their"]), "PRON", "PRP$")
        role = join(2, ("nmod:poss", owner), ("amod", adjective(pick(NATIONS))), ("", noun("counterpart")))
        return join(0, ("", role), ("appos", join(1, comma(), ("", name()), comma())))
    if R.random() < .6:
        kind, post = adjective(pick(["foreign", "prime", "chief"])), noun(pick(["minister", "envoy"]))
        office = join(1, ("amod", kind), ("", post))
        role = propn(pick(["Emir", "President", "King"])) if R.random() < .3 else office
        return join(0, ("", possessive(propn(pick(STATES)), role)),
                    ("appos", join(1, comma(), ("", person()), comma())))
    team = join(2, ("det", determiner("the")), ("amod", adjective(pick(NATIONS))), ("", noun("delegation")))
    role = join(1, ("det", determiner("the")), ("", noun(pick(["head", "leader", "deputy"]))),
                ("nmod", join(1, ("case", adposition("of")), ("", team))))
    return join(0, ("", name()), ("appos", join(1, comma(), ("", role), comma())))


def actor(plain=False):
    kind = R.random()
    if kind < .3:
        return person()
    if kind < .5:
        return state()
    if kind < .65:
        return officials()
    if plain and kind < .75:
        return apposition()
    if kind < .72 or plain:
        return listed(state)
    if kind < .83:
        return apposition()
    return relative(pick([person, state, officials])())


def when():
    kind = R.random()
    if kind < .35:
        return [("obl", join(1, ("case", adposition("on")), ("", propn(pick(DAYS)))))]
    if kind < .45:
        return [("obl", join(1, ("amod", adjective("last")), ("", noun(pick(["week", "month", "year"])))))]
    return []


def where(preposition="in"):
    return ("obl", join(1, ("case", adposition(preposition)), ("", propn(pick(PLACES)))))


def have():
    form = pick(["had", "has"])
    return "aux", word(form, "AUX", "VBD" if form == "had" else "VBZ", "have")


def verb_group(base, irregular=None):
    """The verb with its auxiliaries, as parts of a clause; `irregular` is its past."""
    kind = R.random()
    if kind < .6:
        return [("", finite(irregular or past(base)))]
    if kind < .75:
        return [have(), ("", word(irregular or past(base), "VERB", "VBN"))]
    if kind < .9:
        parts = [("aux", word(pick(["will", "would", "could", "may"]), "AUX", "MD"))]
        if R.random() < .3:
            parts.append(("advmod", word("not", "PART", "RB")))
        return parts + [("", word(base, "VERB", "VB"))]
    return [("aux", word("is", "AUX", "VBZ", "be")), ("", word(gerund(base), "VERB", "VBG"))]


def clause(subject):
    """Subject, verb and what belongs to it; without a full stop."""
    kind = R.random()
    if kind < .3:
        verb, rest = verb_group(pick(TRANSITIVE)), [("obj", thing())] + when()
    elif kind < .45:
        verb, rest = verb_group(pick(MOVING)), [where(pick(["to", "from", "in"]))] + when()
    elif kind < .65:
        verb = verb_group("meet", "met")
        rest = [("obj", actor(True))] if R.random() < .6 else \
               [("obl", join(1, ("case", adposition("with")), ("", actor(True))))]
        rest += [where()] if R.random() < .7 else []
        rest += when()
    elif kind < .8:
        verb = [("", finite(pick(CONTROL)))]
        inner = word(pick(TRANSITIVE), "VERB", "VB")
        rest = [("xcomp", join(1, ("mark", word("to", "PART", "TO")), ("", inner), ("obj", thing())))]
    elif kind < .9:
        verb = [("aux:pass", word(pick(["was", "were"]), "AUX", "VBD", "be")),
                ("", word(past(pick(TRANSITIVE)), "VERB", "VBN"))]
        rest = [("obl", join(1, ("case", adposition("by")), ("", actor(True))))] if R.random() < .6 else when()
        return join(len(verb), ("nsubj:pass", thing()), *verb, *rest)
    else:
        verb = [("", finite("said"))]
        inner = word(pick(["it", "he", "she", "they"]), "PRON", "PRP") if R.random() < .5 else thing()
        rest = [("ccomp", clause(inner))]
    return join(len(verb), ("nsubj", subject), *verb, *rest)


def infinitive():
    """ "to release the prisoners", "to meet X in Cairo"."""
    mark = "mark", word("to", "PART", "TO")
    kind = R.random()
    if kind < .4:
        return join(1, mark, ("", word(pick(TRANSITIVE), "VERB", "VB")), ("obj", thing()))
    if kind < .7:
        return join(1, mark, ("", word("meet", "VERB", "VB")), ("obj", actor(True)), where(), *when())
    if kind < .85:
        return join(1, mark, ("", word(pick(CHANGING), "VERB", "VB")), where(), *when())
    return join(1, mark, ("", word("travel", "VERB", "VB")), where("to"), *when())


def expected(subject):
    """ "X is expected to meet Y"."""
    be = "aux:pass", word(pick(["is", "was"]), "AUX", "VBZ", "be")
    return join(2, ("nsubj:pass", subject), be, ("", word(pick(["expected", "scheduled"]), "VERB", "VBN")),
                ("xcomp", infinitive()))


def located(subject):
    """ "X was in Cairo on Monday"."""
    be = "cop", word(*pick([("is", "AUX", "VBZ"), ("was", "AUX", "VBD")]), "be")
    return join(3, ("nsubj", subject), be, ("case", adposition("in")), ("", propn(pick(PLACES))), *when())


def urged(subject):
    """ "X urged Y to accept the deal"."""
    return join(1, ("nsubj", subject), ("", finite(pick(["urged", "asked", "wants", "invited"]))), ("obj", actor(True)),
                ("xcomp", infinitive()))


def changed():
    """ "Israel-Hamas talks resumed in Cairo", "the agreement reached in Oslo collapsed"."""
    kind = R.random()
    if kind < .4:
        meeting = noun(pick(["talks", "negotiations", "summit", "agreement"]))
        subject = join(3, ("compound", propn(pick(STATES))), ("punct", word("-", "PUNCT", "HYPH")),
                       ("compound", propn(pick(STATES))), ("", meeting))
    elif kind < .7:
        subject = join(1, ("det", determiner("the")), ("", noun(pick(THINGS))), ("acl", brokered()))
    else:
        subject = thing()
    place = [where()] if R.random() < .5 else []
    return join(1, ("nsubj", subject), ("", finite(past(pick(CHANGING)))), *place, *when())


def phrasal(subject):
    """ "X called off the talks"."""
    verb, particle = pick(["called off", "broke off", "set up", "put off", "took up", "gave up"]).split()
    return join(1, ("nsubj", subject), ("", finite(verb)), ("compound:prt", word(particle, "ADP", "RP")),
                ("obj", thing()), *when())


def held(subject):
    """ "X held talks with Y in Cairo"."""
    partner = join(1, ("case", adposition("with")), ("", actor(True)))
    talks = join(0, ("", noun("talks")), ("nmod", partner))
    return join(1, ("nsubj", subject), ("", finite(pick(["held", "holds"]))), ("obj", talks), where(), *when())


def followed(subject):
    """ "X left Cairo after meeting Y"."""
    mark = word(pick(["after", "before", "without"]), "SCONJ", "IN")
    after = join(1, ("mark", mark), ("", word("meeting", "VERB", "VBG")), ("obj", actor(True)))
    return join(1, ("nsubj", subject), ("", finite("left")), ("obj", propn(pick(PLACES))), *when(), ("advcl", after))


def sentence():
    kind = R.random()
    if kind < .33:
        body = clause(actor())
    elif kind < .55:
        kind = pick([expected, located, urged, None, held, followed, phrasal])
        body = kind(actor()) if kind else changed()
    elif kind < .7:  # "S, X said."
        said = finite("said")
        body = join(3, ("ccomp", clause(actor(True))), comma(), ("nsubj", actor(True)), ("", said), *when())
    elif kind < .8:  # "S," X said.
        said = finite("said")
        inner = clause(word(pick(["We", "They"]), "PRON", "PRP"))
        body = join(5, ("punct", word("“", "PUNCT", "``")), ("ccomp", inner), comma(),
                    ("punct", word("”", "PUNCT", "''")), ("nsubj", actor(True)), ("", said), *when())
    elif kind < .9:  # X told Y that S
        told, hearer = finite("told"), noun("reporters") if R.random() < .5 else propn("Reuters")
        content = join(1, ("mark", word("that", "SCONJ", "IN")), ("", clause(pick([thing, state, person])())))
        body = join(1, ("nsubj", actor()), ("", told), ("iobj", hearer), ("ccomp", content))
        if R.random() < .5:  # X insists that S
            body = join(1, ("nsubj", actor()), ("", finite(pick(INSISTING))), ("ccomp", content))
    else:  # X did this and did that
        second = join(1, ("cc", word(pick(["and", "but"]), "CCONJ", "CC")), ("", finite(past(pick(TRANSITIVE)))),
                      ("obj", thing()), *when())
        body = join(0, ("", clause(actor())), ("conj", second))
    return join(0, ("", body), ("punct", word(".", "PUNCT", ".")))


def write(file, phrase):
    tokens = phrase.tokens
    # One comma is enough where two meet, or where the sentence ends.
    drop = {i for i, t in enumerate(tokens[:-1]) if t[0] == "," and tokens[i + 1][0] in ",."}
    if any(t[4] in drop for t in tokens):
        drop = set()
    place = {i: n for n, i in enumerate((i for i in range(len(tokens)) if i not in drop), 1)}
    for i, (form, lemma, part, tag, head, relation) in enumerate(tokens):
        if i in drop:
            continue
        form = form[:1].upper() + form[1:] if place[i] == 1 else form
        file.write(f"{place[i]}\t{form}\t{lemma}\t{part}\t{tag}\t_\t{place[head] if head is not None else 0}\t"
                   f"{relation or 'root'}\t_\t_\n")
    file.write("\n")


def main():
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1000):
            write(file, sentence())


if __name__ == "__main__":
    main()
