/* options.h - the options of all commands, read in one place, so that each means the same everywhere.
 *
 * Input: a command's arguments and which groups of options it takes. Output: struct options, or a message on
 * standard error and the exit status. Invariant: an option outside a command's groups is wrong usage. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H
#include <stdbool.h>
#include <stddef.h>

#include "ingest/limits.h"
#include "readout.h"

enum option_group {
    OPTIONS_DATABASE = 1 << 0,  /* --db */
    OPTIONS_JSON = 1 << 1,      /* --json */
    OPTIONS_CSV = 1 << 2,       /* --csv */
    OPTIONS_FILTER = 1 << 3,    /* --since --until --actor --place --process */
    OPTIONS_WHEN = 1 << 4,      /* --since takes what `readout diff` takes; the command reads it */
    OPTIONS_EACH = 1 << 5,      /* --each */
    OPTIONS_REJECTED = 1 << 6,  /* --rejected */
    OPTIONS_STORY = 1 << 7,     /* --story --as-of */
    OPTIONS_EXPORT = 1 << 8,    /* --csv DIR --codebook --mend */
    OPTIONS_INPUT = 1 << 9,     /* --meta --data --data-alone --jobs --progress --in-process, those of OPTIONS_WEB, and
                                 * inputs behind the options */
    OPTIONS_DATA = 1 << 10,     /* --data --data-alone alone */
    OPTIONS_WORDS = 1 << 11,    /* words behind the options that are no inputs */
    OPTIONS_AGAIN = 1 << 12,    /* --again */
    OPTIONS_SENTENCE = 1 << 13, /* --sentence */
    OPTIONS_ANALYSE = 1 << 14,  /* --tokens --parts --model */
    OPTIONS_IDENTITY = 1 << 15, /* --merge --split */
    OPTIONS_BECAUSE = 1 << 16,  /* --because */
    OPTIONS_UNDO = 1 << 17,     /* --undo */
    OPTIONS_FORGET = 1 << 18,   /* --forget */
    OPTIONS_FACT = 1 << 19,     /* --report --quote */
    OPTIONS_ALL = 1 << 20,      /* --all */
    OPTIONS_WEB = 1 << 21,      /* --max-size --limit --agent --allow-private */
    OPTIONS_WATCH = 1 << 22,    /* --opml --once --every --delay --in-process */
    OPTIONS_CODE = 1 << 23,     /* --format --explain */
    OPTIONS_ACTORS = 1 << 24,   /* --actors */
    OPTIONS_SERVE = 1 << 25     /* --port --open --listen --host --token-file --no-token */
};

enum { MOST_ACTORS = 16 /* --actors that may be given */, MOST_HOSTS = 8 /* --host */ };

struct options {
    const char *database;       /* --db, else $READOUT_DB, else "readout.db" */
    const char *since, *until;  /* "YYYY-MM-DD" or NULL */
    const char *actor, *place;
    const char *process;        /* as given; of a command that shows the record: its key (choose.h) */
    bool json, csv, each, all, rejected;
    bool story, codebook, mend;
    const char *folder;         /* --csv DIR */
    unsigned long as_of;        /* --as-of, a run; 0 not given */
    const char *meta, *data;
    const char *actors[MOST_ACTORS]; /* --actors, actors_count of them */
    size_t actors_count;
    bool data_alone, again, tokens;
    bool in_process, progress;
    unsigned long progress_every; /* --progress=SECONDS */
    struct limits limits;        /* --limit and --max-size */
    bool allow_private;         /* --allow-private */
    const char *agent;          /* --agent; NULL not given */
    const char *format;         /* --format; NULL not given */
    bool explain;               /* --explain */
    const char *opml;           /* --opml */
    bool once;                  /* --once */
    unsigned long every;        /* --every, in minutes; 0 not given */
    long delay;                 /* --delay, in seconds; -1 not given */
    unsigned long jobs;         /* --jobs: threads; 0 not given */
    unsigned long sentence;     /* --sentence, from 1; 0 not given */
    const char *parts, *model, *events_model;
    bool analysis;              /* set by the command: words are analysed, no record is read */
    bool merge, split, forget;
    const char *because, *report, *quote;
    unsigned long undo;         /* --undo, from 1; 0 not given */
    unsigned port;              /* --port; 0: any that is free */
    bool open, no_token;
    const char *listen, *token_file;
    const char *hosts[MOST_HOSTS]; /* --host, host_count of them */
    size_t host_count;
    char **inputs;              /* what stands behind the options, input_count of them */
    int input_count;
};

