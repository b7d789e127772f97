/* position.c - what actors want, offer, accept or refuse: frames position(holder, stance, text).
 *
 * Input: frames of data/en/rules/position*.txt. Output: record->positions, one for each conjoined holder and thing
 * wanted; the evidence is exactly the words naming it. A rule without a holder means whoever is cited; one whose text
 * is its trigger means the clause of that verb. What names nothing that sides negotiate or fight about (class
 * position-matter, the issues, talks and proposals) is left out. Invariant: of one holder no two positions share a
 * word. */
#include "read/aspect.h"

enum {
    MOST_CONJUNCTS = 16,
    LONGEST_TEXT = 40,
    SHORTEST_TEXT = 2,
    SHORTEST_BARE = 3,
    MOST_RECENT_POSITIONS = 16,
    DEEPEST_CONDITION = 2,
    HIGHEST_DOUBT = 3
};

struct positions {
    struct reading *reading;
    const struct frame *frame;
    enum stance stance;
    bool own; /* the text is what the trigger itself says: "would not attend the talks" */
    struct actor_list holders;
};

static bool stance_named(struct str name, enum stance *stance)
{
    int place = record_name(stance_names, STANCE_COUNT, name);
    *stance = (enum stance)(place < 0 ? 0 : place);
    return place >= 0;
}

/* "an end to the blockade on Gaza": the phrases behind belong to it, also where the tree hangs them elsewhere. */
static uint32_t with_phrases(const struct reading *reading, uint32_t head, uint32_t last)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t end = reading->document.sentences[tokens[head].sentence].last;
    if (last >= end || tokens[head].tag == TAG_VERB || tokens[last].tag != TAG_ADP)
        return last;
    uint32_t next = last;
    while (next < end && next - last < LONGEST_TEXT &&
           !mentions_over(&reading->mentions, MENTION_DATE, next + 1 < end ? next + 1 : next)) {
        enum tag tag = (enum tag)tokens[next].tag;
        if (tag != TAG_ADP && tag != TAG_DET && tag != TAG_ADJ && tag != TAG_NOUN && tag != TAG_PROPN &&
            tag != TAG_NUM && tag != TAG_PART)
            break;
        next++;
    }
    return tokens[next - 1].tag == TAG_ADP ? last : next;
}

/* Before ", which …", ", 39 of whom …": what a comma sets off only tells more. */
static uint32_t before_relative(const struct reading *reading, uint32_t head, uint32_t last)
{
    const struct document *document = &reading->document;
    for (uint32_t token = head + 1; token + 1 < last; token++)
        for (uint32_t next = token + 1; token_is(document, token, ",") && next < last && next <= token + 3; next++)
            if (reading_traits(reading, next) & TRAIT_WH)
                return token;
    return last;
}

/* Without the preposition, "to" or "that" it begins with and the marks it ends with. */
static bool trim_text(const struct positions *positions, const struct capture *text, uint32_t *first, uint32_t *last)
{
    const struct reading *reading = positions->reading;
    const struct token *tokens = reading->document.tokens;
    *first = text->first;
    *last = with_phrases(reading, text->head, text->last);
    while (*first < text->head && (tokens[*first].relation == REL_CASE || tokens[*first].relation == REL_MARK ||
                                   tokens[*first].tag == TAG_CCONJ || (tokens[*first].flags & TOKEN_PUNCT)))
        ++*first;
    *last = before_relative(reading, text->head, *last);
    while (*last > *first && (tokens[*last - 1].flags & TOKEN_PUNCT))
        --*last;
    if (reading_traits(reading, *first) & TRAIT_WH)
        return false; /* "under | which Israel would leave Sinai" */
    bool refused = positions->stance == STANCE_REJECTS && tokens[text->head].tag == TAG_VERB;
    uint32_t least = refused ? 1 : SHORTEST_TEXT;
    return *last >= *first + least && *last - *first <= LONGEST_TEXT && tokens[text->head].tag != TAG_PRON;
}

/* Does the holder have a position already that says or shares words with these, or is it only wanted of him: "X wants Y
 * to accept T"? */
