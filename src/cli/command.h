/* command.h - the table of commands: one file a command, one row a command in main.c. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

/* Exit statuses. The first two describe the input, the last two the call and the machine. */
enum { EXIT_DONE = 0, EXIT_SOME_UNREAD = 1, EXIT_USAGE = 2, EXIT_FAILED = 3 };

struct command {
    const char *name;
    const char *summary;                /* one line for `readout --help` */
    const char *usage;                  /* text of `readout NAME --help` */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name; returns an exit status */
};

extern const struct command command_read, command_extract, command_analyse, command_explain, command_model,
    command_rules, command_brief, command_timeline, command_meetings, command_trips, command_statements,
    command_proposals, command_positions, command_figures, command_actors, command_talks, command_reports,
    command_conflicts, command_dating, command_diff, command_runs, command_export, command_processes, command_rounds,
    command_confirm, command_reject, command_note, command_add, command_decisions, command_verify, command_withdraw,
    command_articles, command_watch, command_code, command_events, command_serve;
#endif
