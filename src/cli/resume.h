/* resume.h - how `readout read` goes on where a call that was cut off stopped: what it had read of each file stands in
 * the database beside its reports (store/mark.h).
 *
 * Input: marks of earlier calls, jobs in the order of the input. Output: where each file is read from, marks to be
 * stored. Invariant: a file is passed over only where its path, size, time, and what it is read with are those of its
 * mark. */
#ifndef CLI_RESUME_H
#define CLI_RESUME_H
#include "base/buffer.h"
#include "base/map.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/workers.h"
#include "store/mark.h"

struct resume_known {
    struct file_mark mark;
    bool met; /* its file was opened in this call */
};

struct resume {
    bool again;                       /* from the front, whatever is known */
    struct arena lasting;             /* of all that is known */
    LIST(struct resume_known) known;
    struct map by_path;
    struct str engine;                /* what reads, and with what */
    struct arena arena;               /* of the pending marks */
    struct file_mark_list pending;         /* not stored yet */
    struct file_mark now;                  /* of the file the last report is from; path empty: none */
    struct buffer path;               /* now.path */
    bool moved;                       /* `now` is not pending */
    size_t passed;                    /* files passed over */
    bool told;
};

/* Find what earlier calls left in the database of the options. After it, whatever it returns, resume_close. */
bool resume_open(struct resume *resume, const struct options *options, readout_error *error);
void resume_close(struct resume *resume);

/* From where a file is read (input_options.skip). */
enum input_skip resume_skip(const struct resume *resume, const struct input_mark *file, struct input_mark *from);

/* A file is opened: say where reading goes on, unless that is the front. */
void resume_say(struct resume *resume, const struct input_mark *file, enum input_skip skip, struct progress *progress);

/* The job is about to be stored, or has failed. */
void resume_take(struct resume *resume, const struct job *job);

/* The marks to be stored with what was taken, in `resume`, until resume_stored says that they are. */
struct file_mark_list resume_marks(struct resume *resume);
void resume_stored(struct resume *resume);

/* Whether marks of earlier calls have been used up. */
bool resume_has_used(const struct resume *resume);

/* All is read: forget what was marked. */
bool resume_end(struct resume *resume, struct store *store, readout_error *error);
#endif
