/* language_test.c - the language of a text is told; English stays English whatever stands in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "text/language.h"

struct sample {
    const char *code, *text;
};

/* All of these are English. */
static const char *const english[] = {
    "The two ministers met in the capital on Sunday but have not yet signed the agreement.",
    "MINISTERS MEET IN CAPITAL; NO AGREEMENT YET ON WITHDRAWAL OF TROOPS FROM THE VALLEY",
    "Q: Is the deal done?\nA: Not yet.\nQ: When will it be?\nA: I can't say. Ask the others.",
    "Round | Day | Place\n1 | 4 May | Aswan\n2 | 9 May | El Arish\n3 | 2 June | Ismailia\n"
    "The rounds of the talks, by day and place",
    "“Allez les Bleus,” the crowd sang, “le jour de gloire est arrivé”; the minister, who was there with his wife, said "
    "that he had not been told of the talks and that he would not comment on them before Monday.",
    "President Luiz Inácio Lula da Silva of Brazil and President Nicolás Maduro of Venezuela were to meet in São Paulo.",
};

/* English with more names of another language than words of its own. */
static const char *const full_of_names[] = {
    "He said Señor José María Álvarez del Castillo y Peña, of the Universidad Autónoma de Nuevo León, met Mme. Hélène "
    "d'Ornano de la Tour du Pin and Frau Müller von der Höhe at the Palazzo della Farnesina.",
    "José de la Cruz of La Paz met De La Rosa of Los Angeles, El Paso and Las Vegas on Monday in San Salvador.",
};

