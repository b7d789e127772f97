/* coding.c - loads political events as single reports tell them (loading_codings of loading.h).
 *
 * Input: the tables coding and coding_actor. Output: codings of the facts, in order of the reports and of their places.
 * Invariant: nothing depends on the numbers of rows but the order of codings that stand at the same bytes. */
#include <math.h>

#include "base/calendar.h"
#include "store/loading.h"

static long column_day(sqlite3_stmt *row, int at)
{
    long day;
    return calendar_parse(loading_column(row, at), &day) ? day : STORY_NO_DAY;
}

/* Room for so many: what grows leaves its old places behind in the arena. */
static void take_count(struct loading *loading, sqlite3_stmt *row)
{
    struct story_codings *codings = &loading->facts->codings;
    size_t count = (size_t)sqlite3_column_int64(row, 0);
    codings->items = arena_take(loading->arena, count + 1, sizeof *codings->items);
    codings->capacity = count + 1;
}

static void take_coding(struct loading *loading, sqlite3_stmt *row)
{
    int event = record_name(plover_event_names, PLOVER_COUNT, loading_column(row, 5));
    int status = record_name(coding_status_names, CODING_STATUS_COUNT, loading_column(row, 6));
    struct story_coding coding = {.source = loading_telling(loading, row, 1), .reciprocal = sqlite3_column_int(row, 7),
                                  .mode = loading_keep(loading, loading_column(row, 8)),
                                  .cameo = loading_keep(loading, loading_column(row, 9)),
                                  .place = loading_keep(loading, loading_column(row, 10)),
                                  .when = loading_keep(loading, loading_column(row, 11)),
                                  .rule = loading_keep(loading, loading_column(row, 12)),
                                  .cited = loading_keep(loading, loading_column(row, 13)),
                                  .penta = loading_number(row, 15), .confidence = loading_number(row, 16),
                                  .from = column_day(row, 17), .to = column_day(row, 18)};
    if (event < 0 || status < 0)
        return;
    coding.event = (enum plover_event)event;
    coding.status = (enum coding_status)status;
    coding.goldstein = sqlite3_column_type(row, 14) == SQLITE_NULL ? NAN : sqlite3_column_double(row, 14);
    *ARENA_PUSH(loading->arena, loading->codings) =
        (struct place){sqlite3_column_int64(row, 0), (uint32_t)loading->facts->codings.count};
    *ARENA_PUSH(loading->arena, loading->facts->codings) = coding;
}

static struct story_coding *coding_of(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t at = loading_place(&loading->codings, sqlite3_column_int64(row, 0));
    return at == MAP_NONE ? NULL : &loading->facts->codings.items[at];
}

static void take_context(struct loading *loading, sqlite3_stmt *row)
{
    struct story_coding *coding = coding_of(loading, row);
    if (coding)
        *ARENA_PUSH_ONE(loading->arena, coding->contexts) = loading_keep(loading, loading_column(row, 1));
}

static void take_end(struct loading *loading, sqlite3_stmt *row)
{
    struct story_coding *coding = coding_of(loading, row);
    bool known = sqlite3_column_type(row, 2) != SQLITE_NULL;
    uint32_t mention = known ? loading_place(&loading->mentions, sqlite3_column_int64(row, 2)) : (uint32_t)MAP_NONE;
    if (coding)
        *ARENA_PUSH_ONE(loading->arena, coding->ends[sqlite3_column_int(row, 1)]) = (struct story_end){
            .mention = mention == MAP_NONE ? NO_ACTOR : mention,
            .words = loading_keep(loading, loading_column(row, 3)),
            .country = loading_keep(loading, loading_column(row, 4)),
            .sector = loading_keep(loading, loading_column(row, 5))};
}

bool loading_codings(struct loading *loading)
{
    if (!loading_rows(loading, "SELECT count(*) FROM " OF_SCOPE("coding"), take_count) ||
        !loading_rows(loading,
                      "SELECT coding.id, " SOURCE("coding") ", event, status, reciprocal, mode, cameo, place, "
                      "date_text, rule, attributed_to, goldstein, penta, confidence, from_day, to_day, "
                      STANDING("coding") " FROM " OF_SCOPE("coding") BY_REPORT "coding.start, coding.\"end\", coding.id", take_coding))
        return false;
    loading_sort(&loading->codings);
    return loading_rows(loading, "SELECT coding.id, context.value FROM " OF_SCOPE("coding")
                                 " JOIN json_each(contexts) AS context" BY_REPORT "coding.id, context.key",
                        take_context) &&
           loading_rows(loading, "SELECT coding_id, role = 'target', actor_id, coding_actor.quote, country, "
                                 "json_extract(sectors, '$[0]') FROM " OF_SCOPE("coding")
                                 " JOIN coding_actor ON coding_id = coding.id" BY_REPORT
                                 "coding_id, role, coding_actor.at",
                        take_end);
}
