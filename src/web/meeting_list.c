/* meeting_list.c - see meeting_list.h. */
#include "web/meeting_list.h"

#include "base/calendar.h"
#include "view/text.h"

enum { LAST_YEAR = 9999, MONTH_VALUES = (LAST_YEAR + 1) * MONTHS_A_YEAR + 1 /* 0: undated */ };

struct listed meeting_list_at(const struct meeting_list *list, uint32_t number)
{
    static const struct actor_list none = {0};
    const struct story *story = list->call->story;
    if (list->trips) {
        const struct story_trip *trip = &story->trips.items[number];
        return (struct listed){.key = trip->key, .kind = "trip", .who = {(uint32_t *)&trip->traveller, 1, 1},
                               .mediators = &none, .places = trip->places.items, .place_count = trip->places.count,
                               .days = item_days_of(&trip->history, trip->from, trip->to), .status = trip->status,
                               .reports = &trip->reports, .history = &trip->history, .is_trip = true};
    }
    const struct story_meeting *meeting = item_meeting(story, number);
    return (struct listed){.key = meeting->key, .kind = meeting_kind_names[meeting->kind], .who = meeting->participants,
                           .mediators = &meeting->mediators, .places = &meeting->place,
                           .place_count = meeting->place.len > 0,
                           .days = item_days_of(&meeting->history, meeting->from, meeting->to),
                           .status = meeting->status, .reports = &meeting->reports, .history = &meeting->history,
                           .mark = &meeting->mark};
}

/* --- the values of facets: sides, parts of places, statuses, months */

static struct str side_value(void *context, uint32_t side)
{
    const struct meeting_list *list = context;
    return list->call->story->actors.items[side].key;
}

static struct str side_label(void *context, uint32_t side)
{
    const struct meeting_list *list = context;
    return text_clean(&list->call->arena, list->call->story->actors.items[side].name);
}

static struct str place_label(void *context, uint32_t part)
{
    const struct meeting_list *list = context;
    return list->place_parts.items[part].label;
}

static struct str status_label(void *context, uint32_t status)
{
    (void)context;
    return status == STATUS_UNKNOWN ? STR("unknown") : str_of(event_status_names[status]);
}

static struct str month_label(void *context, uint32_t month)
{
    const struct meeting_list *list = context;
    if (!month)
        return STR("undated");
    return text_format(&list->call->arena, "%04u-%02u", (month - 1) / MONTHS_A_YEAR, (month - 1) % MONTHS_A_YEAR + 1);
}

static uint32_t month_of(long day)
{
    if (day == STORY_NO_DAY || day < calendar_day(1, 1, 1) || day > calendar_day(LAST_YEAR, 12, 31))
        return 0;
    struct calendar_date date = calendar_date(day);
    return (uint32_t)(date.year * MONTHS_A_YEAR + date.month);
}

/* --- what the address asks for */

/* The side of that key; or of the actor that goes by that name. */
static uint32_t side_asked_for(struct call *call, struct str name)
{
    const struct identity_list *actors = &call->story->actors;
    struct actor_list found = {0};
    if (!name.len)
        return FACET_NO_VALUE;
    for (size_t i = 0; i < actors->count; i++)
        if (str_equal(actors->items[i].key, name))
            return actors->items[i].side;
    story_actors_named(&call->arena, call->story, name, &found);
    return found.count ? actors->items[found.items[0]].side : FACET_NO_VALUE;
}

static uint32_t status_asked_for(struct str name)
{
    int status = str_equal(name, STR("unknown")) ? STATUS_UNKNOWN
                                                 : record_name(event_status_names, STATUS_COUNT, name);
    return status >= 0 ? (uint32_t)status : FACET_NO_VALUE;
}

static uint32_t month_asked_for(struct arena *arena, struct str text)
{
    long day;
    if (str_equal(text, STR("undated")))
        return 0;
    return text.len == 7 && calendar_parse(text_format(arena, "%.*s-01", STR_ARGS(text)), &day) ? month_of(day)
                                                                                                : FACET_NO_VALUE;
}

