/* analysis.c - see analysis.h: what the writers ask of an analysed word. */
#include "view/analysis.h"

struct str analysis_xpos(const struct analysis *analysis, uint32_t token)
{
    return analysis->core ? core_fine_name(analysis->core, analysis->document->tokens[token].fine) : STR("");
}

struct str analysis_relation(const struct analysis *analysis, uint32_t token)
{
    const struct token *word = &analysis->document->tokens[token];
    return analysis->core ? core_relation_name(analysis->core, word->subrelation)
                          : str_of(relation_names[word->relation]);
}

uint32_t analysis_head(const struct analysis *analysis, uint32_t token)
{
    const struct token *word = &analysis->document->tokens[token];
    return word->head == NO_TOKEN ? 0 : word->head - analysis->document->sentences[word->sentence].first + 1;
}
