/* cache.c - see cache.h: a table of as many chains as there may be answers, the oldest of all forgotten first. */
#include "web/cache.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHAINS = 1024 };

struct kept {
    struct kept *next;           /* of its chain */
    struct kept *older, *newer;
    struct answer *answer;
    uint64_t hash;
    size_t key_length;
    char key[];
};

struct cache {
    pthread_mutex_t mutex;
    size_t bytes, most;
    struct kept *oldest, *newest;
    struct kept *chains[CHAINS];
};

struct answer *answer_new(unsigned status, const char *type, char *body, size_t length)
{
    struct answer *answer = calloc(1, sizeof *answer);
    if (!answer) {
        free(body);
        return NULL;
    }
    atomic_init(&answer->users, 1);
    answer->status = status;
    answer->type = type;
    answer->body = body;
    answer->length = length;
    snprintf(answer->tag, sizeof answer->tag, "\"%016llx\"",
             (unsigned long long)str_hash(str_make(body ? body : "", length)));
    return answer;
}

void answer_release(struct answer *answer)
{
    if (answer && atomic_fetch_sub(&answer->users, 1) == 1) {
        free(answer->body);
        free(answer);
    }
}

struct cache *cache_open(size_t most_bytes)
{
    struct cache *cache = calloc(1, sizeof *cache);
    if (!cache)
        return NULL;
    cache->most = most_bytes;
    pthread_mutex_init(&cache->mutex, NULL);
    return cache;
}

static size_t size_of(const struct kept *kept)
{
    return sizeof *kept + kept->key_length + sizeof *kept->answer + kept->answer->length;
}

static void forget(struct cache *cache, struct kept *kept)
{
    struct kept **at = &cache->chains[kept->hash % CHAINS];
    while (*at != kept)
        at = &(*at)->next;
    *at = kept->next;
    *(kept->older ? &kept->older->newer : &cache->oldest) = kept->newer;
    *(kept->newer ? &kept->newer->older : &cache->newest) = kept->older;
    cache->bytes -= size_of(kept);
    answer_release(kept->answer);
    free(kept);
}

void cache_close(struct cache *cache)
{
    if (!cache)
        return;
    while (cache->oldest)
        forget(cache, cache->oldest);
    pthread_mutex_destroy(&cache->mutex);
    free(cache);
}

static struct kept *find(const struct cache *cache, struct str key, uint64_t hash)
{
    struct kept *kept = cache->chains[hash % CHAINS];
    while (kept && !(kept->hash == hash && str_equal(str_make(kept->key, kept->key_length), key)))
        kept = kept->next;
    return kept;
}

struct answer *cache_get(struct cache *cache, struct str key)
{
    uint64_t hash = str_hash(key);
    pthread_mutex_lock(&cache->mutex);
    struct kept *kept = find(cache, key, hash);
    struct answer *answer = kept ? kept->answer : NULL;
    if (answer)
        atomic_fetch_add(&answer->users, 1);
    pthread_mutex_unlock(&cache->mutex);
    return answer;
}

static void keep(struct cache *cache, struct kept *kept)
{
    kept->next = cache->chains[kept->hash % CHAINS];
    cache->chains[kept->hash % CHAINS] = kept;
    kept->older = cache->newest;
    *(cache->newest ? &cache->newest->newer : &cache->oldest) = kept;
    cache->newest = kept;
    cache->bytes += size_of(kept);
    while (cache->bytes > cache->most)
        forget(cache, cache->oldest);
}

void cache_put(struct cache *cache, struct str key, struct answer *answer)
{
    struct kept *kept = malloc(sizeof *kept + key.len);
    if (!kept)
        return;
    *kept = (struct kept){.answer = answer, .hash = str_hash(key), .key_length = key.len};
    memcpy(kept->key, key.ptr, key.len);
    pthread_mutex_lock(&cache->mutex);
    if (find(cache, key, kept->hash)) {
        free(kept);
    } else {
        atomic_fetch_add(&answer->users, 1);
        keep(cache, kept);
    }
    pthread_mutex_unlock(&cache->mutex);
}
