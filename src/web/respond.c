/* respond.c - see respond.h. */
#include "web/respond.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "web/headers.h"

enum { ASSET_SECONDS = 365 * 24 * 60 * 60 };

/* Headers of every answer. */
static void add_security(struct MHD_Response *response)
{
    static const struct {
        const char *name, *value;
    } headers[] = {
        {"Content-Security-Policy",
         "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
         "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
         "trusted-types 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "same-origin"}, /* with none, browsers send forms with Origin: null */
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        MHD_add_response_header(response, headers[i].name, headers[i].value);
}

enum MHD_Result respond_with(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response)
{
    if (!response)
        return MHD_NO;
    add_security(response);
    enum MHD_Result sent = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return sent;
}

enum MHD_Result respond_words(struct MHD_Connection *connection, unsigned status, const char *words)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(words), (void *)(uintptr_t)words, MHD_RESPMEM_PERSISTENT);
    if (response) {
        MHD_add_response_header(response, "Content-Type", "text/plain; charset=utf-8");
        MHD_add_response_header(response, "Cache-Control", "no-store");
        if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
            MHD_add_response_header(response, "Allow", "GET, HEAD, POST");
        if (status >= 400)
            MHD_add_response_header(response, "Connection", "close");
    }
    return respond_with(connection, status, response);
}

static bool takes_gzip(struct MHD_Connection *connection)
{
    struct str header = headers_value(connection, "Accept-Encoding");
    return memmem(header.ptr, header.len, "gzip", 4) != NULL;
}

enum MHD_Result respond_asset(struct MHD_Connection *connection, const struct assets *assets, struct str name)
{
    bool lasting;
    const struct asset *asset = asset_find(assets, name, &lasting);
    if (!asset)
        return respond_words(connection, 404, "There is no such file.\n");
    bool packed = asset->packed && takes_gzip(connection);
    struct MHD_Response *response =
        packed ? MHD_create_response_from_buffer(asset->packed_length, asset->packed, MHD_RESPMEM_PERSISTENT)
               : MHD_create_response_from_buffer(asset->bytes.len, (void *)(uintptr_t)asset->bytes.ptr,
                                                 MHD_RESPMEM_PERSISTENT);
    if (response) {
        char cache[64];
        snprintf(cache, sizeof cache, "private, max-age=%d, immutable", ASSET_SECONDS);
        MHD_add_response_header(response, "Content-Type", asset->type);
        MHD_add_response_header(response, "Cache-Control", lasting ? cache : "private, no-cache");
        MHD_add_response_header(response, "Vary", "Accept-Encoding");
        if (packed)
            MHD_add_response_header(response, "Content-Encoding", "gzip");
    }
    return respond_with(connection, 200, response);
}

static void release_answer(void *answer)
{
    answer_release(answer);
}

static double milliseconds_since(const struct timespec *from)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - from->tv_sec) * 1e3 + (double)(now.tv_nsec - from->tv_nsec) / 1e6;
}

static void add_common(struct MHD_Response *response, const struct timespec *from)
{
    char timing[48];
    snprintf(timing, sizeof timing, "total;dur=%.3f", milliseconds_since(from));
    MHD_add_response_header(response, "Server-Timing", timing);
    MHD_add_response_header(response, "Cache-Control", "private, no-cache");
}

enum MHD_Result respond_answer(struct MHD_Connection *connection, struct answer *answer, const char *cookie,
                                   const struct timespec *from)
{
    struct str known = headers_value(connection, "If-None-Match");
    bool same = answer->status == 200 && str_equal(known, str_of(answer->tag));
    struct MHD_Response *response =
        same ? MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT)
             : MHD_create_response_from_buffer_with_free_callback_cls(answer->length, answer->body ? answer->body : "",
                                                                      release_answer, answer);
    if (!response || same)
        answer_release(same ? answer : NULL);
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", answer->type);
    MHD_add_response_header(response, "ETag", answer->tag);
    if (cookie[0])
        MHD_add_response_header(response, "Set-Cookie", cookie);
    add_common(response, from);
    return respond_with(connection, same ? 304 : answer->status, response);
}

/* The file that JSON or CSV was printed to. */
static enum MHD_Result send_file(struct MHD_Connection *connection, struct call *call, const struct timespec *from)
{
    struct stat status;
    int copy = -1;
    if (fflush(call->file) != 0 || ferror(call->file) || fstat(fileno(call->file), &status) != 0 ||
        (copy = fcntl(fileno(call->file), F_DUPFD_CLOEXEC, 0)) < 0)
        return respond_words(connection, 500, "The answer could not be written.\n");
    struct MHD_Response *response = MHD_create_response_from_fd64((uint64_t)status.st_size, copy);
    if (!response) {
        close(copy);
        return MHD_NO;
    }
    MHD_add_response_header(response, "Content-Type", call->type ? call->type : form_kinds[call->form].type);
    add_common(response, from);
    return respond_with(connection, call->status, response);
}

/* "attachment; filename=...": the name is the program's own, of letters, digits, '.' and '-'. */
static void add_file_name(struct MHD_Response *response, const struct call *call)
{
    char line[160];
    if (!call->file_name.len)
        return;
    snprintf(line, sizeof line, "attachment; filename=\"%.*s\"", STR_ARGS(call->file_name));
    MHD_add_response_header(response, "Content-Disposition", line);
}

static enum MHD_Result send_body(struct MHD_Connection *connection, struct call *call, const struct timespec *from)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(call->out.len, call->out.len ? call->out.ptr : "", MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", call->type ? call->type : form_kinds[call->form].type);
    if (call->location.len)
        MHD_add_response_header(response, "Location", call->location.ptr);
    if (call->status == 503)
        MHD_add_response_header(response, "Retry-After", "2");
    add_file_name(response, call);
    add_common(response, from);
    return respond_with(connection, call->status, response);
}

enum MHD_Result respond_call(struct MHD_Connection *connection, struct call *call, const struct timespec *from)
{
    return call->file ? send_file(connection, call, from) : send_body(connection, call, from);
}
