/* html_write.h - chosen blocks of a page as text. */
#ifndef INGEST_HTML_WRITE_H
#define INGEST_HTML_WRITE_H
#include "ingest/html_page.h"

/* The text of the blocks that are kept, parted by empty lines; the cells of a row of a table by tabs, its rows by line
 * feeds; a line break inside a block stays one. In the page's arena. */
struct str html_write(const struct html_page *page);
#endif
