/* lexicon_load.h - the inside of the lexicon, shared by its loader and its look-up only. */
#ifndef RULES_LEXICON_LOAD_H
#define RULES_LEXICON_LOAD_H
#include "rules/lexicon.h"

enum { LONGEST_PHRASE = 12 }; /* words of an entry */

struct trie_entry {
    struct entry entry;
    uint32_t next; /* the next entry of the same node; 0: none (item 0 is unused) */
};
struct trie_node {
    uint32_t first_entry;
};
struct trie_branch {
    uint32_t node, word, child; /* child 0: empty slot */
};
struct trie {
    LIST(struct trie_node) nodes; /* node 0 is the root */
    LIST(struct trie_entry) entries;
    struct trie_branch *branches;
    size_t branch_count, branch_capacity; /* capacity is a power of two */
};

struct lexicon {
    struct map word_ids; /* folded word → id from 1 */
    struct map set_ids;  /* set name → set_id */
    struct map actor_ids;
    LIST(struct str) set_names;
    LIST(struct known_actor) actors;
    struct trie trie;
    struct text_words words;
};

uint64_t trie_hash(uint32_t node, uint32_t word);
uint32_t trie_child(const struct trie *trie, uint32_t node, uint32_t word); /* 0: none */
#endif
