/* story.h - what many reports together say: one meeting once, with all who tell it, and the same for proposals,
 * positions and what the reports contradict each other in.
 *
 * Input: the facts of the current reports (struct story_facts), in the order of `published`, name of the report and
 * place in the record. Output: struct story. Invariant: a pure function of the facts and of how rare words are; which
 * items are one depends on these alone, never on the order in which reports were read. docs/record.md states the
 * rules. */
#ifndef MERGE_STORY_H
#define MERGE_STORY_H
#include <limits.h>

#include "model/rarity.h"
#include "read/record.h"

#define STORY_NO_DAY LONG_MIN

enum { STORY_NO_PROCESS = UINT32_MAX };
struct story_report {
    struct str id, outlet; /* outlet: empty where not known */
    long day; /* of publication, since 1970-01-01 */
    uint32_t event; /* reports that tell of one event have the same number */
    uint32_t version;
    uint32_t voice;   /* the first report of its voice: versions of one text have the same */
    uint32_t process; /* reports on one negotiation have the same number; STORY_NO_PROCESS: not known */
};

/* Whom to thank for a fact, and who stands by it. */
enum standing {
    STANDING_MACHINE,
    STANDING_CONFIRMED,
    STANDING_REJECTED,
    STANDING_HAND_MADE,
    STANDING_KEPT, /* confirmed, and no longer read by the program */
    STANDING_OUT,  /* rejected by itself, not with the item it is of */
    STANDING_COUNT
};
extern const char *const standing_names[STANDING_COUNT]; /* "machine", "confirmed", "rejected", "hand-made"; of the last
                                                            two: "confirmed", "rejected" */

/* Where a fact was told. */
struct story_source {
    uint32_t report;
    uint32_t start, end;
    struct str quote;
    enum standing standing;
};
LIST_TYPE(story_sources, struct story_source);

/* An actor as one report names it. */
struct story_mention {
    struct str name, party;
    enum actor_kind kind;
    struct str key, role;       /* in the record of the report; role empty: none */
    bool known;                 /* a person whom the list of people has: the key is of that */
    struct story_source source; /* where it names the actor first */
    uint32_t alias_first, alias_count; /* its forms in story_facts.aliases */
    uint32_t statements;               /* quotations of it, where the scope asks for them */
};

/* A form that a report uses for an actor. */
struct story_alias {
    uint32_t mention;
    struct str text;
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
    struct str when; /* the words that tell the days */
};
LIST_TYPE(story_contacts, struct story_contact);

/* A journey with all its stops. */
struct story_journey {
    struct story_source source;
    uint32_t traveller;
    struct str_list places;
    uint32_t ordinal; /* 0: not said */
    long from, to;
    enum event_status status;
    struct str when;
};
LIST_TYPE(story_journeys, struct story_journey);

/* What a report says of the state of the talks. */
struct story_talk {
    struct story_source source;
    struct str name;
    enum talk_state state;
    long from, to; /* the days that its words give; STORY_NO_DAY */
};
LIST_TYPE(story_talks, struct story_talk);

struct story_answer {
    struct story_source source;
    uint32_t party;
    enum response_kind response;
};
LIST_TYPE(story_answers, struct story_answer);
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
    bool attends; /* its words are of taking part: "send a delegation" */
};
LIST_TYPE(story_stands, struct story_stand);

/* Is somebody told to take part, or not to? */
enum attendance { ATTENDANCE_UNTOLD, ATTENDANCE_THERE, ATTENDANCE_ABSENT };

/* Who is reported to have said what; source.quote holds all of it. */
struct story_saying {
    struct story_source source;
    struct str who, content;
    bool denial;
    enum attendance attendance;
    struct str attending; /* the content up to the word for it: whoever is named there takes part */
};
LIST_TYPE(story_sayings, struct story_saying);

/* What a report without a day tells of it; of every report what it numbers (struct clue of read/record.h). */
struct story_clue {
    struct story_source source;
    enum clue_kind kind;
    struct str value;
    int weekday; /* 0: none */
    enum clue_tense tense;
    uint32_t ordinal;
    struct str counted, place;
    struct actor_list actors; /* mentions */
};
LIST_TYPE(story_clues, struct story_clue);

