/* html_meta_date.c - see html_meta_facts.h. Input: what a page says of itself. Output: when it was published and
 * changed. Invariant: no date lies more than a day behind that on which the page was fetched. */
#include "base/ascii.h"
#include "ingest/html_meta_facts.h"
#include "ingest/page_date.h"
#include "ingest/web_data.h"
#include "ingest/web_date.h"

enum {
    SHOWN = 16,
    LINES_NEAR = 6,                       /* behind the headline: what is told elsewhere is checked by */
    LINES_BEFORE = 14, LINES_BEHIND = 40, /* of the headline, in which a date is looked for */
    REST_MOST = 60,                       /* bytes beside the date in a line that is there for it */
    SENTENCE_WORDS = 7, SENTENCE_REST = 24,
    FAR = 40, FAR_MOST = 100,             /* texts far from the headline, and bytes of one */
    LABEL = 48                            /* bytes before a date, in which a word tells what it is of */
};

struct dates {
    struct meta_facts *facts;
    struct str published, updated;
    bool shown; /* what is offered stands in the page for all to see */
};

/* Of two dates of one day the one with a time tells more. */
static void offer(struct dates *dates, struct str iso, bool updated)
{
    struct str *date = updated ? &dates->updated : &dates->published;
    if (iso.len < strlen("2024-08-19") || str_compare(iso, STR("1900")) < 0 || str_starts(iso, STR("1970-01-01")) ||
        page_date_later(iso, dates->facts->origin->fetched))
        return;
    bool shown_before = dates->shown && !updated && page_date_earlier(iso, *date); /* than what is told */
    if (date->len == 0 || shown_before || page_date_adds_zone(iso, *date) ||
        (page_date_same_day(*date, iso) && page_date_has_time(iso) && !page_date_has_time(*date)))
        *date = iso;
}

/* A value that is meant as a date: all of it, or with words about it. */
static void offer_value(struct dates *dates, struct str value, bool updated)
{
    struct page_date date;
    value = str_trim(value);
    if (value.len == 0)
        return;
    if (web_date_parse(dates->facts->arena, value, &date.iso) || page_date_find(dates->facts->arena, value, &date))
        offer(dates, date.iso, updated);
}

static void from_object(struct dates *dates)
{
    const struct meta_facts *facts = dates->facts;
    if (facts->item == JSON_LD_NONE)
        return;
    offer_value(dates, json_ld_string(&facts->ld, facts->item, "datePublished"), false);
    offer_value(dates, json_ld_string(&facts->ld, facts->item, "dateCreated"), false);
    offer_value(dates, json_ld_string(&facts->ld, facts->item, "dateModified"), true);
}

static void from_meta(struct dates *dates)
{
    const struct meta_values *published = &dates->facts->told[META_PUBLISHED];
    const struct meta_values *updated = &dates->facts->told[META_UPDATED];
    for (size_t i = 0; i < published->count; i++)
        offer_value(dates, published->items[i].text, false);
    for (size_t i = 0; i < updated->count; i++)
        offer_value(dates, updated->items[i].text, true);
}

/* What an element tells: its datetime or content, else its text. */
static void offer_element(struct dates *dates, uint32_t node, bool updated)
{
    const struct html_tree *tree = dates->facts->tree;
    struct str value = html_attribute(tree, node, HTML_AT_DATETIME);
    if (value.len == 0)
        value = html_attribute(tree, node, HTML_AT_CONTENT);
    if (value.len)
        offer_value(dates, value, updated);
    struct str *date = updated ? &dates->updated : &dates->published;
    if (date->len == 0)
        offer_value(dates, meta_short_text(dates->facts, node), updated);
}

static void from_marked(struct dates *dates)
{
    const struct meta_facts *facts = dates->facts;
    for (int updated = 0; updated <= 1; updated++) {
        const struct meta_values *shown = &facts->shown[updated ? META_UPDATED : META_PUBLISHED];
        for (size_t i = 0; i < shown->count && i < SHOWN; i++)
            if (!meta_is_aside(facts, shown->items[i].node))
                offer_element(dates, shown->items[i].node, updated);
    }
}

enum label { LABEL_NONE, LABEL_PUBLISHED, LABEL_UPDATED, LABEL_OTHER };

