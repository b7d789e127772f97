/* stories.c - see stories.h.
 *
 * One mutex guards the list; a story is made outside of it, by a thread of its own, and whoever needs it waits for
 * that. Invariant: an entry is freed when it is in the list no more and nobody holds it. */
#include "web/stories.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/error.h"
#include "rules/source.h"
#include "store/run.h"
#include "view/choice.h"
#include "view/story_event.h"

enum {
    MOST_KEPT = 48,             /* stories */
    MOST_MAKING = 4,            /* stories of negotiations at once, and one of all reports: these can be large */
    MOST_HANDLES = 16,          /* of the database that wait for the next call */
    LOOK_MILLISECONDS = 50      /* the database is asked at most so often whether it has changed */
};
static const double FAST = 0.25;                /* seconds: one that was made so fast is waited for */
static const size_t MOST_BYTES = 3u << 30;      /* that the kept stories hold, beside the newest */

/* A story that is kept, or is being made. */
struct entry {
    struct scope_story held; /* first: what users have a pointer to */
    struct entry *next;
    struct stories *stories;
    readout_error error; /* why it could not be made */
    bool made, listed;
    int users;
    uint64_t used; /* when it was asked for last, in calls */
};

struct handles {
    struct store *items[MOST_HANDLES];
    size_t count;
};

struct stories {
    char *database;
    struct arena arena; /* of the words */
    struct story_words words;
    pthread_mutex_t mutex;
    pthread_cond_t changed; /* an entry is made */
    struct entry *entries;
    size_t making[2];       /* threads: of negotiations, of all reports */
    uint64_t calls;
    struct handles handles[2]; /* to look, to change */
    struct store *watch;       /* tells whether the database has changed */
    int64_t change_number, last_run;
    uint64_t generation;
    struct timespec looked;
};

