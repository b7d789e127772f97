/* codec.c - see codec.h. Input: compressed bytes. Output: what they stand for. Invariant: of zlib, libzstd and liblzma
 * only what `kind` needs is open, and only while `open`. */
#include "ingest/codec.h"

#include <zstd_errors.h>

enum { STEP_MOST = 1 << 30, WINDOW_LEAST = 10, WINDOW_MOST = 31, MAGIC = 6 };

enum codec_kind codec_sniff(struct str bytes)
{
    static const char xz[] = {(char)0xfd, '7', 'z', 'X', 'Z', 0};
    const unsigned char *b = (const unsigned char *)bytes.ptr;
    if (bytes.len < MAGIC)
        return CODEC_NONE;
    if (b[0] == 0x1f && b[1] == 0x8b && b[2] == 8)
        return CODEC_GZIP;
    if (b[0] == 0x28 && b[1] == 0xb5 && b[2] == 0x2f && b[3] == 0xfd)
        return CODEC_ZSTD;
    if ((b[0] & 0xf0) == 0x50 && b[1] == 0x2a && b[2] == 0x4d && b[3] == 0x18)
        return CODEC_ZSTD;
    return memcmp(b, xz, MAGIC) == 0 ? CODEC_XZ : CODEC_NONE;
}

/* RFC 1950, 2.2: the method is 8, the window at most 32 KiB, both bytes a multiple of 31. */
static bool has_zlib_header(const struct codec *codec)
{
    const unsigned char *in = codec->in;
    return codec->in_left >= 2 && (in[0] & 15) == 8 && in[0] >> 4 <= 7 && (in[0] << 8 | in[1]) % 31 == 0;
}

static bool start_deflated(struct codec *codec, bool again)
{
    int window = codec->kind == CODEC_GZIP ? 15 + 16 : has_zlib_header(codec) ? 15 : -15;
    if (again)
        return inflateReset2(&codec->deflated, window) == Z_OK;
    codec->deflated = (z_stream){0};
    return inflateInit2(&codec->deflated, window) == Z_OK;
}

static int window_log(uint64_t memory)
{
    int log = WINDOW_LEAST;
    while (log < WINDOW_MOST && (uint64_t)1 << (log + 3) <= memory)
        log++;
    return log;
}

static bool start_zstd(struct codec *codec, bool again)
{
    codec->wanted = 1;
    codec->full = false;
    if (again)
        return !ZSTD_isError(ZSTD_DCtx_reset(codec->zstd, ZSTD_reset_session_only));
    codec->zstd = ZSTD_createDCtx();
    return codec->zstd &&
           !ZSTD_isError(ZSTD_DCtx_setParameter(codec->zstd, ZSTD_d_windowLogMax, window_log(codec->memory)));
}

static bool start_xz(struct codec *codec, bool again)
{
    if (!again)
        codec->xz = (lzma_stream)LZMA_STREAM_INIT;
    return lzma_stream_decoder(&codec->xz, codec->memory / 2, 0) == LZMA_OK;
}

bool codec_start(struct codec *codec, enum codec_kind kind, uint64_t memory)
{
    bool again = codec->open && codec->kind == kind && codec->memory == memory;
    if (!again)
        codec_close(codec);
    codec->kind = kind;
    codec->memory = memory;
    codec->why = NULL;
    codec->open = true;
    return kind == CODEC_ZSTD ? start_zstd(codec, again)
           : kind == CODEC_XZ ? start_xz(codec, again)
                              : start_deflated(codec, again);
}

void codec_close(struct codec *codec)
{
    if (codec->open && codec->kind == CODEC_ZSTD)
        ZSTD_freeDCtx(codec->zstd);
    else if (codec->open && codec->kind == CODEC_XZ)
        lzma_end(&codec->xz);
    else if (codec->open)
        inflateEnd(&codec->deflated);
    codec->open = false;
}

