/* coding_status.c - see coding.h: has an event happened, does it go on, is it planned, only thought of, or denied?
 *
 * From the trigger upwards: what stands at a word itself (auxiliaries, negation, conjunctions, adjectives), how it
 * hangs on the word above, and what that word tells of what hangs on it (data/en/values/event-cue.txt). Input: the
 * tree and marks. Output: a status. Invariant: at most HIGHEST words are climbed, so the work per event has a
 * bound. */
#include "read/coding.h"

enum { HIGHEST = 8, HIGHEST_ACT = 4 };

/* What event-cue.txt says of a word; CUE_NONE where it says nothing. */
enum cue {
    CUE_NONE, CUE_PLANNED, CUE_DECIDED, CUE_HYPOTHETICAL, CUE_ASKED, CUE_DENIED, CUE_ONGOING, CUE_GOES_ON, CUE_THROUGH,
    CUE_PAST
};
static const char *const cue_names[] = {"",        "planned", "decided", "hypothetical", "asked", "denied",
                                        "ongoing", "goes-on", "through", "past"};

/* The way up. Until something is known, `status` is UNTOLD. */
enum { UNTOLD = CODING_STATUS_COUNT };
struct climb {
    const struct reading *reading;
    uint32_t token;
    int status; /* enum coding_status, or UNTOLD */
    bool told;  /* a finite verb has been passed: what is above tells only whether that is believed */
    bool past;  /* a verb of the past tells it */
    bool over;  /* nothing above matters */
};

static const struct token *at(const struct climb *climb, uint32_t token)
{
    return &climb->reading->document.tokens[token];
}

static bool is_verb(const struct climb *climb, uint32_t token)
{
    return token_is_verb(at(climb, token));
}

static bool covered(const struct climb *climb, uint32_t token, enum read_set set)
{
    return reading_mark_over(climb->reading, token, set) != NULL;
}

static enum cue cue_of(const struct climb *climb, uint32_t token)
{
    const struct mark *mark = reading_mark_over(climb->reading, token, SET_EVENT_CUE);
    for (size_t i = 1; mark && i < sizeof cue_names / sizeof *cue_names; i++)
        if (str_equal(mark->entry->value, str_of(cue_names[i])))
            return (enum cue)i;
    return CUE_NONE;
}

static uint32_t first_child(const struct climb *climb, uint32_t token)
{
    return climb->reading->tree.first_child[token];
}

static uint32_t next_child(const struct climb *climb, uint32_t child)
{
    return climb->reading->tree.next_child[child];
}

static uint32_t child_of(const struct climb *climb, uint32_t token, enum relation relation)
{
    return tree_child(&climb->reading->document, &climb->reading->tree, token, relation);
}

/* Words that belong to the word itself rather than tell something of their own. */
static bool is_helper(const struct climb *climb, uint32_t child)
{
    switch (at(climb, child)->relation) {
    case REL_AUX: case REL_AUX_PASS: case REL_COP: case REL_ADVMOD: case REL_MARK: case REL_AMOD: case REL_DET:
    case REL_CASE:
        return true;
    default:
        return false;
    }
}

/* Of joining words none counts: "to" in "intends to leave" is no more than that. */
static bool has_helper(const struct climb *climb, uint32_t token, enum read_set set)
{
    for (uint32_t child = first_child(climb, token); child != NO_TOKEN; child = next_child(climb, child))
        if (is_helper(climb, child) && at(climb, child)->relation != REL_MARK &&
            at(climb, child)->relation != REL_CASE && covered(climb, child, set))
            return true;
    return false;
}

/* A cue that begins there: "to" in "failed to agree" is none. */
static bool has_helper_cue(const struct climb *climb, uint32_t token, enum cue cue)
{
    for (uint32_t child = first_child(climb, token); child != NO_TOKEN; child = next_child(climb, child))
        if (is_helper(climb, child) && reading_mark(climb->reading, child, SET_EVENT_CUE) &&
            cue_of(climb, child) == cue)
            return true;
    return false;
}

