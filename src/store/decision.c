/* decision.c - see decision.h. What the facts of each kind look like to a decision, fact_kind.c tells. */
#include "store/decision.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/error.h"
#include "store/fact_kind.h"
#include "store/internal.h"

/* A value for a statement: text where ptr is not NULL, else a number, or NULL where `none`. */
struct given {
    struct str text;
    sqlite3_int64 number;
    bool none;
};
#define TEXT_GIVEN(value) ((struct given){.text = (value), .none = !(value).len})
#define NUMBER_GIVEN(value) ((struct given){.number = (sqlite3_int64)(value)})
#define GIVEN(...)                                                                                                \
    (const struct given[]){__VA_ARGS__}, sizeof((const struct given[]){__VA_ARGS__}) / sizeof(struct given)

static int bind_given(sqlite3_stmt *statement, const struct given *given, size_t count)
{
    int most = sqlite3_bind_parameter_count(statement), code = SQLITE_OK;
    for (int i = 1; i <= most && (size_t)i <= count && code == SQLITE_OK; i++) {
        const struct given *it = &given[i - 1];
        if (it->none)
            code = sqlite3_bind_null(statement, i);
        else if (it->text.ptr)
            code = sqlite3_bind_text64(statement, i, it->text.ptr, it->text.len, SQLITE_TRANSIENT, SQLITE_UTF8);
        else
            code = sqlite3_bind_int64(statement, i, it->number);
    }
    return code;
}

/* The first statement of `sql`, ready to be bound, and what stands behind it. Texts that stand in the program are prepared
 * once for each place that they stand at: a decision runs the same few for each of its reports. */
static int prepare_kept(struct store *store, const char *sql, sqlite3_stmt **statement, const char **behind)
{
    size_t at = ((uintptr_t)sql >> 3) % STORE_KEPT;
    struct kept_statement *kept = &store->kept[at];
    if (kept->sql != sql) {
        sqlite3_finalize(kept->statement);
        *kept = (struct kept_statement){0};
        int code = sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &kept->statement,
                                      &kept->behind);
        if (code != SQLITE_OK)
            return code;
        kept->sql = sql;
    }
    sqlite3_reset(kept->statement); /* memory may have run out while its rows were used */
    *statement = kept->statement;
    *behind = kept->behind;
    return SQLITE_OK;
}

/* Run the statements of `sql`, which stands in the program, one after the other with the values; `use` (or NULL) is called
 * with each row, and runs none itself. */
static bool run_with(struct store *store, const char *sql, const struct given *given, size_t count,
                     void use(void *context, sqlite3_stmt *row), void *context, readout_error *error)
{
    int code = SQLITE_OK;
    while (*sql && (code == SQLITE_OK || code == SQLITE_DONE)) {
        sqlite3_stmt *statement = NULL;
        code = prepare_kept(store, sql, &statement, &sql);
        if (code == SQLITE_OK)
            code = bind_given(statement, given, count);
        while (code == SQLITE_OK && statement && (code = sqlite3_step(statement)) == SQLITE_ROW) {
            if (use)
                use(context, statement);
            code = SQLITE_OK;
        }
        if (code != SQLITE_OK && code != SQLITE_DONE)
            store_failed(store, code, error);
        if (statement) {
            sqlite3_reset(statement);
            sqlite3_clear_bindings(statement);
        }
    }
    return code == SQLITE_OK || code == SQLITE_DONE;
}

static struct str column(sqlite3_stmt *row, int at)
{
    const char *text = (const char *)sqlite3_column_text(row, at);
    return str_make(text ? text : "", (size_t)sqlite3_column_bytes(row, at));
}

/* Take away what follows from decisions for the report ?1, in all its versions. */
#define VERSIONS "(SELECT id FROM report WHERE external_id = ?1)"
#define MADE " AND rule IN ('" RULE_HAND_MADE "', '" RULE_KEPT "');"
#define CLEAR(table) "DELETE FROM " table " WHERE report_id IN " VERSIONS MADE
static const char *const clear =
    "DELETE FROM anchor WHERE report_id IN " VERSIONS ";"
    "DELETE FROM standing WHERE report_id IN " VERSIONS ";"
    CLEAR("meeting") CLEAR("trip") CLEAR("statement") CLEAR("proposal") CLEAR("position") CLEAR("talk") CLEAR("figure")
    CLEAR("coding") CLEAR("actor");

