/* train_cut.c - makes models/en.cut, the weights of src/text/boundary.c, from treebanks.
 *
 * Use: train_cut OUT BITS ROUNDS SEED TREEBANK.conllu...
 * Logistic regression over hashed features, by AdaGrad (Duchi and others 2011), averaged over the second half of the
 * rounds. The text of a treebank is put together again from its "# text" lines, a line a paragraph; some blanks between
 * sentences are left out on purpose, as in text torn from pages. The same input always gives the same bytes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/error.h"
#include "text/boundary.h"
#include "words.h"

enum { LONGEST_LINE = 1 << 16, GLUED_PERCENT = 5, FOUND_PERCENT = 50, UNIT = 24, WEIGHT_MOST = 127 };

static const float rate = .1F, decay = 1e-5F;

struct example {
    struct boundary_view view;
    bool *ends; /* of every token: does a sentence end behind it */
};

struct trainer {
    struct arena *arena;
    const struct text_words *words;
    LIST(struct example) examples;
    unsigned bits;
    float *weights, *squares;
    double *totals;
    uint64_t random;
    size_t gaps, wrong;
};

static uint32_t random_next(struct trainer *trainer)
{
    trainer->random = trainer->random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(trainer->random >> 33);
}

static bool chance(struct trainer *trainer, uint32_t percent)
{
    return random_next(trainer) % 100 < percent;
}

/* Cut the paragraph into tokens; a sentence ends behind the last token that starts before the next sentence. */
static void add_example(struct trainer *trainer, struct str text, const uint32_t *starts, size_t count)
{
    struct document document = {.arena = trainer->arena, .text = str_copy(trainer->arena, text)};
    token_cut(&document, trainer->words);
    if (document.token_count == 0)
        return;
    struct example *example = ARENA_PUSH(trainer->arena, trainer->examples);
    *example = (struct example){
        boundary_look(trainer->arena, &document, trainer->words, 0, document.token_count),
        ARENA_NEW(trainer->arena, bool, document.token_count)};
    size_t next = 0;
    for (uint32_t t = 0; t < document.token_count; t++) {
        bool starting = false;
        for (; next < count && starts[next] <= document.tokens[t].start; next++)
            starting = true;
        if (starting && t > 0)
            example->ends[t - 1] = true;
    }
}

struct gathering {
    struct buffer text;
    LIST(uint32_t) starts;
    bool joined; /* no blank stands before the next sentence */
};

static void finish_paragraph(struct trainer *trainer, struct gathering *gathering)
{
    if (gathering->text.len)
        add_example(trainer, buffer_str(&gathering->text), gathering->starts.items, gathering->starts.count);
    gathering->text.len = gathering->starts.count = 0;
}

/* May the blank before `sentence` be left out, so that it is still a sentence by its marks? */
static bool can_glue(struct str before, struct str sentence)
{
    char end = before.len ? before.ptr[before.len - 1] : 0;
    char start = sentence.len ? sentence.ptr[0] : 0;
    return end && strchr(".?!\")", end) && ((start >= 'A' && start <= 'Z') || start == '"' || start == '(');
}

static void add_sentence(struct trainer *trainer, struct gathering *gathering, struct str sentence)
{
    bool fits = can_glue(buffer_str(&gathering->text), sentence);
    bool glue = gathering->joined || (fits && chance(trainer, GLUED_PERCENT));
    gathering->joined = false;
    if (gathering->text.len && !glue)
        buffer_byte(&gathering->text, ' ');
    *ARENA_PUSH(trainer->arena, gathering->starts) = (uint32_t)gathering->text.len;
    buffer_add(&gathering->text, sentence);
}

static void read_line(struct trainer *trainer, struct gathering *gathering, struct str line)
{
    const struct str text = STR("# text = ");
    if (str_starts(line, STR("# newpar")) || str_starts(line, STR("# newdoc")))
        finish_paragraph(trainer, gathering);
    else if (str_equal(line, STR("# joined")))
        gathering->joined = true;
    else if (str_starts(line, text))
        add_sentence(trainer, gathering, str_make(line.ptr + text.len, line.len - text.len));
}

static bool read_treebank(struct trainer *trainer, const char *path)
{
    char line[LONGEST_LINE];
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    struct gathering gathering = {0};
    while (fgets(line, sizeof line, file))
        read_line(trainer, &gathering, str_trim(str_of(line)));
    finish_paragraph(trainer, &gathering);
    buffer_free(&gathering.text);
    return fclose(file) == 0;
}

