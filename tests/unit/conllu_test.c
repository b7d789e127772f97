/* conllu_test.c - CoNLL-U: given words are read as they are or refused with their place; documents are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ingest/conllu.h"
#include "view/analysis.h"

struct sample {
    struct arena arena;
    struct document document;
    struct given given;
    readout_error error;
    struct buffer out;
};

static void begin(struct sample *sample)
{
    memset(sample, 0, sizeof *sample);
    arena_init(&sample->arena, 0);
    if (arena_guard(&sample->arena))
        abort();
    sample->document.arena = &sample->arena;
}

static void end(struct sample *sample)
{
    buffer_free(&sample->out);
    arena_free(&sample->arena);
}

static bool read_text(struct sample *sample, const char *text)
{
    return conllu_read(str_of(text), "test", &sample->document, &sample->given, &sample->error);
}

static void expect_out(struct sample *sample, const char *expected)
{
    buffer_byte(&sample->out, '\0');
    assert_string_equal(sample->out.ptr, expected);
}

/* What is read and written again, without any analysis. */
static void expect_again(const char *text, const char *expected)
{
    struct sample sample;
    begin(&sample);
    if (!read_text(&sample, text))
        fail_msg("%s: %zu: %s", text, sample.error.line, sample.error.text);
    struct analysis analysis = {.id = STR("a"), .document = &sample.document, .given = &sample.given};
    assert_true(conllu_write(&analysis, &sample.out));
    expect_out(&sample, expected);
    end(&sample);
}

#define REST "\t_\t_\t_\t_\t_\t_\t_\t_\n"

static void test_given_words_stay(void **state)
{
    (void)state;
    expect_again("1\tHe\n2\tleft\n\n", "1\tHe" REST "2\tleft" REST "\n");
    expect_again("1\tHe\tthey\tPRON\tPRP\tCase=Nom\t9\tx\t_\tSpaceAfter=No", "1\tHe" REST "\n");
    expect_again("1\ta\n\n\n\n1\tb", "1\ta" REST "\n1\tb" REST "\n");
    expect_again("1\t a  b \n2\t_\n3\t#\n4\t1-2\n5\t\"\n6\t\xe2\x80\x9c",
                 "1\t a  b " REST "2\t_" REST "3\t#" REST "4\t1-2" REST "5\t\"" REST "6\t\xe2\x80\x9c" REST "\n");
}

static void test_line_ends(void **state)
{
    (void)state;
    expect_again("# x\r\n1\ta\r\n2\tb\tc\r\n\r\n1\td\r\n", "# x\n1\ta" REST "2\tb" REST "\n1\td" REST "\n");
    expect_again("1\ta\rb\n", "1\ta\rb" REST "\n");
    expect_again("", "");
    expect_again("\n\n", "");
}

static void test_ranges(void **state)
{
    (void)state;
    expect_again("1-2\tdon't\n1\tdo\n2\tn't\n3\tgo\n4-4\tx\n4\tx\n",
                 "1-2\tdon't" REST "1\tdo" REST "2\tn't" REST "3\tgo" REST "4-4\tx" REST "4\tx" REST "\n");
    expect_again("1\ta\n\n1-3\tabc\tx\n1\ta\n2\tb\n3\tc\n", "1\ta" REST "\n1-3\tabc" REST "1\ta" REST "2\tb" REST
                                                            "3\tc" REST "\n");
}

static void test_comments_and_absent_words(void **state)
{
    (void)state;
    expect_again("# one\n#two\n1\ta\n\n#\n1\tb\n\n# end", "# one\n#two\n1\ta" REST "\n#\n1\tb" REST "\n# end\n");
    expect_again("# one\n0.1\tz\n1\ta\n1.1\tz\n1.2\n2\tb\n\n", "# one\n1\ta" REST "2\tb" REST "\n");
    expect_again("# one\n\n1.1\tz\n\n# two\n1\ta\n", "# one\n# two\n1\ta" REST "\n");
    expect_again("# only", "# only\n");
}

