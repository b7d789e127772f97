/* actor.c - the actors of a report and who each mention refers to (actor.h).
 *
 * Input: the spans of name.c. Output: record->actors, and ACTOR and PLACE mentions whose index is an actor (or
 * NO_ACTOR for "negotiators from X and Y", which reading_actors looks through). Invariant: what cannot be told
 * apart is not joined. */
#include "read/actor.h"
#include "read/place.h"
#include "read/refer.h"

#include <stdio.h>

enum { LONGEST_KEY = 64, NEAR_SPANS = 8 };

struct joiner {
    struct reading *reading;
    const struct name_span *names; /* reading->names */
    struct person_list people;
    struct map bodies;        /* name of an organisation that is not in the lexicon → actor */
    uint32_t *actor_of_known; /* per lexicon actor: 1 + index into record->actors */
    uint32_t *actor_of_span;  /* per span: NO_ACTOR if none */
    uint32_t *person_of_actor; /* per actor of the record: 1 + index into people; 0: no person */
    size_t person_room;
    uint32_t last_person;     /* most recent person and group as we go; NO_ACTOR */
    uint32_t last_group;
    uint32_t subject_person; /* the person who is the subject of the latest sentence that has one */
    uint32_t subject_sentence;
    uint32_t subject_body; /* the state or body that is the subject of a sentence */
    uint32_t body_sentence;
};

struct str known_side(const struct reading *reading, uint32_t known)
{
    if (known == NO_KNOWN)
        return STR("");
    const struct known_actor *actor = lexicon_actor(reading->library->lexicon, known);
    return actor->party.len ? actor->party : actor->name;
}

enum { LONGEST_OFFICE = 96 };

/* The words of a role without the side: "top US diplomat" is "top diplomat". */
static struct str role_words(const struct reading *reading, const struct name_span *span, uint32_t first, char *out)
{
    size_t length = 0;
    for (uint32_t token = first; token < span->office->last; token++) {
        const struct mark *side = reading_mark(reading, token, SET_ACTOR_NAME);
        side = side ? side : reading_mark(reading, token, SET_ACTOR_ADJECTIVE);
        struct str word = token_text(&reading->document, token);
        if (side && token < span->office->first)
            token = side->last - 1;
        else if (reading->document.tokens[token].tag != TAG_PART && length + word.len + 2 < LONGEST_OFFICE) {
            if (length)
                out[length++] = ' ';
            memcpy(out + length, word.ptr, word.len);
            length += word.len;
        }
    }
    return str_make(out, length);
}

struct str office_kind(const struct reading *reading, const struct name_span *span)
{
    char words[LONGEST_OFFICE];
    if (!span->office)
        return STR("");
    uint32_t first = span->role_last > span->role_first ? span->role_first : span->office->first;
    for (; first < span->office->last; first++) {
        const struct entry *kind = lexicon_find(reading->library->lexicon, reading->arena,
                                                reading_set(reading, SET_OFFICE_KIND),
                                                role_words(reading, span, first, words));
        if (kind)
            return kind->value;
    }
    return span->office->entry->lemma;
}

void actor_alias(struct reading *reading, uint32_t index, struct str form)
{
    struct actor *actor = &reading->record->actors.items[index];
    for (size_t i = 0; i < actor->aliases.count; i++)
        if (str_equal(actor->aliases.items[i], form))
            return;
    if (actor->aliases.count == MOST_RECENT)
        return;
    *ARENA_PUSH(reading->arena, actor->aliases) = form;
}