static bool is_known(const struct reading *reading, const struct position *position)
{
    const struct record *record = reading->record;
    bool wanted = position->stance == STANCE_DEMANDS;
    size_t count = record->positions.count, first = count > MOST_RECENT_POSITIONS ? count - MOST_RECENT_POSITIONS : 0;
    for (size_t i = first; i < count; i++) {
        const struct position *other = &record->positions.items[i];
        bool same = other->holder == position->holder;
        bool asked = !wanted && (other->stance == STANCE_DEMANDS || other->stance == STANCE_CONDITIONS);
        if (same && other->stance == position->stance &&
            reading_same_words(reading, &other->evidence, &position->evidence))
            return true;
        if ((same || asked) && other->evidence.start < position->evidence.end &&
            position->evidence.start < other->evidence.end)
            return true;
    }
    return false;
}

/* "without a list", "only after a withdrawal": what a phrase makes a condition of. */
static bool is_proviso(const struct reading *reading, uint32_t child)
{
    return reading->document.tokens[child].relation == REL_OBL && reading_has_child(reading, child, REL_CASE, SET_PROVISO);
}

/* "until …", "unless …", "before …" behind the verb or the infinitive under it. */
static bool has_condition(const struct reading *reading, uint32_t verb, int depth)
{
    const struct token *tokens = reading->document.tokens;
    for (uint32_t child = reading->tree.first_child[verb]; child != NO_TOKEN; child = reading->tree.next_child[child])
        if (is_proviso(reading, child) ||
            (tokens[child].relation == REL_ADVCL && reading_has_child(reading, child, REL_MARK, SET_CONDITION) &&
             (child > verb || tree_child(&reading->document, &reading->tree, child, REL_NSUBJ) != NO_TOKEN)) ||
            ((tokens[child].relation == REL_XCOMP || tokens[child].relation == REL_CCOMP ||
              tokens[child].relation == REL_ADVMOD) && depth < DEEPEST_CONDITION &&
             has_condition(reading, child, depth + 1)))
            return true;
    return false;
}

/* "which should lead to less violence", "what must be done": nothing is named. */
static bool is_relative(const struct reading *reading, uint32_t verb)
{
    uint32_t subject = tree_child(&reading->document, &reading->tree, verb, REL_NSUBJ);
    if (subject == NO_TOKEN)
        subject = tree_child(&reading->document, &reading->tree, verb, REL_NSUBJ_PASS);
    return subject != NO_TOKEN &&
           (reading_traits(reading, subject) & TRAIT_WH);
}

static bool is_infinitive(const struct reading *reading, uint32_t verb)
{
    uint32_t mark = tree_child(&reading->document, &reading->tree, verb, REL_MARK);
    for (uint32_t child = reading->tree.first_child[verb]; mark != NO_TOKEN && child != NO_TOKEN;
         child = reading->tree.next_child[child])
        if (reading->document.tokens[child].relation == REL_MARK &&
            (reading_traits(reading, child) & TRAIT_TO))
            return true;
    return false;
}

/* A verb that makes a clause of its own, by its form or that of its auxiliary. */
static bool is_finite(const struct reading *reading, uint32_t verb)
{
    uint32_t traits = reading_traits(reading, verb);
    for (uint32_t child = reading->tree.first_child[verb]; child != NO_TOKEN; child = reading->tree.next_child[child])
        if (reading->document.tokens[child].relation == REL_AUX)
            traits |= reading_traits(reading, child);
    return traits & TRAIT_FINITE;
}

/* "must be signed | and accused Egypt": what is done to something has no object. */
static bool has_object_in_passive(const struct reading *reading, uint32_t head, uint32_t child)
{
    const struct document *document = &reading->document;
    return tree_child(document, &reading->tree, head, REL_AUX_PASS) != NO_TOKEN &&
           tree_child(document, &reading->tree, child, REL_AUX_PASS) == NO_TOKEN &&
           tree_child(document, &reading->tree, child, REL_OBJ) != NO_TOKEN;
}

/* "to sign a treaty | and accused Egypt": conjoined with the infinitive by mistake. An infinitive has no past form
 * beside it, whatever that may be besides. */
static bool is_apart(const struct reading *reading, uint32_t head, uint32_t child)
{
    const struct token *tokens = reading->document.tokens;
    if (tokens[child].relation != REL_CONJ || tokens[child].tag != TAG_VERB)
        return false;
    bool past = (reading_traits(reading, child) & (TRAIT_PAST | TRAIT_PARTICIPLE)) &&
                tree_child(&reading->document, &reading->tree, child, REL_AUX) == NO_TOKEN &&
                tree_child(&reading->document, &reading->tree, child, REL_AUX_PASS) == NO_TOKEN;
    return ((reading_traits(reading, head) & TRAIT_BASE) && (is_finite(reading, child) || past)) ||
           has_object_in_passive(reading, head, child);
}

