/* trip.c - journeys: frames trip(...) joined to one item a journey.
 *
 * Input: frames of data/en/rules/trip.txt, and the meetings, whose places are those of the talks somebody travels to.
 * Output: record->trips. A traveller is a person or a delegation; a state as such does not travel. Trips of one
 * traveller are one where they share a destination, where one sentence tells them with one status, and where one goes
 * to a region and the other to a stop in it. */
#include <stdlib.h>

#include "base/calendar.h"
#include "read/outlook.h"
#include "read/place.h"

static enum actor_kind kind_of(const struct reading *reading, uint32_t actor)
{
    return reading->record->actors.items[actor].kind;
}

/* Do the words stand for people who travel as one, a delegation, rather than for those who sent them? */
static bool is_delegation(const struct reading *reading, const struct capture *capture)
{
    if (capture->mention)
        for (uint32_t token = capture->mention->first; token < capture->mention->last; token++)
            if (reading_mark_over(reading, token, SET_ENVOY))
                return true;
    return false;
}

/* Is it one person in office told without a name, "Egypt's foreign minister", and not one named before: "the envoy"? */
static bool is_official(const struct reading *reading, const struct capture *capture)
{
    const struct mark *mark = capture->mention ? reading_mark_over(reading, capture->head, SET_OFFICE) : NULL;
    return mark && mark->entry->form == 0 && !reading_mark(reading, capture->mention->first, SET_DEFINITE);
}

/* The side for which a person or a body sends people; the actor itself if it is a side. */
static uint32_t sender(const struct reading *reading, uint32_t actor)
{
    const struct actor *actors = reading->record->actors.items;
    if (str_equal(actors[actor].name, actors[actor].party))
        return actor;
    for (uint32_t i = 0; i < reading->record->actors.count; i++)
        if (actors[i].kind != ACTOR_PERSON && actors[actor].party.len && str_equal(actors[i].name, actors[actor].party))
            return i;
    return actor;
}

/* "Following his stop in P, X ...": the pronoun of a phrase in front means the subject behind it. */
static uint32_t named_later(const struct reading *reading, uint32_t token)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t verb = token;
    if (tokens[token].tag != TAG_PRON)
        return token;
    for (int height = 0; height < 4 && tokens[verb].head != NO_TOKEN && tokens[verb].tag != TAG_VERB; height++)
        verb = tokens[verb].head;
    uint32_t subject = tree_child(&reading->document, &reading->tree, verb, REL_NSUBJ);
    bool behind = tokens[verb].tag == TAG_VERB && subject != NO_TOKEN && subject > token;
    uint32_t actor = behind ? reading_actor(reading, subject) : (uint32_t)NO_ACTOR;
    return actor != NO_ACTOR && kind_of(reading, actor) == ACTOR_PERSON ? subject : token;
}

/* "X was the first leader to visit P": of a noun that tells what somebody is, the one of whom it is told. */
static uint32_t told_of(const struct reading *reading, uint32_t noun)
{
    const struct token *at = &reading->document.tokens[noun];
    uint32_t clause = at->relation == REL_XCOMP && at->head != NO_TOKEN ? at->head : noun;
    uint32_t subject = tree_child(&reading->document, &reading->tree, clause, REL_NSUBJ);
    return at->tag == TAG_NOUN && subject != NO_TOKEN ? subject : noun;
}

static struct actor_list travellers_of(const struct reading *reading, const struct frame *frame)
{
    const struct capture *capture = frame_capture(frame, "traveller", 0);
    struct actor_list all = {0}, travellers = {0};
    if (capture)
        reading_actors(reading, named_later(reading, told_of(reading, capture->head)), &all);
    bool sent = str_equal(frame_word(frame, "sent"), STR("side")),
         delegation = capture && is_delegation(reading, capture);
    bool official = capture && is_official(reading, capture);
    for (size_t i = 0; i < all.count; i++) {
        bool person = kind_of(reading, all.items[i]) == ACTOR_PERSON;
        uint32_t side = sent || !person ? sender(reading, all.items[i]) : all.items[i];
        bool travels = sent || (delegation ? !person : person || official); /* "a team led by X": the team */
        if (travels && !reading_has(&travellers, side))
            *ARENA_PUSH(reading->arena, travellers) = side;
    }
    return travellers;
}

