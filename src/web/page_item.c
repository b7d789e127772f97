/* page_item.c - the fact view: on one side an item of the merged record or a fact of one report, on the other the text
 * it was read from, with the words marked.
 *
 * Input: a key or "REPORT:START-END:KIND" behind the address; which of its tellings, and which form, is shown. Output: a
 * page, or the item as JSON. Invariant: what is shown of decisions is what the database has now, however old the story. */
#include "base/ascii.h"
#include "view/item.h"
#include "view/put.h"
#include "view/story_json.h"
#include "view/text.h"
#include "view/value.h"
#include "view/voice.h"
#include "web/fact.h"
#include "web/frame.h"
#include "web/pages.h"
#include "web/told.h"

struct query fact_query(const struct call *call, enum param param, struct str value)
{
    struct query query = query_with(&call->query, param, value);
    if (param != PARAM_PAGE)
        query.values[PARAM_PAGE] = call->query.values[PARAM_PAGE];
    return query;
}

/* --- Its tellings --- */

static struct str telling_name(struct call *call, const struct fact_telling *telling)
{
    return telling->kind ? frame_fact_name(call, &telling->source, telling->kind) : STR("");
}

/* "Gazette 2024-08-19 · g1", which shows its text beside; its words; the fact of its own. */
static void put_telling(struct call *call, const struct fact_telling *telling, size_t number, bool shown)
{
    struct buffer *out = &call->out;
    struct query query = fact_query(call, PARAM_SOURCE, text_format(&call->arena, "%zu", number));
    query.values[PARAM_FORM] = STR("");
    struct query own = query;
    own.values[PARAM_SOURCE] = own.values[PARAM_PAGE] = STR("");
    HTML(out, "<li><a");
    query_href_under(&call->out, STR("/item/"), call->rest, &query);
    if (shown)
        HTML(out, " aria-current=\"true\"");
    HTML(out, ">");
    frame_voice(call, call->story, telling->source.report);
    HTML(out, "</a>");
    if (telling->says.len) {
        HTML(out, " <span class=\"faint\">");
        web_bdi(out, telling->says);
        HTML(out, "</span>");
    }
    HTML(out, " <q>");
    web_bdi(out, telling->source.quote);
    HTML(out, "</q>");
    told_standing(call, telling->source.standing);
    if (telling->kind) {
        HTML(out, " <a class=\"small\"");
        query_href_under(&call->out, STR("/item/"), telling_name(call, telling), &own);
        HTML(out, ">its own page</a>");
    }
    HTML(out, "</li>\n");
}

/* Links to the other tellings, where there are more than a page holds. */
static void put_telling_pages(struct call *call, const struct paging *paging)
{
    struct buffer *out = &call->out;
    size_t page = paging->first / FRAME_ROWS + 1;
    HTML(out, "<p class=\"pages\">");
    frame_range(call, paging);
    for (int step = -1; step <= 1; step += 2) {
        if ((step < 0 && page == 1) || (step > 0 && paging->first + paging->count >= paging->total))
            continue;
        struct query query = fact_query(call, PARAM_PAGE, text_format(&call->arena, "%zu", page + (size_t)step));
        HTML(out, " <a");
        query_href_under(&call->out, STR("/item/"), call->rest, &query);
        HTML(out, ">");
        web_text(out, step < 0 ? STR("Earlier") : STR("Later"));
        HTML(out, "</a>");
    }
    HTML(out, "</p>\n");
}

static void put_tellings(struct call *call, const struct fact *fact, const struct paging *paging, size_t chosen)
{
    struct buffer *out = &call->out;
    HTML(out, "<h2>Told by</h2>\n<p>");
    if (fact->tellings.count > 1)
        frame_voices(call, &fact->reports);
    else
        HTML(out, "<span class=\"voices\">1 voice of 1 report</span>");
    HTML(out, "</p>\n<ol class=\"tellings\"");
    web_attribute(out, "start", text_format(&call->arena, "%zu", paging->first + 1));
    HTML(out, ">\n");
    for (size_t i = paging->first; i < paging->first + paging->count; i++)
        put_telling(call, &fact->tellings.items[i], i + 1, i == chosen);
    HTML(out, "</ol>\n");
    if (paging->count < paging->total)
        put_telling_pages(call, paging);
}

/* --- The sides of the page --- */

