/* coding.c - see coding.h: the events of each sentence.
 * Input: a reading with its tree, actors and attributions. Output: record->codings, in the order of the text; of each
 * sentence without one, why. Invariant: an event has a source or a target, and a sentence has one of a kind. Linear.
 *
 * A sentence is looked at as a whole for the event that it is about, and again clause by clause for what else it tells:
 * verbs that are joined to others or have subjects of their own. */
#include "read/coding.h"

#include <math.h>

#include "model/core.h"
#include "model/event.h"

enum {
    LEAST_MAIN = 450,   /* confidence of what a sentence is about, in thousandths */
    LEAST_GIVEN = 100,   /* of an event between two that are given */
    LEAST_FURTHER = 650, /* of what else a sentence tells */
    LEAST_WORDS = 3,    /* of a clause */
    LONGEST_GAP = 2,    /* words between two spans of one phrase */
    MOST_FURTHER = 4,   /* clauses of a sentence */
    MOST_DECIDING = 5,  /* words told to have decided */
    LEAST_SHARE = 80    /* of them, thousandths */
};

const char *const silence_names[SILENCE_COUNT] = {"no-source", "neutral", "unsure"};

/* A stretch of a sentence to look at; those of a sentence stand together, the whole of it first. */
struct part {
    uint32_t sentence, verb; /* of a clause; of the whole: NO_TOKEN */
};

struct coder {
    struct reading *reading;
    struct document *document;
    LIST(struct event_stretch) stretches;
    LIST(struct part) parts;
    const struct event_scores *scores;
};

static struct event_words words_at(const struct coder *coder, const struct sentence *sentence, struct span span)
{
    struct event_words words = {0, 0};
    for (uint32_t t = sentence->first; t < sentence->last && span.start < span.end; t++) {
        const struct token *token = &coder->document->tokens[t];
        if (token->start < span.end && token->end > span.start) {
            words.first = words.last ? words.first : t;
            words.last = t + 1;
        }
    }
    return words;
}

static void add_stretch(struct coder *coder, struct event_stretch stretch, uint32_t sentence, uint32_t verb)
{
    struct arena *arena = coder->reading->arena;
    *ARENA_PUSH(arena, coder->stretches) = stretch;
    *ARENA_PUSH(arena, coder->parts) = (struct part){sentence, verb};
}

static bool has_subject(const struct coder *coder, uint32_t verb)
{
    const struct tree *tree = &coder->reading->tree;
    return tree_child(coder->document, tree, verb, REL_NSUBJ) != NO_TOKEN;
}

/* A verb that tells something of its own beside the verb that it hangs on. */
static bool is_clause(const struct coder *coder, uint32_t token)
{
    const struct token *at = &coder->document->tokens[token];
    if (at->tag != TAG_VERB || at->head == NO_TOKEN)
        return false;
    switch ((enum relation)at->relation) {
    case REL_CONJ:
        return coder->document->tokens[at->head].tag == TAG_VERB;
    case REL_ADVCL: case REL_CCOMP: case REL_PARATAXIS: case REL_ACL:
        return has_subject(coder, token);
    default:
        return false;
    }
}

/* The comma and "and" by which a clause is joined to the one before. */
static bool is_joint(const struct token *token)
{
    return (token->flags & TOKEN_PUNCT) || token->tag == TAG_CCONJ;
}

static void add_clauses(struct coder *coder, uint32_t number, const struct sentence *sentence)
{
    const struct tree *tree = &coder->reading->tree;
    uint32_t found = 0;
    for (uint32_t t = sentence->first; t < sentence->last && found < MOST_FURTHER; t++) {
        if (!is_clause(coder, t) || tree->right[t] - tree->left[t] < LEAST_WORDS)
            continue;
        struct event_words words = {tree->left[t], tree->right[t] < sentence->last ? tree->right[t] : sentence->last};
        while (words.first < t && is_joint(&coder->document->tokens[words.first]))
            words.first++;
        add_stretch(coder, (struct event_stretch){.words = words}, number, t);
        found++;
    }
}

