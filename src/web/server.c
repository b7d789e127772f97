/* server.c - see server.h: libmicrohttpd, one thread a connection. */
#include "web/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <microhttpd.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "web/asset.h"
#include "web/cache.h"
#include "web/deadline.h"
#include "web/exchange.h"
#include "web/guard.h"
#include "web/jobs.h"
#include "web/visit.h"

static const size_t CACHE_BYTES = 64u << 20;
enum { MOST_KEPT_BYTES = 2 << 20 /* of one answer */, ASSET_SECONDS = 365 * 24 * 60 * 60 };

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

unsigned server_port(const struct server *server)
{
    return server->port;
}

struct str server_feed_key(const struct server *server, struct arena *arena)
{
    return str_copy(arena, server->guard.feed_key);
}

/* Headers of every answer. */
static void add_security(struct MHD_Response *response)
{
    static const struct {
        const char *name, *value;
    } headers[] = {
        {"Content-Security-Policy",
         "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
         "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
         "trusted-types 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "same-origin"}, /* with none, browsers send forms with Origin: null */
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        MHD_add_response_header(response, headers[i].name, headers[i].value);
}

/* Send and let go of the response. */
static enum MHD_Result send_response(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response)
{
    if (!response)
        return MHD_NO;
    add_security(response);
    enum MHD_Result sent = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return sent;
}

/* A few words, for whom no page is made. */
static enum MHD_Result send_words(struct MHD_Connection *connection, unsigned status, const char *words)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(words), (void *)(uintptr_t)words, MHD_RESPMEM_PERSISTENT);
    if (response) {
        MHD_add_response_header(response, "Content-Type", "text/plain; charset=utf-8");
        MHD_add_response_header(response, "Cache-Control", "no-store");
        if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
            MHD_add_response_header(response, "Allow", "GET, HEAD, POST");
        if (status >= 400)
            MHD_add_response_header(response, "Connection", "close");
    }
    return send_response(connection, status, response);
}

static struct str header_of(struct MHD_Connection *connection, const char *name)
{
    return str_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

/* What is looked at of all headers together. */
struct header_count {
    size_t bytes, hosts, lengths, codings;
    struct str length, coding; /* the last of these */
};

static enum MHD_Result count_header(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct header_count *count = context;
    (void)kind;
    count->bytes += strlen(name) + (value ? strlen(value) : 0) + 4;
    count->hosts += strcasecmp(name, "Host") == 0;
    if (strcasecmp(name, "Content-Length") == 0) {
        count->lengths++;
        count->length = str_of(value);
    } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        count->codings++;
        count->coding = str_of(value);
    }
    return MHD_YES;
}

static struct header_count count_headers(struct MHD_Connection *connection)
{
    struct header_count count = {0};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, count_header, &count);
    return count;
}

/* How many bytes a body has; SIZE_MAX: that is not said in one way that all readers of HTTP understand alike (RFC 9112,
 * 6.3), or too large. */
static size_t body_of(const struct header_count *count)
{
    size_t bytes = 0;
    if (count->lengths + count->codings > 1 || (count->codings && strcasecmp(count->coding.ptr, "chunked") != 0))
        return SIZE_MAX;
    for (size_t i = 0; i < count->length.len; i++) {
        if (count->length.ptr[i] < '0' || count->length.ptr[i] > '9' || i > 15)
            return SIZE_MAX;
        bytes = bytes * 10 + (size_t)(count->length.ptr[i] - '0');
    }
    return bytes;
}

/* The status to refuse the request with for its size; 0: none. */
static unsigned check_size(struct MHD_Connection *connection, const struct exchange *exchange)
{
    struct header_count count = count_headers(connection);
    size_t body = body_of(&count);
    if (count.bytes > SERVER_HEADERS)
        return 431;
    if (body == SIZE_MAX || (!exchange->call.posts && (body || count.codings)))
        return 400;
    return body > exchange_limit(exchange) ? 413 : 0;
}

