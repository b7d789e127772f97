/* feed_xml.c - feeds in XML (feed.h). Input: UTF-8. Output: what the feed says of itself, and items. Invariant: an
 * element counts only as a child of an item or of the channel; what is deeper belongs to something else.
 *
 * Sources: RSS 2.0 (https://www.rssboard.org/rss-specification) and its forerunners, RSS 1.0
 * (https://web.resource.org/rss/1.0/spec), Atom 1.0 (RFC 4287) and 0.3, Dublin Core, CDF
 * (https://www.w3.org/TR/NOTE-CDFsubmit). */
#include "base/ascii.h"
#include "base/error.h"
#include "ingest/feed_markup.h"
#include "ingest/feed_parts.h"
#include "ingest/url.h"
#include "ingest/web_data.h"
#include "ingest/web_date.h"

enum {
    BASE_MOST = 2048,  /* bytes of an address, and of one that others are resolved against */
    BASES_MOST = 16,   /* xml:base in xml:base; what is deeper does not count */
    LANGUAGE_MOST = 64
};

enum space { SPACE_CORE = 1, SPACE_DC = 2, SPACE_TERMS = 4, SPACE_CONTENT = 8, SPACE_XHTML = 16, SPACE_BURNER = 32,
             SPACE_OTHER = 64 };

enum field { FIELD_NONE, FIELD_TITLE, FIELD_LINK, FIELD_SUMMARY, FIELD_CONTENT, FIELD_KEY, FIELD_PUBLISHED,
             FIELD_UPDATED, FIELD_AUTHOR, FIELD_LANGUAGE, FIELD_OUTLET, FIELD_COUNT };

/* Of two elements that tell the same, the one of the higher rank counts; of the same rank the first, of dates the
 * last. */
static const struct field_name {
    enum space space;
    const char *name;
    enum field field;
    unsigned char rank;
} field_names[] = {
    {SPACE_CORE, "title", FIELD_TITLE, 2},
    {SPACE_DC, "title", FIELD_TITLE, 1},
    {SPACE_CORE, "link", FIELD_LINK, 3},
    {SPACE_BURNER, "origlink", FIELD_LINK, 5},
    {SPACE_CORE, "description", FIELD_SUMMARY, 2},
    {SPACE_CORE, "summary", FIELD_SUMMARY, 2},
    {SPACE_CORE, "subtitle", FIELD_SUMMARY, 2},
    {SPACE_CORE, "tagline", FIELD_SUMMARY, 2},
    {SPACE_CORE, "abstract", FIELD_SUMMARY, 2},
    {SPACE_DC, "description", FIELD_SUMMARY, 1},
    {SPACE_TERMS, "abstract", FIELD_SUMMARY, 1},
    {SPACE_CORE, "content", FIELD_CONTENT, 2},
    {SPACE_CONTENT, "encoded", FIELD_CONTENT, 2},
    {SPACE_XHTML, "body", FIELD_CONTENT, 2},
    {SPACE_CORE, "body", FIELD_CONTENT, 2},
    {SPACE_CORE, "fullitem", FIELD_CONTENT, 2},
    {SPACE_CORE, "guid", FIELD_KEY, 3},
    {SPACE_CORE, "id", FIELD_KEY, 3},
    {SPACE_DC, "identifier", FIELD_KEY, 1},
    {SPACE_CORE, "published", FIELD_PUBLISHED, 4},
    {SPACE_CORE, "pubdate", FIELD_PUBLISHED, 4},
    {SPACE_CORE, "issued", FIELD_PUBLISHED, 3},
    {SPACE_TERMS, "issued", FIELD_PUBLISHED, 3},
    {SPACE_CORE, "created", FIELD_PUBLISHED, 2},
    {SPACE_TERMS, "created", FIELD_PUBLISHED, 1},
    {SPACE_CORE, "updated", FIELD_UPDATED, 4},
    {SPACE_CORE, "modified", FIELD_UPDATED, 3},
    {SPACE_CORE, "lastbuilddate", FIELD_UPDATED, 3},
    {SPACE_TERMS, "modified", FIELD_UPDATED, 3},
    {SPACE_DC, "date", FIELD_UPDATED, 2},
    {SPACE_CORE, "author", FIELD_AUTHOR, 3},
    {SPACE_CORE, "managingeditor", FIELD_AUTHOR, 3},
    {SPACE_DC, "creator", FIELD_AUTHOR, 2},
    {SPACE_DC, "author", FIELD_AUTHOR, 2},
    {SPACE_CORE, "source", FIELD_OUTLET, 1},
    {SPACE_CORE, "language", FIELD_LANGUAGE, 2},
    {SPACE_DC, "language", FIELD_LANGUAGE, 1},
};

