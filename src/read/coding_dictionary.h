/* coding_dictionary.h - users' dictionaries of actors and agents, in the format of PETRARCH (docs/actors.md).
 *
 * Input: files as researchers have them. Output: for the words of a noun phrase the code that they give it. Invariant:
 * of entries with the same words the first counts; const once loaded. */
#ifndef READ_CODING_DICTIONARY_H
#define READ_CODING_DICTIONARY_H
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "readout.h"

/* A code and the days on which it holds, YYYYMMDD, both included; 0 and UINT32_MAX: open. */
struct coding_dictionary_code {
    struct str code; /* as written, without "~"; "---": no actor */
    uint32_t from, to;
    bool dated;
    bool before; /* of an agent: "NGO~" stands before the code of the actor */
};
struct coding_dictionary_entry {
    LIST(struct coding_dictionary_code) codes;
    bool agent;
};
struct coding_dictionary {
    LIST(struct coding_dictionary_entry) entries;
    struct map actors, agents; /* words in lower case parted by single blanks → entry */
    struct map countries;      /* codes of states, for those who look up; the reader leaves it empty */
    size_t longest; /* words of an entry */
};

/* Read the bytes of one file into `dictionary`, which starts empty; keys and codes are slices of `bytes` or of the
 * arena. False, and `error` with source, line and column, at the first line that breaks the format. Linear in the
 * bytes. */
bool coding_dictionary_read(struct coding_dictionary *dictionary, struct arena *arena, struct str bytes,
                            const char *source, readout_error *error);

/* Load the files, in this order. NULL, and `error`, where one cannot be read. */
struct coding_dictionary *coding_dictionary_load(struct arena *arena, const char *const *paths, size_t count,
                                   readout_error *error);

/* What a text is called in the dictionary: words in lower case, parted by single blanks, all marks left out. */
struct str coding_dictionary_words(struct arena *arena, struct str text);

/* The code of an entry on a day (YYYYMMDD; 0: not known): the first dated one that holds on it, else the first without
 * dates. Where the day is not known the first without dates, else the first. NULL: none holds. */
const struct coding_dictionary_code *coding_dictionary_code_on(const struct coding_dictionary_entry *entry,
                                                               uint32_t day);
#endif
