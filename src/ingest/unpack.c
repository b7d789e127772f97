/* unpack.c - see unpack.h. Input: a stream of compressed bytes. Output: one entry, unpacked. Invariant: memory is
 * bounded by the input buffer, what the codec may take (LIMIT_MEMORY) and a dictionary. */
#include "ingest/unpack.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/error.h"
#include "ingest/codec.h"
#include "ingest/unpack_dictionary.h"

enum { CHUNK = 64 * 1024, MAGIC = 6, HEAD = 10, STARTS = 16 };

/* Where a member starts. */
struct start {
    uint64_t packed, unpacked;
};

struct unpack {
    struct stream *stream;
    const struct limits *limits;
    enum codec_kind kind;
    struct codec codec; /* its input is what is held of `in` */
    struct buffer name; /* of the entry */
    struct start starts[STARTS]; /* of the last members, the n-th at n % STARTS */
    size_t members;
    uint64_t first;    /* where the packed bytes start */
    uint64_t unpacked; /* bytes so far */
    uint64_t again;    /* packed bytes looked at a second time, behind damage */
    bool handed, inside, drained, ended, dictionary, damaged;
    readout_error problem;        /* once met, every read ends with it */
    readout_error stream_problem; /* why no more packed bytes come; met when those held are used up */
    unsigned char in[CHUNK];
};

/* The packed byte that is looked at next. */
static uint64_t packed_at(const struct unpack *unpack)
{
    return stream_at(unpack->stream) - unpack->codec.in_left;
}

static void fail_at(struct unpack *unpack, const char *what, const char *why)
{
    error_set(&unpack->problem, READOUT_BAD_INPUT, unpack->stream->name, "%s at byte %" PRIu64 "%s%s", what,
              packed_at(unpack), why ? ": " : "", why ? why : "");
}

/* Hold at least `least` packed bytes, unless no more are to come. */
static void hold(struct unpack *unpack, size_t least)
{
    struct codec *codec = &unpack->codec;
    if (codec->in_left >= least)
        return;
    if (codec->in_left)
        memmove(unpack->in, codec->in, codec->in_left);
    codec->in = unpack->in;
    while (codec->in_left < least && !unpack->drained) {
        char *end = (char *)unpack->in + codec->in_left;
        long got = stream_read(unpack->stream, end, CHUNK - codec->in_left, &unpack->stream_problem);
        codec->in_left += got > 0 ? (size_t)got : 0;
        unpack->drained = got <= 0;
    }
}

/* Bytes of zero may fill up the last block of a tape. */
static void pass_zeros(struct unpack *unpack)
{
    struct codec *codec = &unpack->codec;
    do {
        if (codec->in_left == 0)
            hold(unpack, 1);
        while (codec->in_left && *codec->in == 0) {
            codec->in++;
            codec->in_left--;
        }
    } while (codec->in_left == 0 && !unpack->drained);
}

static long take_packed(void *context, char *into, size_t size, readout_error *error)
{
    struct unpack *unpack = context;
    struct codec *codec = &unpack->codec;
    if (codec->in_left == 0)
        hold(unpack, 1);
    if (codec->in_left == 0 && unpack->stream_problem.status && !error->status)
        *error = unpack->stream_problem;
    size_t count = codec->in_left < size ? codec->in_left : size;
    memcpy(into, codec->in, count);
    codec->in += count;
    codec->in_left -= count;
    return count || !unpack->stream_problem.status ? (long)count : -1;
}

/* The dictionary in front of the first frame, where there is one. */
static bool load_dictionary(struct unpack *unpack)
{
    struct str front = str_make((const char *)unpack->codec.in, unpack->codec.in_left);
    if (unpack->kind != CODEC_ZSTD || unpack->members || !dictionary_starts(front))
        return true;
    struct buffer dictionary = {0};
    bool read = dictionary_read(&dictionary, take_packed, unpack, unpack->limits, unpack->stream->name,
                                &unpack->problem);
    if (read && dictionary.len) {
        unpack->dictionary = true;
        size_t loaded = ZSTD_DCtx_loadDictionary(unpack->codec.zstd, dictionary.ptr, dictionary.len);
        if (ZSTD_isError(loaded))
            fail_at(unpack, "no dictionary before", ZSTD_getErrorName(loaded));
    }
    buffer_free(&dictionary);
    hold(unpack, MAGIC);
    return !unpack->problem.status;
}

