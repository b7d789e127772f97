/* contact.h - the inside of meeting_read: the contacts that frames tell of, before they are joined.
 *
 * A contact is a meeting with what only joining needs to know of the words that name it. Frames of one noun are one
 * contact from the start; contact_join makes one of those that the report tells twice, and fills in who meets where
 * the report leaves that to the reader. */
#ifndef READ_CONTACT_H
#define READ_CONTACT_H
#include "read/reading.h"

struct contact {
    struct meeting meeting;
    uint32_t token;  /* of the words that name it */
    uint32_t place;  /* first token of its place; NO_TOKEN: none */
    bool definite;   /* "the talks": known before */
    bool company;    /* one actor alone makes no contact */
    bool attends;    /* tells only who takes part: "X attended the talks", which are told elsewhere */
    bool others;     /* where only one side is named, the other is that of the process */
    bool aside;      /* told only beside another thing: "an impasse in talks" */
    bool host;       /* where only one side is named, the other may be whoever is at home there */
    bool apart;      /* one of several: "earlier talks" */
    bool name;       /* rather the name of a negotiation: "the Iran talks" */
    bool pair;       /* of two people that the report named before */
    bool loose;      /* its status is a guess: it is only spoken of */
    uint32_t recent; /* the token where it was told of last */
};
LIST_TYPE(contact_list, struct contact);

/* Note for every actor of the record the side it acts for; before all that follows. */
void contact_index_sides(struct reading *reading);

/* The side an actor acts for, where the record has it as an actor: a person's state; else the actor itself. */
uint32_t contact_side(const struct reading *reading, uint32_t actor);

/* Add the sides that those of `list` act for, each once. */
void contact_add_sides(const struct reading *reading, const struct actor_list *list, struct actor_list *out);

/* The two people of different sides named last before the token, not far before it; fewer where there are not two. */
struct actor_list contact_pair(const struct reading *reading, uint32_t token);

/* What `from` adds to `into`; evidence stays that of the first. */
void contact_merge(const struct reading *reading, struct meeting *into, const struct meeting *from);

/* Contacts to record->meetings, in their order: filled from the process, joined, those that are none left out. */
void contact_join(struct reading *reading, struct contact_list *contacts);
#endif
