/* explain.c - see explain.h. Both forms are printed from the same walk over the rules (rules_tried). */
#include "view/explain.h"

#include <jansson.h>

#include "text/language.h"
#include "view/coding_json.h"
#include "view/explain_coding.h"
#include "view/explain_facts.h"
#include "view/put.h"

/* One attempt: a rule at a token, and how far it came. */
struct attempt {
    const struct rule *rule;
    uint32_t token;
    uint8_t reached; /* elements that matched */
    struct frame frame;
};
typedef void attempt_use(void *user, const struct attempt *attempt);

struct walk {
    const struct reading *reading;
    uint8_t least; /* elements of a sequence that must match to be told */
    attempt_use *use;
    void *user;
};

static void try_rule(void *user, const struct rule *rule, uint32_t token)
{
    struct walk *walk = user;
    struct capture captures[MOST_ELEMENTS];
    struct attempt attempt = {.rule = rule, .token = token, .frame.captures = captures};
    attempt.reached = rule_try(&walk->reading->context, rule, token, &attempt.frame);
    uint8_t least = rule->tree ? 1 : walk->least;
    if (attempt.reached >= least || attempt.reached == rule->element_count)
        walk->use(walk->user, &attempt);
}

/* Every rule whose trigger stands in the sentence, sequences first. */
static void rules_tried(struct walk *walk, const struct sentence *sentence)
{
    for (int tree = 0; tree < 2; tree++)
        for (uint32_t token = sentence->first; token < sentence->last; token++)
            ruleset_at(walk->reading->library->rules, &walk->reading->context, token, tree, try_rule, walk);
}

static const char *const mention_names[MENTION_TYPE_COUNT] = {"actor", "person", "place", "date"};

static struct str mention_meaning(const struct reading *reading, enum mention_type type, const struct mention *mention)
{
    if (type == MENTION_DATE)
        return reading->record->dates.items[mention->index].value;
    if (type == MENTION_PLACE || mention->index == NO_ACTOR)
        return STR("");
    return reading->actor_names[mention->index];
}

static void print_tokens(const struct reading *reading, const struct sentence *sentence, FILE *out)
{
    for (uint32_t token = sentence->first; token < sentence->last; token++) {
        const struct token *t = &reading->document.tokens[token];
        unsigned head = t->head == NO_TOKEN ? 0 : t->head - sentence->first + 1;
        fprintf(out, "  %3u  %-20.*s %-6s %3u  %s\n", token - sentence->first + 1,
                STR_ARGS(token_text(&reading->document, token)), tag_names[t->tag], head, relation_names[t->relation]);
    }
}

static void print_mentions(const struct reading *reading, const struct sentence *sentence, FILE *out)
{
    for (int type = 0; type < MENTION_TYPE_COUNT; type++)
        for (uint32_t i = 0; i < reading->mentions.count[type]; i++) {
            const struct mention *mention = &reading->mentions.items[type][i];
            if (mention->first < sentence->first || mention->first >= sentence->last)
                continue;
            struct str meaning = mention_meaning(reading, (enum mention_type)type, mention);
            fprintf(out, "  %-7s \"%.*s\"%s%.*s\n", mention_names[type],
                    STR_ARGS(reading_text(reading, mention->first, mention->last)), meaning.len ? " = " : "",
                    STR_ARGS(meaning));
        }
}

static void print_entities(const struct reading *reading, const struct sentence *sentence, FILE *out)
{
    for (uint32_t i = 0; i < reading->document.entity_count; i++) {
        const struct entity *entity = &reading->document.entities[i];
        if (entity->first >= sentence->first && entity->first < sentence->last)
            fprintf(out, "  %-16s \"%.*s\"\n", entity_names[entity->kind],
                    STR_ARGS(reading_text(reading, entity->first, entity->last)));
    }
}

/* Of tokens [first, last); empty if there are none. */
static struct str words_of(const struct reading *reading, uint32_t first, uint32_t last)
{
    return last > first ? reading_text(reading, first, last) : STR("");
}

