/* record_json_test.c - the record as JSON: every kind of fact against record.json, bytes that need care, and back
 * again. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <jansson.h>

#include "base/file.h"
#include "view/record_json.h"

static const char text[] = "Carter and Begin met at Camp David on Sept. 5. \"We hope,\" Carter said. He wants 13 days.";

/* Bytes of the text from the first `words` on. */
static struct evidence at(const char *words, const char *rule)
{
    const char *start = strstr(text, words);
    assert_non_null(start);
    return (struct evidence){(uint32_t)(start - text), (uint32_t)(start - text + (long)strlen(words)), rule, STR("")};
}

static void add_actors(struct arena *arena, struct record *record)
{
    struct actor *carter = ARENA_PUSH(arena, record->actors);
    *carter = (struct actor){.key = STR("carter"), .name = STR("Jimmy Carter"), .kind = ACTOR_PERSON,
                             .party = STR("United States"), .role = STR("President"),
                             .evidence = at("Carter", "actor.person")};
    *ARENA_PUSH(arena, carter->aliases) = STR("Carter");
    *ARENA_PUSH(arena, record->actors) = (struct actor){
        .key = STR("begin"), .name = STR("Begin"), .kind = ACTOR_PERSON, .evidence = at("Begin", "actor.person")};
}

static void add_events(struct arena *arena, struct record *record)
{
    struct meeting *meeting = ARENA_PUSH(arena, record->meetings);
    *meeting = (struct meeting){.place = STR("Camp David"), .status = STATUS_HELD, .kind = MEETING_SUMMIT,
                                .when = {.text = STR("on Sept. 5"), .from = "1978-09-05", .to = "1978-09-05"},
                                .evidence = at("Carter and Begin met", "meeting.met")};
    *ARENA_PUSH(arena, meeting->participants) = 1;
    *ARENA_PUSH(arena, meeting->mediators) = 0;
    struct trip *trip = ARENA_PUSH(arena, record->trips);
    *trip = (struct trip){.traveller = 0, .ordinal = 2, .status = STATUS_UNKNOWN, .evidence = at("Carter", "trip.to")};
    *ARENA_PUSH(arena, trip->destinations) = STR("Camp David");
    *ARENA_PUSH(arena, record->talks) = (struct talk){
        .name = STR("talks"), .state = TALK_ENDED_WITHOUT_AGREEMENT, .evidence = at("met", "talk.state")};
}

static void add_words(struct arena *arena, struct record *record)
{
    *ARENA_PUSH(arena, record->statements) = (struct statement){
        .speaker = NO_ACTOR, .source = STR("an aide"), .evidence = at("We hope,", "statement.direct")};
    struct proposal *proposal = ARENA_PUSH(arena, record->proposals);
    *proposal = (struct proposal){.name = STR("framework"), .evidence = at("met", "proposal.name")};
    proposal->evidence.cited = STR("a \"senior\" aide");
    *ARENA_PUSH(arena, proposal->by) = 0;
    *ARENA_PUSH(arena, proposal->terms) = (struct term){ISSUE_TRUCE, at("13 days", "proposal.term")};
    *ARENA_PUSH(arena, proposal->responses) = (struct response){1, RESPONSE_NOT_ENDORSED, at("Begin", "proposal.no")};
    *ARENA_PUSH(arena, record->positions) = (struct position){0, STANCE_DEMANDS, at("13 days", "position.wants")};
    struct clue *clue = ARENA_PUSH(arena, record->clues);
    *clue = (struct clue){.kind = CLUE_ORDINAL, .tense = CLUE_BACK, .ordinal = 2, .counted = STR("journey"),
                          .place = STR("Camp David"), .evidence = at("Camp David", "trip.to")};
    *ARENA_PUSH(arena, clue->actors) = 0;
    *ARENA_PUSH(arena, record->clues) = (struct clue){
        .kind = CLUE_WEEKDAY, .value = STR("XXXX-WXX-2"), .weekday = 2, .evidence = at("Sept. 5", "date.weekday")};
    *ARENA_PUSH(arena, record->attributions) = (struct attribution){
        .source = {56, 62}, .content = {47, 57}, .direct = true, .rule = "statement.direct"};
}

