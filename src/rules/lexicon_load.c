/* lexicon_load.c - reads the classes, values and actors of a language folder into a lexicon.
 *
 * Strict: what the format of data/README.md does not allow is an error with its place. */
#include "rules/lexicon_load.h"

#include <stdlib.h>
#include "base/error.h"

enum { MOST_FORMS = 24 };

struct loader {
    struct arena *arena;
    struct arena *scratch; /* freed when loading is done */
    struct lexicon *lexicon;
    struct source_line line;
    readout_error *error;
    struct map seen;  /* "set\0form": line, to find forms given twice */
    struct map own;   /* the same of the user's folder, whose forms go before those compiled in */
    uint32_t actor;   /* index of the actor whose record is read; UINT32_MAX between files */
    bool extends;     /* that actor is of the user's folder, and its record compiled in only adds to it */
};

static uint32_t id_of(struct map *ids, struct arena *arena, struct str key, uint32_t next)
{
    uint32_t id = map_get(ids, key);
    if (id == MAP_NONE) {
        map_put(ids, arena, str_copy(arena, key), next);
        id = next;
    }
    return id;
}

static set_id set_of(struct loader *loader, struct str name)
{
    struct lexicon *lexicon = loader->lexicon;
    uint32_t id = id_of(&lexicon->set_ids, loader->arena, name, (uint32_t)lexicon->set_names.count);
    if (id == lexicon->set_names.count)
        *ARENA_PUSH(loader->arena, lexicon->set_names) = str_copy(loader->arena, name);
    return (set_id)id;
}

static void branch_put(struct trie *trie, struct trie_branch branch)
{
    size_t mask = trie->branch_capacity - 1, at = (size_t)trie_hash(branch.node, branch.word) & mask;
    while (trie->branches[at].child)
        at = (at + 1) & mask;
    trie->branches[at] = branch;
}

static void branch_grow(struct trie *trie, struct arena *arena)
{
    struct trie_branch *old = trie->branches;
    size_t capacity = trie->branch_capacity;
    trie->branch_capacity = capacity ? capacity * 2 : 1024;
    trie->branches = ARENA_NEW(arena, struct trie_branch, trie->branch_capacity);
    for (size_t i = 0; i < capacity; i++)
        if (old[i].child)
            branch_put(trie, old[i]);
}

static uint32_t trie_step(struct loader *loader, uint32_t node, uint32_t word)
{
    struct trie *trie = &loader->lexicon->trie;
    uint32_t child = trie_child(trie, node, word);
    if (child)
        return child;
    if (trie->branch_count * 2 >= trie->branch_capacity)
        branch_grow(trie, loader->arena);
    child = (uint32_t)trie->nodes.count;
    *ARENA_PUSH(loader->arena, trie->nodes) = (struct trie_node){0};
    branch_put(trie, (struct trie_branch){node, word, child});
    trie->branch_count++;
    return child;
}

uint32_t lexicon_add_word(struct lexicon *lexicon, struct arena *arena, struct str folded)
{
    return id_of(&lexicon->word_ids, arena, folded, (uint32_t)lexicon->word_ids.count + 1);
}

static uint32_t word_id(struct loader *loader, struct str form)
{
    char folded[TOKEN_FOLD_SIZE];
    return lexicon_add_word(loader->lexicon, loader->arena, token_fold(form, folded, sizeof folded));
}

