/* moment.c - see moment.h. */
#include "view/moment.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "base/error.h"

/* Who asks, and where the answer goes. */
struct asking {
    struct store *store;
    const char *name, *when;
    struct moment *moment;
    readout_error *error;
};

static bool bad(const struct asking *asking, const char *why)
{
    return error_set(asking->error, READOUT_BAD_USAGE, NULL, "%s %s: %s", asking->name, asking->when, why);
}

static void set(struct moment *moment, int64_t run, int64_t as_of, struct str day)
{
    *moment = (struct moment){.as_of = as_of, .published_before = day,
                              .since = {.run = run, .published_before = day, .shown_at = STR("")}};
}

void moment_at_run(struct moment *moment, int64_t run)
{
    set(moment, run, run > 0 ? run : -1, STR(""));
}

void moment_before(struct moment *moment, struct str day)
{
    set(moment, 0, 0, day);
}

static bool find_run(const struct asking *asking, const char *number)
{
    char *end;
    bool has;
    long long run = number[0] >= '1' && number[0] <= '9' ? strtoll(number, &end, 10) : 0;
    if (run <= 0 || *end)
        return bad(asking, "not a run; 'readout runs' lists them");
    if (!store_has_run(asking->store, run, &has, asking->error))
        return false;
    moment_at_run(asking->moment, run);
    return has || bad(asking, "there is no such run; 'readout runs' lists them");
}

static bool find_brief(const struct asking *asking, const char *process)
{
    struct moment *moment = asking->moment;
    struct brief_shown shown;
    if (!store_brief_shown(asking->store, process, &shown, asking->error))
        return false;
    if (!shown.at[0])
        return bad(asking, "no brief was shown yet that could be noted");
    moment_at_run(moment, shown.run);
    moment->shown = shown;
    moment->since.shown_at = str_of(moment->shown.at);
    return true;
}

static bool is_day(const char *text)
{
    long day;
    return strlen(text) == 10 && calendar_parse(str_of(text), &day);
}

/* The record as it was before the day; where it is younger than that, what had been published before. */
static bool find_day(const struct asking *asking)
{
    int64_t run;
    if (!is_day(asking->when))
        return bad(asking, "not a day YYYY-MM-DD, published:DAY, run:N or brief");
    if (!store_last_run(asking->store, asking->when, &run, asking->error))
        return false;
    if (run)
        moment_at_run(asking->moment, run);
    else
        moment_before(asking->moment, str_of(asking->when));
    return true;
}

bool moment_find(struct store *store, const char *name, const char *when, const char *process, struct moment *moment,
                 readout_error *error)
{
    static const char by_run[] = "run:", by_published[] = "published:";
    const struct asking asking = {store, name, when, moment, error};
    moment_before(moment, STR(""));
    if (strcmp(when, "brief") == 0)
        return find_brief(&asking, process);
    if (when[0] == '#')
        return find_run(&asking, when + 1);
    if (strncmp(when, by_run, sizeof by_run - 1) == 0)
        return find_run(&asking, when + sizeof by_run - 1);
    if (strncmp(when, by_published, sizeof by_published - 1) != 0)
        return find_day(&asking);
    const char *day = when + sizeof by_published - 1;
    moment_before(moment, str_of(day));
    return is_day(day) || bad(&asking, "not a day YYYY-MM-DD");
}
