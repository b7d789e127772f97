"""gold_records_test.py - the scorer of bench/gold_records.py, on made-up records, codings and folds."""
import importlib.machinery
import importlib.util
import json
import pathlib
import sys
import tempfile
import unittest

BENCH = pathlib.Path(__file__).resolve().parent.parent / "bench"
sys.path.insert(0, str(BENCH))
sys.dont_write_bytecode = True
import gold_records  # noqa: E402


def load_script(name):
    loader = importlib.machinery.SourceFileLoader(name, str(BENCH / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


def record(markup, event, source, target="", text=None):
    plain = gold_records.read_marks(markup)[0]
    return gold_records.Record({"id": "1", "event": event, "text": text or plain, "textInfo": {"markup": markup},
                                "source": source, "target": target})


def actor(text, words, country=""):
    start = len(text[:text.index(words)].encode())
    return {"start": start, "end": start + len(words.encode()), "country": country}


def score(one, *events):
    return gold_records.score_records([one], {"1": {"events": list(events)}})


RAID = record("(SRC: Rurítania) (EVT: raided) (TAR: Borduria) (LOC: near (TAR: Szohôd)).", "FIGHT",
              [{"actorText": "Rurítania", "code": "RUR"}],
              [{"actorText": "Borduria", "code": "BOR"}, {"actorText": "Szohôd", "code": "BOR"}])
DEAL = record("(SRC/TAR: Ruritania) and (SRC/TAR: Borduria) (EVT: agreed) (again).", "AGREE",
              [{"actorText": "Ruritania", "code": "RUR"}, {"actorText": "Borduria", "code": "BOR"}])


class Marks(unittest.TestCase):
    def test_nested_and_plain_brackets(self):
        text, marks = gold_records.read_marks("The (SRC: A (B) party) fought (LOC: in (TAR: C)).")
        self.assertEqual(text, "The A (B) party fought in C.")
        self.assertEqual([(tag, text[a:b]) for tag, a, b in marks],
                         [("SRC", "A (B) party"), ("TAR", "C"), ("LOC", "in C")])

    def test_unclosed(self):
        self.assertEqual(gold_records.read_marks("x) (SRC: y")[1], [])

    def test_slip_of_the_text(self):
        slip = record("Then (SRC: Ruritnia) fell on (TAR: Borduria).", "ASSAULT", [], [], "Ruritania fell on Borduria.")
        self.assertTrue(slip.source[0].overlaps(actor(slip.text, "Ruritania")))
        self.assertTrue(slip.target[0].overlaps(actor(slip.text, "Borduria")))
        self.assertFalse(slip.target[0].overlaps(actor(slip.text, "fell")))


class Scores(unittest.TestCase):
    def setUp(self):
        text = RAID.text
        self.raid = {"event": "ASSAULT", "confidence": 900, "source": [actor(text, "Rurítania", "RUR")],
                     "target": [actor(text, "Borduria", "BOR"), actor(text, "Szohôd", "BOR")]}

    def check(self, one, events, event, actors, countries):
        self.assertEqual(score(one, *events), {"event": event, "actors": actors, "countries": countries})

    def test_all_right(self):
        self.check(RAID, [self.raid], 1, 1, 1)

    def test_nothing_coded(self):
        self.check(RAID, [], 0, 0, 0)
        self.assertEqual(gold_records.score_records([RAID], {})["event"], 0)

    def test_another_event(self):
        self.check(RAID, [{**self.raid, "event": "COERCE"}], 0, 0, 0)

    def test_main_event_alone_counts(self):
        other = {**self.raid, "event": "COERCE", "confidence": 950}
        self.check(RAID, [self.raid, other], 0, 0, 0)
        self.check(RAID, [{**other, "confidence": 10}, self.raid], 1, 1, 1)

    def test_one_target_missing(self):
        self.check(RAID, [{**self.raid, "target": self.raid["target"][:1]}], 1, 0, 0)

    def test_one_source_too_many(self):
        self.check(RAID, [{**self.raid, "source": self.raid["source"] + [actor(RAID.text, "raided")]}], 1, 0, 0)

    def test_roles_swapped(self):
        self.check(RAID, [{**self.raid, "source": self.raid["target"], "target": self.raid["source"]}], 1, 0, 0)

    def test_wrong_country(self):
        self.check(RAID, [{**self.raid, "source": [actor(RAID.text, "Rurítania", "BOR")]}], 1, 1, 0)

    def test_bytes_not_characters(self):
        late = {"start": self.raid["target"][1]["end"], "end": self.raid["target"][1]["end"] + 1}
        self.check(RAID, [{**self.raid, "target": [self.raid["target"][0], late]}], 1, 0, 0)

    def test_reciprocal_is_a_set(self):
        first, second = actor(DEAL.text, "Ruritania", "RUR"), actor(DEAL.text, "Borduria", "BOR")
        for source, target in (([first, second], []), ([second], [first])):
            self.check(DEAL, [{"event": "AGREE", "source": source, "target": target}], 1, 1, 1)
        self.check(DEAL, [{"event": "AGREE", "source": [first], "target": []}], 1, 0, 0)

    def test_unmarked_role_is_not_judged(self):
        march = record("(SRC: Farmers) (EVT: marched).", "PROTEST", [{"actorText": "Farmers", "code": "RUR"}],
                       [{"actorText": "Ruritania", "code": "RUR"}])
        farmers = actor(march.text, "Farmers", "RUR")
        marched = actor(march.text, "marched")
        self.check(march, [{"event": "PROTEST", "source": [farmers], "target": [marched]}], 1, 1, 1)
        self.check(march, [{"event": "PROTEST", "source": [], "target": []}], 1, 0, 0)

    def test_code_that_is_no_country(self):
        raid = record("(SRC: Fighters) (EVT: struck) (TAR: Borduria).", "ASSAULT",
                      [{"actorText": "Fighters", "code": "IMG"}], [{"actorText": "Borduria", "code": "JAP"}])
        event = {"event": "ASSAULT", "source": [actor(raid.text, "Fighters")],
                 "target": [actor(raid.text, "Borduria", "JPN")]}
        self.check(raid, [event], 1, 1, 1)

    def test_misspelt_mark_shares(self):
        self.assertEqual(gold_records.score_records([RAID, DEAL], {"1": {"events": [self.raid]}})["event"], 0.5)


FAKE = """#!/usr/bin/env python3
import json, sys
model = sys.argv[sys.argv.index("--events-model") + 1][-1] if "--events-model" in sys.argv else None
for line in sys.stdin if sys.argv[-1] == "-" else open(sys.argv[-1]):
    print(json.dumps({"id": json.loads(line)["id"], "root": model, "events": []}))
"""


class Folds(unittest.TestCase):
    def test_text_decides(self):
        events = load_script("events")
        self.assertEqual(events.fold_of("Ruritania, fell!"), events.fold_of("ruritania FELL"))
        self.assertEqual(events.fold_of("abc"), 0xa9 % 5)  # sha1 of "abc" begins with a9

    def test_each_is_coded_by_its_own_fold(self):
        events = load_script("events")
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            program = folder / "readout"
            program.write_text(FAKE)
            program.chmod(0o755)
            for fold in range(5):
                (folder / f"fold{fold}").touch()
            inputs = [{"id": str(n), "text": f"sentence {n}"} for n in range(40)]
            coded = events.code(program, inputs, folder, folder)
            self.assertEqual([d["id"] for d in coded], [d["id"] for d in inputs])
            self.assertEqual([d["root"] for d in coded], [str(events.fold_of(d["text"])) for d in inputs])
            self.assertEqual({d["root"] for d in events.code(program, inputs, folder)}, {None})


if __name__ == "__main__":
    unittest.main()
