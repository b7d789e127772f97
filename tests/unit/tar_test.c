/* tar_test.c - tar files: names and bytes of regular files, what is passed over, breaks, sizes that are not true. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <archive.h>
#include <archive_entry.h>
#include <malloc.h>

#include "ingest/kind.h"
#include "ingest/tar.h"
#include "packed.h"

struct member {
    const char *name, *text;
    int type; /* 0: a file */
};

/* A tar file of these members. */
static void make_tar(struct buffer *into, int format, const struct member *members, size_t count)
{
    enum { ROOM = 1 << 20 };
    struct archive *archive = archive_write_new();
    size_t used = 0;
    assert_int_equal(archive_write_set_format(archive, format), ARCHIVE_OK);
    archive_write_set_bytes_per_block(archive, 512);
    archive_write_set_bytes_in_last_block(archive, 512);
    assert_true(buffer_reserve(into, ROOM));
    assert_int_equal(archive_write_open_memory(archive, into->ptr, ROOM, &used), ARCHIVE_OK);
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();
        size_t length = members[i].text ? strlen(members[i].text) : 0;
        archive_entry_set_pathname(entry, members[i].name);
        archive_entry_set_filetype(entry, members[i].type ? (unsigned)members[i].type : AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, (int64_t)length);
        if (members[i].type == AE_IFLNK)
            archive_entry_set_symlink(entry, "a.html");
        assert_true(archive_write_header(archive, entry) >= ARCHIVE_WARN);
        if (length)
            assert_int_equal(archive_write_data(archive, members[i].text, length), length);
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
    archive_write_free(archive);
    into->len += used;
}

#define HUNDRED "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"

static const struct member members[] = {{"a.html", "<p>One</p>", 0},
                                        {"folder", NULL, AE_IFDIR},
                                        {"folder/b \xc3\xa9.html", "<p>Two</p>", 0},
                                        {"link", NULL, AE_IFLNK},
                                        {"pipe", NULL, AE_IFIFO},
                                        {HUNDRED "/" HUNDRED "/" HUNDRED ".html", "Three", 0},
                                        {"line\nend\xff\x1b", "Four", 0},
                                        {"empty", "", 0}};
enum { MEMBERS = sizeof members / sizeof *members };
static const char expected[] = "a.html||||\n<p>One</p>\n"
                               "folder/b \xc3\xa9.html||||\n<p>Two</p>\n" HUNDRED "/" HUNDRED "/" HUNDRED
                               ".html||||\nThree\n"
                               "line\\x0aend\\xff\\x1b||||\nFour\n"
                               "empty||||\n\n";

static void test_formats(void **state)
{
    (void)state;
    static const int formats[] = {ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE};
    for (size_t i = 0; i < 2; i++) {
        struct buffer tar = {0};
        make_tar(&tar, formats[i], members, MEMBERS);
        assert_true(tar_sniff(buffer_str(&tar)));
        char *text = list_bytes(tar_open, "a.tar", buffer_str(&tar));
        assert_string_equal(text, expected);
        free(text);
        buffer_free(&tar);
    }
}

/* From an entry's offset on the file can be read as one that starts there. */
static void test_offsets(void **state)
{
    (void)state;
    struct buffer tar = {0};
    struct opened opened = {0};
    struct entry entry;
    readout_error error = {0};
    size_t from = 0, count = 0;
    make_tar(&tar, ARCHIVE_FORMAT_TAR_GNUTAR, members, MEMBERS);
    assert_true(open_bytes(&opened, tar_open, "a.tar", buffer_str(&tar), 0, &error));
    while (opened.container.next(opened.container.state, &entry, &error) == ENTRY_OK) {
        struct buffer name = {0};
        assert_true(entry.offset < tar.len);
        char *text = list_bytes(tar_open, "a.tar", str_make(tar.ptr + entry.offset, tar.len - entry.offset));
        assert_string_equal(text, expected + from);
        buffer_add(&name, entry.origin.name);
        buffer_byte(&name, 0);
        const char *next = strstr(expected + from, name.ptr);
        for (size_t lines = 0; lines < 2; lines++)
            next = strchr(next, '\n') + 1;
        from = (size_t)(next - expected);
        count++;
        free(text);
        buffer_free(&name);
    }
    assert_int_equal(count, 5);
    close_bytes(&opened);
    buffer_free(&tar);
}

