/* fact_deciding.c - the forms of a fact view by which a person decides, and the list of what was decided (fact.h). */
#include <stdlib.h>

#include "view/decision_print.h"
#include "view/fact_make.h"
#include "view/text.h"
#include "view/value.h"
#include "web/fact.h"
#include "web/frame.h"

enum { MOST_NAMES = 400 /* of actors, to choose from */ };

/* The address of the page without the form that it shows. */
static struct str here(struct call *call)
{
    struct query query = fact_query(call, PARAM_FORM, STR(""));
    struct str path = text_format(&call->arena, "%.*s%s", STR_ARGS(call->path), call->rest.len ? "/" : "");
    return call_address(call, path, call->rest, &query);
}

/* A form of decisions on the item, which leads back to where it is sent from. */
static void open_form(struct call *call, struct str name, const char *class)
{
    HTML(&call->out, "<form method=\"post\" action=\"/decide\"");
    web_attribute(&call->out, "class", str_of(class));
    HTML(&call->out, ">\n");
    if (name.len)
        web_hidden(&call->out, "item", name);
    web_hidden(&call->out, "process", call->query.values[PARAM_PROCESS]);
    web_hidden(&call->out, "back", here(call));
}

static void put_form_link(struct call *call, struct str name, const char *form, const char *text)
{
    struct query query = fact_query(call, PARAM_FORM, str_of(form));
    HTML(&call->out, " ");
    frame_link(call, STR("/item/"), name, &query, str_of(text));
}

/* A field with its label; `list` names a <datalist>, or is NULL. */
static void put_field(struct call *call, const char *name, const char *label, struct str value, const char *list)
{
    struct buffer *out = &call->out;
    HTML(out, "<p class=\"field\"><label>");
    web_text(out, str_of(label));
    HTML(out, " <input type=\"text\"");
    web_attribute(out, "name", str_of(name));
    web_attribute(out, "value", value);
    if (list)
        web_attribute(out, "list", str_of(list));
    HTML(out, "></label></p>\n");
}

/* --- Merge and split --- */

static int compare_reports(const void *a, const void *b)
{
    const struct identity *x = *(const struct identity *const *)a, *y = *(const struct identity *const *)b;
    if (x->reports.count != y->reports.count)
        return x->reports.count > y->reports.count ? -1 : 1;
    return str_compare(x->key, y->key);
}

/* The names of actors that most reports name, to choose from. */
static void put_names(struct call *call)
{
    const struct identity_list *actors = &call->story->actors;
    const struct identity **sorted = arena_take(&call->arena, actors->count + 1, sizeof *sorted);
    HTML(&call->out, "<datalist id=\"actors\">\n");
    for (size_t i = 0; i < actors->count; i++)
        sorted[i] = &actors->items[i];
    if (actors->count)
        qsort(sorted, actors->count, sizeof *sorted, compare_reports);
    for (size_t i = 0; i < actors->count && i < MOST_NAMES; i++)
        web_option(&call->out, sorted[i]->key, sorted[i]->name, false);
    HTML(&call->out, "</datalist>\n");
}

static void put_merge(struct call *call, struct str name)
{
    struct buffer *out = &call->out;
    put_names(call);
    HTML(out, "<h2>Who is who</h2>\n");
    open_form(call, name, "decide merge");
    put_field(call, "other", "It is the same as (name or key)", STR(""), "actors");
    HTML(out, "<button class=\"main\" name=\"do\" value=\"merge\">Merge</button>\n</form>\n");
    open_form(call, name, "decide split");
    put_field(call, "other", "Another is meant by (a name of its, or a report)", STR(""), NULL);
    HTML(out, "<button name=\"do\" value=\"split\">Split</button>\n</form>\n");
}

/* --- Correct --- */

/* The name by which the record finds the actor that the report calls so. */
static struct str actor_name(const struct call *call, const struct fact_deciding *deciding, struct str name)
{
    uint32_t report = fact_report(call, deciding->report);
    uint32_t who = report == STORY_NOT_HERE ? NO_ACTOR : fact_actor_called(call, report, name);
    return who == NO_ACTOR ? name : call->story->actors.items[who].name;
}

