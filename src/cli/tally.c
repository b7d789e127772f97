/* tally.c - see tally.h. Invariant: what is printed of a report is on its way before the next is looked at. */
#include "cli/tally.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "text/language.h"
#include "view/record_json.h"
#include "view/text.h"
#include "view/value.h"

static const char *const count_names[TALLY_FACTS] = {"meetings", "trips", "statements", "proposals",
                                                     "positions", "talks", "figures", "codings"};

static void count_facts(const struct record *record, uint64_t counts[TALLY_FACTS])
{
    const size_t found[TALLY_FACTS] = {record->meetings.count,  record->trips.count,     record->statements.count,
                                       record->proposals.count, record->positions.count, record->talks.count,
                                       record->figures.count,   record->codings.count};
    for (size_t i = 0; i < TALLY_FACTS; i++)
        counts[i] = found[i];
}

static void print_counts(const uint64_t counts[TALLY_FACTS])
{
    const char *between = " ";
    for (size_t i = 0; i < TALLY_FACTS; i++) {
        if (!counts[i])
            continue;
        int letters = (int)strlen(count_names[i]) - (counts[i] == 1); /* "1 meeting" */
        printf("%s%" PRIu64 " %.*s", between, counts[i], letters, count_names[i]);
        between = ", ";
    }
    puts(between[0] == ' ' ? " no facts" : "");
}

static bool put(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new(object, key, value) == 0;
}

static bool put_counts(json_t *object, const char *const *names, const uint64_t *counts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!put(object, names[i], json_integer((json_int_t)counts[i])))
            return false;
    return true;
}

/* Print the object on a line, if all of it was made, and give it back. */
static bool print_json(json_t *object, bool made, readout_error *error)
{
    bool printed = made && json_dumpf(object, stdout, JSON_COMPACT) == 0;
    json_decref(object);
    if (!printed)
        return error_set(error, READOUT_NO_MEMORY, NULL, "a line of JSON could not be printed");
    putchar('\n');
    return true;
}

static bool print_report_json(const struct record *record, enum store_outcome outcome, readout_error *error)
{
    uint64_t counts[TALLY_FACTS];
    count_facts(record, counts);
    json_t *object = json_object();
    bool made = put(object, "report", text_json(store_report_id(record))) &&
                put(object, "outlet", text_json(record->outlet)) &&
                put(object, "published", text_json(record->published)) &&
                put(object, "outcome", json_string(store_outcome_names[outcome])) &&
                put_counts(object, count_names, counts, TALLY_FACTS);
    if (record->unread)
        made = made && put(object, "language", text_json(record->language)) &&
               put(object, "unread", json_string(unread_names[record->unread]));
    return print_json(object, made, error);
}

/* What was read from it, or why nothing was. */
static void print_yield(const struct record *record)
{
    uint64_t counts[TALLY_FACTS];
    if (record->unread && record->language.len) {
        printf(" in %.*s, not read\n", STR_ARGS(language_name(record->language)));
    } else if (record->unread) {
        puts(" not in English, not read");
    } else {
        count_facts(record, counts);
        print_counts(counts);
    }
}

/* "new: camp-david-3 (Associated Press 1978-09-18): 2 meetings, 5 statements" */
static bool print_report(const struct record *record, enum store_outcome outcome, readout_error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    bool failed = arena_guard(&arena);
    if (!failed) {
        struct str id = text_clean(&arena, store_report_id(record)), outlet = text_clean(&arena, record->outlet);
        struct str day = record->published.len ? text_day(record->published) : STR("undated");
        printf("%s: %.*s (%.*s%s%.*s):", store_outcome_names[outcome], STR_ARGS(id), STR_ARGS(outlet),
               outlet.len ? " " : "", STR_ARGS(day));
        print_yield(record);
    }
    arena_free(&arena);
    return !failed || error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
}

bool tally_report(struct tally *tally, const struct record *record, enum store_outcome outcome, bool json,
                  readout_error *error)
{
    uint64_t counts[TALLY_FACTS];
    tally->outcomes[outcome]++;
    if (outcome == STORE_KNOWN)
        return true;
    tally->unread += record->unread != UNREAD_NOT;
    count_facts(record, counts);
    for (size_t i = 0; i < TALLY_FACTS; i++)
        tally->counts[i] += counts[i];
    bool printed = json ? print_report_json(record, outcome, error) : print_report(record, outcome, error);
    return printed && (fflush(stdout) == 0 || error_set(error, READOUT_NO_FILE, "standard output", "cannot write"));
}

static void print_totals(const struct tally *tally)
{
    uint64_t reports = 0;
    for (size_t i = 0; i < STORE_OUTCOME_COUNT; i++)
        reports += tally->outcomes[i];
    printf("%" PRIu64 " report%s:", reports, reports == 1 ? "" : "s");
    const char *between = " ";
    for (size_t i = 0; i < STORE_OUTCOME_COUNT; i++) {
        if (!tally->outcomes[i])
            continue;
        printf("%s%" PRIu64 " %s", between, tally->outcomes[i], store_outcome_names[i]);
        between = ", ";
    }
    if (tally->outcomes[STORE_KNOWN] == reports) {
        putchar('\n');
        return;
    }
    fputs(";", stdout);
    if (tally->unread)
        printf(" %" PRIu64 " not in English, not read;", tally->unread);
    print_counts(tally->counts);
}

static bool print_totals_json(const struct tally *tally, readout_error *error)
{
    json_t *object = json_object(), *reports = json_object(), *facts = json_object();
    bool made = put(object, "reports", reports);
    made = put(object, "facts", facts) && made; /* both are put, so that both are given back */
    made = made && put_counts(reports, store_outcome_names, tally->outcomes, STORE_OUTCOME_COUNT) &&
           put(reports, "unread", json_integer((json_int_t)tally->unread)) &&
           put_counts(facts, count_names, tally->counts, TALLY_FACTS);
    return print_json(object, made, error);
}

bool tally_is_empty(const struct tally *tally)
{
    for (size_t i = 0; i < STORE_OUTCOME_COUNT; i++)
        if (tally->outcomes[i])
            return false;
    return true;
}

bool tally_totals(const struct tally *tally, bool json, readout_error *error)
{
    if (json)
        return print_totals_json(tally, error);
    print_totals(tally);
    return true;
}