static void add_sentences(struct coder *coder)
{
    const struct reading *reading = coder->reading;
    for (uint32_t s = 0; s < coder->document->sentence_count; s++) {
        const struct sentence *sentence = &coder->document->sentences[s];
        struct event_stretch whole = {.words = {sentence->first, sentence->last}};
        whole.source = words_at(coder, sentence, reading->given_source);
        whole.target = words_at(coder, sentence, reading->given_target);
        add_stretch(coder, whole, s, NO_TOKEN);
        if (event_no_words(&whole.source) && event_no_words(&whole.target))
            add_clauses(coder, s, sentence);
    }
}

static uint32_t thousandths(float share)
{
    return (uint32_t)lroundf(share * 1000.0f);
}

static uint32_t greatest(const float *values, uint32_t count)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < count; i++)
        best = values[i] > values[best] ? i : best;
    return best;
}

/* The event that a root of the network stands for; "NONE", which is none of PLOVER's, may be a statement. */
static enum plover_event event_of(const struct coder *coder, uint32_t root)
{
    struct str name = event_root_name(coder->reading->library->events, root);
    int found = record_name(plover_root_names, PLOVER_COUNT, name);
    return found < 0 ? PLOVER_STATEMENT : (enum plover_event)found;
}

/* Do the words name several actors that the lexicon knows: "Hungarian and Romanian officials"? Each is told of. */
static void add_named(const struct coder *coder, struct event_words words, const struct coded_actor *whole,
                      struct coded_actor_list *out)
{
    const struct reading *reading = coder->reading;
    for (uint32_t t = words.first; t < words.last;) {
        const struct mark *mark = reading_mark(reading, t, SET_ACTOR_ADJECTIVE);
        uint32_t last = mark && mark->last <= words.last ? mark->last : t + 1;
        if (mark && mark->last <= words.last) {
            struct coded_actor actor = {.words = whole->words, .actor = NO_ACTOR};
            coding_actor(reading, t, last, &actor);
            actor.words = whole->words;
            if (!actor.sectors.count)
                actor.sectors = whole->sectors;
            *ARENA_PUSH(reading->arena, *out) = actor;
        }
        t = last;
    }
}

/* Are two of its adjectives of states joined: "Hungarian and Romanian"? */
static bool joins_states(const struct coder *coder, struct event_words words)
{
    const struct reading *reading = coder->reading;
    uint32_t before = NO_TOKEN;
    for (uint32_t t = words.first; t < words.last; t++) {
        const struct mark *mark = reading_mark(reading, t, SET_ACTOR_ADJECTIVE);
        if (!mark)
            continue;
        if (before != NO_TOKEN && t == before + 1 && coder->document->tokens[before].tag == TAG_CCONJ)
            return true;
        before = mark->last;
        t = mark->last - 1;
    }
    return false;
}

/* May no name of somebody start with the word, or (`last`) end with it? */
static bool is_edge(const struct token *token, bool last)
{
    return (token->flags & TOKEN_PUNCT) || token->tag == TAG_ADP || token->tag == TAG_CCONJ || token->tag == TAG_SCONJ ||
           (last && token->tag == TAG_DET);
}

static bool is_nominal(enum tag tag)
{
    return tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_PRON || tag == TAG_ADJ || tag == TAG_NUM;
}

/* Without what cannot start or end it; empty where nothing in it can name somebody. */
static struct event_words trim(const struct coder *coder, struct event_words words)
{
    const struct token *tokens = coder->document->tokens;
    bool nominal = false;
    while (words.first < words.last && is_edge(&tokens[words.first], false))
        words.first++;
    while (words.last > words.first && is_edge(&tokens[words.last - 1], true))
        words.last--;
    for (uint32_t t = words.first; t < words.last; t++)
        nominal |= is_nominal((enum tag)tokens[t].tag);
    return nominal ? words : (struct event_words){words.first, words.first};
}

/* The word of the span that hangs on none in it, the first of several. */
static uint32_t head_of(const struct coder *coder, struct event_words words)
{
    for (uint32_t t = words.first; t < words.last; t++) {
        uint32_t head = coder->document->tokens[t].head;
        if (head == NO_TOKEN || head < words.first || head >= words.last)
            return t;
    }
    return words.first;
}

static bool is_modifier(enum relation relation)
{
    return relation == REL_DET || relation == REL_AMOD || relation == REL_COMPOUND || relation == REL_NUMMOD;
}

