/* briefing_fact.c - see briefing_fact.h: sentences by the kind of the item. */
#include "view/briefing_fact.h"

#include "view/item.h"
#include "view/text.h"
#include "view/voice.h"

enum { MOST_CITED = 8 /* voices of a line */, MOST_LINES = 30, QUOTE_WIDTH = 600, CLAIM_WIDTH = 240 };

void briefing_cite(struct briefing_maker *maker, struct briefing_line *line, const struct story_source *source)
{
    struct briefing *briefing = maker->briefing;
    struct str place = item_place(maker->arena, source);
    uint32_t number = map_get(&maker->numbers, place);
    if (number == MAP_NONE) {
        const struct story_report *of = &maker->story->facts->reports.items[source->report];
        uint32_t about = map_get(&maker->reports, of->id);
        if (about == MAP_NONE) {
            about = (uint32_t)briefing->reports.count;
            *ARENA_PUSH(maker->arena, briefing->reports) = (struct briefing_report){
                .report = source->report, .id = of->id, .outlet = text_clean(maker->arena, of->outlet),
                .day = voice_day(maker->arena, of->day), .title = STR(""), .url = STR(""), .version = of->version};
            map_put(&maker->reports, maker->arena, of->id, about);
        }
        number = (uint32_t)briefing->sources.count + 1;
        *ARENA_PUSH(maker->arena, briefing->sources) = (struct briefing_source){*source, about};
        map_put(&maker->numbers, maker->arena, place, number);
    }
    for (size_t i = 0; i < line->numbers.count; i++)
        if (line->numbers.items[i] == number)
            return;
    *ARENA_PUSH(maker->arena, line->numbers) = number;
}

/* The first source of each voice, `best` before them; the best gives the fact its quote. Sources stand `stride` bytes
 * apart. */
static void cite_all(struct briefing_maker *maker, struct briefing_fact *fact, const struct story_source *best,
                     const void *sources, size_t count, size_t stride)
{
    uint32_t voices[MOST_CITED];
    size_t voice_count = 0;
    const struct story_report *reports = maker->story->facts->reports.items;
    for (size_t i = 0; i < count + 1 && voice_count < MOST_CITED; i++) {
        const struct story_source *source =
            i ? (const struct story_source *)(const void *)((const char *)sources + (i - 1) * stride) : best;
        size_t known = 0;
        while (known < voice_count && voices[known] != reports[source->report].voice)
            known++;
        if (known < voice_count)
            continue;
        voices[voice_count++] = reports[source->report].voice;
        briefing_cite(maker, &fact->line, source);
    }
    fact->quote = text_cut(maker->arena, text_clean(maker->arena, best->quote), QUOTE_WIDTH);
}

static void count_told(struct briefing_maker *maker, struct briefing_fact *fact, const struct actor_list *reports)
{
    fact->reports = reports->count;
    fact->voices = voices_of(maker->arena, maker->story, reports).reports.count;
}

static void set_mark(struct briefing_maker *maker, struct briefing_fact *fact, const struct story_mark *mark)
{
    if (mark->standing != STANDING_MACHINE || mark->kept)
        fact->standing = story_mark_text(mark);
    for (size_t i = 0; i < mark->notes.count; i++)
        *ARENA_PUSH(maker->arena, fact->notes) = text_clean(maker->arena, mark->notes.items[i]);
}

static struct briefing_line *add_line(struct briefing_maker *maker, struct briefing_lines *lines, struct str text)
{
    struct briefing_line *line = ARENA_PUSH(maker->arena, *lines);
    *line = (struct briefing_line){.text = text};
    return line;
}

/* "A, B and C" */
static struct str names_text(struct briefing_maker *maker, const struct actor_list *actors)
{
    struct str_list names = item_actor_names(maker->arena, maker->story, actors);
    if (names.count < 2)
        return names.count ? names.items[0] : STR("");
    struct str last = names.items[--names.count];
    return text_format(maker->arena, "%.*s and %.*s", STR_ARGS(text_join(maker->arena, &names, ", ")), STR_ARGS(last));
}

static struct str name_of(struct briefing_maker *maker, uint32_t who)
{
    return text_clean(maker->arena, maker->story->actors.items[who].name);
}

