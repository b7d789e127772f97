/* articles.c - `readout articles`: what the input holds as texts with what is known about them, one line of JSON each;
 * nothing is read in them. Invariant: 'readout read' takes these lines as it takes the input itself. */
#include "base/error.h"
#include "cli/command.h"
#include "cli/reports.h"
#include "view/put.h"

static void put_known(struct buffer *out, const char *key, const char *value)
{
    if (value)
        put_text(out, key, str_of(value));
}

static void put_article(struct buffer *out, const readout_report *report)
{
    put_open(out, NULL, '{');
    put_known(out, "id", report->id);
    put_known(out, "outlet", report->outlet);
    put_known(out, "published", report->published);
    put_known(out, "updated", report->updated);
    put_known(out, "title", report->title);
    put_known(out, "author", report->author);
    put_known(out, "url", report->url);
    put_known(out, "language", report->language);
    put_known(out, "agency", report->agency);
    put_known(out, "dateline", report->dateline);
    put_key(out, "text");
    put_string(out, str_make(report->text, report->text_length));
    buffer_byte(out, '}');
}

static const void *make_line(const void *context, struct job *job, readout_error *error)
{
    (void)context;
    struct buffer out = {0};
    put_article(&out, &job->report);
    const char *line = out.failed ? NULL : arena_copy(&job->arena, out.ptr, out.len);
    job->made_length = out.len;
    buffer_free(&out);
    if (!line)
        error_set(error, READOUT_NO_MEMORY, job->place, "memory ran out");
    return line;
}

static bool print_line(void *context, const struct job *job, struct progress *progress, readout_error *error)
{
    (void)context;
    return reports_print(progress, job->made, job->made_length, "\n", error);
}

static int run(int argc, char **argv)
{
    struct options options;
    int status = options_read(argc, argv, OPTIONS_INPUT, &options);
    const struct reports_task task = {.make = make_line, .use = print_line, .unread = true};
    return status != -1 ? status : reports_each(&options, &task);
}

const struct command command_articles = {
    .name = "articles",
    .summary = "print the text of each report and what is known about it as one line of JSON; nothing is read",
    .usage = "Usage: readout articles [OPTION...] INPUT...\n\n"
             "Prints what INPUT holds as one line of JSON a report: its text and, as far as known, id, outlet,\n"
             "published, updated, title, author, url, language, agency and dateline. 'readout read' takes these\n"
             "lines as it takes reports.\n\n"
             HELP_REPORTS "\n" HELP_INPUT,
    .run = run,
};