static uint32_t ordinal_of(const struct frame *frame)
{
    const struct capture *capture = frame_capture(frame, "ordinal", 0);
    return capture && capture->mark ? (uint32_t)strtoul(capture->mark->entry->value.ptr, NULL, 10) : 0;
}

static bool goes_to(const struct trip *trip, struct str place)
{
    for (size_t i = 0; i < trip->destinations.count; i++)
        if (str_equal(trip->destinations.items[i], place))
            return true;
    return false;
}

enum {
    MOST_STOPS = 16,
    FARTHEST_TALKS = 3000,
    LONGEST_PHRASE = 24,
    MOST_COMPARED = 64,
    MOST_TOKENS = 1000,
    LONGEST_STAY = 4,
    OWN_TALKS = 8
};

static void add_destination(const struct reading *reading, struct trip *trip, struct str place)
{
    if (place.len && trip->destinations.count < MOST_STOPS && !goes_to(trip, place))
        *ARENA_PUSH(reading->arena, trip->destinations) = place;
}

static const struct mention *place_at(const struct reading *reading, uint32_t token)
{
    return mentions_over(&reading->mentions, MENTION_PLACE, token);
}

/* The place captured and those conjoined with it. */
static void add_captured(const struct reading *reading, const struct capture *place, struct trip *trip)
{
    add_destination(reading, trip, place_name(reading, place->first, place->last));
    unsigned seen = 0;
    for (uint32_t child = reading->tree.first_child[place->head]; child != NO_TOKEN && seen++ < MOST_STOPS;
         child = reading->tree.next_child[child]) {
        const struct mention *mention =
            reading->document.tokens[child].relation == REL_CONJ ? place_at(reading, child) : NULL;
        bool state = mention && str_equal(place_state(reading, place->head), place_state(reading, child));
        if (mention && !state && !aspect_negated(reading, child)) /* not "Doha, Qatar"; not "Egypt but not Israel" */
            add_destination(reading, trip, place_name(reading, mention->first, mention->last));
    }
}

/* How far, in bytes, a meeting is told from `token`: 0 where it is told there; what is told only later is farther. */
static uint32_t distance_to(const struct reading *reading, const struct meeting *meeting, uint32_t token)
{
    const struct token *at = &reading->document.tokens[token];
    if (meeting->evidence.end <= at->start)
        return at->start - meeting->evidence.end + 1;
    return meeting->evidence.start >= at->end ? 2 * (meeting->evidence.start - at->end) + 1 : 0;
}

static bool is_to_come(enum event_status status)
{
    return status == STATUS_PLANNED || status == STATUS_POSSIBLE;
}

/* Meetings [first, last) of the record: those told around `token`, at most MOST_COMPARED. */
struct window {
    size_t first, last;
};

static struct window meetings_around(const struct reading *reading, uint32_t token)
{
    const struct meeting *meetings = reading->record->meetings.items;
    size_t count = reading->record->meetings.count, low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (meetings[middle].evidence.start <= reading->document.tokens[token].start)
            low = middle + 1;
        else
            high = middle;
    }
    size_t half = MOST_COMPARED / 2;
    return (struct window){low > half ? low - half : 0, low + half < count ? low + half : count};
}

/* The place of a meeting, or that of another on the same day: what is told of one is told of the other. */
static struct str place_of(const struct reading *reading, struct window window, const struct meeting *meeting)
{
    for (size_t i = window.first; !meeting->place.len && meeting->when.from[0] && i < window.last; i++) {
        const struct meeting *other = &reading->record->meetings.items[i];
        if (other->place.len && !strcmp(other->when.from, meeting->when.from) && other->status == meeting->status)
            return other->place;
    }
    return meeting->place;
}

static bool takes_part(const struct meeting *meeting, const struct actor_list *travellers)
{
    for (size_t i = 0; i < travellers->count; i++)
        if (reading_has(&meeting->participants, travellers->items[i]))
            return true;
    return false;
}

/* The place of the talks told nearest to `token`, those of the travellers before others; for a trip that is to come,
 * of talks that are, too. */