/* Go to the first byte of the next member. False at the end, and where there is a problem. */
static bool start_member(struct unpack *unpack)
{
    struct codec *codec = &unpack->codec;
    if (unpack->members)
        pass_zeros(unpack);
    hold(unpack, MAGIC);
    if (codec->in_left == 0) {
        unpack->ended = true;
        unpack->problem = unpack->stream_problem;
        return false;
    }
    enum codec_kind kind = codec_sniff(str_make((const char *)codec->in, codec->in_left));
    unpack->damaged = kind != unpack->kind && codec->in_left >= MAGIC;
    if (unpack->damaged)
        fail_at(unpack, "something else follows the compressed bytes", NULL);
    else if (!codec_start(codec, unpack->kind, unpack->limits->most[LIMIT_MEMORY]))
        error_set(&unpack->problem, READOUT_NO_MEMORY, unpack->stream->name, "no memory to unpack it");
    if (unpack->problem.status || !load_dictionary(unpack))
        return false;
    unpack->starts[unpack->members++ % STARTS] = (struct start){packed_at(unpack), unpack->unpacked};
    return unpack->inside = true;
}

static bool is_bomb(const struct unpack *unpack, uint64_t packed, uint64_t unpacked)
{
    return unpacked > LIMIT_RATIO_FROM && unpacked / unpack->limits->most[LIMIT_RATIO] > packed;
}

static void check_limits(struct unpack *unpack)
{
    const struct start *member = &unpack->starts[(unpack->members - 1) % STARTS];
    uint64_t at = packed_at(unpack);
    if (unpack->unpacked > unpack->limits->most[LIMIT_UNPACKED])
        limit_fail(&unpack->problem, unpack->limits, LIMIT_UNPACKED, unpack->stream->name);
    else if (is_bomb(unpack, at - unpack->first, unpack->unpacked) ||
             is_bomb(unpack, at - member->packed, unpack->unpacked - member->unpacked))
        limit_fail(&unpack->problem, unpack->limits, LIMIT_RATIO, unpack->stream->name);
}

static void note_result(struct unpack *unpack, enum codec_result result, bool stuck)
{
    unpack->damaged = result == CODEC_DAMAGED;
    if (result == CODEC_ENDED)
        unpack->inside = false;
    else if (result == CODEC_DAMAGED)
        fail_at(unpack, "damaged", unpack->codec.why);
    else if (result == CODEC_MEMORY)
        limit_fail(&unpack->problem, unpack->limits, LIMIT_MEMORY, unpack->stream->name);
    else if (stuck && unpack->stream_problem.status)
        unpack->problem = unpack->stream_problem;
    else if (stuck)
        fail_at(unpack, "broken off", NULL);
}

/* Unpack up to `size` bytes of one member; 0 at its end, or where there is a problem. */
static size_t unpack_some(struct unpack *unpack, char *into, size_t size)
{
    struct codec *codec = &unpack->codec;
    if (codec->in_left == 0)
        hold(unpack, 1);
    codec->out = (unsigned char *)into;
    codec->out_left = size;
    enum codec_result result = codec_step(codec);
    size_t made = size - codec->out_left;
    unpack->unpacked += made;
    note_result(unpack, result, made == 0 && codec->in_left == 0 && unpack->drained);
    check_limits(unpack);
    return made;
}

static long unpack_read(void *state, char *into, size_t size, readout_error *error)
{
    struct unpack *unpack = state;
    while (!unpack->problem.status && !unpack->ended && size) {
        if (!unpack->inside && !start_member(unpack))
            continue;
        size_t made = unpack_some(unpack, into, size);
        if (made)
            return (long)made;
    }
    if (unpack->problem.status && !error->status)
        *error = unpack->problem;
    return unpack->problem.status ? -1 : 0;
}

static enum entry_result unpack_next(void *state, struct entry *entry, readout_error *error)
{
    struct unpack *unpack = state;
    (void)error;
    if (unpack->handed)
        return ENTRY_END;
    unpack->handed = true;
    *entry = (struct entry){.origin.name = buffer_str(&unpack->name), .offset = unpack->first};
    return ENTRY_OK;
}

