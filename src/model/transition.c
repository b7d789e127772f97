/* transition.c - see transition.h. */
#include "model/transition.h"

#include "model/tables.h"

struct state state_new(struct document *document)
{
    size_t count = (size_t)document->token_count + 1;
    struct state state = {.document = document,
                          .stack = ARENA_NEW(document->arena, uint32_t, count),
                          .left = ARENA_NEW(document->arena, uint32_t, count),
                          .right = ARENA_NEW(document->arena, uint32_t, count)};
    for (uint32_t t = 0; t < document->token_count; t++) {
        state.left[t] = state.right[t] = NO_TOKEN;
        document->tokens[t].head = NO_TOKEN;
        document->tokens[t].relation = REL_DEP;
    }
    return state;
}

void state_begin(struct state *state, const struct sentence *sentence)
{
    state->depth = 0;
    state->next = sentence->first;
    state->last = sentence->last;
}

static bool is_punctuation(const struct state *state, uint32_t token)
{
    return state->document->tokens[token].tag == TAG_PUNCT;
}

bool state_allows(const struct state *state, enum move move)
{
    bool more = state->next < state->last;
    if (move == MOVE_SHIFT)
        return more;
    if (move == MOVE_LEFT)
        return state->depth > 0 && more && !is_punctuation(state, state->next);
    return state->depth > 1 && !(more && is_punctuation(state, state->stack[state->depth - 2]));
}

static void attach(struct state *state, uint32_t token, uint32_t head, uint8_t relation)
{
    state->document->tokens[token].head = head;
    state->document->tokens[token].relation = relation;
    if (token < head)
        state->left[head] = relation == REL_PUNCT ? state->left[head] : token;
    else
        state->right[head] = token;
}

void state_apply(struct state *state, struct action action)
{
    if (action.move == MOVE_SHIFT) {
        state->stack[state->depth++] = state->next++;
        return;
    }
    uint32_t token = state->stack[--state->depth];
    attach(state, token, action.move == MOVE_LEFT ? state->next : state->stack[state->depth - 1], action.relation);
}

void state_settle(struct state *state)
{
    while (state->next == state->last && state->depth > 1 && is_punctuation(state, state->stack[state->depth - 2])) {
        uint32_t top = state->stack[--state->depth];
        attach(state, state->stack[state->depth - 1], top, REL_PUNCT);
        state->stack[state->depth - 1] = top;
    }
}

/* A token as features see it; all 0 where there is none. */
struct view {
    uint64_t tag, form, relation; /* tag: 1 + fine tag */
};

static struct view view_of(const struct state *state, uint32_t token)
{
    if (token == NO_TOKEN)
        return (struct view){0, 0, 0};
    uint32_t reading = state->document->readings[token];
    return (struct view){reading_tag(reading), reading_form(reading), 1u + state->document->tokens[token].relation};
}

uint32_t state_below(const struct state *state, uint32_t depth)
{
    return depth < state->depth ? state->stack[state->depth - 1 - depth] : (uint32_t)NO_TOKEN;
}

uint32_t state_ahead(const struct state *state, uint32_t distance)
{
    return state->last - state->next > distance ? state->next + distance : (uint32_t)NO_TOKEN;
}

static uint32_t child(const uint32_t *children, uint32_t token)
{
    return token == NO_TOKEN ? (uint32_t)NO_TOKEN : children[token];
}

static uint64_t distance(uint32_t from, uint32_t to)
{
    if (from == NO_TOKEN || to == NO_TOKEN)
        return 0;
    uint32_t gap = to - from;
    return gap < 5 ? gap : gap < 9 ? 5 : 6;
}

/* Multiply-shift hashing of four small numbers and the feature's own. */
static uint32_t key_of(uint64_t feature, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    uint64_t sum = (feature + 1) * 0x9e3779b97f4a7c15u + a * 0xc2b2ae3d27d4eb4fu + b * 0x165667b19e3779f9u +
                   c * 0xd6e8feb86659fd93u + d * 0xa0761d6478bd642fu;
    sum ^= sum >> 29;
    return (uint32_t)((sum * 0xe7037ed1a0b428dbu) >> 32);
}

void state_features(const struct state *state, uint32_t keys[FEATURE_COUNT])
{
    uint32_t top = state_below(state, 0), second = state_below(state, 1), front = state_ahead(state, 0);
    struct view s0 = view_of(state, top), s1 = view_of(state, second), s2 = view_of(state, state_below(state, 2));
    struct view b0 = view_of(state, front), b1 = view_of(state, state_ahead(state, 1));
    struct view b2 = view_of(state, state_ahead(state, 2));
    struct view s0l = view_of(state, child(state->left, top)), s0r = view_of(state, child(state->right, top));
    struct view s1l = view_of(state, child(state->left, second)), s1r = view_of(state, child(state->right, second));
    struct view b0l = view_of(state, child(state->left, front));
    uint64_t gap = distance(top, front), stack_gap = distance(second, top);
    uint32_t n = 0;
#define FEATURE(a, b, c, d) (keys[n] = key_of(n, (a), (b), (c), (d)), n++)
    FEATURE(s0.tag, b0.tag, gap, 0);
    FEATURE(s0.tag, s1.tag, stack_gap, 0);
    FEATURE(s0.tag, s1.tag, b0.tag, 0);
    FEATURE(s0.tag, b0.tag, b1.tag, 0);
    FEATURE(s0.tag, s1.tag, s2.tag, 0);
    FEATURE(b0.tag, b1.tag, b2.tag, 0);
    FEATURE(s0.tag, s1.tag, b0.tag, b1.tag);
    FEATURE(s0.form, b0.tag, 0, 0);
    FEATURE(s0.form, s1.tag, 0, 0);
    FEATURE(s0.tag, b0.form, 0, 0);
    FEATURE(s1.form, s0.tag, 0, 0);
    FEATURE(s0.form, b0.form, 0, 0);
    FEATURE(s1.form, s0.form, 0, 0);
    FEATURE(s1.tag, s0l.form, s0.form, 0);
    FEATURE(s1.tag, s0l.form, b0.tag, 0);
    FEATURE(s0.tag, s0l.relation, s0r.relation, b0.tag);
    FEATURE(s1.tag, s1l.relation, s1r.relation, s0.tag);
    FEATURE(b0.tag, b0l.relation, s0.tag, b0l.tag);
    FEATURE(s0.tag, s0l.tag, b0.tag, 1);
    FEATURE(s1.tag, s1r.tag, s0.tag, 3);
    FEATURE(s1.tag, s1l.tag, s0.tag, 4);
    FEATURE(s1.tag, s0.tag, s0l.tag, s0l.relation);
    FEATURE(s0.form, s0l.relation, s0r.relation, 0);
    FEATURE(s1.form, s1r.relation, s0l.form, 0);
    FEATURE(s1.tag, s0.form, b0.tag, 0);
#undef FEATURE
}
