/* language.h - the language of a text, told by its script, its frequent short words and its letters.
 *
 * Input: UTF-8, and data/languages/languages.txt, which says what tells a language. Output: an ISO 639-1 code. Of a
 * long text pieces from all over it are looked at, LANGUAGE_MOST bytes in all, so that the time has a bound.
 * Invariant: a pure function of the text; what is but partly in another language is never surely so. */
#ifndef TEXT_LANGUAGE_H
#define TEXT_LANGUAGE_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "readout.h"

enum { LANGUAGE_MOST = 36 * 1024 };

struct language_words; /* const once loaded */

/* Load what is compiled in, or `text` laid out like it, whose name is `source`. The caller guards the arena, which the
 * words live in. NULL, and `error` with its line, where a line breaks the format. */
const struct language_words *language_words_load(struct arena *arena, readout_error *error);
const struct language_words *language_words_read(struct arena *arena, struct str text, const char *source,
                                                 readout_error *error);

struct language {
    char code[4]; /* of most of the text; "": cannot be told */
    double sure;  /* 0 to 1: how far ahead it is of any other; low between neighbours as Danish and Norwegian */
    bool foreign; /* it is surely not the language that is read */
};
struct language language_tell(const struct language_words *words, struct str text);

/* The ISO 639 code at the front of a language tag (BCP 47): "en" of "en-GB" or "EN_us"; empty where none is. It is in
 * the arena. */
struct str language_code(struct arena *arena, struct str tag);

/* Whether texts in the language of that code are read. */
bool language_is_read(const struct language_words *words, struct str code);

/* "French" for "fr"; the code itself where it has no name here. Points into what is compiled in. */
struct str language_name(struct str code);
#endif
