/* statement.c - statements: which quotations somebody said, and who (see speech.h for the steps before).
 * Input: quotations, units, cues with speakers. Output: record->statements, in text order.
 * Invariant: a statement's evidence is exactly the text between its marks. */
#include "read/speech.h"

enum { MOST_CUES = 16, MOST_FOLLOWING = 8, SHORT_UNIT = 12, LEAST_SENTENCE = 6, LONGEST_HEADING = 10 };
/* tokens, bytes, quotations, places of one */
enum { LONGEST_TERM = 3, FARTHEST_TERM = 8000, MOST_SEARCHES = 512, MOST_PLACES = 16 };

/* Words as a reader counts them: what stands between blanks and has a letter or digit. */
static uint32_t count_words(const struct document *document, const struct quotation *quotation)
{
    uint32_t words = 0;
    for (uint32_t token = quotation->first; token < quotation->last; token++) {
        const struct token *at = &document->tokens[token];
        words += !(at->flags & TOKEN_PUNCT) && (token == quotation->first || (at->flags & TOKEN_SPACE_BEFORE));
    }
    return words;
}

/* Does the quotation open its unit and make a sentence of its own there? */
static bool opens_unit(const struct speech *speech, const struct unit *unit, const struct quotation *quotation)
{
    if (quotation->open != unit->first || quotation->last - quotation->first < LEAST_SENTENCE)
        return false;
    for (uint32_t token = quotation->first; token < quotation->last; token++)
        if (speech_tag(speech, token) == TAG_VERB || speech_tag(speech, token) == TAG_AUX)
            return true;
    return false;
}

/* The cue of a later quotation of the unit that follows `quotation` with nothing said between them. */
static const struct cue *cue_of_following(const struct speech *speech, const struct unit *unit, uint32_t quotation)
{
    const struct document *document = &speech->reading->document;
    for (uint32_t q = quotation + 1; q < unit->last_quotation && q < quotation + MOST_FOLLOWING; q++) {
        uint32_t end = quotation_end(&document->quotations[q - 1]);
        for (uint32_t token = end; token < document->quotations[q].open; token++)
            if (speech_token(speech, token)->flags & TOKEN_WORD)
                return NULL;
        struct choice choice = choice_in_unit(speech, unit, &document->quotations[q]);
        if (choice.cue)
            return choice.cue;
    }
    return NULL;
}

/* A next unit that only says who spoke: "“Is it over?” Kerry asked." cut behind the mark. */
static const struct cue *cue_of_next(const struct speech *speech, uint32_t unit)
{
    if (unit + 1 >= speech->units.count ||
        speech->units.items[unit + 1].paragraph != speech->units.items[unit].paragraph)
        return NULL;
    const struct unit *next = &speech->units.items[unit + 1];
    if (next->first_cue == next->last_cue || next->first_quotation < next->last_quotation)
        return NULL;
    const struct cue *cue = &speech->cues.items[next->first_cue];
    bool short_unit = cue->extent.last + 1 >= next->last || next->last - next->first <= SHORT_UNIT;
    return cue->extent.first == next->first && short_unit ? cue : NULL;
}

/* The unit's last cue with a known speaker, a verb of speech if there is one. NULL if none. */
static const struct cue *last_cue(const struct speech *speech, const struct unit *unit)
{
    const struct cue *found = NULL;
    for (uint32_t c = unit->last_cue; c-- > unit->first_cue && unit->last_cue - c <= MOST_CUES;) {
        const struct cue *cue = &speech->cues.items[c];
        if (!speaker_known(&cue->speaker) || cue->kind == CUE_RELAY || !speaker_plausible(speech, cue))
            continue;
        if (cue->kind == CUE_SAY || cue->kind == CUE_COLON)
            return cue;
        found = found ? found : cue;
    }
    return found;
}

/* Who goes on speaking in a unit that is nothing but a quotation. */
static struct choice choice_before(const struct speech *speech, const struct unit *unit, const struct choice *last)
{
    uint32_t index = (uint32_t)(unit - speech->units.items);
    for (uint32_t back = 1; back <= 2 && back <= index; back++) {
        const struct unit *before = &speech->units.items[index - back];
        const struct cue *cue = last_cue(speech, before);
        if (cue)
            return (struct choice){.cue = cue, .speaker = cue->speaker};
        if (before->first_quotation < before->last_quotation && before->only_quoted)
            return *last;
    }
    return *last;
}

