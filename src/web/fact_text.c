/* fact_text.c - see fact_text.h. */
#include "web/fact_text.h"

#include <stdlib.h>

#include "text/sentence.h"
#include "web/html.h"

enum { LONGEST_CHARACTER = 4 };

/* Spans of one sort that do not touch, in order, and the first that does not end before where the writer is. */
struct track {
    struct fact_spans spans;
    size_t next;
};

struct writing {
    struct buffer *out;
    struct str text;
    struct track told, others;
    bool named; /* the first told piece has its id */
};

static bool goes_on(struct str text, size_t at)
{
    return at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80;
}

/* The span within the text, with the whole of the characters at its ends; an empty one where it marks nothing. */
static struct fact_span whole(struct str text, struct fact_span span)
{
    size_t start = span.start, end = span.end < text.len ? span.end : text.len;
    if (start >= end)
        return (struct fact_span){0};
    for (size_t i = 1; i < LONGEST_CHARACTER && start && goes_on(text, start); i++)
        start--;
    for (size_t i = 1; i < LONGEST_CHARACTER && goes_on(text, end); i++)
        end++;
    return (struct fact_span){(uint32_t)start, (uint32_t)end, span.told};
}

static int compare_spans(const void *a, const void *b)
{
    const struct fact_span *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

/* Those of one sort, joined where they overlap. */
static struct track track_of(struct arena *arena, struct str text, const struct fact_spans *spans, bool told)
{
    struct track track = {0};
    struct fact_spans all = {0};
    for (size_t i = 0; i < spans->count; i++) {
        struct fact_span span = whole(text, spans->items[i]);
        if (spans->items[i].told == told && span.end)
            *ARENA_PUSH(arena, all) = span;
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, compare_spans);
    for (size_t i = 0; i < all.count; i++) {
        struct fact_span *last = track.spans.count ? &track.spans.items[track.spans.count - 1] : NULL;
        if (!last || all.items[i].start > last->end)
            *ARENA_PUSH(arena, track.spans) = all.items[i];
        else if (all.items[i].end > last->end)
            last->end = all.items[i].end;
    }
    return track;
}

/* Whether the byte is in a span of the track; `*until` is lowered to where that changes. Bytes are asked for in
 * order. */
static bool is_in(struct track *track, size_t at, size_t *until)
{
    while (track->next < track->spans.count && track->spans.items[track->next].end <= at)
        track->next++;
    if (track->next == track->spans.count)
        return false;
    const struct fact_span *span = &track->spans.items[track->next];
    size_t change = span->start <= at ? span->end : span->start;
    *until = change < *until ? change : *until;
    return span->start <= at;
}

/* The bytes from `at` on, up to `end`, that are marked alike; returns where they end. */
static size_t put_piece(struct writing *writing, size_t at, size_t end)
{
    struct buffer *out = writing->out;
    bool told = is_in(&writing->told, at, &end), other = !told && is_in(&writing->others, at, &end);
    struct str piece = str_make(writing->text.ptr + at, end - at);
    if (told && !writing->named)
        HTML(out, "<mark id=\"told\" class=\"told\">");
    else if (told)
        HTML(out, "<mark class=\"told\">");
    else if (other)
        HTML(out, "<mark class=\"other\">");
    web_text(out, piece);
    if (told || other)
        HTML(out, "</mark>");
    writing->named = writing->named || told;
    return end;
}

static void put_paragraph(struct writing *writing, size_t start, size_t end)
{
    struct str trimmed = str_trim(str_make(writing->text.ptr + start, end - start));
    if (!trimmed.len)
        return;
    start = (size_t)(trimmed.ptr - writing->text.ptr);
    end = start + trimmed.len;
    HTML(writing->out, "<p>");
    while (start < end)
        start = put_piece(writing, start, end);
    HTML(writing->out, "</p>\n");
}

static size_t line_end(struct str text, size_t at)
{
    const char *end = memchr(text.ptr + at, '\n', text.len - at);
    return end ? (size_t)(end - text.ptr) : text.len;
}

/* A paragraph is a line; where lines are broken to fit, the lines up to an empty one. */
void fact_text_put(struct buffer *out, struct arena *arena, struct str text, const struct fact_spans *spans)
{
    struct writing writing = {.out = out, .text = text, .told = track_of(arena, text, spans, true),
                              .others = track_of(arena, text, spans, false)};
    bool wrapped = text.len && sentence_is_wrapped(text);
    size_t first = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = line_end(text, at);
        bool empty = !str_trim(str_make(text.ptr + at, end - at)).len;
        if (!wrapped || empty) {
            put_paragraph(&writing, first, end);
            first = end;
        }
        at = end + 1;
    }
    if (first < text.len)
        put_paragraph(&writing, first, text.len);
}
