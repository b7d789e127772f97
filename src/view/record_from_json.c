/* record_from_json.c - a line of JSON that record_json.c wrote becomes the record again (record_json.h).
 *
 * Input: the line. Output: the record, in an arena, equal to the one the line was written from. What each object must
 * hold is stated in tables, one row a member; the order of members does not matter.
 *
 * Invariant: a record that is returned could be stored: its hash is that of its text, every place lies in the text,
 * every quote is the bytes there, every key names one of its actors, and no member is missing, unknown or there
 * twice. */
#include <math.h>
#include <sodium.h>
#include <stdio.h>

#include "base/ascii.h"
#include "base/calendar.h"
#include "base/error.h"
#include "base/map.h"
#include "base/pull.h"
#include "base/utf8.h"
#include "text/decode.h"
#include "view/record_json.h"

enum { NO_EVIDENCE = -1, TOP_MOST = 32, HEX_HASH = 64, THOUSAND = 1000, SCORE_MOST = 10 };

/* How a member is read, and what its place in the structure is. */
enum take {
    TAKE_TEXT,   /* struct str; null: empty */
    TAKE_NAMED,  /* struct str, not empty */
    TAKE_TEXTS,  /* struct str_list of such */
    TAKE_RULE,   /* const char *, not empty */
    TAKE_QUOTE,  /* none: compared with the text when the object ends */
    TAKE_DAY,    /* char[11]; null: "" */
    TAKE_PUBLISHED, /* struct str */
    TAKE_LANGUAGE,  /* struct str, two or three lower-case letters */
    TAKE_REPORT, /* struct str, the stored text */
    TAKE_HASH,   /* char[65], of the text */
    TAKE_BYTES,  /* struct str, in base64; `size` bytes an item, `most` items */
    TAKE_WORD,   /* enum, one of `names` */
    TAKE_ACTOR,  /* uint32_t; null: NO_ACTOR */
    TAKE_ACTORS, /* struct actor_list */
    TAKE_OFFSET, /* uint32_t */
    TAKE_COUNT,  /* uint32_t from 1; null: 0 */
    TAKE_WEIGHT, /* uint32_t up to SUBJECT_UNIT */
    TAKE_REAL,   /* double */
    TAKE_FLAG,   /* bool */
    TAKE_SPAN,   /* struct span; null: absent */
    TAKE_CODE,   /* struct str, two to four digits; null: empty */
    TAKE_SCORE,  /* double, from -10 to 10; null: NAN */
    TAKE_PENTA,  /* uint32_t from 0 to 4 */
    TAKE_SHARE,  /* uint32_t, thousandths, of a number from 0 to 1 */
    TAKE_PARTS,  /* int32_t, thousandths, of any number */
    TAKE_TOLD,   /* none: one of `names`, compared with the enum at that place when the object ends */
    TAKE_LIST    /* LIST of the structure `shape` states */
};

struct shape;
struct member {
    const char *name;
    enum take take;
    size_t at; /* offset in the structure */
    const char *const *names; /* words of an enum */
    int count;
    const struct shape *shape;
    size_t size, most;
    bool optional;
};
struct shape {
    const struct member *members;
    size_t count, size;
    long evidence; /* where the structure has its struct evidence, or struct span */
};

#define MEMBER(type, name, how, field) {name, how, offsetof(struct type, field), NULL, 0, NULL, 0, 0, false}
#define WORD(type, name, field, words, number) \
    {name, TAKE_WORD, offsetof(struct type, field), words, number, NULL, 0, 0, false}
#define TOLD(type, name, field, words, number) \
    {name, TAKE_TOLD, offsetof(struct type, field), words, number, NULL, 0, 0, false}
#define LISTED(type, name, field, of) {name, TAKE_LIST, offsetof(struct type, field), NULL, 0, &(of), 0, 0, false}
#define CODED(name, field, size, most) \
    {name, TAKE_BYTES, offsetof(struct record, field), NULL, 0, NULL, size, most, false}
#define MAYBE(type, name, how, field) {name, how, offsetof(struct type, field), NULL, 0, NULL, 0, 0, true}
#define EVIDENCE(type, quote)                                            \
    MEMBER(type, "start", TAKE_OFFSET, evidence.start),                  \
    MEMBER(type, "end", TAKE_OFFSET, evidence.end),                      \
    {quote, TAKE_QUOTE, 0, NULL, 0, NULL, 0, 0, false},                  \
    MEMBER(type, "rule", TAKE_RULE, evidence.rule),                      \
    {"attributed_to", TAKE_NAMED, offsetof(struct type, evidence.cited), NULL, 0, NULL, 0, 0, true}
