/* text_test.c - cutting text into tokens, sentences and paragraphs, with the words and the model compiled in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "cut.h"

#define OPEN "\xe2\x80\x9c"
#define CLOSE "\xe2\x80\x9d"
#define LOW_OPEN "\xe2\x80\x9e"
#define CURLY "\xe2\x80\x99"
#define NO_BREAK_SPACE "\xc2\xa0"

static void read_document(struct arena *arena, struct str text, struct document *document)
{
    *document = cut_document(arena, cut_words(arena), text);
}

static void write_tokens(const struct document *document, struct buffer *out)
{
    for (uint32_t i = 0; i < document->token_count; i++) {
        buffer_add(out, i ? STR("|") : STR(""));
        buffer_add(out, token_text(document, i));
    }
}

/* Sentences apart by |, paragraphs by ||. */
static void write_sentences(const struct document *document, struct buffer *out)
{
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        const struct sentence *sentence = &document->sentences[i];
        bool new_paragraph = i && sentence->paragraph != sentence[-1].paragraph;
        buffer_add(out, !i ? STR("") : new_paragraph ? STR("||") : STR("|"));
        buffer_add(out, document_slice(document, sentence->start, sentence->end));
    }
}

static void expect(void (*write)(const struct document *, struct buffer *), const char *text, const char *expected)
{
    struct arena arena;
    struct document document;
    struct buffer found = {0};
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    read_document(&arena, str_of(text), &document);
    write(&document, &found);
    buffer_byte(&found, 0);
    assert_false(found.failed);
    assert_string_equal(found.ptr, expected);
    buffer_free(&found);
    arena_free(&arena);
}

static void expect_tokens(const char *text, const char *expected)
{
    expect(write_tokens, text, expected);
}

static void expect_sentences(const char *text, const char *expected)
{
    expect(write_sentences, text, expected);
}

static void test_apostrophes(void **state)
{
    (void)state;
    expect_tokens("Israel's", "Israel|'s");
    expect_tokens("Israel" CURLY "s", "Israel|" CURLY "s");
    expect_tokens("don't", "do|n't");
    expect_tokens("don" CURLY "t", "do|n" CURLY "t");
    expect_tokens("They'll say they've met", "They|'ll|say|they|'ve|met");
    expect_tokens("the parties' maps", "the|parties|'|maps");
    expect_tokens("O'Brien's", "O'Brien|'s");
    expect_tokens("Sana'a", "Sana'a");
    expect_tokens("Sana" CURLY "a", "Sana" CURLY "a");
    expect_tokens("the 1970's", "the|1970|'s");
}

static void test_hyphens(void **state)
{
    (void)state;
    expect_tokens("cease-fire", "cease|-|fire");
    expect_tokens("al-Sisi", "al|-|Sisi");
    expect_tokens("the line -- drawn in 1974 --", "the|line|--|drawn|in|1974|--");
    expect_tokens("1973\xe2\x80\x93" "1975", "1973|\xe2\x80\x93|1975");
}

static void test_stops(void **state)
{
    (void)state;
    expect_tokens("U.S. envoys", "U.S.|envoys");
    expect_tokens("the U.S.Army", "the|U.S.|Army");
    expect_tokens("the U.S-led force", "the|U.S|-|led|force");
    expect_tokens("at 10 a.m. in Bonn.", "at|10|a.m.|in|Bonn|.");
    expect_tokens("the U.S.A and J.Smith", "the|U.S.A|and|J|.|Smith");
    expect_tokens("Gen. Smith left.", "Gen.|Smith|left|.");
    expect_tokens("Henry A. Kissinger", "Henry|A.|Kissinger");
    expect_tokens("(A. Then B. They", "(|A|.|Then|B.|They");
    expect_tokens("Not yet... he said", "Not|yet|...|he|said");
    expect_tokens("the war.He said", "the|war|.|He|said");
}

static void test_numbers(void **state)
{
    (void)state;
    expect_tokens("1,200 men, 3.5 km", "1,200|men|,|3.5|km");
    expect_tokens("20bn", "20|bn");
    expect_tokens("$20bn", "$|20|bn");
    expect_tokens("at 8:30, in 1978.", "at|8:30|,|in|1978|.");
    expect_tokens("24/7 and 1/2, either/or", "24/7|and|1/2|,|either|/|or");
    expect_tokens("12%", "12|%");
    expect_tokens("(1995)", "(|1995|)");
}

