/* live.c - see live.h. Input: a page. Output: entries, or none. Invariant: every entry has a text and a time. */
#include "ingest/live.h"

#include <stdio.h>

#include "base/ascii.h"
#include "base/error.h"
#include "ingest/html.h"
#include "ingest/html_page.h"
#include "ingest/json_ld.h"
#include "ingest/live_time.h"
#include "ingest/web_data.h"

enum {
    UPDATES_LEAST = 2,   /* of JSON-LD */
    ENTRIES_LEAST = 3,
    TEXT_LEAST = 30,     /* characters of an entry */
    TOTAL_LEAST = 400,   /* of all */
    LEVELS = 12,         /* from a time up to what holds the entries */
    NAMES_MOST = 32, NAME_MOST = 400,
    FRONT = 4,           /* blocks of an entry, in which its time stands */
    JUMP = 6 * 60,       /* minutes back on the clock: another day */
    HALF_DAY = 12 * 60
};

struct live {
    struct arena *arena;
    const struct html_tree *tree;
    const struct origin *origin;
    const struct limits *limits;
    const struct article *page;
    struct html_page view;
    LIST(struct article) entries;
    LIST(struct live_time) times; /* of the entries */
};

/* --- JSON-LD --- */

static struct str anchor_of(struct str url)
{
    const char *mark = url.len ? memchr(url.ptr, '#', url.len) : NULL;
    return mark ? str_make(mark + 1, (size_t)(url.ptr + url.len - mark - 1)) : STR("");
}

/* The text of an "articleBody", which may have markup in it. */
static struct str plain_body(struct live *live, struct str body)
{
    struct str text;
    if (!memchr(body.ptr, '<', body.len) && !memchr(body.ptr, '&', body.len))
        return body;
    return html_fragment(live->arena, body, live->limits, "", &text, NULL) ? text : STR("");
}

static struct article *add_entry(struct live *live, struct str text, const struct live_time *time)
{
    struct article *entry = ARENA_PUSH(live->arena, live->entries);
    *entry = *live->page;
    entry->key = entry->updated = STR("");
    entry->text = text;
    entry->published = time->iso;
    *ARENA_PUSH(live->arena, live->times) = *time;
    return entry;
}

static void add_update(struct live *live, const struct json_ld *ld, uint32_t node)
{
    struct live_time time;
    struct str body = json_ld_body(ld, node), title = json_ld_string(ld, node, "headline"), url;
    struct str text = str_trim(plain_body(live, body.len ? body : json_ld_string(ld, node, "description")));
    if (text.len < TEXT_LEAST || !live_time_of_text(live->arena, json_ld_string(ld, node, "datePublished"), &time) ||
        time.iso.len == 0)
        return;
    struct article *entry = add_entry(live, text, &time);
    url = json_ld_string(ld, node, "url");
    entry->key = anchor_of(url.len ? url : json_ld_string(ld, node, "@id"));
    entry->title = title.len ? str_trim(plain_body(live, title)) : entry->title;
}

static bool read_json(struct live *live)
{
    struct json_ld ld = json_ld_read(live->arena, live->tree);
    for (uint32_t node = 1; node < ld.count; node++) {
        uint32_t updates = ld.nodes[node].kind == JSON_LD_OBJECT && json_ld_is(&ld, node, "live")
                               ? json_ld_member(&ld, node, "liveBlogUpdate") : JSON_LD_NONE;
        if (updates == JSON_LD_NONE)
            continue;
        for (uint32_t item = json_ld_first(&ld, updates); item != JSON_LD_NONE; item = json_ld_next(&ld, updates, item))
            add_update(live, &ld, item);
        node = ld.nodes[node].end - 1;
    }
    return live->entries.count >= UPDATES_LEAST;
}

/* Whether a script may hold a live blog: the names of its type are looked for before it is read. */
static bool has_json(const struct html_tree *tree)
{
    struct str rest = web_data("schema"), line, type;
    while (web_line(&rest, &line)) {
        if (!str_equal(web_word(&line), STR("live")))
            continue;
        while ((type = web_word(&line)).len)
            for (uint32_t node = 1; node < tree->count; node++) {
                struct str text = tree->nodes[node].tag == HTML_SCRIPT ? html_script_text(tree, node) : STR("");
                if (text.len && memmem(text.ptr, text.len, type.ptr, type.len))
                    return true;
            }
    }
    return false;
}

/* --- whether it is called one --- */

