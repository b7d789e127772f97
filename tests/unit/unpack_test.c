/* unpack_test.c - compressed files are unpacked: many members, padding, breaks, damage, bombs, dictionaries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <zdict.h>

#include "ingest/kind.h"
#include "ingest/unpack.h"
#include "packed.h"

static const char *const texts[] = {"The delegations met in Oslo on Monday. ",
                                    "They met again, and again, and again, and again, on Tuesday. ", "",
                                    "No date was set."};
enum { TEXTS = sizeof texts / sizeof *texts };
static const char all_text[] = "The delegations met in Oslo on Monday. "
                               "They met again, and again, and again, and again, on Tuesday. No date was set.";

/* A member for every text; `ends` receives where each ends. */
static void pack_texts(struct buffer *into, enum packing packing, size_t ends[TEXTS])
{
    for (size_t i = 0; i < TEXTS; i++) {
        pack(into, packing, str_of(texts[i]));
        ends[i] = into->len;
    }
}

/* What the file unpacks to: its text, and the error it ends with. */
struct unpacked {
    struct buffer text;
    readout_error error;
};

static void unpack_bytes(struct unpacked *unpacked, struct str packed, size_t piece, size_t room, struct limits *limits)
{
    struct opened opened = {.limits = limits ? *limits : limits_usual()};
    struct entry entry;
    *unpacked = (struct unpacked){0};
    if (open_bytes(&opened, unpack_open, "a.gz", packed, piece, &unpacked->error)) {
        long got = -1;
        assert_int_equal(opened.container.next(opened.container.state, &entry, &unpacked->error), ENTRY_OK);
        while (buffer_reserve(&unpacked->text, room) &&
               (got = opened.container.read(opened.container.state, unpacked->text.ptr + unpacked->text.len, room,
                                            &unpacked->error)) > 0)
            unpacked->text.len += (size_t)got;
        assert_int_equal(got < 0, unpacked->error.status != READOUT_OK);
        readout_error again = {0};
        assert_int_equal(opened.container.read(opened.container.state, (char[1]){0}, 1, &again), got);
        assert_int_equal(again.status, unpacked->error.status);
        assert_int_equal(opened.container.next(opened.container.state, &entry, &again), ENTRY_END);
    }
    close_bytes(&opened);
}

static void check_unpacked(struct str packed, const char *text, const char *problem)
{
    struct unpacked unpacked;
    unpack_bytes(&unpacked, packed, 0, 4096, NULL);
    assert_int_equal(unpacked.text.len, strlen(text));
    assert_memory_equal(unpacked.text.ptr, text, strlen(text));
    assert_string_equal(unpacked.error.text, problem);
    assert_string_equal(unpacked.error.source, problem[0] ? "a.gz" : "");
    buffer_free(&unpacked.text);
}

static void test_members_are_one_text(void **state)
{
    (void)state;
    for (enum packing packing = 0; packing < PACK_COUNT; packing++) {
        struct buffer packed = {0};
        size_t ends[TEXTS];
        pack_texts(&packed, packing, ends);
        for (size_t piece = 0; piece < 3; piece++) {
            struct unpacked unpacked;
            unpack_bytes(&unpacked, buffer_str(&packed), piece, 1 + piece * 50, NULL);
            assert_int_equal(unpacked.error.status, READOUT_OK);
            assert_true(str_equal(buffer_str(&unpacked.text), str_of(all_text)));
            buffer_free(&unpacked.text);
        }
        buffer_free(&packed);
    }
}

/* No read goes over the end of a member, and each one's place is known. */
static void test_boundaries(void **state)
{
    (void)state;
    for (enum packing packing = 0; packing < PACK_COUNT; packing++) {
        struct buffer packed = {0};
        struct opened opened = {0};
        struct entry entry;
        readout_error error = {0};
        size_t ends[TEXTS], at = 0;
        char bytes[4096];
        pack_texts(&packed, packing, ends);
        assert_true(open_bytes(&opened, unpack_open, "a", buffer_str(&packed), 0, &error));
        opened.container.next(opened.container.state, &entry, &error);
        for (size_t i = 0; i < TEXTS; i++) {
            if (!texts[i][0])
                continue;
            long got = opened.container.read(opened.container.state, bytes, sizeof bytes, &error);
            assert_int_equal(got, strlen(texts[i]));
            assert_memory_equal(bytes, texts[i], strlen(texts[i]));
            assert_int_equal(unpack_offset(&opened.container, at), i ? ends[i - 1] : 0);
            assert_true(unpack_offset(&opened.container, at + 1) == OFFSET_NONE);
            at += strlen(texts[i]);
        }
        close_bytes(&opened);
        buffer_free(&packed);
    }
}

