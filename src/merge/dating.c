/* dating.c - see dating.h. Numbers that say how near a clue lies to the day were measured by hiding the days of dated
 * reports (docs/record.md). */
#include "merge/dating.h"

#include <math.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "merge/internal.h"
#include "merge/pair.h"

enum {
    STAMPS_APART = 3, /* days between "published" and "updated" */
    POST_BEFORE = 1, POST_BEHIND = 3, COPY_DAYS = 3,
    CALENDAR_NEAR = 7, CALENDAR_FAR = 14, CALENDAR_AHEAD = 21,
    ALONE_DAYS = 7, ALONE_LIKE = GIST_UNIT / 2, /* one report alone that is very like it */
    MOST_OF_IT = 80,                            /* percent of what it is like */
    SURE_OF_DAYS = 90,                          /* percent: that it is one of two days of the week */
    LONGEST_WINDOW = 9,                         /* in which a day of the week tells days apart */
    USABLE_DAYS = 5,                            /* at most, for a day to be taken for the day of publication */
    DAYS_A_YEAR = 366, FIRST_YEAR = 1800, LAST_YEAR = 2200, SPARE_DAYS = 31, LEAP_YEARS = 12
};

const char *const dating_confidence_names[DATING_CONFIDENCE_COUNT] = {NULL, "possible", "likely", "certain"};
const char *const dating_kind_names[DATING_KIND_COUNT] = {"stamp", "date", "number", "neighbour", "copy", "post",
                                                          "calendar", "weekday"};

struct dater {
    struct arena *arena;
    const struct story *story;
    struct dating *dating;
    long first, last;             /* of all given days; STORY_NO_DAY */
    size_t clue, clue_end;        /* of the report at work, in the facts */
    size_t like, like_end;
    uint32_t report;
    struct dated *dated;
};

static const struct story_clue *clue_at(const struct dater *dater, size_t at)
{
    return &dater->story->facts->clues.items[at];
}

void dating_claim(struct arena *arena, struct dated *dated, const struct dating_reason *reason)
{
    *ARENA_PUSH(arena, dated->reasons) = *reason;
}

static enum dating_confidence lesser(enum dating_confidence a, enum dating_confidence b)
{
    return a == DATING_OPEN || (b != DATING_OPEN && b < a) ? b : a;
}

void dating_narrow(struct dated *dated, struct dating_reason *reason)
{
    bool later = reason->from != STORY_NO_DAY && (dated->from == STORY_NO_DAY || reason->from > dated->from);
    bool earlier = reason->to != STORY_NO_DAY && (dated->to == STORY_NO_DAY || reason->to < dated->to);
    long from = later ? reason->from : dated->from, to = earlier ? reason->to : dated->to;
    reason->used = from == STORY_NO_DAY || to == STORY_NO_DAY || from <= to;
    if (!reason->used || (!later && !earlier))
        return;
    dated->from = from;
    dated->to = to;
    dated->of_from = later ? reason->confidence : dated->of_from;
    dated->of_to = earlier ? reason->confidence : dated->of_to;
    dated->confidence = lesser(dated->of_from, dated->of_to);
    if (reason->best != STORY_NO_DAY)
        dated->day = reason->best;
}

static void add_evidence(const struct dater *dater, struct dating_reason *reason, const struct story_source *source)
{
    *ARENA_PUSH(dater->arena, reason->evidence) = *source;
}

static void claim(const struct dater *dater, struct dating_reason *reason)
{
    dating_claim(dater->arena, dater->dated, reason);
    dating_narrow(dater->dated, &dater->dated->reasons.items[dater->dated->reasons.count - 1]);
}

/* --- what the text itself bears */

/* Its own day, or days: "Published 18 August 2024", "Updated 19 August 2024". */
static void claim_stamp(const struct dater *dater)
{
    struct dating_reason reason = {.kind = DATING_STAMP, .confidence = DATING_CERTAIN, .from = STORY_NO_DAY,
                                   .best = STORY_NO_DAY};
    long day;
    for (size_t i = dater->clue; i < dater->clue_end; i++) {
        const struct story_clue *clue = clue_at(dater, i);
        if ((clue->kind != CLUE_STAMP && clue->kind != CLUE_DATELINE) || !calendar_parse(clue->value, &day))
            continue;
        if (reason.from == STORY_NO_DAY)
            reason.from = reason.to = reason.best = day;
        else if (labs(day - reason.from) > STAMPS_APART)
            continue;
        reason.from = day < reason.from ? day : reason.from;
        reason.to = day > reason.to ? day : reason.to;
        add_evidence(dater, &reason, &clue->source);
    }
    reason.text = STR("the text bears its day");
    if (reason.from != STORY_NO_DAY)
        claim(dater, &reason);
}