static void add_subject(struct arena *arena, struct record *record)
{
    *ARENA_PUSH(arena, record->subjects) =
        (struct subject){STR("Egypt"), STR("Israel"), SUBJECT_UNIT, at("Begin", "subject.sides")};
    *ARENA_PUSH(arena, record->matters) = (struct matter){STR("hostages"), STR("war"), SUBJECT_UNIT};
    *ARENA_PUSH(arena, record->matters) = (struct matter){STR("trade"), STR("trade"), 250};
    *ARENA_PUSH(arena, record->mediators) = STR("United States");
}

static void add_values(struct arena *arena, struct record *record)
{
    static const double values[] = {13, 20000000000, 2.5, -0.1, 1e300, 0};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        *ARENA_PUSH(arena, record->figures) = (struct figure){
            .value = values[i], .unit = STR("days"), .evidence = at("13 days", "figure.count")};
    record->figures.items[0].qualifier = STR("about");
    *ARENA_PUSH(arena, record->figures) = (struct figure){.value = NAN, .evidence = at("13 days", "figure.count")};
    *ARENA_PUSH(arena, record->dates) = (struct date){
        .type = DATE_DATE, .value = STR("1978-09-05"), .from = "1978-09-05", .to = "1978-09-05",
        .evidence = at("Sept. 5", "date.day")};
    *ARENA_PUSH(arena, record->dates) = (struct date){.type = DATE_DURATION, .evidence = at("13 days", "date.span")};
}

static struct span words_at(const char *words)
{
    struct evidence evidence = at(words, NULL);
    return (struct span){evidence.start, evidence.end};
}

/* Political events: one of which all is known, and one of which nothing is that need not be. */
static void add_codings(struct arena *arena, struct record *record)
{
    struct coding *coding = ARENA_PUSH(arena, record->codings);
    *coding = (struct coding){.event = PLOVER_CONSULT, .mode = STR("visit"), .cameo = STR("046"), .goldstein = 7,
                              .penta = 1, .reciprocal = true, .status = CODING_PAST, .place = STR("Camp David"),
                              .when = {.text = STR("on Sept. 5"), .from = "1978-09-05", .to = "1978-09-05"},
                              .confidence = 812, .evidence = at("Carter and Begin met", "coding.network")};
    coding->evidence.cited = STR("an aide");
    *ARENA_PUSH(arena, coding->contexts) = STR("military");
    struct coded_actor *source = ARENA_PUSH(arena, coding->source);
    *source = (struct coded_actor){.words = words_at("Carter"), .actor = 0, .country = STR("USA")};
    *ARENA_PUSH(arena, source->sectors) = STR("GOV");
    *ARENA_PUSH(arena, source->sectors) = STR("MIL");
    *ARENA_PUSH(arena, coding->target) = (struct coded_actor){.words = words_at("Begin"), .actor = NO_ACTOR};
    *ARENA_PUSH(arena, coding->words) = (struct coding_word){words_at("met"), 700};
    *ARENA_PUSH(arena, coding->words) = (struct coding_word){words_at("Camp"), -51};
    *ARENA_PUSH(arena, record->codings) = (struct coding){
        .event = PLOVER_RETREAT, .goldstein = NAN, .status = CODING_DENIED, .evidence = at("met", "coding.network")};
}

static void make_record(struct arena *arena, struct record *record)
{
    *record = (struct record){.id = STR("a"), .outlet = STR("Test"), .published = STR("1978-09-06"), .engine = "0.0",
                              .text = STR(text), .sketch = STR("\1\2\3\4"), .updated = STR("1978-09-07T10:00Z"),
                              .author = STR("A. Writer; B. Writer"), .language = STR("en"), .agency = STR("Wire"),
                              .dateline = STR("CAMP DAVID (Wire)")};
    record_hash(record->text, record->hash);
    add_actors(arena, record);
    add_events(arena, record);
    add_words(arena, record);
    add_values(arena, record);
    add_subject(arena, record);
    add_codings(arena, record);
}

/* The record that reads back, without the figure that has no number. */
static struct str write_record(struct arena *arena, struct buffer *out)
{
    struct record record;
    make_record(arena, &record);
    record.figures.count--;
    assert_true(record_json(&record, out));
    return buffer_str(out);
}

