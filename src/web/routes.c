/* routes.c - see routes.h. */
#include "web/routes.h"

#include "base/ascii.h"
#include "base/error.h"
#include "view/put.h"
#include "web/frame.h"
#include "web/pages.h"
#include "web/server.h"

#define HTML_ALONE (1u << FORM_HTML)
#define TWINS (1u << FORM_HTML | 1u << FORM_JSON | 1u << FORM_CSV)
#define JSON_TWIN (1u << FORM_HTML | 1u << FORM_JSON)

const struct route routes[] = {
    {"/", page_home, NULL, HTML_ALONE, ROUTE_STORE},
    {"/brief", page_brief, "Brief", JSON_TWIN, ROUTE_STORY | ROUTE_STORE},
    {"/timeline", page_timeline, "Timeline", TWINS, ROUTE_STORY},
    {"/meetings", page_meetings, "Meetings", TWINS | 1u << FORM_ICALENDAR, ROUTE_STORY},
    {"/positions", page_positions, "Positions", TWINS, ROUTE_STORY},
    {"/proposals", page_proposals, "Proposals", TWINS, ROUTE_STORY},
    {"/statements", page_statements, "Statements", TWINS, ROUTE_STORY | ROUTE_STORE},
    {"/figures", page_figures, "Figures", TWINS, ROUTE_STORY | ROUTE_STORE},
    {"/actors", page_actors, "Actors", TWINS, ROUTE_STORY},
    {"/conflicts", page_conflicts, "Conflicts", TWINS, ROUTE_STORY},
    {"/reports", page_reports, "Reports", TWINS, ROUTE_STORY | ROUTE_STORE},
    {"/changes", page_changes, "Changes", TWINS | 1u << FORM_ATOM, ROUTE_STORY | ROUTE_STORE},
    {"/processes", page_processes, "Negotiations", TWINS, ROUTE_STORE},
    {"/search", page_search, NULL, TWINS, ROUTE_STORY | ROUTE_STORE},
    {"/item", page_item, NULL, JSON_TWIN, ROUTE_STORY | ROUTE_STORE | ROUTE_REST},
    {"/report", page_report, NULL, JSON_TWIN, ROUTE_STORY | ROUTE_STORE | ROUTE_REST},
    {"/decide", page_decide, NULL, JSON_TWIN, ROUTE_STORE | ROUTE_POST},
    {"/decisions", page_decisions, "Decisions", TWINS, ROUTE_STORY | ROUTE_STORE},
    {"/briefing", page_briefing, NULL, JSON_TWIN | 1u << FORM_MARKDOWN, ROUTE_STORY | ROUTE_STORE},
    {"/read", page_read, "Read", HTML_ALONE, ROUTE_STORE | ROUTE_POST | ROUTE_GET | ROUTE_UPLOAD},
    {"/job", page_job, NULL, JSON_TWIN, ROUTE_REST | ROUTE_POST | ROUTE_GET},
};
const struct route route_nowhere = {"", page_nowhere, NULL, HTML_ALONE, 0};
const size_t route_count = sizeof routes / sizeof *routes;

