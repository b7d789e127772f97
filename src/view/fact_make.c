/* fact_make.c - see fact_make.h. */
#include "view/fact_make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"

struct shape {
    const char *kind;
    struct fact_field fields[16]; /* up to one without a name */
};

#define ONE_OF(name, names, count) {name, FIELD_ONE_OF, names, count}
#define DAYS                                                                                                      \
    {"date_text", FIELD_TEXT, NULL, 0}, {"from", FIELD_DAY, NULL, 0}, {"to", FIELD_DAY, NULL, 0},                 \
        ONE_OF("status", event_status_names, STATUS_COUNT)
#define CITED {"attributed_to", FIELD_TEXT, NULL, 0}

static const struct shape shapes[] = {
    {"meeting",
     {{"participants", FIELD_ACTORS, NULL, 0}, {"mediators", FIELD_ACTORS, NULL, 0}, {"place", FIELD_TEXT, NULL, 0},
      DAYS,
      ONE_OF("kind", meeting_kind_names, MEETING_KIND_COUNT), CITED}},
    {"trip",
     {{"traveller", FIELD_ACTOR, NULL, 0}, {"destinations", FIELD_TEXTS, NULL, 0}, {"ordinal", FIELD_NUMBER, NULL, 0},
      DAYS, CITED}},
    {"statement",
     {{"speaker", FIELD_ACTOR, NULL, 0}, {"source", FIELD_TEXT, NULL, 0}, {"addressee", FIELD_TEXT, NULL, 0}, CITED}},
    {"proposal",
     {{"name", FIELD_TEXT, NULL, 0}, {"by", FIELD_ACTORS, NULL, 0},
      {"terms", FIELD_PARTS, term_issue_names, ISSUE_COUNT}, {"responses", FIELD_PARTS, response_names, RESPONSE_COUNT},
      CITED}},
    {"position",
     {{"holder", FIELD_ACTOR, NULL, 0}, ONE_OF("stance", stance_names, STANCE_COUNT), CITED}},
    {"talk", {{"name", FIELD_TEXT, NULL, 0}, ONE_OF("state", talk_state_names, TALK_STATE_COUNT), CITED}},
    {"coding",
     {{"source", FIELD_ACTORS, NULL, 0}, {"target", FIELD_ACTORS, NULL, 0},
      ONE_OF("event", plover_event_names, PLOVER_COUNT), {"mode", FIELD_TEXT, NULL, 0},
      {"contexts", FIELD_TEXTS, NULL, 0}, {"cameo", FIELD_TEXT, NULL, 0}, {"goldstein", FIELD_NUMBER, NULL, 0},
      {"penta", FIELD_NUMBER, NULL, 0},
      {"reciprocal", FIELD_NUMBER, NULL, 0}, {"place", FIELD_TEXT, NULL, 0}, {"date_text", FIELD_TEXT, NULL, 0},
      {"from", FIELD_DAY, NULL, 0}, {"to", FIELD_DAY, NULL, 0},
      ONE_OF("status", coding_status_names, CODING_STATUS_COUNT), CITED}},
    {"figure",
     {{"value", FIELD_NUMBER, NULL, 0}, {"unit", FIELD_TEXT, NULL, 0}, {"qualifier", FIELD_TEXT, NULL, 0}, CITED}},
};

/* What is at work on one fact. */
struct making {
    const struct story *story;
    struct str text; /* of the report */
    size_t near;     /* where the quote stands, or nearly; FACT_ONCE: wherever it does, once */
    size_t start;    /* of the quote */
    struct arena *arena;
    readout_error *error;
};

static bool wrong(const struct making *making, const char *what, const char *which)
{
    return error_set(making->error, READOUT_BAD_USAGE, NULL, "%s: %s", what, which);
}

static const struct shape *find_shape(const char *kind)
{
    for (size_t i = 0; kind && i < sizeof shapes / sizeof shapes[0]; i++)
        if (strcmp(shapes[i].kind, kind) == 0)
            return &shapes[i];
    return NULL;
}

static const struct fact_field *find_field(const struct shape *shape, const char *name)
{
    for (size_t i = 0; shape && i < sizeof shape->fields / sizeof shape->fields[0] && shape->fields[i].name; i++)
        if (strcmp(shape->fields[i].name, name) == 0)
            return &shape->fields[i];
    return NULL;
}

const struct fact_field *fact_fields(const char *kind)
{
    const struct shape *shape = find_shape(kind);
    return shape ? shape->fields : NULL;
}

