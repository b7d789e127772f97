/* confine.h - takes from a process what a reader of outside bytes does not need, for good: whoever takes over the
 * reader by what it reads finds nothing to take.
 *
 * Beneath the paths named, and where links in them lead, files may be read; besides, what charsets and time zones need.
 * Nothing may be written, run, signalled or, without `network`, reached over a network; no other process can be made.
 * What the kernel does not have (Landlock, seccomp) is left out without a word; the rest holds.
 * https://docs.kernel.org/userspace-api/landlock.html, https://docs.kernel.org/userspace-api/seccomp_filter.html */
#ifndef INGEST_CONFINE_H
#define INGEST_CONFINE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct confinement {
    char *const *paths; /* files and folders that may be read; "-", a URL, or what is not there allows nothing */
    size_t count;
    const char *also;   /* one more; NULL: none */
    bool network;       /* names may be resolved and servers asked */
    uint64_t memory;    /* bytes of address space that the process may take beyond what it has now */
};

/* Confine the calling process, which has one thread. Files that are open stay so. False where memory ran out: it is
 * confined, and cannot read all that it may. */
bool confine_process(const struct confinement *confinement);

/* Whether the kernel confines which files are read; for tests. */
bool confine_has_files(void);
#endif
