/* live_time.c - see live_time.h. Input: pieces of a page. Output: times. Invariant: a clock time is one of the day. */
#include "ingest/live_time.h"

#include <stdio.h>

#include "base/ascii.h"
#include "base/calendar.h"
#include "ingest/page_date.h"
#include "ingest/web_data.h"
#include "ingest/web_date.h"

enum { LINE_MOST = 60, CLOCK_MOST = 24, BESIDE_MOST = 24, TIME_AT = 11, MILLISECONDS = 13, NODES_MOST = 50 };

/* Any day: a clock time is read as one of it. */
#define SOME_DAY "2000-01-03"

static bool starts_with_clock(struct str text)
{
    size_t digits = 0;
    while (digits < text.len && ascii_is_digit(text.ptr[digits]))
        digits++;
    if (digits == 0 || digits > 2 || digits + 1 >= text.len)
        return false;
    struct str rest = str_make(text.ptr + digits, text.len - digits);
    size_t length;
    if (strchr(":.", rest.ptr[0]))
        return rest.len > 2 && ascii_is_digit(rest.ptr[1]) && ascii_is_digit(rest.ptr[2]) &&
               !(rest.len > 3 && ascii_is_digit(rest.ptr[3]));
    bool clock = strchr("hH", rest.ptr[0]) != NULL;
    rest = str_trim(rest);
    return clock || web_starts_listed("dates", "half am", rest, &length) ||
           web_starts_listed("dates", "half pm", rest, &length);
}

static bool read_clock(struct arena *arena, struct str text, struct live_time *time)
{
    char line[CLOCK_MOST + sizeof SOME_DAY + 1];
    struct page_date date;
    if (text.len > CLOCK_MOST || !starts_with_clock(text))
        return false;
    int length = snprintf(line, sizeof line, SOME_DAY " %.*s", STR_ARGS(text));
    if (!page_date_find(arena, str_make(line, (size_t)length), &date) || date.iso.len < TIME_AT + 5 ||
        (size_t)length - date.end > 2)
        return false;
    time->clock = live_time_clock(&(struct live_time){.iso = date.iso, .clock = -1});
    size_t zone = TIME_AT + 5;
    while (zone < date.iso.len && date.iso.ptr[zone] != '+' && date.iso.ptr[zone] != '-')
        zone++;
    time->zone = str_make(date.iso.ptr + zone, date.iso.len - zone);
    return true;
}

bool live_time_of_text(struct arena *arena, struct str text, struct live_time *time)
{
    struct page_date date;
    text = str_trim(text);
    *time = (struct live_time){STR(""), -1, STR("")};
    if (text.len == 0 || text.len > LINE_MOST)
        return false;
    if (page_date_find(arena, text, &date) && date.iso.len > TIME_AT &&
        text.len - (date.end - date.start) <= BESIDE_MOST) {
        time->iso = date.iso;
        return true;
    }
    return read_clock(arena, text, time);
}

int live_time_clock(const struct live_time *time)
{
    const char *clock = time->iso.ptr + TIME_AT;
    if (time->clock >= 0 || time->iso.len < TIME_AT + 5)
        return time->clock;
    return ((clock[0] - '0') * 10 + clock[1] - '0') * 60 + (clock[3] - '0') * 10 + clock[4] - '0';
}

/* "1724054700", "1724054700000", "2024-08-19T10:05:00Z" */
static bool read_value(struct arena *arena, struct str value, struct live_time *time)
{
    value = str_trim(value);
    if (value.len == MILLISECONDS && !memchr(value.ptr, '-', value.len) && !memchr(value.ptr, ':', value.len))
        value.len -= 3;
    if (web_date_parse(arena, value, &time->iso) && time->iso.len > TIME_AT)
        return true;
    time->iso = STR("");
    return false;
}

bool live_time_of_element(struct arena *arena, const struct html_tree *tree, uint32_t node, struct live_time *time)
{
    const struct html_node *element = &tree->nodes[node];
    *time = (struct live_time){STR(""), -1, STR("")};
    if (element->tag == HTML_TEXT || element->tag == HTML_ROOT)
        return false;
    for (uint32_t i = 0; i < element->count; i++) {
        const struct html_attribute *attribute = &tree->attributes[element->first + i];
        bool is_time = attribute->name == HTML_AT_DATETIME ||
                       (attribute->name == HTML_DATA_ && web_has_listed("live", "attribute", attribute->label));
        if (is_time && attribute->value.len >= 8 && attribute->value.len <= 40 &&
            read_value(arena, attribute->value, time))
            return true;
    }
    return element->tag == HTML_TIME && element->end - node <= NODES_MOST &&
           live_time_of_text(arena, html_text(arena, tree, node), time);
}

struct str live_time_on(struct arena *arena, const struct live_time *time, struct str iso, int days)
{
    char date[11], text[40];
    long day;
    if (!calendar_parse(iso, &day))
        return STR("");
    calendar_print(day + days, date);
    int length = snprintf(text, sizeof text, "%sT%02d:%02d%.*s", date, time->clock / 60, time->clock % 60,
                          STR_ARGS(time->zone));
    return str_copy(arena, str_make(text, (size_t)length));
}
