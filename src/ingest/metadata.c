/* metadata.c - see metadata.h. Input: a JSON file. Output: its items by id. Invariant: all items are valid. */
#include "ingest/metadata.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/calendar.h"
#include "base/error.h"

enum published published_kind(const char *date)
{
    struct str text = str_of(date);
    int year = ascii_number(text, 0, 4), month = ascii_number(text, 5, 2);
    if (year < 1 || (text.len > 4 && text.ptr[4] != '-'))
        return PUBLISHED_BAD;
    if (text.len == 4)
        return PUBLISHED_PART;
    if (month < 1 || month > 12 || (text.len > 7 && text.ptr[7] != '-'))
        return PUBLISHED_BAD;
    if (text.len == 7)
        return PUBLISHED_PART;
    bool time = text.len > 11 && (text.ptr[10] == 'T' || text.ptr[10] == ' ') && ascii_is_digit(text.ptr[11]);
    bool day = calendar_valid(year, month, ascii_number(text, 8, 2));
    return day && (text.len == 10 || time) ? PUBLISHED_DAY : PUBLISHED_BAD;
}

/* A string member of an object into `*value`: NULL where it is missing, null or empty. */
static bool take_string(const json_t *object, const char *key, const char **value, const char *source, size_t line,
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

/* The date of publication: "published", else the first of its other names in use that holds a string. */
static bool take_published(const json_t *object, const char **value, const char *source, size_t line,
                           const char *where, readout_error *error)
{
    static const char *const others[] = {"date",         "date_published", "datePublished",
                                         "published_at", "publishedAt",    "publication_date"};
    if (!take_string(object, "published", value, source, line, where, error))
        return false;
    for (size_t i = 0; !*value && i < sizeof others / sizeof *others; i++) {
        const json_t *other = json_object_get(object, others[i]);
        if (json_is_string(other) && json_string_length(other))
            *value = json_string_value(other);
    }
    return true;
}

/* Add one author's name behind those in `names`; false if it is none. */
static bool add_author(struct buffer *names, const json_t *author)
{
    const json_t *name = json_is_object(author) ? json_object_get(author, "name") : author;
    if (json_is_null(author))
        return true;
    if (!json_is_string(name))
        return false;
    if (names->len && json_string_length(name))
        buffer_add(names, STR("; "));
    buffer_add(names, str_make(json_string_value(name), json_string_length(name)));
    return true;
}

/* The list of authors, or the one that is an object, becomes a string. */
static bool join_authors(json_t *object, const json_t *author)
{
    struct buffer names = {0};
    bool sound = json_is_array(author) || add_author(&names, author);
    for (size_t i = 0; sound && i < json_array_size(author); i++)
        sound = add_author(&names, json_array_get(author, i));
    json_t *joined = sound && !names.failed ? json_stringn_nocheck(buffer_str(&names).ptr, names.len) : NULL;
    buffer_free(&names);
    return json_object_set_new(object, "author", joined) == 0;
}

/* The authors: "author" as a string, as an object with its "name", or as a list of such; several are joined by "; ",
 * in the object. */
static bool take_author(json_t *object, const char **value, const char *source, size_t line, const char *where,
                        readout_error *error)
{
    const json_t *author = json_object_get(object, "author");
    *value = NULL;
    if ((json_is_array(author) || json_is_object(author)) && !join_authors(object, author))
        return error_set_at(error, READOUT_BAD_INPUT, source, line, 0, 0, "%s\"author\" is no name or list of names",
                            where);
    return take_string(object, "author", value, source, line, where, error);
}

/* Who acts and who is acted on. "source" alone is in wide use for the outlet, and tells no pair. */
static bool take_pair(const json_t *object, readout_report *report, const char *source, size_t line, const char *where,
                      readout_error *error)
{
    report->source = report->target = NULL;
    return !json_object_get(object, "source") || !json_object_get(object, "target") ||
           (take_string(object, "source", &report->source, source, line, where, error) &&
            take_string(object, "target", &report->target, source, line, where, error));
}

bool metadata_known(json_t *object, readout_report *report, const char *source, size_t line, const char *where,
                    readout_error *error)
{
    return take_string(object, "id", &report->id, source, line, where, error) &&
           take_string(object, "outlet", &report->outlet, source, line, where, error) &&
           take_published(object, &report->published, source, line, where, error) &&
           take_string(object, "title", &report->title, source, line, where, error) &&
           take_string(object, "url", &report->url, source, line, where, error) &&
           take_string(object, "updated", &report->updated, source, line, where, error) &&
           take_author(object, &report->author, source, line, where, error) &&
           take_string(object, "language", &report->language, source, line, where, error) &&
           take_string(object, "agency", &report->agency, source, line, where, error) &&
           take_string(object, "dateline", &report->dateline, source, line, where, error) &&
           take_pair(object, report, source, line, where, error);
}

static bool check_date(const char *date, const char *key, const char *path, const char *where, readout_error *error)
{
    return !date || published_kind(date) != PUBLISHED_BAD ||
           error_set(error, READOUT_BAD_INPUT, path, "%s\"%s\": no date: \"%s\"", where, key, date);
}

static bool add_item(struct metadata *metadata, struct arena *arena, const char *path, size_t index,
                     readout_error *error)
{
    json_t *item = json_array_get(metadata->items, index);
    readout_report report = {0};
    char where[64];
    snprintf(where, sizeof where, "item %zu: ", index + 1);
    if (!json_is_object(item))
        return error_set(error, READOUT_BAD_INPUT, path, "%sis not an object", where);
    if (!metadata_known(item, &report, path, 0, where, error))
        return false;
    if (!report.id)
        return error_set(error, READOUT_BAD_INPUT, path, "%shas no \"id\"", where);
    if (map_get(&metadata->by_id, str_of(report.id)) != MAP_NONE)
        return error_set(error, READOUT_BAD_INPUT, path, "%sid \"%s\" stands there twice", where, report.id);
    if (!check_date(report.published, "published", path, where, error) ||
        !check_date(report.updated, "updated", path, where, error))
        return false;
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

static void take_place(const char **value, const char *known)
{
    *value = known ? known : *value;
}

void metadata_apply(const struct metadata *metadata, readout_report *report)
{
    uint32_t index = map_get(&metadata->by_id, str_of(report->id));
    readout_report known = {0};
    if (index == MAP_NONE || !metadata_known(json_array_get(metadata->items, index), &known, NULL, 0, "", NULL))
        return;
    take_place(&report->outlet, known.outlet);
    take_place(&report->published, known.published);
    take_place(&report->title, known.title);
    take_place(&report->url, known.url);
    take_place(&report->updated, known.updated);
    take_place(&report->author, known.author);
    take_place(&report->language, known.language);
    take_place(&report->agency, known.agency);
    take_place(&report->dateline, known.dateline);
    take_place(&report->source, known.source);
    take_place(&report->target, known.target);
}
