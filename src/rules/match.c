/* match.c - see match.h. */
#include "rules/match.h"

enum {
    MOST_NOUNS = 1, DEEPEST_SUBJECT = 8, DEEPEST_PHRASE = 1, FARTHEST_SUBJECT = 6, FARTHEST_NEAR = 30, BEFORE_PENALTY = 4
};

static bool is_tag(const struct context *context, uint32_t token, enum tag tag)
{
    return context->document->tokens[token].tag == tag;
}

/* Verb classes match verbs, noun classes nouns; a gerund may be tagged either way. */
static bool fits_tag(const struct context *context, const struct mark *mark, uint32_t token)
{
    enum tag tag = context->document->tokens[token].tag;
    if (mark->entry->verb)
        return tag == TAG_VERB || tag == TAG_AUX || (mark->entry->form == FORM_GERUND && tag == TAG_NOUN) ||
               (mark->entry->form >= FORM_PAST && tag == TAG_ADJ);
    if (mark->entry->noun)
        return tag == TAG_NOUN || tag == TAG_PROPN;
    return true;
}

/* The token of a phrase that carries it in the tree: the last whose head lies outside. */
static uint32_t phrase_head(const struct context *context, uint32_t first, uint32_t last)
{
    for (uint32_t token = last; token-- > first;) {
        uint32_t head = context->document->tokens[token].head;
        if ((head == NO_TOKEN || head < first || head >= last) && !is_tag(context, token, TAG_PUNCT))
            return token;
    }
    return last - 1;
}

/* As phrase_head, but of a mark: verbs first. */
static uint32_t mark_head(const struct context *context, const struct mark *mark)
{
    for (uint32_t token = mark->first; token < mark->last; token++)
        if (is_tag(context, token, TAG_VERB))
            return token;
    return phrase_head(context, mark->first, mark->last);
}

static bool set_matches(const struct context *context, const struct alternative *alternative, const struct mark *mark)
{
    if (!mark || (alternative->forms && !(alternative->forms >> mark->entry->form & 1)))
        return false;
    return fits_tag(context, mark, mark_head(context, mark));
}

static bool is_year(struct str s)
{
    return s.len == 4 && (str_starts(s, STR("19")) || str_starts(s, STR("20"))) && s.ptr[2] >= '0' && s.ptr[2] <= '9' &&
           s.ptr[3] >= '0' && s.ptr[3] <= '9';
}

/* 1 to 31, bare or with two letters behind. */
static bool is_day(struct str s)
{
    size_t digits = 0;
    unsigned value = 0;
    while (digits < s.len && digits < 3 && s.ptr[digits] >= '0' && s.ptr[digits] <= '9')
        value = value * 10 + (unsigned)(s.ptr[digits++] - '0');
    bool suffix = s.len == digits + 2 && s.ptr[digits] >= 'a' && s.ptr[digits] <= 'z';
    return digits >= 1 && digits <= 2 && value >= 1 && value <= 31 && (s.len == digits || suffix);
}

/* Tens of years with an s: "1980s", "80s". */
static bool is_decade(struct str s)
{
    size_t digits = 0;
    while (digits < s.len && s.ptr[digits] >= '0' && s.ptr[digits] <= '9')
        digits++;
    return (digits == 2 || digits == 4) && s.ptr[digits - 1] == '0' && s.len == digits + 1 && s.ptr[digits] == 's';
}

/* One or two digits, a colon, two digits. */
static bool is_clock(struct str s)
{
    size_t colon = s.len - 3;
    if ((s.len != 4 && s.len != 5) || s.ptr[colon] != ':')
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (i != colon && (s.ptr[i] < '0' || s.ptr[i] > '9'))
            return false;
    return true;
}

static bool is_nominal(const struct context *context, uint32_t token)
{
    enum tag tag = context->document->tokens[token].tag;
    return tag == TAG_NOUN || tag == TAG_PROPN || tag == TAG_PRON || tag == TAG_NUM;
}

