/* repair.c - see repair.h. */
#include "read/repair.h"

enum { FARTHEST_VERB = 40, FARTHEST_CONJUNCT = 40, HIGHEST = 64 };

static bool is_day(const struct reading *reading, uint32_t token)
{
    return reading_mark(reading, token, SET_WEEKDAY) || reading_mark(reading, token, SET_MONTH);
}

/* The noun phrases before `verb` that hang on the day as if conjoined with it: the first becomes the subject, the
 * others hang on that. */
static void turn_conjuncts(struct document *document, uint32_t day, uint32_t verb)
{
    uint32_t subject = NO_TOKEN;
    for (uint32_t token = day + 1; token < verb && token <= day + FARTHEST_VERB; token++) {
        struct token *t = &document->tokens[token];
        if (t->head != day || t->relation != REL_CONJ)
            continue;
        t->head = subject == NO_TOKEN ? verb : subject;
        t->relation = subject == NO_TOKEN ? REL_NSUBJ : REL_CONJ;
        subject = subject == NO_TOKEN ? token : subject;
    }
    if (subject != NO_TOKEN && document->tokens[day].relation == REL_NSUBJ)
        document->tokens[day].relation = REL_OBL;
}

void repair_days(struct reading *reading)
{
    struct document *document = &reading->document;
    for (uint32_t day = 0; day + 1 < document->token_count; day++) {
        const struct token *t = &document->tokens[day];
        bool comma = token_is(document, day + 1, ",");
        if (comma && t->head != NO_TOKEN && t->head > day && document->tokens[t->head].tag == TAG_VERB &&
            is_day(reading, day))
            turn_conjuncts(document, day, t->head);
    }
}

static bool is_name(const struct token *token)
{
    return token->tag == TAG_PROPN || token->tag == TAG_NOUN;
}

/* The noun before `and` that plays the same part for the same verb as `joined`; NO_TOKEN if none. */
static uint32_t twin_before(const struct document *document, uint32_t and, uint32_t joined)
{
    const struct token *tokens = document->tokens, *t = &tokens[joined];
    for (uint32_t token = and, seen = 0; token-- > 0 && seen < FARTHEST_CONJUNCT; seen++) {
        if (tokens[token].sentence != t->sentence)
            break;
        if (tokens[token].head == t->head && tokens[token].relation == t->relation && is_name(&tokens[token]))
            return token;
    }
    return NO_TOKEN;
}

void repair_conjuncts(struct reading *reading)
{
    struct document *document = &reading->document;
    for (uint32_t and = 1; and < document->token_count; and++) {
        uint32_t joined = document->tokens[and].head;
        if (document->tokens[and].relation != REL_CC || joined == NO_TOKEN || joined < and ||
            !is_name(&document->tokens[joined]) || document->tokens[joined].head == NO_TOKEN)
            continue;
        struct token *t = &document->tokens[joined];
        bool part = t->relation == REL_NSUBJ || t->relation == REL_NSUBJ_PASS || t->relation == REL_OBJ;
        uint32_t twin = part ? twin_before(document, and, joined) : (uint32_t)NO_TOKEN;
        if (twin != NO_TOKEN)
            t->head = twin;
        bool apposed = (t->relation == REL_APPOS || t->relation == REL_FLAT) && t->head < and;
        if (twin != NO_TOKEN || apposed)
            t->relation = REL_CONJ;
    }
}

/* Let the place at `place` carry the clause that the tree hung on the name at `name`. */
static void turn_round(struct document *document, uint32_t name, uint32_t be, uint32_t preposition, uint32_t place)
{
    document->tokens[place].head = NO_TOKEN;
    document->tokens[place].relation = REL_ROOT;
    document->tokens[name].head = document->tokens[be].head = document->tokens[preposition].head = place;
    document->tokens[name].relation = REL_NSUBJ;
    document->tokens[be].relation = REL_COP;
    document->tokens[preposition].relation = REL_CASE;
}

void repair_places(struct reading *reading)
{
    struct document *document = &reading->document;
    for (uint32_t be = 1; be + 2 < document->token_count; be++) {
        const struct token *name = &document->tokens[be - 1];
        const struct mark *place = reading_mark(reading, be + 2, SET_PLACE);
        if (!place)
            place = reading_mark(reading, be + 2, SET_ACTOR_NAME);
        bool told = place && name->relation == REL_ROOT && name->tag == TAG_PROPN &&
                    document->tokens[be].tag == TAG_AUX && document->tokens[be + 1].tag == TAG_ADP &&
                    document->tokens[place->last - 1].sentence == name->sentence;
        if (told)
            turn_round(document, be - 1, be, be + 1, place->last - 1);
    }
}

/* Does an infinitive depend on the word: "due to", "expected to", "ready to"? */
static bool takes_infinitive(const struct reading *reading, uint32_t token)
{
    return reading_mark_over(reading, token, SET_PLANNED) || reading_mark_over(reading, token, SET_EXPECTED) ||
           reading_mark_over(reading, token, SET_WILLING);
}

static bool hangs_on(const struct document *document, uint32_t token, uint32_t above)
{
    for (int height = 0; token != NO_TOKEN && height < HIGHEST; height++, token = document->tokens[token].head)
        if (token == above)
            return true;
    return token != NO_TOKEN; /* too high to tell */
}

void repair_infinitives(struct reading *reading)
{
    struct document *document = &reading->document;
    for (uint32_t to = 1; to + 1 < document->token_count; to++) {
        struct token *verb = &document->tokens[to + 1], *before = &document->tokens[to - 1];
        bool marked = document->tokens[to].tag == TAG_PART && document->tokens[to].head == to + 1;
        bool astray = verb->tag == TAG_VERB && verb->head != NO_TOKEN && verb->head < to - 1 &&
                      (verb->relation == REL_ADVCL || verb->relation == REL_XCOMP);
        bool predicate = before->tag == TAG_ADJ || before->tag == TAG_VERB;
        bool below = before->head == to + 1 && before->relation == REL_ADVCL; /* the wrong way round */
        if (marked && below && verb->tag == TAG_VERB && predicate && takes_infinitive(reading, to - 1)) {
            before->head = verb->head;
            before->relation = verb->relation;
            verb->head = to - 1;
            verb->relation = REL_XCOMP;
        } else if (marked && astray && predicate && !hangs_on(document, to - 1, to + 1) &&
                   takes_infinitive(reading, to - 1)) {
            verb->head = to - 1;
            verb->relation = REL_XCOMP;
        }
    }
}

static bool is_quoted(const struct document *document, uint32_t token)
{
    return document->tokens[token].flags & TOKEN_IN_QUOTE;
}

void repair_quotes(struct reading *reading)
{
    struct document *document = &reading->document;
    for (uint32_t token = 0; token < document->token_count; token++) {
        struct token *t = &document->tokens[token];
        bool phrase = t->relation == REL_OBL || t->relation == REL_NMOD || t->relation == REL_ADVCL;
        uint32_t inside = t->head, above = inside;
        if (!phrase || is_quoted(document, token) || inside == NO_TOKEN || inside > token)
            continue;
        for (int height = 0; above != NO_TOKEN && is_quoted(document, above) && height < HIGHEST; height++)
            above = document->tokens[above].head;
        if (above == NO_TOKEN || above <= inside || above >= token || is_quoted(document, above))
            continue; /* but for these, the word above stands between the quotation and the phrase */
        t->head = above;
        t->relation = t->relation == REL_NMOD ? REL_OBL : t->relation;
    }
}
