/* refer.c - see refer.h.
 *
 * Input: the actors and mentions of actor.c, marks, the tree. Output: more ACTOR mentions and aliases; no actor is
 * added. Invariant: where two of those known may be meant, nobody is. */
#include "read/refer.h"

#include "read/actor.h"

enum {
    FARTHEST_STATE = 2,
    FARTHEST_COUPLE = 4,
    FARTHEST_SIDE = 4,
    SEVERAL = INT32_MAX,
    MOST_NEAR = 8,
    MOST_TOKENS = 256
};

struct referrer {
    struct reading *reading;
    struct map named;    /* name → actor that is a state or group */
    struct map called; /* noun for a body, folded → the actor called by it, "the Irish ministry"; SEVERAL */
    uint32_t sides[2];   /* the two states or groups told of most */
    uint32_t people[2];  /* and the two people */
    uint32_t *state_at;  /* per token: the state that it names or that whoever it names acts for; NO_ACTOR */
};

static const struct token *at(const struct reading *reading, uint32_t token)
{
    return &reading->document.tokens[token];
}

/* Is the word a subject, one of two parties, an agent, or what a verb of address is told of? */
static bool is_party(const struct reading *reading, uint32_t token)
{
    enum relation relation = (enum relation)at(reading, token)->relation;
    uint32_t head = at(reading, token)->head;
    if (relation == REL_NSUBJ || relation == REL_NSUBJ_PASS)
        return true;
    if (head == NO_TOKEN)
        return false;
    if (relation == REL_OBJ || relation == REL_IOBJ)
        return reading_mark_over(reading, head, SET_ADDRESSED) != NULL;
    if (relation == REL_NMOD || relation == REL_OBL)
        return reading_has_child(reading, token, REL_CASE, SET_COMPANY) || reading_has_child(reading, token, REL_CASE, SET_BETWEEN) ||
               reading_has_child(reading, token, REL_CASE, SET_AGENT);
    return false;
}

/* The first of the words that "and" joins to the word. */
static uint32_t first_conjunct(const struct reading *reading, uint32_t token)
{
    for (unsigned depth = 0; depth < MOST_NEAR && at(reading, token)->relation == REL_CONJ; depth++)
        token = at(reading, token)->head;
    return token;
}

bool refer_capital_acts(const struct reading *reading, const struct mark *capital)
{
    uint32_t token = capital->last - 1;
    if (at(reading, token)->relation == REL_NMOD_POSS)
        return true;
    return is_party(reading, first_conjunct(reading, token));
}

/* The state or group that the actor is or acts for; NO_ACTOR. */
static uint32_t state_of(const struct referrer *referrer, uint32_t actor)
{
    const struct actor *entry = &referrer->reading->record->actors.items[actor];
    uint32_t side = entry->party.len ? map_get(&referrer->named, entry->party) : (uint32_t)MAP_NONE;
    return side == MAP_NONE ? (uint32_t)NO_ACTOR : side;
}

static uint32_t state_named(const struct referrer *referrer, const struct mark *mark)
{
    uint32_t actor = mark ? map_get(&referrer->named, known_side(referrer->reading, mark->entry->actor))
                          : (uint32_t)MAP_NONE;
    return actor == MAP_NONE ? (uint32_t)NO_ACTOR : actor;
}

static bool is_state(const struct referrer *referrer, uint32_t actor)
{
    return actor != NO_ACTOR && referrer->reading->record->actors.items[actor].kind == ACTOR_STATE;
}

static void index_states(struct referrer *referrer)
{
    struct reading *reading = referrer->reading;
    for (uint32_t i = (uint32_t)reading->record->actors.count; i-- > 0;) {
        const struct actor *actor = &reading->record->actors.items[i];
        if (actor->kind == ACTOR_STATE || actor->kind == ACTOR_GROUP)
            map_put(&referrer->named, reading->arena, actor->name, i);
    }
    referrer->state_at = ARENA_NEW(reading->arena, uint32_t, reading->document.token_count + 1);
    for (uint32_t token = 0; token < reading->document.token_count; token++) {
        uint32_t actor = reading_actor(reading, token);
        const struct mark *adjective = reading_mark(reading, token, SET_ACTOR_ADJECTIVE);
        referrer->state_at[token] = actor != NO_ACTOR ? state_of(referrer, actor) : state_named(referrer, adjective);
    }
}