/* Put one form of an entry, cut into `document`, into the trie. */
static bool add_cut_form(struct loader *loader, struct document document, struct entry entry)
{
    struct str form = document.text;
    if (document.token_count == 0 || document.token_count > LONGEST_PHRASE)
        return source_error(&loader->line, form, loader->error, "'%.*s' has %s words", STR_ARGS(form),
                            document.token_count ? "too many" : "no");
    struct trie_entry item = {.entry = entry};
    uint32_t node = 0;
    for (uint32_t i = 0; i < document.token_count; i++) {
        uint16_t flags = document.tokens[i].flags;
        item.entry.capitals |= (uint16_t)((flags & TOKEN_CAPITAL ? 1u : 0u) << i);
        item.entry.all_capitals |= (uint16_t)((flags & TOKEN_ALL_CAPITAL ? 1u : 0u) << i);
        node = trie_step(loader, node, word_id(loader, token_text(&document, i)));
    }
    struct trie *trie = &loader->lexicon->trie;
    item.next = trie->nodes.items[node].first_entry;
    trie->nodes.items[node].first_entry = (uint32_t)trie->entries.count;
    *ARENA_PUSH(loader->arena, trie->entries) = item;
    return true;
}

static bool add_form(struct loader *loader, struct str form, struct entry entry)
{
    struct arena_place place = arena_here(loader->scratch);
    struct document document = {.arena = loader->scratch, .text = form};
    token_cut(&document, &loader->lexicon->words);
    bool added = add_cut_form(loader, document, entry);
    arena_back(loader->scratch, place);
    return added;
}

/* The key "set, form" or "set, form, owner" of a form, for the map of what has been seen. */
static struct str seen_key(struct loader *loader, struct str set, struct str form, struct str owner)
{
    size_t length = set.len + form.len + owner.len + 2;
    char *key = arena_alloc(loader->scratch, length, 1);
    memset(key, 0, length);
    memcpy(key, set.ptr, set.len);
    memcpy(key + set.len + 1, form.ptr, form.len);
    memcpy(key + set.len + 1 + form.len + 1, owner.ptr, owner.len);
    return str_make(key, length);
}

/* Is the form new in its set? One owner may give it twice: a line ("put, puts, put, putting"), or a verb that is
 * spelt in two ways ("canceled", "cancelled"). */
static bool is_new(struct loader *loader, struct str set, struct str form, struct str owner, bool *repeated)
{
    struct str alone = seen_key(loader, set, form, STR("")), whole = seen_key(loader, set, form, owner);
    struct map *seen = loader->line.source->own ? &loader->own : &loader->seen;
    uint32_t line = map_get(seen, alone);
    *repeated = map_get(seen, whole) != MAP_NONE;
    if (line != MAP_NONE && !*repeated)
        return source_error(&loader->line, form, loader->error, "'%.*s' stands on line %u already", STR_ARGS(form),
                            line);
    if (line == MAP_NONE)
        map_put(seen, loader->scratch, alone, loader->line.number);
    map_put(seen, loader->scratch, whole, loader->line.number);
    return true;
}

/* Is the line compiled in, and has the user's folder given the form a meaning of its own? */
static bool is_overruled(struct loader *loader, struct str set, struct str form)
{
    return !loader->line.source->own && map_get(&loader->own, seen_key(loader, set, form, STR(""))) != MAP_NONE;
}

/* Cut `list` at `mark` into forms; false if one is empty or there are too many. */
static bool cut_forms(struct loader *loader, struct str list, char mark, struct str *forms, size_t *count)
{
    *count = 0;
    for (bool more = true; more;) {
        struct str piece = str_cut(&list, mark), form = str_trim(piece);
        if (!form.len || *count == MOST_FORMS)
            return source_error(&loader->line, form, loader->error, form.len ? "too many forms" : "an empty form");
        forms[(*count)++] = form;
        more = list.ptr != piece.ptr + piece.len; /* a mark stands behind it */
    }
    return true;
}

static enum form verb_form(size_t column, size_t count)
{
    return (enum form)(count == 4 && column == 3 ? FORM_GERUND : column);
}

static bool check_columns(struct loader *loader, struct str name, size_t count)
{
    if (str_ends(name, STR(".v")) && count != 4 && count != 5)
        return source_error(&loader->line, loader->line.text, loader->error, "a verb has 4 or 5 forms, here are %zu",
                            count);
    if (str_ends(name, STR(".n")) && count > 2)
        return source_error(&loader->line, loader->line.text, loader->error, "a noun has 1 or 2 forms, here are %zu",
                            count);
    return true;
}

