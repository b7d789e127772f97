/* actor_finish.c - leaves only those actors in the record that some fact refers to, that are cited or of whom the
 * tree tells that they take part, also where no fact was read (GUIDELINES.md "actors"). That a political event names an
 * actor alone does not keep it: the event then has its words, country and sectors.
 *
 * Input: the full record. Output: `actors` without the others, all references renumbered. */
#include "read/reading.h"

enum { DEEPEST_CONJUNCT = 8 };

static void mark_used(bool *used, uint32_t actor)
{
    if (actor != NO_ACTOR)
        used[actor] = true;
}

static void each_coded(struct coded_actor_list *actors, void (*visit)(uint32_t *actor, void *user), void *user)
{
    for (size_t i = 0; i < actors->count; i++)
        visit(&actors->items[i].actor, user);
}

/* Calls `visit` with the address of every reference to an actor in the record, but for those of political events. */
static void each_reference(struct record *record, void (*visit)(uint32_t *actor, void *user), void *user)
{
    for (size_t i = 0; i < record->meetings.count; i++) {
        struct actor_list *lists[] = {&record->meetings.items[i].participants, &record->meetings.items[i].mediators};
        for (size_t l = 0; l < 2; l++)
            for (size_t j = 0; j < lists[l]->count; j++)
                visit(&lists[l]->items[j], user);
    }
    for (size_t i = 0; i < record->trips.count; i++)
        visit(&record->trips.items[i].traveller, user);
    for (size_t i = 0; i < record->statements.count; i++)
        visit(&record->statements.items[i].speaker, user);
    for (size_t i = 0; i < record->proposals.count; i++) {
        struct proposal *proposal = &record->proposals.items[i];
        for (size_t j = 0; j < proposal->by.count; j++)
            visit(&proposal->by.items[j], user);
        for (size_t j = 0; j < proposal->responses.count; j++)
            visit(&proposal->responses.items[j].party, user);
    }
    for (size_t i = 0; i < record->positions.count; i++)
        visit(&record->positions.items[i].holder, user);
    for (size_t i = 0; i < record->clues.count; i++)
        for (size_t j = 0; j < record->clues.items[i].actors.count; j++)
            visit(&record->clues.items[i].actors.items[j], user);
}

/* The same for the references of political events, which alone keep no actor. */
static void each_coded_reference(struct record *record, void (*visit)(uint32_t *actor, void *user), void *user)
{
    for (size_t i = 0; i < record->codings.count; i++) {
        each_coded(&record->codings.items[i].source, visit, user);
        each_coded(&record->codings.items[i].target, visit, user);
    }
}

static void visit_mark(uint32_t *actor, void *user)
{
    mark_used(user, *actor);
}

static void visit_renumber(uint32_t *actor, void *user)
{
    const uint32_t *number = user;
    if (*actor != NO_ACTOR)
        *actor = number[*actor];
}

/* People, states and groups that are cited speak, also where the words are not given as they were said. Of
 * organisations and outlets only those are kept that do more than report. */
static bool speaks(enum actor_kind kind)
{
    return kind == ACTOR_PERSON || kind == ACTOR_STATE || kind == ACTOR_GROUP;
}

/* "a US official", "one Romanian soldier": somebody unnamed is not the side. */
static bool is_unnamed(const struct reading *reading, const struct mention *mention)
{
    const struct mark *determiner = reading_mark(reading, mention->first, SET_INDEFINITE);
    const struct mark *person = reading_mark_over(reading, mention->last - 1, SET_PEOPLE);
    return determiner && determiner->last < mention->last && person && person->entry->form == 0;
}

