/* tree.c - see tree.h. Invariant: a subtree's span contains the spans of its children. */
#include "model/tree.h"

/* Leaves first: a token is folded into its head once all its own children have been. */
static void fold_spans(const struct document *document, struct tree *tree)
{
    struct arena_place place = arena_here(document->arena);
    uint32_t count = document->token_count;
    uint32_t *waiting = ARENA_NEW(document->arena, uint32_t, count + 1),
             *ready = ARENA_NEW(document->arena, uint32_t, count + 1);
    uint32_t ready_count = 0;
    for (uint32_t token = 0; token < count; token++)
        if (document->tokens[token].head != NO_TOKEN)
            waiting[document->tokens[token].head]++;
    for (uint32_t token = 0; token < count; token++)
        if (!waiting[token])
            ready[ready_count++] = token;
    for (uint32_t i = 0; i < ready_count; i++) {
        uint32_t token = ready[i], head = document->tokens[token].head;
        if (head == NO_TOKEN)
            continue;
        if (tree->left[token] < tree->left[head])
            tree->left[head] = tree->left[token];
        if (tree->right[token] > tree->right[head])
            tree->right[head] = tree->right[token];
        if (--waiting[head] == 0)
            ready[ready_count++] = head;
    }
    arena_back(document->arena, place);
}

/* Children right of their head, nearest first; then those left of it, nearest first, put before them. */
static void link_children(const struct document *document, struct tree *tree)
{
    struct arena_place place = arena_here(document->arena);
    uint32_t count = document->token_count;
    uint32_t *last = arena_take(document->arena, count, sizeof *last);
    uint8_t *before = ARENA_NEW(document->arena, uint8_t, count), *behind = ARENA_NEW(document->arena, uint8_t, count);
    for (uint32_t token = 0; token < count; token++) {
        uint32_t head = document->tokens[token].head;
        if (head == NO_TOKEN || head > token || behind[head] == TREE_MOST_CHILDREN)
            continue;
        *(behind[head]++ ? &tree->next_child[last[head]] : &tree->first_child[head]) = token;
        last[head] = token;
    }
    for (uint32_t token = count; token-- > 0;) {
        uint32_t head = document->tokens[token].head;
        if (head == NO_TOKEN || head < token || before[head] == TREE_MOST_CHILDREN)
            continue;
        before[head]++;
        tree->next_child[token] = tree->first_child[head];
        tree->first_child[head] = token;
    }
    arena_back(document->arena, place);
}

struct tree tree_build(const struct document *document)
{
    uint32_t count = document->token_count;
    struct tree tree = {
        ARENA_NEW(document->arena, uint32_t, count + 1), ARENA_NEW(document->arena, uint32_t, count + 1),
        ARENA_NEW(document->arena, uint32_t, count + 1), ARENA_NEW(document->arena, uint32_t, count + 1)};
    for (uint32_t token = 0; token < count; token++) {
        tree.first_child[token] = tree.next_child[token] = NO_TOKEN;
        tree.left[token] = token;
        tree.right[token] = token + 1;
    }
    link_children(document, &tree);
    fold_spans(document, &tree);
    return tree;
}

uint32_t tree_child(const struct document *document, const struct tree *tree, uint32_t token, enum relation relation)
{
    uint32_t child = tree->first_child[token];
    while (child != NO_TOKEN && document->tokens[child].relation != relation)
        child = tree->next_child[child];
    return child;
}
