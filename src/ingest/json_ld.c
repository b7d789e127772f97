/* json_ld.c - see json_ld.h. Input: scripts of a page. Output: one tree. Invariant: the end of a node lies behind its
 * children and not behind that of its parent. */
#include "ingest/json_ld.h"

#include "base/ascii.h"
#include "base/pull.h"
#include "ingest/web_data.h"

enum { DEPTH_MOST = 32, TEXT_MOST = 4 * 1024 * 1024, NODES_MOST = 1 << 20, TYPES_MOST = 8, REFERENCE_NODES = 3 };

struct reader {
    struct arena *arena;
    struct pull in;
    LIST(struct json_ld_node) nodes;
};

static uint32_t add(struct reader *reader, enum json_ld_kind kind, struct str key, struct str value)
{
    uint32_t at = (uint32_t)reader->nodes.count;
    *ARENA_PUSH(reader->arena, reader->nodes) = (struct json_ld_node){kind, at + 1, key, str_trim(value)};
    return at;
}

/* What is no string, object or list; such a value tells nothing but a number. */
static void read_other(struct reader *reader, struct str key)
{
    size_t start = reader->in.at;
    if (pull_skip(&reader->in))
        add(reader, JSON_LD_OTHER, key, str_make(reader->in.text.ptr + start, reader->in.at - start));
}

static void read_value(struct reader *reader, struct str key, unsigned depth)
{
    struct pull *in = &reader->in;
    char first = pull_peek(in);
    struct str value = STR(""), member = STR("");
    if (first == '"') {
        if (pull_string(in, &value))
            add(reader, JSON_LD_STRING, key, value);
    } else if ((first == '{' || first == '[') && depth < DEPTH_MOST && reader->nodes.count < NODES_MOST) {
        uint32_t at = add(reader, first == '{' ? JSON_LD_OBJECT : JSON_LD_LIST, key, value);
        pull_open(in, first);
        while (first == '{' ? pull_member(in, &member) : pull_item(in))
            read_value(reader, member, depth + 1);
        reader->nodes.items[at].end = (uint32_t)reader->nodes.count;
    } else if (first == '{' || first == '[') {
        pull_skip(in);
    } else {
        read_other(reader, key);
    }
}

static bool pass(struct str *text, struct str start, struct str end)
{
    if (!str_starts(*text, start))
        return false;
    size_t length = start.len + ascii_find(str_make(text->ptr + start.len, text->len - start.len), end) + end.len;
    length = length < text->len ? length : text->len;
    *text = str_make(text->ptr + length, text->len - length);
    return true;
}

/* Pass what stands around values: comments, CDATA, commas. */
static struct str pass_wrapping(struct str text)
{
    do
        text = str_trim(text);
    while (pass(&text, STR("<!--"), STR("")) || pass(&text, STR("-->"), STR("")) ||
           pass(&text, STR("/*"), STR("*/")) || pass(&text, STR("<![CDATA["), STR("")) ||
           pass(&text, STR("]]>"), STR("")) || pass(&text, STR("//"), STR("")) || pass(&text, STR(","), STR("")) ||
           pass(&text, STR(";"), STR("")));
    return text;
}

/* All values of a text. False where one is broken; what was read before the break stays. */
static bool read_values(struct reader *reader, struct str text)
{
    for (;;) {
        text = pass_wrapping(text);
        if (text.len == 0 || (text.ptr[0] != '{' && text.ptr[0] != '['))
            return true;
        reader->in = (struct pull){.text = text, .arena = reader->arena};
        read_value(reader, STR(""), 0);
        if (reader->in.problem)
            return false;
        text = str_make(text.ptr + reader->in.at, text.len - reader->in.at);
    }
}

static bool is_hexadecimal(struct str text, size_t at)
{
    for (size_t i = at; i < at + 4; i++)
        if (i >= text.len || ascii_hex(text.ptr[i]) < 0)
            return false;
    return true;
}

