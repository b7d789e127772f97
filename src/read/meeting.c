/* meeting.c - contacts between actors: frames meeting(...) joined to one item a contact.
 *
 * Input: frames of the rules in data/en/rules/meeting.txt. Output: record->meetings. Frames of one noun are one
 * contact; contact.c joins those that are told twice. */
#include "read/aspect.h"
#include "read/contact.h"
#include "read/outlook.h"

enum { HIGHEST_VENUE = 4, FARTHEST_TWIN = 16 };

struct builder {
    struct reading *reading;
    struct contact_list contacts;
    uint32_t *contact_of_noun; /* per token: 1 + contact; 0: none */
    uint32_t *venue_at;        /* per token: 1 + the frame venue(place) of that trigger; 0: none */
    bool *each;                /* per token: is it of words that name a contact with each of several? */
    bool *told;                /* per token: is it of words that name a contact which a rule tells more of? */
};

/* "His Russian counterpart, Sergei Lavrov": the name behind says who it is. */
static void add_renamed(const struct reading *reading, uint32_t head, struct actor_list *out)
{
    for (uint32_t child = reading->tree.first_child[head]; child != NO_TOKEN; child = reading->tree.next_child[child])
        if (child > head && reading->document.tokens[child].relation == REL_APPOS)
            reading_actors(reading, child, out);
}

/* The same of those conjoined: "Cyrus Vance and his Israeli counterpart, Moshe Dayan". */
static void add_all_renamed(const struct reading *reading, uint32_t head, struct actor_list *out)
{
    if (out->count == 1)
        add_renamed(reading, head, out);
    for (uint32_t child = reading->tree.first_child[head]; child != NO_TOKEN; child = reading->tree.next_child[child])
        if (reading->document.tokens[child].relation == REL_CONJ && reading_mark_over(reading, child, SET_COUNTERPART))
            add_renamed(reading, child, out);
}

/* "North and South Korea": the state that the word before "and" names with the rest of the name; NO_ACTOR if none. */
static uint32_t twin_of(const struct reading *reading, const struct mention *mention)
{
    const struct document *document = &reading->document;
    struct str name = reading->record->actors.items[mention->index].name;
    const char *rest = memchr(name.ptr, ' ', name.len);
    if (mention->first < 2 || !rest || document->tokens[mention->first - 1].tag != TAG_CCONJ)
        return NO_ACTOR;
    struct str word = token_text(document, mention->first - 2);
    size_t left = name.len - (size_t)(rest - name.ptr);
    char *twin = ARENA_NEW(reading->arena, char, word.len + left);
    memcpy(twin, word.ptr, word.len);
    memcpy(twin + word.len, rest, left);
    uint32_t actor = map_get(&reading->actor_named, str_make(twin, word.len + left));
    return actor == MAP_NONE ? (uint32_t)NO_ACTOR : actor;
}

static void add_twins(const struct reading *reading, const struct capture *capture, struct actor_list *out)
{
    uint32_t end = reading_actors_end(reading, capture->head);
    for (uint32_t token = capture->first; token < end && token < capture->first + FARTHEST_TWIN; token++) {
        const struct mention *mention = mentions_over(&reading->mentions, MENTION_ACTOR, token);
        uint32_t twin = mention && mention->index != NO_ACTOR ? twin_of(reading, mention) : (uint32_t)NO_ACTOR;
        if (twin != NO_ACTOR)
            reading_add_party(reading, out, twin);
    }
}

/* The only person the report names who speaks for the side; NO_ACTOR if there is none or more than one. */
static uint32_t only_person(const struct reading *reading, uint32_t side)
{
    uint32_t found = NO_ACTOR;
    for (uint32_t i = 0; i < reading->record->actors.count; i++) {
        bool speaks = i != side && reading->record->actors.items[i].kind == ACTOR_PERSON &&
                      contact_side(reading, i) == side;
        if (speaks && found != NO_ACTOR)
            return NO_ACTOR;
        found = speaks ? i : found;
    }
    return found;
}

/* "His Russian counterpart": the person who speaks for that state. */
static void name_counterpart(const struct reading *reading, uint32_t head, struct actor_list *list)
{
    uint32_t person = list->count == 1 && reading_mark_over(reading, head, SET_COUNTERPART)
                          ? only_person(reading, list->items[0])
                          : (uint32_t)NO_ACTOR;
    if (person != NO_ACTOR)
        list->items[0] = person;
}

