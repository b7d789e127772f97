/* deadline.h - closes connections that take too long: clients that send byte by byte, or never fetch their answer.
 *
 * Input: connections as they begin and end, and how long each may take for what it does next. Invariant: a connection
 * whose time is up is shut down within a second; whoever serves it then sees its end. */
#ifndef WEB_DEADLINE_H
#define WEB_DEADLINE_H
#include <microhttpd.h>

struct deadlines;
struct deadlines *deadlines_open(void); /* NULL: memory or threads ran out */
void deadlines_close(struct deadlines *deadlines);

/* The state of a new connection, which may take `seconds`; NULL where memory runs out. */
void *deadline_begin(struct deadlines *deadlines, struct MHD_Connection *connection, int seconds);
void deadline_end(struct deadlines *deadlines, void *state);

/* From now on, so many seconds. */
void deadline_extend(struct deadlines *deadlines, struct MHD_Connection *connection, int seconds);
#endif
