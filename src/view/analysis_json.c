/* analysis_json.c - an analysed document as JSON (analysis.h). Input: an analysis. Output: one line at the end of a
 * buffer. Invariant: what was not analysed is null, and every place is in bytes of the document's text. */
#include "view/analysis.h"
#include "view/put.h"

static void put_place(struct buffer *out, uint32_t start, uint32_t end)
{
    put_whole(out, "start", start);
    put_whole(out, "end", end);
}

static void put_head(struct buffer *out, const struct analysis *analysis, uint32_t token)
{
    if (analysis->parts & CORE_TREE) {
        put_whole(out, "head", analysis_head(analysis, token));
        put_text(out, "relation", analysis_relation(analysis, token));
    } else {
        put_text(out, "head", STR(""));
        put_text(out, "relation", STR(""));
    }
}

static void put_word(struct buffer *out, const struct analysis *analysis, uint32_t token)
{
    const struct document *document = analysis->document;
    bool tagged = analysis->parts & CORE_TAGS, with_lemma = (analysis->parts & CORE_LEMMAS) && document->lemmas;
    put_open(out, NULL, '{');
    put_place(out, document->tokens[token].start, document->tokens[token].end);
    put_text(out, "form", token_text(document, token));
    put_text(out, "lemma", with_lemma ? document->lemmas[token] : STR(""));
    put_text(out, "upos", tagged ? str_of(tag_names[document->tokens[token].tag]) : STR(""));
    put_text(out, "xpos", tagged ? analysis_xpos(analysis, token) : STR(""));
    put_head(out, analysis, token);
    put_key(out, "joined");
    buffer_add(out, token_continues(document, token) ? STR("true") : STR("false"));
    buffer_byte(out, '}');
}

static void put_sentence(struct buffer *out, const struct analysis *analysis, const struct sentence *sentence)
{
    put_open(out, NULL, '{');
    put_place(out, sentence->start, sentence->end);
    put_open(out, "words", '[');
    for (uint32_t token = sentence->first; token < sentence->last; token++)
        put_word(out, analysis, token);
    buffer_add(out, STR("]}"));
}

/* The text of an entity: as it stands, or of given words with a blank between two. */
static struct str entity_text(const struct analysis *analysis, const struct entity *entity, struct buffer *joined)
{
    const struct document *document = analysis->document;
    if (!analysis->given)
        return document_slice(document, document->tokens[entity->first].start, document->tokens[entity->last - 1].end);
    joined->len = 0;
    for (uint32_t token = entity->first; token < entity->last; token++) {
        if (token > entity->first && !token_continues(document, token))
            buffer_byte(joined, ' ');
        buffer_add(joined, token_text(document, token));
    }
    return buffer_str(joined);
}

static void put_entity(struct buffer *out, const struct analysis *analysis, const struct entity *entity,
                       struct buffer *joined)
{
    const struct document *document = analysis->document;
    uint32_t sentence = document->tokens[entity->first].sentence, before = document->sentences[sentence].first;
    put_open(out, NULL, '{');
    put_place(out, document->tokens[entity->first].start, document->tokens[entity->last - 1].end);
    put_text(out, "kind", str_of(entity_names[entity->kind]));
    put_text(out, "text", entity_text(analysis, entity, joined));
    put_whole(out, "sentence", sentence + 1);
    put_whole(out, "first", entity->first - before + 1);
    put_whole(out, "last", entity->last - before);
    buffer_byte(out, '}');
}

bool analysis_json(const struct analysis *analysis, struct buffer *out)
{
    const struct document *document = analysis->document;
    struct buffer joined = {0};
    put_open(out, NULL, '{');
    put_key(out, "id");
    put_string(out, analysis->id);
    put_open(out, "sentences", '[');
    for (uint32_t i = 0; i < document->sentence_count; i++)
        put_sentence(out, analysis, &document->sentences[i]);
    buffer_byte(out, ']');
    put_open(out, "entities", '[');
    for (uint32_t i = 0; i < document->entity_count; i++)
        put_entity(out, analysis, &document->entities[i], &joined);
    buffer_add(out, STR("]}"));
    bool done = !out->failed && !joined.failed;
    buffer_free(&joined);
    return done;
}
