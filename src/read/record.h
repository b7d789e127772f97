/* record.h - the record of one report: every fact that reading finds, each with its evidence.
 *
 * bench/GUIDELINES.md of the project's shared folder defines the facts; docs/record.schema.json the JSON that
 * view/record_json.c prints from this. Everything lives in the report's arena. Actors are referred to by index
 * into `actors`. Unknown is empty ("" or count 0 or NO_ACTOR), never guessed. */
#ifndef READ_RECORD_H
#define READ_RECORD_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/str.h"

enum { NO_ACTOR = UINT32_MAX };

/* Where a fact was read: bytes [start, end) of the stored text, the rule that read it, who is cited for it. */
struct evidence {
    uint32_t start, end;
    const char *rule; /* rule id, owned by the library */
    struct str cited; /* "a US official", "Al-Qahera News"; empty: the report says it itself */
};

enum actor_kind { ACTOR_PERSON, ACTOR_STATE, ACTOR_GROUP, ACTOR_ORGANISATION, ACTOR_OUTLET, ACTOR_KIND_COUNT };
struct actor {
    struct str key; /* unique in the record, lower case, "kerry" */
    struct str name;
    enum actor_kind kind;
    struct str party;    /* name of the side it acts for; empty: unknown */
    struct str role;     /* "US Secretary of State"; empty: none */
    LIST(struct str) aliases; /* distinct forms used in the text, slices of it */
    struct evidence evidence; /* its first mention */
};

LIST_TYPE(actor_list, uint32_t);
LIST_TYPE(str_list, struct str);

/* A time as far as the report settles it. */
struct interval {
    struct str text; /* the words, "on Friday"; empty: none given */
    char from[11], to[11]; /* "YYYY-MM-DD", "" where unresolved; `to` is "" for what has begun and not ended */
};

enum event_status {
    STATUS_UNKNOWN,
    STATUS_PLANNED,
    STATUS_POSSIBLE,
    STATUS_ONGOING,
    STATUS_HELD,
    STATUS_CANCELLED,
    STATUS_COUNT
};
enum meeting_kind {
    MEETING_MEETING,
    MEETING_TALKS,
    MEETING_CALL,
    MEETING_SUMMIT,
    MEETING_VISIT,
    MEETING_BRIEFING,
    MEETING_KIND_COUNT
};
struct meeting {
    struct actor_list participants, mediators;
    struct str place; /* as in the text; empty: not said */
    struct interval when;
    enum event_status status;
    enum meeting_kind kind;
    struct evidence evidence;
};

struct trip {
    uint32_t traveller;
    struct str_list destinations;
    uint32_t ordinal; /* 9 for "his ninth trip"; 0: not said */
    struct interval when;
    enum event_status status;
    struct evidence evidence;
};

/* Direct speech; evidence covers exactly the text between the quotation marks. */
struct statement {
    uint32_t speaker;     /* NO_ACTOR where not named */
    struct str source;    /* the description as written where the speaker is not named: "a US official" */
    struct str addressee; /* "reporters"; empty: not said */
    struct evidence evidence;
};

enum term_issue {
    ISSUE_TRUCE, ISSUE_HOSTAGES, ISSUE_PRISONERS, ISSUE_WITHDRAWAL, ISSUE_AID, ISSUE_TERRITORY, ISSUE_GOVERNANCE,
    ISSUE_SANCTIONS, ISSUE_NUCLEAR, ISSUE_SECURITY, ISSUE_TRADE, ISSUE_PROCEDURE, ISSUE_OTHER, ISSUE_COUNT
};
struct term {
    enum term_issue issue;
    struct evidence evidence;
};
enum response_kind {
    RESPONSE_ACCEPTED,
    RESPONSE_REJECTED,
    RESPONSE_PENDING,
    RESPONSE_CONDITIONAL,
    RESPONSE_NOT_ENDORSED,
    RESPONSE_COUNT
};
struct response {
    uint32_t party;
    enum response_kind response;
    struct evidence evidence;
};
struct proposal {
    struct str name;
    struct actor_list by;
    LIST(struct term) terms;
    LIST(struct response) responses;
    struct evidence evidence;
};

/* What an actor wants or refuses; evidence covers exactly the words naming it. */
enum stance { STANCE_DEMANDS, STANCE_OFFERS, STANCE_ACCEPTS, STANCE_REJECTS, STANCE_CONDITIONS, STANCE_COUNT };
struct position {
    uint32_t holder;
    enum stance stance;
    struct evidence evidence;
};