/* The words of one kind, to be looked for in many names at once. */
struct names {
    struct str items[NAMES_MOST];
    size_t count;
    bool pairs[1 << 10]; /* of the first two letters of each */
};

/* The letters of a pair without their case. */
static size_t pair_of(const char *at)
{
    return (size_t)(at[0] & 31) << 5 | (size_t)(at[1] & 31);
}

static void load_names(struct names *names)
{
    struct str rest = web_data("live"), key, words, word;
    *names = (struct names){.count = 0};
    while (web_entry(&rest, &key, &words))
        while (str_equal(key, STR("name")) && names->count < NAMES_MOST && web_item(&words, &word) && word.len > 1) {
            names->items[names->count++] = word;
            names->pairs[pair_of(word.ptr)] = true;
        }
}

static bool has_one(const struct names *names, struct str text)
{
    for (size_t at = 0; at + 1 < text.len && at < NAME_MOST; at++)
        for (size_t i = 0; names->pairs[pair_of(text.ptr + at)] && i < names->count; i++)
            if (at + names->items[i].len <= text.len &&
                ascii_same(str_make(text.ptr + at, names->items[i].len), names->items[i]))
                return true;
    return false;
}

static bool has_name(const struct html_tree *tree)
{
    struct names names;
    load_names(&names);
    for (uint32_t node = 1; node < tree->count; node++) {
        const struct html_node *element = &tree->nodes[node];
        for (uint32_t i = 0; element->tag != HTML_TEXT && i < element->count; i++) {
            const struct html_attribute *attribute = &tree->attributes[element->first + i];
            bool name = attribute->name == HTML_AT_CLASS || attribute->name == HTML_AT_ID;
            if (name && has_one(&names, attribute->value))
                return true;
        }
    }
    return false;
}

static bool is_called_live(const struct live *live)
{
    struct str word, title = live->page->title;
    return web_find_listed("live", "title", title, &word) < title.len ||
           web_has_listed("live", "url", live->origin->url) || web_has_listed("live", "url", live->page->url) ||
           has_name(live->tree);
}

/* --- blocks beside each other --- */

struct holders {
    uint32_t *count; /* of each node: children that have a time in them */
    uint32_t *last;  /* the last of these */
};

/* Count the child on the way up from a time at each element that it lies in. */
static void count_time(struct holders *holders, const struct html_tree *tree, uint32_t node)
{
    uint32_t parent = tree->nodes[node].parent;
    for (int level = 0; level < LEVELS && parent != HTML_NONE; level++) {
        if (holders->last[parent] != node + 1)
            holders->count[parent]++;
        holders->last[parent] = node + 1;
        node = parent;
        parent = tree->nodes[node].parent;
    }
}

static struct str block_text(struct live *live, const struct html_block *block, uint32_t from, uint32_t end);

/* The element with most children that have a time; of two with as many the inner one. */
static uint32_t find_holder(struct live *live)
{
    const struct html_tree *tree = live->tree;
    struct holders holders = {ARENA_NEW(live->arena, uint32_t, tree->count),
                              ARENA_NEW(live->arena, uint32_t, tree->count)};
    struct live_time time;
    for (uint32_t node = 1; node < tree->count; node++)
        if (tree->nodes[node].tag == HTML_TIME || tree->nodes[node].count)
            if (live_time_of_element(live->arena, tree, node, &time))
                count_time(&holders, tree, node);
    for (uint32_t b = 0; b < live->view.block_count; b++) {
        const struct html_block *block = &live->view.blocks[b];
        if (block->chars <= 24 && live_time_of_text(live->arena, block_text(live, block, 0, tree->count), &time))
            count_time(&holders, tree, block->first);
    }
    uint32_t best = HTML_NONE;
    for (uint32_t node = 0; node < tree->count; node++)
        if (holders.count[node] >= ENTRIES_LEAST && (best == HTML_NONE || holders.count[node] >= holders.count[best]))
            best = node;
    return best;
}

