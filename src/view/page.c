/* page.c - see page.h. */
#include "view/page.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "view/text.h"

enum { DEFAULT_WIDTH = 80, LEAST_WIDTH = 40, MOST_WIDTH = 1000 };

static const char *const bold = "\033[1m", *const faint = "\033[2m", *const plain = "\033[0m";

static size_t page_width(FILE *out)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size = {0};
    long width = columns ? strtol(columns, NULL, 10) : 0;
    if (width <= 0 && isatty(fileno(out)) && ioctl(fileno(out), TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    if (width <= 0)
        return DEFAULT_WIDTH;
    return width < LEAST_WIDTH ? LEAST_WIDTH : width > MOST_WIDTH ? MOST_WIDTH : (size_t)width;
}

struct page page_open(FILE *out)
{
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    bool colour = isatty(fileno(out)) && !(no_colour && *no_colour) && !(terminal && strcmp(terminal, "dumb") == 0);
    return (struct page){.out = out, .width = page_width(out), .colour = colour};
}

static void write_str(const struct page *page, struct str text)
{
    fwrite(text.ptr, 1, text.len, page->out);
}

void page_heading(const struct page *page, struct str text)
{
    fputs(page->colour ? bold : "", page->out);
    write_str(page, text);
    fputs(page->colour ? plain : "", page->out);
    fputc('\n', page->out);
}

/* Where on its line the next word goes. */
struct cursor {
    size_t column;
    bool fresh; /* nothing is written on the line yet */
};

/* Cut the first piece off: a word, or with `whole` sources all up to the blank behind the next ";". */
static struct str next_piece(struct str *text, bool whole)
{
    struct str rest = *text, piece = str_cut(&rest, ' ');
    while (whole && rest.len && !str_ends(piece, STR(";")))
        piece.len += 1 + str_cut(&rest, ' ').len;
    *text = rest;
    return piece;
}

/* Write the pieces of `text`, going to a new line at column `hanging` where one does not fit. */
static void write_pieces(const struct page *page, struct cursor *cursor, size_t hanging, struct str text, bool whole)
{
    while (text.len) {
        struct str piece = next_piece(&text, whole);
        size_t width = text_width(piece);
        if (!cursor->fresh && cursor->column + 1 + width > page->width) {
            fprintf(page->out, "\n%*s", (int)hanging, "");
            cursor->column = hanging;
        } else if (!cursor->fresh) {
            fputc(' ', page->out);
            cursor->column++;
        }
        write_str(page, piece);
        cursor->column += width;
        cursor->fresh = false;
    }
}

void page_line(const struct page *page, size_t indent, struct str text, struct str source)
{
    struct cursor cursor = {.column = indent, .fresh = true};
    fprintf(page->out, "%*s", (int)indent, "");
    write_pieces(page, &cursor, indent + 2, text, false);
    fputs(page->colour && source.len ? faint : "", page->out);
    write_pieces(page, &cursor, indent + 2, source, true);
    fputs(page->colour && source.len ? plain : "", page->out);
    fputc('\n', page->out);
}
