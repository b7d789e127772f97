/* headers.c - see headers.h. */
#include "web/headers.h"

#include <stdint.h>
#include <strings.h>

#include "web/server.h"

struct str headers_value(struct MHD_Connection *connection, const char *name)
{
    return str_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

/* What is looked at of all headers together. */
struct header_count {
    size_t bytes, hosts, lengths, codings;
    struct str length, coding; /* the last of these */
};

static enum MHD_Result count_header(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct header_count *count = context;
    (void)kind;
    count->bytes += strlen(name) + (value ? strlen(value) : 0) + 4;
    count->hosts += strcasecmp(name, "Host") == 0;
    if (strcasecmp(name, "Content-Length") == 0) {
        count->lengths++;
        count->length = str_of(value);
    } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        count->codings++;
        count->coding = str_of(value);
    }
    return MHD_YES;
}

static struct header_count count_headers(struct MHD_Connection *connection)
{
    struct header_count count = {0};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, count_header, &count);
    return count;
}

size_t headers_hosts(struct MHD_Connection *connection)
{
    return count_headers(connection).hosts;
}

/* How many bytes a body has; SIZE_MAX: too many, or it cannot be told. */
static size_t body_of(const struct header_count *count)
{
    size_t bytes = 0;
    if (count->lengths + count->codings > 1 || (count->codings && strcasecmp(count->coding.ptr, "chunked") != 0))
        return SIZE_MAX;
    for (size_t i = 0; i < count->length.len; i++) {
        if (count->length.ptr[i] < '0' || count->length.ptr[i] > '9' || i > 15)
            return SIZE_MAX;
        bytes = bytes * 10 + (size_t)(count->length.ptr[i] - '0');
    }
    return bytes;
}

unsigned headers_check_size(struct MHD_Connection *connection, bool may_have_body, size_t most)
{
    struct header_count count = count_headers(connection);
    size_t body = body_of(&count);
    if (count.bytes > SERVER_HEADERS)
        return 431;
    if (body == SIZE_MAX || (!may_have_body && (body || count.codings)))
        return 400;
    return body > most ? 413 : 0;
}
