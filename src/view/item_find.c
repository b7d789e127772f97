/* item_find.c - see item_find.h. */
#include "view/item_find.h"

#include "base/ascii.h"
#include "base/error.h"
#include "view/text.h"

struct finding {
    struct store *store;
    const struct story *story;
    struct arena *arena;
    struct decision *decision;
    readout_error *error;
};

/* Which facts an item of the subject is made of; a conflict is not made of facts, it only names where they stand. */
static bool is_kind_of(struct str kind, const char *subject)
{
    struct str of = str_of(subject);
    return str_equal(kind, of) || (str_equal(of, STR("meeting")) && str_equal(kind, STR("trip"))) ||
           (str_equal(of, STR("event")) && str_equal(kind, STR("coding")));
}

static struct str source_report(const struct finding *finding, const struct story_source *source)
{
    return finding->story->facts->reports.items[source->report].id;
}

static void add_claim(struct finding *finding, const struct story_source *source)
{
    *ARENA_PUSH(finding->arena, finding->decision->places) = (struct decision_place){
        .report = source_report(finding, source), .start = source->start, .end = source->end, .kind = STR("claim")};
}

/* The facts at the source that are of the subject and, where `side` is one, of an actor of that side. */
static bool add_facts(struct finding *finding, const struct story_source *source, const char *subject,
                      const struct str_list *names)
{
    struct decision_places facts = {0};
    if (!store_facts_at(finding->store, source_report(finding, source), source->start, source->end, finding->arena,
                        &facts, finding->error))
        return false;
    for (size_t i = 0; i < facts.count; i++) {
        bool wanted = is_kind_of(facts.items[i].kind, subject) && !names;
        for (size_t n = 0; names && n < names->count; n++)
            wanted = wanted || (is_kind_of(facts.items[i].kind, subject) &&
                                str_equal(facts.items[i].who, names->items[n]));
        if (wanted)
            *ARENA_PUSH(finding->arena, finding->decision->places) = facts.items[i];
    }
    return true;
}

static void take(struct finding *finding, const char *subject, struct str key)
{
    finding->decision->subject = str_of(subject);
    finding->decision->key = str_copy(finding->arena, key);
}

static bool take_meeting(struct finding *finding, const struct story_meeting *meeting)
{
    take(finding, "meeting", meeting->key);
    for (size_t i = 0; i < meeting->history.count; i++)
        if (!add_facts(finding, &meeting->history.items[i].source, "meeting", NULL))
            return false;
    return true;
}

static bool take_proposal(struct finding *finding, const struct story_proposal *proposal)
{
    take(finding, "proposal", proposal->key);
    for (size_t i = 0; i < proposal->sources.count; i++)
        if (!add_facts(finding, &proposal->sources.items[i], "proposal", NULL))
            return false;
    return true;
}

/* The names that a report has for those who hold the position in these words. */
static struct str_list holders(const struct finding *finding, const struct story_position *position,
                               const struct story_source *source)
{
    struct str_list names = {0};
    const struct story_facts *facts = finding->story->facts;
    const struct story *story = finding->story;
    for (size_t i = 0; i < facts->stands.count; i++) {
        const struct story_stand *stand = &facts->stands.items[i];
        if (stand->source.report == source->report && stand->source.start == source->start &&
            stand->source.end == source->end && stand->stance == position->stance && stand->holder != NO_ACTOR &&
            story->actors.items[story->who[stand->holder]].side == position->party)
            *ARENA_PUSH(finding->arena, names) = facts->mentions.items[stand->holder].name;
    }
    return names;
}

static bool take_position(struct finding *finding, const struct story_position *position)
{
    take(finding, "position", position->key);
    for (size_t i = 0; i < position->sources.count; i++) {
        struct str_list names = holders(finding, position, &position->sources.items[i]);
        if (!add_facts(finding, &position->sources.items[i], "position", &names))
            return false;
    }
    return true;
}

static bool take_conflict(struct finding *finding, const struct story_conflict *conflict)
{
    take(finding, "conflict", conflict->key);
    for (size_t i = 0; i < conflict->claims.count; i++)
        add_claim(finding, &conflict->claims.items[i]);
    return true;
}

/* The name by which the store tells the coding from others at the same bytes (fact_kind.c). */
static struct str coding_name(struct finding *finding, const struct story_coding *coding)
{
    struct str words[2] = {STR(""), STR("")};
    for (int slot = 0; slot < 2; slot++)
        if (coding->ends[slot].count)
            words[slot] = coding->ends[slot].items[0].words;
    return text_format(finding->arena, "%s%s%.*s%s%.*s", plover_event_names[coding->event], words[0].len ? " " : "",
                       STR_ARGS(words[0]), words[1].len ? " > " : "", STR_ARGS(words[1]));
}

static bool take_coded(struct finding *finding, const struct story_coded *event)
{
    take(finding, "event", event->key);
    for (size_t i = 0; i < event->codings.count; i++) {
        const struct story_coding *coding = &finding->story->facts->codings.items[event->codings.items[i]];
        struct str_list names = {0};
        *ARENA_PUSH(finding->arena, names) = coding_name(finding, coding);
        if (!add_facts(finding, &coding->source, "event", &names))
            return false;
    }
    return true;
}

