/* quote.h - the quotations of a document: what stands between quotation marks. */
#ifndef TEXT_QUOTE_H
#define TEXT_QUOTE_H
#include "text/document.h"

/* Fill document->quotations (in order, not nested: marks inside a quotation are part of it) and TOKEN_IN_QUOTE.
 * Curly and straight double marks; single marks where no double quotation is open. Marks that were set on the
 * wrong side of a blank ("Friday.“ This") and marks that are never closed are repaired. Linear. */
void quote_find(struct document *document);
#endif
