/* tables.c - reads the tagger's model (format: models/README.md).
 *
 * Input: the bytes of the file. Output: struct tagger. Invariant: whatever the bytes are, every index in the tables
 * is within bounds, or loading fails with the line of the first fault. */
#include "model/tables.h"

#include "base/error.h"
#include "model/context.h"

enum { COST_MOST = 999, COST_UNSEEN = 200, VERSION = 1 };

const char *const trait_names[TRAIT_COUNT] = {
    "finite", "past", "participle", "gerund", "base", "be", "have", "do", "modal", "possessive", "to", "wh",
    "particle", "expletive"};

struct reader {
    struct arena *arena;
    struct tagger *tagger;
    const char *source;
    readout_error *error;
    struct str line; /* what is left of the line */
    struct map tags; /* name -> fine tag */
    size_t number;   /* of the line */
    size_t byte;     /* where it starts */
};

static bool broken(const struct reader *reader, const char *what, struct str at)
{
    return error_set_at(reader->error, READOUT_BAD_DATA, reader->source, reader->number, 0, reader->byte,
                        "%s: '%.*s'", what, (int)(at.len > 80 ? 80 : at.len), at.ptr ? at.ptr : "");
}

static struct str next_field(struct reader *reader)
{
    return str_cut(&reader->line, ' ');
}

static bool read_number(const struct reader *reader, struct str field, int most, int *number)
{
    *number = 0;
    for (size_t i = 0; i < field.len; i++) {
        if (field.ptr[i] < '0' || field.ptr[i] > '9' || i > 3)
            return broken(reader, "not a number", field);
        *number = *number * 10 + (field.ptr[i] - '0');
    }
    return (field.len && *number <= most) || broken(reader, "not a number in range", field);
}

static bool read_tag(const struct reader *reader, struct str field, uint32_t *tag)
{
    *tag = map_get(&reader->tags, field);
    return *tag != MAP_NONE || broken(reader, "unknown tag", field);
}

/* "TAG:COST", or "TAG" for a cost of 0. */
static bool read_item(struct reader *reader, uint32_t *tag, int *cost)
{
    struct str item = next_field(reader), number = item;
    struct str name = str_cut(&number, ':');
    *cost = 0;
    return read_tag(reader, name, tag) && (name.len == item.len || read_number(reader, number, COST_MOST, cost));
}

static bool add_tag(struct reader *reader, struct str name, struct fine_tag tag)
{
    struct tagger *tagger = reader->tagger;
    if (!name.len || map_get(&reader->tags, name) != MAP_NONE)
        return broken(reader, "tag named twice", name);
    if (tagger->tag_count == FINE_MOST)
        return broken(reader, "too many tags", name);
    map_put(&reader->tags, reader->arena, name, tagger->tag_count);
    tag.name = name;
    tagger->tags[tagger->tag_count++] = tag;
    return true;
}

static bool read_trait(const struct reader *reader, struct str field, uint32_t *traits)
{
    for (uint32_t i = 0; i < TRAIT_COUNT; i++) {
        if (str_equal(field, str_of(trait_names[i]))) {
            *traits |= 1u << i;
            return true;
        }
    }
    return broken(reader, "unknown trait", field);
}

/* tag NAME PART COST [TRAIT...] */
static bool read_tag_line(struct reader *reader)
{
    struct fine_tag tag = {.tag = TAG_COUNT};
    struct str name = next_field(reader), part = next_field(reader);
    int cost;
    for (uint8_t i = 0; i < TAG_COUNT; i++)
        if (str_equal(part, str_of(tag_names[i])))
            tag.tag = i;
    if (tag.tag == TAG_COUNT)
        return broken(reader, "unknown part of speech", part);
    if (!read_number(reader, next_field(reader), COST_MOST, &cost))
        return false;
    tag.prior = (int16_t)cost;
    while (reader->line.len)
        if (!read_trait(reader, next_field(reader), &tag.traits))
            return false;
    return add_tag(reader, name, tag);
}