static int digits_of(struct str text, size_t at, size_t count)
{
    int value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (i >= text.len || text.ptr[i] < '0' || text.ptr[i] > '9')
            return 0;
        value = value * 10 + (text.ptr[i] - '0');
    }
    return value;
}

/* The first day of a year, month or day. */
static bool first_day(struct str value, long *day)
{
    int year = digits_of(value, 0, 4), month = digits_of(value, 5, 2);
    if (calendar_parse(value, day))
        return true;
    if (year < FIRST_YEAR || year > LAST_YEAR || (value.len > 4 && !calendar_valid(year, month, 1)))
        return false;
    *day = calendar_day(year, value.len > 4 ? month : 1, 1);
    return true;
}

/* Not before the last day, month or year that is told as past. */
static void claim_past(const struct dater *dater)
{
    struct dating_reason reason = {.kind = DATING_DATE, .confidence = DATING_LIKELY, .from = STORY_NO_DAY,
                                   .to = STORY_NO_DAY, .best = STORY_NO_DAY};
    const struct story_clue *latest = NULL;
    for (size_t i = dater->clue; i < dater->clue_end; i++) {
        const struct story_clue *clue = clue_at(dater, i);
        long day;
        if (clue->kind != CLUE_DATE || clue->tense != CLUE_BACK || !first_day(clue->value, &day))
            continue;
        if (!latest || day > reason.from) {
            latest = clue;
            reason.from = day;
        }
    }
    if (!latest)
        return;
    add_evidence(dater, &reason, &latest->source);
    reason.text = STR("told as past, so not before it");
    claim(dater, &reason);
}

/* Near the last post it quotes. */
static void claim_post(const struct dater *dater)
{
    struct dating_reason reason = {.kind = DATING_POST, .confidence = DATING_LIKELY, .best = STORY_NO_DAY};
    const struct story_clue *latest = NULL;
    long day;
    for (size_t i = dater->clue; i < dater->clue_end; i++) {
        const struct story_clue *clue = clue_at(dater, i);
        if (clue->kind != CLUE_POST || !calendar_parse(clue->value, &day) || (latest && day <= reason.best))
            continue;
        latest = clue;
        reason.best = day;
    }
    if (!latest)
        return;
    reason.from = reason.best - POST_BEFORE;
    reason.to = reason.best + POST_BEHIND;
    reason.text = STR("quotes a post of that day");
    add_evidence(dater, &reason, &latest->source);
    claim(dater, &reason);
}

/* --- other reports */

static long day_given(const struct dater *dater, uint32_t report)
{
    return dater->story->facts->reports.items[report].day;
}

static const struct story_like *like_at(const struct dater *dater, size_t at)
{
    return &dater->story->facts->likes.items[at];
}

static struct story_source whole_report(uint32_t report)
{
    return (struct story_source){.report = report};
}

/* Versions of one text appear within days; what appears again and again is none. */
static void claim_copy(const struct dater *dater)
{
    const struct story_like *best = NULL;
    long first = LONG_MAX, last = LONG_MIN;
    for (size_t i = dater->like; i < dater->like_end; i++) {
        const struct story_like *like = like_at(dater, i);
        long day = day_given(dater, like->other);
        if (!like->copy || day == STORY_NO_DAY)
            continue;
        first = day < first ? day : first;
        last = day > last ? day : last;
        best = !best || like->similarity > best->similarity ? like : best;
    }
    if (!best || last - first > 2 * COPY_DAYS)
        return;
    long day = day_given(dater, best->other);
    struct dating_reason reason = {.kind = DATING_COPY, .confidence = DATING_LIKELY, .from = day - COPY_DAYS,
                                   .to = day + COPY_DAYS, .best = day};
    struct story_source source = whole_report(best->other);
    reason.text = story_format(dater->arena, "a version of the text of %.*s, which is of that day",
                               STR_ARGS(dater->story->facts->reports.items[best->other].id));
    add_evidence(dater, &reason, &source);
    claim(dater, &reason);
}

