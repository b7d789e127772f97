/* process.c - which negotiation reports are about (store_find_processes of internal.h).
 *
 * Input: the tables fresh and touched of group.c: reports that came, went or changed, and those whose groups may have
 * changed. Output: process_vote, report_process, process. What a report goes with depends on what it is about by itself
 * and on the votes near it (merge/process.h), so that only those are looked at for which a vote near them has changed;
 * and of the processes only those made anew that one of these belonged or belongs to.
 * Invariant: when `ungrouped` is empty the processes are those that all current reports would have at once. */
#include <stdlib.h>

#include "base/calendar.h"
#include "base/error.h"
#include "merge/process.h"
#include "store/internal.h"

#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)
#define NEAR_DAYS 60
#define LEAST_MATTER 250
_Static_assert(NEAR_DAYS == PROCESS_NEAR_DAYS && LEAST_MATTER == PROCESS_LEAST_MATTER, "as in merge/process.h");

#define NEAR(day, other) day " BETWEEN " other " - " TEXT(NEAR_DAYS) " AND " other " + " TEXT(NEAR_DAYS)
#define OF_FRESH " IN (SELECT report_id FROM fresh)"

/* Those for which what the fresh reports tell counts are to be looked at, too. */
#define NOTE_VOTERS                                                                                                   \
    "INSERT OR IGNORE INTO voted SELECT pair.report_id FROM process_vote AS vote JOIN subject AS pair "          \
    "ON pair.side = vote.side AND pair.other = vote.other AND " NEAR("pair.day", "vote.day")                          \
    " JOIN report ON report.id = pair.report_id AND current = 1 WHERE vote.report_id" OF_FRESH ";"                    \
    "INSERT OR IGNORE INTO voted SELECT pair.report_id FROM process_mediation AS vote JOIN subject AS pair "     \
    "ON pair.side = party AND pair.other = mediator AND " NEAR("pair.day", "vote.day")                                \
    " JOIN report ON report.id = pair.report_id AND current = 1 WHERE vote.report_id" OF_FRESH ";"                    \
    "INSERT OR IGNORE INTO voted SELECT pair.report_id FROM process_mediation AS vote JOIN subject AS pair "     \
    "ON pair.side = mediator AND pair.other = party AND " NEAR("pair.day", "vote.day")                                \
    " JOIN report ON report.id = pair.report_id AND current = 1 WHERE vote.report_id" OF_FRESH ";"

/* The votes of fresh reports before and after; and the blocks whose members change. */
static const char *const take_votes =
    "CREATE TEMP TABLE IF NOT EXISTS voted (report_id INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE IF NOT EXISTS block (side TEXT, other TEXT, field TEXT, PRIMARY KEY (side, other, field));"
    "DELETE FROM voted; DELETE FROM block;"
    "INSERT INTO voted SELECT report_id FROM touched;"
    "INSERT OR IGNORE INTO voted SELECT report_id FROM fresh;" NOTE_VOTERS
    "DELETE FROM process_vote WHERE report_id" OF_FRESH ";"
    "DELETE FROM process_mediation WHERE report_id" OF_FRESH ";"
    "INSERT INTO process_vote SELECT report.id, side, other, "
    "(SELECT field FROM matter WHERE report_id = report.id ORDER BY id LIMIT 1), day "
    "FROM fresh JOIN report ON report.id = fresh.report_id AND current = 1 JOIN subject AS pair "
    "ON pair.id = (SELECT min(id) FROM subject WHERE report_id = report.id) "
    "WHERE EXISTS (SELECT 1 FROM matter WHERE report_id = report.id);"
    "INSERT INTO process_mediation (report_id, party, mediator, field, day) "
    "SELECT report_id, side, name, field, day FROM process_vote JOIN mediator USING (report_id) "
    "WHERE report_id" OF_FRESH " UNION ALL SELECT report_id, other, name, field, day FROM process_vote "
    "JOIN mediator USING (report_id) WHERE report_id" OF_FRESH ";" NOTE_VOTERS
    "INSERT OR IGNORE INTO block SELECT side, other, field FROM report_process WHERE report_id IN "
    "(SELECT report_id FROM voted);"
    "DELETE FROM report_process WHERE report_id IN (SELECT report_id FROM voted)";

/* The votes in each event that any of them is of, added up. */
#define OF_EVENTS                                                                                                     \
    " JOIN report_group USING (report_id) WHERE event_id IN (SELECT event_id FROM voted "                             \
    "JOIN report_group USING (report_id)) GROUP BY 1, 2, 3, 4;"
