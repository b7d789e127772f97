/* table.c - see table.h. */
#include "read/table.h"

#include "read/contact.h"
#include "read/term.h"
#include "text/token.h"

enum {
    MOST_COMPARED = 64,
    LONGEST_WORD = 64,
    LONGEST_NAME = 8,
    LONGEST_QUOTE = 24,
    SHORTEST_QUOTE = 2,
    FARTHEST_SENTENCE = 3
};

/* The words of a frame that stand for a proposal: the noun captured, or the trigger. */
struct noun {
    uint32_t first, last, head;
    bool captured;
};

static struct noun noun_of(const struct frame *frame)
{
    const struct capture *noun = frame_capture(frame, "noun", 0);
    return noun ? (struct noun){noun->first, noun->last, noun->head, true}
                : (struct noun){frame->trigger_first, frame->trigger_last, frame->trigger, false};
}

static enum thing_kind kind_of(const struct reading *reading, const struct noun *noun)
{
    if (reading_mark_over(reading, noun->head, SET_INVITATION) || reading_mark_over(reading, noun->head, SET_INVITE))
        return THING_INVITATION;
    if (reading_mark_over(reading, noun->head, SET_OFFER))
        return THING_OFFER;
    if (reading_mark_over(reading, noun->head, SET_TERMS))
        return THING_TERMS;
    return reading_mark_over(reading, noun->head, SET_ON_TABLE) ? THING_DEAL : THING_NONE;
}

struct table table_new(struct reading *reading, const struct process *process)
{
    size_t count = reading->document.token_count + 1;
    return (struct table){.reading = reading,
                          .process = process,
                          .proposal_at = ARENA_NEW(reading->arena, uint32_t, count),
                          .makers_at = ARENA_NEW(reading->arena, uint32_t, count)};
}

void table_add_makers(struct table *table, const struct frame *frame, const struct actor_list *actors)
{
    uint32_t *at = &table->makers_at[noun_of(frame).first];
    if (!*at) {
        *ARENA_PUSH(table->reading->arena, table->makers) = (struct actor_list){0};
        *at = (uint32_t)table->makers.count;
    }
    reading_add_parties(table->reading, &table->makers.items[*at - 1], actors);
}

bool table_has_makers(const struct table *table, const struct frame *frame)
{
    return table->makers_at[noun_of(frame).first] != 0;
}

static bool leads(const struct token *token)
{
    return (token->flags & TOKEN_PUNCT) || token->relation == REL_CASE || token->tag == TAG_ADP ||
           token->tag == TAG_SCONJ || token->tag == TAG_CCONJ || token->tag == TAG_PART || token->tag == TAG_ADV;
}

/* Where the noun phrase starts: without prepositions, conjunctions and punctuation; determiners only if `whole`. */
static uint32_t phrase_start(const struct reading *reading, const struct noun *noun, bool whole)
{
    const struct token *tokens = reading->document.tokens;
    uint32_t first = reading->tree.left[noun->head];
    for (uint32_t token = noun->first; token < noun->last; token++)
        first = reading->tree.left[token] < first ? reading->tree.left[token] : first;
    if (first > noun->first || noun->first - first > LONGEST_NAME)
        return noun->first;
    while (first < noun->first && (leads(&tokens[first]) || (!whole && reading_mark(reading, first, SET_DETERMINER))))
        first++;
    return first;
}

/* The noun with what stands before it. A verb names nothing. */
static struct str name_of(const struct reading *reading, const struct noun *noun)
{
    if (reading->document.tokens[noun->head].tag == TAG_VERB)
        return STR("");
    return reading_text(reading, phrase_start(reading, noun, false), noun->last);
}

/* "the plan", "this offer", "Egypt's proposal": spoken of before. */
static bool is_definite(const struct reading *reading, const struct noun *noun)
{
    uint32_t determiner = tree_child(&reading->document, &reading->tree, noun->head, REL_DET);
    if (tree_child(&reading->document, &reading->tree, noun->head, REL_NMOD_POSS) != NO_TOKEN ||
        (noun->first && reading_mark(reading, noun->first - 1, SET_DEFINITE)))
        return true;
    return determiner != NO_TOKEN && reading_mark(reading, determiner, SET_DEFINITE) != NULL;
}

