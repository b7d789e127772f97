/* coding_dictionary.c - see coding_dictionary.h: reading the files.
 *
 * A line is an entry ("WORDS {PLURAL} [CODE] [CODE DATES]"), a synonym of it ("+WORDS"), further codes of it
 * (blanks, "[CODE DATES]"), or a set ("!NAME! = WORD, WORD") that "!NAME!" in an entry stands for. "#" and ";"
 * start comments. */
#include "read/coding_dictionary.h"

#include "base/ascii.h"
#include "base/error.h"
#include "base/file.h"
#include "text/token.h"

enum {
    LARGEST_FILE = 256 * 1024 * 1024,
    LONGEST_PHRASE = 32, /* words */
    MOST_PHRASE_BYTES = 1024,
    MOST_SETS = 4, MOST_VARIANTS = 256, /* of an entry */
    SHORT_YEAR = 6, LONG_YEAR = 8, /* digits of a date: YYMMDD, YYYYMMDD */
    LAST_SHORT_YEAR = 30,          /* 00 to 30 are years from 2000 on, as PETRARCH has it */
    NO_ENTRY = -1
};

static const char DATES[] = "behind a code stands <DATE, >DATE or DATE-DATE, a date as YYMMDD or YYYYMMDD";

struct reader {
    struct coding_dictionary *dictionary;
    struct arena *arena;
    struct map set_ids; /* name of a set → its place in sets */
    LIST(struct str) sets; /* what stands behind "=" */
    const char *source;
    readout_error *error;
    struct str line;   /* without its comment */
    const char *start; /* of the bytes */
    size_t number;
    int64_t entry; /* the one that synonyms and codes belong to; NO_ENTRY */
};

static bool fail(const struct reader *reader, const char *at, const char *what)
{
    return error_set_at(reader->error, READOUT_BAD_DATA, reader->source, reader->number,
                        (size_t)(at - reader->line.ptr) + 1, (size_t)(at - reader->start), "%s", what);
}

static bool is_letter(char c)
{
    return ascii_is_alphanumeric(c) || (unsigned char)c >= 0x80;
}

struct str coding_dictionary_words(struct arena *arena, struct str text)
{
    enum { SPARE = 8 };
    size_t room = 2 * text.len + SPARE; /* a letter may need more bytes in lower case */
    char *out = arena_take(arena, room, 1);
    struct str folded = token_fold(text, out, room);
    size_t length = 0;
    for (size_t i = 0; i < folded.len; i++) {
        if (is_letter(folded.ptr[i]))
            out[length++] = folded.ptr[i];
        else if (length && out[length - 1] != ' ')
            out[length++] = ' ';
    }
    length -= length && out[length - 1] == ' ';
    return str_make(out, length);
}

/* `count` digits from `at` on as a number. */
static uint32_t number_at(struct str digits, size_t at, size_t count)
{
    uint32_t number = 0;
    for (size_t i = at; i < at + count && i < digits.len; i++)
        number = number * 10 + (uint32_t)(digits.ptr[i] - '0');
    return number;
}

/* Does it begin with a century, and is longer than YYMMDD? */
static bool has_century(struct str digits)
{
    return digits.len > SHORT_YEAR && (digits.ptr[0] == '2' || (digits.ptr[0] == '1' && digits.ptr[1] >= '7'));
}

/* YYMMDD or YYYYMMDD as YYYYMMDD. One digit too few or too many, as some files have it, is one of the day; of ten
 * digits the first two are a century too many ("1920030320"). */
static bool read_date(const struct reader *reader, struct str text, uint32_t *day)
{
    enum { MONTHS = 12, DAYS = 31, YEAR = 10000, MONTH = 100 };
    text = str_trim(text);
    for (size_t i = 0; i < text.len; i++)
        if (!ascii_is_digit(text.ptr[i]))
            return fail(reader, text.ptr + i, DATES);
    if (text.len == LONG_YEAR + 2)
        text = str_make(text.ptr + 2, LONG_YEAR);
    if (text.len < SHORT_YEAR || text.len > LONG_YEAR + 1)
        return fail(reader, text.ptr, DATES);
    bool shortened = !has_century(text);
    uint32_t year = number_at(text, 0, shortened ? 2 : 4), month = number_at(text, shortened ? 2 : 4, 2);
    uint32_t date = number_at(text, shortened ? 4 : 6, 2);
    if (shortened)
        year += year <= LAST_SHORT_YEAR ? 2000 : 1900;
    if (month > MONTHS || date > DAYS)
        return fail(reader, text.ptr, "no such day");
    *day = year * YEAR + month * MONTH + date;
    return true;
}