static void open_facets(struct meeting_list *list)
{
    struct call *call = list->call;
    const struct str *asked = call->query.values;
    size_t actors = call->story->actors.count;
    list->facets[FACET_PARTY] = (struct facet){
        .param = PARAM_PARTY, .title = "Party", .chosen = side_asked_for(call, asked[PARAM_PARTY]),
        .value_count = actors, .value = side_value, .label = side_label};
    list->facets[FACET_MEDIATOR] = (struct facet){
        .param = PARAM_MEDIATOR, .title = "Mediator", .chosen = side_asked_for(call, asked[PARAM_MEDIATOR]),
        .value_count = actors, .value = side_value, .label = side_label};
    list->facets[FACET_PLACE] = (struct facet){.param = PARAM_PLACE, .title = "Place", .chosen = FACET_NO_VALUE,
                                               .value = place_label, .label = place_label};
    list->facets[FACET_STATUS] = (struct facet){
        .param = PARAM_STATUS, .title = "Status", .chosen = status_asked_for(asked[PARAM_STATUS]),
        .value_count = STATUS_COUNT, .value = status_label, .label = status_label};
    list->facets[FACET_MONTH] = (struct facet){
        .param = PARAM_MONTH, .title = "Month", .latest_first = true,
        .chosen = month_asked_for(&call->arena, asked[PARAM_MONTH]), .value_count = MONTH_VALUES,
        .value = month_label, .label = month_label};
    for (int i = 0; i < FACET_COUNT; i++)
        list->facets[i].context = list;
}

/* --- places: each name is looked into once */

static uint32_t part_number(struct meeting_list *list, struct str text)
{
    struct arena *arena = &list->call->arena;
    struct str label = text_clean(arena, text), folded = text_folded(arena, label);
    uint32_t number = map_get(&list->parts, folded);
    if (number != MAP_NONE)
        return number;
    number = (uint32_t)list->place_parts.count;
    *ARENA_PUSH(arena, list->place_parts) = (struct place_part){folded, label};
    map_put(&list->parts, arena, folded, number);
    return number;
}

static bool has_number(const struct actor_list *numbers, uint32_t number)
{
    bool found = false;
    for (size_t i = 0; i < numbers->count && !found; i++)
        found = numbers->items[i] == number;
    return found;
}

static const struct place_name *place_name_of(struct meeting_list *list, struct str place)
{
    enum { MOST_PARTS = 8 };
    struct arena *arena = &list->call->arena;
    uint32_t number = map_get(&list->names, place);
    if (number != MAP_NONE)
        return &list->place_names.items[number];
    struct str whole = text_folded(arena, text_clean(arena, place));
    struct place_name name = {.is_asked_for = str_equal(whole, list->place_asked_for)};
    struct str rest = place;
    while (rest.len && name.parts.count < MOST_PARTS) {
        struct str text = str_trim(str_cut(&rest, ','));
        uint32_t part = text.len ? part_number(list, text) : 0;
        if (!text.len || has_number(&name.parts, part))
            continue;
        *ARENA_PUSH_ONE(arena, name.parts) = part;
        name.is_asked_for = name.is_asked_for || str_equal(list->place_parts.items[part].folded, list->place_asked_for);
    }
    map_put(&list->names, arena, place, (uint32_t)list->place_names.count);
    *ARENA_PUSH(arena, list->place_names) = name;
    return &list->place_names.items[list->place_names.count - 1];
}

/* All names of the story, so that the values of this facet are known before they are counted. */
static void find_places(struct meeting_list *list, const struct item_numbers *numbers)
{
    struct str asked = text_clean(&list->call->arena, list->call->query.values[PARAM_PLACE]);
    list->place_asked_for = text_folded(&list->call->arena, asked);
    for (size_t i = 0; i < numbers->count; i++) {
        struct listed item = meeting_list_at(list, numbers->items[i]);
        for (size_t p = 0; p < item.place_count; p++)
            place_name_of(list, item.places[p]);
    }
    struct facet *facet = &list->facets[FACET_PLACE];
    facet->value_count = list->place_parts.count;
    facet->chosen = map_get(&list->parts, list->place_asked_for); /* MAP_NONE: FACET_NO_VALUE */
}

