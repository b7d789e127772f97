/* fetch_fuzz.c - fuzz target: any bytes as what a server sends (ingest/fetch.h). There is no network: every connection
 * reaches a pair of sockets that holds the bytes, so that a redirect gets the same answer again. */
#include <assert.h>
#include <curl/curl.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ingest/fetch.h"
#include "fuzz.h"

enum { PAIRS = 32, LIMIT = 20000 };

static struct {
    struct str bytes;
    int open[PAIRS]; /* the server's ends */
    int count;
} server;

/* These two stand before those of the C library, for libcurl too. */
__attribute__((visibility("default"))) int connect(int file, __CONST_SOCKADDR_ARG to, socklen_t length)
{
    int pair[2];
    (void)to;
    (void)length;
    if (server.count == PAIRS || socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0)
        abort();
    if (write(pair[1], server.bytes.ptr, server.bytes.len) < 0 && server.bytes.len)
        abort();
    shutdown(pair[1], SHUT_WR);
    server.open[server.count++] = pair[1];
    dup2(pair[0], file);
    close(pair[0]);
    return 0;
}

__attribute__((visibility("default"))) int getaddrinfo(const char *name, const char *service,
                                                       const struct addrinfo *hints, struct addrinfo **result)
{
    (void)name;
    (void)service;
    (void)hints;
    (void)result;
    return EAI_NONAME;
}

static void check(const struct fetch_answer *answer)
{
    assert(answer->status >= 100 && answer->status <= 999);
    assert(answer->body.len <= LIMIT && answer->redirects <= 10);
    assert(memchr(answer->type.ptr, ';', answer->type.len) == NULL);
    assert(answer->url.len && answer->charset.ptr && answer->etag.ptr && answer->last_modified.ptr);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct fetch_rules rules = {.limits = limits_usual(), .agent = "fuzz", .allow_private = true};
    rules.limits.most[LIMIT_SIZE] = rules.limits.most[LIMIT_HEADERS] = LIMIT;
    rules.limits.most[LIMIT_WAIT] = 5;
    server.bytes = str_make((const char *)bytes, length < 100000 ? length : 100000);
    server.count = 0;
    readout_error error = {0};
    struct fetch *fetch = fetch_open(&rules, &error);
    struct fetch_request request = {STR("http://192.0.2.1/"), STR("\"tag\""), STR("")};
    struct fetch_answer answer;
    if (!fetch)
        abort();
    if (fetch_get(fetch, &request, &answer, &error))
        check(&answer);
    else
        assert(error.status != READOUT_OK && error.text[0]);
    fetch_close(fetch);
    while (server.count)
        close(server.open[--server.count]);
    return 0;
}
