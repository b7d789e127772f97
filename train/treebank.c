/* treebank.c - see treebank.h. Input: CoNLL-U (https://universaldependencies.org/format.html). */
#include "treebank.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/error.h"
#include "model/tables.h"

struct reading {
    struct arena *arena;
    LIST(char) text;
    LIST(struct token) tokens;
    LIST(struct sentence) sentences;
    LIST(uint32_t) heads;
    LIST(uint8_t) relations;
    LIST(struct str) columns, ranges;
    struct str range; /* of the next token */
    uint32_t first;   /* token of the sentence */
};

/* As text/token.c sets them. */
static uint8_t flags_of(struct str form)
{
    uint32_t letters = 0, upper = 0, digits = 0;
    bool first_upper = false;
    for (size_t at = 0; at < form.len;) {
        utf8proc_int32_t point;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)form.ptr + at,
                                                 (utf8proc_ssize_t)(form.len - at), &point);
        if (size <= 0)
            break;
        utf8proc_category_t category = utf8proc_category(point);
        bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
        if (letter && letters == 0)
            first_upper = category == UTF8PROC_CATEGORY_LU;
        letters += letter;
        upper += category == UTF8PROC_CATEGORY_LU;
        digits += category == UTF8PROC_CATEGORY_ND && at == 0;
        at += (size_t)size;
    }
    int flags = (letters ? TOKEN_WORD : 0) | (first_upper ? TOKEN_CAPITAL : 0) | (digits ? TOKEN_DIGIT : 0) |
                (letters > 1 && upper == letters ? TOKEN_ALL_CAPITAL : 0) | (letters + digits ? 0 : TOKEN_PUNCT);
    return (uint8_t)flags;
}

/* The relation itself, or without its subtype where the program has only that. */
static uint8_t relation_of(struct str name)
{
    struct str rest = name, plain = str_cut(&rest, ':');
    uint8_t found = REL_DEP;
    for (uint8_t i = 0; i < REL_COUNT; i++) {
        if (str_equal(name, str_of(relation_names[i])))
            return i;
        if (str_equal(plain, str_of(relation_names[i])))
            found = i;
    }
    return found;
}

static void add_token(struct reading *reading, struct str form)
{
    struct token token = {.start = (uint32_t)reading->text.count, .head = NO_TOKEN, .flags = flags_of(form)};
    for (size_t i = 0; i < form.len; i++)
        *ARENA_PUSH(reading->arena, reading->text) = form.ptr[i];
    token.end = (uint32_t)reading->text.count;
    token.sentence = (uint32_t)reading->sentences.count;
    *ARENA_PUSH(reading->arena, reading->text) = ' ';
    *ARENA_PUSH(reading->arena, reading->tokens) = token;
}

/* The columns behind the first. */
static void add_row(struct reading *reading, struct str rest)
{
    struct str column[9];
    for (size_t i = 0; i < 9; i++)
        column[i] = str_cut(&rest, '\t');
    add_token(reading, column[0]);
    uint32_t head = (uint32_t)strtoul(column[5].ptr, NULL, 10);
    *ARENA_PUSH(reading->arena, reading->heads) = head ? reading->first + head - 1 : (uint32_t)NO_TOKEN;
    *ARENA_PUSH(reading->arena, reading->relations) = relation_of(column[6]);
    *ARENA_PUSH(reading->arena, reading->columns) = str_copy(reading->arena, column[3]);
    *ARENA_PUSH(reading->arena, reading->ranges) = reading->range;
    reading->range = STR("");
}

static void end_sentence(struct reading *reading)
{
    struct sentence sentence = {.first = reading->first, .last = (uint32_t)reading->tokens.count};
    if (sentence.last == sentence.first)
        return;
    sentence.start = reading->tokens.items[sentence.first].start;
    sentence.end = reading->tokens.items[sentence.last - 1].end;
    *ARENA_PUSH(reading->arena, reading->sentences) = sentence;
    reading->first = sentence.last;
}

struct treebank treebank_read(FILE *file, struct arena *arena, struct arena *work)
{
    struct reading reading = {.arena = arena};
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, file) > 0) {
        struct str rest = str_trim(str_of(line)), whole = rest;
        struct str id = str_cut(&rest, '\t');
        if (!id.len)
            end_sentence(&reading);
        else if (id.ptr[0] != '#' && memchr(id.ptr, '-', id.len))
            reading.range = str_copy(arena, whole);
        else if (id.ptr[0] != '#' && !memchr(id.ptr, '.', id.len))
            add_row(&reading, rest);
    }
    end_sentence(&reading);
    free(line);
    struct document document = {.arena = work,
                                .text = str_make(reading.text.items, reading.text.count),
                                .tokens = reading.tokens.items,
                                .token_count = (uint32_t)reading.tokens.count,
                                .sentences = reading.sentences.items,
                                .sentence_count = (uint32_t)reading.sentences.count};
    return (struct treebank){document, reading.heads.items, reading.relations.items, reading.columns.items,
                             reading.ranges.items};
}

struct model_file treebank_file(const char *path, struct arena *arena)
{
    LIST(char) bytes = {0};
    FILE *file = path ? fopen(path, "rb") : NULL;
    for (int c; file && (c = fgetc(file)) != EOF;)
        *ARENA_PUSH(arena, bytes) = (char)c;
    if (file)
        fclose(file);
    return (struct model_file){str_make(bytes.items, bytes.count), file ? path : NULL};
}

const struct tagger *treebank_tagger(const char *tags, const char *context, struct arena *arena)
{
    readout_error error = {0};
    char line[1200];
    const struct tagger *tagger = tagger_load(arena, treebank_file(tags, arena), treebank_file(context, arena), &error);
    if (!tagger) {
        fprintf(stderr, "%s\n", error_line(&error, line, sizeof line));
        exit(1);
    }
    return tagger;
}

struct parts treebank_parts(char **paths, int count, struct arena *arena)
{
    struct parts parts = {.count = (uint32_t)count};
    for (int i = 0; i < count; i++) {
        parts.taggers[i] = ARENA_NEW(arena, struct tagger, 1);
        *parts.taggers[i] = *treebank_tagger(paths[i], NULL, arena);
    }
    return parts;
}

const struct tagger *parts_for(const struct parts *parts, uint32_t sentence)
{
    return parts->taggers[sentence / PART_BLOCK % parts->count];
}

struct document treebank_sentence(const struct treebank *treebank, uint32_t number, struct sentence *sentence)
{
    struct document document = treebank->document;
    uint32_t first = document.sentences[number].first, last = document.sentences[number].last;
    *sentence = (struct sentence){.first = 0, .last = last - first};
    document.token_count = last - first;
    document.tokens += first;
    document.sentences = sentence;
    document.sentence_count = 1;
    return document;
}

uint32_t random_next(uint64_t *random)
{
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*random >> 33);
}

void shuffle(uint32_t *order, uint32_t count, uint64_t *random)
{
    for (uint32_t i = count; i > 1; i--) {
        uint32_t j = random_next(random) % i, swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
}
