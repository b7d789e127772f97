/* agency.c - see agency.h. Input: a report. Output: its agency and dateline. Invariant: only PARAGRAPHS at each end
 * of the text are looked at, and of each no more than LINE_MOST bytes. */
#include "ingest/agency.h"

#include "base/ascii.h"
#include "ingest/web_data.h"

enum {
    PARAGRAPHS = 5,    /* at each end */
    LINE_MOST = 300,   /* bytes of a line of credit */
    SHORT = 120,
    DATELINE_MOST = 100,
    PLACE_MOST = 60,
    AGENCIES = 3,
    SPELT = 4          /* a name that is longer may stand among other words */
};

struct credit {
    struct str agencies[AGENCIES];
    size_t count;
};

static bool has_lower(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (ascii_is_lower(text.ptr[i]))
            return true;
    return false;
}

struct str agency_named(struct str name)
{
    struct str rest = web_data("agencies"), agency, forms, form;
    name = str_trim(name);
    while (web_entry(&rest, &agency, &forms))
        while (web_item(&forms, &form))
            if (str_equal(name, form) || (has_lower(form) && form.len == name.len && ascii_same(name, form)))
                return agency;
    return STR("");
}

static void add(struct credit *credit, struct str agency)
{
    for (size_t i = 0; i < credit->count; i++)
        if (str_equal(credit->agencies[i], agency))
            return;
    if (agency.len && credit->count < AGENCIES)
        credit->agencies[credit->count++] = agency;
}

/* "AP", "AFP/Reuters", "AP, Reuters": false unless all are agencies. */
static bool add_list(struct credit *credit, struct str text)
{
    bool all = false;
    while (text.len) {
        size_t end = 0;
        while (end < text.len && !strchr("/,;", text.ptr[end]))
            end++;
        struct str agency = agency_named(str_make(text.ptr, end));
        if (agency.len == 0)
            return false;
        add(credit, agency);
        all = true;
        size_t next = end < text.len ? end + 1 : end;
        text = str_make(text.ptr + next, text.len - next);
    }
    return all;
}

/* --- dateline --- */

/* Bytes of the dash at `at` that ends a dateline, with the blank behind it; 0: none stands there. */
static size_t dash_length(struct str text, size_t at, bool bracket)
{
    static const struct str dashes[] = {{" \xe2\x80\x94 ", 5},
                                        {" \xe2\x80\x93 ", 5},
                                        {" -- ", 4},
                                        {" - ", 3},
                                        {"\xe2\x80\x94 ", 4},
                                        {" \xe2\x80\x94", 4},
                                        {"\xe2\x80\x94", 3},
                                        {"\xe2\x80\x93 ", 4},
                                        {"- ", 2},
                                        {"-- ", 3},
                                        {": ", 2}};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if ((i < 7 || bracket) && str_starts(str_make(text.ptr + at, text.len - at), dashes[i]))
            return dashes[i].len;
    return 0;
}

/* "CAIRO", "GAZA/JERUSALEM", "ST. PETERSBURG": letters in capitals, at least three, not one of those that are no place.
 */
static bool is_place_in_capitals(struct str text)
{
    size_t letters = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (ascii_is_lower(text.ptr[i]) || strchr("0123456789\"!?:%$\n", text.ptr[i]))
            return false;
        letters += ascii_is_upper(text.ptr[i]) || (unsigned char)text.ptr[i] >= 0xc3;
    }
    struct str word;
    return letters >= 3 && text.len <= PLACE_MOST && web_find_listed("credits", "no-place", text, &word) == text.len;
}

/* "Beirut, Lebanon": each piece and word starts with a capital, and there are two pieces. */
static bool is_place_with_country(struct str text)
{
    size_t commas = 0, words = 0;
    struct str rest = text, word;
    while ((word = web_word(&rest)).len) {
        if (!ascii_is_upper(word.ptr[0]))
            return false;
        words++;
        commas += word.ptr[word.len - 1] == ',';
    }
    return commas == 1 && words >= 2 && words <= 5 && text.len <= PLACE_MOST;
}

/* The bracket that ends the line: "(AP)", "(Reuters)"; ptr NULL: none. */
static struct str last_bracket(struct str text)
{
    const char *open = text.len && text.ptr[text.len - 1] == ')' ? memrchr(text.ptr, '(', text.len) : NULL;
    if (!open)
        return (struct str){0};
    return str_make(open + 1, (size_t)(text.ptr + text.len - 1 - (open + 1)));
}