static const char *const add_up_events =
    "CREATE TEMP TABLE IF NOT EXISTS event_vote (event_id INTEGER, side TEXT, other TEXT, field TEXT, votes INTEGER, "
    "PRIMARY KEY (event_id, side, other, field)) WITHOUT ROWID;"
    "CREATE TEMP TABLE IF NOT EXISTS event_mediation (event_id INTEGER, party TEXT, mediator TEXT, field TEXT, "
    "votes INTEGER, PRIMARY KEY (event_id, party, mediator, field)) WITHOUT ROWID;"
    "CREATE TEMP TABLE IF NOT EXISTS event_size (event_id INTEGER PRIMARY KEY, votes INTEGER);"
    "DELETE FROM event_vote; DELETE FROM event_mediation; DELETE FROM event_size;"
    "INSERT INTO event_vote SELECT event_id, side, other, field, count(*) FROM process_vote" OF_EVENTS
    "INSERT INTO event_mediation SELECT event_id, party, mediator, field, count(*) FROM process_mediation" OF_EVENTS
    "INSERT INTO event_size SELECT event_id, sum(votes) FROM event_vote GROUP BY event_id";

/* How many reports near it say so; and how many others of its event. */
#define NEAR_VOTES(what, condition)                                                                                   \
    "(SELECT count(*) FROM process_" what " AS vote WHERE " condition                                                 \
    " AND " NEAR("vote.day", "pair.day") " AND vote.report_id <> pair.report_id)"
#define EVENT_VOTES(what, condition)                                                                                  \
    "iif(own.event_id IS NULL, 0, (SELECT coalesce(sum(vote.votes), 0) FROM event_" what " AS vote "                  \
    "WHERE vote.event_id = own.event_id AND " condition ") - (SELECT count(*) FROM process_" what " AS vote "         \
    "WHERE vote.report_id = pair.report_id AND " condition "))"
#define VOTES(what, condition) NEAR_VOTES(what, condition) " + " EVENT_VOTES(what, condition)
#define OF_PAIR "vote.side = pair.side AND vote.other = pair.other"
#define OF_FIELD " AND (matter.field IS NULL OR vote.field = matter.field)"

/* Every pair and field that a report may be about, heaviest pairs first, with the votes for and against it. A report
 * that tells no matter may be about that which most others near it have for the pair; else it has none. */
static const char *const select_choices =
    "SELECT pair.report_id, pair.side, pair.other, coalesce(matter.field, "
    "(SELECT vote.field FROM process_vote AS vote WHERE " OF_PAIR " AND " NEAR("vote.day", "pair.day")
    " GROUP BY vote.field ORDER BY count(*) DESC, vote.field LIMIT 1), "
    "(SELECT vote.field FROM event_vote AS vote WHERE vote.event_id = own.event_id AND " OF_PAIR
    " ORDER BY vote.votes DESC, vote.field LIMIT 1), ''), pair.weight, coalesce(max(matter.weight), 1000), "
    VOTES("vote", OF_PAIR) ", " VOTES("vote", OF_PAIR OF_FIELD) ", "
    VOTES("mediation", "vote.party = pair.side AND vote.mediator = pair.other" OF_FIELD) " + "
    VOTES("mediation", "vote.party = pair.other AND vote.mediator = pair.side" OF_FIELD) ", "
    EVENT_VOTES("vote", OF_PAIR) ", "
    "coalesce((SELECT votes FROM event_size WHERE event_id = own.event_id), 0) - "
    "(SELECT count(*) FROM process_vote WHERE report_id = pair.report_id AND own.event_id IS NOT NULL)"
    " FROM voted JOIN report ON report.id = voted.report_id AND current = 1 "
    "JOIN subject AS pair ON pair.report_id = voted.report_id "
    "LEFT JOIN report_group AS own ON own.report_id = voted.report_id "
    "LEFT JOIN matter ON matter.report_id = voted.report_id AND matter.weight >= " TEXT(LEAST_MATTER)
    " WHERE voted.report_id NOT IN (SELECT report_id FROM ungrouped) "
    "GROUP BY pair.report_id, pair.side, pair.other, matter.field ORDER BY pair.report_id, pair.id, min(matter.id)";

static const char *const insert_member =
    "INSERT INTO report_process (report_id, process, side, other, field) VALUES (?1, '', ?2, ?3, ?4)";
static const char *const insert_block = "INSERT OR IGNORE INTO block VALUES (?1, ?2, ?3)";

static const char *const select_members =
    "SELECT report_process.report_id, gist.day, coalesce(event_id, report_process.report_id), "
    "coalesce(voice_id, report_process.report_id) FROM report_process "
    "LEFT JOIN gist USING (report_id) LEFT JOIN report_group USING (report_id) "
    "WHERE side = ?1 AND other = ?2 AND field = ?3 ORDER BY report_process.report_id";
static const char *const select_mediators =
    "SELECT mediator.report_id, name FROM report_process JOIN mediator USING (report_id) "
    "WHERE side = ?1 AND other = ?2 AND field = ?3 AND name NOT IN (?1, ?2) ORDER BY mediator.report_id";
