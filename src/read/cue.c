/* cue.c - see speech.h: the words that tell of speech, and whom they name as its source.
 * Input: words, units. Output: cues in text order, their sources as noun phrases. Linear: every look goes at most
 * one sentence, and a bounded number of steps, to the left. */
#include "model/core.h"
#include "read/speech.h"

enum { LONGEST_LOOK = 60, MOST_STEPS = 12, LONGEST_LABEL = 10, MOST_CUES = 16, LONGEST_NAME = 4 };

static const struct phrase NOWHERE = {0, 0, NO_TOKEN};

static bool comma(const struct speech *speech, uint32_t token)
{
    return speech_mark(speech, token, ',') || speech_mark(speech, token, '-');
}

static bool person_over(const struct speech *speech, uint32_t token)
{
    return speech_mention(speech, MENTION_PERSON, token) != NULL;
}

/* The mark before `mark` that, with it, sets off an insertion: ", who is on a trip,". NO_TOKEN if none. */
static uint32_t insertion_start(const struct speech *speech, uint32_t low, uint32_t mark)
{
    bool dash = speech_mark(speech, mark, '-');
    for (uint32_t token = mark; token-- > low && mark - token < LONGEST_LOOK;) {
        if (speech->quoted[token] && speech->quoted[mark] == 0 && token + 1 == mark)
            return NO_TOKEN;
        if (!speech->quoted[token] && speech_mark(speech, token, dash ? '-' : ','))
            return token;
    }
    return NO_TOKEN;
}

/* Two to four words that are names and stand for no actor known: "Hamid Aboutalebi". */
static bool plain_name(const struct speech *speech, uint32_t first, uint32_t last)
{
    for (uint32_t token = first; token < last; token++)
        if (speech_tag(speech, token) != TAG_PROPN || speech_mention(speech, MENTION_ACTOR, token))
            return false;
    return last >= first + 2 && last - first <= LONGEST_NAME;
}

/* Is the insertion between two marks nothing but a person's name? */
static bool is_name(const struct speech *speech, uint32_t first, uint32_t last)
{
    const struct mention *mention = first < last ? speech_mention(speech, MENTION_PERSON, last - 1) : NULL;
    if (mention)
        return mention->first <= first + 2 && mention->last == last &&
               (mention->first == first || mention->first == 0 || speech_tag(speech, mention->first - 1) != TAG_ADP);
    return plain_name(speech, first, last);
}

/* A description set off behind a name: "Khalilzad, the envoy, said": the name is meant. */
static struct phrase or_name_before(const struct speech *speech, uint32_t low, struct phrase phrase)
{
    if (!phrase_found(phrase) || phrase.first < low + 2 || !comma(speech, phrase.first - 1) ||
        person_over(speech, phrase.head))
        return phrase;
    uint32_t end = phrase.first - 1;
    const struct mention *name = speech_mention(speech, MENTION_PERSON, end - 1);
    if (speech->quoted[end - 1])
        return phrase;
    if (name)
        return (struct phrase){name->first, name->last, name->last - 1};
    struct phrase before = phrase_left(speech, low, end);
    return phrase_found(before) && plain_name(speech, before.first, before.last) ? before : phrase;
}

static struct phrase before_insertion(const struct speech *speech, uint32_t low, uint32_t mark)
{
    uint32_t start = insertion_start(speech, low, mark);
    if (start == NO_TOKEN || start == low)
        return NOWHERE;
    if (is_name(speech, start + 1, mark))
        return phrase_left(speech, start + 1, mark);
    return or_name_before(speech, low, phrase_left(speech, low, start));
}

