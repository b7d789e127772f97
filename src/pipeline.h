/* pipeline.h - the main path: the bytes of one report in, its record or the analysis of its words out. A pure function
 * of both. */
#ifndef PIPELINE_H
#define PIPELINE_H
#include "read/reading.h"
#include "readout.h"
#include "view/coding_table.h"

struct limits;

/* How many words a report may have (LIMIT_WORDS), for all that follows; else limits_usual. */
void pipeline_limit(readout_reader *reader, const struct limits *limits);

/* Read one report into the reader's arena. Returns NULL and fills `error` on failure. The record and all it
 * points to are valid until the next call on the same reader. */
const struct record *pipeline_read(readout_reader *reader, const readout_report *report, readout_error *error);

/* The same, with everything that led to the record; `explained`: and with what only explain shows, entities and
 * trials. */
const struct reading *pipeline_reading(readout_reader *reader, const readout_report *report, bool explained,
                                       readout_error *error);

/* How the events of a report are written. */
enum code_form { CODE_JSON, CODE_PLOVER, CODE_TABLE };
struct code_options {
    enum code_form form;
    bool explained;              /* JSON: with the sentences that tell no event, and why */
    struct coding_layout layout; /* of a table; its head is not written */
};

/* Given what is made of a report, by its number: bytes, which are the reader's until the next is given; NULL: `error` says
 * why there are none. */
struct code_sink {
    void (*use)(void *context, size_t number, const char *text, size_t length, const readout_error *error);
    void *context;
};

/* Code several reports, 1 to CODE_TOGETHER, and give each to the sink, in their order. What is made of a report is the
 * same as if it were coded alone; of short ones this is faster (model/joint.h). Together they have less than 4 GB of
 * text. */
enum { CODE_TOGETHER = 32 };
void pipeline_code_all(readout_reader *reader, const readout_report *const *reports, size_t count,
                       const struct code_options *options, const struct code_sink *sink);

/* As readout_code, with a choice of forms: one line of JSON without a line end; lines of PLOVER's records; rows. Only the
 * stages that tell events are run. */
const char *pipeline_code(readout_reader *reader, const readout_report *report, const struct code_options *options,
                          size_t *length, readout_error *error);

struct analyse_options {
    unsigned parts; /* enum core_part (model/core.h) */
    bool given;     /* the text is CoNLL-U, whose words and sentences are taken as they are */
    readout_format format;
};

/* As readout_analyse, with a choice of parts. */
const char *pipeline_analyse(readout_reader *reader, const readout_report *report,
                             const struct analyse_options *options, size_t *length, readout_error *error);
#endif
