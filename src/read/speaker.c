/* speaker.c - see speech.h: whom the source of each cue means.
 * Input: cues with their sources, mentions of actors. Output: cue.speaker. A pronoun or a bare "the official" is
 * looked for a bounded number of words back. Invariant: a speaker is an actor or words of the text, never a guess
 * against number or known sex. */
#include "model/core.h"
#include "read/speech.h"

enum { FARTHEST_BACK = 220, FARTHEST_NOUN = 600, FARTHEST_UNITS = 4, MOST_CUES = 16, LONGEST_NOUN = 12 };

/* How well somebody spoken of serves as the one a pronoun means; only the order of the sums matters. */
enum weight {
    SAME_UNIT = 100,
    UNIT_BACK = -10,  /* for each unit between */
    SUBJECT = 10,
    SPEAKER = 14,
    POSSESSOR = -15   /* "Kerry's" */
};

static const struct mention *person_at(const struct speech *speech, uint32_t token)
{
    return speech_mention(speech, MENTION_PERSON, token);
}

static const struct actor *actor_of(const struct speech *speech, uint32_t actor)
{
    return &speech->reading->record->actors.items[actor];
}

static struct speaker named(uint32_t actor, struct phrase words)
{
    return (struct speaker){actor, words};
}

static bool is_person(const struct speech *speech, const struct speaker *speaker)
{
    return speaker->actor != NO_ACTOR && actor_of(speech, speaker->actor)->kind == ACTOR_PERSON;
}

/* Is its noun a source in the plural ("officials")? */
static bool plural(const struct speech *speech, const struct phrase *phrase)
{
    const struct mark *mark = reading_mark(speech->reading, phrase->head, SET_SOURCE);
    return mark && mark->entry->form == FORM_THIRD;
}

enum { SEX_MAN = 1, SEX_WOMAN = 2 };

/* What titles and nouns beside people's names tell of their sex. */
static void note_sexes(struct speech *speech)
{
    const struct mentions *mentions = &speech->reading->mentions;
    speech->sexes = ARENA_NEW(speech->reading->arena, uint8_t, speech->reading->record->actors.count + 1);
    for (uint32_t i = 0; i < mentions->count[MENTION_PERSON]; i++) {
        const struct mention *mention = &mentions->items[MENTION_PERSON][i];
        for (uint32_t token = mention->first > 2 ? mention->first - 2 : 0; token < mention->last; token++)
            speech->sexes[mention->index] |= (uint8_t)((speech_is(speech, token, WORD_MAN) ? SEX_MAN : 0) |
                                                       (speech_is(speech, token, WORD_WOMAN) ? SEX_WOMAN : 0));
    }
}

/* Is the actor told to be of the other sex than the pronoun? */
static bool actor_against(const struct speech *speech, uint32_t actor, uint32_t pronoun)
{
    return speech->sexes[actor] == (speech_is(speech, pronoun, WORD_HE) ? SEX_WOMAN : SEX_MAN);
}

/* A verb or its auxiliary right behind, or a comma: the place of a subject. */
static bool subject_place(const struct speech *speech, uint32_t last)
{
    for (uint32_t token = last; token < speech->reading->document.token_count && token < last + 3; token++) {
        enum tag tag = speech_tag(speech, token);
        if (tag == TAG_VERB || tag == TAG_AUX)
            return true;
        if (tag != TAG_ADV)
            return false;
    }
    return false;
}

/* Does what begins at `first` stand right behind "that", "whether" or "who"? */
static bool subordinate(const struct speech *speech, uint32_t first)
{
    return first > 0 && (speech_tag(speech, first - 1) == TAG_SCONJ || speech_is(speech, first - 1, WORD_RELATIVE));
}

static bool possessed(const struct speech *speech, uint32_t last)
{
    return last < speech->reading->document.token_count && speech_tag(speech, last) == TAG_PART &&
           (speech_traits(speech, last) & TRAIT_POSSESSIVE);
}

struct candidate {
    struct speaker speaker;
    int weight;
};

static void offer(struct candidate *best, struct speaker speaker, int weight)
{
    if (weight > best->weight)
        *best = (struct candidate){speaker, weight};
}

static struct speaker mentioned(const struct mention *mention)
{
    return named(mention->index, (struct phrase){mention->first, mention->last, mention->last - 1});
}

