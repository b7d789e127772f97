/* tar.h - a tar file (v7, ustar, GNU, pax) as a container of its regular files; folders, links and devices are passed
 * over. The stream is unpacked already (unpack.h).
 *
 * Names are those of the file as UTF-8, with what cannot be shown made visible (visible.h). A file that is broken off
 * is handed out as far as it is there. LIMIT_MEMBERS holds, whatever the members are. */
#ifndef INGEST_TAR_H
#define INGEST_TAR_H
#include "ingest/container.h"

/* Whether a file that starts with these bytes, 512 of them, is a tar file: the sum of its first header is right. */
bool tar_sniff(struct str bytes);

container_open tar_open;
#endif
