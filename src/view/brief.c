/* brief.c - see brief.h: what goes into each section. */
#include "view/brief.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/map.h"
#include "view/item.h"
#include "view/rows.h"
#include "view/story_event.h"
#include "view/text.h"
#include "view/value.h"
#include "view/voice.h"

enum { RECENT_DAYS = 30, MOST_TERMS = 3, MOST_ANSWERS = 4, SIDES_AN_ISSUE = 3, MOST_SOURCES = 2, QUOTE_WIDTH = 120,
       CLAIM_WIDTH = 90, ISSUE_WIDTH = 60 };

static const struct {
    const char *key, *title, *command;
    size_t most; /* lines */
} plan[BRIEF_COUNT] = {
    [BRIEF_TALKS] = {"talks", "Where the talks stand", "talks", 3},
    [BRIEF_PLANNED] = {"planned", "Planned and under way", "meetings", 4},
    [BRIEF_HELD] = {"held", "Held last", "meetings", 4},
    [BRIEF_CANCELLED] = {"cancelled", "Called off", "meetings", 2},
    [BRIEF_TABLE] = {"proposals", "On the table", "proposals", 4},
    [BRIEF_POSITIONS] = {"positions", "Who holds what, and how far apart", "positions", 8},
    [BRIEF_CONFLICTS] = {"conflicts", "Told differently", "conflicts", 3},
    [BRIEF_DISPUTED] = {"figures", "Figures in dispute", "conflicts", 2},
    [BRIEF_UNKNOWN] = {"unknown", "Not known", "timeline", 4},
    [BRIEF_OTHERS] = {"others", "Other negotiations", "processes", 5},
};

/* What the sections are made with. */
struct reader {
    const struct choice *choice;
    const struct story *story;
    struct arena *arena;
    struct brief *brief;
    const struct event_list *events; /* in order of time */
    long newest;              /* day of publication */
};

/* Whether the section takes another line; where not, that is left out. */
static bool has_room(struct brief *brief, int section)
{
    struct brief_section *of = &brief->sections[section];
    bool room = of->lines.count < plan[section].most;
    of->left_out += !room;
    return room;
}

static struct str sources_of(const struct reader *reader, const struct actor_list *reports)
{
    struct voices voices = voices_of(reader->arena, reader->story, reports);
    struct str_list sources = voices_sources(reader->arena, reader->story, &voices);
    return voices_text(reader->arena, &sources, MOST_SOURCES);
}

/* A line for which there is room, told by the reports. */
static void add(const struct reader *reader, int section, struct brief_line line, const struct actor_list *reports)
{
    line.reports = *reports;
    line.sources = sources_of(reader, reports);
    *ARENA_PUSH(reader->arena, reader->brief->sections[section].lines) = line;
}

/* A report once. */
static void add_report(struct arena *arena, struct actor_list *reports, uint32_t report)
{
    for (size_t i = reports->count; i > 0; i--)
        if (reports->items[i - 1] == report)
            return;
    *ARENA_PUSH(arena, *reports) = report;
}

/* A line that no report tells. */
static void add_plain(struct arena *arena, struct brief *brief, int section, struct str key, struct str text)
{
    *ARENA_PUSH(arena, brief->sections[section].lines) = (struct brief_line){.key = key, .text = text,
                                                                             .sources = STR("")};
}

static long last_day(const struct story *story, const struct actor_list *reports)
{
    long last = STORY_NO_DAY;
    for (size_t i = 0; i < reports->count; i++) {
        long day = story_report_day(story, reports->items[i]);
        last = day > last ? day : last;
    }
    return last;
}

static struct str since_text(const struct reader *reader, const struct story_turn *turn)
{
    struct str from = voice_day(reader->arena, turn->from), to = voice_day(reader->arena, turn->to);
    if (!from.len || turn->from == turn->to)
        return from;
    return text_format(reader->arena, "%.*s to %.*s", STR_ARGS(from), STR_ARGS(to));
}

