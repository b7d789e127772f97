/* context.c - see context.h. A hashed linear model (Weinberger and others 2009), trained by train/train_context.c. */
#include "model/context.h"

#include "base/error.h"

enum { BITS_MOST = 24 };

static uint64_t mix(uint64_t feature, uint64_t a, uint64_t b)
{
    uint64_t sum = (feature + 1) * 0x9e3779b97f4a7c15u + a * 0xc2b2ae3d27d4eb4fu + b * 0x165667b19e3779f9u;
    return sum ^ sum >> 29;
}

static void features_of(const struct position *p, uint64_t features[CONTEXT_FEATURE_COUNT])
{
    const struct position *before = p - 1, *after = p + 1;
    uint64_t shapes = (uint64_t)p->shape * 16 + (uint64_t)p->place * 4 + 1;
    uint64_t around = shapes * 16 + (uint64_t)before->shape * 4 + after->shape;
    uint32_t n = 0;
#define FEATURE(a, b) (features[n] = mix(n, (a), (b)), n++)
    FEATURE(p->hash, 0);
    FEATURE(p->hash, shapes);
    FEATURE(before->hash, 0);
    FEATURE(after->hash, 0);
    FEATURE(before->hash, p->hash);
    FEATURE(p->hash, after->hash);
    FEATURE(p->ending >> 8, shapes);
    FEATURE(p->ending >> 16, after->likely);
    FEATURE(p->ending >> 8, before->likely);
    FEATURE(after->ending >> 8, 0);
    FEATURE(before->ending >> 8, 0);
    FEATURE(around, after->likely);
    FEATURE(p->hash, after->likely);
    FEATURE(p->hash, before->likely);
    FEATURE(before->likely, after->likely);
    FEATURE(after->likely, p[2].likely);
    FEATURE(p[-2].likely, before->likely);
    FEATURE(p->hash, p[2].likely);
#undef FEATURE
}

static uint32_t row_of(const struct context *context, uint64_t feature, uint8_t tag)
{
    return (uint32_t)(((feature + tag * 0xd6e8feb86659fd93u) * 0xe7037ed1a0b428dbu) >> (64 - context->bits));
}

void context_rows(const struct context *context, const struct position *positions, uint32_t at, uint8_t tag,
                  uint32_t rows[CONTEXT_FEATURE_COUNT])
{
    uint64_t features[CONTEXT_FEATURE_COUNT];
    features_of(&positions[at], features);
    for (uint32_t f = 0; f < CONTEXT_FEATURE_COUNT; f++)
        rows[f] = row_of(context, features[f], tag);
}

void context_apply(const struct context *context, struct position *positions, uint32_t at)
{
    struct position *position = &positions[at];
    if (position->count < 2)
        return;
    uint64_t features[CONTEXT_FEATURE_COUNT];
    features_of(position, features);
    for (uint32_t i = 0; i < position->count; i++) {
        int sum = 0;
        for (uint32_t f = 0; f < CONTEXT_FEATURE_COUNT; f++)
            sum += context->weights[row_of(context, features[f], position->candidates[i].tag)];
        position->candidates[i].cost = (int16_t)(position->candidates[i].cost - sum);
    }
}

bool context_load(struct context *context, struct str bytes, const char *source, readout_error *error)
{
    struct str rest = bytes, value = str_cut(&rest, '\n');
    if (!str_equal(value, STR("readout-context 1")))
        return error_set(error, READOUT_BAD_DATA, source, "not a model of the tagger's context, or of another version");
    value = str_cut(&rest, '\n');
    unsigned bits = 0;
    for (size_t i = 0; i < value.len && bits <= BITS_MOST; i++)
        bits = value.ptr[i] >= '0' && value.ptr[i] <= '9' ? bits * 10 + (unsigned)(value.ptr[i] - '0') : BITS_MOST + 1;
    if (bits == 0 || bits > BITS_MOST || rest.len != (size_t)1 << bits)
        return error_set(error, READOUT_BAD_DATA, source, "weights cut off or too long");
    *context = (struct context){(const int8_t *)rest.ptr, bits};
    return true;
}