/* The trials (read/trial.h) that begin in the sentence, one by one. */
typedef void trial_use(void *user, const struct trial *trial);
static void trials_in(const struct reading *reading, const struct sentence *sentence, trial_use *use, void *user)
{
    for (size_t i = 0; i < reading->trials->count; i++) {
        const struct trial *trial = &reading->trials->items[i];
        if (trial->first >= sentence->first && trial->first < sentence->last)
            use(user, trial);
    }
}

struct printer {
    const struct reading *reading;
    FILE *out;
};

static void print_trial(void *user, const struct trial *trial)
{
    const struct printer *printer = user;
    struct str cue = words_of(printer->reading, trial->cue_first, trial->cue_last),
               source = words_of(printer->reading, trial->source_first, trial->source_last);
    fprintf(printer->out, "  %s %s at \"%.*s\"", trial->stops ? "-" : "+", trial->rule,
            STR_ARGS(words_of(printer->reading, trial->first, trial->last)));
    if (trial->entry)
        fprintf(printer->out, "  (%s:%u)", trial->entry->file, trial->entry->line);
    fputc('\n', printer->out);
    if (cue.len)
        fprintf(printer->out, "      cue: %.*s\n", STR_ARGS(cue));
    if (source.len)
        fprintf(printer->out, "      source: %.*s\n", STR_ARGS(source));
    if (trial->stops)
        fprintf(printer->out, "      stops at: %s\n", trial->stops);
}

static void print_attempt(void *user, const struct attempt *attempt)
{
    const struct printer *printer = user;
    const struct rule *rule = attempt->rule;
    bool matched = attempt->reached == rule->element_count;
    fprintf(printer->out, "  %s %s at \"%.*s\"  (%s:%u)\n", matched ? "+" : "-", rule->name,
            STR_ARGS(token_text(&printer->reading->document, attempt->token)), rule->file, rule->line);
    if (!matched) {
        fprintf(printer->out, "      stops at: %.*s\n", STR_ARGS(rule->elements[attempt->reached].source));
        return;
    }
    for (uint8_t i = 0; i < rule->capture_count; i++) {
        const struct capture *capture = &attempt->frame.captures[i];
        if (capture->filled)
            fprintf(printer->out, "      %.*s: %.*s\n", STR_ARGS(rule->captures[i]),
                    STR_ARGS(reading_text(printer->reading, capture->first, capture->last)));
    }
}

static void print_fact(void *user, const char *kind, const struct evidence *evidence)
{
    const struct printer *printer = user;
    fprintf(printer->out, "  %s  %u-%u  \"%.*s\"  by %s\n", kind, evidence->start, evidence->end,
            STR_ARGS(document_slice(&printer->reading->document, evidence->start, evidence->end)), evidence->rule);
}

static void print_sentence(const struct reading *reading, uint32_t number, FILE *out)
{
    const struct sentence *sentence = &reading->document.sentences[number];
    struct printer printer = {reading, out};
    fprintf(out, "Sentence %u, bytes %u to %u\n  %.*s\n\nTree\n", number + 1, sentence->start, sentence->end,
            STR_ARGS(document_slice(&reading->document, sentence->start, sentence->end)));
    print_tokens(reading, sentence, out);
    fprintf(out, "\nEntities\n");
    print_entities(reading, sentence, out);
    fprintf(out, "\nMentions\n");
    print_mentions(reading, sentence, out);
    fprintf(out, "\nRules tried (+ matched, - stopped)\n");
    /* people are not told of a sequence of which only the first word is there */
    rules_tried(&(struct walk){reading, 2, print_attempt, &printer}, sentence);
    trials_in(reading, sentence, print_trial, &printer);
    fprintf(out, "\nFacts\n");
    explain_facts(reading->record, sentence->start, sentence->end, print_fact, &printer);
    explain_codings(reading, sentence->start, sentence->end, out);
    fputc('\n', out);
}

/* The sentences asked for, [first, last); false if there is no such sentence. */
static bool chosen(const struct reading *reading, uint32_t sentence, uint32_t *first, uint32_t *last)
{
    *first = sentence ? sentence - 1 : 0;
    *last = sentence ? sentence : reading->document.sentence_count;
    return *last <= reading->document.sentence_count;
}

