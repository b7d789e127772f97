/* clue.c - see clue.h.
 *
 * A dateline stands before the first words of a paragraph at the head of the text, with a dash behind it. A stamp is a
 * short line of its own that is a date, or begins with a word such as "Updated". Of a quoted post the line ends with
 * its date, behind the name of the account. Of all other dates it counts how much of the day they give and whether they
 * are told looking back or ahead. Invariant: every clue stands on words of the text. */
#include "read/clue.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "read/outlook.h"
#include "read/tense.h"

enum { HEAD_PARAGRAPHS = 6, TAIL_PARAGRAPHS = 3, LONGEST_LINE = 16, LONGEST_DATELINE = 14, LONGEST_AGENCY = 8 };

/* The tokens of a paragraph. */
struct line {
    uint32_t number, first, last;
};

static struct line line_of(const struct document *document, uint32_t token)
{
    uint32_t number = document->sentences[document->tokens[token].sentence].paragraph;
    const struct paragraph *paragraph = &document->paragraphs[number];
    return (struct line){number, document->sentences[paragraph->first].first,
                         document->sentences[paragraph->last - 1].last};
}

static bool is_dash(const struct document *document, uint32_t token)
{
    static const char *const dashes[] = {"-", "--", "–", "—", ":"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (token_is(document, token, dashes[i]))
            return true;
    return false;
}

/* Only names and marks, which may tell a place: "CAIRO,", "Tel Aviv,". */
static bool are_names(const struct reading *reading, uint32_t first, uint32_t last)
{
    for (uint32_t token = first; token < last; token++) {
        const struct token *t = &reading->document.tokens[token];
        if (!(t->flags & (TOKEN_CAPITAL | TOKEN_PUNCT)) && !reading_mark_over(reading, token, SET_PLACE))
            return false;
        if (token_is(&reading->document, token, "(") || token_is(&reading->document, token, "\""))
            return false;
    }
    return true;
}

/* A dash, perhaps behind the agency in brackets. */
static bool closes_dateline(const struct document *document, uint32_t token, uint32_t end)
{
    if (token_is(document, token, "(")) {
        uint32_t close = token;
        while (close < end && close - token < LONGEST_AGENCY && !token_is(document, close, ")"))
            close++;
        token = close + 1;
    }
    return token < end && is_dash(document, token);
}

static bool is_dateline(const struct reading *reading, const struct line *line, uint32_t first, uint32_t last)
{
    return line->number < HEAD_PARAGRAPHS && last - line->first <= LONGEST_DATELINE &&
           are_names(reading, line->first, first) && closes_dateline(&reading->document, last, line->last);
}

/* A line that is nothing but a date, near an end of the text; anywhere one that begins with a word for publishing. */
static bool is_stamp(const struct reading *reading, const struct line *line, uint32_t first, uint32_t last)
{
    uint32_t lines = reading->document.paragraph_count;
    bool at_end = line->number < HEAD_PARAGRAPHS || line->number + TAIL_PARAGRAPHS >= lines;
    if (line->last - line->first > LONGEST_LINE)
        return false;
    const struct mark *word = reading_mark(reading, line->first, SET_STAMP);
    return (word && word->last <= first) || (at_end && first == line->first && last == line->last);
}

static bool is_post(const struct reading *reading, const struct line *line, uint32_t first, uint32_t last)
{
    const struct document *document = &reading->document;
    if (last != line->last || first == line->first || !token_is(document, first - 1, ")"))
        return false;
    for (uint32_t token = first - 1; token-- > line->first && first - token <= LONGEST_AGENCY;)
        if (token_text(document, token).ptr[0] == '@')
            return true;
    return false;
}

/* What the date of words [first, last) is to its report: CLUE_DATELINE, CLUE_STAMP or CLUE_POST; CLUE_KIND_COUNT where
 * it is none of these. */
static enum clue_kind clue_role(const struct reading *reading, uint32_t first, uint32_t last)
{
    struct line line = line_of(&reading->document, first);
    if (is_post(reading, &line, first, last))
        return CLUE_POST;
    if (is_stamp(reading, &line, first, last))
        return CLUE_STAMP;
    return is_dateline(reading, &line, first, last) ? CLUE_DATELINE : CLUE_KIND_COUNT;
}

bool clue_bears_day(struct reading *reading, uint32_t first, uint32_t last, int year, int month, int day)
{
    char text[11];
    enum clue_kind role = clue_role(reading, first, last);
    if (role != CLUE_DATELINE && role != CLUE_STAMP)
        return false;
    calendar_print(calendar_day(year, month, day), text);
    reading->day = str_copy(reading->arena, str_of(text));
    return true;
}

/* --- the dates */

/* The day of the week that stands with the date; 0: none. */
static uint32_t weekday_in(const struct reading *reading, uint32_t first, uint32_t last)
{
    for (uint32_t token = first; token < last; token++) {
        const struct mark *mark = reading_mark(reading, token, SET_WEEKDAY);
        if (mark)
            return (uint32_t)atoi(mark->entry->value.ptr);
    }
    return 0;
}

static enum clue_tense tense_of(const struct reading *reading, uint32_t first, uint32_t last)
{
    enum tense tense = tense_around(reading, first, last);
    return tense == TENSE_FUTURE ? CLUE_AHEAD : tense == TENSE_UNKNOWN ? CLUE_UNTENSED : CLUE_BACK;
}

static bool has_digit(struct str value, size_t at)
{
    return value.len > at && value.ptr[at] >= '0' && value.ptr[at] <= '9';
}

/* What a date that is no dateline, stamp or post tells of the report's day; CLUE_KIND_COUNT: nothing. */
static enum clue_kind kind_of(const struct date *date, uint32_t weekday)
{
    bool ranges = date->value.len && memchr(date->value.ptr, '/', date->value.len);
    if (date->type > DATE_TIME || ranges)
        return CLUE_KIND_COUNT;
    if (has_digit(date->value, 0))
        return has_digit(date->value, 3) ? CLUE_DATE : CLUE_KIND_COUNT;
    if (has_digit(date->value, 5) && has_digit(date->value, 8))
        return CLUE_DATE; /* "XXXX-08-19" */
    return weekday ? CLUE_WEEKDAY : CLUE_KIND_COUNT;
}

static void read_date(struct reading *reading, const struct mention *mention)
{
    const struct date *date = &reading->record->dates.items[mention->index];
    struct clue clue = {.kind = clue_role(reading, mention->first, mention->last), .value = date->value,
                        .weekday = weekday_in(reading, mention->first, mention->last), .evidence = date->evidence};
    bool whole = has_digit(date->value, 8) || (date->value.len > 8 && has_digit(date->value, 5));
    bool bare = clue.kind == CLUE_STAMP && !has_digit(date->value, 0); /* a heading in a list of days */
    if (clue.kind == CLUE_KIND_COUNT || !whole || bare) {
        if (reading->day.len)
            return;
        clue.kind = kind_of(date, clue.weekday);
        clue.tense = tense_of(reading, mention->first, mention->last);
    }
    if (clue.kind != CLUE_KIND_COUNT)
        *ARENA_PUSH(reading->arena, reading->record->clues) = clue;
}

/* --- what is numbered */

static uint32_t number_of(const struct reading *reading, const struct capture *capture)
{
    if (capture->mark)
        return (uint32_t)strtoul(capture->mark->entry->value.ptr, NULL, 10);
    return (uint32_t)strtoul(token_text(&reading->document, capture->first).ptr, NULL, 10);
}

/* Those who meet, by the meeting whose words overlap the frame's; none where it is not one. */
static void add_who_meets(const struct reading *reading, const struct frame *frame, struct clue *clue)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t start = tokens[frame->first].start, end = tokens[frame->last - 1].end;
    for (size_t i = 0; i < reading->record->meetings.count; i++) {
        const struct meeting *meeting = &reading->record->meetings.items[i];
        if (meeting->evidence.start >= end || meeting->evidence.end <= start)
            continue;
        reading_add_parties(reading, &clue->actors, &meeting->participants);
        return;
    }
}

