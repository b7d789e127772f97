/* tagger.c - see tagger.h. A second-order hidden Markov model (Brants 2000, TnT), decoded by Viterbi's algorithm.
 *
 * Invariant: work per token is bounded by CANDIDATE_MOST cubed; a sentence is decoded in stretches of at most
 * STRETCH_MOST tokens, each starting from the last two tags of the one before. */
#include "model/tables.h"

enum { STRETCH_MOST = 256, COST_INFINITE = INT32_MAX / 2, HEADING_TENTHS = 7 };

struct position {
    struct candidate candidates[CANDIDATE_MOST];
    uint8_t count;
    uint8_t back[CANDIDATE_MOST][CANDIDATE_MOST]; /* [previous][this] -> the candidate before the previous */
    uint32_t form;                                /* for the reading */
};

/* The key of a form: ASCII lower case, straight quotes, every digit 0. Empty where it is too long. */
static struct str fold(struct str form, char *out)
{
    size_t length = 0;
    if (form.len > FORM_MOST)
        return str_make(out, 0);
    for (size_t i = 0; i < form.len; i++) {
        char c = form.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 'a' - 'A');
        else if (c >= '0' && c <= '9')
            c = '0';
        else if (c == '\xe2' && i + 2 < form.len && form.ptr[i + 1] == '\x80' && (form.ptr[i + 2] & ~5) == '\x98') {
            c = form.ptr[i + 2] < '\x9a' ? '\'' : '"';
            i += 2;
        }
        out[length++] = c;
    }
    return str_make(out, length);
}

static uint32_t shape_of(const struct token *token)
{
    return token->flags & TOKEN_ALL_CAPITAL ? 2 : token->flags & TOKEN_CAPITAL ? 1 : 0;
}

static bool is_heading(const struct document *document, const struct sentence *sentence)
{
    uint32_t words = 0, capitals = 0;
    for (uint32_t t = sentence->first; t < sentence->last; t++) {
        const struct token *token = &document->tokens[t];
        bool counts = (token->flags & TOKEN_WORD) && token->end - token->start > 3;
        words += counts;
        capitals += counts && (token->flags & TOKEN_CAPITAL);
    }
    return words > 2 && capitals * 10 > words * HEADING_TENTHS;
}

/* Whether a sentence may start behind this token: an opening mark. */
static bool opens(const struct document *document, const struct token *token)
{
    char folded[FORM_MOST];
    if (token->flags & TOKEN_WORD || token->end - token->start > 3)
        return false;
    struct str key = fold(document_slice(document, token->start, token->end), folded);
    return key.len == 1 && (key.ptr[0] == '"' || key.ptr[0] == ':' || key.ptr[0] == '(');
}

/* The entry of the longest ending the model knows; there is always the empty one. */
static const struct form_entry *by_ending(const struct tagger *tagger, uint32_t group, struct str key)
{
    size_t start[ENDING_MOST + 1], count = 0;
    for (size_t at = key.len; at > 0 && count < ENDING_MOST;)
        if (((unsigned char)key.ptr[--at] & 0xc0) != 0x80)
            start[count++] = at;
    while (count > 0) {
        size_t at = start[--count];
        uint32_t index = map_get(&tagger->endings[group], str_make(key.ptr + at, key.len - at));
        if (index != MAP_NONE)
            return &tagger->entries.items[index];
    }
    return &tagger->entries.items[map_get(&tagger->endings[group], STR(""))];
}

static void take(const struct tagger *tagger, const struct form_entry *entry, const int16_t *shape,
                 struct position *position)
{
    const struct candidate *from = &tagger->candidates.items[entry->first];
    position->count = (uint8_t)entry->count;
    for (uint32_t i = 0; i < entry->count; i++) {
        position->candidates[i].tag = from[i].tag;
        position->candidates[i].cost = (int16_t)(from[i].cost + (shape ? shape[from[i].tag] : 0));
    }
}

static void candidates_of(const struct tagger *tagger, const struct document *document, const struct token *token,
                          uint32_t place, struct position *position)
{
    char folded[FORM_MOST];
    struct str form = document_slice(document, token->start, token->end);
    struct str key = fold(form, folded);
    uint32_t shape = shape_of(token);
    uint32_t index = key.len ? map_get(&tagger->forms, key) : (uint32_t)MAP_NONE;
    const struct form_entry *entry = index == MAP_NONE ? NULL : &tagger->entries.items[index];
    position->form = entry ? index + 1 : 0;
    if (entry)
        take(tagger, entry, tagger->shape[place][shape], position);
    else
        take(tagger, by_ending(tagger, shape == 0 ? 0 : place == 0 ? 1 : 2, key.len ? key : form), NULL, position);
}

