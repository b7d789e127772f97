/* contact.c - see contact.h. */
#include "read/contact.h"

#include <string.h>

#include "base/calendar.h"
#include "read/process.h"

_Static_assert((uint32_t)MAP_NONE == (uint32_t)NO_ACTOR, "a name that nobody has names no actor");

enum { MOST_COMPARED = 64, MOST_SIDES = 64, FARTHEST_DATE = 2, FARTHEST_PAIR = 6 };

static uint32_t sentences_between(const struct reading *reading, uint32_t token, uint32_t later)
{
    const struct token *tokens = reading->document.tokens;
    return tokens[later].sentence - tokens[token].sentence;
}

void contact_index_sides(struct reading *reading)
{
    const struct record *record = reading->record;
    reading->actor_named = (struct map){0};
    reading->side_of = ARENA_NEW(reading->arena, uint32_t, record->actors.count + 1);
    for (uint32_t i = (uint32_t)record->actors.count; i-- > 0;)
        if (record->actors.items[i].kind != ACTOR_PERSON)
            map_put(&reading->actor_named, reading->arena, record->actors.items[i].name, i);
    for (uint32_t i = 0; i < record->actors.count; i++) {
        const struct actor *actor = &record->actors.items[i];
        bool person = actor->kind == ACTOR_PERSON && actor->party.len;
        uint32_t side = person ? map_get(&reading->actor_named, actor->party) : (uint32_t)MAP_NONE;
        reading->side_of[i] = side == MAP_NONE ? i : side;
    }
}

uint32_t contact_side(const struct reading *reading, uint32_t actor)
{
    return reading->side_of[actor];
}

void contact_add_sides(const struct reading *reading, const struct actor_list *list, struct actor_list *out)
{
    for (size_t i = 0; i < list->count && i < MOST_SIDES; i++)
        reading_add_party(reading, out, contact_side(reading, list->items[i]));
}

/* Does one of `people` speak for the state or group? */
static bool is_represented(const struct reading *reading, uint32_t actor, const struct actor_list *people)
{
    const struct actor *state = &reading->record->actors.items[actor];
    for (size_t i = 0; i < people->count && state->kind != ACTOR_PERSON; i++) {
        const struct actor *person = &reading->record->actors.items[people->items[i]];
        if (person->kind == ACTOR_PERSON && str_equal(person->party, state->name))
            return true;
    }
    return false;
}

/* A person's name replaces the state he or she speaks for. */
static void drop_represented(const struct reading *reading, struct actor_list *list, const struct actor_list *people)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (!is_represented(reading, list->items[i], people))
            list->items[kept++] = list->items[i];
    list->count = kept;
}

/* What was planned may be called off. */
static bool is_called_off(enum event_status a, enum event_status b)
{
    return (a == STATUS_PLANNED || a == STATUS_POSSIBLE) && b == STATUS_CANCELLED;
}

/* Does `close` lie in the week or month that `wide` gives? */
static bool is_closer(const struct interval *wide, const struct interval *close)
{
    long first, last, from, to;
    return calendar_parse(str_of(wide->from), &first) && calendar_parse(str_of(wide->to), &last) &&
           calendar_parse(str_of(close->from), &from) && calendar_parse(str_of(close->to), &to) &&
           last - first + 1 >= DAYS_A_WEEK && from >= first && to <= last;
}

void contact_merge(const struct reading *reading, struct meeting *into, const struct meeting *from)
{
    reading_add_parties(reading, &into->participants, &from->participants);
    reading_add_parties(reading, &into->mediators, &from->mediators);
    if (!into->place.len)
        into->place = from->place;
    if ((!into->when.from[0] && (from->when.from[0] || !into->when.text.len)) || is_closer(&into->when, &from->when))
        into->when = from->when;
    if (into->kind == MEETING_MEETING)
        into->kind = from->kind;
    if (is_called_off(into->status, from->status))
        into->status = STATUS_CANCELLED;
}