/* Find the places again: the same bytes of the same text, else the same words. */
#define FIND_ANCHORS(which)                                                                                       \
    "INSERT INTO anchor (place_id, report_id, start, \"end\") "                                                   \
    "SELECT place.id, report.id, place.start, place.\"end\" FROM decision_place AS place "                        \
    "JOIN report ON external_id = place.report AND report.text_hash = place.text_hash WHERE " which ";"           \
    "INSERT INTO anchor (place_id, report_id, start, \"end\") "                                                   \
    "SELECT id, report_id, at >> 32, at & 0xffffffff FROM (SELECT place.id AS id, report.id AS report_id, "       \
    "words_place(content, quote, place.start) AS at FROM decision_place AS place "                                \
    "JOIN report ON external_id = place.report AND report.text_hash <> place.text_hash "                          \
    "JOIN text ON hash = report.text_hash WHERE " which ") WHERE at IS NOT NULL;"

static const char *const find_anchors = FIND_ANCHORS("place.report = ?1");
static const char *const find_own_anchors = FIND_ANCHORS("place.decision_id = ?1");

/* One place of a decision in one version of the report. */
struct anchored {
    sqlite3_int64 decision, report;
    sqlite3_int64 start, end;
    struct str decided, kind, who, quote, content;
};
LIST_TYPE(anchored_list, struct anchored);

/* What no decision makes anew has no content: of actors there may be many places, and to count them is slow. */
static const char *const select_anchored =
    "SELECT decision.id, anchor.report_id, anchor.start, anchor.\"end\", decision.kind, place.kind, who, "
    "(SELECT CAST(substr(CAST(text.content AS BLOB), anchor.start + 1, anchor.\"end\" - anchor.start) AS TEXT) "
    "FROM report JOIN text ON hash = text_hash WHERE report.id = anchor.report_id), "
    "iif(place.kind IN ('actor', 'response', 'claim'), NULL, "
    "json_extract(decision.content, '$[' || (SELECT count(*) FROM decision_place AS before "
    "WHERE before.decision_id = decision.id AND before.id < place.id) || ']')) "
    "FROM decision_place AS place JOIN decision ON decision.id = place.decision_id "
    "JOIN anchor ON anchor.place_id = place.id "
    "WHERE place.report = ?1 AND decision.kind IN ('confirm', 'reject', 'add') "
    "ORDER BY decision.id, place.id, anchor.report_id";

struct settling {
    struct store *store;
    struct arena arena;
    struct anchored_list places;
    readout_error *error;
    struct fact_found {
        sqlite3_int64 id, start, end;
    } found;
};

static void take_anchored(void *context, sqlite3_stmt *row)
{
    struct settling *settling = context;
    struct anchored *it = ARENA_PUSH(&settling->arena, settling->places);
    *it = (struct anchored){.decision = sqlite3_column_int64(row, 0), .report = sqlite3_column_int64(row, 1),
                            .start = sqlite3_column_int64(row, 2), .end = sqlite3_column_int64(row, 3)};
    it->decided = str_copy(&settling->arena, column(row, 4));
    it->kind = str_copy(&settling->arena, column(row, 5));
    it->who = str_copy(&settling->arena, column(row, 6));
    it->quote = str_copy(&settling->arena, column(row, 7));
    it->content = str_copy(&settling->arena, column(row, 8));
}

static void take_found(void *context, sqlite3_stmt *row)
{
    struct fact_found *found = context;
    *found = (struct fact_found){sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
                                 sqlite3_column_int64(row, 2)};
}

/* The fact of the kind that is most at this place; id 0: none. */
static bool find_fact(struct settling *settling, const struct fact_kind *kind, const struct anchored *at)
{
    settling->found = (struct fact_found){0};
    return run_with(settling->store, kind->find,
                    GIVEN(NUMBER_GIVEN(at->report), NUMBER_GIVEN(at->start), NUMBER_GIVEN(at->end),
                          TEXT_GIVEN(at->who)),
                    take_found, &settling->found, settling->error);
}

