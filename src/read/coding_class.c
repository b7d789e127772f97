/* coding_class.c - see coding.h: mode, contexts and CAMEO code of an event.
 *
 * Input: a sentence with its tree, and the word of it that tells the event. Which words say what stands in
 * data/en/events (coding_class.h). What depends on the trigger is asked first, then the rest of the sentence, then the
 * rules that ask for nothing. Invariant: no more than CLASS_REACH words on either side are looked at, and nothing
 * of what coding points to afterwards lies in memory that was given back. */
#include "read/coding_class.h"

#include <math.h>

#include "read/coding.h"

enum { CLASS_REACH = 60, CLASS_STEPS = 12, CLASS_RISE = 3, CLASS_KEYS = 6 };

/* What a word may be listed as: itself, its lemma, a verb or noun without its ending; folded. */
struct class_keys {
    struct str items[CLASS_KEYS];
    uint32_t count;
};

/* What stands in the sentence: of every list, in which areas it has words. Words are numbered from `first`. */
struct finding {
    const struct reading *reading;
    const struct class_library *classes;
    uint32_t first, last, trigger;
    uint32_t rise[CLASS_RISE]; /* the words above the trigger that belong to what it tells */
    uint32_t rise_count;
    struct class_keys *keys;    /* of every word */
    uint8_t *areas;             /* of every word: bit of enum class_area */
    uint32_t *masked;           /* of every word: 1 + the first word of the phrase that masks it; 0: none */
    uint32_t *mask_length;      /* of the first word of such a phrase: its words */
    uint8_t *lists;             /* of every list: bits of the areas it has words in */
    uint32_t *seen;             /* of every list: the form found last; 0: none */
    bool *twice;                /* of every list: two different forms were found */
    const struct class_rule *mode_rule, *code_rule; /* that told them; NULL: none did */
};

static const struct token *token_of(const struct finding *finding, uint32_t token)
{
    return &finding->reading->document.tokens[token];
}

static struct str fold_kept(struct arena *arena, struct str text)
{
    char *out = arena_take(arena, TOKEN_FOLD_SIZE, 1);
    return token_fold(text, out, TOKEN_FOLD_SIZE);
}

static void add_key(struct class_keys *keys, struct str key)
{
    for (uint32_t i = 0; i < keys->count; i++)
        if (str_equal(keys->items[i], key))
            return;
    if (keys->count < CLASS_KEYS)
        keys->items[keys->count++] = key;
}

/* `word` with an ending replaced. */
static struct str without_ending(struct arena *arena, struct str word, const struct class_ending *ending)
{
    char *base = arena_copy(arena, word.ptr, word.len + ending->base.len);
    size_t kept = word.len - ending->ending.len;
    memcpy(base + kept, ending->base.ptr, ending->base.len);
    return str_make(base, kept + ending->base.len);
}

static void find_keys(const struct finding *finding, uint32_t token, struct class_keys *keys)
{
    const struct document *document = &finding->reading->document;
    struct arena *arena = finding->reading->arena;
    struct str word = fold_kept(arena, token_text(document, token));
    add_key(keys, word);
    add_key(keys, fold_kept(arena, document->lemmas[token]));
    if (document->tokens[token].tag != TAG_VERB && document->tokens[token].tag != TAG_NOUN)
        return;
    for (size_t i = 0; i < finding->classes->endings.count; i++)
        if (str_ends(word, finding->classes->endings.items[i].ending))
            add_key(keys, without_ending(arena, word, &finding->classes->endings.items[i]));
}

