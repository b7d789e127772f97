/* revision.c - see revision.h. */
#include "merge/revision.h"

#include <stdlib.h>

#include "base/map.h"
#include "merge/cluster.h"
#include "merge/internal.h"
#include "text/token.h"

const char *const revision_kind_names[REVISION_KIND_COUNT] = {"same", "changed", "added", "removed", "moved"};

enum { SAME_SENTENCE = 400 /* shared words of a changed sentence, in 1/1000 */ };

/* One version: its words and sentences as numbers, equal where they read the same. */
struct version {
    const struct document *document;
    uint32_t *words, *sentences;
    struct actor_list *sets; /* of the words of each sentence, folded */
    uint32_t *to;            /* of each sentence: the one of the other version, or ALIGN_NONE */
    bool *moved;             /* of each sentence: whether it stood elsewhere */
};

struct comparing {
    struct arena *arena;
    struct version was, is;
    struct map words, folded, sentences;
    struct revision *revision;
};

/* The number of the text, new where it has none yet. */
static uint32_t number_of(struct arena *arena, struct map *map, struct str text, bool copy)
{
    uint32_t number = map_get(map, text);
    if (number != MAP_NONE)
        return number;
    number = (uint32_t)map->count;
    map_put(map, arena, copy ? str_copy(arena, text) : text, number);
    return number;
}

static bool is_telling(const struct token *token)
{
    return (token->flags & (TOKEN_WORD | TOKEN_DIGIT)) != 0;
}

static void number_sentence(struct comparing *comparing, struct version *version, uint32_t at)
{
    const struct sentence *sentence = &version->document->sentences[at];
    for (uint32_t t = sentence->first; t < sentence->last; t++) {
        char folded[TOKEN_FOLD_SIZE];
        struct str word = token_text(version->document, t);
        version->words[t] = number_of(comparing->arena, &comparing->words, word, false);
        if (is_telling(&version->document->tokens[t]))
            set_add(comparing->arena, &version->sets[at],
                    number_of(comparing->arena, &comparing->folded, token_fold(word, folded, sizeof folded), true));
    }
    struct str words = str_make((const char *)(version->words + sentence->first),
                                (sentence->last - sentence->first) * sizeof *version->words);
    version->sentences[at] = number_of(comparing->arena, &comparing->sentences, words, false);
}

static void number_version(struct comparing *comparing, struct version *version, const struct document *document)
{
    uint32_t count = document->sentence_count;
    version->document = document;
    version->words = arena_take(comparing->arena, document->token_count + 1, sizeof *version->words);
    version->sentences = arena_take(comparing->arena, count + 1, sizeof *version->sentences);
    version->sets = ARENA_NEW(comparing->arena, struct actor_list, count + 1);
    version->to = arena_take(comparing->arena, count + 1, sizeof *version->to);
    version->moved = ARENA_NEW(comparing->arena, bool, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        number_sentence(comparing, version, i);
        version->to[i] = ALIGN_NONE;
    }
}

static uint32_t sentence_likeness(void *context, uint32_t was, uint32_t is)
{
    const struct comparing *comparing = context;
    if (comparing->was.moved[was] || comparing->is.moved[is])
        return 0;
    const struct actor_list *a = &comparing->was.sets[was], *b = &comparing->is.sets[is];
    size_t shared = set_shared(a, b), both = a->count + b->count;
    uint32_t likeness = both ? (uint32_t)(2000 * shared / both) : 0;
    return likeness >= SAME_SENTENCE ? likeness : 0;
}

/* Between two sentences that stay, those with like words are one, changed. */
static void pair_changed(struct comparing *comparing)
{
    struct align_range range = {0};
    uint32_t was_count = comparing->was.document->sentence_count, is_count = comparing->is.document->sentence_count;
    uint32_t *to = arena_take(comparing->arena, was_count + 1, sizeof *to);
    for (uint32_t i = 0; i < was_count; i++)
        to[i] = comparing->was.moved[i] ? ALIGN_NONE : comparing->was.to[i];
    for (uint32_t i = 0; i <= was_count; i++) {
        uint32_t place = i < was_count ? to[i] : is_count;
        if (place == ALIGN_NONE)
            continue;
        range.a_last = i;
        range.b_last = place;
        align_alike(comparing->arena, range, comparing, sentence_likeness, comparing->was.to);
        range.a_first = i + 1;
        range.b_first = place + 1;
    }
}