static bool is_verbal(const struct context *context, uint32_t token)
{
    return token_is_verb(&context->document->tokens[token]);
}

/* A verb, or what stands behind a copula. */
static bool is_predicate(const struct context *context, uint32_t token)
{
    return is_verbal(context, token) ||
           tree_child(context->document, context->tree, token, REL_COP) != NO_TOKEN;
}

static void capture_plain(struct capture *capture, uint32_t first, uint32_t last, uint32_t head)
{
    capture->first = first;
    capture->last = last;
    capture->head = head;
    capture->mark = NULL;
    capture->mention = NULL;
    capture->filled = true;
}

/* Is the dependent only joined to what stands before: a further clause, or what a comma sets off? */
static bool is_joined(const struct context *context, uint32_t head, uint32_t child)
{
    const struct token *tokens = context->document->tokens;
    enum relation relation = (enum relation)tokens[child].relation;
    bool clause = is_verbal(context, child) &&
                  tree_child(context->document, context->tree, child, REL_NSUBJ) != NO_TOKEN;
    uint32_t left = context->tree->left[child];
    bool comma = left > head && token_is(context->document, left, ",");
    comma = comma || (left > head + 1 && token_is(context->document, left - 1, ","));
    switch (relation) {
    case REL_PARATAXIS:
        return true;
    case REL_CONJ:
        return clause || (is_verbal(context, child) && !is_verbal(context, head));
    case REL_ADVCL: case REL_ACL: case REL_ACL_RELCL: case REL_OBL: case REL_NMOD:
        return comma;
    default:
        return false;
    }
}

/* Where the phrase or clause of `head` ends: before a further clause that is only joined to it (", but they said"). */
uint32_t clause_end(const struct context *context, uint32_t head)
{
    const struct token *tokens = context->document->tokens;
    for (uint32_t child = context->tree->first_child[head]; child != NO_TOKEN;
         child = context->tree->next_child[child]) {
        uint32_t end = context->tree->left[child];
        if (child < head || end <= head || !is_joined(context, head, child))
            continue;
        while (end > head + 1 && (tokens[end - 1].tag == TAG_CCONJ || tokens[end - 1].tag == TAG_PUNCT))
            end--;
        return end;
    }
    return context->tree->right[head];
}

/* Does `alternative` fit the token as the head of something in the tree? */
static bool test_head(const struct context *context, const struct alternative *alternative, uint32_t token,
                      struct capture *capture)
{
    capture_plain(capture, token, token + 1, token);
    switch (alternative->test) {
    case TEST_SET:
        capture->mark = marks_over(context->marks, token, (set_id)alternative->value);
        if (!set_matches(context, alternative, capture->mark))
            return false;
        capture->first = capture->mark->first;
        capture->last = capture->mark->last;
        return true;
    case TEST_MENTION:
        capture->mention = mentions_over(context->mentions, (enum mention_type)alternative->value, token);
        if (!capture->mention)
            return false;
        capture->first = capture->mention->first;
        capture->last = capture->mention->last;
        return true;
    case TEST_PHRASE:
    case TEST_CLAUSE:
        capture_plain(capture, context->tree->left[token], clause_end(context, token), token);
        return alternative->test == TEST_PHRASE ? is_nominal(context, token) : is_predicate(context, token);
    case TEST_WORD:
        return context->document->tokens[token].word == alternative->value;
    case TEST_TAG:
        return context->document->tokens[token].tag == alternative->value;
    case TEST_YEAR:
        return is_year(token_text(context->document, token));
    case TEST_DAY:
        return is_day(token_text(context->document, token));
    case TEST_DECADE:
        return is_decade(token_text(context->document, token));
    case TEST_CLOCK:
        return is_clock(token_text(context->document, token));
    case TEST_NUMBER: {
        struct number number;
        if (!number_read(context->document, &context->numbers, token, &number))
            return false;
        capture->last = number.last;
        return true;
    }
    case TEST_ANY:
        return true;
    }
    return false;
}

