/* transition.h - the states that a sentence passes through while its tree is built, and what is seen of them.
 *
 * The arc-hybrid system (Kuhlmann, Gomez-Rodriguez and Satta 2011): a stack of tokens, and a buffer of those not yet
 * read. Shift moves the first of the buffer onto the stack; left takes the top of the stack away as a dependent of the
 * first of the buffer; right takes it away as a dependent of the token below it. Shared by parser.c and its training.
 * Invariant: every token of the buffer is above all tokens of the stack. */
#ifndef MODEL_TRANSITION_H
#define MODEL_TRANSITION_H
#include "text/document.h"

enum move { MOVE_SHIFT, MOVE_LEFT, MOVE_RIGHT };

struct action {
    uint8_t move;         /* enum move */
    uint8_t relation;     /* enum relation, for left and right */
    uint32_t heads;       /* parts of speech that may take part, a bit each (1 << enum tag) */
    uint32_t dependents;
};

enum { ACTION_MOST = 48, FEATURE_COUNT = 25 };

/* While a document is parsed. The arrays have one item a token of the document. */
struct state {
    struct document *document;
    uint32_t *stack, *left, *right; /* left, right: outermost dependents so far, on the left without punctuation */
    uint32_t depth;                 /* tokens on the stack */
    uint32_t next, last;            /* the buffer: tokens [next, last) */
};

/* Arrays for `document`, in its arena; heads and relations are emptied. */
struct state state_new(struct document *document);
void state_begin(struct state *state, const struct sentence *sentence);

/* Whether the move can be made. Punctuation takes no dependents while there is another way. */
bool state_allows(const struct state *state, enum move move);
void state_apply(struct state *state, struct action action);

/* At the end of a sentence, punctuation left below the top becomes its dependent. To be done after each move. */
void state_settle(struct state *state);

/* The token so deep in the stack (0: its top), and so far ahead in the buffer (0: its front); NO_TOKEN. */
uint32_t state_below(const struct state *state, uint32_t depth);
uint32_t state_ahead(const struct state *state, uint32_t distance);

/* What is seen of the state, as hashes. */
void state_features(const struct state *state, uint32_t keys[FEATURE_COUNT]);

/* Which features have weights: a bucket for the low bits of a key holds the high halves of four keys, 16 bits each,
 * 0 for none. The row of a feature is its place; a feature without weights has the row behind all others. */
enum { BUCKET_ROWS = 4 };
struct feature_table {
    uint64_t *buckets;
    uint32_t mask; /* buckets - 1 */
};

static inline uint64_t feature_check(uint32_t key)
{
    return key >> 16 | 1;
}

/* Without a branch, which could not be foreseen: a 16-bit lane of x is zero where the check matches, and the lowest
 * zero lane is the lowest whose top bit (x - 1) & ~x has set. */
static inline uint32_t feature_row(const struct feature_table *table, uint32_t key)
{
    const uint64_t ones = 0x0001000100010001u;
    uint32_t bucket = key & table->mask;
    uint64_t x = table->buckets[bucket] ^ feature_check(key) * ones;
    uint64_t zero = (x - ones) & ~x & (ones << 15);
    uint32_t row = bucket * BUCKET_ROWS + (uint32_t)__builtin_ctzll(zero | 1ull << 63) / 16;
    uint32_t none = (table->mask + 1) * BUCKET_ROWS;
    return zero ? row : none;
}
#endif
