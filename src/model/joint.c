/* joint.c - see joint.h. The documents stand one behind the other in a document of their own: their text, tokens and
 * sentences with all places shifted; what the core finds is shifted back.
 *
 * Invariant: nothing of a document is changed that core_analyse would not change. */
#include "model/joint.h"

/* Where the parts of a document start in the joint one. */
struct shift {
    uint32_t bytes, tokens, sentences;
};

static void count_all(struct document *const *documents, size_t count, struct shift *all)
{
    for (size_t i = 0; i < count; i++) {
        all->bytes += (uint32_t)documents[i]->text.len;
        all->tokens += documents[i]->token_count;
        all->sentences += documents[i]->sentence_count;
    }
}

static void add(struct document *joint, char *text, const struct document *document, const struct shift *shift)
{
    memcpy(text + shift->bytes, document->text.ptr, document->text.len);
    for (uint32_t t = 0; t < document->token_count; t++) {
        struct token *token = &joint->tokens[shift->tokens + t];
        *token = document->tokens[t];
        token->start += shift->bytes;
        token->end += shift->bytes;
        token->sentence += shift->sentences;
    }
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        struct sentence *sentence = &joint->sentences[shift->sentences + s];
        *sentence = document->sentences[s];
        sentence->start += shift->bytes;
        sentence->end += shift->bytes;
        sentence->first += shift->tokens;
        sentence->last += shift->tokens;
    }
}

static void give_tokens(const struct document *joint, struct document *document, const struct shift *shift)
{
    for (uint32_t t = 0; t < document->token_count; t++) {
        const struct token *found = &joint->tokens[shift->tokens + t];
        struct token *token = &document->tokens[t];
        token->tag = found->tag;
        token->fine = found->fine;
        token->relation = found->relation;
        token->subrelation = found->subrelation;
        token->head = found->head == NO_TOKEN ? (uint32_t)NO_TOKEN : found->head - shift->tokens;
    }
    document->lemmas = joint->lemmas + shift->tokens;
}

/* Those from `*next` on that lie in the document; entities stand in the order of the text. */
static void give_entities(const struct document *joint, struct document *document, const struct shift *shift,
                          uint32_t *next)
{
    uint32_t end = shift->tokens + document->token_count;
    document->entities = joint->entities + *next;
    document->entity_count = 0;
    for (; *next < joint->entity_count && joint->entities[*next].first < end; (*next)++) {
        struct entity *entity = &joint->entities[*next];
        entity->first -= shift->tokens;
        entity->last -= shift->tokens;
        document->entity_count++;
    }
}

static void advance(struct shift *shift, const struct document *document)
{
    shift->bytes += (uint32_t)document->text.len;
    shift->tokens += document->token_count;
    shift->sentences += document->sentence_count;
}

struct document joint_make(struct arena *arena, struct document *const *documents, size_t count)
{
    struct shift all = {0}, shift = {0};
    count_all(documents, count, &all);
    char *text = arena_take(arena, (size_t)all.bytes + 1, 1);
    struct document joint = {.arena = arena, .text = str_make(text, all.bytes), .token_count = all.tokens,
                             .sentence_count = all.sentences,
                             .tokens = arena_take(arena, (size_t)all.tokens + 1, sizeof *joint.tokens),
                             .sentences = arena_take(arena, (size_t)all.sentences + 1, sizeof *joint.sentences)};
    for (size_t i = 0; i < count; i++) {
        add(&joint, text, documents[i], &shift);
        advance(&shift, documents[i]);
    }
    return joint;
}

void joint_give(const struct document *joint, struct document *const *documents, size_t count)
{
    struct shift shift = {0};
    uint32_t next = 0;
    for (size_t i = 0; i < count; i++) {
        give_tokens(joint, documents[i], &shift);
        give_entities(joint, documents[i], &shift, &next);
        advance(&shift, documents[i]);
    }
}
