/* warc_record.h - the head of one record of a WARC or ARC file: what it says of the bytes behind it. */
#ifndef INGEST_WARC_RECORD_H
#define INGEST_WARC_RECORD_H
#include "base/buffer.h"
#include "base/str.h"

enum record_kind { RECORD_RESPONSE, RECORD_RESOURCE, RECORD_OTHER };

struct record {
    enum record_kind kind;
    struct str url;           /* as it stands there, without <> */
    struct str type, charset; /* of the record's bytes, or as an ARC file says of the document */
    char fetched[32];         /* ISO 8601; "": not told */
    bool cut;                 /* the crawler did not keep all of it */
    uint64_t length;          /* bytes behind the head */
};

/* Whether a line that starts with these bytes starts a WARC record: "WARC/1.0". */
bool warc_starts(struct str bytes);

/* Read a head, version line and fields up to the empty line; it is changed in place and must outlive the record.
 * Returns NULL, or what is wrong with it. */
const char *warc_parse(char *head, size_t length, struct record *record);

/* Read the line that starts a record of an ARC file; it is changed in place and must outlive the record. Returns NULL,
 * or what is wrong with it. `*is_line` tells whether it is such a line at all, but for its length. */
const char *arc_parse(char *line, size_t length, struct record *record, bool *is_line);
#endif
