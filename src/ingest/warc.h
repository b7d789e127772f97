/* warc.h - crawl archives as containers of the documents that were had: WARC 0.18 to 1.1
 * (https://iipc.github.io/warc-specifications/) and ARC 1 and 2
 * (https://archive.org/web/researcher/ArcFileFormat.php), told apart by their first line.
 *
 * Entries are the bodies of answers with status 200 (`response`), `resource` and `conversion` records; other records
 * are passed over. Transfer and content codings are undone. A record that breaks the format is ENTRY_BAD, named with
 * its number and place, and the search goes on at the next line that starts a record; behind a damaged member of a
 * compressed file, at the next member. Where a record breaks off, or is longer or shorter than it says, its document is
 * handed out up to there, then `read` returns -1, and `next` does not tell that error again; but where the document is
 * whole all the same, `read` ends with 0, and `next` tells it. What a crawler cut itself (WARC-Truncated) ends without
 * an error.
 *
 * The stream is unpacked already (unpack.h). */
#ifndef INGEST_WARC_H
#define INGEST_WARC_H
#include "ingest/container.h"

container_open warc_open;

/* Say what unpacks the stream, so that entries get the offset in the compressed file. It outlives the container. */
void warc_packed(struct container *container, const struct container *unpack);

#endif