/* The traits of all auxiliaries and of "to". */
static uint32_t helper_traits(const struct climb *climb, uint32_t token)
{
    uint32_t all = 0;
    for (uint32_t child = first_child(climb, token); child != NO_TOKEN; child = next_child(climb, child)) {
        enum relation relation = (enum relation)at(climb, child)->relation;
        if (relation == REL_AUX || relation == REL_AUX_PASS || relation == REL_COP)
            all |= reading_traits(climb->reading, child);
        if (relation == REL_MARK)
            all |= reading_traits(climb->reading, child) & TRAIT_TO;
    }
    return all;
}

/* --- negation */

/* "no aid reached the town", "nobody came": a subject or object that is none. */
static bool has_none(const struct climb *climb, uint32_t verb)
{
    for (uint32_t child = first_child(climb, verb); child != NO_TOKEN; child = next_child(climb, child)) {
        enum relation relation = (enum relation)at(climb, child)->relation;
        bool role = relation == REL_NSUBJ || relation == REL_NSUBJ_PASS || relation == REL_OBJ;
        if (role && (covered(climb, child, SET_NEGATION) ||
                     reading_has_child(climb->reading, child, REL_DET, SET_NEGATION)))
            return true;
    }
    return false;
}

/* Is it negated, by a word that is more than "not only"? */
static bool negated(const struct climb *climb, uint32_t token)
{
    for (uint32_t child = first_child(climb, token); child != NO_TOKEN; child = next_child(climb, child))
        if (is_helper(climb, child) && covered(climb, child, SET_NEGATION) && !covered(climb, child, SET_NOT_ONLY) &&
            cue_of(climb, child) != CUE_HYPOTHETICAL)
            return true;
    return is_verb(climb, token) && has_none(climb, token);
}

/* "There is no evidence that", "found no sign of": denied at the noun, or at the verb whose object it is. */
static bool is_nothing(const struct climb *climb, uint32_t noun)
{
    if (negated(climb, noun))
        return true;
    const struct token *word = at(climb, noun);
    bool under = word->relation == REL_OBJ || word->relation == REL_NSUBJ;
    return under && word->head != NO_TOKEN && !is_verb(climb, noun) && negated(climb, word->head);
}

/* --- what stands at a word itself */

/* Does a clause that hangs on the verb make it depend on something: "if they let him in"? */
static bool has_condition(const struct climb *climb, uint32_t verb)
{
    for (uint32_t child = first_child(climb, verb); child != NO_TOKEN; child = next_child(climb, child))
        if (at(climb, child)->relation == REL_ADVCL &&
            (has_helper_cue(climb, child, CUE_HYPOTHETICAL) || cue_of(climb, child) == CUE_HYPOTHETICAL))
            return true;
    return false;
}

/* "Had the missiles hit the port", "should the court indict him": a clause that begins with its auxiliary. */
static bool is_inverted(const struct climb *climb, uint32_t verb)
{
    uint32_t subject = child_of(climb, verb, REL_NSUBJ), aux = child_of(climb, verb, REL_AUX);
    if (subject == NO_TOKEN)
        subject = child_of(climb, verb, REL_NSUBJ_PASS);
    if (at(climb, verb)->relation != REL_ADVCL || subject == NO_TOKEN || aux == NO_TOKEN || aux > subject)
        return false;
    return reading_traits(climb->reading, aux) & (TRAIT_MODAL | TRAIT_HAVE) &&
           child_of(climb, verb, REL_MARK) == NO_TOKEN;
}

/* Is the verb said by somebody, so that "would" is a future told of the past? */
static bool is_said(const struct climb *climb, uint32_t verb)
{
    return at(climb, verb)->relation == REL_CCOMP || attribution_over(climb->reading, verb);
}

/* What auxiliaries say of the time to come; UNTOLD: nothing. */
static int outlook_at(const struct climb *climb, uint32_t verb)
{
    bool future = has_helper(climb, verb, SET_FUTURE), then = has_helper(climb, verb, SET_FUTURE_IN_PAST);
    if (!future && !then)
        return is_verb(climb, verb) && has_helper(climb, verb, SET_MODAL) ? CODING_HYPOTHETICAL : UNTOLD;
    if (has_condition(climb, verb) || (!future && (helper_traits(climb, verb) & TRAIT_HAVE)))
        return CODING_HYPOTHETICAL;
    bool modal = helper_traits(climb, verb) & TRAIT_MODAL;
    bool reported = is_verb(climb, verb) && is_said(climb, verb);
    return future || !modal || reported ? CODING_PLANNED : CODING_HYPOTHETICAL;
}

