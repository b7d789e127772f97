/* apart.h - input.h, read in a process of its own that can do nothing else (confine.h): whatever outside bytes do to
 * their reader, the rest goes on.
 *
 * The caller forks a keeper, before it starts threads; the keeper forks workers, one after another. A worker reads the
 * input and sends what it finds through a pipe (apart_frame.h). One that crashes, or takes more than --limit seconds or
 * memory allow, is one report that could not be read, told with its place and reason; the next worker goes on behind
 * it. Of a file in which that happens too often the rest is given up, by name.
 *
 * What is got is what input.h gives, in its order. */
#ifndef INGEST_APART_H
#define INGEST_APART_H
#include "ingest/input.h"

/* What reads: input.h, unless a test puts something in its place. */
struct input_way {
    struct input *(*open)(const struct input_options *options, struct problem_sink *problems, readout_error *error);
    void (*close)(struct input *input);
    bool (*next)(struct input *input, readout_report *report, readout_error *error);
    const char *(*place)(const struct input *input);
    struct str (*record)(const struct input *input);
    struct input_mark (*mark)(const struct input *input);
    bool (*waits)(const struct input *input);
    uint64_t (*bytes)(const struct input *input);
};
extern const struct input_way input_way_usual;

struct apart_options {
    struct input_options input;  /* its `at` is not used; its `skip` is called in the worker: what it changes is lost */
    bool in_process;             /* read in this process after all */
    const struct input_way *way; /* NULL: input.h */

    /* Told when a regular file is opened: what `skip` said of it, and in `file` from where it is read. NULL: nobody
     * wants to know. */
    void (*opened)(void *context, const struct input_mark *file, enum input_skip skip);
    void *context;               /* of `opened` */
};

struct apart;

/* As those of input.h. Where no process can be made it is read in this one. */
struct apart *apart_open(const struct apart_options *options, struct problem_sink *problems, readout_error *error);
void apart_close(struct apart *apart);
bool apart_next(struct apart *apart, readout_report *report, readout_error *error);
const char *apart_place(const struct apart *apart);
struct str apart_record(const struct apart *apart);
struct input_mark apart_mark(const struct apart *apart);

/* Whether the next report is yet to come: it waits for a pipe, or takes the worker long. */
bool apart_waits(struct apart *apart);

/* Bytes read or passed over so far, of all files, as they are packed. */
uint64_t apart_bytes(const struct apart *apart);
#endif
