/* weights_test.c - damaged models: with sums checked every damage is an error; without, none does harm.
 *
 * Under ASan a read outside the file is found: every damaged file lies in memory of its own size. */
#include "core_sample.h"

enum { HEADER = 64, ENTRY = 80, STRETCH = 16 };

/* A copy of a file at a multiple of 64 bytes, of exactly its size; the caller frees it. */
static unsigned char *copy_of(struct str bytes, size_t size)
{
    void *copy = NULL;
    assert_int_equal(posix_memalign(&copy, 64, size ? size : 1), 0);
    memcpy(copy, bytes.ptr, size);
    return copy;
}

/* Read a file and make a core of it; analyse with it where that succeeds. */
static bool is_accepted(struct arena *arena, struct str bytes, bool verify, readout_error *error)
{
    static const uint32_t lengths[] = {7, 2, 12};
    arena_reset(arena, SIZE_MAX);
    *error = (readout_error){0};
    const struct weights *weights = weights_read(arena, bytes, "damaged", verify, error);
    const struct core *core = weights ? core_make(arena, weights, error) : NULL;
    if (!core) {
        assert_int_equal(error->status, READOUT_BAD_DATA);
        assert_string_equal(error->source, "damaged");
        assert_true(error->text[0] != 0 && error->byte <= bytes.len);
        return false;
    }
    if (!verify) {
        struct document document = sample_document(arena, lengths, 3, 1);
        core_analyse(core, &document, CORE_ALL);
        struct buffer analysis = sample_print(&document);
        buffer_free(&analysis);
    }
    return true;
}

struct file {
    struct arena arena;
    struct model model;
    struct str bytes;
};

static void file_begin(struct file *file)
{
    arena_init(&file->arena, 0);
    if (arena_guard(&file->arena))
        abort();
    model_begin(&file->model, small_size, 5);
    struct str padded = model_bytes(&file->model);
    file->bytes = str_make((char *)copy_of(padded, padded.len), padded.len);
    free((void *)(uintptr_t)padded.ptr);
}

static void file_end(struct file *file)
{
    free((void *)(uintptr_t)file->bytes.ptr);
    model_end(&file->model);
    arena_free(&file->arena);
}

static size_t table_end(const struct file *file)
{
    return HEADER + ENTRY * (size_t)file->model.count;
}

static unsigned char *bytes_of(const struct file *file)
{
    return (unsigned char *)(uintptr_t)file->bytes.ptr;
}

static void test_sound(void **state)
{
    (void)state;
    struct file file;
    readout_error error;
    file_begin(&file);
    assert_true(is_accepted(&file.arena, file.bytes, true, &error));
    assert_true(is_accepted(&file.arena, file.bytes, false, &error));
    const struct weights *weights = weights_read(&file.arena, file.bytes, "sound", true, &error);
    assert_int_equal(weights->chunk_count, file.model.count);
    assert_int_equal(weights->version, 1);
    assert_int_equal(weights_find(weights, "words.vector")->rows, small_size.words);
    assert_null(weights_find(weights, "words"));
    file_end(&file);
}

/* Change `size` bytes at `at`: an error with sums, at most another result without. */
static void damage(struct file *file, size_t at, size_t size, unsigned char change, bool use)
{
    readout_error error;
    unsigned char *bytes = bytes_of(file);
    for (size_t i = 0; i < size; i++)
        bytes[at + i] ^= change;
    if (is_accepted(&file->arena, file->bytes, true, &error))
        fail_msg("%zu bytes at %zu changed by %02x, and nothing noticed", size, at, change);
    if (use)
        is_accepted(&file->arena, file->bytes, false, &error);
    for (size_t i = 0; i < size; i++)
        bytes[at + i] ^= change;
}

/* Every byte of the header, the table and what pads it. */
static void test_damaged_table(void **state)
{
    (void)state;
    struct file file;
    file_begin(&file);
    for (size_t at = 0; at < model_round(table_end(&file)); at++) {
        damage(&file, at, 1, 0x01, true);
        damage(&file, at, 1, 0xff, false);
        damage(&file, at, 1, (unsigned char)(1u << at % 8), false);
    }
    file_end(&file);
}

