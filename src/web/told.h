/* told.h - pieces that pages of merged facts share: items that can be decided on, states, days, names, and the words
 * that tell something with a link to the fact they are of.
 *
 * Input: a call with a story. Output: HTML at the end of call->out. Invariant: words of reports are text, and stand
 * with their source. */
#ifndef WEB_TOLD_H
#define WEB_TOLD_H
#include "web/call.h"

/* `<TAG class="item" id="KEY" data-key="KEY" data-standing="...">`: what the keyboard moves to and decides on. `id`: no
 * where the same key may stand on the page again. */
void told_item(struct call *call, const char *tag, struct str key, enum standing standing, bool id);

/* `<span class="state state-WORD">WORD</span>`, its hyphens as blanks; nothing where the word is empty. Of a course,
 * "planned → held", the state is that of its last word. */
void told_state(struct call *call, struct str word);

/* The state that a person put it in; nothing where it stands as the program read it. */
void told_standing(struct call *call, enum standing standing);

/* How a person marked it, and what notes say: paragraphs. */
void told_marks(struct call *call, const struct story_mark *mark);

/* The day (STORY_NO_DAY: "undated"); days from one to another, where they differ. */
void told_day(struct call *call, long day);
void told_days(struct call *call, long from, long to);

/* The actor's name, linked to it where some report names it; several with commas between, at most `most`. */
void told_actor(struct call *call, uint32_t actor);
void told_actors(struct call *call, const struct actor_list *actors, size_t most);

/* A paragraph of who took part, and who mediated; at most `most` of each. Nothing where there is nobody. */
void told_who(struct call *call, const struct actor_list *who, const struct actor_list *mediators, size_t most);

/* Clean words of a report: “...”. */
void told_words(struct call *call, struct str words);

/* Outlet, day and report, linked to the fact of that kind (a table: "position", "response", ...). */
void told_source(struct call *call, const struct story_source *source, const char *kind);

/* The day of it, linked to the fact likewise. */
void told_day_of(struct call *call, long day, const struct story_source *source, const char *kind);

/* The kind of a fact that several may stand of at the same bytes, with whose it is as the report calls it:
 * "response:Egypt" (view/item_find.h). */
const char *told_kind(struct call *call, const struct story_source *source, const char *kind, uint32_t who);

/* The fact that a hold was read from: its kind likewise, and where it is. A term of a proposal is told with that. */
const char *told_hold(struct call *call, const struct story_hold *hold, struct story_source *source);

/* Where the telling of the proposal stands that has the term. */
struct story_source told_term(const struct story *story, const struct story_proposal *proposal,
                              const struct story_source *term);

/* Whether the actor, or the side it acts for, has the key or name; `folded` is told_folded of it. */
struct str told_folded(struct call *call, struct str name);
bool told_is(const struct story *story, uint32_t actor, struct str name, struct str folded);
#endif
