/* language_words.h - what tells a language, as loaded from data/languages/languages.txt: what language_words.c and
 * language.c share. All of it lives in the arena it was loaded into and is const from then on. */
#ifndef TEXT_LANGUAGE_WORDS_H
#define TEXT_LANGUAGE_WORDS_H
#include <stdint.h>
#include <utf8proc.h>
#include "base/map.h"
#include "base/utf8.h"
#include "text/language.h"

enum {
    SCRIPTS_MOST = 64,
    LANGUAGES_MOST = 128,
    JOINS_MOST = 4,
    WORD_MOST = 48 /* bytes; longer words tell nothing */
};

struct range {
    uint32_t first, last;
    uint32_t script;
};
struct script {
    struct str name;
    unsigned weight;
};
struct known_language {
    struct str code, name;
    uint32_t script;
};

/* A set of languages, by number. */
struct language_set {
    uint64_t bits[LANGUAGES_MOST / 64];
};
struct letter {
    uint32_t character;
    struct language_set languages;
};
struct join {
    uint32_t from, to;
};

struct language_words {
    struct script scripts[SCRIPTS_MOST];
    struct known_language languages[LANGUAGES_MOST];
    struct join joins[JOINS_MOST];
    uint32_t script_count, language_count, join_count;
    uint32_t read;  /* the language that is read */
    uint32_t plain; /* the script of the letters a to z */
    LIST(struct range) ranges;                 /* by first */
    LIST(struct letter) letters;               /* by character */
    LIST(struct language_set) sets;            /* of words */
    struct map words;                          /* to their place in sets */
};

/* The next character, in lower case; `*size` receives its bytes. What is no character is U+FFFD. */
static inline uint32_t take_character(const char *text, size_t length, size_t *size)
{
    const unsigned char *bytes = (const unsigned char *)text;
    utf8proc_int32_t character = 0xfffd;
    *size = bytes[0] < 0x80 ? 1 : utf8_multibyte_length(bytes, 0, length);
    if (*size)
        utf8proc_iterate(bytes, (utf8proc_ssize_t)*size, &character);
    else
        *size = 1;
    return (uint32_t)utf8proc_tolower(character);
}

/* By character. */
int letter_compare(const void *a, const void *b);
#endif
