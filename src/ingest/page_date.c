/* page_date.c - see page_date.h. Input: text that people read. Output: ISO dates. Invariant: at most TRIES pieces of a
 * text are tried, each of at most SPAN tokens. */
#include "ingest/page_date.h"

#include <stdio.h>

#include "base/ascii.h"
#include "ingest/web_data.h"
#include "ingest/web_date.h"

enum { HOUR = 60, ZONES = 14 * 60, CLOCK_MOST = 40 };
enum { TEXT_MOST = 400, TOKENS = 160, SPAN = 12, TRIES = 40, YEAR_FIRST = 1990, YEAR_LAST = 2099 };

enum token_kind { TOKEN_NUMBER, TOKEN_WORD, TOKEN_MARK, TOKEN_OTHER };
struct token_at {
    enum token_kind kind; /* TOKEN_WORD: one of those that stand in dates */
    size_t start, end;
};

static bool is_letter(char byte)
{
    return ascii_is_letter(byte) || (unsigned char)byte >= 0x80;
}

bool page_date_word(struct str word)
{
    struct str rest = web_data("dates"), key, words, item;
    while (web_entry(&rest, &key, &words))
        while (web_item(&words, &item))
            if (ascii_same(word, item))
                return true;
    return false;
}

/* Whether the word stands in dates. What is not ASCII web_date_parse judges. */
static bool is_date_word(struct str word, bool touches_number)
{
    return (unsigned char)word.ptr[0] >= 0x80 || (touches_number && word.len <= 2) || page_date_word(word);
}

static size_t token_end(struct str text, size_t at)
{
    size_t end = at + 1;
    if (ascii_is_digit(text.ptr[at]))
        while (end < text.len && ascii_is_digit(text.ptr[end]))
            end++;
    else if (is_letter(text.ptr[at]))
        while (end < text.len && is_letter(text.ptr[end]))
            end++;
    return end;
}

static size_t cut_tokens(struct str text, struct token_at *tokens)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len && count < TOKENS; at = tokens[count - 1].end) {
        while (at < text.len && ascii_is_gap(text.ptr[at]))
            at++;
        if (at >= text.len)
            break;
        struct token_at *token = &tokens[count++];
        *token = (struct token_at){TOKEN_OTHER, at, token_end(text, at)};
        if (ascii_is_digit(text.ptr[at]))
            token->kind = TOKEN_NUMBER;
        else if (is_letter(text.ptr[at]))
            token->kind = TOKEN_WORD; /* until it is looked at */
        else if (strchr(",.:-/|+()@;", text.ptr[at]))
            token->kind = TOKEN_MARK;
    }
    return count;
}

static int number_of(struct str text, const struct token_at *token)
{
    int number = 0;
    for (size_t i = token->start; i < token->end && i < token->start + 8; i++)
        number = number * 10 + (text.ptr[i] - '0');
    return number;
}

static bool is_year(struct str text, const struct token_at *token)
{
    int number = token->kind == TOKEN_NUMBER && token->end - token->start == 4 ? number_of(text, token) : 0;
    return number >= YEAR_FIRST && number <= YEAR_LAST;
}

/* Whether the token may be part of a date. */
static bool belongs(struct str text, const struct token_at *token)
{
    struct str word = str_make(text.ptr + token->start, token->end - token->start);
    bool touches = (token->start > 0 && ascii_is_digit(text.ptr[token->start - 1])) ||
                   (token->end < text.len && ascii_is_digit(text.ptr[token->end]));
    return token->kind == TOKEN_NUMBER || token->kind == TOKEN_MARK ||
           (token->kind == TOKEN_WORD && is_date_word(word, touches) && !web_listed("bylines", "updated", word));
}

struct search {
    struct arena *arena;
    struct str text;
    const struct token_at *tokens;
    int tries;
};

static bool try_span(struct search *search, size_t first, size_t last, struct page_date *date)
{
    const struct token_at *tokens = search->tokens;
    bool dash = (unsigned char)search->text.ptr[tokens[first].start] == 0xe2; /* U+2014 and the like */
    bool sound = tokens[first].kind != TOKEN_MARK && !dash &&
                 (tokens[last].kind != TOKEN_MARK || search->text.ptr[tokens[last].start] == '.');
    size_t end = last - (last > first && tokens[last].kind == TOKEN_MARK);
    bool hour = end > first && tokens[end].kind == TOKEN_NUMBER && is_year(search->text, &tokens[end - 1]);
    if (!sound || hour || search->tries-- <= 0)
        return false;
    *date = (struct page_date){.start = tokens[first].start, .end = tokens[last].end};
    struct str span = str_make(search->text.ptr + date->start, date->end - date->start);
    return web_date_parse(search->arena, span, &date->iso) && date->iso.len >= strlen("2024-08-19");
}

