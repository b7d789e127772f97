/* watch.c - `readout watch`: follows feeds into the record, once or until it is stopped.
 * Invariant: no state but that in the database, so that it may end at any time. */
#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/follow.h"
#include "cli/options.h"
#include "ingest/opml.h"
#include "ingest/stream.h"
#include "ingest/url.h"
#include "pipeline.h"

#define WATCH_AGENT "Readout/" READOUT_VERSION " (reads news reports of negotiations; follows feeds)"

enum {
    MINUTES = 30, /* between two rounds, unless told otherwise */
    AT_ONCE = 16  /* feeds that are followed in turn */
};

struct watching {
    const struct options *options;
    readout_library *library;
    struct followers all;
    struct arena arena; /* of the call: addresses; of a round: feeds */
    struct arena round;
    LIST(struct str) urls; /* that are named; none: all that are known */
    sigset_t signals;
    bool stopped;
};

/* --- signals: blocked, and taken where it suits --- */

static void block_signals(struct watching *watching)
{
    sigemptyset(&watching->signals);
    sigaddset(&watching->signals, SIGINT);
    sigaddset(&watching->signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &watching->signals, NULL);
}

/* Wait until that time, in seconds since 1970, or until we are told to stop. */
static void wait_until(struct watching *watching, int64_t at)
{
    enum { SECOND = 1000000000 };
    struct timespec now, most = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    if (at > now.tv_sec)
        most = (struct timespec){.tv_sec = at - now.tv_sec - (now.tv_nsec > 0),
                                 .tv_nsec = now.tv_nsec ? SECOND - now.tv_nsec : 0};
    if (sigtimedwait(&watching->signals, NULL, &most) > 0)
        watching->stopped = true;
}

/* --- which feeds --- */

static bool add_url(struct watching *watching, struct str url, struct str title, readout_error *error)
{
    if (!url_is_web(url)) {
        watching->all.problems++;
        follow_say(url, STR(""), "no address of a feed on the web (http, https)");
        return true;
    }
    *ARENA_PUSH(&watching->arena, watching->urls) = url;
    return store_feed_add(watching->all.store, url, title, error);
}

/* The feeds that the file of --opml names. */
static bool add_opml(struct watching *watching, const char *path, readout_error *error)
{
    struct stream stream = {0};
    struct opml_list list;
    struct str bytes;
    const struct limits *limits = &watching->options->limits;
    if (!stream_open(&stream, path, error))
        return false;
    enum stream_result result = stream_all(&stream, limits->most[LIMIT_SIZE], &bytes, error);
    if (result == STREAM_TOO_LARGE)
        limit_fail(error, limits, LIMIT_SIZE, path);
    bool read = result == STREAM_OK && opml_read(&watching->arena, bytes, path, limits, &list, error);
    for (size_t i = 0; read && i < list.feeds.count; i++)
        read = add_url(watching, list.feeds.items[i].url, list.feeds.items[i].title, error);
    if (read && list.problem.status != READOUT_OK)
        follow_say(str_of(path), STR(""), list.problem.text);
    stream_free(&stream);
    return read;
}