static const char *const select_matters =
    "SELECT matter.report_id, name, weight FROM report_process JOIN matter USING (report_id, field) "
    "WHERE side = ?1 AND other = ?2 AND field = ?3 ORDER BY matter.report_id";

/* What a report may be about. */
struct candidate {
    sqlite3_int64 report;
    struct str side, other, field;
    struct process_choice choice;
};

struct block {
    struct str side, other, field;
};

struct work {
    struct store *store;
    struct arena *arena;
    readout_error *error;
    LIST(struct candidate) candidates;
    LIST(struct block) blocks;
    LIST(sqlite3_int64) reports; /* of the members of a block, in their order */
    LIST(struct process_member) members;
};

static struct str column(struct work *work, sqlite3_stmt *row, int at)
{
    const char *text = (const char *)sqlite3_column_text(row, at);
    return str_copy(work->arena, str_make(text ? text : "", (size_t)sqlite3_column_bytes(row, at)));
}

static int bind_texts(sqlite3_stmt *statement, int first, const struct str *texts, int count)
{
    int code = SQLITE_OK;
    for (int i = 0; code == SQLITE_OK && i < count; i++)
        code = sqlite3_bind_text64(statement, first + i, texts[i].ptr, texts[i].len, SQLITE_STATIC, SQLITE_UTF8);
    return code;
}

/* Run the query with the texts for ?1 and on; `use` is called with each row. */
static bool each_row(struct work *work, const char *sql, const struct str *texts, int count,
                     void use(struct work *work, sqlite3_stmt *row))
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(work->store->database, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = bind_texts(statement, 1, texts, count);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW && use)
            use(work, statement);
    }
    if (code != SQLITE_DONE)
        store_failed(work->store, code, work->error);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE;
}

static uint32_t column_count(sqlite3_stmt *row, int at)
{
    return (uint32_t)sqlite3_column_int64(row, at);
}

static void take_candidate(struct work *work, sqlite3_stmt *row)
{
    if (sqlite3_column_bytes(row, 3) == 0) /* a negotiation is about something */
        return;
    *ARENA_PUSH(work->arena, work->candidates) = (struct candidate){
        .report = sqlite3_column_int64(row, 0),
        .side = column(work, row, 1), .other = column(work, row, 2), .field = column(work, row, 3),
        .choice = {.pair = column_count(row, 4), .field = column_count(row, 5), .pair_votes = column_count(row, 6),
                   .votes = column_count(row, 7), .against = column_count(row, 8),
                   .event_votes = column_count(row, 9), .event = column_count(row, 10)}};
}

/* The report goes with one of the candidates from `first` to `last`. */
static bool settle_report(struct work *work, size_t first, size_t last)
{
    struct process_choice *choices = arena_take(work->arena, last - first + 1, sizeof *choices);
    for (size_t i = first; i < last; i++)
        choices[i - first] = work->candidates.items[i].choice;
    const struct candidate *best = &work->candidates.items[first + process_choose(choices, last - first)];
    const struct str texts[] = {best->side, best->other, best->field};
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(work->store->database, insert_member, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, 1, best->report);
    if (code == SQLITE_OK)
        code = bind_texts(statement, 2, texts, 3);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code != SQLITE_DONE)
        store_failed(work->store, code, work->error);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE && each_row(work, insert_block, texts, 3, NULL);
}

static bool settle_reports(struct work *work)
{
    if (!each_row(work, select_choices, NULL, 0, take_candidate))
        return false;
    for (size_t first = 0, last; first < work->candidates.count; first = last) {
        for (last = first + 1; last < work->candidates.count &&
                               work->candidates.items[last].report == work->candidates.items[first].report;)
            last++;
        if (!settle_report(work, first, last))
            return false;
    }
    return true;
}

static void take_block(struct work *work, sqlite3_stmt *row)
{
    *ARENA_PUSH(work->arena, work->blocks) =
        (struct block){column(work, row, 0), column(work, row, 1), column(work, row, 2)};
}

static void take_member(struct work *work, sqlite3_stmt *row)
{
    *ARENA_PUSH(work->arena, work->reports) = sqlite3_column_int64(row, 0);
    *ARENA_PUSH(work->arena, work->members) = (struct process_member){
        .day = sqlite3_column_type(row, 1) == SQLITE_NULL ? PROCESS_NO_DAY : (long)sqlite3_column_int64(row, 1),
        .event = sqlite3_column_int64(row, 2), .voice = sqlite3_column_int64(row, 3)};
}

