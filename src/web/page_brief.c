/* page_brief.c - the brief: where the talks of a negotiation stand (view/brief.h), and what is new since the reader's
 * last visit. */
#include "view/brief.h"

#include "web/frame.h"
#include "web/pages.h"
#include "web/server.h"

/* "/" is the brief of the negotiation with the most voices lately, where there are several; of all reports else. */
bool page_home(struct call *call)
{
    struct brief_processes processes = {0};
    struct query query = {0};
    if (!brief_processes_read(&call->arena, call->store, &(struct filter){0}, &processes, &call->error))
        return false;
    query.values[PARAM_PROCESS] = processes.count > 1 ? processes.items[0].key : STR("");
    call_redirect(call, STR("/brief"), &query);
    return true;
}

static void put_line(struct call *call, const struct brief_line *line)
{
    HTML(&call->out, "<li>");
    web_text(&call->out, line->text);
    HTML(&call->out, " <span class=\"sources\">");
    web_text(&call->out, line->sources);
    HTML(&call->out, "</span></li>\n");
}

static void put_section(struct call *call, const struct brief_section *section)
{
    struct buffer *out = &call->out;
    HTML(out, "<section");
    web_attribute(out, "id", str_of(section->key));
    HTML(out, ">\n<h2>");
    web_text(out, str_of(section->title));
    HTML(out, "</h2>\n<ul>\n");
    for (size_t i = 0; i < section->lines.count; i++)
        put_line(call, &section->lines.items[i]);
    HTML(out, "</ul>\n</section>\n");
}

bool page_brief(struct call *call)
{
    struct brief brief = {0};
    brief.name = call->scope->name;
    brief.key = call->scope->scope.process;
    brief_make(&call->arena, &call->choice, &brief);
    brief_add_others(&call->arena, &call->scope->processes, &brief);
    if (call->form == FORM_JSON)
        return brief_print_json(&brief, call_file(call), &call->error);
    frame_open(call, &(struct frame){.title = "Brief", .twins = 1u << FORM_JSON});
    for (size_t i = 0; i < BRIEF_COUNT; i++)
        if (brief.sections[i].lines.count)
            put_section(call, &brief.sections[i]);
    frame_close(call);
    return true;
}