/* The noun phrase that stands before a verb as its subject; not found where the verb shares another's. */
static struct phrase subject_left(const struct speech *speech, uint32_t low, uint32_t verb)
{
    uint32_t end = verb;
    for (int step = 0; step < MOST_STEPS && end > low; step++) {
        uint32_t token = end - 1;
        if (speech->quoted[token])
            return NOWHERE;
        if (speech_is(speech, token, WORD_RELATIVE)) {
            end = token > low && comma(speech, token - 1) ? token - 1 : token;
            return phrase_left(speech, low, end);
        }
        if (comma(speech, token))
            return before_insertion(speech, low, token);
        if (phrase_nominal(speech, token) || speech_mark(speech, token, ')'))
            return phrase_left(speech, low, end);
        enum tag tag = speech_tag(speech, token);
        bool date = speech_mention(speech, MENTION_DATE, token) != NULL;
        if (tag != TAG_AUX && tag != TAG_ADV && tag != TAG_PART && !date &&
            !(tag == TAG_ADP && speech_mention(speech, MENTION_DATE, token + 1)))
            return NOWHERE;
        end = token;
    }
    return NOWHERE;
}

static bool is_finite(const struct speech *speech, uint32_t token)
{
    enum tag tag = speech_tag(speech, token);
    return (tag == TAG_VERB || tag == TAG_AUX) && (speech_traits(speech, token) & (TRAIT_FINITE | TRAIT_PAST));
}

/* The first token of the sentence's main clause: behind an opening "After he met him,". */
static uint32_t main_start(const struct speech *speech, uint32_t low, uint32_t high)
{
    enum tag tag = speech_tag(speech, low);
    if (tag != TAG_SCONJ && tag != TAG_ADP && tag != TAG_VERB)
        return low;
    for (uint32_t token = low; token < high && token < low + LONGEST_LOOK; token++)
        if (!speech->quoted[token] && speech_mark(speech, token, ','))
            return token + 1;
    return low;
}

/* Does a relative pronoun stand right before the verb? "who has spent" */
static bool relative_before(const struct speech *speech, uint32_t low, uint32_t verb)
{
    while (verb > low && (speech_tag(speech, verb - 1) == TAG_ADV || speech_tag(speech, verb - 1) == TAG_AUX))
        verb--;
    return verb > low && speech_is(speech, verb - 1, WORD_RELATIVE);
}

/* The subject of the first finite verb of the sentence: for "…, saying" and "… and said". */
struct phrase cue_main_subject(const struct speech *speech, uint32_t low, uint32_t high)
{
    uint32_t from = main_start(speech, low, high);
    for (uint32_t token = from; token < high && token - from < LONGEST_LOOK; token++) {
        if (speech->quoted[token] || !is_finite(speech, token))
            continue;
        if (relative_before(speech, from, token))
            continue;
        struct phrase subject = subject_left(speech, from, token);
        if (phrase_found(subject))
            return subject;
    }
    return NOWHERE;
}

/* Is the source one that stands behind "by"? */
static bool agent(const struct speech *speech, const struct cue *cue)
{
    return cue->behind && speech_is(speech, cue->source.first - 1, WORD_AGENT);
}

/* Does the cue stand in a clause of its own, behind "that", "which" or "after"? */
static bool is_subordinate(const struct speech *speech, uint32_t low, const struct cue *cue)
{
    uint32_t first = cue->extent.first;
    return first > low && (speech_tag(speech, first - 1) == TAG_SCONJ || speech_is(speech, first - 1, WORD_RELATIVE));
}

/* Where no verb was understood before: the first person named in the sentence, else the first actor. */
static struct phrase first_named(const struct speech *speech, uint32_t low, uint32_t high)
{
    struct phrase actor = NOWHERE;
    for (uint32_t token = low; token < high && token - low < LONGEST_LOOK; token++) {
        const struct mention *mention = speech_mention(speech, MENTION_ACTOR, token);
        if (!mention || speech->quoted[token] || speech_tag(speech, token) == TAG_PRON)
            continue;
        struct phrase found = {mention->first, mention->last, mention->last - 1};
        if (person_over(speech, token))
            return found;
        actor = phrase_found(actor) ? actor : found;
    }
    return actor;
}

/* Does `token` stand in the phrase of `head`, and not in a clause said of it? "KNU (...), which fought for | years" */
static bool of_phrase(const struct speech *speech, uint32_t token, uint32_t head)
{
    for (int step = 0; step < MOST_STEPS && token != NO_TOKEN; step++) {
        if (token == head)
            return true;
        enum relation relation = (enum relation)speech_token(speech, token)->relation;
        if (relation == REL_ACL || relation == REL_ACL_RELCL || relation == REL_ADVCL || relation == REL_OBL ||
            relation == REL_CCOMP || relation == REL_NSUBJ || relation == REL_OBJ)
            return false;
        token = speech_token(speech, token)->head;
    }
    return false;
}