static void open_article(struct call *call, struct str key, enum standing standing,
                         const struct decision_list *decisions)
{
    struct buffer *out = &call->out;
    HTML(out, "<article class=\"item\"");
    web_attribute(out, "data-key", key);
    web_attribute(out, "data-standing", str_of(standing_names[standing]));
    if (decisions->count)
        web_attribute(out, "data-decision",
                      text_format(&call->arena, "%lld",
                                  (long long)decisions->items[decisions->count - 1].number));
    HTML(out, ">\n");
    fact_put_neighbours(call, key);
    HTML(out, "<div class=\"fact\">\n<section class=\"fact-item\" aria-label=\"What it is\">\n");
}

static void put_between(struct call *call)
{
    HTML(&call->out, "</section>\n<section class=\"fact-text\" tabindex=\"0\" aria-label=\"Text of the report\">\n");
}

static void close_article(struct call *call)
{
    HTML(&call->out, "</section>\n</div>\n</article>\n");
}

static void put_notes(struct call *call, const struct str_list *notes)
{
    for (size_t i = 0; i < notes->count; i++) {
        HTML(&call->out, "<p class=\"note\">");
        web_bdi(&call->out, notes->items[i]);
        HTML(&call->out, "</p>\n");
    }
}

/* The places at which decisions may be on the item: its tellings that are shown. */
static struct decision_places places_of(struct call *call, const struct fact *fact, const struct paging *paging)
{
    struct decision_places places = {0};
    for (size_t i = paging->first; i < paging->first + paging->count; i++) {
        const struct fact_telling *telling = &fact->tellings.items[i];
        *ARENA_PUSH(&call->arena, places) = (struct decision_place){
            .report = call->story->facts->reports.items[telling->source.report].id, .start = telling->source.start,
            .end = telling->source.end, .kind = telling->kind ? str_of(telling->kind) : STR("claim")};
    }
    return places;
}

/* How it stands by the decisions that are kept, which the story may not know of yet. */
static enum standing standing_now(const struct fact *fact, const struct decision_list *decisions, bool behind)
{
    enum standing standing = fact->mark ? fact->mark->standing : STANDING_MACHINE;
    for (size_t i = 0; behind && i < decisions->count; i++)
        if (str_equal(decisions->items[i].key, fact->key))
            standing = decisions->items[i].kind == DECISION_CONFIRM ? STANDING_CONFIRMED
                       : decisions->items[i].kind == DECISION_REJECT ? STANDING_REJECTED : standing;
    return standing;
}

/* The text of the report that tells it, as the story has it, with this telling and the others there marked. */
static bool put_told_text(struct call *call, const struct fact *fact, const struct fact_telling *chosen)
{
    const struct story_report *report = &call->story->facts->reports.items[chosen->source.report];
    struct report_version version;
    struct fact_spans spans = {0};
    if (!store_version_of(call->store, report->id, report->version, &call->arena, &version, &call->error))
        return false;
    for (size_t i = 0; i < fact->tellings.count; i++) {
        const struct story_source *source = &fact->tellings.items[i].source;
        if (source->report == chosen->source.report)
            *ARENA_PUSH(&call->arena, spans) = (struct fact_span){
                source->start, source->end, source->start == chosen->source.start && source->end == chosen->source.end};
    }
    if (!version.row) {
        HTML(&call->out, "<p class=\"problem\">The text of this report is not kept any more.</p>\n");
        return true;
    }
    fact_put_report(call, &version, &spans);
    return fact_put_others(call, &version, chosen->source.start, chosen->source.end);
}

/* The values that the chosen telling alone has: who is cited for it, by which rule it was read. */
static bool put_chosen(struct call *call, const struct fact_telling *chosen)
{
    const struct story_report *report = &call->story->facts->reports.items[chosen->source.report];
    struct report_version version;
    struct fact_rows rows = {0};
    if (!chosen->kind)
        return true;
    if (!store_version_of(call->store, report->id, report->version, &call->arena, &version, &call->error) ||
        !store_fact_rows(call->store, version.row, str_of(chosen->kind), chosen->source.start, chosen->source.end,
                         &call->arena, &rows, &call->error))
        return false;
    if (!rows.count)
        return true;
    HTML(&call->out, "<h2>As the report beside tells it</h2>\n");
    fact_put_row(call, &rows.items[0], chosen->source.report);
    return true;
}

static void put_why(struct call *call, const struct fact *fact)
{
    if (!fact->reason.len && !(fact->mark && fact->mark->kept))
        return;
    HTML(&call->out, "<h2>Why</h2>\n<p>");
    web_bdi(&call->out, fact->reason);
    if (fact->mark && fact->mark->kept) {
        HTML(&call->out, " ");
        web_text(&call->out, story_mark_text(fact->mark));
    }
    HTML(&call->out, "</p>\n");
}

