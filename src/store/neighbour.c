/* neighbour.c - see neighbour.h. Input and output: the tables alike and report_group.
 *
 * The links of a report are kept in one value, LINK_SIZE bytes a link, little-endian: the other report's row, 5, its
 * tie, 4, similarity, 2, flags, 1; by row. A few hundred bytes in one place are read many times faster than a row a
 * link. */
#include "store/neighbour.h"

#include <stdlib.h>

#include "base/error.h"

enum { ROW_SIZE = 5, TIE_SIZE = 4, SIMILARITY_SIZE = 2, LINK_SIZE = ROW_SIZE + TIE_SIZE + SIMILARITY_SIZE + 1 };

static const char *const sql[NEIGHBOUR_STATEMENT_COUNT] = {
    [NEIGHBOUR_LOAD] =
        "SELECT current = 1 AND id IN (SELECT report_id FROM gist) AND id NOT IN (SELECT report_id FROM ungrouped), "
        NEIGHBOUR_COLUMNS " FROM (SELECT ?1 AS asked) LEFT JOIN report ON id = asked" NEIGHBOUR_JOIN("asked"),
    [NEIGHBOUR_MEMBERS] = "SELECT report_id FROM report_group WHERE event_id = ?1",
    [NEIGHBOUR_SAVE] = "REPLACE INTO alike (report_id, others) VALUES (?1, ?2)",
    [NEIGHBOUR_DROP] = "DELETE FROM alike WHERE report_id = ?1",
    [NEIGHBOUR_GROUP] = "REPLACE INTO report_group (report_id, event_id, voice_id) VALUES (?1, ?2, ?3)",
    [NEIGHBOUR_UNGROUP] = "DELETE FROM report_group WHERE report_id = ?1",
    [NEIGHBOUR_FRESH] = "INSERT OR IGNORE INTO fresh VALUES (?1)",
    [NEIGHBOUR_TOUCHED] = "INSERT OR IGNORE INTO touched VALUES (?1)",
};

void neighbours_close(struct neighbourhood *all)
{
    for (size_t i = 0; i < NEIGHBOUR_STATEMENT_COUNT; i++)
        sqlite3_finalize(all->statements[i]);
}

/* The statement, with numbers bound to it. */
static sqlite3_stmt *ready(struct neighbourhood *all, enum neighbour_statement which, const sqlite3_int64 *values,
                           int count)
{
    sqlite3_stmt **statement = &all->statements[which];
    int code = SQLITE_OK;
    if (!*statement)
        code = sqlite3_prepare_v2(all->store->database, sql[which], -1, statement, NULL);
    for (int i = 0; code == SQLITE_OK && i < count; i++)
        code = sqlite3_bind_int64(*statement, i + 1, values[i]);
    if (code == SQLITE_OK)
        return *statement;
    store_failed(all->store, code, all->error);
    return NULL;
}

/* Step a statement that gives no rows and make it ready for the next time. */
static bool finish(struct neighbourhood *all, sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE || store_failed(all->store, code, all->error);
}

bool neighbours_run(struct neighbourhood *all, enum neighbour_statement which, const sqlite3_int64 *values, int count)
{
    sqlite3_stmt *statement = ready(all, which, values, count);
    return statement && finish(all, statement);
}

uint32_t neighbour_place(struct neighbourhood *all, sqlite3_int64 id)
{
    uint32_t place = map_get(&all->places, str_make((const char *)&id, sizeof id));
    if (place != MAP_NONE)
        return place;
    place = (uint32_t)all->reports.count;
    *ARENA_PUSH(all->arena, all->reports) = (struct neighbour){.id = id};
    *ARENA_PUSH(all->arena, all->near) = (struct near_report){0};
    map_put(&all->places, all->arena, str_make(arena_copy(all->arena, &id, sizeof id), sizeof id), place);
    return place;
}

static uint64_t take_number(struct str *from, size_t size)
{
    uint64_t number = 0;
    for (size_t i = 0; i < size; i++)
        number |= (uint64_t)(unsigned char)from->ptr[i] << 8 * i;
    *from = str_make(from->ptr + size, from->len - size);
    return number;
}

bool alike_next(struct str *links, struct alike_link *link)
{
    if (links->len < LINK_SIZE)
        return false;
    link->id = (sqlite3_int64)take_number(links, ROW_SIZE);
    link->tie = (uint32_t)take_number(links, TIE_SIZE);
    link->similarity = (uint32_t)take_number(links, SIMILARITY_SIZE);
    link->flags = (uint8_t)take_number(links, 1);
    link->copy = link->flags & NEAR_COPY;
    return true;
}

static void put_number(unsigned char **at, uint64_t number, int size)
{
    for (int i = 0; i < size; i++)
        *(*at)++ = (unsigned char)(number >> 8 * i & 255);
}

