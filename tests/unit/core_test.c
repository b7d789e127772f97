/* core_test.c - the language core with a small random model: the same bits from every kernel, batch and thread, and
 * from a plain reference; well-formed trees and entities; hashes, rules, the best tree. Damage: weights_test.c. */
#include "core_sample.h"

#include <math.h>
#include <pthread.h>

#include "model/joint.h"
#include "model/kernel_element.h"
#include "model/spanning.h"
#include "model/traits.h"

enum { KERNELS = 3, SENTENCES = 24 };
static const char *const kernel_names[KERNELS] = {"plain", "avx2", "avx512vnni"};

struct fixture {
    struct arena arena, work;
    struct model model;
    struct str bytes;
    const struct weights *weights;
    const struct core *core;
};

static void fixture_begin(struct fixture *fixture)
{
    readout_error error = {0};
    arena_init(&fixture->arena, 0);
    arena_init(&fixture->work, 0);
    if (arena_guard(&fixture->arena) || arena_guard(&fixture->work))
        abort();
    model_begin(&fixture->model, small_size, 11);
    fixture->bytes = model_bytes(&fixture->model);
    fixture->weights = weights_read(&fixture->arena, fixture->bytes, "small", true, &error);
    assert_string_equal(error.text, "");
    fixture->core = core_make(&fixture->arena, fixture->weights, &error);
    assert_string_equal(error.text, "");
}

static void fixture_end(struct fixture *fixture)
{
    model_end(&fixture->model);
    free((void *)(uintptr_t)fixture->bytes.ptr);
    arena_free(&fixture->work);
    arena_free(&fixture->arena);
}

static void random_lengths(uint32_t lengths[SENTENCES], uint64_t seed)
{
    for (uint32_t i = 0; i < SENTENCES; i++)
        lengths[i] = model_random(&seed) % 3 == 0 ? model_random(&seed) % 5 : model_random(&seed) % 45;
}

static const struct core *core_of(struct fixture *fixture, const char *name)
{
    const struct kernel *kernel = kernel_named(name);
    readout_error error = {0};
    return kernel ? core_make_with(&fixture->arena, fixture->weights, kernel, &error) : NULL;
}

/* ---- kernels ---- */

/* q[t][c] without the flip, and the plain sum. */
static int32_t sum_of(const int8_t *row, const int8_t *state, uint32_t columns)
{
    int32_t sum = 0;
    for (uint32_t c = 0; c < columns; c++)
        sum += row[c] * state[c];
    return sum;
}

/* Products of `rows` x `columns` with `count` states; extreme values where `seed` is 0. */
static void check_product(const struct kernel *kernel, uint32_t rows, uint32_t columns, uint32_t count, uint64_t seed)
{
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    uint32_t padded = matrix_padded(rows);
    int8_t *weights = arena_take(&arena, rows, columns), *states = arena_take(&arena, count, columns);
    int8_t *packed = ARENA_NEW(&arena, int8_t, (size_t)padded * columns);
    int32_t *start = ARENA_NEW(&arena, int32_t, padded), *sums = ARENA_NEW(&arena, int32_t, (size_t)padded * count);
    uint8_t *flipped = arena_take(&arena, count, columns);
    bool extreme = seed == 0;
    uint64_t random = seed;
    for (uint32_t i = 0; i < rows * columns; i++)
        weights[i] = (int8_t)(extreme ? (i / columns % 2 ? 127 : -127) : (int)(model_random(&random) % 255) - 127);
    for (uint32_t i = 0; i < count * columns; i++) {
        states[i] = (int8_t)(extreme ? (i / columns % 3 ? 127 : -127) : (int)(model_random(&random) % 255) - 127);
        flipped[i] = (uint8_t)((uint8_t)states[i] ^ kernel->flip);
    }
    for (uint32_t r = 0; r < rows; r++)
        matrix_pack_row(kernel, packed, start, r, weights + r * columns, columns);
    struct matrix matrix = {packed, start, rows, padded, columns};
    kernel->multiply(&matrix, flipped, columns, count, sums);
    for (uint32_t t = 0; t < count; t++)
        for (uint32_t r = 0; r < padded; r++)
            assert_int_equal(sums[t * padded + r],
                             r < rows ? sum_of(weights + r * columns, states + t * columns, columns) : 0);
    arena_free(&arena);
}