/* "planned talks", "possibly", "a called-off visit"; UNTOLD: nothing. */
static int modified_as(const struct climb *climb, uint32_t token)
{
    if (has_helper_cue(climb, token, CUE_DENIED))
        return CODING_DENIED;
    if (has_helper_cue(climb, token, CUE_HYPOTHETICAL))
        return CODING_HYPOTHETICAL;
    if (!is_verb(climb, token) && (has_helper_cue(climb, token, CUE_PLANNED) || has_helper(climb, token, SET_PLANNED)))
        return CODING_PLANNED;
    return has_helper_cue(climb, token, CUE_ONGOING) ? CODING_ONGOING : UNTOLD;
}

/* "once the decree is lifted", "until they leave": told of the present, but of a time to come. */
static bool is_awaited(const struct climb *climb, uint32_t verb)
{
    uint32_t word = child_of(climb, verb, REL_MARK);
    uint32_t traits = reading_traits(climb->reading, verb) | helper_traits(climb, verb);
    bool present = (traits & TRAIT_FINITE) && !(traits & (TRAIT_PAST | TRAIT_TO | TRAIT_GERUND));
    return present && word != NO_TOKEN && covered(climb, word, SET_CONDITION);
}

/* "talks planned for May", "a visit called off": what is told of the noun behind it. */
static int told_behind(const struct climb *climb, uint32_t noun)
{
    for (uint32_t child = first_child(climb, noun); child != NO_TOKEN; child = next_child(climb, child)) {
        enum relation relation = (enum relation)at(climb, child)->relation;
        if (child < noun || (relation != REL_ACL && relation != REL_AMOD))
            continue;
        if (cue_of(climb, child) == CUE_DENIED)
            return CODING_DENIED;
        if (covered(climb, child, SET_EXPECTED) || covered(climb, child, SET_EXPECT))
            return CODING_PLANNED;
    }
    return UNTOLD;
}

/* All that stands at the word itself, but for its tense. */
static int mood_at(const struct climb *climb, uint32_t token)
{
    int modified = modified_as(climb, token);
    if (modified != UNTOLD && modified != CODING_ONGOING)
        return modified;
    if (negated(climb, token))
        return CODING_DENIED;
    int outlook = outlook_at(climb, token);
    if (outlook != UNTOLD)
        return outlook;
    if (!is_verb(climb, token))
        return modified == UNTOLD ? told_behind(climb, token) : modified;
    return is_inverted(climb, token) || is_awaited(climb, token) ? CODING_HYPOTHETICAL : modified;
}

/* What the tense of a verb, or of "to be" beside a noun, says; UNTOLD for what has none of its own. */
static int tense_at(const struct climb *climb, uint32_t token)
{
    uint32_t own = reading_traits(climb->reading, token), helpers = helper_traits(climb, token);
    if (!is_verb(climb, token)) {
        bool copula = child_of(climb, token, REL_COP) != NO_TOKEN;
        return !copula ? UNTOLD : helpers & TRAIT_PAST ? CODING_PAST : CODING_ONGOING;
    }
    if (own & TRAIT_GERUND)
        return !(helpers & (TRAIT_BE | TRAIT_HAVE))                            ? UNTOLD
               : (helpers & TRAIT_BE) && (!(helpers & TRAIT_PAST) || (helpers & TRAIT_HAVE)) ? CODING_ONGOING
                                                                                            : CODING_PAST;
    if (helpers & TRAIT_HAVE)
        return CODING_PAST;
    if (helpers & TRAIT_TO)
        return UNTOLD;
    return own & (TRAIT_PAST | TRAIT_FINITE) || helpers & (TRAIT_PAST | TRAIT_FINITE | TRAIT_DO) ? CODING_PAST : UNTOLD;
}

/* --- climbing */

/* Take what a word further up says of what has been found so far. */
static void take(struct climb *climb, int status)
{
    bool outer = status == CODING_DENIED || status == CODING_HYPOTHETICAL;
    if (climb->status == UNTOLD || outer)
        climb->status = status;
}

