#!/usr/bin/env python3
"""Make paragraphs in the style of news, to teach train/train_cut.c where their sentences end.

  cut_news.py OUT.conllu

Output: comment lines of CoNLL-U only ("# newpar", "# text = ", and "# joined" where no blank stands before a sentence).
The treebanks have little of what news reports are full of: quotations with the speaker behind them, brackets inside
quotations, datelines, initials, titles, abbreviations before names, text torn from pages without blanks. Everything is
made up here; own work. Invariant: the same output every time.
"""
import random
import sys

PARAGRAPHS = 1500
FIRST = "John Maria Henry Amal Viktor Yusuf Elena Omar Daniel Leila Sergei Mina Paul Aisha Ivan Ruth".split()
LAST = ("Carter Haddad Novak Mbeki Larsen Petrov Rahman Cohen Okafor Silva Weber Farouk Jensen Moreau Tanaka Kim "
        "al-Rashid O'Brien Al-Sabah").split()
TITLE = ["President", "Prime Minister", "Foreign Minister", "Secretary of State", "Gen.", "Mr.", "Ms.", "Dr.", "Sen.",
         "Rep.", "Lt. Gen.", "Ambassador", "spokesman", "U.N. envoy", "U.S. Secretary of State", "Vice President"]
STATE = ["Egypt", "Israel", "the United States", "the U.S.", "Iran", "Sudan", "North Korea", "Qatar", "Colombia",
         "Serbia",          "the U.K.", "the European Union", "Armenia", "Ethiopia"]
PEOPLE = ["Egyptian", "Israeli", "U.S.", "Iranian", "Sudanese", "Qatari", "Norwegian", "U.N.", "British", "American"]
CITY = ["Geneva", "Cairo", "Washington, D.C.", "Doha", "Oslo", "Havana", "Vienna", "Juba", "Seoul", "New York"]
DAY = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Jan. 12", "Sept. 3", "March 4, 2019",
       "Nov. 11", "Aug. 2, 1994"]
BODY = ["the Security Council", "Parliament", "the White House", "the Foreign Ministry", "the African Union", "NATO",
        "the rebels", "the U.N. Security Council", "Hamas", "the Supreme Court", "officials", "the delegation"]
CLAUSE = ["the talks will go on", "no deal has been reached", "we want peace", "both sides must give way",
          "the truce is holding", "they are ready to sign", "this is not the end of the road", "it cannot go on like this",
          "nothing is agreed until everything is agreed", "the guns fell silent", "we will not leave the table",
          "I have never seen such a thing", "the border stays closed", "there is still a gap"]
PHRASE = ["a lasting truce", "an historic step", "the road map", "direct talks", "a prisoner exchange", "the draft",
          "maximum pressure", "a red line", "the last obstacle", "new sanctions"]
SPOKE = ["said", "told reporters", "said in a statement", "added", "said on {day}", "told {body}", "warned", "wrote",
         "said in {city}", "tweeted", "insisted"]