/* Cut at any place: the files before it are whole, the one that is cut is handed out so far, one error is told. */
static void test_broken_off_anywhere(void **state)
{
    (void)state;
    struct buffer tar = {0};
    make_tar(&tar, ARCHIVE_FORMAT_TAR_GNUTAR, members, 3);
    assert_int_equal(tar.len, 5 * 512 + 1024);
    for (size_t cut = 512; cut < tar.len; cut += 19) {
        char *text = list_bytes(tar_open, "a.tar", str_make(tar.ptr, cut));
        const char *error = strstr(text, "! a.tar: ");
        size_t whole = error ? (size_t)(error - text) : strlen(text);
        assert_true(cut < 512 + 10 || str_starts(str_of(text), STR("a.html||||\n<p>One</p>\n")));
        assert_true(!error || strchr(error, '\n')[1] == 0);
        assert_true(cut > 4 * 512 || !strstr(text, "Two"));
        assert_true(cut < 4 * 512 + 10 || strstr(text, "Two"));
        assert_true(whole >= 1);
        free(text);
    }
    buffer_free(&tar);
}

/* A head that is damaged is told once; what stands behind it is read. */
static void test_damaged_head(void **state)
{
    (void)state;
    struct buffer tar = {0};
    make_tar(&tar, ARCHIVE_FORMAT_TAR_GNUTAR, members, MEMBERS);
    tar.ptr[1024] ^= 1;
    char *text = list_bytes(tar_open, "a.tar", buffer_str(&tar));
    static const char told[] = "a.html||||\n<p>One</p>\n! a.tar: tar file damaged at byte 1024: no head of a file\n";
    assert_true(str_starts(str_of(text), str_of(told)));
    assert_string_equal(text + strlen(told), strstr(expected, "folder/"));
    free(text);
    buffer_free(&tar);
}

/* The field that tells the size of the first file, as a number of 95 bits or in octal digits, and the header's sum. */
static void tell_size(char *header, const char *size)
{
    unsigned sum = 0;
    memcpy(header + 124, size, 12);
    memset(header + 148, ' ', 8);
    for (size_t i = 0; i < 512; i++)
        sum += (unsigned char)header[i];
    snprintf(header + 148, 8, "%06o", sum);
}

/* A file that says it is huge: memory stays small, and what is there is handed out. */
static void test_huge_size(void **state)
{
    (void)state;
    static const char *const sizes[] = {"77777777777", "\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff",
                                        "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"};
    for (size_t i = 0; i < 3; i++) {
        struct buffer tar = {0};
        make_tar(&tar, ARCHIVE_FORMAT_TAR_GNUTAR, members, 1);
        tell_size(tar.ptr, sizes[i]);
        size_t before = mallinfo2().uordblks;
        struct opened opened = {0};
        struct buffer text = {0};
        readout_error error = {0};
        assert_true(open_bytes(&opened, tar_open, "a.tar", buffer_str(&tar), 0, &error));
        add_entries(&text, &opened.container);
        assert_true(mallinfo2().uordblks < before + (1 << 20));
        assert_non_null(memmem(text.ptr, text.len, "! a.tar: ", 9));
        close_bytes(&opened);
        buffer_free(&text);
        buffer_free(&tar);
    }
}

