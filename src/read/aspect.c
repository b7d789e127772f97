/* aspect.c - see aspect.h. */
#include "read/aspect.h"

enum { HIGHEST = 6, HIGHEST_DENIAL = 4 };

static bool is_verb(const struct reading *reading, uint32_t token)
{
    return token_is_verb(&reading->document.tokens[token]);
}

static bool covered(const struct reading *reading, uint32_t token, enum read_set set)
{
    return reading_mark_over(reading, token, set) != NULL;
}

/* Does a dependent of `token` that is an auxiliary, adverb, mark or adjective stand in `set`? */
static bool has_helper(const struct reading *reading, uint32_t token, enum read_set set)
{
    for (uint32_t child = reading->tree.first_child[token]; child != NO_TOKEN;
         child = reading->tree.next_child[child]) {
        enum relation relation = (enum relation)reading->document.tokens[child].relation;
        bool helper = relation == REL_AUX || relation == REL_AUX_PASS || relation == REL_COP ||
                      relation == REL_ADVMOD || relation == REL_MARK || relation == REL_AMOD || relation == REL_DET ||
                      relation == REL_COMPOUND;
        if (helper && covered(reading, child, set))
            return true;
    }
    return false;
}

bool aspect_negated(const struct reading *reading, uint32_t trigger)
{
    return has_helper(reading, trigger, SET_NEGATION);
}

static uint32_t helper_traits(const struct reading *reading, uint32_t token)
{
    uint32_t all = 0;
    for (uint32_t child = reading->tree.first_child[token]; child != NO_TOKEN;
         child = reading->tree.next_child[child]) {
        enum relation relation = (enum relation)reading->document.tokens[child].relation;
        if (relation == REL_AUX || relation == REL_AUX_PASS || relation == REL_COP)
            all |= reading_traits(reading, child);
        if (relation == REL_MARK)
            all |= reading_traits(reading, child) & TRAIT_TO;
    }
    return all;
}

/* "talks to resume", "talks due on Sunday": what is said behind the noun of something to come. */
static bool is_to_come(const struct reading *reading, uint32_t noun)
{
    for (uint32_t child = reading->tree.first_child[noun]; child != NO_TOKEN; child = reading->tree.next_child[child]) {
        enum relation relation = (enum relation)reading->document.tokens[child].relation;
        if (child > noun && (relation == REL_ACL || relation == REL_ACL_RELCL || relation == REL_AMOD) &&
            (covered(reading, child, SET_EXPECTED) ||
             (relation == REL_ACL && helper_traits(reading, child) & TRAIT_TO)))
            return true;
    }
    return false;
}

/* "They were to have met", "they would have met": they did not. */
static bool is_unfulfilled(const struct reading *reading, uint32_t token)
{
    uint32_t helpers = is_verb(reading, token) ? helper_traits(reading, token) : 0;
    return (helpers & TRAIT_HAVE) && has_helper(reading, token, SET_FUTURE_IN_PAST);
}

