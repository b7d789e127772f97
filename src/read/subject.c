/* subject.c - see subject.h.
 *
 * Input: who is named in which sentence, and how much each sentence speaks of negotiating (values "bargaining").
 * Output: record->subjects, matters, mediators. Two sides count as often as they stand in one such sentence, the more
 * the earlier, most in the title; besides as often as a frame or a fact makes them the sides of talks. Who mediates
 * counts less. Invariant: sides go by name, so that the same words give the same subject whatever else the record
 * holds. */
#include "read/subject.h"

#include <stdlib.h>

enum {
    MOST_SIDES = 64,     /* the first ones; a bit each */
    NO_SIDE = MOST_SIDES,
    MOST_MATTERS = 32,
    TITLE_WEIGHT = 6,    /* of what stands in the title, beside a sentence of the text */
    LEAD_SENTENCES = 5, LEAD_WEIGHT = 2,
    MOST_CUE = 5,        /* of one sentence */
    FRAME_WEIGHT = 6, FOES_WEIGHT = 3, FACT_WEIGHT = 3,
    GROUP_QUARTERS = 6,  /* a pair with a group: in quarters. Groups are named as parties, states in many ways */
    LEAST_MENTIONS = 2,
    BESIDE_CUE = 3,      /* a word of the matter right before one of negotiating */
    MOST_PAIRS = 6, LEAST_SHARE = 5, /* of what the report may be about: how many, and which part of the first */
    LEAST_DENSITY = 18,  /* of words of negotiating, in 1000 words; */
    TITLE_DENSITY = 8, MOST_TITLE_CUE = 3, /* such a word in the title counts as so many, and three at most */
    UNSURE_MATTER = 6,   /* added to each matter before they are compared: little said of either tells little */
    LEAST_MATTER = 2, LEAST_PAIR = 5, LEAST_PAIR_UNTITLED = 20
};
#define SUBJECT_RULE "subject.sides"

struct side {
    struct str name, whole; /* whole: the state that a group is a part of; empty: none */
    enum actor_kind kind;
    uint32_t named;
    uint32_t mediating;
};

/* Two sides, and how much speaks for them. */
struct weighed {
    uint32_t a, b, weight;
};

struct finder {
    struct reading *reading;
    struct side sides[MOST_SIDES];
    uint32_t side_count;
    uint32_t *side_of;                      /* of every actor of the record: 1 + its side; 0: none */
    uint32_t (*together)[MOST_SIDES];       /* how much speaks for each pair; the lower number first */
    struct matter matters[MOST_MATTERS];
    uint32_t matter_count;
    LIST(struct weighed) pairs;             /* that the report may be about, heaviest first */
    uint32_t cues, title_cue;               /* how much text and title speak of negotiating */
    uint64_t *named_in;                     /* of every sentence: who is named there, as bits */
    uint32_t *cue_of;                       /* of every sentence: how much it speaks of negotiating */
};

static bool has_entry(const struct reading *reading, enum read_set set, struct str phrase)
{
    return lexicon_find(reading->library->lexicon, reading->arena, reading_set(reading, set), phrase) != NULL;
}

/* Several actors may be one side of a negotiation: the name it goes by. */
static struct str side_name(const struct reading *reading, struct str name)
{
    const struct entry *entry =
        lexicon_find(reading->library->lexicon, reading->arena, reading_set(reading, SET_ONE_SIDE), name);
    return entry ? entry->value : name;
}

/* Can what goes by that name be a party? */
static bool can_be_party(const struct reading *reading, struct str name, enum actor_kind kind)
{
    return kind == ACTOR_STATE || kind == ACTOR_GROUP ||
           (kind == ACTOR_ORGANISATION && has_entry(reading, SET_PARTY_BODY, name));
}

