/* html_write.c - see html_write.h. Input: blocks. Output: text. Invariant: every byte but the blanks between words
 * stands so in the page, in its order; what is not seen is left out. */
#include "ingest/html_write.h"

enum { CELL_MOST = 80, LEVELS = 6 };

struct writer {
    const struct html_page *page;
    char *ptr;
    size_t len;
    char gap; /* what is due before the next character: 0, ' ' or '\n' */
};

/* Add text, its blanks as one. */
static void write_text(struct writer *writer, struct str text)
{
    const char *end = text.ptr + text.len;
    for (const char *at = text.ptr; at < end;) {
        size_t blank = html_blank_length(at, end), unseen = html_unseen_length(at, end);
        at += blank + unseen;
        if (blank && !writer->gap)
            writer->gap = ' ';
        if (blank || unseen)
            continue;
        if (writer->gap && writer->len && writer->ptr[writer->len - 1] != '\n' && writer->ptr[writer->len - 1] != '\t')
            writer->ptr[writer->len++] = writer->gap;
        writer->gap = 0;
        writer->ptr[writer->len++] = *at++;
    }
}

static void write_block(struct writer *writer, const struct html_block *block)
{
    const struct html_page *page = writer->page;
    const struct html_tree *tree = page->tree;
    uint32_t without = HTML_MARK_SKIP | (block->marks & HTML_MARK_DROP ? 0 : HTML_MARK_DROP);
    writer->gap = 0;
    for (uint32_t i = block->first; i < block->end; i++) {
        if (tree->nodes[i].tag == HTML_BR)
            writer->gap = '\n';
        else if (tree->nodes[i].tag == HTML_TEXT && !(page->marks[i] & without))
            write_text(writer, html_node_text(tree, i));
    }
}

/* The nearest row, or with `cell` the nearest cell, round a node, a few levels up; HTML_NONE: none. */
static uint32_t within(const struct html_tree *tree, uint32_t node, bool cell)
{
    for (int level = 0; level < LEVELS && node != HTML_NONE; level++, node = tree->nodes[node].parent) {
        enum html_tag tag = tree->nodes[node].tag;
        if (cell ? tag == HTML_TD || tag == HTML_TH : tag == HTML_TR)
            return node;
    }
    return HTML_NONE;
}

/* What stands between two blocks that follow each other. */
static struct str between(const struct html_page *page, const struct html_block *before, const struct html_block *block)
{
    const struct html_tree *tree = page->tree;
    if (!(before->marks & block->marks & HTML_MARK_TABLE) || before->chars > CELL_MOST || block->chars > CELL_MOST)
        return STR("\n\n");
    uint32_t row = within(tree, block->holder, false), other = within(tree, before->holder, false);
    bool same_cell = within(tree, block->holder, true) == within(tree, before->holder, true);
    if (row == HTML_NONE || other == HTML_NONE || same_cell)
        return STR("\n\n");
    return row == other ? STR("\t") : STR("\n");
}

static size_t room_of(const struct html_page *page)
{
    size_t room = 1;
    for (uint32_t b = 0; b < page->block_count; b++) {
        const struct html_block *block = &page->blocks[b];
        room += block->kept ? 2 : 0;
        for (uint32_t i = block->first; block->kept && i < block->end; i++)
            room += page->tree->nodes[i].tag == HTML_TEXT ? page->tree->nodes[i].length + 1 : 0;
    }
    return room;
}

struct str html_write(const struct html_page *page)
{
    struct writer writer = {.page = page, .ptr = arena_take(page->arena, room_of(page), 1)};
    const struct html_block *before = NULL;
    for (uint32_t b = 0; b < page->block_count; b++) {
        const struct html_block *block = &page->blocks[b];
        if (!block->kept)
            continue;
        if (before) {
            struct str mark = between(page, before, block);
            memcpy(writer.ptr + writer.len, mark.ptr, mark.len);
            writer.len += mark.len;
        }
        write_block(&writer, block);
        before = block;
    }
    writer.ptr[writer.len] = '\0';
    return str_make(writer.ptr, writer.len);
}