/* What is at the word, with its tense, goes for the event. */
static void take_word(struct climb *climb, uint32_t token)
{
    int mood = mood_at(climb, token), tense = tense_at(climb, token);
    if (mood != UNTOLD)
        take(climb, mood);
    if (tense == UNTOLD)
        return;
    uint32_t traits = reading_traits(climb->reading, token) | helper_traits(climb, token);
    climb->status = climb->status == UNTOLD ? tense : climb->status;
    climb->told = true;
    climb->past = tense == CODING_PAST && is_verb(climb, token) && (traits & (TRAIT_PAST | TRAIT_HAVE));
}

/* What `cue` at `head` tells of the word below it. */
static void take_cue(struct climb *climb, uint32_t head, enum cue cue)
{
    bool none = is_nothing(climb, head);
    if (cue == CUE_PLANNED || cue == CUE_DECIDED || cue == CUE_ONGOING)
        take(climb, none ? CODING_DENIED : cue == CUE_ONGOING ? CODING_ONGOING : CODING_PLANNED);
    else if (cue == CUE_HYPOTHETICAL || cue == CUE_ASKED)
        take(climb, none && !climb->told ? CODING_DENIED : CODING_HYPOTHETICAL);
    else if (cue == CUE_DENIED && climb->status == CODING_DENIED)
        climb->status = CODING_PAST; /* "denied that they had failed to pay" */
    else if (cue == CUE_DENIED)
        take(climb, none ? CODING_HYPOTHETICAL : CODING_DENIED);
    else if (cue == CUE_PAST)
        take(climb, CODING_PAST);
}

/* "continues", "has continued", "is continuing": lasts; "continued" is over. */
static void take_lasting(struct climb *climb, uint32_t head)
{
    uint32_t helpers = helper_traits(climb, head), own = reading_traits(climb->reading, head);
    bool past = helpers & TRAIT_HAVE ? (helpers & TRAIT_PAST) != 0 : ((own | helpers) & TRAIT_PAST) != 0;
    int mood = mood_at(climb, head);
    take(climb, mood != UNTOLD ? mood : past ? CODING_PAST : CODING_ONGOING);
}

static bool is_definite(const struct climb *climb, uint32_t noun)
{
    return reading_has_child(climb->reading, noun, REL_DET, SET_DEFINITE) ||
           child_of(climb, noun, REL_NMOD_POSS) != NO_TOKEN;
}

/* The preposition or conjunction that joins the word to what is above. */
static enum cue joined_by(const struct climb *climb, uint32_t token)
{
    uint32_t word = child_of(climb, token, REL_CASE);
    if (word == NO_TOKEN)
        word = child_of(climb, token, REL_MARK);
    return word == NO_TOKEN ? CUE_NONE : cue_of(climb, word);
}

/* "demanded that they leave", but not "insists he left". */
static bool is_subjunctive(const struct climb *climb)
{
    uint32_t helpers = helper_traits(climb, climb->token), own = reading_traits(climb->reading, climb->token);
    return !(own & TRAIT_PAST) && !(helpers & (TRAIT_FINITE | TRAIT_PAST | TRAIT_HAVE));
}

/* The event is a clause under `head`: "plans to visit", "denied that he had met", "no evidence that". */
static void climb_clause(struct climb *climb, uint32_t head)
{
    enum cue cue = cue_of(climb, head);
    bool finite = climb->told || at(climb, climb->token)->relation == REL_CCOMP;
    if (cue == CUE_GOES_ON && !finite)
        take_lasting(climb, head);
    else if (cue == CUE_DENIED || cue == CUE_HYPOTHETICAL ||
             (!finite && (cue == CUE_PLANNED || cue == CUE_DECIDED || cue == CUE_PAST || cue == CUE_ASKED)) ||
             (cue == CUE_ASKED && is_subjunctive(climb)))
        take_cue(climb, head, cue);
    else if (finite && !is_verb(climb, head) && is_nothing(climb, head))
        take(climb, CODING_DENIED);
    else if (!finite)
        return; /* as the word above: "managed to reach" */
    climb->told = true;
    climb->over = climb->status == CODING_DENIED;
}

