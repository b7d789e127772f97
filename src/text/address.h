/* address.h - addresses, file names and the like inside text: one token each. */
#ifndef TEXT_ADDRESS_H
#define TEXT_ADDRESS_H
#include "text/scan.h"
#include "text/token.h"

/* End of the address that starts with the letter or digit at `at` ("https://un.org/a", "x@y.com", "un.org",
 * "draft_2.doc"), marks that close the sentence left out; `at` if there is none. Looks at most ADDRESS_MOST bytes on
 * for what does not open with its protocol. */
enum { ADDRESS_MOST = 200 };
uint32_t address_end(const struct cursor *cursor, const struct text_words *words, uint32_t at);
#endif
