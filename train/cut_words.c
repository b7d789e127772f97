/* cut_words.c - cuts raw text into sentences and words, to measure src/text by itself and to prepare text for labels.
 *
 * Use: cut_words [--lines] [MODEL] < IN > OUT
 * MODEL is models/en.cut or another of its kind.
 * Input: plain text, or JSON lines with a member "text" (told by a first byte "{"). Output: CoNLL-U whose columns
 * behind the form are empty, or, with --lines, one sentence a line, words parted by blanks. Invariant: every token of
 * the input is printed once, in order. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "text/decode.h"
#include "text/sentence.h"
#include "words.h"

struct job {
    struct arena *arena; /* of one text */
    const struct text_words *words;
    struct boundary_model model;
    bool lines;
};

static void print_line(const struct document *document, const struct sentence *sentence)
{
    for (uint32_t t = sentence->first; t < sentence->last; t++)
        printf("%.*s%c", STR_ARGS(token_text(document, t)), t + 1 < sentence->last ? ' ' : '\n');
}

/* The line of a written word of several tokens. */
static void print_range(const struct document *document, const struct sentence *sentence, uint32_t first)
{
    const struct token *tokens = document->tokens;
    uint32_t last = first + 1;
    while (last < sentence->last && (tokens[last].flags & TOKEN_JOINED))
        last++;
    if (last > first + 1)
        printf("%u-%u\t%.*s\t_\t_\t_\t_\t_\t_\t_\t_\n", first - sentence->first + 1, last - sentence->first,
               STR_ARGS(document_slice(document, tokens[first].start, tokens[last - 1].end)));
}

static void print_block(const struct document *document, const struct sentence *sentence)
{
    for (uint32_t t = sentence->first; t < sentence->last; t++) {
        if (!(document->tokens[t].flags & TOKEN_JOINED))
            print_range(document, sentence, t);
        printf("%u\t%.*s\t_\t_\t_\t_\t_\t_\t_\t_\n", t - sentence->first + 1, STR_ARGS(token_text(document, t)));
    }
    putchar('\n');
}

static void print_text(const struct job *job, struct str bytes)
{
    struct document document = {.arena = job->arena};
    readout_error error = {0};
    arena_reset(job->arena, SIZE_MAX);
    if (!text_decode(job->arena, bytes, "-", &document.text, &error))
        return;
    token_cut(&document, job->words);
    sentence_cut(&document, job->words, &job->model);
    for (uint32_t s = 0; s < document.sentence_count; s++)
        (job->lines ? print_line : print_block)(&document, &document.sentences[s]);
}

static void print_json(const struct job *job, struct str line)
{
    json_t *root = json_loadb(line.ptr, line.len, 0, NULL);
    const char *text = json_string_value(json_object_get(root, "text"));
    if (text)
        print_text(job, str_of(text));
    json_decref(root);
}

static struct str read_all(FILE *file, struct buffer *buffer)
{
    size_t count;
    while (buffer_reserve(buffer, 1 << 16) && (count = fread(buffer->ptr + buffer->len, 1, 1 << 16, file)) > 0)
        buffer->len += count;
    return buffer_str(buffer);
}

static bool load_model(struct arena *arena, const char *path, struct boundary_model *model)
{
    struct str bytes;
    readout_error error = {0};
    char line[1200];
    if (file_read(arena, path, 0, &bytes, &error) && boundary_load(model, bytes, path, &error))
        return true;
    fprintf(stderr, "%s\n", error_line(&error, line, sizeof line));
    return false;
}

static void print_all(const struct job *job, struct str rest)
{
    if (!str_starts(rest, STR("{"))) {
        print_text(job, rest);
        return;
    }
    while (rest.len)
        print_json(job, str_cut(&rest, '\n'));
}

int main(int argc, char **argv)
{
    struct arena arena, scratch;
    struct buffer input = {0};
    struct job job = {.arena = &scratch, .lines = argc > 1 && !strcmp(argv[1], "--lines")};
    const char *path = argc > 1 + job.lines ? argv[1 + job.lines] : "models/en.cut";
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    if (arena_guard(&arena) || arena_guard(&scratch))
        return 2;
    job.words = load_words(&arena);
    if (!job.words || !load_model(&arena, path, &job.model))
        return 2;
    print_all(&job, read_all(stdin, &input));
    buffer_free(&input);
    arena_free(&scratch);
    arena_free(&arena);
    return 0;
}