/* Lower-case words of the name joined by hyphens; a number behind it where the key is taken. */
static struct str make_key(struct reading *reading, struct str name)
{
    char folded[LONGEST_KEY], key[LONGEST_KEY + 12];
    struct str lower = token_fold(name, folded, sizeof folded);
    size_t length = 0;
    for (size_t i = 0; i < lower.len; i++) {
        bool mark = (unsigned char)lower.ptr[i] < 0x80 &&
                    !((lower.ptr[i] >= 'a' && lower.ptr[i] <= 'z') || (lower.ptr[i] >= '0' && lower.ptr[i] <= '9'));
        if (!mark)
            key[length++] = lower.ptr[i];
        else if (length && key[length - 1] != '-')
            key[length++] = '-';
    }
    while (length && key[length - 1] == '-')
        length--;
    struct str base = str_copy(reading->arena, str_make(key, length));
    uint32_t same = map_get(&reading->keys, base);
    map_put(&reading->keys, reading->arena, base, same == MAP_NONE ? 1 : same + 1);
    if (same == MAP_NONE && length)
        return base;
    length += (size_t)snprintf(key + length, 12, ".%u", same == MAP_NONE ? 1u : same + 1);
    return str_copy(reading->arena, str_make(key, length));
}

uint32_t actor_add(struct reading *reading, struct str name, enum actor_kind kind, struct str party,
                   struct evidence evidence)
{
    struct str key = make_key(reading, name);
    struct actor *actor = ARENA_PUSH(reading->arena, reading->record->actors);
    *actor = (struct actor){
        .key = key, .name = name, .kind = kind, .party = party, .role = STR(""), .evidence = evidence};
    return (uint32_t)reading->record->actors.count - 1;
}

static enum actor_kind kind_of(struct str name)
{
    int kind = record_name(actor_kind_names, ACTOR_KIND_COUNT, name);
    return kind < 0 ? ACTOR_ORGANISATION : (enum actor_kind)kind;
}

/* The bare name in "the State Department officials"; NULL if none. */
static const struct mark *name_within(const struct reading *reading, uint32_t known, const struct name_span *span)
{
    for (uint32_t token = span->first; token < span->last; token++) {
        const struct mark *name = reading_mark(reading, token, SET_ACTOR_NAME);
        if (name && name->entry->actor == known && name->last <= span->last)
            return name;
    }
    return NULL;
}

/* The actor of the record for one of the lexicon, made at its first mention. */
static uint32_t known_actor(struct joiner *joiner, uint32_t known, const struct name_span *span)
{
    struct reading *reading = joiner->reading;
    if (!joiner->actor_of_known[known]) {
        const struct known_actor *entry = lexicon_actor(reading->library->lexicon, known);
        uint32_t actor = actor_add(reading, entry->name, kind_of(entry->kind), known_side(reading, known),
                                   reading_evidence(reading, span->first, span->last, "actor.known"));
        joiner->actor_of_known[known] = actor + 1;
    }
    uint32_t actor = joiner->actor_of_known[known] - 1;
    actor_alias(reading, actor, reading_text(reading, span->first, span->last));
    const struct mark *name = name_within(reading, known, span);
    if (name)
        actor_alias(reading, actor, reading_text(reading, name->first, name->last));
    return actor;
}

/* "X, the head of Egypt's army,": the description belongs to the name beside the comma; or the tree says so. */
static bool is_apposition(const struct joiner *joiner, size_t index, size_t name)
{
    const struct name_span *a = &joiner->names[index < name ? index : name],
                           *b = &joiner->names[index < name ? name : index];
    const struct token *tokens = joiner->reading->document.tokens;
    if (joiner->names[name].kind != NAME_PERSON || tokens[a->first].sentence != tokens[b->first].sentence)
        return false;
    if (a->last + 1 == b->first && token_is(&joiner->reading->document, a->last, ","))
        return true;
    for (uint32_t token = b->first; token < b->last; token++)
        if (tokens[token].relation == REL_APPOS && tokens[token].head >= a->first && tokens[token].head < a->last)
            return true;
    return false;
}

/* The name that the description at `index` stands beside; itself if none. */
static size_t apposed_name(const struct joiner *joiner, size_t index)
{
    for (size_t distance = 1; distance <= 2; distance++) {
        if (index >= distance && is_apposition(joiner, index, index - distance))
            return index - distance;
        if (index + distance < joiner->reading->names.count && is_apposition(joiner, index, index + distance))
            return index + distance;
    }
    return index;
}

static struct person *person_by_actor(struct joiner *joiner, uint32_t actor)
{
    uint32_t person = actor < joiner->person_room ? joiner->person_of_actor[actor] : 0;
    return person ? &joiner->people.items[person - 1] : NULL;
}

