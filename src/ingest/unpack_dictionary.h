/* unpack_dictionary.h - the dictionary that a zstd file may start with, for all its frames: the content of a skippable
 * frame with the magic number 0x184D2A5D, itself compressed or not
 * (https://iipc.github.io/warc-specifications/specifications/warc-zstd/). */
#ifndef INGEST_UNPACK_DICTIONARY_H
#define INGEST_UNPACK_DICTIONARY_H
#include "ingest/limits.h"
#include "ingest/stream.h"

enum { DICTIONARY_MOST = 64 * 1024 * 1024 }; /* bytes of one, packed or not */

/* Whether a frame that may hold one starts with these bytes. */
bool dictionary_starts(struct str bytes);

/* Read the frame from `source`, put the dictionary into `into`; nothing where the frame holds something else. False
 * fills `error`. */
bool dictionary_read(struct buffer *into, stream_source *source, void *context, const struct limits *limits,
                     const char *name, readout_error *error);
#endif