static void test_addresses(void **state)
{
    (void)state;
    expect_tokens("see https://un.org/a-b?c=1 now", "see|https://un.org/a-b?c=1|now");
    expect_tokens("www.un.org", "www.un.org");
    expect_tokens("httpd", "httpd");
}

static void test_names_in_networks(void **state)
{
    (void)state;
    expect_tokens("Write to j.doe@un.org.", "Write|to|j.doe@un.org|.");
    expect_tokens("(www.un.org/a)", "(|www.un.org/a|)");
    expect_tokens("unhcr.org said", "unhcr.org|said");
    expect_tokens("the war.They said", "the|war|.|They|said");
    expect_tokens("talk.peace.misc, draft_2.doc", "talk.peace.misc|,|draft_2.doc");
    expect_tokens("#peace @envoy a@b", "#peace|@envoy|a@b");
    expect_tokens("202-555-0123, 555-0123, 1978-1979, 2-1, 1978-09-17",
                  "202-555-0123|,|555-0123|,|1978|-|1979|,|2|-|1|,|1978|-|09|-|17");
}

static void test_rows_of_marks(void **state)
{
    (void)state;
    expect_tokens("Peace!!! Now?!", "Peace|!!!|Now|?!");
    expect_tokens("*** ___ ==== -----", "***|___|====|-----");
    expect_tokens("((a))", "(|(|a|)|)");
    expect_tokens("Good :) (:", "Good|:)|(:");
    expect_tokens("They said: (a)", "They|said|:|(|a|)");
}

static void test_words_of_two(void **state)
{
    (void)state;
    expect_tokens("cannot, dont, gonna", "can|not|,|do|nt|,|gon|na");
    expect_tokens("non-aligned pro-peace X-ray", "non-aligned|pro-peace|X|-|ray");
    expect_tokens("AT&T and R & D", "AT&T|and|R|&|D");
    expect_tokens("9pm, 7:30PM, 5km, 3rd", "9|pm|,|7:30|PM|,|5|km|,|3rd");
    expect_tokens("a Ph.D. in law", "a|Ph.D.|in|law");
    expect_tokens("No. 10 said no. He sat.", "No.|10|said|no|.|He|sat|.");
}

static void expect_joined(const char *text, const char *expected)
{
    struct arena arena;
    struct document document;
    char found[64] = "";
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    read_document(&arena, str_of(text), &document);
    for (uint32_t i = 0; i < document.token_count; i++)
        strcat(found, document.tokens[i].flags & TOKEN_JOINED ? "+" : "-");
    assert_string_equal(found, expected);
    arena_free(&arena);
}

/* Tokens that go on the word before, and those that only stand next to it. */
static void test_joined_tokens(void **state)
{
    (void)state;
    expect_joined("They don't", "--+");
    expect_joined("Israel's cease-fire", "-+---");
    expect_joined("We cannot", "--+");
    expect_joined("the parties' maps", "--+-");
    expect_joined("the 'two parties' met", "------");
    expect_joined("9pm.", "---");
}

static void test_blanks(void **state)
{
    (void)state;
    expect_tokens("", "");
    expect_tokens(" \t\r\n", "");
    expect_tokens("13" NO_BREAK_SPACE "days", "13|days");
    expect_tokens("S\xc3\xa3o\xe2\x80\xa8Tom\xc3\xa9", "S\xc3\xa3o|Tom\xc3\xa9");
}

static void test_flags(void **state)
{
    (void)state;
    struct arena arena;
    struct document document;
    static const uint16_t expected[] = {
        TOKEN_CAPITAL | TOKEN_ALL_CAPITAL | TOKEN_SPACE_BEFORE | TOKEN_WORD, /* UN */
        TOKEN_CAPITAL | TOKEN_SPACE_BEFORE | TOKEN_WORD,                     /* \c{C}elik */
        TOKEN_SPACE_BEFORE | TOKEN_WORD,                                     /* met */
        TOKEN_DIGIT | TOKEN_SPACE_BEFORE,                                    /* 12 */
        TOKEN_PUNCT,                                                         /* % */
        TOKEN_DIGIT | TOKEN_SPACE_BEFORE | TOKEN_WORD,                       /* 20th */
        TOKEN_PUNCT};                                                        /* . */
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    read_document(&arena, STR("UN \xc3\x87" "elik met 12% 20th."), &document);
    assert_int_equal(document.token_count, sizeof expected / sizeof *expected);
    for (uint32_t i = 0; i < document.token_count; i++)
        assert_int_equal(document.tokens[i].flags, expected[i]);
    arena_free(&arena);
}

