/* walk.h - the files that a list of arguments names: files and addresses as they are, folders with all that
 * lies below them.
 *
 * In a folder, names come in bytewise order and those that start with a dot are passed over. Links are followed,
 * a folder inside itself is not entered again. What is no regular file is read where it is named outright (a pipe,
 * /dev/stdin) and is a problem where it only lies in a folder. */
#ifndef INGEST_WALK_H
#define INGEST_WALK_H
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include "ingest/problem.h"

struct walk_folder;
struct walk {
    char *const *arguments;
    size_t count, next;
    struct walk_folder *folders; /* those entered and not finished, outermost first */
    size_t depth, capacity;
    char *path; /* of the file returned last, unless it is an argument */
};

struct walk_file {
    const char *path; /* valid until the next walk_next */
    bool named;       /* is an argument itself; "-" is standard input */
    bool url;         /* an argument that is an address */
    struct stat about; /* empty for "-" and addresses */
};

/* Start from {0} with the arguments filled in; free with walk_close. */
void walk_close(struct walk *walk);

/* The next file. False at the end, and where memory runs out, which fills `error`. */
bool walk_next(struct walk *walk, struct walk_file *file, struct problem_sink *problems, readout_error *error);

/* Bytes of all files; 0 where that cannot be known (standard input, pipes). */
uint64_t walk_measure(char *const *arguments, size_t count);
#endif