static enum guard_result check(const struct server *server, struct MHD_Connection *connection, const char *method,
                               const struct exchange *exchange)
{
    const struct call *call = &exchange->call;
    struct guard_request request = {
        .method = str_of(method), .host = header_of(connection, "Host"), .origin = header_of(connection, "Origin"),
        .fetch_site = header_of(connection, "Sec-Fetch-Site"), .cookie = header_of(connection, "Cookie"),
        .authorization = header_of(connection, "Authorization"), .token = call->query.values[PARAM_TOKEN],
        .key = call->query.values[PARAM_KEY], .feed = call->form == FORM_ATOM || call->form == FORM_ICALENDAR};
    request.hosts = count_headers(connection).hosts;
    return guard_check(&server->guard, &request);
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
    query_put(&to, call->path.len ? call->path : STR("/"), &query);
    buffer_byte(&to, '\0');
    if (response && !to.failed) {
        MHD_add_response_header(response, "Set-Cookie", line);
        MHD_add_response_header(response, "Location", to.ptr);
        MHD_add_response_header(response, "Cache-Control", "no-store");
    }
    buffer_free(&to);
    return send_response(connection, MHD_HTTP_SEE_OTHER, response);
}

static enum MHD_Result refuse(struct MHD_Connection *connection, enum guard_result result)
{
    switch (result) {
    case GUARD_BAD_HOST: return send_words(connection, 421, "This server is not called that.\n");
    case GUARD_BAD_METHOD: return send_words(connection, 405, "Only GET, HEAD and POST are answered.\n");
    case GUARD_FOREIGN: return send_words(connection, 403, "Changes are only taken from the pages of this server.\n");
    default:
        return send_words(connection, 403, "Open the address that 'readout serve' printed: it has a token that lets "
                                           "you in.\n");
    }
}

static bool takes_gzip(struct MHD_Connection *connection)
{
    struct str header = header_of(connection, "Accept-Encoding");
    return memmem(header.ptr, header.len, "gzip", 4) != NULL;
}

static enum MHD_Result send_asset(const struct server *server, struct MHD_Connection *connection, struct str path)
{
    bool lasting;
    struct str name = str_make(path.ptr + 8, path.len - 8); /* behind "/assets/" */
    const struct asset *asset = asset_find(server->assets, name, &lasting);
    if (!asset)
        return send_words(connection, 404, "There is no such file.\n");
    bool packed = asset->packed && takes_gzip(connection);
    struct MHD_Response *response =
        packed ? MHD_create_response_from_buffer(asset->packed_length, asset->packed, MHD_RESPMEM_PERSISTENT)
               : MHD_create_response_from_buffer(asset->bytes.len, (void *)(uintptr_t)asset->bytes.ptr,
                                                 MHD_RESPMEM_PERSISTENT);
    if (response) {
        char cache[64];
        snprintf(cache, sizeof cache, "private, max-age=%d, immutable", ASSET_SECONDS);
        MHD_add_response_header(response, "Content-Type", asset->type);
        MHD_add_response_header(response, "Cache-Control", lasting ? cache : "private, no-cache");
        MHD_add_response_header(response, "Vary", "Accept-Encoding");
        if (packed)
            MHD_add_response_header(response, "Content-Encoding", "gzip");
    }
    return send_response(connection, 200, response);
}

static void release_answer(void *answer)
{
    answer_release(answer);
}

/* Of a visit, what the reader's browser is to keep. */
static void note_visit(const struct server *server, struct MHD_Connection *connection, struct call *call, char *line,
                       size_t size)
{
    char text[VISIT_TEXT];
    struct web_visits visits = visits_read(guard_cookie(header_of(connection, "Cookie"), server->visit_cookie));
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
             ASSET_SECONDS);
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

static double milliseconds_since(const struct timespec *from)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - from->tv_sec) * 1e3 + (double)(now.tv_nsec - from->tv_nsec) / 1e6;
}

static void add_common(struct MHD_Response *response, const struct timespec *from)
{
    char timing[48];
    snprintf(timing, sizeof timing, "total;dur=%.3f", milliseconds_since(from));
    MHD_add_response_header(response, "Server-Timing", timing);
    MHD_add_response_header(response, "Cache-Control", "private, no-cache");
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, struct answer *answer, const char *cookie,
                                   const struct timespec *from)
{
    struct str known = header_of(connection, "If-None-Match");
    bool same = answer->status == 200 && str_equal(known, str_of(answer->tag));
    struct MHD_Response *response =
        same ? MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT)
             : MHD_create_response_from_buffer_with_free_callback_cls(answer->length, answer->body ? answer->body : "",
                                                                      release_answer, answer);
    if (!response || same)
        answer_release(same ? answer : NULL);
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", answer->type);
    MHD_add_response_header(response, "ETag", answer->tag);
    if (cookie[0])
        MHD_add_response_header(response, "Set-Cookie", cookie);
    add_common(response, from);
    return send_response(connection, same ? 304 : answer->status, response);
}

