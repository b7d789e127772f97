/* web_data.h - the words about web pages in data/web, compiled into the program (base/embedded.h).
 *
 * These files are small and looked through line by line where they are needed, so that nothing must be loaded or held.
 * A line that starts with # is a comment; empty lines mean nothing. */
#ifndef INGEST_WEB_DATA_H
#define INGEST_WEB_DATA_H
#include <stdbool.h>
#include "base/str.h"

/* The file data/web/NAME.txt, whole. It must be there: a name that is none is a programmer's mistake. */
struct str web_data(const char *name);

/* The next line that is neither empty nor a comment, without blanks at its ends; false at the end. */
bool web_line(struct str *rest, struct str *line);

/* The next word, parted by blanks, of what is left; empty at the end. */
struct str web_word(struct str *rest);

/* The next line of a file of the form "KEY: word, word"; words may hold blanks. A line without a colon is passed over.
 */
bool web_entry(struct str *rest, struct str *key, struct str *words);

/* The next word of such a line; false at its end. */
bool web_item(struct str *words, struct str *word);

/* Whether a line KEY of the file has the word, in letters of any case. */
bool web_listed(const char *file, const char *key, struct str word);

/* Where `small` first stands in the text as a whole word, in letters of any case, no letter, digit or byte over 127
 * beside it; `text.len`: nowhere. Linear for short words. */
size_t web_find_word(struct str text, struct str small);

/* Whether a word of a line KEY stands anywhere in the text, also inside a word. */
bool web_has_listed(const char *file, const char *key, struct str text);

/* Where the first of the words of a line KEY stands in the text as a whole word; `*word` is that which stands first,
 * the longest of those. `text.len`: none does. */
size_t web_find_listed(const char *file, const char *key, struct str text, struct str *word);

/* Whether the text starts with a whole word of a line KEY; `*length` receives that of the longest. */
bool web_starts_listed(const char *file, const char *key, struct str text, size_t *length);
#endif