static void add_turn(const struct reader *reader, const struct story_turn *turn)
{
    struct arena *arena = reader->arena;
    struct str name = text_clean(arena, turn->name), since = since_text(reader, turn);
    struct brief_line line = {.key = turn->key, .when = since,
                              .state = str_of(talk_state_names[turn->state]), .words = name.len ? name : STR("talks")};
    if (!has_room(reader->brief, BRIEF_TALKS))
        return;
    line.text = text_format(arena, "%.*s%s%.*s%s: %.*s", STR_ARGS(line.state), since.len ? " (" : "", STR_ARGS(since),
                            since.len ? ")" : "", STR_ARGS(line.words));
    add(reader, BRIEF_TALKS, line, &turn->reports);
}

/* The latest turn first; each state once. */
static void add_turns(const struct reader *reader)
{
    const struct story_turns *turns = &reader->story->turns;
    bool shown[TALK_STATE_COUNT] = {false};
    for (int count = 0; count < TALK_STATE_COUNT; count++) {
        const struct story_turn *best = NULL;
        for (size_t i = 0; i < turns->count; i++) {
            const struct story_turn *turn = &turns->items[i];
            if (!shown[turn->state] && choice_days(reader->choice, turn->from, turn->to, &turn->reports) &&
                (!best || turn->to > best->to || (turn->to == best->to && turn->from > best->from)))
                best = turn;
        }
        if (!best)
            return;
        shown[best->state] = true;
        add_turn(reader, best);
    }
}

static bool is_meeting(const struct event *event)
{
    return str_equal(event->event, STR("meeting"));
}

static bool has_status(const struct event *event, enum event_status status)
{
    return str_equal(event->status, str_of(event_status_names[status]));
}

static bool is_ahead(const struct event *event)
{
    return has_status(event, STATUS_PLANNED) || has_status(event, STATUS_POSSIBLE) || has_status(event, STATUS_ONGOING);
}

/* Whether what is planned still lies ahead of the newest report, as far as its day or its report's is known. */
static bool lies_ahead(const struct reader *reader, const struct event *event)
{
    long published;
    struct str last = event->to.len ? event->to : event->from;
    if (last.len)
        return str_compare(last, voice_day(reader->arena, reader->newest)) >= 0;
    return reader->newest == STORY_NO_DAY || !text_day_number(event->published, &published) ||
           reader->newest - published <= RECENT_DAYS;
}

/* The section an event belongs to; BRIEF_COUNT: none. */
static int event_section(const struct reader *reader, const struct event *event)
{
    if (!is_meeting(event) && !str_equal(event->event, STR("trip")))
        return BRIEF_COUNT;
    if (is_ahead(event))
        return lies_ahead(reader, event) ? BRIEF_PLANNED : BRIEF_COUNT;
    if (has_status(event, STATUS_CANCELLED))
        return BRIEF_CANCELLED;
    return is_meeting(event) && has_status(event, STATUS_HELD) ? BRIEF_HELD : BRIEF_COUNT;
}

static void add_event(const struct reader *reader, int section, const struct event *event)
{
    struct arena *arena = reader->arena;
    bool told = section == BRIEF_UNKNOWN || event->course.count > 1 ||
                (section == BRIEF_PLANNED && !has_status(event, STATUS_PLANNED));
    if (!has_room(reader->brief, section))
        return;
    struct brief_line line = {.key = event->key, .standing = event->standing, .when = event->when,
                              .state = told ? event_course(arena, event) : STR("")};
    line.words = text_format(arena, "%s%.*s", is_meeting(event) ? "" : "trip: ", STR_ARGS(event_text(arena, event)));
    line.text = text_format(arena, "%.*s%s%.*s%s%.*s", STR_ARGS(line.when), line.when.len ? "  " : "",
                            STR_ARGS(line.state), told ? ": " : "", STR_ARGS(line.words));
    add(reader, section, line, &event->told);
}

