/* unpack_dictionary.c - see unpack_dictionary.h. Input: the first frame. Output: the dictionary. Invariant: memory
 * grows with the bytes that are there, not with what the frame says. */
#include "ingest/unpack_dictionary.h"

#include "base/error.h"
#include "ingest/codec.h"

enum { CHUNK = 64 * 1024, HEAD = 8 };

bool dictionary_starts(struct str bytes)
{
    return str_starts(bytes, str_make("\x5d\x2a\x4d\x18", 4));
}

/* `count` bytes; false where there are not as many, or no memory for them. */
static bool read_bytes(struct buffer *into, size_t count, stream_source *source, void *context, readout_error *error)
{
    while (count && buffer_reserve(into, count < CHUNK ? count : CHUNK)) {
        long got = source(context, into->ptr + into->len, count < CHUNK ? count : CHUNK, error);
        if (got <= 0)
            return false;
        into->len += (size_t)got;
        count -= (size_t)got;
    }
    return !into->failed;
}

/* One frame into `into`, which gets at most DICTIONARY_MOST bytes. */
static bool unpack_frame(struct buffer *into, struct str packed, uint64_t memory)
{
    struct codec codec = {0};
    enum codec_result result = CODEC_MORE;
    bool started = codec_start(&codec, CODEC_ZSTD, memory);
    codec.in = (const unsigned char *)packed.ptr;
    codec.in_left = packed.len;
    while (started && result == CODEC_MORE && into->len < DICTIONARY_MOST && buffer_reserve(into, CHUNK)) {
        codec.out = (unsigned char *)into->ptr + into->len;
        codec.out_left = CHUNK;
        result = codec_step(&codec);
        into->len += CHUNK - codec.out_left;
        if (codec.out_left == CHUNK && codec.in_left == 0)
            break;
    }
    codec_close(&codec);
    return result == CODEC_ENDED;
}

static bool is_dictionary(struct str bytes)
{
    return str_starts(bytes, str_make("\x37\xa4\x30\xec", 4));
}

/* The dictionary among the bytes of a frame: all of them, what they stand for, or none. */
static bool find_dictionary(struct buffer *into, struct buffer *content, uint64_t memory)
{
    if (is_dictionary(buffer_str(content))) {
        buffer_add(into, buffer_str(content));
        return true;
    }
    if (content->len < 6 || codec_sniff(buffer_str(content)) != CODEC_ZSTD)
        return true;
    return unpack_frame(into, buffer_str(content), memory) && is_dictionary(buffer_str(into));
}

bool dictionary_read(struct buffer *into, stream_source *source, void *context, const struct limits *limits,
                     const char *name, readout_error *error)
{
    struct buffer content = {0};
    size_t size = 0;
    bool read = read_bytes(&content, HEAD, source, context, error);
    for (size_t i = HEAD; read && i > HEAD - 4; i--)
        size = size << 8 | (unsigned char)content.ptr[i - 1];
    content.len = 0;
    bool fits = size <= DICTIONARY_MOST;
    read = read && fits && read_bytes(&content, size, source, context, error);
    bool found = read && find_dictionary(into, &content, limits->most[LIMIT_MEMORY]);
    if (content.failed || into->failed)
        error_set(error, READOUT_NO_MEMORY, name, "no memory for the dictionary it starts with");
    else if (!found)
        error_set(error, READOUT_BAD_INPUT, name, "the dictionary it starts with is %s",
                  !fits ? "too large" : read ? "damaged" : "broken off");
    buffer_free(&content);
    return found && !into->failed;
}
