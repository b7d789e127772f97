/* html_link.c - see html_link.h. Input: addresses. Output: sites. Invariant: a site is a slice of the address. */
#include "ingest/html_link.h"

#include "base/ascii.h"
#include "ingest/url.h"

static const struct str none = {"", 0};

/* The host of "https://host/..." or "//host/..."; "" of all else. */
static struct str host_of(struct str address)
{
    struct str authority = url_split(str_trim(address)).authority;
    return str_cut(&authority, ':');
}

/* The last labels of a host that are one owner's: two, three where the second to last only says what kind it is
 * ("co.uk"). */
static struct str site_of(struct str host)
{
    size_t labels = 1, last = 0, before = 0, at = host.len;
    for (; at > 0; at--) {
        if (host.ptr[at - 1] != '.')
            continue;
        if (labels == 1)
            last = host.len - at;
        if (labels == 2)
            before = host.len - last - 1 - at;
        if (labels == 3 || (labels == 2 && (last != 2 || before > 3)))
            break;
        labels++;
    }
    return host.len ? str_make(host.ptr + at, host.len - at) : host;
}

struct str html_site(const struct html_tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        enum html_tag tag = tree->nodes[i].tag;
        struct str address = none;
        if (tag == HTML_LINK && html_attribute_has(tree, i, HTML_AT_REL, "canonical"))
            address = html_attribute(tree, i, HTML_AT_HREF);
        else if (tag == HTML_META && html_attribute_has(tree, i, HTML_AT_PROPERTY, "og:url"))
            address = html_attribute(tree, i, HTML_AT_CONTENT);
        if (address.len && host_of(address).len)
            return site_of(host_of(address));
    }
    return none;
}

bool html_leads_out(struct str site, struct str address)
{
    struct str other = site_of(host_of(address));
    if (site.len == 0 || other.len == 0)
        return false;
    return !ascii_same(other, site);
}
