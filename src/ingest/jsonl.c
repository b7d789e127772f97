/* jsonl.c - see jsonl.h. Invariant: a report that is returned has a text. Memory that runs out inside jansson is for
 * its allocation functions to deal with (cli/main.c). */
#include "ingest/jsonl.h"

#include "base/error.h"
#include "base/pull.h"
#include "ingest/metadata.h"

bool jsonl_is_record(struct str line)
{
    struct pull in = {.text = line};
    struct str name;
    bool engine = false, hash = false;
    if (!pull_open(&in, '{'))
        return false;
    while (!(engine && hash) && pull_member(&in, &name)) {
        engine = engine || str_equal(name, STR("engine"));
        hash = hash || str_equal(name, STR("hash"));
        pull_skip(&in);
    }
    return engine && hash;
}

static bool parse(struct str line, const char *source, size_t number, json_t **root, readout_error *error)
{
    json_error_t problem;
    *root = json_loadb(line.ptr, line.len, 0, &problem);
    if (*root)
        return true;
    size_t column = problem.position > 0 ? (size_t)problem.position : 1;
    return error_set_at(error, READOUT_BAD_INPUT, source, number, column, column - 1, "%s", problem.text);
}

static bool read_text(const json_t *root, const char *source, size_t number, readout_report *report,
                      readout_error *error)
{
    const json_t *text = json_object_get(root, "text");
    if (!json_is_string(text))
        return error_set_at(error, READOUT_BAD_INPUT, source, number, 0, 0,
                            text ? "\"text\" is not a string" : "no \"text\"");
    report->text = json_string_value(text);
    report->text_length = json_string_length(text);
    return true;
}

bool jsonl_read(struct str line, const char *source, size_t number, json_t **root, readout_report *report,
                readout_error *error)
{
    if (!parse(line, source, number, root, error))
        return false;
    if (!json_is_object(*root))
        return error_set_at(error, READOUT_BAD_INPUT, source, number, 1, 0, "not a JSON object");
    return read_text(*root, source, number, report, error) &&
           metadata_known(*root, report, source, number, "", error);
}