/* Before a clause that tells when or why, which is not part of what is wanted: "leave Sinai | as he arrived". */
static uint32_t before_aside(const struct reading *reading, const struct capture *text)
{
    const struct token *tokens = reading->document.tokens;
    for (uint32_t child = reading->tree.first_child[text->head]; child != NO_TOKEN;
         child = reading->tree.next_child[child]) {
        uint32_t first = reading->tree.left[child];
        bool told = tokens[child].relation == REL_ADVCL && tokens[first].relation == REL_MARK &&
                    tree_child(&reading->document, &reading->tree, child, REL_NSUBJ) != NO_TOKEN;
        bool aside = told && !reading_has_child(reading, child, REL_MARK, SET_CONDITION);
        while (first > text->head + 1 && !aside && tokens[first - 1].flags & TOKEN_PUNCT)
            first--;
        if ((aside || is_apart(reading, text->head, child)) && first > text->head && first < text->last)
            return first;
    }
    return text->last;
}

/* A clause that only goes along with the verb: "called for restraint, saying …", "urged calm as talks resumed". */
static bool is_aside(const struct reading *reading, const struct capture *text, const struct rule *rule)
{
    const struct token *tokens = reading->document.tokens;
    bool cited = !rule_argument(rule, "holder");
    if (tokens[text->head].tag == TAG_VERB &&
        (is_relative(reading, text->head) || (cited && tokens[text->head].relation == REL_ACL_RELCL)))
        return true;
    if (tokens[text->head].relation != REL_ADVCL)
        return false;
    bool comma = text->first > 0 && ((tokens[text->first - 1].flags | tokens[text->first].flags) & TOKEN_PUNCT);
    return comma || (!is_infinitive(reading, text->head) &&
                     (reading_has_child(reading, text->head, REL_MARK, SET_ASIDE) ||
                      tree_child(&reading->document, &reading->tree, text->head, REL_NSUBJ) != NO_TOKEN));
}

/* Does the text name something that can be wanted or refused? Not an actor alone, an accusation, or "to comment". */
static bool is_matter(const struct reading *reading, const struct capture *text)
{
    const struct mention *mention = mentions_over(&reading->mentions, MENTION_ACTOR, text->head);
    bool person = mention && mention->last > text->head && mention->first <= text->head;
    bool open = reading_traits(reading, text->first) & TRAIT_WH;
    return !person && !open && !reading_mark_over(reading, text->head, SET_ACCUSATION) &&
           !reading_mark_over(reading, text->head, SET_REMARK) &&
           !reading_mark_over(reading, text->head, SET_PEOPLE) &&
           !mentions_over(&reading->mentions, MENTION_DATE, text->head);
}

/* Is one of the words about what sides negotiate or fight about? Not in "move forward", "control the narrative". */
static bool is_topical(const struct reading *reading, uint32_t first, uint32_t last)
{
    static const enum read_set sets[] = {SET_MATTER, SET_ISSUE, SET_TALKS, SET_ON_TABLE, SET_PROPOSAL, SET_MEETING};
    for (uint32_t token = first; token < last; token++)
        for (size_t s = 0; s < sizeof sets / sizeof *sets; s++)
            if (reading_mark_over(reading, token, sets[s]))
                return true;
    return false;
}

/* "the talks must not be | held in public": what it is about may stand before. */
static uint32_t subject_first(const struct reading *reading, uint32_t head, uint32_t first)
{
    return reading->tree.left[head] < first ? reading->tree.left[head] : first;
}

/* Somebody of whom no side is told only comments. */
static bool takes_sides(const struct reading *reading, uint32_t holder)
{
    const struct actor *actor = &reading->record->actors.items[holder];
    return actor->kind != ACTOR_OUTLET;
}

static void add_positions(const struct positions *positions, uint32_t first, uint32_t last)
{
    struct reading *reading = positions->reading;
    struct position position = {.stance = positions->stance,
                                .evidence = reading_evidence(reading, first, last, positions->frame->rule->name)};
    for (size_t h = 0; h < positions->holders.count; h++) {
        position.holder = positions->holders.items[h];
        if (takes_sides(reading, position.holder) && !is_known(reading, &position))
            *ARENA_PUSH(reading->arena, reading->record->positions) = position;
    }
}