/* The preposition of a noun phrase, as a word id; 0 if none. */
static uint32_t case_word(const struct context *context, uint32_t token)
{
    uint32_t child = tree_child(context->document, context->tree, token, REL_CASE);
    return child == NO_TOKEN ? 0 : context->document->tokens[child].word;
}

/* The noun that a relative pronoun behind a comma stands for, where the tree does not tell: the one before. */
static uint32_t antecedent(const struct context *context, uint32_t pronoun)
{
    const struct token *tokens = context->document->tokens;
    if (pronoun < 2 || !marks_at(context->marks, pronoun, context->relative_set) ||
        !(tokens[pronoun - 1].flags & TOKEN_PUNCT))
        return NO_TOKEN;
    uint32_t noun = pronoun - 2;
    while (tokens[noun].relation == REL_FLAT && tokens[noun].head != NO_TOKEN)
        noun = tokens[noun].head;
    return is_nominal(context, noun) && tokens[noun].sentence == tokens[pronoun].sentence ? noun : (uint32_t)NO_TOKEN;
}

/* The verb, or the predicate, of the clause in which a noun stands; NO_TOKEN if it stands in none. */
static uint32_t clause_verb(const struct context *context, uint32_t token)
{
    for (int depth = 0; depth < DEEPEST_SUBJECT; depth++) {
        token = context->document->tokens[token].head;
        if (token == NO_TOKEN || is_verbal(context, token) ||
            tree_child(context->document, context->tree, token, REL_NSUBJ) != NO_TOKEN)
            return token;
    }
    return NO_TOKEN;
}

uint32_t clause_subject(const struct context *context, uint32_t verb, bool *passive)
{
    const struct token *tokens = context->document->tokens;
    *passive = false;
    for (int depth = 0; depth < DEEPEST_SUBJECT && verb != NO_TOKEN; depth++) {
        uint32_t subject = tree_child(context->document, context->tree, verb, REL_NSUBJ);
        if (subject == NO_TOKEN) {
            subject = tree_child(context->document, context->tree, verb, REL_NSUBJ_PASS);
            *passive = depth == 0 ? subject != NO_TOKEN : *passive;
        }
        enum relation relation = (enum relation)tokens[verb].relation;
        bool pronoun = subject != NO_TOKEN && relation == REL_ACL_RELCL &&
                       marks_at(context->marks, subject, context->relative_set);
        if (subject != NO_TOKEN && !pronoun) {
            uint32_t noun = antecedent(context, subject);
            return noun == NO_TOKEN ? subject : noun;
        }
        uint32_t head = tokens[verb].head;
        if (head == NO_TOKEN)
            return NO_TOKEN;
        if (relation == REL_ACL_RELCL || relation == REL_ACL || (relation == REL_AMOD && verb > head))
            return is_nominal(context, head) ? head : NO_TOKEN; /* also "talks due to resume" */
        if (relation == REL_XCOMP) {
            uint32_t object = tree_child(context->document, context->tree, head, REL_OBJ);
            if (object == NO_TOKEN)
                object = tree_child(context->document, context->tree, head, REL_IOBJ);
            if (object != NO_TOKEN)
                return object;
        } else if (relation != REL_CONJ && relation != REL_ADVCL && relation != REL_PARATAXIS && relation != REL_AUX &&
                   relation != REL_COP)
            return NO_TOKEN;
        verb = head;
    }
    return NO_TOKEN;
}

static bool link_fits(const struct context *context, const struct link *link, uint32_t token)
{
    enum relation relation = (enum relation)context->document->tokens[token].relation;
    bool oblique = link->relation == REL_OBL || link->relation == REL_NMOD;
    bool same = relation == link->relation || (oblique && (relation == REL_OBL || relation == REL_NMOD));
    return same && (!link->word || case_word(context, token) == link->word);
}

static bool test_any(const struct context *context, const struct element *element, uint32_t token,
                     struct capture *capture)
{
    for (uint8_t i = 0; i < element->any_count; i++)
        if (test_head(context, &element->any_of[i], token, capture))
            return true;
    return false;
}

