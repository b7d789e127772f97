/* page_nowhere.c - what is answered where no page is. */
#include "web/pages.h"

bool page_nowhere(struct call *call)
{
    return call_fail(call, 404, "There is no such page.");
}
