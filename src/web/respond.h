/* respond.h - sends answers, each with the headers that keep browsers safe: what may be loaded, framed and guessed. */
#ifndef WEB_RESPOND_H
#define WEB_RESPOND_H
#include <microhttpd.h>
#include <time.h>

#include "web/asset.h"
#include "web/cache.h"
#include "web/call.h"

/* Send the response and let go of it; NULL: MHD_NO. */
enum MHD_Result respond_with(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response);

/* A few words, a literal, where no page is made. Above 400 the connection ends with it. */
enum MHD_Result respond_words(struct MHD_Connection *connection, unsigned status, const char *words);

enum MHD_Result respond_asset(struct MHD_Connection *connection, const struct assets *assets, struct str name);

/* An answer that may be kept, of which the caller is a user no more. `cookie`: a Set-Cookie line, or empty. `from`:
 * when the request was there. */
enum MHD_Result respond_answer(struct MHD_Connection *connection, struct answer *answer, const char *cookie,
                               const struct timespec *from);

/* What the call has as its answer, in its buffer or file. */
enum MHD_Result respond_call(struct MHD_Connection *connection, struct call *call, const struct timespec *from);
#endif
