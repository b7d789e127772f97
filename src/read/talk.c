/* talk.c - the state of the talks as the report gives it: frames talk(state).
 *
 * Input: frames of data/en/rules/talk.txt. Output: record->talks. Each state is noted once, from the frame that says
 * most about the talks and stands early; what is only wished for, asked, denied or made a condition is no state. Talks
 * that are to begin or resume are planned. What is told by the way (weak) is noted only where nothing else is. */
#include <stdlib.h>

#include "read/outlook.h"

static bool state_named(struct str name, enum talk_state *state)
{
    int place = record_name(talk_state_names, TALK_STATE_COUNT, name);
    *state = (enum talk_state)(place < 0 ? 0 : place);
    return place >= 0;
}

/* Fit the state to what has really happened; false where it has not. */
static bool fit_state(const struct frame *frame, enum event_status status, enum talk_state *state)
{
    struct str only = frame_word(frame, "only");
    bool begins = *state == TALK_STARTED || *state == TALK_RESUMED;
    if (frame_word(frame, "sure").len || frame_word(frame, "denied").len)
        return true;
    if (only.len)
        return status == (enum event_status)record_name(event_status_names, STATUS_COUNT, only);
    if (status == STATUS_PLANNED && begins)
        *state = TALK_PLANNED;
    if (status == STATUS_PLANNED)
        return *state == TALK_PLANNED || *state == TALK_ONGOING;
    bool undone = *state == TALK_STALLED || *state == TALK_PAUSED || *state == TALK_ENDED_WITHOUT_AGREEMENT ||
                  *state == TALK_COLLAPSED;
    return (undone || status != STATUS_CANCELLED) && status != STATUS_POSSIBLE;
}

/* Is it told as a fact by the verbs above, too: "continues to make progress", but not "hopes to make progress"? */
static bool is_kept_up(const struct reading *reading, uint32_t verb)
{
    const struct token *token = &reading->document.tokens[verb];
    return token->relation == REL_XCOMP && token->head != NO_TOKEN &&
           reading_mark_over(reading, token->head, SET_KEEP_ON) && aspect_told(reading, token->head);
}

/* The verb that tells the state: the trigger, or what it hangs on. */
static uint32_t telling_verb(const struct reading *reading, const struct frame *frame)
{
    const struct capture *verb = frame_capture(frame, "verb", 0);
    return verb ? verb->head : reading->document.tokens[frame->trigger].tag == TAG_VERB ? frame->trigger : NO_TOKEN;
}

/* Is it what somebody doubts: "unlikely that talks will resume"? */
static bool is_doubted(const struct reading *reading, uint32_t clause)
{
    return reading_mark_over(reading, reading->document.tokens[clause].head, SET_UNLIKELY);
}

/* Is the clause of `token`, or one it completes, a condition or a question? */
static bool is_hypothetical(const struct reading *reading, uint32_t token)
{
    for (int height = 0; height < 4 && token != NO_TOKEN; height++) {
        if (reading_has_child(reading, token, REL_MARK, SET_HYPOTHETICAL))
            return true;
        enum relation relation = (enum relation)reading->document.tokens[token].relation;
        if ((relation == REL_CCOMP || relation == REL_DEP) && is_doubted(reading, token))
            return true;
        if (relation != REL_XCOMP && relation != REL_CONJ && relation != REL_NSUBJ && relation != REL_OBJ &&
            relation != REL_NSUBJ_PASS)
            return false;
        token = reading->document.tokens[token].head;
    }
    return false;
}

/* Does a clause beside it make it depend on something: "if X accepts, talks will continue"? */
static bool has_condition(const struct reading *reading, uint32_t verb)
{
    for (uint32_t child = reading->tree.first_child[verb]; child != NO_TOKEN; child = reading->tree.next_child[child])
        if (reading->document.tokens[child].relation == REL_ADVCL && is_hypothetical(reading, child))
            return true;
    return false;
}

/* Is it an -ing form that tells what goes on beside something else: "spends his days working on a deal", "with Egypt
 * pausing the talks"? */
static bool is_beside(const struct reading *reading, uint32_t verb)
{
    const struct token *token = &reading->document.tokens[verb];
    bool subject = tree_child(&reading->document, &reading->tree, verb, REL_NSUBJ) != NO_TOKEN;
    return (reading_traits(reading, verb) & TRAIT_GERUND) &&
           (token->relation == REL_ACL || token->relation == REL_ADVCL) &&
           (subject || (token->relation == REL_ACL &&
                        tree_child(&reading->document, &reading->tree, verb, REL_MARK) == NO_TOKEN));
}

