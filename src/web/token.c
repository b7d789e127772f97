/* token.c - see token.h. */
#include "web/token.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/error.h"

static void print_hex(struct arena *arena, const unsigned char *bytes, size_t count, struct str *text)
{
    char *digits = arena_take(arena, count * 2 + 1, 1);
    sodium_bin2hex(digits, count * 2 + 1, bytes, count);
    *text = str_make(digits, count * 2);
}

static void new_token(struct arena *arena, struct guard *guard)
{
    unsigned char bytes[SERVER_TOKEN / 2];
    randombytes_buf(bytes, sizeof bytes);
    print_hex(arena, bytes, sizeof bytes, &guard->token);
}

static bool read_token(struct arena *arena, const char *path, int file, struct guard *guard, readout_error *error)
{
    char text[SERVER_TOKEN * 4 + 1];
    ssize_t length = read(file, text, sizeof text - 1);
    struct str token = str_trim(str_make(text, length > 0 ? (size_t)length : 0));
    for (size_t i = 0; i < token.len; i++)
        if (!ascii_is_alphanumeric(token.ptr[i]))
            token.len = 0;
    if (token.len < SERVER_TOKEN)
        return error_set(error, READOUT_BAD_INPUT, path, "holds no token: %d letters or digits",
                         SERVER_TOKEN);
    guard->token = str_copy(arena, token);
    return true;
}

/* The token of the file; where there is none, a new one that is kept there. */
static bool keep_token(struct arena *arena, const char *path, struct guard *guard, readout_error *error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) {
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        new_token(arena, guard);
        bool kept = file >= 0 && write(file, guard->token.ptr, SERVER_TOKEN) == SERVER_TOKEN &&
                    write(file, "\n", 1) == 1;
        if (file >= 0)
            close(file);
        return kept || error_set(error, READOUT_NO_FILE, path, "%s", strerror(errno));
    }
    if (file < 0)
        return error_set(error, READOUT_NO_FILE, path, "%s", strerror(errno));
    bool got = read_token(arena, path, file, guard, error);
    close(file);
    return got;
}

bool token_make(struct arena *arena, const struct server_options *options, bool loopback, struct guard *guard,
                readout_error *error)
{
    unsigned char hash[crypto_generichash_BYTES];
    if (options->no_token && !loopback)
        return error_set(error, READOUT_BAD_USAGE, NULL, "without a token only this machine is let in: leave out "
                                                         "--no-token or --listen %s", options->listen);
    if (options->no_token)
        return true;
    if (options->token_file && !keep_token(arena, options->token_file, guard, error))
        return false;
    if (!options->token_file)
        new_token(arena, guard);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)guard->token.ptr, guard->token.len,
                       (const unsigned char *)"readout feed key", 16);
    print_hex(arena, hash, SERVER_TOKEN / 2, &guard->feed_key);
    return true;
}