static struct str last_word(struct str name)
{
    struct str rest = name, word = name;
    while (rest.len)
        word = str_cut(&rest, ' ');
    return word;
}

/* Do both end with the same word, in whatever case? */
static bool same_noun(struct str a, struct str b)
{
    char folded_a[LONGEST_WORD], folded_b[LONGEST_WORD];
    return str_equal(token_fold(last_word(a), folded_a, sizeof folded_a),
                     token_fold(last_word(b), folded_b, sizeof folded_b));
}

/* Does the name end with the words of the other? */
static bool ends_with(struct str name, struct str other)
{
    return str_ends(name, other) && (name.len == other.len || name.ptr[name.len - other.len - 1] == ' ');
}

/* Is it a name, or a year: "Paris", "2015"? */
static bool is_telling(struct str word)
{
    char first = word.len ? word.ptr[0] : ' ';
    return word.len > 1 && ((first >= 'A' && first <= 'Z') || (first >= '1' && first <= '9'));
}

static bool has_word(struct str name, struct str word)
{
    while (name.len)
        if (str_equal(str_cut(&name, ' '), word))
            return true;
    return false;
}

/* Do both have a name or a year before the noun: "the 2015 Paris accord", "the Paris deal"? */
static bool share_name(struct str a, struct str b)
{
    while (a.len) {
        struct str word = str_cut(&a, ' ');
        if (a.len && is_telling(word) && has_word(b, word))
            return true;
    }
    return false;
}

static bool share_actor(const struct actor_list *a, const struct actor_list *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (reading_has(b, a->items[i]))
            return true;
    return false;
}

/* Do the words say that it bridges the sides? */
bool table_bridges(const struct reading *reading, uint32_t first, uint32_t last)
{
    for (uint32_t token = first; token < last; token++)
        if (reading_mark(reading, token, SET_BRIDGING))
            return true;
    return false;
}

/* Does nothing but a determiner and words that tell nothing stand before the noun: "the current proposal"? */
static bool is_bare(const struct reading *reading, const struct noun *noun)
{
    uint32_t first = phrase_start(reading, noun, false);
    while (first < noun->first && reading_mark(reading, first, SET_LIGHT))
        first++;
    return first == noun->first;
}

static bool is_plural(const struct reading *reading, const struct noun *noun)
{
    const struct mark *mark = reading_mark(reading, noun->first, SET_ON_TABLE);
    return mark && mark->entry->noun && mark->entry->form > 0;
}

/* "the Geneva accord", not "the planned accord": one that stands. */
static bool is_settled(const struct reading *reading, const struct noun *noun)
{
    for (uint32_t token = phrase_start(reading, noun, true); token < noun->last; token++)
        if (reading_mark(reading, token, SET_UNSETTLED))
            return false;
    return is_definite(reading, noun) && !is_plural(reading, noun);
}

/* "the deal would end", "a possible deal": one that is not made yet. */
static bool is_sought(const struct reading *reading, const struct noun *noun)
{
    for (uint32_t token = phrase_start(reading, noun, true); token < noun->last; token++)
        if (reading_mark(reading, token, SET_UNSETTLED))
            return true;
    uint32_t verb = reading->document.tokens[noun->head].head;
    for (uint32_t child = verb == NO_TOKEN ? verb : reading->tree.first_child[verb]; child != NO_TOKEN;
         child = reading->tree.next_child[child])
        if (reading->document.tokens[child].relation == REL_AUX && reading_mark(reading, child, SET_MODAL))
            return true;
    return false;
}

/* "the Cuba accord" in talks of others. */
static bool is_foreign(const struct table *table, const struct noun *noun)
{
    for (uint32_t token = phrase_start(table->reading, noun, true); token < noun->last; token++) {
        uint32_t actor = reading_actor(table->reading, token);
        if (actor != NO_ACTOR && !reading_has(&table->process->parties, contact_side(table->reading, actor)))
            return true;
    }
    return false;
}

/* What a noun says of the proposal it names. */
struct hint {
    enum thing_kind kind;
    struct str name;
    const struct actor_list *makers; /* NULL: not said */
    const struct actor_list *answering;
    bool bare, light, definite, plural, bridging, concluded;
};

