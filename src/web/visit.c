/* visit.c - see visit.h. */
#include "web/visit.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/ascii.h"

static bool read_number(struct str *rest, int64_t *number)
{
    struct str digits = str_cut(rest, '.');
    *number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (!ascii_is_digit(digits.ptr[i]) || i >= 15)
            return false;
        *number = *number * 10 + (digits.ptr[i] - '0');
    }
    return digits.len > 0;
}

struct web_visits visits_read(struct str value)
{
    struct web_visits visits;
    bool good = read_number(&value, &visits.before.run) && read_number(&value, &visits.before.at) &&
                read_number(&value, &visits.now.run) && read_number(&value, &visits.now.at);
    return good ? visits : (struct web_visits){0};
}

void visits_note(struct web_visits *visits, int64_t run, int64_t at)
{
    if (visits->now.at && at - visits->now.at > VISIT_PAUSE)
        visits->before = visits->now;
    visits->now = (struct web_visit){run, at};
}

void visits_print(const struct web_visits *visits, char text[VISIT_TEXT])
{
    snprintf(text, VISIT_TEXT, "%" PRId64 ".%" PRId64 ".%" PRId64 ".%" PRId64, visits->before.run, visits->before.at,
             visits->now.run, visits->now.at);
}
