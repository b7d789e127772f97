/* url_fuzz.c - fuzz target: any bytes as addresses (ingest/url.h), a base and a reference parted by a line end. */
#include <assert.h>
#include <stdlib.h>

#include "ingest/url.h"
#include "fuzz.h"

static void check_parts(struct str text)
{
    struct url url = url_split(text);
    const struct str parts[] = {url.scheme, url.authority, url.path, url.query, url.fragment};
    const char *at = text.ptr;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        assert(!parts[i].ptr || (parts[i].ptr >= at && parts[i].ptr + parts[i].len <= text.ptr + text.len));
        at = parts[i].ptr ? parts[i].ptr + parts[i].len : at;
    }
    assert(url.path.ptr);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena;
    struct str reference = str_make((const char *)bytes, length), base = str_cut(&reference, '\n');
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    check_parts(base);
    struct str resolved = url_resolve(&arena, base, reference), origin = url_origin(&arena, resolved);
    struct str again = url_origin(&arena, origin), target = url_target(&arena, resolved);
    assert(resolved.len <= length + 8 && resolved.ptr[resolved.len] == 0);
    assert(str_equal(again, origin));
    assert(!url_is_web(resolved) || target.ptr[0] == '/');
    (void)again;
    (void)target;
    arena_free(&arena);
    return 0;
}
