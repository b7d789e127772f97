/* name.c - see name.h. A name is read from the left: determiner, whose side, modifiers, office, rank, name. */
#include "read/finder.h"

enum {
    LONGEST_NAME = 8,
    LONGEST_TITLE = 14,
    OFFICE_AHEAD = 4,
    LONGEST_POST = 10,
    LONGEST_NICKNAME = 3
};

/* Can the token be part of a name? Capitalised proper nouns, but not months, weekdays, titles or sides. */
static bool is_name_word(const struct finder *finder, uint32_t token)
{
    const struct token *t = at(finder, token);
    if (!(t->flags & TOKEN_CAPITAL) || !(t->flags & TOKEN_WORD) || mark_of(finder, token, SET_WEEKDAY) ||
        mark_of(finder, token, SET_MONTH))
        return false;
    if (t->tag == TAG_PROPN)
        return true;
    bool first = token == finder->document->sentences[t->sentence].first;
    return mark_of(finder, token, SET_FIRST_NAME) && (!first || t->tag == TAG_NOUN || t->tag == TAG_X);
}

/* Behind a given name a capitalised word is the surname, whatever it was tagged: "Bill Burns". */
static bool is_surname(const struct finder *finder, uint32_t token)
{
    enum tag tag = (enum tag)at(finder, token)->tag;
    return (at(finder, token)->flags & TOKEN_CAPITAL) &&
           (tag == TAG_VERB || tag == TAG_NOUN || tag == TAG_ADJ || tag == TAG_X) &&
           mark_of(finder, token - 1, SET_FIRST_NAME) && !mark_of(finder, token, SET_WEEKDAY) &&
           !mark_of(finder, token, SET_SPEECH);
}

/* Does the hyphen stand between two people: "the Begin-Sadat talks"? */
static bool ties_people(const struct finder *finder, uint32_t hyphen)
{
    return mark_of(finder, hyphen - 1, SET_ACTOR_SURNAME) && mark_of(finder, hyphen + 1, SET_ACTOR_SURNAME);
}

/* Behind what others call a person, put into the name: 'Bill "The Nose" Smith'; `token` if nothing is. */
static uint32_t behind_nickname(const struct finder *finder, uint32_t token)
{
    uint32_t last = sentence_last(finder, token - 1), next = token + 1;
    if (token >= last || token_quote_mark(finder->document, token) != 'o')
        return token;
    while (next < last && next <= token + LONGEST_NICKNAME && (at(finder, next)->flags & TOKEN_WORD))
        next++;
    bool closed = next > token + 1 && next + 1 < last && token_quote_mark(finder->document, next);
    return closed && is_name_word(finder, next + 1) ? next + 1 : token;
}

uint32_t name_end(const struct finder *finder, uint32_t token)
{
    uint32_t last = sentence_last(finder, token), end = token, next = token;
    const struct mark *known = person_mark(finder, token);
    if (known)
        end = next = known->last;
    while (next < last && next - token < LONGEST_NAME) {
        const struct mark *particle = mark_of(finder, next, SET_NAME_PARTICLE);
        bool surname = next == token + 1 && is_surname(finder, next);
        if ((surname || is_name_word(finder, next)) && !(next > token && mark_of(finder, next, SET_OFFICE)))
            end = ++next;
        else if (particle && next > token && particle->last < last && is_name_word(finder, particle->last))
            next = particle->last;
        else if (particle && next == token && (at(finder, next)->flags & TOKEN_CAPITAL) && particle->last < last &&
                 (is_name_word(finder, particle->last) || glued_hyphen(finder, particle->last, last)))
            next = particle->last;
        else if (glued_hyphen(finder, next, last) && next > token && !ties_people(finder, next))
            next++;
        else if (next == token + 1 && mark_of(finder, token, SET_FIRST_NAME) && behind_nickname(finder, next) > next)
            next = behind_nickname(finder, next);
        else
            break;
        if (end > token && next == end && mark_of(finder, end - 1, SET_NAME_ENDING))
            break;
        /* a lower-case syllable glued by a hyphen belongs to the name: "Jong-un" */
        if (next > token && next < last && token_is(finder->document, next - 1, "-") &&
            !(at(finder, next)->flags & TOKEN_CAPITAL) && (at(finder, next)->flags & TOKEN_WORD) && end > token &&
            next - end == 1)
            end = ++next;
    }
    return end;
}

