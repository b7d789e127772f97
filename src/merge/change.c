/* change.c - see change.h. */
#include "merge/change.h"

#include <stdlib.h>

#include "merge/change_items.h"
#include "merge/clash.h"
#include "merge/internal.h"

const char *const change_kind_names[CHANGE_KIND_COUNT] = {
    "held",         "called-off", "answered", "agreed",    "moved",    "revised",
    "contradicted", "settled",    "added",    "withdrawn", "regrouped"};
const char *const change_subject_names[CHANGE_SUBJECT_COUNT] = {
    "meeting", "proposal", "position", "issue", "conflict", "figure", "talks"};

enum {
    SAME_WORDING = 350,   /* of positions, in 1/1000, as in stand.c */
    MOVED_WORDING = 500,  /* of what a party takes another side on */
    NEAR_DAYS = 7         /* of a meeting in two versions of one report */
};

struct finder {
    struct arena *arena;
    const struct story *then, *now;
    struct both both;
    enum change_subject subject;
    struct matching matching;
    struct change_list *changes;
};

static const struct item *item_at(const struct finder *finder, int side, uint32_t at)
{
    return &finder->matching.items[side].items[at];
}

static void add_names(struct finder *finder, struct change *change, int side, const struct actor_list *who)
{
    const struct story *story = finder->both.story[side];
    for (size_t i = 0; i < who->count; i++) {
        const struct identity *actor = &story->actors.items[who->items[i]];
        *ARENA_PUSH(finder->arena, change->names) = actor->name;
        if (actor->party.len && !str_equal(actor->party, actor->name))
            *ARENA_PUSH(finder->arena, change->names) = actor->party;
    }
}

/* A change of the item; conflicts name nobody. */
static struct change *add_change(struct finder *finder, enum change_kind kind, int side, const struct item *item)
{
    struct change *change = ARENA_PUSH(finder->arena, *finder->changes);
    *change = (struct change){.kind = kind, .subject = finder->subject, .key = item->key, .about = item->about,
                              .place = item->place};
    add_names(finder, change, side, &item->who);
    return change;
}

/* What a telling is wanted to say. */
struct wanted {
    enum { SAYS_ANYTHING, SAYS_STATUS, SAYS_PLACE, SAYS_DAY } field;
    enum event_status status;
    struct str place;
    long from;
};
static const struct wanted anything = {SAYS_ANYTHING, STATUS_UNKNOWN, {"", 0}, STORY_NO_DAY};

static bool says(const struct item_telling *telling, const struct wanted *wanted)
{
    switch (wanted->field) {
    case SAYS_STATUS: return telling->status == wanted->status;
    case SAYS_PLACE: return str_equal(telling->place, wanted->place);
    case SAYS_DAY: return telling->from == wanted->from;
    default: return true;
    }
}

/* The tellings of the item, or with `fresh` those that the other story has not; of them those that say it, if any
 * do. */
static struct story_sources choose_sources(const struct finder *finder, int side, const struct item *item, bool fresh,
                                           const struct wanted *wanted)
{
    struct story_sources chosen = {0}, said = {0};
    for (size_t i = 0; i < item->tellings.count; i++) {
        const struct item_telling *telling = &item->tellings.items[i];
        if (fresh && match_has(&finder->matching, !side, telling->token))
            continue;
        *ARENA_PUSH(finder->arena, chosen) = telling->source;
        if (says(telling, wanted))
            *ARENA_PUSH(finder->arena, said) = telling->source;
    }
    return said.count ? said : chosen;
}

/* What tells it now: of what came, or where nothing came of all. What told it then: what said so, or is gone. */
static void add_sources(const struct finder *finder, struct change *change, const struct item *was,
                        const struct item *is, const struct wanted *old, const struct wanted *new)
{
    change->sources = choose_sources(finder, NOW, is, true, new);
    if (!change->sources.count)
        change->sources = choose_sources(finder, NOW, is, false, new);
    change->was_sources = choose_sources(finder, THEN, was, old->field == SAYS_ANYTHING, old);
}

static struct str tellings_text(const struct finder *finder, size_t count, const char *what)
{
    return story_format(finder->arena, "%zu %stelling%s", count, what, count == 1 ? "" : "s");
}

