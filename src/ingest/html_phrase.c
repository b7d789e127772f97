/* html_phrase.c - see html_phrase.h. Input: blocks. Output: bits. Invariant: of a block no more is looked at than the
 * longest phrase can need. */
#include "ingest/html_phrase.h"

#include "base/ascii.h"
#include "base/error.h"
#include "ingest/web_data.h"

enum { SAME_WORDS = 3 };

static const struct {
    const char *name;
    enum html_phrase phrase;
} kinds[] = {{"line", HTML_PHRASE_LINE}, {"long", HTML_PHRASE_LONG}, {"whole", HTML_PHRASE_WHOLE},
             {"end", HTML_PHRASE_END}, {"linked", HTML_PHRASE_LINKED},
             {"front", HTML_PHRASE_FRONT}};

static bool is_word_byte(char c)
{
    return ascii_is_lower(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

static bool is_phrase(struct str phrase)
{
    size_t words = 1;
    for (size_t i = 0; i < phrase.len; i++) {
        if (!is_word_byte(phrase.ptr[i]) && phrase.ptr[i] != ' ')
            return false;
        words += phrase.ptr[i] == ' ';
    }
    return phrase.len > 0 && words <= HTML_LINE_WORDS;
}

/* "KIND PHRASE | PHRASE ..." */
static bool add_line(struct html_phrases *phrases, struct arena *arena, struct str line)
{
    struct str kind = str_cut(&line, ' ');
    unsigned bit = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_equal(kind, str_of(kinds[i].name)))
            bit = kinds[i].phrase;
    while (bit && line.len) {
        struct str phrase = str_trim(str_cut(&line, '|'));
        if (!is_phrase(phrase) || map_get(&phrases->starts, phrase) != MAP_NONE)
            return false;
        map_put(&phrases->starts, arena, phrase, bit);
    }
    return bit != 0;
}

bool html_phrases_open(struct html_phrases *phrases, struct arena *arena, readout_error *error)
{
    static const char name[] = "web/phrases.txt";
    struct str rest = web_data("phrases");
    *phrases = (struct html_phrases){0};
    map_reserve(&phrases->starts, arena, 300);
    for (size_t number = 1; rest.len; number++) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        if (line.len && line.ptr[0] != '#' && !add_line(phrases, arena, line))
            return error_set_at(error, READOUT_BAD_DATA, name, number, 0, 0, "not a kind and new phrases");
    }
    return true;
}

/* Add a character of a text; false where the line is full. */
static bool add_byte(struct html_line *line, char c, bool *inside)
{
    c = ascii_lower(c);
    bool word = is_word_byte(c);
    if (c == '\'' || (!word && !*inside)) /* "don't" is "dont" */
        return true;
    if (word && !*inside && line->count == HTML_LINE_WORDS)
        return false;
    if (line->length + 2 > sizeof line->bytes)
        return false;
    if (word && !*inside) {
        if (line->length)
            line->bytes[line->length++] = ' ';
        line->count++;
    }
    *inside = word;
    if (word) {
        line->bytes[line->length++] = c;
        line->ends[line->count - 1] = line->length;
    }
    return true;
}

/* Add a text; false where the line is full. */
static bool add_text(struct html_line *line, struct str text, bool *inside)
{
    for (size_t at = 0; at < text.len; at++) {
        bool apostrophe = text.len - at > 2 && memcmp(text.ptr + at, "\xe2\x80\x99", 3) == 0;
        bool mark = text.len - at > 2 && memcmp(text.ptr + at, "\xe2\x80", 2) == 0; /* a quotation mark or dash */
        bool nbsp = text.len - at > 1 && memcmp(text.ptr + at, "\xc2\xa0", 2) == 0;
        if (!add_byte(line, apostrophe ? '\'' : mark || nbsp ? ' ' : text.ptr[at], inside))
            return false;
        at += mark ? 2 : nbsp ? 1 : 0;
    }
    return true;
}

void html_line_of(struct html_line *line, const struct html_page *page, const struct html_block *block)
{
    bool inside = false;
    *line = (struct html_line){.whole = false};
    for (uint32_t i = block->first; i < block->end; i++) {
        if (page->tree->nodes[i].tag == HTML_BR)
            inside = false;
        if (page->tree->nodes[i].tag != HTML_TEXT || (page->marks[i] & HTML_MARK_SKIP))
            continue;
        if (!add_text(line, html_node_text(page->tree, i), &inside))
            return;
    }
    line->whole = true;
}

void html_line_of_text(struct html_line *line, struct str text)
{
    bool inside = false;
    *line = (struct html_line){.whole = false};
    line->whole = add_text(line, text, &inside);
}

bool html_line_same(const struct html_line *one, const struct html_line *other)
{
    size_t words = one->count < other->count ? one->count : other->count;
    return words >= SAME_WORDS && one->ends[words - 1] == other->ends[words - 1] &&
           memcmp(one->bytes, other->bytes, one->ends[words - 1]) == 0;
}

unsigned html_phrase_of(const struct html_phrases *phrases, const struct html_line *line, size_t least)
{
    unsigned found = 0;
    for (size_t i = 0; i < line->count; i++) {
        uint32_t bits = map_get(&phrases->starts, str_make(line->bytes, line->ends[i]));
        bool all = line->whole && i + 1 == line->count;
        if (bits != MAP_NONE && (all || (!(bits & HTML_PHRASE_WHOLE) && i + 1 >= least)))
            found |= bits;
    }
    return found;
}
