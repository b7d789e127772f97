/* attach.c - see attach.h. */
#include "model/attach.h"

void attach_document(const struct tagger *tagger, struct document *document)
{
    (void)tagger;
    for (uint32_t t = 0; t < document->token_count; t++) {
        document->tokens[t].head = NO_TOKEN;
        document->tokens[t].relation = REL_DEP;
    }
}
