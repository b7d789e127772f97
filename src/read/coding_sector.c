/* coding_sector.c - see coding_party.h: the sectors of who a noun phrase means.
 *
 * In this order: the last noun before or at the head that has a sector, or the last group named there ("Hamas
 * fighters"); for a noun that takes the sector of others, those behind it ("leaders of the rebels"); what is known of
 * the actor or its office; what the noun alone tells. */
#include "read/coding_party.h"

enum { MOST_SECTORS = 8, LONGEST_WINDOW = 4, MOST_TITLE_WORDS = 16 };

struct finder {
    const struct coded_phrase *phrase;
    struct str_list *out;
    struct str *country; /* of those who belong to no state */
    const struct mark *role;   /* the first that has a sector of its own */
    bool takes; /* the phrase is a noun that takes the sector of what it belongs to */
    bool former;
};

static const struct reading *reading_of(const struct finder *finder)
{
    return finder->phrase->reading;
}

static void add_sector(struct finder *finder, struct str sector)
{
    for (size_t i = 0; i < finder->out->count; i++)
        if (str_equal(finder->out->items[i], sector))
            return;
    if (finder->out->count < MOST_SECTORS)
        *ARENA_PUSH(reading_of(finder)->arena, *finder->out) = sector;
}

static const struct entry *find_word(const struct reading *reading, enum read_set set, struct str words)
{
    return lexicon_find(reading->library->lexicon, reading->arena, reading_set(reading, set), words);
}

/* The codes of a value: sectors, and perhaps the country of those who belong to none. "-": none. */
static void add_value(struct finder *finder, struct str value)
{
    for (struct str rest = value; rest.len;) {
        struct str code = str_cut(&rest, ' ');
        if (find_word(reading_of(finder), SET_CODE_OF_NONE, code)) {
            if (!finder->country->len)
                *finder->country = code;
        } else if (!str_equal(code, STR("-"))) {
            add_sector(finder, code);
        }
    }
}

/* The sectors that values/sector-of gives for a name. */
static void add_named(struct finder *finder, struct str name)
{
    const struct entry *entry = name.len ? find_word(reading_of(finder), SET_SECTOR_OF, name) : NULL;
    if (entry)
        add_value(finder, entry->value);
}

/* The longest words of a title or name that stand in the set, the last of these. NULL: none. */
static const struct entry *find_within(const struct reading *reading, enum read_set set, struct str title)
{
    struct str words[MOST_TITLE_WORDS];
    size_t count = 0;
    for (struct str rest = title; rest.len && count < MOST_TITLE_WORDS;)
        words[count++] = str_cut(&rest, ' ');
    for (size_t length = count < LONGEST_WINDOW ? count : LONGEST_WINDOW; length; length--)
        for (size_t first = count - length + 1; first-- > 0;) {
            const char *start = words[first].ptr, *end = words[first + length - 1].ptr + words[first + length - 1].len;
            const struct entry *entry = find_word(reading, set, str_make(start, (size_t)(end - start)));
            if (entry)
                return entry;
        }
    return NULL;
}

/* Of a group, organisation or outlet: as data has them, else as the words of its name tell. */
static void add_body(struct finder *finder, uint32_t known)
{
    const struct reading *reading = reading_of(finder);
    const struct known_actor *actor = lexicon_actor(reading->library->lexicon, known);
    for (size_t i = 0; i < actor->sectors.count; i++)
        add_sector(finder, actor->sectors.items[i]);
    if (finder->out->count || find_word(reading, SET_CODE_OF_NONE, actor->code))
        return;
    if (str_equal(actor->kind, STR("outlet")))
        add_named(finder, actor->kind);
    const struct entry *entry =
        str_equal(actor->kind, STR("organisation")) ? find_within(reading, SET_SECTOR, actor->name) : NULL;
    if (entry)
        add_value(finder, entry->value);
}

static void add_party(struct finder *finder, struct str party)
{
    uint32_t known = party.len ? lexicon_actor_named(reading_of(finder)->library->lexicon, party) : (uint32_t)NO_KNOWN;
    if (known != NO_KNOWN)
        add_body(finder, known);
}

