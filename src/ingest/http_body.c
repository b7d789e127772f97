/* http_body.c - the body of an HTTP message, see http_message.h. Input: what was sent. Output: what it stands for.
 * Invariant: memory is one buffer and what the codec takes. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/error.h"
#include "ingest/http_message.h"

enum { RAW = 64 * 1024, CHUNK_LINE = 4096, HEX_DIGITS = 15 };

bool http_body_open(struct http_body *body, const struct http_message *message, bool cut, const char *name,
                    stream_source *source, void *context, const struct limits *limits, readout_error *error)
{
    char *raw = body->raw ? body->raw : malloc(RAW);
    struct codec codec = body->codec;
    *body = (struct http_body){.name = name, .source = source, .context = context, .limits = limits, .cut = cut,
                               .raw = raw, .codec = codec, .chunked = message->chunked, .coding = message->coding,
                               .expected = UINT64_MAX};
    if (!raw)
        return error_set(error, READOUT_NO_MEMORY, name, "no memory to read it");
    if (message->unknown_coding)
        return error_set(error, READOUT_BAD_INPUT, name, "its body is sent as \"%.*s\", which is not supported",
                         message->encoding.len > 100 ? 100 : (int)message->encoding.len, message->encoding.ptr);
    if (message->has_length && !message->chunked)
        body->expected = message->length;
    return true;
}

void http_body_close(struct http_body *body)
{
    codec_close(&body->codec);
    free(body->raw);
    *body = (struct http_body){0};
}

static bool fail_at(struct http_body *body, const char *what)
{
    return error_set(&body->problem, READOUT_BAD_INPUT, body->name, "%s at byte %" PRIu64 " of its body", what,
                     body->passed);
}

static bool break_off(struct http_body *body)
{
    body->broken_off = !body->problem.status;
    return fail_at(body, "broken off");
}

/* Hold at least `least` bytes, unless the source ends. False where it fails. */
static bool hold(struct http_body *body, size_t least)
{
    if (body->len - body->at >= least || body->drained)
        return true;
    body->len -= body->at;
    memmove(body->raw, body->raw + body->at, body->len);
    body->at = 0;
    while (body->len < least && !body->drained) {
        long got = body->source(body->context, body->raw + body->len, RAW - body->len, &body->problem);
        if (got < 0)
            return false;
        body->len += (size_t)got;
        body->drained = got == 0;
    }
    return true;
}

static void pass(struct http_body *body, size_t count)
{
    body->at += count;
    body->passed += count;
}

/* "1a3f", perhaps with blanks or an extension behind it. */
static bool parse_size(struct str line, uint64_t *size)
{
    struct str digits = str_trim(str_cut(&line, ';'));
    *size = 0;
    for (size_t i = 0; i < digits.len; i++) {
        int digit = ascii_hex(digits.ptr[i]);
        if (digit < 0 || i >= HEX_DIGITS)
            return false;
        *size = *size << 4 | (uint64_t)digit;
    }
    return digits.len > 0;
}

/* The line that says how long the next chunk is; `*length` includes its line feed. */
static bool read_size(struct http_body *body, size_t *length, uint64_t *size)
{
    for (size_t wanted = 1; wanted <= CHUNK_LINE; wanted = body->len - body->at + 1) {
        if (!hold(body, wanted) || body->len == body->at)
            return false;
        const char *line = body->raw + body->at, *feed = memchr(line, '\n', body->len - body->at);
        *length = feed ? (size_t)(feed - line) + 1 : 0;
        if (feed)
            return parse_size(str_make(line, *length - 1), size);
        if (body->drained)
            return false;
    }
    return false;
}

/* Pass the line end behind a chunk. */
static bool pass_line_end(struct http_body *body)
{
    if (!hold(body, 2))
        return false;
    struct str rest = str_make(body->raw + body->at, body->len - body->at);
    if (rest.len == 0)
        return break_off(body);
    size_t length = str_starts(rest, STR("\r\n")) ? 2 : str_starts(rest, STR("\n")) ? 1 : 0;
    pass(body, length);
    return length > 0 || fail_at(body, "a chunk longer than it says");
}

/* Go to the bytes of the next chunk, or to the end. */
static bool start_chunk(struct http_body *body)
{
    size_t length;
    bool first = body->passed == 0;
    if (!first && !pass_line_end(body))
        return false;
    if (!read_size(body, &length, &body->chunk_left)) {
        if (body->problem.status)
            return false;
        body->chunked = body->chunked && !first;
        if (first)
            return true;
        return body->drained && body->len - body->at <= HEX_DIGITS ? break_off(body) : fail_at(body, "no chunk");
    }
    pass(body, length);
    body->last_chunk = body->chunk_left == 0;
    return true;
}

/* The next bytes of the body as they were sent, at most `most`: 0 at the end, -1 where there is a problem. */
static long take_piece(struct http_body *body, size_t most, const char **piece)
{
    if (body->chunked && body->chunk_left == 0 && !body->last_chunk && !start_chunk(body))
        return -1;
    if (body->last_chunk)
        return 0;
    if (!hold(body, 1))
        return -1;
    size_t count = body->len - body->at;
    if (count == 0 && body->chunked)
        break_off(body);
    count = count > most ? most : count;
    count = body->chunked && count > body->chunk_left ? (size_t)body->chunk_left : count;
    *piece = body->raw + body->at;
    pass(body, count);
    body->chunk_left -= body->chunked ? count : 0;
    body->taken += count;
    return (long)count;
}

