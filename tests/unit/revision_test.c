/* revision_test.c - two versions of a text (merge/revision.h), and how sequences are aligned (merge/align.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "merge/revision.h"
#include "read/library.h"
#include "text/sentence.h"

struct fixture {
    struct arena arena;
    readout_library *library;
    uint32_t random;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    readout_error error = {0};
    if (!fixture)
        return -1;
    arena_init(&fixture->arena, 0);
    if (arena_guard(&fixture->arena))
        return -1;
    fixture->library = readout_library_open_with(&(readout_library_options){.analysis_only = 1}, &error);
    *state = fixture;
    return fixture->library ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    readout_library_close(fixture->library);
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static uint32_t next_random(struct fixture *fixture, uint32_t below)
{
    fixture->random = fixture->random * 1664525u + 1013904223u;
    return (fixture->random >> 8) % below;
}

/* The length of the longest common subsequence, by the book. */
static uint32_t longest(const uint32_t *a, uint32_t a_count, const uint32_t *b, uint32_t b_count)
{
    uint32_t row[64] = {0};
    for (uint32_t i = 0; i < a_count; i++) {
        uint32_t corner = 0;
        for (uint32_t j = 0; j < b_count; j++) {
            uint32_t above = row[j + 1];
            row[j + 1] = a[i] == b[j] ? corner + 1 : above > row[j] ? above : row[j];
            corner = above;
        }
    }
    return row[b_count];
}

/* The pairs are of equal items and ascend; returns how many. */
static uint32_t check_pairs(const uint32_t *a, uint32_t a_count, const uint32_t *b, const uint32_t *to)
{
    uint32_t pairs = 0, next = 0;
    for (uint32_t i = 0; i < a_count; i++) {
        if (to[i] == ALIGN_NONE)
            continue;
        assert_true(to[i] >= next);
        assert_int_equal(a[i], b[to[i]]);
        next = to[i] + 1;
        pairs++;
    }
    return pairs;
}

static void test_align_short(void **state)
{
    struct fixture *fixture = *state;
    uint32_t a[40], b[40], to[40];
    for (int round = 0; round < 500; round++) {
        uint32_t a_count = next_random(fixture, 40), b_count = next_random(fixture, 40);
        uint32_t kinds = 1 + next_random(fixture, 12);
        for (uint32_t i = 0; i < a_count; i++)
            a[i] = next_random(fixture, kinds);
        for (uint32_t i = 0; i < b_count; i++)
            b[i] = next_random(fixture, kinds);
        align(&fixture->arena, (struct sequence){a, a_count}, (struct sequence){b, b_count}, kinds, to);
        assert_int_equal(check_pairs(a, a_count, b, to), longest(a, a_count, b, b_count));
    }
}

/* Of a long sequence in which every hundredth item is another one, all others are found. */
static void test_align_long(void **state)
{
    enum { COUNT = 200000 };
    struct fixture *fixture = *state;
    uint32_t *a = arena_take(&fixture->arena, COUNT, sizeof *a), *b = arena_take(&fixture->arena, COUNT, sizeof *b);
    uint32_t *to = arena_take(&fixture->arena, COUNT, sizeof *to), same = 0;
    for (uint32_t i = 0; i < COUNT; i++) {
        a[i] = i % 10 == 3 ? 0 : i;
        b[i] = i % 100 == 50 ? COUNT + i : a[i];
        same += a[i] == b[i];
    }
    align(&fixture->arena, (struct sequence){a, COUNT}, (struct sequence){b, COUNT}, 2 * COUNT, to);
    assert_int_equal(check_pairs(a, COUNT, b, to), same);
    for (uint32_t i = 0; i < COUNT; i++) /* nothing occurs once: nothing is paired but the ends, and it ends soon */
        b[i] = a[i] = i % 7 == 0 ? 1 : 2;
    b[COUNT / 2] = b[10] = b[COUNT - 10] = 3;
    align(&fixture->arena, (struct sequence){a, COUNT}, (struct sequence){b, COUNT}, 4, to);
    assert_true(check_pairs(a, COUNT, b, to) > 15);
}

static struct document cut(struct fixture *fixture, const char *text)
{
    struct document document = {.arena = &fixture->arena, .text = str_of(text)};
    const struct text_words *words = lexicon_text_words(fixture->library->lexicon);
    token_cut(&document, words);
    sentence_cut(&document, words, &fixture->library->boundary);
    return document;
}

