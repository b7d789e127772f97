/* coding_actor.c - see coding.h: country and sectors of who takes part in an event.
 *
 * Input: a noun phrase of the reading. Output: the actor it means, by the mention over its head; the state it belongs
 * to (coding_country.c); its sectors (coding_sector.c). Invariant: what the phrase does not tell stays empty. */
#include "base/ascii.h"
#include "read/coding_party.h"

enum { DEEPEST_CONJUNCT = 3, MOST_TOKENS = 64 }; /* of a phrase that are looked at */

/* Does what describes the noun from behind begin at `token`? */
static bool breaks(const struct reading *reading, uint32_t token)
{
    const struct token *t = &reading->document.tokens[token];
    bool modifies = t->relation == REL_AMOD || t->relation == REL_COMPOUND;
    static const char *const marks[] = {",", "(", ";", ":"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (token_is(&reading->document, token, marks[i]))
            return true;
    return t->tag == TAG_ADP || t->tag == TAG_AUX || t->tag == TAG_SCONJ || (t->tag == TAG_VERB && !modifies) ||
           (t->relation != REL_DET && reading_mark(reading, token, SET_RELATIVE));
}

static bool is_noun(const struct reading *reading, uint32_t token)
{
    const uint8_t tag = reading->document.tokens[token].tag;
    return tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_PRON;
}

/* Where a name that goes on over prepositions ends ("Secretary of State", "Movement for Democratic Change"). */
static uint32_t name_end(const struct reading *reading, uint32_t token)
{
    static const enum read_set sets[] = {SET_ACTOR_NAME, SET_SECTOR, SET_COUNTRY, SET_PLACE};
    uint32_t end = token + 1;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        const struct mark *mark = reading_mark(reading, token, sets[i]);
        end = mark && mark->last > end ? mark->last : end;
    }
    return end;
}

/* The front ends at the first break behind a noun; its last noun is the head. */
static void find_head(struct coded_phrase *phrase)
{
    const struct reading *reading = phrase->reading;
    uint32_t token = phrase->first, head = NO_TOKEN;
    while (token < phrase->last && !(head != NO_TOKEN && breaks(reading, token))) {
        uint32_t end = name_end(reading, token);
        end = end < phrase->last ? end : phrase->last;
        for (; token < end; token++)
            head = is_noun(reading, token) ? token : head;
    }
    phrase->front = token;
    phrase->head = head == NO_TOKEN ? token - 1 : head;
}

/* The actor that a mention over `token` refers to, unless the mention is a wider one with its head elsewhere: "Turkey"
 * in "the envoy to Turkey". */
static uint32_t actor_over(const struct coded_phrase *phrase, uint32_t token)
{
    const struct reading *reading = phrase->reading;
    const struct mention *mention = mentions_over(&reading->mentions, MENTION_ACTOR, token);
    if (!mention || mention->index == NO_ACTOR)
        return NO_ACTOR;
    if (mention->last > phrase->last && party_mark(reading, token)) /* "in Bosnia, Defence Secretary X" */
        return NO_ACTOR;
    uint32_t head = reading_head(reading, mention);
    return head >= phrase->first && head < phrase->last ? mention->index : (uint32_t)NO_ACTOR;
}

/* Who of the lexicon a person is whom the report calls by the surname: the one of that name and side, or office. */
static uint32_t known_surname(const struct coded_phrase *phrase)
{
    const struct reading *reading = phrase->reading;
    const struct marks *marks = &reading->marks;
    struct str party = phrase->actor->party, text = reading_text(reading, phrase->first, phrase->front);
    uint32_t best = NO_KNOWN;
    for (uint32_t i = marks->start[phrase->head]; i < marks->start[phrase->head + 1]; i++) {
        const struct entry *entry = marks->items[i].entry;
        if (entry->set != reading_set(reading, SET_ACTOR_SURNAME))
            continue;
        const struct known_actor *person = lexicon_actor(reading->library->lexicon, entry->actor);
        for (size_t k = 0; k < person->offices.count; k++) {
            const struct known_office *office = &person->offices.items[k];
            if (party.len ? str_equal(office->party, party) : ascii_find(text, office->title) < text.len)
                best = entry->actor;
        }
    }
    return best;
}