/* What was read back is written as it was, in whatever order its members come. */
static void test_there_and_back(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct buffer out = {0}, again = {0}, last = {0};
    struct record record;
    readout_error error = {0};
    struct str line = write_record(&arena, &out);
    if (!record_from_json(&arena, line, "here", &record, &error))
        fail_msg("%s", error.text);
    assert_true(record_json(&record, &again));
    assert_true(str_equal(buffer_str(&again), line));
    json_t *root = json_loadb(line.ptr, line.len, 0, NULL);
    char *sorted = json_dumps(root, JSON_SORT_KEYS | JSON_ENSURE_ASCII);
    if (!record_from_json(&arena, str_of(sorted), "here", &record, &error))
        fail_msg("%s", error.text);
    assert_true(record_json(&record, &last));
    assert_true(str_equal(buffer_str(&last), line));
    json_decref(root);
    free(sorted);
    buffer_free(&out);
    buffer_free(&again);
    buffer_free(&last);
    arena_free(&arena);
}

/* Read the record with the first `old` in it made `new`. */
static void read_changed(const char *old, const char *new, readout_error *error)
{
    struct arena arena;
    struct buffer out = {0}, changed = {0};
    struct record record;
    arena_init(&arena, 0);
    struct str line = write_record(&arena, &out);
    buffer_byte(&out, 0);
    const char *found = strstr(out.ptr, old);
    assert_non_null(found);
    buffer_add(&changed, str_make(out.ptr, (size_t)(found - out.ptr)));
    buffer_add(&changed, str_of(new));
    buffer_add(&changed, str_make(found + strlen(old), line.len - (size_t)(found - out.ptr) - strlen(old)));
    *error = (readout_error){0};
    bool read = record_from_json(&arena, buffer_str(&changed), "here", &record, error);
    assert_int_equal(read, error->status == READOUT_OK);
    buffer_free(&out);
    buffer_free(&changed);
    arena_free(&arena);
}

