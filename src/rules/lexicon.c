/* lexicon.c - see lexicon.h. A trie over word ids, its branches in one hash table. */
#include "rules/lexicon.h"

#include <assert.h>

#include "base/error.h"
#include "rules/lexicon_load.h"

const struct text_words *lexicon_text_words(const struct lexicon *lexicon)
{
    return &lexicon->words;
}

uint32_t lexicon_word(const struct lexicon *lexicon, struct str folded)
{
    uint32_t word = map_get(&lexicon->word_ids, folded);
    return word == MAP_NONE ? 0 : word;
}

uint32_t lexicon_word_count(const struct lexicon *lexicon)
{
    return (uint32_t)lexicon->word_ids.count;
}

uint32_t lexicon_set_count(const struct lexicon *lexicon)
{
    return (uint32_t)lexicon->set_names.count;
}

set_id lexicon_set(const struct lexicon *lexicon, struct str name)
{
    uint32_t set = map_get(&lexicon->set_ids, name);
    return set == MAP_NONE ? (set_id)SET_NONE : (set_id)set;
}

struct str lexicon_set_name(const struct lexicon *lexicon, set_id set)
{
    return set < lexicon->set_names.count ? lexicon->set_names.items[set] : STR("");
}

bool lexicon_require(const struct lexicon *lexicon, const char *name, set_id *set, readout_error *error)
{
    *set = lexicon_set(lexicon, str_of(name));
    return *set != SET_NONE ||
           error_set(error, READOUT_BAD_DATA, "data", "there is no word class or value set '%s'", name);
}

const struct known_actor *lexicon_actor(const struct lexicon *lexicon, uint32_t index)
{
    assert(index < lexicon->actors.count);
    return &lexicon->actors.items[index];
}

uint32_t lexicon_actor_count(const struct lexicon *lexicon)
{
    return (uint32_t)lexicon->actors.count;
}

uint32_t lexicon_actor_named(const struct lexicon *lexicon, struct str name)
{
    return map_get(&lexicon->actor_ids, name);
}

uint64_t trie_hash(uint32_t node, uint32_t word)
{
    uint64_t key = ((uint64_t)node << 32 | word) * 0x9e3779b97f4a7c15u;
    return key ^ (key >> 29);
}

uint32_t trie_child(const struct trie *trie, uint32_t node, uint32_t word)
{
    if (!trie->branch_capacity)
        return 0;
    size_t mask = trie->branch_capacity - 1;
    for (size_t at = (size_t)trie_hash(node, word) & mask;; at = (at + 1) & mask) {
        const struct trie_branch *branch = &trie->branches[at];
        if (!branch->child)
            return 0;
        if (branch->node == node && branch->word == word)
            return branch->child;
    }
}

const struct entry *lexicon_entry(const struct lexicon *lexicon, set_id set, struct str folded)
{
    uint32_t word = lexicon_word(lexicon, folded), node = word ? trie_child(&lexicon->trie, 0, word) : 0;
    if (!node)
        return NULL;
    for (uint32_t i = lexicon->trie.nodes.items[node].first_entry; i; i = lexicon->trie.entries.items[i].next)
        if (lexicon->trie.entries.items[i].entry.set == set)
            return &lexicon->trie.entries.items[i].entry;
    return NULL;
}

/* Does the case of the words in the text fit the entry? A capital there asks for a capital here. */
static bool fits_case(const struct entry *entry, const struct document *document, uint32_t first)
{
    for (uint32_t i = 0; entry->capitals >> i; i++) {
        uint16_t flags = document->tokens[first + i].flags;
        if ((entry->capitals >> i & 1) && !(flags & TOKEN_CAPITAL))
            return false;
        if ((entry->all_capitals >> i & 1) && !(flags & TOKEN_ALL_CAPITAL))
            return false;
    }
    return true;
}

const struct entry *lexicon_find(const struct lexicon *lexicon, struct arena *arena, set_id set, struct str phrase)
{
    struct document document = {.arena = arena, .text = phrase};
    token_cut(&document, &lexicon->words);
    uint32_t node = 0;
    for (uint32_t token = 0; token < document.token_count; token++) {
        char folded[TOKEN_FOLD_SIZE];
        uint32_t word = lexicon_word(lexicon, token_fold(token_text(&document, token), folded, sizeof folded));
        node = word ? trie_child(&lexicon->trie, node, word) : 0;
        if (!node)
            return NULL;
    }
    for (uint32_t i = node ? lexicon->trie.nodes.items[node].first_entry : 0; i;
         i = lexicon->trie.entries.items[i].next)
        if (lexicon->trie.entries.items[i].entry.set == set)
            return &lexicon->trie.entries.items[i].entry;
    return NULL;
}