/* What a description next to the name says of the person. */
static void describe(struct joiner *joiner, uint32_t actor, const struct name_span *span)
{
    struct reading *reading = joiner->reading;
    struct person *person = person_by_actor(joiner, actor);
    struct actor *entry = &reading->record->actors.items[actor];
    if (!entry->role.len)
        entry->role = reading_text(reading, span->role_first, span->role_last);
    if (person && !person->office_kind.len)
        person->office_kind = office_kind(reading, span);
    if (person && person->known_side == NO_KNOWN && span->known != NO_KNOWN) {
        person->known_side = span->known;
        entry->party = known_side(reading, span->known);
    }
    if (!entry->party.len && span->body_last > span->body_first)
        entry->party = reading_text(reading, span->body_first, span->body_last);
    actor_alias(reading, actor, reading_text(reading, span->first, span->last));
}

/* Once all people are known. */
static void index_people(struct joiner *joiner)
{
    joiner->person_room = joiner->reading->record->actors.count;
    joiner->person_of_actor = ARENA_NEW(joiner->reading->arena, uint32_t, joiner->person_room + 1);
    for (size_t i = 0; i < joiner->people.count; i++)
        joiner->person_of_actor[joiner->people.items[i].actor] = (uint32_t)i + 1;
}

/* First pass: everybody who is named. */
static void join_names(struct joiner *joiner)
{
    for (size_t i = 0; i < joiner->reading->names.count; i++) {
        const struct name_span *span = &joiner->names[i];
        joiner->actor_of_span[i] = NO_ACTOR;
        if (span->kind == NAME_KNOWN)
            joiner->actor_of_span[i] = known_actor(joiner, span->known, span);
        if (span->kind != NAME_PERSON)
            continue;
        struct person *person = person_of(joiner->reading, &joiner->people, span);
        if (!person)
            continue;
        joiner->actor_of_span[i] = person->actor;
    }
}

/* Second pass: names that the first could not place because the full name came later, and bodies. */
static void join_late_names(struct joiner *joiner)
{
    struct reading *reading = joiner->reading;
    for (size_t i = 0; i < joiner->reading->names.count; i++) {
        const struct name_span *span = &joiner->names[i];
        if (joiner->actor_of_span[i] != NO_ACTOR)
            continue;
        if (span->kind == NAME_PERSON) {
            struct person *person = person_of(reading, &joiner->people, span);
            joiner->actor_of_span[i] = person ? person->actor : (uint32_t)NO_ACTOR;
        } else if (span->kind == NAME_BODY) {
            struct str form = reading_text(reading, span->first, span->last), name = span->whole.len ? span->whole : form;
            uint32_t actor = map_get(&joiner->bodies, name);
            if (actor == MAP_NONE) {
                actor = actor_add(reading, name, ACTOR_ORGANISATION, name,
                                  reading_evidence(reading, span->first, span->last, "actor.body"));
                map_put(&joiner->bodies, reading->arena, name, actor);
            }
            actor_alias(reading, actor, form);
            joiner->actor_of_span[i] = actor;
        }
    }
}

/* Third pass: descriptions that stand beside the name. */
static void join_appositions(struct joiner *joiner)
{
    for (size_t i = 0; i < joiner->reading->names.count; i++) {
        const struct name_span *span = &joiner->names[i];
        bool official = span->kind == NAME_KNOWN && span->role_last > span->role_first;
        if (span->kind != NAME_DESCRIPTION && !official)
            continue;
        size_t name = apposed_name(joiner, i);
        if (name != i && joiner->actor_of_span[name] != NO_ACTOR) {
            joiner->actor_of_span[i] = joiner->actor_of_span[name];
            describe(joiner, joiner->actor_of_span[name], &joiner->names[i]);
        }
    }
}

/* Is it the name of a state? */
static bool is_state(const struct reading *reading, struct str party)
{
    uint32_t known = lexicon_actor_named(reading->library->lexicon, party);
    return known != NO_KNOWN && reading_is_state(reading, known);
}

