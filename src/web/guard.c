/* guard.c - see guard.h. */
#include "web/guard.h"

#include <sodium.h>

/* Without telling by the time it takes how much of it is right. */
static bool is_secret(struct str given, struct str secret)
{
    return secret.len && given.len == secret.len && sodium_memcmp(given.ptr, secret.ptr, secret.len) == 0;
}

struct str guard_cookie(struct str header, struct str name)
{
    while (header.len) {
        struct str pair = str_trim(str_cut(&header, ';'));
        struct str value = pair, key = str_cut(&value, '=');
        if (str_equal(key, name))
            return value;
    }
    return STR("");
}

static bool is_name(const struct guard *guard, struct str host)
{
    for (size_t i = 0; i < guard->name_count; i++)
        if (str_equal(guard->names[i], host))
            return true;
    return false;
}

static bool is_reading(struct str method)
{
    return str_equal(method, STR("GET")) || str_equal(method, STR("HEAD"));
}

static bool knows_token(const struct guard *guard, const struct guard_request *request)
{
    static const char bearer[] = "Bearer ";
    struct str authorization = request->authorization;
    if (!guard->token.len || is_secret(guard_cookie(request->cookie, guard->cookie), guard->token))
        return true;
    if (request->feed && is_secret(request->key, guard->feed_key))
        return true;
    return str_starts(authorization, str_of(bearer)) &&
           is_secret(str_make(authorization.ptr + sizeof bearer - 1, authorization.len - (sizeof bearer - 1)),
                     guard->token);
}

/* Whether the page that the request comes from is one of this server's. A program that is no browser sends neither
 * header; it must then know the token by itself. */
static bool is_own(const struct guard *guard, const struct guard_request *request)
{
    static const char scheme[] = "http://", secure[] = "https://";
    struct str origin = request->origin;
    if (request->fetch_site.len && !str_equal(request->fetch_site, STR("same-origin")))
        return false;
    if (!origin.len)
        return request->fetch_site.len || (request->authorization.len && guard->token.len);
    size_t skip = str_starts(origin, str_of(scheme)) ? sizeof scheme - 1
                  : str_starts(origin, str_of(secure)) ? sizeof secure - 1 : 0;
    return skip && str_equal(str_make(origin.ptr + skip, origin.len - skip), request->host);
}

enum guard_result guard_check(const struct guard *guard, const struct guard_request *request)
{
    if (request->hosts != 1 || !is_name(guard, request->host))
        return GUARD_BAD_HOST;
    if (!is_reading(request->method) && !str_equal(request->method, STR("POST")))
        return GUARD_BAD_METHOD;
    if (is_reading(request->method) && is_secret(request->token, guard->token))
        return GUARD_TOKEN;
    if (!knows_token(guard, request))
        return GUARD_NO_TOKEN;
    if (!is_reading(request->method) && !is_own(guard, request))
        return GUARD_FOREIGN;
    return GUARD_IN;
}