static void expect_fold(const char *word, const char *expected)
{
    char out[TOKEN_FOLD_SIZE];
    struct str folded = token_fold(str_of(word), out, sizeof out);
    assert_int_equal(folded.len, strlen(expected));
    assert_memory_equal(folded.ptr, expected, folded.len);
}

static void test_folding(void **state)
{
    (void)state;
    expect_fold("Israel" CURLY "S", "israel's");
    expect_fold("\xc3\x96ZAL", "\xc3\xb6zal");                     /* Latin */
    expect_fold("\xd0\x9c\xd0\x98\xd0\xa0", "\xd0\xbc\xd0\xb8\xd1\x80"); /* Cyrillic */
    char longest[200];
    memset(longest, 'A', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    char out[TOKEN_FOLD_SIZE];
    assert_true(token_fold(str_of(longest), out, sizeof out).len < sizeof out);
}

static void test_sentences(void **state)
{
    (void)state;
    expect_sentences("They met. They left! Why? Nobody knows.", "They met.|They left!|Why?|Nobody knows.");
    expect_sentences("They met", "They met");
    expect_sentences("It ended the war.He said so.", "It ended the war.|He said so.");
    expect_sentences("The vote fell 3.5 points. 40 were absent.", "The vote fell 3.5 points.|40 were absent.");
    expect_sentences("They met ... and left.", "They met ... and left.");
}

static void test_abbreviations(void **state)
{
    (void)state;
    expect_sentences("Gen. Smith and Mr. Jones met.", "Gen. Smith and Mr. Jones met.");
    expect_sentences("He called the U.S. Embassy.", "He called the U.S. Embassy.");
    expect_sentences("He left the U.S. The envoy stayed.", "He left the U.S.|The envoy stayed.");
    expect_sentences("They met at 9 a.m. on Sept. 17.", "They met at 9 a.m. on Sept. 17.");
    expect_sentences("Henry A. Kissinger flew to Aswan.", "Henry A. Kissinger flew to Aswan.");
}

static void test_news(void **state)
{
    (void)state;
    expect_sentences(OPEN "We agree," CLOSE " Carter said. " OPEN "It is done." CLOSE,
                     OPEN "We agree," CLOSE " Carter said.|" OPEN "It is done." CLOSE);
    expect_sentences(OPEN "We told [President Jimmy] Carter so," CLOSE " he said.",
                     OPEN "We told [President Jimmy] Carter so," CLOSE " he said.");
    expect_sentences("It was " OPEN "a step." CLOSE "Carter left.", "It was " OPEN "a step." CLOSE "|Carter left.");
    expect_sentences("They left on Friday." OPEN "It is done," CLOSE " he said.",
                     "They left on Friday.|" OPEN "It is done," CLOSE " he said.");
    expect_sentences("The U.N. Security Council met at 9 a.m. The U.S. did not vote.",
                     "The U.N. Security Council met at 9 a.m.|The U.S. did not vote.");
    expect_sentences("Zbigniew K. Brzezinski and John F. Kennedy met. They left.",
                     "Zbigniew K. Brzezinski and John F. Kennedy met.|They left.");
    expect_sentences("The states' \"road map\" failed. It was late.", "The states' \"road map\" failed.|It was late.");
}

/* Letters, reviews and the like: ends without a stop, rows of marks, faces. */
static void test_loose_text(void **state)
{
    (void)state;
    expect_sentences("I loved it!!! Best place ever :) We will be back",
                     "I loved it!!!|Best place ever :)|We will be back");
    expect_sentences("Is this right?? i think so", "Is this right??|i think so");
    expect_sentences("I will send the draft. Thanks, Jane", "I will send the draft.|Thanks,|Jane");
}

static void test_model_is_checked(void **state)
{
    (void)state;
    struct str bytes = cut_file("models/en.cut");
    struct boundary_model model;
    readout_error error = {0};
    assert_false(boundary_load(&model, str_make(bytes.ptr, bytes.len - 1), "cut", &error));
    assert_int_equal(error.line, 2);
    error = (readout_error){0};
    assert_false(boundary_load(&model, STR("readout-cut 2\n"), "cut", &error));
    assert_int_equal(error.line, 1);
    error = (readout_error){0};
    assert_false(boundary_load(&model, STR("readout-cut 1\n99\n"), "cut", &error));
    assert_int_equal(error.status, READOUT_BAD_DATA);
}

static void test_quotes_close_behind_the_stop(void **state)
{
    (void)state;
    expect_sentences("\"We agree.\" He left.", "\"We agree.\"|He left.");
    expect_sentences(OPEN "We agree." CLOSE " He left.", OPEN "We agree." CLOSE "|He left.");
    expect_sentences("'We agree.' He left.", "'We agree.'|He left.");
    expect_sentences("\"They met in the U.S.\" Carter left.", "\"They met in the U.S.\"|Carter left.");
    expect_sentences("(They met.) He left.", "(They met.)|He left.");
    expect_sentences(OPEN "Is it over?" CLOSE " he asked.", OPEN "Is it over?" CLOSE " he asked.");
    expect_sentences("He left. \"We agree,\" she said.", "He left.|\"We agree,\" she said.");
    expect_sentences("They met on Friday." OPEN " This is new.", "They met on Friday.|" OPEN " This is new.");
}

static void test_lines(void **state)
{
    (void)state;
    expect_sentences("They met. They left.\nNobody spoke.\n", "They met.|They left.||Nobody spoke.");
    expect_sentences("They met.\r\n\r\nNobody spoke.\r\n", "They met.||Nobody spoke.");
    expect_sentences("\n\n  They met.  \n\n", "They met.");
    expect_sentences("a truce\nprisoners\nmaps\nroads", "a truce||prisoners||maps||roads");
    expect_sentences("A heading\nThey met.", "A heading||They met.");
}

static void test_datelines(void **state)
{
    (void)state;
    expect_sentences("CAIRO, Sept 18 (HP) - They met. They left.", "CAIRO, Sept 18 (HP) -|They met.|They left.");
    expect_sentences("They left.\nGENEVA \xe2\x80\x94 They met.", "They left.||GENEVA \xe2\x80\x94|They met.");
    expect_sentences("Vance - late again - spoke.", "Vance - late again - spoke.");
    expect_sentences("The UN - so they say - met.", "The UN - so they say - met.");
    expect_sentences("HAVANA - \"We agree,\" he said.", "HAVANA -|\"We agree,\" he said.");
    expect_sentences("A UN-led force left.", "A UN-led force left.");
}

static void test_hard_wrapped(void **state)
{
    (void)state;
    expect_sentences("The two delegations met for thirteen days in the\n"
                     "hills of Maryland. They had brought maps, drafts and\n"
                     "advisers with them. Nobody spoke.\n\nThe last draft was the\ntwenty-third.",
                     "The two delegations met for thirteen days in the\n"
        "hills of Maryland.|They had brought maps, drafts "
                     "and\nadvisers with them.|Nobody spoke.||The last draft was the\ntwenty-third.");
    expect_sentences("The two delegations met for thirteen days in the\r\nhills of Maryland and had\r\n"
                     "maps with them.\r\n\r\nThey left.",
                     "The two delegations met for thirteen days in the\r\nhills of Maryland and had\r\n"
        "maps with them.||They left.");
    expect_sentences("The two delegations met for thirteen days in the\n"
                     "hills of Maryland, and nobody of them was allowed\n"
                     "to talk to the press.",
                     "The two delegations met for thirteen days in the\nhills of Maryland, and nobody of them was "
                     "allowed\nto talk to the press.");
    expect_sentences("The two delegations met for thirteen days in the\nhills of Maryland.",
                     "The two delegations met for thirteen days in the\nhills of Maryland.");
}

/* Pieces that random texts are made of; blanks are the first BLANK_PIECES. */
enum { BLANK_PIECES = 8, TEXTS = 400, MOST_PIECES = 60, LARGEST_TEXT = MOST_PIECES * 12 };
static const char *const pieces[] = {
    " ", "\n", "\r\n", "\t", NO_BREAK_SPACE, "\xe2\x80\xa8", "\xc2\x85", "\xe2\x80\x8b",
    "a", "B", "met", "U.S.", "Gen", "s", "n", "t", "7", "1,200", ".", "..", "!", "?", ",", ":", "-", "--", "'", CURLY,
        "\"", OPEN,
    CLOSE, LOW_OPEN, "(", ")", "$", "%", "/", "http://", "\xc3\x89", "\xce\xbb", "\xd0\x96", "\xe4\xb8\xad", "\xcc\x81",
    "\xd9\xa3", "\xf0\x9f\x95\x8a", "\xc2\xbd", "\xef\xbf\xbd", "\x01"};

static uint32_t random_next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Fill `text`; `solid` tells of each byte whether a token must cover it. Returns the length. */
static uint32_t random_text(uint32_t *seed, char *text, bool *solid)
{
    uint32_t length = 0, count = random_next(seed) % MOST_PIECES;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t piece = random_next(seed) % (sizeof pieces / sizeof *pieces);
        bool blank = piece < BLANK_PIECES || pieces[piece][0] == 1;
        for (const char *c = pieces[piece]; *c; c++) {
            solid[length] = !blank;
            text[length++] = *c;
        }
    }
    return length;
}

