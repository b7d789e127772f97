/* web_date.c - see web_date.h. Input: a string. Output: an ISO date. Invariant: what comes out is a day of the calendar
 * and a time of the day, or less.
 *
 * The text is read token by token: words, whose meaning data/web/dates.txt tells, and numbers, whose meaning follows
 * from their digits, from the mark behind them and from what is known already. */
#include "ingest/web_date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <utf8proc.h>

#include "base/ascii.h"
#include "base/calendar.h"
#include "ingest/web_data.h"

enum { TEXT_MOST = 160, WORD_MOST = 48, PIVOT = 50, ZONE_MOST = 15 * 60, ZONE_UNKNOWN = INT32_MAX };

/* What the token before was, where that decides on the next. */
enum before { BEFORE_OTHER, BEFORE_HALF_AM, BEFORE_HALF_PM, BEFORE_TIME, BEFORE_ZONE };

struct date {
    struct str text;
    size_t at;
    int year, month, day;     /* 0: not told */
    int hour, minute, second; /* -1: not told */
    int zone;                 /* minutes east of Greenwich; ZONE_UNKNOWN */
    enum before before;
};

static bool is_letter(char c)
{
    return ascii_is_letter(c) || (unsigned char)c >= 0x80;
}

static char byte_at(const struct date *date, size_t at)
{
    return at < date->text.len ? date->text.ptr[at] : 0;
}

/* Bytes of a blank at `at`; 0: none. No-break space, middle dot, and the general punctuation U+2000 to U+207F (narrow
 * spaces, dashes, marks of direction) are blanks too. */
static size_t blank_length(const struct date *date, size_t at)
{
    unsigned char c = (unsigned char)byte_at(date, at), next = (unsigned char)byte_at(date, at + 1);
    if (c == 0xc2 && (next == 0xa0 || next == 0xb7))
        return 2;
    if (c == 0xe2 && (next == 0x80 || next == 0x81) && at + 2 < date->text.len)
        return 3;
    return c == ' ' || (c >= '\t' && c <= '\r') ? 1 : 0;
}

/* --- words --- */

/* Whether a line of the kind has the word; its value into `*value`. */
static bool find_word(struct str kind, struct str word, struct str *value)
{
    struct str rest = web_data("dates"), key, words, item;
    while (web_entry(&rest, &key, &words)) {
        if (!str_starts(key, kind))
            continue;
        *value = str_trim(str_make(key.ptr + kind.len, key.len - kind.len));
        while (web_item(&words, &item))
            if (str_equal(item, word))
                return true;
    }
    return false;
}

/* Copy `word` in small letters into `out`; empty where it is too long or no UTF-8. */
static struct str lower(struct str word, char out[WORD_MOST])
{
    size_t length = 0;
    for (size_t at = 0; at < word.len;) {
        utf8proc_int32_t character;
        utf8proc_ssize_t size =
            utf8proc_iterate((const utf8proc_uint8_t *)word.ptr + at, (utf8proc_ssize_t)(word.len - at), &character);
        if (size <= 0 || length + 4 > WORD_MOST)
            return STR("");
        length += (size_t)utf8proc_encode_char(utf8proc_tolower(character), (utf8proc_uint8_t *)out + length);
        at += (size_t)size;
    }
    return str_make(out, length);
}

/* The word at `at`: letters; single letters with full stops between, "p.m". */
static struct str word_at(const struct date *date, size_t at)
{
    size_t end = at;
    while (end < date->text.len && is_letter(byte_at(date, end)) && !blank_length(date, end)) {
        end++;
        if (end - at == 1 && byte_at(date, end) == '.' && is_letter(byte_at(date, end + 1)))
            end++;
    }
    return str_make(date->text.ptr + at, end - at);
}

/* --- numbers --- */

struct number {
    long long value;
    int digits;
};

/* The digits at `at`; more than 14 count as 15 digits. */
static struct number number_at(const struct date *date, size_t at)
{
    struct number number = {0};
    for (; ascii_is_digit(byte_at(date, at)) && number.digits < 15; at++, number.digits++)
        number.value = number.value * 10 + (byte_at(date, at) - '0');
    return number;
}

