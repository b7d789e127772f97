/* reread.c - see reread.h.
 *
 * Input: an analysed document and its marks. Output: tags, lemmas and trees of the sentences concerned.
 * Invariant: tokens and sentences stay as they are; heads stay in their sentence. */
#include "read/reread.h"

enum { REREAD_PARTS = CORE_TAGS | CORE_LEMMAS | CORE_TREE };

/* A token of the mark that reads as a name; NO_TOKEN if there is none. */
static uint32_t find_stand_in(const struct document *document, const struct mark *mark)
{
    for (uint32_t token = mark->first; token < mark->last; token++)
        if (document->tokens[token].tag == TAG_PROPN)
            return token;
    return NO_TOKEN;
}

/* Per token the one whose form it takes, itself for all others; NULL where nothing is to be read again. */
static uint32_t *find_stand_ins(struct reading *reading, bool *sentences)
{
    const struct document *document = &reading->document;
    uint32_t *form = NULL;
    for (uint32_t i = 0; i < reading->marks.count; i++) {
        const struct mark *mark = &reading->marks.items[i];
        if (mark->entry->set != reading_set(reading, SET_ACTOR_NAME))
            continue;
        uint32_t other = find_stand_in(document, mark);
        for (uint32_t token = mark->first; token < mark->last && other != NO_TOKEN; token++) {
            if (!token_is_verb(&document->tokens[token]) || !(document->tokens[token].flags & TOKEN_CAPITAL))
                continue;
            if (!form) {
                form = ARENA_NEW(reading->arena, uint32_t, document->token_count + 1);
                for (uint32_t t = 0; t < document->token_count; t++)
                    form[t] = t;
            }
            form[token] = other;
            sentences[document->tokens[token].sentence] = true;
        }
    }
    return form;
}

/* The chosen sentences as a document of their own; `kept` receives for each of its tokens the one it stands for. */
static struct document copy_sentences(const struct reading *reading, const bool *sentences, const uint32_t *form,
                                      uint32_t *kept)
{
    const struct document *document = &reading->document;
    struct document copy = {.arena = reading->arena, .text = document->text};
    copy.tokens = ARENA_NEW(reading->arena, struct token, document->token_count + 1);
    copy.sentences = ARENA_NEW(reading->arena, struct sentence, document->sentence_count + 1);
    for (uint32_t s = 0; s < document->sentence_count; s++) {
        if (!sentences[s])
            continue;
        struct sentence *sentence = &copy.sentences[copy.sentence_count];
        *sentence = document->sentences[s];
        sentence->first = copy.token_count;
        for (uint32_t token = document->sentences[s].first; token < document->sentences[s].last; token++) {
            kept[copy.token_count] = token;
            copy.tokens[copy.token_count] = document->tokens[form[token]];
            copy.tokens[copy.token_count++].sentence = copy.sentence_count;
        }
        sentence->last = copy.token_count;
        copy.sentence_count++;
    }
    return copy;
}

/* Take over what was found out about token `t` of the copy. */
static void take_over(struct document *document, const struct document *copy, const uint32_t *kept, uint32_t t,
                      bool stands_in)
{
    struct token *now = &document->tokens[kept[t]];
    const struct token *found = &copy->tokens[t];
    now->tag = found->tag;
    now->fine = found->fine;
    now->relation = found->relation;
    now->subrelation = found->subrelation;
    now->head = found->head == NO_TOKEN ? (uint32_t)NO_TOKEN : kept[found->head];
    document->lemmas[kept[t]] = stands_in ? token_text(document, kept[t]) : copy->lemmas[t];
}

void reread_names(struct reading *reading)
{
    struct document *document = &reading->document;
    bool *sentences = ARENA_NEW(reading->arena, bool, document->sentence_count + 1);
    const uint32_t *form = find_stand_ins(reading, sentences);
    if (!form)
        return;
    uint32_t *kept = ARENA_NEW(reading->arena, uint32_t, document->token_count + 1);
    struct document copy = copy_sentences(reading, sentences, form, kept);
    core_analyse(reading->library->core, &copy, REREAD_PARTS);
    for (uint32_t t = 0; t < copy.token_count; t++)
        take_over(document, &copy, kept, t, form[kept[t]] != kept[t]);
}
