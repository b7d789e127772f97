/* briefing_print.c - a briefing as Markdown and as JSON (briefing.h). */
#include <stdio.h>

#include "base/ascii.h"
#include "view/briefing.h"
#include "view/put.h"
#include "view/text.h"

/* Whether the byte would be markup wherever it stands (CommonMark 0.31, and what GitHub adds to it). */
static bool is_markup(char byte)
{
    return strchr("\\`*_{}[]<>&#|~!$@^", byte) && byte;
}

/* Whether the byte would be markup where it stands: it begins a list, or is part of an address. */
static bool is_markup_here(struct str text, size_t at)
{
    char byte = text.ptr[at];
    bool first = true;
    for (size_t i = 0; i < at && first; i++)
        first = ascii_is_digit(text.ptr[i]);
    if (byte == ':')
        return at + 1 < text.len && text.ptr[at + 1] == '/';
    if (byte == '.' || byte == ')')
        return first || (at >= 3 && (text.ptr[at - 1] | 0x20) == 'w' && (text.ptr[at - 2] | 0x20) == 'w');
    return at == 0 && (byte == '-' || byte == '+' || byte == '=');
}

/* As text, on one line. */
static void put_escaped(struct buffer *out, struct str text, struct arena *arena)
{
    text = text_clean(arena, text_mended(arena, text));
    for (size_t i = 0; i < text.len; i++) {
        if (is_markup(text.ptr[i]) || is_markup_here(text, i))
            buffer_byte(out, '\\');
        buffer_byte(out, text.ptr[i]);
    }
}

static void put_literal(struct buffer *out, const char *text)
{
    buffer_add(out, str_of(text));
}

static void put_numbers(struct buffer *out, const struct actor_list *numbers, struct arena *arena)
{
    for (size_t i = 0; i < numbers->count; i++)
        buffer_add(out, text_format(arena, " \\[%u\\]", (unsigned)numbers->items[i]));
}

static void put_lines(struct buffer *out, const struct briefing_lines *lines, const char *before, struct arena *arena)
{
    for (size_t i = 0; i < lines->count; i++) {
        put_literal(out, before);
        put_escaped(out, lines->items[i].text, arena);
        put_numbers(out, &lines->items[i].numbers, arena);
        buffer_byte(out, '\n');
    }
    if (lines->count)
        buffer_byte(out, '\n');
}

static void put_fact(struct buffer *out, const struct briefing_fact *fact, size_t number, struct arena *arena)
{
    buffer_add(out, text_format(arena, "## Fact %zu\n\n", number));
    put_escaped(out, fact->line.text, arena);
    put_numbers(out, &fact->line.numbers, arena);
    put_literal(out, "\n\n");
    if (fact->quote.len) {
        put_literal(out, "> “");
        put_escaped(out, fact->quote, arena);
        put_literal(out, "”");
        if (fact->line.numbers.count)
            put_numbers(out, &(struct actor_list){fact->line.numbers.items, 1, 1}, arena);
        put_literal(out, "\n\n");
    }
    put_lines(out, &fact->more, "- ", arena);
    if (fact->disputes.count)
        put_literal(out, "Reports differ:\n\n");
    put_lines(out, &fact->disputes, "- ", arena);
    for (size_t i = 0; i < fact->notes.count; i++) {
        put_literal(out, "Note: ");
        put_escaped(out, fact->notes.items[i], arena);
        put_literal(out, "\n\n");
    }
    put_literal(out, "*");
    put_escaped(out, briefing_told(arena, fact), arena);
    put_literal(out, "*\n\n");
}

static void put_source(struct buffer *out, const struct briefing *briefing, size_t number, struct arena *arena)
{
    const struct briefing_source *source = &briefing->sources.items[number - 1];
    const struct briefing_report *report = &briefing->reports.items[source->about];
    struct str url = briefing_address(report->url);
    buffer_add(out, text_format(arena, "%zu. ", number));
    put_escaped(out, report->outlet.len ? report->outlet : STR("outlet not known"), arena);
    put_literal(out, ", ");
    put_escaped(out, report->day.len ? report->day : STR("undated"), arena);
    if (report->title.len) {
        put_literal(out, ", “");
        put_escaped(out, report->title, arena);
        put_literal(out, "”");
    }
    put_literal(out, ". Report ");
    put_escaped(out, report->id, arena);
    buffer_add(out, text_format(arena, ", version %u, bytes %u–%u: “", (unsigned)report->version,
                                (unsigned)source->at.start, (unsigned)source->at.end));
    put_escaped(out, source->at.quote, arena);
    put_literal(out, "”");
    if (url.len) {
        put_literal(out, " <");
        buffer_add(out, text_mended(arena, url));
        put_literal(out, ">");
    }
    buffer_byte(out, '\n');
}

