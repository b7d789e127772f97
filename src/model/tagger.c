/* tagger.c - see tagger.h. A second-order hidden Markov model (Brants 2000, TnT), decoded by Viterbi's algorithm.
 *
 * Invariant: work per token is bounded by CANDIDATE_MOST cubed; a sentence is decoded in stretches of at most
 * STRETCH_MOST tokens, each starting from the last two tags of the one before. */
#include "model/context.h"
#include "model/tables.h"

enum { COST_INFINITE = INT32_MAX / 2, HEADING_TENTHS = 7 };

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

static uint8_t shape_of(const struct token *token)
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

/* A capitalised word may be a name, whatever it was seen as. */
static void take_name(const struct tagger *tagger, struct position *position, int16_t shape_cost)
{
    for (uint32_t i = 0; i < position->count; i++)
        if (tagger->tags[position->candidates[i].tag].tag == TAG_PROPN)
            return;
    if (position->count == CANDIDATE_MOST || tagger->name.tag == FINE_START)
        return;
    struct candidate name = tagger->name;
    name.cost = (int16_t)(name.cost + shape_cost);
    position->candidates[position->count++] = name;
}

static uint32_t ending_of(struct str key)
{
    uint32_t ending = 0;
    for (size_t i = key.len > 4 ? key.len - 4 : 0; i < key.len; i++)
        ending = ending >> 8 | (uint32_t)(unsigned char)key.ptr[i] << 24;
    return ending;
}

static void candidates_of(const struct tagger *tagger, const struct document *document, const struct token *token,
                          uint8_t place, struct position *position)
{
    char folded[FORM_MOST];
    struct str form = document_slice(document, token->start, token->end);
    struct str key = fold(form, folded);
    if (!key.len)
        key = form;
    uint8_t shape = shape_of(token);
    *position = (struct position){.shape = shape, .place = place, .ending = ending_of(key), .hash = str_hash(key)};
    uint32_t index = map_get_hashed(&tagger->forms, key, position->hash);
    const struct form_entry *entry = index == MAP_NONE ? NULL : &tagger->entries.items[index];
    position->form = entry ? index + 1 : 0;
    if (entry) {
        const int16_t *shape_costs = tagger->shape[place][shape];
        take(tagger, entry, shape_costs, position);
        if (shape && (token->flags & TOKEN_WORD))
            take_name(tagger, position, shape_costs[tagger->name.tag]);
    } else {
        take(tagger, by_ending(tagger, shape == 0 ? 0 : place == 0 ? 1 : 2, key), NULL, position);
    }
    if ((token->flags & TOKEN_NAME) && tagger->name.tag != FINE_START) {
        position->candidates[0] = tagger->name;
        position->count = 1;
    }
    position->likely = position->candidates[0].tag;
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
    last_two[0] = *previous;
    last_two[0].candidates[0] = previous->candidates[j];
    last_two[1] = *last;
    last_two[1].candidates[0] = last->candidates[k];
    last_two[0].count = last_two[1].count = 1;
    for (uint32_t at = count; at > 0; at--) {
        set_token(tagger, document, first + at - 1, &positions[at + 1], k);
        uint32_t way = positions[at + 1].back[j][k];
        k = j;
        j = way;
    }
}

/* Tag `count` tokens from `first` on; the last two positions become the two before the next stretch. */
static void tag_stretch(const struct tagger *tagger, struct document *document, uint32_t first, uint32_t count,
                        struct position *positions)
{
    int32_t cost[2][CANDIDATE_MOST][CANDIDATE_MOST] = {0};
    uint32_t now = 0;
    for (uint32_t at = 2; at < count + 2; at++, now = !now) {
        if (tagger->context.weights)
            context_apply(&tagger->context, positions, at);
        step(tagger, &positions[at - 2], &positions[at - 1], &positions[at],
             (const int32_t(*)[CANDIDATE_MOST])cost[now], cost[!now]);
    }
    struct position last_two[2];
    trace(tagger, document, first, positions, count, (const int32_t(*)[CANDIDATE_MOST])cost[now], last_two);
    positions[0] = last_two[0];
    positions[1] = last_two[1];
}

/* Fill the positions of tokens from `first` on, until the sentence or the stretch ends; returns their number.
 * `*start` tells whether a sentence or quotation starts there. */
static uint32_t fill(const struct tagger *tagger, const struct document *document, const struct sentence *sentence,
                     uint32_t first, bool heading, bool *start, struct position *positions)
{
    uint32_t count = 0;
    for (uint32_t t = first; t < sentence->last && count < STRETCH_MOST; t++, count++) {
        const struct token *token = &document->tokens[t];
        candidates_of(tagger, document, token, heading ? 2 : *start, &positions[2 + count]);
        *start = opens(document, token) || (*start && (token->flags & TOKEN_PUNCT));
    }
    positions[count + 2] = positions[count + 3] = (struct position){0};
    return count;
}

static const struct position before_sentence = {.candidates = {{FINE_START, 0}}, .count = 1};

uint32_t tagger_look(const struct tagger *tagger, const struct document *document, const struct sentence *sentence,
                     struct position *positions)
{
    bool start = true;
    positions[0] = positions[1] = before_sentence;
    return fill(tagger, document, sentence, sentence->first, is_heading(document, sentence), &start, positions);
}

static void tag_sentence(const struct tagger *tagger, struct document *document, const struct sentence *sentence)
{
    struct position positions[STRETCH_MOST + 4];
    bool heading = is_heading(document, sentence), start = true;
    positions[0] = positions[1] = before_sentence;
    for (uint32_t first = sentence->first, count; first < sentence->last; first += count) {
        count = fill(tagger, document, sentence, first, heading, &start, positions);
        tag_stretch(tagger, document, first, count, positions);
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
