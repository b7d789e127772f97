/* naming.c - see naming.h. First the names are found, then whole names of persons joined, then surnames alone, then
 * bodies with their initials, then what persons decided. */
#include "merge/naming.h"

#include <stdlib.h>

#include "merge/internal.h"
#include "text/initials.h"

void count_text(struct arena *arena, struct counted_list *list, struct str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].text, text)) {
            list->items[i].count++;
            return;
        }
    *ARENA_PUSH(arena, *list) = (struct counted){text, 1};
}

/* The key of a known person without the number that tells it from others of the report: "kim-song.2". */
static struct str known_key(const struct story_mention *mention)
{
    struct str rest = mention->key;
    return mention->known ? str_cut(&rest, '.') : STR("");
}

static struct str join_words(struct arena *arena, const struct personal_name *name)
{
    struct str text = name->ending;
    for (size_t i = name->words.count; i-- > 0;)
        text = text.len ? story_format(arena, "%.*s %.*s", STR_ARGS(name->words.items[i]), STR_ARGS(text))
                        : name->words.items[i];
    return text;
}

/* The event that the report tells of which names the actor. */
static uint32_t event_of(const struct namings *namings, const struct story_mention *mention)
{
    uint32_t report = mention->source.report;
    return report < namings->facts->reports.count ? namings->facts->reports.items[report].event : 0;
}

/* Kind, name and what else tells the name from others, before decisions. */
static struct str naming_key(struct namings *namings, const struct story_mention *mention, struct naming *made)
{
    struct arena *arena = namings->arena;
    const struct name_words *words = namings->facts->names;
    *made = (struct naming){.kind = NAMING_BODY, .known = known_key(mention)};
    if (mention->kind != ACTOR_PERSON) {
        struct str party = body_name(arena, words, mention->party);
        made->folded = body_name(arena, words, mention->name);
        bool own = !party.len || str_equal(party, made->folded) || mention->kind != ACTOR_ORGANISATION;
        return story_format(arena, "b\x1f%.*s\x1f%.*s", STR_ARGS(made->folded), STR_ARGS(own ? STR("") : party));
    }
    struct personal_name name = personal_name(arena, words, made->known.len ? made->known : mention->name);
    made->kind = made->known.len || name.words.count > 1 ? NAMING_WHOLE : NAMING_SURNAME;
    made->folded = join_words(arena, &name);
    *ARENA_PUSH(arena, made->forms) = name;
    if (made->known.len)
        return story_format(arena, "k\x1f%.*s", STR_ARGS(made->known));
    if (made->kind == NAMING_WHOLE)
        return story_format(arena, "w\x1f%.*s", STR_ARGS(made->folded));
    if (mention->party.len)
        return story_format(arena, "s\x1f%.*s\x1f%.*s", STR_ARGS(made->folded), STR_ARGS(mention->party));
    return story_format(arena, "s\x1f%.*s\x1f\x1f%u", STR_ARGS(made->folded), event_of(namings, mention));
}

static bool same_words(const struct personal_name *a, const struct personal_name *b)
{
    if (a->words.count != b->words.count || !str_equal(a->ending, b->ending))
        return false;
    for (size_t i = 0; i < a->words.count; i++)
        if (!str_equal(a->words.items[i], b->words.items[i]))
            return false;
    return true;
}

/* Another whole form under which a known person goes, if it is one of that name. */
static void note_form(struct namings *namings, struct naming *naming, const struct story_mention *mention)
{
    struct personal_name name = personal_name(namings->arena, namings->facts->names, mention->name);
    if (!naming->known.len || name.words.count < 2 ||
        !personal_names_fit(namings->facts->names, &naming->forms.items[0], &name))
        return;
    for (size_t i = 0; i < naming->forms.count; i++)
        if (same_words(&naming->forms.items[i], &name))
            return;
    *ARENA_PUSH(namings->arena, naming->forms) = name;
}

