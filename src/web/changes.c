/* changes.c - see changes.h. */
#include "web/changes.h"

#include <inttypes.h>

#include "base/error.h"
#include "view/choice.h"
#include "view/text.h"
#include "view/voice.h"
#include "web/server.h"

enum { DEFAULT_DAYS = 7 };

bool changes_quick(const struct call *call)
{
    return call->story->facts->reports.count <= CHANGES_QUICK_REPORTS;
}

bool changes_possible(const struct call *call)
{
    return call->story->facts->reports.count <= CHANGES_MOST_REPORTS;
}

bool changes_last_moment(struct call *call, struct moment *moment)
{
    struct run_mark runs[2];
    size_t count;
    if (!store_newest_runs(call->store, 2, runs, &count, &call->error))
        return false;
    long newest = story_newest_day(call->story);
    if (count == 2)
        moment_at_run(moment, runs[1].number);
    else if (newest != STORY_NO_DAY)
        moment_before(moment, voice_day(&call->arena, newest - DEFAULT_DAYS));
    else
        moment_at_run(moment, 0);
    return true;
}

bool changes_moment(struct call *call, struct moment *moment)
{
    struct str when = call->query.values[PARAM_WHEN], process = call->query.values[PARAM_PROCESS];
    bool visit = str_equal(when, STR("visit"));
    if (when.len && !visit)
        return moment_find(call->store, "when:", arena_copy(&call->arena, when.ptr, when.len),
                           process.len ? arena_copy(&call->arena, process.ptr, process.len) : NULL, moment,
                           &call->error) ||
               (call->status = 400, false);
    if (!call->seen_at.len || (!visit && call->seen_run >= stories_last_run(server_stories(call->server))))
        return changes_last_moment(call, moment);
    moment_at_run(moment, call->seen_run);
    return true;
}

bool changes_between(struct call *call, const struct moment *moment, const struct story *now,
                     struct change_report *report)
{
    struct stories *stories = server_stories(call->server);
    struct scope scope = call->scope->scope;
    struct filter filter = call_filter(call);
    bool wait = false;
    scope.as_of = moment->as_of;
    scope.published_before = moment->published_before;
    stories_release(stories, call->before);
    call->before = NULL;
    call->before = stories_hold(stories, &scope, &wait, &call->error);
    if (wait)
        return call_fail(call, 503, "The record as it was is being put together. This page asks again by itself.");
    if (!call->before)
        return false;
    *report = (struct change_report){.then = &call->before->story, .now = now, .since = moment->since};
    change_find_reports(&call->arena, report->then, now, &report->reports);
    change_find(&call->arena, report->then, now, scope.process.len > 0, &report->changes);
    change_filter(&call->arena, &report->changes, filter.actor, filter.place);
    return true;
}

bool changes_find(struct call *call, const struct moment *moment, struct change_report *report)
{
    return changes_between(call, moment, call->story, report);
}

struct str changes_moment_text(struct call *call, const struct moment *moment)
{
    if (moment->published_before.len)
        return text_format(&call->arena, "what had been published before %.*s", STR_ARGS(moment->published_before));
    return moment->since.run ? text_format(&call->arena, "run %" PRId64, moment->since.run) : STR("the empty record");
}

bool changes_repeats(const struct story_sources *sources, size_t at)
{
    const struct story_source *source = &sources->items[at];
    for (size_t i = 0; i < at; i++)
        if (sources->items[i].report == source->report && str_equal(sources->items[i].quote, source->quote))
            return true;
    return false;
}

bool changes_has_item(const struct change *change)
{
    return change->kind != CHANGE_WITHDRAWN && change->kind != CHANGE_SETTLED && change->subject != CHANGE_FIGURE &&
           change->subject != CHANGE_TALKS;
}
