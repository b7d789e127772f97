/* reading.c - see reading.h. */
#include "read/reading.h"

enum { MOST_CONJUNCTS = 64, DEEPEST_MEMBER = 3 };

struct str reading_text(const struct reading *reading, uint32_t first, uint32_t last)
{
    return document_slice(&reading->document, reading->document.tokens[first].start,
                          reading->document.tokens[last - 1].end);
}

struct evidence reading_evidence(const struct reading *reading, uint32_t first, uint32_t last, const char *rule)
{
    return (struct evidence){.start = reading->document.tokens[first].start,
                             .end = reading->document.tokens[last - 1].end,
                             .rule = rule,
                             .cited = STR("")};
}

uint32_t reading_actor(const struct reading *reading, uint32_t token)
{
    const struct mention *mention = mentions_over(&reading->mentions, MENTION_ACTOR, token);
    return mention ? mention->index : (uint32_t)NO_ACTOR;
}

bool reading_has(const struct actor_list *list, uint32_t actor)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == actor)
            return true;
    return false;
}

static void add_once(const struct reading *reading, struct actor_list *out, uint32_t actor)
{
    if (!reading_has(out, actor))
        *ARENA_PUSH(reading->arena, *out) = actor;
}

void reading_add_party(const struct reading *reading, struct actor_list *out, uint32_t actor)
{
    if (reading->record->actors.items[actor].kind != ACTOR_OUTLET)
        add_once(reading, out, actor);
}

void reading_add_parties(const struct reading *reading, struct actor_list *out, const struct actor_list *from)
{
    for (size_t i = 0; i < from->count; i++)
        reading_add_party(reading, out, from->items[i]);
}

bool reading_same_words(const struct reading *reading, const struct evidence *a, const struct evidence *b)
{
    const struct document *document = &reading->document;
    return str_equal(document_slice(document, a->start, a->end), document_slice(document, b->start, b->end));
}

void reading_drop(struct actor_list *list, const struct actor_list *others)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (!reading_has(others, list->items[i]))
            list->items[kept++] = list->items[i];
    list->count = kept;
}

uint32_t reading_head(const struct reading *reading, const struct mention *mention)
{
    for (uint32_t token = mention->first; token < mention->last; token++) {
        uint32_t head = reading->document.tokens[token].head;
        bool outside = head == NO_TOKEN || head < mention->first || head >= mention->last;
        if (outside && !(reading->document.tokens[token].flags & TOKEN_PUNCT))
            return token;
    }
    return mention->last - 1;
}

bool reading_has_child(const struct reading *reading, uint32_t token, enum relation relation, enum read_set set)
{
    for (uint32_t child = reading->tree.first_child[token]; child != NO_TOKEN; child = reading->tree.next_child[child])
        if (reading->document.tokens[child].relation == relation && reading_mark_over(reading, child, set))
            return true;
    return false;
}

/* Does `child` name some of those whom `token` names together: "negotiators from X", "officials including Y"? */
static bool names_members(const struct reading *reading, uint32_t token, uint32_t child)
{
    const struct mention *mention = mentions_over(&reading->mentions, MENTION_ACTOR, token);
    if (reading->document.tokens[child].relation != REL_NMOD || (mention && child < mention->last))
        return false;
    uint32_t preposition = tree_child(&reading->document, &reading->tree, child, REL_CASE);
    bool including = preposition != NO_TOKEN && reading_mark(reading, preposition, SET_INCLUDING);
    bool another = preposition != NO_TOKEN && reading_mark(reading, token, SET_ANOTHER) &&
                   reading_mark(reading, preposition, SET_MEMBER_PREPOSITION); /* "and another from Y" */
    return including || another || (mention && mention->index == NO_ACTOR);
}

static void collect_actors(const struct reading *reading, uint32_t token, int depth, struct actor_list *out)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t actor = reading_actor(reading, token), seen = 0;
    if (actor != NO_ACTOR)
        add_once(reading, out, actor);
    for (size_t i = 0; i < 2; i++)
        if (reading->couple_at[token].actors[i] != NO_ACTOR)
            add_once(reading, out, reading->couple_at[token].actors[i]);
    for (uint32_t child = reading->tree.first_child[token]; child != NO_TOKEN && seen < MOST_CONJUNCTS;
         child = reading->tree.next_child[child], seen++) {
        bool conjunct = tokens[child].relation == REL_CONJ && tokens[child].tag != TAG_VERB;
        if (depth < DEEPEST_MEMBER && (conjunct || names_members(reading, token, child)))
            collect_actors(reading, child, depth + 1, out);
    }
}

uint32_t reading_actors_end(const struct reading *reading, uint32_t token)
{
    const struct mention *mention = mentions_over(&reading->mentions, MENTION_ACTOR, token);
    uint32_t end = mention ? mention->last : token + 1, seen = 0;
    for (uint32_t child = reading->tree.first_child[token]; child != NO_TOKEN && seen < MOST_CONJUNCTS;
         child = reading->tree.next_child[child], seen++) {
        const struct mention *other = mentions_over(&reading->mentions, MENTION_ACTOR, child);
        bool counts = reading->document.tokens[child].relation == REL_CONJ || names_members(reading, token, child);
        if (counts && other && other->last > end)
            end = other->last;
    }
    return end;
}