static size_t count_shared(const struct actor_list *a, const struct actor_list *b)
{
    size_t shared = 0;
    for (size_t i = 0; i < a->count; i++)
        shared += reading_has(b, a->items[i]);
    return shared;
}

static struct actor_list all_actors(const struct reading *reading, const struct meeting *meeting)
{
    struct actor_list all = {0};
    reading_add_parties(reading, &all, &meeting->participants);
    reading_add_parties(reading, &all, &meeting->mediators);
    return all;
}

static bool status_fits(enum event_status a, enum event_status b)
{
    return a == b || (a == STATUS_PLANNED && b == STATUS_POSSIBLE) || (a == STATUS_POSSIBLE && b == STATUS_PLANNED) ||
           (a == STATUS_HELD && b == STATUS_ONGOING) || (a == STATUS_ONGOING && b == STATUS_HELD) ||
           is_called_off(a, b) || is_called_off(b, a);
}

/* What goes on is not what was held on a day told. */
static bool stages_fit(const struct meeting *a, const struct meeting *b)
{
    const struct meeting *held = a->status == STATUS_HELD ? a : b, *ongoing = a->status == STATUS_HELD ? b : a;
    return status_fits(a->status, b->status) &&
           !(held->status == STATUS_HELD && ongoing->status == STATUS_ONGOING && held->when.from[0] &&
             !ongoing->when.from[0]);
}

static bool is_spoken(enum meeting_kind kind)
{
    return kind == MEETING_CALL || kind == MEETING_TALKS || kind == MEETING_BRIEFING;
}

/* Whoever is called is not met. */
static bool kinds_fit(enum meeting_kind a, enum meeting_kind b)
{
    return (a != MEETING_CALL || is_spoken(b)) && (b != MEETING_CALL || is_spoken(a));
}

/* Does one of the intervals lie in the other? True where one is not known. */
static bool dates_fit(const struct interval *a, const struct interval *b)
{
    if (!a->from[0] || !b->from[0] || !strcmp(a->from, b->from))
        return true;
    bool a_in_b = strcmp(a->from, b->from) >= 0 && b->to[0] && strcmp(a->to[0] ? a->to : a->from, b->to) <= 0;
    bool b_in_a = strcmp(b->from, a->from) >= 0 && a->to[0] && strcmp(b->to[0] ? b->to : b->from, a->to) <= 0;
    return a_in_b || b_in_a;
}

static bool same_date(const struct meeting *a, const struct meeting *b)
{
    return a->when.from[0] && !strcmp(a->when.from, b->when.from);
}

/* The state that a capital or state, named as a place at `token`, stands for, in the lexicon; NO_ACTOR if none. */
static uint32_t state_at(const struct reading *reading, uint32_t token)
{
    const struct mark *mark = token == NO_TOKEN ? NULL : reading_mark(reading, token, SET_ACTOR_CAPITAL);
    if (!mark && token != NO_TOKEN)
        mark = reading_mark(reading, token, SET_ACTOR_NAME);
    return mark && reading_is_kind(reading, mark, "state") ? mark->entry->actor : (uint32_t)NO_ACTOR;
}

/* The actor of the record that a capital or state, named as a place at `token`, stands for. */
static uint32_t host_at(const struct reading *reading, uint32_t token)
{
    uint32_t state = state_at(reading, token);
    if (state == NO_ACTOR)
        return NO_ACTOR;
    return map_get(&reading->actor_named, lexicon_actor(reading->library->lexicon, state)->name);
}

/* The same place, or a state and its capital. */
static bool same_place(const struct reading *reading, const struct contact *a, const struct contact *b)
{
    if (!a->meeting.place.len || !b->meeting.place.len)
        return false;
    uint32_t state = state_at(reading, a->place);
    return str_equal(a->meeting.place, b->meeting.place) ||
           (state != NO_ACTOR && state == state_at(reading, b->place));
}

