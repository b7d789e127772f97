/* naming.h - the names by which reports know actors, and which of them are one actor's.
 *
 * Input: the mentions and decisions of the facts. Output: for every mention the name it goes by, for every name the one
 * that stands for its actor. Invariant: names are compared two by two, by themselves alone; a name that could be two
 * actors' is joined to neither; what a person decided goes before all rules. */
#ifndef MERGE_NAMING_H
#define MERGE_NAMING_H
#include "base/map.h"
#include "merge/names.h"
#include "merge/story.h"

struct counted {
    struct str text;
    uint32_t count;
};
LIST_TYPE(counted_list, struct counted);
void count_text(struct arena *arena, struct counted_list *list, struct str text);

enum naming_kind {
    NAMING_WHOLE,   /* a person's name of several words, or whoever the list of people says it is */
    NAMING_SURNAME, /* of a person of one party, and nothing else */
    NAMING_BODY     /* of all others */
};

/* All mentions that go by one name. */
struct naming {
    enum naming_kind kind;
    struct str known;                 /* key of a known person; empty: not known */
    bool divided;                     /* taken by a decision from those who have the name */
    LIST(struct personal_name) forms; /* of a person */
    struct str folded;                /* the first of them, or the body's name */
    struct counted_list parties;
    struct actor_list events; /* of the reports that name a person so */
    uint32_t count;
    uint32_t standing; /* which of the names stands for its actor */
};

struct verdict {
    uint32_t a, b; /* names, a < b */
    bool apart;
};

struct namings {
    struct arena *arena;
    const struct story_facts *facts;
    LIST(struct naming) items;
    struct map at;      /* by kind, name and party */
    uint32_t *of;       /* the name of every mention */
    struct decided *decided;       /* of every decision, for naming.c */
    LIST(struct verdict) verdicts; /* what decisions say of two names; the last counts */
};

/* Find the names and join them. */
void namings_find(struct arena *arena, const struct story_facts *facts, struct namings *namings);

/* Where the name of a body stands; MAP_NONE: no report has it. */
uint32_t namings_body(const struct namings *namings, struct str name);
#endif