/* What the words before a date say it is of: the nearest counts. */
static enum label label_before(struct str text, size_t at)
{
    static const struct {
        const char *key;
        enum label label;
    } kinds[] = {{"published", LABEL_PUBLISHED}, {"updated", LABEL_UPDATED}, {"other-date", LABEL_OTHER}};
    size_t start = at > LABEL ? at - LABEL : 0;
    struct str left = str_make(text.ptr + start, at - start), word;
    enum label label = LABEL_NONE;
    for (size_t passed = 0; passed < left.len;) {
        size_t nearest = left.len, length = 0;
        struct str rest = str_make(left.ptr + passed, left.len - passed);
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            size_t found = passed + web_find_listed("bylines", kinds[i].key, rest, &word);
            if (found < nearest) {
                nearest = found;
                length = word.len;
                label = kinds[i].label;
            }
        }
        passed = nearest + length;
        if (length == 0)
            break;
    }
    return label;
}

static void from_time(struct dates *dates, const struct meta_time *time)
{
    const struct meta_facts *facts = dates->facts;
    struct str line = time->line < facts->lines.count ? facts->lines.items[time->line].text : STR("");
    enum label label = label_before(line, time->at < line.len ? time->at : line.len);
    bool updated = label == LABEL_UPDATED || (label == LABEL_NONE && meta_marks(facts, time->node, 2) & MARK_UPDATED);
    if (label != LABEL_OTHER && !meta_is_aside(facts, time->node))
        offer_element(dates, time->node, updated);
}

/* Those behind the headline, then those before it, where nothing else has told. */
static void from_times(struct dates *dates)
{
    const struct meta_facts *facts = dates->facts;
    size_t looked = 0;
    for (size_t i = 0; i < facts->times.count && looked < SHOWN; i++)
        if (facts->times.items[i].line >= facts->behind) {
            from_time(dates, &facts->times.items[i]);
            looked++;
        }
    for (size_t i = facts->times.count; i-- > 0 && looked < 2 * SHOWN && !dates->published.len;)
        if (facts->times.items[i].line < facts->behind) {
            from_time(dates, &facts->times.items[i]);
            looked++;
        }
}

/* "Published ...", "Last updated ...": more than the "on" that stands before any day. */
static bool is_labelled(struct str line)
{
    struct str word = STR("");
    bool published = web_find_listed("bylines", "published", line, &word) == 0 && word.len > strlen("on");
    return published || web_find_listed("bylines", "updated", line, &word) == 0;
}

/* Whether the line, but for `length` bytes of it, is a sentence that only names a day: it ends as one, and has more
 * words than a line that tells who wrote it and when. */
static bool is_sentence(struct str line, size_t length)
{
    size_t words = 0;
    struct str rest = line;
    while (rest.len && strchr("\"')", rest.ptr[rest.len - 1]))
        rest.len--;
    if (str_ends(rest, STR("\xe2\x80\x9d")) || str_ends(rest, STR("\xe2\x80\x99")))
        rest.len -= 3;
    bool stops = rest.len && strchr(".!?", rest.ptr[rest.len - 1]) && !is_labelled(line);
    for (struct str word; stops && (word = web_word(&rest)).len;)
        words++;
    return words > SENTENCE_WORDS && line.len - length > SENTENCE_REST;
}

/* The dates of a line that is there for them, or is marked so. */
static void from_line(struct dates *dates, const struct meta_line *line)
{
    const struct meta_facts *facts = dates->facts;
    struct str rest = line->text;
    struct page_date date;
    unsigned marks = meta_marks(facts, line->node, 3);
    size_t place = (size_t)(line - facts->lines.items);
    bool near_headline = place >= facts->behind && place < facts->behind + LINES_NEAR;
    for (int i = 0; i < 2 && page_date_find(facts->arena, rest, &date); i++) {
        enum label label = label_before(rest, date.start);
        bool front = i == 0 && date.start < 2 && near_headline; /* "19 August 2024 - The envoys met ..." */
        bool there = front || line->text.len - (date.end - date.start) <= REST_MOST || label == LABEL_PUBLISHED ||
                     (marks & MARK_DATE && line->text.len < 3 * REST_MOST);
        bool told = front || marks & MARK_DATE || !is_sentence(line->text, date.end - date.start);
        if (there && told && label != LABEL_OTHER && !meta_is_aside(facts, line->node))
            offer(dates, date.iso, label == LABEL_UPDATED);
        rest = str_make(rest.ptr + date.end, rest.len - date.end);
    }
}

