/* http_fuzz.c - fuzz target: any bytes as an HTTP message (ingest/http_message.h). The body is the same whether its
 * bytes come at once or one by one. */
#include <assert.h>
#include <stdlib.h>

#include "../unit/memory_source.h"
#include "base/buffer.h"
#include "fuzz.h"
#include "ingest/http_message.h"

enum { MOST = 1 << 20 };

static long read_body(const struct http_message *message, struct str sent, size_t piece, size_t room,
                      struct buffer *body)
{
    struct memory_source memory = {.bytes = sent, .piece = piece};
    struct http_body reader = {0};
    struct limits limits = limits_usual();
    readout_error error = {0};
    limits.most[LIMIT_UNPACKED] = MOST;
    limits.most[LIMIT_MEMORY] = 64 << 20;
    long got = -1;
    if (http_body_open(&reader, message, false, "fuzz", memory_read, &memory, &limits, &error))
        while (buffer_reserve(body, room) &&
               (got = http_body_read(&reader, body->ptr + body->len, room, &error)) > 0)
            body->len += (size_t)got;
    assert(got == 0 || error.status != READOUT_OK);
    http_body_close(&reader);
    return got;
}

/* libzstd hands out more or less of a damaged block. */
static void check_body(const struct http_message *message, struct str sent)
{
    struct buffer at_once = {0}, piecewise = {0};
    long one = read_body(message, sent, 0, 65536, &at_once), other = read_body(message, sent, 1, 100, &piecewise);
    bool same = str_equal(buffer_str(&at_once), buffer_str(&piecewise));
    bool damaged = message->coding == CODEC_ZSTD && one < 0;
    assert(at_once.len >= MOST || (one == other && (same || damaged)));
    assert(message->coding != CODEC_NONE || at_once.len <= sent.len);
    (void)one;
    (void)other;
    (void)same;
    (void)damaged;
    buffer_free(&at_once);
    buffer_free(&piecewise);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    size_t from = 0, end = http_head_end(str_make((const char *)bytes, length), STR(""), &from);
    char *head = malloc(end ? end : 1);
    struct http_message message;
    if (!head)
        abort();
    if (end)
        memcpy(head, bytes, end);
    if (http_message_parse(head, end, &message)) {
        assert(message.status >= 100 && message.status < 1000);
        check_body(&message, str_make((const char *)bytes + end, length - end));
    }
    free(head);
    return 0;
}