/* Is there an office within a few nominal words from `token`? Then these words modify it. */
static bool office_ahead(const struct finder *finder, uint32_t token)
{
    uint32_t last = sentence_last(finder, token);
    for (uint32_t next = token + 1; next < last && next <= token + OFFICE_AHEAD; next++) {
        enum tag tag = (enum tag)at(finder, next)->tag;
        bool verb = tag == TAG_VERB; /* "President Sadat heads to Cairo" */
        if (!verb && (mark_of(finder, next, SET_OFFICE) || mark_of(finder, next, SET_DELEGATION)))
            return true;
        if (tag != TAG_ADJ && tag != TAG_NOUN && tag != TAG_PROPN && !token_is(finder->document, next, "-"))
            return false;
    }
    return false;
}

static bool is_modifier(const struct finder *finder, uint32_t token)
{
    enum tag tag = (enum tag)at(finder, token)->tag;
    bool hyphen = token_is(finder->document, token, "-") && !(at(finder, token)->flags & TOKEN_SPACE_BEFORE);
    if (mark_of(finder, token, SET_OFFICE_MODIFIER) || hyphen)
        return true;
    return (tag == TAG_ADJ || tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_NUM) && office_ahead(finder, token);
}

/* What the words before a name say. */
struct title {
    uint32_t end;      /* first token behind it */
    uint32_t known;    /* whose side; NO_KNOWN */
    uint32_t body_end; /* behind the last noun for people in office of that side; 0: none */
    const struct mark *office, *body;
    uint32_t employer_first, employer_last; /* a body that is not in the lexicon: "Boeing's chairman"; equal: none */
    uint32_t office_end;
    bool address; /* a rank or form of address */
    bool definite, possessive;
};

/* "(IAF)" */
static bool is_bracketed_acronym(const struct finder *finder, uint32_t token)
{
    return token_is(finder->document, token, "(") && token + 2 < sentence_last(finder, token) &&
           (at(finder, token + 1)->flags & TOKEN_ALL_CAPITAL) && token_is(finder->document, token + 2, ")");
}

static bool title_step(const struct finder *finder, uint32_t token, struct title *title)
{
    const struct mark *known = known_mark(finder, token);
    const struct mark *mark;
    if (title->known != NO_KNOWN && is_bracketed_acronym(finder, token)) {
        title->end = token + 3; /* "Israeli Air Force (IAF) commander" */
        return true;
    }
    const struct mark *office = mark_of(finder, token, SET_OFFICE);
    bool post = known && office && title->known != NO_KNOWN && office->last > known->last; /* "Syrian UN envoy" */
    if (known && !title->office && !post) {
        if (title->known != NO_KNOWN && !office_ahead(finder, known->last - 1))
            return false;
        bool matter = title->known != NO_KNOWN && reading_is_kind(finder->reading, known, "state");
        if (!matter) /* "the US Sudan envoy", "BBC China correspondent" */
            title->known = known->entry->actor;
        title->end = known->last;
        if (is_genitive(finder, title->end)) {
            title->possessive = true;
            title->end++;
        }
        return true;
    }
    if (mark_of(finder, token, SET_COUNTERPART))
        return false;
    if ((mark = mark_of(finder, token, SET_OFFICE))) {
        title->office = mark;
        title->end = title->office_end = mark->last;
        if (!title->body && (mark = mark_of(finder, token, SET_DELEGATION)) && mark->last >= title->end) {
            title->body = mark;
            title->body_end = mark->last;
        }
        return true;
    }
    if (title->possessive && token_quote_mark(finder->document, token)) {
        title->end = token + 1; /* Egypt's "hawks" */
        return !title->body;
    }
    bool lower = !(at(finder, token)->flags & TOKEN_CAPITAL);
    if (lower && title->known != NO_KNOWN && (mark = mark_of(finder, token, SET_RANK))) {
        title->body = mark; /* "a top Pakistani general" */
        title->end = title->body_end = mark->last;
        return true;
    }
    if ((mark = mark_of(finder, token, SET_RANK)) || (mark = mark_of(finder, token, SET_HONORIFIC))) {
        title->address = true;
        title->end = mark->last;
        return true;
    }
    static const enum read_set bodies[] = {SET_DELEGATION, SET_GROUP, SET_SOURCE};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies && title->known != NO_KNOWN; i++)
        if ((mark = mark_of(finder, token, bodies[i])) && at(finder, token)->tag != TAG_VERB) {
            title->body = mark;
            title->end = title->body_end = mark->last;
            return true;
        }
    if (!is_modifier(finder, token))
        return false;
    mark = mark_of(finder, token, SET_OFFICE_MODIFIER);
    title->end = mark ? mark->last : token + 1;
    return true;
}