/* Take the digits that stand here. */
static struct number take_number(struct date *date)
{
    struct number number = number_at(date, date->at);
    date->at += (size_t)number.digits;
    return number;
}

static void set_year(struct date *date, struct number number)
{
    int year = (int)number.value;
    date->year = number.digits > 2 ? year : year < PIVOT ? 2000 + year : 1900 + year;
}

/* The time behind the hour: ":mm", ":ss" and a fraction, as far as they stand here. */
static bool take_minutes(struct date *date, struct number hour)
{
    if (date->hour >= 0 || hour.digits > 2)
        return false;
    date->hour = (int)hour.value;
    date->at++;
    struct number minute = take_number(date);
    date->minute = (int)minute.value;
    bool good = minute.digits == 1 || minute.digits == 2;
    for (int part = 0; (byte_at(date, date->at) == ':') && ascii_is_digit(byte_at(date, date->at + 1)); part++) {
        date->at++;
        struct number number = take_number(date);
        date->second = part == 0 ? (int)number.value : date->second;
    }
    char mark = byte_at(date, date->at);
    if ((mark == '.' || mark == ',') && ascii_is_digit(byte_at(date, date->at + 1))) {
        date->at++;
        while (ascii_is_digit(byte_at(date, date->at)))
            date->at++;
    }
    return good;
}

/* "10", "1014" or "101455", the time in digits alone. */
static bool set_compact_time(struct date *date, struct number number)
{
    if (number.digits != 2 && number.digits != 4 && number.digits != 6)
        return false;
    long long value = number.value;
    date->second = number.digits == 6 ? (int)(value % 100) : -1;
    value = number.digits == 6 ? value / 100 : value;
    date->minute = number.digits > 2 ? (int)(value % 100) : 0;
    date->hour = (int)(number.digits > 2 ? value / 100 : value);
    return true;
}

/* A time behind am, pm or the T of ISO 8601, or one with a colon. */
static bool take_time(struct date *date, struct number number)
{
    enum before half = date->before;
    char mark = byte_at(date, date->at);
    bool good = mark == ':' && ascii_is_digit(byte_at(date, date->at + 1)) ? take_minutes(date, number)
                                                                     : set_compact_time(date, number);
    if (good && half == BEFORE_HALF_PM && date->hour < 12)
        date->hour += 12;
    if (good && half == BEFORE_HALF_AM && date->hour == 12)
        date->hour = 0;
    date->before = BEFORE_TIME;
    return good;
}

/* "+02:00", "+0200", "-05", behind a time. A zone that cannot be is not known. */
static bool take_offset(struct date *date)
{
    int sign = byte_at(date, date->at) == '-' ? -1 : 1;
    date->at++;
    struct number number = take_number(date);
    int minutes = number.digits > 2 ? (int)(number.value / 100 * 60 + number.value % 100) : (int)number.value * 60;
    if (number.digits <= 2 && byte_at(date, date->at) == ':' && ascii_is_digit(byte_at(date, date->at + 1))) {
        date->at++;
        struct number rest = take_number(date);
        minutes = rest.digits == 2 ? minutes + (int)rest.value : ZONE_MOST;
    }
    date->zone = number.digits <= 4 && minutes < ZONE_MOST ? sign * minutes : ZONE_UNKNOWN;
    date->before = BEFORE_ZONE;
    return true;
}

/* The day `number` of the year: "2003-365". */
static bool set_day_of_year(struct date *date, int number)
{
    struct calendar_date found = calendar_date(calendar_day(date->year, 1, number));
    date->month = found.month;
    date->day = found.day;
    return number > 0 && found.year == date->year;
}