/* Cut at any byte: what comes out is what stands before the cut; the error says where that is. */
static void test_broken_off_anywhere(void **state)
{
    (void)state;
    for (enum packing packing = 0; packing < PACK_COUNT; packing++) {
        struct buffer packed = {0};
        size_t ends[TEXTS], least = 0;
        pack_texts(&packed, packing, ends);
        for (size_t cut = 6; cut < packed.len; cut++) {
            struct unpacked unpacked;
            char expected[64];
            bool whole = cut == ends[0] || cut == ends[1] || cut == ends[2];
            snprintf(expected, sizeof expected, "broken off at byte %zu", cut);
            unpack_bytes(&unpacked, str_make(packed.ptr, cut), 0, 4096, NULL);
            assert_string_equal(unpacked.error.text, whole ? "" : expected);
            assert_true(unpacked.text.len >= least && unpacked.text.len <= strlen(all_text));
            assert_memory_equal(unpacked.text.ptr, all_text, unpacked.text.len);
            least = unpacked.text.len;
            buffer_free(&unpacked.text);
        }
        buffer_free(&packed);
    }
}

static void test_what_follows(void **state)
{
    (void)state;
    struct buffer packed = {0};
    pack(&packed, PACK_GZIP, str_of(all_text));
    char expected[96];
    snprintf(expected, sizeof expected, "something else follows the compressed bytes at byte %zu", packed.len);
    buffer_add(&packed, STR("\0\0\0\0\0\0\0\0\0"));
    check_unpacked(buffer_str(&packed), all_text, "");
    packed.len -= 9;
    buffer_add(&packed, STR("garbage"));
    check_unpacked(buffer_str(&packed), all_text, expected);
    buffer_free(&packed);
}

/* The checksum is wrong: all bytes are handed out before that is told. */
static void test_damage(void **state)
{
    (void)state;
    static const struct {
        size_t from_end;
        const char *why;
    } cases[PACK_COUNT] = {
        {8, "incorrect data check"}, {1, "Restored data doesn't match checksum"}, {23, "wrong data"}};
    for (enum packing packing = 0; packing < PACK_COUNT; packing++) {
        struct buffer packed = {0};
        struct unpacked unpacked;
        pack(&packed, packing, str_of(all_text));
        packed.ptr[packed.len - cases[packing].from_end] ^= 0x55;
        unpack_bytes(&unpacked, buffer_str(&packed), 0, 4096, NULL);
        assert_true(str_starts(str_of(unpacked.error.text), STR("damaged at byte ")));
        assert_true(str_ends(str_of(unpacked.error.text), str_of(cases[packing].why)));
        assert_true(str_equal(buffer_str(&unpacked.text), str_of(all_text)));
        buffer_free(&unpacked.text);
        buffer_free(&packed);
    }
}

/* The text is handed out up to the first wrong byte also where a block before is whole. */
static void test_damage_in_the_middle(void **state)
{
    (void)state;
    enum { SIZE = 1 << 20 };
    char *bytes = malloc(SIZE);
    uint32_t random = 1;
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = (char)('a' + ((random = random * 1664525 + 1013904223) >> 28));
    for (enum packing packing = 0; packing < PACK_XZ; packing++) {
        struct buffer packed = {0};
        struct unpacked unpacked;
        pack(&packed, packing, str_make(bytes, SIZE));
        memset(packed.ptr + packed.len / 2, 0xff, 64);
        unpack_bytes(&unpacked, buffer_str(&packed), 0, 65536, NULL);
        assert_int_equal(unpacked.error.status, READOUT_BAD_INPUT);
        assert_true(unpacked.text.len >= SIZE / 4);
        assert_memory_equal(unpacked.text.ptr, bytes, SIZE / 4);
        buffer_free(&unpacked.text);
        buffer_free(&packed);
    }
    free(bytes);
}

static void check_limit(enum packing packing, struct str packed, struct limits limits, const char *name, size_t most)
{
    struct unpacked unpacked;
    unpack_bytes(&unpacked, packed, 0, 65536, &limits);
    (void)packing;
    assert_int_equal(unpacked.error.status, READOUT_TOO_LARGE);
    assert_non_null(strstr(unpacked.error.text, name));
    assert_true(unpacked.text.len <= most);
    buffer_free(&unpacked.text);
}

static void test_bombs(void **state)
{
    (void)state;
    enum { SIZE = 32 << 20 };
    char *zeros = calloc(1, SIZE);
    for (enum packing packing = 0; packing < PACK_COUNT; packing++) {
        struct buffer packed = {0};
        struct limits limits = limits_usual(), small = limits_usual();
        small.most[LIMIT_UNPACKED] = 100000;
        small.most[LIMIT_RATIO] = 1 << 30;
        pack(&packed, packing, str_make(zeros, SIZE));
        check_limit(packing, buffer_str(&packed), limits, "--limit ratio", LIMIT_RATIO_FROM + 65536);
        check_limit(packing, buffer_str(&packed), small, "--limit unpacked", 100000 + 65536);
        buffer_free(&packed);
    }
    free(zeros);
}

/* What a member would take in memory is a limit too. */
static void test_memory(void **state)
{
    (void)state;
    struct limits limits = limits_usual();
    struct buffer packed = {0};
    limits.most[LIMIT_MEMORY] = 8192;
    pack(&packed, PACK_XZ, str_of(all_text));
    check_limit(PACK_XZ, buffer_str(&packed), limits, "--limit memory", 0);
    buffer_free(&packed);
}

