/* html_clean.h - the bytes of a page made fit for libxml2: only what the tree keeps, and nothing that costs it more
 * than its length.
 *
 * Left out are comments, the bodies of scripts and styles, and attributes that are not kept; of a JSON-LD script the
 * body becomes its number among `scripts`. Elements that HTML 5 closes by itself are closed, a "<" that opens no tag
 * becomes "&lt;", what is no UTF-8 U+FFFD, control characters blanks. */
#ifndef INGEST_HTML_CLEAN_H
#define INGEST_HTML_CLEAN_H
#include <stdbool.h>

#include "base/buffer.h"
#include "ingest/limits.h"

struct html_clean {
    struct buffer out;
    struct buffer scripts; /* struct str: the bodies of JSON-LD scripts, in the page */
};

/* Clean a page. The caller frees both buffers with html_clean_free, also after failure, which fills `error`. Linear. */
bool html_clean(struct str page, const struct limits *limits, const char *source, struct html_clean *clean,
                readout_error *error);
void html_clean_free(struct html_clean *clean);

/* Add bytes as well-formed UTF-8 without control characters. */
void html_clean_copy(struct buffer *out, struct str bytes);
#endif
