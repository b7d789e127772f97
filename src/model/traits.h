/* traits.h - what the model knows of a token beside its part of speech.
 *
 * Which tag or lemma has which traits stands in the model (chunk `traits`, models/FORMAT.md). */
#ifndef MODEL_TRAITS_H
#define MODEL_TRAITS_H

enum trait {
    TRAIT_FINITE = 1 << 0,     /* verb form that makes a clause: present, past, modal */
    TRAIT_PAST = 1 << 1,       /* past tense */
    TRAIT_PARTICIPLE = 1 << 2, /* past participle */
    TRAIT_GERUND = 1 << 3,     /* -ing */
    TRAIT_BASE = 1 << 4,       /* infinitive or imperative */
    TRAIT_BE = 1 << 5,         /* auxiliaries */
    TRAIT_HAVE = 1 << 6,
    TRAIT_DO = 1 << 7,
    TRAIT_MODAL = 1 << 8,
    TRAIT_POSSESSIVE = 1 << 9, /* 's, his, whose */
    TRAIT_TO = 1 << 10,        /* before an infinitive */
    TRAIT_WH = 1 << 11,        /* who, which, where */
    TRAIT_PARTICLE = 1 << 12,  /* of a verb: "set up" */
    TRAIT_EXPLETIVE = 1 << 13, /* "there is" */
    TRAIT_COUNT = 14
};
extern const char *const trait_names[TRAIT_COUNT]; /* as in the model: "finite", "past", ... */
#endif
