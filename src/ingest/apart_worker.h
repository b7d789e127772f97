/* apart_worker.h - the process that reads outside bytes, and what it leaves behind for the next where it dies. */
#ifndef INGEST_APART_WORKER_H
#define INGEST_APART_WORKER_H
#include <stdatomic.h>
#include "ingest/apart.h"

/* Where a worker begins, and how far it has come. Arguments are read in groups: those that name files and folders, as
 * long as they follow each other; each other (standard input, a pipe, an address) alone. */
struct worker_spot {
    uint64_t group; /* counted from 0 */
    uint64_t file;  /* regular files opened in this group; reading goes on in this one; 0: in none */
    uint64_t offset, items; /* of the mark in that file */
    uint64_t bytes; /* read and passed over before this group */
    bool begun;     /* a document of that file was begun by this worker */
    bool give_up;   /* nothing more of that file; of the group where `file` is 0 */
};

enum { SPOT_NAME = 1024 };

/* Memory that the worker shares with its keeper and the process it reads for. The worker writes it, whatever it has
 * become: nothing but where it is read on depends on it. */
struct worker_page {
    _Atomic uint32_t waits;  /* it waits for more input */
    _Atomic uint32_t spot;   /* which of the two holds */
    struct worker_spot spots[2];
    char place[SPOT_NAME];   /* of the document that is read; cut where longer */
    char path[SPOT_NAME];    /* of the file */
};

enum { WORKER_DONE = 0, WORKER_MEMORY = 41 }; /* exit statuses; any other is a crash */

/* The arguments of the group that begins with `first`: how many. `whole` says whether they are files and folders. */
size_t worker_group(const struct input_options *input, size_t first, bool *whole);

/* Read all from `from` on and send it through `pipe`; then exit. Called in a process that was forked for this by
 * `keeper`. */
_Noreturn void worker_run(const struct apart_options *options, const struct worker_spot *from, struct worker_page *page,
                          int pipe, int keeper);
#endif