/* Is it an infinitive or -ing form that only tells what something is for: "a plan to resume talks"? */
static bool is_purpose(const struct reading *reading, uint32_t verb)
{
    const struct token *token = &reading->document.tokens[verb];
    bool joined = token->relation == REL_ACL || token->relation == REL_ADVCL || token->relation == REL_CCOMP;
    return joined && token->tag == TAG_VERB && !aspect_told(reading, verb) && !is_beside(reading, verb) &&
           tree_child(&reading->document, &reading->tree, verb, REL_AUX) == NO_TOKEN &&
           tree_child(&reading->document, &reading->tree, verb, REL_NSUBJ) == NO_TOKEN;
}

/* Is the verb only the further part of an infinitive: "to meet and agree a truce"? */
static bool goes_on_infinitive(const struct reading *reading, uint32_t verb)
{
    const struct token *token = &reading->document.tokens[verb];
    return token->relation == REL_CONJ && token->head != NO_TOKEN &&
           reading->document.tokens[token->head].tag == TAG_VERB &&
           tree_child(&reading->document, &reading->tree, verb, REL_NSUBJ) == NO_TOKEN &&
           !aspect_told(reading, token->head);
}

/* Is the trigger denied, or what tells or undergoes it: "did not reach a deal", "no deal was reached"? */
static bool is_negated(const struct reading *reading, const struct frame *frame)
{
    uint32_t verb = telling_verb(reading, frame);
    const struct capture *noun = frame_capture(frame, "noun", 0);
    return aspect_negated(reading, frame->trigger) || (verb != NO_TOKEN && aspect_negated(reading, verb)) ||
           (noun && aspect_negated(reading, noun->head));
}

/* Does the noun stand for any such thing rather than for one: "any agreement"? */
static bool is_any(const struct reading *reading, uint32_t noun)
{
    return reading_has_child(reading, noun, REL_DET, SET_WHICHEVER);
}

/* Is the event told as a fact, or as planned; not denied, wished for or made a condition? */
static bool is_told(const struct reading *reading, const struct frame *frame, enum talk_state state)
{
    uint32_t verb = telling_verb(reading, frame);
    if (frame_word(frame, "denied").len)
        return !is_hypothetical(reading, frame->trigger);
    const struct capture *noun = frame_capture(frame, "noun", 0);
    if (noun && (aspect_negated(reading, noun->head) || is_any(reading, noun->head)))
        return false; /* "no talks are planned", "whatever deal is reached" */
    if (frame_word(frame, "sure").len)
        return !is_negated(reading, frame) &&
               (verb == NO_TOKEN || verb == frame->trigger || !is_purpose(reading, verb));
    if (is_negated(reading, frame) || is_hypothetical(reading, frame->trigger))
        return state == TALK_STALLED && frame->trigger != verb; /* "made no progress" */
    if (verb == NO_TOKEN)
        return true;
    if (has_condition(reading, verb) || is_purpose(reading, verb))
        return false;
    if (goes_on_infinitive(reading, verb) && state != TALK_PLANNED)
        return false;
    return state == TALK_PLANNED || state == TALK_ONGOING || state == TALK_STALLED || aspect_told(reading, verb) ||
           is_kept_up(reading, verb) || is_beside(reading, verb);
}

enum { LONGEST_TALK_NAME = 6, LONGEST_QUOTE = 24, OLD_AGREEMENT = 1, DEEPEST_PART = 4 };
enum { FIRST_SENTENCES = 3, EARLY_SENTENCES = 8, FIRST_WORTH = 4, EARLY_WORTH = 2 };

/* The talks that a pronoun stands for: the last subject of a main clause before it, in its sentence or the one before;
 * NO_TOKEN: it stands for something else. */
static uint32_t talks_meant(const struct reading *reading, uint32_t pronoun)
{
    const struct token *tokens = reading->document.tokens;
    for (uint32_t token = pronoun; token-- > 0 && tokens[token].sentence + 1 >= tokens[pronoun].sentence;) {
        bool subject = tokens[token].relation == REL_NSUBJ || tokens[token].relation == REL_NSUBJ_PASS;
        bool main = tokens[token].head != NO_TOKEN && tokens[tokens[token].head].relation == REL_ROOT;
        if (subject && main && tokens[token].tag != TAG_PRON)
            return reading_mark_over(reading, token, SET_NEGOTIATION) ? token : NO_TOKEN;
    }
    return NO_TOKEN;
}

/* Does the frame's noun name talks, or stand for some? */
static bool names_talks(const struct reading *reading, const struct frame *frame)
{
    const struct capture *noun = frame_capture(frame, "noun", 0);
    return !noun || reading->document.tokens[noun->head].tag != TAG_PRON ||
           talks_meant(reading, noun->head) != NO_TOKEN;
}