/* What is planned stands in order of time, what is past the newest first; what has no day comes last. */
static void add_events(const struct reader *reader)
{
    for (int dated = 1; dated >= 0; dated--)
        for (size_t i = 0; i < reader->events->count; i++) {
            const struct event *oldest = &reader->events->items[i];
            const struct event *newest = &reader->events->items[reader->events->count - 1 - i];
            if ((oldest->from.len > 0) == dated && event_section(reader, oldest) == BRIEF_PLANNED)
                add_event(reader, BRIEF_PLANNED, oldest);
            if ((newest->from.len > 0) == dated && event_section(reader, newest) == BRIEF_HELD)
                add_event(reader, BRIEF_HELD, newest);
            if ((newest->from.len > 0) == dated && event_section(reader, newest) == BRIEF_CANCELLED)
                add_event(reader, BRIEF_CANCELLED, newest);
        }
}

static struct str first_items(struct arena *arena, struct str_list items, size_t most)
{
    size_t left = items.count > most ? items.count - most : 0;
    items.count -= left;
    struct str text = text_join(arena, &items, "; ");
    return left ? text_format(arena, "%.*s; +%zu more", STR_ARGS(text), left) : text;
}

/* "33 hostages → 40 hostages (2024-08-19)", where its numbers changed. */
static struct str term_text(struct arena *arena, const struct story_term *point)
{
    const struct story_version *last = &point->versions.items[point->versions.count - 1];
    struct str text = text_cut(arena, text_clean(arena, last->text), CLAIM_WIDTH);
    if (point->versions.count < 2)
        return text;
    struct str before = text_cut(arena, text_clean(arena, last[-1].text), CLAIM_WIDTH);
    return text_format(arena, "%.*s → %.*s (%.*s)", STR_ARGS(before), STR_ARGS(text),
                       STR_ARGS(voice_day(arena, last->from)));
}

/* Its terms, those first whose numbers changed; those for which there is no room are only counted. */
static struct str terms_text(const struct reader *reader, const struct story_proposal *proposal)
{
    struct str_list terms = {0};
    for (int changed = 1; changed >= 0; changed--)
        for (size_t i = 0; i < proposal->points.count; i++) {
            const struct story_term *point = &proposal->points.items[i];
            bool shown = terms.count < MOST_TERMS;
            if ((point->versions.count > 1) == changed)
                *ARENA_PUSH(reader->arena, terms) = shown ? term_text(reader->arena, point) : STR("");
        }
    return first_items(reader->arena, terms, MOST_TERMS);
}

/* The last answer of each side, with the day of the last report that tells it. */
static struct str answers_text(const struct reader *reader, const struct story_proposal *proposal)
{
    struct arena *arena = reader->arena;
    const struct story_replies *replies = &proposal->replies;
    struct str_list answers = {0};
    for (size_t i = 0; i < replies->count; i++) {
        const struct story_reply *reply = &replies->items[i];
        bool is_last = i + 1 == replies->count || replies->items[i + 1].side != reply->side;
        struct str name = text_clean(arena, reader->story->actors.items[reply->side].name);
        struct str day = voice_day(arena, reply->to);
        if (is_last)
            *ARENA_PUSH(arena, answers) = text_format(arena, "%.*s: %s%s%.*s", STR_ARGS(name),
                                                      response_names[reply->response], day.len ? " " : "", STR_ARGS(day));
    }
    return first_items(arena, answers, MOST_ANSWERS);
}

static void add_proposal(const struct reader *reader, const struct story_proposal *proposal)
{
    struct arena *arena = reader->arena;
    struct str_list makers = item_actor_names(arena, reader->story, &proposal->by);
    struct str name = text_clean(arena, proposal->name), by = text_join(arena, &makers, ", ");
    struct str terms = terms_text(reader, proposal), answers = answers_text(reader, proposal);
    struct brief_line line = {.key = proposal->key, .standing = proposal->mark.standing, .words = name};
    line.detail = text_format(arena, "by %.*s%s%.*s%s%.*s%s", STR_ARGS(by), terms.len ? "; " : "", STR_ARGS(terms),
                              answers.len ? " (" : "", STR_ARGS(answers), answers.len ? ")" : "");
    line.text = text_format(arena, "%.*s, %.*s", STR_ARGS(name), STR_ARGS(line.detail));
    add(reader, BRIEF_TABLE, line, &proposal->reports);
}

