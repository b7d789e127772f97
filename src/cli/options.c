/* options.c - see options.h. */
#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "cli/workers.h"
#include "ingest/visible.h"

enum {
    OPT_DATABASE = 1, OPT_JSON, OPT_CSV, OPT_SINCE, OPT_UNTIL, OPT_ACTOR, OPT_PLACE, OPT_META, OPT_DATA, OPT_MAX_SIZE,
    OPT_DATA_ALONE, OPT_AGAIN, OPT_SENTENCE, OPT_TOKENS, OPT_PARTS, OPT_MODEL, OPT_STORY, OPT_PROCESS, OPT_JOBS,
    OPT_MERGE, OPT_SPLIT, OPT_REJECTED, OPT_BECAUSE, OPT_UNDO, OPT_FORGET, OPT_REPORT, OPT_QUOTE, OPT_EACH, OPT_ALL,
    OPT_AS_OF, OPT_FOLDER, OPT_CODEBOOK, OPT_MEND, OPT_LIMIT, OPT_ALLOW_PRIVATE, OPT_AGENT, OPT_IN_PROCESS,
    OPT_PROGRESS, OPT_EVENTS_MODEL, OPT_OPML, OPT_ONCE, OPT_EVERY, OPT_DELAY, OPT_FORMAT, OPT_EXPLAIN,
    OPT_ACTORS, OPT_PORT, OPT_OPEN, OPT_LISTEN, OPT_HOST, OPT_TOKEN_FILE, OPT_NO_TOKEN
};

static const struct option all_options[] = {
    {"db", required_argument, NULL, OPT_DATABASE}, {"json", no_argument, NULL, OPT_JSON},
    {"csv", no_argument, NULL, OPT_CSV},           {"since", required_argument, NULL, OPT_SINCE},
    {"until", required_argument, NULL, OPT_UNTIL}, {"actor", required_argument, NULL, OPT_ACTOR},
    {"place", required_argument, NULL, OPT_PLACE}, {"meta", required_argument, NULL, OPT_META},
    {"data", required_argument, NULL, OPT_DATA},   {"max-size", required_argument, NULL, OPT_MAX_SIZE},
    {"again", no_argument, NULL, OPT_AGAIN},       {"sentence", required_argument, NULL, OPT_SENTENCE},
    {"tokens", no_argument, NULL, OPT_TOKENS},     {"parts", required_argument, NULL, OPT_PARTS},
    {"model", required_argument, NULL, OPT_MODEL}, {"data-alone", no_argument, NULL, OPT_DATA_ALONE},
    {"story", no_argument, NULL, OPT_STORY},       {"process", required_argument, NULL, OPT_PROCESS},
    {"all", no_argument, NULL, OPT_ALL},
    {"each", no_argument, NULL, OPT_EACH},         {"csv", required_argument, NULL, OPT_FOLDER},
    {"codebook", no_argument, NULL, OPT_CODEBOOK}, {"mend", no_argument, NULL, OPT_MEND},
    {"merge", no_argument, NULL, OPT_MERGE},       {"split", no_argument, NULL, OPT_SPLIT},
    {"jobs", required_argument, NULL, OPT_JOBS},   {"as-of", required_argument, NULL, OPT_AS_OF},
    {"rejected", no_argument, NULL, OPT_REJECTED}, {"because", required_argument, NULL, OPT_BECAUSE},
    {"undo", required_argument, NULL, OPT_UNDO},   {"forget", no_argument, NULL, OPT_FORGET},
    {"limit", required_argument, NULL, OPT_LIMIT}, {"allow-private", no_argument, NULL, OPT_ALLOW_PRIVATE},
    {"agent", required_argument, NULL, OPT_AGENT}, {"opml", required_argument, NULL, OPT_OPML},
    {"once", no_argument, NULL, OPT_ONCE},         {"every", required_argument, NULL, OPT_EVERY},
    {"delay", required_argument, NULL, OPT_DELAY}, {"in-process", no_argument, NULL, OPT_IN_PROCESS},
    {"progress", optional_argument, NULL, OPT_PROGRESS}, {"actors", required_argument, NULL, OPT_ACTORS}, {"events-model", required_argument, NULL, OPT_EVENTS_MODEL},
    {"report", required_argument, NULL, OPT_REPORT}, {"quote", required_argument, NULL, OPT_QUOTE},
    {"format", required_argument, NULL, OPT_FORMAT}, {"explain", no_argument, NULL, OPT_EXPLAIN},
    {"port", required_argument, NULL, OPT_PORT},   {"open", no_argument, NULL, OPT_OPEN},
    {"listen", required_argument, NULL, OPT_LISTEN}, {"host", required_argument, NULL, OPT_HOST},
    {"token-file", required_argument, NULL, OPT_TOKEN_FILE}, {"no-token", no_argument, NULL, OPT_NO_TOKEN},
};
enum { USUAL_PORT = 8417 /* of serve */ };
enum { MINUTES_MOST = 7 * 24 * 60, SECONDS_MOST = 24 * 60 * 60 };
enum { ALL_COUNT = sizeof all_options / sizeof all_options[0] };

