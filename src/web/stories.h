/* stories.h - the merged record, put together once for many requests.
 *
 * What reports say together is put together whenever it is asked for (merge/story.h), which takes from milliseconds to
 * many seconds. Here stories are kept, by scope, until the database changes. Invariant: a story that is held does not
 * change; threads share it. Where the record has changed and the story of it takes long, the last one is given (its
 * generation tells) while the next is made. */
#ifndef WEB_STORIES_H
#define WEB_STORIES_H
#include "store/story.h"
#include "view/brief.h"
#include "view/event.h"

struct stories;

/* Which story: reports on one negotiation, or all (empty); as of a run or a day of publication (store/story.h). */
struct scope {
    struct str process;
    int64_t as_of;
    struct str published_before; /* empty: not asked */
};

struct scope_story {
    struct scope scope;
    struct str name; /* of the negotiation; empty: all */
    struct arena arena;
    struct story_facts facts;
    struct story story;
    struct event_list events; /* all of the timeline (view/story_event.h), in order */
    struct brief_processes processes; /* all that there are, the one with the most voices lately first */
    uint64_t generation;      /* of the database it was made of */
    double seconds;           /* that it took */
};

/* NULL and `error` where the database cannot be opened. */
struct stories *stories_open(const char *database, readout_error *error);
void stories_close(struct stories *stories);

/* The story of the scope; NULL and `error`. Give it back with stories_release. A negotiation that is not there is an
 * error of READOUT_BAD_USAGE. One that is not made within STORIES_WAIT seconds is made nevertheless, and *wait is set:
 * ask again later. So it is where others are made meanwhile: one of all reports and a few of negotiations at once,
 * since each takes memory of its own. */
enum { STORIES_WAIT = 3, STORIES_REPORTS = 200000 /* most reports of which all together are put together */ };
const struct scope_story *stories_hold(struct stories *stories, const struct scope *scope, bool *wait,
                                       readout_error *error);
void stories_release(struct stories *stories, const struct scope_story *held);

/* Begin to make the story of the scope, for whoever asks for it next. */
void stories_prepare(struct stories *stories, const struct scope *scope);

/* A number that is another whenever the database has changed: it is looked at some times a second, and at once the next
 * time when one has changed it oneself and said so. */
uint64_t stories_generation(struct stories *stories);
void stories_look_again(struct stories *stories);

/* The last run of the record; 0: none. */
int64_t stories_last_run(struct stories *stories);

/* Handles of the database, to read (or, `write`, to change it); each for one thread at a time. */
struct store *stories_store(struct stories *stories, bool write, readout_error *error);
void stories_store_back(struct stories *stories, struct store *store, bool write);

/* Words that need be known to make stories. */
const struct story_words *stories_words(const struct stories *stories);
#endif
