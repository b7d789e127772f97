/* record_put.c - see record_put.h. */
#include "view/record_put.h"

struct str record_actor_key(const struct record *record, uint32_t actor)
{
    return actor < record->actors.count ? record->actors.items[actor].key : STR("");
}

struct str record_slice(const struct record *record, uint32_t start, uint32_t end)
{
    if (start > end || end > record->text.len)
        return STR("");
    return str_make(record->text.ptr + start, end - start);
}

void put_texts(struct buffer *out, const char *key, const struct str *items, size_t count)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < count; i++) {
        put_comma(out);
        put_string(out, items[i]);
    }
    buffer_byte(out, ']');
}

void put_evidence(struct buffer *out, const char *key, const struct record *record, const struct evidence *evidence)
{
    put_whole(out, "start", evidence->start);
    put_whole(out, "end", evidence->end);
    put_key(out, key);
    put_string(out, record_slice(record, evidence->start, evidence->end));
    put_text(out, "rule", str_of(evidence->rule));
    if (evidence->cited.len)
        put_text(out, "attributed_to", evidence->cited);
}

void put_fact_end(struct buffer *out, const struct record *record, const struct evidence *evidence)
{
    put_evidence(out, "quote", record, evidence);
    buffer_byte(out, '}');
}

void put_when(struct buffer *out, const struct interval *when)
{
    put_text(out, "date_text", when->text);
    put_text(out, "from", str_of(when->from));
    put_text(out, "to", str_of(when->to));
}
