/* web_data_test.c - the files of data/web that ingest/web_data.h reads line by line: nothing in them may be without
 * effect. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/map.h"
#include "ingest/charset_label.h"
#include "ingest/web_data.h"

enum { NAMES_MOST = 256 }; /* as html_meta_collect.c has it */

static bool is_small(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (ascii_is_upper(word.ptr[i]))
            return false;
    return true;
}

static bool is_one_of(struct str key, const char *const *keys)
{
    for (; *keys; keys++)
        if (str_equal(key, str_of(*keys)))
            return true;
    return false;
}

/* Every line has a known key and words in small letters, no word twice under a key. Returns how many words there are.
 */
static size_t check_file(const char *name, const char *const *keys)
{
    struct arena arena;
    struct map seen = {0};
    struct str rest = web_data(name), line, words, word;
    size_t count = 0;
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    while (web_line(&rest, &line)) {
        struct str left = line, key;
        if (!web_entry(&left, &key, &words) || !is_one_of(key, keys))
            fail_msg("%s: %.*s", name, STR_ARGS(line));
        for (; web_item(&words, &word); count++) {
            char *full = arena_copy(&arena, key.ptr, key.len + 1 + word.len);
            memcpy(full + key.len + 1, word.ptr, word.len);
            struct str both = str_make(full, key.len + 1 + word.len);
            if (!is_small(word) || map_get(&seen, both) != MAP_NONE)
                fail_msg("%s: \"%.*s\" under %.*s: twice, or in capitals", name, STR_ARGS(word), STR_ARGS(key));
            map_put(&seen, &arena, both, 1);
        }
    }
    arena_free(&arena);
    return count;
}

static void test_files(void **state)
{
    (void)state;
    static const char *const meta[] = {"title", "outlet", "author", "published", "updated", "url", "language", NULL};
    static const char *const marks[] = {"author", "date", "updated", "headline", "aside", NULL};
    static const char *const bylines[] = {"by", "and", "behind", "role", "never", "updated", "published", "inside",
                                          "other-date", NULL};
    static const char *const credits[] = {"cue", "anywhere", "no-place", NULL};
    static const char *const live[] = {"name", "title", "url", "attribute", NULL};
    size_t names = check_file("meta", meta);
    assert_true(names > 100 && names < NAMES_MOST);
    assert_true(check_file("marks", marks) > 50);
    assert_true(check_file("bylines", bylines) > 100);
    assert_true(check_file("credits", credits) > 30);
    assert_true(check_file("live", live) > 30);
}

/* Marks are looked for in letters of one case without other signs. */
static void test_marks_are_words(void **state)
{
    (void)state;
    struct str rest = web_data("marks"), key, words, word;
    while (web_entry(&rest, &key, &words))
        while (web_item(&words, &word))
            for (size_t i = 0; i < word.len; i++)
                if (!ascii_is_lower(word.ptr[i]) || word.len > 23)
                    fail_msg("marks: %.*s", STR_ARGS(word));
}

/* No form of a name belongs to two agencies. */
static void test_agencies(void **state)
{
    (void)state;
    struct arena arena;
    struct map seen = {0};
    struct str rest = web_data("agencies"), line, agency, forms, form;
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    while (web_line(&rest, &line)) {
        struct str left = line;
        if (!web_entry(&left, &agency, &forms))
            fail_msg("agencies: %.*s", STR_ARGS(line));
        while (web_item(&forms, &form)) {
            if (map_get(&seen, form) != MAP_NONE)
                fail_msg("agencies: %.*s twice", STR_ARGS(form));
            map_put(&seen, &arena, form, 1);
        }
    }
    arena_free(&arena);
}

static void test_schema(void **state)
{
    (void)state;
    static const char *const groups[] = {"article", "page", "live", "outlet", NULL};
    struct str rest = web_data("schema"), line;
    while (web_line(&rest, &line))
        assert_true(is_one_of(web_word(&line), groups) && line.len > 0);
}