/* A report without a day, and one it is like (merge/pair.h). */
struct story_like {
    uint32_t report, other;
    uint32_t similarity; /* in 1/GIST_UNIT */
    bool copy;
};
LIST_TYPE(story_likes, struct story_like);

/* A quantity, with the words around it. */
struct story_figure {
    struct story_source source;
    double value;
    struct str unit, qualifier, context;
};
LIST_TYPE(story_figures, struct story_figure);

/* A direct quotation, as one report has it; source.quote is what stands between the quotation marks. */
struct story_statement {
    struct story_source source;
    uint32_t speaker; /* mention; NO_ACTOR: not named */
    struct str described, addressee; /* described: the source where it is not named, "a US official" */
};
LIST_TYPE(story_statements, struct story_statement);

/* Whom one end of a political event means, as one report tells it. */
struct story_end {
    uint32_t mention; /* NO_ACTOR: none that the record of the report has */
    struct str words, country;
    struct str sector; /* the main one */
};
LIST_TYPE(story_ends, struct story_end);

/* A political event as one report tells it (struct coding of read/record.h). */
struct story_coding {
    struct story_source source;
    struct story_ends ends[2]; /* who did it, to whom */
    bool reciprocal;
    enum plover_event event;
    enum coding_status status;
    struct str mode, cameo, place, when, rule, cited;
    struct str_list contexts;
    double goldstein; /* NAN: none */
    uint32_t penta;   /* 0: none */
    uint32_t confidence;
    long from, to; /* STORY_NO_DAY */
};
LIST_TYPE(story_codings, struct story_coding);

/* A denial and what it denies are in reports of one event at most so many days apart. */
enum { STORY_DENIAL_DAYS = 7 };

/* What a person may decide (table decision). */
enum decision_kind {
    DECISION_MERGE, DECISION_SPLIT, DECISION_CONFIRM, DECISION_REJECT, DECISION_NOTE, DECISION_ADD, DECISION_WITHDRAW,
    DECISION_KIND_COUNT
};
extern const char *const decision_kind_names[DECISION_KIND_COUNT]; /* "merge", "split", ... */

/* What a person says of an item, or notes, with the places it is of, as far as they are in reports of the story. */
struct story_judgement {
    int64_t number;
    enum decision_kind kind;
    struct str subject; /* "actor", "meeting", "proposal", "position", "conflict", "event": of the story; "fact": of one
                           report */
    struct str key, other, text;
    struct story_sources places; /* quote: whose it is, where the decision tells; else empty */
};

/* Whom a decision is of: an actor as a report names it, perhaps one that is not among the reports here. */
enum { STORY_NOT_HERE = UINT32_MAX };
struct story_anchor {
    struct story_mention mention;
    uint32_t at; /* where it stands in story_facts.mentions; STORY_NOT_HERE */
};
LIST_TYPE(story_anchors, struct story_anchor);

/* A person's decision that the actors of two sides are one, or are not; a later one counts before an earlier one. */
struct story_decision {
    uint32_t number;
    bool apart;
    struct story_anchors sides[2];
};

struct name_words;

struct story_facts {
    const struct name_words *names; /* what is no part of a name; NULL: nothing is known */
    LIST(struct story_decision) decisions;
    LIST(struct story_report) reports;
    LIST(struct story_mention) mentions;
    LIST(struct story_alias) aliases;
    struct story_contacts contacts;
    struct story_journeys journeys;
    struct story_talks talks;
    struct story_offers offers;
    struct story_stands stands;
    struct story_sayings sayings;
    struct story_clues clues; /* by report and place */
    struct story_likes likes; /* by report and other */
    struct story_figures figures;
    struct story_codings codings; /* by report and place */
    struct story_statements statements; /* by report and place; where the scope asks for listings */
    struct story_figures listed_figures; /* likewise, all of them; without contexts */
    LIST(struct actor_list) copies; /* reports that are one text in versions */
    struct str_list processes;      /* keys, by number */
    LIST(struct story_judgement) judgements; /* in the order they were made */
};

