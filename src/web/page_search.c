/* page_search.c - full-text search of reports (store/search.h), and what of the record has all the words: actors, meetings,
 * proposals, issues, statements. What words mean, find.h and search.h tell: the same in both.
 *
 * The twins have the reports of the page that is asked for, the best first: report, outlet, published, title, snippet. */
#include "base/map.h"
#include "base/sort.h"
#include "store/search.h"
#include "view/item.h"
#include "view/rows.h"
#include "view/text.h"
#include "view/voice.h"
#include "web/find.h"
#include "web/list.h"
#include "web/pages.h"

enum { MOST_FACTS = 10, MOST_COUNTED = 1000 /* statements */, MOST_NAMES = 64 /* of a meeting that are looked at */, TEXT_COLUMNS = 200, QUOTE_COLUMNS = 300 };

struct searched {
    struct call *call;
    struct search search;
    struct search_result result;
    struct find find;
    struct paging paging;
    size_t printed; /* of the hits, by a twin */
};

static bool run(struct call *call, struct searched *page)
{
    const struct query *query = &call->query;
    *page = (struct searched){.call = call};
    call->choice.by_actor = false; /* what was chosen on other pages stays chosen there, and is not asked for here */
    call->choice.place = STR("");
    page->search = (struct search){.terms = search_terms_of(&call->arena, query->values[PARAM_WORDS]),
                                   .process = query->values[PARAM_PROCESS], .since = query->values[PARAM_SINCE],
                                   .until = query->values[PARAM_UNTIL], .most = FRAME_ROWS,
                                   .first = (query_number(query, PARAM_PAGE, 1) - 1) * FRAME_ROWS};
    page->find = find_of(&call->arena, &page->search.terms);
    if (!store_search(call->store, &page->search, &call->arena, &page->result, &call->error))
        return false;
    page->paging = frame_paging(call, page->result.ranked);
    if (page->result.hits.count || !page->result.ranked)
        return true;
    page->search.first = page->paging.first; /* a page behind the last is the last */
    return store_search(call->store, &page->search, &call->arena, &page->result, &call->error);
}

/* --- twins */

static bool next_hit(void *context, struct row *row)
{
    struct searched *page = context;
    if (page->printed == page->result.hits.count)
        return false;
    const struct search_hit *hit = &page->result.hits.items[page->printed++];
    const struct str values[] = {hit->report, hit->outlet, hit->published, hit->title, hit->snippet};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        row->values[i] = (struct value){.kind = values[i].len ? VALUE_TEXT : VALUE_NONE, .text = values[i]};
    return true;
}

static bool print_hits(struct searched *page)
{
    static const char *const names[] = {"report", "outlet", "published", "title", "snippet"};
    struct call *call = page->call;
    return call_print_rows(call, rows_made(names, sizeof names / sizeof *names, next_hit, page, &call->error));
}

/* --- facts */

/* What is looked through: items by number, each with the reports that tell of it. */
struct looked {
    const char *title, *id;
    size_t count;
    uint32_t (*weight)(const struct searched *page, uint32_t at); /* how many reports, where it has the words; else 0 */
    void (*put)(const struct searched *page, uint32_t at);
};

static uint32_t weigh_actor(const struct searched *page, uint32_t at)
{
    const struct identity *actor = &page->call->story->actors.items[at];
    bool has = false, rejected = actor->mark.standing == STANDING_REJECTED && !page->call->choice.rejected;
    if (!actor->named || rejected)
        return 0;
    for (size_t t = 0; t < page->find.count; t++) {
        has = find_term_in(&page->find.terms[t], actor->name);
        for (size_t i = 0; i < actor->aliases.count && !has; i++)
            has = find_term_in(&page->find.terms[t], actor->aliases.items[i]);
        if (!has)
            return 0;
    }
    return (uint32_t)actor->reports.count;
}

static size_t add_names(const struct searched *page, const struct actor_list *actors, struct str *texts, size_t count)
{
    for (size_t i = 0; i < actors->count && count < MOST_NAMES; i++)
        texts[count++] = page->call->story->actors.items[actors->items[i]].name;
    return count;
}

/* As many reports as tell of it, where it is of the days that are asked for. */
static uint32_t weight_of(const struct searched *page, long from, long to, const struct actor_list *reports)
{
    return choice_days(&page->call->choice, from, to, reports) ? (uint32_t)reports->count : 0;
}

