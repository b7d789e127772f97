/* fetch.c - see fetch.h. Input: an address and rules. Output: an answer, or why there is none. Invariant: every address
 * that is asked for, the first and each that a redirect names, passes judge_url, and every socket open_socket. */
#include "ingest/fetch.h"

#include <assert.h>
#include <curl/curl.h>
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "ingest/address.h"
#include "ingest/http_message.h"

enum { KEEP = 1024 * 1024, NETWORK_BUFFER = 16 * 1024, MILLISECONDS = 1000, URL_SHOWN = 200, SLOW_LEAST = 3 };
enum { CLOCKS_APART = 100 }; /* milliseconds */

/* Ports where other things than web servers listen, and which browsers refuse (https://fetch.spec.whatwg.org/, 2.9). */
static const unsigned short bad_ports[] = {
    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,   37,   42,   43,   53,
    69,   77,   79,   87,   95,   101,  102,  103,  104,  109,  110,  111,  113,  115,  117,  119,  123,
    135,  137,  139,  143,  161,  179,  389,  427,  465,  512,  513,  514,  515,  526,  530,  531,  532,
    540,  548,  554,  556,  563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049, 3659,
    4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};

/* One address after another on the way to an answer. */
LIST_TYPE(chain, struct str);

struct fetch {
    CURL *curl;
    struct limits limits;
    bool allow_private;
    locale_t utf8;      /* in which curl reads host names, else it takes ASCII alone; 0: the machine has none */
    struct arena arena; /* the strings of the last answer */
    struct buffer body;

    /* Of the request at work: */
    const char *asked;  /* the address asked for */
    struct chain chain; /* it, and where redirects have led */
    CURLU *address;     /* the last of these */
    struct curl_slist *headers;
    int64_t deadline;        /* of the clock of now(), in milliseconds */
    uint64_t header_bytes;
    enum limit over;         /* the limit that ended it; LIMIT_COUNT: none */
    unsigned sockets;        /* opened */
    const char *refusal;     /* why one was not */
    char refused[ADDRESS_TEXT];
    char detail[CURL_ERROR_SIZE];
};

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * MILLISECONDS + time.tv_nsec / 1000000;
}

/* "redirected to URL: ", where the last address is not the one asked for. Returns its length. */
static size_t put_redirect(const struct fetch *fetch, char *out, size_t size)
{
    if (fetch->chain.count < 2)
        return 0;
    struct str last = fetch->chain.items[fetch->chain.count - 1];
    bool cut = last.len > URL_SHOWN;
    return (size_t)snprintf(out, size, "redirected to %.*s%s: ", (int)(cut ? URL_SHOWN : last.len), last.ptr,
                            cut ? "…" : "");
}

/* An error of the address asked for. What servers wrote does not reach a terminal as control characters. */
static bool fail(const struct fetch *fetch, readout_error *error, readout_status status, const char *format, ...)
{
    char text[sizeof error->text];
    size_t used = put_redirect(fetch, text, sizeof text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text + used, sizeof text - used, format, arguments);
    va_end(arguments);
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
    return error_set(error, status, fetch->asked, "%s", text);
}

/* What curl calls back. */

static size_t end_over(struct fetch *fetch, enum limit limit)
{
    fetch->over = limit;
    return 0;
}

