/* figure.c - figures: numbers with what they count.
 *
 * Input: the frames `figure` of data/en/rules/figure.txt (and `age` and `label`, which are none), dates, tags. Output:
 * record->figures. Invariant: a figure is noted once, and no figure is part of a date. */
#include <stdio.h>
#include <stdlib.h>

#include "read/reading.h"

/* How many words away what settles a figure may stand. */
enum {
    LONGEST_RUN = 10,
    FARTHEST_PAUSE = 6,
    PAUSE_BEHIND = 4,
    CASUALTY_BEHIND = 5,
    CASUALTY_BEFORE = 2,
    CAPTIVE_BEHIND = 6,
    FARTHEST_STOP = 12,
    TOLL_BEFORE = 14,
    FIRST_YEAR = 1500,
    LAST_YEAR = 2099
};

struct finder {
    struct reading *reading;
    const struct frame *frame;
    bool *dated; /* per token: part of a date */
    struct map known;     /* "VALUE UNIT" of the figures so far */
    struct str last_unit; /* what was counted last in the sentence; empty: nothing yet */
    uint32_t last_sentence;
    uint32_t first, number, last; /* tokens [first, last) of the figure; the number begins at `number` */
    struct figure figure;
};

static const struct token *token_at(const struct finder *finder, uint32_t token)
{
    return &finder->reading->document.tokens[token];
}

static uint32_t sentence_end(const struct finder *finder, uint32_t token)
{
    return finder->reading->document.sentences[token_at(finder, token)->sentence].last;
}

static uint32_t sentence_start(const struct finder *finder, uint32_t token)
{
    return finder->reading->document.sentences[token_at(finder, token)->sentence].first;
}

static bool has_trait(const struct finder *finder, uint32_t token, uint32_t traits)
{
    return (reading_traits(finder->reading, token) & traits) != 0;
}

/* Days and hours are no figures; lengths of time may be. */
static void mark_dates(struct finder *finder)
{
    const struct document *document = &finder->reading->document;
    const struct record *record = finder->reading->record;
    finder->dated = ARENA_NEW(finder->reading->arena, bool, document->token_count + 1);
    uint32_t token = 0;
    for (size_t i = 0; i < record->dates.count; i++) {
        const struct date *date = &record->dates.items[i];
        if (date->type == DATE_DURATION)
            continue;
        while (token < document->token_count && document->tokens[token].end <= date->evidence.start)
            token++;
        for (; token < document->token_count && document->tokens[token].start < date->evidence.end; token++)
            finder->dated[token] = true;
    }
}

static struct str folded(struct finder *finder, struct str text)
{
    char buffer[TOKEN_FOLD_SIZE];
    return str_copy(finder->reading->arena, token_fold(text, buffer, sizeof buffer));
}

static struct str word_of(struct finder *finder, uint32_t token)
{
    return folded(finder, token_text(&finder->reading->document, token));
}

/* A hyphen inside a word, not a dash. */
static bool is_hyphen(const struct finder *finder, uint32_t token)
{
    return token_is(&finder->reading->document, token, "-") && !(token_at(finder, token)->flags & TOKEN_SPACE_BEFORE);
}

/* A word the lexicon knows as the plural of a noun: what is counted ends with it. */
static bool is_plural(const struct finder *finder, uint32_t token)
{
    const struct marks *marks = &finder->reading->marks;
    for (uint32_t i = marks->start[token]; i < marks->start[token + 1]; i++) {
        const struct mark *mark = &marks->items[i];
        if (mark->last == token + 1 && mark->entry->form == 1 && mark->entry->noun)
            return true;
    }
    return false;
}

