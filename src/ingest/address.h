/* address.h - whether an address of the network is one of the public Internet. What is fetched because somebody's page
 * or feed names it must not reach this machine, its network or what serves the machine inside a cloud. */
#ifndef INGEST_ADDRESS_H
#define INGEST_ADDRESS_H
#include <stddef.h>
#include <sys/socket.h>

/* Why `address` of `length` bytes is not public: "loopback", "private use", ...; NULL: it is. An IPv6 address that
 * stands for an IPv4 address is judged by that. What is neither IPv4 nor IPv6 is never public. */
const char *address_refusal(const struct sockaddr *address, size_t length);

/* "192.0.2.1", "2001:db8::1". Returns `out`. */
enum { ADDRESS_TEXT = 64 };
const char *address_text(const struct sockaddr *address, size_t length, char out[ADDRESS_TEXT]);
#endif
