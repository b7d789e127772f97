/* web_cache_test.c - answers that the web server keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "web/cache.h"

static struct answer *answer_of(const char *text)
{
    return answer_new(200, "text/plain", strdup(text), strlen(text));
}

static void put(struct cache *cache, const char *key, const char *text)
{
    struct answer *answer = answer_of(text);
    cache_put(cache, str_of(key), answer);
    answer_release(answer);
}

static void assert_kept(struct cache *cache, const char *key, const char *text)
{
    struct answer *answer = cache_get(cache, str_of(key));
    if (!text) {
        assert_null(answer);
        return;
    }
    assert_non_null(answer);
    assert_memory_equal(answer->body, text, answer->length);
    answer_release(answer);
}

static void test_keeps(void **state)
{
    (void)state;
    struct cache *cache = cache_open(1 << 20);
    put(cache, "a", "one");
    put(cache, "b", "two");
    put(cache, "a", "three"); /* the first stays: an answer of one key is one answer */
    assert_kept(cache, "a", "one");
    assert_kept(cache, "b", "two");
    assert_kept(cache, "c", NULL);
    cache_close(cache);
}

static void test_forgets_the_oldest(void **state)
{
    (void)state;
    struct cache *cache = cache_open(20000);
    char key[16], text[1000] = {0};
    for (int i = 0; i < 100; i++) {
        snprintf(key, sizeof key, "%d", i);
        memset(text, 'a' + i % 26, sizeof text - 1);
        put(cache, key, text);
    }
    assert_kept(cache, "0", NULL);
    assert_kept(cache, "50", NULL);
    assert_kept(cache, "99", text);
    cache_close(cache);
}

/* An answer that is being sent outlives the cache. */
static void test_users_keep_it(void **state)
{
    (void)state;
    struct cache *cache = cache_open(1 << 20);
    put(cache, "a", "one");
    struct answer *answer = cache_get(cache, STR("a"));
    cache_close(cache);
    assert_memory_equal(answer->body, "one", 3);
    answer_release(answer);
}

static void test_tags_tell_bodies_apart(void **state)
{
    (void)state;
    struct answer *one = answer_of("one"), *same = answer_of("one"), *two = answer_of("two");
    assert_string_equal(one->tag, same->tag);
    assert_string_not_equal(one->tag, two->tag);
    assert_int_equal(one->tag[0], '"');
    answer_release(one);
    answer_release(same);
    answer_release(two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keeps),
        cmocka_unit_test(test_forgets_the_oldest),
        cmocka_unit_test(test_users_keep_it),
        cmocka_unit_test(test_tags_tell_bodies_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