/* What a cue at the node itself says; STATUS_UNKNOWN if nothing. `own` tells that it is the event word itself. */
static enum event_status cue_at(const struct reading *reading, uint32_t token, bool own)
{
    bool negated = is_verb(reading, token) && aspect_negated(reading, token);
    if (own && (negated || is_unfulfilled(reading, token)))
        return STATUS_CANCELLED;
    if (covered(reading, token, SET_CANCEL) && !own)
        return negated ? STATUS_PLANNED : STATUS_CANCELLED;
    if (!own && (covered(reading, token, SET_REFUSE) || covered(reading, token, SET_FAIL_TO)))
        return STATUS_CANCELLED;
    if (!own && covered(reading, token, SET_ONGOING) &&
        tree_child(&reading->document, &reading->tree, token, REL_COP) != NO_TOKEN)
        return STATUS_ONGOING;
    if (!own && (covered(reading, token, SET_PLEDGE) || covered(reading, token, SET_WILLING) ||
                 covered(reading, token, SET_WISH)))
        return STATUS_POSSIBLE;
    if (has_helper(reading, token, SET_CANCELLED))
        return STATUS_CANCELLED;
    if (!own &&
        (covered(reading, token, SET_INVITE) || covered(reading, token, SET_URGE) || covered(reading, token, SET_HOPE)))
        return STATUS_POSSIBLE;
    if (has_helper(reading, token, SET_FUTURE))
        return STATUS_PLANNED;
    if (is_verb(reading, token) && has_helper(reading, token, SET_DOUBT))
        return STATUS_POSSIBLE;
    if ((!own || is_verb(reading, token)) && has_helper(reading, token, SET_FUTURE_IN_PAST))
        return STATUS_PLANNED;
    if (!own && (covered(reading, token, SET_EXPECTED) || covered(reading, token, SET_EXPECT) ||
                 covered(reading, token, SET_CONSENT)))
        return STATUS_PLANNED;
    if (is_verb(reading, token) && has_helper(reading, token, SET_MODAL))
        return STATUS_POSSIBLE;
    if (!is_verb(reading, token) && own && has_helper(reading, token, SET_DOUBT))
        return STATUS_POSSIBLE;
    if (!is_verb(reading, token) && (has_helper(reading, token, SET_PLANNED) || (own && is_to_come(reading, token))))
        return STATUS_PLANNED;
    if (!is_verb(reading, token) && has_helper(reading, token, SET_ONGOING))
        return STATUS_ONGOING;
    return STATUS_UNKNOWN;
}

/* What only the auxiliaries at the node say. */
static enum event_status outlook_at(const struct reading *reading, uint32_t token)
{
    if (has_helper(reading, token, SET_FUTURE) || has_helper(reading, token, SET_FUTURE_IN_PAST))
        return STATUS_PLANNED;
    return is_verb(reading, token) && has_helper(reading, token, SET_MODAL) ? STATUS_POSSIBLE : STATUS_UNKNOWN;
}

/* What the tense of a verb says. */
static enum event_status tense_at(const struct reading *reading, uint32_t token)
{
    uint32_t own = reading_traits(reading, token), helpers = helper_traits(reading, token);
    if (helpers & TRAIT_HAVE)
        return (own & TRAIT_GERUND) ? STATUS_ONGOING : STATUS_HELD;
    if (own & TRAIT_GERUND)
        return (helpers & TRAIT_BE) && !(helpers & TRAIT_PAST) ? STATUS_ONGOING
               : helpers & TRAIT_BE                            ? STATUS_HELD
                                                               : STATUS_UNKNOWN;
    if ((own & (TRAIT_PAST | TRAIT_PARTICIPLE)) || (helpers & TRAIT_PAST))
        return STATUS_HELD;
    if (helpers & TRAIT_TO)
        return STATUS_UNKNOWN;
    return STATUS_HELD;
}

/* "ready to sit down and talk": a bare verb joined to another is told as that one is. */
static bool shares_tense(const struct reading *reading, uint32_t verb)
{
    uint32_t own = reading_traits(reading, verb);
    return reading->document.tokens[verb].relation == REL_CONJ && !helper_traits(reading, verb) &&
           !(own & (TRAIT_PAST | TRAIT_PARTICIPLE | TRAIT_GERUND | TRAIT_FINITE)) &&
           tree_child(&reading->document, &reading->tree, verb, REL_NSUBJ) == NO_TOKEN;
}

/* Is the verb told for itself: finite, in a clause that another only stands beside ("since they met, he has ...")? */
static bool stands_alone(const struct reading *reading, uint32_t verb)
{
    enum relation relation = (enum relation)reading->document.tokens[verb].relation;
    uint32_t own = reading_traits(reading, verb), helpers = helper_traits(reading, verb);
    bool finite = is_verb(reading, verb) &&
                  ((own & TRAIT_PAST) || (helpers & (TRAIT_PAST | TRAIT_FINITE | TRAIT_HAVE))) && !(helpers & TRAIT_TO);
    return finite && (relation == REL_ADVCL || relation == REL_ACL_RELCL || relation == REL_CONJ);
}

