/* token.h - the secret that lets readers in: a new one each time, or that of a file.
 *
 * Input: the options. Output: token and feed key of the guard (guard.h). Invariant: without it nobody but this
 * machine's own users is let in. */
#ifndef WEB_TOKEN_H
#define WEB_TOKEN_H
#include "web/guard.h"
#include "web/server.h"

/* Fill token and feed key of the guard; empty where the options want none. */
bool token_make(struct arena *arena, const struct server_options *options, bool loopback, struct guard *guard,
                readout_error *error);
#endif