/* The kinds of dates.txt have values that web_date.c understands, and no word stands twice under one kind. */
static bool is_date_key(struct str key)
{
    static const char *const keys[] = {"half am", "half pm",   "unit year",   "unit month",  "unit day", "unit hour",
                                       "clock",   "pass",      "unit minute", "unit second", "zone ?",   NULL};
    struct str value = key, kind = str_cut(&value, ' ');
    if (str_equal(kind, STR("month")))
        return value.len && value.len <= 2 && ascii_number(value, 0, value.len) >= 1 &&
               ascii_number(value, 0, value.len) <= 12;
    bool offset = value.len == 6 && strchr("+-", value.ptr[0]) && value.ptr[3] == ':';
    if (str_equal(kind, STR("zone")) && offset)
        return ascii_number(value, 1, 2) >= 0 && ascii_number(value, 4, 2) >= 0;
    return is_one_of(key, keys);
}

static void test_dates(void **state)
{
    (void)state;
    struct arena arena;
    struct map seen = {0};
    struct str rest = web_data("dates"), line, words, word;
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    while (web_line(&rest, &line)) {
        struct str left = line, key;
        if (!web_entry(&left, &key, &words) || !is_date_key(key))
            fail_msg("dates: %.*s", STR_ARGS(line));
        struct str value = key, kind = str_cut(&value, ' ');
        while (web_item(&words, &word)) {
            char *full = arena_copy(&arena, kind.ptr, kind.len + 1 + word.len);
            memcpy(full + kind.len + 1, word.ptr, word.len);
            struct str both = str_make(full, kind.len + 1 + word.len);
            if (!is_small(word) || map_get(&seen, both) != MAP_NONE)
                fail_msg("dates: \"%.*s\" under %.*s: twice, or in capitals", STR_ARGS(word), STR_ARGS(key));
            map_put(&seen, &arena, both, 1);
        }
    }
    arena_free(&arena);
}

/* Every line names a converter, a kind and labels in small letters, none of which stands twice. */
static void test_encodings(void **state)
{
    (void)state;
    struct arena arena;
    struct map seen = {0};
    struct str rest = web_data("encodings"), line, label;
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    while (web_line(&rest, &line)) {
        struct str converter = web_word(&line);
        web_word(&line);
        assert_true(line.len > 0);
        while ((label = web_word(&line)).len) {
            struct charset found = charset_find(label);
            if (!is_small(label) || map_get(&seen, label) != MAP_NONE || found.kind == CHARSET_NONE ||
                !str_equal(str_of(found.converter), converter))
                fail_msg("encodings: %.*s", STR_ARGS(label));
            map_put(&seen, &arena, label, 1);
        }
    }
    arena_free(&arena);
}

static void test_words(void **state)
{
    (void)state;
    struct str word;
    size_t length;
    assert_int_equal(web_find_word(STR("a Bc d"), STR("bc")), 2);
    assert_int_equal(web_find_word(STR("abc bcd"), STR("bc")), 7);
    assert_int_equal(web_find_word(STR("\xe2\x80\x9c" "bc\xe2\x80\x9d"), STR("bc")), 3);
    assert_int_equal(web_find_word(STR("\xc3\xa9" "bc"), STR("bc")), 4);
    assert_int_equal(ascii_find(STR(""), STR("bc")), 0);
    assert_int_equal(web_find_listed("bylines", "by", STR("seen by Jane"), &word), 5);
    assert_true(web_starts_listed("bylines", "by", STR("Written by Jane"), &length) && length == 10);
    assert_false(web_starts_listed("bylines", "by", STR("Bystanders"), &length));
    assert_true(web_listed("bylines", "never", STR("Admin")));
    assert_false(web_listed("bylines", "no such key", STR("Admin")));
    assert_true(web_has_listed("live", "url", STR("https://a.example/live/1")));
    struct str rest = STR("zone +01:00: cet, met\n# x\nno colon\nkey:\n"), key, words;
    assert_true(web_entry(&rest, &key, &words) && str_equal(key, STR("zone +01:00")));
    assert_true(web_item(&words, &word) && str_equal(word, STR("cet")));
    assert_false(web_entry(&rest, &key, &words));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_files), cmocka_unit_test(test_marks_are_words),
                                       cmocka_unit_test(test_agencies), cmocka_unit_test(test_schema),
                                       cmocka_unit_test(test_dates), cmocka_unit_test(test_encodings),
                                       cmocka_unit_test(test_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
