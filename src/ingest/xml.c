/* xml.c - see xml.h. Input: UTF-8. Output: calls of xml_events. Invariant: nothing jumps through a frame of libxml2: an
 * arena that runs out in a call is caught there, the reading stopped, and the jump made when all is freed. */
#include "ingest/xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/error.h"

struct reader {
    xmlParserCtxtPtr parser;
    struct arena *arena;
    const struct limits *limits;
    const struct xml_events *events;
    const char *source;
    struct xml_attribute *attributes; /* of the element that is opened; on the heap */
    size_t capacity;
    size_t depth, tags;
    size_t spaces;      /* declarations of namespaces that hold here; the parser looks through all of them */
    size_t *declared;   /* of each open element; on the heap */
    size_t declared_capacity;
    bool own_entities;  /* the document declares entities that HTML does not have */
    bool stopped, out_of_arena;
    xmlEntity entity;   /* handed out to the parser, one at a time */
    char letters[8];    /* its bytes */
    readout_error fault, failure;
};

static struct str str_of_xml(const xmlChar *text)
{
    return str_of((const char *)text);
}

static void stop(struct reader *reader)
{
    reader->stopped = true;
    xmlStopParser(reader->parser);
}

static void fail_memory(struct reader *reader)
{
    error_set(&reader->failure, READOUT_NO_MEMORY, reader->source, "no memory to read it");
    stop(reader);
}

static void fail_limit(struct reader *reader, enum limit limit)
{
    limit_fail(&reader->failure, reader->limits, limit, reader->source);
    stop(reader);
}

/* --- what the parser tells --- */

static bool grow(void **items, size_t count, size_t *capacity, size_t size)
{
    if (count <= *capacity)
        return true;
    size_t room = count * 2 + 16;
    void *moved = realloc(*items, room * size);
    if (!moved)
        return false;
    *items = moved;
    *capacity = room;
    return true;
}

/* libxml2 hands out five pointers an attribute: name, prefix, namespace, and the value's begin and end. */
static void fill_attributes(struct reader *reader, size_t count, const xmlChar **given)
{
    for (size_t i = 0; i < count; i++, given += 5)
        reader->attributes[i] = (struct xml_attribute){
            .name = {.space = str_of_xml(given[2]), .prefix = str_of_xml(given[1]), .local = str_of_xml(given[0])},
            .value = str_make((const char *)given[3], (size_t)(given[4] - given[3]))};
}

static bool make_room(struct reader *reader, size_t attributes)
{
    void *items = reader->attributes, *declared = reader->declared;
    bool good = grow(&items, attributes, &reader->capacity, sizeof *reader->attributes);
    reader->attributes = items;
    good = grow(&declared, reader->depth, &reader->declared_capacity, sizeof *reader->declared) && good;
    reader->declared = declared;
    return good;
}

/* Count the element in; false where it is over a limit. */
static bool count_element(struct reader *reader, size_t attributes, size_t spaces)
{
    const uint64_t *most = reader->limits->most;
    reader->depth++;
    reader->spaces += spaces;
    if (reader->depth > most[LIMIT_DEPTH])
        fail_limit(reader, LIMIT_DEPTH);
    else if (++reader->tags > most[LIMIT_TAGS])
        fail_limit(reader, LIMIT_TAGS);
    else if (attributes + spaces > most[LIMIT_ATTRIBUTES] || reader->spaces > most[LIMIT_ATTRIBUTES])
        fail_limit(reader, LIMIT_ATTRIBUTES);
    else if (!make_room(reader, attributes))
        fail_memory(reader);
    return !reader->stopped;
}

static void open_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *space, int spaces,
                         const xmlChar **given_spaces, int count, int defaulted, const xmlChar **given)
{
    struct reader *reader = context;
    (void)given_spaces;
    (void)defaulted;
    if (reader->stopped || !count_element(reader, (size_t)count, (size_t)spaces))
        return;
    reader->declared[reader->depth - 1] = (size_t)spaces;
    fill_attributes(reader, (size_t)count, given);
    struct xml_element element = {
        .name = {.space = str_of_xml(space), .prefix = str_of_xml(prefix), .local = str_of_xml(local)},
        .attributes = reader->attributes,
        .count = (size_t)count,
        .depth = reader->depth};
    if (arena_guard(reader->arena)) {
        reader->out_of_arena = true;
        stop(reader);
    } else if (!reader->events->open(reader->events->context, &element, &reader->failure)) {
        stop(reader);
    }
}

static void close_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *space)
{
    struct reader *reader = context;
    (void)local;
    (void)prefix;
    (void)space;
    if (reader->stopped || reader->depth == 0)
        return;
    if (arena_guard(reader->arena)) {
        reader->out_of_arena = true;
        stop(reader);
        return;
    }
    reader->events->close(reader->events->context, reader->depth);
    reader->spaces -= reader->declared[--reader->depth];
}

