/* collapse.c - see collapse.h. Invariant: a span never crosses a sentence, and its carrier lies inside it; since a
 * span hangs where its word nearest to the root hung, there are no cycles. */
#include "read/collapse.h"

#include <string.h>

/* Let `head` carry tokens [first, last), where none of them is carried already. */
static void carry(uint32_t *carrier, uint32_t first, uint32_t last, uint32_t head)
{
    for (uint32_t token = first; token < last; token++)
        if (carrier[token] != token)
            return;
    for (uint32_t token = first; token < last; token++)
        carrier[token] = head;
}

/* "Egyptian and Israeli delegations": adjectives that share the noun of the last.
 * Returns how many spans before `index` do. */
static size_t sharing(const struct reading *reading, size_t index)
{
    const struct document *document = &reading->document;
    size_t count = 0;
    while (count < index) {
        const struct name_span *last = &reading->names.items[index - count],
                               *before = &reading->names.items[index - count - 1];
        const struct mark *adjective = reading_mark(reading, before->first, SET_ACTOR_ADJECTIVE);
        bool joined = before->kind == NAME_KNOWN && adjective && adjective->last == before->last &&
                      before->last < last->first;
        for (uint32_t token = before->last; joined && token < last->first; token++)
            joined = token_joins(document, token);
        if (!joined)
            break;
        count++;
    }
    return count;
}

static void carry_names(const struct reading *reading, uint32_t *carrier)
{
    for (size_t i = reading->names.count; i-- > 0;) {
        const struct name_span *span = &reading->names.items[i];
        const struct mark *adjective = reading_mark(reading, span->first, SET_ACTOR_ADJECTIVE);
        bool noun = span->kind == NAME_KNOWN && adjective && adjective->last < span->last;
        size_t before = noun ? sharing(reading, i) : 0;
        carry(carrier, reading->names.items[i - before].first, span->last, name_head(&reading->document, span));
        i -= before;
    }
}

static bool is_digits(const struct document *document, uint32_t token, size_t least, size_t most)
{
    struct str text = token < document->token_count ? token_text(document, token) : STR("");
    return text.len >= least && text.len <= most && (document->tokens[token].flags & TOKEN_DIGIT);
}

/* "17 September 1978", "Sept. 17, 1978": the month carries day and year. */
static void carry_date(const struct document *document, uint32_t *carrier, uint32_t month)
{
    const struct sentence *sentence = &document->sentences[document->tokens[month].sentence];
    uint32_t first = month, last = month + 1;
    if (first > sentence->first && is_digits(document, first - 1, 1, 4))
        first--;
    if (is_digits(document, last, 1, 4))
        last++;
    if (last < sentence->last && token_is(document, last, ",") && is_digits(document, last + 1, 4, 4))
        last += 2;
    if (last <= sentence->last && last > first + 1)
        carry(carrier, first, last, month);
}

/* Per token the token that carries it, itself where it stands alone. */
static uint32_t *find_carriers(struct reading *reading)
{
    const struct document *document = &reading->document;
    uint32_t *carrier = ARENA_NEW(reading->arena, uint32_t, document->token_count + 1);
    for (uint32_t token = 0; token < document->token_count; token++)
        carrier[token] = token;
    carry_names(reading, carrier);
    for (uint32_t token = 0; token < document->token_count; token++) {
        const struct mark *place = reading_mark(reading, token, SET_PLACE);
        if (place && place->last > token + 1)
            carry(carrier, token, place->last, place->last - 1);
        if (reading_mark(reading, token, SET_MONTH))
            carry_date(document, carrier, token);
    }
    return carrier;
}

/* How far every token is from the root of its sentence. Each token is climbed from once. */
static uint32_t *find_depths(struct arena *arena, const struct document *document)
{
    uint32_t *depth = ARENA_NEW(arena, uint32_t, document->token_count + 1); /* plus 1; 0: not known yet */
    uint32_t *path = ARENA_NEW(arena, uint32_t, document->token_count + 1);
    for (uint32_t token = 0; token < document->token_count; token++) {
        uint32_t length = 0, at = token;
        while (at != NO_TOKEN && !depth[at]) {
            path[length++] = at;
            at = document->tokens[at].head;
        }
        uint32_t above = at == NO_TOKEN ? 0 : depth[at];
        while (length)
            depth[path[--length]] = ++above;
    }
    return depth;
}

/* Per carrier the word of its span that is nearest to the root: through it the span hangs in the tree. */
static uint32_t *find_tops(struct arena *arena, const struct document *document, const uint32_t *carrier)
{
    const uint32_t *depth = find_depths(arena, document);
    uint32_t *top = ARENA_NEW(arena, uint32_t, document->token_count + 1);
    for (uint32_t token = 0; token < document->token_count; token++)
        top[token] = token;
    for (uint32_t token = 0; token < document->token_count; token++)
        if (depth[token] < depth[top[carrier[token]]])
            top[carrier[token]] = token;
    return top;
}

/* Inside a span the words hang on its carrier: the name flat, what stands before it as compounds. */
static enum relation inside_relation(const struct token *token)
{
    return token->tag == TAG_PUNCT   ? REL_PUNCT
           : token->tag == TAG_DET   ? REL_DET
           : token->tag == TAG_ADP   ? REL_CASE
           : token->tag == TAG_ADJ   ? REL_AMOD
           : token->tag == TAG_PROPN ? REL_FLAT
                                     : REL_COMPOUND;
}

void collapse_names(struct reading *reading)
{
    struct document *document = &reading->document;
    struct arena_place place = arena_here(reading->arena);
    uint32_t *carrier = find_carriers(reading), *top = find_tops(reading->arena, document, carrier);
    struct token *before = ARENA_NEW(reading->arena, struct token, document->token_count + 1);
    memcpy(before, document->tokens, document->token_count * sizeof *before);
    for (uint32_t token = 0; token < document->token_count; token++) {
        struct token *now = &document->tokens[token];
        if (carrier[token] != token) {
            now->head = carrier[token];
            now->relation = inside_relation(now);
            continue;
        }
        uint32_t head = before[top[token]].head;
        now->head = head == NO_TOKEN ? (uint32_t)NO_TOKEN : carrier[head];
        now->relation = before[top[token]].relation;
    }
    arena_back(reading->arena, place);
}
