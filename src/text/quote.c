/* quote.c - see quote.h. Invariant: a quotation never crosses a paragraph. */
#include "text/quote.h"

#include "text/token.h"

enum {
    LONGEST_SINGLE = 80, /* tokens; keeps the search for a closing single mark linear */
    LONGEST_LOST = 80    /* tokens before a closing mark that never was opened */
};

struct finder {
    struct document *document;
    LIST(struct quotation) out;
};

static bool blank_before(const struct document *document, uint32_t token)
{
    return (document->tokens[token].flags & TOKEN_SPACE_BEFORE) != 0;
}

static bool blank_after(const struct document *document, uint32_t token, uint32_t last)
{
    return token + 1 >= last || blank_before(document, token + 1);
}

/* Does the mark at `token` open a quotation, given that none is open? */
static bool opens(const struct document *document, uint32_t token, uint32_t first, uint32_t last)
{
    bool after_blank = token == first || blank_before(document, token);
    bool glued = !blank_after(document, token, last);
    bool after_mark = token > first && (document->tokens[token - 1].flags & TOKEN_PUNCT);
    switch (token_quote_mark(document, token)) {
    case 'O':
        return true;
    case '"':
        if (token + 1 >= last)
            return false;
        return after_blank || (glued && (after_mark || (document->tokens[token + 1].flags & TOKEN_CAPITAL)));
    case 'o':
        return (after_blank || after_mark) && glued;
    case '\'':
        return (after_blank || (after_mark && document->text.ptr[document->tokens[token - 1].start] != '\'')) && glued;
    default:
        return false;
    }
}

/* A single mark that closes stands behind a word or mark and before a blank, a mark or the end. */
static bool closes_single(const struct document *document, uint32_t token, uint32_t last)
{
    if (blank_before(document, token))
        return false;
    return blank_after(document, token, last) || (document->tokens[token + 1].flags & TOKEN_PUNCT);
}

/* Where the single quotation opened at `open` closes: the last closing mark of its sentence's reach before a
 * blank; an apostrophe behind an s is taken as a genitive if a later mark can close. */
static uint32_t single_close(const struct document *document, uint32_t open, uint32_t last)
{
    char mark = token_quote_mark(document, open);
    uint32_t sentence_last = document->sentences[document->tokens[open].sentence].last;
    uint32_t end = sentence_last < last ? sentence_last : last;
    if (end - open > LONGEST_SINGLE)
        end = open + LONGEST_SINGLE;
    for (uint32_t token = open + 1; token < end; token++) {
        char here = token_quote_mark(document, token);
        if (here == 'O' || here == '"' || here == 'C')
            return NO_TOKEN;
        if ((here == (mark == 'o' ? 'c' : '\'') || (mark == 'o' && here == '\'')) &&
            closes_single(document, token, last)) {
            struct str before = token_text(document, token - 1);
            bool word_behind = token + 1 < last && (document->tokens[token + 1].flags & TOKEN_WORD);
            if (before.ptr[before.len - 1] != 's' || !word_behind) /* else a genitive: "delegates' demands" */
                return token;
        }
    }
    return NO_TOKEN;
}

/* Two single closing marks side by side stand for a double one: "to the agreement,’’ the post said". */
static bool double_single(const struct document *document, uint32_t token, uint32_t last)
{
    char mark = token_quote_mark(document, token);
    return (mark == 'c' || mark == '\'') && token + 1 < last && token_quote_mark(document, token + 1) == mark &&
           !blank_before(document, token) && !blank_before(document, token + 1) &&
           blank_after(document, token + 1, last);
}

/* Where the double quotation opened at `open` ends: its closing mark; or, with *reopened, an opening mark that
 * follows without one ("food insecurity.“We must"); NO_TOKEN where the paragraph ends first. */
static uint32_t double_close(const struct document *document, uint32_t open, uint32_t last, bool *reopened)
{
    char mark = token_quote_mark(document, open);
    *reopened = false;
    for (uint32_t token = open + 1; token < last; token++) {
        char here = token_quote_mark(document, token);
        if (double_single(document, token, last))
            return token;
        if (here == 'C' || (here == '"' && mark == '"') ||
            (here == '"' && mark == 'O' && !blank_before(document, token)))
            return token;
        if (here == 'O') {
            /* a mark turned the wrong way at the end of a word closes; one at the start of a word reopens */
            bool turned = !blank_before(document, token) && blank_after(document, token, last);
            *reopened = !turned;
            return token;
        }
    }
    return NO_TOKEN;
}

