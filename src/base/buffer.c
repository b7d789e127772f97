/* buffer.c - see buffer.h. Invariant: len <= capacity, and a failed buffer has no room left to add to. */
#include "base/buffer.h"

#include <stdint.h>
#include <stdlib.h>

enum { BUFFER_LEAST = 4096 };

bool buffer_reserve(struct buffer *buffer, size_t more)
{
    if (!buffer->failed && more <= buffer->capacity - buffer->len)
        return true;
    size_t room = buffer->capacity ? buffer->capacity : BUFFER_LEAST;
    while (room - buffer->len < more && room <= SIZE_MAX / 2)
        room *= 2;
    char *moved = buffer->failed || room - buffer->len < more ? NULL : realloc(buffer->ptr, room);
    if (!moved) {
        buffer->failed = true;
        buffer->capacity = buffer->len;
        return false;
    }
    buffer->ptr = moved;
    buffer->capacity = room;
    return true;
}

void buffer_clear(struct buffer *buffer, size_t keep)
{
    if (buffer->capacity > keep && !buffer->failed) {
        buffer_free(buffer);
        return;
    }
    buffer->len = 0;
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->ptr);
    *buffer = (struct buffer){0};
}