static void test_products(void **state)
{
    (void)state;
    uint32_t kernels = 0;
    for (size_t k = 0; k < KERNELS; k++) {
        const struct kernel *kernel = kernel_named(kernel_names[k]);
        if (!kernel)
            continue;
        kernels++;
        for (uint32_t count = 1; count < 20; count++)
            for (uint32_t rows = 1; rows < 120; rows += 17)
                check_product(kernel, rows, 64 * (1 + rows % 3), count, count + rows * 100);
        check_product(kernel, 40, 768, 9, 0);
    }
    print_message("%u kernels\n", kernels);
    assert_null(kernel_named("no such kernel"));
    assert_true(kernels >= 1);
}

static double sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

/* c' = sigmoid(f) c + sigmoid(i) tanh(g);  h' = sigmoid(o) tanh(c') */
static void check_cell(uint64_t *random)
{
    float gates[4], c, before;
    for (size_t i = 0; i < 4; i++)
        gates[i] = (float)(model_random(random) % 40000) / 2000 - 10;
    c = before = (float)(model_random(random) % 4000) / 1000 - 2;
    float h = element_cell(gates[0], gates[1], gates[2], gates[3], &c);
    double expected = sigmoid((double)gates[1]) * (double)before + sigmoid((double)gates[0]) * tanh((double)gates[2]);
    assert_true(fabs((double)c - expected) < 2e-6);
    assert_true(fabs((double)h - sigmoid((double)gates[3]) * tanh(expected)) < 2e-6);
}

static void test_functions(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (float x = -12; x < 12; x += 0.001f) {
        assert_true(fabs((double)element_tanh(x) - tanh((double)x)) < 1e-6);
        assert_true(element_round(x) == nearbyintf(x));
        check_cell(&random);
    }
    assert_true(element_tanh(3e38f) > 0.999999f && element_tanh(3e38f) <= 1 && element_tanh(-3e38f) < -0.999999f &&
                element_tanh(0) == 0);
    assert_true(element_round(2.5f) == 2 && element_round(3.5f) == 4 && element_round(-0.5f) == 0);
    float c = 1000000;
    assert_true(element_cell(3e38f, 3e38f, 3e38f, 3e38f, &c) <= 1 && c > 1000000 && c < 1000002);
}

enum { ITEMS = 75 };

/* Everything a kernel does item by item, on the same random numbers, into one stretch of bytes. */
static size_t run_items(const struct kernel *kernel, uint64_t seed, unsigned char *out)
{
    float values[ITEMS], other[ITEMS], scratch[ITEMS], unit;
    int32_t sums[4 * ITEMS], more[4 * ITEMS];
    float scale[4 * ITEMS], cells[ITEMS];
    uint8_t quantised[ITEMS];
    size_t length = 0;
    for (uint32_t i = 0; i < 4 * ITEMS; i++) {
        sums[i] = (int32_t)(model_random(&seed) % 200000) - 100000;
        more[i] = (int32_t)(model_random(&seed) % 200000) - 100000;
        scale[i] = (float)(model_random(&seed) % 1000) * 3e-8f;
        values[i % ITEMS] = (float)sums[i] * 1e-5f;
        other[i % ITEMS] = (float)more[i] * 1e-5f;
        cells[i % ITEMS] = (float)more[i] * 1e-5f;
    }
    unit = kernel->quantise(values, ITEMS, quantised);
    for (uint32_t i = 0; i < ITEMS; i++)
        out[length++] = quantised[i] ^ kernel->flip;
    memcpy(out + length, &unit, sizeof unit);
    length += sizeof unit;
    kernel->squash(values, other, ITEMS, scratch, quantised);
    for (uint32_t i = 0; i < ITEMS; i++)
        out[length++] = quantised[i] ^ kernel->flip;
    struct cell cell = {scale, scale, scale, ITEMS};
    kernel->step(&cell, sums, 0.37f, more, cells, scratch, quantised);
    memcpy(out + length, cells, sizeof cells);
    memcpy(out + length + sizeof cells, scratch, sizeof scratch);
    length += sizeof cells + sizeof scratch;
    struct layer layer = {.matrix = {.padded = ITEMS}, .scale = scale, .bias = values};
    kernel->finish(&layer, sums, 0.37f, scratch);
    memcpy(out + length, scratch, sizeof scratch);
    length += sizeof scratch;
    values[0] = values[ITEMS - 1] = 5;
    out[length++] = (unsigned char)kernel->greatest(values, ITEMS);
    out[length++] = (unsigned char)kernel->greatest(other, 1 + (uint32_t)(seed % ITEMS));
    return length;
}

