/* address.c - see address.h. Input: a socket address. Output: the range it is in. Invariant: public is only what no row
 * names, and of IPv6 only 2000::/3, the one part of it that is given out (RFC 4291).
 *
 * Ranges: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, as of 2024), with multicast (RFC 5771, RFC
 * 4291) and what was given up (192.88.99.0/24, fec0::/10). */
#include "ingest/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct range {
    unsigned char start[16];
    unsigned bits;
    const char *name;
};

static const struct range ranges_v4[] = {
    {{0}, 8, "this network"},
    {{10}, 8, "private use"},
    {{100, 64}, 10, "shared by a carrier"},
    {{127}, 8, "loopback"},
    {{169, 254}, 16, "link-local"},
    {{172, 16}, 12, "private use"},
    {{192, 0, 0}, 24, "for protocols"},
    {{192, 0, 2}, 24, "for documentation"},
    {{192, 88, 99}, 24, "given up"},
    {{192, 168}, 16, "private use"},
    {{198, 18}, 15, "for benchmarks"},
    {{198, 51, 100}, 24, "for documentation"},
    {{203, 0, 113}, 24, "for documentation"},
    {{224}, 4, "multicast"},
    {{240}, 4, "reserved"}, /* 255.255.255.255 too */
};

/* What is not in 2000::/3 is refused whether or not a row names it. */
static const struct range ranges_v6[] = {
    {{0}, 128, "unspecified"},
    {{[15] = 1}, 128, "loopback"},
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, "translated inside a network"},
    {{0x01, 0x00}, 64, "discarded"},
    {{0x20, 0x01}, 23, "for protocols"}, /* Teredo too */
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "for documentation"},
    {{0x3f, 0xff}, 20, "for documentation"},
    {{0x5f, 0x00}, 16, "for segment routing"},
    {{0xfc}, 7, "private use"},
    {{0xfe, 0x80}, 10, "link-local"},
    {{0xfe, 0xc0}, 10, "private use"},
    {{0xff}, 8, "multicast"},
};

/* Ranges of IPv6 that hold an IPv4 address, from byte `at` on. */
static const struct {
    struct range range;
    unsigned at;
} holders[] = {
    {{{[10] = 0xff, [11] = 0xff}, 96, "mapped"}, 12},               /* RFC 4291 */
    {{{0x00, 0x64, 0xff, 0x9b}, 96, "translated"}, 12},             /* RFC 6052 */
    {{{0x20, 0x02}, 16, "6to4"}, 2},                                /* RFC 3056 */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_in(const unsigned char *address, const struct range *range)
{
    unsigned whole = range->bits / 8, rest = range->bits % 8;
    if (memcmp(address, range->start, whole) != 0)
        return false;
    unsigned mask = (0xff00u >> rest) & 0xff;
    return rest == 0 || (address[whole] & mask) == range->start[whole];
}

static const char *find_range(const unsigned char *address, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_in(address, &ranges[i]))
            return ranges[i].name;
    return NULL;
}

static const char *refusal_v6(const unsigned char *address)
{
    for (size_t i = 0; i < COUNT(holders); i++)
        if (is_in(address, &holders[i].range))
            return find_range(address + holders[i].at, ranges_v4, COUNT(ranges_v4));
    const char *name = find_range(address, ranges_v6, COUNT(ranges_v6));
    return name ? name : (address[0] & 0xe0) == 0x20 ? NULL : "reserved";
}

/* The bytes of the address itself, into `bytes`; their number, 0 of other families. */
static size_t address_bytes(const struct sockaddr *address, size_t length, unsigned char bytes[16])
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    if (length >= sizeof v4 && address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof v4);
        memcpy(bytes, &v4.sin_addr, 4);
        return 4;
    }
    if (length < sizeof v6 || address->sa_family != AF_INET6)
        return 0;
    memcpy(&v6, address, sizeof v6);
    memcpy(bytes, &v6.sin6_addr, 16);
    return 16;
}

const char *address_refusal(const struct sockaddr *address, size_t length)
{
    unsigned char bytes[16];
    switch (address_bytes(address, length, bytes)) {
    case 4:
        return find_range(bytes, ranges_v4, COUNT(ranges_v4));
    case 16:
        return refusal_v6(bytes);
    default:
        return "not of the Internet";
    }
}

const char *address_text(const struct sockaddr *address, size_t length, char out[ADDRESS_TEXT])
{
    unsigned char bytes[16];
    size_t size = address_bytes(address, length, bytes);
    if (!size || !inet_ntop(size == 4 ? AF_INET : AF_INET6, bytes, out, ADDRESS_TEXT))
        snprintf(out, ADDRESS_TEXT, "an unknown address");
    return out;
}