/* The phrase of `token`, or a name apposed to it: "his deputy, Jody Powell". */
static bool test_phrase(const struct context *context, const struct element *element, uint32_t token,
                        struct capture *capture)
{
    if (test_any(context, element, token, capture))
        return true;
    uint32_t apposed = tree_child(context->document, context->tree, token, REL_APPOS);
    return apposed != NO_TOKEN && is_tag(context, apposed, TAG_PROPN) && test_any(context, element, apposed, capture);
}

static bool any_link(const struct context *context, const struct element *element, uint32_t token)
{
    for (uint8_t i = 0; i < element->link_count; i++)
        if (link_fits(context, &element->links[i], token))
            return true;
    return false;
}

static bool has_link(const struct element *element, enum relation relation)
{
    for (uint8_t i = 0; i < element->link_count; i++)
        if (element->links[i].relation == relation)
            return true;
    return false;
}

static bool right_side(const struct element *element, uint32_t token, uint32_t trigger)
{
    return element->direction == DIRECTION_BEFORE ? token < trigger : token > trigger;
}

/* May phrases on what hangs on the trigger be its own? Not places of what a noun is about: "talks on a truce in P". */
static bool looks_deeper(const struct context *context, const struct element *element, uint32_t trigger)
{
    bool place = element->any_of[0].test == TEST_MENTION && element->any_of[0].value == MENTION_PLACE;
    return (has_link(element, REL_OBL) || has_link(element, REL_NMOD)) && !(place && is_nominal(context, trigger));
}

/* Dependents of `parent`; phrases that hang on its objects and obliques count too ("held talks in Doha"). */
static bool match_below(const struct context *context, const struct element *element, uint32_t trigger, uint32_t parent,
                        int depth, struct capture *capture)
{
    const struct token *tokens = context->document->tokens;
    for (uint32_t child = context->tree->first_child[parent]; child != NO_TOKEN;
         child = context->tree->next_child[child])
        if (right_side(element, child, trigger) && any_link(context, element, child) &&
            test_phrase(context, element, child, capture))
            return true;
    if (depth == DEEPEST_PHRASE || !looks_deeper(context, element, trigger))
        return false;
    for (uint32_t child = context->tree->first_child[parent]; child != NO_TOKEN;
         child = context->tree->next_child[child]) {
        enum relation relation = (enum relation)tokens[child].relation;
        bool phrase = relation == REL_OBJ || relation == REL_OBL || relation == REL_NMOD || relation == REL_XCOMP ||
                      (relation == REL_CONJ && !is_verbal(context, child));
        if (phrase && match_below(context, element, trigger, child, depth + 1, capture))
            return true;
    }
    return false;
}

/* What stands right before the verb and its auxiliaries, where the verb has no subject of its own in the tree:
 * "the envoy, Zalmay Khalilzad, met". NO_TOKEN if that hangs on a preposition. */
static uint32_t adjacent_subject(const struct context *context, uint32_t verb)
{
    const struct token *tokens = context->document->tokens;
    uint32_t first = context->document->sentences[tokens[verb].sentence].first, token = verb;
    if (tree_child(context->document, context->tree, verb, REL_NSUBJ) != NO_TOKEN ||
        tree_child(context->document, context->tree, verb, REL_NSUBJ_PASS) != NO_TOKEN)
        return NO_TOKEN;
    while (token > first && verb - token < FARTHEST_SUBJECT) {
        enum tag tag = (enum tag)tokens[--token].tag;
        if (tag == TAG_PROPN || tag == TAG_NOUN)
            return tokens[token].relation == REL_OBL || tokens[token].relation == REL_NMOD ||
                           tokens[token].relation == REL_NMOD_POSS
                       ? (uint32_t)NO_TOKEN
                       : token;
        if (tag != TAG_AUX && tag != TAG_ADV && tag != TAG_PART && tag != TAG_PUNCT)
            return NO_TOKEN;
    }
    return NO_TOKEN;
}

