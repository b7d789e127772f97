/* story_words.c - see story_words.h. */
#include "merge/story_words.h"

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

bool story_words_load(struct arena *arena, const struct source_list *sources, struct story_words *words,
                      readout_error *error)
{
    static const char denial[] = "denial.v";
    const struct source *classes = source_find(sources, STR("classes"), str_of(denial));
    const struct source *table = source_find(sources, STR("models"), STR("en.idf"));
    *words = (struct story_words){0};
    if (!classes || !table)
        return error_set(error, READOUT_BAD_DATA, classes ? "en.idf" : denial, "is missing");
    take_words(arena, classes, &words->denials);
    return rarity_load(&words->rarity, table->bytes, table->path, error) &&
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
