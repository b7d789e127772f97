/* version.h - one version of a report, and what was read of it.
 *
 * Input: the database. Output: text and facts, in an arena. Invariant: any version is found, current or not. */
#ifndef STORE_VERSION_H
#define STORE_VERSION_H
#include "merge/revision.h"
#include "store/store.h"

struct report_version {
    int64_t row;
    struct str id, outlet, published, title, text;
    uint32_t version;
    bool current;
    struct str url, updated, author, agency, dateline, read_at;
};
LIST_TYPE(report_versions, struct report_version);

/* The version that the name means: "ID" the current, or of a withdrawn report the last; "ID@2" the second. One that is
 * not there is READOUT_BAD_USAGE. */
bool store_version(struct store *store, const char *name, struct arena *arena, struct report_version *found,
                   readout_error *error);

/* That version of the report of this id; 0: the newest. `row` is 0 where there is none. */
bool store_version_of(struct store *store, struct str id, uint32_t version, struct arena *arena,
                      struct report_version *found, readout_error *error);

/* All versions, the newest first, without their texts. */
bool store_versions(struct store *store, struct str id, struct arena *arena, struct report_versions *versions,
                    readout_error *error);

/* The version of the same report before this one; row is 0 where there is none. */
bool store_version_before(struct store *store, const struct report_version *version, struct arena *arena,
                          struct report_version *found, readout_error *error);

/* What was read of it, in the order of the text. */
bool store_version_facts(struct store *store, const struct report_version *version, struct arena *arena,
                         struct revision_facts *facts, readout_error *error);
#endif