/* Places in a list, and by what they are put in order. */
struct ranked {
    long months, day; /* months: between the last report of it and the newest of all */
    size_t voices, at;
};

/* What was told in the last month first, of that what more voices tell, of that the newest. */
static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->months != y->months)
        return x->months < y->months ? -1 : 1;
    if (x->voices != y->voices)
        return x->voices > y->voices ? -1 : 1;
    if (x->day != y->day)
        return x->day > y->day ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static struct ranked ranked(const struct reader *reader, const struct actor_list *reports, size_t at)
{
    long day = last_day(reader->story, reports);
    long months = day == STORY_NO_DAY ? LONG_MAX : (reader->newest - day) / RECENT_DAYS;
    return (struct ranked){months, day, voices_of(reader->arena, reader->story, reports).reports.count, at};
}

static void add_proposals(const struct reader *reader)
{
    const struct story_proposals *proposals = &reader->story->proposals;
    struct ranked *order = arena_take(reader->arena, proposals->count + 1, sizeof *order);
    for (size_t i = 0; i < proposals->count; i++)
        order[i] = ranked(reader, &proposals->items[i].reports, i);
    if (proposals->count)
        qsort(order, proposals->count, sizeof *order, compare_ranked);
    for (size_t i = 0; i < proposals->count; i++) {
        const struct story_proposal *proposal = &proposals->items[order[i].at];
        if (choice_days(reader->choice, STORY_NO_DAY, STORY_NO_DAY, &proposal->reports) &&
            choice_actors(reader->choice, &proposal->by) && has_room(reader->brief, BRIEF_TABLE))
            add_proposal(reader, proposal);
    }
}

/* "Israel rejects “…” (2024-08-19)", with all who tell what the side holds on the issue. */
static void add_stand(const struct reader *reader, struct brief_line line, const struct story_row *row)
{
    struct arena *arena = reader->arena;
    const struct story_hold *last = &row->holds.items[row->holds.count - 1];
    struct actor_list reports = {0};
    if (!has_room(reader->brief, BRIEF_POSITIONS))
        return;
    for (size_t i = 0; i < row->holds.count; i++)
        add_report(arena, &reports, row->holds.items[i].source.report);
    struct str side = text_clean(arena, reader->story->actors.items[row->side].name);
    struct str words = text_cut(arena, text_clean(arena, last->text), QUOTE_WIDTH), day = voice_day(arena, last->day);
    line.text = text_format(arena, "%.*s %s “%.*s”%s%.*s%s", STR_ARGS(side), stance_names[last->stance],
                            STR_ARGS(words), day.len ? " (" : "", STR_ARGS(day), day.len ? ")" : "");
    add(reader, BRIEF_POSITIONS, line, &reports);
}

/* An issue with how far apart the sides are, and what each of them holds. */
static void add_issue(const struct reader *reader, const struct story_issue *issue)
{
    struct arena *arena = reader->arena;
    struct brief_section *section = &reader->brief->sections[BRIEF_POSITIONS];
    if (section->lines.count >= plan[BRIEF_POSITIONS].most) {
        section->left_out++;
        return;
    }
    struct str name = text_cut(arena, text_clean(arena, issue->name), ISSUE_WIDTH);
    const char *state = issue_state_names[issue->state];
    struct str group = *state ? text_format(arena, "%.*s: %s", STR_ARGS(name), state) : name;
    for (size_t i = 0; i < issue->rows.count && i < SIDES_AN_ISSUE; i++)
        add_stand(reader, (struct brief_line){.group = group, .key = issue->key}, &issue->rows.items[i]);
}

static bool wants_issue(const struct reader *reader, const struct story_issue *issue)
{
    bool wanted = false;
    for (size_t i = 0; i < issue->rows.count && !wanted; i++)
        wanted = choice_actors(reader->choice, &(struct actor_list){&(uint32_t){issue->rows.items[i].side}, 1, 1});
    return wanted && choice_days(reader->choice, STORY_NO_DAY, STORY_NO_DAY, &issue->reports);
}

