/* page_actors.h - what the page of actors shows above its list. */
#ifndef WEB_PAGE_ACTORS_H
#define WEB_PAGE_ACTORS_H
#include "web/call.h"

/* Who met whom: the sides with most meetings held or planned of those that the filters choose (with `lanes=actor`, the
 * actors), each joined to those it met; nothing where nobody met. */
void meetings_put_graph(struct call *call);
#endif
