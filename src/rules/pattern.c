/* pattern.c - reads rule files into a ruleset (pattern.h). Strict: every mistake is an error with its place. */
#include "rules/pattern.h"

#include "base/error.h"

/* Where the rule of an id stands: one of the user's folder goes before one of the same id compiled in. */
enum { COMPILED_RULE = 1, OWN_RULE };

struct parser {
    struct arena *arena;
    struct ruleset *set;
    struct lexicon *lexicon; /* gets the words that stand in rules alone */
    struct source_line line;
    readout_error *error;
    struct map ids;
    struct rule *rule; /* being read; NULL between rules */
    struct element elements[MOST_ELEMENTS]; /* its own */
    bool has_pattern, has_emit;
    bool overruled; /* the lines up to the next rule are of one that the user's folder has */
};

/* The next word of `rest`, up to a blank. */
static struct str next_word(struct str *rest)
{
    *rest = str_trim(*rest);
    return str_cut(rest, ' ');
}

static bool fail(struct parser *parser, struct str at, const char *what)
{
    return source_error(&parser->line, at, parser->error, "%s: '%.*s'", what, STR_ARGS(at));
}

static const struct {
    const char *name;
    enum test test;
    uint32_t value;
} test_names[] = {{"NUMBER", TEST_NUMBER, 0},
                  {"YEAR", TEST_YEAR, 0},
                  {"DAY", TEST_DAY, 0},
                  {"DECADE", TEST_DECADE, 0},
                  {"CLOCK", TEST_CLOCK, 0},
                  {"PHRASE", TEST_PHRASE, 0},
                  {"CLAUSE", TEST_CLAUSE, 0},
                  {"ANY", TEST_ANY, 0},
                  {"ACTOR", TEST_MENTION, MENTION_ACTOR},
                  {"PERSON", TEST_MENTION, MENTION_PERSON},
                  {"PLACE", TEST_MENTION, MENTION_PLACE},
                  {"DATE", TEST_MENTION, MENTION_DATE}};

static bool named_test(struct str name, struct alternative *out)
{
    for (size_t i = 0; i < sizeof test_names / sizeof *test_names; i++)
        if (str_equal(name, str_of(test_names[i].name))) {
            *out = (struct alternative){test_names[i].test, test_names[i].value, 0};
            return true;
        }
    for (uint32_t tag = 0; tag < TAG_COUNT; tag++)
        if (str_equal(name, str_of(tag_names[tag]))) {
            *out = (struct alternative){TEST_TAG, tag, 0};
            return true;
        }
    return false;
}

/* ":past" and the like behind the name of a verb class. */
static bool read_forms(struct parser *parser, struct str names, uint8_t *forms)
{
    static const char *const form_names[] = {"base", "third", "past", "participle", "gerund"};
    while (names.len) {
        struct str name = str_cut(&names, '/');
        uint8_t bit = 0;
        for (uint8_t i = 0; i < 5; i++)
            if (str_equal(name, str_of(form_names[i])))
                bit = (uint8_t)(1u << i);
        if (!bit)
            return fail(parser, name, "unknown verb form");
        *forms |= bit;
    }
    return true;
}

/* Words that only rules use are in no list: they get an id of their own. */
static uint32_t rule_word(struct parser *parser, struct str word)
{
    char folded[TOKEN_FOLD_SIZE];
    return lexicon_add_word(parser->lexicon, parser->arena, token_fold(word, folded, sizeof folded));
}

/* As text is cut into words: "cease-fire" is three, and no token would ever match it. */
static bool is_one_word(struct parser *parser, struct str word)
{
    struct document document = {.arena = parser->arena, .text = word};
    token_cut(&document, lexicon_text_words(parser->lexicon));
    return document.token_count == 1;
}

