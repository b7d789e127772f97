/* jsonl_fuzz.c - fuzz target: any bytes as a file of reports (ingest/input.h): JSON lines, or a text. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ingest/input.h"
#include "fuzz.h"

/* The bytes as a file in memory; prints its path. */
static int memory_file(const uint8_t *bytes, size_t length, char *path, size_t size)
{
    int file = memfd_create("fuzz", 0);
    if (file < 0 || write(file, bytes, length) != (ssize_t)length || lseek(file, 0, SEEK_SET) != 0)
        abort();
    snprintf(path, size, "/proc/self/fd/%d", file);
    return file;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char path[64], *arguments[] = {path};
    int file = memory_file(bytes, length, path, sizeof path);
    struct input_options options = {.arguments = arguments, .count = 1, .limits = limits_usual()};
    options.limits.most[LIMIT_SIZE] = 4096;
    struct problem_sink problems = {0};
    readout_report report;
    readout_error error = {0};
    struct input *input = input_open(&options, &problems, &error);
    assert(input);
    while (input_next(input, &report, &error)) {
        assert(report.id && report.text && input_place(input));
        assert(report.text_length <= 3 * options.limits.most[LIMIT_SIZE]);
        assert(memchr(report.text, 0, report.text_length) == NULL);
    }
    assert(error.status == READOUT_OK);
    input_close(input);
    close(file);
    return 0;
}
