/* page_stub.c - pages that are not there yet; whoever makes one takes its line out. */
#include "web/frame.h"
#include "web/pages.h"

static bool stub(struct call *call)
{
    frame_open(call, &(struct frame){.title = "Not yet"});
    frame_close(call);
    return true;
}

#define STUB(name) bool name(struct call *call) { return stub(call); }
STUB(page_timeline)
STUB(page_statements)
STUB(page_figures)
STUB(page_reports)
STUB(page_processes)
STUB(page_search)
STUB(page_item)
STUB(page_report)
STUB(page_decide)
STUB(page_decisions)
STUB(page_briefing)