static void test_items(void **state)
{
    (void)state;
    unsigned char expected[4096], found[4096];
    for (uint64_t seed = 1; seed < 50; seed++) {
        size_t length = run_items(kernel_named("plain"), seed, expected);
        assert_int_equal(expected[length - 2], 0); /* the first of two that are the greatest */
        for (size_t k = 1; k < KERNELS; k++) {
            const struct kernel *kernel = kernel_named(kernel_names[k]);
            if (kernel) {
                assert_int_equal(run_items(kernel, seed, found), length);
                assert_memory_equal(found, expected, length);
            }
        }
    }
}

/* All zeros have unit 1; a vector has its greatest at 127 or -127. */
static void test_quantise(void **state)
{
    (void)state;
    float values[5] = {0, 0, 0, 0, 0};
    uint8_t quantised[5];
    for (size_t k = 0; k < KERNELS; k++) {
        const struct kernel *kernel = kernel_named(kernel_names[k]);
        if (!kernel)
            continue;
        memset(values, 0, sizeof values);
        assert_true(kernel->quantise(values, 5, quantised) == 1.0f);
        assert_int_equal(quantised[3] ^ kernel->flip, 0);
        values[2] = -254;
        values[4] = 5;
        assert_true(kernel->quantise(values, 5, quantised) == 2.0f);
        assert_int_equal((int8_t)(quantised[2] ^ kernel->flip), -127);
        assert_int_equal((int8_t)(quantised[4] ^ kernel->flip), 2);
    }
}

/* ---- the whole core ---- */

static struct buffer analyse(struct arena *arena, const struct core *core, const uint32_t *lengths, uint32_t count,
                             uint64_t seed)
{
    arena_reset(arena, SIZE_MAX);
    struct document document = sample_document(arena, lengths, count, seed);
    core_analyse(core, &document, CORE_ALL);
    return sample_print(&document);
}

static void test_kernels_agree(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    const struct core *plain = core_of(&fixture, "plain");
    for (size_t k = 1; k < KERNELS; k++) {
        const struct core *core = core_of(&fixture, kernel_names[k]);
        for (uint64_t seed = 1; core && seed < 8; seed++) {
            uint32_t lengths[SENTENCES];
            random_lengths(lengths, seed);
            struct buffer expected = analyse(&fixture.work, plain, lengths, SENTENCES, seed);
            struct buffer found = analyse(&fixture.work, core, lengths, SENTENCES, seed);
            assert_string_equal(found.ptr, expected.ptr);
            buffer_free(&expected);
            buffer_free(&found);
        }
    }
    fixture_end(&fixture);
}

static void test_batches_agree(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    uint32_t lengths[SENTENCES];
    random_lengths(lengths, 3);
    lengths[5] = 530;
    lengths[7] = 511;
    lengths[9] = 600;
    struct document document = sample_document(&fixture.work, lengths, SENTENCES, 9);
    struct document fresh = sample_document(&fixture.work, lengths, SENTENCES, 9);
    core_analyse(fixture.core, &document, CORE_ALL);
    for (uint32_t s = 0; s < SENTENCES; s++) {
        struct document alone = sample_sentence(&fixture.work, &fresh, s);
        struct buffer expected = {0};
        sample_print_sentence(&document, s, &expected);
        buffer_byte(&expected, 0);
        core_analyse(fixture.core, &alone, CORE_ALL);
        struct buffer found = sample_print(&alone);
        assert_string_equal(found.ptr, expected.ptr);
        buffer_free(&expected);
        buffer_free(&found);
    }
    fixture_end(&fixture);
}

/* Each part by itself says what all parts say together. */
static void test_parts(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    uint32_t lengths[SENTENCES];
    random_lengths(lengths, 4);
    struct document all = sample_document(&fixture.work, lengths, SENTENCES, 2);
    core_analyse(fixture.core, &all, CORE_ALL);
    struct document part[4];
    for (unsigned p = 0; p < 4; p++) {
        part[p] = sample_document(&fixture.work, lengths, SENTENCES, 2);
        core_analyse(fixture.core, &part[p], 1u << p);
    }
    assert_true(all.entity_count > 0 && part[2].entity_count == all.entity_count);
    assert_memory_equal(part[2].entities, all.entities, all.entity_count * sizeof *all.entities);
    assert_null(part[0].lemmas);
    for (uint32_t t = 0; t < all.token_count; t++) {
        assert_int_equal(part[0].tokens[t].tag, all.tokens[t].tag);
        assert_int_equal(part[0].tokens[t].fine, all.tokens[t].fine);
        assert_int_equal(part[0].tokens[t].head, NO_TOKEN);
        assert_true(str_equal(part[1].lemmas[t], all.lemmas[t]));
        assert_int_equal(part[3].tokens[t].head, all.tokens[t].head);
        assert_int_equal(part[3].tokens[t].subrelation, all.tokens[t].subrelation);
    }
    fixture_end(&fixture);
}

