/* coding_circumstance.c - see coding.h: whether an event has happened (coding_status.c), when and where, and who
 * says so. Input: a coding with source, target and event. Output: its status, place, when and evidence.cited.
 * Invariant: a date or place counts only where it hangs on the words that tell the event, not on another clause of
 * the sentence. */
#include <stdlib.h>

#include "base/calendar.h"
#include "read/coding.h"
#include "read/outlook.h"
#include "read/place.h"

enum { HIGHEST = 6, YEAR_LENGTH = 4 };

static const struct token *at(const struct reading *reading, uint32_t token)
{
    return &reading->document.tokens[token];
}

/* The words by which one event is told may be two: "held" and "talks", "began" and "shelling". */
static bool carries(const struct reading *reading, uint32_t token)
{
    return token_is_verb(at(reading, token)) && !reading_mark_over(reading, token, SET_SPEECH);
}

/* Is `below` the noun or infinitive through which `verb` tells its event? */
static bool is_arm(const struct reading *reading, uint32_t below)
{
    switch (at(reading, below)->relation) {
    case REL_OBJ: case REL_OBL: case REL_NSUBJ: case REL_NSUBJ_PASS: case REL_XCOMP:
        return true;
    default:
        return false;
    }
}

/* "after the clash in Tyre": what hangs there is of that clash. */
static bool is_apart(const struct reading *reading, uint32_t token)
{
    uint32_t word = tree_child(&reading->document, &reading->tree, token, REL_CASE);
    return word != NO_TOKEN && reading_mark_over(reading, word, SET_AFTER);
}

/* Does `token` hang on the event at `trigger`: straight, over its nouns, or on the verb that carries it? */
static bool belongs(const struct reading *reading, uint32_t token, uint32_t trigger, bool over_nouns)
{
    uint32_t carrier = at(reading, trigger)->head;
    if (carrier != NO_TOKEN && (!is_arm(reading, trigger) || !carries(reading, carrier)))
        carrier = NO_TOKEN;
    for (int height = 0; height < HIGHEST && token != NO_TOKEN; height++) {
        if (height > 0 && (token == trigger || token == carrier))
            return true;
        if (height > 0 && (token_is_verb(at(reading, token)) || !over_nouns || is_apart(reading, token)))
            return false;
        token = at(reading, token)->head;
    }
    return false;
}

static bool is_speech(enum plover_event event)
{
    return event == PLOVER_ACCUSE || event == PLOVER_REQUEST || event == PLOVER_REJECT || event == PLOVER_THREATEN ||
           event == PLOVER_SUPPORT;
}

/* --- when */

static void set_year(struct interval *when, struct str value)
{
    if (value.len != YEAR_LENGTH || when->from[0])
        return;
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            return;
    int year = atoi(value.ptr);
    calendar_print(calendar_day(year, 1, 1), when->from);
    calendar_print(calendar_day(year, 12, 31), when->to);
}

/* The time that the mention stands for, also where it is a whole year. */
static struct interval interval_of(const struct reading *reading, const struct mention *mention)
{
    struct interval when = reading_interval_at(reading, mention);
    if (when.text.len)
        set_year(&when, reading->record->dates.items[mention->index].value);
    return when;
}

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

/* "said on Tuesday it will send": a day before the subject of what is said is that of the saying. */
static bool is_of_saying(const struct reading *reading, uint32_t date, uint32_t trigger)
{
    uint32_t head = at(reading, trigger)->head;
    uint32_t subject = tree_child(&reading->document, &reading->tree, trigger, REL_NSUBJ);
    return at(reading, trigger)->relation == REL_CCOMP && head < date && subject != NO_TOKEN && date < subject;
}

/* The date of the event: of those that hang on it the nearest. */
static struct interval find_time(const struct reading *reading, const struct coding_site *site,
                                 enum plover_event event)
{
    struct interval when = {.text = STR("")};
    uint32_t nearest = UINT32_MAX;
    for (uint32_t token = site->first; token < site->last; token++) {
        const struct mention *mention = mentions_over(&reading->mentions, MENTION_DATE, token);
        if (!mention || mention->first != token || distance(token, site->trigger) >= nearest ||
            is_of_saying(reading, token, site->trigger) ||
            !belongs(reading, reading_head(reading, mention), site->trigger, !is_speech(event)))
            continue;
        when = interval_of(reading, mention);
        nearest = distance(token, site->trigger);
    }
    return when;
}