#define WHEN(type)                                                       \
    MEMBER(type, "date_text", TAKE_TEXT, when.text),                     \
    MEMBER(type, "from", TAKE_DAY, when.from),                           \
    MEMBER(type, "to", TAKE_DAY, when.to)
#define SHAPE(type, table, evidence) {table, sizeof table / sizeof *table, sizeof(struct type), evidence}
#define FACT(type, table) SHAPE(type, table, (long)offsetof(struct type, evidence))
#define WORDS(type)                                                      \
    MEMBER(type, "start", TAKE_OFFSET, words.start),                     \
    MEMBER(type, "end", TAKE_OFFSET, words.end),                         \
    {"text", TAKE_QUOTE, 0, NULL, 0, NULL, 0, 0, false}
#define IN_WORDS(type, table) SHAPE(type, table, (long)offsetof(struct type, words))
_Static_assert(offsetof(struct evidence, start) == offsetof(struct span, start) &&
               offsetof(struct evidence, end) == offsetof(struct span, end), "evidence begins as a span does");

static const struct member actor_members[] = {
    MEMBER(actor, "key", TAKE_NAMED, key), MEMBER(actor, "name", TAKE_NAMED, name),
    WORD(actor, "kind", kind, actor_kind_names, ACTOR_KIND_COUNT), MEMBER(actor, "party", TAKE_TEXT, party),
    MEMBER(actor, "role", TAKE_TEXT, role), MEMBER(actor, "aliases", TAKE_TEXTS, aliases), EVIDENCE(actor, "quote")};
static const struct shape actor_shape = FACT(actor, actor_members);

static const struct member meeting_members[] = {
    MEMBER(meeting, "participants", TAKE_ACTORS, participants), MEMBER(meeting, "mediators", TAKE_ACTORS, mediators),
    MEMBER(meeting, "place", TAKE_TEXT, place), WHEN(meeting),
    WORD(meeting, "status", status, event_status_names, STATUS_COUNT),
    WORD(meeting, "kind", kind, meeting_kind_names, MEETING_KIND_COUNT), EVIDENCE(meeting, "quote")};
static const struct shape meeting_shape = FACT(meeting, meeting_members);

static const struct member trip_members[] = {
    MEMBER(trip, "traveller", TAKE_ACTOR, traveller), MEMBER(trip, "destinations", TAKE_TEXTS, destinations),
    MEMBER(trip, "ordinal", TAKE_COUNT, ordinal), WHEN(trip),
    WORD(trip, "status", status, event_status_names, STATUS_COUNT), EVIDENCE(trip, "quote")};
static const struct shape trip_shape = FACT(trip, trip_members);

static const struct member statement_members[] = {
    MEMBER(statement, "speaker", TAKE_ACTOR, speaker), MEMBER(statement, "source", TAKE_TEXT, source),
    MEMBER(statement, "addressee", TAKE_TEXT, addressee), EVIDENCE(statement, "quote")};
static const struct shape statement_shape = FACT(statement, statement_members);

static const struct member term_members[] = {
    WORD(term, "issue", issue, term_issue_names, ISSUE_COUNT), EVIDENCE(term, "text")};
static const struct shape term_shape = FACT(term, term_members);

static const struct member response_members[] = {
    MEMBER(response, "party", TAKE_ACTOR, party),
    WORD(response, "response", response, response_names, RESPONSE_COUNT), EVIDENCE(response, "quote")};
static const struct shape response_shape = FACT(response, response_members);

static const struct member proposal_members[] = {
    MEMBER(proposal, "name", TAKE_TEXT, name), MEMBER(proposal, "by", TAKE_ACTORS, by),
    LISTED(proposal, "terms", terms, term_shape), LISTED(proposal, "responses", responses, response_shape),
    EVIDENCE(proposal, "quote")};
static const struct shape proposal_shape = FACT(proposal, proposal_members);

