/* brief_print.c - the brief on a page and as JSON (brief.h). */
#include "base/error.h"
#include "view/brief.h"
#include "view/text.h"
#include "view/value.h"

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

static struct str coverage_text(const struct brief *brief, struct arena *arena)
{
    size_t reports = brief->coverage.reports, outlets = brief->coverage.outlets, voices = brief->coverage.voices;
    struct str text = text_format(arena, "%zu report%s, %zu voice%s, of %zu outlet%s", reports, reports == 1 ? "" : "s",
                                  voices, voices == 1 ? "" : "s", outlets, outlets == 1 ? "" : "s");
    if (brief->coverage.first.len)
        text = text_format(arena, "%.*s, published %.*s to %.*s", STR_ARGS(text), STR_ARGS(brief->coverage.first),
                           STR_ARGS(brief->coverage.last));
    return brief->coverage.undated ? text_format(arena, "%.*s (%zu undated)", STR_ARGS(text), brief->coverage.undated)
                                   : text;
}

void brief_print(const struct brief *brief, const struct page *page, struct arena *arena)
{
    if (brief->name.len) {
        page_heading(page, brief->name);
        fputc('\n', page->out);
    }
    for (size_t i = 0; i < BRIEF_COUNT; i++)
        if (brief->sections[i].lines.count)
            print_section(&brief->sections[i], page, arena);
    page_heading(page, STR("Reports"));
    page_line(page, 2, coverage_text(brief, arena), STR(""));
}

static bool put(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new(object, key, value) == 0;
}

/* The object where all of it was made; else it is given back and NULL. */
static json_t *whole(json_t *object, bool made)
{
    if (made)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *line_json(const struct brief_line *line)
{
    json_t *object = json_object();
    bool made = (!line->group.len || put(object, "issue", text_json(line->group))) &&
                put(object, "text", text_json(line->text)) && put(object, "sources", text_json(line->sources));
    return whole(object, made);
}

static json_t *section_json(const struct brief_section *section)
{
    json_t *object = json_object(), *lines = json_array();
    bool made = put(object, "lines", lines) && put(object, "left_out", json_integer((json_int_t)section->left_out));
    for (size_t i = 0; made && i < section->lines.count; i++)
        made = json_array_append_new(lines, line_json(&section->lines.items[i])) == 0;
    return whole(object, made);
}

static json_t *brief_json(const struct brief *brief)
{
    json_t *object = json_object();
    bool made = put(object, "process", text_json(brief->key)) && put(object, "name", text_json(brief->name));
    for (size_t i = 0; made && i < BRIEF_COUNT; i++)
        made = put(object, brief->sections[i].key, section_json(&brief->sections[i]));
    made = made && put(object, "reports", json_integer((json_int_t)brief->coverage.reports)) &&
           put(object, "voices", json_integer((json_int_t)brief->coverage.voices)) &&
           put(object, "undated", json_integer((json_int_t)brief->coverage.undated)) &&
           put(object, "first", text_json(brief->coverage.first)) && put(object, "last",
                                                                         text_json(brief->coverage.last));
    return whole(object, made);
}

bool brief_print_json(const struct brief *brief, FILE *out, readout_error *error)
{
    json_t *object = brief_json(brief);
    bool printed = object && json_dumpf(object, out, JSON_INDENT(1)) == 0;
    json_decref(object);
    if (!printed)
        return error_set(error, READOUT_NO_MEMORY, NULL, "the brief could not be printed");
    fputc('\n', out);
    return true;
}
