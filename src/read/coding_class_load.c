/* coding_class_load.c - see coding_class.h: reads the files of folder `events`.
 *
 * Input: cameo.txt, events.txt, endings.txt, words.txt, contexts.txt and files of rules. Strict: what their formats
 * (data/README.md) do not allow is an error with its place. Invariant: what rules name is loaded before them. */
#include "read/coding_class.h"

#include <math.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/error.h"

struct class_loader {
    struct arena *arena, *scratch;
    const struct text_words *words;
    struct class_library *library;
    struct source_line line;
    readout_error *error;
    struct map rule_ids;    /* → 1 where it is of the user's folder, else 0 */
    struct class_rule *rule; /* the one being read; NULL: none */
    int event;               /* the event being read; -1: none */
    struct class_context *context;
    bool overruled; /* the record being read is one that the user's folder has */
};

/* The error "'AT' WHAT". */
static bool refuse(struct class_loader *loader, struct str at, const char *what)
{
    return source_error(&loader->line, at, loader->error, "'%.*s' %s", STR_ARGS(at), what);
}

static struct str kept_fold(struct class_loader *loader, struct str word)
{
    char folded[TOKEN_FOLD_SIZE];
    return str_copy(loader->arena, token_fold(word, folded, sizeof folded));
}

/* The number of a list, a new one if need be. */
static uint16_t list_named(struct class_loader *loader, struct str name)
{
    struct class_library *library = loader->library;
    uint32_t id = map_get(&library->list_ids, name);
    if (id != MAP_NONE)
        return (uint16_t)id;
    map_put(&library->list_ids, loader->arena, str_copy(loader->arena, name), library->list_count);
    return (uint16_t)library->list_count++;
}

static void link_form(struct class_loader *loader, struct class_form form)
{
    struct class_library *library = loader->library;
    uint32_t before = map_get(&library->first_words, form.words[0]);
    form.next = before == MAP_NONE ? 0 : before;
    map_put(&library->first_words, loader->arena, form.words[0], (uint32_t)library->forms.count);
    *ARENA_PUSH(loader->arena, library->forms) = form;
}

/* Add "tear gas" or "strike/v" to a list. */
static bool add_form(struct class_loader *loader, uint16_t list, struct str text)
{
    struct class_form form = {.list = list, .noun = str_ends(text, STR("/n")), .verb = str_ends(text, STR("/v"))};
    struct str words = str_make(text.ptr, text.len - (form.noun || form.verb ? 2 : 0));
    struct arena_place place = arena_here(loader->scratch);
    struct document document = {.arena = loader->scratch, .text = words};
    token_cut(&document, loader->words);
    bool fits = document.token_count > 0 && document.token_count <= CLASS_MOST_WORDS;
    for (uint32_t i = 0; fits && i < document.token_count; i++)
        form.words[form.count++] = kept_fold(loader, token_text(&document, i));
    arena_back(loader->scratch, place);
    if (!fits)
        return refuse(loader, text, words.len ? "has too many words" : "has no words");
    if (loader->library->list_count >= CLASS_NONE)
        return refuse(loader, text, "is in one list too many");
    link_form(loader, form);
    return true;
}

/* Each of the pieces of a value, parted by commas, is given to `take`. */
static bool take_pieces(struct class_loader *loader, struct str value,
                        bool (*take)(struct class_loader *loader, struct str piece, void *to), void *to)
{
    for (bool more = true; more;) {
        struct str piece = str_cut(&value, ','), trimmed = str_trim(piece);
        if (!trimmed.len)
            return refuse(loader, piece, "is an empty piece");
        if (!take(loader, trimmed, to))
            return false;
        more = value.ptr != piece.ptr + piece.len;
    }
    return true;
}

static bool take_form(struct class_loader *loader, struct str piece, void *to)
{
    return add_form(loader, *(const uint16_t *)to, piece);
}

/* words.txt: "NAME = word, word". */
static bool read_list(struct class_loader *loader)
{
    struct str value = loader->line.text, name = str_trim(str_cut(&value, '='));
    if (!name.len || !str_trim(value).len)
        return refuse(loader, loader->line.text, "is no NAME = WORDS");
    uint16_t list = list_named(loader, name);
    return take_pieces(loader, value, take_form, &list);
}

