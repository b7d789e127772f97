/* list.h - what the pages share that list facts report by report: which reports the filters choose, the facts of them,
 * facets beside the list, and the rows of the same facts as the command line prints them.
 *
 * Input: a call with its story. Output: numbers of reports and facts, markup. Invariant: what is listed is counted and
 * chosen first; strings are made for what is shown alone. */
#ifndef WEB_LIST_H
#define WEB_LIST_H
#include "store/search.h"
#include "web/frame.h"

struct list_reports {
    const uint32_t *order; /* all reports of the story, the newest first; those without a day last */
    size_t count;
    const bool *wanted;      /* by report: it is of the days, the outlet and the place that the parameters choose */
    const uint32_t *outlets; /* by report: its outlet's number; that of the reports without one has an empty name */
    const struct str *outlet_names;
    size_t outlet_count;
};
struct list_reports list_reports_of(struct call *call, bool oldest_first);

/* Of the wanted reports only those whose titles (`title`) or texts have the terms. Of texts: where most have them, all
 * stay wanted, for it is faster to look at the facts alone. */
bool list_narrow(struct call *call, struct list_reports *reports, const struct search_terms *terms, bool title);

/* Facts of the story, by report and place, whose first member is their story_source. */
struct list_facts {
    const char *items;
    size_t count, size;
    const char *kind; /* the table, "statement" */
};
const struct story_source *list_source(const struct list_facts *facts, uint32_t at);

/* The facts of wanted reports that `wants` wants, in the order of the reports. What a person rejected is left out unless
 * the parameters ask for it. */
struct actor_list list_choose(struct call *call, const struct list_reports *reports, const struct list_facts *facts,
                              bool wants(const void *context, uint32_t at), const void *context);

/* How often each value of a parameter comes, the most frequent first. */
enum { LIST_FACET = 12 };
struct list_facet {
    const char *title;
    enum param param;
    struct list_value {
        struct str value, text; /* of the parameter; what is shown */
        uint32_t count;
    } values[LIST_FACET];
    size_t shown, all;
};

/* Fill `all` and `shown`; the caller fills the values of the numbers found. */
size_t list_facet_count(struct list_facet *facet, const uint32_t *counts, size_t count, uint32_t found[LIST_FACET]);

/* The facet of the outlets of what was chosen: of facts, or of reports (`facts` NULL). */
struct list_facet list_outlet_facet(struct call *call, const struct list_reports *reports,
                                    const struct list_facts *facts, const struct actor_list *chosen);

/* Begin a page with the facets beside its list (facets_open); facets_close ends it. */
void list_facets_open(struct call *call, const struct list_facet *facets, size_t count);

/* "Outlet 1978-09-18 · a1", with a link to the report; says where the day is inferred. */
void list_put_report(struct call *call, uint32_t report);

/* Open the item of a fact (told_item); `element` is "li" or "tr". */
void list_item_open(struct call *call, const char *element, const struct list_facts *facts, uint32_t at);

/* The rows of the facts that were chosen, as the view has them. `same` tells rows apart that have the same place (NULL:
 * not needed). */
struct list_rows {
    struct call *call;
    enum store_view view;
    const struct list_facts *facts;
    const uint32_t *chosen; /* those of one report together */
    size_t count;
    bool (*same)(const void *context, uint32_t at, const struct row *row);
    const void *context;
};

/* As JSON or CSV, by the form that was asked for; the newest first. False, and call->error, where it cannot. */
bool list_print(const struct list_rows *rows);

/* Call `use` with each row and its place among the chosen; false, and call->error, where they cannot be read. */
bool list_each(const struct list_rows *rows, void use(void *context, size_t place, const struct row *row),
               void *context);

/* A JSON array of names for filter.reports, NUL-ended, in the arena. */
const char *list_names(struct call *call, const struct str *names, size_t count);

/* The days that a drawing shows: from the first to the last wanted report with one, but where a few reports in a thousand
 * are of days far from all others (a wrong year), without these. STORY_NO_DAY: there are none. */
struct list_days {
    long first, last;
};
struct list_days list_days_of(struct call *call, const struct list_reports *reports);
static inline bool list_is_among(const struct list_days *days, long day)
{
    return day != STORY_NO_DAY && day >= days->first && day <= days->last;
}

/* "12 more are of days far from these." where there are any. */
void list_put_far(struct call *call, size_t count);

/* "/PATH?..." of this page with the days, for drawings. The context is the call. */
void list_span_href(void *context, long since, long until, struct buffer *out);
#endif
