/* brief.h - one page a busy person would read: where the talks stand, what is planned, who holds what.
 *
 * Input: the record. Output: sections of short lines, each with its source. Invariant: every line is what some report
 * says; nothing is joined but what events_read joins, nothing is dated that no report dates. */
#ifndef VIEW_BRIEF_H
#define VIEW_BRIEF_H
#include "base/arena.h"
#include "read/record.h"
#include "store/query.h"
#include "view/page.h"

struct brief_line {
    struct str group;        /* lines of one group stand together under it: a party; empty: none */
    struct str text, sources; /* sources: "[outlet date · report; ...]" */
};
struct brief_section {
    const char *key, *title;
    const char *command; /* that shows all of it */
    LIST(struct brief_line) lines;
    size_t left_out; /* lines that found no room */
};

enum { BRIEF_TALKS, BRIEF_PLANNED, BRIEF_HELD, BRIEF_CANCELLED, BRIEF_TABLE, BRIEF_POSITIONS, BRIEF_SAID,
       BRIEF_DISPUTED, BRIEF_COUNT };
struct brief {
    struct brief_section sections[BRIEF_COUNT];
    struct coverage coverage;
};

bool brief_read(struct store *store, const struct filter *filter, struct arena *arena, struct brief *brief,
                readout_error *error);
void brief_print(const struct brief *brief, const struct page *page, struct arena *arena);
bool brief_print_json(const struct brief *brief, FILE *out, readout_error *error);
#endif
