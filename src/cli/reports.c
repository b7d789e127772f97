/* reports.c - see reports.h. Invariant: what goes wrong with one report stops no other. */
#include "cli/reports.h"

#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "ingest/input.h"
#include "ingest/walk.h"

/* The work and what it has come to. */
struct work {
    struct input *input;
    struct problem_sink problems;
    struct progress progress;
    readout_reader *reader;
    size_t done;
    bool machine_failed;
};

static void tell(void *context, const readout_error *error)
{
    struct work *work = context;
    char line[1200];
    progress_clear(&work->progress);
    fprintf(stderr, "readout: %s\n", error_line(error, line, sizeof line));
}

static bool is_machine(readout_status status)
{
    return status == READOUT_NO_MEMORY || status == READOUT_DATABASE;
}

/* One report went wrong; false if no other can be tried. */
static bool use_failed(struct work *work, readout_error *error)
{
    bool broken = error->status == READOUT_DATABASE || ferror(stdout);
    if (!broken)
        snprintf(error->source, sizeof error->source, "%s", input_place(work->input));
    problem_fail(&work->problems, error);
    work->machine_failed = work->machine_failed || broken || is_machine(error->status);
    return !broken;
}

static void read_all(struct work *work, reports_use *use, void *context)
{
    readout_report report;
    readout_error error = {0};
    while (input_next(work->input, &report, &error)) {
        if (use(context, work->reader, &report, &work->progress, &error))
            work->done++;
        else if (!use_failed(work, &error))
            return;
        error_clear(&error);
        progress_step(&work->progress, work->done, input_bytes(work->input));
    }
    if (error.status) {
        problem_fail(&work->problems, &error);
        work->machine_failed = true;
    }
}

static int work_status(const struct work *work)
{
    return work->machine_failed ? EXIT_FAILED : work->problems.failures ? EXIT_SOME_UNREAD : EXIT_DONE;
}

int reports_each(const struct options *options, reports_use *use, void *context)
{
    struct work work = {.problems = {.tell = tell, .context = &work}};
    struct input_options wanted = {
        .arguments = options->inputs, .count = (size_t)options->input_count, .metadata = options->meta,
        .max_size = options->max_size ? options->max_size : INPUT_MAX_SIZE};
    readout_error error = {0};
    if (wanted.count == 0) {
        fprintf(stderr, "readout: no INPUT is named; - is standard input\n");
        return EXIT_USAGE;
    }
    progress_start(&work.progress, progress_is_seen() ? walk_measure(wanted.arguments, wanted.count) : 0);
    const readout_library_options library_options = {options->data, options->data_alone, options->model,
                                                     options->analysis};
    readout_library *library = readout_library_open_with(&library_options, &error);
    work.reader = library ? readout_reader_open(library, &error) : NULL;
    work.input = work.reader ? input_open(&wanted, &work.problems, &error) : NULL;
    if (work.input)
        read_all(&work, use, context);
    else
        tell(&work, &error);
    int status = work.input ? work_status(&work) : is_machine(error.status) ? EXIT_FAILED : EXIT_USAGE;
    progress_clear(&work.progress);
    input_close(work.input);
    readout_reader_close(work.reader);
    readout_library_close(library);
    return status;
}
