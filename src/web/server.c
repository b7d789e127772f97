/* server.c - see server.h: libmicrohttpd, one thread a connection. */
#include "web/server.h"

#include <errno.h>
#include <microhttpd.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "web/asset.h"
#include "web/cache.h"
#include "web/deadline.h"
#include "web/exchange.h"
#include "web/guard.h"
#include "web/headers.h"
#include "web/jobs.h"
#include "web/listen.h"
#include "web/respond.h"
#include "web/token.h"
#include "web/visit.h"

static const size_t CACHE_BYTES = 64u << 20;
enum { MOST_KEPT_BYTES = 2 << 20 /* of one answer */, YEAR_SECONDS = 365 * 24 * 60 * 60 };

struct server {
    struct server_options options;
    struct arena arena; /* of the names */
    struct stories *stories;
    struct assets *assets;
    struct cache *cache;
    struct jobs *jobs;
    struct deadlines *deadlines;
    struct MHD_Daemon *daemon;
    struct guard guard;
    struct str visit_cookie;
    unsigned port;
    atomic_int data; /* answers of data that are made or fetched */
};

struct stories *server_stories(const struct server *server)
{
    return server->stories;
}

const struct server_options *server_options(const struct server *server)
{
    return &server->options;
}

const struct assets *server_assets(const struct server *server)
{
    return server->assets;
}

struct jobs *server_jobs(const struct server *server)
{
    return server->jobs;
}

struct str server_feed_key(const struct server *server, struct arena *arena)
{
    return str_copy(arena, server->guard.feed_key);
}

static enum guard_result check(const struct server *server, struct MHD_Connection *connection, const char *method,
                               const struct exchange *exchange)
{
    const struct call *call = &exchange->call;
    struct guard_request request = {
        .method = str_of(method), .host = headers_value(connection, "Host"), .origin = headers_value(connection, "Origin"),
        .fetch_site = headers_value(connection, "Sec-Fetch-Site"), .cookie = headers_value(connection, "Cookie"),
        .authorization = headers_value(connection, "Authorization"), .token = call->query.values[PARAM_TOKEN],
        .key = call->query.values[PARAM_KEY], .feed = call->form == FORM_ATOM || call->form == FORM_ICALENDAR};
    request.hosts = headers_hosts(connection);
    return guard_check(&server->guard, &request);
}

/* The address without parameters; of a page that there is not, the first page. */
static void put_place(struct buffer *to, const struct call *call)
{
    if (!call->path.len) {
        buffer_byte(to, '/');
        return;
    }
    buffer_add(to, call->path);
    buffer_add(to, str_of(form_kinds[call->form].ending));
    if (call->rest.len)
        buffer_byte(to, '/');
    query_put_segment(to, call->rest);
}

/* The token becomes a cookie, and the address loses it. */
static enum MHD_Result send_cookie(const struct server *server, struct MHD_Connection *connection,
                                   struct exchange *exchange)
{
    struct call *call = &exchange->call;
    char line[256];
    struct buffer to = {0};
    struct query query = query_with(&call->query, PARAM_TOKEN, STR(""));
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    snprintf(line, sizeof line, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax", STR_ARGS(server->guard.cookie),
             STR_ARGS(server->guard.token));
    put_place(&to, call);
    query_put(&to, STR(""), &query);
    buffer_byte(&to, '\0');
    if (response && !to.failed) {
        MHD_add_response_header(response, "Set-Cookie", line);
        MHD_add_response_header(response, "Location", to.ptr);
        MHD_add_response_header(response, "Cache-Control", "no-store");
    }
    buffer_free(&to);
    return respond_with(connection, MHD_HTTP_SEE_OTHER, response);
}

static enum MHD_Result refuse(struct MHD_Connection *connection, enum guard_result result)
{
    switch (result) {
    case GUARD_BAD_HOST: return respond_words(connection, 421, "This server is not called that.\n");
    case GUARD_BAD_METHOD: return respond_words(connection, 405, "Only GET, HEAD and POST are answered.\n");
    case GUARD_FOREIGN: return respond_words(connection, 403, "Changes are only taken from the pages of this server.\n");
    default:
        return respond_words(connection, 403, "Open the address that 'readout serve' printed: it has a token that lets "
                                           "you in.\n");
    }
}

