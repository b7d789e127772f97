/* web_stories_test.c - how many stories are made at once, whoever asks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>
#include <cmocka.h>

#include "../../src/web/stories.c"

static char path[64];
static struct stories *stories;

static int set_up(void **state)
{
    (void)state;
    readout_error error = {0};
    snprintf(path, sizeof path, "/tmp/web-stories-%ld.db", (long)getpid());
    struct store *store = store_open(path, STORE_WRITE, &error);
    store_close(store);
    stories = stories_open(path, &error);
    return stories ? 0 : -1;
}

static int take_down(void **state)
{
    (void)state;
    static const char *const endings[] = {"", "-wal", "-shm"};
    char name[80];
    stories_close(stories);
    for (size_t i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
    return 0;
}

/* What is answered for the scope while so many are being made. */
static bool is_made(const char *process, long long run, size_t negotiations, size_t all, bool *wait,
                    readout_error *error)
{
    struct scope scope = {.process = str_of(process), .as_of = run, .published_before = STR("")};
    *error = (readout_error){0};
    pthread_mutex_lock(&stories->mutex);
    stories->making[0] += negotiations;
    stories->making[1] += all;
    pthread_mutex_unlock(&stories->mutex);
    const struct scope_story *held = stories_hold(stories, &scope, wait, error);
    stories_release(stories, held);
    pthread_mutex_lock(&stories->mutex);
    stories->making[0] -= negotiations;
    stories->making[1] -= all;
    pthread_mutex_unlock(&stories->mutex);
    return held != NULL;
}

static void test_all_reports_one_at_a_time(void **state)
{
    (void)state;
    bool wait;
    readout_error error;
    assert_true(is_made("", 1, 0, 0, &wait, &error));
    assert_false(is_made("", 2, 0, 1, &wait, &error));
    assert_true(wait);
    assert_true(is_made("", 1, 0, 1, &wait, &error)); /* what is there is not waited for */
    assert_true(is_made("", 2, 0, 0, &wait, &error));
}

static void test_negotiations_a_few_at_a_time(void **state)
{
    (void)state;
    bool wait;
    readout_error error;
    assert_false(is_made("none", 0, MOST_MAKING - 1, 1, &wait, &error));
    assert_false(wait);
    assert_int_equal(error.status, READOUT_BAD_USAGE); /* there is no such negotiation */
    assert_false(is_made("none", 0, MOST_MAKING, 0, &wait, &error));
    assert_true(wait);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_reports_one_at_a_time),
        cmocka_unit_test(test_negotiations_a_few_at_a_time),
    };
    return cmocka_run_group_tests(tests, set_up, take_down);
}
