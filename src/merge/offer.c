/* offer.c - joins what reports tell of one proposal (story_join_proposals of story.h), and finds what they contradict
 * each other in: its day, and the answer of one side.
 *
 * Input: proposals as single reports tell them. Output: proposals, conflicts. Two tellings within 30 days are of one
 * proposal where their makers can be the same and they share terms, or a telling word of their names, or both give no
 * more than a word like "plan" and it is the same person's, or the same states' within days. Invariant: that depends on
 * the two alone; candidates share a maker or one of the heaviest words. */
#include <stdlib.h>

#include "merge/internal.h"
#include "merge/wording.h"

enum {
    MOST_DAYS = 30, NAME_DAYS = 14, GENERIC_DAYS = 5, CHANGE_DAYS = 2, /* between two tellings */
    NAME_WEIGHT = 480, /* of a word of the name that tells it apart (story_wording) */
    HEADS = 4
};

struct told_offer {
    const struct story_offer *offer;
    long published;
    struct actor_list sides, people; /* of its makers */
    struct wording name;             /* of its name, without its makers' and its last word */
    uint32_t last_word;
    struct wording *terms;
};

struct offers {
    struct arena *arena;
    struct story *story;
    struct told_offer *told;
    uint32_t count;
    struct cluster cluster;
    struct map keys;
};

static void drop_words(struct wording *wording, const struct actor_list *keys)
{
    size_t kept = 0;
    wording->total = 0;
    for (size_t i = 0; i < wording->keys.count; i++) {
        if (set_has(keys, wording->keys.items[i]) || wording->weights[i] < NAME_WEIGHT)
            continue;
        wording->keys.items[kept] = wording->keys.items[i];
        wording->weights[kept] = wording->weights[i];
        wording->total += wording->weights[kept++];
    }
    wording->keys.count = kept;
}

static void name_offer(const struct offers *offers, struct told_offer *told)
{
    struct actor_list keys = {0};
    struct str_list words = wording_words(offers->arena, told->offer->name);
    for (size_t i = 0; i < told->offer->by.count; i++) {
        const struct identity *maker = &offers->story->actors.items[offers->story->who[told->offer->by.items[i]]];
        struct wording wording = wording_of(offers->arena, offers->story->rarity, maker->folded);
        set_add_all(offers->arena, &keys, &wording.keys);
    }
    if (words.count)
        told->last_word = wording_key(offers->story->rarity, words.items[words.count - 1]);
    if (words.count)
        set_add(offers->arena, &keys, told->last_word);
    told->name = story_wording(offers->arena, offers->story, told->offer->source.report, told->offer->name);
    drop_words(&told->name, &keys);
}

static void prepare(const struct offers *offers, struct told_offer *told, const struct story_offer *offer)
{
    *told = (struct told_offer){.offer = offer, .published = story_near_day(offers->story, offer->source.report)};
    for (size_t i = 0; i < offer->by.count; i++) {
        uint32_t who = offers->story->who[offer->by.items[i]];
        set_add(offers->arena, &told->sides, story_side(offers->story, who));
        if (story_is_delegate(offers->story, who))
            set_add(offers->arena, &told->people, who);
    }
    name_offer(offers, told);
    told->terms = arena_take(offers->arena, offer->terms.count + 1, sizeof *told->terms);
    for (size_t i = 0; i < offer->terms.count; i++)
        told->terms[i] = story_wording(offers->arena, offers->story, offer->source.report, offer->terms.items[i]);
}

/* How many terms of `a` stand in `b` too. */
static uint32_t shared_terms(const struct told_offer *a, const struct told_offer *b)
{
    uint32_t shared = 0;
    for (size_t i = 0; i < a->offer->terms.count; i++)
        for (size_t j = 0; j < b->offer->terms.count; j++)
            if (wording_likeness(&a->terms[i], &b->terms[j]) >= STORY_SAME_TERM) {
                shared++;
                break;
            }
    return shared;
}

/* 1 a maker in common, 0 not known, -1 others. */
static int compare_makers(const struct told_offer *a, const struct told_offer *b)
{
    if (!a->sides.count || !b->sides.count)
        return 0;
    if (!set_shared(&a->sides, &b->sides))
        return -1;
    return a->people.count && b->people.count && !set_shared(&a->people, &b->people) &&
                   a->sides.count == 1 && b->sides.count == 1 ? -1 : 1;
}

static bool share_terms(const struct told_offer *a, const struct told_offer *b, int makers)
{
    uint32_t left = shared_terms(a, b), right = shared_terms(b, a), shared = left < right ? left : right;
    size_t fewest = a->offer->terms.count < b->offer->terms.count ? a->offer->terms.count : b->offer->terms.count;
    return shared > 1 || (shared && fewest == 1 && makers > 0);
}

