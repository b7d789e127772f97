/* listen.c - see listen.h. */
#include "web/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <stdio.h>
#include <unistd.h>

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

static void add_name(struct naming *naming, const char *format, const char *host)
{
    char name[300];
    struct guard *guard = naming->guard;
    int length = snprintf(name, sizeof name, format, host, naming->port);
    if (guard->name_count < sizeof guard->names / sizeof *guard->names && length < (int)sizeof name)
        guard->names[guard->name_count++] = str_make(arena_copy(naming->arena, name, (size_t)length), (size_t)length);
}

static void add_address(struct naming *naming, const char *address)
{
    add_name(naming, strchr(address, ':') ? "[%s]:%u" : "%s:%u", address);
}

/* All addresses of this machine, where it listens at all of them. */
static void add_addresses(struct naming *naming)
{
    struct ifaddrs *first = NULL;
    char text[INET6_ADDRSTRLEN];
    add_address(naming, "127.0.0.1");
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
    if (strcmp(options->listen, "0.0.0.0") == 0 || strcmp(options->listen, "::") == 0)
        add_addresses(&naming);
    else
        add_address(&naming, options->listen);
    if (loopback)
        add_name(&naming, "%s:%u", "localhost");
    for (size_t i = 0; i < options->host_count; i++) {
        add_name(&naming, "%s:%u", options->hosts[i]);
        add_name(&naming, "%s%.0u", options->hosts[i]); /* behind a proxy on the usual port */
    }
}
