/* brief.c - see brief.h: what goes into each section. */
#include "view/brief.h"

#include "base/error.h"
#include "base/map.h"
#include "view/dispute.h"
#include "view/event.h"
#include "view/rows.h"
#include "view/text.h"
#include "view/value.h"

enum { RECENT_DAYS = 30, MOST_TERMS = 4, LINES_A_PARTY = 2, LEAST_WORDS = 4, QUOTE_WIDTH = 120 };

static const struct {
    const char *key, *title, *command;
    size_t most; /* lines */
} plan[BRIEF_COUNT] = {
    [BRIEF_TALKS] = {"talks", "Where the talks stand", "talks", 5},
    [BRIEF_PLANNED] = {"planned", "Planned and under way", "meetings", 6},
    [BRIEF_HELD] = {"held", "Held last", "meetings", 6},
    [BRIEF_CANCELLED] = {"cancelled", "Called off", "meetings", 4},
    [BRIEF_TABLE] = {"proposals", "On the table", "proposals", 6},
    [BRIEF_POSITIONS] = {"positions", "Who holds what", "positions", 10},
    [BRIEF_SAID] = {"statements", "Said lately", "statements", 6},
    [BRIEF_DISPUTED] = {"figures", "Figures in dispute", "figures", 5},
};

/* What the sections are read with. */
struct reader {
    struct store *store;
    const struct filter *filter;
    struct arena *arena;
    struct brief *brief;
    readout_error *error;
};

static bool has_room(const struct reader *reader, int section)
{
    return reader->brief->sections[section].lines.count < plan[section].most;
}

static void add_line(const struct reader *reader, int section, struct str group, struct str text, struct str sources)
{
    struct brief_line line = {.group = group, .text = text, .sources = sources};
    *ARENA_PUSH(reader->arena, reader->brief->sections[section].lines) = line;
}

static struct str one_source(struct arena *arena, const struct row *row)
{
    struct str source = row_source(arena, row);
    return text_format(arena, "[%.*s]", STR_ARGS(source));
}

static struct rows *open_newest(const struct reader *reader, enum store_view view)
{
    struct filter newest = *reader->filter;
    newest.newest_first = true;
    return rows_open(reader->store, view, &newest, reader->error);
}

/* Whether `key` was not put into `seen` before. */
static bool is_first(struct arena *arena, struct map *seen, struct str key)
{
    if (map_get(seen, key) != MAP_NONE)
        return false;
    map_put(seen, arena, key, 1);
    return true;
}

static void read_talks(const struct reader *reader)
{
    struct arena *arena = reader->arena;
    struct rows *rows = open_newest(reader, VIEW_TALKS);
    struct map seen = {0};
    for (const struct row *row; rows && (row = rows_next(rows, reader->error));) {
        struct str name = row_text(arena, row, "name"), state = row_text(arena, row, "state");
        if (!is_first(arena, &seen, text_folded(arena, name)))
            continue;
        if (has_room(reader, BRIEF_TALKS))
            add_line(reader, BRIEF_TALKS, STR(""),
                     text_format(arena, "%.*s: %.*s", STR_ARGS(name.len ? name : STR("talks")), STR_ARGS(state)),
                     one_source(arena, row));
        else
            reader->brief->sections[BRIEF_TALKS].left_out++;
    }
    rows_close(rows);
}

/* Whether what is planned still lies ahead of the newest report, as far as its day or its report's is known. */
static bool lies_ahead(const struct reader *reader, const struct event *event)
{
    struct str newest = str_of(reader->brief->coverage.last);
    struct str last = event->to.len ? event->to : event->from;
    long published, now;
    if (last.len)
        return str_compare(last, newest) >= 0;
    if (!text_day_number(event->published, &published) || !text_day_number(newest, &now))
        return true;
    return now - published <= RECENT_DAYS;
}

/* The section an event belongs to; BRIEF_COUNT: none. */
static int event_section(const struct reader *reader, const struct event *event)
{
    bool meeting = str_equal(event->event, STR("meeting"));
    if (!meeting && !str_equal(event->event, STR("trip")))
        return BRIEF_COUNT;
    bool planned = str_equal(event->status, STR("planned")) || str_equal(event->status, STR("possible"));
    if (planned || str_equal(event->status, STR("ongoing")))
        return lies_ahead(reader, event) ? BRIEF_PLANNED : BRIEF_COUNT;
    if (str_equal(event->status, STR("cancelled")))
        return BRIEF_CANCELLED;
    return meeting && str_equal(event->status, STR("held")) ? BRIEF_HELD : BRIEF_COUNT;
}

