/* attribution.c - see speech.h: who is reported to have said what, in quotation marks or not.
 * Input: cues with sources. Output: record->attributions in text order; per token the innermost that covers it.
 * A direct quotation that goes on behind its cue is one content, from its first to its last word. */
#include "read/speech.h"

enum { LONGEST_CONTENT = 250, LONGEST_TAIL = 12, MOST_CUES = 16, LONGEST_SOURCE = 50, MOST_STEPS = 4 };

static bool is_stop(const struct speech *speech, uint32_t token)
{
    const struct token *at = speech_token(speech, token);
    return (at->flags & TOKEN_PUNCT) && strchr(".,;:?!", speech->reading->document.text.ptr[at->start]);
}

/* Without marks that do not belong to what is said: stops and commas at both ends. */
static struct phrase trimmed(const struct speech *speech, uint32_t first, uint32_t last)
{
    while (first < last && !speech->quoted[first] && is_stop(speech, first))
        first++;
    while (last > first && !speech->quoted[last - 1] && is_stop(speech, last - 1))
        last--;
    return (struct phrase){first, last, first};
}

static uint32_t sentence_first(const struct speech *speech, const struct unit *unit, uint32_t token)
{
    uint32_t first = speech->reading->document.sentences[speech_token(speech, token)->sentence].first;
    return first > unit->first ? first : unit->first;
}

static uint32_t sentence_last(const struct speech *speech, const struct unit *unit, uint32_t token)
{
    uint32_t last = speech->reading->document.sentences[speech_token(speech, token)->sentence].last;
    return last < unit->last ? last : unit->last;
}

/* Does nothing behind the cue tell what was said? "…, Kerry said on Monday." */
static bool closes(const struct speech *speech, const struct unit *unit, uint32_t token)
{
    if (token >= unit->last || speech_mention(speech, MENTION_DATE, token))
        return true;
    enum tag tag = speech_tag(speech, token);
    return (tag == TAG_PUNCT && !speech->quoted[token]) || tag == TAG_ADP || tag == TAG_ADV;
}

/* "“It is over,” Kerry told me", "… Kerry said as they left": a quotation that opens its unit, closes with a comma and
 * is followed by who says it is what was said, whatever stands behind. */
static bool follows_quotation(const struct speech *speech, const struct unit *unit, const struct cue *cue)
{
    uint32_t q = speech->quoted[cue->extent.first - 1];
    const struct quotation *quotation = q ? &speech->reading->document.quotations[q - 1] : NULL;
    return quotation && quotation->open == unit->first && speech_mark(speech, quotation->last - 1, ',') &&
           !(speech_traits(speech, cue->first) & TRAIT_GERUND);
}

/* The clause that the tree hangs on the cue behind it, as what is told; NO_TOKEN if none. */
static uint32_t complement(const struct speech *speech, const struct cue *cue)
{
    const struct tree *tree = &speech->reading->tree;
    for (uint32_t child = tree->first_child[cue->first]; child != NO_TOKEN; child = tree->next_child[child]) {
        enum relation relation = (enum relation)speech_token(speech, child)->relation;
        if ((relation == REL_CCOMP || relation == REL_XCOMP) && tree->left[child] >= cue->last)
            return child;
    }
    return NO_TOKEN;
}

/* Does a clause that begins with "that" or the like stand behind the cue? "In May, Kerry said on Monday that …" */
static bool clause_behind(const struct speech *speech, const struct cue *cue)
{
    uint32_t clause = complement(speech, cue);
    return clause != NO_TOKEN && cue->kind != CUE_ACCORDING && !cue->behind &&
           speech_tag(speech, speech->reading->tree.left[clause]) == TAG_SCONJ;
}