static int compare_reports(const void *a, const void *b)
{
    const sqlite3_int64 *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The member that the row's first column tells. */
static struct process_member *member_of(struct work *work, sqlite3_stmt *row)
{
    sqlite3_int64 report = sqlite3_column_int64(row, 0);
    const sqlite3_int64 *at =
        bsearch(&report, work->reports.items, work->reports.count, sizeof report, compare_reports);
    return at ? &work->members.items[at - work->reports.items] : NULL;
}

static void take_mediator(struct work *work, sqlite3_stmt *row)
{
    struct process_member *member = member_of(work, row);
    if (member)
        *ARENA_PUSH(work->arena, member->mediators) = column(work, row, 1);
}

static void take_matter(struct work *work, sqlite3_stmt *row)
{
    struct process_member *member = member_of(work, row);
    if (member)
        *ARENA_PUSH(work->arena, member->matters) =
            (struct process_matter){column(work, row, 1), (uint32_t)sqlite3_column_int64(row, 2)};
}

static bool write_parts(struct work *work, const struct process_item *process, const char *role,
                        const struct str_list *names)
{
    static const char *const sql = "INSERT INTO process_part (process, role, at, name) VALUES (?1, ?2, "
                                   "(SELECT count(*) FROM process_part WHERE process = ?1 AND role = ?2), ?3)";
    bool done = true;
    for (size_t i = 0; done && i < names->count; i++) {
        const struct str texts[] = {process->key, str_of(role), names->items[i]};
        done = each_row(work, sql, texts, 3, NULL);
    }
    return done;
}

static struct str day_text(struct arena *arena, long day)
{
    char text[11] = "";
    if (day != PROCESS_NO_DAY)
        calendar_print(day, text);
    return str_copy(arena, str_of(text));
}

static struct str number_text(struct arena *arena, uint32_t number)
{
    char text[12];
    sqlite3_snprintf(sizeof text, text, "%u", number);
    return str_copy(arena, str_of(text));
}

static bool write_process(struct work *work, const struct block *block, const struct process_item *process)
{
    static const char *const sql =
        "INSERT INTO process (key, name, side, other, field, from_day, to_day, reports, voices) VALUES "
        "(?1, ?2, ?3, ?4, ?5, nullif(?6, ''), nullif(?7, ''), CAST(?8 AS INTEGER), CAST(?9 AS INTEGER))";
    const struct str texts[] = {
        process->key, process->name, block->side, block->other, block->field, day_text(work->arena, process->first),
        day_text(work->arena, process->last), number_text(work->arena, process->reports),
        number_text(work->arena, process->voices)};
    return each_row(work, sql, texts, (int)(sizeof texts / sizeof texts[0]), NULL) &&
           write_parts(work, process, "mediator", &process->mediators) &&
           write_parts(work, process, "matter", &process->matters);
}

/* Set the key of every member that has another one. */
static bool write_members(struct work *work, const struct process_items *processes)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(work->store->database,
                                  "UPDATE report_process SET process = ?2 WHERE report_id = ?1 AND process <> ?2", -1,
                                  &statement, NULL);
    for (size_t i = 0; i < work->members.count && (code == SQLITE_OK || code == SQLITE_DONE); i++) {
        struct str key = processes->items[work->members.items[i].process].key;
        code = sqlite3_bind_int64(statement, 1, work->reports.items[i]);
        if (code == SQLITE_OK)
            code = bind_texts(statement, 2, &key, 1);
        if (code == SQLITE_OK)
            code = sqlite3_step(statement);
        sqlite3_reset(statement);
    }
    bool done = code == SQLITE_OK || code == SQLITE_DONE;
    if (!done)
        store_failed(work->store, code, work->error);
    sqlite3_finalize(statement);
    return done;
}

static bool make_block(struct work *work, const struct block *block)
{
    const struct str texts[] = {block->side, block->other, block->field};
    struct process_items processes = {0};
    work->reports.count = work->members.count = 0;
    if (!each_row(work, "DELETE FROM process WHERE side = ?1 AND other = ?2 AND field = ?3", texts, 3, NULL) ||
        !each_row(work, select_members, texts, 3, take_member) ||
        !each_row(work, select_mediators, texts, 3, take_mediator) ||
        !each_row(work, select_matters, texts, 3, take_matter))
        return false;
    process_make(work->arena, texts, work->members.items, work->members.count, &processes);
    bool done = write_members(work, &processes);
    for (size_t i = 0; done && i < processes.count; i++)
        done = write_process(work, block, &processes.items[i]);
    return done;
}

bool store_find_processes(struct store *store, struct arena *arena, readout_error *error)
{
    struct work work = {.store = store, .arena = arena, .error = error};
    bool done = store_run(store, take_votes, error) && store_run(store, add_up_events, error) &&
                settle_reports(&work) &&
                each_row(&work, "SELECT side, other, field FROM block ORDER BY 1, 2, 3", NULL, 0, take_block);
    for (size_t i = 0; done && i < work.blocks.count; i++)
        done = make_block(&work, &work.blocks.items[i]);
    return done;
}
