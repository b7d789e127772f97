/* table.c - rows and items as a table for people (rows.h, item.h): aligned columns, under each row its evidence.
 *
 * Invariant: no row is wider than the page, as long as that has room for the columns that are never cut. */
#include "base/error.h"
#include "view/item.h"
#include "view/text.h"
#include "view/value.h"
#include "view/voice.h"

enum {
    COLUMN_COUNT = 12,
    COLUMN_GAP = 2,
    LEAST_WIDTH = 6,
    LONGEST_DAYS = 21, /* 1978-12-31…1979-01-01 */
    EVIDENCE_INDENT = 4,
    QUOTE_MARKS = 4,
    MOST_SOURCES = 3 /* named of the voices of an item */
};

struct table_row {
    struct str cells[COLUMN_COUNT];
    struct str quote, source;
    struct str_list notes; /* further lines below it */
    struct str below;
};
LIST_TYPE(table_row_list, struct table_row);

static size_t column_count(const struct table_layout *layout)
{
    size_t count = 0;
    while (count < COLUMN_COUNT && layout->columns[count])
        count++;
    return count;
}

struct str row_when(struct arena *arena, const struct row *row)
{
    struct str days = text_days(arena, row_text(arena, row, "from"), row_text(arena, row, "to"));
    struct str words = row_text(arena, row, "date_text");
    if (days.len || !words.len)
        return days;
    return text_format(arena, "“%.*s”", STR_ARGS(words));
}

struct str row_source(struct arena *arena, const struct row *row)
{
    struct str outlet = row_text(arena, row, "outlet"), report = row_text(arena, row, "report");
    struct str day = text_day(row_text(arena, row, "published"));
    return text_format(arena, "%.*s%s%.*s · %.*s", STR_ARGS(outlet), outlet.len ? " " : "",
                       STR_ARGS(day.len ? day : STR("undated")), STR_ARGS(report));
}

static bool is_group(const char *column)
{
    return strcmp(column, "event") == 0 || strcmp(column, "voice") == 0;
}

/* A group that goes by the report of its own row tells no more: it is left out. Of reports only how many is told. */
static struct str cell_text(struct arena *arena, const struct row *row, const char *column)
{
    bool is_when = strcmp(column, "when") == 0;
    if (strcmp(column, "reports") == 0 && row_value(row, column)->kind == VALUE_LIST)
        return text_number(arena, (double)value_items(arena, row_value(row, column)).count);
    struct str text = is_when ? text_cut(arena, row_when(arena, row), LONGEST_DAYS) : row_text(arena, row, column);
    return is_group(column) && str_equal(text, row_text(arena, row, "report")) ? STR("") : text;
}

/* What the columns below the row hold, with a point between them. */
static struct str read_below(struct arena *arena, const struct row *row, const struct table_layout *layout)
{
    struct str_list texts = {0};
    for (size_t i = 0; i < sizeof layout->below / sizeof layout->below[0] && layout->below[i]; i++) {
        struct str text = row_text(arena, row, layout->below[i]);
        if (text.len)
            *ARENA_PUSH(arena, texts) = text;
    }
    return text_join(arena, &texts, " · ");
}

static struct table_row read_cells(struct arena *arena, const struct row *row, const struct table_layout *layout)
{
    struct table_row read = {0};
    for (size_t i = 0; i < column_count(layout); i++)
        read.cells[i] = cell_text(arena, row, layout->columns[i]);
    read.below = read_below(arena, row, layout);
    return read;
}

static struct table_row read_row(struct arena *arena, const struct row *row, const struct table_layout *layout)
{
    struct table_row read = read_cells(arena, row, layout);
    if (layout->evidence) {
        struct str source = row_source(arena, row), rule = row_text(arena, row, "rule");
        struct str standing = row_text(arena, row, "standing");
        bool told = standing.len && !str_equal(standing, STR("machine"));
        read.quote = row_text(arena, row, "quote");
        read.source = text_format(arena, "[%.*s · %.*s%s%.*s]", STR_ARGS(source), STR_ARGS(rule), told ? " · " : "",
                                  STR_ARGS(told ? standing : STR("")));
    }
    return read;
}

/* Columns that are never cut: half an id or a day is of no use. */
static bool is_rigid(const char *column)
{
    static const char *const rigid[] = {"report", "when", "published", "dated", "status", "kind", "state", "stance",
                                        "value", "event", "voice", "voices", "rounds", "number"};
    for (size_t i = 0; i < sizeof rigid / sizeof rigid[0]; i++)
        if (strcmp(column, rigid[i]) == 0)
            return true;
    return false;
}

