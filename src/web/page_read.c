/* page_read.c - reading from the page: text that is pasted, addresses, files; and how far each reading is (jobs.h).
 *
 * Input: a form with what is to be read; the number of a reading behind "/job/". Output: the form and the readings; one
 * reading, also as JSON. Invariant: whoever asks is answered at once: jobs read. */
#include "view/put.h"
#include "view/text.h"
#include "web/frame.h"
#include "web/jobs.h"
#include "web/pages.h"
#include "web/server.h"

/* What is asked for beside a pasted text. */
static const struct {
    const char *name, *label, *type;
} known_fields[] = {
    {"title", "Title", "text"}, {"outlet", "Outlet", "text"}, {"published", "Published", "date"},
    {"url", "Address of the report", "url"}, {"id", "Id (else one is made of the text)", "text"},
};
enum { KNOWN_FIELDS = sizeof known_fields / sizeof *known_fields };

static void put_field(struct buffer *out, size_t i)
{
    HTML(out, "<div class=\"field\"><label for=\"read-");
    web_text(out, str_of(known_fields[i].name));
    HTML(out, "\">");
    web_text(out, str_of(known_fields[i].label));
    HTML(out, "</label><input id=\"read-");
    web_text(out, str_of(known_fields[i].name));
    HTML(out, "\"");
    web_attribute(out, "name", str_of(known_fields[i].name));
    web_attribute(out, "type", str_of(known_fields[i].type));
    HTML(out, "></div>\n");
}

static void put_form(struct call *call)
{
    struct buffer *out = &call->out;
    HTML(out, "<form class=\"read\" method=\"post\" action=\"/read\" enctype=\"multipart/form-data\">\n"
              "<fieldset>\n<legend>Files</legend>\n"
              "<div class=\"field\"><label for=\"read-files\">Reports: text, pages, JSON lines, feeds, "
              "archives (tar, WARC, ARC), also packed</label>\n"
              "<input id=\"read-files\" type=\"file\" name=\"file\" multiple></div>\n</fieldset>\n"
              "<fieldset>\n<legend>Addresses</legend>\n"
              "<div class=\"field\"><label for=\"read-urls\">Pages and feeds on the web, one a line</label>\n"
              "<textarea id=\"read-urls\" name=\"urls\" rows=\"3\" spellcheck=\"false\"></textarea></div>\n"
              "</fieldset>\n"
              "<fieldset>\n<legend>Text</legend>\n"
              "<div class=\"field\"><label for=\"read-text\">The report</label>\n"
              "<textarea id=\"read-text\" name=\"text\" rows=\"10\"></textarea></div>\n");
    for (size_t i = 0; i < KNOWN_FIELDS; i++)
        put_field(out, i);
    HTML(out, "</fieldset>\n<button>Read</button>\n</form>\n");
}

static void put_jobs(struct call *call)
{
    unsigned numbers[JOBS_KEPT];
    struct jobs *jobs = server_jobs(call->server);
    struct buffer *out = &call->out;
    size_t count = jobs_list(jobs, numbers);
    if (!count)
        return;
    HTML(out, "<h2>Readings since this server started</h2>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
              "aria-label=\"Readings\">\n<table>\n<thead><tr><th scope=\"col\">Reading</th>"
              "<th scope=\"col\">Started</th>"
              "<th scope=\"col\">State</th><th scope=\"col\">Reports</th><th scope=\"col\">Failures</th>"
              "<th scope=\"col\">What</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < count; i++) {
        struct job_view view;
        if (!jobs_look(jobs, numbers[i], &call->arena, &view))
            continue;
        HTML(out, "<tr><td><a");
        query_href(out, text_format(&call->arena, "/job/%u", view.number), NULL);
        HTML(out, ">");
        web_number(out, view.number);
        HTML(out, "</a></td><td><time>");
        web_text(out, str_of(view.started));
        HTML(out, "</time></td><td>");
        web_text(out, str_of(job_state_names[view.state]));
        HTML(out, "</td><td>");
        web_number(out, (double)view.reports);
        HTML(out, "</td><td>");
        web_number(out, (double)view.failures);
        HTML(out, "</td><td>");
        web_bdi(out, text_cut(&call->arena, text_join(&call->arena, &view.inputs, ", "), 80));
        HTML(out, "</td></tr>\n");
    }
    HTML(out, "</tbody>\n</table>\n</div>\n");
}

