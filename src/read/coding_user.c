/* coding_user.c - see coding_party.h: what users' dictionaries (coding_dictionary.h) say of a noun phrase.
 *
 * The longest actor in the phrase counts, of as long ones the first; then the agents beside it, in the order of
 * the text. Their codes are put together as PETRARCH does and parted again: a state, or what stands for one, and
 * sectors. */
#include "read/coding_party.h"

enum { MOST_WORDS = 64, MOST_BYTES = 1024, CODE_LENGTH = 3, DAY_LENGTH = 10 };

/* The words of the phrase, slices of one text in which single blanks part them. */
struct phrase_words {
    struct str word[MOST_WORDS];
    size_t count;
};

/* Entry with the words [first, first + length). */
struct found {
    const struct coding_dictionary_code *code;
    size_t first, length;
};

struct user {
    const struct coded_phrase *phrase;
    const struct coding_dictionary *dictionary;
    struct phrase_words words;
    uint32_t day; /* YYYYMMDD; 0: not known */
    struct coded_actor *out;
    bool sectors; /* the dictionaries gave some */
    bool country;
};

static void cut_words(struct user *user)
{
    const struct coded_phrase *phrase = user->phrase;
    struct str text = reading_text(phrase->reading, phrase->first, phrase->last);
    text.len = text.len < MOST_BYTES ? text.len : (size_t)MOST_BYTES;
    struct str rest = coding_dictionary_words(phrase->reading->arena, text);
    while (rest.len && user->words.count < MOST_WORDS)
        user->words.word[user->words.count++] = str_cut(&rest, ' ');
}

static uint32_t day_number(struct str day)
{
    uint32_t number = 0;
    for (size_t i = 0; i < DAY_LENGTH && day.len >= DAY_LENGTH; i++)
        if (day.ptr[i] != '-')
            number = number * 10 + (uint32_t)(day.ptr[i] - '0');
    return number;
}

/* The longest entry of the map that starts at word `first` and holds on the day. */
static bool find_at(const struct user *user, const struct map *map, size_t first, struct found *found)
{
    const struct str *word = user->words.word;
    size_t most = user->words.count - first;
    most = most < user->dictionary->longest ? most : user->dictionary->longest;
    for (size_t length = most; length; length--) {
        const char *end = word[first + length - 1].ptr + word[first + length - 1].len;
        uint32_t entry = map_get(map, str_make(word[first].ptr, (size_t)(end - word[first].ptr)));
        const struct coding_dictionary_code *code =
            entry == MAP_NONE ? NULL : coding_dictionary_code_on(&user->dictionary->entries.items[entry], user->day);
        *found = (struct found){code, first, length};
        if (code)
            return true;
    }
    return false;
}

static bool find_actor(const struct user *user, struct found *best)
{
    struct found found;
    for (size_t first = 0; first < user->words.count; first++)
        if (find_at(user, &user->dictionary->actors, first, &found) && found.length > best->length)
            *best = found;
    return best->code != NULL;
}

/* The code of a state, or one that stands where such codes do. */
static bool is_country(const struct user *user, struct str code)
{
    static const enum read_set sets[] = {SET_CODE_OF_NONE, SET_TERRITORY_CODE};
    const struct reading *reading = user->phrase->reading;
    bool known = map_get(&user->dictionary->countries, code) != MAP_NONE;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        known = known || lexicon_find(reading->library->lexicon, reading->arena, reading_set(reading, sets[i]), code);
    return known;
}

static void add_sector(struct user *user, struct str sector)
{
    if (!user->sectors)
        user->out->sectors = (struct str_list){0};
    user->sectors = true;
    for (size_t i = 0; i < user->out->sectors.count; i++)
        if (str_equal(user->out->sectors.items[i], sector))
            return;
    *ARENA_PUSH(user->phrase->reading->arena, user->out->sectors) = sector;
}

/* "AFGGOVMIL": the state and, by three letters, the sectors; what is of another shape stays whole. */
static void take_code(struct user *user, struct str code)
{
    struct str front = str_make(code.ptr, code.len < CODE_LENGTH ? code.len : (size_t)CODE_LENGTH);
    if (!user->country && is_country(user, front)) {
        user->out->country = front;
        user->country = true;
        code = str_make(code.ptr + front.len, code.len - front.len);
    }
    while (code.len) {
        size_t length = code.len % CODE_LENGTH ? code.len : (size_t)CODE_LENGTH;
        add_sector(user, str_make(code.ptr, length));
        code = str_make(code.ptr + length, code.len - length);
    }
}

/* The codes of agents, of those that stand before the actor's code or of the others. */
static void take_agents(struct user *user, const struct found *actor, bool before)
{
    struct found found;
    for (size_t first = 0; first < user->words.count; first++) {
        bool within = actor->code && first >= actor->first && first < actor->first + actor->length;
        if (within || !find_at(user, &user->dictionary->agents, first, &found))
            continue;
        if (found.code->before == before)
            take_code(user, found.code->code);
        first += found.length - 1;
    }
}

bool party_user(const struct coded_phrase *phrase, struct coded_actor *out)
{
    struct user user = {.phrase = phrase, .dictionary = phrase->reading->library->dictionary, .out = out};
    struct found actor = {0};
    if (!user.dictionary)
        return true;
    user.day = day_number(phrase->reading->day);
    cut_words(&user);
    if (find_actor(&user, &actor) && str_equal(actor.code->code, STR("---"))) {
        out->country = STR("");
        out->sectors = (struct str_list){0};
        return false;
    }
    take_agents(&user, &actor, true);
    if (actor.code)
        take_code(&user, actor.code->code);
    take_agents(&user, &actor, false);
    return true;
}