/* Which telling's text is shown, from 0, and the page of tellings that it is on unless another is asked for. */
static struct paging page_of_tellings(struct call *call, const struct fact *fact, size_t *chosen)
{
    size_t source = query_number(&call->query, PARAM_SOURCE, 0);
    if (source > fact->tellings.count)
        source = 0;
    if (source > FRAME_ROWS && !call->query.values[PARAM_PAGE].len)
        call->query.values[PARAM_PAGE] = text_format(&call->arena, "%zu", (source - 1) / FRAME_ROWS + 1);
    struct paging paging = frame_paging(call, fact->tellings.count);
    *chosen = source ? source - 1 : paging.first;
    return paging;
}

/* What persons may do with an item whose tellings alone can be decided on. */
static void put_decide_note(struct call *call)
{
    HTML(&call->out, "<p class=\"faint\">This is put together from what the reports below say: decide on each, on its "
                     "own page.</p>\n");
}

/* Of an actor: the lists of what it takes part in. */
static void put_lists(struct call *call, const struct fact *fact)
{
    static const char *const lists[] = {"meetings", "positions", "proposals", "statements", "timeline"};
    struct query query = {0};
    if (fact->sort != FACT_ACTOR)
        return;
    query.values[PARAM_PROCESS] = call->query.values[PARAM_PROCESS];
    query.values[PARAM_ACTOR] = fact->key;
    HTML(&call->out, "<p>Its");
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct str list = str_of(lists[i]);
        HTML(&call->out, " ");
        frame_link(call, text_format(&call->arena, "/%.*s", STR_ARGS(list)), STR(""), &query, list);
    }
    HTML(&call->out, "</p>\n");
}

/* To a briefing of it alone; others are added there. Names in the address of a briefing have no blanks. */
static void put_briefing_link(struct call *call, struct str name)
{
    struct query query = query_scope(&call->query);
    query.values[PARAM_ITEMS] = name;
    if (memchr(name.ptr, ' ', name.len))
        return;
    HTML(&call->out, "<p class=\"more\"><a");
    query_href(&call->out, STR("/briefing"), &query);
    HTML(&call->out, ">As a briefing with numbered sources</a></p>\n");
}

/* On narrow screens the text stands below. */
static void put_way_to_words(struct call *call)
{
    HTML(&call->out, "<p class=\"to-words\"><a href=\"#told\">To the words in the report</a></p>\n");
}

static void put_decisions(struct call *call, const struct decision_list *decisions)
{
    if (decisions->count)
        HTML(&call->out, "<h2>Decisions</h2>\n");
    fact_put_decisions(call, decisions);
}

static bool put_item(struct call *call, const struct fact *fact)
{
    size_t chosen;
    struct paging paging = page_of_tellings(call, fact, &chosen);
    struct decision_places places = places_of(call, fact, &paging);
    struct decision_list decisions;
    if (!store_decisions_on(call->store, fact->key, &places, &call->arena, &decisions, &call->error))
        return false;
    enum standing standing = standing_now(fact, &decisions, call->behind);
    frame_open(call, &(struct frame){.title = fact_sort_names[fact->sort], .about = fact_title(call, fact),
                                     .twins = 1u << FORM_JSON, .wide = true});
    open_article(call, fact->key, standing, &decisions);
    HTML(&call->out, "<p class=\"marks\">");
    told_standing(call, standing);
    HTML(&call->out, "</p>\n");
    fact_put_values(call, fact);
    if (fact->tellings.count)
        put_way_to_words(call);
    put_lists(call, fact);
    if (fact->mark)
        put_notes(call, &fact->mark->notes);
    put_why(call, fact);
    put_briefing_link(call, fact->key);
    if (fact->mark)
        fact_put_deciding(call, &(struct fact_deciding){
                                    .name = fact->key, .actor = fact->sort == FACT_ACTOR,
                                    .correct = fact->sort != FACT_ACTOR && fact->sort != FACT_CONFLICT});
    else
        put_decide_note(call);
    put_tellings(call, fact, &paging, chosen);
    put_decisions(call, &decisions);
    const struct fact_telling *telling = fact->tellings.count ? &fact->tellings.items[chosen] : NULL;
    bool put = !telling || put_chosen(call, telling);
    put_between(call);
    put = put && (!telling || put_told_text(call, fact, telling));
    close_article(call);
    frame_close(call);
    return put;
}

/* --- A fact of one report --- */

/* The facts at the place, and the report they are in. */
struct one_fact {
    struct fact_name name;
    struct report_version version;
    struct fact_rows rows;
    uint32_t report; /* of the story */
};

