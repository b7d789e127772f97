/* apart_keeper.h - the process that forks workers, one after another, and tells what became of each. It never looks at
 * what they read or send. */
#ifndef INGEST_APART_KEEPER_H
#define INGEST_APART_KEEPER_H
#include <sys/types.h>
#include "ingest/apart_worker.h"

/* What the keeper says through its socket, a message each. */
enum notice_kind {
    NOTICE_WORKER,  /* a worker begins; the message carries the pipe that it writes to */
    NOTICE_PROBLEM, /* it died; `error` says of what, and where it was */
    NOTICE_END      /* there will be no more; `error` is filled where the machine failed */
};
struct notice {
    enum notice_kind kind;
    readout_error error;
};

/* Receive the next notice; `*pipe` is -1 where none came with it, else the caller's. False where the keeper is gone. */
bool notice_receive(int socket, struct notice *notice, int *pipe);

/* Have the worker killed and replaced: it sends what is no frame. */
void keeper_refuse(int socket);

/* Keep workers until all is read or the other end of the socket is closed; then exit. Called in a process that was
 * forked for this by `parent`. */
_Noreturn void keeper_run(const struct apart_options *options, struct worker_page *page, int socket, pid_t parent);
#endif