static unsigned group_of(int option)
{
    switch (option) {
    case OPT_DATABASE: return OPTIONS_DATABASE;
    case OPT_JSON: return OPTIONS_JSON;
    case OPT_CSV: return OPTIONS_CSV;
    case OPT_DATA:
    case OPT_DATA_ALONE: return OPTIONS_INPUT | OPTIONS_DATA;
    case OPT_EVENTS_MODEL: return OPTIONS_INPUT;
    case OPT_META:
    case OPT_PROGRESS:
    case OPT_JOBS: return OPTIONS_INPUT;
    case OPT_IN_PROCESS: return OPTIONS_INPUT | OPTIONS_WATCH;
    case OPT_LIMIT:
    case OPT_ALLOW_PRIVATE:
    case OPT_AGENT:
    case OPT_MAX_SIZE: return OPTIONS_INPUT | OPTIONS_WEB;
    case OPT_OPML:
    case OPT_ONCE:
    case OPT_EVERY:
    case OPT_DELAY: return OPTIONS_WATCH;
    case OPT_AGAIN: return OPTIONS_AGAIN;
    case OPT_STORY:
    case OPT_AS_OF: return OPTIONS_STORY;
    case OPT_EACH: return OPTIONS_EACH;
    case OPT_ALL: return OPTIONS_ALL;
    case OPT_FOLDER:
    case OPT_CODEBOOK:
    case OPT_MEND: return OPTIONS_EXPORT;
    case OPT_MERGE:
    case OPT_SPLIT: return OPTIONS_IDENTITY;
    case OPT_SENTENCE: return OPTIONS_SENTENCE;
    case OPT_REJECTED: return OPTIONS_REJECTED;
    case OPT_BECAUSE: return OPTIONS_BECAUSE;
    case OPT_UNDO: return OPTIONS_UNDO;
    case OPT_FORGET: return OPTIONS_FORGET;
    case OPT_REPORT:
    case OPT_QUOTE: return OPTIONS_FACT;
    case OPT_TOKENS:
    case OPT_PARTS:
    case OPT_MODEL: return OPTIONS_ANALYSE;
    case OPT_FORMAT:
    case OPT_EXPLAIN: return OPTIONS_CODE;
    case OPT_ACTORS: return OPTIONS_ACTORS;
    case OPT_PORT:
    case OPT_OPEN:
    case OPT_LISTEN:
    case OPT_HOST:
    case OPT_TOKEN_FILE:
    case OPT_NO_TOKEN: return OPTIONS_SERVE;
    default: return OPTIONS_FILTER;
    }
}

/* Those of all options that belong to the groups, ended by zeros as getopt_long wants it. */
static void choose_options(unsigned groups, struct option chosen[ALL_COUNT + 1])
{
    size_t count = 0;
    for (size_t i = 0; i < ALL_COUNT; i++)
        if (groups & group_of(all_options[i].val))
            chosen[count++] = all_options[i];
    chosen[count] = (struct option){0};
}

bool options_is_day(const char *text)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' || strspn(text, "0123456789-") != 10)
        return false;
    return calendar_valid(atoi(text), atoi(text + 5), atoi(text + 8));
}

/* --max-size N is --limit size=N. */
static bool take_size(struct limits *limits, const char *value)
{
    char setting[64];
    int length = snprintf(setting, sizeof setting, "%s=%s", limit_abouts[LIMIT_SIZE].name, value);
    return (size_t)length < sizeof setting && limits_set(limits, setting);
}

