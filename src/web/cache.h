/* cache.h - answers that are kept while the record stays as it is.
 *
 * Input: a key that says all that an answer depends on. Output: the same bytes again. Invariant: an answer never
 * changes; it is freed when it is kept no more and has been sent to all who were to get it. */
#ifndef WEB_CACHE_H
#define WEB_CACHE_H
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct answer {
    atomic_int users;
    unsigned status;
    const char *type;  /* a literal */
    char *body;        /* malloc; the answer's */
    size_t length;
    char tag[20];      /* ETag, with its quotation marks */
};

/* An answer with one user; takes `body`, also where NULL is returned because memory ran out. */
struct answer *answer_new(unsigned status, const char *type, char *body, size_t length);
void answer_release(struct answer *answer);

struct cache;
struct cache *cache_open(size_t most_bytes); /* NULL: memory ran out */
void cache_close(struct cache *cache);

/* The answer of that key, with one user more; NULL: none is kept. */
struct answer *cache_get(struct cache *cache, struct str key);

/* Keep it, if there is room; the caller stays a user. */
void cache_put(struct cache *cache, struct str key, struct answer *answer);
#endif