/* A dated report that this one is like. */
struct neighbour {
    long day;
    uint32_t report, similarity;
    double weight; /* the sixth power: what is most like counts */
};
LIST_TYPE(neighbour_list, struct neighbour);

static int compare_neighbours(const void *a, const void *b)
{
    const struct neighbour *x = a, *y = b;
    return x->day != y->day ? (x->day > y->day) - (x->day < y->day) : (x->report > y->report) - (x->report < y->report);
}

/* Neighbours [first, last) that lie around the same day. */
struct flock {
    size_t first, last;
    double weight;
};

static struct flock heaviest_flock(const struct neighbour_list *all, long near)
{
    struct flock best = {0};
    for (size_t centre = 0, first = 0; centre < all->count; centre++) {
        double weight = 0;
        size_t last = centre;
        while (all->items[first].day < all->items[centre].day - near)
            first++;
        while (last < all->count && all->items[last].day <= all->items[centre].day + near)
            last++;
        for (size_t i = first; i < last; i++)
            weight += all->items[i].weight;
        if (weight > best.weight)
            best = (struct flock){first, last, weight};
    }
    return best;
}

static struct neighbour_list neighbours_of(const struct dater *dater)
{
    struct neighbour_list all = {0};
    for (size_t i = dater->like; i < dater->like_end; i++) {
        const struct story_like *like = like_at(dater, i);
        long day = day_given(dater, like->other);
        if (day != STORY_NO_DAY)
            *ARENA_PUSH(dater->arena, all) =
                (struct neighbour){day, like->other, like->similarity, pow((double)like->similarity / GIST_UNIT, 6)};
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, compare_neighbours);
    return all;
}

/* The one that is most like this report. */
static const struct neighbour *nearest_of(const struct neighbour_list *all, const struct flock *flock)
{
    const struct neighbour *best = &all->items[flock->first];
    for (size_t i = flock->first; i < flock->last; i++)
        if (all->items[i].similarity > best->similarity)
            best = &all->items[i];
    return best;
}

/* Those that lie within the fewest days and are most of what it is like. False where there are none such. */
static bool find_flock(const struct neighbour_list *all, struct flock *flock, long *spare)
{
    static const long steps[] = {3, 15, 30};
    double total = 0;
    for (size_t i = 0; i < all->count; i++)
        total += all->items[i].weight;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        *flock = heaviest_flock(all, *spare = steps[i]);
        if (flock->last - flock->first > 1 && 100 * flock->weight >= MOST_OF_IT * total)
            return true;
    }
    *spare = ALONE_DAYS;
    return flock->last - flock->first == 1 && 100 * flock->weight >= MOST_OF_IT * total &&
           all->items[flock->first].similarity >= ALONE_LIKE;
}

/* Near those dated reports that tell of the same, where these are near each other; one alone must be very like it. */
static void claim_neighbours(const struct dater *dater)
{
    struct neighbour_list all = neighbours_of(dater);
    struct flock flock;
    long spare;
    if (!all.count || !find_flock(&all, &flock, &spare))
        return;
    bool alone = flock.last - flock.first == 1;
    struct dating_reason reason = {.kind = DATING_NEIGHBOUR, .confidence = alone ? DATING_POSSIBLE : DATING_LIKELY,
                                   .from = all.items[flock.first].day - spare,
                                   .to = all.items[flock.last - 1].day + spare,
                                   .best = nearest_of(&all, &flock)->day};
    reason.text = story_format(dater->arena, "tells of what %zu dated report%s of about those days tell%s of",
                               flock.last - flock.first, alone ? "" : "s", alone ? "s" : "");
    for (size_t i = flock.first; i < flock.last; i++) {
        struct story_source source = whole_report(all.items[i].report);
        add_evidence(dater, &reason, &source);
    }
    claim(dater, &reason);
}

/* --- days without their year, and days of the week */

/* In which years the day can lie, as far as the weekday that stands with it fits. */
struct years {
    int first, last, count;
    long day; /* of the last found */
};