/* A whole number from 1 on. */
static bool parse_count(const char *text, unsigned long *count)
{
    char *end;
    errno = 0;
    *count = text[0] >= '1' && text[0] <= '9' ? strtoul(text, &end, 10) : 0;
    return *count && !errno && !*end && *count < UINT32_MAX;
}

/* A whole number from 0 on. */
static bool parse_delay(const char *text, long *delay)
{
    unsigned long count = 0;
    bool zero = strcmp(text, "0") == 0;
    if (!zero && (!parse_count(text, &count) || count > SECONDS_MOST))
        return false;
    *delay = (long)count;
    return true;
}

static bool take_actors(struct options *options, const char *path)
{
    if (options->actors_count == MOST_ACTORS)
        return false;
    options->actors[options->actors_count++] = path;
    return true;
}

static bool take_host(struct options *options, const char *name)
{
    if (options->host_count == MOST_HOSTS || !*name)
        return false;
    options->hosts[options->host_count++] = name;
    return true;
}

static bool take_port(struct options *options, const char *value)
{
    unsigned long port = 0;
    bool zero = strcmp(value, "0") == 0;
    if (!zero && (!parse_count(value, &port) || port > UINT16_MAX))
        return false;
    options->port = (unsigned)port;
    return true;
}

static bool take(struct options *options, int option, const char *value)
{
    switch (option) {
    case OPT_DATABASE: options->database = value; return true;
    case OPT_JSON: options->json = true; return true;
    case OPT_CSV: options->csv = true; return true;
    case OPT_SINCE: options->since = value; return options_is_day(value);
    case OPT_UNTIL: options->until = value; return options_is_day(value);
    case OPT_ACTOR: options->actor = value; return true;
    case OPT_PLACE: options->place = value; return true;
    case OPT_PROCESS: options->process = value; return true;
    case OPT_META: options->meta = value; return true;
    case OPT_ACTORS: return take_actors(options, value);
    case OPT_DATA: options->data = value; return true;
    case OPT_DATA_ALONE: options->data_alone = true; return true;
    case OPT_MAX_SIZE: return take_size(&options->limits, value);
    case OPT_IN_PROCESS: options->in_process = true; return true;
    case OPT_PROGRESS: options->progress = true; return !value || parse_count(value, &options->progress_every);
    case OPT_LIMIT: return limits_set(&options->limits, value);
    case OPT_ALLOW_PRIVATE: options->allow_private = true; return true;
    case OPT_AGENT: options->agent = value; return true;
    case OPT_OPML: options->opml = value; return true;
    case OPT_ONCE: options->once = true; return true;
    case OPT_EVERY: return parse_count(value, &options->every) && options->every <= MINUTES_MOST;
    case OPT_DELAY: return parse_delay(value, &options->delay);
    case OPT_AS_OF: return parse_count(value, &options->as_of);
    case OPT_SENTENCE: return parse_count(value, &options->sentence);
    case OPT_JOBS: return parse_count(value, &options->jobs) && options->jobs <= JOBS_MOST;
    case OPT_STORY: options->story = true; return true;
    case OPT_EACH: options->each = true; return true;
    case OPT_ALL: options->all = true; return true;
    case OPT_FOLDER: options->folder = value; return true;
    case OPT_CODEBOOK: options->codebook = true; return true;
    case OPT_MEND: options->mend = true; return true;
    case OPT_MERGE: options->merge = true; return true;
    case OPT_SPLIT: options->split = true; return true;
    case OPT_REJECTED: options->rejected = true; return true;
    case OPT_BECAUSE: options->because = value; return true;
    case OPT_UNDO: return parse_count(value, &options->undo);
    case OPT_FORGET: options->forget = true; return true;
    case OPT_REPORT: options->report = value; return true;
    case OPT_QUOTE: options->quote = value; return true;
    case OPT_TOKENS: options->tokens = true; return true;
    case OPT_PARTS: options->parts = value; return true;
    case OPT_MODEL: options->model = value; return true;
    case OPT_EVENTS_MODEL: options->events_model = value; return true;
    case OPT_FORMAT: options->format = value; return true;
    case OPT_EXPLAIN: options->explain = true; return true;
    case OPT_PORT: return take_port(options, value);
    case OPT_OPEN: options->open = true; return true;
    case OPT_LISTEN: options->listen = value; return true;
    case OPT_HOST: return take_host(options, value);
    case OPT_TOKEN_FILE: options->token_file = value; return true;
    case OPT_NO_TOKEN: options->no_token = true; return true;
    default: options->again = true; return true;
    }
}