/* "<DATE", ">DATE" or "DATE-DATE"; a bare date is that of the beginning. */
static bool read_restriction(const struct reader *reader, struct str text, struct coding_dictionary_code *code)
{
    code->dated = true;
    if (text.ptr[0] == '<')
        return read_date(reader, str_make(text.ptr + 1, text.len - 1), &code->to);
    if (text.ptr[0] == '>' || !memchr(text.ptr, '-', text.len)) {
        size_t mark = text.ptr[0] == '>';
        return read_date(reader, str_make(text.ptr + mark, text.len - mark), &code->from);
    }
    struct str to = text, from = str_cut(&to, '-');
    return read_date(reader, from, &code->from) && read_date(reader, to, &code->to);
}

/* What stands between brackets. */
static bool read_code(struct reader *reader, struct str text)
{
    struct coding_dictionary_entry *entry = &reader->dictionary->entries.items[reader->entry];
    struct coding_dictionary_code code = {.to = UINT32_MAX};
    text = str_trim(text);
    size_t length = 0;
    while (length < text.len && !ascii_is_gap(text.ptr[length]))
        length++;
    struct str restriction = str_trim(str_make(text.ptr + length, text.len - length));
    code.code = str_make(text.ptr, length);
    if (code.code.len && code.code.ptr[0] == '~') {
        entry->agent = true;
        code.code = str_make(code.code.ptr + 1, code.code.len - 1);
    } else if (str_ends(code.code, STR("~"))) {
        entry->agent = code.before = true;
        code.code.len--;
    }
    if (!code.code.len)
        return fail(reader, text.ptr, "the code is missing");
    if (restriction.len && !read_restriction(reader, restriction, &code))
        return false;
    *ARENA_PUSH(reader->arena, entry->codes) = code;
    return true;
}

/* The codes that stand in `text`; what is between and behind them is a note. "}" may close a code where "]" does
 * not. */
static bool read_codes(struct reader *reader, struct str text)
{
    for (struct str rest = text; rest.len;) {
        const char *open = memchr(rest.ptr, '[', rest.len);
        if (!open)
            return true;
        rest = str_make(open + 1, (size_t)(rest.ptr + rest.len - open) - 1);
        size_t length = 0;
        while (length < rest.len && rest.ptr[length] != ']' && rest.ptr[length] != '}' && rest.ptr[length] != '[')
            length++;
        if (length == rest.len || rest.ptr[length] == '[')
            return fail(reader, open, "']' is missing");
        if (!read_code(reader, str_make(rest.ptr, length)))
            return false;
        rest = str_make(rest.ptr + length + 1, rest.len - length - 1);
    }
    return true;
}

static size_t count_words(struct str words)
{
    size_t count = 1;
    for (size_t i = 0; i < words.len; i++)
        count += words.ptr[i] == ' ';
    return count;
}

/* Note that these words are those of the entry. The first that has them keeps them. */
static bool add_words(struct reader *reader, struct str text, const char *at)
{
    struct coding_dictionary *dictionary = reader->dictionary;
    struct map *map = dictionary->entries.items[reader->entry].agent ? &dictionary->agents : &dictionary->actors;
    struct str words = coding_dictionary_words(reader->arena, text);
    size_t count = count_words(words);
    if (!words.len)
        return fail(reader, at, "no word stands here");
    if (count > LONGEST_PHRASE)
        return fail(reader, at, "more than 32 words");
    if (map_get(map, words) == MAP_NONE)
        map_put(map, reader->arena, words, (uint32_t)reader->entry);
    dictionary->longest = count > dictionary->longest ? count : dictionary->longest;
    return true;
}

/* Where a set "!NAME!" stands in the text; false: nowhere. */
static bool find_set(struct str text, size_t *start, size_t *end)
{
    for (*start = 0; *start < text.len; ++*start) {
        if (text.ptr[*start] != '!')
            continue;
        for (*end = *start + 1; *end < text.len && ascii_is_letter(text.ptr[*end]); ++*end)
            ;
        if (*end > *start + 1 && *end < text.len && text.ptr[*end] == '!') {
            ++*end;
            return true;
        }
    }
    return false;
}