/* Every stretch of the chunks and of what is between them. */
static void test_damaged_chunks(void **state)
{
    (void)state;
    struct file file;
    file_begin(&file);
    for (size_t at = table_end(&file); at < file.bytes.len; at += STRETCH) {
        size_t size = file.bytes.len - at < STRETCH ? file.bytes.len - at : STRETCH;
        damage(&file, at, size, (unsigned char)(1u << at / STRETCH % 8), false);
    }
    file_end(&file);
}

/* Every byte of the texts and keys, and every few numbers and weights, used without a look at the sums. */
static void test_damaged_use(void **state)
{
    (void)state;
    struct file file;
    size_t offset;
    file_begin(&file);
    offset = model_round(table_end(&file));
    for (uint32_t c = 0; c < file.model.count; c++) {
        const struct model_chunk *chunk = &file.model.chunks[c];
        size_t step = chunk->type == CHUNK_TEXT || chunk->type == CHUNK_U64 ? 1 : chunk->type == CHUNK_F32 ? 67 : 4099;
        for (size_t at = 0; at < chunk->size; at += step) {
            damage(&file, offset + at, 1, chunk->type == CHUNK_TEXT ? 0x0c : 0x7f, true);
            damage(&file, offset + at, 1, chunk->type == CHUNK_TEXT ? 0x80 : 0xff, true);
        }
        offset = model_round(offset + chunk->size);
    }
    file_end(&file);
}

/* Not finite, or too large to be true: no later sum may be infinite. */
static void test_wild_numbers(void **state)
{
    (void)state;
    static const uint32_t wild[] = {0x7fc00000, 0x7f800000, 0xff800000, 0x7f7fffff, 0x4b000000};
    struct file file;
    readout_error error;
    file_begin(&file);
    size_t offset = model_round(table_end(&file));
    for (uint32_t c = 0; c < file.model.count; c++) {
        const struct model_chunk *chunk = &file.model.chunks[c];
        unsigned char before[4], *at = bytes_of(&file) + offset + (chunk->size / 2 & ~(size_t)3);
        bool used = strcmp(chunk->name, "rel.root") != 0;
        memcpy(before, at, sizeof before);
        for (size_t i = 0; chunk->type == CHUNK_F32 && used && i < sizeof wild / sizeof *wild; i++) {
            model_put(at, wild[i], 4);
            assert_false(is_accepted(&file.arena, file.bytes, false, &error));
            assert_non_null(strstr(error.text, "out of range"));
            assert_non_null(strstr(error.text, chunk->name));
        }
        memcpy(at, before, sizeof before);
        offset = model_round(offset + chunk->size);
    }
    file_end(&file);
}

/* The largest numbers that are let through do no harm. */
static void test_large_numbers(void **state)
{
    (void)state;
    struct file file;
    readout_error error;
    file_begin(&file);
    size_t offset = model_round(table_end(&file));
    for (uint32_t c = 0; c < file.model.count; c++) {
        const struct model_chunk *chunk = &file.model.chunks[c];
        for (size_t i = 0; chunk->type == CHUNK_F32 && i < chunk->size; i += 4)
            model_put(bytes_of(&file) + offset + i, i % 8 ? 0x49742400 : 0xc9742400, 4); /* 1e6, -1e6 */
        offset = model_round(offset + chunk->size);
    }
    assert_true(is_accepted(&file.arena, file.bytes, false, &error));
    file_end(&file);
}

/* Cut at every step, with the size in the header as it was and with that of what is left. */
static void test_truncated(void **state)
{
    (void)state;
    struct file file;
    readout_error error;
    file_begin(&file);
    size_t dense = model_round(table_end(&file)) + 200;
    for (size_t size = 0; size < file.bytes.len; size += size < dense || size + 300 > file.bytes.len ? 1 : 211) {
        unsigned char *cut = copy_of(file.bytes, size);
        assert_false(is_accepted(&file.arena, str_make((char *)cut, size), false, &error));
        if (size >= HEADER)
            model_put(cut + 16, size, 8);
        assert_false(is_accepted(&file.arena, str_make((char *)cut, size), false, &error));
        free(cut);
    }
    file_end(&file);
}

