/* metadata.c - see metadata.h. Input: a JSON file. Output: its items by id. Invariant: all items are valid. */
#include "ingest/metadata.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

/* The number of `digits` digits at the front of `*at`, which moves behind them; -1 if others stand there. */
static int take_number(const char **at, int digits)
{
    int number = 0;
    for (int i = 0; i < digits; i++, (*at)++) {
        if (**at < '0' || **at > '9')
            return -1;
        number = number * 10 + (**at - '0');
    }
    return number;
}

static int month_days(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

enum published published_kind(const char *date)
{
    int year = take_number(&date, 4);
    if (year < 1 || (*date != 0 && *date != '-'))
        return PUBLISHED_BAD;
    if (*date++ == 0)
        return PUBLISHED_PART;
    int month = take_number(&date, 2);
    if (month < 1 || month > 12 || (*date != 0 && *date != '-'))
        return PUBLISHED_BAD;
    if (*date++ == 0)
        return PUBLISHED_PART;
    int day = take_number(&date, 2);
    if (day < 1 || day > month_days(year, month))
        return PUBLISHED_BAD;
    bool time = (*date == 'T' || *date == ' ') && date[1] >= '0' && date[1] <= '9';
    return *date == 0 || time ? PUBLISHED_DAY : PUBLISHED_BAD;
}

bool metadata_string(const json_t *object, const char *key, const char **value, const char *source, size_t line,
                     const char *where, readout_error *error)
{
    const json_t *member = json_object_get(object, key);
    *value = NULL;
    if (!member || json_is_null(member))
        return true;
    if (!json_is_string(member))
        return error_set_at(error, READOUT_BAD_INPUT, source, line, 0, 0, "%s\"%s\" is not a string", where, key);
    if (json_string_length(member))
        *value = json_string_value(member);
    return true;
}

bool metadata_published(const json_t *object, const char **value, const char *source, size_t line, const char *where,
                        readout_error *error)
{
    static const char *const others[] = {"date",         "date_published", "datePublished",
                                         "published_at", "publishedAt",    "publication_date"};
    if (!metadata_string(object, "published", value, source, line, where, error))
        return false;
    for (size_t i = 0; !*value && i < sizeof others / sizeof *others; i++) {
        const json_t *other = json_object_get(object, others[i]);
        if (json_is_string(other) && json_string_length(other))
            *value = json_string_value(other);
    }
    return true;
}

/* Fill the fields of `report` that the item knows. */
static bool read_item(const json_t *item, const char *path, const char *where, readout_report *report,
                      readout_error *error)
{
    return metadata_string(item, "id", &report->id, path, 0, where, error) &&
           metadata_string(item, "outlet", &report->outlet, path, 0, where, error) &&
           metadata_published(item, &report->published, path, 0, where, error) &&
           metadata_string(item, "title", &report->title, path, 0, where, error) &&
           metadata_string(item, "url", &report->url, path, 0, where, error);
}

static bool add_item(struct metadata *metadata, struct arena *arena, const char *path, size_t index,
                     readout_error *error)
{
    const json_t *item = json_array_get(metadata->items, index);
    readout_report report = {0};
    char where[64];
    snprintf(where, sizeof where, "item %zu: ", index + 1);
    if (!json_is_object(item))
        return error_set(error, READOUT_BAD_INPUT, path, "%sis not an object", where);
    if (!read_item(item, path, where, &report, error))
        return false;
    if (!report.id)
        return error_set(error, READOUT_BAD_INPUT, path, "%shas no \"id\"", where);
    if (map_get(&metadata->by_id, str_of(report.id)) != MAP_NONE)
        return error_set(error, READOUT_BAD_INPUT, path, "%sid \"%s\" stands there twice", where, report.id);
    if (report.published && published_kind(report.published) == PUBLISHED_BAD)
        return error_set(error, READOUT_BAD_INPUT, path, "%s\"published\": no date: \"%s\"", where, report.published);
    map_put(&metadata->by_id, arena, str_of(report.id), (uint32_t)index);
    return true;
}

static size_t place_of(int number)
{
    return number > 0 ? (size_t)number : 0;
}

bool metadata_open(struct metadata *metadata, struct arena *arena, const char *path, readout_error *error)
{
    json_error_t problem;
    errno = 0;
    *metadata = (struct metadata){.items = json_load_file(path, JSON_REJECT_DUPLICATES, &problem)};
    if (!metadata->items)
        return error_set_at(error, errno == ENOMEM ? READOUT_NO_MEMORY : READOUT_BAD_INPUT, path,
                            place_of(problem.line), place_of(problem.column), place_of(problem.position), "%s",
                            problem.text);
    if (!json_is_array(metadata->items))
        return error_set(error, READOUT_BAD_INPUT, path, "not a JSON array of objects");
    for (size_t i = 0; i < json_array_size(metadata->items); i++)
        if (!add_item(metadata, arena, path, i, error))
            return false;
    return true;
}

void metadata_close(struct metadata *metadata)
{
    json_decref(metadata->items);
    *metadata = (struct metadata){0};
}

void metadata_apply(const struct metadata *metadata, readout_report *report)
{
    uint32_t index = map_get(&metadata->by_id, str_of(report->id));
    readout_report known = {0};
    if (index == MAP_NONE || !read_item(json_array_get(metadata->items, index), NULL, "", &known, NULL))
        return;
    report->outlet = known.outlet ? known.outlet : report->outlet;
    report->published = known.published ? known.published : report->published;
    report->title = known.title ? known.title : report->title;
    report->url = known.url ? known.url : report->url;
}
