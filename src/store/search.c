/* search.c - see search.h. To weigh all reports that have frequent words takes too long, so that only the newest rows of
 * the index are, as many as SEARCH_RANKED says. The marks around what was found are control characters, of which no
 * more comes than that a piece is marked that should not be, where a text has them itself. */
#include "store/search.h"

#include <utf8proc.h>

#include "base/ascii.h"
#include "store/internal.h"

#define MARK_FOUND "\x02"
#define MARK_END "\x03"
#define PRECIOUS 3 /* as many words as a beginning or phrase takes the time of */

/* --- what is typed */

/* Does it have anything that the index has? */
static bool has_letters(struct str text)
{
    while (text.len) {
        utf8proc_int32_t character;
        utf8proc_ssize_t got = utf8proc_iterate((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len,
                                                &character);
        utf8proc_category_t category = got > 0 ? utf8proc_category(character) : UTF8PROC_CATEGORY_CN;
        if ((category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
            (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO))
            return true;
        size_t bytes = got > 0 ? (size_t)got : 1;
        text = str_make(text.ptr + bytes, text.len - bytes);
    }
    return false;
}

static bool is_inside(char c)
{
    return ascii_is_alphanumeric(c) || (unsigned char)c >= 0x80;
}

/* Without ASCII's punctuation at both ends. */
static struct str trim_marks(struct str text)
{
    while (text.len && !is_inside(text.ptr[0]))
        text = str_make(text.ptr + 1, text.len - 1);
    while (text.len && !is_inside(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

static size_t count_words(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += !ascii_is_gap(text.ptr[i]) && (i == 0 || ascii_is_gap(text.ptr[i - 1]));
    return count;
}

/* The head of a phrase that has so many words. */
static struct str cut_words(struct str text, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        if (!ascii_is_gap(text.ptr[i]) && (i == 0 || ascii_is_gap(text.ptr[i - 1])) && ++count > most)
            return str_trim(str_make(text.ptr, i));
    return text;
}

static bool has_term(const struct search_terms *terms, const struct search_term *term)
{
    for (size_t i = 0; i < terms->count; i++)
        if (ascii_same(terms->items[i].text, term->text) && terms->items[i].beginning == term->beginning)
            return true;
    return false;
}

static void add_term(struct arena *arena, struct search_terms *terms, struct str text, size_t *words)
{
    text = cut_words(text, SEARCH_WORDS - *words);
    bool star = text.len && text.ptr[text.len - 1] == '*';
    text = trim_marks(text);
    struct search_term term = {text, star && text.len >= SEARCH_BEGINNING};
    if (has_letters(text) && !has_term(terms, &term)) {
        *words += count_words(text);
        *ARENA_PUSH(arena, *terms) = term;
    }
}

struct search_terms search_terms_of(struct arena *arena, struct str words)
{
    struct search_terms terms = {0};
    size_t count = 0;
    while (words.len && count < SEARCH_WORDS) {
        size_t end = 0;
        if (ascii_is_gap(words.ptr[0])) {
            words = str_make(words.ptr + 1, words.len - 1);
            continue;
        }
        bool phrase = words.ptr[0] == '"';
        if (phrase)
            words = str_make(words.ptr + 1, words.len - 1);
        while (end < words.len && words.ptr[end] != '"' && (phrase || !ascii_is_gap(words.ptr[end])))
            end++;
        add_term(arena, &terms, str_make(words.ptr, end), &count);
        end += phrase && end < words.len;
        words = str_make(words.ptr + end, words.len - end);
    }
    return terms;
}

struct str search_expression(struct arena *arena, const struct search_terms *terms, bool title)
{
    static const char in_title[] = "{title} : (";
    size_t size = sizeof in_title + 2, length = 0;
    for (size_t i = 0; i < terms->count; i++)
        size += 2 * terms->items[i].text.len + 4;
    char *text = arena_take(arena, size, 1);
    if (terms->count && title)
        memcpy(text, in_title, length = sizeof in_title - 1);
    for (size_t i = 0; i < terms->count; i++) {
        struct str term = terms->items[i].text;
        if (i)
            text[length++] = ' ';
        text[length++] = '"';
        for (size_t at = 0; at < term.len; at++) {
            if (term.ptr[at] == '"')
                text[length++] = '"';
            text[length++] = term.ptr[at];
        }
        text[length++] = '"';
        if (terms->items[i].beginning)
            text[length++] = '*';
    }
    if (terms->count && title)
        text[length++] = ')';
    return str_make(text, length);
}

/* --- queries */

/* ?1: the expression. ?2: a process, ?3 and ?4: days; NULL: all. */
#define FOUND "report_search WHERE report_search MATCH ?1"
#define OF_PROCESS " AND +report_search.rowid IN (SELECT report_id FROM report_process WHERE process = ?2)"
#define OF_DAYS                                                                                                    \
    " AND +report_search.rowid IN (SELECT id FROM report WHERE current = 1 AND published IS NOT NULL AND "         \
    "(?3 IS NULL OR substr(published, 1, 10) >= ?3) AND (?4 IS NULL OR substr(published, 1, 10) <= ?4))"

/* A search on its way. */
struct searching {
    struct store *store;
    const struct search *search;
    struct arena *arena;
    struct search_result *result;
    struct str_list *names; /* of what is found, where these alone are asked for */
    struct str expression;
    bool by_process, by_days;
    sqlite3_stmt *statement;
    sqlite3_int64 from; /* the first row that is weighed */
};

static int bind_text(sqlite3_stmt *statement, int at, struct str text)
{
    return text.len ? sqlite3_bind_text64(statement, at, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8) : SQLITE_OK;
}

/* SELECT WHAT of those found that are of the negotiation and the days; end with `tail`. */
static int prepare(struct searching *searching, const char *what, const char *tail)
{
    char *sql = sqlite3_mprintf("SELECT %s FROM " FOUND "%s%s%s", what, searching->by_process ? OF_PROCESS : "",
                                searching->by_days ? OF_DAYS : "", tail);
    int code = sql ? sqlite3_prepare_v2(searching->store->database, sql, -1, &searching->statement, NULL)
                   : SQLITE_NOMEM;
    sqlite3_free(sql);
    if (code == SQLITE_OK)
        code = bind_text(searching->statement, 1, searching->expression);
    if (code == SQLITE_OK && searching->by_process)
        code = bind_text(searching->statement, 2, searching->search->process);
    if (code == SQLITE_OK && searching->by_days)
        code = bind_text(searching->statement, 3, searching->search->since);
    if (code == SQLITE_OK && searching->by_days)
        code = bind_text(searching->statement, 4, searching->search->until);
    return code;
}

/* End the query; false, and `error`, where it did not come to its end. */
static bool finish(struct searching *searching, int code, readout_error *error)
{
    sqlite3_finalize(searching->statement);
    searching->statement = NULL;
    return code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW ||
           store_failed(searching->store, code, error);
}

static bool count_found(struct searching *searching, readout_error *error)
{
    int code = prepare(searching, "count(*)", "");
    if (code == SQLITE_OK)
        code = sqlite3_step(searching->statement);
    if (code == SQLITE_ROW)
        searching->result->total = (size_t)sqlite3_column_int64(searching->statement, 0);
    return finish(searching, code, error);
}

/* How many reports there is time to weigh. */
static size_t most_ranked(const struct search_terms *terms)
{
    size_t words = 0;
    for (size_t i = 0; i < terms->count; i++)
        words += terms->items[i].beginning || count_words(terms->items[i].text) > 1 ? PRECIOUS : 1;
    return words ? SEARCH_RANKED / words : SEARCH_RANKED;
}

static bool find_first(struct searching *searching, readout_error *error)
{
    struct search_result *result = searching->result;
    size_t most = most_ranked(&searching->search->terms);
    result->weighed = searching->search->terms.count <= SEARCH_WEIGHED;
    result->ranked = result->total;
    if (!result->weighed || result->total <= most)
        return true;
    result->ranked = most;
    int code = prepare(searching, "rowid", " ORDER BY rowid DESC LIMIT 1 OFFSET ?5");
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(searching->statement, 5, (sqlite3_int64)most - 1);
    if (code == SQLITE_OK)
        code = sqlite3_step(searching->statement);
    if (code == SQLITE_ROW)
        searching->from = sqlite3_column_int64(searching->statement, 0);
    return finish(searching, code, error);
}

static struct str column(const struct searching *searching, int at)
{
    const char *text = (const char *)sqlite3_column_text(searching->statement, at);
    size_t length = (size_t)sqlite3_column_bytes(searching->statement, at);
    return str_copy(searching->arena, str_make(text ? text : "", text ? length : 0));
}

/* Take the marks out of the snippet. */
static void cut_pieces(struct arena *arena, struct search_hit *hit, struct str marked)
{
    char *plain = arena_take(arena, marked.len + 1, 1);
    size_t length = 0, start = 0;
    bool found = false;
    for (size_t i = 0; i <= marked.len; i++) {
        bool mark = i == marked.len || marked.ptr[i] == MARK_FOUND[0] || marked.ptr[i] == MARK_END[0];
        if (!mark) {
            plain[length++] = marked.ptr[i];
            continue;
        }
        if (length > start)
            *ARENA_PUSH(arena, hit->pieces) = (struct search_piece){str_make(plain + start, length - start), found};
        start = length;
        found = i < marked.len && marked.ptr[i] == MARK_FOUND[0];
    }
    hit->snippet = str_make(plain, length);
}

static void take_hits(struct searching *searching, int *code)
{
    while (*code == SQLITE_OK || *code == SQLITE_ROW) {
        *code = sqlite3_step(searching->statement);
        if (*code != SQLITE_ROW)
            return;
        struct search_hit hit = {.report = column(searching, 0), .outlet = column(searching, 1),
                                 .published = column(searching, 2), .title = column(searching, 3)};
        cut_pieces(searching->arena, &hit, column(searching, 4));
        *ARENA_PUSH(searching->arena, searching->result->hits) = hit;
    }
}

#define HIT                                                                                        \
    "(SELECT external_id FROM report WHERE id = report_search.rowid), "                            \
    "(SELECT outlet FROM report WHERE id = report_search.rowid), "                                 \
    "(SELECT published FROM report WHERE id = report_search.rowid), "                              \
    "title, snippet(report_search, 1, '" MARK_FOUND "', '" MARK_END "', '…', 32)"

/* A sorted search weighs all that is found before a condition is looked at, which takes longer where few are of the
 * negotiation. */
static const char *order_of(const struct searching *searching)
{
    if (!searching->result->weighed)
        return " AND rowid >= ?7 ORDER BY rowid DESC LIMIT ?5 OFFSET ?6";
    return searching->by_process ? " AND rowid >= ?7 ORDER BY bm25(report_search) LIMIT ?5 OFFSET ?6"
                                 : " AND rowid >= ?7 ORDER BY rank LIMIT ?5 OFFSET ?6";
}

static bool find_hits(struct searching *searching, readout_error *error)
{
    const struct search *search = searching->search;
    int code = prepare(searching, HIT, order_of(searching));
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(searching->statement, 5, (sqlite3_int64)search->most);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(searching->statement, 6, (sqlite3_int64)search->first);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(searching->statement, 7, searching->from);
    take_hits(searching, &code);
    return finish(searching, code, error);
}

/* Call `next` so that the query is ended even where memory runs out in it. */
static bool guarded(struct searching *searching, bool next(struct searching *searching, readout_error *error),
                    readout_error *error)
{
    jmp_buf outer;
    memcpy(&outer, &searching->arena->failure, sizeof outer);
    if (arena_guard(searching->arena)) {
        sqlite3_finalize(searching->statement);
        memcpy(&searching->arena->failure, &outer, sizeof outer);
        arena_fail(searching->arena);
    }
    bool done = next(searching, error);
    memcpy(&searching->arena->failure, &outer, sizeof outer);
    return done;
}

bool store_search(struct store *store, const struct search *search, struct arena *arena, struct search_result *result,
                  readout_error *error)
{
    *result = (struct search_result){.weighed = true};
    if (!search->terms.count)
        return true;
    struct searching searching = {.store = store, .search = search, .arena = arena, .result = result,
                                  .expression = search_expression(arena, &search->terms, false),
                                  .by_process = search->process.len, .by_days = search->since.len || search->until.len};
    return count_found(&searching, error) && find_first(&searching, error) &&
           (!search->most || search->first >= result->ranked || guarded(&searching, find_hits, error));
}

/* --- names */

static bool find_names(struct searching *searching, readout_error *error)
{
    int code = prepare(searching, "(SELECT external_id FROM report WHERE id = report_search.rowid)", "");
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(searching->statement);
        if (code == SQLITE_ROW)
            *ARENA_PUSH(searching->arena, *searching->names) = column(searching, 0);
    }
    return finish(searching, code, error);
}

bool store_search_names(struct store *store, const struct search_terms *terms, bool title, size_t most,
                        struct arena *arena, struct str_list *names, bool *many, readout_error *error)
{
    struct search search = {.terms = *terms};
    struct search_result result = {0};
    struct searching searching = {.store = store, .search = &search, .arena = arena, .result = &result, .names = names,
                                  .expression = search_expression(arena, terms, title)};
    *names = (struct str_list){0};
    *many = false;
    if (!terms->count)
        return true;
    if (most && !count_found(&searching, error))
        return false;
    *many = most && result.total > most;
    return *many || guarded(&searching, find_names, error);
}