/* The phrase of the noun at `head`, with what stands before and behind it. */
static struct phrase phrase_of(const struct speech *speech, uint32_t low, uint32_t head, uint32_t high)
{
    const struct mention *mention = speech_mention(speech, MENTION_ACTOR, head);
    struct phrase left = phrase_left(speech, low, mention && mention->last <= high ? mention->last : head + 1);
    struct phrase right = phrase_found(left) ? phrase_right(speech, left.first, high) : NOWHERE;
    return phrase_found(right) && right.first <= head && head < right.last
               ? (struct phrase){right.first, right.last, head}
               : left;
}

/* The subject that the tree gives the verb, its own or that of the verb it hangs on; not found if none. */
static struct phrase subject_in_tree(const struct speech *speech, uint32_t low, uint32_t verb)
{
    bool passive;
    uint32_t subject = clause_subject(&speech->reading->context, verb, &passive);
    if (subject == NO_TOKEN || passive || subject < low || subject >= verb || !phrase_nominal(speech, subject))
        return NOWHERE;
    return phrase_of(speech, low, subject, verb);
}

/* The subject found by place and tag, unless the tree tells of another that it is no part of. */
static struct phrase or_subject_in_tree(const struct speech *speech, uint32_t low, uint32_t verb, struct phrase phrase)
{
    uint32_t own = tree_child(&speech->reading->document, &speech->reading->tree, verb, REL_NSUBJ);
    bool below = own != NO_TOKEN && phrase_found(phrase) && speech->reading->tree.left[own] <= phrase.head &&
                 phrase.head < speech->reading->tree.right[own];
    if (own == NO_TOKEN || (phrase_found(phrase) && (!below || of_phrase(speech, phrase.head, own))))
        return phrase;
    struct phrase found = subject_in_tree(speech, low, verb);
    return phrase_found(found) ? found : phrase;
}

/* A verb that has no subject of its own takes that of the cue before it in its sentence, or of its main verb. */
static struct phrase shared_subject(const struct speech *speech, uint32_t low, uint32_t verb)
{
    size_t seen = 0;
    struct phrase subordinate = NOWHERE;
    for (size_t i = speech->cues.count; i-- > 0 && speech->cues.items[i].first >= low && seen++ < MOST_CUES;) {
        const struct cue *cue = &speech->cues.items[i];
        if ((cue->kind != CUE_SAY && cue->kind != CUE_WIDE) || !phrase_found(cue->source) || agent(speech, cue))
            continue;
        if (!is_subordinate(speech, low, cue))
            return cue->source;
        subordinate = cue->source;
    }
    struct phrase main = NOWHERE;
    if (phrase_found(subordinate) && (enum relation)speech_token(speech, verb)->relation == REL_CONJ)
        main = subject_in_tree(speech, low, verb);
    if (!phrase_found(main))
        main = cue_main_subject(speech, low, verb);
    if (!phrase_found(main))
        main = subordinate;
    return phrase_found(main) ? main : first_named(speech, low, verb);
}

static bool behind_quotation(const struct speech *speech, uint32_t low, uint32_t verb)
{
    if (verb == low)
        return false;
    if (speech->quoted[verb - 1])
        return true;
    return verb > low + 1 && comma(speech, verb - 1) && speech->quoted[verb - 2];
}

/* Has the clause before the comma at `mark` a finite verb, insertions left aside? Then "said X" behind it is turned. */
static bool clause_before(const struct speech *speech, uint32_t low, uint32_t mark)
{
    uint32_t start = insertion_start(speech, low, mark);
    uint32_t end = start == NO_TOKEN ? mark : start;
    for (uint32_t token = end; token-- > low && end - token < LONGEST_LOOK;)
        if (!speech->quoted[token] && is_finite(speech, token) && !relative_before(speech, low, token))
            return true;
    return start == NO_TOKEN && low == mark;
}

