/* speech.c - see speech.h: the ground that cues, speakers and statements stand on.
 * Input: the analysed document. Output: word bits, quoted tokens, units. Linear. */
#include "read/speech.h"

#include "model/core.h"

static const struct {
    enum read_set set;
    enum speech_word word;
} WORD_SETS[] = {
    {SET_SPEECH, WORD_SAY},           {SET_SPEECH_WIDE, WORD_SAY_WIDE}, {SET_ACCORDING_TO, WORD_ACCORDING},
    {SET_SOURCE, WORD_SOURCE},        {SET_STATEMENT, WORD_STATEMENT},  {SET_RELATIVE, WORD_RELATIVE},
    {SET_AGENT, WORD_AGENT},          {SET_QUOTED_AS, WORD_AS},         {SET_HE, WORD_HE},
    {SET_SHE, WORD_SHE},              {SET_THEY, WORD_THEY},            {SET_IT, WORD_IT},
    {SET_NOT_A_SPEAKER, WORD_MUTE},   {SET_AUDIENCE, WORD_AUDIENCE},    {SET_PEOPLE, WORD_PEOPLE},
    {SET_MAN, WORD_MAN},              {SET_WOMAN, WORD_WOMAN},          {SET_BEHIND_NOUN, WORD_BEHIND_NOUN},
    {SET_OFFICE, WORD_OFFICE},        {SET_THOUGHT, WORD_THOUGHT},      {SET_INDEFINITE, WORD_INDEFINITE},
    {SET_JOINT, WORD_JOINT},          {SET_BODY, WORD_BODY},            {SET_GROUP, WORD_BODY},
    {SET_TELL, WORD_TELL},            {SET_AUDIENCE_PREPOSITION, WORD_TO},
};

/* Verbs and titles are marked at their first word, nouns at their last. */
enum { AT_FIRST = WORD_SAY | WORD_SAY_WIDE | WORD_THOUGHT | WORD_TELL | WORD_ACCORDING | WORD_MAN | WORD_WOMAN };

static void mark_words(struct speech *speech)
{
    struct reading *reading = speech->reading;
    const struct lexicon *lexicon = reading->library->lexicon;
    uint32_t *bits = speech->bits = ARENA_NEW(reading->arena, uint32_t, lexicon_set_count(lexicon) + 1);
    for (size_t i = 0; i < sizeof WORD_SETS / sizeof *WORD_SETS; i++)
        bits[reading_set(reading, WORD_SETS[i].set)] |= WORD_SETS[i].word;
    speech->words = ARENA_NEW(reading->arena, uint32_t, reading->document.token_count + 1);
    for (uint32_t i = 0; i < reading->marks.count; i++) {
        const struct mark *mark = &reading->marks.items[i];
        uint32_t found = bits[mark->entry->set];
        if (found)
            speech->words[found & AT_FIRST ? mark->first : mark->last - 1] |= found;
    }
}

/* The word of data/ that makes the token a cue of speech; NULL if none. */
static const struct entry *cue_entry(const struct speech *speech, uint32_t token)
{
    const struct marks *marks = &speech->reading->marks;
    for (uint32_t i = marks->start[token]; i < marks->start[token + 1]; i++)
        if (speech->bits[marks->items[i].entry->set] & (WORD_SAY | WORD_SAY_WIDE | WORD_ACCORDING | WORD_STATEMENT))
            return marks->items[i].entry;
    return NULL;
}

void speech_tried(const struct speech *speech, const char *rule, uint32_t first, uint32_t last, const struct cue *cue,
                  const char *stops)
{
    if (!speech->reading->trials)
        return;
    struct trial trial = {.rule = rule, .stops = stops, .first = first, .last = last};
    trial.entry = cue_entry(speech, cue ? cue->first : first);
    if (cue) {
        trial.cue_first = cue->first;
        trial.cue_last = cue->last;
        trial.source_first = cue->source.first;
        trial.source_last = cue->source.last;
    }
    *ARENA_PUSH(speech->reading->arena, *speech->reading->trials) = trial;
}

