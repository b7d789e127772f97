/* pattern_test.c - the loader of rules, on words and rules of its own, and on the rules that docs/rules.md shows. */
#include "words.h"

#include "base/file.h"

#define START "rule a.b\nwhy w\n"
#define END "emit x()\n+ They met. => x()\n"

static void add_classes(struct words *words)
{
    words_add(words, "classes/meet.v", "meet, meets, met, meeting\n");
    words_add(words, "classes/talks.n", "talk, talks\n");
}

static void refuse(const struct mistake *mistakes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct words words;
        words_begin(&words);
        add_classes(&words);
        words_add(&words, mistakes[i].path, mistakes[i].text);
        words_refused(&words, &mistakes[i]);
        words_end(&words);
    }
}

static void test_missing_lines(void **state)
{
    (void)state;
    static const struct mistake mistakes[] = {
        {"rules/x", "why w\n", 1, 1, "a rule starts with 'rule'"},
        {"rules/x", "rule\n", 1, 5, "a rule's id is one word"},
        {"rules/x", "rule a b\n", 1, 6, "a rule's id is one word"},
        {"rules/x", "rule a.b\nmatch @meet.v\n" END, 1, 1, "rule a.b has no 'why'"},
        {"rules/x", "rule a.b\nwhy\nmatch @meet.v\n" END, 1, 1, "rule a.b has no 'why'"},
        {"rules/x", START "+ They met. => x()\n", 1, 1, "rule a.b has no 'seq' or 'match'"},
        {"rules/x", START "match @meet.v\n+ They met. => x()\n", 1, 1, "rule a.b has no 'emit'"},
        {"rules/x", START "match @meet.v\nemit x()\n- They met.\n", 1, 1, "rule a.b has no '+' example"},
        {"rules/x", "# first\n\n" START "match @meet.v\nemit x()\n\nrule a.c\nwhy w\nmatch @meet.v\n" END, 3, 1,
         "rule a.b has no '+' example"},
        {"rules/x", START "match @meet.v\n" END "rule a.b\n", 6, 6, "the id is taken: 'a.b'"},
        {"rules/x", START "when now\n", 3, 1, "unknown key: 'when'"},
        {"rules/x", START END, 3, 1, "'emit' stands once, behind the pattern"},
        {"rules/x", START "match @meet.v\nemit x()\n" END, 5, 1, "'emit' stands once, behind the pattern"},
        {"rules/x", START "match @meet.v\nseq @meet.v\n" END, 4, 1, "a second pattern"},
        {"rules/x", START "seq @meet.v\nseq @talks.n\n" END, 4, 1, "a second pattern"},
        {"rules/x", "rule a.b\nwhy w\nwhy v\nseq @talks.n\n" END, 3, 1, "it stands once: 'why'"},
        {"rules/x", START "match @meet.v\nemit x()\n+ They met.\n", 5, 3, "'+' needs '=> what is read'"},
        {"rules/x", START "match @meet.v\nemit x()\n+ => x()\n", 5, 1, "an example is missing"},
        {"rules/x", START "match @meet.v\nemit x()\n- They met. => x()\n", 5, 3, "'-' has no '=>'"}};
    refuse(mistakes, sizeof mistakes / sizeof *mistakes);
}

static void test_elements(void **state)
{
    (void)state;
    static const struct mistake mistakes[] = {
        {"rules/x", START "seq\n" END, 3, 1, "the first element cannot be missing or optional"},
        {"rules/x", START "seq \"the\"? @talks.n\n" END, 3, 1, "the first element cannot be missing or optional"},
        {"rules/x", START "seq \"the\" @truce.n\n" END, 3, 12, "unknown class: 'truce.n'"},
        {"rules/x", START "seq x:@talks.n|@truce.n\n" END, 3, 17, "unknown class: 'truce.n'"},
        {"rules/x", START "seq @meet.v:past/future\n" END, 3, 18, "unknown verb form: 'future'"},
        {"rules/x", START "seq @talks.n:past\n" END, 3, 14, "only verbs have forms: 'past'"},
        {"rules/x", START "seq the\n" END, 3, 5, "neither a \"word\", a @class nor a type: 'the'"},
        {"rules/x", START "seq \"peace talks\"\n" END, 3, 5, "neither a \"word\", a @class nor a type: '\"peace'"},
        {"rules/x", START "seq \"cease-fire\"\n" END, 3, 6, "more than one word: 'cease-fire'"},
        {"rules/x", START "seq VERBS\n" END, 3, 5, "neither a \"word\", a @class nor a type: 'VERBS'"},
        {"rules/x", START "seq \"to\" x:ACTOR\n" END, 3, 10, "a sequence cannot ask for a mention: 'x:ACTOR'"},
        {"rules/x", START "seq \"to\" a:\n" END, 3, 10, "neither a \"word\", a @class nor a type: 'a:'"},
        {"rules/x", START "seq ANY ANY ANY ANY ANY ANY ANY ANY ANY ANY ANY ANY ANY ANY ANY ANY NOUN VERB\n" END, 3, 69,
         "too many elements: 'NOUN VERB'"},
        {"rules/x", START "seq NOUN|NOUN|NOUN|NOUN|NOUN|NOUN|NOUN|NOUN|VERB|ANY\n" END, 3, 45,
         "too many alternatives: 'VERB|ANY'"}};
    refuse(mistakes, sizeof mistakes / sizeof *mistakes);
}