static bool fits(const struct story_clue *clue, int year, long *day)
{
    int month = digits_of(clue->value, 5, 2), date = digits_of(clue->value, 8, 2);
    if (!calendar_valid(year, month, date))
        return false;
    *day = calendar_day(year, month, date);
    return !clue->weekday || calendar_weekday(*day) == clue->weekday;
}

/* Days within [from, to] that it may be. */
static struct years find_years(const struct story_clue *clue, long from, long to)
{
    struct years years = {.first = calendar_date(from).year, .last = calendar_date(to).year};
    for (int year = years.first; year <= years.last; year++) {
        long day;
        if (!fits(clue, year, &day) || day < from || day > to)
            continue;
        years.day = day;
        years.count++;
    }
    return years;
}

/* Where it must be looked for: within what is known of the report, else the years that follow or lead to it, else those
 * of the dated reports. False where nothing is known. */
static bool find_span(const struct dater *dater, const struct story_clue *clue, long spare, long *from, long *to)
{
    const struct dated *dated = dater->dated;
    long years = (clue->weekday ? LEAP_YEARS : 1) * (long)DAYS_A_YEAR - 2;
    bool begins = dated->from != STORY_NO_DAY, ends = dated->to != STORY_NO_DAY;
    if (begins || ends) {
        *from = begins ? dated->from - spare : dated->to - years;
        *to = ends ? dated->to + spare : dated->from + years;
        return true;
    }
    *from = dater->first - SPARE_DAYS;
    *to = dater->last + SPARE_DAYS;
    return dater->first != STORY_NO_DAY;
}

/* Of what is open on one side the nearest year is meant in which the weekday fits; else there must be but one. */
static bool find_year(const struct dater *dater, const struct story_clue *clue, long spare, long *day)
{
    const struct dated *dated = dater->dated;
    long from, to;
    if (!find_span(dater, clue, spare, &from, &to))
        return false;
    struct years years = find_years(clue, from, to);
    *day = years.day;
    bool open = (dated->from == STORY_NO_DAY) != (dated->to == STORY_NO_DAY);
    if (!open || !clue->weekday)
        return !open && years.count == 1;
    if (years.count < 2)
        return years.count == 1;
    for (int year = years.first; dated->to == STORY_NO_DAY && year <= years.last; year++)
        if (fits(clue, year, day) && *day >= from)
            return true;
    return true; /* the last one before the day that is known */
}

static bool lacks_year(const struct story_clue *clue)
{
    bool own = clue->kind == CLUE_DATELINE || clue->kind == CLUE_STAMP;
    bool told = clue->kind == CLUE_DATE && clue->weekday && clue->tense != CLUE_UNTENSED;
    return (own || told) && clue->value.len >= 10 && clue->value.ptr[0] == 'X';
}

/* The day of the week that a dateline lacks may stand with the same day elsewhere in the text. */
static struct story_clue with_weekday(const struct dater *dater, const struct story_clue *clue)
{
    struct story_clue found = *clue;
    for (size_t i = dater->clue; !found.weekday && i < dater->clue_end; i++)
        if (str_equal(clue_at(dater, i)->value, clue->value))
            found.weekday = clue_at(dater, i)->weekday;
    return found;
}

/* What it tells of the report's day, where the year is found: its own, or one near which it was written. */
static struct dating_reason calendar_reason(const struct dater *dater, const struct story_clue *clue, long day)
{
    struct dating_reason reason = {.kind = DATING_CALENDAR, .confidence = DATING_POSSIBLE, .from = day, .to = day,
                                   .best = day};
    const char *years = clue->weekday ? "the one near year in which the weekday fits" : "the one year that fits";
    if (clue->kind != CLUE_DATE) {
        bool bounded = dater->dated->from != STORY_NO_DAY || dater->dated->to != STORY_NO_DAY;
        reason.confidence = bounded && clue->weekday ? DATING_LIKELY : DATING_POSSIBLE;
        reason.text = story_format(dater->arena, "the day of its dateline, in %s", years);
        return reason;
    }
    reason.from -= clue->tense == CLUE_AHEAD ? CALENDAR_AHEAD : CALENDAR_NEAR;
    reason.to += clue->tense == CLUE_AHEAD ? CALENDAR_NEAR : CALENDAR_FAR;
    reason.text = story_format(dater->arena, "told with its weekday, in %s", years);
    return reason;
}

