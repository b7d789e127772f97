/* page_processes.c - the negotiations that the reports are about.
 *
 * Input: since, until; q: words that the name of a negotiation, its parties, mediators or matters have. Which of them
 * is chosen, the actor and the place, which go with the reader from page to page, change nothing here. Output: a table,
 * the one with the most voices lately first; as JSON and CSV the rows of `readout processes` without the number of
 * rounds, in the order of these. Invariant: no story is needed: this page is there while they are being made. */
#include <stdlib.h>

#include "base/map.h"
#include "view/brief.h"
#include "view/rows.h"
#include "view/text.h"
#include "view/value.h"
#include "web/frame.h"
#include "web/pages.h"

enum { KEY, NAME, PARTIES, MEDIATORS, MATTERS, FROM, TO, REPORTS, VOICES, VALUES, MOST_NAMES = 8 };
static const char *const value_names[VALUES] = {"key", "name", "parties", "mediators", "matters",
                                                "from", "to",  "reports", "voices"};

struct process {
    struct value values[VALUES];
    double lately;
    size_t at; /* in the order of the view */
};

struct process_list {
    struct call *call;
    LIST(struct process) processes;
    size_t next; /* row of the twin */
};

/* Whether every word stands in one of the values. */
static bool has_words(struct call *call, const struct process *process)
{
    struct str rest = text_folded(&call->arena, text_clean(&call->arena, call->query.values[PARAM_WORDS]));
    struct str_list texts = {0};
    if (!rest.len)
        return true;
    for (int i = KEY; i <= MATTERS; i++)
        *ARENA_PUSH(&call->arena, texts) = process->values[i].text;
    struct str all = text_folded(&call->arena, text_join(&call->arena, &texts, " "));
    while (rest.len) {
        struct str word = str_cut(&rest, ' ');
        if (!memmem(all.ptr, all.len, word.ptr, word.len))
            return false;
    }
    return true;
}

static void add_process(struct process_list *list, const struct row *row)
{
    struct arena *arena = &list->call->arena;
    struct process process = {.at = list->processes.count};
    for (int i = 0; i < VALUES; i++) {
        process.values[i] = *row_value(row, value_names[i]);
        if (process.values[i].kind == VALUE_TEXT || process.values[i].kind == VALUE_LIST)
            process.values[i].text = str_copy(arena, process.values[i].text);
        else
            process.values[i].text = STR("");
    }
    if (has_words(list->call, &process))
        *ARENA_PUSH(arena, list->processes) = process;
}

static bool load(struct process_list *list)
{
    struct call *call = list->call;
    struct filter asked = call_filter(call), filter = {.since = asked.since, .until = asked.until};
    struct rows *rows = rows_open(call->store, VIEW_PROCESSES, &filter, &call->error);
    const struct row *row;
    while (rows && (row = rows_next(rows, &call->error)))
        add_process(list, row);
    rows_close(rows);
    return call->error.status == READOUT_OK;
}

static bool load_lately(struct process_list *list)
{
    struct call *call = list->call;
    struct brief_processes all = {0};
    struct map at = {0};
    if (!brief_processes_read(&call->arena, call->store, &(struct filter){0}, &all, &call->error))
        return false;
    for (size_t i = 0; i < all.count; i++)
        map_put(&at, &call->arena, all.items[i].key, (uint32_t)i);
    for (size_t i = 0; i < list->processes.count; i++) {
        struct process *process = &list->processes.items[i];
        uint32_t number = map_get(&at, process->values[KEY].text);
        process->lately = number == MAP_NONE ? 0 : all.items[number].lately;
    }
    return true;
}

