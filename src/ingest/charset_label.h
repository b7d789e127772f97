/* charset_label.h - which encoding a label means, and which label a page or an XML document has near its front. */
#ifndef INGEST_CHARSET_LABEL_H
#define INGEST_CHARSET_LABEL_H
#include <stdbool.h>
#include "base/str.h"

enum charset_kind {
    CHARSET_NONE,    /* not known */
    CHARSET_UTF8,
    CHARSET_SINGLE,  /* a byte a character */
    CHARSET_SEVERAL, /* one byte or more */
    CHARSET_ESCAPES, /* all bytes are ASCII */
    CHARSET_WIDE     /* words of 16 or 32 bits */
};

struct charset {
    enum charset_kind kind;
    char converter[16]; /* its name for iconv */
};

/* The encoding of a label, in letters of any case, blanks around it (data/web/encodings.txt). */
struct charset charset_find(struct str label);

/* The label that the first 8 KiB of the page give in <meta> ("prescan a byte stream" of the HTML Standard), or in an
 * XML declaration; empty where there is none. A slice of the bytes. */
struct str charset_of_html(struct str bytes);
struct str charset_of_xml(struct str bytes);
#endif