/* Of an office: what its title says, else the group it is one of, else what such offices are. */
static void add_office(struct finder *finder, struct str title, struct str party)
{
    const struct entry *strong = find_within(reading_of(finder), SET_SECTOR, title);
    if (strong)
        add_value(finder, strong->value);
    else
        add_party(finder, party);
    const struct entry *role = finder->out->count ? NULL : find_within(reading_of(finder), SET_SECTOR_ROLE, title);
    if (role)
        add_value(finder, role->value);
}

static void add_person(struct finder *finder, const struct known_actor *person)
{
    bool former;
    const struct known_office *office = party_office(finder->phrase, person, &former);
    struct str day = reading_of(finder)->day;
    if (!office)
        return;
    size_t length = office->from.len;
    bool ahead = length && day.len >= length && memcmp(day.ptr, office->from.ptr, length) < 0;
    if (!ahead)
        add_office(finder, office->title, office->party);
    finder->former = finder->former || former;
}

/* Of whom the head refers to. */
static void add_actor(struct finder *finder)
{
    const struct coded_phrase *phrase = finder->phrase;
    const struct known_actor *known =
        phrase->known == NO_KNOWN ? NULL : lexicon_actor(phrase->reading->library->lexicon, phrase->known);
    if (known && str_equal(known->kind, STR("person")))
        add_person(finder, known);
    else if (known)
        add_body(finder, phrase->known);
    else if (phrase->actor)
        add_office(finder, phrase->actor->role, phrase->actor->party);
}

static const struct mark *longer(const struct mark *a, const struct mark *b)
{
    return !a || (b && b->last - b->first > a->last - a->first) ? b : a;
}

/* A name in which nouns tell nothing of the sector: "European Union", "Salt Lake City". Not that of a state whose last
 * word has no capital: "Israeli army". */
static const struct mark *name_at(const struct reading *reading, uint32_t token)
{
    static const enum read_set sets[] = {SET_ACTOR_NAME, SET_ACTOR_SEAT, SET_ACTOR_ADJECTIVE, SET_ACTOR_CAPITAL,
                                         SET_PLACE};
    const struct mark *best = NULL;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        const struct mark *mark = reading_mark(reading, token, sets[i]);
        bool plain = mark && !(reading->document.tokens[mark->last - 1].flags & TOKEN_CAPITAL);
        if (mark && !(plain && mark->entry->actor != UINT32_MAX && reading_is_kind(reading, mark, "state")))
            best = longer(best, mark);
    }
    return best;
}

/* A people in front of a noun: "Kurdish fighters" are no civilians because Kurds may be. */
static bool is_people_before(const struct finder *finder, const struct mark *mark)
{
    const struct reading *reading = reading_of(finder);
    if (mark->entry->actor == UINT32_MAX || mark->last > finder->phrase->head)
        return false;
    const struct known_actor *actor = lexicon_actor(reading->library->lexicon, mark->entry->actor);
    const struct entry *nationals = find_word(reading, SET_SECTOR_OF, STR("nationals"));
    return actor->sectors.count && nationals && str_equal(actor->sectors.items[0], nationals->value);
}

/* The sectors of the noun or group whose mark this is, in place of those found before: the last one counts. */
static void take_mark(struct finder *finder, const struct mark *mark)
{
    struct str_list before = *finder->out;
    *finder->out = (struct str_list){0};
    if (mark->entry->actor == UINT32_MAX)
        add_value(finder, mark->entry->value);
    else if (!str_equal(lexicon_actor(reading_of(finder)->library->lexicon, mark->entry->actor)->kind, STR("person")))
        add_body(finder, mark->entry->actor);
    for (size_t i = 0; i < before.count; i++)
        add_sector(finder, before.items[i]);
}

static void take_role(struct finder *finder, const struct mark *mark)
{
    bool own = !str_equal(mark->entry->value, STR("-"));
    if (!finder->role && own)
        finder->role = mark;
    if (mark->last > finder->phrase->head)
        finder->takes = true;
}

