/* boundary.c - see boundary.h. A hashed linear model (Weinberger and others 2009), trained by train/train_cut.c. */
#include "text/boundary.h"

#include "base/error.h"

enum { BITS_MOST = 20, ENDING = 3, CLASS_MOST = 15 };

/* What a token looks like. Marks have the kind of their use, not of their shape. */
enum kind {
    OUTSIDE, SMALL, CAPITALISED, ALL_CAPITALS, INITIAL, NUMBER, NUMBER_WORD, ABBREVIATION, SMALL_ABBREVIATION, ADDRESS,
    STOP, STOPS, QUESTION, EXCLAMATION, COMMA, COLON, SEMICOLON, OPEN_BRACKET, CLOSE_BRACKET, OPEN_QUOTE, CLOSE_QUOTE,
    QUOTE, DASH, BULLET, FACE, ROW, OTHER
};

static uint64_t mix(uint64_t feature, uint64_t a, uint64_t b)
{
    uint64_t sum = (feature + 1) * 0x9e3779b97f4a7c15u + a * 0xc2b2ae3d27d4eb4fu + b * 0x165667b19e3779f9u;
    sum ^= sum >> 29;
    return (sum * 0xe7037ed1a0b428dbu) ^ sum >> 32;
}

/* 0, 1, 2, 3, 4-5, 6-7, 8-11, 12-15, 16-23, ... */
static uint8_t class_of(uint32_t count)
{
    uint32_t top = 0;
    if (count < 4)
        return (uint8_t)count;
    while (count >> (top + 1))
        top++;
    uint32_t class = 2 * top + (count >> (top - 1) & 1);
    return (uint8_t)(class > CLASS_MOST ? CLASS_MOST : class);
}

static enum kind word_kind(struct str text, uint16_t flags)
{
    char last = text.ptr[text.len - 1];
    bool capital = (flags & TOKEN_CAPITAL) != 0;
    if (last == '.')
        return capital ? ABBREVIATION : SMALL_ABBREVIATION;
    if (flags & TOKEN_DIGIT)
        return NUMBER_WORD;
    if (memchr(text.ptr, '/', text.len) || memchr(text.ptr, '@', text.len) || memchr(text.ptr, '.', text.len))
        return ADDRESS;
    if (capital && text.len == 1)
        return INITIAL;
    return flags & TOKEN_ALL_CAPITAL ? ALL_CAPITALS : capital ? CAPITALISED : SMALL;
}

static bool is_row(struct str text)
{
    for (size_t i = 1; i < text.len; i++)
        if (text.ptr[i] != text.ptr[0])
            return false;
    return text.len > 1;
}

static enum kind ascii_mark_kind(struct str text)
{
    static const struct {
        char mark;
        uint8_t kind;
    } marks[] = {{'.', STOP}, {'?', QUESTION}, {'!', EXCLAMATION}, {',', COMMA}, {':', COLON}, {';', SEMICOLON},
                 {'(', OPEN_BRACKET}, {'[', OPEN_BRACKET}, {')', CLOSE_BRACKET}, {']', CLOSE_BRACKET}, {'-', DASH},
                 {'*', BULLET}, {'>', BULLET}};
    char c = text.ptr[0];
    if (c == '.' && text.len > 1)
        return STOPS;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].mark == c && (text.len == 1 || c == '?' || c == '!' || (c == '-' && text.len < 4)))
            return marks[i].kind;
    return is_row(text) ? ROW : text.len > 1 ? FACE : OTHER;
}

static enum kind wide_mark_kind(const struct document *document, uint32_t token)
{
    if (token_is(document, token, "\xe2\x80\x93") || token_is(document, token, "\xe2\x80\x94"))
        return DASH;
    if (token_is(document, token, "\xe2\x80\xa6"))
        return STOPS;
    return token_is(document, token, "\xe2\x80\xa2") || token_is(document, token, "\xc2\xb7") ? BULLET : OTHER;
}

/* A quotation mark opens where a blank stands before it only, closes where one stands behind it only. */
static enum kind quote_kind(const struct document *document, uint32_t token, char mark)
{
    bool before = (document->tokens[token].flags & TOKEN_SPACE_BEFORE) != 0;
    bool behind = token + 1 == document->token_count || (document->tokens[token + 1].flags & TOKEN_SPACE_BEFORE);
    if (mark == 'O' || mark == 'o')
        return OPEN_QUOTE;
    if (mark == 'C' || mark == 'c')
        return CLOSE_QUOTE;
    return before == behind ? QUOTE : before ? OPEN_QUOTE : CLOSE_QUOTE;
}

