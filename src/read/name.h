/* name.h - the spans of a report that may name an actor: names with their titles, descriptions by office, states
 * and groups with the people who act for them, pronouns. actor.c decides who they are. */
#ifndef READ_NAME_H
#define READ_NAME_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "rules/lexicon.h"

struct reading;

enum { NO_KNOWN = UINT32_MAX };

enum name_kind {
    NAME_PERSON,      /* "US Secretary of State Antony Blinken", "Mr Blinken", "Blinken" */
    NAME_KNOWN,       /* a state, group, organisation or outlet of the lexicon, or people in office of one */
    NAME_DESCRIPTION, /* an office without a name: "the Qatari prime minister" */
    NAME_COUNTERPART, /* "his Egyptian counterpart" */
    NAME_BODY,        /* an organisation that is not in the lexicon */
    NAME_GROUP,       /* "the militant group" */
    NAME_MEMBERS,     /* "negotiators from Egypt and Qatar": the actors stand in what depends on it */
    NAME_HE,          /* a pronoun for one person */
    NAME_IT           /* a pronoun for a state or body */
};

struct name_span {
    enum name_kind kind;
    uint32_t first, last;           /* tokens of the whole */
    uint32_t name_first, name_last; /* of the name proper (people, bodies) */
    uint32_t role_first, role_last; /* of the title or office; equal: none */
    uint32_t body_first, body_last; /* of the body, not in the lexicon, that the person belongs to; equal: none */
    uint32_t known;                 /* lexicon actor that it is (NAME_KNOWN) or whose side it is on; NO_KNOWN */
    const struct mark *office;      /* the office named; NULL */
    struct str whole;               /* the name of a body that is called by its initials here; empty: it is not */
    bool definite, plural;
};
LIST_TYPE(name_list, struct name_span);

/* Find them in a tagged document, in text order, not overlapping, into reading->names. Linear. */
void name_find(struct reading *reading);

/* Add to them the initials of bodies, wherever they stand alone, where the report introduces them behind the name:
 * "Halyard Seamen Union (HSU)" (initials.c). */
void initials_find(struct reading *reading);

/* The token that carries the span: the last capitalised one of the name, or the last of the office or noun. */
uint32_t name_head(const struct document *document, const struct name_span *span);
#endif
