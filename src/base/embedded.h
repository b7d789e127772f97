/* embedded.h - the files compiled into the program: the words of data/en, data/web and data/languages, and the models.
 *
 * tools/embed.c writes the table from the files themselves. Names are as under data/en ("classes/meet.v.txt"), of
 * data/web "web/NAME.txt", of data/languages "languages/NAME.txt", of src/web/assets "assets/NAME", for models "models/en.tags"; sorted by name.
 * Every file starts at a multiple of 64 bytes and has a NUL behind its last byte that is not counted. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H
#include <stddef.h>

struct embedded_file {
    const char *name;
    const unsigned char *bytes;
    size_t length;
};

extern const struct embedded_file embedded_files[];
extern const size_t embedded_count;
#endif