static void mark_quoted(struct speech *speech)
{
    const struct document *document = &speech->reading->document;
    speech->quoted = ARENA_NEW(speech->reading->arena, uint32_t, document->token_count + 1);
    for (uint32_t q = 0; q < document->quotation_count; q++) {
        const struct quotation *quotation = &document->quotations[q];
        for (uint32_t token = quotation->open; token < quotation_end(quotation); token++)
            speech->quoted[token] = q + 1;
    }
}

/* The last sentence of the unit that begins with sentence `first`: a quotation that runs on ties sentences. */
static uint32_t unit_end(const struct document *document, uint32_t first, uint32_t *quotation)
{
    uint32_t last = first + 1;
    for (; *quotation < document->quotation_count; (*quotation)++) {
        const struct quotation *next = &document->quotations[*quotation];
        if (next->open >= document->sentences[last - 1].last)
            break;
        uint32_t end = next->close == NO_TOKEN ? next->last - 1 : next->close;
        if (document->tokens[end].sentence + 1 > last)
            last = document->tokens[end].sentence + 1;
    }
    return last;
}

static bool only_quoted(const struct speech *speech, uint32_t first, uint32_t last)
{
    for (uint32_t token = first; token < last; token++)
        if (!speech->quoted[token] && (speech_token(speech, token)->flags & TOKEN_WORD))
            return false;
    return true;
}

static void cut_units(struct speech *speech)
{
    const struct document *document = &speech->reading->document;
    uint32_t quotation = 0;
    for (uint32_t sentence = 0; sentence < document->sentence_count;) {
        uint32_t first_quotation = quotation;
        uint32_t last = unit_end(document, sentence, &quotation);
        uint32_t from = document->sentences[sentence].first, to = document->sentences[last - 1].last;
        *ARENA_PUSH(speech->reading->arena, speech->units) =
            (struct unit){.first = from, .last = to, .first_quotation = first_quotation, .last_quotation = quotation,
                          .paragraph = document->sentences[sentence].paragraph,
                              .only_quoted = only_quoted(speech, from, to)};
        sentence = last;
    }
}

void speech_init(struct speech *speech, struct reading *reading)
{
    *speech = (struct speech){.reading = reading};
    mark_words(speech);
    mark_quoted(speech);
    cut_units(speech);
}

uint32_t quotation_end(const struct quotation *quotation)
{
    return quotation->close == NO_TOKEN ? quotation->last : quotation->close + 1;
}

uint32_t speech_traits(const struct speech *speech, uint32_t token)
{
    return reading_traits(speech->reading, token);
}

bool speech_mark(const struct speech *speech, uint32_t token, char mark)
{
    const struct token *at = speech_token(speech, token);
    if (!(at->flags & TOKEN_PUNCT))
        return false;
    struct str text = token_text(&speech->reading->document, token);
    if (mark != '-')
        return text.len == 1 && text.ptr[0] == mark;
    bool dash = text.ptr[0] == '-' || (text.len == 3 && !memcmp(text.ptr, "\xe2\x80", 2) &&
                                       text.ptr[2] >= '\x93' && text.ptr[2] <= '\x95');
    return dash && (at->flags & TOKEN_SPACE_BEFORE);
}

bool speech_no_marks(const struct speech *speech, uint32_t first, uint32_t last)
{
    for (uint32_t token = first; token < last; token++)
        if (speech_token(speech, token)->flags & TOKEN_PUNCT)
            return false;
    return true;
}

void speech_cues(const struct speech *speech, const struct unit *unit, uint32_t low, uint32_t high, uint32_t most,
                 uint32_t *first, uint32_t *last)
{
    uint32_t from = unit->first_cue, to = unit->last_cue;
    while (from < to) {
        uint32_t middle = (from + to) / 2;
        if (speech->cues.items[middle].first < low)
            from = middle + 1;
        else
            to = middle;
    }
    *first = from;
    while (to < unit->last_cue && to - from < most && speech->cues.items[to].first < high)
        to++;
    *last = to;
}
