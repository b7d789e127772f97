/* draw_timeline.c - see draw_timeline.h. Events in order of time are put into rows of their lane, each into the first
 * that is free; a step of the scale (a day, a week, a month...) in which a lane has too many becomes one cluster mark.
 * How many are too many, and how long a step is, is chosen so that the drawing has at most DRAW_ELEMENTS elements. */
#include "web/draw_timeline.h"

#include <math.h>
#include <stdlib.h>

#include "view/text.h"

const char *const event_kind_names[EVENT_KIND_COUNT] = {"meeting", "trip", "talks", "proposal", "answer"};

enum {
    LEFT = 222, RIGHT = DRAW_WIDTH - 10, TOP = 30, BELOW = 12, NAME_COLUMNS = 31 /* of each line */, NAME_LINES = 2,
    MARK = 6, MARK_ROOM = 2 * MARK + 3, ROW = 18, LANE_GAP = 10, OPEN_LENGTH = 30,
    CLUSTER_WIDTH = 30, CLUSTER_DIGITS = 10000, BIN_MOST = (RIGHT - LEFT) / CLUSTER_WIDTH * 13 / 12 + 4,
    ROWS_MOST = 8, ROW_CLUSTER = 255,
    LABELLED_MOST = 60, LABEL_COLUMNS = 22, LABEL_GAP = 4,
    MARK_ELEMENTS = 6, CLUSTER_ELEMENTS = 4, OTHER_ELEMENTS = 140,
    TITLE_COLUMNS = 300
};

/* An event in order of time, and where it is drawn. */
struct placed {
    const struct draw_event *event;
    long from, to;
    uint32_t lane;
    uint16_t bin;
    uint8_t row; /* ROW_CLUSTER: in the cluster mark of its bin */
};

struct lane {
    struct str name, lines[NAME_LINES]; /* what is written of it */
    double ends[ROWS_MOST]; /* up to where each row is taken */
    uint32_t *counts;       /* of events that begin in each bin */
    uint32_t *clustered;    /* of those, the ones that the cluster mark stands for */
    unsigned rows;          /* used */
    bool clusters;          /* has a row of cluster marks below */
    double top;
};

struct layout {
    const struct draw_timeline *timeline;
    struct draw draw;
    struct day_scale scale;
    struct placed *events;
    size_t count, undated;
    struct lane *lanes;
    size_t lane_count;
    const struct day_step *step;
    long bins[BIN_MOST + 1]; /* where each begins; behind the last, where that ends */
    size_t bin_count;
    unsigned rows;   /* the most a lane has */
    uint32_t dense;  /* more events than these in one bin of a lane are a cluster */
    bool labelled;
    size_t marks, clusters;
    uint32_t largest; /* cluster */
};

/* --- events in order */

static int compare_words(const struct draw_event *a, const struct draw_event *b)
{
    int order = str_compare(a->label, b->label);
    order = order ? order : str_compare(a->href, b->href);
    return order ? order : str_compare(a->state, b->state);
}

#define COMPARE(a, b) \
    if ((a) != (b))   \
        return (a) < (b) ? -1 : 1

static int compare_placed(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    COMPARE(x->from, y->from);
    COMPARE(x->lane, y->lane);
    COMPARE(x->to, y->to);
    COMPARE(x->event->to == DRAW_OPEN, y->event->to == DRAW_OPEN);
    COMPARE(x->event->kind, y->event->kind);
    COMPARE(x->event->status, y->event->status);
    COMPARE(x->event->days, y->event->days);
    return compare_words(x->event, y->event);
}

/* What has an end but no beginning stands at its end. */
static void take_event(struct layout *layout, const struct draw_event *event)
{
    bool ends = event->to != DRAW_NO_DAY && event->to != DRAW_OPEN;
    long from = event->from != DRAW_NO_DAY ? event->from : ends ? event->to : DRAW_NO_DAY;
    if (from == DRAW_NO_DAY) {
        layout->undated++;
        return;
    }
    struct placed *placed = &layout->events[layout->count++];
    placed->event = event;
    placed->from = day_clamp(from);
    placed->to = ends && event->to > from ? day_clamp(event->to) : placed->from;
    placed->lane = (uint32_t)(event->lane < layout->lane_count ? event->lane : layout->lane_count - 1);
}

