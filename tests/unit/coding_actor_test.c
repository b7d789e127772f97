/* coding_actor_test.c - whom noun phrases mean: country and sectors (read/coding.h), with the data of the program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "coded_phrase.h"

struct fixture {
    readout_library *library;
    readout_reader *reader;
};

static int open_with(void **state, const char *const *actors, size_t count)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->library =
        readout_library_open_with(&(readout_library_options){.actors = actors, .actors_count = count}, NULL);
    fixture->reader = fixture->library ? readout_reader_open(fixture->library, NULL) : NULL;
    *state = fixture;
    return fixture->reader ? 0 : -1;
}

static int open_reader(void **state)
{
    return open_with(state, NULL, 0);
}

static int close_reader(void **state)
{
    struct fixture *fixture = *state;
    readout_reader_close(fixture->reader);
    readout_library_close(fixture->library);
    free(fixture);
    return 0;
}

/* A text in which [brackets] stand round the phrase; "COUNTRY SECTOR SECTOR", "-" for no country. */
struct sample {
    const char *text, *expected;
    const char *day; /* NULL: not known */
};

static struct coded_actor code(void **state, const struct sample *sample)
{
    struct fixture *fixture = *state;
    char text[400];
    uint32_t length = 0, start = 0, end = 0;
    for (const char *at = sample->text; *at; at++) {
        if (*at == '[')
            start = length;
        else if (*at == ']')
            end = length;
        else
            text[length++] = *at;
    }
    const struct reading *reading = coded_reading(fixture->reader, sample->day, str_make(text, length), NULL);
    assert_non_null(reading);
    return coded_phrase(reading, start, end);
}