/* How well what stands at [first, last) serves as the one a later pronoun means. */
static int salience(const struct speech *speech, uint32_t first, uint32_t last, uint32_t distance)
{
    int weight = SAME_UNIT + UNIT_BACK * (int)distance;
    uint32_t sentence_first = speech->reading->document.sentences[speech_token(speech, first)->sentence].first;
    if (first == sentence_first || (subject_place(speech, last) && !subordinate(speech, first)))
        weight += SUBJECT;
    if (possessed(speech, last))
        weight += POSSESSOR;
    return weight;
}

/* The unit that holds a token, given one at or behind it. */
static uint32_t unit_before(const struct speech *speech, uint32_t unit, uint32_t token)
{
    while (unit > 0 && speech->units.items[unit].first > token)
        unit--;
    return unit;
}

static bool has_conjunct(const struct speech *speech, const struct phrase *phrase)
{
    for (uint32_t token = phrase->first; token < phrase->last; token++)
        if (speech_tag(speech, token) == TAG_CCONJ)
            return true;
    return false;
}

/* One unnamed source, or a name that no actor stands for. */
static bool maybe_person(const struct speech *speech, const struct phrase *words)
{
    return !plural(speech, words) && !has_conjunct(speech, words) &&
           (speech_is(speech, words->head, WORD_SOURCE) ||
            (speech_tag(speech, words->head) == TAG_PROPN && speech_tag(speech, words->first) != TAG_DET));
}

static bool fits_person(const struct speech *speech, const struct speaker *speaker, uint32_t pronoun)
{
    if (speaker->actor == NO_ACTOR)
        return phrase_found(speaker->words) && maybe_person(speech, &speaker->words);
    return is_person(speech, speaker) && !actor_against(speech, speaker->actor, pronoun);
}

/* Whoever spoke in the units before, described ones too; not whom this sentence names behind its verb. */
static void offer_speakers(const struct speech *speech, const struct cue *cue, uint32_t pronoun, bool person,
                           struct candidate *best)
{
    const struct cue *first = speech->cues.items;
    for (const struct cue *before = cue; before-- > first && cue - before <= FARTHEST_UNITS * MOST_CUES;) {
        uint32_t distance = cue->unit - before->unit;
        if (distance >= FARTHEST_UNITS)
            break;
        const struct speaker *speaker = &before->speaker;
        if (!speaker_plausible(speech, before))
            continue;
        bool named_behind = before->first >= pronoun || (distance == 0 && before->behind);
        if (person ? !named_behind && fits_person(speech, speaker, pronoun)
                   : speaker_known(speaker) && !is_person(speech, speaker))
            offer(best, *speaker, SAME_UNIT + UNIT_BACK * (int)distance + SPEAKER);
    }
}

/* "REUTERS/Jane Doe": the name of who took a picture. */
static bool credited(const struct speech *speech, uint32_t token)
{
    uint32_t start = speech_token(speech, token)->start;
    return start && speech->reading->document.text.ptr[start - 1] == '/';
}

/* "he", "she": the person or singular source spoken of most prominently before. */
static struct speaker resolve_person(const struct speech *speech, const struct cue *cue, uint32_t pronoun)
{
    struct candidate best = {{.actor = NO_ACTOR}, 0};
    uint32_t unit = cue->unit, steps = 0;
    for (uint32_t token = pronoun; token-- > 0 && steps < FARTHEST_BACK;) {
        if (speech->quoted[token])
            continue;
        steps++;
        unit = unit_before(speech, unit, token);
        const struct mention *mention = person_at(speech, token);
        if (mention && token == mention->last - 1 && speech_tag(speech, token) != TAG_PRON &&
            !actor_against(speech, mention->index, pronoun) && !credited(speech, mention->first))
            offer(&best, mentioned(mention), salience(speech, mention->first, mention->last, cue->unit - unit));
    }
    offer_speakers(speech, cue, pronoun, true, &best);
    return best.speaker;
}