static void test_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *old, *new, *problem;
    } cases[] = {
        {"\"kind\":\"summit\"", "\"kind\":\"lunch\"", "meetings[0].kind: none of its words"},
        {"\"kind\":\"summit\"", "\"kind\":null", "meetings[0].kind: not a string"},
        {"\"kind\":\"summit\",", "", "meetings[0].kind: missing"},
        {"\"kind\":\"summit\"", "\"kind\":\"summit\",\"kind\":\"call\"", "meetings[0].kind: there twice"},
        {"\"kind\":\"summit\"", "\"kind\":\"summit\",\"mood\":\"good\"", "meetings[0].mood: no such member"},
        {"\"mediators\":[\"carter\"]", "\"mediators\":[\"carte\"]", "meetings[0].mediators: the key of none of the actors"},
        {"\"key\":\"begin\"", "\"key\":\"carter\"", "actors[1].key: another actor's"},
        {"\"key\":\"begin\"", "\"key\":\"\"", "actors[1].key: empty"},
        {"\"end\":6,", "\"end\":600,", "actors[0].end: not a place in the text"},
        {"\"end\":6,", "\"end\":-1,", "actors[0].end: not a place in the text"},
        {"\"end\":6,", "\"end\":5.5,", "actors[0].end: not a place in the text"},
        {"\"end\":6,", "\"end\":7,", "actors[0].quote: not the bytes of the text from \"start\" to \"end\""},
        {"\"start\":11,", "\"start\":20,", "actors[1].start: behind \"end\""},
        {"\"text\":\"13 days\",\"rule\"", "\"text\":\"12 days\",\"rule\"", "proposals[0].terms[0].quote: not the bytes"},
        {"\"from\":\"1978-09-05\"", "\"from\":\"1978-09-31\"", "meetings[0].from: not a day YYYY-MM-DD"},
        {"\"published\":\"1978-09-06\"", "\"published\":\"yesterday\"", "published: no date"},
        {"Camp David on", "Camp David, on", "hash: not the hash of the text"},
        {"\"text\":\"Carter", "\"text\":\"\\u0000Carter", "text: a NUL in a string"},
        {"\"hash\":\"", "\"hash\":\"0", "hash: not the hash of the text"},
        {"\"updated\":\"1978-", "\"updated\":\"197-", "updated: no date"},
        {"\"author\":\"A. Writer; B. Writer\"", "\"author\":\"\"", "author: empty"},
        {"\"author\":\"A. Writer; B. Writer\"", "\"author\":[]", "author: not a string"},
        {"\"language\":\"en\"", "\"language\":\"EN\"", "language: no code of a language"},
        {"\"language\":\"en\"", "\"language\":\"english\"", "language: no code of a language"},
        {"\"language\":\"en\"", "\"language\":\"en\",\"unread\":\"mood\"", "unread: none of its words"},
        {"\"language\":\"en\"", "\"language\":\"fr\",\"unread\":\"language\"",
         "unread: there, though something was read"},
        {"\"sketch\":\"", "\"sketch\":\"A", "sketch: not what extract writes there"},
        {"\"ordinal\":2", "\"ordinal\":0", "trips[0].ordinal: not a whole number above 0"},
        {"\"value\":2.5", "\"value\":1e999", "figures[2].value: not a number"},
        {"\"source\":[56,62]", "\"source\":[62,56]", "attributions[0].source: not a span [start, end]"},
        {"\"source\":[56,62]", "\"source\":[56,62,63]", "attributions[0].source: not a span [start, end]"},
        {"\"direct\":true", "\"direct\":1", "attributions[0].direct: neither true nor false"},
        {"\"event\":\"CONSULT\"", "\"event\":\"CONSULTS\"", "events[0].event: none of its words"},
        {"\"event\":\"CONSULT\"", "\"event\":\"AGREE\"", "events[0].root: not that of the event"},
        {"\"root\":\"YIELD\"", "\"root\":\"RETREAT\"", "events[1].root: not that of the event"},
        {"\"quad\":\"verbal coop", "\"quad\":\"material coop", "events[0].quad: not that of the event"},
        {"\"quad\":\"verbal cooperation\",", "", "events[0].quad: missing"},
        {"\"cameo\":\"046\"", "\"cameo\":\"4\"", "events[0].cameo: not two to four digits"},
        {"\"cameo\":\"046\"", "\"cameo\":\"04a\"", "events[0].cameo: not two to four digits"},
        {"\"goldstein\":7", "\"goldstein\":-11", "events[0].goldstein: not a score"},
        {"\"penta\":1", "\"penta\":5", "events[0].penta: none of the five classes"},
        {"\"confidence\":0.812", "\"confidence\":1.001", "events[0].confidence: no such share in thousandths"},
        {"\"confidence\":0.812", "\"confidence\":0.8121", "events[0].confidence: no such share in thousandths"},
        {"\"confidence\":0.812", "\"confidence\":1e300", "events[0].confidence: no such share in thousandths"},
        {"\"weight\":-0.051", "\"weight\":\"0\"", "events[0].words[1].weight: not a number"},
        {"\"text\":\"Camp\"", "\"text\":\"camp\"", "events[0].words[1].quote: not the bytes of the text"},
        {"\"text\":\"Begin\",\"actor\":null", "\"text\":\"Begin\",\"actor\":\"sadat\"",
         "events[0].target[0].actor: the key of none of the actors"},
        {"\"reciprocal\":true", "\"reciprocal\":null", "events[0].reciprocal: neither true nor false"},
        {"\"status\":\"denied\"", "\"status\":null", "events[1].status: not a string"},
        {"\"talks\":[", "\"talks\":[1,", "talks[0]: not an object"},
        {"\"destinations\":[\"Camp David\"]", "\"destinations\":{}", "trips[0].destinations: not a list"},
        {"\"engine\":\"0.0\",", "", "engine: missing"},
        {"\"title\":null", "\"title\":nul", "title: not a string"},
        {"\"title\":null", "\"title\":nullx", "title: more than a value"},
        {"\"title\":null", "\"title\":", "title: a value is missing"},
        {"\"title\":null", "\"title\":\"\\ud83d\"", "title: a bad escape in a string"},
        {"\"title\":null", "\"title\":\"\xff\"", "a record that is not UTF-8"},
        {"{\"id\"", "[\"id\"", "not an object"},
        {"\"id\":\"a\"", "\"id\":\"a\"}", "more behind the end"},
    };
    readout_error error;
    read_changed("\"title\":null", "\"title\" : \"\\u00e9\\ud83d\\ude00\\/\" ", &error);
    assert_int_equal(error.status, READOUT_OK);
    read_changed("\"agency\":\"Wire\",", "", &error);
    assert_int_equal(error.status, READOUT_OK);
    read_changed("\"published\":\"1978-09-06\"", "\"published\":\"1978-09\"", &error);
    assert_int_equal(error.status, READOUT_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_changed(cases[i].old, cases[i].new, &error);
        assert_int_equal(error.status, READOUT_BAD_INPUT);
        assert_string_equal(error.source, "here");
        if (!strstr(error.text, cases[i].problem))
            fail_msg("%s for %s: %s", cases[i].new, cases[i].old, error.text);
    }
}

