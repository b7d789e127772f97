/* text_fuzz.c - fuzz target: any bytes as the text of a report (readout_extract, readout_code). */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "readout.h"
#include "fuzz.h"

static readout_reader *open_reader(void)
{
    readout_error error = {0};
    readout_library *library = readout_library_open(NULL, &error);
    readout_reader *reader = library ? readout_reader_open(library, &error) : NULL;
    if (!reader)
        abort();
    return reader;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static readout_reader *reader; /* opening one takes longer than reading a report */
    if (!reader)
        reader = open_reader();
    readout_report report = {
        .id = "fuzz", .published = "1978-09-18", .text = (const char *)bytes, .text_length = length};
    readout_error error = {0};
    size_t json_length = 0;
    const char *json = readout_extract(reader, &report, &json_length, &error);
    assert(json ? json_length > 1 && json[0] == '{' && json[json_length - 1] == '}' : error.status != READOUT_OK);
    report.source = "He";
    report.target = "a";
    json = readout_code(reader, &report, &json_length, &error);
    assert(json ? json_length > 1 && json[0] == '{' && json[json_length - 1] == '}' : error.status != READOUT_OK);
    (void)json;
    return 0;
}
