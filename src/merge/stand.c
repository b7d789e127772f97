/* stand.c - joins what reports tell of one position of one side, and of one issue (story_join_positions of story.h).
 *
 * Input: positions, terms of proposals and answers to them, as single reports tell them. Output: issues, and the
 * standing demands, offers, refusals and conditions of the sides on each; what a side accepts is an answer, not a
 * position. Two positions within 30 days are of one issue where their wording is alike and they are one side's, or told
 * of one event; a term belongs to the issue of the position that it is most like; a proposal as a whole is an issue of
 * its own. Invariant: that depends on the two alone; candidates share one of their heaviest words. What one report
 * alone tells counts only in so many words, and of a side that meets others. */
#include "merge/stand.h"

enum {
    MOST_DAYS = 30,
    SAME = 350,           /* likeness, in 1/1000 */
    LEAST_WORDS = 2,      /* telling ones */
    ALONE_WORDS = 4,      /* of a position that one report alone tells */
    HEADS = 6,
    MOST_COMPARED = 40    /* of very many tellings, the first will do */
};

static void add_stand(struct stands *stands, struct told_stand told, uint32_t who)
{
    told.who = who;
    told.side = story_side(stands->story, who);
    *ARENA_PUSH(stands->arena, stands->told) = told;
}

static void take_stands(struct stands *stands)
{
    const struct story_stands *facts = &stands->story->facts->stands;
    for (size_t i = 0; i < facts->count; i++) {
        const struct story_stand *stand = &facts->items[i];
        struct told_stand told = {.source = stand->source, .stance = stand->stance, .text = stand->source.quote,
                                  .proposal = NO_ACTOR};
        told.wording = story_wording(stands->arena, stands->story, stand->source.report, told.text);
        bool decided = story_is_decided(&stand->source);
        if (stand->holder != NO_ACTOR && (decided || told.wording.telling >= LEAST_WORDS))
            add_stand(stands, told, stands->story->who[stand->holder]);
    }
}

/* Who makes a proposal offers what it says. */
static void add_makers(struct stands *stands, const struct story_offer *offer, struct told_stand told)
{
    told.stance = STANCE_OFFERS;
    for (size_t i = 0; i < offer->by.count; i++)
        add_stand(stands, told, stands->story->who[offer->by.items[i]]);
}

/* The stance of an answer. False where it tells none. */
static bool answer_stance(enum response_kind response, enum stance *stance)
{
    *stance = response == RESPONSE_ACCEPTED ? STANCE_ACCEPTS
            : response == RESPONSE_REJECTED ? STANCE_REJECTS : STANCE_CONDITIONS;
    return response == RESPONSE_ACCEPTED || response == RESPONSE_REJECTED || response == RESPONSE_CONDITIONAL;
}

static void add_answers(struct stands *stands, const struct story_offer *offer, struct told_stand told, bool whole)
{
    for (size_t i = 0; i < offer->answers.count; i++) {
        const struct story_answer *answer = &offer->answers.items[i];
        told.source = answer->source;
        if (answer_stance(answer->response, &told.stance) && (whole || told.stance == STANCE_ACCEPTS))
            add_stand(stands, told, stands->story->who[answer->party]);
    }
}

/* Each term, which its makers offer and who accepts the whole accepts; and the proposal itself. */
static void take_offer(struct stands *stands, const struct story_offer *offer, uint32_t proposal)
{
    struct story *story = stands->story;
    uint32_t report = offer->source.report;
    for (size_t t = 0; t < offer->terms.count; t++) {
        struct told_stand told = {.source = offer->term_sources.items[t], .text = offer->terms.items[t],
                                  .proposal = proposal};
        told.wording = story_wording(stands->arena, story, report, told.text);
        if (told.wording.telling < LEAST_WORDS)
            continue;
        add_makers(stands, offer, told);
        add_answers(stands, offer, told, false);
    }
    struct told_stand whole = {.source = offer->source, .proposal = proposal, .whole = true, .text = offer->name};
    add_makers(stands, offer, whole);
    add_answers(stands, offer, whole, true);
}

static bool are_one(const struct stands *stands, const struct told_stand *a, const struct told_stand *b)
{
    const struct story_report *reports = stands->story->facts->reports.items;
    bool near = a->side == b->side || reports[a->source.report].event == reports[b->source.report].event;
    return near && a->wording.telling >= LEAST_WORDS && b->wording.telling >= LEAST_WORDS &&
           wording_likeness(&a->wording, &b->wording) >= SAME;
}

static void look(void *context, uint32_t a, uint32_t b)
{
    struct stands *stands = context;
    if (cluster_first(&stands->cluster, a) != cluster_first(&stands->cluster, b) &&
        are_one(stands, &stands->told.items[a], &stands->told.items[b]))
        cluster_join(&stands->cluster, a, b);
}

