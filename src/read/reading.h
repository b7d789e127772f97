/* reading.h - one report while it is read: the analysed document, what rules found in it, and the record so far.
 *
 * Each read/ module is one function over this: it looks at document, marks, mentions and frames and adds its kind
 * of facts to the record. Everything lives in the report's arena. */
#ifndef READ_READING_H
#define READ_READING_H
#include "model/event.h"
#include "read/library.h"
#include "read/name.h"
#include "read/record.h"
#include "read/trial.h"
#include "rules/match.h"

struct process;

/* Two actors whom one mention, of no actor of its own, stands for. */
struct couple {
    uint32_t actors[2];
};

/* Why no event was read from a sentence (coding.c). */
enum silence { SILENCE_NO_SOURCE, SILENCE_NEUTRAL, SILENCE_UNSURE, SILENCE_COUNT };
struct coding_silence {
    struct span sentence;
    enum silence why;
    uint32_t nearest;    /* the event that came nearest, enum plover_event; PLOVER_COUNT: none */
    uint32_t confidence; /* of it, thousandths */
};

struct reading {
    struct arena *arena;
    const struct readout_library *library;
    struct document document;
    struct tree tree;
    struct marks marks;
    struct name_list names; /* spans that may name an actor (name.c) */
    struct mentions mentions;
    struct context context;
    struct frame_list values; /* of the sequence rules */
    struct frame_list frames; /* of the tree rules */
    struct couple *couple_at; /* per token: whom "the two leaders" there are (refer.c); both NO_ACTOR: nobody */
    struct map keys;          /* actor keys given so far */
    struct str *actor_names;  /* as mentions number them; actor_finish leaves out some of the record's */
    struct map actor_named;   /* name → actor that is no person; with side_of from contact_index_sides */
    uint32_t *side_of;        /* of every actor: the state or group it acts for, else itself */
    uint32_t *cited; /* of every token: 1 + the innermost of record->attributions whose content covers it; 0: none */
    const struct process *process; /* see process.h; NULL before it is asked for */
    struct trial_list *trials; /* filled for explain; NULL: not wanted */
    struct record *record;
    struct event_rows event_rows;           /* of the words (model/event.h) */
    struct span given_source, given_target; /* bytes of who acts and who is acted on, where the caller knows; else empty */
    bool lost_source, lost_target;          /* such words were given, and do not stand in the text */
    LIST(struct coding_silence) silences;   /* sentences without an event, in the order of the text */
    int32_t penta; /* 0 to 4, of the main event of the text, as in struct coding; -1: not known */
    struct str day; /* "YYYY-MM-DD...": of publication, else the one the text itself bears (clue.h); empty: unknown */
};

/* The stages, in the order in which pipeline.c calls them. */
void date_read(struct reading *reading);      /* dates, and DATE mentions */
void actor_read(struct reading *reading);     /* actors; ACTOR, PERSON and PLACE mentions */
void statement_read(struct reading *reading); /* statements and attributions */
void self_read(struct reading *reading);      /* ACTOR mentions over "we" and "they" (cited.c) */
void figure_read(struct reading *reading);
void meeting_read(struct reading *reading);
void trip_read(struct reading *reading);
void proposal_read(struct reading *reading);
void position_read(struct reading *reading);
void talk_read(struct reading *reading);
void belief_read(struct reading *reading);    /* attributions by rules; attribution_over is over with it */
void coding_read(struct reading *reading);     /* political events (coding.h) */
void clue_read(struct reading *reading);       /* what tells the report's own day */
void actor_finish(struct reading *reading);   /* leaves out the actors that take no part */

static inline set_id reading_set(const struct reading *reading, enum read_set set)
{
    return reading->library->sets[set];
}

/* The traits (model/traits.h) of a token. */
static inline uint32_t reading_traits(const struct reading *reading, uint32_t token)
{
    return core_traits(reading->library->core, &reading->document, token);
}