/* "said Kerry": the source behind the verb; not found where none is. */
static struct phrase subject_right(const struct speech *speech, uint32_t low, uint32_t verb_end, uint32_t verb,
                                   uint32_t high)
{
    bool quotation = behind_quotation(speech, low, verb);
    bool opens = verb == low && speech_is(speech, verb, WORD_SAY); /* "Wrote Kerry: ..." */
    bool comma_before = verb > low && comma(speech, verb - 1) && (quotation || clause_before(speech, low, verb - 1));
    if ((!quotation && !comma_before && !opens) || verb_end >= high || !phrase_starts(speech, verb_end))
        return NOWHERE;
    struct phrase phrase = phrase_right(speech, verb_end, high);
    if (!phrase_found(phrase))
        return NOWHERE;
    if (!quotation && phrase.last < high && (speech_tag(speech, phrase.last) == TAG_VERB ||
                                             speech_tag(speech, phrase.last) == TAG_AUX))
        return NOWHERE;
    if (phrase.last + 1 < high && comma(speech, phrase.last) && !person_over(speech, phrase.head) &&
        !speech->quoted[phrase.last + 1]) {
        struct phrase name = phrase_right(speech, phrase.last + 1, high);
        if (phrase_found(name) && is_name(speech, name.first, name.last))
            return name;
    }
    return phrase;
}

/* "as saying": the source stands before "as", or is the subject of the verb there ("was quoted as saying"). */
static struct phrase subject_before_as(const struct speech *speech, uint32_t low, uint32_t as)
{
    if (as == low)
        return NOWHERE;
    if (speech_tag(speech, as - 1) == TAG_VERB)
        return subject_left(speech, low, as - 1);
    if (comma(speech, as - 1))
        return before_insertion(speech, low, as - 1);
    return phrase_left(speech, low, as);
}

static struct phrase gerund_subject(const struct speech *speech, uint32_t low, uint32_t verb)
{
    if (verb > low && speech_is(speech, verb - 1, WORD_AS))
        return subject_before_as(speech, low, verb - 1);
    if (verb > low && speech_tag(speech, verb - 1) == TAG_VERB)
        return subject_left(speech, low, verb - 1);
    const struct mention *person = verb > low ? speech_mention(speech, MENTION_PERSON, verb - 1) : NULL;
    if (person && person->first >= low && speech_tag(speech, verb - 1) == TAG_PROPN)
        return (struct phrase){person->first, person->last, person->last - 1};
    if (verb > low && phrase_nominal(speech, verb - 1) &&
        !speech_is(speech, verb - 1, WORD_STATEMENT | WORD_AUDIENCE)) {
        struct phrase before = phrase_left(speech, low, verb);
        if (person_over(speech, before.head) || speech_is(speech, before.head, WORD_SOURCE))
            return before;
    }
    return shared_subject(speech, low, verb);
}

/* "by" behind a passive, directly or behind an adverb; NO_TOKEN if none. */
static uint32_t agent_behind(const struct speech *speech, uint32_t verb_end, uint32_t high)
{
    for (uint32_t token = verb_end; token < high && token < verb_end + 2; token++) {
        if (speech_is(speech, token, WORD_AGENT))
            return token;
        if (speech_tag(speech, token) != TAG_ADV)
            return NO_TOKEN;
    }
    return NO_TOKEN;
}

/* The auxiliary nearest before the verb; NO_TOKEN if none. */
static uint32_t auxiliary(const struct speech *speech, uint32_t low, uint32_t verb)
{
    for (uint32_t token = verb; token-- > low && verb - token < 5;) {
        if (speech_tag(speech, token) == TAG_AUX)
            return token;
        if (speech_tag(speech, token) != TAG_ADV && speech_tag(speech, token) != TAG_PART)
            return NO_TOKEN;
    }
    return NO_TOKEN;
}