static void test_places(void **state)
{
    (void)state;
    struct sample sample;
    begin(&sample);
    assert_true(read_text(&sample, "# c\n1-2\tcan't\n1\tca\n2\tn't\n\n1\tI go\n"));
    assert_int_equal(sample.document.sentence_count, 2);
    assert_int_equal(sample.document.token_count, 3);
    assert_true(str_equal(token_text(&sample.document, 2), STR("I go")));
    assert_int_equal(sample.document.tokens[2].sentence, 1);
    assert_false(token_continues(&sample.document, 0));
    assert_true(token_continues(&sample.document, 1));
    assert_int_equal(sample.given.range_count, 1);
    assert_true(str_equal(sample.given.ranges[0].form, STR("can't")));
    end(&sample);
}

static void expect_refused(const char *text, size_t line, size_t column, const char *says)
{
    struct sample sample;
    begin(&sample);
    assert_false(read_text(&sample, text));
    assert_int_equal(sample.error.status, READOUT_BAD_INPUT);
    assert_string_equal(sample.error.source, "test");
    if (!strstr(sample.error.text, says) || sample.error.line != line || sample.error.column != column)
        fail_msg("%s\n%zu:%zu: %s", text, sample.error.line, sample.error.column, sample.error.text);
    end(&sample);
}

static void test_what_breaks_the_format(void **state)
{
    (void)state;
    static const char *const no_word = "not a word of CoNLL-U", *const order = "not the number of the next word";
    expect_refused("He left.", 1, 1, no_word);
    expect_refused("1", 1, 2, "no FORM");
    expect_refused("1\ta\n2\t\tx\n", 2, 2, "no FORM");
    expect_refused("1\ta\n 2\tb\n", 2, 1, no_word);
    expect_refused("1 a\n", 1, 1, no_word);
    expect_refused("1\ta\n \n", 2, 1, no_word);
    expect_refused("1-\ta\n", 1, 1, no_word);
    expect_refused("1-2-3\ta\n", 1, 1, no_word);
    expect_refused("99999999999999999999\ta\n", 1, 1, no_word);
    expect_refused("1\ta\n\n2\tb\n", 3, 1, order);
    expect_refused("1\ta\n1\tb\n", 2, 1, order);
    expect_refused("0\ta\n", 1, 1, no_word);
    expect_refused("1\ta\n3-4\tb\n", 2, 1, "does not start at the next word");
    expect_refused("2-1\ta\n", 1, 1, "does not start at the next word");
    expect_refused("1-2\tab\n1\ta\n2-3\tbc\n", 3, 1, "inside another");
    expect_refused("1-2\tab\n1\ta\n\n", 3, 1, "ends inside a range");
    expect_refused("1-2\tab\n1\ta", 2, 1, "ends inside a range");
    expect_refused("1\ta\n# c\n2\tb\n", 2, 1, "a comment inside a sentence");
}

/* The words of a text, with a mark before each but the first, which is taken out where it is no blank: "do|n't" are one
 * written word, "go~," stand without a blank. */
static void cut(struct sample *sample, const char *marked)
{
    struct document *document = &sample->document;
    char *text = arena_alloc(&sample->arena, strlen(marked) + 1, 1);
    uint32_t length = 0;
    document->tokens = ARENA_NEW(&sample->arena, struct token, strlen(marked) + 1);
    while (*marked) {
        char mark = strchr("|~ \n", *marked) ? *marked++ : ' ';
        if (length && (mark == ' ' || mark == '\n'))
            text[length++] = mark;
        uint32_t size = (uint32_t)strcspn(marked, "|~ \n");
        memcpy(text + length, marked, size);
        document->tokens[document->token_count++] = (struct token){
            .start = length, .end = length + size,
            .flags = mark == '|' ? TOKEN_JOINED : mark == '~' ? 0 : TOKEN_SPACE_BEFORE};
        length += size;
        marked += size;
    }
    document->text = str_make(text, length);
}

