/* match.h - running rules over an analysed document.
 *
 * Input: the document with its tree, marks and mentions. Output: frames, in text order of their triggers.
 * Invariant: cost per token depends on the rules that may start there, not on how many rules there are. */
#ifndef RULES_MATCH_H
#define RULES_MATCH_H
#include "model/tree.h"
#include "rules/mention.h"
#include "rules/number.h"
#include "rules/pattern.h"

/* What the rules may look at. */
struct context {
    const struct document *document;
    const struct tree *tree;
    const struct lexicon *lexicon;
    const struct marks *marks;
    const struct mentions *mentions;
    struct number_words numbers;
    set_id relative_set; /* relative pronouns */
};

/* What an element matched: tokens [first, last), of which `head` is the head. */
struct capture {
    uint32_t first, last, head;
    const struct mark *mark;       /* where a set was asked for; else NULL */
    const struct mention *mention; /* where a mention was asked for; else NULL */
    bool filled;
};

struct frame {
    const struct rule *rule;
    uint32_t trigger;     /* token; of a phrase the one that carries it */
    uint32_t trigger_first, trigger_last; /* the whole phrase */
    uint32_t first, last; /* tokens from the first to the last thing matched */
    struct capture *captures; /* rule->capture_count items */
};
LIST_TYPE(frame_list, struct frame);

/* Try one rule at one token. Returns the number of its elements that matched before the first that did not;
 * rule->element_count when all did, and then `frame` is filled; frame->captures has room for MOST_ELEMENTS. */
uint8_t rule_try(const struct context *context, const struct rule *rule, uint32_t token, struct frame *frame);

/* Run all sequence rules (tree false) or all tree rules (tree true); per trigger and kind of frame the first rule
 * that matches wins. */
void ruleset_run(const struct ruleset *rules, const struct context *context, bool tree, struct frame_list *frames);

/* Call `visit` for each rule that may start at `token` (explain uses it). */
void ruleset_at(const struct ruleset *rules, const struct context *context, uint32_t token, bool tree,
                void (*visit)(void *user, const struct rule *rule, uint32_t token), void *user);

/* The capture an argument names, if it is filled; NULL otherwise. The n-th where it names several. */
const struct capture *frame_capture(const struct frame *frame, const char *key, uint8_t n);

/* The word of an argument ("status=planned"); empty if none. */
struct str frame_word(const struct frame *frame, const char *key);

/* Who does what the verb says: its subject, also where it has none of its own but shares one (conjunct, infinitive,
 * relative clause). NO_TOKEN if unknown. *passive tells that it is the subject of a passive. */
uint32_t clause_subject(const struct context *context, uint32_t verb, bool *passive);

/* Where the phrase or clause of `head` ends: before a further clause that is only joined to it (", but they said"). */
uint32_t clause_end(const struct context *context, uint32_t head);
#endif