/* Is the conjunct a thing of its own, "an end to the siege and the release of prisoners"? Not so where it shares what
 * stands before the first: "a full ceasefire and pullback of forces". */
static bool stands_alone(const struct reading *reading, uint32_t child)
{
    const struct tree *tree = &reading->tree;
    if (reading->document.tokens[child].tag == TAG_VERB ||
        tree_child(&reading->document, tree, child, REL_DET) != NO_TOKEN ||
        tree_child(&reading->document, tree, child, REL_NMOD_POSS) != NO_TOKEN)
        return true;
    uint32_t head = reading->document.tokens[child].head;
    return head != NO_TOKEN && tree_child(&reading->document, tree, head, REL_DET) == NO_TOKEN &&
           tree->right[child] >= child + SHORTEST_BARE;
}

/* The next thing conjoined with the head behind `from`: "a ceasefire, a withdrawal and an exchange" are three. */
static uint32_t next_conjunct(const struct reading *reading, const struct capture *text, uint32_t from)
{
    const struct token *tokens = reading->document.tokens;
    bool verb = tokens[text->head].tag == TAG_VERB;
    for (uint32_t child = reading->tree.first_child[text->head]; child != NO_TOKEN;
         child = reading->tree.next_child[child]) {
        bool conjunct = tokens[child].relation == REL_CONJ ||
                        (tokens[child].relation == REL_APPOS && reading->tree.left[child] > text->head + 1);
        bool alike = verb ? tokens[child].tag == TAG_VERB && !is_apart(reading, text->head, child)
                          : tokens[child].tag == TAG_NOUN || tokens[child].tag == TAG_PROPN;
        if (child > from && child < text->last && conjunct && alike && stands_alone(reading, child) &&
            reading->tree.left[child] > (verb ? text->head : text->first) + 1)
            return child;
    }
    return NO_TOKEN;
}

/* One position for each thing conjoined in the text. */
static void read_text(const struct positions *positions, const struct capture *text)
{
    const struct reading *reading = positions->reading;
    struct capture part = *text;
    uint32_t first, last;
    for (unsigned seen = 0; seen < MOST_CONJUNCTS; seen++) {
        uint32_t next = positions->stance == STANCE_CONDITIONS ? (uint32_t)NO_TOKEN
                                                               : next_conjunct(reading, text, part.head);
        if (next != NO_TOKEN)
            part.last = reading->tree.left[next];
        while (next != NO_TOKEN && part.last > part.first + 1 &&
               (reading->document.tokens[part.last - 1].tag == TAG_CCONJ ||
                (reading->document.tokens[part.last - 1].flags & TOKEN_PUNCT)))
            part.last--;
        if (is_matter(reading, &part) && trim_text(positions, &part, &first, &last) &&
            is_topical(reading, subject_first(reading, part.head, first), last))
            add_positions(positions, first, last);
        if (next == NO_TOKEN)
            return;
        part = (struct capture){.first = reading->tree.left[next], .last = text->last, .head = next, .filled = true};
    }
}

static bool same_side(const struct reading *reading, uint32_t a, uint32_t b)
{
    const struct actor *one = &reading->record->actors.items[a], *other = &reading->record->actors.items[b];
    return a == b || (one->party.len && str_equal(one->party, other->party));
}

static bool is_person(const struct reading *reading, uint32_t actor)
{
    return reading->record->actors.items[actor].kind == ACTOR_PERSON;
}

/* Of what it will do only the holder itself can tell: "Sadat said Egypt would sign", not "… Israel would sign"; and
 * who says so is the holder. */
static bool is_told_by_other(struct positions *positions)
{
    const struct reading *reading = positions->reading;
    struct actor_list cited = {0};
    cited_actors(reading, positions->frame->trigger, &cited);
    bool same = false;
    for (size_t c = 0; c < cited.count && !same; c++)
        for (size_t h = 0; h < positions->holders.count && !same; h++)
            same = same_side(reading, cited.items[c], positions->holders.items[h]);
    if (same && cited.count == 1 && positions->holders.count == 1 &&
        !is_person(reading, positions->holders.items[0]))
        positions->holders = cited;
    bool foreseen = positions->stance == STANCE_OFFERS ||
                    (positions->stance == STANCE_CONDITIONS && !aspect_negated(reading, positions->frame->trigger));
    return !same && (cited.count > 0 || !positions->own || foreseen);
}

