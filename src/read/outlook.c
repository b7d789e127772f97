/* outlook.c - see outlook.h. */
#include "read/outlook.h"

/* Does the verb at `token` only tell what another verb binds its subject to? */
static bool is_bound(const struct reading *reading, uint32_t token)
{
    const struct token *at = &reading->document.tokens[token];
    return at->tag == TAG_VERB && at->relation == REL_XCOMP && at->head != NO_TOKEN &&
           !aspect_told(reading, token) && reading_mark_over(reading, at->head, SET_COMMIT);
}

bool outlook_is_ahead(const struct reading *reading, const struct interval *when)
{
    struct str published = reading->day;
    return published.len >= 10 && when->from[0] && strncmp(when->from, published.ptr, 10) > 0;
}

enum event_status outlook(const struct reading *reading, const struct frame *frame, enum event_status status)
{
    if (status == STATUS_HELD && is_bound(reading, frame->trigger))
        return STATUS_PLANNED;
    struct interval when = reading_interval(reading, frame);
    bool past = status == STATUS_HELD || status == STATUS_ONGOING;
    return past && outlook_is_ahead(reading, &when) ? STATUS_PLANNED : status;
}
