/* token.c - see token.h. Input: valid UTF-8. Invariant: tokens are in order, do not overlap and are not empty. */
#include "text/token.h"

#include <utf8proc.h>

#include "base/ascii.h"
#include "text/address.h"

enum { LONGEST_CLITIC = 8, SHORT_TOKEN = 4, SHORT_NAME = 4, LONGEST_EMOTICON = 4 }; /* bytes */

/* "U.S.", "a.m.": two or more single letters with full stops between, the last with or without its own. Returns their
 * end, or `at`. */
static uint32_t dotted_end(const struct cursor *cursor, uint32_t at)
{
    uint32_t end = at, size, letters = 0;
    while (end < cursor->end && scan_kind(cursor, end, &size) == SCAN_LETTER && end + size < cursor->end &&
           cursor->text[end + size] == '.') {
        end += size + 1;
        letters++;
    }
    if (letters && scan_is(cursor, end, SCAN_LETTER)) { /* "U.S" without its last stop, but not "U.S.Army" */
        scan_kind(cursor, end, &size);
        if (scan_run(cursor, end) == end + size)
            return end + size;
    }
    return letters < 2 ? at : end;
}

/* Numbers keep marks between digits: "1,200", "3.5", "8:30", "9/11". */
static uint32_t number_end(const struct cursor *cursor, uint32_t at)
{
    for (;;) {
        at = scan_run(cursor, at);
        if (at >= cursor->end || !strchr(",.:/", cursor->text[at]) || cursor->text[at] == 0 ||
            !scan_is(cursor, at + 1, SCAN_DIGIT))
            return at;
        at++;
    }
}

/* The end of a word without apostrophes; a prefix takes the word behind its hyphen along ("non-aligned"). */
static uint32_t stem_end(const struct cursor *cursor, const struct text_words *words, uint32_t at)
{
    uint32_t end = scan_run(cursor, at), next = scan_run(cursor, end + 1);
    if (scan_byte(cursor, end) != '-' || next == end + 1 || !scan_in_map(&words->prefixes, cursor, at, end))
        return end;
    return scan_is(cursor, end + 1, SCAN_DIGIT) ? number_end(cursor, end + 1) : next;
}

/* Where a word that starts at `at` ends, apostrophes between letters included ("O'Brien", "Sana'a"). */
static uint32_t word_end(const struct cursor *cursor, const struct text_words *words, uint32_t at)
{
    uint32_t end = stem_end(cursor, words, at);
    for (;;) {
        uint32_t mark = scan_apostrophe(cursor, end);
        if (!mark || !scan_is(cursor, end + mark, SCAN_LETTER))
            return end;
        uint32_t next = scan_run(cursor, end + mark);
        if (scan_in_map(&words->clitics, cursor, end, next))
            return next;
        end = next;
    }
}

/* Where the clitic that closes the word [start, end) begins; `end` if there is none. */
static uint32_t clitic_start(const struct cursor *cursor, const struct text_words *words, uint32_t start, uint32_t end)
{
    for (uint32_t at = end - start > LONGEST_CLITIC ? end - LONGEST_CLITIC : start + 1; at < end; at++) {
        if (((unsigned char)cursor->text[at] & 0xc0) == 0x80)
            continue;
        if (scan_apostrophe(cursor, at) && scan_in_map(&words->clitics, cursor, at, end))
            return at;
        if (scan_apostrophe(cursor, at + 1) && scan_in_map(&words->clitics, cursor, at, end))
            return at;
    }
    return end;
}

enum letter { NO_LETTER, SMALL, CAPITAL };

static enum letter wide_letter_at(const struct cursor *cursor, uint32_t at, uint32_t end, uint32_t *size)
{
    utf8proc_int32_t point = 0;
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)cursor->text + at,
                                               (utf8proc_ssize_t)(end - at), &point);
    *size = length > 0 ? (uint32_t)length : 1;
    utf8proc_category_t category = length > 0 ? utf8proc_category(point) : UTF8PROC_CATEGORY_CN;
    if (category == UTF8PROC_CATEGORY_LU)
        return CAPITAL;
    return category <= UTF8PROC_CATEGORY_LO && category != UTF8PROC_CATEGORY_CN ? SMALL : NO_LETTER;
}

