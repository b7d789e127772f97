/* core_reference_test.c - the parts of the language core against plain versions of themselves, written from
 * models/FORMAT.md: hashes, states and labels, tree, entities, lemmas. */
#include "core_sample.h"

#include <math.h>

#include "model/entity.h"
#include "model/kernel_element.h"
#include "model/lemma.h"
#include "model/spanning.h"

/* ---- features: the hashes are from a program in another language ---- */

static const struct {
    const char *form;
    uint64_t hashes[1 + FEATURE_KINDS]; /* v; w p q a b c d s */
} hashed[] = {
    {"Sadat",
     {0x8c6a3f96748d27f5u, 0xbf44e50547b75786u, 0x4598583cb933f97fu,
      0x5b615e5c886b5b23u, 0x3bbed79dcbf97cfbu, 0xb4e73a5127755a61u,
      0x262aff89bec2e977u, 0x4771957d766d4eeeu, 0xd0a3f25dfb12cbb9u}},
    {"U.S.",
     {0xcdfa74e3d9992c57u, 0x96e83099e4d48325u, 0xbd6dc872344865cdu,
      0x5f6b8bbe8e7db75du, 0xe48532b2d2de89fau, 0xfdf2b5f1fb6cf471u,
      0x94e713cc3d7ea4bbu, 0x6a7a4696fb51db4du, 0x46188e6f3067f06fu}},
    {"1978-79",
     {0xe2969602abe4d241u, 0x895a8bf0a8181dd6u, 0x3c116213e3da2992u,
      0xa2060274da2cff87u, 0xbe3521e99f2c6d0cu, 0xa4eaf6c2562accffu,
      0xc5a53f898b97a80eu, 0x3d735990ba2b5165u, 0x5b63722837e109d1u}},
    {"a",
     {0x788f400ef41160c2u, 0x7bbb90bf930712b8u, 0xc6da0caaf66400b7u,
      0xfd94121e6f5ca54cu, 0x4df0cdc044b9a961u, 0x1cf321650b19f8c8u,
      0x81a8a9304a5e6c44u, 0xf104580922a76390u, 0xf64d5701f45a922fu}},
    {"",
     {0x5673d029177963f4u, 0xb02002870ce13436u, 0xf4c64a08b894faa7u,
      0xe10ac1121ee69218u, 0x82b19d9859a61322u, 0x4a14e8514a87f785u,
      0x12b48da80db671d2u, 0xf1f12d1eb5e2f7e2u, 0xd0fcc1e034131533u}},
    {"Ver\xe2\x80\x99s\xe2\x80\xa6",
     {0x4627d8dc30c0a5f0u, 0x5b5d2b7b036e8576u, 0xe20a4bb777b3884du,
      0x02af0bfeab43e2edu, 0xe48532b2d2de89fau, 0x765b315fc0264f27u,
      0x823f2454de6d839cu, 0xbe40650171b09377u, 0x74c56d49b2f0bd94u}},
    {"\xc3\x89MILE\xd9\xa3",
     {0x4dbed1de568b965cu, 0x19f4fb8f58c55f2cu, 0x2b26154ceb715d34u,
      0xc212890f3a8a2e10u, 0xbe3521e99f2c6d0cu, 0x50127d5bca631a37u,
      0xd3b623f8bb31c6ffu, 0xa57f7d9c68325f90u, 0xd31c78d3d1cfe057u}},
    {"\xc4\xb0\xe4\xb8\xad\xc7\x85!!!!",
     {0x22718cbc520f13ebu, 0x3d804b02805bd826u, 0x1a0e7fedd0a22b3eu,
      0x9e3180cd02405145u, 0x2e7b141a4f246569u, 0xfeff0badf4b26d96u,
      0x0185ba17b30f5960u, 0xb918d6db4b4de6b3u, 0xd6a854ac8a853c10u}},
    {"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy",
     {0xcddcf0096eb295cfu, 0xd5ec296b9b307b35u, 0x50fd6854a5ab4d9eu,
      0xdb220c120a1720cfu, 0x7ad128fe97d06f5du, 0x284539c4d6dfffc8u,
      0x9c57e459eaafca2eu, 0x494395a1e5382e76u, 0x53210eaf2e0f526eu}},
};