/* The words of the sentence round the trigger. */
static void open_finding(struct finding *finding)
{
    const struct document *document = &finding->reading->document;
    const struct sentence *sentence = &document->sentences[token_of(finding, finding->trigger)->sentence];
    struct arena *arena = finding->reading->arena;
    uint32_t trigger = finding->trigger;
    finding->first = trigger - sentence->first > CLASS_REACH ? trigger - CLASS_REACH : sentence->first;
    finding->last = sentence->last - trigger > CLASS_REACH ? trigger + CLASS_REACH : sentence->last;
    uint32_t count = finding->last - finding->first, lists = finding->classes->list_count;
    finding->keys = ARENA_NEW(arena, struct class_keys, count);
    finding->areas = ARENA_NEW(arena, uint8_t, count);
    finding->masked = ARENA_NEW(arena, uint32_t, count);
    finding->mask_length = ARENA_NEW(arena, uint32_t, count);
    finding->lists = ARENA_NEW(arena, uint8_t, lists);
    finding->seen = ARENA_NEW(arena, uint32_t, lists);
    finding->twice = ARENA_NEW(arena, bool, lists);
    for (uint32_t i = 0; i < count; i++)
        find_keys(finding, finding->first + i, &finding->keys[i]);
}

static bool is_word(const struct finding *finding, uint32_t at, struct str word)
{
    for (uint32_t i = 0; i < finding->keys[at].count; i++)
        if (str_equal(finding->keys[at].items[i], word))
            return true;
    return false;
}

/* Does a particle of the verb, which need not stand right behind it ("pull them out"), read `word`? */
static bool has_particle(const struct finding *finding, uint32_t at, struct str word)
{
    const struct tree *tree = &finding->reading->tree;
    uint32_t child = tree->first_child[finding->first + at];
    for (; child != NO_TOKEN; child = tree->next_child[child])
        if (token_of(finding, child)->relation == REL_COMPOUND && child > finding->first + at &&
            child < finding->last && is_word(finding, child - finding->first, word))
            return true;
    return false;
}

static bool form_stands(const struct finding *finding, const struct class_form *form, uint32_t at)
{
    const struct token *token = token_of(finding, finding->first + at);
    if ((form->verb && !token_is_verb(token)) || (form->noun && token_is_verb(token)))
        return false;
    if (form->count == 2 && token_is_verb(token) && has_particle(finding, at, form->words[1]))
        return true;
    if (finding->last - finding->first - at < form->count)
        return false;
    for (uint32_t i = 1; i < form->count; i++)
        if (!is_word(finding, at + i, form->words[i]))
            return false;
    return true;
}

/* Call `found` with every form that stands at word `at`. */
static void visit_forms(struct finding *finding, uint32_t at,
                        void (*found)(struct finding *finding, uint32_t form, uint32_t at))
{
    const struct class_library *classes = finding->classes;
    const struct class_keys *keys = &finding->keys[at];
    for (uint32_t key = 0; key < keys->count; key++) {
        uint32_t form = map_get(&classes->first_words, keys->items[key]);
        for (; form != MAP_NONE && form; form = classes->forms.items[form].next)
            if (form_stands(finding, &classes->forms.items[form], at))
                found(finding, form, at);
    }
}

static void mask(struct finding *finding, uint32_t form, uint32_t at)
{
    const struct class_form *item = &finding->classes->forms.items[form];
    if (item->list != finding->classes->mask || item->count <= finding->mask_length[at])
        return;
    finding->mask_length[at] = item->count;
    for (uint32_t i = 0; i < item->count && at + i < finding->last - finding->first; i++)
        finding->masked[at + i] = 1 + at;
}

static void note(struct finding *finding, uint32_t form, uint32_t at)
{
    const struct class_form *item = &finding->classes->forms.items[form];
    uint32_t masked = finding->masked[at];
    if (masked && (masked - 1 != at || item->count < finding->mask_length[at]))
        return;
    finding->lists[item->list] |= finding->areas[at];
    uint32_t before = finding->seen[item->list];
    finding->twice[item->list] = finding->twice[item->list] || (before && before != form);
    finding->seen[item->list] = form;
}