/* The issues on which two sides or more hold something first. */
static void add_issues(const struct reader *reader)
{
    const struct story_issues *issues = &reader->story->issues;
    struct ranked *order = arena_take(reader->arena, issues->count + 1, sizeof *order);
    for (size_t i = 0; i < issues->count; i++)
        order[i] = ranked(reader, &issues->items[i].reports, i);
    if (issues->count)
        qsort(order, issues->count, sizeof *order, compare_ranked);
    for (int several = 1; several >= 0; several--)
        for (size_t i = 0; i < issues->count; i++) {
            const struct story_issue *issue = &issues->items[order[i].at];
            if ((issue->rows.count > 1) == several && wants_issue(reader, issue))
                add_issue(reader, issue);
        }
}

static void add_conflict(const struct reader *reader, const struct story_conflict *conflict)
{
    struct arena *arena = reader->arena;
    struct str_list claims = {0};
    struct actor_list reports = {0};
    int section = conflict->kind == CONFLICT_FIGURE ? BRIEF_DISPUTED : BRIEF_CONFLICTS;
    if (!has_room(reader->brief, section))
        return;
    for (size_t i = 0; i < conflict->claims.count; i++) {
        const struct story_source *claim = &conflict->claims.items[i];
        struct str quote = text_cut(arena, text_clean(arena, claim->quote), CLAIM_WIDTH);
        add_report(arena, &reports, claim->report);
        if (claims.count < 2)
            *ARENA_PUSH(arena, claims) = text_format(arena, "“%.*s”", STR_ARGS(quote));
    }
    struct str about = text_cut(arena, text_clean(arena, conflict->about), CLAIM_WIDTH);
    struct brief_line line = {.key = conflict->key, .standing = conflict->mark.standing, .words = about,
                              .detail = text_join(arena, &claims, " or ")};
    line.text = text_format(arena, "%.*s: %.*s", STR_ARGS(about), STR_ARGS(line.detail));
    add(reader, section, line, &reports);
}

static void add_conflicts(const struct reader *reader)
{
    const struct story_conflicts *conflicts = &reader->story->conflicts;
    struct ranked *order = arena_take(reader->arena, conflicts->count + 1, sizeof *order);
    for (size_t i = 0; i < conflicts->count; i++) {
        struct actor_list reports = {0};
        for (size_t c = 0; c < conflicts->items[i].claims.count; c++)
            *ARENA_PUSH(reader->arena, reports) = conflicts->items[i].claims.items[c].report;
        order[i] = ranked(reader, &reports, i);
    }
    if (conflicts->count)
        qsort(order, conflicts->count, sizeof *order, compare_ranked);
    for (size_t i = 0; i < conflicts->count; i++)
        add_conflict(reader, &conflicts->items[order[i].at]);
}

/* What was planned for a day that is over, without a report that tells whether it was held; the newest first. Then how
 * much has no day. */
static void add_unknown(const struct reader *reader)
{
    size_t undated = 0;
    for (size_t i = reader->events->count; i > 0; i--) {
        const struct event *event = &reader->events->items[i - 1];
        bool over = event->from.len && is_meeting(event) && is_ahead(event) && !lies_ahead(reader, event);
        undated += !event->from.len;
        if (over && reader->brief->sections[BRIEF_UNKNOWN].lines.count + 2 < plan[BRIEF_UNKNOWN].most)
            add_event(reader, BRIEF_UNKNOWN, event);
        else
            reader->brief->sections[BRIEF_UNKNOWN].left_out += over;
    }
    if (undated && has_room(reader->brief, BRIEF_UNKNOWN))
        add_plain(reader->arena, reader->brief, BRIEF_UNKNOWN, STR(""),
                  text_format(reader->arena, "%zu event%s of the timeline: on what day", undated,
                              undated == 1 ? "" : "s"));
    size_t reports = reader->brief->coverage.undated;
    if (reports && has_room(reader->brief, BRIEF_UNKNOWN))
        add_plain(reader->arena, reader->brief, BRIEF_UNKNOWN, STR(""),
                  text_format(reader->arena, "%zu report%s: the day of publication", reports,
                              reports == 1 ? "" : "s"));
}