/* A file of 64 MiB of which the last four bytes are there, and "b.html". */
static void make_sparse(struct buffer *into)
{
    enum { ROOM = 1 << 16 };
    static const char zeros[ROOM];
    struct archive *archive = archive_write_new();
    size_t used = 0;
    assert_int_equal(archive_write_set_format(archive, ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE), ARCHIVE_OK);
    assert_true(buffer_reserve(into, ROOM));
    assert_int_equal(archive_write_open_memory(archive, into->ptr, ROOM, &used), ARCHIVE_OK);
    for (size_t i = 0; i < 2; i++) {
        struct archive_entry *entry = archive_entry_new();
        int64_t size = i ? 4 : 64 << 20;
        archive_entry_set_pathname(entry, i ? "b.html" : "a.html");
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_size(entry, size);
        if (i == 0)
            archive_entry_sparse_add_entry(entry, size - 4, 4);
        assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
        for (int64_t left = size - 4; left > 0;)
            left -= archive_write_data(archive, zeros, (size_t)(left < ROOM ? left : ROOM));
        assert_int_equal(archive_write_data(archive, "Four", 4), 4);
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
    archive_write_free(archive);
    into->len += used;
}

/* The bytes of a sparse file come one after another, and what is not wanted is passed over. */
static void test_sparse(void **state)
{
    (void)state;
    struct buffer tar = {0};
    struct opened opened = {0};
    struct entry entry;
    readout_error error = {0};
    char bytes[65536];
    make_sparse(&tar);
    assert_true(open_bytes(&opened, tar_open, "a.tar", buffer_str(&tar), 0, &error));
    assert_int_equal(opened.container.next(opened.container.state, &entry, &error), ENTRY_OK);
    for (size_t i = 0; i < 100; i++) {
        assert_int_equal(opened.container.read(opened.container.state, bytes, sizeof bytes, &error), sizeof bytes);
        assert_int_equal(bytes[i], 0);
    }
    assert_int_equal(opened.container.next(opened.container.state, &entry, &error), ENTRY_OK);
    assert_true(str_equal(entry.origin.name, STR("b.html")));
    close_bytes(&opened);
    buffer_free(&tar);
}

/* Make the first header one of a tar file of 1979, which has no mark. */
static void make_old(struct str tar)
{
    char *header = (char *)(uintptr_t)tar.ptr;
    unsigned sum = 0;
    memset(header + 257, 0, 512 - 257);
    memset(header + 148, ' ', 8);
    for (size_t i = 0; i < 512; i++)
        sum += (unsigned char)header[i];
    snprintf(header + 148, 8, "%06o", sum);
}

static void test_sniff(void **state)
{
    (void)state;
    struct buffer tar = {0};
    make_tar(&tar, ARCHIVE_FORMAT_TAR_USTAR, members, 1);
    assert_true(tar_sniff(buffer_str(&tar)));
    assert_false(tar_sniff(str_make(tar.ptr, 511)));
    assert_int_equal(kind_of(buffer_str(&tar), STR("")), KIND_TAR);
    make_old(buffer_str(&tar));
    assert_int_equal(kind_of(buffer_str(&tar), STR("")), KIND_TAR);
    tar.ptr[1]++;
    assert_false(tar_sniff(buffer_str(&tar)));
    memset(tar.ptr, 0, 512);
    assert_false(tar_sniff(buffer_str(&tar)));
    buffer_free(&tar);
}

static void test_members_limit(void **state)
{
    (void)state;
    struct buffer tar = {0}, text = {0};
    struct opened opened = {.limits = limits_usual()};
    readout_error error = {0};
    opened.limits.most[LIMIT_MEMBERS] = 2;
    make_tar(&tar, ARCHIVE_FORMAT_TAR_GNUTAR, members, MEMBERS);
    assert_true(open_bytes(&opened, tar_open, "a.tar", buffer_str(&tar), 0, &error));
    add_entries(&text, &opened.container);
    buffer_byte(&text, 0);
    assert_string_equal(text.ptr, "a.html||||\n<p>One</p>\n! a.tar: more than 2 members (--limit members)\n");
    close_bytes(&opened);
    buffer_free(&tar);
    buffer_free(&text);
}

/* No tar file at all, and an empty one. */
static void test_none(void **state)
{
    (void)state;
    static const char zeros[1024];
    char *text = list_bytes(tar_open, "a.tar", STR("no such thing"));
    assert_true(str_starts(str_of(text), STR("! a.tar: tar file broken at byte ")));
    free(text);
    text = list_bytes(tar_open, "a.tar", str_make(zeros, sizeof zeros));
    assert_string_equal(text, "");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formats),   cmocka_unit_test(test_offsets), cmocka_unit_test(test_broken_off_anywhere),
        cmocka_unit_test(test_damaged_head),
        cmocka_unit_test(test_huge_size), cmocka_unit_test(test_sniff),   cmocka_unit_test(test_members_limit),
        cmocka_unit_test(test_none),      cmocka_unit_test(test_sparse)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