/* The file that JSON or CSV was printed to. */
static enum MHD_Result send_file(struct MHD_Connection *connection, struct call *call, const struct timespec *from)
{
    struct stat status;
    int copy = -1;
    if (fflush(call->file) != 0 || fstat(fileno(call->file), &status) != 0 || (copy = dup(fileno(call->file))) < 0)
        return send_words(connection, 500, "The answer could not be written.\n");
    struct MHD_Response *response = MHD_create_response_from_fd64((uint64_t)status.st_size, copy);
    if (!response) {
        close(copy);
        return MHD_NO;
    }
    MHD_add_response_header(response, "Content-Type", call->type ? call->type : form_kinds[call->form].type);
    add_common(response, from);
    return send_response(connection, call->status, response);
}

/* "attachment; filename=...": the name is the program's own, of letters, digits, '.' and '-'. */
static void add_file_name(struct MHD_Response *response, const struct call *call)
{
    char line[160];
    if (!call->file_name.len)
        return;
    snprintf(line, sizeof line, "attachment; filename=\"%.*s\"", STR_ARGS(call->file_name));
    MHD_add_response_header(response, "Content-Disposition", line);
}

static enum MHD_Result send_other(struct MHD_Connection *connection, struct call *call, const struct timespec *from)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(call->out.len, call->out.len ? call->out.ptr : "", MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", call->type ? call->type : form_kinds[call->form].type);
    if (call->location.len)
        MHD_add_response_header(response, "Location", call->location.ptr);
    if (call->cookie.len)
        MHD_add_response_header(response, "Set-Cookie", call->cookie.ptr);
    if (call->status == 503)
        MHD_add_response_header(response, "Retry-After", "2");
    add_file_name(response, call);
    add_common(response, from);
    return send_response(connection, call->status, response);
}

/* Make the page, and keep it where it may be kept. */
static enum MHD_Result make_answer(struct server *server, struct MHD_Connection *connection, struct exchange *exchange,
                                   struct str key, const char *cookie, const struct timespec *from)
{
    struct call *call = &exchange->call;
    route_answer(call, exchange->route);
    if (call->file)
        return send_file(connection, call, from);
    if (call->status != 200 || call->changes || call->posts || call->behind || call->file_name.len)
        return send_other(connection, call, from);
    struct answer *answer = answer_new(200, call->type ? call->type : form_kinds[call->form].type, call->out.ptr,
                                       call->out.len);
    call->out = (struct buffer){0};
    if (!answer)
        return send_words(connection, 500, "Memory ran out.\n");
    if (key.len && answer->length <= MOST_KEPT_BYTES)
        cache_put(server->cache, key, answer);
    return send_answer(connection, answer, cookie, from);
}

static enum MHD_Result answer_page(struct server *server, struct MHD_Connection *connection, struct exchange *exchange)
{
    struct call *call = &exchange->call;
    struct timespec from;
    struct str key = STR("");
    char cookie[256] = "";
    clock_gettime(CLOCK_MONOTONIC, &from);
    if (arena_guard(&call->arena))
        return send_words(connection, 500, "Memory ran out.\n");
    call->server = server;
    note_visit(server, connection, call, cookie, sizeof cookie);
    if (!call->posts && (exchange->route->needs & ROUTE_STORY)) {
        key = key_of(server, call);
        struct answer *kept = cache_get(server->cache, key);
        if (kept)
            return send_answer(connection, kept, cookie, &from);
    }
    return make_answer(server, connection, exchange, key, cookie, &from);
}

static bool is_asset(const struct exchange *exchange)
{
    return !exchange->call.posts && str_starts(exchange->raw_path, STR("/assets/"));
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
    bool json = str_starts(header_of(connection, "Accept"), STR("application/json"));
    if (json && call->posts && exchange->route && exchange->route->forms & 1u << FORM_JSON)
        call->form = FORM_JSON;
}