/* Read determiner, side, modifiers, office and rank from `token` on; `employer`: behind a body. */
static struct title title_behind(const struct finder *finder, uint32_t token, const struct entity *employer)
{
    struct title title = {.end = token, .known = NO_KNOWN};
    uint32_t last = sentence_last(finder, token);
    if (employer) {
        title.employer_first = employer->first;
        title.employer_last = title.end = employer->last;
        title.possessive = is_genitive(finder, employer->last);
        title.end += title.possessive;
        token = title.end;
    }
    const struct mark *determiner = mark_of(finder, token, SET_DETERMINER);
    if (determiner) {
        title.definite = !mark_of(finder, token, SET_INDEFINITE);
        title.end = determiner->last;
    }
    while (title.end < last && title.end - token < LONGEST_TITLE && title_step(finder, title.end, &title))
        ;
    if (title.end > last)
        title.end = last;
    return title;
}

static struct title title_read(const struct finder *finder, uint32_t token)
{
    const struct mark *determiner = mark_of(finder, token, SET_DETERMINER);
    uint32_t first = determiner ? determiner->last : token;
    const struct entity *employer = entity_over(finder, first, ENTITY_ORGANIZATION);
    if (employer && employer->first == first && employer->last < sentence_last(finder, token) &&
        !known_mark(finder, first) && !mark_of(finder, first, SET_OFFICE) && !mark_of(finder, first, SET_RANK) &&
        !mark_of(finder, employer->last - 1, SET_OFFICE) && !mark_of(finder, employer->last - 1, SET_RANK)) {
        struct title title = title_behind(finder, token, employer);
        if (title.office && title.known == NO_KNOWN)
            return title;
    }
    return title_behind(finder, token, NULL);
}

static void add(struct finder *finder, struct name_span span)
{
    if (span.office && span.kind != NAME_KNOWN && span.known != NO_KNOWN &&
        mark_of(finder, span.office->first, SET_OBSERVER) && !is_employer(finder, span.known))
        span.known = NO_KNOWN; /* an Iran expert is not Iran's, but a BBC correspondent is the BBC's */
    bool needed =
        span.kind == NAME_KNOWN || span.kind == NAME_COUNTERPART; /* such a span is nothing without its side */
    if (span.office && !needed && span.known != NO_KNOWN &&
        (mark_of(finder, span.office->first, SET_STATE_OFFICE) ||
         mark_of(finder, span.office->first, SET_HEAD_OFFICE)) &&
        str_equal(lexicon_actor(finder->reading->library->lexicon, span.known)->kind, STR("outlet")))
        span.known = NO_KNOWN; /* the credit of a picture before "President Sadat" */
    *ARENA_PUSH(finder->reading->arena, *finder->names) = span;
}

/* "Egypt's president, Anwar Sadat": a name behind a comma that belongs to the office before it. */
static uint32_t name_behind_comma(const struct finder *finder, const struct title *title, uint32_t *name_first)
{
    uint32_t next = title->end + 1;
    if (!token_is(finder->document, title->end, ",") || next >= sentence_last(finder, title->end) ||
        !(title->definite || title->possessive || title->known != NO_KNOWN))
        return 0;
    const struct mark *address;
    while (next < finder->document->token_count &&
           ((address = mark_of(finder, next, SET_HONORIFIC)) || (address = mark_of(finder, next, SET_RANK))))
        next = address->last;
    if (next >= sentence_last(finder, title->end) || known_mark(finder, next))
        return 0;
    uint32_t end = name_end(finder, next);
    *name_first = next;
    return end >= next + 2 || (end > next && next > title->end + 1) ? end : 0;
}

/* Is the office in the plural? */
static bool is_plural(const struct mark *office)
{
    return office && office->entry->form == 1;
}