/* A clause beside the main one: "after visiting them", "met to discuss", "if he is arrested". */
static void climb_adverbial(struct climb *climb, uint32_t head)
{
    uint32_t helpers = helper_traits(climb, climb->token);
    bool kept = cue_of(climb, head) == CUE_DENIED && !climb->told; /* "stopped short of giving" */
    if (kept || (helpers & TRAIT_TO && cue_of(climb, head) != CUE_NONE))
        climb_clause(climb, head);
    else if (helpers & TRAIT_TO) {
        take(climb, CODING_PLANNED); /* the purpose of what is told */
        climb->over = true;
    } else if (joined_by(climb, climb->token) == CUE_PAST || climb->told) {
        take(climb, CODING_PAST);
        climb->over = true;
    }
}

/* A noun as object, or behind a preposition: "called off talks", "launched an attack", "condemned the raid". */
static void climb_object(struct climb *climb, uint32_t head)
{
    enum cue cue = cue_of(climb, head);
    if (joined_by(climb, climb->token) == CUE_PAST)
        cue = CUE_PAST;
    if (cue == CUE_THROUGH && climb->status != CODING_DENIED && tense_at(climb, head) == CODING_PAST)
        climb->status = UNTOLD; /* "launched its long-planned invasion" */
    if (cue == CUE_THROUGH || cue == CUE_DECIDED)
        return;
    if (cue == CUE_GOES_ON)
        take_lasting(climb, head);
    else if (cue != CUE_NONE)
        take_cue(climb, head, cue);
    else if (is_verb(climb, head) && !is_definite(climb, climb->token) && !covered(climb, head, SET_SPEECH_WIDE))
        return; /* "will attend talks" */
    climb->over = true;
}

/* A noun as subject: "talks will resume", "a deal is possible", "an attack would be". */
static void climb_subject(struct climb *climb, uint32_t head)
{
    enum cue cue = cue_of(climb, head);
    bool passive = at(climb, climb->token)->relation == REL_NSUBJ_PASS;
    bool copula = child_of(climb, head, REL_COP) != NO_TOKEN;
    if (cue == CUE_THROUGH || cue == CUE_DECIDED || has_helper_cue(climb, head, CUE_ONGOING))
        return;
    if (cue == CUE_GOES_ON)
        take_lasting(climb, head);
    else if (cue == CUE_ONGOING || (cue != CUE_NONE && (passive || copula)))
        take_cue(climb, head, cue);
    else if (passive || !is_definite(climb, climb->token)) {
        int mood = mood_at(climb, head);
        if (mood == CODING_PLANNED || mood == CODING_HYPOTHETICAL)
            take(climb, mood);
    }
    climb->over = true;
}

/* A noun, or a clause without tense, under a noun: "plans for a visit", "a threat to attack", "victims of the raid". */
static void climb_noun(struct climb *climb, uint32_t head)
{
    enum relation relation = (enum relation)at(climb, climb->token)->relation;
    enum cue cue = cue_of(climb, head);
    if (cue == CUE_PLANNED || cue == CUE_HYPOTHETICAL || cue == CUE_ASKED || cue == CUE_DENIED)
        take_cue(climb, head, cue);
    else if (is_nothing(climb, head))
        take(climb, CODING_DENIED);
    else if (relation == REL_ACL && (helper_traits(climb, climb->token) & TRAIT_TO))
        take(climb, CODING_PLANNED); /* "a deal to free them" */
    climb->over = relation != REL_COMPOUND && cue != CUE_THROUGH;
}

/* Another word of the same list: as the first, where it has no tense of its own. */
static void climb_list(struct climb *climb)
{
    climb->over = climb->told || climb->status != UNTOLD;
}

/* One step up: what the way to `head` and the word there say. */
static void climb_to(struct climb *climb, uint32_t head)
{
    switch (at(climb, climb->token)->relation) {
    case REL_XCOMP: case REL_CCOMP:
        climb_clause(climb, head);
        break;
    case REL_ADVCL:
        climb_adverbial(climb, head);
        break;
    case REL_OBJ: case REL_OBL: case REL_IOBJ:
        climb_object(climb, head);
        break;
    case REL_NSUBJ: case REL_NSUBJ_PASS:
        climb_subject(climb, head);
        break;
    case REL_ACL:
        if (climb->told)
            climb_clause(climb, head);
        else
            climb_noun(climb, head);
        break;
    case REL_NMOD: case REL_COMPOUND: case REL_AMOD:
        climb_noun(climb, head);
        break;
    case REL_CONJ:
        climb_list(climb);
        break;
    default:
        climb->over = true;
    }
}