static void take_events(struct layout *layout)
{
    const struct draw_timeline *timeline = layout->timeline;
    layout->events = ARENA_NEW(layout->draw.arena, struct placed, timeline->event_count + 1);
    for (size_t i = 0; i < timeline->event_count; i++)
        take_event(layout, &timeline->events[i]);
    if (layout->count)
        qsort(layout->events, layout->count, sizeof *layout->events, compare_placed);
}

/* A lane for what is in none of those that are drawn, if there is such. */
static void take_lanes(struct layout *layout)
{
    const struct draw_timeline *timeline = layout->timeline;
    size_t named = timeline->lane_count < TIMELINE_LANES ? timeline->lane_count : TIMELINE_LANES;
    bool others = timeline->lane_count > named || !named;
    for (size_t i = 0; i < timeline->event_count; i++)
        others = others || timeline->events[i].lane >= named;
    layout->lane_count = named + others;
    layout->lanes = ARENA_NEW(layout->draw.arena, struct lane, layout->lane_count);
    for (size_t i = 0; i < layout->lane_count; i++) {
        layout->lanes[i].name = i < named ? timeline->lanes[i] : named ? STR("other") : STR("");
        layout->lanes[i].counts = ARENA_NEW(layout->draw.arena, uint32_t, BIN_MOST);
        layout->lanes[i].clustered = ARENA_NEW(layout->draw.arena, uint32_t, BIN_MOST);
    }
}

static void take_scale(struct layout *layout)
{
    long first = layout->count ? layout->events[0].from : 0, last = first;
    for (size_t i = 0; i < layout->count; i++)
        last = layout->events[i].to > last ? layout->events[i].to : last;
    layout->scale = day_scale_of(first, last, LEFT, RIGHT - LEFT);
}

/* --- places */

static void part_into_bins(struct layout *layout)
{
    long day = day_step_start(layout->step, layout->scale.first);
    layout->bin_count = 0;
    while (day <= layout->scale.last && layout->bin_count < BIN_MOST) {
        layout->bins[layout->bin_count++] = day;
        day = day_step_next(layout->step, day);
    }
    layout->bins[layout->bin_count] = day;
}

static bool is_interval(const struct placed *placed)
{
    return placed->to > placed->from;
}

static bool is_open(const struct placed *placed)
{
    return placed->event->to == DRAW_OPEN;
}

/* Where the mark is: what lies somewhere in an interval has it in the middle. */
static double mark_x(const struct layout *layout, const struct placed *placed)
{
    double middle = placed->event->days == DAYS_EXACT ? (double)placed->from + .5
                                                      : ((double)placed->from + (double)placed->to + 1) / 2;
    double x = day_x(&layout->scale, middle);
    return fmin(fmax(x, LEFT + MARK), RIGHT - MARK);
}

static struct str mark_label(const struct layout *layout, const struct placed *placed)
{
    return draw_words(&layout->draw, placed->event->label, LABEL_COLUMNS);
}

/* From where to where a mark, its interval and its label reach. */
struct extent {
    double from, to, label;
    bool before; /* the label stands before the mark: behind it, it would leave the drawing */
};
static struct extent mark_extent(const struct layout *layout, const struct placed *placed)
{
    double x = mark_x(layout, placed);
    struct extent extent = {x - MARK, x + MARK, 0, false};
    if (is_interval(placed)) {
        extent.from = fmin(extent.from, day_x(&layout->scale, (double)placed->from));
        extent.to = fmax(extent.to, day_x(&layout->scale, (double)placed->to + 1));
    } else if (is_open(placed)) {
        extent.to = fmin(x + OPEN_LENGTH, RIGHT);
    }
    if (layout->labelled) {
        double width = (double)text_width(mark_label(layout, placed)) * DRAW_COLUMN + LABEL_GAP;
        extent.before = extent.to + width > DRAW_WIDTH;
        extent.label = extent.before ? extent.from - LABEL_GAP : extent.to + LABEL_GAP;
        extent.from -= extent.before ? width : 0;
        extent.to += extent.before ? 0 : width;
    }
    return extent;
}

/* The first row of the lane that is free there; ROW_CLUSTER: none. */
static uint8_t free_row(const struct layout *layout, struct lane *lane, const struct placed *placed)
{
    struct extent extent = mark_extent(layout, placed);
    for (unsigned row = 0; row < layout->rows; row++)
        if (row >= lane->rows || lane->ends[row] <= extent.from) {
            lane->rows = row >= lane->rows ? row + 1 : lane->rows;
            lane->ends[row] = extent.to + (layout->labelled ? MARK : MARK_ROOM - 2 * MARK);
            return (uint8_t)row;
        }
    return ROW_CLUSTER;
}

