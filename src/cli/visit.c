/* visit.c - see visit.h. Invariant: a server's next time is in the database before what it answered is used. */
#include "cli/visit.h"

#include <stdlib.h>
#include <time.h>

#include "base/error.h"
#include "ingest/robots.h"
#include "ingest/url.h"
#include "store/feed.h"

enum { PAUSE_MOST = 30 * VISIT_DAY, KEEP = 64 * 1024 };

/* What stands in the place of a robots.txt that could not be had (RFC 9309, 2.3.1.4). */
#define UNREACHED "# It could not be had.\nUser-agent: *\nDisallow: /\n"

struct visit {
    struct store *store;
    struct fetch *fetch;
    struct arena arena; /* of one call */
    struct str agent;   /* by which name robots.txt knows us */
    int64_t delay;
};

/* "Readout" of "Readout/0.1.0 (...)". */
static struct str product(const char *agent)
{
    struct str rest = str_of(agent);
    struct str name = str_cut(&rest, '/');
    return str_cut(&name, ' ');
}

struct visit *visit_open(struct store *store, const struct fetch_rules *rules, int64_t delay, readout_error *error)
{
    struct visit *visit = calloc(1, sizeof *visit);
    if (!visit) {
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
        return NULL;
    }
    *visit = (struct visit){.store = store, .agent = product(rules->agent), .delay = delay};
    arena_init(&visit->arena, 0);
    visit->fetch = fetch_open(rules, error);
    if (visit->fetch)
        return visit;
    visit_close(visit);
    return NULL;
}

void visit_close(struct visit *visit)
{
    if (!visit)
        return;
    fetch_close(visit->fetch);
    arena_free(&visit->arena);
    free(visit);
}

/* Begin a call: what is known of the server of `url`. */
static bool find_server(struct visit *visit, struct str url, struct server *server, readout_error *error)
{
    arena_reset(&visit->arena, KEEP);
    if (arena_guard(&visit->arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    *server = (struct server){.name = url_origin(&visit->arena, url)};
    return store_server(visit->store, &visit->arena, server, error);
}

bool visit_ready(struct visit *visit, struct str url, int64_t *at, readout_error *error)
{
    struct server server;
    if (!find_server(visit, url, &server, error))
        return false;
    *at = server.next_at;
    return true;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* When the server may be asked again, now that it has answered. */
static int64_t next_time(const struct visit *visit, const struct server *server, const struct fetch_answer *answer)
{
    double told = robots_delay(server->robots, visit->agent);
    int64_t wait = told > (double)visit->delay ? (int64_t)(told + 0.999) : visit->delay;
    bool busy = answer && (answer->status == 429 || answer->status == 503);
    if (busy && answer->retry_after > (uint64_t)wait)
        wait = answer->retry_after < PAUSE_MOST ? (int64_t)answer->retry_after : PAUSE_MOST;
    return wait ? time(NULL) + 1 + wait : 0; /* the second that is running does not count */
}

/* Have robots.txt, where what is known of it is older than a day. One that cannot be had forbids all for an hour. */
static bool renew_robots(struct visit *visit, struct server *server, readout_error *error)
{
    int64_t now = time(NULL);
    struct fetch_answer answer;
    readout_error ignored = {0};
    if (server->robots_at && now - server->robots_at < VISIT_DAY)
        return true;
    struct fetch_request request = {.url = url_resolve(&visit->arena, server->name, STR("/robots.txt"))};
    bool answered = fetch_get(visit->fetch, &request, &answer, &ignored);
    switch (robots_answer(answered ? answer.status : 0)) {
    case ROBOTS_READ: {
        size_t size = (size_t)least((int64_t)answer.body.len, ROBOTS_SIZE);
        server->robots = str_copy(&visit->arena, str_make(answer.body.ptr, size));
        server->robots_at = now;
        break;
    }
    case ROBOTS_ALL:
        server->robots = STR("");
        server->robots_at = now;
        break;
    default:
        server->robots = STR(UNREACHED);
        server->robots_at = now - VISIT_DAY + VISIT_HOUR;
    }
    server->next_at = next_time(visit, server, answered ? &answer : NULL);
    return store_server_keep(visit->store, server, error);
}

enum visit_result visit_get(struct visit *visit, const struct fetch_request *request, struct fetch_answer *answer,
                            readout_error *error)
{
    struct server server;
    if (!find_server(visit, request->url, &server, error))
        return VISIT_BROKEN;
    if (arena_guard(&visit->arena)) {
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
        return VISIT_BROKEN;
    }
    if (!server.name.len) {
        error_set(error, READOUT_BAD_INPUT, NULL, "no address of the web (http, https)");
        return VISIT_FAILED;
    }
    if (!renew_robots(visit, &server, error))
        return VISIT_BROKEN;
    if (str_equal(server.robots, STR(UNREACHED))) {
        error_set(error, READOUT_NO_FILE, NULL, "robots.txt of %.*s cannot be had", STR_ARGS(server.name));
        return VISIT_FAILED;
    }
    if (!robots_allows(server.robots, visit->agent, url_target(&visit->arena, request->url))) {
        error_set(error, READOUT_BAD_INPUT, NULL, "robots.txt of %.*s does not allow it", STR_ARGS(server.name));
        return VISIT_REFUSED;
    }
    bool answered = fetch_get(visit->fetch, request, answer, error);
    server.next_at = next_time(visit, &server, answered ? answer : NULL);
    readout_error failure = {0};
    if (!store_server_keep(visit->store, &server, &failure)) {
        *error = failure;
        return VISIT_BROKEN;
    }
    return answered ? VISIT_ANSWER : error->status == READOUT_NO_MEMORY ? VISIT_BROKEN : VISIT_FAILED;
}
