/* sets.h - the word classes and value sets that the code of read/ asks for by name. All others are asked for by
 * rules only. A language folder without one of them cannot be loaded. */
#ifndef READ_SETS_H
#define READ_SETS_H

#define READ_SETS(SET) \
    SET(ACTOR_NAME, "actor.name") \
    SET(ACTOR_ADJECTIVE, "actor.adjective") \
    SET(ACTOR_PEOPLE, "actor.people") \
    SET(ACTOR_CAPITAL, "actor.capital") \
    SET(ACTOR_SEAT, "actor.seat") \
    SET(ACTOR_SURNAME, "actor.surname") \
    SET(NUMBER, "number")

#define SET_ENUMERATOR(id, name) SET_##id,
enum read_set { READ_SETS(SET_ENUMERATOR) SET_COUNT };
#undef SET_ENUMERATOR

extern const char *const set_names[SET_COUNT];
#endif
