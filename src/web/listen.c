/* listen.c - see listen.h. */
#include "web/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <stdio.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/error.h"

bool listen_parse(const char *text, unsigned port, struct sockaddr_storage *address, bool *loopback)
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

int listen_open(const struct sockaddr_storage *address, unsigned *port, readout_error *error)
{
    struct sockaddr_storage bound = *address;
    socklen_t length = address->ss_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    int on = 1, at = socket(address->ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (at >= 0 && setsockopt(at, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        bind(at, (const struct sockaddr *)address, length) == 0 && listen(at, SERVER_CONNECTIONS) == 0 &&
        getsockname(at, (struct sockaddr *)&bound, &length) == 0) {
        *port = ntohs(address->ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&bound)->sin6_port
                                                            : ((struct sockaddr_in *)&bound)->sin_port);
        return at;
    }
    error_set(error, READOUT_NO_FILE, NULL, "cannot listen at port %u: %s", *port, strerror(errno));
    if (at >= 0)
        close(at);
    return -1;
}

/* What names are made with. */
struct naming {
    struct arena *arena;
    struct guard *guard;
    unsigned port;
};

enum { HTTP_PORT = 80 };

/* In lower case, as browsers send it. */
static void keep_name(struct naming *naming, const char *name, size_t length)
{
    struct guard *guard = naming->guard;
    if (guard->name_count == sizeof guard->names / sizeof *guard->names)
        return;
    char *kept = arena_copy(naming->arena, name, length);
    for (size_t i = 0; i < length; i++)
        kept[i] = ascii_lower(kept[i]);
    guard->names[guard->name_count++] = str_make(kept, length);
}

/* A name as it stands in a Host header: with the port, and without where browsers leave it out. */
static void add_name(struct naming *naming, const char *host, bool without_port)
{
    char name[300];
    struct in6_addr six_bytes;
    bool six = inet_pton(AF_INET6, host, &six_bytes) == 1;
    int length = snprintf(name, sizeof name, six ? "[%s]" : "%s", host);
    int whole = length < 280 ? length + sprintf(name + length, ":%u", naming->port) : 0;
    if (!whole)
        return;
    keep_name(naming, name, (size_t)whole);
    if (without_port || naming->port == HTTP_PORT)
        keep_name(naming, name, (size_t)length);
}

/* As it is written in addresses of the web, however it was given. */
static void add_address(struct naming *naming, const char *address)
{
    unsigned char bytes[sizeof(struct in6_addr)];
    char text[INET6_ADDRSTRLEN];
    bool six = inet_pton(AF_INET6, address, bytes) == 1 && inet_ntop(AF_INET6, bytes, text, sizeof text);
    add_name(naming, six ? text : address, false);
}

/* Whether the address means all of this machine. */
static bool is_any(const char *address)
{
    static const struct in6_addr zero;
    struct in6_addr six;
    struct in_addr four;
    return (inet_pton(AF_INET, address, &four) == 1 && four.s_addr == 0) ||
           (inet_pton(AF_INET6, address, &six) == 1 && memcmp(&six, &zero, sizeof zero) == 0);
}

/* All addresses of this machine, where it listens at all of them. */
static void add_addresses(struct naming *naming)
{
    struct ifaddrs *first = NULL;
    char text[INET6_ADDRSTRLEN];
    if (getifaddrs(&first) != 0)
        return;
    for (const struct ifaddrs *at = first; at; at = at->ifa_next) {
        int family = at->ifa_addr ? at->ifa_addr->sa_family : AF_UNSPEC;
        const void *bytes = family == AF_INET    ? (const void *)&((struct sockaddr_in *)at->ifa_addr)->sin_addr
                            : family == AF_INET6 ? (const void *)&((struct sockaddr_in6 *)at->ifa_addr)->sin6_addr
                                                 : NULL;
        if (bytes && inet_ntop(family, bytes, text, sizeof text))
            add_address(naming, text);
    }
    freeifaddrs(first);
}

void listen_names(struct arena *arena, const struct server_options *options, unsigned port, bool loopback,
                  struct guard *guard)
{
    struct naming naming = {arena, guard, port};
    bool any = is_any(options->listen);
    add_address(&naming, any ? "127.0.0.1" : options->listen);
    if (loopback)
        add_name(&naming, "localhost", false);
    for (size_t i = 0; i < options->host_count; i++)
        add_name(&naming, options->hosts[i], true); /* behind a proxy on the usual port */
    if (any)
        add_addresses(&naming);
}
