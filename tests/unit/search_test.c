/* search_test.c - full-text search: what a person types is never syntax; what is found, in which order, with which
 * words marked. */
#include "sample.h"

#include "store/search.h"

static struct str expression(struct arena *arena, const char *typed)
{
    struct search_terms terms = search_terms_of(arena, str_of(typed));
    return search_expression(arena, &terms, false);
}

static void quotes_what_is_typed(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *expression;
    } cases[] = {
        {"", ""},
        {"  ", ""},
        {"\"", ""},
        {"\"\"", ""},
        {"* - ( ) : ^ + …", ""},
        {"talks", "\"talks\""},
        {"talks talks Talks", "\"talks\""},
        {"cease fire", "\"cease\" \"fire\""},
        {"\"cease fire\" talks", "\"cease fire\" \"talks\""},
        {"\"cease fire", "\"cease fire\""},
        {"a\"b c\"d", "\"a\" \"b c\" \"d\""},
        {"talk*", "\"talk\"*"},
        {"ta*", "\"ta\""},
        {"\"prime minist*\"", "\"prime minist\"*"},
        {"talk* talk", "\"talk\"* \"talk\""},
        {"this OR that NOT NEAR(x y)", "\"this\" \"OR\" \"that\" \"NOT\" \"NEAR(x\" \"y\""},
        {"title:x {title}:y ^z a+b -c", "\"title:x\" \"title}:y\" \"z\" \"a+b\" \"c\""},
        {"'); DROP TABLE report; --", "\"DROP\" \"TABLE\" \"report\""},
        {"U.S., talks.", "\"U.S\" \"talks\""},
        {"Erdo\u011fan \u2014", "\"Erdo\u011fan\""},
    };
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str got = expression(&arena, cases[i].typed);
        if (!str_equal(got, str_of(cases[i].expression)))
            fail_msg("%s: %.*s", cases[i].typed, STR_ARGS(got));
    }
    arena_free(&arena);
}

static void takes_so_many_words(void **state)
{
    (void)state;
    struct arena arena;
    char words[8 * (SEARCH_WORDS + 50)];
    size_t length = 0;
    arena_init(&arena, 0);
    for (int i = 0; i < SEARCH_WORDS + 50; i++)
        length += (size_t)snprintf(words + length, sizeof words - length, "w%d ", i);
    assert_int_equal(search_terms_of(&arena, str_make(words, length)).count, SEARCH_WORDS);
    words[0] = '"'; /* a phrase of them */
    struct search_terms phrase = search_terms_of(&arena, str_make(words, length));
    assert_int_equal(phrase.count, 1);
    assert_true(str_ends(phrase.items[0].text, STR("w199")));
    arena_free(&arena);
}

static struct store *open_new(char path[64])
{
    readout_error error = {0};
    struct store *store = store_open(sample_path(path), STORE_WRITE, &error);
    if (!store)
        fail_msg("%s", error.text);
    return store;
}

static void add_report(struct store *store, const char *id, const char *published, const char *text)
{
    struct sample sample;
    sample_begin(&sample, id, "Test Agency", published, text);
    assert_int_equal(sample_store(&sample, store), STORE_NEW);
}

static struct store *open_filled(char path[64])
{
    struct store *store = open_new(path);
    add_report(store, "a", "1978-09-01", "The ferry came late. Nobody spoke of the quarry.");
    add_report(store, "b", "1978-09-02", "The quarry, the quarry and again the quarry: they met at the quarry. Erdo\u011fan "
                                         "was not there, and <b>nobody</b> asked.");
    add_report(store, "c", "1978-09-03", "Quarries were closed OR opened. They had a \"quarry\" NOT near here.");
    return store;
}

/* The names of what is found, "b a", and how many there are. */
static const char *found(struct store *store, struct arena *arena, const char *typed, struct search search,
                         struct search_result *result)
{
    char *names = arena_alloc(arena, 64, 1);
    readout_error error = {0};
    search.terms = search_terms_of(arena, str_of(typed));
    search.most = search.most ? search.most : 10;
    if (!store_search(store, &search, arena, result, &error))
        fail_msg("%s: %s", typed, error.text);
    for (size_t i = 0; i < result->hits.count; i++)
        snprintf(names + strlen(names), 64 - strlen(names), "%s%.*s", i ? " " : "", STR_ARGS(result->hits.items[i].report));
    return names;
}