/* The state named last before the span at `index`; empty if none is near. */
static struct str state_before(const struct joiner *joiner, size_t index)
{
    const struct reading *reading = joiner->reading;
    for (size_t distance = 1; distance <= index && distance <= NEAR_SPANS; distance++) {
        uint32_t actor = joiner->actor_of_span[index - distance];
        struct str party = actor == NO_ACTOR ? STR("") : reading->record->actors.items[actor].party;
        if (party.len && is_state(reading, party))
            return party;
    }
    return STR("");
}

/* The side that an office tells which is named without one: its only state, or that of which the report speaks. */
static struct str office_side(const struct joiner *joiner, size_t index)
{
    const struct name_span *span = &joiner->names[index];
    bool state = false;
    for (uint32_t token = span->role_first; token < span->role_last; token++) {
        const struct mark *side = reading_mark(joiner->reading, token, SET_OFFICE_SIDE);
        if (side)
            return side->entry->value;
        state = state || reading_mark(joiner->reading, token, SET_STATE_OFFICE);
    }
    return state ? state_before(joiner, index) : STR("");
}

/* Who stands right beside the office of the span: "a spokesman for Begin", "Begin's envoy"; NO_ACTOR if nobody. */
static uint32_t superior(const struct joiner *joiner, size_t index)
{
    const struct reading *reading = joiner->reading;
    const struct name_span *span = &joiner->names[index];
    if (index + 1 < reading->names.count && span->kind == NAME_DESCRIPTION) {
        const struct name_span *behind = &joiner->names[index + 1];
        bool next = behind->first == span->last + 1 && (reading_mark(reading, span->last, SET_MEMBER_PREPOSITION) ||
                                                        reading_mark(reading, span->last, SET_POST_PREPOSITION));
        if (next && behind->kind == NAME_PERSON)
            return joiner->actor_of_span[index + 1];
    }
    const struct name_span *before = index ? &joiner->names[index - 1] : NULL;
    bool owner = before && before->kind == NAME_PERSON && before->last + 1 == span->first &&
                 reading->document.tokens[before->last].tag == TAG_PART;
    return owner ? joiner->actor_of_span[index - 1] : (uint32_t)NO_ACTOR;
}

/* Fourth pass: people in an office of no named side. */
static void join_offices(struct joiner *joiner)
{
    for (size_t i = 0; i < joiner->reading->names.count; i++) {
        const struct name_span *span = &joiner->names[i];
        uint32_t actor = joiner->actor_of_span[i];
        bool office = span->kind == NAME_PERSON || span->kind == NAME_DESCRIPTION;
        if (!office || actor == NO_ACTOR || span->role_last <= span->role_first)
            continue;
        struct actor *person = &joiner->reading->record->actors.items[actor];
        if (person->kind != ACTOR_PERSON || person->party.len)
            continue;
        uint32_t over = superior(joiner, i);
        person->party = over == NO_ACTOR ? office_side(joiner, i) : joiner->reading->record->actors.items[over].party;
    }
}

/* The person a description by office means: of that side and that kind of office, the latest mentioned first. */
static uint32_t described_person(const struct joiner *joiner, const struct name_span *span)
{
    struct str kind = office_kind(joiner->reading, span), side = known_side(joiner->reading, span->known);
    uint32_t found = NO_ACTOR, seen = 0;
    bool leader = str_equal(kind, STR("leader")); /* a value of office-kind: any head of a state or government */
    size_t first = joiner->people.count > MOST_RECENT ? joiner->people.count - MOST_RECENT : 0;
    for (size_t i = first; i < joiner->people.count; i++) {
        const struct person *person = &joiner->people.items[i];
        struct str party = joiner->reading->record->actors.items[person->actor].party;
        bool same_side = !side.len || str_equal(party, side);
        bool leads = leader && person->office_kind.len &&
                     lexicon_find(joiner->reading->library->lexicon, joiner->reading->arena,
                                  reading_set(joiner->reading, SET_HEAD_OFFICE), person->office_kind);
        if (!same_side || !kind.len || !(str_equal(person->office_kind, kind) || leads))
            continue;
        if (found == NO_ACTOR || person->last_seen > seen) {
            found = person->actor;
            seen = person->last_seen;
        }
    }
    return found;
}

