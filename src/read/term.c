/* term.c - see term.h. */
#include "read/term.h"

enum { MOST_CONJUNCTS = 16, MOST_COMPARED = 64, LONGEST_TERM = 32, FARTHEST_ISSUE = 256 };

/* Tokens [first, last) around a head. */
struct words {
    uint32_t first, last, head;
};

static enum term_issue issue_named(struct str name)
{
    int issue = record_name(term_issue_names, ISSUE_COUNT, name);
    return issue < 0 ? ISSUE_OTHER : (enum term_issue)issue;
}

/* What a term is about: the first cue word in it. */
static enum term_issue issue_of(const struct reading *reading, uint32_t first, uint32_t last)
{
    for (uint32_t token = first; token < last && token - first < FARTHEST_ISSUE; token++) {
        const struct mark *mark = reading_mark(reading, token, SET_ISSUE);
        if (mark)
            return issue_named(mark->entry->value);
    }
    return ISSUE_OTHER;
}

static bool is_verb(const struct reading *reading, uint32_t token)
{
    return reading->document.tokens[token].tag == TAG_VERB;
}

/* Is the dependent another clause than the head's: set off by a comma, or told beside it? */
static bool is_apart(const struct reading *reading, uint32_t head, uint32_t child)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t left = reading->tree.left[child];
    bool comma = token_is(&reading->document, left, ",") || token_is(&reading->document, left - 1, ",");
    switch (tokens[child].relation) {
    case REL_PARATAXIS:
        return true;
    case REL_CONJ:
        return is_verb(reading, child) &&
               (!is_verb(reading, head) ||
                tree_child(&reading->document, &reading->tree, child, REL_NSUBJ) != NO_TOKEN);
    case REL_ADVCL: case REL_ACL: case REL_ACL_RELCL: case REL_OBL: case REL_NMOD:
        return comma;
    default:
        return false;
    }
}

uint32_t term_end(const struct reading *reading, uint32_t head)
{
    for (uint32_t child = reading->tree.first_child[head]; child != NO_TOKEN; child = reading->tree.next_child[child])
        if (child > head && reading->tree.left[child] > head && is_apart(reading, head, child))
            return reading->tree.left[child];
    return reading->tree.right[head];
}

/* Where a clause starts: at its own subject ("fighting would stop"), at whom the plan binds ("Israel to leave"), or
 * at the verb. */
static uint32_t clause_start(const struct reading *reading, uint32_t verb, uint32_t first)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t subject = tree_child(&reading->document, &reading->tree, verb, REL_NSUBJ);
    if (subject == NO_TOKEN)
        subject = tree_child(&reading->document, &reading->tree, verb, REL_NSUBJ_PASS);
    if (subject != NO_TOKEN && subject < verb)
        return tokens[subject].tag == TAG_PRON || reading_mark_over(reading, subject, SET_ON_TABLE)
                   ? verb
                   : reading->tree.left[subject];
    uint32_t head = tokens[verb].head;
    uint32_t object = tokens[verb].relation == REL_XCOMP && head != NO_TOKEN
                          ? tree_child(&reading->document, &reading->tree, head, REL_OBJ)
                          : (uint32_t)NO_TOKEN;
    return object != NO_TOKEN && object < verb ? reading->tree.left[object] : first;
}

/* All that depends on what the rule captured, where that is a single word. */
static struct words extent_of(const struct reading *reading, const struct capture *capture)
{
    struct words words = {capture->first, capture->last, capture->head};
    bool noun = capture->mark && capture->mark->entry->noun;
    bool single = capture->mark || capture->last == capture->first + 1;
    for (uint32_t token = capture->first; single && token < capture->last; token++) {
        uint32_t left = reading->tree.left[token], end = term_end(reading, token);
        words.first = left < words.first ? left : words.first;
        words.last = end > words.last ? end : words.last;
    }
    if (is_verb(reading, words.head) && !noun)
        words.first = clause_start(reading, words.head, words.first);
    return words;
}

