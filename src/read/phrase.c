/* phrase.c - see speech.h: noun phrases by the tags of their words, leftwards and rightwards.
 * Input: tags, mentions. Output: the phrase with what stands behind its noun ("a spokesman for the ministry").
 * Invariant: a phrase never crosses a quotation mark, a comma or the bounds it is given. */
#include "model/core.h"
#include "read/speech.h"

enum { LONGEST_PHRASE = 40, MOST_LINKS = 6 };

static bool dated(const struct speech *speech, uint32_t token)
{
    const struct mentions *mentions = &speech->reading->mentions;
    return mentions_over(mentions, MENTION_DATE, token) && !mentions_over(mentions, MENTION_ACTOR, token);
}

bool phrase_nominal(const struct speech *speech, uint32_t token)
{
    if (speech->quoted[token] || dated(speech, token))
        return false;
    enum tag tag = speech_tag(speech, token);
    if (tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_NUM)
        return true;
    if (tag == TAG_PRON)
        return !(speech_traits(speech, token) & TRAIT_POSSESSIVE);
    if (tag == TAG_ADJ && speech_is(speech, token, WORD_SOURCE)) /* "the official said" */
        return token + 1 == speech->reading->document.token_count || speech_tag(speech, token + 1) != TAG_NOUN;
    return speech_mention(speech, MENTION_ACTOR, token) != NULL;
}

static bool possessive(const struct speech *speech, uint32_t token)
{
    return (speech_traits(speech, token) & TRAIT_POSSESSIVE) != 0;
}

static bool glued_hyphen(const struct speech *speech, uint32_t token)
{
    const struct token *at = speech_token(speech, token);
    struct str text = token_text(&speech->reading->document, token);
    return text.ptr[0] == '-' && text.len == 1 && !(at->flags & TOKEN_SPACE_BEFORE);
}

static bool one_mention(const struct speech *speech, uint32_t a, uint32_t b)
{
    const struct mention *mention = speech_mention(speech, MENTION_ACTOR, a);
    return mention && mention == speech_mention(speech, MENTION_ACTOR, b);
}

static bool modifier_verb(const struct speech *speech, uint32_t token)
{
    return speech_tag(speech, token) == TAG_VERB && (speech_traits(speech, token) & (TRAIT_GERUND | TRAIT_PARTICIPLE));
}

static bool opens_phrase(enum tag tag)
{
    return tag == TAG_DET || tag == TAG_ADJ || tag == TAG_PART || tag == TAG_NUM;
}

/* May `token` stand inside a noun phrase, before its word `next`? `low` bounds the look further left. */
static bool inside(const struct speech *speech, uint32_t low, uint32_t token, uint32_t next)
{
    if (speech->quoted[token] || dated(speech, token))
        return false;
    if (one_mention(speech, token, next))
        return true;
    switch (speech_tag(speech, token)) {
    case TAG_NOUN: case TAG_PROPN: case TAG_ADJ: case TAG_NUM: case TAG_DET: case TAG_SYM: case TAG_X:
        return true;
    case TAG_PRON: case TAG_PART: /* a part of a name may be taken for a pronoun: "Kim Yo Jong" */
        return possessive(speech, token) || (token > low && (speech_token(speech, token)->flags & TOKEN_CAPITAL) &&
                                             speech_tag(speech, token - 1) == TAG_PROPN &&
                                                 speech_tag(speech, next) == TAG_PROPN);
    case TAG_PUNCT:
        return glued_hyphen(speech, token) && token > low;
    case TAG_VERB:
        if ((speech_token(speech, token)->flags & TOKEN_CAPITAL) &&
            speech_tag(speech, next) == TAG_PROPN) /* "Nate Evans" */
            return true;
        if (token > low && glued_hyphen(speech, token - 1))
            return true;
        if (token > low && speech_mention(speech, MENTION_PERSON, token - 1))
            return false;
        return modifier_verb(speech, token) && token > low && opens_phrase(speech_tag(speech, token - 1)) &&
               phrase_nominal(speech, next);
    case TAG_ADV: case TAG_ADP:
        if (next < speech->reading->document.token_count && glued_hyphen(speech, next))
            return true;
        return speech_tag(speech, token) == TAG_ADV && token > low && speech_tag(speech, token - 1) == TAG_DET;
    default:
        return glued_hyphen(speech, next) || (token > low && glued_hyphen(speech, token - 1));
    }
}