static int hex(char digit)
{
    if (ascii_is_digit(digit))
        return digit - '0';
    digit = (char)(digit | 0x20);
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

bool route_decode(struct arena *arena, struct str raw, bool form, struct str *decoded)
{
    char *text = arena_take(arena, raw.len + 1, 1);
    size_t length = 0;
    for (size_t i = 0; i < raw.len; i++) {
        int byte = (unsigned char)raw.ptr[i];
        if (raw.ptr[i] == '%') {
            int high = i + 2 < raw.len ? hex(raw.ptr[i + 1]) : -1, low = i + 2 < raw.len ? hex(raw.ptr[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            byte = high << 4 | low;
            i += 2;
        }
        if (form && raw.ptr[i] == '+')
            byte = ' ';
        if (!byte)
            return false;
        text[length++] = (char)byte;
    }
    text[length] = '\0';
    *decoded = str_make(text, length);
    return true;
}

static enum form form_of(struct str *segment)
{
    for (int form = 0; form < FORM_COUNT; form++) {
        struct str ending = str_of(form_kinds[form].ending);
        if (ending.len && str_ends(*segment, ending)) {
            segment->len -= ending.len;
            return (enum form)form;
        }
    }
    return FORM_HTML;
}

const struct route *route_find(struct arena *arena, struct str raw, struct str *rest, enum form *form)
{
    struct str behind = raw;
    if (!raw.len || raw.ptr[0] != '/')
        return NULL;
    behind = str_make(raw.ptr + 1, raw.len - 1);
    bool has_rest = memchr(behind.ptr, '/', behind.len) != NULL;
    struct str first = str_cut(&behind, '/'), path = str_make(raw.ptr, first.len + 1);
    *form = form_of(&path);
    if (!route_decode(arena, behind, false, rest))
        return NULL;
    for (size_t i = 0; i < route_count; i++) {
        bool wants_rest = routes[i].needs & ROUTE_REST;
        if (str_equal(path, str_of(routes[i].path)) && has_rest == wants_rest && wants_rest == (rest->len > 0) &&
            (routes[i].forms & 1u << *form))
            return &routes[i];
    }
    return NULL;
}

/* A page that says what is wrong. */
static void refuse(struct call *call, unsigned status, struct str text)
{
    buffer_clear(&call->out, call->out.capacity);
    if (call->file)
        fclose(call->file);
    call->file = NULL;
    call->status = status;
    call->changes = true;
    call->location = call->file_name = STR("");
    if (call->form == FORM_JSON) {
        call->type = NULL;
        HTML(&call->out, "{\"error\":");
        put_string(&call->out, text);
        HTML(&call->out, "}\n");
        return;
    }
    call->form = FORM_HTML;
    call->type = NULL;
    frame_open(call, &(struct frame){.title = status == 503   ? "Not yet"
                                              : status == 404 ? "Not found" : "Not possible"});
    buffer_add(&call->out, status == 503 ? STR("<p class=\"notice\">") : STR("<p class=\"refusal\">"));
    web_text(&call->out, text);
    HTML(&call->out, "</p>\n");
    frame_close(call);
}

static unsigned status_of(readout_status status)
{
    switch (status) {
    case READOUT_BAD_USAGE: return 404;
    case READOUT_BAD_INPUT: return 400;
    default: return 500;
    }
}

bool route_story(struct call *call)
{
    struct stories *stories = server_stories(call->server);
    struct scope scope = {.process = call->query.values[PARAM_PROCESS], .published_before = STR("")};
    struct filter filter = call_filter(call);
    bool wait = false;
    call->scope = stories_hold(stories, &scope, &wait, &call->error);
    if (wait)
        return call_fail(call, 503, "The record of these reports is being put together. This page asks again by "
                                    "itself.");
    if (!call->scope)
        return false;
    call->story = &call->scope->story;
    call->behind = call->scope->generation != stories_generation(stories);
    call->choice = choice_of(&call->arena, call->story, &filter);
    return true;
}

static bool open_needs(struct call *call, const struct route *route)
{
    if (!query_check(&call->query, &call->error)) {
        call->status = 400;
        return false;
    }
    if (route->needs & ROUTE_STORE)
        call->store = stories_store(server_stories(call->server), call->posts, &call->error);
    return (!(route->needs & ROUTE_STORE) || call->store) && (!(route->needs & ROUTE_STORY) || route_story(call));
}

static void close_needs(struct call *call)
{
    struct stories *stories = server_stories(call->server);
    stories_store_back(stories, call->store, call->posts);
    stories_release(stories, call->scope);
    stories_release(stories, call->before);
    stories_release(stories, call->after);
    if (call->posts)
        stories_look_again(stories);
    call->store = NULL;
    call->scope = call->before = call->after = NULL;
}

static bool make(struct call *call, const struct route *route)
{
    if (arena_guard(&call->arena))
        return error_set(&call->error, READOUT_NO_MEMORY, NULL, "memory ran out");
    return open_needs(call, route) && route->make(call);
}

/* A page that says what went wrong; where even that takes too much memory, words alone. */
static void tell(struct call *call)
{
    unsigned status = call->status >= 400 ? call->status : status_of(call->error.status);
    struct str text = str_of(call->error.text[0] ? call->error.text : "It could not be done.");
    if (!arena_guard(&call->arena)) {
        refuse(call, status, text);
        return;
    }
    buffer_free(&call->out);
    call->status = 500;
}

void route_answer(struct call *call, const struct route *route)
{
    bool made = make(call, route);
    if (call->out.failed || call->scratch.failed)
        made = error_set(&call->error, READOUT_NO_MEMORY, NULL, "memory ran out");
    if (!made) {
        buffer_free(&call->out);
        tell(call);
    }
    close_needs(call);
}