/* "to meet" */
static bool is_infinitive(const struct context *context, uint32_t verb)
{
    uint32_t mark = tree_child(context->document, context->tree, verb, REL_MARK);
    return mark != NO_TOKEN && is_tag(context, mark, TAG_PART);
}

/* "X rejected a plan to meet", "X's plan to meet": who would act where `noun` has an infinitive; NO_TOKEN if none. */
static uint32_t planner(const struct context *context, uint32_t noun, bool *passive)
{
    uint32_t verb = tree_child(context->document, context->tree, noun, REL_ACL);
    if (verb == NO_TOKEN || !is_infinitive(context, verb))
        return NO_TOKEN;
    uint32_t owner = tree_child(context->document, context->tree, noun, REL_NMOD_POSS);
    if (owner != NO_TOKEN)
        return owner;
    uint32_t clause = clause_verb(context, noun);
    return clause == NO_TOKEN ? (uint32_t)NO_TOKEN : clause_subject(context, clause, passive);
}

/* Subjects are looked for through shared ones; a conjoined subject is captured by its first conjunct. */
static bool match_subject(const struct context *context, const struct element *element, uint32_t trigger,
                          struct capture *capture)
{
    bool passive;
    uint32_t subject = clause_subject(context, trigger, &passive);
    if (subject != NO_TOKEN && has_link(element, passive ? REL_NSUBJ_PASS : REL_NSUBJ) &&
        test_phrase(context, element, subject, capture))
        return true;
    uint32_t owner = subject == NO_TOKEN ? (uint32_t)NO_TOKEN : planner(context, subject, &passive);
    if (owner != NO_TOKEN && has_link(element, REL_NSUBJ) && test_any(context, element, owner, capture))
        return true;
    uint32_t adjacent = has_link(element, REL_NSUBJ) ? adjacent_subject(context, trigger) : (uint32_t)NO_TOKEN;
    return adjacent != NO_TOKEN && test_any(context, element, adjacent, capture);
}

static bool match_governor(const struct context *context, const struct element *element, uint32_t trigger,
                           struct capture *capture)
{
    uint32_t head = context->document->tokens[trigger].head;
    return head != NO_TOKEN && any_link(context, element, trigger) && test_any(context, element, head, capture);
}

static bool match_around(const struct context *context, const struct element *element, uint32_t trigger,
                         struct capture *capture)
{
    bool passive;
    uint32_t verb = is_verbal(context, trigger) ? trigger : clause_verb(context, trigger);
    uint32_t subject = verb == NO_TOKEN ? (uint32_t)NO_TOKEN : clause_subject(context, verb, &passive);
    return subject != NO_TOKEN && has_link(element, passive ? REL_NSUBJ_PASS : REL_NSUBJ) &&
           test_any(context, element, subject, capture) && !(capture->first <= trigger && trigger < capture->last);
}

/* May what hangs on `verb` belong to the trigger? On the trigger itself, and on what governs it ("is due to meet on
 * Friday"), but not on what only reports it ("said on Tuesday that they would meet", "issued a call to meet") nor on
 * another clause; nor does the day of the verb belong to a noun deep inside its object ("cast doubt on Sunday on its
 * part in the round of talks"). */
static bool shares_clause(const struct context *context, uint32_t verb, uint32_t trigger)
{
    const struct token *tokens = context->document->tokens;
    bool reported = false;
    int nouns = 0; /* one inside or beside the other, that the trigger stands in */
    for (int depth = 0; depth < DEEPEST_SUBJECT && trigger != NO_TOKEN; depth++) {
        if (trigger == verb)
            return !reported && nouns <= MOST_NOUNS;
        enum relation relation = (enum relation)tokens[trigger].relation;
        bool aside = relation == REL_ADVCL && !is_infinitive(context, trigger) &&
                     tree_child(context->document, context->tree, trigger, REL_MARK) != NO_TOKEN;
        reported = reported || relation == REL_CCOMP || relation == REL_PARATAXIS || relation == REL_ACL || aside;
        nouns += relation == REL_NMOD || relation == REL_APPOS;
        trigger = tokens[trigger].head;
    }
    return false;
}

