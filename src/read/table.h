/* table.h - what is on the table: which proposal a noun of the report refers to.
 *
 * "A bridging proposal", "the American proposal" and "the plan" may be one proposal, or three. A noun refers to the
 * last proposal before it that it can name; else it brings a new one. Nouns must be asked for in text order. */
#ifndef READ_TABLE_H
#define READ_TABLE_H
#include "read/process.h"

enum thing_kind { THING_NONE, THING_OFFER, THING_DEAL, THING_INVITATION, THING_TERMS };

/* How much the words a proposal is quoted by tell of it. */
enum thing_rank { RANK_ANSWERED, RANK_HAS_TERM, RANK_MADE };

/* What is known of a proposal besides its record. */
struct thing {
    enum thing_kind kind;
    enum thing_rank rank;
    struct actor_list parties, signers; /* who have concluded it; those told to have made it so */
    bool bridging;                      /* said to bridge the sides */
    bool settled;                       /* named as one that stands: "the accord", not "a possible accord" */
    bool sought;                        /* spoken of as one not made yet: "the deal would" */
    bool foreign;                       /* its name has others than the sides in it */
    bool plural, bare;                  /* "plans"; nothing before the noun tells of it */
    bool made;                          /* told who made it */
    bool told;                          /* worth noting even if nothing else is said of it */
    uint32_t sentence;                  /* where it was last spoken of */
};

struct table {
    struct reading *reading;
    const struct process *process;
    uint32_t *proposal_at, *makers_at; /* per token: 1 + place in the record, in `makers`; 0: none */
    LIST(struct actor_list) makers;
    LIST(struct thing) things; /* beside record->proposals */
    const struct actor_list *answering; /* who answers it: not who made it; NULL: it is not answered */
    uint32_t recent;           /* 1 + the proposal last spoken of; 0: none */
};

struct table table_new(struct reading *reading, const struct process *process);

/* Note that `actors` made what the noun of the frame names. Before any is asked for: it tells proposals apart. */
void table_add_makers(struct table *table, const struct frame *frame, const struct actor_list *actors);

bool table_has_makers(const struct table *table, const struct frame *frame);

/* Do tokens [first, last) say that a proposal bridges the sides? */
bool table_bridges(const struct reading *reading, uint32_t first, uint32_t last);

enum { NO_PROPOSAL = UINT32_MAX };

/* The proposal that the frame is about: place in record->proposals and table->things. NO_PROPOSAL where it names
 * none and none was spoken of shortly before. */
uint32_t table_find(struct table *table, const struct frame *frame, enum thing_rank rank);

/* The proposal spoken of shortly before the token; else NO_PROPOSAL. */
uint32_t table_recent(const struct table *table, uint32_t token);
#endif