static bool share_name(const struct told_offer *a, const struct told_offer *b)
{
    for (size_t i = 0; i < a->name.keys.count; i++) {
        uint32_t key = a->name.keys.items[i];
        if (set_has(&b->name.keys, key) && key != a->last_word && key != b->last_word)
            return true;
    }
    return false;
}

static bool are_one(const struct told_offer *a, const struct told_offer *b)
{
    int makers = compare_makers(a, b);
    long days = labs(a->published - b->published);
    if (makers < 0 || days > MOST_DAYS)
        return false;
    if (share_terms(a, b, makers))
        return true;
    if (days <= NAME_DAYS && share_name(a, b))
        return true;
    if (a->name.keys.count || b->name.keys.count || makers == 0)
        return false;
    if (set_shared(&a->people, &b->people))
        return true;
    return !a->people.count && !b->people.count && a->last_word && b->last_word && days <= GENERIC_DAYS;
}

static void look(void *context, uint32_t a, uint32_t b)
{
    struct offers *offers = context;
    if (cluster_first(&offers->cluster, a) != cluster_first(&offers->cluster, b) &&
        are_one(&offers->told[a], &offers->told[b]))
        cluster_join(&offers->cluster, a, b);
}

static void add_word_blocks(const struct offers *offers, struct block_list *blocks, const struct wording *wording,
                            uint32_t at)
{
    uint32_t heads[HEADS];
    size_t count = wording_heads(wording, HEADS, heads);
    for (size_t i = 0; i < count; i++)
        *ARENA_PUSH(offers->arena, *blocks) =
            (struct block_entry){(uint64_t)1 << 63 | heads[i], offers->told[at].published, at};
}

static void join_offers(struct offers *offers)
{
    struct block_list blocks = {0};
    for (uint32_t i = 0; i < offers->count; i++) {
        const struct told_offer *told = &offers->told[i];
        for (size_t s = 0; s < told->sides.count; s++)
            *ARENA_PUSH(offers->arena, blocks) = (struct block_entry){told->sides.items[s], told->published, i};
        add_word_blocks(offers, &blocks, &told->name, i);
        for (size_t t = 0; t < told->offer->terms.count; t++)
            add_word_blocks(offers, &blocks, &told->terms[t], i);
    }
    block_sort(&blocks);
    block_pairs(&blocks, MOST_DAYS, offers, look);
}

/* One proposal while it is written: its tellings are offers->told[members[..]]. */
struct gathered {
    struct offers *offers;
    const uint32_t *members;
    uint32_t count;
    struct story_proposal proposal;
    struct wording *terms; /* of proposal.terms */
};

static const struct told_offer *member(const struct gathered *gathered, uint32_t i)
{
    return &gathered->offers->told[gathered->members[i]];
}

/* The name most give, one with a telling word before others. */
static struct str name_of(const struct gathered *gathered)
{
    struct str best = STR("");
    uint32_t most = 0;
    for (uint32_t i = 0; i < gathered->count; i++) {
        const struct told_offer *told = member(gathered, i);
        struct str name = told->offer->name.len ? told->offer->name : told->offer->source.quote;
        uint32_t votes = 0;
        for (uint32_t j = 0; j < gathered->count; j++)
            votes += str_equal(member(gathered, j)->offer->name, told->offer->name) ? told->name.keys.count ? 3 : 2 : 0;
        votes = told->offer->name.len ? votes : 1;
        if (votes > most || (votes == most && str_compare(name, best) < 0)) {
            most = votes;
            best = name;
        }
    }
    return best;
}

static uint32_t count_maker(const struct gathered *gathered, uint32_t side)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < gathered->count; i++)
        count += set_has(&member(gathered, i)->sides, side);
    return count;
}

/* The sides that made it: those a third as often told as the one told most. */
static void set_makers(struct gathered *gathered)
{
    struct arena *arena = gathered->offers->arena;
    struct actor_list sides = {0};
    uint32_t most = 0;
    for (uint32_t i = 0; i < gathered->count; i++)
        set_add_all(arena, &sides, &member(gathered, i)->sides);
    for (size_t s = 0; s < sides.count; s++) {
        uint32_t count = count_maker(gathered, sides.items[s]);
        most = count > most ? count : most;
    }
    for (size_t s = 0; s < sides.count; s++)
        if (count_maker(gathered, sides.items[s]) * 3 >= most)
            set_add(arena, &gathered->proposal.by, sides.items[s]);
}

