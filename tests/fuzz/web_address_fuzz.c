/* web_address_fuzz.c - addresses that the web server is asked for: any bytes give a route or none, and what was understood,
 * written as an address, is understood as the same. */
#include <stdint.h>
#include <stdlib.h>

#include "fuzz.h"
#include "web/exchange.h"
#include "web/html.h"

static void check(bool holds)
{
    if (!holds)
        abort();
}

static struct exchange *parsed(const char *raw, bool *good)
{
    struct exchange *exchange = exchange_new(raw);
    check(exchange != NULL);
    *good = exchange_parse(exchange);
    return exchange;
}

/* The route's path with what stands behind it, ending and parameters. */
static void put_address(struct buffer *out, const struct exchange *exchange)
{
    const struct call *call = &exchange->call;
    buffer_add(out, call->path);
    buffer_add(out, str_of(form_kinds[call->form].ending));
    if (call->rest.len) {
        buffer_byte(out, '/');
        query_put_segment(out, call->rest);
    }
    query_put(out, STR(""), &call->query);
    buffer_byte(out, '\0');
}

static void check_same(const struct exchange *one, const struct exchange *other)
{
    check(one->route == other->route && one->call.form == other->call.form);
    check(str_equal(one->call.rest, other->call.rest));
    for (int i = 0; i < PARAM_COUNT; i++)
        check(str_equal(one->call.query.values[i], other->call.query.values[i]));
}

/* Escaped text has no markup in it. */
static void check_escaped(struct str text)
{
    struct buffer out = {0};
    web_text(&out, text);
    for (size_t i = 0; i < out.len; i++)
        check(!strchr("<>\"'", out.ptr[i]) || out.ptr[i] == '\0');
    buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *raw = malloc(length + 1);
    bool good, again;
    struct buffer address = {0};
    check(raw != NULL);
    memcpy(raw, bytes, length);
    raw[length] = '\0';
    check_escaped(str_make(raw, length));
    struct exchange *exchange = parsed(raw, &good);
    if (good && exchange->route) {
        put_address(&address, exchange);
        struct exchange *second = parsed(address.ptr, &again);
        if (address.len <= 4096) {
            check(again);
            check_same(exchange, second);
        }
        exchange_free(second);
    }
    exchange_free(exchange);
    buffer_free(&address);
    free(raw);
    return 0;
}
