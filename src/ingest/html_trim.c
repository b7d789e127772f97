/* html_trim.c - see html_trim.h. Input: the blocks of an element. Output: which are the body. Invariant: a paragraph of
 * whole sentences that is not linked, and stands in nothing marked otherwise, is kept. */
#include "ingest/html_trim.h"

#include "ingest/html_phrase.h"

enum { REAL_WORDS = 10, LINE_WORDS = 30, BYLINE_WORDS = 30, OUT_WORDS = 3, FRONT_WORDS = 10 };

struct trimmer {
    struct html_page *page;
    struct html_phrases phrases;
    uint32_t from, to;    /* the blocks of the element */
    uint32_t first, last; /* the first and the last real paragraph */
    bool paragraphs;      /* most of the text is in p */
    struct html_line title;
};

/* Per cent of its characters that are in links. */
static uint32_t linked_share(const struct html_block *block)
{
    return block->chars ? (uint32_t)((uint64_t)block->linked * 100 / block->chars) : 0;
}

static enum html_tag tag_of(const struct trimmer *trimmer, uint32_t node)
{
    return trimmer->page->tree->nodes[node].tag;
}

static uint32_t parent_of(const struct trimmer *trimmer, uint32_t node)
{
    return trimmer->page->tree->nodes[node].parent;
}

/* A paragraph of the body beyond doubt. */
static bool is_real(const struct html_block *block)
{
    return block->kept && block->weight >= 10 * REAL_WORDS && linked_share(block) < 50 &&
           !(block->marks & (HTML_MARK_HEADING | HTML_MARK_BYLINE));
}

static void find_real(struct trimmer *trimmer)
{
    const struct html_block *blocks = trimmer->page->blocks;
    uint64_t all = 0, in_paragraphs = 0;
    trimmer->first = trimmer->last = HTML_NONE;
    for (uint32_t b = trimmer->from; b < trimmer->to; b++) {
        if (!is_real(&blocks[b]))
            continue;
        if (trimmer->first == HTML_NONE)
            trimmer->first = b;
        trimmer->last = b;
        all += blocks[b].words;
        in_paragraphs += tag_of(trimmer, blocks[b].holder) == HTML_P ? blocks[b].words : 0;
    }
    trimmer->paragraphs = in_paragraphs * 10 > all * 7;
}

/* The nearest list round a block, a few levels up. */
static uint32_t list_of(const struct trimmer *trimmer, const struct html_block *block)
{
    uint32_t node = block->holder;
    for (int level = 0; level < 6 && node != 0; level++, node = parent_of(trimmer, node)) {
        enum html_tag tag = tag_of(trimmer, node);
        if (tag == HTML_UL || tag == HTML_OL || tag == HTML_DL)
            return node;
    }
    return HTML_NONE;
}

/* Links and no text of their own: what to read next. What leads out of the site is more often a source. */
static bool is_link_line(const struct trimmer *trimmer, const struct html_block *block)
{
    if (block->words >= OUT_WORDS && block->out == block->linked && block->out > 0)
        return false;
    if (block->marks & HTML_MARK_ITEM) {
        uint32_t list = list_of(trimmer, block);
        if (list != HTML_NONE)
            return html_page_linked(trimmer->page, list) * 10 > html_page_chars(trimmer->page, list) * 7;
    }
    return !(block->marks & HTML_MARK_HEADING) && linked_share(block) > 80;
}

static unsigned phrase_of(const struct trimmer *trimmer, const struct html_block *block)
{
    struct html_line line;
    html_line_of(&line, trimmer->page, block);
    return html_phrase_of(&trimmer->phrases, &line, block->marks & HTML_MARK_HEADING ? 2 : 1);
}

static bool is_line_phrase(const struct trimmer *trimmer, const struct html_block *block)
{
    unsigned found = phrase_of(trimmer, block);
    if (found & (HTML_PHRASE_LONG | HTML_PHRASE_WHOLE | HTML_PHRASE_END))
        return true;
    uint32_t share = linked_share(block);
    if ((found & HTML_PHRASE_LINKED) && share > 30 && block->words <= LINE_WORDS + 10)
        return true;
    return (found & HTML_PHRASE_LINE) && (block->words <= 6 || (block->words <= LINE_WORDS && block->stops == 0) ||
                                          (block->words <= LINE_WORDS / 2 && share > 30));
}

