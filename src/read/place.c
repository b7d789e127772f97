/* place.c - see place.h. */
#include "read/place.h"

/* The name of a city that starts at `token`; NULL if none. */
static const struct mark *city_at(const struct reading *reading, uint32_t token)
{
    if (token >= reading->document.token_count)
        return NULL;
    const struct mark *capital = reading_mark(reading, token, SET_ACTOR_CAPITAL);
    return capital ? capital : reading_mark(reading, token, SET_PLACE);
}

/* The state whose capital the word at `token` names, right before it: adjective, or name with a genitive. */
static const struct mark *side_before(const struct reading *reading, uint32_t token)
{
    if (token == 0)
        return NULL;
    const struct mark *adjective = reading_mark_over(reading, token - 1, SET_ACTOR_ADJECTIVE);
    if (adjective)
        return adjective;
    bool genitive = token >= 2 && reading->document.tokens[token - 1].tag == TAG_PART;
    return genitive ? reading_mark_over(reading, token - 2, SET_ACTOR_NAME) : NULL;
}

/* The name behind "capital", a comma or "of" between them or not; NULL if none. */
static const struct mark *name_behind(const struct reading *reading, uint32_t token)
{
    bool any = token < reading->document.token_count;
    bool between = any && (token_is(&reading->document, token, ",") || reading_mark(reading, token, SET_OF));
    return city_at(reading, between ? token + 1 : token);
}

void place_find_capitals(struct reading *reading)
{
    for (uint32_t token = 0; token < reading->document.token_count; token++) {
        if (!reading_mark(reading, token, SET_CAPITAL))
            continue;
        const struct mark *side = side_before(reading, token), *name = name_behind(reading, token + 1);
        if (side || name)
            mentions_add(&reading->mentions, &reading->document, MENTION_PLACE,
                         (struct mention){side ? side->first : token, name ? name->last : token + 1, 0});
    }
}

enum { MOST_TOKENS = 2000 };

/* The words the report has elsewhere, in its first part, for the capital of a state; empty if none. */
static struct str capital_of(const struct reading *reading, uint32_t state)
{
    for (uint32_t token = 0; token < reading->document.token_count && token < MOST_TOKENS; token++) {
        const struct mark *mark = reading_mark(reading, token, SET_ACTOR_CAPITAL);
        if (mark && mark->entry->actor == state)
            return reading_text(reading, mark->first, mark->last);
    }
    return STR("");
}

struct str place_name(const struct reading *reading, uint32_t first, uint32_t last)
{
    struct str name = STR("");
    uint32_t token = first;
    while (token < last && !reading_mark(reading, token, SET_CAPITAL))
        token++;
    const struct mark *side = token < last ? side_before(reading, token) : NULL;
    const struct mark *behind = token + 1 < last ? name_behind(reading, token + 1) : NULL;
    if (behind)
        return reading_text(reading, behind->first, behind->last);
    if (side)
        name = capital_of(reading, side->entry->actor);
    return name.len ? name : reading_text(reading, first, last);
}

struct str place_state(const struct reading *reading, uint32_t token)
{
    const struct mark *place = reading_mark_over(reading, token, SET_PLACE);
    if (place)
        return place->entry->value;
    static const enum read_set sets[] = {SET_ACTOR_CAPITAL, SET_ACTOR_NAME, SET_ACTOR_ADJECTIVE};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        const struct mark *mark = reading_mark_over(reading, token, sets[i]);
        if (mark)
            return lexicon_actor(reading->library->lexicon, mark->entry->actor)->name;
    }
    return STR("");
}

/* "Doha, Qatar": a city of that state and a comma stand before it, and it does nothing itself. */
static bool follows_city(const struct reading *reading, const struct name_span *span)
{
    const struct token *tokens = reading->document.tokens;
    bool comma = span->first >= 2 && tokens[span->first - 1].sentence == tokens[span->first - 2].sentence &&
                 token_is(&reading->document, span->first - 1, ",");
    if (!comma || tokens[span->first].relation == REL_NSUBJ)
        return false;
    const struct mark *capital = reading_mark_over(reading, span->first - 2, SET_ACTOR_CAPITAL);
    const struct mark *place = reading_mark_over(reading, span->first - 2, SET_PLACE);
    return (capital && capital->entry->actor == span->known) ||
           (place && str_equal(place->entry->value, lexicon_actor(reading->library->lexicon, span->known)->name));
}

enum { DEEPEST_CONJUNCT = 3 };

/* "the border between P and Q", "the P-Q frontier". */
static bool parts_states(const struct reading *reading, const struct name_span *span)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t token = span->last - 1;
    for (unsigned depth = 0; depth <= DEEPEST_CONJUNCT; depth++) {
        enum relation relation = (enum relation)tokens[token].relation;
        uint32_t head = tokens[token].head;
        bool part = relation == REL_CONJ || relation == REL_COMPOUND || relation == REL_NMOD || relation == REL_AMOD;
        if (head == NO_TOKEN || !part)
            return false;
        if (relation != REL_CONJ && reading_mark_over(reading, head, SET_BORDER))
            return true;
        token = head;
    }
    return false;
}

bool place_only(const struct reading *reading, const struct name_span *span)
{
    if (span->kind != NAME_KNOWN || span->known == NO_KNOWN || !reading_is_state(reading, span->known))
        return false;
    const struct mark *name = reading_mark(reading, span->first, SET_ACTOR_NAME);
    return name && name->last == span->last && (follows_city(reading, span) || parts_states(reading, span));
}