static float score_of(const struct trainer *trainer, const uint32_t *rows)
{
    float sum = 0;
    for (int f = 0; f < BOUNDARY_FEATURES; f++)
        sum += trainer->weights[rows[f]];
    return sum;
}

static void update(struct trainer *trainer, const uint32_t *rows, float error)
{
    for (int f = 0; f < BOUNDARY_FEATURES; f++) {
        float gradient = error + decay * trainer->weights[rows[f]];
        trainer->squares[rows[f]] += gradient * gradient;
        trainer->weights[rows[f]] -= rate * gradient / sqrtf(trainer->squares[rows[f]]);
    }
}

/* Learn from one paragraph; what the sentence has been so far is the truth or, with `follow`, what is found. */
static void train_example(struct trainer *trainer, const struct example *example, bool follow)
{
    struct boundary_state state = {0};
    uint32_t rows[BOUNDARY_FEATURES];
    for (uint32_t t = 0; t + 1 < example->view.count; t++) {
        boundary_take(&state, &example->view, t);
        boundary_rows(&example->view, &state, t, trainer->bits, rows);
        float score = score_of(trainer, rows), found = 1 / (1 + expf(-score));
        update(trainer, rows, example->ends[t] ? found - 1 : found);
        trainer->gaps++;
        trainer->wrong += (score > 0) != example->ends[t];
        if (follow ? score > 0 : example->ends[t])
            boundary_cut(&state, &example->view, t);
    }
}

static void shuffle_examples(struct trainer *trainer)
{
    for (size_t i = trainer->examples.count; i > 1; i--) {
        size_t other = random_next(trainer) % i;
        struct example swap = trainer->examples.items[i - 1];
        trainer->examples.items[i - 1] = trainer->examples.items[other];
        trainer->examples.items[other] = swap;
    }
}

static void train(struct trainer *trainer, int rounds)
{
    size_t rows = (size_t)1 << trainer->bits;
    for (int round = 0; round < rounds; round++) {
        trainer->gaps = trainer->wrong = 0;
        shuffle_examples(trainer);
        for (size_t i = 0; i < trainer->examples.count; i++)
            train_example(trainer, &trainer->examples.items[i], round && chance(trainer, FOUND_PERCENT));
        for (size_t row = 0; row < rows && round >= rounds / 2; row++)
            trainer->totals[row] += (double)trainer->weights[row] / (rounds - rounds / 2);
        fprintf(stderr, "round %d: %zu of %zu gaps wrong\n", round, trainer->wrong, trainer->gaps);
    }
}

static bool write_model(const struct trainer *trainer, const char *path)
{
    FILE *out = fopen(path, "wb");
    if (!out)
        return false;
    fprintf(out, "readout-cut 1\n%u\n", trainer->bits);
    for (size_t row = 0; row < (size_t)1 << trainer->bits; row++) {
        double weight = round(trainer->totals[row] * UNIT);
        fputc((int)(weight > WEIGHT_MOST ? WEIGHT_MOST : weight < -WEIGHT_MOST ? -WEIGHT_MOST : weight) & 0xff, out);
    }
    return fclose(out) == 0;
}

static void make_room(struct trainer *trainer)
{
    size_t rows = (size_t)1 << trainer->bits;
    trainer->weights = ARENA_NEW(trainer->arena, float, rows);
    trainer->squares = ARENA_NEW(trainer->arena, float, rows);
    trainer->totals = ARENA_NEW(trainer->arena, double, rows);
    for (size_t row = 0; row < rows; row++)
        trainer->squares[row] = 1;
}

int main(int argc, char **argv)
{
    struct arena arena;
    arena_init(&arena, 0);
    if (argc < 6 || arena_guard(&arena)) {
        fprintf(stderr, "use: train_cut OUT BITS ROUNDS SEED TREEBANK.conllu...\n");
        return 2;
    }
    struct trainer trainer = {.arena = &arena, .bits = (unsigned)atoi(argv[2]), .random = (uint64_t)atoll(argv[4])};
    trainer.words = load_words(&arena);
    if (!trainer.words)
        return 2;
    make_room(&trainer);
    for (int i = 5; i < argc; i++)
        if (!read_treebank(&trainer, argv[i]))
            return 2;
    train(&trainer, atoi(argv[3]));
    bool fine = write_model(&trainer, argv[1]);
    arena_free(&arena);
    return fine ? 0 : 1;
}
