/* html_meta_title.c - see html_meta_facts.h. Input: what a page says of itself. Output: its title, its outlet and which
 * object of JSON-LD is the article's. Invariant: nothing is taken that shares no words with what else the page tells.
 */
#include "base/ascii.h"
#include "ingest/html_meta_facts.h"
#include "ingest/web_data.h"

enum {
    OBJECTS_MOST = 4000,  /* of JSON-LD, looked at */
    TITLE_MOST = 500,     /* bytes */
    TITLES = 3,           /* of <meta>, looked at */
    OUTLET_MOST = 60,
    SHOWN_ENOUGH = 55,    /* hundredths of the words: a heading of the first rank is the headline */
    SHOWN_LOWER = 75,     /* one of the second or third */
    UNLIKE = 20,          /* an object that shares less with the page's title is of another article */
    WORDS_FEW = 3
};

/* --- the object --- */

static struct str headline_of(const struct json_ld *ld, uint32_t node)
{
    struct str headline = json_ld_string(ld, node, "headline");
    return headline.len ? headline : json_ld_string(ld, node, "name");
}

/* How likely the object is the article's; 0: it is not. */
static unsigned judge_object(struct meta_facts *facts, uint32_t node)
{
    bool article = json_ld_is(&facts->ld, node, "article");
    if (!article && (!json_ld_is(&facts->ld, node, "page") ||
                     json_ld_member(&facts->ld, node, "datePublished") == JSON_LD_NONE))
        return 0;
    struct str headline = meta_plain(facts->arena, headline_of(&facts->ld, node));
    struct str told = facts->told[META_TITLE].count ? facts->told[META_TITLE].items[0].text : STR("");
    unsigned title = meta_alike(headline, facts->page_title, true), other = meta_alike(headline, told, true);
    unsigned alike = title > other ? title : other;
    if (headline.len && alike < UNLIKE && (told.len || facts->page_title.len))
        return 0;
    return 1 + alike + (article ? 100 : 0);
}

void meta_choose_item(struct meta_facts *facts)
{
    unsigned best = 0;
    size_t looked = 0;
    for (uint32_t node = 1; node < facts->ld.count && looked < OBJECTS_MOST; node++) {
        if (facts->ld.nodes[node].kind != JSON_LD_OBJECT)
            continue;
        looked++;
        unsigned score = judge_object(facts, node);
        if (score > best) {
            best = score;
            facts->item = node;
        }
    }
}

/* --- the outlet --- */

static bool is_sound_outlet(struct str name)
{
    return name.len > 1 && name.len <= OUTLET_MOST && !meta_is_address(name);
}

/* A name that has no blanks and a dot in it, "example.org", is the site's address. */
static bool is_domain(struct str name)
{
    return memchr(name.ptr, '.', name.len) && !memchr(name.ptr, ' ', name.len);
}

/* "© 2019 The Herald": the name alone. */
static struct str pass_copyright(struct str name)
{
    size_t length;
    if (!web_starts_listed("credits", "anywhere", name, &length))
        return name;
    do {
        while (length < name.len && strchr("0123456789 -.,", name.ptr[length]))
            length++;
        length += str_starts(str_make(name.ptr + length, name.len - length), STR("\xe2\x80\x93 ")) ? 4 : 0;
        name = str_make(name.ptr + length, name.len - length);
    } while (web_starts_listed("credits", "anywhere", name, &length));
    return name;
}

/* The first sound name that <meta> tells with a rank up to `last` more than the best. */
static struct str told_outlet(struct meta_facts *facts, unsigned first, unsigned last)
{
    const struct meta_values *told = &facts->told[META_OUTLET];
    unsigned base = 0;
    struct str rest = web_data("meta"), key, words, word;
    while (web_entry(&rest, &key, &words) && !str_equal(key, STR("outlet"))) /* ranks go on from field to field */
        while (web_item(&words, &word))
            base++;
    for (size_t i = 0; i < told->count; i++) {
        unsigned rank = told->items[i].rank - base;
        struct str name = pass_copyright(meta_plain(facts->arena, told->items[i].text));
        if (rank >= first && rank <= last && is_sound_outlet(name))
            return name;
    }
    return STR("");
}

static struct str object_outlet(struct meta_facts *facts)
{
    struct str name = STR("");
    if (facts->item != JSON_LD_NONE)
        name = meta_plain(facts->arena, json_ld_string(&facts->ld, facts->item, "publisher"));
    return is_sound_outlet(name) ? name : STR("");
}

/* Where the last mark stands that parts a title from its outlet; `*behind` receives where what follows begins.
 * `title.len`: nowhere. */