static void check_tokens(const struct document *document, bool *solid)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < document->token_count; i++) {
        const struct token *token = &document->tokens[i];
        assert_true(token->start >= end);
        assert_true(token->end > token->start);
        end = token->end;
        assert_true(solid[token->start]);
        for (uint32_t at = token->start; at < end; at++)
            solid[at] = false;
        assert_int_equal(!!(token->flags & TOKEN_PUNCT), !(token->flags & (TOKEN_WORD | TOKEN_DIGIT)));
    }
    assert_true(end <= document->text.len);
    for (size_t at = 0; at < document->text.len; at++)
        assert_false(solid[at]);
}

static void check_sentences(const struct document *document)
{
    uint32_t token = 0, sentence = 0;
    for (uint32_t p = 0; p < document->paragraph_count; p++) {
        assert_int_equal(document->paragraphs[p].first, sentence);
        assert_true(document->paragraphs[p].last > sentence);
        for (; sentence < document->paragraphs[p].last; sentence++) {
            const struct sentence *s = &document->sentences[sentence];
            assert_int_equal(s->paragraph, p);
            assert_int_equal(s->first, token);
            assert_true(s->last > token);
            assert_int_equal(s->start, document->tokens[token].start);
            assert_int_equal(s->end, document->tokens[s->last - 1].end);
            for (; token < s->last; token++)
                assert_int_equal(document->tokens[token].sentence, sentence);
        }
    }
    assert_int_equal(sentence, document->sentence_count);
    assert_int_equal(token, document->token_count);
}