/* Sentences that read the same and are in no pair: moved. The first with the first. */
static void pair_moved(struct comparing *comparing)
{
    uint32_t kinds = (uint32_t)comparing->sentences.count, is_count = comparing->is.document->sentence_count;
    uint32_t *first = arena_take(comparing->arena, kinds + 1, sizeof *first);
    uint32_t *next = arena_take(comparing->arena, is_count + 1, sizeof *next);
    for (uint32_t i = 0; i < kinds; i++)
        first[i] = ALIGN_NONE;
    for (uint32_t i = is_count; i-- > 0;) {
        if (comparing->is.to[i] != ALIGN_NONE)
            continue;
        next[i] = first[comparing->is.sentences[i]];
        first[comparing->is.sentences[i]] = i;
    }
    for (uint32_t i = 0; i < comparing->was.document->sentence_count; i++) {
        uint32_t *found = &first[comparing->was.sentences[i]];
        if (comparing->was.to[i] != ALIGN_NONE || *found == ALIGN_NONE)
            continue;
        comparing->was.to[i] = *found;
        comparing->is.to[*found] = i;
        comparing->was.moved[i] = comparing->is.moved[*found] = true;
        *found = next[*found];
    }
}

struct crossing {
    uint32_t was, is, likeness;
};

/* The most alike first. */
static int compare_crossings(const void *a, const void *b)
{
    const struct crossing *x = a, *y = b;
    if (x->likeness != y->likeness)
        return x->likeness > y->likeness ? -1 : 1;
    if (x->was != y->was)
        return x->was < y->was ? -1 : 1;
    return (x->is > y->is) - (x->is < y->is);
}

static void list_alone(struct comparing *comparing, const struct version *version, struct actor_list *alone)
{
    for (uint32_t i = 0; i < version->document->sentence_count; i++)
        if (version->to[i] == ALIGN_NONE)
            *ARENA_PUSH(comparing->arena, *alone) = i;
}

/* Of what is left, if it is little, sentences with like words are one, moved and changed. */
static void pair_crossing(struct comparing *comparing)
{
    struct actor_list was = {0}, is = {0};
    LIST(struct crossing) crossings = {0};
    list_alone(comparing, &comparing->was, &was);
    list_alone(comparing, &comparing->is, &is);
    if ((uint64_t)was.count * is.count > ALIGN_CELLS)
        return;
    for (size_t i = 0; i < was.count; i++)
        for (size_t j = 0; j < is.count; j++) {
            uint32_t likeness = sentence_likeness(comparing, was.items[i], is.items[j]);
            if (likeness)
                *ARENA_PUSH(comparing->arena, crossings) = (struct crossing){was.items[i], is.items[j], likeness};
        }
    if (crossings.count)
        qsort(crossings.items, crossings.count, sizeof *crossings.items, compare_crossings);
    for (size_t i = 0; i < crossings.count; i++) {
        const struct crossing *crossing = &crossings.items[i];
        if (comparing->was.to[crossing->was] != ALIGN_NONE || comparing->is.to[crossing->is] != ALIGN_NONE)
            continue;
        comparing->was.to[crossing->was] = crossing->is;
        comparing->is.to[crossing->is] = crossing->was;
        comparing->was.moved[crossing->was] = comparing->is.moved[crossing->is] = true;
    }
}

static void point_back(struct comparing *comparing)
{
    for (uint32_t i = 0; i < comparing->was.document->sentence_count; i++)
        if (comparing->was.to[i] != ALIGN_NONE)
            comparing->is.to[comparing->was.to[i]] = i;
}

static struct str words_text(const struct version *version, uint32_t first, uint32_t last)
{
    return document_slice(version->document, version->document->tokens[first].start,
                          version->document->tokens[last - 1].end);
}

static void add_words(struct comparing *comparing, struct revision_words_list *list, enum revision_kind kind,
                      uint32_t first, uint32_t last)
{
    const struct version *version = kind == REVISION_REMOVED ? &comparing->was : &comparing->is;
    if (first < last)
        *ARENA_PUSH(comparing->arena, *list) = (struct revision_words){
            kind, words_text(version, first, last), version->document->tokens[first].flags & TOKEN_SPACE_BEFORE};
}

