/* model_test.c - the tagger and the parser: golden sentences, broken models, hostile sentences.
 *
 * The shipped models are trained; when they are trained again, a sentence below may come out otherwise: look whether
 * it is still right, and choose another sentence where it is not and cannot be helped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/embedded.h"
#include "model/parser.h"
#include "model/tables.h"

/* FORM/TAG:HEAD:RELATION, heads counted from 1, 0 for the root. */
static const char *const golden[] = {
    "Egypt/PROPN:3:nmod:poss 's/PART:1:case President/PROPN:4:nmod Anwar/PROPN:6:nsubj Sadat/PROPN:4:flat "
    "met/VERB:0:root Menachem/PROPN:6:obj Begin/PROPN:7:flat at/ADP:11:case Camp/PROPN:11:compound "
    "David/PROPN:6:obl ./PUNCT:6:punct",
    "Sadat/PROPN:4:nsubj and/CCONJ:3:cc Begin/PROPN:1:conj signed/VERB:0:root the/DET:6:det "
    "accords/NOUN:4:obj on/ADP:8:case Sunday/PROPN:4:obl ./PUNCT:4:punct",
    "The/DET:2:det talks/NOUN:4:nsubj will/AUX:4:aux resume/VERB:9:ccomp on/ADP:6:case Monday/PROPN:4:obl "
    ",/PUNCT:9:punct Holbrooke/PROPN:9:nsubj said/VERB:0:root ./PUNCT:9:punct",
    "US/PROPN:2:compound Secretary/PROPN:5:nmod of/ADP:4:case State/PROPN:2:nmod Warren/PROPN:7:nsubj "
    "Christopher/PROPN:5:flat flew/VERB:0:root to/ADP:9:case Dayton/PROPN:7:obl on/ADP:11:case "
    "Tuesday/PROPN:7:obl ./PUNCT:7:punct",
    "Richard/PROPN:10:nsubj Holbrooke/PROPN:1:flat ,/PUNCT:5:punct who/PRON:5:nsubj led/VERB:1:acl:relcl "
    "the/DET:8:det American/ADJ:8:amod delegation/NOUN:5:obj ,/PUNCT:5:punct said/VERB:0:root the/DET:12:det "
    "talks/NOUN:14:nsubj would/AUX:14:aux resume/VERB:10:ccomp on/ADP:16:case Monday/PROPN:14:obl "
    "./PUNCT:10:punct",
    "The/DET:3:det Bosnian/ADJ:3:amod delegation/NOUN:4:nsubj rejected/VERB:0:root the/DET:6:det "
    "proposal/NOUN:4:obj and/CCONJ:8:cc left/VERB:4:conj the/DET:10:det room/NOUN:8:obj ./PUNCT:4:punct",
    "The/DET:2:det accords/NOUN:4:nsubj:pass were/AUX:4:aux:pass signed/VERB:0:root by/ADP:6:case "
    "Egypt/PROPN:4:obl and/CCONJ:8:cc Israel/PROPN:6:conj in/ADP:10:case 1978/NUM:4:obl ./PUNCT:4:punct",
    "Negotiators/NOUN:9:nsubj from/ADP:3:case Norway/PROPN:1:nmod ,/PUNCT:6:punct the/DET:6:det "
    "PLO/PROPN:3:conj and/CCONJ:8:cc Israel/PROPN:3:conj agreed/VERB:0:root to/PART:11:mark "
    "meet/VERB:9:xcomp in/ADP:13:case Oslo/PROPN:11:obl ./PUNCT:9:punct",
    "Holbrooke/PROPN:2:nsubj told/VERB:0:root reporters/NOUN:2:iobj that/SCONJ:7:mark Serbia/PROPN:7:nsubj "
    "had/AUX:7:aux accepted/VERB:2:ccomp the/DET:9:det plan/NOUN:7:obj ./PUNCT:2:punct",
    "Arafat/PROPN:4:nsubj did/AUX:4:aux not/PART:4:advmod meet/VERB:0:root the/DET:7:det prime/ADJ:7:amod "
    "minister/NOUN:4:obj ./PUNCT:4:punct",
    "Kerry/PROPN:2:nsubj met/VERB:0:root with/ADP:6:case his/PRON:6:nmod:poss Iranian/ADJ:6:amod "
    "counterpart/NOUN:2:obl ,/PUNCT:8:punct Mohammad/PROPN:6:appos Javad/PROPN:8:flat Zarif/PROPN:8:flat",
    "Iran/PROPN:2:nsubj wants/VERB:0:root to/PART:4:mark hold/VERB:2:xcomp indirect/ADJ:6:amod "
    "talks/NOUN:4:obj ./PUNCT:2:punct",
};