/* "19" or "20" and two digits more. */
static bool has_year(struct str text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool digit = ascii_is_digit(text.ptr[i]);
        digits = digit ? digits + 1 : 0;
        if (digits == 4 && (text.ptr[i - 3] == '2' || text.ptr[i - 3] == '1'))
            return true;
    }
    return false;
}

/* A text far from the headline must be marked as a date, or say of what it is the date. */
static void from_far(struct dates *dates, uint32_t node)
{
    const struct meta_facts *facts = dates->facts;
    struct str text = html_node_text(facts->tree, node);
    struct page_date date;
    if (meta_is_aside(facts, node) || !page_date_find(facts->arena, text, &date) ||
        is_sentence(text, date.end - date.start))
        return;
    enum label label = label_before(text, date.start);
    bool marked = label == LABEL_NONE && meta_marks(facts, node, 2) & MARK_DATE;
    if (marked || label == LABEL_PUBLISHED || label == LABEL_UPDATED)
        offer(dates, date.iso, label == LABEL_UPDATED);
}

/* Anywhere behind the headline, where nothing near it tells. */
static void from_page(struct dates *dates)
{
    const struct meta_facts *facts = dates->facts;
    for (size_t i = facts->behind; i < facts->lines.count && !dates->published.len; i++)
        from_line(dates, &facts->lines.items[i]);
    uint32_t node = facts->lines.count ? facts->lines.items[facts->lines.count - 1].node + 1 : facts->tree->count;
    for (size_t looked = 0; node < facts->tree->count && looked < FAR && !dates->published.len; node++) {
        struct str text = facts->tree->nodes[node].tag == HTML_TEXT ? html_node_text(facts->tree, node) : STR("");
        if (text.len < 8 || text.len > FAR_MOST || !has_year(text))
            continue;
        looked++;
        from_far(dates, node);
    }
}

static void from_lines(struct dates *dates)
{
    const struct meta_facts *facts = dates->facts;
    size_t most = dates->published.len ? LINES_NEAR : LINES_BEHIND + LINES_BEFORE;
    bool told = dates->published.len > 0;
    for (size_t i = 0; i < most && (told || !dates->published.len); i++) {
        size_t at = i < LINES_BEHIND ? facts->behind + i : facts->behind - 1 - (i - LINES_BEHIND);
        if (at < facts->lines.count)
            from_line(dates, &facts->lines.items[at]);
    }
}

/* The day, or only the month, in the page's address. */
static struct str address_date(const struct dates *dates, const struct article *article)
{
    struct str month = STR(""), iso, urls[] = {dates->facts->origin->url, article->url};
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        if (page_date_url(dates->facts->arena, urls[i], &iso)) {
            if (iso.len > month.len)
                month = iso;
        }
    return page_date_later(month, dates->facts->origin->fetched) ? STR("") : month;
}

/* The day in the address goes before another that only stands in the page for all to see: there may be many, and of
 * other things. */
static void check_by_address(struct dates *dates, struct str address)
{
    bool apart = page_date_later(address, dates->published) || page_date_later(dates->published, address);
    if (apart && address.len >= strlen("2024-08-19"))
        dates->published = address;
}

void meta_dates(struct meta_facts *facts, struct article *article)
{
    struct dates dates = {.facts = facts, .published = STR(""), .updated = STR("")};
    struct str address = address_date(&dates, article);
    from_object(&dates);
    from_meta(&dates);
    from_marked(&dates);
    bool told = dates.published.len > 0;
    from_times(&dates);
    dates.shown = true;
    from_lines(&dates);
    from_page(&dates);
    dates.shown = false;
    if (!told)
        check_by_address(&dates, address);
    offer_value(&dates, facts->origin->published, false);
    offer(&dates, address, false);
    if (dates.published.len == 0)
        dates.published = dates.updated.len ? dates.updated : address;
    article->published = dates.published;
    article->updated = dates.updated;
}
