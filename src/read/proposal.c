/* proposal.c - what is on the table: frames proposal(noun, by, term) and response(noun, party, response).
 *
 * Input: frames of data/en/rules/proposal.txt. Output: record->proposals: frames of one noun are one proposal, and
 * so are nouns with the same words by the same actors. */
#include "read/aspect.h"

enum { MOST_COMPARED = 64, LONGEST_TERM = 30, FARTHEST_ISSUE = 256, LONGEST_NAME = 8 };

struct table {
    struct reading *reading;
    uint32_t *proposal_of_noun; /* per token: 1 + proposal; 0: none */
};

/* The words that name it: the noun captured, or the trigger. */
static void noun_of(const struct frame *frame, uint32_t *head, uint32_t *last)
{
    const struct capture *noun = frame_capture(frame, "noun", 0);
    *head = noun ? noun->head : frame->trigger;
    *last = noun ? noun->last : frame->trigger_last;
}

/* The noun with what stands before it; determiners, prepositions and conjunctions left out. */
static struct str proposal_name(const struct reading *reading, uint32_t noun, uint32_t last)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t first = reading->tree.left[noun];
    if (first > noun || noun - first > LONGEST_NAME)
        first = noun;
    while (first < noun && (reading_mark(reading, first, SET_DETERMINER) || (tokens[first].flags & TOKEN_PUNCT) ||
                            tokens[first].relation == REL_CASE || tokens[first].tag == TAG_CCONJ))
        first++;
    return reading_text(reading, first, last);
}

static struct str last_word(struct str name)
{
    struct str rest = name, word = name;
    while (rest.len)
        word = str_cut(&rest, ' ');
    return word;
}

/* Is it the same proposal? One name ends with the other, or both are the same kind of thing and by nobody in
 * particular ("the ceasefire deal", "a hostage deal"). */
static bool same_proposal(const struct proposal *proposal, struct str name, bool by)
{
    return str_ends(name, proposal->name) || str_ends(proposal->name, name) ||
           (str_equal(last_word(proposal->name), last_word(name)) && !proposal->by.count && !by);
}

/* The proposal that the noun names: one of the same name before, or a new one. */
static struct proposal *proposal_at(struct table *table, const struct frame *frame)
{
    struct reading *reading = table->reading;
    uint32_t noun, last;
    noun_of(frame, &noun, &last);
    if (table->proposal_of_noun[noun])
        return &reading->record->proposals.items[table->proposal_of_noun[noun] - 1];
    struct str name = proposal_name(reading, noun, last);
    size_t count = reading->record->proposals.count, at = count > MOST_COMPARED ? count - MOST_COMPARED : 0;
    while (at < count &&
           !same_proposal(&reading->record->proposals.items[at], name, frame_capture(frame, "by", 0) != NULL))
        at++;
    table->proposal_of_noun[noun] = (uint32_t)at + 1;
    if (at < count)
        return &reading->record->proposals.items[at];
    struct proposal *proposal = ARENA_PUSH(reading->arena, reading->record->proposals);
    *proposal = (struct proposal){.name = name,
                                  .evidence = reading_evidence(reading, frame->first, frame->last, frame->rule->name)};
    return proposal;
}

static void add_by(const struct reading *reading, struct proposal *proposal, const struct capture *by)
{
    struct actor_list actors = {0};
    reading_actors(reading, by->head, &actors);
    reading_add_parties(reading, &proposal->by, &actors);
}

static enum term_issue issue_named(struct str name)
{
    int issue = record_name(term_issue_names, ISSUE_COUNT, name);
    return issue < 0 ? ISSUE_OTHER : (enum term_issue)issue;
}

/* What a term is about: the first cue word in it. */
static enum term_issue issue_of(const struct reading *reading, uint32_t first, uint32_t last)
{
    for (uint32_t token = first; token < last && token - first < FARTHEST_ISSUE; token++) {
        const struct mark *mark = reading_mark(reading, token, SET_ISSUE);
        if (mark)
            return issue_named(mark->entry->value);
    }
    return ISSUE_OTHER;
}

static void add_term(const struct reading *reading, struct proposal *proposal, const struct capture *term,
                     const char *rule)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t first = term->first, last = term->last;
    while (first < term->head &&
           (tokens[first].relation == REL_CASE || tokens[first].relation == REL_MARK ||
            tokens[first].relation == REL_AUX || tokens[first].tag == TAG_PRON || (tokens[first].flags & TOKEN_PUNCT)))
        first++;
    while (last > first && (tokens[last - 1].flags & TOKEN_PUNCT))
        last--;
    if (last <= first || last - first > LONGEST_TERM)
        return;
    struct term *added = ARENA_PUSH(reading->arena, proposal->terms);
    *added = (struct term){issue_of(reading, first, last), reading_evidence(reading, first, last, rule)};
}

static void read_proposal(struct table *table, const struct frame *frame)
{
    const struct capture *by = frame_capture(frame, "by", 0), *term = frame_capture(frame, "term", 0);
    if (term && issue_of(table->reading, term->first, term->last) == ISSUE_OTHER && !by)
        return;
    struct proposal *proposal = proposal_at(table, frame);
    if (by)
        add_by(table->reading, proposal, by);
    if (term)
        add_term(table->reading, proposal, term, frame->rule->name);
}

static bool response_named(struct str name, enum response_kind *response)
{
    int place = record_name(response_names, RESPONSE_COUNT, name);
    *response = (enum response_kind)(place < 0 ? 0 : place);
    return place >= 0;
}

static void read_response(struct table *table, const struct frame *frame)
{
    struct reading *reading = table->reading;
    const struct capture *party = frame_capture(frame, "party", 0);
    struct actor_list parties = {0};
    enum response_kind kind;
    if (!party || !response_named(frame_word(frame, "response"), &kind))
        return;
    bool happened = aspect_of(reading, frame->trigger) == STATUS_HELD ||
                    aspect_of(reading, frame->trigger) == STATUS_ONGOING;
    reading_actors(reading, party->head, &parties);
    struct proposal *proposal = parties.count ? proposal_at(table, frame) : NULL;
    for (size_t i = 0; i < parties.count; i++) {
        struct response *response = ARENA_PUSH(reading->arena, proposal->responses);
        *response = (struct response){parties.items[i], happened ? kind : RESPONSE_PENDING,
                                      reading_evidence(reading, frame->first, frame->last, frame->rule->name)};
    }
}

void proposal_read(struct reading *reading)
{
    struct table table = {reading, ARENA_NEW(reading->arena, uint32_t, reading->document.token_count + 1)};
    for (size_t i = 0; i < reading->frames.count; i++) {
        const struct frame *frame = &reading->frames.items[i];
        if (str_equal(frame->rule->frame, STR("proposal")))
            read_proposal(&table, frame);
        else if (str_equal(frame->rule->frame, STR("response")))
            read_response(&table, frame);
    }
}