enum talk_state {
    TALK_PLANNED, TALK_STARTED, TALK_RESUMED, TALK_ONGOING, TALK_PROGRESS, TALK_STALLED, TALK_PAUSED,
    TALK_ENDED_WITHOUT_AGREEMENT, TALK_AGREEMENT, TALK_COLLAPSED, TALK_STATE_COUNT
};
struct talk {
    struct str name; /* "Gaza ceasefire talks" */
    enum talk_state state;
    struct evidence evidence;
};

struct figure {
    double value;         /* 20000000000 for "$20 billion" */
    struct str unit;      /* lower-case noun: "hostages", "usd", "percent" */
    struct str qualifier; /* "about", "up to", "more than", ...; empty: none */
    struct evidence evidence;
};

/* TIMEX3 (TimeML 1.2.1). */
enum date_type { DATE_DATE, DATE_TIME, DATE_DURATION, DATE_SET, DATE_TYPE_COUNT };
struct date {
    enum date_type type;
    struct str value; /* "2024-08-18", "2024-W34", "P6W"; empty where it cannot be resolved */
    char from[11], to[11]; /* the days it covers, "" where unresolved, longer than a month, or no date */
    struct evidence evidence;
};

/* Who is reported to have said what: byte spans. */
struct span {
    uint32_t start, end;
};
struct attribution {
    struct span source, cue, content; /* start == end: absent */
    struct span named;                /* the source less what describes it; while a report is read */
    bool direct;                      /* content stands in quotation marks */
    uint32_t speaker;                 /* whom the source means, as mentions number actors; NO_ACTOR: not named */
    struct span speaker_words;        /* the words that tell who the source is, perhaps of an earlier sentence */
    const char *rule;
};

/* What a report tells of its own day (dateline, stamp, post: a date that stands for it; date, weekday: one in its
 * words) and what it numbers (ordinal). */
enum clue_kind { CLUE_DATELINE, CLUE_STAMP, CLUE_POST, CLUE_DATE, CLUE_WEEKDAY, CLUE_ORDINAL, CLUE_KIND_COUNT };
enum clue_tense { CLUE_UNTENSED, CLUE_BACK, CLUE_AHEAD, CLUE_TENSE_COUNT };
struct clue {
    enum clue_kind kind;
    struct str value;         /* TIMEX3; empty of an ordinal */
    uint32_t weekday;         /* 1 Monday to 7 Sunday, where the date has one; 0: none */
    enum clue_tense tense;    /* how it is told */
    uint32_t ordinal;         /* 9 for "his ninth trip" */
    struct str counted;       /* what is: "journey", "round" */
    struct actor_list actors; /* who travels, or who meets */
    struct str place;         /* where; empty: not said */
    struct evidence evidence;
};

/* What reports are compared by (src/merge). Numbers in their bytes are little-endian. */
enum {
    GIST_TERMS = 100, GIST_TERM_SIZE = 6, /* at most; bytes: the key of a word, 4, and its weight, 2; heaviest first */
    GIST_UNIT = 1 << 15,                  /* a weight of 1; the squares of the weights sum to 1 */
    SKETCH_KEYS = 128, SKETCH_KEY_SIZE = 4 /* at most; bytes; ascending */
};

/* Two opposing sides between whom the negotiation may be that the report is about; sides go by name, states first,
 * then bodies, then groups. Evidence is where it first names both and speaks of negotiating. */
enum { SUBJECT_UNIT = 1000 }; /* the weight of the first of each list */
struct subject {
    struct str side, other;
    uint32_t weight;
    struct evidence evidence;
};

/* What it may be about: "ceasefire", of the field "war": one negotiation may be about all of a field. */
struct matter {
    struct str name, field;
    uint32_t weight;
};

/* A political event as event data code it (docs/events.md): who did what to whom. The events are those of PLOVER 2.0,
 * and STATEMENT, which only CAMEO codes (01: condolences, denials, claims of responsibility). */
enum plover_event {
    PLOVER_STATEMENT, PLOVER_AGREE, PLOVER_CONSULT, PLOVER_SUPPORT, PLOVER_CONCEDE, PLOVER_COOPERATE, PLOVER_AID, PLOVER_RETREAT,
    PLOVER_REQUEST, PLOVER_ACCUSE, PLOVER_REJECT, PLOVER_THREATEN, PLOVER_PROTEST, PLOVER_SANCTION, PLOVER_MOBILIZE,
    PLOVER_COERCE, PLOVER_ASSAULT, PLOVER_COUNT
};
enum coding_status {
    CODING_PAST, CODING_ONGOING, CODING_PLANNED, CODING_HYPOTHETICAL, CODING_DENIED, CODING_STATUS_COUNT
};

