/* opml.c - see opml.h. Input: bytes. Output: feeds. Invariant: what has no address of a feed is a folder. */
#include "ingest/opml.h"

#include "base/ascii.h"
#include "base/error.h"
#include "base/map.h"
#include "ingest/charset.h"
#include "ingest/web_data.h"
#include "ingest/xml.h"

struct reader {
    struct arena *arena;
    const struct limits *limits;
    const char *source;
    struct map seen;
    struct opml_feed_list feeds;
};

static bool open_element(void *context, const struct xml_element *element, readout_error *error)
{
    struct reader *reader = context;
    struct str name = element->name.local;
    if (element->depth == 1 && !ascii_same(name, STR("opml")))
        return error_set(error, READOUT_BAD_INPUT, reader->source, "no OPML: its outermost element is <%.*s>",
                         STR_ARGS(name.len > 64 ? str_make(name.ptr, 64) : name));
    struct str url = str_trim(xml_value(element, STR("xmlurl")));
    if (!ascii_same(name, STR("outline")) || !url.len || map_get(&reader->seen, url) != MAP_NONE)
        return true;
    if (reader->feeds.count >= reader->limits->most[LIMIT_ITEMS])
        return limit_fail(error, reader->limits, LIMIT_ITEMS, reader->source);
    struct str title = str_trim(xml_value(element, STR("title"))), text = str_trim(xml_value(element, STR("text")));
    struct opml_feed feed = {.url = str_copy(reader->arena, url),
                             .title = str_copy(reader->arena, title.len ? title : text)};
    map_put(&reader->seen, reader->arena, feed.url, 1);
    *ARENA_PUSH(reader->arena, reader->feeds) = feed;
    return true;
}

static void close_element(void *context, size_t depth)
{
    (void)context;
    (void)depth;
}

static void take_text(void *context, struct str text)
{
    (void)context;
    (void)text;
}

static enum xml_result read_once(struct reader *reader, struct str xml, bool repair, readout_error *error)
{
    struct xml_events events = {.context = reader, .open = open_element, .close = close_element, .text = take_text};
    return xml_read(reader->arena, xml, repair, reader->limits, reader->source, &events, error);
}

bool opml_read(struct arena *arena, struct str bytes, const char *source, const struct limits *limits,
               struct opml_list *list, readout_error *error)
{
    struct reader reader = {.arena = arena, .limits = limits, .source = source};
    struct str utf8;
    readout_error fault = {0};
    *list = (struct opml_list){0};
    if (bytes.len > limits->most[LIMIT_SIZE])
        return limit_fail(error, limits, LIMIT_SIZE, source);
    if (!charset_decode(arena, bytes, STR(""), false, source, &utf8, error))
        return false;
    enum xml_result result = read_once(&reader, utf8, false, &fault);
    if (result == XML_BROKEN) {
        readout_error ignored = {0};
        list->problem = fault;
        result = read_once(&reader, xml_mend(arena, utf8), true, &ignored);
        result = result == XML_BROKEN && !reader.feeds.count ? XML_FAILED : result;
    }
    list->feeds = reader.feeds;
    if (result == XML_FAILED && error && error->status == READOUT_OK)
        *error = fault;
    return result != XML_FAILED;
}