static void unpack_close(void *state)
{
    struct unpack *unpack = state;
    codec_close(&unpack->codec);
    buffer_free(&unpack->name);
    free(unpack);
}

/* The name without the ending that tells how it is compressed. */
static bool name_entry(struct buffer *into, struct str name)
{
    static const struct {
        struct str ending, instead;
    } endings[] = {{{".gz", 3}, {"", 0}},   {{".zst", 4}, {"", 0}},     {{".zstd", 5}, {"", 0}},
                   {{".xz", 3}, {"", 0}},   {{".tgz", 4}, {".tar", 4}}, {{".tzst", 5}, {".tar", 4}},
                   {{".txz", 4}, {".tar", 4}}};
    struct str instead = {"", 0};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(name, endings[i].ending)) {
            name.len -= endings[i].ending.len;
            instead = endings[i].instead;
            break;
        }
    buffer_add(into, name);
    buffer_add(into, instead);
    return !into->failed;
}

bool unpack_open(struct container *container, struct stream *stream, const struct limits *limits, readout_error *error)
{
    struct str front;
    if (stream_peek(stream, MAGIC, &front, error) == STREAM_FAILED)
        return false;
    enum codec_kind kind = codec_sniff(front);
    if (kind == CODEC_NONE)
        return error_set(error, READOUT_BAD_INPUT, stream->name, "neither gzip nor zstd nor xz");
    struct unpack *unpack = calloc(1, sizeof *unpack);
    if (!unpack || !name_entry(&unpack->name, str_of(stream->name))) {
        if (unpack)
            buffer_free(&unpack->name);
        free(unpack);
        return error_set(error, READOUT_NO_MEMORY, stream->name, "no memory to unpack it");
    }
    unpack->stream = stream;
    unpack->limits = limits;
    unpack->kind = kind;
    unpack->first = stream_at(stream);
    *container = (struct container){unpack, unpack_next, unpack_read, unpack_close};
    return true;
}

uint64_t unpack_offset(const struct container *container, uint64_t position)
{
    const struct unpack *unpack = container->state;
    size_t known = unpack->members < STARTS ? unpack->members : STARTS;
    for (size_t back = 1; back <= known && !unpack->dictionary; back++) {
        const struct start *start = &unpack->starts[(unpack->members - back) % STARTS];
        if (start->unpacked == position)
            return start->packed;
    }
    return OFFSET_NONE;
}

/* Of gzip the magic number alone is short: flags, extra flags and system are looked at too (RFC 1952, 2.3.1). */
static bool looks_like_start(enum codec_kind kind, struct str bytes)
{
    const unsigned char *b = (const unsigned char *)bytes.ptr;
    if (codec_sniff(bytes) != kind)
        return false;
    return kind != CODEC_GZIP || (b[3] < 0x20 && (b[8] & ~6) == 0 && (b[9] <= 13 || b[9] == 255));
}

/* Damage may be met only when bytes of the next member have been read as if they were of this one: back to where it
 * starts, if that is still held. No more bytes are looked at again than have been read: the time stays linear. */
static void step_back(struct unpack *unpack)
{
    struct codec *codec = &unpack->codec;
    uint64_t at = packed_at(unpack), held = (uint64_t)(codec->in - unpack->in);
    uint64_t from = unpack->members ? unpack->starts[(unpack->members - 1) % STARTS].packed + 1 : at;
    if (from >= at || at - from > held || unpack->again + (at - from) > at - unpack->first)
        return;
    unpack->again += at - from;
    codec->in -= at - from;
    codec->in_left += (size_t)(at - from);
}

bool unpack_resume(const struct container *container)
{
    struct unpack *unpack = container->state;
    struct codec *codec = &unpack->codec;
    if (!unpack->damaged)
        return false;
    step_back(unpack);
    for (hold(unpack, HEAD); codec->in_left >= HEAD; hold(unpack, HEAD)) {
        for (; codec->in_left >= HEAD; codec->in++, codec->in_left--) {
            if (!looks_like_start(unpack->kind, str_make((const char *)codec->in, codec->in_left)))
                continue;
            unpack->inside = unpack->damaged = false;
            error_clear(&unpack->problem);
            return true;
        }
    }
    unpack->damaged = false;
    return false;
}
