/* refer.h - words by which a report speaks of actors it already knows, without their name. */
#ifndef READ_REFER_H
#define READ_REFER_H
#include "read/reading.h"

/* May the word at `token`, the name of a capital, mean its state: does it act, or is it spoken to or of as a party? */
bool refer_capital_acts(const struct reading *reading, const struct mark *capital);

/* ACTOR mentions over descriptions: "the government", "his country", "the Americans". Runs behind the names. Linear. */
void refer_find(struct reading *reading);
#endif