static void clear_lanes(struct layout *layout)
{
    for (size_t i = 0; i < layout->lane_count; i++) {
        struct lane *lane = &layout->lanes[i];
        memset(lane->counts, 0, BIN_MOST * sizeof *lane->counts);
        memset(lane->clustered, 0, BIN_MOST * sizeof *lane->clustered);
        lane->rows = 0;
        lane->clusters = false;
    }
    layout->marks = layout->clusters = 0;
    layout->largest = 0;
}

/* How many events begin in each bin of each lane; both are in order of time. */
static void count_bins(struct layout *layout)
{
    size_t bin = 0;
    for (size_t i = 0; i < layout->count; i++) {
        struct placed *placed = &layout->events[i];
        while (bin + 1 < layout->bin_count && placed->from >= layout->bins[bin + 1])
            bin++;
        placed->bin = (uint16_t)bin;
        layout->lanes[placed->lane].counts[bin]++;
    }
}

static void place_event(struct layout *layout, struct placed *placed)
{
    struct lane *lane = &layout->lanes[placed->lane];
    placed->row = lane->counts[placed->bin] > layout->dense ? ROW_CLUSTER : free_row(layout, lane, placed);
    if (placed->row != ROW_CLUSTER) {
        layout->marks++;
    } else {
        layout->clusters += !lane->clustered[placed->bin]++;
        layout->largest = lane->clustered[placed->bin] > layout->largest ? lane->clustered[placed->bin]
                                                                         : layout->largest;
        lane->clusters = true;
    }
}

static void place_events(struct layout *layout)
{
    part_into_bins(layout);
    clear_lanes(layout);
    count_bins(layout);
    for (size_t i = 0; i < layout->count; i++)
        place_event(layout, &layout->events[i]);
}

static bool fits(const struct layout *layout)
{
    return layout->marks * MARK_ELEMENTS + layout->clusters * CLUSTER_ELEMENTS + OTHER_ELEMENTS <= DRAW_ELEMENTS;
}

/* With labels, where few enough events let all of them stand; else with ever fewer marks, until they fit. */
static void lay_out(struct layout *layout)
{
    layout->step = day_step_fit(&layout->scale, CLUSTER_WIDTH);
    layout->labelled = layout->count <= LABELLED_MOST;
    layout->rows = ROWS_MOST;
    layout->dense = LABELLED_MOST;
    if (layout->labelled)
        place_events(layout);
    if (layout->labelled && !layout->clusters)
        return;
    layout->labelled = false;
    layout->rows = layout->lane_count <= 4 ? ROWS_MOST : ROWS_MOST / 2;
    layout->dense = layout->rows;
    place_events(layout);
    while (!fits(layout)) {
        const struct day_step *coarser = day_step_coarser(layout->step);
        if (layout->dense == 1 && !coarser)
            return;
        layout->step = layout->dense == 1 ? coarser : layout->step;
        layout->dense = layout->dense > 2 ? layout->dense / 2 : 1;
        place_events(layout);
    }
}

/* --- drawing */

static const enum draw_shape kind_shapes[EVENT_KIND_COUNT] = {
    [EVENT_MEETING] = SHAPE_CIRCLE,   [EVENT_TRIP] = SHAPE_RIGHT,  [EVENT_TALKS] = SHAPE_SQUARE,
    [EVENT_PROPOSAL] = SHAPE_DIAMOND, [EVENT_ANSWER] = SHAPE_DOWN,
};

static const char *const status_words[STATUS_COUNT] = {
    [STATUS_UNKNOWN] = "status not told", [STATUS_PLANNED] = "planned", [STATUS_POSSIBLE] = "possible",
    [STATUS_ONGOING] = "ongoing",               [STATUS_HELD] = "held",       [STATUS_CANCELLED] = "cancelled",
};

/* Filled: held; left half: ongoing; empty: planned; empty and dashed: possible; empty and crossed: cancelled; small and
 * empty: not told. */
