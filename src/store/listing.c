/* listing.c - loads statements and figures as they are listed, report by report (loading.h). */
#include "store/loading.h"

static void take_statement(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t speaker = loading_place(&loading->mentions, sqlite3_column_int64(row, 4));
    if (speaker != MAP_NONE)
        loading->facts->mentions.items[speaker].statements++;
    *ARENA_PUSH(loading->arena, loading->facts->statements) = (struct story_statement){
        .source = loading_telling(loading, row, 0), .speaker = speaker == MAP_NONE ? NO_ACTOR : speaker,
        .described = loading_keep(loading, loading_column(row, 5)),
        .addressee = loading_keep(loading, loading_column(row, 6))};
}

static void take_figure(struct loading *loading, sqlite3_stmt *row)
{
    *ARENA_PUSH(loading->arena, loading->facts->listed_figures) = loading_figure(loading, row);
}

bool loading_listings(struct loading *loading)
{
    return loading_rows(loading,
                        "SELECT " SOURCE("statement") ", coalesce(speaker_id, 0), source, addressee, "
                        STANDING("statement") " FROM " OF_SCOPE("statement")
                        BY_REPORT "statement.start, statement.id", take_statement) &&
           loading_rows(loading, "SELECT " SOURCE("figure") ", value, unit, qualifier, " STANDING("figure") " FROM "
                        OF_SCOPE("figure") BY_REPORT "figure.start, figure.id", take_figure);
}
