/* page_decisions.c - what persons decided, the newest first, each with a button that takes it back.
 *
 * Input: the decisions of the database. Output: a list in pages; as JSON and CSV all, in the rows of `readout
 * decisions`. Invariant: of many decisions those of the page alone are loaded. */
#include "view/decision_print.h"
#include "web/fact.h"
#include "web/frame.h"
#include "web/pages.h"

static bool print_all(struct call *call)
{
    struct decision_list decisions;
    if (!store_decisions(call->store, &call->arena, &decisions, &call->error))
        return false;
    if (call->form == FORM_JSON)
        return decisions_print_json(&decisions, call_file(call), &call->error);
    decisions_print_csv(&decisions, call_file(call), &call->arena);
    return true;
}

bool page_decisions(struct call *call)
{
    struct decision_list decisions;
    struct paging paging;
    size_t total = 0;
    if (call->form != FORM_HTML)
        return print_all(call);
    if (!store_decisions_newest(call->store, 0, 0, &call->arena, &decisions, &total, &call->error))
        return false;
    paging = frame_paging(call, total);
    if (!store_decisions_newest(call->store, paging.first, paging.count, &call->arena, &decisions, &total,
                                &call->error))
        return false;
    frame_open(call, &(struct frame){.title = "Decisions", .twins = 1u << FORM_JSON | 1u << FORM_CSV,
                                     .summary = "What persons confirmed, rejected, noted, added and corrected. None of "
                                                "it changes the reports."});
    fact_put_decisions(call, &decisions);
    frame_pages(call, &paging);
    frame_close(call);
    return true;
}
