/* calendar.h - planned and possible meetings and trips for calendars (iCalendar, RFC 5545).
 *
 * Input: a call with its story and choice. Output: text/calendar at the end of call->out. Invariant: a pure function of
 * the record, the address and where the server listens; what has no day is left out; lines have at most 75 octets and
 * no character is cut. */
#ifndef WEB_CALENDAR_H
#define WEB_CALENDAR_H
#include "web/call.h"

/* What is chosen and planned, possible, under way or called off; where the address names a status, of that alone. Also
 * heeds the parameters party, mediator and month. */
bool calendar_put(struct call *call);

/* One line, "NAME:value" with NAME and parameters as they are: folded, CRLF behind it. */
void calendar_line(struct buffer *out, const char *name, struct str value);

/* A TEXT as a value has it (RFC 5545, 3.3.11), at the end of `out`: control characters and marks that turn the
 * direction are left out, bytes that are no UTF-8 become U+FFFD. */
void calendar_escape(struct buffer *out, struct str text);
#endif
