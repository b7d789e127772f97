/* code_test.c - political events as JSON, as PLOVER's records and as tables, from events that are made by hand; the
 * pair that is given; and the way of readout_code through the public library. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "pipeline.h"
#include "read/given.h"
#include "view/coding_json.h"
#include "view/coding_table.h"

static const char text[] = "Envoys rested. Peru and Chile met \"friends\"\tin Lima, and Bolivia protested.";

struct fixture {
    struct arena arena;
    struct record record;
    struct reading reading;
    struct sentence sentences[2];
    readout_library *library;
    struct buffer out;
};

static int open_fixture(void **state)
{
    static struct fixture fixture;
    readout_error error;
    fixture = (struct fixture){.library = readout_library_open(NULL, &error)};
    *state = &fixture;
    return fixture.library ? 0 : -1;
}

static int close_fixture(void **state)
{
    struct fixture *fixture = *state;
    readout_library_close(fixture->library);
    return 0;
}

static struct span at(const char *words)
{
    const char *start = strstr(text, words);
    assert_non_null(start);
    return (struct span){(uint32_t)(start - text), (uint32_t)((size_t)(start - text) + strlen(words))};
}

static struct coded_actor *add_actor(struct fixture *fixture, struct coded_actor_list *list, const char *words,
                                     const char *country)
{
    struct coded_actor *actor = ARENA_PUSH(&fixture->arena, *list);
    *actor = (struct coded_actor){.words = at(words), .actor = NO_ACTOR, .country = str_of(country)};
    return actor;
}

static struct coding *add_coding(struct fixture *fixture, enum plover_event event, const char *words)
{
    struct coding *coding = ARENA_PUSH(&fixture->arena, fixture->record.codings);
    *coding = (struct coding){.event = event, .goldstein = NAN,
                              .evidence = {at(words).start, at(words).end, "coding.test", STR("")}};
    return coding;
}

/* A meeting of two without a target, a visit that is reciprocal, and a protest that is denied. */
static void begin(struct fixture *fixture)
{
    arena_init(&fixture->arena, 0);
    fixture->out = (struct buffer){0};
    fixture->record = (struct record){.id = STR("a,1"), .outlet = STR("Wire"), .text = STR(text), .engine = "0.0"};
    fixture->sentences[0] = (struct sentence){.start = 0, .end = 14};
    fixture->sentences[1] = (struct sentence){.start = 15, .end = sizeof text - 1};
    fixture->reading = (struct reading){.arena = &fixture->arena, .library = fixture->library,
                                        .record = &fixture->record,
                                        .penta = 1, .day = STR("2001-02-03T04:05Z")};
    fixture->reading.document = (struct document){.arena = &fixture->arena, .text = STR(text),
                                                  .sentences = fixture->sentences, .sentence_count = 2};
    *ARENA_PUSH(&fixture->arena, fixture->reading.silences) =
        (struct coding_silence){{0, 14}, SILENCE_NEUTRAL, PLOVER_CONSULT, 250};
    struct coding *met = add_coding(fixture, PLOVER_CONSULT, "Peru and Chile met \"friends\"\tin Lima");
    add_actor(fixture, &met->source, "Peru", "PER");
    add_actor(fixture, &met->source, "Chile", "CHL");
    met->reciprocal = true;
    met->confidence = 700;
    met->place = STR("Lima");
    struct coding *visit = add_coding(fixture, PLOVER_CONSULT, "met");
    struct coded_actor *peru = add_actor(fixture, &visit->source, "Peru", "PER");
    *ARENA_PUSH(&fixture->arena, peru->sectors) = STR("GOV");
    *ARENA_PUSH(&fixture->arena, peru->sectors) = STR("MIL");
    add_actor(fixture, &visit->target, "Chile", "CHL");
    visit->reciprocal = true;
    visit->confidence = 700;
    visit->cameo = STR("042");
    visit->goldstein = 1.9;
    visit->penta = 1;
    visit->mode = STR("visit");
    visit->when = (struct interval){STR("on Friday"), "2001-02-02", "2001-02-04"};
    *ARENA_PUSH(&fixture->arena, visit->contexts) = STR("military");
    *ARENA_PUSH(&fixture->arena, visit->contexts) = STR("economic");
    struct coding *protest = add_coding(fixture, PLOVER_PROTEST, "Bolivia protested");
    add_actor(fixture, &protest->source, "Bolivia", "BOL");
    protest->status = CODING_DENIED;
    protest->confidence = 300;
}