static void take_text(void *context, const xmlChar *text, int length)
{
    struct reader *reader = context;
    if (reader->stopped || length <= 0)
        return;
    if (arena_guard(reader->arena)) {
        reader->out_of_arena = true;
        stop(reader);
        return;
    }
    reader->events->text(reader->events->context, str_make((const char *)text, (size_t)length));
}

static void declare_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id,
                           const xmlChar *system_id, xmlChar *content)
{
    struct reader *reader = context;
    (void)public_id;
    (void)system_id;
    (void)content;
    bool general = type != XML_INTERNAL_PARAMETER_ENTITY && type != XML_EXTERNAL_PARAMETER_ENTITY;
    if (general && !htmlEntityLookup(name))
        reader->own_entities = true;
    if (!reader->stopped && ++reader->tags > reader->limits->most[LIMIT_TAGS])
        fail_limit(reader, LIMIT_TAGS);
}

/* What a DTD declares of attributes, the parser would put into every element: many times many. */
static void declare_attribute(void *context, const xmlChar *element, const xmlChar *name, int type, int kind,
                              const xmlChar *value, xmlEnumerationPtr tree)
{
    struct reader *reader = context;
    (void)element;
    (void)name;
    (void)type;
    (void)kind;
    (void)value;
    xmlFreeEnumeration(tree);
    if (reader->stopped)
        return;
    error_set_at(&reader->failure, READOUT_BAD_INPUT, reader->source, (size_t)reader->parser->input->line, 0, 0,
                 "the document declares attributes itself; such are not read");
    stop(reader);
}

/* The parser asks what &name; stands for. Inside a DTD it asks too, to keep a copy: nothing is kept. */
static xmlEntityPtr get_entity(void *context, const xmlChar *name)
{
    struct reader *reader = context;
    if (reader->stopped || reader->parser->inSubset)
        return NULL;
    const htmlEntityDesc *known = htmlEntityLookup(name);
    if (!known && reader->own_entities) {
        error_set_at(&reader->failure, READOUT_BAD_INPUT, reader->source, (size_t)reader->parser->input->line, 0, 0,
                     "&%.64s; is an entity that the document declares itself; such are not read", name);
        stop(reader);
    }
    if (!known)
        return NULL;
    int length = xmlCopyCharMultiByte((xmlChar *)reader->letters, (int)known->value);
    reader->letters[length] = 0;
    reader->entity = (xmlEntity){.type = XML_ENTITY_DECL,
                                 .name = name,
                                 .content = (xmlChar *)reader->letters,
                                 .orig = (xmlChar *)reader->letters,
                                 .length = length,
                                 .etype = XML_INTERNAL_PREDEFINED_ENTITY};
    return &reader->entity;
}

/* Keep the first fault. That a prefix is not declared is none: feeds are full of it. */
static void take_fault(void *context, xmlErrorPtr told)
{
    struct reader *reader = context;
    if (reader->stopped || told->level < XML_ERR_ERROR || told->domain == XML_FROM_NAMESPACE)
        return;
    if (told->code == XML_ERR_NO_MEMORY) {
        fail_memory(reader);
        return;
    }
    struct str text = str_trim(str_of(told->message));
    error_set_at(&reader->fault, READOUT_BAD_INPUT, reader->source, told->line > 0 ? (size_t)told->line : 0,
                 told->int2 > 0 ? (size_t)told->int2 : 0, 0, "not well-formed: %.*s", STR_ARGS(text));
}

/* --- before it is parsed --- */

/* How many values in quotes stand in the tag that begins at `at` with '<', and where to look on. */
static size_t count_values(struct str xml, size_t *at)
{
    size_t count = 0, i = *at + 1;
    char quote = 0;
    for (; i < xml.len && xml.ptr[i] != '<' && (quote || xml.ptr[i] != '>'); i++) {
        char c = xml.ptr[i];
        if (quote) {
            count += c == quote;
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        }
    }
    *at = i;
    return count;
}

/* Whether no tag has more attributes than the limit: the parser compares each with each, so it must not see them. An
 * attribute's value holds no '<', so all of a tag stands before the next one. */
static bool attributes_few(struct str xml, uint64_t most)
{
    const char *next;
    for (size_t at = 0; at < xml.len && (next = memchr(xml.ptr + at, '<', xml.len - at));) {
        at = (size_t)(next - xml.ptr);
        char first = at + 1 < xml.len ? xml.ptr[at + 1] : 0;
        if (first == '!' || first == '?')
            at++;
        else if (count_values(xml, &at) > most)
            return false;
    }
    return true;
}

/* Whether "&...;" at `at` is a character by number or a named one of HTML or XML. */
static bool is_reference(struct str xml, size_t at)
{
    char name[32];
    size_t length = 0, i = at + 1;
    bool number = i < xml.len && xml.ptr[i] == '#';
    i += number;
    while (i < xml.len && length + 1 < sizeof name && ascii_is_alphanumeric(xml.ptr[i]))
        name[length++] = xml.ptr[i++];
    name[length] = 0;
    if (length == 0 || i >= xml.len || xml.ptr[i] != ';')
        return false;
    const char *digits = name + (number && (name[0] | 0x20) == 'x');
    const char *set = digits > name ? "0123456789abcdefABCDEF" : "0123456789";
    if (number)
        return *digits && digits[strspn(digits, set)] == 0;
    return htmlEntityLookup((const xmlChar *)name) || strcmp(name, "apos") == 0;
}