static struct str nearest_talks_place(const struct reading *reading, uint32_t token, bool to_come,
                                      const struct actor_list *travellers)
{
    struct str place = STR("");
    uint32_t nearest = UINT32_MAX;
    struct window window = meetings_around(reading, token);
    for (size_t i = window.first; i < window.last; i++) {
        const struct meeting *meeting = &reading->record->meetings.items[i];
        uint32_t distance = distance_to(reading, meeting, token) / (takes_part(meeting, travellers) ? OWN_TALKS : 1);
        struct str there = place_of(reading, window, meeting);
        if (!there.len || meeting->kind == MEETING_CALL || (to_come && !is_to_come(meeting->status)) ||
            distance > FARTHEST_TALKS)
            continue;
        if (distance >= nearest)
            continue;
        nearest = distance;
        place = there;
    }
    return place;
}

/* The place that the noun for talks itself gives: "the Geneva talks", "talks in Geneva". NULL if none. */
static const struct mention *place_below(const struct reading *reading, uint32_t noun)
{
    for (uint32_t child = reading->tree.first_child[noun]; child != NO_TOKEN; child = reading->tree.next_child[child]) {
        enum relation relation = (enum relation)reading->document.tokens[child].relation;
        const struct mention *mention = place_at(reading, child);
        uint32_t preposition = tree_child(&reading->document, &reading->tree, child, REL_CASE);
        bool in = preposition != NO_TOKEN && reading_mark(reading, preposition, SET_PLACE_PREPOSITION);
        if (mention && (relation == REL_COMPOUND || (relation == REL_NMOD && in)))
            return mention;
    }
    return NULL;
}

/* As place_below, but anywhere behind it in the sentence: "talks due to resume in Geneva". */
static const struct mention *place_in_phrase(const struct reading *reading, uint32_t noun)
{
    const struct mention *place = place_below(reading, noun);
    uint32_t end = reading->document.sentences[reading->document.tokens[noun].sentence].last;
    for (uint32_t token = noun + 2; !place && token < end && token < noun + LONGEST_PHRASE; token++)
        if (reading_mark(reading, token - 1, SET_PLACE_PREPOSITION))
            place = place_at(reading, token);
    return place;
}

/* The last place given for talks before `token`, else the first behind it; NULL if none. */
static const struct mention *place_of_any_talks(const struct reading *reading, uint32_t token)
{
    const struct mention *last = NULL;
    uint32_t noun = token > MOST_TOKENS ? token - MOST_TOKENS : 0, end = token + MOST_TOKENS;
    for (; noun < reading->document.token_count && noun < end && (noun < token || !last); noun++) {
        const struct mention *place =
            reading_mark_over(reading, noun, SET_TALKS_EVENT) ? place_in_phrase(reading, noun) : NULL;
        last = place ? place : last;
    }
    return last;
}

/* Does the noun, or the verb with what hangs on it, name talks: "take part in the talks", but not "meet them"? */
static bool names_talks(const struct reading *reading, uint32_t head)
{
    uint32_t end = reading->tree.right[head];
    for (uint32_t token = head; token < end && token < head + LONGEST_PHRASE; token++)
        if (reading_mark_over(reading, token, SET_TALKS_EVENT))
            return true;
    return false;
}

/* Where the talks are to which somebody travels. */
static void add_talks_place(const struct reading *reading, const struct frame *frame, struct trip *trip)
{
    const struct capture *noun = frame_capture(frame, "noun", 0), *traveller = frame_capture(frame, "traveller", 0);
    const struct mention *mention = place_below(reading, noun->head);
    struct str place = STR("");
    struct actor_list travellers = {0};
    if (traveller)
        reading_actors(reading, traveller->head, &travellers);
    if (!mention)
        place = nearest_talks_place(reading, noun->head, is_to_come(trip->status), &travellers);
    if (!mention && !place.len && names_talks(reading, noun->head))
        mention = place_of_any_talks(reading, noun->head);
    add_destination(reading, trip, mention ? place_name(reading, mention->first, mention->last) : place);
}

/* May one journey be told with both: held and under way, or under way and with a stop still to come? */
static bool status_fits(enum event_status a, enum event_status b)
{
    if ((a == STATUS_ONGOING && b == STATUS_PLANNED) || (a == STATUS_PLANNED && b == STATUS_ONGOING))
        return true;
    bool past_a = a == STATUS_HELD || a == STATUS_ONGOING, past_b = b == STATUS_HELD || b == STATUS_ONGOING;
    return past_a == past_b && (a == STATUS_CANCELLED) == (b == STATUS_CANCELLED);
}