/* The kind of a known actor; a person where it is none. */
static enum actor_kind kind_named(const struct reading *reading, struct str name)
{
    uint32_t known = lexicon_actor_named(reading->library->lexicon, name);
    if (known == NO_KNOWN)
        return ACTOR_PERSON;
    int kind = record_name(actor_kind_names, ACTOR_KIND_COUNT, lexicon_actor(reading->library->lexicon, known)->kind);
    return kind < 0 ? ACTOR_PERSON : (enum actor_kind)kind;
}

/* The state that a group is a part of, as a party of its parliament is; empty: none. */
static struct str whole_of(const struct reading *reading, struct str name, enum actor_kind kind)
{
    const struct lexicon *lexicon = reading->library->lexicon;
    const struct entry *entry = lexicon_find(lexicon, reading->arena, reading_set(reading, SET_PART_OF), name);
    uint32_t known = kind == ACTOR_GROUP ? lexicon_actor_named(lexicon, name) : (uint32_t)NO_KNOWN;
    if (entry)
        return entry->value;
    if (known == NO_KNOWN || kind_named(reading, lexicon_actor(lexicon, known)->party) != ACTOR_STATE)
        return STR("");
    return lexicon_actor(lexicon, known)->party;
}

static uint32_t add_side(struct finder *finder, struct str name, enum actor_kind kind)
{
    if (!name.len || !can_be_party(finder->reading, name, kind))
        return NO_SIDE;
    struct str common = side_name(finder->reading, name);
    for (uint32_t i = 0; i < finder->side_count; i++)
        if (str_equal(finder->sides[i].name, common))
            return i;
    if (finder->side_count == MOST_SIDES)
        return NO_SIDE;
    finder->sides[finder->side_count] = (struct side){common, whole_of(finder->reading, name, kind), kind, 0, 0};
    return finder->side_count++;
}

/* Of people and bodies the party they act for; a group of a state is a side of its own. */
static uint32_t side_of(struct finder *finder, const struct actor *actor)
{
    enum actor_kind of_party = actor->party.len ? kind_named(finder->reading, actor->party) : ACTOR_PERSON;
    bool wing = actor->kind == ACTOR_GROUP && of_party == ACTOR_GROUP && !str_equal(actor->party, actor->name);
    bool own = !wing && can_be_party(finder->reading, actor->name, actor->kind);
    if (own || !actor->party.len)
        return add_side(finder, actor->name, actor->kind);
    return add_side(finder, actor->party, of_party);
}

static void find_sides(struct finder *finder)
{
    const struct record *record = finder->reading->record;
    finder->side_of = ARENA_NEW(finder->reading->arena, uint32_t, record->actors.count + 1);
    for (size_t i = 0; i < record->actors.count; i++) {
        uint32_t side = side_of(finder, &record->actors.items[i]);
        finder->side_of[i] = side == NO_SIDE ? 0 : side + 1;
    }
}

static uint64_t actor_bit(const struct finder *finder, uint32_t actor)
{
    uint32_t side = actor == NO_ACTOR ? 0 : finder->side_of[actor];
    return side ? (uint64_t)1 << (side - 1) : 0;
}

/* Count every pair of the sides whose bits are set. */
static void count_pairs(struct finder *finder, uint64_t bits, uint32_t weight)
{
    for (uint32_t a = 0; a < finder->side_count; a++)
        for (uint32_t b = a + 1; (bits >> a & 1) && b < finder->side_count; b++)
            if (bits >> b & 1)
                finder->together[a][b] += weight;
}

static void count_matter(struct finder *finder, struct str name, uint32_t weight)
{
    for (uint32_t i = 0; i < finder->matter_count; i++)
        if (str_equal(finder->matters[i].name, name)) {
            finder->matters[i].weight += weight;
            return;
        }
    if (finder->matter_count < MOST_MATTERS)
        finder->matters[finder->matter_count++] = (struct matter){.name = name, .weight = weight};
}