/* "the talks in Norway" and "talks hosted by Norway". */
static bool same_host(const struct reading *reading, const struct contact *a, const struct contact *b)
{
    uint32_t host_a = host_at(reading, a->place), host_b = host_at(reading, b->place);
    return (host_a != NO_ACTOR && reading_has(&b->meeting.mediators, host_a)) ||
           (host_b != NO_ACTOR && reading_has(&a->meeting.mediators, host_b));
}

static bool places_fit(const struct reading *reading, const struct contact *a, const struct contact *b)
{
    return !a->meeting.place.len || !b->meeting.place.len || same_place(reading, a, b);
}

/* Do all who take part in `part` act for sides that take part in `whole`? */
static bool has_sides(const struct reading *reading, const struct meeting *whole, const struct meeting *part)
{
    struct actor_list all = all_actors(reading, whole), few = all_actors(reading, part), sides_all = {0},
                      sides_few = {0};
    contact_add_sides(reading, &all, &sides_all);
    contact_add_sides(reading, &few, &sides_few);
    return sides_few.count > 0 && count_shared(&sides_few, &sides_all) == sides_few.count;
}

/* Is its status only a guess? Not where it is told apart, "the last summit". */
static bool is_guess(const struct contact *contact)
{
    return contact->loose && !contact->apart;
}

/* Are they one contact, as far as the report tells? `b` is told later. */
static bool same_contact(const struct reading *reading, const struct contact *a, const struct contact *b)
{
    const struct meeting *first = &a->meeting, *second = &b->meeting;
    const struct actor_list *few = &first->participants, *many = &second->participants;
    if (few->count > many->count) {
        few = many;
        many = &first->participants;
    }
    if (!dates_fit(&first->when, &second->when) || !(is_guess(a) || is_guess(b) || stages_fit(first, second)) ||
        !places_fit(reading, a, b) || !kinds_fit(first->kind, second->kind))
        return false;
    bool dated = first->when.from[0] && second->when.from[0];
    bool summits = first->kind == MEETING_SUMMIT && second->kind == MEETING_SUMMIT;
    if ((same_date(first, second) || (dated && b->definite) || summits) && has_sides(reading, first, second) &&
        has_sides(reading, second, first))
        return true;
    size_t shared = count_shared(few, many);
    if (!shared || shared < few->count || (few->count < 2 && many->count > few->count))
        return false;
    return few->count == many->count || b->definite || same_date(first, second) || same_place(reading, a, b);
}

static bool is_person(const struct reading *reading, uint32_t actor)
{
    return actor != NO_ACTOR && reading->record->actors.items[actor].kind == ACTOR_PERSON;
}

/* The contact of two people told last before the token; NULL if none stands near. */
static const struct meeting *pair_met(const struct reading *reading, const struct contact *kept, size_t count,
                                      uint32_t token)
{
    const struct contact *found = NULL;
    for (size_t i = count > MOST_COMPARED ? count - MOST_COMPARED : 0; i < count; i++) {
        const struct actor_list *both = &kept[i].meeting.participants;
        bool people = both->count == 2 && is_person(reading, both->items[0]) && is_person(reading, both->items[1]);
        if (people && kept[i].recent <= token && (!found || kept[i].recent >= found->recent))
            found = &kept[i];
    }
    return found && sentences_between(reading, found->recent, token) <= FARTHEST_PAIR ? &found->meeting : NULL;
}

struct actor_list contact_pair(const struct reading *reading, uint32_t token)
{
    struct actor_list both = {0};
    const uint32_t count = reading->mentions.count[MENTION_PERSON];
    for (uint32_t i = count; i-- > 0 && both.count < 2;) {
        const struct mention *mention = &reading->mentions.items[MENTION_PERSON][i];
        if (mention->first >= token || !is_person(reading, mention->index))
            continue;
        if (sentences_between(reading, mention->first, token) > FARTHEST_PAIR)
            break;
        if (!both.count || contact_side(reading, both.items[0]) != contact_side(reading, mention->index))
            reading_add_party(reading, &both, mention->index);
    }
    return both;
}