static void add_captured(const struct reading *reading, const struct frame *frame, const char *key,
                         struct actor_list *out)
{
    for (uint8_t n = 0; n < MOST_ARGUMENT_CAPTURES; n++) {
        const struct capture *capture = frame_capture(frame, key, n);
        struct actor_list found = {0};
        if (capture) {
            reading_actors(reading, capture->head, &found);
            add_all_renamed(reading, capture->head, &found);
            add_twins(reading, capture, &found);
            name_counterpart(reading, capture->head, &found);
        }
        reading_add_parties(reading, out, &found);
    }
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

/* What is to come cannot have been held, nor go on, when the report was published. */
static void check_status(const struct reading *reading, struct meeting *meeting)
{
    bool told = meeting->status == STATUS_HELD || meeting->status == STATUS_ONGOING;
    if (told && outlook_is_ahead(reading, &meeting->when))
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

/* Can a dependent of what tells of a contact tell its venue: "while he was in P", "in the city of P"? */
static bool tells_venue(enum relation relation)
{
    return relation == REL_ADVCL || relation == REL_OBL || relation == REL_NMOD;
}

/* A venue told at `token`, or by what hangs on it. */
static const struct capture *venue_near(const struct builder *builder, uint32_t token)
{
    const struct reading *reading = builder->reading;
    uint32_t at = builder->venue_at[token];
    for (uint32_t child = reading->tree.first_child[token]; child != NO_TOKEN && !at;
         child = reading->tree.next_child[child])
        if (tells_venue((enum relation)reading->document.tokens[child].relation))
            at = builder->venue_at[child];
    return at ? frame_capture(&reading->frames.items[at - 1], "place", 0) : NULL;
}

/* Does it stand before or after what the words above tell: "after meeting Y, X will fly to P"? */
static bool is_apart(const struct reading *reading, uint32_t token)
{
    uint32_t word = tree_child(&reading->document, &reading->tree, token, REL_MARK);
    if (word == NO_TOKEN)
        word = tree_child(&reading->document, &reading->tree, token, REL_CASE);
    return word != NO_TOKEN && reading_mark_over(reading, word, SET_NOT_ON);
}

/* The venue told by the verbs above `token`, as far as they tell of the same event: "flew to P to meet Y". */
static const struct capture *venue_above(const struct builder *builder, uint32_t token)
{
    const struct token *tokens = builder->reading->document.tokens;
    for (int height = 0; height < HIGHEST_VENUE && token != NO_TOKEN; height++) {
        const struct capture *venue = venue_near(builder, token);
        enum relation relation = (enum relation)tokens[token].relation;
        if (venue)
            return venue;
        if (is_apart(builder->reading, token))
            return NULL;
        if (relation != REL_XCOMP && relation != REL_ADVCL && relation != REL_ACL && relation != REL_CONJ &&
            relation != REL_OBJ && relation != REL_OBL && relation != REL_NMOD && relation != REL_NSUBJ)
            return NULL;
        token = tokens[token].head;
    }
    return NULL;
}

static void index_venues(struct builder *builder)
{
    const struct reading *reading = builder->reading;
    builder->venue_at = ARENA_NEW(reading->arena, uint32_t, reading->document.token_count + 1);
    for (size_t i = 0; i < reading->frames.count; i++)
        if (str_equal(reading->frames.items[i].rule->frame, STR("venue")))
            builder->venue_at[reading->frames.items[i].trigger] = (uint32_t)i + 1;
}

/* Where the frame says it is, else where the clause does; NULL if neither says. */
static const struct capture *place_of(const struct builder *builder, const struct frame *frame)
{
    const struct capture *place = frame_capture(frame, "place", 0);
    return place ? place : venue_above(builder, frame->trigger);
}

static struct meeting read_frame(struct builder *builder, const struct frame *frame)
{
    struct reading *reading = builder->reading;
    const struct capture *place = place_of(builder, frame);
    struct actor_list senders = {0};
    struct meeting meeting = {.place = place ? reading_text(reading, place->first, place->last) : STR(""),
                              .when = reading_interval(reading, frame)};
    add_captured(reading, frame, "participants", &meeting.participants);
    add_captured(reading, frame, "mediators", &meeting.mediators);
    add_captured(reading, frame, "sides", &senders);
    contact_add_sides(reading, &senders, &meeting.participants);
    meeting.status = aspect_of_frame(reading, frame);
    meeting.kind = kind_of(reading, frame);
    meeting.evidence = frame_evidence(reading, frame);
    check_status(reading, &meeting);
    return meeting;
}

/* The words that name the contact: the noun, or the trigger. */
static void named_by(const struct frame *frame, uint32_t *first, uint32_t *last)
{
    const struct capture *noun = frame_capture(frame, "noun", 0);
    *first = noun ? noun->first : frame->trigger_first;
    *last = noun ? noun->last : frame->trigger_last;
}

/* "the talks", "those meetings", "their summit". */
static bool is_definite(const struct reading *reading, uint32_t noun)
{
    for (uint32_t child = reading->tree.first_child[noun]; child != NO_TOKEN; child = reading->tree.next_child[child]) {
        enum relation relation = (enum relation)reading->document.tokens[child].relation;
        if ((relation == REL_DET || relation == REL_NMOD_POSS) && reading_mark_over(reading, child, SET_DEFINITE))
            return true;
    }
    return false;
}

static uint32_t place_token(const struct builder *builder, const struct frame *frame)
{
    const struct capture *place = place_of(builder, frame);
    return place ? place->first : (uint32_t)NO_TOKEN;
}

/* Is the contact only what another thing is told of: "a sticking point in talks with Y"? */
static bool is_aside(const struct reading *reading, uint32_t noun)
{
    const struct token *tokens = reading->document.tokens, *at = &tokens[noun];
    return at->relation == REL_NMOD && at->head != NO_TOKEN && at->head < noun && tokens[at->head].tag == TAG_NOUN;
}

/* Does it tell only who takes part? */
static bool is_attending(const struct frame *frame)
{
    return str_equal(frame_word(frame, "alone"), STR("joins"));
}

/* "X met Y and invited him": one who is read as both sides of a contact meets whom he met before. */
static bool is_reflexive(const struct reading *reading, const struct frame *frame, const struct meeting *meeting)
{
    const struct capture *one = frame_capture(frame, "participants", 0);
    const struct capture *other = frame_capture(frame, "participants", 1);
    const struct token *tokens = reading->document.tokens;
    return one && other && meeting->participants.count == 1 &&
           (tokens[one->head].tag == TAG_PRON || tokens[other->head].tag == TAG_PRON);
}

static bool is_of_pair(const struct reading *reading, const struct frame *frame, const struct meeting *meeting)
{
    return str_equal(frame_word(frame, "others"), STR("pair")) || is_reflexive(reading, frame, meeting);
}

/* Frames of one noun are one contact. */
static void push(struct builder *builder, const struct frame *frame, const struct meeting *meeting)
{
    struct reading *reading = builder->reading;
    uint32_t first, last, known = 0;
    named_by(frame, &first, &last);
    for (uint32_t token = first; token < last && !known; token++)
        known = builder->contact_of_noun[token];
    bool company = frame_word(frame, "alone").len > 0;
    if (known) {
        bool actors = meeting->participants.count || meeting->mediators.count;
        struct contact *contact = &builder->contacts.items[known - 1];
        contact_merge(reading, &contact->meeting, meeting);
        contact->company = contact->company && (company || !actors);
        contact->attends = contact->attends && (is_attending(frame) || !actors);
        contact->loose = contact->loose && !aspect_is_told(reading, frame);
        return;
    }
    *ARENA_PUSH(reading->arena, builder->contacts) =
        (struct contact){.meeting = *meeting, .token = first, .place = place_token(builder, frame),
                         .definite = is_definite(reading, last - 1), .company = company,
                         .aside = is_aside(reading, last - 1),
                         .attends = is_attending(frame),
                         .loose = !aspect_is_told(reading, frame),
                         .others = str_equal(frame_word(frame, "others"), STR("process")),
                         .name = str_equal(frame_word(frame, "bare"), STR("name")),
                         .apart = str_equal(frame_word(frame, "bare"), STR("which")),
                         .host = str_equal(frame_word(frame, "others"), STR("host")),
                         .pair = is_of_pair(reading, frame, meeting)};
    for (uint32_t token = first; token < last; token++)
        builder->contact_of_noun[token] = (uint32_t)builder->contacts.count;
}

/* "X phoned Y and Z": a contact with each of them. */
static void push_each(struct builder *builder, const struct frame *frame, const struct meeting *meeting)
{
    struct reading *reading = builder->reading;
    const struct capture *capture = frame_capture(frame, "each", 0);
    struct actor_list each = {0};
    if (capture)
        reading_actors(reading, capture->head, &each);
    for (size_t i = 0; i < each.count; i++) {
        struct contact contact = {
            .meeting = *meeting, .token = frame->trigger, .place = place_token(builder, frame), .company = true};
        contact.meeting.participants = (struct actor_list){0};
        reading_add_parties(reading, &contact.meeting.participants, &meeting->participants);
        reading_add_party(reading, &contact.meeting.participants, each.items[i]);
        *ARENA_PUSH(reading->arena, builder->contacts) = contact;
    }
}

/* A press conference is no meeting. */
static bool is_media_event(const struct reading *reading, const struct frame *frame)
{
    uint32_t first, last;
    named_by(frame, &first, &last);
    return reading_mark_over(reading, last - 1, SET_MEDIA_EVENT) != NULL;
}

/* "They will not talk to them": nothing that could be called off; "they will not meet on Friday" may be. */
static bool is_denied(const struct reading *reading, const struct frame *frame)
{
    bool talk = kind_of(reading, frame) == MEETING_TALKS;
    return !frame_capture(frame, "noun", 0) && aspect_denied(reading, frame->trigger, talk);
}

/* "They refuse to talk", "they rejected talks": a position, where no day is told. */
static bool is_shunned(const struct reading *reading, const struct frame *frame)
{
    const struct token *at = &reading->document.tokens[frame->trigger];
    bool under = at->relation == REL_XCOMP || at->relation == REL_OBJ;
    return under && at->head != NO_TOKEN && reading_mark_over(reading, at->head, SET_SHUN) &&
           kind_of(reading, frame) == MEETING_TALKS && !frame_capture(frame, "date", 0);
}

/* "No talks are planned", "they have no plans to meet". */
static bool is_none(const struct reading *reading, const struct frame *frame)
{
    const struct capture *noun = frame_capture(frame, "noun", 0);
    uint32_t token = noun ? noun->head : frame->trigger;
    for (int height = 0; height < HIGHEST_VENUE && token != NO_TOKEN; height++) {
        const struct token *at = &reading->document.tokens[token];
        if (reading_has_child(reading, token, REL_DET, SET_NEGATION))
            return true;
        if (at->relation != REL_ACL && at->relation != REL_NMOD)
            return false;
        token = at->head;
    }
    return false;
}

/* "The first meeting of a serving president with ...": whoever holds such an office; "no president ever met them". */
static bool is_anybody(const struct reading *reading, uint32_t head)
{
    return reading_has_child(reading, head, REL_DET, SET_INDEFINITE) && reading_mark_over(reading, head, SET_RULER);
}

/* Whoever speaks to an outlet gives an interview. */
static bool is_outlet(const struct reading *reading, uint32_t head)
{
    uint32_t actor = reading_actor(reading, head);
    return actor != NO_ACTOR && reading->record->actors.items[actor].kind == ACTOR_OUTLET;
}

static bool is_general(const struct reading *reading, const struct frame *frame)
{
    for (uint8_t n = 0; n < MOST_ARGUMENT_CAPTURES; n++) {
        const struct capture *capture = frame_capture(frame, "participants", n);
        if (capture && (is_anybody(reading, capture->head) || is_outlet(reading, capture->head)))
            return true;
    }
    return false;
}

static bool is_meeting(const struct reading *reading, const struct frame *frame)
{
    return str_equal(frame->rule->frame, STR("meeting")) && !is_media_event(reading, frame) &&
           !is_denied(reading, frame) && !is_shunned(reading, frame) && !is_none(reading, frame) &&
           !is_general(reading, frame) && !aspect_disowned(reading, frame->trigger);
}

/* Does it only name a contact? Then whatever else tells of it says more. */
static bool is_bare(const struct frame *frame)
{
    return frame_word(frame, "bare").len > 0;
}

/* Does it tell only who holds the contact, between others named by its noun: "they arranged the US-Soviet summit"? */
static bool is_hosting(const struct frame *frame)
{
    return frame_capture(frame, "mediators", 0) && !frame_capture(frame, "participants", 0);
}

static void index_told(struct builder *builder)
{
    const struct reading *reading = builder->reading;
    builder->told = ARENA_NEW(reading->arena, bool, reading->document.token_count + 1);
    builder->each = ARENA_NEW(reading->arena, bool, reading->document.token_count + 1);
    for (size_t i = 0; i < reading->frames.count; i++) {
        const struct frame *frame = &reading->frames.items[i];
        uint32_t first, last;
        if (!is_meeting(reading, frame) || is_bare(frame) || is_hosting(frame))
            continue;
        named_by(frame, &first, &last);
        for (uint32_t token = first; token < last; token++) {
            builder->told[token] = true;
            builder->each[token] = builder->each[token] || rule_argument(frame->rule, "each");
        }
    }
}

/* "X held separate meetings with Y and Z": what tells of all of them together adds nothing. */
static bool is_of_each(const struct builder *builder, const struct frame *frame)
{
    uint32_t first, last;
    named_by(frame, &first, &last);
    return builder->each[last - 1];
}

void meeting_read(struct reading *reading)
{
    struct builder builder = {.reading = reading};
    contact_index_sides(reading);
    index_venues(&builder);
    index_told(&builder);
    builder.contact_of_noun = ARENA_NEW(reading->arena, uint32_t, reading->document.token_count + 1);
    for (size_t i = 0; i < reading->frames.count; i++) {
        const struct frame *frame = &reading->frames.items[i];
        if (!is_meeting(reading, frame) || (is_bare(frame) && builder.told[frame->trigger_last - 1]))
            continue;
        struct meeting meeting = read_frame(&builder, frame);
        if (rule_argument(frame->rule, "each"))
            push_each(&builder, frame, &meeting);
        else if (!is_of_each(&builder, frame))
            push(&builder, frame, &meeting);
    }
    contact_join(reading, &builder.contacts);
}