/* How much the mark at a token speaks of negotiating; *last is set to the token behind it. */
static uint32_t cue_at(const struct reading *reading, const struct marks *marks, const struct document *document,
                       uint32_t token, uint32_t *last)
{
    const struct mark *noun = marks_at(marks, token, reading_set(reading, SET_BARGAINING));
    const struct mark *verb = marks_at(marks, token, reading_set(reading, SET_BARGAIN));
    bool is_verb = document->tokens[token].tag == TAG_VERB;
    *last = noun ? noun->last : token + 1;
    if (noun && (!is_verb || noun->last > token + 1) && noun->entry->value.len)
        return (uint32_t)(noun->entry->value.ptr[0] - '0');
    return verb && is_verb ? 2 : 0;
}

/* The words of the matter in tokens [first, last); those that lead to a word of negotiating count more. */
static void count_matters(struct finder *finder, const struct marks *marks, const struct document *document,
                          uint32_t first, uint32_t last, uint32_t weight)
{
    const struct reading *reading = finder->reading;
    for (uint32_t token = first, next; token < last; token = next) {
        const struct mark *mark = marks_at(marks, token, reading_set(reading, SET_MATTER_NAME));
        uint32_t cue_end;
        next = mark ? mark->last : token + 1;
        bool beside = mark && (cue_at(reading, marks, document, mark->first, &cue_end) ||
                               (mark->last < last && cue_at(reading, marks, document, mark->last, &cue_end)));
        if (mark)
            count_matter(finder, mark->entry->value, beside ? BESIDE_CUE * weight : weight);
    }
}

static uint32_t sum_cues(const struct reading *reading, const struct marks *marks, const struct document *document,
                         uint32_t first, uint32_t last)
{
    uint32_t sum = 0;
    for (uint32_t token = first, next; token < last; token = next)
        sum += cue_at(reading, marks, document, token, &next);
    return sum;
}

static void name_sentences(struct finder *finder)
{
    const struct reading *reading = finder->reading;
    finder->named_in = ARENA_NEW(reading->arena, uint64_t, reading->document.sentence_count + 1);
    for (uint32_t i = 0; i < reading->mentions.count[MENTION_ACTOR]; i++) {
        const struct mention *mention = &reading->mentions.items[MENTION_ACTOR][i];
        uint64_t bit = actor_bit(finder, mention->index);
        if (!bit)
            continue;
        finder->named_in[reading->document.tokens[mention->first].sentence] |= bit;
        finder->sides[finder->side_of[mention->index] - 1].named++;
    }
}

static void count_text(struct finder *finder)
{
    const struct reading *reading = finder->reading;
    const struct document *document = &reading->document;
    name_sentences(finder);
    finder->cue_of = ARENA_NEW(reading->arena, uint32_t, document->sentence_count + 1);
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        const struct sentence *sentence = &document->sentences[s];
        uint32_t cue = sum_cues(reading, &reading->marks, document, sentence->first, sentence->last);
        uint32_t lead = s < LEAD_SENTENCES ? LEAD_WEIGHT : 1;
        finder->cues += cue;
        finder->cue_of[s] = cue;
        count_pairs(finder, finder->named_in[s], (cue < MOST_CUE ? cue : MOST_CUE) * lead);
        count_matters(finder, &reading->marks, document, sentence->first, sentence->last, cue ? 2 * lead : lead);
    }
}

/* Whom a token of the title names: a known actor, or a person that the text names, too. */
static uint64_t title_bit(struct finder *finder, const struct marks *marks, const struct document *title,
                          uint32_t token)
{
    static const enum read_set sets[] = {SET_ACTOR_NAME, SET_ACTOR_ADJECTIVE, SET_ACTOR_PEOPLE, SET_ACTOR_CAPITAL,
                                         SET_ACTOR_SEAT};
    const struct reading *reading = finder->reading;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        const struct mark *mark = marks_over(marks, token, reading_set(reading, sets[i]));
        bool place = mark && sets[i] == SET_ACTOR_CAPITAL && mark->first > 0 &&
                     title->tokens[mark->first - 1].tag == TAG_ADP; /* "to meet in Washington" */
        const struct known_actor *known =
            mark && !place ? lexicon_actor(reading->library->lexicon, mark->entry->actor) : NULL;
        enum actor_kind kind = known ? kind_named(reading, known->name) : ACTOR_PERSON;
        if (known && kind != ACTOR_PERSON) {
            struct actor actor = {.name = known->name, .kind = kind, .party = known->party};
            uint32_t side = side_of(finder, &actor);
            return side == NO_SIDE ? 0 : (uint64_t)1 << side;
        }
    }
    struct str text = token_text(title, token);
    for (size_t i = 0; i < reading->record->actors.count; i++) {
        const struct actor *actor = &reading->record->actors.items[i];
        for (size_t j = 0; actor->kind == ACTOR_PERSON && j < actor->aliases.count; j++)
            if (text.len > 2 && str_ends(actor->aliases.items[j], text))
                return actor_bit(finder, (uint32_t)i);
    }
    return 0;
}