static void test_conditions(void **state)
{
    (void)state;
    static const struct mistake mistakes[] = {
        {"rules/x", START "match\n" END, 3, 1, "an element is missing"},
        {"rules/x", START "match @meet.v?\n" END, 3, 1, "the trigger cannot be optional"},
        {"rules/x", START "match @meet.v nsubj ACTOR\n" END, 3, 15, "a condition begins with < > ^ & or @: 'nsubj'"},
        {"rules/x", START "match @meet.v <subject ACTOR\n" END, 3, 16, "unknown relation: 'subject'"},
        {"rules/x", START "match @meet.v >obj|object ACTOR\n" END, 3, 20, "unknown relation: 'object'"},
        {"rules/x", START "match @meet.v >obl: ACTOR\n" END, 3, 16, "unknown relation: 'obl:'"},
        {"rules/x", START "match @meet.v > ACTOR\n" END, 3, 15, "a relation is missing"},
        {"rules/x", START "match @meet.v >obj\n" END, 3, 1, "an element is missing"},
        {"rules/x", START "match @meet.v >obj ACTOR ; ; >obl PLACE\n" END, 3, 1, "an empty condition"},
        {"rules/x", START "match @meet.v !>obj ACTOR?\n" END, 3, 15,
         "what is forbidden is neither optional nor captured"},
        {"rules/x", START "match @meet.v ?\n" END, 3, 16, "a condition begins with < > ^ & or @"}};
    refuse(mistakes, sizeof mistakes / sizeof *mistakes);
}

static void test_emit(void **state)
{
    (void)state;
    static const struct mistake mistakes[] = {
        {"rules/x", START "match @meet.v\nemit x\n", 4, 6, "what is emitted is frame(key=value, ...)"},
        {"rules/x", START "match @meet.v\nemit (a=b)\n", 4, 6, "what is emitted is frame(key=value, ...)"},
        {"rules/x", START "match @meet.v\nemit x(a=b\n", 4, 6, "what is emitted is frame(key=value, ...)"},
        {"rules/x", START "match @meet.v\nemit x(a)\n", 4, 8, "an argument is key=value"},
        {"rules/x", START "match @meet.v\nemit x(a=)\n", 4, 8, "an argument is key=value"},
        {"rules/x", START "match @meet.v <nsubj a:ACTOR\nemit x(who=a+b)\n", 4, 12, "unknown capture: 'a+b'"},
        {"rules/x", START "match @meet.v <nsubj a:ACTOR\nemit x(who=a, who=a)\n", 4, 15, "the key is taken: 'who'"},
        {"rules/x", START "match @meet.v !<nsubj a:ACTOR\nemit x(who=a)\n", 3, 15,
         "what is forbidden is neither optional nor captured"}};
    refuse(mistakes, sizeof mistakes / sizeof *mistakes);
}

static void load(struct words *words)
{
    if (!words_load(words))
        fail_msg("%s:%zu:%zu: %s", words->error.source, words->error.line, words->error.column, words->error.text);
}