/* Why an item is not what it was: what came and what went. */
static struct str reason_of(const struct finder *finder, const struct item *was, const struct item *is)
{
    size_t came = choose_sources(finder, NOW, is, true, &anything).count;
    size_t gone = choose_sources(finder, THEN, was, true, &anything).count;
    struct str more = tellings_text(finder, came, "new ");
    if (came && gone)
        return story_format(finder->arena, "%.*s, %zu withdrawn", STR_ARGS(more), gone);
    if (came)
        return more;
    return gone ? story_format(finder->arena, "%.*s", STR_ARGS(tellings_text(finder, gone, "withdrawn ")))
                : STR("told as before, put together otherwise");
}

static void add_revision_of(struct finder *finder, uint32_t then, uint32_t now, const char *field, struct str was,
                            struct str is, const struct wanted wanted[2])
{
    const struct item *old = item_at(finder, THEN, then), *new = item_at(finder, NOW, now);
    struct change *change = add_change(finder, CHANGE_REVISED, NOW, new);
    change->field = str_of(field);
    change->was = was;
    change->is = is;
    change->reason = reason_of(finder, old, new);
    add_sources(finder, change, old, new, &wanted[THEN], &wanted[NOW]);
}

static void add_revision(struct finder *finder, uint32_t then, uint32_t now, const char *field, struct str was,
                         struct str is)
{
    add_revision_of(finder, then, now, field, was, is, (const struct wanted[]){anything, anything});
}

static void compare_texts(struct finder *finder, uint32_t then, uint32_t now, const char *field, struct str was,
                          struct str is)
{
    if (!str_equal(wording_folded(finder->arena, was), wording_folded(finder->arena, is)))
        add_revision(finder, then, now, field, was, is);
}

/* Actors of then, by the names they have now. */
static struct str names_then(const struct finder *finder, const struct actor_list *then)
{
    struct str text = STR("");
    for (size_t i = 0; i < then->count; i++) {
        uint32_t now = finder->both.identity[then->items[i]];
        struct str name = now == NO_ITEM ? finder->then->actors.items[then->items[i]].name
                                         : finder->now->actors.items[now].name;
        text = i ? story_format(finder->arena, "%.*s, %.*s", STR_ARGS(text), STR_ARGS(name)) : name;
    }
    return text;
}

static void compare_actors(struct finder *finder, uint32_t then, uint32_t now, const char *field,
                           const struct actor_list *was, const struct actor_list *is)
{
    struct actor_list old = both_actors_now(&finder->both, was), new = {0};
    set_add_all(finder->arena, &new, is);
    if (old.count != new.count || set_shared(&old, &new) != new.count)
        add_revision(finder, then, now, field, names_then(finder, was),
                     change_names(finder->arena, finder->now, is));
}

static void compare_status(struct finder *finder, uint32_t then, uint32_t now, enum event_status was,
                           enum event_status is)
{
    if (was == is)
        return;
    const struct item *old = item_at(finder, THEN, then), *new = item_at(finder, NOW, now);
    enum change_kind kind = is == STATUS_HELD        ? CHANGE_HELD
                            : is == STATUS_CANCELLED ? CHANGE_CALLED_OFF
                                                     : CHANGE_REVISED;
    struct change *change = add_change(finder, kind, NOW, new);
    change->field = STR("status");
    change->was = str_of(event_status_names[was]);
    change->is = str_of(event_status_names[is]);
    change->reason = reason_of(finder, old, new);
    add_sources(finder, change, old, new, &(struct wanted){.field = SAYS_STATUS, .status = was},
                &(struct wanted){.field = SAYS_STATUS, .status = is});
}

static void compare_place(struct finder *finder, uint32_t then, uint32_t now, struct str was, struct str is)
{
    const struct wanted wanted[] = {{.field = was.len ? SAYS_PLACE : SAYS_ANYTHING, .place = was},
                                    {.field = SAYS_PLACE, .place = is}};
    if (!str_equal(wording_folded(finder->arena, was), wording_folded(finder->arena, is)))
        add_revision_of(finder, then, now, "place", was, is, wanted);
}

