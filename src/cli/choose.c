/* choose.c - see choose.h. */
#include "cli/choose.h"

#include "base/error.h"
#include "store/query.h"
#include "view/text.h"

enum { SHOWN = 3 /* of those that it could be */ };

struct choosing {
    struct arena *arena;
    struct str wanted; /* folded */
    struct str_list found;
    struct str nearest;
    size_t distance;
};

/* Whether each word that is wanted is a part of the text. */
static bool holds(struct str text, struct str wanted)
{
    while (wanted.len) {
        struct str word = str_cut(&wanted, ' ');
        if (word.len && !memmem(text.ptr, text.len, word.ptr, word.len))
            return false;
    }
    return true;
}

static void look_at(struct choosing *choosing, struct str key, struct str name)
{
    struct arena *arena = choosing->arena;
    struct str text = text_format(arena, "%.*s %.*s", STR_ARGS(key), STR_ARGS(text_folded(arena, name)));
    size_t distance = str_distance(key, choosing->wanted);
    if (holds(text, choosing->wanted))
        *ARENA_PUSH(arena, choosing->found) = str_copy(arena, key);
    if (!choosing->nearest.len || distance < choosing->distance) {
        choosing->nearest = str_copy(arena, key);
        choosing->distance = distance;
    }
}

/* Look at the negotiations of the filter; returns how many there are, -1 where that cannot be told. */
static long look_at_all(struct choosing *choosing, struct store *store, const struct filter *filter,
                        readout_error *error)
{
    long count = 0;
    struct rows *rows = rows_open(store, VIEW_PROCESSES, filter, error);
    for (const struct row *row; rows && (row = rows_next(rows, error)); count++)
        look_at(choosing, row_value(row, "key")->text, row_value(row, "name")->text);
    rows_close(rows);
    return error->status == READOUT_OK ? count : -1;
}

static bool fail(struct choosing *choosing, const char *wanted, readout_error *error)
{
    struct str_list found = choosing->found;
    size_t count = found.count;
    if (!count && choosing->nearest.len && choosing->distance < choosing->wanted.len)
        return error_set(error, READOUT_BAD_USAGE, NULL,
                         "no negotiation '%s'; did you mean '%.*s'? 'readout processes' lists them", wanted,
                         STR_ARGS(choosing->nearest));
    if (!count)
        return error_set(error, READOUT_BAD_USAGE, NULL, "no negotiation '%s'; 'readout processes' lists them", wanted);
    found.count = count > SHOWN ? SHOWN : count;
    return error_set(error, READOUT_BAD_USAGE, NULL,
                     "--process %s: %zu negotiations hold that, give the key of one: %.*s%s", wanted, count,
                     STR_ARGS(text_join(choosing->arena, &found, ", ")), count > SHOWN ? ", …" : "");
}

bool choose_process(struct store *store, struct options *options, struct arena *arena, readout_error *error)
{
    if (!options->process)
        return true;
    if (arena_guard(arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    struct choosing choosing = {.arena = arena, .wanted = text_folded(arena, str_of(options->process))};
    long exact = look_at_all(&choosing, store, &(struct filter){.process = options->process}, error);
    if (exact)
        return exact > 0;
    if (look_at_all(&choosing, store, &(struct filter){0}, error) < 0)
        return false;
    if (choosing.found.count != 1 || !str_trim(choosing.wanted).len)
        return fail(&choosing, options->process, error);
    options->process = choosing.found.items[0].ptr; /* str_copy ends it */
    return true;
}
