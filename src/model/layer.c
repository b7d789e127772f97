/* layer.c - see layer.h. Invariant: a chunk is read only behind a check of its type and shape. */
#include "model/layer.h"

#include <stdio.h>

#include "base/error.h"

enum { NAME_ROOM = 64, CACHE_LINE = 64, COLUMN_UNIT = 64 };

bool maker_fail(const struct maker *maker, const char *name, const char *what)
{
    return error_set(maker->error, READOUT_BAD_DATA, maker->weights->path, "chunk '%s': %s", name, what);
}

const struct chunk *maker_chunk(const struct maker *maker, const char *name, enum chunk_type type, uint32_t rows,
                                uint32_t columns)
{
    const struct chunk *chunk = weights_find(maker->weights, name);
    if (!chunk)
        maker_fail(maker, name, "missing");
    else if (chunk->type != type)
        maker_fail(maker, name, "of the wrong type");
    else if ((rows && chunk->rows != rows) || (columns && chunk->columns != columns))
        maker_fail(maker, name, "of the wrong shape");
    else
        return chunk;
    return NULL;
}

static uint32_t u32_at(const char *bytes)
{
    const unsigned char *at = (const unsigned char *)bytes;
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

float chunk_f32(const struct chunk *chunk, size_t index)
{
    uint32_t bits = u32_at(chunk->bytes.ptr + index * sizeof bits);
    float number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

uint64_t chunk_u64(const struct chunk *chunk, size_t index)
{
    const char *at = chunk->bytes.ptr + index * sizeof(uint64_t);
    return u32_at(at) | (uint64_t)u32_at(at + 4) << 32;
}

void *layer_room(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - CACHE_LINE)
        arena_fail(arena);
    unsigned char *memory = arena_take(arena, size + CACHE_LINE, 1);
    return memory + (CACHE_LINE - (uintptr_t)memory % CACHE_LINE) % CACHE_LINE;
}

bool maker_floats(const struct maker *maker, const char *name, uint32_t count, uint32_t room, const float **numbers)
{
    const struct chunk *chunk = maker_chunk(maker, name, CHUNK_F32, 1, count);
    if (!chunk)
        return false;
    float *out = layer_room(maker->arena, room * sizeof *out);
    memset(out, 0, room * sizeof *out);
    for (uint32_t i = 0; i < count; i++) {
        out[i] = chunk_f32(chunk, i);
        if (!(out[i] >= -LAYER_MOST_VALUE && out[i] <= LAYER_MOST_VALUE))
            return maker_fail(maker, name, "a number out of range");
    }
    *numbers = out;
    return true;
}

/* Is every value between -127 and 127? */
static bool is_symmetric(const struct chunk *chunk)
{
    return memchr(chunk->bytes.ptr, INT8_MIN, chunk->bytes.len) == NULL;
}

static void pack(const struct maker *maker, const struct chunk *chunk, struct matrix *matrix)
{
    uint32_t padded = matrix_padded(chunk->rows);
    int8_t *packed = layer_room(maker->arena, (size_t)padded * chunk->columns);
    int32_t *start = layer_room(maker->arena, padded * sizeof *start);
    memset(packed, 0, (size_t)padded * chunk->columns);
    memset(start, 0, padded * sizeof *start);
    const int8_t *values = (const int8_t *)chunk->bytes.ptr;
    for (uint32_t r = 0; r < chunk->rows; r++)
        matrix_pack_row(maker->kernel, packed, start, r, values + (size_t)r * chunk->columns, chunk->columns);
    *matrix = (struct matrix){packed, start, chunk->rows, padded, chunk->columns};
}

bool maker_matrix(const struct maker *maker, const char *name, uint32_t rows, uint32_t columns,
                  struct matrix *matrix)
{
    char part[NAME_ROOM];
    snprintf(part, sizeof part, "%s.weight", name);
    const struct chunk *chunk = maker_chunk(maker, part, CHUNK_I8, rows, columns);
    if (!chunk)
        return false;
    if (chunk->rows > LAYER_MOST_SIZE || chunk->columns > LAYER_MOST_SIZE || chunk->columns % COLUMN_UNIT)
        return maker_fail(maker, part, "too large, or columns not a multiple of 64");
    if (!is_symmetric(chunk))
        return maker_fail(maker, part, "a value of -128");
    pack(maker, chunk, matrix);
    return true;
}

bool maker_layer_unbiased(const struct maker *maker, const char *name, uint32_t rows, uint32_t columns,
                          struct layer *layer)
{
    char part[NAME_ROOM];
    *layer = (struct layer){0};
    snprintf(part, sizeof part, "%s.scale", name);
    return maker_matrix(maker, name, rows, columns, &layer->matrix) &&
           maker_floats(maker, part, layer->matrix.rows, layer->matrix.padded, &layer->scale);
}

bool maker_layer(const struct maker *maker, const char *name, uint32_t rows, uint32_t columns, struct layer *layer)
{
    char part[NAME_ROOM];
    snprintf(part, sizeof part, "%s.bias", name);
    return maker_layer_unbiased(maker, name, rows, columns, layer) &&
           maker_floats(maker, part, layer->matrix.rows, layer->matrix.padded, &layer->bias);
}

bool maker_names(const struct maker *maker, const char *name, struct names *names)
{
    const struct chunk *chunk = maker_chunk(maker, name, CHUNK_TEXT, 0, 0);
    if (!chunk)
        return false;
    if (chunk->rows == 0 || chunk->rows > LAYER_LABELS)
        return maker_fail(maker, name, "no labels, or more than 255");
    *names = (struct names){ARENA_NEW(maker->arena, struct str, chunk->rows), chunk->rows};
    struct str rest = chunk->bytes;
    for (uint32_t i = 0; i < names->count; i++) {
        names->items[i] = str_cut(&rest, '\n');
        if (!names->items[i].len)
            return maker_fail(maker, name, "an empty label");
    }
    return true;
}
