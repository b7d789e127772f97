/* position.c - what actors want, offer, accept or refuse: frames position(holder, stance, text).
 *
 * Input: frames of data/en/rules/position.txt. Output: record->positions, one for each conjoined holder; the
 * evidence is exactly the words naming what is wanted. */
#include "read/aspect.h"

enum { MOST_CONJUNCTS = 16, LONGEST_TEXT = 40, SHORTEST_TEXT = 2 };

static bool stance_named(struct str name, enum stance *stance)
{
    int place = record_name(stance_names, STANCE_COUNT, name);
    *stance = (enum stance)(place < 0 ? 0 : place);
    return place >= 0;
}

/* "an end to the blockade on Gaza": the phrases behind belong to it, also where the tree hangs them elsewhere. */
static uint32_t with_phrases(const struct reading *reading, uint32_t head, uint32_t last)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t end = reading->document.sentences[tokens[head].sentence].last;
    if (last >= end || tokens[head].tag == TAG_VERB || tokens[last].tag != TAG_ADP)
        return last;
    uint32_t next = last;
    while (next < end && next - last < LONGEST_TEXT &&
           !mentions_over(&reading->mentions, MENTION_DATE, next + 1 < end ? next + 1 : next)) {
        enum tag tag = (enum tag)tokens[next].tag;
        if (tag != TAG_ADP && tag != TAG_DET && tag != TAG_ADJ && tag != TAG_NOUN && tag != TAG_PROPN &&
            tag != TAG_NUM && tag != TAG_PART)
            break;
        next++;
    }
    return tokens[next - 1].tag == TAG_ADP ? last : next;
}

/* Without the preposition, "to" or "that" it begins with and the marks it ends with. */
static bool trim_text(const struct reading *reading, const struct capture *text, uint32_t *first, uint32_t *last)
{
    const struct token *tokens = reading->document.tokens;
    *first = text->first;
    *last = with_phrases(reading, text->head, text->last);
    while (*first < text->head && (tokens[*first].relation == REL_CASE || tokens[*first].relation == REL_MARK ||
                                   tokens[*first].tag == TAG_CCONJ || (tokens[*first].flags & TOKEN_PUNCT)))
        ++*first;
    while (*last > *first && (tokens[*last - 1].flags & TOKEN_PUNCT))
        --*last;
    return *last >= *first + SHORTEST_TEXT && *last - *first <= LONGEST_TEXT && tokens[text->head].tag != TAG_PRON;
}

static bool is_known(const struct record *record, const struct position *position)
{
    size_t count = record->positions.count, first = count > 16 ? count - 16 : 0;
    for (size_t i = first; i < count; i++) {
        const struct position *other = &record->positions.items[i];
        if (other->holder == position->holder && other->evidence.start == position->evidence.start)
            return true;
    }
    return false;
}