static bool is_region(const struct reading *reading, struct str destination)
{
    return lexicon_find(reading->library->lexicon, reading->arena, reading_set(reading, SET_REGION), destination);
}

static bool shares_destination(const struct trip *a, const struct trip *b)
{
    for (size_t i = 0; i < a->destinations.count; i++)
        if (goes_to(b, a->destinations.items[i]))
            return true;
    return false;
}

/* The state in which a destination lies, or which it is; empty if unknown. */
static struct str state_of(const struct reading *reading, struct str destination)
{
    static const enum read_set sets[] = {SET_PLACE, SET_ACTOR_CAPITAL, SET_ACTOR_NAME};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        const struct entry *entry =
            lexicon_find(reading->library->lexicon, reading->arena, reading_set(reading, sets[i]), destination);
        if (entry)
            return i == 0 ? entry->value : lexicon_actor(reading->library->lexicon, entry->actor)->name;
    }
    return STR("");
}

struct told {
    struct trip trip;
    struct str states[MOST_STOPS]; /* of its destinations, as far as `known` */
    size_t known;
    uint32_t sentence;
    bool apart;  /* another than those of the sentence */
    bool region; /* one of them is a region, which others may be stops in */
    bool stop; /* told without its traveller: "a stop in Amman" */
};
LIST_TYPE(told_list, struct told);

/* Is one of them to a state, the other to a place in it? */
static bool lies_within(const struct told *a, const struct told *b)
{
    for (size_t i = 0; i < a->trip.destinations.count; i++)
        for (size_t j = 0; j < b->trip.destinations.count; j++) {
            struct str state = a->states[i];
            if (state.len && str_equal(state, b->states[j]) &&
                str_equal(state, a->trip.destinations.items[i]) != str_equal(state, b->trip.destinations.items[j]))
                return true;
        }
    return false;
}

static void find_states(const struct reading *reading, struct told *told)
{
    for (; told->known < told->trip.destinations.count; told->known++) {
        struct str destination = told->trip.destinations.items[told->known];
        told->states[told->known] = state_of(reading, destination);
        told->region = told->region || is_region(reading, destination);
    }
}

/* A journey takes some days: are they near enough for one? */
static bool same_days(const struct trip *a, const struct trip *b)
{
    long one, other;
    if (!calendar_parse(str_of(a->when.from), &one) || !calendar_parse(str_of(b->when.from), &other))
        return true;
    return labs(one - other) <= LONGEST_STAY;
}

static bool same_trip(const struct told *a, const struct told *b)
{
    bool near = a->sentence == b->sentence;
    if (b->stop)
        return near || a->sentence + 1 == b->sentence;
    if (a->trip.traveller != b->trip.traveller ||
        (a->trip.ordinal && b->trip.ordinal && a->trip.ordinal != b->trip.ordinal))
        return false;
    bool region = a->region || b->region;
    bool fits = status_fits(a->trip.status, b->trip.status);
    if (near && fits)
        return !a->apart && !b->apart;
    if (shares_destination(&a->trip, &b->trip) || (fits && lies_within(a, b)))
        return same_days(&a->trip, &b->trip);
    return region && fits;
}

/* A state gives way to the place in it that is told, too. */
static bool narrow(struct told *into, const struct told *from)
{
    bool changed = false;
    for (size_t i = 0; i < into->trip.destinations.count; i++)
        for (size_t j = 0; j < from->trip.destinations.count; j++) {
            struct str state = into->states[i], place = from->trip.destinations.items[j];
            if (state.len && str_equal(state, from->states[j]) && str_equal(state, into->trip.destinations.items[i]) &&
                !str_equal(state, place) && !goes_to(&into->trip, place)) {
                into->trip.destinations.items[i] = place;
                changed = true;
            }
        }
    return changed;
}

/* What `from` adds to `into`. */
static void join(const struct reading *reading, struct told *into, const struct told *from)
{
    struct trip *trip = &into->trip;
    bool narrowed = into->sentence == from->sentence && narrow(into, from);
    bool whole = !into->region && from->trip.ordinal; /* "his ninth trip to the region" */
    if (!narrowed && !lies_within(into, from))
        for (size_t i = 0; i < from->trip.destinations.count; i++)
            if (whole || !is_region(reading, from->trip.destinations.items[i]))
                add_destination(reading, trip, from->trip.destinations.items[i]);
    find_states(reading, into);
    if (from->stop)
        return;
    if (!trip->ordinal)
        trip->ordinal = from->trip.ordinal;
    if (!trip->when.from[0])
        trip->when = from->trip.when;
    if (from->trip.status == STATUS_ONGOING)
        trip->status = STATUS_ONGOING;
}