static uint32_t weigh_meeting(const struct searched *page, uint32_t at)
{
    const struct story_meeting *meeting = &page->call->story->meetings.items[at];
    struct str texts[MOST_NAMES + 1] = {meeting->place};
    size_t count = add_names(page, &meeting->participants, texts, 1);
    count = add_names(page, &meeting->mediators, texts, count);
    return find_in(&page->find, texts, count) ? weight_of(page, meeting->from, meeting->to, &meeting->reports) : 0;
}

static uint32_t weigh_proposal(const struct searched *page, uint32_t at)
{
    const struct story_proposal *proposal = &page->call->story->proposals.items[at];
    struct str texts[MOST_NAMES + 1] = {proposal->name};
    size_t count = 1;
    for (size_t i = 0; i < proposal->terms.count && count < MOST_NAMES; i++)
        texts[count++] = proposal->terms.items[i];
    return find_in(&page->find, texts, count) ? weight_of(page, STORY_NO_DAY, STORY_NO_DAY, &proposal->reports) : 0;
}

static uint32_t weigh_issue(const struct searched *page, uint32_t at)
{
    const struct story_issue *issue = &page->call->story->issues.items[at];
    return find_in(&page->find, &issue->name, 1) ? weight_of(page, STORY_NO_DAY, STORY_NO_DAY, &issue->reports) : 0;
}

static struct str cut(const struct searched *page, struct str text)
{
    return text_cut(&page->call->arena, text_clean(&page->call->arena, text), TEXT_COLUMNS);
}

static void put_actor(const struct searched *page, uint32_t at)
{
    const struct identity *actor = &page->call->story->actors.items[at];
    HTML(&page->call->out, "<bdi>");
    frame_item_link(page->call, actor->key, cut(page, actor->name));
    HTML(&page->call->out, "</bdi>");
    if (actor->party.len && !str_equal(actor->party, actor->name)) {
        HTML(&page->call->out, " <span class=\"faint\">");
        web_bdi(&page->call->out, cut(page, actor->party));
        HTML(&page->call->out, "</span>");
    }
}

static struct str names_of(const struct searched *page, const struct actor_list *actors)
{
    struct str_list names = item_actor_names(&page->call->arena, page->call->story, actors);
    return text_join(&page->call->arena, &names, ", ");
}

static void put_meeting(const struct searched *page, uint32_t at)
{
    struct call *call = page->call;
    struct arena *arena = &call->arena;
    const struct story_meeting *meeting = &call->story->meetings.items[at];
    struct str days = text_days(arena, voice_day(arena, meeting->from), voice_day(arena, meeting->to));
    struct str names = names_of(page, &meeting->participants), mediators = names_of(page, &meeting->mediators);
    struct str text = text_format(arena, "%.*s%s%.*s%s%.*s%s%.*s", STR_ARGS(names), mediators.len ? ", mediating " : "",
                                  STR_ARGS(mediators), meeting->place.len ? ", " : "", STR_ARGS(meeting->place),
                                  days.len ? ", " : "", STR_ARGS(days));
    HTML(&call->out, "<bdi>");
    frame_item_link(call, meeting->key, cut(page, text.len ? text : meeting->key));
    HTML(&call->out, "</bdi>");
}

static void put_proposal(const struct searched *page, uint32_t at)
{
    const struct story_proposal *proposal = &page->call->story->proposals.items[at];
    struct str by = names_of(page, &proposal->by), name = proposal->name;
    name = name.len ? name : proposal->terms.count ? proposal->terms.items[0] : proposal->key;
    HTML(&page->call->out, "<bdi>");
    frame_item_link(page->call, proposal->key, cut(page, name));
    HTML(&page->call->out, "</bdi>");
    if (by.len) {
        HTML(&page->call->out, " <span class=\"faint\">");
        web_bdi(&page->call->out, cut(page, by));
        HTML(&page->call->out, "</span>");
    }
}

static void put_issue(const struct searched *page, uint32_t at)
{
    const struct story_issue *issue = &page->call->story->issues.items[at];
    HTML(&page->call->out, "<bdi>");
    frame_item_link(page->call, issue->key, cut(page, issue->name));
    HTML(&page->call->out, "</bdi>");
}

