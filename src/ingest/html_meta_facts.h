/* html_meta_facts.h - what a page says of itself, collected and not yet judged; shared by html_meta*.c only. */
#ifndef INGEST_HTML_META_FACTS_H
#define INGEST_HTML_META_FACTS_H
#include "base/map.h"
#include "ingest/article.h"
#include "ingest/html_tree.h"
#include "ingest/json_ld.h"
#include "ingest/origin.h"

enum meta_field {
    META_TITLE,
    META_OUTLET,
    META_AUTHOR,
    META_PUBLISHED,
    META_UPDATED,
    META_URL,
    META_LANGUAGE,
    META_NONE /* also the number of fields */
};

struct meta_value {
    struct str text;
    unsigned rank; /* place of its name in meta.txt: less is better */
    uint32_t node;
};
LIST_TYPE(meta_values, struct meta_value);

/* A line of text that the page shows near its headline, and a <time> in it. */
struct meta_line {
    struct str text;
    uint32_t node; /* first text */
};
struct meta_time {
    uint32_t node; /* HTML_TIME with text or datetime */
    size_t line;   /* of lines, in which it stands, and where */
    size_t at;
};
LIST_TYPE(meta_lines, struct meta_line);
LIST_TYPE(meta_times, struct meta_time);

/* What the names of elements tell (marks.txt), bit by bit. */
enum meta_mark {
    MARK_AUTHOR = 1,
    MARK_DATE = 2,
    MARK_UPDATED = 4,
    MARK_HEADLINE = 8,
    MARK_ASIDE = 16
};

struct meta_facts {
    struct arena *arena;
    const struct html_tree *tree;
    const struct origin *origin;
    struct meta_values told[META_NONE];  /* in <meta>, best first */
    struct meta_values shown[META_NONE]; /* elements that itemprop or rel names, in the order of the page */
    struct meta_values headings;         /* h1 to h3: rank 1 to 3, text not yet filled */
    struct str page_title;               /* <title> */
    struct str language;                 /* <html lang> */
    struct str canonical;
    struct json_ld ld;
    uint32_t item;       /* the article's object in it, JSON_LD_NONE */
    uint32_t headline;   /* the heading shown, HTML_NONE */
    struct meta_lines lines;
    size_t behind; /* the first of the lines that stands behind the headline */
    struct meta_times times;
    struct map marks; /* word of marks.txt to the bits of it */
};

/* Collect all but the lines; linear in the page. */
void meta_collect(struct meta_facts *facts);

/* Collect the lines about the headline, once it is known. */
void meta_collect_lines(struct meta_facts *facts);

/* The bits of what the element, and those around it up to `levels` in all, have in class, id, itemprop and rel. */
unsigned meta_marks(const struct meta_facts *facts, uint32_t node, unsigned levels);

/* The text of an element that is a line or so; "" of one that holds more. */
struct str meta_short_text(const struct meta_facts *facts, uint32_t node);

/* Whether the element lies in what is no part of the report, and the headline does not. */
bool meta_is_aside(const struct meta_facts *facts, uint32_t node);

/* Which object of JSON-LD is the article's: facts->item. */
void meta_choose_item(struct meta_facts *facts);

/* Choose from the facts. The title sets facts->headline. */
struct str meta_outlet(struct meta_facts *facts);
struct str meta_title(struct meta_facts *facts, struct str outlet);
struct str meta_authors(struct meta_facts *facts, struct str outlet);
void meta_dates(struct meta_facts *facts, struct article *article);

/* How many of a hundred words two texts share, case and marks aside: of the words of both (`of_least` false), or of
 * those of the one that has less. */
unsigned meta_alike(struct str one, struct str other, bool of_least);

/* Letters and digits only, in small letters, in the arena: "The Guardian" and "theguardian" become the same. */
struct str meta_compact(struct arena *arena, struct str text);

/* Without soft hyphens and other characters that are not seen; in the arena. */
struct str meta_seen(struct arena *arena, struct str text);

/* Whether the name is the outlet's, or one that stands in the host of the page's address. */
bool meta_is_outlet(struct meta_facts *facts, struct str name, struct str outlet);

/* The host of the page's address; "" where it is not known. */
struct str meta_host(const struct meta_facts *facts);

/* Whether it is an address, or part of one, and no words. */
bool meta_is_address(struct str text);

/* A text of JSON-LD or <meta> without markup and entities, blanks made one. */
struct str meta_plain(struct arena *arena, struct str text);
#endif
