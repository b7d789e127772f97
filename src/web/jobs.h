/* jobs.h - reading from the page: each job is this program itself, `readout read`, in a process of its own. */
#ifndef WEB_JOBS_H
#define WEB_JOBS_H
#include "readout.h"
#include "web/server.h"

struct jobs;
struct jobs *jobs_open(const struct server_options *options, readout_error *error);
void jobs_close(struct jobs *jobs);
#endif