/* "They don't go, Abu Ali.Now" as two sentences of one paragraph, with a tree, lemmas and an entity. */
static void make_document(struct sample *sample)
{
    begin(sample);
    cut(sample, "They do|n't go~, Abu\nAli~.~Now");
    struct document *document = &sample->document;
    static const uint8_t tags[] = {TAG_PRON,  TAG_AUX,   TAG_PART,  TAG_VERB, TAG_PUNCT,
                                   TAG_PROPN, TAG_PROPN, TAG_PUNCT, TAG_ADV};
    static const uint8_t relations[] = {REL_NSUBJ, REL_AUX,  REL_ADVMOD, REL_ROOT, REL_PUNCT,
                                        REL_OBJ,   REL_FLAT, REL_PUNCT,  REL_ROOT};
    static const uint32_t heads[] = {3, 3, 3, NO_TOKEN, 5, 3, 5, 3, NO_TOKEN};
    assert_int_equal(document->token_count, 9);
    document->lemmas = ARENA_NEW(&sample->arena, struct str, 9);
    for (uint32_t i = 0; i < 9; i++) {
        struct token *token = &document->tokens[i];
        token->tag = tags[i];
        token->relation = relations[i];
        token->head = heads[i];
        token->sentence = i == 8;
        document->lemmas[i] = token_text(document, i);
    }
    document->lemmas[2] = STR("not");
    document->sentences = ARENA_NEW(&sample->arena, struct sentence, 2);
    document->sentences[0] = (struct sentence){0, document->tokens[7].end, 0, 8, 0};
    document->sentences[1] = (struct sentence){document->tokens[8].start, document->tokens[8].end, 8, 9, 0};
    document->sentence_count = 2;
    document->paragraphs = ARENA_NEW(&sample->arena, struct paragraph, 1);
    document->paragraphs[0] = (struct paragraph){0, document->tokens[8].end, 0, 2};
    document->paragraph_count = 1;
    document->entities = ARENA_NEW(&sample->arena, struct entity, 2);
    document->entities[0] = (struct entity){5, 7, ENTITY_PERSON};
    document->entities[1] = (struct entity){8, 9, ENTITY_DATE};
    document->entity_count = 2;
}

static void test_written_whole(void **state)
{
    (void)state;
    struct sample sample;
    make_document(&sample);
    struct analysis analysis = {.id = STR("a\tb"), .document = &sample.document, .parts = CORE_ALL};
    assert_true(conllu_write(&analysis, &sample.out));
    expect_out(&sample, "# newdoc id = a b\n# newpar\n# sent_id = a b-1\n# text = They don't go, Abu Ali.\n"
                        "1\tThey\tThey\tPRON\t_\t_\t4\tnsubj\t_\tByteRange=0:4\n"
                        "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tByteRange=5:10\n"
                        "2\tdo\tdo\tAUX\t_\t_\t4\taux\t_\tByteRange=5:7\n"
                        "3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\tByteRange=7:10\n"
                        "4\tgo\tgo\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No|ByteRange=11:13\n"
                        "5\t,\t,\tPUNCT\t_\t_\t6\tpunct\t_\tByteRange=13:14\n"
                        "6\tAbu\tAbu\tPROPN\t_\t_\t4\tobj\t_\tNER=B-Person|ByteRange=15:18\n"
                        "7\tAli\tAli\tPROPN\t_\t_\t6\tflat\t_\tNER=I-Person|SpaceAfter=No|ByteRange=19:22\n"
                        "8\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\tSpaceAfter=No|ByteRange=22:23\n\n"
                        "# sent_id = a b-2\n# text = Now\n"
                        "1\tNow\tNow\tADV\t_\t_\t0\troot\t_\tNER=B-Date|ByteRange=23:26\n\n");
    end(&sample);
}