static void compare_days(struct finder *finder, uint32_t then, uint32_t now, const struct story_meeting *was,
                         const struct story_meeting *is)
{
    const struct wanted wanted[] = {
        {.field = was->from == STORY_NO_DAY ? SAYS_ANYTHING : SAYS_DAY, .from = was->from},
        {.field = SAYS_DAY, .from = is->from}};
    if (was->from == is->from && was->to == is->to)
        return;
    add_revision_of(finder, then, now, "day", change_days(finder->arena, was->from, was->to),
                    change_days(finder->arena, is->from, is->to), wanted);
}

static void compare_meetings(struct finder *finder, uint32_t then, uint32_t now)
{
    const struct story_meeting *was = &finder->then->meetings.items[then], *is = &finder->now->meetings.items[now];
    compare_status(finder, then, now, was->status, is->status);
    compare_days(finder, then, now, was, is);
    compare_place(finder, then, now, was->place, is->place);
    compare_actors(finder, then, now, "participants", &was->participants, &is->participants);
    compare_actors(finder, then, now, "mediators", &was->mediators, &is->mediators);
}

/* A term of a proposal: where it stands, and what it is compared by. */
struct term_at {
    struct str text, numbers; /* numbers: the words that hold digits */
    struct story_source source;
    struct wording whole, plain; /* plain: without the numbers */
};
LIST_TYPE(terms_at, struct term_at);

static bool has_digit(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] >= '0' && word.ptr[i] <= '9')
            return true;
    return false;
}

/* The words that hold digits, or the others. */
static struct str words_of(struct arena *arena, struct str text, bool digits)
{
    struct str_list words = wording_words(arena, text);
    struct str chosen = STR("");
    for (size_t i = 0; i < words.count; i++)
        if (has_digit(words.items[i]) == digits)
            chosen = story_format(arena, "%.*s %.*s", STR_ARGS(chosen), STR_ARGS(words.items[i]));
    return chosen;
}

/* Where the first telling of the proposal that has the term has it; end 0: none has these words. */
static struct story_source find_term(const struct story *story, const struct story_proposal *proposal, struct str text)
{
    for (size_t o = 0; o < proposal->offers.count; o++) {
        const struct story_offer *offer = &story->facts->offers.items[proposal->offers.items[o]];
        for (size_t t = 0; t < offer->term_sources.count; t++)
            if (str_equal(offer->term_sources.items[t].quote, text))
                return offer->term_sources.items[t];
    }
    return (struct story_source){.quote = text};
}

static struct terms_at terms_of(const struct finder *finder, const struct story *story,
                                const struct story_proposal *proposal)
{
    struct arena *arena = finder->arena;
    struct terms_at terms = {0};
    for (size_t i = 0; i < proposal->terms.count; i++) {
        struct term_at term = {.text = proposal->terms.items[i]};
        term.source = find_term(story, proposal, term.text);
        term.numbers = words_of(arena, term.text, true);
        term.whole = wording_of(arena, finder->now->rarity, term.text);
        term.plain = wording_of(arena, finder->now->rarity, words_of(arena, term.text, false));
        *ARENA_PUSH(arena, terms) = term;
    }
    return terms;
}

static uint32_t text_likeness(const struct both *both, struct str a, struct str b)
{
    struct wording x = wording_of(both->arena, both->story[NOW]->rarity, a);
    struct wording y = wording_of(both->arena, both->story[NOW]->rarity, b);
    return wording_likeness(&x, &y);
}

/* Whether it is the same but for its numbers: "33 hostages", "40 hostages". */
static bool other_number(const struct term_at *was, const struct term_at *is)
{
    return was->numbers.len && is->numbers.len && !str_equal(was->numbers, is->numbers) &&
           wording_likeness(&was->plain, &is->plain) >= STORY_SAME_TERM;
}

static bool has_term(const struct terms_at *terms, const struct term_at *term)
{
    for (size_t i = 0; i < terms->count; i++) {
        const struct term_at *other = &terms->items[i];
        if (str_equal(other->text, term->text) || (str_equal(other->numbers, term->numbers) &&
                                                   wording_likeness(&other->whole, &term->whole) >= STORY_SAME_TERM))
            return true;
    }
    return false;
}