enum { RANK_ABOUT = 1, RANK_PERMALINK = 2, RANK_ALTERNATE = 4, RANK_SECOND = 1 };

/* What is being filled: an item, or what the feed says of itself. */
struct holder {
    struct feed_item *item;
    size_t depth; /* of its element; 0: none is open */
    unsigned char ranks[FIELD_COUNT];
    bool permalink; /* its key, unless told otherwise, is an address too */
};

/* One open element. */
struct level {
    struct str base, language; /* xml:base as it is written; xml:lang, its own or from outside */
    unsigned bases;            /* that hold here */
    bool resolved;             /* base is absolute, the bases outside put before it */
};

struct reader {
    const struct feed_source *source;
    struct feed *feed;
    LIST(struct level) levels; /* levels.items[depth - 1] */
    size_t depth;
    bool atom;
    struct holder about, item;
    const struct field_name *field; /* the element whose text is collected; NULL: none */
    size_t field_depth;
    struct markup markup;
    LIST(struct str) inside; /* names of the elements open in it */
    struct str person;       /* of an author: its name, else what else is told */
    bool named;
};

/* --- names --- */

/* Namespaces by their addresses, in small letters; all of RSS and Atom count as one. */
static enum space space_of_address(struct str address)
{
    static const struct {
        const char *part;
        enum space space;
    } parts[] = {
        {"purl.org/dc/elements/", SPACE_DC},         {"purl.org/dc/terms/", SPACE_TERMS},
        {"/rss/1.0/modules/content", SPACE_CONTENT}, {"www.w3.org/1999/xhtml", SPACE_XHTML},
        {"feedburner", SPACE_BURNER},                {"/rss/1.0/modules/", SPACE_OTHER},
        {"/rss/modules/", SPACE_OTHER},              {"mrss", SPACE_OTHER},
        {"www.w3.org/2005/atom", SPACE_CORE},        {"purl.org/atom/", SPACE_CORE},
        {"purl.org/rss/", SPACE_CORE},               {"purl.org/net/rss", SPACE_CORE},
        {"netscape.com/rdf/", SPACE_CORE},           {"netscape.com/publish/", SPACE_CORE},
        {"backend.userland.com/rss", SPACE_CORE},    {"law.harvard.edu/tech/rss", SPACE_CORE},
        {"22-rdf-syntax-ns", SPACE_CORE},            {"www.w3.org/", SPACE_OTHER},
    };
    if (address.len > 256)
        return 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (ascii_find(address, str_of(parts[i].part)) < address.len)
            return parts[i].space;
    return 0;
}

/* By the prefix, where the address says nothing. */
static enum space space_of_prefix(struct str prefix)
{
    static const struct {
        const char *prefix;
        enum space space;
    } prefixes[] = {{"", SPACE_CORE},        {"rss", SPACE_CORE},         {"atom", SPACE_CORE},
                    {"rdf", SPACE_CORE},     {"dc", SPACE_DC},            {"dcterms", SPACE_TERMS},
                    {"xhtml", SPACE_XHTML},  {"feedburner", SPACE_BURNER}};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (ascii_same(prefix, str_of(prefixes[i].prefix)))
            return prefixes[i].space;
    return SPACE_OTHER;
}

static enum space space_of(const struct xml_name *name)
{
    enum space space = name->space.len ? space_of_address(name->space) : 0;
    if (space)
        return space;
    if (name->space.len == 0 && ascii_same(name->prefix, STR("content")))
        return SPACE_CONTENT;
    return name->space.len && name->prefix.len ? SPACE_OTHER : space_of_prefix(name->prefix);
}

static const struct field_name *find_field(const struct xml_name *name, enum space space)
{
    for (size_t i = 0; i < sizeof field_names / sizeof *field_names; i++)
        if (field_names[i].space == space && ascii_same(name->local, str_of(field_names[i].name)))
            return &field_names[i];
    return NULL;
}

/* --- addresses and languages by place --- */