/* "The two leaders": those of a contact just told, else those just named. */
static void fill_pair(const struct reading *reading, const struct contact *kept, size_t count, struct contact *contact)
{
    const struct meeting *met = pair_met(reading, kept, count, contact->token);
    struct actor_list both = met ? met->participants : contact_pair(reading, contact->token);
    struct actor_list *known = &contact->meeting.participants;
    if (both.count == 2 && (!known->count || (known->count == 1 && reading_has(&both, known->items[0]))))
        reading_add_parties(reading, &contact->meeting.participants, &both);
}

/* Can words for a contact of kind `name` mean one of kind `kind` told before: "the meeting" a summit, "the call" no
 * meeting? */
static bool can_mean(enum meeting_kind name, enum meeting_kind kind)
{
    switch (name) {
    case MEETING_MEETING: return kind == MEETING_MEETING || kind == MEETING_SUMMIT || kind == MEETING_TALKS;
    case MEETING_SUMMIT: return kind == MEETING_SUMMIT || kind == MEETING_MEETING;
    case MEETING_TALKS: return false;
    case MEETING_CALL: return kind == MEETING_CALL;
    default: return false;
    }
}

/* Can the words for `contact`, of nobody or one alone, mean the contact `known`, told before? */
static bool means(const struct reading *reading, const struct contact *contact, const struct contact *known)
{
    const struct actor_list *few = &contact->meeting.participants, *all = &known->meeting.participants;
    return known->recent <= contact->token && all->count >= 2 && places_fit(reading, contact, known) &&
           (!few->count || reading_has(all, few->items[0])) &&
           (can_mean(contact->meeting.kind, known->meeting.kind) || few->count);
}

/* "The meeting lasted until evening", "X called off the summit": whose, the contact told last before that it can mean
 * says. */
static void fill_known(const struct reading *reading, const struct contact *kept, size_t count, struct contact *contact)
{
    const struct contact *known = NULL;
    struct meeting *meeting = &contact->meeting;
    bool one = meeting->participants.count == 1 && contact->others;
    if (!contact->definite || meeting->mediators.count || (meeting->participants.count && !one))
        return;
    for (size_t i = count > MOST_COMPARED ? count - MOST_COMPARED : 0; i < count; i++)
        if (means(reading, contact, &kept[i]) && (!known || kept[i].recent >= known->recent))
            known = &kept[i];
    if (!known)
        return;
    reading_add_parties(reading, &meeting->participants, &known->meeting.participants);
    reading_add_parties(reading, &meeting->mediators, &known->meeting.mediators);
}

/* "The talks with X failed": the other side is that of the negotiation. */
static void fill_other(const struct reading *reading, const struct process *process, struct meeting *meeting)
{
    uint32_t side = contact_side(reading, meeting->participants.items[0]);
    for (size_t i = 0; i < process->parties.count && reading_has(&process->parties, side); i++)
        if (process->parties.items[i] != side)
            reading_add_party(reading, &meeting->participants, process->parties.items[i]);
}

/* Talks without parties are those of the negotiation the report is about; those who mediate it mediate them. */
static void fill_parties(const struct reading *reading, const struct process *process, struct contact *contact)
{
    struct meeting *meeting = &contact->meeting;
    if (contact->others && !meeting->participants.count)
        meeting->kind = MEETING_TALKS;
    if (meeting->kind != MEETING_TALKS && meeting->kind != MEETING_SUMMIT)
        return;
    size_t mediating = count_shared(&meeting->participants, &process->mediators);
    if (contact->others && process->parties.count && mediating == meeting->participants.count) {
        reading_add_parties(reading, &meeting->mediators, &meeting->participants);
        meeting->participants = (struct actor_list){0};
    }
    if (meeting->participants.count == 0 && meeting->kind == MEETING_TALKS)
        reading_add_parties(reading, &meeting->participants, &process->parties);
    if (meeting->participants.count == 1 && contact->others)
        fill_other(reading, process, meeting);
    if (process->parties.count && count_shared(&process->parties, &meeting->participants) == process->parties.count)
        reading_add_parties(reading, &meeting->mediators, &process->mediators);
}