static struct str quoted(struct briefing_maker *maker, struct str words)
{
    struct str cut = text_cut(maker->arena, text_clean(maker->arena, words), CLAIM_WIDTH);
    return text_format(maker->arena, "“%.*s”", STR_ARGS(cut));
}

/* " on 2024-08-19", " from 2024-08-19 to 2024-08-21", " on a day between ... and ..."; empty where not known. */
static struct str days_text(struct briefing_maker *maker, struct item_days days, bool certain)
{
    struct str from = voice_day(maker->arena, days.from), to = voice_day(maker->arena, days.to);
    if (!from.len)
        return STR("");
    if (!to.len || str_equal(from, to))
        return text_format(maker->arena, " on %.*s", STR_ARGS(from));
    return text_format(maker->arena, certain ? " from %.*s to %.*s" : " on a day between %.*s and %.*s", STR_ARGS(from),
                       STR_ARGS(to));
}

static struct str words_of_day(struct briefing_maker *maker, const struct story_history *history)
{
    for (size_t i = 0; i < history->count; i++)
        if (history->items[i].when.len)
            return text_format(maker->arena, " (%.*s)", STR_ARGS(quoted(maker, history->items[i].when)));
    return STR("");
}

static const char *const held_words[STATUS_COUNT] = {
    [STATUS_UNKNOWN] = "told of", [STATUS_PLANNED] = "planned", [STATUS_POSSIBLE] = "possible",
    [STATUS_ONGOING] = "under way",
    [STATUS_HELD] = "held", [STATUS_CANCELLED] = "called off"};

/* "planned → held", where it was something else before. */
static void add_course(struct briefing_maker *maker, struct briefing_fact *fact, const struct story_history *history,
                       enum event_status status)
{
    struct item_steps steps = item_course(maker->arena, history, status);
    struct str_list names = {0};
    for (size_t i = 0; i < steps.count; i++)
        *ARENA_PUSH(maker->arena, names) = str_of(held_words[steps.items[i].status]);
    if (names.count < 2)
        return;
    struct briefing_line *line = add_line(
        maker, &fact->more,
        text_format(maker->arena, "Reported as: %.*s", STR_ARGS(text_join(maker->arena, &names, " → "))));
    for (size_t s = 0; s < steps.count; s++)
        for (size_t i = 0; i < history->count; i++)
            if (history->items[i].status == steps.items[s].status &&
                history->items[i].source.report == steps.items[s].report) {
                briefing_cite(maker, line, &history->items[i].source);
                break;
            }
}

void briefing_of_meeting(struct briefing_maker *maker, const struct story_meeting *meeting, struct briefing_fact *fact)
{
    static const char *const nouns[MEETING_KIND_COUNT] = {"A meeting", "Talks", "A call", "A summit", "A visit",
                                                          "A briefing"};
    struct arena *arena = maker->arena;
    bool talks = meeting->kind == MEETING_TALKS;
    bool past = meeting->status == STATUS_HELD || meeting->status == STATUS_CANCELLED;
    struct item_days days = item_days_of(&meeting->history, meeting->from, meeting->to);
    struct str who = names_text(maker, &meeting->participants), place = text_clean(arena, meeting->place);
    struct str when = days_text(maker, days, meeting->from != STORY_NO_DAY);
    struct str mediators = names_text(maker, &meeting->mediators);
    if (!when.len)
        when = words_of_day(maker, &meeting->history);
    const char *verb = past ? (talks ? "were" : "was") : (talks ? "are" : "is");
    fact->line.text = text_format(arena, "%s of %.*s %s %s%.*s.%s%.*s%s%s%.*s%s", nouns[meeting->kind],
                                  STR_ARGS(who.len ? who : STR("parties that are not named")), verb,
                                  held_words[meeting->status], STR_ARGS(when), place.len ? " Place: " : "",
                                  STR_ARGS(place), place.len ? "." : "", mediators.len ? " Mediated by " : "",
                                  STR_ARGS(mediators), mediators.len ? "." : "");
    cite_all(maker, fact, &item_telling(&meeting->history, meeting->status)->source, meeting->history.items,
             meeting->history.count, sizeof *meeting->history.items);
    add_course(maker, fact, &meeting->history, meeting->status);
    count_told(maker, fact, &meeting->reports);
    set_mark(maker, fact, &meeting->mark);
}