/* --- sifting */

/* Note that the item has the value; each once. */
static void note(struct meeting_list *list, int facet, uint32_t value, uint32_t item)
{
    if (list->seen[facet][value] == item)
        return;
    list->seen[facet][value] = item;
    *ARENA_PUSH(&list->call->arena, list->values[facet]) = value;
}

/* Whether it is at the place that is asked for. */
static bool note_places(struct meeting_list *list, const struct listed *item, uint32_t at)
{
    bool there = !list->place_asked_for.len;
    for (size_t p = 0; p < item->place_count; p++) {
        const struct place_name *name = place_name_of(list, item->places[p]);
        there = there || name->is_asked_for;
        for (size_t i = 0; i < name->parts.count; i++)
            note(list, FACET_PLACE, name->parts.items[i], at);
    }
    return there;
}

static bool passes(const struct meeting_list *list, int facet, uint32_t at)
{
    const struct facet *of = &list->facets[facet];
    return !list->call->query.values[of->param].len ||
           (of->chosen != FACET_NO_VALUE && list->seen[facet][of->chosen] == at);
}

/* Note all values of the item; returns the facets that it does not pass, as bits. */
static unsigned look_at(struct meeting_list *list, const struct listed *item, uint32_t at)
{
    const struct identity *actors = list->call->story->actors.items;
    unsigned failed = 0;
    for (int facet = 0; facet < FACET_COUNT; facet++)
        list->values[facet].count = 0;
    for (size_t i = 0; i < item->who.count; i++)
        note(list, FACET_PARTY, actors[item->who.items[i]].side, at);
    for (size_t i = 0; i < item->mediators->count; i++)
        note(list, FACET_MEDIATOR, actors[item->mediators->items[i]].side, at);
    if (!note_places(list, item, at))
        failed |= 1u << FACET_PLACE;
    note(list, FACET_STATUS, (uint32_t)item->status, at);
    note(list, FACET_MONTH, month_of(item->days.from), at);
    for (int facet = 0; facet < FACET_COUNT; facet++)
        if (facet != FACET_PLACE && !passes(list, facet, at))
            failed |= 1u << facet;
    return failed;
}

static void count_values(struct meeting_list *list, int facet)
{
    for (size_t i = 0; i < list->values[facet].count; i++)
        list->facets[facet].counts[list->values[facet].items[i]]++;
}

static void sift(struct meeting_list *list, const struct item_numbers *numbers)
{
    for (uint32_t i = 0; i < numbers->count; i++) {
        struct listed item = meeting_list_at(list, numbers->items[i]);
        unsigned failed = look_at(list, &item, i + 1);
        for (int facet = 0; facet < FACET_COUNT; facet++)
            if (!(failed & ~(1u << facet)))
                count_values(list, facet);
        if (!failed)
            list->numbers.items[list->numbers.count++] = numbers->items[i];
    }
}

void meeting_list_make(struct call *call, struct meeting_list *list)
{
    struct items items = call_items(call);
    struct item_numbers numbers;
    *list = (struct meeting_list){.call = call, .trips = str_equal(call->query.values[PARAM_KIND], STR("trips"))};
    items.choice.place = STR(""); /* a facet */
    items_choose(&items, list->trips ? ITEM_TRIP : ITEM_MEETING, &numbers);
    open_facets(list);
    find_places(list, &numbers);
    for (int i = 0; i < FACET_COUNT; i++) {
        list->facets[i].counts = ARENA_NEW(&call->arena, uint32_t, list->facets[i].value_count + 1);
        list->seen[i] = ARENA_NEW(&call->arena, uint32_t, list->facets[i].value_count + 1);
    }
    list->numbers = (struct item_numbers){.items = arena_take(&call->arena, numbers.count + 1, sizeof(uint32_t)),
                                          .capacity = numbers.count + 1};
    sift(list, &numbers);
}
