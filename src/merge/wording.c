/* wording.c - see wording.h. */
#include "merge/wording.h"

#include "merge/cluster.h"
#include "text/token.h"

static bool is_letter(char byte)
{
    unsigned char c = (unsigned char)byte;
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
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

struct str_list wording_words(struct arena *arena, struct str text)
{
    struct str_list words = {0};
    for (size_t at = 0; at < text.len;) {
        size_t end = word_end(text, at);
        if (end > at) {
            char folded[TOKEN_FOLD_SIZE];
            *ARENA_PUSH(arena, words) = str_copy(arena, token_fold(str_make(text.ptr + at, end - at), folded, sizeof folded));
            at = end;
        } else {
            size_t mark = mark_length(text, at);
            at += mark ? mark : 1;
        }
    }
    return words;
}

struct wording wording_of(struct arena *arena, const struct rarity *rarity, struct str text)
{
    struct str_list words = wording_words(arena, text);
    struct wording wording = {0};
    for (size_t i = 0; i < words.count; i++)
        set_add(arena, &wording.keys, rarity_key(words.items[i]));
    wording.weights = arena_take(arena, wording.keys.count + 1, sizeof *wording.weights);
    for (size_t i = 0; i < wording.keys.count; i++) {
        uint32_t weight = rarity_of(rarity, wording.keys.items[i]);
        wording.weights[i] = weight;
        wording.total += weight;
        wording.telling += weight >= WORDING_TELLING;
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
