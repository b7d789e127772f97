/* unpack.h - a compressed file as a container of one entry: gzip of any number of members, zstd of any number of
 * frames, xz of any number of streams, told apart by their first bytes.
 *
 * The zstd dictionary that WARC files may start with is used
 * (https://iipc.github.io/warc-specifications/specifications/warc-zstd/). One call of `read` never hands out bytes
 * of two members. What is broken off or damaged is handed out up to there; the error names the byte of the
 * compressed file. LIMIT_UNPACKED, LIMIT_RATIO and LIMIT_MEMORY hold. */
#ifndef INGEST_UNPACK_H
#define INGEST_UNPACK_H
#include "ingest/container.h"

container_open unpack_open;

/* The place in the compressed stream from which the unpacked byte at `position` and what follows can be unpacked: a
 * member starts with it. OFFSET_NONE where none does, where a dictionary is needed too, and where it lies more than
 * some members back. */
uint64_t unpack_offset(const struct container *container, uint64_t position);

/* After damage: go on with the next member whose start can be found behind it; reading then fails no longer. False
 * where there is none, and where something else than damage ended the reading. */
bool unpack_resume(const struct container *container);
#endif