static void claim_calendar(const struct dater *dater)
{
    for (size_t i = dater->clue; i < dater->clue_end; i++) {
        long day;
        if (!lacks_year(clue_at(dater, i)))
            continue;
        struct story_clue clue = with_weekday(dater, clue_at(dater, i));
        if (!find_year(dater, &clue, clue.kind == CLUE_DATE ? CALENDAR_FAR : 0, &day))
            continue;
        struct dating_reason reason = calendar_reason(dater, &clue, day);
        add_evidence(dater, &reason, &clue.source);
        claim(dater, &reason);
        return;
    }
}

/* How likely a day of the week is told so many days later, as past, or before, as to come; in 1/100. */
static const double days_behind[DAYS_A_WEEK] = {36, 37, 13, 6, 4, 2, 2};
static const double days_ahead[DAYS_A_WEEK] = {36, 33, 12, 6, 4, 5, 4};

/* How well the days of the week that the text names fit each day of the week: logarithms, by 1 Monday to 7 Sunday. */
static size_t weigh_weekdays(const struct dater *dater, double weights[DAYS_A_WEEK + 1])
{
    size_t count = 0;
    for (size_t i = dater->clue; i < dater->clue_end; i++) {
        const struct story_clue *clue = clue_at(dater, i);
        if (clue->kind != CLUE_WEEKDAY || clue->tense == CLUE_UNTENSED)
            continue;
        count++;
        for (int day = 1; day <= DAYS_A_WEEK; day++) {
            int behind = (day - clue->weekday + DAYS_A_WEEK) % DAYS_A_WEEK;
            int ahead = (DAYS_A_WEEK - behind) % DAYS_A_WEEK;
            weights[day] += log(clue->tense == CLUE_BACK ? days_behind[behind] : days_ahead[ahead]);
        }
    }
    return count;
}

/* Of the days [from, to] that day of the week which is nearest to `best`; STORY_NO_DAY if there is none. */
static long nearest_weekday(long from, long to, long best, int weekday)
{
    long found = STORY_NO_DAY;
    for (long day = from; day <= to; day++)
        if (calendar_weekday(day) == weekday && (found == STORY_NO_DAY || labs(day - best) < labs(found - best)))
            found = day;
    return found;
}

/* The day of [from, to] whose day of the week weighs most; of two the one nearest to `best`. */
static int heaviest_weekday(const double weights[], long from, long to, long best)
{
    int top = 0;
    for (int day = 1; day <= DAYS_A_WEEK; day++)
        if (nearest_weekday(from, to, best, day) != STORY_NO_DAY && (!top || weights[day] > weights[top]))
            top = day;
    return top;
}

/* Those two of a few days that fit best; false where they do not fit much better than the rest of the week. */
static bool find_two_days(const struct dater *dater, long days[2])
{
    double weights[DAYS_A_WEEK + 1] = {0}, total = 0, both = 0;
    const struct dated *dated = dater->dated;
    bool few = dated->from != STORY_NO_DAY && dated->to != STORY_NO_DAY && dated->to - dated->from < LONGEST_WINDOW;
    if (!few || dated->from == dated->to || !weigh_weekdays(dater, weights))
        return false;
    long best = dated->day != STORY_NO_DAY ? dated->day : (dated->from + dated->to) / 2;
    for (int day = 1; day <= DAYS_A_WEEK; day++)
        total += weights[day] = exp(weights[day]);
    for (int n = 0; n < 2; n++) {
        int top = heaviest_weekday(weights, dated->from, dated->to, best);
        days[n] = nearest_weekday(dated->from, dated->to, best, top);
        both += weights[top];
        weights[top] = -1;
    }
    return 100 * both >= SURE_OF_DAYS * total;
}

static void claim_weekday(const struct dater *dater)
{
    long days[2];
    if (!find_two_days(dater, days))
        return;
    struct dating_reason reason = {.kind = DATING_WEEKDAY, .confidence = DATING_LIKELY, .best = days[0],
                                   .from = days[0] < days[1] ? days[0] : days[1],
                                   .to = days[0] < days[1] ? days[1] : days[0]};
    reason.text = STR("what it tells of days of the week as past and to come fits these best");
    for (size_t i = dater->clue; i < dater->clue_end; i++)
        if (clue_at(dater, i)->kind == CLUE_WEEKDAY && clue_at(dater, i)->tense != CLUE_UNTENSED)
            add_evidence(dater, &reason, &clue_at(dater, i)->source);
    claim(dater, &reason);
}

