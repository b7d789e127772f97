/* pages.h - the pages: each fills the answer of a call (call.h) that its row in routes.c describes. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H
#include "web/call.h"

page_make page_nowhere, page_home, page_brief;
#endif
