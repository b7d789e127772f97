/* page_decide.c - takes a person's decision: what `readout confirm`, `reject`, `note`, `decisions --undo`, `actors
 * --merge` and `--split` do, and the correction of a fact.
 *
 * Input: the fields of a form. Output: back to where it came from; or JSON. Invariant: either all that is asked for is
 * decided or nothing; nothing but the decision and what follows from it is changed. */
#include "base/ascii.h"
#include "base/error.h"
#include "view/actor_decide.h"
#include "view/fact_make.h"
#include "view/put.h"
#include "view/text.h"
#include "web/fact.h"
#include "web/pages.h"
#include "web/routes.h"

enum { LONGEST_TEXT = 10000 };

/* What is done, and what is answered. */
struct doing {
    struct call *call;
    struct str item;
    struct decision decisions[2];
    size_t count;
    int64_t number; /* of the last decision, or of the one taken back */
    struct str message;
    const char *standing; /* NULL: it has none */
};

static bool fail(struct doing *doing, const char *what)
{
    return call_fail(doing->call, 400, "%s", what);
}

/* An error of whoever asks, whichever the status of errors of that kind is elsewhere. */
static bool refuse(struct doing *doing, unsigned status)
{
    if (doing->call->error.status == READOUT_BAD_USAGE || doing->call->error.status == READOUT_BAD_INPUT)
        doing->call->status = status;
    return false;
}

/* Whether the address is one of this server's pages: a path, nothing that a browser takes for another server. */
static bool is_ours(struct str address)
{
    if (!address.len || address.ptr[0] != '/' || str_starts(address, STR("//")))
        return false;
    for (size_t i = 0; i < address.len; i++)
        if (address.ptr[i] <= 0x20 || address.ptr[i] >= 0x7f || address.ptr[i] == '\\')
            return false;
    return true;
}

/* The story of the negotiation that the form names. */
static bool open_story(struct doing *doing)
{
    struct call *call = doing->call;
    if (call->story || route_story(call))
        return true;
    if (call->status == 503)
        call->status = 409;
    return refuse(doing, 404);
}

/* The item was not found, or several were; or it is one that decisions are made on part by part. */
static bool tell_missing(struct doing *doing)
{
    struct call *call = doing->call;
    if (!str_starts(str_of(call->error.text), STR("no item")))
        return refuse(doing, 400);
    error_clear(&call->error);
    struct fact fact = {0};
    if (call->story && fact_find(call, doing->item, &fact))
        return call_fail(call, 400, "This is put together from what reports say: decide on each, on its own page.");
    return call_fail(call, 404, "There is no item '%.*s' in these reports.", STR_ARGS(doing->item));
}

/* A fact of one report is found without a story. */
static bool find_item(struct doing *doing, struct decision *decision)
{
    static const struct story none = {0};
    struct call *call = doing->call;
    struct fact_name name;
    bool one = fact_name_split(doing->item, &name);
    if (!doing->item.len)
        return fail(doing, "No item is named.");
    if (!one && !open_story(doing))
        return false;
    return item_find(call->store, one ? &none : call->story, &call->arena, doing->item, decision, &call->error) ||
           tell_missing(doing);
}

/* The person's words. */
static struct str words_of(const struct doing *doing)
{
    return text_mended(&doing->call->arena, str_trim(call_field(doing->call, "text")));
}

static bool decide_on(struct doing *doing, enum decision_kind kind)
{
    struct decision *decision = &doing->decisions[doing->count++];
    *decision = (struct decision){.kind = kind, .text = words_of(doing)};
    if (kind == DECISION_NOTE && !decision->text.len)
        return fail(doing, "A note has words.");
    return find_item(doing, decision);
}

static bool confirm(struct doing *doing)
{
    return decide_on(doing, DECISION_CONFIRM);
}

static bool reject(struct doing *doing)
{
    return decide_on(doing, DECISION_REJECT);
}

static bool note(struct doing *doing)
{
    return decide_on(doing, DECISION_NOTE);
}

/* --- Who is who --- */

static bool take_who(struct doing *doing, bool decided)
{
    if (!decided)
        return call_fail(doing->call, 400, "%.*s", STR_ARGS(doing->message));
    doing->count = doing->decisions[0].places.count ? 1 : 0;
    doing->decisions[0].text = words_of(doing);
    return true;
}

