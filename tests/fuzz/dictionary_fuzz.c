/* dictionary_fuzz.c - fuzz target: any bytes as a dictionary of actors (read/coding_dictionary.h). What is read has words,
 * and each entry that words lead to exists. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "fuzz.h"
#include "read/coding_dictionary.h"

static void check_map(const struct coding_dictionary *dictionary, const struct map *map)
{
    for (size_t i = 0; i < map->capacity; i++) {
        if (!map->slots[i].key.ptr)
            continue;
        assert(map->slots[i].key.len && map->slots[i].value < dictionary->entries.count);
        const struct coding_dictionary_entry *entry = &dictionary->entries.items[map->slots[i].value];
        const struct coding_dictionary_code *code = coding_dictionary_code_on(entry, 20040101);
        assert(!code || code->code.len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena;
    struct coding_dictionary dictionary = {0};
    readout_error error = {0};
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        abort();
    bool read = coding_dictionary_read(&dictionary, &arena, str_make((const char *)bytes, length), "fuzz", &error);
    assert(read ? error.status == READOUT_OK : error.status == READOUT_BAD_DATA && error.line);
    check_map(&dictionary, &dictionary.actors);
    check_map(&dictionary, &dictionary.agents);
    arena_free(&arena);
    return 0;
}
