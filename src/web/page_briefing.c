/* page_briefing.c - a chosen set of facts as a briefing with numbered sources (view/briefing.h): to look at, to print,
 * and to take away as a file of HTML, Markdown or JSON.
 *
 * What is chosen stands in the address alone: `items` has the keys, parted by blanks (a blank in a key is %20; "-" alone:
 * none); without it they are those of the brief. `q` adds an item by its key, its address on this server, or the name of an actor; `out`
 * leaves one out. `form=file` is the file. */
#include "view/briefing.h"

#include <stdio.h>

#include "base/map.h"
#include "view/brief.h"
#include "view/story_event.h"
#include "view/text.h"
#include "web/frame.h"
#include "web/pages.h"
#include "web/routes.h"

enum { MOST_ITEMS = 3500 /* bytes of the keys, which stand in an address */ };

/* The page while it is made. */
struct writer {
    struct call *call;
    struct buffer *out;
    const struct briefing *briefing;
    bool file; /* alone, without links to this server */
};

/* Keys stand in the address parted by blanks; a blank in a key, and what it is written with, is percent-encoded. */
static struct str_list keys_given(struct call *call)
{
    struct str_list keys = {0};
    struct str rest = call->query.values[PARAM_ITEMS], key;
    while (rest.len) {
        struct str word = str_cut(&rest, ' ');
        if (word.len && !str_equal(word, STR("-")))
            *ARENA_PUSH(&call->arena, keys) = route_decode(&call->arena, word, false, &key) ? key : word;
    }
    return keys;
}

static struct str word_of(struct arena *arena, struct str key)
{
    char *word = arena_take(arena, key.len * 3 + 1, 1), *end = word;
    for (size_t i = 0; i < key.len; i++) {
        unsigned char byte = (unsigned char)key.ptr[i];
        if (byte <= ' ' || byte == '%')
            end += sprintf(end, "%%%02X", byte);
        else
            *end++ = key.ptr[i];
    }
    *end = '\0';
    return str_make(word, (size_t)(end - word));
}

/* What the brief tells of. */
static struct str_list keys_of_brief(struct call *call)
{
    struct str_list keys = {0};
    struct map known = {0};
    struct event_list chosen = {0};
    struct brief brief = {.name = call->scope->name, .key = call->scope->scope.process};
    if (query_narrows(&call->query))
        events_chosen(&call->arena, &call->choice, &call->scope->events, &chosen);
    brief_make(&call->arena, &call->choice, query_narrows(&call->query) ? &chosen : &call->scope->events, &brief);
    for (size_t s = 0; s < BRIEF_OTHERS; s++)
        for (size_t i = 0; i < brief.sections[s].lines.count; i++) {
            struct str key = brief.sections[s].lines.items[i].key;
            if (!key.len || map_get(&known, key) != MAP_NONE)
                continue;
            map_put(&known, &call->arena, key, 1);
            *ARENA_PUSH(&call->arena, keys) = key;
        }
    return keys;
}

static struct str joined(struct call *call, const struct str_list *keys, struct str without)
{
    struct str_list kept = {0};
    for (size_t i = 0; i < keys->count; i++)
        if (!str_equal(keys->items[i], without))
            *ARENA_PUSH(&call->arena, kept) = word_of(&call->arena, keys->items[i]);
    return text_join(&call->arena, &kept, " ");
}

/* The same briefing of other items. */
static struct query items_query(struct call *call, struct str items)
{
    struct query query = query_scope(&call->query);
    query.values[PARAM_ITEMS] = items;
    return query;
}

/* The key that is typed: of an address the part behind "/item/". */
static struct str typed_key(struct call *call)
{
    struct str typed = call->query.values[PARAM_WORDS], behind = typed, key;
    const char *at = memmem(typed.ptr, typed.len, "/item/", 6);
    if (!at)
        return typed;
    behind = str_make(at + 6, typed.len - (size_t)(at + 6 - typed.ptr));
    struct str raw = str_cut(&behind, '?');
    return route_decode(&call->arena, raw, false, &key) ? key : raw;
}

