/* story_json.h - the story as JSON: one object, in the form docs/record.md states under "The merged record". */
#ifndef VIEW_STORY_JSON_H
#define VIEW_STORY_JSON_H
#include "base/buffer.h"
#include "merge/story.h"

/* Add the object and a line end to `out`; also the items that a person rejected, where those are wanted. */
void story_put(struct buffer *out, const struct story *story, bool rejected);
#endif
