/* readout.h - the public interface of libreadout, which reads news reports of negotiations.
 *
 * A report goes in as text with what is known about it; its record comes out as one line of JSON: who met
 * whom, who said what, what is on the table, and for every fact the bytes it was read from and the rule that
 * read it. docs/record.schema.json describes the JSON.
 *
 *   readout_error error;
 *   readout_library *library = readout_library_open(NULL, &error);
 *   readout_reader *reader = readout_reader_open(library, &error);
 *   readout_report report = {.id = "a", .text = text, .text_length = length, .published = "1978-09-17"};
 *   const char *json = readout_extract(reader, &report, &length, &error);
 *
 * Reading is a pure function of the report: no clock, no network, no files. A library never changes once
 * opened and may be shared by any number of threads; a reader belongs to one thread at a time. */
#ifndef READOUT_H
#define READOUT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define READOUT_VERSION "0.1.0"

#if defined(__GNUC__)
#define READOUT_API __attribute__((visibility("default")))
#else
#define READOUT_API
#endif

/* What went wrong. The names say who is to act: the giver of the input, the caller, or the machine. */
typedef enum readout_status {
    READOUT_OK = 0,
    READOUT_BAD_INPUT, /* a report or metadata cannot be read: wrong encoding, cut JSON, not a text */
    READOUT_TOO_LARGE, /* a report is over a limit */
    READOUT_BAD_DATA,  /* a lexicon or rule file breaks its format */
    READOUT_BAD_USAGE, /* wrong options or arguments */
    READOUT_NO_FILE,   /* a file cannot be opened or read */
    READOUT_NO_MEMORY, /* memory ran out */
    READOUT_DATABASE   /* the database is damaged, locked, full or of a newer schema */
} readout_status;

/* One error with its place. The first error wins: a filled error is never overwritten. */
typedef struct readout_error {
    readout_status status;
    size_t line;      /* 1-based; 0 where lines mean nothing */
    size_t column;    /* 1-based, in bytes; 0 unknown */
    size_t byte;      /* 0-based offset into the source */
    char source[512]; /* file name or report id; cut if longer */
    char text[512];   /* what is wrong, in English, without a trailing stop */
} readout_error;

/* One report as it is handed in. Pointers stay the caller's; NULL means not known. */
typedef struct readout_report {
    const char *id;        /* the caller's name for it */
    const char *outlet;    /* "Reuters" */
    const char *published; /* "YYYY-MM-DD", optionally with "Thh:mm..." behind it; dates resolve against it */
    const char *title;
    const char *url;
    const char *text; /* UTF-8, or Windows-1252 which is recognised; need not end in NUL */
    size_t text_length;
    const char *updated;  /* as `published` */
    const char *author;   /* several parted by "; " */
    const char *language; /* as declared, BCP 47: "en-GB"; believed where the text is too short to tell. A text that is
                             not English is not read: its record is empty and says so, "unread":"language" */
    const char *agency;   /* the wire agency that is credited, "Reuters" */
    const char *dateline; /* the words of it, "CAIRO (AP)" */
    const char *source;   /* the words of the text that name who acts, where the caller knows: the political events */
    const char *target;   /* coded are those between these two, "target" that of whom it is done to. Words that stand
                             several times are taken where they first do, those of the target beside the source */
} readout_report;

typedef struct readout_library readout_library;
typedef struct readout_reader readout_reader;

/* The version of the library the program runs with. */
READOUT_API const char *readout_version(void);

/* Load words and rules: those compiled in and, unless it is NULL, those of `data_directory` (laid out like data/en),
 * which go before them. Returns NULL and fills `error` where a file is missing or breaks its format. Close with
 * readout_library_close. */
READOUT_API readout_library *readout_library_open(const char *data_directory, readout_error *error);
READOUT_API void readout_library_close(readout_library *library);

/* What else may be chosen; all zero is what readout_library_open(NULL) does. */
typedef struct readout_library_options {
    const char *data_directory;
    int data_alone;     /* the words and rules of `data_directory` instead of those compiled in */
    const char *model;  /* a model of the language (format: models/FORMAT.md), checked whole; NULL: that compiled in */
    const char *events_model; /* a network of political events, likewise */
    int analysis_only;  /* only what readout_analyse needs, in a few milliseconds; readout_extract is then an error */
    const char *const *actors; /* names of actor and agent dictionaries in the format of PETRARCH, `actors_count` of
                                  them: what they say of who takes part in political events goes before what is known.
                                  READOUT_BAD_DATA, with the line, where one breaks the format */
    size_t actors_count;
} readout_library_options;
READOUT_API readout_library *readout_library_open_with(const readout_library_options *options, readout_error *error);

/* A reader holds the memory that reading needs and keeps it between reports. It must not outlive its library. */
READOUT_API readout_reader *readout_reader_open(const readout_library *library, readout_error *error);
READOUT_API void readout_reader_close(readout_reader *reader);

/* Read one report. Returns its record as one line of JSON without a line end, owned by the reader and valid
 * until its next call; `json_length` (may be NULL) receives its bytes. Returns NULL and fills `error` on
 * failure; the reader can then be used again. */
READOUT_API const char *readout_extract(readout_reader *reader, const readout_report *report,
                                        size_t *json_length, readout_error *error);

/* The political events of one report (PLOVER, CAMEO), without the rest of its record, which takes longer to read: one line
 * of JSON, which docs/events.md describes. With `source` and `target` of the report, those between these two. Ownership
 * and failure as with readout_extract. */
READOUT_API const char *readout_code(readout_reader *reader, const readout_report *report, size_t *json_length,
                                     readout_error *error);

/* How an analysis is written. */
typedef enum readout_format {
    READOUT_CONLLU, /* CoNLL-U (https://universaldependencies.org/format.html), entities in MISC: NER=B-Person */
    READOUT_JSON    /* one line of JSON without a line end (docs/analysis.schema.json) */
} readout_format;

/* Analyse the words of one report: its sentences and words, and of every word lemma, part of speech and place in the
 * tree of its sentence; and the named entities. Ownership and failure as with readout_extract; `length` (may be NULL)
 * receives the bytes. Only id and text of the report are used. */
READOUT_API const char *readout_analyse(readout_reader *reader, const readout_report *report, readout_format format,
                                        size_t *length, readout_error *error);

/* The same for words and sentences that are cut already: the text of the report is CoNLL-U, of which ID and FORM are
 * used. As many words and sentences come out as went in, in their order. READOUT_BAD_INPUT, with the line, where the
 * text breaks the format. */
READOUT_API const char *readout_analyse_words(readout_reader *reader, const readout_report *report,
                                              readout_format format, size_t *length, readout_error *error);

#ifdef __cplusplus
}
#endif
#endif