/* Of a visit, what the reader's browser is to keep. */
static void note_visit(const struct server *server, struct MHD_Connection *connection, struct call *call, char *line,
                       size_t size)
{
    char text[VISIT_TEXT];
    struct web_visits visits = visits_read(guard_cookie(headers_value(connection, "Cookie"), server->visit_cookie));
    visits_note(&visits, stories_last_run(server->stories), time(NULL));
    visits_print(&visits, text);
    call->seen_run = visits.before.run;
    if (visits.before.at) {
        char at[32];
        time_t moment = (time_t)visits.before.at;
        struct tm utc;
        gmtime_r(&moment, &utc);
        size_t length = strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", &utc);
        call->seen_at = str_make(arena_copy(&call->arena, at, length), length);
    }
    snprintf(line, size, "%.*s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%d", STR_ARGS(server->visit_cookie), text,
             YEAR_SECONDS);
}

/* What an answer depends on, besides the record. */
static struct str key_of(const struct server *server, struct call *call)
{
    struct buffer *scratch = &call->scratch;
    buffer_clear(scratch, scratch->capacity);
    char head[96];
    int length = snprintf(head, sizeof head, "%llu %d %lld ", (unsigned long long)stories_generation(server->stories),
                          (int)call->form, (long long)call->seen_run);
    buffer_add(scratch, str_make(head, (size_t)length));
    buffer_add(scratch, call->seen_at);
    buffer_byte(scratch, ' ');
    buffer_add(scratch, call->path);
    buffer_byte(scratch, ' ');
    buffer_add(scratch, call->rest);
    query_put(scratch, STR(" "), &call->query);
    struct str key = scratch->failed ? STR("") : str_copy(&call->arena, buffer_str(scratch));
    buffer_clear(scratch, scratch->capacity);
    return key;
}

/* Make the page, and keep it where it may be kept. */
static enum MHD_Result make_answer(struct server *server, struct MHD_Connection *connection, struct exchange *exchange,
                                   struct str key, const char *cookie, const struct timespec *from)
{
    struct call *call = &exchange->call;
    route_answer(call, exchange->route);
    if (call->file || call->status != 200 || call->changes || call->posts || call->behind || call->file_name.len)
        return respond_call(connection, call, from);
    struct answer *answer = answer_new(200, call->type ? call->type : form_kinds[call->form].type, call->out.ptr,
                                       call->out.len);
    call->out = (struct buffer){0};
    if (!answer)
        return respond_words(connection, 500, "Memory ran out.\n");
    if (key.len && answer->length <= MOST_KEPT_BYTES)
        cache_put(server->cache, key, answer);
    return respond_answer(connection, answer, cookie, from);
}

/* Whether there is room for one more answer of data, where it is one. */
static bool take_room(struct server *server, struct exchange *exchange)
{
    bool data = !exchange->call.posts && (exchange->call.form == FORM_JSON || exchange->call.form == FORM_CSV);
    if (!data)
        return true;
    exchange->data = true;
    return atomic_fetch_add(&server->data, 1) < SERVER_DATA;
}

static enum MHD_Result answer_page(struct server *server, struct MHD_Connection *connection, struct exchange *exchange)
{
    struct call *call = &exchange->call;
    struct timespec from;
    struct str key = STR("");
    char cookie[256] = "";
    clock_gettime(CLOCK_MONOTONIC, &from);
    if (arena_guard(&call->arena))
        return respond_words(connection, 500, "Memory ran out.\n");
    call->server = server;
    note_visit(server, connection, call, cookie, sizeof cookie);
    if (!call->posts && (exchange->route->needs & ROUTE_STORY)) {
        key = key_of(server, call);
        struct answer *kept = cache_get(server->cache, key);
        if (kept)
            return respond_answer(connection, kept, cookie, &from);
    }
    if (!take_room(server, exchange))
        return respond_words(connection, 503, "Too much data is fetched at once; try again later.\n");
    return make_answer(server, connection, exchange, key, cookie, &from);
}