static struct hint hint_of(const struct table *table, const struct frame *frame, const struct noun *noun)
{
    const struct reading *reading = table->reading;
    uint32_t makers = table->makers_at[noun->first];
    struct str name = name_of(reading, noun);
    return (struct hint){.kind = kind_of(reading, noun),
                         .name = name,
                         .makers = makers ? &table->makers.items[makers - 1] : NULL,
                         .answering = table->answering,
                         .bare = is_bare(reading, noun),
                         .light = noun->first && reading_mark(reading, noun->first - 1, SET_LIGHT),
                         .plural = is_plural(reading, noun),
                         .definite = is_definite(reading, noun),
                         .bridging = table_bridges(reading, phrase_start(reading, noun, true), noun->last),
                         .concluded = str_equal(frame->rule->frame, STR("deal"))};
}

/* "The deal" is any of the kind; "the truce between them" one of which it is not said that others concluded it;
 * "Egypt's plan" any that Egypt made. */
static bool is_again(const struct hint *hint, const struct proposal *proposal, const struct thing *thing)
{
    bool alike = hint->kind == thing->kind || (hint->light && thing->kind == THING_OFFER);
    bool spoken = thing->parties.count && !hint->makers;
    if (alike && hint->bare && (spoken || (!hint->makers && !hint->plural)))
        return true;
    if (!hint->definite || hint->bridging != thing->bridging)
        return false;
    if (hint->makers && proposal->by.count)
        return hint->kind != THING_INVITATION && thing->kind != THING_INVITATION;
    return alike && (hint->bare || hint->concluded || spoken);
}

/* Can the noun name that proposal? Not if others made it. */
static bool can_name(const struct hint *hint, const struct proposal *proposal, const struct thing *thing)
{
    if ((hint->makers && proposal->by.count && !share_actor(hint->makers, &proposal->by)) ||
        (hint->answering && share_actor(hint->answering, &proposal->by)))
        return false;
    if (thing->kind == THING_NONE && hint->kind == THING_DEAL && !proposal->name.len)
        return hint->definite && (hint->bare || hint->concluded);
    if (hint->kind == THING_INVITATION || !hint->name.len || !proposal->name.len)
        return hint->kind == thing->kind && hint->kind == THING_INVITATION;
    bool ends = ends_with(proposal->name, hint->name) || ends_with(hint->name, proposal->name);
    bool nobody = !hint->makers && !proposal->by.count;
    if (hint->kind == THING_DEAL && thing->kind == THING_DEAL && hint->definite &&
        share_name(proposal->name, hint->name))
        return true;
    return ends || is_again(hint, proposal, thing) ||
           ((nobody || (hint->definite && !hint->makers && !hint->plural)) &&
            same_noun(proposal->name, hint->name));
}

/* The last that it can name; rather one that the same actors made. */
static uint32_t search(const struct table *table, const struct hint *hint)
{
    const struct record *record = table->reading->record;
    size_t count = record->proposals.count, low = count > MOST_COMPARED ? count - MOST_COMPARED : 0;
    uint32_t found = NO_PROPOSAL;
    for (size_t i = count; i-- > low;) {
        const struct proposal *proposal = &record->proposals.items[i];
        bool made = hint->makers && share_actor(hint->makers, &proposal->by);
        if ((made || found == NO_PROPOSAL) && can_name(hint, proposal, &table->things.items[i]))
            found = (uint32_t)i;
        if (made && found == i)
            break;
    }
    return found;
}

/* The words to quote: the noun phrase, as far as it is short. For a verb, and for a noun that tells nothing ("the
 * plan"), what the rule saw. */
static struct evidence quote_of(const struct reading *reading, const struct frame *frame, const struct noun *noun)
{
    if (reading->document.tokens[noun->head].tag == TAG_VERB)
        return reading_evidence(reading, frame->first, frame->last, frame->rule->name);
    uint32_t first = phrase_start(reading, noun, true), last = noun->last;
    for (uint32_t token = noun->first; token < noun->last; token++)
        last = term_end(reading, token) > last ? term_end(reading, token) : last;
    if (last - first <= SHORTEST_QUOTE && frame->last - frame->first <= LONGEST_QUOTE && frame->first <= first &&
        last <= frame->last)
        return reading_evidence(reading, frame->first, frame->last, frame->rule->name);
    if (last - first > LONGEST_QUOTE)
        last = first + LONGEST_QUOTE > noun->last ? first + LONGEST_QUOTE : noun->last;
    while (last > noun->last && (reading->document.tokens[last - 1].flags & TOKEN_PUNCT))
        last--;
    return reading_evidence(reading, first, last, frame->rule->name);
}

