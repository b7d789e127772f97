/* decision_print.c - see decision_print.h. */
#include "view/decision_print.h"

#include "base/error.h"
#include "view/csv.h"
#include "view/put.h"
#include "view/text.h"

size_t decision_found(const struct decision *decision)
{
    size_t found = 0;
    for (size_t i = 0; i < decision->places.count; i++)
        found += decision->places.items[i].found;
    return found;
}

static void put_places(struct buffer *out, const struct decision *decision)
{
    put_open(out, "places", '[');
    for (size_t i = 0; i < decision->places.count; i++) {
        const struct decision_place *place = &decision->places.items[i];
        put_open(out, NULL, '{');
        put_text(out, "report", place->report);
        put_text(out, "hash", place->text_hash);
        put_whole(out, "start", place->start);
        put_whole(out, "end", place->end);
        put_key(out, "quote");
        put_string(out, place->quote);
        put_text(out, "kind", place->kind);
        put_text(out, "who", place->who);
        put_flag(out, "found", place->found);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

static void decision_put(struct buffer *out, const struct decision *decision)
{
    put_open(out, NULL, '{');
    put_number(out, "number", (double)decision->number);
    put_text(out, "made_at", decision->made_at);
    put_text(out, "decision", str_of(decision_kind_names[decision->kind]));
    put_text(out, "subject", decision->subject);
    put_text(out, "key", decision->key);
    put_text(out, "other", decision->other);
    put_text(out, "text", decision->text);
    put_places(out, decision);
    put_key(out, "content");
    buffer_add(out, decision->content.len ? decision->content : STR("null"));
    buffer_byte(out, '}');
}

static bool write_all(const struct buffer *out, FILE *to, readout_error *error)
{
    if (out->failed)
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    fwrite(out->ptr, 1, out->len, to);
    return true;
}

bool decisions_print_json(const struct decision_list *list, FILE *to, readout_error *error)
{
    struct buffer out = {0};
    put_open(&out, NULL, '[');
    for (size_t i = 0; i < list->count; i++)
        decision_put(&out, &list->items[i]);
    buffer_add(&out, STR("]\n"));
    bool printed = write_all(&out, to, error);
    buffer_free(&out);
    return printed;
}

void decisions_print_csv(const struct decision_list *list, FILE *to, struct arena *arena)
{
    static const char *const names[] = {"number", "made_at", "decision", "subject", "key",
                                        "other",  "text",    "places",   "found"};
    csv_print_names(to, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < list->count; i++) {
        const struct decision *decision = &list->items[i];
        const struct str fields[] = {text_number(arena, (double)decision->number), decision->made_at,
                                     str_of(decision_kind_names[decision->kind]), decision->subject, decision->key,
                                     decision->other, decision->text,
                                     text_number(arena, (double)decision->places.count),
                                     text_number(arena, (double)decision_found(decision))};
        csv_row(to, fields, sizeof fields / sizeof *fields);
    }
}

/* "3 2024-09-01 reject meeting 1978-09-05-…: told at 2 of 3 places; “Brief contact, no meeting”" */
void decision_print_line(const struct decision *decision, FILE *to, struct arena *arena)
{
    size_t found = decision_found(decision), places = decision->places.count;
    struct str key = text_clean(arena, decision->key), text = text_clean(arena, decision->text);
    struct str other = text_clean(arena, decision->other);
    fprintf(to, "%lld %.10s %s %.*s %.*s%s%.*s", (long long)decision->number, decision->made_at.ptr,
           decision_kind_names[decision->kind], STR_ARGS(decision->subject), STR_ARGS(key), other.len ? " " : "",
           STR_ARGS(other));
    if (places && !found)
        fprintf(to, ": not found in the reports of now");
    else if (places)
        fprintf(to, ": at %zu of %zu place%s", found, places, places == 1 ? "" : "s");
    if (text.len)
        fprintf(to, "; “%.*s”", STR_ARGS(text));
    putc('\n', to);
}
