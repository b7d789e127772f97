/* serve.c - `readout serve`: the record on a web page.
 *
 * Input: the options, the database. Output: one line, the address to open; then answers, until it is told to stop
 * (SIGINT, SIGTERM, SIGHUP). */
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "cli/command.h"
#include "cli/options.h"
#include "web/server.h"

extern char **environ;

/* Show the address in the person's browser, by what the desktop has for it; whether that works is for them to see. */
static void open_address(const char *address)
{
    pid_t process;
    sigset_t none, usual;
    posix_spawnattr_t attributes;
    char *arguments[] = {"xdg-open", (char *)address, NULL};
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none); /* what ends the server is waited for here alone */
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (posix_spawnp(&process, arguments[0], NULL, &attributes, arguments, environ) != 0)
        fputs("readout: --open: there is no xdg-open; open the address above\n", stderr);
    posix_spawnattr_destroy(&attributes);
}

static void tell_address(const struct server *server, bool opens)
{
    struct buffer address = {0};
    server_put_address(server, &address);
    buffer_byte(&address, '\0');
    if (!address.failed) {
        puts(address.ptr);
        fflush(stdout);
        if (opens)
            open_address(address.ptr);
    }
    buffer_free(&address);
}

/* What ends the server: also that its terminal is closed, unless it was started not to care (nohup). */
static void block_ends(sigset_t *ends)
{
    struct sigaction hang_up;
    sigemptyset(ends);
    sigaddset(ends, SIGINT);
    sigaddset(ends, SIGTERM);
    if (sigaction(SIGHUP, NULL, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN)
        sigaddset(ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, ends, NULL);
}

/* A thread serves each connection; with as many heaps as there are threads what was freed would stay held in each. */
static void share_heaps(void)
{
#ifdef M_ARENA_MAX
    enum { HEAPS = 1 };
    mallopt(M_ARENA_MAX, HEAPS);
#endif
}

static int run(int argc, char **argv)
{
    struct options options;
    readout_error error = {0};
    sigset_t ends;
    int got, status = options_read(argc, argv, OPTIONS_DATABASE | OPTIONS_SERVE, &options);
    if (status != -1)
        return status;
    block_ends(&ends);
    signal(SIGPIPE, SIG_IGN);
    struct server_options wanted = {
        .database = options.database, .listen = options.listen, .port = options.port, .hosts = options.hosts,
        .host_count = options.host_count, .token_file = options.token_file, .no_token = options.no_token,
        .program = "/proc/self/exe"};
    share_heaps();
    struct server *server = server_start(&wanted, &error);
    if (!server) {
        int failed = options_fail(&error);
        return error.status == READOUT_NO_FILE ? EXIT_FAILED : failed;
    }
    tell_address(server, options.open);
    sigwait(&ends, &got);
    server_stop(server);
    return EXIT_DONE;
}

const struct command command_serve = {
    .name = "serve",
    .summary = "show the record on a web page",
    .usage = "Usage: readout serve [OPTION...]\n\n"
             "Shows the record in a web browser: the brief, timeline, meetings, positions, proposals, statements,\n"
             "figures, actors, conflicts and reports, each fact beside the words it was read from, to be confirmed,\n"
             "rejected and corrected. Prints the address to open, which has a token that lets its reader in, and\n"
             "serves until it is stopped (Ctrl-C). Only this machine is let in unless --listen says otherwise.\n\n"
             HELP_DATABASE
             "  --port N         the port; 0: one that is free; else 8417\n"
             "  --open           open the address in the browser\n"
             "  --listen ADDRESS a numeric address of this machine by which others reach it, 0.0.0.0: by all; there is\n"
             "                   no encryption: put a proxy with TLS before it\n"
             "  --host NAME      by which name browsers may call it besides; may be given up to 8 times\n"
             "  --token-file F   the token of this file, which is made where missing; else each start has a new one\n"
             "  --no-token       let in whoever asks on this machine\n",
    .run = run,
};
