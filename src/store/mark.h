/* mark.h - how far reading came in each input file, kept with the reports that were read, so that a call that was cut
 * off can be gone on with. A call that comes to its end leaves none. */
#ifndef STORE_MARK_H
#define STORE_MARK_H
#include <stdint.h>

#include "base/arena.h"
#include "store/store.h"

struct file_mark {
    struct str path;
    uint64_t size;     /* bytes of the file */
    uint64_t modified; /* nanoseconds since 1970 */
    struct str engine; /* what read it, and with what */
    uint64_t offset, items; /* where reading can go on (ingest/input.h) */
    uint64_t failures; /* reports of it that could not be read */
    bool finished;     /* all of the file is read */
};

LIST_TYPE(file_mark_list, struct file_mark);

/* Look at the marks in the database at `path`, one after another until `visit` returns false; what it is told is valid
 * during the call. Where there is no such database, or it cannot be read, there are none: whoever writes to it will say
 * why. */
typedef bool mark_visit(void *context, const struct file_mark *mark);
void mark_each(const char *path, mark_visit *visit, void *context);

/* Keep the marks in the place of those of their paths; inside a transaction, of the run that has begun, if one has. */
bool mark_put_all(struct store *store, const struct file_mark *marks, size_t count, readout_error *error);

/* Reading has come to its end: delete the marks of this call's run, and those of the `count` paths. */
bool mark_clear(struct store *store, const struct str *paths, size_t count, readout_error *error);
#endif
