/* page.h - a page of text: headings and lines that wrap, each line ending with its source.
 *
 * Input: clean text (text.h). Output: lines of at most the page's width on a stream. Invariant: without a terminal,
 * or with NO_COLOR set (https://no-color.org), no byte but the text is written. */
#ifndef VIEW_PAGE_H
#define VIEW_PAGE_H
#include <stdbool.h>
#include <stdio.h>
#include "base/str.h"

struct page {
    FILE *out;
    size_t width; /* columns */
    bool colour;
};

/* The page that `out` is: as wide as $COLUMNS or the terminal say, else 80. */
struct page page_open(FILE *out);

void page_heading(const struct page *page, struct str text);

/* `text` from column `indent` on, its further lines two columns deeper, `source` faint behind it (may be empty). Only
 * between two sources, behind "; ", a source is broken. */
void page_line(const struct page *page, size_t indent, struct str text, struct str source);
#endif