/* Is it a word that only leads to a term: "for", "to", "that", "would"? */
static bool leads(const struct reading *reading, uint32_t token)
{
    const struct token *t = &reading->document.tokens[token];
    bool pronoun = t->tag == TAG_PRON && t->relation != REL_NMOD_POSS;
    return (t->flags & TOKEN_PUNCT) || t->tag == TAG_CCONJ || t->relation == REL_CC || t->relation == REL_FIXED ||
           t->relation == REL_CASE || t->relation == REL_MARK || t->relation == REL_AUX || pronoun;
}

static void trim(const struct reading *reading, struct words *words)
{
    const struct token *tokens = reading->document.tokens;
    while (words->first < words->head && leads(reading, words->first))
        words->first++;
    while (words->last > words->head + 1 &&
           ((tokens[words->last - 1].flags & TOKEN_PUNCT) || tokens[words->last - 1].tag == TAG_CCONJ))
        words->last--;
}

/* Can it be a point of a proposal? Not an actor (but "Egyptian prisoners"), a date, what it leads to, or again a
 * proposal. */
static bool is_point(const struct reading *reading, const struct words *words)
{
    const struct mention *actor = mentions_over(&reading->mentions, MENTION_ACTOR, words->head);
    bool issue = reading_mark(reading, words->head, SET_ISSUE) != NULL;
    bool one = words->last - words->first < 2 && !is_verb(reading, words->head) && !issue;
    if (one || words->last <= words->first || words->last - words->first > LONGEST_TERM ||
        (actor && actor->last > words->head && !issue) ||
        mentions_over(&reading->mentions, MENTION_DATE, words->head) || reading_mark(reading, words->head, SET_EFFECT))
        return false;
    return is_verb(reading, words->head) || !(reading_mark_over(reading, words->head, SET_PROPOSAL) ||
                                              reading_mark_over(reading, words->head, SET_TALKS));
}

/* The terms that a new one is compared with are the last ones. */
static size_t first_compared(const struct proposal *proposal)
{
    return proposal->terms.count > MOST_COMPARED ? proposal->terms.count - MOST_COMPARED : 0;
}

/* The same term in fewer words takes the place of that in more. */
static void add_span(const struct reading *reading, struct proposal *proposal, const struct term *term)
{
    for (size_t i = first_compared(proposal); i < proposal->terms.count; i++) {
        struct evidence *old = &proposal->terms.items[i].evidence;
        if (reading_same_words(reading, old, &term->evidence))
            return;
        if (old->start >= term->evidence.end || old->end <= term->evidence.start)
            continue;
        if (term->evidence.end - term->evidence.start < old->end - old->start)
            proposal->terms.items[i] = *term;
        return;
    }
    *ARENA_PUSH(reading->arena, proposal->terms) = *term;
}

static bool has_term_of(const struct proposal *proposal, const struct rule *rule)
{
    for (size_t i = first_compared(proposal); i < proposal->terms.count; i++)
        if (proposal->terms.items[i].evidence.rule == rule->name)
            return true;
    return false;
}

/* Is it what the rule asks for: "issue=known", "once=yes"? */
static bool is_asked(const struct proposal *proposal, const struct rule *rule, enum term_issue issue)
{
    return !(issue == ISSUE_OTHER && rule_argument(rule, "issue")) &&
           !(rule_argument(rule, "once") && has_term_of(proposal, rule));
}

static void add_words(const struct reading *reading, struct proposal *proposal, struct words words,
                      const struct rule *rule)
{
    trim(reading, &words);
    struct term term = {issue_of(reading, words.first, words.last),
                        reading_evidence(reading, words.first, words.last, rule->name)};
    if (is_point(reading, &words) && is_asked(proposal, rule, term.issue))
        add_span(reading, proposal, &term);
}