static uint32_t resolve_description(struct joiner *joiner, const struct name_span *span)
{
    uint32_t actor = described_person(joiner, span);
    if (actor == NO_ACTOR && span->known != NO_KNOWN)
        return known_actor(joiner, span->known, span); /* somebody of that side: the side acts */
    if (actor != NO_ACTOR)
        actor_alias(joiner->reading, actor, reading_text(joiner->reading, span->first, span->last));
    return actor;
}

/* Whom "he" means: the person who is the subject of this sentence before it, or of the one before, else the last
 * person named in these two. */
static uint32_t resolve_pronoun(const struct joiner *joiner, const struct name_span *span)
{
    uint32_t sentence = joiner->reading->document.tokens[span->first].sentence;
    if (joiner->subject_person != NO_ACTOR && joiner->subject_sentence + 2 >= sentence)
        return joiner->subject_person;
    return joiner->last_person;
}

static bool is_subject(const struct reading *reading, const struct name_span *span)
{
    for (uint32_t token = span->first; token < span->last; token++) {
        const struct token *t = &reading->document.tokens[token];
        if (t->relation == REL_NSUBJ || t->relation == REL_NSUBJ_PASS)
            return true;
    }
    return false;
}

/* Does "it" mean the body that is the subject of its sentence: "Qatar said it would host talks", "Qatar repeated its
 * offer"? */
static bool means_subject(const struct joiner *joiner, const struct name_span *it)
{
    const struct token *token = &joiner->reading->document.tokens[it->first];
    return joiner->body_sentence == token->sentence &&
           (is_subject(joiner->reading, it) || token->relation == REL_NMOD_POSS);
}

/* Keep track of who was spoken of last. */
static void remember(struct joiner *joiner, const struct name_span *span, uint32_t actor)
{
    struct reading *reading = joiner->reading;
    enum actor_kind kind = reading->record->actors.items[actor].kind;
    if (kind == ACTOR_GROUP)
        joiner->last_group = actor;
    if (kind != ACTOR_PERSON && kind != ACTOR_OUTLET && is_subject(reading, span)) {
        joiner->subject_body = actor;
        joiner->body_sentence = reading->document.tokens[span->first].sentence;
    }
    if (kind != ACTOR_PERSON)
        return;
    struct person *person = person_by_actor(joiner, actor);
    if (person)
        person->last_seen = span->first;
    joiner->last_person = actor;
    if (is_subject(reading, span)) {
        joiner->subject_person = actor;
        joiner->subject_sentence = reading->document.tokens[span->first].sentence;
    }
}

/* "Syrian rebels": a group called by what it is. */
static uint32_t unnamed_group(struct joiner *joiner, const struct name_span *span)
{
    struct reading *reading = joiner->reading;
    const struct mark *determiner = reading_mark(reading, span->first, SET_DETERMINER);
    struct str name = reading_text(reading, determiner ? determiner->last : span->first, span->last);
    uint32_t actor = map_get(&joiner->bodies, name);
    if (actor == MAP_NONE) {
        actor = actor_add(reading, name, ACTOR_GROUP, name,
                          reading_evidence(reading, span->first, span->last, "actor.group"));
        map_put(&joiner->bodies, reading->arena, name, actor);
    }
    actor_alias(reading, actor, reading_text(reading, span->first, span->last));
    return actor;
}

static uint32_t resolve(struct joiner *joiner, size_t index)
{
    const struct name_span *span = &joiner->names[index];
    if (joiner->actor_of_span[index] != NO_ACTOR)
        return joiner->actor_of_span[index];
    switch (span->kind) {
    case NAME_DESCRIPTION:
        return resolve_description(joiner, span);
    case NAME_COUNTERPART:
        return known_actor(joiner, span->known, span);
    case NAME_GROUP:
        if (span->plural)
            return unnamed_group(joiner, span);
        if (joiner->last_group == NO_ACTOR && span->known != NO_KNOWN &&
            !reading_is_state(joiner->reading, span->known))
            return known_actor(joiner, span->known, span);
        if (joiner->last_group == NO_ACTOR && reading_mark_over(joiner->reading, span->last - 1, SET_MILITANT) &&
            reading_mark_over(joiner->reading, span->last - 1, SET_GROUP)->entry->form == 1)
            return unnamed_group(joiner, span);
        if (joiner->last_group != NO_ACTOR)
            actor_alias(joiner->reading, joiner->last_group, reading_text(joiner->reading, span->first, span->last));
        return joiner->last_group;
    case NAME_HE:
        return resolve_pronoun(joiner, span);
    case NAME_IT:
        return means_subject(joiner, span) ? joiner->subject_body : (uint32_t)NO_ACTOR;
    default:
        return NO_ACTOR;
    }
}

