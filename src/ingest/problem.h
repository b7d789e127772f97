/* problem.h - where readers of outside bytes send what they cannot read, so that one bad input stops no other. */
#ifndef INGEST_PROBLEM_H
#define INGEST_PROBLEM_H
#include <stddef.h>
#include "readout.h"

struct problem_sink {
    void (*tell)(void *context, const readout_error *error); /* NULL: nobody wants to know */
    void *context;
    size_t failures; /* inputs that could not be read; what is told but was read all the same is not counted */
};

static inline void problem_tell(struct problem_sink *sink, const readout_error *error)
{
    if (sink->tell)
        sink->tell(sink->context, error);
}

static inline void problem_fail(struct problem_sink *sink, const readout_error *error)
{
    sink->failures++;
    problem_tell(sink, error);
}
#endif
