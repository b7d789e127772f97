/* html_fuzz.c - fuzz target: any bytes as a web page (ingest/html.h), and as a piece of one. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/html.h"
#include "ingest/html_tree.h"
#include "fuzz.h"

/* What html_tree.h promises. */
static void check_tree(const struct html_tree *tree)
{
    assert(tree->count > 0 && tree->nodes[0].parent == HTML_NONE && tree->nodes[0].end == tree->count);
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct html_node *node = &tree->nodes[i], *parent = &tree->nodes[node->parent];
        assert(node->parent < i && parent->tag != HTML_TEXT && node->end > i && node->end <= parent->end);
        assert(node->next == HTML_NONE ? node->end == parent->end : tree->nodes[node->next].parent == node->parent);
        if (node->tag == HTML_TEXT)
            assert(node->end == i + 1 && (size_t)node->first + node->length <= tree->text.len);
    }
    assert(tree->text.len == 0 || memchr(tree->text.ptr, 0, tree->text.len) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena;
    struct str page = str_make((const char *)bytes, length), text;
    struct origin origin = {.name = STR("fuzz")};
    struct limits limits = limits_usual();
    struct article_list articles = {0};
    struct html_tree tree;
    readout_error error = {0};
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    if (html_tree_parse(&arena, page, &limits, "fuzz", &tree, &error))
        check_tree(&tree);
    error.status = READOUT_OK;
    if (html_read(&arena, page, &origin, &limits, &articles, &error))
        assert(articles.count > 0);
    else
        assert(error.status != READOUT_OK);
    error.status = READOUT_OK;
    if (html_fragment(&arena, page, &limits, "fuzz", &text, &error))
        assert(text.len <= 4 * length + 1);
    arena_free(&arena);
    return 0;
}