/* One side of a decision: keys and names of the mentions it is of, and which of them are here. */
struct decided_side {
    struct map keys, names;
    struct actor_list here;
};
struct decided {
    struct decided_side sides[2];
};

static struct decided_side decided_side(struct namings *namings, const struct story_anchors *anchors)
{
    struct decided_side side = {0};
    struct naming made;
    for (size_t i = 0; i < anchors->count; i++) {
        const struct story_anchor *anchor = &anchors->items[i];
        map_put(&side.keys, namings->arena, naming_key(namings, &anchor->mention, &made), 0);
        map_put(&side.names, namings->arena, wording_folded(namings->arena, anchor->mention.name), 0);
        if (anchor->at != STORY_NOT_HERE)
            set_add(namings->arena, &side.here, anchor->at);
    }
    return side;
}

static void index_decisions(struct namings *namings)
{
    const struct story_facts *facts = namings->facts;
    namings->decided = ARENA_NEW(namings->arena, struct decided, facts->decisions.count + 1);
    for (size_t i = 0; i < facts->decisions.count; i++)
        for (size_t side = 0; side < 2; side++)
            namings->decided[i].sides[side] = decided_side(namings, &facts->decisions.items[i].sides[side]);
}

static bool has(const struct map *map, struct str key)
{
    return map_get(map, key) != MAP_NONE;
}

/* Where a decision takes mentions of one name apart, those of the second side get a name of their own: the mentions it
 * is of, and all that go by a name that only that side has. */
static struct str divided_key(const struct namings *namings, const struct story_mention *mention, uint32_t at,
                              struct str key)
{
    const struct story_facts *facts = namings->facts;
    struct str name = wording_folded(namings->arena, mention->name), divided = key;
    for (size_t i = 0; i < facts->decisions.count; i++) {
        const struct decided_side *stays = &namings->decided[i].sides[0], *leaves = &namings->decided[i].sides[1];
        if (!facts->decisions.items[i].apart || !has(&leaves->keys, key) || !has(&stays->keys, key) ||
            set_has(&stays->here, at))
            continue;
        if (set_has(&leaves->here, at) || (has(&leaves->names, name) && !has(&stays->names, name)))
            divided = story_format(namings->arena, "%.*s\x1f%u", STR_ARGS(divided), facts->decisions.items[i].number);
    }
    return divided;
}

static uint32_t note_naming(struct namings *namings, const struct story_mention *mention, uint32_t mention_at)
{
    struct naming made;
    struct str whole = naming_key(namings, mention, &made), key = whole;
    if (namings->facts->decisions.count)
        key = divided_key(namings, mention, mention_at, whole);
    made.divided = !str_equal(key, whole);
    uint32_t at = map_get(&namings->at, key);
    if (at == MAP_NONE) {
        at = (uint32_t)namings->items.count;
        made.standing = at;
        map_put(&namings->at, namings->arena, key, at);
        *ARENA_PUSH(namings->arena, namings->items) = made;
    }
    struct naming *naming = &namings->items.items[at];
    note_form(namings, naming, mention);
    if (mention->party.len)
        count_text(namings->arena, &naming->parties, mention->party);
    if (mention->kind == ACTOR_PERSON && mention_at != STORY_NOT_HERE)
        set_add(namings->arena, &naming->events, event_of(namings, mention));
    return at;
}

static void note_mentions(struct namings *namings)
{
    const struct story_facts *facts = namings->facts;
    index_decisions(namings);
    namings->of = arena_take(namings->arena, facts->mentions.count + 1, sizeof *namings->of);
    for (uint32_t i = 0; i < facts->mentions.count; i++) {
        namings->of[i] = note_naming(namings, &facts->mentions.items[i], i);
        namings->items.items[namings->of[i]].count++;
    }
}

/* The names that one side of a decision is of. */
static struct actor_list side_namings(struct namings *namings, const struct story_anchors *anchors)
{
    struct actor_list found = {0};
    for (size_t i = 0; i < anchors->count; i++)
        set_add(namings->arena, &found, note_naming(namings, &anchors->items[i].mention, anchors->items[i].at));
    return found;
}

