/* progress.h - how far long work is: where standard error is a terminal as one line that is written over; elsewhere,
 * where that was asked for (--progress), as a line every ten seconds, or as many as were asked for. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    bool shown;     /* somebody is looking */
    bool over;      /* on a terminal: the line is written over */
    bool written;   /* the line stands there */
    uint64_t total; /* bytes to read; 0 unknown */
    uint64_t passed; /* of them, that were not read because they had been before */
    double start, last; /* seconds of the monotonic clock */
    double every;       /* seconds from line to line */
};

/* Whether anything is to be shown: on a terminal, or where it is `asked` for. */
bool progress_is_seen(bool asked);

/* `total` may be 0; `every` is in seconds, where it is no terminal. */
enum { PROGRESS_SECONDS = 10 };
void progress_start(struct progress *progress, bool shown, uint64_t total, unsigned long every);

/* So many bytes of the total were read in an earlier call: they are done, but tell nothing of the rate. */
void progress_pass(struct progress *progress, uint64_t bytes);

/* So many reports and bytes are read; so many could not be. */
void progress_step(struct progress *progress, size_t reports, size_t failures, uint64_t bytes);

/* Take the line away, at the end and before something else is printed. */
void progress_clear(struct progress *progress);
#endif
