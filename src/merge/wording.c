/* wording.c - see wording.h. */
#include "merge/wording.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "merge/cluster.h"
#include "text/token.h"

static bool is_letter(char byte)
{
    return ascii_is_alphanumeric(byte) || (unsigned char)byte >= 0x80;
}

/* Marks of U+2000 to U+206F (quotation marks, dashes, ...) start with these bytes; they part words. */
static size_t mark_length(struct str text, size_t at)
{
    bool is_mark = at + 2 < text.len && (unsigned char)text.ptr[at] == 0xe2 &&
                   ((unsigned char)text.ptr[at + 1] == 0x80 || (unsigned char)text.ptr[at + 1] == 0x81);
    return is_mark ? 3 : 0;
}

static size_t word_end(struct str text, size_t at)
{
    while (at < text.len && is_letter(text.ptr[at]) && !mark_length(text, at))
        at++;
    return at;
}

struct str wording_next(struct str text, size_t *at, char folded[TOKEN_FOLD_SIZE])
{
    while (*at < text.len) {
        size_t start = *at, end = word_end(text, start), mark = mark_length(text, start);
        if (end > start) {
            *at = end;
            return token_fold(str_make(text.ptr + start, end - start), folded, TOKEN_FOLD_SIZE);
        }
        *at += mark ? mark : 1;
    }
    return STR("");
}

struct str_list wording_words(struct arena *arena, struct str text)
{
    struct str_list words = {0};
    struct str word;
    char folded[TOKEN_FOLD_SIZE];
    for (size_t at = 0; (word = wording_next(text, &at, folded)).len;)
        *ARENA_PUSH(arena, words) = str_copy(arena, word);
    return words;
}

struct str wording_folded(struct arena *arena, struct str text)
{
    char folded[TOKEN_FOLD_SIZE], *out = arena_take(arena, 2 * text.len + 1, 1), *to = out;
    struct str word;
    for (size_t at = 0; (word = wording_next(text, &at, folded)).len;) {
        if (to > out)
            *to++ = ' ';
        memcpy(to, word.ptr, word.len);
        to += word.len;
    }
    return str_make(out, (size_t)(to - out));
}

uint32_t wording_key(const struct rarity *rarity, struct str word)
{
    enum { SHORTEST = 4, ENDING = 3 };
    uint32_t key = rarity_key(word);
    for (size_t length = word.len; length-- > SHORTEST && length + ENDING >= word.len;) {
        struct str beginning = str_make(word.ptr, length);
        uint32_t found = rarity_key(beginning);
        if (rarity_has(rarity, found)) {
            word = beginning;
            key = found;
        }
    }
    return key;
}

size_t wording_read(const struct rarity *rarity, struct str text, size_t most, struct wording_word words[])
{
    char folded[TOKEN_FOLD_SIZE];
    struct str word;
    size_t count = 0;
    for (size_t at = 0; count < most && (word = wording_next(text, &at, folded)).len;)
        if (word.len > 1 || ascii_is_digit(word.ptr[0])) /* the table has no letters */
            words[count++] = (struct wording_word){wording_key(rarity, word), rarity_of(rarity, rarity_key(word))};
    return count;
}

static int compare_words(const void *a, const void *b)
{
    const struct wording_word *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->weight < y->weight) - (x->weight > y->weight);
}

struct wording wording_of(struct arena *arena, const struct rarity *rarity, struct str text)
{
    struct wording_word words[WORDING_MOST];
    size_t count = wording_read(rarity, text, WORDING_MOST, words);
    struct wording wording = {.keys.items = arena_take(arena, count + 1, sizeof(uint32_t)), .keys.capacity = count,
                              .weights = arena_take(arena, count + 1, sizeof(uint32_t))};
    qsort(words, count, sizeof *words, compare_words);
    for (size_t i = 0; i < count; i++) {
        if (i && words[i].key == words[i - 1].key)
            continue;
        wording.weights[wording.keys.count] = words[i].weight;
        wording.keys.items[wording.keys.count++] = words[i].key;
        wording.total += words[i].weight;
        wording.telling += words[i].weight >= WORDING_TELLING;
    }
    return wording;
}

/* What the words both have weigh in `a`, and in `b`, and how many they are. */
struct shared {
    uint32_t left, right, count;
};
static struct shared shared_weight(const struct wording *a, const struct wording *b)
{
    struct shared shared = {0};
    for (size_t i = 0, j = 0; i < a->keys.count && j < b->keys.count;) {
        uint32_t x = a->keys.items[i], y = b->keys.items[j];
        if (x == y) {
            shared.left += a->weights[i];
            shared.right += b->weights[j];
            shared.count += a->weights[i] > 0;
        }
        i += x <= y;
        j += y <= x;
    }
    return shared;
}

uint32_t wording_likeness(const struct wording *a, const struct wording *b)
{
    struct shared shared = shared_weight(a, b);
    uint32_t all = a->total + b->total;
    return all ? (uint32_t)(((uint64_t)shared.left + shared.right) * 1000 / all) : 0;
}

uint32_t wording_cover(const struct wording *part, const struct wording *whole)
{
    struct shared shared = shared_weight(part, whole);
    return shared.count > 1 && part->total ? (uint32_t)((uint64_t)shared.left * 1000 / part->total) : 0;
}

size_t wording_heads(const struct wording *wording, size_t most, uint32_t heads[])
{
    uint32_t weights[16] = {0};
    size_t count = 0;
    most = most < 16 ? most : 16;
    for (size_t i = 0; i < wording->keys.count; i++) {
        size_t at = count;
        while (at && weights[at - 1] < wording->weights[i])
            at--;
        if (at >= most || !wording->weights[i])
            continue;
        for (size_t j = count < most ? count : most - 1; j > at; j--) {
            weights[j] = weights[j - 1];
            heads[j] = heads[j - 1];
        }
        weights[at] = wording->weights[i];
        heads[at] = wording->keys.items[i];
        count += count < most;
    }
    return count;
}