/* The word that tells the event: an auxiliary stands for its verb. */
static uint32_t main_word(const struct reading *reading, uint32_t trigger)
{
    const struct token *token = &reading->document.tokens[trigger];
    bool helps = token->relation == REL_AUX || token->relation == REL_AUX_PASS || token->relation == REL_COP;
    return helps && token->head != NO_TOKEN ? token->head : trigger;
}

/* Does the word tell something by itself, as verbs do that describe no noun? */
static bool is_clause(const struct token *token)
{
    return token_is_verb(token) && token->relation != REL_AMOD && token->relation != REL_COMPOUND;
}

/* The words above the trigger that belong to what it tells: what it is the object of ("held talks"), what it completes
 * ("agreed to withdraw"). */
static void rise(struct finding *finding)
{
    uint32_t at = finding->trigger;
    while (finding->rise_count < CLASS_RISE) {
        const struct token *token = token_of(finding, at);
        bool rises = !is_clause(token) || token->relation == REL_XCOMP;
        if (!rises || token->head == NO_TOKEN)
            return;
        at = token->head;
        finding->rise[finding->rise_count++] = at;
    }
}

static bool is_told_by(const struct finding *finding, uint32_t token)
{
    for (uint32_t i = 0; i < finding->rise_count; i++)
        if (finding->rise[i] == token)
            return true;
    return token == finding->trigger;
}

/* Is what hangs on the word told beside the event, not as part of it? */
static bool is_aside(const struct finding *finding, uint32_t token)
{
    const struct token *item = token_of(finding, token);
    return item->relation == REL_PARATAXIS || item->relation == REL_ACL_RELCL ||
           (item->relation == REL_CONJ && token_is_verb(item) && is_told_by(finding, item->head)) ||
           reading_has_child(finding->reading, token, REL_MARK, SET_AFTER) ||
           reading_has_child(finding->reading, token, REL_CASE, SET_AFTER);
}

/* The area of a word by its way up to the trigger. A noun tells the event together with the words above it. */
static enum class_area area_of(const struct finding *finding, uint32_t token)
{
    bool alone = is_clause(token_of(finding, finding->trigger));
    if (is_told_by(finding, token))
        return token == finding->trigger || !alone ? CLASS_TRIGGER : CLASS_ACTED;
    for (uint32_t step = 0; step < CLASS_STEPS; step++) {
        const struct token *item = token_of(finding, token);
        if (item->head == NO_TOKEN || is_aside(finding, token))
            return CLASS_OUTSIDE;
        if (is_told_by(finding, item->head)) {
            bool particle = item->relation == REL_COMPOUND && token_is_verb(token_of(finding, item->head));
            return item->relation == REL_NSUBJ ? CLASS_ACTOR : particle ? CLASS_TRIGGER : CLASS_ACTED;
        }
        token = item->head;
    }
    return CLASS_OUTSIDE;
}

static void find_words(struct finding *finding)
{
    open_finding(finding);
    rise(finding);
    uint32_t count = finding->last - finding->first;
    for (uint32_t i = 0; i < count; i++) {
        finding->areas[i] = (uint8_t)(1u << area_of(finding, finding->first + i));
        visit_forms(finding, i, mask);
    }
    for (uint32_t i = 0; i < count; i++)
        visit_forms(finding, i, note);
}

static bool condition_holds(const struct finding *finding, const struct class_condition *condition, bool widened)
{
    unsigned areas = widened && condition->widens ? (1u << CLASS_AREA_COUNT) - 1 : condition->areas;
    bool found = false;
    for (size_t i = 0; i < condition->lists.count; i++)
        found = found || finding->lists[condition->lists.items[i]] & areas;
    return found != condition->forbidden;
}

/* Do the conditions hold? `widened`: where the words of the clause meet one of them, or the event may be told by any,
 * the rest of the sentence may meet the others. */
static bool rule_holds(const struct finding *finding, const struct class_rule *rule, enum plover_event event,
                       bool widened)
{
    bool anchored = !widened || finding->classes->events[event].anywhere;
    for (size_t i = 0; i < rule->conditions.count; i++) {
        const struct class_condition *condition = &rule->conditions.items[i];
        if (!condition_holds(finding, condition, widened))
            return false;
        anchored = anchored || (!condition->forbidden && condition_holds(finding, condition, false));
    }
    return anchored;
}

