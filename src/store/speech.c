/* speech.c - loads what can be told from the texts of the reports alone (loading_sayings of loading.h).
 *
 * Input: the attributions and texts of the reports. Output: sayings in the order of the facts; the words around
 * figures.
 * Invariant: each text is read twice at most, however many attributions and figures it has. */
#include <stdlib.h>

#include "store/loading.h"

/* The bytes [from, to) of the text; empty where the attribution has none. */
static struct str slice(struct span span, struct str text)
{
    bool inside = span.start <= span.end && span.end <= text.len;
    return inside ? str_make(text.ptr + span.start, span.end - span.start) : STR("");
}

/* Where a report stands among those of its event. */
static struct block_entry report_block(const struct loading *loading, uint32_t report)
{
    const struct story_report *it = &loading->facts->reports.items[report];
    return (struct block_entry){it->event, it->day == STORY_NO_DAY ? 0 : it->day, report};
}

/* Whether something is denied in a report of the same event, near enough for its denial to be of what this one says. */
static bool is_near_denial(const struct loading *loading, uint32_t report)
{
    struct block_entry wanted = report_block(loading, report);
    size_t at = block_find(&loading->denials, wanted.block, wanted.at - STORY_DENIAL_DAYS);
    return at < loading->denials.count && loading->denials.items[at].block == wanted.block &&
           loading->denials.items[at].at <= wanted.at + STORY_DENIAL_DAYS;
}

static struct span column_span(sqlite3_stmt *row, int at)
{
    return (struct span){loading_number(row, at), loading_number(row, at + 1)};
}

static void take_speech(struct loading *loading, sqlite3_stmt *row)
{
    *ARENA_PUSH(loading->arena, loading->speech) = (struct speech){
        loading_number(row, 0), {column_span(row, 1), column_span(row, 3), column_span(row, 5)}};
}

/* Call `use` with the report's speech; columns: report, text. */
static void each_speech(struct loading *loading, sqlite3_stmt *row,
                        void use(struct loading *loading, const struct speech *speech, struct str text))
{
    uint32_t report = loading_number(row, 0);
    struct str text = loading_column(row, 1);
    size_t low = 0, high = loading->speech.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (loading->speech.items[middle].report < report)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < loading->speech.count && loading->speech.items[low].report == report; low++)
        use(loading, &loading->speech.items[low], text);
}

static void note_denial(struct loading *loading, const struct speech *speech, struct str text)
{
    if (story_words_deny(loading->words, slice(speech->parts[SPEECH_CUE], text)))
        *ARENA_PUSH(loading->arena, loading->denials) = report_block(loading, speech->report);
}

/* The words around the figures of the report: some bytes of text on both sides, cut anywhere. */
static void take_contexts(struct loading *loading, uint32_t report, struct str text)
{
    enum { AROUND = 80 };
    const struct story_figures *figures = &loading->facts->figures;
    size_t low = 0, high = figures->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (figures->items[middle].source.report < report)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < figures->count && figures->items[low].source.report == report; low++) {
        struct story_figure *figure = &figures->items[low];
        size_t from = figure->source.start > AROUND ? figure->source.start - AROUND : 0;
        size_t length = figure->source.end - figure->source.start + 2 * AROUND;
        if (from < text.len)
            figure->context = str_copy(loading->arena,
                                       str_make(text.ptr + from, length < text.len - from ? length : text.len - from));
    }
}

/* The first look at the texts of the reports. */
static void note_text(struct loading *loading, sqlite3_stmt *row)
{
    each_speech(loading, row, note_denial);
    take_contexts(loading, loading_number(row, 0), loading_column(row, 1));
}

/* Source, words of saying and content together, as far as the attribution has them. */
static struct story_source whole_saying(const struct speech *speech, struct str text)
{
    struct story_source source = {.report = speech->report, .start = UINT32_MAX};
    for (int i = 0; i < SPEECH_PARTS; i++) {
        struct str part = slice(speech->parts[i], text);
        uint32_t start = (uint32_t)(part.ptr - text.ptr), end = (uint32_t)(start + part.len);
        if (!part.len)
            continue;
        source.start = start < source.start ? start : source.start;
        source.end = end > source.end ? end : source.end;
    }
    source.quote = source.end > source.start ? str_make(text.ptr + source.start, source.end - source.start) : STR("");
    return source;
}

static void take_saying(struct loading *loading, const struct speech *speech, struct str text)
{
    struct str content = slice(speech->parts[SPEECH_CONTENT], text), cue = slice(speech->parts[SPEECH_CUE], text);
    struct str before = STR("");
    if (!content.len || !cue.len)
        return;
    enum attendance attendance = story_words_attend(loading->words, content, &before);
    if (attendance == ATTENDANCE_UNTOLD && !is_near_denial(loading, speech->report))
        return;
    struct story_saying saying = {.source = whole_saying(speech, text), .denial = story_words_deny(loading->words, cue),
                                  .who = loading_keep(loading, slice(speech->parts[SPEECH_SOURCE], text)),
                                  .attendance = attendance};
    size_t from = (size_t)(content.ptr - text.ptr) - saying.source.start;
    saying.source.quote = str_copy(loading->arena, saying.source.quote);
    saying.content = str_make(saying.source.quote.ptr + from, content.len);
    saying.attending = str_make(saying.content.ptr, before.len);
    *ARENA_PUSH(loading->arena, loading->facts->sayings) = saying;
}

static void take_sayings(struct loading *loading, sqlite3_stmt *row)
{
    each_speech(loading, row, take_saying);
}

#define SPEECH                                                                                                        \
    "SELECT scope.at, source_start, source_end, cue_start, cue_end, content_start, content_end FROM "                 \
    OF_SCOPE("attribution") BY_REPORT "attribution.id"
#define TEXTS                                                                                                         \
    "SELECT scope.at, content FROM " SCOPE                                                                            \
    " JOIN report ON report.id = scope.report JOIN text ON text.hash = text_hash"

static int compare_sayings(const void *a, const void *b)
{
    const struct story_saying *x = a, *y = b;
    if (x->source.report != y->source.report)
        return x->source.report < y->source.report ? -1 : 1;
    if (x->source.start != y->source.start)
        return x->source.start < y->source.start ? -1 : 1;
    if (x->source.end != y->source.end)
        return x->source.end < y->source.end ? -1 : 1;
    int order = str_compare(x->content, y->content);
    return order ? order : str_compare(x->who, y->who);
}

bool loading_sayings(struct loading *loading)
{
    struct story_facts *facts = loading->facts;
    if (!loading_rows(loading, SPEECH, take_speech) || !loading_rows(loading, TEXTS, note_text))
        return false;
    block_sort(&loading->denials);
    if (!loading_rows(loading, TEXTS, take_sayings))
        return false;
    if (facts->sayings.count)
        qsort(facts->sayings.items, facts->sayings.count, sizeof *facts->sayings.items, compare_sayings);
    return true;
}