void briefing_of_trip(struct briefing_maker *maker, const struct story_trip *trip, struct briefing_fact *fact)
{
    static const char *const verbs[STATUS_COUNT] = {
        [STATUS_UNKNOWN] = "travels", [STATUS_PLANNED] = "is to travel", [STATUS_POSSIBLE] = "may travel",
        [STATUS_ONGOING] = "is travelling",
        [STATUS_HELD] = "travelled", [STATUS_CANCELLED] = "does not travel as was planned"};
    struct arena *arena = maker->arena;
    struct item_days days = item_days_of(&trip->history, trip->from, trip->to);
    struct str when = days_text(maker, days, trip->from != STORY_NO_DAY);
    struct str_list places = {0};
    for (size_t i = 0; i < trip->places.count; i++)
        *ARENA_PUSH(arena, places) = text_clean(arena, trip->places.items[i]);
    if (!when.len)
        when = words_of_day(maker, &trip->history);
    fact->line.text = text_format(arena, "%.*s %s%s%.*s%.*s.", STR_ARGS(name_of(maker, trip->traveller)),
                                  verbs[trip->status], places.count ? " to " : "",
                                  STR_ARGS(text_join(arena, &places, ", ")), STR_ARGS(when));
    cite_all(maker, fact, &item_telling(&trip->history, trip->status)->source, trip->history.items,
             trip->history.count, sizeof *trip->history.items);
    add_course(maker, fact, &trip->history, trip->status);
    count_told(maker, fact, &trip->reports);
}

void briefing_of_turn(struct briefing_maker *maker, const struct story_turn *turn, struct briefing_fact *fact)
{
    struct arena *arena = maker->arena;
    struct str name = text_clean(arena, turn->name);
    struct str from = voice_day(arena, turn->from), to = voice_day(arena, turn->to);
    bool span = from.len && to.len && !str_equal(from, to);
    fact->line.text = text_format(arena, "State of the talks%s%.*s%s: %s, in reports %s%.*s%s%.*s.",
                                  name.len ? " (“" : "", STR_ARGS(name), name.len ? "”)" : "",
                                  talk_state_names[turn->state], from.len ? "of " : "without a day", STR_ARGS(from),
                                  span ? " to " : "", STR_ARGS(span ? to : STR("")));
    cite_all(maker, fact, &turn->sources.items[0], turn->sources.items, turn->sources.count,
             sizeof *turn->sources.items);
    count_told(maker, fact, &turn->reports);
}

/* A term, what it was before, and who says so. */
static void add_term(struct briefing_maker *maker, struct briefing_fact *fact, const struct story_term *term)
{
    struct str_list texts = {0};
    for (size_t i = 0; i < term->versions.count; i++)
        *ARENA_PUSH(maker->arena, texts) = quoted(maker, term->versions.items[i].text);
    struct briefing_line *line = add_line(
        maker, &fact->more, text_format(maker->arena, "Term: %.*s", STR_ARGS(text_join(maker->arena, &texts, " → "))));
    for (size_t i = 0; i < term->versions.count; i++)
        if (term->versions.items[i].sources.count)
            briefing_cite(maker, line, &term->versions.items[i].sources.items[0]);
}

static void add_reply(struct briefing_maker *maker, struct briefing_fact *fact, const struct story_reply *reply)
{
    struct str day = voice_day(maker->arena, reply->from);
    struct briefing_line *line = add_line(
        maker, &fact->more,
        text_format(maker->arena, "Answer of %.*s: %s%s%.*s%s", STR_ARGS(name_of(maker, reply->side)),
                    response_names[reply->response], day.len ? " (" : "", STR_ARGS(day), day.len ? ")" : ""));
    for (size_t i = 0; i < reply->sources.count && i < MOST_CITED; i++)
        briefing_cite(maker, line, &reply->sources.items[i]);
}

