/* brief_print.c - the brief on a page and as JSON (brief.h). */
#include <inttypes.h>
#include <jansson.h>

#include "base/error.h"
#include "view/brief.h"
#include "view/text.h"

static void print_lines(const struct brief_section *section, const struct page *page)
{
    struct str group = STR("");
    for (size_t i = 0; i < section->lines.count; i++) {
        const struct brief_line *line = &section->lines.items[i];
        if (!str_equal(line->group, group))
            page_line(page, 2, line->group, STR(""));
        group = line->group;
        page_line(page, group.len ? 4 : 2, line->text, line->sources);
    }
}

/* Lines of one group next to each other, the groups in the order of their first lines. */
static struct brief_section grouped(const struct brief_section *section, struct arena *arena)
{
    struct brief_section sorted = *section;
    sorted.lines.items = NULL;
    sorted.lines.count = sorted.lines.capacity = 0;
    bool *taken = ARENA_NEW(arena, bool, section->lines.count + 1);
    for (size_t i = 0; i < section->lines.count; i++)
        for (size_t j = i; j < section->lines.count && !taken[i]; j++)
            if (j != i && !taken[j] && str_equal(section->lines.items[j].group, section->lines.items[i].group))
                taken[j] = true;
    for (size_t i = 0; i < section->lines.count; i++)
        for (size_t j = i; j < section->lines.count && !taken[i]; j++)
            if (str_equal(section->lines.items[j].group, section->lines.items[i].group))
                *ARENA_PUSH(arena, sorted.lines) = section->lines.items[j];
    return sorted;
}

static void print_section(const struct brief_section *section, const struct page *page, struct arena *arena)
{
    struct brief_section sorted = grouped(section, arena);
    page_heading(page, str_of(section->title));
    print_lines(&sorted, page);
    if (section->left_out)
        page_line(page, 2, text_format(arena, "(+%zu more: readout %s)", section->left_out, section->command), STR(""));
    fputc('\n', page->out);
}

static struct str coverage_text(const struct coverage *coverage, struct arena *arena)
{
    struct str text = text_format(arena, "%" PRId64 " report%s of %" PRId64 " outlet%s", coverage->reports,
                                  coverage->reports == 1 ? "" : "s", coverage->outlets,
                                  coverage->outlets == 1 ? "" : "s");
    if (coverage->first[0])
        text = text_format(arena, "%.*s, published %s to %s", STR_ARGS(text), coverage->first, coverage->last);
    return coverage->undated ? text_format(arena, "%.*s (%" PRId64 " undated)", STR_ARGS(text), coverage->undated)
                             : text;
}

void brief_print(const struct brief *brief, const struct page *page, struct arena *arena)
{
    for (size_t i = 0; i < BRIEF_COUNT; i++)
        if (brief->sections[i].lines.count)
            print_section(&brief->sections[i], page, arena);
    page_heading(page, STR("Reports"));
    page_line(page, 2, coverage_text(&brief->coverage, arena), STR(""));
}

static json_t *text_or_null(struct str text)
{
    return text.len ? json_stringn(text.ptr, text.len) : json_null();
}

static json_t *section_json(const struct brief_section *section)
{
    json_t *lines = json_array(), *object = json_object();
    for (size_t i = 0; i < section->lines.count; i++) {
        const struct brief_line *line = &section->lines.items[i];
        json_t *item = json_object();
        if (line->group.len)
            json_object_set_new(item, "party", text_or_null(line->group));
        json_object_set_new(item, "text", text_or_null(line->text));
        json_object_set_new(item, "sources", text_or_null(line->sources));
        json_array_append_new(lines, item);
    }
    json_object_set_new(object, "lines", lines);
    json_object_set_new(object, "left_out", json_integer((json_int_t)section->left_out));
    return object;
}

bool brief_print_json(const struct brief *brief, FILE *out, readout_error *error)
{
    json_t *object = json_object();
    for (size_t i = 0; i < BRIEF_COUNT; i++)
        json_object_set_new(object, brief->sections[i].key, section_json(&brief->sections[i]));
    json_object_set_new(object, "reports", json_integer(brief->coverage.reports));
    json_object_set_new(object, "first", text_or_null(str_of(brief->coverage.first)));
    json_object_set_new(object, "last", text_or_null(str_of(brief->coverage.last)));
    bool printed = object && json_dumpf(object, out, JSON_INDENT(1)) == 0;
    fputc('\n', out);
    json_decref(object);
    return printed || error_set(error, READOUT_NO_MEMORY, NULL, "the brief could not be printed");
}
