/* packed.h - bytes compressed in memory, and what a container hands out as one text, for tests. */
#ifndef PACKED_H
#define PACKED_H
#include <inttypes.h>
#include <lzma.h>
#include <stdio.h>
#include <zlib.h>
#include <zstd.h>
#include "base/buffer.h"
#include "base/error.h"
#include "memory_source.h"

enum packing { PACK_GZIP, PACK_ZSTD, PACK_XZ, PACK_COUNT };

/* `window` is zlib's: 31 gzip, 15 zlib, -15 raw. */
static inline void pack_deflate(struct buffer *into, struct str bytes, int window)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, bytes.len) + 32;
    assert_true(buffer_reserve(into, room));
    z.next_in = (unsigned char *)(uintptr_t)bytes.ptr;
    z.avail_in = (unsigned)bytes.len;
    z.next_out = (unsigned char *)into->ptr + into->len;
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    into->len += room - z.avail_out;
    deflateEnd(&z);
}

/* With a checksum, and with the dictionary unless it is empty. */
static inline void pack_zstd(struct buffer *into, struct str bytes, struct str dictionary)
{
    ZSTD_CCtx *zstd = ZSTD_createCCtx();
    size_t room = ZSTD_compressBound(bytes.len);
    ZSTD_CCtx_setParameter(zstd, ZSTD_c_checksumFlag, 1);
    if (dictionary.len)
        assert_false(ZSTD_isError(ZSTD_CCtx_loadDictionary(zstd, dictionary.ptr, dictionary.len)));
    assert_true(buffer_reserve(into, room));
    size_t size = ZSTD_compress2(zstd, into->ptr + into->len, room, bytes.ptr, bytes.len);
    assert_false(ZSTD_isError(size));
    into->len += size;
    ZSTD_freeCCtx(zstd);
}

static inline void pack_xz(struct buffer *into, struct str bytes)
{
    size_t room = lzma_stream_buffer_bound(bytes.len), at = 0;
    assert_true(buffer_reserve(into, room));
    assert_int_equal(lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, NULL, (const uint8_t *)bytes.ptr, bytes.len,
                                             (uint8_t *)into->ptr + into->len, &at, room),
                     LZMA_OK);
    into->len += at;
}

static inline void pack(struct buffer *into, enum packing packing, struct str bytes)
{
    if (packing == PACK_GZIP)
        pack_deflate(into, bytes, 31);
    else if (packing == PACK_ZSTD)
        pack_zstd(into, bytes, STR(""));
    else
        pack_xz(into, bytes);
}

/* A skippable frame of zstd with these bytes. */
static inline void pack_skippable(struct buffer *into, unsigned kind, struct str bytes)
{
    unsigned char head[8] = {(unsigned char)(0x50 + kind), 0x2a, 0x4d, 0x18};
    for (int i = 0; i < 4; i++)
        head[4 + i] = (unsigned char)(bytes.len >> 8 * i);
    buffer_add(into, str_make((const char *)head, 8));
    buffer_add(into, bytes);
}

/* A container over bytes in memory. */
struct opened {
    struct memory_source memory;
    struct stream stream;
    struct limits limits;
    struct container container;
};

/* Fills in what is not: limits that are all 0 become the usual ones. */
static inline bool open_bytes(struct opened *opened, container_open *open, const char *name, struct str bytes,
                              size_t piece, readout_error *error)
{
    if (opened->limits.most[0] == 0)
        opened->limits = limits_usual();
    opened->memory = (struct memory_source){.bytes = bytes, .piece = piece};
    stream_over(&opened->stream, name, memory_read, &opened->memory);
    return open(&opened->container, &opened->stream, &opened->limits, error);
}

static inline void close_bytes(struct opened *opened)
{
    if (opened->container.state)
        opened->container.close(opened->container.state);
    stream_free(&opened->stream);
}

static inline void add_text(struct buffer *into, const char *text)
{
    buffer_add(into, str_of(text));
}

static inline void add_error(struct buffer *into, const readout_error *error)
{
    char line[1200];
    assert_int_not_equal(error->status, READOUT_OK);
    add_text(into, "! ");
    add_text(into, error_line(error, line, sizeof line));
    add_text(into, "\n");
}

/* The bytes of the entry, then "\n", and a line of the error where it breaks off. */
static inline void add_content(struct buffer *into, struct container *container)
{
    char bytes[77];
    readout_error error = {0};
    long got;
    while ((got = container->read(container->state, bytes, sizeof bytes, &error)) > 0)
        buffer_add(into, str_make(bytes, (size_t)got));
    add_text(into, "\n");
    if (got < 0)
        add_error(into, &error);
    else
        assert_int_equal(error.status, READOUT_OK);
}

/* "NAME|URL|TYPE|CHARSET|FETCHED" for an entry. */
static inline void add_origin(struct buffer *into, const struct origin *origin)
{
    const struct str parts[] = {origin->name, origin->url, origin->type, origin->charset, origin->fetched};
    for (size_t i = 0; i < 5; i++) {
        buffer_add(into, parts[i]);
        buffer_byte(into, i < 4 ? '|' : '\n');
    }
}

/* All entries with their content, and the errors between them. */
static inline void add_entries(struct buffer *into, struct container *container)
{
    for (size_t count = 0; count < 10000; count++) {
        struct entry entry;
        readout_error error = {0};
        enum entry_result result = container->next(container->state, &entry, &error);
        if (result == ENTRY_END)
            return;
        if (result == ENTRY_OK) {
            add_origin(into, &entry.origin);
            add_content(into, container);
        } else {
            add_error(into, &error);
        }
        if (result == ENTRY_FAILED)
            return;
    }
}

/* The same for a container of these bytes; the caller frees the text, which ends in NUL. */
static inline char *list_bytes(container_open *open, const char *name, struct str bytes)
{
    struct opened opened = {0};
    struct buffer text = {0};
    readout_error error = {0};
    if (open_bytes(&opened, open, name, bytes, 0, &error))
        add_entries(&text, &opened.container);
    else
        add_error(&text, &error);
    close_bytes(&opened);
    buffer_byte(&text, 0);
    assert_false(text.failed);
    return text.ptr;
}
#endif