static bool read_alternative(struct parser *parser, struct str text, struct alternative *out)
{
    if (text.len >= 3 && text.ptr[0] == '"' && text.ptr[text.len - 1] == '"') {
        struct str word = str_make(text.ptr + 1, text.len - 2);
        *out = (struct alternative){TEST_WORD, rule_word(parser, word), 0};
        return is_one_word(parser, word) || fail(parser, word, "more than one word");
    }
    if (text.len > 1 && text.ptr[0] == '@') {
        struct str forms = str_make(text.ptr + 1, text.len - 1);
        struct str name = str_cut(&forms, ':');
        set_id set = lexicon_set(parser->set->lexicon, name);
        *out = (struct alternative){TEST_SET, set, 0};
        if (set == SET_NONE)
            return fail(parser, name, "unknown class");
        if (forms.len && !str_ends(name, STR(".v")))
            return fail(parser, forms, "only verbs have forms");
        return read_forms(parser, forms, &out->forms);
    }
    return named_test(text, out) || fail(parser, text, "neither a \"word\", a @class nor a type");
}

static bool add_capture(struct parser *parser, struct str name, struct element *element)
{
    struct rule *rule = parser->rule;
    for (uint8_t i = 0; i < rule->capture_count; i++)
        if (str_equal(rule->captures[i], name)) {
            element->capture = i;
            return true;
        }
    if (rule->capture_count == MOST_ELEMENTS)
        return fail(parser, name, "too many captures");
    element->capture = rule->capture_count;
    rule->captures[rule->capture_count++] = name;
    return true;
}

/* [name:]alternative[|alternative...][?] */
static bool read_test(struct parser *parser, struct str text, struct element *element)
{
    element->capture = NO_CAPTURE;
    if (text.len && text.ptr[text.len - 1] == '?') {
        element->optional = true;
        text.len--;
    }
    struct str rest = text, head = str_cut(&rest, ':');
    bool named = rest.len && head.len && head.ptr[0] >= 'a' && head.ptr[0] <= 'z';
    if (named && !add_capture(parser, head, element))
        return false;
    rest = named ? rest : text;
    if (!rest.len)
        return fail(parser, parser->line.text, "an element is missing");
    while (rest.len) {
        if (element->any_count == MOST_ALTERNATIVES)
            return fail(parser, rest, "too many alternatives");
        if (!read_alternative(parser, str_cut(&rest, '|'), &element->any_of[element->any_count++]))
            return false;
    }
    return true;
}

static struct element *new_element(struct parser *parser)
{
    struct rule *rule = parser->rule;
    if (rule->element_count == MOST_ELEMENTS)
        return NULL;
    struct element *element = &parser->elements[rule->element_count++];
    *element = (struct element){0};
    return element;
}

/* Sequences run before there are mentions. */
static bool asks_for_mention(const struct element *element)
{
    for (uint8_t i = 0; i < element->any_count; i++)
        if (element->any_of[i].test == TEST_MENTION)
            return true;
    return false;
}

static bool read_sequence(struct parser *parser, struct str text)
{
    while ((text = str_trim(text)).len) {
        struct element *element = new_element(parser);
        if (!element)
            return fail(parser, text, "too many elements");
        element->source = next_word(&text);
        if (!read_test(parser, element->source, element))
            return false;
        if (asks_for_mention(element))
            return fail(parser, element->source, "a sequence cannot ask for a mention");
    }
    if (!parser->rule->element_count || parser->elements[0].optional)
        return fail(parser, parser->line.text, "the first element cannot be missing or optional");
    return true;
}

static bool read_link(struct parser *parser, struct str text, struct link *link)
{
    struct str word = text, name = str_cut(&word, ':');
    for (uint8_t relation = 0; relation < REL_COUNT; relation++)
        if (str_equal(text, str_of(relation_names[relation]))) {
            *link = (struct link){relation, 0};
            return true;
        }
    for (uint8_t relation = 0; relation < REL_COUNT; relation++)
        if (str_equal(name, str_of(relation_names[relation])) && word.len) {
            *link = (struct link){relation, rule_word(parser, word)};
            return true;
        }
    return fail(parser, text, "unknown relation");
}

