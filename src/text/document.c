/* document.c - the names of tags and relations (document.h). */
#include "text/document.h"

const char *const tag_names[TAG_COUNT] = {
    "X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART",
    "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};

const char *const relation_names[REL_COUNT] = {
    "dep", "root", "nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "nmod:poss", "appos",
    "conj", "cc", "case", "det", "amod", "compound", "flat", "nummod", "aux", "aux:pass",
    "cop", "mark", "advmod", "xcomp", "ccomp", "advcl", "acl", "acl:relcl", "parataxis",
    "punct", "fixed", "expl", "discourse"};

const char *const entity_names[ENTITY_COUNT] = {"Person", "Organization", "Location", "Facility", "NORP",
                                                "Date",   "Money",        "Product",  "Misc"};
