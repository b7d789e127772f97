/* states.c - what the language core makes of sentences: for training what stands on it (train/events).
 *
 * Use: states IN.jsonl OUT
 * Input: lines with a member "text". Output, all numbers little-endian u32: of each text the number of its tokens (0: not
 * read), of each token start, end, sentence; then, of each token, what was read of its form and the states of layers 1 and 2, in signed bytes.
 * Invariant: one entry a line, in order. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "model/core.h"
#include "model/encoder.h"
#include "read/library.h"
#include "text/decode.h"
#include "text/sentence.h"

enum { WIDTH = 960 }; /* of forms (192) and two layers (384 each) */

struct sink {
    uint8_t *rows; /* of every token */
    size_t width;
};

static void hear(void *context, const struct kernel *kernel, struct document *document, const struct batch *batch,
                 const struct states *states)
{
    struct sink *sink = context;
    (void)document;
    for (uint32_t r = 0; r < batch->rows; r++) {
        uint8_t *row = sink->rows + batch->tokens[r] * sink->width;
        for (size_t i = 0; i < states->form_width; i++)
            *row++ = states->forms[r * states->form_width + i] ^ kernel->flip;
        for (size_t i = 0; i < states->stride; i++)
            *row++ = states->rows[r * states->stride + i] ^ kernel->flip;
    }
}

static void put(FILE *out, uint32_t value)
{
    fwrite(&value, sizeof value, 1, out);
}

static void write_text(const struct readout_library *library, struct arena *arena, struct str bytes, FILE *out)
{
    struct document document = {.arena = arena};
    readout_error error = {0};
    const struct text_words *words = lexicon_text_words(library->lexicon);
    if (!text_decode(arena, bytes, "-", &document.text, &error)) {
        put(out, 0);
        return;
    }
    token_cut(&document, words);
    sentence_cut(&document, words, &library->boundary);
    struct sink sink = {NULL, WIDTH};
    sink.rows = arena_take(arena, document.token_count + 1, sink.width);
    core_analyse_heard(library->core, &document, CORE_ENTITIES, &(struct core_listener){hear, &sink});
    put(out, document.token_count);
    for (uint32_t t = 0; t < document.token_count; t++) {
        put(out, document.tokens[t].start);
        put(out, document.tokens[t].end);
        put(out, document.tokens[t].sentence);
    }
    fwrite(sink.rows, sink.width, document.token_count, out);
}

int main(int argc, char **argv)
{
    readout_error error = {0};
    struct readout_library *library = readout_library_open(NULL, &error);
    FILE *in = argc == 3 ? fopen(argv[1], "r") : NULL, *out = argc == 3 ? fopen(argv[2], "w") : NULL;
    if (!library || !in || !out)
        return fprintf(stderr, "states: use: states IN.jsonl OUT\n"), 1;
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        return fprintf(stderr, "states: memory ran out\n"), 2;
    char *line = NULL;
    size_t room = 0;
    for (ssize_t n; (n = getline(&line, &room, in)) > 0;) {
        arena_reset(&arena, SIZE_MAX);
        json_t *item = json_loadb(line, (size_t)n, 0, NULL);
        const char *text = json_string_value(json_object_get(item, "text"));
        write_text(library, &arena, str_of(text ? text : ""), out);
        json_decref(item);
    }
    free(line);
    return fclose(out) != 0;
}
