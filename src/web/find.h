/* find.h - finds words in short texts: names, titles, quotations.
 *
 * Input: the terms of a search (store/search.h). Output: whether texts have them all, as whole words or their
 * beginnings, whatever the case and the marks on letters. Invariant: what is found in a text depends on that text and
 * the terms alone. Time: linear in the text. */
#ifndef WEB_FIND_H
#define WEB_FIND_H
#include "store/search.h"

struct find_term {
    struct str folded; /* without marks, a single blank between words */
    size_t rare;       /* where its rarest letter is, that is looked for first */
    bool ascii, beginning;
};
struct find {
    struct find_term *terms;
    size_t count; /* 0: nothing was asked for */
};

struct find find_of(struct arena *arena, const struct search_terms *terms);

/* Whether each term is in one of the texts. Where nothing was asked for, it is. */
bool find_in(const struct find *find, const struct str *texts, size_t count);

/* Whether that term is in the text. */
bool find_term_in(const struct find_term *term, struct str text);
#endif