/* Read `argv` of a command (argv[0] its name) that takes the `groups`. Returns -1 to go on, else the exit status
 * to return; the message is printed. */
int options_read(int argc, char **argv, unsigned groups, struct options *options);

/* Whether the text is a day "YYYY-MM-DD" of the calendar. */
bool options_is_day(const char *text);

/* Print "readout: " and `error` on standard error, on one line, so that no name or input can steer the terminal. */
void options_tell(const readout_error *error);

/* Print `error` as "readout: ..." on standard error and return the exit status that belongs to it. */
int options_fail(const readout_error *error);

/* What the groups are called in the usage text of a command. */
#define HELP_DATABASE "  --db FILE      the database; else $READOUT_DB, else ./readout.db\n"
#define HELP_JSON "  --json         print JSON\n"
#define HELP_CSV "  --csv          print comma-separated values (RFC 4180), nothing cut\n"
#define HELP_PROCESS                                                                                             \
    "  --process KEY  only what reports on this negotiation tell: its key, or words that its key or name\n"       \
    "                 alone holds\n"
#define HELP_FILTER                                                                                              \
    "  --since DATE   from this day on (YYYY-MM-DD); what has no day of its own has its report's\n"              \
    "  --until DATE   up to this day\n"                                                                          \
    "  --actor NAME   only what this actor, or someone of this party, takes part in, says or holds;\n"           \
    "                 where nobody does (figures, talks): what reports that name the actor tell\n"               \
    "  --place NAME   only what happens at this place; where nothing happens (statements, figures):\n"           \
    "                 what reports of a meeting or trip there tell\n" HELP_PROCESS
#define HELP_EACH                                                                                                 \
    "  --each         what each report says by itself, one row a fact, nothing put together\n"
#define HELP_BECAUSE "  --because TEXT the person's reason\n"
#define HELP_REJECTED "  --rejected     also what a person rejected\n"
#define HELP_DATA                                                                                                \
    "  --data DIR     also the words and rules of this folder, which go before those compiled in\n"              \
    "  --data-alone   the words and rules of --data only\n"
#define HELP_ACTORS                                                                                              \
    "  --actors FILE  actors and agents of political events in the format of PETRARCH, which go before those\n"    \
    "                 known; may be given up to 16 times\n"
#define HELP_WEB                                                                                                  \
    "  --max-size N   the same as --limit size=N\n"                                                           \
    "  --limit L=N    how much outside bytes may ask for; 'readout help limits' lists all, with what is usual\n"       \
    "  --agent NAME   as which web servers are asked for URLs\n"                                               \
    "  --allow-private  also URLs of addresses that are not public, for tests and intranets\n"
#define HELP_IN_PROCESS                                                                                           \
    "  --in-process   read what comes from outside in this process, not in one that can do nothing else\n"
#define HELP_INPUT                                                                                               \
    "  --meta FILE    id, outlet, published, title and url of each file (JSON)\n" HELP_DATA                      \
    "  --jobs N       read in N threads; the output is the same\n"                                               \
    "  --progress     how far it is, every ten seconds, also where standard error is no terminal;\n"           \
    "                 --progress=N: every N seconds\n"                                                        \
    HELP_IN_PROCESS HELP_WEB

/* What INPUT is, as a paragraph of the usage text. */
#define HELP_REPORTS                                                                                              \
    "INPUT is a file, a folder, a URL (http, https), or - for standard input. What it holds is told by its\n"     \
    "bytes: plain text (UTF-8, UTF-16 or Windows-1252); JSON lines, one object a line with \"text\" and, as far\n" \
    "as known, id, outlet, published, updated, title, author, url, language; a web page; a feed (RSS, Atom,\n"    \
    "JSON Feed); an archive of these (tar, WARC, ARC); each perhaps packed (gzip, zstd, xz).\n"
#endif
