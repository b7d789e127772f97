/* briefing.c - see briefing.h: which items are meant, and what reports say otherwise of them. */
#include "view/briefing.h"

#include "store/version.h"
#include "view/briefing_fact.h"
#include "view/item.h"
#include "view/item_find.h"
#include "view/text.h"

/* Where the items are looked for. `wanted` has the keys, `places` the places of facts that are named by these; both
 * give the number of the fact. */
struct search {
    struct briefing_maker *maker;
    struct map wanted, places, listed; /* listed: places of statements and figures */
    struct map told; /* the places of the tellings of what was found: the number of its fact */
};

/* "REPORT:START-END:KIND", as a place of the story; empty: it is none. */
static struct str place_named(struct search *search, struct str name, bool *listed)
{
    const struct story_facts *facts = search->maker->story->facts;
    struct fact_name parts;
    if (!fact_name_split(name, &parts))
        return STR("");
    *listed = str_equal(parts.kind, STR("statement")) || str_equal(parts.kind, STR("figure"));
    for (uint32_t i = 0; i < facts->reports.count; i++)
        if (str_equal(facts->reports.items[i].id, parts.report))
            return item_place(search->maker->arena,
                              &(struct story_source){.report = i, .start = parts.start, .end = parts.end});
    return STR("");
}

/* The fact that an item of this key and with these tellings is, `count` of them, `stride` bytes apart; NULL: none, or
 * it was found already. */
static struct briefing_fact *find(struct search *search, struct str key, const char *kind, const void *tellings,
                                  size_t count, size_t stride)
{
    struct arena *arena = search->maker->arena;
    struct briefing_facts *facts = &search->maker->briefing->facts;
    const struct map *places = key.len ? &search->places : &search->listed;
    uint32_t number = key.len ? map_get(&search->wanted, key) : MAP_NONE;
    for (size_t i = 0; i < count && number == MAP_NONE && places->count; i++)
        number = map_get(places,
                         item_place(arena, (const void *)((const char *)tellings + i * stride)));
    if (number == MAP_NONE || facts->items[number].kind)
        return NULL;
    struct briefing_fact *fact = &facts->items[number];
    fact->kind = kind;
    if (key.len)
        fact->key = key;
    for (size_t i = 0; i < count; i++)
        map_put(&search->told, arena, item_place(arena, (const void *)((const char *)tellings + i * stride)), number);
    return fact;
}

#define FIND(item, kind, list) \
    find(search, (item)->key, kind, (item)->list.items, (item)->list.count, sizeof *(item)->list.items)

static void find_events(struct search *search)
{
    const struct story *story = search->maker->story;
    struct briefing_fact *fact;
    for (size_t i = 0; i < story->meetings.count; i++)
        if ((fact = FIND(&story->meetings.items[i], "meeting", history)))
            briefing_of_meeting(search->maker, &story->meetings.items[i], fact);
    for (size_t i = 0; i < story->trips.count; i++)
        if ((fact = FIND(&story->trips.items[i], "trip", history)))
            briefing_of_trip(search->maker, &story->trips.items[i], fact);
    for (size_t i = 0; i < story->turns.count; i++)
        if ((fact = FIND(&story->turns.items[i], "talks", sources)))
            briefing_of_turn(search->maker, &story->turns.items[i], fact);
}

static void find_stands(struct search *search)
{
    const struct story *story = search->maker->story;
    struct briefing_fact *fact;
    for (size_t i = 0; i < story->proposals.count; i++)
        if ((fact = FIND(&story->proposals.items[i], "proposal", sources)))
            briefing_of_proposal(search->maker, &story->proposals.items[i], fact);
    for (size_t i = 0; i < story->positions.count; i++)
        if ((fact = FIND(&story->positions.items[i], "position", sources)))
            briefing_of_position(search->maker, &story->positions.items[i], fact);
    for (size_t i = 0; i < story->issues.count; i++)
        if ((fact = FIND(&story->issues.items[i], "issue", grounds)))
            briefing_of_issue(search->maker, &story->issues.items[i], fact);
}

/* Conflicts and actors are found by their keys alone. */
static void find_others(struct search *search)
{
    const struct story *story = search->maker->story;
    struct briefing_fact *fact;
    for (size_t i = 0; i < story->conflicts.count; i++)
        if ((fact = find(search, story->conflicts.items[i].key, "conflict", NULL, 0, 0)))
            briefing_of_conflict(search->maker, &story->conflicts.items[i], fact);
    for (size_t i = 0; i < story->actors.count; i++)
        if ((fact = find(search, story->actors.items[i].key, "actor", NULL, 0, 0)))
            briefing_of_actor(search->maker, &story->actors.items[i], fact);
}

/* What is listed has no keys, only places. */
static void find_listed(struct search *search)
{
    const struct story_facts *facts = search->maker->story->facts;
    struct briefing_fact *fact;
    for (size_t i = 0; search->listed.count && i < facts->statements.count; i++)
        if ((fact = find(search, STR(""), "statement", &facts->statements.items[i], 1, 0)))
            briefing_of_statement(search->maker, &facts->statements.items[i], fact);
    for (size_t i = 0; search->listed.count && i < facts->listed_figures.count; i++)
        if ((fact = find(search, STR(""), "figure", &facts->listed_figures.items[i], 1, 0)))
            briefing_of_figure(search->maker, &facts->listed_figures.items[i], fact);
}

/* The fact of which a claim of the conflict tells; NULL: none. */
static struct briefing_fact *disputed(const struct search *search, const struct story_conflict *conflict)
{
    for (size_t i = 0; i < conflict->claims.count; i++) {
        uint32_t number = map_get(&search->told, item_place(search->maker->arena, &conflict->claims.items[i]));
        if (number != MAP_NONE)
            return &search->maker->briefing->facts.items[number];
    }
    return NULL;
}

