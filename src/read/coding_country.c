/* coding_country.c - see coding_party.h: the state that a noun phrase names as that of who it means.
 *
 * In this order: what the head itself is; the adjective, genitive or name before it; whom it refers to; what stands
 * behind it ("of X", "in X"). */
#include "base/ascii.h"
#include "read/coding_party.h"

enum { DEEPEST_PARTY = 4, DAY_LENGTH = 10, MOST_AROUND = 64 };

const struct mark *party_mark(const struct reading *reading, uint32_t token)
{
    static const enum read_set sets[] = {SET_ACTOR_NAME, SET_ACTOR_ADJECTIVE, SET_ACTOR_PEOPLE, SET_ACTOR_CAPITAL,
                                         SET_ACTOR_SEAT, SET_COUNTRY, SET_PLACE};
    const struct mark *best = NULL;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        const struct mark *mark = reading_mark_over(reading, token, sets[i]);
        if (mark && (!best || mark->last - mark->first > best->last - best->first))
            best = mark;
    }
    return best;
}

struct str party_code(const struct reading *reading, uint32_t known)
{
    const struct lexicon *lexicon = reading->library->lexicon;
    for (unsigned depth = 0; known != NO_KNOWN && depth < DEEPEST_PARTY; depth++) {
        const struct known_actor *actor = lexicon_actor(lexicon, known);
        if (actor->code.len)
            return actor->code;
        known = actor->party.len ? lexicon_actor_named(lexicon, actor->party) : (uint32_t)NO_KNOWN;
    }
    return STR("");
}

/* The code of what a name stands for: an actor, or a territory that is none. */
static struct str code_named(const struct reading *reading, struct str name)
{
    const struct lexicon *lexicon = reading->library->lexicon;
    uint32_t known = lexicon_actor_named(lexicon, name);
    if (known != NO_KNOWN)
        return party_code(reading, known);
    const struct entry *entry =
        name.len ? lexicon_find(lexicon, reading->arena, reading_set(reading, SET_COUNTRY), name) : NULL;
    return entry ? entry->value : STR("");
}

/* Is day `a` before day `b`, either of them perhaps a year alone? */
static bool is_before(struct str a, struct str b)
{
    size_t length = a.len < b.len ? a.len : b.len;
    return memcmp(a.ptr, b.ptr, length) < 0;
}

static bool gives_title(const struct coded_phrase *phrase, struct str title)
{
    struct str text = reading_text(phrase->reading, phrase->first, phrase->last);
    return title.len && ascii_find(text, title) < text.len;
}

const struct known_office *party_office(const struct coded_phrase *phrase, const struct known_actor *person,
                                        bool *former)
{
    struct str day = phrase->reading->day;
    const struct known_office *held = NULL, *titled = NULL, *latest = NULL;
    bool dated = day.len >= DAY_LENGTH, over = false;
    day.len = dated ? DAY_LENGTH : 0;
    for (size_t i = 0; i < person->offices.count; i++) {
        const struct known_office *office = &person->offices.items[i];
        bool ended = dated && office->to.len && is_before(office->to, day);
        bool ahead = dated && office->from.len && is_before(day, office->from);
        over = over || ended;
        latest = ahead && latest ? latest : office;
        if (gives_title(phrase, office->title))
            titled = office;
        if (dated && !ended && !ahead && !(held && held == titled))
            held = office;
    }
    *former = dated && !held && over;
    return held ? held : titled ? titled : latest;
}

static struct str person_code(const struct coded_phrase *phrase, uint32_t known)
{
    const struct known_actor *person = lexicon_actor(phrase->reading->library->lexicon, known);
    bool former;
    const struct known_office *office = party_office(phrase, person, &former);
    struct str code = office ? code_named(phrase->reading, office->party) : STR("");
    return code.len ? code : party_code(phrase->reading, known);
}

static struct str known_code(const struct coded_phrase *phrase, uint32_t known)
{
    if (known == NO_KNOWN)
        return STR("");
    bool person = str_equal(lexicon_actor(phrase->reading->library->lexicon, known)->kind, STR("person"));
    return person ? person_code(phrase, known) : party_code(phrase->reading, known);
}

