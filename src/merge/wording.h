/* wording.h - how like the wording of two short texts is, by words that tell something.
 *
 * Input: words, and how rare each is (model/rarity.h). Output: numbers in 1/1000. Invariant: whole numbers, the same
 * either way round for wording_likeness. */
#ifndef MERGE_WORDING_H
#define MERGE_WORDING_H
#include "model/rarity.h"
#include "read/record.h"
#include "text/token.h"

enum { WORDING_TELLING = 48, /* a word of at least this rarity tells something (in 1/32) */
       WORDING_MOST = 256    /* words of a text; the rest is passed over */
};

struct wording {
    struct actor_list keys; /* of the words' stems, a set */
    uint32_t *weights;      /* of each, that of its rarest word */
    uint32_t total;
    uint32_t telling; /* how many words tell something */
};

struct wording wording_of(struct arena *arena, const struct rarity *rarity, struct str text);

/* What both share by what both have (Dice), by weight. */
uint32_t wording_likeness(const struct wording *a, const struct wording *b);

/* How much of `part` is in `whole`; 0 where they share less than two words. */
uint32_t wording_cover(const struct wording *part, const struct wording *whole);

/* The keys of the heaviest words, at most `most`; two texts that are alike share one of them as a rule. */
size_t wording_heads(const struct wording *wording, size_t most, uint32_t heads[]);

/* The same words as text with single spaces between them; a name in this form is compared with others. */
struct str wording_folded(struct arena *arena, struct str text);

/* A folded word by its stem: the longest beginning that is a word too, at most three letters shorter and of four at
 * least, and so on from there; "withdrawal" and "withdrawing" go by "withdraw". */
uint32_t wording_key(const struct rarity *rarity, struct str word);

/* How rare a word is, and its stem. */
struct wording_word {
    uint32_t key, weight;
};

/* The first `most` words, in their order; returns how many. */
size_t wording_read(const struct rarity *rarity, struct str text, size_t most, struct wording_word words[]);

/* The next word of `text` from `*at` on, folded into `folded`; empty at the end. */
struct str wording_next(struct str text, size_t *at, char folded[TOKEN_FOLD_SIZE]);

/* Words of `text`, folded: letters and digits with apostrophes, and what UTF-8 has besides. */
struct str_list wording_words(struct arena *arena, struct str text);
#endif