/* The headers are there: let it in, or refuse the rest of it. What is answered now ends the connection. */
static enum MHD_Result begin(struct server *server, struct MHD_Connection *connection, const char *method,
                             struct exchange *exchange)
{
    if (!exchange_parse(exchange))
        return send_words(connection, exchange->refused, "That is no address of this server.\n");
    exchange->let_in = check(server, connection, method, exchange);
    if (exchange->let_in != GUARD_IN && exchange->let_in != GUARD_TOKEN)
        return refuse(connection, exchange->let_in);
    exchange->call.posts = strcmp(method, "POST") == 0;
    exchange->call.may_write = access(server->options.database, W_OK) == 0;
    prefer_json(connection, exchange);
    if (!exchange->route)
        exchange->route = &route_nowhere;
    if (!takes(exchange))
        return send_words(connection, exchange->route == &route_nowhere ? 404 : 405,
                          "This address is not asked for like that.\n");
    unsigned refused = check_size(connection, exchange);
    if (refused)
        return send_words(connection, refused, "The request is too large, or its size is not told as it must be.\n");
    deadline_extend(server->deadlines, connection,
                    exchange->route->needs & ROUTE_UPLOAD ? SERVER_UPLOAD_SECONDS : SERVER_REQUEST_SECONDS);
    return MHD_YES;
}

/* All of it is there. */
static enum MHD_Result finish(struct server *server, struct MHD_Connection *connection, struct exchange *exchange)
{
    deadline_extend(server->deadlines, connection, SERVER_ANSWER_SECONDS);
    if (exchange->refused)
        return send_words(connection, exchange->refused,
                          "What was sent is too large, or none of what is taken here.\n");
    if (exchange->let_in == GUARD_TOKEN)
        return send_cookie(server, connection, exchange);
    return is_asset(exchange) ? send_asset(server, connection, exchange->raw_path)
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
    (void)code;
    exchange_free(*state);
    *state = NULL;
    deadline_extend(server->deadlines, connection, SERVER_IDLE_SECONDS);
}

static void note_connection(void *context, struct MHD_Connection *connection, void **state,
                            enum MHD_ConnectionNotificationCode code)
{
    struct server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        *state = deadline_begin(server->deadlines, connection, SERVER_REQUEST_SECONDS);
    else
        deadline_end(server->deadlines, *state);
}

/* The numeric address, as sockets have it. */
static bool socket_address(const char *text, unsigned port, struct sockaddr_storage *address, bool *loopback)
{
    struct sockaddr_in *four = (struct sockaddr_in *)address;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)address;
    memset(address, 0, sizeof *address);
    if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons((uint16_t)port);
        *loopback = ntohl(four->sin_addr.s_addr) >> 24 == 127;
        return true;
    }
    six->sin6_family = AF_INET6;
    six->sin6_port = htons((uint16_t)port);
    *loopback = inet_pton(AF_INET6, text, &six->sin6_addr) == 1 && IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
    return inet_pton(AF_INET6, text, &six->sin6_addr) == 1;
}