/* What reports contradict each other in, beside the facts that it is of. */
static void add_disputes(struct search *search)
{
    const struct story_conflicts *conflicts = &search->maker->story->conflicts;
    for (size_t i = 0; i < conflicts->count; i++) {
        struct briefing_fact *fact = disputed(search, &conflicts->items[i]);
        if (fact)
            briefing_add_claims(search->maker, &conflicts->items[i], &fact->disputes);
    }
}

static void list_wanted(struct search *search, const struct str_list *keys)
{
    struct briefing_maker *maker = search->maker;
    for (size_t i = 0; i < keys->count && maker->briefing->facts.count < BRIEFING_MOST; i++) {
        uint32_t number = (uint32_t)maker->briefing->facts.count;
        bool listed = false;
        struct str place = place_named(search, keys->items[i], &listed);
        if (map_get(&search->wanted, keys->items[i]) != MAP_NONE)
            continue;
        map_put(&search->wanted, maker->arena, keys->items[i], number);
        if (place.len)
            map_put(listed ? &search->listed : &search->places, maker->arena, place, number);
        *ARENA_PUSH(maker->arena, maker->briefing->facts) =
            (struct briefing_fact){.key = keys->items[i], .quote = STR(""), .standing = STR("")};
    }
}

/* Keys that nothing has are no facts. */
static void drop_missing(struct briefing_maker *maker)
{
    struct briefing_facts *facts = &maker->briefing->facts;
    size_t kept = 0;
    for (size_t i = 0; i < facts->count; i++)
        if (facts->items[i].kind)
            facts->items[kept++] = facts->items[i];
        else
            *ARENA_PUSH(maker->arena, maker->briefing->missing) = facts->items[i].key;
    facts->count = kept;
}

static void add_number(struct briefing_maker *maker, struct briefing_line *line, uint32_t *numbers, uint32_t *next,
                       struct briefing_source *sources)
{
    for (size_t i = 0; i < line->numbers.count; i++) {
        uint32_t was = line->numbers.items[i];
        if (!numbers[was]) {
            numbers[was] = ++*next;
            sources[*next - 1] = maker->briefing->sources.items[was - 1];
        }
        line->numbers.items[i] = numbers[was];
    }
}

/* Items are found kind by kind; their sources are numbered in the order in which the page names them. */
static void renumber(struct briefing_maker *maker)
{
    struct briefing *briefing = maker->briefing;
    uint32_t *numbers = ARENA_NEW(maker->arena, uint32_t, briefing->sources.count + 1), next = 0;
    struct briefing_source *sources = ARENA_NEW(maker->arena, struct briefing_source, briefing->sources.count + 1);
    for (size_t i = 0; i < briefing->facts.count; i++) {
        struct briefing_fact *fact = &briefing->facts.items[i];
        add_number(maker, &fact->line, numbers, &next, sources);
        for (size_t l = 0; l < fact->more.count; l++)
            add_number(maker, &fact->more.items[l], numbers, &next, sources);
        for (size_t l = 0; l < fact->disputes.count; l++)
            add_number(maker, &fact->disputes.items[l], numbers, &next, sources);
    }
    briefing->sources.items = sources;
    briefing->sources.count = next;
}

static void find_span(struct briefing *briefing)
{
    briefing->first = briefing->last = STR("");
    for (size_t i = 0; i < briefing->reports.count; i++) {
        struct str day = briefing->reports.items[i].day;
        if (day.len && (!briefing->first.len || str_compare(day, briefing->first) < 0))
            briefing->first = day;
        if (day.len && str_compare(day, briefing->last) > 0)
            briefing->last = day;
    }
}

void briefing_make(struct arena *arena, const struct story *story, const struct str_list *keys, struct str title,
                   struct briefing *briefing)
{
    *briefing = (struct briefing){.story = story, .title = title};
    struct briefing_maker maker = {.arena = arena, .story = story, .briefing = briefing};
    struct search search = {.maker = &maker};
    list_wanted(&search, keys);
    find_events(&search);
    find_stands(&search);
    find_others(&search);
    find_listed(&search);
    add_disputes(&search);
    drop_missing(&maker);
    renumber(&maker);
    find_span(briefing);
}

bool briefing_read(struct arena *arena, struct store *store, struct briefing *briefing, readout_error *error)
{
    for (size_t i = 0; i < briefing->reports.count; i++) {
        struct briefing_report *report = &briefing->reports.items[i];
        struct report_version version;
        if (!store_version_of(store, report->id, report->version, arena, &version, error))
            return false;
        report->title = text_clean(arena, version.title);
        report->url = text_clean(arena, version.url);
    }
    return true;
}

struct str briefing_told(struct arena *arena, const struct briefing_fact *fact)
{
    struct str text = text_format(arena, "%zu voice%s of %zu report%s", fact->voices, fact->voices == 1 ? "" : "s",
                                  fact->reports, fact->reports == 1 ? "" : "s");
    return fact->standing.len ? text_format(arena, "%.*s; %.*s by a person", STR_ARGS(text), STR_ARGS(fact->standing))
                              : text;
}

struct str briefing_address(struct str url)
{
    bool plain = str_starts(url, STR("http://")) || str_starts(url, STR("https://"));
    for (size_t i = 0; i < url.len && plain; i++) {
        unsigned char byte = (unsigned char)url.ptr[i];
        plain = byte > ' ' && byte != '<' && byte != '>' && byte != 0x7f;
    }
    return plain ? url : STR("");
}
