/* metadata.h - what is known about reports besides their text, from the file named with --meta: a JSON array of objects
 * with "id" and, as far as known, the members that metadata_known reads. */
#ifndef INGEST_METADATA_H
#define INGEST_METADATA_H
#include <jansson.h>
#include <stdbool.h>
#include "base/arena.h"
#include "base/map.h"
#include "readout.h"

struct metadata {
    json_t *items; /* NULL: none */
    struct map by_id;
};

/* Read the file; strict: what has a wrong type, no id or an id twice, or a date that is none, is an error. The caller
 * guards the arena, which must outlive the metadata, and closes the metadata also where this failed. */
bool metadata_open(struct metadata *metadata, struct arena *arena, const char *path, readout_error *error);
void metadata_close(struct metadata *metadata);

/* Put what is known about report->id in the place of what the report itself says. */
void metadata_apply(const struct metadata *metadata, readout_report *report);

/* What is known of a report besides its text into `report`: "id", "outlet", "published" (or the first of its other
 * names in use that holds a string), "title", "url", "updated", "author" (a string, an object with its "name", or a
 * list of such, joined by "; "), "language", "agency", "dateline", and "source" and "target" where both are there; NULL
 * where it is not known. The strings are the object's. What is of a wrong type fills `error`, whose text starts with `where`. */
bool metadata_known(json_t *object, readout_report *report, const char *source, size_t line, const char *where,
                    readout_error *error);

/* What a date of publication tells (ISO 8601): a day of the calendar, perhaps with the time behind it; only a month
 * or a year, "1978-09", "1978"; or nothing. */
enum published { PUBLISHED_BAD, PUBLISHED_PART, PUBLISHED_DAY };
enum published published_kind(const char *date);
#endif