/* Write the fact as the decision has it. */
static bool make_fact(struct settling *settling, const struct fact_kind *kind, const struct anchored *at,
                      const char *rule)
{
    if (!kind->make || !at->content.len)
        return true;
    struct str by = str_of(rule);
    const struct given given[] = {NUMBER_GIVEN(at->report), NUMBER_GIVEN(at->start), NUMBER_GIVEN(at->end),
                                  TEXT_GIVEN(at->quote), TEXT_GIVEN(by), TEXT_GIVEN(at->content)};
    enum { COUNT = sizeof given / sizeof given[0] };
    return run_with(settling->store, fact_kind_actors, given, COUNT, NULL, NULL, settling->error) &&
           run_with(settling->store, kind->make, given, COUNT, NULL, NULL, settling->error) &&
           run_with(settling->store, kind->last, given, COUNT, take_found, &settling->found, settling->error);
}

static bool settle_place(struct settling *settling, const struct anchored *at)
{
    const struct fact_kind *kind = fact_kind_find(at->kind);
    bool add = str_equal(at->decided, str_of(decision_kind_names[DECISION_ADD]));
    bool confirm = str_equal(at->decided, str_of(decision_kind_names[DECISION_CONFIRM]));
    if (!kind)
        return true;
    settling->found = (struct fact_found){0};
    if (!add && !find_fact(settling, kind, at))
        return false;
    if (add && !make_fact(settling, kind, at, RULE_HAND_MADE))
        return false;
    bool kept = confirm && !settling->found.id;
    if (kept && !make_fact(settling, kind, at, RULE_KEPT))
        return false;
    const struct fact_found *found = &settling->found;
    enum standing standing = add ? STANDING_HAND_MADE : confirm ? STANDING_CONFIRMED : STANDING_REJECTED;
    struct str name = str_of(standing_names[standing]);
    return !found->id ||
           run_with(settling->store,
                    "REPLACE INTO standing (kind, fact_id, report_id, decision_id, standing, start, \"end\", kept, "
                    "who) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    GIVEN(TEXT_GIVEN(at->kind), NUMBER_GIVEN(found->id), NUMBER_GIVEN(at->report),
                          NUMBER_GIVEN(at->decision), TEXT_GIVEN(name), NUMBER_GIVEN(found->start),
                          NUMBER_GIVEN(found->end), NUMBER_GIVEN(kept), TEXT_GIVEN(at->who)),
                    NULL, NULL, settling->error);
}

static bool settle(struct settling *settling, struct str report)
{
    const struct given id = TEXT_GIVEN(report);
    if (arena_guard(&settling->arena))
        return error_set(settling->error, READOUT_NO_MEMORY, settling->store->path, "memory ran out");
    if (!run_with(settling->store, clear, &id, 1, NULL, NULL, settling->error) ||
        !run_with(settling->store, find_anchors, &id, 1, NULL, NULL, settling->error) ||
        !run_with(settling->store, select_anchored, &id, 1, take_anchored, settling, settling->error))
        return false;
    for (size_t i = 0; i < settling->places.count; i++)
        if (!settle_place(settling, &settling->places.items[i]))
            return false;
    return true;
}

bool decision_settle(struct store *store, struct str report, readout_error *error)
{
    struct settling settling = {.store = store, .error = error};
    arena_init(&settling.arena, 0);
    bool settled = settle(&settling, report);
    arena_free(&settling.arena);
    return settled;
}


/* Where the place is: in the current text of the report, unless the decision brings text and quote. */
static bool insert_place(struct store *store, sqlite3_int64 decision, const struct decision_place *place,
                         readout_error *error)
{
    static const char *const here =
        "INSERT INTO decision_place (decision_id, report, text_hash, start, \"end\", quote, kind, who, side) "
        "SELECT ?1, external_id, text_hash, ?3, ?4, CAST(substr(CAST(content AS BLOB), ?3 + 1, ?4 - ?3) AS TEXT), ?5, "
        "?6, ?7 FROM report JOIN text ON hash = text_hash WHERE external_id = ?2 AND current = 1 "
        "AND ?3 <= ?4 AND ?4 <= length(CAST(content AS BLOB))";
    static const char *const brought =
        "INSERT INTO decision_place (decision_id, report, text_hash, start, \"end\", quote, kind, who, side) "
        "VALUES (?1, ?2, ?8, ?3, ?4, ?9, ?5, ?6, ?7)";
    bool has_text = place->text_hash.len > 0;
    if (!run_with(store, has_text ? brought : here,
                  GIVEN(NUMBER_GIVEN(decision), TEXT_GIVEN(place->report), NUMBER_GIVEN(place->start),
                        NUMBER_GIVEN(place->end), TEXT_GIVEN(place->kind), TEXT_GIVEN(place->who),
                        NUMBER_GIVEN(place->side), TEXT_GIVEN(place->text_hash), {.text = place->quote}),
                  NULL, NULL, error))
        return false;
    return sqlite3_changes(store->database) == 1 ||
           error_set(error, READOUT_BAD_INPUT, NULL, "report %.*s has no bytes %u-%u", STR_ARGS(place->report),
                     (unsigned)place->start, (unsigned)place->end);
}

