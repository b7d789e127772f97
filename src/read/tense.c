/* tense.c - see tense.h. */
#include "read/tense.h"

enum { LONGEST_AUXILIARIES = 5, FARTHEST_PRESENT = 4, DEED_DISTANCE = 2, FARTHEST_VERB = 60 };

/* A verb; one with a capital within the sentence is rather a name ("Mr Begin"). */
static bool is_verbal(const struct reading *reading, uint32_t token)
{
    const struct token *t = &reading->document.tokens[token];
    bool name = (t->flags & TOKEN_CAPITAL) && token > reading->document.sentences[t->sentence].first &&
        !(t[-1].flags & TOKEN_PUNCT);
    return token_is_verb(t) && !name;
}

static bool is_cue(const struct reading *reading, uint32_t token)
{
    return reading_mark_over(reading, token, SET_FUTURE) || reading_mark_over(reading, token, SET_FUTURE_CUE);
}

/* What the words before a verb that is itself without tense make of it: "will meet", "to be held", "did not meet". */
static enum tense tense_before(const struct reading *reading, uint32_t verb, bool base)
{
    uint32_t start = reading->document.sentences[reading->document.tokens[verb].sentence].first;
    for (uint32_t back = 1; back <= LONGEST_AUXILIARIES && verb >= start + back; back++) {
        uint32_t token = verb - back, traits = reading_traits(reading, token);
        enum tag tag = reading->document.tokens[token].tag;
        if (is_cue(reading, token))
            return TENSE_FUTURE;
        if (tag == TAG_ADV || (tag == TAG_PART && !(traits & TRAIT_TO)))
            continue;
        if (traits & (TRAIT_TO | TRAIT_MODAL))
            return TENSE_FUTURE;
        if (tag != TAG_AUX)
            break;
        if (traits & TRAIT_BASE)
            base = true;
        else
            return traits & (TRAIT_PAST | TRAIT_PARTICIPLE | TRAIT_HAVE) ? TENSE_PAST : TENSE_FUTURE;
    }
    return base ? TENSE_FUTURE : TENSE_PAST;
}

/* "is preparing for talks on Friday" looks ahead, "was" and "has been" back; alone a gerund tells nothing. */
static enum tense tense_of_gerund(const struct reading *reading, uint32_t verb)
{
    uint32_t start = reading->document.sentences[reading->document.tokens[verb].sentence].first;
    for (uint32_t back = 1; back <= LONGEST_AUXILIARIES && verb >= start + back; back++) {
        uint32_t traits = reading_traits(reading, verb - back);
        enum tag tag = reading->document.tokens[verb - back].tag;
        if (tag == TAG_AUX)
            return traits & (TRAIT_PAST | TRAIT_PARTICIPLE) ? TENSE_PAST : TENSE_FUTURE;
        if (tag != TAG_ADV && tag != TAG_PART)
            break;
    }
    return TENSE_UNKNOWN;
}

static enum tense tense_of(const struct reading *reading, uint32_t verb)
{
    uint32_t traits = reading_traits(reading, verb);
    if (traits & TRAIT_MODAL)
        return TENSE_FUTURE;
    if ((traits & TRAIT_FINITE) && (traits & TRAIT_PAST))
        return TENSE_PAST;
    if (traits & TRAIT_PARTICIPLE)
        return tense_before(reading, verb, false);
    if (traits & TRAIT_BASE)
        return tense_before(reading, verb, true);
    if (traits & TRAIT_GERUND)
        return tense_of_gerund(reading, verb);
    return traits & TRAIT_FINITE ? TENSE_PRESENT : TENSE_UNKNOWN;
}

/* What one word on the way from the date says; unknown: look further. */
static enum tense tense_at(const struct reading *reading, uint32_t token)
{
    if (is_cue(reading, token))
        return TENSE_FUTURE;
    return is_verbal(reading, token) ? tense_of(reading, token) : TENSE_UNKNOWN;
}

/* The present looks ahead only where the date stands close to the verb: "the talks resume on Sunday". */
static enum tense settle(enum tense tense, uint32_t distance)
{
    if (tense != TENSE_PRESENT)
        return tense;
    return distance <= FARTHEST_PRESENT ? TENSE_FUTURE : TENSE_UNKNOWN;
}

/* "since Friday", "the Friday attack", "the Friday suicide bombing". */
static bool is_over(const struct reading *reading, uint32_t first, uint32_t last)
{
    const struct sentence *sentence = &reading->document.sentences[reading->document.tokens[first].sentence];
    for (uint32_t before = first; before-- > sentence->first && first - before <= DEED_DISTANCE;) {
        if (reading_mark_over(reading, before, SET_PAST_CUE))
            return true;
        if (reading->document.tokens[before].tag != TAG_DET)
            break;
    }
    for (uint32_t token = last; token < sentence->last && token < last + DEED_DISTANCE; token++)
        if (reading_mark(reading, token, SET_DEED))
            return true;
        else if (reading->document.tokens[token].tag != TAG_NOUN && reading->document.tokens[token].tag != TAG_ADJ)
            return false;
    return false;
}

enum tense tense_around(const struct reading *reading, uint32_t first, uint32_t last)
{
    const struct sentence *sentence = &reading->document.sentences[reading->document.tokens[first].sentence];
    if (is_over(reading, first, last))
        return TENSE_OVER;
    bool possessive = last < sentence->last && (reading_traits(reading, last) & TRAIT_POSSESSIVE);
    if (possessive)
        return TENSE_UNKNOWN;
    for (uint32_t token = first; token-- > sentence->first && first - token <= FARTHEST_VERB;) {
        enum tense tense = tense_at(reading, token);
        if (tense != TENSE_UNKNOWN)
            return settle(tense, first - token);
    }
    for (uint32_t token = last; token < sentence->last && token < last + FARTHEST_VERB; token++) {
        enum tense tense = tense_at(reading, token);
        if (tense != TENSE_UNKNOWN)
            return settle(tense, FARTHEST_PRESENT);
    }
    return TENSE_UNKNOWN;
}