/* A model that is complete but knows next to nothing. */
static const char small_model[] = "readout-tags 1\n"
                                  "# a comment\n"
                                  "tag NN NOUN 20\n"
                                  "tag VB VERB 30 finite past\n"
                                  "tag NNP PROPN 40\n"
                                  "name NNP 60\n"
                                  "any NN:10 VB:20 NNP:30\n"
                                  "pair NN VB:5\n"
                                  "after NN VB NN:3\n"
                                  "shape 0 1 NNP:1 NN:90 VB:90\n"
                                  "word talks NN VB:20\n"
                                  "word met VB\n"
                                  "unknown 0 NN\n"
                                  "unknown 1 NNP\n"
                                  "unknown 2 NNP:2 NN:9\n"
                                  "ending 0 ed VB NN:50\n"
                                  "end\n";

static struct model_file embedded(const char *name)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (strcmp(embedded_files[i].name, name) == 0)
            return (struct model_file){str_make((const char *)embedded_files[i].bytes, embedded_files[i].length), name};
    fail_msg("%s is not compiled in", name);
    return (struct model_file){0};
}

struct models {
    const struct tagger *tagger;
    const struct parser *parser;
};

static struct models load_models(struct arena *arena)
{
    readout_error error = {0};
    struct models models = {0};
    models.tagger = tagger_load(arena, embedded("models/en.tags"), embedded("models/en.context"), &error);
    assert_non_null(models.tagger);
    models.parser = parser_load(arena, embedded("models/en.parser"), models.tagger, &error);
    assert_non_null(models.parser);
    return models;
}

static const struct tagger *load_tagger(struct arena *arena, struct str tags, readout_error *error)
{
    memset(error, 0, sizeof *error);
    return tagger_load(arena, (struct model_file){tags, "test.tags"}, (struct model_file){0}, error);
}

static uint8_t flags_of(struct str form)
{
    unsigned letters = 0, capitals = 0, digits = 0;
    bool capital = false;
    for (size_t i = 0; i < form.len; i++) {
        bool upper = form.ptr[i] >= 'A' && form.ptr[i] <= 'Z', lower = form.ptr[i] >= 'a' && form.ptr[i] <= 'z';
        capital |= upper && letters == 0;
        letters += upper || lower;
        capitals += upper;
        digits += form.ptr[i] >= '0' && form.ptr[i] <= '9';
    }
    int flags = (letters ? TOKEN_WORD : digits ? TOKEN_DIGIT : TOKEN_PUNCT) | (capital ? TOKEN_CAPITAL : 0) |
                (letters > 1 && letters == capitals ? TOKEN_ALL_CAPITAL : 0);
    return (uint8_t)flags;
}

/* A document of one sentence whose tokens stand between blanks; of each token, what stands before its last `mark`,
 * or all of it where `mark` is 0. */
static struct document sentence_of(struct arena *arena, struct str text, char mark)
{
    struct document document = {.arena = arena, .text = text, .sentence_count = 1};
    LIST(struct token) tokens = {0};
    for (struct str rest = text; rest.len;) {
        struct str word = str_cut(&rest, ' ');
        const char *end = mark ? memrchr(word.ptr, mark, word.len) : NULL;
        struct str form = str_make(word.ptr, end ? (size_t)(end - word.ptr) : word.len);
        uint32_t start = (uint32_t)(form.ptr - text.ptr);
        uint32_t end_at = start + (uint32_t)form.len;
        *ARENA_PUSH(arena, tokens) = (struct token){.start = start, .end = end_at, .flags = flags_of(form)};
    }
    document.tokens = tokens.items;
    document.token_count = (uint32_t)tokens.count;
    document.sentences = ARENA_NEW(arena, struct sentence, 1);
    document.sentences[0].last = document.token_count;
    return document;
}

static void print_token(const struct document *document, uint32_t t, char *out, size_t size)
{
    const struct token *token = &document->tokens[t];
    snprintf(out, size, "%.*s/%s:%u:%s", STR_ARGS(token_text(document, t)), tag_names[token->tag],
             token->head == NO_TOKEN ? 0 : token->head + 1, relation_names[token->relation]);
}

