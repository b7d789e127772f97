/* coding_party.h - who a noun phrase means in an event: what coding_actor.c is made of.
 *
 * Input: a reading behind actor_read. Output: country codes and sectors, all of them owned by the library or the
 * reading's arena. Invariant: only the phrase itself, the actor that a mention over its head refers to, and data
 * decide. */
#ifndef READ_CODING_PARTY_H
#define READ_CODING_PARTY_H
#include "read/coding.h"

/* Tokens [first, last) as a noun phrase: [first, front) is its noun with what stands before it and names joined to it,
 * [front, last) what describes it behind ("of Hamas", "in Yemen", "who fled"). */
struct coded_phrase {
    const struct reading *reading;
    uint32_t first, front, last, head;
    uint32_t known; /* the lexicon actor that its head means, NO_KNOWN */
    const struct actor *actor; /* that of the record; NULL: none */
};

/* The longest mark over `token` that tells a state or an actor: a name, adjective, people, capital, seat, place or
 * territory. NULL: none. */
const struct mark *party_mark(const struct reading *reading, uint32_t token);

/* The office by which a person is to be taken on the report's day: the one held then, else the one whose title the
 * phrase gives, else the latest. NULL: none is known. `*former` tells that all that are known were over by that day. */
const struct known_office *party_office(const struct coded_phrase *phrase, const struct known_actor *person,
                                        bool *former);

/* coding_country.c: the code of the state, or of what belongs to none; empty: not known. */
struct str party_country(const struct coded_phrase *phrase);

/* The code of the one state that the sentence names anywhere; empty where it names none or several. */
struct str party_sentence_country(const struct coded_phrase *phrase);

/* The code of a lexicon actor, or of the one that it acts for; empty: none. */
struct str party_code(const struct reading *reading, uint32_t known);

/* coding_sector.c: the sectors, main one first; and, in `*country`, the code that those words stand for who belong to
 * no state ("peacekeepers": IGO), else empty. */
struct str_list party_sectors(const struct coded_phrase *phrase, struct str *country);

/* coding_user.c: put what users' dictionaries say of the phrase in place of what was found. False: they say that it is
 * no actor, and `out` has no country and no sectors. */
bool party_user(const struct coded_phrase *phrase, struct coded_actor *out);
#endif