static void count_title(struct finder *finder, struct document *title)
{
    const struct reading *reading = finder->reading;
    if (!title->token_count)
        return;
    struct marks marks = lexicon_mark(reading->library->lexicon, title);
    uint64_t bits = 0;
    for (uint32_t token = 0; token < title->token_count; token++)
        if (title->tokens[token].flags & TOKEN_CAPITAL)
            bits |= title_bit(finder, &marks, title, token);
    finder->title_cue = sum_cues(reading, &marks, title, 0, title->token_count);
    uint32_t cue = finder->title_cue + 1;
    count_pairs(finder, bits, TITLE_WEIGHT * (cue < MOST_CUE ? cue : MOST_CUE));
    count_matters(finder, &marks, title, 0, title->token_count, 2 * TITLE_WEIGHT);
}

/* The sides of the actors that a frame has under `key`. */
static uint64_t captured_bits(const struct finder *finder, const struct frame *frame, const char *key)
{
    struct actor_list named = {0};
    uint64_t bits = 0;
    for (uint8_t n = 0; n < MOST_ARGUMENT_CAPTURES; n++) {
        const struct capture *capture = frame_capture(frame, key, n);
        if (capture)
            reading_actors(finder->reading, capture->head, &named);
    }
    for (size_t i = 0; i < named.count; i++)
        bits |= actor_bit(finder, named.items[i]);
    return bits;
}

static void count_mediators(struct finder *finder, uint64_t bits)
{
    for (uint32_t i = 0; i < finder->side_count; i++)
        finder->sides[i].mediating += (uint32_t)(bits >> i & 1);
}

static void count_frames(struct finder *finder)
{
    const struct frame_list *frames = &finder->reading->frames;
    for (size_t i = 0; i < frames->count; i++) {
        const struct frame *frame = &frames->items[i];
        if (!str_equal(frame->rule->frame, STR("process")))
            continue;
        count_pairs(finder, captured_bits(finder, frame, "parties"), FRAME_WEIGHT);
        count_pairs(finder, captured_bits(finder, frame, "foes"), FOES_WEIGHT);
        count_mediators(finder, captured_bits(finder, frame, "mediators"));
    }
}

static uint64_t list_bits(const struct finder *finder, const struct actor_list *list)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < list->count; i++)
        bits |= actor_bit(finder, list->items[i]);
    return bits;
}

/* Meetings and answers tell who deals with whom. */
static void count_facts(struct finder *finder)
{
    const struct record *record = finder->reading->record;
    for (size_t i = 0; i < record->meetings.count; i++) {
        const struct meeting *meeting = &record->meetings.items[i];
        count_pairs(finder, list_bits(finder, &meeting->participants), FACT_WEIGHT);
        count_mediators(finder, list_bits(finder, &meeting->mediators));
    }
    for (size_t i = 0; i < record->proposals.count; i++) {
        uint64_t bits = 0;
        for (size_t j = 0; j < record->proposals.items[i].responses.count; j++)
            bits |= actor_bit(finder, record->proposals.items[i].responses.items[j].party);
        count_pairs(finder, bits, FACT_WEIGHT);
    }
}