static void add_term_change(struct finder *finder, uint32_t now, const struct term_at *was, const struct term_at *is)
{
    struct change *change = add_change(finder, CHANGE_REVISED, NOW, item_at(finder, NOW, now));
    change->field = STR("term");
    change->reason = was && is ? STR("the same words but for the number") : is ? STR("a term not told before")
                                                                              : STR("a term told no more");
    if (was) {
        change->was = was->text;
        if (was->source.end)
            *ARENA_PUSH(finder->arena, change->was_sources) = was->source;
    }
    if (is) {
        change->is = is->text;
        if (is->source.end)
            *ARENA_PUSH(finder->arena, change->sources) = is->source;
    }
}

static const struct term_at *find_other_number(const struct terms_at *terms, const struct term_at *is)
{
    for (size_t i = terms->count; i > 0; i--) /* the last told */
        if (other_number(&terms->items[i - 1], is))
            return &terms->items[i - 1];
    return NULL;
}

static void compare_terms(struct finder *finder, uint32_t then, uint32_t now)
{
    struct terms_at was = terms_of(finder, finder->then, &finder->then->proposals.items[then]);
    struct terms_at is = terms_of(finder, finder->now, &finder->now->proposals.items[now]);
    bool *replaced = ARENA_NEW(finder->arena, bool, was.count + 1);
    for (size_t i = 0; i < is.count; i++) {
        if (has_term(&was, &is.items[i]))
            continue;
        const struct term_at *old = find_other_number(&was, &is.items[i]);
        if (old)
            replaced[old - was.items] = true;
        add_term_change(finder, now, old, &is.items[i]);
    }
    for (size_t i = 0; i < was.count; i++)
        if (!replaced[i] && !has_term(&is, &was.items[i]))
            add_term_change(finder, now, &was.items[i], NULL);
}

/* What a party last answered, by the day of the report and the place in it; NULL: nothing. */
static const struct story_answer *last_answer(const struct story *story, const struct story_proposal *proposal,
                                              uint32_t party)
{
    const struct story_answer *last = NULL;
    for (size_t i = 0; i < proposal->answers.count; i++) {
        const struct story_answer *answer = &proposal->answers.items[i];
        if (answer->party != party)
            continue;
        long day = story_near_day(story, answer->source.report);
        long known = last ? story_near_day(story, last->source.report) : 0;
        if (!last || day > known || (day == known && story_compare_sources(&answer->source, &last->source) >= 0))
            last = answer;
    }
    return last;
}

/* The party as it was then; NO_ITEM: unknown. */
static uint32_t party_then(const struct finder *finder, const struct story_proposal *then, uint32_t party)
{
    for (size_t i = 0; i < then->answers.count; i++)
        if (finder->both.identity[then->answers.items[i].party] == party)
            return then->answers.items[i].party;
    return NO_ITEM;
}

static void compare_answer(struct finder *finder, uint32_t then, uint32_t now, uint32_t party)
{
    const struct story_proposal *old = &finder->then->proposals.items[then];
    uint32_t before = party_then(finder, old, party);
    const struct story_answer *was = before == NO_ITEM ? NULL : last_answer(finder->then, old, before);
    const struct story_answer *is = last_answer(finder->now, &finder->now->proposals.items[now], party);
    if (was && was->response == is->response)
        return;
    struct change *change = add_change(finder, CHANGE_ANSWERED, NOW, item_at(finder, NOW, now));
    change->field = finder->now->actors.items[party].name;
    change->is = str_of(response_names[is->response]);
    *ARENA_PUSH(finder->arena, change->sources) = is->source;
    change->reason = was ? STR("told later than the answer known before") : STR("no answer was known");
    if (!was)
        return;
    change->was = str_of(response_names[was->response]);
    *ARENA_PUSH(finder->arena, change->was_sources) = was->source;
}

static void compare_proposals(struct finder *finder, uint32_t then, uint32_t now)
{
    const struct story_proposal *was = &finder->then->proposals.items[then], *is = &finder->now->proposals.items[now];
    struct actor_list parties = {0};
    for (size_t i = 0; i < is->answers.count; i++)
        set_add(finder->arena, &parties, is->answers.items[i].party);
    for (size_t i = 0; i < parties.count; i++)
        compare_answer(finder, then, now, parties.items[i]);
    compare_terms(finder, then, now);
    compare_texts(finder, then, now, "name", was->name, is->name);
    compare_texts(finder, then, now, "date", was->date, is->date);
    compare_actors(finder, then, now, "by", &was->by, &is->by);
}