/* One field of the header (`chunk` -1) or of an entry of the table, and what the error must say. */
struct fault {
    int chunk;
    size_t at;
    uint64_t value;
    unsigned bytes;
    size_t place; /* where the error must be, in the entry or header */
    const char *says;
};

static void test_faults(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {-1, 0, 'x', 1, 0, "not a model"},
        {-1, 8, 2, 4, 8, "version"},
        {-1, 12, 0, 4, 12, "number of chunks"},
        {-1, 12, UINT32_MAX, 4, 12, "number of chunks"},
        {-1, 16, UINT64_MAX, 8, 16, "cut off or too long"},
        {-1, 63, 1, 1, 63, "zeros expected"},
        {3, 0, 0, 1, 0, "name empty"},
        {3, 22, 'x', 1, 22, "not padded"},
        {3, 24, 4, 4, 24, "unknown type"},
        {8, 28, UINT32_MAX, 4, 28, "size is not that"},
        {8, 32, UINT32_MAX, 4, 28, "size is not that"},
        {8, 28, 0, 4, 28, "size is not that"},
        {3, 32, 1, 4, 32, "text with columns"},
        {3, 28, 77, 4, SIZE_MAX, "number of lines"},
        {3, 36, 1, 4, 36, "zeros expected"},
        {3, 72, 1, 4, 72, "zeros expected"},
        {3, 40, 65, 8, 40, "multiple of 64"},
        {3, 40, 64, 8, 40, "in the table"},
        {3, 40, UINT64_MAX - 63, 8, 40, "outside the file"},
        {3, 48, UINT64_MAX, 8, 48, "ends outside"},
        {3, 48, UINT64_MAX - 4096, 8, 48, "ends outside"},
    };
    struct file file;
    readout_error error;
    file_begin(&file);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const struct fault *fault = &faults[i];
        size_t entry = fault->chunk < 0 ? 0 : HEADER + ENTRY * (size_t)fault->chunk;
        unsigned char *bytes = copy_of(file.bytes, file.bytes.len);
        model_put(bytes + entry + fault->at, fault->value, fault->bytes);
        assert_false(is_accepted(&file.arena, str_make((char *)bytes, file.bytes.len), false, &error));
        if (!strstr(error.text, fault->says))
            fail_msg("expected '%s', found '%s'", fault->says, error.text);
        if (fault->place != SIZE_MAX)
            assert_int_equal(error.byte, entry + fault->place);
        free(bytes);
    }
    file_end(&file);
}

static struct model_chunk *chunk_of(struct model *model, const char *name)
{
    for (uint32_t i = 0; i < model->count; i++)
        if (strcmp(model->chunks[i].name, name) == 0)
            return &model->chunks[i];
    fail_msg("no chunk %s", name);
    return NULL;
}

/* A sound file with one chunk that does not fit: the error names it. */
static void check_refused(struct model *model, struct arena *arena, const char *name, const char *says)
{
    readout_error error;
    struct str bytes = model_bytes(model);
    assert_false(is_accepted(arena, bytes, true, &error));
    if (!strstr(error.text, name) || !strstr(error.text, says))
        fail_msg("expected '%s' and '%s', found '%s'", name, says, error.text);
    free((void *)(uintptr_t)bytes.ptr);
}

static void test_missing_chunks(void **state)
{
    (void)state;
    struct file file;
    file_begin(&file);
    for (uint32_t i = 0; i < file.model.count; i++) {
        char name[24];
        memcpy(name, file.model.chunks[i].name, sizeof name);
        file.model.chunks[i].name[0] = '?';
        check_refused(&file.model, &file.arena, name, "missing");
        memcpy(file.model.chunks[i].name, name, sizeof name);
        if (i > 0) {
            memcpy(file.model.chunks[i].name, file.model.chunks[0].name, sizeof name);
            check_refused(&file.model, &file.arena, file.model.chunks[0].name, "twice");
            memcpy(file.model.chunks[i].name, name, sizeof name);
        }
    }
    file_end(&file);
}

