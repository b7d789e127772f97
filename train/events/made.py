"""Sentences made of the patterns in made.txt, with their root, source and target: the many words by which events are told.

Input: made.txt beside this file. Output: items as of data.py (set "made", no fold). Invariant: always the same sentences.
"""
import os
import random
import re

A_PATTERN = 8  # sentences
ACTORS = """Peru|Chile|Kenya|Norway|Turkey|Iran|Iraq|India|Pakistan|China|Japan|France|Britain|Germany|Russia|Ukraine|Israel|Syria|
Egypt|Sudan|Ethiopia|Eritrea|Cuba|Haiti|Spain|Italy|Poland|Serbia|Greece|Vietnam|Thailand|Nepal|Libya|Algeria|Rwanda|Angola|
the United States|the United Kingdom|South Korea|North Korea|Saudi Arabia|South Africa|Moscow|Beijing|Washington|Tehran|London|
the European Union|the United Nations|the African Union|the Arab League|NATO|the Security Council|the World Bank|the Red Cross|
the government|the Kenyan government|the Turkish army|Syrian government forces|Indian police|the Russian foreign ministry|
the rebels|Tamil rebels|Maoist guerrillas|the Taliban|Hamas|Hezbollah|the opposition|opposition parties|the Islamic State group|
President Vladimir Putin|Prime Minister Tony Blair|President Hosni Mubarak|the Iranian foreign minister|the Polish prime minister|
the French president|the German chancellor|the US secretary of state|the UN special envoy|the Pope|the king of Jordan|
the parliament|the supreme court|prosecutors|the police|students|workers|journalists|human rights groups|lawmakers|Kurdish fighters|
Palestinian militants|gunmen|soldiers|the military government|the junta|the central bank|a court in The Hague|trade unions|
General Pinochet|Kofi Annan|Archbishop Desmond Tutu|the opposition leader|the interior ministry|border guards""".replace("\n", "")
PLACES = """Geneva|Nairobi|Doha|Cairo|Gaza|Kabul|Lima|Vienna|Oslo|Minsk|Beirut|Baghdad|Damascus|Kathmandu|Colombo|Bogota|Havana|Paris|
Belfast|the capital|the north|the border town of Goma|Kashmir|Darfur|Aceh|Kosovo|Crimea|the West Bank|Manila|Rangoon""".replace("\n", "")
DAYS = "on Monday|on Tuesday|on Friday|on Sunday|last week|this week|in March|in October|yesterday|early on Thursday|in 1994|"
NUMBERS = "two|five|eleven|20|48|60|120|300|1,500|some 200|at least nine"
FRAMES = """{}|{}|{}|{}|According to officials, {}|{} state television reported.|{} a spokesman said.|Last month, {}|Earlier, {}|
Meanwhile, {}|{} witnesses said.|In a statement, it was said that {}""".replace("\n", "")
SLOT = re.compile(r"\{([STXPND])\}")


def choose_words(pattern, rng):
    """One of each ( | ), the innermost first."""
    while "(" in pattern:
        pattern = re.sub(r"\(([^()]*)\)", lambda found: rng.choice(found[1].split("|")), pattern, count=1)
    return pattern


def fill(pattern, rng):
    """-> the sentence, and the spans of {S} and {T} in it"""
    chosen = dict(zip("STX", rng.sample(ACTORS.split("|"), 3)))
    text, spans, at = "", {"source": [], "target": []}, 0
    for slot in SLOT.finditer(pattern):
        text += pattern[at:slot.start()]
        at = slot.end()
        words = chosen.get(slot[1]) or rng.choice({"P": PLACES, "D": DAYS, "N": NUMBERS}[slot[1]].split("|"))
        if slot[1] in "ST":
            spans["source" if slot[1] == "S" else "target"].append((len(text), len(text) + len(words)))
        text += words
    return text + pattern[at:], spans


def frame(text, spans, rng):
    """In a frame, the first letter as it must be."""
    before, _, behind = rng.choice(FRAMES.split("|")).partition("{}")
    if behind:
        text = text.rstrip(".") + ","
    text = text if before else text[:1].upper() + text[1:]
    shifted = {name: [(start + len(before), end + len(before)) for start, end in all_spans]
               for name, all_spans in spans.items()}
    return before + text + behind, shifted


def load(root_number):
    rng = random.Random(5)
    with open(os.path.join(os.path.dirname(__file__), "made.txt"), encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    for root, pattern in lines:
        for _ in range(A_PATTERN):
            text, spans = frame(*fill(choose_words(pattern, rng), rng), rng)
            text = text.replace(" .", ".").replace(" ,", ",")
            yield {"set": "made", "text": text, "root": root_number(root), "fold": -1, **spans}