static void test_hashes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hashed / sizeof *hashed; i++) {
        struct form_hashes hashes;
        form_hash(str_of(hashed[i].form), &hashes);
        assert_true(hashes.vector == hashed[i].hashes[0]);
        for (size_t k = 0; k < FEATURE_KINDS; k++)
            if (hashes.features[k] != hashed[i].hashes[1 + k])
                fail_msg("'%s': feature %zu", hashed[i].form, k);
    }
}

/* ---- the network ---- */

enum { WIDTH = 64, ROOM = 4 * WIDTH, TOKENS = 12 }; /* H; most items of a vector; tokens of the sentence */

struct network {
    struct arena arena;
    struct model model;
    struct str bytes;
    const struct weights *weights;
};

static void network_begin(struct network *network)
{
    readout_error error = {0};
    arena_init(&network->arena, 0);
    if (arena_guard(&network->arena))
        abort();
    model_begin(&network->model, small_size, 77);
    network->bytes = model_bytes(&network->model);
    network->weights = weights_read(&network->arena, network->bytes, "small", true, &error);
    assert_non_null(network->weights);
}

static void network_end(struct network *network)
{
    free((void *)(uintptr_t)network->bytes.ptr);
    model_end(&network->model);
    arena_free(&network->arena);
}

static const struct chunk *part(const struct network *network, const char *name, const char *end)
{
    char whole[64];
    snprintf(whole, sizeof whole, "%s%s", name, end);
    const struct chunk *chunk = weights_find(network->weights, whole);
    assert_non_null(chunk);
    return chunk;
}

static float number(const struct chunk *chunk, uint32_t index)
{
    float value;
    memcpy(&value, chunk->bytes.ptr + index * sizeof value, sizeof value);
    return value;
}

/* y = W q * (scale * unit) + bias; without a bias for a recurrent layer. */
static void apply(const struct network *network, const char *name, const int8_t *q, float unit, float *y)
{
    const struct chunk *weight = part(network, name, ".weight"), *scale = part(network, name, ".scale");
    const struct chunk *bias = strstr(name, "recur") ? NULL : part(network, name, ".bias");
    for (uint32_t r = 0; r < weight->rows; r++) {
        int32_t sum = 0;
        for (uint32_t c = 0; c < weight->columns; c++)
            sum += (int8_t)weight->bytes.ptr[r * weight->columns + c] * q[c];
        y[r] = (float)sum * (number(scale, r) * unit);
        if (bias)
            y[r] += number(bias, r);
    }
}

static int8_t state_of(float x)
{
    return (int8_t)nearbyintf(127 * x);
}

static float quantise(const float *x, uint32_t count, int8_t *q)
{
    float most = 0;
    for (uint32_t i = 0; i < count; i++)
        most = fabsf(x[i]) > most ? fabsf(x[i]) : most;
    float unit = most > 0 ? most / 127 : 1;
    for (uint32_t i = 0; i < count; i++)
        q[i] = (int8_t)nearbyintf(x[i] / unit);
    return unit;
}

static float read_token(const struct network *network, struct str form, int8_t *q)
{
    const struct chunk *keys = part(network, "words.key", ""), *vectors = part(network, "words.vector", "");
    const struct chunk *rows = part(network, "features", "");
    float x[ROOM] = {0};
    struct form_hashes hashes;
    form_hash(form, &hashes);
    for (uint32_t i = 0; i < keys->rows; i++) {
        uint64_t key;
        memcpy(&key, keys->bytes.ptr + i * sizeof key, sizeof key);
        for (uint32_t c = 0; key == hashes.vector && c < vectors->columns; c++)
            x[c] = (float)(int8_t)vectors->bytes.ptr[i * vectors->columns + c] *
                   number(part(network, "words", ".scale"), c);
    }
    for (uint32_t c = 0; c < rows->columns; c++) {
        int sum = 0;
        for (size_t k = 0; k < FEATURE_KINDS; k++)
            sum += (int8_t)rows->bytes.ptr[hashes.features[k] % rows->rows * rows->columns + c];
        x[vectors->columns + c] = (float)sum * number(part(network, "features", ".scale"), c);
    }
    return quantise(x, vectors->columns + rows->columns, q);
}

