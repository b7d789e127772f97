/* http_message_test.c - heads and bodies of HTTP messages as crawls keep them: well-formed, odd, broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "ingest/http_message.h"
#include "packed.h"

/* The message as one line: "STATUS TYPE CHARSET LENGTH CODING LOCATION ETAG". */
static char *describe(const char *text, char *line, size_t size)
{
    struct http_message m;
    char *head = strdup(text);
    assert_non_null(head);
    if (http_message_parse(head, strlen(head), &m))
        snprintf(line, size, "%u %.*s %.*s %" PRId64 " %d%s%s|%.*s|%.*s", m.status, STR_ARGS(m.type),
                 STR_ARGS(m.charset), m.has_length ? (int64_t)m.length : -1, (int)m.coding, m.chunked ? "c" : "",
                 m.unknown_coding ? "?" : "", STR_ARGS(m.location), STR_ARGS(m.etag));
    else
        snprintf(line, size, "none");
    free(head);
    return line;
}

static void test_heads(void **state)
{
    (void)state;
    static const struct {
        const char *head, *expected;
    } cases[] = {
        {"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\nContent-Length: 12\r\n\r\n",
         "200 text/html utf-8 12 0||"},
        {"HTTP/1.1 200\r\n\r\n", "200   -1 0||"},
        {"HTTP/2 301 Moved\nlocation:  /a b \nETAG:\"x\"\n\n", "301   -1 0|/a b|\"x\""},
        {"HTTP/1.0  404  Not Found\n", "404   -1 0||"},
        {"HTTP/1.1 200 OK\r\nContent-Type:\r\n TEXT/Plain;\r\n\tCharset = 'Latin-1'\r\n\r\n",
         "200 text/plain latin-1 -1 0||"},
        {"HTTP/1.1 200 OK\r\nContent-Type: text/html; a=b; charset=\"utf-8\"; charset=x\r\n\r\n",
         "200 text/html utf-8 -1 0||"},
        {"HTTP/1.1 200 OK\r\nContent-Type: text\r\nContent-Length: 1x\r\n\r\n", "200   -1 0||"},
        {"HTTP/1.1 200 OK\r\nContent-Type: te\x01xt/html; charset=<b>\r\nContent-Length: -1\r\n\r\n", "200   -1 0||"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\nno colon\r\n:\r\n\r\n", "200   -1 0||"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Encoding: GZIP\r\n\r\n", "200   -1 1c||"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "200   -1 1c||"},
        {"HTTP/1.1 200 OK\r\nContent-Encoding: x-gzip\r\nContent-Encoding: gzip\r\n\r\n", "200   -1 1||"},
        {"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n", "200   -1 0?||"},
        {"HTTP/1.1 200 OK\r\nContent-Encoding: deflate, gzip\r\n\r\n", "200   -1 1?||"},
        {"HTTP/1.1 200 OK\r\nContent-Encoding: utf-8\r\nETag: 1\r\nETag: 2\r\n\r\n", "200   -1 0||1"},
        {"HTTP/1.1 2000 OK\r\n\r\n", "none"},
        {"HTTP/1.1 20 OK\r\n\r\n", "none"},
        {"HTTP/1.1\r\n\r\n", "none"},
        {"GET / HTTP/1.1\r\n\r\n", "none"},
        {"", "none"},
    };
    char line[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(describe(cases[i].head, line, sizeof line), cases[i].expected);
}

static void test_head_end(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t end;
    } cases[] = {{"a\r\n\r\nb", 5}, {"a\n\nb", 3},  {"a\n\r\nb", 4}, {"a\r\n", 0},
                 {"a\r\n\r", 0},    {"a\r\rb\n", 0}, {"\r\n\r\n", 4}, {"", 0},
                 {"a\r\nWARC/1", 3}, {"a\nWARC", 0}, {"WARC/1\n\n", 8}, {"a\nWARX/1\n\n", 10}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t from = 0, piecewise = 0, found = 0, length = strlen(cases[i].bytes);
        assert_int_equal(http_head_end(str_of(cases[i].bytes), STR("WARC/"), &from), cases[i].end);
        for (size_t have = 1; have <= length && !found; have++)
            found = http_head_end(str_make(cases[i].bytes, have), STR("WARC/"), &piecewise);
        assert_int_equal(found, cases[i].end);
    }
}