/* Items of one row of transitions; `row` has FINE_MOST costs. */
static bool read_row(struct reader *reader, int16_t *row)
{
    while (reader->line.len) {
        uint32_t tag;
        int cost;
        if (!read_item(reader, &tag, &cost))
            return false;
        row[tag] = (int16_t)cost;
    }
    return true;
}

/* The costs behind the tags `a`, `b`. */
static int16_t **transition(const struct reader *reader, uint32_t a, uint32_t b)
{
    return &reader->tagger->transition[a * FINE_MOST + b];
}

/* A new row that starts from those costs; the rest of the line is read into it. NULL where the line is broken. */
static int16_t *new_row(struct reader *reader, uint32_t a, uint32_t b)
{
    int16_t *row = arena_take(reader->arena, FINE_MOST, sizeof *row);
    memcpy(row, *transition(reader, a, b), sizeof(int16_t[FINE_MOST]));
    return read_row(reader, row) ? row : NULL;
}

/* any TAG:COST...: of a tag, whatever stands before it. Must come before all pairs. */
static bool read_any_line(struct reader *reader)
{
    return read_row(reader, *transition(reader, FINE_START, FINE_START));
}

/* pair TAG TAG:COST...: of a tag behind one tag. Must come before the triples. */
static bool read_pair_line(struct reader *reader)
{
    uint32_t before;
    if (!read_tag(reader, next_field(reader), &before))
        return false;
    int16_t *row = new_row(reader, FINE_START, before);
    for (uint32_t a = 0; row && a < FINE_MOST; a++)
        *transition(reader, a, before) = row;
    return row != NULL;
}

/* after TAG TAG TAG:COST...: of a tag behind two tags. */
static bool read_after_line(struct reader *reader)
{
    uint32_t a, b;
    if (!read_tag(reader, next_field(reader), &a) || !read_tag(reader, next_field(reader), &b))
        return false;
    int16_t *row = new_row(reader, a, b);
    *transition(reader, a, b) = row;
    return row != NULL;
}

/* name TAG COST */
static bool read_name_line(struct reader *reader)
{
    uint32_t tag;
    int cost;
    if (!read_tag(reader, next_field(reader), &tag) || !read_number(reader, next_field(reader), COST_MOST, &cost))
        return false;
    reader->tagger->name = (struct candidate){(uint8_t)tag, (int16_t)(cost - reader->tagger->tags[tag].prior)};
    return true;
}

/* shape PLACE SHAPE TAG:COST... */
static bool read_shape_line(struct reader *reader)
{
    int place, shape;
    return read_number(reader, next_field(reader), PLACE_COUNT - 1, &place) &&
           read_number(reader, next_field(reader), SHAPE_COUNT - 1, &shape) &&
           read_row(reader, reader->tagger->shape[place][shape]);
}

/* The candidates of a form or ending, as a new entry in `map`. */
static bool read_entry(struct reader *reader, struct map *map, struct str key)
{
    struct tagger *tagger = reader->tagger;
    struct form_entry entry = {.first = (uint32_t)tagger->candidates.count};
    if (map_get(map, key) != MAP_NONE)
        return broken(reader, "form given twice", key);
    for (; reader->line.len; entry.count++) {
        uint32_t tag;
        int cost;
        if (entry.count == CANDIDATE_MOST)
            return broken(reader, "too many candidates", key);
        if (!read_item(reader, &tag, &cost))
            return false;
        struct candidate candidate = {(uint8_t)tag, (int16_t)(cost - tagger->tags[tag].prior)};
        *ARENA_PUSH(reader->arena, tagger->candidates) = candidate;
    }
    if (!entry.count || tagger->entries.count == FORM_COUNT_MOST)
        return broken(reader, "form without tags, or too many forms", key);
    map_put(map, reader->arena, key, (uint32_t)tagger->entries.count);
    *ARENA_PUSH(reader->arena, tagger->entries) = entry;
    return true;
}

/* word FORM TAG:COST... */
static bool read_word_line(struct reader *reader)
{
    struct str form = next_field(reader);
    return read_entry(reader, &reader->tagger->forms, form);
}