static void open_section(struct call *call, const char *id, const char *title, size_t count, bool more)
{
    struct buffer *out = &call->out;
    HTML(out, "<section");
    web_attribute(out, "aria-labelledby", str_of(id));
    HTML(out, ">\n<h2");
    web_attribute(out, "id", str_of(id));
    HTML(out, ">");
    web_text(out, str_of(title));
    HTML(out, " <span class=\"count\">");
    web_number(out, (double)count);
    buffer_add(out, more ? STR(" and more") : STR(""));
    HTML(out, "</span></h2>\n<ul>\n");
}

/* Those of the most reports. */
static void put_looked(const struct searched *page, const struct looked *looked)
{
    uint32_t *weights = ARENA_NEW(&page->call->arena, uint32_t, looked->count + 1), found[MOST_FACTS];
    size_t all = 0;
    for (uint32_t i = 0; i < looked->count; i++) {
        weights[i] = looked->weight(page, i);
        all += weights[i] > 0;
    }
    size_t count = sort_greatest(weights, looked->count, MOST_FACTS, found);
    if (!count)
        return;
    open_section(page->call, looked->id, looked->title, all, false);
    for (size_t i = 0; i < count; i++) {
        HTML(&page->call->out, "<li>");
        looked->put(page, found[i]);
        HTML(&page->call->out, " <span class=\"faint\">· ");
        web_count(&page->call->out, weights[found[i]], "report", "reports");
        HTML(&page->call->out, "</span></li>\n");
    }
    HTML(&page->call->out, "</ul>\n</section>\n");
}

/* What is looked for in statements, the newest first, until there are enough. */
struct quoted {
    const struct searched *page;
    size_t *count;
};

static bool has_words(const void *context, uint32_t at)
{
    const struct quoted *quoted = context;
    const struct story_facts *facts = quoted->page->call->story->facts;
    bool found = *quoted->count < MOST_COUNTED &&
                 find_in(&quoted->page->find, &facts->statements.items[at].source.quote, 1);
    *quoted->count += found;
    return found;
}

static void put_statement(const struct searched *page, const struct story_statement *it)
{
    struct call *call = page->call;
    HTML(&call->out, "<li>");
    if (it->speaker != NO_ACTOR)
        web_bdi(&call->out, call->story->actors.items[call->story->who[it->speaker]].name);
    else
        web_bdi(&call->out, it->described);
    HTML(&call->out, " <q><bdi>");
    frame_source_link(call, &it->source, "statement",
                      text_cut(&call->arena, text_clean(&call->arena, it->source.quote), QUOTE_COLUMNS));
    HTML(&call->out, "</bdi></q> ");
    list_put_report(call, it->source.report);
    HTML(&call->out, "</li>\n");
}

/* The newest. */
static bool put_statements(const struct searched *page)
{
    struct call *call = page->call;
    const struct story_facts *facts = call->story->facts;
    size_t count = 0;
    struct quoted quoted = {page, &count};
    struct list_reports reports = list_reports_of(call, false);
    struct list_facts listed = {(const char *)facts->statements.items, facts->statements.count,
                                sizeof *facts->statements.items, "statement"};
    if (!list_narrow(call, &reports, &page->search.terms, false))
        return false;
    struct actor_list chosen = list_choose(call, &reports, &listed, has_words, &quoted);
    if (!chosen.count)
        return true;
    open_section(call, "statements", "Statements", chosen.count, chosen.count == MOST_COUNTED);
    for (size_t i = 0; i < chosen.count && i < MOST_FACTS; i++)
        put_statement(page, &facts->statements.items[chosen.items[i]]);
    struct query query = query_scope(&call->query);
    query.values[PARAM_ACTOR] = query.values[PARAM_PLACE] = STR(""); /* no filters of this page */
    query.values[PARAM_WORDS] = call->query.values[PARAM_WORDS];
    HTML(&call->out, "</ul>\n<p><a");
    query_href(&call->out, STR("/statements"), &query);
    HTML(&call->out, ">All statements with these words</a></p>\n</section>\n");
    return true;
}

static bool put_facts(const struct searched *page)
{
    const struct story *story = page->call->story;
    const struct looked kinds[] = {
        {"Actors", "actors", story->actors.count, weigh_actor, put_actor},
        {"Meetings", "meetings", story->meetings.count, weigh_meeting, put_meeting},
        {"Proposals", "proposals", story->proposals.count, weigh_proposal, put_proposal},
        {"Issues", "issues", story->issues.count, weigh_issue, put_issue},
    };
    HTML(&page->call->out, "<div class=\"columns\">\n");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        put_looked(page, &kinds[i]);
    HTML(&page->call->out, "</div>\n");
    return put_statements(page);
}

