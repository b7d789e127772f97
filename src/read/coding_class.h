/* coding_class.h - the knowledge by which events get a mode, contexts and a CAMEO code: data/en/events.
 *
 * Input: the files of the folder `events` (formats: data/README.md). Output: tables for coding_class.c.
 * Invariant: const once loaded; every code, mode, context and list that a rule names is one of the tables'. */
#ifndef READ_CODING_CLASS_H
#define READ_CODING_CLASS_H
#include "base/map.h"
#include "read/record.h"
#include "rules/lexicon.h"

enum { CLASS_MOST_WORDS = 8, CLASS_MOST_CONTEXTS = 64, CLASS_NONE = UINT16_MAX };

/* A word or phrase of a list, cut into words as texts are; each matches the word of a text, its lemma, or, of a verb or
 * noun, what is left without an ending. */
struct class_form {
    struct str words[CLASS_MOST_WORDS];
    uint32_t count;
    uint32_t next; /* the next form that starts with the same word; 0: none */
    uint16_t list;
    bool noun, verb; /* matches only where its first word is one */
};

/* Where in a sentence a condition looks for words. */
enum class_area { CLASS_TRIGGER, CLASS_ACTOR, CLASS_ACTED, CLASS_OUTSIDE, CLASS_AREA_COUNT };
struct class_condition {
    unsigned areas;  /* bit: enum class_area */
    bool widens;     /* the whole sentence will do where the clause says too little */
    bool forbidden;
    LIST(uint16_t) lists; /* a word of any of them */
};

/* What a rule says of an event. */
struct class_rule {
    const char *id, *file;
    uint32_t line;
    uint32_t events; /* bit: enum plover_event */
    LIST(struct class_condition) conditions;
    int becomes;                 /* enum plover_event; -1: leaves the event as it is */
    struct str root, mode;       /* empty: says nothing of it */
    char digit;                  /* the fourth digit of a code of three; 0: none */
    LIST(struct str) codes;
    LIST(uint16_t) contexts;     /* in class_library.contexts */
    LIST(struct class_example) examples;
};

/* A sentence that a rule must read. */
struct class_example {
    enum plover_event event;
    struct str text;       /* without the brackets round its trigger */
    size_t trigger;        /* byte of `text` */
    const char *file;
    uint32_t line;
};

/* A context is told by one sure word, by two different weak ones, or by an event between two states. */
struct class_context {
    struct str name;
    uint16_t sure, weak; /* lists */
    uint32_t between;    /* bit: enum plover_event */
};

/* What may be said of an event: the roots of its codes, the usual one first, codes of what two do with each other, and
 * its modes. */
struct class_event {
    struct str_list roots, mutual, modes;
    bool anywhere; /* words of the sentence outside the clause may tell it alone */
};

struct class_code {
    struct str code, label;
    double score; /* NAN: none */
    bool own;     /* of the user's folder */
};

/* "lled" may stand for "l". */
struct class_ending {
    struct str ending, base;
};

struct class_library {
    LIST(struct class_ending) endings;
    struct class_event events[PLOVER_COUNT];
    LIST(struct class_code) codes;
    struct map code_ids;
    LIST(struct class_form) forms; /* the first is none */
    struct map first_words;        /* folded first word → form */
    struct map list_ids;
    uint32_t list_count;
    uint16_t mask;                 /* the list of phrases within which no word of another list counts */
    LIST(struct class_context) contexts;
    LIST(struct class_rule) rules; /* in the order in which they are tried */
};

/* Load the files of folder `events`; none at all is no error: then nothing is known. `scratch` is for what is needed
 * only while loading. NULL, and `error` with file, line and column, where one breaks its format. */
const struct class_library *class_library_load(struct arena *arena, struct arena *scratch,
                                               const struct lexicon *lexicon, const struct source_list *sources,
                                               readout_error *error);

/* The code of that name; NULL if there is none. */
const struct class_code *class_code_find(const struct class_library *library, struct str code);
#endif
