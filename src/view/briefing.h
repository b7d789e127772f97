/* briefing.h - a chosen set of facts, each as a sentence in plain words with numbered sources.
 *
 * Input: a story, the keys of its items. Output: facts in the order of the keys, sources in the order in which facts
 * name them. Invariant: whatever is said has the number of a source that says it; a source is one place of one report,
 * with its words. */
#ifndef VIEW_BRIEFING_H
#define VIEW_BRIEFING_H
#include "base/buffer.h"
#include "merge/story.h"
#include "store/store.h"

enum { BRIEFING_MOST = 100 /* facts */ };

/* Text with the numbers of its sources, from 1. */
struct briefing_line {
    struct str text;
    struct actor_list numbers;
};
LIST_TYPE(briefing_lines, struct briefing_line);

struct briefing_fact {
    struct str key;
    const char *kind;            /* "meeting"; NULL: nothing of the story has this key */
    struct briefing_line line;   /* the fact */
    struct str quote;            /* of its first source */
    struct briefing_lines more;  /* terms, answers, who holds what */
    struct briefing_lines disputes; /* what reports say otherwise */
    size_t reports, voices;      /* that tell it */
    struct str standing;         /* "confirmed"; empty: by the program alone */
    struct str_list notes;
};
LIST_TYPE(briefing_facts, struct briefing_fact);

struct briefing_source {
    struct story_source at;
    uint32_t about; /* in briefing.reports */
};

/* A report that sources are in. */
struct briefing_report {
    uint32_t report; /* of the story */
    struct str id, outlet, day, title, url; /* empty: not known; title and url by briefing_read */
    uint32_t version;
};

struct briefing {
    const struct story *story;
    struct str title;
    struct str first, last; /* days of its reports; empty: none has one */
    struct briefing_facts facts;
    struct str_list missing; /* keys that nothing has */
    LIST(struct briefing_source) sources;
    LIST(struct briefing_report) reports;
};

/* A key may be that of a merged item, or the name of a fact of one report, "REPORT:START-END:KIND". */
void briefing_make(struct arena *arena, const struct story *story, const struct str_list *keys, struct str title,
                   struct briefing *briefing);

/* What the database knows of its reports besides. */
bool briefing_read(struct arena *arena, struct store *store, struct briefing *briefing, readout_error *error);

/* The number of reports and voices that tell it, and how it stands: "3 voices of 5 reports; confirmed". */
struct str briefing_told(struct arena *arena, const struct briefing_fact *fact);

/* As Markdown (CommonMark), in which words of reports are text; as JSON. */
void briefing_put_markdown(struct buffer *out, const struct briefing *briefing, struct arena *arena);
void briefing_put_json(struct buffer *out, const struct briefing *briefing);

/* The address where it begins with http: or https:; else empty. */
struct str briefing_address(struct str url);
#endif