/* --- reports */

/* The reports of the page among those of the story, for their days; STORY_NOT_HERE: it has none. */
static void find_reports(const struct searched *page, uint32_t found[FRAME_ROWS])
{
    struct call *call = page->call;
    const struct story_facts *facts = call->story->facts;
    struct map hits = {0};
    map_reserve(&hits, &call->arena, FRAME_ROWS);
    for (uint32_t i = 0; i < page->result.hits.count; i++) {
        map_put(&hits, &call->arena, page->result.hits.items[i].report, i);
        found[i] = STORY_NOT_HERE;
    }
    for (uint32_t i = 0; i < facts->reports.count; i++) {
        uint32_t hit = map_get(&hits, facts->reports.items[i].id);
        if (hit != MAP_NONE)
            found[hit] = i;
    }
}

/* Outlet and day; of a report without one the day that is inferred. */
static void put_source(struct call *call, const struct search_hit *hit, uint32_t report)
{
    struct buffer *out = &call->out;
    HTML(out, " <span class=\"source\">");
    if (report != STORY_NOT_HERE) {
        list_put_report(call, report);
    } else {
        web_bdi(out, hit->outlet);
        HTML(out, " ");
        web_day(out, text_day(hit->published));
    }
    HTML(out, "</span>");
}

static void put_hit(struct call *call, const struct search_hit *hit, uint32_t report)
{
    struct buffer *out = &call->out;
    HTML(out, "<li class=\"hit\">\n<p><bdi>");
    frame_report_id_link(call, hit->report,
                         hit->title.len ? text_clean(&call->arena, hit->title) : hit->report);
    HTML(out, "</bdi>");
    put_source(call, hit, report);
    HTML(out, "</p>\n<p class=\"snippet\"><bdi>");
    for (size_t i = 0; i < hit->pieces.count; i++) {
        if (hit->pieces.items[i].found)
            HTML(out, "<mark>");
        web_text(out, hit->pieces.items[i].text);
        if (hit->pieces.items[i].found)
            HTML(out, "</mark>");
    }
    HTML(out, "</bdi></p></li>\n");
}

static void put_how(const struct searched *page)
{
    struct buffer *out = &page->call->out;
    if (!page->result.weighed) {
        HTML(out, "<p class=\"note\">These are too many words to weigh reports by: those read last come first.</p>\n");
    } else if (page->result.ranked < page->result.total) {
        HTML(out, "<p class=\"note\">The words are frequent. Of ");
        web_count(out, page->result.total, "report", "reports");
        HTML(out, " that have them, the ");
        web_number(out, (double)page->result.ranked);
        HTML(out, " read last are listed, the best first.</p>\n");
    }
}

static void put_reports(const struct searched *page)
{
    struct call *call = page->call;
    struct buffer *out = &call->out;
    uint32_t found[FRAME_ROWS];
    HTML(out, "<section aria-labelledby=\"reports\">\n<h2 id=\"reports\">Reports <span class=\"count\">");
    web_number(out, (double)page->result.total);
    HTML(out, "</span></h2>\n");
    put_how(page);
    frame_pages(call, &page->paging);
    HTML(out, "<ol class=\"hits items\">\n");
    find_reports(page, found);
    for (size_t i = 0; i < page->result.hits.count; i++)
        put_hit(call, &page->result.hits.items[i], found[i]);
    HTML(out, "</ol>\n");
    if (page->paging.total > page->paging.count)
        frame_pages(call, &page->paging);
    HTML(out, "</section>\n");
}

bool page_search(struct call *call)
{
    struct searched page;
    if (!run(call, &page))
        return false;
    if (call->form != FORM_HTML)
        return print_hits(&page);
    frame_open(call, &(struct frame){
        .title = "Search", .about = call->query.values[PARAM_WORDS], .twins = 1u << FORM_JSON | 1u << FORM_CSV,
        .summary = "Finds reports that have all of the words. \"In quotation marks\": a phrase; negoti*: all words that "
                   "begin so.",
        .filters = 1u << PARAM_SINCE | 1u << PARAM_UNTIL | 1u << PARAM_WORDS});
    if (page.search.terms.count) {
        if (!page.paging.first && !put_facts(&page))
            return false;
        put_reports(&page);
    }
    frame_close(call);
    return true;
}