/* Does something say that the name [first, last) is a person's? */
static bool is_person(const struct finder *finder, uint32_t first, uint32_t last)
{
    if (person_mark(finder, first) || mark_of(finder, first, SET_FIRST_NAME) ||
        mark_of(finder, first, SET_ACTOR_SURNAME))
        return true;
    uint32_t end = sentence_last(finder, first);
    if (token_is(finder->document, last, ",") && last + 1 < end) {
        uint32_t next = last + 1;
        if ((at(finder, next)->flags & TOKEN_DIGIT) && token_is(finder->document, next + 1, ","))
            return true; /* an age */
        struct title title = title_read(finder, next);
        if (title.office && title.office_end > next)
            return true;
    }
    const struct entity *person = entity_over(finder, first, ENTITY_PERSON);
    if (person && person->first == first && person->last == last && last - first >= 2)
        return true;
    bool said_after = last < end && at(finder, last)->tag == TAG_VERB &&
                      reading_mark_over(finder->reading, last, SET_SPEECH);
    bool said_before = first > 0 && at(finder, first - 1)->tag == TAG_VERB &&
                       at(finder, first - 1)->sentence == at(finder, first)->sentence &&
                       mark_of(finder, first - 1, SET_SPEECH);
    return said_after || (said_before && last - first >= 2);
}

/* "assistant secretary for European affairs Jane Roe", "its ambassador to Peru Jane Roe": where the name begins behind
 * what the office is for; 0 if none does. */
static uint32_t name_behind_post(const struct finder *finder, uint32_t token)
{
    uint32_t last = sentence_last(finder, token - 1), found = 0;
    if (token + 2 >= last || at(finder, token)->tag != TAG_ADP || !mark_of(finder, token, SET_POST_PREPOSITION))
        return 0;
    bool post = false;
    for (uint32_t next = token + 1; next < last && next < token + LONGEST_POST; next++) {
        enum tag tag = (enum tag)at(finder, next)->tag;
        const struct mark *known = known_mark(finder, next);
        if (post && (person_mark(finder, next) || (mark_of(finder, next, SET_FIRST_NAME) && !known)) &&
            name_end(finder, next) >= next + 2)
            return next;
        if (tag != TAG_ADJ && tag != TAG_NOUN && tag != TAG_PROPN && tag != TAG_CCONJ && tag != TAG_DET &&
            !token_is(finder->document, next, "-"))
            break;
        post = known || mark_of(finder, next, SET_ORGANISATION_WORD);
        if (known && known->last > next + 1)
            next = known->last - 1;
    }
    return found;
}

/* Is the name [first, last) a place's: "Qatar's Al Udeid Air Base"? */
static bool is_place_name(const struct finder *finder, uint32_t first, uint32_t last)
{
    const struct entity *entity = entity_over(finder, first, ENTITY_FACILITY);
    entity = entity ? entity : entity_over(finder, first, ENTITY_LOCATION);
    return entity && entity->last >= last;
}

/* "[Prime Minister Menachem] Begin": behind a bracket that an editor put into a name, its last words begin at the
 * token returned; else 0. `open`: the token before the name. */
static uint32_t behind_bracket(const struct finder *finder, uint32_t open, uint32_t token)
{
    bool closes = token + 1 < sentence_last(finder, token) &&
                  ((token_is(finder->document, open, "[") && token_is(finder->document, token, "]")) ||
                   (token_is(finder->document, open, "(") && token_is(finder->document, token, ")")));
    bool name = closes && (is_name_word(finder, token + 1) || mark_of(finder, token + 1, SET_ACTOR_SURNAME));
    return name && !known_mark(finder, token + 1) ? token + 1 : 0;
}

/* A title with the name that follows it. Returns the token behind, or 0. */
static uint32_t read_titled(struct finder *finder, uint32_t token, const struct title *title)
{
    bool side = title->possessive && title->known != NO_KNOWN && title->end < sentence_last(finder, token) &&
                !known_mark(finder, title->end) && !is_place_name(finder, title->end, name_end(finder, title->end)) &&
                is_person(finder, title->end, name_end(finder, title->end));
    if (!title->office && !title->address && !side)
        return 0;
    uint32_t name_first = title->end, end = 0;
    if (title->end < sentence_last(finder, token) && !is_plural(title->office)) {
        end = name_end(finder, title->end);
        uint32_t rest = token ? behind_bracket(finder, token - 1, end) : 0;
        name_first = rest ? rest : name_first;
        const struct mark *surname = rest ? mark_of(finder, rest, SET_ACTOR_SURNAME) : NULL;
        end = rest ? name_end(finder, rest) : end > title->end ? end : 0;
        end = surname && surname->last > end ? surname->last : end;
    }
    if (!end && !is_plural(title->office))
        end = name_behind_comma(finder, title, &name_first);
    uint32_t post = !end && title->office && !is_plural(title->office) && title->office_end == title->end
                        ? name_behind_post(finder, title->end)
                        : 0;
    if (post) {
        name_first = post;
        end = name_end(finder, post);
    }
    if (end <= name_first)
        return 0;
    struct name_span span = {.kind = NAME_PERSON,
                             .first = token,
                             .last = end,
                             .name_first = name_first,
                             .name_last = end,
                             .known = title->known,
                             .office = title->office,
                             .body_first = title->employer_first,
                             .body_last = title->employer_last,
                             .definite = true};
    if (title->office) {
        span.role_first = mark_of(finder, token, SET_DETERMINER) ? token + 1 : token;
        span.role_last = title->office_end;
    }
    if (span.known == NO_KNOWN && span.body_last == span.body_first && end < sentence_last(finder, token))
        span.last = end = body_side_behind(finder, end, &span); /* King Hussein of Jordan */
    add(finder, span);
    return end;
}