/* --- all reports */

/* The reasons by what is numbered are there already: they go in between, in the order of kinds. */
static void narrow_numbers(const struct dater *dater)
{
    for (size_t i = 0; i < dater->dated->reasons.count; i++)
        if (dater->dated->reasons.items[i].kind == DATING_NUMBER)
            dating_narrow(dater->dated, &dater->dated->reasons.items[i]);
}

static int compare_reasons(const void *a, const void *b)
{
    const struct dating_reason *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

/* A day is taken where few are left and enough speaks for them. */
static void settle_day(struct dated *dated)
{
    bool few = dated->from != STORY_NO_DAY && dated->to != STORY_NO_DAY && dated->to - dated->from < USABLE_DAYS;
    if (!few || dated->confidence < DATING_LIKELY) {
        dated->day = STORY_NO_DAY;
        return;
    }
    if (dated->day == STORY_NO_DAY)
        dated->day = (dated->from + dated->to) / 2;
    dated->day = dated->day < dated->from ? dated->from : dated->day > dated->to ? dated->to : dated->day;
}

static void date_report(struct dater *dater)
{
    claim_stamp(dater);
    claim_past(dater);
    narrow_numbers(dater);
    claim_neighbours(dater);
    claim_copy(dater);
    claim_post(dater);
    claim_calendar(dater);
    claim_weekday(dater);
}

/* The clues and likenesses of the report stand together in the facts. */
static void find_own(struct dater *dater)
{
    const struct story_facts *facts = dater->story->facts;
    for (dater->clue = dater->clue_end;
         dater->clue < facts->clues.count && facts->clues.items[dater->clue].source.report < dater->report;)
        dater->clue++;
    for (dater->clue_end = dater->clue; dater->clue_end < facts->clues.count &&
                                        facts->clues.items[dater->clue_end].source.report == dater->report;)
        dater->clue_end++;
    for (dater->like = dater->like_end;
         dater->like < facts->likes.count && facts->likes.items[dater->like].report < dater->report;)
        dater->like++;
    for (dater->like_end = dater->like;
         dater->like_end < facts->likes.count && facts->likes.items[dater->like_end].report == dater->report;)
        dater->like_end++;
}

static void take_given(struct dater *dater)
{
    const struct story_facts *facts = dater->story->facts;
    for (uint32_t i = 0; i < dater->dating->count; i++) {
        long day = facts->reports.items[i].day;
        bool given = day != STORY_NO_DAY;
        dater->dating->reports[i] = (struct dated){.confidence = given ? DATING_CERTAIN : DATING_OPEN, .from = day,
                                                   .to = day, .day = day, .given = given};
        if (given && (dater->first == STORY_NO_DAY || day < dater->first))
            dater->first = day;
        if (given && (dater->last == STORY_NO_DAY || day > dater->last))
            dater->last = day;
    }
}

void story_date_reports(struct arena *arena, struct story *story)
{
    struct dating *dating = ARENA_NEW(arena, struct dating, 1);
    struct dater dater = {.arena = arena, .story = story, .dating = dating, .first = STORY_NO_DAY,
                          .last = STORY_NO_DAY};
    dating->count = (uint32_t)story->facts->reports.count;
    dating->reports = ARENA_NEW(arena, struct dated, dating->count + 1);
    story->dating = dating;
    take_given(&dater);
    dating_number(arena, story, dating);
    for (dater.report = 0; dater.report < dating->count; dater.report++) {
        dater.dated = &dating->reports[dater.report];
        find_own(&dater);
        if (!dater.dated->given)
            date_report(&dater);
    }
    dating_follow(arena, story, dating);
    for (uint32_t i = 0; i < dating->count; i++) {
        struct dated *dated = &dating->reports[i];
        if (!dated->given)
            settle_day(dated);
        if (dated->reasons.count)
            qsort(dated->reasons.items, dated->reasons.count, sizeof *dated->reasons.items, compare_reasons);
    }
}
