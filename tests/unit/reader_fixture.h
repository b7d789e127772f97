/* reader_fixture.h - a library and a reader of it, for tests that read reports: cmocka's set-up and tear-down of a group. */
#ifndef TEST_READER_FIXTURE_H
#define TEST_READER_FIXTURE_H
#include "readout.h"

struct fixture {
    readout_library *library;
    readout_reader *reader;
};

static inline int open_reader(void **state)
{
    static struct fixture fixture;
    fixture.library = readout_library_open(NULL, NULL);
    fixture.reader = fixture.library ? readout_reader_open(fixture.library, NULL) : NULL;
    *state = &fixture;
    return fixture.reader ? 0 : -1;
}

static inline int close_reader(void **state)
{
    struct fixture *fixture = *state;
    readout_reader_close(fixture->reader);
    readout_library_close(fixture->library);
    return 0;
}
#endif