static bool go_to(struct call *call, struct str items)
{
    struct query query = items_query(call, items.len ? items : STR("-"));
    call_redirect(call, STR("/briefing"), &query);
    return true;
}

/* Put what is typed behind the items and go there; else why not. */
static bool add_typed(struct call *call, const struct str_list *keys, const char **problem)
{
    struct str key = typed_key(call);
    struct briefing found;
    struct actor_list actors = {0};
    *problem = "Nothing of these reports has that key or name.";
    briefing_make(&call->arena, call->story, &(struct str_list){&key, 1, 1}, STR(""), &found);
    if (!found.facts.count) {
        story_actors_named(&call->arena, call->story, key, &actors);
        if (!actors.count)
            return false;
        key = call->story->actors.items[actors.items[0]].key;
    }
    struct str items = joined(call, keys, key), word = word_of(&call->arena, key);
    *problem = "There is no room for more: what is chosen stands in the address of this page.";
    if (keys->count >= BRIEFING_MOST || items.len + word.len >= MOST_ITEMS)
        return false;
    return go_to(call, text_format(&call->arena, "%.*s%s%.*s", STR_ARGS(items), items.len ? " " : "", STR_ARGS(word)));
}

static void put_numbers(struct writer *writer, const struct actor_list *numbers)
{
    for (size_t i = 0; i < numbers->count; i++) {
        struct str number = text_format(&writer->call->arena, "%u", (unsigned)numbers->items[i]);
        HTML(writer->out, " <a class=\"cite\" href=\"#source-");
        web_text(writer->out, number);
        HTML(writer->out, "\">[");
        web_text(writer->out, number);
        HTML(writer->out, "]</a>");
    }
}

static void put_lines(struct writer *writer, const struct briefing_lines *lines)
{
    if (!lines->count)
        return;
    HTML(writer->out, "<ul>\n");
    for (size_t i = 0; i < lines->count; i++) {
        HTML(writer->out, "<li>");
        web_text(writer->out, lines->items[i].text);
        put_numbers(writer, &lines->items[i].numbers);
        HTML(writer->out, "</li>\n");
    }
    HTML(writer->out, "</ul>\n");
}

/* Its item here, and the button that takes it out. */
static void put_fact_links(struct writer *writer, const struct briefing_fact *fact)
{
    HTML(writer->out, " <span class=\"links\">");
    frame_item_link(writer->call, fact->key, STR("Open"));
    HTML(writer->out, " <button form=\"edit\" name=\"out\"");
    web_attribute(writer->out, "value", fact->key);
    HTML(writer->out, ">Leave it out</button></span>");
}

static void put_fact(struct writer *writer, const struct briefing_fact *fact)
{
    struct buffer *out = writer->out;
    HTML(out, "<li>\n<p>");
    web_text(out, fact->line.text);
    put_numbers(writer, &fact->line.numbers);
    HTML(out, "</p>\n");
    if (fact->quote.len) {
        HTML(out, "<blockquote><q>");
        web_bdi(out, fact->quote);
        HTML(out, "</q>");
        if (fact->line.numbers.count > 1) /* else it stands with the line */
            put_numbers(writer, &(struct actor_list){fact->line.numbers.items, 1, 1});
        HTML(out, "</blockquote>\n");
    }
    put_lines(writer, &fact->more);
    if (fact->disputes.count)
        HTML(out, "<p>Reports differ:</p>\n");
    put_lines(writer, &fact->disputes);
    for (size_t i = 0; i < fact->notes.count; i++) {
        HTML(out, "<p class=\"note\">Note: ");
        web_text(out, fact->notes.items[i]);
        HTML(out, "</p>\n");
    }
    HTML(out, "<p class=\"faint small\">");
    web_text(out, briefing_told(&writer->call->arena, fact));
    if (!writer->file)
        put_fact_links(writer, fact);
    HTML(out, "</p>\n</li>\n");
}

