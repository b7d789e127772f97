/* html_body.c - see html_body.h. Input: a page. Output: its body. Invariant: blocks come out in the page's order.
 *
 * Every block weighs as many words as it has that are in no link, if it looks like sentences; links, labels and what is
 * named otherwise weigh nothing or less than that. The body stands in the element whose blocks weigh most together: one
 * that is larger only adds what weighs against it. Where the page names a part of that as its body, or has one
 * <article>, and most of the weight is there, so is the body. Names that would leave nothing are not believed. */
#include "ingest/html_body.h"

#include "ingest/html_stream.h"
#include "ingest/html_trim.h"
#include "ingest/html_write.h"

/* Characters: fewer are no article; fewer are none where the page says that the body is there. */
enum { LITTLE = 250, TOLD_LEAST = 100 };
/* Words of a sentence, of one with its stop, of a cell, and the most that one block weighs. */
enum { SENTENCE_WORDS = 12, STOPPED_WORDS = 4, CELL_WORDS = 12, CELL_CHARS = 100, WORDS_MOST = 150 };
/* What speaks against a body, in tenths of words: a label; links, and each word of them, up to so many; a linked
 * heading. */
enum { LABEL = 10, LINKS = 20, LINKED_WORD = 3, LINKED_WORDS = 20, LINKED_HEADING = 30 };
/* Per cent of the weight that must be in the one <article> (and tenths of words at least), in one element named as the
 * body, in this of all that are named so, and in these together. */
enum { ARTICLE_SHARE = 35, ARTICLE_LEAST = 800, NAMED_SHARE = 60, ALONE_SHARE = 90, TOGETHER_SHARE = 75 };

struct choice {
    struct html_page *page;
    int64_t *sums; /* of the weights of the blocks before each, one more behind the last */
};

static int32_t weigh(const struct html_block *block)
{
    bool linked = (uint64_t)block->linked * 2 > block->chars;
    uint32_t words = block->words < WORDS_MOST ? block->words : WORDS_MOST;
    uint64_t free_chars = block->chars - block->linked;
    int32_t weight = block->chars ? (int32_t)(words * 10 * free_chars / block->chars) : 0;
    if (block->marks & HTML_MARK_DROP)
        return 0;
    if (block->marks & HTML_MARK_HEADING)
        return linked ? -LINKED_HEADING : 0;
    if ((block->marks & HTML_MARK_TABLE) && !linked && block->words < CELL_WORDS && block->chars < CELL_CHARS)
        return 0;
    if (linked)
        return -LINKS - LINKED_WORD * (int32_t)(block->words < LINKED_WORDS ? block->words : LINKED_WORDS);
    if (weight < 10 * STOPPED_WORDS || (weight < 10 * SENTENCE_WORDS && block->stops == 0))
        return -LABEL;
    return block->marks & HTML_MARK_WEAK ? weight * 8 / 10 : weight;
}

static void sum_weights(struct choice *choice)
{
    struct html_page *page = choice->page;
    choice->sums = ARENA_NEW(page->arena, int64_t, page->block_count + 1);
    for (uint32_t b = 0; b < page->block_count; b++) {
        page->blocks[b].weight = weigh(&page->blocks[b]);
        choice->sums[b + 1] = choice->sums[b] + page->blocks[b].weight;
    }
}

static int64_t sum_of(const struct choice *choice, uint32_t node)
{
    const struct html_page *page = choice->page;
    return choice->sums[page->first_block[page->tree->nodes[node].end]] - choice->sums[page->first_block[node]];
}

/* The element that holds most of what looks like a body and least of what does not. */
static uint32_t choose_best(const struct choice *choice)
{
    const struct html_page *page = choice->page;
    uint32_t best = 0;
    for (uint32_t i = 0; i < page->tree->count; i++)
        if (page->holders[i] == i && sum_of(choice, i) >= sum_of(choice, best))
            best = i;
    return best;
}

/* The one <article> of the page, if it holds a fair part of what looks like a body; else `best`. */
static uint32_t choose_article(const struct choice *choice, uint32_t best)
{
    const struct html_page *page = choice->page;
    uint32_t article = HTML_NONE;
    for (uint32_t i = 0; i < page->tree->count; i++) {
        int64_t sum = page->tree->nodes[i].tag == HTML_ARTICLE ? sum_of(choice, i) : 0;
        if (sum < ARTICLE_LEAST || sum * 100 < ARTICLE_SHARE * sum_of(choice, best))
            continue;
        if (article != HTML_NONE && i >= page->tree->nodes[article].end)
            return best;
        if (article == HTML_NONE || sum * 10 > 8 * sum_of(choice, article))
            article = i;
    }
    return article == HTML_NONE ? best : article;
}