static bool merge(struct doing *doing)
{
    struct call *call = doing->call;
    struct str other = str_trim(call_field(call, "other"));
    if (!doing->item.len || !other.len)
        return fail(doing, "Two actors are merged: 'item' and 'other'.");
    return open_story(doing) &&
           take_who(doing, actor_merge(&call->arena, call->story, doing->item, other, &doing->decisions[0],
                                       &doing->message));
}

static bool split(struct doing *doing)
{
    struct call *call = doing->call;
    struct str_list others = {0};
    for (size_t i = 0; i < call->fields.count; i++)
        if (str_equal(call->fields.items[i].name, STR("other")) && str_trim(call->fields.items[i].value).len)
            *ARENA_PUSH(&call->arena, others) = str_trim(call->fields.items[i].value);
    if (!doing->item.len || !others.count)
        return fail(doing, "An actor is split from another name, or in reports: 'item' and 'other'.");
    return open_story(doing) &&
           take_who(doing, actor_split(&call->arena, call->story, doing->item, &others, &doing->decisions[0],
                                       &doing->message));
}

/* --- Correction --- */

/* The fields of the form as an object of `readout add`; an empty one says nothing. */
static bool put_fields(struct doing *doing, json_t *object, const char *kind)
{
    struct call *call = doing->call;
    const struct fact_field *field = fact_fields(kind);
    for (; field->name; field++) {
        struct str value = str_trim(call_field(call, field->name));
        const char *text = arena_copy(&call->arena, value.ptr, value.len);
        if (value.len && !fact_put_value(object, kind, field->name, text, field->type == FIELD_PARTS ? '\n' : ';',
                                         &call->error))
            return false;
    }
    return true;
}

static json_t *string_of(struct str text)
{
    return json_stringn(text.ptr, text.len);
}

static bool make_fact(struct doing *doing, json_t *object, const struct decision_place *place)
{
    struct call *call = doing->call;
    struct str text, quote = str_trim(call_field(call, "quote"));
    const char *kind = arena_copy(&call->arena, place->kind.ptr, place->kind.len);
    if (!store_text(call->store, place->report, &call->arena, &text, &call->error))
        return false;
    if (!quote.len && place->end <= text.len)
        quote = str_make(text.ptr + place->start, place->end - place->start);
    json_object_set_new(object, "fact", json_string(kind));
    json_object_set_new(object, "report", string_of(place->report));
    json_object_set_new(object, "quote", string_of(quote));
    return put_fields(doing, object, kind) &&
           fact_decide(object, call->story, text, place->start, &call->arena, &doing->decisions[1], &call->error);
}

/* Reject what was read and add what the form says instead. */
static bool correct(struct doing *doing)
{
    struct decision *rejected = &doing->decisions[0];
    if (!decide_on(doing, DECISION_REJECT) || !open_story(doing))
        return false;
    if (!str_equal(rejected->subject, STR("fact")))
        return fail(doing, "Facts of one report are corrected: choose one of its tellings.");
    const struct decision_place *place = &rejected->places.items[0];
    if (!fact_fields(text_format(&doing->call->arena, "%.*s", STR_ARGS(place->kind)).ptr))
        return fail(doing, "Such a fact cannot be made by hand.");
    json_t *object = json_object();
    bool made = make_fact(doing, object, place);
    json_decref(object);
    if (!made)
        return refuse(doing, 400);
    doing->decisions[1].text = rejected->text;
    doing->count = 2;
    return true;
}

/* --- Taking back --- */

/* The decision of the number. */
static bool find_decision(struct doing *doing, struct decision *found)
{
    struct call *call = doing->call;
    struct decision_list all;
    if (!store_decisions(call->store, &call->arena, &all, &call->error))
        return false;
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].number == doing->number) {
            *found = all.items[i];
            return true;
        }
    return call_fail(call, 404, "There is no decision %lld.", (long long)doing->number);
}

static bool undo(struct doing *doing)
{
    struct call *call = doing->call;
    struct str number = str_trim(call_field(call, "number"));
    bool found;
    for (size_t i = 0; i < number.len && i < 18; i++)
        doing->number = ascii_is_digit(number.ptr[i]) ? doing->number * 10 + (number.ptr[i] - '0') : INT64_MIN / 100;
    if (!number.len || doing->number <= 0 || number.len > 18)
        return fail(doing, "The number of the decision is not given.");
    if (!find_decision(doing, &doing->decisions[0]) ||
        !store_undo(call->store, doing->number, &found, &call->error) || !store_group(call->store, &call->error))
        return false;
    doing->item = doing->item.len ? doing->item : doing->decisions[0].key;
    doing->message = text_format(&call->arena, "decision %lld is taken back", (long long)doing->number);
    return true;
}

