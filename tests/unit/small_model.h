/* small_model.h - a model of the language core with random weights, made in memory (models/FORMAT.md).
 *
 * model_begin, then model_bytes; model_end frees all of it. The same seed gives the same bytes. */
#ifndef TESTS_SMALL_MODEL_H
#define TESTS_SMALL_MODEL_H
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/features.h"
#include "model/weights.h"

struct model_size {
    uint32_t vector, feature, width, arc, relation, rows, words; /* G, E, H, A, B, F, V */
    uint32_t fine, relations, lemmas;                            /* numbers of labels */
};

struct model_chunk {
    char name[24];
    uint32_t type, rows, columns;
    size_t size;
    unsigned char *bytes;
};

struct model {
    struct model_size size;
    uint64_t random;
    struct model_chunk chunks[96];
    uint32_t count;
};

static inline uint32_t model_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static inline void model_put(unsigned char *to, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        to[i] = (unsigned char)(number >> 8 * i);
}

static inline unsigned char *model_add(struct model *model, const char *name, enum chunk_type type, uint32_t rows,
                                       uint32_t columns, size_t size)
{
    struct model_chunk *chunk = &model->chunks[model->count++];
    *chunk = (struct model_chunk){.type = (uint32_t)type, .rows = rows, .columns = columns, .size = size};
    memcpy(chunk->name, name, strnlen(name, sizeof chunk->name));
    chunk->bytes = calloc(1, size + 1);
    return chunk->bytes;
}

static inline void model_text(struct model *model, const char *name, const char *text)
{
    uint32_t lines = 0;
    for (const char *at = text; *at; at++)
        lines += *at == '\n';
    memcpy(model_add(model, name, CHUNK_TEXT, lines, 0, strlen(text)), text, strlen(text));
}

static inline void model_i8(struct model *model, const char *name, uint32_t rows, uint32_t columns)
{
    size_t size = (size_t)rows * columns;
    unsigned char *bytes = model_add(model, name, CHUNK_I8, rows, columns, size);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)(model_random(&model->random) % 255 - 127);
}

/* Numbers between `least` and `most`. */
static inline void model_f32(struct model *model, const char *name, uint32_t columns, float least, float most)
{
    unsigned char *bytes = model_add(model, name, CHUNK_F32, 1, columns, columns * sizeof(float));
    for (uint32_t i = 0; i < columns; i++) {
        float number = least + (most - least) * (float)(model_random(&model->random) % 10000) / 10000.0f;
        uint32_t bits;
        memcpy(&bits, &number, sizeof bits);
        model_put(bytes + i * sizeof bits, bits, sizeof bits);
    }
}

static inline void model_layer(struct model *model, const char *name, uint32_t rows, uint32_t columns, bool bias)
{
    char part[64];
    snprintf(part, sizeof part, "%s.weight", name);
    model_i8(model, part, rows, columns);
    snprintf(part, sizeof part, "%s.scale", name);
    model_f32(model, part, rows, 0.002f, 0.006f);
    snprintf(part, sizeof part, "%s.bias", name);
    if (bias)
        model_f32(model, part, rows, -0.5f, 0.5f);
}