static void draw_mark(const struct draw *draw, enum event_kind kind, enum event_status status, double x, double y)
{
    static const char *const classes[STATUS_COUNT] = {
        [STATUS_UNKNOWN] = "mark mark-unknown",   [STATUS_PLANNED] = "mark mark-planned",
        [STATUS_POSSIBLE] = "mark mark-possible", [STATUS_ONGOING] = "mark mark-ongoing",
        [STATUS_HELD] = "mark mark-held",         [STATUS_CANCELLED] = "mark mark-cancelled",
    };
    double radius = status == STATUS_UNKNOWN ? MARK * .6 : MARK - .5;
    draw_shape(draw, classes[status], kind_shapes[kind], x, y, radius);
    if (status == STATUS_ONGOING)
        draw_half(draw, "mark-half", kind_shapes[kind], x, y, radius);
    if (status == STATUS_CANCELLED)
        draw_line(draw, "mark-cross", x - MARK, y + MARK, x + MARK, y - MARK);
}

/* The interval: thin and open where the event lies somewhere in it, full where it lasts that long; a line with an
 * arrow's head where it has no end. */
static void draw_interval(const struct layout *layout, const struct placed *placed, double y)
{
    const struct draw *draw = &layout->draw;
    double x = mark_x(layout, placed), from = day_x(&layout->scale, (double)placed->from);
    double to = day_x(&layout->scale, (double)placed->to + 1);
    if (is_interval(placed) && placed->event->days == DAYS_SOME) {
        draw_rect(draw, "bar bar-some", from, y - 2, to - from, 4);
    } else if (is_interval(placed)) {
        draw_rect(draw, "bar bar-exact", from, y - 3, to - from, 6);
    } else if (is_open(placed)) {
        to = fmin(x + OPEN_LENGTH, RIGHT);
        HTML(draw->out, "<path class=\"bar bar-open\" d=\"M");
        draw_number(draw, x);
        draw_number(draw, y);
        HTML(draw->out, "H");
        draw_number(draw, to);
        HTML(draw->out, "m-5 -4l5 4l-5 4\"/>");
    }
}

static struct str event_days_text(const struct layout *layout, const struct placed *placed)
{
    struct arena *arena = layout->draw.arena;
    struct str from = day_text(arena, placed->from);
    struct str to = is_open(placed) ? STR("") : day_text(arena, placed->to);
    struct str days = text_days(arena, from, to);
    return placed->event->days == DAYS_SOME && is_interval(placed)
               ? text_format(arena, "some time in %.*s", STR_ARGS(days)) : days;
}

static enum event_status status_of(const struct draw_event *event)
{
    return event->status < STATUS_COUNT ? event->status : STATUS_UNKNOWN;
}

static struct str state_of(const struct layout *layout, const struct draw_event *event)
{
    return event->state.len ? draw_words(&layout->draw, event->state, LABEL_COLUMNS)
                            : str_of(status_words[status_of(event)]);
}

static enum event_kind kind_of(const struct draw_event *event)
{
    return event->kind < EVENT_KIND_COUNT ? event->kind : EVENT_MEETING;
}

static struct str event_title(const struct layout *layout, const struct placed *placed)
{
    struct str days = event_days_text(layout, placed);
    struct str label = draw_words(&layout->draw, placed->event->label, TITLE_COLUMNS);
    const char *kind = event_kind_names[kind_of(placed->event)];
    struct str status = state_of(layout, placed->event);
    return text_format(layout->draw.arena, "%.*s: %s, %.*s: %.*s", STR_ARGS(days), kind, STR_ARGS(status),
                       STR_ARGS(label));
}

static void draw_event(const struct layout *layout, const struct placed *placed)
{
    const struct draw *draw = &layout->draw;
    double y = layout->lanes[placed->lane].top + (placed->row + .5) * ROW;
    struct extent extent = mark_extent(layout, placed);
    bool linked = draw_link_open(draw, "event", placed->event->href, event_title(layout, placed));
    draw_interval(layout, placed, y);
    draw_mark(draw, kind_of(placed->event), status_of(placed->event), mark_x(layout, placed), y);
    if (layout->labelled)
        draw_text(draw, "event-label", extent.before ? "end" : "start", extent.label, y + 4,
                  mark_label(layout, placed));
    draw_link_close(draw, linked);
}

static struct str cluster_count(struct arena *arena, uint32_t count)
{
    return count < CLUSTER_DIGITS ? text_format(arena, "%u", count) : text_format(arena, "%uk", count / 1000);
}

/* The darker, the more. */
static const char *cluster_class(const struct layout *layout, uint32_t count)
{
    static const char *const classes[] = {"cluster-mark cluster-1", "cluster-mark cluster-2", "cluster-mark cluster-3",
                                          "cluster-mark cluster-4"};
    return classes[(uint64_t)(count - 1) * 4 / layout->largest];
}