/* Does a person's name end before the comma before `token`: "Jane Roe, head of the agency"? */
static bool is_beside_name(const struct finder *finder, uint32_t token)
{
    const struct name_span *before = finder->names->count ? &finder->names->items[finder->names->count - 1] : NULL;
    return before && before->kind == NAME_PERSON && before->last + 1 == token &&
           token_is(finder->document, before->last, ",");
}

/* People in office of a side, or an office without a name. Returns the token behind, or 0. */
static uint32_t read_description(struct finder *finder, uint32_t token, const struct title *title)
{
    struct name_span span = {.first = token,
                             .known = title->known,
                             .office = title->office,
                             .definite = title->definite || title->possessive,
                             .plural = is_plural(title->office)};
    bool group = title->body && title->known != NO_KNOWN && !title->office &&
                 title->body->entry->set == reading_set(finder->reading, SET_GROUP);
    bool militants = title->body && title->known != NO_KNOWN && !title->office && title->body->entry->form == 1 &&
                     mark_of(finder, title->body->first, SET_MILITANT) &&
                     reading_is_state(finder->reading, title->known);
    if (militants || (group && title->body->entry->form == 0 && span.definite)) {
        span.kind = NAME_GROUP; /* "Syrian rebels" are not Syria, "the Lebanese militant group" neither */
        span.last = title->body_end;
        span.plural = militants;
        add(finder, span);
        return span.last;
    }
    if (title->office && span.known != NO_KNOWN && mark_of(finder, title->office->first, SET_OBSERVER) &&
        !is_employer(finder, span.known))
        span.known = NO_KNOWN;
    bool beside = title->office && !span.plural && span.known == NO_KNOWN && is_beside_name(finder, token);
    bool one = title->office && span.definite && !span.plural; /* "the top US diplomat" may be somebody who is named */
    if (span.known != NO_KNOWN && title->body && !one && (title->body_end >= title->office_end || span.plural)) {
        span.kind = NAME_KNOWN;
        span.last = title->body_end > title->office_end ? title->body_end : title->office_end;
        bool official = title->body->entry->form == 0 && mark_of(finder, token, SET_DETERMINER);
        span.role_first = official ? token + 1 : 0; /* "a Labour lawmaker" may be somebody who is named */
        span.role_last = official ? span.last : 0;
    } else if (title->office && !span.plural && (span.definite || span.known != NO_KNOWN || beside)) {
        span.kind = NAME_DESCRIPTION;
        span.last = title->office_end;
        span.role_first = mark_of(finder, token, SET_DETERMINER) ? token + 1 : token;
        if (span.known == NO_KNOWN)
            span.last = beside ? body_behind(finder, title->office_end, &span)
                               : body_side_behind(finder, title->office_end, &span);
        span.role_last = span.last;
    } else if (title->office && span.plural && span.known != NO_KNOWN) {
        span.kind = NAME_KNOWN;
        span.last = title->office_end;
    } else
        return 0;
    add(finder, span);
    return span.last;
}

/* "his Egyptian counterpart": determiner, side, maybe an adjective, counterpart. */
static uint32_t read_counterpart(struct finder *finder, uint32_t token, const struct title *title)
{
    const struct mark *mark = mark_of(finder, title->end, SET_COUNTERPART);
    if (!mark || title->known == NO_KNOWN || title->end >= sentence_last(finder, token))
        return 0;
    uint32_t name = name_end(finder, mark->last < sentence_last(finder, token) ? mark->last : token);
    if (mark->last < sentence_last(finder, token) && name > mark->last) {
        add(finder, (struct name_span){.kind = NAME_PERSON,
                                       .first = token,
                                       .last = name,
                                       .name_first = mark->last,
                                       .name_last = name,
                                       .known = title->known,
                                       .definite = true});
        return name;
    }
    add(finder, (struct name_span){.kind = NAME_COUNTERPART, .first = token, .last = mark->last, .known = title->known,
                                   .plural = mark->entry->form == 1});
    return mark->last;
}