static inline int model_compare_keys(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

/* The words "w0", "w1", ... have vectors. */
static inline void model_words(struct model *model)
{
    uint32_t count = model->size.words;
    uint64_t *keys = calloc(count, sizeof *keys);
    for (uint32_t i = 0; i < count; i++) {
        char word[16];
        struct form_hashes hashes;
        snprintf(word, sizeof word, "w%u", i);
        form_hash(str_of(word), &hashes);
        keys[i] = hashes.vector;
    }
    qsort(keys, count, sizeof *keys, model_compare_keys);
    unsigned char *bytes = model_add(model, "words.key", CHUNK_U64, count, 1, count * sizeof *keys);
    for (uint32_t i = 0; i < count; i++)
        model_put(bytes + i * sizeof *keys, keys[i], sizeof *keys);
    free(keys);
    model_i8(model, "words.vector", count, model->size.vector);
    model_f32(model, "words.scale", model->size.vector, 0.005f, 0.01f);
    model_i8(model, "features", model->size.rows, model->size.feature);
    model_f32(model, "features.scale", model->size.feature, 0.002f, 0.005f);
}

static inline void model_numbered(struct model *model, const char *name, const char *first, const char *format,
                                  uint32_t count)
{
    static char text[1 << 14];
    size_t length = (size_t)snprintf(text, sizeof text, "%s", first);
    uint32_t lines = 0;
    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n';
    for (uint32_t i = lines; i < count; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, format, i);
    model_text(model, name, text);
}

static inline void model_labels(struct model *model)
{
    static const char *const kinds[] = {"Person", "Organization", "Location", "Facility", "NORP",
                                        "Date",   "Money",        "Product",  "Misc"};
    char entities[1024] = "O\n";
    for (size_t i = 0; i < 9; i++)
        for (size_t p = 0; p < 4; p++)
            snprintf(entities + strlen(entities), sizeof entities - strlen(entities), "%c-%s\n", "BIES"[p], kinds[i]);
    model_text(model, "about", "version\t1\ndata\tnone\n");
    model_text(model, "upos",
               "ADJ\nADP\nADV\nAUX\nCCONJ\nDET\nINTJ\nNOUN\nNUM\nPART\nPRON\nPROPN\nPUNCT\nSCONJ\nSYM\nVERB\nX\n");
    model_numbered(model, "xpos", "NN\nVBD\nVBG\n", "T%u\n", model->size.fine);
    model_numbered(model, "relations", "nsubj\nroot\nparataxis\nobl:tmod\nnsubj:outer\nacl:relcl\nnonsense\n",
                   "dep:%u\n", model->size.relations);
    model_text(model, "entities", entities);
    model_numbered(model, "lemmas", "l0+\nk0+\nl1+\nl2+y\nl3+\nl2+\nk1+\nl9+be\n", "l1+x%u\n", model->size.lemmas);
    model_text(model, "traits", "xpos VBD finite past\nxpos NN base\nlemma w1 be\nlemma w2 have modal\n");
}

static inline void model_lstm(struct model *model)
{
    for (uint32_t layer = 0; layer < 3; layer++)
        for (uint32_t direction = 0; direction < 2; direction++) {
            char name[32];
            uint32_t width = model->size.width;
            snprintf(name, sizeof name, "lstm.%u.%c.input", layer, "fb"[direction]);
            model_layer(model, name, 4 * width, layer ? 2 * width : model->size.vector + model->size.feature, true);
            snprintf(name, sizeof name, "lstm.%u.%c.recur", layer, "fb"[direction]);
            model_layer(model, name, 4 * width, width, false);
        }
}

static inline void model_begin(struct model *model, struct model_size size, uint64_t seed)
{
    uint32_t states = 2 * size.width;
    memset(model, 0, sizeof *model);
    model->size = size;
    model->random = seed;
    model_labels(model);
    model_words(model);
    model_lstm(model);
    model_layer(model, "tag.upos", 17, states, true);
    model_layer(model, "tag.xpos", size.fine, states, true);
    model_layer(model, "tag.lemma", size.lemmas, states, true);
    model_layer(model, "tag.entity", 37, 2 * states, true);
    model_layer(model, "arc.dependent", size.arc, states, true);
    model_layer(model, "arc.head", size.arc, states, true);
    model_layer(model, "arc.matrix", size.arc, size.arc, true);
    model_i8(model, "arc.root", 1, size.arc);
    model_layer(model, "rel.dependent", size.relation, states, true);
    model_layer(model, "rel.head", size.relation, states, true);
    model_f32(model, "rel.root", size.relation, -1.0f, 1.0f);
    model_layer(model, "rel.out", size.relations, size.relation, true);
}

static inline void model_end(struct model *model)
{
    for (uint32_t i = 0; i < model->count; i++)
        free(model->chunks[i].bytes);
    model->count = 0;
}

static inline size_t model_round(size_t size)
{
    return (size + 63) / 64 * 64;
}

/* The file, at a multiple of 64 bytes; the caller frees it. */
static inline struct str model_bytes(const struct model *model)
{
    size_t offset = model_round(64 + 80 * (size_t)model->count), size = offset;
    for (uint32_t i = 0; i < model->count; i++)
        size = model_round(size) + model->chunks[i].size;
    unsigned char *bytes = aligned_alloc(64, model_round(size));
    memset(bytes, 0, model_round(size));
    memcpy(bytes, "\x89RMODEL\n", 8);
    model_put(bytes + 8, 1, 4);
    model_put(bytes + 12, model->count, 4);
    model_put(bytes + 16, size, 8);
    for (uint32_t i = 0; i < model->count; i++) {
        const struct model_chunk *chunk = &model->chunks[i];
        unsigned char *entry = bytes + 64 + 80 * (size_t)i;
        memcpy(entry, chunk->name, sizeof chunk->name);
        model_put(entry + 24, chunk->type, 4);
        model_put(entry + 28, chunk->rows, 4);
        model_put(entry + 32, chunk->columns, 4);
        model_put(entry + 40, offset, 8);
        model_put(entry + 48, chunk->size, 8);
        crypto_generichash(entry + 56, 16, chunk->bytes, chunk->size, NULL, 0);
        memcpy(bytes + offset, chunk->bytes, chunk->size);
        offset = model_round(offset + chunk->size);
    }
    return str_make((const char *)bytes, size);
}
#endif