/* "it", "they": a body that spoke, or is the subject before; "they" not across sentences. */
static struct speaker resolve_body(const struct speech *speech, const struct cue *cue, uint32_t pronoun)
{
    struct candidate best = {{.actor = NO_ACTOR}, 0};
    bool many = speech_is(speech, pronoun, WORD_THEY);
    uint32_t unit = cue->unit, steps = 0;
    offer_speakers(speech, cue, pronoun, false, &best);
    for (uint32_t token = pronoun; token-- > 0 && steps < FARTHEST_BACK / 2;) {
        if (speech->quoted[token])
            continue;
        steps++;
        unit = unit_before(speech, unit, token);
        const struct mention *mention = speech_mention(speech, MENTION_ACTOR, token);
        if (!mention || token != mention->last - 1 || person_at(speech, token) || (many && cue->unit != unit))
            continue;
        if (subject_place(speech, mention->last))
            offer(&best, mentioned(mention), salience(speech, mention->first, mention->last, cue->unit - unit));
    }
    return best.speaker;
}

/* "the official": a determiner and a noun and nothing to tell which. */
static bool bare(const struct speech *speech, const struct phrase *phrase)
{
    return phrase->last - phrase->first == 2 && speech_tag(speech, phrase->first) == TAG_DET;
}

static bool same_word(const struct speech *speech, uint32_t a, uint32_t b)
{
    const struct document *document = &speech->reading->document;
    return speech_token(speech, a)->word == speech_token(speech, b)->word &&
           (speech_token(speech, a)->word != 0 || str_equal(token_text(document, a), token_text(document, b)));
}

static struct speaker describe(const struct speech *speech, struct phrase phrase);

/* Does the phrase tell by itself whose statement it is? "a joint US-Saudi statement" */
static bool tells_whose(const struct speech *speech, const struct phrase *phrase)
{
    for (uint32_t token = phrase->first; token < phrase->last; token++)
        if (speech_mention(speech, MENTION_ACTOR, token) || speech_tag(speech, token) == TAG_PROPN ||
            speech_is(speech, token, WORD_JOINT))
            return true;
    return false;
}

/* "the White House statement", "the KCNA report": the actor right before a noun for something said, one that was
 * told of; NO_ACTOR if none. */
static uint32_t author(const struct speech *speech, const struct phrase *phrase)
{
    if (phrase->head <= phrase->first || speech_is(speech, phrase->first, WORD_INDEFINITE) ||
        speech_tag(speech, phrase->first) != TAG_DET)
        return NO_ACTOR;
    return reading_actor(speech->reading, phrase->head - 1);
}

/* Whose statement the phrase names: its possessor ("Mr Blinken's message"), else its own words. */
static struct speaker owner(const struct speech *speech, const struct phrase *phrase)
{
    for (uint32_t token = phrase->last; token-- > phrase->first + 1;)
        if (possessed(speech, token) && speech_mention(speech, MENTION_ACTOR, token - 1)) {
            struct phrase possessor = phrase_left(speech, phrase->first, token);
            if (phrase_found(possessor))
                return describe(speech, possessor);
        }
    return named(author(speech, phrase), *phrase);
}

/* The actor who is the subject of the verb that the noun hangs on: "the ministry, which met on Monday, issued a
 * statement". */
static struct speaker issued_by(const struct speech *speech, uint32_t low, uint32_t noun)
{
    struct speaker nobody = {.actor = NO_ACTOR, .words = {0, 0, NO_TOKEN}};
    uint32_t verb = speech_token(speech, noun)->head;
    bool passive;
    if (verb == NO_TOKEN || speech_tag(speech, verb) != TAG_VERB)
        return nobody;
    uint32_t subject = clause_subject(&speech->reading->context, verb, &passive);
    if (subject == NO_TOKEN || passive || subject < low || subject >= noun)
        return nobody;
    uint32_t actor = reading_actor(speech->reading, subject);
    return actor == NO_ACTOR ? nobody : named(actor, (struct phrase){subject, subject + 1, subject});
}

/* Who made the statement that stands at `token`: whoever speaks or acts in its sentence. */
static struct speaker maker(const struct speech *speech, uint32_t unit_index, uint32_t token)
{
    const struct unit *unit = &speech->units.items[unit_index];
    const struct sentence *sentence = &speech->reading->document.sentences[speech_token(speech, token)->sentence];
    uint32_t first, last;
    speech_cues(speech, unit, sentence->first, sentence->last, MOST_CUES, &first, &last);
    for (uint32_t c = first; c < last; c++) {
        const struct cue *cue = &speech->cues.items[c];
        if (cue->kind == CUE_SAY && speaker_known(&cue->speaker))
            return cue->speaker;
    }
    uint32_t low = sentence->first > unit->first ? sentence->first : unit->first;
    struct speaker issuer = issued_by(speech, low, token);
    if (speaker_known(&issuer))
        return issuer;
    struct phrase subject = cue_main_subject(speech, low, sentence->last < unit->last ? sentence->last : unit->last);
    if (!phrase_found(subject) || speech_tag(speech, subject.head) == TAG_PRON)
        return (struct speaker){.actor = NO_ACTOR};
    return describe(speech, subject);
}

