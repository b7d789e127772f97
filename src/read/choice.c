/* choice.c - see speech.h: which of a unit's cues a quotation hangs on.
 * Input: cues with speakers. Output: the cue that most likely introduces the quotation. Each way in which a cue can
 * stand to a quotation has a weight; the heaviest cue wins, the first of equals. Invariant: only cues of the same
 * unit, at most FARTHEST_LEFT tokens before or FARTHEST_RIGHT behind the quotation, are weighed. */
#include "read/speech.h"

enum { FARTHEST_LEFT = 150, FARTHEST_RIGHT = 80, MOST_CUES = 16, LONGEST_SUBJECT = 15 };

/* Only the order of the sums matters: what outweighs what is shown by tests/cases/statements.txt. */
enum weight {
    LEAST = 20, /* no cue below is taken */
    /* behind the quotation */
    BEHIND_OPEN = 100,    /* "“A,” said Kerry": the comma shows that the sentence goes on */
    BEHIND_CLOSED = 86,   /* "“A” said Kerry" */
    BEHIND_UNSURE = 80,   /* "“A,” some words said": a subject that was not understood */
    BEHIND_CLAUSE = 90,   /* "“A” is what they saw, Kerry said." */
    BEHIND_OUTLET = 64,   /* the same, or any other cue behind a verb of speech, of an outlet: "…, Reuters reported." */
    BEHIND_PHRASE = 60,   /* "“A” was what they saw according to Kerry" */
    BEHIND_SENTENCE = 34, /* as BEHIND_CLAUSE, but the cue goes on to something else */
    BEHIND_ELSEWHERE = 18,
    /* before it; a word between costs half a point, up to FARTHEST_COST words */
    BEFORE = 82,
    BEFORE_NEXT = 14,        /* added: nothing stands between, or one word: "said that “A”" */
    FARTHEST_COST = 40,
    OTHER_SENTENCE = -40,
    GOVERNING = 30,          /* added: the verb of speech whose clause the quotation stands in */
    GOVERNING_WIDE = 12,     /* the same of a verb that only sometimes tells of speech */
    /* of what kind it is */
    WIDE = -14,
    NOUN = -24,
    EMBEDDED = -40,          /* part of what a verb of speech before it tells */
    NOBODY = -10,            /* its source is not known */
    IMPLAUSIBLE = -30        /* its source cannot speak: "the decision" */
};

static bool ends_open(const struct speech *speech, const struct quotation *quotation)
{
    return speech_mark(speech, quotation->last - 1, ',') || speech_mark(speech, quotation->last - 1, '?') ||
           speech_mark(speech, quotation->last - 1, '!');
}

/* Does what follows the cue leave it the end of its clause? "…, Kerry said on Monday." */
static bool ends_clause(const struct speech *speech, const struct cue *cue)
{
    if (cue->kind == CUE_ACCORDING || cue->extent.last >= speech->reading->document.token_count)
        return true;
    enum tag next = speech_tag(speech, cue->extent.last);
    return next == TAG_PUNCT || next == TAG_ADP || next == TAG_SCONJ || next == TAG_ADV || next == TAG_PROPN ||
           next == TAG_NOUN;
}

/* Does an outlet speak, which often passes on what others say? */
static bool is_outlet(const struct speech *speech, const struct cue *cue)
{
    uint32_t actor = cue->speaker.actor;
    return actor != NO_ACTOR && speech->reading->record->actors.items[actor].kind == ACTOR_OUTLET;
}

/* "Xi said according to Xinhua", "…, she said, according to the Times,": who is named second passes on the words. */
static bool passes_on(const struct speech *speech, const struct cue *cue)
{
    if (cue->kind != CUE_ACCORDING || cue == speech->cues.items)
        return false;
    const struct cue *before = cue - 1;
    uint32_t gap = cue->first > before->extent.last ? cue->first - before->extent.last : 0;
    return before->kind == CUE_SAY && before->unit == cue->unit && speaker_known(&before->speaker) &&
           cue->first >= before->extent.last && (!gap || (gap == 1 && speech_mark(speech, before->extent.last, ',')));
}

/* "“A,” while Kerry said “B”": what follows is another clause. */
static bool opens_clause(const struct speech *speech, uint32_t token)
{
    enum tag tag = speech_tag(speech, token);
    return (tag == TAG_SCONJ || tag == TAG_CCONJ) && !speech_is(speech, token, WORD_AS);
}

static int weigh_behind(const struct speech *speech, const struct quotation *quotation, const struct cue *cue)
{
    uint32_t first = cue->extent.first, end = quotation_end(quotation);
    bool comma_outside = end < first && speech_mark(speech, end, ',');
    end += comma_outside;
    if (first > end && first - end <= 2 && opens_clause(speech, end))
        return BEHIND_ELSEWHERE;
    if (first <= end || (first - end <= 2 && speech_no_marks(speech, end, first)))
        return ends_open(speech, quotation) || comma_outside ? BEHIND_OPEN : BEHIND_CLOSED;
    if (ends_open(speech, quotation) && cue->first - end < LONGEST_SUBJECT && speech_no_marks(speech, end, cue->first))
        return BEHIND_UNSURE;
    if (speech_mark(speech, first - 1, ','))
        return ends_clause(speech, cue) ? is_outlet(speech, cue) ? BEHIND_OUTLET : BEHIND_CLAUSE : BEHIND_SENTENCE;
    return cue->kind == CUE_ACCORDING ? BEHIND_PHRASE : BEHIND_ELSEWHERE;
}

