/* coding_dictionary_test.c - users' dictionaries of actors (read/coding_dictionary.h): what is read, and each error. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "read/coding_dictionary.h"

struct fixture {
    struct arena arena;
    struct coding_dictionary dictionary;
    readout_error error;
};

static int begin(void **state)
{
    static struct fixture fixture;
    memset(&fixture, 0, sizeof fixture);
    arena_init(&fixture.arena, 0);
    *state = &fixture;
    return 0;
}

static int end(void **state)
{
    struct fixture *fixture = *state;
    arena_free(&fixture->arena);
    return 0;
}

static bool read_text(struct fixture *fixture, const char *text)
{
    if (arena_guard(&fixture->arena))
        fail_msg("memory ran out");
    return coding_dictionary_read(&fixture->dictionary, &fixture->arena, str_of(text), "own.txt", &fixture->error);
}

/* The code of these words on a day, in the actors or else the agents; "" where there is none. */
static const char *code_of(struct fixture *fixture, const char *words, uint32_t day)
{
    static char code[40];
    uint32_t entry = map_get(&fixture->dictionary.actors, str_of(words));
    entry = entry != MAP_NONE ? entry : map_get(&fixture->dictionary.agents, str_of(words));
    const struct coding_dictionary_code *found =
        entry == MAP_NONE ? NULL : coding_dictionary_code_on(&fixture->dictionary.entries.items[entry], day);
    snprintf(code, sizeof code, "%.*s", found ? (int)found->code.len : 0, found ? found->code.ptr : "");
    return code;
}

static void test_actors(void **state)
{
    struct fixture *fixture = *state;
    assert_true(read_text(fixture, "\xef\xbb\xbf# a comment\r\n"
                                   "<!-- another -->\n"
                                   "RED_ISLAND_  [RIS] ; where from\r\n"
                                   "+RED_ISL._ +ISLE-OF-RED\n"
                                   "\n"
                                   "KING_OTTO (ACTING_\t[RISGOV] a note\t$1\n"
                                   "RED_ISLAND [OTHER]\n"));
    assert_string_equal(code_of(fixture, "red island", 0), "RIS");
    assert_string_equal(code_of(fixture, "red isl", 0), "RIS");
    assert_string_equal(code_of(fixture, "isle of red", 0), "RIS");
    assert_string_equal(code_of(fixture, "king otto acting", 0), "RISGOV");
    assert_string_equal(code_of(fixture, "king otto", 0), "");
    assert_int_equal(fixture->dictionary.longest, 3);
}

static void test_dates(void **state)
{
    struct fixture *fixture = *state;
    assert_true(read_text(fixture, "OTTO\n\t[AAA 990101-20041231]\n\t[BBB >050101] [CCC <19800101]\n"
                                   "ANNA [DDD 310101-320101] [EEE]\n"
                                   "BERT [FFF 20121204]\n"
                                   "CARL [GGG 2004017-201005011]\n"));
    assert_string_equal(code_of(fixture, "otto", 19990101), "AAA");
    assert_string_equal(code_of(fixture, "otto", 20041231), "AAA");
    assert_string_equal(code_of(fixture, "otto", 20050101), "BBB");
    assert_string_equal(code_of(fixture, "otto", 19800101), "CCC");
    assert_string_equal(code_of(fixture, "otto", 19900101), "");
    assert_string_equal(code_of(fixture, "otto", 0), "AAA");
    assert_string_equal(code_of(fixture, "anna", 19310601), "DDD");
    assert_string_equal(code_of(fixture, "anna", 20310601), "EEE");
    assert_string_equal(code_of(fixture, "anna", 0), "EEE");
    assert_string_equal(code_of(fixture, "bert", 20121203), "");
    assert_string_equal(code_of(fixture, "bert", 20150101), "FFF");
    assert_string_equal(code_of(fixture, "carl", 20040107), "GGG");
    assert_string_equal(code_of(fixture, "carl", 20100502), "");
}

