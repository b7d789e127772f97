/* gist_test.c - what a report is compared by, from its words: the library that is compiled in reads small reports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "merge/likeness.h"
#include "pipeline.h"

static readout_library *library;

static int open_library(void **state)
{
    readout_error error = {0};
    (void)state;
    library = readout_library_open(NULL, &error);
    return library ? 0 : -1;
}

static int close_library(void **state)
{
    (void)state;
    readout_library_close(library);
    return 0;
}

/* The record of a text, read by a reader of its own, in `arena`. */
static struct record read_text(struct arena *arena, const char *title, const char *text)
{
    readout_error error = {0};
    readout_reader *reader = readout_reader_open(library, &error);
    readout_report report = {.id = "a", .title = title, .text = text, .text_length = strlen(text)};
    const struct record *record = reader ? pipeline_read(reader, &report, &error) : NULL;
    assert_non_null(record);
    struct record copy = {.gist = str_copy(arena, record->gist), .sketch = str_copy(arena, record->sketch)};
    readout_reader_close(reader);
    return copy;
}

static uint32_t similarity(struct arena *arena, const struct record *a, const struct record *b)
{
    struct gist left = gist_read(arena, a->gist), right = gist_read(arena, b->gist);
    return gist_similarity(&left, &right);
}

static uint32_t resemblance(struct arena *arena, const struct record *a, const struct record *b)
{
    struct sketch left = sketch_read(arena, a->sketch), right = sketch_read(arena, b->sketch);
    return sketch_resemblance(&left, &right);
}

static const char accord[] =
    "Anwar Sadat and Menachem Begin signed the accords of Camp David at the White House on Sunday, after thirteen "
    "days.";

static void test_like_itself(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct record one = read_text(&arena, "Accords signed", accord);
    struct record again = read_text(&arena, "Accords signed", accord);
    assert_true(one.gist.len && one.gist.len % GIST_TERM_SIZE == 0 && one.sketch.len % SKETCH_KEY_SIZE == 0);
    assert_true(str_equal(one.gist, again.gist) && str_equal(one.sketch, again.sketch));
    uint32_t itself = similarity(&arena, &one, &one);
    assert_true(itself > GIST_UNIT * 99 / 100 && itself < GIST_UNIT * 101 / 100);
    assert_int_equal(resemblance(&arena, &one, &again), 1000);
    arena_free(&arena);
}

/* Case, punctuation and the form of words make no difference to the one or the other. */
static void test_other_words(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct record one = read_text(&arena, NULL, accord);
    struct record marked = read_text(&arena, NULL,
                                     "Anwar Sadat and Menachem Begin signed the accords of Camp David - at the White "
                                     "House, on Sunday - after thirteen days!");
    struct record told = read_text(&arena, NULL, "On Sunday the Camp David accord was signed by Begin and Sadat.");
    struct record other = read_text(&arena, NULL, "Farmers in the valley expect a poor harvest of wheat this summer.");
    assert_int_equal(resemblance(&arena, &one, &marked), 1000);
    assert_int_equal(resemblance(&arena, &one, &told), 0);
    assert_true(similarity(&arena, &one, &told) > GIST_UNIT / 2);
    assert_int_equal(similarity(&arena, &one, &other), 0);
    arena_free(&arena);
}

static void test_title_and_rare_words_lead(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct record report = read_text(&arena, "Sinai", accord);
    struct gist gist = gist_read(&arena, report.gist), title = gist_read(&arena, read_text(&arena, NULL, "Sinai").gist);
    assert_int_equal(title.count, 1);
    assert_int_equal(gist.heads[0], title.heads[0]);
    arena_free(&arena);
}

static void test_nothing_to_tell(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct record marks = read_text(&arena, "\xff\xfe\xff", "... !"), word = read_text(&arena, NULL, "And it?");
    assert_int_equal(marks.gist.len, 0);
    assert_int_equal(marks.sketch.len, 0);
    assert_int_equal(word.gist.len, 0);
    assert_int_equal(word.sketch.len, SKETCH_KEY_SIZE);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_like_itself),
        cmocka_unit_test(test_other_words),
        cmocka_unit_test(test_title_and_rare_words_lead),
        cmocka_unit_test(test_nothing_to_tell),
    };
    return cmocka_run_group_tests_name("gist", tests, open_library, close_library);
}
