/* html_name.h - the names of elements and attributes as numbers (html_tree.h). */
#ifndef INGEST_HTML_NAME_H
#define INGEST_HTML_NAME_H
#include "ingest/html_tree.h"

/* The element of a name in lower case; HTML_OTHER where it has no number. */
enum html_tag html_tag_named(struct str name);

/* The attribute of a name in lower case; HTML_DATA_ for "data-...", HTML_ATTRIBUTE_COUNT for one that is not kept. */
enum html_attribute_name html_attribute_named(struct str name);

/* The name of an attribute but HTML_DATA_. */
struct str html_attribute_label(enum html_attribute_name name);
#endif