static void compare_conflicts(struct finder *finder, uint32_t then, uint32_t now)
{
    size_t was = item_at(finder, THEN, then)->tokens.count, is = item_at(finder, NOW, now)->tokens.count;
    if (was != is)
        add_revision(finder, then, now, "claims", story_format(finder->arena, "%zu", was),
                     story_format(finder->arena, "%zu", is));
}

/* Tellings of one position are alike, however they are worded; only where a report told it anew its words changed. */
static void compare_positions(struct finder *finder, uint32_t then, uint32_t now)
{
    const struct story_position *was = &finder->then->positions.items[then], *is = &finder->now->positions.items[now];
    if (!set_shared(&item_at(finder, THEN, then)->tokens, &item_at(finder, NOW, now)->tokens))
        compare_texts(finder, then, now, "words", was->quote, is->quote);
}

static struct str stance_text(const struct finder *finder, const struct story_hold *hold)
{
    return hold->text.len ? story_format(finder->arena, "%s: %.*s", stance_names[hold->stance], STR_ARGS(hold->text))
                          : str_of(stance_names[hold->stance]);
}

/* Where the side stands on the issue; NULL: it holds nothing. */
static const struct story_hold *last_hold(const struct finder *finder, int side, const struct story_issue *issue,
                                          uint32_t party)
{
    for (size_t i = 0; i < issue->rows.count; i++) {
        const struct story_row *row = &issue->rows.items[i];
        uint32_t who = side == NOW ? row->side : finder->both.identity[row->side];
        if (who == party && row->holds.count)
            return &row->holds.items[row->holds.count - 1];
    }
    return NULL;
}

/* Who demands, offers or accepts something wants it: to go from one to another of these is no move. */
static enum stance side_of(enum stance stance)
{
    return stance == STANCE_REJECTS || stance == STANCE_CONDITIONS ? stance : STANCE_DEMANDS;
}

/* Whether the two are of the same thing, and not only linked by others, and on different sides of it. Of a proposal as
 * a whole they are answers. */
static bool has_moved(const struct finder *finder, const struct story_hold *was, const struct story_hold *is)
{
    return side_of(was->stance) != side_of(is->stance) && !was->whole && !is->whole &&
           text_likeness(&finder->both, was->text, is->text) >= MOVED_WORDING;
}

static void compare_holds(struct finder *finder, uint32_t then, uint32_t now, const struct story_row *row)
{
    const struct story_hold *was = last_hold(finder, THEN, &finder->then->issues.items[then], row->side);
    const struct story_hold *is = last_hold(finder, NOW, &finder->now->issues.items[now], row->side);
    if (!was || !is || !has_moved(finder, was, is))
        return;
    struct change *change = add_change(finder, CHANGE_MOVED, NOW, item_at(finder, NOW, now));
    change->field = finder->now->actors.items[row->side].name;
    change->was = stance_text(finder, was);
    change->is = stance_text(finder, is);
    change->reason = STR("the latest told of the same party on the same issue");
    *ARENA_PUSH(finder->arena, change->sources) = is->source;
    *ARENA_PUSH(finder->arena, change->was_sources) = was->source;
}

/* Whether the sides are apart, closer or agreed; `then` may be NO_ITEM. */
static void compare_state(struct finder *finder, uint32_t then, uint32_t now)
{
    const struct story_issue *is = &finder->now->issues.items[now];
    const struct story_issue *was = then == NO_ITEM ? NULL : &finder->then->issues.items[then];
    enum issue_state before = was ? was->state : ISSUE_UNKNOWN;
    if (before == is->state || (!was && is->state != ISSUE_AGREED))
        return;
    enum change_kind kind = is->state == ISSUE_AGREED ? CHANGE_AGREED : CHANGE_REVISED;
    struct change *change = add_change(finder, kind, NOW, item_at(finder, NOW, now));
    change->field = STR("state");
    change->was = str_of(issue_state_names[before]);
    change->is = str_of(issue_state_names[is->state]);
    change->reason = is->state == ISSUE_UNKNOWN ? was->state_reason : is->state_reason;
    change->sources = is->grounds;
    if (was)
        change->was_sources = was->grounds;
}