/* One condition of a tree rule: [?|!](<|>|^|&)relation|relation test, or [?|!]@word|word test for "near". */
static bool read_condition(struct parser *parser, struct str text)
{
    struct element *element = new_element(parser);
    if (!element)
        return fail(parser, text, "too many conditions");
    element->source = text;
    bool optional = text.ptr[0] == '?';
    element->forbidden = text.ptr[0] == '!';
    if (optional || element->forbidden)
        text = str_make(text.ptr + 1, text.len - 1);
    struct str test = text, links = next_word(&test);
    switch (links.len ? links.ptr[0] : 0) {
    case '<': element->direction = DIRECTION_BEFORE; break;
    case '>': element->direction = DIRECTION_AFTER; break;
    case '^': element->direction = DIRECTION_GOVERNOR; break;
    case '&': element->direction = DIRECTION_AROUND; break;
    case '@': element->direction = DIRECTION_NEAR; break;
    default: return fail(parser, links.len ? links : text, "a condition begins with < > ^ & or @");
    }
    links = str_make(links.ptr + 1, links.len - 1);
    if (!links.len && element->direction != DIRECTION_NEAR)
        return fail(parser, text, "a relation is missing");
    while (links.len) {
        if (element->link_count == MOST_ALTERNATIVES)
            return fail(parser, links, "too many relations");
        struct str link = str_cut(&links, '|');
        if (element->direction == DIRECTION_NEAR)
            element->links[element->link_count++] = (struct link){REL_CASE, rule_word(parser, link)};
        else if (!read_link(parser, link, &element->links[element->link_count++]))
            return false;
    }
    if (!read_test(parser, str_trim(test), element))
        return false;
    element->optional = element->optional || optional;
    if (element->forbidden && (element->optional || element->capture != NO_CAPTURE))
        return fail(parser, element->source, "what is forbidden is neither optional nor captured");
    return true;
}

/* trigger condition ; condition ; ... */
static bool read_tree(struct parser *parser, struct str text)
{
    parser->rule->tree = true;
    struct element *trigger = new_element(parser);
    trigger->source = next_word(&text);
    if (!read_test(parser, trigger->source, trigger))
        return false;
    while ((text = str_trim(text)).len) {
        struct str condition = str_trim(str_cut(&text, ';'));
        if (!condition.len)
            return fail(parser, parser->line.text, "an empty condition");
        if (!read_condition(parser, condition))
            return false;
    }
    return !trigger->optional || fail(parser, parser->line.text, "the trigger cannot be optional");
}

static bool read_pattern(struct parser *parser, struct str text, bool tree)
{
    if (parser->has_pattern)
        return fail(parser, parser->line.text, "a second pattern");
    parser->has_pattern = true;
    return tree ? read_tree(parser, text) : read_sequence(parser, text);
}

/* key=capture+capture, or key=word where the right-hand side names no capture. */
static bool read_argument(struct parser *parser, struct str text)
{
    struct rule *rule = parser->rule;
    struct str value = text, key = str_trim(str_cut(&value, '='));
    value = str_trim(value);
    if (!key.len || !value.len || rule->argument_count == MOST_ARGUMENTS)
        return fail(parser, text, "an argument is key=value");
    for (uint8_t i = 0; i < rule->argument_count; i++)
        if (str_equal(rule->arguments[i].key, key))
            return fail(parser, key, "the key is taken");
    struct argument *argument = &rule->arguments[rule->argument_count++];
    argument->key = key;
    for (struct str rest = value; rest.len;) {
        struct str name = str_trim(str_cut(&rest, '+'));
        uint8_t capture = 0;
        while (capture < rule->capture_count && !str_equal(rule->captures[capture], name))
            capture++;
        if (capture == rule->capture_count || argument->capture_count == sizeof argument->captures) {
            argument->capture_count = 0;
            argument->word = value;
            return !memchr(value.ptr, '+', value.len) || fail(parser, value, "unknown capture");
        }
        argument->captures[argument->capture_count++] = capture;
    }
    return true;
}

/* Give the rule the number of its kind of frame. */
static bool number_frame(struct parser *parser)
{
    struct ruleset *set = parser->set;
    size_t kind = 0;
    while (kind < set->frames.count && !str_equal(set->frames.items[kind], parser->rule->frame))
        kind++;
    if (kind == MOST_FRAMES)
        return false;
    if (kind == set->frames.count)
        *ARENA_PUSH(parser->arena, set->frames) = parser->rule->frame;
    parser->rule->kind = (uint8_t)kind;
    return true;
}

