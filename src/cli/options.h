/* options.h - the options of all commands, read in one place, so that each means the same everywhere.
 *
 * Input: a command's arguments and which groups of options it takes. Output: struct options, or a message on
 * standard error and the exit status. Invariant: an option outside a command's groups is wrong usage. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H
#include <stdbool.h>
#include <stddef.h>

#include "readout.h"

enum option_group {
    OPTIONS_DATABASE = 1, /* --db */
    OPTIONS_JSON = 2,     /* --json */
    OPTIONS_CSV = 4,      /* --csv */
    OPTIONS_FILTER = 8,   /* --since --until --actor --place --process */
    OPTIONS_INPUT = 16,   /* --meta --data --data-alone --max-size --jobs, and inputs behind the options */
    OPTIONS_AGAIN = 32,   /* --again */
    OPTIONS_SENTENCE = 64, /* --sentence */
    OPTIONS_ANALYSE = 128, /* --tokens --parts --model */
    OPTIONS_STORY = 1024,  /* --story --as-of */
    OPTIONS_EACH = 2048,   /* --each */
    OPTIONS_ALL = 1 << 25, /* --all */
    OPTIONS_WHEN = 8192,   /* --since takes what `readout diff` takes; the command reads it */
    OPTIONS_DATA = 512,    /* --data --data-alone alone */
    OPTIONS_EXPORT = 4096, /* --csv DIR --codebook --mend */
    OPTIONS_IDENTITY = 1 << 16, /* --merge --split */
    OPTIONS_WORDS = 256,   /* words behind the options that are no inputs */
    OPTIONS_REJECTED = 1 << 20, /* --rejected */
    OPTIONS_BECAUSE = 1 << 21,  /* --because */
    OPTIONS_UNDO = 1 << 22,     /* --undo */
    OPTIONS_FORGET = 1 << 23,   /* --forget */
    OPTIONS_FACT = 1 << 24      /* --report --quote */
};

struct options {
    const char *database; /* --db, else $READOUT_DB, else "readout.db" */
    const char *meta, *data;
    size_t max_size;           /* --max-size: most bytes of one report; 0 not given */
    const char *since, *until; /* "YYYY-MM-DD" or NULL */
    const char *actor, *place, *process;
    unsigned long jobs;     /* --jobs: threads; 0 not given */
    const char *because, *report, *quote;
    unsigned long undo;     /* --undo, from 1; 0 not given */
    bool rejected, forget;
    unsigned long sentence; /* --sentence, from 1; 0 not given */
    unsigned long as_of;    /* --as-of, a run; 0 not given */
    const char *parts, *model;
    const char *folder; /* --csv DIR */
    bool json, csv, again, tokens, data_alone, story, each, all, codebook, mend;
    bool merge, split;
    bool analysis; /* set by the command: words are analysed, no record is read */
    char **inputs; /* what stands behind the options, input_count of them */
    int input_count;
};

/* Read `argv` of a command (argv[0] its name) that takes the `groups`. Returns -1 to go on, else the exit status
 * to return; the message is printed. */
int options_read(int argc, char **argv, unsigned groups, struct options *options);

/* Whether the text is a day "YYYY-MM-DD" of the calendar. */
bool options_is_day(const char *text);

/* Print `error` as "readout: ..." on standard error and return the exit status that belongs to it. */
int options_fail(const readout_error *error);

/* What the groups are called in the usage text of a command. */
#define HELP_DATABASE "  --db FILE      the database; else $READOUT_DB, else ./readout.db\n"
#define HELP_JSON "  --json         print JSON\n"
#define HELP_CSV "  --csv          print comma-separated values (RFC 4180), nothing cut\n"
#define HELP_FILTER                                                                                              \
    "  --since DATE   from this day on (YYYY-MM-DD); what has no day of its own has its report's\n"              \
    "  --until DATE   up to this day\n"                                                                          \
    "  --actor NAME   only what this actor, or someone of this party, takes part in, says or holds;\n"           \
    "                 where nobody does (figures, talks): what reports that name the actor tell\n"               \
    "  --place NAME   only what happens at this place; where nothing happens (statements, figures):\n"           \
    "                 what reports of a meeting or trip there tell\n"                                            \
    "  --process KEY  only what reports on this negotiation tell\n"
#define HELP_EACH                                                                                                 \
    "  --each         what each report says by itself, one row a fact, nothing put together\n"
#define HELP_BECAUSE "  --because TEXT the person's reason\n"
#define HELP_REJECTED "  --rejected     also what a person rejected\n"
#define HELP_DATA                                                                                                \
    "  --data DIR     also the words and rules of this folder, which go before those compiled in\n"              \
    "  --data-alone   the words and rules of --data only\n"
#define HELP_INPUT                                                                                               \
    "  --meta FILE    id, outlet, published, title and url of each file (JSON)\n" HELP_DATA                      \
    "  --jobs N       read in N threads; the output is the same\n"                                               \
    "  --max-size N   pass over reports of more than N bytes; suffix K, M or G; 8M if not given\n"

/* What INPUT is, as a paragraph of the usage text. */
#define HELP_REPORTS                                                                                              \
    "INPUT is a file, a folder, or - for standard input: plain text (UTF-8, UTF-16 or Windows-1252), or JSON\n"   \
    "lines, one object a line with \"text\" and, as far as known, id, outlet, published, title, url.\n"
#endif