static void end(struct fixture *fixture)
{
    buffer_free(&fixture->out);
    arena_free(&fixture->arena);
}

static void expect(struct fixture *fixture, const char *expected)
{
    buffer_byte(&fixture->out, 0);
    if (strcmp(fixture->out.ptr, expected) != 0)
        fail_msg("not\n%s\nbut\n%s", expected, fixture->out.ptr);
    fixture->out.len = 0;
}

/* The first event, of equally sure ones, tells the root of the line; silences only where asked for. */
static void test_json(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture);
    fixture->record.codings.count = 0;
    fixture->reading.lost_source = fixture->reading.lost_target = true;
    fixture->reading.penta = -1;
    assert_true(coding_json(&fixture->reading, true, &fixture->out));
    expect(fixture, "{\"id\":\"a,1\",\"root\":null,\"event\":null,\"penta\":null,\"not_found\":[\"source\",\"target\"],"
                    "\"events\":[],\"silences\":[{\"start\":0,\"end\":14,\"quote\":\"Envoys rested.\","
                    "\"why\":\"neutral\",\"nearest\":\"CONSULT\",\"confidence\":0.25}]}");
    fixture->record.codings.count = 3;
    fixture->record.codings.items[2].event = PLOVER_RETREAT;
    fixture->record.codings.items[2].confidence = 701;
    assert_true(coding_json(&fixture->reading, false, &fixture->out));
    const char *root = "{\"id\":\"a,1\",\"root\":\"YIELD\",\"event\":\"RETREAT\",\"penta\":null,";
    assert_memory_equal(fixture->out.ptr, root, strlen(root));
    buffer_byte(&fixture->out, 0);
    assert_null(strstr(fixture->out.ptr, "silences"));
    fixture->out.len = 0;
    fixture->record.codings.items[2].confidence = 700;
    assert_true(coding_json(&fixture->reading, false, &fixture->out));
    assert_memory_equal(fixture->out.ptr + 12, "\"root\":\"CONSULT\"", 16);
    end(fixture);
}

static void test_plover(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture);
    fixture->record.codings.items[0] = fixture->record.codings.items[2];
    fixture->record.codings.count = 2;
    assert_true(coding_plover(&fixture->reading, &fixture->out));
    expect(fixture,
           "{\"id\":\"a,1-1\",\"date\":\"2001-02-03\",\"actor\":[{\"code\":\"BOL\",\"sector\":null,"
           "\"entity_text\":\"Bolivia\",\"identifier_text\":null}],\"recipient\":[],\"event\":[\"PROTEST\"],"
           "\"event_text\":[\"Bolivia protested\"],\"quad_code\":4,\"event_scale\":null,\"mode\":[],"
           "\"context\":[\"negation\"],\"text_info\":{\"sequence\":2,\"start\":57,\"end\":74},"
           "\"cite_info\":{\"citation\":\"a,1\",\"url\":null,\"title\":null,\"language\":null,\"publication\":\"Wire\","
           "\"coder\":\"0.0\"},\"cameo\":null,\"status\":\"denied\",\"reciprocal\":false,\"attributed_to\":null,"
           "\"confidence\":0.3}\n"
           "{\"id\":\"a,1-2\",\"date\":\"2001-02-02\",\"enddate\":\"2001-02-04\",\"actor\":[{\"code\":\"PER\","
           "\"sector\":\"GOV\",\"other_sectors\":[\"MIL\"],\"entity_text\":\"Peru\",\"identifier_text\":null},"
           "{\"code\":\"CHL\",\"sector\":null,\"entity_text\":\"Chile\",\"identifier_text\":null}],\"recipient\":[],"
           "\"event\":[\"CONSULT\"],\"event_text\":[\"met\"],\"quad_code\":1,\"event_scale\":1.9,\"mode\":[\"visit\"],"
           "\"context\":[\"military\",\"economic\"],\"text_info\":{\"sequence\":2,\"start\":30,\"end\":33},"
           "\"cite_info\":{\"citation\":\"a,1\",\"url\":null,\"title\":null,\"language\":null,\"publication\":\"Wire\","
           "\"coder\":\"0.0\"},\"cameo\":\"042\",\"status\":\"past\",\"reciprocal\":true,\"attributed_to\":null,"
           "\"confidence\":0.7}\n");
    end(fixture);
}