/* "after meeting them", "after two days of talks": over, whatever is to come then. */
static bool is_over(const struct reading *reading, uint32_t token)
{
    enum relation relation = (enum relation)reading->document.tokens[token].relation;
    bool clause = relation == REL_ADVCL && is_verb(reading, token),
         phrase = relation == REL_OBL || relation == REL_NMOD;
    if (!clause && !phrase)
        return false;
    uint32_t word = tree_child(&reading->document, &reading->tree, token, clause ? REL_MARK : REL_CASE);
    return word != NO_TOKEN && covered(reading, word, SET_AFTER) && !(helper_traits(reading, token) & TRAIT_TO);
}

/* "At the summit they vowed ...": the scene of what the verb tells, which holds for the verb alone. */
static bool is_scene(const struct reading *reading, uint32_t noun)
{
    const struct token *at = &reading->document.tokens[noun];
    uint32_t word = tree_child(&reading->document, &reading->tree, noun, REL_CASE);
    return at->relation == REL_OBL && !is_verb(reading, noun) && word != NO_TOKEN && covered(reading, word, SET_WITHIN);
}

/* Upwards only through words that the event belongs to: governing verbs, and nouns for events. */
static bool goes_up(const struct reading *reading, uint32_t token)
{
    switch (reading->document.tokens[token].relation) {
    case REL_XCOMP: case REL_OBJ: case REL_NSUBJ: case REL_NSUBJ_PASS: case REL_OBL: case REL_NMOD: case REL_CONJ:
    case REL_ACL: case REL_ADVCL: case REL_APPOS: case REL_COMPOUND:
        return true;
    case REL_CCOMP:
        return covered(reading, reading->document.tokens[token].head, SET_HOPE);
    default:
        return false;
    }
}

/* "They pulled out of planned talks": what is called off, whatever else is told of it. */
static bool is_called_off(const struct reading *reading, uint32_t noun)
{
    const struct token *at = &reading->document.tokens[noun];
    bool under = at->relation == REL_OBJ || at->relation == REL_OBL || at->relation == REL_NSUBJ_PASS;
    return under && !is_verb(reading, noun) && at->head != NO_TOKEN && covered(reading, at->head, SET_CANCEL) &&
           !aspect_negated(reading, at->head);
}

/* "is due back, having visited them": done, whatever is told beside it. */
static bool is_done(const struct reading *reading, uint32_t verb)
{
    uint32_t helpers = helper_traits(reading, verb);
    return is_verb(reading, verb) && reading->document.tokens[verb].relation == REL_ADVCL && (helpers & TRAIT_HAVE) &&
           (helpers & TRAIT_GERUND);
}

/* The status, and whether a cue word tells it rather than the tense of whatever clause the trigger stands in. */
static enum event_status find_aspect(const struct reading *reading, uint32_t trigger, bool *cued)
{
    *cued = true;
    if (is_called_off(reading, trigger))
        return STATUS_CANCELLED;
    enum event_status tense = STATUS_UNKNOWN;
    uint32_t token = trigger;
    bool infinitive = false, scene = false;
    for (int height = 0; height < HIGHEST && token != NO_TOKEN; height++) {
        enum event_status cue = scene ? outlook_at(reading, token) : cue_at(reading, token, token == trigger);
        if (cue != STATUS_UNKNOWN)
            return cue;
        if (token == trigger && is_done(reading, token))
            return STATUS_HELD;
        if (is_verb(reading, token) && tense == STATUS_UNKNOWN && !shares_tense(reading, token)) {
            tense = tense_at(reading, token);
            infinitive = infinitive || (helper_traits(reading, token) & TRAIT_TO);
        }
        if (tense != STATUS_UNKNOWN && !infinitive && token != trigger)
            break;
        if (is_over(reading, token))
            return STATUS_HELD;
        if (!goes_up(reading, token) || stands_alone(reading, token))
            break;
        if (infinitive && reading->document.tokens[token].relation == REL_ACL) {
            uint32_t noun = reading->document.tokens[token].head;
            if (is_called_off(reading, noun))
                return STATUS_CANCELLED; /* "scrapped plans to meet" */
            if (!has_helper(reading, noun, SET_UNIQUE))
                return STATUS_POSSIBLE; /* "an agreement to meet" */
            infinitive = false; /* "was the first to visit" */
            tense = STATUS_UNKNOWN;
        }
        scene = is_scene(reading, token);
        token = reading->document.tokens[token].head;
    }
    *cued = scene;
    if (tense == STATUS_UNKNOWN)
        return infinitive ? STATUS_PLANNED : STATUS_HELD;
    return tense;
}