/* The actor of the record over the head, and who of the lexicon that is. */
static uint32_t find_actor(struct coded_phrase *phrase)
{
    const struct reading *reading = phrase->reading;
    uint32_t actor = actor_over(phrase, phrase->head);
    for (uint32_t token = phrase->first; actor == NO_ACTOR && token < phrase->front; token++)
        if (mentions_over(&reading->mentions, MENTION_PERSON, token))
            actor = actor_over(phrase, token);
    phrase->known = NO_KNOWN;
    phrase->actor = actor == NO_ACTOR ? NULL : &reading->record->actors.items[actor];
    if (phrase->actor)
        phrase->known = lexicon_actor_named(reading->library->lexicon, phrase->actor->name);
    if (phrase->actor && phrase->actor->kind == ACTOR_PERSON && phrase->known == NO_KNOWN)
        phrase->known = known_surname(phrase);
    return actor;
}

/* The noun behind the phrase that its adjective belongs to: "officials" for "Hungarian" in "Hungarian and Polish
 * officials". NO_TOKEN: none. */
static uint32_t noun_behind(const struct coded_phrase *phrase)
{
    const struct token *tokens = phrase->reading->document.tokens;
    uint32_t token = phrase->head;
    for (unsigned depth = 0; depth < DEEPEST_CONJUNCT && tokens[token].relation == REL_CONJ; depth++) {
        if (tokens[token].head == NO_TOKEN)
            return NO_TOKEN;
        token = tokens[token].head;
    }
    bool modifies = tokens[token].relation == REL_AMOD || tokens[token].relation == REL_COMPOUND;
    uint32_t noun = tokens[token].head;
    bool behind = noun != NO_TOKEN && noun >= phrase->last && noun - phrase->first < MOST_TOKENS;
    return modifies && behind ? noun : NO_TOKEN;
}

/* The sectors of the phrase; of an adjective alone, those of its noun. */
static struct str_list find_sectors(const struct coded_phrase *phrase, struct str *none)
{
    struct str_list sectors = party_sectors(phrase, none);
    uint32_t noun = sectors.count ? NO_TOKEN : noun_behind(phrase);
    if (noun == NO_TOKEN)
        return sectors;
    struct coded_phrase whole = *phrase;
    whole.head = noun;
    whole.front = whole.last = noun + 1;
    return party_sectors(&whole, none);
}

/* The name of a body that is not known ("the Ceasefire Committee"), which may be of any state: its noun has a
 * capital. */
static bool is_body_name(const struct coded_phrase *phrase)
{
    const struct reading *reading = phrase->reading;
    const struct token *head = &reading->document.tokens[phrase->head];
    bool noun = reading_mark_over(reading, phrase->head, SET_SECTOR) ||
                reading_mark_over(reading, phrase->head, SET_SECTOR_ROLE);
    return noun && phrase->head > phrase->first && head->flags & TOKEN_CAPITAL &&
           !reading_mark_over(reading, phrase->head, SET_OFFICE);
}

void coding_actor(const struct reading *reading, uint32_t first, uint32_t last, struct coded_actor *out)
{
    struct coded_phrase phrase = {.reading = reading, .first = first, .last = last};
    out->actor = NO_ACTOR;
    if (first >= last)
        return;
    if (last - first > MOST_TOKENS)
        phrase.last = first + MOST_TOKENS;
    find_head(&phrase);
    out->actor = find_actor(&phrase);
    struct str none;
    out->sectors = find_sectors(&phrase, &none);
    out->country = party_country(&phrase);
    if (!out->country.len)
        out->country = none;
    if (party_user(&phrase, out) && !out->country.len && out->sectors.count && !is_body_name(&phrase))
        out->country = party_sentence_country(&phrase); /* "the police", "the rebels" */
}