static void test_golden_sentences(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    struct models models = load_models(&arena);
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        struct document document = sentence_of(&arena, str_of(golden[i]), '/');
        tagger_tag(models.tagger, &document);
        parser_parse(models.parser, &document);
        struct str rest = str_of(golden[i]);
        for (uint32_t t = 0; t < document.token_count; t++) {
            char found[200], expected[200];
            print_token(&document, t, found, sizeof found);
            struct str next = str_cut(&rest, ' ');
            snprintf(expected, sizeof expected, "%.*s", STR_ARGS(next));
            if (strcmp(found, expected) != 0)
                print_error("in sentence %zu: %s\n", i + 1, golden[i]);
            assert_string_equal(found, expected);
        }
    }
    arena_free(&arena);
}

/* One root, every head inside, and every way up ends at the root. */
static void assert_tree(const struct document *document)
{
    uint32_t roots = 0, count = document->token_count;
    uint32_t *depth = calloc(count + 1, sizeof *depth); /* 1 + steps to the root, where known */
    for (uint32_t t = 0; t < count; t++) {
        uint32_t steps = 0, up = t;
        roots += document->tokens[t].head == NO_TOKEN;
        assert_true(document->tokens[t].head == NO_TOKEN || document->tokens[t].head < count);
        for (; up != NO_TOKEN && !depth[up]; up = document->tokens[up].head)
            assert_true(++steps <= count);
        uint32_t total = steps + (up == NO_TOKEN ? 0 : depth[up]);
        for (up = t; up != NO_TOKEN && !depth[up]; up = document->tokens[up].head)
            depth[up] = total--;
    }
    assert_int_equal(roots, 1);
    free(depth);
}

/* Long sentences of whatever repeats: linear in time, always a tree. */
static void test_hostile_sentences(void **state)
{
    (void)state;
    static const char *const patterns[] = {"the ", "said that ", ", ", "and met ", "U.S. 's \" of ", "Oslo , which "};
    enum { LENGTH = 100000 };
    char *text = malloc(LENGTH + 1);
    assert_non_null(text);
    for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
        struct arena arena;
        arena_init(&arena, 0);
        assert_false(arena_guard(&arena));
        struct models models = load_models(&arena);
        size_t length = strlen(patterns[p]);
        for (size_t i = 0; i < LENGTH; i++)
            text[i] = patterns[p][i % length];
        size_t whole = LENGTH / length * length - 1;
        struct document document = sentence_of(&arena, str_make(text, whole), 0);
        tagger_tag(models.tagger, &document);
        parser_parse(models.parser, &document);
        assert_tree(&document);
        arena_free(&arena);
    }
    free(text);
}

static void test_small_model_tags(void **state)
{
    (void)state;
    struct arena arena;
    readout_error error;
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    const struct tagger *tagger = load_tagger(&arena, STR(small_model), &error);
    assert_non_null(tagger);
    struct document document = sentence_of(&arena, STR("it met Talks failed"), 0);
    tagger_tag(tagger, &document);
    const uint8_t expected[] = {TAG_NOUN, TAG_VERB, TAG_PROPN, TAG_VERB};
    for (uint32_t t = 0; t < 4; t++)
        assert_int_equal(document.tokens[t].tag, expected[t]);
    assert_int_equal(tagger_traits(tagger, &document, 1), TRAIT_FINITE | TRAIT_PAST);
    assert_int_equal(tagger_traits(tagger, &document, 0), 0);
    arena_free(&arena);
}

/* A model that is cut anywhere is refused with its line. */
static void test_cut_tags(void **state)
{
    (void)state;
    size_t length = sizeof small_model - 1;
    for (size_t cut = 0; cut < length; cut++) {
        struct arena arena;
        readout_error error;
        arena_init(&arena, 0);
        assert_false(arena_guard(&arena));
        char *copy = malloc(cut + 1); /* exactly so long, that a byte read too far is seen by ASan */
        memcpy(copy, small_model, cut);
        assert_null(load_tagger(&arena, str_make(copy, cut), &error));
        assert_int_equal(error.status, READOUT_BAD_DATA);
        assert_true(error.line > 0);
        assert_string_equal(error.source, "test.tags");
        free(copy);
        arena_free(&arena);
    }
}

