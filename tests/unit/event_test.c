/* event_test.c - the network of political events on a small random model: the same with every kernel and in every company,
 * marks of given actors, and models that do not fit. */
#include "core_sample.h"
#include "model/event_with.h"

enum { SENTENCES = 12, BROUGHT = 56, HALF = 64, KERNELS = 3 };

static const char *const kernel_names[KERNELS] = {"plain", "avx2", "avx512vnni"};
static const char *const layers[] = {"bring", "root.gate", "root", "penta.gate", "penta", "tags"};

struct fixture {
    struct arena arena, work;
    struct model core, events;
    struct str core_bytes, event_bytes;
};

static void event_layers(struct model *model, const char *roots, const char *without)
{
    const uint32_t rows[] = {BROUGHT, 1, 4, 1, EVENT_PENTA, EVENT_TAG_COUNT};
    memset(model, 0, sizeof *model);
    model->random = 5;
    model_text(model, "roots", roots);
    model_layer(model, "lstm.f.input", 4 * HALF, BROUGHT + 8, true);
    model_layer(model, "lstm.f.recur", 4 * HALF, HALF, false);
    model_layer(model, "lstm.b.input", 4 * HALF, BROUGHT + 8, true);
    model_layer(model, "lstm.b.recur", 4 * HALF, HALF, false);
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
        if (strcmp(layers[i], without) != 0)
            model_layer(model, layers[i], rows[i], i ? 2 * HALF : 128 + 4 * HALF, true);
}

static void fixture_begin(struct fixture *fixture)
{
    arena_init(&fixture->arena, 0);
    arena_init(&fixture->work, 0);
    if (arena_guard(&fixture->arena) || arena_guard(&fixture->work))
        abort();
    model_begin(&fixture->core, small_size, 11);
    event_layers(&fixture->events, "AGREE\nASSAULT\nCONSULT\nNONE\n", "");
    fixture->core_bytes = model_bytes(&fixture->core);
    fixture->event_bytes = model_bytes(&fixture->events);
}

static void fixture_end(struct fixture *fixture)
{
    model_end(&fixture->core);
    model_end(&fixture->events);
    free((void *)(uintptr_t)fixture->core_bytes.ptr);
    free((void *)(uintptr_t)fixture->event_bytes.ptr);
    arena_free(&fixture->work);
    arena_free(&fixture->arena);
}

static const struct weights *weights_of(struct fixture *fixture, struct str bytes)
{
    readout_error error = {0};
    const struct weights *weights = weights_read(&fixture->arena, bytes, "small", true, &error);
    assert_string_equal(error.text, "");
    return weights;
}

/* The rows of the words of a document, by that kernel. */
static struct event_rows rows_of(struct fixture *fixture, const struct kernel *kernel, struct document *document)
{
    readout_error error = {0};
    const struct core *core =
        core_make_with(&fixture->arena, weights_of(fixture, fixture->core_bytes), kernel, &error);
    const struct event_net *net =
        event_make_with(&fixture->arena, weights_of(fixture, fixture->event_bytes), kernel, &error);
    assert_string_equal(error.text, "");
    struct event_rows *rows = ARENA_NEW(&fixture->work, struct event_rows, 1);
    *rows = event_rows_new(net, document);
    core_analyse_heard(core, document, CORE_ALL, &(struct core_listener){event_hear, rows});
    return *rows;
}

static struct document document_of(struct fixture *fixture, uint64_t seed)
{
    uint32_t lengths[SENTENCES];
    for (uint32_t s = 0; s < SENTENCES; s++)
        lengths[s] = 1 + (uint32_t)((seed * 7 + s * 5) % 31);
    return sample_document(&fixture->work, lengths, SENTENCES, seed);
}

static void stretches_of(const struct document *document, struct event_stretch stretches[SENTENCES])
{
    for (uint32_t s = 0; s < SENTENCES; s++)
        stretches[s] = (struct event_stretch){.words = {document->sentences[s].first, document->sentences[s].last}};
}

static void assert_same(const struct event_scores *a, const struct event_scores *b, uint32_t words)
{
    assert_memory_equal(a->roots, b->roots, 4 * sizeof *a->roots);
    assert_memory_equal(a->penta, b->penta, sizeof a->penta);
    assert_int_equal(a->best, b->best);
    assert_memory_equal(a->tags, b->tags, words);
    assert_memory_equal(a->shares, b->shares, words * sizeof *a->shares);
}