static void compare_issues(struct finder *finder, uint32_t then, uint32_t now)
{
    const struct story_issue *is = &finder->now->issues.items[now];
    for (size_t i = 0; i < is->rows.count; i++)
        compare_holds(finder, then, now, &is->rows.items[i]);
    compare_state(finder, then, now);
}

static void compare_pair(struct finder *finder, uint32_t then, uint32_t now)
{
    switch (finder->subject) {
    case CHANGE_MEETING: compare_meetings(finder, then, now); break;
    case CHANGE_PROPOSAL: compare_proposals(finder, then, now); break;
    case CHANGE_CONFLICT: compare_conflicts(finder, then, now); break;
    case CHANGE_ISSUE: compare_issues(finder, then, now); break;
    default: compare_positions(finder, then, now); break;
    }
}

/* The first item of the other story that shares a telling; NO_ITEM: none. */
static uint32_t other_holder(const struct finder *finder, int side, const struct item *item)
{
    for (size_t i = 0; i < item->tokens.count; i++)
        if (match_has(&finder->matching, !side, item->tokens.items[i]))
            return finder->matching.holders[!side][item->tokens.items[i]].items[0];
    return NO_ITEM;
}

static void add_new(struct finder *finder, uint32_t now)
{
    if (finder->subject == CHANGE_ISSUE) { /* what is new on it its positions tell */
        compare_state(finder, NO_ITEM, now);
        return;
    }
    const struct item *item = item_at(finder, NOW, now);
    struct story_sources fresh = choose_sources(finder, NOW, item, true, &anything);
    enum change_kind kind = finder->subject == CHANGE_CONFLICT ? CHANGE_CONTRADICTED
                            : fresh.count                      ? CHANGE_ADDED
                                                               : CHANGE_REGROUPED;
    struct change *change = add_change(finder, kind, NOW, item);
    change->sources = choose_sources(finder, NOW, item, false, &anything);
    change->reason =
        finder->subject == CHANGE_CONFLICT ? finder->now->conflicts.items[now].reason : STR("not told before");
    if (kind == CHANGE_REGROUPED) {
        change->was = item_at(finder, THEN, other_holder(finder, NOW, item))->about;
        change->reason = STR("told before as part of another");
    }
}

/* Why the telling is gone. */
static struct str gone_reason(const struct finder *finder, uint32_t report)
{
    struct str id = finder->then->facts->reports.items[report].id;
    if (finder->both.other[THEN][report] == NO_ITEM)
        return story_format(finder->arena, "%.*s is no longer in the record", STR_ARGS(id));
    return story_format(finder->arena, "a newer version of %.*s does not tell it", STR_ARGS(id));
}

static bool is_still_told(const struct finder *finder, const struct item *item)
{
    for (size_t i = 0; i < item->tellings.count; i++)
        if (both_same_version(&finder->both, THEN, item->tellings.items[i].source.report))
            return true;
    return false;
}

static void add_gone(struct finder *finder, uint32_t then)
{
    const struct item *item = item_at(finder, THEN, then);
    uint32_t other = other_holder(finder, THEN, item);
    bool told = is_still_told(finder, item);
    enum change_kind kind = finder->subject == CHANGE_CONFLICT ? CHANGE_SETTLED
                            : other != NO_ITEM || told         ? CHANGE_REGROUPED
                                                               : CHANGE_WITHDRAWN;
    struct change *change = add_change(finder, kind, THEN, item);
    change->was_sources = choose_sources(finder, THEN, item, false, &anything);
    if (other != NO_ITEM) {
        change->is = item_at(finder, NOW, other)->about;
        change->reason = STR("now told as part of another");
    } else if (told) {
        change->reason = finder->subject == CHANGE_CONFLICT ? STR("what the reports say goes together now")
                                                            : STR("still told, but no longer counted");
    } else if (item->tellings.count) {
        change->reason = gone_reason(finder, item->tellings.items[0].source.report);
    }
}

static bool meetings_alike(const struct both *both, uint32_t then, uint32_t now)
{
    const struct story_meeting *was = &both->story[THEN]->meetings.items[then];
    const struct story_meeting *is = &both->story[NOW]->meetings.items[now];
    struct actor_list old = both_actors_now(both, &was->participants), new = {0};
    set_add_all(both->arena, &new, &is->participants);
    bool near = was->from == STORY_NO_DAY || is->from == STORY_NO_DAY || labs(was->from - is->from) <= NEAR_DAYS;
    return near && old.count == new.count && set_shared(&old, &new) == old.count;
}