/* With all words of the names that it starts or ends in. */
static struct event_words whole_names(const struct coder *coder, struct event_words words)
{
    const struct mentions *mentions = &coder->reading->mentions;
    const struct mention *first = mentions_over(mentions, MENTION_PERSON, words.first);
    const struct mention *last = mentions_over(mentions, MENTION_PERSON, words.last - 1);
    words.first = first && first->first < words.first ? first->first : words.first;
    words.last = last && last->last > words.last ? last->last : words.last;
    return words;
}

/* With the article and what else stands right before its head and belongs to it. */
static struct event_words widen(const struct coder *coder, struct event_words words, uint32_t first)
{
    const struct token *tokens = coder->document->tokens;
    words = whole_names(coder, words);
    uint32_t head = head_of(coder, words);
    while (words.first > first && tokens[words.first - 1].head == head &&
           is_modifier((enum relation)tokens[words.first - 1].relation))
        words.first--;
    return words;
}

static void add_actor(const struct coder *coder, struct event_words words, struct coded_actor_list *out)
{
    const struct reading *reading = coder->reading;
    const struct token *tokens = coder->document->tokens;
    words = trim(coder, words);
    if (words.first == words.last)
        return;
    struct coded_actor actor = {.words = {tokens[words.first].start, tokens[words.last - 1].end}, .actor = NO_ACTOR};
    coding_actor(reading, words.first, words.last, &actor);
    if (joins_states(coder, words))
        add_named(coder, words, &actor, out);
    else
        *ARENA_PUSH(reading->arena, *out) = actor;
}

/* Behind the span of that tag which starts at word `w` of the stretch. */
static uint32_t span_end(const uint8_t *tags, uint32_t w, uint32_t count, enum event_tag first)
{
    for (w++; w < count && tags[w] == first + 1;)
        w++;
    return w;
}

/* Is what follows a span more of the same phrase: parted from it by a mark or small words, and hanging on it? */
static bool goes_on(const struct coder *coder, struct event_words words, struct event_words next)
{
    const struct token *tokens = coder->document->tokens;
    if (next.first - words.last > LONGEST_GAP)
        return false;
    for (uint32_t t = words.last; t < next.first; t++)
        if (tokens[t].tag == TAG_CCONJ || token_is(coder->document, t, ","))
            return false;
    uint32_t head = tokens[head_of(coder, next)].head, up = tokens[head_of(coder, words)].head;
    return (head >= words.first && head < words.last) || (up >= next.first && up < next.last);
}

/* The spans that the network tagged. */
static void add_tagged(const struct coder *coder, const struct event_stretch *stretch, const uint8_t *tags,
                       enum event_tag first, struct coded_actor_list *out)
{
    uint32_t count = stretch->words.last - stretch->words.first, from = stretch->words.first;
    struct event_words words = {from, from};
    for (uint32_t w = 0; w < count; w++) {
        if (tags[w] != first)
            continue;
        struct event_words next = {from + w, from + span_end(tags, w, count, first)};
        if (words.first < words.last && goes_on(coder, words, next)) {
            words.last = next.last;
            continue;
        }
        if (words.first < words.last)
            add_actor(coder, widen(coder, words, from), out);
        words = next;
    }
    if (words.first < words.last)
        add_actor(coder, widen(coder, words, from), out);
}

static void add_actors(const struct coder *coder, const struct event_stretch *stretch, const struct event_scores *scores,
                       struct coding *coding)
{
    if (!event_no_words(&stretch->source) || !event_no_words(&stretch->target)) {
        add_actor(coder, stretch->source, &coding->source);
        add_actor(coder, stretch->target, &coding->target);
        return;
    }
    add_tagged(coder, stretch, scores->tags, EVENT_SOURCE_FIRST, &coding->source);
    add_tagged(coder, stretch, scores->tags, EVENT_TARGET_FIRST, &coding->target);
}

/* The word that tells the event: of the verbs and nouns outside its actors, the one that speaks for it most. */
static uint32_t trigger_of(const struct coder *coder, const struct event_stretch *stretch,
                           const struct event_scores *scores, uint32_t verb)
{
    uint32_t best = verb, first = stretch->words.first;
    float most = 0.0f;
    for (uint32_t t = first; t < stretch->words.last; t++) {
        enum tag tag = coder->document->tokens[t].tag;
        if ((tag == TAG_VERB || (tag == TAG_NOUN && scores->tags[t - first] == EVENT_OUT)) &&
            scores->shares[t - first] > most) {
            most = scores->shares[t - first];
            best = t;
        }
    }
    return best == NO_TOKEN ? first : best;
}