static void take_content(void *context, sqlite3_stmt *row)
{
    struct buffer *out = context;
    buffer_add(out, column(row, 0));
}

/* The facts at the places as they are now, a JSON array in the order of the places. */
static bool describe(struct store *store, const struct decision *decision, struct buffer *out, readout_error *error)
{
    buffer_byte(out, '[');
    for (size_t i = 0; i < decision->places.count; i++) {
        const struct decision_place *place = &decision->places.items[i];
        const struct fact_kind *kind = fact_kind_find(place->kind);
        size_t before = out->len;
        if (kind && kind->describe &&
            !run_with(store, kind->describe,
                      GIVEN(TEXT_GIVEN(place->report), NUMBER_GIVEN(place->start), NUMBER_GIVEN(place->end),
                            TEXT_GIVEN(place->who)),
                      take_content, out, error))
            return false;
        if (out->len == before)
            buffer_add(out, STR("null"));
        buffer_byte(out, i + 1 < decision->places.count ? ',' : ' ');
    }
    buffer_byte(out, ']');
    return !out->failed || error_set(error, READOUT_NO_MEMORY, store->path, "memory ran out");
}

static bool insert_decision(struct store *store, const struct decision *decision, int64_t *number, readout_error *error)
{
    struct buffer content = {0};
    struct str kind = str_of(decision_kind_names[decision->kind]);
    bool done = decision->content.len || describe(store, decision, &content, error);
    struct str text = decision->content.len ? decision->content : buffer_str(&content);
    done = done &&
           run_with(store,
                    "INSERT INTO decision (kind, subject, key, other, text, content, made_at) VALUES "
                    "(?1, ?2, ?3, ?4, ?5, ?6, coalesce(?7, strftime('%Y-%m-%dT%H:%M:%SZ', 'now')))",
                    GIVEN(TEXT_GIVEN(kind), TEXT_GIVEN(decision->subject), {.text = decision->key},
                          TEXT_GIVEN(decision->other), TEXT_GIVEN(decision->text), TEXT_GIVEN(text),
                          TEXT_GIVEN(decision->made_at)),
                    NULL, NULL, error);
    *number = sqlite3_last_insert_rowid(store->database);
    buffer_free(&content);
    for (size_t i = 0; done && i < decision->places.count; i++)
        done = insert_place(store, *number, &decision->places.items[i], error);
    return done;
}

/* Reports of places, each once. */
struct report_names {
    struct arena arena;
    struct str_list names;
};

static void take_name(void *context, sqlite3_stmt *row)
{
    struct report_names *reports = context;
    *ARENA_PUSH(&reports->arena, reports->names) = str_copy(&reports->arena, column(row, 0));
}

static bool read_names(struct store *store, int64_t number, struct report_names *reports, readout_error *error)
{
    if (arena_guard(&reports->arena))
        return error_set(error, READOUT_NO_MEMORY, store->path, "memory ran out");
    return run_with(store, "SELECT DISTINCT report FROM decision_place WHERE decision_id = ?1",
                    GIVEN(NUMBER_GIVEN(number)), take_name, reports, error);
}

static bool settle_names(struct store *store, const struct report_names *reports, readout_error *error)
{
    for (size_t i = 0; i < reports->names.count; i++)
        if (!decision_settle(store, reports->names.items[i], error))
            return false;
    return true;
}

/* Whether facts of reports stand otherwise by decisions of the kind; else it only says where it stands. */
static bool changes_facts(enum decision_kind kind)
{
    return kind == DECISION_CONFIRM || kind == DECISION_REJECT || kind == DECISION_ADD;
}