/* Text in place of that of a chunk, and what the error must say. */
static void test_labels_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *says;
    } faults[] = {
        {"upos", "NOUN\nNOUNS\n", "unknown part of speech"},
        {"upos", "NOUN\n\n", "empty label"},
        {"upos", "", "no labels"},
        {"entities", "O\nB-Persons\n", "not a label"},
        {"entities", "O\nQ-Person\n", "not a label"},
        {"entities", "O\nB-Person\nB-Person\n", "twice"},
        {"entities", "B-Person\n", "no label 'O'"},
        {"lemmas", "l2\n", "not a rule"},
        {"lemmas", "x2+\n", "not a rule"},
        {"lemmas", "l+y\n", "not a rule"},
        {"lemmas", "l999999999999+y\n", "not a rule"},
        {"relations", "nsubj\nparataxis\n", "root"},
        {"relations", "nsubj\nroot\n", "parataxis"},
        {"traits", "xpos NN wrong\n", "unknown trait"},
        {"traits", "xpos NN\n", "unknown trait, or none"},
        {"traits", "xpos QQ past\n", "not in xpos"},
        {"traits", "word be past\n", "neither"},
        {"traits", "lemma be be\nlemma be past\n", "neither"},
    };
    struct file file;
    file_begin(&file);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct model_chunk *chunk = chunk_of(&file.model, faults[i].name), before = *chunk;
        chunk->bytes = (unsigned char *)(uintptr_t)faults[i].text;
        chunk->size = strlen(faults[i].text);
        chunk->rows = 0;
        for (size_t c = 0; c < chunk->size; c++)
            chunk->rows += chunk->bytes[c] == '\n';
        check_refused(&file.model, &file.arena, faults[i].name, faults[i].says);
        *chunk = before;
    }
    file_end(&file);
}

/* 256 labels do not fit in a byte; a label more than rows of the layer does not fit it. */
static void test_label_counts(void **state)
{
    (void)state;
    static const struct {
        uint32_t fine, relations, lemmas;
        const char *name;
    } sizes[] = {{256, 18, 30, "xpos"}, {20, 256, 30, "relations"}, {20, 18, 256, "lemmas"}};
    struct file file;
    file_begin(&file);
    for (size_t i = 0; i < 3; i++) {
        struct model model;
        struct model_size size = small_size;
        size.fine = sizes[i].fine;
        size.relations = sizes[i].relations;
        size.lemmas = sizes[i].lemmas;
        model_begin(&model, size, 5);
        check_refused(&model, &file.arena, sizes[i].name, "more than 255");
        model_end(&model);
    }
    chunk_of(&file.model, "xpos")->rows--;
    chunk_of(&file.model, "xpos")->size -= strlen("T19\n");
    check_refused(&file.model, &file.arena, "tag.xpos", "shape");
    file_end(&file);
}

static void test_weights_refused(void **state)
{
    (void)state;
    struct file file;
    file_begin(&file);
    unsigned char *weight = chunk_of(&file.model, "lstm.1.b.recur.weight")->bytes, before = weight[70];
    weight[70] = 0x80;
    check_refused(&file.model, &file.arena, "lstm.1.b.recur.weight", "-128");
    weight[70] = before;
    unsigned char *keys = chunk_of(&file.model, "words.key")->bytes;
    memcpy(keys + 8, keys, 8);
    check_refused(&file.model, &file.arena, "words.key", "ascend");
    file_end(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound),          cmocka_unit_test(test_damaged_table),
        cmocka_unit_test(test_damaged_chunks), cmocka_unit_test(test_damaged_use),
        cmocka_unit_test(test_wild_numbers),   cmocka_unit_test(test_large_numbers),
        cmocka_unit_test(test_truncated),      cmocka_unit_test(test_faults),
        cmocka_unit_test(test_missing_chunks), cmocka_unit_test(test_labels_refused),
        cmocka_unit_test(test_label_counts),   cmocka_unit_test(test_weights_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
