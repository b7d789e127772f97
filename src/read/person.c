/* person.c - joins the names of people: "Antony Blinken", "Mr Blinken", "Blinken" (actor.h).
 *
 * Two names are one person when the surnames are alike and the given names do not speak against it. */
#include "read/actor.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_PART = 64, OFFICE_SLACK_YEARS = 1 };

static bool fold_equal(struct str a, struct str b)
{
    char x[TOKEN_FOLD_SIZE], y[TOKEN_FOLD_SIZE];
    return str_equal(token_fold(a, x, sizeof x), token_fold(b, y, sizeof y));
}

/* Spellings of one transliterated name: same first letter, one letter in four may differ. */
static bool alike(struct str a, struct str b)
{
    char x[TOKEN_FOLD_SIZE], y[TOKEN_FOLD_SIZE];
    struct str p = token_fold(a, x, sizeof x), q = token_fold(b, y, sizeof y);
    if (str_equal(p, q))
        return true;
    size_t shorter = p.len < q.len ? p.len : q.len;
    return shorter >= 5 && p.ptr[0] == q.ptr[0] && str_distance(p, q) <= shorter / 4;
}

static struct str nickname_value(const struct reading *reading, uint32_t token)
{
    const struct mark *mark = reading_mark(reading, token, SET_NICKNAME);
    return mark ? mark->entry->value : STR("");
}

/* The parts of a personal name: last word, and first word if another. Particles and endings are not parts. */
struct parts {
    struct str given, surname, nickname;
};

/* The person of the lexicon whose full name the span is; NO_KNOWN if none. */
static uint32_t full_name(const struct reading *reading, uint32_t first, uint32_t last)
{
    const struct mark *mark = reading_mark(reading, first, SET_ACTOR_NAME);
    return mark && mark->last == last && reading_is_kind(reading, mark, "person") ? mark->entry->actor
                                                                                  : (uint32_t)NO_KNOWN;
}

/* Does the family name stand first, "Kim Jong Un"? */
static bool family_first(const struct reading *reading, uint32_t first, uint32_t last)
{
    uint32_t known = full_name(reading, first, last);
    if (last < first + 2)
        return false;
    if (known == NO_KNOWN)
        return reading_mark(reading, first, SET_FAMILY_NAME_FIRST) != NULL;
    return fold_equal(lexicon_actor(reading->library->lexicon, known)->surname, token_text(&reading->document, first));
}

/* Are tokens [first, last) small words that belong to the surname: "Van Der Bellen"? */
static bool only_particles(const struct reading *reading, uint32_t first, uint32_t last)
{
    for (uint32_t token = first; token < last; token++)
        if (!reading_mark(reading, token, SET_NAME_PARTICLE) || reading_mark(reading, token, SET_FIRST_NAME))
            return false;
    return true;
}

static struct parts name_parts(const struct reading *reading, uint32_t first, uint32_t last)
{
    struct parts parts = {0};
    while (last > first + 1 && reading_mark(reading, last - 1, SET_NAME_ENDING))
        last--;
    if (family_first(reading, first, last)) {
        parts.surname = token_text(&reading->document, first);
        parts.given = reading_text(reading, first + 1, last);
        return parts;
    }
    uint32_t surname = last - 1;
    /* hyphenated names are one word, "Kim-Jones", but for particles: "al-Ansari" is Ansari */
    while (surname >= first + 2 && token_is(&reading->document, surname - 1, "-") &&
           !(reading->document.tokens[surname].flags & TOKEN_SPACE_BEFORE) &&
           !reading_mark(reading, surname - 2, SET_NAME_PARTICLE))
        surname -= 2;
    parts.surname = reading_text(reading, surname, last);
    if (surname > first && !only_particles(reading, first, surname)) {
        parts.given = token_text(&reading->document, first);
        parts.nickname = nickname_value(reading, first);
    }
    return parts;
}

/* May two given names be the same person's? An unknown one may be anybody's. */
static bool given_fits(const struct parts *parts, struct str given)
{
    if (!parts->given.len || !given.len || alike(parts->given, given) || fold_equal(parts->nickname, given))
        return true;
    bool initial = parts->given.len <= 2 || given.len <= 2;
    return initial && parts->given.ptr[0] == given.ptr[0];
}

/* The latest of that name; nobody whom the lexicon knows as another than `known`. */
static struct person *find_person(struct person_list *people, const struct parts *parts, uint32_t known)
{
    struct person *best = NULL;
    char folded[TOKEN_FOLD_SIZE];
    uint32_t next = map_get(&people->by_surname, token_fold(parts->surname, folded, sizeof folded));
    next = next == MAP_NONE ? 0 : next + 1;
    for (unsigned seen = 0; next && seen < MOST_RECENT; seen++) {
        struct person *person = &people->items[next - 1];
        bool another = known != NO_KNOWN && person->known != NO_KNOWN && person->known != known;
        bool fits = given_fits(parts, person->given.len ? person->given : person->known_given);
        if (!another && fits && (!best || person->last_seen > best->last_seen))
            best = person;
        next = person->same_surname;
    }
    return best;
}