/* One layer in one direction; H states of every token go to output[t] + `at`. */
static void run_lstm(const struct network *network, const char *name, int8_t input[][ROOM], const float *units,
                     uint32_t count, bool backward, int8_t output[][ROOM], uint32_t at)
{
    char layer[32], recur[32];
    float c[WIDTH] = {0}, gates[4 * WIDTH], before[4 * WIDTH];
    int8_t h[WIDTH] = {0};
    snprintf(layer, sizeof layer, "%s.input", name);
    snprintf(recur, sizeof recur, "%s.recur", name);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t t = backward ? count - 1 - i : i;
        apply(network, layer, input[t], units[t], gates);
        apply(network, recur, h, 1.0f / 127, before);
        for (uint32_t j = 0; j < WIDTH; j++) {
            h[j] = state_of(element_cell(gates[j] + before[j], gates[WIDTH + j] + before[WIDTH + j],
                                         gates[2 * WIDTH + j] + before[2 * WIDTH + j],
                                         gates[3 * WIDTH + j] + before[3 * WIDTH + j], &c[j]));
            output[t][at + j] = h[j];
        }
    }
}

struct reference {
    int8_t states[TOKENS][ROOM]; /* layer 1, then layer 2: 4H */
    int8_t top[TOKENS][ROOM];    /* layer 2: 2H */
};

static void run_layers(const struct network *network, const struct document *document, struct reference *reference)
{
    int8_t layers[4][TOKENS][ROOM] = {0};
    float units[TOKENS];
    for (uint32_t t = 0; t < TOKENS; t++)
        units[t] = read_token(network, token_text(document, t), layers[0][t]);
    for (uint32_t layer = 0; layer < 3; layer++) {
        char name[16];
        snprintf(name, sizeof name, "lstm.%u.f", layer);
        run_lstm(network, name, layers[layer], units, TOKENS, false, layers[layer + 1], 0);
        snprintf(name, sizeof name, "lstm.%u.b", layer);
        run_lstm(network, name, layers[layer], units, TOKENS, true, layers[layer + 1], WIDTH);
        for (uint32_t t = 0; t < TOKENS; t++)
            units[t] = 1.0f / 127;
    }
    for (uint32_t t = 0; t < TOKENS; t++) {
        memcpy(reference->states[t], layers[2][t], 2 * WIDTH);
        memcpy(reference->states[t] + 2 * WIDTH, layers[3][t], 2 * WIDTH);
        memcpy(reference->top[t], layers[3][t], 2 * WIDTH);
    }
}

static uint32_t best_of(const float *scores, uint32_t count)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < count; i++)
        best = scores[i] > scores[best] ? i : best;
    return best;
}

static struct str line_of(const struct network *network, const char *name, uint32_t line)
{
    struct str rest = part(network, name, "")->bytes;
    while (line--)
        str_cut(&rest, '\n');
    return str_cut(&rest, '\n');
}

static void check_labels(const struct network *network, const struct core *core, const struct document *document,
                         const struct reference *reference)
{
    float scores[ROOM];
    for (uint32_t t = 0; t < TOKENS; t++) {
        apply(network, "tag.upos", reference->states[t], 1.0f / 127, scores);
        struct str upos = line_of(network, "upos", best_of(scores, 17));
        assert_true(str_equal(upos, str_of(tag_names[document->tokens[t].tag])));
        apply(network, "tag.xpos", reference->states[t], 1.0f / 127, scores);
        struct str xpos = line_of(network, "xpos", best_of(scores, small_size.fine));
        assert_true(str_equal(xpos, core_fine_name(core, document->tokens[t].fine)));
    }
}

