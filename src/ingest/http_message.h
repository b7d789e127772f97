/* http_message.h - an answer over HTTP as bytes (RFC 9112; HTTP/0.9 has none): its head, and its body with the codings
 * undone. Used for what crawls keep; odd bytes, lines that end in LF alone, folded lines and a status line without
 * reason are read. */
#ifndef INGEST_HTTP_MESSAGE_H
#define INGEST_HTTP_MESSAGE_H
#include "ingest/codec.h"
#include "ingest/limits.h"
#include "ingest/stream.h"

struct http_message {
    unsigned status;
    struct str type;    /* "text/html": lower case, without parameters; empty unless it is two words with a slash */
    struct str charset; /* lower case; empty unless it is one word */
    struct str location, etag, modified, date, retry_after, link, language; /* as they stand there */
    struct str encoding;    /* Content-Encoding as it stands there */
    enum codec_kind coding; /* how the body is compressed */
    bool unknown_coding;    /* in a way that cannot be undone: `encoding` says which */
    bool chunked;
    bool has_length;
    uint64_t length; /* bytes of the body as it is sent, where has_length */
};

/* Fields "Name: value", one after another: after http_unfold, each call gives the next. Lines without a colon are
 * passed over. False at the end. */
bool http_next_field(struct str *rest, struct str *name, struct str *value);

/* Make one line of each folded one, in place. */
void http_unfold(char *head, size_t length);

/* The type and the charset of a Content-Type, which is changed in place to lower case. */
void http_content_type(struct str value, struct str *type, struct str *charset);

/* A whole number of digits alone, at most 18 of them. */
bool http_number(struct str digits, uint64_t *number);

/* Where the head that `bytes` start with ends: behind its empty line, or before a line that starts with `mark`, unless
 * that is empty; 0: not in these bytes. The search goes on from `*from`, which is 0 at first, when there are more. */
size_t http_head_end(struct str bytes, struct str mark, size_t *from);

/* Read a head, status line and fields; it is changed in place and must outlive the message. False: no status line. */
bool http_message_parse(char *head, size_t length, struct http_message *message);

/* The body of a message: starts from {0}. What crawlers have undone already though the head says otherwise is handed
 * out as it is: a body that is "chunked" but does not start with a chunk, or "gzip" without being one. */
struct http_body {
    const char *name; /* as errors name it */
    stream_source *source;
    void *context;
    const struct limits *limits;
    enum codec_kind coding; /* CODEC_NONE: the bytes are as they were sent, or known to be so */
    bool chunked, cut, started, ended;
    bool drained;    /* the source has ended */
    bool last_chunk; /* which is empty, was met */
    bool broken_off;
    bool unpacked;   /* what was compressed has come to its end */
    uint64_t expected;   /* bytes that the head tells of; UINT64_MAX: not known */
    uint64_t taken;      /* bytes of the body as it was sent, without what marks the chunks */
    uint64_t made;       /* bytes handed out */
    uint64_t passed;     /* bytes of the source looked at */
    uint64_t chunk_left; /* bytes of the chunk that are to come */
    struct codec codec;
    readout_error problem;
    bool between;           /* a member has ended: is there another? */
    unsigned char front[2]; /* the first bytes of a member, of which front_left are not yet handed out */
    size_t front_length, front_left;
    const char *rest; /* bytes of the body behind `front`, before those to be taken next */
    size_t rest_left;
    char *raw; /* bytes of the source not yet looked at: from at to len */
    size_t at, len;
};

/* `cut`: that the body is not whole is known and no error. What is sent comes from `source`. The name, the context and
 * the limits must outlive the body. False fills `error`: no memory, or a coding that cannot be undone. */
bool http_body_open(struct http_body *body, const struct http_message *message, bool cut, const char *name,
                    stream_source *source, void *context, const struct limits *limits, readout_error *error);

/* Bytes of the body: how many, 0 at its end, -1 where no more can be had, which fills `error`. */
long http_body_read(struct http_body *body, char *into, size_t size, readout_error *error);

/* Whether the body has come to an end that it tells itself: the last chunk, the end of what is compressed, as many
 * bytes as the head says. That there are fewer bytes than the head says is no error: what has recorded it counts. */
bool http_body_whole(const struct http_body *body);

/* Gives back all memory; may be opened again after it. */
void http_body_close(struct http_body *body);
#endif