static void add_samples(struct buffer *samples, size_t *sizes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char line[160];
        int length = snprintf(line, sizeof line,
                              "Content-Type: text/html; number=%zu\nThe delegation %zu met the mediator in room %zu.\n",
                              i, i * 7, i * 13 % 11);
        buffer_add(samples, str_make(line, (size_t)length));
        sizes[i] = (size_t)length;
    }
}

static struct str train_dictionary(char *into, size_t size)
{
    struct buffer samples = {0};
    size_t sizes[400];
    add_samples(&samples, sizes, 400);
    size_t length = ZDICT_trainFromBuffer(into, size, samples.ptr, sizes, 400);
    assert_false(ZDICT_isError(length));
    buffer_free(&samples);
    return str_make(into, length);
}

static void test_dictionary(void **state)
{
    (void)state;
    char room[2048];
    struct str dictionary = train_dictionary(room, sizeof room);
    struct buffer packed = {0}, small = {0}, frames = {0};
    pack_zstd(&frames, str_of(texts[0]), dictionary);
    pack_zstd(&frames, str_of(all_text), dictionary);
    pack_skippable(&packed, 13, dictionary);
    buffer_add(&packed, buffer_str(&frames));
    char expected[512];
    snprintf(expected, sizeof expected, "%s%s", texts[0], all_text);
    check_unpacked(buffer_str(&packed), expected, "");
    check_unpacked(str_make(packed.ptr, 100), "", "the dictionary it starts with is broken off");
    memset(packed.ptr + 4, 0x7f, 4);
    check_unpacked(buffer_str(&packed), "", "the dictionary it starts with is too large");
    pack_zstd(&small, dictionary, STR(""));
    packed.len = 0;
    pack_skippable(&packed, 13, buffer_str(&small));
    buffer_add(&packed, buffer_str(&frames));
    check_unpacked(buffer_str(&packed), expected, "");
    memset(packed.ptr + 40, 0xff, 20);
    check_unpacked(buffer_str(&packed), "", "the dictionary it starts with is damaged");
    buffer_free(&packed);
    buffer_free(&small);
    buffer_free(&frames);
}

/* Skippable frames that hold something else are passed over, wherever they stand. */
static void test_skippable(void **state)
{
    (void)state;
    struct buffer packed = {0};
    pack_skippable(&packed, 13, STR("not a dictionary"));
    pack(&packed, PACK_ZSTD, str_of(texts[0]));
    pack_skippable(&packed, 2, STR("an index"));
    pack(&packed, PACK_ZSTD, str_of(texts[1]));
    char expected[256];
    snprintf(expected, sizeof expected, "%s%s", texts[0], texts[1]);
    check_unpacked(buffer_str(&packed), expected, "");
    buffer_free(&packed);
}

static void check_name(const char *name, const char *expected)
{
    struct opened opened = {0};
    struct buffer packed = {0};
    struct entry entry;
    readout_error error = {0};
    pack(&packed, PACK_GZIP, STR("a"));
    assert_true(open_bytes(&opened, unpack_open, name, buffer_str(&packed), 0, &error));
    assert_int_equal(opened.container.next(opened.container.state, &entry, &error), ENTRY_OK);
    assert_true(str_equal(entry.origin.name, str_of(expected)));
    close_bytes(&opened);
    buffer_free(&packed);
}

static void test_names(void **state)
{
    (void)state;
    check_name("a/b.warc.gz", "a/b.warc");
    check_name("b.tgz", "b.tar");
    check_name("b.html.zst", "b.html");
    check_name("b.jsonl.xz", "b.jsonl");
    check_name("standard input", "standard input");
}

static void test_kind(void **state)
{
    (void)state;
    assert_int_equal(kind_of(STR("PK\3\4aaaa"), STR("")), KIND_TEXT);
    assert_int_equal(kind_of(STR("\x1f\x8b\x08\0\0\0"), STR("")), KIND_PACKED);
    assert_int_equal(kind_of(STR("\x28\xb5\x2f\xfd\0\0"), STR("")), KIND_PACKED);
    assert_int_equal(kind_of(STR("\x50\x2a\x4d\x18\0\0"), STR("")), KIND_PACKED);
    assert_int_equal(kind_of(STR("\xfd" "7zXZ\0"), STR("")), KIND_PACKED);
    struct opened opened = {0};
    readout_error error = {0};
    assert_false(open_bytes(&opened, unpack_open, "a", STR("no such thing"), 0, &error));
    assert_string_equal(error.text, "neither gzip nor zstd nor xz");
    close_bytes(&opened);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members_are_one_text), cmocka_unit_test(test_boundaries),
        cmocka_unit_test(test_broken_off_anywhere),  cmocka_unit_test(test_what_follows),
        cmocka_unit_test(test_damage),               cmocka_unit_test(test_damage_in_the_middle),
        cmocka_unit_test(test_bombs),                cmocka_unit_test(test_memory),
        cmocka_unit_test(test_dictionary),           cmocka_unit_test(test_skippable),
        cmocka_unit_test(test_names),                cmocka_unit_test(test_kind)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
