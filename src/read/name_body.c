/* name_body.c - the names of bodies that are not in the lexicon, and the side or body that a person belongs to.
 * Input: marks, entities, tags. Output: where such names end, and the side in a span (finder.h). */
#include "read/finder.h"

enum { BODY_PARTS = 3, LONGEST_PRAISE = 5, LONGEST_POST = 10 };

uint32_t body_rest(const struct finder *finder, uint32_t end)
{
    uint32_t last = sentence_last(finder, end - 1);
    for (unsigned parts = 0; parts < BODY_PARTS && end + 1 < last; parts++) {
        if (!mark_of(finder, end - 1, SET_ORGANISATION_WORD))
            break;
        const struct mark *determiner = mark_of(finder, end + 1, SET_DETERMINER);
        uint32_t next = determiner ? determiner->last : end + 1;
        if (!mark_of(finder, end, SET_BODY_PREPOSITION) || next >= last || known_mark(finder, next) ||
            !(at(finder, next)->flags & TOKEN_CAPITAL))
            break;
        uint32_t rest = name_end(finder, next);
        if (rest <= next)
            break;
        end = rest;
    }
    return end;
}

uint32_t body_entity_end(const struct finder *finder, const struct entity *entity)
{
    uint32_t end = entity->last;
    while (end > entity->first + 1 && (at(finder, end - 1)->tag == TAG_ADP || at(finder, end - 1)->tag == TAG_DET))
        end--;
    return end;
}

/* Where the name of a body that begins at `token` ends: by its words, or by the entity there; `token` if none does. */
static uint32_t body_end(const struct finder *finder, uint32_t token)
{
    const struct entity *body = entity_over(finder, token, ENTITY_ORGANIZATION);
    if (body && body->first == token)
        return body_rest(finder, body_entity_end(finder, body));
    uint32_t end = name_end(finder, token);
    bool named = end >= token + 2 && !person_mark(finder, token) && has_set(finder, token, end, SET_ORGANISATION_WORD);
    return named ? body_rest(finder, end) : token;
}

/* The words before a body's name that only tell of what kind it is: "the independent", "the Washington-based". */
static uint32_t skip_praise(const struct finder *finder, uint32_t token)
{
    uint32_t last = sentence_last(finder, token), next = token;
    while (next < last && next < token + LONGEST_PRAISE) {
        bool lower = !(at(finder, next)->flags & TOKEN_CAPITAL) && !known_mark(finder, next);
        if (next + 2 < last && glued_hyphen(finder, next + 1, last) && !(at(finder, next + 2)->flags & TOKEN_CAPITAL))
            next += 3;
        else if (lower && (at(finder, next)->tag == TAG_ADJ || at(finder, next)->tag == TAG_NOUN))
            next++;
        else
            break;
    }
    bool name = next < last && (at(finder, next)->flags & TOKEN_CAPITAL);
    return name ? next : token;
}

uint32_t body_side_at(const struct finder *finder, uint32_t token, struct name_span *span)
{
    uint32_t last = sentence_last(finder, token - 1), next = token + 1, end = token;
    const struct mark *determiner = mark_of(finder, next, SET_DETERMINER);
    next = skip_praise(finder, determiner ? determiner->last : next);
    if (next >= last)
        return token;
    uint32_t body = body_end(finder, next);
    const struct mark *known = known_mark(finder, next);
    if (body > next && (!known || known->last < body)) {
        span->body_first = next;
        return span->body_last = body;
    }
    for (; next < last && (known = known_mark(finder, next));
         next = end < last && is_genitive(finder, end) ? end + 1 : last) {
        if (end > token && reading_is_kind(finder->reading, known, "state"))
            break; /* "the head of the Red Cross's Yemen office" */
        span->known = known->entry->actor;
        end = known->last;
    }
    return end;
}

uint32_t body_side_behind(const struct finder *finder, uint32_t token, struct name_span *span)
{
    bool observer = span->office && mark_of(finder, span->office->first, SET_OBSERVER);
    if (token + 1 >= sentence_last(finder, token - 1))
        return token;
    if (mark_of(finder, token, SET_MEMBER_PREPOSITION) && !observer)
        return body_side_at(finder, token, span);
    if (!mark_of(finder, token, SET_EMPLOYER_PREPOSITION))
        return token;
    struct name_span body = *span;
    uint32_t end = body_side_at(finder, token, &body);
    if (end > token && (body.body_last > body.body_first || is_employer(finder, body.known)))
        *span = body;
    else
        end = token;
    return end;
}

uint32_t body_behind(const struct finder *finder, uint32_t token, struct name_span *span)
{
    uint32_t last = sentence_last(finder, token - 1);
    for (uint32_t next = token; next + 1 < last && next < token + LONGEST_POST; next++) {
        enum tag tag = (enum tag)at(finder, next)->tag;
        uint32_t end = tag == TAG_ADP ? body_side_behind(finder, next, span) : next;
        if (end > next)
            return end;
        if (tag == TAG_PUNCT || tag == TAG_VERB || tag == TAG_AUX || tag == TAG_PRON || tag == TAG_SCONJ)
            break;
    }
    return token;
}
