/* parser.c - see parser.h. A greedy transition-based parser with a linear model over hashed features
 * (Nivre 2008). Work per token is constant: every token is shifted once and attached once.
 *
 * The weight of action a in state s is the sum over the known features f of s of weights[row(f)][a]. */
#include "model/parser.h"

#include "base/error.h"
#include "model/tables.h"
#include "model/transition.h"

enum { BUCKET_MOST = 1 << 16, CHECK_SIZE = 2, BIAS = 128, PAIRS = ACTION_MOST / 2 };

struct parser {
    uint16_t (*weights)[PAIRS]; /* a row a feature, and one of zeros; BIAS added, an even action and the next in one */
    struct feature_table table;
    struct action actions[ACTION_MOST];
    uint32_t action_count;
    uint16_t masks[2][2][2][ACTION_MOST]; /* [shift][left][right allowed]: all bits set for the actions allowed */
    uint16_t dependents[TAG_COUNT][ACTION_MOST];    /* the same by the tag on top of the stack */
    uint16_t heads[3][TAG_COUNT][ACTION_MOST];      /* the same by the tag of the move's head; other moves pass */
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

/* "NOUN,PROPN": a bit each. */
static bool tags_of(struct str text, uint32_t *bits)
{
    *bits = 0;
    while (text.len) {
        struct str name = str_cut(&text, ',');
        uint32_t tag = 0;
        while (tag < TAG_COUNT && !str_equal(name, str_of(tag_names[tag])))
            tag++;
        if (tag == TAG_COUNT)
            return false;
        *bits |= 1u << tag;
    }
    return *bits != 0;
}

/* "shift", or "left nsubj HEAD,... DEPENDENT,...". */
static bool action_of(struct str text, struct action *action)
{
    static const char *const moves[] = {"shift", "left", "right"};
    struct str move = str_cut(&text, ' '), relation = str_cut(&text, ' ');
    *action = (struct action){.heads = UINT32_MAX, .dependents = UINT32_MAX};
    while (action->move < 3 && !str_equal(move, str_of(moves[action->move])))
        action->move++;
    if (action->move == MOVE_SHIFT)
        return relation.len == 0;
    while (action->relation < REL_COUNT && !str_equal(relation, str_of(relation_names[action->relation])))
        action->relation++;
    struct str heads = str_cut(&text, ' ');
    return action->move < 3 && action->relation < REL_COUNT && tags_of(heads, &action->heads) &&
           tags_of(text, &action->dependents);
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
    parser->weights = arena_alloc(arena, rows + 1, sizeof *parser->weights);
    for (size_t i = 0; i < (rows + 1) * PAIRS; i++) {
        unsigned even = i < rows * PAIRS ? check[2 * i] : 0, odd = i < rows * PAIRS ? check[2 * i + 1] : 0;
        parser->weights[i / PAIRS][i % PAIRS] = (uint16_t)((even ^ BIAS) | (odd ^ BIAS) << 8);
    }
}

static void fill_masks(struct parser *parser)
{
    for (int allowed = 0; allowed < 8; allowed++) {
        uint16_t *mask = parser->masks[allowed >> 2 & 1][allowed >> 1 & 1][allowed & 1];
        for (uint32_t a = 0; a < parser->action_count; a++)
            mask[a] = allowed >> (2 - parser->actions[a].move) & 1 ? UINT16_MAX : 0;
    }
}

static void fill_tag_masks(struct parser *parser)
{
    for (uint32_t tag = 0; tag < TAG_COUNT; tag++) {
        for (uint32_t a = 0; a < parser->action_count; a++) {
            const struct action *action = &parser->actions[a];
            parser->dependents[tag][a] = action->dependents >> tag & 1 ? UINT16_MAX : 0;
            for (uint8_t move = 0; move < 3; move++)
                parser->heads[move][tag][a] = action->move != move || action->heads >> tag & 1 ? UINT16_MAX : 0;
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
    fill_masks(parser);
    fill_tag_masks(parser);
    return parser;
}

/* Eight pairs at a time, in a register of any 64-bit machine. */
typedef uint16_t lanes __attribute__((vector_size(16)));
enum { LANES = 8, BLOCKS = PAIRS / LANES };

/* even[i] = sum over f of weights[row(f)][2i], odd[i] the same of 2i + 1; BIAS is in all of them. */
static void score(const struct parser *parser, const uint32_t keys[FEATURE_COUNT], uint16_t even[PAIRS],
                  uint16_t odd[PAIRS])
{
    const uint16_t *rows[FEATURE_COUNT];
    for (uint32_t f = 0; f < FEATURE_COUNT; f++) {
        rows[f] = parser->weights[feature_row(&parser->table, keys[f])];
        __builtin_prefetch(rows[f]);
    }
    lanes low[BLOCKS] = {0}, high[BLOCKS] = {0};
    for (uint32_t f = 0; f < FEATURE_COUNT; f++) {
#pragma GCC unroll 3
        for (size_t block = 0; block < BLOCKS; block++) {
            lanes pairs;
            memcpy(&pairs, rows[f] + block * LANES, sizeof pairs);
            low[block] += pairs & 0xff;
            high[block] += pairs >> 8;
        }
    }
    memcpy(even, low, sizeof low);
    memcpy(odd, high, sizeof high);
}

/* The greatest of the sums that the mask lets through, packed into one number with its action, so that no branch
 * depends on the sums; 255 where none does. */
static uint32_t greatest(const uint16_t even[PAIRS], const uint16_t odd[PAIRS], const uint16_t mask[ACTION_MOST])
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < PAIRS; i++) {
        uint32_t first = (uint32_t)(even[i] & mask[2 * i]) << 8 | (255 - 2 * i);
        uint32_t second = (uint32_t)(odd[i] & mask[2 * i + 1]) << 8 | (254 - 2 * i);
        best = first > best ? first : best;
        best = second > best ? second : best;
    }
    return best;
}

static uint8_t tag_at(const struct state *state, uint32_t token)
{
    return token == NO_TOKEN ? (uint8_t)TAG_X : state->document->tokens[token].tag;
}

/* The first action with the greatest sum among those allowed; what the tags forbid is done only where nothing else
 * is left. */
static struct action best_action(const struct parser *parser, const struct state *state)
{
    uint32_t keys[FEATURE_COUNT];
    uint16_t even[PAIRS], odd[PAIRS], mask[ACTION_MOST];
    bool shift = state_allows(state, MOVE_SHIFT), left = state_allows(state, MOVE_LEFT);
    const uint16_t *moves = parser->masks[shift][left][state_allows(state, MOVE_RIGHT)];
    const uint16_t *dependents = parser->dependents[tag_at(state, state_below(state, 0))];
    const uint16_t *left_heads = parser->heads[MOVE_LEFT][tag_at(state, state_ahead(state, 0))];
    const uint16_t *right_heads = parser->heads[MOVE_RIGHT][tag_at(state, state_below(state, 1))];
    for (uint32_t a = 0; a < ACTION_MOST; a++)
        mask[a] = moves[a] & dependents[a] & left_heads[a] & right_heads[a];
    state_features(state, keys);
    score(parser, keys, even, odd);
    uint32_t best = greatest(even, odd, mask);
    if (best < 256)
        best = greatest(even, odd, moves);
    return parser->actions[255 - (best & 255)];
}

void parser_parse(const struct parser *parser, struct document *document)
{
    struct state state = state_new(document);
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        state_begin(&state, &document->sentences[s]);
        while (state.next < state.last || state.depth > 1) {
            state_apply(&state, best_action(parser, &state));
            state_settle(&state);
        }
        if (state.depth)
            document->tokens[state.stack[0]].relation = REL_ROOT;
    }
}
