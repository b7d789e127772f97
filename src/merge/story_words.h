/* story_words.h - what the story needs of the language: how rare words are, which deny something or tell of taking
 * part, which are no part of a name, and how rounds of talks are numbered.
 *
 * Input: the files of data/ and models/. Output: struct story_words. Invariant: const once loaded. */
#ifndef MERGE_STORY_WORDS_H
#define MERGE_STORY_WORDS_H
#include "base/map.h"
#include "merge/names.h"
#include "merge/story.h"
#include "model/rarity.h"
#include "rules/source.h"

struct story_words {
    struct rarity rarity;
    struct map denials, doubts, attendance, absence, cues, refusals, events; /* folded words and phrases */
    uint64_t heads[256]; /* by the first letter of attendance and absence: their second letters, as bits */
    struct map ordinals; /* their numbers: "sixth" 6 */
    struct map rounds;   /* what is numbered when talks go on */
    struct name_words names;
};

bool story_words_load(struct arena *arena, const struct source_list *sources, struct story_words *words,
                      readout_error *error);

/* Whether the words by which something is attributed deny it: one of them is such a word. */
bool story_words_deny(const struct story_words *words, struct str cue);

/* Whether somebody is told to take part in talks or a meeting, and the text before the word for it. What is only asked,
 * doubted or supposed is not told. */
enum attendance story_words_attend(const struct story_words *words, struct str text, struct str *before);

/* Whether a text begins with words for taking part in talks: "send a delegation to the talks". */
bool story_words_name_attendance(const struct story_words *words, struct str text);
#endif