static uint32_t add_new(struct table *table, const struct frame *frame, const struct noun *noun,
                        const struct hint *hint, enum thing_rank rank)
{
    struct reading *reading = table->reading;
    *ARENA_PUSH(reading->arena, table->things) = (struct thing){.kind = hint->kind,
                                                                .rank = rank,
                                                                .bridging = hint->bridging,
                                                                .plural = hint->plural,
                                                                .bare = hint->bare};
    *ARENA_PUSH(reading->arena, reading->record->proposals) =
        (struct proposal){.name = hint->name, .evidence = quote_of(reading, frame, noun)};
    return (uint32_t)reading->record->proposals.count - 1;
}

/* The proposal last spoken of, for "it", "the first phase" or no word at all. */
uint32_t table_recent(const struct table *table, uint32_t token)
{
    if (!table->recent)
        return NO_PROPOSAL;
    uint32_t sentence = table->reading->document.tokens[token].sentence,
             spoken = table->things.items[table->recent - 1].sentence;
    return sentence > spoken + FARTHEST_SENTENCE ? (uint32_t)NO_PROPOSAL : table->recent - 1;
}

static uint32_t last_invitation(const struct table *table)
{
    for (size_t i = table->things.count; i-- > 0;)
        if (table->things.items[i].kind == THING_INVITATION)
            return (uint32_t)i;
    return NO_PROPOSAL;
}

/* Does the frame tell of an invitation, or of an answer to the one spoken of? */
static bool is_of_invitation(const struct frame *frame)
{
    return frame_word(frame, "of").len != 0;
}

static uint32_t resolve(struct table *table, const struct frame *frame, const struct noun *noun, enum thing_rank rank)
{
    struct hint hint = hint_of(table, frame, noun);
    if (is_of_invitation(frame) && !frame_word(frame, "new").len)
        return last_invitation(table);
    if (is_of_invitation(frame))
        hint.kind = THING_INVITATION;
    bool named = noun->captured || reading_mark_over(table->reading, noun->head, SET_ON_TABLE);
    if (!frame_word(frame, "new").len && (!named || hint.kind == THING_NONE))
        return table_recent(table, noun->head);
    uint32_t place = table->proposal_at[noun->first];
    if (place)
        return place - 1;
    bool apart = frame_word(frame, "new").len && hint.kind != THING_INVITATION;
    place = apart ? (uint32_t)NO_PROPOSAL : search(table, &hint);
    if (place == NO_PROPOSAL && hint.kind == THING_TERMS && hint.definite && !hint.makers)
        place = table_recent(table, noun->head);
    return place == NO_PROPOSAL ? add_new(table, frame, noun, &hint, rank) : place;
}

uint32_t table_find(struct table *table, const struct frame *frame, enum thing_rank rank)
{
    struct reading *reading = table->reading;
    struct noun noun = noun_of(frame);
    uint32_t place = resolve(table, frame, &noun, rank);
    if (place == NO_PROPOSAL)
        return place;
    struct thing *thing = &table->things.items[place];
    struct proposal *proposal = &reading->record->proposals.items[place];
    if (rank > thing->rank && kind_of(reading, &noun) != THING_NONE) {
        thing->rank = rank;
        proposal->evidence = quote_of(reading, frame, &noun);
    }
    if (table->makers_at[noun.first])
        reading_add_parties(reading, &proposal->by, &table->makers.items[table->makers_at[noun.first] - 1]);
    thing->foreign = thing->foreign || is_foreign(table, &noun);
    thing->sought = thing->sought || is_sought(reading, &noun);
    thing->settled = thing->settled || is_settled(reading, &noun);
    table->proposal_at[noun.first] = place + 1;
    table->recent = place + 1;
    thing->sentence = reading->document.tokens[noun.head].sentence;
    return place;
}
