/* warc_test.c - crawl archives: which records are documents, the same ones however they are compressed, faults. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <unistd.h>
#include <zdict.h>

#include "ingest/kind.h"
#include "ingest/unpack.h"
#include "ingest/warc.h"
#include "packed.h"

static const char *const html = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n";

/* A record with this head and block; `length` -1: that of the block. */
static void add_record(struct buffer *into, const char *type, const char *url, const char *fields, struct str block,
                       long length)
{
    char head[512];
    snprintf(head, sizeof head,
             "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n%s"
             "Content-Length: %ld\r\n\r\n",
             type, url, fields, length < 0 ? (long)block.len : length);
    add_text(into, head);
    buffer_add(into, block);
    add_text(into, "\r\n\r\n");
}

/* A response with status 200 whose body is `text`. */
static void add_page(struct buffer *into, const char *url, const char *text)
{
    struct buffer block = {0};
    add_text(&block, html);
    add_text(&block, text);
    add_record(into, "response", url, "Content-Type: application/http; msgtype=response\r\n", buffer_str(&block), -1);
    buffer_free(&block);
}

static void check_list(struct str bytes, const char *expected)
{
    char *text = list_bytes(warc_open, "a.warc", bytes);
    assert_string_equal(text, expected);
    free(text);
}

static void test_kinds(void **state)
{
    (void)state;
    static const char http[] = "Content-Type: application/http; msgtype=response\r\n";
    struct buffer warc = {0};
    add_record(&warc, "warcinfo", "", "Content-Type: application/warc-fields\r\n", STR("software: none\r\n"), -1);
    add_record(&warc, "request", "http://a.org/", "", STR("GET / HTTP/1.1\r\n\r\n"), -1);
    add_page(&warc, "http://a.org/", "<p>One</p>");
    add_record(&warc, "response", "http://a.org/no", http, STR("HTTP/1.1 404 Not Found\r\n\r\nno"), -1);
    add_record(&warc, "response", "http://a.org/moved", http, STR("HTTP/1.1 301\r\nLocation: /\r\n\r\n"), -1);
    add_record(&warc, "response", "dns:a.org", "Content-Type: text/dns\r\n", STR("20240501100000\na.org. 1"), -1);
    add_record(&warc, "revisit", "http://a.org/", http, STR("HTTP/1.1 200 OK\r\n\r\n"), -1);
    add_record(&warc, "metadata", "http://a.org/", "", STR("a: b\r\n"), -1);
    add_record(&warc, "resource", "<file:///a b.html>", "Content-Type: text/html;charset=latin1\r\n", STR("<p>Two"),
               -1);
    add_record(&warc, "Conversion", "http://a.org/\xff\x01", "Content-Type: Text/Plain\r\n", STR("Three"), -1);
    add_record(&warc, "response", "http://a.org/empty", http, STR("HTTP/1.1 200 OK\r\n\r\n"), -1);
    add_record(&warc, "response", "http://a.org/bare", http, STR("HTTP/1.1 200 OK"), -1);
    check_list(buffer_str(&warc),
               "record 3 (http://a.org/)|http://a.org/|text/html|utf-8|2024-05-01T10:00:00Z\n<p>One</p>\n"
               "record 9 (file:///a b.html)|file:///a b.html|text/html|latin1|2024-05-01T10:00:00Z\n<p>Two\n"
               "record 10 (http://a.org/\\xff\\x01)|http://a.org/\\xff\\x01|text/plain||2024-05-01T10:00:00Z\nThree\n"
               "record 11 (http://a.org/empty)|http://a.org/empty|||2024-05-01T10:00:00Z\n\n"
               "record 12 (http://a.org/bare)|http://a.org/bare|||2024-05-01T10:00:00Z\n\n");
    buffer_free(&warc);
}