/* The value of the field as it is typed: items of a list with "; " or, parts of proposals, line ends between them. */
static struct str typed(struct call *call, const struct fact_deciding *deciding, const struct fact_field *field)
{
    const struct value *value = row_value(&deciding->row->row, field->name);
    struct str_list items = value_items(&call->arena, value);
    if (strcmp(field->name, "attributed_to") == 0)
        return deciding->row->cited;
    if (field->type == FIELD_ACTOR || field->type == FIELD_ACTORS)
        for (size_t i = 0; i < items.count; i++)
            items.items[i] = actor_name(call, deciding, items.items[i]);
    return text_join(&call->arena, &items, field->type == FIELD_PARTS ? "\n" : "; ");
}

static void put_choice(struct call *call, const struct fact_field *field, struct str chosen)
{
    struct buffer *out = &call->out;
    HTML(out, "<select");
    web_attribute(out, "name", str_of(field->name));
    HTML(out, ">\n<option value=\"\">not known</option>\n");
    for (int i = 0; i < field->count; i++) {
        struct str name = str_of(field->names[i]);
        if (name.len)
            web_option(out, name, name, str_equal(name, chosen));
    }
    HTML(out, "</select>");
}

/* What a field of the type is filled with, behind its name. */
static const char *hint_of(const struct fact_field *field)
{
    switch (field->type) {
    case FIELD_ACTOR: return "· name or key; one that is new: NAME|KIND|PARTY";
    case FIELD_ACTORS: return "· names or keys, ; between them; one that is new: NAME|KIND|PARTY";
    case FIELD_TEXTS: return "· ; between them";
    case FIELD_PARTS:
        return field->names == response_names ? "· a line each: ACTOR: ANSWER: WORDS" : "· a line each: ISSUE: WORDS";
    case FIELD_DAY: return "· YYYY-MM-DD";
    default: return "";
    }
}

static void put_fact_field(struct call *call, const struct fact_deciding *deciding, const struct fact_field *field)
{
    struct buffer *out = &call->out;
    struct str value = typed(call, deciding, field);
    bool actors = field->type == FIELD_ACTOR;
    HTML(out, "<p class=\"field\"><label>");
    web_text(out, str_of(fact_label(field->name)));
    HTML(out, " <span class=\"faint\">");
    web_text(out, str_of(hint_of(field)));
    HTML(out, "</span> ");
    if (field->type == FIELD_ONE_OF) {
        put_choice(call, field, value);
    } else if (field->type == FIELD_PARTS) {
        HTML(out, "<textarea rows=\"4\"");
        web_attribute(out, "name", str_of(field->name));
        HTML(out, ">\n");
        web_text(out, value);
        HTML(out, "</textarea>");
    } else {
        HTML(out, "<input type=\"text\"");
        web_attribute(out, "name", str_of(field->name));
        web_attribute(out, "value", value);
        if (actors)
            HTML(out, " list=\"actors\"");
        HTML(out, ">");
    }
    HTML(out, "</label></p>\n");
}

static void put_correct(struct call *call, const struct fact_deciding *deciding)
{
    struct buffer *out = &call->out;
    const struct fact_field *fields = fact_fields(text_format(&call->arena, "%.*s", STR_ARGS(deciding->kind)).ptr);
    HTML(out, "<h2>Correct it</h2>\n");
    if (!fields) {
        HTML(out, "<p>Such a fact cannot be made by hand; correct the one that it is part of, or reject it.</p>\n");
        return;
    }
    put_names(call);
    open_form(call, deciding->name, "decide correct");
    HTML(out, "<p>What was read is rejected, and this is added by hand: both, or neither.</p>\n"
              "<p class=\"field\"><label>Words of the report <textarea name=\"quote\" rows=\"3\">\n");
    web_text(out, deciding->row->quote);
    HTML(out, "</textarea></label></p>\n");
    for (; fields->name; fields++)
        put_fact_field(call, deciding, fields);
    put_field(call, "text", "Reason", STR(""), NULL);
    HTML(out, "<button class=\"main\" name=\"do\" value=\"correct\">Correct</button>\n</form>\n");
}