/* Can the token stand between a number and the noun it counts? */
static bool modifies(const struct finder *finder, uint32_t token)
{
    enum tag tag = token_at(finder, token)->tag;
    if (token > 0 && is_hyphen(finder, token - 1))
        return true;
    if (tag == TAG_VERB && !is_plural(finder, token))
        return has_trait(finder, token, TRAIT_PARTICIPLE | TRAIT_GERUND) && !has_trait(finder, token, TRAIT_FINITE);
    if (tag == TAG_PART)
        return has_trait(finder, token, TRAIT_POSSESSIVE);
    if (tag == TAG_ADV)
        return token + 1 < sentence_end(finder, token) && token_at(finder, token + 1)->tag == TAG_ADJ;
    return tag == TAG_ADJ || tag == TAG_PROPN || tag == TAG_NOUN || tag == TAG_NUM || tag == TAG_VERB ||
           is_hyphen(finder, token);
}

/* Does the run of nouns after a number end with `noun`, before `next`? Hyphens and possessives go on. */
static bool run_ends(const struct finder *finder, uint32_t noun, uint32_t next)
{
    enum tag tag = token_at(finder, next)->tag;
    if (tag == TAG_PART || is_hyphen(finder, next) || is_hyphen(finder, next - 1) || is_hyphen(finder, noun - 1))
        return false;
    bool nominal = tag == TAG_NOUN || is_plural(finder, next), plural = is_plural(finder, noun);
    bool compound = plural && is_plural(finder, next); /* "two communications experts" */
    return token_at(finder, noun)->tag == TAG_NOUN && (!nominal || (plural && !compound));
}

/* "two more", without a noun behind. */
static bool stands_alone(const struct finder *finder, uint32_t token)
{
    const struct mark *others = reading_mark(finder->reading, token, SET_OTHERS);
    return others && (others->last >= sentence_end(finder, token) || token_at(finder, others->last)->tag != TAG_NOUN);
}

/* "20,000 US and NATO troops": is the token the conjunction? */
static bool joins_names(const struct finder *finder, uint32_t noun, uint32_t token)
{
    bool name = noun == NO_TOKEN || token_at(finder, noun)->tag == TAG_PROPN;
    if (!name || token_at(finder, token)->tag != TAG_CCONJ || token + 2 >= sentence_end(finder, token))
        return false;
    enum tag next = token_at(finder, token + 1)->tag;
    return (next == TAG_PROPN || next == TAG_ADJ) && token_at(finder, token + 2)->tag == TAG_NOUN;
}

/* "two Egyptian and 12 Israeli officers": the number behind the conjunction if a people stands before; else 0. */
static uint32_t number_behind(const struct finder *finder, uint32_t people)
{
    uint32_t end = sentence_end(finder, people);
    bool joined = people + 2 < end && reading_mark_over(finder->reading, people, SET_ACTOR_ADJECTIVE) &&
                  token_at(finder, people + 1)->tag == TAG_CCONJ && token_at(finder, people + 2)->tag == TAG_NUM;
    return joined ? people + 2 : 0;
}

/* "a 30-day, unconditional truce": is the token that comma? */
static bool is_aside(const struct finder *finder, uint32_t token)
{
    return token >= 2 && token + 1 < sentence_end(finder, token) && token_is(&finder->reading->document, token, ",") &&
           is_hyphen(finder, token - 2) && token_at(finder, token + 1)->tag == TAG_ADJ;
}

/* The noun counted by a number that ends before `token`: the last of the first run of nouns. NO_TOKEN if none. */
static uint32_t find_noun(const struct finder *finder, uint32_t token)
{
    uint32_t end = sentence_end(finder, finder->number), noun = NO_TOKEN;
    if (end > token + LONGEST_RUN)
        end = token + LONGEST_RUN;
    for (; token < end && !finder->dated[token]; token++) {
        if (token > finder->last && number_behind(finder, token - 1)) {
            token = number_behind(finder, token - 1);
            noun = NO_TOKEN;
            continue;
        }
        if (noun == NO_TOKEN && is_aside(finder, token))
            continue;
        if (!modifies(finder, token) && !joins_names(finder, noun, token))
            break;
        enum tag tag = token_at(finder, token)->tag;
        if (stands_alone(finder, token) || (noun != NO_TOKEN && run_ends(finder, noun, token)))
            break;
        if (tag == TAG_NOUN || tag == TAG_PROPN || (tag == TAG_VERB && is_plural(finder, token)))
            noun = token;
    }
    return noun;
}

