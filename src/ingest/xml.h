/* xml.h - XML as a sequence of elements and text: libxml2 behind one interface, which no other file knows.
 *
 * No DTD is read, no entity that the document declares is replaced, nothing is fetched. The named characters of HTML
 * ("&eacute;") are known whether declared or not. */
#ifndef INGEST_XML_H
#define INGEST_XML_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "ingest/limits.h"
#include "readout.h"

struct xml_name {
    struct str space;  /* the namespace's address; empty: none, or its prefix is not declared */
    struct str prefix; /* as it is written */
    struct str local;
};

struct xml_attribute {
    struct xml_name name;
    struct str value;
};

struct xml_element {
    struct xml_name name;
    const struct xml_attribute *attributes;
    size_t count;
    size_t depth; /* 1: the outermost */
};

/* What is done with the document. Strings are valid during the call only. All may allocate from the arena of xml_read
 * and nothing that must be freed. `open` ends the reading where it returns false and fills `error`. */
struct xml_events {
    void *context;
    bool (*open)(void *context, const struct xml_element *element, readout_error *error);
    void (*close)(void *context, size_t depth);
    void (*text)(void *context, struct str text);
};

enum xml_result {
    XML_WHOLE,
    XML_BROKEN, /* `error` tells the first fault and where it is; what stands before it has been handed out */
    XML_FAILED  /* `error`: a limit (depth, tags, attributes), entities of its own, memory, what `open` said */
};

/* Read `utf8` (valid UTF-8 without NULs; an encoding that it declares does not count). With `repair`, it is read on
 * behind faults as well as can be, and is XML_BROKEN at the end all the same. The caller guards the arena. Linear. */
enum xml_result xml_read(struct arena *arena, struct str utf8, bool repair, const struct limits *limits,
                         const char *source, const struct xml_events *events, readout_error *error);

/* The value of an attribute by its name in any case and with any prefix: HREF, xmlurl, rdf:about; "": there is none. */
struct str xml_value(const struct xml_element *element, struct str small);

/* The value of xml:base or xml:lang, by "base" or "lang"; ptr NULL: there is none. */
struct str xml_own_value(const struct xml_element *element, const char *name);

/* The document without the faults that are most common and most easily mended: an & that begins no character or named
 * character of HTML is written as one, control characters become blanks, what stands before the first < is gone.
 * Sections of CDATA stay as they are but for the control characters. In the arena, which the caller guards. */
struct str xml_mend(struct arena *arena, struct str utf8);
#endif