static uint16_t letter_flags(const struct cursor *cursor, uint32_t start, uint32_t end)
{
    uint32_t letters = 0, capitals = 0, size;
    bool first_capital = false;
    for (uint32_t at = start; at < end; at += size) {
        unsigned char c = (unsigned char)cursor->text[at];
        size = 1;
        enum letter letter = c >= 0x80             ? wide_letter_at(cursor, at, end, &size)
                             : !ascii_is_letter((char)c) ? NO_LETTER
                             : c & 0x20            ? SMALL
                                                   : CAPITAL;
        if (letter != NO_LETTER && letters == 0)
            first_capital = letter == CAPITAL;
        letters += letter != NO_LETTER;
        capitals += letter == CAPITAL;
    }
    return (uint16_t)((letters ? TOKEN_WORD : 0) | (first_capital ? TOKEN_CAPITAL : 0) |
                      (letters > 1 && letters == capitals ? TOKEN_ALL_CAPITAL : 0));
}

struct cutter {
    struct cursor cursor;
    const struct text_words *words;
    struct arena *arena;
    LIST(struct token) out;
    uint32_t last_end;
    bool quoted; /* a single quotation mark is open in this line */
};

static void push(struct cutter *cutter, uint32_t start, uint32_t end, uint16_t joined)
{
    struct token *token = ARENA_PUSH(cutter->arena, cutter->out);
    uint16_t flags = letter_flags(&cutter->cursor, start, end);
    bool digit = scan_is(&cutter->cursor, start, SCAN_DIGIT);
    if (digit)
        flags |= TOKEN_DIGIT;
    if (!(flags & TOKEN_WORD) && !digit)
        flags |= TOKEN_PUNCT;
    if (start > cutter->last_end || start == 0)
        flags |= TOKEN_SPACE_BEFORE;
    *token = (struct token){.start = start, .end = end, .head = NO_TOKEN, .flags = (uint16_t)(flags | joined)};
    cutter->last_end = end;
}

/* Is [start, end) an abbreviation as it stands here? One that is listed with a capital must have it. */
static bool is_abbreviation(const struct cutter *cutter, uint32_t start, uint32_t end)
{
    const struct cursor *cursor = &cutter->cursor;
    uint32_t kind = scan_look_up(&cutter->words->abbreviations, cursor, start, end), at = end;
    if (kind == MAP_NONE)
        return false;
    while (scan_byte(cursor, at) == ' ')
        at++;
    if (kind & ABBREVIATION_COUNTS)
        return scan_is(cursor, at, SCAN_DIGIT);
    return !(kind & ABBREVIATION_CAPITAL) || (letter_flags(cursor, start, end) & TOKEN_CAPITAL);
}

/* An initial: one capital letter before a blank and behind a word, "John J. Smith". */
static bool is_initial(const struct cutter *cutter, uint32_t start, uint32_t end)
{
    const struct cursor *cursor = &cutter->cursor;
    uint32_t size;
    scan_kind(cursor, start, &size);
    return start + size == end && (letter_flags(cursor, start, end) & TOKEN_CAPITAL) &&
           scan_is(cursor, end + 1, SCAN_BLANK) && cutter->out.count &&
           !(cutter->out.items[cutter->out.count - 1].flags & TOKEN_PUNCT);
}

/* The end of the word [start, end) with the full stop that belongs to it, and what is abbreviated together with it
 * ("Ph.D."); `end` if it has none. */
static uint32_t stop_end(const struct cutter *cutter, uint32_t start, uint32_t end)
{
    const struct cursor *cursor = &cutter->cursor;
    if (scan_byte(cursor, end) != '.' || scan_byte(cursor, end + 1) == '.')
        return end;
    uint32_t next = scan_run(cursor, end + 1);
    if (next > end + 1 && next < end + LONGEST_CLITIC && scan_byte(cursor, next) == '.' &&
        is_abbreviation(cutter, start, next + 1))
        return next + 1;
    return is_abbreviation(cutter, start, end + 1) || is_initial(cutter, start, end) ? end + 1 : end;
}

/* Two short runs of capitals around "&" are one name: "AT&T". */
static uint32_t ampersand_end(const struct cursor *cursor, uint32_t at, uint32_t end)
{
    uint32_t next = scan_run(cursor, end + 1);
    if (scan_byte(cursor, end) != '&' || next == end + 1 || end - at > SHORT_NAME || next - end - 1 > SHORT_NAME)
        return end;
    for (uint32_t i = at; i < next; i++)
        if (i != end && (cursor->text[i] < 'A' || cursor->text[i] > 'Z'))
            return end;
    return next;
}

/* A word written as one that is two: "cannot", "dont". Returns where the second begins; `end` if it is not. */
static uint32_t contraction_start(const struct cutter *cutter, uint32_t start, uint32_t end)
{
    uint32_t first = scan_look_up(&cutter->words->contractions, &cutter->cursor, start, end);
    return first == MAP_NONE || first >= end - start ? end : start + first;
}