static void test_kernels_agree(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    struct event_stretch stretches[SENTENCES];
    for (uint64_t seed = 1; seed < 4; seed++) {
        struct document document = document_of(&fixture, seed);
        stretches_of(&document, stretches);
        struct event_rows plain = rows_of(&fixture, kernel_named("plain"), &document);
        const struct event_scores *expected = event_run(&plain, &document, stretches, SENTENCES);
        for (size_t k = 1; k < KERNELS; k++) {
            const struct kernel *kernel = kernel_named(kernel_names[k]);
            if (!kernel)
                continue;
            struct event_rows rows = rows_of(&fixture, kernel, &document);
            const struct event_scores *found = event_run(&rows, &document, stretches, SENTENCES);
            for (uint32_t s = 0; s < SENTENCES; s++)
                assert_same(&found[s], &expected[s], stretches[s].words.last - stretches[s].words.first);
        }
    }
    fixture_end(&fixture);
}

/* A stretch has the same scores alone and among others; probabilities sum to 1; tags are well-formed. */
static void test_company(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    struct document document = document_of(&fixture, 2);
    struct event_rows rows = rows_of(&fixture, kernel_choose(), &document);
    struct event_stretch stretches[SENTENCES];
    stretches_of(&document, stretches);
    const struct event_scores *all = event_run(&rows, &document, stretches, SENTENCES);
    for (uint32_t s = 0; s < SENTENCES; s++) {
        uint32_t words = stretches[s].words.last - stretches[s].words.first;
        assert_same(event_run(&rows, &document, &stretches[s], 1), &all[s], words);
        float sum = 0;
        for (uint32_t r = 0; r < 4; r++)
            sum += all[s].roots[r];
        assert_true(sum > 0.999f && sum < 1.001f);
        for (uint32_t w = 0; w < words; w++) {
            bool goes_on = all[s].tags[w] == EVENT_SOURCE || all[s].tags[w] == EVENT_TARGET;
            assert_true(!goes_on || (w && (all[s].tags[w - 1] == all[s].tags[w] || all[s].tags[w - 1] + 1 == all[s].tags[w])));
        }
    }
    fixture_end(&fixture);
}

/* Marks change the scores; of a given pair "NONE" is chosen only where it is sure. */
static void test_given(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    struct document document = document_of(&fixture, 3);
    struct event_rows rows = rows_of(&fixture, kernel_choose(), &document);
    struct event_stretch stretches[SENTENCES];
    stretches_of(&document, stretches);
    const struct event_scores *alone = event_run(&rows, &document, stretches, SENTENCES);
    bool differs = false;
    for (uint32_t s = 0; s < SENTENCES; s++) {
        uint32_t first = stretches[s].words.first, last = stretches[s].words.last;
        if (last - first < 3)
            continue;
        stretches[s].source = (struct event_words){first, first + 1};
        stretches[s].target = (struct event_words){last - 1, last};
        const struct event_scores *given = event_run(&rows, &document, &stretches[s], 1);
        differs |= memcmp(given->roots, alone[s].roots, sizeof given->roots) != 0;
        assert_true(given->best != 3 || given->roots[3] >= 0.8f);
    }
    assert_true(differs);
    fixture_end(&fixture);
}

static void refuse(struct fixture *fixture, const char *roots, const char *without, const char *expected)
{
    struct model model;
    readout_error error = {0};
    event_layers(&model, roots, without);
    struct str bytes = model_bytes(&model);
    assert_null(event_make(&fixture->arena, weights_of(fixture, bytes), &error));
    assert_int_equal(error.status, READOUT_BAD_DATA);
    assert_string_equal(error.text, expected);
    model_end(&model);
    free((void *)(uintptr_t)bytes.ptr);
}

static void test_misfits(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_begin(&fixture);
    refuse(&fixture, "AGREE\nASSAULT\nCONSULT\nNONE\n", "tags", "chunk 'tags.weight': missing");
    refuse(&fixture, "AGREE\nASSAULT\nCONSULT\nNONE\n", "bring", "chunk 'bring.weight': missing");
    refuse(&fixture, "AGREE\nASSAULT\nCONSULT\nAID\n", "", "chunk 'roots': no NONE");
    refuse(&fixture, "AGREE\nASSAULT\nNONE\n", "", "chunk 'root.weight': of the wrong shape");
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_kernels_agree), cmocka_unit_test(test_company),
                                       cmocka_unit_test(test_given), cmocka_unit_test(test_misfits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
