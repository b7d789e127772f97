/* token.c - see token.h. Input: valid UTF-8. Invariant: tokens are in order, do not overlap and are not empty. */
#include "text/token.h"

#include <utf8proc.h>

enum kind { BLANK, LETTER, DIGIT, MARK };
enum { LONGEST_CLITIC = 8, SHORT_TOKEN = 4 }; /* bytes */

struct cursor {
    const char *text;
    uint32_t at, end;
};

static bool is_ascii_letter(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* Kind of a character beyond ASCII. */
static enum kind wide_kind_at(const struct cursor *cursor, uint32_t at, uint32_t *size)
{
    utf8proc_int32_t point;
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)cursor->text + at,
                                               (utf8proc_ssize_t)(cursor->end - at), &point);
    *size = length <= 0 ? 1 : (uint32_t)length;
    if (length <= 0)
        return MARK;
    switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC:
        return LETTER;
    case UTF8PROC_CATEGORY_ND:
        return DIGIT;
    case UTF8PROC_CATEGORY_ZS: case UTF8PROC_CATEGORY_ZL: case UTF8PROC_CATEGORY_ZP: case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
        return BLANK;
    default:
        return MARK;
    }
}

/* Kind of the character at byte `at`; its length in *size. Broken bytes count as marks of one byte. */
static inline enum kind kind_at(const struct cursor *cursor, uint32_t at, uint32_t *size)
{
    unsigned char c = (unsigned char)cursor->text[at];
    *size = 1;
    if (is_ascii_letter(c))
        return LETTER;
    if (c >= 0x80)
        return wide_kind_at(cursor, at, size);
    if (c >= '0' && c <= '9')
        return DIGIT;
    return c <= ' ' || c == 0x7f ? BLANK : MARK;
}

static bool is_kind(const struct cursor *cursor, uint32_t at, enum kind kind)
{
    uint32_t size;
    return at < cursor->end && kind_at(cursor, at, &size) == kind;
}

/* Length of an apostrophe (straight, or U+2019, or U+2018 which some outlets misuse) at `at`; 0 if none. */
static inline uint32_t apostrophe(const struct cursor *cursor, uint32_t at)
{
    if (at < cursor->end && cursor->text[at] == '\'')
        return 1;
    if (at + 3 <= cursor->end && !memcmp(cursor->text + at, "\xe2\x80", 2) &&
        (cursor->text[at + 2] == '\x99' || cursor->text[at + 2] == '\x98'))
        return 3;
    return 0;
}

static bool in_map(const struct map *map, const struct cursor *cursor, uint32_t start, uint32_t end)
{
    char folded[TOKEN_FOLD_SIZE];
    if (end - start >= TOKEN_FOLD_SIZE)
        return false;
    return map_get(map, token_fold(str_make(cursor->text + start, end - start), folded, sizeof folded)) != MAP_NONE;
}

/* End of the run of letters and digits from `at`. */
static uint32_t run_end(const struct cursor *cursor, uint32_t at)
{
    uint32_t size;
    while (at < cursor->end) {
        enum kind kind = kind_at(cursor, at, &size);
        if (kind != LETTER && kind != DIGIT)
            break;
        at += size;
    }
    return at;
}

/* "U.S.", "a.m.": two or more single letters with full stops between, the last with or without its own. Returns their
 * end, or `at`. */
static uint32_t dotted_end(const struct cursor *cursor, uint32_t at)
{
    uint32_t end = at, size, letters = 0;
    while (end < cursor->end && kind_at(cursor, end, &size) == LETTER && end + size < cursor->end &&
           cursor->text[end + size] == '.') {
        end += size + 1;
        letters++;
    }
    if (letters && is_kind(cursor, end, LETTER)) { /* "U.S" without its last stop, but not "U.S.Army" */
        kind_at(cursor, end, &size);
        if (run_end(cursor, end) == end + size)
            return end + size;
    }
    return letters < 2 ? at : end;
}

/* Numbers keep marks between digits: "1,200", "3.5", "8:30", "9/11". */
static uint32_t number_end(const struct cursor *cursor, uint32_t at)
{
    for (;;) {
        at = run_end(cursor, at);
        if (at >= cursor->end || !strchr(",.:/", cursor->text[at]) || cursor->text[at] == 0 ||
            !is_kind(cursor, at + 1, DIGIT))
            return at;
        at++;
    }
}

/* "http://...", "www....", "pic.twitter.com/..": runs to the next blank. */
static uint32_t address_end(const struct cursor *cursor, uint32_t at)
{
    struct str rest = str_make(cursor->text + at, cursor->end - at);
    char c = cursor->text[at];
    if (c != 'h' && c != 'w' && c != 'p')
        return at;
    if (!str_starts(rest, STR("http://")) && !str_starts(rest, STR("https://")) && !str_starts(rest, STR("www.")) &&
        !str_starts(rest, STR("pic.twitter.com/")))
        return at;
    uint32_t size;
    while (at < cursor->end && kind_at(cursor, at, &size) != BLANK)
        at += size;
    return at;
}

