/* lstm.c - see lstm.h. A layer goes through the batch in windows of WINDOW_ROWS rows: the product of the input layer for
 * all rows of the window, then the recurrence, place by place, for all lanes at once.
 *
 * Input, output: rows of states. Invariant: memory beside the states is bounded by the window. */
#include "model/lstm.h"

#include <stdio.h>

enum { WINDOW_ROWS = 64, GATES = 4 };

/* One layer in one direction at work. */
struct pass {
    const struct lstm *lstm;
    const struct kernel *kernel;
    const struct batch *batch;
    struct lstm_input input;
    uint8_t *output;   /* of row r, H bytes at output + r * stride */
    size_t stride;
    int32_t *sums;     /* [WINDOW_ROWS][4H]: of the input layer */
    int32_t *recur;    /* [BATCH_LANES][4H]: of the recurrent layer */
    float *cells;      /* [BATCH_LANES][H] */
    float *scratch;    /* [H] */
    uint32_t width, gates;
};

/* The first `lanes` lanes go on from the rows at `before`; those behind them, up to `width`, start here. */
static void recur(const struct pass *pass, uint32_t before, uint32_t lanes, uint32_t width)
{
    size_t first = (size_t)lanes * pass->gates, last = (size_t)width * pass->gates;
    if (lanes)
        pass->kernel->multiply(&pass->lstm->recur, pass->output + before * pass->stride, pass->stride, lanes,
                               pass->recur);
    if (lanes < width) {
        memset(pass->recur + first, 0, (last - first) * sizeof *pass->recur);
        memset(pass->cells + (size_t)lanes * pass->width, 0, (width - lanes) * pass->width * sizeof *pass->cells);
    }
}

/* One place of all lanes; `sums` are those of its first row. */
static void step(const struct pass *pass, uint32_t place, uint32_t before, uint32_t lanes, const int32_t *sums)
{
    uint32_t width = batch_width(pass->batch, place), row = pass->batch->row_starts[place];
    recur(pass, before, lanes < width ? lanes : width, width);
    for (uint32_t lane = 0; lane < width; lane++) {
        float unit = pass->input.units ? pass->input.units[row + lane] : STATE_UNIT;
        pass->kernel->step(&pass->lstm->cell, sums + (size_t)lane * pass->gates, unit,
                           pass->recur + (size_t)lane * pass->gates, pass->cells + (size_t)lane * pass->width,
                           pass->scratch, pass->output + (row + lane) * pass->stride);
    }
}

/* The product of the input layer for the rows of the places [first, last). */
static void project(const struct pass *pass, uint32_t first, uint32_t last)
{
    uint32_t row = pass->batch->row_starts[first];
    pass->kernel->multiply(&pass->lstm->input.matrix, pass->input.rows + row * pass->input.stride, pass->input.stride,
                           pass->batch->row_starts[last] - row, pass->sums);
}

static void run_forward(const struct pass *pass)
{
    const uint32_t *starts = pass->batch->row_starts, steps = pass->batch->steps;
    for (uint32_t first = 0, last; first < steps; first = last) {
        for (last = first + 1; last < steps && starts[last + 1] - starts[first] <= WINDOW_ROWS;)
            last++;
        project(pass, first, last);
        for (uint32_t place = first; place < last; place++)
            step(pass, place, place ? starts[place - 1] : 0, place ? batch_width(pass->batch, place) : 0,
                 pass->sums + (size_t)(starts[place] - starts[first]) * pass->gates);
    }
}

/* From the last place to the first: a lane starts where its sentence ends. */
static void run_backward(const struct pass *pass)
{
    const uint32_t *starts = pass->batch->row_starts;
    for (uint32_t last = pass->batch->steps, first; last > 0; last = first) {
        for (first = last - 1; first > 0 && starts[last] - starts[first - 1] <= WINDOW_ROWS;)
            first--;
        project(pass, first, last);
        for (uint32_t place = last; place-- > first;)
            step(pass, place, starts[place + 1], batch_width(pass->batch, place + 1),
                 pass->sums + (size_t)(starts[place] - starts[first]) * pass->gates);
    }
}

static struct pass pass_new(uint32_t width, const struct kernel *kernel, struct arena *arena, const struct batch *batch)
{
    uint32_t gates = GATES * width;
    return (struct pass){.kernel = kernel,
                         .batch = batch,
                         .sums = layer_room(arena, (size_t)WINDOW_ROWS * gates * sizeof(int32_t)),
                         .recur = layer_room(arena, (size_t)BATCH_LANES * gates * sizeof(int32_t)),
                         .cells = layer_room(arena, (size_t)BATCH_LANES * width * sizeof(float)),
                         .scratch = layer_room(arena, width * sizeof(float)),
                         .width = width,
                         .gates = gates};
}

void lstm_run(const struct lstm lstm[LSTM_DIRECTIONS], const struct kernel *kernel, struct arena *arena,
              const struct batch *batch, struct lstm_input input, uint8_t *output, size_t stride)
{
    struct arena_place place = arena_here(arena);
    struct pass pass = pass_new(lstm->cell.width, kernel, arena, batch);
    pass.input = input;
    pass.stride = stride;
    pass.lstm = &lstm[0];
    pass.output = output;
    run_forward(&pass);
    pass.lstm = &lstm[1];
    pass.output = output + pass.width;
    run_backward(&pass);
    arena_back(arena, place);
}

/* cell.recur[r] = recur.scale[r] * (1/127) */
static void make_cell(const struct maker *maker, const struct layer *recur, struct lstm *lstm, uint32_t width)
{
    float *scale = layer_room(maker->arena, recur->matrix.padded * sizeof *scale);
    for (uint32_t r = 0; r < recur->matrix.padded; r++)
        scale[r] = recur->scale[r] * STATE_UNIT;
    lstm->recur = recur->matrix;
    lstm->cell = (struct cell){lstm->input.scale, lstm->input.bias, scale, width};
}

static bool make_direction(const struct maker *maker, const char *name, char direction, uint32_t columns, uint32_t width,
                           struct lstm *lstm)
{
    struct layer recurrent;
    char input[24], recur[24];
    snprintf(input, sizeof input, "%s.%c.input", name, direction);
    snprintf(recur, sizeof recur, "%s.%c.recur", name, direction);
    if (!maker_layer(maker, input, GATES * width, columns, &lstm->input) ||
        !maker_layer_unbiased(maker, recur, GATES * width, width, &recurrent))
        return false;
    make_cell(maker, &recurrent, lstm, width);
    return true;
}

uint32_t lstm_width(const struct maker *maker, const char *name)
{
    char first[24], part[40];
    snprintf(first, sizeof first, "%s.f.recur", name);
    snprintf(part, sizeof part, "%s.weight", first);
    const struct chunk *recur = maker_chunk(maker, part, CHUNK_I8, 0, 0);
    if (recur && recur->columns > LAYER_MOST_SIZE / GATES)
        maker_fail(maker, part, "too large");
    return recur && recur->columns <= LAYER_MOST_SIZE / GATES ? recur->columns : 0;
}

bool lstm_make(const struct maker *maker, const char *name, uint32_t columns, uint32_t width,
               struct lstm lstm[LSTM_DIRECTIONS])
{
    return make_direction(maker, name, 'f', columns, width, &lstm[0]) &&
           make_direction(maker, name, 'b', columns, width, &lstm[1]);
}
