/* lexicon_test.c - the loader of classes, values and actors, and looking words up, on words of its own. */
#include "words.h"
#include "cut.h"


static void refuse(const struct mistake *mistakes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct words words;
        words_begin(&words);
        words_add(&words, mistakes[i].path, mistakes[i].text);
        words_refused(&words, &mistakes[i]);
        words_end(&words);
    }
}

static void test_class_mistakes(void **state)
{
    (void)state;
    static const struct mistake mistakes[] = {
        {"classes/truce.n", "truce, truces\n\n# heads\nlull,, lulls\n", 4, 6, "an empty form"},
        {"classes/truce.n", "truce, truces,\n", 1, 15, "an empty form"},
        {"classes/truce.n", ", truces\n", 1, 1, "an empty form"},
        {"classes/truce.n", "truce, truces, trucing\n", 1, 1, "a noun has 1 or 2 forms, here are 3"},
        {"classes/meet.v", "meet, meets\n", 1, 1, "a verb has 4 or 5 forms, here are 2"},
        {"classes/meet.v", "see, sees, saw, seen, seeing, seed\n", 1, 1, "a verb has 4 or 5 forms, here are 6"},
        {"classes/aside", "by the way, one two three four five six seven eight nine ten eleven twelve thirteen\n",
         1, 13,
         "too many words"},
        {"classes/aside", "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y\n", 1, 49, "too many forms"},
        {"classes/truce.n", "truce\nlull\nTruce\ntruce\n", 4, 1, "'truce' stands on line 1 already"},
        {"classes/meet.v", "meet, meets, met, meeting\nsee, sees, saw, seeing\nmeet, meets, met, meeting\n", 3, 1,
         "'meet' stands on line 1 already"},
        {"classes/meet.v", "meet, meets, met, meeting\nmeeting, meetings, meetinged, meetinging\n", 2, 1,
         "'meeting' stands on line 1 already"}};
    refuse(mistakes, sizeof mistakes / sizeof *mistakes);
}

static void test_value_mistakes(void **state)
{
    (void)state;
    static const struct mistake mistakes[] = {
        {"values/month", "January, Jan. = 1\nFebruary 2\n", 2, 1, "'=' is missing"},
        {"values/month", "January =\n", 1, 10, "the value is missing"},
        {"values/month", " = 1\n", 1, 2, "an empty form"},
        {"values/month", "January, , Jan. = 1\n", 1, 10, "an empty form"},
        {"values/month", "May = 5\nMay = 6\n", 2, 1, "'May' stands on line 1 already"}};
    refuse(mistakes, sizeof mistakes / sizeof *mistakes);
}

static void test_actor_mistakes(void **state)
{
    (void)state;
    static const struct mistake mistakes[] = {
        {"actors/states", "kind state\n", 1, 1, "a record starts with 'actor'"},
        {"actors/states", "actor Egypt\nkind  country\n", 2, 7, "unknown kind 'country'"},
        {"actors/states", "actor Egypt\nkind state\ncolour green\n", 3, 1, "unknown key 'colour'"},
        {"actors/states", "actor Egypt\nkind state\nkind state\n", 3, 1, "'kind' stands twice"},
        {"actors/states", "actor Egypt\nkind state\ncode EGY\nparty Egypt\ncode ISR\n", 5, 1, "'code' stands twice"},
        {"actors/people", "actor Kim Il Sung\nkind person\nsurname Kim\nsurname Sung\n", 4, 1,
         "'surname' stands twice"},
        {"actors/states", "actor Egypt\nkind\n", 2, 1, "'kind' has no value"},
        {"actors/states", "actor Egypt\nnames Arab Republic of Egypt | | Misr\nkind state\n", 2, 32, "an empty form"},
        {"actors/states", "actor Egypt\nkind state\n\nactor Israel\n\nactor Egypt\nkind state\n", 6, 7,
         "'Egypt' is an actor already, in actors/states:1"},
        {"actors/states", "actor Egypt\ncode EGY\n\nactor Israel\nkind state\n", 1, 1, "'Egypt' has no kind"},
        {"actors/states", "actor Egypt\nkind state\n\nactor Israel\n", 4, 1, "'Israel' has no kind"},
        {"actors/people", "actor Cyrus Vance\nkind person\noffice United States\n", 3, 8, "an office is:"},
        {"actors/people", "actor Cyrus Vance\nkind person\noffice A | b | 1977-01-20 | 1980-04-28 | c\n", 3, 8,
         "an office is:"},
        {"actors/people", "actor Cyrus Vance\nkind person\noffice United States | envoy | 197\n", 3, 32,
         "'197' is not a day (YYYY-MM-DD, or YYYY)"},
        {"actors/people", "actor Cyrus Vance\nkind person\noffice United States | envoy | 20.01.1977\n", 3, 32,
         "'20.01.1977' is not a day (YYYY-MM-DD, or YYYY)"}};
    refuse(mistakes, sizeof mistakes / sizeof *mistakes);
}