/* Does what is said stand before the cue? So where cue and source close the sentence behind a comma or quotation. */
static bool stands_before(const struct speech *speech, const struct unit *unit, const struct cue *cue)
{
    uint32_t first = cue->extent.first;
    if (first == unit->first || first >= unit->last)
        return false;
    if (clause_behind(speech, cue))
        return false;
    if (cue->extent.last + 1 < unit->last && speech_mark(speech, cue->extent.last, ':'))
        return false;
    bool comma = speech_mark(speech, first - 1, ',');
    bool quotation = speech->quoted[first - 1] || (comma && first > unit->first + 1 && speech->quoted[first - 2]);
    if (quotation && (phrase_found(cue->addressee) || speech_is(speech, cue->extent.last, WORD_AUDIENCE) ||
                      follows_quotation(speech, unit, cue)))
        return true;
    if (quotation)
        return cue->behind || closes(speech, unit, cue->extent.last);
    if (cue->kind == CUE_ACCORDING)
        return true;
    return comma && (cue->behind || closes(speech, unit, cue->extent.last));
}

/* Has the second cue the subject of the first? "said they would go and warned" */
static bool shares_source(const struct cue *cue, const struct cue *next)
{
    return phrase_found(next->source) && next->source.head == cue->source.head;
}

/* Where the next attribution in the sentence begins that closes it: ", according to the ministry". */
static uint32_t before_next(const struct speech *speech, const struct cue *cue, uint32_t last)
{
    const struct cue *end = speech->cues.items + speech->cues.count;
    for (const struct cue *next = cue + 1; next < end && next - cue < MOST_CUES && next->extent.first < last; next++) {
        uint32_t first = next->extent.first;
        if (next->first <= cue->last)
            continue;
        if (first > cue->last && next->kind == CUE_ACCORDING && speech_mark(speech, first - 1, ','))
            return first;
        if (shares_source(cue, next) && (speech_tag(speech, next->first - 1) == TAG_CCONJ ||
                                         (speech_mark(speech, next->first - 1, ',') &&
                                          speech_tag(speech, next->first) == TAG_VERB)))
            return next->first - 1;
    }
    return last;
}

/* "told him the talks had failed": a pronoun that is told. */
static bool is_told_to(const struct speech *speech, const struct cue *cue, uint32_t token)
{
    enum relation relation = (enum relation)speech_token(speech, token)->relation;
    return speech_is(speech, cue->first, WORD_TELL) && speech_tag(speech, token) == TAG_PRON &&
           speech_token(speech, token)->head == cue->first && (relation == REL_OBJ || relation == REL_IOBJ);
}

/* Behind the cue, and behind whom it was told to: "told reporters | that …". */
static uint32_t content_start(const struct speech *speech, const struct cue *cue, uint32_t last)
{
    uint32_t first = cue->extent.last > cue->last ? cue->extent.last : cue->last;
    if (phrase_found(cue->addressee) && cue->addressee.last > first && cue->addressee.last < last)
        first = cue->addressee.last;
    if (first + 1 < last && is_told_to(speech, cue, first))
        first++;
    for (uint32_t token = first; token < last && token < first + LONGEST_TAIL && !speech->quoted[token]; token++) {
        if (speech_tag(speech, token) == TAG_SCONJ && !speech_mention(speech, MENTION_DATE, token))
            return token;
        if (speech_tag(speech, token) == TAG_VERB || speech_tag(speech, token) == TAG_AUX ||
            speech_tag(speech, token) == TAG_CCONJ)
            break;
    }
    while (first < last && speech_mention(speech, MENTION_DATE, first))
        first++;
    return first;
}

/* The unit behind the cue's, if it goes on with quoted words and names no source of its own; NULL otherwise. */
static const struct quotation *next_quotation(const struct speech *speech, const struct unit *unit)
{
    const struct unit *next = unit + 1;
    if (next >= speech->units.items + speech->units.count || next->paragraph != unit->paragraph ||
        next->first_quotation == next->last_quotation || next->first_cue < next->last_cue)
        return NULL;
    const struct quotation *quotation = &speech->reading->document.quotations[next->first_quotation];
    return quotation->open == next->first ? quotation : NULL;
}

/* Does another than the cue's source speak behind it, before token `end`? "…, he said, referring to the talks. “…" */
static bool others_between(const struct speech *speech, const struct cue *cue, uint32_t end)
{
    const struct cue *last = speech->cues.items + speech->units.items[cue->unit].last_cue;
    for (const struct cue *next = cue + 1; next < last && next - cue < MOST_CUES && next->first < end; next++)
        if (!(speech_traits(speech, next->first) & TRAIT_GERUND) || !shares_source(cue, next))
            return true;
    return false;
}