static bool is_surrogate(struct str text, size_t at, const char *second_digit)
{
    return at + 6 <= text.len && text.ptr[at] == '\\' && text.ptr[at + 1] == 'u' && is_hexadecimal(text, at + 2) &&
           (text.ptr[at + 2] | 32) == 'd' && strchr(second_digit, text.ptr[at + 3]);
}

/* Bytes of the escape at `at` that stand for a character; 0: they stand for none. */
static size_t escape_length(struct str text, size_t at)
{
    char letter = at + 1 < text.len ? text.ptr[at + 1] : 0;
    if (letter != 'u')
        return letter && strchr("\"\\/bfnrt", letter) ? 2 : 0;
    if (is_surrogate(text, at, "89abAB"))
        return is_surrogate(text, at + 6, "cdefCDEF") ? 12 : 0;
    bool lone = is_surrogate(text, at, "cdefCDEF");
    bool nul = at + 6 <= text.len && memcmp(text.ptr + at + 2, "0000", 4) == 0;
    return !lone && !nul && is_hexadecimal(text, at + 2) ? 6 : 0;
}

/* Whether nothing but blanks stands between a comma and a closing bracket. */
static bool is_trailing_comma(struct str text, size_t at)
{
    for (at++; at < text.len; at++)
        if (!strchr(" \t\r\n", text.ptr[at]))
            return text.ptr[at] == '}' || text.ptr[at] == ']' || text.ptr[at] == ',';
    return false;
}

/* A copy with control characters in strings as blanks, bad escapes and needless commas away. */
static struct str mend(struct arena *arena, struct str text)
{
    char *out = arena_take(arena, text.len + 1, 1);
    size_t length = 0;
    bool quoted = false;
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        if (quoted && byte == '\\') {
            size_t good = escape_length(text, at);
            memcpy(out + length, text.ptr + at, good);
            length += good;
            at += good ? good - 1 : 0;
            continue;
        }
        quoted = quoted != (byte == '"');
        if (!quoted && byte == ',' && is_trailing_comma(text, at))
            continue;
        out[length++] = (unsigned char)byte < ' ' ? ' ' : byte;
    }
    return str_make(out, length);
}

static void read_text(struct reader *reader, struct str text)
{
    size_t before = reader->nodes.count;
    if (read_values(reader, text))
        return;
    reader->nodes.count = before;
    read_values(reader, mend(reader->arena, text));
}

static void start(struct reader *reader, struct arena *arena)
{
    *reader = (struct reader){.arena = arena};
    add(reader, JSON_LD_LIST, STR(""), STR(""));
}

/* An object with nothing but its "@id", perhaps its type too. */
static bool is_reference(const struct json_ld *ld, uint32_t node)
{
    return ld->nodes[node].kind == JSON_LD_OBJECT && ld->nodes[node].end <= node + REFERENCE_NODES;
}

static uint32_t own_member(const struct json_ld *ld, uint32_t node, struct str key)
{
    if (ld->nodes[node].kind != JSON_LD_OBJECT)
        return JSON_LD_NONE;
    for (uint32_t at = node + 1; at < ld->nodes[node].end; at = ld->nodes[at].end)
        if (str_equal(ld->nodes[at].key, key))
            return at;
    return JSON_LD_NONE;
}

static struct json_ld finish(struct reader *reader)
{
    reader->nodes.items[0].end = (uint32_t)reader->nodes.count;
    struct json_ld ld = {.nodes = reader->nodes.items, .count = (uint32_t)reader->nodes.count};
    for (uint32_t node = 1; node < ld.count; node++) {
        uint32_t id = is_reference(&ld, node) ? JSON_LD_NONE : own_member(&ld, node, STR("@id"));
        if (id != JSON_LD_NONE && map_get(&ld.ids, ld.nodes[id].value) == MAP_NONE)
            map_put(&ld.ids, reader->arena, ld.nodes[id].value, node);
    }
    return ld;
}

struct json_ld json_ld_parse(struct arena *arena, struct str text)
{
    struct reader reader;
    start(&reader, arena);
    read_text(&reader, text);
    return finish(&reader);
}

