/* proposal.c - what is on the table: frames proposal(noun, by), pledge(by, term), term(noun, term),
 * deal(noun, parties) and response(noun, party, response).
 *
 * Input: frames of data/en/rules/proposal.txt. Output: record->proposals. Which frames are about one proposal,
 * table.c tells. One of which the report says neither who made it, nor a term, nor an answer is not noted. */
#include "read/aspect.h"
#include "read/contact.h"
#include "read/table.h"
#include "read/term.h"

enum { MOST_COMPARED = 32, MOST_ANSWERS = 256, MOST_STEPS = 16 };

static bool is_frame(const struct frame *frame, const char *kind)
{
    return str_equal(frame->rule->frame, str_of(kind));
}

/* Is the verb told as a fact by itself, whatever the clause is that it hangs on? */
static bool is_fact(const struct reading *reading, uint32_t verb)
{
    return reading->document.tokens[verb].tag == TAG_VERB && aspect_told(reading, verb) &&
           !aspect_negated(reading, verb);
}

static bool happened(const struct reading *reading, const struct frame *frame)
{
    if (aspect_disowned(reading, frame->trigger))
        return false;
    if (is_fact(reading, frame->trigger))
        return true;
    enum event_status status = aspect_of(reading, frame->trigger);
    return status == STATUS_HELD || status == STATUS_ONGOING || frame_word(frame, "sure").len;
}

/* "Any plan": none is on the table, it is a position. */
static bool is_any(const struct reading *reading, const struct frame *frame)
{
    const struct capture *noun = frame_capture(frame, "noun", 0);
    uint32_t head = noun ? noun->head : frame->trigger,
             determiner = tree_child(&reading->document, &reading->tree, head, REL_DET);
    return determiner != NO_TOKEN && reading_mark(reading, determiner, SET_WHATEVER);
}

/* "the Egypt-Israel deal": those joined by a hyphen are its parties, none of them made it alone. */
static bool is_joined(const struct reading *reading, const struct capture *by)
{
    const struct document *document = &reading->document;
    bool before = by->first >= 2 && token_is(document, by->first - 1, "-") &&
                  reading_actor(reading, by->first - 2) != NO_ACTOR;
    return before || (by->last + 1 < document->token_count && token_is(document, by->last, "-") &&
                      reading_actor(reading, by->last + 1) != NO_ACTOR);
}

/* Are they the parties: "both sides", "the governments", "they"? */
static bool is_sides(const struct reading *reading, uint32_t token)
{
    return reading_mark_over(reading, token, SET_SIDES) || reading_mark_over(reading, token, SET_BOTH_SIDES) ||
           reading_mark_over(reading, token, SET_THEY);
}

/* Those named; for "both sides" the parties, for "the two leaders" the two named last, for "the mediators" those of
 * the negotiation. */
static struct actor_list actors_at(const struct table *table, const struct capture *capture)
{
    struct actor_list actors = {0};
    reading_actors(table->reading, capture->head, &actors);
    if (!actors.count && reading_mark_over(table->reading, capture->head, SET_MEDIATOR))
        return table->process->mediators;
    if (!actors.count && reading_mark_over(table->reading, capture->head, SET_THE_TWO)) {
        const struct actor_list pair = contact_pair(table->reading, capture->head);
        if (pair.count == 2)
            return pair;
    }
    if (!actors.count && is_sides(table->reading, capture->head))
        return table->process->parties;
    return actors;
}

static void read_makers(struct table *table, const struct frame *frame)
{
    const struct capture *by = frame_capture(frame, "by", 0);
    if (!by || is_joined(table->reading, by))
        return;
    struct actor_list actors = actors_at(table, by);
    if (actors.count)
        table_add_makers(table, frame, &actors);
}

/* Did a mediator make it, or an organisation? */
static bool is_between(const struct table *table, const struct frame *frame)
{
    const struct capture *by = frame_capture(frame, "by", 0);
    const struct actor_list actors = by ? actors_at(table, by) : (struct actor_list){0};
    for (size_t i = 0; i < actors.count; i++)
        if (reading_has(&table->process->mediators, actors.items[i]) ||
            table->reading->record->actors.items[actors.items[i]].kind == ACTOR_ORGANISATION)
            return true;
    return false;
}