/* Where the quoted words end that go on behind "“A,” he said": in the same unit, or as the unit behind. */
static uint32_t goes_on(const struct speech *speech, const struct cue *cue, uint32_t end)
{
    const struct unit *unit = &speech->units.items[cue->unit];
    uint32_t before = speech->quoted[end - 1] || end < 2 ? speech->quoted[end - 1] : speech->quoted[end - 2];
    if (!before)
        return end;
    const struct quotation *next = &speech->reading->document.quotations[before];
    bool more = before < unit->last_quotation && next->open > cue->extent.last;
    bool same = more && speech_token(speech, next->open)->sentence == speech_token(speech, cue->first)->sentence;
    if ((same && cue + 1 < speech->cues.items + unit->last_cue && (cue + 1)->first < next->open) ||
        others_between(speech, cue, more ? next->open : unit->last))
        return end;
    if (more)
        return quotation_end(next);
    next = next_quotation(speech, unit);
    return next ? quotation_end(next) : end;
}

/* "The talks, he said, will go on": the cue stands inside what is said. */
static bool stands_inside(const struct speech *speech, const struct cue *cue, uint32_t first, uint32_t last)
{
    uint32_t behind = cue->extent.last;
    if (cue->kind == CUE_NOUN || cue->extent.first <= first + 1 || behind + 2 >= last)
        return false;
    if (!speech_mark(speech, cue->extent.first - 1, ',') || !speech_mark(speech, behind, ','))
        return false;
    enum tag next = speech_tag(speech, behind + 1);
    return !speech->quoted[behind + 1] && !speech_is(speech, behind + 1, WORD_RELATIVE) && next != TAG_VERB &&
           next != TAG_CCONJ;
}

/* Quoted words are not cut in the middle. */
static uint32_t whole_quotation(const struct speech *speech, uint32_t last)
{
    uint32_t q = speech->quoted[last - 1];
    return q ? quotation_end(&speech->reading->document.quotations[q - 1]) : last;
}

/* "Trump said:" at the end of its unit: the quotation that opens the next; not found if none. */
static struct phrase introduced(const struct speech *speech, const struct cue *cue)
{
    const struct unit *unit = &speech->units.items[cue->unit], *next = unit + 1;
    if (!speech_mark(speech, unit->last - 1, ':') || cue + 1 < speech->cues.items + unit->last_cue ||
        next >= speech->units.items + speech->units.count || next->first_quotation == next->last_quotation ||
        next->first_cue < next->last_cue)
        return (struct phrase){0, 0, NO_TOKEN};
    const struct quotation *quotation = &speech->reading->document.quotations[next->first_quotation];
    uint32_t last = quotation_end(quotation);
    return (struct phrase){next->first, quotation->open == next->first ? last : next->first, next->first};
}

static bool holds_quotation(const struct speech *speech, uint32_t first, uint32_t last)
{
    for (uint32_t token = first; token < last; token++)
        if (speech->quoted[token])
            return true;
    return false;
}

/* "called Clinton a “disgrace” on Tuesday", "described it as “over”": what hangs on the cue as far as words quoted. */
static struct phrase quoted_complement(const struct speech *speech, const struct cue *cue)
{
    const struct unit *unit = &speech->units.items[cue->unit];
    const struct tree *tree = &speech->reading->tree;
    uint32_t high = sentence_last(speech, unit, cue->first), last = cue->last;
    high = high > last + LONGEST_CONTENT ? last + LONGEST_CONTENT : high;
    for (uint32_t child = tree->first_child[cue->first]; child != NO_TOKEN; child = tree->next_child[child]) {
        enum relation relation = (enum relation)speech_token(speech, child)->relation;
        bool object = relation == REL_OBJ || relation == REL_OBL || relation == REL_XCOMP || relation == REL_CCOMP;
        if (object && tree->left[child] >= cue->last && tree->right[child] <= high &&
            holds_quotation(speech, tree->left[child], tree->right[child]))
            last = tree->right[child];
    }
    return last > cue->last && !cue->behind ? trimmed(speech, cue->last, whole_quotation(speech, last))
                                            : (struct phrase){0, 0, NO_TOKEN};
}