static uint64_t received(const struct fetch *fetch)
{
    curl_off_t bytes = 0;
    curl_easy_getinfo(fetch->curl, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
    return bytes > 0 ? (uint64_t)bytes : 0;
}

/* How long the server says the body is, packed; -1: it does not. */
static int64_t announced(const struct fetch *fetch)
{
    curl_off_t bytes = -1;
    curl_easy_getinfo(fetch->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &bytes);
    return bytes;
}

/* Curl counts what was received a buffer late where it comes in chunks. */
static bool is_bomb(const struct fetch *fetch, uint64_t unpacked)
{
    uint64_t packed = received(fetch) + NETWORK_BUFFER;
    return unpacked > LIMIT_RATIO_FROM && unpacked / packed >= fetch->limits.most[LIMIT_RATIO];
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct fetch *fetch = context;
    uint64_t most = fetch->limits.most[LIMIT_SIZE], total = fetch->body.len + size * count;
    if (total > most || announced(fetch) > (int64_t)most)
        return end_over(fetch, LIMIT_SIZE);
    if (is_bomb(fetch, total))
        return end_over(fetch, LIMIT_RATIO);
    buffer_add(&fetch->body, str_make(bytes, size * count));
    return fetch->body.failed ? 0 : size * count;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct fetch *fetch = context;
    (void)bytes;
    fetch->header_bytes += size * count;
    return fetch->header_bytes > fetch->limits.most[LIMIT_HEADERS] ? end_over(fetch, LIMIT_HEADERS) : size * count;
}

/* The one place where a connection begins; what it connects to is known by now. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct fetch *fetch = context;
    (void)purpose;
    const char *refusal = fetch->allow_private ? NULL : address_refusal(&to->addr, to->addrlen);
    if (refusal) {
        fetch->refusal = refusal;
        address_text(&to->addr, to->addrlen, fetch->refused);
        return CURL_SOCKET_BAD;
    }
    fetch->sockets++;
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static void set_callbacks(struct fetch *fetch)
{
    CURL *curl = fetch->curl;
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, fetch);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, fetch);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, fetch);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, fetch->detail);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
}

/* Cookies, .netrc, alt-svc and HSTS are off as long as nobody asks for them. */
static bool set_rules(CURL *curl, const struct fetch_rules *rules)
{
    bool set = curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK;
    set = set && curl_easy_setopt(curl, CURLOPT_PROXY, "") == CURLE_OK;
    set = set && curl_easy_setopt(curl, CURLOPT_NOPROXY, "*") == CURLE_OK;
    set = set && curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK;
    set = set && curl_easy_setopt(curl, CURLOPT_HTTP09_ALLOWED, 0L) == CURLE_OK;
    set = set && curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) == CURLE_OK;
    set = set && curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, (long)NETWORK_BUFFER) == CURLE_OK;
    set = set && curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip, deflate") == CURLE_OK;
    set = set && curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK;
    set = set && curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK;
    set = set && curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
    set = set && curl_easy_setopt(curl, CURLOPT_USERAGENT, rules->agent) == CURLE_OK;
    if (set && rules->authorities) {
        set = curl_easy_setopt(curl, CURLOPT_CAINFO, rules->authorities) == CURLE_OK &&
              curl_easy_setopt(curl, CURLOPT_CAPATH, NULL) == CURLE_OK;
    }
    return set;
}

struct fetch *fetch_open(const struct fetch_rules *rules, readout_error *error)
{
    assert(rules->agent && rules->agent[0]);
    struct fetch *fetch = calloc(1, sizeof *fetch);
    if (fetch) {
        arena_init(&fetch->arena, 0);
        fetch->limits = rules->limits;
        fetch->allow_private = rules->allow_private;
        fetch->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
        fetch->curl = curl_easy_init();
    }
    if (fetch && fetch->curl && set_rules(fetch->curl, rules)) {
        set_callbacks(fetch);
        return fetch;
    }
    fetch_close(fetch);
    error_set(error, READOUT_NO_MEMORY, NULL, "no memory to fetch anything");
    return NULL;
}

/* Writing to a connection that the other side has closed must not end the program: OpenSSL knows no MSG_NOSIGNAL. */
struct quiet {
    sigset_t before;
    bool waiting; /* one of these signals was on its way already */
};

static void pipe_set(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGPIPE);
}

static void quiet_begin(struct quiet *quiet)
{
    sigset_t pipe, waiting;
    pipe_set(&pipe);
    quiet->waiting = sigpending(&waiting) == 0 && sigismember(&waiting, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe, &quiet->before);
}

