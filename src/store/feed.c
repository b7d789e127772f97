/* feed.c - see feed.h. Tables feed, feed_item and host of schema.sql. Invariant: times stand there as text,
 * "2024-08-19T10:05:00Z", so that a person can read them. */
#include "store/feed.h"

#include "store/internal.h"

#define TIME_OF(column) "coalesce(CAST(strftime('%s', " column ") AS INTEGER), 0)"
#define TEXT_OF(number) "iif(" number " > 0, strftime('%Y-%m-%dT%H:%M:%SZ', " number ", 'unixepoch'), NULL)"

/* A query on its way: the first failure is kept. */
struct query {
    struct store *store;
    sqlite3_stmt *statement;
    int code, bound;
};

static struct query prepare(struct store *store, const char *sql)
{
    struct query query = {.store = store};
    query.code = sqlite3_prepare_v2(store->database, sql, -1, &query.statement, NULL);
    return query;
}

static void bind_text(struct query *query, struct str text)
{
    query->bound++;
    if (query->code == SQLITE_OK && text.len)
        query->code =
            sqlite3_bind_text64(query->statement, query->bound, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
}

static void bind_number(struct query *query, int64_t number)
{
    query->bound++;
    if (query->code == SQLITE_OK)
        query->code = sqlite3_bind_int64(query->statement, query->bound, number);
}

/* Whether there is a next row. */
static bool step(struct query *query)
{
    if (query->code == SQLITE_OK || query->code == SQLITE_ROW)
        query->code = sqlite3_step(query->statement);
    return query->code == SQLITE_ROW;
}

static bool finish(struct query *query, readout_error *error)
{
    bool good = query->code == SQLITE_ROW || query->code == SQLITE_DONE || query->code == SQLITE_OK;
    int code = query->code;
    sqlite3_finalize(query->statement);
    return good || store_failed(query->store, code, error);
}

static struct str column(struct arena *arena, const struct query *query, int number)
{
    const char *text = (const char *)sqlite3_column_text(query->statement, number);
    size_t length = text ? (size_t)sqlite3_column_bytes(query->statement, number) : 0;
    return str_copy(arena, str_make(text ? text : "", length));
}

bool store_feed_add(struct store *store, struct str url, struct str title, readout_error *error)
{
    struct query query = prepare(store, "INSERT INTO feed (url, title) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    bind_text(&query, url);
    bind_text(&query, title);
    step(&query);
    return finish(&query, error);
}

static struct watched read_row(struct arena *arena, const struct query *query)
{
    sqlite3_stmt *row = query->statement;
    return (struct watched){.url = column(arena, query, 0),
                            .title = column(arena, query, 1),
                            .etag = column(arena, query, 2),
                            .last_modified = column(arena, query, 3),
                            .checked_at = sqlite3_column_int64(row, 4),
                            .next_at = sqlite3_column_int64(row, 5),
                            .failures = sqlite3_column_int64(row, 6),
                            .status = sqlite3_column_int64(row, 7),
                            .problem = column(arena, query, 8),
                            .gone = sqlite3_column_int(row, 9) != 0};
}

/* The feed with the address, or all. An arena that runs out leaves the statement to sqlite3_close_v2. */
static bool read_feeds(struct store *store, struct arena *arena, struct str url, struct watched_list *feeds,
                       readout_error *error)
{
    struct query query = prepare(store, "SELECT url, title, etag, last_modified, " TIME_OF("checked_at") ", "
                                        TIME_OF("next_at") ", failures, coalesce(status, 0), problem, gone FROM feed "
                                        "WHERE ?1 IS NULL OR url = ?1 ORDER BY url");
    bind_text(&query, url);
    while (step(&query))
        *ARENA_PUSH(arena, *feeds) = read_row(arena, &query);
    return finish(&query, error);
}

bool store_feeds(struct store *store, struct arena *arena, const struct str *urls, size_t count,
                 struct watched_list *feeds, readout_error *error)
{
    *feeds = (struct watched_list){0};
    for (size_t i = 0; i < count; i++)
        if (!read_feeds(store, arena, urls[i], feeds, error))
            return false;
    return count || read_feeds(store, arena, STR(""), feeds, error);
}

bool store_feed_keep(struct store *store, const struct watched *feed, readout_error *error)
{
    struct query query = prepare(store, "UPDATE feed SET title = coalesce(?2, title), etag = ?3, last_modified = ?4, "
                                        "checked_at = " TEXT_OF("?5") ", next_at = " TEXT_OF("?6") ", failures = ?7, "
                                        "status = nullif(?8, 0), problem = ?9, gone = ?10 WHERE url = ?1");
    bind_text(&query, feed->url);
    bind_text(&query, feed->title);
    bind_text(&query, feed->etag);
    bind_text(&query, feed->last_modified);
    bind_number(&query, feed->checked_at);
    bind_number(&query, feed->next_at);
    bind_number(&query, feed->failures);
    bind_number(&query, feed->status);
    bind_text(&query, feed->problem);
    bind_number(&query, feed->gone);
    step(&query);
    return finish(&query, error);
}

bool store_feed_move(struct store *store, struct str from, struct str to, readout_error *error)
{
    static const char *const steps[] = {"UPDATE OR IGNORE feed SET url = ?2 WHERE url = ?1",
                                        "DELETE FROM feed WHERE url = ?1 AND ?2 <> ?1",
                                        "UPDATE OR IGNORE feed_item SET feed = ?2 WHERE feed = ?1",
                                        "DELETE FROM feed_item WHERE feed = ?1 AND ?2 <> ?1"};
    if (!store_run(store, "BEGIN IMMEDIATE", error))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < sizeof steps / sizeof *steps; i++) {
        struct query query = prepare(store, steps[i]);
        bind_text(&query, from);
        bind_text(&query, to);
        step(&query);
        good = finish(&query, error);
    }
    if (good && store_run(store, "COMMIT", error))
        return true;
    store_run(store, "ROLLBACK", NULL);
    return false;
}

bool store_item_known(struct store *store, struct str feed, struct str key, bool *known, readout_error *error)
{
    struct query query = prepare(store, "SELECT 1 FROM feed_item WHERE feed = ?1 AND key = ?2");
    bind_text(&query, feed);
    bind_text(&query, key);
    *known = step(&query);
    return finish(&query, error);
}

bool store_item_keep(struct store *store, struct str feed, struct str key, struct str report, readout_error *error)
{
    struct query query = prepare(store, "REPLACE INTO feed_item (feed, key, seen_at, report) "
                                        "VALUES (?1, ?2, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?3)");
    bind_text(&query, feed);
    bind_text(&query, key);
    bind_text(&query, report);
    step(&query);
    return finish(&query, error);
}

bool store_server(struct store *store, struct arena *arena, struct server *server, readout_error *error)
{
    struct query query = prepare(store, "SELECT robots, " TIME_OF("robots_at") ", " TIME_OF("next_at") " FROM host "
                                        "WHERE name = ?1");
    bind_text(&query, server->name);
    server->robots = STR("");
    server->robots_at = server->next_at = 0;
    if (step(&query)) {
        server->robots = column(arena, &query, 0);
        server->robots_at = sqlite3_column_int64(query.statement, 1);
        server->next_at = sqlite3_column_int64(query.statement, 2);
    }
    return finish(&query, error);
}

bool store_server_keep(struct store *store, const struct server *server, readout_error *error)
{
    struct query query = prepare(store, "REPLACE INTO host (name, robots, robots_at, next_at) VALUES (?1, ?2, "
                                        TEXT_OF("?3") ", " TEXT_OF("?4") ")");
    bind_text(&query, server->name);
    bind_text(&query, server->robots);
    bind_number(&query, server->robots_at);
    bind_number(&query, server->next_at);
    step(&query);
    return finish(&query, error);
}