/* Is the part of a clause set off by a comma, and no part of what is told? ", although …", ", which …", ", and Kerry
 * accused …" */
static bool is_joined(const struct speech *speech, uint32_t child)
{
    const struct document *document = &speech->reading->document;
    const struct tree *tree = &speech->reading->tree;
    uint32_t left = tree->left[child];
    bool mark = tree_child(document, tree, child, REL_MARK) != NO_TOKEN;
    if (!left || (!speech_mark(speech, left - 1, ',') && !speech_mark(speech, left, ',')))
        return false;
    switch ((enum relation)speech_token(speech, child)->relation) {
    case REL_CONJ:
        return !mark && tree_child(document, tree, child, REL_NSUBJ) != NO_TOKEN;
    case REL_ADVCL:
        return mark;
    case REL_ACL_RELCL: case REL_PARATAXIS:
        return true;
    default:
        return false;
    }
}

/* Where the first part behind `clause` begins that is only joined to `head`; `last` if there is none. */
static uint32_t before_part(const struct speech *speech, uint32_t head, uint32_t clause, uint32_t first, uint32_t last)
{
    const struct tree *tree = &speech->reading->tree;
    if (clause == NO_TOKEN || head == NO_TOKEN)
        return last;
    for (uint32_t child = tree->first_child[head]; child != NO_TOKEN; child = tree->next_child[child]) {
        uint32_t left = tree->left[child];
        if (child > clause && left > clause && left > first + 1 && left < last && is_joined(speech, child) &&
            !holds_quotation(speech, left, tree->right[child]))
            return speech_mark(speech, left, ',') ? left : left - 1;
    }
    return last;
}

/* Where the clause told ends by the tree: before what is only joined to it, and where the clause of the verb ends that
 * tells it. */
static uint32_t before_joined(const struct speech *speech, const struct cue *cue, uint32_t first, uint32_t last)
{
    const struct tree *tree = &speech->reading->tree;
    uint32_t clause = complement(speech, cue), right = tree->right[cue->first];
    enum relation relation = (enum relation)speech_token(speech, cue->first)->relation;
    bool bound = relation == REL_ADVCL || relation == REL_ACL || relation == REL_ACL_RELCL;
    if (bound && right > first + 1 && right < last && clause != NO_TOKEN)
        last = right;
    last = before_part(speech, cue->first, clause, first, last);
    return before_part(speech, clause, clause, first, last);
}

static struct phrase content_of(const struct speech *speech, const struct cue *cue)
{
    const struct unit *unit = &speech->units.items[cue->unit];
    uint32_t low = sentence_first(speech, unit, cue->first), high = sentence_last(speech, unit, cue->first);
    if (stands_inside(speech, cue, low, high) && high - low < LONGEST_CONTENT)
        return trimmed(speech, low, high);
    if (stands_before(speech, unit, cue)) {
        uint32_t first = speech->quoted[cue->extent.first - 1] ? unit->first : sentence_first(speech, unit, cue->first);
        if (cue->extent.first > first + LONGEST_CONTENT)
            first = cue->extent.first - LONGEST_CONTENT;
        uint32_t last = goes_on(speech, cue, cue->extent.first);
        return last - first > LONGEST_CONTENT ? trimmed(speech, first, cue->extent.first) : trimmed(speech, first,
                                                                                                    last);
    }
    uint32_t last = before_next(speech, cue, high);
    uint32_t first = content_start(speech, cue, last);
    last = before_joined(speech, cue, first, last);
    if (first < last && last == high)
        last = whole_quotation(speech, last);
    if (last > first + LONGEST_CONTENT)
        last = first + LONGEST_CONTENT;
    return first < last ? trimmed(speech, first, last) : (struct phrase){first, first, first};
}

/* Do the words look like a clause, where the tree does not tell: "noted the talks had failed"? */
static bool makes_clause(const struct speech *speech, const struct phrase *words)
{
    if (speech_tag(speech, words->first) == TAG_ADP || speech_tag(speech, words->first) == TAG_ADV)
        return false;
    for (uint32_t token = words->first; token < words->last; token++) {
        enum tag tag = speech_tag(speech, token);
        enum relation relation = (enum relation)speech_token(speech, token)->relation;
        if ((tag == TAG_VERB || tag == TAG_AUX) && (speech_traits(speech, token) & TRAIT_FINITE))
            return relation != REL_ACL_RELCL && relation != REL_ADVCL;
        if (tag == TAG_SCONJ || speech_is(speech, token, WORD_RELATIVE))
            return false;
    }
    return false;
}

