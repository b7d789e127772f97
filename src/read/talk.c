/* talk.c - the state of the talks as the report gives it: frames talk(state).
 *
 * Input: frames of data/en/rules/talk.txt. Output: record->talks. What is only planned or possible makes the state
 * "planned"; what is denied is not noted. */
#include "read/aspect.h"

static bool state_named(struct str name, enum talk_state *state)
{
    int place = record_name(talk_state_names, TALK_STATE_COUNT, name);
    *state = (enum talk_state)(place < 0 ? 0 : place);
    return place >= 0;
}

static bool begins(enum talk_state state)
{
    return state == TALK_STARTED || state == TALK_RESUMED || state == TALK_ONGOING;
}

/* Fit the state to what has really happened; false where it has not. */
static bool fit_state(enum event_status status, enum talk_state *state)
{
    if (status == STATUS_PLANNED || status == STATUS_POSSIBLE) {
        if (!begins(*state))
            return *state == TALK_PLANNED;
        *state = status == STATUS_PLANNED || *state != TALK_ONGOING ? TALK_PLANNED : *state;
        return true;
    }
    return status != STATUS_CANCELLED || *state == TALK_COLLAPSED;
}

/* What is only wished for is no state of the talks: an event must be told as a fact, or as planned. */
static bool is_told(const struct reading *reading, const struct frame *frame, enum talk_state state)
{
    const struct capture *noun = frame_capture(frame, "noun", 0);
    uint32_t trigger = frame->trigger,
             verb = noun && reading->document.tokens[trigger].tag == TAG_NOUN ? noun->head : trigger;
    bool event = reading->document.tokens[verb].tag == TAG_VERB;
    if (state == TALK_PROGRESS && aspect_negated(reading, trigger))
        return false; /* "made no progress" */
    return !event || state == TALK_PLANNED || state == TALK_ONGOING || state == TALK_STALLED ||
           aspect_told(reading, verb);
}

enum { LONGEST_TALK_NAME = 6 };

/* The words for the talks: the noun with what stands before it. */
static struct str talk_name(const struct reading *reading, const struct frame *frame)
{
    const struct capture *noun = frame_capture(frame, "noun", 0);
    if (!noun || reading->document.tokens[noun->head].tag == TAG_VERB)
        return STR("talks");
    uint32_t first = reading->tree.left[noun->head];
    if (first > noun->head || noun->head - first > LONGEST_TALK_NAME)
        first = noun->first;
    while (first < noun->first &&
           (reading->document.tokens[first].relation == REL_CASE || reading_mark(reading, first, SET_DETERMINER) ||
            (reading->document.tokens[first].flags & TOKEN_PUNCT)))
        first++;
    return reading_text(reading, first, noun->last);
}

enum { LONGEST_QUOTE = 24 };

/* The clause of the trigger, as far as it is short. */
static struct evidence talk_evidence(const struct reading *reading, const struct frame *frame)
{
    uint32_t first = reading->tree.left[frame->trigger], last = reading->tree.right[frame->trigger];
    if (first > frame->first)
        first = frame->first;
    if (last < frame->last)
        last = frame->last;
    if (last - first > LONGEST_QUOTE) {
        first = frame->first;
        last = frame->last;
    }
    return reading_evidence(reading, first, last, frame->rule->name);
}

/* Each state is noted once, where the report says it first. */
static void add_talk(struct reading *reading, const struct talk *talk)
{
    for (size_t i = 0; i < reading->record->talks.count; i++)
        if (reading->record->talks.items[i].state == talk->state)
            return;
    *ARENA_PUSH(reading->arena, reading->record->talks) = *talk;
}

/* Talks that are to be held make the state of the talks "planned". */
static void add_planned(struct reading *reading)
{
    for (size_t i = 0; i < reading->record->meetings.count; i++) {
        const struct meeting *meeting = &reading->record->meetings.items[i];
        struct talk talk = {.name = STR("talks"), .state = TALK_PLANNED, .evidence = meeting->evidence};
        if (meeting->kind == MEETING_TALKS && meeting->status == STATUS_PLANNED)
            add_talk(reading, &talk);
    }
}

void talk_read(struct reading *reading)
{
    for (size_t i = 0; i < reading->frames.count; i++) {
        const struct frame *frame = &reading->frames.items[i];
        struct talk talk = {.name = STR("talks")};
        if (!str_equal(frame->rule->frame, STR("talk")) || !state_named(frame_word(frame, "state"), &talk.state) ||
            !fit_state(aspect_of(reading, frame->trigger), &talk.state) || !is_told(reading, frame, talk.state))
            continue;
        talk.name = talk_name(reading, frame);
        talk.evidence = talk_evidence(reading, frame);
        add_talk(reading, &talk);
    }
    add_planned(reading);
}