static enum kind kind_of(const struct document *document, uint32_t token)
{
    uint16_t flags = document->tokens[token].flags;
    struct str text = token_text(document, token);
    char mark = token_quote_mark(document, token);
    if (flags & TOKEN_WORD)
        return word_kind(text, flags);
    if (flags & TOKEN_DIGIT)
        return NUMBER;
    if (flags & TOKEN_JOINED)
        return SMALL;
    if (mark)
        return quote_kind(document, token, mark);
    return (unsigned char)text.ptr[0] < 0x80 ? ascii_mark_kind(text) : wide_mark_kind(document, token);
}

static bool ends_sentences(uint8_t kind)
{
    return kind == STOP || kind == QUESTION || kind == EXCLAMATION;
}

/* Hash of the folded form. Numbers of the same length are alike, and marks of the same use in whatever script. */
static uint32_t form_hash(struct str form, uint16_t flags, uint8_t kind)
{
    uint64_t hash = str_hash(form);
    if (flags & TOKEN_DIGIT && !(flags & TOKEN_WORD))
        hash = form.len > 4 ? 4 : form.len;
    else if (kind >= OPEN_BRACKET && kind <= QUOTE)
        hash = 16u + kind;
    else if (kind == STOPS || kind == DASH)
        hash = 64u + kind * 2u + (form.len > 1);
    return (uint32_t)(hash ^ hash >> 32) | 1;
}

static struct glimpse glimpse_of(const struct document *document, const struct text_words *words, uint32_t token)
{
    char folded[TOKEN_FOLD_SIZE];
    struct str form = token_fold(token_text(document, token), folded, sizeof folded);
    struct str ending = form.len > ENDING ? str_make(form.ptr + form.len - ENDING, ENDING) : form;
    uint16_t flags = document->tokens[token].flags;
    uint8_t kind = (uint8_t)kind_of(document, token);
    return (struct glimpse){.form = form_hash(form, flags, kind),
                            .ending = (uint32_t)str_hash(ending) | 1,
                            .kind = kind,
                            .blank = (flags & TOKEN_SPACE_BEFORE) != 0,
                            .starter = map_get(&words->starters, form) != MAP_NONE,
                            .length = class_of((uint32_t)form.len)};
}

/* Fill in what stands ahead of each token, and how the paragraph is written. */
static void look_ahead(struct boundary_view *view)
{
    uint32_t stop = CLASS_MOST * 100, stops = 0, capitals = 0, words = 0;
    for (uint32_t i = view->count; i-- > 0;) {
        struct glimpse *token = &view->tokens[i];
        stop = ends_sentences(token->kind) ? 0 : stop + 1;
        token->stop = class_of(stop);
        token->remaining = class_of(view->count - i);
        stops += ends_sentences(token->kind);
        capitals += token->kind == CAPITALISED || token->kind == INITIAL;
        words += token->kind == SMALL;
    }
    uint8_t marked = stops == 0 ? 0 : stops * 50 < view->count ? 1 : 2;
    uint8_t cased = capitals == 0 ? 0 : capitals > words ? 2 : 1;
    view->style = (uint8_t)(marked * 3 + cased);
}

struct boundary_view boundary_look(struct arena *arena, const struct document *document, const struct text_words *words,
                                   uint32_t first, uint32_t last)
{
    struct glimpse *all = arena_take(arena, last - first + 2 * BOUNDARY_REACH, sizeof *all);
    struct boundary_view view = {.tokens = all + BOUNDARY_REACH, .count = last - first};
    memset(all, 0, BOUNDARY_REACH * sizeof *all);
    memset(view.tokens + view.count, 0, BOUNDARY_REACH * sizeof *all);
    for (uint32_t token = first; token < last; token++)
        view.tokens[token - first] = glimpse_of(document, words, token);
    look_ahead(&view);
    return view;
}

void boundary_take(struct boundary_state *state, const struct boundary_view *view, uint32_t at)
{
    enum kind kind = view->tokens[at].kind;
    state->small += kind == SMALL;
    state->capitals += kind == CAPITALISED || kind == ALL_CAPITALS;
    if (kind == OPEN_BRACKET && state->brackets < 3)
        state->brackets++;
    else if (kind == CLOSE_BRACKET && state->brackets)
        state->brackets--;
    else if (kind == OPEN_QUOTE)
        state->quotes = 1;
    else if (kind == CLOSE_QUOTE)
        state->quotes = 0;
    else if (kind == QUOTE)
        state->quotes ^= 1;
}

void boundary_cut(struct boundary_state *state, const struct boundary_view *view, uint32_t at)
{
    uint8_t quotes = state->quotes;
    *state = (struct boundary_state){.first = at + 1,
                                     .quotes = quotes,
                                     .last_end = view->tokens[at].kind,
                                     .last_start = view->tokens[state->first].kind};
}