/* Those of the kind that the name tells, or else of any; with the actor that it tells. */
static bool load_rows(struct call *call, struct one_fact *one)
{
    static const char *const kinds[] = {"meeting", "trip", "proposal", "position", "statement", "figure",
                                        "talk", "term", "response", "coding", "actor"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !one->rows.count; i++) {
        struct str kind = one->name.kind.len ? one->name.kind : str_of(kinds[i]);
        if (!store_fact_rows(call->store, one->version.row, kind, one->name.start, one->name.end, &call->arena,
                             &one->rows, &call->error))
            return false;
        if (one->rows.count || one->name.kind.len) {
            one->name.kind = kind;
            break;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < one->rows.count; i++)
        if (!one->name.who.len || str_equal(one->rows.items[i].who, one->name.who))
            one->rows.items[kept++] = one->rows.items[i];
    one->rows.count = kept;
    return true;
}

static bool find_one(struct call *call, struct str name, struct one_fact *one)
{
    *one = (struct one_fact){.report = STORY_NOT_HERE};
    if (!fact_name_split(name, &one->name))
        return true;
    if (!store_version_of(call->store, one->name.report, 0, &call->arena, &one->version, &call->error))
        return false;
    one->report = fact_report(call, one->name.report);
    return !one->version.row || load_rows(call, one);
}

/* The name by which it is decided on: with its actor where several of a kind stand there. */
static struct str name_of(struct call *call, const struct one_fact *one, const struct fact_row *row)
{
    bool several = one->name.who.len > 0;
    for (size_t i = 0; i < one->rows.count; i++)
        several = several || !str_equal(one->rows.items[i].who, row->who);
    return text_format(&call->arena, "%.*s:%u-%u:%.*s%s%.*s", STR_ARGS(one->name.report), (unsigned)one->name.start,
                       (unsigned)one->name.end, STR_ARGS(one->name.kind), several && row->who.len ? ":" : "",
                       several ? (int)row->who.len : 0, row->who.ptr);
}

static void put_one_row(struct call *call, const struct one_fact *one, const struct fact_row *row)
{
    HTML(&call->out, "<p class=\"marks\"><q>");
    web_bdi(&call->out, row->quote);
    HTML(&call->out, "</q>");
    told_standing(call, row->standing);
    HTML(&call->out, "</p>\n");
    fact_put_row(call, row, one->report);
    if (!one->version.current)
        HTML(&call->out, "<p class=\"notice\">The report is withdrawn: nothing is decided of it.</p>\n");
    else
        fact_put_deciding(call, &(struct fact_deciding){.name = name_of(call, one, row), .row = row,
                                                        .report = one->name.report, .kind = one->name.kind});
}

static bool is_here(const struct story_source *source, const struct one_fact *one)
{
    return source->report == one->report && source->start == one->name.start && source->end == one->name.end;
}

static void put_item_link(struct call *call, struct str key, const char *sort, size_t *count)
{
    struct query query = query_scope(&call->query);
    HTML(&call->out, "<p>");
    web_text(&call->out, (*count)++ ? STR("and of the ") : STR("Part of the "));
    web_text(&call->out, str_of(sort));
    HTML(&call->out, " <a");
    query_href_under(&call->out, STR("/item/"), key, &query);
    HTML(&call->out, ">");
    web_bdi(&call->out, key);
    HTML(&call->out, "</a></p>\n");
}

#define ITEMS_WITH(list, told, place, sort)                                                                       \
    for (size_t i = 0; i < (list).count; i++)                                                                     \
        for (size_t t = 0; t < (list).items[i].told.count; t++)                                                   \
            if (is_here(&(list).items[i].told.items[t] place, one)) {                                             \
                put_item_link(call, (list).items[i].key, sort, &count);                                           \
                break;                                                                                            \
            }

static bool is_of_issue(const struct story_issue *issue, const struct one_fact *one)
{
    for (size_t i = 0; i < issue->rows.count; i++)
        for (size_t h = 0; h < issue->rows.items[i].holds.count; h++)
            if (is_here(&issue->rows.items[i].holds.items[h].source, one))
                return true;
    return false;
}

/* The items of the story that have it among their tellings. */
static void put_items_of(struct call *call, const struct one_fact *one)
{
    const struct story *story = call->story;
    size_t count = 0;
    if (one->report == STORY_NOT_HERE)
        return;
    ITEMS_WITH(story->meetings, history, .source, "meeting")
    ITEMS_WITH(story->trips, history, .source, "trip")
    ITEMS_WITH(story->proposals, sources, , "proposal")
    ITEMS_WITH(story->positions, sources, , "position")
    ITEMS_WITH(story->turns, sources, , "turn of the talks")
    ITEMS_WITH(story->conflicts, claims, , "conflict")
    for (size_t i = 0; i < story->issues.count; i++)
        if (is_of_issue(&story->issues.items[i], one))
            put_item_link(call, story->issues.items[i].key, "issue", &count);
}

/* "Political event" */
static const char *title_of(struct call *call, struct str kind)
{
    struct str name = fact_kind_name(kind);
    char *title = arena_copy(&call->arena, name.ptr, name.len);
    title[0] = (char)(ascii_is_lower(title[0]) ? title[0] - 'a' + 'A' : title[0]);
    return title;
}

static bool put_one(struct call *call, const struct one_fact *one)
{
    struct decision_place place = {.report = one->name.report, .start = one->name.start, .end = one->name.end,
                                   .kind = one->name.kind};
    struct decision_list decisions;
    struct fact_spans spans = {0};
    const struct fact_row *first = &one->rows.items[0];
    struct str name = name_of(call, one, first);
    if (!store_decisions_on(call->store, name, &(struct decision_places){&place, 1, 1}, &call->arena, &decisions,
                            &call->error))
        return false;
    *ARENA_PUSH(&call->arena, spans) = (struct fact_span){one->name.start, one->name.end, true};
    frame_open(call, &(struct frame){.title = title_of(call, one->name.kind), .about = first->quote,
                                     .twins = 1u << FORM_JSON, .wide = true});
    open_article(call, name, first->standing, &decisions);
    HTML(&call->out, "<p class=\"faint\">As this report alone tells it.</p>\n");
    for (size_t i = 0; i < one->rows.count; i++)
        put_one_row(call, one, &one->rows.items[i]);
    put_way_to_words(call);
    put_items_of(call, one);
    put_briefing_link(call, name);
    put_decisions(call, &decisions);
    put_between(call);
    fact_put_report(call, &one->version, &spans);
    bool put = fact_put_others(call, &one->version, one->name.start, one->name.end);
    close_article(call);
    frame_close(call);
    return put;
}

/* --- What has gone, and JSON --- */

/* An item that the record does not make any more, with what persons decided of it. */
static bool put_gone(struct call *call)
{
    struct decision_list decisions;
    if (!store_decisions_on(call->store, call->rest, &(struct decision_places){0}, &call->arena, &decisions,
                            &call->error))
        return false;
    if (!decisions.count)
        return call_fail(call, 404, "There is no item '%.*s' in these reports.", STR_ARGS(call->rest));
    frame_open(call, &(struct frame){.title = "Item", .about = call->rest});
    HTML(&call->out, "<p class=\"notice\">The record has no such item now: it is another since it was decided on, or "
                     "told by other reports than these.</p>\n");
    put_decisions(call, &decisions);
    frame_close(call);
    return true;
}

static void put_row_json(struct buffer *out, const struct one_fact *one, const struct fact_row *row)
{
    json_t *values = row_json(&row->row);
    char *text = values ? json_dumps(values, JSON_COMPACT) : NULL;
    json_decref(values);
    put_open(out, NULL, '{');
    put_text(out, "fact", one->name.kind);
    put_text(out, "report", one->name.report);
    put_whole(out, "start", row->start);
    put_whole(out, "end", row->end);
    put_text(out, "quote", row->quote);
    put_text(out, "rule", row->rule);
    put_text(out, "attributed_to", row->cited);
    put_text(out, "standing", str_of(standing_names[row->standing]));
    put_key(out, "values");
    buffer_add(out, text ? str_of(text) : STR("null"));
    free(text);
    buffer_byte(out, '}');
}

static bool put_json(struct call *call, const struct fact *fact, const struct one_fact *one)
{
    struct buffer *out = &call->out;
    if (fact) {
        story_put_item(out, call->story, fact->key);
        HTML(out, "\n");
        return true;
    }
    if (one->rows.count > 1)
        buffer_byte(out, '[');
    for (size_t i = 0; i < one->rows.count; i++)
        put_row_json(out, one, &one->rows.items[i]);
    if (one->rows.count > 1)
        buffer_byte(out, ']');
    HTML(out, "\n");
    return true;
}

bool page_item(struct call *call)
{
    struct fact fact;
    struct one_fact one;
    if (fact_find(call, call->rest, &fact))
        return call->form == FORM_JSON ? put_json(call, &fact, NULL) : put_item(call, &fact);
    if (!find_one(call, call->rest, &one))
        return false;
    if (one.rows.count)
        return call->form == FORM_JSON ? put_json(call, NULL, &one) : put_one(call, &one);
    if (call->form == FORM_JSON)
        return call_fail(call, 404, "There is no item '%.*s' in these reports.", STR_ARGS(call->rest));
    return put_gone(call);
}