/* Why nothing was read. */
static bool print_unread(const struct reading *reading, FILE *out)
{
    const struct record *record = reading->record;
    struct str name = record->language.len ? language_name(record->language) : STR("another language");
    bool told = language_tell(reading->library->languages, reading->document.text).foreign;
    fprintf(out, "Report %.*s is not read: it is in %.*s, %s; only English is read\n", STR_ARGS(record->id),
            STR_ARGS(name), told ? "as its script, its words and its letters tell" : "as its input declares");
    return !ferror(out);
}

bool explain_print(const struct reading *reading, uint32_t sentence, FILE *out)
{
    uint32_t first, last;
    if (!chosen(reading, sentence, &first, &last))
        return false;
    if (reading->record->unread)
        return print_unread(reading, out);
    fprintf(out, "Report %.*s, %u sentences\n\n", STR_ARGS(reading->record->id), reading->document.sentence_count);
    for (uint32_t number = first; number < last; number++)
        print_sentence(reading, number, out);
    return !ferror(out);
}

static json_t *json_text(struct str text)
{
    return json_stringn_nocheck(text.ptr, text.len);
}

static json_t *json_tokens(const struct reading *reading, const struct sentence *sentence)
{
    json_t *array = json_array();
    for (uint32_t token = sentence->first; token < sentence->last; token++) {
        const struct token *t = &reading->document.tokens[token];
        json_array_append_new(array,
                              json_pack("{s:i,s:i,s:o,s:s,s:i,s:s}", "start", (int)t->start, "end", (int)t->end, "form",
                                        json_text(token_text(&reading->document, token)), "upos", tag_names[t->tag],
                                        "head", t->head == NO_TOKEN ? 0 : (int)(t->head - sentence->first + 1),
                                        "deprel", relation_names[t->relation]));
    }
    return array;
}

static json_t *json_mentions(const struct reading *reading, const struct sentence *sentence)
{
    json_t *array = json_array();
    for (int type = 0; type < MENTION_TYPE_COUNT; type++)
        for (uint32_t i = 0; i < reading->mentions.count[type]; i++) {
            const struct mention *mention = &reading->mentions.items[type][i];
            if (mention->first < sentence->first || mention->first >= sentence->last)
                continue;
            json_array_append_new(array,
                                  json_pack("{s:s,s:o,s:o}", "type", mention_names[type], "text",
                                            json_text(reading_text(reading, mention->first, mention->last)), "means",
                                            json_text(mention_meaning(reading, (enum mention_type)type, mention))));
        }
    return array;
}

static json_t *json_entities(const struct reading *reading, const struct sentence *sentence)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < reading->document.entity_count; i++) {
        const struct entity *entity = &reading->document.entities[i];
        if (entity->first >= sentence->first && entity->first < sentence->last)
            json_array_append_new(array, json_pack("{s:s,s:o}", "kind", entity_names[entity->kind], "text",
                                                   json_text(reading_text(reading, entity->first, entity->last))));
    }
    return array;
}

struct json_printer {
    const struct reading *reading;
    json_t *array;
};

static void json_attempt(void *user, const struct attempt *attempt)
{
    struct json_printer *printer = user;
    const struct rule *rule = attempt->rule;
    bool matched = attempt->reached == rule->element_count;
    json_t *captures = json_object();
    for (uint8_t i = 0; matched && i < rule->capture_count; i++)
        if (attempt->frame.captures[i].filled)
            json_object_setn_new_nocheck(captures, rule->captures[i].ptr, rule->captures[i].len,
                                         json_text(reading_text(printer->reading, attempt->frame.captures[i].first,
                                                                attempt->frame.captures[i].last)));
    json_t *stops = matched ? json_null() : json_text(rule->elements[attempt->reached].source);
    const struct token *trigger = &printer->reading->document.tokens[attempt->token];
    json_array_append_new(
        printer->array,
        json_pack("{s:s,s:s,s:i,s:o,s:i,s:b,s:i,s:o,s:o}", "rule", rule->name, "file", rule->file, "line",
                  (int)rule->line, "at", json_text(token_text(&printer->reading->document, attempt->token)), "start",
                  (int)trigger->start, "matched", matched, "met", (int)attempt->reached, "captures", captures,
                  "stops_at", stops));
}

