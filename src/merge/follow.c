/* follow.c - follows each proposal over time: the answers of each side, and terms whose numbers change
 * (story_follow_proposals of story.h).
 *
 * Input: the proposals of the story and their tellings. Output: replies and points of each. Two tellings of a term are
 * of one point where their words but for the numbers are alike; other numbers make another version of it. Invariant:
 * what changed is shown with the days of the reports that tell it each way; which is right is not judged. */
#include <stdlib.h>

#include "base/ascii.h"
#include "merge/internal.h"

enum { LEAST_WORDS = 1 /* telling ones, besides the numbers */ };

struct follower {
    struct arena *arena;
    struct story *story;
    struct story_proposal *proposal;
};

/* One telling of a term. */
struct told_term {
    struct story_source source;
    struct wording wording; /* without the numbers */
    struct str numbers;     /* "33 6"; empty: none */
    size_t number_count;
};
LIST_TYPE(told_terms, struct told_term);

/* Tellings of one point. */
struct point {
    struct told_terms told;
    size_t number_count; /* of those that have any */
};
LIST_TYPE(point_list, struct point);

/* Part the text into its numbers, with blanks between them, and the rest. */
static void part_numbers(struct arena *arena, struct str text, struct told_term *term, struct str *rest)
{
    char *numbers = arena_take(arena, 2 * text.len + 1, 1), *words = arena_copy(arena, text.ptr, text.len);
    size_t length = 0;
    for (size_t i = 0; i < text.len;) {
        if (!ascii_is_digit(text.ptr[i])) {
            i++;
            continue;
        }
        term->number_count++;
        if (length)
            numbers[length++] = ' ';
        for (; i < text.len; i++) {
            bool mark = text.ptr[i] == ',' || text.ptr[i] == '.';
            bool inside = mark && i + 1 < text.len && ascii_is_digit(text.ptr[i + 1]);
            if (!ascii_is_digit(text.ptr[i]) && !inside)
                break;
            if (text.ptr[i] != ',')
                numbers[length++] = text.ptr[i];
            words[i] = ' ';
        }
    }
    term->numbers = str_make(numbers, length);
    *rest = str_make(words, text.len);
}

static struct told_term read_term(const struct follower *follower, const struct story_source *source)
{
    struct told_term term = {.source = *source};
    struct str rest;
    part_numbers(follower->arena, source->quote, &term, &rest);
    term.wording = story_wording(follower->arena, follower->story, source->report, rest);
    return term;
}

static bool is_of_point(const struct point *point, const struct told_term *term)
{
    const struct told_term *first = &point->told.items[0];
    if (point->number_count && term->number_count && point->number_count != term->number_count)
        return false;
    if (first->wording.telling < LEAST_WORDS || term->wording.telling < LEAST_WORDS)
        return str_equal(first->source.quote, term->source.quote);
    return wording_likeness(&first->wording, &term->wording) >= STORY_SAME_TERM;
}

static void add_term(const struct follower *follower, struct point_list *points, const struct told_term *term)
{
    size_t at = 0;
    while (at < points->count && !is_of_point(&points->items[at], term))
        at++;
    if (at == points->count)
        *ARENA_PUSH(follower->arena, *points) = (struct point){0};
    struct point *point = &points->items[at];
    if (!point->number_count)
        point->number_count = term->number_count;
    *ARENA_PUSH(follower->arena, point->told) = *term;
}

static void add_source(const struct follower *follower, struct story_version *version,
                       const struct story_source *source)
{
    long day = story_published(follower->story, source->report);
    if (!version->sources.count)
        version->from = version->to = day;
    version->from = day < version->from ? day : version->from;
    version->to = day > version->to ? day : version->to;
    *ARENA_PUSH(follower->arena, version->sources) = *source;
}

static int compare_versions(const void *a, const void *b)
{
    const struct story_version *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return str_compare(x->text, y->text);
}

/* What the point was, in order of time. Where some tell its numbers, those who do not tell nothing of its change. */
static void write_point(const struct follower *follower, const struct point *point)
{
    struct story_term term = {0};
    struct map known = {0};
    for (size_t i = 0; i < point->told.count; i++) {
        const struct told_term *told = &point->told.items[i];
        if (point->number_count && !told->number_count)
            continue;
        uint32_t at = map_get(&known, told->numbers);
        if (at == MAP_NONE) {
            at = (uint32_t)term.versions.count;
            map_put(&known, follower->arena, told->numbers, at);
            *ARENA_PUSH(follower->arena, term.versions) = (struct story_version){.text = told->source.quote};
        }
        add_source(follower, &term.versions.items[at], &told->source);
    }
    qsort(term.versions.items, term.versions.count, sizeof *term.versions.items, compare_versions);
    *ARENA_PUSH(follower->arena, follower->proposal->points) = term;
}

