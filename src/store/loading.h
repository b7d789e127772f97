/* loading.h - what the files share that load the facts of a story (story.h): what has been loaded so far, and rows.
 *
 * Invariant: reports stand in the order of the facts; `at` of a scope is the number of a report among them. */
#ifndef STORE_LOADING_H
#define STORE_LOADING_H
#include "base/map.h"
#include "merge/cluster.h"
#include "store/internal.h"
#include "store/story.h"

/* ?1: the numbers of the rows of the reports, a JSON array in the order of the facts' reports. */
#define SCOPE "(SELECT key AS at, value AS report FROM json_each(?1)) AS scope"
#define OF_SCOPE(table) table " JOIN " SCOPE " ON " table ".report_id = scope.report"
#define BY_REPORT " ORDER BY scope.at, "

/* A row's number, and where what was read of it stands. */
struct place {
    sqlite3_int64 id;
    uint32_t at;
};
LIST_TYPE(place_list, struct place);

/* An attribution by the places of its parts. */
enum { SPEECH_SOURCE, SPEECH_CUE, SPEECH_CONTENT, SPEECH_PARTS };
struct speech {
    uint32_t report;
    struct span parts[SPEECH_PARTS];
};

struct loading {
    struct store *store;
    const struct story_words *words;
    struct arena *arena;
    struct story_facts *facts;
    readout_error *error;
    const struct story_scope *scope;
    LIST(sqlite3_int64) rows; /* of the reports */
    struct str row_array;     /* the same, as JSON */
    struct map texts, voices; /* by name; texts: each kept once */
    LIST(struct str) kept;
    struct place_list mentions, contacts, offers, clues, codings; /* by row */
    struct place_list places; /* the same of the reports, for likes */
    struct map events, processes; /* their numbers */
    sqlite3_int64 last_place;                     /* of a decision, that was read */
    uint32_t event_count;
    sqlite3_int64 trip; /* the row of the last journey */
    LIST(struct speech) speech; /* in order of the reports */
    struct block_list denials; /* the events and days of reports in which something is denied */
};

/* The words of loading_telling; NULL: nobody decided on it. */
#define STANDING(table)                                                                                           \
    "(SELECT CASE WHEN kept THEN 'kept' WHEN standing = 'rejected' AND decision.subject = 'fact' THEN 'out' "     \
    "ELSE standing END FROM standing JOIN decision ON decision.id = decision_id "                                 \
    "WHERE standing.kind = '" table "' AND fact_id = " table ".id)"

#define SOURCE(table) "scope.at, " table ".start, " table ".\"end\", " table ".quote"

/* The text, kept once however often it comes. */
struct str loading_keep(struct loading *loading, struct str text);

struct str loading_column(sqlite3_stmt *row, int at);
uint32_t loading_number(sqlite3_stmt *row, int at);

/* Run the query over the reports; `use` is called with each row. */
bool loading_rows(struct loading *loading, const char *sql, void use(struct loading *loading, sqlite3_stmt *row));

/* Columns from `at` on: report, start, end, quote; how it stands is the last column. */
struct story_source loading_telling(struct loading *loading, sqlite3_stmt *row, int at);

/* Rows by their numbers: sorted; where one stands, or MAP_NONE. */
void loading_sort(struct place_list *places);
uint32_t loading_place(const struct place_list *places, sqlite3_int64 id);

/* A figure without context; columns: those of SOURCE, value, unit, qualifier, how it stands. */
struct story_figure loading_figure(struct loading *loading, sqlite3_stmt *row);

/* listing.c: statements, which are counted for their speakers, and figures. After actors. */
bool loading_listings(struct loading *loading);

/* coding.c: political events. After actors. */
bool loading_codings(struct loading *loading);

/* speech.c: what sources say, as far as something is denied near it or somebody takes part in something; and the words
 * around figures. After reports and figures. */
bool loading_sayings(struct loading *loading);
#endif
