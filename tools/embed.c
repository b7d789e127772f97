/* embed.c - writes files into a C source, so that the program carries its words and models.
 *
 * Call: embed OUT NAME=PATH...   Output: OUT, which defines the table of src/base/embedded.h in the order of
 * the arguments. Invariant: the same names and bytes give the same output, wherever the files lie. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_WIDTH = 110 };

static _Noreturn void fail(const char *what, const char *name)
{
    fprintf(stderr, "embed: cannot %s %s\n", what, name);
    exit(1);
}

/* Write one byte so that it stands in a string literal as it is; returns the characters written. An octal escape
 * has always three digits, so what follows cannot run into it. */
static int write_byte(FILE *out, int byte)
{
    if (byte == '"' || byte == '\\' || byte == '?' || byte < ' ' || byte > '~')
        return fprintf(out, "\\%03o", (unsigned)byte);
    return fprintf(out, "%c", byte);
}

static size_t write_bytes(FILE *out, FILE *in)
{
    size_t length = 0;
    int width = 0;
    for (int byte = fgetc(in); byte != EOF; byte = fgetc(in)) {
        if (width > LINE_WIDTH) {
            fprintf(out, "\"\n    \"");
            width = 0;
        }
        width += write_byte(out, byte);
        length++;
    }
    return length;
}

static size_t embed_file(FILE *out, size_t index, const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        fail("open", path);
    fprintf(out, "static const unsigned char file_%zu[] =\n    \"", index);
    size_t length = write_bytes(out, in);
    fprintf(out, "\";\n");
    if (ferror(in))
        fail("read", path);
    fclose(in);
    return length;
}

static void write_table(FILE *out, char **names, const size_t *lengths, size_t count)
{
    fprintf(out, "\nconst size_t embedded_count = %zu;\nconst struct embedded_file embedded_files[] = {\n", count);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "    {\"%s\", file_%zu, %zu},\n", names[i], i, lengths[i]);
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
        lengths[i] = embed_file(out, i, mark + 1);
    }
    write_table(out, argv + 2, lengths, count);
    free(lengths);
    if (fclose(out) != 0)
        fail("write", argv[1]);
    return 0;
}