static size_t last_part(struct str title, size_t *behind)
{
    static const struct str marks[] = {{" | ", 3},
                                       {" - ", 3},
                                       {" \xe2\x80\x93 ", 5},
                                       {" \xe2\x80\x94 ", 5},
                                       {" :: ", 4},
                                       {" \xc2\xbb ", 4},
                                       {" \xc2\xab ", 4},
                                       {" \xc2\xb7 ", 4},
                                       {" \xe2\x80\xa2 ", 5},
                                       {" / ", 3},
                                       {" ~ ", 3},
                                       {" // ", 4},
                                       {"|", 1}};
    for (size_t at = title.len; at-- > 1;)
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (str_starts(str_make(title.ptr + at, title.len - at), marks[i])) {
                *behind = at + marks[i].len;
                return at;
            }
    *behind = title.len;
    return title.len;
}

/* The end of a title that the host of the page's address confirms. */
static struct str title_outlet(struct meta_facts *facts)
{
    const struct meta_values *told = &facts->told[META_TITLE];
    for (size_t i = 0; i <= told->count && i <= TITLES; i++) {
        struct str title = i ? meta_plain(facts->arena, told->items[i - 1].text) : facts->page_title;
        if (title.len == 0)
            continue;
        size_t behind, at = last_part(title, &behind);
        struct str tail = str_trim(str_make(title.ptr + behind, title.len - behind));
        if (at < title.len && is_sound_outlet(tail) && meta_is_outlet(facts, tail, STR("")))
            return tail;
    }
    return STR("");
}

static struct str publisher_object(struct meta_facts *facts)
{
    for (uint32_t node = 1, looked = 0; node < facts->ld.count && looked < OBJECTS_MOST; node++, looked++) {
        if (facts->ld.nodes[node].kind != JSON_LD_OBJECT || !json_ld_is(&facts->ld, node, "outlet"))
            continue;
        struct str name = meta_plain(facts->arena, json_ld_string(&facts->ld, node, "name"));
        if (is_sound_outlet(name))
            return name;
    }
    return STR("");
}

static struct str choose_outlet(struct meta_facts *facts)
{
    struct str site = told_outlet(facts, 0, 0), host = meta_host(facts);
    struct str choices[] = {object_outlet(facts),
                            title_outlet(facts),
                            told_outlet(facts, 1, 2),
                            publisher_object(facts),
                            told_outlet(facts, 3, 99),
                            facts->origin->outlet,
                            site,
                            host};
    if (site.len && !is_domain(site))
        return site;
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (choices[i].len && (!is_domain(choices[i]) || i + 2 >= sizeof choices / sizeof *choices))
            return choices[i];
    return STR("");
}

/* What stands behind a bar is a motto or another name. */
struct str meta_outlet(struct meta_facts *facts)
{
    struct str rest = choose_outlet(facts), first = rest;
    first.len = ascii_find(rest, STR(" | "));
    return first.len ? str_trim(first) : rest;
}

/* --- the title --- */

/* What else the page tells of its title. */
struct references {
    struct str items[8];
    size_t count;
};

static void refer(struct references *references, struct str text)
{
    if (text.len && references->count < sizeof references->items / sizeof *references->items)
        references->items[references->count++] = text;
}

static unsigned word_count(struct str text)
{
    unsigned count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == ' ';
    return count + (text.len > 0);
}

/* The title without parts behind it that are the outlet's name, or that other titles do not have. */
static struct str cut_outlet(struct meta_facts *facts, struct str title, struct str outlet,
                             const struct references *references)
{
    for (;;) {
        size_t behind, at = last_part(title, &behind);
        struct str head = str_trim(str_make(title.ptr, at)),
                   tail = str_trim(str_make(title.ptr + behind, title.len - behind));
        if (at == title.len || head.len == 0)
            return title;
        bool cut = meta_is_outlet(facts, tail, outlet) ||
                   (title.ptr[behind - 2] == '|' && word_count(head) > WORDS_FEW) || title.ptr[behind - 1] == '|';
        for (size_t i = 0; !cut && i < references->count; i++)
            cut = meta_alike(head, references->items[i], false) > meta_alike(title, references->items[i], false);
        if (!cut)
            return title;
        title = head;
    }
}