/* The search for a head's end goes over every byte a bounded number of times. */
static void test_head_end_goes_on(void **state)
{
    (void)state;
    struct buffer bytes = {0};
    size_t from = 0;
    for (size_t i = 0; i < 20000; i++) {
        buffer_add(&bytes, STR("a: b\r\n"));
        assert_int_equal(http_head_end(buffer_str(&bytes), STR(""), &from), 0);
        assert_true(from + 3 >= bytes.len);
    }
    buffer_free(&bytes);
}

/* The body behind `fields`, and "! ERROR" where it breaks off. */
static char *read_body(const char *fields, struct str sent, bool cut, size_t piece, struct limits *limits)
{
    struct memory_source memory = {.bytes = sent, .piece = piece};
    struct http_message message;
    struct http_body body = {0};
    struct buffer text = {0};
    readout_error error = {0};
    char head[256], bytes[100];
    struct limits usual = limits_usual();
    long got = -1;
    snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\n%s\r\n", fields);
    assert_true(http_message_parse(head, strlen(head), &message));
    if (http_body_open(&body, &message, cut, "page", memory_read, &memory, limits ? limits : &usual, &error))
        while ((got = http_body_read(&body, bytes, sizeof bytes, &error)) > 0)
            buffer_add(&text, str_make(bytes, (size_t)got));
    if (got < 0)
        add_error(&text, &error);
    http_body_close(&body);
    buffer_byte(&text, 0);
    return text.ptr;
}

static void check_body(const char *fields, struct str sent, bool cut, const char *expected)
{
    for (size_t piece = 0; piece < 4; piece++) {
        char *text = read_body(fields, sent, cut, piece, NULL);
        assert_string_equal(text, expected);
        free(text);
    }
}

#define CHUNKED "Transfer-Encoding: chunked\r\n"