static void read_proposal(struct table *table, const struct frame *frame)
{
    const struct capture *term = frame_capture(frame, "term", 0);
    bool told = frame_word(frame, "told").len;
    if ((!told && !table_has_makers(table, frame)) ||
        (frame_word(frame, "new").len && !happened(table->reading, frame)) ||
        (frame_word(frame, "mediators").len && !is_between(table, frame)))
        return;
    uint32_t place = table_find(table, frame, RANK_MADE);
    if (place != NO_PROPOSAL) {
        table->things.items[place].told |= told && happened(table->reading, frame);
        table->things.items[place].made |= !told && !frame_word(frame, "weak").len;
    }
    if (term && place != NO_PROPOSAL)
        term_add(table->reading, &table->reading->record->proposals.items[place], frame);
}

/* Does a phrase behind the noun belong to it, and to no other noun between? */
static bool is_own(const struct reading *reading, const struct frame *frame, const struct capture *term)
{
    uint32_t head = reading->document.tokens[term->head].head;
    enum relation relation = reading->document.tokens[term->head].relation;
    bool phrase = relation == REL_NMOD || relation == REL_OBL;
    return frame_capture(frame, "noun", 0) || !phrase || term->head == frame->trigger ||
           (head >= frame->trigger_first && head < frame->trigger_last);
}

static void read_term(struct table *table, const struct frame *frame)
{
    const struct capture *term = frame_capture(frame, "term", 0);
    if (!term || is_any(table->reading, frame) || !is_own(table->reading, frame, term))
        return;
    uint32_t place = table_find(table, frame, RANK_HAS_TERM);
    if (place != NO_PROPOSAL)
        term_add(table->reading, &table->reading->record->proposals.items[place], frame);
}

/* One answer a party: what it has answered takes the place of what is pending. */
static void add_response(const struct reading *reading, struct proposal *proposal, const struct response *response)
{
    for (size_t i = 0; i < proposal->responses.count && i < MOST_ANSWERS; i++) {
        struct response *old = &proposal->responses.items[i];
        if (old->party != response->party)
            continue;
        if (old->response == RESPONSE_PENDING)
            *old = *response;
        return;
    }
    *ARENA_PUSH(reading->arena, proposal->responses) = *response;
}

static void add_responses(const struct reading *reading, struct proposal *proposal, const struct frame *frame,
                          const struct actor_list *parties, enum response_kind kind)
{
    for (size_t i = 0; i < parties->count; i++) {
        struct response response = {parties->items[i], kind,
                                    reading_evidence(reading, frame->first, frame->last, frame->rule->name)};
        add_response(reading, proposal, &response);
    }
}

/* Where a pledge belongs: to what was spoken of shortly before; else, if it is about an issue, it is a proposal. */
static uint32_t pledged_in(struct table *table, const struct frame *frame, size_t count)
{
    uint32_t place = table_recent(table, frame->trigger);
    bool none = place == NO_PROPOSAL, alike = !none && table->things.items[place].kind == THING_NONE;
    if (!count || (none && count < 2 && frame_word(frame, "pair").len) ||
        (!alike && !term_matters(table->reading, frame)))
        return NO_PROPOSAL;
    return none ? table_find(table, frame, RANK_MADE) : place;
}

/* Is it told within a clause that hangs on a noun for a deal: "a deal in which X agreed to leave"? */
static bool is_within(const struct reading *reading, uint32_t token)
{
    const struct token *tokens = reading->document.tokens;
    for (unsigned steps = 0; steps < MOST_STEPS && tokens[token].head != NO_TOKEN; steps++) {
        bool clause = tokens[token].relation == REL_ACL_RELCL || tokens[token].relation == REL_ACL;
        token = tokens[token].head;
        if (clause && reading_mark_over(reading, token, SET_ON_TABLE))
            return true;
    }
    return false;
}

/* What sides bind themselves to is theirs if nothing else names it; if they agree to it, or do it together, they
 * have accepted it. */
