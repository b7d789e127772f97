/* draw.c - see draw.h: the figure, its caption and table, and what it is drawn with. */
#include "web/draw.h"

#include <math.h>
#include <stdio.h>

#include "view/text.h"

enum { CELL_COLUMNS = 200, MOST_CORNERS = 12, KEY_SIZE = 16 };

/* --- what is drawn with */

/* With at most two decimals; what is no number is 0. */
static double measure(double value)
{
    return isfinite(value) ? round(value * 100) / 100 + 0.0 : 0;
}

void draw_number(const struct draw *draw, double number)
{
    char digits[40];
    int length = snprintf(digits, sizeof digits, "%.10g ", measure(number));
    buffer_add(draw->out, str_make(digits, (size_t)length));
}

static void put_class(const struct draw *draw, const char *class)
{
    web_attribute(draw->out, "class", str_of(class));
}

static void put_measure(const struct draw *draw, const char *name, double value)
{
    web_measure(draw->out, name, measure(value));
}

void draw_line(const struct draw *draw, const char *class, double x1, double y1, double x2, double y2)
{
    HTML(draw->out, "<line");
    put_class(draw, class);
    put_measure(draw, "x1", x1);
    put_measure(draw, "y1", y1);
    put_measure(draw, "x2", x2);
    put_measure(draw, "y2", y2);
    HTML(draw->out, "/>");
}

void draw_rect(const struct draw *draw, const char *class, double x, double y, double width, double height)
{
    HTML(draw->out, "<rect");
    put_class(draw, class);
    put_measure(draw, "x", x);
    put_measure(draw, "y", y);
    put_measure(draw, "width", fmax(0, width));
    put_measure(draw, "height", fmax(0, height));
    HTML(draw->out, "/>");
}

void draw_text(const struct draw *draw, const char *class, const char *anchor, double x, double y, struct str text)
{
    HTML(draw->out, "<text");
    put_class(draw, class);
    web_attribute(draw->out, "text-anchor", str_of(anchor));
    put_measure(draw, "x", x);
    put_measure(draw, "y", y);
    HTML(draw->out, ">");
    web_text(draw->out, text);
    HTML(draw->out, "</text>");
}

/* --- shapes */

struct corner {
    double x, y; /* of a shape that goes from -1 to 1 */
};
struct corners {
    size_t count;
    struct corner items[MOST_CORNERS + 2];
};
static const struct corners shape_corners[SHAPE_COUNT] = {
    [SHAPE_SQUARE] = {4, {{-.85, -.85}, {.85, -.85}, {.85, .85}, {-.85, .85}}},
    [SHAPE_DIAMOND] = {4, {{0, -1.15}, {1.15, 0}, {0, 1.15}, {-1.15, 0}}},
    [SHAPE_UP] = {3, {{0, -1.1}, {1.1, .85}, {-1.1, .85}}},
    [SHAPE_DOWN] = {3, {{0, 1.1}, {1.1, -.85}, {-1.1, -.85}}},
    [SHAPE_RIGHT] = {3, {{1.1, 0}, {-.85, 1.1}, {-.85, -1.1}}},
    [SHAPE_PLUS] = {12, {{-.4, -1.1}, {.4, -1.1}, {.4, -.4}, {1.1, -.4}, {1.1, .4}, {.4, .4},
                         {.4, 1.1}, {-.4, 1.1}, {-.4, .4}, {-1.1, .4}, {-1.1, -.4}, {-.4, -.4}}},
    [SHAPE_STAR] = {8, {{0, -1.3}, {.4, -.4}, {1.3, 0}, {.4, .4}, {0, 1.3}, {-.4, .4}, {-1.3, 0}, {-.4, -.4}}},
    [SHAPE_BAR] = {4, {{-.45, -1.2}, {.45, -1.2}, {.45, 1.2}, {-.45, 1.2}}},
};

/* What of the shape lies at the left of its middle (Sutherland and Hodgman 1974, for one edge). */
static struct corners left_half(const struct corners *whole)
{
    struct corners half = {0};
    for (size_t i = 0; i < whole->count && half.count < MOST_CORNERS; i++) {
        struct corner a = whole->items[i], b = whole->items[(i + 1) % whole->count];
        if (a.x <= 0)
            half.items[half.count++] = a;
        if ((a.x < 0 && b.x > 0) || (a.x > 0 && b.x < 0))
            half.items[half.count++] = (struct corner){0, a.y + (b.y - a.y) * a.x / (a.x - b.x)};
    }
    return half;
}

