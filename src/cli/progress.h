/* progress.h - how far long work is, as one line on standard error that is written over, where that is a terminal. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    bool shown;     /* somebody is looking */
    bool written;   /* the line stands there */
    uint64_t total; /* bytes to read; 0 unknown */
    double start, last; /* seconds of the monotonic clock */
};

/* `total` may be 0. Nothing is ever shown where standard error is no terminal. */
bool progress_is_seen(void);
void progress_start(struct progress *progress, uint64_t total);

/* So many reports and bytes are read. */
void progress_step(struct progress *progress, size_t reports, uint64_t bytes);

/* Take the line away, at the end and before something else is printed. */
void progress_clear(struct progress *progress);
#endif