/* endings.txt: "ENDING = BASE". */
static bool read_ending(struct class_loader *loader)
{
    struct str text = loader->line.text, base = text, ending = str_trim(str_cut(&base, '='));
    if (!ending.len || ending.ptr + ending.len == text.ptr + text.len || !memchr(text.ptr, '=', text.len))
        return refuse(loader, text, "is no ENDING = BASE");
    *ARENA_PUSH(loader->arena, loader->library->endings) =
        (struct class_ending){kept_fold(loader, ending), kept_fold(loader, str_trim(base))};
    return true;
}

static bool is_code(struct str code)
{
    bool digits = code.len >= 2 && code.len <= 4;
    for (size_t i = 0; digits && i < code.len; i++)
        digits = ascii_is_digit(code.ptr[i]);
    return digits;
}

const struct class_code *class_code_find(const struct class_library *library, struct str code)
{
    uint32_t at = map_get(&library->code_ids, code);
    return at == MAP_NONE ? NULL : &library->codes.items[at];
}

/* cameo.txt: "CODE SCORE LABEL", "-" for a score that is not known. */
static bool read_code(struct class_loader *loader)
{
    struct str rest = loader->line.text, code = str_cut(&rest, ' '), score;
    if (!is_code(code))
        return refuse(loader, code, "is no code");
    rest = str_trim(rest);
    score = str_cut(&rest, ' ');
    char *end = NULL, *digits = arena_copy(loader->scratch, score.ptr, score.len);
    struct class_code item = {str_copy(loader->arena, code), str_copy(loader->arena, str_trim(rest)), NAN, false};
    if (!str_equal(score, STR("-")))
        item.score = strtod(digits, &end);
    if (!score.len || (end && *end) || (end && !(fabs(item.score) <= 10)))
        return refuse(loader, score, "is no score");
    if (!item.label.len)
        return refuse(loader, code, "has no label");
    struct class_library *library = loader->library;
    const struct class_code *before = class_code_find(library, code);
    item.own = loader->line.source->own;
    if (before)
        return (before->own && !item.own) || refuse(loader, code, "is given twice");
    map_put(&library->code_ids, loader->arena, item.code, (uint32_t)library->codes.count);
    *ARENA_PUSH(loader->arena, library->codes) = item;
    return true;
}

static bool take_event(struct class_loader *loader, struct str piece, void *to)
{
    int event = record_name(plover_event_names, PLOVER_COUNT, piece);
    if (event < 0)
        return refuse(loader, piece, "is no event");
    *(uint32_t *)to |= 1u << event;
    return true;
}

/* `to`: a list of codes. */
static bool take_code(struct class_loader *loader, struct str piece, void *to)
{
    struct str_list *codes = to;
    if (!class_code_find(loader->library, piece))
        return refuse(loader, piece, "is no code");
    *ARENA_PUSH(loader->arena, *codes) = str_copy(loader->arena, piece);
    return true;
}

/* `to`: a list of modes. */
static bool take_mode(struct class_loader *loader, struct str piece, void *to)
{
    struct str_list *modes = to;
    *ARENA_PUSH(loader->arena, *modes) = str_copy(loader->arena, piece);
    return true;
}

/* The value behind a key. */
static struct str key_value(const struct class_loader *loader, struct str *key)
{
    struct str value = loader->line.text;
    *key = str_cut(&value, ' ');
    return str_trim(value);
}

/* events.txt: records of `event`, `roots`, `mutual`, `modes`, `reach`. */
static bool read_event(struct class_loader *loader)
{
    struct str key, value = key_value(loader, &key);
    if (str_equal(key, STR("event"))) {
        loader->event = record_name(plover_event_names, PLOVER_COUNT, value);
        return loader->event >= 0 || refuse(loader, value, "is no event");
    }
    if (loader->event < 0)
        return refuse(loader, key, "stands before the first 'event'");
    struct class_event *event = &loader->library->events[loader->event];
    if (str_equal(key, STR("roots")))
        return take_pieces(loader, value, take_code, &event->roots);
    if (str_equal(key, STR("mutual")))
        return take_pieces(loader, value, take_code, &event->mutual);
    if (str_equal(key, STR("modes")))
        return take_pieces(loader, value, take_mode, &event->modes);
    if (str_equal(key, STR("reach"))) {
        event->anywhere = str_equal(value, STR("sentence"));
        return event->anywhere || str_equal(value, STR("clause")) || refuse(loader, value, "is no reach");
    }
    return refuse(loader, key, "is no key");
}