/* frame(key=value, key=value) */
static bool read_emit(struct parser *parser, struct str text)
{
    if (!parser->has_pattern || parser->has_emit)
        return fail(parser, parser->line.text, "'emit' stands once, behind the pattern");
    parser->has_emit = true;
    struct str rest = text;
    parser->rule->frame = str_trim(str_cut(&rest, '('));
    if (!rest.len || rest.ptr[rest.len - 1] != ')' || !parser->rule->frame.len)
        return fail(parser, text, "what is emitted is frame(key=value, ...)");
    if (!number_frame(parser))
        return fail(parser, parser->rule->frame, "too many kinds of frames");
    rest.len--;
    while ((rest = str_trim(rest)).len)
        if (!read_argument(parser, str_trim(str_cut(&rest, ','))))
            return false;
    return true;
}

static struct str arrow(struct str *text)
{
    for (size_t i = 0; i + 2 <= text->len; i++)
        if (text->ptr[i] == '=' && text->ptr[i + 1] == '>') {
            struct str after = str_trim(str_make(text->ptr + i + 2, text->len - i - 2));
            text->len = i;
            return after;
        }
    return STR("");
}

static bool read_example(struct parser *parser, struct str text, bool positive)
{
    struct str expected = arrow(&text);
    if (!str_trim(text).len)
        return fail(parser, parser->line.text, "an example is missing");
    if (positive != (expected.len > 0))
        return fail(parser, text, positive ? "'+' needs '=> what is read'" : "'-' has no '=>'");
    *ARENA_PUSH(parser->arena, parser->rule->examples) = (struct example){str_trim(text), expected, positive,
                                                                          parser->line.number};
    return true;
}

/* Is what the element matches always one token? */
static bool is_one_token(const struct element *element)
{
    for (uint8_t i = 0; i < element->any_count; i++) {
        enum test test = element->any_of[i].test;
        if (test != TEST_WORD && test != TEST_TAG && test != TEST_ANY && test != TEST_YEAR && test != TEST_DAY &&
            test != TEST_DECADE && test != TEST_CLOCK)
            return false;
    }
    return true;
}

static void keep_elements(struct parser *parser, struct rule *rule)
{
    rule->elements = arena_take(parser->arena, rule->element_count, sizeof *rule->elements);
    memcpy(rule->elements, parser->elements, rule->element_count * sizeof *rule->elements);
    rule->peeks = !rule->tree && rule->element_count > 1 && !rule->elements[1].optional &&
                  is_one_token(&rule->elements[0]);
}

static bool finish_rule(struct parser *parser)
{
    struct rule *rule = parser->rule;
    if (!rule)
        return true;
    parser->rule = NULL;
    bool positive = false;
    for (size_t i = 0; i < rule->examples.count; i++)
        positive = positive || rule->examples.items[i].positive;
    const char *missing = !rule->why.len ? "has no 'why'" : !parser->has_pattern ? "has no 'seq' or 'match'"
                          : !parser->has_emit ? "has no 'emit'" : !positive ? "has no '+' example" : NULL;
    if (missing)
        return error_set_at(parser->error, READOUT_BAD_DATA, rule->file, rule->line, 1, 0, "rule %s %s", rule->name,
                            missing);
    keep_elements(parser, rule);
    return true;
}

static bool start_rule(struct parser *parser, struct str id)
{
    if (!finish_rule(parser))
        return false;
    if (!id.len || memchr(id.ptr, ' ', id.len))
        return fail(parser, id, "a rule's id is one word");
    uint32_t taken = map_get(&parser->ids, id);
    parser->overruled = taken == OWN_RULE && !parser->line.source->own;
    if (parser->overruled)
        return true;
    if (taken != MAP_NONE)
        return fail(parser, id, "the id is taken");
    map_put(&parser->ids, parser->arena, id, parser->line.source->own ? OWN_RULE : COMPILED_RULE);
    parser->rule = ARENA_PUSH(parser->arena, parser->set->rules);
    *parser->rule = (struct rule){.id = id,
                                  .name = arena_copy(parser->arena, id.ptr, id.len),
                                  .file = parser->line.source->path,
                                  .line = parser->line.number,
                                  .own = parser->line.source->own};
    parser->has_pattern = parser->has_emit = false;
    return true;
}

