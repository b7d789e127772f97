/* features.c - see features.h. Invariant: buffers hold FORM_CHARACTERS characters of at most four bytes. */
#include "model/features.h"

#include <utf8proc.h>

#include "base/utf8.h"

enum { CHARACTER_MOST = 4, TAILS = 4, REPLACEMENT = 0xFFFD, BITS_MOST = 20 };

/* Characters that are written in more than one way. */
enum {
    LEFT_SINGLE = 0x2018, RIGHT_SINGLE = 0x2019, LEFT_DOUBLE = 0x201C, RIGHT_DOUBLE = 0x201D, EN_DASH = 0x2013,
    EM_DASH = 0x2014, ELLIPSIS = 0x2026, DOTTED_CAPITAL_I = 0x130 /* two characters in lower case */
};

/* A form in UTF-8, and where its characters start. */
struct spelling {
    char bytes[FORM_CHARACTERS * CHARACTER_MOST];
    uint8_t starts[FORM_CHARACTERS + 1];
    uint32_t count, length;
};

/* A form as it is looked up. */
struct form {
    struct spelling lower, folded, shape;
    int32_t run_of; /* the class of the last character */
    uint32_t run;   /* and how many there were in a row */
};

static int32_t decode(struct str *rest)
{
    utf8proc_int32_t character = REPLACEMENT;
    size_t size = utf8_multibyte_length((const unsigned char *)rest->ptr, 0, rest->len);
    if (size)
        utf8proc_iterate((const utf8proc_uint8_t *)rest->ptr, (utf8proc_ssize_t)size, &character);
    else
        size = 1;
    rest->ptr += size;
    rest->len -= size;
    return character < 0 ? REPLACEMENT : character;
}

uint32_t form_next(struct str *rest, int32_t plain[FORM_PLAIN])
{
    if ((unsigned char)*rest->ptr < 0x80) {
        plain[0] = *rest->ptr++;
        rest->len--;
        return 1;
    }
    int32_t character = decode(rest);
    bool single = character == LEFT_SINGLE || character == RIGHT_SINGLE;
    bool twofold = character == LEFT_DOUBLE || character == RIGHT_DOUBLE;
    bool dash = character == EN_DASH || character == EM_DASH;
    bool dots = character == ELLIPSIS;
    plain[0] = single ? '\'' : twofold ? '"' : dash ? '-' : dots ? '.' : character;
    plain[1] = plain[2] = '.';
    return dots ? FORM_PLAIN : 1;
}

int32_t form_lower(int32_t character)
{
    if (character < 0x80)
        return character >= 'A' && character <= 'Z' ? character + 'a' - 'A' : character;
    return character == DOTTED_CAPITAL_I ? character : utf8proc_tolower(character);
}

static void spell(struct spelling *spelling, int32_t character)
{
    char *to = spelling->bytes + spelling->length;
    spelling->starts[spelling->count++] = (uint8_t)spelling->length;
    if (character < 0x80) {
        *to = (char)character;
        spelling->length++;
    } else {
        spelling->length += (uint32_t)utf8proc_encode_char(character, (utf8proc_uint8_t *)to);
    }
    spelling->starts[spelling->count] = (uint8_t)spelling->length;
}

/* The class of a character in the shape of a form: X, x, d, or the character itself. */
static int32_t class_of_wide(int32_t character)
{
    utf8proc_category_t category = utf8proc_category(character);
    if (category == UTF8PROC_CATEGORY_LU)
        return 'X';
    if (category >= UTF8PROC_CATEGORY_LL && category <= UTF8PROC_CATEGORY_LO)
        return 'x';
    return category == UTF8PROC_CATEGORY_ND ? 'd' : character;
}

static int32_t class_of(int32_t character)
{
    if (character >= 0x80)
        return class_of_wide(character);
    if (character >= 'A' && character <= 'Z')
        return 'X';
    if (character >= 'a' && character <= 'z')
        return 'x';
    return character >= '0' && character <= '9' ? 'd' : character;
}

/* Runs are of classes: the letter x is of the class x, and no other character is. */
static void add_shape(struct form *form, int32_t class)
{
    form->run = class == form->run_of ? form->run + 1 : 1;
    form->run_of = class;
    if (form->run <= 3)
        spell(&form->shape, class);
}

static void add_character(struct form *form, int32_t character)
{
    int32_t lower = form_lower(character), class = class_of(character);
    spell(&form->lower, lower);
    spell(&form->folded, class == 'd' ? '0' : lower);
    add_shape(form, class);
}

static void read_form(struct str bytes, struct form *form)
{
    int32_t plain[FORM_PLAIN];
    form->lower.count = form->lower.length = form->folded.count = form->folded.length = 0;
    form->shape.count = form->shape.length = form->run = 0;
    form->run_of = -1;
    while (bytes.len && form->lower.count < FORM_CHARACTERS) {
        uint32_t count = form_next(&bytes, plain);
        for (uint32_t i = 0; i < count && form->lower.count < FORM_CHARACTERS; i++)
            add_character(form, plain[i]);
    }
}

