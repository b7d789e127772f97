/* cited.c - whose words stand at a place of the text, and so whom "we" and "they" mean there.
 *
 * Input: statements, attributions, mentions, the tree. Output: ACTOR mentions over pronouns of the first person in
 * somebody's words, and over "they" where the verb of speech above it has one actor as its subject. Invariant: a
 * pronoun that may mean somebody else gets no mention. */
#include "read/reading.h"

enum { HIGHEST = 4, FARTHEST_STATEMENT = 600 };

/* The token in which the byte stands, or the first behind it. */
static uint32_t token_at(const struct document *document, uint32_t byte)
{
    uint32_t low = 0, high = document->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (document->tokens[middle].end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first actors named in the words [start, end). */
static void actors_among(const struct reading *reading, uint32_t start, uint32_t end, struct actor_list *out)
{
    const struct document *document = &reading->document;
    for (uint32_t t = token_at(document, start);
         t < document->token_count && document->tokens[t].start < end && !out->count; t++)
        reading_actors(reading, t, out);
}

/* How many statements end before the byte; they stand in text order. */
static size_t statements_before(const struct record *record, uint32_t byte)
{
    size_t low = 0, high = record->statements.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (record->statements.items[middle].evidence.end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The statement whose quotation covers the byte; NULL if none. */
static const struct statement *statement_over(const struct record *record, uint32_t byte)
{
    size_t low = statements_before(record, byte);
    const struct statement *statement = low < record->statements.count ? &record->statements.items[low] : NULL;
    return statement && statement->evidence.start <= byte ? statement : NULL;
}

/* Whose words a clause is by the tree: "he made clear that …", "he set out his terms: …". */
static void subject_above(const struct reading *reading, uint32_t token, struct actor_list *out)
{
    const struct token *tokens = reading->document.tokens;
    bool passive, told = false;
    for (int height = 0; height < HIGHEST && token != NO_TOKEN && !told; height++) {
        told = tokens[token].relation == REL_CCOMP || tokens[token].relation == REL_PARATAXIS;
        token = tokens[token].head;
    }
    uint32_t subject = told && token != NO_TOKEN ? clause_subject(&reading->context, token, &passive)
                                                 : (uint32_t)NO_TOKEN;
    if (subject != NO_TOKEN)
        reading_actors(reading, subject, out);
}

static void add_speaker(const struct reading *reading, uint32_t actor, struct span words, struct actor_list *out)
{
    if (actor != NO_ACTOR)
        *ARENA_PUSH(reading->arena, *out) = actor;
    else
        actors_among(reading, words.start, words.end, out);
}

void cited_actors(const struct reading *reading, uint32_t token, struct actor_list *out)
{
    const struct statement *statement = statement_over(reading->record, reading->document.tokens[token].start);
    if (statement) {
        uint32_t start = statement->source.len ? (uint32_t)(statement->source.ptr - reading->document.text.ptr) : 0;
        add_speaker(reading, statement->speaker, (struct span){start, start + (uint32_t)statement->source.len}, out);
        return;
    }
    const struct attribution *attribution = attribution_over(reading, token);
    if (attribution)
        actors_among(reading, attribution->named.start, attribution->named.end, out);
    if (attribution && !reading_has(out, attribution->speaker)) {
        struct actor_list among = *out;
        *out = (struct actor_list){0};
        add_speaker(reading, attribution->speaker, attribution->speaker_words, out);
        if (!out->count)
            *out = among;
    }
    if (!out->count)
        subject_above(reading, token, out);
}

/* The last statement before the byte, at most FARTHEST_STATEMENT bytes away; NULL if none. */
static const struct statement *statement_before(const struct record *record, uint32_t byte)
{
    size_t before = statements_before(record, byte);
    const struct statement *found = before ? &record->statements.items[before - 1] : NULL;
    return found && found->evidence.end + FARTHEST_STATEMENT > byte ? found : NULL;
}

/* "the plan laid out by Putin": who is named behind a participle. */
static void authors_behind(const struct reading *reading, uint32_t participle, struct actor_list *out)
{
    const struct document *document = &reading->document;
    const struct tree *tree = &reading->tree;
    for (uint32_t child = tree->first_child[participle]; child != NO_TOKEN && !out->count;
         child = tree->next_child[child]) {
        uint32_t word = tree_child(document, tree, child, REL_CASE);
        if (document->tokens[child].relation == REL_OBL && word != NO_TOKEN && reading_mark(reading, word, SET_AGENT))
            reading_actors(reading, child, out);
    }
}

void statement_authors(const struct reading *reading, uint32_t noun, struct actor_list *out)
{
    const struct token *tokens = reading->document.tokens;
    bool passive;
    for (uint32_t child = reading->tree.first_child[noun]; child != NO_TOKEN; child = reading->tree.next_child[child]) {
        enum relation relation = (enum relation)tokens[child].relation;
        if (relation == REL_NMOD_POSS || relation == REL_COMPOUND || relation == REL_AMOD || relation == REL_NMOD)
            reading_actors(reading, child, out);
        if (relation == REL_ACL && !out->count)
            authors_behind(reading, child, out);
        if (out->count)
            return;
    }
    uint32_t verb = tokens[noun].relation == REL_OBJ ? tokens[noun].head : (uint32_t)NO_TOKEN;
    uint32_t subject = verb == NO_TOKEN ? verb : clause_subject(&reading->context, verb, &passive);
    if (subject != NO_TOKEN)
        reading_actors(reading, subject, out);
    const struct statement *before = verb == NO_TOKEN ? statement_before(reading->record, tokens[noun].start) : NULL;
    if (before && !out->count)
        cited_actors(reading, token_at(&reading->document, before->evidence.start), out);
}

static void add_mention(struct reading *reading, uint32_t token, uint32_t actor)
{
    struct mention mention = {token, token + 1, actor};
    if (reading->record->actors.items[actor].kind == ACTOR_OUTLET)
        return;
    mentions_add(&reading->mentions, &reading->document, MENTION_ACTOR, mention);
    if (reading->record->actors.items[actor].kind == ACTOR_PERSON)
        mentions_add(&reading->mentions, &reading->document, MENTION_PERSON, mention);
}

/* "they" under a verb of speech or thought: its subject, where that is one body. NO_ACTOR if it cannot be told. */
static uint32_t who_are_they(const struct reading *reading, uint32_t token)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t verb = tokens[token].head;
    bool passive;
    for (int height = 0; height < HIGHEST && verb != NO_TOKEN && tokens[verb].relation != REL_CCOMP; height++)
        verb = tokens[verb].relation == REL_CONJ || tokens[verb].relation == REL_XCOMP ? tokens[verb].head
                                                                                       : (uint32_t)NO_TOKEN;
    if (verb == NO_TOKEN || (tokens[token].relation != REL_NSUBJ && tokens[token].relation != REL_NSUBJ_PASS))
        return NO_ACTOR;
    uint32_t subject = clause_subject(&reading->context, tokens[verb].head, &passive);
    struct actor_list list = {0};
    if (subject != NO_TOKEN && subject != token)
        reading_actors(reading, subject, &list);
    bool body = list.count == 1 && reading->record->actors.items[list.items[0]].kind != ACTOR_PERSON;
    return body ? list.items[0] : (uint32_t)NO_ACTOR;
}

void self_read(struct reading *reading)
{
    for (uint32_t token = 0; token < reading->document.token_count; token++) {
        struct actor_list list = {0};
        if (reading->document.tokens[token].flags & TOKEN_IN_QUOTE && reading_is_self(reading, token))
            cited_actors(reading, token, &list);
        else if (reading_mark(reading, token, SET_THEY)) {
            uint32_t actor = who_are_they(reading, token);
            if (actor != NO_ACTOR)
                add_mention(reading, token, actor);
        }
        if (list.count)
            add_mention(reading, token, list.items[0]);
    }
}