MARKS = [("\u201c", "\u201d"), ("\u201c", "\u201d"), ('"', '"'), ("\u2018", "\u2019")]
# {q} opens a quotation, {e} closes it; {clause} begins small, {Clause} with a capital; sentences are parted by " | ",
# or by " ~ " where no blank stands between them.
PATTERNS = """
{q}{Clause},{e} {name} {spoke}.
{q}{Clause},{e} {title} {last} {spoke}. | {q}{Clause}.{e}
{q}{Clause},{e} said {name}, who met {title} {last} in {city}. | {Clause}.
{q}{Clause},{e} {last} {spoke}, {q}and {clause}.{e} | {Clause}.
{q}{Clause}!{e} {last} {spoke}.
{q}Is it true that {clause}?{e} {last} asked. | {q}{Clause}.{e}
{q}{Clause}. | {Clause},{e} {last} {spoke}.
{q}{Clause}. | {Clause}. | {Clause}.{e} | {last} {spoke} that {clause}.
{title} {last} called it {q}{phrase}.{e} | {q}{Clause},{e} she {spoke}.
{title} {last} called it {q}{phrase}.{e} ~ {Body} did not answer.
{title} {last} called it {q}{phrase}.{e} ~ {q}{Clause},{e} he {spoke}.
{last} met {name} on {day}. ~ {q}{Clause},{e} he {spoke}.
{last} met {name} on {day}. ~ {q} {Clause},{e} he {spoke}. | {Clause}.
They met on {day}. ~ {q} {Clause}. | {Clause}.{e}
{Clause}. | {q} {Clause}, {e} {last} {spoke}.
{last} met {name} in {city}. ~ {Clause}. ~ {Body} did not answer.
It ended {phrase}. ~ The {people} side left {city}.
They flew to {city}. ~ He {spoke} that {clause}.
{last} said that {clause}.{e} ~ {name} did not answer.
{q}We told [{title} {last}] {first} that {clause},{e} {last} {spoke}.
{q}{Clause} [in {city}] {last} has to know,{e} he {spoke}.
{q}[{Body}] {State} wants is {phrase},{e} {name} {spoke}. | {Clause}.
The plan is based on [{title} {first}] {last}'s {phrase}, {body} {spoke}.
{q}{Clause},{e} [{title}] {last} {spoke}.
{q}[That included] {State}'s {phrase}. | {Clause}.{e}
{name} ({last}) {last} of {city} {spoke} that {clause}.
The {people} group ({body}) {State} supports left {city} on {day}.
{State} ({people}) {q}{phrase}{e} {last} had proposed is dead.
{last} spoke of {q}{phrase}{e} {State} could accept. | {Clause}.
{last} was {q}pulling back{e} {State} because of {phrase}. | {Clause}.
The {q}{phrase}{e} {title} {last} wants is far away.
{State} has one aim: {Phrase} must be agreed by {day}.
There is one condition, however: The {people} side must leave {city}.
{last} put it simply: {q}{Clause}.{e} | {Body} did not answer.
{last} {spoke}: {q}{Clause}.{e}
The parties' {q}{phrase}{e} failed. | {Clause}.
The two states' {q}{phrase}{e} was signed by {name} in {city}.
{first} {initial}. {last} flew to {city}. | {first} {initial}. {last} met {title} {last}.
{title} {first} {initial}. {last} and {initial}.{initial}. {last} met on {day}.
{q}{Clause} in the U.S.{e} | {last} {spoke} that {clause}.
{q}They met in Washington, D.C.{e} | {name} left at 9 a.m. | {q}We met in the U.K.{e} | {Body} left.
UK {title} {last} and French {title} {last} met US {title} {last} in {city}. | {Clause}.
{title} {name} (R-Fla.) and {name} (D-Calif.) {spoke} that {clause}. | Rep. {last} (R., Tex.) did not.
{last} called on {body} in {q}{phrase}{e} {day} that {clause}.
{name} met {q}{last}{e} {day} in {city}, the {people} news agency {spoke}.
File photo: {title} {last} in {city}, {state}, {day}. | {name}/Handout
{name} in {city}, in this photo released by the {people} News Agency (KCNA) on {day}. | {last} Media via {city}
{Clause}: {clause}, {last} {spoke}. | {Body}: {q}{Clause}.{e}
{last} left the U.S. | {Body} stayed. | He returned on {day}.
{last} left the U.S. {title} {last} stayed in {city}.
The U.S. Army and the U.N. Security Council agreed. | {Clause}.
He called the U.S. Embassy in {city}. | The U.S. President spoke to {name}.
{Body} met at 9 a.m. | The U.S. did not vote. | {last} left at 10 p.m. | The {people} side stayed until 2 a.m. | {Clause}.
They met at 9 a.m. on {day}. | They met again at 6 p.m. | The meeting in {city} ended at 11 p.m. {day}.
The office in Washington, D.C., was closed. | They left Washington, D.C. | The talks went on.
{Clause}, {name}, Jr., {spoke}. | {State} Corp. and {last} Inc. signed. | {last} & Co. did not.
No. 10 declined to comment. | {last} said no. | {Body} wants {phrase}.
About 3.5 million fled. | 40 were killed on {day}. | In 1978 {last} signed.
The vote was 12-3. | 20 envoys came. | {last} was not there.
Not yet ... {last} {spoke}. | {q}{Clause} ... and {clause},{e} {last} {spoke}.
{q}{Clause} \u2026 but {clause},{e} {last} {spoke}.
{last} \u2014 who had met {name} \u2014 {spoke} that {clause}.
{State} - {last} {spoke} - wants {phrase}. | {Clause}.
{Clause} \u2014 {last} would not hear of it. | {Clause}.
{Body} \u2013 the {people} side most of all \u2013 left {city}.
{name}, {last}'s deputy, {spoke} that {clause}; {last} did not. | {Clause}.
Who pays? | {Body} does not say. | Why now? | Because {clause}.
({Clause}.) | {last} {spoke} nothing. | ({Body} had left by then.)
{last} left {city} (and {Body} stayed). | {Clause}.
Copyright 2019 {last} Media. | All rights reserved.
{last} (@{last}{initial}) {day} wrote that {clause}.
{q}{Clause}!{e} ~ {Clause}.
{q}{Clause}?{e} ~ {name} {spoke} nothing.
{Body} met in {city} on {day} | {name} reports
""".strip().split("\n")


def capital(text):
    return text[0].upper() + text[1:]


def fill(pattern, pick):
    """Replace the slots until none is left: a slot may hold others."""
    opened, closed = pick.choice(MARKS)
    slots = {"first": FIRST, "last": LAST, "title": TITLE, "people": PEOPLE, "city": CITY, "day": DAY, "body": BODY,
             "clause": CLAUSE, "phrase": PHRASE, "spoke": SPOKE, "state": STATE, "initial": list("ABCDEGHJKLMNPRSTW"),
             "q": [opened], "e": [closed], "name": ["{first} {last}", "{title} {last}", "{first} {initial}. {last}"]}
    while "{" in pattern:
        before, rest = pattern.split("{", 1)
        slot, behind = rest.split("}", 1)
        value = pick.choice(slots[slot.lower()])
        pattern = before + (capital(value) if slot[0].isupper() else value) + behind
    return pattern


def main():
    pick = random.Random(1)
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        for _ in range(PARAGRAPHS):
            print("# newpar", file=out)
            for pattern in pick.sample(PATTERNS, pick.randint(1, 3)):
                for part in fill(pattern, pick).replace(" ~ ", " | ~").split(" | "):
                    if part.startswith("~"):
                        print("# joined", file=out)
                    print("# text = " + part.lstrip("~"), file=out)


if __name__ == "__main__":
    main()