/* The words of both sentences in one order: what goes before what comes. */
static void compare_words(struct comparing *comparing, struct revision_sentence *changed)
{
    const struct sentence *was = &comparing->was.document->sentences[changed->was];
    const struct sentence *is = &comparing->is.document->sentences[changed->is];
    struct sequence a = {comparing->was.words + was->first, was->last - was->first};
    struct sequence b = {comparing->is.words + is->first, is->last - is->first};
    uint32_t *to = arena_take(comparing->arena, a.count + 1, sizeof *to), i = 0, j = 0;
    align(comparing->arena, a, b, (uint32_t)comparing->words.count, to);
    while (i < a.count || j < b.count) {
        uint32_t gone = i, stays, place;
        while (i < a.count && to[i] == ALIGN_NONE)
            i++;
        add_words(comparing, &changed->words, REVISION_REMOVED, was->first + gone, was->first + i);
        place = i < a.count ? to[i] : b.count;
        add_words(comparing, &changed->words, REVISION_ADDED, is->first + j, is->first + place);
        j = stays = place;
        while (i < a.count && to[i] == j && j < b.count) {
            i++;
            j++;
        }
        add_words(comparing, &changed->words, REVISION_SAME, is->first + stays, is->first + j);
    }
}

static void add_sentence(struct comparing *comparing, enum revision_kind kind, uint32_t was, uint32_t is)
{
    struct revision_sentence *sentence = ARENA_PUSH(comparing->arena, comparing->revision->sentences);
    *sentence = (struct revision_sentence){.kind = kind, .was = was, .is = is};
    comparing->revision->counts[kind]++;
    if (kind == REVISION_CHANGED)
        compare_words(comparing, sentence);
}

static enum revision_kind kind_of(const struct comparing *comparing, uint32_t was, uint32_t is, enum revision_kind same)
{
    return comparing->was.sentences[was] == comparing->is.sentences[is] ? same : REVISION_CHANGED;
}

/* In the order of the new text; a sentence that is gone comes behind the one it stood behind. */
static void write_sentences(struct comparing *comparing)
{
    uint32_t gone = 0, was_count = comparing->was.document->sentence_count;
    for (uint32_t i = 0; i <= comparing->is.document->sentence_count; i++) {
        bool end = i == comparing->is.document->sentence_count;
        uint32_t was = end ? was_count : comparing->is.to[i];
        if (!end && (was == ALIGN_NONE || comparing->is.moved[i])) {
            add_sentence(comparing, was == ALIGN_NONE ? REVISION_ADDED : kind_of(comparing, was, i, REVISION_MOVED),
                         was, i);
            continue;
        }
        for (; gone < was; gone++)
            if (comparing->was.to[gone] == ALIGN_NONE)
                add_sentence(comparing, REVISION_REMOVED, gone, ALIGN_NONE);
        if (end)
            return;
        add_sentence(comparing, kind_of(comparing, was, i, REVISION_SAME), was, i);
        gone = was + 1;
    }
}

/* The facts that have this text, first to last. */
struct fact_chain {
    uint32_t first;
};

static struct str fact_key(struct arena *arena, const struct revision_fact *fact, bool quote)
{
    struct str words = quote ? wording_folded(arena, fact->quote) : STR("");
    return story_format(arena, "%.*s\n%.*s\n%.*s", STR_ARGS(fact->kind), STR_ARGS(fact->what), STR_ARGS(words));
}

/* Pair facts that are not paired and have the same key, the first with the first. */
static void pair_facts(struct comparing *comparing, bool quote, uint32_t *was_to, uint32_t *is_to)
{
    const struct revision_facts *old = comparing->revision->old_facts, *new = comparing->revision->new_facts;
    struct map firsts = {0};
    uint32_t *next = arena_take(comparing->arena, new->count + 1, sizeof *next);
    LIST(struct fact_chain) chains = {0};
    for (uint32_t i = (uint32_t)new->count; i-- > 0;) {
        if (is_to[i] != ALIGN_NONE)
            continue;
        uint32_t chain = number_of(comparing->arena, &firsts, fact_key(comparing->arena, &new->items[i], quote), false);
        if (chain == chains.count)
            *ARENA_PUSH(comparing->arena, chains) = (struct fact_chain){ALIGN_NONE};
        next[i] = chains.items[chain].first;
        chains.items[chain].first = i;
    }
    for (uint32_t i = 0; i < old->count; i++) {
        if (was_to[i] != ALIGN_NONE)
            continue;
        uint32_t chain = map_get(&firsts, fact_key(comparing->arena, &old->items[i], quote));
        if (chain == MAP_NONE || chains.items[chain].first == ALIGN_NONE)
            continue;
        was_to[i] = chains.items[chain].first;
        is_to[was_to[i]] = i;
        chains.items[chain].first = next[was_to[i]];
    }
}

