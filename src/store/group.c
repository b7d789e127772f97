/* group.c - makes the groups of reports (store_group of store.h).
 *
 * Input: the reports in `ungrouped`, and all that may be like them. Output: alike, report_group; and, while a portion is
 * at work, the temporary tables fresh (what came, went or changed) and touched (what is in an event whose members
 * changed). Reports are done in portions, each in one transaction. A portion touches those groups only that it may
 * change: of the reports whose links it changes, of all these are linked to, and of all that are linked to those, with
 * whatever is in one event with any of them. Whether two other reports belong together depends on what is round them
 * (merge/group.c), and that is as it was.
 *
 * Invariant: when `ungrouped` is empty the groups are those that all current reports would have if grouped at once. */
#include <stdlib.h>

#include "base/error.h"
#include "store/neighbour.h"

#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)
#define PORTION 4096        /* reports, for the memory's sake */
#define BEFORE_ALL -9999999 /* days */
#define BEHIND_ALL 9999999
#define FRESH "(SELECT report_id FROM fresh)"

static const char *const take_portion =
    "CREATE TEMP TABLE IF NOT EXISTS fresh (report_id INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE IF NOT EXISTS touched (report_id INTEGER PRIMARY KEY);"
    "DELETE FROM fresh; DELETE FROM touched;"
    "INSERT INTO fresh SELECT report_id FROM ungrouped LEFT JOIN gist USING (report_id) ORDER BY day, report_id "
    "LIMIT " TEXT(PORTION) ";"
    "DELETE FROM ungrouped WHERE report_id IN " FRESH;

static const char *const select_fresh = "SELECT report_id FROM fresh";

/* What the portion is compared with, itself included. By row: rows that lie side by side are read many times faster
 * than in order of time, in which they may be anywhere. */
static const char *const select_compared =
    "WITH fresh_day (first, last, undated) AS (SELECT min(day), max(day), count(*) > count(day) FROM gist "
    "JOIN report ON report.id = report_id AND current = 1 WHERE report_id IN " FRESH ") "
    "SELECT gist.report_id, gist.day, gist, sketch, gist.report_id IN " FRESH ", " NEIGHBOUR_COLUMNS
    " FROM (SELECT report_id AS near FROM fresh_day JOIN gist "
    "ON day IS NULL OR day BETWEEN iif(undated, " TEXT(BEFORE_ALL) ", first - ?1) "
    "AND iif(undated, " TEXT(BEHIND_ALL) ", last + ?1) ORDER BY report_id LIMIT -1) "
    "CROSS JOIN gist ON gist.report_id = near "
    "CROSS JOIN report ON report.id = near AND current = 1" NEIGHBOUR_JOIN("near")
    "WHERE near NOT IN (SELECT report_id FROM ungrouped)";

struct portion {
    struct neighbourhood all;
    LIST(uint32_t) fresh; /* places */
    LIST(struct compared) compared; /* in order of time */
    LIST(uint32_t) inside; /* whose groups are made anew, in the order that tells which is the first of its group */
    sqlite3_stmt *statement; /* the query at work */
};

static struct str column_bytes(sqlite3_stmt *row, int column)
{
    const char *bytes = sqlite3_column_blob(row, column);
    return str_make(bytes ? bytes : "", (size_t)sqlite3_column_bytes(row, column));
}

static void finish(struct portion *portion)
{
    sqlite3_finalize(portion->statement);
    portion->statement = NULL;
}

/* Run the query; `use` is called with each row. */
static bool each_row(struct portion *portion, const char *sql, void use(struct portion *portion, sqlite3_stmt *row))
{
    struct store *store = portion->all.store;
    int code = sqlite3_prepare_v2(store->database, sql, -1, &portion->statement, NULL);
    if (code != SQLITE_OK)
        return store_failed(store, code, portion->all.error);
    sqlite3_bind_int(portion->statement, 1, PAIR_DAYS); /* where the query asks for it */
    while ((code = sqlite3_step(portion->statement)) == SQLITE_ROW)
        use(portion, portion->statement);
    if (code != SQLITE_DONE)
        store_failed(store, code, portion->all.error);
    finish(portion);
    return code == SQLITE_DONE;
}

static void take_fresh(struct portion *portion, sqlite3_stmt *row)
{
    *ARENA_PUSH(portion->all.arena, portion->fresh) = neighbour_place(&portion->all, sqlite3_column_int64(row, 0));
}

static void take_compared(struct portion *portion, sqlite3_stmt *row)
{
    struct arena *arena = portion->all.arena;
    uint32_t place = neighbour_place(&portion->all, sqlite3_column_int64(row, 0));
    neighbour_take(&portion->all, place, row, 5, true);
    *ARENA_PUSH(arena, portion->compared) = (struct compared){
        .place = place,
        .day = sqlite3_column_type(row, 1) == SQLITE_NULL ? NO_DAY : (long)sqlite3_column_int64(row, 1),
        .gist = gist_read(arena, column_bytes(row, 2)),
        .sketch = sketch_read(arena, column_bytes(row, 3)),
        .fresh = sqlite3_column_int(row, 4)};
}