static double seconds_between(const struct timespec *from, const struct timespec *to)
{
    return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

/* With the mutex: where another file stands in the place of the database, it is the record from now on. */
static void follow_file(struct stories *stories)
{
    readout_error error = {0};
    if (store_is_in_place(stories->watch))
        return;
    struct store *store = store_open(stories->database, STORE_LOOK, &error);
    if (!store)
        return; /* there is none yet, or none that can be read: the next look tries again */
    store_close(stories->watch);
    stories->watch = store;
    stories->change_number = -1;
}

/* With the mutex. */
static uint64_t look(struct stories *stories)
{
    struct timespec now;
    int64_t number;
    readout_error error = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (stories->looked.tv_sec && seconds_between(&stories->looked, &now) * 1000 < LOOK_MILLISECONDS)
        return stories->generation;
    stories->looked = now;
    follow_file(stories);
    if (store_change_number(stories->watch, &number, &error) && number != stories->change_number) {
        stories->change_number = number;
        stories->generation++;
        store_last_run(stories->watch, NULL, &stories->last_run, &error);
    }
    return stories->generation;
}

uint64_t stories_generation(struct stories *stories)
{
    pthread_mutex_lock(&stories->mutex);
    uint64_t generation = look(stories);
    pthread_mutex_unlock(&stories->mutex);
    return generation;
}

int64_t stories_last_run(struct stories *stories)
{
    pthread_mutex_lock(&stories->mutex);
    look(stories);
    int64_t run = stories->last_run;
    pthread_mutex_unlock(&stories->mutex);
    return run;
}

void stories_look_again(struct stories *stories)
{
    pthread_mutex_lock(&stories->mutex);
    stories->looked.tv_sec = 0;
    pthread_mutex_unlock(&stories->mutex);
}

struct store *stories_store(struct stories *stories, bool write, readout_error *error)
{
    struct handles *handles = &stories->handles[write];
    struct store *store = NULL;
    pthread_mutex_lock(&stories->mutex);
    if (handles->count)
        store = handles->items[--handles->count];
    pthread_mutex_unlock(&stories->mutex);
    if (store && !store_is_in_place(store)) {
        store_close(store);
        store = NULL;
    }
    return store ? store : store_open(stories->database, write ? STORE_CHANGE : STORE_LOOK, error);
}

void stories_store_back(struct stories *stories, struct store *store, bool write)
{
    struct handles *handles = &stories->handles[write];
    if (!store)
        return;
    pthread_mutex_lock(&stories->mutex);
    if (handles->count < (write ? 1 : MOST_HANDLES)) {
        handles->items[handles->count++] = store;
        store = NULL;
    }
    pthread_mutex_unlock(&stories->mutex);
    store_close(store);
}

const struct story_words *stories_words(const struct stories *stories)
{
    return &stories->words;
}

static bool same_scope(const struct scope *a, const struct scope *b)
{
    return a->as_of == b->as_of && str_equal(a->process, b->process) &&
           str_equal(a->published_before, b->published_before);
}

static void free_entry(struct entry *entry)
{
    arena_free(&entry->held.arena);
    free(entry);
}

/* With the mutex: take the entry out of the list. */
static void take_out(struct stories *stories, struct entry *entry)
{
    struct entry **at = &stories->entries;
    while (*at != entry)
        at = &(*at)->next;
    *at = entry->next;
    entry->listed = false;
}

/* With the mutex: the same, and free it where nobody holds it. */
static void unlist(struct stories *stories, struct entry *entry)
{
    take_out(stories, entry);
    if (!entry->users)
        free_entry(entry);
}

/* With the mutex: the made entry that was asked for least lately. */
static struct entry *oldest(const struct stories *stories, size_t *count, size_t *bytes)
{
    struct entry *found = NULL;
    *count = *bytes = 0;
    for (struct entry *entry = stories->entries; entry; entry = entry->next) {
        if (!entry->made)
            continue;
        ++*count;
        *bytes += entry->held.arena.held;
        if (!found || entry->used < found->used)
            found = entry;
    }
    return found;
}

static void make_room(struct stories *stories)
{
    size_t count, bytes;
    for (struct entry *entry; (entry = oldest(stories, &count, &bytes)) && count > 1 &&
                              (count > MOST_KEPT || bytes > MOST_BYTES);)
        unlist(stories, entry);
}

/* The negotiation's name; false: there is no such negotiation. */
static bool find_name(struct scope_story *held)
{
    for (size_t i = 0; i < held->processes.count; i++)
        if (str_equal(held->processes.items[i].key, held->scope.process)) {
            held->name = held->processes.items[i].name;
            return true;
        }
    return !held->scope.process.len;
}

/* All reports together are put together where they are not too many. */
static bool check_size(const struct scope_story *held, struct store *store, readout_error *error)
{
    struct coverage coverage = {0};
    if (held->scope.process.len)
        return true;
    if (!store_coverage(store, &coverage, error))
        return false;
    return coverage.reports <= STORIES_REPORTS ||
           error_set(error, READOUT_BAD_USAGE, NULL,
                     "the record has %lld reports; what more than %d say together is shown negotiation by negotiation: "
                     "choose one", (long long)coverage.reports, STORIES_REPORTS);
}

static bool load(struct stories *stories, struct scope_story *held, struct store *store, readout_error *error)
{
    struct story_scope scope = {.as_of = held->scope.as_of, .listings = true};
    struct filter none = {0};
    if (arena_guard(&held->arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    if (held->scope.process.len)
        scope.filter.process = held->scope.process.ptr;
    if (held->scope.published_before.len)
        scope.published_before = held->scope.published_before.ptr;
    if (!brief_processes_read(&held->arena, store, &none, &held->processes, error) || !check_size(held, store, error))
        return false;
    if (!find_name(held))
        return error_set(error, READOUT_BAD_USAGE, NULL, "no negotiation '%.*s'", STR_ARGS(held->scope.process));
    if (!store_story(store, &scope, &stories->words, &held->arena, &held->facts, error))
        return false;
    story_make(&held->arena, &held->facts, &stories->words.rarity, &held->story);
    story_index_actors(&held->arena, &held->story);
    struct choice all = choice_of(&held->arena, &held->story, &none);
    events_of_story(&held->arena, &all, &held->events);
    return true;
}

static void make(struct entry *entry)
{
    struct timespec from, to;
    struct store *store = stories_store(entry->stories, false, &entry->error);
    clock_gettime(CLOCK_MONOTONIC, &from);
    if (store)
        load(entry->stories, &entry->held, store, &entry->error);
    stories_store_back(entry->stories, store, false);
    clock_gettime(CLOCK_MONOTONIC, &to);
    entry->held.seconds = seconds_between(&from, &to);
}

/* With the mutex: what the new entry takes the place of. */
static void unlist_older(struct stories *stories, const struct entry *newer)
{
    for (struct entry *entry = stories->entries, *next; entry; entry = next) {
        next = entry->next;
        if (entry != newer && entry->made && same_scope(&entry->held.scope, &newer->held.scope))
            unlist(stories, entry);
    }
}

static void *make_and_tell(void *context)
{
    struct entry *entry = context;
    struct stories *stories = entry->stories;
    make(entry);
    pthread_mutex_lock(&stories->mutex);
    entry->made = true;
    stories->making[!entry->held.scope.process.len]--;
    unlist_older(stories, entry);
    make_room(stories);
    pthread_cond_broadcast(&stories->changed);
    pthread_mutex_unlock(&stories->mutex);
    return NULL;
}

/* With the mutex. */
static bool start(struct entry *entry)
{
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    bool started = pthread_create(&thread, &attributes, make_and_tell, entry) == 0;
    pthread_attr_destroy(&attributes);
    entry->stories->making[!entry->held.scope.process.len] += started;
    return started;
}

static bool name_scope(struct scope_story *held, const struct scope *scope)
{
    arena_init(&held->arena, 0);
    if (arena_guard(&held->arena))
        return false;
    held->scope = (struct scope){str_copy(&held->arena, scope->process), scope->as_of,
                                 str_copy(&held->arena, scope->published_before)};
    held->name = STR("");
    return true;
}

static struct entry *new_entry(struct stories *stories, const struct scope *scope)
{
    struct entry *entry = calloc(1, sizeof *entry);
    if (!entry)
        return NULL;
    entry->stories = stories;
    if (name_scope(&entry->held, scope))
        return entry;
    free_entry(entry);
    return NULL;
}

/* With the mutex: begin to make the story of the scope as the database is now. */
static struct entry *begin(struct stories *stories, const struct scope *scope, uint64_t generation)
{
    struct entry *entry = new_entry(stories, scope);
    if (!entry)
        return NULL;
    entry->held.generation = generation;
    if (!start(entry)) {
        free_entry(entry);
        return NULL;
    }
    entry->listed = true;
    entry->next = stories->entries;
    stories->entries = entry;
    return entry;
}

/* With the mutex: of the scope, the newest that is made, or the one that is being made. */
static struct entry *find(const struct stories *stories, const struct scope *scope, bool made)
{
    struct entry *found = NULL;
    for (struct entry *entry = stories->entries; entry; entry = entry->next)
        if (entry->made == made && same_scope(&entry->held.scope, scope) &&
            (!found || entry->held.generation > found->held.generation))
            found = entry;
    return found;
}

/* With the mutex, which is let go meanwhile: false where it takes too long. */
static bool wait_for(struct stories *stories, const struct entry *entry, time_t seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    while (!entry->made)
        if (pthread_cond_timedwait(&stories->changed, &stories->mutex, &until) != 0)
            return entry->made;
    return true;
}

/* With the mutex: the user gives the entry back. */
static void let_go(struct entry *entry)
{
    if (!--entry->users && !entry->listed)
        free_entry(entry);
}

/* With the mutex: one that could not be made is told of once, and tried again when asked for again. */
static bool is_good(struct stories *stories, struct entry *entry, readout_error *error)
{
    if (entry->error.status == READOUT_OK)
        return true;
    *error = entry->error;
    if (entry->listed)
        take_out(stories, entry);
    return false;
}

/* With the mutex: whether as many are being made as may be. */
static bool is_full(const struct stories *stories, const struct scope *scope)
{
    return scope->process.len ? stories->making[0] >= MOST_MAKING : stories->making[1] > 0;
}

/* With the mutex, which is let go meanwhile, until the story is there or one can be begun: false where it takes too
 * long. */
static bool wait_for_turn(struct stories *stories, const struct scope *scope)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += STORIES_WAIT;
    while (is_full(stories, scope) && !find(stories, scope, true) && !find(stories, scope, false))
        if (pthread_cond_timedwait(&stories->changed, &stories->mutex, &until) != 0)
            return false;
    return true;
}

/* With the mutex: hold what there is, or what is being made once it is. */
static struct entry *hold(struct stories *stories, const struct scope *scope, bool *wait, readout_error *error)
{
    if ((*wait = !wait_for_turn(stories, scope)))
        return NULL;
    uint64_t generation = look(stories);
    struct entry *made = find(stories, scope, true), *making = find(stories, scope, false);
    if (made && made->held.generation != generation && !making && !is_full(stories, scope))
        making = begin(stories, scope, generation);
    bool current = made && (made->held.generation == generation || made->held.seconds > FAST);
    if (!made && !making)
        making = begin(stories, scope, generation);
    struct entry *entry = current || !making ? made : making;
    if (!entry) {
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
        return NULL;
    }
    entry->users++;
    entry->used = ++stories->calls;
    if ((*wait = !wait_for(stories, entry, STORIES_WAIT)) || !is_good(stories, entry, error)) {
        let_go(entry);
        return NULL;
    }
    return entry;
}

const struct scope_story *stories_hold(struct stories *stories, const struct scope *scope, bool *wait,
                                       readout_error *error)
{
    pthread_mutex_lock(&stories->mutex);
    struct entry *entry = hold(stories, scope, wait, error);
    pthread_mutex_unlock(&stories->mutex);
    return entry ? &entry->held : NULL;
}

void stories_prepare(struct stories *stories, const struct scope *scope)
{
    pthread_mutex_lock(&stories->mutex);
    uint64_t generation = look(stories);
    if (!find(stories, scope, true) && !find(stories, scope, false))
        begin(stories, scope, generation);
    pthread_mutex_unlock(&stories->mutex);
}

void stories_release(struct stories *stories, const struct scope_story *held)
{
    if (!held)
        return;
    pthread_mutex_lock(&stories->mutex);
    let_go((struct entry *)held);
    pthread_mutex_unlock(&stories->mutex);
}

static bool load_words(struct stories *stories, readout_error *error)
{
    struct source_list sources = {0};
    if (arena_guard(&stories->arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    return source_open(&stories->arena, NULL, false, &sources, error) &&
           story_words_load(&stories->arena, &sources, &stories->words, error);
}

static struct stories *make_stories(const char *database, readout_error *error)
{
    struct stories *stories = calloc(1, sizeof *stories);
    char *copy = strdup(database);
    if (!stories || !copy) {
        free(stories);
        free(copy);
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
        return NULL;
    }
    stories->database = copy;
    arena_init(&stories->arena, 0);
    pthread_mutex_init(&stories->mutex, NULL);
    pthread_cond_init(&stories->changed, NULL);
    return stories;
}

struct stories *stories_open(const char *database, readout_error *error)
{
    struct stories *stories = make_stories(database, error);
    if (!stories)
        return NULL;
    stories->watch = store_open(database, STORE_LOOK, error);
    if (stories->watch && load_words(stories, error))
        return stories;
    stories_close(stories);
    return NULL;
}

void stories_close(struct stories *stories)
{
    if (!stories)
        return;
    pthread_mutex_lock(&stories->mutex);
    while (stories->making[0] || stories->making[1])
        pthread_cond_wait(&stories->changed, &stories->mutex);
    pthread_mutex_unlock(&stories->mutex);
    for (struct entry *entry = stories->entries, *next; entry; entry = next) {
        next = entry->next;
        free_entry(entry);
    }
    /* The handle that changes the database is the last: it leaves nothing beside the file. */
    store_close(stories->watch);
    for (int write = 0; write < 2; write++)
        while (stories->handles[write].count)
            store_close(stories->handles[write].items[--stories->handles[write].count]);
    arena_free(&stories->arena);
    pthread_mutex_destroy(&stories->mutex);
    pthread_cond_destroy(&stories->changed);
    free(stories->database);
    free(stories);
}