/* FNV-1a over the kind and the bytes, then h ^= h >> 32, h *= 0x9E3779B97F4A7C15, h ^= h >> 29. */
static uint64_t hash_of(char kind, const char *bytes, uint32_t length)
{
    uint64_t hash = (14695981039346656037u ^ (unsigned char)kind) * 1099511628211u;
    for (uint32_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    hash ^= hash >> 32;
    hash *= 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

/* Of the first `most` characters. */
static uint64_t hash_head(char kind, const struct spelling *spelling, uint32_t most)
{
    uint32_t count = spelling->count < most ? spelling->count : most;
    return hash_of(kind, spelling->bytes, count ? spelling->starts[count] : 0);
}

/* Of the last `most` characters. */
static uint64_t hash_tail(char kind, const struct spelling *spelling, uint32_t most)
{
    uint32_t from = spelling->count > most ? spelling->starts[spelling->count - most] : 0;
    return hash_of(kind, spelling->bytes + from, spelling->length - from);
}

void form_hash(struct str bytes, struct form_hashes *hashes)
{
    static const char tails[TAILS] = {'a', 'b', 'c', 'd'};
    struct form form;
    read_form(bytes, &form);
    hashes->vector = hash_of('v', form.lower.bytes, form.lower.length);
    hashes->features[0] = hash_of('w', form.folded.bytes, form.folded.length);
    hashes->features[1] = hash_head('p', &form.folded, 3);
    hashes->features[2] = hash_head('q', &form.folded, 2);
    for (uint32_t i = 0; i < TAILS; i++)
        hashes->features[3 + i] = hash_tail(tails[i], &form.folded, i + 1);
    hashes->features[7] = hash_of('s', form.shape.bytes, form.shape.length);
}

/* The vector of the word with that key; zeros if there is none. */
static const int8_t *find_vector(const struct features *features, uint64_t key)
{
    const uint32_t *bucket = &features->buckets[key >> (64 - features->bits)];
    for (uint32_t i = bucket[0]; i < bucket[1]; i++)
        if (chunk_u64(features->keys, i) == key)
            return features->vectors + (size_t)i * features->vector_size;
    return features->zeros;
}

float features_read(const struct features *features, const struct kernel *kernel, struct str form, float *scratch,
                    uint8_t *quantised)
{
    struct form_hashes hashes;
    struct embedding embedding = {.vector_scale = features->vector_scale,
                                  .feature_scale = features->feature_scale,
                                  .vectors = features->vector_size,
                                  .features = features->feature_size};
    form_hash(form, &hashes);
    for (uint32_t i = 0; i < FEATURE_KINDS; i++) {
        embedding.rows[i] = features->rows + (hashes.features[i] & features->mask) * features->feature_size;
        __builtin_prefetch(embedding.rows[i]);
        __builtin_prefetch(embedding.rows[i] + features->feature_size - 1);
    }
    embedding.vector = find_vector(features, hashes.vector);
    kernel->embed(&embedding, scratch);
    return kernel->quantise(scratch, features->columns, quantised);
}

static bool check_keys(const struct maker *maker, const struct chunk *keys)
{
    for (uint32_t i = 1; i < keys->rows; i++)
        if (chunk_u64(keys, i - 1) >= chunk_u64(keys, i))
            return maker_fail(maker, "words.key", "keys that do not ascend");
    return true;
}

/* About one key a bucket: keys are hashes. */
static void make_buckets(const struct maker *maker, struct features *features)
{
    features->bits = 1;
    while (features->bits < BITS_MOST && features->word_count >> features->bits)
        features->bits++;
    uint32_t *buckets = ARENA_NEW(maker->arena, uint32_t, ((size_t)1 << features->bits) + 1), bucket = 0;
    for (uint32_t i = 0; i < features->word_count; i++)
        for (uint64_t of = chunk_u64(features->keys, i) >> (64 - features->bits); bucket <= of;)
            buckets[bucket++] = i;
    while (bucket <= 1u << features->bits)
        buckets[bucket++] = features->word_count;
    features->buckets = buckets;
}

bool features_make(const struct maker *maker, struct features *features)
{
    const struct chunk *keys = maker_chunk(maker, "words.key", CHUNK_U64, 0, 1);
    const struct chunk *vectors = keys ? maker_chunk(maker, "words.vector", CHUNK_I8, keys->rows, 0) : NULL;
    const struct chunk *rows = vectors ? maker_chunk(maker, "features", CHUNK_I8, 0, 0) : NULL;
    if (!rows || !check_keys(maker, keys))
        return false;
    if (rows->rows & (rows->rows - 1))
        return maker_fail(maker, "features", "rows that are not a power of two");
    if (vectors->columns > LAYER_MOST_SIZE || rows->columns > LAYER_MOST_SIZE)
        return maker_fail(maker, "features", "too many columns");
    *features = (struct features){.keys = keys,
                                  .vectors = (const int8_t *)vectors->bytes.ptr,
                                  .rows = (const int8_t *)rows->bytes.ptr,
                                  .zeros = ARENA_NEW(maker->arena, int8_t, vectors->columns),
                                  .mask = rows->rows - 1,
                                  .word_count = keys->rows,
                                  .vector_size = vectors->columns,
                                  .feature_size = rows->columns,
                                  .columns = vectors->columns + rows->columns};
    make_buckets(maker, features);
    return maker_floats(maker, "words.scale", vectors->columns, vectors->columns, &features->vector_scale) &&
           maker_floats(maker, "features.scale", rows->columns, rows->columns, &features->feature_scale);
}