static bool proposals_alike(const struct both *both, uint32_t then, uint32_t now)
{
    const struct story_proposal *was = &both->story[THEN]->proposals.items[then];
    const struct story_proposal *is = &both->story[NOW]->proposals.items[now];
    struct actor_list old = both_actors_now(both, &was->by), new = {0};
    set_add_all(both->arena, &new, &is->by);
    return set_shared(&old, &new) > 0 && str_equal(wording_folded(both->arena, was->name),
                                                   wording_folded(both->arena, is->name));
}

static bool positions_alike(const struct both *both, uint32_t then, uint32_t now)
{
    const struct story_position *was = &both->story[THEN]->positions.items[then];
    const struct story_position *is = &both->story[NOW]->positions.items[now];
    return both->identity[was->party] == is->party && was->stance == is->stance &&
           text_likeness(both, was->quote, is->quote) >= SAME_WORDING;
}

/* The figure of the group that was told last by a report known then, or by one that was not; NULL: none. */
static const struct story_figure *last_figure(const struct finder *finder, const struct actor_list *group, bool known)
{
    const struct story_figure *last = NULL;
    for (size_t i = 0; i < group->count; i++) {
        const struct story_figure *figure = &finder->now->facts->figures.items[group->items[i]];
        uint32_t report = figure->source.report;
        if (both_same_version(&finder->both, NOW, report) == known &&
            (!last || story_near_day(finder->now, report) >= story_near_day(finder->now, last->source.report)))
            last = figure;
    }
    return last;
}

/* Where the group has this value, told by reports known then or by others. */
static struct story_sources figure_sources(const struct finder *finder, const struct actor_list *group, bool known,
                                           double value)
{
    struct story_sources sources = {0};
    for (size_t i = 0; i < group->count; i++) {
        const struct story_figure *figure = &finder->now->facts->figures.items[group->items[i]];
        if (both_same_version(&finder->both, NOW, figure->source.report) == known && figure->value == value)
            *ARENA_PUSH(finder->arena, sources) = figure->source;
    }
    return sources;
}

/* A number that reports not known then give of what others gave another number of, no later. */
static void compare_figures(struct finder *finder, const struct actor_list *group)
{
    const struct story_figure *was = last_figure(finder, group, true), *is = last_figure(finder, group, false);
    if (!was || !is || figure_sources(finder, group, true, is->value).count || figures_leave_room(was, is) ||
        figure_is_given(finder->now, was->source.report, is) || figure_is_given(finder->now, is->source.report, was) ||
        story_near_day(finder->now, is->source.report) < story_near_day(finder->now, was->source.report))
        return;
    struct change *change = ARENA_PUSH(finder->arena, *finder->changes);
    *change = (struct change){.kind = CHANGE_REVISED, .subject = CHANGE_FIGURE, .about = is->unit,
                              .field = STR("value"), .was = was->source.quote, .is = is->source.quote,
                              .reason = STR("one thing, told in like words with another number")};
    change->key = story_format(finder->arena, "%.*s-%.*s-%u", STR_ARGS(is->unit),
                               STR_ARGS(finder->now->facts->reports.items[is->source.report].id),
                               (unsigned)is->source.start);
    change->sources = figure_sources(finder, group, false, is->value);
    change->was_sources = figure_sources(finder, group, true, was->value);
    for (size_t i = 0; i < change->was_sources.count; i++) /* numbers of then */
        change->was_sources.items[i].report = finder->both.other[NOW][change->was_sources.items[i].report];
}

