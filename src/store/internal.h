/* internal.h - what the files of src/store share: the open database and the statements that write. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H
#include <sqlite3.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "readout.h"
#include "store/store.h"

/* Statements that are prepared once and kept; their SQL stands in write.c. */
enum store_statement {
    STATEMENT_BEGIN, STATEMENT_COMMIT, STATEMENT_FIND_REPORT, STATEMENT_LAST_VERSION, STATEMENT_SUPERSEDE,
    STATEMENT_TEXT, STATEMENT_REPORT, STATEMENT_TOLD, STATEMENT_READ_AGAIN, STATEMENT_ACTOR, STATEMENT_ALIAS,
    STATEMENT_MEETING, STATEMENT_FORGET_GIST,
    STATEMENT_MEETING_ACTOR, STATEMENT_TRIP, STATEMENT_TRIP_DESTINATION, STATEMENT_STATEMENT, STATEMENT_PROPOSAL,
    STATEMENT_PROPOSAL_BY, STATEMENT_TERM, STATEMENT_RESPONSE, STATEMENT_POSITION, STATEMENT_TALK, STATEMENT_FIGURE,
    STATEMENT_DATE, STATEMENT_ATTRIBUTION, STATEMENT_GIST, STATEMENT_UNGROUP, STATEMENT_SEARCH, STATEMENT_RUN,
    STATEMENT_CLUE, STATEMENT_CLUE_ACTOR, STATEMENT_DECIDED, STATEMENT_SUBJECT, STATEMENT_MATTER, STATEMENT_MEDIATOR,
    STATEMENT_CODING, STATEMENT_CODING_ACTOR,
    STATEMENT_COUNT
};

/* A link of alike.others (neighbour.c). */
struct alike_link {
    sqlite3_int64 id;
    uint32_t tie, similarity;
    uint8_t flags; /* of merge/near.h */
    bool copy;
};

/* Take the next link from the front; false where there is none. */
bool alike_next(struct str *links, struct alike_link *link);

/* A statement of decision.c that is kept ready, by the place of its text. */
enum { STORE_KEPT = 256 };
struct kept_statement {
    const char *sql, *behind;
    sqlite3_stmt *statement;
};

struct store {
    sqlite3 *database;
    char *path;
    struct stat file; /* that stood at the path when it was opened */
    sqlite3_stmt *statements[STATEMENT_COUNT]; /* NULL until first used */
    struct kept_statement kept[STORE_KEPT];
    sqlite3_int64 unsearched; /* while reports are added: the first that is not in the search index yet; 0: none */
    sqlite3_int64 run; /* of this call of the program; 0: it has changed nothing yet */
};

/* Fill `error` from the database's last failure, `code` its result; returns false. */
bool store_failed(const struct store *store, int code, readout_error *error);

/* Run SQL text that gives no rows. */
bool store_run(const struct store *store, const char *sql, readout_error *error);

/* The first column of the first row of a query, as a number. */
bool store_number(const struct store *store, const char *sql, sqlite3_int64 *number, readout_error *error);

/* Begin the run of this call of the program where that has not been done; inside a transaction. */
bool store_begin_run(struct store *store, const char *engine, readout_error *error);

/* Make the version of a report current again, where none is (withdraw.c); inside a transaction. */
bool store_return(struct store *store, const char *report, sqlite3_int64 version, readout_error *error);
/* Make the processes anew of the reports in the tables fresh and touched, and of those that they tell what they are
 * about; inside the transaction of group.c, once the groups are made. */
bool store_find_processes(struct store *store, struct arena *arena, readout_error *error);

/* Add the functions that queries use to the connection (query.c). */
bool store_add_functions(const struct store *store, readout_error *error);
#endif