/* The first code of the rule that starts with `root`, or, where that is empty, with a root of the event. */
static struct str rule_code(const struct class_library *classes, const struct class_rule *rule,
                            enum plover_event event, struct str root)
{
    const struct class_event *may = &classes->events[event];
    for (size_t i = 0; i < rule->codes.count; i++)
        for (size_t at = 0; at < may->roots.count; at++)
            if (str_starts(rule->codes.items[i], may->roots.items[at]) && str_starts(rule->codes.items[i], root))
                return rule->codes.items[i];
    return STR("");
}

/* What is asked of the rules. */
enum class_question { ASK_EVENT, ASK_ROOT, ASK_MODE, ASK_CODE, ASK_DIGIT };
struct class_request {
    enum class_question question;
    enum plover_event event;
    struct str root;
};

static bool mode_fits(const struct class_library *classes, enum plover_event event, struct str mode)
{
    for (size_t i = 0; i < classes->events[event].modes.count; i++)
        if (str_equal(classes->events[event].modes.items[i], mode))
            return true;
    return false;
}

static bool rule_answers(const struct class_library *classes, const struct class_rule *rule,
                         const struct class_request *request)
{
    switch (request->question) {
    case ASK_EVENT:
        return rule->becomes >= 0;
    case ASK_ROOT:
        return rule->root.len > 0;
    case ASK_MODE:
        return rule->mode.len && mode_fits(classes, request->event, rule->mode);
    case ASK_CODE:
        return rule_code(classes, rule, request->event, request->root).len > 0;
    case ASK_DIGIT:
        break;
    }
    return rule->digit != 0;
}

/* The first rule that answers: by the words of the clause, by those of the sentence, or without asking for any. */
static const struct class_rule *ask(const struct finding *finding, struct class_request request)
{
    const struct class_library *classes = finding->classes;
    for (int pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < classes->rules.count; i++) {
            const struct class_rule *rule = &classes->rules.items[i];
            if (rule->events & 1u << request.event && (rule->conditions.count == 0) == (pass == 2) &&
                rule_answers(classes, rule, &request) && rule_holds(finding, rule, request.event, pass == 1))
                return rule;
        }
    return NULL;
}

static void tell_event(const struct finding *finding, struct coding *coding)
{
    const struct class_rule *rule = ask(finding, (struct class_request){ASK_EVENT, coding->event, STR("")});
    if (rule)
        coding->event = (enum plover_event)rule->becomes;
}

static void tell_mode(struct finding *finding, struct coding *coding)
{
    const struct class_rule *rule = ask(finding, (struct class_request){ASK_MODE, coding->event, STR("")});
    if (!rule)
        return;
    finding->mode_rule = rule;
    coding->mode = rule->mode;
    coding->class_rule = rule->id;
}

/* A code of three digits with the fourth, where there is such a code. */
static struct str longer_code(const struct finding *finding, struct str code, enum plover_event event)
{
    const struct class_rule *rule = ask(finding, (struct class_request){ASK_DIGIT, event, STR("")});
    char longer[4];
    if (!rule || code.len != 3)
        return code;
    memcpy(longer, code.ptr, 3);
    longer[3] = rule->digit;
    const struct class_code *found = class_code_find(finding->classes, str_make(longer, 4));
    return found ? found->code : code;
}

/* The score of a code, or of the code it is a case of. */
static double score(const struct class_library *classes, struct str code)
{
    for (; code.len; code.len--) {
        const struct class_code *found = class_code_find(classes, code);
        if (found && !isnan(found->score))
            return found->score;
    }
    return NAN;
}