static uint16_t context_find(const struct class_library *library, struct str name)
{
    for (size_t i = 0; i < library->contexts.count; i++)
        if (str_equal(library->contexts.items[i].name, name))
            return (uint16_t)i;
    return CLASS_NONE;
}

static uint16_t hidden_list(struct class_loader *loader)
{
    return (uint16_t)loader->library->list_count++;
}

static void start_context(struct class_loader *loader, struct str name)
{
    struct class_library *library = loader->library;
    uint16_t at = context_find(library, name);
    if (at == CLASS_NONE) {
        at = (uint16_t)library->contexts.count;
        *ARENA_PUSH(loader->arena, library->contexts) =
            (struct class_context){str_copy(loader->arena, name), hidden_list(loader), hidden_list(loader), 0};
    }
    loader->context = &library->contexts.items[at];
}

/* contexts.txt: records of `context`, `sure`, `weak`, `between`. */
static bool read_context(struct class_loader *loader)
{
    struct str key, value = key_value(loader, &key);
    if (str_equal(key, STR("context")) && value.len) {
        if (loader->library->contexts.count == CLASS_MOST_CONTEXTS)
            return refuse(loader, value, "is one context too many");
        start_context(loader, value);
        return true;
    }
    if (!loader->context)
        return refuse(loader, key, "stands before the first 'context'");
    if (str_equal(key, STR("sure")))
        return take_pieces(loader, value, take_form, &loader->context->sure);
    if (str_equal(key, STR("weak")))
        return take_pieces(loader, value, take_form, &loader->context->weak);
    if (str_equal(key, STR("between")))
        return take_pieces(loader, value, take_event, &loader->context->between);
    return refuse(loader, key, "is no key");
}


/* May an event of the rule, or the one it becomes, have that mode, or a code of that root? */
static bool event_may(const struct class_loader *loader, struct str mode, struct str code)
{
    for (int i = 0; i < PLOVER_COUNT; i++) {
        const struct class_event *event = &loader->library->events[i];
        if (!(loader->rule->events & 1u << i) && loader->rule->becomes != i)
            continue;
        for (size_t at = 0; mode.len && at < event->modes.count; at++)
            if (str_equal(event->modes.items[at], mode))
                return true;
        for (size_t at = 0; code.len && at < event->roots.count; at++)
            if (str_starts(code, event->roots.items[at]))
                return true;
    }
    return false;
}

static bool take_rule_code(struct class_loader *loader, struct str piece, void *to)
{
    struct class_rule *rule = to;
    if (!class_code_find(loader->library, piece))
        return refuse(loader, piece, "is no code");
    if (!event_may(loader, STR(""), piece))
        return refuse(loader, piece, "is a code of no event of the rule");
    *ARENA_PUSH(loader->arena, rule->codes) = str_copy(loader->arena, piece);
    return true;
}

static bool take_rule_context(struct class_loader *loader, struct str piece, void *to)
{
    struct class_rule *rule = to;
    uint16_t context = context_find(loader->library, piece);
    if (context == CLASS_NONE)
        return refuse(loader, piece, "is no context");
    *ARENA_PUSH(loader->arena, rule->contexts) = context;
    return true;
}

struct condition_pieces {
    struct class_condition *condition;
    uint16_t own; /* the list of the words that stand in the rule itself; CLASS_NONE: none yet */
};

/* "@list", or a word that stands for itself. */
static bool take_condition(struct class_loader *loader, struct str piece, void *to)
{
    struct condition_pieces *pieces = to;
    if (piece.ptr[0] == '@') {
        uint32_t list = map_get(&loader->library->list_ids, str_make(piece.ptr + 1, piece.len - 1));
        if (list == MAP_NONE)
            return refuse(loader, piece, "is no list");
        *ARENA_PUSH(loader->arena, pieces->condition->lists) = (uint16_t)list;
        return true;
    }
    if (pieces->own == CLASS_NONE) {
        pieces->own = hidden_list(loader);
        *ARENA_PUSH(loader->arena, pieces->condition->lists) = pieces->own;
    }
    return add_form(loader, pieces->own, piece);
}