static void drop_marked(struct trimmer *trimmer)
{
    for (uint32_t b = trimmer->from; b < trimmer->to; b++) {
        struct html_block *block = &trimmer->page->blocks[b];
        bool byline = (block->marks & HTML_MARK_BYLINE) && block->words <= BYLINE_WORDS &&
                      !(block->marks & HTML_MARK_PARAGRAPH && block->stops > 1);
        bool quoted = (block->marks & HTML_MARK_QUOTE) && (block->marks & HTML_MARK_KEEP);
        block->kept = !(block->marks & HTML_MARK_DROP) && tag_of(trimmer, block->holder) != HTML_H1 &&
                      (quoted || (!byline && !is_link_line(trimmer, block) && !is_line_phrase(trimmer, block)));
    }
}

/* Whether a short block stands as paragraphs of the body do: beside `real`. */
static bool stands_beside(const struct trimmer *trimmer, const struct html_block *block, uint32_t real)
{
    const struct html_block *other = &trimmer->page->blocks[real];
    enum html_tag tag = tag_of(trimmer, block->holder);
    bool same = block->holder == other->holder ||
                parent_of(trimmer, block->holder) == parent_of(trimmer, other->holder);
    return same && (tag == tag_of(trimmer, other->holder) || tag == HTML_P || (block->marks & HTML_MARK_QUOTE));
}

/* Who wrote it, when; the title again. */
static bool is_front(const struct trimmer *trimmer, const struct html_block *block)
{
    struct html_line line;
    html_line_of(&line, trimmer->page, block);
    bool front = html_phrase_of(&trimmer->phrases, &line, 1) & HTML_PHRASE_FRONT;
    return (front && block->words <= FRONT_WORDS && block->last != '.') || html_line_same(&line, &trimmer->title);
}

/* Before the first paragraph: names, dates, the title again. */
static void trim_front(struct trimmer *trimmer)
{
    for (uint32_t b = trimmer->from; trimmer->first != HTML_NONE && b < trimmer->first; b++) {
        struct html_block *block = &trimmer->page->blocks[b];
        bool sentence = block->weight > 0 && block->stops > 0;
        block->kept = block->kept && !is_front(trimmer, block) &&
                      (sentence || stands_beside(trimmer, block, trimmer->first) ||
                       (block->marks & (HTML_MARK_HEADING | HTML_MARK_TABLE | HTML_MARK_ITEM)));
    }
}

/* Behind the last paragraph: tags, sources, notices. */
static void trim_back(struct trimmer *trimmer)
{
    for (uint32_t b = trimmer->last + 1; trimmer->last != HTML_NONE && b < trimmer->to; b++) {
        struct html_block *block = &trimmer->page->blocks[b];
        bool sentence = block->weight > 0 && block->stops > 0;
        block->kept = block->kept && (sentence || stands_beside(trimmer, block, trimmer->last) ||
                                      (block->marks & (HTML_MARK_HEADING | HTML_MARK_TABLE | HTML_MARK_ITEM)));
    }
}

/* Where paragraphs are p, short lines in none are labels and buttons. */
static void trim_between(struct trimmer *trimmer)
{
    if (!trimmer->paragraphs)
        return;
    for (uint32_t b = trimmer->from; b < trimmer->to; b++) {
        struct html_block *block = &trimmer->page->blocks[b];
        enum html_tag tag = tag_of(trimmer, block->holder);
        bool plain = tag == HTML_DIV || tag == HTML_SECTION || tag == HTML_HEADER || tag == HTML_ARTICLE;
        if (plain && block->weight < 0 && block->words < 8 && block->stops == 0 &&
            !(block->marks & (HTML_MARK_QUOTE | HTML_MARK_TABLE | HTML_MARK_ITEM | HTML_MARK_STRONG)))
            block->kept = false;
    }
}

/* A heading behind which nothing of its own is kept goes too. */
static void trim_headings(struct trimmer *trimmer)
{
    bool followed = false, next = false; /* by what is kept; at once by what is no heading */
    for (uint32_t b = trimmer->to; b-- > trimmer->from;) {
        struct html_block *block = &trimmer->page->blocks[b];
        if (block->marks & HTML_MARK_HEADING) {
            block->kept = block->kept && (linked_share(block) > 80 ? next : followed);
            next = false;
        } else {
            followed = next = block->kept;
        }
    }
}

bool html_trim(struct html_page *page, uint32_t body, readout_error *error)
{
    struct trimmer trimmer = {.page = page, .from = page->first_block[body],
                              .to = page->first_block[page->tree->nodes[body].end]};
    if (!html_phrases_open(&trimmer.phrases, page->arena, error))
        return false;
    uint32_t title = html_find(page->tree, HTML_TITLE, 0, page->tree->count);
    if (title != HTML_NONE)
        html_line_of_text(&trimmer.title, html_text(page->arena, page->tree, title));
    drop_marked(&trimmer);
    find_real(&trimmer);
    trim_front(&trimmer);
    trim_back(&trimmer);
    trim_between(&trimmer);
    trim_headings(&trimmer);
    return true;
}