/* Can the two be opposed? Groups that are parts of a state, as its parliament's, only to each other. */
static bool can_be_opposed(const struct side *one, const struct side *other)
{
    struct str a = one->kind == ACTOR_GROUP ? one->whole : STR(""),
               b = other->kind == ACTOR_GROUP ? other->whole : STR("");
    return str_equal(a, b);
}

/* How much speaks for the pair; who mediates is rather no party. */
static uint32_t weigh(const struct finder *finder, uint32_t a, uint32_t b)
{
    const struct side *one = &finder->sides[a], *other = &finder->sides[b];
    bool group = (one->kind == ACTOR_GROUP) != (other->kind == ACTOR_GROUP);
    uint32_t least = one->named < other->named ? one->named : other->named;
    if (least < LEAST_MENTIONS || !can_be_opposed(one, other))
        return 0;
    uint32_t weight = (finder->together[a][b] + least) * (group ? GROUP_QUARTERS : 4) / 4;
    return weight / (1 + one->mediating + other->mediating);
}

/* The order in which two sides are named: states, bodies, groups; by name. */
static bool goes_before(const struct side *one, const struct side *other)
{
    static const int ranks[ACTOR_KIND_COUNT] = {[ACTOR_STATE] = 0, [ACTOR_ORGANISATION] = 1, [ACTOR_GROUP] = 2};
    if (ranks[one->kind] != ranks[other->kind])
        return ranks[one->kind] < ranks[other->kind];
    return str_compare(one->name, other->name) < 0;
}

static int compare_weighed(const void *x, const void *y)
{
    const struct weighed *p = x, *q = y;
    if (p->weight != q->weight)
        return p->weight > q->weight ? -1 : 1;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return (p->b > q->b) - (p->b < q->b);
}

/* The pairs that the report may be about, heaviest first; false where there are none. */
static bool find_pairs(struct finder *finder)
{
    struct arena *arena = finder->reading->arena;
    struct weighed *pairs = arena_take(arena, MOST_SIDES * MOST_SIDES, sizeof *pairs);
    size_t count = 0;
    for (uint32_t a = 0; a < finder->side_count; a++)
        for (uint32_t b = a + 1; b < finder->side_count; b++)
            if (weigh(finder, a, b))
                pairs[count++] = (struct weighed){a, b, weigh(finder, a, b)};
    if (!count)
        return false;
    qsort(pairs, count, sizeof *pairs, compare_weighed);
    for (size_t i = 0; i < count && i < MOST_PAIRS && pairs[i].weight * LEAST_SHARE >= pairs[0].weight; i++)
        *ARENA_PUSH(arena, finder->pairs) = pairs[i];
    return true;
}

static void set_mediators(struct finder *finder)
{
    const struct weighed *first = &finder->pairs.items[0];
    for (uint32_t i = 0; i < finder->side_count; i++)
        if (finder->sides[i].mediating && i != first->a && i != first->b)
            *ARENA_PUSH(finder->reading->arena, finder->reading->record->mediators) = finder->sides[i].name;
}

static int compare_matters(const void *x, const void *y)
{
    const struct matter *p = x, *q = y;
    if (p->weight != q->weight)
        return p->weight > q->weight ? -1 : 1;
    return str_compare(p->name, q->name);
}

/* What one negotiation may be about together goes by one name; else the matter itself. */
static struct str field_of(const struct reading *reading, struct str matter)
{
    const struct entry *entry =
        lexicon_find(reading->library->lexicon, reading->arena, reading_set(reading, SET_MATTER_FIELD), matter);
    return entry ? entry->value : matter;
}

static void set_matters(struct finder *finder)
{
    struct record *record = finder->reading->record;
    uint32_t most = finder->matter_count ? finder->matters[0].weight + UNSURE_MATTER : 0;
    for (uint32_t i = 0; i < finder->matter_count && finder->matters[0].weight >= LEAST_MATTER; i++) {
        const struct matter *matter = &finder->matters[i];
        uint32_t weight = matter->weight + UNSURE_MATTER;
        if (weight * LEAST_SHARE >= most)
            *ARENA_PUSH(finder->reading->arena, record->matters) = (struct matter){
                matter->name, field_of(finder->reading, matter->name), weight * SUBJECT_UNIT / most};
    }
}

