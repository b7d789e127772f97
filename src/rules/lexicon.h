/* lexicon.h - the words of data/: which class, value or actor each word or phrase stands for.
 *
 * Input: the files of one language folder (format: data/README.md). Output: a table that finds, for every
 * token of a document, the entries that start there, longest first. Invariant: const once loaded. */
#ifndef RULES_LEXICON_H
#define RULES_LEXICON_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "readout.h"
#include "rules/source.h"
#include "text/document.h"
#include "text/token.h"

typedef uint16_t set_id; /* a word class or a set of values, by file name without ".txt" */
enum { SET_NONE = UINT16_MAX };

/* Which column of its line a form stands in. For *.v classes: the five verb forms. */
enum form { FORM_BASE, FORM_THIRD, FORM_PAST, FORM_PARTICIPLE, FORM_GERUND };

/* What a word of the text may stand for: one form of one line of one file. */
struct entry {
    set_id set;
    uint8_t form;      /* enum form, by column; where past and participle are alike: FORM_PAST */
    bool verb, noun;   /* of a class *.v, *.n */
    uint16_t capitals, all_capitals; /* bit i: word i must have a capital, must be all capitals */
    struct str lemma;  /* first form of its line, as written */
    struct str value;  /* right-hand side of a value line; for sets made from actors the actor's name */
    uint32_t actor;    /* index into lexicon.actors, for the sets actor.*; else UINT32_MAX */
    const char *file;
    uint32_t line;
};

/* An entry found in a document: tokens [first, last). */
struct mark {
    uint32_t first, last;
    const struct entry *entry;
};

/* All marks of one document, by first token, longest first; `start[t]` .. `start[t + 1]` are those at token t. Most
 * questions about a token are answered by the sets that start at it or cover it: bit `set % 64` of `starting[t]` and
 * `covering[t]`. */
struct marks {
    struct mark *items;
    uint32_t *start; /* token_count + 1 items */
    uint64_t *starting, *covering;
    uint32_t count;
};

static inline uint64_t set_bit(set_id set)
{
    return (uint64_t)1 << (set % 64);
}

struct lexicon;

/* Load classes, values and actors from `sources`; `scratch` holds what is needed only while loading. Returns NULL and
 * fills `error` with file, line and column where a file breaks the format of data/README.md. */
struct lexicon *lexicon_load(struct arena *arena, struct arena *scratch, const struct source_list *sources,
                             readout_error *error);

/* Load only what cutting text needs: the lexicon can be asked for lexicon_text_words and nothing else. */
struct lexicon *lexicon_load_text_words(struct arena *arena, const struct source_list *sources);

/* What cutting text into tokens and sentences needs of it. */
const struct text_words *lexicon_text_words(const struct lexicon *lexicon);

/* How many word ids (from 1) and sets there are. */
uint32_t lexicon_word_count(const struct lexicon *lexicon);
uint32_t lexicon_set_count(const struct lexicon *lexicon);

/* The entry of `set` for a whole phrase; NULL if there is none. `arena` is for scratch. */
const struct entry *lexicon_find(const struct lexicon *lexicon, struct arena *arena, set_id set, struct str phrase);

/* While loading only: the id of a folded word, new if need be (for words that stand in rules alone). */
uint32_t lexicon_add_word(struct lexicon *lexicon, struct arena *arena, struct str folded);

/* Id of a folded word (token.word); 0 if the lexicon has no entry with it. */
uint32_t lexicon_word(const struct lexicon *lexicon, struct str folded);

/* The entry of `set` that is this one folded word; NULL if none. */
const struct entry *lexicon_entry(const struct lexicon *lexicon, set_id set, struct str folded);

/* The set of that name; SET_NONE where there is none. */
set_id lexicon_set(const struct lexicon *lexicon, struct str name);
struct str lexicon_set_name(const struct lexicon *lexicon, set_id set);

/* As lexicon_set, but a missing set is an error naming it (for code that cannot work without). */
bool lexicon_require(const struct lexicon *lexicon, const char *name, set_id *set, readout_error *error);

/* Fill token.word of every token and find all marks. Linear in the text (phrases are at most 12 words). */
struct marks lexicon_mark(const struct lexicon *lexicon, struct document *document);

/* Make the capitalised words in entries of these sets proper nouns, whatever their tag. */
void marks_name(const struct marks *marks, struct document *document, const set_id *sets, size_t count);

/* The longest mark of `set` that starts at `token`; NULL if none. */
const struct mark *marks_find(const struct marks *marks, uint32_t token, set_id set);
static inline const struct mark *marks_at(const struct marks *marks, uint32_t token, set_id set)
{
    return marks->starting[token] & set_bit(set) ? marks_find(marks, token, set) : NULL;
}

/* The longest mark of `set` that covers `token`; NULL if none. */
const struct mark *marks_find_over(const struct marks *marks, uint32_t token, set_id set);
static inline const struct mark *marks_over(const struct marks *marks, uint32_t token, set_id set)
{
    return marks->covering[token] & set_bit(set) ? marks_find_over(marks, token, set) : NULL;
}

/* Actors are found as marks of these sets, made from data/en/actors: "actor.name" (names), "actor.adjective",
 * "actor.people", "actor.capital", "actor.seat", "actor.surname"; entry.actor tells which. */
struct known_office {
    struct str party, title, from, to; /* days "YYYY-MM-DD", empty: open */
};
struct known_actor {
    struct str name, kind, code, party, surname;
    LIST(struct known_office) offices;
    LIST(struct str) names, sectors;
    const char *file;
    uint32_t line;
    bool own; /* of the user's folder */
};
const struct known_actor *lexicon_actor(const struct lexicon *lexicon, uint32_t index);
uint32_t lexicon_actor_count(const struct lexicon *lexicon);
uint32_t lexicon_actor_named(const struct lexicon *lexicon, struct str name); /* by `actor` name; UINT32_MAX */
#endif