static void write_revision(const struct revision *revision, char text[1024])
{
    static const char marks[] = {[REVISION_SAME] = '=', [REVISION_CHANGED] = '~', [REVISION_ADDED] = '+',
                                 [REVISION_REMOVED] = '-', [REVISION_MOVED] = '>'};
    text[0] = 0;
    for (size_t i = 0; i < revision->sentences.count; i++) {
        const struct revision_sentence *sentence = &revision->sentences.items[i];
        size_t length = strlen(text);
        text += length;
        *text++ = marks[sentence->kind];
        *text = 0;
        for (size_t w = 0; w < sentence->words.count; w++) {
            const struct revision_words *words = &sentence->words.items[w];
            text += sprintf(text, "%s%c%.*s", w && words->space ? " " : "", marks[words->kind], STR_ARGS(words->text));
        }
        strcpy(text, "\n");
    }
}

static void assert_revision(struct fixture *fixture, const char *was, const char *is, const char *expected)
{
    struct document old = cut(fixture, was), new = cut(fixture, is);
    struct revision_facts none = {0};
    struct revision revision;
    char text[1024], *start = text;
    revision_make(&fixture->arena, &old, &new, &none, &none, &revision);
    write_revision(&revision, start);
    assert_string_equal(text, expected);
}

static void test_sentences(void **state)
{
    struct fixture *fixture = *state;
    const char *vote = "The Knesset approved the accords by 85 votes to 19. Begin was pleased. Peres was not.";
    assert_revision(fixture, vote, vote, "=\n=\n=\n");
    assert_revision(fixture, vote, "The Knesset approved the accords\nby 85 votes to 19. Begin was pleased. Peres was not.",
                    "=\n=\n=\n");
    assert_revision(fixture, vote, "The Knesset approved the accords by 84 votes to 19. Peres was not.",
                    "~=The Knesset approved the accords by -85 +84 =votes to 19.\n-\n=\n");
    assert_revision(fixture, vote,
                    "Peres was not. The Knesset approved the accords by 85 votes to 19. Cairo welcomed it. Begin was "
                    "pleased.",
                    ">\n=\n+\n=\n");
    assert_revision(fixture, vote,
                    "Begin was pleased. Peres was not. The Knesset approved the accords by 84 votes to 19.",
                    "=\n=\n~=The Knesset approved the accords by -85 +84 =votes to 19.\n");
    assert_revision(fixture, "", vote, "+\n+\n+\n");
    assert_revision(fixture, vote, "", "-\n-\n-\n");
}

static struct revision_fact fact(const char *text, const char *kind, const char *what, const char *quote)
{
    uint32_t start = (uint32_t)(strstr(text, quote) - text);
    return (struct revision_fact){str_of(kind), str_of(what), str_of(quote), start, start + (uint32_t)strlen(quote)};
}

static void test_facts(void **state)
{
    struct fixture *fixture = *state;
    const char *was = "The accords passed by 85 votes. Begin met Dayan. About 20 tractors were stopped.";
    const char *is = "Cairo was pleased. The accords passed by 84 votes. About 20 tractors were stopped.";
    struct document old = cut(fixture, was), new = cut(fixture, is);
    struct revision_facts before = {0}, after = {0};
    *ARENA_PUSH(&fixture->arena, before) = fact(was, "figure", "85 votes", "85 votes");
    *ARENA_PUSH(&fixture->arena, before) = fact(was, "meeting", "Begin, Dayan", "Begin met Dayan");
    *ARENA_PUSH(&fixture->arena, before) = fact(was, "figure", "20 tractors", "20 tractors");
    *ARENA_PUSH(&fixture->arena, after) = fact(is, "position", "Cairo accepts", "Cairo was pleased");
    *ARENA_PUSH(&fixture->arena, after) = fact(is, "figure", "84 votes", "84 votes");
    *ARENA_PUSH(&fixture->arena, after) = fact(is, "figure", "20 tractors", "20 tractors");
    struct revision revision;
    revision_make(&fixture->arena, &old, &new, &before, &after, &revision);
    assert_int_equal(revision.facts.count, 3);
    assert_int_equal(revision.facts.items[0].kind, REVISION_CHANGED);
    assert_int_equal(revision.facts.items[0].was, 0);
    assert_int_equal(revision.facts.items[0].is, 1);
    assert_int_equal(revision.facts.items[1].kind, REVISION_ADDED);
    assert_int_equal(revision.facts.items[1].is, 0);
    assert_int_equal(revision.facts.items[2].kind, REVISION_REMOVED);
    assert_int_equal(revision.facts.items[2].was, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_align_short, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_align_long, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sentences, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_facts, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