static json_t *string_of(struct str text)
{
    return json_stringn(text.ptr, text.len);
}

/* "security: a line of outposts"; "Israel: rejected: turned it down". */
static json_t *part_of(struct str text, bool answer)
{
    json_t *part = json_object();
    if (answer)
        json_object_set_new(part, "party", string_of(str_trim(str_cut(&text, ':'))));
    json_object_set_new(part, answer ? "response" : "issue", string_of(str_trim(str_cut(&text, ':'))));
    json_object_set_new(part, "quote", string_of(str_trim(text)));
    return part;
}

static json_t *list_of(const struct fact_field *field, struct str rest, char mark)
{
    json_t *list = json_array();
    while (rest.len) {
        struct str item = str_trim(str_cut(&rest, mark));
        if (item.len)
            json_array_append_new(list, field->type == FIELD_PARTS ? part_of(item, field->names == response_names)
                                                                   : string_of(item));
    }
    return list;
}

bool fact_put_value(json_t *object, const char *kind, const char *name, const char *text, char mark,
                    readout_error *error)
{
    struct making making = {.error = error};
    const struct fact_field *field = find_field(find_shape(kind), name);
    char *end = NULL;
    if (!field)
        return wrong(&making, "not a field of such a fact", name);
    bool list = field->type == FIELD_ACTORS || field->type == FIELD_TEXTS || field->type == FIELD_PARTS;
    double number = field->type == FIELD_NUMBER ? strtod(text, &end) : 0;
    if (field->type == FIELD_NUMBER && (end == text || *end))
        return wrong(&making, "not a number", text);
    json_t *value = list ? list_of(field, str_of(text), mark)
                         : field->type == FIELD_NUMBER ? json_real(number) : json_string(text);
    json_t *there = json_object_get(object, name);
    if (there && !list) {
        json_decref(value);
        return wrong(&making, "given twice", name);
    }
    bool put = there ? json_array_extend(there, value) == 0 : json_object_set(object, name, value) == 0;
    json_decref(value);
    return put || error_set(error, READOUT_BAD_USAGE, NULL, "not UTF-8: %s", name);
}

bool fact_put(json_t *object, const char *kind, const char *word, readout_error *error)
{
    struct making making = {.error = error};
    const char *mark = strchr(word, '=');
    char name[32] = "";
    if (!find_shape(kind))
        return wrong(&making, "not a kind of fact", kind);
    if (mark && (size_t)(mark - word) < sizeof name)
        memcpy(name, word, (size_t)(mark - word));
    if (!find_field(find_shape(kind), name))
        return wrong(&making, "not KEY=VALUE with a KEY of such a fact", word);
    return fact_put_value(object, kind, name, mark + 1, ';', error);
}

static bool is_called(const struct identity *actor, struct str name)
{
    bool called = str_equal(actor->key, name) || str_equal(actor->name, name);
    for (size_t i = 0; !called && i < actor->aliases.count; i++)
        called = str_equal(actor->aliases.items[i], name);
    return called;
}

static json_t *actor_json(const struct identity *actor)
{
    json_t *object = json_object();
    json_object_set_new(object, "name", string_of(actor->name));
    json_object_set_new(object, "kind", json_string(actor_kind_names[actor->kind]));
    json_object_set_new(object, "party", actor->party.len ? string_of(actor->party) : json_null());
    return object;
}

/* The one actor of the record whom the name means. */
static json_t *find_actor(const struct making *making, struct str name)
{
    const struct identity *found = NULL;
    const struct identity_list *actors = &making->story->actors;
    for (size_t i = 0; i < actors->count; i++) {
        const struct identity *actor = &actors->items[i];
        if (!is_called(actor, name))
            continue;
        if (str_equal(actor->key, name) || str_equal(actor->name, name))
            return actor_json(actor);
        if (found) {
            error_set(making->error, READOUT_BAD_USAGE, NULL, "%.*s may be %.*s or %.*s", STR_ARGS(name),
                      STR_ARGS(found->key), STR_ARGS(actor->key));
            return NULL;
        }
        found = actor;
    }
    if (!found)
        error_set(making->error, READOUT_BAD_USAGE, NULL, "no actor '%.*s'; one that is new is NAME|KIND|PARTY",
                  STR_ARGS(name));
    return found ? actor_json(found) : NULL;
}

