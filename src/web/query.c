/* query.c - see query.h. */
#include "web/query.h"

#include "base/ascii.h"
#include "base/calendar.h"
#include "base/error.h"
#include "web/html.h"

const char *const param_names[PARAM_COUNT] = {
    [PARAM_PROCESS] = "process", [PARAM_SINCE] = "since", [PARAM_UNTIL] = "until", [PARAM_ACTOR] = "actor",
    [PARAM_PLACE] = "place", [PARAM_REJECTED] = "rejected", [PARAM_PARTY] = "party", [PARAM_MEDIATOR] = "mediator",
    [PARAM_STATUS] = "status", [PARAM_MONTH] = "month", [PARAM_KIND] = "kind", [PARAM_OUTLET] = "outlet",
    [PARAM_UNIT] = "unit", [PARAM_ISSUE] = "issue", [PARAM_ALL] = "all", [PARAM_LANES] = "lanes", [PARAM_WHEN] = "when",
    [PARAM_WORDS] = "q", [PARAM_LIST] = "list", [PARAM_SOURCE] = "source", [PARAM_FORM] = "form",
    [PARAM_ITEMS] = "items", [PARAM_OUT] = "out", [PARAM_SORT] = "sort",
    [PARAM_PAGE] = "page", [PARAM_TOKEN] = "token", [PARAM_KEY] = "key",
};

int param_of(struct str name)
{
    for (int i = 0; i < PARAM_COUNT; i++)
        if (str_equal(name, str_of(param_names[i])))
            return i;
    return -1;
}

struct query query_with(const struct query *query, enum param param, struct str value)
{
    struct query changed = *query;
    if (param != PARAM_PAGE)
        changed.values[PARAM_PAGE] = STR("");
    changed.values[param] = value;
    return changed;
}

struct query query_scope(const struct query *query)
{
    struct query scope = {0};
    for (int i = PARAM_PROCESS; i <= PARAM_PLACE; i++)
        scope.values[i] = query->values[i];
    return scope;
}

bool query_narrows(const struct query *query)
{
    bool any = query->values[PARAM_REJECTED].len > 0;
    for (int i = PARAM_SINCE; i <= PARAM_PLACE; i++)
        any = any || query->values[i].len;
    return any;
}

static void put_encoded(struct buffer *out, struct str text, const char *plain)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (ascii_is_alphanumeric(text.ptr[i]) || (byte && strchr(plain, byte))) {
            buffer_byte(out, text.ptr[i]);
            continue;
        }
        buffer_byte(out, '%');
        buffer_byte(out, digits[byte >> 4]);
        buffer_byte(out, digits[byte & 15]);
    }
}

void query_put_segment(struct buffer *out, struct str segment)
{
    put_encoded(out, segment, "-._~:@!$*,");
}

static void put_query(struct buffer *out, const struct query *query, struct str between)
{
    bool first = true;
    for (int i = 0; query && i < PARAM_COUNT; i++) {
        if (!query->values[i].len)
            continue;
        buffer_add(out, first ? STR("?") : between);
        buffer_add(out, str_of(param_names[i]));
        buffer_byte(out, '=');
        put_encoded(out, query->values[i], "-._~:@");
        first = false;
    }
}

static void put_path(struct buffer *out, struct str path, struct str rest)
{
    put_encoded(out, path, "-._~:@!$*,/");
    query_put_segment(out, rest);
}

void query_put_under(struct buffer *out, struct str path, struct str rest, const struct query *query)
{
    put_path(out, path, rest);
    put_query(out, query, STR("&"));
}

void query_href_under(struct buffer *out, struct str path, struct str rest, const struct query *query)
{
    HTML(out, " href=\"");
    put_path(out, path, rest);
    put_query(out, query, STR("&amp;"));
    HTML(out, "\"");
}

void query_put(struct buffer *out, struct str path, const struct query *query)
{
    query_put_under(out, path, STR(""), query);
}

void query_href(struct buffer *out, struct str path, const struct query *query)
{
    query_href_under(out, path, STR(""), query);
}

static bool is_excepted(enum param param, const enum param *except)
{
    for (; *except != PARAM_COUNT; except++)
        if (*except == param)
            return true;
    return false;
}

void query_fields(struct buffer *out, const struct query *query, const enum param *except)
{
    for (int i = 0; i < PARAM_COUNT; i++) {
        if (!query->values[i].len || i == PARAM_PAGE || is_excepted((enum param)i, except))
            continue;
        web_hidden(out, param_names[i], query->values[i]);
    }
}

size_t query_whole(struct str text, size_t otherwise)
{
    size_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!ascii_is_digit(text.ptr[i]) || i == 9)
            return otherwise;
        number = number * 10 + (size_t)(text.ptr[i] - '0');
    }
    return number ? number : otherwise;
}

size_t query_number(const struct query *query, enum param param, size_t otherwise)
{
    return query_whole(query->values[param], otherwise);
}

bool query_check(const struct query *query, readout_error *error)
{
    static const enum param days[] = {PARAM_SINCE, PARAM_UNTIL};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct str value = query->values[days[i]];
        long day;
        if (value.len && !calendar_parse(value, &day))
            return error_set(error, READOUT_BAD_USAGE, NULL, "%s: '%.*s' is no day YYYY-MM-DD", param_names[days[i]],
                             STR_ARGS(value));
    }
    return true;
}