/* "X held talks in Pyongyang": one who talks abroad, it is not told with whom, talks with those who live there. */
static void fill_host(const struct reading *reading, const struct process *process, struct contact *contact)
{
    struct meeting *meeting = &contact->meeting;
    struct actor_list sides = {0};
    contact_add_sides(reading, &meeting->participants, &sides);
    if ((meeting->kind != MEETING_TALKS && !contact->host) || sides.count != 1 || meeting->mediators.count ||
        contact->place == NO_TOKEN)
        return;
    uint32_t host = host_at(reading, contact->place);
    if (host != NO_ACTOR && !reading_has(&process->mediators, host) && sides.items[0] != host)
        reading_add_party(reading, &meeting->participants, host);
}

/* Talks of two sides in a third state: it is their host. */
static void fill_venue(const struct reading *reading, struct contact *contact)
{
    struct meeting *meeting = &contact->meeting;
    struct actor_list sides = {0};
    uint32_t host = contact->place == NO_TOKEN ? (uint32_t)NO_ACTOR : host_at(reading, contact->place);
    if (meeting->kind != MEETING_TALKS || meeting->mediators.count || host == NO_ACTOR)
        return;
    contact_add_sides(reading, &meeting->participants, &sides);
    bool group = false;
    for (size_t i = 0; i < sides.count; i++)
        group = group || reading->record->actors.items[sides.items[i]].kind == ACTOR_GROUP;
    if (group && sides.count >= 2 && !reading_has(&sides, host))
        reading_add_party(reading, &meeting->mediators, host);
}

/* Talks of nobody in particular: a wish, where they may come some day; what is told elsewhere, where they were held or
 * called off and neither day nor place is told. */
static bool is_vague(const struct contact *contact)
{
    const struct meeting *meeting = &contact->meeting;
    bool nobody = !meeting->participants.count && !meeting->mediators.count,
         half = contact->others && meeting->participants.count == 1;
    bool nowhere = !meeting->when.text.len && !meeting->place.len;
    if ((contact->aside && meeting->kind == MEETING_TALKS && nowhere && meeting->status != STATUS_CANCELLED) ||
        (contact->name && nowhere) || (half && nowhere && meeting->status == STATUS_HELD))
        return true;
    if (meeting->when.from[0] || contact->pair || contact->apart || (!nobody && !half))
        return false;
    return (nobody && meeting->status == STATUS_POSSIBLE) ||
           (nobody && !meeting->place.len && (meeting->status == STATUS_HELD || meeting->status == STATUS_CANCELLED));
}

static bool is_contact(const struct contact *contact)
{
    const struct meeting *meeting = &contact->meeting;
    size_t actors = meeting->participants.count + meeting->mediators.count;
    if (!meeting->participants.count && !meeting->when.from[0] && !meeting->place.len)
        return false; /* hosts of nobody, nowhere */
    return actors >= 2 || (actors == 1 && !contact->company && (meeting->when.from[0] || meeting->place.len));
}

static void clean(const struct reading *reading, struct meeting *meeting)
{
    const struct actor_list all = all_actors(reading, meeting);
    drop_represented(reading, &meeting->participants, &all);
    drop_represented(reading, &meeting->mediators, &all);
    reading_drop(&meeting->participants, &meeting->mediators);
}