/* Does the cue tell of speech here? A verb that may mean something else needs "that" or quoted words behind it, others
 * a clause or quoted words: not "respond by suggesting", "posted to her account". */
static bool tells(const struct speech *speech, const struct cue *cue, const struct phrase *content)
{
    if (!phrase_found(*content) || cue->kind == CUE_RELAY)
        return false;
    if (cue->kind == CUE_ACCORDING || cue->kind == CUE_COLON)
        return true;
    if (cue->kind == CUE_SAY)
        return content->first < cue->last || complement(speech, cue) != NO_TOKEN ||
               speech_tag(speech, content->first) == TAG_SCONJ ||
               holds_quotation(speech, content->first, content->last) || makes_clause(speech, content);
    return content->first >= cue->last && (speech_tag(speech, content->first) == TAG_SCONJ ||
                                           speech->quoted[content->first]);
}

static bool opens_source(const struct speech *speech, uint32_t token)
{
    enum tag tag = speech_tag(speech, token);
    return tag != TAG_PUNCT && tag != TAG_ADP && tag != TAG_CCONJ && tag != TAG_SCONJ && tag != TAG_ADV;
}

/* Does the word only add to one further left, which the source then is? "Liu Jun, the | minister, said" */
static bool part_of_head(const struct speech *speech, uint32_t token)
{
    const struct token *at = speech_token(speech, token);
    bool part = at->relation == REL_APPOS || at->relation == REL_CONJ || at->relation == REL_NMOD;
    return part && at->head < token;
}

/* Take in what hangs on `token`; false where the cue, or more than the sentence, is among it. */
static bool take_in(const struct speech *speech, const struct cue *cue, struct phrase sentence, uint32_t token,
                    struct phrase *whole)
{
    uint32_t left = speech->reading->tree.left[token], right = speech->reading->tree.right[token];
    bool over = left <= cue->first && right > cue->first && cue->kind != CUE_ACCORDING;
    if (left < sentence.first || right > sentence.last || over)
        return false;
    bool wider = left < whole->first && cue->kind != CUE_ACCORDING && opens_source(speech, left);
    whole->first = wider ? left : whole->first;
    whole->last = right > whole->last ? right : whole->last;
    return true;
}

/* The source with all that the tree hangs on it: "Michael Tanner, an analyst at the institute,". The comma that closes
 * a description before the verb belongs to it. Not where that would take in the cue or quoted words. */
static struct phrase described(const struct speech *speech, const struct cue *cue)
{
    const struct unit *unit = &speech->units.items[cue->unit];
    struct phrase source = cue->source, whole = source;
    struct phrase sentence = {sentence_first(speech, unit, cue->first), sentence_last(speech, unit, cue->first), 0};
    uint32_t outer = source.head;
    for (uint32_t token = source.first; token < source.last; token++)
        if (take_in(speech, cue, sentence, token, &whole) && part_of_head(speech, token) &&
            speech_token(speech, token)->head < source.first)
            outer = token;
    for (int step = 0; step < MOST_STEPS && part_of_head(speech, outer); step++) {
        outer = speech_token(speech, outer)->head;
        if (!take_in(speech, cue, sentence, outer, &whole))
            break;
    }
    bool before = source.last <= cue->first;
    if (whole.last - whole.first > LONGEST_SOURCE || (before ? whole.last > cue->first : whole.first < cue->last))
        return source;
    for (uint32_t token = whole.first; token < whole.last; token++)
        if (speech->quoted[token])
            return source;
    whole.last = trimmed(speech, whole.first, whole.last).last;
    if (before && whole.last - whole.first > source.last - source.first && speech_mark(speech, whole.last, ','))
        whole.last++;
    return whole;
}