static const struct member position_members[] = {
    MEMBER(position, "holder", TAKE_ACTOR, holder), WORD(position, "stance", stance, stance_names, STANCE_COUNT),
    {"text", TAKE_QUOTE, 0, NULL, 0, NULL, 0, 0, false}, EVIDENCE(position, "quote")};
static const struct shape position_shape = FACT(position, position_members);

static const struct member talk_members[] = {
    MEMBER(talk, "name", TAKE_TEXT, name), WORD(talk, "state", state, talk_state_names, TALK_STATE_COUNT),
    EVIDENCE(talk, "quote")};
static const struct shape talk_shape = FACT(talk, talk_members);

static const struct member figure_members[] = {
    MEMBER(figure, "value", TAKE_REAL, value), MEMBER(figure, "unit", TAKE_TEXT, unit),
    MEMBER(figure, "qualifier", TAKE_TEXT, qualifier), EVIDENCE(figure, "quote")};
static const struct shape figure_shape = FACT(figure, figure_members);

static const struct member date_members[] = {
    WORD(date, "type", type, date_type_names, DATE_TYPE_COUNT), MEMBER(date, "value", TAKE_TEXT, value),
    MEMBER(date, "from", TAKE_DAY, from), MEMBER(date, "to", TAKE_DAY, to), EVIDENCE(date, "quote")};
static const struct shape date_shape = FACT(date, date_members);

static const struct member clue_members[] = {
    WORD(clue, "kind", kind, clue_kind_names, CLUE_KIND_COUNT), MEMBER(clue, "value", TAKE_TEXT, value),
    MEMBER(clue, "weekday", TAKE_COUNT, weekday), WORD(clue, "tense", tense, clue_tense_names, CLUE_TENSE_COUNT),
    MEMBER(clue, "ordinal", TAKE_COUNT, ordinal), MEMBER(clue, "counted", TAKE_TEXT, counted),
    MEMBER(clue, "actors", TAKE_ACTORS, actors), MEMBER(clue, "place", TAKE_TEXT, place), EVIDENCE(clue, "quote")};
static const struct shape clue_shape = FACT(clue, clue_members);

static const struct member attribution_members[] = {
    MEMBER(attribution, "source", TAKE_SPAN, source), MEMBER(attribution, "cue", TAKE_SPAN, cue),
    MEMBER(attribution, "content", TAKE_SPAN, content), MEMBER(attribution, "direct", TAKE_FLAG, direct),
    MEMBER(attribution, "rule", TAKE_RULE, rule)};
static const struct shape attribution_shape = SHAPE(attribution, attribution_members, NO_EVIDENCE);

static const struct member subject_members[] = {
    MEMBER(subject, "side", TAKE_NAMED, side), MEMBER(subject, "other", TAKE_NAMED, other),
    MEMBER(subject, "weight", TAKE_WEIGHT, weight), EVIDENCE(subject, "quote")};
static const struct shape subject_shape = FACT(subject, subject_members);

static const struct member matter_members[] = {
    MEMBER(matter, "name", TAKE_NAMED, name), MEMBER(matter, "field", TAKE_NAMED, field),
    MEMBER(matter, "weight", TAKE_WEIGHT, weight)};
static const struct shape matter_shape = SHAPE(matter, matter_members, NO_EVIDENCE);

static const struct member coded_actor_members[] = {
    WORDS(coded_actor), MEMBER(coded_actor, "actor", TAKE_ACTOR, actor),
    MEMBER(coded_actor, "country", TAKE_TEXT, country), MEMBER(coded_actor, "sectors", TAKE_TEXTS, sectors)};
static const struct shape coded_actor_shape = IN_WORDS(coded_actor, coded_actor_members);

static const struct member coding_word_members[] = {
    WORDS(coding_word), MEMBER(coding_word, "weight", TAKE_PARTS, weight)};
static const struct shape coding_word_shape = IN_WORDS(coding_word, coding_word_members);