static bool add_forms(struct loader *loader, struct str set, struct str list, struct str value)
{
    struct str forms[MOST_FORMS];
    size_t count;
    if (!cut_forms(loader, list, ',', forms, &count) || !check_columns(loader, set, count))
        return false;
    bool verb = str_ends(set, STR(".v")), added = false;
    for (size_t i = 0; i < count; i++) {
        struct entry entry = {.set = set_of(loader, set),
                              .form = (uint8_t)(verb ? verb_form(i, count) : (enum form)i),
                              .lemma = forms[0],
                              .verb = verb,
                              .noun = str_ends(set, STR(".n")),
                              .value = value,
                              .actor = UINT32_MAX,
                              .file = loader->line.source->path,
                              .line = loader->line.number};
        if (is_overruled(loader, set, forms[i])) {
            added = true;
            continue;
        }
        bool repeated;
        if (!is_new(loader, set, forms[i], verb ? forms[0] : loader->line.text, &repeated) ||
            (!repeated && !add_form(loader, forms[i], entry)))
            return false;
        added = added || !repeated;
    }
    return added || source_error(&loader->line, forms[0], loader->error, "'%.*s' stands on line %u already",
                                 STR_ARGS(forms[0]), map_get(&loader->seen, seen_key(loader, set, forms[0], STR(""))));
}

static bool load_class(struct loader *loader, const struct source *source)
{
    set_of(loader, source->name);
    for (loader->line = source_lines(source); source_next(&loader->line, false);)
        if (!add_forms(loader, source->name, loader->line.text, STR("")))
            return false;
    return true;
}

static bool load_values(struct loader *loader, const struct source *source)
{
    set_of(loader, source->name);
    for (loader->line = source_lines(source); source_next(&loader->line, false);) {
        struct str value = loader->line.text;
        struct str forms = str_cut(&value, '=');
        if (!value.ptr || forms.len == loader->line.text.len)
            return source_error(&loader->line, loader->line.text, loader->error, "'=' is missing");
        value = str_trim(value);
        if (!value.len)
            return source_error(&loader->line, value, loader->error, "the value is missing");
        if (!add_forms(loader, source->name, str_trim(forms), value))
            return false;
    }
    return true;
}

/* The actor keys whose values become forms of a set of the lexicon. */
static const struct actor_key {
    const char *key, *set;
} actor_keys[] = {{"names", "actor.name"}, {"adjective", "actor.adjective"}, {"people", "actor.people"},
                  {"capital", "actor.capital"}, {"seat", "actor.seat"}, {"surname", "actor.surname"}};

static bool add_actor_forms(struct loader *loader, const char *set, struct str list)
{
    struct known_actor *actor = &loader->lexicon->actors.items[loader->actor];
    struct str forms[MOST_FORMS];
    size_t count;
    if (!cut_forms(loader, list, '|', forms, &count))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct entry entry = {.set = set_of(loader, str_of(set)),
                              .lemma = forms[0],
                              .value = actor->name,
                              .actor = loader->actor,
                              .file = loader->line.source->path,
                              .line = loader->line.number};
        if (!add_form(loader, forms[i], entry))
            return false;
        if (!strcmp(set, "actor.name"))
            *ARENA_PUSH(loader->arena, actor->names) = forms[i];
    }
    return true;
}

/* YYYY-MM-DD, YYYY alone, or nothing. */
static bool is_day(struct str s)
{
    static const char pattern[] = "dddd-dd-dd";
    enum { YEAR = 4 };
    for (size_t i = 0; i < s.len; i++)
        if (i >= sizeof pattern - 1 || (pattern[i] == 'd' ? s.ptr[i] < '0' || s.ptr[i] > '9' : s.ptr[i] != '-'))
            return false;
    return s.len == 0 || s.len == YEAR || s.len == sizeof pattern - 1;
}

