/* usage.c - which words the reports of one event use for what is proposed or wanted (story_count_words of story.h), and
 * what a word weighs there (story_wording of internal.h).
 *
 * With N reports of an event that propose or want something, n of which use the word, its rarity counts
 * ((N + 1 - n) / N)^2: a word that all use tells nothing apart. Invariant: whole numbers. */
#include <stdlib.h>

#include "merge/internal.h"

struct use {
    uint64_t word;
    uint32_t report;
};

struct counter {
    struct arena *arena;
    struct story *story;
    LIST(struct use) uses;
};

static uint64_t word_of(const struct story *story, uint32_t report, uint32_t key)
{
    return (uint64_t)story->facts->reports.items[report].event << 32 | key;
}

static void count_text(struct counter *counter, uint32_t report, struct str text)
{
    struct wording_word words[WORDING_MOST];
    size_t count = wording_read(counter->story->rarity, text, WORDING_MOST, words);
    for (size_t i = 0; i < count; i++)
        if (words[i].weight >= WORDING_TELLING)
            *ARENA_PUSH(counter->arena, counter->uses) =
                (struct use){word_of(counter->story, report, words[i].key), report};
}

static int compare_uses(const void *a, const void *b)
{
    const struct use *x = a, *y = b;
    if (x->word != y->word)
        return x->word < y->word ? -1 : 1;
    return (x->report > y->report) - (x->report < y->report);
}

/* How many reports use each word; words that one report uses are left out. */
static void write_usage(struct counter *counter)
{
    struct story *story = counter->story;
    const struct use *uses = counter->uses.items;
    size_t count = counter->uses.count;
    story->usage = arena_take(counter->arena, count / 2 + 1, sizeof *story->usage);
    for (size_t first = 0, last; first < count; first = last) {
        uint32_t reports = 1;
        for (last = first + 1; last < count && uses[last].word == uses[first].word; last++)
            reports += uses[last].report != uses[last - 1].report;
        if (reports > 1)
            story->usage[story->usage_count++] = (struct story_usage){uses[first].word, reports};
    }
}

static void count_reports(struct counter *counter)
{
    struct story *story = counter->story;
    const struct story_facts *facts = story->facts;
    uint32_t events = 0;
    for (size_t i = 0; i < facts->reports.count; i++)
        events = facts->reports.items[i].event >= events ? facts->reports.items[i].event + 1 : events;
    story->event_reports = ARENA_NEW(counter->arena, uint32_t, (size_t)events + 1);
    bool *seen = ARENA_NEW(counter->arena, bool, facts->reports.count + 1);
    for (size_t i = 0; i < counter->uses.count; i++) {
        uint32_t report = counter->uses.items[i].report;
        story->event_reports[facts->reports.items[report].event] += !seen[report];
        seen[report] = true;
    }
}

void story_count_words(struct arena *arena, struct story *story)
{
    struct counter counter = {.arena = arena, .story = story};
    const struct story_facts *facts = story->facts;
    for (size_t i = 0; i < facts->stands.count; i++)
        count_text(&counter, facts->stands.items[i].source.report, facts->stands.items[i].source.quote);
    for (size_t i = 0; i < facts->offers.count; i++) {
        const struct story_offer *offer = &facts->offers.items[i];
        count_text(&counter, offer->source.report, offer->source.quote);
        for (size_t t = 0; t < offer->terms.count; t++)
            count_text(&counter, offer->source.report, offer->terms.items[t]);
    }
    if (counter.uses.count)
        qsort(counter.uses.items, counter.uses.count, sizeof *counter.uses.items, compare_uses);
    write_usage(&counter);
    count_reports(&counter);
}

static uint32_t usage_of(const struct story *story, uint64_t word)
{
    size_t low = 0, high = story->usage_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (story->usage[middle].word < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low < story->usage_count && story->usage[low].word == word ? story->usage[low].reports : 1;
}

struct wording story_wording(struct arena *arena, const struct story *story, uint32_t report, struct str text)
{
    enum { UNIT = 16 }; /* so that small products keep something */
    struct wording wording = wording_of(arena, story->rarity, text);
    uint64_t all = story->event_reports[story->facts->reports.items[report].event];
    wording.total = 0;
    for (size_t i = 0; i < wording.keys.count; i++) {
        uint64_t used = usage_of(story, word_of(story, report, wording.keys.items[i]));
        uint64_t left = all > used ? all + 1 - used : 1, weight = (uint64_t)wording.weights[i] * UNIT;
        wording.weights[i] = (uint32_t)(all > 1 ? weight * left * left / (all * all) : weight);
        wording.total += wording.weights[i];
    }
    return wording;
}
