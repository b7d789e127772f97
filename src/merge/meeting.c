/* meeting.c - makes the meetings of the story from joined tellings (contacts_write of internal.h), and finds where
 * those who tell of one meeting of two people name different places.
 *
 * Invariant: an item says only what its tellings say: the actors that a quarter of its reports name, the place most of
 * them name, the days of those that give days, the status of the last report. */
#include <stdlib.h>

#include "merge/internal.h"

enum {
    NAMED_BY = 4,  /* one report in so many must name an actor */
    PAST_DAYS = 14 /* before all reports: background */
};

struct writer {
    struct contacts *contacts;
    struct arena *arena;
    const struct contact_item *item;
    struct actor_list tellings; /* own and joint, in order */
    struct map keys;
};

static const struct telling *telling_of(const struct writer *writer, uint32_t at)
{
    return &writer->contacts->tellings.items[at];
}

/* In how many reports the actor is among the participants, or the mediators. */
static uint32_t count_reports(const struct writer *writer, uint32_t who, bool mediating)
{
    struct actor_list reports = {0};
    for (size_t i = 0; i < writer->item->tellings.count; i++) {
        const struct telling *telling = telling_of(writer, writer->item->tellings.items[i]);
        if (set_has(mediating ? &telling->mediators : &telling->participants, who))
            set_add(writer->arena, &reports, telling->source.report);
    }
    return (uint32_t)reports.count;
}

static struct actor_list reports_of(const struct writer *writer, const struct actor_list *tellings)
{
    struct actor_list reports = {0};
    for (size_t i = 0; i < tellings->count; i++)
        set_add(writer->arena, &reports, telling_of(writer, tellings->items[i])->source.report);
    return reports;
}

static bool has_delegate(const struct writer *writer, const struct actor_list *actors, uint32_t side)
{
    const struct story *story = writer->contacts->story;
    for (size_t i = 0; i < actors->count; i++)
        if (actors->items[i] != side && story_side(story, actors->items[i]) == side)
            return true;
    return false;
}

/* Who took part, by what enough reports say; who acts for a side stands for it. */
static void set_actors(const struct writer *writer, struct story_meeting *meeting)
{
    const struct contact_item *item = writer->item;
    struct actor_list reports = reports_of(writer, &item->tellings), kept = {0};
    for (size_t i = 0; i < item->actors.count; i++) {
        uint32_t who = item->actors.items[i];
        uint32_t named = count_reports(writer, who, false) + count_reports(writer, who, true);
        if (named * NAMED_BY >= reports.count && (!item->only.count || set_has(&item->only, who)))
            set_add(writer->arena, &kept, who);
    }
    for (size_t i = 0; i < kept.count; i++) {
        uint32_t who = kept.items[i];
        if (has_delegate(writer, &kept, who))
            continue;
        bool mediates = count_reports(writer, who, true) > count_reports(writer, who, false);
        *ARENA_PUSH(writer->arena, *(mediates ? &meeting->mediators : &meeting->participants)) = who;
    }
}

/* The place most tellings name. */
static struct str place_of(const struct writer *writer)
{
    struct str best = STR("");
    uint32_t most = 0;
    const struct actor_list *tellings = &writer->item->tellings;
    for (size_t i = 0; i < tellings->count; i++) {
        struct str place = telling_of(writer, tellings->items[i])->place;
        uint32_t count = 0;
        for (size_t j = 0; j < tellings->count; j++)
            count += str_equal(telling_of(writer, tellings->items[j])->place, place);
        if (place.len && (count > most || (count == most && str_compare(place, best) < 0))) {
            best = place;
            most = count;
        }
    }
    return best;
}

static bool gives_days(const struct telling *telling)
{
    return telling->precise && telling->sides.count > 1;
}

/* What was held, or goes on, is told after it began: its day counts twice. */
static uint32_t day_votes(const struct writer *writer, const struct actor_list *tellings, long day)
{
    uint32_t votes = 0;
    for (size_t i = 0; i < tellings->count; i++) {
        const struct telling *telling = telling_of(writer, tellings->items[i]);
        if (gives_days(telling) && telling->from == day)
            votes += telling->status == STATUS_HELD || telling->status == STATUS_ONGOING ? 2 : 1;
    }
    return votes;
}

/* The day most tellings give as the first, or where one travels the earliest of all; the last that any gives. */
static void set_days(const struct writer *writer, const struct actor_list *tellings, struct story_meeting *meeting)
{
    uint32_t most = 0;
    bool visit = false;
    long earliest = STORY_NO_DAY;
    for (size_t i = 0; i < tellings->count; i++) {
        const struct telling *telling = telling_of(writer, tellings->items[i]);
        if (!gives_days(telling))
            continue;
        uint32_t votes = day_votes(writer, tellings, telling->from);
        if (votes > most || (votes == most && telling->from < meeting->from)) {
            most = votes;
            meeting->from = telling->from;
        }
        visit = visit || telling->kind == MEETING_VISIT;
        earliest = earliest == STORY_NO_DAY || telling->from < earliest ? telling->from : earliest;
        meeting->to = meeting->to == STORY_NO_DAY || telling->to > meeting->to ? telling->to : meeting->to;
    }
    if (visit)
        meeting->from = earliest;
}