/* What is denied is no row; of a visit the other side hosts. */
static void test_phoenix(void **state)
{
    struct fixture *fixture = *state;
    const struct coding_layout layout = {CODING_TABLE_PHOENIX, false};
    begin(fixture);
    assert_true(coding_table_rows(&layout, &fixture->reading, &fixture->out));
    expect(fixture,
           "a,1-1\t20010203\t2001\t02\t03\tPER\tPER\t\t\tCHL\tCHL\t\t\t\t\t0\t\t\t\t\tLima\t\t\ta,1_2\t\tWire\n"
           "a,1-1.2\t20010203\t2001\t02\t03\tCHL\tCHL\t\t\tPER\tPER\t\t\t\t\t0\t\t\t\t\tLima\t\t\ta,1_2\t\tWire\n"
           "a,1-2\t20010202\t2001\t02\t02\tPERGOVMIL\tPER\tGOV\tMIL\tCHL\tCHL\t\t\t042\t04\t1\t1.9\t"
           "military;economic\t\t\t\t\t\ta,1_2\t\tWire\n"
           "a,1-2.2\t20010202\t2001\t02\t02\tCHL\tCHL\t\t\tPERGOVMIL\tPER\tGOV\tMIL\t043\t04\t1\t1.9\t"
           "military;economic\t\t\t\t\t\ta,1_2\t\tWire\n");
    fixture->record.codings.items[2].status = CODING_PLANNED;
    fixture->record.codings.items[2].event = PLOVER_AGREE;
    fixture->record.codings.items[0].status = fixture->record.codings.items[1].status = CODING_PLANNED;
    assert_true(coding_table_rows(&layout, &fixture->reading, &fixture->out));
    expect(fixture, "a,1-3\t20010203\t2001\t02\t03\tBOL\tBOL\t\t\t\t\t\t\t\t\t0\t\t\t\t\t\t\t\ta,1_2\t\tWire\n");
    end(fixture);
}

static void test_icews(void **state)
{
    struct fixture *fixture = *state;
    const struct coding_layout layout = {CODING_TABLE_ICEWS, true};
    begin(fixture);
    fixture->record.codings.items[1].place = STR("Peru");
    fixture->record.codings.items[1].reciprocal = false;
    assert_true(coding_table_rows(&layout, &fixture->reading, &fixture->out));
    expect(fixture, "\"a,1-1\",2001-02-03,Peru,,PER,CONSULT,,,Chile,,CHL,\"a,1\",2,Wire,Lima,,,,,\r\n"
                    "\"a,1-1.2\",2001-02-03,Chile,,CHL,CONSULT,,,Peru,,PER,\"a,1\",2,Wire,Lima,,,,,\r\n"
                    "\"a,1-2\",2001-02-02,Peru,\"GOV,MIL\",PER,CONSULT: visit,042,1.9,Chile,,CHL,\"a,1\",2,Wire,,,,Peru,,\r\n");
    end(fixture);
}

/* All statuses are rows; quotation marks, tabs and line ends are kept in CSV, and blanks where tabs part. */
static void test_plover_table(void **state)
{
    struct fixture *fixture = *state;
    struct coding_layout layout = {CODING_TABLE_PLOVER, true};
    begin(fixture);
    fixture->record.codings.items[0].reciprocal = false;
    fixture->record.codings.items[0].source.count = 1;
    fixture->record.codings.items[1] = fixture->record.codings.items[2];
    fixture->record.codings.count = 2;
    assert_true(coding_table_rows(&layout, &fixture->reading, &fixture->out));
    expect(fixture, "\"a,1-1\",2001-02-03,,PER,,,Peru,Peru,,,,,,CONSULT,Lima,"
                    "\"Peru and Chile met \"\"friends\"\"\tin Lima\",1,,,,2,15,51,\"a,1\",,,,Wire,0.0,\r\n"
                    "\"a,1-2\",2001-02-03,,BOL,,,Bolivia,Bolivia,,,,,,PROTEST,,Bolivia protested,4,,,negation,"
                    "2,57,74,\"a,1\",,,,Wire,0.0,\r\n");
    layout.csv = false;
    fixture->record.codings.count = 1;
    assert_true(coding_table_rows(&layout, &fixture->reading, &fixture->out));
    expect(fixture, "a,1-1\t2001-02-03\t\tPER\t\t\tPeru\tPeru\t\t\t\t\t\tCONSULT\tLima\t"
                    "Peru and Chile met \"friends\" in Lima\t1\t\t\t\t2\t15\t51\ta,1\t\t\t\tWire\t0.0\t\n");
    end(fixture);
}