static void add_mentions(struct joiner *joiner)
{
    struct reading *reading = joiner->reading;
    for (size_t i = 0; i < joiner->reading->names.count; i++) {
        const struct name_span *span = &joiner->names[i];
        if (place_only(reading, span))
            continue;
        uint32_t actor = resolve(joiner, i);
        if (actor == NO_ACTOR && span->kind != NAME_MEMBERS)
            continue;
        struct mention mention = {span->first, span->last, actor};
        mentions_add(&reading->mentions, &reading->document, MENTION_ACTOR, mention);
        if (actor == NO_ACTOR)
            continue;
        if (reading->record->actors.items[actor].kind == ACTOR_PERSON)
            mentions_add(&reading->mentions, &reading->document, MENTION_PERSON, mention);
        remember(joiner, span, actor);
    }
}

/* Cities, regions, and states where they are named as places. Capitals that act are actors: "Cairo said". */
static void add_places(struct joiner *joiner)
{
    struct reading *reading = joiner->reading;
    place_find_capitals(reading);
    static const enum read_set sets[] = {SET_PLACE, SET_ACTOR_CAPITAL, SET_ACTOR_NAME};
    for (uint32_t token = 0; token < reading->document.token_count; token++)
        for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
            const struct mark *mark = reading_mark(reading, token, sets[i]);
            const struct mark *state = reading_mark(reading, token, SET_ACTOR_NAME);
            if (mark && state && state->last > mark->last)
                continue; /* "Papua New Guinea" is not Papua */
            if (!mark || (sets[i] == SET_ACTOR_NAME &&
                          !str_equal(lexicon_actor(reading->library->lexicon, mark->entry->actor)->kind, STR("state"))))
                continue;
            mentions_add(&reading->mentions, &reading->document, MENTION_PLACE,
                         (struct mention){mark->first, mark->last, 0});
            bool acts = sets[i] == SET_ACTOR_CAPITAL && refer_capital_acts(reading, mark);
            if (acts && !mentions_over(&reading->mentions, MENTION_ACTOR, token)) {
                struct name_span span = {
                    .kind = NAME_KNOWN, .first = mark->first, .last = mark->last, .known = mark->entry->actor};
                uint32_t actor = known_actor(joiner, span.known, &span);
                mentions_add(&reading->mentions, &reading->document, MENTION_ACTOR,
                             (struct mention){mark->first, mark->last, actor});
            }
        }
}

void actor_read(struct reading *reading)
{
    struct joiner joiner = {.reading = reading,
                            .names = reading->names.items,
                            .last_person = NO_ACTOR,
                            .last_group = NO_ACTOR,
                            .subject_person = NO_ACTOR,
                            .subject_body = NO_ACTOR,
                            .body_sentence = NO_TOKEN};
    joiner.actor_of_known = ARENA_NEW(reading->arena, uint32_t, lexicon_actor_count(reading->library->lexicon) + 1);
    joiner.people.by_known = ARENA_NEW(reading->arena, uint32_t, lexicon_actor_count(reading->library->lexicon) + 1);
    joiner.actor_of_span = ARENA_NEW(reading->arena, uint32_t, reading->names.count + 1);
    join_names(&joiner);
    join_late_names(&joiner);
    index_people(&joiner);
    join_appositions(&joiner);
    join_offices(&joiner);
    add_mentions(&joiner);
    add_places(&joiner);
    refer_find(reading);
}