static void put_address(struct writer *writer, struct str url)
{
    struct str address = briefing_address(url);
    if (!url.len)
        return;
    HTML(writer->out, " ");
    if (address.len) {
        HTML(writer->out, "<a rel=\"noreferrer noopener\"");
        web_attribute(writer->out, "href", address);
        HTML(writer->out, ">");
    }
    web_bdi(writer->out, url);
    if (address.len)
        HTML(writer->out, "</a>");
}

static void put_source(struct writer *writer, size_t number)
{
    const struct briefing_source *source = &writer->briefing->sources.items[number - 1];
    const struct briefing_report *report = &writer->briefing->reports.items[source->about];
    struct buffer *out = writer->out;
    HTML(out, "<li");
    web_attribute(out, "id", text_format(&writer->call->arena, "source-%zu", number));
    HTML(out, "><cite>");
    web_bdi(out, report->outlet.len ? report->outlet : STR("outlet not known"));
    HTML(out, "</cite>, ");
    if (report->day.len)
        web_day(out, report->day);
    else
        HTML(out, "undated");
    if (report->title.len) {
        HTML(out, ", “");
        web_bdi(out, report->title);
        HTML(out, "”");
    }
    HTML(out, ". Report ");
    if (writer->file)
        web_bdi(out, report->id);
    else
        frame_report_link(writer->call, report->report, report->id);
    web_text(out, text_format(&writer->call->arena, ", version %u, bytes %u–%u: ", (unsigned)report->version,
                              (unsigned)source->at.start, (unsigned)source->at.end));
    HTML(out, "<q>");
    web_bdi(out, text_clean(&writer->call->arena, source->at.quote));
    HTML(out, "</q>");
    put_address(writer, report->url);
    HTML(out, "</li>\n");
}

static void put_body(struct writer *writer)
{
    const struct briefing *briefing = writer->briefing;
    struct buffer *out = writer->out;
    if (briefing->first.len) {
        HTML(out, "<p>Reports of ");
        web_day(out, briefing->first);
        HTML(out, " to ");
        web_day(out, briefing->last);
        HTML(out, ". Each statement is what a report says; the numbers are those of the sources below.</p>\n");
    }
    HTML(out, "<section id=\"facts\">\n<h2>Facts</h2>\n<ol class=\"briefing\">\n");
    for (size_t i = 0; i < briefing->facts.count; i++)
        put_fact(writer, &briefing->facts.items[i]);
    HTML(out, "</ol>\n</section>\n<section id=\"sources\">\n<h2>Sources</h2>\n<ol class=\"sources\">\n");
    for (size_t i = 0; i < briefing->sources.count; i++)
        put_source(writer, i + 1);
    HTML(out, "</ol>\n</section>\n");
}

/* A file that needs nothing besides. */
static void put_file(struct writer *writer)
{
    struct buffer *out = writer->out;
    HTML(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta http-equiv=\"Content-Security-Policy\" "
              "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
              "<title>");
    web_text(out, writer->briefing->title);
    HTML(out, "</title>\n<style>\nbody { max-width: 44em; margin: 2em auto; padding: 0 1em; font: 11pt/1.45 serif; }\n"
              "blockquote { margin: .4em 0 .4em 1em; padding-left: .8em; border-left: 2px solid #999; }\n"
              "li { margin-bottom: .7em; overflow-wrap: anywhere; }\n.faint { color: #555; font-size: 90%; }\n"
              "a { color: inherit; }\n@media print { li { break-inside: avoid; } }\n</style>\n</head>\n<body>\n<h1>");
    web_text(out, writer->briefing->title);
    HTML(out, "</h1>\n");
    put_body(writer);
    HTML(out, "<p class=\"faint\">Made by Readout " READOUT_VERSION ".</p>\n</body>\n</html>\n");
}