struct marker {
    const struct lexicon *lexicon;
    struct document *document;
    LIST(struct mark) out;
};

static void add_entries(struct marker *marker, const struct trie_node *node, uint32_t first, uint32_t last)
{
    for (uint32_t i = node->first_entry; i; i = marker->lexicon->trie.entries.items[i].next) {
        const struct trie_entry *item = &marker->lexicon->trie.entries.items[i];
        if (fits_case(&item->entry, marker->document, first))
            *ARENA_PUSH(marker->document->arena, marker->out) = (struct mark){first, last, &item->entry};
    }
}

/* All entries that start at `first`; the trie gives the shortest first, so they are turned round at the end. */
static void mark_token(struct marker *marker, uint32_t first)
{
    const struct trie *trie = &marker->lexicon->trie;
    const struct document *document = marker->document;
    size_t start = marker->out.count;
    uint32_t node = 0;
    for (uint32_t token = first;
         token < document->token_count && document->tokens[token].sentence == document->tokens[first].sentence;
         token++) {
        if (!document->tokens[token].word)
            break;
        node = trie_child(trie, node, document->tokens[token].word);
        if (!node)
            break;
        add_entries(marker, &trie->nodes.items[node], first, token + 1);
    }
    for (size_t low = start, high = marker->out.count; low + 1 < high; low++, high--) {
        struct mark swapped = marker->out.items[low];
        marker->out.items[low] = marker->out.items[high - 1];
        marker->out.items[high - 1] = swapped;
    }
}

static void number_words(const struct lexicon *lexicon, struct document *document)
{
    char folded[TOKEN_FOLD_SIZE];
    for (uint32_t token = 0; token < document->token_count; token++)
        document->tokens[token].word = lexicon_word(lexicon,
                                                    token_fold(token_text(document, token), folded, sizeof folded));
}

static void note_sets(struct marks *marks, const struct document *document)
{
    marks->starting = ARENA_NEW(document->arena, uint64_t, document->token_count);
    marks->covering = ARENA_NEW(document->arena, uint64_t, document->token_count);
    for (uint32_t i = 0; i < marks->count; i++) {
        const struct mark *mark = &marks->items[i];
        marks->starting[mark->first] |= set_bit(mark->entry->set);
        for (uint32_t token = mark->first; token < mark->last; token++)
            marks->covering[token] |= set_bit(mark->entry->set);
    }
}

struct marks lexicon_mark(const struct lexicon *lexicon, struct document *document)
{
    struct marker marker = {.lexicon = lexicon, .document = document};
    number_words(lexicon, document);
    uint32_t *start = arena_take(document->arena, document->token_count + 1, sizeof *start);
    for (uint32_t token = 0; token < document->token_count; token++) {
        start[token] = (uint32_t)marker.out.count;
        mark_token(&marker, token);
    }
    start[document->token_count] = (uint32_t)marker.out.count;
    struct marks marks = {.items = marker.out.items, .start = start, .count = (uint32_t)marker.out.count};
    note_sets(&marks, document);
    return marks;
}

void marks_name(const struct marks *marks, struct document *document, const set_id *sets, size_t count)
{
    for (uint32_t i = 0; i < marks->count; i++) {
        const struct mark *mark = &marks->items[i];
        size_t set = 0;
        while (set < count && mark->entry->set != sets[set])
            set++;
        for (uint32_t token = mark->first; set < count && token < mark->last; token++)
            if (mark->entry->capitals >> (token - mark->first) & 1)
                document->tokens[token].tag = TAG_PROPN;
    }
}

const struct mark *marks_find(const struct marks *marks, uint32_t token, set_id set)
{
    for (uint32_t i = marks->start[token]; i < marks->start[token + 1]; i++)
        if (marks->items[i].entry->set == set)
            return &marks->items[i];
    return NULL;
}

const struct mark *marks_find_over(const struct marks *marks, uint32_t token, set_id set)
{
    const struct mark *best = NULL;
    for (uint32_t back = 0; back < LONGEST_PHRASE && back <= token; back++) {
        const struct mark *mark = marks_at(marks, token - back, set);
        if (mark && mark->last > token && (!best || mark->last - mark->first > best->last - best->first))
            best = mark;
    }
    return best;
}
