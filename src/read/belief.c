/* belief.c - what somebody is told to say, hold, want or feel, by rules over the tree: frames attribution(source,
 * content).
 *
 * Input: frames of data/en/rules/attribution.txt, and the attributions of statement_read. Output: more of
 * record->attributions, in text order of their cues. Invariant: these only list what is told: nobody is cited by them
 * (reading->cited), and no statement is made of them. */
#include "read/reading.h"

enum { LONGEST_SOURCE = 50, LONGEST_CONTENT = 120 };

struct part {
    uint32_t first, last;
};

static bool is_mark(const struct reading *reading, uint32_t token)
{
    const struct token *at = &reading->document.tokens[token];
    return (at->flags & TOKEN_PUNCT) && at->end - at->start == 1 &&
           strchr(",;:.-", reading->document.text.ptr[at->start]) != NULL;
}

static struct part trimmed(const struct reading *reading, struct part part)
{
    while (part.first < part.last && is_mark(reading, part.first))
        part.first++;
    while (part.last > part.first && is_mark(reading, part.last - 1))
        part.last--;
    return part;
}

/* The words of a capture, without the preposition that ties them to the verb: "about | the new map". */
static struct part words_of(const struct reading *reading, const struct capture *capture)
{
    const struct token *tokens = reading->document.tokens;
    struct part part = {capture->first, reading->tree.right[capture->head]};
    enum relation relation = (enum relation)tokens[capture->head].relation;
    bool tied = relation == REL_OBL || relation == REL_NMOD || relation == REL_ADVCL;
    while (tied && part.first < capture->head && tokens[part.first].tag == TAG_ADP &&
           tokens[part.first].head == capture->head)
        part.first++;
    return part;
}

/* All that the frame captured as content, from the first word to the last; with none where the trigger is among it. */
static struct part content_of(const struct reading *reading, const struct frame *frame)
{
    struct part whole = {0, 0};
    const struct capture *capture;
    for (uint8_t n = 0; (capture = frame_capture(frame, "content", n)); n++) {
        struct part part = words_of(reading, capture);
        whole.first = whole.last && whole.first < part.first ? whole.first : part.first;
        whole.last = whole.last > part.last ? whole.last : part.last;
    }
    bool over = whole.first <= frame->trigger && frame->trigger < whole.last;
    return over || whole.last - whole.first > LONGEST_CONTENT ? (struct part){0, 0} : trimmed(reading, whole);
}

/* The source's words: up to the cue, where they stand before it, and without "by". */
static struct part source_of(const struct reading *reading, const struct frame *frame)
{
    const struct capture *capture = frame_capture(frame, "source", 0);
    if (!capture)
        return (struct part){0, 0};
    struct part part = words_of(reading, capture);
    bool over = capture->head < frame->trigger && part.last > frame->trigger_first; /* "officials who hope to go" */
    if (over)
        part.last = frame->trigger_first;
    for (uint32_t token = capture->head + 1; token < part.last; token++)
        if (reading_mark(reading, token, SET_RELATIVE) && over)
            part.last = token;
    return part.last - part.first > LONGEST_SOURCE ? (struct part){capture->head, capture->head + 1}
                                                   : trimmed(reading, part);
}

static struct span span_of(const struct reading *reading, struct part part)
{
    if (part.first >= part.last)
        return (struct span){0, 0};
    return (struct span){reading->document.tokens[part.first].start, reading->document.tokens[part.last - 1].end};
}

/* What is told by this word already; NULL if nothing. `from` moves on over those before it. */
static struct attribution *told_by(const struct record *record, uint32_t start, size_t *from)
{
    while (*from < record->attributions.count && record->attributions.items[*from].cue.end <= start)
        ++*from;
    struct attribution *told = *from < record->attributions.count ? &record->attributions.items[*from] : NULL;
    return told && told->cue.start <= start ? told : NULL;
}

/* "criticized | the deal | as “weak”": the object that the rule found goes before what was told already. */
static void widen(struct attribution *told, const struct attribution *by_rule)
{
    if (by_rule->content.start >= told->cue.end && by_rule->content.start < told->content.start &&
        told->content.start <= by_rule->content.end + 1)
        told->content.start = by_rule->content.start;
}

/* The attribution that the frame tells of; false if it tells of none. */
static bool read_frame(const struct reading *reading, const struct frame *frame, struct attribution *out)
{
    struct part content = content_of(reading, frame), source = source_of(reading, frame);
    if (content.first >= content.last || source.first >= source.last)
        return false;
    *out = (struct attribution){.source = span_of(reading, source), .content = span_of(reading, content),
                                .cue = span_of(reading, (struct part){frame->trigger_first, frame->trigger_last}),
                                .speaker = NO_ACTOR,
                                .rule = frame->rule->name};
    return true;
}

/* Note for explain that the frame's rule matched where somebody's words stand, of which a thought is a part. */
static void tried_aside(const struct reading *reading, const struct frame *frame)
{
    if (!reading->trials)
        return;
    struct trial trial = {.rule = frame->rule->name, .stops = "not inside what somebody is told to say",
                          .first = frame->trigger_first, .last = frame->trigger_last,
                          .cue_first = frame->trigger_first, .cue_last = frame->trigger_last};
    *ARENA_PUSH(reading->arena, *reading->trials) = trial;
}

void belief_read(struct reading *reading)
{
    struct record *record = reading->record;
    struct record told = {.attributions = record->attributions};
    size_t next = 0, from = 0;
    record->attributions = (typeof(record->attributions)){0};
    for (size_t i = 0; i < reading->frames.count; i++) {
        const struct frame *frame = &reading->frames.items[i];
        struct attribution attribution;
        uint32_t start = reading->document.tokens[frame->trigger].start;
        bool aside = (reading->document.tokens[frame->trigger].flags & TOKEN_IN_QUOTE) ||
                     reading->cited[frame->trigger]; /* "He said he hoped to go": part of what is said */
        if (!str_equal(frame->rule->frame, STR("attribution")))
            continue;
        if (aside)
            tried_aside(reading, frame);
        if (aside || !read_frame(reading, frame, &attribution))
            continue;
        struct attribution *known = told_by(&told, start, &from);
        if (known) {
            widen(known, &attribution);
            continue;
        }
        while (next < told.attributions.count && told.attributions.items[next].cue.start < attribution.cue.start)
            *ARENA_PUSH(reading->arena, record->attributions) = told.attributions.items[next++];
        *ARENA_PUSH(reading->arena, record->attributions) = attribution;
    }
    while (next < told.attributions.count)
        *ARENA_PUSH(reading->arena, record->attributions) = told.attributions.items[next++];
}
