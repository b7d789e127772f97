/* agency_test.c - datelines and credits of wire agencies, and what only looks like them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "ingest/agency.h"

static void expect(const char *author, const char *outlet, const char *text, const char *agency, const char *dateline)
{
    struct arena arena;
    readout_report report = {.author = author, .outlet = outlet, .text = text, .text_length = strlen(text)};
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    agency_read(&arena, &report);
    const char *found = report.agency ? report.agency : "", *words = report.dateline ? report.dateline : "";
    if (strcmp(found, agency) != 0 || strcmp(words, dateline) != 0)
        fail_msg("%s: agency \"%s\", dateline \"%s\"", text, found, words);
    arena_free(&arena);
}

static void test_datelines(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"CAIRO (AP) \xe2\x80\x94 Mediators met.", "AP", "CAIRO (AP)"},
        {"CAIRO (AP) -- Mediators met.", "AP", "CAIRO (AP)"},
        {"GAZA/JERUSALEM, Aug 19 (Reuters) - Mediators met.", "Reuters", "GAZA/JERUSALEM, Aug 19 (Reuters)"},
        {"Beirut (AFP) \xe2\x80\x93 Mediators met.", "AFP", "Beirut (AFP)"},
        {"BEIJING, Aug. 19 (Xinhua) -- Envoys met.", "Xinhua", "BEIJING, Aug. 19 (Xinhua)"},
        {"MOSCOW, August 19. /TASS/. Envoys met.", "TASS", "MOSCOW, August 19. /TASS/"},
        {"New Delhi, Aug 19 (PTI) The envoys met.", "PTI", "New Delhi, Aug 19 (PTI)"},
        {"Aug. 19 (UPI) -- The envoys met.", "UPI", "Aug. 19 (UPI)"},
        {"KYIV (AFP/Reuters) - The envoys met.", "AFP; Reuters", "KYIV (AFP/Reuters)"},
        {"WASHINGTON \xe2\x80\x94 The envoys met.", "", "WASHINGTON"},
        {"TEL AVIV, Israel \xe2\x80\x94 The envoys met.", "", "TEL AVIV, Israel"},
        {"S\xc3\x83O PAULO (AP) \xe2\x80\x94 The envoys met.", "AP", "S\xc3\x83O PAULO (AP)"},
        {"Beirut, Lebanon \xe2\x80\x93 The envoys met.", "", "Beirut, Lebanon"},
        {"KYIV (Someone Else) \xe2\x80\x94 The envoys met.", "", "KYIV (Someone Else)"},
        {"By The Associated Press\n\nCAIRO \xe2\x80\x94 Mediators met.", "AP", "CAIRO"},
        {"THE DAILY PAGE\nCAIRO \xe2\x80\x94 Mediators met.", "", "CAIRO"},
        {"ISLAMABAD: The envoys met.", "", "ISLAMABAD"},
        {"DUBAI, Aug 19: The envoys met.\n\nThey left.", "", "DUBAI, Aug 19"},
        /* no datelines */
        {"MR SMITH: Good morning.\n\nQUESTION: Where is the text?\n\nMR SMITH: Here.", "", ""},
        {"WATCH: The envoys meet.", "", ""},
        {"The talks \xe2\x80\x94 the third this year \xe2\x80\x94 ended.", "", ""},
        {"BREAKING \xe2\x80\x94 The talks ended.", "", ""},
        {"Talks (AP) are what it is about, and they ended today - or so it seems.", "", ""},
        {"A week of talks - and no end.", "", ""},
        {"Israel \xe2\x80\x93 the mediators say \xe2\x80\x93 agreed.", "", ""},
        {"", "", ""},
        {"CAIRO (AP) \xe2\x80\x94 ", "", ""},
        {"(AP) \xe2\x80\x94", "AP", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect("", "", cases[i][0], cases[i][1], cases[i][2]);
}

static void test_credits(void **state)
{
    (void)state;
    const char *text = "The talks ended.\n\nNobody spoke.";
    expect("The Associated Press", "", text, "AP", "");
    expect("Jane Doe; Associated Press", "", text, "AP", "");
    expect("REUTERS", "The Paper", text, "Reuters", "");
    expect("Jane Doe", "AFP", text, "AFP", "");
    expect("Jane Doe", "The Paper", text, "", "");
    expect("", "", "The talks ended.\n\nReuters contributed to this report.", "Reuters", "");
    expect("", "", "The talks ended.\n\nThe Associated Press and Agence France-Presse contributed to this report.",
           "AP; AFP", "");
    expect("", "", "The talks ended.\n\n\xc2\xa9 2024 AFP", "AFP", "");
    expect("", "", "The talks ended.\n\n\xc2\xa9 AFP", "AFP", "");
    expect("", "", "The talks ended.\n\nSource: Reuters", "Reuters", "");
    expect("", "", "The talks ended.\n\n(With inputs from PTI)", "PTI", "");
    expect("", "", "The talks ended, he said. (AP)", "AP", "");
    expect("", "", "The talks ended.\n\nXinhua", "Xinhua", "");
    expect("", "", "The talks ended.\n\nHe told Reuters so from Cairo.", "", "");
    expect("", "", "The talks ended.\n\nMediators from Reuters met AA drivers.", "", "");
}

static void test_names(void **state)
{
    (void)state;
    assert_true(str_equal(agency_named(STR(" the associated press ")), STR("AP")));
    assert_true(str_equal(agency_named(STR("AP")), STR("AP")));
    assert_true(str_equal(agency_named(STR("ap")), STR("")));
    assert_true(str_equal(agency_named(STR("")), STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_datelines), cmocka_unit_test(test_credits),
                                       cmocka_unit_test(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