/* The line of the fault for a small model in which line `line` is replaced. */
static size_t fault_with(const char *replacement, size_t line)
{
    struct arena arena;
    readout_error error;
    char text[2000] = "";
    struct str rest = STR(small_model);
    for (size_t number = 1; rest.len; number++) {
        struct str old = str_cut(&rest, '\n');
        size_t used = strlen(text);
        if (number == line)
            snprintf(text + used, sizeof text - used, "%s\n", replacement);
        else
            snprintf(text + used, sizeof text - used, "%.*s\n", STR_ARGS(old));
    }
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    const struct tagger *tagger = load_tagger(&arena, str_of(text), &error);
    size_t found = tagger ? 0 : error.line;
    arena_free(&arena);
    return found;
}

static void test_damaged_tags(void **state)
{
    (void)state;
    static const struct {
        const char *replacement;
        size_t line;
    } faults[] = {{"readout-tags 2", 1},          {"tag NN NOUN", 3},          {"tag NN THING 20", 3},
                  {"tag VB VERB 30 fast", 4},     {"tag NN VERB 30", 4},       {"name XX 60", 6},
                  {"any NN:10 XX:20", 7},         {"pair NN VB:x", 8},         {"after NN VB NN:1000", 9},
                  {"shape 3 1 NNP:1", 10},        {"shape 0 1 NNP:", 10},      {"word talks", 11},
                  {"word met NN", 12},            {"ending 9 ed VB", 16},      {"word", 11},
                  {"nonsense", 2},                {"end", 2},                  {"word x NN NN NN NN NN NN NN", 11}};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        size_t line = strcmp(faults[i].replacement, "word met NN") == 0 ? 0 : faults[i].line;
        assert_int_equal(fault_with(faults[i].replacement, faults[i].line), line);
    }
    assert_int_equal(fault_with("word talks NN", 12), 12); /* given twice */
    assert_true(fault_with("# no line for group 1", 14) > 0);
}

static void expect_broken_parser(const struct tagger *tagger, struct str bytes)
{
    struct arena arena;
    readout_error error = {0};
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    assert_null(parser_load(&arena, (struct model_file){bytes, "test.parser"}, tagger, &error));
    assert_int_equal(error.status, READOUT_BAD_DATA);
    arena_free(&arena);
}

static void test_damaged_parser(void **state)
{
    (void)state;
    struct arena arena;
    readout_error error = {0};
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    const struct tagger *tagger = tagger_load(&arena, embedded("models/en.tags"), (struct model_file){0}, &error);
    struct str bytes = embedded("models/en.parser").bytes;
    for (size_t cut = 0; cut < 6000; cut += 7)
        expect_broken_parser(tagger, str_make(bytes.ptr, cut));
    expect_broken_parser(tagger, str_make(bytes.ptr, bytes.len - 1));
    const struct tagger *other = load_tagger(&arena, STR(small_model), &error);
    expect_broken_parser(other, bytes);
    static const char *const headers[] = {
        "actions 99\n", "actions 1\naction shift\nbuckets 1\n",
        "actions 2\naction shift\naction left nsubj VERB THING\n",
        "actions 3\naction shift\naction left nsubj VERB NOUN\naction right obj VERB NOUN\nbuckets 3\n"};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        char text[400];
        int length = snprintf(text, sizeof text, "readout-parser 1\ntags %u\n%s", other->fingerprint, headers[i]);
        expect_broken_parser(other, str_make(text, (size_t)length));
    }
    arena_free(&arena);
}

static void test_damaged_context(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    struct str bytes = embedded("models/en.context").bytes;
    const struct str broken[] = {str_make(bytes.ptr, 5), str_make(bytes.ptr, 20), str_make(bytes.ptr, bytes.len - 1),
                                 STR("readout-context 2\n1\nab"), STR("readout-context 1\n99\nab"),
                                 STR("readout-context 1\n\na")};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        readout_error error = {0};
        struct model_file tags = {STR(small_model), "test.tags"}, context = {broken[i], "test.context"};
        assert_null(tagger_load(&arena, tags, context, &error));
        assert_int_equal(error.status, READOUT_BAD_DATA);
        assert_string_equal(error.source, "test.context");
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden_sentences), cmocka_unit_test(test_hostile_sentences),
        cmocka_unit_test(test_small_model_tags), cmocka_unit_test(test_cut_tags),
        cmocka_unit_test(test_damaged_tags),     cmocka_unit_test(test_damaged_parser),
        cmocka_unit_test(test_damaged_context),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
