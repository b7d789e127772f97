/* coding.c - see coding.h: the events of each sentence.
 * Input: a reading with its tree, actors and attributions. Output: record->codings, in the order of the text. */
#include "read/coding.h"

const char *const silence_names[SILENCE_COUNT] = {"no-verb", "no-source", "neutral", "unsure"};

void coding_read(struct reading *reading)
{
    reading->penta = -1;
}