/* The code is that of the first rule that has one; or of the rule that told the mode, where that stands before it. */
static void tell_code(struct finding *finding, struct coding *coding)
{
    const struct class_rule *rule = ask(finding, (struct class_request){ASK_ROOT, coding->event, STR("")});
    struct class_request request = {ASK_CODE, coding->event, rule ? rule->root : STR("")};
    rule = ask(finding, request);
    if (!rule)
        return;
    const struct class_rule *other = finding->mode_rule;
    if (other && other < rule && rule_code(finding->classes, other, coding->event, request.root).len)
        rule = other;
    finding->code_rule = rule;
    struct str code = rule_code(finding->classes, rule, coding->event, request.root);
    coding->cameo = longer_code(finding, code, coding->event);
    coding->goldstein = score(finding->classes, coding->cameo);
    coding->class_rule = rule->id;
}

/* Mark the contexts that rules tell: those that told mode or code, and those that tell of contexts alone. */
static void ask_contexts(const struct finding *finding, enum plover_event event, bool *told)
{
    const struct class_library *classes = finding->classes;
    for (size_t i = 0; i < classes->rules.count; i++) {
        const struct class_rule *rule = &classes->rules.items[i];
        if (!rule->contexts.count || !(rule->events & 1u << event))
            continue;
        bool tells = rule->mode.len || rule->codes.count;
        bool told_it = rule == finding->mode_rule || rule == finding->code_rule;
        if (told_it || (!tells && rule_holds(finding, rule, event, false)))
            for (size_t at = 0; at < rule->contexts.count; at++)
                told[rule->contexts.items[at]] = true;
    }
}

/* The country that the actor of that number acts for as a state, as far as is known; else empty. */
static struct str acting_state(const struct coded_actor_list *actors, size_t number)
{
    const struct coded_actor *actor = number < actors->count ? &actors->items[number] : NULL;
    bool acts = actor && (!actor->sectors.count || str_equal(actor->sectors.items[0], STR("GOV")));
    return acts ? actor->country : STR("");
}

/* Do two states, or more that act on each other, take part? */
static bool is_between_states(const struct coding *coding)
{
    struct str source = acting_state(&coding->source, 0);
    struct str target = coding->target.count ? acting_state(&coding->target, 0) : acting_state(&coding->source, 1);
    return source.len && target.len && !str_equal(source, target);
}

static void tell_contexts(const struct finding *finding, const struct coding *coding, bool *told)
{
    const struct class_library *classes = finding->classes;
    bool between = is_between_states(coding);
    ask_contexts(finding, coding->event, told);
    for (size_t i = 0; i < classes->contexts.count; i++) {
        const struct class_context *context = &classes->contexts.items[i];
        told[i] = told[i] || finding->lists[context->sure] || finding->twice[context->weak] ||
                  (between && context->between & 1u << coding->event);
    }
}

/* Who does it with somebody has it done with him. */
static void tell_mutual(const struct class_event *event, struct coding *coding)
{
    for (size_t i = 0; i < event->mutual.count && coding->source.count && coding->target.count; i++)
        coding->reciprocal |= str_equal(coding->cameo, event->mutual.items[i]);
}

void coding_class(const struct reading *reading, const struct coding_site *site, struct coding *coding)
{
    const struct class_library *classes = reading->library->classes;
    struct finding finding = {
        .reading = reading, .classes = classes, .trigger = main_word(reading, site->trigger)};
    bool told[CLASS_MOST_CONTEXTS] = {false};
    coding->goldstein = NAN;
    struct arena_place place = arena_here(reading->arena);
    find_words(&finding);
    tell_event(&finding, coding);
    tell_mode(&finding, coding);
    tell_code(&finding, coding);
    tell_mutual(&classes->events[coding->event], coding);
    tell_contexts(&finding, coding, told);
    arena_back(reading->arena, place);
    for (size_t i = 0; i < classes->contexts.count; i++)
        if (told[i])
            *ARENA_PUSH(reading->arena, coding->contexts) = classes->contexts.items[i].name;
}