/* A time being written as web_date_parse has it: "10:05 am GMT" for "10.05 a.m. (GMT)", "03:39 GMT" for "0339 GMT". */
struct clock {
    char text[CLOCK_MOST];
    size_t length;
    size_t words; /* written behind the hour and minute */
    size_t used;  /* tokens */
};

static void write_word(struct clock *clock, struct str word)
{
    clock->length += (size_t)snprintf(clock->text + clock->length, CLOCK_MOST - clock->length, " %.*s", STR_ARGS(word));
    clock->words++;
}

/* Hour and minute at the first of `left` tokens; of an hour alone, or four digits, a word must follow. */
static bool read_hour(struct clock *clock, struct str text, const struct token_at *tokens, size_t left)
{
    int hour = left && tokens[0].kind == TOKEN_NUMBER ? number_of(text, &tokens[0]) : -1, minute = 0;
    size_t digits = left ? tokens[0].end - tokens[0].start : 0;
    clock->used = 1;
    if (left > 2 && digits <= 2 && tokens[2].kind == TOKEN_NUMBER && tokens[2].end - tokens[2].start == 2 &&
        tokens[2].start == tokens[0].end + 1 && strchr(":.hH", text.ptr[tokens[0].end])) {
        minute = number_of(text, &tokens[2]);
        clock->used = 3;
    } else if (digits == 4) {
        minute = hour % 100;
        hour /= 100;
    }
    clock->length = (size_t)snprintf(clock->text, CLOCK_MOST, "%d:%02d", hour, minute);
    return hour >= 0 && hour <= 24 && minute <= 59 && (clock->used > 1 || left > 1);
}

/* The half of the day that the text starts with, as "am" or "pm". */
static struct str read_half(struct str text, size_t *length)
{
    if (web_starts_listed("dates", "half am", text, length))
        return STR("am");
    return web_starts_listed("dates", "half pm", text, length) ? STR("pm") : STR("");
}

/* Up to two words behind the hour: half of the day, zone. */
static void read_words(struct clock *clock, struct str text, const struct token_at *tokens, size_t left)
{
    while (clock->used < left && clock->words < 2) {
        const struct token_at *token = &tokens[clock->used];
        size_t long_as = token->end - token->start, length = 0;
        struct str half = STR("");
        if (token->kind == TOKEN_WORD)
            half = read_half(str_make(text.ptr + token->start, text.len - token->start), &length);
        if (half.len)
            write_word(clock, half);
        else if (token->kind == TOKEN_WORD && long_as <= 4 && belongs(text, token))
            write_word(clock, str_make(text.ptr + token->start, long_as));
        else if (token->kind != TOKEN_MARK || !strchr(".()", text.ptr[token->start]))
            return;
        clock->used++;
        while (half.len && clock->used < left && tokens[clock->used].start < token->start + length)
            clock->used++;
    }
}

/* "GMT+3": the name of the zone gives way to the hours. */
static void read_sign(struct clock *clock, struct str text, const struct token_at *tokens, size_t left)
{
    const struct token_at *sign = &tokens[clock->used];
    if (clock->words == 0 || clock->used + 1 >= left || !strchr("+-", text.ptr[sign[0].start]) ||
        sign[0].start != sign[-1].end || sign[1].kind != TOKEN_NUMBER || sign[1].end - sign[1].start > 2)
        return;
    while (clock->length > 0 && clock->text[clock->length - 1] != ' ')
        clock->length--;
    clock->length += (size_t)snprintf(clock->text + clock->length, CLOCK_MOST - clock->length, "%c%02d:00",
                                      text.ptr[sign[0].start], number_of(text, &sign[1]));
    clock->used += 2;
}

/* Whether the first of `left` tokens begins a time. */
static bool read_clock(struct clock *clock, struct str text, const struct token_at *tokens, size_t left)
{
    *clock = (struct clock){.length = 0};
    if (!read_hour(clock, text, tokens, left))
        return false;
    read_words(clock, text, tokens, left);
    read_sign(clock, text, tokens, left);
    return clock->used > 2 || clock->words;
}