static struct str mark_code(const struct coded_phrase *phrase, const struct mark *mark)
{
    const struct reading *reading = phrase->reading;
    if (mark->entry->set == reading_set(reading, SET_COUNTRY))
        return mark->entry->value;
    if (mark->entry->set == reading_set(reading, SET_PLACE))
        return code_named(reading, mark->entry->value);
    return known_code(phrase, mark->entry->actor);
}

/* "ethnic Albanians", "U.S.-backed rebels": the mark does not tell whose they are; "U.S.-led forces" it does. */
static bool is_aside(const struct coded_phrase *phrase, const struct mark *mark)
{
    const struct document *document = &phrase->reading->document;
    bool joined = mark->last < phrase->last && token_is(document, mark->last, "-") &&
                  document->tokens[mark->last].start == document->tokens[mark->last - 1].end &&
                  !(mark->last + 1 < phrase->last && reading_mark(phrase->reading, mark->last + 1, SET_JOINED_OWN));
    return joined || (mark->first > 0 && reading_mark(phrase->reading, mark->first - 1, SET_ETHNIC));
}

/* A mark of the set actor.* of such a kind; places and territories count as states. */
static bool is_of(const struct reading *reading, const struct mark *mark, const char *kind)
{
    bool state = mark->entry->actor == UINT32_MAX && !strcmp(kind, "state");
    return state || (mark->entry->actor != UINT32_MAX && reading_is_kind(reading, mark, kind));
}

static struct str code_over(const struct coded_phrase *phrase, uint32_t token, bool state)
{
    const struct mark *mark = party_mark(phrase->reading, token);
    bool fits = mark && !is_aside(phrase, mark) && (!state || is_of(phrase->reading, mark, "state"));
    return fits ? mark_code(phrase, mark) : STR("");
}

/* What stands nearest before the head, or behind it as part of the same name: a state, else anybody. */
static struct str front_code(const struct coded_phrase *phrase)
{
    struct str code = STR("");
    for (int state = 1; state >= 0; state--) {
        for (uint32_t token = phrase->head; !code.len && token-- > phrase->first;)
            code = code_over(phrase, token, state);
        for (uint32_t token = phrase->head + 1; !code.len && token < phrase->front; token++)
            code = code_over(phrase, token, state);
    }
    return code;
}

/* The first state, or who has one, behind "of", "in", "from" and the like. */
static struct str tail_code(const struct coded_phrase *phrase)
{
    const struct reading *reading = phrase->reading;
    struct str code = STR("");
    bool belongs = false;
    for (uint32_t token = phrase->front; !code.len && token < phrase->last; token++) {
        if (reading_mark(reading, token, SET_BELONGING_PREPOSITION))
            belongs = true;
        else if (reading->document.tokens[token].tag == TAG_ADP)
            belongs = false;
        if (belongs)
            code = code_over(phrase, token, false);
    }
    return code;
}

/* Of whom the head refers to: himself, or the side that the report gives him. */
static struct str actor_code(const struct coded_phrase *phrase)
{
    struct str code = known_code(phrase, phrase->known);
    return code.len || !phrase->actor ? code : code_named(phrase->reading, phrase->actor->party);
}

struct str party_country(const struct coded_phrase *phrase)
{
    const struct mark *mark = party_mark(phrase->reading, phrase->head);
    bool person = mark && is_of(phrase->reading, mark, "person");
    struct str code = person ? STR("") : code_over(phrase, phrase->head, false);
    if (!code.len)
        code = front_code(phrase);
    if (!code.len && person)
        code = mark_code(phrase, mark);
    if (!code.len)
        code = actor_code(phrase);
    return code.len ? code : tail_code(phrase);
}

struct str party_sentence_country(const struct coded_phrase *phrase)
{
    const struct reading *reading = phrase->reading;
    const struct sentence *sentence = &reading->document.sentences[reading->document.tokens[phrase->head].sentence];
    struct str only = STR("");
    uint32_t first = phrase->head - sentence->first > MOST_AROUND ? phrase->head - MOST_AROUND : sentence->first;
    for (uint32_t token = first; token < sentence->last && token < phrase->head + MOST_AROUND; token++) {
        const struct mark *mark = party_mark(reading, token);
        struct str code = mark && is_of(reading, mark, "state") ? mark_code(phrase, mark) : STR("");
        if (only.len && code.len && !str_equal(only, code))
            return STR("");
        only = code.len ? code : only;
    }
    return only;
}