/* The words for the talks: the noun with what stands before it. */
static struct str talk_name(const struct reading *reading, const struct frame *frame)
{
    const struct capture *noun = frame_capture(frame, "noun", 0);
    if (!noun || reading->document.tokens[noun->head].tag == TAG_PRON)
        return STR("talks");
    uint32_t first = reading->tree.left[noun->head];
    if (first > noun->head || noun->head - first > LONGEST_TALK_NAME)
        first = noun->first;
    while (first < noun->first &&
           (reading->document.tokens[first].relation == REL_CASE || reading_mark(reading, first, SET_DETERMINER) ||
            (reading->document.tokens[first].flags & TOKEN_PUNCT)))
        first++;
    return reading_text(reading, first, noun->last);
}

/* Tokens [first, last). */
struct words {
    uint32_t first, last;
};

static void take_in(struct words *words, uint32_t first, uint32_t last)
{
    words->first = first < words->first ? first : words->first;
    words->last = last > words->last ? last : words->last;
}

/* Is it the subject of another verb, which it shares with the trigger: "They met and were suspended"? */
static bool is_shared(const struct reading *reading, const struct frame *frame, uint32_t word)
{
    const struct token *tokens = reading->document.tokens;
    return tokens[frame->trigger].relation == REL_CONJ && word < frame->trigger &&
           (tokens[word].relation == REL_NSUBJ || tokens[word].relation == REL_NSUBJ_PASS) &&
           tokens[word].head == tokens[frame->trigger].head;
}

/* The trigger and what the rule captured, without the date, which may stand far off. */
static struct words captured_words(const struct reading *reading, const struct frame *frame)
{
    struct words words = {frame->trigger_first, frame->trigger_last};
    const char *const keys[] = {"noun", "verb"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct capture *capture = frame_capture(frame, keys[i], 0);
        if (capture && !is_shared(reading, frame, capture->head))
            take_in(&words, capture->first, capture->last);
    }
    return words;
}

/* Take in the tokens where all is still short. */
static bool take_short(struct words *words, uint32_t first, uint32_t last)
{
    struct words more = *words;
    take_in(&more, first, last);
    if (more.last - more.first > LONGEST_QUOTE)
        return false;
    *words = more;
    return true;
}

/* Does the verb or noun above need it to tell something? */
static bool is_part(const struct token *token)
{
    return token->relation == REL_XCOMP || token->relation == REL_OBJ || token->relation == REL_OBL ||
           token->relation == REL_NMOD || token->relation == REL_ACL;
}

/* Take in the phrase of `head`, or what is still short of it and, where that is most of it, of its last part. */
static void take_phrase(const struct reading *reading, struct words *words, uint32_t head)
{
    for (int depth = 0; depth < DEEPEST_PART && head != NO_TOKEN; depth++) {
        if (take_short(words, reading->tree.left[head], reading->tree.right[head]))
            return;
        take_short(words, head, head + 1);
        uint32_t rest = NO_TOKEN, child = reading->tree.first_child[head];
        for (; child != NO_TOKEN; child = reading->tree.next_child[child])
            if (!(reading->document.tokens[child].flags & TOKEN_PUNCT) &&
                !take_short(words, reading->tree.left[child], reading->tree.right[child]) && rest == NO_TOKEN &&
                is_part(&reading->document.tokens[child]))
                rest = child;
        head = rest;
    }
}

/* Does the word only join the clause or phrase to what stands before it? */
static bool joins(const struct token *token)
{
    return token->tag == TAG_CCONJ || token->tag == TAG_SCONJ || token->relation == REL_CASE;
}

/* Leave out conjunctions, prepositions and marks at the ends. */
static void trim(const struct reading *reading, struct words *words, uint32_t kept)
{
    const struct token *tokens = reading->document.tokens;
    while (words->last > words->first + 1 &&
           (token_is(&reading->document, words->last - 1, ",") || token_is(&reading->document, words->last - 1, ".")))
        words->last--;
    while (words->last > words->first + 1 && words->first != kept &&
           (joins(&tokens[words->first]) || token_is(&reading->document, words->first, ",")))
        words->first++;
}

