/* attach.c - see attach.h. Every token is described once as a dependent and once as a head; then the pieces of the
 * sentences are scored and attached one by one.
 *
 * Input, output: see attach.h. Invariant: scratch is bounded by the rows of the batch and by one piece. */
#include "model/attach.h"

#include "model/spanning.h"

enum { BLOCK_ROWS = 64 };

/* What the rows of a batch look like to the tree. A, B: columns of arc.matrix and of rel.out. */
struct views {
    uint8_t *queries;    /* [rows][A]: z of the dependent, 8 bits */
    float *units;        /* [rows]: its unit */
    uint8_t *heads;      /* [rows][A]: of the head, 8 bits */
    float *dependents;   /* [rows][padded B]: for the relation */
    float *governors;    /* the same of the head */
    float *zeros;        /* [padded A] */
    int32_t *sums;       /* [BLOCK_ROWS][padded A or B] */
    float *values;       /* [padded A] */
    float *scratch;      /* [padded A] */
    uint8_t *squashed;   /* [BLOCK_ROWS][A] */
};

/* A piece of a sentence. */
struct piece {
    uint32_t count;
    uint32_t rows[SPANNING_MOST];     /* in the batch */
    uint8_t heads[SPANNING_MOST];     /* 0: the root; else 1 + the place in the piece */
    uint8_t relations[SPANNING_MOST]; /* index of the label */
};

/* One batch at work. */
struct work {
    const struct attach *attach;
    const struct kernel *kernel;
    struct document *document;
    const struct batch *batch;
    const struct states *states;
    struct views views;
    uint32_t arc, relation, relation_room; /* A, B, B padded */
};