/* Where a word that starts at `at` ends, apostrophes between letters included ("O'Brien", "Sana'a"). */
static uint32_t word_end(const struct cursor *cursor, const struct text_words *words, uint32_t at)
{
    uint32_t end = run_end(cursor, at);
    for (;;) {
        uint32_t mark = apostrophe(cursor, end);
        if (!mark || !is_kind(cursor, end + mark, LETTER))
            return end;
        uint32_t next = run_end(cursor, end + mark);
        if (in_map(&words->clitics, cursor, end, next))
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
        if (apostrophe(cursor, at) && in_map(&words->clitics, cursor, at, end))
            return at;
        if (apostrophe(cursor, at + 1) && in_map(&words->clitics, cursor, at, end))
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

static uint8_t letter_flags(const struct cursor *cursor, uint32_t start, uint32_t end)
{
    uint32_t letters = 0, capitals = 0, size;
    bool first_capital = false;
    for (uint32_t at = start; at < end; at += size) {
        unsigned char c = (unsigned char)cursor->text[at];
        size = 1;
        enum letter letter = c >= 0x80             ? wide_letter_at(cursor, at, end, &size)
                             : !is_ascii_letter(c) ? NO_LETTER
                             : c & 0x20            ? SMALL
                                                   : CAPITAL;
        if (letter != NO_LETTER && letters == 0)
            first_capital = letter == CAPITAL;
        letters += letter != NO_LETTER;
        capitals += letter == CAPITAL;
    }
    return (uint8_t)((letters ? TOKEN_WORD : 0) | (first_capital ? TOKEN_CAPITAL : 0) |
                     (letters > 1 && letters == capitals ? TOKEN_ALL_CAPITAL : 0));
}

struct cutter {
    struct cursor cursor;
    const struct text_words *words;
    struct arena *arena;
    LIST(struct token) out;
    uint32_t last_end;
};

static void push(struct cutter *cutter, uint32_t start, uint32_t end)
{
    struct token *token = ARENA_PUSH(cutter->arena, cutter->out);
    uint8_t flags = letter_flags(&cutter->cursor, start, end);
    bool digit = is_kind(&cutter->cursor, start, DIGIT);
    if (digit)
        flags |= TOKEN_DIGIT;
    if (!(flags & TOKEN_WORD) && !digit)
        flags |= TOKEN_PUNCT;
    if (start > cutter->last_end || start == 0)
        flags |= TOKEN_SPACE_BEFORE;
    *token = (struct token){.start = start, .end = end, .head = NO_TOKEN, .flags = flags};
    cutter->last_end = end;
}

/* Does the full stop at `end` belong to the word [start, end)? */
static bool keeps_stop(const struct cutter *cutter, uint32_t start, uint32_t end)
{
    const struct cursor *cursor = &cutter->cursor;
    if (end >= cursor->end || cursor->text[end] != '.' || (end + 1 < cursor->end && cursor->text[end + 1] == '.'))
        return false;
    if (in_map(&cutter->words->abbreviations, cursor, start, end + 1))
        return true;
    uint32_t size; /* an initial: one capital letter before a blank and a capital, "John J. Smith" */
    kind_at(cursor, start, &size);
    return start + size == end && (letter_flags(cursor, start, end) & TOKEN_CAPITAL) &&
           is_kind(cursor, end + 1, BLANK) && cutter->out.count &&
           !(cutter->out.items[cutter->out.count - 1].flags & TOKEN_PUNCT);
}

static uint32_t cut_word(struct cutter *cutter, uint32_t at)
{
    struct cursor *cursor = &cutter->cursor;
    uint32_t end = address_end(cursor, at);
    if (end == at)
        end = dotted_end(cursor, at);
    if (end > at) {
        push(cutter, at, end);
        return end;
    }
    end = word_end(cursor, cutter->words, at);
    uint32_t clitic = clitic_start(cursor, cutter->words, at, end);
    if (clitic == end && keeps_stop(cutter, at, end))
        clitic = ++end;
    push(cutter, at, clitic);
    if (clitic < end)
        push(cutter, clitic, end);
    return end;
}

/* Marks stand alone, but runs of stops and of hyphens are one token. */
static uint32_t cut_mark(struct cutter *cutter, uint32_t at, uint32_t size)
{
    const struct cursor *cursor = &cutter->cursor;
    uint32_t end = at + size, mark = apostrophe(cursor, at);
    char c = cursor->text[at];
    if (mark && is_kind(cursor, at + mark, LETTER) && at == cutter->last_end && at > 0) {
        uint32_t next = run_end(cursor, at + mark); /* a clitic after a mark or number: "1990's", ")'s" */
        if (in_map(&cutter->words->clitics, cursor, at, next))
            end = next;
    }
    while ((c == '.' || c == '-') && end < cursor->end && cursor->text[end] == c)
        end++;
    push(cutter, at, end);
    return end;
}

void token_cut(struct document *document, const struct text_words *words)
{
    struct cutter cutter = {
        .cursor = {document->text.ptr, 0, (uint32_t)document->text.len}, .words = words, .arena = document->arena};
    cutter.out.capacity = document->text.len / SHORT_TOKEN + 8;
    cutter.out.items = arena_take(document->arena, cutter.out.capacity, sizeof *cutter.out.items);
    uint32_t at = 0, size;
    while (at < cutter.cursor.end) {
        switch (kind_at(&cutter.cursor, at, &size)) {
        case BLANK:
            at += size;
            break;
        case LETTER:
            at = cut_word(&cutter, at);
            break;
        case DIGIT:
            size = number_end(&cutter.cursor, at);
            push(&cutter, at, size);
            at = size;
            break;
        case MARK:
            at = cut_mark(&cutter, at, size);
            break;
        }
    }
    document->tokens = cutter.out.items;
    document->token_count = (uint32_t)cutter.out.count;
}

char token_quote_mark(const struct document *document, uint32_t token)
{
    struct str s = token_text(document, token);
    if (s.len == 1)
        return s.ptr[0] == '"' || s.ptr[0] == '\'' ? s.ptr[0] : 0;
    if (s.len == 2) /* « » */
        return (char)(!memcmp(s.ptr, "\xc2\xab", 2) ? 'O' : !memcmp(s.ptr, "\xc2\xbb", 2) ? 'C' : 0);
    if (s.len != 3 || memcmp(s.ptr, "\xe2\x80", 2) != 0)
        return 0;
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
