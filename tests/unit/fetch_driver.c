/* fetch_driver.c - fetches addresses for tests/fetch.sh, one after another with one handle, and prints what came.
 *
 * Its network is not the real one: PUBLIC_ADDRESS is this machine, so that a server of the tests can be reached by an
 * address that is public, and names under ".test" have the addresses of `names`.
 *
 * Call: fetch_driver [--private] [--authorities FILE] [--limit NAME=VALUE] [--etag TAG] [--modified DATE] [--body]
 *       [--again] URL...
 * --etag and --modified are sent for all; --again sends for each address what the one before was answered with.
 * Output: one line an address, "STATUS URL TYPE CHARSET BYTES ...", or "error: URL: TEXT"; exit status 1 after one. */
#include <arpa/inet.h>
#include <curl/curl.h>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "base/error.h"
#include "ingest/fetch.h"

#define PUBLIC_ADDRESS "9.9.9.9"

/* What names stand for, the first time they are asked for and from then on. */
static const struct {
    const char *name, *first, *then;
} names[] = {
    {"public.test", PUBLIC_ADDRESS, PUBLIC_ADDRESS},
    {"xn--bcher-kva.test", PUBLIC_ADDRESS, PUBLIC_ADDRESS},
    {"private.test", "10.1.2.3", "10.1.2.3"},
    {"mapped.test", "::ffff:127.0.0.1", "::ffff:127.0.0.1"},
    {"turning.test", PUBLIC_ADDRESS, "127.0.0.1"},
};

/* These two stand before those of the C library, for libcurl too. */
__attribute__((visibility("default"))) int connect(int file, __CONST_SOCKADDR_ARG to, socklen_t length)
{
    int (*real)(int, const struct sockaddr *, socklen_t);
    *(void **)&real = dlsym(RTLD_NEXT, "connect");
    struct sockaddr_in v4;
    if (length != sizeof v4 || to.__sockaddr__->sa_family != AF_INET)
        return real(file, to.__sockaddr__, length);
    memcpy(&v4, to.__sockaddr__, sizeof v4);
    if (v4.sin_addr.s_addr == inet_addr(PUBLIC_ADDRESS))
        v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return real(file, (struct sockaddr *)&v4, sizeof v4);
}

__attribute__((visibility("default"))) int getaddrinfo(const char *name, const char *service,
                                                       const struct addrinfo *hints, struct addrinfo **result)
{
    static int asked; /* how often for a name that is known here */
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, name) == 0)
            return real(asked++ ? names[i].then : names[i].first, service, hints, result);
    return real(name, service, hints, result);
}

struct settings {
    struct fetch_rules rules;
    const char *etag, *modified;
    bool body, again;
};

/* Takes one option and its value; returns how many arguments these were, 0 for none. */
static int take_option(struct settings *settings, char **arguments)
{
    const char *option = arguments[0], *value = arguments[1];
    if (strcmp(option, "--private") == 0)
        return settings->rules.allow_private = true;
    if (strcmp(option, "--body") == 0)
        return settings->body = true;
    if (strcmp(option, "--again") == 0)
        return settings->again = true;
    if (strcmp(option, "--authorities") == 0)
        settings->rules.authorities = value;
    else if (strcmp(option, "--etag") == 0)
        settings->etag = value;
    else if (strcmp(option, "--modified") == 0)
        settings->modified = value;
    else if (strcmp(option, "--limit") != 0 || !value || !limits_set(&settings->rules.limits, value))
        return 0;
    return value ? 2 : 0;
}

static void print_part(const char *name, struct str value)
{
    if (value.len)
        printf(" %s=%.*s", name, STR_ARGS(value));
}

static void print_answer(const struct fetch_answer *answer, bool body)
{
    printf("%ld %.*s %zu bytes", answer->status, STR_ARGS(answer->url), answer->body.len);
    print_part("permanent", answer->permanent_url);
    print_part("type", answer->type);
    print_part("charset", answer->charset);
    print_part("etag", answer->etag);
    print_part("modified", answer->last_modified);
    if (answer->retry_after)
        printf(" retry-after=%llu", (unsigned long long)answer->retry_after);
    if (answer->received != answer->body.len)
        printf(" packed=%llu", (unsigned long long)answer->received);
    if (answer->redirects)
        printf(" redirects=%u", answer->redirects);
    printf("\n");
    if (body)
        printf("%.*s\n", STR_ARGS(answer->body));
}

static bool fetch_one(struct fetch *fetch, struct settings *settings, const char *url)
{
    static char etag[512], modified[512];
    struct fetch_request request = {str_of(url), str_of(settings->etag), str_of(settings->modified)};
    struct fetch_answer answer;
    readout_error error = {0};
    if (!fetch_get(fetch, &request, &answer, &error)) {
        char line[1200];
        printf("error: %s\n", error_line(&error, line, sizeof line));
        return false;
    }
    print_answer(&answer, settings->body);
    if (settings->again) {
        snprintf(etag, sizeof etag, "%.*s", STR_ARGS(answer.etag));
        snprintf(modified, sizeof modified, "%.*s", STR_ARGS(answer.last_modified));
        settings->etag = etag;
        settings->modified = modified;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct settings settings = {.rules = {.limits = limits_usual(), .agent = "ReadoutTest/1.0 (tests/fetch.sh)"}};
    int at = 1, taken, failures = 0;
    while (at < argc && strncmp(argv[at], "--", 2) == 0 && (taken = take_option(&settings, argv + at)) > 0)
        at += taken;
    if (at >= argc || strncmp(argv[at], "--", 2) == 0 || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return 2;
    readout_error error = {0};
    struct fetch *fetch = fetch_open(&settings.rules, &error);
    for (; fetch && at < argc; at++)
        failures += !fetch_one(fetch, &settings, argv[at]);
    fetch_close(fetch);
    curl_global_cleanup();
    return !fetch || failures > 0;
}