static void check_entities(const struct network *network, const struct document *document,
                           const struct reference *reference)
{
    struct arena arena;
    readout_error error = {0};
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    struct maker maker = {&arena, network->weights, kernel_named("plain"), &error};
    struct entity_labels labels;
    static float scores[TOKENS][ROOM];
    const float *rows[TOKENS];
    uint8_t sequence[TOKENS];
    for (uint32_t t = 0; t < TOKENS; t++) {
        apply(network, "tag.entity", reference->states[t], 1.0f / 127, scores[t]);
        rows[t] = scores[t];
    }
    assert_true(entity_make(&maker, &labels));
    entity_decode(&labels, &arena, rows, TOKENS, sequence);
    struct document copy = {.arena = &arena, .token_count = TOKENS};
    entity_collect(&labels, sequence, &copy);
    assert_int_equal(copy.entity_count, document->entity_count);
    assert_memory_equal(copy.entities, document->entities, copy.entity_count * sizeof *copy.entities);
    arena_free(&arena);
}

/* scores[d][h], head 0 the root */
static void score_arcs(const struct network *network, const struct reference *reference, float *scores)
{
    int8_t heads[TOKENS + 1][WIDTH], q[WIDTH];
    float y[ROOM];
    memcpy(heads[0], part(network, "arc.root", "")->bytes.ptr, WIDTH);
    for (uint32_t h = 0; h < TOKENS; h++) {
        apply(network, "arc.head", reference->top[h], 1.0f / 127, y);
        for (uint32_t c = 0; c < WIDTH; c++)
            heads[h + 1][c] = state_of(element_tanh(y[c]));
    }
    for (uint32_t d = 0; d < TOKENS; d++) {
        apply(network, "arc.dependent", reference->top[d], 1.0f / 127, y);
        for (uint32_t c = 0; c < WIDTH; c++)
            q[c] = state_of(element_tanh(y[c]));
        apply(network, "arc.matrix", q, 1.0f / 127, y);
        float unit = quantise(y, WIDTH, q);
        for (uint32_t h = 0; h <= TOKENS; h++) {
            int32_t sum = 0;
            for (uint32_t c = 0; c < WIDTH; c++)
                sum += q[c] * heads[h][c];
            scores[d * (TOKENS + 1) + h] = (float)sum * (unit * (1.0f / 127));
        }
    }
}

static struct str relation_of(const struct network *network, const struct reference *reference, uint32_t dependent,
                              uint32_t head)
{
    float a[ROOM], b[ROOM], scores[ROOM];
    int8_t q[WIDTH];
    apply(network, "rel.dependent", reference->top[dependent], 1.0f / 127, a);
    apply(network, "rel.head", reference->top[head], 1.0f / 127, b);
    for (uint32_t c = 0; c < WIDTH; c++)
        q[c] = state_of(element_tanh(a[c] + b[c]));
    apply(network, "rel.out", q, 1.0f / 127, scores);
    scores[1] = -1e30f; /* root */
    return line_of(network, "relations", best_of(scores, small_size.relations));
}

static void check_tree(const struct network *network, const struct core *core, const struct document *document,
                       const struct reference *reference)
{
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    static float scores[TOKENS * (TOKENS + 1)];
    uint8_t heads[TOKENS];
    score_arcs(network, reference, scores);
    spanning_tree(&arena, scores, TOKENS + 1, TOKENS, heads);
    for (uint32_t t = 0; t < TOKENS; t++) {
        const struct token *token = &document->tokens[t];
        assert_int_equal(token->head == NO_TOKEN ? 0 : token->head + 1, heads[t]);
        if (heads[t])
            assert_true(str_equal(core_relation_name(core, token->subrelation),
                                  relation_of(network, reference, t, heads[t] - 1u)));
    }
    arena_free(&arena);
}

static void test_network(void **state)
{
    (void)state;
    struct network network;
    readout_error error = {0};
    network_begin(&network);
    const struct core *core = core_make(&network.arena, network.weights, &error);
    assert_non_null(core);
    for (uint64_t seed = 1; seed < 20; seed++) {
        static const uint32_t lengths[] = {TOKENS, 30, 5};
        static struct reference reference;
        struct document document = sample_document(&network.arena, lengths, 3, seed);
        core_analyse(core, &document, CORE_ALL);
        while (document.entity_count && document.entities[document.entity_count - 1].first >= TOKENS)
            document.entity_count--;
        run_layers(&network, &document, &reference);
        check_labels(&network, core, &document, &reference);
        check_entities(&network, &document, &reference);
        check_tree(&network, core, &document, &reference);
    }
    network_end(&network);
}