static void add_told(struct reading *reading, struct told_list *list, const struct told *told)
{
    for (size_t i = list->count; i-- > (list->count > MOST_COMPARED ? list->count - MOST_COMPARED : 0);)
        if (same_trip(&list->items[i], told)) {
            join(reading, &list->items[i], told);
            return;
        }
    if (!told->stop)
        *ARENA_PUSH(reading->arena, *list) = *told;
}

static struct trip read_frame(const struct reading *reading, const struct frame *frame)
{
    const struct capture *place = frame_capture(frame, "place", 0), *noun = frame_capture(frame, "noun", 0);
    struct trip trip = {.when = reading_interval(reading, frame),
                        .ordinal = ordinal_of(frame),
                        .status = outlook(reading, frame, aspect_of_frame(reading, frame)),
                        .evidence = reading_evidence(reading, frame->first, frame->last, frame->rule->name)};
    const struct token *trigger = &reading->document.tokens[frame->trigger];
    if (trip.status == STATUS_CANCELLED && (trigger->relation == REL_OBL || trigger->relation == REL_NMOD))
        trip.status = STATUS_HELD; /* "on a visit to P she called off the talks" */
    if (frame_word(frame, "sent").len && trip.status == STATUS_ONGOING)
        trip.status = STATUS_PLANNED; /* "is sending a team" */
    if (place)
        add_captured(reading, place, &trip);
    else if (noun)
        add_talks_place(reading, frame, &trip);
    return trip;
}

/* Being in one's own state takes no journey. */
static bool is_at_home(const struct reading *reading, const struct frame *frame, uint32_t traveller)
{
    const struct capture *place = frame_capture(frame, "place", 0);
    struct str state = place ? place_state(reading, place->last - 1) : STR("");
    return frame_word(frame, "there").len && state.len &&
           str_equal(state, reading->record->actors.items[traveller].party);
}

/* One more journey, with destinations of its own. */
static void add_for(struct reading *reading, struct told_list *list, struct told told, uint32_t traveller)
{
    struct str_list destinations = told.trip.destinations;
    told.trip.traveller = traveller;
    told.trip.destinations = (struct str_list){0};
    for (size_t i = 0; i < destinations.count; i++)
        add_destination(reading, &told.trip, destinations.items[i]);
    add_told(reading, list, &told);
}

static void read_trip(struct reading *reading, const struct frame *frame, struct told_list *list)
{
    struct told told = {.trip = read_frame(reading, frame),
                        .sentence = reading->document.tokens[frame->trigger].sentence,
                        .apart = frame_word(frame, "apart").len > 0,
                        .stop = frame_word(frame, "stop").len > 0};
    struct actor_list travellers = travellers_of(reading, frame);
    bool denied = told.trip.status == STATUS_CANCELLED && reading->document.tokens[frame->trigger].tag == TAG_VERB;
    if (!told.trip.destinations.count || denied) /* "refused to travel" tells no journey that was called off */
        return;
    find_states(reading, &told);
    for (size_t i = 0; i < travellers.count; i++)
        if (!is_at_home(reading, frame, travellers.items[i]))
            add_for(reading, list, told, travellers.items[i]);
    if (told.stop)
        add_told(reading, list, &told);
}

static bool is_implied(const struct frame *frame)
{
    return str_equal(frame_word(frame, "there"), STR("implied"));
}

void trip_read(struct reading *reading)
{
    struct told_list list = {0};
    for (int late = 0; late < 2; late++) /* first those that tell a journey, then those that only imply it */
        for (size_t i = 0; i < reading->frames.count; i++) {
            const struct frame *frame = &reading->frames.items[i];
            if (str_equal(frame->rule->frame, STR("trip")) && is_implied(frame) == (late == 1))
                read_trip(reading, frame, &list);
        }
    for (size_t i = 0; i < list.count; i++)
        *ARENA_PUSH(reading->arena, reading->record->trips) = list.items[i].trip;
}
