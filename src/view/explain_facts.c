/* explain_facts.c - see explain_facts.h. */
#include "view/explain_facts.h"

/* Evidence stands at a different place in each kind of fact; the loop over a list is the same. */
#define EACH_FACT(list, kind)                                                                    \
    for (size_t i = 0; i < record->list.count; i++)                                              \
        if (record->list.items[i].evidence.start >= start && record->list.items[i].evidence.start < end) \
            use(user, kind, &record->list.items[i].evidence);

static void proposal_facts(const struct proposal *proposal, uint32_t start, uint32_t end, fact_use *use, void *user)
{
    if (proposal->evidence.start >= start && proposal->evidence.start < end)
        use(user, "proposal", &proposal->evidence);
    for (size_t i = 0; i < proposal->terms.count; i++)
        if (proposal->terms.items[i].evidence.start >= start && proposal->terms.items[i].evidence.start < end)
            use(user, "term", &proposal->terms.items[i].evidence);
    for (size_t i = 0; i < proposal->responses.count; i++)
        if (proposal->responses.items[i].evidence.start >= start && proposal->responses.items[i].evidence.start < end)
            use(user, "response", &proposal->responses.items[i].evidence);
}

void explain_facts(const struct record *record, uint32_t start, uint32_t end, fact_use *use, void *user)
{
    EACH_FACT(actors, "actor")
    EACH_FACT(meetings, "meeting")
    EACH_FACT(trips, "trip")
    EACH_FACT(statements, "statement")
    for (size_t i = 0; i < record->proposals.count; i++)
        proposal_facts(&record->proposals.items[i], start, end, use, user);
    EACH_FACT(positions, "position")
    EACH_FACT(talks, "talk")
    EACH_FACT(figures, "figure")
    EACH_FACT(dates, "date")
    EACH_FACT(codings, "event")
}
