/* fact.h - the fact view: an item of the merged record or a fact of one report, beside the words that tell it.
 *
 * Input: a call with its story and database. Output: parts of the page. Invariant: whatever the item is, it has the same
 * parts in the same order: what it is, why, who tells it, what persons decided; and the text. */
#ifndef WEB_FACT_H
#define WEB_FACT_H
#include "store/decision.h"
#include "store/fact_row.h"
#include "store/version.h"
#include "view/item_find.h"
#include "web/call.h"
#include "web/fact_text.h"

enum fact_sort {
    FACT_MEETING, FACT_TRIP, FACT_PROPOSAL, FACT_POSITION, FACT_ISSUE, FACT_CONFLICT, FACT_TURN, FACT_CODED, FACT_ACTOR,
    FACT_SORT_COUNT
};
extern const char *const fact_sort_names[FACT_SORT_COUNT]; /* "Meeting" */

/* Where an item is told. */
struct fact_telling {
    struct story_source source;
    const char *kind; /* of the fact there; NULL: it is none of its own, as what a conflict claims */
    struct str says;  /* "held", "rejects"; empty: nothing besides its words */
};
LIST_TYPE(fact_tellings, struct fact_telling);

/* An item of the story, of the sort that says which of its lists it is in. */
struct fact {
    enum fact_sort sort;
    const void *item; /* struct story_meeting, ... */
    struct str key, reason;
    const struct story_mark *mark; /* NULL: persons decide of its tellings, not of it */
    struct actor_list reports;
    struct fact_tellings tellings;
};

/* Find the item that the story has under the key, with its tellings; false: it has none. */
bool fact_find(struct call *call, struct str key, struct fact *fact);

/* What it is, in a line: "Anwar Sadat, Menachem Begin, Jerusalem". */
struct str fact_title(struct call *call, const struct fact *fact);

/* Its values as <dl>: those of an item, of a fact of one report. */
void fact_put_values(struct call *call, const struct fact *fact);
void fact_put_row(struct call *call, const struct fact_row *row, uint32_t report);

/* The name of such a value, and a pair of both; nothing where the value is empty. */
void fact_put_term(struct call *call, const char *name);
void fact_put_pair(struct call *call, const char *name, struct str value);

/* What a value of a fact is called on the page, by its name: "Days, in words" for "date_text". */
const char *fact_label(const char *name);

/* What such a fact is called: "political event" for "coding". */
struct str fact_kind_name(struct str kind);

/* The report of the story with the id; STORY_NOT_HERE. */
uint32_t fact_report(const struct call *call, struct str id);

/* Who it is that the report calls so: an identity; NO_ACTOR. */
uint32_t fact_actor_called(const struct call *call, uint32_t report, struct str name);

/* The text side: the report, its text with the spans marked, its other facts. `version` as loaded. */
void fact_put_report(struct call *call, const struct report_version *version, const struct fact_spans *spans);
bool fact_put_others(struct call *call, const struct report_version *version, uint32_t start, uint32_t end);

/* The facts of the report as a list of links. */
void fact_put_facts(struct call *call, const struct report_version *version, const struct revision_facts *facts);

/* The reason that the rule's file gives; empty: it has none of its own. */
struct str fact_rule_why(struct call *call, struct str rule);

/* Buttons and fields to decide: of what the name means; the form that the address asks for (PARAM_FORM). */
struct fact_deciding {
    struct str name;         /* what `readout confirm` calls it */
    bool actor;              /* it can be merged and split */
    bool correct;            /* its tellings can be corrected */
    const struct fact_row *row; /* a fact of one report, which can be corrected; NULL: none */
    struct str report;       /* of that */
    struct str kind;
};
void fact_put_deciding(struct call *call, const struct fact_deciding *deciding);

/* Decisions as a list, each with a button that takes it back. */
void fact_put_decisions(struct call *call, const struct decision_list *decisions);

/* Links to the items before and behind it in the list that it was come to from, and to that list. */
void fact_put_neighbours(struct call *call, struct str key);

/* The address of this page, with the page of tellings that it shows, with another value of one parameter. */
struct query fact_query(const struct call *call, enum param param, struct str value);
#endif