static void add_term(struct gathered *gathered, struct str text, const struct wording *wording)
{
    struct story_proposal *proposal = &gathered->proposal;
    for (size_t i = 0; i < proposal->terms.count; i++)
        if (wording_likeness(&gathered->terms[i], wording) >= STORY_SAME_TERM)
            return;
    gathered->terms[proposal->terms.count] = *wording;
    *ARENA_PUSH(gathered->offers->arena, proposal->terms) = text;
}

static void add_terms(struct gathered *gathered)
{
    size_t most = 0;
    for (uint32_t i = 0; i < gathered->count; i++)
        most += member(gathered, i)->offer->terms.count;
    gathered->terms = arena_take(gathered->offers->arena, most + 1, sizeof *gathered->terms);
    for (uint32_t i = 0; i < gathered->count; i++)
        for (size_t t = 0; t < member(gathered, i)->offer->terms.count; t++)
            add_term(gathered, member(gathered, i)->offer->terms.items[t], &member(gathered, i)->terms[t]);
}

static uint32_t count_day(const struct gathered *gathered, struct str day)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < gathered->count; i++)
        for (size_t d = 0; d < member(gathered, i)->offer->days.count; d++)
            count += str_equal(member(gathered, i)->offer->days.items[d], day);
    return count;
}

/* "2024-05" may be "2024-05-31". */
static bool may_be_one_day(struct str a, struct str b)
{
    return str_starts(a, b) || str_starts(b, a);
}

/* The day most tellings give; `days` counts how many there are that cannot be the same. */
static struct str date_of(const struct gathered *gathered, uint32_t *days)
{
    struct str best = STR("");
    *days = 0;
    for (uint32_t i = 0; i < gathered->count; i++)
        for (size_t d = 0; d < member(gathered, i)->offer->days.count; d++) {
            struct str day = member(gathered, i)->offer->days.items[d];
            uint32_t count = count_day(gathered, day), most = best.len ? count_day(gathered, best) : 0;
            *days += !best.len || !may_be_one_day(day, best);
            if (count > most || (count == most && str_compare(day, best) < 0))
                best = day;
        }
    return best;
}

static void add_conflict(struct gathered *gathered, struct story_conflict *conflict, struct str about, const char *why)
{
    struct arena *arena = gathered->offers->arena;
    const char *what = conflict_kind_names[conflict->kind];
    conflict->key = story_format(arena, "%s-%.*s", what, STR_ARGS(gathered->proposal.key));
    conflict->about = about;
    conflict->reason = str_of(why);
    *ARENA_PUSH(arena, gathered->offers->story->conflicts) = *conflict;
}

/* Reports that put the proposal on different days. */
static void find_days(struct gathered *gathered)
{
    struct story_conflict conflict = {.kind = CONFLICT_DATE};
    for (uint32_t i = 0; i < gathered->count; i++)
        if (member(gathered, i)->offer->days.count)
            story_claim(gathered->offers->arena, &conflict, &member(gathered, i)->offer->source,
                        member(gathered, i)->offer->days.items[0]);
    struct str about = story_format(gathered->offers->arena, "day of %.*s", STR_ARGS(gathered->proposal.name));
    add_conflict(gathered, &conflict, about, "one proposal, put on different days");
}

static bool contradict(const struct gathered *gathered, const struct story_answer *a, const struct story_answer *b)
{
    const struct story *story = gathered->offers->story;
    long left = story_published(story, a->source.report), right = story_published(story, b->source.report);
    long days = left == STORY_NO_DAY || right == STORY_NO_DAY ? LONG_MAX : labs(left - right);
    bool settled = a->response == RESPONSE_ACCEPTED || a->response == RESPONSE_REJECTED;
    bool open = b->response == RESPONSE_ACCEPTED || b->response == RESPONSE_REJECTED || b->response == RESPONSE_PENDING;
    return story_side(story, a->party) == story_side(story, b->party) && a->source.report != b->source.report &&
           a->response != b->response && settled && open && days <= CHANGE_DAYS;
}

/* Answers of one side that cannot both be right, told within days. */
static void find_answers(struct gathered *gathered, uint32_t side)
{
    const struct story_answers *answers = &gathered->proposal.answers;
    struct story_conflict conflict = {.kind = CONFLICT_ANSWER};
    for (size_t i = 0; i < answers->count; i++) {
        bool found = false;
        if (story_side(gathered->offers->story, answers->items[i].party) != side)
            continue;
        for (size_t j = 0; j < answers->count; j++)
            found = found || contradict(gathered, &answers->items[i], &answers->items[j]) ||
                    contradict(gathered, &answers->items[j], &answers->items[i]);
        if (found)
            story_claim(gathered->offers->arena, &conflict, &answers->items[i].source,
                        str_of(response_names[answers->items[i].response]));
    }
    struct str name = gathered->offers->story->actors.items[side].name;
    struct str about = story_format(gathered->offers->arena, "answer of %.*s to %.*s", STR_ARGS(name),
                                    STR_ARGS(gathered->proposal.name));
    if (conflict.claims.count > 1)
        add_conflict(gathered, &conflict, about, "one side, told within days to have answered differently");
}