static void put_take_link(struct call *call, struct str path, const char *form, const char *text)
{
    struct query query = items_query(call, call->query.values[PARAM_ITEMS]);
    query.values[PARAM_FORM] = str_of(form);
    HTML(&call->out, " ");
    frame_link(call, path, STR(""), &query, str_of(text));
}

/* The form that adds to it; its buttons to leave facts out stand beside these. */
static void put_form(struct call *call, struct str items, struct str typed)
{
    static const enum param except[] = {PARAM_COUNT};
    struct buffer *out = &call->out;
    struct query query = items_query(call, items);
    HTML(out, "<form class=\"filters\" id=\"edit\" method=\"get\" action=\"/briefing\" "
              "aria-label=\"Add to the briefing\">\n");
    query_fields(out, &query, except);
    HTML(out, "<div class=\"field\"><label for=\"add\">Add</label><input type=\"text\" id=\"add\" name=\"q\" "
              "size=\"30\" placeholder=\"an address, a key, an actor\"");
    web_attribute(out, "value", typed);
    HTML(out, "></div>\n<button>Add</button>\n</form>\n");
}

/* What it may be taken away as, what adds to it, and what is not there. */
static void put_controls(struct call *call, const struct briefing *briefing, struct str items, const char *problem)
{
    struct buffer *out = &call->out;
    HTML(out, "<p class=\"twins\">Take it away as");
    put_take_link(call, STR("/briefing"), "file", "HTML");
    put_take_link(call, STR("/briefing.md"), "", "Markdown");
    put_take_link(call, STR("/briefing.json"), "", "JSON");
    HTML(out, "</p>\n");
    put_form(call, items, problem ? call->query.values[PARAM_WORDS] : STR(""));
    if (problem) {
        HTML(out, "<p class=\"problem\">");
        web_text(out, str_of(problem));
        HTML(out, "</p>\n");
    }
    for (size_t i = 0; i < briefing->missing.count; i++) {
        HTML(out, "<p class=\"problem\">Nothing of these reports has the key ");
        web_bdi(out, briefing->missing.items[i]);
        HTML(out, ".</p>\n");
    }
}

static void put_page(struct writer *writer, const struct str_list *keys, const char *problem)
{
    struct call *call = writer->call;
    frame_open(call, &(struct frame){.title = "Briefing"});
    put_controls(call, writer->briefing, joined(call, keys, STR("")), problem);
    put_body(writer);
    frame_close(call);
}

static struct str title_of(struct call *call)
{
    return call->scope->name.len ? text_format(&call->arena, "Briefing: %.*s", STR_ARGS(call->scope->name))
                                 : STR("Briefing");
}

bool page_briefing(struct call *call)
{
    struct briefing briefing;
    struct writer writer = {.call = call, .out = &call->out, .briefing = &briefing};
    struct str_list keys = call->query.values[PARAM_ITEMS].len ? keys_given(call) : keys_of_brief(call);
    struct str out = call->query.values[PARAM_OUT];
    const char *problem = NULL;
    writer.file = str_equal(call->query.values[PARAM_FORM], STR("file"));
    if (keys.count > BRIEFING_MOST)
        return call_fail(call, 400, "A briefing has at most %d facts.", BRIEFING_MOST);
    if (out.len)
        return go_to(call, joined(call, &keys, out));
    if (call->query.values[PARAM_WORDS].len && add_typed(call, &keys, &problem))
        return true;
    briefing_make(&call->arena, call->story, &keys, title_of(call), &briefing);
    if (!briefing_read(&call->arena, call->store, &briefing, &call->error))
        return false;
    if (call->form == FORM_MARKDOWN) {
        call->file_name = STR("briefing.md");
        briefing_put_markdown(&call->out, &briefing, &call->arena);
    } else if (call->form == FORM_JSON) {
        briefing_put_json(&call->out, &briefing);
    } else if (writer.file) {
        call->file_name = STR("briefing.html");
        put_file(&writer);
    } else {
        put_page(&writer, &keys, problem);
    }
    return true;
}
