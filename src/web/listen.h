/* listen.h - where the server listens, and what it is called there.
 *
 * Input: a numeric address, a port, the hosts of the options. Output: a socket, and the names of the guard.
 * Invariant: no name is looked up. */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H
#include <sys/socket.h>

#include "web/guard.h"
#include "web/server.h"

/* The numeric address, as sockets have it, and whether only this machine reaches it. */
bool listen_parse(const char *text, unsigned port, struct sockaddr_storage *address, bool *loopback);

/* A socket that listens, on a port that is free where *port is 0; *port is which. -1 and `error` where there is none.
 * */
int listen_open(const struct sockaddr_storage *address, unsigned *port, readout_error *error);

/* Names by which requests may call it: its address, or all of this machine where it listens at all; its hosts. */
void listen_names(struct arena *arena, const struct server_options *options, unsigned port, bool loopback,
                  struct guard *guard);
#endif