static void follow_terms(const struct follower *follower)
{
    struct point_list points = {0};
    for (size_t i = 0; i < follower->proposal->offers.count; i++) {
        const struct story_offer *offer = &follower->story->facts->offers.items[follower->proposal->offers.items[i]];
        for (size_t t = 0; t < offer->term_sources.count; t++) {
            struct told_term term = read_term(follower, &offer->term_sources.items[t]);
            add_term(follower, &points, &term);
        }
    }
    for (size_t i = 0; i < points.count; i++)
        write_point(follower, &points.items[i]);
}

/* What a side is told to have answered on one day: told by most; of equals, what settles more. */
static enum response_kind answer_of(const struct story_answer *answers, size_t count)
{
    static const int settles[RESPONSE_COUNT] = {[RESPONSE_ACCEPTED] = 4, [RESPONSE_REJECTED] = 5,
                                                [RESPONSE_CONDITIONAL] = 3, [RESPONSE_NOT_ENDORSED] = 2,
                                                [RESPONSE_PENDING] = 1};
    uint32_t votes[RESPONSE_COUNT] = {0};
    enum response_kind best = answers[0].response;
    for (size_t i = 0; i < count; i++)
        votes[answers[i].response]++;
    for (int kind = 0; kind < RESPONSE_COUNT; kind++)
        if (votes[kind] > votes[best] || (votes[kind] == votes[best] && settles[kind] > settles[best]))
            best = (enum response_kind)kind;
    return best;
}

/* The answers of one side on one day, as those who tell the most told one tell it. */
static void add_day(const struct follower *follower, uint32_t side, const struct story_answer *answers, size_t count)
{
    struct story_replies *replies = &follower->proposal->replies;
    enum response_kind response = answer_of(answers, count);
    long day = story_published(follower->story, answers[0].source.report);
    struct story_reply *last = replies->count ? &replies->items[replies->count - 1] : NULL;
    if (!last || last->side != side || last->response != response) {
        last = ARENA_PUSH(follower->arena, *replies);
        *last = (struct story_reply){.side = side, .response = response, .from = day};
    }
    last->to = day;
    for (size_t i = 0; i < count; i++)
        if (answers[i].response == response)
            *ARENA_PUSH(follower->arena, last->sources) = answers[i].source;
}

struct side_answer {
    uint32_t side;
    long day; /* what has none comes last */
    struct story_answer answer;
};

static int compare_answers(const void *a, const void *b)
{
    const struct side_answer *x = a, *y = b;
    if (x->side != y->side)
        return x->side < y->side ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    int order = story_compare_sources(&x->answer.source, &y->answer.source);
    return order ? order : (x->answer.response > y->answer.response) - (x->answer.response < y->answer.response);
}

static void follow_answers(const struct follower *follower)
{
    const struct story_answers *told = &follower->proposal->answers;
    struct side_answer *sorted = arena_take(follower->arena, told->count + 1, sizeof *sorted);
    struct story_answer *answers = arena_take(follower->arena, told->count + 1, sizeof *answers);
    for (size_t i = 0; i < told->count; i++) {
        long day = story_published(follower->story, told->items[i].source.report);
        sorted[i] = (struct side_answer){story_side(follower->story, told->items[i].party),
                                         day == STORY_NO_DAY ? LONG_MAX : day, told->items[i]};
    }
    if (told->count)
        qsort(sorted, told->count, sizeof *sorted, compare_answers);
    for (size_t i = 0, count; i < told->count; i += count) {
        for (count = 0; i + count < told->count && sorted[i + count].side == sorted[i].side &&
                        sorted[i + count].day == sorted[i].day; count++)
            answers[count] = sorted[i + count].answer;
        add_day(follower, sorted[i].side, answers, count);
    }
}

void story_follow_proposals(struct arena *arena, struct story *story)
{
    for (size_t i = 0; i < story->proposals.count; i++) {
        struct follower follower = {arena, story, &story->proposals.items[i]};
        follow_terms(&follower);
        follow_answers(&follower);
    }
}
