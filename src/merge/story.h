/* story.h - what many reports together say: one meeting once, with all who tell it, and the same for proposals,
 * positions and what the reports contradict each other in.
 *
 * Input: the facts of the current reports (struct story_facts), in the order of `published`, name of the report and
 * place in the record. Output: struct story. Invariant: a pure function of the facts and of how rare words are; which
 * items are one depends on these alone, never on the order in which reports were read. docs/record.md states the rules. */
#ifndef MERGE_STORY_H
#define MERGE_STORY_H
#include <limits.h>

#include "model/rarity.h"
#include "read/record.h"

#define STORY_NO_DAY LONG_MIN

struct story_report {
    struct str id;
    long day; /* of publication, since 1970-01-01 */
    uint32_t event; /* reports that tell of one event have the same number */
    uint32_t version;
};

/* An actor as one report names it. */
struct story_mention {
    struct str name, party;
    enum actor_kind kind;
};

/* A form that a report uses for an actor. */
struct story_alias {
    uint32_t mention;
    struct str text;
};

/* Where a fact was told. */
struct story_source {
    uint32_t report;
    uint32_t start, end;
    struct str quote;
};

/* A contact or journey as one report tells it; actors are mentions in the facts, identities in struct story. */
struct story_contact {
    struct story_source source;
    struct actor_list participants, mediators;
    struct str place;
    long from, to;
    enum event_status status;
    enum meeting_kind kind;
    bool journey;
};
LIST_TYPE(story_contacts, struct story_contact);

struct story_answer {
    struct story_source source;
    uint32_t party;
    enum response_kind response;
};
LIST_TYPE(story_answers, struct story_answer);
LIST_TYPE(story_sources, struct story_source);
struct story_offer {
    struct story_source source;
    struct str name;
    struct actor_list by;
    struct str_list terms;
    struct story_sources term_sources; /* of each term */
    struct story_answers answers;
    struct str_list days; /* that stand in its words: "2024-05-31", "2024-07" */
};
LIST_TYPE(story_offers, struct story_offer);

struct story_stand {
    struct story_source source;
    uint32_t holder;
    enum stance stance;
};
LIST_TYPE(story_stands, struct story_stand);

/* Who is reported to have said what; source.quote holds all of it. */
struct story_saying {
    struct story_source source;
    struct str who, content;
    bool denial;
};
LIST_TYPE(story_sayings, struct story_saying);

/* A denial and what it denies are in reports of one event at most so many days apart. */
enum { STORY_DENIAL_DAYS = 7 };

struct story_facts {
    LIST(struct story_report) reports;
    LIST(struct story_mention) mentions;
    LIST(struct story_alias) aliases;
    struct story_contacts contacts;
    struct story_offers offers;
    struct story_stands stands;
    struct story_sayings sayings;
    LIST(struct actor_list) copies; /* reports that are one text in versions */
};

/* One actor across reports. */
struct identity {
    struct str name, key;
    enum actor_kind kind;
    struct str party; /* empty: unknown */
    uint32_t side;    /* the identity of the party; itself where it is one or has none */
    struct str_list aliases;
    struct str folded; /* of the name */
    bool named;        /* some report names it; else it is only the party of one */
};
LIST_TYPE(identity_list, struct identity);

struct story_told {
    struct story_source source;
    enum event_status status;
};
LIST_TYPE(story_history, struct story_told);
struct story_meeting {
    struct str key, reason;
    struct actor_list participants, mediators; /* identities */
    struct str place;
    long from, to;
    enum event_status status;
    struct actor_list reports;
    struct story_history history;
};
struct story_proposal {
    struct str key, reason;
    struct str name, date;
    struct actor_list by;
    struct str_list terms;
    struct story_answers answers;
    struct actor_list reports;
    struct actor_list offers; /* its tellings, in the facts */
};
struct story_position {
    struct str key, reason;
    struct str issue, quote;
    uint32_t party;
    enum stance stance;
    struct actor_list reports;
    struct actor_list stands; /* its tellings, in the facts */
};
struct story_conflict {
    struct str key, reason, about;
    struct story_sources claims;
};
LIST_TYPE(story_meetings, struct story_meeting);
LIST_TYPE(story_proposals, struct story_proposal);
LIST_TYPE(story_positions, struct story_position);
LIST_TYPE(story_conflicts, struct story_conflict);

struct story {
    const struct story_facts *facts;
    const struct rarity *rarity;
    const uint32_t *who; /* the identity of every mention */
    struct identity_list actors;
    struct story_meetings meetings;
    struct story_proposals proposals;
    struct story_positions positions;
    struct story_conflicts conflicts;
    struct story_usage {
        uint64_t word;    /* event and key of the word */
        uint32_t reports; /* of that event that use it */
    } *usage;             /* by word */
    size_t usage_count;
    uint32_t *event_reports; /* of every event: its reports that propose or want something */
};

/* Put the facts together. */
void story_make(struct arena *arena, const struct story_facts *facts, const struct rarity *rarity,
                struct story *story);

/* The parts of story_make, in this order; each fills its list. */
void story_count_words(struct arena *arena, struct story *story);
void story_find_actors(struct arena *arena, struct story *story);
void story_join_meetings(struct arena *arena, struct story *story);
void story_join_proposals(struct arena *arena, struct story *story);
void story_join_positions(struct arena *arena, struct story *story);
void story_find_denials(struct arena *arena, struct story *story);
#endif