static void find_all_answers(struct gathered *gathered)
{
    struct actor_list sides = {0};
    for (size_t i = 0; i < gathered->proposal.answers.count; i++)
        set_add(gathered->offers->arena, &sides,
                story_side(gathered->offers->story, gathered->proposal.answers.items[i].party));
    for (size_t s = 0; s < sides.count; s++)
        find_answers(gathered, sides.items[s]);
}

static void add_tellings(struct gathered *gathered)
{
    struct offers *offers = gathered->offers;
    for (uint32_t i = 0; i < gathered->count; i++) {
        const struct story_offer *offer = member(gathered, i)->offer;
        set_add(offers->arena, &gathered->proposal.reports, offer->source.report);
        set_add(offers->arena, &gathered->proposal.offers, (uint32_t)(offer - offers->story->facts->offers.items));
        *ARENA_PUSH(offers->arena, gathered->proposal.sources) = offer->source;
        for (size_t a = 0; a < offer->answers.count; a++) {
            struct story_answer answer = offer->answers.items[a];
            answer.party = offers->story->who[answer.party];
            *ARENA_PUSH(offers->arena, gathered->proposal.answers) = answer;
        }
    }
}

/* A proposal of the story has a maker, and is told by several, or answered with its terms known, or a person's. */
static bool counts(const struct gathered *gathered)
{
    const struct story_proposal *proposal = &gathered->proposal;
    bool named = false, decided = false;
    for (uint32_t i = 0; i < gathered->count; i++) {
        named = named || member(gathered, i)->offer->name.len;
        decided = decided || story_is_decided(&member(gathered, i)->offer->source);
    }
    bool known = named && (proposal->answers.count || proposal->terms.count > 1);
    return proposal->by.count && (proposal->reports.count > 1 || known || decided);
}

static void write_proposal(struct gathered *gathered)
{
    struct offers *offers = gathered->offers;
    struct story_proposal *proposal = &gathered->proposal;
    uint32_t days;
    add_tellings(gathered);
    set_makers(gathered);
    add_terms(gathered);
    if (!counts(gathered))
        return;
    proposal->name = name_of(gathered);
    proposal->date = date_of(gathered, &days);
    proposal->reason = gathered->count == 1 ? STR("told once")
                           : story_format(offers->arena, "%u tellings: makers that can be the same, and shared terms, "
                                                         "a shared word of the name, or no name of its own",
                                          (unsigned)gathered->count);
    struct str folded = story_actor_keys(offers->arena, offers->story, &proposal->by);
    struct str_list words = wording_words(offers->arena, proposal->name);
    for (size_t i = 0; i < words.count && i < 6; i++)
        folded = story_format(offers->arena, "%.*s-%.*s", STR_ARGS(folded), STR_ARGS(words.items[i]));
    proposal->key = story_key(offers->arena, &offers->keys, folded);
    if (days > 1)
        find_days(gathered);
    find_all_answers(gathered);
    for (uint32_t i = 0; i < gathered->count; i++)
        offers->story->proposal_of[gathered->members[i]] = (uint32_t)offers->story->proposals.count;
    *ARENA_PUSH(offers->arena, offers->story->proposals) = *proposal;
}

void story_join_proposals(struct arena *arena, struct story *story)
{
    const struct story_offers *facts = &story->facts->offers;
    struct offers offers = {.arena = arena, .story = story, .count = (uint32_t)facts->count};
    offers.told = arena_take(arena, facts->count + 1, sizeof *offers.told);
    story->proposal_of = arena_take(arena, facts->count + 1, sizeof *story->proposal_of);
    for (uint32_t i = 0; i < offers.count; i++) {
        story->proposal_of[i] = NO_ACTOR;
        prepare(&offers, &offers.told[i], &facts->items[i]);
    }
    offers.cluster = cluster_new(arena, offers.count);
    join_offers(&offers);
    struct cluster_groups groups = cluster_groups(arena, &offers.cluster);
    for (uint32_t g = 0; g < groups.count; g++) {
        struct gathered gathered = {.offers = &offers, .members = groups.items + groups.start[g],
                                    .count = groups.start[g + 1] - groups.start[g]};
        write_proposal(&gathered);
    }
}
