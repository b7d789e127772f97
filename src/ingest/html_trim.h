/* html_trim.h - what of the blocks in the chosen element is the body, and what only stands among it. */
#ifndef INGEST_HTML_TRIM_H
#define INGEST_HTML_TRIM_H
#include "ingest/html_page.h"

/* Set html_block.kept of the blocks of `body`, an element. False fills `error`: READOUT_BAD_DATA. Linear. */
bool html_trim(struct html_page *page, uint32_t body, readout_error *error);
#endif
