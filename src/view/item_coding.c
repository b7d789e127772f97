/* item_coding.c - political events of the story as rows, and what each report says of them (item.h). */
#include <math.h>

#include "view/item.h"
#include "view/item_maker.h"
#include "view/put.h"
#include "view/text.h"
#include "view/voice.h"

static void add_number(struct item *item, const char *name, double number)
{
    if (isnan(number))
        item_text(item, name, STR(""));
    else
        item_number(item, name, number);
}

/* The columns of one end. */
struct end_names {
    const char *name, *actors, *country, *sector;
};
static const struct end_names end_names[2] = {{"source", "source_actors", "source_country", "source_sector"},
                                              {"target", "target_actors", "target_country", "target_sector"}};

static void add_end(const struct items *items, struct item *item, const struct story_coded *event, int slot)
{
    const struct coded_end *end = &event->ends[slot];
    item_text(item, end_names[slot].name, text_clean(items->arena, end->name));
    item_names(items, item, end_names[slot].actors, &end->who);
    item_text(item, end_names[slot].country, end->country);
    item_text(item, end_names[slot].sector, end->sector);
}

static const struct story_coding *telling_at(const struct items *items, const struct story_coded *event, size_t i)
{
    return &items->story->facts->codings.items[event->codings.items[i]];
}

/* Who is cited for it, each once, in the order of the reports. */
static struct str_list cited_for(const struct items *items, const struct story_coded *event)
{
    enum { MOST = 20 };
    struct str_list cited = {0};
    for (size_t i = 0; i < event->codings.count && cited.count < MOST; i++) {
        struct str who = telling_at(items, event, i)->cited;
        bool known = !who.len;
        for (size_t k = 0; k < cited.count && !known; k++)
            known = str_equal(cited.items[k], who);
        if (!known)
            *ARENA_PUSH(items->arena, cited) = who;
    }
    return cited;
}

/* The words that an end has in the telling. */
static struct str words_of(const struct items *items, const struct story_ends *ends)
{
    struct str_list words = {0};
    for (size_t i = 0; i < ends->count; i++)
        *ARENA_PUSH(items->arena, words) = text_clean(items->arena, ends->items[i].words);
    return text_join(items->arena, &words, ", ");
}

static void put_telling(const struct items *items, const struct story_coding *told)
{
    struct buffer *out = items->scratch;
    put_open(out, NULL, '{');
    put_text(out, "status", str_of(coding_status_names[told->status]));
    put_text(out, "source", words_of(items, &told->ends[0]));
    put_text(out, "target", words_of(items, &told->ends[1]));
    put_flag(out, "reciprocal", told->reciprocal);
    put_text(out, "cameo", told->cameo);
    put_text(out, "from", voice_day(items->arena, told->from));
    put_text(out, "to", voice_day(items->arena, told->to));
    put_text(out, "date_text", told->when);
    put_text(out, "rule", told->rule);
    put_text(out, "attributed_to", told->cited);
    item_put_source(items, &told->source);
    buffer_byte(out, '}');
}

static void add_history(const struct items *items, struct item *item, const struct story_coded *event)
{
    item_list_open(items);
    for (size_t i = 0; i < event->codings.count; i++)
        put_telling(items, telling_at(items, event, i));
    item_list_close(items, item, "history");
    item->hidden++;
}

/* Keys of those that deny it, or that it denies. */
static void add_disputes(const struct items *items, struct item *item, const struct story_coded *event)
{
    struct str_list keys = {0};
    for (size_t i = 0; i < event->disputes.count; i++)
        *ARENA_PUSH(items->arena, keys) = items->story->coded.items[event->disputes.items[i]].key;
    item_list(items, item, "disputes", &keys);
    if (keys.count)
        *ARENA_PUSH(items->arena, item->notes) =
            text_format(items->arena, "%s by others: %.*s",
                        event->status == CODING_DENIED ? "told" : "denied",
                        STR_ARGS(text_join(items->arena, &keys, ", ")));
}