static bool add_named(struct watching *watching, readout_error *error)
{
    const struct options *options = watching->options;
    if (arena_guard(&watching->arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    if (options->opml && !add_opml(watching, options->opml, error))
        return false;
    for (int i = 0; i < options->input_count; i++)
        if (!add_url(watching, str_of(options->inputs[i]), STR(""), error))
            return false;
    return true;
}

/* Whether the feed is to be asked in this round. A call for one round asks all that did not fail. */
static bool is_due(const struct watching *watching, const struct watched *feed, int64_t now)
{
    int64_t regular = watching->options->once ? 0 : feed->checked_at + watching->all.every;
    return !feed->gone && feed->next_at <= now && regular <= now;
}

/* Why a feed that is named is not asked now. */
static void tell_waiting(const struct watched *feed)
{
    char text[64] = "gone (410); it is no longer followed";
    struct tm parts;
    time_t next = (time_t)feed->next_at;
    if (!feed->gone && gmtime_r(&next, &parts))
        strftime(text, sizeof text, "not before %Y-%m-%dT%H:%M:%SZ", &parts);
    follow_say(feed->url, STR(""), text);
}

/* --- one round --- */

static bool find_due(struct watching *watching, struct watched_list *feeds, bool tell, readout_error *error)
{
    struct watched_list all;
    int64_t now = time(NULL);
    arena_reset(&watching->round, 0);
    if (arena_guard(&watching->round))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    *feeds = (struct watched_list){0};
    if (!store_feeds(watching->all.store, &watching->round, watching->urls.items, watching->urls.count, &all, error))
        return false;
    for (size_t i = 0; i < all.count; i++)
        if (is_due(watching, &all.items[i], now))
            *ARENA_PUSH(&watching->round, *feeds) = all.items[i];
        else if (tell && (all.items[i].gone || all.items[i].next_at > now))
            tell_waiting(&all.items[i]);
    return true;
}

/* Begin as many feeds as there is room for. */
static bool begin_feeds(struct following *following, const struct watched_list *feeds, size_t *next,
                        readout_error *error)
{
    for (size_t i = 0; i < AT_ONCE && *next < feeds->count; i++)
        if (following[i].state == FOLLOWING_NONE && !follow_begin(&following[i], &feeds->items[(*next)++]))
            return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    return true;
}

/* The feed whose next step can be made first, and when. NULL: none is open. */
static bool find_first(struct watching *watching, struct following *following, struct following **first, int64_t *at,
                       readout_error *error)
{
    *first = NULL;
    for (size_t i = 0; i < AT_ONCE; i++) {
        int64_t ready;
        if (following[i].state == FOLLOWING_NONE)
            continue;
        if (!follow_ready(&watching->all, &following[i], &ready, error))
            return false;
        if (!*first || ready < *at) {
            *first = &following[i];
            *at = ready;
        }
    }
    return true;
}

/* One step of the feed that can make one; or wait for it. */
static bool step(struct watching *watching, struct following *first, int64_t at, readout_error *error)
{
    int64_t wait = at - time(NULL);
    if (wait > FOLLOW_WAIT_MOST)
        return follow_leave(&watching->all, first, at, error);
    if (wait > 0) {
        wait_until(watching, at);
        return true;
    }
    return follow_step(&watching->all, first, error);
}

static bool follow_all(struct watching *watching, const struct watched_list *feeds, readout_error *error)
{
    struct following following[AT_ONCE] = {0};
    size_t next = 0;
    bool good = true;
    while (good && !watching->stopped) {
        struct following *first = NULL;
        int64_t at = 0;
        good = begin_feeds(following, feeds, &next, error) && find_first(watching, following, &first, &at, error);
        if (!good || !first)
            break;
        good = step(watching, first, at, error);
        wait_until(watching, 0);
    }
    for (size_t i = 0; i < AT_ONCE; i++)
        follow_end(&following[i]);
    return good;
}

static bool group(struct watching *watching, readout_error *error)
{
    bool stored = watching->all.stored;
    watching->all.stored = false;
    return !stored || store_group(watching->all.store, error);
}

/* Rounds until we are told to stop, or one. */
static bool watch(struct watching *watching, readout_error *error)
{
    struct watched_list feeds;
    bool first = true;
    for (;;) {
        if (!find_due(watching, &feeds, first && watching->options->once, error) ||
            !follow_all(watching, &feeds, error) || !group(watching, error))
            return false;
        if (watching->options->once || watching->stopped)
            return true;
        first = false;
        wait_until(watching, time(NULL) + 60);
        if (watching->stopped)
            return true;
    }
}

/* --- the call --- */

static bool open_all(struct watching *watching, readout_error *error)
{
    const struct options *options = watching->options;
    const readout_library_options library_options = {.data_directory = options->data, .data_alone = options->data_alone};
    const struct fetch_rules rules = {.limits = options->limits,
                                      .agent = options->agent ? options->agent : WATCH_AGENT,
                                      .allow_private = options->allow_private};
    struct followers *all = &watching->all;
    bool named = options->opml || options->input_count;
    all->limits = options->limits;
    all->json = options->json;
    all->in_process = options->in_process;
    all->stored = true; /* what a call that was cut off stored is grouped, too */
    all->every = (int64_t)(options->every ? options->every : MINUTES) * 60;
    watching->library = readout_library_open_with(&library_options, error);
    if (!watching->library || !(all->reader = readout_reader_open(watching->library, error)))
        return false;
    pipeline_limit(all->reader, &options->limits);
    all->store = store_open(options->database, named ? STORE_WRITE : STORE_CHANGE, error);
    if (!all->store)
        return false;
    all->visit = visit_open(all->store, &rules, options->delay >= 0 ? options->delay : VISIT_DELAY, error);
    return all->visit != NULL;
}

static void close_all(struct watching *watching)
{
    visit_close(watching->all.visit);
    store_close(watching->all.store);
    readout_reader_close(watching->all.reader);
    readout_library_close(watching->library);
    arena_free(&watching->all.scratch);
    arena_free(&watching->arena);
    arena_free(&watching->round);
}

static int run(int argc, char **argv)
{
    struct options options;
    struct watching watching = {.options = &options};
    readout_error error = {0};
    int status = options_read(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_WEB | OPTIONS_DATA | OPTIONS_WATCH |
                              OPTIONS_WORDS, &options);
    if (status != -1)
        return status;
    arena_init(&watching.arena, 0);
    arena_init(&watching.round, 0);
    arena_init(&watching.all.scratch, 0);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    block_signals(&watching);
    bool good = open_all(&watching, &error) && add_named(&watching, &error) && watch(&watching, &error);
    if (good && !tally_is_empty(&watching.all.tally))
        good = tally_totals(&watching.all.tally, options.json, &error);
    status = !good ? options_fail(&error) : watching.all.problems ? EXIT_SOME_UNREAD : EXIT_DONE;
    close_all(&watching);
    curl_global_cleanup();
    return status;
}

const struct command command_watch = {
    .name = "watch",
    .summary = "follow feeds into the record",
    .usage = "Usage: readout watch [OPTION...] [URL...]\n\n"
             "Follows feeds (RSS, Atom, JSON Feed) into the record: the page of each new item is fetched and read\n"
             "as by 'readout read', and a line is printed for each report that was not known. Where the page cannot\n"
             "be had, or holds less, the item's text in the feed is read. Feeds that are named, by URL or in a file\n"
             "of --opml, are kept in the database and followed; where none is named, all that are kept there. It\n"
             "goes on until it is stopped (SIGINT, SIGTERM: after the item at hand), and then where it stopped.\n\n"
             "Servers are asked one thing at a time, some seconds apart, only for what has changed, never for what\n"
             "their robots.txt does not allow, and not before they want to be asked again; a feed that fails is\n"
             "asked less and less often, down to once a day, one that is gone (410) no more.\n\n"
             HELP_DATABASE HELP_JSON
             "  --opml FILE    also the feeds that this file lists; - for standard input\n"
             "  --once         one round over all feeds, then end\n"
             "  --every MIN    minutes between two rounds; 30 if not given\n"
             "  --delay SEC    seconds between two requests to one server, more where its robots.txt says so; 5 if\n"
             "                 not given\n" HELP_DATA HELP_IN_PROCESS HELP_WEB,
    .run = run,
};