static void note_verdict(struct namings *namings, uint32_t a, uint32_t b, bool apart)
{
    struct verdict verdict = {a < b ? a : b, a < b ? b : a, apart};
    for (size_t i = 0; i < namings->verdicts.count; i++)
        if (namings->verdicts.items[i].a == verdict.a && namings->verdicts.items[i].b == verdict.b) {
            namings->verdicts.items[i] = verdict;
            return;
        }
    *ARENA_PUSH(namings->arena, namings->verdicts) = verdict;
}

static void note_decisions(struct namings *namings)
{
    for (size_t i = 0; i < namings->facts->decisions.count; i++) {
        const struct story_decision *decision = &namings->facts->decisions.items[i];
        struct actor_list left = side_namings(namings, &decision->sides[0]);
        struct actor_list right = side_namings(namings, &decision->sides[1]);
        for (size_t j = 0; j < left.count; j++)
            for (size_t k = 0; k < right.count; k++)
                if (left.items[j] != right.items[k])
                    note_verdict(namings, left.items[j], right.items[k], decision->apart);
    }
}

static bool is_apart(const struct namings *namings, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < namings->verdicts.count; i++) {
        const struct verdict *verdict = &namings->verdicts.items[i];
        if (verdict->apart && verdict->a == (a < b ? a : b) && verdict->b == (a < b ? b : a))
            return true;
    }
    return false;
}

static bool share_party(const struct naming *a, const struct naming *b)
{
    for (size_t i = 0; i < a->parties.count; i++)
        for (size_t j = 0; j < b->parties.count; j++)
            if (str_equal(a->parties.items[i].text, b->parties.items[j].text))
                return true;
    return false;
}

/* Whether somebody of both names may act for one side. */
static bool parties_fit(const struct naming *a, const struct naming *b)
{
    return !a->parties.count || !b->parties.count || share_party(a, b);
}

/* Surnames that differ in spelling count as one only where the side is known to be the same. */
static bool forms_fit(const struct namings *namings, const struct naming *a, const struct naming *b)
{
    for (size_t i = 0; i < a->forms.count; i++)
        for (size_t j = 0; j < b->forms.count; j++) {
            const struct personal_name *x = &a->forms.items[i], *y = &b->forms.items[j];
            bool surname = str_equal(last_word(x), last_word(y)) ||
                           (share_party(a, b) && name_words_alike(last_word(x), last_word(y)));
            if (!surname || !personal_names_fit(namings->facts->names, x, y))
                return false;
        }
    return true;
}

/* Whether two whole names can be one person's. */
static bool persons_fit(const struct namings *namings, uint32_t x, uint32_t y)
{
    const struct naming *a = &namings->items.items[x], *b = &namings->items.items[y];
    return !(a->known.len && b->known.len) && parties_fit(a, b) && !is_apart(namings, x, y) && forms_fit(namings, a, b);
}

/* Names that may be one person's share a word: the surname, or the first name and a surname that begins alike. */
struct shared_word {
    struct str word;
    uint32_t naming;
};
LIST_TYPE(shared_words, struct shared_word);

static int compare_shared(const void *a, const void *b)
{
    const struct shared_word *x = a, *y = b;
    int order = str_compare(x->word, y->word);
    return order ? order : (x->naming > y->naming) - (x->naming < y->naming);
}