/* What addresses in the element at `depth` are relative to. Each base is resolved once, when it is asked for. */
static struct str base_at(struct reader *reader, size_t depth)
{
    size_t from = depth;
    while (from > 0 && !reader->levels.items[from - 1].resolved)
        from--;
    struct str base = from ? reader->levels.items[from - 1].base : reader->source->url;
    for (; from < depth; from++) {
        struct level *level = &reader->levels.items[from];
        struct str own = level->base.len ? url_resolve(reader->source->arena, base, level->base) : STR("");
        if (url_is_web(own) && own.len <= BASE_MOST)
            base = own;
        level->base = base;
        level->resolved = true;
    }
    return base;
}

/* A language's name as it should be written: "en_US" is "en-US". */
static struct str language_name(struct arena *arena, struct str text)
{
    text = str_trim(text);
    if (text.len > LANGUAGE_MOST)
        return STR("");
    char *name = arena_copy(arena, text.ptr, text.len);
    for (size_t i = 0; i < text.len; i++)
        name[i] = name[i] == '_' ? '-' : name[i];
    return str_make(name, text.len);
}

static void push_level(struct reader *reader, const struct xml_element *element)
{
    struct arena *arena = reader->source->arena;
    struct str base = xml_own_value(element, "base"), language = xml_own_value(element, "lang");
    struct level level = {.language = STR(""), .base = STR("")};
    if (reader->depth)
        level = (struct level){.language = reader->levels.items[reader->depth - 1].language,
                               .bases = reader->levels.items[reader->depth - 1].bases};
    if (base.len && base.len <= BASE_MOST && level.bases < BASES_MOST) {
        level.base = str_copy(arena, base);
        level.bases++;
    }
    if (language.ptr)
        level.language = language_name(arena, language);
    reader->levels.count = reader->depth;
    *ARENA_PUSH(arena, reader->levels) = level;
    reader->depth = element->depth;
}

static struct str language_here(const struct reader *reader)
{
    return reader->levels.items[reader->depth - 1].language;
}

/* `link` where it stands; empty for what is no address of a page, such as "javascript:...". */
static struct str resolve(struct reader *reader, struct str link)
{
    if (link.len > BASE_MOST)
        return STR("");
    struct str url = url_resolve(reader->source->arena, base_at(reader, reader->depth), link);
    return url_is_web(url) || !url_split(url).scheme.ptr ? url : STR("");
}

/* --- fields --- */

/* Whether what is told with this rank counts; it then holds the place. */
static bool outranks(struct holder *holder, enum field field, unsigned rank)
{
    if (rank <= holder->ranks[field])
        return false;
    holder->ranks[field] = (unsigned char)rank;
    return true;
}

static void set_link(struct reader *reader, struct holder *holder, struct str link, unsigned rank)
{
    link = str_trim(link);
    if (!link.len || rank <= holder->ranks[FIELD_LINK])
        return;
    struct str url = resolve(reader, link);
    if (url.len && outranks(holder, FIELD_LINK, rank))
        holder->item->url = url;
}

static void set_date(struct reader *reader, struct holder *holder, enum field field, struct str text, unsigned rank)
{
    struct str iso;
    if (rank >= holder->ranks[field] && web_date_parse(reader->source->arena, text, &iso)) {
        holder->ranks[field] = (unsigned char)rank;
        *(field == FIELD_PUBLISHED ? &holder->item->published : &holder->item->updated) = iso;
    }
}

/* A second description is taken for the content where there is no other. */
static void set_summary(struct holder *holder, struct feed_text text, unsigned rank)
{
    if (outranks(holder, FIELD_SUMMARY, rank))
        holder->item->summary = text;
    else if (rank == holder->ranks[FIELD_SUMMARY] && outranks(holder, FIELD_CONTENT, RANK_SECOND))
        holder->item->content = text;
}

static void set_author(struct reader *reader, struct holder *holder, struct str name, unsigned rank)
{
    name = feed_author_name(name);
    if (!name.len || rank < holder->ranks[FIELD_AUTHOR])
        return;
    if (outranks(holder, FIELD_AUTHOR, rank))
        holder->item->author = STR("");
    feed_add_author(reader->source->arena, &holder->item->author, name);
}

static struct holder *holder_open(struct reader *reader)
{
    return reader->item.depth ? &reader->item : &reader->about;
}

