/* coded.h - what the files share that join political events (story_join_codings of story.h): tellings and their ends.
 *
 * Input: the codings of the facts, actors across reports. Output: one telling for each pair of ends of each coding.
 * Invariant: which ends are the same depends on the set of codings and the actors alone. */
#ifndef MERGE_CODED_H
#define MERGE_CODED_H
#include "merge/internal.h"

enum {
    CODED_MOST_ENDS = 12, /* of each side of a coding; further ones are passed over, for ends are paired */
    CODED_NOBODY = 0      /* the end that is not named */
};

/* One end as a telling has it: the same number means the same. */
struct coded_ends {
    struct arena *arena;
    const struct story *story;
    LIST(struct coded_end) list; /* name, key, side */
    struct map numbers;          /* by what they are */
    struct map states;           /* code of a country → identity of the state that reports name with it */
};

/* coded_end.c: ready to be asked; nobody is in the list. */
void coded_ends_open(struct coded_ends *ends, struct arena *arena, const struct story *story);

/* The number of the end; CODED_NOBODY where its actor was rejected by a person. */
uint32_t coded_end_number(struct coded_ends *ends, const struct story_end *end);

/* A pair of ends as one coding tells it. */
struct coded_telling {
    uint32_t coding;             /* in the facts */
    uint32_t ends[2];            /* numbers: source, target */
    const struct story_end *as[2]; /* NULL: nobody */
    long at; /* the day it stands at: its own, else that of the report, else the event of the report */
    enum coded_class class;
    enum coded_basis basis;
};
LIST_TYPE(coded_tellings, struct coded_telling);

/* A value that a telling gives, and how many voices give it. */
struct ballot {
    struct str value;
    uint32_t voice, at; /* at: which telling */
};
struct tally_row {
    struct str value;
    uint32_t votes, first;
};

/* coded_write.c: make an item of tellings that are one, in order. */
struct coded_writer {
    struct arena *arena;
    struct story *story;
    const struct coded_ends *ends;
    struct map keys;
    struct coded_tellings some;  /* of the item at work, as what follows */
    LIST(struct ballot) ballots;
    LIST(struct tally_row) rows;
};
void coded_write(struct coded_writer *writer, const struct coded_telling *tellings, size_t count);
#endif
