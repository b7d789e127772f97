/* position.c - what actors want, offer, accept or refuse: frames position(holder, stance, text).
 *
 * Input: frames of data/en/rules/position.txt. Output: record->positions, one for each conjoined holder; the
 * evidence is exactly the words naming what is wanted. */
#include "read/aspect.h"

enum { LONGEST_TEXT = 40, SHORTEST_TEXT = 1 };

static bool stance_named(struct str name, enum stance *stance)
{
    for (int i = 0; i < STANCE_COUNT; i++)
        if (str_equal(name, str_of(stance_names[i]))) {
            *stance = (enum stance)i;
            return true;
        }
    return false;
}

/* Without the preposition, "to" or "that" it begins with and the marks it ends with. */
static bool trim_text(const struct reading *reading, const struct capture *text, uint32_t *first, uint32_t *last)
{
    const struct token *tokens = reading->document.tokens;
    *first = text->first;
    *last = text->last;
    while (*first < text->head && (tokens[*first].relation == REL_CASE || tokens[*first].relation == REL_MARK || (tokens[*first].flags & TOKEN_PUNCT)))
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

void position_read(struct reading *reading)
{
    for (size_t i = 0; i < reading->frames.count; i++) {
        const struct frame *frame = &reading->frames.items[i];
        const struct capture *holder = frame_capture(frame, "holder", 0), *text = frame_capture(frame, "text", 0);
        struct position position;
        uint32_t first, last;
        if (!str_equal(frame->rule->frame, STR("position")) || !holder || !text || !stance_named(frame_word(frame, "stance"), &position.stance) ||
            !trim_text(reading, text, &first, &last) || aspect_negated(reading, frame->trigger))
            continue;
        struct actor_list holders = {0};
        reading_actors(reading, holder->head, &holders);
        position.evidence = reading_evidence(reading, first, last, frame->rule->name);
        for (size_t h = 0; h < holders.count; h++) {
            position.holder = holders.items[h];
            if (reading->record->actors.items[position.holder].kind != ACTOR_OUTLET && !is_known(reading->record, &position))
                *ARENA_PUSH(reading->arena, reading->record->positions) = position;
        }
    }
}