static const struct member coding_members[] = {
    WORD(coding, "event", event, plover_event_names, PLOVER_COUNT),
    TOLD(coding, "root", event, plover_root_names, PLOVER_COUNT), MEMBER(coding, "mode", TAKE_TEXT, mode),
    MEMBER(coding, "contexts", TAKE_TEXTS, contexts), MEMBER(coding, "cameo", TAKE_CODE, cameo),
    MEMBER(coding, "goldstein", TAKE_SCORE, goldstein),
    TOLD(coding, "quad", event, plover_quad_names, PLOVER_COUNT), MEMBER(coding, "penta", TAKE_PENTA, penta),
    LISTED(coding, "source", source, coded_actor_shape), LISTED(coding, "target", target, coded_actor_shape),
    MEMBER(coding, "reciprocal", TAKE_FLAG, reciprocal),
    WORD(coding, "status", status, coding_status_names, CODING_STATUS_COUNT),
    MEMBER(coding, "place", TAKE_TEXT, place), WHEN(coding), MEMBER(coding, "confidence", TAKE_SHARE, confidence),
    LISTED(coding, "words", words, coding_word_shape), EVIDENCE(coding, "quote")};
static const struct shape coding_shape = FACT(coding, coding_members);

/* In the order in which they are read: the text before its places, the actors before who names them. */
static const struct member record_members[] = {
    MEMBER(record, "id", TAKE_TEXT, id), MEMBER(record, "outlet", TAKE_TEXT, outlet),
    MEMBER(record, "published", TAKE_PUBLISHED, published), MEMBER(record, "title", TAKE_TEXT, title),
    MEMBER(record, "url", TAKE_TEXT, url), MAYBE(record, "updated", TAKE_PUBLISHED, updated),
    MAYBE(record, "author", TAKE_NAMED, author), MAYBE(record, "language", TAKE_LANGUAGE, language),
    MAYBE(record, "agency", TAKE_NAMED, agency), MAYBE(record, "dateline", TAKE_NAMED, dateline),
    {"unread", TAKE_WORD, offsetof(struct record, unread), unread_names, UNREAD_COUNT, NULL, 0, 0, true},
    MEMBER(record, "engine", TAKE_RULE, engine),
    MEMBER(record, "text", TAKE_REPORT, text), MEMBER(record, "hash", TAKE_HASH, hash),
    LISTED(record, "actors", actors, actor_shape), LISTED(record, "meetings", meetings, meeting_shape),
    LISTED(record, "trips", trips, trip_shape), LISTED(record, "statements", statements, statement_shape),
    LISTED(record, "proposals", proposals, proposal_shape), LISTED(record, "positions", positions, position_shape),
    LISTED(record, "talks", talks, talk_shape), LISTED(record, "figures", figures, figure_shape),
    LISTED(record, "dates", dates, date_shape), LISTED(record, "attributions", attributions, attribution_shape),
    LISTED(record, "clues", clues, clue_shape),
    LISTED(record, "subjects", subjects, subject_shape), LISTED(record, "matters", matters, matter_shape),
    MEMBER(record, "mediators", TAKE_TEXTS, mediators), LISTED(record, "events", codings, coding_shape),
    CODED("gist", gist, GIST_TERM_SIZE, GIST_TERMS),
    CODED("sketch", sketch, SKETCH_KEY_SIZE, SKETCH_KEYS)};
static const struct shape record_shape = SHAPE(record, record_members, NO_EVIDENCE);
_Static_assert(sizeof record_members / sizeof *record_members <= TOP_MOST, "members of a record");

/* What stands as the bytes of a fact, to be compared with them. */
struct quotes {
    struct str items[2];
    size_t count;
};

/* What stands as a word that follows from another member. */
struct told {
    const struct member *members[2];
    struct str words[2];
    size_t count;
};

/* The line at work. */
struct parse {
    struct pull in;
    struct record *record;
    struct map keys;            /* of the actors */
    struct quotes quotes;       /* of the object at work, as is `told` */
    struct told told;
    struct str path;            /* of what is wrong: "meetings[2].kind" */
};

/* Any list: LIST has the same members in the same order. */
struct any_list {
    void *items;
    size_t count, capacity;
};

static bool take_text(struct parse *parse, struct str *value)
{
    *value = STR("");
    return pull_null(&parse->in) || pull_string(&parse->in, value);
}

static bool take_named(struct parse *parse, struct str *value)
{
    return pull_string(&parse->in, value) && (value->len || pull_fail(&parse->in, "empty"));
}

static bool take_rule(struct parse *parse, const char **value)
{
    struct str text;
    if (!take_named(parse, &text))
        return false;
    *value = arena_copy(parse->in.arena, text.ptr, text.len);
    return true;
}

