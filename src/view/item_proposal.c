/* item_proposal.c - proposals of the story as rows: their terms with what these were before, who answered what when
 * (item.h). */
#include "view/item.h"
#include "view/item_maker.h"
#include "view/put.h"
#include "view/text.h"
#include "view/voice.h"

static struct voices voices_of_sources(const struct items *items, const struct story_source *sources, size_t count)
{
    struct actor_list reports = {0};
    for (size_t i = 0; i < count; i++)
        *ARENA_PUSH(items->arena, reports) = sources[i].report;
    return voices_of(items->arena, items->story, &reports);
}

static struct str told_by(const struct items *items, const struct story_source *sources, size_t count)
{
    struct voices voices = voices_of_sources(items, sources, count);
    struct str_list named = voices_sources(items->arena, items->story, &voices);
    return voices_text(items->arena, &named, 2);
}

static const struct story_version *now(const struct story_term *term)
{
    return &term->versions.items[term->versions.count - 1];
}

/* "33 hostages (2024-08-16) → 40 hostages (2024-08-19)"; what is first told on one day, with "or" between. */
static struct str change_text(const struct items *items, const struct story_term *term)
{
    struct arena *arena = items->arena;
    struct str text = STR("");
    for (size_t i = 0; i < term->versions.count; i++) {
        const struct story_version *version = &term->versions.items[i];
        bool later = i && version->from != term->versions.items[i - 1].from;
        struct str day = voice_day(arena, version->from), words = text_clean(arena, version->text);
        text = text_format(arena, "%.*s%s“%.*s”%s%.*s %.*s", STR_ARGS(text), i ? later ? " → " : " or " : "",
                           STR_ARGS(words), day.len ? " " : "", STR_ARGS(day),
                           STR_ARGS(told_by(items, version->sources.items, version->sources.count)));
    }
    return text;
}

static struct str reply_text(const struct items *items, const struct story_reply *reply)
{
    struct arena *arena = items->arena;
    struct str days = text_days(arena, voice_day(arena, reply->from), voice_day(arena, reply->to));
    struct str name = text_clean(arena, items->story->actors.items[reply->side].name);
    return text_format(arena, "%.*s %s%s%.*s %.*s", STR_ARGS(name), response_names[reply->response],
                       days.len ? " " : "",
                       STR_ARGS(days), STR_ARGS(told_by(items, reply->sources.items, reply->sources.count)));
}

static void put_reply(const struct items *items, const struct story_reply *reply)
{
    struct buffer *out = items->scratch;
    struct voices voices = voices_of_sources(items, reply->sources.items, reply->sources.count);
    struct str_list sources = voices_sources(items->arena, items->story, &voices);
    put_open(out, NULL, '{');
    put_text(out, "party", items->story->actors.items[reply->side].name);
    put_text(out, "response", str_of(response_names[reply->response]));
    put_text(out, "from", voice_day(items->arena, reply->from));
    put_text(out, "to", voice_day(items->arena, reply->to));
    put_text(out, "sources", text_join(items->arena, &sources, "; "));
    put_text(out, "quote", reply->sources.items[0].quote);
    buffer_byte(out, '}');
}

