/* told.c - see told.h. */
#include "web/told.h"

#include "merge/wording.h"
#include "view/text.h"
#include "view/voice.h"
#include "web/frame.h"
#include "web/html.h"

void told_item(struct call *call, const char *tag, struct str key, enum standing standing, bool id)
{
    struct buffer *out = &call->out;
    buffer_byte(out, '<');
    buffer_add(out, str_of(tag));
    HTML(out, " class=\"item\"");
    if (id)
        web_attribute(out, "id", key);
    web_attribute(out, "data-key", key);
    web_attribute(out, "data-standing", str_of(standing_names[standing]));
    HTML(out, ">");
}

void told_state(struct call *call, struct str word)
{
    struct buffer *out = &call->out;
    struct str last = word;
    if (!word.len)
        return;
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] == ' ')
            last = str_make(word.ptr + i + 1, word.len - i - 1);
    HTML(out, "<span");
    web_class(out, "state state", last);
    HTML(out, ">");
    for (struct str rest = word; rest.len;) {
        struct str part = str_cut(&rest, '-');
        web_text(out, part);
        if (rest.len)
            HTML(out, " ");
    }
    HTML(out, "</span>");
}

void told_standing(struct call *call, enum standing standing)
{
    struct buffer *out = &call->out;
    struct str word = str_of(standing_names[standing]);
    if (standing == STANDING_MACHINE)
        return;
    HTML(out, " <span");
    web_class(out, "state standing state", word);
    HTML(out, ">");
    web_text(out, word);
    HTML(out, "</span>");
}

void told_marks(struct call *call, const struct story_mark *mark)
{
    struct buffer *out = &call->out;
    if (mark->kept)
        HTML(out, "<p class=\"note\">Confirmed; no longer read by the program.</p>\n");
    for (size_t i = 0; i < mark->notes.count; i++) {
        HTML(out, "<p class=\"note\">Note: ");
        web_bdi(out, text_clean(&call->arena, mark->notes.items[i]));
        HTML(out, "</p>\n");
    }
}

void told_day(struct call *call, long day)
{
    if (day == STORY_NO_DAY)
        HTML(&call->out, "<span class=\"faint\">undated</span>");
    else
        web_day(&call->out, voice_day(&call->arena, day));
}

void told_days(struct call *call, long from, long to)
{
    told_day(call, from);
    if (to != from && to != STORY_NO_DAY) {
        HTML(&call->out, " to ");
        told_day(call, to);
    }
}

void told_actor(struct call *call, uint32_t actor)
{
    const struct identity *identity = &call->story->actors.items[actor];
    struct str name = text_clean(&call->arena, identity->name);
    HTML(&call->out, "<bdi>");
    if (identity->mentions.count)
        frame_item_link(call, identity->key, name);
    else
        web_text(&call->out, name);
    HTML(&call->out, "</bdi>");
}

void told_actors(struct call *call, const struct actor_list *actors, size_t most)
{
    for (size_t i = 0; i < actors->count && i < most; i++) {
        if (i)
            HTML(&call->out, ", ");
        told_actor(call, actors->items[i]);
    }
    if (actors->count > most) {
        HTML(&call->out, " and ");
        web_count(&call->out, actors->count - most, "other", "others");
    }
}

void told_who(struct call *call, const struct actor_list *who, const struct actor_list *mediators, size_t most)
{
    if (!who->count && !mediators->count)
        return;
    HTML(&call->out, "<p>");
    told_actors(call, who, most);
    if (mediators->count) {
        HTML(&call->out, " (mediating: ");
        told_actors(call, mediators, most);
        HTML(&call->out, ")");
    }
    HTML(&call->out, "</p>\n");
}

void told_words(struct call *call, struct str words)
{
    enum { WIDTH = 600 /* columns; all of them stand in the fact view */ };
    HTML(&call->out, "<q><bdi>");
    web_text(&call->out, text_cut(&call->arena, text_clean(&call->arena, words), WIDTH));
    HTML(&call->out, "</bdi></q>");
}

void told_source(struct call *call, const struct story_source *source, const char *kind)
{
    HTML(&call->out, "<cite>");
    frame_source_voice_link(call, source, kind);
    HTML(&call->out, "</cite>");
}

void told_day_of(struct call *call, long day, const struct story_source *source, const char *kind)
{
    HTML(&call->out, "<span class=\"day\">");
    frame_source_link(call, source, kind, day == STORY_NO_DAY ? STR("undated") : voice_day(&call->arena, day));
    HTML(&call->out, "</span>");
}

static bool has_term(const struct story_offer *offer, const struct story_source *term)
{
    if (offer->source.report != term->report)
        return false;
    for (size_t i = 0; i < offer->term_sources.count; i++)
        if (offer->term_sources.items[i].start == term->start && offer->term_sources.items[i].end == term->end)
            return true;
    return false;
}

struct story_source told_term(const struct story *story, const struct story_proposal *proposal,
                              const struct story_source *term)
{
    for (size_t i = 0; i < proposal->offers.count; i++) {
        const struct story_offer *offer = &story->facts->offers.items[proposal->offers.items[i]];
        if (has_term(offer, term))
            return offer->source;
    }
    return *term;
}

/* What the report calls the actor; empty where it calls it several names, or none. Mentions are in order of reports. */
static struct str name_in(const struct story *story, uint32_t who, uint32_t report)
{
    const struct actor_list *mentions = &story->actors.items[who].mentions;
    const struct story_mention *facts = story->facts->mentions.items;
    size_t low = 0, high = mentions->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (facts[mentions->items[middle]].source.report < report)
            low = middle + 1;
        else
            high = middle;
    }
    bool here = low < mentions->count && facts[mentions->items[low]].source.report == report;
    bool again = low + 1 < mentions->count && facts[mentions->items[low + 1]].source.report == report;
    return here && !again ? facts[mentions->items[low]].name : STR("");
}

const char *told_kind(struct call *call, const struct story_source *source, const char *kind, uint32_t who)
{
    struct str name = name_in(call->story, who, source->report);
    struct str whole = text_format(&call->arena, "%s:%.*s", kind, STR_ARGS(name));
    return name.len ? arena_copy(&call->arena, whole.ptr, whole.len) : kind;
}

const char *told_hold(struct call *call, const struct story_hold *hold, struct story_source *source)
{
    *source = hold->source;
    if (hold->proposal == NO_ACTOR || hold->proposal >= call->story->proposals.count)
        return told_kind(call, source, "position", hold->who);
    if (hold->stance != STANCE_OFFERS)
        return told_kind(call, source, "response", hold->who);
    if (!hold->whole)
        *source = told_term(call->story, &call->story->proposals.items[hold->proposal], &hold->source);
    return "proposal";
}

struct str told_folded(struct call *call, struct str name)
{
    return wording_folded(&call->arena, name);
}

static bool goes_by(const struct identity *identity, struct str name, struct str folded)
{
    return str_equal(identity->key, name) || (folded.len && str_equal(identity->folded, folded));
}

bool told_is(const struct story *story, uint32_t actor, struct str name, struct str folded)
{
    const struct identity *identity = &story->actors.items[actor];
    return goes_by(identity, name, folded) || goes_by(&story->actors.items[identity->side], name, folded);
}
