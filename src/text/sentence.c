/* sentence.c - see sentence.h. Invariant: every token is in exactly one sentence, every sentence in one paragraph. */
#include "text/sentence.h"

static uint32_t line_end(struct str text, uint32_t at)
{
    const char *end = memchr(text.ptr + at, '\n', text.len - at);
    return end ? (uint32_t)(end - text.ptr) : (uint32_t)text.len;
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Hard-wrapped: at a quarter or more of the breaks between two filled lines a sentence goes on in lower case. */
static bool is_wrapped(struct str text)
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
            inside += line.len > 30 && !strchr(".?!:\"", line.ptr[line.len - 1]) && is_lower(next.ptr[0]);
        }
        at = end + 1;
    }
    return inside && inside * 4 >= breaks;
}

struct splitter {
    struct document *document;
    const struct text_words *words;
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

static bool ends_with_stop(const struct document *document, uint32_t token)
{
    struct str s = token_text(document, token);
    char last = s.ptr[s.len - 1];
    return last == '.' || last == '!' || last == '?' || token_is(document, token, "\xe2\x80\xa6");
}

/* Marks that close what stands before: closing quotes and brackets. A straight quote closes when no blank
 * stands before it. */
static bool is_closing(const struct document *document, uint32_t token)
{
    const struct token *t = &document->tokens[token];
    char mark = token_quote_mark(document, token);
    if (mark == 'C' || mark == 'c')
        return true;
    if (mark == '"' || mark == '\'')
        return !(t->flags & TOKEN_SPACE_BEFORE);
    return token_is(document, token, ")") || token_is(document, token, "]");
}

static bool is_starter(const struct splitter *splitter, uint32_t token)
{
    char folded[TOKEN_FOLD_SIZE];
    return map_get(&splitter->words->starters,
                   token_fold(token_text(splitter->document, token), folded, sizeof folded)) != MAP_NONE;
}

/* Can a sentence begin at `token`? After a plain stop a capital, a digit, a quote, a bracket or a dash will do;
 * a word that keeps its own stop ("U.S.") needs a word that is known to begin sentences. */
static bool can_begin(const struct splitter *splitter, uint32_t token, bool abbreviation, bool closed)
{
    const struct document *document = splitter->document;
    const struct token *t = &document->tokens[token];
    if (abbreviation)
        return (t->flags & TOKEN_CAPITAL) && is_starter(splitter, token);
    if (t->flags & TOKEN_WORD)
        return (t->flags & TOKEN_CAPITAL) != 0;
    if (t->flags & TOKEN_DIGIT)
        return (t->flags & TOKEN_SPACE_BEFORE) != 0;
    char mark = token_quote_mark(document, token);
    if (mark)
        return true;
    return !closed && (token_is(document, token, "(") || token_is(document, token, "[") || token_is(document, token, "-"));
}

/* If a sentence ends at `token`, the first token behind it (closing marks included); else 0. */
static uint32_t sentence_end(const struct splitter *splitter, uint32_t token, uint32_t last)
{
    const struct document *document = splitter->document;
    if (!ends_with_stop(document, token))
        return 0;
    bool abbreviation = (document->tokens[token].flags & TOKEN_WORD) != 0;
    uint32_t next = token + 1;
    bool closed = false;
    while (next < last && is_closing(document, next)) {
        closed = true;
        next++;
    }
    if (next == last)
        return last;
    if (abbreviation && closed)
        abbreviation = false;
    return can_begin(splitter, next, abbreviation, closed) ? next : 0;
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

static void cut_paragraph(struct splitter *splitter, uint32_t first, uint32_t last)
{
    struct document *document = splitter->document;
    uint32_t first_sentence = (uint32_t)splitter->sentences.count, start = dateline_end(document, first, last);
    if (start > first)
        push_sentence(splitter, first, start);
    for (uint32_t token = start; token < last;) {
        uint32_t next = sentence_end(splitter, token, last);
        if (next) {
            push_sentence(splitter, start, next);
            start = next;
        }
        token = next ? next : token + 1;
    }
    if (start < last)
        push_sentence(splitter, start, last);
    *ARENA_PUSH(document->arena, splitter->paragraphs) = (struct paragraph){
        document->tokens[first].start, document->tokens[last - 1].end, first_sentence,
        (uint32_t)splitter->sentences.count};
}

void sentence_cut(struct document *document, const struct text_words *words)
{
    struct splitter splitter = {.document = document, .words = words, .wrapped = is_wrapped(document->text)};
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