/* What the cue tells, wherever it stands; not found if it tells nothing. */
static struct phrase told(const struct speech *speech, const struct cue *cue)
{
    struct phrase next = introduced(speech, cue), content = content_of(speech, cue);
    if (phrase_found(next) && cue->kind != CUE_RELAY)
        return next;
    if (tells(speech, cue, &content))
        return content;
    return cue->kind == CUE_WIDE ? quoted_complement(speech, cue) : (struct phrase){0, 0, NO_TOKEN};
}

/* "what he called “a breach”", "which, he said, will fail": the pronoun that stands for part of what is told belongs
 * to it. */
static struct phrase with_relative(const struct speech *speech, const struct cue *cue, struct phrase content)
{
    uint32_t first = cue->extent.first;
    if (!phrase_found(content) || content.first < cue->extent.last || !first || speech->quoted[first - 1] ||
        speech_tag(speech, first - 1) != TAG_PRON || cue->behind || first == cue->first ||
        speech_token(speech, first - 1)->sentence != speech_token(speech, cue->first)->sentence)
        return content;
    bool relative = speech_is(speech, first - 1, WORD_RELATIVE) || speech_token(speech, cue->first)->head == first - 1;
    return relative ? (struct phrase){first - 1, content.last, content.head} : content;
}

/* Without "But" before what is told. */
static struct phrase without_link(const struct speech *speech, struct phrase content)
{
    bool link = phrase_found(content) && speech_tag(speech, content.first) == TAG_CCONJ &&
                !speech->quoted[content.first] && content.first + 1 < content.last;
    return link ? trimmed(speech, content.first + 1, content.last) : content;
}

static struct span span_of(const struct speech *speech, const struct phrase *phrase)
{
    if (!phrase_found(*phrase))
        return (struct span){0, 0};
    return (struct span){speech_token(speech, phrase->first)->start, speech_token(speech, phrase->last - 1)->end};
}

/* Every token of the content is told by this source, unless a shorter content covers it. */
static void note_cited(struct speech *speech, const struct phrase *content, const uint32_t *lengths, uint32_t index)
{
    uint32_t *cited = speech->reading->cited;
    for (uint32_t token = content->first; token < content->last; token++)
        if (!cited[token] || lengths[cited[token] - 1] >= content->last - content->first)
            cited[token] = index + 1;
}

void attribution_add(struct speech *speech)
{
    struct reading *reading = speech->reading;
    reading->cited = ARENA_NEW(reading->arena, uint32_t, reading->document.token_count + 1);
    uint32_t *lengths = ARENA_NEW(reading->arena, uint32_t, speech->cues.count + 1);
    for (size_t i = 0; i < speech->cues.count; i++) {
        const struct cue *cue = &speech->cues.items[i];
        struct phrase content = told(speech, cue), words = {cue->first, cue->last, cue->first};
        struct phrase source = phrase_found(cue->source) ? described(speech, cue) : cue->source;
        const char *rule = cue->kind == CUE_ACCORDING ? "attribution.according" : "attribution.said";
        speech_tried(speech, rule, cue->first, cue->last, cue,
                     phrase_found(content) ? NULL : "words told, behind the cue or before it");
        if (!phrase_found(content))
            continue;
        uint32_t index = (uint32_t)reading->record->attributions.count;
        struct phrase shown = with_relative(speech, cue, without_link(speech, content));
        *ARENA_PUSH(reading->arena, reading->record->attributions) =
            (struct attribution){.source = span_of(speech, &source), .named = span_of(speech, &cue->source),
                                 .cue = span_of(speech, &words),
                                 .content = span_of(speech, &shown),
                                 .direct = holds_quotation(speech, content.first, content.last),
                                 .speaker = cue->speaker.actor,
                                 .speaker_words = span_of(speech, &cue->speaker.words),
                                 .rule = rule};
        lengths[index] = content.last - content.first;
        note_cited(speech, &content, lengths, index);
    }
}

const struct attribution *attribution_over(const struct reading *reading, uint32_t token)
{
    if (!reading->cited || !reading->cited[token])
        return NULL;
    return &reading->record->attributions.items[reading->cited[token] - 1];
}

struct str attribution_cited(const struct reading *reading, uint32_t token)
{
    const struct attribution *attribution = attribution_over(reading, token);
    if (!attribution)
        return STR("");
    return document_slice(&reading->document, attribution->named.start, attribution->named.end);
}