static void compare_subject(struct finder *finder, enum change_subject subject)
{
    bool (*const alike[CHANGE_SUBJECT_COUNT])(const struct both *, uint32_t, uint32_t) = {
        [CHANGE_MEETING] = meetings_alike, [CHANGE_PROPOSAL] = proposals_alike, [CHANGE_POSITION] = positions_alike};
    finder->subject = subject;
    finder->matching = (struct matching){.both = &finder->both};
    finder->matching.items[THEN] = change_items(finder->arena, finder->then, subject);
    finder->matching.items[NOW] = change_items(finder->arena, finder->now, subject);
    match_items(&finder->matching, alike[subject]);
    for (uint32_t i = 0; i < finder->matching.items[NOW].count; i++) {
        uint32_t then = item_at(finder, NOW, i)->pair;
        if (then == NO_ITEM)
            add_new(finder, i);
        else
            compare_pair(finder, then, i);
    }
    for (uint32_t i = 0; i < finder->matching.items[THEN].count; i++)
        if (item_at(finder, THEN, i)->pair == NO_ITEM && subject != CHANGE_ISSUE)
            add_gone(finder, i);
}

/* How the talks stand: of the last day on which a report tells it, what most reports tell. */
struct standing_talks {
    enum talk_state state;
    struct story_sources sources; /* empty: nothing is told */
};

static long last_day_of_talks(const struct story *story)
{
    long last = STORY_NO_DAY;
    for (size_t i = 0; i < story->facts->talks.count; i++) {
        long day = story_published(story, story->facts->talks.items[i].source.report);
        last = day > last ? day : last;
    }
    return last;
}

static struct standing_talks talks_of(const struct finder *finder, const struct story *story)
{
    long last = last_day_of_talks(story);
    struct story_sources told[TALK_STATE_COUNT] = {0};
    struct standing_talks talks = {0};
    for (size_t i = 0; i < story->facts->talks.count && last != STORY_NO_DAY; i++) {
        const struct story_talk *state = &story->facts->talks.items[i];
        if (story_published(story, state->source.report) == last)
            *ARENA_PUSH(finder->arena, told[state->state]) = state->source;
    }
    for (int state = 0; state < TALK_STATE_COUNT; state++) /* of as many, that which comes later */
        if (told[state].count && told[state].count >= talks.sources.count)
            talks = (struct standing_talks){(enum talk_state)state, told[state]};
    return talks;
}

static void compare_talks(struct finder *finder)
{
    struct standing_talks was = talks_of(finder, finder->then), is = talks_of(finder, finder->now);
    if (!was.sources.count || !is.sources.count || was.state == is.state)
        return;
    *ARENA_PUSH(finder->arena, *finder->changes) = (struct change){
        .kind = CHANGE_REVISED, .subject = CHANGE_TALKS, .key = STR("talks"), .about = STR("talks"),
        .field = STR("state"), .was = str_of(talk_state_names[was.state]), .is = str_of(talk_state_names[is.state]),
        .sources = is.sources, .was_sources = was.sources,
        .reason = STR("what most reports tell of the last day on which any does")};
}

void change_find(struct arena *arena, const struct story *then, const struct story *now, bool one_process,
                 struct change_list *changes)
{
    struct change_list found = {0};
    struct finder finder = {.arena = arena, .then = then, .now = now, .changes = &found};
    *changes = (struct change_list){0};
    both_open(arena, then, now, &finder.both);
    for (int subject = 0; subject < CHANGE_FIGURE; subject++)
        compare_subject(&finder, (enum change_subject)subject);
    for (size_t i = 0; i < now->counted.count; i++)
        compare_figures(&finder, &now->counted.items[i]);
    if (one_process)
        compare_talks(&finder);
    for (int kind = 0; kind < CHANGE_KIND_COUNT; kind++)
        for (size_t i = 0; i < found.count; i++)
            if ((int)found.items[i].kind == kind)
                *ARENA_PUSH(arena, *changes) = found.items[i];
}

void change_find_reports(struct arena *arena, const struct story *then, const struct story *now,
                         struct change_reports *reports)
{
    struct both both;
    *reports = (struct change_reports){0};
    both_open(arena, then, now, &both);
    for (uint32_t i = 0; i < now->facts->reports.count; i++)
        if (both.other[NOW][i] == NO_ITEM)
            *ARENA_PUSH(arena, reports->added) = i;
        else if (!both_same_version(&both, NOW, i))
            *ARENA_PUSH(arena, reports->revised) = i;
    for (uint32_t i = 0; i < then->facts->reports.count; i++)
        if (both.other[THEN][i] == NO_ITEM)
            *ARENA_PUSH(arena, reports->withdrawn) = i;
}
