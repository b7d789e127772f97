/* html_stream.c - see html_stream.h. Input: blocks. Output: marks of blocks. Invariant: a text that is long, or has no
 * linked headline, is no teaser. */
#include "ingest/html_stream.h"

enum { TEASERS_LEAST = 3, BLOCKS_MOST = 12, CHARS_MOST = 420, HEADLINE_WORDS = 3, OTHER_WORDS = 8 };

static bool is_headline(const struct html_block *block)
{
    return block->words >= HEADLINE_WORDS && block->linked * 10 > block->chars * 9;
}

/* Whether an element holds a linked headline and, besides links, a few words of text at most. */
static bool is_teaser(const struct html_page *page, uint32_t node)
{
    uint32_t from = page->first_block[node], to = page->first_block[page->tree->nodes[node].end];
    uint32_t headlines = 0, other = 0;
    if (to - from > BLOCKS_MOST || html_page_chars(page, node) - html_page_linked(page, node) > CHARS_MOST)
        return false;
    for (uint32_t b = from; b < to; b++) {
        const struct html_block *block = &page->blocks[b];
        if (block->marks & HTML_MARK_DROP)
            continue;
        headlines += is_headline(block);
        other += !is_headline(block) && block->words >= OTHER_WORDS;
    }
    return headlines == 1 && other > 0;
}

static bool may_be_teaser(const struct html_page *page, uint32_t node)
{
    enum html_tag tag = page->tree->nodes[node].tag;
    return (tag == HTML_LI || tag == HTML_DIV || tag == HTML_ARTICLE || tag == HTML_SECTION) &&
           html_page_linked(page, node) > 0;
}

static void drop_blocks(struct html_page *page, uint32_t node)
{
    for (uint32_t b = page->first_block[node]; b < page->first_block[page->tree->nodes[node].end]; b++)
        page->blocks[b].marks |= HTML_MARK_DROP;
}

/* Drop the teasers among the children of an element, if there are several. */
static void drop_teasers(struct html_page *page, uint32_t parent)
{
    const struct html_node *nodes = page->tree->nodes;
    uint32_t teasers = 0;
    for (uint32_t child = parent + 1; child < nodes[parent].end; child = nodes[child].end)
        teasers += may_be_teaser(page, child) && is_teaser(page, child);
    if (teasers < TEASERS_LEAST)
        return;
    for (uint32_t child = parent + 1; child < nodes[parent].end; child = nodes[child].end)
        if (may_be_teaser(page, child) && is_teaser(page, child))
            drop_blocks(page, child);
}

void html_stream_drop(struct html_page *page)
{
    for (uint32_t i = 0; i < page->tree->count; i++)
        if (page->holders[i] == i && html_page_linked(page, i) > 0)
            drop_teasers(page, i);
}