/* The text of a block as one line, as far as it stands in the nodes [from, end). */
static struct str block_text(struct live *live, const struct html_block *block, uint32_t from, uint32_t end)
{
    const struct html_tree *tree = live->tree;
    from = block->first > from ? block->first : from;
    end = block->end < end ? block->end : end;
    size_t room = 1, length = 0;
    bool gap = false;
    for (uint32_t node = from; node < end; node++)
        room += tree->nodes[node].tag == HTML_TEXT ? tree->nodes[node].length : 0;
    char *out = arena_take(live->arena, room, 1);
    for (uint32_t node = from; node < end; node++) {
        if (tree->nodes[node].tag != HTML_TEXT || live->view.marks[node] & (HTML_MARK_SKIP | HTML_MARK_DROP))
            continue;
        struct str text = html_node_text(tree, node);
        for (size_t i = 0; i < text.len; i++) {
            bool blank = (unsigned char)text.ptr[i] <= ' ';
            if (!blank && gap && length)
                out[length++] = ' ';
            gap = blank || (gap && blank);
            if (!blank)
                out[length++] = text.ptr[i];
        }
    }
    return str_make(out, length);
}

struct found {
    uint32_t from, end; /* nodes */
    char *text;         /* with room for all their text */
    size_t length, room;
    struct str title;
    struct live_time time;
    bool timed;
    uint32_t chars, linked;
};

/* One block of an entry: its time, its title, or a paragraph of it. */
static void take_block(struct live *live, struct found *found, const struct html_block *block, unsigned place)
{
    struct live_time time;
    struct str text = block_text(live, block, found->from, found->end);
    if (text.len == 0)
        return;
    if (place < FRONT && live_time_of_text(live->arena, text, &time)) {
        found->time = found->timed ? found->time : time;
        found->timed = true;
        return;
    }
    if ((block->marks & HTML_MARK_HEADING) && found->title.len == 0 && found->length == 0) {
        found->title = text;
        return;
    }
    if (block->marks & HTML_MARK_BYLINE && block->chars < 60)
        return;
    if (text.len + 2 > found->room - found->length)
        return;
    memcpy(found->text + found->length, "\n\n", 2);
    found->length += found->length ? 2 : 0;
    memcpy(found->text + found->length, text.ptr, text.len);
    found->length += text.len;
    found->chars += block->chars;
    found->linked += block->linked;
}

/* A heading that leads to another page: what stands there is a teaser. */
static bool is_teaser(const struct live *live, uint32_t node)
{
    const struct html_tree *tree = live->tree;
    for (uint32_t i = node; i < tree->nodes[node].end; i++) {
        if (tree->nodes[i].tag != HTML_A || !(live->view.marks[i] & HTML_MARK_HEADING))
            continue;
        struct str link = html_attribute(tree, i, HTML_AT_HREF);
        if (link.len && link.ptr[0] != '#' && !memchr(link.ptr, '#', link.len))
            return true;
    }
    return false;
}

static struct str key_of(const struct html_tree *tree, uint32_t node)
{
    struct str id = html_attribute(tree, node, HTML_AT_ID);
    for (uint32_t i = node + 1; id.len == 0 && i < tree->nodes[node].end && i < node + 8; i++)
        if (tree->nodes[i].tag != HTML_TEXT) {
            id = html_attribute(tree, i, HTML_AT_ID);
            if (id.len == 0 && tree->nodes[i].tag == HTML_A)
                id = html_attribute(tree, i, HTML_AT_NAME);
        }
    return id;
}

/* Read the element as an entry; the times of elements in it go before those of its lines. */
static void read_entry(struct live *live, uint32_t node, size_t *teasers)
{
    const struct html_page *view = &live->view;
    uint32_t end = live->tree->nodes[node].end;
    struct found found = {.title = STR(""), .from = node, .end = end, .room = 2};
    for (uint32_t i = node; i < end; i++)
        found.room += live->tree->nodes[i].tag == HTML_TEXT ? live->tree->nodes[i].length + 2 : 0;
    found.text = arena_take(live->arena, found.room, 1);
    for (uint32_t i = node; !found.timed && i < end; i++)
        found.timed = live_time_of_element(live->arena, live->tree, i, &found.time);
    for (uint32_t b = view->first_block[node], place = 0; b < view->first_block[end]; b++, place++)
        if (!(view->blocks[b].marks & HTML_MARK_DROP))
            take_block(live, &found, &view->blocks[b], place);
    struct str text = str_make(found.text, found.length);
    bool sound = found.timed && found.chars >= TEXT_LEAST && 2 * found.linked <= found.chars;
    *teasers += is_teaser(live, node);
    if (!sound)
        return;
    struct article *entry = add_entry(live, text, &found.time);
    entry->key = key_of(live->tree, node);
    entry->title = found.title.len ? found.title : entry->title;
}