static void push(struct finder *finder, uint32_t open, uint32_t first, uint32_t close, uint32_t last)
{
    struct document *document = finder->document;
    uint32_t end = close == NO_TOKEN ? last : close;
    if (end <= first)
        return;
    *ARENA_PUSH(document->arena, finder->out) =
        (struct quotation){.start = document->tokens[first].start, .end = document->tokens[end - 1].end,
                           .first = first, .last = end, .open = open, .close = close};
    for (uint32_t token = first; token < end; token++)
        document->tokens[token].flags |= TOKEN_IN_QUOTE;
}

/* A mark that closes where none is open: "The fighting must end," the envoy said.", its opening mark lost. */
static bool closes_lost(const struct document *document, uint32_t token, uint32_t last)
{
    char mark = token_quote_mark(document, token);
    if ((mark != 'C' && mark != '"') || blank_before(document, token) || !blank_after(document, token, last) ||
        token + 1 >= last)
        return false;
    char before = document->text.ptr[document->tokens[token - 1].start];
    return before == ',' || before == '?' || before == '!';
}

/* Does the paragraph after `paragraph` begin with a mark that opens? */
static bool goes_on(const struct document *document, uint32_t paragraph)
{
    if (paragraph + 1 >= document->paragraph_count)
        return false;
    const struct paragraph *next = &document->paragraphs[paragraph + 1];
    char mark = token_quote_mark(document, document->sentences[next->first].first);
    return mark == 'O' || mark == '"';
}

/* Handle the mark at `token`, which opens; returns the token to go on from. */
static uint32_t read_one(struct finder *finder, uint32_t paragraph, uint32_t token, uint32_t last)
{
    const struct document *document = finder->document;
    char mark = token_quote_mark(document, token);
    if (mark == 'o' || mark == '\'') {
        uint32_t close = single_close(document, token, last);
        if (close == NO_TOKEN)
            return token + 1;
        push(finder, token, token + 1, close, last);
        return close + 1;
    }
    bool reopened;
    uint32_t close = double_close(document, token, last, &reopened);
    if (close == NO_TOKEN) {
        /* never closed: it runs to the end of the paragraph if the next goes on, or if the mark is sure to open */
        bool sure = mark == 'O' || goes_on(document, paragraph) ||
                    ((document->tokens[token].flags & TOKEN_SPACE_BEFORE) &&
                     (document->tokens[token + 1].flags & TOKEN_CAPITAL));
        if (sure)
            push(finder, token, token + 1, NO_TOKEN, last);
        return sure ? last : token + 1;
    }
    push(finder, token, token + 1, close, last);
    return reopened ? close : close + 1;
}

/* What stands before a mark that closes where none is open, back to the start of the paragraph, is quoted. */
static bool read_lost(struct finder *finder, uint32_t first, uint32_t token, uint32_t last)
{
    if (token < first + 2 || token - first > LONGEST_LOST || !closes_lost(finder->document, token, last))
        return false;
    push(finder, first, first, token, last);
    return true;
}

/* The quotations of one paragraph. */
static void read_paragraph(struct finder *finder, uint32_t index)
{
    const struct document *document = finder->document;
    const struct paragraph *paragraph = &document->paragraphs[index];
    uint32_t first = document->sentences[paragraph->first].first;
    uint32_t last = document->sentences[paragraph->last - 1].last;
    size_t before = finder->out.count;
    for (uint32_t token = first; token < last;) {
        if (finder->out.count == before && read_lost(finder, first, token, last))
            token++;
        else
            token = opens(document, token, first, last) ? read_one(finder, index, token, last) : token + 1;
    }
}

void quote_find(struct document *document)
{
    struct finder finder = {.document = document};
    for (uint32_t index = 0; index < document->paragraph_count; index++)
        read_paragraph(&finder, index);
    document->quotations = finder.out.items;
    document->quotation_count = (uint32_t)finder.out.count;
}