/* The element named as the body that does so; HTML_NONE where it holds too little of it. */
static uint32_t choose_named(const struct choice *choice, int64_t least)
{
    const struct html_page *page = choice->page;
    uint32_t named = HTML_NONE;
    for (uint32_t i = 0; i < page->tree->count; i++)
        if (page->holders[i] == i && (page->own[i] & HTML_PART_BODY) && !(page->marks[i] & HTML_MARK_DROP) &&
            sum_of(choice, i) > least && (named == HTML_NONE || sum_of(choice, i) >= sum_of(choice, named)))
            named = i;
    return named;
}

/* Of what looks like a body in an element, that which stands in parts named as the body. */
static int64_t named_sum(const struct choice *choice, uint32_t node)
{
    const struct html_page *page = choice->page;
    int64_t named = 0;
    for (uint32_t b = page->first_block[node]; b < page->first_block[page->tree->nodes[node].end]; b++)
        named += page->blocks[b].marks & HTML_MARK_BODY ? page->blocks[b].weight : 0;
    return named;
}

/* Where many elements are named as the body, each a part of it: what is in none of them is not of it. */
static void drop_unnamed(struct html_page *page, uint32_t node)
{
    for (uint32_t b = page->first_block[node]; b < page->first_block[page->tree->nodes[node].end]; b++)
        if (!(page->blocks[b].marks & HTML_MARK_BODY))
            page->blocks[b].marks |= HTML_MARK_DROP;
}

static uint32_t choose(const struct choice *choice)
{
    uint32_t best = choose_article(choice, choose_best(choice));
    uint32_t named = choose_named(choice, sum_of(choice, best) * NAMED_SHARE / 100);
    int64_t parts = named_sum(choice, best);
    if (named != HTML_NONE && sum_of(choice, named) * 100 >= ALONE_SHARE * parts)
        return named;
    if (parts * 100 >= TOGETHER_SHARE * sum_of(choice, best))
        drop_unnamed(choice->page, best);
    return best;
}

/* Whether the page itself says that the body is there. */
static bool is_told(const struct html_page *page, uint32_t node)
{
    if (page->marks[node] & HTML_MARK_BODY)
        return true;
    while (node != 0 && page->tree->nodes[node].tag != HTML_ARTICLE)
        node = page->tree->nodes[node].parent;
    return node != 0;
}

/* Say of each block whether it is of the body; `*told`: the page itself says where that is. */
static bool choose_blocks(struct html_page *page, enum html_belief belief, bool *told, readout_error *error)
{
    struct choice choice = {.page = page};
    html_page_cut(page, belief);
    html_stream_drop(page);
    sum_weights(&choice);
    uint32_t body = choose(&choice);
    *told = is_told(page, body);
    return html_trim(page, body, error);
}

/* Characters kept that are in no link. */
static uint32_t kept_chars(const struct html_page *page)
{
    uint32_t chars = 0;
    for (uint32_t b = 0; b < page->block_count; b++)
        chars += page->blocks[b].kept ? page->blocks[b].chars - page->blocks[b].linked : 0;
    return chars;
}

/* A page whose names leave next to nothing is read again believing less of them. */
static bool choose_body(struct html_page *page, readout_error *error)
{
    bool told;
    if (!choose_blocks(page, HTML_BELIEF_FIRM, &told, error))
        return false;
    if (told && kept_chars(page) >= TOLD_LEAST)
        return true;
    if (!choose_blocks(page, HTML_BELIEF_ALL, &told, error))
        return false;
    uint32_t kept = kept_chars(page);
    for (int belief = HTML_BELIEF_TAGS; kept < LITTLE && belief <= HTML_BELIEF_NONE; belief++) {
        struct html_page before = *page;
        if (!choose_blocks(page, (enum html_belief)belief, &told, error))
            return false;
        if (kept_chars(page) > 3 * kept)
            kept = kept_chars(page);
        else
            *page = before;
    }
    return true;
}

bool html_body(struct arena *arena, const struct html_tree *tree, struct str *text, readout_error *error)
{
    struct html_page page;
    if (!html_page_open(&page, arena, tree, error) || !choose_body(&page, error))
        return false;
    *text = html_write(&page);
    return true;
}

struct str html_body_all(struct arena *arena, const struct html_tree *tree)
{
    struct html_page page;
    html_page_open_plain(&page, arena, tree);
    html_page_cut(&page, HTML_BELIEF_NONE);
    for (uint32_t b = 0; b < page.block_count; b++)
        page.blocks[b].kept = true;
    return html_write(&page);
}