/* Source or target of an event: the words, and whom they mean. */
struct coded_actor {
    struct span words;
    uint32_t actor;          /* of the record; NO_ACTOR: none that the record knows */
    struct str country;      /* ISO 3166 alpha-3, or "IGO", "NGO", "MNC" of what belongs to no state; empty: not known */
    struct str_list sectors; /* PLOVER: "GOV", "MIL"; the first is the main one; none: not known */
};
LIST_TYPE(coded_actor_list, struct coded_actor);

/* A word by which an event was told, and its share in that, in thousandths. */
struct coding_word {
    struct span words;
    int32_t weight;
};

struct coding {
    struct coded_actor_list source, target; /* all act alike; no target: none is named */
    bool reciprocal;                        /* each of the sources did it with the others, or source and target */
    enum plover_event event;
    struct str mode;          /* PLOVER, of the event: "visit"; empty: none fits */
    struct str_list contexts; /* PLOVER: "military" */
    struct str cameo;         /* CAMEO code, "0841"; empty: it cannot be told */
    double goldstein;         /* of the CAMEO code; NAN: none */
    const char *class_rule;   /* id of the rule that told the CAMEO code, else the mode; NULL: none did */
    uint32_t penta;           /* 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict; 0: none of these */
    enum coding_status status;
    struct str place; /* as in the text; empty: not said */
    struct interval when;
    uint32_t confidence;            /* thousandths */
    LIST(struct coding_word) words; /* heaviest first */
    struct evidence evidence;       /* the clause that tells it */
};

/* Why nothing was read from a report. */
enum unread { UNREAD_NOT, UNREAD_LANGUAGE, UNREAD_COUNT }; /* UNREAD_NOT: it was read */

struct record {
    struct str id, outlet, published, title, url; /* empty: not known */
    struct str text;                              /* the stored text the offsets refer to */
    char hash[65];                                /* SHA-256 of the stored text, lower-case hexadecimal */
    const char *engine;                           /* the version of the program that read it */
    struct str updated, author, agency, dateline; /* empty: not known */
    struct str language;                          /* ISO 639-1; empty: not known */
    enum unread unread;
    LIST(struct actor) actors;
    LIST(struct meeting) meetings;
    LIST(struct trip) trips;
    LIST(struct statement) statements;
    LIST(struct proposal) proposals;
    LIST(struct position) positions;
    LIST(struct talk) talks;
    LIST(struct figure) figures;
    LIST(struct date) dates;
    LIST(struct attribution) attributions;
    LIST(struct clue) clues; /* in the order of the text */
    LIST(struct subject) subjects; /* heaviest first; none: the report is about no negotiation */
    LIST(struct matter) matters;   /* likewise */
    LIST(struct coding) codings;   /* "events" in JSON; in the order of the text */
    struct str_list mediators;     /* of the negotiation, by name */
    struct str gist;   /* bytes: the words that tell what the report is about; empty: none do */
    struct str sketch; /* bytes: the smallest keys of its sequences of eight words */
};

/* SHA-256 (FIPS 180-4) of a text, in lower-case hexadecimal. */
void record_hash(struct str text, char out[65]);

/* The words used for them in JSON, SQL and on the command line: event_status_names[STATUS_HELD] is "held".
 * STATUS_UNKNOWN is NULL. */
int record_name(const char *const names[], int count, struct str name); /* its place in the table; -1: none */
extern const char *const actor_kind_names[ACTOR_KIND_COUNT];
extern const char *const event_status_names[STATUS_COUNT];
extern const char *const meeting_kind_names[MEETING_KIND_COUNT];
extern const char *const term_issue_names[ISSUE_COUNT];
extern const char *const response_names[RESPONSE_COUNT];
extern const char *const stance_names[STANCE_COUNT];
extern const char *const talk_state_names[TALK_STATE_COUNT];
extern const char *const date_type_names[DATE_TYPE_COUNT];
extern const char *const clue_kind_names[CLUE_KIND_COUNT];
extern const char *const clue_tense_names[CLUE_TENSE_COUNT]; /* "past", "future"; CLUE_UNTENSED is NULL */
extern const char *const plover_event_names[PLOVER_COUNT]; /* "CONCEDE" */
extern const char *const plover_root_names[PLOVER_COUNT];  /* CAMEO's and ZSP's: "YIELD" for CONCEDE and RETREAT */
extern const char *const plover_quad_names[PLOVER_COUNT];  /* "verbal cooperation" */
extern const char *const coding_status_names[CODING_STATUS_COUNT];
extern const char *const unread_names[UNREAD_COUNT];         /* "language"; UNREAD_NOT is NULL */
#endif