/* Whole names by the words of each form: the surname, and the first name, alone or with how the surname begins. */
static struct shared_words index_persons(const struct namings *namings, bool first_alone)
{
    struct shared_words words = {0};
    for (uint32_t i = 0; i < namings->items.count; i++) {
        const struct naming *naming = &namings->items.items[i];
        for (size_t j = 0; naming->kind == NAMING_WHOLE && j < naming->forms.count; j++) {
            struct str last = last_word(&naming->forms.items[j]), first = naming->forms.items[j].words.items[0];
            *ARENA_PUSH(namings->arena, words) = (struct shared_word){last, i};
            if (!first_alone)
                first = story_format(namings->arena, "%.*s %.1s", STR_ARGS(first), last.ptr);
            *ARENA_PUSH(namings->arena, words) = (struct shared_word){first, i};
        }
    }
    if (words.count)
        qsort(words.items, words.count, sizeof *words.items, compare_shared);
    return words;
}

/* With whom each name fits. */
static struct actor_list *find_fits(const struct namings *namings)
{
    struct shared_words words = index_persons(namings, false);
    struct actor_list *fits = ARENA_NEW(namings->arena, struct actor_list, namings->items.count + 1);
    for (size_t i = 0; i < words.count; i++)
        for (size_t j = i; j-- > 0 && str_equal(words.items[j].word, words.items[i].word);) {
            uint32_t a = words.items[i].naming, b = words.items[j].naming;
            if (a == b || set_has(&fits[a], b) || !persons_fit(namings, a, b))
                continue;
            set_add(namings->arena, &fits[a], b);
            set_add(namings->arena, &fits[b], a);
        }
    return fits;
}

static size_t words_in(const struct namings *namings, uint32_t naming)
{
    return namings->items.items[naming].forms.items[0].words.count;
}

/* Whether the name could be two persons': it fits two names, no briefer than it, that do not fit each other; or any two
 * that are known to be different. */
static bool is_ambiguous(const struct namings *namings, const struct actor_list *fits, uint32_t naming)
{
    const struct actor_list *own = &fits[naming];
    for (size_t i = 0; i < own->count; i++)
        for (size_t j = 0; j < i; j++) {
            uint32_t a = own->items[i], b = own->items[j];
            size_t words = words_in(namings, naming);
            bool briefer = words <= words_in(namings, a) && words <= words_in(namings, b);
            bool known = namings->items.items[a].known.len && namings->items.items[b].known.len;
            if ((known || is_apart(namings, a, b)) || (briefer && !set_has(&fits[a], b)))
                return true;
        }
    return false;
}

static void join_whole_names(const struct namings *namings, struct cluster *cluster)
{
    const struct actor_list *fits = find_fits(namings);
    bool *ambiguous = ARENA_NEW(namings->arena, bool, namings->items.count + 1);
    for (uint32_t i = 0; i < namings->items.count; i++)
        ambiguous[i] = fits[i].count && is_ambiguous(namings, fits, i);
    for (uint32_t i = 0; i < namings->items.count; i++)
        for (size_t j = 0; j < fits[i].count; j++)
            if (!ambiguous[i] && !ambiguous[fits[i].items[j]])
                cluster_join(cluster, i, fits[i].items[j]);
}