/* Cut anywhere, a record is none. */
static void test_cut(void **state)
{
    (void)state;
    struct arena arena;
    struct buffer out = {0};
    struct record record;
    arena_init(&arena, 0);
    struct str line = write_record(&arena, &out);
    for (size_t length = 0; length < line.len; length++) {
        readout_error error = {0};
        char *cut = malloc(length + 1); /* its own, so that sanitizers see what is read behind it */
        memcpy(cut, line.ptr, length);
        assert_false(record_from_json(&arena, str_make(cut, length), "here", &record, &error));
        assert_int_equal(error.status, READOUT_BAD_INPUT);
        free(cut);
    }
    buffer_free(&out);
    arena_free(&arena);
}

static void test_every_kind(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct record record;
    make_record(&arena, &record);
    struct buffer out = {0};
    assert_true(record_json(&record, &out));
    struct str expected;
    assert_true(file_read(&arena, "tests/unit/record.json", 0, &expected, NULL));
    buffer_byte(&out, '\n');
    buffer_byte(&out, 0);
    assert_string_equal(out.ptr, expected.ptr);
    buffer_free(&out);
    arena_free(&arena);
}

/* A report that was not read. */
static void test_unread(void **state)
{
    (void)state;
    struct arena arena;
    struct buffer out = {0};
    struct record record = {.id = STR("a"), .engine = "0.0", .text = STR("Non."), .language = STR("fr"),
                            .unread = UNREAD_LANGUAGE};
    readout_error error = {0};
    arena_init(&arena, 0);
    record_hash(record.text, record.hash);
    assert_true(record_json(&record, &out));
    struct str line = buffer_str(&out);
    if (!record_from_json(&arena, line, "here", &record, &error))
        fail_msg("%s", error.text);
    assert_int_equal(record.unread, UNREAD_LANGUAGE);
    assert_true(str_equal(record.language, STR("fr")));
    buffer_free(&out);
    arena_free(&arena);
}

/* The id of a record with only that, as jansson reads it back. */
static json_t *read_back(struct str id)
{
    struct record record = {.id = id, .text = STR("")};
    struct buffer out = {0};
    assert_true(record_json(&record, &out));
    json_t *root = json_loadb(out.ptr, out.len, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    buffer_free(&out);
    return root;
}

static void test_all_bytes(void **state)
{
    (void)state;
    char bytes[128];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)i;
    json_t *root = read_back(str_make(bytes, sizeof bytes));
    const json_t *id = json_object_get(root, "id");
    assert_int_equal(json_string_length(id), sizeof bytes);
    assert_memory_equal(json_string_value(id), bytes, sizeof bytes);
    json_decref(root);
}

static void test_broken_utf8(void **state)
{
    (void)state;
    json_t *root = read_back(STR("a\xff" "b\xe2\x80" "\xe2\x80\x9c\xed\xa0\x80"));
    const char *mark = "\xef\xbf\xbd";
    char expected[64];
    snprintf(expected, sizeof expected, "a%sb%s%s\xe2\x80\x9c%s%s%s", mark, mark, mark, mark, mark, mark);
    assert_string_equal(json_string_value(json_object_get(root, "id")), expected);
    json_decref(root);
}

static void test_evidence_outside_the_text(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct record record = {.id = STR("a"), .text = STR("abc")};
    *ARENA_PUSH(&arena, record.talks) = (struct talk){.evidence = {2, 9, "r", STR("")}};
    *ARENA_PUSH(&arena, record.talks) = (struct talk){.evidence = {3, 1, "r", STR("")}};
    struct buffer out = {0};
    assert_true(record_json(&record, &out));
    buffer_byte(&out, 0);
    assert_non_null(strstr(out.ptr, "\"start\":2,\"end\":9,\"quote\":\"\""));
    buffer_free(&out);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unread), cmocka_unit_test(test_every_kind),
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_what_is_wrong),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_all_bytes),
        cmocka_unit_test(test_broken_utf8),
        cmocka_unit_test(test_evidence_outside_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
