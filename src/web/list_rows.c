/* list_rows.c - the rows of facts that were chosen (list.h): read from the views that the command line prints, so that
 * they have the same columns and values. The view gives all facts of the reports, and those that were not chosen are
 * passed over: the page's filters look at who is one across reports and at days that are inferred, the view's do not. */
#include "base/error.h"
#include "base/map.h"
#include "view/put.h"
#include "view/rows.h"
#include "web/list.h"

/* The chosen facts of a report: places among the chosen. */
struct span_of_report {
    uint32_t next, end;
};

struct reading {
    const struct list_rows *asked;
    struct rows *rows;
    struct map reports; /* by name: places in spans */
    struct span_of_report *spans;
};

const char *list_names(struct call *call, const struct str *names, size_t count)
{
    struct buffer *out = &call->scratch;
    buffer_clear(out, out->capacity);
    put_open(out, NULL, '[');
    for (size_t i = 0; i < count; i++) {
        put_comma(out);
        put_string(out, names[i]);
    }
    buffer_byte(out, ']');
    return out->failed ? "[]" : arena_copy(&call->arena, out->ptr, out->len);
}

/* Find the chosen facts of each report; the names of these. */
static const char *take_spans(struct reading *reading)
{
    const struct list_rows *asked = reading->asked;
    const struct story_facts *facts = asked->call->story->facts;
    struct arena *arena = &asked->call->arena;
    struct str *names = arena_take(arena, asked->count + 1, sizeof *names);
    uint32_t count = 0, last = STORY_NOT_HERE;
    reading->spans = arena_take(arena, asked->count + 1, sizeof *reading->spans);
    for (uint32_t i = 0; i < asked->count; i++) {
        uint32_t report = list_source(asked->facts, asked->chosen[i])->report;
        if (report != last) {
            names[count] = facts->reports.items[report].id;
            map_put(&reading->reports, arena, names[count], count);
            reading->spans[count++].next = i;
            last = report;
        }
        reading->spans[count - 1].end = i + 1;
    }
    return count == facts->reports.count ? NULL : list_names(asked->call, names, count);
}

static bool open_rows(struct reading *reading)
{
    struct call *call = reading->asked->call;
    struct filter filter = {.reports = take_spans(reading), .rejected = call->choice.rejected, .newest_first = true};
    reading->rows = rows_open(call->store, reading->asked->view, &filter, &call->error);
    return reading->rows != NULL;
}

/* The place among the chosen of the fact that the row is; false: it was not chosen. Facts and rows of a report are in one
 * order. */
static bool find_place(struct reading *reading, const struct row *row, size_t *place)
{
    const struct list_rows *asked = reading->asked;
    uint32_t number = map_get(&reading->reports, row_value(row, "report")->text);
    if (number == MAP_NONE)
        return false;
    struct span_of_report *span = &reading->spans[number];
    uint32_t start = (uint32_t)row_value(row, "start")->number, end = (uint32_t)row_value(row, "end")->number;
    while (span->next < span->end && list_source(asked->facts, asked->chosen[span->next])->start < start)
        span->next++;
    for (uint32_t i = span->next; i < span->end; i++) {
        const struct story_source *source = list_source(asked->facts, asked->chosen[i]);
        if (source->start > start)
            return false;
        if (source->start == start && source->end == end &&
            (!asked->same || asked->same(asked->context, asked->chosen[i], row))) {
            span->next = asked->same ? span->next : i + 1;
            *place = i;
            return true;
        }
    }
    return false;
}

static bool next_made(void *context, struct row *row)
{
    struct reading *reading = context;
    size_t place;
    const struct row *read;
    while ((read = rows_next(reading->rows, &reading->asked->call->error)) != NULL && !find_place(reading, read, &place))
        ;
    if (read)
        *row = *read;
    return read != NULL;
}

bool list_print(const struct list_rows *asked)
{
    struct call *call = asked->call;
    struct reading reading = {.asked = asked};
    call_file(call); /* before the rows are open: where there is none, they are not left so */
    if (!open_rows(&reading))
        return false;
    const struct row *row = rows_row(reading.rows);
    bool printed = call_print_rows(call, rows_made(row->names, row->count, next_made, &reading, &call->error));
    rows_close(reading.rows);
    return printed && call->error.status == READOUT_OK;
}

/* What rows are given to. */
struct giving {
    struct reading *reading;
    void (*use)(void *context, size_t place, const struct row *row);
    void *context;
};

static void give(void *context, const struct row *row)
{
    const struct giving *giving = context;
    size_t place;
    if (find_place(giving->reading, row, &place))
        giving->use(giving->context, place, row);
}

bool list_each(const struct list_rows *asked, void use(void *context, size_t place, const struct row *row),
               void *context)
{
    struct reading reading = {.asked = asked};
    struct giving giving = {&reading, use, context};
    return open_rows(&reading) && call_each_row(asked->call, reading.rows, give, &giving);
}