static void read_pledge(struct table *table, const struct frame *frame)
{
    struct reading *reading = table->reading;
    const struct capture *by = frame_capture(frame, "by", 0);
    if (!by || !frame_capture(frame, "term", 0) || !happened(reading, frame) ||
        is_within(reading, frame->trigger))
        return;
    const struct actor_list named = actors_at(table, by);
    struct actor_list actors = {0};
    reading_add_parties(reading, &actors, &named);
    uint32_t place = pledged_in(table, frame, actors.count);
    if (place == NO_PROPOSAL)
        return;
    struct thing *thing = &table->things.items[place];
    struct proposal *proposal = &reading->record->proposals.items[place];
    bool own = thing->kind == THING_NONE, agreed = frame_word(frame, "response").len,
         accepted = own ? actors.count > 1 && (agreed || frame_word(frame, "joint").len) : agreed;
    if (own) {
        thing->made = true;
        reading_add_parties(reading, &proposal->by, &actors);
    } else {
        reading_drop(&actors, &proposal->by);
    }
    if (accepted)
        add_responses(reading, proposal, frame, &actors, RESPONSE_ACCEPTED);
    term_add(reading, proposal, frame);
}

/* Those who have concluded a deal have accepted it. */
static void read_deal(struct table *table, const struct frame *frame)
{
    struct reading *reading = table->reading;
    const struct capture *parties = frame_capture(frame, "parties", 0);
    if (!parties || !happened(reading, frame) ||
        (reading->document.tokens[frame->trigger].tag == TAG_VERB && !aspect_told(reading, frame->trigger)))
        return;
    const struct actor_list named = actors_at(table, parties);
    struct actor_list actors = {0};
    reading_add_parties(reading, &actors, &named);
    bool signed_by = reading->document.tokens[frame->trigger].relation == REL_ACL;
    if (actors.count < 2 && (signed_by || frame_word(frame, "pair").len))
        return; /* "a treaty signed by Egypt", "an Egyptian treaty" */
    uint32_t place = actors.count ? table_find(table, frame, RANK_MADE) : (uint32_t)NO_PROPOSAL;
    if (place == NO_PROPOSAL)
        return;
    reading_add_parties(reading, &table->things.items[place].parties, &actors);
    if (actors.count >= 2 && frame_capture(frame, "by", 0))
        reading_add_parties(reading, &table->things.items[place].signers, &actors);
    add_responses(reading, &reading->record->proposals.items[place], frame, &actors, RESPONSE_ACCEPTED);
}

static bool response_named(struct str name, enum response_kind *response)
{
    int place = record_name(response_names, RESPONSE_COUNT, name);
    *response = (enum response_kind)(place < 0 ? 0 : place);
    return place >= 0;
}

/* Is the noun what the verb itself is about, not something deeper: "agreed to send envoys with the plan"? */
static bool is_direct(const struct reading *reading, const struct frame *frame)
{
    const struct token *tokens = reading->document.tokens;
    const struct capture *noun = frame_capture(frame, "noun", 0);
    if (!noun || tokens[frame->trigger].tag != TAG_VERB || noun->head < frame->trigger)
        return true;
    uint32_t head = noun->head;
    while (tokens[head].relation == REL_CONJ && tokens[head].head != NO_TOKEN && tokens[head].head > frame->trigger)
        head = tokens[head].head;
    uint32_t governor = tokens[head].head;
    bool by_verb = governor == frame->trigger ||
                   (governor >= frame->trigger_first && governor < frame->trigger_last);
    return by_verb || !noun->mark || (governor >= noun->first && governor < noun->last);
}

/* "if it is agreed by Egypt", "once Egypt agrees": a condition that is not told of the past. */
static bool is_supposed(const struct reading *reading, uint32_t verb)
{
    const struct token *tokens = reading->document.tokens;
    if (tokens[verb].tag != TAG_VERB || !reading_has_child(reading, verb, REL_MARK, SET_CONDITION))
        return false;
    uint32_t first = tree_child(&reading->document, &reading->tree, verb, REL_AUX);
    if (first == NO_TOKEN)
        first = tree_child(&reading->document, &reading->tree, verb, REL_AUX_PASS);
    return !(reading_traits(reading, first == NO_TOKEN ? verb : first) & TRAIT_PAST);
}

static void read_response(struct table *table, const struct frame *frame)
{
    struct reading *reading = table->reading;
    const struct capture *party = frame_capture(frame, "party", 0);
    enum response_kind kind;
    if (!party || !response_named(frame_word(frame, "response"), &kind) || is_any(reading, frame) ||
        !is_direct(reading, frame))
        return;
    const struct actor_list named = actors_at(table, party);
    struct actor_list parties = {0};
    bool told = happened(reading, frame) && !is_supposed(reading, frame->trigger), open = kind == RESPONSE_PENDING;
    if (told || (open && !reading_mark_over(reading, party->head, SET_SIDES)))
        reading_add_parties(reading, &parties, &named);
    table->answering = &parties;
    uint32_t place = parties.count ? table_find(table, frame, RANK_ANSWERED) : (uint32_t)NO_PROPOSAL;
    table->answering = NULL;
    if (place == NO_PROPOSAL)
        return;
    struct proposal *proposal = &reading->record->proposals.items[place];
    reading_drop(&parties, &proposal->by);
    add_responses(reading, proposal, frame, &parties, kind);
}