enum { GROUP_MODIFIERS = 3 };

/* The noun for a group behind a few modifiers: "the Palestinian militant group". NULL if there is none. */
static const struct mark *group_noun(const struct finder *finder, uint32_t token)
{
    uint32_t last = sentence_last(finder, token);
    for (uint32_t next = token; next < last && next <= token + GROUP_MODIFIERS; next++) {
        const struct mark *group = mark_of(finder, next, SET_GROUP);
        enum tag tag = (enum tag)at(finder, next)->tag;
        if (group && group->last <= last)
            return group;
        if (tag != TAG_ADJ && tag != TAG_NOUN && tag != TAG_PROPN && tag != TAG_PUNCT)
            return NULL;
    }
    return NULL;
}

/* "the rebel group", "the guerrilla movement FARC": what a group is called beside its name, or for it. */
static uint32_t read_group(struct finder *finder, uint32_t token)
{
    const struct mark *determiner = mark_of(finder, token, SET_DETERMINER);
    const struct mark *group = group_noun(finder, determiner ? determiner->last : token);
    if (!group)
        return 0;
    const struct mark *known = group->last < sentence_last(finder, token) ? mark_of(finder, group->last, SET_ACTOR_NAME)
                                                                          : NULL;
    if (known && reading_is_kind(finder->reading, known, "group")) {
        add(finder, (struct name_span){.kind = NAME_KNOWN,
                                       .first = token,
                                       .last = known->last,
                                       .known = known->entry->actor,
                                       .definite = true});
        return known->last;
    }
    bool plural = group->entry->form == 1 && !mark_of(finder, group->first, SET_MILITANT);
    if (!determiner || plural || mark_of(finder, token, SET_INDEFINITE) || group->first != determiner->last)
        return 0;
    add(finder, (struct name_span){
                    .kind = NAME_GROUP, .first = token, .last = group->last, .known = NO_KNOWN, .definite = true});
    return group->last;
}

/* "the North" is one of the Koreas, but not in "the North Korean plan" or "the North Gate". */
static bool goes_on(const struct finder *finder, const struct mark *mark)
{
    const struct mark *longer = mark->last > mark->first + 1 ? known_mark(finder, mark->first + 1) : NULL;
    bool name = mark->last < sentence_last(finder, mark->first) && is_name_word(finder, mark->last);
    return (longer && longer->last > mark->last) || (name && mark_of(finder, mark->first, SET_DETERMINER));
}

static uint32_t read_known(struct finder *finder, uint32_t token)
{
    const struct mark *mark = known_mark(finder, token);
    if (!mark || mark->entry->set == reading_set(finder->reading, SET_ACTOR_ADJECTIVE) || goes_on(finder, mark))
        return 0;
    add(finder,
        (struct name_span){.kind = NAME_KNOWN, .first = token, .last = mark->last, .known = mark->entry->actor});
    return mark->last;
}

/* Does a noun for a contact or a proposal follow within a few words? "the Egyptian peace proposal". */
static bool matter_ahead(const struct finder *finder, uint32_t token)
{
    uint32_t last = sentence_last(finder, token - 1);
    for (uint32_t next = token; next < last && next < token + OFFICE_AHEAD; next++) {
        if (mark_of(finder, next, SET_TABLE) || mark_of(finder, next, SET_MEETING))
            return true;
        enum tag tag = (enum tag)at(finder, next)->tag;
        if (tag != TAG_ADJ && tag != TAG_NOUN && tag != TAG_PROPN && tag != TAG_PUNCT && tag != TAG_VERB)
            return false;
    }
    return false;
}

/* An adjective that stands for its side: "Egyptian and Qatari mediators", "the Egyptian plan". */
static uint32_t read_adjective(struct finder *finder, uint32_t token)
{
    const struct mark *mark = mark_of(finder, token, SET_ACTOR_ADJECTIVE);
    if (!mark || mark->last >= sentence_last(finder, token))
        return 0;
    uint32_t next = mark->last;
    while (next < sentence_last(finder, token) && token_joins(finder->document, next))
        next++;
    bool joined = next > mark->last && next < sentence_last(finder, token) &&
                  mark_of(finder, next, SET_ACTOR_ADJECTIVE);
    if (!joined && !matter_ahead(finder, mark->last))
        return 0;
    add(finder,
        (struct name_span){.kind = NAME_KNOWN, .first = token, .last = mark->last, .known = mark->entry->actor});
    return mark->last;
}

