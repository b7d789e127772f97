/* meeting.c - contacts between actors: frames meeting(...) joined to one item a contact.
 *
 * Input: frames of the rules in data/en/rules/meeting.txt. Output: record->meetings. Frames of one noun are one
 * contact, and so are contacts of the same actors whose time, place and status do not speak against it. */
#include "read/aspect.h"
#include "read/process.h"

enum { MOST_COMPARED = 64 };

struct builder {
    struct reading *reading;
    struct process process;
    uint32_t *meeting_of_noun; /* per token: 1 + meeting; 0: none */
};

static void add_captured(const struct reading *reading, const struct frame *frame, const char *key,
                         struct actor_list *out)
{
    for (uint8_t n = 0; n < MOST_ARGUMENT_CAPTURES; n++) {
        const struct capture *capture = frame_capture(frame, key, n);
        struct actor_list found = {0};
        if (capture)
            reading_actors(reading, capture->head, &found);
        reading_add_parties(reading, out, &found);
    }
}

/* A person's name replaces the state he or she speaks for. */
static void drop_represented(const struct reading *reading, struct actor_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct actor *actor = &reading->record->actors.items[list->items[i]];
        bool represented = false;
        for (size_t j = 0; j < list->count && actor->kind != ACTOR_PERSON; j++) {
            const struct actor *other = &reading->record->actors.items[list->items[j]];
            represented = represented || (other->kind == ACTOR_PERSON && str_equal(other->party, actor->name));
        }
        if (!represented)
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

static enum meeting_kind kind_named(struct str name)
{
    int kind = record_name(meeting_kind_names, MEETING_KIND_COUNT, name);
    return kind < 0 ? MEETING_MEETING : (enum meeting_kind)kind;
}

static enum meeting_kind kind_of(const struct reading *reading, const struct frame *frame)
{
    const struct capture *noun = frame_capture(frame, "noun", 0);
    uint32_t token = noun ? noun->head : frame->trigger;
    const struct mark *mark = reading_mark_over(reading, token, SET_MEETING_KIND);
    return kind_named(mark ? mark->entry->value : frame_word(frame, "kind"));
}

static struct str captured_place(const struct reading *reading, const struct frame *frame)
{
    const struct capture *place = frame_capture(frame, "place", 0);
    return place ? reading_text(reading, place->first, place->last) : STR("");
}

/* What is to come cannot have been held when the report was published. */
static void check_status(const struct reading *reading, struct meeting *meeting)
{
    struct str published = reading->record->published;
    if (meeting->status == STATUS_HELD && published.len >= 10 && meeting->when.from[0] &&
        strncmp(meeting->when.from, published.ptr, 10) > 0)
        meeting->status = STATUS_PLANNED;
    if (meeting->status == STATUS_ONGOING)
        meeting->when.to[0] = 0;
}

/* The words of the frame, with all of those conjoined whom it captured. */
static struct evidence frame_evidence(const struct reading *reading, const struct frame *frame)
{
    uint32_t last = frame->last;
    for (uint8_t n = 0; n < MOST_ARGUMENT_CAPTURES; n++) {
        const struct capture *capture = frame_capture(frame, "participants", n);
        uint32_t end = capture ? reading_actors_end(reading, capture->head) : 0;
        last = end > last ? end : last;
    }
    return reading_evidence(reading, frame->first, last, frame->rule->name);
}

static struct meeting read_frame(struct builder *builder, const struct frame *frame)
{
    struct reading *reading = builder->reading;
    struct meeting meeting = {.place = captured_place(reading, frame), .when = reading_interval(reading, frame)};
    add_captured(reading, frame, "participants", &meeting.participants);
    add_captured(reading, frame, "mediators", &meeting.mediators);
    meeting.status = aspect_of_frame(reading, frame);
    meeting.kind = kind_of(reading, frame);
    meeting.evidence = frame_evidence(reading, frame);
    check_status(reading, &meeting);
    return meeting;
}

/* What `from` adds to `into`; evidence stays that of the first, unless it told less. */
static void join(const struct reading *reading, struct meeting *into, const struct meeting *from)
{
    reading_add_parties(reading, &into->participants, &from->participants);
    reading_add_parties(reading, &into->mediators, &from->mediators);
    if (!into->place.len)
        into->place = from->place;
    if (!into->when.from[0] && (from->when.from[0] || !into->when.text.len))
        into->when = from->when;
    if (into->kind == MEETING_MEETING)
        into->kind = from->kind;
}

/* The words that name the contact: the noun, or the trigger. */
static void named_by(const struct frame *frame, uint32_t *first, uint32_t *last)
{
    const struct capture *noun = frame_capture(frame, "noun", 0);
    *first = noun ? noun->first : frame->trigger_first;
    *last = noun ? noun->last : frame->trigger_last;
}

/* Frames of one noun are one contact. */
static void push(struct builder *builder, const struct frame *frame, const struct meeting *meeting)
{
    struct reading *reading = builder->reading;
    uint32_t first, last, known = 0;
    named_by(frame, &first, &last);
    for (uint32_t token = first; token < last && !known; token++)
        known = builder->meeting_of_noun[token];
    if (known) {
        join(reading, &reading->record->meetings.items[known - 1], meeting);
        return;
    }
    *ARENA_PUSH(reading->arena, reading->record->meetings) = *meeting;
    for (uint32_t token = first; token < last; token++)
        builder->meeting_of_noun[token] = (uint32_t)reading->record->meetings.count;
}

static size_t shared_actors(const struct meeting *a, const struct meeting *b)
{
    size_t shared = 0;
    for (size_t i = 0; i < a->participants.count; i++)
        shared += reading_has(&b->participants, a->participants.items[i]);
    return shared;
}

static bool status_fits(enum event_status a, enum event_status b)
{
    return a == b || (a == STATUS_PLANNED && b == STATUS_POSSIBLE) || (a == STATUS_POSSIBLE && b == STATUS_PLANNED) ||
           (a == STATUS_HELD && b == STATUS_ONGOING) || (a == STATUS_ONGOING && b == STATUS_HELD);
}

/* Are they one contact, as far as the report tells? */
static bool same_contact(const struct meeting *a, const struct meeting *b)
{
    size_t shared = shared_actors(a, b),
           fewer = a->participants.count < b->participants.count ? a->participants.count : b->participants.count;
    if (!shared || shared < fewer || (fewer < 2 && a->participants.count != b->participants.count))
        return false;
    if (a->when.from[0] && b->when.from[0] && strcmp(a->when.from, b->when.from) != 0)
        return false;
    if (a->place.len && b->place.len && !str_equal(a->place, b->place))
        return false;
    return status_fits(a->status, b->status);
}

/* Talks without parties are those of the negotiation the report is about. */
static void fill_parties(const struct builder *builder, struct meeting *meeting)
{
    const struct reading *reading = builder->reading;
    if (meeting->kind != MEETING_TALKS || meeting->participants.count > 0)
        return;
    reading_add_parties(reading, &meeting->participants, &builder->process.parties);
    reading_add_parties(reading, &meeting->mediators, &builder->process.mediators);
}

static bool is_contact(const struct meeting *meeting)
{
    size_t actors = meeting->participants.count + meeting->mediators.count;
    return actors >= 2 || (actors == 1 && (meeting->when.from[0] || meeting->place.len));
}

static void join_same(struct builder *builder)
{
    struct reading *reading = builder->reading;
    size_t kept = 0;
    for (size_t i = 0; i < reading->record->meetings.count; i++) {
        struct meeting *meeting = &reading->record->meetings.items[i];
        fill_parties(builder, meeting);
        drop_represented(reading, &meeting->participants);
        reading_drop(&meeting->participants, &meeting->mediators);
        if (!is_contact(meeting))
            continue;
        size_t other = kept > MOST_COMPARED ? kept - MOST_COMPARED : 0;
        while (other < kept && !same_contact(&reading->record->meetings.items[other], meeting))
            other++;
        if (other < kept)
            join(reading, &reading->record->meetings.items[other], meeting);
        else
            reading->record->meetings.items[kept++] = *meeting;
    }
    reading->record->meetings.count = kept;
}

/* A press conference is no meeting. */
static bool is_media_event(const struct reading *reading, const struct frame *frame)
{
    uint32_t first, last;
    named_by(frame, &first, &last);
    return reading_mark_over(reading, last - 1, SET_MEDIA_EVENT) != NULL;
}

void meeting_read(struct reading *reading)
{
    struct builder builder = {.reading = reading, .process = process_read(reading)};
    builder.meeting_of_noun = ARENA_NEW(reading->arena, uint32_t, reading->document.token_count + 1);
    for (size_t i = 0; i < reading->frames.count; i++) {
        const struct frame *frame = &reading->frames.items[i];
        if (!str_equal(frame->rule->frame, STR("meeting")) || is_media_event(reading, frame))
            continue;
        struct meeting meeting = read_frame(&builder, frame);
        push(&builder, frame, &meeting);
    }
    join_same(&builder);
}
