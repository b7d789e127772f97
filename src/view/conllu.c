/* conllu.c - an analysed document as CoNLL-U (analysis.h). Input: an analysis. Output: text at the end of a buffer.
 * Invariant: as many words and sentences are written as the document has, in their order, and no field holds a tab or
 * line feed. */
#include "view/analysis.h"

struct writer {
    const struct analysis *analysis;
    const struct document *document;
    struct buffer *out;
    uint32_t entity; /* the first that does not end before the word being written */
    uint32_t range;  /* the first of given->ranges that does not */
};

static void put_digits(struct buffer *out, uint32_t number)
{
    char digits[10];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10));
    buffer_add(out, str_make(digits + at, sizeof digits - at));
}

/* A field, or "_" for none; a tab or line feed in it becomes a blank. */
static void put_field(struct buffer *out, struct str text)
{
    if (text.len == 0)
        buffer_byte(out, '_');
    size_t start = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\t' || text.ptr[i] == '\n') {
            buffer_add(out, str_make(text.ptr + start, i - start));
            buffer_byte(out, ' ');
            start = i + 1;
        }
    buffer_add(out, str_make(text.ptr + start, text.len - start));
}

static void put_column(struct buffer *out, struct str text)
{
    buffer_byte(out, '\t');
    put_field(out, text);
}

/* Before a part of MISC: the bar between two. */
static void put_bar(struct buffer *out)
{
    if (out->len && out->ptr[out->len - 1] != '\t')
        buffer_byte(out, '|');
}

static void put_entity(struct writer *writer, uint32_t token)
{
    const struct document *document = writer->document;
    while (writer->entity < document->entity_count && document->entities[writer->entity].last <= token)
        writer->entity++;
    if (writer->entity == document->entity_count || document->entities[writer->entity].first > token)
        return;
    const struct entity *entity = &document->entities[writer->entity];
    buffer_add(writer->out, entity->first == token ? STR("NER=B-") : STR("NER=I-"));
    buffer_add(writer->out, str_of(entity_names[entity->kind]));
}

/* Does the token `next` stand in the text without a blank before it? */
static bool is_glued(const struct document *document, uint32_t next)
{
    return next < document->token_count && !(document->tokens[next].flags & TOKEN_SPACE_BEFORE);
}

/* Where tokens [first, last) stand. */
static void put_place(struct writer *writer, uint32_t first, uint32_t last, bool in_range)
{
    const struct document *document = writer->document;
    if (!in_range && is_glued(document, last)) {
        put_bar(writer->out);
        buffer_add(writer->out, STR("SpaceAfter=No"));
    }
    put_bar(writer->out);
    buffer_add(writer->out, STR("ByteRange="));
    put_digits(writer->out, document->tokens[first].start);
    buffer_byte(writer->out, ':');
    put_digits(writer->out, document->tokens[last - 1].end);
}

static void end_line(struct buffer *out)
{
    if (out->len && out->ptr[out->len - 1] == '\t')
        buffer_byte(out, '_');
    buffer_byte(out, '\n');
}

static void put_tree(struct writer *writer, uint32_t token)
{
    if (writer->analysis->parts & CORE_TREE) {
        buffer_byte(writer->out, '\t');
        put_digits(writer->out, analysis_head(writer->analysis, token));
        put_column(writer->out, analysis_relation(writer->analysis, token));
    } else {
        buffer_add(writer->out, STR("\t_\t_"));
    }
}

static void put_word(struct writer *writer, uint32_t token, bool in_range)
{
    const struct document *document = writer->document;
    const struct analysis *analysis = writer->analysis;
    const struct token *word = &document->tokens[token];
    bool tagged = analysis->parts & CORE_TAGS;
    put_digits(writer->out, token - document->sentences[word->sentence].first + 1);
    put_column(writer->out, token_text(document, token));
    put_column(writer->out, document->lemmas && (analysis->parts & CORE_LEMMAS) ? document->lemmas[token] : STR(""));
    put_column(writer->out, tagged ? str_of(tag_names[word->tag]) : STR(""));
    put_column(writer->out, tagged ? analysis_xpos(analysis, token) : STR(""));
    buffer_add(writer->out, STR("\t_"));
    put_tree(writer, token);
    buffer_add(writer->out, STR("\t_\t"));
    put_entity(writer, token);
    if (!analysis->given)
        put_place(writer, token, token + 1, in_range);
    end_line(writer->out);
}