/* One column of the lattice: best cost and way back for every pair of candidates. */
static void step(const struct tagger *tagger, const struct position *before, const struct position *previous,
                 struct position *here, const int32_t (*cost)[CANDIDATE_MOST], int32_t (*next)[CANDIDATE_MOST])
{
    for (uint32_t j = 0; j < previous->count; j++) {
        for (uint32_t k = 0; k < here->count; k++) {
            int32_t best = COST_INFINITE;
            uint8_t way = 0;
            for (uint32_t i = 0; i < before->count; i++) {
                uint32_t row = before->candidates[i].tag * (uint32_t)FINE_MOST + previous->candidates[j].tag;
                int32_t total = cost[i][j] + tagger->transition[row][here->candidates[k].tag];
                if (total < best) {
                    best = total;
                    way = (uint8_t)i;
                }
            }
            next[j][k] = best + here->candidates[k].cost;
            here->back[j][k] = way;
        }
    }
}

static void set_token(const struct tagger *tagger, struct document *document, uint32_t token,
                      const struct position *position, uint32_t choice)
{
    uint32_t tag = position->candidates[choice].tag;
    document->tokens[token].tag = tagger->tags[tag].tag;
    document->readings[token] = tag << READING_FORM_BITS | position->form;
}

/* Follow the best way back from the last two positions and write its tags. */
static void trace(const struct tagger *tagger, struct document *document, uint32_t first,
                  const struct position *positions, uint32_t count, const int32_t (*cost)[CANDIDATE_MOST],
                  struct position *last_two)
{
    const struct position *last = &positions[count + 1], *previous = &positions[count];
    uint32_t j = 0, k = 0;
    for (uint32_t a = 0; a < previous->count; a++)
        for (uint32_t b = 0; b < last->count; b++)
            if (cost[a][b] < cost[j][k]) {
                j = a;
                k = b;
            }
    last_two[0] = (struct position){.candidates = {previous->candidates[j]}, .count = 1};
    last_two[1] = (struct position){.candidates = {last->candidates[k]}, .count = 1};
    for (uint32_t at = count; at > 0; at--) {
        set_token(tagger, document, first + at - 1, &positions[at + 1], k);
        uint32_t way = positions[at + 1].back[j][k];
        k = j;
        j = way;
    }
}

/* Tag tokens [first, first + count); positions[0] and [1] hold the two before them, and then the last two. */
static void tag_stretch(const struct tagger *tagger, struct document *document, uint32_t first, uint32_t count,
                        struct position *positions)
{
    int32_t cost[2][CANDIDATE_MOST][CANDIDATE_MOST] = {0};
    uint32_t now = 0;
    for (uint32_t at = 2; at < count + 2; at++, now = !now)
        step(tagger, &positions[at - 2], &positions[at - 1], &positions[at],
             (const int32_t(*)[CANDIDATE_MOST])cost[now], cost[!now]);
    struct position last_two[2];
    trace(tagger, document, first, positions, count, (const int32_t(*)[CANDIDATE_MOST])cost[now], last_two);
    positions[0] = last_two[0];
    positions[1] = last_two[1];
}

static void tag_sentence(const struct tagger *tagger, struct document *document, const struct sentence *sentence)
{
    struct position positions[STRETCH_MOST + 2];
    bool heading = is_heading(document, sentence), start = true;
    positions[0] = positions[1] = (struct position){.candidates = {{FINE_START, 0}}, .count = 1};
    uint32_t first = sentence->first, count = 0;
    for (uint32_t t = sentence->first; t < sentence->last; t++) {
        const struct token *token = &document->tokens[t];
        candidates_of(tagger, document, token, heading ? 2 : start, &positions[2 + count++]);
        start = opens(document, token) || (start && (token->flags & TOKEN_PUNCT));
        if (count == STRETCH_MOST || t + 1 == sentence->last) {
            tag_stretch(tagger, document, first, count, positions);
            first += count;
            count = 0;
        }
    }
}

void tagger_tag(const struct tagger *tagger, struct document *document)
{
    document->readings = ARENA_NEW(document->arena, uint32_t, (size_t)document->token_count + 1);
    for (uint32_t s = 0; s < document->sentence_count; s++)
        tag_sentence(tagger, document, &document->sentences[s]);
}

uint32_t tagger_traits(const struct tagger *tagger, const struct document *document, uint32_t token)
{
    return tagger->tags[reading_tag(document->readings[token])].traits;
}