/* The words with each of a set's in the place of its name, and so on with the next; `*left` counts down the
 * variants. */
static bool add_variants(struct reader *reader, struct str text, const char *at, unsigned depth, size_t *left)
{
    size_t start, end;
    if (!find_set(text, &start, &end))
        return add_words(reader, text, at);
    if (depth == MOST_SETS)
        return fail(reader, at, "more than 4 sets");
    uint32_t set = map_get(&reader->set_ids, str_make(text.ptr + start, end - start));
    if (set == MAP_NONE)
        return fail(reader, at, "a set that is not defined above");
    for (struct str rest = reader->sets.items[set]; rest.len;) {
        struct str word = str_trim(str_cut(&rest, ','));
        size_t length = start + word.len + text.len - end;
        if (length > MOST_PHRASE_BYTES || !(*left)--)
            return fail(reader, at, "too long, or more than 256 variants");
        char *joined = arena_take(reader->arena, length + 1, 1);
        memcpy(joined, text.ptr, start);
        memcpy(joined + start, word.ptr, word.len);
        memcpy(joined + start + word.len, text.ptr + end, text.len - end);
        if (!add_variants(reader, str_make(joined, length), at, depth + 1, left))
            return false;
    }
    return true;
}

/* The regular plural: "IES" for "Y", "SSES" for "SS", else "S". */
static bool add_plural(struct reader *reader, struct str text)
{
    bool y = ascii_ends(text, STR("y")), ss = ascii_ends(text, STR("ss"));
    struct str ending = y ? STR("IES") : ss ? STR("ES") : STR("S");
    char *plural = arena_take(reader->arena, text.len + ending.len, 1);
    size_t kept = text.len - y;
    memcpy(plural, text.ptr, kept);
    memcpy(plural + kept, ending.ptr, ending.len);
    return add_words(reader, str_make(plural, kept + ending.len), text.ptr);
}

/* An entry's or synonym's words, as they stand, with sets filled in. */
static bool add_phrase(struct reader *reader, struct str text)
{
    size_t start, end, left = MOST_VARIANTS;
    if (text.len > MOST_PHRASE_BYTES)
        return fail(reader, text.ptr, "too long");
    if (!find_set(text, &start, &end))
        return add_words(reader, text, text.ptr);
    return add_variants(reader, text, text.ptr, 0, &left);
}

/* Of an agent also the plural: that in braces, or the regular one. None for "{}", "WORD_" and words with sets. */
static bool add_forms(struct reader *reader, struct str text, struct str braces)
{
    size_t start, end;
    if (!add_phrase(reader, text))
        return false;
    if (!reader->dictionary->entries.items[reader->entry].agent)
        return true;
    if (braces.ptr)
        return !str_trim(braces).len || add_phrase(reader, str_trim(braces));
    bool regular = !str_ends(text, STR("_")) && !find_set(text, &start, &end);
    return !regular || add_plural(reader, text);
}

static bool read_set(struct reader *reader, struct str name, struct str list)
{
    bool empty = true;
    for (struct str rest = list; rest.len;)
        empty = !str_trim(str_cut(&rest, ',')).len && empty;
    if (empty)
        return fail(reader, name.ptr, "the set is empty");
    map_put(&reader->set_ids, reader->arena, name, (uint32_t)reader->sets.count);
    *ARENA_PUSH(reader->arena, reader->sets) = list;
    return true;
}

static bool read_entry(struct reader *reader, struct str line)
{
    struct coding_dictionary *dictionary = reader->dictionary;
    size_t end = 0;
    while (end < line.len && line.ptr[end] != '[' && line.ptr[end] != '{')
        end++;
    struct str text = str_trim(str_make(line.ptr, end)), rest = str_make(line.ptr + end, line.len - end), braces = {0};
    if (rest.len && rest.ptr[0] == '{') {
        const char *close = memchr(rest.ptr, '}', rest.len);
        if (!close)
            return fail(reader, rest.ptr, "'}' is missing");
        braces = str_make(rest.ptr + 1, (size_t)(close - rest.ptr) - 1);
        rest = str_make(close + 1, (size_t)(rest.ptr + rest.len - close) - 1);
    }
    *ARENA_PUSH(reader->arena, dictionary->entries) = (struct coding_dictionary_entry){0};
    reader->entry = (int64_t)dictionary->entries.count - 1;
    return read_codes(reader, rest) && add_forms(reader, text, braces);
}