/* The source of the verb of speech at `verb`; false if it is none that tells of speech here. */
static bool verb_source(const struct speech *speech, uint32_t low, uint32_t high, struct cue *cue)
{
    uint32_t verb = cue->first, traits = speech_traits(speech, verb);
    uint32_t agent = agent_behind(speech, cue->last, high);
    if (agent != NO_TOKEN && (traits & (TRAIT_PARTICIPLE | TRAIT_PAST))) {
        cue->source = phrase_right(speech, agent + 1, high);
        cue->behind = true;
        return phrase_found(cue->source);
    }
    uint32_t helper = auxiliary(speech, low, verb);
    if (helper != NO_TOKEN && (speech_traits(speech, helper) & TRAIT_BE) && (traits & (TRAIT_PARTICIPLE | TRAIT_PAST)))
        return false; /* a passive that does not tell by whom */
    if (traits & TRAIT_GERUND) {
        cue->source = gerund_subject(speech, low, verb);
        return true;
    }
    if (traits & TRAIT_BASE && helper == NO_TOKEN) {
        cue->source = shared_subject(speech, low, verb);
        cue->kind = CUE_WIDE;
        return true;
    }
    cue->source = subject_right(speech, low, cue->last, verb, high);
    cue->behind = phrase_found(cue->source);
    if (!cue->behind)
        cue->source = or_subject_in_tree(speech, low, verb, subject_left(speech, low, verb));
    if (!phrase_found(cue->source) && !(traits & TRAIT_PARTICIPLE && helper == NO_TOKEN))
        cue->source = shared_subject(speech, low, verb);
    return phrase_found(cue->source) || is_finite(speech, verb);
}

static uint32_t mark_last(const struct speech *speech, uint32_t token, enum read_set set)
{
    const struct mark *mark = reading_mark(speech->reading, token, set);
    return mark ? mark->last : token + 1;
}

static bool possessive(const struct speech *speech, uint32_t token)
{
    return speech_tag(speech, token) != TAG_VERB && (speech_traits(speech, token) & TRAIT_POSSESSIVE);
}

/* Is the word a verb here? "Xinhua reports." may be tagged as a noun, "his reported comments" as a verb. */
static bool is_verb(const struct speech *speech, uint32_t low, uint32_t token, uint32_t high)
{
    enum tag tag = speech_tag(speech, token), before = token > low ? speech_tag(speech, token - 1) : TAG_X;
    if (tag == TAG_VERB || tag == TAG_AUX)
        return before != TAG_DET && !(token > low && possessive(speech, token - 1));
    const struct mention *over = speech_mention(speech, MENTION_ACTOR, token);
    if (tag != TAG_NOUN || token == low || !speech_mention(speech, MENTION_ACTOR, token - 1) ||
        (over && over->last != token + 1))
        return false;
    const struct mark *mark = reading_mark(speech->reading, token, SET_SPEECH);
    if (!mark || mark->entry->form == FORM_BASE)
        return false;
    return token + 1 >= high || (speech_token(speech, token + 1)->flags & TOKEN_PUNCT) || speech->quoted[token + 1];
}

/* The bounds of the sentence inside the unit. */
static uint32_t sentence_low(const struct speech *speech, const struct unit *unit, uint32_t token)
{
    uint32_t first = speech->reading->document.sentences[speech_token(speech, token)->sentence].first;
    return first > unit->first ? first : unit->first;
}

/* The cue together with the source that stands beside it. */
static struct phrase extent_of(const struct cue *cue)
{
    struct phrase extent = {cue->first, cue->last, cue->first};
    if (phrase_found(cue->source) && !cue->behind && cue->source.last <= cue->first)
        extent.first = cue->source.first;
    if (phrase_found(cue->source) && cue->behind && cue->source.last > extent.last)
        extent.last = cue->source.last;
    return extent;
}

static void add_cue(struct speech *speech, struct cue *cue)
{
    if (!phrase_found(cue->extent))
        cue->extent = extent_of(cue);
    *ARENA_PUSH(speech->reading->arena, speech->cues) = *cue;
}