/* Do states talk with each other, with nobody between? With armed groups others do. */
static bool is_direct_process(const struct table *table)
{
    const struct actor_list *parties = &table->process->parties;
    bool states = parties->count > 1 && !table->process->mediators.count;
    for (size_t i = 0; i < parties->count; i++)
        states = states && table->reading->record->actors.items[parties->items[i]].kind == ACTOR_STATE;
    return states;
}

/* Makers that the report leaves to be understood: the mediators of what bridges the sides, those who concluded it, the
 * states that talk. */
static void fill_makers(struct table *table)
{
    struct reading *reading = table->reading;
    for (size_t i = 0; i < reading->record->proposals.count; i++) {
        struct proposal *proposal = &reading->record->proposals.items[i];
        if (proposal->by.count)
            continue;
        reading_add_parties(reading, &proposal->by, &table->things.items[i].signers);
        if (!proposal->by.count && table->things.items[i].bridging) {
            reading_add_parties(reading, &proposal->by, &table->process->mediators);
            table->things.items[i].made = proposal->by.count;
        }
        if (!proposal->by.count && table->things.items[i].kind == THING_DEAL && !table->things.items[i].foreign &&
            table->things.items[i].settled && !table->things.items[i].sought &&
            is_direct_process(table))
            reading_add_parties(reading, &proposal->by, &table->process->parties);
    }
}

/* Is one of the terms about an issue of negotiations, and more than the name: "a six-week truce"? */
static bool has_matter(const struct proposal *proposal)
{
    for (size_t i = 0; i < proposal->terms.count; i++) {
        const struct term *term = &proposal->terms.items[i];
        bool name = term->evidence.start == proposal->evidence.start && term->evidence.end == proposal->evidence.end;
        if (term->issue != ISSUE_OTHER && !name)
            return true;
    }
    return false;
}

/* Is it only a part of a term of another: "the plan includes a commitment to leave"? */
static bool is_inside(const struct record *record, size_t place)
{
    const struct evidence *inner = &record->proposals.items[place].evidence;
    size_t low = place > MOST_COMPARED ? place - MOST_COMPARED : 0;
    for (size_t i = low; i < record->proposals.count && i < place + MOST_COMPARED; i++)
        for (size_t t = 0; i != place && t < record->proposals.items[i].terms.count && t < MOST_COMPARED; t++) {
            const struct evidence *term = &record->proposals.items[i].terms.items[t].evidence;
            if (term->start <= inner->start && inner->end <= term->end)
                return true;
        }
    return false;
}

/* Is it worth noting: answered, made by somebody, or of some content? Conditions made need content. */
static bool is_told(const struct record *record, size_t place, const struct thing *thing)
{
    const struct proposal *proposal = &record->proposals.items[place];
    bool promise = thing->kind == THING_TERMS, made = thing->made && (!promise || proposal->terms.count);
    if (proposal->responses.count || (made && !(thing->plural && !proposal->terms.count)))
        return true;
    if (thing->plural || is_inside(record, place))
        return false;
    return thing->told || (promise && proposal->terms.count) || has_matter(proposal);
}

/* Is it what mediators want the sides to agree on? */
static bool is_sought(const struct table *table, size_t place)
{
    const struct proposal *proposal = &table->reading->record->proposals.items[place];
    const struct thing *thing = &table->things.items[place];
    bool sought = thing->kind == THING_DEAL && !thing->settled && !thing->bridging && proposal->by.count &&
                  proposal->terms.count && !proposal->responses.count;
    for (size_t k = 0; k < proposal->by.count; k++)
        sought = sought && reading_has(&table->process->mediators,
                                       contact_side(table->reading, proposal->by.items[k]));
    return sought;
}