void briefing_of_proposal(struct briefing_maker *maker, const struct story_proposal *proposal,
                          struct briefing_fact *fact)
{
    struct arena *arena = maker->arena;
    struct str name = text_clean(arena, proposal->name), by = names_text(maker, &proposal->by);
    struct str date = text_clean(arena, proposal->date);
    fact->line.text = text_format(arena, "A proposal%s%.*s: “%.*s”%s%.*s%s.", by.len ? " of " : "", STR_ARGS(by),
                                  STR_ARGS(name), date.len ? " (" : "", STR_ARGS(date), date.len ? ")" : "");
    cite_all(maker, fact, &proposal->sources.items[0], proposal->sources.items, proposal->sources.count,
             sizeof *proposal->sources.items);
    for (size_t i = 0; i < proposal->points.count && fact->more.count < MOST_LINES; i++)
        add_term(maker, fact, &proposal->points.items[i]);
    for (size_t i = 0; i < proposal->replies.count && fact->more.count < 2 * MOST_LINES; i++)
        add_reply(maker, fact, &proposal->replies.items[i]);
    count_told(maker, fact, &proposal->reports);
    set_mark(maker, fact, &proposal->mark);
}

void briefing_of_position(struct briefing_maker *maker, const struct story_position *position,
                          struct briefing_fact *fact)
{
    fact->line.text = text_format(maker->arena, "%.*s %s: %.*s.", STR_ARGS(name_of(maker, position->party)),
                                  stance_names[position->stance], STR_ARGS(quoted(maker, position->quote)));
    cite_all(maker, fact, &position->sources.items[0], position->sources.items, position->sources.count,
             sizeof *position->sources.items);
    count_told(maker, fact, &position->reports);
    set_mark(maker, fact, &position->mark);
}

/* Where the side stands, and on what day that was told last. */
static void add_side(struct briefing_maker *maker, struct briefing_fact *fact, const struct story_row *row)
{
    const struct story_hold *last = &row->holds.items[row->holds.count - 1];
    struct str day = voice_day(maker->arena, last->day);
    struct briefing_line *line = add_line(
        maker, &fact->more,
        text_format(maker->arena, "%.*s %s %.*s%s%.*s%s", STR_ARGS(name_of(maker, row->side)),
                    stance_names[last->stance], STR_ARGS(quoted(maker, last->text)), day.len ? " (" : "", STR_ARGS(day),
                    day.len ? ")" : ""));
    briefing_cite(maker, line, &last->source);
}

void briefing_of_issue(struct briefing_maker *maker, const struct story_issue *issue, struct briefing_fact *fact)
{
    static const char *const states[ISSUE_STATE_COUNT] = {
        [ISSUE_UNKNOWN] = "how far apart the sides are is not known", [ISSUE_APART] = "the sides are apart",
        [ISSUE_CLOSER] = "the sides have come closer", [ISSUE_AGREED] = "the sides agree"};
    fact->line.text = text_format(maker->arena, "On %.*s %s.", STR_ARGS(quoted(maker, issue->name)),
                                  states[issue->state]);
    for (size_t i = 0; i < issue->grounds.count && i < MOST_CITED; i++)
        briefing_cite(maker, &fact->line, &issue->grounds.items[i]);
    for (size_t i = 0; i < issue->rows.count && i < MOST_LINES; i++)
        if (issue->rows.items[i].holds.count)
            add_side(maker, fact, &issue->rows.items[i]);
    count_told(maker, fact, &issue->reports);
}

void briefing_add_claims(struct briefing_maker *maker, const struct story_conflict *conflict,
                         struct briefing_lines *lines)
{
    for (size_t i = 0; i < conflict->claims.count && lines->count < MOST_LINES; i++) {
        struct str says = i < conflict->says.count ? text_clean(maker->arena, conflict->says.items[i]) : STR("");
        struct str quote = quoted(maker, conflict->claims.items[i].quote);
        struct str text = text_format(maker->arena, "%.*s%s%.*s", STR_ARGS(says), says.len ? ": " : "",
                                      STR_ARGS(quote));
        struct briefing_line *line = add_line(maker, lines, text);
        briefing_cite(maker, line, &conflict->claims.items[i]);
    }
    if (conflict->revised && lines->count < MOST_LINES) {
        struct str quote = quoted(maker, conflict->revision.quote);
        struct briefing_line *line = add_line(
            maker, lines, text_format(maker->arena, "Since then revised: %.*s", STR_ARGS(quote)));
        briefing_cite(maker, line, &conflict->revision);
    }
}

