/* parser.c - see parser.h. A greedy transition-based parser with a linear model over hashed features
 * (Nivre 2008). Work per token is constant: every token is shifted once and attached once.
 *
 * The weight of action a in state s is the sum over the known features f of s of weights[row(f)][a]. */
#include "model/parser.h"

#include "base/error.h"
#include "model/tables.h"
#include "model/transition.h"

enum { BUCKET_MOST = 1 << 16, CHECK_SIZE = 2, SUM_FORBIDDEN = -30000 };

struct parser {
    int8_t (*weights)[ACTION_MOST]; /* a row a feature, and one of zeros */
    struct feature_table table;
    struct action actions[ACTION_MOST];
    uint32_t action_count;
    int16_t start[2][2][2][ACTION_MOST]; /* [shift][left][right allowed]: 0, or SUM_FORBIDDEN */
};

/* The header's next line, which must start with `keyword` and a blank; what stands behind it. */
static bool header_line(struct str *rest, struct str keyword, struct str *value)
{
    *value = str_cut(rest, '\n');
    struct str first = str_cut(value, ' ');
    return str_equal(first, keyword);
}

static bool number_of(struct str text, uint64_t most, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || *number > most)
            return false;
        *number = *number * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    return text.len > 0 && *number <= most;
}

static bool action_of(struct str text, struct action *action)
{
    static const char *const moves[] = {"shift", "left", "right"};
    struct str move = str_cut(&text, ' ');
    uint8_t relation = 0, kind = 0;
    while (kind < 3 && !str_equal(move, str_of(moves[kind])))
        kind++;
    while (kind != MOVE_SHIFT && relation < REL_COUNT && !str_equal(text, str_of(relation_names[relation])))
        relation++;
    *action = (struct action){kind, relation};
    return kind < 3 && relation < REL_COUNT && (kind != MOVE_SHIFT || text.len == 0);
}

/* Every move must be there, or a state could be left without a way on. */
static bool actions_of(struct str *rest, struct parser *parser)
{
    struct str value;
    uint64_t count;
    bool seen[3] = {false};
    if (!header_line(rest, STR("actions"), &value) || !number_of(value, ACTION_MOST, &count))
        return false;
    for (parser->action_count = 0; parser->action_count < count; parser->action_count++) {
        struct action *action = &parser->actions[parser->action_count];
        if (!header_line(rest, STR("action"), &value) || !action_of(value, action))
            return false;
        seen[action->move] = true;
    }
    return seen[MOVE_SHIFT] && seen[MOVE_LEFT] && seen[MOVE_RIGHT];
}

/* Two bytes a check, the lowest first; then the rows. */
static void load_weights(struct arena *arena, struct parser *parser, const char *bytes, uint32_t buckets)
{
    const unsigned char *check = (const unsigned char *)bytes;
    size_t rows = (size_t)buckets * BUCKET_ROWS;
    parser->table.mask = buckets - 1;
    parser->table.buckets = ARENA_NEW(arena, uint64_t, buckets);
    for (size_t row = 0; row < rows; row++, check += CHECK_SIZE)
        parser->table.buckets[row / BUCKET_ROWS] |= (uint64_t)(check[0] | check[1] << 8) << row % BUCKET_ROWS * 16;
    parser->weights = arena_alloc(arena, rows + 1, ACTION_MOST);
    memcpy(parser->weights, check, rows * ACTION_MOST);
}

static void forbid(struct parser *parser)
{
    for (int allowed = 0; allowed < 8; allowed++) {
        int16_t *start = parser->start[allowed >> 2 & 1][allowed >> 1 & 1][allowed & 1];
        for (uint32_t a = 0; a < ACTION_MOST; a++) {
            bool may = a < parser->action_count && allowed >> (2 - parser->actions[a].move) & 1;
            start[a] = may ? 0 : SUM_FORBIDDEN;
        }
    }
}

const struct parser *parser_load(struct arena *arena, struct model_file file, const struct tagger *tagger,
                                 readout_error *error)
{
    struct parser *parser = ARENA_NEW(arena, struct parser, 1);
    struct str rest = file.bytes, value;
    uint64_t number;
    const char *fault = NULL;
    if (!header_line(&rest, STR("readout-parser"), &value) || !str_equal(value, STR("1")))
        fault = "not a model of the parser, or of another version";
    else if (!header_line(&rest, STR("tags"), &value) || !number_of(value, UINT32_MAX, &number))
        fault = "no line 'tags'";
    else if (number != tagger->fingerprint)
        fault = "made with another model of the tagger";
    else if (!actions_of(&rest, parser))
        fault = "actions missing or unknown";
    else if (!header_line(&rest, STR("buckets"), &value) || !number_of(value, BUCKET_MOST, &number) || !number ||
             (number & (number - 1)))
        fault = "no line 'buckets' with a power of two";
    else if (rest.len != number * BUCKET_ROWS * (CHECK_SIZE + ACTION_MOST))
        fault = "weights cut off or too long";
    if (fault) {
        error_set(error, READOUT_BAD_DATA, file.path, "%s", fault);
        return NULL;
    }
    load_weights(arena, parser, rest.ptr, (uint32_t)number);
    forbid(parser);
    return parser;
}

/* Eight sums at a time, in a register of any 64-bit machine. */
typedef int16_t lanes __attribute__((vector_size(16)));
typedef int8_t narrow_lanes __attribute__((vector_size(8)));
enum { LANES = 8, BLOCKS = ACTION_MOST / LANES };

/* sums[a] = start[a] + sum over f of weights[row(f)][a] */
static void score(const struct parser *parser, const uint32_t keys[FEATURE_COUNT], const int16_t start[ACTION_MOST],
                  int16_t sums[ACTION_MOST])
{
    lanes total[BLOCKS];
    memcpy(total, start, sizeof total);
    for (uint32_t f = 0; f < FEATURE_COUNT; f++) {
        const int8_t *row = parser->weights[feature_row(&parser->table, keys[f])];
        for (size_t block = 0; block < BLOCKS; block++) {
            narrow_lanes part;
            memcpy(&part, row + block * LANES, sizeof part);
            total[block] += __builtin_convertvector(part, lanes);
        }
    }
    memcpy(sums, total, sizeof total);
}

/* The first action with the greatest sum. Packed into one number each, so that no branch depends on the sums. */
static struct action best_action(const struct parser *parser, const struct state *state)
{
    uint32_t keys[FEATURE_COUNT];
    int16_t sums[ACTION_MOST];
    int32_t best = INT32_MIN;
    bool shift = state_allows(state, MOVE_SHIFT), left = state_allows(state, MOVE_LEFT);
    state_features(state, keys);
    score(parser, keys, parser->start[shift][left][state_allows(state, MOVE_RIGHT)], sums);
    for (int32_t a = 0; a < ACTION_MOST; a++) {
        int32_t packed = sums[a] * ACTION_MOST * 2 + (ACTION_MOST - a);
        best = packed > best ? packed : best;
    }
    int32_t place = (best % (ACTION_MOST * 2) + ACTION_MOST * 2) % (ACTION_MOST * 2);
    return parser->actions[ACTION_MOST - place];
}

void parser_parse(const struct parser *parser, struct document *document)
{
    struct state state = state_new(document);
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        state_begin(&state, &document->sentences[s]);
        while (state.next < state.last || state.depth > 1)
            state_apply(&state, best_action(parser, &state));
        if (state.depth)
            document->tokens[state.stack[0]].relation = REL_ROOT;
    }
}