static const struct {
    const char *key;
    unsigned areas;
    bool widens;
} area_keys[] = {{"trigger", 1u << CLASS_TRIGGER, false},
                 {"actor", 1u << CLASS_ACTOR, false},
                 {"near", 1u << CLASS_TRIGGER | 1u << CLASS_ACTED, true},
                 {"whole", 1u << CLASS_TRIGGER | 1u << CLASS_ACTOR | 1u << CLASS_ACTED, true},
                 {"clause", 1u << CLASS_TRIGGER | 1u << CLASS_ACTED, false},
                 {"sentence", (1u << CLASS_AREA_COUNT) - 1, false}};

/* "near WORDS", "!near WORDS"; *known tells whether the key is one of these. */
static bool read_condition(struct class_loader *loader, struct str key, struct str value, bool *known)
{
    struct class_condition condition = {.forbidden = key.len && key.ptr[0] == '!'};
    struct str name = condition.forbidden ? str_make(key.ptr + 1, key.len - 1) : key;
    *known = false;
    for (size_t i = 0; i < sizeof area_keys / sizeof *area_keys; i++)
        if (str_equal(name, str_of(area_keys[i].key))) {
            condition.areas = area_keys[i].areas;
            condition.widens = area_keys[i].widens && !condition.forbidden;
            *known = true;
        }
    struct condition_pieces pieces = {&condition, CLASS_NONE};
    if (!*known || !take_pieces(loader, value, take_condition, &pieces))
        return false;
    *ARENA_PUSH(loader->arena, loader->rule->conditions) = condition;
    return true;
}

/* "+ EVENT: words [trigger] words". */
static bool read_example(struct class_loader *loader, struct str value)
{
    struct str text = value, name = str_trim(str_cut(&text, ':'));
    int event = record_name(plover_event_names, PLOVER_COUNT, name);
    if (event < 0 || !(loader->rule->events & 1u << event))
        return refuse(loader, name, "is no event of the rule");
    text = str_trim(text);
    const char *open = memchr(text.ptr, '[', text.len), *end = text.ptr + text.len;
    const char *close = open ? memchr(open, ']', (size_t)(end - open)) : NULL;
    if (!close || close == open + 1)
        return refuse(loader, text, "has no [trigger]");
    size_t before = (size_t)(open - text.ptr), inside = (size_t)(close - open) - 1;
    char *joined = arena_copy(loader->arena, text.ptr, text.len);
    memmove(joined + before, open + 1, inside);
    memmove(joined + before + inside, close + 1, (size_t)(end - close) - 1);
    *ARENA_PUSH(loader->arena, loader->rule->examples) =
        (struct class_example){(enum plover_event)event, str_make(joined, text.len - 2), before,
                               loader->line.source->path, loader->line.number};
    return true;
}

/* A rule is whole where it says when, what, and shows it. */
static bool finish_rule(struct class_loader *loader)
{
    const struct class_rule *rule = loader->rule;
    loader->rule = NULL;
    if (!rule)
        return true;
    bool says = rule->becomes >= 0 || rule->root.len || rule->mode.len || rule->digit || rule->codes.count ||
                rule->contexts.count;
    const char *lacks = !rule->events ? "events" : !says ? "a result" : !rule->examples.count ? "an example" : NULL;
    return !lacks || error_set_at(loader->error, READOUT_BAD_DATA, rule->file, rule->line, 1, 0,
                                  "rule '%s' lacks %s", rule->id, lacks);
}

static bool start_rule(struct class_loader *loader, struct str id)
{
    bool own = loader->line.source->own;
    uint32_t before = map_get(&loader->rule_ids, id);
    loader->overruled = before == 1 && !own;
    if (loader->overruled)
        return true;
    if (!id.len || before != MAP_NONE)
        return refuse(loader, id, id.len ? "is a rule already" : "is no id of a rule");
    struct str kept = str_copy(loader->arena, id);
    map_put(&loader->rule_ids, loader->scratch, kept, own);
    loader->rule = ARENA_PUSH(loader->arena, loader->library->rules);
    *loader->rule = (struct class_rule){
        .id = kept.ptr, .file = loader->line.source->path, .line = loader->line.number, .becomes = -1};
    return true;
}