static void test_rule(void **state)
{
    (void)state;
    struct words words;
    words_begin(&words);
    add_classes(&words);
    words_add(&words, "rules/a", "rule  a.first\r\nwhy   \"X met Y\"\r\n"
                                 "match @meet.v:past/participle <nsubj a:ACTOR ; ?>obl:with b:ACTOR|PERSON ; "
                                 "!@ \"not\"\r\n"
                                 "emit  meeting(participants=a+b, status=held)\r\n+ They met. => meeting(x)\r\n"
                                 "- They ate.\r\n");
    words_add(&words, "rules/b", "rule b.second\nwhy w\nseq n:NUMBER \"of\"? t:@talks.n\n"
              "emit figure(value=n, unit=t)\n+ Two talks => x\n");
    load(&words);
    assert_int_equal(words.rules->rules.count, 2);
    const struct rule *rule = &words.rules->rules.items[0];
    assert_string_equal(rule->name, "a.first");
    assert_int_equal(rule->line, 1);
    assert_true(rule->tree);
    assert_int_equal(rule->element_count, 4);
    assert_int_equal(rule->elements[0].any_of[0].forms, 1 << FORM_PAST | 1 << FORM_PARTICIPLE);
    assert_int_equal(rule->elements[1].direction, DIRECTION_BEFORE);
    assert_true(rule->elements[2].optional);
    assert_int_equal(rule->elements[2].any_count, 2);
    assert_int_not_equal(rule->elements[2].links[0].word, 0);
    assert_true(rule->elements[3].forbidden);
    assert_int_equal(rule->elements[3].direction, DIRECTION_NEAR);
    assert_int_equal(rule_argument(rule, "participants")->capture_count, 2);
    assert_true(str_equal(rule_argument(rule, "status")->word, STR("held")));
    assert_null(rule_argument(rule, "place"));
    assert_int_equal(rule->examples.count, 2);
    assert_false(rule->examples.items[1].positive);
    rule = &words.rules->rules.items[1];
    assert_false(rule->tree);
    assert_true(rule->elements[1].optional);
    assert_int_not_equal(rule->kind, words.rules->rules.items[0].kind);
    words_end(&words);
}

/* Each block of docs/rules.md that starts a rule. */
static void add_shown_rules(struct words *words, struct str text, unsigned *count)
{
    while (text.len) {
        if (!str_equal(str_cut(&text, '\n'), STR("```")) || !str_starts(text, STR("rule")))
            continue;
        struct str block = text;
        while (text.len && !str_starts(text, STR("```")))
            str_cut(&text, '\n');
        block.len -= text.len;
        *ARENA_PUSH(&words->arena, words->sources) = (struct source){
            .path = "docs/rules.md", .folder = STR("rules"), .name = STR("shown"), .bytes = block};
        str_cut(&text, '\n');
        ++*count;
    }
}

/* Each row of its table of conditions, as a rule of a verb. */
static void add_shown_conditions(struct words *words, struct str text, unsigned *count)
{
    while (text.len) {
        struct str line = str_cut(&text, '\n');
        str_cut(&line, '`');
        struct str shown = str_cut(&line, '`');
        if (!shown.len || !strchr("<>^&@", shown.ptr[0]) || !memchr(shown.ptr, ' ', shown.len))
            continue;
        char rule[200], *at = rule + sprintf(rule, "rule shown.%u\nwhy w\nmatch VERB ", ++*count);
        assert_true(shown.len < 100);
        for (size_t i = 0; i < shown.len; i++)
            if (shown.ptr[i] != '\\') /* "\|" stands for "|" in a table */
                *at++ = shown.ptr[i];
        strcpy(at, "\n" END);
        struct str bytes = str_copy(&words->arena, str_of(rule));
        *ARENA_PUSH(&words->arena, words->sources) = (struct source){
            .path = "docs/rules.md (conditions)", .folder = STR("rules"), .name = STR("shown"), .bytes = bytes};
    }
}

static void test_documented_rules_load(void **state)
{
    (void)state;
    struct words words;
    struct source_list all = {0};
    struct str text;
    unsigned count = 0;
    words_begin(&words);
    assert_true(source_open(&words.arena, "data/en", true, &all, &words.error));
    for (size_t i = 0; i < all.count; i++)
        if (!str_equal(all.items[i].folder, STR("rules")))
            *ARENA_PUSH(&words.arena, words.sources) = all.items[i];
    assert_true(file_read(&words.arena, "docs/rules.md", 1 << 20, &text, &words.error));
    add_shown_rules(&words, text, &count);
    assert_true(count > 0);
    add_shown_conditions(&words, text, &count);
    assert_true(count > 5);
    load(&words);
    assert_int_equal(words.rules->rules.count, count);
    words_end(&words);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_missing_lines), cmocka_unit_test(test_elements), cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_emit), cmocka_unit_test(test_rule), cmocka_unit_test(test_documented_rules_load)};
    return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