/* --- what a number without a noun counts */

static const struct mark *casualty(const struct finder *finder, uint32_t token)
{
    return reading_mark_over(finder->reading, token, SET_CASUALTY);
}

/* "killed 12". */
static struct str counted_before(const struct finder *finder)
{
    uint32_t start = sentence_start(finder, finder->number);
    for (uint32_t back = 1; back <= CASUALTY_BEFORE && finder->first >= start + back; back++)
        if (casualty(finder, finder->first - back))
            return casualty(finder, finder->first - back)->entry->value;
    return STR("");
}

/* "took 251 others hostage", "251 were taken captive". */
static struct str counted_as_captives(const struct finder *finder)
{
    uint32_t end = sentence_end(finder, finder->number);
    for (uint32_t token = finder->last; token < end && token < finder->last + CAPTIVE_BEHIND; token++)
        if (reading_mark(finder->reading, token, SET_CAPTIVE))
            return reading_mark(finder->reading, token, SET_CAPTIVE)->entry->value;
    return STR("");
}

/* "killed 12", "12 were killed". */
static struct str counted_by_verb(const struct finder *finder)
{
    uint32_t end = sentence_end(finder, finder->number);
    struct str before = counted_before(finder);
    if (before.len)
        return before;
    for (uint32_t token = finder->last; token < end && token < finder->last + CASUALTY_BEHIND; token++) {
        enum tag tag = token_at(finder, token)->tag;
        if (casualty(finder, token))
            return casualty(finder, token)->entry->value;
        if (tag != TAG_AUX && tag != TAG_ADV && tag != TAG_VERB && tag != TAG_ADJ && tag != TAG_PRON)
            break;
    }
    return STR("");
}

/* "The death toll has passed 1,600". */
static struct str counted_by_toll(const struct finder *finder)
{
    uint32_t start = sentence_start(finder, finder->number);
    for (uint32_t back = 1; back <= TOLL_BEFORE && finder->first >= start + back; back++) {
        const struct mark *toll = reading_mark(finder->reading, finder->first - back, SET_TOLL);
        if (toll)
            return toll->entry->value;
    }
    return STR("");
}

/* "cut the number of troops to 8,600": the noun. */
static struct str counted_by_number_of(struct finder *finder)
{
    uint32_t start = sentence_start(finder, finder->number);
    for (uint32_t back = 1; back <= TOLL_BEFORE && finder->first >= start + back; back++) {
        const struct mark *number = reading_mark(finder->reading, finder->first - back, SET_NUMBER_OF);
        uint32_t noun = number ? find_noun(finder, number->last) : NO_TOKEN;
        if (number)
            return noun != NO_TOKEN && noun < finder->first ? word_of(finder, noun) : STR("");
    }
    return STR("");
}

/* "Of those, 33 are dead", "three of those": what was counted before, in the sentence or the one before it. */
static bool refers_back(const struct finder *finder)
{
    uint32_t start = sentence_start(finder, finder->number), before = finder->first;
    if (before > start && token_at(finder, before - 1)->tag == TAG_PUNCT)
        before--;
    bool behind = finder->last > 0 && reading_mark_over(finder->reading, finder->last - 1, SET_OF_THOSE);
    return finder->last_sentence != NO_TOKEN &&
           finder->last_sentence + 1 >= token_at(finder, finder->number)->sentence &&
           (behind || (before > start && reading_mark_over(finder->reading, before - 1, SET_OF_THOSE)));
}

static bool follows_noun(const struct finder *finder)
{
    if (finder->first == sentence_start(finder, finder->number))
        return false;
    enum tag tag = token_at(finder, finder->first - 1)->tag;
    return tag == TAG_PROPN || tag == TAG_NOUN || tag == TAG_SYM || tag == TAG_NUM;
}

/* "the 97 hostages, including 33 who are dead". */
static bool is_part_of_last(const struct finder *finder)
{
    bool behind = finder->first > sentence_start(finder, finder->number);
    return behind && reading_mark_over(finder->reading, finder->first - 1, SET_INCLUDING);
}