static uint32_t cut_word(struct cutter *cutter, uint32_t at)
{
    struct cursor *cursor = &cutter->cursor;
    uint32_t end = address_end(cursor, cutter->words, at);
    if (end == at)
        end = dotted_end(cursor, at);
    if (end > at) {
        push(cutter, at, end, 0);
        return end;
    }
    end = word_end(cursor, cutter->words, at);
    uint32_t clitic = clitic_start(cursor, cutter->words, at, end);
    if (clitic == end)
        clitic = contraction_start(cutter, at, end);
    if (clitic == end)
        clitic = end = ampersand_end(cursor, at, end);
    if (clitic == end)
        clitic = end = stop_end(cutter, at, end);
    push(cutter, at, clitic, 0);
    if (clitic < end)
        push(cutter, clitic, end, TOKEN_JOINED);
    return end;
}

/* Digits joined by hyphens are one token where they are a telephone number or the like: three groups or more, or two
 * of three or five digits and of four; but not a day written with the year first. Returns its end, or `end`. */
static uint32_t hyphened_end(const struct cursor *cursor, uint32_t at, uint32_t end)
{
    uint32_t groups = 1, first = end - at, next = end, last = 0;
    while (groups < LONGEST_CLITIC && scan_byte(cursor, next) == '-' && scan_is(cursor, next + 1, SCAN_DIGIT)) {
        uint32_t start = next + 1;
        for (next = start; scan_byte(cursor, next) >= '0' && scan_byte(cursor, next) <= '9';)
            next++;
        last = next - start;
        groups++;
    }
    bool telephone = groups == 2 ? last == 4 && (first == 3 || first == 5) : groups > 2 && last > 2;
    return telephone && !scan_is(cursor, next, SCAN_LETTER) ? next : end;
}

/* Where the digits at `at` end, marks between them included. */
static uint32_t digits_end(const struct cursor *cursor, uint32_t at, uint32_t end)
{
    while (end > at && ascii_is_letter(cursor->text[end - 1]))
        end--;
    return end;
}

static uint32_t cut_number(struct cutter *cutter, uint32_t at)
{
    const struct cursor *cursor = &cutter->cursor;
    uint32_t end = address_end(cursor, cutter->words, at);
    if (end == at)
        end = hyphened_end(cursor, at, number_end(cursor, at));
    uint32_t unit = digits_end(cursor, at, end);
    if (unit > at && unit < end && scan_in_map(&cutter->words->units, cursor, unit, end)) {
        push(cutter, at, unit, 0);
        at = unit;
    }
    push(cutter, at, end, 0);
    return end;
}

static bool is_glued(const struct cutter *cutter, uint32_t at)
{
    return at == cutter->last_end && at > 0;
}

/* An apostrophe: a clitic after a mark or number ("1990's", ")'s"), or alone behind the ending of a word that it can
 * follow ("parties'") where no quotation is open that it could close. Returns the end of a clitic, or `at`. */
static uint32_t apostrophe_clitic(const struct cutter *cutter, uint32_t at, uint32_t mark)
{
    const struct cursor *cursor = &cutter->cursor;
    char ending[] = {scan_byte(cursor, at - 1), '\'', 0};
    if (scan_is(cursor, at + mark, SCAN_LETTER)) {
        uint32_t next = scan_run(cursor, at + mark);
        return scan_in_map(&cutter->words->clitics, cursor, at, next) ? next : at;
    }
    ending[0] = (char)(ascii_is_letter(ending[0]) ? ending[0] | 0x20 : 0);
    bool follows = ending[0] && map_get(&cutter->words->clitics, str_of(ending)) != MAP_NONE;
    return follows && !cutter->quoted && !scan_apostrophe(cursor, at + mark) ? at + mark : at;
}

/* ":)": the longest of the listed ones at `at`, no letter or digit behind it. */
static uint32_t emoticon_end(const struct cutter *cutter, uint32_t at)
{
    const struct cursor *cursor = &cutter->cursor;
    for (uint32_t length = LONGEST_EMOTICON; length > 1; length--)
        if (at + length <= cursor->end && scan_in_map(&cutter->words->emoticons, cursor, at, at + length) &&
            scan_run(cursor, at + length) == at + length && scan_byte(cursor, at + length) != '/')
            return at + length;
    return at;
}

/* The end of the row of the same mark from `at`; question and exclamation marks make one row,
 * which a single full stop may open. */
static uint32_t row_end(const struct cursor *cursor, uint32_t at, uint32_t size)
{
    uint32_t end = at + size;
    char c = cursor->text[at];
    if (c != '!' && c != '?' && (strchr(".-*=_~+<>#$'`\\/", c) || scan_apostrophe(cursor, at)))
        while (end + size <= cursor->end && !memcmp(cursor->text + at, cursor->text + end, size))
            end += size;
    if (c == '!' || c == '?' || (c == '.' && end == at + 1))
        while (scan_byte(cursor, end) == '!' || scan_byte(cursor, end) == '?')
            end++;
    return end;
}