static json_t *text_or_null(struct str text)
{
    return text.len ? json_text(text) : json_null();
}

static void json_trial(void *user, const struct trial *trial)
{
    struct json_printer *printer = user;
    const struct reading *reading = printer->reading;
    json_t *captures = json_object();
    if (trial->cue_last > trial->cue_first)
        json_object_set_new(captures, "cue", json_text(words_of(reading, trial->cue_first, trial->cue_last)));
    if (trial->source_last > trial->source_first)
        json_object_set_new(captures, "source", json_text(words_of(reading, trial->source_first, trial->source_last)));
    json_array_append_new(
        printer->array,
        json_pack("{s:s,s:o,s:o,s:o,s:i,s:b,s:o,s:o}", "rule", trial->rule, "file",
                  text_or_null(trial->entry ? str_of(trial->entry->file) : STR("")), "line",
                  trial->entry ? json_integer(trial->entry->line) : json_null(), "at",
                  json_text(words_of(reading, trial->first, trial->last)), "start",
                  (int)reading->document.tokens[trial->first].start, "matched", !trial->stops, "captures", captures,
                  "stops_at", text_or_null(trial->stops ? str_of(trial->stops) : STR(""))));
}

static void json_fact(void *user, const char *kind, const struct evidence *evidence)
{
    struct json_printer *printer = user;
    json_array_append_new(
        printer->array,
        json_pack("{s:s,s:i,s:i,s:o,s:s}", "kind", kind, "start", (int)evidence->start, "end", (int)evidence->end,
                  "quote", json_text(document_slice(&printer->reading->document, evidence->start, evidence->end)),
                  "rule", evidence->rule));
}

/* What `code --explain` prints of the sentence, as members "events" and "silences". */
static void json_codings(const struct reading *reading, const struct sentence *sentence, json_t *object)
{
    struct buffer out = {0};
    put_open(&out, NULL, '{');
    put_codings(&out, reading->record, sentence->start, sentence->end);
    put_silences(&out, reading, sentence->start, sentence->end);
    buffer_byte(&out, '}');
    json_t *members = out.failed ? NULL : json_loadb(out.ptr, out.len, 0, NULL);
    json_object_update(object, members);
    json_decref(members);
    buffer_free(&out);
}

static json_t *json_sentence(const struct reading *reading, uint32_t number)
{
    const struct sentence *sentence = &reading->document.sentences[number];
    struct json_printer rules = {reading, json_array()}, facts = {reading, json_array()};
    rules_tried(&(struct walk){reading, 1, json_attempt, &rules}, sentence);
    trials_in(reading, sentence, json_trial, &rules);
    explain_facts(reading->record, sentence->start, sentence->end, json_fact, &facts);
    json_t *object = json_pack("{s:i,s:i,s:i,s:o,s:o,s:o,s:o,s:o,s:o}", "sentence", (int)number + 1, "start",
                     (int)sentence->start, "end", (int)sentence->end, "text",
                     json_text(document_slice(&reading->document, sentence->start, sentence->end)), "tree",
                     json_tokens(reading, sentence), "entities", json_entities(reading, sentence), "mentions",
                     json_mentions(reading, sentence), "rules", rules.array, "facts", facts.array);
    json_codings(reading, sentence, object);
    return object;
}

bool explain_print_json(const struct reading *reading, uint32_t sentence, FILE *out)
{
    uint32_t first, last;
    if (!chosen(reading, sentence, &first, &last))
        return false;
    json_t *sentences = json_array();
    for (uint32_t number = first; number < last; number++)
        json_array_append_new(sentences, json_sentence(reading, number));
    const struct record *record = reading->record;
    json_t *all = json_pack("{s:o,s:o*,s:s*,s:o}", "id", json_text(record->id), "language",
                            record->unread ? text_or_null(record->language) : NULL, "unread",
                            unread_names[record->unread], "sentences", sentences);
    bool done = all && json_dumpf(all, out, JSON_COMPACT) == 0 && fputc('\n', out) != EOF;
    json_decref(all);
    return done;
}