/* Does a comma and a determiner begin the conjunct: ", the withdrawal", ", and an exchange"? */
static bool begins_anew(const struct reading *reading, uint32_t conjunct)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t first = reading->tree.left[conjunct];
    while (first < conjunct && (tokens[first].tag == TAG_CCONJ || (tokens[first].flags & TOKEN_PUNCT)))
        first++;
    uint32_t before = first;
    while (before > 0 && tokens[before - 1].tag == TAG_CCONJ)
        before--;
    return before > 0 && token_is(&reading->document, before - 1, ",") && tokens[first].tag == TAG_DET;
}

/* "to stop firing and to open": does the conjunct have a marker as the head has? */
static bool is_parallel(const struct reading *reading, uint32_t head, uint32_t conjunct)
{
    uint32_t first = tree_child(&reading->document, &reading->tree, head, REL_MARK),
             second = tree_child(&reading->document, &reading->tree, conjunct, REL_MARK);
    return first != NO_TOKEN && second != NO_TOKEN && first < head && second < conjunct;
}

/* Is it conjoined with the head? Also what the tree hangs on the end of the phrase before it. */
static bool is_conjunct(const struct reading *reading, const struct words *words, uint32_t token)
{
    const struct token *tokens = reading->document.tokens;
    bool alike = is_verb(reading, token) == is_verb(reading, words->head);
    return tokens[token].relation == REL_CONJ && alike &&
           (tokens[token].head == words->head || (!is_verb(reading, token) && begins_anew(reading, token)) ||
            (is_verb(reading, token) && is_parallel(reading, words->head, token)));
}

/* The next conjunct behind `from`, of more than a word: "food and fuel" stays one. */
static uint32_t next_conjunct(const struct reading *reading, const struct words *words, uint32_t from)
{
    for (uint32_t token = from + 1; token < words->last && token - words->head < FARTHEST_ISSUE; token++)
        if (is_conjunct(reading, words, token) && reading->tree.right[token] - reading->tree.left[token] > 2 &&
            reading->tree.left[token] > from)
            return token;
    return NO_TOKEN;
}

/* One term for each thing conjoined with the head. */
static void add_conjuncts(const struct reading *reading, struct proposal *proposal, struct words words,
                          const struct rule *rule)
{
    struct words part = words;
    for (unsigned seen = 0; seen < MOST_CONJUNCTS; seen++) {
        uint32_t next = next_conjunct(reading, &words, part.head);
        part.last = next == NO_TOKEN ? words.last : reading->tree.left[next];
        add_words(reading, proposal, part, rule);
        if (next == NO_TOKEN)
            return;
        part = (struct words){reading->tree.left[next], words.last, next};
    }
}

/* The word of a piece on which all others of it hang. */
static uint32_t head_of(const struct reading *reading, uint32_t first, uint32_t last)
{
    const struct token *tokens = reading->document.tokens;
    for (uint32_t token = first; token < last && token - first < FARTHEST_ISSUE; token++) {
        bool outside = tokens[token].head == NO_TOKEN || tokens[token].head < first || tokens[token].head >= last;
        if (outside && !(tokens[token].flags & TOKEN_PUNCT) && tokens[token].tag != TAG_CCONJ)
            return token;
    }
    return first;
}

/* One term, or more, for each piece between semicolons. */
static void add_pieces(const struct reading *reading, struct proposal *proposal, struct words words,
                       const struct rule *rule)
{
    struct words piece = words;
    unsigned pieces = 1;
    uint32_t limit = words.head + MOST_CONJUNCTS * LONGEST_TERM;
    for (uint32_t token = words.head + 1; token < words.last && token < limit && pieces < MOST_CONJUNCTS; token++) {
        if (!token_is(&reading->document, token, ";"))
            continue;
        piece.last = token;
        add_conjuncts(reading, proposal, piece, rule);
        piece = (struct words){token + 1, words.last, head_of(reading, token + 1, words.last)};
        pieces++;
    }
    add_conjuncts(reading, proposal, piece, rule);
}