static void test_chunks(void **state)
{
    (void)state;
    static const struct {
        const char *sent, *expected;
    } cases[] = {
        {"3\r\nabc\r\n0\r\n\r\n", "abc"},
        {"3;name=value\r\nabc\r\n 2 \r\nde\r\n0\r\nTrailer: x\r\n\r\n", "abcde"},
        {"A\nabcdefghij\n0\n\n", "abcdefghij"},
        {"0\r\n\r\n", ""},
        {"", ""},
        {"abc, which is no chunk\r\n", "abc, which is no chunk\r\n"},
        {"3\r\nabc\r\n", "abc! page: broken off at byte 8 of its body\n"},
        {"3\r\nabc", "abc! page: broken off at byte 6 of its body\n"},
        {"5\r\nabc", "abc! page: broken off at byte 6 of its body\n"},
        {"3\r\nabcde\r\n0\r\n\r\n", "abc! page: a chunk longer than it says at byte 6 of its body\n"},
        {"3\r\nabc\r\nxyz\r\n", "abc! page: no chunk at byte 8 of its body\n"},
        {"3\r\nabc\r\nfffffffffffffffffffff\r\n", "abc! page: no chunk at byte 8 of its body\n"},
        {"ffffffffffffffff\r\nabc", "ffffffffffffffff\r\nabc"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_body(CHUNKED, str_of(cases[i].sent), false, cases[i].expected);
    check_body(CHUNKED, STR("5\r\nabc"), true, "abc");
    check_body(CHUNKED "Content-Length: 2\r\n", STR("3\r\nabc\r\n0\r\n\r\n"), false, "abc");
    check_body("Content-Length: 2\r\n", STR("abc"), false, "abc");
    check_body("Content-Length: 20\r\n", STR("abc"), false, "abc");
    check_body("Content-Encoding: br\r\n", STR("abc"), false,
               "! page: its body is sent as \"br\", which is not supported\n");
}

static const char page[] = "<p>The two delegations met in Oslo on Monday; the two delegations met again today.</p>";

static void test_codings(void **state)
{
    (void)state;
    static const struct {
        const char *fields;
        int window;
    } cases[] = {{"Content-Encoding: gzip\r\n", 31},    {"Content-Encoding: x-gzip\r\n", 31},
                 {"Content-Encoding: deflate\r\n", 15}, {"Content-Encoding: deflate\r\n", -15},
                 {"Content-Encoding: zstd\r\n", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer sent = {0};
        if (cases[i].window)
            pack_deflate(&sent, str_of(page), cases[i].window);
        else
            pack_zstd(&sent, str_of(page), STR(""));
        check_body(cases[i].fields, buffer_str(&sent), false, page);
        char *text = read_body(cases[i].fields, str_make(sent.ptr, sent.len - 3), false, 0, NULL);
        assert_non_null(strstr(text, "! page: broken off at byte "));
        assert_memory_equal(text, page, cases[i].window > 0 ? strlen(page) : 0);
        free(text);
        text = read_body(cases[i].fields, str_make(sent.ptr, sent.len - 3), true, 0, NULL);
        assert_null(strchr(text, '!'));
        free(text);
        check_body(cases[i].fields, str_of(page), false, page); /* undone already */
        check_body(cases[i].fields, STR(""), false, "");
        check_body(cases[i].fields, STR("<"), false, "<");
        buffer_free(&sent);
    }
}

static void test_members_and_chunks(void **state)
{
    (void)state;
    struct buffer sent = {0}, chunks = {0};
    pack_deflate(&sent, STR("The talks "), 31);
    pack_deflate(&sent, STR("go on."), 31);
    check_body("Content-Encoding: gzip\r\n", buffer_str(&sent), false, "The talks go on.");
    for (size_t i = 0; i < sent.len; i++) {
        buffer_add(&chunks, STR("1\r\n"));
        buffer_byte(&chunks, sent.ptr[i]);
        buffer_add(&chunks, STR("\r\n"));
    }
    buffer_add(&chunks, STR("0\r\n\r\n"));
    check_body(CHUNKED "Content-Encoding: gzip\r\n", buffer_str(&chunks), false, "The talks go on.");
    buffer_add(&sent, STR("what follows"));
    check_body("Content-Encoding: gzip\r\n", str_make(sent.ptr, sent.len - 12), false, "The talks go on.");
    sent.ptr[sent.len - 17] ^= 1;
    check_body("Content-Encoding: gzip\r\n", buffer_str(&sent), false,
               "The talks go on.! page: its body is damaged: incorrect data check\n");
    buffer_free(&sent);
    buffer_free(&chunks);
}

static void test_bombs(void **state)
{
    (void)state;
    enum { SIZE = 16 << 20 };
    struct buffer sent = {0};
    struct limits small = limits_usual();
    small.most[LIMIT_UNPACKED] = 1000;
    char *spaces = malloc(SIZE), *text;
    assert_non_null(spaces);
    memset(spaces, ' ', SIZE);
    pack_deflate(&sent, str_make(spaces, SIZE), 31);
    text = read_body("Content-Encoding: gzip\r\n", buffer_str(&sent), false, 0, NULL);
    assert_non_null(strstr(text, "! page: more than 200 bytes unpacked for one packed (--limit ratio)"));
    assert_true(strlen(text) < LIMIT_RATIO_FROM + 1000);
    free(text);
    text = read_body("Content-Encoding: gzip\r\n", buffer_str(&sent), false, 0, &small);
    assert_non_null(strstr(text, "! page: more than 1000 bytes (--limit unpacked)"));
    free(text);
    free(spaces);
    buffer_free(&sent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heads),  cmocka_unit_test(test_head_end), cmocka_unit_test(test_head_end_goes_on),
        cmocka_unit_test(test_chunks), cmocka_unit_test(test_codings),  cmocka_unit_test(test_members_and_chunks),
        cmocka_unit_test(test_bombs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