/* The record of one file does not go on in the next. */
static void test_records_end_with_their_file(void **state)
{
    (void)state;
    static const struct mistake mistake = {"actors/b", "code EGY\n", 1, 1, "a record starts with 'actor'"};
    struct words words;
    words_begin(&words);
    words_add(&words, "actors/a", "actor Egypt\nkind state\n");
    words_add(&words, mistake.path, mistake.text);
    words_refused(&words, &mistake);
    words_end(&words);
}

static const struct entry *find(struct words *words, const char *set, const char *phrase)
{
    return lexicon_find(words->lexicon, &words->arena, lexicon_set(words->lexicon, str_of(set)), str_of(phrase));
}

static void load(struct words *words)
{
    if (!words_load(words))
        fail_msg("%s:%zu:%zu: %s", words->error.source, words->error.line, words->error.column, words->error.text);
}

/* What may stand twice: forms of one line, and of one verb spelt in two ways; forms in other classes. */
static void test_forms(void **state)
{
    (void)state;
    struct words words;
    words_begin(&words);
    words_add(&words, "classes/cancel.v", "cancel, cancels, canceled, canceling\r\n\r\n"
              "cancel, cancels, cancelled, cancelling\n"
                                          "put, puts, put, putting\nspeak, speaks, spoke, spoken, speaking\n");
    words_add(&words, "classes/stop", "cancelled");
    load(&words);
    assert_int_equal(find(&words, "cancel.v", "canceled")->form, FORM_PAST);
    assert_int_equal(find(&words, "cancel.v", "cancelling")->form, FORM_GERUND);
    assert_int_equal(find(&words, "cancel.v", "cancelling")->line, 3);
    assert_int_equal(find(&words, "cancel.v", "spoken")->form, FORM_PARTICIPLE);
    assert_int_equal(find(&words, "cancel.v", "put")->form, FORM_BASE);
    assert_true(str_equal(find(&words, "cancel.v", "cancelled")->lemma, STR("cancel")));
    assert_non_null(find(&words, "stop", "cancelled"));
    assert_null(find(&words, "stop", "cancel"));
    assert_int_equal(lexicon_set(words.lexicon, STR("nothing")), SET_NONE);
    words_end(&words);
}

static void test_values(void **state)
{
    (void)state;
    struct words words;
    words_begin(&words);
    words_add(&words, "values/holiday", "new year's eve , New Year\xe2\x80\x99s Day=12-31 = so\n");
    load(&words);
    assert_true(str_equal(find(&words, "holiday", "New Year\xe2\x80\x99s Eve")->value, STR("12-31 = so")));
    assert_true(str_equal(find(&words, "holiday", "new year's day")->value, STR("12-31 = so")));
    words_end(&words);
}

static void test_actors(void **state)
{
    (void)state;
    struct words words;
    words_begin(&words);
    words_add(&words, "actors/all", "actor Egypt\nkind state\ncode EGY\nnames Arab Republic of Egypt\n"
              "adjective Egyptian\n\n"
                                    "actor Cyrus Vance\nkind person\n"
                                    "office United States | Secretary of State | 1977-01-20 | 1980-04-28\n\n"
                                    "actor Kim Il Sung\nkind person\nsurname Kim\n");
    load(&words);
    assert_int_equal(lexicon_actor_count(words.lexicon), 3);
    uint32_t vance = lexicon_actor_named(words.lexicon, STR("Cyrus Vance"));
    const struct known_actor *actor = lexicon_actor(words.lexicon, vance);
    assert_int_equal(actor->offices.count, 1);
    assert_true(str_equal(actor->offices.items[0].title, STR("Secretary of State")));
    assert_true(str_equal(actor->offices.items[0].to, STR("1980-04-28")));
    assert_int_equal(find(&words, "actor.surname", "Vance")->actor, vance);
    assert_int_equal(find(&words, "actor.surname", "Kim")->actor,
                     lexicon_actor_named(words.lexicon, STR("Kim Il Sung")));
    assert_null(find(&words, "actor.surname", "Sung"));
    assert_int_equal(find(&words, "actor.name", "Arab Republic of Egypt")->actor,
                     lexicon_actor_named(words.lexicon, STR("Egypt")));
    assert_true(str_equal(find(&words, "actor.adjective", "Egyptian")->value, STR("Egypt")));
    assert_int_equal(lexicon_actor_named(words.lexicon, STR("Jordan")), UINT32_MAX);
    words_end(&words);
}

