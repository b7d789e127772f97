/* conllu.c - see conllu.h. Input: CoNLL-U. Output: a document, its words in the places where the input has them.
 * Invariant: every sentence has a word, every range lies in one sentence, and ranges do not overlap. */
#include "ingest/conllu.h"

#include "base/ascii.h"
#include "base/error.h"

enum { LARGEST_NUMBER = 100 * 1000 * 1000 };

struct conllu {
    struct document *document;
    struct given *given;
    const char *source;
    readout_error *error;
    struct str line; /* being read */
    size_t number;   /* of the line, from 1 */
    struct str comments; /* those of the next sentence, from the first to the end of the last */
    uint32_t first;       /* token of the sentence being read */
    LIST(struct token) tokens;
    LIST(struct sentence) sentences;
    LIST(struct str) before; /* given.comments */
    LIST(struct given_range) ranges;
};

/* What an ID says: 3, 3-4, 3.1. */
struct word_id {
    uint32_t number, second;
    char mark; /* 0, '-' or '.' */
};

static bool fail_at(struct conllu *conllu, const char *at, const char *what)
{
    return error_set_at(conllu->error, READOUT_BAD_INPUT, conllu->source, conllu->number,
                        (size_t)(at - conllu->line.ptr) + 1, (size_t)(at - conllu->document->text.ptr), "%s", what);
}

static bool take_number(struct str *rest, uint32_t *number)
{
    size_t length = 0;
    *number = 0;
    while (length < rest->len && ascii_is_digit(rest->ptr[length]) && *number < LARGEST_NUMBER)
        *number = *number * 10 + (uint32_t)(rest->ptr[length++] - '0');
    *rest = str_make(rest->ptr + length, rest->len - length);
    return length > 0;
}

static bool parse_id(struct str text, struct word_id *id)
{
    *id = (struct word_id){0};
    if (!take_number(&text, &id->number) || text.len == 0)
        return text.len == 0 && id->number > 0;
    id->mark = text.ptr[0];
    text = str_make(text.ptr + 1, text.len - 1);
    return (id->mark == '-' || id->mark == '.') && take_number(&text, &id->second) && text.len == 0;
}

static uint32_t word_count(const struct conllu *conllu)
{
    return (uint32_t)conllu->tokens.count - conllu->first;
}

/* The token behind the last range so far. */
static uint32_t range_end(const struct conllu *conllu)
{
    return conllu->ranges.count ? conllu->ranges.items[conllu->ranges.count - 1].last : 0;
}

/* Before the first word of a sentence: the comments so far are its own. */
static void keep_comments(struct conllu *conllu)
{
    if (conllu->before.count != conllu->sentences.count)
        return;
    *ARENA_PUSH(conllu->document->arena, conllu->before) = conllu->comments;
    conllu->comments = STR("");
}

static bool add_range(struct conllu *conllu, const struct word_id *id, struct str form)
{
    uint32_t next = (uint32_t)conllu->tokens.count;
    if (id->number != word_count(conllu) + 1 || id->second < id->number)
        return fail_at(conllu, conllu->line.ptr, "the range does not start at the next word");
    if (range_end(conllu) > next)
        return fail_at(conllu, conllu->line.ptr, "the range starts inside another");
    keep_comments(conllu);
    *ARENA_PUSH(conllu->document->arena, conllu->ranges) =
        (struct given_range){next, next + id->second - id->number + 1, form};
    return true;
}

static bool add_word(struct conllu *conllu, const struct word_id *id, struct str form)
{
    uint32_t token = (uint32_t)conllu->tokens.count;
    if (id->number != word_count(conllu) + 1)
        return fail_at(conllu, conllu->line.ptr, "not the number of the next word");
    keep_comments(conllu);
    bool joined = range_end(conllu) > token && conllu->ranges.items[conllu->ranges.count - 1].first < token;
    uint32_t start = (uint32_t)(form.ptr - conllu->document->text.ptr);
    *ARENA_PUSH(conllu->document->arena, conllu->tokens) = (struct token){
        .start = start, .end = start + (uint32_t)form.len, .head = NO_TOKEN,
        .sentence = (uint32_t)conllu->sentences.count,
        .flags = joined ? TOKEN_JOINED : TOKEN_SPACE_BEFORE};
    return true;
}

static bool read_word(struct conllu *conllu)
{
    struct str rest = conllu->line, column = str_cut(&rest, '\t'), form = str_cut(&rest, '\t');
    struct word_id id;
    if (!parse_id(column, &id))
        return fail_at(conllu, conllu->line.ptr, "not a word of CoNLL-U: no ID such as 3, 3-4 or 3.1 and a tab");
    if (id.mark == '.')
        return true;
    if (form.len == 0)
        return fail_at(conllu, column.ptr + column.len, "no FORM");
    return id.mark ? add_range(conllu, &id, form) : add_word(conllu, &id, form);
}

static bool end_sentence(struct conllu *conllu)
{
    uint32_t last = (uint32_t)conllu->tokens.count;
    if (range_end(conllu) > last)
        return fail_at(conllu, conllu->line.ptr, "the sentence ends inside a range");
    if (last == conllu->first)
        return true;
    *ARENA_PUSH(conllu->document->arena, conllu->sentences) = (struct sentence){
        conllu->tokens.items[conllu->first].start, conllu->tokens.items[last - 1].end, conllu->first, last, 0};
    conllu->first = last;
    return true;
}

static bool read_comment(struct conllu *conllu)
{
    if (word_count(conllu) || range_end(conllu) > conllu->first)
        return fail_at(conllu, conllu->line.ptr, "a comment inside a sentence");
    if (conllu->comments.len == 0)
        conllu->comments.ptr = conllu->line.ptr;
    conllu->comments.len = (size_t)(conllu->line.ptr - conllu->comments.ptr) + conllu->line.len;
    return true;
}

static bool read_line(struct conllu *conllu)
{
    if (conllu->line.len == 0)
        return end_sentence(conllu);
    if (conllu->line.ptr[0] == '#')
        return read_comment(conllu);
    return read_word(conllu);
}

/* Put what was read into the document: all sentences are one paragraph. */
static void finish(struct conllu *conllu)
{
    struct document *document = conllu->document;
    uint32_t sentences = (uint32_t)conllu->sentences.count;
    document->tokens = conllu->tokens.items;
    document->token_count = (uint32_t)conllu->tokens.count;
    document->sentences = conllu->sentences.items;
    document->sentence_count = sentences;
    document->paragraphs = ARENA_NEW(document->arena, struct paragraph, 1);
    document->paragraph_count = sentences ? 1 : 0;
    if (sentences)
        document->paragraphs[0] = (struct paragraph){document->sentences[0].start,
                                                     document->sentences[sentences - 1].end, 0, sentences};
    *conllu->given = (struct given){conllu->before.items, conllu->ranges.items, (uint32_t)conllu->ranges.count};
}

bool conllu_read(struct str text, const char *source, struct document *document, struct given *given,
                 readout_error *error)
{
    struct conllu conllu = {
        .document = document, .given = given, .source = source, .error = error, .comments = STR("")};
    document->text = text;
    for (struct str rest = text; rest.len;) {
        conllu.line = str_cut(&rest, '\n');
        conllu.number++;
        if (str_ends(conllu.line, STR("\r")))
            conllu.line.len--;
        if (!read_line(&conllu))
            return false;
    }
    conllu.line = str_make(text.ptr + text.len, 0);
    if (!end_sentence(&conllu))
        return false;
    keep_comments(&conllu);
    finish(&conllu);
    return true;
}