/* Look at tokens [first, last), each name or noun once. */
static void look(struct finder *finder, uint32_t first, uint32_t last)
{
    const struct reading *reading = reading_of(finder);
    for (uint32_t token = first, next; token < last; token = next) {
        const struct mark *name = name_at(reading, token), *sector = reading_mark(reading, token, SET_SECTOR);
        const struct mark *role = reading_mark(reading, token, SET_SECTOR_ROLE);
        const struct mark *best = longer(longer(sector, role), name);
        if (best == name && sector && name && sector->last == name->last)
            best = sector;
        next = best && best->last > token ? best->last : token + 1;
        finder->former = finder->former || reading_mark(reading, token, SET_FORMER_HOLDER);
        if (best && best == role)
            take_role(finder, role);
        else if (best && (best == sector || name->entry->actor != UINT32_MAX) && !is_people_before(finder, best))
            take_mark(finder, best);
    }
}

/* Does the noun only count or lead those behind "of" or "for": "dozens of rebels", "leaders of the rebels"? */
static bool belongs_behind(const struct finder *finder)
{
    const struct coded_phrase *phrase = finder->phrase;
    const struct reading *reading = phrase->reading;
    if (phrase->front >= phrase->last)
        return false;
    bool of = reading_mark(reading, phrase->front, SET_OF);
    return (finder->takes && (of || reading_mark(reading, phrase->front, SET_MEMBER_PREPOSITION))) || of;
}

/* "Iraqis", not "Iraqi", which may be an adjective, nor "the Palestinians", who are an actor. */
static bool are_nationals(const struct coded_phrase *phrase)
{
    const struct reading *reading = phrase->reading;
    return reading_mark_over(reading, phrase->head, SET_ACTOR_PEOPLE) &&
           !reading_mark_over(reading, phrase->head, SET_ACTOR_ADJECTIVE) &&
           !reading_mark_over(reading, phrase->head, SET_ACTOR_NAME);
}

/* Is the place that starts at `token` where something is: "in central Baghdad"? */
static bool is_within(const struct coded_phrase *phrase, uint32_t token)
{
    const struct reading *reading = phrase->reading;
    const struct token *tokens = reading->document.tokens;
    while (token > 0 && (tokens[token - 1].tag == TAG_ADJ || tokens[token - 1].tag == TAG_DET))
        token--;
    return token > 0 && reading_mark_over(reading, token - 1, SET_PLACE_PREPOSITION);
}

/* What values/sector-of calls a place or seat that is named alone: "seat" and "capital" act for their state, a "city"
 * stands for those in it; or the name of a region. Empty: the head is none. */
static struct str place_kind(const struct coded_phrase *phrase)
{
    const struct reading *reading = phrase->reading;
    const struct mark *mark = party_mark(reading, phrase->head);
    if (!mark)
        return STR("");
    if (mark->entry->set == reading_set(reading, SET_ACTOR_SEAT))
        return STR("seat");
    if (mark->entry->set == reading_set(reading, SET_ACTOR_CAPITAL))
        return is_within(phrase, mark->first) ? STR("city") : STR("capital");
    if (mark->entry->set != reading_set(reading, SET_PLACE))
        return STR("");
    return find_word(reading, SET_SECTOR_OF, mark->entry->lemma) ? mark->entry->lemma : STR("city");
}

/* Former holders have one sector, in place of that of their office. */
static void replace_former(struct finder *finder)
{
    enum { LONGEST_KEY = 16 };
    char key[LONGEST_KEY] = "former ";
    size_t length = strlen(key);
    struct str main = finder->out->items[0];
    if (main.len > LONGEST_KEY - length)
        return;
    memcpy(key + length, main.ptr, main.len);
    const struct entry *entry = find_word(reading_of(finder), SET_SECTOR_OF, str_make(key, length + main.len));
    if (entry)
        finder->out->items[0] = entry->value;
}

struct str_list party_sectors(const struct coded_phrase *phrase, struct str *country)
{
    struct str_list sectors = {0};
    struct finder finder = {.phrase = phrase, .out = &sectors, .country = country};
    *country = STR("");
    look(&finder, phrase->first, phrase->front);
    if (!sectors.count && belongs_behind(&finder)) {
        finder.former = false;
        look(&finder, phrase->front, phrase->last);
    }
    if (!sectors.count && finder.role)
        add_value(&finder, finder.role->entry->value);
    if (!sectors.count)
        add_actor(&finder);
    if (!sectors.count)
        add_named(&finder, place_kind(phrase));
    if (!sectors.count && are_nationals(phrase))
        add_named(&finder, STR("nationals"));
    if (sectors.count && finder.former)
        replace_former(&finder);
    return sectors;
}