/* The sentence that holds the byte; the last where none does. */
static uint32_t sentence_at(const struct document *document, uint32_t byte)
{
    uint32_t low = 0, high = document->sentence_count;
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (document->sentences[middle].start <= byte)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Facts of one kind in one sentence that changed: what one said, the other says otherwise. */
static void pair_changed_facts(struct comparing *comparing, uint32_t *was_to, uint32_t *is_to)
{
    const struct revision_facts *old = comparing->revision->old_facts, *new = comparing->revision->new_facts;
    struct actor_list *there =
        ARENA_NEW(comparing->arena, struct actor_list, comparing->is.document->sentence_count + 1);
    for (uint32_t i = 0; i < new->count; i++)
        if (is_to[i] == ALIGN_NONE)
            *ARENA_PUSH(comparing->arena, there[sentence_at(comparing->is.document, new->items[i].start)]) = i;
    for (uint32_t i = 0; i < old->count; i++) {
        uint32_t was = sentence_at(comparing->was.document, old->items[i].start);
        uint32_t is = was < comparing->was.document->sentence_count ? comparing->was.to[was] : ALIGN_NONE;
        for (size_t c = 0; was_to[i] == ALIGN_NONE && is != ALIGN_NONE && c < there[is].count; c++) {
            uint32_t fact = there[is].items[c];
            if (is_to[fact] != ALIGN_NONE || !str_equal(old->items[i].kind, new->items[fact].kind))
                continue;
            was_to[i] = fact;
            is_to[fact] = i;
        }
    }
}

static uint32_t *no_pairs(struct arena *arena, size_t count)
{
    uint32_t *to = arena_take(arena, count + 1, sizeof *to);
    for (size_t i = 0; i < count; i++)
        to[i] = ALIGN_NONE;
    return to;
}

static void add_fact(struct comparing *comparing, enum revision_kind kind, uint32_t was, uint32_t is)
{
    *ARENA_PUSH(comparing->arena, comparing->revision->facts) = (struct revision_change){kind, was, is};
}

static void compare_facts(struct comparing *comparing)
{
    const struct revision_facts *old = comparing->revision->old_facts, *new = comparing->revision->new_facts;
    uint32_t *was_to = no_pairs(comparing->arena, old->count), *is_to = no_pairs(comparing->arena, new->count);
    pair_facts(comparing, true, was_to, is_to);
    pair_facts(comparing, false, was_to, is_to);
    uint32_t *same = arena_take(comparing->arena, old->count + 1, sizeof *same);
    memcpy(same, was_to, old->count * sizeof *same);
    pair_changed_facts(comparing, was_to, is_to);
    for (uint32_t i = 0; i < old->count; i++)
        if (was_to[i] != ALIGN_NONE && same[i] == ALIGN_NONE)
            add_fact(comparing, REVISION_CHANGED, i, was_to[i]);
    for (uint32_t i = 0; i < new->count; i++)
        if (is_to[i] == ALIGN_NONE)
            add_fact(comparing, REVISION_ADDED, ALIGN_NONE, i);
    for (uint32_t i = 0; i < old->count; i++)
        if (was_to[i] == ALIGN_NONE)
            add_fact(comparing, REVISION_REMOVED, i, ALIGN_NONE);
}

void revision_make(struct arena *arena, const struct document *was, const struct document *is,
                   const struct revision_facts *old_facts, const struct revision_facts *new_facts,
                   struct revision *revision)
{
    struct comparing comparing = {.arena = arena, .revision = revision};
    *revision = (struct revision){.was = was, .is = is, .old_facts = old_facts, .new_facts = new_facts};
    number_version(&comparing, &comparing.was, was);
    number_version(&comparing, &comparing.is, is);
    align(arena, (struct sequence){comparing.was.sentences, was->sentence_count},
          (struct sequence){comparing.is.sentences, is->sentence_count}, (uint32_t)comparing.sentences.count,
          comparing.was.to);
    point_back(&comparing);
    pair_moved(&comparing);
    pair_changed(&comparing);
    point_back(&comparing);
    pair_crossing(&comparing);
    write_sentences(&comparing);
    compare_facts(&comparing);
}
