/* asset.h - style sheet, scripts and icon of the pages: compiled into the program (src/web/assets), sent as they are or
 * packed (gzip). Invariant: an address with a version is that of these bytes alone, so that it may be kept for ever. */
#ifndef WEB_ASSET_H
#define WEB_ASSET_H
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "readout.h"

struct asset {
    struct str name;      /* "readout.css" */
    const char *type;
    struct str bytes;
    unsigned char *packed; /* gzip; NULL: it is not smaller */
    size_t packed_length;
};

struct assets;
struct assets *assets_open(readout_error *error);
void assets_close(struct assets *assets);

/* By its name, or by version and name, "0123456789abcdef/readout.css": then these are its bytes for ever (`lasting`).
 * NULL: there is none. */
const struct asset *asset_find(const struct assets *assets, struct str path, bool *lasting);

/* Of all assets together: another when any of them changes. */
const char *assets_version(const struct assets *assets);
#endif