static bool read_result(struct class_loader *loader, struct str key, struct str value)
{
    struct class_rule *rule = loader->rule;
    if (str_equal(key, STR("events")))
        return take_pieces(loader, value, take_event, &rule->events);
    if (str_equal(key, STR("cameo")))
        return take_pieces(loader, value, take_rule_code, rule);
    if (str_equal(key, STR("context")))
        return take_pieces(loader, value, take_rule_context, rule);
    if (str_equal(key, STR("becomes"))) {
        rule->becomes = record_name(plover_event_names, PLOVER_COUNT, value);
        return rule->becomes >= 0 || refuse(loader, value, "is no event");
    }
    if (str_equal(key, STR("mode"))) {
        rule->mode = str_copy(loader->arena, value);
        return event_may(loader, value, STR("")) || refuse(loader, value, "is a mode of no event of the rule");
    }
    if (str_equal(key, STR("root"))) {
        rule->root = str_copy(loader->arena, value);
        return event_may(loader, STR(""), value) || refuse(loader, value, "is a root of no event of the rule");
    }
    if (str_equal(key, STR("digit"))) {
        rule->digit = value.len == 1 && ascii_is_digit(value.ptr[0]) ? value.ptr[0] : 0;
        return rule->digit || refuse(loader, value, "is no digit");
    }
    return refuse(loader, key, "is no key");
}

static bool read_rule_line(struct class_loader *loader)
{
    struct str key, value = key_value(loader, &key);
    if (str_equal(key, STR("rule")))
        return finish_rule(loader) && start_rule(loader, value);
    if (loader->overruled)
        return true;
    if (!loader->rule)
        return refuse(loader, key, "stands before the first 'rule'");
    if (!value.len)
        return refuse(loader, key, "has no value");
    if (str_equal(key, STR("+")))
        return read_example(loader, value);
    bool known;
    return read_condition(loader, key, value, &known) || (!known && read_result(loader, key, value));
}

/* Files that rules stand on, in the order in which they are read; all others hold rules. */
static const struct {
    const char *name;
    bool (*read)(struct class_loader *loader);
} class_files[] = {{"cameo", read_code}, {"events", read_event}, {"endings", read_ending}, {"words", read_list},
                   {"contexts", read_context}};

static bool read_source(struct class_loader *loader, const struct source *source,
                        bool (*read)(struct class_loader *loader))
{
    loader->event = -1;
    loader->context = NULL;
    loader->overruled = false;
    for (loader->line = source_lines(source); source_next(&loader->line, false);)
        if (!read(loader))
            return false;
    return finish_rule(loader);
}

/* Read the files of that name, or, with none, those of rules. */
static bool read_sources(struct class_loader *loader, const struct source_list *sources, const char *name,
                         bool (*read)(struct class_loader *loader))
{
    for (size_t i = 0; i < sources->count; i++) {
        const struct source *source = &sources->items[i];
        bool wanted = str_equal(source->folder, STR("events"));
        if (name)
            wanted = wanted && str_equal(source->name, str_of(name));
        for (size_t at = 0; !name && at < sizeof class_files / sizeof *class_files; at++)
            wanted = wanted && !str_equal(source->name, str_of(class_files[at].name));
        if (wanted && !read_source(loader, source, read))
            return false;
    }
    return true;
}

const struct class_library *class_library_load(struct arena *arena, struct arena *scratch,
                                               const struct lexicon *lexicon, const struct source_list *sources,
                                               readout_error *error)
{
    struct class_loader loader = {.arena = arena,
                                  .scratch = scratch,
                                  .words = lexicon_text_words(lexicon),
                                  .library = ARENA_NEW(arena, struct class_library, 1),
                                  .error = error};
    *ARENA_PUSH(arena, loader.library->forms) = (struct class_form){0};
    loader.library->mask = list_named(&loader, STR("mask"));
    for (size_t i = 0; i < sizeof class_files / sizeof *class_files; i++)
        if (!read_sources(&loader, sources, class_files[i].name, class_files[i].read))
            return NULL;
    return read_sources(&loader, sources, NULL, read_rule_line) ? loader.library : NULL;
}
