/* frame.h - what every page has: head, search, the list of pages, filters, and what stands below.
 *
 * Input: a call, what is particular about the page. Output: HTML at the end of call->out. Invariant: links keep the scope
 * (query_scope) that the reader has chosen. */
#ifndef WEB_FRAME_H
#define WEB_FRAME_H
#include "web/call.h"
#include "web/html.h"

struct frame {
    const char *title;     /* "Meetings" */
    struct str about;      /* what of it, on the page of an item; empty: nothing */
    const char *summary;   /* a line below the heading; NULL: none */
    unsigned filters;      /* 1 << PARAM_...: which the form of filters has; 0: no form */
    unsigned twins;        /* 1 << FORM_...: which other forms the page has */
    bool wide;             /* uses all the width there is */
    unsigned refresh;      /* seconds after which it is asked for again where there is no JavaScript; 0: never */
};
void frame_open(struct call *call, const struct frame *frame);
void frame_close(struct call *call);

/* The pages of a list: "1-50 of 1,234", links to the others. Pages have FRAME_ROWS rows. */
enum { FRAME_ROWS = 50 };
struct paging {
    size_t first, count; /* of the rows of this page */
    size_t total;
};
struct paging frame_paging(const struct call *call, size_t total);
void frame_pages(struct call *call, const struct paging *paging);
void frame_range(struct call *call, const struct paging *paging); /* "1-50 of 1,234" alone */

/* A link with escaped text: to "PATH/REST?..." (`rest` is one segment, or empty); to this page as the query has it, which
 * may be what it is now (`chosen`), with a blank behind it. */
void frame_link(struct call *call, struct str path, struct str rest, const struct query *query, struct str text);
void frame_choice_link(struct call *call, const struct query *query, struct str text, bool chosen);

/* Links to the list from its newest or its oldest on (call_oldest_first). */
void frame_orders(struct call *call);

/* A link to the fact view of a merged item, by its key, that knows which list it was come to from. The text is
 * escaped. */
void frame_item_link(struct call *call, struct str key, struct str text);

/* The same of a fact of one report, by its place and the table of its kind ("statement"); its name is what the command
 * line calls ITEM, "REPORT:START-END:KIND". */
void frame_source_link(struct call *call, const struct story_source *source, const char *kind, struct str text);
struct str frame_fact_name(struct call *call, const struct story_source *source, const char *kind);

/* A link to a report of the story; to any report by its name. */
void frame_report_link(struct call *call, uint32_t report, struct str text);
void frame_report_id_link(struct call *call, struct str report, struct str text);

/* "A 1978-09-18 · a1": a report; its names keep their direction to themselves. And a link to it, or to the fact view of
 * what it tells. */
void frame_voice(struct call *call, const struct story *story, uint32_t report);
void frame_voice_link(struct call *call, uint32_t report);
void frame_source_voice_link(struct call *call, const struct story_source *source, const char *kind);

/* "3 voices of 5 reports: A 1978-09-18 · a1; ...", each a link to its report; of one report "1 report: ...". */
void frame_voices(struct call *call, const struct actor_list *reports);
#endif