/* One root a sentence; every other head in the sentence; no cycle; what the labels are called. */
static void check_tree(const struct core *core, const struct document *document)
{
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        const struct sentence *sentence = &document->sentences[s];
        uint32_t roots = 0;
        for (uint32_t t = sentence->first; t < sentence->last; t++) {
            const struct token *token = &document->tokens[t];
            bool root = token->head == NO_TOKEN;
            roots += root;
            assert_int_equal(root, token->relation == REL_ROOT);
            assert_int_equal(root, str_equal(core_relation_name(core, token->subrelation), STR("root")));
            uint32_t at = t, steps = 0;
            for (; document->tokens[at].head != NO_TOKEN; at = document->tokens[at].head, steps++) {
                assert_in_range(document->tokens[at].head, sentence->first, sentence->last - 1);
                assert_true(steps < sentence->last - sentence->first);
            }
        }
        assert_int_equal(roots, sentence->last > sentence->first);
    }
}

/* In text order, not empty, within one sentence. */
static void check_entities(const struct document *document)
{
    uint32_t behind = 0;
    for (uint32_t e = 0; e < document->entity_count; e++) {
        const struct entity *entity = &document->entities[e];
        assert_true(entity->first >= behind && entity->first < entity->last && entity->last <= document->token_count);
        assert_int_equal(document->tokens[entity->first].sentence, document->tokens[entity->last - 1].sentence);
        assert_true(entity->kind < ENTITY_COUNT);
        behind = entity->last;
    }
}

static void test_well_formed(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    uint32_t entities = 0;
    for (uint64_t seed = 1; seed < 10; seed++) {
        uint32_t lengths[SENTENCES];
        random_lengths(lengths, seed);
        arena_reset(&fixture.work, SIZE_MAX);
        struct document document = sample_document(&fixture.work, lengths, SENTENCES, seed);
        core_analyse(fixture.core, &document, CORE_ALL);
        check_tree(fixture.core, &document);
        check_entities(&document);
        entities += document.entity_count;
    }
    assert_true(entities > 100);
    fixture_end(&fixture);
}

/* A tree for every piece; the roots of the later ones hang on that of the first. */
static void test_long_sentence(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    const uint32_t lengths[] = {1000, 3, CORE_MOST, CORE_MOST + 1};
    struct document document = sample_document(&fixture.work, lengths, 4, 1);
    core_analyse(fixture.core, &document, CORE_ALL);
    check_tree(fixture.core, &document);
    check_entities(&document);
    uint32_t crossing = 0, root = 0;
    while (document.tokens[root].head != NO_TOKEN)
        root++;
    assert_true(root < CORE_MOST);
    for (uint32_t t = CORE_MOST; t < 1000; t++) {
        if (document.tokens[t].head / CORE_MOST == t / CORE_MOST)
            continue;
        crossing++;
        assert_int_equal(document.tokens[t].head, root);
        assert_int_equal(document.tokens[t].relation, REL_PARATAXIS);
    }
    assert_int_equal(crossing, 4);
    assert_int_equal(document.tokens[1403].relation, REL_PARATAXIS);
    fixture_end(&fixture);
}

static void test_empty(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    const uint32_t none[] = {0, 0};
    for (uint32_t count = 0; count < 3; count++) {
        struct document document = sample_document(&fixture.work, none, count, 1);
        core_analyse(fixture.core, &document, CORE_ALL);
        assert_int_equal(document.entity_count, 0);
        assert_non_null(document.lemmas);
    }
    fixture_end(&fixture);
}

static void test_names_and_traits(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    assert_true(str_equal(core_fine_name(fixture.core, 1), STR("VBD")));
    assert_true(str_equal(core_fine_name(fixture.core, 255), STR("")));
    assert_true(str_equal(core_relation_name(fixture.core, 3), STR("obl:tmod")));
    assert_true(str_equal(core_relation_name(fixture.core, 200), STR("")));
    struct token token = {.tag = TAG_VERB, .fine = 1};
    struct str lemma = STR("w2");
    struct document document = {.tokens = &token, .token_count = 1};
    assert_int_equal(core_traits(fixture.core, &document, 0), TRAIT_FINITE | TRAIT_PAST);
    document.lemmas = &lemma;
    assert_int_equal(core_traits(fixture.core, &document, 0), TRAIT_FINITE | TRAIT_PAST | TRAIT_HAVE | TRAIT_MODAL);
    token.tag = TAG_NOUN;
    token.fine = 2;
    assert_int_equal(core_traits(fixture.core, &document, 0), 0);
    fixture_end(&fixture);
}

