/* speech.h - the inside of statement_read: what its steps share.
 *
 * The text is cut into units: runs of sentences that a quotation ties together ("“A. B,” he said."). In every unit
 * the cues of speech outside quotation marks are found ("said", "according to"), each with the noun phrase it names
 * as its source; each source is resolved to a speaker; each quotation then gets the cue it hangs on.
 *
 * Invariant: cues and units are in text order, and units cover all tokens. */
#ifndef READ_SPEECH_H
#define READ_SPEECH_H
#include "read/reading.h"

/* Tokens [first, last) with their head; first == last: none. */
struct phrase {
    uint32_t first, last, head;
};

static inline bool phrase_found(struct phrase phrase)
{
    return phrase.last > phrase.first;
}

/* Who speaks: an actor of the record, or a description in the text. */
struct speaker {
    uint32_t actor;      /* NO_ACTOR where not named */
    struct phrase words; /* the description, or the actor's mention; not found: nobody known */
};

static inline bool speaker_known(const struct speaker *speaker)
{
    return speaker->actor != NO_ACTOR || phrase_found(speaker->words);
}

/* What a token's words mean to the reader of speech: bits, set from the word classes of data/. */
enum speech_word {
    WORD_SAY = 1 << 0,       /* verb of speech */
    WORD_SAY_WIDE = 1 << 1,  /* verb that may introduce speech: "criticized" */
    WORD_ACCORDING = 1 << 2, /* "according to" */
    WORD_SOURCE = 1 << 3,    /* noun for an unnamed source: "official" */
    WORD_STATEMENT = 1 << 4, /* noun for what is said: "statement" */
    WORD_RELATIVE = 1 << 5,  /* "who", "which" */
    WORD_AGENT = 1 << 6,     /* "by" behind a passive */
    WORD_AS = 1 << 7,        /* "as" in "cited him as saying" */
    WORD_HE = 1 << 8,
    WORD_SHE = 1 << 9,
    WORD_THEY = 1 << 10,
    WORD_IT = 1 << 11,
    WORD_MUTE = 1 << 12, /* noun that says nothing: "deal" */
    WORD_AUDIENCE = 1 << 15,
    WORD_PEOPLE = 1 << 16, /* nouns for people */
    WORD_MAN = 1 << 17,    /* "Mr", "spokesman": a man */
    WORD_WOMAN = 1 << 18,
    WORD_BEHIND_NOUN = 1 << 19, /* "familiar", "close": an adjective behind the noun it describes */
    WORD_OFFICE = 1 << 20,    /* nouns for people in office */
    WORD_THOUGHT = 1 << 21,   /* verb of thought: "express" */
    WORD_INDEFINITE = 1 << 22, /* "a", "another", "several" */
    WORD_JOINT = 1 << 23, /* "joint" */
    WORD_BODY = 1 << 24, /* nouns for what speaks as one: "ministry", "rebels" */
    WORD_TELL = 1 << 25, /* verbs whose object is spoken to: "told reporters" */
    WORD_TO = 1 << 26    /* "to", "with" before whoever is spoken to */
};

enum cue_kind {
    CUE_SAY,       /* verb of speech */
    CUE_WIDE,      /* verb that only sometimes introduces speech */
    CUE_ACCORDING, /* "according to" */
    CUE_COLON,     /* "Kerry: “...”" */
    CUE_NOUN,      /* "comments by Kerry" */
    CUE_RELAY      /* "quoted" in "quoted him as saying": whose source only passes on */
};

struct cue {
    uint32_t first, last; /* the cue's tokens */
    enum cue_kind kind;
    bool behind; /* the source stands behind the cue: "said Kerry" */
    uint32_t unit;
    struct phrase source; /* as found in the text; not found: shared with the cue before */
    struct phrase extent; /* cue and source, where they stand together */
    struct phrase addressee;
    struct speaker speaker;
};