static bool add_office(struct loader *loader, struct str list)
{
    struct known_actor *actor = &loader->lexicon->actors.items[loader->actor];
    struct str rest = list, part[4] = {{0}};
    size_t count = 0;
    for (; rest.len && count < 4; count++)
        part[count] = str_trim(str_cut(&rest, '|'));
    if (rest.len || count < 2 || !part[0].len)
        return source_error(&loader->line, list, loader->error, "an office is: party | title | first day | last day");
    for (size_t i = 2; i < 4; i++)
        if (!is_day(part[i]))
            return source_error(&loader->line, part[i], loader->error, "'%.*s' is not a day (YYYY-MM-DD, or YYYY)",
                                STR_ARGS(part[i]));
    *ARENA_PUSH(loader->arena, actor->offices) = (struct known_office){part[0], part[1], part[2], part[3]};
    return true;
}

static bool start_actor(struct loader *loader, struct str name)
{
    struct lexicon *lexicon = loader->lexicon;
    uint32_t known = map_get(&lexicon->actor_ids, name);
    loader->extends = known != MAP_NONE && lexicon->actors.items[known].own && !loader->line.source->own;
    loader->actor = loader->extends ? known : (uint32_t)lexicon->actors.count;
    if (loader->extends)
        return true;
    if (known != MAP_NONE)
        return source_error(&loader->line, name, loader->error, "'%.*s' is an actor already, in %s:%u", STR_ARGS(name),
                            lexicon->actors.items[known].file, lexicon->actors.items[known].line);
    map_put(&lexicon->actor_ids, loader->arena, name, (uint32_t)lexicon->actors.count);
    struct known_actor *actor = ARENA_PUSH(loader->arena, lexicon->actors);
    *actor = (struct known_actor){.name = name,
                                  .file = loader->line.source->path,
                                  .line = loader->line.number,
                                  .own = loader->line.source->own};
    return add_actor_forms(loader, "actor.name", name);
}

/* Set what a record has once only; what the user's record has set stays. */
static bool set_once(struct loader *loader, struct str key, struct str *field, struct str value)
{
    if (field->len && loader->extends)
        return true;
    if (field->len)
        return source_error(&loader->line, key, loader->error, "'%.*s' stands twice", STR_ARGS(key));
    *field = value;
    return true;
}

static bool check_kind(struct loader *loader, struct str value)
{
    static const char *const kinds[] = {"state", "group", "organisation", "outlet", "person"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_equal(value, str_of(kinds[i])))
            return true;
    return source_error(&loader->line, value, loader->error, "unknown kind '%.*s'", STR_ARGS(value));
}

/* Three capitals, as all codes of states and sectors are. */
static bool check_code(struct loader *loader, struct str value)
{
    enum { CODE_LENGTH = 3 };
    bool good = value.len == CODE_LENGTH;
    for (size_t i = 0; good && i < value.len; i++)
        good = value.ptr[i] >= 'A' && value.ptr[i] <= 'Z';
    return good || source_error(&loader->line, value, loader->error, "'%.*s' is not a code of three capitals",
                                STR_ARGS(value));
}

static bool add_sectors(struct loader *loader, struct str list)
{
    struct known_actor *actor = &loader->lexicon->actors.items[loader->actor];
    for (struct str rest = list; rest.len;) {
        struct str sector = str_trim(str_cut(&rest, '|'));
        if (!check_code(loader, sector))
            return false;
        *ARENA_PUSH(loader->arena, actor->sectors) = sector;
    }
    return true;
}