/* "will sign", "might accept": what somebody is going to do. */
static bool is_foretold(const struct positions *positions)
{
    bool answer = positions->stance != STANCE_DEMANDS;
    return answer && (positions->own || reading_has_child(positions->reading, positions->frame->trigger, REL_AUX, SET_MODAL));
}

static void read_holders(struct positions *positions)
{
    const struct reading *reading = positions->reading;
    const struct capture *holder = frame_capture(positions->frame, "holder", 0);
    bool cited = !holder && !rule_argument(positions->frame->rule, "holder");
    if (cited || (holder && reading_is_self(reading, holder->head)))
        cited_actors(reading, positions->frame->trigger, &positions->holders);
    else if (holder && !reading_mark_over(reading, holder->head, SET_OUTSIDER))
        reading_actors(reading, holder->head, &positions->holders);
    if (holder && holder->mark && !positions->holders.count)
        statement_authors(reading, holder->head, &positions->holders);
}

/* From the first to the last thing that the rule names as the text; of the trigger's own clause all. */
static bool text_of(const struct positions *positions, struct capture *text)
{
    const struct capture *first = frame_capture(positions->frame, "text", 0),
                         *second = frame_capture(positions->frame, "text", 1);
    if (!first)
        return false;
    *text = second ? *second : *first;
    if (first->first < text->first)
        text->first = first->first;
    if (positions->own) {
        text->first = positions->reading->tree.left[text->head];
        text->last = clause_end(&positions->reading->context, text->head);
    }
    uint32_t own = positions->reading->tree.left[positions->frame->trigger];
    if (positions->frame->trigger > text->head && own > text->head && own < text->last)
        text->last = own; /* "the truce | that they rejected" */
    return true;
}

/* "no party should leave", "no one must know": what nobody shall do is refused. */
static bool is_nobody(const struct reading *reading, uint32_t verb)
{
    uint32_t subject = tree_child(&reading->document, &reading->tree, verb, REL_NSUBJ);
    if (subject == NO_TOKEN)
        subject = tree_child(&reading->document, &reading->tree, verb, REL_NSUBJ_PASS);
    return subject != NO_TOKEN && (reading_mark_over(reading, subject, SET_NEGATION) ||
                                   reading_has_child(reading, subject, REL_DET, SET_NEGATION));
}

/* What a negated word says: who does not accept or want something refuses it, and who will not rule it out accepts it.
 * False: nothing. */
static bool deny(struct positions *positions, const struct capture *text)
{
    const struct reading *reading = positions->reading;
    uint32_t trigger = positions->frame->trigger;
    bool clause = reading->document.tokens[text->head].tag == TAG_VERB;
    bool must = reading->document.tokens[trigger].tag == TAG_AUX;
    bool infinitive = reading->document.tokens[text->head].relation != REL_CCOMP || must;
    if (positions->own || positions->stance == STANCE_CONDITIONS)
        return true;
    bool trigger_denied = aspect_negated(reading, trigger);
    bool text_denied = infinitive && clause &&
                       (aspect_negated(reading, text->head) || (must && is_nobody(reading, text->head)));
    if (!trigger_denied && !text_denied)
        return true;
    if (positions->stance == STANCE_REJECTS) {
        positions->stance = STANCE_ACCEPTS;
        return trigger_denied && !text_denied && reading_has_child(reading, trigger, REL_AUX, SET_MODAL);
    }
    bool bound = positions->stance == STANCE_ACCEPTS || positions->stance == STANCE_OFFERS;
    if (bound && text_denied && !trigger_denied)
        return true; /* "agreed not to raise tariffs" */
    positions->stance = STANCE_REJECTS;
    return trigger_denied != text_denied;
}

/* The verb to which a clause of condition belongs; behind "as long as" it hangs on "long". */
static uint32_t above_condition(const struct reading *reading, uint32_t clause)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t head = tokens[clause].head;
    return tokens[head].tag == TAG_ADV && tokens[head].head != NO_TOKEN ? tokens[head].head : head;
}

/* "must leave before talks begin", "would not come until it got a list": the whole clause is a condition. Where a
 * rule names the clause behind "until", the one above it is meant. */