static bool test_near(const struct context *context, const struct element *element, uint32_t trigger, uint32_t token,
                      struct capture *capture)
{
    uint16_t quoted = context->document->tokens[trigger].flags & TOKEN_IN_QUOTE;
    if ((context->document->tokens[token].flags & TOKEN_IN_QUOTE) != quoted ||
        !test_any(context, element, token, capture))
        return false;
    uint32_t verb = clause_verb(context, token);
    return verb == NO_TOKEN || shares_clause(context, verb, trigger);
}

/* The nearest thing in the sentence, rather after than before, on the same side of quotation marks. */
static bool match_near(const struct context *context, const struct element *element, uint32_t trigger,
                       struct capture *capture)
{
    const struct document *document = context->document;
    const struct sentence *sentence = &document->sentences[document->tokens[trigger].sentence];
    for (uint32_t distance = 1; distance <= FARTHEST_NEAR + BEFORE_PENALTY; distance++) {
        uint32_t after = trigger + distance, before = trigger - (distance - BEFORE_PENALTY);
        if (after < sentence->last && test_near(context, element, trigger, after, capture))
            return true;
        if (distance > BEFORE_PENALTY && before >= sentence->first && before < trigger &&
            test_near(context, element, trigger, before, capture))
            return true;
    }
    return false;
}

/* The first thing behind the trigger that one of the words stands before, up to the next verb. */
static bool match_behind_word(const struct context *context, const struct element *element, uint32_t trigger,
                              struct capture *capture)
{
    const struct document *document = context->document;
    uint32_t last = document->sentences[document->tokens[trigger].sentence].last;
    for (uint32_t token = trigger + 1;
         token + 1 < last && token <= trigger + FARTHEST_NEAR && !is_verbal(context, token); token++)
        for (uint8_t i = 0; i < element->link_count; i++)
            if (document->tokens[token].word == element->links[i].word &&
                test_any(context, element, token + 1, capture) && capture->first == token + 1)
                return true;
    return false;
}

static bool match_condition(const struct context *context, const struct element *element, uint32_t trigger,
                            struct capture *capture)
{
    switch (element->direction) {
    case DIRECTION_GOVERNOR:
        return match_governor(context, element, trigger, capture);
    case DIRECTION_AROUND:
        return match_around(context, element, trigger, capture);
    case DIRECTION_NEAR:
        return element->link_count ? match_behind_word(context, element, trigger, capture)
                                   : match_near(context, element, trigger, capture);
    case DIRECTION_BEFORE:
    case DIRECTION_AFTER:
        if (element->direction == DIRECTION_BEFORE &&
            (has_link(element, REL_NSUBJ) || has_link(element, REL_NSUBJ_PASS)) &&
            match_subject(context, element, trigger, capture))
            return true;
        return match_below(context, element, trigger, trigger, 0, capture);
    }
    return false;
}

static void keep(struct frame *frame, const struct element *element, const struct capture *capture)
{
    if (element->capture != NO_CAPTURE)
        frame->captures[element->capture] = *capture;
    if (capture->first < frame->first)
        frame->first = capture->first;
    if (capture->last > frame->last)
        frame->last = capture->last;
}

/* What depends on the trigger is not part of its phrase: in "cease-fire" no "cease" stands before the noun. */
static bool inside_trigger(const struct frame *frame, const struct capture *capture)
{
    return capture->head >= frame->trigger_first && capture->head < frame->trigger_last;
}

