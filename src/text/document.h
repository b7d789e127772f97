/* document.h - one report as the reading stages see it: its text cut into paragraphs, sentences and tokens.
 *
 * Input: UTF-8 text. Output: arrays in the report's arena, all offsets in bytes of that text. Each stage adds
 * its fields and changes none of the earlier ones: text/ fills the places, model/ tags and tree, rules/ words. */
#ifndef TEXT_DOCUMENT_H
#define TEXT_DOCUMENT_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/str.h"

/* Universal parts of speech (https://universaldependencies.org/u/pos/). */
enum tag {
    TAG_X, TAG_ADJ, TAG_ADP, TAG_ADV, TAG_AUX, TAG_CCONJ, TAG_DET, TAG_INTJ, TAG_NOUN, TAG_NUM, TAG_PART,
    TAG_PRON, TAG_PROPN, TAG_PUNCT, TAG_SCONJ, TAG_SYM, TAG_VERB, TAG_COUNT
};
extern const char *const tag_names[TAG_COUNT]; /* "X", "ADJ", ... */

/* Universal relations (https://universaldependencies.org/u/dep/) as far as the tree has them. */
enum relation {
    REL_DEP, REL_ROOT, REL_NSUBJ, REL_NSUBJ_PASS, REL_OBJ, REL_IOBJ, REL_OBL, REL_NMOD, REL_NMOD_POSS, REL_APPOS,
    REL_CONJ, REL_CC, REL_CASE, REL_DET, REL_AMOD, REL_COMPOUND, REL_FLAT, REL_NUMMOD, REL_AUX, REL_AUX_PASS,
    REL_COP, REL_MARK, REL_ADVMOD, REL_XCOMP, REL_CCOMP, REL_ADVCL, REL_ACL, REL_ACL_RELCL, REL_PARATAXIS,
    REL_PUNCT, REL_FIXED, REL_EXPL, REL_DISCOURSE, REL_COUNT
};
extern const char *const relation_names[REL_COUNT]; /* "dep", "root", "nsubj", "nsubj:pass", ... */

enum token_flag {
    TOKEN_CAPITAL = 1,     /* first letter is upper case */
    TOKEN_ALL_CAPITAL = 2, /* two or more letters, all upper case */
    TOKEN_DIGIT = 4,       /* first character, after a currency sign or sign, is a digit */
    TOKEN_PUNCT = 8,       /* no letter and no digit */
    TOKEN_SPACE_BEFORE = 16,
    TOKEN_IN_QUOTE = 32, /* stands inside quotation marks (set by text/quote.c) */
    TOKEN_WORD = 64,     /* has a letter */
    TOKEN_JOINED = 128   /* goes on the written word of the token before: "n't" in "don't" (a multiword token) */
};

enum { NO_TOKEN = UINT32_MAX };

struct token {
    uint32_t start, end; /* bytes */
    uint32_t word;       /* id of the case-folded form in the lexicon, 0: not there (rules/lexicon.c) */
    uint32_t head;       /* index of the token it depends on; NO_TOKEN for roots and unattached (model/) */
    uint32_t sentence;
    uint16_t flags;      /* enum token_flag */
    uint8_t tag;         /* enum tag (model/) */
    uint8_t relation;    /* enum relation (model/): the nearest that enum has */
    uint8_t subrelation; /* the relation with its subtype, as the model numbers it (model/core.h) */
    uint8_t fine;        /* the treebank's own part of speech, as the model numbers it (model/core.h) */
};

/* Kinds of named entities. */
enum entity_kind {
    ENTITY_PERSON, ENTITY_ORGANIZATION, ENTITY_LOCATION, ENTITY_FACILITY, ENTITY_NORP, ENTITY_DATE, ENTITY_MONEY,
    ENTITY_PRODUCT, ENTITY_MISC, ENTITY_COUNT
};
extern const char *const entity_names[ENTITY_COUNT]; /* "Person", "Organization", ... */

struct entity {
    uint32_t first, last; /* tokens [first, last) */
    enum entity_kind kind;
};

struct sentence {
    uint32_t start, end;  /* bytes, without blanks around */
    uint32_t first, last; /* tokens [first, last) */
    uint32_t paragraph;
};

struct paragraph {
    uint32_t start, end;  /* bytes */
    uint32_t first, last; /* sentences [first, last) */
};

/* One continuous quotation: the text between two marks. A quotation over several paragraphs, where only the
 * last is closed, is one item a paragraph. */
struct quotation {
    uint32_t start, end;  /* bytes between the marks, marks excluded */
    uint32_t first, last; /* tokens [first, last) between the marks */
    uint32_t open, close; /* tokens of the marks; close is NO_TOKEN where a paragraph ends unclosed */
};

struct document {
    struct arena *arena; /* the report's */
    struct str text;     /* the stored text */
    struct token *tokens;
    struct sentence *sentences;
    struct paragraph *paragraphs;
    struct quotation *quotations;
    struct str *lemmas;      /* of every token (model/); NULL before */
    struct entity *entities; /* in text order (model/) */
    uint32_t token_count, sentence_count, paragraph_count, quotation_count, entity_count;
};

static inline struct str document_slice(const struct document *document, uint32_t start, uint32_t end)
{
    return str_make(document->text.ptr + start, end - start);
}

static inline struct str token_text(const struct document *document, uint32_t token)
{
    return document_slice(document, document->tokens[token].start, document->tokens[token].end);
}

/* Does the token read exactly `text`? False behind the last token. */
static inline bool token_is(const struct document *document, uint32_t token, const char *text)
{
    return token < document->token_count && str_equal(token_text(document, token), str_of(text));
}

/* Does the token go on the written word of the token before it: "n't" in "don't"? */
static inline bool token_continues(const struct document *document, uint32_t token)
{
    return (document->tokens[token].flags & TOKEN_JOINED) != 0;
}

/* A verb or an auxiliary, by its part of speech. */
static inline bool token_is_verb(const struct token *token)
{
    return token->tag == TAG_VERB || token->tag == TAG_AUX;
}

/* Does the token join the members of a list: a conjunction, or a comma? */
static inline bool token_joins(const struct document *document, uint32_t token)
{
    return token < document->token_count &&
           (document->tokens[token].tag == TAG_CCONJ || token_is(document, token, ","));
}
#endif