/* The word to begin at: what stands for no verb, noun or adjective goes with the word that it hangs on. */
static uint32_t content_of(const struct reading *reading, uint32_t token)
{
    for (int height = 0; height < HIGHEST_ACT; height++) {
        const struct token *word = &reading->document.tokens[token];
        bool content = word->tag == TAG_VERB || word->tag == TAG_NOUN || word->tag == TAG_ADJ;
        if (content || word->head == NO_TOKEN)
            break;
        token = word->head;
    }
    return token;
}

/* The status by the words of the clause and those above it; UNTOLD: nothing tells it. *past: a verb of the past. */
static int climb_from(const struct reading *reading, uint32_t trigger, bool *past)
{
    struct climb climb = {.reading = reading, .token = trigger, .status = UNTOLD};
    take_word(&climb, trigger);
    for (int height = 0; height < HIGHEST && !climb.over; height++) {
        uint32_t head = at(&climb, climb.token)->head;
        if (head == NO_TOKEN)
            break;
        climb_to(&climb, head);
        if (climb.over)
            break;
        if (!climb.told)
            take_word(&climb, head);
        climb.token = head;
    }
    *past = climb.past;
    return climb.status;
}

/* --- questions, and events that are said */

/* Does the sentence ask whether, rather than why or when? */
static bool is_asked(const struct reading *reading, uint32_t trigger)
{
    const struct sentence *sentence = &reading->document.sentences[reading->document.tokens[trigger].sentence];
    uint32_t last = sentence->last - 1;
    while (last > trigger && (reading->document.tokens[last].flags & TOKEN_PUNCT) &&
           !token_is(&reading->document, last, "?"))
        last--;
    return token_is(&reading->document, last, "?") &&
           !(reading_traits(reading, sentence->first) & TRAIT_WH);
}

static enum coding_status plain_status(const struct reading *reading, uint32_t trigger, bool *past)
{
    int status = climb_from(reading, trigger, past);
    if (status == UNTOLD)
        status = CODING_PAST;
    return status != CODING_DENIED && is_asked(reading, trigger) ? CODING_HYPOTHETICAL : (enum coding_status)status;
}

/* The word of agreeing, asking, refusing or threatening, as the event is, over what is agreed, asked ...; NO_TOKEN:
 * none. */
static uint32_t act_over(const struct reading *reading, uint32_t token, enum plover_event event)
{
    struct str name = str_of(plover_event_names[event]);
    for (int height = 0; height < HIGHEST_ACT && token != NO_TOKEN; height++) {
        const struct mark *mark = reading_mark_over(reading, token, SET_EVENT_ACT);
        if (mark && str_equal(mark->entry->value, name))
            return token;
        token = reading->document.tokens[token].head;
    }
    return NO_TOKEN;
}

/* What is promised, asked for, refused or threatened has no time of its own: saying it is the event. */
static enum coding_status said_status(const struct reading *reading, uint32_t trigger, enum plover_event event)
{
    bool past;
    uint32_t act = act_over(reading, trigger, event);
    if (act != NO_TOKEN)
        return plain_status(reading, act, &past);
    enum coding_status status = plain_status(reading, trigger, &past);
    bool refused = status == CODING_DENIED && event == PLOVER_REJECT;
    bool asked = status == CODING_HYPOTHETICAL && (event == PLOVER_REQUEST || event == PLOVER_THREATEN);
    return refused || asked || status == CODING_PLANNED ? CODING_PAST : status;
}

bool coding_is_said(enum plover_event event)
{
    return event == PLOVER_AGREE || event == PLOVER_REQUEST || event == PLOVER_REJECT || event == PLOVER_THREATEN;
}

enum coding_status coding_status_of(const struct reading *reading, uint32_t trigger, enum plover_event event,
                                    bool *past)
{
    uint32_t token = content_of(reading, trigger);
    *past = coding_is_said(event);
    return *past ? said_status(reading, token, event) : plain_status(reading, token, past);
}