static bool read_actor_line(struct loader *loader, struct str key, struct str value)
{
    struct lexicon *lexicon = loader->lexicon;
    if (!value.len)
        return source_error(&loader->line, key, loader->error, "'%.*s' has no value", STR_ARGS(key));
    if (str_equal(key, STR("actor")))
        return start_actor(loader, value);
    if (loader->actor == UINT32_MAX)
        return source_error(&loader->line, key, loader->error, "a record starts with 'actor'");
    struct known_actor *actor = &lexicon->actors.items[loader->actor];
    if (str_equal(key, STR("kind")))
        return check_kind(loader, value) && set_once(loader, key, &actor->kind, value);
    if (str_equal(key, STR("code")))
        return check_code(loader, value) && set_once(loader, key, &actor->code, value);
    if (str_equal(key, STR("party")))
        return set_once(loader, key, &actor->party, value);
    if (str_equal(key, STR("sector")))
        return add_sectors(loader, value);
    if (str_equal(key, STR("office")))
        return add_office(loader, value);
    for (size_t i = 0; i < sizeof actor_keys / sizeof *actor_keys; i++)
        if (str_equal(key, str_of(actor_keys[i].key))) {
            struct str rest = value;
            if (!strcmp(actor_keys[i].key, "surname") &&
                !set_once(loader, key, &actor->surname, str_trim(str_cut(&rest, '|'))))
                return false;
            return add_actor_forms(loader, actor_keys[i].set, value);
        }
    return source_error(&loader->line, key, loader->error, "unknown key '%.*s'", STR_ARGS(key));
}

/* A person is also found by the last word of the name, unless a surname is given. */
static bool finish_actors(struct loader *loader)
{
    for (size_t i = 0; i < loader->lexicon->actors.count; i++) {
        struct known_actor *actor = &loader->lexicon->actors.items[i];
        if (!actor->kind.len) {
            return error_set_at(loader->error, READOUT_BAD_DATA, actor->file, actor->line, 1, 0, "'%.*s' has no kind",
                                STR_ARGS(actor->name));
        }
        if (actor->surname.len || !str_equal(actor->kind, STR("person")))
            continue;
        struct str rest = actor->name, last = {0};
        while (rest.len)
            last = str_cut(&rest, ' ');
        actor->surname = last;
        struct entry entry = {.set = set_of(loader, STR("actor.surname")),
                              .lemma = last,
                              .value = actor->name,
                              .actor = (uint32_t)i,
                              .file = actor->file,
                              .line = actor->line};
        if (!add_form(loader, last, entry))
            return false;
    }
    return true;
}

static bool load_actors(struct loader *loader, const struct source *source)
{
    loader->actor = UINT32_MAX;
    for (loader->line = source_lines(source); source_next(&loader->line, false);) {
        struct str value = loader->line.text;
        struct str key = str_cut(&value, ' ');
        if (!read_actor_line(loader, str_trim(key), str_trim(value)))
            return false;
    }
    return true;
}

/* Add a form to the words that cutting text depends on: "can not" as "cannot" with the length of its first word,
 * anything else as it is. */
static void add_text_word(struct loader *loader, struct map *map, struct str form, uint32_t kind)
{
    char folded[TOKEN_FOLD_SIZE];
    struct str rest = token_fold(form, folded, sizeof folded), first = str_cut(&rest, ' ');
    char *joined = arena_copy(loader->arena, folded, sizeof folded);
    memmove(joined + first.len, rest.ptr, rest.len);
    struct str key = str_make(joined, first.len + rest.len);
    if (map == &loader->lexicon->words.abbreviations) {
        bool capital = form.len && form.ptr[0] >= 'A' && form.ptr[0] <= 'Z';
        kind |= capital && map_get(map, key) != 0 ? ABBREVIATION_CAPITAL : 0;
    }
    map_put(map, loader->arena, key, map == &loader->lexicon->words.contractions ? (uint32_t)first.len : kind);
}

