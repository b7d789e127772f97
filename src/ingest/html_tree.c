/* html_tree.c - see html_tree.h. Input: a page. Output: its tree. Invariant: nodes stand in the order of the page,
 * every parent before its children. html_clean.c has gone over the bytes first, so that nothing libxml2 does here takes
 * longer than in proportion to them; it calls back for every tag and text, and no arena is touched while its parser
 * lives. */
#include "ingest/html_tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>

#include "base/error.h"
#include "ingest/html_clean.h"
#include "ingest/html_name.h"

enum build_failure { BUILD_OK, BUILD_NO_MEMORY, BUILD_DEPTH };

struct pending_attribute {
    uint32_t name;
    uint32_t label, label_length; /* in `values`, of data-... */
    uint32_t value, value_length;
};

struct build {
    struct buffer nodes, attributes, values, text;
    const struct html_clean *clean;
    xmlParserCtxtPtr parser;
    uint32_t current, count;
    uint64_t depth, deepest;
    enum build_failure failure;
};

static struct html_node *node_at(struct build *build, uint32_t node)
{
    return (struct html_node *)(void *)build->nodes.ptr + node;
}

static void stop(struct build *build, enum build_failure failure)
{
    if (build->failure == BUILD_OK)
        build->failure = failure;
    xmlStopParser(build->parser);
}

/* A new last child of the current node; false where memory ran out. */
static bool add_node(struct build *build, enum html_tag tag)
{
    struct html_node node = {.parent = build->current, .next = HTML_NONE, .tag = (uint16_t)tag};
    node.first = (uint32_t)(tag == HTML_TEXT ? build->text.len
                                             : build->attributes.len / sizeof(struct pending_attribute));
    buffer_add(&build->nodes, str_make((const char *)&node, sizeof node));
    if (build->nodes.failed || build->count == HTML_NONE - 1) {
        stop(build, BUILD_NO_MEMORY);
        return false;
    }
    build->count++;
    return true;
}

static struct str xml_str(const xmlChar *text)
{
    return str_of((const char *)text);
}

static void add_attribute(struct build *build, struct html_node *node, struct str name, struct str value)
{
    enum html_attribute_name number = html_attribute_named(name);
    if (number == HTML_ATTRIBUTE_COUNT || node->count == UINT16_MAX)
        return;
    struct pending_attribute attribute = {.name = number, .label = (uint32_t)build->values.len};
    if (number == HTML_DATA_) {
        attribute.label_length = (uint32_t)name.len;
        buffer_add(&build->values, name);
    }
    attribute.value = (uint32_t)build->values.len;
    attribute.value_length = (uint32_t)value.len;
    buffer_add(&build->values, value);
    buffer_add(&build->attributes, str_make((const char *)&attribute, sizeof attribute));
    node->count++;
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    struct build *build = context;
    if (build->failure || !add_node(build, html_tag_named(xml_str(name))))
        return;
    if (++build->depth > build->deepest) {
        stop(build, BUILD_DEPTH);
        return;
    }
    build->current = build->count - 1;
    for (size_t i = 0; attributes && attributes[i]; i += 2)
        add_attribute(build, node_at(build, build->current), xml_str(attributes[i]), xml_str(attributes[i + 1]));
}

static void on_end(void *context, const xmlChar *name)
{
    struct build *build = context;
    (void)name;
    if (build->failure || build->current == 0)
        return;
    struct html_node *node = node_at(build, build->current);
    node->end = build->count;
    build->current = node->parent;
    build->depth--;
}

/* Windows-1252 has marks and letters where C1 has controls; pages mean these: "&#150;". */
static const uint16_t c1_means[32] = {
    0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};

static void add_code(struct buffer *out, unsigned code)
{
    if (code >= 0x800)
        buffer_byte(out, (char)(0xe0 | code >> 12));
    buffer_byte(out, (char)(code >= 0x800 ? 0x80 | (code >> 6 & 0x3f) : 0xc0 | code >> 6));
    buffer_byte(out, (char)(0x80 | (code & 0x3f)));
}

/* Add text, its C1 controls as what they mean. */
static void add_text_bytes(struct buffer *out, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        const char *c1 = memchr(text.ptr + at, 0xc2, text.len - at);
        size_t until = c1 ? (size_t)(c1 - text.ptr) : text.len;
        buffer_add(out, str_make(text.ptr + at, until - at));
        at = until;
        if (c1 && at + 1 < text.len && (unsigned char)text.ptr[at + 1] < 0xa0)
            add_code(out, c1_means[text.ptr[at + 1] & 0x1f]);
        else if (c1)
            buffer_add(out, str_make(c1, at + 1 < text.len ? 2 : 1));
        at += c1 ? 2 : 0;
    }
}

/* The body of the JSON-LD script of this number. */
static struct str script_numbered(const struct build *build, struct str digits)
{
    size_t number = 0, count = build->clean->scripts.len / sizeof(struct str);
    for (size_t i = 0; i < digits.len && number < count; i++)
        number = number * 10 + (size_t)(digits.ptr[i] - '0');
    return number < count ? ((const struct str *)(const void *)build->clean->scripts.ptr)[number] : STR("");
}

static void on_text(void *context, const xmlChar *bytes, int length)
{
    struct build *build = context;
    struct str text = str_make((const char *)bytes, (size_t)length);
    enum html_tag within = node_at(build, build->current)->tag;
    struct html_node *last = node_at(build, build->count - 1);
    bool more = last->tag == HTML_TEXT && last->parent == build->current;
    if (build->failure || text.len == 0 || (more && within == HTML_SCRIPT) || (!more && !add_node(build, HTML_TEXT)))
        return;
    size_t before = build->text.len;
    if (within == HTML_SCRIPT)
        html_clean_copy(&build->text, script_numbered(build, text));
    else
        add_text_bytes(&build->text, text);
    last = node_at(build, build->count - 1);
    last->length += (uint32_t)(build->text.len - before);
    last->end = build->count;
    if (build->text.failed)
        stop(build, BUILD_NO_MEMORY);
}

