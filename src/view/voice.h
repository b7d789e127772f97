/* voice.h - who tells something: reports of the story, versions of one text counted once.
 *
 * Input: reports of a story, in order. Output: voices, and how a page names them. Invariant: copies of one text are one
 * voice, named by the first of them that is given. */
#ifndef VIEW_VOICE_H
#define VIEW_VOICE_H
#include "base/arena.h"
#include "merge/story.h"

struct voices {
    struct actor_list reports; /* one of each voice */
};

struct voices voices_of(struct arena *arena, const struct story *story, const struct actor_list *reports);

/* "outlet date · report" of each, clean (text.h). */
struct str_list voices_sources(struct arena *arena, const struct story *story, const struct voices *voices);

/* "[A 1978-09-18 · a1]", "[3 voices: A 1978-09-18 · a1; B 1978-09-19 · b7; +1]": at most `most` are named. */
struct str voices_text(struct arena *arena, const struct str_list *sources, size_t most);

/* "outlet date · report"; "undated" where its day is not known. */
struct str voice_source(struct arena *arena, const struct story *story, uint32_t report);

/* The day as text; empty for STORY_NO_DAY. */
struct str voice_day(struct arena *arena, long day);
#endif