static bool find_condition(struct positions *positions, struct capture *text)
{
    const struct reading *reading = positions->reading;
    uint32_t verb = text->head, trigger = positions->frame->trigger;
    bool must = reading->document.tokens[trigger].tag == TAG_AUX, clause = positions->own || must;
    bool behind = positions->stance == STANCE_CONDITIONS && reading->document.tokens[verb].relation == REL_ADVCL;
    bool bound = !clause && positions->stance != STANCE_CONDITIONS && positions->stance != STANCE_DEMANDS &&
                 has_condition(reading, trigger, 0);
    if (!behind && positions->stance == STANCE_CONDITIONS && reading->document.tokens[trigger].relation == REL_MARK)
        return false; /* "we will see if they leave" */
    if (behind)
        verb = above_condition(reading, verb);
    else if (bound)
        verb = trigger;
    else if (!clause || !(has_condition(reading, verb, 0) ||
                          (must && reading_has_child(reading, verb, REL_ADVMOD, SET_FIRST_STEP))))
        return positions->stance != STANCE_CONDITIONS || !positions->own;
    *text = (struct capture){.first = reading->tree.left[verb],
                             .last = clause_end(&reading->context, verb), .head = verb, .filled = true};
    bool told = !reading_has_child(reading, verb, REL_AUX, SET_MODAL) && positions->stance == STANCE_CONDITIONS && behind;
    positions->stance = STANCE_CONDITIONS;
    return !told;
}

/* "insists that its programme is peaceful": what somebody maintains to be so is not wanted. */
static bool is_claim(const struct reading *reading, uint32_t trigger, uint32_t verb)
{
    const struct token *tokens = reading->document.tokens;
    if (tokens[verb].relation != REL_CCOMP || !reading_mark_over(reading, trigger, SET_MAINTAIN))
        return false;
    for (uint32_t child = reading->tree.first_child[verb]; child != NO_TOKEN; child = reading->tree.next_child[child])
        if (tokens[child].tag == TAG_AUX)
            return (reading_traits(reading, child) & TRAIT_FINITE) && !reading_mark_over(reading, child, SET_MUST);
    return false;
}

/* Is what the verb or adjective tells only thought of: "no sign that it accepts", "if he shows he is ready"? */
static bool is_doubted(const struct reading *reading, uint32_t verb)
{
    const struct token *tokens = reading->document.tokens;
    for (int height = 0; height < HIGHEST_DOUBT; height++) {
        enum relation relation = (enum relation)tokens[verb].relation;
        uint32_t above = tokens[verb].head;
        bool inside = relation == REL_CCOMP || relation == REL_ACL || relation == REL_CONJ || relation == REL_XCOMP;
        if (!inside || above == NO_TOKEN)
            return false;
        if (relation != REL_CONJ && !reading_mark_over(reading, above, SET_SPEECH) &&
            (reading_has_child(reading, above, REL_MARK, SET_DOUBT) ||
             reading_has_child(reading, above, REL_DET, SET_NEGATION) ||
             reading_mark_over(reading, above, SET_UNSURE)))
            return true;
        verb = above;
    }
    return false;
}

/* "Israel's campaign, launched after the raid": a participle tells what was done, not what is wanted. */
static bool is_done(const struct reading *reading, uint32_t verb)
{
    return reading->document.tokens[verb].relation == REL_ACL && (reading_traits(reading, verb) & TRAIT_PARTICIPLE) &&
           !is_infinitive(reading, verb);
}

/* Is it told that the holder takes the position? Not in "whether it accepts", nor where it is only wanted of it. */
static bool is_taken(const struct positions *positions)
{
    const struct reading *reading = positions->reading;
    uint32_t trigger = positions->frame->trigger, verb = trigger;
    const struct token *tokens = reading->document.tokens;
    const struct capture *text = frame_capture(positions->frame, "text", 0);
    if (reading_has_child(reading, trigger, REL_MARK, SET_DOUBT) || is_doubted(reading, trigger) ||
        (text && (is_claim(reading, trigger, text->head) || is_done(reading, text->head))) ||
        (positions->own && is_relative(reading, trigger)))
        return false;
    if (tokens[trigger].relation == REL_OBJ)
        verb = tokens[trigger].head;
    bool wanted = positions->stance != STANCE_DEMANDS && positions->stance != STANCE_CONDITIONS;
    uint32_t above = tokens[verb].head;
    bool told = above != NO_TOKEN && (reading_mark_over(reading, above, SET_SPEECH) ||
                                      reading_mark_over(reading, above, SET_EXPECT));
    return !wanted || told || positions->own || tokens[verb].tag != TAG_VERB || !is_infinitive(reading, verb);
}

