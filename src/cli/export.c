/* export.c - `readout export`: the whole record, as JSON lines, as CSV files with a codebook; what all reports together
 * say, as one JSON object; mediation events. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/items.h"
#include "cli/show.h"
#include "view/codebook.h"
#include "view/story_json.h"

static bool print_story(struct store *store, const struct options *options, readout_error *error)
{
    struct story_scope scope = merged_scope(options);
    scope.as_of = (int64_t)options->as_of;
    scope.codings = true;
    struct merged merged;
    struct buffer out = {0};
    bool printed = merged_open(&merged, store, &scope, error);
    if (printed) {
        story_put(&out, &merged.story, options->rejected);
        printed = show_buffer(&out, error);
    }
    buffer_free(&out);
    merged_close(&merged);
    return printed;
}

static bool print_facts(struct store *store, const struct options *options, readout_error *error)
{
    static const enum store_view views[] = {VIEW_REPORTS, VIEW_ACTORS, VIEW_MEETINGS, VIEW_TRIPS, VIEW_STATEMENTS,
                                            VIEW_PROPOSALS, VIEW_POSITIONS, VIEW_TALKS, VIEW_FIGURES, VIEW_CODINGS};
    static const char *const kinds[] = {"report", "actor", "meeting", "trip", "statement", "proposal", "position",
                                        "talk", "figure", "coding"};
    struct filter filter = show_filter(options);
    filter.rejected = true; /* it says so */
    for (size_t i = 0; i < sizeof views / sizeof views[0]; i++) {
        struct rows *rows = rows_open(store, views[i], &filter, error);
        bool printed = rows && rows_print_lines(rows, kinds[i], stdout, error);
        rows_close(rows);
        if (!printed)
            return false;
    }
    return true;
}

/* The items of a kind, used at once and forgotten. */
static bool each_items(struct shown *shown, const struct codebook_file *file, FILE *out, bool lines,
                       readout_error *error)
{
    struct item_printer printer = {.out = out, .form = lines ? ITEM_LINES : ITEM_CSV, .kind = file->kind,
                                   .name = file->name};
    return shown_print(shown, &printer, error);
}

/* Tellings, terms and answers stand in their items; the timeline and mediation events are made of them. */
static bool is_line(const struct codebook_file *file)
{
    return file->kind == ITEM_ACTOR || file->kind == ITEM_MEETING || file->kind == ITEM_TRIP ||
           file->kind == ITEM_PROPOSAL || file->kind == ITEM_POSITION || file->kind == ITEM_TALKS ||
           file->kind == ITEM_CONFLICT || file->kind == ITEM_CODED;
}

static bool print_lines(struct store *store, const struct options *options, readout_error *error)
{
    struct shown shown;
    const struct codebook_file *file;
    if (!print_facts(store, options, error))
        return false;
    bool printed = shown_open(&shown, store, options, SHOWN_ALL, error);
    for (size_t i = 0; printed && (file = codebook_file(i)); i++)
        printed = !file->merged || !is_line(file) || each_items(&shown, file, stdout, true, error);
    shown_close(&shown);
    return printed;
}

static FILE *open_file(const char *folder, const char *name, const char *ending, readout_error *error)
{
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/%s%s", folder, name, ending);
    FILE *file = length > 0 && (size_t)length < sizeof path ? fopen(path, "wb") : NULL;
    if (!file)
        error_set(error, READOUT_DATABASE, folder, "%s%s: %s", name, ending, strerror(errno));
    return file;
}

static bool close_file(FILE *file, const char *folder, const char *name, readout_error *error)
{
    bool failed = ferror(file);
    return (fclose(file) == 0 && !failed) ||
           error_set(error, READOUT_DATABASE, folder, "%s: %s", name, strerror(errno));
}

static bool write_view(struct store *store, const struct options *options, enum store_view view, FILE *out,
                       readout_error *error)
{
    struct filter filter = show_filter(options);
    struct rows *rows = rows_open(store, view, &filter, error);
    bool printed = rows && rows_print_csv(rows, out, error);
    rows_close(rows);
    return printed;
}

