/* alone_fuzz.c - fuzz target: any bytes as what the process that reads a document sends (ingest/alone.h). */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "ingest/alone.h"
#include "fuzz.h"

static void take(struct str record, enum alone_kind kind)
{
    struct alone_result result;
    struct arena arena;
    readout_error error = {0};
    arena_init(&arena, 64 * 1024 * 1024);
    assert(!arena_guard(&arena));
    if (alone_take(&arena, kind, record, &result, &error)) {
        for (size_t i = 0; i < result.items.count; i++)
            assert(memchr(result.items.items[i].article.text.ptr, 0, result.items.items[i].article.text.len) == NULL);
        assert(strlen(result.problem.text) < sizeof result.problem.text);
    } else {
        assert(error.status != READOUT_OK);
    }
    arena_free(&arena);
}

/* An error in the record is large and means little: it is all zeros here, but for its status. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const readout_error none;
    char record[8192];
    size_t front = 1 + sizeof none;
    if (length < 2 || length > sizeof record - front)
        return 0;
    record[0] = (char)(bytes[0] & 3);
    memcpy(record + 1, &none, sizeof none);
    record[1] = (char)bytes[1];
    memcpy(record + front, bytes + 2, length - 2);
    take(str_make(record, front + length - 2), ALONE_FEED);
    take(str_make(record, front + length - 2), ALONE_PAGE);
    take(str_make((const char *)bytes, length), ALONE_PAGE);
    return 0;
}