/* The tokens [first, last) that are written as one; last is first + 1 where the token stands alone. A range that was
 * given may hold a single word, then `*form` is filled. */
static uint32_t written_end(struct writer *writer, uint32_t first, uint32_t last, struct str *form)
{
    const struct given *given = writer->analysis->given;
    uint32_t end = first + 1;
    if (given && writer->range < given->range_count && given->ranges[writer->range].first == first) {
        *form = given->ranges[writer->range].form;
        return given->ranges[writer->range++].last;
    }
    while (!given && end < last && token_continues(writer->document, end))
        end++;
    if (end > first + 1)
        *form = document_slice(writer->document, writer->document->tokens[first].start,
                               writer->document->tokens[end - 1].end);
    return end;
}

static void put_range(struct writer *writer, uint32_t first, uint32_t last, struct str form)
{
    uint32_t before = writer->document->sentences[writer->document->tokens[first].sentence].first;
    put_digits(writer->out, first - before + 1);
    buffer_byte(writer->out, '-');
    put_digits(writer->out, last - before);
    put_column(writer->out, form);
    buffer_add(writer->out, STR("\t_\t_\t_\t_\t_\t_\t_\t"));
    if (!writer->analysis->given)
        put_place(writer, first, last, false);
    end_line(writer->out);
}

/* The text of a sentence as its words and SpaceAfter tell it: blanks are one space each. */
static void put_sentence_text(struct writer *writer, const struct sentence *sentence)
{
    const struct document *document = writer->document;
    buffer_add(writer->out, STR("# text = "));
    for (uint32_t token = sentence->first; token < sentence->last; token++) {
        if (token > sentence->first && !is_glued(document, token))
            buffer_byte(writer->out, ' ');
        put_field(writer->out, token_text(document, token));
    }
    buffer_byte(writer->out, '\n');
}

static void put_heading(struct writer *writer, uint32_t index)
{
    const struct sentence *sentence = &writer->document->sentences[index];
    struct buffer *out = writer->out;
    if (index == 0) {
        buffer_add(out, STR("# newdoc id = "));
        put_field(out, writer->analysis->id);
        buffer_byte(out, '\n');
    }
    if (writer->document->paragraphs[sentence->paragraph].first == index)
        buffer_add(out, STR("# newpar\n"));
    buffer_add(out, STR("# sent_id = "));
    put_field(out, writer->analysis->id);
    buffer_byte(out, '-');
    put_digits(out, index + 1);
    buffer_byte(out, '\n');
    put_sentence_text(writer, sentence);
}

/* The comments among the lines, without carriage returns. */
static void put_comments(struct buffer *out, struct str lines)
{
    while (lines.len) {
        struct str line = str_cut(&lines, '\n');
        if (str_ends(line, STR("\r")))
            line.len--;
        if (!str_starts(line, STR("#")))
            continue;
        buffer_add(out, line);
        buffer_byte(out, '\n');
    }
}

static void put_sentence(struct writer *writer, uint32_t index)
{
    const struct sentence *sentence = &writer->document->sentences[index];
    if (writer->analysis->given)
        put_comments(writer->out, writer->analysis->given->comments[index]);
    else
        put_heading(writer, index);
    for (uint32_t token = sentence->first; token < sentence->last;) {
        struct str form = STR("");
        uint32_t end = written_end(writer, token, sentence->last, &form);
        if (form.len)
            put_range(writer, token, end, form);
        for (bool in_range = form.len > 0; token < end; token++)
            put_word(writer, token, in_range);
    }
    buffer_byte(writer->out, '\n');
}

bool conllu_write(const struct analysis *analysis, struct buffer *out)
{
    struct writer writer = {.analysis = analysis, .document = analysis->document, .out = out};
    for (uint32_t index = 0; index < analysis->document->sentence_count; index++)
        put_sentence(&writer, index);
    if (analysis->given)
        put_comments(out, analysis->given->comments[analysis->document->sentence_count]);
    return !out->failed;
}