static bool write_file(struct store *store, struct shown *shown, const struct options *options,
                       const struct codebook_file *file, readout_error *error)
{
    FILE *out = open_file(options->folder, file->name, ".csv", error);
    if (!out)
        return false;
    bool printed = file->merged ? each_items(shown, file, out, false, error)
                                : write_view(store, options, file->view, out, error);
    return close_file(out, options->folder, file->name, error) && printed;
}

static bool write_codebook(const char *folder, bool markdown, readout_error *error)
{
    FILE *out = open_file(folder, "codebook", markdown ? ".md" : ".csv", error);
    if (!out)
        return false;
    (markdown ? codebook_print : codebook_print_csv)(out);
    return close_file(out, folder, "codebook", error);
}

static bool write_files(struct store *store, const struct options *options, readout_error *error)
{
    struct shown shown;
    const struct codebook_file *file;
    if (mkdir(options->folder, 0777) != 0 && errno != EEXIST)
        return error_set(error, READOUT_DATABASE, options->folder, "%s", strerror(errno));
    bool written = shown_open(&shown, store, options, SHOWN_ALL, error);
    for (size_t i = 0; written && (file = codebook_file(i)); i++)
        written = write_file(store, &shown, options, file, error);
    shown_close(&shown);
    return written && write_codebook(options->folder, false, error) && write_codebook(options->folder, true, error);
}

static bool print_mediations(struct store *store, const struct options *options, readout_error *error)
{
    struct shown shown;
    bool printed = shown_open(&shown, store, options, SHOWN_MEETINGS, error) &&
                   each_items(&shown, codebook_of(ITEM_MEDIATION), stdout, false, error);
    shown_close(&shown);
    return printed;
}

static bool print_record(struct store *store, const struct options *options, readout_error *error)
{
    if (options->story)
        return print_story(store, options, error);
    if (options->folder)
        return write_files(store, options, error);
    return options->mend ? print_mediations(store, options, error) : print_lines(store, options, error);
}

static int run(int argc, char **argv)
{
    struct options options;
    int status = options_read(argc, argv, OPTIONS_DATABASE | OPTIONS_FILTER | OPTIONS_STORY | OPTIONS_EXPORT |
                                              OPTIONS_REJECTED, &options);
    if (status != -1)
        return status;
    if (options.story + (options.folder != NULL) + options.mend + options.codebook > 1) {
        fprintf(stderr, "readout export: either --story, --csv, --mend or --codebook; see 'readout export --help'\n");
        return EXIT_USAGE;
    }
    if (options.codebook) {
        codebook_print(stdout);
        return EXIT_DONE;
    }
    return show_with(&options, print_record);
}

const struct command command_export = {
    .name = "export",
    .summary = "the whole record: JSON lines, CSV with a codebook, mediation events",
    .usage = "Usage: readout export [OPTION...]\n\n"
             "Prints the record as JSON lines: first every fact of the current reports, each with what \"fact\" it\n"
             "is, its report, where it stands in the text and the fields that the commands of its kind print with\n"
             "--each, and its standing (machine, or what a person made of it: confirmed, rejected, hand-made); then\n"
             "what the reports together say, each with what \"item\" it is, its voices and why its tellings were\n"
             "put together.\n\n"
             "  --csv DIR      both as CSV files in this folder, which is made where missing, with codebook.csv\n"
             "                 and codebook.md, which explain every column\n"
             "  --codebook     print the codebook\n"
             "  --mend         mediation events in the manner of MEND, as CSV: meetings with third parties and\n"
             "                 journeys of these, with date, place, parties, individuals, outcome and sources\n"
             "  --story        what all reports together say, as one JSON object; --since, --until, --actor,\n"
             "                 --place and --process choose the reports that it is made of\n"
             "  --as-of RUN    with --story: the reports as they were after this run ('readout runs'), in the groups\n"
             "                 of now; --actor and --place are not asked for then\n"
             HELP_REJECTED HELP_DATABASE HELP_FILTER,
    .run = run,
};
