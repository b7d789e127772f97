/* robots.c - see robots.h. Input: the bytes of a robots.txt, whatever they are. Output: yes or no, and a delay.
 * Invariant: one pass over the file, and no more than ROBOTS_WORK steps of matching in all. */
#include "ingest/robots.h"

#include "base/ascii.h"

enum line_kind { LINE_OTHER, LINE_AGENT, LINE_ALLOW, LINE_DISALLOW, LINE_DELAY };

/* What the groups for one agent, or those for all, say so far. */
struct verdict {
    bool named;           /* there is such a group */
    size_t allow, refuse; /* lengths of the longest rules that fit */
    double delay;
};

struct reading {
    struct str agent, target;
    struct verdict own, all;
    bool in_own, in_all; /* the present group is for the agent, for all */
    bool in_rules;       /* rules were read, so that the next agent opens a new group */
    long work;           /* steps left */
};

/* Units: the characters of a path or a rule, so that an escape and what it stands for are the same (RFC 9309, 2.2.2).
 * Marks with a meaning in addresses stay apart from their escapes, which are UNIT_ESCAPED and their byte, but for "*"
 * and "$": those with a meaning in rules never come here. */
enum { UNIT_ESCAPED = 0x100 };

static int unit_of(unsigned char c, bool escaped)
{
    bool plain = ascii_is_alphanumeric((char)c) || (c && strchr("-._~", c));
    bool mark = !escaped && c > ' ' && c < 0x7f && c != '*' && c != '$';
    return plain || mark ? c : UNIT_ESCAPED + c;
}

/* The unit at `*at`, which is passed. */
static int next_unit(struct str text, size_t *at)
{
    int byte = ascii_unescaped(text, *at);
    bool escaped = byte >= 0;
    unsigned char c = (unsigned char)(escaped ? byte : text.ptr[*at]);
    *at += escaped ? 3 : 1;
    return unit_of(c, escaped);
}

/* Does the rule fit the front of the target, "*" standing for anything and "$" at its end for the end? Where a unit
 * does not fit, the last "*" takes one more: earlier ones need never be tried again. */
static bool rule_fits(struct reading *reading, struct str rule)
{
    struct str target = reading->target;
    bool whole = rule.len && rule.ptr[rule.len - 1] == '$', starred = false;
    size_t at = 0, in = 0, star = 0, from = 0;
    rule.len -= whole;
    while (reading->work-- > 0) {
        size_t rule_next = at, target_next = in;
        if (at < rule.len && rule.ptr[at] == '*') {
            starred = true;
            star = ++at;
            from = in;
        } else if (at == rule.len && (!whole || in == target.len)) {
            return true;
        } else if (at < rule.len && in < target.len &&
                   next_unit(rule, &rule_next) == next_unit(target, &target_next)) {
            at = rule_next;
            in = target_next;
        } else if (starred && from < target.len) {
            next_unit(target, &from);
            at = star;
            in = from;
        } else {
            return false;
        }
    }
    return false;
}

/* "Readout/1.0" and "readout" name the same: the letters, "-" and "_" at the front. */
static struct str product_token(struct str value)
{
    size_t length = 0;
    while (length < value.len && (ascii_is_alphanumeric(value.ptr[length]) || value.ptr[length] == '-' ||
                                  value.ptr[length] == '_'))
        length++;
    return str_make(value.ptr, length);
}

static void read_agent(struct reading *reading, struct str value)
{
    if (reading->in_rules)
        reading->in_own = reading->in_all = reading->in_rules = false;
    if (value.len && value.ptr[0] == '*')
        reading->in_all = reading->all.named = true;
    else if (ascii_same(product_token(value), product_token(reading->agent)))
        reading->in_own = reading->own.named = true;
}