/* ---- the best tree: all trees of a few tokens are tried ---- */

enum { FEW = 6 };

/* The sum of the scores of `heads`, -1e30 where they are no tree with one root. */
static double sum_of(const float *scores, uint32_t count, const uint8_t *heads)
{
    double sum = 0;
    uint32_t roots = 0;
    for (uint32_t d = 0; d < count; d++) {
        uint32_t at = d + 1, steps = 0;
        for (; at && steps <= count; steps++)
            at = heads[at - 1];
        if (at)
            return -1e30;
        roots += heads[d] == 0;
        sum += (double)scores[d * (count + 1) + heads[d]];
    }
    return roots == 1 ? sum : -1e30;
}

static double best_sum(const float *scores, uint32_t count)
{
    uint8_t heads[FEW] = {0};
    double best = -1e30;
    for (;;) {
        double sum = sum_of(scores, count, heads);
        best = sum > best ? sum : best;
        uint32_t d = 0;
        while (d < count && ++heads[d] > count)
            heads[d++] = 0;
        if (d == count)
            return best;
    }
}

static void test_best_tree(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    uint64_t random = 3;
    for (uint32_t round = 0; round < 600; round++) {
        uint32_t count = 1 + round % FEW;
        float scores[FEW * (FEW + 1)], copy[FEW * (FEW + 1)];
        uint8_t heads[FEW];
        for (uint32_t i = 0; i < count * (count + 1); i++)
            scores[i] = (float)(model_random(&random) % 2000 + (i % (count + 1) == 0 ? round % 5 * 400 : 0)) / 8;
        memcpy(copy, scores, sizeof copy);
        spanning_tree(&arena, copy, count + 1, count, heads);
        assert_true(sum_of(scores, count, heads) == best_sum(scores, count));
    }
    arena_free(&arena);
}

/* Many tokens, hard scores: every one prefers its neighbour, which prefers it, and so on outwards. */
static void test_large_tree(void **state)
{
    (void)state;
    struct arena arena;
    static float scores[SPANNING_MOST * (SPANNING_MOST + 1)], copy[SPANNING_MOST * (SPANNING_MOST + 1)];
    static uint8_t heads[SPANNING_MOST];
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    for (uint32_t d = 1; d <= SPANNING_MOST; d++)
        for (uint32_t h = 0; h <= SPANNING_MOST; h++)
            scores[(d - 1) * (SPANNING_MOST + 1) + h] = h == 0 ? 0 : -(float)((d - 1) ^ (h - 1));
    memcpy(copy, scores, sizeof copy);
    spanning_tree(&arena, copy, SPANNING_MOST + 1, SPANNING_MOST, heads);
    assert_true(sum_of(scores, SPANNING_MOST, heads) > -1e30);
    arena_free(&arena);
}

/* ---- entities: all sequences of a few labels are tried ---- */

enum { LABELS = 8, LENGTH = 4 };
static const char entity_names_tried[] = "O\nB-Person\nI-Person\nE-Person\nS-Person\nB-Date\nE-Date\nI-Misc\n";

static bool may_follow(struct str before, struct str after)
{
    bool open = before.len && (before.ptr[0] == 'B' || before.ptr[0] == 'I');
    bool goes_on = after.len && (after.ptr[0] == 'I' || after.ptr[0] == 'E');
    if (open != goes_on)
        return false;
    return !open || str_equal(str_make(before.ptr + 1, before.len - 1), str_make(after.ptr + 1, after.len - 1));
}

static double sequence_sum(const struct str *names, const float *const *scores, const uint8_t *sequence)
{
    double sum = 0;
    struct str before = STR("");
    for (uint32_t t = 0; t < LENGTH; before = names[sequence[t]], t++) {
        if (!may_follow(before, names[sequence[t]]))
            return -1e30;
        sum += (double)scores[t][sequence[t]];
    }
    return may_follow(before, STR("")) ? sum : -1e30;
}