/* What reports call an actor's office, or what else it is, and the days of the first and last report that does. */
struct story_office {
    struct str role;
    long from, to;              /* STORY_NO_DAY: no report that does has a day */
    struct story_source source; /* in the last of them; the first mention of the actor there */
    uint32_t reports;
};
LIST_TYPE(story_offices, struct story_office);

/* How an item of the story stands, by what a person decided of it or of what it is made of (decision.c). */
struct story_mark {
    enum standing standing;
    bool kept;              /* confirmed, and no report is read to say it any more */
    struct str_list notes;
};

/* One actor across reports. */
struct identity {
    struct str name, key;
    enum actor_kind kind;
    struct str party; /* empty: unknown */
    uint32_t side;    /* the identity of the party; itself where it is one or has none */
    struct str_list aliases;
    struct actor_list mentions; /* in order; none where it is only the party of an actor */
    struct actor_list reports;  /* that name it */
    struct story_offices offices;
    struct str folded; /* of the name */
    bool named;        /* some report names it; else it is only the party of one */
    bool known;        /* the list of people has it under this key */
    struct story_mark mark; /* an actor that a person rejected takes part in nothing */
};
LIST_TYPE(identity_list, struct identity);

/* What one telling says of a meeting or trip. */
struct story_told {
    struct story_source source;
    enum event_status status;
    bool journey; /* told as a journey to them */
    struct actor_list participants, mediators; /* identities; of a trip, the traveller */
    struct str place, when;
    long from, to;
};
LIST_TYPE(story_history, struct story_told);
struct story_meeting {
    struct str key, reason;
    struct actor_list participants, mediators; /* identities */
    struct str place;
    long from, to;
    enum event_status status;
    enum meeting_kind kind;
    struct actor_list reports;
    struct story_history history;
    struct story_mark mark;
};
struct story_trip {
    struct str key, reason;
    uint32_t traveller; /* identity */
    struct str_list places;
    uint32_t ordinal; /* 0: not said */
    long from, to;
    enum event_status status;
    struct actor_list reports;
    struct story_history history;
};

/* What a side answered to a proposal from one day to another, before it answered differently. */
struct story_reply {
    uint32_t side;
    enum response_kind response;
    long from, to; /* days of the first and last report that tells it */
    LIST(struct story_source) sources;
};
LIST_TYPE(story_replies, struct story_reply);

/* A point of a proposal, and what it was before its numbers changed. */
struct story_version {
    struct str text;
    long from, to; /* days of the first and last report that tells it so */
    LIST(struct story_source) sources;
};
struct story_term {
    LIST(struct story_version) versions; /* in order of time; the last is the term now */
};
LIST_TYPE(story_terms, struct story_term);

/* The talks came to be in this state, as reports of some days in a row tell it. */
struct story_turn {
    struct str key, reason;
    struct str name; /* that most give the talks; empty: none does */
    enum talk_state state;
    long from, to; /* days of the first and last report */
    LIST(struct story_source) sources;
    struct actor_list reports;
};
struct story_proposal {
    struct str key, reason;
    struct str name, date;
    struct actor_list by;
    struct str_list terms;
    struct story_answers answers;
    struct actor_list reports;
    struct actor_list offers;      /* its tellings, in the facts */
    struct story_replies replies;  /* the answers of each side over time */
    struct story_terms points;     /* its terms, each with its versions */
    struct story_sources sources; /* of its tellings */
    struct story_mark mark;
};
struct story_position {
    struct str key, reason;
    struct str issue, quote;
    uint32_t party;
    enum stance stance;
    struct actor_list reports;
    struct story_sources sources; /* of its tellings */
    struct story_mark mark;
};