/* What is told of one proposal as a whole. */
static void join_wholes(struct stands *stands)
{
    size_t count = stands->story->proposals.count;
    uint32_t *first = arena_take(stands->arena, count + 1, sizeof *first);
    for (size_t i = 0; i < count; i++)
        first[i] = NO_ACTOR;
    for (uint32_t i = stands->positions; i < stands->told.count; i++) {
        const struct told_stand *told = &stands->told.items[i];
        if (!told->whole)
            continue;
        if (first[told->proposal] == NO_ACTOR)
            first[told->proposal] = i;
        cluster_join(&stands->cluster, first[told->proposal], i);
    }
}

/* The position that the term is most like; NO_ACTOR where there is none. */
static uint32_t nearest_position(const struct stands *stands, const struct block_list *blocks, uint32_t term)
{
    const struct told_stand *told = &stands->told.items[term];
    long day = story_near_day(stands->story, told->source.report);
    uint32_t heads[HEADS], best = NO_ACTOR, most = 0;
    size_t count = wording_heads(&told->wording, HEADS, heads);
    for (size_t h = 0; h < count; h++)
        for (size_t i = block_find(blocks, heads[h], day - MOST_DAYS); i < blocks->count; i++) {
            const struct block_entry *entry = &blocks->items[i];
            if (entry->block != heads[h] || entry->at > day + MOST_DAYS)
                break;
            uint32_t likeness = wording_likeness(&told->wording, &stands->told.items[entry->item].wording);
            if ((likeness > most || (likeness == most && entry->item < best)) &&
                are_one(stands, told, &stands->told.items[entry->item])) {
                most = likeness;
                best = entry->item;
            }
        }
    return best;
}

static void join_terms(struct stands *stands, const struct block_list *blocks)
{
    for (uint32_t i = stands->positions; i < stands->told.count; i++) {
        uint32_t position = stands->told.items[i].whole ? (uint32_t)NO_ACTOR : nearest_position(stands, blocks, i);
        if (position != NO_ACTOR)
            cluster_join(&stands->cluster, position, i);
    }
}

static void add_blocks(const struct stands *stands, struct block_list *blocks, uint32_t at)
{
    const struct told_stand *told = &stands->told.items[at];
    uint32_t heads[HEADS];
    size_t count = wording_heads(&told->wording, HEADS, heads);
    for (size_t h = 0; h < count; h++)
        *ARENA_PUSH(stands->arena, *blocks) =
            (struct block_entry){heads[h], story_near_day(stands->story, told->source.report), at};
}

static void join_stands(struct stands *stands)
{
    const struct story_offers *offers = &stands->story->facts->offers;
    struct block_list blocks = {0};
    take_stands(stands);
    stands->positions = (uint32_t)stands->told.count;
    for (size_t i = 0; i < offers->count; i++)
        if (stands->story->proposal_of[i] != NO_ACTOR)
            take_offer(stands, &offers->items[i], stands->story->proposal_of[i]);
    for (uint32_t i = 0; i < stands->positions; i++)
        add_blocks(stands, &blocks, i);
    block_sort(&blocks);
    stands->cluster = cluster_new(stands->arena, (uint32_t)stands->told.count);
    block_pairs(&blocks, MOST_DAYS, stands, look);
    join_terms(stands, &blocks);
    join_wholes(stands);
}

static void note_meeting_sides(struct stands *stands)
{
    const struct story_meetings *meetings = &stands->story->meetings;
    for (size_t i = 0; i < meetings->count; i++) {
        const struct story_meeting *meeting = &meetings->items[i];
        for (size_t p = 0; p < meeting->participants.count; p++)
            set_add(stands->arena, &stands->meeting, story_side(stands->story, meeting->participants.items[p]));
        for (size_t m = 0; m < meeting->mediators.count; m++)
            set_add(stands->arena, &stands->mediating, story_side(stands->story, meeting->mediators.items[m]));
    }
}

const struct told_stand *stands_middle(const struct stands *stands, const uint32_t *members, uint32_t count)
{
    const struct told_stand *best = &stands->told.items[members[0]];
    uint64_t most = 0;
    uint32_t compared = count < MOST_COMPARED ? count : MOST_COMPARED;
    for (uint32_t i = 0; i < compared; i++) {
        const struct told_stand *told = &stands->told.items[members[i]];
        uint64_t sum = 0;
        for (uint32_t j = 0; j < compared; j++)
            sum += wording_likeness(&told->wording, &stands->told.items[members[j]].wording);
        if (sum > most || (sum == most && told->text.len < best->text.len)) {
            most = sum;
            best = told;
        }
    }
    return best;
}

static struct str shortest(const struct stands *stands, const uint32_t *members, uint32_t count)
{
    struct str best = stands->told.items[members[0]].text;
    for (uint32_t i = 1; i < count; i++) {
        struct str text = stands->told.items[members[i]].text;
        if (text.len < best.len || (text.len == best.len && str_compare(text, best) < 0))
            best = text;
    }
    return best;
}