static int wrong_usage(const char *command, const char *what, const char *which)
{
    fprintf(stderr, "readout %s: %s%s; see 'readout %s --help'\n", command, what, which, command);
    return EXIT_USAGE;
}

/* optopt is the letter where a short option is unknown (none is known), else getopt_long stands behind the word. */
static int unknown_option(char **argv)
{
    char letter[] = {'-', (char)optopt, 0};
    return wrong_usage(argv[0], "unknown option ", optopt > ' ' ? letter : argv[optind - 1]);
}

static const char *what_is_wrong(int option)
{
    switch (option) {
    case OPT_MAX_SIZE: return "not a size: ";
    case OPT_LIMIT: return "no limit of the form NAME=VALUE ('readout help limits'): ";
    case OPT_ACTORS: return "more than 16 files with --actors: ";
    case OPT_JOBS: return "not a number from 1 to 64: ";
    case OPT_PROGRESS: return "not a number of seconds: ";
    case OPT_PORT: return "not a port from 0 to 65535: ";
    case OPT_HOST: return "empty, or more than 8 names with --host: ";
    case OPT_EVERY: return "not a number of minutes up to a week: ";
    case OPT_DELAY: return "not a number of seconds up to a day: ";
    case OPT_AS_OF:
    case OPT_UNDO:
    case OPT_SENTENCE: return "not a number: ";
    default: return "not a day YYYY-MM-DD: ";
    }
}

static int read_all(int argc, char **argv, unsigned groups, const struct option *chosen, struct options *options)
{
    for (;;) {
        int option = getopt_long(argc, argv, ":", chosen, NULL);
        if (option == -1)
            return -1;
        if (option == ':')
            return wrong_usage(argv[0], "a value is missing behind ", argv[optind - 1]);
        if (option == '?')
            return unknown_option(argv);
        bool is_when = option == OPT_SINCE && (groups & OPTIONS_WHEN);
        if (!take(options, option, optarg) && !is_when)
            return wrong_usage(argv[0], what_is_wrong(option), optarg);
    }
}

int options_read(int argc, char **argv, unsigned groups, struct options *options)
{
    struct option chosen[ALL_COUNT + 1];
    choose_options(groups, chosen);
    const char *environment = getenv("READOUT_DB");
    *options = (struct options){.database = environment && *environment ? environment : "readout.db",
                                .limits = limits_usual(), .delay = -1, .port = USUAL_PORT,
                                .progress_every = PROGRESS_SECONDS};
    optind = 0; /* makes getopt_long start anew */
    opterr = 0;
    int status = read_all(argc, argv, groups, chosen, options);
    if (status != -1)
        return status;
    options->inputs = argv + optind;
    options->input_count = argc - optind;
    if (options->input_count && !(groups & (OPTIONS_INPUT | OPTIONS_WORDS)))
        return wrong_usage(argv[0], "takes no input: ", options->inputs[0]);
    if (options->data_alone && !options->data)
        return wrong_usage(argv[0], "--data-alone without --data", "");
    if (options->json && options->csv)
        return wrong_usage(argv[0], "either --json or --csv", "");
    return -1;
}

void options_tell(const readout_error *error)
{
    char line[1200];
    struct buffer seen = {0};
    visible_add(&seen, str_of(error_line(error, line, sizeof line)));
    fprintf(stderr, "readout: %.*s\n", STR_ARGS(buffer_str(&seen)));
    buffer_free(&seen);
}

int options_fail(const readout_error *error)
{
    options_tell(error);
    switch (error->status) {
    case READOUT_BAD_USAGE: return EXIT_USAGE;
    case READOUT_BAD_INPUT:
    case READOUT_TOO_LARGE:
    case READOUT_NO_FILE: return EXIT_SOME_UNREAD;
    default: return EXIT_FAILED;
    }
}
