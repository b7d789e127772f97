/* fact_row.h - facts of one report at one place, with all their values.
 *
 * Input: a version of a report, bytes of it, a kind. Output: rows of named values, in an arena. Invariant: each comes
 * with its words, its rule and how it stands. */
#ifndef STORE_FACT_ROW_H
#define STORE_FACT_ROW_H
#include "merge/story.h"
#include "store/query.h"

struct fact_row {
    struct str who; /* the name of its actor, where facts of one kind may stand at the same bytes; else empty */
    uint32_t start, end;
    struct str quote, rule, cited;
    enum standing standing;
    struct row row; /* its values */
};
LIST_TYPE(fact_rows, struct fact_row);

/* The facts of the kind at exactly the bytes of the version of a report that is `row` (version.h). A kind that there is
 * not has none. */
bool store_fact_rows(struct store *store, int64_t row, struct str kind, uint32_t start, uint32_t end,
                     struct arena *arena, struct fact_rows *facts, readout_error *error);
#endif