static void add_event(struct items *items, const struct story_coded *event)
{
    struct item *item = items_new(items);
    struct str_list cited = cited_for(items, event);
    item_text(item, "key", event->key);
    item_day(items, item, "day", event->day);
    item_text(item, "day_basis", str_of(coded_basis_names[event->basis]));
    item_text(item, "date_text", event->when);
    item_text(item, "event", str_of(plover_event_names[event->event]));
    item_text(item, "mode", event->mode);
    item_list(items, item, "contexts", &event->contexts);
    item_text(item, "cameo", event->cameo);
    add_number(item, "goldstein", event->goldstein);
    add_number(item, "penta", event->penta ? (double)event->penta : NAN);
    item_text(item, "status", str_of(coding_status_names[event->status]));
    item_text(item, "reciprocal", event->reciprocal ? STR("yes") : STR("no"));
    add_end(items, item, event, 0);
    add_end(items, item, event, 1);
    item_text(item, "place", event->place);
    item_number(item, "confidence", event->confidence / 1000.0);
    add_disputes(items, item, event);
    item_list(items, item, "cited", &cited);
    item_text(item, "quote", event->sources.items[0].quote);
    item_told(items, item, &event->reports);
    item_text(item, "reason", event->reason);
    item_marked(items, item, &event->mark);
    item->quote = text_clean(items->arena, event->sources.items[0].quote);
    add_history(items, item, event);
}

/* One row a telling. */
static void add_tellings(struct items *items, const struct story_coded *event)
{
    for (size_t i = 0; i < event->codings.count; i++) {
        const struct story_coding *told = telling_at(items, event, i);
        const struct story_report *report = &items->story->facts->reports.items[told->source.report];
        struct item *item = items_new(items);
        item_text(item, "event", event->key);
        item_text(item, "status", str_of(coding_status_names[told->status]));
        item_text(item, "source", words_of(items, &told->ends[0]));
        item_text(item, "target", words_of(items, &told->ends[1]));
        item_text(item, "cameo", told->cameo);
        item_day(items, item, "from", told->from);
        item_day(items, item, "to", told->to);
        item_text(item, "date_text", told->when);
        item_text(item, "place", told->place);
        item_text(item, "rule", told->rule);
        item_number(item, "confidence", told->confidence / 1000.0);
        item_text(item, "attributed_to", told->cited);
        item_text(item, "report", report->id);
        item_text(item, "outlet", report->outlet);
        item_day(items, item, "published", report->day);
        item_text(item, "voice", items->story->facts->reports.items[report->voice].id);
        item_number(item, "start", told->source.start);
        item_number(item, "end", told->source.end);
        item_text(item, "quote", told->source.quote);
    }
}

static bool is_called(const struct items *items, struct str name)
{
    return name.len && str_equal(text_folded(items->arena, name), items->choice.actor);
}

/* Whether some telling that knows no actor has the words for an end. */
static bool has_words(const struct items *items, const struct story_coded *event)
{
    bool found = false;
    for (size_t i = 0; i < event->codings.count && !found; i++)
        for (int slot = 0; slot < 2; slot++)
            for (size_t e = 0; e < telling_at(items, event, i)->ends[slot].count && !found; e++) {
                const struct story_end *end = &telling_at(items, event, i)->ends[slot].items[e];
                found = end->mention == NO_ACTOR && is_called(items, end->words);
            }
    return found;
}

/* Whether the actor asked for is an end, or acts for one; its name may be a country's code, or words. */
static bool has_actor(const struct items *items, const struct story_coded *event)
{
    bool found = !items->choice.by_actor;
    for (int slot = 0; slot < 2 && !found; slot++) {
        const struct coded_end *end = &event->ends[slot];
        found = (end->side != NO_ACTOR && items->choice.wanted[end->side]) ||
                choice_actors(&items->choice, &end->who) || is_called(items, end->country);
    }
    return found || has_words(items, event);
}

static size_t count_coded(const struct story *story)
{
    return story->coded.count;
}

static size_t count_rejected(const struct story *story)
{
    return story->rejected.coded.count;
}

const struct story_coded *item_coded(const struct story *story, uint32_t number)
{
    size_t count = story->coded.count;
    return number < count ? &story->coded.items[number] : &story->rejected.coded.items[number - count];
}

static bool is_chosen(const struct items *items, uint32_t number)
{
    const struct story_coded *event = item_coded(items->story, number);
    return choice_days(&items->choice, event->day, event->day, &event->reports) && has_actor(items, event) &&
           choice_place(items->arena, &items->choice, event->place);
}

static void make_coded(struct items *items, uint32_t number)
{
    add_event(items, item_coded(items->story, number));
}

static void make_coded_tellings(struct items *items, uint32_t number)
{
    add_tellings(items, item_coded(items->story, number));
}

const struct item_maker coded_maker = {count_coded, count_rejected, is_chosen, NULL, make_coded};
const struct item_maker coded_telling_maker = {count_coded, count_rejected, is_chosen, NULL, make_coded_tellings};