/* The speaker of an earlier noun for something said; `same`: only of the same noun. */
static struct speaker earlier_statement(const struct speech *speech, const struct cue *cue, bool same,
                                        uint32_t farthest)
{
    uint32_t unit = cue->unit, steps = 0;
    for (uint32_t token = cue->source.first; token-- > 0 && steps < farthest;) {
        if (speech->quoted[token])
            continue;
        steps++;
        unit = unit_before(speech, unit, token);
        bool noun = speech_is(speech, token, WORD_STATEMENT) && speech_tag(speech, token) == TAG_NOUN;
        if (!noun || (same && !same_word(speech, token, cue->source.head)))
            continue;
        struct phrase phrase = phrase_left(speech, speech->units.items[unit].first, token + 1);
        if (phrase_found(phrase) && phrase.head == token && tells_whose(speech, &phrase))
            return owner(speech, &phrase);
        struct speaker found = maker(speech, unit, token);
        if (speaker_known(&found))
            return found;
    }
    return (struct speaker){.actor = NO_ACTOR};
}

/* "the statement said": whoever made the one spoken of before; "a statement said": whoever spoke last. */
static struct speaker resolve_statement(const struct speech *speech, const struct cue *cue)
{
    if (speech_is(speech, cue->source.first, WORD_INDEFINITE)) {
        const struct cue *before = cue;
        while (before > speech->cues.items && cue - before < 3 && cue->unit - (before - 1)->unit < 3)
            if ((--before)->kind == CUE_SAY && speaker_known(&before->speaker))
                return before->speaker;
        return named(NO_ACTOR, cue->source);
    }
    struct speaker found = earlier_statement(speech, cue, true, FARTHEST_NOUN);
    if (!speaker_known(&found))
        found = earlier_statement(speech, cue, false, FARTHEST_BACK);
    return speaker_known(&found) ? found : named(NO_ACTOR, cue->source);
}

/* A cue before whose source has the same noun, with more said of it; NULL if none. */
static const struct cue *fuller_cue(const struct speech *speech, const struct cue *cue)
{
    const struct cue *first = speech->cues.items;
    for (const struct cue *before = cue; before-- > first && cue - before <= FARTHEST_BACK;) {
        const struct phrase *words = &before->speaker.words;
        if (before->first < cue->source.first && phrase_found(*words) && !bare(speech, words) &&
            same_word(speech, words->head, cue->source.head))
            return before;
    }
    return NULL;
}

/* Where the words of the noun itself begin, not before `low`: "a statement from | a senior official". */
static uint32_t own_start(const struct speech *speech, uint32_t low, uint32_t noun)
{
    uint32_t first = speech->reading->tree.left[noun] > low ? speech->reading->tree.left[noun] : low;
    while (first < noun && speech_tag(speech, first) == TAG_ADP)
        first++;
    return first;
}

/* The fuller words that stood before for a bare noun: "a senior American official", then "the official". */
static struct speaker resolve_bare(const struct speech *speech, const struct cue *cue)
{
    const struct cue *before = fuller_cue(speech, cue);
    if (before)
        return before->speaker;
    uint32_t steps = 0, noun = cue->source.head;
    for (uint32_t token = cue->source.first; token-- > 0 && steps++ < FARTHEST_NOUN;) {
        if (speech->quoted[token] || !same_word(speech, token, noun))
            continue;
        uint32_t low = token >= LONGEST_NOUN ? token - LONGEST_NOUN : 0;
        struct phrase whole = phrase_left(speech, low, token + 1);
        uint32_t first = whole.head == token ? whole.first : own_start(speech, whole.first, token);
        struct phrase fuller = phrase_right(speech, first, cue->source.first);
        if (phrase_found(fuller) && !bare(speech, &fuller) && fuller.first <= token)
            return describe(speech, (struct phrase){fuller.first, fuller.last, token});
    }
    return named(NO_ACTOR, cue->source);
}

/* The person a phrase names: its head, a name right behind it ("spokesman John Kirby"), or one that ends it without
 * being linked ("US ambassador to Libya Deborah Jones"). */
