/* html_phrase.h - phrases with which lines begin that are not of an article, "Read more:", "Sign up for". They are in
 * data/web/phrases.txt. */
#ifndef INGEST_HTML_PHRASE_H
#define INGEST_HTML_PHRASE_H
#include "ingest/html_page.h"

/* Bits; a line may begin with several phrases. */
enum html_phrase {
    HTML_PHRASE_LINE = 1,  /* a line of few words that begins so is not of the body */
    HTML_PHRASE_LONG = 2,  /* a paragraph of any length */
    HTML_PHRASE_WHOLE = 4, /* the line is this phrase and no more */
    HTML_PHRASE_LINKED = 16, /* a line with links */
    HTML_PHRASE_FRONT = 32,  /* a line of few words before the first paragraph: who wrote it, when */
    HTML_PHRASE_END = 8    /* a heading of what is not of the body */
};

struct html_phrases {
    struct map starts;
};

/* Load the phrases. False fills `error`: READOUT_BAD_DATA with the line. In the arena, which the caller guards. */
bool html_phrases_open(struct html_phrases *phrases, struct arena *arena, readout_error *error);

/* The start of a text in the form that phrases have: words of small letters and figures parted by one blank. */
enum { HTML_LINE_WORDS = 9 };
struct html_line {
    char bytes[240];
    size_t ends[HTML_LINE_WORDS]; /* of each word */
    size_t count, length;
    bool whole; /* the text has no more words */
};
void html_line_of(struct html_line *line, const struct html_page *page, const struct html_block *block);
void html_line_of_text(struct html_line *line, struct str text);

/* Whether one begins with all words of the other, three at least. */
bool html_line_same(const struct html_line *one, const struct html_line *other);

/* With which phrases of `least` words or more a line begins, bits of enum html_phrase; phrases that are all of the line
 * may be shorter. */
unsigned html_phrase_of(const struct html_phrases *phrases, const struct html_line *line, size_t least);
#endif