void briefing_put_markdown(struct buffer *out, const struct briefing *briefing, struct arena *arena)
{
    put_literal(out, "# ");
    put_escaped(out, briefing->title, arena);
    put_literal(out, "\n\n");
    if (briefing->first.len)
        buffer_add(out, text_format(arena, "Reports of %.*s to %.*s.\n\n", STR_ARGS(briefing->first),
                                    STR_ARGS(briefing->last)));
    for (size_t i = 0; i < briefing->facts.count; i++)
        put_fact(out, &briefing->facts.items[i], i + 1, arena);
    put_literal(out, "## Sources\n\n");
    for (size_t i = 0; i < briefing->sources.count; i++)
        put_source(out, briefing, i + 1, arena);
}

static void put_digits(struct buffer *out, uint32_t number)
{
    char digits[16];
    buffer_add(out, str_make(digits, (size_t)snprintf(digits, sizeof digits, "%u", (unsigned)number)));
}

static void put_json_numbers(struct buffer *out, const struct actor_list *numbers)
{
    put_open(out, "sources", '[');
    for (size_t i = 0; i < numbers->count; i++) {
        put_comma(out);
        put_digits(out, numbers->items[i]);
    }
    buffer_byte(out, ']');
}

static void put_json_lines(struct buffer *out, const char *key, const struct briefing_lines *lines)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < lines->count; i++) {
        put_open(out, NULL, '{');
        put_text(out, "text", lines->items[i].text);
        put_json_numbers(out, &lines->items[i].numbers);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

static void put_json_fact(struct buffer *out, const struct briefing_fact *fact)
{
    put_open(out, NULL, '{');
    put_text(out, "key", fact->key);
    put_text(out, "kind", str_of(fact->kind));
    put_text(out, "text", fact->line.text);
    put_json_numbers(out, &fact->line.numbers);
    put_text(out, "quote", fact->quote);
    put_json_lines(out, "more", &fact->more);
    put_json_lines(out, "disputes", &fact->disputes);
    put_whole(out, "voices", (uint32_t)fact->voices);
    put_whole(out, "reports", (uint32_t)fact->reports);
    put_text(out, "standing", fact->standing.len ? fact->standing : STR("machine"));
    put_open(out, "notes", '[');
    for (size_t i = 0; i < fact->notes.count; i++) {
        put_comma(out);
        put_string(out, fact->notes.items[i]);
    }
    buffer_byte(out, ']');
    buffer_byte(out, '}');
}

static void put_json_source(struct buffer *out, const struct briefing *briefing, size_t number)
{
    const struct briefing_source *source = &briefing->sources.items[number - 1];
    const struct briefing_report *report = &briefing->reports.items[source->about];
    put_open(out, NULL, '{');
    put_whole(out, "number", (uint32_t)number);
    put_text(out, "report", report->id);
    put_whole(out, "version", report->version);
    put_text(out, "outlet", report->outlet);
    put_text(out, "published", report->day);
    put_text(out, "title", report->title);
    put_text(out, "url", report->url);
    put_whole(out, "start", source->at.start);
    put_whole(out, "end", source->at.end);
    put_text(out, "quote", source->at.quote);
    buffer_byte(out, '}');
}

void briefing_put_json(struct buffer *out, const struct briefing *briefing)
{
    put_open(out, NULL, '{');
    put_text(out, "title", briefing->title);
    put_text(out, "first", briefing->first);
    put_text(out, "last", briefing->last);
    put_open(out, "facts", '[');
    for (size_t i = 0; i < briefing->facts.count; i++)
        put_json_fact(out, &briefing->facts.items[i]);
    buffer_byte(out, ']');
    put_open(out, "sources", '[');
    for (size_t i = 0; i < briefing->sources.count; i++)
        put_json_source(out, briefing, i + 1);
    buffer_byte(out, ']');
    put_open(out, "missing", '[');
    for (size_t i = 0; i < briefing->missing.count; i++) {
        put_comma(out);
        put_string(out, briefing->missing.items[i]);
    }
    buffer_byte(out, ']');
    buffer_byte(out, '}');
    buffer_byte(out, '\n');
}