/* Did those who talk with each other make a deal that stands? */
static bool is_joint(const struct table *table, size_t place)
{
    const struct proposal *proposal = &table->reading->record->proposals.items[place];
    const struct thing *thing = &table->things.items[place];
    bool joint = (thing->kind == THING_DEAL && thing->settled && !thing->sought) || thing->kind == THING_NONE;
    struct actor_list sides = {0};
    contact_add_sides(table->reading, &proposal->by, &sides);
    for (size_t k = 0; k < sides.count; k++)
        joint = joint && reading_has(&table->process->parties, sides.items[k]);
    return joint && sides.count > 1;
}

static void fill_response(struct table *table, size_t place, const struct actor_list *parties,
                          enum response_kind kind)
{
    struct proposal *proposal = &table->reading->record->proposals.items[place];
    for (size_t k = 0; k < parties->count; k++) {
        struct response response = {parties->items[k], kind, proposal->evidence};
        add_response(table->reading, proposal, &response);
    }
}

/* Answers left to be understood: those who made a deal together have accepted it; to what mediators seek, the sides
 * have yet to answer. */
static void fill_answers(struct table *table)
{
    for (size_t i = 0; i < table->reading->record->proposals.count; i++) {
        if (is_joint(table, i))
            fill_response(table, i, &table->reading->record->proposals.items[i].by, RESPONSE_ACCEPTED);
        else if (is_sought(table, i))
            fill_response(table, i, &table->process->parties, RESPONSE_PENDING);
    }
}

/* Is the side named by a person of it, too? */
static bool has_person_of(const struct reading *reading, const struct actor_list *actors, uint32_t side)
{
    for (size_t k = 0; k < actors->count; k++)
        if (actors->items[k] != side && contact_side(reading, actors->items[k]) == side)
            return true;
    return false;
}

/* A person stands for the side: who made it, and who answered alike, is noted once. */
static void drop_sides(const struct reading *reading, struct proposal *proposal)
{
    size_t kept = 0;
    const struct actor_list by = proposal->by;
    for (size_t k = 0; k < by.count; k++)
        if (!has_person_of(reading, &by, by.items[k]))
            proposal->by.items[kept++] = by.items[k];
    proposal->by.count = kept;
    struct actor_list people[RESPONSE_COUNT] = {0};
    for (size_t k = 0; k < proposal->responses.count; k++)
        *ARENA_PUSH(reading->arena, people[proposal->responses.items[k].response]) =
            proposal->responses.items[k].party;
    kept = 0;
    for (size_t k = 0; k < proposal->responses.count; k++) {
        struct response response = proposal->responses.items[k];
        if (!has_person_of(reading, &people[response.response], response.party))
            proposal->responses.items[kept++] = response;
    }
    proposal->responses.count = kept;
}

static void drop_empty(struct table *table)
{
    struct record *record = table->reading->record;
    size_t kept = 0;
    for (size_t i = 0; i < record->proposals.count; i++)
        table->things.items[i].told = is_told(record, i, &table->things.items[i]);
    for (size_t i = 0; i < record->proposals.count; i++)
        if (table->things.items[i].told) {
            table->things.items[kept] = table->things.items[i];
            record->proposals.items[kept++] = record->proposals.items[i];
        }
    record->proposals.count = kept;
}

void proposal_read(struct reading *reading)
{
    struct table table = table_new(reading, process_read(reading));
    for (size_t i = 0; i < reading->frames.count; i++)
        if (is_frame(&reading->frames.items[i], "proposal"))
            read_makers(&table, &reading->frames.items[i]);
    for (size_t i = 0; i < reading->frames.count; i++) {
        const struct frame *frame = &reading->frames.items[i];
        if (is_frame(frame, "proposal"))
            read_proposal(&table, frame);
        else if (is_frame(frame, "term"))
            read_term(&table, frame);
        else if (is_frame(frame, "pledge"))
            read_pledge(&table, frame);
        else if (is_frame(frame, "deal"))
            read_deal(&table, frame);
        else if (is_frame(frame, "response") && !frame_word(frame, "of").len)
            read_response(&table, frame);
    }
    for (size_t i = 0; i < reading->frames.count; i++) /* invitations are told of also behind their answers */
        if (is_frame(&reading->frames.items[i], "response") && frame_word(&reading->frames.items[i], "of").len)
            read_response(&table, &reading->frames.items[i]);
    fill_makers(&table);
    drop_empty(&table);
    fill_answers(&table);
    for (size_t i = 0; i < reading->record->proposals.count; i++)
        drop_sides(reading, &reading->record->proposals.items[i]);
}