/* "that any deal must include a truce": what it must include is wanted. */
static void look_inside(const struct positions *positions, struct capture *text)
{
    const struct reading *reading = positions->reading;
    uint32_t object = tree_child(&reading->document, &reading->tree, text->head, REL_OBJ);
    if (positions->own || positions->stance != STANCE_DEMANDS || object == NO_TOKEN ||
        !reading_mark_over(reading, text->head, SET_CONTAIN) || !reading_has_child(reading, text->head, REL_AUX, SET_MODAL))
        return;
    *text = (struct capture){.first = reading->tree.left[object],
                             .last = clause_end(&reading->context, object), .head = object, .filled = true};
}

/* "a full withdrawal | rather than | new talks": what stands behind is not wanted. False where there is nothing
 * such. */
static bool split_contrast(const struct reading *reading, struct capture *wanted, struct capture *unwanted)
{
    const struct token *tokens = reading->document.tokens;
    for (uint32_t token = wanted->head + 1; token < wanted->last; token++) {
        uint32_t head = tokens[token].head;
        const struct mark *mark = reading_mark(reading, token, SET_INSTEAD_OF);
        if (!mark || head == NO_TOKEN || head < mark->last || head >= wanted->last)
            continue;
        uint32_t end = reading->tree.right[head];
        *unwanted = (struct capture){.first = mark->last, .last = end < wanted->last ? end : wanted->last, .head = head,
                                     .filled = true};
        wanted->last = token;
        return true;
    }
    return false;
}

/* What is wanted, and what is not. */
static void read_texts(struct positions *positions, struct capture *text)
{
    struct capture unwanted;
    bool split = positions->stance == STANCE_DEMANDS && split_contrast(positions->reading, text, &unwanted);
    read_text(positions, text);
    positions->stance = split ? STANCE_REJECTS : positions->stance;
    if (split)
        read_text(positions, &unwanted);
}

static bool is_subject_of(const struct reading *reading, uint32_t noun, uint32_t verb)
{
    const struct token *token = &reading->document.tokens[noun];
    return token->head == verb && token->relation == REL_NSUBJ;
}

static void read_position(struct positions *positions)
{
    const struct reading *reading = positions->reading;
    const struct capture *named = frame_capture(positions->frame, "text", 0);
    struct capture text;
    positions->own = named && named->head == positions->frame->trigger;
    if (!text_of(positions, &text) || !is_taken(positions) ||
        (positions->stance != STANCE_CONDITIONS && is_aside(reading, &text, positions->frame->rule)) ||
        !deny(positions, &text) || !find_condition(positions, &text))
        return;
    bool from_verb = positions->stance != STANCE_DEMANDS && positions->stance != STANCE_CONDITIONS;
    bool subject = is_subject_of(reading, positions->frame->trigger, text.head);
    if (subject && tree_child(&reading->document, &reading->tree, text.head, REL_COP) == NO_TOKEN)
        return;
    if (subject)
        text.first = text.head; /* "its aim is | to sign a treaty" */
    if (from_verb && (positions->own || (positions->stance == STANCE_REJECTS && aspect_negated(reading, text.head))))
        text.first = text.head;
    bool given = positions->stance == STANCE_ACCEPTS || positions->stance == STANCE_OFFERS;
    if (positions->own && given && !attribution_over(reading, text.head))
        return; /* only foreseen */
    look_inside(positions, &text);
    text.last = before_aside(reading, &text);
    read_holders(positions);
    if (!is_foretold(positions) || !is_told_by_other(positions))
        read_texts(positions, &text);
}

void position_read(struct reading *reading)
{
    for (size_t i = 0; i < reading->frames.count; i++) {
        struct positions positions = {.reading = reading, .frame = &reading->frames.items[i]};
        if (str_equal(positions.frame->rule->frame, STR("position")) &&
            stance_named(frame_word(positions.frame, "stance"), &positions.stance))
            read_position(&positions);
    }
}
