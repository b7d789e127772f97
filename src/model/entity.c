/* entity.c - see entity.h. Viterbi's algorithm. Invariant: the label O may stand anywhere outside, so that there is
 * always a sequence. */
#include "model/entity.h"

static const double impossible = -1e300;

static bool read_place(char letter, enum entity_place *place)
{
    static const char letters[] = "OBIES";
    const char *at = letter ? strchr(letters, letter) : NULL;
    if (at)
        *place = (enum entity_place)(at - letters);
    return at != NULL;
}

static bool read_kind(struct str name, enum entity_kind *kind)
{
    for (uint32_t i = 0; i < ENTITY_COUNT; i++)
        if (str_equal(name, str_of(entity_names[i]))) {
            *kind = (enum entity_kind)i;
            return true;
        }
    return false;
}

/* "O" or "B-Person". */
static bool read_label(struct str text, enum entity_place *place, enum entity_kind *kind)
{
    if (!text.len || !read_place(text.ptr[0], place))
        return false;
    if (*place == PLACE_OUTSIDE)
        return text.len == 1;
    return text.len > 2 && text.ptr[1] == '-' && read_kind(str_make(text.ptr + 2, text.len - 2), kind);
}

static bool set_once(uint8_t *slot, uint32_t label)
{
    bool first = *slot == LAYER_LABELS;
    *slot = (uint8_t)label;
    return first;
}

/* Where a label must be found again; true where it is the first of its name. */
static bool place_label(struct entity_labels *labels, uint32_t label)
{
    enum entity_place place = labels->items[label].place;
    enum entity_kind kind = labels->items[label].kind;
    if (place == PLACE_OUTSIDE)
        return set_once(&labels->outside, label);
    if (place == PLACE_BEGIN)
        return set_once(&labels->begin[kind], label);
    return place != PLACE_INSIDE || set_once(&labels->inside[kind], label);
}

bool entity_make(const struct maker *maker, struct entity_labels *labels)
{
    struct names names;
    if (!maker_names(maker, "entities", &names))
        return false;
    memset(labels, 0, sizeof *labels);
    memset(labels->begin, LAYER_LABELS, sizeof labels->begin);
    memset(labels->inside, LAYER_LABELS, sizeof labels->inside);
    labels->outside = LAYER_LABELS;
    labels->count = names.count;
    for (uint32_t i = 0; i < names.count; i++) {
        if (!read_label(names.items[i], &labels->items[i].place, &labels->items[i].kind))
            return maker_fail(maker, "entities", "not a label such as 'O' or 'B-Person'");
        if (!place_label(labels, i))
            return maker_fail(maker, "entities", "a label twice");
    }
    return labels->outside != LAYER_LABELS || maker_fail(maker, "entities", "no label 'O'");
}

/* Does nothing go on behind this label? */
static bool closes(const struct entity_labels *labels, uint32_t label)
{
    enum entity_place place = labels->items[label].place;
    return place != PLACE_BEGIN && place != PLACE_INSIDE;
}

/* Does nothing go on before this label? */
static bool opens(const struct entity_labels *labels, uint32_t label)
{
    enum entity_place place = labels->items[label].place;
    return place != PLACE_INSIDE && place != PLACE_END;
}

/* The best label to close with. */
static uint8_t best_closed(const struct entity_labels *labels, const double *totals)
{
    uint8_t best = labels->outside;
    for (uint32_t i = 0; i < labels->count; i++)
        if (closes(labels, i) && totals[i] > totals[best])
            best = (uint8_t)i;
    return best;
}

/* The best label to go on from with a label of that kind; LAYER_LABELS where there is none. */
static uint8_t best_open(const struct entity_labels *labels, enum entity_kind kind, const double *totals)
{
    uint8_t begin = labels->begin[kind], inside = labels->inside[kind];
    if (begin == LAYER_LABELS)
        return inside;
    return inside != LAYER_LABELS && totals[inside] > totals[begin] ? inside : begin;
}

/* next[i] = score[i] + max of totals[j] over the labels j that i may follow; back[i] = that j */
static void advance(const struct entity_labels *labels, const float *scores, const double *totals, double *next,
                    uint8_t *back)
{
    uint8_t closed = best_closed(labels, totals);
    for (uint32_t i = 0; i < labels->count; i++) {
        uint8_t from = opens(labels, i) ? closed : best_open(labels, labels->items[i].kind, totals);
        bool possible = from != LAYER_LABELS && totals[from] > impossible;
        back[i] = possible ? from : labels->outside;
        next[i] = possible ? totals[from] + (double)scores[i] : impossible;
    }
}

void entity_decode(const struct entity_labels *labels, struct arena *arena, const float *const *scores, uint32_t count,
                   uint8_t *sequence)
{
    double totals[2][LAYER_LABELS];
    uint32_t now = 0, width = labels->count;
    uint8_t *back = arena_take(arena, count, width); /* [count][width] */
    if (!count)
        return;
    for (uint32_t i = 0; i < width; i++)
        totals[now][i] = opens(labels, i) ? (double)scores[0][i] : impossible;
    for (uint32_t t = 1; t < count; t++, now = !now)
        advance(labels, scores[t], totals[now], totals[!now], back + (size_t)t * width);
    uint8_t label = best_closed(labels, totals[now]);
    for (uint32_t t = count; t-- > 0;) {
        sequence[t] = label;
        label = t ? back[(size_t)t * width + label] : label;
    }
}

static uint32_t count_ends(const struct entity_labels *labels, const uint8_t *sequence, uint32_t count)
{
    uint32_t ends = 0;
    for (uint32_t t = 0; t < count; t++) {
        enum entity_place place = labels->items[sequence[t]].place;
        ends += place == PLACE_END || place == PLACE_SINGLE;
    }
    return ends;
}

void entity_collect(const struct entity_labels *labels, const uint8_t *sequence, struct document *document)
{
    uint32_t count = count_ends(labels, sequence, document->token_count), first = 0;
    document->entities = ARENA_NEW(document->arena, struct entity, (size_t)count + 1);
    document->entity_count = 0;
    for (uint32_t t = 0; t < document->token_count; t++) {
        enum entity_place place = labels->items[sequence[t]].place;
        if (place == PLACE_BEGIN || place == PLACE_SINGLE)
            first = t;
        if (place == PLACE_END || place == PLACE_SINGLE)
            document->entities[document->entity_count++] =
                (struct entity){first, t + 1, labels->items[sequence[t]].kind};
    }
}