static void add_event(const struct reader *reader, int section, const struct event *event)
{
    struct arena *arena = reader->arena;
    if (!has_room(reader, section)) {
        reader->brief->sections[section].left_out++;
        return;
    }
    bool told = section == BRIEF_PLANNED && !str_equal(event->status, STR("planned"));
    bool trip = str_equal(event->event, STR("trip"));
    struct str text = event_text(arena, event), when = event->when, status = told ? event->status : STR("");
    add_line(reader, section, STR(""),
             text_format(arena, "%.*s%s%.*s%s%s%.*s", STR_ARGS(when), when.len ? "  " : "", STR_ARGS(status),
                         told ? ": " : "", trip ? "trip: " : "", STR_ARGS(text)),
             event_sources(arena, event));
}

static void add_events(const struct reader *reader, const struct event_list *events, int section, bool dated)
{
    for (size_t i = 0; i < events->count; i++) {
        const struct event *event = &events->items[i];
        if ((event->from.len > 0 || event->to.len > 0) == dated && event_section(reader, event) == section)
            add_event(reader, section, event);
    }
}

/* What is planned stands in order of time, what is past the newest first; what has no day comes last. */
static void read_events(const struct reader *reader)
{
    struct event_list oldest_first = {0}, newest_first = {0};
    struct filter newest = *reader->filter;
    newest.newest_first = true;
    if (!events_read(reader->store, reader->filter, reader->arena, &oldest_first, reader->error) ||
        !events_read(reader->store, &newest, reader->arena, &newest_first, reader->error))
        return;
    for (int dated = 1; dated >= 0; dated--) {
        add_events(reader, &oldest_first, BRIEF_PLANNED, dated);
        add_events(reader, &newest_first, BRIEF_HELD, dated);
        add_events(reader, &newest_first, BRIEF_CANCELLED, dated);
    }
}

static struct str first_items(struct arena *arena, struct str_list items, size_t most)
{
    size_t left = items.count > most ? items.count - most : 0;
    items.count -= left;
    struct str text = text_join(arena, &items, "; ");
    return left ? text_format(arena, "%.*s; +%zu more", STR_ARGS(text), left) : text;
}

static struct str proposal_text(struct arena *arena, const struct row *row)
{
    struct str name = row_text(arena, row, "name"), by = row_text(arena, row, "by");
    struct str terms = first_items(arena, value_items(arena, row_value(row, "terms")), MOST_TERMS);
    struct str answers = first_items(arena, value_items(arena, row_value(row, "responses")), MOST_TERMS);
    return text_format(arena, "%.*s%s%.*s%s%.*s%s%.*s%s", STR_ARGS(name.len ? name : STR("proposal")),
                       by.len ? ", by " : "", STR_ARGS(by), terms.len ? "; " : "", STR_ARGS(terms),
                       answers.len ? " (" : "", STR_ARGS(answers), answers.len ? ")" : "");
}

static void read_proposals(const struct reader *reader)
{
    struct arena *arena = reader->arena;
    struct rows *rows = open_newest(reader, VIEW_PROPOSALS);
    struct map seen = {0};
    for (const struct row *row; rows && (row = rows_next(rows, reader->error));) {
        struct str name = row_text(arena, row, "name"), by = row_text(arena, row, "by");
        struct str key = text_format(arena, "%.*s\x1e%.*s", STR_ARGS(name), STR_ARGS(by));
        bool first = is_first(arena, &seen, text_folded(arena, key));
        if (first && has_room(reader, BRIEF_TABLE))
            add_line(reader, BRIEF_TABLE, STR(""), proposal_text(arena, row), one_source(arena, row));
        else
            reader->brief->sections[BRIEF_TABLE].left_out++;
    }
    rows_close(rows);
}

/* Lines of the group so far. */
static size_t lines_of(const struct brief_section *section, struct str group)
{
    size_t count = 0;
    for (size_t i = 0; i < section->lines.count; i++)
        count += str_equal(section->lines.items[i].group, group);
    return count;
}