static bool take_actor(struct finding *finding, const struct identity *actor)
{
    take(finding, "actor", actor->key);
    for (size_t i = 0; i < actor->mentions.count; i++) {
        const struct story_mention *mention = &finding->story->facts->mentions.items[actor->mentions.items[i]];
        *ARENA_PUSH(finding->arena, finding->decision->places) = (struct decision_place){
            .report = source_report(finding, &mention->source), .start = mention->source.start,
            .end = mention->source.end, .kind = STR("actor"), .who = mention->name};
    }
    return true;
}

/* Take the item of the list that has the key, and return whether that went well. */
#define TAKE(finding, list, name, take_item)                                                                     \
    for (size_t i = 0; i < (list).count; i++)                                                                    \
        if (str_equal((list).items[i].key, name))                                                                \
            return take_item(finding, &(list).items[i])

/* Where no item has the key nothing is taken. */
static bool take_merged(struct finding *finding, struct str name)
{
    const struct story *story = finding->story;
    TAKE(finding, story->meetings, name, take_meeting);
    TAKE(finding, story->proposals, name, take_proposal);
    TAKE(finding, story->positions, name, take_position);
    TAKE(finding, story->conflicts, name, take_conflict);
    TAKE(finding, story->coded, name, take_coded);
    TAKE(finding, story->actors, name, take_actor);
    TAKE(finding, story->rejected.meetings, name, take_meeting);
    TAKE(finding, story->rejected.proposals, name, take_proposal);
    TAKE(finding, story->rejected.positions, name, take_position);
    TAKE(finding, story->rejected.conflicts, name, take_conflict);
    TAKE(finding, story->rejected.coded, name, take_coded);
    return true;
}

static bool read_number(struct str *rest, uint32_t *number)
{
    size_t digits = 0;
    *number = 0;
    while (digits < rest->len && digits < 9 && ascii_is_digit(rest->ptr[digits]))
        *number = *number * 10 + (uint32_t)(rest->ptr[digits++] - '0');
    *rest = str_make(rest->ptr + digits, rest->len - digits);
    return digits > 0;
}

/* Whether the colon at byte `at` parts the report from the rest. */
static bool split_at(struct str name, size_t at, struct fact_name *parts)
{
    struct str rest = str_make(name.ptr + at + 1, name.len - at - 1);
    *parts = (struct fact_name){.report = str_make(name.ptr, at), .kind = STR(""), .who = STR("")};
    if (!read_number(&rest, &parts->start) || !rest.len || rest.ptr[0] != '-')
        return false;
    rest = str_make(rest.ptr + 1, rest.len - 1);
    if (!read_number(&rest, &parts->end) || (rest.len && rest.ptr[0] != ':'))
        return false;
    if (rest.len) {
        rest = str_make(rest.ptr + 1, rest.len - 1);
        parts->kind = str_cut(&rest, ':');
        parts->who = rest;
    }
    return true;
}

bool fact_name_split(struct str name, struct fact_name *parts)
{
    for (size_t at = name.len; at-- > 0;)
        if (name.ptr[at] == ':' && split_at(name, at, parts))
            return true;
    return false;
}

/* Those facts at the bytes that the name means. */
static bool take_fact(struct finding *finding, struct str name, const struct fact_name *parts)
{
    struct decision_places facts = {0};
    size_t kept = 0;
    if (!store_facts_at(finding->store, parts->report, parts->start, parts->end, finding->arena, &facts,
                        finding->error))
        return false;
    for (size_t i = 0; i < facts.count; i++)
        if ((!parts->kind.len || str_equal(facts.items[i].kind, parts->kind)) &&
            (!parts->who.len || str_equal(facts.items[i].who, parts->who)))
            facts.items[kept++] = facts.items[i];
    if (kept > 1)
        return error_set(finding->error, READOUT_BAD_USAGE, NULL,
                         "several facts stand at %.*s; choose one: :%.*s%s%.*s, :%.*s%s%.*s", STR_ARGS(name),
                         STR_ARGS(facts.items[0].kind), facts.items[0].who.len ? ":" : "", STR_ARGS(facts.items[0].who),
                         STR_ARGS(facts.items[1].kind), facts.items[1].who.len ? ":" : "",
                         STR_ARGS(facts.items[1].who));
    if (!kept)
        return true;
    take(finding, "fact", name);
    *ARENA_PUSH(finding->arena, finding->decision->places) = facts.items[0];
    return true;
}

bool item_find(struct store *store, const struct story *story, struct arena *arena, struct str name,
               struct decision *decision, readout_error *error)
{
    struct finding finding = {store, story, arena, decision, error};
    struct fact_name parts;
    if (!take_merged(&finding, name))
        return false;
    if (!decision->places.count && fact_name_split(name, &parts) && !take_fact(&finding, name, &parts))
        return false;
    return decision->places.count ||
           error_set(error, READOUT_BAD_USAGE, NULL, "no item '%.*s'; 'readout export --story' prints the keys of all, "
                                                     "'readout export' the facts of each report", STR_ARGS(name));
}