static void add_word(const struct coder *coder, uint32_t token, float share, struct coding *coding)
{
    const struct token *at = &coder->document->tokens[token];
    struct coding_word word = {{at->start, at->end}, (int32_t)thousandths(share)};
    size_t place = coding->words.count;
    if (place < MOST_DECIDING)
        *ARENA_PUSH(coder->reading->arena, coding->words) = word;
    else if (coding->words.items[--place].weight >= word.weight)
        return;
    for (; place > 0 && coding->words.items[place - 1].weight < word.weight; place--)
        coding->words.items[place] = coding->words.items[place - 1];
    coding->words.items[place] = word;
}

/* The words that speak for it most, each with its share of all that speak for it. */
static void add_words(const struct coder *coder, const struct event_stretch *stretch, const struct event_scores *scores,
                      struct coding *coding)
{
    float all = 0.0f;
    uint32_t count = stretch->words.last - stretch->words.first;
    for (uint32_t w = 0; w < count; w++)
        all += scores->shares[w] > 0.0f ? scores->shares[w] : 0.0f;
    for (uint32_t w = 0; w < count; w++)
        if (all > 0.0f && scores->shares[w] * 1000.0f >= LEAST_SHARE * all)
            add_word(coder, stretch->words.first + w, scores->shares[w] / all, coding);
}

static void add_silence(struct coder *coder, uint32_t number, enum silence why, uint32_t nearest, uint32_t confidence)
{
    const struct sentence *sentence = &coder->document->sentences[number];
    const struct token *tokens = coder->document->tokens;
    struct coding_silence silence = {.why = why, .nearest = nearest, .confidence = confidence};
    silence.sentence = (struct span){tokens[sentence->first].start, tokens[sentence->last - 1].end};
    *ARENA_PUSH(coder->reading->arena, coder->reading->silences) = silence;
}

/* Does it tell what one found in the same sentence tells? */
static bool told_before(const struct record *record, size_t first, const struct coding *coding, struct span trigger)
{
    for (size_t i = first; i < record->codings.count; i++) {
        const struct coding *other = &record->codings.items[i];
        if (str_equal(str_of(plover_root_names[other->event]), str_of(plover_root_names[coding->event])))
            return true;
        for (size_t w = 0; w < other->words.count; w++)
            if (other->words.items[w].words.start == trigger.start)
                return true;
    }
    return false;
}

/* A joined verb without a subject has that of the sentence. */
static void take_subject(const struct coder *coder, const struct part *part, size_t first, struct coding *coding)
{
    const struct record *record = coder->reading->record;
    if (part->verb == NO_TOKEN || coding->source.count || has_subject(coder, part->verb) ||
        coder->document->tokens[part->verb].relation != REL_CONJ || record->codings.count == first)
        return;
    coding->source = record->codings.items[first].source;
}

static bool same_actor(const struct coded_actor *a, const struct coded_actor *b)
{
    return a->words.start == b->words.start && a->words.end == b->words.end;
}

/* Who is source and target at once is the source alone, unless there are several, who act on each other. */
static void settle_sides(struct coding *coding)
{
    size_t kept = 0, both = 0;
    for (size_t t = 0; t < coding->target.count; t++) {
        bool found = false;
        for (size_t s = 0; s < coding->source.count && !found; s++)
            found = same_actor(&coding->source.items[s], &coding->target.items[t]);
        both += found;
        if (!found)
            coding->target.items[kept++] = coding->target.items[t];
    }
    coding->target.count = kept;
    coding->reciprocal = coding->source.count > 1 && (both > 0 || kept == 0);
}

static enum silence why_silent(const struct coding *coding, uint32_t least)
{
    if (coding->event == PLOVER_STATEMENT)
        return SILENCE_NEUTRAL;
    return coding->confidence < least ? SILENCE_UNSURE : SILENCE_NO_SOURCE;
}