static uint8_t try_tree(const struct context *context, const struct rule *rule, uint32_t token, struct frame *frame)
{
    struct capture capture;
    if (!test_any(context, &rule->elements[0], token, &capture) || capture.first != token)
        return 0; /* part of a longer phrase, "talks" in "peace talks": that one is the trigger */
    frame->trigger =
        capture.mark ? mark_head(context, capture.mark) : phrase_head(context, capture.first, capture.last);
    frame->trigger_first = capture.first;
    frame->trigger_last = capture.last;
    keep(frame, &rule->elements[0], &capture);
    for (uint8_t i = 1; i < rule->element_count; i++) {
        const struct element *element = &rule->elements[i];
        if (element->optional && element->capture != NO_CAPTURE && frame->captures[element->capture].filled)
            continue; /* found by an earlier condition */
        bool matched = match_condition(context, element, frame->trigger, &capture) && !inside_trigger(frame, &capture);
        if (matched && element->forbidden)
            return i;
        if (matched)
            keep(frame, element, &capture);
        else if (!element->optional && !element->forbidden)
            return i;
    }
    return rule->element_count;
}

/* Does `alternative` fit the words that start at `token`? The capture tells how many. */
static bool test_start(const struct context *context, const struct alternative *alternative, uint32_t token,
                       struct capture *capture)
{
    if (alternative->test == TEST_SET) {
        capture_plain(capture, token, token + 1, token);
        capture->mark = marks_at(context->marks, token, (set_id)alternative->value);
        if (!set_matches(context, alternative, capture->mark))
            return false;
        capture->last = capture->mark->last;
        capture->head = capture->last - 1;
        return true;
    }
    return test_head(context, alternative, token, capture) && capture->first == token;
}

/* Match elements from `element` on at `token`; optional ones are tried filled first. */
static uint8_t try_sequence(const struct context *context, const struct rule *rule, uint8_t at, uint32_t token,
                            struct frame *frame)
{
    const struct document *document = context->document;
    if (at == rule->element_count)
        return at;
    const struct element *element = &rule->elements[at];
    uint8_t best = at;
    bool inside = token < document->token_count &&
                  document->tokens[token].sentence == document->tokens[frame->trigger].sentence;
    for (uint8_t i = 0; inside && i < element->any_count; i++) {
        struct capture capture;
        if (!test_start(context, &element->any_of[i], token, &capture))
            continue;
        uint32_t first = frame->first, last = frame->last;
        keep(frame, element, &capture);
        uint8_t reached = try_sequence(context, rule, (uint8_t)(at + 1), capture.last, frame);
        if (reached == rule->element_count)
            return reached;
        best = reached > best ? reached : best;
        if (element->capture != NO_CAPTURE)
            frame->captures[element->capture].filled = false;
        frame->first = first;
        frame->last = last;
    }
    if (element->optional) {
        uint8_t reached = try_sequence(context, rule, (uint8_t)(at + 1), token, frame);
        best = reached > best ? reached : best;
    }
    return best;
}

uint8_t rule_try(const struct context *context, const struct rule *rule, uint32_t token, struct frame *frame)
{
    frame->rule = rule;
    frame->trigger = frame->first = frame->last = token;
    for (uint8_t i = 0; i < rule->capture_count; i++)
        frame->captures[i].filled = false;
    return rule->tree ? try_tree(context, rule, token, frame) : try_sequence(context, rule, 0, token, frame);
}

enum { MOST_CANDIDATES = 256 };

/* The rules that may start at a token, in file order. */
struct candidates {
    uint32_t count;
    uint32_t rules[MOST_CANDIDATES];
};

/* Add a list, which is in order, to what is in order; doubles once. */
static void add_candidates(struct candidates *candidates, const struct rule_list *list)
{
    for (size_t i = 0; i < list->count && candidates->count < MOST_CANDIDATES; i++) {
        uint32_t rule = list->items[i], at = candidates->count;
        while (at > 0 && candidates->rules[at - 1] > rule)
            at--;
        if (at > 0 && candidates->rules[at - 1] == rule)
            continue;
        memmove(&candidates->rules[at + 1], &candidates->rules[at],
                (candidates->count - at) * sizeof candidates->rules[0]);
        candidates->rules[at] = rule;
        candidates->count++;
    }
}