static bool read_line(struct parser *parser)
{
    struct str text = parser->line.text, key = next_word(&text);
    text = str_trim(text);
    if (str_equal(key, STR("rule")))
        return start_rule(parser, text);
    if (parser->overruled)
        return true;
    if (!parser->rule)
        return fail(parser, key, "a rule starts with 'rule'");
    if (str_equal(key, STR("why"))) {
        if (parser->rule->why.len)
            return fail(parser, key, "it stands once");
        parser->rule->why = text;
        return true;
    }
    if (str_equal(key, STR("seq")) || str_equal(key, STR("match")))
        return read_pattern(parser, text, key.ptr[0] == 'm');
    if (str_equal(key, STR("emit")))
        return read_emit(parser, text);
    if (str_equal(key, STR("+")) || str_equal(key, STR("-")))
        return read_example(parser, text, key.ptr[0] == '+');
    return fail(parser, key, "unknown key");
}

static struct rule_list *list_for(struct rule_index *index, const struct alternative *alternative)
{
    switch (alternative->test) {
    case TEST_WORD:
        return &index->by_word[alternative->value];
    case TEST_SET:
        return &index->by_set[alternative->value];
    case TEST_TAG:
        return &index->by_tag[alternative->value];
    case TEST_MENTION:
        return &index->by_mention[alternative->value];
    case TEST_NUMBER:
    case TEST_YEAR:
    case TEST_DAY:
    case TEST_DECADE:
    case TEST_CLOCK:
        return &index->numbers;
    default:
        return &index->others;
    }
}

static void index_rule(struct parser *parser, uint32_t number)
{
    struct ruleset *set = parser->set;
    const struct rule *rule = &set->rules.items[number];
    const struct element *first = &rule->elements[0];
    for (uint8_t i = 0; i < first->any_count; i++) {
        struct rule_list *list = list_for(rule->tree ? &set->trees : &set->sequences, &first->any_of[i]);
        if (!list->count || list->items[list->count - 1] != number)
            *ARENA_PUSH(parser->arena, *list) = number;
    }
}

static void build_index(struct parser *parser)
{
    struct ruleset *set = parser->set;
    set->word_count = lexicon_word_count(set->lexicon) + 1;
    set->set_count = lexicon_set_count(set->lexicon) + 1;
    struct rule_index *indices[] = {&set->sequences, &set->trees};
    for (size_t i = 0; i < 2; i++) {
        indices[i]->by_word = ARENA_NEW(parser->arena, struct rule_list, set->word_count);
        indices[i]->by_set = ARENA_NEW(parser->arena, struct rule_list, set->set_count);
    }
    for (uint32_t i = 0; i < set->rules.count; i++)
        index_rule(parser, i);
}

const struct ruleset *ruleset_load(struct arena *arena, struct lexicon *lexicon, const struct source_list *sources,
                                   readout_error *error)
{
    struct parser parser = {
        .arena = arena, .set = ARENA_NEW(arena, struct ruleset, 1), .lexicon = lexicon, .error = error};
    parser.set->lexicon = lexicon;
    for (size_t i = 0; i < sources->count; i++) {
        if (!str_equal(sources->items[i].folder, STR("rules")))
            continue;
        parser.overruled = false;
        for (parser.line = source_lines(&sources->items[i]); source_next(&parser.line, false);)
            if (!read_line(&parser))
                return NULL;
        if (!finish_rule(&parser))
            return NULL;
    }
    build_index(&parser);
    return parser.set;
}

const struct argument *rule_argument(const struct rule *rule, const char *key)
{
    for (uint8_t i = 0; i < rule->argument_count; i++)
        if (str_equal(rule->arguments[i].key, str_of(key)))
            return &rule->arguments[i];
    return NULL;
}