LIST_TYPE(input_list, struct job_input);

/* The pasted text with what is known of it, as a line of JSON. */
static void add_text(struct call *call, struct input_list *inputs)
{
    struct str text = call_field(call, "text"), id = call_field(call, "id");
    struct buffer *line = &call->scratch;
    if (!str_trim(text).len)
        return;
    buffer_clear(line, line->capacity);
    put_open(line, NULL, '{');
    put_text(line, "id", id.len ? id : text_format(&call->arena, "pasted-%016llx", (unsigned long long)str_hash(text)));
    for (size_t i = 0; i + 1 < KNOWN_FIELDS; i++)
        if (call_field(call, known_fields[i].name).len)
            put_text(line, known_fields[i].name, call_field(call, known_fields[i].name));
    put_text(line, "text", text);
    buffer_add(line, STR("}\n"));
    *ARENA_PUSH(&call->arena, *inputs) = (struct job_input){.bytes = str_copy(&call->arena, buffer_str(line)),
                                                            .file = STR(""), .name = STR("pasted text.jsonl")};
}

static bool add_addresses(struct call *call, struct input_list *inputs)
{
    struct str rest = call_field(call, "urls");
    while (rest.len) {
        struct str url = str_trim(str_cut(&rest, '\n'));
        if (!url.len)
            continue;
        if (!str_starts(url, STR("http://")) && !str_starts(url, STR("https://")))
            return call_fail(call, 400, "'%.*s' is no address: it must begin with http:// or https://",
                             STR_ARGS(text_cut(&call->arena, text_clean(&call->arena, url), 100)));
        *ARENA_PUSH(&call->arena, *inputs) = (struct job_input){.name = url, .file = STR(""), .bytes = STR("")};
    }
    return true;
}

static void add_files(struct call *call, struct input_list *inputs)
{
    for (size_t i = 0; i < call->fields.count; i++) {
        const struct field *field = &call->fields.items[i];
        if (field->path.len)
            *ARENA_PUSH(&call->arena, *inputs) = (struct job_input){.name = field->file_name, .file = field->path,
                                                                    .bytes = STR("")};
    }
}

static bool start(struct call *call)
{
    struct input_list inputs = {0};
    add_files(call, &inputs);
    add_text(call, &inputs);
    if (!add_addresses(call, &inputs))
        return false;
    if (!inputs.count)
        return call_fail(call, 400, "Nothing was given to be read: no file, no address, no text.");
    if (inputs.count > JOB_INPUTS)
        return call_fail(call, 400, "More than %d files and addresses at once.", JOB_INPUTS);
    unsigned number = jobs_start(server_jobs(call->server), inputs.items, inputs.count, &call->error);
    if (!number)
        return false;
    call_redirect(call, text_format(&call->arena, "/job/%u", number), NULL);
    return true;
}

bool page_read(struct call *call)
{
    call->changes = true;
    if (call->posts)
        return start(call);
    frame_open(call, &(struct frame){.title = "Read reports",
                                     .summary = "What is read goes into the record. A report that cannot be read stops "
                                                "no other."});
    put_form(call);
    put_jobs(call);
    frame_close(call);
    return true;
}

static void put_texts_json(struct buffer *out, const char *key, const struct str_list *texts)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < texts->count; i++) {
        put_comma(out);
        put_string(out, texts->items[i]);
    }
    buffer_byte(out, ']');
}

static void put_json(struct buffer *out, const struct job_view *view)
{
    put_open(out, NULL, '{');
    put_number(out, "number", view->number);
    put_text(out, "state", str_of(job_state_names[view->state]));
    put_number(out, "reports", (double)view->reports);
    put_number(out, "failures", (double)view->failures);
    put_number(out, "megabytes", view->megabytes);
    put_number(out, "of_megabytes", view->of_megabytes);
    put_texts_json(out, "inputs", &view->inputs);
    put_texts_json(out, "lines", &view->lines);
    put_texts_json(out, "problems", &view->problems);
    buffer_add(out, STR("}\n"));
}