static bool are_people(const struct finder *finder, struct str unit)
{
    const struct reading *reading = finder->reading;
    return unit.len && lexicon_find(reading->library->lexicon, reading->arena, reading_set(reading, SET_PEOPLE), unit);
}

/* Is the number a subject that takes up the people counted in the sentence before? */
static bool goes_on(const struct finder *finder)
{
    bool open = finder->last >= sentence_end(finder, finder->number);
    return !open && token_at(finder, finder->last)->tag == TAG_AUX && are_people(finder, finder->last_unit) &&
           finder->last_sentence != NO_TOKEN &&
           finder->last_sentence + 1 == token_at(finder, finder->number)->sentence;
}

/* What a number without a noun counts: what was counted before in the sentence, or people in verbs of loss. */
static struct str elliptic_unit(struct finder *finder)
{
    bool open = finder->last >= sentence_end(finder, finder->number);
    const struct mark *others = open ? NULL : reading_mark(finder->reading, finder->last, SET_OTHERS);
    bool same = finder->last_sentence == token_at(finder, finder->number)->sentence;
    struct str unit = counted_as_captives(finder);
    if (!unit.len && same && others)
        unit = counted_before(finder).len ? counted_before(finder) : finder->last_unit;
    if (!unit.len && ((same && is_part_of_last(finder)) || refers_back(finder)))
        unit = finder->last_unit;
    const struct mark *toll = finder->first > sentence_start(finder, finder->number)
                                  ? reading_mark_over(finder->reading, finder->first - 1, SET_TOLL)
                                  : NULL;
    if (!unit.len && toll) /* "a population of 3 million" */
        unit = toll->entry->value;
    if (!unit.len && counted_by_verb(finder).len) /* "53 girls fled and 276 are missing" */
        unit = same && are_people(finder, finder->last_unit) ? finder->last_unit : counted_by_verb(finder);
    if (!unit.len)
        unit = counted_by_number_of(finder);
    if (unit.len || follows_noun(finder))
        return unit;
    if (!same && goes_on(finder)) /* "More than 100 are thought to remain there" */
        return finder->last_unit;
    return same ? finder->last_unit : counted_by_toll(finder);
}

/* --- qualifiers */

/* The qualifier that ends before the figure, and those before that; the last one read is kept, the nearest wins. */
static void take_qualifiers(struct finder *finder)
{
    uint32_t start = sentence_start(finder, finder->number);
    while (finder->first > start) {
        uint32_t before = finder->first - 1;
        const struct mark *mark = reading_mark_over(finder->reading, before, SET_QUALIFIER);
        if (!mark || mark->last != finder->first || mark->first < start)
            break;
        if (!finder->figure.qualifier.len)
            finder->figure.qualifier = mark->entry->value;
        finder->first = mark->first;
    }
    bool qualified = finder->figure.qualifier.len > 0;
    if (qualified && finder->first > start && token_at(finder, finder->first - 1)->tag == TAG_DET)
        finder->first--;
}

/* "111 remaining hostages": between the number and its noun. */
static void take_inner_qualifier(struct finder *finder, uint32_t from, uint32_t noun)
{
    for (uint32_t token = from; token < noun && !finder->figure.qualifier.len; token++) {
        const struct mark *mark = reading_mark(finder->reading, token, SET_QUALIFIER);
        if (mark && mark->last <= noun)
            finder->figure.qualifier = mark->entry->value;
    }
}

/* --- which numbers count as figures */

static bool is_pause(const struct finder *finder, uint32_t token)
{
    return reading_mark_over(finder->reading, token, SET_PAUSE) != NULL;
}

/* "halt the work for four years": does what halts something stand before, in the sentence? */
static bool is_stopped_for(const struct finder *finder)
{
    uint32_t start = sentence_start(finder, finder->number);
    if (finder->first == start || !reading_mark(finder->reading, finder->first - 1, SET_TIME_SPAN))
        return false;
    for (uint32_t distance = 2; distance <= FARTHEST_STOP && finder->first >= start + distance; distance++)
        if (reading_mark(finder->reading, finder->first - distance, SET_HALT))
            return true;
    return false;
}