/* "in exchange for", "in return for": the word, where it belongs to the phrase or to the verb above it. */
static uint32_t exchange_in(const struct reading *reading, const struct words *words)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t end = reading->document.sentences[tokens[words->head].sentence].last;
    for (uint32_t token = words->head + 1; token < end && token - words->head < LONGEST_TERM; token++) {
        bool inside = tokens[token].head >= words->head && tokens[token].head < words->last;
        if (reading_mark(reading, token, SET_EXCHANGE) && (inside || tokens[token].head == tokens[words->head].head) &&
            tree_child(&reading->document, &reading->tree, token, REL_CASE) != NO_TOKEN)
            return token;
    }
    return NO_TOKEN;
}

/* What is given: "in exchange for fuel", "in exchange for Israel leaving". */
static uint32_t given_in(const struct reading *reading, uint32_t exchange)
{
    static const enum relation relations[] = {REL_NMOD, REL_ACL, REL_ADVCL};
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        uint32_t child = tree_child(&reading->document, &reading->tree, exchange, relations[i]);
        if (child != NO_TOKEN && child > exchange)
            return child;
    }
    return NO_TOKEN;
}

/* Where the phrase behind the head begins that names the proposal itself: "freed as part of the deal". */
static uint32_t end_before_name(const struct reading *reading, const struct words *words, const struct capture *noun)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t token = noun ? noun->head : (uint32_t)NO_TOKEN;
    if (token == NO_TOKEN || token <= words->head || token >= words->last)
        return words->last;
    for (unsigned steps = 0; steps < LONGEST_TERM; steps++) {
        uint32_t head = tokens[token].head;
        if (head == words->head && reading->tree.left[token] > words->head)
            return reading->tree.left[token];
        if (head == NO_TOKEN || head <= words->head)
            break;
        token = head;
    }
    return words->last;
}

/* The clause without which it will not be done: "leave if the siege ends". */
static uint32_t condition_of(const struct reading *reading, uint32_t head)
{
    for (uint32_t child = reading->tree.first_child[head]; child != NO_TOKEN; child = reading->tree.next_child[child]) {
        uint32_t mark = tree_child(&reading->document, &reading->tree, child, REL_MARK);
        if (reading->document.tokens[child].relation == REL_ADVCL && is_verb(reading, child) && mark != NO_TOKEN &&
            mark < child && reading_mark(reading, mark, SET_CONDITION))
            return child;
    }
    return NO_TOKEN;
}

void term_add(const struct reading *reading, struct proposal *proposal, const struct frame *frame)
{
    struct words words = extent_of(reading, frame_capture(frame, "term", 0));
    words.last = end_before_name(reading, &words, frame_capture(frame, "noun", 0));
    uint32_t exchange = exchange_in(reading, &words),
             given = exchange == NO_TOKEN ? exchange
                                          : given_in(reading, exchange);
    if (given != NO_TOKEN) { /* what is given for the rest is a term of its own */
        struct words other = {reading->tree.left[given], term_end(reading, given), given};
        add_words(reading, proposal, other, frame->rule);
        words.last = reading->tree.left[exchange] < words.last ? reading->tree.left[exchange] : words.last;
    }
    uint32_t condition = condition_of(reading, words.head);
    if (condition != NO_TOKEN) {
        struct words other = {reading->tree.left[condition], term_end(reading, condition), condition};
        add_words(reading, proposal, other, frame->rule);
        if (reading->tree.left[condition] > words.head && reading->tree.left[condition] < words.last)
            words.last = reading->tree.left[condition];
    }
    add_pieces(reading, proposal, words, frame->rule);
}

bool term_matters(const struct reading *reading, const struct frame *frame)
{
    struct words words = extent_of(reading, frame_capture(frame, "term", 0));
    trim(reading, &words);
    enum term_issue issue = issue_of(reading, words.first, words.last);
    return issue != ISSUE_OTHER && issue != ISSUE_PROCEDURE;
}
