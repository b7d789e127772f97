/* token.h - cutting text into tokens, the way the Universal Dependencies treebanks of English do:
 * "Israel's" is two tokens, "don't" is two, "cease-fire" is three, "U.S." and "1,200" are one. */
#ifndef TEXT_TOKEN_H
#define TEXT_TOKEN_H
#include "base/map.h"
#include "text/document.h"

/* The words of the language that cutting depends on; keys are case-folded. Values mean nothing but where said. */
struct text_words {
    struct map abbreviations; /* "gen.", "no.": the full stop belongs to the word; value: enum abbreviation_kind */
    struct map clitics;       /* "'s", "n't": cut off the word before; apostrophes straight. "s'": alone behind an s */
    struct map contractions;  /* "cannot": two words written as one; value: bytes of the first */
    struct map prefixes;      /* "non": a hyphen joins them to the word behind */
    struct map units;         /* "pm": cut off the number before */
    struct map emoticons;     /* ":)" */
    struct map domains;       /* "org", "doc": last part of the name of a place in a network or of a file */
    struct map starters;      /* words that begin a sentence even after an abbreviation: "he", "the" */
};

enum abbreviation_kind {
    ABBREVIATION_CAPITAL = 1, /* only with its capital */
    ABBREVIATION_COUNTS = 2   /* only before a digit */
};

/* Cut document->text into tokens; fills tokens and token_count. Linear. */
void token_cut(struct document *document, const struct text_words *words);

/* What kind of quotation mark stands at a token: 0 none, else '"' or '\'' for straight ones, and for curly
 * ones 'O' and 'C' (double open, close), 'o' and 'c' (single open, close). */
char token_quote_mark(const struct document *document, uint32_t token);

/* Case-fold `s` into `out` of `size` bytes: ASCII and the two-byte letters of Latin, Greek and Cyrillic are
 * lower-cased, curly apostrophes made straight. Returns the folded slice; a longer word is cut to `size`. */
struct str token_fold(struct str s, char *out, size_t size);
enum { TOKEN_FOLD_SIZE = 64 };
#endif