/* "2003-12-31", "2003/12", "2003-365". */
static bool take_year_first(struct date *date, struct number year, char mark)
{
    set_year(date, year);
    date->at++;
    struct number second = take_number(date);
    if (second.digits == 3)
        return set_day_of_year(date, (int)second.value);
    date->month = (int)second.value;
    if (second.digits == 4 && mark == '-') { /* 2003-1231 */
        date->month = (int)(second.value / 100);
        date->day = (int)(second.value % 100);
        return true;
    }
    if (byte_at(date, date->at) != mark || !ascii_is_digit(byte_at(date, date->at + 1)))
        return second.digits <= 2;
    date->at++;
    struct number third = take_number(date);
    date->day = (int)third.value;
    return second.digits <= 2 && third.digits <= 2;
}

/* "31.12.2003", "31/12/2003", "12/31/2003", "31-12-03". With a full stop the day stands first; else it must be clear
 * which is the day. */
static bool take_year_last(struct date *date, struct number first, char mark)
{
    date->at++;
    struct number second = take_number(date);
    if (byte_at(date, date->at) != mark || !ascii_is_digit(byte_at(date, date->at + 1)))
        return false;
    date->at++;
    struct number year = take_number(date);
    bool day_first = mark == '.' || first.value > 12 || first.value == second.value;
    if (first.digits > 2 || second.digits > 2 || (year.digits != 2 && year.digits != 4) ||
        (!day_first && second.value <= 12))
        return false;
    set_year(date, year);
    date->day = (int)(day_first ? first.value : second.value);
    date->month = (int)(day_first ? second.value : first.value);
    return true;
}

/* "20031231", "20031231101455", "200312311014". */
static bool set_compact_date(struct date *date, struct number number)
{
    long long value = number.value;
    if (number.digits > 8) {
        long long unit = number.digits == 14 ? 1000000 : 10000;
        set_compact_time(date, (struct number){value % unit, number.digits - 8});
        date->before = BEFORE_TIME;
        value /= unit;
    }
    date->year = (int)(value / 10000);
    date->month = (int)(value / 100 % 100);
    date->day = (int)(value % 100);
    return date->year > 0;
}

/* Seconds or, with 13 digits, milliseconds since 1970. */
static bool set_epoch(struct date *date, struct number number)
{
    time_t seconds = (time_t)(number.digits == 13 ? number.value / 1000 : number.value);
    struct tm parts;
    if (date->year || !gmtime_r(&seconds, &parts))
        return false;
    date->year = parts.tm_year + 1900;
    date->month = parts.tm_mon + 1;
    date->day = parts.tm_mday;
    date->hour = parts.tm_hour;
    date->minute = parts.tm_min;
    date->second = parts.tm_sec;
    date->zone = 0;
    return true;
}

/* A number alone: a year, or a day, or behind that a year of two digits. */
static bool set_alone(struct date *date, struct number number)
{
    if (number.digits == 4 || (number.digits <= 3 && date->day && date->month)) {
        bool fresh = date->year == 0;
        set_year(date, number);
        if (number.digits == 3)
            date->year += 1900;
        return fresh;
    }
    if (number.digits > 2 || date->day)
        return false;
    date->day = (int)number.value;
    return true;
}

/* The word behind a number that says what it is: "2004년". */
static bool take_unit(struct date *date, struct number number)
{
    char letters[WORD_MOST];
    struct str word = word_at(date, date->at), value;
    if (number.digits > 4 || !word.len || !find_word(STR("unit"), lower(word, letters), &value))
        return false;
    int *parts[] = {&date->year, &date->month, &date->day, &date->hour, &date->minute, &date->second};
    static const char *const names[] = {"year", "month", "day", "hour", "minute", "second"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equal(value, str_of(names[i])))
            *parts[i] = (int)number.value;
    date->at += word.len;
    return true;
}

/* "10h14", "10h". */
static bool take_clock(struct date *date, struct number number)
{
    char letters[WORD_MOST];
    struct str word = word_at(date, date->at), value;
    if (number.digits > 2 || date->hour >= 0 || !word.len || !find_word(STR("clock"), lower(word, letters), &value))
        return false;
    date->at += word.len;
    date->hour = (int)number.value;
    struct number minute = take_number(date);
    date->minute = (int)minute.value;
    date->before = BEFORE_TIME;
    return minute.digits == 0 || minute.digits == 2;
}