static int year_of(struct str day)
{
    return day.len >= 4 ? atoi((char[]){day.ptr[0], day.ptr[1], day.ptr[2], day.ptr[3], 0}) : 0;
}

/* The office a known person held when the report was published, else the last one before it, else the first. */
static const struct known_office *office_at(const struct known_actor *known, struct str published)
{
    const struct known_office *best = NULL;
    for (size_t i = 0; i < known->offices.count; i++) {
        const struct known_office *office = &known->offices.items[i];
        bool begun = !published.len || !office->from.len || str_compare(office->from, published) <= 0;
        if (!best || begun)
            best = office;
    }
    return best;
}

/* Was the person in some office around the time of the report? Without dates: perhaps. */
static bool in_office(const struct known_actor *known, struct str published)
{
    int year = year_of(published);
    if (!year || !known->offices.count)
        return true;
    for (size_t i = 0; i < known->offices.count; i++) {
        const struct known_office *office = &known->offices.items[i];
        int from = year_of(office->from), to = year_of(office->to);
        if ((!from || from - OFFICE_SLACK_YEARS <= year) && (!to || year <= to + OFFICE_SLACK_YEARS))
            return true;
    }
    return false;
}

/* Did the person hold, before the report, an office of the kind that the span names: "President Reagan"? */
static bool held_office(const struct reading *reading, const struct known_actor *known, const struct name_span *span)
{
    struct str published = reading->day, kind = office_kind(reading, span);
    for (size_t i = 0; i < known->offices.count; i++) {
        const struct known_office *office = &known->offices.items[i];
        const struct entry *entry = lexicon_find(reading->library->lexicon, reading->arena,
                                                 reading_set(reading, SET_OFFICE_KIND), office->title);
        bool begun = !published.len || !office->from.len || str_compare(office->from, published) <= 0;
        if (begun && entry && str_equal(entry->value, kind) &&
            lexicon_find(reading->library->lexicon, reading->arena, reading_set(reading, SET_HEAD_OFFICE),
                         office->title))
            return true;
    }
    return false;
}

/* Does the person hold an office, on the day of the report, whose holder a bare surname means? */
static bool is_head(const struct reading *reading, const struct known_actor *known)
{
    struct str published = reading->day;
    for (size_t i = 0; i < known->offices.count; i++) {
        const struct known_office *office = &known->offices.items[i];
        bool held = (!published.len || !office->from.len || str_compare(office->from, published) <= 0) &&
                    (!published.len || !office->to.len || str_compare(published, office->to) <= 0);
        if (held && lexicon_find(reading->library->lexicon, reading->arena, reading_set(reading, SET_HEAD_OFFICE),
                                 office->title))
            return true;
    }
    return false;
}

/* The one person of the lexicon with that surname who was in office then; of several the only head. */
static uint32_t known_by_surname(const struct reading *reading, const struct name_span *span, const struct parts *parts)
{
    const struct lexicon *lexicon = reading->library->lexicon;
    uint32_t found = NO_KNOWN, head = NO_KNOWN, past = NO_KNOWN, count = 0, heads = 0, pasts = 0;
    for (uint32_t i = reading->marks.start[span->name_last - 1]; i < reading->marks.start[span->name_last]; i++) {
        const struct mark *mark = &reading->marks.items[i];
        if (mark->entry->set != reading_set(reading, SET_ACTOR_SURNAME) || mark->last != span->name_last ||
            mark->entry->actor == found)
            continue;
        const struct known_actor *known = lexicon_actor(lexicon, mark->entry->actor);
        struct str rest = known->name, given = str_cut(&rest, ' ');
        if (span->office && mark->entry->actor != past && given_fits(parts, given) &&
            held_office(reading, known, span)) {
            past = mark->entry->actor;
            pasts++;
        }
        if (!in_office(known, reading->day) || !given_fits(parts, given))
            continue;
        found = mark->entry->actor;
        count++;
        if (head != mark->entry->actor && is_head(reading, known)) {
            head = mark->entry->actor;
            heads++;
        }
    }
    return count == 1 ? found : heads == 1 ? head : !count && pasts == 1 ? past : (uint32_t)NO_KNOWN;
}

static uint32_t known_person(const struct reading *reading, const struct name_span *span, const struct parts *parts)
{
    uint32_t known = full_name(reading, span->name_first, span->name_last);
    return known == NO_KNOWN ? known_by_surname(reading, span, parts) : known;
}

/* The side the words beside the name tell, else that of the office held then, else that of the person. */
static struct str side_of(const struct reading *reading, const struct name_span *span, uint32_t known,
                          const struct known_office *office)
{
    struct str side = known_side(reading, span->known);
    if (side.len || known == NO_KNOWN)
        return side;
    struct str named = office ? office->party : lexicon_actor(reading->library->lexicon, known)->party;
    uint32_t party = lexicon_actor_named(reading->library->lexicon, named);
    return party == NO_KNOWN ? named : known_side(reading, party);
}