/* Told by several, or a person's; or in so many words, by the side itself or of what it refuses. */
static bool counts(const struct stands *stands, const uint32_t *members, uint32_t count,
                   const struct actor_list *reports)
{
    bool itself = false, many_words = false, decided = false;
    const struct told_stand *first = &stands->told.items[members[0]];
    for (uint32_t i = 0; i < count; i++) {
        const struct told_stand *told = &stands->told.items[members[i]];
        itself = itself || told->who == told->side;
        many_words = many_words || told->wording.telling >= ALONE_WORDS;
        decided = decided || story_is_decided(&told->source);
    }
    bool refuses = first->stance == STANCE_REJECTS || first->stance == STANCE_CONDITIONS;
    return reports->count > 1 || decided ||
           (set_has(&stands->meeting, first->side) && many_words && (itself || refuses));
}

/* True where what the side holds counts as a position. */
static bool write_position(struct stands *stands, const uint32_t *members, uint32_t count)
{
    const struct told_stand *best = stands_middle(stands, members, count);
    struct story_position position = {.party = best->side, .stance = best->stance, .quote = best->text,
                                      .issue = shortest(stands, members, count)};
    for (uint32_t i = 0; i < count; i++) {
        set_add(stands->arena, &position.reports, stands->told.items[members[i]].source.report);
        *ARENA_PUSH(stands->arena, position.sources) = stands->told.items[members[i]].source;
    }
    if (!counts(stands, members, count, &position.reports))
        return false;
    position.reason = count == 1 ? STR("told once")
                                 : story_format(stands->arena, "%u tellings: same side and stance, one issue",
                                                (unsigned)count);
    const struct identity *party = &stands->story->actors.items[best->side];
    position.key = story_key(stands->arena, &stands->position_keys,
                             story_format(stands->arena, "%.*s-%s-%08x", STR_ARGS(party->key),
                                          stance_names[position.stance],
                                          (unsigned)(str_hash(position.issue) & 0xffffffff)));
    *ARENA_PUSH(stands->arena, stands->story->positions) = position;
    return true;
}

/* The positions among the tellings of one issue: those of one side and stance are one. */
static bool write_positions(struct stands *stands, const uint32_t *members, uint32_t count)
{
    uint32_t *same = arena_take(stands->arena, (size_t)count + 1, sizeof *same);
    bool *taken = ARENA_NEW(stands->arena, bool, (size_t)count + 1), any = false;
    for (uint32_t i = 0; i < count; i++) {
        const struct told_stand *first = &stands->told.items[members[i]];
        uint32_t found = 0;
        if (taken[i] || first->proposal != NO_ACTOR || first->stance == STANCE_ACCEPTS)
            continue;
        for (uint32_t j = i; j < count; j++) {
            const struct told_stand *told = &stands->told.items[members[j]];
            if (told->proposal != NO_ACTOR || told->side != first->side || told->stance != first->stance)
                continue;
            taken[j] = true;
            same[found++] = members[j];
        }
        any = write_position(stands, same, found) || any;
    }
    return any;
}

static bool is_rejected(const struct story *story, const struct told_stand *told)
{
    for (size_t i = 0; i < story->rejected.positions.count; i++) {
        const struct story_position *position = &story->rejected.positions.items[i];
        if (position->party != told->side || position->stance != told->stance)
            continue;
        for (size_t s = 0; s < position->sources.count; s++)
            if (story_compare_sources(&position->sources.items[s], &told->source) == 0)
                return true;
    }
    return false;
}

/* The issue, of what no person rejected. */
static void write_issue(struct stands *stands, const uint32_t *members, uint32_t count, bool standing)
{
    struct actor_list left = {0};
    for (uint32_t i = 0; i < count; i++)
        if (!is_rejected(stands->story, &stands->told.items[members[i]]))
            *ARENA_PUSH(stands->arena, left) = members[i];
    if (left.count)
        stands_write_issue(stands, left.items, (uint32_t)left.count, standing);
}

void story_join_positions(struct arena *arena, struct story *story)
{
    struct stands stands = {.arena = arena, .story = story};
    join_stands(&stands);
    note_meeting_sides(&stands);
    struct cluster_groups groups = cluster_groups(arena, &stands.cluster);
    bool *standing = ARENA_NEW(arena, bool, groups.count + 1);
    for (uint32_t g = 0; g < groups.count; g++)
        standing[g] = write_positions(&stands, groups.items + groups.start[g], groups.start[g + 1] - groups.start[g]);
    story_decide(arena, story, "position");
    for (uint32_t g = 0; g < groups.count; g++)
        write_issue(&stands, groups.items + groups.start[g], groups.start[g + 1] - groups.start[g], standing[g]);
}