/* A socket that listens; -1 and `error`. The port is known from then on. */
static int listen_at(struct server *server, const struct sockaddr_storage *address, readout_error *error)
{
    struct sockaddr_storage bound = *address;
    socklen_t length = address->ss_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    int on = 1, at = socket(address->ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (at >= 0 && setsockopt(at, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        bind(at, (const struct sockaddr *)address, length) == 0 && listen(at, SERVER_CONNECTIONS) == 0 &&
        getsockname(at, (struct sockaddr *)&bound, &length) == 0) {
        server->port = ntohs(address->ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&bound)->sin6_port
                                                            : ((struct sockaddr_in *)&bound)->sin_port);
        return at;
    }
    error_set(error, READOUT_NO_FILE, NULL, "cannot listen at %s, port %u: %s", server->options.listen,
              server->options.port, strerror(errno));
    if (at >= 0)
        close(at);
    return -1;
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

static void add_name(struct server *server, const char *format, const char *host)
{
    char name[300];
    struct guard *guard = &server->guard;
    int length = snprintf(name, sizeof name, format, host, server->port);
    if (guard->name_count < sizeof guard->names / sizeof *guard->names && length < (int)sizeof name)
        guard->names[guard->name_count++] = str_make(arena_copy(&server->arena, name, (size_t)length), (size_t)length);
}

static void add_address(struct server *server, const char *address)
{
    add_name(server, strchr(address, ':') ? "[%s]:%u" : "%s:%u", address);
}

/* All addresses of this machine, where it listens at all of them. */
static void add_addresses(struct server *server)
{
    struct ifaddrs *first = NULL;
    char text[INET6_ADDRSTRLEN];
    add_address(server, "127.0.0.1");
    if (getifaddrs(&first) != 0)
        return;
    for (const struct ifaddrs *at = first; at; at = at->ifa_next) {
        int family = at->ifa_addr ? at->ifa_addr->sa_family : AF_UNSPEC;
        const void *bytes = family == AF_INET    ? (const void *)&((struct sockaddr_in *)at->ifa_addr)->sin_addr
                            : family == AF_INET6 ? (const void *)&((struct sockaddr_in6 *)at->ifa_addr)->sin6_addr
                                                 : NULL;
        if (bytes && inet_ntop(family, bytes, text, sizeof text))
            add_address(server, text);
    }
    freeifaddrs(first);
}

static void add_names(struct server *server, bool loopback)
{
    const char *address = server->options.listen;
    if (strcmp(address, "0.0.0.0") == 0 || strcmp(address, "::") == 0)
        add_addresses(server);
    else
        add_address(server, address);
    if (loopback)
        add_name(server, "%s:%u", "localhost");
    for (size_t i = 0; i < server->options.host_count; i++) {
        add_name(server, "%s:%u", server->options.hosts[i]);
        add_name(server, "%s%.0u", server->options.hosts[i]); /* behind a proxy on the usual port */
    }
}

static void print_hex(struct arena *arena, const unsigned char *bytes, size_t count, struct str *text)
{
    char *digits = arena_take(arena, count * 2 + 1, 1);
    sodium_bin2hex(digits, count * 2 + 1, bytes, count);
    *text = str_make(digits, count * 2);
}

static void new_token(struct server *server)
{
    unsigned char bytes[SERVER_TOKEN / 2];
    randombytes_buf(bytes, sizeof bytes);
    print_hex(&server->arena, bytes, sizeof bytes, &server->guard.token);
}

static bool read_token(struct server *server, int file, readout_error *error)
{
    char text[SERVER_TOKEN * 4 + 1];
    ssize_t length = read(file, text, sizeof text - 1);
    struct str token = str_trim(str_make(text, length > 0 ? (size_t)length : 0));
    for (size_t i = 0; i < token.len; i++)
        if (!((token.ptr[i] | 0x20) >= 'a' && (token.ptr[i] | 0x20) <= 'z') && !(token.ptr[i] >= '0' && token.ptr[i] <= '9'))
            token.len = 0;
    if (token.len < SERVER_TOKEN)
        return error_set(error, READOUT_BAD_INPUT, server->options.token_file, "holds no token: %d letters or digits",
                         SERVER_TOKEN);
    server->guard.token = str_copy(&server->arena, token);
    return true;
}

/* The token of the file; where there is none, a new one that is kept there. */
static bool keep_token(struct server *server, readout_error *error)
{
    const char *path = server->options.token_file;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) {
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        new_token(server);
        bool kept = file >= 0 && write(file, server->guard.token.ptr, SERVER_TOKEN) == SERVER_TOKEN &&
                    write(file, "\n", 1) == 1;
        if (file >= 0)
            close(file);
        return kept || error_set(error, READOUT_NO_FILE, path, "%s", strerror(errno));
    }
    if (file < 0)
        return error_set(error, READOUT_NO_FILE, path, "%s", strerror(errno));
    bool got = read_token(server, file, error);
    close(file);
    return got;
}

static bool make_token(struct server *server, bool loopback, readout_error *error)
{
    unsigned char hash[crypto_generichash_BYTES];
    if (server->options.no_token && !loopback)
        return error_set(error, READOUT_BAD_USAGE, NULL, "without a token only this machine is let in: leave out "
                                                         "--no-token or --listen %s", server->options.listen);
    if (server->options.no_token)
        return true;
    if (server->options.token_file && !keep_token(server, error))
        return false;
    if (!server->options.token_file)
        new_token(server);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)server->guard.token.ptr, server->guard.token.len,
                       (const unsigned char *)"readout feed key", 16);
    print_hex(&server->arena, hash, SERVER_TOKEN / 2, &server->guard.feed_key);
    return true;
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
    if (!socket_address(server->options.listen, server->options.port, &address, &loopback))
        return error_set(error, READOUT_BAD_USAGE, NULL, "--listen %s: no numeric address", server->options.listen);
    if (!make_token(server, loopback, error) || !open_parts(server, error))
        return false;
    int at = listen_at(server, &address, error);
    if (at < 0)
        return false;
    add_names(server, loopback);
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
