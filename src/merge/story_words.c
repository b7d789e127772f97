/* story_words.c - see story_words.h. */
#include "merge/story_words.h"

#include <stdlib.h>

#include "base/error.h"
#include "text/token.h"

static void take_words(struct arena *arena, const struct source *source, struct map *words)
{
    struct source_line line = source_lines(source);
    while (source_next(&line, false))
        for (struct str rest = line.text; rest.len;) {
            struct str word = str_trim(str_cut(&rest, ','));
            if (word.len)
                map_put(words, arena, word, 0);
        }
}

/* Lines of values: "word, word = number". */
static void take_numbers(struct arena *arena, const struct source *source, struct map *numbers)
{
    struct source_line line = source_lines(source);
    while (source_next(&line, false)) {
        struct str right = line.text, left = str_cut(&right, '=');
        uint32_t number = (uint32_t)strtoul(str_copy(arena, str_trim(right)).ptr, NULL, 10);
        while (left.len) {
            struct str word = str_trim(str_cut(&left, ','));
            if (word.len && number)
                map_put(numbers, arena, word, number);
        }
    }
}

bool story_words_load(struct arena *arena, const struct source_list *sources, struct story_words *words,
                      readout_error *error)
{
    static const char *const names[] = {"denial.v", "round.n", "ordinal", "en.idf"};
    const struct source *found[] = {
        source_find(sources, STR("classes"), str_of(names[0])), source_find(sources, STR("classes"), str_of(names[1])),
        source_find(sources, STR("values"), str_of(names[2])), source_find(sources, STR("models"), str_of(names[3]))};
    *words = (struct story_words){0};
    for (size_t i = 0; i < sizeof found / sizeof *found; i++)
        if (!found[i])
            return error_set(error, READOUT_BAD_DATA, names[i], "is missing");
    take_words(arena, found[0], &words->denials);
    take_words(arena, found[1], &words->rounds);
    take_numbers(arena, found[2], &words->ordinals);
    return rarity_load(&words->rarity, found[3]->bytes, found[3]->path, error) &&
           name_words_load(arena, sources, &words->names, error);
}

bool story_words_deny(const struct story_words *words, struct str cue)
{
    for (struct str rest = cue; rest.len;) {
        char folded[TOKEN_FOLD_SIZE];
        if (map_get(&words->denials, token_fold(str_cut(&rest, ' '), folded, sizeof folded)) != MAP_NONE)
            return true;
    }
    return false;
}