/* Every mark in `text` as "set:words", longest first at each token. */
static void expect_marks(struct words *words, const char *text, const char *expected)
{
    char found[1024] = "";
    struct document document = cut_document(&words->arena, lexicon_text_words(words->lexicon), str_of(text));
    struct marks marks = lexicon_mark(words->lexicon, &document);
    for (uint32_t i = 0; i < marks.count; i++) {
        const struct mark *mark = &marks.items[i];
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "%s%.*s:%.*s", i ? " | " : "",
                 STR_ARGS(lexicon_set_name(words->lexicon, mark->entry->set)),
                 STR_ARGS(document_slice(&document, document.tokens[mark->first].start,
                                         document.tokens[mark->last - 1].end)));
    }
    assert_string_equal(found, expected);
}

static void test_case(void **state)
{
    (void)state;
    struct words words;
    words_begin(&words);
    words_add(&words, "actors/states", "actor United States\nkind state\nnames US\n");
    words_add(&words, "classes/us", "us\n");
    words_add(&words, "values/month", "May = 5\n");
    words_add(&words, "classes/title", "foreign Minister\n");
    load(&words);
    expect_marks(&words, "it asked us", "us:us");
    expect_marks(&words, "the US asked", "actor.name:US | us:US");
    expect_marks(&words, "the Us asked", "us:Us");
    expect_marks(&words, "in May it may", "month:May");
    expect_marks(&words, "MAY", "month:MAY");
    expect_marks(&words, "united states, United states", "");
    expect_marks(&words, "the UNITED STATES", "actor.name:UNITED STATES");
    expect_marks(&words, "Foreign Minister, foreign minister", "title:Foreign Minister");
    words_end(&words);
}

static void test_phrases(void **state)
{
    (void)state;
    struct words words;
    words_begin(&words);
    words_add(&words, "classes/talks.n", "talk, talks\npeace talk, peace talks\n");
    words_add(&words, "classes/peace", "peace\n");
    words_add(&words, "classes/abbreviation", "U.N.\n");
    words_add(&words, "classes/clitic", "'s\n");
    words_add(&words, "values/place", "king's cross, cease-fire = K\n");
    load(&words);
    expect_marks(&words, "peace talks resumed", "talks.n:peace talks | peace:peace | talks.n:talks");
    expect_marks(&words, "They spoke of peace. Talks go on", "peace:peace | talks.n:Talks");
    expect_marks(&words, "peace\nTalks", "peace:peace | talks.n:Talks");
    expect_marks(&words, "peace and talks", "peace:peace | talks.n:talks");
    expect_marks(&words, "King\xe2\x80\x99s Cross", "place:King\xe2\x80\x99s Cross");
    expect_marks(&words, "a cease-fire", "place:cease-fire");
    expect_marks(&words, "a cease", "");
    expect_marks(&words, "", "");
    words_end(&words);
}

static void test_marks_over(void **state)
{
    (void)state;
    struct words words;
    words_begin(&words);
    words_add(&words, "classes/talks.n", "talk, talks\npeace talk, peace talks\n");
    load(&words);
    struct document document =
        cut_document(&words.arena, lexicon_text_words(words.lexicon), STR("the peace talks went on"));
    struct marks marks = lexicon_mark(words.lexicon, &document);
    set_id talks = lexicon_set(words.lexicon, STR("talks.n"));
    assert_null(marks_over(&marks, 0, talks));
    assert_int_equal(marks_over(&marks, 1, talks)->first, 1);
    assert_int_equal(marks_over(&marks, 2, talks)->first, 1); /* not the shorter one that starts there */
    assert_int_equal(marks_at(&marks, 2, talks)->first, 2);
    assert_null(marks_over(&marks, 3, talks));
    words_end(&words);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_class_mistakes), cmocka_unit_test(test_value_mistakes),
        cmocka_unit_test(test_actor_mistakes),
        cmocka_unit_test(test_records_end_with_their_file), cmocka_unit_test(test_forms), cmocka_unit_test(test_values),
        cmocka_unit_test(test_actors), cmocka_unit_test(test_case), cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_marks_over)};
    return cmocka_run_group_tests_name("lexicon", tests, NULL, NULL);
}
