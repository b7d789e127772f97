/* html_name.c - see html_name.h. Input: names. Output: numbers. Invariant: the tables are sorted by name. */
#include "ingest/html_name.h"

#define X(number, name) {name, sizeof(name) - 1},
static const struct str tag_names[] = {HTML_TAGS(X)};
static const struct str attribute_names[] = {HTML_ATTRIBUTES(X)};
#undef X
enum { TAGS = sizeof tag_names / sizeof *tag_names, ATTRIBUTES = sizeof attribute_names / sizeof *attribute_names };

/* Where `name` stands in a sorted table; `count` where it does not. */
static size_t find(const struct str *names, size_t count, struct str name)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(names[middle], name);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return count;
}

enum html_tag html_tag_named(struct str name)
{
    size_t at = find(tag_names, TAGS, name);
    return at == TAGS ? HTML_OTHER : (enum html_tag)(HTML_OTHER + 1 + at);
}

enum html_attribute_name html_attribute_named(struct str name)
{
    if (str_starts(name, STR("data-")))
        return HTML_DATA_;
    size_t at = find(attribute_names, ATTRIBUTES, name);
    return at == ATTRIBUTES ? HTML_ATTRIBUTE_COUNT : (enum html_attribute_name)(HTML_DATA_ + 1 + at);
}

struct str html_attribute_label(enum html_attribute_name name)
{
    return attribute_names[name - HTML_DATA_ - 1];
}
