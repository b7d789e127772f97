/* html_link.h - where the links of a page lead: within its site or out of it. */
#ifndef INGEST_HTML_LINK_H
#define INGEST_HTML_LINK_H
#include "ingest/html_tree.h"

/* The site that a page says it is of (canonical link, Open Graph), as the end of a host's name, "example.com"; "" where
 * it says nothing. */
struct str html_site(const struct html_tree *tree);

/* Whether an address is of another site. A relative one is not; where the page's is not known none is. */
bool html_leads_out(struct str site, struct str address);
#endif