static bool edge(const struct speech *speech, uint32_t token)
{
    enum tag tag = speech_tag(speech, token);
    return tag == TAG_DET || (tag == TAG_PRON && possessive(speech, token));
}

/* The bare phrase that ends before `end`: determiner, modifiers, noun. */
static struct phrase base_left(const struct speech *speech, uint32_t low, uint32_t end)
{
    struct phrase none = {end, end, NO_TOKEN};
    if (end <= low || !phrase_nominal(speech, end - 1))
        return none;
    uint32_t first = end - 1, bottom = end - low > LONGEST_PHRASE ? end - LONGEST_PHRASE : low;
    if (speech_tag(speech, first) == TAG_PRON)
        return (struct phrase){first, end, first};
    while (first > bottom && inside(speech, low, first - 1, first)) {
        first--;
        if (edge(speech, first))
            break;
    }
    while (first < end - 1 && speech_tag(speech, first) == TAG_PART)
        first++;
    return (struct phrase){first, end, end - 1};
}

/* The end of what stands before a bracket that closes before `end`. */
static uint32_t before_bracket(const struct speech *speech, uint32_t low, uint32_t end)
{
    if (end <= low || !speech_mark(speech, end - 1, ')'))
        return end;
    for (uint32_t token = end - 1; token > low && end - token < LONGEST_PHRASE; token--)
        if (speech_mark(speech, token, '('))
            return token;
    return end;
}

/* Where the noun ends that a verb at `verb` is said of: "officials quoted in", "a source who spoke on". */
static uint32_t described_end(const struct speech *speech, uint32_t low, uint32_t verb)
{
    uint32_t token = verb;
    while (token > low && (speech_tag(speech, token - 1) == TAG_AUX || speech_tag(speech, token - 1) == TAG_ADV ||
                           speech_tag(speech, token - 1) == TAG_PART))
        token--;
    if (token > low && speech_is(speech, token - 1, WORD_RELATIVE))
        return token - 1;
    /* a finite verb is still to come: what may be past tense is a participle, "a statement released on Monday" */
    bool participle = (speech_traits(speech, verb) & (TRAIT_PARTICIPLE | TRAIT_GERUND | TRAIT_PAST)) && token == verb;
    return participle ? verb : 0;
}

/* Where the noun ends that what stands before `first` links the phrase to: "spokesman | for", "sources | familiar
 * with"; 0 if the phrase stands for itself. */
static uint32_t link_end(const struct speech *speech, uint32_t low, uint32_t first)
{
    uint32_t before = first - 1;
    if (speech_tag(speech, before) == TAG_ADP || (speech_traits(speech, before) & TRAIT_TO)) {
        if (before > low && speech_is(speech, before - 1, WORD_BEHIND_NOUN))
            before--;
        else if (before > low && speech_tag(speech, before - 1) == TAG_VERB)
            return described_end(speech, low, before - 1);
        return before > low && (phrase_nominal(speech, before - 1) || dated(speech, before - 1) ||
                                speech_mark(speech, before - 1, ')')) ? before : 0;
    }
    if (speech_tag(speech, before) == TAG_VERB && !(speech_traits(speech, before) & (TRAIT_PARTICIPLE | TRAIT_PAST)))
        return described_end(speech, low, before);
    return 0;
}

static uint32_t before_dates(const struct speech *speech, uint32_t low, uint32_t end)
{
    while (end > low && dated(speech, end - 1))
        end--;
    if (end > low + 1 && speech_tag(speech, end - 1) == TAG_ADP && dated(speech, end))
        end--;
    return end;
}

/* Add what "and" joins before the phrase: "A, B and C". Not where it is the object of a verb before. */
static struct phrase with_conjuncts(const struct speech *speech, uint32_t low, struct phrase phrase)
{
    struct phrase whole = phrase;
    bool joined = false;
    for (int items = 0; items < MOST_LINKS && whole.first > low + 1; items++) {
        uint32_t before = whole.first - 1;
        bool and = speech_tag(speech, before) == TAG_CCONJ;
        if (!and && !(joined && speech_mark(speech, before, ',')))
            break;
        struct phrase item = base_left(speech, low, before_bracket(speech, low, before));
        if (!phrase_found(item) || speech_tag(speech, item.head) == TAG_PRON)
            break;
        joined = true;
        whole.first = item.first;
        whole.head = item.head;
    }
    if (!joined)
        return phrase;
    if (whole.first == low)
        return whole;
    enum tag before = speech_tag(speech, whole.first - 1);
    bool free = before == TAG_PUNCT || before == TAG_SCONJ || before == TAG_CCONJ ||
        (before == TAG_ADP && link_end(speech, low, whole.first));
    return free ? whole : phrase;
}