/* Who is spoken to: the object of "told", or who stands behind "in a statement to", "in an interview with". */
static struct phrase addressee_of(const struct speech *speech, const struct cue *cue, uint32_t high)
{
    if (speech_is(speech, cue->first, WORD_TELL) && !cue->behind && cue->last < high &&
        phrase_starts(speech, cue->last) && speech_tag(speech, cue->last) != TAG_PRON)
        return phrase_right(speech, cue->last, high);
    uint32_t last = cue->extent.last;
    for (uint32_t token = last; token + 2 < high && token < last + 6 && !speech->quoted[token]; token++)
        if (speech_is(speech, token, WORD_STATEMENT) && speech_is(speech, token + 1, WORD_TO))
            return phrase_right(speech, token + 2, high);
    return NOWHERE;
}

static struct cue new_cue(uint32_t unit, uint32_t token)
{
    return (struct cue){.first = token, .last = token + 1, .unit = unit, .source = NOWHERE, .extent = NOWHERE,
                        .addressee = NOWHERE, .speaker = {.actor = NO_ACTOR, .words = NOWHERE}};
}

/* "according to the ministry"; false where no noun follows. */
static bool try_according(struct speech *speech, uint32_t unit_index, uint32_t token)
{
    const struct unit *unit = &speech->units.items[unit_index];
    struct cue cue = new_cue(unit_index, token);
    cue.kind = CUE_ACCORDING;
    cue.last = mark_last(speech, token, SET_ACCORDING_TO);
    cue.behind = true;
    cue.source = cue.last < unit->last ? phrase_right(speech, cue.last, unit->last) : NOWHERE;
    uint32_t next = cue.source.last;
    if (phrase_found(cue.source) && next + 1 < unit->last && possessive(speech, next) && speech->quoted[next + 1])
        return false; /* "citing the envoy's “hostility”" */
    if (phrase_found(cue.source))
        add_cue(speech, &cue);
    return phrase_found(cue.source);
}

/* "quoted him as saying": the verb before only passes on what the source of this one says. */
static void join_relay(struct speech *speech, uint32_t low, struct cue *cue)
{
    struct cue *before = speech->cues.count ? &speech->cues.items[speech->cues.count - 1] : NULL;
    bool relayed = cue->first > low && speech_is(speech, cue->first - 1, WORD_AS) &&
                   (speech_traits(speech, cue->first) & TRAIT_GERUND);
    if (relayed && before && before->first >= low) {
        before->kind = CUE_RELAY;
        cue->extent = (struct phrase){before->extent.first, cue->last, cue->first};
    }
}

/* A verb of speech; false where the word is no verb here. */
static bool try_verb(struct speech *speech, uint32_t unit_index, uint32_t token)
{
    const struct unit *unit = &speech->units.items[unit_index];
    uint32_t low = sentence_low(speech, unit, token);
    struct cue cue = new_cue(unit_index, token);
    if (!is_verb(speech, low, token, unit->last)) {
        speech_tried(speech, "attribution.said", token, token + 1, NULL, "a verb that tells, by its place and tag");
        return false;
    }
    bool say = speech_is(speech, token, WORD_SAY);
    cue.kind = say && !speech_is(speech, token, WORD_THOUGHT) ? CUE_SAY : CUE_WIDE;
    cue.last = mark_last(speech, token, say ? SET_SPEECH : SET_SPEECH_WIDE);
    if (!verb_source(speech, low, unit->last, &cue)) {
        speech_tried(speech, "attribution.said", token, cue.last, NULL, "whoever says it");
        return true;
    }
    join_relay(speech, low, &cue);
    if (!phrase_found(cue.extent))
        cue.extent = extent_of(&cue);
    cue.addressee = addressee_of(speech, &cue, unit->last);
    add_cue(speech, &cue);
    return true;
}

/* Whose the noun for something said is: "comments by Kerry", "Kerry's warning", "Kerry ended with the words “…". */
static struct phrase noun_source(const struct speech *speech, const struct unit *unit, uint32_t noun, bool *behind)
{
    uint32_t low = sentence_low(speech, unit, noun);
    *behind = noun + 2 < unit->last && speech_is(speech, noun + 1, WORD_AGENT);
    if (*behind)
        return phrase_right(speech, noun + 2, unit->last);
    struct phrase whole = phrase_left(speech, low, noun + 1);
    for (uint32_t token = noun; phrase_found(whole) && token-- > whole.first;)
        if (speech_tag(speech, token) == TAG_PART && possessive(speech, token))
            return phrase_left(speech, low, token);
    return noun + 1 < unit->last && speech->quoted[noun + 1] ? cue_main_subject(speech, low, noun) : NOWHERE;
}