static void add_position(const struct reader *reader, const struct row *row, struct map *seen)
{
    struct arena *arena = reader->arena;
    struct str holder = row_text(arena, row, "holder"), party = row_text(arena, row, "party");
    struct str stance = row_text(arena, row, "stance"), text = row_text(arena, row, "text");
    struct str group = party.len ? party : holder.len ? holder : STR("not named");
    struct str key = text_format(arena, "%.*s\x1e%.*s\x1e%.*s", STR_ARGS(group), STR_ARGS(stance), STR_ARGS(text));
    if (!is_first(arena, seen, text_folded(arena, key)))
        return;
    if (!has_room(reader, BRIEF_POSITIONS) ||
        lines_of(&reader->brief->sections[BRIEF_POSITIONS], group) >= LINES_A_PARTY) {
        reader->brief->sections[BRIEF_POSITIONS].left_out++;
        return;
    }
    bool told = holder.len && !str_equal(holder, group);
    text = text_cut(arena, text, QUOTE_WIDTH);
    add_line(reader, BRIEF_POSITIONS, group,
             text_format(arena, "%.*s “%.*s”%s%.*s%s", STR_ARGS(stance), STR_ARGS(text), told ? " (" : "",
                         STR_ARGS(told ? holder : STR("")), told ? ")" : ""),
             one_source(arena, row));
}

static void read_positions(const struct reader *reader)
{
    struct rows *rows = open_newest(reader, VIEW_POSITIONS);
    struct map seen = {0};
    for (const struct row *row; rows && (row = rows_next(rows, reader->error));)
        add_position(reader, row, &seen);
    rows_close(rows);
}

static bool has_words(struct str text, size_t least)
{
    size_t words = 1;
    for (size_t i = 0; i < text.len; i++)
        words += text.ptr[i] == ' ';
    return words >= least;
}

/* The newest quotation of each speaker that is long enough to tell something. */
static void read_statements(const struct reader *reader)
{
    struct arena *arena = reader->arena;
    struct rows *rows = open_newest(reader, VIEW_STATEMENTS);
    struct map seen = {0};
    for (const struct row *row; rows && (row = rows_next(rows, reader->error));) {
        struct str speaker = row_text(arena, row, "speaker"), source = row_text(arena, row, "source");
        struct str who = speaker.len ? speaker : source, quote = row_text(arena, row, "quote");
        bool chosen = who.len && has_words(quote, LEAST_WORDS) && has_room(reader, BRIEF_SAID) &&
                      is_first(arena, &seen, text_folded(arena, who));
        reader->brief->sections[BRIEF_SAID].left_out += !chosen;
        if (!chosen)
            continue;
        quote = text_cut(arena, quote, QUOTE_WIDTH);
        add_line(reader, BRIEF_SAID, STR(""), text_format(arena, "%.*s: “%.*s”", STR_ARGS(who), STR_ARGS(quote)),
                 one_source(arena, row));
    }
    rows_close(rows);
}

static void add_dispute(const struct reader *reader, const struct dispute *dispute)
{
    struct arena *arena = reader->arena;
    struct str quotes = text_join(arena, &dispute->quotes, "” or “");
    struct str sources = text_join(arena, &dispute->sources, "; ");
    add_line(reader, BRIEF_DISPUTED, STR(""),
             text_format(arena, "%.*s: “%.*s”", STR_ARGS(dispute->unit), STR_ARGS(quotes)),
             text_format(arena, "[%.*s]", STR_ARGS(sources)));
}

static void read_disputes(const struct reader *reader)
{
    struct dispute_list disputes = {0};
    if (!disputes_read(reader->store, reader->filter, reader->arena, &disputes, reader->error))
        return;
    for (size_t i = 0; i < disputes.count; i++) {
        if (has_room(reader, BRIEF_DISPUTED))
            add_dispute(reader, &disputes.items[i]);
        else
            reader->brief->sections[BRIEF_DISPUTED].left_out++;
    }
}

bool brief_read(struct store *store, const struct filter *filter, struct arena *arena, struct brief *brief,
                readout_error *error)
{
    const struct reader reader = {store, filter, arena, brief, error};
    *brief = (struct brief){0};
    for (int i = 0; i < BRIEF_COUNT; i++) {
        brief->sections[i].key = plan[i].key;
        brief->sections[i].title = plan[i].title;
        brief->sections[i].command = plan[i].command;
    }
    if (!store_coverage(store, &brief->coverage, error))
        return false;
    read_talks(&reader);
    read_events(&reader);
    read_proposals(&reader);
    read_positions(&reader);
    read_statements(&reader);
    read_disputes(&reader);
    return error->status == READOUT_OK;
}
