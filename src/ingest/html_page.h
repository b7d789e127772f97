/* html_page.h - a page looked at for its body: what is known of every node, and its text as blocks.
 *
 * A block is a run of text without a break of its own: a paragraph, a heading, an item, a cell. Blocks stand in the
 * order of the page, so those of a subtree are a range too. */
#ifndef INGEST_HTML_PAGE_H
#define INGEST_HTML_PAGE_H
#include "ingest/html_part.h"

/* What holds of a node because of itself or of what it stands in. */
enum html_mark {
    HTML_MARK_SKIP = 1,      /* no text at all: scripts, forms' fields */
    HTML_MARK_DROP = 2,      /* not of the body */
    HTML_MARK_WEAK = 4,      /* seldom of the body */
    HTML_MARK_BODY = 8,      /* named as the body */
    HTML_MARK_BYLINE = 16,
    HTML_MARK_LINK = 32,
    HTML_MARK_HEADING = 64,
    HTML_MARK_ITEM = 128,    /* of a list */
    HTML_MARK_QUOTE = 256,
    HTML_MARK_TABLE = 512,
    HTML_MARK_KEEP = 1024,
    HTML_MARK_PARAGRAPH = 2048,
    HTML_MARK_STRONG = 4096,
    HTML_MARK_HIDDEN = 8192,
    HTML_MARK_STORY = 16384,
    HTML_MARK_OUT = 32768    /* a link to another site */
};

struct html_block {
    uint32_t first, end; /* its nodes, from its first text to behind its last */
    uint32_t holder;     /* the element whose line it is */
    uint32_t marks;      /* enum html_mark; those of its first text, LINK only if all of it is linked */
    uint32_t chars;      /* that are no blanks */
    uint32_t linked;     /* of them in links */
    uint32_t out;        /* of them in links to other sites */
    uint32_t strong;     /* of them in bold or italic */
    uint32_t words;
    uint32_t stops;      /* ends of sentences: . ! ? */
    uint32_t commas;
    uint32_t last;       /* byte of the last character, 0x80 and more for all beyond ASCII */
    int32_t weight;      /* how much it looks like a body: tenths of words; negative: against it */
    bool kept;
};

struct html_page {
    struct arena *arena;
    const struct html_tree *tree;
    struct html_parts parts;
    struct str site;     /* html_link.h */
    uint32_t *marks;     /* of each node */
    uint32_t *own;       /* of each node: enum html_part of its own names */
    uint32_t *holders;   /* of each node: the nearest element of its own line, itself perhaps */
    uint32_t *before;    /* of each node: characters that stand before it; one more behind the last */
    uint32_t *linked;    /* the same of those in links */
    uint32_t *running;   /* the same of those in long texts without links */
    uint32_t *first_block; /* of each node: the first block that begins in or behind it; one more behind the last */
    struct html_block *blocks;
    uint32_t block_count;
};

/* How much of what a page says of its parts is believed. */
enum html_belief {
    HTML_BELIEF_FIRM, /* names are believed though half of the text goes with them */
    HTML_BELIEF_ALL,  /* names are believed unless too much goes with them */
    HTML_BELIEF_TAGS, /* tags, and names of comments; not other names, not styles */
    HTML_BELIEF_NONE
};

/* Mark the nodes and cut the blocks; may be called again. */
void html_page_cut(struct html_page *page, enum html_belief belief);

/* Look at a tree; html_page_cut has yet to follow. All in the arena, which the caller guards. Linear. False fills
 * `error`: READOUT_BAD_DATA. */
bool html_page_open(struct html_page *page, struct arena *arena, const struct html_tree *tree, readout_error *error);

/* The same without looking at names. */
void html_page_open_plain(struct html_page *page, struct arena *arena, const struct html_tree *tree);

/* Characters of a subtree, and those of them in links. */
static inline uint32_t html_page_chars(const struct html_page *page, uint32_t node)
{
    return page->before[page->tree->nodes[node].end] - page->before[node];
}

static inline uint32_t html_page_linked(const struct html_page *page, uint32_t node)
{
    return page->linked[page->tree->nodes[node].end] - page->linked[node];
}
#endif
