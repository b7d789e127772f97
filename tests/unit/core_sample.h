/* core_sample.h - for the tests of the language core: a small random model, random documents, and their analysis as
 * text, so that two can be compared to the byte. */
#ifndef TESTS_CORE_SAMPLE_H
#define TESTS_CORE_SAMPLE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "model/core_with.h"
#include "small_model.h"

static const struct model_size small_size = {64, 64, 64, 64, 64, 256, 20, 20, 18, 30};

static inline const char *sample_word(uint64_t *random)
{
    static const char *const words[] = {"The",  "U.S.", "Sadat\xe2\x80\x99s", "1978", "w3",   "w7", "W12", "w19", ",",
                                        "talk", "a",    "\xe2\x80\xa6",       "w1",   "w2",   "\"", "Gen.", "w200",
                                        "\xc3\x89mile", "x",  "negotiations", "3,000", "-",   "no", "\xff"};
    return words[model_random(random) % (sizeof words / sizeof *words)];
}

/* A document of sentences with so many tokens each. */
static inline struct document sample_document(struct arena *arena, const uint32_t *lengths, uint32_t count,
                                              uint64_t seed)
{
    struct document document = {.arena = arena, .sentence_count = count};
    uint32_t total = 0, at = 0, token = 0;
    for (uint32_t s = 0; s < count; s++)
        total += lengths[s];
    char *text = arena_take(arena, (size_t)total * 16 + 1, 1);
    document.tokens = ARENA_NEW(arena, struct token, (size_t)total + 1);
    document.sentences = ARENA_NEW(arena, struct sentence, (size_t)count + 1);
    for (uint32_t s = 0; s < count; s++) {
        document.sentences[s].first = token;
        for (uint32_t i = 0; i < lengths[s]; i++) {
            const char *word = sample_word(&seed);
            uint32_t length = (uint32_t)strlen(word);
            memcpy(text + at, word, length);
            document.tokens[token++] =
                (struct token){.start = at, .end = at + length, .head = NO_TOKEN, .sentence = s};
            at += length;
            text[at++] = ' ';
        }
        document.sentences[s].last = token;
    }
    document.text = str_make(text, at);
    document.token_count = token;
    return document;
}

/* One sentence of a document as a document of its own. */
static inline struct document sample_sentence(struct arena *arena, const struct document *document, uint32_t sentence)
{
    struct document alone = {.arena = arena, .text = document->text, .sentence_count = 1};
    uint32_t first = document->sentences[sentence].first;
    alone.token_count = document->sentences[sentence].last - first;
    alone.tokens = ARENA_NEW(arena, struct token, (size_t)alone.token_count + 1);
    memcpy(alone.tokens, document->tokens + first, alone.token_count * sizeof *alone.tokens);
    alone.sentences = ARENA_NEW(arena, struct sentence, 1);
    alone.sentences[0].last = alone.token_count;
    return alone;
}

/* The analysis of one sentence, places counted from its first token. */
static inline void sample_print_sentence(const struct document *document, uint32_t sentence, struct buffer *out)
{
    uint32_t first = document->sentences[sentence].first, last = document->sentences[sentence].last;
    char line[160];
    for (uint32_t t = first; t < last; t++) {
        const struct token *token = &document->tokens[t];
        int length = snprintf(line, sizeof line, "%u %u %u %u %u %.*s\n", token->tag, token->fine,
                              token->head == NO_TOKEN ? NO_TOKEN : token->head - first, token->relation,
                              token->subrelation, STR_ARGS(document->lemmas[t]));
        buffer_add(out, str_make(line, (size_t)length));
    }
    for (uint32_t e = 0; e < document->entity_count; e++) {
        const struct entity *entity = &document->entities[e];
        if (entity->first < first || entity->first >= last)
            continue;
        int length = snprintf(line, sizeof line, "%u-%u %d\n", entity->first - first, entity->last - first,
                              (int)entity->kind);
        buffer_add(out, str_make(line, (size_t)length));
    }
}

/* The analysis of all sentences, ended by NUL; the caller frees it. */
static inline struct buffer sample_print(const struct document *document)
{
    struct buffer out = {0};
    for (uint32_t s = 0; s < document->sentence_count; s++)
        sample_print_sentence(document, s, &out);
    buffer_byte(&out, 0);
    assert_false(out.failed);
    return out;
}
#endif
