/* progress.c - see progress.h. Output: "1234 reports, 567/s, 12 of 224 MB, 0:35 left", five times a second at most.
 * Invariant: nothing is written in the first half second, so short work shows nothing. */
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

bool progress_is_seen(void)
{
    return isatty(STDERR_FILENO);
}

void progress_start(struct progress *progress, uint64_t total)
{
    double start = now();
    *progress = (struct progress){.shown = progress_is_seen(), .total = total, .start = start, .last = start + 0.3};
}

static void write_line(const struct progress *progress, size_t reports, uint64_t bytes, double seconds)
{
    fprintf(stderr, "\r%zu reports, %.0f/s, %.1f", reports, (double)reports / seconds, (double)bytes / 1e6);
    if (progress->total >= bytes && bytes > 0) {
        double left = seconds * (double)(progress->total - bytes) / (double)bytes;
        fprintf(stderr, " of %.1f MB, %d:%02d left", (double)progress->total / 1e6, (int)(left / 60), (int)left % 60);
    } else {
        fprintf(stderr, " MB");
    }
    fprintf(stderr, "\033[K");
}

void progress_step(struct progress *progress, size_t reports, uint64_t bytes)
{
    double time = progress->shown ? now() : 0;
    if (!progress->shown || time - progress->last < 0.2)
        return;
    write_line(progress, reports, bytes, time - progress->start);
    progress->last = time;
    progress->written = true;
}

void progress_clear(struct progress *progress)
{
    if (progress->written)
        fprintf(stderr, "\r\033[K");
    progress->written = false;
}
