/* initials.h - whether a word is made of the initials of a name. */
#ifndef TEXT_INITIALS_H
#define TEXT_INITIALS_H
#include <stdbool.h>
#include "base/str.h"

/* "UAW" of "United Auto Workers", "EADS" of "European Aeronautic Defence and Space Company": capitals only, two at
 * least, each the first letter of a word, in order. Words of up to three bytes may be left out, and the last word. */
bool is_initials(struct str brief, struct str name);
#endif