/* Which of two times that stand beside each other comes first: less than 0, the one. Of clock times that are more than
 * half a day apart the greater one. */
static int order_of(const struct live_time *one, const struct live_time *two)
{
    if (one->iso.len && two->iso.len)
        return str_compare(one->iso, two->iso);
    int apart = live_time_clock(one) - live_time_clock(two);
    return apart > HALF_DAY || apart < -HALF_DAY ? -apart : apart;
}

/* Whether the newest stands first, and whether times stand in order but for one in five. */
static bool newest_is_first(const struct live *live, bool *ordered)
{
    size_t up = 0, down = 0;
    for (size_t i = 1; i < live->times.count; i++) {
        int order = order_of(&live->times.items[i - 1], &live->times.items[i]);
        up += order <= 0;
        down += order >= 0;
    }
    *ordered = 5 * (up > down ? up : down) >= 4 * (live->times.count - 1);
    return down > up;
}

/* Days for bare clock times: the oldest entry is of the page's day, those behind one that has a day of its own of that.
 */
static void set_days(struct live *live, bool newest_first)
{
    struct str day = live->page->published;
    int days = 0, before = -1;
    for (size_t k = 0; k < live->times.count; k++) {
        size_t i = newest_first ? live->times.count - 1 - k : k;
        const struct live_time *time = &live->times.items[i];
        int clock = live_time_clock(time);
        if (time->iso.len) {
            day = time->iso;
            days = 0;
        } else {
            days += before >= 0 && before - clock > JUMP;
            live->entries.items[i].published = live_time_on(live->arena, time, day, days);
        }
        before = clock;
    }
}

static bool read_blocks(struct live *live)
{
    const struct html_tree *tree = live->tree;
    uint32_t holder = find_holder(live);
    size_t total = 0, teasers = 0;
    live->entries.count = live->times.count = 0;
    if (holder == HTML_NONE)
        return false;
    for (uint32_t node = holder + 1; node < tree->nodes[holder].end; node = tree->nodes[node].end)
        if (tree->nodes[node].tag != HTML_TEXT)
            read_entry(live, node, &teasers);
    for (size_t i = 0; i < live->entries.count; i++)
        total += live->entries.items[i].text.len;
    if (live->entries.count < ENTRIES_LEAST || total < TOTAL_LEAST || 3 * teasers > live->entries.count)
        return false;
    bool ordered, newest_first = newest_is_first(live, &ordered);
    if (ordered)
        set_days(live, newest_first);
    return ordered;
}

/* Keys and addresses; entries without an anchor are counted from the oldest. */
static void finish(struct live *live, struct article_list *entries)
{
    size_t count = live->entries.count;
    bool newest_first =
        count && str_compare(live->entries.items[0].published, live->entries.items[count - 1].published) > 0;
    for (size_t i = 0; i < count; i++) {
        struct article *entry = &live->entries.items[i];
        char number[24];
        int length = snprintf(number, sizeof number, "%zu", newest_first ? count - i : i + 1);
        if (entry->key.len && entry->url.len) {
            size_t page = ascii_find(entry->url, STR("#"));
            char *url = arena_take(live->arena, page + 1 + entry->key.len + 1, 1);
            memcpy(url, entry->url.ptr, page);
            url[page] = '#';
            memcpy(url + page + 1, entry->key.ptr, entry->key.len);
            entry->url = str_make(url, page + 1 + entry->key.len);
        } else if (entry->key.len == 0) {
            entry->key = str_copy(live->arena, str_make(number, (size_t)length));
        }
        *ARENA_PUSH(live->arena, *entries) = *entry;
    }
}

bool live_read(struct arena *arena, const struct html_tree *tree, const struct origin *origin,
               const struct limits *limits, const struct article *page, struct article_list *entries,
               readout_error *error)
{
    struct live live = {.arena = arena, .tree = tree, .origin = origin, .limits = limits, .page = page};
    bool json = has_json(tree);
    if (!json && !is_called_live(&live))
        return false;
    bool found = json && read_json(&live);
    if (!found) {
        if (!html_page_open(&live.view, arena, tree, error))
            return false;
        html_page_cut(&live.view, HTML_BELIEF_TAGS);
        found = read_blocks(&live);
    }
    if (found && live.entries.count > limits->most[LIMIT_ITEMS])
        return limit_fail(error, limits, LIMIT_ITEMS, arena_copy(arena, origin->name.ptr, origin->name.len));
    if (found)
        finish(&live, entries);
    return found;
}