void fact_put_deciding(struct call *call, const struct fact_deciding *deciding)
{
    struct buffer *out = &call->out;
    struct str form = call->query.values[PARAM_FORM];
    bool undecidable = deciding->row && str_equal(deciding->kind, STR("term"));
    if (!call->may_write || undecidable)
        return;
    open_form(call, deciding->name, "decide");
    HTML(out, "<label>Reason or note <input type=\"text\" name=\"text\" maxlength=\"2000\"></label>\n"
              "<button class=\"main\" name=\"do\" value=\"confirm\">Confirm</button>\n"
              "<button name=\"do\" value=\"reject\">Reject</button>\n"
              "<button name=\"do\" value=\"note\">Note</button>\n");
    if (deciding->row || deciding->correct)
        put_form_link(call, deciding->name, "correct", "Correct…");
    if (deciding->actor)
        put_form_link(call, deciding->name, "merge", "Merge or split…");
    HTML(out, "</form>\n");
    if (str_equal(form, STR("merge")) && deciding->actor)
        put_merge(call, deciding->name);
    if (str_equal(form, STR("correct")) && deciding->row)
        put_correct(call, deciding);
    if (str_equal(form, STR("correct")) && deciding->correct)
        HTML(out, "<p class=\"notice\">Choose which of its tellings is wrong, below: each has a page of its own, where "
                  "it can be corrected.</p>\n");
}

/* --- What was decided --- */

static void put_undo(struct call *call, const struct decision *decision)
{
    HTML(&call->out, " ");
    open_form(call, STR(""), "undo");
    web_hidden(&call->out, "number", text_format(&call->arena, "%lld", (long long)decision->number));
    HTML(&call->out, "<button name=\"do\" value=\"undo\"");
    web_attribute(&call->out, "aria-label",
                  text_format(&call->arena, "Undo decision %lld", (long long)decision->number));
    HTML(&call->out, ">Undo</button></form>");
}

/* The other actor of a merge; of a split another name, or a report. */
static void put_other(struct call *call, const struct decision *decision)
{
    struct query query = query_scope(&call->query);
    bool linked = decision->kind == DECISION_MERGE;
    if (linked) {
        HTML(&call->out, "<a");
        query_href_under(&call->out, STR("/item/"), decision->other, &query);
        HTML(&call->out, ">");
    }
    web_bdi(&call->out, decision->other);
    if (linked)
        HTML(&call->out, "</a>");
}

/* "2024-09-01T12:00:00Z" as "2024-09-01 12:00 UTC". */
static void put_time(struct buffer *out, struct str time)
{
    enum { DAY = 10, MINUTE = 16 };
    if (time.len < MINUTE) {
        web_text(out, time);
        return;
    }
    web_text(out, str_make(time.ptr, DAY));
    HTML(out, " ");
    web_text(out, str_make(time.ptr + DAY + 1, MINUTE - DAY - 1));
    HTML(out, " UTC");
}

/* "3 2024-09-01 12:00 UTC reject meeting KEY found at 2 of 3 places “Brief contact”" */
static void put_decision(struct call *call, const struct decision *decision)
{
    struct buffer *out = &call->out;
    struct query query = query_scope(&call->query);
    bool linked = decision->kind != DECISION_WITHDRAW;
    HTML(out, "<li");
    web_attribute(out, "id", text_format(&call->arena, "decision-%lld", (long long)decision->number));
    HTML(out, "><span class=\"number\">");
    web_number(out, (double)decision->number);
    HTML(out, "</span> <time class=\"when\"");
    web_attribute(out, "datetime", decision->made_at);
    HTML(out, ">");
    put_time(out, decision->made_at);
    HTML(out, "</time> <strong>");
    web_text(out, str_of(decision_kind_names[decision->kind]));
    HTML(out, "</strong> ");
    web_text(out, decision->subject);
    HTML(out, " <a");
    query_href_under(&call->out, linked ? STR("/item/") : STR("/report/"), decision->key, &query);
    HTML(out, ">");
    web_bdi(out, decision->key);
    HTML(out, "</a>");
    if (decision->other.len && linked) {
        HTML(out, " / ");
        put_other(call, decision);
    }
    if (decision_found(decision) < decision->places.count) {
        HTML(out, " <span class=\"small\">found at ");
        web_number(out, (double)decision_found(decision));
        HTML(out, " of ");
        web_count(out, decision->places.count, "place", "places");
        HTML(out, "</span>");
    }
    if (decision->text.len) {
        HTML(out, " <q>");
        web_bdi(out, decision->text);
        HTML(out, "</q>");
    }
    if (call->may_write)
        put_undo(call, decision);
    HTML(out, "</li>\n");
}

void fact_put_decisions(struct call *call, const struct decision_list *decisions)
{
    HTML(&call->out, "<ol class=\"decisions\" aria-label=\"Decisions\">\n");
    for (size_t i = 0; i < decisions->count; i++)
        put_decision(call, &decisions->items[i]);
    HTML(&call->out, "</ol>\n");
}