/* Is the source one person or people, not a body or paper that may only pass on? */
static bool is_somebody(const struct speech *speech, const struct cue *cue)
{
    uint32_t actor = cue->speaker.actor, head = cue->source.head;
    if (actor != NO_ACTOR)
        return speech->reading->record->actors.items[actor].kind == ACTOR_PERSON;
    return speech_is(speech, head, WORD_SOURCE | WORD_OFFICE) && !speech_is(speech, head, WORD_BODY | WORD_STATEMENT);
}

static int weigh_before(const struct speech *speech, const struct quotation *quotation, const struct cue *cue)
{
    uint32_t gap = quotation->open - cue->extent.last;
    int weight = BEFORE - (int)(gap < FARTHEST_COST ? gap : FARTHEST_COST) / 2 + (gap <= 1 ? BEFORE_NEXT : 0);
    if (cue->kind == CUE_ACCORDING && speech_mark(speech, cue->extent.last, ',') && is_somebody(speech, cue))
        weight = BEFORE + BEFORE_NEXT; /* "According to Kerry, they agreed to “A”": of the whole sentence */
    bool same = speech_token(speech, cue->first)->sentence == speech_token(speech, quotation->open)->sentence;
    return same ? weight : weight + OTHER_SENTENCE;
}

static bool quoted_between(const struct speech *speech, uint32_t first, uint32_t last)
{
    for (uint32_t token = first; token < last; token++)
        if (speech->quoted[token])
            return true;
    return false;
}

/* Is a weak cue part of what a verb of speech before it tells? "The minister said they had described it as …" */
static bool embedded(const struct speech *speech, const struct unit *unit, const struct cue *cue)
{
    uint32_t start = cue->extent.first;
    if (start > unit->first + 1 && !speech_is(speech, start - 2, WORD_SAY) &&
        !speech_is(speech, cue->first, WORD_THOUGHT)) {
        enum tag before = speech_tag(speech, start - 1);
        bool and_that = before == TAG_SCONJ && speech_tag(speech, start - 2) == TAG_CCONJ;
        if (before == TAG_CCONJ || (before == TAG_SCONJ && !and_that))
            return false;
    }
    const struct cue *first = &speech->cues.items[unit->first_cue];
    for (const struct cue *before = cue; before-- > first && cue - before < MOST_CUES;)
        if (before->kind == CUE_SAY && before->last <= start && speaker_known(&before->speaker) &&
            speech_token(speech, before->first)->sentence == speech_token(speech, cue->first)->sentence)
            return !quoted_between(speech, before->last, start);
    return false;
}

/* The verb of speech that reaches the quotation from the left: the nearest, unless it is told by one before it, or
 * belongs to an earlier quotation ("…,” said Kerry"), or an insertion is closed behind it. NULL if none. */
static const struct cue *governing(const struct speech *speech, const struct unit *unit,
                                   const struct quotation *quotation, uint32_t first, uint32_t last)
{
    uint32_t sentence = speech_token(speech, quotation->open)->sentence;
    bool set_off = quotation->open > unit->first && speech_mark(speech, quotation->open - 1, ',');
    for (uint32_t c = last; c-- > first;) {
        const struct cue *cue = &speech->cues.items[c];
        if (cue->extent.last > quotation->open || speech_token(speech, cue->first)->sentence != sentence)
            continue;
        bool taken = cue->behind && cue->first > unit->first && speech->quoted[cue->first - 1];
        bool verb = cue->kind == CUE_SAY || (cue->kind == CUE_WIDE && !embedded(speech, unit, cue));
        if (!verb || taken || !speaker_known(&cue->speaker) || !speaker_plausible(speech, cue))
            continue;
        bool near = quotation->open - cue->extent.last <= 1;
        return near || !set_off ? cue : NULL;
    }
    return NULL;
}

static int weigh(const struct speech *speech, const struct unit *unit, const struct quotation *quotation,
                 const struct cue *cue, const struct cue *left)
{
    bool before = cue->last <= quotation->open;
    if (before && cue->extent.last > quotation->open)
        return 0;
    int weight = before ? weigh_before(speech, quotation, cue) : weigh_behind(speech, quotation, cue);
    if (cue->kind == CUE_RELAY || passes_on(speech, cue))
        return weight / 4;
    if (!before && left && weight > BEHIND_OUTLET && is_outlet(speech, cue))
        weight = BEHIND_OUTLET;
    if (cue->kind == CUE_WIDE || cue->kind == CUE_NOUN)
        weight += before && embedded(speech, unit, cue) ? EMBEDDED : cue->kind == CUE_NOUN ? NOUN : WIDE;
    if (!speaker_known(&cue->speaker))
        weight += NOBODY;
    if (!speaker_plausible(speech, cue))
        weight += IMPLAUSIBLE;
    return weight;
}

struct choice choice_in_unit(const struct speech *speech, const struct unit *unit, const struct quotation *quotation)
{
    struct choice best = {.speaker = {.actor = NO_ACTOR}};
    int heaviest = LEAST;
    uint32_t low = quotation->open > FARTHEST_LEFT ? quotation->open - FARTHEST_LEFT : 0, first, last;
    speech_cues(speech, unit, low, quotation_end(quotation) + FARTHEST_RIGHT, UINT32_MAX, &first, &last);
    const struct cue *left = governing(speech, unit, quotation, first, last);
    for (uint32_t c = first; c < last; c++) {
        const struct cue *cue = &speech->cues.items[c];
        int weight = weigh(speech, unit, quotation, cue, left);
        if (cue == left)
            weight += cue->kind == CUE_SAY ? GOVERNING : GOVERNING_WIDE;
        if (weight > heaviest) {
            heaviest = weight;
            best = (struct choice){.cue = cue, .speaker = cue->speaker};
        }
    }
    return best;
}