static struct str speaker_words(const struct speech *speech, const struct speaker *speaker)
{
    if (speaker->actor != NO_ACTOR || !phrase_found(speaker->words))
        return STR("");
    return reading_text(speech->reading, speaker->words.first, speaker->words.last);
}

/* Who passes the words on: "Xinhua quoted him as saying", "…, Kerry said, Reuters reported". */
static struct str passed_on_by(const struct speech *speech, const struct quotation *quotation, const struct cue *cue)
{
    if (!cue)
        return STR("");
    const struct unit *unit = &speech->units.items[cue->unit];
    uint32_t first, last, end = quotation_end(quotation);
    speech_cues(speech, unit, cue->extent.first, end + SHORT_UNIT, MOST_CUES, &first, &last);
    for (uint32_t c = first; c < last; c++) {
        const struct cue *other = &speech->cues.items[c];
        bool relay = other->kind == CUE_RELAY && other + 1 == cue;
        bool behind = other != cue && cue->last <= quotation->open && other->extent.first >= end &&
                      other->extent.first <= end + 1 && (other->kind == CUE_SAY || other->kind == CUE_ACCORDING);
        if ((relay || behind) && phrase_found(other->source) && speech_tag(speech, other->source.head) != TAG_PRON)
            return reading_text(speech->reading, other->source.first, other->source.last);
    }
    return STR("");
}

static void add_statement(struct speech *speech, const struct quotation *quotation, const struct choice *choice)
{
    struct reading *reading = speech->reading;
    struct statement *statement = ARENA_PUSH(reading->arena, reading->record->statements);
    *statement = (struct statement){.speaker = choice->speaker.actor,
                                    .source = speaker_words(speech, &choice->speaker),
                                    .addressee = STR(""),
                                    .evidence = {.start = quotation->start, .end = quotation->end}};
    statement->evidence.cited = passed_on_by(speech, quotation, choice->cue);
    statement->evidence.rule = choice->goes_on ? "statement.goes-on" : "statement.cue";
    if (choice->cue && phrase_found(choice->cue->addressee))
        statement->addressee = reading_text(reading, choice->cue->addressee.first, choice->cue->addressee.last);
}

/* Quoted words without a stop that are a line of their own, or run into the sentence behind them: a heading. */
static bool heading(const struct speech *speech, const struct unit *unit, const struct quotation *quotation)
{
    const struct paragraph *paragraph = &speech->reading->document.paragraphs[unit->paragraph];
    bool stopped = !speech_no_marks(speech, quotation->last - 1, quotation->last);
    if (quotation->open != unit->first || quotation->last - quotation->first > LONGEST_HEADING || stopped)
        return false;
    if (unit->only_quoted)
        return paragraph->last - paragraph->first == 1;
    uint32_t next = quotation_end(quotation);
    if (next >= unit->last || !(speech_token(speech, next)->flags & TOKEN_CAPITAL))
        return false;
    struct choice choice = choice_in_unit(speech, unit, quotation);
    return !choice.cue || choice.cue->extent.first > next;
}

/* A name or title in quotation marks: all words of it with capitals, no stop: “Fox News Sunday”. */
static bool title(const struct speech *speech, const struct quotation *quotation)
{
    uint32_t capitals = 0;
    for (uint32_t token = quotation->first; token < quotation->last; token++) {
        const struct token *at = speech_token(speech, token);
        if (at->flags & TOKEN_CAPITAL)
            capitals++;
        else if (!(at->flags & TOKEN_DIGIT) && speech_tag(speech, token) != TAG_ADP &&
                 speech_tag(speech, token) != TAG_DET && speech_tag(speech, token) != TAG_CCONJ)
            return false;
    }
    return capitals > 1;
}