static void take_links(struct neighbourhood *all, uint32_t place, struct str bytes)
{
    size_t count = 0;
    struct near_link *links = arena_take(all->arena, bytes.len / LINK_SIZE + 1, sizeof *links);
    for (struct alike_link link; alike_next(&bytes, &link);) {
        uint32_t other = neighbour_place(all, link.id);
        all->near.items[other].tie = link.tie;
        links[count++] = (struct near_link){other, (uint16_t)link.similarity, link.flags};
    }
    struct near_report *near = &all->near.items[place];
    near->links.items = links;
    near->links.count = near->links.capacity = count;
}

static struct str column_bytes(sqlite3_stmt *row, int column)
{
    const char *bytes = sqlite3_column_blob(row, column);
    return str_make(bytes ? bytes : "", (size_t)sqlite3_column_bytes(row, column));
}

void neighbour_take(struct neighbourhood *all, uint32_t place, sqlite3_stmt *row, int column, bool current)
{
    struct neighbour *report = &all->reports.items[place];
    if (report->loaded)
        return;
    report->event = sqlite3_column_int64(row, column + 1);
    report->voice = sqlite3_column_int64(row, column + 2);
    report->published = str_copy(all->arena, column_bytes(row, column + 3));
    report->external = str_copy(all->arena, column_bytes(row, column + 4));
    report->current = current;
    report->loaded = true;
    all->near.items[place].tie = (uint32_t)str_hash(report->external);
    take_links(all, place, column_bytes(row, column));
}

bool neighbour_load(struct neighbourhood *all, uint32_t place)
{
    if (all->reports.items[place].loaded)
        return true;
    sqlite3_stmt *statement = ready(all, NEIGHBOUR_LOAD, &all->reports.items[place].id, 1);
    if (!statement)
        return false;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        neighbour_take(all, place, statement, 1, sqlite3_column_int(statement, 0));
    else
        store_failed(all->store, code, all->error);
    sqlite3_reset(statement);
    return code == SQLITE_ROW;
}

bool neighbours_load_round(struct neighbourhood *all, uint32_t place)
{
    bool loaded = neighbour_load(all, place);
    for (size_t i = 0; loaded && i < all->near.items[place].links.count; i++)
        loaded = neighbour_load(all, all->near.items[place].links.items[i].other);
    return loaded;
}

bool neighbours_touch_event(struct neighbourhood *all, sqlite3_int64 event)
{
    sqlite3_stmt *statement = ready(all, NEIGHBOUR_MEMBERS, &event, 1);
    int code = SQLITE_DONE;
    while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        uint32_t place = neighbour_place(all, sqlite3_column_int64(statement, 0));
        all->reports.items[place].touched = true;
        if (!neighbour_load(all, place))
            break;
    }
    if (code != SQLITE_DONE && code != SQLITE_ROW)
        store_failed(all->store, code, all->error);
    sqlite3_reset(statement);
    return statement && code == SQLITE_DONE;
}

static int compare_links(const void *a, const void *b, void *reports)
{
    const struct neighbour *all = reports;
    sqlite3_int64 left = all[((const struct near_link *)a)->other].id;
    sqlite3_int64 right = all[((const struct near_link *)b)->other].id;
    return (left > right) - (left < right);
}

static bool save_links(struct neighbourhood *all, uint32_t place)
{
    const struct near_report *near = &all->near.items[place];
    struct arena_place before = arena_here(all->arena);
    unsigned char *bytes = arena_take(all->arena, near->links.count * LINK_SIZE + 1, 1), *at = bytes;
    if (near->links.count)
        qsort_r(near->links.items, near->links.count, sizeof *near->links.items, compare_links, all->reports.items);
    for (size_t i = 0; i < near->links.count; i++) {
        const struct near_link *link = &near->links.items[i];
        put_number(&at, (uint64_t)all->reports.items[link->other].id, ROW_SIZE);
        put_number(&at, all->near.items[link->other].tie, TIE_SIZE);
        put_number(&at, link->similarity, SIMILARITY_SIZE);
        put_number(&at, link->flags, 1);
    }
    sqlite3_stmt *statement = ready(all, NEIGHBOUR_SAVE, &all->reports.items[place].id, 1);
    bool saved = statement;
    if (saved) {
        int code = sqlite3_bind_blob64(statement, 2, bytes, (sqlite3_uint64)(at - bytes), SQLITE_STATIC);
        saved = code == SQLITE_OK ? finish(all, statement) : store_failed(all->store, code, all->error);
    }
    arena_back(all->arena, before);
    return saved;
}

bool neighbours_save(struct neighbourhood *all)
{
    bool saved = true;
    for (uint32_t place = 0; saved && place < all->reports.count; place++)
        if (all->near.items[place].changed)
            saved = all->near.items[place].links.count
                        ? save_links(all, place)
                        : neighbours_run(all, NEIGHBOUR_DROP, &all->reports.items[place].id, 1);
    return saved;
}