/* The element whose text was collected ends. */
static void store_field(struct reader *reader)
{
    struct holder *holder = holder_open(reader);
    const struct field_name *name = reader->field;
    struct feed_text text = {.language = language_here(reader)};
    text.value = markup_end(&reader->markup, &text.html);
    reader->field = NULL;
    if (name->field == FIELD_AUTHOR)
        set_author(reader, holder, reader->person.len ? reader->person : text.value, name->rank);
    else if (text.value.len == 0)
        return;
    else if (name->field == FIELD_PUBLISHED || name->field == FIELD_UPDATED)
        set_date(reader, holder, name->field, text.value, name->rank);
    else if (name->field == FIELD_LINK)
        set_link(reader, holder, text.value, name->rank);
    else if (name->field == FIELD_SUMMARY)
        set_summary(holder, text, name->rank);
    else if (!outranks(holder, name->field, name->rank))
        return;
    else if (name->field == FIELD_TITLE)
        holder->item->title = text;
    else if (name->field == FIELD_CONTENT)
        holder->item->content = text;
    else if (name->field == FIELD_KEY)
        holder->item->key = text.value;
    else if (name->field == FIELD_OUTLET)
        holder->item->outlet = text.value;
    else
        holder->item->language = language_name(reader->source->arena, text.value);
}

/* What the characters of a field are, unless its attributes say so. */
static enum markup_kind usual_kind(const struct reader *reader, const struct field_name *name)
{
    switch (name->field) {
    case FIELD_TITLE:
    case FIELD_SUMMARY:
        return reader->atom ? MARKUP_TEXT : MARKUP_HTML;
    case FIELD_CONTENT:
        return name->space == SPACE_XHTML ? MARKUP_INLINE : reader->atom ? MARKUP_TEXT : MARKUP_HTML;
    default:
        return MARKUP_TEXT;
    }
}

/* <link href rel type>: the page itself is "alternate", best in HTML. Whether the address stands in it. */
static bool take_link(struct reader *reader, struct holder *holder, const struct xml_element *element)
{
    struct str href = xml_value(element, STR("href")), rel = xml_value(element, STR("rel"));
    struct str type = xml_value(element, STR("type"));
    bool alternate = rel.len == 0 || ascii_same(rel, STR("alternate"));
    bool page = type.len == 0 || ascii_find(type, STR("html")) < type.len;
    unsigned rank = page ? RANK_ALTERNATE : RANK_ABOUT;
    if (alternate && href.len)
        set_link(reader, holder, href, rank);
    return href.len > 0 || !alternate;
}

/* A child of an item or the channel begins. */
static void begin_field(struct reader *reader, struct holder *holder, const struct xml_element *element)
{
    const struct field_name *name = find_field(&element->name, space_of(&element->name));
    if (!name || (name->field == FIELD_OUTLET && reader->atom)) /* there it is a feed of its own */
        return;
    if (name->field == FIELD_LINK && take_link(reader, holder, element))
        return;
    if (name->field == FIELD_KEY && ascii_same(element->name.local, STR("guid"))) {
        struct str permalink = xml_value(element, STR("ispermalink"));
        holder->permalink = permalink.len == 0 || ascii_same(permalink, STR("true"));
    }
    reader->field = name;
    reader->field_depth = element->depth;
    reader->inside.count = 0;
    reader->person = STR("");
    reader->named = false;
    bool rich = name->field == FIELD_TITLE || name->field == FIELD_SUMMARY || name->field == FIELD_CONTENT;
    enum markup_kind usual = usual_kind(reader, name);
    markup_begin(&reader->markup, rich ? markup_kind(str_trim(xml_value(element, STR("type"))),
                                                     xml_value(element, STR("mode")), usual)
                                       : usual);
}

/* Parts of an author: its text begins anew in each. */
static void open_inside(struct reader *reader, const struct xml_element *element)
{
    struct arena *arena = reader->source->arena;
    bool author = reader->field->field == FIELD_AUTHOR;
    if (author)
        markup_begin(&reader->markup, MARKUP_TEXT);
    else
        markup_open(&reader->markup, element);
    *ARENA_PUSH(arena, reader->inside) = str_copy(arena, element->name.local);
}

static void close_inside(struct reader *reader)
{
    if (reader->inside.count == 0)
        return;
    struct str name = reader->inside.items[--reader->inside.count];
    if (reader->field->field != FIELD_AUTHOR) {
        markup_close(&reader->markup, name);
        return;
    }
    bool html, named = ascii_same(name, STR("name"));
    struct str text = markup_end(&reader->markup, &html);
    if (text.len && (named || !reader->named))
        reader->person = text;
    reader->named = reader->named || (named && text.len);
    markup_begin(&reader->markup, MARKUP_TEXT);
}