/* The place without its article; empty where the words name none: "the region". */
static struct str place_named(const struct reading *reading, const struct capture *place)
{
    bool article = reading->document.tokens[place->first].tag == TAG_DET && place->last > place->first + 1;
    return reading_mark(reading, place->first + article, SET_THE_REGION)
               ? STR("") : reading_text(reading, place->first + article, place->last);
}

/* A first one tells no order: "his first visit in years". */
static void read_ordinal(struct reading *reading, const struct frame *frame, const struct capture *ordinal)
{
    const struct capture *traveller = frame_capture(frame, "traveller", 0), *place = frame_capture(frame, "place", 0);
    struct str counted = frame_word(frame, "counted");
    uint32_t first = ordinal->first < frame->trigger_first ? ordinal->first : frame->trigger_first;
    uint32_t last = place && place->last > frame->trigger_last ? place->last : frame->trigger_last;
    struct clue clue = {.kind = CLUE_ORDINAL, .ordinal = number_of(reading, ordinal),
                        .counted = counted.len ? counted : STR("journey"),
                        .evidence = reading_evidence(reading, first, last, frame->rule->name)};
    enum event_status status = outlook(reading, frame, aspect_of_frame(reading, frame));
    clue.tense = status == STATUS_PLANNED || status == STATUS_POSSIBLE ? CLUE_AHEAD
                 : status == STATUS_HELD ? CLUE_BACK : CLUE_UNTENSED;
    if (place)
        clue.place = place_named(reading, place);
    if (traveller)
        reading_actors(reading, traveller->head, &clue.actors);
    else
        add_who_meets(reading, frame, &clue);
    if (clue.ordinal > 1 && clue.actors.count && status != STATUS_CANCELLED)
        *ARENA_PUSH(reading->arena, reading->record->clues) = clue;
}