/* Is the name one of whoever took a picture: "AFP/Jane Roe"? */
static bool is_credit(const struct finder *finder, uint32_t first, uint32_t last)
{
    return (first > 0 && token_is(finder->document, first - 1, "/") &&
            !(at(finder, first)->flags & TOKEN_SPACE_BEFORE)) ||
           (token_is(finder->document, last, "/") && !(at(finder, last)->flags & TOKEN_SPACE_BEFORE) &&
            last - first >= 2);
}

/* "Jane Roe of the Institute for Peace", "Angela Merkel of Germany", "Jane Roe from Sky News". */
static uint32_t side_of_name(const struct finder *finder, uint32_t token, struct name_span *span)
{
    const struct entity *person = entity_over(finder, span->first, ENTITY_PERSON);
    bool named = span->last >= span->first + 2 && (person || mark_of(finder, span->first, SET_FIRST_NAME));
    if (!named || token + 1 >= sentence_last(finder, token - 1) ||
        !(mark_of(finder, token, SET_MEMBER_PREPOSITION) || mark_of(finder, token, SET_EMPLOYER_PREPOSITION)))
        return token;
    struct name_span side = *span;
    uint32_t end = body_side_at(finder, token, &side);
    bool employed = side.body_last > side.body_first || (side.known != NO_KNOWN && is_employer(finder, side.known));
    bool told = mark_of(finder, token, SET_OF) || (mark_of(finder, token, SET_EMPLOYER_PREPOSITION) && employed);
    if (end == token || !told)
        return token;
    *span = side;
    return end;
}

/* A name without a title. */
static uint32_t read_name(struct finder *finder, uint32_t token)
{
    if (!is_name_word(finder, token) && !person_mark(finder, token) && !mark_of(finder, token, SET_NAME_PARTICLE))
        return 0;
    if (mark_of(finder, token, SET_DETERMINER) && mark_of(finder, token + 1, SET_ACTOR_NAME))
        return 0; /* "The" of a name that is known without it */
    uint32_t end = name_end(finder, token);
    if (end <= token)
        return 0;
    if (is_credit(finder, token, end))
        return end;
    const struct entity *body = entity_over(finder, token, ENTITY_ORGANIZATION);
    bool whole = body && body->first == token && body->last > end && !person_mark(finder, token) &&
                 has_set(finder, end, body_entity_end(finder, body), SET_ORGANISATION_WORD);
    if (whole)
        end = body_entity_end(finder, body); /* "National Development and Reform Commission" */
    struct name_span span = {
        .kind = NAME_PERSON, .first = token, .last = end, .name_first = token, .name_last = end, .known = NO_KNOWN};
    if (!person_mark(finder, token) && has_set(finder, token, end, SET_ORGANISATION_WORD)) {
        span.kind = NAME_BODY;
        if (end - token < 2 || has_set(finder, token, end, SET_PLACE))
            return end;
        end = span.last = span.name_last = body_rest(finder, end);
    } else if ((!person_mark(finder, token) &&
                (mark_of(finder, token, SET_PLACE) || has_set(finder, token, end, SET_PLACE_WORD))) ||
               !is_person(finder, token, end))
        return end;
    if (span.kind == NAME_PERSON)
        end = span.last = side_of_name(finder, end, &span);
    add(finder, span);
    return end;
}

/* The noun for people in office behind determiner and adjectives: "the top negotiators". NULL if there is none. */
static const struct mark *members_noun(const struct finder *finder, uint32_t token)
{
    const struct mark *determiner = mark_of(finder, token, SET_DETERMINER);
    uint32_t next = determiner ? determiner->last : token, last = sentence_last(finder, token);
    for (uint32_t words = 0; next < last && words <= GROUP_MODIFIERS; words++, next++) {
        const struct mark *mark = mark_of(finder, next, SET_DELEGATION);
        if (mark || (mark = mark_of(finder, next, SET_OFFICE)))
            return mark;
        enum tag tag = (enum tag)at(finder, next)->tag;
        if (tag != TAG_ADJ && tag != TAG_NOUN && tag != TAG_NUM && tag != TAG_PUNCT)
            return NULL;
    }
    return NULL;
}

