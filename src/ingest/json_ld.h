/* json_ld.h - what a page tells of itself in JSON-LD (https://www.w3.org/TR/json-ld11/, https://schema.org), as a tree
 * that is only read.
 *
 * The blocks of a page are often faulty: comments or CDATA around them, several values one after another, commas
 * before a bracket, control characters and bad escapes in strings. These are mended; of a block that is broken all the
 * same, what stands before the break is there. Names of types and members are schema.org's. */
#ifndef INGEST_JSON_LD_H
#define INGEST_JSON_LD_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/map.h"
#include "ingest/html_tree.h"

enum json_ld_kind { JSON_LD_OBJECT, JSON_LD_LIST, JSON_LD_STRING, JSON_LD_OTHER /* a number, true, false, null */ };

/* Nodes stand in the order of the text: the children of a node are in [node + 1, end), each behind the end of the one
 * before. Node 0 is the list of all that the page has. */
struct json_ld_node {
    enum json_ld_kind kind;
    uint32_t end;
    struct str key;   /* of a member */
    struct str value; /* of a string or another; escapes resolved, trimmed */
};

struct json_ld {
    const struct json_ld_node *nodes;
    uint32_t count; /* at least 1 */
    struct map ids; /* of "@id" to the first object of that name that tells more than it */
};

#define JSON_LD_NONE UINT32_MAX

/* All blocks of the page, in the arena, which the caller guards. What lies deeper than 32 brackets is left out, and
 * what stands behind 4 MiB of blocks. Linear. */
struct json_ld json_ld_read(struct arena *arena, const struct html_tree *tree);

/* The same of one text. */
struct json_ld json_ld_parse(struct arena *arena, struct str text);

/* The member of an object, JSON_LD_NONE where there is none. An object that is only a reference ({"@id": ...}) is
 * looked for elsewhere in the page. */
uint32_t json_ld_member(const struct json_ld *ld, uint32_t node, const char *key);

/* Walk over what a member holds, one value or a list of them:
 * for (uint32_t item = json_ld_first(&ld, node); item != JSON_LD_NONE; item = json_ld_next(&ld, node, item)) */
uint32_t json_ld_first(const struct json_ld *ld, uint32_t node);
uint32_t json_ld_next(const struct json_ld *ld, uint32_t node, uint32_t item);

/* The words of a value: a string; of a list the first; of an object its "name", "@value" or "url". "" where none. */
struct str json_ld_text(const struct json_ld *ld, uint32_t node);

/* The words of a member. */
struct str json_ld_string(const struct json_ld *ld, uint32_t node, const char *key);

/* Whether an object is of one of the types that data/web/schema.txt lists under `group`, "article". */
bool json_ld_is(const struct json_ld *ld, uint32_t node, const char *group);

/* The "articleBody" of the object, as it stands there: perhaps with markup, perhaps cut. */
struct str json_ld_body(const struct json_ld *ld, uint32_t node);
#endif
