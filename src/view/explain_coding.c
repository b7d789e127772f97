/* explain_coding.c - see explain_coding.h. */
#include "view/explain_coding.h"

#include <math.h>

#include "read/coding.h"
#include "view/record_put.h"

enum { THOUSAND = 1000 };

static void print_actors(const struct reading *reading, const char *role, const struct coded_actor_list *actors,
                         FILE *out)
{
    for (size_t i = 0; i < actors->count; i++) {
        const struct coded_actor *actor = &actors->items[i];
        struct str key = record_actor_key(reading->record, actor->actor);
        fprintf(out, "      %s: %.*s", role,
                STR_ARGS(record_slice(reading->record, actor->words.start, actor->words.end)));
        if (actor->country.len)
            fprintf(out, " %.*s", STR_ARGS(actor->country));
        for (size_t s = 0; s < actor->sectors.count; s++)
            fprintf(out, " %.*s", STR_ARGS(actor->sectors.items[s]));
        if (key.len)
            fprintf(out, " = %.*s", STR_ARGS(key));
        fputc('\n', out);
    }
}

/* "CONSULT, visit, military  0.812  CAMEO 042, 1.9 (consult.visit)  past, reciprocal" */
static void print_classes(const struct coding *coding, FILE *out)
{
    fprintf(out, "  %s", plover_event_names[coding->event]);
    if (coding->mode.len)
        fprintf(out, ", %.*s", STR_ARGS(coding->mode));
    for (size_t i = 0; i < coding->contexts.count; i++)
        fprintf(out, ", %.*s", STR_ARGS(coding->contexts.items[i]));
    fprintf(out, "  %.3f", (double)coding->confidence / THOUSAND);
    if (coding->cameo.len)
        fprintf(out, "  CAMEO %.*s", STR_ARGS(coding->cameo));
    if (!isnan(coding->goldstein))
        fprintf(out, ", %.1f", coding->goldstein);
    if (coding->class_rule)
        fprintf(out, " (%s)", coding->class_rule);
    fprintf(out, "  %s%s\n", coding_status_names[coding->status], coding->reciprocal ? ", reciprocal" : "");
}

static void print_coding(const struct reading *reading, const struct coding *coding, FILE *out)
{
    const struct evidence *evidence = &coding->evidence;
    print_classes(coding, out);
    print_actors(reading, "source", &coding->source, out);
    print_actors(reading, "target", &coding->target, out);
    for (size_t i = 0; i < coding->words.count; i++) {
        const struct coding_word *word = &coding->words.items[i];
        fprintf(out, "      decided by: %.*s %.3f\n",
                STR_ARGS(record_slice(reading->record, word->words.start, word->words.end)),
                (double)word->weight / THOUSAND);
    }
    fprintf(out, "      %u-%u  \"%.*s\"  by %s\n", evidence->start, evidence->end,
            STR_ARGS(record_slice(reading->record, evidence->start, evidence->end)), evidence->rule);
}

static void print_silence(const struct coding_silence *silence, FILE *out)
{
    fprintf(out, "  none: %s", silence_names[silence->why]);
    if (silence->nearest < PLOVER_COUNT && silence->nearest != PLOVER_STATEMENT)
        fprintf(out, ", nearest %s %.3f", plover_event_names[silence->nearest], (double)silence->confidence / THOUSAND);
    fputc('\n', out);
}

void explain_codings(const struct reading *reading, uint32_t start, uint32_t end, FILE *out)
{
    const struct record *record = reading->record;
    bool told = false;
    for (size_t i = 0; i < record->codings.count; i++) {
        const struct coding *coding = &record->codings.items[i];
        if (coding->evidence.start < start || coding->evidence.start >= end)
            continue;
        fprintf(out, "%s", told ? "" : "\nPolitical events\n");
        told = true;
        print_coding(reading, coding, out);
    }
    for (size_t i = 0; i < reading->silences.count; i++) {
        const struct coding_silence *silence = &reading->silences.items[i];
        if (silence->sentence.start < start || silence->sentence.start >= end)
            continue;
        fprintf(out, "%s", told ? "" : "\nPolitical events\n");
        told = true;
        print_silence(silence, out);
    }
}
