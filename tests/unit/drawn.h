/* drawn.h - drawings as the tests look at them: parsed by libxml2 as XML, counted, and checked for what holds of every
 * drawing: one figure, no style, no script, ids of its own, finite measures, links that stay here. */
#ifndef TESTS_DRAWN_H
#define TESTS_DRAWN_H
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "arena_fixture.h"
#include "view/text.h"
#include "web/draw.h"

enum { MANY = 60000 };
static const char hostile[] = "</svg><script>alert(\"1\")</script>&amp;'\xff\x01\xe2\x80\xae<b";

static inline void span_href(void *context, long since, long until, struct buffer *out)
{
    char text[80];
    (void)context;
    int length = snprintf(text, sizeof text, "/days?since=%ld&until=%ld", since, until);
    buffer_add(out, str_make(text, (size_t)length));
}

/* Numbers that look like chance, the same each time (Knuth's MMIX generator). */
static inline unsigned drawn_chance(uint64_t *state, unsigned below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*state >> 33) % below;
}

/* Turn the items of an array round, then swap them by chance. */
static inline void drawn_shuffle(void *items, size_t count, size_t size)
{
    char spare[256], *bytes = items;
    uint64_t state = 11;
    assert_true(size <= sizeof spare);
    for (size_t i = count; i > 1; i--) {
        size_t other = drawn_chance(&state, (unsigned)i);
        memcpy(spare, bytes + (i - 1) * size, size);
        memcpy(bytes + (i - 1) * size, bytes + other * size, size);
        memcpy(bytes + other * size, spare, size);
    }
}

static inline xmlDoc *drawn_parse(const struct buffer *out)
{
    assert_false(out->failed);
    xmlDoc *document = xmlReadMemory(out->ptr, (int)out->len, NULL, "UTF-8",
                                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
    assert_non_null(document);
    assert_string_equal((const char *)xmlDocGetRootElement(document)->name, "figure");
    return document;
}

/* The next node in the order of the document, `top` and what is in it alone. */
static inline xmlNode *drawn_next(xmlNode *node, const xmlNode *top)
{
    if (node->children)
        return node->children;
    while (node != top && !node->next)
        node = node->parent;
    return node == top ? NULL : node->next;
}

static inline bool drawn_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

/* Whether one of its classes is that. */
static inline bool drawn_has_class(xmlNode *node, const char *class)
{
    xmlChar *value = node->type == XML_ELEMENT_NODE ? xmlGetProp(node, (const xmlChar *)"class") : NULL;
    struct str rest = str_of((const char *)value);
    bool found = false;
    while (rest.len && !found)
        found = str_equal(str_cut(&rest, ' '), str_of(class));
    xmlFree(value);
    return found;
}

static inline double drawn_number(xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
    assert_non_null(value);
    double number = strtod((const char *)value, NULL);
    xmlFree(value);
    return number;
}

/* Elements of the name (NULL: any) that have the class (NULL: any), under `top`, itself included. */
static inline size_t drawn_count_in(xmlNode *top, const char *name, const char *class)
{
    size_t count = 0;
    for (xmlNode *node = top; node; node = drawn_next(node, top))
        count += node->type == XML_ELEMENT_NODE && (!name || drawn_is(node, name)) &&
                 (!class || drawn_has_class(node, class));
    return count;
}

static inline size_t drawn_count(xmlDoc *document, const char *name, const char *class)
{
    return drawn_count_in(xmlDocGetRootElement(document), name, class);
}

static inline xmlNode *drawn_svg(xmlDoc *document)
{
    xmlNode *top = xmlDocGetRootElement(document), *node = top;
    while (node && !drawn_is(node, "svg"))
        node = drawn_next(node, top);
    assert_non_null(node);
    return node;
}

static inline size_t drawn_rows(xmlDoc *document)
{
    return drawn_count(document, "tr", NULL) - 1;
}

static inline bool drawn_contains(const struct buffer *out, const char *words)
{
    return memmem(out->ptr, out->len, words, strlen(words)) != NULL;
}

static inline bool is_measure(const char *name)
{
    static const char *const names[] = {"x", "y", "x1", "x2", "y1", "y2", "width", "height", "stroke-width"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(name, names[i]))
            return true;
    return false;
}

static inline void check_attribute(const char *name, const char *value, const char *prefix)
{
    assert_string_not_equal(name, "style");
    assert_false(name[0] == 'o' && name[1] == 'n');
    assert_false(is_measure(name) && !(isfinite(strtod(value, NULL)) && fabs(strtod(value, NULL)) < 1e5));
    assert_false(!strcmp(name, "d") && (strstr(value, "nan") || strstr(value, "inf")));
    assert_false(!strcmp(name, "id") && strncmp(value, prefix, strlen(prefix)) != 0);
    assert_false(!strcmp(name, "href") && value[0] != '/' && value[0] != '#');
    assert_false(!strcmp(name, "href") && value[1] == '/');
}

static inline void check_attributes(xmlNode *node, const char *prefix)
{
    for (xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        xmlChar *value = xmlNodeListGetString(node->doc, attribute->children, 1);
        check_attribute((const char *)attribute->name, value ? (const char *)value : "", prefix);
        xmlFree(value);
    }
}

static inline bool is_known(const xmlNode *node)
{
    static const char *const names[] = {
        "figure", "a",          "div", "svg", "title", "desc", "g",       "line",    "rect",  "path",  "text",
        "defs",   "pattern",    "ul",  "li",  "bdi",   "p",    "details", "summary", "table", "thead", "tbody",
        "tr",     "figcaption", "th",  "td",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (drawn_is(node, names[i]))
            return true;
    return false;
}

/* What holds of every drawing; the caller frees the document. */
static inline xmlDoc *drawn_check(const struct buffer *out, const char *prefix)
{
    xmlDoc *document = drawn_parse(out);
    xmlNode *top = xmlDocGetRootElement(document);
    for (xmlNode *node = top; node; node = drawn_next(node, top))
        if (node->type == XML_ELEMENT_NODE) {
            assert_true(is_known(node));
            check_attributes(node, prefix);
        }
    xmlNode *svg = drawn_svg(document);
    assert_true(drawn_count_in(svg, NULL, NULL) <= DRAW_ELEMENTS);
    assert_true(drawn_is(svg->children, "title") && drawn_is(svg->children->next, "desc"));
    assert_true(drawn_rows(document) <= DRAW_TABLE_ROWS);
    assert_int_equal(drawn_count(document, "details", "behind"), 1);
    return document;
}

/* "12" in "...: 12 events": the number before the words in an element's title; 0: they are not there. */
static inline size_t drawn_said(xmlNode *node, const char *words)
{
    xmlChar *text = xmlNodeGetContent(node->children);
    const char *at = strstr((const char *)text, words);
    while (at && at > (const char *)text && at[-1] >= '0' && at[-1] <= '9')
        at--;
    size_t number = at ? strtoul(at, NULL, 10) : 0;
    xmlFree(text);
    return number;
}

/* The sum of that over the elements of a class. */
static inline size_t drawn_sum(xmlDoc *document, const char *class, const char *words)
{
    xmlNode *top = drawn_svg(document);
    size_t sum = 0;
    for (xmlNode *node = top; node; node = drawn_next(node, top))
        sum += drawn_has_class(node, class) ? drawn_said(node, words) : 0;
    return sum;
}
#endif