/* The two people, or states and groups, told of most, into `leading`; NO_ACTOR where there are none. */
static void find_leading(const struct referrer *referrer, bool people, uint32_t *leading)
{
    const struct record *record = referrer->reading->record;
    const struct mentions *mentions = &referrer->reading->mentions;
    uint32_t *times = ARENA_NEW(referrer->reading->arena, uint32_t, record->actors.count + 1);
    leading[0] = leading[1] = NO_ACTOR;
    for (uint32_t i = 0; i < mentions->count[MENTION_ACTOR]; i++) {
        uint32_t actor = mentions->items[MENTION_ACTOR][i].index;
        enum actor_kind kind = actor == NO_ACTOR ? ACTOR_OUTLET : record->actors.items[actor].kind;
        if (people ? kind == ACTOR_PERSON : kind == ACTOR_STATE || kind == ACTOR_GROUP)
            times[actor]++;
    }
    for (uint32_t i = 0; i < record->actors.count; i++) {
        if (!times[i] || (leading[1] != NO_ACTOR && times[i] <= times[leading[1]]))
            continue;
        leading[1] = i;
        if (leading[0] == NO_ACTOR || times[i] > times[leading[0]]) {
            leading[1] = leading[0];
            leading[0] = i;
        }
    }
}

/* Keep those of `near` who lead; returns how many. */
static size_t keep_leading(const uint32_t *leading, uint32_t *near, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (near[i] == leading[0] || near[i] == leading[1])
            near[kept++] = near[i];
    return kept;
}

/* Where to begin to look through [first, last): not all of a sentence without end. */
static uint32_t bounded(uint32_t first, uint32_t last)
{
    return last > first + MOST_TOKENS ? last - MOST_TOKENS : first;
}

/* The one state told of in tokens [first, last); NO_ACTOR if none or several. */
static uint32_t only_state(const struct referrer *referrer, uint32_t first, uint32_t last, bool *several)
{
    uint32_t found = NO_ACTOR;
    for (uint32_t token = bounded(first, last); token < last; token++) {
        uint32_t state = referrer->state_at[token];
        if (!is_state(referrer, state) || state == found)
            continue;
        if (found != NO_ACTOR) {
            *several = true;
            return NO_ACTOR;
        }
        found = state;
    }
    return found;
}

/* The state that a bare "the government" at `token` means: the only one told of in its sentence before it, else in the
 * sentence before that. */
static uint32_t state_before(const struct referrer *referrer, uint32_t token)
{
    const struct document *document = &referrer->reading->document;
    uint32_t sentence = at(referrer->reading, token)->sentence;
    bool several = false;
    uint32_t state = only_state(referrer, document->sentences[sentence].first, token, &several);
    for (uint32_t back = 1; back <= FARTHEST_STATE && back <= sentence && state == NO_ACTOR && !several; back++)
        state = only_state(referrer, document->sentences[sentence - back].first,
                           document->sentences[sentence - back].last, &several);
    return state;
}

/* Does something behind the noun, or a name before it, say whose it is? */
static bool is_told_whose(const struct reading *reading, uint32_t noun)
{
    for (uint32_t child = reading->tree.first_child[noun]; child != NO_TOKEN; child = reading->tree.next_child[child]) {
        enum relation relation = (enum relation)at(reading, child)->relation;
        if (relation == REL_NMOD || relation == REL_NMOD_POSS || relation == REL_COMPOUND)
            return true;
    }
    return false;
}

/* The state of the person or capital named before the noun: "Begin's government", "the Tehran regime". `first` becomes
 * where the name begins. */
static uint32_t state_of_owner(const struct referrer *referrer, uint32_t noun, uint32_t *first)
{
    const struct reading *reading = referrer->reading;
    for (uint32_t child = reading->tree.first_child[noun]; child != NO_TOKEN && child < noun;
         child = reading->tree.next_child[child]) {
        enum relation relation = (enum relation)at(reading, child)->relation;
        const struct mention *person = mentions_over(&reading->mentions, MENTION_PERSON, child);
        const struct mark *capital = reading_mark_over(reading, child, SET_ACTOR_CAPITAL);
        if ((relation != REL_NMOD_POSS && relation != REL_COMPOUND) || !(person || capital))
            continue;
        *first = person ? person->first : capital->first;
        return person ? referrer->state_at[child] : state_named(referrer, capital);
    }
    return NO_ACTOR;
}

static void add_mention(struct referrer *referrer, uint32_t first, uint32_t last, uint32_t alias, uint32_t actor)
{
    struct reading *reading = referrer->reading;
    if (actor == NO_ACTOR || !mentions_add(&reading->mentions, &reading->document, MENTION_ACTOR,
                                           (struct mention){first, last, actor}))
        return;
    for (uint32_t token = first; token < last; token++)
        referrer->state_at[token] = actor;
    actor_alias(reading, actor, reading_text(reading, alias, last));
}