static void check_text(uint32_t *seed)
{
    struct arena arena;
    struct document document;
    char text[LARGEST_TEXT];
    bool solid[LARGEST_TEXT];
    uint32_t length = random_text(seed, text, solid);
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    read_document(&arena, str_make(text, length), &document);
    check_tokens(&document, solid);
    check_sentences(&document);
    arena_free(&arena);
}

static void test_invariants(void **state)
{
    (void)state;
    uint32_t seed = 1978;
    for (int i = 0; i < TEXTS; i++)
        check_text(&seed);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_apostrophes), cmocka_unit_test(test_hyphens), cmocka_unit_test(test_stops),
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_addresses), cmocka_unit_test(test_blanks),
        cmocka_unit_test(test_flags), cmocka_unit_test(test_names_in_networks),
        cmocka_unit_test(test_rows_of_marks), cmocka_unit_test(test_words_of_two), cmocka_unit_test(test_joined_tokens),
        cmocka_unit_test(test_news), cmocka_unit_test(test_loose_text), cmocka_unit_test(test_model_is_checked),
        cmocka_unit_test(test_folding), cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_abbreviations), cmocka_unit_test(test_quotes_close_behind_the_stop),
        cmocka_unit_test(test_lines), cmocka_unit_test(test_datelines),
        cmocka_unit_test(test_hard_wrapped), cmocka_unit_test(test_invariants)};
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