/* From the first to the last word in the sentence that names the sides or speaks of negotiating. */
static struct evidence sentence_evidence(const struct finder *finder, const struct sentence *sentence, uint64_t bits)
{
    const struct reading *reading = finder->reading;
    uint32_t first = sentence->last, last = sentence->first;
    for (uint32_t token = sentence->first; token < sentence->last; token++) {
        const struct mention *mention = mentions_over(&reading->mentions, MENTION_ACTOR, token);
        uint32_t end;
        bool cue = cue_at(reading, &reading->marks, &reading->document, token, &end);
        if (!cue && !(mention && actor_bit(finder, mention->index) & bits))
            continue;
        end = cue ? end : token + 1;
        first = token < first ? token : first;
        last = end > last ? end : last;
    }
    return reading_evidence(reading, first, last < sentence->last ? last : sentence->last, SUBJECT_RULE);
}

/* The first sentence that names both sides and speaks of negotiating; else the first that does more than the others. */
static struct evidence pair_evidence(const struct finder *finder, const struct weighed *pair)
{
    const struct document *document = &finder->reading->document;
    uint64_t bits = (uint64_t)1 << pair->a | (uint64_t)1 << pair->b;
    uint32_t best = 0, best_sentence = 0;
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        uint64_t named = finder->named_in[s] & bits;
        uint32_t worth = (named == bits ? 2u : named != 0) + (finder->cue_of[s] ? 2u : 0);
        if (worth > best) {
            best = worth;
            best_sentence = s;
        }
    }
    return sentence_evidence(finder, &document->sentences[best_sentence], bits);
}

static void set_subjects(struct finder *finder)
{
    struct arena *arena = finder->reading->arena;
    for (size_t i = 0; i < finder->pairs.count; i++) {
        const struct weighed *pair = &finder->pairs.items[i];
        const struct side *one = &finder->sides[pair->a], *other = &finder->sides[pair->b];
        bool before = goes_before(one, other);
        struct subject subject = {.side = before ? one->name : other->name, .other = before ? other->name : one->name,
                                  .evidence = pair_evidence(finder, pair)};
        subject.weight = (uint32_t)((uint64_t)pair->weight * SUBJECT_UNIT / finder->pairs.items[0].weight);
        *ARENA_PUSH(arena, finder->reading->record->subjects) = subject;
    }
}

/* Is the report about a negotiation at all? It speaks of it in the title, or often, and of two sides. */
static bool is_about_negotiation(const struct finder *finder)
{
    uint32_t density = finder->cues * 1000 / (finder->reading->document.token_count + 1);
    uint32_t title = finder->title_cue < MOST_TITLE_CUE ? finder->title_cue : MOST_TITLE_CUE;
    return density > 0 && density + TITLE_DENSITY * title >= LEAST_DENSITY &&
           finder->pairs.items[0].weight >= (title ? LEAST_PAIR : LEAST_PAIR_UNTITLED);
}

static void count_all(struct finder *finder, struct document *title)
{
    find_sides(finder);
    count_title(finder, title);
    count_text(finder);
    count_frames(finder);
    count_facts(finder);
    if (finder->matter_count)
        qsort(finder->matters, finder->matter_count, sizeof *finder->matters, compare_matters);
}

void subject_read(struct reading *reading, struct document *title)
{
    struct finder *finder = ARENA_NEW(reading->arena, struct finder, 1);
    finder->reading = reading;
    finder->together = arena_alloc(reading->arena, MOST_SIDES, sizeof *finder->together);
    count_all(finder, title);
    if (!find_pairs(finder) || !is_about_negotiation(finder))
        return;
    set_subjects(finder);
    set_matters(finder);
    set_mediators(finder);
}