static bool take_texts(struct parse *parse, struct str_list *list)
{
    struct str value;
    if (!pull_open(&parse->in, '['))
        return false;
    while (pull_item(&parse->in) && take_named(parse, &value))
        *ARENA_PUSH(parse->in.arena, *list) = value;
    return !parse->in.problem;
}

static bool take_day(struct parse *parse, char day[11])
{
    struct str text;
    long number;
    if (!take_text(parse, &text))
        return false;
    if (text.len && (text.len != 10 || !calendar_parse(text, &number)))
        return pull_fail(&parse->in, "not a day YYYY-MM-DD");
    memcpy(day, text.ptr, text.len);
    return true;
}

/* A day, perhaps with the time behind it; or a month or year alone. */
static bool take_language(struct parse *parse, struct str *code)
{
    if (!take_named(parse, code))
        return false;
    bool letters = code->len == 2 || code->len == 3;
    for (size_t i = 0; i < code->len; i++)
        letters = letters && code->ptr[i] >= 'a' && code->ptr[i] <= 'z';
    return letters || pull_fail(&parse->in, "no code of a language");
}

static bool take_published(struct parse *parse, struct str *published)
{
    static const char rest[] = "-01-01";
    char day[11] = "";
    long number;
    if (!take_text(parse, published) || !published->len)
        return !parse->in.problem;
    size_t length = published->len < 10 ? published->len : 10;
    memcpy(day, published->ptr, length);
    if (length == 4 || length == 7)
        memcpy(day + length, rest + length - 4, 10 - length);
    bool time = published->len > 10 && published->ptr[10] != 'T' && published->ptr[10] != ' ';
    return (!time && calendar_parse(str_of(day), &number)) || pull_fail(&parse->in, "no date");
}

static bool take_report(struct parse *parse, struct str *text)
{
    struct str stored;
    if (!pull_string(&parse->in, text))
        return false;
    bool sound = text_decode(parse->in.arena, *text, NULL, &stored, NULL) && str_equal(*text, stored);
    return sound || pull_fail(&parse->in, "no text as it is stored");
}

static bool take_hash(struct parse *parse, char hash[HEX_HASH + 1])
{
    struct str text;
    if (!pull_string(&parse->in, &text))
        return false;
    record_hash(parse->record->text, hash);
    return str_equal(text, str_of(hash)) || pull_fail(&parse->in, "not the hash of the text");
}

