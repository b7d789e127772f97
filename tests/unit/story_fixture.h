/* story_fixture.h - what tests of stories stand on: words of the language, facts built by hand, the story they make.
 * For cmocka: set_up and tear_down of each test; its state is the fixture. */
#ifndef STORY_FIXTURE_H
#define STORY_FIXTURE_H
#include <stdlib.h>

#include "base/calendar.h"
#include "merge/story.h"
#include "merge/story_words.h"

struct fixture {
    struct arena arena;
    struct story_words words;
    struct story_facts facts;
    struct story story;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct source_list sources = {0};
    readout_error error = {0};
    if (!fixture)
        return -1;
    arena_init(&fixture->arena, 0);
    if (arena_guard(&fixture->arena) || !source_open(&fixture->arena, NULL, false, &sources, &error) ||
        !story_words_load(&fixture->arena, &sources, &fixture->words, &error))
        return -1;
    fixture->facts.names = &fixture->words.names;
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

/* STORY_NO_DAY where the text is none; NULL is none. */
static inline long day(const char *text)
{
    long number;
    return text && calendar_parse(str_of(text), &number) ? number : STORY_NO_DAY;
}
#endif