static int status_rank(enum event_status status)
{
    static const int ranks[STATUS_COUNT] = {[STATUS_POSSIBLE] = 1, [STATUS_PLANNED] = 2, [STATUS_ONGOING] = 3,
                                            [STATUS_CANCELLED] = 4, [STATUS_HELD] = 5};
    return ranks[status];
}

enum event_status story_status(const struct story *story, const struct story_history *history, long to)
{
    enum event_status status = STATUS_UNKNOWN;
    long last = STORY_NO_DAY;
    bool held = false;
    for (size_t i = 0; i < history->count; i++) {
        const struct story_told *told = &history->items[i];
        long published = story_published(story, told->source.report);
        held = held || told->status == STATUS_HELD;
        if (published > last || status_rank(told->status) > status_rank(status))
            status = told->status;
        last = published > last ? published : last;
    }
    bool over = to != STORY_NO_DAY && last >= to;
    return held && over && status != STATUS_CANCELLED ? STATUS_HELD : status;
}

/* What most tellings call it; a journey to somebody is a visit only where nobody calls it anything else. */
static enum meeting_kind kind_of(const struct writer *writer)
{
    uint32_t votes[MEETING_KIND_COUNT] = {0};
    enum meeting_kind best = MEETING_MEETING;
    for (size_t i = 0; i < writer->tellings.count; i++) {
        const struct telling *telling = telling_of(writer, writer->tellings.items[i]);
        votes[telling->kind] += telling->journey ? 1 : 8;
    }
    for (int kind = 0; kind < MEETING_KIND_COUNT; kind++)
        if (votes[kind] > votes[best])
            best = (enum meeting_kind)kind;
    return best;
}

bool story_is_background(const struct story *story, const struct story_history *history)
{
    long last = STORY_NO_DAY, first_report = LONG_MAX;
    for (size_t i = 0; i < history->count; i++) {
        long published = story_published(story, history->items[i].source.report);
        if (published != STORY_NO_DAY && published < first_report)
            first_report = published;
        if (history->items[i].to != STORY_NO_DAY && history->items[i].to > last)
            last = history->items[i].to;
    }
    return last != STORY_NO_DAY && first_report != LONG_MAX && last < first_report - PAST_DAYS;
}

/* How many tellings are of reports whose day is inferred, as words behind a reason. */
static struct str inferred_words(const struct writer *writer)
{
    size_t count = 0;
    for (size_t i = 0; i < writer->tellings.count; i++)
        count += telling_of(writer, writer->tellings.items[i])->inferred;
    return count ? story_format(writer->arena, "; the day of the report is inferred for %zu", count) : STR("");
}

static struct str why_joined(const struct writer *writer)
{
    const struct contact_item *item = writer->item;
    size_t dated = 0;
    for (size_t i = 0; i < item->tellings.count; i++)
        dated += gives_days(telling_of(writer, item->tellings.items[i]));
    if (writer->tellings.count == 1)
        return STR("told once");
    struct str wider = item->joint.count ? story_format(writer->arena, "; %zu of a wider meeting", item->joint.count)
                                         : STR("");
    if (!dated)
        return story_format(writer->arena, "%zu without a day: same people, reports within days of each other%.*s",
                            item->tellings.count, STR_ARGS(wider));
    struct str undated = item->tellings.count > dated
                             ? story_format(writer->arena, "; %zu without a day: people and place fit, the nearest day",
                                            item->tellings.count - dated)
                             : STR("");
    return story_format(writer->arena, "%zu with days: same people, days that meet%.*s%.*s", dated, STR_ARGS(undated),
                        STR_ARGS(wider));
}

static struct str reason_of(const struct writer *writer)
{
    struct str why = why_joined(writer), inferred = inferred_words(writer);
    return inferred.len ? story_format(writer->arena, "%.*s%.*s", STR_ARGS(why), STR_ARGS(inferred)) : why;
}

static struct str key_of(struct writer *writer, const struct story_meeting *meeting)
{
    const struct telling *first = telling_of(writer, writer->tellings.items[0]);
    struct str day = story_day(writer->arena, meeting->from != STORY_NO_DAY ? meeting->from : first->published);
    struct actor_list actors = meeting->participants;
    if (!actors.count)
        actors = meeting->mediators;
    struct str names = story_actor_keys(writer->arena, writer->contacts->story, &actors);
    return story_key(writer->arena, &writer->keys,
                     story_format(writer->arena, "%.*s-%.*s", STR_ARGS(day), STR_ARGS(names)));
}