static bool is_asset(const struct exchange *exchange)
{
    return !exchange->call.posts && str_starts(exchange->raw_path, STR("/assets/"));
}

static struct str asset_name(const struct exchange *exchange)
{
    size_t folder = STR("/assets/").len;
    return str_make(exchange->raw_path.ptr + folder, exchange->raw_path.len - folder);
}

/* Whether the route takes the method. */
static bool takes(const struct exchange *exchange)
{
    unsigned needs = exchange->route->needs;
    return exchange->call.posts ? (needs & ROUTE_POST) != 0 : !(needs & ROUTE_POST) || (needs & ROUTE_GET);
}

/* A program that sends a form may ask for JSON by its Accept header. */
static void prefer_json(struct MHD_Connection *connection, struct exchange *exchange)
{
    struct call *call = &exchange->call;
    bool json = str_starts(headers_value(connection, "Accept"), STR("application/json"));
    if (json && call->posts && exchange->route && exchange->route->forms & 1u << FORM_JSON)
        call->form = FORM_JSON;
}

/* The headers are there: let it in, or refuse the rest of it. What is answered now ends the connection. */
static enum MHD_Result begin(struct server *server, struct MHD_Connection *connection, const char *method,
                             struct exchange *exchange)
{
    if (!exchange_parse(exchange))
        return respond_words(connection, exchange->refused, "That is no address of this server.\n");
    exchange->let_in = check(server, connection, method, exchange);
    if (exchange->let_in != GUARD_IN && exchange->let_in != GUARD_TOKEN)
        return refuse(connection, exchange->let_in);
    exchange->call.posts = strcmp(method, "POST") == 0;
    exchange->call.may_write = access(server->options.database, W_OK) == 0;
    prefer_json(connection, exchange);
    if (!exchange->route)
        exchange->route = &route_nowhere;
    if (!takes(exchange))
        return respond_words(connection, exchange->route == &route_nowhere ? 404 : 405,
                          "This address is not asked for like that.\n");
    unsigned refused = headers_check_size(connection, exchange->call.posts, exchange_limit(exchange));
    if (refused)
        return respond_words(connection, refused, "The request is too large, or its size is not told as it must be.\n");
    deadline_extend(server->deadlines, connection,
                    exchange->route->needs & ROUTE_UPLOAD ? SERVER_UPLOAD_SECONDS : SERVER_REQUEST_SECONDS);
    return MHD_YES;
}

/* All of it is there. */
static enum MHD_Result finish(struct server *server, struct MHD_Connection *connection, struct exchange *exchange)
{
    deadline_extend(server->deadlines, connection, SERVER_ANSWER_SECONDS);
    if (exchange->refused)
        return respond_words(connection, exchange->refused,
                          "What was sent is too large, or none of what is taken here.\n");
    if (exchange->let_in == GUARD_TOKEN)
        return send_cookie(server, connection, exchange);
    return is_asset(exchange) ? respond_asset(connection, server->assets, asset_name(exchange))
                              : answer_page(server, connection, exchange);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *bytes, size_t *length, void **state)
{
    struct exchange *exchange = *state;
    (void)url, (void)version;
    if (!exchange)
        return MHD_NO;
    if (!exchange->begun) {
        exchange->begun = true;
        return begin(context, connection, method, exchange);
    }
    if (!*length)
        return finish(context, connection, exchange);
    exchange_take(exchange, connection, bytes, *length);
    *length = 0;
    return exchange->body > exchange_limit(exchange) ? MHD_NO : MHD_YES; /* no: the connection is closed */
}

static void *take_address(void *context, const char *uri, struct MHD_Connection *connection)
{
    (void)context, (void)connection;
    return exchange_new(uri);
}

static void end_exchange(void *context, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode code)
{
    struct server *server = context;
    const struct exchange *exchange = *state;
    (void)code;
    if (exchange && exchange->data)
        atomic_fetch_sub(&server->data, 1);
    exchange_free(*state);
    *state = NULL;
    deadline_extend(server->deadlines, connection, SERVER_IDLE_SECONDS);
}

