/* html_meta_words.c - see html_meta_facts.h: texts compared and made plain. Input: texts of a page. Output: how alike
 * they are. Invariant: at most WORDS words of a text are looked at. */
#include "base/ascii.h"
#include "base/error.h"
#include "ingest/html_meta_facts.h"
#include "ingest/url.h"
#include "ingest/web_data.h"

enum { WORDS = 48, PLAIN_MOST = 2000, NAME_LEAST = 3 };

struct words {
    uint64_t hashes[WORDS];
    size_t count;
};

/* Bytes of the letter or digit at `at`, 0 where none stands: U+2000 to U+203F and U+00A0 to U+00BF are marks. */
static size_t letter_length(struct str text, size_t at)
{
    unsigned char byte = (unsigned char)text.ptr[at], next = at + 1 < text.len ? (unsigned char)text.ptr[at + 1] : 0;
    if (byte < 0x80)
        return ascii_is_alphanumeric((char)byte);
    return (byte == 0xc2 && next < 0xc0) || (byte == 0xe2 && next == 0x80) ? 0 : 1;
}

static size_t mark_length(struct str text, size_t at)
{
    unsigned char byte = (unsigned char)text.ptr[at];
    size_t length = byte == 0xc2 ? 2 : byte == 0xe2 ? 3 : 1;
    return at + length <= text.len ? length : text.len - at;
}

/* Bytes of a character that is not seen, 0 of another: soft hyphen, U+200B to U+200F, U+FEFF. */
static size_t unseen_length(struct str text, size_t at)
{
    struct str rest = str_make(text.ptr + at, text.len - at);
    if (str_starts(rest, STR("\xc2\xad")))
        return 2;
    bool zero = rest.len > 2 && memcmp(rest.ptr, "\xe2\x80", 2) == 0 && (unsigned char)rest.ptr[2] >= 0x8b &&
                (unsigned char)rest.ptr[2] <= 0x8f;
    return zero || str_starts(rest, STR("\xef\xbb\xbf")) ? 3 : 0;
}

static void cut_words(struct words *words, struct str text)
{
    words->count = 0;
    for (size_t at = 0; at < text.len && words->count < WORDS;) {
        uint64_t hash = 1469598103934665603u;
        size_t start = at;
        for (size_t unseen; at < text.len && ((unseen = unseen_length(text, at)) || letter_length(text, at));) {
            if (!unseen)
                hash = (hash ^ (unsigned char)ascii_lower(text.ptr[at])) * 1099511628211u;
            at += unseen ? unseen : 1;
        }
        if (at > start)
            words->hashes[words->count++] = hash;
        else
            at += mark_length(text, at);
    }
}

unsigned meta_alike(struct str one, struct str other, bool of_least)
{
    struct words a, b;
    cut_words(&a, one);
    cut_words(&b, other);
    size_t least = a.count < b.count ? a.count : b.count, shared = 0;
    for (size_t i = 0; i < a.count; i++)
        for (size_t k = 0; k < b.count; k++)
            if (a.hashes[i] == b.hashes[k]) {
                b.hashes[k] = 0;
                shared++;
                break;
            }
    if (least == 0)
        return 0;
    return (unsigned)(of_least ? 100 * shared / least : 200 * shared / (a.count + b.count));
}

struct str meta_compact(struct arena *arena, struct str text)
{
    char *out = arena_take(arena, text.len + 1, 1);
    size_t length = 0;
    for (size_t at = 0; at < text.len;) {
        size_t unseen = unseen_length(text, at);
        if (unseen)
            at += unseen;
        else if (letter_length(text, at))
            out[length++] = ascii_lower(text.ptr[at++]);
        else
            at += mark_length(text, at);
    }
    return str_make(out, length);
}

struct str meta_seen(struct arena *arena, struct str text)
{
    char *out = arena_take(arena, text.len + 1, 1);
    size_t length = 0;
    for (size_t at = 0; at < text.len;) {
        size_t unseen = unseen_length(text, at);
        if (!unseen)
            out[length++] = text.ptr[at];
        at += unseen ? unseen : 1;
    }
    return str_make(out, length);
}

static bool contains(struct str text, struct str part)
{
    return part.len >= NAME_LEAST && memmem(text.ptr, text.len, part.ptr, part.len) != NULL;
}

struct str meta_host(const struct meta_facts *facts)
{
    struct str address = facts->origin->url.len ? facts->origin->url : facts->canonical;
    struct str host = url_split(address).authority;
    if (host.len == 0 && facts->told[META_URL].count)
        host = url_split(facts->told[META_URL].items[0].text).authority;
    return host.len > 4 && ascii_starts(host, STR("www.")) ? str_make(host.ptr + 4, host.len - 4) : host;
}

/* The longest part of the host but the last: "timesofisrael" of "www.timesofisrael.com". */
static struct str host_name(struct str host)
{
    struct str best = STR(""), part;
    while (host.len) {
        part = str_cut(&host, '.');
        best = host.len && part.len > best.len ? part : best;
    }
    return best;
}

/* Whether a name has that of the host in it and little else: "The Times of Israel". */
static bool has_host(struct arena *arena, struct str compact, struct str host)
{
    struct str name = meta_compact(arena, host_name(host));
    return name.len > NAME_LEAST && contains(compact, name) && compact.len <= name.len + 8;
}

bool meta_is_outlet(struct meta_facts *facts, struct str name, struct str outlet)
{
    struct arena_place place = arena_here(facts->arena);
    struct str compact = meta_compact(facts->arena, name), other = meta_compact(facts->arena, outlet);
    struct str host = meta_compact(facts->arena, meta_host(facts));
    bool found = compact.len && (str_equal(compact, other) || contains(host, compact) ||
                                 has_host(facts->arena, compact, meta_host(facts)) ||
                                 (other.len && meta_alike(name, outlet, true) >= 100 && compact.len <= 2 * other.len));
    arena_back(facts->arena, place);
    return found;
}

bool meta_is_address(struct str text)
{
    return url_is_address(text) || str_starts(text, STR("/")) || str_starts(text, STR("www.")) ||
           memchr(text.ptr, '@', text.len) != NULL;
}

struct str meta_plain(struct arena *arena, struct str text)
{
    text = str_trim(text);
    text.len = text.len < PLAIN_MOST ? text.len : PLAIN_MOST;
    while (text.len && ((unsigned char)text.ptr[text.len - 1] & 0xc0) == 0x80 && text.len == PLAIN_MOST)
        text.len--;
    bool plain = true;
    for (size_t i = 0; plain && i < text.len; i++)
        plain = text.ptr[i] != '&' && text.ptr[i] != '<' && (unsigned char)text.ptr[i] >= ' ' &&
                !(text.ptr[i] == ' ' && text.ptr[i + 1] == ' ') && text.ptr[i] != '\xc2';
    if (plain)
        return text;
    struct limits limits = limits_usual();
    struct html_tree tree;
    return html_tree_parse(arena, text, &limits, "", &tree, NULL) ? html_text(arena, &tree, 0) : text;
}