/* "gave them 60 days". */
static bool is_allotted(const struct finder *finder)
{
    uint32_t start = sentence_start(finder, finder->number);
    for (uint32_t distance = 1; distance <= FARTHEST_PAUSE && finder->first >= start + distance; distance++)
        if (reading_mark(finder->reading, finder->first - distance, SET_ALLOT))
            return true;
    return false;
}

/* Lengths of time that bound something to come: "within 90 days", "60 days to review it", "a year away". */
static bool is_limit(const struct finder *finder)
{
    uint32_t end = sentence_end(finder, finder->number);
    bool behind = finder->first > sentence_start(finder, finder->number);
    if (behind && reading_mark_over(finder->reading, finder->first - 1, SET_TIME_LIMIT))
        return true;
    if (is_stopped_for(finder) || is_allotted(finder) ||
        (finder->last < end && reading_mark(finder->reading, finder->last, SET_TIME_REMAINING)))
        return true;
    const struct mark *left = finder->last < end ? reading_mark(finder->reading, finder->last, SET_TIME_LEFT) : NULL;
    return left && left->last < end && token_at(finder, left->last)->tag == TAG_VERB;
}

/* Lengths of time count only for truces and the like: one stands shortly before ("a truce of about six weeks"), or
 * behind without talks about it ("six weeks of calm"). */
static bool near_pause(const struct finder *finder)
{
    uint32_t start = sentence_start(finder, finder->number), end = sentence_end(finder, finder->number);
    for (uint32_t distance = 1; distance <= FARTHEST_PAUSE && finder->first >= start + distance; distance++)
        if (is_pause(finder, finder->first - distance))
            return token_at(finder, finder->first - distance + 1)->tag != TAG_NOUN;
    for (uint32_t token = finder->last; token < end && token < finder->last + PAUSE_BEHIND; token++)
        if (is_pause(finder, token))
            return token + 1 == end || token_at(finder, token + 1)->tag != TAG_NOUN;
    return false;
}

static bool is_one(const struct finder *finder)
{
    return finder->figure.value == 1 && !(token_at(finder, finder->number)->flags & TOKEN_DIGIT);
}

/* "an 1855 treaty": four digits of a year, before what is told once. */
static bool is_year(const struct finder *finder, uint32_t noun)
{
    struct str digits = token_text(&finder->reading->document, finder->number);
    bool year = digits.len == 4 && (token_at(finder, finder->number)->flags & TOKEN_DIGIT) &&
                finder->figure.value >= FIRST_YEAR && finder->figure.value <= LAST_YEAR;
    return year && noun > finder->number && !is_plural(finder, noun);
}

static bool counts(const struct finder *finder, uint32_t noun)
{
    if (is_year(finder, noun))
        return false;
    if (reading_mark_over(finder->reading, noun, SET_UNCOUNTED))
        return false;
    if (reading_mark_over(finder->reading, noun, SET_TIME_UNIT))
        return near_pause(finder) || is_limit(finder);
    return true;
}

/* Has the report told it before? Remembers it. */
static bool is_known(struct finder *finder)
{
    char key[TOKEN_FOLD_SIZE + 40];
    struct arena *arena = finder->reading->arena;
    snprintf(key, sizeof key, "%.17g %.*s", finder->figure.value, STR_ARGS(finder->figure.unit));
    if (map_get(&finder->known, str_of(key)) != MAP_NONE)
        return true;
    map_put(&finder->known, arena, str_copy(arena, str_of(key)), 1);
    return false;
}

static void keep_figure(struct finder *finder)
{
    struct reading *reading = finder->reading;
    finder->last_unit = finder->figure.unit;
    finder->last_sentence = token_at(finder, finder->number)->sentence;
    if (is_known(finder))
        return;
    finder->figure.evidence = reading_evidence(reading, finder->first, finder->last, finder->frame->rule->name);
    finder->figure.evidence.cited = attribution_cited(reading, finder->number);
    *ARENA_PUSH(reading->arena, reading->record->figures) = finder->figure;
}

