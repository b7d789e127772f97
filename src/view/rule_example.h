/* rule_example.h - the examples that every rule carries: does the rule read them as they say?
 *
 * Behind "+ text => expected" the rule must read what is expected, behind "- text" nothing. Expected are, for dates,
 * date(VALUE) with the value of TIMEX3; for figures, figure(VALUE, UNIT[, QUALIFIER]); for all other rules the frame
 * with the words of each argument: meeting(participants=Carter+Begin, place=Camp David, status=held). */
#ifndef VIEW_RULE_EXAMPLE_H
#define VIEW_RULE_EXAMPLE_H
#include "base/buffer.h"
#include "read/reading.h"

/* The day on which examples are taken to be published, a Wednesday. */
#define RULE_EXAMPLE_DAY "2020-01-15"

/* Is the example, of which `reading` is the reading, read as it says? Appends to `read` all that the rule read. */
bool rule_example_holds(const struct reading *reading, const struct rule *rule, const struct example *example,
                        struct buffer *read);
#endif
