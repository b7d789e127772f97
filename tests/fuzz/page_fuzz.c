/* page_fuzz.c - fuzz target: any bytes as a web page: its encoding, what it tells of itself, its entries where it is a
 * live blog, its agency. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "ingest/agency.h"
#include "ingest/charset.h"
#include "ingest/html_meta.h"
#include "ingest/live.h"

static void check_utf8(struct str text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    for (size_t at = 0; at < text.len;) {
        size_t size = bytes[at] < 0x80 ? bytes[at] != 0 : utf8_multibyte_length(bytes, at, text.len);
        assert(size > 0);
        at += size;
    }
}

static void check(const struct article *article)
{
    struct str all[] = {article->key,      article->text,      article->title,   article->outlet,
                        article->author,   article->published, article->updated, article->url,
                        article->language};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        check_utf8(all[i]);
}

static void check_agency(struct arena *arena, const struct article *article)
{
    readout_report report = {.text = article->text.ptr,
                             .text_length = article->text.len,
                             .author = arena_copy(arena, article->author.ptr, article->author.len),
                             .outlet = arena_copy(arena, article->outlet.ptr, article->outlet.len)};
    agency_read(arena, &report);
    if (report.agency)
        check_utf8(str_of(report.agency));
    if (report.dateline)
        check_utf8(str_of(report.dateline));
}

static void read_tree(struct arena *arena, const struct html_tree *tree, struct str text)
{
    struct origin origin = {.name = STR("fuzz"), .url = STR("https://www.herald.example/2024/08/19/talks")};
    struct limits limits = limits_usual();
    struct article article = {.text = text};
    struct article_list entries = {0};
    readout_error error = {0};
    meta_read(arena, tree, &origin, &article);
    check(&article);
    check_agency(arena, &article);
    if (live_read(arena, tree, &origin, &limits, &article, &entries, &error))
        assert(entries.count > 1);
    for (size_t i = 0; i < entries.count; i++) {
        check(&entries.items[i]);
        assert(entries.items[i].key.len && entries.items[i].text.len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena;
    struct str text = STR("");
    struct html_tree tree;
    struct limits limits = limits_usual();
    readout_error error = {0};
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    if (charset_decode(&arena, str_make((const char *)bytes, length), STR(""), true, "fuzz", &text, &error)) {
        check_utf8(text);
        if (html_tree_parse(&arena, text, &limits, "fuzz", &tree, &error))
            read_tree(&arena, &tree, text);
    } else {
        assert(error.status == READOUT_BAD_INPUT);
    }
    arena_free(&arena);
    return 0;
}