static void quiet_end(const struct quiet *quiet)
{
    sigset_t pipe;
    pipe_set(&pipe);
    while (!quiet->waiting && sigtimedwait(&pipe, NULL, &(struct timespec){0}) < 0 && errno == EINTR)
        continue;
    pthread_sigmask(SIG_SETMASK, &quiet->before, NULL);
}

/* Free what curl allocated for one exchange. */
static void end_exchange(struct fetch *fetch)
{
    curl_slist_free_all(fetch->headers);
    fetch->headers = NULL;
    curl_url_cleanup(fetch->address);
    fetch->address = NULL;
}

void fetch_close(struct fetch *fetch)
{
    if (!fetch)
        return;
    struct quiet quiet;
    quiet_begin(&quiet);
    curl_easy_cleanup(fetch->curl);
    quiet_end(&quiet);
    end_exchange(fetch);
    if (fetch->utf8)
        freelocale(fetch->utf8);
    buffer_free(&fetch->body);
    arena_free(&fetch->arena);
    free(fetch);
}

static bool is_bad_port(const char *port)
{
    long number = strtol(port, NULL, 10);
    for (size_t i = 0; i < sizeof bad_ports / sizeof *bad_ports; i++)
        if (bad_ports[i] == number)
            return true;
    return number == 0;
}

/* A part of the address at work as a copy for curl_free; NULL: it is absent. */
static char *part_of(const struct fetch *fetch, CURLUPart part)
{
    char *text = NULL;
    return curl_url_get(fetch->address, part, &text, CURLU_DEFAULT_PORT) == CURLUE_OK ? text : NULL;
}

static bool fail_memory(const struct fetch *fetch, readout_error *error)
{
    return fail(fetch, error, READOUT_NO_MEMORY, "no memory to fetch it");
}

static bool judge_parts(const struct fetch *fetch, const char *scheme, const char *port, readout_error *error)
{
    if (!scheme)
        return fail_memory(fetch, error);
    if (strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0)
        return fail(fetch, error, READOUT_BAD_INPUT, "only http and https are fetched");
    if (!port)
        return fail_memory(fetch, error);
    return !is_bad_port(port) ||
           fail(fetch, error, READOUT_BAD_INPUT, "web servers do not listen on port %s", port);
}

/* May the last address of the chain be asked for? It is then fetch->address, on whose parts curl acts. */
static bool judge_url(struct fetch *fetch, readout_error *error)
{
    struct str url = fetch->chain.items[fetch->chain.count - 1];
    if (url.len > FETCH_URL_MOST)
        return fail(fetch, error, READOUT_TOO_LARGE, "an address of more than %d bytes", FETCH_URL_MOST);
    fetch->address = curl_url();
    if (!fetch->address)
        return fail_memory(fetch, error);
    unsigned flags = CURLU_URLENCODE | CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME;
    CURLUcode code = memchr(url.ptr, 0, url.len) ? CURLUE_MALFORMED_INPUT
                                                 : curl_url_set(fetch->address, CURLUPART_URL, url.ptr, flags);
    if (code == CURLUE_OUT_OF_MEMORY)
        return fail_memory(fetch, error);
    if (code == CURLUE_USER_NOT_ALLOWED)
        return fail(fetch, error, READOUT_BAD_INPUT, "addresses with a user or a password are not fetched");
    if (code != CURLUE_OK)
        return fail(fetch, error, READOUT_BAD_INPUT, "not a well-formed web address");
    char *scheme = part_of(fetch, CURLUPART_SCHEME), *port = part_of(fetch, CURLUPART_PORT);
    bool good = judge_parts(fetch, scheme, port, error);
    curl_free(scheme);
    curl_free(port);
    return good;
}

/* Add "NAME: VALUE" to what is sent, unless there is no value or it would break the line. */
static bool add_header(struct fetch *fetch, const char *name, struct str value)
{
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.ptr[i] < ' ' || value.ptr[i] == 0x7f)
            return true;
    if (!value.len)
        return true;
    size_t room = strlen(name) + value.len + 3;
    char *line = arena_take(&fetch->arena, room, 1);
    snprintf(line, room, "%s: %.*s", name, STR_ARGS(value));
    struct curl_slist *longer = curl_slist_append(fetch->headers, line);
    fetch->headers = longer ? longer : fetch->headers;
    return longer != NULL;
}