/* --- kinds of figures, named by the argument `kind` of the rules; false where it is none after all */

/* Money and percentages: the unit is the value of the word. */
static bool read_valued(struct finder *finder)
{
    const struct capture *unit = frame_capture(finder->frame, "unit", 0);
    finder->figure.unit = unit->mark->entry->value;
    take_qualifiers(finder);
    return true;
}

/* Measures: the unit as written; the same in other units, in brackets, is no second figure. */
static bool read_measured(struct finder *finder)
{
    const struct capture *unit = frame_capture(finder->frame, "unit", 0);
    if (finder->first > 0 && token_is(&finder->reading->document, finder->first - 1, "("))
        return false;
    finder->figure.unit = folded(finder, reading_text(finder->reading, unit->first, unit->last));
    take_qualifiers(finder);
    return true;
}

/* "five-member team": the length of a team of words that follows may belong to a truce. */
static bool read_joined(struct finder *finder)
{
    const struct capture *unit = frame_capture(finder->frame, "unit", 0);
    const struct mark *known = reading_mark(finder->reading, unit->first, SET_JOINED_UNIT);
    finder->figure.unit = known ? known->entry->value : word_of(finder, unit->first);
    uint32_t noun = find_noun(finder, finder->last);
    bool length = reading_mark_over(finder->reading, unit->first, SET_TIME_UNIT);
    if (finder->figure.value == 0 || reading_mark(finder->reading, unit->first, SET_JOINED_UNCOUNTED))
        return false;
    if (length && (noun == NO_TOKEN || !is_pause(finder, noun)))
        return false;
    if (noun != NO_TOKEN)
        finder->last = noun + 1;
    take_qualifiers(finder);
    return true;
}

/* "three week truce", written without its hyphen. */
static bool read_length(struct finder *finder, uint32_t unit, uint32_t noun)
{
    const struct mark *known = reading_mark(finder->reading, unit, SET_JOINED_UNIT);
    finder->last = noun + 1;
    finder->figure.unit = known ? known->entry->value : word_of(finder, unit);
    return is_pause(finder, noun);
}

/* "a father of 12", not "a father of one of them". */
static bool read_children(struct finder *finder)
{
    return !is_one(finder) && read_valued(finder);
}

/* "more than half of it", but not "the first half". */
static bool read_half(struct finder *finder)
{
    bool behind = finder->first > sentence_start(finder, finder->number);
    if (behind && reading_mark(finder->reading, finder->first - 1, SET_INDEFINITE))
        finder->first--; /* "over a quarter of it" */
    return read_valued(finder) && finder->figure.qualifier.len > 0 &&
           !reading_mark(finder->reading, finder->first, SET_DEFINITE);
}

/* "a weeklong truce". */
static bool read_long(struct finder *finder)
{
    uint32_t noun = find_noun(finder, finder->last);
    if (!read_valued(finder) || noun == NO_TOKEN)
        return false;
    finder->last = noun + 1;
    return is_pause(finder, noun);
}

/* "extended for a year". */
static bool read_single(struct finder *finder)
{
    const struct capture *unit = frame_capture(finder->frame, "unit", 0);
    const struct mark *known = reading_mark(finder->reading, unit->first, SET_JOINED_UNIT);
    if (!known) /* "several days" */
        return false;
    finder->figure.unit = known->entry->value;
    if (finder->first == sentence_start(finder, finder->number) ||
        !reading_mark(finder->reading, finder->first - 1, SET_INDEFINITE))
        return false;
    finder->first--;
    take_qualifiers(finder);
    return is_stopped_for(finder);
}

/* The noun as one word: "cease-fires". */
static struct str unit_of(struct finder *finder, uint32_t noun)
{
    bool hyphen = noun >= finder->number + 3 && is_hyphen(finder, noun - 1);
    return hyphen ? folded(finder, reading_text(finder->reading, noun - 2, noun + 1)) : word_of(finder, noun);
}