static void try_noun(struct speech *speech, uint32_t unit_index, uint32_t token)
{
    const struct unit *unit = &speech->units.items[unit_index];
    struct cue cue = new_cue(unit_index, token);
    if (speech_tag(speech, token) != TAG_NOUN)
        return;
    cue.kind = CUE_NOUN;
    cue.source = noun_source(speech, unit, token, &cue.behind);
    if (!phrase_found(cue.source))
        return;
    uint32_t next = cue.behind ? cue.source.last : cue.last; /* "comments by Kerry that" */
    if (next < unit->last && speech_tag(speech, next) == TAG_SCONJ)
        cue.kind = CUE_WIDE;
    add_cue(speech, &cue);
}

static bool capitals(const struct speech *speech, uint32_t first, uint32_t last)
{
    for (uint32_t token = first; token < last; token++)
        if (!(speech_token(speech, token)->flags & TOKEN_CAPITAL))
            return false;
    return first < last;
}

/* "Kerry: “...”": a noun phrase that opens the unit and is followed by a colon. */
static void try_label(struct speech *speech, uint32_t unit_index)
{
    const struct unit *unit = &speech->units.items[unit_index];
    for (uint32_t token = unit->first; token + 1 < unit->last && token < unit->first + LONGEST_LABEL; token++) {
        if (!speech_mark(speech, token, ':') || !speech->quoted[token + 1])
            continue;
        if (speech_is(speech, unit->first, WORD_SAY))
            return;
        struct phrase phrase = phrase_left(speech, unit->first, token);
        if (phrase.first != unit->first && capitals(speech, unit->first, token))
            phrase = (struct phrase){unit->first, token, token - 1};
        struct cue cue = new_cue(unit_index, token);
        cue.kind = CUE_COLON;
        cue.source = phrase;
        if (phrase_found(phrase) && phrase.first == unit->first)
            add_cue(speech, &cue);
        return;
    }
}

/* "“…” — Kerry": a name behind a quotation and a dash, with nothing more in its line or before the next quotation. */
static bool try_signature(struct speech *speech, uint32_t unit_index, uint32_t token)
{
    const struct unit *unit = &speech->units.items[unit_index];
    struct str mark = token_text(&speech->reading->document, token);
    bool dash = mark.len == 3 && !memcmp(mark.ptr, "\xe2\x80", 2) &&
                mark.ptr[2] >= '\x93' && mark.ptr[2] <= '\x95';
    if (!dash || token == unit->first || !speech->quoted[token - 1] || token + 1 >= unit->last)
        return false;
    struct cue cue = new_cue(unit_index, token);
    cue.kind = CUE_COLON;
    cue.behind = true;
    cue.source = phrase_right(speech, token + 1, unit->last);
    uint32_t last = cue.source.last;
    bool closed =
        last >= unit->last || speech->quoted[last] || (last + 1 == unit->last && speech_mark(speech, last, '.'));
    if (!phrase_found(cue.source) || !closed || !capitals(speech, cue.source.first, last))
        return false;
    add_cue(speech, &cue);
    return true;
}

void cue_find(struct speech *speech)
{
    for (uint32_t u = 0; u < speech->units.count; u++) {
        struct unit *unit = &speech->units.items[u];
        unit->first_cue = (uint32_t)speech->cues.count;
        try_label(speech, u);
        for (uint32_t token = unit->first; token < unit->last; token++) {
            if (speech->quoted[token])
                continue;
            if (try_signature(speech, u, token))
                continue;
            if (speech_is(speech, token, WORD_ACCORDING) && try_according(speech, u, token))
                continue;
            if (speech_is(speech, token, WORD_SAY | WORD_SAY_WIDE) && try_verb(speech, u, token))
                continue;
            if (speech_is(speech, token, WORD_STATEMENT))
                try_noun(speech, u, token);
        }
        unit->last_cue = (uint32_t)speech->cues.count;
    }
}