/* Whether what stands before a dash is a dateline; an agency in its bracket is added. */
static bool is_dateline(struct credit *credit, struct str text)
{
    struct str bracket = last_bracket(text), place = text;
    if (bracket.ptr)
        place = str_trim(str_make(text.ptr, (size_t)(bracket.ptr - 1 - text.ptr)));
    struct str rest = place, first = str_trim(str_cut(&rest, ','));
    struct credit found = *credit;
    bool agency = bracket.ptr && add_list(&found, bracket);
    bool capital = text.len && (ascii_is_upper(text.ptr[0]) || (unsigned char)text.ptr[0] >= 0xc3);
    bool sound = (agency && capital) || is_place_in_capitals(first) || (!bracket.ptr && is_place_with_country(place));
    if (sound)
        *credit = found;
    return sound;
}

/* "MOSCOW, August 19. /TASS/." and "New Delhi, Aug 19 (PTI) ...": an agency in marks, without a dash. */
static struct str dateline_without_dash(struct credit *credit, struct str text)
{
    for (size_t at = 1; at + 3 < text.len && at < PLACE_MOST; at++) {
        char open = text.ptr[at], close = open == '(' ? ')' : '/';
        if ((open != '(' && open != '/') || text.ptr[at - 1] != ' ')
            continue;
        struct str rest = str_make(text.ptr + at + 1, text.len - at - 1), inside = str_cut(&rest, close);
        size_t end = at + inside.len + 2;
        if (end < text.len && inside.len < 30 && ascii_is_upper(text.ptr[0]) && memchr(text.ptr, ',', at) &&
            add_list(credit, inside))
            return str_make(text.ptr, end);
    }
    return STR("");
}

static struct str first_paragraph(struct str *text)
{
    size_t end = 0;
    while (end < text->len && !(text->ptr[end] == '\n' && end + 1 < text->len && text->ptr[end + 1] == '\n'))
        end++;
    struct str line = str_trim(str_make(text->ptr, end));
    size_t next = end + 2 < text->len ? end + 2 : text->len;
    *text = str_make(text->ptr + next, text->len - next);
    return line;
}

/* "ISLAMABAD: ...", "DUBAI, Aug 19: ...": a place in capitals before a colon, of which none follows in the next
 * paragraphs; else it is who speaks. */
static struct str place_before_colon(struct str text)
{
    size_t end = ascii_find(str_make(text.ptr, text.len < PLACE_MOST ? text.len : PLACE_MOST), STR(": "));
    struct str line = str_make(text.ptr, end), rest = line;
    bool sound = end + 2 < text.len && end < PLACE_MOST && is_place_in_capitals(str_cut(&rest, ','));
    return sound ? line : STR("");
}

static bool is_spoken(struct str text)
{
    int count = 0;
    for (int i = 0; i < PARAGRAPHS && text.len; i++)
        count += place_before_colon(first_paragraph(&text)).len > 0;
    return count > 1;
}

static struct str find_dateline(struct credit *credit, struct str text)
{
    struct str front = str_make(text.ptr, text.len < DATELINE_MOST ? text.len : DATELINE_MOST);
    for (size_t at = 3; at < front.len; at++) {
        size_t dash = dash_length(front, at, front.ptr[at - 1] == ')');
        if (!dash)
            continue;
        const char *end_before = memrchr(front.ptr, '\n', at); /* of a line that names the outlet */
        size_t start = end_before ? (size_t)(end_before - front.ptr) + 1 : 0;
        struct str line = str_trim(str_make(front.ptr + start, at - start));
        if (at + dash < text.len && is_dateline(credit, line))
            return line;
        if (front.ptr[at] != '-')
            break;
    }
    return dateline_without_dash(credit, front);
}

/* --- credits --- */

/* Without marks and copyright signs round it: "© AFP", "- AP". */
static struct str bare(struct str text)
{
    static const struct str marks[] = {
        {"\xc2\xa9", 2}, {"(", 1}, {")", 1}, {"-", 1}, {"\xe2\x80\x94", 3}, {"\xe2\x80\x93", 3}, {".", 1},
        {" ", 1},        {"[", 1}, {"]", 1}, {"*", 1}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks;) {
        bool front = str_starts(text, marks[i]), back = !front && str_ends(text, marks[i]);
        text = front ? str_make(text.ptr + marks[i].len, text.len - marks[i].len) : text;
        text.len -= back ? marks[i].len : 0;
        i = front || back ? 0 : i + 1;
    }
    return text;
}

