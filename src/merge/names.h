/* names.h - whether two names can be one person's, or one body's; by the names alone.
 *
 * Input: names as reports give them. Output: their words, yes or no. Invariant: a comparison gives the same either way
 * round; what one name has and the other lacks speaks against neither, what both have must agree. */
#ifndef MERGE_NAMES_H
#define MERGE_NAMES_H
#include "base/map.h"
#include "merge/office.h"
#include "read/record.h"
#include "rules/source.h"

/* Words of the language that are no part of a name, or stand for one. All folded. */
struct name_words {
    struct map titles;     /* "mullah", "dr": before a person's name */
    struct map endings;    /* "jr", "iii": behind it */
    struct map particles;  /* "al", "von": parts of a surname that tell nobody apart */
    struct map body_ends;  /* "inc", "company": behind a body's name */
    struct map short_given; /* "bill": where `given` has its full form */
    struct str_list given;
    struct office_words offices;
};

bool name_words_load(struct arena *arena, const struct source_list *sources, struct name_words *words,
                     readout_error *error);

/* A person's name, folded, without marks on letters and without titles. */
struct personal_name {
    struct str_list words; /* given names, middle names, surname; a surname alone is one word */
    struct str ending;     /* "jr"; empty: none */
};

/* `words` may be NULL: then nothing counts as title, ending or short form. */
struct personal_name personal_name(struct arena *arena, const struct name_words *words, struct str text);

/* Whether all that the briefer name has stands in the other, too. */
bool personal_names_fit(const struct name_words *words, const struct personal_name *a, const struct personal_name *b);

/* Whether the two words are one but for spelling: of five letters and more one may differ, be doubled, or change places
 * with the next. "Ivana" is not "Ivanka". */
bool name_words_alike(struct str a, struct str b);

/* A body's name, folded, without an article before and "Inc." behind it. */
struct str body_name(struct arena *arena, const struct name_words *words, struct str text);

static inline struct str last_word(const struct personal_name *name)
{
    return name->words.count ? name->words.items[name->words.count - 1] : STR("");
}
#endif
