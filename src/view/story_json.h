/* story_json.h - the story as JSON: one object, in the form docs/record.md states under "The merged record". */
#ifndef VIEW_STORY_JSON_H
#define VIEW_STORY_JSON_H
#include "base/buffer.h"
#include "merge/story.h"

/* Add the object and a line end to `out`; also the items that a person rejected, where those are wanted. */
void story_put(struct buffer *out, const struct story *story, bool rejected);

/* One item of the story as one object: of the lists above, or a trip or turn of the talks; nothing where it has none under
 * the key. */
bool story_put_item(struct buffer *out, const struct story *story, struct str key);

/* One item of its lists `issues` and `conflicts`. */
void story_put_issue(struct buffer *out, const struct story *story, const struct story_issue *issue);
void story_put_conflict(struct buffer *out, const struct story *story, const struct story_conflict *conflict);

/* A day as a string; STORY_NO_DAY: null. */
void story_put_day(struct buffer *out, const char *key, long day);

/* Where something was told, up to the end of an object. */
void story_put_source(struct buffer *out, const struct story *story, const struct story_source *source);
void story_put_sources(struct buffer *out, const char *key, const struct story *story,
                       const struct story_source *sources, size_t count);

/* Parts of it, each a list; `key` NULL: no member of an object. */
void story_put_list(struct buffer *out, const char *key, const struct str_list *texts);
void story_put_reports(struct buffer *out, const char *key, const struct story *story,
                       const struct actor_list *reports);

/* What reports call the office, when first and last, with one source each. */
void story_put_offices(struct buffer *out, const char *key, const struct story *story,
                       const struct story_offices *offices);

/* What each report that names the actor calls it: its name there, its forms, where it stands first. */
void story_put_mentions(struct buffer *out, const char *key, const struct story *story,
                        const struct actor_list *mentions);
#endif