/* Every agency whose name stands in the line; names in capitals too where it can be nothing but a credit. */
static void add_mentioned(struct credit *credit, struct str line, bool sure)
{
    struct str rest = web_data("agencies"), agency, forms, form;
    while (web_entry(&rest, &agency, &forms))
        while (web_item(&forms, &form)) {
            const char *found =
                sure || form.len > SPELT || has_lower(form) ? memmem(line.ptr, line.len, form.ptr, form.len) : NULL;
            if (found && web_find_word(line, form) < line.len)
                add(credit, agency);
        }
}

/* A line that does nothing but credit. */
static void read_credit(struct credit *credit, struct str line)
{
    struct str word, plain = bare(line);
    size_t length;
    if (line.len == 0 || line.len > LINE_MOST)
        return;
    while (web_starts_listed("credits", "cue", plain, &length))
        plain = bare(str_make(plain.ptr + length, plain.len - length));
    if (add_list(credit, plain))
        return;
    bool front = web_find_listed("credits", "cue", line, &word) == 0;
    bool sure = web_find_listed("credits", "anywhere", line, &word) < line.len;
    if (sure || (front && line.len < SHORT))
        add_mentioned(credit, line, sure);
}

static struct str last_paragraph(struct str *text)
{
    size_t start = text->len;
    while (start > 0 && text->len - start <= LINE_MOST &&
           !(text->ptr[start - 1] == '\n' && start > 1 && text->ptr[start - 2] == '\n'))
        start--;
    struct str line = str_trim(str_make(text->ptr + start, text->len - start));
    text->len = start > 1 ? start - 2 : 0;
    return line;
}

/* Returns the dateline. */
static struct str read_front(struct credit *credit, struct str text)
{
    struct str dateline = STR("");
    bool spoken = is_spoken(text);
    for (int i = 0; i < 3 && text.len && dateline.len == 0; i++) {
        struct str line = first_paragraph(&text);
        dateline = find_dateline(credit, line);
        if (dateline.len == 0 && !spoken)
            dateline = place_before_colon(line);
        if (dateline.len == 0 && line.len < 80)
            read_credit(credit, line);
    }
    return dateline;
}

static void read_back(struct credit *credit, struct str text)
{
    for (int i = 0; i < PARAGRAPHS && text.len && !credit->count; i++) {
        struct str line = last_paragraph(&text);
        size_t open = line.len;
        read_credit(credit, line);
        while (open > 0 && line.ptr[open - 1] != '(')
            open--;
        if (open && line.ptr[line.len - 1] == ')') /* "... he said. (AP)" */
            add_list(credit, str_make(line.ptr + open, line.len - open - 1));
    }
}

static void read_names(struct credit *credit, struct str author, struct str outlet)
{
    while (author.len)
        add_list(credit, bare(str_trim(str_cut(&author, ';'))));
    if (!credit->count)
        add(credit, agency_named(outlet));
}

static struct str join(struct arena *arena, const struct credit *credit)
{
    if (credit->count < 2)
        return credit->count ? credit->agencies[0] : STR("");
    size_t length = 0, at = 0;
    for (size_t i = 0; i < credit->count; i++)
        length += credit->agencies[i].len + 2;
    char *out = arena_take(arena, length, 1);
    for (size_t i = 0; i < credit->count; i++) {
        memcpy(out + at, "; ", i ? 2 : 0);
        at += i ? 2 : 0;
        memcpy(out + at, credit->agencies[i].ptr, credit->agencies[i].len);
        at += credit->agencies[i].len;
    }
    return str_make(out, at);
}

static struct str told(const char *text)
{
    return text ? str_of(text) : STR("");
}

static const char *known(struct arena *arena, struct str text)
{
    return text.len ? arena_copy(arena, text.ptr, text.len) : NULL;
}

void agency_read(struct arena *arena, readout_report *report)
{
    struct credit credit = {0};
    struct str text = report->text ? str_make(report->text, report->text_length) : STR("");
    struct str dateline = read_front(&credit, text);
    if (!credit.count)
        read_names(&credit, told(report->author), told(report->outlet));
    if (!credit.count)
        read_back(&credit, text);
    report->agency = report->agency ? report->agency : known(arena, join(arena, &credit));
    report->dateline = report->dateline ? report->dateline : known(arena, dateline);
}