/* "Cyrus Vance|person|United States", the party perhaps left out. */
static json_t *new_actor(const struct making *making, struct str text)
{
    struct str name = str_trim(str_cut(&text, '|')), kind = str_trim(str_cut(&text, '|')), party = str_trim(text);
    if (!name.len || record_name(actor_kind_names, ACTOR_KIND_COUNT, kind) < 0) {
        error_set(making->error, READOUT_BAD_USAGE, NULL, "not a kind of actor: %.*s", STR_ARGS(kind));
        return NULL;
    }
    json_t *object = json_object();
    json_object_set_new(object, "name", string_of(name));
    json_object_set_new(object, "kind", string_of(kind));
    json_object_set_new(object, "party", party.len ? string_of(party) : json_null());
    return object;
}

static json_t *make_actor(const struct making *making, const json_t *value)
{
    struct str name = str_of(json_string_value(value));
    if (!name.len)
        wrong(making, "an actor is", "a name");
    return !name.len ? NULL : memchr(name.ptr, '|', name.len) ? new_actor(making, name) : find_actor(making, name);
}

/* A term or answer, its words at their place from the start of the quote on. */
static json_t *make_part(const struct making *making, const struct fact_field *field, const json_t *value)
{
    bool answer = field->names == response_names;
    struct str what = str_of(json_string_value(json_object_get(value, answer ? "response" : "issue")));
    struct str quote = str_of(json_string_value(json_object_get(value, "quote")));
    size_t start, end;
    if (record_name(field->names, field->count, what) < 0 ||
        !str_find_words(making->text, quote, making->start, &start, &end)) {
        error_set(making->error, READOUT_BAD_USAGE, NULL, "%s: no such %s, or its words are not in the report: %.*s",
                  field->name, answer ? "answer" : "issue", STR_ARGS(quote));
        return NULL;
    }
    json_t *party = answer ? make_actor(making, json_object_get(value, "party")) : NULL, *part = json_object();
    if (answer && !party) {
        json_decref(part);
        return NULL;
    }
    if (party)
        json_object_set_new(part, "party", party);
    json_object_set_new(part, answer ? "response" : "issue", string_of(what));
    json_object_set_new(part, "quote", string_of(str_make(making->text.ptr + start, end - start)));
    json_object_set_new(part, "at", json_integer((json_int_t)start - (json_int_t)making->start));
    return part;
}

static json_t *make_item(const struct making *making, const struct fact_field *field, const json_t *value)
{
    if (field->type == FIELD_PARTS)
        return make_part(making, field, value);
    if (field->type == FIELD_ACTORS)
        return make_actor(making, value);
    if (!json_is_string(value))
        wrong(making, "not a list of texts", field->name);
    return json_is_string(value) ? json_copy((json_t *)value) : NULL;
}

static json_t *make_list(const struct making *making, const struct fact_field *field, const json_t *value)
{
    json_t *list = json_array();
    for (size_t i = 0; i < json_array_size(value); i++) {
        json_t *item = make_item(making, field, json_array_get(value, i));
        if (!item) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, item);
    }
    return list;
}

static bool fits(const struct fact_field *field, const json_t *value)
{
    const char *text = json_string_value(value);
    long day;
    switch (field->type) {
    case FIELD_ONE_OF: return text && *text && record_name(field->names, field->count, str_of(text)) >= 0;
    case FIELD_DAY: return text && strlen(text) == 10 && calendar_parse(str_of(text), &day);
    case FIELD_NUMBER: return json_is_number(value);
    case FIELD_TEXT:
    case FIELD_ACTOR: return text && *text;
    default: return json_is_array(value);
    }
}

/* The value as decisions keep it; NULL, and an error, where it does not fit. */
static json_t *make_value(const struct making *making, const struct fact_field *field, const json_t *value)
{
    if (!fits(field, value)) {
        wrong(making, "a value does not fit", field->name);
        return NULL;
    }
    switch (field->type) {
    case FIELD_ACTOR: return make_actor(making, value);
    case FIELD_ACTORS:
    case FIELD_TEXTS:
    case FIELD_PARTS: return make_list(making, field, value);
    case FIELD_NUMBER: {
        double number = json_number_value(value);
        json_int_t whole = number > -1e15 && number < 1e15 ? (json_int_t)number : 0;
        return number == (double)whole ? json_integer(whole) : json_real(number);
    }
    default: return json_copy((json_t *)value);
    }
}