/* Line feeds alone, no blank line between records, folded fields, WARC 0.18, no date. */
static void test_odd_forms(void **state)
{
    (void)state;
    check_list(STR("WARC/0.18\nWARC-Type: resource\nContent-Type:\n text/html;\n\tcharset=x\nContent-Length: 3\n\nabc"
                   "WARC/1.1\nWARC-TYPE:resource\nwarc-date: yesterday\nno colon\nContent-length:  2 \n\nde\n\n\n\n"
                   "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 0\r\n\r\n"),
               "record 1||text/html|x|\nabc\nrecord 2||||\nde\nrecord 3||||\n\n");
    check_list(STR(""), "");
    check_list(STR("\r\n\r\n"), "");
}

/* Where the records start. */
static void find_records(const struct buffer *warc, size_t *places, size_t count)
{
    for (size_t i = 0, from = 0; i < count; i++, from++) {
        const char *next = memmem(warc->ptr + from, warc->len - from, "WARC/1.0", 8);
        places[i] = from = (size_t)(next - warc->ptr);
    }
}

static void test_codings(void **state)
{
    (void)state;
    static const char http[] = "Content-Type: application/http\r\n";
    struct buffer warc = {0}, block = {0};
    add_text(&block, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9999\r\n\r\n");
    pack_deflate(&block, STR("<p>One</p>"), 31);
    add_record(&warc, "response", "a:1", http, buffer_str(&block), -1);
    add_record(&warc, "response", "a:2", http, str_make(block.ptr, block.len - 4), -1);
    add_record(&warc, "response", "a:3", "Content-Type: application/http\r\nWARC-Truncated: length\r\n",
               str_make(block.ptr, block.len - 4), -1);
    add_record(&warc, "response", "a:4", http,
               STR("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nTwo\r\n0\r\n\r\n"), -1);
    add_record(&warc, "response", "a:5", http,
               STR("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nThree\r\n0\r\n\r\n"), -1);
    add_record(&warc, "response", "a:6", http, STR("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x0b\x01\x80"), -1);
    add_record(&warc, "resource", "a:7", "", STR("Four"), -1);
    char *text = list_bytes(warc_open, "a.warc", buffer_str(&warc)), expected[1024];
    size_t places[7];
    find_records(&warc, places, 7);
    snprintf(expected, sizeof expected,
             "record 1 (a:1)|a:1|||2024-05-01T10:00:00Z\n<p>One</p>\n"
             "record 2 (a:2)|a:2|||2024-05-01T10:00:00Z\n<p>One</p>\n"
             "! a.warc: record 2 at byte %zu: broken off at byte 26 of its body\n"
             "record 3 (a:3)|a:3|||2024-05-01T10:00:00Z\n<p>One</p>\n"
             "record 4 (a:4)|a:4|||2024-05-01T10:00:00Z\nTwo\n"
             "record 5 (a:5)|a:5|||2024-05-01T10:00:00Z\nThr\n"
             "! a.warc: record 5 at byte %zu: a chunk longer than it says at byte 6 of its body\n"
             "! a.warc: record 6 at byte %zu: its body is sent as \"br\", which is not supported\n"
             "record 7 (a:7)|a:7|||2024-05-01T10:00:00Z\nFour\n",
             places[1], places[4], places[5]);
    assert_string_equal(text, expected);
    free(text);
    buffer_free(&warc);
    buffer_free(&block);
}

#define GOOD "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: a:good\r\nContent-Length: 4\r\n\r\ngood\r\n\r\n"
#define GOOD_AS(number) "record " #number " (a:good)|a:good|||\ngood\n"

/* A bad record among good ones is told, with its place, and those behind it are read. */
static void test_bad_records(void **state)
{
    (void)state;
    static const struct {
        const char *bad, *expected;
    } cases[] = {
        {"WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 3\r\n\r\nabc\r\n\r\nWARC/x\r\n",
         "! a.warc: record 2 at byte 85: its length is wrong\n"},
        {"WARC/1.0\r\nWARC-Type: resource\r\n\r\nabc\r\n\r\n",
         "! a.warc: record 2 at byte 85: it has no Content-Length\n"},
        {"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: many\r\n\r\nabc\r\n\r\n",
         "! a.warc: record 2 at byte 85: its Content-Length is no number\n"},
        {"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 2\r\n\r\nabcde\r\n\r\n",
         "record 2||||\nab\n! a.warc: record 2 at byte 85: its length is wrong\n"},
        {"WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 2\r\n\r\nabcde\r\n\r\n",
         "! a.warc: record 2 at byte 85: its length is wrong\n"},
        {"garbage\r\nWARC/xyz\r\n\r\nmore of it\r\n", "! a.warc: record 1 at byte 0: its length is wrong\n"},
        {"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 3\r\n",
         "! a.warc: record 2 at byte 85: its head is broken off\n"},
        {"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n",
         "! a.warc: record 2 at byte 85: no HTTP message is in it\n"},
        {"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 15\r\n\r\nHTTP/1.1 2 OK\r\n\r\n\r\n",
         "! a.warc: record 2 at byte 85: its HTTP message has no status\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer warc = {0};
        add_text(&warc, GOOD);
        add_text(&warc, cases[i].bad);
        add_text(&warc, GOOD);
        char *text = list_bytes(warc_open, "a.warc", buffer_str(&warc));
        const char *after = strstr(text, cases[i].expected);
        if (!after)
            print_error("case %zu: %s", i, text);
        assert_non_null(after);
        assert_non_null(strstr(after, "(a:good)|a:good|||\ngood\n"));
        assert_true(str_starts(str_of(text), STR("record 1 (a:good)|a:good|||\ngood\n")));
        free(text);
        buffer_free(&warc);
    }
}

/* A head over the limit is one bad record. */
static void test_long_head(void **state)
{
    (void)state;
    struct buffer warc = {0};
    add_text(&warc, GOOD "WARC/1.0\r\n");
    for (size_t i = 0; i < 40000; i++)
        add_text(&warc, "X-Field: a\r\n");
    add_text(&warc, "\r\n\r\n" GOOD);
    check_list(buffer_str(&warc), GOOD_AS(1) "! a.warc: record 2 at byte 85: more than 262144 bytes (--limit headers)\n"
                                             GOOD_AS(3));
    buffer_free(&warc);
}

enum { PAGES = 50 };

static void make_page(size_t i, char *text, size_t size, char *url)
{
    int length = snprintf(text, size, "<p>Page %zu: the delegations met", i);
    for (size_t n = 0; n < i * 11 % 40; n++)
        length += snprintf(text + length, size - (size_t)length, " again, in room %zu,", n * i % 17);
    snprintf(text + length, size - (size_t)length, " in Oslo.</p>");
    snprintf(url, 64, "http://a.org/%zu", i);
}

enum form { PLAIN, GZIP_RECORDS, GZIP_WHOLE, ZSTD_RECORDS, ZSTD_WHOLE, ZSTD_DICTIONARY, XZ_WHOLE, FORMS };

static struct str train_dictionary(char *into, size_t size, const struct buffer *records, const size_t *sizes)
{
    size_t length = ZDICT_trainFromBuffer(into, size, records->ptr, sizes, PAGES);
    assert_false(ZDICT_isError(length));
    return str_make(into, length);
}

/* The fifty records as one file of this form. */
static void make_file(struct buffer *file, enum form form)
{
    struct buffer records = {0};
    char text[2048], url[64], room[1024];
    size_t sizes[PAGES], at = 0;
    for (size_t i = 0; i < PAGES; i++) {
        make_page(i, text, sizeof text, url);
        add_page(&records, url, text);
        sizes[i] = records.len - at;
        at = records.len;
    }
    struct str dictionary = STR("");
    if (form == ZSTD_DICTIONARY) {
        dictionary = train_dictionary(room, sizeof room, &records, sizes);
        pack_skippable(file, 13, dictionary);
    }
    at = 0;
    for (size_t i = 0; i < PAGES; at += sizes[i++]) {
        struct str record = str_make(records.ptr + at, sizes[i]);
        if (form == GZIP_RECORDS)
            pack(file, PACK_GZIP, record);
        else if (form == ZSTD_RECORDS || form == ZSTD_DICTIONARY)
            pack_zstd(file, record, dictionary);
    }
    if (form == PLAIN)
        buffer_add(file, buffer_str(&records));
    else if (form == GZIP_WHOLE || form == ZSTD_WHOLE || form == XZ_WHOLE)
        pack(file, form == GZIP_WHOLE ? PACK_GZIP : form == ZSTD_WHOLE ? PACK_ZSTD : PACK_XZ, buffer_str(&records));
    buffer_free(&records);
}

/* A WARC file in memory, compressed or not. */
struct crawl {
    struct opened outer;
    struct stream inner;
    struct container container;
};

/* False: it breaks off before anything can be unpacked. */
static bool open_crawl(struct crawl *crawl, struct str file, size_t piece)
{
    readout_error error = {0};
    struct entry entry;
    bool packed = kind_of(file, STR("")) == KIND_PACKED;
    *crawl = (struct crawl){0};
    assert_true(open_bytes(&crawl->outer, packed ? unpack_open : warc_open, "a", file, piece, &error));
    crawl->container = crawl->outer.container;
    if (!packed)
        return true;
    assert_int_equal(crawl->outer.container.next(crawl->outer.container.state, &entry, &error), ENTRY_OK);
    stream_over(&crawl->inner, "a", memory_read_entry, &crawl->outer.container);
    bool opened = warc_open(&crawl->container, &crawl->inner, &crawl->outer.limits, &error);
    assert_int_equal(opened, error.status == READOUT_OK);
    if (opened)
        warc_packed(&crawl->container, &crawl->outer.container);
    else
        crawl->container.state = NULL;
    return opened;
}

static void close_crawl(struct crawl *crawl)
{
    if (crawl->container.state && crawl->container.state != crawl->outer.container.state)
        crawl->container.close(crawl->container.state);
    stream_free(&crawl->inner);
    close_bytes(&crawl->outer);
}

/* The entries from page `first` on are what they must be; with each one's offset where `offsets` is not NULL. */
static void check_pages(struct str file, size_t first, size_t piece, uint64_t *offsets)
{
    struct crawl crawl;
    assert_true(open_crawl(&crawl, file, piece));
    for (size_t i = first; i < PAGES; i++) {
        char text[2048], url[64], name[128];
        struct buffer content = {0};
        struct entry entry;
        readout_error error = {0};
        make_page(i, text, sizeof text, url);
        snprintf(name, sizeof name, "record %zu (%s)", i - first + 1, url);
        assert_int_equal(crawl.container.next(crawl.container.state, &entry, &error), ENTRY_OK);
        assert_true(str_equal(entry.origin.name, str_of(name)));
        assert_true(str_equal(entry.origin.url, str_of(url)));
        add_content(&content, &crawl.container);
        assert_true(str_equal(str_make(content.ptr, content.len - 1), str_of(text)));
        if (offsets)
            offsets[i] = entry.offset;
        buffer_free(&content);
    }
    struct entry entry;
    readout_error error = {0};
    assert_int_equal(crawl.container.next(crawl.container.state, &entry, &error), ENTRY_END);
    close_crawl(&crawl);
}

static void test_same_in_every_form(void **state)
{
    (void)state;
    static const size_t known[FORMS] = {PAGES, PAGES, 1, PAGES, 1, 0, 1}; /* entries whose offset can be told */
    for (enum form form = 0; form < FORMS; form++) {
        struct buffer file = {0};
        uint64_t offsets[PAGES];
        size_t count = 0;
        make_file(&file, form);
        check_pages(buffer_str(&file), 0, 0, offsets);
        check_pages(buffer_str(&file), 0, 1, NULL);
        for (size_t i = 0; i < PAGES; i++) {
            if (offsets[i] == OFFSET_NONE)
                continue;
            check_pages(str_make(file.ptr + offsets[i], file.len - offsets[i]), i, 0, NULL);
            count++;
        }
        assert_int_equal(count, known[form]);
        buffer_free(&file);
    }
}

/* How many pages are handed out whole, one after another; that nothing else comes before an error. */
static size_t count_pages(struct str file)
{
    struct crawl crawl;
    size_t whole = 0, errors = 0;
    enum entry_result result = open_crawl(&crawl, file, 0) ? ENTRY_OK : ENTRY_FAILED;
    while (result != ENTRY_END && result != ENTRY_FAILED) {
        char text[2048], url[64], bytes[2048];
        struct entry entry;
        readout_error error = {0};
        result = crawl.container.next(crawl.container.state, &entry, &error);
        long got = 0, length = 0;
        while (result == ENTRY_OK && (got = crawl.container.read(crawl.container.state, bytes + length,
                                                                 sizeof bytes - (size_t)length, &error)) > 0)
            length += got;
        errors += error.status != READOUT_OK;
        make_page(whole, text, sizeof text, url);
        if (result != ENTRY_OK || got < 0)
            continue;
        assert_true(str_equal(str_make(bytes, (size_t)length), str_of(text)));
        assert_int_equal(errors, 0);
        whole++;
    }
    assert_true(errors <= 1);
    close_crawl(&crawl);
    return whole;
}

/* Cut at any byte: all pages before the cut are read, and one error told, or none where the cut is between records. */
static void test_broken_off_anywhere(void **state)
{
    (void)state;
    static const enum form forms[] = {PLAIN, GZIP_RECORDS, GZIP_WHOLE, ZSTD_RECORDS, XZ_WHOLE};
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        struct buffer file = {0};
        size_t least = 0;
        make_file(&file, forms[f]);
        for (size_t cut = 12; cut <= file.len; cut += cut < 2000 ? 1 : 37) {
            size_t whole = count_pages(str_make(file.ptr, cut));
            assert_true(whole >= least);
            least = whole;
        }
        assert_int_equal(count_pages(buffer_str(&file)), PAGES);
        buffer_free(&file);
    }
}

#define ARC_HEAD "filedesc://a.arc 0.0.0.0 20240501100000 text/plain 21\n1 0 Name\nURL IP-addr\n\n"

static void test_arc(void **state)
{
    (void)state;
    check_list(STR(ARC_HEAD "http://a.org/a b 127.0.0.1 20240501100002 text/html 45\n"
                            "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\n\r\n<p>One\n\n"
                            "dns:a.org 127.0.0.1 20240501100000 text/dns 3\nabc\n"
                            "http://a.org/ 127.0.0.1 20240501 text/html 200 - - 0 a.arc 6\n<p>Two\n"
                            "http://a.org/no 127.0.0.1 20240501100000 text/html 25\nHTTP/1.0 404 No\r\n\r\nabcdef\n"),
               "record 2 (http://a.org/a b)|http://a.org/a b|a/b||2024-05-01T10:00:02Z\n<p>One\n\n"
               "record 4 (http://a.org/)|http://a.org/|text/html||2024-05-01\n<p>Two\n");
    check_list(STR(ARC_HEAD "http://a.org/ 127.0.0.1 20240501100000 text/html -1\nabc\n\n"
                            "http://a.org/2 127.0.0.1 20240501100000 text/plain 3\nTwo\n"
                            "http://a.org/3 127.0.0.1 20240501100000 text/plain 9\nThree"),
               "! a.warc: record 2 at byte 76: its length is no number\n"
               "record 3 (http://a.org/2)|http://a.org/2|text/plain||2024-05-01T10:00:00Z\nTwo\n"
               "record 4 (http://a.org/3)|http://a.org/3|text/plain||2024-05-01T10:00:00Z\nThree\n"
               "! a.warc: record 4 at byte 190: broken off\n");
}

enum { MEMBERS = 3 };

/* Three records, a member each, into `file`; the second says that it has `length` bytes. `ends` of the members. */
static void pack_records(struct buffer *file, long length, size_t ends[MEMBERS])
{
    for (size_t i = 0; i < MEMBERS; i++) {
        struct buffer record = {0};
        char url[16];
        snprintf(url, sizeof url, "a:%zu", i + 1);
        add_record(&record, "resource", url, "", STR("<p>The delegations met in Oslo.</p>"), i == 1 ? length : -1);
        pack(file, PACK_GZIP, buffer_str(&record));
        ends[i] = file->len;
        buffer_free(&record);
    }
}

static void check_crawl(struct str file, const char *expected)
{
    struct buffer text = {0};
    struct crawl crawl;
    assert_true(open_crawl(&crawl, file, 0));
    add_entries(&text, &crawl.container);
    buffer_byte(&text, 0);
    assert_string_equal(text.ptr, expected);
    close_crawl(&crawl);
    buffer_free(&text);
}

#define PAGE_AS(number, content) \
    "record " #number " (a:" #number ")|a:" #number "|||2024-05-01T10:00:00Z\n" content "\n"
#define OSLO "<p>The delegations met in Oslo.</p>"

/* Of a file compressed record by record, a record with a wrong length costs no other: the next member tells. */
static void test_wrong_length_of_member(void **state)
{
    (void)state;
    static const struct {
        long length;
        const char *handed;
    } cases[] = {{95, OSLO "\r\n\r\n"}, {26, "<p>The delegations met in "}, {5000, OSLO "\r\n\r\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer file = {0};
        char expected[1024];
        size_t ends[MEMBERS];
        pack_records(&file, cases[i].length, ends);
        snprintf(expected, sizeof expected,
                 PAGE_AS(1, OSLO) PAGE_AS(2, "%s") "! a: record 2 at byte %zu: its length is wrong\n" PAGE_AS(3, OSLO),
                 cases[i].handed, ends[0]);
        check_crawl(buffer_str(&file), expected);
        buffer_free(&file);
    }
}

/* A member that is damaged costs no other. Of which record it is, is not known where nothing of it can be read. */
static void test_damaged_member(void **state)
{
    (void)state;
    static const char third[] = "record 2 (a:3)|a:3|||2024-05-01T10:00:00Z\n" OSLO "\n";
    struct buffer file = {0};
    char expected[1024];
    size_t ends[MEMBERS];
    pack_records(&file, -1, ends);
    file.ptr[ends[1] - 8] ^= 0x55;
    snprintf(expected, sizeof expected,
             PAGE_AS(1, OSLO) PAGE_AS(2, OSLO) "! a: damaged at byte %zu: incorrect data check\n" PAGE_AS(3, OSLO),
             ends[1] - 4);
    check_crawl(buffer_str(&file), expected);
    snprintf(expected, sizeof expected, PAGE_AS(1, OSLO) "! a: damaged at byte %zu: invalid block type\n%s",
             ends[0] + 11, third);
    memset(file.ptr + ends[0] + 10, 0xff, 20);
    check_crawl(buffer_str(&file), expected);
    snprintf(expected, sizeof expected,
             PAGE_AS(1, OSLO) "! a: something else follows the compressed bytes at byte %zu\n%s", ends[0], third);
    memset(file.ptr + ends[0], 0xff, 2);
    check_crawl(buffer_str(&file), expected);
    buffer_free(&file);
}

/* Bytes are missing, so that the next member is taken for a part of the damaged one, until that is noticed. */
static void test_missing_bytes(void **state)
{
    (void)state;
    struct buffer file = {0}, cut = {0};
    size_t ends[MEMBERS];
    pack_records(&file, -1, ends);
    for (size_t missing = 1; missing < ends[1] - ends[0] - 12; missing++) {
        struct buffer text = {0};
        struct crawl crawl;
        cut.len = 0;
        buffer_add(&cut, str_make(file.ptr, ends[1] - missing));
        buffer_add(&cut, str_make(file.ptr + ends[1], file.len - ends[1]));
        assert_true(open_crawl(&crawl, buffer_str(&cut), 0));
        add_entries(&text, &crawl.container);
        buffer_byte(&text, 0);
        assert_true(str_starts(str_of(text.ptr), STR(PAGE_AS(1, OSLO))));
        assert_true(str_ends(str_of(text.ptr), STR("(a:3)|a:3|||2024-05-01T10:00:00Z\n" OSLO "\n")));
        assert_non_null(strstr(text.ptr, "! a: damaged at byte "));
        close_crawl(&crawl);
        buffer_free(&text);
    }
    buffer_free(&file);
    buffer_free(&cut);
}

/* The same of a file that is not compressed, which can be gone back in. */
static void test_too_long_in_a_file(void **state)
{
    (void)state;
    char path[] = "/tmp/readout-warc-XXXXXX";
    int file = mkstemp(path);
    struct buffer warc = {0}, text = {0};
    struct opened opened = {.limits = limits_usual()};
    readout_error error = {0};
    for (size_t i = 0; i < 1000; i++)
        add_record(&warc, "resource", "a:b", "", STR("Oslo"), i == 1 ? 200 : i > 990 ? 99999999 : -1);
    assert_int_equal(write(file, warc.ptr, warc.len), warc.len);
    assert_true(stream_open(&opened.stream, path, &error));
    assert_true(warc_open(&opened.container, &opened.stream, &opened.limits, &error));
    add_entries(&text, &opened.container);
    buffer_byte(&text, 0);
    assert_non_null(strstr(text.ptr, "record 1000 "));
    close_bytes(&opened);
    buffer_free(&warc);
    buffer_free(&text);
    close(file);
    unlink(path);
}

static void test_members_limit(void **state)
{
    (void)state;
    struct opened opened = {.limits = limits_usual()};
    struct buffer text = {0};
    readout_error error = {0};
    opened.limits.most[LIMIT_MEMBERS] = 2;
    assert_true(open_bytes(&opened, warc_open, "a.warc", STR(GOOD GOOD GOOD), 0, &error));
    add_entries(&text, &opened.container);
    buffer_byte(&text, 0);
    assert_string_equal(text.ptr, GOOD_AS(1) GOOD_AS(2) "! a.warc: more than 2 members (--limit members)\n");
    buffer_free(&text);
    close_bytes(&opened);
}

static void test_kind(void **state)
{
    (void)state;
    assert_int_equal(kind_of(STR("WARC/1.0\r\n"), STR("")), KIND_CRAWL);
    assert_int_equal(kind_of(STR("filedesc://a.arc 0.0.0.0 1"), STR("")), KIND_CRAWL);
    assert_int_equal(kind_of(STR("WARC"), STR("")), KIND_TEXT);
    assert_int_equal(kind_of(STR(""), STR("")), KIND_TEXT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),         cmocka_unit_test(test_odd_forms),
        cmocka_unit_test(test_codings),       cmocka_unit_test(test_bad_records),
        cmocka_unit_test(test_long_head),     cmocka_unit_test(test_same_in_every_form),
        cmocka_unit_test(test_broken_off_anywhere), cmocka_unit_test(test_arc),
        cmocka_unit_test(test_members_limit), cmocka_unit_test(test_wrong_length_of_member),
        cmocka_unit_test(test_damaged_member), cmocka_unit_test(test_missing_bytes),
        cmocka_unit_test(test_too_long_in_a_file), cmocka_unit_test(test_kind)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
