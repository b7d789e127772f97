/* place.h - capitals that are named by their state: "the Egyptian capital", "Iran's capital, Tehran"; states that are
 * named as places. */
#ifndef READ_PLACE_H
#define READ_PLACE_H
#include "read/reading.h"

/* Add PLACE mentions for them; before those of plain names, which they take in. */
void place_find_capitals(struct reading *reading);

/* What the place at tokens [first, last) is called: for a capital its own name, where the report gives it. */
struct str place_name(const struct reading *reading, uint32_t first, uint32_t last);

/* The name of the state in which the place at `token` lies, or which it is; empty if unknown. */
struct str place_state(const struct reading *reading, uint32_t token);

/* Is the state named by the span only a place: "Doha, Qatar", "the border with Egypt"? */
bool place_only(const struct reading *reading, const struct name_span *span);
#endif
