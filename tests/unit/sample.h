/* sample.h - small records built by hand, for the tests of the store and the views.
 *
 * A record is made from its text; facts are placed by the words that tell them, which must stand in the text. */
#ifndef TESTS_SAMPLE_H
#define TESTS_SAMPLE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <sodium.h>

#include "base/error.h"
#include "read/record.h"
#include "store/query.h"
#include "store/store.h"

struct sample {
    struct arena arena;
    struct record record;
};

static inline void sample_begin(struct sample *sample, const char *id, const char *outlet, const char *published,
                                const char *text)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    memset(sample, 0, sizeof *sample);
    arena_init(&sample->arena, 0);
    if (arena_guard(&sample->arena))
        abort();
    sample->record = (struct record){.id = str_of(id), .outlet = str_of(outlet), .published = str_of(published),
                                     .title = STR("Talks"), .text = str_of(text), .engine = "test 1"};
    crypto_hash_sha256(hash, (const unsigned char *)text, strlen(text));
    sodium_bin2hex(sample->record.hash, sizeof sample->record.hash, hash, sizeof hash);
}

static inline void sample_end(struct sample *sample)
{
    arena_free(&sample->arena);
}

static inline struct evidence sample_at(const struct sample *sample, const char *words)
{
    const char *text = sample->record.text.ptr, *start = strstr(text, words);
    assert_non_null(start);
    return (struct evidence){(uint32_t)(start - text), (uint32_t)((size_t)(start - text) + strlen(words)), "test.rule",
                             STR("")};
}

static inline uint32_t sample_actor(struct sample *sample, const char *name, enum actor_kind kind, const char *party)
{
    struct actor *actor = ARENA_PUSH(&sample->arena, sample->record.actors);
    *actor = (struct actor){.key = str_of(name), .name = str_of(name), .kind = kind, .party = str_of(party),
                            .evidence = sample_at(sample, name)};
    *ARENA_PUSH(&sample->arena, actor->aliases) = str_of(name);
    return (uint32_t)sample->record.actors.count - 1;
}

/* A meeting of the record's first `participants` actors; `day` may be "". */
static inline struct meeting *sample_meeting(struct sample *sample, uint32_t participants, const char *place,
                                             const char *day, enum event_status status, const char *words)
{
    struct meeting *meeting = ARENA_PUSH(&sample->arena, sample->record.meetings);
    *meeting = (struct meeting){.place = str_of(place), .status = status, .kind = MEETING_TALKS,
                                .evidence = sample_at(sample, words)};
    snprintf(meeting->when.from, sizeof meeting->when.from, "%s", day);
    snprintf(meeting->when.to, sizeof meeting->when.to, "%s", day);
    for (uint32_t i = 0; i < participants; i++)
        *ARENA_PUSH(&sample->arena, meeting->participants) = i;
    return meeting;
}

static inline void sample_figure(struct sample *sample, double value, const char *unit, const char *words)
{
    *ARENA_PUSH(&sample->arena, sample->record.figures) =
        (struct figure){.value = value, .unit = str_of(unit), .evidence = sample_at(sample, words)};
}

/* One fact of every kind. */
static inline void sample_full(struct sample *sample, const char *id)
{
    sample_begin(sample, id, "Test Agency", "1978-09-18",
                 "Cyrus Vance met Moshe Dayan in Jerusalem on Monday. \"We want peace,\" Vance said. He flew to Amman. "
                 "The American draft offers a freeze for three months; Israel rejects the draft. Talks resumed.");
    struct arena *arena = &sample->arena;
    struct record *record = &sample->record;
    uint32_t vance = sample_actor(sample, "Cyrus Vance", ACTOR_PERSON, "United States");
    uint32_t dayan = sample_actor(sample, "Moshe Dayan", ACTOR_PERSON, "Israel");
    uint32_t israel = sample_actor(sample, "Israel", ACTOR_STATE, "Israel");
    *ARENA_PUSH(arena, record->actors.items[vance].aliases) = STR("the Secretary");
    struct meeting *meeting = sample_meeting(sample, 2, "Jerusalem", "1978-09-18", STATUS_HELD, "met Moshe Dayan");
    meeting->when.text = STR("on Monday");
    *ARENA_PUSH(arena, meeting->mediators) = israel;
    struct trip *trip = ARENA_PUSH(arena, record->trips);
    *trip = (struct trip){.traveller = vance, .ordinal = 3, .status = STATUS_UNKNOWN,
                          .evidence = sample_at(sample, "flew to Amman")};
    *ARENA_PUSH(arena, trip->destinations) = STR("Amman");
    *ARENA_PUSH(arena, record->statements) =
        (struct statement){.speaker = vance, .evidence = sample_at(sample, "We want peace,")};
    *ARENA_PUSH(arena, record->statements) = (struct statement){
        .speaker = NO_ACTOR, .source = STR("an aide"), .evidence = sample_at(sample, "peace")};
    struct proposal *proposal = ARENA_PUSH(arena, record->proposals);
    *proposal = (struct proposal){.name = STR("American draft"), .evidence = sample_at(sample, "American draft")};
    *ARENA_PUSH(arena, proposal->by) = vance;
    *ARENA_PUSH(arena, proposal->terms) = (struct term){ISSUE_TERRITORY, sample_at(sample, "a freeze")};
    *ARENA_PUSH(arena, proposal->responses) =
        (struct response){israel, RESPONSE_REJECTED, sample_at(sample, "rejects")};
    *ARENA_PUSH(arena, record->positions) =
        (struct position){dayan, STANCE_REJECTS, sample_at(sample, "the draft")};
    *ARENA_PUSH(arena, record->talks) =
        (struct talk){.name = STR("talks"), .state = TALK_RESUMED, .evidence = sample_at(sample, "Talks resumed")};
    sample_figure(sample, 3, "months", "three months");
    *ARENA_PUSH(arena, record->dates) = (struct date){.type = DATE_DATE, .value = STR("1978-09-18"),
                                                      .from = "1978-09-18", .to = "1978-09-18",
                                                      .evidence = sample_at(sample, "Monday")};
    *ARENA_PUSH(arena, record->attributions) = (struct attribution){.source = {69, 74}, .content = {53, 67},
                                                                    .direct = true, .rule = "test.said"};
}

/* A database that is not there yet, in a folder of its own. */
static inline const char *sample_path(char path[64])
{
    strcpy(path, "/tmp/readout-test-XXXXXX");
    assert_non_null(mkdtemp(path));
    return strcat(path, "/test.db");
}

static inline void sample_remove(char path[64])
{
    char name[80];
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
    *strrchr(path, '/') = 0;
    assert_int_equal(rmdir(path), 0);
}

/* Store the sample and end it. */
static inline enum store_outcome sample_store(struct sample *sample, struct store *store)
{
    readout_error error = {0};
    enum store_outcome outcome;
    if (!store_add(store, &sample->record, false, &outcome, &error))
        fail_msg("%s", error.text);
    sample_end(sample);
    return outcome;
}
#endif