/* Let the widest columns that may be cut give way until all fit on the page. */
static void shrink(const struct table_layout *layout, size_t total, size_t page_width, size_t widths[COLUMN_COUNT])
{
    size_t count = column_count(layout);
    for (; total > page_width; total--) {
        size_t widest = count;
        for (size_t i = 0; i < count; i++) {
            bool may = widths[i] > LEAST_WIDTH && !is_rigid(layout->columns[i]);
            if (may && (widest == count || widths[i] > widths[widest]))
                widest = i;
        }
        if (widest == count)
            return;
        widths[widest]--;
    }
}

/* As wide as the widest cell, as far as the page has room; a column without a cell has no width and is left out. */
static void choose_widths(const struct table_row_list *rows, const struct table_layout *layout, size_t page_width,
                          size_t widths[COLUMN_COUNT])
{
    size_t count = column_count(layout), total = 0;
    for (size_t i = 0; i < count; i++) {
        size_t name = text_width(str_of(layout->columns[i]));
        widths[i] = 0;
        for (size_t r = 0; r < rows->count; r++) {
            size_t width = text_width(rows->items[r].cells[i]);
            widths[i] = width > widths[i] ? width : widths[i];
        }
        widths[i] = widths[i] > 0 && widths[i] < name ? name : widths[i];
        total += widths[i] + (total && widths[i] ? COLUMN_GAP : 0);
    }
    shrink(layout, total, page_width, widths);
}

static void print_cells(struct arena *arena, FILE *out, const struct str *cells, const size_t *widths, size_t count)
{
    size_t owed = 0; /* blanks to write before the next text, so that no line ends in blanks */
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!widths[i])
            continue;
        struct str cell = text_cut(arena, cells[i], widths[i]);
        if (cell.len)
            fprintf(out, "%*s%.*s", (int)owed, "", STR_ARGS(cell));
        size_t left = widths[i] - text_width(cell) + COLUMN_GAP;
        owed = cell.len ? left : owed + left;
        any = any || cell.len;
    }
    fputs(any ? "\n" : "-\n", out);
}

/* The quote on two lines at most, then its source, then the notes. */
static void print_evidence(struct arena *arena, const struct page *page, const struct table_row *row)
{
    struct str quote = text_cut(arena, row->quote, 2 * (page->width - EVIDENCE_INDENT) - QUOTE_MARKS);
    page_line(page, EVIDENCE_INDENT, text_format(arena, "“%.*s”", STR_ARGS(quote)), row->source);
    for (size_t i = 0; i < row->notes.count; i++)
        page_line(page, EVIDENCE_INDENT, row->notes.items[i], STR(""));
}

static void print_table(const struct page *page, const struct table_row_list *rows, const struct table_layout *layout,
                        struct arena *arena)
{
    size_t count = column_count(layout), widths[COLUMN_COUNT];
    struct str names[COLUMN_COUNT];
    for (size_t i = 0; i < count; i++)
        names[i] = str_of(layout->columns[i]);
    choose_widths(rows, layout, page->width, widths);
    if (page->colour)
        fputs("\033[1m", page->out);
    print_cells(arena, page->out, names, widths, count);
    if (page->colour)
        fputs("\033[0m", page->out);
    for (size_t r = 0; r < rows->count; r++) {
        print_cells(arena, page->out, rows->items[r].cells, widths, count);
        if (layout->evidence)
            print_evidence(arena, page, &rows->items[r]);
        if (rows->items[r].below.len)
            page_line(page, EVIDENCE_INDENT, rows->items[r].below, STR(""));
    }
}

bool rows_print_table(struct rows *rows, const struct page *page, const struct table_layout *layout,
                      struct arena *arena, readout_error *error)
{
    struct table_row_list read = {0};
    const struct row *row;
    while ((row = rows_next(rows, error)))
        *ARENA_PUSH(arena, read) = read_row(arena, row, layout);
    if (error->status != READOUT_OK)
        return false;
    if (read.count)
        print_table(page, &read, layout, arena);
    else
        fputs("none\n", page->out);
    return true;
}

void items_print_table(const struct item_list *items, const struct page *page, const struct table_layout *layout,
                       struct arena *arena)
{
    struct table_row_list read = {0};
    for (size_t i = 0; i < items->count; i++) {
        const struct item *item = &items->items[i];
        struct table_row row = read_cells(arena, &item->row, layout);
        row.quote = item->quote;
        row.source = voices_text(arena, &item->sources, MOST_SOURCES);
        row.notes = item->notes;
        *ARENA_PUSH(arena, read) = row;
    }
    if (read.count)
        print_table(page, &read, layout, arena);
    else
        fputs("none\n", page->out);
}