static bool take_bytes(struct parse *parse, const struct member *member, struct str *bytes)
{
    struct str text;
    size_t most = member->size * member->most, length = 0;
    if (!take_text(parse, &text))
        return false;
    unsigned char *out = arena_take(parse->in.arena, most + 1, 1);
    if (sodium_base642bin(out, most, text.ptr, text.len, NULL, &length, NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        length % member->size != 0)
        return pull_fail(&parse->in, "not what extract writes there");
    *bytes = str_make((const char *)out, length);
    return true;
}

/* Null is the first of the names where that is none. */
static bool take_word(struct parse *parse, const struct member *member, unsigned *value)
{
    struct str word;
    *value = 0;
    if (!member->names[0] && pull_null(&parse->in))
        return true;
    if (!pull_string(&parse->in, &word))
        return false;
    int place = record_name(member->names, member->count, word);
    *value = place < 0 ? 0 : (unsigned)place;
    return place >= 0 || pull_fail(&parse->in, "none of its words");
}

static bool take_key(struct parse *parse, uint32_t *actor)
{
    struct str key;
    if (!pull_string(&parse->in, &key))
        return false;
    *actor = map_get(&parse->keys, key);
    return *actor != MAP_NONE || pull_fail(&parse->in, "the key of none of the actors");
}

static bool take_actors(struct parse *parse, struct actor_list *list)
{
    uint32_t actor;
    if (!pull_open(&parse->in, '['))
        return false;
    while (pull_item(&parse->in) && take_key(parse, &actor))
        *ARENA_PUSH(parse->in.arena, *list) = actor;
    return !parse->in.problem;
}

static bool take_actor(struct parse *parse, uint32_t *actor)
{
    *actor = NO_ACTOR;
    return pull_null(&parse->in) || take_key(parse, actor);
}

/* A whole number from `least` to `most`, else the problem is `what`. */
static bool take_whole(struct parse *parse, uint32_t least, uint32_t most, const char *what, uint32_t *value)
{
    double number;
    if (!pull_number(&parse->in, &number))
        return false;
    if (number < least || number > most || number != (uint32_t)number)
        return pull_fail(&parse->in, what);
    *value = (uint32_t)number;
    return true;
}

static bool take_offset(struct parse *parse, uint32_t *value)
{
    return take_whole(parse, 0, (uint32_t)parse->record->text.len, "not a place in the text", value);
}

static bool take_span(struct parse *parse, struct span *span)
{
    if (pull_null(&parse->in))
        return true;
    bool found = pull_open(&parse->in, '[') && pull_item(&parse->in) && take_offset(parse, &span->start) &&
                 pull_item(&parse->in) && take_offset(parse, &span->end) && !pull_item(&parse->in);
    return (found && !parse->in.problem && span->start < span->end) || pull_fail(&parse->in, "not a span [start, end]");
}

static bool take_code(struct parse *parse, struct str *code)
{
    if (!take_text(parse, code) || !code->len)
        return !parse->in.problem;
    bool digits = code->len >= 2 && code->len <= 4;
    for (size_t i = 0; i < code->len; i++)
        digits = digits && ascii_is_digit(code->ptr[i]);
    return digits || pull_fail(&parse->in, "not two to four digits");
}

static bool take_score(struct parse *parse, double *score)
{
    *score = NAN;
    if (pull_null(&parse->in))
        return true;
    return pull_number(&parse->in, score) && (fabs(*score) <= SCORE_MOST || pull_fail(&parse->in, "not a score"));
}

/* Thousandths: `least` to `most` of them. */
static bool take_parts(struct parse *parse, int32_t least, int32_t most, int32_t *value)
{
    double number;
    if (!pull_number(&parse->in, &number))
        return false;
    double parts = round(number * THOUSAND);
    if (!(parts >= least && parts <= most) || parts / THOUSAND != number)
        return pull_fail(&parse->in, "no such share in thousandths");
    *value = (int32_t)parts;
    return true;
}

static bool take_share(struct parse *parse, uint32_t *value)
{
    int32_t parts = 0;
    bool taken = take_parts(parse, 0, THOUSAND, &parts);
    *value = (uint32_t)parts;
    return taken;
}

static bool take_told(struct parse *parse, const struct member *member)
{
    struct told *told = &parse->told;
    told->members[told->count] = member;
    return pull_string(&parse->in, &told->words[told->count++]);
}

static bool take_list(struct parse *parse, const struct shape *shape, void *place);

static bool take_value(struct parse *parse, const struct member *member, void *structure)
{
    void *at = (char *)structure + member->at;
    switch (member->take) {
    case TAKE_TEXT: return take_text(parse, at);
    case TAKE_NAMED: return take_named(parse, at);
    case TAKE_TEXTS: return take_texts(parse, at);
    case TAKE_RULE: return take_rule(parse, at);
    case TAKE_QUOTE: return pull_string(&parse->in, &parse->quotes.items[parse->quotes.count++]);
    case TAKE_DAY: return take_day(parse, at);
    case TAKE_PUBLISHED: return take_published(parse, at);
    case TAKE_LANGUAGE: return take_language(parse, at);
    case TAKE_REPORT: return take_report(parse, at);
    case TAKE_HASH: return take_hash(parse, at);
    case TAKE_BYTES: return take_bytes(parse, member, at);
    case TAKE_WORD: return take_word(parse, member, at);
    case TAKE_ACTOR: return take_actor(parse, at);
    case TAKE_ACTORS: return take_actors(parse, at);
    case TAKE_OFFSET: return take_offset(parse, at);
    case TAKE_COUNT:
        return pull_null(&parse->in) || take_whole(parse, 1, UINT32_MAX, "not a whole number above 0", at);
    case TAKE_WEIGHT: return take_whole(parse, 0, SUBJECT_UNIT, "not a weight", at);
    case TAKE_REAL: return pull_number(&parse->in, at);
    case TAKE_FLAG: return pull_bool(&parse->in, at);
    case TAKE_SPAN: return take_span(parse, at);
    case TAKE_CODE: return take_code(parse, at);
    case TAKE_SCORE: return take_score(parse, at);
    case TAKE_PENTA: return take_whole(parse, 0, 4, "none of the five classes", at);
    case TAKE_SHARE: return take_share(parse, at);
    case TAKE_PARTS: return take_parts(parse, INT32_MIN, INT32_MAX, at);
    case TAKE_TOLD: return take_told(parse, member);
    default: return take_list(parse, member->shape, at);
    }
}

/* The path of what is wrong is made from the inside outwards, once something is. */
static bool wrong_in(struct parse *parse, struct str part)
{
    struct str inner = parse->path;
    size_t dot = inner.len && inner.ptr[0] != '[';
    char *path = arena_take(parse->in.arena, part.len + dot + inner.len + 1, 1);
    memcpy(path, part.ptr, part.len);
    path[part.len] = '.';
    memcpy(path + part.len + dot, inner.ptr, inner.len);
    parse->path = str_make(path, part.len + dot + inner.len);
    return false;
}

static bool wrong_member(struct parse *parse, struct str name, const char *what)
{
    pull_fail(&parse->in, what);
    return wrong_in(parse, name);
}

/* The member of that name, most likely the one at `next`; `shape->count`: there is none. */
static size_t find_member(const struct shape *shape, struct str name, size_t next)
{
    for (size_t i = 0; i < shape->count; i++) {
        size_t at = (next + i) % shape->count;
        if (str_equal(name, str_of(shape->members[at].name)))
            return at;
    }
    return shape->count;
}

/* The next member of an object: its number, or `shape->count` at the end or on a problem. */
static size_t next_member(struct parse *parse, const struct shape *shape, uint32_t *seen, size_t next)
{
    struct str name;
    if (!pull_member(&parse->in, &name))
        return shape->count;
    size_t at = find_member(shape, name, next);
    if (at == shape->count || (*seen >> at & 1))
        wrong_member(parse, name, at == shape->count ? "no such member" : "there twice");
    else
        *seen |= 1u << at;
    return parse->in.problem ? shape->count : at;
}

static bool none_missing(struct parse *parse, const struct shape *shape, uint32_t seen)
{
    for (size_t i = 0; i < shape->count; i++)
        if (!(seen >> i & 1) && !shape->members[i].optional)
            return wrong_member(parse, str_of(shape->members[i].name), "missing");
    return true;
}

/* The place where the structure says that it stands is one, and each quote is the bytes there. */
static bool check_evidence(struct parse *parse, const struct shape *shape, const void *structure)
{
    struct span place;
    if (shape->evidence == NO_EVIDENCE)
        return true;
    memcpy(&place, (const char *)structure + shape->evidence, sizeof place);
    if (place.start > place.end)
        return wrong_member(parse, STR("start"), "behind \"end\"");
    struct str bytes = str_make(parse->record->text.ptr + place.start, place.end - place.start);
    for (size_t i = 0; i < parse->quotes.count; i++)
        if (!str_equal(bytes, parse->quotes.items[i]))
            return wrong_member(parse, STR("quote"), "not the bytes of the text from \"start\" to \"end\"");
    return true;
}

/* The words are those that belong to the enumeration's value. */
static bool check_told(struct parse *parse, const void *structure)
{
    for (size_t i = 0; i < parse->told.count; i++) {
        const struct member *member = parse->told.members[i];
        unsigned value;
        memcpy(&value, (const char *)structure + member->at, sizeof value);
        if (!str_equal(parse->told.words[i], str_of(member->names[value])))
            return wrong_member(parse, str_of(member->name), "not that of the event");
    }
    return true;
}

static bool take_members(struct parse *parse, const struct shape *shape, void *structure)
{
    uint32_t seen = 0;
    if (!pull_open(&parse->in, '{'))
        return false;
    for (size_t at = 0; (at = next_member(parse, shape, &seen, at)) < shape->count; at++)
        if (!take_value(parse, &shape->members[at], structure))
            return wrong_in(parse, str_of(shape->members[at].name));
    return !parse->in.problem && none_missing(parse, shape, seen);
}

static bool take_object(struct parse *parse, const struct shape *shape, void *structure)
{
    struct quotes outer = parse->quotes;
    struct told outer_told = parse->told;
    parse->quotes.count = parse->told.count = 0;
    bool taken = take_members(parse, shape, structure) && check_evidence(parse, shape, structure) &&
                 check_told(parse, structure);
    parse->quotes = outer;
    parse->told = outer_told;
    return taken;
}

/* Its key names the actor from now on. */
static bool add_actor(struct parse *parse, const struct actor *actor, size_t number)
{
    if (map_get(&parse->keys, actor->key) != MAP_NONE)
        return wrong_member(parse, STR("key"), "another actor's");
    map_put(&parse->keys, parse->in.arena, actor->key, (uint32_t)number);
    return true;
}

static bool take_item(struct parse *parse, const struct shape *shape, void *item, size_t number)
{
    char place[32];
    memset(item, 0, shape->size);
    if (take_object(parse, shape, item) && (shape != &actor_shape || add_actor(parse, item, number)))
        return true;
    snprintf(place, sizeof place, "[%zu]", number);
    return wrong_in(parse, str_of(place));
}

static bool take_list(struct parse *parse, const struct shape *shape, void *place)
{
    struct any_list list = {0};
    if (!pull_open(&parse->in, '['))
        return false;
    while (pull_item(&parse->in)) {
        list.items = arena_grow(parse->in.arena, list.items, list.count, &list.capacity, shape->size);
        if (!take_item(parse, shape, (char *)list.items + list.count * shape->size, list.count))
            return false;
        list.count++;
    }
    memcpy(place, &list, sizeof list);
    return !parse->in.problem;
}

/* Where the values of the record stand in the line. */
struct top {
    size_t start[TOP_MOST], end[TOP_MOST];
};

static bool find_values(struct parse *parse, struct top *top)
{
    const struct shape *shape = &record_shape;
    uint32_t seen = 0;
    if (!pull_open(&parse->in, '{'))
        return false;
    for (size_t at = 0; (at = next_member(parse, shape, &seen, at)) < shape->count; at++) {
        pull_peek(&parse->in);
        top->start[at] = parse->in.at;
        if (!pull_skip(&parse->in))
            return wrong_in(parse, str_of(shape->members[at].name));
        top->end[at] = parse->in.at;
    }
    return pull_end(&parse->in) && none_missing(parse, shape, seen);
}

static bool take_values(struct parse *parse, const struct top *top)
{
    for (size_t i = 0; i < record_shape.count; i++) {
        const struct member *member = &record_shape.members[i];
        if (!top->end[i])
            continue; /* not there, and need not be */
        parse->in.at = top->start[i];
        if (!take_value(parse, member, parse->record))
            return wrong_in(parse, str_of(member->name));
        if (parse->in.at != top->end[i])
            return wrong_member(parse, str_of(member->name), "more than a value");
    }
    return true;
}

/* What was not read holds no facts. */
static bool check_unread(struct parse *parse)
{
    const struct record *record = parse->record;
    const size_t counts[] = {record->actors.count,    record->meetings.count,  record->trips.count,
                             record->statements.count, record->proposals.count, record->positions.count,
                             record->talks.count,     record->figures.count,   record->dates.count,
                             record->attributions.count, record->clues.count,  record->subjects.count,
                             record->matters.count,   record->mediators.count, record->codings.count,
                             record->gist.len,        record->sketch.len};
    for (size_t i = 0; record->unread && i < sizeof counts / sizeof *counts; i++)
        if (counts[i])
            return wrong_member(parse, STR("unread"), "there, though something was read");
    return true;
}

static bool is_utf8(struct str line)
{
    const unsigned char *bytes = (const unsigned char *)line.ptr;
    for (size_t at = 0, size; at < line.len; at += size) {
        size = bytes[at] < 0x80 ? 1 : utf8_multibyte_length(bytes, at, line.len);
        if (!size)
            return false;
    }
    return true;
}

/* What is wrong, and where: "meetings[2].kind: none of its words". */
static bool tell(const struct parse *parse, const char *source, readout_error *error)
{
    return error_set(error, READOUT_BAD_INPUT, source, "byte %zu of the record: %.*s%s%s", parse->in.at,
                     STR_ARGS(parse->path), parse->path.len ? ": " : "", parse->in.problem);
}

bool record_from_json(struct arena *arena, struct str line, const char *source, struct record *record,
                      readout_error *error)
{
    struct parse parse = {.in = {.text = line, .arena = arena}, .record = record, .path = STR("")};
    struct top top = {0};
    *record = (struct record){0};
    if (!is_utf8(line))
        return error_set(error, READOUT_BAD_INPUT, source, "a record that is not UTF-8");
    return (find_values(&parse, &top) && take_values(&parse, &top) && check_unread(&parse)) ||
           tell(&parse, source, error);
}