struct unit {
    uint32_t first, last;                   /* tokens */
    uint32_t first_quotation, last_quotation; /* [first, last) of document.quotations that begin here */
    uint32_t first_cue, last_cue;
    uint32_t paragraph;
    bool only_quoted; /* no word stands outside its quotations */
};

struct speech {
    struct reading *reading;
    uint32_t *words;  /* enum speech_word bits of every token */
    uint32_t *bits;   /* the same of every set of the lexicon */
    uint32_t *quoted; /* of every token: 1 + the quotation it stands in or marks, 0: none */
    uint8_t *sexes;   /* of every actor: bit 0 told to be a man, bit 1 a woman */
    uint32_t searches; /* how often the text was searched for a quoted term */
    LIST(struct unit) units;
    LIST(struct cue) cues;
};

/* speech.c: words, quoted and units. */
void speech_init(struct speech *speech, struct reading *reading);

static inline bool speech_is(const struct speech *speech, uint32_t token, uint32_t words)
{
    return (speech->words[token] & words) != 0;
}
static inline const struct token *speech_token(const struct speech *speech, uint32_t token)
{
    return &speech->reading->document.tokens[token];
}
static inline enum tag speech_tag(const struct speech *speech, uint32_t token)
{
    return (enum tag)speech_token(speech, token)->tag;
}
static inline const struct mention *speech_mention(const struct speech *speech, enum mention_type type, uint32_t token)
{
    return mentions_over(&speech->reading->mentions, type, token);
}
/* Note for explain that `rule` was tried at tokens [first, last), with the cue if there is one; `stops` is the
 * condition that was not met, NULL if all were. Does nothing where nobody asks. */
void speech_tried(const struct speech *speech, const char *rule, uint32_t first, uint32_t last, const struct cue *cue,
                  const char *stops);

uint32_t speech_traits(const struct speech *speech, uint32_t token);

/* Is the token the mark, one of , : ; ( ) . or a dash '-' that stands alone? */
bool speech_mark(const struct speech *speech, uint32_t token, char mark);

/* Is there no punctuation in [first, last)? */
bool speech_no_marks(const struct speech *speech, uint32_t first, uint32_t last);

/* The token behind the quotation and its closing mark. */
uint32_t quotation_end(const struct quotation *quotation);

/* phrase.c: noun phrases by tags, inside [low, high) and never across quotation marks. */
bool phrase_nominal(const struct speech *speech, uint32_t token);
bool phrase_starts(const struct speech *speech, uint32_t token);
struct phrase phrase_left(const struct speech *speech, uint32_t low,
                          uint32_t end);    /* the one that ends before `end` */
struct phrase phrase_right(const struct speech *speech, uint32_t start,
                           uint32_t high); /* the one that begins at `start` */

/* cue.c: fill cues, with sources. */
void cue_find(struct speech *speech);

/* The subject of the main verb of the sentence [low, high). */
struct phrase cue_main_subject(const struct speech *speech, uint32_t low, uint32_t high);

/* speaker.c: fill the speaker of every cue. */
void speaker_resolve(struct speech *speech);

/* Can what the cue names speak at all? Not "the decision". */
bool speaker_plausible(const struct speech *speech, const struct cue *cue);

/* The cues of the unit that stand at tokens [low, high), at most `most`, as indices [*first, *last). */
void speech_cues(const struct speech *speech, const struct unit *unit, uint32_t low, uint32_t high, uint32_t most,
                 uint32_t *first, uint32_t *last);

/* choice.c: the cue a quotation hangs on, and its speaker. */
struct choice {
    const struct cue *cue; /* NULL: none in its unit; where quotations go on, that of the first */
    struct speaker speaker;
    bool goes_on; /* nothing tells who speaks: whoever spoke before */
};
struct choice choice_in_unit(const struct speech *speech, const struct unit *unit, const struct quotation *quotation);

/* attribution.c: record->attributions from cues, and reading->cited. */
void attribution_add(struct speech *speech);
#endif