/* "between X and Y": Y stands right behind, even where the tree hangs it elsewhere. */
static void add_behind_between(const struct reading *reading, uint32_t token, struct actor_list *out)
{
    const struct mention *mention = mentions_over(&reading->mentions, MENTION_ACTOR, token);
    uint32_t preposition = tree_child(&reading->document, &reading->tree, token, REL_CASE);
    if (!mention || preposition == NO_TOKEN || !reading_mark(reading, preposition, SET_BETWEEN) ||
        mention->last >= reading->document.token_count || reading->document.tokens[mention->last].tag != TAG_CCONJ)
        return;
    uint32_t next = mention->last + 1;
    while (next < reading->document.token_count && next <= mention->last + 3 &&
           reading_actor(reading, next) == NO_ACTOR)
        next++;
    if (next < reading->document.token_count && reading_actor(reading, next) != NO_ACTOR)
        add_once(reading, out, reading_actor(reading, next));
}

/* Is the mention only a name or adjective of the lexicon, without a noun for people behind it? */
static bool is_bare(const struct reading *reading, const struct mention *mention)
{
    const struct mark *adjective = reading_mark(reading, mention->first, SET_ACTOR_ADJECTIVE),
                      *name = reading_mark(reading, mention->first, SET_ACTOR_NAME);
    return (adjective && adjective->last == mention->last) || (name && name->last == mention->last);
}

/* "Cuban and Norwegian mediators": those before share the noun of the last. */
static void add_before(const struct reading *reading, uint32_t token, struct actor_list *out)
{
    const struct mention *mention = mentions_over(&reading->mentions, MENTION_ACTOR, token);
    const struct token *tokens = reading->document.tokens;
    if (!mention || is_bare(reading, mention) ||
        !(reading_mark(reading, mention->first, SET_ACTOR_ADJECTIVE) ||
          reading_mark(reading, mention->first, SET_ACTOR_NAME)))
        return;
    for (unsigned seen = 0; seen < MOST_CONJUNCTS && mention->first >= 2; seen++) {
        uint32_t before = mention->first - 1;
        while (before > 0 && token_joins(&reading->document, before))
            before--;
        const struct mention *other = before < mention->first - 1
                                          ? mentions_over(&reading->mentions, MENTION_ACTOR, before)
                                          : NULL;
        if (!other || !is_bare(reading, other) || tokens[other->first].sentence != tokens[token].sentence)
            return;
        add_once(reading, out, other->index);
        mention = other;
    }
}

/* Is the token a mark written without blanks between two words: the hyphen of "US-Taliban"? */
static bool ties(const struct document *document, uint32_t token)
{
    const struct token *t = &document->tokens[token];
    return token > 0 && token + 1 < document->token_count && (t->flags & TOKEN_PUNCT) && t[-1].end == t->start &&
           t->end == t[1].start;
}

/* "the US-Taliban talks": both, whichever the tree hangs on the noun. */
static void add_tied(const struct reading *reading, uint32_t token, struct actor_list *out)
{
    const struct mention *mention = mentions_over(&reading->mentions, MENTION_ACTOR, token);
    if (!mention)
        return;
    uint32_t first = mention->first, last = mention->last;
    uint32_t before = first > 1 && ties(&reading->document, first - 1) ? reading_actor(reading, first - 2)
                                                                       : (uint32_t)NO_ACTOR,
             behind = ties(&reading->document, last) ? reading_actor(reading, last + 1) : (uint32_t)NO_ACTOR;
    if (before != NO_ACTOR)
        add_once(reading, out, before);
    if (behind != NO_ACTOR)
        add_once(reading, out, behind);
}

void reading_actors(const struct reading *reading, uint32_t token, struct actor_list *out)
{
    collect_actors(reading, token, 0, out);
    add_before(reading, token, out);
    add_tied(reading, token, out);
    if (out->count == 1)
        add_behind_between(reading, token, out);
}

/* Does the phrase put the event before or behind the date: "since October 7", "after the June 3 talks"? */
static bool is_not_on(const struct reading *reading, uint32_t date)
{
    uint32_t before = date;
    while (before > 0 && date - before < 2 && reading_mark(reading, before - 1, SET_DETERMINER))
        before--;
    return before > 0 && reading_mark_over(reading, before - 1, SET_NOT_ON);
}

struct interval reading_interval_at(const struct reading *reading, const struct mention *mention)
{
    struct interval when = {.text = STR("")};
    if (is_not_on(reading, mention->first))
        return when;
    const struct date *date = &reading->record->dates.items[mention->index];
    when.text = document_slice(&reading->document, date->evidence.start, date->evidence.end);
    memcpy(when.from, date->from, sizeof when.from);
    memcpy(when.to, date->to, sizeof when.to);
    return when;
}

struct interval reading_interval(const struct reading *reading, const struct frame *frame)
{
    const struct capture *capture = frame_capture(frame, "date", 0);
    if (!capture || !capture->mention)
        return (struct interval){.text = STR("")};
    return reading_interval_at(reading, capture->mention);
}
