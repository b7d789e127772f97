/* gold_tokens.c - tags and parses the tokens of a treebank, to measure model/ by itself.
 *
 * Use: gold_tokens TAGS CONTEXT PARSER REPEAT < IN.conllu > OUT.conllu
 * With REPEAT > 0 the work is done that often and its speed printed to standard error.
 * Output: the same tokens with part of speech, fine tag, head and relation. */
#include <stdlib.h>
#include <time.h>

#include "base/error.h"
#include "model/parser.h"
#include "model/tables.h"
#include "treebank.h"

static void print_treebank(const struct tagger *tagger, const struct treebank *treebank)
{
    const struct document *document = &treebank->document;
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        const struct sentence *sentence = &document->sentences[s];
        for (uint32_t t = sentence->first; t < sentence->last; t++) {
            const struct token *token = &document->tokens[t];
            if (treebank->ranges[t].len)
                printf("%.*s\n", STR_ARGS(treebank->ranges[t]));
            uint32_t head = token->head == NO_TOKEN ? 0 : token->head - sentence->first + 1;
            printf("%u\t%.*s\t_\t%s\t%.*s\t_\t%u\t%s\t_\t_\n", t - sentence->first + 1,
                   STR_ARGS(token_text(document, t)), tag_names[token->tag],
                   STR_ARGS(tagger->tags[reading_tag(document->readings[t])].name), head,
                   relation_names[token->relation]);
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

static void analyse(const struct tagger *tagger, const struct parser *parser, struct document *document, long repeat)
{
    double start = seconds(), tagging = 0;
    for (long i = 0; i < repeat || i == 0; i++) {
        arena_reset(document->arena, SIZE_MAX);
        double before = seconds();
        tagger_tag(tagger, document);
        tagging += seconds() - before;
        if (parser)
            parser_parse(parser, document);
    }
    double rate = (double)document->token_count * (double)repeat / 1e6;
    if (repeat)
        fprintf(stderr, "%.2f million tokens/s (tags %.2f, tree %.2f)\n", rate / (seconds() - start), rate / tagging,
                rate / (seconds() - start - tagging));
}

int main(int argc, char **argv)
{
    struct arena arena, work;
    arena_init(&arena, 0);
    arena_init(&work, 0);
    if (argc < 5 || arena_guard(&arena) || arena_guard(&work))
        return 2;
    const struct tagger *tagger = treebank_tagger(argv[1], argv[2], &arena);
    readout_error error = {0};
    const struct parser *parser = parser_load(&arena, treebank_file(argv[3], &arena), tagger, &error);
    char line[1200];
    if (!parser)
        fprintf(stderr, "tags only: %s\n", error_line(&error, line, sizeof line));
    struct treebank treebank = treebank_read(stdin, &arena, &work);
    analyse(tagger, parser, &treebank.document, atol(argv[4]));
    print_treebank(tagger, &treebank);
    arena_free(&work);
    arena_free(&arena);
    return 0;
}
