/* conllu.h - words and sentences as someone else has cut them, in CoNLL-U
 * (https://universaldependencies.org/format.html).
 *
 * Of each line only ID and FORM are looked at; further columns may be missing. Words are numbered from 1 on in every
 * sentence, a line "2-3" says how words 2 and 3 are written as one, a line "1.1" (a word that is not there) is passed
 * over, lines that start with # stand before the words of a sentence. */
#ifndef INGEST_CONLLU_H
#define INGEST_CONLLU_H
#include <stdbool.h>
#include "text/given.h"
#include "readout.h"

/* Read `text` into a document whose text it becomes: a token for every FORM, whatever it holds, a sentence for every
 * block of lines with words. The caller guards document->arena; the text must outlive the document. Linear.
 * Returns false and fills `error` (READOUT_BAD_INPUT with line, column and byte) where a line breaks the format. */
bool conllu_read(struct str text, const char *source, struct document *document, struct given *given,
                 readout_error *error);
#endif
