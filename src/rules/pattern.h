/* pattern.h - rules as they are written in data/en/rules, loaded and checked (language: docs/rules.md).
 *
 * A rule is a sequence rule ("seq": words in a row) or a tree rule ("match": a trigger and conditions on what
 * depends on it). Both emit a frame: a kind of fact with named arguments. */
#ifndef RULES_PATTERN_H
#define RULES_PATTERN_H
#include "rules/lexicon.h"
#include "rules/mention.h"
#include "rules/source.h"

/* What an element of a pattern asks of the text. */
enum test {
    TEST_WORD,    /* "word": this word, in any case */
    TEST_SET,     /* @set: an entry of a class, value set or actor set */
    TEST_NUMBER,  /* NUMBER: a number in digits or words */
    TEST_YEAR,    /* YEAR: 1900 to 2099 in digits */
    TEST_DAY,     /* DAY: 1 to 31 in digits, with or without st, nd, rd, th */
    TEST_DECADE,  /* DECADE: "1980s", "80s" */
    TEST_CLOCK,   /* CLOCK: "8:30" */
    TEST_MENTION, /* ACTOR PERSON PLACE DATE: a mention of that type (rules/mention.h) */
    TEST_PHRASE,  /* PHRASE: any noun phrase with all that depends on it */
    TEST_CLAUSE,  /* CLAUSE: any verb, or predicate behind "be", with all that depends on it */
    TEST_TAG,     /* NOUN VERB ...: a token with that universal tag */
    TEST_ANY      /* ANY: whatever token */
};

enum {
    MOST_ALTERNATIVES = 8,
    MOST_ELEMENTS = 16,
    MOST_ARGUMENTS = 10,
    MOST_ARGUMENT_CAPTURES = 4,
    MOST_FRAMES = 64,
    NO_CAPTURE = 255
};

struct alternative {
    enum test test;
    uint32_t value; /* word id, set_id, mention type bits or tag */
    uint8_t forms;  /* for sets of verbs: bit per enum form; 0: any */
};

/* Where an element of a tree rule stands to the trigger. */
enum direction {
    DIRECTION_BEFORE,   /* <rel: depends on the trigger, before it */
    DIRECTION_AFTER,    /* >rel: depends on it, after it */
    DIRECTION_GOVERNOR, /* ^rel: the trigger depends on it */
    DIRECTION_AROUND,   /* &nsubj: the subject of the clause the trigger stands in */
    DIRECTION_NEAR      /* @: in the same sentence, the nearest, wherever it hangs; @in: the next behind "in" */
};

/* A relation an element may stand in; with a case word for obl and nmod ("obl:with"), any preposition if 0. */
struct link {
    uint8_t relation; /* enum relation */
    uint32_t word;    /* id of the case word, or 0 */
};

struct element {
    struct alternative any_of[MOST_ALTERNATIVES];
    struct link links[MOST_ALTERNATIVES]; /* tree rules */
    uint8_t any_count, link_count;
    enum direction direction;
    bool optional, forbidden;
    uint8_t capture; /* index into rule.captures, or NO_CAPTURE */
    struct str source; /* as it is written */
};

/* One argument of what a rule emits: "participants=a+b" names captures, "status=planned" gives a word. */
struct argument {
    struct str key;
    struct str word; /* empty where captures are given */
    uint8_t captures[MOST_ARGUMENT_CAPTURES];
    uint8_t capture_count;
};

struct example {
    struct str text, expected; /* expected is empty for "-" examples */
    bool positive;
    uint32_t line;
};

struct rule {
    struct str id, why, frame;
    const char *name; /* the id with a NUL */
    const char *file;
    uint32_t line;
    bool tree;
    bool own; /* of the user's folder */
    uint8_t kind; /* of its frame, see ruleset.frames */
    struct element *elements; /* of a tree rule the first is the trigger */
    uint8_t element_count;
    bool peeks; /* of a sequence rule: the second element must match at the token behind the first */
    struct str captures[MOST_ELEMENTS];
    uint8_t capture_count;
    struct argument arguments[MOST_ARGUMENTS];
    uint8_t argument_count;
    LIST(struct example) examples;
};

LIST_TYPE(rule_list, uint32_t); /* indices into ruleset.rules, in file order */

/* Which rules may start at a token, by what their first element asks for. */
struct rule_index {
    struct rule_list *by_word; /* by word id; word_count items */
    struct rule_list *by_set;  /* by set; set_count items */
    struct rule_list by_tag[TAG_COUNT];
    struct rule_list by_mention[MENTION_TYPE_COUNT];
    struct rule_list numbers; /* NUMBER, YEAR, DAY, DECADE, CLOCK */
    struct rule_list others;
};

struct ruleset {
    LIST(struct rule) rules;
    const struct lexicon *lexicon;
    struct rule_index sequences, trees;
    LIST(struct str) frames; /* the kinds of frames, at most MOST_FRAMES; rule.kind is the place here */
    uint32_t word_count, set_count;
};

/* Load all sources of folder "rules". Returns NULL and fills `error` with file, line and column where one breaks
 * the language, names an unknown class, repeats an id or has no examples. */
const struct ruleset *ruleset_load(struct arena *arena, struct lexicon *lexicon, const struct source_list *sources,
                                   readout_error *error);

/* The argument of that key; NULL if the rule emits none. */
const struct argument *rule_argument(const struct rule *rule, const char *key);
#endif
