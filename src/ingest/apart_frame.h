/* apart_frame.h - what a worker sends to the process that forked it, piece by piece, and how it is checked: a worker
 * that outside bytes have taken over may send anything.
 *
 * A frame is a head, then `length` bytes. Both processes are one program: numbers are in the machine's order. */
#ifndef INGEST_APART_FRAME_H
#define INGEST_APART_FRAME_H
#include "ingest/input.h"

/* The strings of a report, in the order in which they are sent: where in readout_report each stands. */
extern const size_t report_strings[];
enum { REPORT_STRINGS = 12 };
static inline const char **report_string(readout_report *report, size_t number)
{
    return (const char **)(void *)((char *)report + report_strings[number]);
}

enum frame_kind { FRAME_OPENED = 1, FRAME_FILE, FRAME_REPORT, FRAME_PROBLEM, FRAME_END, FRAME_FAILED };

struct frame_head {
    uint32_t kind;
    uint32_t check; /* FRAME_CHECK */
    uint64_t length;
};
enum { FRAME_CHECK = 0x52444f46 };

/* A report on its way. */
struct parcel {
    readout_report report;
    const char *place;
    struct str record;
    uint64_t offset, items; /* of the mark */
    bool marked;            /* it has one */
    uint64_t bytes;         /* read so far */
};

/* Most bytes of a frame's body. */
uint64_t frame_most(const struct limits *limits);

/* Send a frame through the pipe. False where nobody reads it any more. */
bool frame_send(int pipe, enum frame_kind kind, const void *body, size_t length);
bool frame_send_report(int pipe, const struct parcel *parcel);
bool frame_send_problem(int pipe, enum frame_kind kind, const readout_error *error, bool counted);
bool frame_send_file(int pipe, const struct input_mark *file, enum input_skip skip);

/* Bytes that frame_send_report would send behind the head. */
uint64_t frame_report_length(const struct parcel *parcel);

/* What a frame's body says; strings are slices of it. False where it is no such body. */
bool frame_read_report(struct str body, struct parcel *parcel);
bool frame_read_problem(struct str body, readout_error *error, bool *counted);
bool frame_read_file(struct str body, struct input_mark *file, enum input_skip *skip);
#endif