/* What failed, in plain words. */

static bool fail_connect(const struct fetch *fetch, readout_error *error)
{
    if (fetch->refusal && !fetch->sockets)
        return fail(fetch, error, READOUT_BAD_INPUT, "its address %s is not public: %s", fetch->refused,
                    fetch->refusal);
    long number = 0;
    curl_easy_getinfo(fetch->curl, CURLINFO_OS_ERRNO, &number);
    return fail(fetch, error, READOUT_NO_FILE, "no connection: %s", number ? strerror((int)number) : fetch->detail);
}

static bool fail_short(const struct fetch *fetch, readout_error *error)
{
    int64_t whole = announced(fetch);
    unsigned long long got = received(fetch);
    if (whole > 0)
        return fail(fetch, error, READOUT_NO_FILE, "broken off: %llu of %lld bytes", got, (long long)whole);
    return fail(fetch, error, READOUT_NO_FILE, "broken off after %llu bytes", got);
}

/* Half of the time there is; less than some seconds cannot be measured. */
static long slow_seconds(const struct fetch *fetch)
{
    uint64_t half = (fetch->limits.most[LIMIT_WAIT] + 1) / 2;
    return half < SLOW_LEAST ? SLOW_LEAST : half < INT32_MAX ? (long)half : INT32_MAX;
}

/* curl rounds the time there is to its own clock, and may be back a little before the deadline. */
static bool fail_late(const struct fetch *fetch, readout_error *error)
{
    if (now() >= fetch->deadline - CLOCKS_APART)
        return limit_fail(error, &fetch->limits, LIMIT_WAIT, fetch->asked);
    return fail(fetch, error, READOUT_TOO_LARGE, "less than %d bytes a second for %ld seconds (--limit wait)",
                FETCH_SLOW, slow_seconds(fetch));
}

static bool fail_written(const struct fetch *fetch, readout_error *error)
{
    if (fetch->over != LIMIT_COUNT)
        return limit_fail(error, &fetch->limits, fetch->over, fetch->asked);
    if (fetch->body.failed)
        return fail(fetch, error, READOUT_NO_MEMORY, "no memory for its body");
    return fail(fetch, error, READOUT_BAD_INPUT, "its body cannot be unpacked");
}

static bool fail_exchange(const struct fetch *fetch, CURLcode code, readout_error *error)
{
    const char *detail = fetch->detail[0] ? fetch->detail : curl_easy_strerror(code);
    switch (code) {
    case CURLE_COULDNT_CONNECT:
        return fail_connect(fetch, error);
    case CURLE_OPERATION_TIMEDOUT:
        return fail_late(fetch, error);
    case CURLE_WRITE_ERROR:
        return fail_written(fetch, error);
    case CURLE_PARTIAL_FILE:
        return fail_short(fetch, error);
    case CURLE_RECV_ERROR:
        return received(fetch) ? fail_short(fetch, error)
                               : fail(fetch, error, READOUT_NO_FILE, "the connection broke: %s", detail);
    case CURLE_BAD_CONTENT_ENCODING:
        return fail(fetch, error, READOUT_BAD_INPUT, "its body cannot be unpacked");
    case CURLE_URL_MALFORMAT:
        return fail(fetch, error, READOUT_BAD_INPUT, "no host can have this name");
    case CURLE_COULDNT_RESOLVE_HOST:
        return fail(fetch, error, READOUT_NO_FILE, "no address is known for this name");
    case CURLE_GOT_NOTHING:
        return fail(fetch, error, READOUT_NO_FILE, "the server closed the connection without an answer");
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
        return fail(fetch, error, READOUT_BAD_INPUT, "what answers does not speak HTTP");
    case CURLE_PEER_FAILED_VERIFICATION:
        return fail(fetch, error, READOUT_NO_FILE, "its certificate is not accepted: %s", detail);
    case CURLE_SSL_CONNECT_ERROR:
        return fail(fetch, error, READOUT_NO_FILE, "no secure connection: %s", detail);
    case CURLE_OUT_OF_MEMORY: /* also for a line of the headers over 100 kB */
        return fail(fetch, error, READOUT_TOO_LARGE, "a line of its headers is too long, or there is no memory");
    default:
        return fail(fetch, error, READOUT_NO_FILE, "%s", detail);
    }
}

