/* feed.c - see feed.h. Input: bytes. Output: a feed, or articles of it. Invariant: what is not well-formed is read
 * twice at most: up to its fault, and mended. */
#include "ingest/feed.h"

#include "base/error.h"
#include "ingest/charset.h"
#include "ingest/feed_parts.h"
#include "ingest/html.h"

enum { NAME_MOST = 512 };

/* --- plain text --- */

bool feed_plain(struct arena *arena, const struct feed_text *text, const struct limits *limits, const char *source,
                struct str *plain, readout_error *error)
{
    bool marked = text->html && text->value.len &&
                  (memchr(text->value.ptr, '<', text->value.len) || memchr(text->value.ptr, '&', text->value.len));
    *plain = text->value;
    return !marked || html_fragment(arena, text->value, limits, source, plain, error);
}

/* As one line: every run of blanks is one. In place. */
static struct str one_line(struct arena *arena, struct str text)
{
    char *line = arena_copy(arena, text.ptr, text.len);
    size_t length = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool blank = strchr(" \t\r\n", line[i]) && line[i];
        if (!blank || (length && line[length - 1] != ' '))
            line[length++] = blank ? ' ' : line[i];
    }
    return str_trim(str_make(line, length));
}

static bool plain_line(struct arena *arena, const struct feed_text *text, const struct limits *limits,
                       const char *source, struct str *plain, readout_error *error)
{
    if (!feed_plain(arena, text, limits, source, plain, error))
        return false;
    *plain = one_line(arena, *plain);
    return true;
}

/* --- reading --- */

/* Read XML; where it is broken, mended. What was read up to the fault counts where mending gives less. */
static bool read_xml(const struct feed_source *source, struct str utf8, struct feed *feed, readout_error *error)
{
    readout_error fault = {0}, ignored = {0};
    enum xml_result result = feed_xml_read(source, utf8, false, feed, &fault);
    if (result == XML_FAILED) {
        *error = fault;
        return false;
    }
    feed->problem = fault;
    if (result == XML_WHOLE)
        return true;
    struct feed mended = {0};
    struct str xml = xml_mend(source->arena, utf8);
    bool read = feed_xml_read(source, xml, true, &mended, &ignored) != XML_FAILED;
    if (read && mended.items.count >= feed->items.count) {
        *feed = mended;
        feed->problem = fault;
    }
    const struct feed_item *about = &feed->about;
    if (feed->items.count || about->title.value.len || about->url.len)
        return true;
    *error = fault;
    return false;
}

bool feed_read(struct arena *arena, struct str bytes, const struct origin *origin, const struct limits *limits,
               struct feed *feed, readout_error *error)
{
    char name[NAME_MOST];
    size_t length = origin->name.len < sizeof name ? origin->name.len : sizeof name - 1;
    memcpy(name, origin->name.ptr ? origin->name.ptr : "", length);
    name[length] = 0;
    struct feed_source source = {.arena = arena, .limits = limits, .name = name, .url = origin->url};
    struct str utf8;
    readout_error problem = {0};
    *feed = (struct feed){0};
    if (bytes.len > limits->most[LIMIT_SIZE])
        return limit_fail(error, limits, LIMIT_SIZE, name);
    if (!charset_decode(arena, bytes, origin->charset, false, name, &utf8, error))
        return false;
    struct str front = str_trim(utf8);
    bool json = front.len && front.ptr[0] == '{';
    bool read = json ? feed_json_read(&source, utf8, feed, &problem) : read_xml(&source, utf8, feed, &problem);
    if (!read && error && error->status == READOUT_OK)
        *error = problem;
    return read && plain_line(arena, &feed->about.title, limits, name, &feed->title, error);
}

/* --- authors --- */

struct str feed_author_name(struct str text)
{
    text = str_trim(text);
    const char *open = text.len ? memchr(text.ptr, '(', text.len) : NULL;
    const char *angle = text.len ? memchr(text.ptr, '<', text.len) : NULL;
    bool mail = text.len && memchr(text.ptr, '@', text.len);
    if (mail && open && text.ptr[text.len - 1] == ')') {
        size_t at = (size_t)(open - text.ptr) + 1;
        return str_trim(str_make(open + 1, text.len - at - 1));
    }
    if (mail && angle && angle > text.ptr)
        return str_trim(str_make(text.ptr, (size_t)(angle - text.ptr)));
    return text;
}

void feed_add_author(struct arena *arena, struct str *authors, struct str name)
{
    if (!name.len || name.len > NAME_MOST)
        return;
    if (!authors->len) {
        *authors = str_copy(arena, name);
        return;
    }
    if (authors->len + name.len > NAME_MOST)
        return;
    char *joined = arena_take(arena, authors->len + name.len + 3, 1);
    memcpy(joined, authors->ptr, authors->len);
    memcpy(joined + authors->len, "; ", 2);
    memcpy(joined + authors->len + 2, name.ptr, name.len);
    joined[authors->len + name.len + 2] = 0;
    *authors = str_make(joined, authors->len + name.len + 2);
}

/* --- articles --- */

struct str feed_item_key(const struct feed_item *item)
{
    return item->key.len ? item->key : item->url.len ? item->url : item->title.value;
}

bool feed_article(struct arena *arena, const struct feed *feed, const struct feed_item *item,
                  const struct limits *limits, const char *source, struct article *article, readout_error *error)
{
    struct str language = item->language.len ? item->language : feed->about.language;
    const struct feed_text *body = item->content.value.len ? &item->content : &item->summary;
    *article = (struct article){
        .key = feed_item_key(item),
        .outlet = item->outlet.len ? item->outlet : feed->title,
        .author = item->author.len ? item->author : feed->about.author,
        .published = item->published.len ? item->published : item->updated,
        .updated = item->updated,
        .url = item->url,
        .language = body->language.len ? body->language : language,
    };
    return plain_line(arena, &item->title, limits, source, &article->title, error) &&
           feed_plain(arena, body, limits, source, &article->text, error);
}

void feed_articles(struct arena *arena, const struct feed *feed, const struct limits *limits, const char *source,
                   struct article_list *articles, struct problem_sink *problems)
{
    for (size_t i = 0; i < feed->items.count; i++) {
        struct article article;
        readout_error problem = {0};
        if (!feed_article(arena, feed, &feed->items.items[i], limits, source, &article, &problem))
            problem_fail(problems, &problem);
        else if (article.text.len)
            *ARENA_PUSH(arena, *articles) = article;
    }
}