static bool read_counted(struct finder *finder)
{
    uint32_t from = finder->last, noun = find_noun(finder, from);
    take_qualifiers(finder);
    const struct capture *value = frame_capture(finder->frame, "value", 0);
    bool whole = value && value->last == finder->frame->last; /* not "one of the soldiers" */
    bool victim = whole && noun != NO_TOKEN && reading_mark_over(finder->reading, noun, SET_VICTIM);
    bool one = victim || frame_word(finder->frame, "one").len > 0 || counted_before(finder).len > 0;
    if (finder->figure.value == 0 || (is_one(finder) && !one))
        return false;
    if (noun == NO_TOKEN) {
        finder->figure.unit = elliptic_unit(finder);
        return finder->figure.unit.len > 0 && !is_one(finder);
    }
    take_inner_qualifier(finder, from, noun);
    if (noun > from && reading_mark(finder->reading, from, SET_TIME_UNIT))
        return read_length(finder, from, noun);
    finder->last = noun + 1;
    const struct mark *people = casualty(finder, noun); /* "12 wounded" */
    finder->figure.unit = people ? people->entry->value : unit_of(finder, noun);
    return counts(finder, noun);
}

/* "20 to 30 trucks", "20 to 30 percent": the first number; the second is read by itself. */
static bool read_range(struct finder *finder)
{
    bool open = finder->last >= sentence_end(finder, finder->number);
    const struct mark *percent = open ? NULL : reading_mark(finder->reading, finder->last, SET_PERCENT);
    uint32_t noun = find_noun(finder, finder->last);
    if (!percent && (noun == NO_TOKEN || !counts(finder, noun)))
        return false;
    finder->figure.unit = percent ? percent->entry->value : word_of(finder, noun);
    finder->last = percent ? percent->last : noun + 1;
    take_qualifiers(finder);
    return true;
}

static const struct {
    const char *name;
    bool (*read)(struct finder *finder);
} kinds[] = {{"counted", read_counted}, {"joined", read_joined}, {"money", read_valued}, {"percent", read_valued},
             {"measure", read_measured}, {"range", read_range}, {"half", read_half}, {"long", read_long},
             {"single", read_single}, {"children", read_children}};

static bool read_figure(struct finder *finder)
{
    const struct document *document = &finder->reading->document;
    const struct capture *capture = frame_capture(finder->frame, "value", 0);
    struct number number = {strtod(frame_word(finder->frame, "value").ptr, NULL), finder->frame->first,
                            finder->frame->last};
    if (capture && !number_read(document, &finder->reading->context.numbers, capture->first, &number))
        return false;
    bool named = (document->tokens[number.first].flags & TOKEN_DIGIT) &&
                 reading_mark_over(finder->reading, number.first, SET_ACTOR_NAME);
    if (finder->dated[number.first] || named)
        return false;
    struct str kind = frame_word(finder->frame, "kind");
    finder->figure = (struct figure){.value = number.value};
    finder->number = number.first;
    finder->first = str_equal(kind, STR("counted")) ? number.first : finder->frame->first;
    finder->last = finder->frame->last;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_equal(kind, str_of(kinds[i].name)))
            return kinds[i].read(finder);
    return false;
}

/* Where the next figure may begin: within a range the second number is one of its own. */
static uint32_t end_of(const struct finder *finder)
{
    const struct capture *value = frame_capture(finder->frame, "value", 0);
    bool range = str_equal(frame_word(finder->frame, "kind"), STR("range"));
    return range ? value->last : finder->frame->last;
}

void figure_read(struct reading *reading)
{
    struct finder finder = {.reading = reading, .last_sentence = NO_TOKEN};
    uint32_t covered = 0;
    mark_dates(&finder);
    for (size_t i = 0; i < reading->values.count; i++) {
        finder.frame = &reading->values.items[i];
        struct str frame = finder.frame->rule->frame;
        if (finder.frame->first < covered)
            continue;
        if (str_equal(frame, STR("age")) || str_equal(frame, STR("label")))
            covered = finder.frame->last;
        else if (str_equal(frame, STR("figure"))) {
            if (read_figure(&finder))
                keep_figure(&finder);
            covered = end_of(&finder);
        }
    }
}