/* The same, what was taken and put back first. */
static long next_piece(struct http_body *body, size_t most, const char **piece)
{
    if (body->rest_left == 0)
        return body->problem.status ? -1 : take_piece(body, most, piece);
    size_t count = body->rest_left < most ? body->rest_left : most;
    *piece = body->rest;
    body->rest += count;
    body->rest_left -= count;
    return (long)count;
}

/* Take the two bytes that tell what comes, where there are as many. */
static void take_front(struct http_body *body)
{
    const char *piece;
    long got = 1;
    body->front_length = 0;
    while (body->front_length < 2 && (got = next_piece(body, 2 - body->front_length, &piece)) > 0) {
        memcpy(body->front + body->front_length, piece, (size_t)got);
        body->front_length += (size_t)got;
    }
    body->front_left = body->front_length;
}

/* Whether the first bytes can be what the coding makes; of deflate, whether they are no HTML. */
static bool looks_coded(const struct http_body *body)
{
    const unsigned char *front = body->front;
    if (body->front_length < 2)
        return false;
    if (body->coding == CODEC_DEFLATE)
        return !(front[0] == '<' && (front[1] == '!' || front[1] == '?' || ascii_is_letter((char)front[1])));
    return body->coding == CODEC_GZIP ? front[0] == 0x1f && front[1] == 0x8b : front[0] == 0x28 && front[1] == 0xb5;
}

static bool start_member(struct http_body *body)
{
    body->unpacked = false;
    body->codec.in = body->front;
    body->codec.in_left = body->front_length;
    return codec_start(&body->codec, body->coding, body->limits->most[LIMIT_MEMORY] / 4) ||
           error_set(&body->problem, READOUT_NO_MEMORY, body->name, "no memory to unpack it");
}

/* Look at the first bytes: is the body what its head says? */
static bool start(struct http_body *body)
{
    body->started = true;
    if (body->coding == CODEC_NONE)
        return true;
    take_front(body);
    if (looks_coded(body))
        return start_member(body);
    body->coding = CODEC_NONE;
    body->expected = UINT64_MAX;
    return true;
}

/* A member has ended: go on with the next, where there is one. */
static bool start_next_member(struct http_body *body)
{
    body->between = false;
    body->rest = (const char *)body->codec.in;
    body->rest_left = body->codec.in_left;
    take_front(body);
    body->ended = !looks_coded(body) || !start_member(body);
    return !body->ended;
}

/* The body as it was sent. */
static long read_plain(struct http_body *body, char *into, size_t size)
{
    const char *piece = (const char *)body->front + (body->front_length - body->front_left);
    long got = (long)(body->front_left < size ? body->front_left : size);
    if (got)
        body->front_left -= (size_t)got;
    else
        got = next_piece(body, size, &piece);
    if (got > 0)
        memcpy(into, piece, (size_t)got);
    return got;
}

static void check_limits(struct http_body *body)
{
    const uint64_t *most = body->limits->most;
    bool bomb = body->made > LIMIT_RATIO_FROM && body->made / most[LIMIT_RATIO] > body->taken;
    if (body->made > most[LIMIT_UNPACKED])
        limit_fail(&body->problem, body->limits, LIMIT_UNPACKED, body->name);
    else if (bomb)
        limit_fail(&body->problem, body->limits, LIMIT_RATIO, body->name);
    body->ended |= body->made > most[LIMIT_UNPACKED] || bomb;
}

static void note_result(struct http_body *body, enum codec_result result, bool stuck)
{
    body->ended = result == CODEC_DAMAGED || result == CODEC_MEMORY || stuck;
    if (result == CODEC_ENDED) {
        body->between = body->coding == CODEC_GZIP;
        body->ended = !body->between;
        body->unpacked = true;
    } else if (result == CODEC_DAMAGED) {
        error_set(&body->problem, READOUT_BAD_INPUT, body->name, "its body is damaged: %s", body->codec.why);
    } else if (result == CODEC_MEMORY) {
        limit_fail(&body->problem, body->limits, LIMIT_MEMORY, body->name);
    } else if (stuck) {
        break_off(body);
    }
}

/* The body with its coding undone; 0 also where it goes on. */
static long unpack_some(struct http_body *body, char *into, size_t size)
{
    struct codec *codec = &body->codec;
    const char *piece = NULL;
    if (body->between && !start_next_member(body))
        return 0;
    long got = codec->in_left ? 0 : next_piece(body, SIZE_MAX, &piece);
    if (got > 0) {
        codec->in = (const unsigned char *)piece;
        codec->in_left = (size_t)got;
    }
    bool starved = codec->in_left == 0;
    codec->out = (unsigned char *)into;
    codec->out_left = size;
    enum codec_result result = codec_step(codec);
    size_t made = size - codec->out_left;
    body->made += made;
    note_result(body, result, result == CODEC_MORE && made == 0 && starved);
    check_limits(body);
    return (long)made;
}

long http_body_read(struct http_body *body, char *into, size_t size, readout_error *error)
{
    if (!body->started && !start(body))
        body->ended = true;
    while (!body->ended && size) {
        long got = body->coding == CODEC_NONE ? read_plain(body, into, size) : unpack_some(body, into, size);
        if (got > 0)
            return got;
        body->ended |= body->coding == CODEC_NONE;
    }
    if (!body->problem.status || (body->broken_off && body->cut))
        return 0;
    if (!error->status)
        *error = body->problem;
    return -1;
}

bool http_body_whole(const struct http_body *body)
{
    return body->coding == CODEC_NONE ? body->last_chunk || body->taken >= body->expected : body->unpacked;
}