static void put_progress(struct buffer *out, const struct job_view *view)
{
    HTML(out, "<p class=\"job-state\" role=\"status\"><span class=\"state\">");
    web_text(out, str_of(job_state_names[view->state]));
    HTML(out, "</span> <span class=\"job-reports\">");
    web_count(out, view->reports, "report", "reports");
    HTML(out, "</span>, <span class=\"job-failures\">");
    web_count(out, view->failures, "failure", "failures");
    HTML(out, "</span></p>\n<progress aria-label=\"Read so far\"");
    if (view->of_megabytes > 0 || view->state > JOB_RUNS) {
        bool whole = view->state == JOB_DONE;
        web_measure(out, "max", whole ? 1 : view->of_megabytes > 0 ? view->of_megabytes : 1);
        web_measure(out, "value", whole ? 1 : view->megabytes);
    }
    HTML(out, "></progress>\n");
}

static void put_list(struct buffer *out, const char *class, const struct str_list *texts)
{
    HTML(out, "<ul");
    web_attribute(out, "class", str_of(class));
    HTML(out, ">\n");
    for (size_t i = 0; i < texts->count; i++) {
        HTML(out, "<li>");
        web_bdi(out, texts->items[i]);
        HTML(out, "</li>\n");
    }
    HTML(out, "</ul>\n");
}

static void put_read_reports(struct buffer *out, const struct job_view *view)
{
    HTML(out, "<h2>Reports</h2>\n<ul class=\"job-lines\">\n");
    for (size_t i = view->lines.count; i-- > 0;) {
        HTML(out, "<li><a");
        query_href_under(out, STR("/report/"), view->reports_read.items[i], NULL);
        HTML(out, ">");
        web_bdi(out, view->lines.items[i]);
        HTML(out, "</a></li>\n");
    }
    HTML(out, "</ul>\n");
}

static bool show_job(struct call *call, const struct job_view *view)
{
    struct buffer *out = &call->out;
    bool open = view->state <= JOB_RUNS;
    frame_open(call, &(struct frame){.title = "Reading",
                                     .about = text_format(&call->arena, "%u", view->number), .refresh = open ? 2 : 0});
    HTML(out, "<section class=\"job\"");
    web_attribute(out, "data-job", text_format(&call->arena, "%u", view->number));
    web_attribute(out, "data-state", str_of(job_state_names[view->state]));
    HTML(out, ">\n");
    put_progress(out, view);
    if (open)
        HTML(out, "<form method=\"post\"><button name=\"do\" value=\"cancel\">Stop reading</button></form>\n");
    HTML(out, "<h2>Given</h2>\n");
    put_list(out, "job-inputs", &view->inputs);
    if (view->problems.count) {
        HTML(out, "<h2>What could not be read</h2>\n");
        put_list(out, "job-problems", &view->problems);
    } else {
        HTML(out, "<ul class=\"job-problems\" hidden></ul>\n");
    }
    put_read_reports(out, view);
    HTML(out, "</section>\n<p><a href=\"/read\">Read more</a></p>\n");
    frame_close(call);
    return true;
}

bool page_job(struct call *call)
{
    struct jobs *jobs = server_jobs(call->server);
    struct job_view view;
    unsigned wanted = (unsigned)query_whole(call->rest, 0);
    call->changes = true;
    if (call->posts && jobs_cancel(jobs, wanted)) {
        call_redirect(call, text_format(&call->arena, "/job/%u", wanted), NULL);
        return true;
    }
    if (!jobs_look(jobs, wanted, &call->arena, &view))
        return call_fail(call, 404, "There is no such reading; a server forgets them when it stops.");
    if (call->form == FORM_JSON) {
        put_json(&call->out, &view);
        return true;
    }
    return show_job(call, &view);
}
