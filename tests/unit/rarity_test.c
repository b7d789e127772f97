/* rarity_test.c - how rare words are: the table compiled in, and tables that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/embedded.h"
#include "model/rarity.h"

static struct str table(void)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (!strcmp(embedded_files[i].name, "models/en.idf"))
            return str_make((const char *)embedded_files[i].bytes, embedded_files[i].length);
    fail();
    return STR("");
}

static void test_words(void **state)
{
    (void)state;
    struct rarity rarity;
    readout_error error = {0};
    assert_true(rarity_load(&rarity, table(), "en.idf", &error));
    assert_int_equal(rarity_of(&rarity, rarity_key(STR("the"))), 0);
    uint32_t talks = rarity_of(&rarity, rarity_key(STR("talks"))), envoy = rarity_of(&rarity, rarity_key(STR("envoy")));
    assert_true(0 < talks && talks < envoy);
    assert_int_equal(rarity_of(&rarity, rarity_key(STR("qqzzx"))), rarity.unknown);
}

/* Every word of a table is found, the first and the last among them; what lies between is not. */
static void test_small_table(void **state)
{
    (void)state;
    static const char bytes[] = "\x89RIDF1\r\n\3\0\0\0\x09\0\0\0"
                                "\1\0\0\0\3\0\0\0\xff\xff\xff\xff\1\2\3";
    struct rarity rarity;
    assert_true(rarity_load(&rarity, str_make(bytes, sizeof bytes - 1), "small", NULL));
    assert_int_equal(rarity_of(&rarity, 1), 1);
    assert_int_equal(rarity_of(&rarity, 3), 2);
    assert_int_equal(rarity_of(&rarity, UINT32_MAX), 3);
    assert_int_equal(rarity_of(&rarity, 0), 9);
    assert_int_equal(rarity_of(&rarity, 2), 9);
}

static void refuse(const char *bytes, size_t length, size_t byte)
{
    struct rarity rarity;
    readout_error error = {0};
    assert_false(rarity_load(&rarity, str_make(bytes, length), "bad", &error));
    assert_int_equal(error.status, READOUT_BAD_DATA);
    assert_int_equal(error.byte, byte);
}

static void test_broken_tables(void **state)
{
    (void)state;
    char bytes[] = "\x89RIDF1\r\n\2\0\0\0\x09\0\0\0\1\0\0\0\3\0\0\0\1\2";
    size_t length = sizeof bytes - 1;
    refuse(bytes, 0, 0);
    refuse("readout-cut 1\n18\n", 17, 0);
    refuse(bytes, length - 1, 8);
    refuse(bytes, length + 1, 8);
    bytes[length - 1] = 10;
    refuse(bytes, length, length - 1);
    bytes[16] = 3;
    refuse(bytes, length, 20);
    bytes[13] = 1;
    refuse(bytes, length, 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_small_table),
        cmocka_unit_test(test_broken_tables),
    };
    return cmocka_run_group_tests_name("rarity", tests, NULL, NULL);
}