/* Without the outlet's name in front: "Outlet: Headline". */
static struct str cut_front(struct meta_facts *facts, struct str title, struct str outlet)
{
    static const struct str marks[] = {{": ", 2}, {" | ", 3}, {" - ", 3}, {" \xe2\x80\x93 ", 5}, {" \xc2\xbb ", 4}};
    for (size_t at = 1; at < title.len && at <= OUTLET_MOST; at++)
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            if (!str_starts(str_make(title.ptr + at, title.len - at), marks[i]))
                continue;
            struct str front = str_make(title.ptr, at);
            size_t behind = at + marks[i].len;
            struct str head = str_make(title.ptr + behind, title.len - behind);
            return word_count(head) >= WORDS_FEW && meta_is_outlet(facts, front, outlet) ? head : title;
        }
    return title;
}

static unsigned judge_heading(struct str text, const struct references *references)
{
    unsigned best = 0;
    for (size_t i = 0; i < references->count; i++) {
        unsigned alike = meta_alike(text, references->items[i], false);
        bool part = word_count(text) >= WORDS_FEW && word_count(references->items[i]) >= WORDS_FEW &&
                    meta_alike(text, references->items[i], true) >= 90;
        alike = part && alike < SHOWN_LOWER ? SHOWN_LOWER : alike;
        best = alike > best ? alike : best;
    }
    return best;
}

/* The heading that is most like what else the page tells of its title; h1 before others. */
static struct str shown_title(struct meta_facts *facts, const struct references *references)
{
    unsigned best = 0;
    struct str title = STR("");
    for (size_t i = 0; i < facts->headings.count; i++) {
        const struct meta_value *heading = &facts->headings.items[i];
        if (heading->rank > 1 && best >= SHOWN_ENOUGH)
            break;
        struct str text = meta_short_text(facts, heading->node);
        unsigned score = text.len && text.len <= TITLE_MOST ? judge_heading(text, references) : 0;
        if (score > best && score >= (heading->rank == 1 ? SHOWN_ENOUGH : SHOWN_LOWER)) {
            best = score;
            title = text;
            facts->headline = heading->node;
        }
    }
    return title;
}

/* The first heading, where nothing else is told; not one of several of the first rank. */
static struct str only_heading(struct meta_facts *facts)
{
    const struct meta_values *headings = &facts->headings;
    if (headings->count == 0 || (headings->count > 1 && headings->items[1].rank == 1))
        return STR("");
    struct str text = meta_short_text(facts, headings->items[0].node);
    if (text.len == 0 || text.len > TITLE_MOST)
        return STR("");
    facts->headline = headings->items[0].node;
    return text;
}

static struct references collect_references(struct meta_facts *facts, struct str outlet)
{
    struct references references = {0};
    for (size_t i = 0; i < facts->told[META_TITLE].count && i < TITLES; i++) {
        struct str text = meta_plain(facts->arena, facts->told[META_TITLE].items[i].text);
        if (!meta_is_outlet(facts, text, outlet))
            refer(&references, text);
    }
    if (facts->item != JSON_LD_NONE)
        refer(&references, meta_plain(facts->arena, headline_of(&facts->ld, facts->item)));
    for (size_t i = 0; i < references.count; i++)
        references.items[i] = cut_front(facts, cut_outlet(facts, references.items[i], outlet, &references), outlet);
    struct str title = cut_front(facts, cut_outlet(facts, facts->page_title, outlet, &references), outlet);
    if (!meta_is_outlet(facts, title, outlet))
        refer(&references, title);
    return references;
}

/* A heading may hold more than the headline: a kicker, a date, a line below. What else is told of the title then is
 * part of the heading, at one of its ends, and most of it. */
static struct str cut_kicker(struct meta_facts *facts, struct str shown, const struct references *references)
{
    struct str compact = meta_compact(facts->arena, shown);
    for (size_t i = 0; i < references->count; i++)
        if (str_equal(meta_compact(facts->arena, references->items[i]), compact))
            return shown;
    for (size_t i = 0; i < references->count; i++) {
        struct str part = meta_compact(facts->arena, references->items[i]);
        if (part.len < compact.len && part.len * 3 > compact.len && word_count(references->items[i]) >= WORDS_FEW &&
            (str_ends(compact, part) || str_starts(compact, part)))
            return references->items[i];
    }
    return shown;
}

static struct str choose_title(struct meta_facts *facts, struct str outlet)
{
    struct references references = collect_references(facts, outlet);
    struct str shown = shown_title(facts, &references);
    if (shown.len)
        return cut_front(facts, cut_kicker(facts, shown, &references), outlet);
    if (references.count)
        return references.items[0];
    struct str only = only_heading(facts);
    if (only.len)
        return only;
    return facts->origin->title.len ? facts->origin->title : facts->page_title;
}

struct str meta_title(struct meta_facts *facts, struct str outlet)
{
    return meta_seen(facts->arena, choose_title(facts, outlet));
}
