/* warc_record.c - see warc_record.h. Input: the head of a record. Output: what it says. Invariant: strings of the
 * record are slices of the head. */
#include "ingest/warc_record.h"

#include <stdio.h>

#include "base/ascii.h"
#include "ingest/http_message.h"

enum { ARC_1_FIELDS = 4, ARC_2_FIELDS = 9, DATE_DIGITS = 14 };

bool warc_starts(struct str bytes)
{
    return bytes.len >= 6 && str_starts(bytes, STR("WARC/")) && ascii_is_digit(bytes.ptr[5]);
}

static enum record_kind kind_of(struct str type)
{
    if (ascii_same(type, STR("response")))
        return RECORD_RESPONSE;
    bool resource = ascii_same(type, STR("resource")) || ascii_same(type, STR("conversion"));
    return resource ? RECORD_RESOURCE : RECORD_OTHER;
}

static struct str without_brackets(struct str url)
{
    if (url.len >= 2 && url.ptr[0] == '<' && url.ptr[url.len - 1] == '>')
        url = str_trim(str_make(url.ptr + 1, url.len - 2));
    return url;
}

/* "2017-03-06T04:03:53Z", perhaps with parts of a second: nothing but what such a date is made of. */
static void copy_date(char date[32], struct str value)
{
    date[0] = 0;
    if (value.len < 4 || value.len >= 32)
        return;
    for (size_t i = 0; i < value.len; i++)
        if (!value.ptr[i] || !strchr("0123456789-:TZ.+", value.ptr[i]))
            return;
    memcpy(date, value.ptr, value.len);
    date[value.len] = 0;
}

static void read_field(struct record *record, struct str name, struct str value, bool *has_length, bool *wrong)
{
    if (ascii_same(name, STR("content-length"))) {
        *wrong = *has_length || !http_number(value, &record->length);
        *has_length = true;
    } else if (ascii_same(name, STR("warc-type"))) {
        record->kind = kind_of(value);
    } else if (ascii_same(name, STR("warc-target-uri"))) {
        record->url = without_brackets(value);
    } else if (ascii_same(name, STR("warc-date"))) {
        copy_date(record->fetched, value);
    } else if (ascii_same(name, STR("content-type"))) {
        http_content_type(value, &record->type, &record->charset);
    } else if (ascii_same(name, STR("warc-truncated"))) {
        record->cut = true;
    }
}

const char *warc_parse(char *head, size_t length, struct record *record)
{
    *record = (struct record){.kind = RECORD_OTHER};
    struct str rest = str_make(head, length), name, value;
    bool has_length = false, wrong = false;
    http_unfold(head, length);
    str_cut(&rest, '\n');
    while (http_next_field(&rest, &name, &value))
        read_field(record, name, value, &has_length, &wrong);
    return !has_length ? "it has no Content-Length" : wrong ? "its Content-Length is no number" : NULL;
}

/* Cut the last field, parted by one blank, off the line. */
static struct str cut_last(struct str *line)
{
    size_t at = line->len;
    while (at && line->ptr[at - 1] != ' ')
        at--;
    struct str field = str_make(line->ptr + at, line->len - at);
    line->len = at ? at - 1 : 0;
    return field;
}

static bool is_digits(struct str s, size_t least)
{
    for (size_t i = 0; i < s.len; i++)
        if (!ascii_is_digit(s.ptr[i]))
            return false;
    return s.len >= least;
}

/* "20140216050221" as ISO 8601; a time that is not whole is left out. */
static void put_date(char date[32], struct str digits)
{
    const char *d = digits.ptr;
    if (digits.len >= DATE_DIGITS)
        snprintf(date, 32, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", d, d + 4, d + 6, d + 8, d + 10, d + 12);
    else
        snprintf(date, 32, "%.4s-%.2s-%.2s", d, d + 4, d + 6);
}

/* The line with `count` fields behind the URL, in which blanks may stand: address, date, type, and the length last. */
static bool split_line(struct str line, size_t count, struct record *record, struct str *length)
{
    struct str fields[ARC_2_FIELDS];
    for (size_t i = count; i > 0; i--)
        fields[i - 1] = cut_last(&line);
    record->url = line;
    *length = fields[count - 1];
    bool scheme = line.len && ascii_is_letter(line.ptr[0]) && !warc_starts(line);
    if (!scheme || !memchr(line.ptr, ':', line.len) || !is_digits(fields[1], 8))
        return false;
    put_date(record->fetched, fields[1]);
    http_content_type(fields[2], &record->type, &record->charset);
    return true;
}

const char *arc_parse(char *line, size_t length, struct record *record, bool *is_line)
{
    struct str text = str_trim(str_make(line, length)), digits;
    *record = (struct record){.kind = RECORD_RESPONSE};
    *is_line = split_line(text, ARC_1_FIELDS, record, &digits) || split_line(text, ARC_2_FIELDS, record, &digits);
    if (!*is_line)
        return "no line that starts a record";
    if (str_starts(record->url, STR("filedesc:")))
        record->kind = RECORD_OTHER;
    return http_number(digits, &record->length) ? NULL : "its length is no number";
}
