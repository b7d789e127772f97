/* analyse.c - `readout analyse`: the words of each report with lemmas, parts of speech, tree and entities.
 * Invariant: a report is written whole, in the order of the input, as soon as it is analysed. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/reports.h"
#include "model/core.h"
#include "pipeline.h"

enum { LARGEST_WORDS = 64 * 1024 * 1024 }; /* CoNLL-U is some eight times as long as its text */

static const void *make_analysis(const void *context, struct job *job, readout_error *error)
{
    return pipeline_analyse(job->reader, &job->report, context, &job->made_length, error);
}

static bool print_analysis(void *context, const struct job *job, struct progress *progress, readout_error *error)
{
    const struct analyse_options *wanted = context;
    const char *end = wanted->format == READOUT_JSON ? "\n" : "";
    return reports_print(progress, job->made, job->made_length, end, error);
}

/* "tags,tree" as enum core_part; 0 where a name is none. */
static unsigned parse_parts(struct str names)
{
    static const struct { struct str name; unsigned part; } parts[] = {
        {STR("tags"), CORE_TAGS},
        {STR("lemmas"), CORE_LEMMAS},
        {STR("entities"), CORE_ENTITIES},
        {STR("tree"), CORE_TREE}};
    unsigned found = 0;
    while (names.len) {
        struct str name = str_cut(&names, ',');
        unsigned part = 0;
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            part |= str_equal(name, parts[i].name) ? parts[i].part : 0;
        if (!part)
            return 0;
        found |= part;
    }
    return found;
}

static int run(int argc, char **argv)
{
    struct options options;
    int status = options_read(argc, argv, OPTIONS_INPUT | OPTIONS_JSON | OPTIONS_ANALYSE, &options);
    if (status != -1)
        return status;
    options.analysis = true;
    struct analyse_options wanted = {.parts = options.parts ? parse_parts(str_of(options.parts)) : CORE_ALL,
                                     .given = options.tokens,
                                     .format = options.json ? READOUT_JSON : READOUT_CONLLU};
    if (!wanted.parts) {
        fprintf(stderr, "readout analyse: not a list of tags, lemmas, entities, tree: %s\n", options.parts);
        return EXIT_USAGE;
    }
    if (options.tokens && options.limits.most[LIMIT_SIZE] == limit_abouts[LIMIT_SIZE].most)
        options.limits.most[LIMIT_SIZE] = LARGEST_WORDS;
    const struct reports_task task = {.make = make_analysis, .use = print_analysis, .context = &wanted};
    return reports_each(&options, &task);
}

const struct command command_analyse = {
    .name = "analyse",
    .summary = "print the words of each report with tags, lemmas, tree and entities; no database",
    .usage = "Usage: readout analyse [OPTION...] INPUT...\n\n"
             "Cuts reports into sentences and words and prints of each word lemma, parts of speech and place in\n"
             "the tree of its sentence, as CoNLL-U (https://universaldependencies.org/format.html). MISC has the\n"
             "named entities (NER=B-Person, NER=I-Person), SpaceAfter=No, and the bytes of the text where the word\n"
             "stands (ByteRange=START:END, END excluded).\n\n" HELP_REPORTS "\n"
             "  --tokens       INPUT is CoNLL-U; its words and sentences are taken as they are, only ID and FORM are\n"
             "                 looked at; comments and ranges (2-3) are kept, words that are not there (1.1) are not\n"
             "  --json         print a line of JSON a report, which docs/analysis.schema.json describes\n"
             "  --parts LIST   only these of tags,lemmas,entities,tree\n"
             "  --model FILE   another model than that compiled in ('readout help model')\n" HELP_INPUT
             "                 (64M with --tokens)\n",
    .run = run,
};
