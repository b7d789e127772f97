/* dispute.c - see dispute.h. */
#include "view/dispute.h"

#include <stdlib.h>

#include "view/rows.h"
#include "view/text.h"
#include "view/value.h"

enum {
    MOST_CLAIMS = 1000, /* the newest; comparing is quadratic in the figures of one unit */
    MOST_WORDS = 48,
    LONG_WORD = 4,       /* letters; shorter words tell little */
    LEAST_SHARED = 3,    /* words */
    LEAST_ALIKE = 40,    /* per cent: shared words of all words (Jaccard) */
    MOST_DAYS_APART = 3  /* later, the number itself may have changed */
};

/* One report's figure and the words around it. */
struct claim {
    double value;
    struct str unit, report, quote, source;
    long day;
    uint64_t words[MOST_WORDS]; /* hashes, sorted, each once */
    size_t word_count;
    size_t order; /* newest first */
    bool settled; /* stands in a dispute */
};
LIST_TYPE(claim_list, struct claim);

static int compare_words(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static bool is_letter(char byte)
{
    unsigned char c = (unsigned char)byte;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

/* The long words of the context but the unit itself, which all claims compared share. */
static void take_words(struct arena *arena, struct claim *claim, struct str context)
{
    struct str text = text_folded(arena, context);
    size_t at = 0, kept = 0;
    while (at < text.len && claim->word_count < MOST_WORDS) {
        size_t start = at;
        while (at < text.len && is_letter(text.ptr[at]))
            at++;
        struct str word = str_make(text.ptr + start, at - start);
        if (word.len >= LONG_WORD && !str_equal(word, claim->unit))
            claim->words[claim->word_count++] = str_hash(word);
        at += at < text.len;
    }
    qsort(claim->words, claim->word_count, sizeof claim->words[0], compare_words);
    for (size_t i = 0; i < claim->word_count; i++)
        if (!kept || claim->words[kept - 1] != claim->words[i])
            claim->words[kept++] = claim->words[i];
    claim->word_count = kept;
}

static bool are_alike(const struct claim *a, const struct claim *b)
{
    size_t i = 0, j = 0, shared = 0;
    while (i < a->word_count && j < b->word_count) {
        if (a->words[i] == b->words[j])
            shared++;
        bool step_a = a->words[i] <= b->words[j], step_b = b->words[j] <= a->words[i];
        i += step_a;
        j += step_b;
    }
    size_t all = a->word_count + b->word_count - shared;
    return shared >= LEAST_SHARED && shared * 100 >= all * LEAST_ALIKE;
}

static bool read_claims(struct store *store, const struct filter *filter, struct arena *arena,
                        struct claim_list *claims, readout_error *error)
{
    struct filter newest = *filter;
    newest.newest_first = true;
    struct rows *rows = rows_open(store, VIEW_FIGURE_CONTEXTS, &newest, error);
    const struct row *row;
    while (rows && claims->count < MOST_CLAIMS && (row = rows_next(rows, error))) {
        struct claim claim = {.value = row_value(row, "value")->number,
                              .unit = text_folded(arena, row_text(arena, row, "unit")), .order = claims->count};
        if (!claim.unit.len || !text_day_number(text_day(row_text(arena, row, "published")), &claim.day))
            continue;
        claim.report = row_text(arena, row, "report");
        claim.quote = row_text(arena, row, "quote");
        claim.source = row_source(arena, row);
        take_words(arena, &claim, row_text(arena, row, "context"));
        *ARENA_PUSH(arena, *claims) = claim;
    }
    rows_close(rows);
    return error->status == READOUT_OK;
}

static int compare_claims(const void *a, const void *b)
{
    const struct claim *x = a, *y = b;
    int order = str_compare(x->unit, y->unit);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* Whether the report of `claim` gives `value` too, among the claims of one unit. */
static bool gives(const struct claim *claims, size_t count, const struct claim *claim, double value)
{
    for (size_t i = 0; i < count; i++)
        if (claims[i].value == value && str_equal(claims[i].report, claim->report))
            return true;
    return false;
}

static bool disagree(const struct claim *claims, size_t count, const struct claim *a, const struct claim *b)
{
    return a->value != b->value && !str_equal(a->report, b->report) && labs(a->day - b->day) <= MOST_DAYS_APART &&
           are_alike(a, b) && !gives(claims, count, a, b->value) && !gives(claims, count, b, a->value);
}

static bool has_value(const struct dispute *dispute, double value)
{
    for (size_t i = 0; i < dispute->values.count; i++)
        if (dispute->values.items[i] == value)
            return true;
    return false;
}

static void add_side(struct arena *arena, struct dispute *dispute, struct claim *claim)
{
    struct str value = text_number(arena, claim->value);
    if (!has_value(dispute, claim->value)) {
        *ARENA_PUSH(arena, dispute->values) = claim->value;
        *ARENA_PUSH(arena, dispute->quotes) = claim->quote;
    }
    *ARENA_PUSH(arena, dispute->sources) =
        text_format(arena, "%.*s: %.*s", STR_ARGS(value), STR_ARGS(claim->source));
    claim->settled = true;
}

/* The dispute of `claim` with the `count` claims behind it, among all of its unit. */
static struct dispute find_dispute(struct arena *arena, struct claim *claim, size_t count, const struct claim *all,
                                   size_t all_count)
{
    struct dispute dispute = {.unit = claim->unit};
    for (size_t i = 1; i <= count; i++) {
        if (claim[i].settled || !disagree(all, all_count, claim, &claim[i]))
            continue;
        if (!dispute.values.count)
            add_side(arena, &dispute, claim);
        add_side(arena, &dispute, &claim[i]);
    }
    return dispute;
}

/* Disputes among the claims of one unit, the newest claim first. */
static void find_disputes(struct arena *arena, struct claim *claims, size_t count, struct dispute_list *disputes)
{
    for (size_t i = 0; i < count; i++) {
        if (claims[i].settled)
            continue;
        struct dispute dispute = find_dispute(arena, &claims[i], count - i - 1, claims, count);
        if (dispute.values.count)
            *ARENA_PUSH(arena, *disputes) = dispute;
    }
}

bool disputes_read(struct store *store, const struct filter *filter, struct arena *arena,
                   struct dispute_list *disputes, readout_error *error)
{
    struct claim_list claims = {0};
    if (!read_claims(store, filter, arena, &claims, error))
        return false;
    if (claims.count)
        qsort(claims.items, claims.count, sizeof claims.items[0], compare_claims);
    for (size_t first = 0, last; first < claims.count; first = last) {
        last = first + 1;
        while (last < claims.count && str_equal(claims.items[last].unit, claims.items[first].unit))
            last++;
        find_disputes(arena, claims.items + first, last - first, disputes);
    }
    return true;
}