static void put_corners(const struct draw *draw, const struct corners *corners, double x, double y, double radius)
{
    for (size_t i = 0; i < corners->count; i++) {
        buffer_byte(draw->out, i ? 'L' : 'M');
        draw_number(draw, x + corners->items[i].x * radius);
        draw_number(draw, y + corners->items[i].y * radius);
    }
    buffer_byte(draw->out, 'Z');
}

/* An arc from the lowest point over the left to the highest, and, where it is whole, over the right back. */
static void put_circle(const struct draw *draw, double x, double y, double radius, bool whole)
{
    const double ends[] = {y - radius, y + radius};
    HTML(draw->out, "M");
    draw_number(draw, x);
    draw_number(draw, ends[1]);
    for (int i = 0; i < 1 + whole; i++) {
        HTML(draw->out, "A");
        draw_number(draw, radius);
        draw_number(draw, radius);
        HTML(draw->out, "0 0 1 ");
        draw_number(draw, x);
        draw_number(draw, ends[i]);
    }
    HTML(draw->out, "Z");
}

static void put_shape(const struct draw *draw, const char *class, enum draw_shape shape, bool whole, struct corner at,
                      double radius)
{
    struct corners corners = whole ? shape_corners[shape] : left_half(&shape_corners[shape]);
    HTML(draw->out, "<path");
    put_class(draw, class);
    HTML(draw->out, " d=\"");
    if (shape == SHAPE_CIRCLE)
        put_circle(draw, at.x, at.y, radius, whole);
    else
        put_corners(draw, &corners, at.x, at.y, radius);
    HTML(draw->out, "\"/>");
}

void draw_shape(const struct draw *draw, const char *class, enum draw_shape shape, double x, double y, double radius)
{
    put_shape(draw, class, shape, true, (struct corner){x, y}, radius);
}

void draw_half(const struct draw *draw, const char *class, enum draw_shape shape, double x, double y, double radius)
{
    put_shape(draw, class, shape, false, (struct corner){x, y}, radius);
}

/* --- links */

struct str draw_words(const struct draw *draw, struct str text, size_t columns)
{
    return text_cut(draw->arena, text_clean(draw->arena, text), columns);
}

/* A link leads to this program and nowhere else: a path, a query or a place of the page. */
static bool is_own(struct str href)
{
    if (!href.len || (href.ptr[0] != '/' && href.ptr[0] != '?' && href.ptr[0] != '#'))
        return false;
    return href.len < 2 || (href.ptr[1] != '/' && href.ptr[1] != '\\');
}

bool draw_link_open(const struct draw *draw, const char *class, struct str href, struct str title)
{
    bool linked = is_own(href);
    buffer_add(draw->out, linked ? STR("<a") : STR("<g"));
    put_class(draw, class);
    if (linked)
        web_attribute(draw->out, "href", href);
    HTML(draw->out, "><title>");
    web_text(draw->out, title);
    HTML(draw->out, "</title>");
    return linked;
}

void draw_link_close(const struct draw *draw, bool linked)
{
    buffer_add(draw->out, linked ? STR("</a>") : STR("</g>"));
}

/* The caller writes it where the drawing goes; it is taken away from there, to be written escaped. */
struct str draw_span_href(const struct draw *draw, const struct draw_span *span, long since, long until)
{
    size_t before = draw->out->len;
    if (!span->href || draw->out->failed)
        return STR("");
    span->href(span->context, since, until, draw->out);
    if (draw->out->failed || draw->out->len == before)
        return STR("");
    struct str href = str_copy(draw->arena, str_make(draw->out->ptr + before, draw->out->len - before));
    draw->out->len = before;
    return href;
}

/* --- the figure */

/* ` NAME="PREFIX-SUFFIX"`. */
static void draw_id(const struct draw *draw, const char *name, const char *suffix)
{
    web_attribute(draw->out, name, text_format(draw->arena, "%s-%s", draw->head->prefix, suffix));
}

/* A stop for the keyboard before all the links of a drawing, that leads past them. */
static void put_skip(const struct draw *draw)
{
    HTML(draw->out, "<a class=\"drawing-skip\"");
    web_attribute(draw->out, "href", text_format(draw->arena, "#%s-behind", draw->head->prefix));
    HTML(draw->out, ">Skip to the table behind this drawing</a>");
}

