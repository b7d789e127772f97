/* gist.c - see gist.h. Input: the words, tags and lemmas of a report and its title. Output: the bytes of record->gist,
 * the words that tell what it is about with their weights, and of record->sketch, a sample of its word sequences.
 *
 * Invariant: whole numbers throughout, but for one square root and one division: the same bytes on every machine. */
#include "read/gist.h"

#include <math.h>

#include "base/sort.h"

enum {
    TITLE_COUNT = 10,                    /* a word of the title counts as often as this in the text */
    PROPER_FACTOR = 7, OTHER_FACTOR = 5, /* what a name weighs beside other words */
    IN_TITLE = 1, PROPER = 2,            /* flags of one occurrence */
    LOG_BITS = 12,
    GRAM = 8                             /* words of a sequence */
};

/* Sorted or being so: `items` and `spare` have room for all words of the report. */
struct pile {
    uint64_t *items, *spare;
    size_t count;
};

static bool is_word(const struct token *token)
{
    return (token->flags & (TOKEN_WORD | TOKEN_DIGIT)) != 0;
}

static uint32_t folded_key(struct str word)
{
    char folded[TOKEN_FOLD_SIZE];
    return rarity_key(token_fold(word, folded, sizeof folded));
}

/* Words of these kinds tell what a text is about. */
static bool is_content(const struct token *token)
{
    const unsigned content = 1u << TAG_NOUN | 1u << TAG_PROPN | 1u << TAG_VERB | 1u << TAG_ADJ | 1u << TAG_NUM;
    return is_word(token) && (content >> token->tag & 1);
}

/* Every such word of the document by its lemma. */
static void pile_lemmas(struct pile *pile, const struct document *document, uint32_t flags)
{
    for (uint32_t t = 0; t < document->token_count; t++) {
        const struct token *token = &document->tokens[t];
        if (is_content(token))
            pile->items[pile->count++] =
                sort_item(folded_key(document->lemmas[t]), flags | (token->tag == TAG_PROPN ? PROPER : 0));
    }
}

/* 256 · (1 + ln count), rounded down; count > 0. The digits of the binary logarithm are found by squaring. */
static uint32_t growth(uint32_t count)
{
    uint32_t log = 0;
    while (count >> log > 1)
        log++;
    uint64_t rest = (uint64_t)count << (31 - log); /* from 1 to 2, in 1/2^31 */
    for (int bit = 0; bit < LOG_BITS; bit++) {
        rest = rest * rest >> 31;
        uint64_t over = rest >> 32;
        log = log << 1 | (uint32_t)over;
        rest >>= over;
    }
    return 256 + (log * 2839 >> 16); /* 2839/2^16 = 256 · ln 2 / 2^LOG_BITS */
}

/* The weight of the word that is items [first, last). */
static uint32_t term_weight(const struct rarity *rarity, const struct pile *pile, size_t first, size_t last)
{
    uint32_t count = 0, in_text = 0, proper = 0;
    for (size_t i = first; i < last; i++) {
        bool title = (sort_value(pile->items[i]) & IN_TITLE) != 0;
        count += title ? TITLE_COUNT : 1;
        in_text += !title;
        proper += !title && (sort_value(pile->items[i]) & PROPER);
    }
    return rarity_of(rarity, sort_key(pile->items[first])) * growth(count) *
           (2 * proper > in_text ? PROPER_FACTOR : OTHER_FACTOR);
}

/* Make of the sorted words the terms, heaviest first: UINT32_MAX - weight, and the word's key. */
static void weigh_terms(const struct rarity *rarity, struct pile *pile)
{
    size_t terms = 0;
    for (size_t first = 0, last; first < pile->count; first = last) {
        for (last = first + 1; last < pile->count && sort_key(pile->items[last]) == sort_key(pile->items[first]);)
            last++;
        uint32_t weight = term_weight(rarity, pile, first, last);
        if (weight)
            pile->items[terms++] = sort_item(UINT32_MAX - weight, sort_key(pile->items[first]));
    }
    pile->count = terms;
    sort_items(pile->items, pile->spare, pile->count);
}

static char *put_bytes(char *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++, value >>= 8)
        *out++ = (char)(value & 0xff);
    return out;
}

/* The heaviest terms, their weights such that the sum of their squares is 1. */
static struct str write_terms(struct arena *arena, const struct pile *pile)
{
    size_t count = pile->count < GIST_TERMS ? pile->count : GIST_TERMS;
    uint64_t squares = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t weight = UINT32_MAX - sort_key(pile->items[i]);
        squares += weight * weight;
    }
    char *bytes = arena_take(arena, count * GIST_TERM_SIZE + 1, 1), *out = bytes;
    double unit = GIST_UNIT / sqrt((double)squares);
    for (size_t i = 0; i < count; i++) {
        double weight = UINT32_MAX - sort_key(pile->items[i]);
        out = put_bytes(put_bytes(out, sort_value(pile->items[i]), 4), (uint32_t)(weight * unit + .5), 2);
    }
    return str_make(bytes, (size_t)(out - bytes));
}

/* The key of every sequence of GRAM words; where there are fewer, of all of them. */
static void pile_grams(struct pile *pile, const struct document *document, uint32_t *words)
{
    size_t count = 0;
    for (uint32_t t = 0; t < document->token_count; t++)
        if (is_word(&document->tokens[t]))
            words[count++] = folded_key(token_text(document, t));
    size_t size = count < GRAM ? count : GRAM;
    pile->count = 0;
    for (size_t first = 0; size && first + size <= count; first++) {
        uint64_t hash = 0;
        for (size_t i = first; i < first + size; i++)
            hash = (hash ^ words[i]) * 0x9E3779B97F4A7C15u ^ hash >> 29;
        hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u;
        pile->items[pile->count++] = sort_item((uint32_t)(hash >> 32), 0);
    }
    sort_items(pile->items, pile->spare, pile->count);
}

/* The smallest keys, each once (a bottom-k sketch: Cohen and Kaplan 2007). */
static struct str write_sketch(struct arena *arena, const struct pile *pile)
{
    char *bytes = arena_take(arena, SKETCH_KEYS * SKETCH_KEY_SIZE, 1), *out = bytes;
    for (size_t i = 0; i < pile->count && out < bytes + SKETCH_KEYS * SKETCH_KEY_SIZE; i++)
        if (i == 0 || sort_key(pile->items[i]) != sort_key(pile->items[i - 1]))
            out = put_bytes(out, sort_key(pile->items[i]), SKETCH_KEY_SIZE);
    return str_make(bytes, (size_t)(out - bytes));
}

void gist_make(struct reading *reading, const struct document *title)
{
    struct arena *arena = reading->arena;
    const struct document *document = &reading->document;
    size_t most = (size_t)document->token_count + title->token_count + 1;
    struct pile pile = {arena_take(arena, most, sizeof *pile.items), arena_take(arena, most, sizeof *pile.spare), 0};
    pile_lemmas(&pile, title, IN_TITLE);
    pile_lemmas(&pile, document, 0);
    sort_items(pile.items, pile.spare, pile.count);
    weigh_terms(&reading->library->rarity, &pile);
    reading->record->gist = write_terms(arena, &pile);
    pile_grams(&pile, document, arena_take(arena, most, sizeof(uint32_t)));
    reading->record->sketch = write_sketch(arena, &pile);
}