static size_t most(size_t size)
{
    return size < STEP_MOST ? size : STEP_MOST;
}

static void move_on(struct codec *codec, size_t in, size_t out)
{
    codec->in += in;
    codec->in_left -= in;
    codec->out += out;
    codec->out_left -= out;
}

static enum codec_result step_deflated(struct codec *codec)
{
    z_stream *z = &codec->deflated;
    size_t in = most(codec->in_left), out = most(codec->out_left);
    z->next_in = (unsigned char *)(uintptr_t)codec->in;
    z->avail_in = (unsigned)in;
    z->next_out = codec->out;
    z->avail_out = (unsigned)out;
    int status = inflate(z, Z_NO_FLUSH);
    move_on(codec, in - z->avail_in, out - z->avail_out);
    if (status == Z_STREAM_END)
        return CODEC_ENDED;
    if (status == Z_OK || status == Z_BUF_ERROR)
        return CODEC_MORE;
    codec->why = status == Z_NEED_DICT ? "it needs a dictionary" : z->msg ? z->msg : "wrong data";
    return status == Z_MEM_ERROR ? CODEC_MEMORY : CODEC_DAMAGED;
}

/* One call of libzstd. Where it fails, what it has put out in that call is lost: so it gets one block at a time, and
 * nothing as long as it may have more to put out. A frame's first byte stands alone: a whole one would be one call. */
static size_t feed_zstd(struct codec *codec)
{
    size_t wanted = codec->full ? 0 : codec->wanted;
    ZSTD_inBuffer in = {codec->in, codec->in_left < wanted ? codec->in_left : wanted, 0};
    ZSTD_outBuffer out = {codec->out, codec->out_left, 0};
    size_t left = ZSTD_decompressStream(codec->zstd, &out, &in);
    codec->full = out.pos == out.size;
    codec->wanted = left;
    move_on(codec, in.pos, out.pos);
    return left;
}

static enum codec_result step_zstd(struct codec *codec)
{
    size_t room = codec->out_left, left;
    do
        left = feed_zstd(codec);
    while (left && !ZSTD_isError(left) && codec->out_left == room && codec->in_left);
    if (!ZSTD_isError(left))
        return left == 0 ? CODEC_ENDED : CODEC_MORE;
    ZSTD_ErrorCode code = ZSTD_getErrorCode(left);
    codec->why = ZSTD_getErrorName(left);
    bool memory = code == ZSTD_error_memory_allocation || code == ZSTD_error_frameParameter_windowTooLarge;
    return memory ? CODEC_MEMORY : CODEC_DAMAGED;
}

static const char *xz_problem(lzma_ret status)
{
    switch (status) {
    case LZMA_FORMAT_ERROR:
        return "no xz stream";
    case LZMA_OPTIONS_ERROR:
        return "xz options that are not known";
    default:
        return "wrong data";
    }
}

static enum codec_result step_xz(struct codec *codec)
{
    lzma_stream *xz = &codec->xz;
    xz->next_in = codec->in;
    xz->avail_in = codec->in_left;
    xz->next_out = codec->out;
    xz->avail_out = codec->out_left;
    lzma_ret status = lzma_code(xz, LZMA_RUN);
    move_on(codec, codec->in_left - xz->avail_in, codec->out_left - xz->avail_out);
    if (status == LZMA_STREAM_END)
        return CODEC_ENDED;
    if (status == LZMA_OK || status == LZMA_BUF_ERROR)
        return CODEC_MORE;
    codec->why = xz_problem(status);
    return status == LZMA_MEM_ERROR || status == LZMA_MEMLIMIT_ERROR ? CODEC_MEMORY : CODEC_DAMAGED;
}

enum codec_result codec_step(struct codec *codec)
{
    return codec->kind == CODEC_ZSTD ? step_zstd(codec)
           : codec->kind == CODEC_XZ ? step_xz(codec)
                                     : step_deflated(codec);
}
