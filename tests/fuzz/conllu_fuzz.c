/* conllu_fuzz.c - fuzz target: any bytes as CoNLL-U (ingest/conllu.h). What is read is written and read again: as many
 * words and sentences, with the same forms. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/error.h"
#include "fuzz.h"
#include "ingest/conllu.h"
#include "text/decode.h"
#include "view/analysis.h"

struct words {
    struct document document;
    struct given given;
};

static bool read_words(struct arena *arena, struct str bytes, struct words *words, readout_error *error)
{
    struct str text;
    *words = (struct words){.document = {.arena = arena}};
    return text_decode(arena, bytes, "fuzz", &text, error) &&
           conllu_read(text, "fuzz", &words->document, &words->given, error);
}

static void check_same(const struct words *a, const struct words *b)
{
    assert(a->document.token_count == b->document.token_count);
    assert(a->document.sentence_count == b->document.sentence_count);
    assert(a->given.range_count == b->given.range_count);
    for (uint32_t i = 0; i < a->document.token_count; i++) {
        assert(str_equal(token_text(&a->document, i), token_text(&b->document, i)));
        assert(a->document.tokens[i].sentence == b->document.tokens[i].sentence);
    }
}

static void check(struct arena *arena, struct str bytes, struct buffer *out)
{
    readout_error error = {0};
    struct words words, again;
    if (!read_words(arena, bytes, &words, &error)) {
        assert(error.status == READOUT_BAD_INPUT);
        return;
    }
    struct analysis analysis = {.id = STR("fuzz"), .document = &words.document, .given = &words.given};
    bool written = conllu_write(&analysis, out);
    assert(written);
    if (out->len) {
        bool read = read_words(arena, buffer_str(out), &again, &error);
        assert(read);
        check_same(&words, &again);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena;
    struct buffer out = {0};
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    check(&arena, str_make((const char *)bytes, length), &out);
    buffer_free(&out);
    arena_free(&arena);
    return 0;
}