static bool settle_decision(struct store *store, enum decision_kind kind, int64_t number, readout_error *error)
{
    struct report_names reports = {0};
    if (!changes_facts(kind))
        return run_with(store, find_own_anchors, GIVEN(NUMBER_GIVEN(number)), NULL, NULL, error);
    arena_init(&reports.arena, 0);
    bool settled = read_names(store, number, &reports, error) && settle_names(store, &reports, error);
    arena_free(&reports.arena);
    return settled;
}

static bool end_transaction(struct store *store, bool done, readout_error *error)
{
    done = done && store_run(store, "COMMIT", error);
    if (!done && !sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    return done;
}

bool store_decide_all(struct store *store, const struct decision *decisions, size_t count, int64_t *numbers,
                      readout_error *error)
{
    bool done = true;
    if (!store_run(store, "BEGIN IMMEDIATE", error))
        return false;
    for (size_t i = 0; done && i < count; i++)
        done = insert_decision(store, &decisions[i], &numbers[i], error) &&
               settle_decision(store, decisions[i].kind, numbers[i], error);
    return end_transaction(store, done, error);
}

bool store_decide(struct store *store, const struct decision *decision, int64_t *number, readout_error *error)
{
    return store_decide_all(store, decision, 1, number, error);
}

/* A report that was withdrawn, in the names' arena. */
struct withdrawn {
    struct report_names *reports;
    struct str report;
    sqlite3_int64 version;
};

static void take_withdrawn(void *context, sqlite3_stmt *row)
{
    struct withdrawn *withdrawn = context;
    withdrawn->report = str_copy(&withdrawn->reports->arena, column(row, 0));
    withdrawn->version = sqlite3_column_int64(row, 1);
}

static bool undo_withdrawal(struct store *store, int64_t number, struct report_names *reports, readout_error *error)
{
    struct withdrawn withdrawn = {.reports = reports};
    return run_with(store, "SELECT key, CAST(other AS INTEGER) FROM decision WHERE id = ?1 AND kind = 'withdraw'",
                    GIVEN(NUMBER_GIVEN(number)), take_withdrawn, &withdrawn, error) &&
           (!withdrawn.version || store_return(store, withdrawn.report.ptr, withdrawn.version, error));
}

static void take_kind(void *context, sqlite3_stmt *row)
{
    *(int *)context = record_name(decision_kind_names, DECISION_KIND_COUNT, column(row, 0));
}

static bool undo(struct store *store, int64_t number, int kind, struct report_names *reports, readout_error *error)
{
    return read_names(store, number, reports, error) && undo_withdrawal(store, number, reports, error) &&
           run_with(store, "DELETE FROM decision WHERE id = ?1", GIVEN(NUMBER_GIVEN(number)), NULL, NULL, error) &&
           (!(kind == DECISION_WITHDRAW || changes_facts((enum decision_kind)kind)) ||
            settle_names(store, reports, error));
}

bool store_undo(struct store *store, int64_t number, bool *found, readout_error *error)
{
    struct report_names reports = {0};
    *found = false;
    if (!store_run(store, "BEGIN IMMEDIATE", error))
        return false;
    arena_init(&reports.arena, 0);
    int kind = -1;
    bool done = run_with(store, "SELECT kind FROM decision WHERE id = ?1", GIVEN(NUMBER_GIVEN(number)), take_kind,
                         &kind, error);
    *found = kind >= 0;
    done = done && (!*found || undo(store, number, kind, &reports, error));
    done = end_transaction(store, done, error);
    arena_free(&reports.arena);
    return done;
}

/* What store_decisions fills: decisions, places. */
struct listing {
    struct arena *arena;
    struct decision_list *list;
};

static enum decision_kind kind_of(struct str name)
{
    int kind = record_name(decision_kind_names, DECISION_KIND_COUNT, name);
    return kind < 0 ? DECISION_NOTE : (enum decision_kind)kind;
}

static void list_row(void *context, sqlite3_stmt *row)
{
    struct listing *listing = context;
    struct arena *arena = listing->arena;
    struct decision_list *list = listing->list;
    if (!list->count || list->items[list->count - 1].number != sqlite3_column_int64(row, 0))
        *ARENA_PUSH(arena, *list) = (struct decision){
            .number = sqlite3_column_int64(row, 0), .kind = kind_of(column(row, 1)),
            .made_at = str_copy(arena, column(row, 2)), .subject = str_copy(arena, column(row, 3)),
            .key = str_copy(arena, column(row, 4)), .other = str_copy(arena, column(row, 5)),
            .text = str_copy(arena, column(row, 6)), .content = str_copy(arena, column(row, 7))};
    if (sqlite3_column_type(row, 8) == SQLITE_NULL)
        return;
    *ARENA_PUSH(arena, list->items[list->count - 1].places) = (struct decision_place){
        .report = str_copy(arena, column(row, 8)), .text_hash = str_copy(arena, column(row, 9)),
        .start = (uint32_t)sqlite3_column_int64(row, 10), .end = (uint32_t)sqlite3_column_int64(row, 11),
        .quote = str_copy(arena, column(row, 12)), .kind = str_copy(arena, column(row, 13)),
        .who = str_copy(arena, column(row, 14)), .side = (uint32_t)sqlite3_column_int64(row, 15),
        .found = sqlite3_column_int(row, 16)};
}

#define LISTED(which, order)                                                                                      \
    "SELECT decision.id, decision.kind, made_at, subject, key, other, decision.text, iif(place.id > (SELECT min(id) " \
    "FROM decision_place WHERE decision_id = decision.id), NULL, content), place.report, place.text_hash, "        \
    "place.start, place.\"end\", quote, place.kind, who, side, "                                                   \
    "EXISTS (SELECT 1 FROM anchor JOIN report ON report.id = report_id AND current = 1 WHERE place_id = place.id) " \
    "FROM " which " LEFT JOIN decision_place AS place ON decision_id = decision.id ORDER BY decision.id" order        \
    ", place.id"

bool store_decisions(struct store *store, struct arena *arena, struct decision_list *decisions, readout_error *error)
{
    struct listing listing = {arena, decisions};
    *decisions = (struct decision_list){0};
    return run_with(store, LISTED("decision", ""), NULL, 0, list_row, &listing, error);
}

bool store_decisions_newest(struct store *store, size_t skip, size_t most, struct arena *arena,
                            struct decision_list *decisions, size_t *total, readout_error *error)
{
    struct listing listing = {arena, decisions};
    sqlite3_int64 count = 0;
    *decisions = (struct decision_list){0};
    *total = 0;
    if (!store_number(store, "SELECT count(*) FROM decision", &count, error))
        return false;
    *total = (size_t)count;
    return run_with(store, LISTED("(SELECT * FROM decision ORDER BY id DESC LIMIT ?2 OFFSET ?1) AS decision", " DESC"),
                    GIVEN(NUMBER_GIVEN(skip), NUMBER_GIVEN(most)), list_row, &listing, error);
}

static void put_quoted(struct buffer *out, struct str text)
{
    buffer_byte(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char escape[8];
        unsigned char byte = (unsigned char)text.ptr[i];
        snprintf(escape, sizeof escape, "\\u%04x", byte);
        if (byte < 0x20 || byte == '"' || byte == '\\')
            buffer_add(out, str_of(escape));
        else
            buffer_byte(out, text.ptr[i]);
    }
    buffer_byte(out, '"');
}

/* [["report",start,end,"kind"],...] */
static void put_places(struct buffer *out, const struct decision_places *places)
{
    buffer_byte(out, '[');
    for (size_t i = 0; i < places->count; i++) {
        const struct decision_place *place = &places->items[i];
        char numbers[48];
        snprintf(numbers, sizeof numbers, ",%u,%u,", place->start, place->end);
        buffer_add(out, i ? STR(",[") : STR("["));
        put_quoted(out, place->report);
        buffer_add(out, str_of(numbers));
        put_quoted(out, place->kind);
        buffer_byte(out, ']');
    }
    buffer_byte(out, ']');
}

bool store_decisions_on(struct store *store, struct str key, const struct decision_places *places, struct arena *arena,
                        struct decision_list *decisions, readout_error *error)
{
    static const char *const select = LISTED(
        "(SELECT * FROM decision WHERE id IN (SELECT id FROM decision WHERE key = ?1 OR other = ?1 UNION "
        "SELECT decision_id FROM json_each(?2) AS wanted JOIN report ON external_id = json_extract(value, '$[0]') "
        "AND current = 1 JOIN anchor ON anchor.report_id = report.id AND anchor.start = json_extract(value, '$[1]') "
        "AND anchor.\"end\" = json_extract(value, '$[2]') JOIN decision_place AS at ON at.id = anchor.place_id "
        "AND at.kind = json_extract(value, '$[3]'))) AS decision", "");
    struct listing listing = {arena, decisions};
    struct buffer list = {0};
    *decisions = (struct decision_list){0};
    put_places(&list, places);
    bool failed = list.failed;
    struct str wanted = str_copy(arena, buffer_str(&list));
    buffer_free(&list);
    if (failed)
        return error_set(error, READOUT_NO_MEMORY, store->path, "memory ran out");
    return run_with(store, select, GIVEN({.text = key}, {.text = wanted}), list_row, &listing, error);
}

/* What decision_load fills. */
struct story_loading {
    struct arena *arena;
    struct story_facts *facts;
};

static void take_decision(void *context, sqlite3_stmt *row)
{
    struct story_loading *loading = context;
    struct arena *arena = loading->arena;
    struct story_facts *facts = loading->facts;
    size_t count = facts->judgements.count;
    if (!count || facts->judgements.items[count - 1].number != sqlite3_column_int64(row, 0))
        *ARENA_PUSH(arena, facts->judgements) = (struct story_judgement){
            .number = sqlite3_column_int64(row, 0), .kind = kind_of(column(row, 1)),
            .subject = str_copy(arena, column(row, 2)), .key = str_copy(arena, column(row, 3)),
            .other = str_copy(arena, column(row, 4)), .text = str_copy(arena, column(row, 5))};
    *ARENA_PUSH(arena, facts->judgements.items[facts->judgements.count - 1].places) = (struct story_source){
        .report = (uint32_t)sqlite3_column_int64(row, 6), .start = (uint32_t)sqlite3_column_int64(row, 7),
        .end = (uint32_t)sqlite3_column_int64(row, 8), .quote = str_copy(arena, column(row, 9))};
}

#define SCOPE "(SELECT key AS at, value AS report FROM json_each(?1)) AS scope"

bool decision_load(struct store *store, struct str rows, struct arena *arena, struct story_facts *facts,
                   readout_error *error)
{
    struct story_loading loading = {arena, facts};
    sqlite3_int64 any = 0;
    if (!store_number(store, "SELECT EXISTS (SELECT 1 FROM decision)", &any, error) || !any)
        return error->status == READOUT_OK;
    return run_with(store,
                    "SELECT decision.id, decision.kind, subject, key, other, decision.text, scope.at, anchor.start, "
                    "anchor.\"end\", who FROM decision JOIN decision_place AS place ON decision_id = decision.id "
                    "JOIN anchor ON place_id = place.id JOIN " SCOPE " ON scope.report = anchor.report_id "
                    "WHERE decision.kind IN ('confirm', 'reject', 'note') ORDER BY decision.id, place.id",
                    GIVEN(TEXT_GIVEN(rows)), take_decision, &loading, error);
}

/* What store_facts_at and store_text fill. */
struct at_place {
    struct arena *arena;
    struct decision_places *places;
    struct decision_place place; /* but for `who` */
    struct str *text;
};

static void take_at(void *context, sqlite3_stmt *row)
{
    struct at_place *at = context;
    at->place.who = str_copy(at->arena, column(row, 0));
    *ARENA_PUSH(at->arena, *at->places) = at->place;
}

bool store_facts_at(struct store *store, struct str report, uint32_t start, uint32_t end, struct arena *arena,
                    struct decision_places *places, readout_error *error)
{
    struct at_place at = {.arena = arena, .places = places, .place = {.report = report, .start = start, .end = end}};
    for (const struct fact_kind *kind = fact_kind_next(NULL); kind; kind = fact_kind_next(kind)) {
        at.place.kind = str_of(kind->name);
        if (!run_with(store, kind->at, GIVEN(TEXT_GIVEN(report), NUMBER_GIVEN(start), NUMBER_GIVEN(end)), take_at, &at,
                      error))
            return false;
    }
    return true;
}

static void take_text(void *context, sqlite3_stmt *row)
{
    struct at_place *at = context;
    *at->text = str_copy(at->arena, column(row, 0));
}

bool store_text(struct store *store, struct str report, struct arena *arena, struct str *text, readout_error *error)
{
    struct at_place at = {.arena = arena, .text = text};
    *text = STR("");
    return run_with(store,
                    "SELECT content FROM report JOIN text ON hash = text_hash WHERE external_id = ?1 AND current = 1",
                    GIVEN(TEXT_GIVEN(report)), take_text, &at, error);
}
