/* revision.h - what changed from one version of a text to another: sentences, their words, and what was read of them.
 *
 * Input: two documents cut into sentences and words, and the facts of both. Output: the sentences of both in one order,
 * and facts that came, went or changed. Invariant: the time grows with the lengths of the texts, not with their product
 * (align.h). */
#ifndef MERGE_REVISION_H
#define MERGE_REVISION_H
#include "merge/align.h"
#include "text/document.h"

/* A fact as text. Two are the same where kind, what and quote are. */
struct revision_fact {
    struct str kind;  /* "meeting" */
    struct str what;  /* what it says: "Anwar Sadat, Menachem Begin · Jerusalem · held" */
    struct str quote;
    uint32_t start, end;
};
LIST_TYPE(revision_facts, struct revision_fact);

enum revision_kind {
    REVISION_SAME, REVISION_CHANGED, REVISION_ADDED, REVISION_REMOVED,
    REVISION_MOVED, /* the same words elsewhere */
    REVISION_KIND_COUNT
};
extern const char *const revision_kind_names[REVISION_KIND_COUNT];

/* Words of a changed sentence that stay, come (ADDED) or go (REMOVED). */
struct revision_words {
    enum revision_kind kind;
    struct str text; /* of the new text; of what goes: of the old */
    bool space;      /* a blank stands before it */
};
LIST_TYPE(revision_words_list, struct revision_words);

struct revision_sentence {
    enum revision_kind kind;
    uint32_t was, is; /* sentences; ALIGN_NONE: in that version there is none */
    struct revision_words_list words; /* of a changed one */
};

struct revision_change {
    enum revision_kind kind; /* CHANGED, ADDED or REMOVED */
    uint32_t was, is;        /* facts, or ALIGN_NONE */
};

struct revision {
    const struct document *was, *is;
    const struct revision_facts *old_facts, *new_facts;
    LIST(struct revision_sentence) sentences; /* in the order of the new text; what is gone where it stood */
    LIST(struct revision_change) facts;
    uint32_t counts[REVISION_KIND_COUNT]; /* of sentences */
};

void revision_make(struct arena *arena, const struct document *was, const struct document *is,
                   const struct revision_facts *old_facts, const struct revision_facts *new_facts,
                   struct revision *revision);
#endif
