/* pages.h - the pages: each fills the answer of a call (call.h) that its row in routes.c describes. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H
#include "web/call.h"

page_make page_nowhere, page_home, page_brief, page_timeline, page_meetings, page_positions, page_proposals,
    page_statements, page_figures, page_actors, page_conflicts, page_reports, page_changes, page_processes, page_search,
    page_item, page_report, page_decide, page_decisions, page_briefing, page_read, page_job;
#endif
