/* attribution.c - see speech.h: who is reported to have said what, in quotation marks or not.
 * Input: cues with sources. Output: record->attributions in text order; per token the innermost that covers it.
 * Invariant: content lies in the cue's unit and holds neither the cue nor its source. */
#include "read/speech.h"

enum { LONGEST_CONTENT = 250, LONGEST_TAIL = 12 };

static enum tag tag_of(const struct speech *speech, uint32_t token)
{
    return (enum tag)speech_token(speech, token)->tag;
}

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

/* Does what is said stand before the cue? So where cue and source close the sentence behind a comma or quotation. */
static bool stands_before(const struct speech *speech, const struct unit *unit, const struct cue *cue)
{
    uint32_t first = cue->extent.first, low = unit->first;
    if (first == low || first >= unit->last)
        return false;
    bool set_off = speech->quoted[first - 1] || speech_mark(speech, first - 1, ',') || (cue->kind == CUE_ACCORDING && first > low);
    if (!set_off)
        return false;
    uint32_t last = sentence_last(speech, unit, cue->first);
    return cue->behind || last - cue->extent.last <= LONGEST_TAIL || speech->quoted[first - 1];
}

/* Where the next attribution in the sentence begins that closes it: ", according to the ministry". */
static uint32_t before_next(const struct speech *speech, const struct cue *cue, uint32_t last)
{
    for (const struct cue *next = cue + 1; next < speech->cues.items + speech->cues.count && next->extent.first < last; next++)
        if (next->kind == CUE_ACCORDING && next->extent.first > cue->last && speech_mark(speech, next->extent.first - 1, ','))
            return next->extent.first;
    return last;
}

/* Behind the cue, and behind whom it was told to: "told reporters | that …". */
static uint32_t content_start(const struct speech *speech, const struct cue *cue, uint32_t last)
{
    uint32_t first = cue->extent.last > cue->last ? cue->extent.last : cue->last;
    if (phrase_found(cue->addressee) && cue->addressee.last > first && cue->addressee.last < last)
        first = cue->addressee.last;
    for (uint32_t token = first; token < last && token < first + LONGEST_TAIL && !speech->quoted[token]; token++)
        if (tag_of(speech, token) == TAG_SCONJ && !mentions_over(&speech->reading->mentions, MENTION_DATE, token))
            return token;
    return first;
}

static struct phrase content_of(const struct speech *speech, const struct cue *cue)
{
    const struct unit *unit = &speech->units.items[cue->unit];
    if (stands_before(speech, unit, cue)) {
        uint32_t first = speech->quoted[cue->extent.first - 1] ? unit->first : sentence_first(speech, unit, cue->first);
        if (cue->extent.first - first > LONGEST_CONTENT)
            first = cue->extent.first - LONGEST_CONTENT;
        return trimmed(speech, first, cue->extent.first);
    }
    uint32_t last = before_next(speech, cue, sentence_last(speech, unit, cue->first));
    uint32_t first = content_start(speech, cue, last);
    if (last > first + LONGEST_CONTENT)
        last = first + LONGEST_CONTENT;
    return first < last ? trimmed(speech, first, last) : (struct phrase){first, first, first};
}

/* Does the cue tell of speech here? A verb that may mean something else needs "that" or quoted words behind it. */
static bool tells(const struct speech *speech, const struct cue *cue, const struct phrase *content)
{
    if (!phrase_found(*content) || cue->kind == CUE_RELAY)
        return false;
    if (cue->kind == CUE_SAY || cue->kind == CUE_ACCORDING || cue->kind == CUE_COLON)
        return true;
    return content->first >= cue->last && (tag_of(speech, content->first) == TAG_SCONJ || speech->quoted[content->first]);
}

static struct span span_of(const struct speech *speech, const struct phrase *phrase)
{
    if (!phrase_found(*phrase))
        return (struct span){0, 0};
    return (struct span){speech_token(speech, phrase->first)->start, speech_token(speech, phrase->last - 1)->end};
}

static bool holds_quotation(const struct speech *speech, const struct phrase *content)
{
    for (uint32_t token = content->first; token < content->last; token++)
        if (speech->quoted[token])
            return true;
    return false;
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
        struct phrase content = content_of(speech, cue), words = {cue->first, cue->last, cue->first};
        if (!tells(speech, cue, &content))
            continue;
        uint32_t index = (uint32_t)reading->record->attributions.count;
        *ARENA_PUSH(reading->arena, reading->record->attributions) =
            (struct attribution){.source = span_of(speech, &cue->source), .cue = span_of(speech, &words), .content = span_of(speech, &content),
                                 .direct = holds_quotation(speech, &content), .rule = cue->kind == CUE_ACCORDING ? "attribution.according" : "attribution.said"};
        lengths[index] = content.last - content.first;
        note_cited(speech, &content, lengths, index);
    }
}

struct str attribution_cited(const struct reading *reading, uint32_t token)
{
    if (!reading->cited || !reading->cited[token])
        return STR("");
    const struct span *source = &reading->record->attributions.items[reading->cited[token] - 1].source;
    return document_slice(&reading->document, source->start, source->end);
}