/* Steps that the drawing begins or ends within are cut there: a link never leads to more days than are shown. */
static void draw_cluster(const struct layout *layout, const struct lane *lane, size_t bin)
{
    const struct draw *draw = &layout->draw;
    long since = layout->bins[bin] < layout->scale.first ? layout->scale.first : layout->bins[bin];
    long until = layout->bins[bin + 1] - 1 > layout->scale.last ? layout->scale.last : layout->bins[bin + 1] - 1;
    double from = day_x(&layout->scale, (double)since), to = day_x(&layout->scale, (double)until + 1);
    double width = fmax(to - from - 2, CLUSTER_WIDTH - 2), y = lane->top + lane->rows * ROW + 1;
    double x = fmin(fmax((from + to - width) / 2, LEFT), RIGHT - width);
    struct str name = day_step_name(draw->arena, layout->step, layout->bins[bin]);
    struct str lane_name = draw_words(draw, lane->name, NAME_LINES * NAME_COLUMNS);
    struct str title = text_format(draw->arena, "%.*s%s%.*s: %u events", STR_ARGS(lane_name), lane_name.len ? ", " : "",
                                   STR_ARGS(name), lane->clustered[bin]);
    bool linked = draw_link_open(draw, "cluster", draw_span_href(draw, &layout->timeline->span, since, until), title);
    draw_rect(draw, cluster_class(layout, lane->clustered[bin]), x, y, width, ROW - 2);
    draw_text(draw, "cluster-count", "middle", x + width / 2, y + ROW - 6,
              cluster_count(draw->arena, lane->clustered[bin]));
    draw_link_close(draw, linked);
}

/* The name in one line, or cut in two behind a word. */
static void set_name(const struct draw *draw, struct lane *lane)
{
    struct str whole = draw_words(draw, lane->name, NAME_LINES * NAME_COLUMNS);
    struct str first = text_cut(draw->arena, whole, NAME_COLUMNS);
    lane->lines[0] = whole;
    if (str_equal(first, whole))
        return;
    size_t same = 0;
    while (same < first.len && first.ptr[same] == whole.ptr[same])
        same++;
    while (same && (whole.ptr[same] & 0xc0) == 0x80) /* within a character */
        same--;
    size_t end = same;
    while (end && whole.ptr[end] != ' ')
        end--;
    end = end ? end : same;
    lane->lines[0] = str_trim(str_make(whole.ptr, end));
    lane->lines[1] = text_cut(draw->arena, str_trim(str_make(whole.ptr + end, whole.len - end)), NAME_COLUMNS);
}

/* Returns where the lane ends. */
static double set_lane(struct lane *lane, double top)
{
    unsigned rows = lane->rows + lane->clusters;
    if (lane->lines[1].len && rows < NAME_LINES)
        rows = NAME_LINES;
    lane->top = top + LANE_GAP / 2.0;
    return lane->top + (rows ? rows : 1) * ROW + LANE_GAP / 2.0;
}

static double set_lanes(struct layout *layout)
{
    double top = TOP;
    for (size_t i = 0; i < layout->lane_count; i++) {
        set_name(&layout->draw, &layout->lanes[i]);
        top = set_lane(&layout->lanes[i], top);
    }
    return top;
}

static void draw_lane(const struct layout *layout, size_t at, const struct placed *const *shown, size_t count)
{
    const struct lane *lane = &layout->lanes[at];
    const struct draw *draw = &layout->draw;
    draw_line(draw, "lane", 0, lane->top - LANE_GAP / 2.0, DRAW_WIDTH, lane->top - LANE_GAP / 2.0);
    for (int line = 0; line < NAME_LINES && lane->lines[line].len; line++)
        draw_text(draw, "lane-name", "start", 0, lane->top + (line + 1) * ROW - 5, lane->lines[line]);
    for (size_t i = 0; i < count; i++)
        if (shown[i]->lane == at)
            draw_event(layout, shown[i]);
    for (size_t bin = 0; bin < layout->bin_count; bin++)
        if (lane->clustered[bin])
            draw_cluster(layout, lane, bin);
}

static void draw_today(const struct layout *layout, double bottom)
{
    long today = layout->timeline->today;
    double x = day_x(&layout->scale, (double)today + .5);
    if (today != DRAW_NO_DAY && today >= layout->scale.first && today <= layout->scale.last)
        draw_line(&layout->draw, "today", x, TOP, x, bottom);
}

