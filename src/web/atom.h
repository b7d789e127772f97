/* atom.h - the feed of changes (Atom, RFC 4287).
 *
 * Input: a call with store and story. Output: XML at the end of call->out. Invariant: a pure function of the record,
 * the address and where the server listens: the same change has the same id and day each time. */
#ifndef WEB_ATOM_H
#define WEB_ATOM_H
#include "view/moment.h"
#include "web/call.h"

/* What changed from run to run, the newest first, of the last few runs; where the address has a moment (`when`), or the
 * record has one run alone, what changed since `moment`. */
bool atom_changes(struct call *call, const struct moment *moment);
#endif