/* What a side holds on an issue, as one report tells it. */
struct story_hold {
    struct story_source source;
    long day;     /* of the report */
    uint32_t who; /* identity: the side itself or somebody who acts for it */
    enum stance stance;
    struct str text;   /* what is wanted or refused */
    bool whole;        /* it is the proposal as a whole */
    uint32_t proposal; /* that it makes or answers, of which this is a term or the whole; NO_ACTOR: none */
};
LIST_TYPE(story_holds, struct story_hold);
struct story_row {
    uint32_t side;
    struct story_holds holds; /* in order of time; the last is where it stands */
};
LIST_TYPE(story_rows, struct story_row);

/* How far the sides are from each other on an issue. */
enum issue_state { ISSUE_UNKNOWN, ISSUE_APART, ISSUE_CLOSER, ISSUE_AGREED, ISSUE_STATE_COUNT };
extern const char *const issue_state_names[ISSUE_STATE_COUNT]; /* "", "apart", ... */

/* What is wanted or refused, by whatever side. */
struct story_issue {
    struct str key, reason;
    struct str name; /* the wording most like all others */
    struct story_rows rows;
    enum issue_state state;
    struct str state_reason;
    struct story_sources grounds; /* what the state rests on */
    struct actor_list reports;
};
LIST_TYPE(story_issues, struct story_issue);

/* A political event across reports: one a day, pair of ends, event and class of status (coded.c). An end is a side, or
 * what it is coded as where the record does not know it. */
enum coded_class { CODED_DONE, CODED_PLANNED, CODED_HYPOTHETICAL, CODED_DENIED, CODED_CLASS_COUNT };
enum coded_basis { CODED_UNDATED, CODED_TOLD, CODED_OF_REPORT, CODED_BASIS_COUNT };
extern const char *const coded_basis_names[CODED_BASIS_COUNT]; /* NULL, "told", "report" */

struct coded_end {
    struct str name;         /* of the side; else its code, "ISR MIL"; else the words; empty: nobody is named */
    struct str key;          /* likewise, to make keys of */
    uint32_t number;         /* the same number, the same end */
    uint32_t side;           /* identity; NO_ACTOR: not known */
    struct str country;      /* that most voices give; empty: none does */
    struct str sector;       /* likewise */
    struct actor_list who;   /* identities that its tellings name: the side itself or who acts for it */
};

struct story_coded {
    struct str key, reason;
    struct coded_end ends[2]; /* source, target; where reciprocal, in the order of their keys */
    bool reciprocal;          /* some telling has it so */
    enum plover_event event;
    enum coding_status status;
    long day; /* STORY_NO_DAY: undated */
    long told;                /* the day it stands at among others: `day`, else of its first report; STORY_NO_DAY */
    enum coded_basis basis;
    struct str mode, cameo, place, when; /* that most voices give; when: the words, where undated */
    struct str_list contexts;            /* of half as many voices as the first and more */
    double goldstein;                    /* of the CAMEO code; NAN */
    uint32_t penta, confidence;          /* confidence: the highest */
    struct actor_list reports;
    struct actor_list codings;  /* its tellings, in the facts */
    struct story_sources sources; /* of these */
    struct actor_list disputes; /* in coded: those that deny it, or that it denies */
    struct story_mark mark;
};
LIST_TYPE(story_coded_list, struct story_coded);

/* What reports, or those they cite, say that cannot both be right. */
enum conflict_kind {
    CONFLICT_PLACE, CONFLICT_DATE, CONFLICT_ANSWER, CONFLICT_DENIAL, CONFLICT_ATTENDANCE, CONFLICT_HELD,
    CONFLICT_FIGURE, CONFLICT_STATE, CONFLICT_KIND_COUNT
};
extern const char *const conflict_kind_names[CONFLICT_KIND_COUNT];
struct story_conflict {
    struct str key, reason, about;
    enum conflict_kind kind;
    struct story_sources claims;
    struct str_list says; /* of each claim, in short, what others contradict: "Jerusalem" */
    bool revised; /* who said the one says the other since: */
    struct story_source revision;
    struct story_mark mark;
};
LIST_TYPE(story_meetings, struct story_meeting);
LIST_TYPE(story_trips, struct story_trip);
LIST_TYPE(story_turns, struct story_turn);
LIST_TYPE(story_proposals, struct story_proposal);
LIST_TYPE(story_positions, struct story_position);
LIST_TYPE(story_conflicts, struct story_conflict);