static void find_candidates(const struct ruleset *rules, const struct context *context, uint32_t token, bool tree,
                            struct candidates *candidates)
{
    const struct rule_index *index = tree ? &rules->trees : &rules->sequences;
    const struct token *t = &context->document->tokens[token];
    bool number = (t->flags & TOKEN_DIGIT) != 0;
    candidates->count = 0;
    if (t->word && t->word < rules->word_count)
        add_candidates(candidates, &index->by_word[t->word]);
    for (uint32_t i = context->marks->start[token]; i < context->marks->start[token + 1]; i++) {
        set_id set = context->marks->items[i].entry->set;
        add_candidates(candidates, &index->by_set[set]);
        number = number || set == context->numbers.numbers || set == context->numbers.multipliers;
    }
    add_candidates(candidates, &index->by_tag[t->tag]);
    for (int type = 0; type < MENTION_TYPE_COUNT; type++)
        if (mentions_over(context->mentions, (enum mention_type)type, token))
            add_candidates(candidates, &index->by_mention[type]);
    if (number)
        add_candidates(candidates, &index->numbers);
    add_candidates(candidates, &index->others);
}

void ruleset_at(const struct ruleset *rules, const struct context *context, uint32_t token, bool tree,
                void (*visit)(void *user, const struct rule *rule, uint32_t token), void *user)
{
    struct candidates candidates;
    find_candidates(rules, context, token, tree, &candidates);
    for (uint32_t i = 0; i < candidates.count; i++)
        visit(user, &rules->rules.items[candidates.rules[i]], token);
}

struct runner {
    const struct context *context;
    struct frame_list *frames;
    uint64_t read; /* bit per kind of frame that a rule has read at this token */
};

/* May the element match at `token`? Tells most that cannot apart by one look. */
static bool may_follow(const struct context *context, const struct element *element, uint32_t token)
{
    if (token >= context->document->token_count)
        return false;
    for (uint8_t i = 0; i < element->any_count; i++) {
        const struct alternative *alternative = &element->any_of[i];
        bool word = alternative->test == TEST_WORD, set = alternative->test == TEST_SET;
        if (!(word && context->document->tokens[token].word != alternative->value) &&
            !(set && !(context->marks->starting[token] & set_bit((set_id)alternative->value))))
            return true;
    }
    return false;
}

static void run_rule(void *user, const struct rule *rule, uint32_t token)
{
    struct runner *runner = user;
    struct arena *arena = runner->context->document->arena;
    if (runner->read >> rule->kind & 1 || (rule->peeks && !may_follow(runner->context, &rule->elements[1], token + 1)))
        return;
    struct capture captures[MOST_ELEMENTS];
    struct frame frame = {.captures = captures};
    if (rule_try(runner->context, rule, token, &frame) < rule->element_count)
        return;
    runner->read |= (uint64_t)1 << rule->kind;
    frame.captures = arena_take(arena, rule->capture_count, sizeof *captures);
    memcpy(frame.captures, captures, rule->capture_count * sizeof *captures);
    *ARENA_PUSH(arena, *runner->frames) = frame;
}

void ruleset_run(const struct ruleset *rules, const struct context *context, bool tree, struct frame_list *frames)
{
    struct runner runner = {context, frames, 0};
    for (uint32_t token = 0; token < context->document->token_count; token++) {
        runner.read = 0;
        ruleset_at(rules, context, token, tree, run_rule, &runner);
    }
}

const struct capture *frame_capture(const struct frame *frame, const char *key, uint8_t n)
{
    const struct argument *argument = rule_argument(frame->rule, key);
    if (!argument || n >= argument->capture_count)
        return NULL;
    const struct capture *capture = &frame->captures[argument->captures[n]];
    return capture->filled ? capture : NULL;
}

struct str frame_word(const struct frame *frame, const char *key)
{
    const struct argument *argument = rule_argument(frame->rule, key);
    return argument && !argument->capture_count ? argument->word : STR("");
}