enum event_status aspect_of(const struct reading *reading, uint32_t trigger)
{
    bool cued;
    return find_aspect(reading, trigger, &cued);
}

bool aspect_is_told(const struct reading *reading, const struct frame *frame)
{
    bool cued;
    find_aspect(reading, frame->trigger, &cued);
    return cued || is_verb(reading, frame->trigger) ||
           !str_equal(frame_word(frame, "status"), STR("aspect"));
}

bool aspect_told(const struct reading *reading, uint32_t verb)
{
    uint32_t own = reading_traits(reading, verb), helpers = helper_traits(reading, verb);
    bool finite = (own & (TRAIT_FINITE | TRAIT_PAST | TRAIT_PARTICIPLE)) ||
                  ((own & TRAIT_GERUND) && (helpers & TRAIT_BE));
    return finite && !(helpers & (TRAIT_TO | TRAIT_MODAL));
}

bool aspect_denied(const struct reading *reading, uint32_t verb, bool ever)
{
    return is_verb(reading, verb) && aspect_negated(reading, verb) &&
           (ever || !has_helper(reading, verb, SET_FUTURE)) &&
           !(helper_traits(reading, verb) & TRAIT_PAST);
}

bool aspect_disowned(const struct reading *reading, uint32_t verb)
{
    const struct token *tokens = reading->document.tokens;
    bool clause = false;
    for (int height = 0; height < HIGHEST_DENIAL && verb != NO_TOKEN; height++) {
        enum relation relation = (enum relation)tokens[verb].relation;
        clause = clause || relation == REL_CCOMP || relation == REL_XCOMP || relation == REL_ACL;
        if (!clause && relation != REL_CONJ && relation != REL_OBJ)
            return false;
        verb = tokens[verb].head;
        if (clause && verb != NO_TOKEN && reading_mark_over(reading, verb, SET_DENIAL))
            return true;
    }
    return false;
}

/* "They have resumed talks": what has begun goes on. */
static bool has_begun(const struct reading *reading, uint32_t verb)
{
    uint32_t helpers = helper_traits(reading, verb);
    bool goes_on = covered(reading, verb, SET_RESUME) || covered(reading, verb, SET_CONTINUE);
    return goes_on && (helpers & TRAIT_HAVE) && !(helpers & TRAIT_PAST);
}

/* The status of what a verb calls off, which itself has that aspect: "called off talks", "may call off talks". */
static enum event_status status_without(const struct reading *reading, uint32_t verb, enum event_status aspect)
{
    if (aspect_negated(reading, verb))
        return STATUS_POSSIBLE;
    bool decided = reading->document.tokens[verb].relation == REL_ACL; /* "his decision to call off talks" */
    return aspect == STATUS_POSSIBLE && !decided ? STATUS_PLANNED : STATUS_CANCELLED;
}

enum event_status aspect_of_frame(const struct reading *reading, const struct frame *frame)
{
    int status = record_name(event_status_names, STATUS_COUNT, frame_word(frame, "status"));
    if (status > 0)
        return (enum event_status)status;
    const struct capture *noun = frame_capture(frame, "noun", 0);
    enum event_status aspect = aspect_of(reading, frame->trigger);
    if (noun && covered(reading, frame->trigger, SET_CANCEL))
        return status_without(reading, frame->trigger, aspect);
    return aspect == STATUS_HELD && has_begun(reading, frame->trigger) ? STATUS_ONGOING : aspect;
}
