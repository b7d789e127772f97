/* parser.c - see parser.h. A greedy transition-based parser with a linear model over hashed features
 * (Nivre 2008; Weinberger and others 2009). Work per token is constant: every token is shifted once and
 * attached once.
 *
 * The weight of action a in state s is the sum over the features f of s of weights[row(f)][a]. */
#include "model/parser.h"

#include "base/error.h"
#include "model/tables.h"
#include "model/transition.h"

enum { BITS_LEAST = 8, BITS_MOST = 20 };

struct parser {
    const int8_t (*weights)[ACTION_MOST]; /* [1 << bits] */
    struct action actions[ACTION_MOST];
    uint32_t action_count;
    unsigned bits;
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

const struct parser *parser_load(struct arena *arena, struct str bytes, const struct tagger *tagger,
                                 const char *source, readout_error *error)
{
    struct parser *parser = ARENA_NEW(arena, struct parser, 1);
    struct str rest = bytes, value;
    uint64_t number;
    const char *fault = NULL;
    if (!header_line(&rest, STR("readout-parser"), &value) || !str_equal(value, STR("1")))
        fault = "not a model of the parser, or of another version";
    else if (!header_line(&rest, STR("tags"), &value) || !number_of(value, UINT32_MAX, &number))
        fault = "no line 'tags'";
    else if (number != tagger->fingerprint)
        fault = "made with another model of the tagger";
    else if (!header_line(&rest, STR("bits"), &value) || !number_of(value, BITS_MOST, &number) || number < BITS_LEAST)
        fault = "no line 'bits', or out of range";
    else if (!actions_of(&rest, parser))
        fault = "actions missing or unknown";
    else if (rest.len != (size_t)ACTION_MOST << number)
        fault = "weights cut off or too long";
    if (fault) {
        error_set(error, READOUT_BAD_DATA, source, "%s", fault);
        return NULL;
    }
    parser->bits = (unsigned)number;
    parser->weights = (const int8_t(*)[ACTION_MOST])rest.ptr;
    return parser;
}

/* sums[a] = sum over f of weights[rows[f]][a] */
static void score(const struct parser *parser, const uint32_t rows[FEATURE_COUNT], int16_t sums[ACTION_MOST])
{
    memset(sums, 0, ACTION_MOST * sizeof *sums);
    for (uint32_t f = 0; f < FEATURE_COUNT; f++) {
        const int8_t *row = parser->weights[rows[f]];
        for (uint32_t a = 0; a < ACTION_MOST; a++)
            sums[a] = (int16_t)(sums[a] + row[a]);
    }
}

static struct action best_action(const struct parser *parser, const struct state *state)
{
    uint32_t rows[FEATURE_COUNT], best = ACTION_MOST;
    int16_t sums[ACTION_MOST];
    bool allowed[] = {state_allows(state, MOVE_SHIFT), state_allows(state, MOVE_LEFT), state_allows(state, MOVE_RIGHT)};
    state_features(state, parser->bits, rows);
    score(parser, rows, sums);
    for (uint32_t a = 0; a < parser->action_count; a++)
        if (allowed[parser->actions[a].move] && (best == ACTION_MOST || sums[a] > sums[best]))
            best = a;
    return parser->actions[best];
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