static void read_rule(struct reading *reading, struct str rule, bool allow)
{
    reading->in_rules = true;
    if (!rule.len || (!reading->in_own && !reading->in_all) || !reading->target.len || !rule_fits(reading, rule))
        return;
    for (int i = 0; i < 2; i++) {
        struct verdict *verdict = i ? &reading->own : &reading->all;
        size_t *longest = allow ? &verdict->allow : &verdict->refuse;
        if ((i ? reading->in_own : reading->in_all) && rule.len > *longest)
            *longest = rule.len;
    }
}

/* "10", "0.5"; what is no number is 0. */
static double parse_delay(struct str value)
{
    double number = 0, unit = 1;
    bool fraction = false;
    for (size_t i = 0; i < value.len && number < ROBOTS_DELAY_MOST; i++) {
        char c = value.ptr[i];
        if (c == '.' && !fraction) {
            fraction = true;
        } else if (!ascii_is_digit(c)) {
            return 0;
        } else if (fraction) {
            number += (c - '0') * (unit /= 10);
        } else {
            number = number * 10 + (c - '0');
        }
    }
    return number < ROBOTS_DELAY_MOST ? number : ROBOTS_DELAY_MOST;
}

static void read_delay(struct reading *reading, struct str value)
{
    double delay = parse_delay(value);
    if (reading->in_own && delay > reading->own.delay)
        reading->own.delay = delay;
    if (reading->in_all && delay > reading->all.delay)
        reading->all.delay = delay;
}

static enum line_kind kind_of(struct str key)
{
    static const struct {
        const char *name;
        enum line_kind kind;
    } kinds[] = {{"user-agent", LINE_AGENT}, {"allow", LINE_ALLOW}, {"disallow", LINE_DISALLOW},
                 {"crawl-delay", LINE_DELAY}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ascii_same(key, str_of(kinds[i].name)))
            return kinds[i].kind;
    return LINE_OTHER;
}

static void read_line(struct reading *reading, struct str line)
{
    struct str value = str_cut(&line, '#'), key = str_trim(str_cut(&value, ':'));
    value = str_trim(value);
    switch (kind_of(key)) {
    case LINE_AGENT:
        read_agent(reading, value);
        break;
    case LINE_ALLOW:
        read_rule(reading, value, true);
        break;
    case LINE_DISALLOW:
        read_rule(reading, value, false);
        break;
    case LINE_DELAY:
        read_delay(reading, value);
        break;
    case LINE_OTHER:
        break;
    }
}

/* Take a line from the front of `*file`; lines end with CR, LF or both. */
static struct str take_line(struct str *file)
{
    size_t end = 0;
    while (end < file->len && file->ptr[end] != '\n' && file->ptr[end] != '\r')
        end++;
    struct str line = str_make(file->ptr, end);
    end += end < file->len;
    *file = str_make(file->ptr + end, file->len - end);
    return line;
}

static struct verdict read_file(struct reading *reading, struct str file)
{
    bool cut = file.len >= ROBOTS_SIZE; /* also by who has kept no more of it */
    file.len = cut ? ROBOTS_SIZE : file.len;
    if (str_starts(file, STR("\xef\xbb\xbf")))
        file = str_make(file.ptr + 3, file.len - 3);
    while (file.len) {
        struct str line = take_line(&file);
        if (file.len || !cut)
            read_line(reading, line);
    }
    return reading->own.named ? reading->own : reading->all;
}

bool robots_allows(struct str file, struct str agent, struct str target)
{
    if (!target.len)
        target = STR("/");
    if (str_equal(target, STR("/robots.txt")))
        return true;
    struct reading reading = {.agent = agent, .target = target, .work = ROBOTS_WORK};
    struct verdict verdict = read_file(&reading, file);
    return verdict.allow >= verdict.refuse && reading.work > 0;
}

double robots_delay(struct str file, struct str agent)
{
    struct reading reading = {.agent = agent};
    return read_file(&reading, file).delay;
}

enum robots_answer robots_answer(long status)
{
    if (status >= 200 && status < 300)
        return ROBOTS_READ;
    return status >= 300 && status < 500 && status != 429 ? ROBOTS_ALL : ROBOTS_NONE;
}
