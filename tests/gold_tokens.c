/* gold_tokens.c - tags and parses the tokens of a treebank, to measure model/ by itself.
 *
 * Use: gold_tokens MODEL REPEAT < IN.conllu > OUT.conllu   with REPEAT > 0 the work is repeated that often and
 * its speed printed to standard error. Output: the same tokens with part of speech, head and relation. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <utf8proc.h>

#include "base/error.h"
#include "model/attach.h"

struct input {
    LIST(char) text;
    LIST(struct token) tokens;
    LIST(struct sentence) sentences;
};

static uint8_t flags_of(struct str form)
{
    uint32_t letters = 0, upper = 0, digits = 0;
    bool first_upper = false;
    for (size_t at = 0; at < form.len;) {
        utf8proc_int32_t point;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)form.ptr + at,
                                                 (utf8proc_ssize_t)(form.len - at), &point);
        if (size <= 0)
            break;
        utf8proc_category_t category = utf8proc_category(point);
        bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
        if (letter && letters == 0)
            first_upper = category == UTF8PROC_CATEGORY_LU;
        letters += letter;
        upper += category == UTF8PROC_CATEGORY_LU;
        digits += category == UTF8PROC_CATEGORY_ND;
        at += (size_t)size;
    }
    int flags = (letters ? TOKEN_WORD : 0) | (first_upper ? TOKEN_CAPITAL : 0) | (digits ? TOKEN_DIGIT : 0) |
                (letters > 1 && upper == letters ? TOKEN_ALL_CAPITAL : 0) | (letters + digits ? 0 : TOKEN_PUNCT);
    return (uint8_t)flags;
}

static void add_token(struct arena *arena, struct input *input, struct str form)
{
    struct token token = {.start = (uint32_t)input->text.count, .head = NO_TOKEN, .flags = flags_of(form)};
    for (size_t i = 0; i < form.len; i++)
        *ARENA_PUSH(arena, input->text) = form.ptr[i];
    token.end = (uint32_t)input->text.count;
    token.sentence = (uint32_t)input->sentences.count;
    *ARENA_PUSH(arena, input->text) = ' ';
    *ARENA_PUSH(arena, input->tokens) = token;
}

static void end_sentence(struct arena *arena, struct input *input)
{
    uint32_t first = input->sentences.count ? input->sentences.items[input->sentences.count - 1].last : 0;
    struct sentence sentence = {.first = first, .last = (uint32_t)input->tokens.count};
    if (sentence.last == first)
        return;
    sentence.start = input->tokens.items[first].start;
    sentence.end = input->tokens.items[sentence.last - 1].end;
    *ARENA_PUSH(arena, input->sentences) = sentence;
}

static void read_input(struct arena *arena, struct input *input)
{
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        struct str rest = str_trim(str_of(line));
        struct str id = str_cut(&rest, '\t');
        if (!id.len)
            end_sentence(arena, input);
        else if (id.ptr[0] != '#' && !memchr(id.ptr, '-', id.len) && !memchr(id.ptr, '.', id.len))
            add_token(arena, input, str_cut(&rest, '\t'));
    }
    end_sentence(arena, input);
    free(line);
}

static void print_document(const struct document *document)
{
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        const struct sentence *sentence = &document->sentences[s];
        for (uint32_t t = sentence->first; t < sentence->last; t++) {
            const struct token *token = &document->tokens[t];
            uint32_t head = token->head == NO_TOKEN ? 0 : token->head - sentence->first + 1;
            printf("%u\t%.*s\t_\t%s\t_\t_\t%u\t%s\t_\t_\n", t - sentence->first + 1,
                   STR_ARGS(token_text(document, t)), tag_names[token->tag], head, relation_names[token->relation]);
        }
        putchar('\n');
    }
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void analyse(const struct tagger *tagger, struct document *document, long repeat)
{
    double start = seconds(), tagging = 0;
    for (long i = 0; i < repeat || i == 0; i++) {
        arena_reset(document->arena, SIZE_MAX);
        double before = seconds();
        tagger_tag(tagger, document);
        tagging += seconds() - before;
        attach_document(tagger, document);
    }
    double rate = (double)document->token_count * (double)repeat / 1e6;
    if (repeat)
        fprintf(stderr, "%.2f million tokens/s (tags %.2f, tree %.2f)\n", rate / (seconds() - start), rate / tagging,
                rate / (seconds() - start - tagging));
}

static const struct tagger *load(struct arena *arena, const char *path)
{
    LIST(char) bytes = {0};
    FILE *file = fopen(path, "rb");
    for (int c; file && (c = fgetc(file)) != EOF;)
        *ARENA_PUSH(arena, bytes) = (char)c;
    if (file)
        fclose(file);
    readout_error error = {0};
    char line[2048];
    const struct tagger *tagger = tagger_load(arena, str_make(bytes.items, bytes.count), path, &error);
    if (!tagger)
        fprintf(stderr, "%s\n", error_line(&error, line, sizeof line));
    return tagger;
}

int main(int argc, char **argv)
{
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    if (argc < 3 || arena_guard(&arena) || arena_guard(&scratch))
        return 2;
    const struct tagger *tagger = load(&arena, argv[1]);
    if (!tagger)
        return 1;
    struct input input = {0};
    read_input(&arena, &input);
    struct document document = {.arena = &scratch, .text = str_make(input.text.items, input.text.count),
                                .tokens = input.tokens.items, .token_count = (uint32_t)input.tokens.count,
                                .sentences = input.sentences.items, .sentence_count = (uint32_t)input.sentences.count};
    analyse(tagger, &document, atol(argv[2]));
    print_document(&document);
    arena_free(&scratch);
    arena_free(&arena);
    return 0;
}