/* Does `b`, of some who attend, tell of the contact `a`? Then they are added to it. */
static bool is_attended(const struct reading *reading, const struct contact *a, const struct contact *b)
{
    const struct meeting *contact = &a->meeting, *part = &b->meeting;
    bool known = b->definite && has_sides(reading, contact, part);
    bool fits = status_fits(contact->status, part->status) && places_fit(reading, a, b) &&
                dates_fit(&contact->when, &part->when);
    return b->attends && contact->kind != MEETING_CALL && fits &&
           (same_place(reading, a, b) || same_host(reading, a, b) || same_date(contact, part) || known);
}

/* "He also spoke to Y", right behind a contact of his that has a day: on that day. */
static void inherit_date(const struct reading *reading, const struct contact *before, struct contact *contact)
{
    const struct token *tokens = reading->document.tokens;
    struct meeting *meeting = &contact->meeting;
    bool near = tokens[contact->token].sentence - tokens[before->token].sentence <= FARTHEST_DATE;
    if (near && !meeting->when.text.len && meeting->status == STATUS_HELD && before->meeting.status == STATUS_HELD &&
        before->meeting.when.from[0] && !strcmp(before->meeting.when.from, before->meeting.when.to) &&
        count_shared(&meeting->participants, &before->meeting.participants) == 1)
        meeting->when = before->meeting.when;
}

/* Join `contact` to the one of those kept that is the same, the last told before it; false if none is. */
static bool join_one(const struct reading *reading, struct contact *kept, size_t count, const struct contact *contact)
{
    size_t first = count > MOST_COMPARED ? count - MOST_COMPARED : 0, found = count;
    for (size_t i = count; i-- > first;) {
        bool before = kept[i].token <= contact->token;
        if (same_contact(reading, &kept[i], contact) || is_attended(reading, &kept[i], contact))
            found = i;
        if (found < count && before)
            break;
    }
    if (found == count)
        return false;
    contact_merge(reading, &kept[found].meeting, &contact->meeting);
    if (kept[found].loose && !contact->loose)
        kept[found].meeting.status = contact->meeting.status;
    kept[found].loose = kept[found].loose && contact->loose;
    kept[found].recent = contact->token;
    clean(reading, &kept[found].meeting);
    return true;
}

static void add_contact(const struct reading *reading, struct contact *kept, size_t *count, struct contact *contact)
{
    if (!is_contact(contact) || join_one(reading, kept, *count, contact))
        return;
    if (*count && !contact->attends)
        inherit_date(reading, &kept[*count - 1], contact);
    contact->recent = contact->token;
    kept[(*count)++] = *contact;
}

void contact_join(struct reading *reading, struct contact_list *contacts)
{
    const struct process *process = process_read(reading);
    struct contact_list attending = {0};
    size_t kept = 0;
    for (size_t i = 0; i < contacts->count; i++) {
        struct contact contact = contacts->items[i];
        if (contact.meeting.status == STATUS_CANCELLED)
            fill_known(reading, contacts->items, kept, &contact);
        if (is_vague(&contact) || (contact.attends && contact.meeting.status == STATUS_CANCELLED))
            continue; /* who stays away does not call it off */
        if (contact.pair)
            fill_pair(reading, contacts->items, kept, &contact);
        fill_known(reading, contacts->items, kept, &contact);
        fill_parties(reading, process, &contact);
        if (!contact.company || contact.others || contact.host)
            fill_host(reading, process, &contact);
        fill_venue(reading, &contact);
        clean(reading, &contact.meeting);
        if (contact.attends)
            *ARENA_PUSH(reading->arena, attending) = contact;
        else
            add_contact(reading, contacts->items, &kept, &contact);
    }
    for (size_t i = 0; i < attending.count; i++) /* behind the others: what is attended may be told later */
        if (!join_one(reading, contacts->items, kept, &attending.items[i]))
            add_contact(reading, contacts->items, &kept, &attending.items[i]);
    for (size_t i = 0; i < kept; i++)
        *ARENA_PUSH(reading->arena, reading->record->meetings) = contacts->items[i].meeting;
}