static void mark_cited(const struct reading *reading, const bool *credits, bool *used)
{
    for (uint32_t i = 0, a = 0; i < reading->mentions.count[MENTION_ACTOR]; i++) {
        const struct mention *mention = &reading->mentions.items[MENTION_ACTOR][i];
        uint32_t start = reading->document.tokens[mention->first].start,
                 end = reading->document.tokens[mention->last - 1].end;
        const struct record *record = reading->record;
        while (a < record->attributions.count && record->attributions.items[a].named.end <= start)
            a++;
        if (a < record->attributions.count && record->attributions.items[a].named.start < end &&
            mention->index != NO_ACTOR && !is_unnamed(reading, mention) &&
            !credits[reading->document.tokens[mention->first].sentence] &&
            speaks(record->actors.items[mention->index].kind))
            used[mention->index] = true;
    }
}

/* Sentences that name who wrote or took pictures: "Additional reporting by X". Per sentence. */
static bool *find_credits(const struct reading *reading)
{
    const struct document *document = &reading->document;
    bool *credits = ARENA_NEW(reading->arena, bool, document->sentence_count + 1);
    for (uint32_t token = 0; token < document->token_count; token++)
        if (reading_mark(reading, token, SET_CREDIT))
            credits[document->tokens[token].sentence] = true;
    return credits;
}

/* The word that says what the mention does: of conjuncts and appositions that of the first. */
static uint32_t role_head(const struct reading *reading, const struct mention *mention)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t token = reading_head(reading, mention);
    for (unsigned depth = 0; depth < DEEPEST_CONJUNCT && tokens[token].head != NO_TOKEN; depth++) {
        enum relation relation = (enum relation)tokens[token].relation;
        if (relation != REL_CONJ && relation != REL_APPOS && relation != REL_FLAT)
            break;
        token = tokens[token].head;
    }
    return token;
}

/* "X was killed", "the death of X", "killed their commander, X". */
static bool suffers(const struct reading *reading, uint32_t token)
{
    const struct token *t = &reading->document.tokens[token];
    if (t->head == NO_TOKEN)
        return false;
    enum relation relation = (enum relation)t->relation;
    uint32_t clause = tree_child(&reading->document, &reading->tree, token, REL_ACL_RELCL);
    if (clause != NO_TOKEN && reading_mark_over(reading, clause, SET_HARM) &&
        tree_child(&reading->document, &reading->tree, clause, REL_AUX_PASS) != NO_TOKEN)
        return true; /* "X, who was killed" */
    if (relation == REL_NMOD || relation == REL_NMOD_POSS)
        return reading_mark_over(reading, t->head, SET_DEATH);
    return (relation == REL_OBJ || relation == REL_NSUBJ_PASS) && reading_mark_over(reading, t->head, SET_HARM);
}

/* "leaders from Peru", "the emir of Qatar". */
static bool names_office(const struct reading *reading, uint32_t token, uint32_t preposition)
{
    uint32_t head = reading->document.tokens[token].head;
    return preposition != NO_TOKEN && head != NO_TOKEN &&
           reading_mark_over(reading, preposition, SET_MEMBER_PREPOSITION) &&
           (reading_mark_over(reading, head, SET_OFFICE) || reading_mark_over(reading, head, SET_DELEGATION));
}

/* Do those named in a row, first of them at `token`, do something: "talks of P and Q"? Not where they are places or
 * examples, nor where something is done to them. */
static bool joins_in(const struct reading *reading, uint32_t token, uint32_t preposition)
{
    if (preposition == NO_TOKEN)
        return reading->document.tokens[token].relation != REL_OBJ;
    return reading_mark_over(reading, preposition, SET_OF) || reading_mark_over(reading, preposition, SET_COMPANY) ||
           reading_mark_over(reading, preposition, SET_MEMBER_PREPOSITION);
}