/* The classes that cutting text depends on are read before any entry is cut into words. */
static void load_text_words(struct loader *loader, const struct source_list *sources)
{
    struct text_words *words = &loader->lexicon->words;
    const struct {
        struct str name;
        struct map *map;
        uint32_t kind;
    } lists[] = {{STR("abbreviation"), &words->abbreviations, 0},
                 {STR("abbreviation-number"), &words->abbreviations, ABBREVIATION_COUNTS},
                 {STR("clitic"), &words->clitics, 0},
                 {STR("contraction"), &words->contractions, 0},
                 {STR("prefix"), &words->prefixes, 0},
                 {STR("joined-unit"), &words->units, 0},
                 {STR("emoticon"), &words->emoticons, 0},
                 {STR("domain"), &words->domains, 0},
                 {STR("starter"), &words->starters, 0}};
    for (size_t i = 0; i < sources->count * (sizeof lists / sizeof *lists); i++) {
        const struct source *source = &sources->items[i % sources->count];
        size_t list = i / sources->count;
        if (!str_equal(source->folder, STR("classes")) || !str_equal(source->name, lists[list].name))
            continue;
        for (struct source_line line = source_lines(source); source_next(&line, false);)
            for (struct str rest = line.text; rest.len;)
                add_text_word(loader, lists[list].map, str_trim(str_cut(&rest, ',')), lists[list].kind);
    }
}

static bool load_source(struct loader *loader, const struct source *source)
{
    if (str_equal(source->folder, STR("classes")))
        return load_class(loader, source);
    if (str_equal(source->folder, STR("values")))
        return load_values(loader, source);
    if (str_equal(source->folder, STR("actors")))
        return load_actors(loader, source);
    return true;
}

/* Make room for what the sources hold, so that no list has to move: at most as many entries, and about as many
 * words, as there are marks that part forms. */
static void reserve(struct loader *loader, const struct source_list *sources)
{
    struct trie *trie = &loader->lexicon->trie;
    size_t forms = 1;
    for (size_t i = 0; i < sources->count; i++) {
        struct str bytes = sources->items[i].bytes;
        bool words = !str_equal(sources->items[i].folder, STR("rules")) &&
                     !str_equal(sources->items[i].folder, STR("events")) &&
                     !str_equal(sources->items[i].folder, STR("models"));
        for (size_t at = 0; words && at < bytes.len; at++)
            forms += bytes.ptr[at] == ',' || bytes.ptr[at] == '|' || bytes.ptr[at] == '\n';
    }
    trie->entries.items = arena_take(loader->arena, forms, sizeof *trie->entries.items);
    trie->entries.capacity = forms;
    map_reserve(&loader->lexicon->word_ids, loader->arena, forms / 2);
}

struct lexicon *lexicon_load_text_words(struct arena *arena, const struct source_list *sources)
{
    struct lexicon *lexicon = ARENA_NEW(arena, struct lexicon, 1);
    struct loader loader = {.arena = arena, .lexicon = lexicon};
    load_text_words(&loader, sources);
    return lexicon;
}

struct lexicon *lexicon_load(struct arena *arena, struct arena *scratch, const struct source_list *sources,
                             readout_error *error)
{
    struct lexicon *lexicon = ARENA_NEW(arena, struct lexicon, 1);
    struct loader loader = {.arena = arena, .scratch = scratch, .lexicon = lexicon, .error = error};
    reserve(&loader, sources);
    *ARENA_PUSH(arena, lexicon->trie.nodes) = (struct trie_node){0};
    *ARENA_PUSH(arena, lexicon->trie.entries) = (struct trie_entry){0};
    for (size_t i = 0; i < sizeof actor_keys / sizeof *actor_keys; i++)
        set_of(&loader, str_of(actor_keys[i].set));
    load_text_words(&loader, sources);
    for (size_t i = 0; i < sources->count; i++)
        if (!load_source(&loader, &sources->items[i]))
            return NULL;
    return finish_actors(&loader) ? lexicon : NULL;
}
