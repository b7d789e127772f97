/* progress.c - see progress.h. Output: "1234 reports, 567/s, 12.0 of 224.0 MB, 0:35 left, 3 could not be read", five
 * times a second at most. Invariant: nothing is written in the first half second, so short work shows nothing. */
#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

bool progress_is_seen(bool asked)
{
    return asked || isatty(STDERR_FILENO);
}

void progress_start(struct progress *progress, bool shown, uint64_t total, unsigned long every)
{
    double start = now();
    bool over = isatty(STDERR_FILENO);
    *progress = (struct progress){
        .shown = shown, .over = over, .total = total, .start = start, .last = over ? start + 0.3 : start,
        .every = over ? 0.2 : (double)every};
}

void progress_pass(struct progress *progress, uint64_t bytes)
{
    progress->passed += bytes;
}

static void write_line(const struct progress *progress, size_t reports, size_t failures, uint64_t bytes, double seconds)
{
    uint64_t read = bytes > progress->passed ? bytes - progress->passed : 0;
    fprintf(stderr, "%s%zu reports, %.0f/s, %.1f", progress->over ? "\r" : "readout: ", reports,
            (double)reports / seconds, (double)bytes / 1e6);
    if (progress->total >= bytes && read > 0) {
        double left = seconds * (double)(progress->total - bytes) / (double)read;
        fprintf(stderr, " of %.1f MB, %d:%02d left", (double)progress->total / 1e6, (int)(left / 60), (int)left % 60);
    } else {
        fprintf(stderr, " MB");
    }
    if (failures)
        fprintf(stderr, ", %zu could not be read", failures);
    fputs(progress->over ? "\033[K" : "\n", stderr);
}

void progress_step(struct progress *progress, size_t reports, size_t failures, uint64_t bytes)
{
    double time = progress->shown ? now() : 0;
    if (!progress->shown || time - progress->last < progress->every)
        return;
    write_line(progress, reports, failures, bytes, time - progress->start);
    progress->last = time;
    progress->written = progress->over;
}

void progress_clear(struct progress *progress)
{
    if (progress->written)
        fprintf(stderr, "\r\033[K");
    progress->written = false;
}
