/* headers.h - the headers of a request (libmicrohttpd).
 *
 * Input: a connection whose headers are there. Output: one of them; whether the size of the body is told rightly.
 * Invariant: nothing is kept; texts are libmicrohttpd's and last as long as the request. */
#ifndef WEB_HEADERS_H
#define WEB_HEADERS_H
#include <microhttpd.h>
#include <stdbool.h>

#include "base/str.h"

/* The first of that name, in any case; empty: there is none. */
struct str headers_value(struct MHD_Connection *connection, const char *name);

/* How many Host headers there are. */
size_t headers_hosts(struct MHD_Connection *connection);

/* The status to refuse the request with for its size, where its body may have so many bytes; 0: none. A size that is
 * not told in one way that all readers of HTTP understand alike (RFC 9112, 6.3) is refused, and a body where none may
 * be. */
unsigned headers_check_size(struct MHD_Connection *connection, bool may_have_body, size_t most);
#endif
