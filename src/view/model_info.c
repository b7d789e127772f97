/* model_info.c - see model_info.h. Input: a model. Output: text for people, or one JSON object.
 * Invariant: a sum is said to hold only where it was counted anew over the bytes of the chunk. */
#include "view/model_info.h"

#include <jansson.h>
#include <sodium.h>

/* Of models/FORMAT.md: where the sum of a chunk stands. */
enum { HEADER_SIZE = 64, ROW_SIZE = 80, SUM_AT = 56, SUM_SIZE = 16 };

static const char *const type_names[] = {"text", "i8", "f32", "u64"};

static bool sum_holds(const struct weights *weights, struct str bytes, uint32_t index)
{
    unsigned char sum[SUM_SIZE];
    const struct chunk *chunk = &weights->chunks[index];
    size_t at = HEADER_SIZE + (size_t)index * ROW_SIZE + SUM_AT;
    crypto_generichash(sum, SUM_SIZE, (const unsigned char *)chunk->bytes.ptr, chunk->bytes.len, NULL, 0);
    return bytes.len >= at + SUM_SIZE && memcmp(bytes.ptr + at, sum, SUM_SIZE) == 0;
}

static struct str about(const struct weights *weights)
{
    const struct chunk *chunk = weights_find(weights, "about");
    return chunk ? chunk->bytes : STR("");
}

static void print_about(const struct weights *weights, FILE *out)
{
    for (struct str rest = about(weights); rest.len;) {
        struct str value = str_cut(&rest, '\n'), key = str_cut(&value, '\t');
        fprintf(out, "  %-16.*s %.*s\n", STR_ARGS(key), STR_ARGS(value));
    }
}

static void print_chunk(const struct weights *weights, struct str bytes, uint32_t index, FILE *out)
{
    const struct chunk *chunk = &weights->chunks[index];
    char shape[32];
    if (chunk->type == CHUNK_TEXT)
        snprintf(shape, sizeof shape, "%u lines", chunk->rows);
    else
        snprintf(shape, sizeof shape, "%u x %u", chunk->rows, chunk->columns);
    fprintf(out, "  %-24.*s %-5s %16s %12zu  %s\n", STR_ARGS(chunk->name), type_names[chunk->type], shape,
            chunk->bytes.len, sum_holds(weights, bytes, index) ? "ok" : "DAMAGED");
}

bool model_info_print(const struct weights *weights, struct str bytes, FILE *out)
{
    fprintf(out, "%s: version %u, %zu bytes, %u chunks\n\n", weights->path, weights->version, weights->size,
            weights->chunk_count);
    print_about(weights, out);
    fprintf(out, "\n  %-24s %-5s %16s %12s  %s\n", "chunk", "type", "shape", "bytes", "sum");
    for (uint32_t i = 0; i < weights->chunk_count; i++)
        print_chunk(weights, bytes, i, out);
    return !ferror(out);
}

static json_t *chunk_json(const struct weights *weights, struct str bytes, uint32_t index)
{
    const struct chunk *chunk = &weights->chunks[index];
    return json_pack("{s:s%, s:s, s:I, s:I, s:I, s:b}", "name", chunk->name.ptr, chunk->name.len, "type",
                     type_names[chunk->type], "rows", (json_int_t)chunk->rows, "columns", (json_int_t)chunk->columns,
                     "bytes", (json_int_t)chunk->bytes.len, "sum_holds", sum_holds(weights, bytes, index));
}

static json_t *about_json(const struct weights *weights)
{
    json_t *object = json_object();
    for (struct str rest = about(weights); rest.len;) {
        struct str value = str_cut(&rest, '\n'), key = str_cut(&value, '\t');
        json_t *name = json_stringn(key.ptr, key.len);
        if (name)
            json_object_set_new(object, json_string_value(name), json_stringn(value.ptr, value.len));
        json_decref(name);
    }
    return object;
}

bool model_info_print_json(const struct weights *weights, struct str bytes, FILE *out)
{
    json_t *chunks = json_array();
    for (uint32_t i = 0; i < weights->chunk_count; i++)
        json_array_append_new(chunks, chunk_json(weights, bytes, i));
    json_t *object = json_pack("{s:s, s:I, s:I, s:o, s:o}", "path", weights->path, "version",
                               (json_int_t)weights->version, "size", (json_int_t)weights->size, "about",
                               about_json(weights), "chunks", chunks);
    bool printed = object && json_dumpf(object, out, JSON_COMPACT) == 0 && fputc('\n', out) != EOF;
    json_decref(object);
    return printed;
}
