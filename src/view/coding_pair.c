/* coding_pair.c - see coding_pair.h. */
#include "view/coding_pair.h"

#include <stdio.h>

enum { DAY_LENGTH = 10 };

static size_t at_most(size_t count)
{
    return count < CODED_ACTORS_MOST ? count : CODED_ACTORS_MOST;
}

/* The sources with each other. */
static void pair_sources(const struct coding *coding, pair_use *use, void *user)
{
    size_t count = at_most(coding->source.count);
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++)
            if (a != b)
                use(user, &coding->source.items[a], &coding->source.items[b], a > b);
}

void coding_pairs(const struct coding *coding, pair_use *use, void *user)
{
    size_t sources = at_most(coding->source.count), targets = at_most(coding->target.count);
    if (coding->reciprocal && !targets && sources > 1) {
        pair_sources(coding, use, user);
        return;
    }
    for (size_t s = 0; s < (sources ? sources : 1); s++)
        for (size_t t = 0; t < (targets ? targets : 1); t++) {
            const struct coded_actor *source = sources ? &coding->source.items[s] : NULL,
                                     *target = targets ? &coding->target.items[t] : NULL;
            use(user, source, target, false);
            if (coding->reciprocal && source && target)
                use(user, target, source, true);
        }
}

void coding_identify(struct buffer *out, const struct record *record, size_t number, size_t pair)
{
    char behind[64];
    int length = pair ? snprintf(behind, sizeof behind, "-%zu.%zu", number + 1, pair + 1)
                      : snprintf(behind, sizeof behind, "-%zu", number + 1);
    buffer_add(out, record->id);
    buffer_add(out, str_make(behind, (size_t)length));
}

/* The events stand in the order of their quad classes. */
uint32_t coding_quad(enum plover_event event)
{
    uint32_t quad = 0;
    for (unsigned i = 1; i <= (unsigned)event; i++)
        quad += strcmp(plover_quad_names[i], plover_quad_names[i - 1]) != 0;
    return quad;
}

struct str coding_auxiliary(enum coding_status status)
{
    static const char *const names[CODING_STATUS_COUNT] = {NULL, NULL, "future", "hypothetical", "negation"};
    return str_of(names[status]);
}

struct str coding_actor_name(const struct record *record, const struct coded_actor *actor)
{
    return actor->actor < record->actors.count ? record->actors.items[actor->actor].name : STR("");
}

uint32_t coding_sentence(const struct reading *reading, const struct coding *coding)
{
    uint32_t first = 0, last = reading->document.sentence_count;
    while (first < last) {
        uint32_t middle = first + (last - first) / 2;
        if (reading->document.sentences[middle].start <= coding->evidence.start)
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

struct str coding_day(const struct reading *reading, const struct coding *coding)
{
    if (coding->when.from[0])
        return str_of(coding->when.from);
    return reading->day.len >= DAY_LENGTH ? str_make(reading->day.ptr, DAY_LENGTH) : STR("");
}