/* The token in which the byte stands, or the first behind it. */
static uint32_t token_at(const struct document *document, uint32_t byte)
{
    uint32_t low = 0, high = document->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (document->tokens[middle].end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Who is cited for what stands at `token`: the speaker of the quotation, or an actor among the words cited. */
static void cited_actors(const struct reading *reading, uint32_t token, struct actor_list *out)
{
    uint32_t byte = reading->document.tokens[token].start;
    const struct record *record = reading->record;
    size_t low = 0, high = record->statements.count; /* statements stand in text order */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (record->statements.items[middle].evidence.end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < record->statements.count && record->statements.items[low].evidence.start <= byte) {
        if (record->statements.items[low].speaker != NO_ACTOR)
            *ARENA_PUSH(reading->arena, *out) = record->statements.items[low].speaker;
        return;
    }
    struct str cited = attribution_cited(reading, token);
    if (!cited.len)
        return;
    uint32_t first = token_at(&reading->document, (uint32_t)(cited.ptr - reading->document.text.ptr));
    uint32_t end = (uint32_t)(cited.ptr - reading->document.text.ptr + (ptrdiff_t)cited.len);
    for (uint32_t t = first;
         t < reading->document.token_count && reading->document.tokens[t].start < end && !out->count; t++)
        reading_actors(reading, t, out);
}

/* "We must ..." calls on oneself. */
static bool is_own(const struct reading *reading, const struct capture *text)
{
    uint32_t subject = tree_child(&reading->document, &reading->tree, text->head, REL_NSUBJ);
    return subject != NO_TOKEN && reading_mark(reading, subject, SET_SPEAKER_SELF);
}

/* Does the text name something that can be wanted or refused? Not an actor alone, an accusation, or "to comment". */
static bool is_matter(const struct reading *reading, const struct capture *text)
{
    const struct mention *mention = mentions_over(&reading->mentions, MENTION_ACTOR, text->head);
    bool person = mention && mention->last > text->head && mention->first <= text->head;
    return !person && !reading_mark_over(reading, text->head, SET_ACCUSATION) &&
           !reading_mark_over(reading, text->head, SET_SPEECH) &&
           !reading_mark_over(reading, text->head, SET_DELEGATION) &&
           !mentions_over(&reading->mentions, MENTION_DATE, text->head);
}

struct positions {
    struct reading *reading;
    const struct frame *frame;
    enum stance stance;
    struct actor_list holders;
};

static void add_positions(const struct positions *positions, uint32_t first, uint32_t last)
{
    struct reading *reading = positions->reading;
    struct position position = {.stance = positions->stance,
                                .evidence = reading_evidence(reading, first, last, positions->frame->rule->name)};
    for (size_t h = 0; h < positions->holders.count; h++) {
        position.holder = positions->holders.items[h];
        if (reading->record->actors.items[position.holder].kind != ACTOR_OUTLET &&
            !is_known(reading->record, &position))
            *ARENA_PUSH(reading->arena, reading->record->positions) = position;
    }
}

/* The next thing conjoined with the head behind `from`: "a ceasefire, a withdrawal and an exchange" are three. */
static uint32_t next_conjunct(const struct reading *reading, const struct capture *text, uint32_t from)
{
    const struct token *tokens = reading->document.tokens;
    if (tokens[text->head].tag == TAG_VERB)
        return NO_TOKEN;
    for (uint32_t child = reading->tree.first_child[text->head]; child != NO_TOKEN;
         child = reading->tree.next_child[child]) {
        bool conjunct = tokens[child].relation == REL_CONJ ||
                        (tokens[child].relation == REL_APPOS && reading->tree.left[child] > text->head + 1);
        if (child > from && child < text->last && conjunct &&
            (tokens[child].tag == TAG_NOUN || tokens[child].tag == TAG_PROPN))
            return child;
    }
    return NO_TOKEN;
}

/* One position for each thing conjoined in the text. */
static void read_text(const struct positions *positions, const struct capture *text)
{
    const struct reading *reading = positions->reading;
    struct capture part = *text;
    uint32_t first, last;
    for (unsigned seen = 0; seen < MOST_CONJUNCTS; seen++) {
        uint32_t next = next_conjunct(reading, text, part.head);
        if (next != NO_TOKEN)
            part.last = reading->tree.left[next];
        while (next != NO_TOKEN && part.last > part.first + 1 &&
               (reading->document.tokens[part.last - 1].tag == TAG_CCONJ ||
                (reading->document.tokens[part.last - 1].flags & TOKEN_PUNCT)))
            part.last--;
        if (is_matter(reading, &part) && trim_text(reading, &part, &first, &last))
            add_positions(positions, first, last);
        if (next == NO_TOKEN)
            return;
        part = (struct capture){.first = reading->tree.left[next], .last = text->last, .head = next, .filled = true};
    }
}

static void read_holders(struct positions *positions, const struct capture *text)
{
    const struct capture *holder = frame_capture(positions->frame, "holder", 0);
    if (holder)
        reading_actors(positions->reading, holder->head, &positions->holders);
    else if (!rule_argument(positions->frame->rule, "holder") && !is_own(positions->reading, text))
        cited_actors(positions->reading, positions->frame->trigger, &positions->holders);
}

void position_read(struct reading *reading)
{
    for (size_t i = 0; i < reading->frames.count; i++) {
        struct positions positions = {.reading = reading, .frame = &reading->frames.items[i]};
        const struct capture *text = frame_capture(positions.frame, "text", 0);
        if (!str_equal(positions.frame->rule->frame, STR("position")) || !text ||
            aspect_negated(reading, positions.frame->trigger) ||
            !stance_named(frame_word(positions.frame, "stance"), &positions.stance))
            continue;
        read_holders(&positions, text);
        read_text(&positions, text);
    }
}