struct json_ld json_ld_read(struct arena *arena, const struct html_tree *tree)
{
    struct reader reader;
    start(&reader, arena);
    size_t length = 0;
    for (uint32_t node = 0; node < tree->count && length < TEXT_MOST; node++) {
        struct str text = tree->nodes[node].tag == HTML_SCRIPT ? html_script_text(tree, node) : STR("");
        text.len = text.len < TEXT_MOST - length ? text.len : TEXT_MOST - length;
        length += text.len;
        if (text.len)
            read_text(&reader, text);
    }
    return finish(&reader);
}

/* The object that has more to tell than its "@id", which is the same. */
static uint32_t referred(const struct json_ld *ld, uint32_t node)
{
    uint32_t id = is_reference(ld, node) ? own_member(ld, node, STR("@id")) : JSON_LD_NONE;
    uint32_t found = id == JSON_LD_NONE ? MAP_NONE : map_get(&ld->ids, ld->nodes[id].value);
    return found == MAP_NONE ? node : found;
}

uint32_t json_ld_member(const struct json_ld *ld, uint32_t node, const char *key)
{
    uint32_t found = own_member(ld, node, str_of(key));
    return found == JSON_LD_NONE ? found : referred(ld, found);
}

uint32_t json_ld_first(const struct json_ld *ld, uint32_t node)
{
    if (node == JSON_LD_NONE || ld->nodes[node].kind != JSON_LD_LIST)
        return node;
    return node + 1 < ld->nodes[node].end ? node + 1 : JSON_LD_NONE;
}

uint32_t json_ld_next(const struct json_ld *ld, uint32_t node, uint32_t item)
{
    if (ld->nodes[node].kind != JSON_LD_LIST)
        return JSON_LD_NONE;
    uint32_t next = ld->nodes[item].end;
    return next < ld->nodes[node].end ? next : JSON_LD_NONE;
}

struct str json_ld_text(const struct json_ld *ld, uint32_t node)
{
    static const char *const members[] = {"name", "@value", "url"};
    while (node != JSON_LD_NONE && ld->nodes[node].kind == JSON_LD_LIST)
        node = json_ld_first(ld, node);
    if (node == JSON_LD_NONE || ld->nodes[node].kind == JSON_LD_OTHER)
        return STR("");
    node = referred(ld, node);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        uint32_t member = own_member(ld, node, str_of(members[i]));
        if (member != JSON_LD_NONE && ld->nodes[member].kind == JSON_LD_LIST)
            member = json_ld_first(ld, member);
        if (member != JSON_LD_NONE && ld->nodes[member].kind == JSON_LD_STRING && ld->nodes[member].value.len)
            return ld->nodes[member].value;
    }
    return ld->nodes[node].value;
}

struct str json_ld_string(const struct json_ld *ld, uint32_t node, const char *key)
{
    return json_ld_text(ld, json_ld_member(ld, node, key));
}

static bool in_group(struct str type, const char *group)
{
    struct str rest = web_data("schema"), line, word;
    size_t slash = type.len; /* "http://schema.org/NewsArticle", "schema:NewsArticle" */
    while (slash > 0 && type.ptr[slash - 1] != '/' && type.ptr[slash - 1] != ':')
        slash--;
    type = str_make(type.ptr + slash, type.len - slash);
    while (type.len && web_line(&rest, &line)) {
        if (!str_equal(web_word(&line), str_of(group)))
            continue;
        while ((word = web_word(&line)).len)
            if (str_equal(word, type))
                return true;
    }
    return false;
}

bool json_ld_is(const struct json_ld *ld, uint32_t node, const char *group)
{
    uint32_t types = own_member(ld, node, STR("@type"));
    int looked = 0;
    for (uint32_t item = json_ld_first(ld, types); item != JSON_LD_NONE && looked++ < TYPES_MOST;
         item = json_ld_next(ld, types, item))
        if (in_group(ld->nodes[item].value, group))
            return true;
    return false;
}

struct str json_ld_body(const struct json_ld *ld, uint32_t node)
{
    return json_ld_string(ld, node, "articleBody");
}