struct dating;
struct actor_index;

struct story {
    const struct story_facts *facts;
    const struct rarity *rarity;
    const uint32_t *who; /* the identity of every mention */
    struct identity_list actors;
    const struct actor_index *actor_index; /* story_index_actors; NULL: names are looked for in all actors */
    const struct dating *dating; /* the days of reports (dating.h) */
    struct story_meetings meetings;
    struct story_trips trips;
    struct story_turns turns;
    struct story_proposals proposals;
    struct story_positions positions;
    struct story_issues issues;
    struct story_conflicts conflicts;
    struct story_coded_list coded; /* in order of time, undated ones last */
    struct {
        struct story_meetings meetings;
        struct story_proposals proposals;
        struct story_positions positions;
        struct story_conflicts conflicts;
        struct story_coded_list coded;
    } rejected; /* by a person; in no list above */
    LIST(struct actor_list) counted; /* figures of the facts that are of one thing, two or more */
    uint32_t *proposal_of; /* of every offer of the facts: its place in proposals; NO_ACTOR: in none */
    struct story_usage {
        uint64_t word;    /* event and key of the word */
        uint32_t reports; /* of that event that use it */
    } *usage;             /* by word */
    size_t usage_count;
    uint32_t *event_reports; /* of every event: its reports that propose or want something */
};

/* The actors that a person means by a name, by the best of these that any has: key; name; name in a report; form, or
 * surname of a person. */
void story_actors_named(struct arena *arena, const struct story *story, struct str name, struct actor_list *found);

/* Whether the actor goes by the name, in some report, as one of its forms or as its party's. */
bool story_actor_is(struct arena *arena, const struct story *story, uint32_t actor, struct str name);

/* For every actor whether story_actor_is tells so: `is` has one for each. */
void story_actors_are(struct arena *arena, const struct story *story, struct str name, bool *is);

/* Make an index of all names, so that the three above take the time of what they find: for stories of which much is asked.
 */
void story_index_actors(struct arena *arena, struct story *story);

/* The names and keys nearest to one that nobody has, at most `most`. */
size_t story_nearest_names(struct arena *arena, const struct story *story, struct str name, size_t most,
                           struct str nearest[]);

/* Put the facts together. */
void story_make(struct arena *arena, const struct story_facts *facts, const struct rarity *rarity,
                struct story *story);

/* The parts of story_make, in this order; each fills its list. */
void story_count_words(struct arena *arena, struct story *story);
void story_find_actors(struct arena *arena, struct story *story);
void story_join_proposals(struct arena *arena, struct story *story);
void story_join_positions(struct arena *arena, struct story *story);
void story_find_denials(struct arena *arena, struct story *story);
void story_join_trips(struct arena *arena, struct story *story);
void story_join_turns(struct arena *arena, struct story *story);
void story_follow_proposals(struct arena *arena, struct story *story);
void story_find_clashes(struct arena *arena, struct story *story);
void story_join_codings(struct arena *arena, struct story *story);
void story_find_disputes(struct arena *arena, struct story *story); /* between what no person rejected */

/* What a person decided of the items of one subject ("meeting", ...), once those are made. */
void story_decide(struct arena *arena, struct story *story, const char *subject);

/* Whether a person made or confirmed the telling: then it counts, however little it says. */
static inline bool story_is_decided(const struct story_source *source)
{
    return source->standing == STANDING_CONFIRMED || source->standing == STANDING_HAND_MADE ||
           source->standing == STANDING_KEPT;
}

/* How the item stands, in words: "confirmed; no longer read by the program". */
struct str story_mark_text(const struct story_mark *mark);

/* Before the facts are put together: take out what a person rejected telling by telling. */
void story_take_out(struct story_facts *facts);
#endif