/* Put the time that starts at the token `at` and ends before `most` to the day. */
static bool try_time(struct search *search, size_t most, size_t at, struct page_date *date)
{
    const struct token_at *here = &search->tokens[at];
    char text[CLOCK_MOST + 16];
    struct clock clock;
    struct str iso;
    bool part = at > 0 && here[-1].kind == TOKEN_MARK && here[-1].end == here->start; /* of what stands before it */
    if (part || !read_clock(&clock, search->text, here, most - at))
        return false;
    int length = snprintf(text, sizeof text, "%.10s %.*s", date->iso.ptr, (int)clock.length, clock.text);
    if (!web_date_parse(search->arena, str_make(text, (size_t)length), &iso) || iso.len <= date->iso.len)
        return false;
    size_t end = here[clock.used - 1].end;
    date->iso = iso;
    date->start = here->start < date->start ? here->start : date->start;
    date->end = end > date->end ? end : date->end;
    return true;
}

/* The day is found; a time, or its zone, that web_date_parse did not read with it may stand in it, behind it or before
 * it. */
static void add_time(struct search *search, size_t count, size_t from, size_t to, struct page_date *date)
{
    size_t behind = to + 4 < count ? to + 4 : count;
    for (size_t at = from; at < behind; at++) {
        if (at > to && !belongs(search->text, &search->tokens[at]))
            break;
        bool clock = search->tokens[at].end < search->text.len && search->text.ptr[search->tokens[at].end] == ':';
        if ((at > to || clock) && try_time(search, count, at, date))
            return;
    }
    for (size_t at = from > SPAN ? from - SPAN : 0; at < from; at++)
        if (try_time(search, from, at, date))
            return;
}

/* The longest date about the year at `year`, ends nearest to it being tried last. */
static bool find_about(struct search *search, size_t count, size_t year, struct page_date *date)
{
    size_t first = year, last = year;
    while (first > 0 && year - first < SPAN && belongs(search->text, &search->tokens[first - 1]))
        first--;
    while (last + 1 < count && last - year < SPAN && belongs(search->text, &search->tokens[last + 1]))
        last++;
    for (size_t to = last; to + 1 > year; to--)
        for (size_t from = first; from <= year; from++)
            if (try_span(search, from, to, date)) {
                if (date->iso.len <= strlen("2024-08-19T10:05:00"))
                    add_time(search, count, from, to, date);
                return true;
            }
    return false;
}

bool page_date_find(struct arena *arena, struct str text, struct page_date *date)
{
    struct token_at tokens[TOKENS];
    text.len = text.len < TEXT_MOST ? text.len : TEXT_MOST;
    struct search search = {arena, text, tokens, TRIES};
    size_t count = cut_tokens(text, tokens);
    for (size_t i = 0; i < count; i++)
        if (is_year(text, &tokens[i]) && find_about(&search, count, i, date))
            return true;
    return false;
}

/* The day that starts at `at`, its parts with `mark` between them (0: none): "2024/08/19". */
static bool day_at(struct arena *arena, struct str url, size_t at, char mark, struct str *iso)
{
    size_t step = mark ? 1 : 0;
    int year = ascii_number(url, at, 4), month = ascii_number(url, at + 4 + step, 2),
        day = ascii_number(url, at + 6 + 2 * step, 2);
    size_t end = at + 8 + 2 * step;
    bool marks = !mark || (at + 7 < url.len && url.ptr[at + 4] == mark && url.ptr[at + 7] == mark);
    char text[32];
    if (year < YEAR_FIRST || year > YEAR_LAST || month < 0 || day < 0 || !marks ||
        (end < url.len && ascii_is_digit(url.ptr[end])))
        return false;
    int length = snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return web_date_parse(arena, str_make(text, (size_t)length), iso);
}

/* Up to two digits, or a word of up to nine letters, in front of the next slash; ptr NULL: something else. */
static struct str part_at(struct str url, size_t at)
{
    size_t end = at;
    while (end < url.len && url.ptr[end] != '/')
        end++;
    bool number = end - at <= 2 && end > at && ascii_is_digit(url.ptr[at]);
    bool word = end - at <= 9 && end - at >= 3 && is_letter(url.ptr[at]);
    return number || word ? str_make(url.ptr + at, end - at) : (struct str){0};
}