static uint32_t most(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static struct views views_new(const struct work *work)
{
    struct arena *arena = work->document->arena;
    size_t rows = work->batch->rows;
    uint32_t room = most(matrix_padded(work->arc), work->relation_room);
    return (struct views){.queries = layer_room(arena, rows * work->arc),
                          .units = layer_room(arena, rows * sizeof(float)),
                          .heads = layer_room(arena, rows * work->arc),
                          .dependents = layer_room(arena, rows * work->relation_room * sizeof(float)),
                          .governors = layer_room(arena, rows * work->relation_room * sizeof(float)),
                          .zeros = ARENA_NEW(arena, float, room),
                          .sums = layer_room(arena, BLOCK_ROWS * room * sizeof(int32_t)),
                          .values = layer_room(arena, room * sizeof(float)),
                          .scratch = layer_room(arena, room * sizeof(float)),
                          .squashed = layer_room(arena, (size_t)BLOCK_ROWS * work->arc)};
}

/* The sums of a layer on layer 2 of the encoder, for `count` rows from `row` on. */
static void multiply_states(const struct work *work, const struct layer *layer, uint32_t row, uint32_t count)
{
    const struct states *states = work->states;
    work->kernel->multiply(&layer->matrix, states->rows + row * states->stride + states->half, states->stride, count,
                           work->views.sums);
}

/* q(tanh(layer(state))) of `count` rows from `row` on, A bytes each. */
static void squash_rows(const struct work *work, const struct layer *layer, uint32_t row, uint32_t count, uint8_t *out)
{
    const struct views *views = &work->views;
    multiply_states(work, layer, row, count);
    for (uint32_t i = 0; i < count; i++) {
        work->kernel->finish(layer, views->sums + (size_t)i * layer->matrix.padded, STATE_UNIT, views->values);
        work->kernel->squash(views->values, views->zeros, work->arc, views->scratch, out + (size_t)i * work->arc);
    }
}

/* z = arc.matrix(q(tanh(arc.dependent(state)))), quantised by row. */
static void query_rows(const struct work *work, uint32_t row, uint32_t count)
{
    const struct views *views = &work->views;
    const struct layer *layer = &work->attach->arc_matrix;
    squash_rows(work, &work->attach->arc_dependent, row, count, views->squashed);
    work->kernel->multiply(&layer->matrix, views->squashed, work->arc, count, views->sums);
    for (uint32_t i = 0; i < count; i++) {
        work->kernel->finish(layer, views->sums + (size_t)i * layer->matrix.padded, STATE_UNIT, views->values);
        views->units[row + i] =
            work->kernel->quantise(views->values, work->arc, views->queries + (size_t)(row + i) * work->arc);
    }
}

static void finish_rows(const struct work *work, const struct layer *layer, uint32_t row, uint32_t count, float *out)
{
    multiply_states(work, layer, row, count);
    for (uint32_t i = 0; i < count; i++)
        work->kernel->finish(layer, work->views.sums + (size_t)i * layer->matrix.padded, STATE_UNIT,
                             out + (size_t)(row + i) * work->relation_room);
}

static void fill_views(const struct work *work)
{
    for (uint32_t row = 0; row < work->batch->rows; row += BLOCK_ROWS) {
        uint32_t count = work->batch->rows - row < BLOCK_ROWS ? work->batch->rows - row : BLOCK_ROWS;
        query_rows(work, row, count);
        squash_rows(work, &work->attach->arc_head, row, count, work->views.heads + (size_t)row * work->arc);
        finish_rows(work, &work->attach->rel_dependent, row, count, work->views.dependents);
        finish_rows(work, &work->attach->rel_head, row, count, work->views.governors);
    }
}

/* The heads of a piece as a matrix of [1 + count][A]: the root, then the tokens. */
static struct matrix pack_heads(const struct work *work, const struct piece *piece)
{
    struct arena *arena = work->document->arena;
    uint32_t rows = piece->count + 1, padded = matrix_padded(rows), columns = work->arc;
    int8_t *packed = layer_room(arena, (size_t)padded * columns), *head = layer_room(arena, columns);
    int32_t *start = layer_room(arena, padded * sizeof *start);
    memset(packed, 0, (size_t)padded * columns);
    memset(start, 0, padded * sizeof *start);
    matrix_pack_row(work->kernel, packed, start, 0, work->attach->arc_root, columns);
    for (uint32_t i = 0; i < piece->count; i++) {
        const uint8_t *from = work->views.heads + (size_t)piece->rows[i] * columns;
        for (uint32_t c = 0; c < columns; c++)
            head[c] = (int8_t)(from[c] ^ work->kernel->flip);
        matrix_pack_row(work->kernel, packed, start, 1 + i, head, columns);
    }
    return (struct matrix){packed, start, rows, padded, columns};
}

/* score(d, h) = s_d/127 * sum of q(z_d) * q(head_h); scores[count][heads->padded] */
static float *score_heads(const struct work *work, const struct piece *piece, const struct matrix *heads)
{
    struct arena *arena = work->document->arena;
    size_t padded = heads->padded, arc = work->arc;
    uint8_t *queries = layer_room(arena, piece->count * arc);
    int32_t *sums = layer_room(arena, piece->count * padded * sizeof *sums);
    float *scores = layer_room(arena, piece->count * padded * sizeof *scores);
    for (uint32_t d = 0; d < piece->count; d++)
        memcpy(queries + d * arc, work->views.queries + piece->rows[d] * arc, arc);
    work->kernel->multiply(heads, queries, arc, piece->count, sums);
    for (uint32_t d = 0; d < piece->count; d++) {
        float unit = work->views.units[piece->rows[d]] * STATE_UNIT;
        for (size_t h = d * padded; h < (d + 1) * padded; h++)
            scores[h] = (float)sums[h] * unit;
    }
    return scores;
}

/* The best label but `root`. */
static uint8_t best_relation(const struct work *work, float *scores)
{
    const struct attach *attach = work->attach;
    scores[attach->root] = -3e38f;
    return (uint8_t)work->kernel->greatest(scores, attach->names.count);
}

/* q(tanh(rel.dependent[d] + rel.head[h])) of every token d of the piece, zeros for its root: [count][B]. */
static uint8_t *join_heads(const struct work *work, const struct piece *piece)
{
    struct arena *arena = work->document->arena;
    uint8_t *states = layer_room(arena, (size_t)piece->count * work->relation);
    float *scratch = layer_room(arena, work->relation * sizeof *scratch);
    memset(states, 0, (size_t)piece->count * work->relation);
    for (uint32_t d = 0; d < piece->count; d++) {
        uint32_t head = piece->heads[d];
        if (head)
            work->kernel->squash(work->views.dependents + (size_t)piece->rows[d] * work->relation_room,
                                 work->views.governors + (size_t)piece->rows[head - 1] * work->relation_room,
                                 work->relation, scratch, states + (size_t)d * work->relation);
    }
    return states;
}

/* relation = argmax of rel.out(q(tanh(rel.dependent[d] + rel.head[h]))); `root` if and only if h is the root. */
static void choose_relations(const struct work *work, struct piece *piece)
{
    const struct layer *layer = &work->attach->rel_out;
    struct arena *arena = work->document->arena;
    uint32_t padded = layer->matrix.padded;
    int32_t *sums = layer_room(arena, (size_t)piece->count * padded * sizeof *sums);
    float *scores = layer_room(arena, padded * sizeof *scores);
    work->kernel->multiply(&layer->matrix, join_heads(work, piece), work->relation, piece->count, sums);
    for (uint32_t d = 0; d < piece->count; d++) {
        work->kernel->finish(layer, sums + (size_t)d * padded, STATE_UNIT, scores);
        piece->relations[d] = piece->heads[d] ? best_relation(work, scores) : work->attach->root;
    }
}

static void set_token(const struct work *work, uint32_t token, uint32_t head, uint8_t relation)
{
    struct token *to = &work->document->tokens[token];
    to->head = head;
    to->relation = work->attach->relations[relation];
    to->subrelation = relation;
}

/* Write the tree of a piece; its root hangs on `above`, unless that is NO_TOKEN. Returns the root. */
static uint32_t write_piece(const struct work *work, const struct piece *piece, uint32_t above)
{
    const uint32_t *tokens = work->batch->tokens;
    uint32_t root = NO_TOKEN;
    for (uint32_t i = 0; i < piece->count; i++) {
        uint32_t token = tokens[piece->rows[i]];
        if (piece->heads[i]) {
            set_token(work, token, tokens[piece->rows[piece->heads[i] - 1]], piece->relations[i]);
            continue;
        }
        root = token;
        set_token(work, token, above, above == NO_TOKEN ? work->attach->root : work->attach->parataxis);
    }
    return root;
}

static void attach_piece(const struct work *work, struct piece *piece)
{
    struct matrix heads = pack_heads(work, piece);
    float *scores = score_heads(work, piece, &heads);
    spanning_tree(work->document->arena, scores, heads.padded, piece->count, piece->heads);
    choose_relations(work, piece);
}

static void attach_lane(const struct work *work, uint32_t lane)
{
    const struct sentence *sentence = work->batch->lanes[lane];
    uint32_t length = sentence->last - sentence->first, root = NO_TOKEN;
    struct piece piece;
    for (uint32_t from = 0; from < length; from += piece.count) {
        struct arena_place place = arena_here(work->document->arena);
        piece.count = length - from < SPANNING_MOST ? length - from : SPANNING_MOST;
        for (uint32_t i = 0; i < piece.count; i++)
            piece.rows[i] = batch_row(work->batch, lane, from + i);
        attach_piece(work, &piece);
        uint32_t top = write_piece(work, &piece, root);
        root = from ? root : top;
        arena_back(work->document->arena, place);
    }
}

void attach_run(const struct attach *attach, const struct kernel *kernel, struct document *document,
                const struct batch *batch, const struct states *states)
{
    struct work work = {.attach = attach,
                        .kernel = kernel,
                        .document = document,
                        .batch = batch,
                        .states = states,
                        .arc = attach->arc_matrix.matrix.columns,
                        .relation = attach->rel_out.matrix.columns,
                        .relation_room = attach->rel_dependent.matrix.padded};
    work.views = views_new(&work);
    fill_views(&work);
    for (uint32_t lane = 0; lane < batch->lane_count; lane++)
        attach_lane(&work, lane);
}

/* The relation of that name; if there is none, that without the subtype; REL_DEP where there is neither. */
static uint8_t relation_of(struct str name)
{
    struct str rest = name, plain = str_cut(&rest, ':');
    uint8_t found = REL_DEP;
    for (uint8_t i = 0; i < REL_COUNT; i++) {
        if (str_equal(name, str_of(relation_names[i])))
            return i;
        if (str_equal(plain, str_of(relation_names[i])))
            found = i;
    }
    return found;
}

static bool find_name(const struct maker *maker, const struct names *names, enum relation relation, uint8_t *index)
{
    for (uint32_t i = 0; i < names->count; i++)
        if (str_equal(names->items[i], str_of(relation_names[relation]))) {
            *index = (uint8_t)i;
            return true;
        }
    return maker_fail(maker, "relations", "no label 'root', or no label 'parataxis'");
}

static bool make_names(const struct maker *maker, struct attach *attach)
{
    if (!maker_names(maker, "relations", &attach->names))
        return false;
    for (uint32_t i = 0; i < attach->names.count; i++)
        attach->relations[i] = relation_of(attach->names.items[i]);
    return find_name(maker, &attach->names, REL_ROOT, &attach->root) &&
           find_name(maker, &attach->names, REL_PARATAXIS, &attach->parataxis);
}

static bool make_root(const struct maker *maker, uint32_t columns, struct attach *attach)
{
    const struct chunk *root = maker_chunk(maker, "arc.root", CHUNK_I8, 1, columns);
    if (!root)
        return false;
    if (memchr(root->bytes.ptr, INT8_MIN, root->bytes.len))
        return maker_fail(maker, "arc.root", "a value of -128");
    attach->arc_root = (const int8_t *)root->bytes.ptr;
    return true;
}

bool attach_make(const struct maker *maker, uint32_t width, struct attach *attach)
{
    if (!make_names(maker, attach) ||
        !maker_layer(maker, "rel.out", attach->names.count, 0, &attach->rel_out) ||
        !maker_layer(maker, "arc.matrix", 0, 0, &attach->arc_matrix))
        return false;
    uint32_t arc = attach->arc_matrix.matrix.columns, relation = attach->rel_out.matrix.columns;
    if (attach->arc_matrix.matrix.rows != arc)
        return maker_fail(maker, "arc.matrix.weight", "not square");
    return make_root(maker, arc, attach) &&
           maker_layer(maker, "arc.dependent", arc, 2 * width, &attach->arc_dependent) &&
           maker_layer(maker, "arc.head", arc, 2 * width, &attach->arc_head) &&
           maker_layer(maker, "rel.dependent", relation, 2 * width, &attach->rel_dependent) &&
           maker_layer(maker, "rel.head", relation, 2 * width, &attach->rel_head) &&
           maker_chunk(maker, "rel.root", CHUNK_F32, 1, relation) != NULL; /* not used: that relation is `root` */
}