/* "negotiators from Egypt and Israel". */
static uint32_t read_members(struct finder *finder, uint32_t token)
{
    const struct mark *mark = members_noun(finder, token);
    if (!mark || mark->last + 1 >= sentence_last(finder, token) || !mark_of(finder, mark->last, SET_MEMBER_PREPOSITION))
        return 0;
    uint32_t next = mark->last + 1;
    const struct mark *determiner = mark_of(finder, next, SET_DETERMINER);
    next = determiner ? determiner->last : next;
    bool one = mark->entry->set == reading_set(finder->reading, SET_OFFICE) && mark->entry->form == 0 &&
               !mark_of(finder, mark->first, SET_DELEGATION);
    if (next >= sentence_last(finder, token) || !known_mark(finder, next) || one)
        return 0;
    add(finder, (struct name_span){
                    .kind = NAME_MEMBERS, .first = token, .last = mark->last, .known = NO_KNOWN, .office = mark});
    return mark->last;
}

static uint32_t read_pronoun(struct finder *finder, uint32_t token)
{
    bool person = mark_of(finder, token, SET_HE) || mark_of(finder, token, SET_SHE);
    if (at(finder, token)->tag != TAG_PRON || !(person || mark_of(finder, token, SET_IT)))
        return 0;
    add(finder,
        (struct name_span){.kind = person ? NAME_HE : NAME_IT, .first = token, .last = token + 1, .known = NO_KNOWN});
    return token + 1;
}

/* "General Motors": a body whose name begins with what else is a rank. */
static uint32_t read_ranked_body(struct finder *finder, uint32_t token, const struct title *title)
{
    const struct entity *body = entity_over(finder, token, ENTITY_ORGANIZATION);
    if (!body || body->first != token || title->end != token + 1 || !mark_of(finder, token, SET_RANK) ||
        mark_of(finder, title->end, SET_ACTOR_SURNAME) || mark_of(finder, title->end, SET_FIRST_NAME) ||
        body->last != name_end(finder, title->end) || body->last <= title->end)
        return 0;
    add(finder, (struct name_span){.kind = NAME_BODY, .first = token, .last = body->last, .name_first = token,
                                   .name_last = body->last, .known = NO_KNOWN});
    return body->last;
}

/* Try every kind of span at `token`; returns the token behind the one found, or 0. */
static uint32_t read_any(struct finder *finder, uint32_t token)
{
    const struct token *t = at(finder, token);
    if (t->flags & TOKEN_PUNCT)
        return 0;
    uint32_t end = 0;
    const struct mark *person = person_mark(finder, token);
    const struct mark *known = known_mark(finder, token);
    if (person && (!known || known->last <= person->last) && (end = read_name(finder, token)))
        return end;
    struct title title = title_read(finder, token);
    if (title.body && title.body->entry->set == reading_set(finder->reading, SET_GROUP) &&
        (end = read_group(finder, token)))
        return end;
    if ((end = read_ranked_body(finder, token, &title)))
        return end;
    if (title.end > token &&
        ((end = read_titled(finder, token, &title)) || (end = read_counterpart(finder, token, &title))))
        return end;
    if (title.known == NO_KNOWN && (end = read_members(finder, token)))
        return end;
    if (title.end > token && (end = read_description(finder, token, &title)))
        return end;
    if ((end = read_pronoun(finder, token)) || (end = read_group(finder, token)) || (end = read_known(finder, token)) ||
        (end = read_adjective(finder, token)))
        return end;
    return read_name(finder, token);
}

uint32_t name_head(const struct document *document, const struct name_span *span)
{
    uint32_t head = span->name_last;
    while (head > span->name_first + 1 && !(document->tokens[head - 1].flags & TOKEN_CAPITAL))
        head--; /* not the "in" of "Jae-in" */
    if (span->name_last > span->name_first)
        return head - 1;
    bool office = span->office && span->kind == NAME_DESCRIPTION && span->office->last <= span->last;
    return (office ? span->office->last : span->last) - 1;
}

void name_find(struct reading *reading)
{
    const struct document *document = &reading->document;
    struct finder finder = {reading, document, &reading->names,
                            ARENA_NEW(reading->arena, uint32_t, document->token_count + 1)};
    for (uint32_t i = 0; i < document->entity_count; i++)
        for (uint32_t token = document->entities[i].first; token < document->entities[i].last; token++)
            finder.entity[token] = i + 1;
    for (uint32_t token = 0; token < reading->document.token_count;) {
        uint32_t end = read_any(&finder, token);
        token = end > token ? end : token + 1;
    }
    initials_find(reading);
}