/* --- items and channels --- */

/* What attributes tell: RSS 1.0 has the key there, CDF address and date. */
static void take_attributes(struct reader *reader, struct holder *holder, const struct xml_element *element)
{
    struct str about = xml_value(element, STR("about"));
    if (about.len && outranks(holder, FIELD_KEY, RANK_ABOUT))
        holder->item->key = str_copy(reader->source->arena, about);
    set_link(reader, holder, xml_value(element, STR("href")), RANK_ABOUT);
    set_date(reader, holder, FIELD_UPDATED, xml_value(element, STR("lastmod")), 1);
}

static void end_item(struct reader *reader)
{
    struct feed_item *item = reader->item.item;
    bool web = url_is_web(item->key);
    if (!item->url.len && web && (reader->item.permalink || reader->item.ranks[FIELD_KEY] == RANK_ABOUT))
        item->url = item->key;
    *ARENA_PUSH(reader->source->arena, reader->feed->items) = *item;
    reader->item.depth = 0;
}

static bool begin_item(struct reader *reader, const struct xml_element *element, readout_error *error)
{
    if (reader->item.depth)
        end_item(reader);
    if (reader->feed->items.count >= reader->source->limits->most[LIMIT_ITEMS])
        return limit_fail(error, reader->source->limits, LIMIT_ITEMS, reader->source->name);
    struct feed_item *item = reader->item.item;
    *item = (struct feed_item){.language = language_here(reader)};
    reader->item = (struct holder){.item = item, .depth = element->depth};
    take_attributes(reader, &reader->item, element);
    return true;
}

static void begin_channel(struct reader *reader, const struct xml_element *element)
{
    reader->about.depth = element->depth;
    if (!reader->about.item->language.len)
        reader->about.item->language = language_here(reader);
    take_attributes(reader, &reader->about, element);
}

static bool begin_root(struct reader *reader, const struct xml_element *element, readout_error *error)
{
    static const char *const roots[] = {"rss", "rdf", "feed", "channel", "entry"};
    struct str name = element->name.local;
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (ascii_same(name, str_of(roots[i]))) {
            reader->atom = ascii_same(name, STR("feed")) || ascii_same(name, STR("entry"));
            return true;
        }
    return error_set(error, READOUT_BAD_INPUT, reader->source->name, "no feed: its outermost element is <%.*s>",
                     STR_ARGS(name.len > 64 ? str_make(name.ptr, 64) : name));
}

/* --- events --- */

static bool open_element(void *context, const struct xml_element *element, readout_error *error)
{
    struct reader *reader = context;
    struct str name = element->name.local;
    push_level(reader, element);
    if (element->depth == 1 && !begin_root(reader, element, error))
        return false;
    if (reader->field) {
        open_inside(reader, element);
        return true;
    }
    bool core = space_of(&element->name) == SPACE_CORE;
    if (core && (ascii_same(name, STR("item")) || ascii_same(name, STR("entry"))))
        return begin_item(reader, element, error);
    if (core && !reader->item.depth && (ascii_same(name, STR("channel")) || (element->depth == 1 && reader->atom))) {
        begin_channel(reader, element);
        return true;
    }
    struct holder *holder = holder_open(reader);
    if (holder->depth && element->depth == holder->depth + 1)
        begin_field(reader, holder, element);
    return true;
}

static void close_element(void *context, size_t depth)
{
    struct reader *reader = context;
    if (reader->field && depth == reader->field_depth)
        store_field(reader);
    else if (reader->field)
        close_inside(reader);
    else if (reader->item.depth == depth)
        end_item(reader);
    else if (reader->about.depth == depth)
        reader->about.depth = 0;
    reader->depth = depth - 1;
}

static void take_text(void *context, struct str text)
{
    struct reader *reader = context;
    if (reader->field)
        markup_text(&reader->markup, text);
}

enum xml_result feed_xml_read(const struct feed_source *source, struct str utf8, bool repair, struct feed *feed,
                              readout_error *error)
{
    struct feed_item item = {0};
    struct reader reader = {.source = source,
                            .feed = feed,
                            .about = {.item = &feed->about},
                            .item = {.item = &item},
                            .markup = {.arena = source->arena}};
    struct xml_events events = {.context = &reader, .open = open_element, .close = close_element, .text = take_text};
    return xml_read(source->arena, utf8, repair, source->limits, source->name, &events, error);
}
