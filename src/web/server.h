/* server.h - the web server: who may ask what, and how it is answered.
 *
 * Input: options, a database. Output: HTTP answers until it is stopped. Invariant: nothing is answered but to requests
 * that name this server exactly and know its token; nothing is changed but by requests that come from its own pages
 * (guard.h). Limits are those below. */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H
#include "base/buffer.h"
#include "readout.h"
#include "web/stories.h"

enum {
    SERVER_CONNECTIONS = 128,           /* at once */
    SERVER_HEADERS = 32 * 1024,         /* bytes of a request's headers */
    SERVER_MEMORY = 256 * 1024,         /* bytes of a connection: headers, and what parameters are parsed into */
    SERVER_ADDRESS = 4096,              /* bytes of an address */
    SERVER_BODY = 256 * 1024,           /* bytes of a form */
    SERVER_UPLOAD = 64 * 1024 * 1024,   /* bytes of a form with files */
    SERVER_TEXT = 16 * 1024 * 1024,     /* bytes of a form with files that are no files: they are held in memory */
    SERVER_DATA = 16,                   /* answers of data, which may be large, that are made or fetched at once */
    SERVER_IDLE_SECONDS = 30,           /* that a connection may wait for its next request */
    SERVER_REQUEST_SECONDS = 20,        /* that a request may take to come */
    SERVER_UPLOAD_SECONDS = 300,        /* the same of one with files */
    SERVER_ANSWER_SECONDS = 600,        /* that an answer may take to be fetched */
    SERVER_TOKEN = 32                   /* characters of a token */
};

struct server_options {
    const char *database;
    const char *listen;      /* a numeric address; NULL: 127.0.0.1 */
    unsigned port;           /* 0: one that is free */
    const char *const *hosts; /* names besides the address by which requests may call it, host_count of them */
    size_t host_count;
    const char *token_file;  /* holds the token; made where missing; NULL: a new token each time */
    bool no_token;           /* whoever asks on this machine is let in; not with an address that others reach */
    const char *program;     /* what reading from the page calls: this program's file */
};

struct server;

/* NULL and `error` where the database cannot be opened or the address not be had. */
struct server *server_start(const struct server_options *options, readout_error *error);

/* Let no one in any more, answer who is in, and stop. */
void server_stop(struct server *server);

/* The address to open, with the token. */
void server_put_address(const struct server *server, struct buffer *out);

/* "http://127.0.0.1:8080": where it is reached, for addresses that are read elsewhere; no slash behind it. */
void server_put_base(const struct server *server, struct buffer *out);

/* For pages. */
struct stories *server_stories(const struct server *server);
const struct server_options *server_options(const struct server *server);
struct assets;
const struct assets *server_assets(const struct server *server);
struct jobs;
struct jobs *server_jobs(const struct server *server);

/* The key by which a feed may be fetched without cookie: of the token, in the arena. Empty where none is needed. */
struct str server_feed_key(const struct server *server, struct arena *arena);
#endif
