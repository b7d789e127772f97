/* dating.h - when those reports were written that come without a day, and which of them came first.
 *
 * Input: the facts of a story, with the clues of reports without a day, what they are like, and identities of actors.
 * Output: for each such report the days it may be of, how sure that is and why; and of reports that number the same
 * thing (visits of one person, rounds of the same sides) which came before which. Figures that grow are no reason.
 * Invariant: a pure function of the facts; every reason has its words in a report. docs/record.md states the rules and
 * how often each kind of clue was found right. */
#ifndef MERGE_DATING_H
#define MERGE_DATING_H
#include "merge/story.h"

enum dating_confidence { DATING_OPEN, DATING_POSSIBLE, DATING_LIKELY, DATING_CERTAIN, DATING_CONFIDENCE_COUNT };

/* What a reason stands on, the surest first; each narrows what is left by those before it. */
enum dating_kind {
    DATING_STAMP,      /* a dateline or line of publication with its year */
    DATING_DATE,       /* days told as past: not before the last of them */
    DATING_NUMBER,     /* journeys or rounds that dated reports number */
    DATING_NEIGHBOUR,  /* dated reports that tell of the same */
    DATING_COPY,       /* a dated version of the same text */
    DATING_POST,       /* the date of a quoted post */
    DATING_CALENDAR,   /* "Monday 19 August": the year it fits */
    DATING_WEEKDAY,    /* "on Friday", by its tense */
    DATING_KIND_COUNT
};

struct dating_reason {
    enum dating_kind kind;
    enum dating_confidence confidence;
    struct str text;
    long from, to; /* STORY_NO_DAY: open on that side */
    long best;     /* the likeliest day; STORY_NO_DAY: none */
    bool used;     /* false: it does not fit what is surer */
    LIST(struct story_source) evidence;
};

/* What is known of the day of a report. */
struct dated {
    enum dating_confidence confidence; /* the lesser of the two that follow; DATING_CERTAIN where it was given */
    enum dating_confidence of_from, of_to; /* of the reason that bounds it on that side; DATING_OPEN: none */
    long from, to;                     /* STORY_NO_DAY: open on that side */
    long day; /* to be taken for the day of publication: as given, or inferred surely enough; STORY_NO_DAY */
    bool given;
    LIST(struct dating_reason) reasons;
};

/* One report before another: they number the same thing. */
struct dating_link {
    uint32_t before, after;
    enum dating_confidence confidence;
    struct str text;
    struct story_source evidence[2];
};
LIST_TYPE(dating_links, struct dating_link);

struct dating {
    struct dated *reports; /* of every report of the facts */
    uint32_t count;
    struct dating_links links; /* of those that come without a day, with each other and with the next that have one */
};

/* Set story->dating; after story_find_actors. */
void story_date_reports(struct arena *arena, struct story *story);

/* The day that a day of the week, or one without its year, in the words of a fact means, where the report's own day is
 * inferred: the last one for what is told as past, the next for what is to come. STORY_NO_DAY where there is none, or
 * several. */
long dating_day_meant(const struct story *story, const struct story_source *source);

extern const char *const dating_confidence_names[DATING_CONFIDENCE_COUNT]; /* "certain", ...; of DATING_OPEN NULL */
extern const char *const dating_kind_names[DATING_KIND_COUNT];

/* The parts of story_date_reports. */

/* Add the reason to those of the report. */
void dating_claim(struct arena *arena, struct dated *dated, const struct dating_reason *reason);

/* dating_series.c: claims by what is numbered, from reports whose day is given; the links. */
void dating_number(struct arena *arena, const struct story *story, struct dating *dating);

/* dating_series.c: what the links tell of days, once all else is done. */
void dating_follow(struct arena *arena, const struct story *story, struct dating *dating);

/* Narrow the days of `dated` by the reason, in its place; notes there whether it fits. */
void dating_narrow(struct dated *dated, struct dating_reason *reason);
#endif