/* The words that give the state: the clause with its subject, as far as it is short. */
static struct words find_words(const struct reading *reading, const struct frame *frame)
{
    struct words words = captured_words(reading, frame);
    uint32_t verb = telling_verb(reading, frame);
    const struct capture *noun = frame_capture(frame, "noun", 0);
    bool passive;
    uint32_t subject = verb == NO_TOKEN ? (uint32_t)NO_TOKEN : clause_subject(&reading->context, verb, &passive);
    take_phrase(reading, &words, frame->trigger);
    if (noun && !is_shared(reading, frame, noun->head))
        take_phrase(reading, &words, noun->head);
    if (verb != NO_TOKEN)
        take_phrase(reading, &words, verb);
    if (subject != NO_TOKEN && subject < words.first && !is_shared(reading, frame, subject) &&
        words.last - subject <= LONGEST_QUOTE) {
        words.first = subject;
        take_phrase(reading, &words, subject);
    }
    trim(reading, &words, frame->trigger);
    return words;
}

/* How many of these the words name: the issue, a party, the place, the day. */
static int count_named(const struct reading *reading, struct words words)
{
    bool issue = false, party = false, place = false, day = false;
    for (uint32_t token = words.first; token < words.last && token < words.first + 2 * LONGEST_QUOTE; token++) {
        issue = issue || reading_mark(reading, token, SET_ISSUE);
        party = party || reading_actor(reading, token) != NO_ACTOR;
        place = place || mentions_over(&reading->mentions, MENTION_PLACE, token);
        day = day || mentions_over(&reading->mentions, MENTION_DATE, token);
    }
    return issue + party + place + 2 * day;
}

/* How explicitly the frame gives the state, and how early: what a report is about stands at its head. */
static int worth_of(const struct reading *reading, const struct frame *frame, struct words words)
{
    struct str weak = frame_word(frame, "weak");
    int worth = !weak.len ? 8 : str_equal(weak, STR("rather")) ? 2 : 0;
    const struct token *trigger = &reading->document.tokens[frame->trigger];
    worth += trigger->sentence < FIRST_SENTENCES   ? FIRST_WORTH
             : trigger->sentence < EARLY_SENTENCES ? EARLY_WORTH
                                                   : 0;
    worth += count_named(reading, words);
    worth -= trigger->flags & TOKEN_IN_QUOTE ? 1 : 0;
    worth -= trigger->relation == REL_ACL_RELCL || trigger->relation == REL_ADVCL ? 1 : 0;
    return worth;
}

struct choice {
    struct talk talk;
    int worth;
    uint32_t noun; /* the talks; NO_TOKEN: not named */
    bool weak;     /* the words tell of the state only by the way */
    bool filled;
};

static void choose(struct choice *choices, struct choice found)
{
    struct choice *choice = &choices[found.talk.state];
    bool better = choice->weak == found.weak ? choice->worth < found.worth : choice->weak;
    if (!choice->filled || better)
        *choice = found;
}

/* The year of the frame's date, also where the date is longer than a month; 0 if unknown. */
static long year_of(const struct reading *reading, const struct frame *frame)
{
    const struct capture *capture = frame_capture(frame, "date", 0);
    struct str value = capture && capture->mention ? reading->record->dates.items[capture->mention->index].value
                                                   : STR("");
    return value.len >= 4 ? strtol(value.ptr, NULL, 10) : 0;
}

/* Is it over: an agreement of another year, or what was planned for a day that has passed? */
static bool is_history(const struct reading *reading, const struct frame *frame, enum talk_state state)
{
    struct interval when = reading_interval(reading, frame);
    struct str published = reading->day;
    if (published.len < 10)
        return false;
    if (state == TALK_PLANNED)
        return when.to[0] && strncmp(when.to, published.ptr, 10) < 0;
    long year = year_of(reading, frame);
    return state == TALK_AGREEMENT && year && strtol(published.ptr, NULL, 10) - year > OLD_AGREEMENT;
}

/* Are those who act several: "X and Y agreed to", "the two sides agreed to"? */
static bool is_joint(const struct reading *reading, const struct frame *frame)
{
    const struct capture *by = frame_capture(frame, "by", 0);
    if (!by)
        return false;
    struct actor_list actors = {0};
    reading_actors(reading, by->head, &actors);
    return actors.count > 1 || reading_mark_over(reading, by->head, SET_SIDES) ||
           tree_child(&reading->document, &reading->tree, by->head, REL_CONJ) != NO_TOKEN ||
           tree_child(&reading->document, &reading->tree, by->head, REL_NUMMOD) != NO_TOKEN;
}

/* Is it told only by the way, in a clause beside another: "since the talks began"? */
static bool is_aside(const struct reading *reading, const struct frame *frame)
{
    enum relation relation = (enum relation)reading->document.tokens[frame->trigger].relation;
    return relation == REL_ACL || relation == REL_ACL_RELCL || relation == REL_ADVCL;
}

