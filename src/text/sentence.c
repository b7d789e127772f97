/* sentence.c - see sentence.h. Invariant: every token is in exactly one sentence, every sentence in one paragraph. */
#include "text/sentence.h"

#include "base/ascii.h"

static uint32_t line_end(struct str text, uint32_t at)
{
    const char *end = memchr(text.ptr + at, '\n', text.len - at);
    return end ? (uint32_t)(end - text.ptr) : (uint32_t)text.len;
}

/* At a quarter or more of the breaks between two filled lines a sentence goes on in lower case. */
bool sentence_is_wrapped(struct str text)
{
    uint32_t breaks = 0, inside = 0;
    for (uint32_t at = 0; at < text.len;) {
        uint32_t end = line_end(text, at);
        struct str line = str_trim(str_make(text.ptr + at, end - at));
        struct str next = {0};
        if (end < text.len)
            next = str_trim(str_make(text.ptr + end + 1, line_end(text, end + 1) - end - 1));
        if (line.len && next.len) {
            breaks++;
            inside += line.len > 30 && !strchr(".?!:\"", line.ptr[line.len - 1]) && ascii_is_lower(next.ptr[0]);
        }
        at = end + 1;
    }
    return inside && inside * 4 >= breaks;
}

struct splitter {
    struct document *document;
    const struct text_words *words;
    const struct boundary_model *model;
    bool wrapped;
    LIST(struct sentence) sentences;
    LIST(struct paragraph) paragraphs;
};

/* Is there a paragraph break between the tokens `token` - 1 and `token`? */
static bool breaks_paragraph(const struct splitter *splitter, uint32_t token)
{
    const struct document *document = splitter->document;
    uint32_t at = document->tokens[token - 1].end, end = document->tokens[token].start, lines = 0;
    for (; at < end; at++)
        lines += document->text.ptr[at] == '\n';
    return lines > (splitter->wrapped ? 1u : 0u);
}

static void push_sentence(struct splitter *splitter, uint32_t first, uint32_t last)
{
    struct document *document = splitter->document;
    struct sentence *sentence = ARENA_PUSH(document->arena, splitter->sentences);
    *sentence = (struct sentence){document->tokens[first].start, document->tokens[last - 1].end, first, last,
                                  (uint32_t)splitter->paragraphs.count};
    for (uint32_t token = first; token < last; token++)
        document->tokens[token].sentence = (uint32_t)splitter->sentences.count - 1;
}

enum { LONGEST_DATELINE = 14 };

static bool is_dash(const struct document *document, uint32_t token)
{
    static const char *const dashes[] = {"-", "--", "\xe2\x80\x93", "\xe2\x80\x94"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (token_is(document, token, dashes[i]))
            return (document->tokens[token].flags & TOKEN_SPACE_BEFORE) != 0;
    return false;
}

static bool is_small(uint16_t flags)
{
    return (flags & TOKEN_WORD) && !(flags & TOKEN_CAPITAL);
}

/* "WASHINGTON, Sept 18 (HP) - ", "CNN — ": a dateline before the first sentence of a paragraph, capitals, digits and
 * marks up to a dash between blanks, with a word in capitals or brackets, before what can begin a sentence ("The UN -
 * so they say - met" has none). Returns the token behind it, or `first`. */
static uint32_t dateline_end(const struct document *document, uint32_t first, uint32_t last)
{
    bool marked = false;
    for (uint32_t token = first; token + 1 < last && token < first + LONGEST_DATELINE; token++) {
        uint16_t flags = document->tokens[token].flags, next = document->tokens[token + 1].flags;
        if (token > first && is_dash(document, token) && (next & TOKEN_SPACE_BEFORE))
            return marked && !is_small(next) ? token + 1 : first;
        marked = marked || (flags & TOKEN_ALL_CAPITAL) || token_is(document, token, "(");
        if (is_small(flags))
            return first;
    }
    return first;
}

static void cut_sentences(struct splitter *splitter, uint32_t first, uint32_t last)
{
    struct document *document = splitter->document;
    struct boundary_view view = boundary_look(document->arena, document, splitter->words, first, last);
    struct boundary_state state = {0};
    for (uint32_t at = 0; at + 1 < view.count; at++) {
        boundary_take(&state, &view, at);
        if ((document->tokens[first + at + 1].flags & TOKEN_JOINED) ||
            boundary_score(splitter->model, &view, &state, at) <= 0)
            continue;
        push_sentence(splitter, first + state.first, first + at + 1);
        boundary_cut(&state, &view, at);
    }
    push_sentence(splitter, first + state.first, last);
}

static void cut_paragraph(struct splitter *splitter, uint32_t first, uint32_t last)
{
    struct document *document = splitter->document;
    uint32_t first_sentence = (uint32_t)splitter->sentences.count, start = dateline_end(document, first, last);
    if (start > first)
        push_sentence(splitter, first, start);
    cut_sentences(splitter, start, last);
    *ARENA_PUSH(document->arena, splitter->paragraphs) = (struct paragraph){
        document->tokens[first].start, document->tokens[last - 1].end, first_sentence,
        (uint32_t)splitter->sentences.count};
}

void sentence_cut(struct document *document, const struct text_words *words, const struct boundary_model *model)
{
    struct splitter splitter = {
        .document = document, .words = words, .model = model, .wrapped = sentence_is_wrapped(document->text)};
    uint32_t start = 0;
    for (uint32_t token = 1; token <= document->token_count; token++)
        if (token == document->token_count || breaks_paragraph(&splitter, token)) {
            cut_paragraph(&splitter, start, token);
            start = token;
        }
    document->sentences = splitter.sentences.items;
    document->sentence_count = (uint32_t)splitter.sentences.count;
    document->paragraphs = splitter.paragraphs.items;
    document->paragraph_count = (uint32_t)splitter.paragraphs.count;
}