static void count_reports(struct reader *reader)
{
    const struct story_facts *facts = reader->story->facts;
    struct brief *brief = reader->brief;
    struct map outlets = {0};
    long first = STORY_NO_DAY;
    reader->newest = STORY_NO_DAY;
    for (uint32_t i = 0; i < facts->reports.count; i++) {
        const struct story_report *report = &facts->reports.items[i];
        brief->coverage.voices += report->voice == i;
        brief->coverage.undated += report->day == STORY_NO_DAY;
        if (report->outlet.len)
            map_put(&outlets, reader->arena, report->outlet, 1);
        if (report->day != STORY_NO_DAY && (first == STORY_NO_DAY || report->day < first))
            first = report->day;
        reader->newest = report->day > reader->newest ? report->day : reader->newest;
    }
    brief->coverage.reports = facts->reports.count;
    brief->coverage.outlets = outlets.count;
    brief->coverage.first = voice_day(reader->arena, first);
    brief->coverage.last = voice_day(reader->arena, reader->newest);
}

void brief_make(struct arena *arena, const struct choice *choice, const struct event_list *events,
                struct brief *brief)
{
    struct event_list found = {0};
    struct reader reader = {.choice = choice, .story = choice->story, .arena = arena, .brief = brief,
                            .events = events ? events : &found};
    for (int i = 0; i < BRIEF_COUNT; i++) {
        brief->sections[i].key = plan[i].key;
        brief->sections[i].title = plan[i].title;
        brief->sections[i].command = plan[i].command;
    }
    count_reports(&reader);
    if (!events)
        events_of_story(arena, choice, &found);
    add_turns(&reader);
    add_events(&reader);
    add_proposals(&reader);
    add_issues(&reader);
    add_conflicts(&reader);
    add_unknown(&reader);
}

/* The one that the newest voices are about first. */
static int compare_processes(const void *a, const void *b)
{
    const struct brief_process *x = a, *y = b;
    if (x->lately != y->lately)
        return x->lately > y->lately ? -1 : 1;
    int order = str_compare(y->last, x->last);
    if (!order && x->voices != y->voices)
        order = x->voices > y->voices ? -1 : 1;
    return order ? order : str_compare(x->key, y->key);
}

bool brief_processes_read(struct arena *arena, struct store *store, const struct filter *filter,
                          struct brief_processes *processes, readout_error *error)
{
    struct rows *rows = rows_open(store, VIEW_PROCESSES_LATELY, filter, error);
    const struct row *row;
    while (rows && (row = rows_next(rows, error)))
        *ARENA_PUSH(arena, *processes) = (struct brief_process){
            .key = str_copy(arena, row_value(row, "key")->text), .name = row_text(arena, row, "name"),
            .last = row_text(arena, row, "to"), .voices = row_value(row, "voices")->number,
            .lately = row_value(row, "lately")->number};
    rows_close(rows);
    if (processes->count)
        qsort(processes->items, processes->count, sizeof *processes->items, compare_processes);
    return error->status == READOUT_OK;
}

void brief_add_others(struct arena *arena, const struct brief_processes *processes, struct brief *brief)
{
    for (size_t i = 0; i < processes->count; i++) {
        const struct brief_process *process = &processes->items[i];
        if (brief->key.len && !str_equal(process->key, brief->key) && has_room(brief, BRIEF_OTHERS))
            add_plain(arena, brief, BRIEF_OTHERS, process->key,
                      text_format(arena, "%.*s, %.0f voice%s up to %.*s: readout brief --process %.*s",
                                  STR_ARGS(process->name), process->voices, process->voices == 1 ? "" : "s",
                                  STR_ARGS(process->last), STR_ARGS(text_clean(arena, process->key))));
    }
}