/* Is it sure enough, and is somebody named? A statement needs who makes it. */
static bool is_told(const struct coding *coding, uint32_t least)
{
    if (coding->event == PLOVER_STATEMENT)
        return coding->source.count > 0;
    return coding->confidence >= least && coding->source.count + coding->target.count > 0;
}

/* The event of a stretch and who takes part in it. */
static struct coding find_coding(const struct coder *coder, size_t number, size_t first)
{
    const struct event_stretch *stretch = &coder->stretches.items[number];
    const struct event_scores *scores = &coder->scores[number];
    struct coding coding = {.event = event_of(coder, scores->best),
                            .confidence = thousandths(scores->roots[scores->best]),
                            .penta = greatest(scores->penta, EVENT_PENTA),
                            .goldstein = NAN};
    add_actors(coder, stretch, scores, &coding);
    take_subject(coder, &coder->parts.items[number], first, &coding);
    return coding;
}

/* What else is to be told of it; false for a statement of no kind that CAMEO codes. */
static bool describe(const struct coder *coder, const struct event_stretch *stretch, const struct event_scores *scores,
                     const struct coding_site *site, struct coding *coding)
{
    settle_sides(coding);
    add_words(coder, stretch, scores, coding);
    coding->evidence = reading_evidence(coder->reading, site->first, site->last, "event-network");
    coding_class(coder->reading, site, coding);
    if (coding->event == PLOVER_STATEMENT && !coding->cameo.len)
        return false;
    coding_circumstance(coder->reading, site, coding);
    return true;
}

/* Code what a stretch tells. `first`: the first coding of its sentence. */
static void code_stretch(struct coder *coder, size_t number, size_t first)
{
    struct reading *reading = coder->reading;
    const struct event_stretch *stretch = &coder->stretches.items[number];
    const struct event_scores *scores = &coder->scores[number];
    const struct part *part = &coder->parts.items[number];
    bool whole = part->verb == NO_TOKEN;
    bool given = !event_no_words(&stretch->source) && !event_no_words(&stretch->target);
    uint32_t least = given ? LEAST_GIVEN : whole ? LEAST_MAIN : LEAST_FURTHER;
    struct coding coding = find_coding(coder, number, first);
    struct coding_site site = {stretch->words.first, stretch->words.last,
                               trigger_of(coder, stretch, scores, part->verb)};
    const struct token *trigger = &coder->document->tokens[site.trigger];
    bool told = is_told(&coding, least) &&
                (whole || (coding.event != PLOVER_STATEMENT && coding.source.count &&
                           !told_before(reading->record, first, &coding, (struct span){trigger->start, trigger->end})));
    if (told && describe(coder, stretch, scores, &site, &coding))
        *ARENA_PUSH(reading->arena, reading->record->codings) = coding;
    else if (whole)
        add_silence(coder, part->sentence, why_silent(&coding, least), (uint32_t)coding.event, coding.confidence);
}

/* The class of what the text is about: of its surest event; without one, of its longest sentence. */
static void tell_penta(struct coder *coder)
{
    const struct record *record = coder->reading->record;
    uint32_t surest = 0, longest = 0;
    for (size_t i = 0; i < record->codings.count; i++)
        if (record->codings.items[i].event != PLOVER_STATEMENT && record->codings.items[i].confidence > surest) {
            surest = record->codings.items[i].confidence;
            coder->reading->penta = (int32_t)record->codings.items[i].penta;
        }
    for (size_t i = 0; i < coder->stretches.count && !surest; i++) {
        const struct event_words *words = &coder->stretches.items[i].words;
        if (coder->parts.items[i].verb == NO_TOKEN && words->last - words->first > longest) {
            longest = words->last - words->first;
            coder->reading->penta = (int32_t)greatest(coder->scores[i].penta, EVENT_PENTA);
        }
    }
}

void coding_read(struct reading *reading)
{
    struct coder coder = {.reading = reading, .document = &reading->document};
    reading->penta = -1;
    add_sentences(&coder);
    coder.scores = event_run(&reading->event_rows, &reading->document, coder.stretches.items,
                             (uint32_t)coder.stretches.count);
    size_t first = 0;
    for (size_t i = 0; i < coder.stretches.count; i++) {
        if (coder.parts.items[i].verb == NO_TOKEN)
            first = reading->record->codings.count;
        code_stretch(&coder, i, first);
    }
    tell_penta(&coder);
}