static void draw_lanes(const struct layout *layout, double bottom)
{
    const struct draw *draw = &layout->draw;
    const struct placed **shown = arena_take(draw->arena, layout->marks + 1, sizeof *shown);
    size_t count = 0;
    for (size_t i = 0; i < layout->count; i++)
        if (layout->events[i].row != ROW_CLUSTER)
            shown[count++] = &layout->events[i];
    draw_day_axis(draw, &layout->scale, TOP, bottom, true);
    draw_today(layout, bottom);
    for (size_t i = 0; i < layout->lane_count; i++)
        draw_lane(layout, i, shown, count);
}

/* --- caption and table */

static void put_keys(const struct layout *layout)
{
    const struct draw *draw = &layout->draw;
    bool kinds[EVENT_KIND_COUNT] = {false}, statuses[STATUS_COUNT] = {false};
    for (size_t i = 0; i < layout->count; i++) {
        kinds[kind_of(layout->events[i].event)] |= layout->events[i].row != ROW_CLUSTER;
        statuses[status_of(layout->events[i].event)] |= layout->events[i].row != ROW_CLUSTER;
    }
    draw_keys_open(draw);
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
        if (kinds[kind]) {
            draw_key_open(draw);
            draw_mark(draw, (enum event_kind)kind, STATUS_HELD, 8, 8);
            draw_key_close(draw, str_of(event_kind_names[kind]));
        }
    for (int status = 0; status < STATUS_COUNT; status++)
        if (statuses[status]) {
            draw_key_open(draw);
            draw_mark(draw, EVENT_MEETING, (enum event_status)status, 8, 8);
            draw_key_close(draw, str_of(status_words[status]));
        }
    draw_keys_close(draw);
}

static void put_caption(const struct layout *layout)
{
    const struct draw *draw = &layout->draw;
    bool some = false;
    for (size_t i = 0; i < layout->count; i++)
        some |= layout->events[i].row != ROW_CLUSTER && layout->events[i].event->days == DAYS_SOME &&
                is_interval(&layout->events[i]);
    draw_caption_open(draw);
    put_keys(layout);
    if (some)
        draw_note(draw, STR("A thin open bar: the event lies somewhere in it."));
    if (layout->clusters)
        draw_note(draw, STR("A number: so many events stand too close to each other; it leads to their days."));
    if (layout->undated)
        draw_note(draw, text_format(draw->arena, "%zu without a day %s not drawn.", layout->undated,
                                    layout->undated == 1 ? "is" : "are"));
    draw_caption_close(draw);
}

static void put_table(const struct layout *layout)
{
    const struct str headings[] = {STR("When"), STR("What"), STR("Kind"), STR("Status"), STR("Lane")};
    const struct draw *draw = &layout->draw;
    draw_table_open(draw, headings, sizeof headings / sizeof *headings);
    for (size_t i = 0; i < layout->count && i < DRAW_TABLE_ROWS; i++) {
        const struct placed *placed = &layout->events[i];
        HTML(draw->out, "<tr>");
        draw_cell(draw, STR(""), event_days_text(layout, placed));
        draw_cell(draw, placed->event->href, placed->event->label);
        draw_cell(draw, STR(""), str_of(event_kind_names[kind_of(placed->event)]));
        draw_cell(draw, STR(""), state_of(layout, placed->event));
        draw_cell(draw, STR(""), layout->lanes[placed->lane].name);
        HTML(draw->out, "</tr>");
    }
    draw_table_close(draw, layout->count);
}

static struct str found_text(const struct layout *layout)
{
    struct arena *arena = layout->draw.arena;
    if (!layout->count)
        return STR("No event has a day.");
    struct str first = day_text(arena, layout->scale.first), last = day_text(arena, layout->scale.last);
    return text_format(arena, "%zu events from %.*s to %.*s.", layout->count, STR_ARGS(first), STR_ARGS(last));
}

void draw_timeline(struct arena *arena, struct buffer *out, const struct draw_timeline *timeline)
{
    struct layout *layout = ARENA_NEW(arena, struct layout, 1);
    layout->timeline = timeline;
    layout->draw = (struct draw){arena, out, &timeline->head};
    take_lanes(layout);
    take_events(layout);
    take_scale(layout);
    lay_out(layout);
    double bottom = set_lanes(layout);
    draw_open(&layout->draw, "drawing-timeline", bottom + BELOW, found_text(layout));
    draw_lanes(layout, bottom);
    put_caption(layout);
    put_table(layout);
}