/* Relations that the enum does not have are those without the subtype, or `dep`. */
static void test_relations(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    static const enum relation expected[] = {REL_NSUBJ, REL_ROOT,      REL_PARATAXIS, REL_OBL,
                                             REL_NSUBJ, REL_ACL_RELCL, REL_DEP,       REL_DEP};
    uint32_t seen = 0;
    for (uint64_t seed = 1; seed < 20; seed++) {
        const uint32_t length = 40;
        arena_reset(&fixture.work, SIZE_MAX);
        struct document document = sample_document(&fixture.work, &length, 1, seed);
        core_analyse(fixture.core, &document, CORE_TREE);
        for (uint32_t t = 0; t < length; t++) {
            uint32_t label = document.tokens[t].subrelation;
            seen |= 1u << label;
            if (label < 8)
                assert_int_equal(document.tokens[t].relation, expected[label]);
        }
    }
    assert_true((seen & 2) && __builtin_popcount(seen) > 6);
    fixture_end(&fixture);
}

/* ---- threads ---- */

struct worker {
    pthread_t thread;
    const struct core *core;
    uint64_t seed;
    struct buffer found;
};

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct arena arena;
    uint32_t lengths[SENTENCES];
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    random_lengths(lengths, worker->seed);
    worker->found = analyse(&arena, worker->core, lengths, SENTENCES, worker->seed);
    arena_free(&arena);
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    enum { WORKERS = 4 };
    struct fixture fixture;
    struct worker workers[WORKERS];
    fixture_begin(&fixture);
    for (uint64_t w = 0; w < WORKERS; w++) {
        workers[w] = (struct worker){.core = fixture.core, .seed = 1 + w / 2};
        assert_int_equal(pthread_create(&workers[w].thread, NULL, work, &workers[w]), 0);
    }
    for (size_t w = 0; w < WORKERS; w++)
        pthread_join(workers[w].thread, NULL);
    for (size_t w = 0; w < WORKERS; w++) {
        struct worker alone = {.core = fixture.core, .seed = workers[w].seed};
        work(&alone);
        assert_string_equal(workers[w].found.ptr, alone.found.ptr);
        buffer_free(&alone.found);
    }
    assert_string_not_equal(workers[0].found.ptr, workers[2].found.ptr);
    for (size_t w = 0; w < WORKERS; w++)
        buffer_free(&workers[w].found);
    fixture_end(&fixture);
}

/* Documents analysed together are as they are alone, empty ones among them. */
static void test_together(void **state)
{
    (void)state;
    enum { DOCUMENTS = 9 };
    struct fixture fixture;
    fixture_begin(&fixture);
    for (uint64_t seed = 1; seed < 5; seed++) {
        struct document together[DOCUMENTS], alone[DOCUMENTS], *all[DOCUMENTS];
        for (uint32_t d = 0; d < DOCUMENTS; d++) {
            uint32_t lengths[SENTENCES], count = d % 3;
            random_lengths(lengths, seed * 100 + d);
            together[d] = sample_document(&fixture.work, lengths, count, seed * 7 + d);
            alone[d] = sample_document(&fixture.work, lengths, count, seed * 7 + d);
            all[d] = &together[d];
            core_analyse(fixture.core, &alone[d], CORE_ALL);
        }
        struct document joint = joint_make(&fixture.work, all, DOCUMENTS);
        core_analyse(fixture.core, &joint, CORE_ALL);
        joint_give(&joint, all, DOCUMENTS);
        for (uint32_t d = 0; d < DOCUMENTS; d++) {
            struct buffer a = sample_print(&together[d]), b = sample_print(&alone[d]);
            assert_string_equal(a.ptr, b.ptr);
            assert_int_equal(together[d].entity_count, alone[d].entity_count);
            buffer_free(&a);
            buffer_free(&b);
        }
        arena_reset(&fixture.work, 0);
    }
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_products),         cmocka_unit_test(test_functions), cmocka_unit_test(test_items),
        cmocka_unit_test(test_quantise),         cmocka_unit_test(test_kernels_agree),
        cmocka_unit_test(test_batches_agree),    cmocka_unit_test(test_parts),     cmocka_unit_test(test_well_formed),
        cmocka_unit_test(test_long_sentence),    cmocka_unit_test(test_empty),
        cmocka_unit_test(test_names_and_traits), cmocka_unit_test(test_relations), cmocka_unit_test(test_threads),
        cmocka_unit_test(test_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