/* "#word", "@name", "+44": a mark that opens a word or number behind a blank. */
static uint32_t opened_end(const struct cutter *cutter, uint32_t at)
{
    const struct cursor *cursor = &cutter->cursor;
    char c = cursor->text[at];
    if (is_glued(cutter, at))
        return at;
    if ((c == '#' || c == '@') && scan_is(cursor, at + 1, SCAN_LETTER))
        return scan_run(cursor, at + 1);
    return c == '+' && scan_is(cursor, at + 1, SCAN_DIGIT) ? number_end(cursor, at + 1) : at;
}

/* Marks stand alone, but for rows of the same one, emoticons and clitics. */
static uint32_t cut_mark(struct cutter *cutter, uint32_t at, uint32_t size)
{
    const struct cursor *cursor = &cutter->cursor;
    uint32_t mark = scan_apostrophe(cursor, at), end = at;
    if (mark && is_glued(cutter, at))
        end = apostrophe_clitic(cutter, at, mark);
    uint16_t joined = end > at ? TOKEN_JOINED : 0;
    if (end == at)
        end = emoticon_end(cutter, at);
    if (end == at)
        end = opened_end(cutter, at);
    if (end == at)
        end = row_end(cursor, at, size);
    if (mark && !joined)
        cutter->quoted = end == at + mark && !is_glued(cutter, at);
    push(cutter, at, end, joined);
    return end;
}

void token_cut(struct document *document, const struct text_words *words)
{
    struct cutter cutter = {
        .cursor = {document->text.ptr, (uint32_t)document->text.len}, .words = words, .arena = document->arena};
    cutter.out.capacity = document->text.len / SHORT_TOKEN + 8;
    cutter.out.items = arena_take(document->arena, cutter.out.capacity, sizeof *cutter.out.items);
    uint32_t at = 0, size;
    while (at < cutter.cursor.end) {
        switch (scan_kind(&cutter.cursor, at, &size)) {
        case SCAN_BLANK:
            cutter.quoted = cutter.quoted && cutter.cursor.text[at] != '\n';
            at += size;
            break;
        case SCAN_LETTER:
            at = cut_word(&cutter, at);
            break;
        case SCAN_DIGIT:
            at = cut_number(&cutter, at);
            break;
        case SCAN_MARK:
            at = cut_mark(&cutter, at, size);
            break;
        }
    }
    document->tokens = cutter.out.items;
    document->token_count = (uint32_t)cutter.out.count;
}

/* The mark of one written as two: '' and the curly ones. */
static char doubled_mark(struct str s)
{
    if (s.len == 2 && s.ptr[0] == s.ptr[1])
        return (char)(s.ptr[0] == '\'' ? '"' : s.ptr[0] == '`' ? 'O' : 0);
    if (s.len != 6 || memcmp(s.ptr, s.ptr + 3, 3) != 0 || memcmp(s.ptr, "\xe2\x80", 2) != 0)
        return 0;
    return (char)(s.ptr[2] == '\x99' ? 'C' : s.ptr[2] == '\x98' ? 'O' : 0);
}

char token_quote_mark(const struct document *document, uint32_t token)
{
    struct str s = token_text(document, token);
    if (s.len == 1)
        return (char)(s.ptr[0] == '"' || s.ptr[0] == '\'' ? s.ptr[0] : 0);
    if (s.len == 2 && s.ptr[0] == '\xc2') /* « » */
        return (char)(s.ptr[1] == '\xab' ? 'O' : s.ptr[1] == '\xbb' ? 'C' : 0);
    if (s.len != 3 || memcmp(s.ptr, "\xe2\x80", 2) != 0)
        return doubled_mark(s);
    switch ((unsigned char)s.ptr[2]) {
    case 0x9c: case 0x9e: return 'O';
    case 0x9d: return 'C';
    case 0x98: return 'o';
    case 0x99: return 'c';
    default: return 0;
    }
}

struct str token_fold(struct str s, char *out, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < s.len && length + 4 < size;) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x80) {
            out[length++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            i++;
            continue;
        }
        utf8proc_int32_t point;
        utf8proc_ssize_t read = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + i, (utf8proc_ssize_t)(s.len - i),
                                                 &point);
        if (read <= 0) {
            out[length++] = (char)c;
            i++;
            continue;
        }
        i += (size_t)read;
        if (point == 0x2019 || point == 0x2018)
            out[length++] = '\'';
        else
            length += (size_t)utf8proc_encode_char(utf8proc_tolower(point), (utf8proc_uint8_t *)out + length);
    }
    return str_make(out, length);
}
