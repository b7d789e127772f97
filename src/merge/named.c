/* named.c - see named.h. Only forms that begin with a capital are names; "the group" is none. */
#include "merge/named.h"

enum { LONGEST_NAME = 4 /* words */ };

static bool is_proper(struct str name)
{
    return name.len && ((name.ptr[0] >= 'A' && name.ptr[0] <= 'Z') || (unsigned char)name.ptr[0] >= 0x80);
}

struct names_told names_make(struct arena *arena, const struct story *story)
{
    struct names_told told = {.arena = arena, .story = story};
    for (uint32_t i = 0; i < story->actors.count; i++) {
        const struct identity *actor = &story->actors.items[i];
        for (size_t a = 0; a <= actor->aliases.count; a++) {
            struct str name = a ? actor->aliases.items[a - 1] : actor->name;
            struct str folded = wording_folded(arena, name);
            if (is_proper(name) && folded.len && map_get(&told.names, folded) == MAP_NONE)
                map_put(&told.names, arena, folded, i);
        }
    }
    return told;
}

/* The longest name that starts at word `first`; NO_ACTOR. */
static uint32_t named_at(const struct names_told *told, const struct str_list *words, size_t first)
{
    char text[LONGEST_NAME * (TOKEN_FOLD_SIZE + 1)], *to = text;
    uint32_t found = NO_ACTOR;
    for (size_t i = first; i < words->count && i < first + LONGEST_NAME; i++) {
        if (i > first)
            *to++ = ' ';
        memcpy(to, words->items[i].ptr, words->items[i].len);
        to += words->items[i].len;
        uint32_t at = map_get(&told->names, str_make(text, (size_t)(to - text)));
        found = at == MAP_NONE ? found : story_side(told->story, at);
    }
    return found;
}

/* Possessive: "Israel's" names Israel. */
static struct str_list read_words(const struct names_told *told, struct str text)
{
    struct str_list words = wording_words(told->arena, text);
    for (size_t i = 0; i < words.count; i++) {
        struct str *word = &words.items[i];
        for (size_t at = word->len; at > 1 && at + 2 >= word->len; at--)
            if (word->ptr[at - 1] == '\'')
                *word = str_make(word->ptr, at - 1);
    }
    return words;
}

uint32_t names_last(const struct names_told *told, struct str text)
{
    struct str_list words = read_words(told, text);
    uint32_t last = NO_ACTOR;
    for (size_t first = 0; first < words.count; first++) {
        uint32_t side = named_at(told, &words, first);
        last = side == NO_ACTOR ? last : side;
    }
    return last;
}

struct actor_list names_all(const struct names_told *told, struct str text)
{
    struct str_list words = read_words(told, text);
    struct actor_list sides = {0};
    for (size_t first = 0; first < words.count; first++) {
        uint32_t side = named_at(told, &words, first);
        if (side != NO_ACTOR)
            set_add(told->arena, &sides, side);
    }
    return sides;
}