/* Is the state told of in the sentences right before the token? */
static bool is_told_near(const struct referrer *referrer, uint32_t token, uint32_t state)
{
    const struct document *document = &referrer->reading->document;
    uint32_t sentence = at(referrer->reading, token)->sentence;
    uint32_t first = document->sentences[sentence > FARTHEST_SIDE ? sentence - FARTHEST_SIDE : 0].first;
    first = bounded(first, token);
    while (first < token && referrer->state_at[first] != state)
        first++;
    return first < token;
}

/* A noun for a body, but not for one that is sent: of those there are many. */
static bool is_body(const struct reading *reading, uint32_t token)
{
    return reading_mark(reading, token, SET_BODY) && !reading_mark(reading, token, SET_ENVOY);
}

/* Note the noun by which a mention that ends behind the token calls an actor: "the Red Cross delegation". */
static void note_called(struct referrer *referrer, uint32_t token)
{
    struct reading *reading = referrer->reading;
    const struct mention *mention = mentions_over(&reading->mentions, MENTION_ACTOR, token);
    char folded[TOKEN_FOLD_SIZE];
    if (!is_body(reading, token) || !mention || mention->index == NO_ACTOR || mention->last != token + 1 ||
        mention->first == token || reading->record->actors.items[mention->index].kind == ACTOR_PERSON)
        return;
    struct str word = token_fold(token_text(&reading->document, token), folded, sizeof folded);
    uint32_t before = map_get(&referrer->called, word);
    bool several = before != MAP_NONE && before != mention->index;
    map_put(&referrer->called, reading->arena, str_copy(reading->arena, word), several ? SEVERAL : mention->index);
}

/* The only actor called by the noun before; NO_ACTOR if none or several were. */
static uint32_t actor_called(const struct referrer *referrer, uint32_t token)
{
    char folded[TOKEN_FOLD_SIZE];
    struct str word = token_fold(token_text(&referrer->reading->document, token), folded, sizeof folded);
    uint32_t actor = map_get(&referrer->called, word);
    return actor == MAP_NONE || actor == SEVERAL ? (uint32_t)NO_ACTOR : actor;
}

/* The state that a noun without more means. */
static uint32_t state_of_body(const struct referrer *referrer, const struct mark *body)
{
    uint32_t called = actor_called(referrer, body->last - 1);
    if (called != NO_ACTOR)
        return called;
    const struct mark *side = reading_mark(referrer->reading, body->first, SET_BODY_SIDE);
    uint32_t known = side ? map_get(&referrer->named, side->entry->value) : (uint32_t)MAP_NONE;
    bool near = known != MAP_NONE && is_told_near(referrer, body->first - 1, known);
    return near ? known : state_before(referrer, body->first - 1);
}

/* "the government", "Begin's government". */
static void read_body(struct referrer *referrer, const struct mark *body)
{
    struct reading *reading = referrer->reading;
    uint32_t noun = body->last - 1, first = body->first;
    uint32_t left = first, owner = state_of_owner(referrer, noun, &left);
    if (is_state(referrer, owner)) {
        left -= left && at(reading, left - 1)->tag == TAG_DET;
        add_mention(referrer, first, body->last, left, owner);
        return;
    }
    bool definite = first && reading_mark(reading, first - 1, SET_DEFINITE_ARTICLE);
    bool part = at(reading, noun)->relation == REL_COMPOUND; /* "the government shutdown" */
    if (!definite || part || is_told_whose(reading, noun))
        return;
    add_mention(referrer, first - 1, body->last, first - 1, state_of_body(referrer, body));
}

/* "the ministry": the body called so before. */
static void read_called(struct referrer *referrer, uint32_t token)
{
    const struct reading *reading = referrer->reading;
    bool definite = token && reading_mark(reading, token - 1, SET_DEFINITE_ARTICLE);
    if (definite && is_body(reading, token) && !is_told_whose(reading, token))
        add_mention(referrer, token - 1, token + 1, token - 1, actor_called(referrer, token));
}

/* "his country", "their government": of whom the pronoun stands for. */
static void read_own(struct referrer *referrer, const struct mark *noun)
{
    struct reading *reading = referrer->reading;
    if (!noun->first)
        return;
    uint32_t actor = reading_actor(reading, noun->first - 1);
    if (actor == NO_ACTOR || at(reading, noun->first - 1)->tag != TAG_PRON)
        return;
    uint32_t state = state_of(referrer, actor);
    if (is_state(referrer, state))
        add_mention(referrer, noun->first, noun->last, noun->first - 1, state);
}

