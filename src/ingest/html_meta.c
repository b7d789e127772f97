/* html_meta.c - see html_meta.h. Input: a page. Output: what it tells of its article. Invariant: what is not sound is
 * left empty. */
#include "ingest/html_meta.h"

#include "base/ascii.h"
#include "ingest/html_meta_facts.h"
#include "ingest/url.h"
#include "ingest/web_data.h"

static bool same_host(struct str one, struct str other)
{
    return ascii_same(url_split(one).authority, url_split(other).authority);
}

/* Whether the address names a site and no page of it. */
static bool is_site(struct str address)
{
    struct url url = url_split(address);
    return url.path.len <= 1 && !url.query.ptr;
}

/* The page's address as it tells it. One that leads to the front of a site from inside it is a fault of the page. */
static struct str read_url(struct meta_facts *facts)
{
    struct arena *arena = facts->arena;
    struct str from = facts->origin->url,
               told = facts->told[META_URL].count ? facts->told[META_URL].items[0].text : STR("");
    struct str choices[] = {facts->canonical, told};
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        if (choices[i].len == 0)
            continue;
        struct str address = url_resolve(arena, from, choices[i]);
        if (url_is_web(address) && !(from.len && is_site(address) && !is_site(from) && same_host(address, from)))
            return address;
    }
    return from;
}

/* "en-GB" of "en_GB", "en-gb,en"; "" of what is no tag (RFC 5646: letters, then letters and digits). */
static struct str language_tag(struct arena *arena, struct str text)
{
    size_t length = 0, first;
    while (length < text.len && text.ptr[length] != ',' && text.ptr[length] != ' ' && text.ptr[length] != ';')
        length++;
    char *tag = arena_copy(arena, text.ptr, length);
    for (first = 0; first < length && ascii_is_letter(tag[first]); first++)
        tag[first] = ascii_lower(tag[first]);
    if (first < 2 || first > 3 || length > 12 || (first < length && !strchr("-_", tag[first])))
        return STR("");
    for (size_t i = first; i < length; i++)
        tag[i] = tag[i] == '_' ? '-' : tag[i];
    if (length == first + 3) /* a country */
        for (size_t i = first + 1; i < length; i++)
            tag[i] = ascii_is_lower(tag[i]) ? (char)(tag[i] - 32) : tag[i];
    return str_make(tag, length);
}

static struct str read_language(struct meta_facts *facts)
{
    struct str in_item = facts->item == JSON_LD_NONE ? STR("") : json_ld_string(&facts->ld, facts->item, "inLanguage");
    struct str language = language_tag(facts->arena, facts->language);
    if (language.len == 0)
        language = language_tag(facts->arena, in_item);
    for (size_t i = 0; language.len == 0 && i < facts->told[META_LANGUAGE].count; i++)
        language = language_tag(facts->arena, facts->told[META_LANGUAGE].items[i].text);
    return language;
}

/* What is not known, as an empty string that is somewhere. */
static struct origin known_origin(const struct origin *origin)
{
    struct origin known = *origin;
    struct str *all[] = {&known.name,   &known.url,   &known.type,      &known.charset, &known.fetched,
                         &known.outlet, &known.title, &known.published, &known.author};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        *all[i] = all[i]->ptr ? *all[i] : STR("");
    return known;
}

void meta_read(struct arena *arena, const struct html_tree *tree, const struct origin *origin, struct article *article)
{
    struct origin known = known_origin(origin);
    struct meta_facts facts = {.arena = arena, .tree = tree, .origin = &known, .page_title = STR(""),
                               .language = STR(""), .canonical = STR("")};
    meta_collect(&facts);
    meta_choose_item(&facts);
    article->outlet = meta_outlet(&facts);
    article->title = meta_title(&facts, article->outlet);
    meta_collect_lines(&facts);
    article->author = meta_authors(&facts, article->outlet);
    article->url = read_url(&facts);
    article->language = read_language(&facts);
    meta_dates(&facts, article);
}