static uint32_t person_in(const struct speech *speech, const struct phrase *phrase)
{
    const struct mention *mention = person_at(speech, phrase->head);
    if (!mention && phrase->head + 1 < phrase->last)
        mention = person_at(speech, phrase->head + 1);
    if (!mention && (mention = person_at(speech, phrase->last - 1)) && mention->first > phrase->first) {
        enum tag before = speech_tag(speech, mention->first - 1);
        if (before != TAG_PROPN && before != TAG_NOUN)
            mention = NULL;
    }
    return mention ? mention->index : (uint32_t)NO_ACTOR;
}

/* People who speak for somebody without being named: "two senior officials". */
static bool unnamed_people(const struct speech *speech, const struct phrase *phrase)
{
    if (speech_tag(speech, phrase->head) == TAG_NOUN &&
        speech_is(speech, phrase->head, WORD_SOURCE | WORD_OFFICE | WORD_PEOPLE))
        return !speech_is(speech, phrase->head, WORD_BODY);
    const struct mention *mention = speech_mention(speech, MENTION_ACTOR, phrase->head);
    return speech_is(speech, phrase->first, WORD_INDEFINITE) && mention && mention->first < phrase->head;
}

static struct speaker describe(const struct speech *speech, struct phrase phrase)
{
    if (has_conjunct(speech, &phrase))
        return named(NO_ACTOR, phrase);
    uint32_t person = person_in(speech, &phrase);
    if (person != NO_ACTOR)
        return named(person, phrase);
    bool statement = speech_tag(speech, phrase.head) == TAG_NOUN && speech_is(speech, phrase.head, WORD_STATEMENT);
    uint32_t whose = statement ? author(speech, &phrase) : (uint32_t)NO_ACTOR;
    if (whose != NO_ACTOR)
        return named(whose, phrase);
    bool unnamed = statement || unnamed_people(speech, &phrase);
    return named(unnamed ? (uint32_t)NO_ACTOR : reading_actor(speech->reading, phrase.head), phrase);
}

bool speaker_plausible(const struct speech *speech, const struct cue *cue)
{
    if (!phrase_found(cue->source) || cue->speaker.actor != NO_ACTOR)
        return true;
    uint32_t head = cue->source.head;
    if (speech_tag(speech, head) == TAG_ADJ)
        return speech_is(speech, head, WORD_SOURCE);
    if (speech_tag(speech, head) != TAG_NOUN || plural(speech, &cue->source))
        return true;
    if (speech_is(speech, head,
                  WORD_SOURCE | WORD_OFFICE | WORD_PEOPLE | WORD_BODY | WORD_STATEMENT | WORD_AUDIENCE | WORD_MAN |
                                  WORD_WOMAN))
        return true;
    return !speech_is(speech, head, WORD_MUTE) && speech_mention(speech, MENTION_ACTOR, head) != NULL;
}

static struct speaker resolve(const struct speech *speech, const struct cue *cue)
{
    struct speaker nobody = {.actor = NO_ACTOR};
    if (!phrase_found(cue->source))
        return nobody;
    uint32_t head = cue->source.head;
    for (const struct cue *before = cue; before > speech->cues.items && cue - before < MOST_CUES;)
        if ((--before)->source.head == head)
            return before->speaker;
    if (speech_tag(speech, head) == TAG_PRON) {
        if (speech_is(speech, head, WORD_HE | WORD_SHE))
            return resolve_person(speech, cue, head);
        if (speech_is(speech, head, WORD_IT | WORD_THEY))
            return resolve_body(speech, cue, head);
        return nobody;
    }
    struct speaker speaker = describe(speech, cue->source);
    if (speech_is(speech, head, WORD_STATEMENT) && speech_tag(speech, head) == TAG_NOUN &&
        !tells_whose(speech, &cue->source))
        return resolve_statement(speech, cue);
    if (speaker.actor == NO_ACTOR && bare(speech, &cue->source) &&
        speech_is(speech, head, WORD_SOURCE | WORD_STATEMENT | WORD_PEOPLE))
        return resolve_bare(speech, cue);
    return speaker;
}

void speaker_resolve(struct speech *speech)
{
    note_sexes(speech);
    for (size_t i = 0; i < speech->cues.count; i++)
        speech->cues.items[i].speaker = resolve(speech, &speech->cues.items[i]);
}
