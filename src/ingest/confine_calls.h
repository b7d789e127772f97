/* confine_calls.h - the half of confine.h that is about system calls: forbids those that no reader needs. */
#ifndef INGEST_CONFINE_CALLS_H
#define INGEST_CONFINE_CALLS_H
#include <stdbool.h>

/* From now on these fail, for good: running programs, making processes, looking into others or signalling them, opening
 * sockets (unless `network`), changing modes and owners of files, raising limits. Threads stay possible. The process
 * must have given up new privileges (PR_SET_NO_NEW_PRIVS). Does nothing where the kernel cannot, or on a machine whose
 * calls are not known here. */
void confine_calls(bool network);
#endif
