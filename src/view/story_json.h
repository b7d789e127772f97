/* story_json.h - the story as JSON: one object, in the form docs/record.md states under "The merged record". */
#ifndef VIEW_STORY_JSON_H
#define VIEW_STORY_JSON_H
#include "base/buffer.h"
#include "merge/story.h"

/* Add the object and a line end to `out`. */
void story_put(struct buffer *out, const struct story *story);

/* One item of its lists `issues` and `conflicts`. */
void story_put_issue(struct buffer *out, const struct story *story, const struct story_issue *issue);
void story_put_conflict(struct buffer *out, const struct story *story, const struct story_conflict *conflict);
#endif
