/* asset.c - see asset.h. */
#include "web/asset.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/embedded.h"
#include "base/error.h"

static const char folder[] = "assets/";

struct assets {
    struct asset *items;
    size_t count;
    char version[17];
};

static const char *type_of(struct str name)
{
    static const struct {
        const char *ending, *type;
    } types[] = {{".css", "text/css; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"},
                 {".mjs", "text/javascript; charset=utf-8"},
                 {".svg", "image/svg+xml"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_ends(name, str_of(types[i].ending)))
            return types[i].type;
    return "application/octet-stream";
}

/* zlib's deflate with the head of gzip (RFC 1952). */
static bool pack(struct asset *asset)
{
    z_stream stream = {.next_in = (unsigned char *)(uintptr_t)asset->bytes.ptr, .avail_in = (uInt)asset->bytes.len};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    size_t room = deflateBound(&stream, (uLong)asset->bytes.len);
    asset->packed = malloc(room);
    stream.next_out = asset->packed;
    stream.avail_out = (uInt)room;
    bool packed = asset->packed && deflate(&stream, Z_FINISH) == Z_STREAM_END;
    asset->packed_length = room - stream.avail_out;
    deflateEnd(&stream);
    return packed;
}

static bool add(struct assets *assets, const struct embedded_file *file)
{
    struct asset *asset = &assets->items[assets->count++];
    *asset = (struct asset){.name = str_of(file->name + sizeof folder - 1),
                            .bytes = str_make((const char *)file->bytes, file->length)};
    asset->type = type_of(asset->name);
    return pack(asset);
}

static uint64_t hash_of(const struct assets *assets)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < assets->count; i++)
        hash = hash * 31 + str_hash(assets->items[i].bytes) + str_hash(assets->items[i].name);
    return hash;
}

struct assets *assets_open(readout_error *error)
{
    struct assets *assets = calloc(1, sizeof *assets);
    bool good = assets && (assets->items = calloc(embedded_count + 1, sizeof *assets->items));
    for (size_t i = 0; good && i < embedded_count; i++)
        if (str_starts(str_of(embedded_files[i].name), str_of(folder)))
            good = add(assets, &embedded_files[i]);
    if (!good) {
        assets_close(assets);
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
        return NULL;
    }
    snprintf(assets->version, sizeof assets->version, "%016llx", (unsigned long long)hash_of(assets));
    return assets;
}

void assets_close(struct assets *assets)
{
    for (size_t i = 0; assets && i < assets->count; i++)
        free(assets->items[i].packed);
    if (assets)
        free(assets->items);
    free(assets);
}

const struct asset *asset_find(const struct assets *assets, struct str path, bool *lasting)
{
    struct str version = str_of(assets->version), name = path;
    *lasting = str_starts(path, version) && path.len > version.len && path.ptr[version.len] == '/';
    if (*lasting)
        name = str_make(path.ptr + version.len + 1, path.len - version.len - 1);
    for (size_t i = 0; i < assets->count; i++)
        if (str_equal(assets->items[i].name, name))
            return &assets->items[i];
    return NULL;
}

const char *assets_version(const struct assets *assets)
{
    return assets->version;
}