static void put_region(const struct draw *draw, const char *what)
{
    HTML(draw->out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\"");
    web_attribute(draw->out, "aria-label", text_format(draw->arena, "%.*s: %s", STR_ARGS(draw->head->title), what));
    HTML(draw->out, ">");
}

void draw_open(const struct draw *draw, const char *class, double height, struct str found)
{
    const char *prefix = draw->head->prefix;
    HTML(draw->out, "<figure");
    put_class(draw, text_format(draw->arena, "drawing %s", class).ptr);
    HTML(draw->out, ">");
    put_skip(draw);
    put_region(draw, "drawing");
    /* A group: an image would hide the links that are in it. */
    HTML(draw->out, "<svg role=\"group\"");
    web_attribute(draw->out, "viewBox", text_format(draw->arena, "0 0 %d %.10g", DRAW_WIDTH, measure(height)));
    web_attribute(draw->out, "aria-labelledby", text_format(draw->arena, "%s-title", prefix));
    web_attribute(draw->out, "aria-describedby", text_format(draw->arena, "%s-desc", prefix));
    HTML(draw->out, "><title");
    draw_id(draw, "id", "title");
    HTML(draw->out, ">");
    web_text(draw->out, draw->head->title);
    HTML(draw->out, "</title><desc");
    draw_id(draw, "id", "desc");
    HTML(draw->out, ">");
    web_text(draw->out, draw->head->about);
    buffer_add(draw->out, draw->head->about.len ? STR(" ") : STR(""));
    web_text(draw->out, found);
    HTML(draw->out, "</desc>");
}

void draw_caption_open(const struct draw *draw)
{
    HTML(draw->out, "</svg></div><figcaption>");
}

void draw_keys_open(const struct draw *draw)
{
    HTML(draw->out, "<ul class=\"legend\">");
}

void draw_key_open(const struct draw *draw)
{
    HTML(draw->out, "<li><svg class=\"key\" aria-hidden=\"true\"");
    web_attribute(draw->out, "viewBox", text_format(draw->arena, "0 0 %d %d", KEY_SIZE, KEY_SIZE));
    HTML(draw->out, ">");
}

void draw_key_close(const struct draw *draw, struct str words)
{
    HTML(draw->out, "</svg> ");
    web_bdi(draw->out, words);
    HTML(draw->out, "</li>");
}

void draw_keys_close(const struct draw *draw)
{
    HTML(draw->out, "</ul>");
}

void draw_note(const struct draw *draw, struct str words)
{
    HTML(draw->out, "<p class=\"note\">");
    web_text(draw->out, words);
    HTML(draw->out, "</p>");
}

void draw_caption_close(const struct draw *draw)
{
    HTML(draw->out, "</figcaption>");
}

/* --- the table behind it */

void draw_table_open(const struct draw *draw, const struct str *headings, size_t count)
{
    HTML(draw->out, "<details class=\"behind\"");
    draw_id(draw, "id", "behind");
    HTML(draw->out, "><summary>The same as a table</summary>");
    put_region(draw, "table");
    HTML(draw->out, "<table><thead><tr>");
    for (size_t i = 0; i < count; i++) {
        HTML(draw->out, "<th scope=\"col\">");
        web_bdi(draw->out, headings[i]);
        HTML(draw->out, "</th>");
    }
    HTML(draw->out, "</tr></thead><tbody>");
}

void draw_cell(const struct draw *draw, struct str href, struct str words)
{
    bool linked = is_own(href);
    HTML(draw->out, "<td>");
    if (linked) {
        HTML(draw->out, "<a");
        web_attribute(draw->out, "href", href);
        HTML(draw->out, ">");
    }
    web_bdi(draw->out, draw_words(draw, words, CELL_COLUMNS));
    buffer_add(draw->out, linked ? STR("</a></td>") : STR("</td>"));
}

void draw_cell_number(const struct draw *draw, double number)
{
    HTML(draw->out, "<td class=\"number\">");
    if (isfinite(number))
        web_number(draw->out, number);
    HTML(draw->out, "</td>");
}

void draw_table_close(const struct draw *draw, size_t total)
{
    HTML(draw->out, "</tbody></table></div>");
    if (total > DRAW_TABLE_ROWS)
        draw_note(draw, text_format(draw->arena, "%.*s more: the list and its CSV have them all.",
                                    STR_ARGS(number_short(draw->arena, (double)(total - DRAW_TABLE_ROWS)))));
    HTML(draw->out, "</details></figure>");
}
