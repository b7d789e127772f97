/* story_text.h - small texts that the views of a story share.
 *
 * Input: a story. Output: clean text in an arena (text.h). Invariant: as in the tables, "undated" where no day is
 * known. */
#ifndef VIEW_STORY_TEXT_H
#define VIEW_STORY_TEXT_H
#include "merge/story.h"

/* "2024-08-19"; "undated" */
struct str story_text_day(struct arena *arena, long day);

/* "[outlet 2024-08-19 · report]" */
struct str story_text_source(struct arena *arena, const struct story *story, const struct story_source *source);

/* “words”, of at most `width` columns. */
struct str story_text_quote(struct arena *arena, struct str words, size_t width);

struct str story_text_name(const struct story *story, uint32_t who);
struct str story_text_report(const struct story *story, uint32_t report);
#endif