static void add_history(const struct writer *writer, struct story_meeting *meeting)
{
    for (size_t i = 0; i < writer->tellings.count; i++) {
        const struct telling *telling = telling_of(writer, writer->tellings.items[i]);
        *ARENA_PUSH(writer->arena, meeting->history) = (struct story_told){
            .source = telling->source, .status = telling->status, .journey = telling->journey,
            .participants = telling->participants, .mediators = telling->mediators, .place = telling->place, .when = telling->when, .from = telling->from,
            .to = telling->to};
    }
}

/* Whether it says where these two met, and not only in which state. */
static bool names_place(const struct writer *writer, const struct telling *telling)
{
    bool met = telling->status == STATUS_HELD || telling->status == STATUS_ONGOING;
    struct str place = telling->place;
    bool proper = place.len && !(place.ptr[0] >= 'a' && place.ptr[0] <= 'z'); /* not "the Oval Office" */
    return met && telling->all.count == writer->item->actors.count && proper && !telling->place_is_actor &&
           !telling->journey;
}

/* One sentence that names a city and a house in it. */
static bool are_same_words(const struct telling *a, const struct telling *b)
{
    return a->source.report == b->source.report && a->source.start < b->source.end && b->source.start < a->source.end;
}

/* Two people who met are told to have met in different places. */
static void find_places(const struct writer *writer, const struct story_meeting *meeting)
{
    struct story_conflict conflict = {.kind = CONFLICT_PLACE};
    bool differ = false;
    struct actor_list named = {0};
    for (size_t i = 0; i < writer->tellings.count; i++)
        if (names_place(writer, telling_of(writer, writer->tellings.items[i])))
            *ARENA_PUSH(writer->arena, named) = writer->tellings.items[i];
    for (size_t i = 1; i < named.count; i++)
        for (size_t j = 0; j < i; j++)
            differ |= telling_place(telling_of(writer, named.items[i]), telling_of(writer, named.items[j])) < 0 &&
                      !are_same_words(telling_of(writer, named.items[i]), telling_of(writer, named.items[j]));
    if (!differ)
        return;
    for (size_t i = 0; i < named.count; i++)
        story_claim(writer->arena, &conflict, &telling_of(writer, named.items[i])->source,
                    telling_of(writer, named.items[i])->place);
    const struct identity *actors = writer->contacts->story->actors.items;
    conflict.about = story_format(writer->arena, "where %.*s and %.*s met",
                                  STR_ARGS(actors[writer->item->actors.items[0]].name),
                                  STR_ARGS(actors[writer->item->actors.items[1]].name));
    conflict.key = story_format(writer->arena, "place-%.*s", STR_ARGS(meeting->key));
    conflict.reason = STR("one meeting, told to have been in different places");
    *ARENA_PUSH(writer->arena, writer->contacts->story->conflicts) = conflict;
}

static bool is_of_two_people(const struct writer *writer)
{
    const struct actor_list *actors = &writer->item->actors;
    return actors->count == 2 && story_is_delegate(writer->contacts->story, actors->items[0]) &&
           story_is_delegate(writer->contacts->story, actors->items[1]);
}

static void write_item(struct writer *writer)
{
    struct story_meeting meeting = {.from = STORY_NO_DAY, .to = STORY_NO_DAY};
    if (writer->item->dropped)
        return;
    add_history(writer, &meeting);
    if (story_is_background(writer->contacts->story, &meeting.history))
        return;
    set_actors(writer, &meeting);
    if (meeting.participants.count + meeting.mediators.count < 2)
        return;
    set_days(writer, &writer->item->tellings, &meeting);
    if (meeting.from == STORY_NO_DAY)
        set_days(writer, &writer->item->joint, &meeting);
    meeting.place = place_of(writer);
    meeting.status = story_status(writer->contacts->story, &meeting.history, meeting.to);
    meeting.kind = kind_of(writer);
    meeting.reports = reports_of(writer, &writer->tellings);
    meeting.reason = reason_of(writer);
    meeting.key = key_of(writer, &meeting);
    if (is_of_two_people(writer))
        find_places(writer, &meeting);
    *ARENA_PUSH(writer->arena, writer->contacts->story->meetings) = meeting;
}

/* By first day, those without one last; then by the first telling. */
static int compare_items(const void *a, const void *b)
{
    const struct contact_item *x = a, *y = b;
    if (x->first != y->first)
        return x->first == STORY_NO_DAY || (y->first != STORY_NO_DAY && x->first > y->first) ? 1 : -1;
    uint32_t left = x->tellings.items[0], right = y->tellings.items[0];
    return (left > right) - (left < right);
}

void contacts_write(struct contacts *contacts)
{
    struct writer writer = {.contacts = contacts, .arena = contacts->arena};
    if (contacts->items.count)
        qsort(contacts->items.items, contacts->items.count, sizeof(struct contact_item), compare_items);
    for (size_t i = 0; i < contacts->items.count; i++) {
        writer.item = &contacts->items.items[i];
        writer.tellings = (struct actor_list){0};
        set_add_all(writer.arena, &writer.tellings, &writer.item->tellings);
        set_add_all(writer.arena, &writer.tellings, &writer.item->joint);
        write_item(&writer);
    }
}