/* unknown GROUP TAG:COST...: where no ending is known; kept under the empty ending. */
static bool read_unknown_line(struct reader *reader)
{
    int group;
    return read_number(reader, next_field(reader), GROUP_COUNT - 1, &group) &&
           read_entry(reader, &reader->tagger->endings[group], STR(""));
}

/* ending GROUP ENDING TAG:COST... */
static bool read_ending_line(struct reader *reader)
{
    int group;
    if (!read_number(reader, next_field(reader), GROUP_COUNT - 1, &group))
        return false;
    struct str ending = next_field(reader);
    return read_entry(reader, &reader->tagger->endings[group], ending);
}

static const struct {
    const char *keyword;
    bool (*read)(struct reader *);
} line_kinds[] = {{"word", read_word_line}, {"ending", read_ending_line}, {"after", read_after_line},
                  {"pair", read_pair_line}, {"any", read_any_line},       {"shape", read_shape_line},
                  {"tag", read_tag_line},   {"unknown", read_unknown_line},
                  {"name", read_name_line}};

static bool read_line(struct reader *reader)
{
    struct str keyword = next_field(reader);
    for (size_t i = 0; i < sizeof line_kinds / sizeof *line_kinds; i++)
        if (str_equal(keyword, str_of(line_kinds[i].keyword)))
            return line_kinds[i].read(reader);
    return broken(reader, "unknown keyword", keyword);
}

static bool read_header(struct reader *reader, struct str *rest)
{
    struct str header = str_cut(rest, '\n');
    int version = 0;
    reader->number = 1;
    reader->line = header;
    if (!str_equal(next_field(reader), STR("readout-tags")))
        return broken(reader, "not a model of the tagger", header);
    return read_number(reader, reader->line, 99, &version) &&
           (version == VERSION || broken(reader, "version not supported", header));
}

/* All lines up to "end", which must be the last. */
static bool read_lines(struct reader *reader, struct str bytes)
{
    struct str rest = bytes;
    if (!read_header(reader, &rest))
        return false;
    while (rest.len) {
        reader->number++;
        reader->byte = (size_t)(rest.ptr - bytes.ptr);
        reader->line = str_cut(&rest, '\n');
        if (str_equal(reader->line, STR("end")) && str_ends(bytes, STR("\n")))
            return rest.len == 0 || broken(reader, "more behind the end", rest);
        if (reader->line.len && reader->line.ptr[0] != '#' && !read_line(reader))
            return false;
    }
    return broken(reader, "cut off: the line 'end' is missing", STR(""));
}

static bool is_complete(const struct reader *reader)
{
    for (size_t group = 0; group < GROUP_COUNT; group++)
        if (map_get(&reader->tagger->endings[group], STR("")) == MAP_NONE)
            return broken(reader, "not every group has a line 'unknown'", STR(""));
    return true;
}

const struct tagger *tagger_load(struct arena *arena, struct model_file tags, struct model_file context,
                                 readout_error *error)
{
    struct tagger *tagger = ARENA_NEW(arena, struct tagger, 1);
    struct reader reader = {.arena = arena, .tagger = tagger, .source = tags.path, .error = error};
    tagger->fingerprint = (uint32_t)str_hash(tags.bytes);
    tagger->transition = arena_take(arena, FINE_MOST * FINE_MOST, sizeof *tagger->transition);
    int16_t *unseen = arena_take(arena, FINE_MOST, sizeof *unseen);
    for (size_t c = 0; c < FINE_MOST; c++)
        unseen[c] = COST_UNSEEN;
    for (size_t i = 0; i < FINE_MOST * FINE_MOST; i++)
        tagger->transition[i] = unseen;
    add_tag(&reader, STR("START"), (struct fine_tag){.tag = TAG_X});
    if (!read_lines(&reader, tags.bytes) || !is_complete(&reader))
        return NULL;
    if (context.path && !context_load(&tagger->context, context.bytes, context.path, error))
        return NULL;
    return tagger;
}