static void test_only_the_parts_asked_for(void **state)
{
    (void)state;
    struct sample sample;
    make_document(&sample);
    sample.document.entity_count = 0;
    struct analysis analysis = {.id = STR("a"), .document = &sample.document, .parts = CORE_TREE};
    assert_true(conllu_write(&analysis, &sample.out));
    buffer_byte(&sample.out, '\0');
    assert_non_null(strstr(sample.out.ptr, "4\tgo\t_\t_\t_\t_\t0\troot\t_\tSpaceAfter=No|ByteRange=11:13\n"));
    analysis.parts = CORE_TAGS;
    sample.out.len = 0;
    assert_true(conllu_write(&analysis, &sample.out));
    buffer_byte(&sample.out, '\0');
    assert_non_null(strstr(sample.out.ptr, "3\tn't\t_\tPART\t_\t_\t_\t_\t_\tByteRange=7:10\n"));
    end(&sample);
}

static void test_json(void **state)
{
    (void)state;
    struct sample sample;
    begin(&sample);
    cut(&sample, "Now go");
    struct document *document = &sample.document;
    struct sentence sentence = {0, 6, 0, 2, 0};
    struct entity entity = {0, 1, ENTITY_DATE};
    document->tokens[0].head = 1;
    document->tokens[0].relation = REL_ADVMOD;
    document->tokens[0].tag = TAG_ADV;
    document->tokens[1] = (struct token){.start = 4, .end = 6, .head = NO_TOKEN, .relation = REL_ROOT, .tag = TAG_VERB};
    document->sentences = &sentence;
    document->entities = &entity;
    document->sentence_count = document->entity_count = 1;
    struct analysis analysis = {.id = STR("a\"b"), .document = document, .parts = CORE_ALL};
    assert_true(analysis_json(&analysis, &sample.out));
    expect_out(&sample,
               "{\"id\":\"a\\\"b\",\"sentences\":[{\"start\":0,\"end\":6,\"words\":["
               "{\"start\":0,\"end\":3,\"form\":\"Now\",\"lemma\":null,\"upos\":\"ADV\",\"xpos\":null,\"head\":2,"
               "\"relation\":\"advmod\",\"joined\":false},"
               "{\"start\":4,\"end\":6,\"form\":\"go\",\"lemma\":null,\"upos\":\"VERB\",\"xpos\":null,\"head\":0,"
               "\"relation\":\"root\",\"joined\":false}]}],\"entities\":[{\"start\":0,\"end\":3,\"kind\":\"Date\","
               "\"text\":\"Now\",\"sentence\":1,\"first\":1,\"last\":1}]}");
    end(&sample);
}

static void test_entity_of_given_words(void **state)
{
    (void)state;
    struct sample sample;
    begin(&sample);
    assert_true(read_text(&sample, "1\tAbu\tabu\n2-3\tAli's\n2\tAli\n3\t's\n"));
    struct entity entity = {0, 3, ENTITY_PERSON};
    sample.document.entities = &entity;
    sample.document.entity_count = 1;
    struct analysis analysis = {
        .id = STR("a"), .document = &sample.document, .given = &sample.given, .parts = CORE_ENTITIES};
    assert_true(analysis_json(&analysis, &sample.out));
    buffer_byte(&sample.out, '\0');
    assert_non_null(
        strstr(sample.out.ptr, "\"kind\":\"Person\",\"text\":\"Abu Ali's\",\"sentence\":1,\"first\":1,\"last\":3"));
    assert_non_null(strstr(sample.out.ptr, "\"upos\":null,\"xpos\":null,\"head\":null,\"relation\":null"));
    end(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_given_words_stay),
        cmocka_unit_test(test_line_ends),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_comments_and_absent_words),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_what_breaks_the_format),
        cmocka_unit_test(test_written_whole),
        cmocka_unit_test(test_only_the_parts_asked_for),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_entity_of_given_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
