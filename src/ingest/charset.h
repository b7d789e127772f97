/* charset.h - the bytes of a page or feed become UTF-8, whatever encoding they are in and whatever they say it is. */
#ifndef INGEST_CHARSET_H
#define INGEST_CHARSET_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "readout.h"

/* The encoding is told, in this order, by a byte order mark; the header's `header_charset` ("" where there is none);
 * what the page says itself near its front (<meta>; of XML, `html` false, its declaration); and the bytes: valid
 * UTF-8, UTF-16 without its mark, else what uchardet takes them for, else Windows-1252. A header or page that is
 * plainly wrong is overruled: UTF-8 that is none, a single-byte encoding of bytes that are valid UTF-8.
 *
 * `*utf8` is valid UTF-8 without a byte order mark and without NULs: a slice of `bytes` where they are that already,
 * else in the arena, which the caller guards. What cannot be converted becomes U+FFFD.
 *
 * False, and fills `error` (`source` names it), for bytes that are no text: many control characters; and where the C
 * library has no converter (iconv's modules are not installed) for what is declared. Time is linear
 * in the bytes; at most three times their size is allocated. */
bool charset_decode(struct arena *arena, struct str bytes, struct str header_charset, bool html, const char *source,
                    struct str *utf8, readout_error *error);
#endif
