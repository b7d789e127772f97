/* fact_text.h - the text of a report as paragraphs of HTML, with the words marked that tell facts.
 *
 * Input: text and spans of it, in bytes. Output: <p>...<mark id="told">...</mark>...</p>. Invariant: exactly the
 * bytes of the spans are marked, but that no character is cut; the time is linear in the text, and in the spans but for
 * their order. */
#ifndef WEB_FACT_TEXT_H
#define WEB_FACT_TEXT_H
#include "base/arena.h"
#include "base/buffer.h"

/* Bytes of the text; what lies outside of it is not there. What is told is marked before all else. */
struct fact_span {
    uint32_t start, end;
    bool told; /* what is looked at; else another fact */
};
LIST_TYPE(fact_spans, struct fact_span);

void fact_text_put(struct buffer *out, struct arena *arena, struct str text, const struct fact_spans *spans);
#endif