static size_t first_with(const struct shared_words *words, struct str word)
{
    size_t low = 0, high = words->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(words->items[middle].word, word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether the surname may mean the person: by party, or, where its own is not known, in reports of one event. */
static bool may_be_alone(const struct naming *alone, const struct naming *whole)
{
    return parties_fit(alone, whole) && (alone->parties.count || set_shared(&alone->events, &whole->events));
}

/* A surname alone: the one person it may be, if there is just one. Joining it makes no two whole names one. */
static void join_surname(const struct namings *namings, struct cluster *cluster, const struct shared_words *words,
                         uint32_t alone)
{
    struct str surname = last_word(&namings->items.items[alone].forms.items[0]);
    uint32_t found = MAP_NONE;
    for (size_t i = first_with(words, surname); i < words->count && str_equal(words->items[i].word, surname); i++) {
        uint32_t whole = words->items[i].naming;
        if (!may_be_alone(&namings->items.items[alone], &namings->items.items[whole]) ||
            is_apart(namings, alone, whole))
            continue;
        if (found != MAP_NONE && cluster_first(cluster, found) != cluster_first(cluster, whole))
            return;
        found = whole;
    }
    if (found != MAP_NONE)
        cluster_join(cluster, alone, found);
}

/* The surname may stand last, or first as it does in some tongues. */
static void join_surnames(const struct namings *namings, struct cluster *cluster)
{
    struct shared_words words = index_persons(namings, true);
    for (uint32_t i = 0; i < namings->items.count; i++)
        if (namings->items.items[i].kind == NAMING_SURNAME)
            join_surname(namings, cluster, &words, i);
}

uint32_t namings_body(const struct namings *namings, struct str name)
{
    struct str folded = body_name(namings->arena, namings->facts->names, name);
    return map_get(&namings->at, story_format(namings->arena, "b\x1f%.*s\x1f", STR_ARGS(folded)));
}

/* A body that some report calls by its initials too, "(UAW)", is who goes by these alone, if no other is called so. */
static void join_initials(const struct namings *namings, struct cluster *cluster)
{
    const struct story_facts *facts = namings->facts;
    uint32_t *whole = arena_take(namings->arena, namings->items.count + 1, sizeof *whole);
    enum { NOBODY = MAP_NONE, SEVERAL = MAP_NONE - 1 };
    for (size_t i = 0; i < namings->items.count; i++)
        whole[i] = NOBODY;
    for (size_t i = 0; i < facts->aliases.count; i++) {
        const struct story_alias *alias = &facts->aliases.items[i];
        const struct story_mention *mention = &facts->mentions.items[alias->mention];
        if (mention->kind == ACTOR_PERSON || !is_initials(alias->text, mention->name))
            continue;
        uint32_t brief = namings_body(namings, alias->text), of = namings->of[alias->mention];
        if (brief == MAP_NONE || brief == of || is_apart(namings, brief, of))
            continue;
        whole[brief] = whole[brief] == NOBODY || whole[brief] == of ? of : SEVERAL;
    }
    for (uint32_t i = 0; i < namings->items.count; i++)
        if (whole[i] < SEVERAL)
            cluster_join(cluster, i, whole[i]);
}

/* Whether `a` is a better name to go by than `b`. */
static bool stands_before(const struct naming *a, const struct naming *b)
{
    if (!a->known.len != !b->known.len)
        return a->known.len;
    if (a->count != b->count && (a->kind == NAMING_SURNAME) == (b->kind == NAMING_SURNAME))
        return a->count > b->count;
    if (a->kind != b->kind)
        return a->kind < b->kind;
    return a->folded.len != b->folded.len ? a->folded.len < b->folded.len : str_compare(a->folded, b->folded) < 0;
}

static void choose_standing(struct namings *namings, struct cluster *cluster)
{
    struct cluster_groups groups = cluster_groups(namings->arena, cluster);
    for (uint32_t g = 0; g < groups.count; g++) {
        uint32_t best = groups.items[groups.start[g]];
        for (uint32_t i = groups.start[g]; i < groups.start[g + 1]; i++)
            if (stands_before(&namings->items.items[groups.items[i]], &namings->items.items[best]))
                best = groups.items[i];
        for (uint32_t i = groups.start[g]; i < groups.start[g + 1]; i++)
            namings->items.items[groups.items[i]].standing = best;
    }
}

void namings_find(struct arena *arena, const struct story_facts *facts, struct namings *namings)
{
    *namings = (struct namings){.arena = arena, .facts = facts};
    note_mentions(namings);
    note_decisions(namings);
    struct cluster cluster = cluster_new(arena, (uint32_t)namings->items.count);
    join_whole_names(namings, &cluster);
    join_surnames(namings, &cluster);
    join_initials(namings, &cluster);
    for (size_t i = 0; i < namings->verdicts.count; i++)
        if (!namings->verdicts.items[i].apart)
            cluster_join(&cluster, namings->verdicts.items[i].a, namings->verdicts.items[i].b);
    choose_standing(namings, &cluster);
}