/* May the surname be a common word, or not a person's: first in its sentence, or behind an article? */
static bool may_be_word(const struct reading *reading, const struct name_span *span, const struct parts *parts)
{
    bool alone = !parts->given.len && span->first == span->name_first;
    uint32_t first = reading->document.sentences[reading->document.tokens[span->first].sentence].first;
    while (first < span->first && (reading->document.tokens[first].flags & TOKEN_PUNCT))
        first++;
    return alone && (span->first == first || reading_mark_over(reading, span->first - 1, SET_DETERMINER));
}

/* The given name of a known person; empty where the name has one word. */
static struct str given_of(const struct known_actor *known)
{
    struct str rest = known->name, first = str_cut(&rest, ' ');
    return rest.len && fold_equal(first, known->surname) ? rest : rest.len ? first : STR("");
}

static struct person *new_person(struct reading *reading, struct person_list *people, const struct name_span *span,
                                 const struct parts *parts)
{
    uint32_t known = known_person(reading, span, parts);
    if (known != NO_KNOWN && may_be_word(reading, span, parts) &&
        !is_head(reading, lexicon_actor(reading->library->lexicon, known)))
        return NULL;
    if (known != NO_KNOWN && people->by_known[known])
        return &people->items[people->by_known[known] - 1]; /* another spelling */
    if (!parts->given.len && known == NO_KNOWN && !span->office && span->known == NO_KNOWN &&
        span->first == span->name_first)
        return NULL;
    struct str name = reading_text(reading, span->name_first, span->name_last);
    const struct known_office *office = known == NO_KNOWN ? NULL
                                                          : office_at(lexicon_actor(reading->library->lexicon, known),
                                                                      reading->day);
    struct person *person = ARENA_PUSH(reading->arena, *people);
    *person = (struct person){.given = parts->given, .surname = parts->surname, .name = name, .known = known,
                              .known_side = NO_KNOWN};
    if (known != NO_KNOWN) {
        people->by_known[known] = (uint32_t)people->count;
        person->known_given = given_of(lexicon_actor(reading->library->lexicon, known));
    }
    char folded[TOKEN_FOLD_SIZE];
    struct str surname = token_fold(parts->surname, folded, sizeof folded);
    uint32_t same = map_get(&people->by_surname, surname);
    person->same_surname = same == MAP_NONE ? 0 : same + 1;
    map_put(&people->by_surname, reading->arena, str_copy(reading->arena, surname), (uint32_t)people->count - 1);
    struct str known_name = known == NO_KNOWN ? name : lexicon_actor(reading->library->lexicon, known)->name;
    person->actor = actor_add(
        reading, known_name, ACTOR_PERSON, side_of(reading, span, known, office),
        reading_evidence(reading, span->first, span->last, known == NO_KNOWN ? "actor.person" : "actor.known-person"));
    reading->record->actors.items[person->actor].name = name; /* as the report has it; its key is that of the list */
    const struct entry *kind = office ? lexicon_find(reading->library->lexicon, reading->arena,
                                                     reading_set(reading, SET_OFFICE_KIND), office->title)
                                      : NULL;
    person->office_kind = kind ? kind->value : STR("");
    return person;
}

/* Is the new form written with hyphens where the old has none, "Jong-un" for "Jong Un"? */
static bool tells_more(struct str given, struct str before)
{
    return memchr(given.ptr, '-', given.len) && memchr(before.ptr, ' ', before.len);
}

/* A longer form of the name, a title or a side that a later mention brings. */
static void learn(struct reading *reading, struct person *person, const struct name_span *span,
                  const struct parts *parts)
{
    struct actor *actor = &reading->record->actors.items[person->actor];
    if (parts->given.len && (!person->given.len || tells_more(parts->given, person->given))) {
        person->given = parts->given;
        person->name = actor->name = reading_text(reading, span->name_first, span->name_last);
    }
    if (span->role_last > span->role_first && !actor->role.len)
        actor->role = reading_text(reading, span->role_first, span->role_last);
    if (span->office)
        person->office_kind = office_kind(reading, span);
    if (span->known != NO_KNOWN && person->known_side == NO_KNOWN) {
        person->known_side = span->known;
        actor->party = known_side(reading, span->known);
    }
    if (!actor->party.len && span->body_last > span->body_first)
        actor->party = reading_text(reading, span->body_first, span->body_last);
    person->last_seen = span->first;
    actor_alias(reading, person->actor, reading_text(reading, span->first, span->last));
    actor_alias(reading, person->actor, reading_text(reading, span->name_first, span->name_last));
}

struct person *person_of(struct reading *reading, struct person_list *people, const struct name_span *span)
{
    struct parts parts = name_parts(reading, span->name_first, span->name_last);
    struct person *person = find_person(people, &parts, full_name(reading, span->name_first, span->name_last));
    if (!person)
        person = new_person(reading, people, span, &parts);
    if (person)
        learn(reading, person, span, &parts);
    return person;
}