/* The one place where the quote stands; of several, the one that is meant. */
static bool find_quote(struct making *making, struct str quote, size_t *end)
{
    size_t again, there = 0;
    if (making->near != FACT_ONCE && str_find_words(making->text, quote, making->near, &making->start, end))
        return true;
    for (size_t at = 0; quote.len && at + quote.len <= making->text.len; at++)
        there += memcmp(making->text.ptr + at, quote.ptr, quote.len) == 0;
    if (there > 1)
        return error_set(making->error, READOUT_BAD_USAGE, NULL, "the quote stands %zu times in the report: %.*s",
                         there, STR_ARGS(quote));
    if (!str_find_words(making->text, quote, 0, &making->start, end))
        return error_set(making->error, READOUT_BAD_USAGE, NULL, "the report has no such words: %.*s", STR_ARGS(quote));
    if (str_find_words(making->text, quote, making->text.len, &again, end) && again != making->start)
        return error_set(making->error, READOUT_BAD_USAGE, NULL, "the quote stands several times in the report: %.*s",
                         STR_ARGS(quote));
    return true;
}

/* Fill `fact` from the fields of the object; `*who` is the actor of the one field that names one. */
static bool make_fields(const struct making *making, const struct shape *shape, json_t *object, json_t *fact,
                        struct str *who)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value) {
        const struct fact_field *field = find_field(shape, name);
        if (strcmp(name, "fact") == 0 || strcmp(name, "report") == 0 || strcmp(name, "quote") == 0 ||
            json_is_null(value))
            continue;
        if (!field)
            return wrong(making, "not a field of such a fact", name);
        json_t *made = make_value(making, field, value);
        if (!made)
            return false;
        if (field->type == FIELD_ACTOR)
            *who = str_copy(making->arena, str_of(json_string_value(json_object_get(made, "name"))));
        json_object_set_new(fact, name, made);
    }
    return true;
}

/* Fields without which such a fact says nothing. */
static bool says_something(const struct making *making, const struct shape *shape, const json_t *fact)
{
    static const struct {
        const char *kind, *field;
    } needed[] = {{"meeting", "participants"}, {"trip", "traveller"}, {"proposal", "by"},  {"position", "holder"},
                  {"position", "stance"},      {"talk", "state"},     {"figure", "value"}};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (strcmp(needed[i].kind, shape->kind) == 0 && !json_object_get(fact, needed[i].field))
            return wrong(making, "such a fact needs the field", needed[i].field);
    return true;
}

/* "REPORT:START-END:KIND" */
static struct str key_of(const struct making *making, struct str report, size_t end, const char *kind)
{
    size_t size = report.len + strlen(kind) + 64;
    char *key = arena_take(making->arena, size, 1);
    snprintf(key, size, "%.*s:%zu-%zu:%s", STR_ARGS(report), making->start, end, kind);
    return str_of(key);
}

static bool make(struct making *making, const struct shape *shape, json_t *object, json_t *fact,
                 struct decision *decision)
{
    size_t end = 0;
    struct str report = str_copy(making->arena, str_of(json_string_value(json_object_get(object, "report"))));
    struct str who = STR("");
    if (!find_quote(making, str_of(json_string_value(json_object_get(object, "quote"))), &end) ||
        !make_fields(making, shape, object, fact, &who) || !says_something(making, shape, fact))
        return false;
    char *text = json_dumps(fact, JSON_COMPACT);
    if (!text)
        arena_fail(making->arena);
    struct str content = str_of(text);
    char *list = arena_take(making->arena, content.len + 2, 1);
    list[0] = '[';
    memcpy(list + 1, content.ptr, content.len);
    list[content.len + 1] = ']';
    free(text);
    decision->kind = DECISION_ADD;
    decision->subject = STR("fact");
    decision->key = key_of(making, report, end, shape->kind);
    decision->content = str_make(list, content.len + 2);
    *ARENA_PUSH(making->arena, decision->places) = (struct decision_place){
        .report = report, .start = (uint32_t)making->start, .end = (uint32_t)end, .kind = str_of(shape->kind),
        .who = who};
    return true;
}

bool fact_decide(json_t *object, const struct story *story, struct str text, size_t near,
                 struct arena *arena, struct decision *decision, readout_error *error)
{
    struct making making = {.story = story, .text = text, .near = near, .arena = arena, .error = error};
    const char *kind = json_string_value(json_object_get(object, "fact"));
    const struct shape *shape = find_shape(kind);
    if (!shape)
        return wrong(&making, "not a kind of fact", kind ? kind : "none is given");
    json_t *fact = json_object();
    bool made = make(&making, shape, object, fact, decision);
    json_decref(fact);
    return made;
}
