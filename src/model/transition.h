/* transition.h - the states that a sentence passes through while its tree is built, and what is seen of them.
 *
 * The arc-hybrid system (Kuhlmann, Gomez-Rodriguez and Satta 2011): a stack of tokens, and a buffer of those not yet
 * read. Shift moves the first of the buffer onto the stack; left takes the top of the stack away as a dependent of the
 * first of the buffer; right takes it away as a dependent of the token below it. Shared by parser.c and its training. */
#ifndef MODEL_TRANSITION_H
#define MODEL_TRANSITION_H
#include "text/document.h"

enum move { MOVE_SHIFT, MOVE_LEFT, MOVE_RIGHT };

struct action {
    uint8_t move;     /* enum move */
    uint8_t relation; /* enum relation, for left and right */
};

enum { ACTION_MOST = 64, FEATURE_COUNT = 28 };

/* While a document is parsed. The arrays have one item a token of the document. */
struct state {
    struct document *document;
    uint32_t *stack, *left, *right; /* left, right: outermost dependents so far; NO_TOKEN */
    uint32_t depth;                 /* tokens on the stack */
    uint32_t next, last;            /* the buffer: tokens [next, last) */
};

/* Arrays for `document`, in its arena; heads and relations are emptied. */
struct state state_new(struct document *document);
void state_begin(struct state *state, const struct sentence *sentence);

/* Whether only right is left to do, or nothing (false). */
bool state_allows(const struct state *state, enum move move);
void state_apply(struct state *state, struct action action);

/* The rows of a table of 1 << bits rows that stand for what is seen of the state. */
void state_features(const struct state *state, unsigned bits, uint32_t rows[FEATURE_COUNT]);
#endif