struct str xml_mend(struct arena *arena, struct str utf8)
{
    size_t more = 0;
    for (size_t i = 0; i < utf8.len; i++)
        more += utf8.ptr[i] == '&' ? 4 : 0;
    char *out = arena_take(arena, utf8.len + more + 1, 1);
    size_t length = 0;
    bool cdata = false;
    const char *first = utf8.len ? memchr(utf8.ptr, '<', utf8.len) : NULL;
    for (size_t i = first ? (size_t)(first - utf8.ptr) : 0; i < utf8.len; i++) {
        char c = utf8.ptr[i];
        struct str rest = str_make(utf8.ptr + i, utf8.len - i);
        if (c == '<' && !cdata)
            cdata = str_starts(rest, STR("<![CDATA["));
        else if (c == ']' && cdata)
            cdata = !str_starts(rest, STR("]]>"));
        bool control = ((unsigned char)c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
        out[length++] = control ? ' ' : c;
        if (c == '&' && !cdata && !is_reference(utf8, i)) {
            memcpy(out + length, "amp;", 4);
            length += 4;
        } else if (c == '&' && str_starts(rest, STR("&#X")) && !cdata) {
            memcpy(out + length, "#x", 2);
            length += 2;
            i += 2;
        }
    }
    return str_make(out, length);
}

/* --- the whole --- */

static const xmlSAXHandler handlers = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = open_element,
    .endElementNs = close_element,
    .characters = take_text,
    .cdataBlock = take_text,
    .ignorableWhitespace = take_text,
    .entityDecl = declare_entity,
    .attributeDecl = declare_attribute,
    .getEntity = get_entity,
    .serror = take_fault,
};

/* Parse with reader->parser, which is freed here. */
static void parse(struct reader *reader, bool repair)
{
    *reader->parser->sax = handlers;
    reader->parser->userData = reader;
    /* NOENT: characters by name are replaced in attributes too; get_entity knows no others. HUGE: our limits hold. */
    int options = XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC;
    options |= repair ? XML_PARSE_RECOVER : 0;
    xmlCtxtUseOptions(reader->parser, options);
    reader->parser->myDoc = xmlNewDoc((const xmlChar *)"1.0"); /* where there is one, entities are not kept besides */
    if (reader->parser->myDoc)
        xmlParseDocument(reader->parser);
    else
        fail_memory(reader);
    if (reader->parser->myDoc)
        xmlFreeDoc(reader->parser->myDoc);
    xmlFreeParserCtxt(reader->parser);
    free(reader->attributes);
    free(reader->declared);
}

enum xml_result xml_read(struct arena *arena, struct str utf8, bool repair, const struct limits *limits,
                         const char *source, const struct xml_events *events, readout_error *error)
{
    struct reader reader = {.arena = arena, .limits = limits, .events = events, .source = source};
    struct str xml = str_trim(utf8);
    if (xml.len == 0 || xml.len > INT_MAX / 2) {
        error_set(error, READOUT_BAD_INPUT, source, xml.len ? "too large for XML" : "empty");
        return XML_FAILED;
    }
    if (!attributes_few(xml, limits->most[LIMIT_ATTRIBUTES])) {
        limit_fail(error, limits, LIMIT_ATTRIBUTES, source);
        return XML_FAILED;
    }
    reader.parser = xmlCreateMemoryParserCtxt(xml.ptr, (int)xml.len);
    if (!reader.parser) {
        error_set(error, READOUT_NO_MEMORY, source, "no memory to read it");
        return XML_FAILED;
    }
    jmp_buf outside;
    memcpy(&outside, &arena->failure, sizeof outside);
    parse(&reader, repair);
    memcpy(&arena->failure, &outside, sizeof outside);
    if (reader.out_of_arena)
        arena_fail(arena);
    const readout_error *told = reader.failure.status != READOUT_OK ? &reader.failure : &reader.fault;
    if (told->status != READOUT_OK && error && error->status == READOUT_OK)
        *error = *told;
    return told == &reader.failure ? XML_FAILED : told->status != READOUT_OK ? XML_BROKEN : XML_WHOLE;
}

struct str xml_value(const struct xml_element *element, struct str small)
{
    for (size_t i = 0; i < element->count; i++)
        if (ascii_same(element->attributes[i].name.local, small))
            return element->attributes[i].value;
    return STR("");
}

struct str xml_own_value(const struct xml_element *element, const char *name)
{
    for (size_t i = 0; i < element->count; i++)
        if (str_equal(element->attributes[i].name.prefix, STR("xml")) &&
            str_equal(element->attributes[i].name.local, str_of(name)))
            return element->attributes[i].value;
    return str_make(NULL, 0);
}