static void put_term(const struct items *items, const struct story_term *term)
{
    struct buffer *out = items->scratch;
    put_open(out, NULL, '{');
    put_text(out, "text", now(term)->text);
    put_open(out, "versions", '[');
    for (size_t i = 0; i < term->versions.count; i++) {
        const struct story_version *version = &term->versions.items[i];
        struct voices voices = voices_of_sources(items, version->sources.items, version->sources.count);
        struct str_list sources = voices_sources(items->arena, items->story, &voices);
        put_open(out, NULL, '{');
        put_text(out, "text", version->text);
        put_text(out, "from", voice_day(items->arena, version->from));
        put_text(out, "to", voice_day(items->arena, version->to));
        put_text(out, "sources", text_join(items->arena, &sources, "; "));
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
    buffer_byte(out, '}');
}

/* For JSON: terms with all versions, answers with their sources. */
static void add_details(const struct items *items, struct item *item, const struct story_proposal *proposal)
{
    item_list_open(items);
    for (size_t i = 0; i < proposal->points.count; i++)
        put_term(items, &proposal->points.items[i]);
    item_list_close(items, item, "points");
    item_list_open(items);
    for (size_t i = 0; i < proposal->replies.count; i++)
        put_reply(items, &proposal->replies.items[i]);
    item_list_close(items, item, "responses");
    item->hidden += 2;
}

static const struct story_source *first_source(const struct items *items, const struct story_proposal *proposal)
{
    return &items->story->facts->offers.items[proposal->offers.items[0]].source;
}

static void add_proposal(struct items *items, const struct story_proposal *proposal)
{
    struct item *item = items_new(items);
    struct str_list terms = {0}, changes = {0}, answers = {0};
    struct str name = text_clean(items->arena, proposal->name);
    for (size_t i = 0; i < proposal->points.count; i++) {
        const struct story_term *term = &proposal->points.items[i];
        *ARENA_PUSH(items->arena, terms) = now(term)->text;
        if (term->versions.count > 1)
            *ARENA_PUSH(items->arena, changes) = change_text(items, term);
    }
    for (size_t i = 0; i < proposal->replies.count; i++)
        *ARENA_PUSH(items->arena, answers) = reply_text(items, &proposal->replies.items[i]);
    item_text(item, "key", proposal->key);
    item_text(item, "name", name);
    item_names(items, item, "by", &proposal->by);
    item_keys(items, item, "by_keys", &proposal->by);
    item_text(item, "date", proposal->date);
    item_day(items, item, "first_told", choice_first_day(items->story, &proposal->reports));
    item_list(items, item, "terms", &terms);
    item_list(items, item, "changes", &changes);
    item_list(items, item, "answers", &answers);
    item_text(item, "quote", first_source(items, proposal)->quote);
    item_told(items, item, &proposal->reports);
    item_text(item, "reason", proposal->reason);
    item_marked(items, item, &proposal->mark);
    item->quote = text_clean(items->arena, first_source(items, proposal)->quote);
    for (size_t i = 0; i < changes.count; i++)
        *ARENA_PUSH(items->arena, item->notes) = changes.items[i];
    for (size_t i = 0; i < answers.count; i++)
        *ARENA_PUSH(items->arena, item->notes) = answers.items[i];
    add_details(items, item, proposal);
}

static void add_source(const struct items *items, struct item *item, const struct story_source *source)
{
    const struct story_report *report = &items->story->facts->reports.items[source->report];
    item_text(item, "report", report->id);
    item_text(item, "outlet", report->outlet);
    item_day(items, item, "published", report->day);
    item_text(item, "voice", items->story->facts->reports.items[report->voice].id);
    item_number(item, "start", source->start);
    item_number(item, "end", source->end);
    item_text(item, "quote", source->quote);
}

/* One row a telling of a term. */
static void add_terms(struct items *items, const struct story_proposal *proposal)
{
    for (size_t i = 0; i < proposal->points.count; i++)
        for (size_t v = 0; v < proposal->points.items[i].versions.count; v++) {
            const struct story_version *version = &proposal->points.items[i].versions.items[v];
            for (size_t s = 0; s < version->sources.count; s++) {
                struct item *item = items_new(items);
                item_text(item, "proposal", proposal->key);
                item_number(item, "term", (double)i + 1);
                item_number(item, "version", (double)v + 1);
                item_text(item, "version_text", version->text);
                add_source(items, item, &version->sources.items[s]);
            }
        }
}

/* One row a telling of an answer. */
static void add_answers(struct items *items, const struct story_proposal *proposal)
{
    for (size_t i = 0; i < proposal->answers.count; i++) {
        const struct story_answer *answer = &proposal->answers.items[i];
        const struct identity *party = &items->story->actors.items[answer->party];
        struct item *item = items_new(items);
        item_text(item, "proposal", proposal->key);
        item_text(item, "party", items->story->actors.items[party->side].name);
        item_text(item, "who", party->name);
        item_text(item, "response", str_of(response_names[answer->response]));
        add_source(items, item, &answer->source);
    }
}

static size_t count_proposals(const struct story *story)
{
    return story->proposals.count;
}

static size_t count_rejected(const struct story *story)
{
    return story->rejected.proposals.count;
}

const struct story_proposal *item_proposal(const struct story *story, uint32_t number)
{
    size_t count = story->proposals.count;
    return number < count ? &story->proposals.items[number] : &story->rejected.proposals.items[number - count];
}

static bool is_chosen(const struct items *items, uint32_t number)
{
    const struct story_proposal *proposal = item_proposal(items->story, number);
    bool chosen = choice_actors(&items->choice, &proposal->by);
    for (size_t i = 0; i < proposal->answers.count && !chosen; i++) {
        struct actor_list who = {&(uint32_t){proposal->answers.items[i].party}, 1, 1};
        chosen = choice_actors(&items->choice, &who);
    }
    return chosen && choice_days(&items->choice, STORY_NO_DAY, STORY_NO_DAY, &proposal->reports);
}

static void make_proposal(struct items *items, uint32_t number)
{
    add_proposal(items, item_proposal(items->story, number));
}

static void make_terms(struct items *items, uint32_t number)
{
    add_terms(items, item_proposal(items->story, number));
}

static void make_answers(struct items *items, uint32_t number)
{
    add_answers(items, item_proposal(items->story, number));
}

/* In order of the first report that tells them; what was rejected, last. */
const struct item_maker proposal_maker = {count_proposals, count_rejected, is_chosen, NULL, make_proposal};
const struct item_maker term_maker = {count_proposals, count_rejected, is_chosen, NULL, make_terms};
const struct item_maker answer_maker = {count_proposals, count_rejected, is_chosen, NULL, make_answers};