static double best_sequence(const struct str *names, const float *const *scores)
{
    uint8_t sequence[LENGTH] = {0};
    double best = -1e30;
    for (;;) {
        double sum = sequence_sum(names, scores, sequence);
        best = sum > best ? sum : best;
        uint32_t t = 0;
        while (t < LENGTH && ++sequence[t] == LABELS)
            sequence[t++] = 0;
        if (t == LENGTH)
            return best;
    }
}

static void test_entities(void **state)
{
    (void)state;
    struct arena arena;
    readout_error error = {0};
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    struct chunk chunk = {STR("entities"), CHUNK_TEXT, LABELS, 0, str_of(entity_names_tried)};
    struct weights weights = {.path = "test", .chunks = &chunk, .chunk_count = 1};
    struct maker maker = {&arena, &weights, kernel_named("plain"), &error};
    struct entity_labels labels;
    struct str names[LABELS], rest = chunk.bytes;
    uint64_t random = 9;
    assert_true(entity_make(&maker, &labels));
    for (uint32_t i = 0; i < LABELS; i++)
        names[i] = str_cut(&rest, '\n');
    for (uint32_t round = 0; round < 60; round++) {
        float scores[LENGTH][LABELS];
        const float *rows[LENGTH];
        uint8_t sequence[LENGTH];
        for (uint32_t t = 0; t < LENGTH; t++) {
            rows[t] = scores[t];
            for (uint32_t i = 0; i < LABELS; i++)
                scores[t][i] = (float)(model_random(&random) % 1000) / 8;
        }
        entity_decode(&labels, &arena, rows, LENGTH, sequence);
        assert_true(sequence_sum(names, rows, sequence) == best_sequence(names, rows));
    }
    arena_free(&arena);
}

/* ---- lemmas ---- */

static const struct {
    const char *rule, *form, *lemma;
} lemmas[] = {
    {"l0+", "Talks", "talks"},
    {"k0+", "Sadat", "Sadat"},
    {"l1+", "Talks", "talk"},
    {"l3+y", "Parties", "party"},
    {"k1+", "Kurds", "Kurd"},
    {"l2+be", "is", "be"},
    {"l2+", "ab", NULL}, /* nothing would be left */
    {"l3+x", "ab", NULL},
    {"l12+be", "ab", NULL},
    {"k0+", "\xe2\x80\x99s", "'s"},
    {"l1+x", "\xe2\x80\xa6", "..x"}, /* ... has three characters */
    {"l3+be", "\xe2\x80\xa6", "be"},
    {"l1+e", "\xc3\x89\x43\xc3\x89", "\xc3\xa9\x63\x65"},
    {"k2+", "\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad", "\xe4\xb8\xad"},
    {"l0+", "\xff", "\xef\xbf\xbd"},
};

static void test_lemmas(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    const struct kernel *kernel = kernel_choose();
    for (size_t i = 0; i < sizeof lemmas / sizeof *lemmas; i++) {
        readout_error error = {0};
        char text[64];
        snprintf(text, sizeof text, "k0+!\n%s\n", lemmas[i].rule);
        struct chunk chunk = {STR("lemmas"), CHUNK_TEXT, 2, 0, str_of(text)};
        struct weights weights = {.path = "test", .chunks = &chunk, .chunk_count = 1};
        struct maker maker = {&arena, &weights, kernel, &error};
        struct lemma_rules rules;
        struct str form = str_of(lemmas[i].form);
        assert_true(lemma_make(&maker, &rules));
        uint8_t rule = lemma_choose(&rules, kernel, form, (const float[]){1, 2});
        assert_int_equal(rule, lemmas[i].lemma ? 1 : 0);
        struct str lemma = lemma_apply(&rules, &arena, 1, form);
        if (lemmas[i].lemma && !str_equal(lemma, str_of(lemmas[i].lemma)))
            fail_msg("%s of %s: %.*s", lemmas[i].rule, lemmas[i].form, STR_ARGS(lemma));
        rules.count = 1;
        rules.items[0].need = 99;
        assert_int_equal(lemma_choose(&rules, kernel, form, (const float[]){1}), LEMMA_NO_RULE);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hashes),     cmocka_unit_test(test_network),  cmocka_unit_test(test_best_tree),
        cmocka_unit_test(test_large_tree), cmocka_unit_test(test_entities), cmocka_unit_test(test_lemmas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