static void begin_exchange(struct fetch *fetch)
{
    end_exchange(fetch);
    buffer_clear(&fetch->body, KEEP);
    fetch->header_bytes = 0;
    fetch->over = LIMIT_COUNT;
    fetch->sockets = 0;
    fetch->refusal = NULL;
    fetch->detail[0] = 0;
}

static long status_of(const struct fetch *fetch)
{
    long status = 0;
    curl_easy_getinfo(fetch->curl, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

/* Ask for fetch->address. Nothing that an arena holds is allocated while curl works. */
static bool exchange(struct fetch *fetch, readout_error *error)
{
    int64_t left = fetch->deadline - now();
    if (left <= 0)
        return limit_fail(error, &fetch->limits, LIMIT_WAIT, fetch->asked);
    curl_easy_setopt(fetch->curl, CURLOPT_CURLU, fetch->address);
    curl_easy_setopt(fetch->curl, CURLOPT_HTTPHEADER, fetch->headers);
    curl_easy_setopt(fetch->curl, CURLOPT_TIMEOUT_MS, (long)(left < INT32_MAX ? left : INT32_MAX));
    curl_easy_setopt(fetch->curl, CURLOPT_LOW_SPEED_LIMIT, (long)FETCH_SLOW);
    curl_easy_setopt(fetch->curl, CURLOPT_LOW_SPEED_TIME, slow_seconds(fetch));
    struct quiet quiet;
    quiet_begin(&quiet);
    locale_t before = uselocale(fetch->utf8);
    CURLcode code = curl_easy_perform(fetch->curl);
    uselocale(before);
    quiet_end(&quiet);
    curl_easy_setopt(fetch->curl, CURLOPT_CURLU, NULL);
    curl_easy_setopt(fetch->curl, CURLOPT_HTTPHEADER, NULL);
    if (code == CURLE_OK && (status_of(fetch) < 100 || status_of(fetch) > 999))
        code = CURLE_WEIRD_SERVER_REPLY;
    return code == CURLE_OK || fail_exchange(fetch, code, error);
}

static bool ask(struct fetch *fetch, const struct fetch_request *request, readout_error *error)
{
    begin_exchange(fetch);
    if (!judge_url(fetch, error))
        return false;
    if (!add_header(fetch, "If-None-Match", request->etag) ||
        !add_header(fetch, "If-Modified-Since", request->last_modified))
        return fail_memory(fetch, error);
    return exchange(fetch, error);
}

/* Where the answer sends us; NULL: it is one to keep. */
static const char *redirect_of(const struct fetch *fetch)
{
    long status = status_of(fetch);
    char *to = NULL;
    if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308)
        return NULL;
    return curl_easy_getinfo(fetch->curl, CURLINFO_REDIRECT_URL, &to) == CURLE_OK ? to : NULL;
}

/* Was this one of the chain asked for before? */
static bool came_by(const struct fetch *fetch, size_t last)
{
    for (size_t i = 0; i < last; i++)
        if (str_equal(fetch->chain.items[i], fetch->chain.items[last]))
            return true;
    return false;
}

/* "more than 10 redirects (--limit redirects): to A, to B, …": as many of them as there is room for, each once. */
static bool fail_redirects(const struct fetch *fetch, readout_error *error)
{
    char way[400] = "";
    size_t used = 0;
    for (size_t i = 1; i < fetch->chain.count; i++) {
        struct str url = fetch->chain.items[i];
        bool again = came_by(fetch, i);
        if (again || used + url.len + 32 > sizeof way) {
            snprintf(way + used, sizeof way - used, again ? ", in a circle" : ", …");
            break;
        }
        used += (size_t)snprintf(way + used, sizeof way - used, "%sto %.*s", i > 1 ? ", " : "", STR_ARGS(url));
    }
    return error_set(error, READOUT_TOO_LARGE, fetch->asked, "more than %llu redirects (--limit redirects): %s",
                     (unsigned long long)fetch->limits.most[LIMIT_REDIRECTS], way);
}

/* A header of the answer, the first of its name; empty: there is none. */
static struct str header_of(struct fetch *fetch, const char *name)
{
    struct curl_header *header;
    if (curl_easy_header(fetch->curl, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return str_copy(&fetch->arena, STR(""));
    return str_copy(&fetch->arena, str_trim(str_of(header->value)));
}

static void read_type(struct fetch *fetch, struct fetch_answer *answer)
{
    http_content_type(header_of(fetch, "Content-Type"), &answer->type, &answer->charset);
}

/* The time by the clock of the day, "2024-08-19T10:05:00Z"; empty where that cannot be told. */
static struct str time_of_day(struct fetch *fetch)
{
    char text[32] = "";
    time_t seconds = time(NULL);
    struct tm parts;
    if (gmtime_r(&seconds, &parts))
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return str_copy(&fetch->arena, str_of(text));
}

static void read_answer(struct fetch *fetch, size_t permanent, struct fetch_answer *answer)
{
    curl_off_t wait = 0;
    curl_easy_getinfo(fetch->curl, CURLINFO_RETRY_AFTER, &wait);
    *answer = (struct fetch_answer){
        .status = status_of(fetch),
        .url = fetch->chain.items[fetch->chain.count - 1],
        .permanent_url = permanent ? fetch->chain.items[permanent] : STR(""),
        .etag = header_of(fetch, "ETag"),
        .last_modified = header_of(fetch, "Last-Modified"),
        .fetched = time_of_day(fetch),
        .retry_after = wait > FETCH_WAIT_MOST ? FETCH_WAIT_MOST : wait > 0 ? (uint64_t)wait : 0,
        .body = buffer_str(&fetch->body),
        .received = received(fetch),
        .redirects = (unsigned)(fetch->chain.count - 1),
    };
    read_type(fetch, answer);
}

static void follow(struct fetch *fetch, struct str url)
{
    *ARENA_PUSH(&fetch->arena, fetch->chain) = str_copy(&fetch->arena, url);
}

static void begin(struct fetch *fetch, const struct fetch_request *request)
{
    uint64_t wait = fetch->limits.most[LIMIT_WAIT];
    fetch->deadline = now() + (int64_t)(wait < INT32_MAX ? wait : INT32_MAX) * MILLISECONDS;
    fetch->chain = (struct chain){0};
    fetch->asked = "";
    follow(fetch, str_trim(request->url));
    fetch->asked = fetch->chain.items[0].ptr;
}

bool fetch_get(struct fetch *fetch, const struct fetch_request *request, struct fetch_answer *answer,
               readout_error *error)
{
    arena_reset(&fetch->arena, KEEP);
    if (arena_guard(&fetch->arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "no memory to fetch anything");
    begin(fetch, request);
    size_t permanent = 0; /* the last of the chain to which all redirects were for good */
    while (ask(fetch, request, error)) {
        const char *to = redirect_of(fetch);
        if (!to) {
            read_answer(fetch, permanent, answer);
            return true;
        }
        if (fetch->chain.count > fetch->limits.most[LIMIT_REDIRECTS])
            return fail_redirects(fetch, error);
        long status = status_of(fetch);
        if (permanent + 1 == fetch->chain.count && (status == 301 || status == 308))
            permanent++;
        follow(fetch, str_of(to));
    }
    return false;
}
