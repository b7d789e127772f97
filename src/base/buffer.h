/* buffer.h - bytes that grow at the end, on the heap. Start from {0}; free with buffer_free.
 *
 * When memory runs out, `failed` is set and stays set until buffer_free, and everything added after is dropped:
 * whoever fills a buffer checks once, at the end. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include "base/str.h"

struct buffer {
    char *ptr;
    size_t len, capacity;
    bool failed;
};

/* Make room for `more` bytes behind the end; false, and `failed`, if there is none to be had. */
bool buffer_reserve(struct buffer *buffer, size_t more);

/* Forget the bytes; give memory back if more than `keep` bytes are held. */
void buffer_clear(struct buffer *buffer, size_t keep);
void buffer_free(struct buffer *buffer);

static inline void buffer_add(struct buffer *buffer, struct str bytes)
{
    if (bytes.len && buffer_reserve(buffer, bytes.len)) {
        memcpy(buffer->ptr + buffer->len, bytes.ptr, bytes.len);
        buffer->len += bytes.len;
    }
}

static inline void buffer_byte(struct buffer *buffer, char byte)
{
    if (buffer->len < buffer->capacity || buffer_reserve(buffer, 1))
        buffer->ptr[buffer->len++] = byte;
}

static inline struct str buffer_str(const struct buffer *buffer)
{
    return str_make(buffer->ptr ? buffer->ptr : "", buffer->len);
}
#endif