static void check(void **state, const struct sample *samples, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct coded_actor actor = code(state, &samples[i]);
        char found[200];
        int length = snprintf(found, sizeof found, "%.*s", STR_ARGS(actor.country.len ? actor.country : STR("-")));
        for (size_t s = 0; s < actor.sectors.count; s++)
            length += snprintf(found + length, sizeof found - (size_t)length, " %.*s",
                               STR_ARGS(actor.sectors.items[s]));
        if (strcmp(found, samples[i].expected) != 0) {
            print_error("%s: %s, not %s\n", samples[i].text, found, samples[i].expected);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}
#define CHECK(state, samples) check(state, samples, sizeof(samples) / sizeof *(samples))

static void test_states(void **state)
{
    static const struct sample samples[] = {
        {"[Norway] signed the pact.", "NOR", NULL},
        {"The envoy spoke for [the United Arab Emirates].", "ARE", NULL},
        {"[Vatican City] has been silent.", "VAT REL", NULL},
        {"[East Timor] and Australia share a sea border.", "TLS", NULL},
        {"The ship left for [New Caledonia].", "FRA", NULL},
        {"[Taiwan] rejects the map.", "TWN", NULL},
        {"[Kosovo] closed the crossing.", "XKX", NULL},
        {"[Vienna] summoned the ambassador.", "AUT GOV", NULL},
        {"A shell fell in [Vienna].", "AUT CVL", NULL},
        {"Troops entered [Haifa].", "ISR CVL", NULL},
        {"Aid trucks reached [Darfur].", "SDN", NULL},
    };
    CHECK(state, samples);
}

static void test_officials(void **state)
{
    static const struct sample samples[] = {
        {"[The Danish foreign minister] flew to Cairo.", "DNK GOV", NULL},
        {"[Officials from Chad] were there.", "TCD GOV", NULL},
        {"[The president of Peru] resigned.", "PER GOV", NULL},
        {"[A Kenyan army spokesman] denied it.", "KEN MIL", NULL},
        {"[Hungarian] and Polish officials agreed.", "HUN GOV", NULL},
        {"Hungarian and [Polish] officials agreed.", "POL GOV", NULL},
        {"[Kenya's chief of police] denied it.", "KEN COP", NULL},
        {"[Former Bolivian president Luis Nobody] was arrested.", "BOL ELI", NULL},
        {"[Lawmakers in Brazil] voted.", "BRA LEG", NULL},
        {"[A Swiss court] fined them.", "CHE JUD", NULL},
        {"[The Polish ambassador to Iran] left.", "POL GOV", NULL},
        {"[Moroccan intelligence] had warned them.", "MAR SPY", NULL},
        {"[The White House] objected.", "USA GOV", NULL},
        {"[The Turkish government] objected.", "TUR GOV", NULL},
        {"[The Israeli army] withdrew.", "ISR MIL", NULL},
        {"[The UN secretary general] objected.", "IGO GOV", NULL},
    };
    CHECK(state, samples);
}

static void test_groups(void **state)
{
    static const struct sample samples[] = {
        {"[Hamas] released two men.", "PSE REB", NULL},
        {"[Hamas officials] were silent.", "PSE REB", NULL},
        {"[Dozens of Islamic State fighters] gave up.", "IMG REB", NULL},
        {"[Leaders of the rebels in Yemen] gave up.", "YEM REB", NULL},
        {"[Houthi rebels in Yemen] fired a missile.", "YEM REB", NULL},
        {"[Ugandan rebel troops] crossed the river.", "UGA REB", NULL},
        {"[Ugandan government troops] crossed the river.", "UGA MIL", NULL},
        {"[U.S.-backed Syrian rebels] crossed the river.", "SYR REB", NULL},
        {"[NATO forces] crossed the river.", "IGO MIL", NULL},
        {"[Kurdish fighters in Syria] crossed the river.", "SYR REB", NULL},
        {"[Kurds in Syria] crossed the river.", "SYR CVL", NULL},
        {"[Peacekeepers] crossed the river.", "IGO MIL", NULL},
        {"[Nepalese peacekeepers] crossed the river.", "NPL MIL", NULL},
        {"[Unknown gunmen] opened fire.", "- UAF", NULL},
        {"[The opposition in Togo] called a strike.", "TGO OPP", NULL},
        {"[Opposition lawmakers in Togo] walked out.", "TGO LEG OPP", NULL},
        {"[Colombia's FARC] laid down arms.", "COL REB", NULL},
    };
    CHECK(state, samples);
}

static void test_people(void **state)
{
    static const struct sample samples[] = {
        {"[Protesters in the Greek town of Volos] burned flags.", "GRC CVL", NULL},
        {"[Hundreds of thousands of people in Chile] marched.", "CHL CVL", NULL},
        {"[Iraqis] voted.", "IRQ CVL", NULL},
        {"[Refugees who fled the war in Liberia] came back.", "LBR REF", NULL},
        {"[Three French journalists] were freed.", "FRA JRN", NULL},
        {"[Swiss doctors] treated them.", "CHE MED", NULL},
        {"[Students at a university in Jakarta] marched.", "IDN EDU", NULL},
        {"[A Saudi businessman] paid.", "SAU BUS", NULL},
        {"[Argentine farmers] blocked the roads.", "ARG AGR", NULL},
        {"[Trade unions in Italy] called a strike.", "ITA LAB", NULL},
        {"[The Archbishop of Oslo] was silent.", "NOR REL", NULL},
        {"[Aid workers] left.", "NGO", NULL},
        {"[Oxfam] left.", "NGO", NULL},
        {"[The pope] prayed.", "VAT REL", NULL},
        {"[A Maltese-flagged oil tanker] sank.", "MLT BUS", NULL},
        {"[Prisoners] rioted.", "- CVL", NULL},
        {"[Reuters] saw the draft.", "- JRN", NULL},
        {"[Something] changed.", "-", NULL},
    };
    CHECK(state, samples);
}

/* Offices by the day of the report, by the title, or the latest. */
static void test_offices(void **state)
{
    static const struct sample samples[] = {
        {"[Bill Clinton] spoke.", "USA GOV", "1996-05-01"},
        {"[Bill Clinton] spoke.", "USA ELI", "2009-05-01"},
        {"[Bill Clinton] spoke.", "USA GOV", NULL},
        {"[President Bill Clinton] spoke.", "USA GOV", NULL},
        {"[Ehud Barak] spoke.", "ISR GOV", "2000-01-01"},
    };
    CHECK(state, samples);
}

/* "the police", "the rebels": of the one state that the sentence names; of none where it names two. */
static void test_sentence(void **state)
{
    static const struct sample samples[] = {
        {"[The police] beat marchers in Minsk.", "BLR COP", NULL},
        {"[The police] beat marchers in Minsk, and Poland protested.", "- COP", NULL},
        {"[The Lantern Committee] met in Minsk.", "- GOV", NULL},
    };
    CHECK(state, samples);
}

static void test_actor(void **state)
{
    const struct sample sample = {"[Hamas leaders] were silent, and Israel spoke.", "", NULL};
    assert_int_not_equal(code(state, &sample).actor, NO_ACTOR);
    const struct sample nobody = {"[Cats] slept.", "", NULL};
    assert_int_equal(code(state, &nobody).actor, NO_ACTOR);
}

static const char dictionary[] = "# own words\n"
                                 "!KIND! = WATCHER, WATCHERS\n"
                                 "LANTERN_LEAGUE_ [NPLOPP]\n"
                                 "+LEAGUE_OF_LANTERNS\n"
                                 "OTTO_QUINN_\n"
                                 "\t[NZLGOV 010101-041231]\n"
                                 "\t[NZLMIL >050101]\n"
                                 "\t[NZLELI]\n"
                                 "PHANTOM_GUILD [---]\n"
                                 "SALT_LOBBY [IGOXYZSAL]\n"
                                 "ODDITY [Qx7_odd]\n"
                                 "TIDE_BOARD [BMUGOV]\n"
                                 "NORWAY [SWE]\n"
                                 "LAMPLIGHTER [~LAB]\n"
                                 "COAST_!KIND! [~MIL]\n"
                                 "GROUP_FOR_OWLS {GROUPS_FOR_OWLS} [NGO~]\n";

static char dictionary_path[] = "/tmp/readout-actors-XXXXXX";

static int open_dictionary(void **state)
{
    int file = mkstemp(dictionary_path);
    ssize_t length = sizeof dictionary - 1;
    if (file < 0 || write(file, dictionary, (size_t)length) != length || close(file) != 0)
        return -1;
    const char *paths[] = {dictionary_path};
    return open_with(state, paths, 1);
}

static int close_dictionary(void **state)
{
    unlink(dictionary_path);
    return close_reader(state);
}

static void test_users_actors(void **state)
{
    static const struct sample samples[] = {
        {"[The Lantern League] met.", "NPL OPP", NULL},
        {"[The League of Lanterns' leader] spoke.", "NPL OPP", NULL},
        {"[Otto Quinn] spoke.", "NZL GOV", "2003-05-01"},
        {"[Otto Quinn] spoke.", "NZL MIL", "2015-05-01"},
        {"[Otto Quinn] spoke.", "NZL ELI", "1990-05-01"},
        {"[Otto Quinn] spoke.", "NZL ELI", NULL},
        {"[The Phantom Guild of Norway] met.", "-", NULL},
        {"[The Salt Lobby] met.", "IGO XYZ SAL", NULL},
        {"[Oddity] grew.", "- Qx7_odd", NULL},
        {"[The Tide Board] met.", "BMU GOV", NULL},
        {"[Norway] signed.", "SWE", NULL},
        {"[Norway's police] came.", "SWE COP", NULL},
        {"[Danish lamplighters] struck.", "DNK LAB", NULL},
        {"[Norway coast watchers] came.", "SWE MIL", NULL},
        {"[Groups for owls in Peru] came.", "NGO", NULL},
        {"[The Danish foreign minister] flew to Cairo.", "DNK GOV", NULL},
    };
    CHECK(state, samples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_states), cmocka_unit_test(test_officials), cmocka_unit_test(test_groups),
        cmocka_unit_test(test_people), cmocka_unit_test(test_offices),   cmocka_unit_test(test_sentence),
        cmocka_unit_test(test_actor),
    };
    const struct CMUnitTest users[] = {cmocka_unit_test(test_users_actors)};
    int failed = cmocka_run_group_tests_name("actors of events", tests, open_reader, close_reader);
    return failed + cmocka_run_group_tests_name("actors of users", users, open_dictionary, close_dictionary);
}
