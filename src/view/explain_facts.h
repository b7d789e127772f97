/* explain_facts.h - every fact of a record with its evidence, whatever its kind. */
#ifndef VIEW_EXPLAIN_FACTS_H
#define VIEW_EXPLAIN_FACTS_H
#include "read/record.h"

typedef void fact_use(void *user, const char *kind, const struct evidence *evidence);

/* Call `use` for each fact whose evidence begins in bytes [start, end), kind by kind. */
void explain_facts(const struct record *record, uint32_t start, uint32_t end, fact_use *use, void *user);
#endif
