/* brief.h - one page a busy person would read: where the talks stand, what is planned, who holds what.
 *
 * Input: the merged record, the other negotiations. Output: sections of short lines, each with
 * its voices. Invariant: every line is what some report says; nothing is joined but what the story joins, nothing is
 * dated that no report dates. Voices are counted, not reports. */
#ifndef VIEW_BRIEF_H
#define VIEW_BRIEF_H
#include "base/arena.h"
#include "read/record.h"
#include "store/query.h"
#include "view/choice.h"
#include "view/event.h"
#include "view/page.h"

struct brief_line {
    struct str group;        /* lines of one group stand together under it: an issue; empty: none */
    struct str text, sources; /* sources: "[2 voices: outlet date · report; ...]" */
    struct str key;          /* of the item of the story that it tells of; empty: of none */
    /* The text in parts: days, course ("planned → held"), what, and more of that; `words` empty: it has none. */
    struct str when, state, words, detail;
    struct actor_list reports; /* that tell it */
    enum standing standing;    /* of the item */
};
struct brief_section {
    const char *key, *title;
    const char *command; /* that shows all of it */
    LIST(struct brief_line) lines;
    size_t left_out; /* lines that found no room */
};

enum { BRIEF_TALKS, BRIEF_PLANNED, BRIEF_HELD, BRIEF_CANCELLED, BRIEF_TABLE, BRIEF_POSITIONS, BRIEF_CONFLICTS,
       BRIEF_DISPUTED, BRIEF_UNKNOWN, BRIEF_OTHERS, BRIEF_COUNT };
struct brief {
    struct str name, key; /* of the negotiation; empty: all reports */
    struct brief_section sections[BRIEF_COUNT];
    struct {
        size_t reports, undated, outlets, voices;
        struct str first, last; /* days; empty where no report has one */
    } coverage;
};

/* All but the section of other negotiations. `events`: what is chosen of the timeline (story_event.h); NULL: to be found
 * out. */
void brief_make(struct arena *arena, const struct choice *choice, const struct event_list *events,
                struct brief *brief);

/* The negotiations that the database has reports on, the one with the most voices lately first. */
struct brief_process {
    struct str key, name, last; /* last: a day */
    double voices;
    double lately; /* voices of the last 30 days before the newest report */
};
LIST_TYPE(brief_processes, struct brief_process);
bool brief_processes_read(struct arena *arena, struct store *store, const struct filter *filter,
                          struct brief_processes *processes, readout_error *error);
void brief_add_others(struct arena *arena, const struct brief_processes *processes, struct brief *brief);

void brief_print(const struct brief *brief, const struct page *page, struct arena *arena);
bool brief_print_json(const struct brief *brief, FILE *out, readout_error *error);
#endif