/* --- What is answered --- */

/* How the item stands by the decisions there are now. */
static bool read_standing(struct doing *doing)
{
    struct call *call = doing->call;
    const struct decision *decision = &doing->decisions[doing->count > 1 ? 1 : 0];
    struct decision_places none = {0};
    struct decision_list decisions;
    bool fact = str_equal(decision->subject, STR("fact"));
    enum standing standing = STANDING_MACHINE;
    if (decision->kind == DECISION_MERGE || decision->kind == DECISION_SPLIT || decision->kind == DECISION_WITHDRAW)
        return true;
    if (!store_decisions_on(call->store, decision->key, fact ? &decision->places : &none, &call->arena, &decisions,
                            &call->error))
        return false;
    for (size_t i = 0; i < decisions.count; i++) {
        enum decision_kind kind = decisions.items[i].kind;
        if (fact == str_equal(decisions.items[i].subject, STR("fact")))
            standing = kind == DECISION_CONFIRM  ? STANDING_CONFIRMED
                       : kind == DECISION_REJECT ? STANDING_REJECTED
                       : kind == DECISION_ADD    ? STANDING_HAND_MADE : standing;
    }
    doing->standing = standing_names[standing];
    return true;
}

static bool answer(struct doing *doing)
{
    struct call *call = doing->call;
    struct buffer *out = &call->out;
    struct str back = call_field(call, "back");
    struct query query = query_scope(&call->query);
    call->changes = true;
    if (call->form == FORM_JSON) {
        if (!read_standing(doing))
            return false;
        put_open(out, NULL, '{');
        put_number(out, "number", (double)doing->number);
        put_text(out, "item", doing->item);
        put_text(out, "standing", str_of(doing->standing));
        put_text(out, "message", doing->message);
        buffer_add(out, STR("}\n"));
        return true;
    }
    bool elsewhere = doing->count == 2 && !str_equal(doing->item, str_trim(call_field(call, "item")));
    if (!back.len || elsewhere)
        back = call_address(call, STR("/item/"), doing->item, &query);
    call->location = str_copy(&call->arena, back);
    call->status = 303;
    return true;
}

static bool keep(struct doing *doing)
{
    struct call *call = doing->call;
    int64_t numbers[2] = {0, 0};
    if (!doing->count)
        return true;
    if (!store_decide_all(call->store, doing->decisions, doing->count, numbers, &call->error))
        return refuse(doing, 409);
    const struct decision *last = &doing->decisions[doing->count - 1];
    doing->number = numbers[doing->count - 1];
    doing->item = doing->count == 2 ? last->key : doing->item;
    doing->message = text_format(&call->arena, "%s %.*s %.*s, told at %zu place%s", decision_kind_names[last->kind],
                                 STR_ARGS(last->subject), STR_ARGS(last->key), last->places.count,
                                 last->places.count == 1 ? "" : "s");
    return true;
}

static const struct {
    const char *name;
    bool (*make)(struct doing *doing);
} ways[] = {{"confirm", confirm}, {"reject", reject}, {"note", note}, {"undo", undo},
            {"merge", merge},     {"split", split},   {"correct", correct}};

bool page_decide(struct call *call)
{
    struct doing doing = {.call = call, .item = str_trim(call_field(call, "item")), .message = STR("")};
    struct str wanted = call_field(call, "do"), back = call_field(call, "back");
    if (!call->query.values[PARAM_PROCESS].len)
        call->query.values[PARAM_PROCESS] = call_field(call, "process");
    if (!call->may_write)
        return call_fail(call, 403, "The record is not changed from here.");
    if (back.len && !is_ours(back))
        return fail(&doing, "The address to go back to is none of this server.");
    if (call_field(call, "text").len > LONGEST_TEXT)
        return fail(&doing, "The text is too long.");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (str_equal(wanted, str_of(ways[i].name)))
            return ways[i].make(&doing) && keep(&doing) && answer(&doing);
    return fail(&doing, "What is to be done is one of: confirm, reject, note, undo, merge, split, correct.");
}