/* "/2024/aug/19/", "/2024/8/19/", "/2024/8/" */
static bool parts_at(struct arena *arena, struct str url, size_t at, struct str *iso)
{
    char text[64];
    struct str year = str_make(url.ptr + at, 4), month = part_at(url, at + 5);
    if (ascii_number(url, at, 4) < YEAR_FIRST || ascii_number(url, at, 4) > YEAR_LAST || at + 5 >= url.len ||
        url.ptr[at + 4] != '/' || !month.ptr)
        return false;
    struct str day = part_at(url, at + 6 + month.len);
    bool number = ascii_is_digit(month.ptr[0]);
    const char *zero = number && month.len < 2 ? "0" : "", *zero_day = day.len < 2 ? "0" : "";
    if (day.ptr && ascii_is_digit(day.ptr[0]))
        snprintf(text, sizeof text, number ? "%.*s-%s%.*s-%s%.*s" : "%.*s %s%.*s %s%.*s", STR_ARGS(year), zero,
                 STR_ARGS(month), zero_day, STR_ARGS(day));
    else if (number && at + 5 + month.len < url.len)
        snprintf(text, sizeof text, "%.*s-%s%.*s", STR_ARGS(year), zero, STR_ARGS(month));
    else
        return false;
    return web_date_parse(arena, str_of(text), iso);
}

bool page_date_url(struct arena *arena, struct str url, struct str *iso)
{
    struct str part = {0};
    for (size_t at = 1; at + 4 < url.len && at < 2048; at++) {
        if (!ascii_is_digit(url.ptr[at]) || ascii_is_digit(url.ptr[at - 1]))
            continue;
        if (day_at(arena, url, at, '-', iso) || day_at(arena, url, at, '/', iso) || day_at(arena, url, at, 0, iso) ||
            day_at(arena, url, at, '_', iso))
            return true;
        if (url.ptr[at - 1] == '/' && parts_at(arena, url, at, iso)) {
            if (iso->len >= strlen("2024-08-19"))
                return true;
            part = *iso;
        }
    }
    *iso = part;
    return part.len > 0;
}

/* Days since the year 0, of a year of twelve months of 31 days: good enough to tell how far apart. */
static long day_number(struct str iso)
{
    if (iso.len < strlen("2024-08-19"))
        return -1;
    return (ascii_number(iso, 0, 4) * 12L + ascii_number(iso, 5, 2)) * 31 + ascii_number(iso, 8, 2);
}

/* The first day of the next month follows a day that is the 28th at least. */
bool page_date_later(struct str iso, struct str than)
{
    long one = day_number(iso), other = day_number(than);
    if (one < 0 || other < 0)
        return false;
    bool turn = ascii_number(iso, 8, 2) == 1 && ascii_number(than, 8, 2) >= 28 && one - other <= 4;
    return one - other > 1 && !turn;
}

bool page_date_same_day(struct str one, struct str other)
{
    return day_number(one) >= 0 && day_number(one) == day_number(other);
}

/* Minutes since some day long ago, of a time; whether its zone is told. */
static bool instant(struct str iso, long *minutes)
{
    *minutes = (day_number(iso) * 24 + ascii_number(iso, 11, 2)) * 60 + ascii_number(iso, 14, 2);
    if (iso.len < strlen("2024-08-19T10:05+00:00"))
        return false;
    struct str zone = str_make(iso.ptr + iso.len - 6, 6);
    if (!strchr("+-", zone.ptr[0]) || zone.ptr[3] != ':')
        return false;
    long offset = ascii_number(zone, 1, 2) * 60L + ascii_number(zone, 4, 2);
    *minutes -= zone.ptr[0] == '-' ? -offset : offset;
    return true;
}

bool page_date_earlier(struct str iso, struct str than)
{
    long one, other;
    if (iso.len < strlen("2024-08-19T10:05") || than.len < strlen("2024-08-19T10:05"))
        return false;
    bool zone = instant(iso, &one), other_zone = instant(than, &other);
    return other - one > (zone == other_zone ? HOUR : ZONES);
}

bool page_date_adds_zone(struct str iso, struct str to)
{
    long one, other;
    return iso.len > to.len && to.len >= strlen("2024-08-19T10:05") && memcmp(iso.ptr, to.ptr, 16) == 0 &&
           instant(iso, &one) && !instant(to, &other);
}

bool page_date_has_time(struct str iso)
{
    return iso.len > strlen("2024-08-19T") && memcmp(iso.ptr + 11, "00:00", 5) != 0;
}
