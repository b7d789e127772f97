/* html_part.c - see html_part.h. Input: attributes. Output: bits. Invariant: a name is cut into words where its letters
 * change from small to capital and at all that is no letter, and patterns match whole words in a row of one name. */
#include "ingest/html_part.h"

#include "base/ascii.h"
#include "base/error.h"
#include "ingest/web_data.h"

enum { WORDS_MOST = 12, NAME_MOST = 120, VALUE_MOST = 600, PREFIX_LEAST = 3, PREFIX_MOST = 16, IN_A_ROW = 3 };

static const struct {
    const char *name;
    enum html_part part;
} kinds[] = {{"body", HTML_PART_BODY}, {"story", HTML_PART_STORY}, {"drop", HTML_PART_DROP},
             {"weak", HTML_PART_WEAK}, {"byline", HTML_PART_BYLINE}, {"keep", HTML_PART_KEEP},
             {"comment", HTML_PART_COMMENT}, {"ignore", HTML_PART_IGNORE}};

static bool add_pattern(struct html_parts *parts, struct str pattern, unsigned part)
{
    bool prefix = str_ends(pattern, STR("*")), whole = str_starts(pattern, STR("="));
    struct map *map = prefix ? &parts->prefixes : &parts->words;
    pattern.len -= prefix;
    if (pattern.len < PREFIX_LEAST - 1 || (prefix && pattern.len > PREFIX_MOST))
        return false;
    for (size_t i = whole; i < pattern.len; i++)
        if ((pattern.ptr[i] < 'a' || pattern.ptr[i] > 'z') && pattern.ptr[i] != ' ')
            return false;
    if (map_get(map, pattern) != MAP_NONE)
        return false;
    map_put(map, parts->arena, pattern, part);
    return true;
}

/* "KIND PATTERN | PATTERN ..." */
static bool add_line(struct html_parts *parts, struct str line)
{
    struct str kind = str_cut(&line, ' ');
    unsigned part = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_equal(kind, str_of(kinds[i].name)))
            part = kinds[i].part;
    bool good = part != 0;
    while (good && line.len)
        good = add_pattern(parts, str_trim(str_cut(&line, '|')), part);
    return good;
}

bool html_parts_open(struct html_parts *parts, struct arena *arena, readout_error *error)
{
    static const char name[] = "web/parts.txt";
    struct str rest = web_data("parts");
    *parts = (struct html_parts){.arena = arena};
    map_reserve(&parts->words, arena, 500);
    map_reserve(&parts->known, arena, 500);
    for (size_t number = 1; rest.len; number++) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        if (line.len && line.ptr[0] != '#' && !add_line(parts, line))
            return error_set_at(error, READOUT_BAD_DATA, name, number, 0, 0, "not a kind and new patterns");
    }
    return true;
}

/* A name as words: "=", then small letters, the words parted by one blank. */
struct words {
    char bytes[2 * NAME_MOST + 1];
    size_t start[WORDS_MOST], end[WORDS_MOST];
    size_t count, length;
};

static void begin_word(struct words *words)
{
    if (words->count)
        words->bytes[words->length++] = ' ';
    words->start[words->count++] = words->length;
}

static void cut_words(struct str name, struct words *words)
{
    words->count = 0;
    words->bytes[0] = '=';
    words->length = 1;
    bool inside = false;
    for (size_t i = 0; i < name.len && i < NAME_MOST; i++) {
        char c = name.ptr[i];
        bool letter = ascii_is_letter(c);
        if (!letter || (inside && ascii_is_upper(c) && ascii_is_lower(name.ptr[i - 1])))
            inside = false;
        if (letter && !inside && words->count == WORDS_MOST)
            return;
        if (letter && !inside)
            begin_word(words);
        inside = letter;
        if (letter) {
            words->bytes[words->length++] = ascii_lower(c);
            words->end[words->count - 1] = words->length;
        }
    }
}

static unsigned get(const struct map *map, const struct words *words, size_t start, size_t end)
{
    uint32_t found = map_get(map, str_make(words->bytes + start, end - start));
    return found == MAP_NONE ? 0 : found;
}

static unsigned part_of_name(const struct html_parts *parts, struct str name)
{
    struct words words;
    unsigned part = 0;
    cut_words(name, &words);
    if (words.count)
        part = get(&parts->words, &words, 0, words.length);
    if (words.count > 1 && (get(&parts->words, &words, words.start[0], words.end[0]) & HTML_PART_IGNORE))
        return 0;
    for (size_t i = 0; i < words.count; i++) {
        for (size_t n = i; n < words.count && n < i + IN_A_ROW; n++)
            part |= get(&parts->words, &words, words.start[i], words.end[n]);
        size_t length = words.end[i] - words.start[i];
        for (size_t n = PREFIX_LEAST - 1; n <= length && n <= PREFIX_MOST; n++)
            part |= get(&parts->prefixes, &words, words.start[i], words.start[i] + n);
    }
    return part & ~(unsigned)HTML_PART_IGNORE;
}

/* What the names in a value, parted by blanks, say. */
static unsigned part_of_value(struct html_parts *parts, struct str value)
{
    if (value.len == 0 || value.len > VALUE_MOST)
        return 0;
    uint32_t known = map_get(&parts->known, value);
    if (known != MAP_NONE)
        return known;
    unsigned part = 0;
    for (struct str rest = value; rest.len;)
        part |= part_of_name(parts, str_cut(&rest, ' '));
    map_put(&parts->known, parts->arena, value, part);
    return part;
}

unsigned html_part_of(struct html_parts *parts, const struct html_tree *tree, uint32_t node)
{
    const struct html_node *element = &tree->nodes[node];
    unsigned part = 0;
    for (uint32_t i = element->first; i < element->first + element->count; i++) {
        const struct html_attribute *attribute = &tree->attributes[i];
        if (attribute->name == HTML_AT_CLASS || attribute->name == HTML_AT_ID || attribute->name == HTML_AT_ITEMPROP ||
            attribute->name == HTML_AT_ROLE)
            part |= part_of_value(parts, attribute->value);
    }
    return part;
}