/* Take the reports of the portion out of the links of all others. */
static bool withdraw(struct portion *portion)
{
    struct neighbourhood *all = &portion->all;
    for (size_t i = 0; i < portion->fresh.count; i++) {
        uint32_t place = portion->fresh.items[i];
        if (!neighbours_load_round(all, place))
            return false;
        near_remove(all->near.items, place);
    }
    for (uint32_t place = 0; place < all->reports.count; place++) {
        if (!all->near.items[place].lacking || !all->reports.items[place].current)
            continue;
        if (!neighbours_load_round(all, place) ||
            !neighbours_run(all, NEIGHBOUR_FRESH, &all->reports.items[place].id, 1))
            return false;
        near_forget(all->near.items, place);
    }
    return true;
}

static bool load_with_farthest(struct neighbourhood *all, uint32_t place)
{
    if (!neighbour_load(all, place))
        return false;
    uint32_t farthest = near_farthest(all->near.items, place);
    return farthest == NEAR_NONE || neighbour_load(all, farthest);
}

/* By day, those without one first (NO_DAY is the smallest of numbers). */
static int compare_days(const void *a, const void *b)
{
    const struct compared *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

/* Find what the fresh reports are like. */
static bool connect(struct portion *portion)
{
    struct neighbourhood *all = &portion->all;
    struct pair_list found = {0};
    if (!each_row(portion, select_compared, take_compared))
        return false;
    if (portion->compared.count)
        qsort(portion->compared.items, portion->compared.count, sizeof *portion->compared.items, compare_days);
    pair_find(all->arena, portion->compared.items, (uint32_t)portion->compared.count, &found);
    for (size_t i = 0; i < found.count; i++) {
        struct pair pair = found.items[i];
        pair.a = portion->compared.items[pair.a].place;
        pair.b = portion->compared.items[pair.b].place;
        if (!load_with_farthest(all, pair.a) || !load_with_farthest(all, pair.b))
            return false;
        near_connect(all->arena, all->near.items, &pair);
    }
    return true;
}

/* Touch all that those touched so far are linked to. */
static bool touch_round(struct neighbourhood *all)
{
    size_t count = all->reports.count;
    bool *before = ARENA_NEW(all->arena, bool, count + 1);
    for (size_t place = 0; place < count; place++)
        before[place] = all->reports.items[place].touched;
    for (uint32_t place = 0; place < count; place++) {
        if (!before[place])
            continue;
        if (!neighbours_load_round(all, place))
            return false;
        for (size_t i = 0; i < all->near.items[place].links.count; i++)
            all->reports.items[all->near.items[place].links.items[i].other].touched = true;
    }
    return true;
}

/* Touch the events of those touched. */
static bool touch_events(struct neighbourhood *all)
{
    struct map done = {0};
    for (uint32_t place = 0; place < all->reports.count; place++) {
        const struct neighbour *report = &all->reports.items[place];
        if (!report->touched || !report->event)
            continue;
        struct str key = str_make(arena_copy(all->arena, &report->event, sizeof report->event), sizeof report->event);
        if (map_get(&done, key) != MAP_NONE)
            continue;
        map_put(&done, all->arena, key, place);
        if (!neighbours_touch_event(all, report->event))
            return false;
    }
    return true;
}

static bool touch(struct portion *portion)
{
    struct neighbourhood *all = &portion->all;
    for (size_t place = 0; place < all->reports.count; place++)
        all->reports.items[place].touched = all->near.items[place].changed;
    return touch_round(all) && touch_round(all) && touch_events(all);
}

/* Those without a day last. */
static int compare_reports(const void *a, const void *b, void *reports)
{
    const struct neighbour *all = reports, *left = &all[*(const uint32_t *)a], *right = &all[*(const uint32_t *)b];
    if (!left->published.len != !right->published.len)
        return !left->published.len - !right->published.len;
    int order = str_compare(left->published, right->published);
    if (!order)
        order = str_compare(left->external, right->external);
    return order ? order : (left->id > right->id) - (left->id < right->id);
}

/* List what is touched, with all that is linked to it loaded. */
static bool list_inside(struct portion *portion)
{
    struct neighbourhood *all = &portion->all;
    size_t count = all->reports.count;
    for (uint32_t place = 0; place < count; place++) {
        if (!all->reports.items[place].touched || !all->reports.items[place].current)
            continue;
        *ARENA_PUSH(all->arena, portion->inside) = place;
        if (!neighbours_load_round(all, place))
            return false;
    }
    if (portion->inside.count)
        qsort_r(portion->inside.items, portion->inside.count, sizeof(uint32_t), compare_reports, all->reports.items);
    return true;
}

/* Note that the members of the event are others now. */
static void note_event(struct neighbourhood *all, struct map *changed, const sqlite3_int64 *event)
{
    if (*event)
        map_put(changed, all->arena, str_make((const char *)event, sizeof *event), 1);
}

static bool is_noted(const struct map *changed, const sqlite3_int64 *event)
{
    return map_get(changed, str_make((const char *)event, sizeof *event)) != MAP_NONE;
}

/* Write the groups down where they are not as they were. */
static bool store_groups(struct portion *portion, const sqlite3_int64 *events, const sqlite3_int64 *voices)
{
    struct neighbourhood *all = &portion->all;
    struct map changed = {0};
    bool done = true;
    for (size_t i = 0; done && i < portion->inside.count; i++) {
        const struct neighbour *report = &all->reports.items[portion->inside.items[i]];
        if (report->event != events[i]) {
            note_event(all, &changed, &report->event);
            note_event(all, &changed, &events[i]);
        }
        const sqlite3_int64 values[] = {report->id, events[i], voices[i]};
        if (report->event != events[i] || report->voice != voices[i])
            done = neighbours_run(all, NEIGHBOUR_GROUP, values, 3);
    }
    for (size_t i = 0; done && i < portion->fresh.count; i++) {
        const struct neighbour *report = &all->reports.items[portion->fresh.items[i]];
        if (report->current || !report->event)
            continue;
        note_event(all, &changed, &report->event);
        done = neighbours_run(all, NEIGHBOUR_UNGROUP, &report->id, 1);
    }
    for (size_t i = 0; done && i < portion->inside.count; i++) {
        const struct neighbour *report = &all->reports.items[portion->inside.items[i]];
        if (is_noted(&changed, &events[i]) || is_noted(&changed, &report->event))
            done = neighbours_run(all, NEIGHBOUR_TOUCHED, &report->id, 1);
    }
    return done;
}

static bool group_inside(struct portion *portion)
{
    struct neighbourhood *all = &portion->all;
    struct arena *arena = all->arena;
    uint32_t count = (uint32_t)portion->inside.count, report_count = (uint32_t)all->reports.count;
    uint32_t *rank = arena_take(arena, report_count + 1, sizeof *rank);
    uint32_t *events = arena_take(arena, count + 1, sizeof *events), *voices = arena_take(arena, count + 1, sizeof *voices);
    sqlite3_int64 *event_rows = arena_take(arena, count + 1, sizeof *event_rows);
    sqlite3_int64 *voice_rows = arena_take(arena, count + 1, sizeof *voice_rows);
    for (uint32_t place = 0; place < report_count; place++)
        rank[place] = NOT_INSIDE;
    for (uint32_t i = 0; i < count; i++)
        rank[portion->inside.items[i]] = i;
    group_reports(arena, all->near.items, report_count, portion->inside.items, count, rank, events, voices);
    for (uint32_t i = 0; i < count; i++) {
        event_rows[i] = all->reports.items[portion->inside.items[events[i]]].id;
        voice_rows[i] = all->reports.items[portion->inside.items[voices[i]]].id;
    }
    return store_groups(portion, event_rows, voice_rows);
}

static bool group_portion(struct portion *portion)
{
    struct store *store = portion->all.store;
    readout_error *error = portion->all.error;
    if (arena_guard(portion->all.arena))
        return error_set(error, READOUT_NO_MEMORY, store->path, "no memory to group the reports");
    return store_run(store, "BEGIN IMMEDIATE", error) && store_run(store, take_portion, error) &&
           each_row(portion, select_fresh, take_fresh) && withdraw(portion) && connect(portion) && touch(portion) &&
           list_inside(portion) && group_inside(portion) && neighbours_save(&portion->all) &&
           store_find_processes(store, portion->all.arena, error) && store_run(store, "COMMIT", error);
}

static bool group_next(struct store *store, readout_error *error)
{
    struct arena arena;
    struct portion portion = {.all = {.store = store, .arena = &arena, .error = error}};
    arena_init(&arena, 0);
    bool done = group_portion(&portion);
    finish(&portion);
    neighbours_close(&portion.all);
    arena_free(&arena);
    if (!done && !sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    return done;
}

bool store_group(struct store *store, readout_error *error)
{
    sqlite3_int64 left = 0;
    if (!store_run(store, "PRAGMA temp_store = MEMORY", error))
        return false;
    while (store_number(store, "SELECT count(*) FROM ungrouped", &left, error))
        if (!left || !group_next(store, error))
            return !left;
    return false;
}