/* Is it what the rule asks for beyond its pattern: several who act, talks where it caught a pronoun, the head? */
static bool is_fit(const struct reading *reading, const struct frame *frame)
{
    if (frame_word(frame, "joint").len && !is_joint(reading, frame))
        return false;
    if (frame_word(frame, "head").len && reading->document.tokens[frame->trigger].sentence >= FIRST_SENTENCES)
        return false;
    return names_talks(reading, frame);
}

/* The status of what is told. */
static enum event_status status_of(const struct reading *reading, const struct frame *frame)
{
    uint32_t verb = telling_verb(reading, frame);
    uint32_t event = frame_capture(frame, "verb", 0) ? verb : frame->trigger;
    enum event_status status = outlook(reading, frame, aspect_of(reading, event));
    if (status == STATUS_POSSIBLE && verb != NO_TOKEN && is_kept_up(reading, verb))
        return STATUS_HELD; /* "appears to have stalled" */
    return status;
}

static void read_frame(const struct reading *reading, const struct frame *frame, struct choice *choices)
{
    if (!is_fit(reading, frame))
        return;
    struct talk talk = {.name = talk_name(reading, frame)};
    if (!state_named(frame_word(frame, "state"), &talk.state) ||
        !fit_state(frame, status_of(reading, frame), &talk.state) || !is_told(reading, frame, talk.state) ||
        is_history(reading, frame, talk.state))
        return;
    struct words words = find_words(reading, frame);
    talk.evidence = reading_evidence(reading, words.first, words.last, frame->rule->name);
    const struct capture *noun = frame_capture(frame, "noun", 0);
    choose(choices, (struct choice){.talk = talk,
                                    .worth = worth_of(reading, frame, words),
                                    .noun = noun ? noun->head : NO_TOKEN,
                                    .weak = str_equal(frame_word(frame, "weak"), STR("yes")) ||
                                            (talk.state == TALK_STARTED && is_aside(reading, frame)),
                                    .filled = true});
}

/* Are both told of the same noun, and what outdoes the other not only by the way? */
static bool is_outdone(const struct choice *choice, const struct choice *better)
{
    return choice->filled && better->filled && !better->weak && choice->noun != NO_TOKEN &&
           choice->noun == better->noun;
}

/* Is the state gone once the other is told of the same talks: "cancelled the planned talks", "the ongoing talks moved
 * ahead"? What is agreed in principle is not yet agreed. */
static bool is_replaced(enum talk_state state, enum talk_state by)
{
    bool undone = by == TALK_PAUSED || by == TALK_COLLAPSED;
    return (state == TALK_ONGOING && (undone || by == TALK_PROGRESS)) || (state == TALK_PLANNED && undone) ||
           (state == TALK_AGREEMENT && (undone || by == TALK_PROGRESS));
}

/* What the same words outdo is no news, and what is told by the way is none beside what is told; where nothing else is,
 * the state told best stays. */
static void drop_lesser(struct choice *choices)
{
    struct choice *best = NULL;
    for (int state = 0; state < TALK_STATE_COUNT; state++)
        for (int by = 0; by < TALK_STATE_COUNT; by++)
            if (is_replaced((enum talk_state)state, (enum talk_state)by) && is_outdone(&choices[state], &choices[by]))
                choices[state].filled = false;
    for (int state = 0; state < TALK_STATE_COUNT; state++) {
        struct choice *choice = &choices[state];
        bool better = !best || (best->weak && (!choice->weak || choice->worth > best->worth));
        if (choice->filled && better)
            best = choice;
    }
    for (int state = 0; state < TALK_STATE_COUNT; state++)
        choices[state].filled = choices[state].filled && (!choices[state].weak || &choices[state] == best);
}

/* The states in the order in which the report gives them. */
static void add_chosen(struct reading *reading, struct choice *choices)
{
    for (;;) {
        struct choice *next = NULL;
        for (int state = 0; state < TALK_STATE_COUNT; state++)
            if (choices[state].filled && (!next || choices[state].talk.evidence.start < next->talk.evidence.start))
                next = &choices[state];
        if (!next)
            return;
        *ARENA_PUSH(reading->arena, reading->record->talks) = next->talk;
        next->filled = false;
    }
}

void talk_read(struct reading *reading)
{
    struct choice choices[TALK_STATE_COUNT] = {0};
    for (size_t i = 0; i < reading->frames.count; i++)
        if (str_equal(reading->frames.items[i].rule->frame, STR("talk")))
            read_frame(reading, &reading->frames.items[i], choices);
    drop_lesser(choices);
    add_chosen(reading, choices);
}
