/* number_test.c - numbers in digits and words, read with the words of data/en. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pipeline.h"
#include "read/reading.h"
#include "reader_fixture.h"

/* The number at the first word of `text`, and the words it takes; -1 if there is none. */
static double number_of(void **state, const char *text, uint32_t *words)
{
    struct fixture *fixture = *state;
    readout_report report = {.id = "number", .text = text, .text_length = strlen(text)};
    const struct reading *reading = pipeline_reading(fixture->reader, &report, false, NULL);
    struct number number;
    assert_non_null(reading);
    if (!number_read(&reading->document, &reading->context.numbers, 0, &number))
        return -1;
    *words = number.last - number.first;
    return number.value;
}

static void assert_number(void **state, const char *text, double value, uint32_t words)
{
    uint32_t taken = 0;
    double found = number_of(state, text, &taken);
    if (found < value - 1e-6 || found > value + 1e-6 || taken != words)
        fail_msg("\"%s\": read %g in %u words, not %g in %u", text, found, taken, value, words);
}

static void test_digits(void **state)
{
    assert_number(state, "17 men", 17, 1);
    assert_number(state, "1,200 men", 1200, 1);
    assert_number(state, "1,234,567.5 men", 1234567.5, 1);
    assert_number(state, "3.5 men", 3.5, 1);
    assert_number(state, "3.5 million men", 3500000, 2);
    assert_number(state, "6-billion dollars", 6e9, 3);
    assert_number(state, "20bn euros", 2e10, 2);
    assert_number(state, "1.8m men", 1800000, 2);
    assert_number(state, "2 hundred thousand men", 200000, 3);
}

static void test_words(void **state)
{
    assert_number(state, "seven men", 7, 1);
    assert_number(state, "Twenty-two men", 22, 3);
    assert_number(state, "a hundred men", 100, 2);
    assert_number(state, "a dozen men", 12, 2);
    assert_number(state, "half a million men", 500000, 3);
    assert_number(state, "two hundred and fifty men", 250, 4);
    assert_number(state, "three hundred thousand men", 300000, 3);
}

/* What only looks like a number, or is a vague one. */
static void test_no_numbers(void **state)
{
    uint32_t words;
    assert_true(number_of(state, "thousands of men", &words) < 0);
    assert_true(number_of(state, "hundred men", &words) < 0);
    assert_true(number_of(state, "million men", &words) < 0);
    assert_true(number_of(state, "7th man", &words) < 0);
    assert_true(number_of(state, "1,20 men", &words) < 0);
    assert_true(number_of(state, "1,2000 men", &words) < 0);
    assert_true(number_of(state, "8:30 news", &words) < 0);
    assert_true(number_of(state, "24/7 news", &words) < 0);
    assert_true(number_of(state, "men", &words) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_no_numbers),
    };
    return cmocka_run_group_tests_name("number", tests, open_reader, close_reader);
}