/* libxml2 (2.9.14) goes on without memory, in some places for ever, unless its input ends. */
static void on_error(void *context, xmlErrorPtr problem)
{
    if (problem->code == XML_ERR_NO_MEMORY)
        stop(context, BUILD_NO_MEMORY);
}

/* Call libxml2 on the bytes. */
static void parse(struct build *build, struct str bytes)
{
    build->parser = htmlCreateMemoryParserCtxt(bytes.ptr, (int)bytes.len);
    if (!build->parser) {
        build->failure = BUILD_NO_MEMORY;
        return;
    }
    htmlCtxtUseOptions(build->parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                          HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOIMPLIED |
                                          HTML_PARSE_NODEFDTD);
    htmlSAXHandler *own = build->parser->sax;
    *own = (htmlSAXHandler){.startElement = on_start, .endElement = on_end, .characters = on_text,
                            .cdataBlock = on_text, .ignorableWhitespace = on_text,
                            .serror = on_error, .initialized = XML_SAX2_MAGIC};
    build->parser->userData = build;
    build->parser->charset = XML_CHAR_ENCODING_UTF8;
    htmlParseDocument(build->parser);
    if (build->parser->errNo == XML_ERR_NO_MEMORY)
        build->failure = BUILD_NO_MEMORY;
    htmlDocPtr document = build->parser->myDoc;
    htmlFreeParserCtxt(build->parser);
    xmlFreeDoc(document);
}

/* Ends of what is still open, and siblings. */
static void finish_nodes(struct build *build)
{
    struct html_node *nodes = node_at(build, 0);
    nodes[0].parent = HTML_NONE;
    for (uint32_t i = 0; i < build->count; i++) {
        if (nodes[i].end == 0)
            nodes[i].end = build->count;
        if (i > 0 && nodes[i].end < nodes[nodes[i].parent].end)
            nodes[i].next = nodes[i].end;
    }
}

static struct str copy_buffer(struct arena *arena, const struct buffer *buffer)
{
    return str_make(arena_copy(arena, buffer->ptr ? buffer->ptr : "", buffer->len), buffer->len);
}

static void keep_attributes(struct build *build, struct arena *arena, struct html_tree *tree)
{
    size_t count = build->attributes.len / sizeof(struct pending_attribute);
    const struct pending_attribute *pending = (const void *)build->attributes.ptr;
    struct html_attribute *attributes = arena_take(arena, count + 1, sizeof *attributes);
    struct str values = copy_buffer(arena, &build->values);
    for (size_t i = 0; i < count; i++) {
        attributes[i].name = pending[i].name;
        attributes[i].label = pending[i].name == HTML_DATA_
                                  ? str_make(values.ptr + pending[i].label, pending[i].label_length)
                                  : html_attribute_label(pending[i].name);
        attributes[i].value = str_make(values.ptr + pending[i].value, pending[i].value_length);
    }
    tree->attributes = attributes;
}

/* Move all that was built into the arena. */
static void keep(struct build *build, struct arena *arena, struct html_tree *tree)
{
    finish_nodes(build);
    tree->count = build->count;
    tree->nodes = memcpy(arena_take(arena, build->count, sizeof(struct html_node)), build->nodes.ptr,
                         build->count * sizeof(struct html_node));
    tree->text = copy_buffer(arena, &build->text);
    keep_attributes(build, arena, tree);
}

static void free_build(struct build *build)
{
    buffer_free(&build->nodes);
    buffer_free(&build->attributes);
    buffer_free(&build->values);
    buffer_free(&build->text);
}

/* As keep, but an arena that runs out is first given back what lies outside it. */
static void keep_guarded(struct build *build, struct arena *arena, struct html_tree *tree)
{
    jmp_buf owner;
    memcpy(&owner, &arena->failure, sizeof owner);
    if (arena_guard(arena)) {
        memcpy(&arena->failure, &owner, sizeof owner);
        free_build(build);
        arena_fail(arena);
    }
    keep(build, arena, tree);
    memcpy(&arena->failure, &owner, sizeof owner);
}

static bool fail(const struct build *build, const struct limits *limits, const char *source, readout_error *error)
{
    if (build->failure == BUILD_DEPTH)
        return limit_fail(error, limits, LIMIT_DEPTH, source);
    return error_set(error, READOUT_NO_MEMORY, source, "no memory for the page");
}

bool html_tree_parse(struct arena *arena, struct str utf8, const struct limits *limits, const char *source,
                     struct html_tree *tree, readout_error *error)
{
    struct html_clean clean = {0};
    bool done = html_clean(utf8, limits, source, &clean, error);
    struct build build = {.clean = &clean, .current = HTML_NONE, .deepest = limits->most[LIMIT_DEPTH]};
    if (done) {
        add_node(&build, HTML_ROOT);
        build.current = 0;
        if (!build.failure && clean.out.len)
            parse(&build, buffer_str(&clean.out));
        if (build.attributes.failed || build.values.failed)
            build.failure = BUILD_NO_MEMORY;
        done = !build.failure || fail(&build, limits, source, error);
    }
    html_clean_free(&clean);
    if (done)
        keep_guarded(&build, arena, tree);
    free_build(&build);
    return done;
}