/* Every row has as many fields as the head; pairs of a long list stay few. */
static void test_many(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture);
    struct coding *met = &fixture->record.codings.items[0];
    for (int i = 0; i < 1000; i++)
        add_actor(fixture, &met->source, "Chile", "CHL");
    for (int table = 0; table < CODING_TABLE_COUNT; table++) {
        const struct coding_layout layout = {(enum coding_table)table, false};
        size_t tabs = 0, rows = 0, all = 0;
        assert_true(coding_table_head(&layout, &fixture->out));
        for (size_t i = 0; i < fixture->out.len; i++)
            tabs += fixture->out.ptr[i] == '\t';
        fixture->out.len = 0;
        assert_true(coding_table_rows(&layout, &fixture->reading, &fixture->out));
        for (size_t i = 0; i < fixture->out.len; i++) {
            all += fixture->out.ptr[i] == '\t';
            rows += fixture->out.ptr[i] == '\n';
        }
        assert_int_equal(all, tabs * rows);
        assert_int_equal(rows, 12 * 11 + 2 + (table == CODING_TABLE_PLOVER));
        fixture->out.len = 0;
    }
    end(fixture);
}

static void expect_given(const char *in, const char *source, const char *target, int source_at, int target_at)
{
    struct reading reading = {.document = {.text = str_of(in)}};
    given_find(&reading, str_of(source), str_of(target));
    assert_int_equal(reading.lost_source, source_at < 0);
    assert_int_equal(reading.lost_target, target_at < 0);
    assert_int_equal(reading.given_source.start, source_at < 0 ? 0 : source_at);
    assert_int_equal(reading.given_target.start, target_at < 0 ? 0 : target_at);
    if (source_at > 0)
        assert_int_equal(reading.given_source.end - reading.given_source.start, strlen(source));
}

static void test_given(void **state)
{
    (void)state;
    expect_given("Peru met Chile", "Peru", "Chile", 0, 9);
    expect_given("Peruvians met Peru and Peru", "Peru", "Peru", 14, 23);
    expect_given("Peruvians met Chileans", "Peru", "Chile", 0, 14);
    expect_given("the army of Peru met Peru", "army of Peru", "Peru", 4, 21);
    expect_given("the army of Peru met", "army of Peru", "Peru", 4, 12);
    expect_given("Peru met", "Chile", "", -1, 0);
    expect_given("Peru met", "", "Chile", 0, -1);
    expect_given("", "Peru", "Chile", -1, -1);
    expect_given("Peru acts", " Peru ", NULL, 0, 0);
}

/* Through the library, what is not English is no event, and errors leave the reader usable. */
static void test_library(void **state)
{
    struct fixture *fixture = *state;
    readout_error error = {0};
    size_t length = 0;
    readout_reader *reader = readout_reader_open(fixture->library, &error);
    readout_report report = {.id = "x", .text = "Il a dit que la France est le pays de la libert\xc3\xa9 et que les gens "
                                                "sont contents de la vie dans les villes du pays.",
                             .source = "France", .target = "Perou"};
    report.text_length = strlen(report.text);
    const char *line = readout_code(reader, &report, &length, &error);
    assert_string_equal(line, "{\"id\":\"x\",\"root\":null,\"event\":null,\"penta\":null,\"unread\":\"language\","
                              "\"not_found\":[\"target\"],\"events\":[]}");
    assert_int_equal(length, strlen(line));
    assert_null(readout_code(reader, &(readout_report){.id = "y", .text = "", .text_length = 0}, &length, &error));
    assert_int_equal(error.status, READOUT_BAD_INPUT);
    assert_non_null(readout_code(reader, &report, NULL, &error));
    readout_reader_close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),         cmocka_unit_test(test_plover), cmocka_unit_test(test_phoenix),
        cmocka_unit_test(test_icews),        cmocka_unit_test(test_plover_table), cmocka_unit_test(test_many),
        cmocka_unit_test(test_given),        cmocka_unit_test(test_library)};
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
