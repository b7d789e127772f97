/* internal.h - what the files share that make the story: meetings while they are joined, texts and keys. */
#ifndef MERGE_INTERNAL_H
#define MERGE_INTERNAL_H
#include "base/map.h"
#include "merge/cluster.h"
#include "merge/dating.h"
#include "merge/story.h"
#include "merge/wording.h"

/* How like two terms are at least, in 1/1000, that are one. */
enum { STORY_SAME_TERM = 600 };

struct str story_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "2024-08-19"; empty for STORY_NO_DAY. */
struct str story_day(struct arena *arena, long day);

/* `key`, or with "-2", "-3", ... behind it where that is taken. */
struct str story_key(struct arena *arena, struct map *taken, struct str key);

/* The keys of the actors in alphabetical order, with "-" between them. */
struct str story_actor_keys(struct arena *arena, const struct story *story, const struct actor_list *actors);

/* The wording of a text of the report: a word counts less the more reports of the same event use it for what is
 * proposed or wanted. */
struct wording story_wording(struct arena *arena, const struct story *story, uint32_t report, struct str text);

/* Two places by their words: 1 one may be the other, -1 others, 0 not known. */
int story_same_place(const struct str_list *a, const struct str_list *b);

/* What the last report says; once the last day is over and some report has it held, that. */
enum event_status story_status(const struct story *story, const struct story_history *history, long to);

/* Told as past long before any of its reports. */
bool story_is_background(const struct story *story, const struct story_history *history);
/* Add what a source says to the conflict. */
void story_claim(struct arena *arena, struct story_conflict *conflict, const struct story_source *source,
                 struct str says);

/* The days between two spans of them; 0 or less where they share one. */
static inline long story_days_between(long a_from, long a_to, long b_from, long b_to)
{
    return (a_from > b_from ? a_from : b_from) - (a_to < b_to ? a_to : b_to);
}

/* Order of reports, then of places in their texts. */
int story_compare_sources(const struct story_source *a, const struct story_source *b);

/* profile.c: the mentions, aliases and offices of every identity. */
void story_profile_actors(struct arena *arena, struct story *story);

static inline uint32_t story_side(const struct story *story, uint32_t who)
{
    return story->actors.items[who].side;
}
static inline bool story_is_delegate(const struct story *story, uint32_t who)
{
    return story_side(story, who) != who;
}
/* The day of the report: given, or inferred surely enough. */
static inline long story_published(const struct story *story, uint32_t report)
{
    return story->dating->reports[report].day;
}

/* The same, for how far apart reports are: those without a day lie near each other and far from all others. */
static inline long story_near_day(const struct story *story, uint32_t report)
{
    long day = story_published(story, report);
    return day == STORY_NO_DAY ? -9999999 : day;
}

/* One telling of a contact, by identities. */
struct telling {
    struct story_source source;
    long published, from, to;
    struct str place, when;
    struct str_list place_words;
    bool place_is_actor; /* "Israel": a place that holds many others */
    enum event_status status;
    enum meeting_kind kind;
    bool journey, precise; /* precise: on known days, three at most */
    bool inferred;         /* the day of the report is */
    struct actor_list participants, mediators, all, sides, participant_sides, delegates; /* sets */
};

/* Tellings that are of one contact. */
struct contact_item {
    struct actor_list tellings; /* in order */
    struct actor_list joint;    /* tellings of a wider contact that tell of this one too */
    struct actor_list actors;   /* all of them */
    struct actor_list only;     /* where not empty: the actors not in items of their own */
    long first, last;           /* days that are known; STORY_NO_DAY */
    bool dropped;
};
LIST_TYPE(contact_items, struct contact_item);

struct contacts {
    struct arena *arena;
    struct story *story;
    LIST(struct telling) tellings;
    struct contact_items items;
};

/* telling.c: the tellings of all facts, in order. */
void contacts_collect(struct contacts *contacts);

/* How like those who meet are, in 1/1000; 0 where they cannot be the same. Strict: by the same people. */
uint32_t telling_who(const struct story *story, const struct telling *a, const struct telling *b, bool strict);

/* 1 the same, -1 another, 0 not known. */
int telling_place(const struct telling *a, const struct telling *b);
bool telling_kinds_fit(const struct telling *a, const struct telling *b);

/* contact.c: join the tellings to items. */
void contacts_join(struct contacts *contacts);

/* meeting.c: make meetings of the items. */
void contacts_write(struct contacts *contacts);
#endif
