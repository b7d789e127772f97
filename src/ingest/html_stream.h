/* html_stream.h - rows of teasers: elements alike beside each other, each with a linked headline and a few words. */
#ifndef INGEST_HTML_STREAM_H
#define INGEST_HTML_STREAM_H
#include "ingest/html_page.h"

/* Mark the blocks of teasers as dropped. Linear. */
void html_stream_drop(struct html_page *page);
#endif