/* "the Americans", but not those who are killed, and not "those Americans who". */
static void read_nationals(struct referrer *referrer, const struct mark *people)
{
    struct reading *reading = referrer->reading;
    uint32_t token = people->last - 1;
    bool definite = people->first && reading_mark(reading, people->first - 1, SET_DEFINITE_ARTICLE);
    bool plural = !reading_mark(reading, people->first, SET_ACTOR_ADJECTIVE); /* not "the American" */
    uint32_t head = at(reading, token)->head;
    bool suffer = head != NO_TOKEN && reading_mark_over(reading, head, SET_HARM);
    bool some = tree_child(&reading->document, &reading->tree, token, REL_ACL_RELCL) != NO_TOKEN;
    if (definite && plural && !suffer && !some)
        add_mention(referrer, people->first - 1, people->last, people->first - 1, state_named(referrer, people));
}

/* The actors, people or states and groups, that tokens [first, last) name, each once and MOST_NEAR at most, added to
 * `near`. Returns how many there are. */
static size_t gather(const struct referrer *referrer, uint32_t first, uint32_t last, bool people, uint32_t *near,
                     size_t count)
{
    const struct reading *reading = referrer->reading;
    for (uint32_t token = bounded(first, last); token < last && count < MOST_NEAR; token++) {
        uint32_t actor = people ? reading_actor(reading, token) : referrer->state_at[token];
        if (actor == NO_ACTOR || (people && reading->record->actors.items[actor].kind != ACTOR_PERSON))
            continue;
        bool new = true;
        for (size_t i = 0; i < count; i++)
            new = new && near[i] != actor;
        if (new)
            near[count++] = actor;
    }
    return count;
}

/* "the two leaders", "both countries": the only two told of in the sentence before it, or in those before that. */
static void read_couple(struct referrer *referrer, const struct mark *two, bool people)
{
    struct reading *reading = referrer->reading;
    const struct document *document = &reading->document;
    uint32_t sentence = at(reading, two->first)->sentence, near[MOST_NEAR];
    size_t count = gather(referrer, document->sentences[sentence].first, two->first, people, near, 0);
    for (uint32_t back = 1; back <= FARTHEST_COUPLE && back <= sentence && count < 2; back++)
        count = gather(referrer, document->sentences[sentence - back].first, document->sentences[sentence - back].last,
                       people, near, count);
    bool rivals = reading_mark_over(reading, two->last - 1, SET_SIDES) != NULL; /* not one that mediates */
    if (people ? count > 2 : rivals && count == 2)
        count = keep_leading(people ? referrer->people : referrer->sides, near, count);
    uint32_t behind = tree_child(&reading->document, &reading->tree, two->last - 1, REL_NMOD);
    bool of = behind != NO_TOKEN && reading_has_child(reading, behind, REL_CASE, SET_OF); /* "both sides of the border" */
    if (count != 2 || of || at(reading, two->last - 1)->relation == REL_NUMMOD)
        return;
    if (!mentions_add(&reading->mentions, document, MENTION_ACTOR, (struct mention){two->first, two->last, NO_ACTOR}))
        return;
    for (size_t i = 0; i < 2; i++)
        actor_alias(reading, near[i], reading_text(reading, two->first, two->last));
    for (uint32_t token = two->first; token < two->last; token++)
        reading->couple_at[token] = (struct couple){{near[0], near[1]}};
}

void refer_find(struct reading *reading)
{
    struct referrer referrer = {.reading = reading};
    index_states(&referrer);
    find_leading(&referrer, false, referrer.sides);
    find_leading(&referrer, true, referrer.people);
    reading->couple_at = ARENA_NEW(reading->arena, struct couple, reading->document.token_count + 1);
    for (uint32_t token = 0; token < reading->document.token_count; token++)
        reading->couple_at[token] = (struct couple){{NO_ACTOR, NO_ACTOR}};
    for (uint32_t token = 0; token < reading->document.token_count; token++) {
        const struct mark *mark;
        note_called(&referrer, token);
        if (mentions_over(&reading->mentions, MENTION_ACTOR, token))
            continue;
        if ((mark = reading_mark(reading, token, SET_OWN_STATE)))
            read_own(&referrer, mark);
        if ((mark = reading_mark(reading, token, SET_STATE_BODY)))
            read_body(&referrer, mark);
        read_called(&referrer, token);
        if ((mark = reading_mark(reading, token, SET_ACTOR_PEOPLE)))
            read_nationals(&referrer, mark);
        if ((mark = reading_mark(reading, token, SET_THE_TWO)))
            read_couple(&referrer, mark, true);
        if ((mark = reading_mark(reading, token, SET_THE_SIDES)))
            read_couple(&referrer, mark, false);
    }
}
