/* search.h - full-text search in the current reports (FTS5, https://sqlite.org/fts5.html).
 *
 * Input: the words of a person: all are wanted, "words in quotation marks" one behind the other, a word with a star
 * behind it also as the beginning of others. Output: reports, the best first (bm25), with the words that were found.
 * Invariant: nothing that a person types is syntax of FTS5, or of SQL; no markup is made here. */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H
#include "base/arena.h"
#include "read/record.h"
#include "store/store.h"

enum {
    SEARCH_WORDS = 200,     /* of one search; what is typed behind them is left out */
    SEARCH_BEGINNING = 3,   /* bytes of the shortest beginning; the star of a shorter one is left out */
    SEARCH_RANKED = 12000,  /* so many reports are weighed for one word, half as many for two, ... */
    SEARCH_WEIGHED = 12     /* terms; where there are more, reports are not weighed at all */
};

/* A word or several, one behind the other; no term is without a letter or digit. */
struct search_term {
    struct str text; /* of what was typed; words of a phrase with the blanks between them */
    bool beginning;  /* of the last word */
};
LIST_TYPE(search_terms, struct search_term);

/* What the words mean; each term once. */
struct search_terms search_terms_of(struct arena *arena, struct str words);

/* The same as an expression of FTS5, all terms in quotation marks; `title`: in titles alone. Empty where there are no
 * terms, which finds nothing. */
struct str search_expression(struct arena *arena, const struct search_terms *terms, bool title);

/* Which reports: NULL or empty, all. */
struct search {
    struct search_terms terms;
    struct str process;      /* the key of a negotiation */
    struct str since, until; /* days of publication, "YYYY-MM-DD" */
    size_t first, most;      /* of what is found, from 0 */
};

/* A piece of the words around what was found. */
struct search_piece {
    struct str text;
    bool found;
};

struct search_hit {
    struct str report, outlet, published, title; /* empty: not known */
    struct str snippet;                          /* the pieces together */
    LIST(struct search_piece) pieces;
};

struct search_result {
    size_t total;  /* reports with the words */
    size_t ranked; /* so many of them were weighed, those read last, and can be asked for */
    bool weighed;  /* false: there are too many terms, and those read last come first */
    LIST(struct search_hit) hits;
};

/* In the arena, whose guard the caller has set. */
bool store_search(struct store *store, const struct search *search, struct arena *arena, struct search_result *result,
                  readout_error *error);

/* The names of all current reports that have the terms, `title`: in their titles, in no order; *many: there are more than
 * `most` (0: no limit), and none are given. */
bool store_search_names(struct store *store, const struct search_terms *terms, bool title, size_t most,
                        struct arena *arena, struct str_list *names, bool *many, readout_error *error);
#endif
