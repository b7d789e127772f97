/* rarity.c - see rarity.h. A table sorted by key, searched by halving. */
#include "model/rarity.h"

#include "base/error.h"

enum { MAGIC_SIZE = 8, HEADER_SIZE = 16, KEY_SIZE = 4, LARGEST_RARITY = 255 };
static const unsigned char magic[MAGIC_SIZE] = {0x89, 'R', 'I', 'D', 'F', '1', '\r', '\n'};

static uint32_t read_u32(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static uint32_t key_at(const struct rarity *rarity, uint32_t index)
{
    return read_u32(rarity->keys + (size_t)index * KEY_SIZE);
}

static bool fail_at(readout_error *error, const char *source, size_t byte, const char *what)
{
    return error_set_at(error, READOUT_BAD_DATA, source, 0, 0, byte, "%s", what);
}

static bool check_items(const struct rarity *rarity, const char *source, readout_error *error)
{
    size_t values = HEADER_SIZE + (size_t)rarity->count * KEY_SIZE;
    for (uint32_t i = 0; i < rarity->count; i++) {
        if (i && key_at(rarity, i) <= key_at(rarity, i - 1))
            return fail_at(error, source, HEADER_SIZE + (size_t)i * KEY_SIZE, "keys do not ascend");
        if (rarity->values[i] > rarity->unknown)
            return fail_at(error, source, values + i, "a word rarer than those that are not there");
    }
    return true;
}

bool rarity_load(struct rarity *rarity, struct str bytes, const char *source, readout_error *error)
{
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    if (bytes.len < HEADER_SIZE || memcmp(at, magic, MAGIC_SIZE) != 0)
        return fail_at(error, source, 0, "not a table of how rare words are, or another version");
    uint32_t count = read_u32(at + MAGIC_SIZE), unknown = read_u32(at + MAGIC_SIZE + KEY_SIZE);
    if (unknown > LARGEST_RARITY)
        return fail_at(error, source, MAGIC_SIZE + KEY_SIZE, "a rarity out of range");
    if ((bytes.len - HEADER_SIZE) % (KEY_SIZE + 1) != 0 || (bytes.len - HEADER_SIZE) / (KEY_SIZE + 1) != count)
        return fail_at(error, source, MAGIC_SIZE, "cut off or too long");
    *rarity = (struct rarity){at + HEADER_SIZE, at + HEADER_SIZE + (size_t)count * KEY_SIZE, count, unknown};
    return check_items(rarity, source, error);
}

uint32_t rarity_key(struct str folded)
{
    uint64_t hash = str_hash(folded);
    return (uint32_t)(hash ^ hash >> 32);
}

static uint32_t find(const struct rarity *rarity, uint32_t key)
{
    uint32_t low = 0, high = rarity->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (key_at(rarity, middle) < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rarity->count && key_at(rarity, low) == key ? low : rarity->count;
}

uint32_t rarity_of(const struct rarity *rarity, uint32_t key)
{
    uint32_t at = find(rarity, key);
    return at < rarity->count ? rarity->values[at] : rarity->unknown;
}

bool rarity_has(const struct rarity *rarity, uint32_t key)
{
    return find(rarity, key) < rarity->count;
}
