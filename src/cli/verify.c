/* verify.c - `readout verify`: whether the record is whole. */
#include <inttypes.h>
#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "store/verify.h"
#include "view/put.h"

enum { LONGEST = 200 /* bytes of a quote on a line */ };

struct showing {
    bool json;
    struct progress progress;
};

static struct str cut(struct str text)
{
    return text.len <= LONGEST ? text : str_make(text.ptr, LONGEST);
}

static void put_finding(struct buffer *out, const struct verify_finding *finding)
{
    put_open(out, NULL, '{');
    put_text(out, "report", finding->report);
    put_text(out, "kind", finding->kind);
    if (finding->start >= 0) {
        put_number(out, "start", (double)finding->start);
        put_number(out, "end", (double)finding->end);
    }
    put_text(out, "expected", finding->expected);
    put_text(out, "found", finding->found);
    buffer_byte(out, '}');
}

/* A line, of text as JSON has it, whatever bytes there are: "one: meeting 12-40: expected "…", found "…"". */
static void tell_finding(void *context, const struct verify_finding *finding)
{
    struct showing *showing = context;
    struct buffer out = {0};
    progress_clear(&showing->progress);
    if (showing->json) {
        put_finding(&out, finding);
    } else {
        char bytes[64] = "";
        if (finding->start >= 0 || finding->end >= 0)
            snprintf(bytes, sizeof bytes, " %" PRId64 "-%" PRId64, finding->start, finding->end);
        buffer_add(&out, finding->report.len ? finding->report : STR("the database"));
        buffer_add(&out, STR(": "));
        buffer_add(&out, finding->kind);
        buffer_add(&out, str_of(bytes));
        buffer_add(&out, STR(": expected "));
        put_string(&out, cut(finding->expected));
        buffer_add(&out, STR(", found "));
        put_string(&out, cut(finding->found));
    }
    buffer_byte(&out, '\n');
    fwrite(buffer_str(&out).ptr, 1, out.len, stdout); /* whether it arrived, main asks */
    buffer_free(&out);
}

static void show_step(void *context, const struct verify_totals *totals)
{
    struct showing *showing = context;
    progress_step(&showing->progress, (size_t)totals->reports, 0, totals->bytes);
}

static void print_totals(const struct verify_totals *totals, bool json)
{
    if (json)
        printf("{\"texts\":%" PRIu64 ",\"reports\":%" PRIu64 ",\"facts\":%" PRIu64 ",\"bytes\":%" PRIu64
               ",\"wrong\":%" PRIu64 ",\"sound\":%s}\n",
               totals->texts, totals->reports, totals->facts, totals->bytes, totals->wrong,
               totals->wrong ? "false" : "true");
    else
        printf("%" PRIu64 " texts, %" PRIu64 " reports, %" PRIu64 " facts checked: %s", totals->texts, totals->reports,
               totals->facts, totals->wrong ? "" : "all sound\n");
    if (!json && totals->wrong)
        printf("%" PRIu64 " wrong\n", totals->wrong);
}

static bool verify(struct store *store, const struct options *options, struct verify_totals *totals,
                   readout_error *error)
{
    struct showing showing = {.json = options->json};
    const struct verify_sink sink = {tell_finding, show_step, &showing};
    progress_start(&showing.progress, progress_is_seen(false), 0, PROGRESS_SECONDS);
    bool done = store_verify(store, &sink, totals, error);
    progress_clear(&showing.progress);
    if (done)
        print_totals(totals, options->json);
    return done;
}

static int run(int argc, char **argv)
{
    struct options options;
    readout_error error = {0};
    struct verify_totals totals = {0};
    int status = options_read(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON, &options);
    if (status != -1)
        return status;
    struct store *store = store_open(options.database, STORE_SHOW, &error);
    bool done = store && verify(store, &options, &totals, &error);
    store_close(store);
    if (!done)
        return options_fail(&error);
    return totals.wrong ? EXIT_FAILED : EXIT_DONE;
}

const struct command command_verify = {
    .name = "verify",
    .summary = "check every text against its hash, every fact against its bytes",
    .usage = "Usage: readout verify [OPTION...]\n\n"
             "Checks the whole record: the SHA-256 of every text, the bytes of every fact against its quote, every\n"
             "link between tables, every page of the file. Prints what is wrong, one line each, then how much was\n"
             "checked; with --json one object a line. Nothing is changed. Exit status 3: something is wrong.\n\n"
             HELP_DATABASE HELP_JSON,
    .run = run,
};