struct phrase phrase_left(const struct speech *speech, uint32_t low, uint32_t end)
{
    uint32_t close = before_dates(speech, low, end);
    struct phrase phrase = base_left(speech, low, before_bracket(speech, low, close));
    if (!phrase_found(phrase))
        return phrase;
    if (speech_tag(speech, phrase.head) != TAG_PRON)
        phrase = with_conjuncts(speech, low, phrase);
    for (int links = 0; links < MOST_LINKS && phrase.first > low &&
         speech_tag(speech, phrase.head) != TAG_PRON; links++) {
        uint32_t link = link_end(speech, low, phrase.first);
        if (!link)
            break;
        struct phrase outer = base_left(speech, low, before_bracket(speech, low, before_dates(speech, low, link)));
        if (!phrase_found(outer))
            break;
        phrase.first = outer.first;
        phrase.head = outer.head;
    }
    phrase.last = close;
    return phrase;
}

bool phrase_starts(const struct speech *speech, uint32_t token)
{
    if (speech->quoted[token] || dated(speech, token))
        return false;
    enum tag tag = speech_tag(speech, token);
    if (tag == TAG_PRON)
        return !speech_is(speech, token, WORD_RELATIVE);
    return phrase_nominal(speech, token) || tag == TAG_DET || tag == TAG_ADJ || tag == TAG_NUM;
}

static struct phrase base_right(const struct speech *speech, uint32_t start, uint32_t high)
{
    struct phrase none = {start, start, NO_TOKEN};
    if (start >= high || !phrase_starts(speech, start))
        return none;
    if (phrase_nominal(speech, start) && speech_tag(speech, start) == TAG_PRON)
        return (struct phrase){start, start + 1, start};
    uint32_t top = high - start > LONGEST_PHRASE ? start + LONGEST_PHRASE : high, head = NO_TOKEN, last = start;
    for (uint32_t token = start; token < top; token++) {
        bool more = token == start || inside(speech, start, token, token + 1 < top ? token + 1 : token);
        if (!more || (token > start && edge(speech, token) && !one_mention(speech, token - 1, token)))
            break;
        if (phrase_nominal(speech, token)) {
            head = token;
            last = token + 1;
        }
    }
    return head == NO_TOKEN ? none : (struct phrase){start, last, head};
}

/* The start of what goes on behind a noun that ends at `last`: "for the ministry", "familiar with"; 0 if nothing. */
static uint32_t link_start(const struct speech *speech, uint32_t last, uint32_t high)
{
    uint32_t token = last;
    if (token < high && speech_is(speech, token, WORD_BEHIND_NOUN))
        token++;
    if (token + 1 >= high || speech_tag(speech, token) != TAG_ADP || dated(speech, token) || dated(speech, token + 1))
        return 0;
    return token + 1;
}

static uint32_t after_bracket(const struct speech *speech, uint32_t last, uint32_t high)
{
    if (last >= high || !speech_mark(speech, last, '('))
        return last;
    for (uint32_t token = last; token < high && token - last < LONGEST_PHRASE; token++)
        if (speech_mark(speech, token, ')'))
            return token + 1;
    return last;
}

struct phrase phrase_right(const struct speech *speech, uint32_t start, uint32_t high)
{
    struct phrase phrase = base_right(speech, start, high);
    if (!phrase_found(phrase) || speech_tag(speech, phrase.head) == TAG_PRON)
        return phrase;
    for (int links = 0; links < MOST_LINKS; links++) {
        phrase.last = after_bracket(speech, phrase.last, high);
        uint32_t next = link_start(speech, phrase.last, high);
        struct phrase inner = next ? base_right(speech, next, high) : (struct phrase){0, 0, NO_TOKEN};
        if (!phrase_found(inner))
            break;
        phrase.last = inner.last;
    }
    return phrase;
}
