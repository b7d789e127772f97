/* actor.h - who is who in one report: from the spans of name.c to the actors of the record. */
#ifndef READ_ACTOR_H
#define READ_ACTOR_H
#include "read/reading.h"

/* A person while names are joined: the parts of the longest form seen. */
struct person {
    uint32_t actor;      /* index into record->actors */
    struct str given, surname, name;
    struct str known_given; /* of the lexicon actor, where the report gives none */
    struct str office_kind; /* value of office-kind, or the office as written; empty: unknown */
    uint32_t known;      /* the lexicon actor the person is; NO_KNOWN */
    uint32_t known_side; /* lexicon actor; NO_KNOWN */
    uint32_t last_seen;  /* token of the latest mention */
    uint32_t same_surname; /* 1 + the person added before who has it too; 0: none */
};
struct person_list {
    struct person *items;
    size_t count, capacity;
    struct map by_surname; /* folded surname → the person added last */
    uint32_t *by_known;    /* per lexicon actor 1 + the person added for it; 0: none */
};

/* How many people, or forms of a name, are looked through where order of time decides: keeps reading linear. */
enum { MOST_RECENT = 128 };

/* person.c: find or make the person whom a span of kind NAME_PERSON names. NULL where it cannot be told: a bare
 * surname that nobody in the report or the lexicon has. */
struct person *person_of(struct reading *reading, struct person_list *people, const struct name_span *span);

/* Add an actor to the record; its key is made from `name`. Returns its index. */
uint32_t actor_add(struct reading *reading, struct str name, enum actor_kind kind, struct str party,
                   struct evidence evidence);

/* Note a form under which the actor is named. */
void actor_alias(struct reading *reading, uint32_t actor, struct str form);

/* The name of the side a lexicon actor stands for: its party, or its own name. Empty for NO_KNOWN. */
struct str known_side(const struct reading *reading, uint32_t known);

/* The kind of office the span names, as office-kind has it, or the dictionary form of the office itself. Empty
 * without an office. */
struct str office_kind(const struct reading *reading, const struct name_span *span);
#endif