/* --- where */

static bool overlaps(const struct coded_actor_list *actors, const struct token *first, const struct token *last)
{
    for (size_t i = 0; i < actors->count; i++)
        if (actors->items[i].words.start < last->end && first->start < actors->items[i].words.end)
            return true;
    return false;
}

/* "in Geneva"; but "on Iran" is no place where Iran acts or is acted on. */
static bool stands_in(const struct reading *reading, const struct mention *mention, uint32_t word)
{
    if (word == NO_TOKEN || !reading_mark_over(reading, word, SET_PLACE_PREPOSITION))
        return false;
    return !reading_mark_over(reading, word, SET_BODY_PREPOSITION) ||
           !reading_mark_over(reading, mention->first, SET_ACTOR_NAME);
}

/* "condemned the coup in Niger": the place of what is spoken of. */
static bool is_behind_noun(const struct reading *reading, uint32_t word, uint32_t trigger)
{
    enum tag tag = word > 0 ? (enum tag)at(reading, word - 1)->tag : TAG_X;
    return word > trigger + 1 && (tag == TAG_NOUN || tag == TAG_PROPN);
}

/* Does the mention tell where the event was: "in Geneva", "the Geneva talks"? */
static bool tells_place(const struct reading *reading, const struct coding_site *site, const struct coding *coding,
                        const struct mention *mention)
{
    uint32_t head = reading_head(reading, mention);
    uint32_t word = tree_child(&reading->document, &reading->tree, head, REL_CASE);
    bool in = stands_in(reading, mention, word) &&
              !(is_speech(coding->event) && is_behind_noun(reading, word, site->trigger));
    bool compound = at(reading, head)->relation == REL_COMPOUND && at(reading, head)->head == site->trigger;
    if (!in && !compound)
        return false;
    if (overlaps(&coding->source, at(reading, mention->first), at(reading, mention->last - 1)) ||
        overlaps(&coding->target, at(reading, mention->first), at(reading, mention->last - 1)))
        return false;
    return compound || belongs(reading, head, site->trigger, !is_speech(coding->event));
}

/* The first entity of the report that does not begin before `token`. */
static uint32_t entity_from(const struct document *document, uint32_t token)
{
    uint32_t low = 0, high = document->entity_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (document->entities[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Places that no list knows are those that the model takes for one. */
static bool find_location(const struct reading *reading, const struct coding_site *site, const struct coding *coding,
                          struct mention *found)
{
    const struct document *document = &reading->document;
    for (uint32_t e = entity_from(document, site->first); e < document->entity_count; e++) {
        const struct entity *entity = &document->entities[e];
        struct mention place = {entity->first, entity->last, 0};
        if (entity->first >= site->last)
            return false;
        if (entity->kind == ENTITY_LOCATION && tells_place(reading, site, coding, &place)) {
            *found = place;
            return true;
        }
    }
    return false;
}

static struct str find_place(const struct reading *reading, const struct coding_site *site, const struct coding *coding)
{
    struct mention found = {0};
    for (uint32_t token = site->first; token < site->last; token++) {
        const struct mention *mention = mentions_over(&reading->mentions, MENTION_PLACE, token);
        if (!mention || mention->first != token || !tells_place(reading, site, coding, mention))
            continue;
        if (!found.last || distance(mention->first, site->trigger) < distance(found.first, site->trigger))
            found = *mention;
    }
    bool any = found.last || find_location(reading, site, coding, &found);
    return any ? place_name(reading, found.first, found.last) : STR("");
}

void coding_circumstance(const struct reading *reading, const struct coding_site *site, struct coding *coding)
{
    bool past;
    coding->status = coding_status_of(reading, site->trigger, coding->event, &past);
    coding->when = find_time(reading, site, coding->event);
    coding->place = find_place(reading, site, coding);
    coding->evidence.cited = attribution_cited(reading, site->trigger);
    bool happened = coding->status == CODING_PAST || coding->status == CODING_ONGOING;
    if (!happened || !outlook_is_ahead(reading, &coding->when))
        return;
    if (past)
        coding->when = (struct interval){.text = STR("")}; /* of what is promised, or read wrongly */
    else
        coding->status = CODING_PLANNED;
}
