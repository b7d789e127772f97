/* exchange.h - one HTTP request while libmicrohttpd hands it over piece by piece.
 *
 * Input: its raw address, headers, and the pieces of its body. Output: a call with query and fields. Invariant: what is
 * over a limit is refused and not kept; files that were sent lie in the folder of the exchange, which goes with it. */
#ifndef WEB_EXCHANGE_H
#define WEB_EXCHANGE_H
#include <microhttpd.h>

#include "web/call.h"
#include "web/guard.h"
#include "web/routes.h"

struct exchange {
    struct call call;
    char *raw;                 /* the address, as it came */
    struct str raw_path, raw_query; /* in `raw` */
    const struct route *route; /* NULL: there is none */
    bool begun;                /* its headers were looked at */
    enum guard_result let_in;
    unsigned refused;          /* a status that the whole of it is refused with; 0: none */
    struct MHD_PostProcessor *processor;
    bool data;                 /* its answer is one of SERVER_DATA */
    size_t body;               /* bytes so far */
    char *value;               /* of the field that is being taken: value_room bytes in the arena; NULL: none yet */
    size_t value_room, value_bytes; /* value_bytes: of all values so far */
    int file;                  /* the file that is being written; -1: none */
    char *folder;              /* of files; NULL: none */
};

/* NULL where memory runs out. */
struct exchange *exchange_new(const char *raw);
void exchange_free(struct exchange *exchange);

/* Find route, rest, form and parameters. False where the address is wrong: refused is set. */
bool exchange_parse(struct exchange *exchange);

/* The most bytes that its body may have. */
size_t exchange_limit(const struct exchange *exchange);

/* Take a piece of the body. */
bool exchange_take(struct exchange *exchange, struct MHD_Connection *connection, const char *bytes, size_t length);
#endif