static bool is_counted(const struct frame *frame)
{
    return str_equal(frame->rule->frame, STR("trip")) || str_equal(frame->rule->frame, STR("count"));
}

static bool is_journey(const struct clue *clue)
{
    return str_equal(clue->counted, STR("journey"));
}

/* By place; of two at one place a journey first. */
static int compare_clues(const void *a, const void *b)
{
    const struct clue *x = a, *y = b;
    if (x->evidence.start != y->evidence.start)
        return x->evidence.start < y->evidence.start ? -1 : 1;
    if (is_journey(x) != is_journey(y))
        return is_journey(x) ? -1 : 1;
    return (x->evidence.end > y->evidence.end) - (x->evidence.end < y->evidence.end);
}

/* Two rules may tell of one number. */
static void drop_same(struct record *record)
{
    size_t kept = 0;
    for (size_t i = 0; i < record->clues.count; i++) {
        const struct clue *clue = &record->clues.items[i], *last = kept ? &record->clues.items[kept - 1] : NULL;
        if (!last || last->kind != CLUE_ORDINAL || clue->kind != CLUE_ORDINAL ||
            clue->evidence.start >= last->evidence.end)
            record->clues.items[kept++] = *clue;
    }
    record->clues.count = kept;
}

void clue_read(struct reading *reading)
{
    const struct mentions *mentions = &reading->mentions;
    struct record *record = reading->record;
    for (uint32_t i = 0; i < mentions->count[MENTION_DATE]; i++)
        read_date(reading, &mentions->items[MENTION_DATE][i]);
    for (size_t i = 0; i < reading->frames.count; i++) {
        const struct frame *frame = &reading->frames.items[i];
        const struct capture *ordinal = is_counted(frame) ? frame_capture(frame, "ordinal", 0) : NULL;
        if (ordinal)
            read_ordinal(reading, frame, ordinal);
    }
    if (record->clues.count)
        qsort(record->clues.items, record->clues.count, sizeof *record->clues.items, compare_clues);
    drop_same(record);
}