static bool take_numbers(struct date *date)
{
    bool behind_t = date->at > 0 && (byte_at(date, date->at - 1) | 0x20) == 't' && date->day;
    struct number number = take_number(date);
    char mark = byte_at(date, date->at);
    bool joined = ascii_is_digit(byte_at(date, date->at + 1));
    bool dated = date->year || date->month || date->day;
    if (behind_t || (mark == ':' && joined))
        return take_time(date, number);
    if (take_unit(date, number) || take_clock(date, number))
        return true;
    date->before = BEFORE_OTHER;
    if (!dated && joined && (mark == '-' || mark == '/' || mark == '.'))
        return number.digits == 4 ? take_year_first(date, number, mark) : take_year_last(date, number, mark);
    if (!dated && (number.digits == 8 || number.digits == 12 || number.digits == 14))
        return set_compact_date(date, number);
    if (number.digits == 10 || number.digits == 13)
        return set_epoch(date, number);
    return set_alone(date, number);
}

/* --- words and marks --- */

/* "+02:00" of a file's line as minutes. */
static int zone_minutes(struct str value)
{
    if (value.len != 6)
        return ZONE_UNKNOWN;
    int hours = (value.ptr[1] - '0') * 10 + value.ptr[2] - '0';
    int minutes = (value.ptr[4] - '0') * 10 + value.ptr[5] - '0';
    return (value.ptr[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

/* A word behind a time: a zone, "GMT", "Etc/GMT". What is in capital letters is a zone, though one not known. */
static bool take_zone(struct date *date, struct str word)
{
    char letters[WORD_MOST];
    struct str value;
    size_t end = date->at + word.len;
    if (find_word(STR("zone"), lower(word, letters), &value)) {
        date->zone = zone_minutes(value);
    } else if (byte_at(date, end) == '/' && is_letter(byte_at(date, end + 1))) {
        date->at = end + 1;
        struct str rest = word_at(date, date->at);
        if (!take_zone(date, rest))
            date->at += rest.len;
        return true;
    } else if (word.len < 2 || word.len > 5 || word.ptr[0] > 'Z' || word.ptr[1] > 'Z') {
        return false;
    }
    date->at = end;
    date->before = BEFORE_ZONE;
    return true;
}

/* am or pm: of the time that stands before, else of the one that follows. */
static void set_half(struct date *date, bool pm)
{
    if (date->before == BEFORE_TIME && date->hour <= 12)
        date->hour = date->hour % 12 + (pm ? 12 : 0);
    else if (date->before != BEFORE_TIME)
        date->before = pm ? BEFORE_HALF_PM : BEFORE_HALF_AM;
}

/* The meaning of a word, wherever it stands. */
static bool set_word(struct date *date, struct str word)
{
    char letters[WORD_MOST];
    struct str value, small = lower(word, letters);
    if (date->month == 0 && find_word(STR("month"), small, &value)) {
        date->month = value.len == 2 ? 10 + value.ptr[1] - '0' : value.ptr[0] - '0';
        date->before = BEFORE_OTHER;
        return true;
    }
    if (find_word(STR("half"), small, &value)) {
        set_half(date, value.ptr[0] == 'p');
        return true;
    }
    if (find_word(STR("pass"), small, &value)) {
        date->before = BEFORE_OTHER;
        return true;
    }
    return false;
}

/* "ThuAug": names of a day and a month of three letters each. */
static bool take_joined(struct date *date, struct str word)
{
    if (word.len != 6 || !set_word(date, str_make(word.ptr, 3)) || !set_word(date, str_make(word.ptr + 3, 3)))
        return false;
    date->at += word.len;
    return true;
}

static bool take_word(struct date *date)
{
    struct str word = word_at(date, date->at);
    bool timed = date->hour >= 0 && date->zone == ZONE_UNKNOWN;
    char letters[WORD_MOST];
    struct str value;
    bool half = find_word(STR("half"), lower(word, letters), &value);
    if (timed && !half && (date->before == BEFORE_TIME || date->before == BEFORE_ZONE) && take_zone(date, word))
        return true;
    if (!set_word(date, word))
        return take_joined(date, word);
    date->at += word.len;
    return true;
}

/* What stands in brackets tells a zone once more: "(CEST)". */
static void pass_brackets(struct date *date)
{
    while (date->at < date->text.len && byte_at(date, date->at) != ')')
        date->at++;
    date->at += date->at < date->text.len;
}

static bool take_mark(struct date *date)
{
    char mark = byte_at(date, date->at);
    bool timed = date->before == BEFORE_TIME || date->before == BEFORE_ZONE;
    if ((mark == '+' || mark == '-') && timed && ascii_is_digit(byte_at(date, date->at + 1)))
        return take_offset(date);
    if (mark == '(')
        pass_brackets(date);
    else if (strchr(",;-/.|:", mark) && mark)
        date->at++;
    else
        return false;
    return true;
}

static bool take_token(struct date *date)
{
    size_t blank = blank_length(date, date->at);
    if (blank) {
        date->at += blank;
        return true;
    }
    char c = byte_at(date, date->at);
    return ascii_is_digit(c) ? take_numbers(date) : is_letter(c) ? take_word(date) : take_mark(date);
}

/* --- what it comes to --- */

/* 24:00 is the beginning of the next day, a leap second the second before. */
static void settle(struct date *date)
{
    if (date->second == 60)
        date->second = 59;
    if (date->hour != 24 || date->minute > 0 || date->second > 0)
        return;
    date->hour = 0;
    struct calendar_date next = calendar_date(calendar_day(date->year, date->month, date->day) + 1);
    date->year = next.year;
    date->month = next.month;
    date->day = next.day;
}

static bool valid(const struct date *date)
{
    if (date->year < 1 || date->year > 9998 || date->month < 0 || date->month > 12)
        return false;
    if (date->month == 0)
        return date->day == 0 && date->hour < 0;
    if (date->day == 0)
        return date->hour < 0;
    return calendar_valid(date->year, date->month, date->day) && date->hour <= 24 &&
           date->minute <= 59 && date->second <= 60 && (date->hour < 24 || date->minute + (date->second > 0) <= 0);
}

static struct str print(struct arena *arena, const struct date *date)
{
    char iso[64];
    int length = snprintf(iso, sizeof iso, "%04d", date->year);
    if (date->month)
        length += snprintf(iso + length, sizeof iso - (size_t)length, "-%02d", date->month);
    if (date->day)
        length += snprintf(iso + length, sizeof iso - (size_t)length, "-%02d", date->day);
    if (date->hour >= 0)
        length += snprintf(iso + length, sizeof iso - (size_t)length, "T%02d:%02d", date->hour,
                           date->minute < 0 ? 0 : date->minute);
    if (date->hour >= 0 && date->second >= 0)
        length += snprintf(iso + length, sizeof iso - (size_t)length, ":%02d", date->second);
    if (date->hour >= 0 && date->zone != ZONE_UNKNOWN) {
        int zone = date->zone < 0 ? -date->zone : date->zone;
        length += snprintf(iso + length, sizeof iso - (size_t)length, "%c%02d:%02d", date->zone < 0 ? '-' : '+',
                           zone / 60, zone % 60);
    }
    return str_copy(arena, str_make(iso, (size_t)length));
}

bool web_date_parse(struct arena *arena, struct str text, struct str *iso)
{
    struct date date = {.text = str_trim(text), .hour = -1, .minute = -1, .second = -1, .zone = ZONE_UNKNOWN};
    *iso = STR("");
    if (date.text.len > TEXT_MOST)
        return false;
    while (date.at < date.text.len)
        if (!take_token(&date))
            return false;
    if (!valid(&date))
        return false;
    settle(&date);
    *iso = print(arena, &date);
    return true;
}