static void note_connection(void *context, struct MHD_Connection *connection, void **state,
                            enum MHD_ConnectionNotificationCode code)
{
    struct server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *state = deadline_begin(server->deadlines, connection, SERVER_REQUEST_SECONDS);
        return;
    }
    deadline_end(server->deadlines, *state); /* before its socket is closed and the number another's */
    *state = NULL;
}

static bool start_daemon(struct server *server, int at, readout_error *error)
{
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL;
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, handle, server, MHD_OPTION_LISTEN_SOCKET, at, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)SERVER_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SERVER_ANSWER_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)SERVER_MEMORY, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_URI_LOG_CALLBACK, take_address, server, MHD_OPTION_NOTIFY_COMPLETED, end_exchange, server,
        MHD_OPTION_NOTIFY_CONNECTION, note_connection, server, MHD_OPTION_END);
    return server->daemon || error_set(error, READOUT_NO_FILE, NULL, "the web server cannot start: %s",
                                       strerror(errno));
}

static void name_cookies(struct server *server)
{
    char name[40];
    int length = snprintf(name, sizeof name, "readout-%u", server->port);
    server->guard.cookie = str_make(arena_copy(&server->arena, name, (size_t)length), (size_t)length);
    length = snprintf(name, sizeof name, "readout-visit-%u", server->port);
    server->visit_cookie = str_make(arena_copy(&server->arena, name, (size_t)length), (size_t)length);
}

static bool open_parts(struct server *server, readout_error *error)
{
    return (server->stories = stories_open(server->options.database, error)) &&
           (server->assets = assets_open(error)) && (server->jobs = jobs_open(&server->options, error)) &&
           ((server->cache = cache_open(CACHE_BYTES)) && (server->deadlines = deadlines_open()) ? true
            : error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out"));
}

static bool start(struct server *server, readout_error *error)
{
    struct sockaddr_storage address;
    bool loopback;
    if (sodium_init() < 0)
        return error_set(error, READOUT_NO_FILE, NULL, "the machine gives no random numbers");
    if (arena_guard(&server->arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    server->guard.token = server->guard.feed_key = STR("");
    if (!server->options.listen)
        server->options.listen = "127.0.0.1";
    if (!listen_parse(server->options.listen, server->options.port, &address, &loopback))
        return error_set(error, READOUT_BAD_USAGE, NULL, "--listen %s: no numeric address", server->options.listen);
    if (!token_make(&server->arena, &server->options, loopback, &server->guard, error) || !open_parts(server, error))
        return false;
    server->port = server->options.port;
    int at = listen_open(&address, &server->port, error);
    if (at < 0)
        return false;
    listen_names(&server->arena, &server->options, server->port, loopback, &server->guard);
    name_cookies(server);
    if (!start_daemon(server, at, error)) {
        close(at);
        return false;
    }
    stories_prepare(server->stories, &(struct scope){.process = STR(""), .published_before = STR("")});
    return true;
}

struct server *server_start(const struct server_options *options, readout_error *error)
{
    struct server *server = calloc(1, sizeof *server);
    if (!server) {
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
        return NULL;
    }
    server->options = *options;
    arena_init(&server->arena, 0);
    if (start(server, error))
        return server;
    server_stop(server);
    return NULL;
}

void server_stop(struct server *server)
{
    if (!server)
        return;
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    deadlines_close(server->deadlines);
    jobs_close(server->jobs);
    cache_close(server->cache);
    assets_close(server->assets);
    stories_close(server->stories);
    arena_free(&server->arena);
    free(server);
}

void server_put_base(const struct server *server, struct buffer *out)
{
    const struct server_options *options = &server->options;
    char port[16];
    int length = snprintf(port, sizeof port, ":%u", server->port);
    buffer_add(out, STR("http://"));
    buffer_add(out, options->host_count ? str_of(options->hosts[0]) : server->guard.names[0]);
    if (options->host_count)
        buffer_add(out, str_make(port, (size_t)length));
}

void server_put_address(const struct server *server, struct buffer *out)
{
    buffer_add(out, STR("http://"));
    buffer_add(out, server->guard.names[0]);
    buffer_byte(out, '/');
    if (server->guard.token.len) {
        buffer_add(out, STR("?token="));
        buffer_add(out, server->guard.token);
    }
}