struct fixture {
    struct arena arena;
    const struct language_words *words;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    readout_error error = {0};
    *state = fixture;
    arena_init(&fixture->arena, 0);
    if (arena_guard(&fixture->arena))
        return -1;
    fixture->words = language_words_load(&fixture->arena, &error);
    if (!fixture->words)
        fprintf(stderr, "%s:%zu: %s\n", error.source, error.line, error.text);
    return fixture->words ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static struct language tell(void **state, const char *text)
{
    const struct fixture *fixture = *state;
    return language_tell(fixture->words, str_of(text));
}

/* Whether the line "CODE TEXT" is told as it says. */
static bool is_told(void **state, struct str line)
{
    const struct fixture *fixture = *state;
    struct str text = line, code = str_cut(&text, ' ');
    struct language told = language_tell(fixture->words, text);
    assert_true(told.sure >= 0 && told.sure <= 1);
    if (str_equal(code, str_of(told.code)) && told.foreign)
        return true;
    fprintf(stderr, "%.*s is told as \"%s\", foreign %d\n", STR_ARGS(code), told.code, told.foreign);
    return false;
}

static void each_language_is_told(void **state)
{
    struct fixture *fixture = *state;
    struct str lines;
    readout_error error = {0};
    size_t count = 0, failures = 0;
    assert_true(file_read(&fixture->arena, "tests/data/languages.txt", 1024 * 1024, &lines, &error));
    while (lines.len) {
        struct str line = str_cut(&lines, '\n');
        if (line.ptr[0] == '#')
            continue;
        count++;
        failures += !is_told(state, line);
    }
    assert_true(count > 60);
    assert_int_equal(failures, 0);
}

static void english_stays_english(void **state)
{
    for (size_t i = 0; i < sizeof english / sizeof *english; i++) {
        struct language told = tell(state, english[i]);
        if (strcmp(told.code, "en") != 0 || told.foreign)
            fail_msg("\"%s\" is told as \"%s\", foreign %d", english[i], told.code, told.foreign);
    }
}

static void names_make_no_language(void **state)
{
    for (size_t i = 0; i < sizeof full_of_names / sizeof *full_of_names; i++)
        assert_false(tell(state, full_of_names[i]).foreign);
}

static void what_is_too_short_is_not_told(void **state)
{
    static const char *const texts[] = {
        "", "12, 4.5 %", "Doha", "Le Pen", "https://example.org/le/la/les/des/une/dans/est/pour/que",
        "<a class=\"la de les et le une que\" href=\"x\">", "\xff\xfe\xc3", "la4 de5 le6 les7 et8"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct language told = tell(state, texts[i]);
        assert_string_equal(told.code, "");
        assert_false(told.foreign);
    }
}

/* Accents that stand behind their letters tell as much as letters that have them. */
static void accents_are_composed(void **state)
{
    struct language told = tell(state, "co\xcc\x81 kho\xcc\x82ng \xc4\x91\xc6\xb0\xc6\xa1\xcc\xa3" "c cu\xcc\x89" "a va\xcc\x80 "
                                       "la\xcc\x80 mo\xcc\x82\xcc\xa3t nhu\xcc\x9b\xcc\x83ng cu\xcc\x83ng");
    assert_string_equal(told.code, "vi");
    assert_true(told.foreign);
}

/* `count` times the text, and behind it another. */
static char *repeat(const char *text, size_t count, const char *behind, size_t times)
{
    size_t length = strlen(text), more = strlen(behind);
    char *all = malloc(length * count + more * times + 1), *at = all;
    for (size_t i = 0; i < count; i++, at += length)
        memcpy(at, text, length);
    for (size_t i = 0; i < times; i++, at += more)
        memcpy(at, behind, more);
    *at = 0;
    return all;
}

static void most_of_the_text_counts(void **state)
{
    static const char french[] = "Les deux ministres se sont vus dimanche, mais ils n'ont pas encore signé l'accord. ";
    static const struct {
        size_t french, english;
        const char *code;
        bool foreign;
    } cases[] = {{9, 1, "fr", true}, {1, 9, "en", false}, {6, 5, "fr", false}, {900, 100, "fr", true},
                 {100, 900, "en", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = repeat(french, cases[i].french, english[0], cases[i].english);
        struct language told = tell(state, text);
        free(text);
        assert_string_equal(told.code, cases[i].code);
        assert_int_equal(told.foreign, cases[i].foreign);
    }
}

/* A script in which no language is told is not that of English all the same. */
static void one_word_again_and_again_is_not_foreign(void **state)
{
    static const char *const words[] = {"Ab ", "word ", "U.S. "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char text[512] = "";
        while (strlen(text) + strlen(words[i]) < sizeof text)
            strcat(text, words[i]);
        assert_false(tell(state, text).foreign);
    }
}

static void a_script_alone_is_foreign(void **state)
{
    struct language told = tell(state, "цукеп вапро ролдн чсмит тьбюк нгшщз хжвапр лдорп ячсмит гшпрк рнгпл мтпрл");
    assert_string_equal(told.code, "");
    assert_true(told.foreign);
}

static void codes_are_read_from_tags(void **state)
{
    static const struct sample tags[] = {{"en", "en"}, {"en", "EN-GB"}, {"zh", "zh_Hant"}, {"fil", "fil-PH"},
                                         {"fr", "fr"}, {"", "english"}, {"", ""}, {"", "e"}, {"", "e1"}, {"", "-en"},
                                         {"", "x-klingon"}};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct str code = language_code(&fixture->arena, str_of(tags[i].text));
        assert_true(str_equal(code, str_of(tags[i].code)));
    }
    assert_true(language_is_read(fixture->words, STR("en")));
    assert_false(language_is_read(fixture->words, STR("fr")));
    assert_false(language_is_read(fixture->words, STR("")));
    assert_true(str_equal(language_name(STR("fr")), STR("French")));
    assert_true(str_equal(language_name(STR("xx")), STR("xx")));
}

static void a_line_that_is_wrong_is_named(void **state)
{
    static const struct {
        const char *text, *told;
        size_t line;
    } wrongs[] = {
        {"script A 1 41-5A\nsnow", "no such key: \"snow\"", 2},
        {"script A x", "no weight: \"x\"", 1},
        {"script A 1 5A-41", "no range of characters: \"5A-41\"", 1},
        {"script A 1 G", "no range of characters: \"G\"", 1},
        {"script A 1\nscript A 1", "one script too many: \"A\"", 2},
        {"language en B English", "no script: \"B\"", 1},
        {"script A 1\nlanguage e A English", "no language: \"e\"", 2},
        {"script A 1\njoins A B", "no script: \"B\"", 2},
        {"words the", "words of no language: \"the\"", 1},
        {"letters a", "letters of no language: \"a\"", 1},
        {"script A 1\nlanguage en A English\nread fr", "no language is read: \"read\"", 3},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        readout_error error = {0};
        assert_null(language_words_read(&fixture->arena, str_of(wrongs[i].text), "test", &error));
        assert_int_equal(error.status, READOUT_BAD_DATA);
        assert_string_equal(error.text, wrongs[i].told);
        assert_int_equal(error.line, wrongs[i].line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_language_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(english_stays_english, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_make_no_language, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_too_short_is_not_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(accents_are_composed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(most_of_the_text_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_word_again_and_again_is_not_foreign, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_script_alone_is_foreign, set_up, tear_down),
        cmocka_unit_test_setup_teardown(codes_are_read_from_tags, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_that_is_wrong_is_named, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