static int compare_lately(const void *a, const void *b)
{
    const struct process *x = a, *y = b;
    if (x->lately != y->lately)
        return x->lately > y->lately ? -1 : 1;
    int order = str_compare(y->values[TO].text, x->values[TO].text);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* --- twins */

static bool next_row(void *context, struct row *row)
{
    struct process_list *list = context;
    if (list->next == list->processes.count)
        return false;
    memcpy(row->values, list->processes.items[list->next++].values, sizeof list->processes.items->values);
    return true;
}

static bool print_twin(struct process_list *list)
{
    return call_print_rows(list->call, rows_made(value_names, VALUES, next_row, list, &list->call->error));
}

/* --- the page */

static void put_link(struct call *call, const char *path, struct str process, struct str text)
{
    struct query query = {0};
    query.values[PARAM_PROCESS] = process;
    HTML(&call->out, "<a");
    query_href(&call->out, str_of(path), &query);
    HTML(&call->out, ">");
    web_bdi(&call->out, text);
    HTML(&call->out, "</a>");
}

static void put_names(struct call *call, const char *label, const struct value *value)
{
    struct str_list names = value_items(&call->arena, value);
    HTML(&call->out, "<td");
    web_attribute(&call->out, "data-label", str_of(label));
    HTML(&call->out, ">");
    for (size_t i = 0; i < names.count && i < MOST_NAMES; i++) {
        if (i)
            HTML(&call->out, ", ");
        web_bdi(&call->out, text_clean(&call->arena, names.items[i]));
    }
    if (names.count > MOST_NAMES) {
        HTML(&call->out, " and ");
        web_count(&call->out, names.count - MOST_NAMES, "other", "others");
    }
    HTML(&call->out, "</td>");
}

static void put_number(struct call *call, const char *label, double number)
{
    HTML(&call->out, "<td class=\"number\"");
    web_attribute(&call->out, "data-label", str_of(label));
    HTML(&call->out, ">");
    web_number(&call->out, number);
    HTML(&call->out, "</td>");
}

static void put_process(struct call *call, const struct process *process)
{
    struct buffer *out = &call->out;
    const struct value *values = process->values;
    struct str key = values[KEY].text, name = text_clean(&call->arena, values[NAME].text);
    bool chosen = str_equal(key, call->query.values[PARAM_PROCESS]);
    HTML(out, "<tr");
    if (chosen)
        HTML(out, " aria-current=\"true\"");
    HTML(out, "><th scope=\"row\">");
    put_link(call, "/brief", key, name.len ? name : key);
    HTML(out, "</th>");
    put_names(call, "Parties", &values[PARTIES]);
    put_names(call, "Mediators", &values[MEDIATORS]);
    put_names(call, "Matters", &values[MATTERS]);
    HTML(out, "<td data-label=\"Reported\">");
    web_day(out, values[FROM].text);
    if (!str_equal(values[FROM].text, values[TO].text)) {
        HTML(out, " to ");
        web_day(out, values[TO].text);
    }
    HTML(out, "</td>");
    put_number(call, "Reports", values[REPORTS].number);
    put_number(call, "Voices", values[VOICES].number);
    put_number(call, "Lately", process->lately);
    HTML(out, "<td>");
    put_link(call, "/timeline", key, STR("Timeline"));
    HTML(out, " ");
    put_link(call, "/meetings", key, STR("Meetings"));
    HTML(out, " ");
    put_link(call, "/positions", key, STR("Positions"));
    HTML(out, "</td></tr>\n");
}

static void put_table(struct process_list *list)
{
    struct call *call = list->call;
    struct buffer *out = &call->out;
    struct paging paging = frame_paging(call, list->processes.count);
    if (paging.total)
        qsort(list->processes.items, paging.total, sizeof *list->processes.items, compare_lately);
    frame_pages(call, &paging);
    if (!paging.total)
        return;
    HTML(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Negotiations\">\n"
              "<table class=\"cards\">\n<thead><tr>"
              "<th scope=\"col\">Negotiation</th><th scope=\"col\">Parties</th><th scope=\"col\">Mediators</th>"
              "<th scope=\"col\">Matters</th><th scope=\"col\">Reported</th>"
              "<th scope=\"col\" class=\"number\">Reports</th>"
              "<th scope=\"col\" class=\"number\">Voices</th>"
              "<th scope=\"col\" class=\"number\" aria-sort=\"descending\">Lately</th><th scope=\"col\">Pages</th>"
              "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < paging.count; i++)
        put_process(call, &list->processes.items[paging.first + i]);
    HTML(out, "</tbody>\n</table>\n</div>\n");
    if (paging.total > paging.count)
        frame_pages(call, &paging);
}

bool page_processes(struct call *call)
{
    struct process_list list = {.call = call};
    if (!load(&list))
        return false;
    if (call->form != FORM_HTML)
        return print_twin(&list);
    if (!load_lately(&list))
        return false;
    frame_open(call, &(struct frame){
        .title = "Negotiations",
        .summary = "Between whom, and about what. Lately: voices in the 30 days before the newest report.",
        .filters = 1u << PARAM_WORDS | 1u << PARAM_SINCE | 1u << PARAM_UNTIL,
        .twins = 1u << FORM_JSON | 1u << FORM_CSV, .wide = true});
    put_table(&list);
    frame_close(call);
    return true;
}
