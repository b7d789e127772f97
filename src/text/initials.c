/* initials.c - see initials.h. */
#include "text/initials.h"

enum { LEAST_INITIALS = 2, SMALL_WORD = 3 };

static bool all_capitals(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < 'A' || word.ptr[i] > 'Z')
            return false;
    return word.len >= LEAST_INITIALS;
}

bool is_initials(struct str brief, struct str name)
{
    size_t used = 0;
    if (!all_capitals(brief))
        return false;
    for (struct str rest = name; rest.len;) {
        struct str word = str_cut(&rest, ' ');
        if (used < brief.len && word.len && word.ptr[0] == brief.ptr[used])
            used++;
        else if (word.len > SMALL_WORD && rest.len)
            return false;
    }
    return used == brief.len;
}
