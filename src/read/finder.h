/* finder.h - what the files that find names share: the text they look at, and small questions about its tokens. */
#ifndef READ_FINDER_H
#define READ_FINDER_H
#include "read/reading.h"

struct finder {
    struct reading *reading;
    const struct document *document;
    struct name_list *names;
    uint32_t *entity; /* per token 1 + the named entity (model/core.h) that covers it; 0: none */
};

static inline const struct token *at(const struct finder *finder, uint32_t token)
{
    return &finder->document->tokens[token];
}

static inline const struct mark *mark_of(const struct finder *finder, uint32_t token, enum read_set set)
{
    return token < finder->document->token_count ? reading_mark(finder->reading, token, set) : NULL;
}

/* The named entity over the token, where it is of that kind; NULL. */
static inline const struct entity *entity_over(const struct finder *finder, uint32_t token, enum entity_kind kind)
{
    uint32_t index = token < finder->document->token_count ? finder->entity[token] : 0;
    const struct entity *entity = index ? &finder->document->entities[index - 1] : NULL;
    return entity && entity->kind == kind ? entity : NULL;
}

/* Where the sentence of `token` ends; behind the last token, there. */
static inline uint32_t sentence_last(const struct finder *finder, uint32_t token)
{
    if (token >= finder->document->token_count)
        return finder->document->token_count;
    return finder->document->sentences[at(finder, token)->sentence].last;
}

static inline bool glued_hyphen(const struct finder *finder, uint32_t token, uint32_t last)
{
    return token + 1 < last && token_is(finder->document, token, "-") &&
           !(at(finder, token)->flags & TOKEN_SPACE_BEFORE) && !(at(finder, token + 1)->flags & TOKEN_SPACE_BEFORE);
}

/* The mark of the genitive, glued to the word before: 's, or ' alone. */
static inline bool is_genitive(const struct finder *finder, uint32_t token)
{
    return token < finder->document->token_count && at(finder, token)->tag == TAG_PART &&
           !(at(finder, token)->flags & TOKEN_SPACE_BEFORE) && token_quote_mark(finder->document, token) != 'o' &&
           (token_text(finder->document, token).len <= 4);
}

/* The lexicon actor that a name or seat at `token` stands for, people left out. */
static inline const struct mark *known_mark(const struct finder *finder, uint32_t token)
{
    const struct mark *best = NULL;
    static const enum read_set sets[] = {SET_ACTOR_NAME, SET_ACTOR_SEAT, SET_ACTOR_ADJECTIVE};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        const struct mark *mark = mark_of(finder, token, sets[i]);
        if (mark && reading_is_kind(finder->reading, mark, "person"))
            continue;
        if (mark && (!best || mark->last > best->last))
            best = mark;
    }
    return best;
}

static inline const struct mark *person_mark(const struct finder *finder, uint32_t token)
{
    const struct mark *mark = mark_of(finder, token, SET_ACTOR_NAME);
    return mark && reading_is_kind(finder->reading, mark, "person") ? mark : NULL;
}

static inline bool has_set(const struct finder *finder, uint32_t first, uint32_t last, enum read_set set)
{
    for (uint32_t token = first; token < last; token++)
        if (mark_of(finder, token, set))
            return true;
    return false;
}

/* Do those who watch and write belong to it: an outlet or organisation? */
static inline bool is_employer(const struct finder *finder, uint32_t known)
{
    struct str kind = lexicon_actor(finder->reading->library->lexicon, known)->kind;
    return str_equal(kind, STR("outlet")) || str_equal(kind, STR("organisation"));
}

/* name.c: end of the personal name that starts at `token`; `token` itself if none does. */
uint32_t name_end(const struct finder *finder, uint32_t token);

/* name_body.c: "School of Economics", "Institute for Peace": where a body's name ends, the first words of which end at
 * `end`. */
uint32_t body_rest(const struct finder *finder, uint32_t end);

/* Behind the entity, but for small words at its end. */
uint32_t body_entity_end(const struct finder *finder, const struct entity *entity);

/* Behind the preposition at `token`, and a determiner, the side or body named there: into the span. Returns the token
 * behind it, or `token`. */
uint32_t body_side_at(const struct finder *finder, uint32_t token, struct name_span *span);

/* "the head of Egypt's army": the side named behind the office. Returns the token behind it, or `token`. */
uint32_t body_side_behind(const struct finder *finder, uint32_t token, struct name_span *span);

/* "head of international affairs at the Chamber of Commerce": the body named further on in the same phrase. */
uint32_t body_behind(const struct finder *finder, uint32_t token, struct name_span *span);
#endif