/* Does the tree say that a state or body does something, alone or with others? */
static bool acts(const struct reading *reading, const struct mention *mention)
{
    uint32_t own = reading_head(reading, mention), token = role_head(reading, mention);
    if (suffers(reading, token))
        return false;
    const struct token *tokens = reading->document.tokens;
    uint32_t preposition = tree_child(&reading->document, &reading->tree, token, REL_CASE);
    enum actor_kind kind = reading->record->actors.items[mention->index].kind;
    bool with = preposition != NO_TOKEN && reading_mark_over(reading, preposition, SET_COMPANY);
    if (tokens[token].relation == REL_NSUBJ)
        return true;
    if (tokens[token].relation == REL_COMPOUND || tokens[token].relation == REL_AMOD)
        return false; /* "the P-Q relations" */
    if (preposition != NO_TOKEN && reading_mark_over(reading, preposition, SET_AGENT))
        return true;
    if (kind == ACTOR_GROUP)
        return with;
    if (tokens[own].relation == REL_CONJ && joins_in(reading, token, preposition))
        return true;
    return kind == ACTOR_STATE && (with || names_office(reading, token, preposition));
}

/* Does the person belong to a news outlet? */
static bool reports(const struct reading *reading, const struct actor *actor)
{
    uint32_t known = lexicon_actor_named(reading->library->lexicon, actor->party);
    return known != NO_KNOWN && str_equal(lexicon_actor(reading->library->lexicon, known)->kind, STR("outlet"));
}

/* Is the person only something's owner, one of some, a date or a measure: "Obama's presidency", "ministers like X",
 * "under Nixon", "taller than Y"; or does he or she suffer? */
static bool is_aside(const struct reading *reading, const struct mention *mention)
{
    uint32_t token = role_head(reading, mention);
    return suffers(reading, token) || reading->document.tokens[token].relation == REL_NMOD_POSS ||
           reading_has_child(reading, token, REL_CASE, SET_ASIDE_PREPOSITION);
}

/* Does the mention alone tell that its actor belongs to what is reported? Of people those in office, or known, who do
 * not only suffer; of states and bodies those that act. */
static bool takes_part(const struct reading *reading, const struct mention *mention)
{
    const struct actor *actor = &reading->record->actors.items[mention->index];
    bool pronoun = mention->last == mention->first + 1 && reading->document.tokens[mention->first].tag == TAG_PRON;
    if (pronoun || is_unnamed(reading, mention))
        return false;
    if (actor->kind == ACTOR_PERSON)
        return actor->party.len && !reports(reading, actor) && !is_aside(reading, mention);
    bool nationals = reading_mark_over(reading, mention->last - 1, SET_ACTOR_PEOPLE);
    bool own = str_equal(actor->party, actor->name);
    enum relation relation = (enum relation)reading->document.tokens[reading_head(reading, mention)].relation;
    bool subject = (actor->kind == ACTOR_ORGANISATION || actor->kind == ACTOR_GROUP) && relation == REL_NSUBJ;
    return actor->kind != ACTOR_OUTLET && (own || subject) && !nationals && acts(reading, mention);
}

static void mark_taking_part(const struct reading *reading, const bool *credits, bool *used)
{
    for (uint32_t i = 0; i < reading->mentions.count[MENTION_ACTOR]; i++) {
        const struct mention *mention = &reading->mentions.items[MENTION_ACTOR][i];
        if (mention->index != NO_ACTOR && !used[mention->index] &&
            !credits[reading->document.tokens[mention->first].sentence] && takes_part(reading, mention))
            used[mention->index] = true;
    }
}

void actor_finish(struct reading *reading)
{
    struct record *record = reading->record;
    bool *used = ARENA_NEW(reading->arena, bool, record->actors.count + 1);
    uint32_t *number = ARENA_NEW(reading->arena, uint32_t, record->actors.count + 1);
    reading->actor_names = ARENA_NEW(reading->arena, struct str, record->actors.count + 1);
    each_reference(record, visit_mark, used);
    const bool *credits = find_credits(reading);
    mark_cited(reading, credits, used);
    mark_taking_part(reading, credits, used);
    size_t kept = 0;
    for (size_t i = 0; i < record->actors.count; i++) {
        number[i] = used[i] ? (uint32_t)kept : NO_ACTOR;
        reading->actor_names[i] = record->actors.items[i].name;
        if (used[i])
            record->actors.items[kept++] = record->actors.items[i];
    }
    record->actors.count = kept;
    each_reference(record, visit_renumber, number);
    each_coded_reference(record, visit_renumber, number);
}