static uint64_t pair(uint32_t a, uint32_t b)
{
    return (uint64_t)a << 32 | b;
}

/* The features, numbered in order; the kinds around the gap go with most of them. */
static void features_of(const struct boundary_view *view, const struct boundary_state *state, uint32_t at,
                        uint64_t features[BOUNDARY_FEATURES])
{
    const struct glimpse *l = &view->tokens[at], *r = l + 1, *first = &view->tokens[state->first];
    uint64_t gap = (uint64_t)l->kind << 9 | (uint64_t)r->kind << 1 | r->blank;
    uint64_t around = (uint64_t)l[-1].kind << 40 | (uint64_t)r[1].kind << 32 | gap;
    uint32_t length = class_of(at + 1 - state->first);
    uint32_t shape = (uint32_t)(state->small ? 2 : 0) + (state->capitals > state->small);
    uint32_t open = (uint32_t)state->brackets * 2 + state->quotes;
    uint32_t n = 0;
#define FEATURE(a, b) (features[n] = mix(n, (a), (b)), n++)
    FEATURE(gap, 0);
    FEATURE(around, 0);
    FEATURE(l->form, (uint64_t)r->kind << 1 | r->blank);
    FEATURE(r->form, l->kind);
    FEATURE(l->form, r->form);
    FEATURE(l[-1].form, l->form);
    FEATURE(r->form, r[1].form);
    FEATURE(l[-1].form, gap);
    FEATURE(r[1].form, gap);
    FEATURE(l[-2].form, gap);
    FEATURE(r[2].form, gap);
    FEATURE(l->ending, gap);
    FEATURE(r->ending, gap);
    FEATURE(gap, 64 + length);
    FEATURE(gap, open << 4 | r->starter);
    FEATURE(gap, pair(first->kind, length > 6 ? 6 : length));
    FEATURE(gap, first->form);
    FEATURE(gap, pair(r->stop, length));
    FEATURE(gap, pair(view->style, shape));
    FEATURE(around, pair(view->style, state->last_end));
    FEATURE(gap, pair(state->last_start, state->last_end));
    FEATURE(pair(r->kind, first->kind), pair(state->last_start, l->kind));
    FEATURE(gap, pair(r->remaining, at < CLASS_MOST ? at : CLASS_MOST));
    FEATURE(pair(r->form, l->kind), r[1].kind);
    FEATURE(pair(l->form, r->kind), l[-1].kind);
    FEATURE(r->form, pair(l->kind, r->stop));
    FEATURE(gap, pair(l->length, r->length));
    FEATURE(l->form, pair(r->kind, length));
    FEATURE(r->form, pair(shape, l->kind));
#undef FEATURE
}

void boundary_rows(const struct boundary_view *view, const struct boundary_state *state, uint32_t at, unsigned bits,
                   uint32_t rows[BOUNDARY_FEATURES])
{
    uint64_t features[BOUNDARY_FEATURES];
    features_of(view, state, at, features);
    for (uint32_t f = 0; f < BOUNDARY_FEATURES; f++)
        rows[f] = (uint32_t)(features[f] >> (64 - bits));
}

int boundary_score(const struct boundary_model *model, const struct boundary_view *view,
                   const struct boundary_state *state, uint32_t at)
{
    uint32_t rows[BOUNDARY_FEATURES];
    int sum = 0;
    boundary_rows(view, state, at, model->bits, rows);
    for (uint32_t f = 0; f < BOUNDARY_FEATURES; f++)
        sum += model->weights[rows[f]];
    return sum;
}

bool boundary_load(struct boundary_model *model, struct str bytes, const char *source, readout_error *error)
{
    struct str rest = bytes;
    if (!str_equal(str_cut(&rest, '\n'), STR("readout-cut 1")))
        return error_set_at(error, READOUT_BAD_DATA, source, 1, 0, 0,
                            "not a model of sentence ends, or another version");
    struct str value = str_cut(&rest, '\n');
    unsigned bits = 0;
    for (size_t i = 0; i < value.len && bits <= BITS_MOST; i++)
        bits = value.ptr[i] >= '0' && value.ptr[i] <= '9' ? bits * 10 + (unsigned)(value.ptr[i] - '0') : BITS_MOST + 1;
    if (bits == 0 || bits > BITS_MOST || rest.len != (size_t)1 << bits)
        return error_set_at(error, READOUT_BAD_DATA, source, 2, 0, (size_t)(rest.ptr - bytes.ptr),
                            "weights cut off or too long");
    *model = (struct boundary_model){(const int8_t *)rest.ptr, bits};
    return true;
}