static void test_agents(void **state)
{
    struct fixture *fixture = *state;
    assert_true(read_text(fixture, "!WHO! = MAN, MEN\n!ROLE! = CHIEF\n"
                                   "CITY_WATCH [~COP]\n"
                                   "DEPUTY [~GOV]\nBOSS [~BUS]\nWATCH_ [~COP]\nPOLICE {} [~COP]\n"
                                   "ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~JUD]\n"
                                   "LAMP!WHO! [~LAB]\n!ROLE!_OF_LAMP!WHO! [~BUS}\n"
                                   "OBSERVERS_IN [IGO~]\n"));
    assert_string_equal(code_of(fixture, "city watchs", 0), "COP");
    assert_string_equal(code_of(fixture, "deputies", 0), "GOV");
    assert_string_equal(code_of(fixture, "deputys", 0), "");
    assert_string_equal(code_of(fixture, "bosses", 0), "BUS");
    assert_string_equal(code_of(fixture, "watchs", 0), "");
    assert_string_equal(code_of(fixture, "polices", 0), "");
    assert_string_equal(code_of(fixture, "attorneys general", 0), "JUD");
    assert_string_equal(code_of(fixture, "lampmen", 0), "LAB");
    assert_string_equal(code_of(fixture, "chief of lampman", 0), "BUS");
    uint32_t before = map_get(&fixture->dictionary.agents, STR("observers in"));
    assert_int_not_equal(before, MAP_NONE);
    assert_true(fixture->dictionary.entries.items[before].codes.items[0].before);
}

static const struct broken {
    const char *text;
    size_t line, column;
    const char *what;
} broken[] = {
    {"+NOBODY\n", 1, 1, "synonym of nothing"},
    {"\n\t[AAA]\n", 2, 2, "code of nothing"},
    {"OTTO [AAA\n", 1, 6, "']' is missing"},
    {"OTTO [AAA [BBB]\n", 1, 6, "']' is missing"},
    {"OTTO []\n", 1, 7, "code is missing"},
    {"OTTO [~]\n", 1, 7, "code is missing"},
    {"ANNA [AAA]\nOTTO [AAA 2004]\n", 2, 11, "YYYYMMDD"},
    {"OTTO [AAA 041301-050101]\n", 1, 11, "no such day"},
    {"OTTO [AAA 040132-050101]\n", 1, 11, "no such day"},
    {"OTTO [AAA =040101]\n", 1, 11, "<DATE, >DATE or DATE-DATE"},
    {"OTTO [AAA 040101-]\n", 1, 18, "YYYYMMDD"},
    {"OTTO {OTTOS [~AAA]\n", 1, 6, "'}' is missing"},
    {"OTTO [AAA]\n+ANNA [BBB]\n", 2, 7, "none of its own"},
    {"OTTO [AAA]\n\t[~BBB]\n", 2, 2, "agent"},
    {"OTTO [AAA]\n+...\n", 2, 2, "no word"},
    {"... [AAA]\n", 1, 1, "no word"},
    {"LAMP!WHO! [~AAA]\n", 1, 1, "not defined"},
    {"!WHO! = ,\n", 1, 1, "empty"},
    {"!A! = X, Y, Z, W, V, U, T\nA!A!!A!!A! [~AAA]\n", 2, 1, "256 variants"},
    {"!A! = X\n!A!!A!!A!!A!!A! [~AAA]\n", 2, 1, "4 sets"},
    {"A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A B C D E F G [AAA]\n", 1, 1, "32 words"},
};

static void test_errors(void **state)
{
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        begin(state);
        struct fixture *fixture = *state;
        const readout_error *error = &fixture->error;
        bool read = read_text(fixture, broken[i].text);
        bool named = !strcmp(error->source, "own.txt") && strstr(error->text, broken[i].what);
        if (read || error->status != READOUT_BAD_DATA || !named || error->line != broken[i].line ||
            error->column != broken[i].column)
            fail_msg("%s: %s:%zu:%zu: %s", broken[i].text, error->source, error->line, error->column, error->text);
        end(state);
    }
    begin(state);
}

static void test_no_file(void **state)
{
    struct fixture *fixture = *state;
    const char *paths[] = {"/nowhere/own.txt"};
    if (arena_guard(&fixture->arena))
        fail_msg("memory ran out");
    assert_null(coding_dictionary_load(&fixture->arena, paths, 1, &fixture->error));
    assert_int_equal(fixture->error.status, READOUT_NO_FILE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_actors, begin, end),
        cmocka_unit_test_setup_teardown(test_dates, begin, end),
        cmocka_unit_test_setup_teardown(test_agents, begin, end),
        cmocka_unit_test_setup_teardown(test_errors, begin, end),
        cmocka_unit_test_setup_teardown(test_no_file, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
