/* embed.c - writes a C source that carries files, so that the program has its words and models with it.
 *
 * Call: embed OUT NAME=PATH...   Output: OUT, which defines the table of src/base/embedded.h in the order of
 * the arguments. The bytes themselves are put in by the assembler (.incbin), which takes no time however many they
 * are. Invariant: every file starts at a multiple of 64 bytes, in memory that is only read, and a NUL stands behind
 * it. Whoever compiles OUT does so anew when a file changes: its length stands in OUT. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static _Noreturn void fail(const char *what, const char *name)
{
    fprintf(stderr, "embed: cannot %s %s\n", what, name);
    exit(1);
}

/* Write a path as it must stand in a string of the assembler that stands in a string of C. */
static void write_path(FILE *out, const char *path)
{
    for (; *path; path++) {
        if ((unsigned char)*path < ' ')
            fail("write a path with a control character:", path);
        if (*path == '"' || *path == '\\')
            fprintf(out, "\\\\\\%c", *path);
        else
            fputc(*path, out);
    }
}

static size_t file_length(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        fail("read", path);
    return (size_t)status.st_size;
}

/* The symbol must be global for link-time optimisation, and hidden for the shared library. */
static void embed_file(FILE *out, size_t index, const char *path)
{
    fprintf(out, "__asm__(\".pushsection .rodata\\n.balign 64\\n"
                 ".globl readout_embedded_%zu\\n.hidden readout_embedded_%zu\\n"
                 ".type readout_embedded_%zu, %%object\\nreadout_embedded_%zu:\\n.incbin \\\"",
            index, index, index, index);
    write_path(out, path);
    fprintf(out, "\\\"\\n.size readout_embedded_%zu, . - readout_embedded_%zu\\n.byte 0\\n.popsection\");\n", index, index);
    fprintf(out, "extern const unsigned char readout_embedded_%zu[] __attribute__((visibility(\"hidden\")));\n\n", index);
}

static void write_table(FILE *out, char **names, const size_t *lengths, size_t count)
{
    fprintf(out, "const size_t embedded_count = %zu;\nconst struct embedded_file embedded_files[] = {\n", count);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "    {\"%s\", readout_embedded_%zu, %zu},\n", names[i], i, lengths[i]);
    fprintf(out, "    {NULL, NULL, 0}};\n");
}

int main(int argc, char **argv)
{
    if (argc < 2)
        fail("go without", "OUT NAME=PATH...");
    FILE *out = fopen(argv[1], "wb");
    if (!out)
        fail("write", argv[1]);
    size_t count = (size_t)argc - 2;
    size_t *lengths = calloc(count + 1, sizeof *lengths);
    if (!lengths)
        fail("find memory for", argv[1]);
    fprintf(out, "/* Written by tools/embed.c; not to be edited. */\n#include \"base/embedded.h\"\n\n");
    for (size_t i = 0; i < count; i++) {
        char *mark = strchr(argv[i + 2], '=');
        if (!mark)
            fail("find '=' in", argv[i + 2]);
        *mark = 0;
        lengths[i] = file_length(mark + 1);
        embed_file(out, i, mark + 1);
    }
    write_table(out, argv + 2, lengths, count);
    free(lengths);
    if (fclose(out) != 0)
        fail("write", argv[1]);
    return 0;
}
