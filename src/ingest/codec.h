/* codec.h - compressed bytes undone step by step: gzip, deflate (with zlib's header or without), zstd, xz.
 *
 * One member (gzip), frame (zstd) or stream (xz) at a time; what comes behind it is the caller's to look at. */
#ifndef INGEST_CODEC_H
#define INGEST_CODEC_H
#include <lzma.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>
#include <zstd.h>
#include "base/str.h"

enum codec_kind { CODEC_NONE, CODEC_GZIP, CODEC_DEFLATE, CODEC_ZSTD, CODEC_XZ };

enum codec_result {
    CODEC_MORE,    /* it wants more input or more room */
    CODEC_ENDED,   /* the member has ended */
    CODEC_DAMAGED, /* `why` says what is wrong */
    CODEC_MEMORY   /* it takes more memory than it may have, or than there is */
};

/* Start from {0}. The caller sets `in` and `out` before each step, which moves them on. */
struct codec {
    enum codec_kind kind;
    bool open;
    const unsigned char *in;
    size_t in_left;
    unsigned char *out;
    size_t out_left;
    const char *why;
    uint64_t memory; /* most bytes it may take */
    z_stream deflated;
    ZSTD_DCtx *zstd;
    size_t wanted; /* bytes that libzstd asks for */
    bool full;     /* it may have more to put out than there was room for */
    lzma_stream xz;
};

/* Which of gzip, zstd and xz the first bytes tell; CODEC_NONE: none of them, or fewer than six bytes. */
enum codec_kind codec_sniff(struct str bytes);

/* Be ready for the first byte of a member; also after another, of whatever kind. `in` must stand at the first two bytes
 * where the kind is CODEC_DEFLATE: they tell whether there is a header. False: no memory. */
bool codec_start(struct codec *codec, enum codec_kind kind, uint64_t memory);
enum codec_result codec_step(struct codec *codec);
void codec_close(struct codec *codec);
#endif
