/* str.h - a slice of bytes: pointer and length, not ended by NUL, owned by whoever owns the bytes. */
#ifndef BASE_STR_H
#define BASE_STR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;
struct str {
    const char *ptr;
    size_t len;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

static inline struct str str_make(const char *ptr, size_t len)
{
    return (struct str){ptr, len};
}

/* A NUL-ended string; NULL gives an empty slice. */
static inline struct str str_of(const char *text)
{
    return (struct str){text ? text : "", text ? strlen(text) : 0};
}

static inline bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_equal(str_make(s.ptr, prefix.len), prefix);
}

static inline bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_equal(str_make(s.ptr + s.len - suffix.len, suffix.len), suffix);
}

/* Without blanks (space, tab, CR, LF) at both ends. */
struct str str_trim(struct str s);

/* Cut `*rest` at the first `mark`: returns what stands before it, leaves what stands behind. */
struct str str_cut(struct str *rest, char mark);

/* Bytewise order. */
int str_compare(struct str a, struct str b);

/* Edit distance (Levenshtein) in bytes; words over STR_DISTANCE_MOST bytes are that far from all. */
enum { STR_DISTANCE_MOST = 63 };
size_t str_distance(struct str a, struct str b);

/* Copy with a NUL behind it, in the arena. */
struct str str_copy(struct arena *arena, struct str s);

/* Where the words (parted by blanks, of any number) stand in the text, nearest to the byte `near`; false: nowhere. */
bool str_find_words(struct str text, struct str words, size_t near, size_t *start, size_t *end);

/* FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
uint64_t str_hash(struct str s);

/* printf's pair for "%.*s"; cut at INT_MAX. */
#define STR_ARGS(s) (int)((s).len > 0x7fffffff ? 0x7fffffff : (s).len), (s).ptr
#endif
