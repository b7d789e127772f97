/* facet.c - see facet.h. */
#include "web/facet.h"

#include <stdlib.h>

#include "view/text.h"
#include "web/html.h"

void facets_open(struct call *call, const char *title)
{
    struct buffer *out = &call->out;
    HTML(out, "<div class=\"with-facets\">\n<aside class=\"facets\"");
    web_attribute(out, "aria-label", str_of(title));
    HTML(out, "><details open><summary>");
    web_text(out, str_of(title));
    HTML(out, "</summary>\n");
}

void facets_between(struct call *call)
{
    HTML(&call->out, "</details></aside>\n<div>\n");
}

void facets_close(struct call *call)
{
    HTML(&call->out, "</div>\n</div>\n");
}

void facet_put_link_to(struct call *call, enum param param, struct str value, struct str label, size_t count,
                       bool chosen)
{
    struct buffer *out = &call->out;
    struct query query = query_with(&call->query, param, value);
    HTML(out, "<li><a");
    query_href(out, call->path, &query);
    if (chosen)
        HTML(out, " aria-current=\"true\"");
    HTML(out, ">");
    web_bdi(out, label);
    HTML(out, " <span class=\"count\">");
    web_number(out, (double)count);
    HTML(out, "</span></a></li>\n");
}

void facet_put_link(struct call *call, enum param param, struct str value, struct str label, size_t count)
{
    facet_put_link_to(call, param, value, label, count, str_equal(call->query.values[param], value));
}

void facet_put_words(struct call *call, const struct facet_words *words)
{
    struct buffer *out = &call->out;
    if (words->title) {
        HTML(out, "<h2>");
        web_text(out, str_of(words->title));
        HTML(out, "</h2>\n");
    }
    HTML(out, "<ul>\n");
    facet_put_link(call, words->param, STR(""), str_of(words->any), words->all);
    for (size_t i = words->first; i < words->count; i++)
        if (words->counts[i])
            facet_put_link(call, words->param, str_of(words->names[i]), str_of(words->names[i]), words->counts[i]);
    HTML(out, "</ul>\n");
}

/* --- facets of numbered values */

struct counted {
    uint32_t value, count;
};

static int compare_counts(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

static int compare_latest(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    return (x->value < y->value) - (x->value > y->value);
}

/* The chosen value is never out of sight: it goes first where it would be. */
static void show_chosen(const struct facet *facet, struct counted *sorted, size_t count)
{
    size_t at = FACET_SHOWN;
    while (at < count && sorted[at].value != facet->chosen)
        at++;
    if (at >= count)
        return;
    struct counted chosen = sorted[at];
    memmove(sorted + 1, sorted, at * sizeof *sorted);
    sorted[0] = chosen;
}

static size_t sort_values(struct call *call, const struct facet *facet, struct counted **sorted)
{
    size_t count = 0;
    for (size_t i = 0; i < facet->value_count; i++)
        count += facet->counts[i] > 0;
    *sorted = arena_take(&call->arena, count + 1, sizeof **sorted);
    count = 0;
    for (uint32_t i = 0; i < facet->value_count; i++)
        if (facet->counts[i])
            (*sorted)[count++] = (struct counted){i, facet->counts[i]};
    if (count)
        qsort(*sorted, count, sizeof **sorted, facet->latest_first ? compare_latest : compare_counts);
    show_chosen(facet, *sorted, count);
    return count;
}

static void put_value(struct call *call, const struct facet *facet, const struct counted *counted)
{
    bool chosen = counted->value == facet->chosen;
    struct str value = chosen ? STR("") : facet->value(facet->context, counted->value);
    facet_put_link_to(call, facet->param, value, facet->label(facet->context, counted->value), counted->count, chosen);
}

static void put_values(struct call *call, const struct facet *facet, const struct counted *sorted, size_t count)
{
    HTML(&call->out, "<ul>\n");
    for (size_t i = 0; i < count; i++)
        put_value(call, facet, &sorted[i]);
    HTML(&call->out, "</ul>\n");
}

void facet_put(struct call *call, const struct facet *facet)
{
    struct buffer *out = &call->out;
    struct counted *sorted;
    size_t count = sort_values(call, facet, &sorted), shown = count < FACET_MOST ? count : FACET_MOST;
    size_t first = shown < FACET_SHOWN ? shown : FACET_SHOWN;
    if (!count)
        return;
    HTML(out, "<h2>");
    web_text(out, str_of(facet->title));
    HTML(out, "</h2>\n");
    put_values(call, facet, sorted, first);
    if (shown == first)
        return;
    HTML(out, "<details><summary>");
    web_number(out, (double)(shown - first));
    HTML(out, " more");
    if (shown < count) {
        HTML(out, " of ");
        web_number(out, (double)(count - first));
    }
    HTML(out, "</summary>\n");
    put_values(call, facet, sorted + first, shown - first);
    HTML(out, "</details>\n");
}

static void put_chosen(struct call *call, const struct facet *facet)
{
    struct buffer *out = &call->out;
    struct query query = query_with(&call->query, facet->param, STR(""));
    struct str value = call->query.values[facet->param];
    HTML(out, "<li><a");
    query_href(out, call->path, &query);
    HTML(out, "><span class=\"hidden\">Without </span>");
    web_text(out, str_of(facet->title));
    HTML(out, ": ");
    web_bdi(out, facet->chosen == FACET_NO_VALUE ? text_clean(&call->arena, value)
                                                 : facet->label(facet->context, facet->chosen));
    HTML(out, "</a></li>\n");
}

void facet_put_chosen(struct call *call, const struct facet *facets, size_t count)
{
    size_t chosen = 0;
    for (size_t i = 0; i < count; i++)
        chosen += call->query.values[facets[i].param].len > 0;
    if (!chosen)
        return;
    HTML(&call->out, "<ul class=\"chosen\" aria-label=\"Filters that are set\">\n");
    for (size_t i = 0; i < count; i++)
        if (call->query.values[facets[i].param].len)
            put_chosen(call, &facets[i]);
    HTML(&call->out, "</ul>\n");
}