void briefing_of_conflict(struct briefing_maker *maker, const struct story_conflict *conflict,
                          struct briefing_fact *fact)
{
    struct actor_list reports = {0};
    fact->line.text = text_format(maker->arena, "Reports differ on this: %.*s.",
                                  STR_ARGS(text_cut(maker->arena, text_clean(maker->arena, conflict->about),
                                                    CLAIM_WIDTH)));
    briefing_add_claims(maker, conflict, &fact->more);
    for (size_t i = 0; i < conflict->claims.count; i++) {
        bool last = reports.count && reports.items[reports.count - 1] == conflict->claims.items[i].report;
        if (!last)
            *ARENA_PUSH(maker->arena, reports) = conflict->claims.items[i].report;
        if (i < MOST_CITED)
            briefing_cite(maker, &fact->line, &conflict->claims.items[i]);
    }
    count_told(maker, fact, &reports);
    set_mark(maker, fact, &conflict->mark);
}

void briefing_of_actor(struct briefing_maker *maker, const struct identity *actor, struct briefing_fact *fact)
{
    struct arena *arena = maker->arena;
    struct str party = text_clean(arena, actor->party), name = text_clean(arena, actor->name);
    bool own = !party.len || str_equal(party, name);
    fact->line.text = text_format(arena, "%.*s (%s%s%.*s) is named in the reports.", STR_ARGS(name),
                                  actor_kind_names[actor->kind], own ? "" : ", ", STR_ARGS(own ? STR("") : party));
    if (actor->mentions.count) {
        const struct story_source *first = &maker->story->facts->mentions.items[actor->mentions.items[0]].source;
        briefing_cite(maker, &fact->line, first);
    }
    for (size_t i = 0; i < actor->offices.count && i < MOST_LINES; i++) {
        const struct story_office *office = &actor->offices.items[i];
        struct str day = voice_day(arena, office->to), role = text_clean(arena, office->role);
        struct briefing_line *line = add_line(
            maker, &fact->more, text_format(arena, "Called “%.*s”%s%.*s", STR_ARGS(role), day.len ? ", last on " : "",
                                            STR_ARGS(day)));
        briefing_cite(maker, line, &office->source);
    }
    count_told(maker, fact, &actor->reports);
    set_mark(maker, fact, &actor->mark);
}

static void count_one(struct briefing_fact *fact, const struct story_source *source)
{
    fact->reports = fact->voices = 1;
    if (source->standing != STANDING_MACHINE)
        fact->standing = str_of(standing_names[source->standing]);
}

void briefing_of_statement(struct briefing_maker *maker, const struct story_statement *statement,
                           struct briefing_fact *fact)
{
    struct arena *arena = maker->arena;
    bool named = statement->speaker != NO_ACTOR;
    struct str who = named ? name_of(maker, maker->story->who[statement->speaker])
                           : text_clean(arena, statement->described);
    struct str to = text_clean(arena, statement->addressee);
    fact->quote = text_cut(arena, text_clean(arena, statement->source.quote), QUOTE_WIDTH);
    fact->line.text = text_format(arena, "%.*s said%s%.*s:", STR_ARGS(who.len ? who : STR("Somebody who is not named")),
                                  to.len ? " to " : "", STR_ARGS(to));
    briefing_cite(maker, &fact->line, &statement->source);
    count_one(fact, &statement->source);
}

void briefing_of_figure(struct briefing_maker *maker, const struct story_figure *figure, struct briefing_fact *fact)
{
    struct arena *arena = maker->arena;
    struct str unit = text_clean(arena, figure->unit), qualifier = text_clean(arena, figure->qualifier);
    fact->quote = text_cut(arena, text_clean(arena, figure->source.quote), QUOTE_WIDTH);
    fact->line.text = text_format(arena, "A figure: %.*s%s%.*s%s%.*s.", STR_ARGS(qualifier), qualifier.len ? " " : "",
                                  STR_ARGS(text_number(arena, figure->value)), unit.len ? " " : "", STR_ARGS(unit));
    briefing_cite(maker, &fact->line, &figure->source);
    count_one(fact, &figure->source);
}