static void finds_reports(void **state)
{
    (void)state;
    char path[64];
    struct arena arena;
    struct search_result result;
    struct store *store = open_filled(path);
    arena_init(&arena, 0);
    assert_string_equal(found(store, &arena, "quarry", (struct search){0}, &result), "b a c");
    assert_int_equal(result.total, 3);
    assert_int_equal(result.ranked, 3);
    assert_true(result.weighed);
    assert_string_equal(found(store, &arena, "", (struct search){0}, &result), "");
    assert_string_equal(found(store, &arena, "ferry QUARRY", (struct search){0}, &result), "a");
    assert_string_equal(found(store, &arena, "erdogan", (struct search){0}, &result), "b");
    assert_string_equal(found(store, &arena, "quarri*", (struct search){0}, &result), "c");
    assert_string_equal(found(store, &arena, "quarri", (struct search){0}, &result), "");
    assert_string_equal(found(store, &arena, "\"met at the quarry\"", (struct search){0}, &result), "b");
    assert_string_equal(found(store, &arena, "\"quarry the at met\"", (struct search){0}, &result), "");
    assert_string_equal(found(store, &arena, "ferry OR erdogan", (struct search){0}, &result), "");
    assert_string_equal(found(store, &arena, "closed OR opened", (struct search){0}, &result), "c");
    assert_string_equal(found(store, &arena, "quarry", (struct search){.first = 1, .most = 1}, &result), "a");
    assert_int_equal(result.total, 3);
    assert_string_equal(found(store, &arena, "quarry", (struct search){.since = STR("1978-09-02")}, &result), "b c");
    assert_string_equal(found(store, &arena, "quarry", (struct search){.since = STR("1978-09-02"),
                                                                         .until = STR("1978-09-02")}, &result), "b");
    assert_int_equal(result.total, 1);
    assert_string_equal(found(store, &arena, "quarry", (struct search){.process = STR("none")}, &result), "");
    assert_string_equal(found(store, &arena, "a b c d e f g h i j k l m", (struct search){0}, &result), "");
    assert_false(result.weighed);
    store_close(store);
    arena_free(&arena);
    sample_remove(path);
}

static void marks_what_was_found(void **state)
{
    (void)state;
    char path[64];
    struct arena arena;
    struct search_result result;
    struct store *store = open_filled(path);
    arena_init(&arena, 0);
    found(store, &arena, "ferry", (struct search){0}, &result);
    const struct search_hit *hit = &result.hits.items[0];
    assert_true(str_equal(hit->snippet, STR("The ferry came late. Nobody spoke of the quarry.")));
    assert_int_equal(hit->pieces.count, 3);
    assert_true(str_equal(hit->pieces.items[1].text, STR("ferry")) && hit->pieces.items[1].found);
    assert_false(hit->pieces.items[0].found || hit->pieces.items[2].found);
    assert_true(str_equal(hit->title, STR("Talks")) && str_equal(hit->outlet, STR("Test Agency")) &&
                str_equal(hit->published, STR("1978-09-01")));
    found(store, &arena, "erdogan", (struct search){0}, &result);
    assert_non_null(memmem(result.hits.items[0].snippet.ptr, result.hits.items[0].snippet.len, "<b>nobody</b>", 13));
    store_close(store);
    arena_free(&arena);
    sample_remove(path);
}

static size_t count_names(struct store *store, struct arena *arena, const char *typed, bool title, size_t most, bool *many)
{
    struct str_list names;
    readout_error error = {0};
    struct search_terms terms = search_terms_of(arena, str_of(typed));
    assert_true(store_search_names(store, &terms, title, most, arena, &names, many, &error));
    return names.count;
}

static void finds_names(void **state)
{
    (void)state;
    char path[64];
    struct arena arena;
    bool many;
    struct store *store = open_filled(path);
    arena_init(&arena, 0);
    assert_int_equal(count_names(store, &arena, "talks", true, 0, &many), 3);
    assert_int_equal(count_names(store, &arena, "quarry", true, 0, &many), 0);
    assert_int_equal(count_names(store, &arena, "quarry", false, 0, &many), 3);
    assert_int_equal(count_names(store, &arena, "quarry", false, 3, &many), 3);
    assert_false(many);
    assert_int_equal(count_names(store, &arena, "quarry", false, 2, &many), 0);
    assert_true(many);
    assert_int_equal(count_names(store, &arena, "ferry quarry", false, 2, &many), 1);
    assert_int_equal(count_names(store, &arena, "", false, 2, &many), 0);
    assert_false(many);
    store_close(store);
    arena_free(&arena);
    sample_remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_what_is_typed), cmocka_unit_test(takes_so_many_words),
        cmocka_unit_test(finds_reports),        cmocka_unit_test(marks_what_was_found),
        cmocka_unit_test(finds_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
