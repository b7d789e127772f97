/* office.c - see office.h. */
#include "merge/office.h"

#include "base/error.h"
#include "merge/wording.h"

enum { SIDE_WORDS = 5 /* at most, of the name of a side */ };

static void take_sides(struct arena *arena, const struct source *source, struct map *sides, uint32_t *count)
{
    struct source_line line = source_lines(source);
    while (source_next(&line, false)) {
        struct str rest = line.text, key = str_cut(&rest, ' ');
        *count += str_equal(key, STR("actor"));
        if (!str_equal(key, STR("actor")) && !str_equal(key, STR("names")) && !str_equal(key, STR("adjective")))
            continue;
        while (rest.len) {
            struct str form = wording_folded(arena, str_cut(&rest, '|'));
            if (form.len && map_get(sides, form) == MAP_NONE)
                map_put(sides, arena, form, *count);
        }
    }
}

static void take_kinds(struct arena *arena, const struct source *source, struct office_words *words)
{
    struct source_line line = source_lines(source);
    while (source_next(&line, false)) {
        struct str value = line.text, forms = str_cut(&value, '=');
        while (forms.len)
            map_put(&words->kinds, arena, wording_folded(arena, str_cut(&forms, ',')),
                    (uint32_t)words->kind_names.count);
        *ARENA_PUSH(arena, words->kind_names) = wording_folded(arena, value);
    }
}

static void take_modifiers(struct arena *arena, const struct source *source, struct map *modifiers)
{
    struct source_line line = source_lines(source);
    while (source_next(&line, false))
        map_put(modifiers, arena, wording_folded(arena, line.text), 0);
}

bool office_words_load(struct arena *arena, const struct source_list *sources, struct office_words *words,
                       readout_error *error)
{
    static const char *const files[] = {"states", "groups", "organisations"};
    const struct source *kinds = source_find(sources, STR("values"), STR("office-kind"));
    const struct source *modifiers = source_find(sources, STR("classes"), STR("office-modifier"));
    uint32_t count = 0;
    *words = (struct office_words){0};
    if (!kinds || !modifiers)
        return error_set(error, READOUT_BAD_DATA, kinds ? "office-modifier" : "office-kind", "is missing");
    take_kinds(arena, kinds, words);
    take_modifiers(arena, modifiers, &words->modifiers);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const struct source *source = source_find(sources, STR("actors"), str_of(files[i]));
        if (source)
            take_sides(arena, source, &words->sides, &count);
    }
    return true;
}

static bool is_small(struct str text)
{
    return text.len && text.ptr[0] >= 'a' && text.ptr[0] <= 'z';
}

/* Without small words before a title in capitals, which are no part of it: "friend President". */
static struct str drop_stray(struct arena *arena, const struct office_words *words, struct str role)
{
    for (;;) {
        struct str rest = role, first = str_cut(&rest, ' ');
        if (!rest.len || !is_small(first) || is_small(rest) ||
            map_get(&words->modifiers, wording_folded(arena, first)) != MAP_NONE)
            return role;
        role = rest;
    }
}

/* The words [first, last) with single spaces between them. */
static struct str joined(struct arena *arena, const struct str_list *list, size_t first, size_t last)
{
    size_t length = 0;
    for (size_t i = first; i < last; i++)
        length += list->items[i].len + 1;
    char *text = arena_take(arena, length + 1, 1), *to = text;
    for (size_t i = first; i < last; i++) {
        if (i > first)
            *to++ = ' ';
        memcpy(to, list->items[i].ptr, list->items[i].len);
        to += list->items[i].len;
    }
    return str_make(text, (size_t)(to - text));
}

/* Where the name of the side that starts at `first` ends; `first` where none does. */
static size_t side_end(struct arena *arena, const struct office_words *words, const struct str_list *list, size_t first,
                       uint32_t side)
{
    for (size_t last = first + SIDE_WORDS < list->count ? first + SIDE_WORDS : list->count - 1; last > first; last--)
        if (map_get(&words->sides, joined(arena, list, first, last)) == side)
            return last;
    return first;
}

struct str office_core(struct arena *arena, const struct office_words *words, struct str role, struct str party)
{
    struct str_list list = wording_words(arena, words ? drop_stray(arena, words, role) : role), kept = {0};
    uint32_t side = words ? map_get(&words->sides, wording_folded(arena, party)) : (uint32_t)MAP_NONE;
    size_t at = 0;
    while (words && at + 1 < list.count) {
        size_t end = side == MAP_NONE ? at : side_end(arena, words, &list, at, side);
        if (end > at)
            at = end + (end + 1 < list.count && list.items[end].len == 1); /* the s of "Egypt's" */
        else if (map_get(&words->modifiers, list.items[at]) != MAP_NONE)
            *ARENA_PUSH(arena, kept) = list.items[at++];
        else
            break;
    }
    uint32_t kind = MAP_NONE;
    for (size_t i = at; words && i < list.count && kind == MAP_NONE; i++) {
        kind = map_get(&words->kinds, joined(arena, &list, i, list.count));
        if (kind != MAP_NONE)
            list.count = i;
    }
    if (list.count > at)
        *ARENA_PUSH(arena, kept) = joined(arena, &list, at, list.count);
    if (kind != MAP_NONE)
        *ARENA_PUSH(arena, kept) = words->kind_names.items[kind];
    return joined(arena, &kept, 0, kept.count);
}