/* Does the text at byte `at` stand outside quotation marks, as whole words? */
static bool plain_words(const struct speech *speech, uint32_t start, uint32_t end)
{
    const struct document *document = &speech->reading->document;
    uint32_t low = 0, high = document->token_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (document->tokens[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == document->token_count || document->tokens[low].start != start || speech->quoted[low])
        return false;
    while (low < document->token_count && document->tokens[low].end < end)
        low++;
    return low < document->token_count && document->tokens[low].end == end && !speech->quoted[low];
}

/* Do the same words stand outside quotation marks too? Then the marks set off a term, not somebody's words. */
static bool term(struct speech *speech, const struct quotation *quotation)
{
    const struct document *document = &speech->reading->document;
    struct str words = document_slice(document, quotation->start, quotation->end);
    if (quotation->last - quotation->first > LONGEST_TERM || speech->searches++ >= MOST_SEARCHES)
        return false;
    uint32_t low = quotation->start > FARTHEST_TERM ? quotation->start - FARTHEST_TERM : 0;
    uint32_t high = document->text.len - quotation->end > FARTHEST_TERM ? quotation->end + FARTHEST_TERM
                                                                        : (uint32_t)document->text.len;
    const char *text = document->text.ptr, *at = text + low;
    for (size_t places = 0; places < MOST_PLACES; places++) {
        at = memmem(at, high - (size_t)(at - text), words.ptr, words.len);
        if (!at)
            return false;
        if (plain_words(speech, (uint32_t)(at - text), (uint32_t)((size_t)(at - text) + words.len)))
            return true;
        at += words.len;
    }
    return false;
}

/* What keeps the quotation from being somebody's words, as the condition that it does not meet; NULL: nothing. */
static const char *not_a_statement(struct speech *speech, const struct unit *unit, const struct quotation *quotation)
{
    if (count_words(&speech->reading->document, quotation) < 2)
        return "two words or more";
    if (heading(speech, unit, quotation))
        return "no heading";
    if (title(speech, quotation))
        return "no title: not all words with capitals";
    return term(speech, quotation) ? "no term: the same words do not stand outside quotation marks" : NULL;
}

/* Who says the unit's quotation `q`: told by a cue in the unit or behind it, else whoever spoke before. False:
 * nobody. */
static bool choose(const struct speech *speech, uint32_t unit_index, uint32_t q, const struct choice *last,
                   struct choice *choice)
{
    const struct unit *unit = &speech->units.items[unit_index];
    const struct quotation *quotation = &speech->reading->document.quotations[q];
    *choice = choice_in_unit(speech, unit, quotation);
    if (!choice->cue && ((choice->cue = cue_of_following(speech, unit, q)) ||
                         (choice->cue = cue_of_next(speech, unit_index))))
        choice->speaker = choice->cue->speaker;
    if (choice->cue) {
        bool doubtful = !speaker_known(&choice->speaker) || !speaker_plausible(speech, choice->cue);
        if (doubtful && quotation->last - quotation->first <= LONGEST_TERM)
            return false;
        if (!speaker_known(&choice->speaker))
            choice->speaker = last->speaker;
        return true;
    }
    if (!unit->only_quoted && !opens_unit(speech, unit, quotation))
        return false;
    *choice = choice_before(speech, unit, last);
    choice->goes_on = true;
    return true;
}

static void read_unit(struct speech *speech, uint32_t unit_index, struct choice *last)
{
    const struct unit *unit = &speech->units.items[unit_index];
    for (uint32_t q = unit->first_quotation; q < unit->last_quotation; q++) {
        const struct quotation *quotation = &speech->reading->document.quotations[q];
        struct choice choice = {.cue = NULL};
        const char *stops = not_a_statement(speech, unit, quotation);
        if (!stops && !choose(speech, unit_index, q, last, &choice))
            stops = "a cue of speech with somebody who can speak, or a sentence of its own";
        speech_tried(speech, choice.goes_on ? "statement.goes-on" : "statement.cue", quotation->open,
                     quotation_end(quotation), choice.cue, stops);
        if (stops)
            continue;
        add_statement(speech, quotation, &choice);
        *last = choice;
    }
}

void statement_read(struct reading *reading)
{
    struct speech speech;
    speech_init(&speech, reading);
    cue_find(&speech);
    speaker_resolve(&speech);
    struct choice last = {.speaker = {.actor = NO_ACTOR}};
    for (uint32_t unit = 0; unit < speech.units.count; unit++)
        read_unit(&speech, unit, &last);
    attribution_add(&speech);
}