/* The longest mark of a set that starts at, or covers, a token. */
static inline const struct mark *reading_mark(const struct reading *reading, uint32_t token, enum read_set set)
{
    return marks_at(&reading->marks, token, reading_set(reading, set));
}

/* Is the actor that the mark of a name or adjective stands for of that kind: "person", "group"? */
static inline bool reading_is_kind(const struct reading *reading, const struct mark *mark, const char *kind)
{
    return str_equal(lexicon_actor(reading->library->lexicon, mark->entry->actor)->kind, str_of(kind));
}
/* Is the lexicon actor a state? */
static inline bool reading_is_state(const struct reading *reading, uint32_t known)
{
    return str_equal(lexicon_actor(reading->library->lexicon, known)->kind, STR("state"));
}
static inline const struct mark *reading_mark_over(const struct reading *reading, uint32_t token, enum read_set set)
{
    return marks_over(&reading->marks, token, reading_set(reading, set));
}

/* A pronoun by which a speaker means himself or his side; "US" is none. */
static inline bool reading_is_self(const struct reading *reading, uint32_t token)
{
    return reading_mark(reading, token, SET_SPEAKER_SELF) && !reading_mark(reading, token, SET_ACTOR_NAME);
}

/* Does a dependent of `token` in that relation stand in the set? */
bool reading_has_child(const struct reading *reading, uint32_t token, enum relation relation, enum read_set set);

/* Evidence for what tokens [first, last) say. */
struct evidence reading_evidence(const struct reading *reading, uint32_t first, uint32_t last, const char *rule);

/* The text of tokens [first, last). */
struct str reading_text(const struct reading *reading, uint32_t first, uint32_t last);

/* The time a frame captured as "date", as far as it is resolved. */
struct interval reading_interval(const struct reading *reading, const struct frame *frame);

/* The time that a DATE mention stands for; empty where the words put things before or behind it: "since Friday". */
struct interval reading_interval_at(const struct reading *reading, const struct mention *mention);

/* The actor a mention of type ACTOR or PERSON covering `token` refers to: index into record->actors; NO_ACTOR. */
uint32_t reading_actor(const struct reading *reading, uint32_t token);

/* The token of a mention that carries it in the tree. */
uint32_t reading_head(const struct reading *reading, const struct mention *mention);

/* The words of whoever is cited for what stands at `token`: "a US official"; empty where the report says it itself. */
struct str attribution_cited(const struct reading *reading, uint32_t token);

/* The innermost attribution whose content covers `token`; NULL if none. */
const struct attribution *attribution_over(const struct reading *reading, uint32_t token);

/* The actors cited for what stands at `token`: the speaker of the quotation, or the source of the indirect speech. */
void cited_actors(const struct reading *reading, uint32_t token, struct actor_list *out);

/* Whose statement the noun means: "the Egyptian statement", "they issued a statement", or else whoever spoke last. */
void statement_authors(const struct reading *reading, uint32_t noun, struct actor_list *out);

/* Who a noun phrase names, its conjuncts included ("Egypt, Qatar and the US"), and those behind "negotiators
 * from" and "officials including": actors, each once, added to `out`. */
void reading_actors(const struct reading *reading, uint32_t token, struct actor_list *out);

bool reading_has(const struct actor_list *list, uint32_t actor);

/* Add the actors of `from` that `out` lacks, but no outlet: it reports, and takes part in nothing. */
void reading_add_parties(const struct reading *reading, struct actor_list *out, const struct actor_list *from);

void reading_add_party(const struct reading *reading, struct actor_list *out, uint32_t actor);

/* Do both quote the same words? */
bool reading_same_words(const struct reading *reading, const struct evidence *a, const struct evidence *b);

/* Take the actors of `others` out of `list`; the rest keep their order. */
void reading_drop(struct actor_list *list, const struct actor_list *others);

/* The token behind the last of those whom reading_actors finds there. */
uint32_t reading_actors_end(const struct reading *reading, uint32_t token);
#endif