/* "+WORDS", perhaps several on a line. */
static bool read_synonyms(struct reader *reader, struct str line)
{
    if (reader->entry == NO_ENTRY)
        return fail(reader, line.ptr, "a synonym of nothing: no entry stands before it");
    for (size_t start = 1, at = 1; at <= line.len; at++) {
        if (at < line.len && line.ptr[at] == '[')
            return fail(reader, line.ptr + at, "a synonym has the codes of its entry, none of its own");
        bool next = at + 1 < line.len && ascii_is_gap(line.ptr[at]) && line.ptr[at + 1] == '+';
        if (at < line.len && !next)
            continue;
        if (!add_phrase(reader, str_make(line.ptr + start, at - start)))
            return false;
        start = at + 2;
    }
    return true;
}

/* On a line of their own, of the entry above. */
static bool read_further_codes(struct reader *reader, struct str line)
{
    const struct coding_dictionary_entry *entry = &reader->dictionary->entries.items[reader->entry];
    bool agent = entry->agent;
    return read_codes(reader, line) &&
           (entry->agent == agent || fail(reader, line.ptr, "the code of an agent stands behind its words"));
}

/* The line up to its comment; what is in brackets may hold neither "#" nor ";". */
static struct str without_comment(struct str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == '#' || line.ptr[i] == ';')
            return str_make(line.ptr, i);
    return line;
}

static bool read_line(struct reader *reader)
{
    struct str line = str_trim(reader->line), list = line;
    size_t start, end;
    if (!line.len || str_starts(line, STR("<!--")))
        return true;
    if (line.ptr[0] == '+')
        return read_synonyms(reader, line);
    if (line.ptr[0] == '[' && reader->entry == NO_ENTRY)
        return fail(reader, line.ptr, "a code of nothing: no entry stands before it");
    if (line.ptr[0] == '[')
        return read_further_codes(reader, line);
    struct str name = str_trim(str_cut(&list, '='));
    if (name.len < line.len && line.ptr[0] == '!' && find_set(name, &start, &end) && !start && end == name.len)
        return read_set(reader, name, str_trim(list));
    return read_entry(reader, line);
}

bool coding_dictionary_read(struct coding_dictionary *dictionary, struct arena *arena, struct str bytes,
                            const char *source, readout_error *error)
{
    struct reader reader = {.dictionary = dictionary,
                            .arena = arena,
                            .source = source,
                            .error = error,
                            .start = bytes.ptr,
                            .entry = NO_ENTRY};
    struct str rest = bytes;
    if (str_starts(rest, STR("\xef\xbb\xbf")))
        rest = str_make(rest.ptr + 3, rest.len - 3);
    while (rest.len) {
        reader.line = without_comment(str_cut(&rest, '\n'));
        reader.number++;
        if (!read_line(&reader))
            return false;
    }
    return true;
}

struct coding_dictionary *coding_dictionary_load(struct arena *arena, const char *const *paths, size_t count,
                                   readout_error *error)
{
    struct coding_dictionary *dictionary = ARENA_NEW(arena, struct coding_dictionary, 1);
    for (size_t i = 0; i < count; i++) {
        struct str bytes;
        if (!file_read(arena, paths[i], LARGEST_FILE, &bytes, error) ||
            !coding_dictionary_read(dictionary, arena, bytes, paths[i], error))
            return NULL;
    }
    return dictionary;
}

const struct coding_dictionary_code *coding_dictionary_code_on(const struct coding_dictionary_entry *entry,
                                                               uint32_t day)
{
    const struct coding_dictionary_code *undated = NULL;
    for (size_t i = 0; i < entry->codes.count; i++) {
        const struct coding_dictionary_code *code = &entry->codes.items[i];
        if (day && code->dated && code->from <= day && day <= code->to)
            return code;
        undated = undated || code->dated ? undated : code;
    }
    return undated || day || !entry->codes.count ? undated : &entry->codes.items[0];
}
