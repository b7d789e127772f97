/* initials.c - bodies by their initials (initials_find of name.h).
 *
 * Input: the spans of name.c. Output: more of them, of kind NAME_BODY. Invariant: only initials that the report itself
 * puts in brackets behind the whole name count, and none that the lexicon knows as somebody else's. */
#include "read/name.h"
#include "read/reading.h"
#include "text/initials.h"

/* The initials in brackets behind the span; empty if there are none. */
static struct str introduced(const struct reading *reading, const struct name_span *span)
{
    const struct document *document = &reading->document;
    uint32_t open = span->last;
    if (span->kind != NAME_BODY || open + 2 >= document->token_count || !token_is(document, open, "(") ||
        !token_is(document, open + 2, ")") || reading_mark(reading, open + 1, SET_ACTOR_NAME))
        return STR("");
    struct str word = token_text(document, open + 1);
    return is_initials(word, reading_text(reading, span->first, span->last)) ? word : STR("");
}

/* Spans of all tokens that are such initials and in no span, between the others. */
static void add_spans(struct reading *reading, const struct map *wholes)
{
    struct name_list old = reading->names, all = {0};
    size_t next = 0;
    for (uint32_t token = 0; token < reading->document.token_count; token++) {
        if (next < old.count && old.items[next].first == token) {
            *ARENA_PUSH(reading->arena, all) = old.items[next];
            token = old.items[next++].last - 1;
            continue;
        }
        uint32_t of = map_get(wholes, token_text(&reading->document, token));
        if (of == MAP_NONE)
            continue;
        const struct name_span *whole = &old.items[of];
        *ARENA_PUSH(reading->arena, all) = (struct name_span){
            .kind = NAME_BODY, .first = token, .last = token + 1, .name_first = token, .name_last = token + 1,
            .known = NO_KNOWN, .whole = reading_text(reading, whole->first, whole->last)};
    }
    reading->names = all;
}

void initials_find(struct reading *reading)
{
    struct map wholes = {0}; /* initials → span of the name */
    for (uint32_t i = 0; i < reading->names.count; i++) {
        struct str word = introduced(reading, &reading->names.items[i]);
        if (word.len && map_get(&wholes, word) == MAP_NONE)
            map_put(&wholes, reading->arena, word, i);
    }
    if (wholes.count)
        add_spans(reading, &wholes);
}
