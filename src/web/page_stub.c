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
