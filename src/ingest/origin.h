/* origin.h - what is known of a document before its bytes are read: from a file's name, an archive's record, an answer
 * over HTTP, a feed that names it. Everything may be empty. */
#ifndef INGEST_ORIGIN_H
#define INGEST_ORIGIN_H
#include "base/str.h"

struct origin {
    struct str name;      /* as errors name it: "FILE", "FILE:MEMBER", a URL */
    struct str url;       /* where the document was had from, after redirects */
    struct str type;      /* its media type, "text/html", without parameters */
    struct str charset;   /* its encoding as the header names it */
    struct str fetched;   /* when it was had, ISO 8601 */
    struct str outlet;    /* what a feed says of an item: */
    struct str title;
    struct str published; /* ISO 8601 */
    struct str author;
};
#endif
