/* jobs.c - see jobs.h. */
#include "web/jobs.h"

#include <stdlib.h>

#include "base/error.h"

struct jobs {
    const struct server_options *options;
};

struct jobs *jobs_open(const struct server_options *options, readout_error *error)
{
    struct jobs *jobs = calloc(1, sizeof *jobs);
    if (!jobs)
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    else
        jobs->options = options;
    return jobs;
}

void jobs_close(struct jobs *jobs)
{
    free(jobs);
}
