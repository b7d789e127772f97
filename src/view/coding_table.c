/* coding_table.c - see coding_table.h. Input: the events of a reading. Output: lines at the end of a buffer.
 *
 * Columns: of PLOVER as in its manual, chapter "Data Fields" (2021), what is in an object behind a point; of Phoenix as
 * its pipeline writes them (https://github.com/openeventdata/phoenix_pipeline, postprocess.py) and its site names them;
 * of ICEWS as in the files of the Harvard Dataverse (doi:10.7910/DVN/28075). Invariant: what is not known is empty. */
#include "view/coding_table.h"

#include <math.h>
#include <stdio.h>

#include "view/coding_pair.h"
#include "view/record_put.h"

/* The pair that a row tells, and where it goes. */
struct cell {
    const struct coding_layout *layout;
    const struct reading *reading;
    const struct record *record;
    const struct coding *coding;
    const struct coded_actor *source, *target; /* NULL: none */
    size_t number, pair; /* of the event, and of the pair in it, from 0 */
    bool back;
    struct buffer field; /* the one at work */
    struct buffer *out;
};
typedef void column_put(const struct cell *cell, struct buffer *field);

struct column {
    const char *name;
    column_put *put;
};

static void add_whole(struct buffer *field, uint32_t number)
{
    char digits[16];
    buffer_add(field, str_make(digits, (size_t)snprintf(digits, sizeof digits, "%u", number)));
}

static void add_score(struct buffer *field, double score)
{
    char digits[32];
    if (isnan(score))
        return;
    int length = snprintf(digits, sizeof digits, "%.1f", score);
    char *comma = strchr(digits, ','); /* the locale's */
    if (comma)
        *comma = '.';
    buffer_add(field, str_make(digits, (size_t)length));
}

static void add_list(struct buffer *field, const struct str_list *list, size_t first, const char *between)
{
    for (size_t i = first; i < list->count; i++) {
        if (i > first)
            buffer_add(field, str_of(between));
        buffer_add(field, list->items[i]);
    }
}

/* --- who --- */

static void add_words(const struct cell *cell, const struct coded_actor *actor, struct buffer *field)
{
    if (actor)
        buffer_add(field, record_slice(cell->record, actor->words.start, actor->words.end));
}

/* "USAGOVMIL". */
static void add_actor_code(const struct coded_actor *actor, struct buffer *field)
{
    if (!actor)
        return;
    buffer_add(field, actor->country);
    add_list(field, &actor->sectors, 0, "");
}

static void add_country(const struct coded_actor *actor, struct buffer *field)
{
    if (actor)
        buffer_add(field, actor->country);
}

static void add_sector(const struct coded_actor *actor, struct buffer *field)
{
    if (actor && actor->sectors.count)
        buffer_add(field, actor->sectors.items[0]);
}

static void add_sectors(const struct coded_actor *actor, size_t first, const char *between, struct buffer *field)
{
    if (actor)
        add_list(field, &actor->sectors, first, between);
}

/* The name in the record, else the words. */
static void add_name(const struct cell *cell, const struct coded_actor *actor, struct buffer *field)
{
    struct str name = actor ? coding_actor_name(cell->record, actor) : STR("");
    if (name.len)
        buffer_add(field, name);
    else
        add_words(cell, actor, field);
}

static void source_words(const struct cell *cell, struct buffer *field) { add_words(cell, cell->source, field); }
static void target_words(const struct cell *cell, struct buffer *field) { add_words(cell, cell->target, field); }
static void source_name(const struct cell *cell, struct buffer *field) { add_name(cell, cell->source, field); }
static void target_name(const struct cell *cell, struct buffer *field) { add_name(cell, cell->target, field); }
static void source_code(const struct cell *cell, struct buffer *field) { add_actor_code(cell->source, field); }
static void target_code(const struct cell *cell, struct buffer *field) { add_actor_code(cell->target, field); }
static void source_country(const struct cell *cell, struct buffer *field) { add_country(cell->source, field); }
static void target_country(const struct cell *cell, struct buffer *field) { add_country(cell->target, field); }
static void source_sector(const struct cell *cell, struct buffer *field) { add_sector(cell->source, field); }
static void target_sector(const struct cell *cell, struct buffer *field) { add_sector(cell->target, field); }
static void source_others(const struct cell *cell, struct buffer *field) { add_sectors(cell->source, 1, ";", field); }
static void target_others(const struct cell *cell, struct buffer *field) { add_sectors(cell->target, 1, ";", field); }
static void source_sectors(const struct cell *cell, struct buffer *field) { add_sectors(cell->source, 0, ",", field); }
static void target_sectors(const struct cell *cell, struct buffer *field) { add_sectors(cell->target, 0, ",", field); }

/* --- what --- */

/* Of a visit that is told of the visitor, the other side is the host. */
static struct str cameo_code(const struct cell *cell)
{
    static const struct { struct str code, back; } mirrored[] = {{STR("042"), STR("043")}, {STR("043"), STR("042")}};
    for (size_t i = 0; cell->back && i < sizeof mirrored / sizeof *mirrored; i++)
        if (str_equal(cell->coding->cameo, mirrored[i].code))
            return mirrored[i].back;
    return cell->coding->cameo;
}

static void identifier(const struct cell *cell, struct buffer *field)
{
    coding_identify(field, cell->record, cell->number, cell->pair);
}

static void event(const struct cell *cell, struct buffer *field)
{
    buffer_add(field, str_of(plover_event_names[cell->coding->event]));
}

static void event_and_mode(const struct cell *cell, struct buffer *field)
{
    event(cell, field);
    if (cell->coding->mode.len)
        buffer_add(field, STR(": "));
    buffer_add(field, cell->coding->mode);
}

static void cameo(const struct cell *cell, struct buffer *field)
{
    buffer_add(field, cameo_code(cell));
}

static void cameo_root(const struct cell *cell, struct buffer *field)
{
    struct str code = cell->coding->cameo;
    buffer_add(field, str_make(code.ptr, code.len < 2 ? code.len : 2));
}

static void quad(const struct cell *cell, struct buffer *field) { add_whole(field, coding_quad(cell->coding->event)); }
static void penta(const struct cell *cell, struct buffer *field) { add_whole(field, cell->coding->penta); }
static void score(const struct cell *cell, struct buffer *field) { add_score(field, cell->coding->goldstein); }
static void mode(const struct cell *cell, struct buffer *field) { buffer_add(field, cell->coding->mode); }
static void issues(const struct cell *cell, struct buffer *field)
{
    add_list(field, &cell->coding->contexts, 0, ";");
}

static void contexts(const struct cell *cell, struct buffer *field)
{
    struct str status = coding_auxiliary(cell->coding->status);
    issues(cell, field);
    if (status.len && cell->coding->contexts.count)
        buffer_byte(field, ';');
    buffer_add(field, status);
}

/* --- when and where --- */

/* Bytes [start, end) of the day, "YYYY-MM-DD". */
static void add_day(const struct cell *cell, size_t start, size_t end, struct buffer *field)
{
    struct str day = coding_day(cell->reading, cell->coding);
    if (day.len >= end)
        buffer_add(field, str_make(day.ptr + start, end - start));
}

static void date(const struct cell *cell, struct buffer *field) { add_day(cell, 0, 10, field); }
static void year(const struct cell *cell, struct buffer *field) { add_day(cell, 0, 4, field); }
static void month(const struct cell *cell, struct buffer *field) { add_day(cell, 5, 7, field); }
static void day(const struct cell *cell, struct buffer *field) { add_day(cell, 8, 10, field); }

static void compact_date(const struct cell *cell, struct buffer *field)
{
    year(cell, field);
    month(cell, field);
    day(cell, field);
}

static void end_date(const struct cell *cell, struct buffer *field)
{
    const struct interval *when = &cell->coding->when;
    if (strcmp(when->from, when->to) != 0)
        buffer_add(field, str_of(when->to));
}

static void place(const struct cell *cell, struct buffer *field) { buffer_add(field, cell->coding->place); }

static bool is_state(const struct cell *cell)
{
    uint32_t known = lexicon_actor_named(cell->reading->library->lexicon, cell->coding->place);
    return known != NO_KNOWN && reading_is_state(cell->reading, known);
}

static void city(const struct cell *cell, struct buffer *field)
{
    if (!is_state(cell))
        place(cell, field);
}

static void country(const struct cell *cell, struct buffer *field)
{
    if (is_state(cell))
        place(cell, field);
}

/* --- the report --- */

static void report(const struct cell *cell, struct buffer *field) { buffer_add(field, cell->record->id); }
static void outlet(const struct cell *cell, struct buffer *field) { buffer_add(field, cell->record->outlet); }
static void url(const struct cell *cell, struct buffer *field) { buffer_add(field, cell->record->url); }
static void title(const struct cell *cell, struct buffer *field) { buffer_add(field, cell->record->title); }
static void language(const struct cell *cell, struct buffer *field) { buffer_add(field, cell->record->language); }
static void engine(const struct cell *cell, struct buffer *field) { buffer_add(field, str_of(cell->record->engine)); }
static void start(const struct cell *cell, struct buffer *field) { add_whole(field, cell->coding->evidence.start); }
static void end(const struct cell *cell, struct buffer *field) { add_whole(field, cell->coding->evidence.end); }
static void quote(const struct cell *cell, struct buffer *field)
{
    const struct evidence *evidence = &cell->coding->evidence;
    buffer_add(field, record_slice(cell->record, evidence->start, evidence->end));
}

static void sentence(const struct cell *cell, struct buffer *field)
{
    add_whole(field, coding_sentence(cell->reading, cell->coding));
}

static void sentence_id(const struct cell *cell, struct buffer *field)
{
    report(cell, field);
    buffer_byte(field, '_');
    sentence(cell, field);
}

static void nothing(const struct cell *cell, struct buffer *field) { (void)cell, (void)field; }

/* --- the tables --- */

static const struct column plover_columns[] = {
    {"id", identifier}, {"date", date}, {"enddate", end_date},
    {"actor.code", source_country}, {"actor.sector", source_sector}, {"actor.other_sectors", source_others},
    {"actor.entity_text", source_words}, {"actor.identifier_text", source_name},
    {"recipient.code", target_country}, {"recipient.sector", target_sector}, {"recipient.other_sectors", target_others},
    {"recipient.entity_text", target_words}, {"recipient.identifier_text", target_name},
    {"event", event}, {"event_loc.extracted_place", place}, {"event_text", quote}, {"quad_code", quad},
    {"event_scale", score}, {"mode", mode}, {"context", contexts},
    {"text_info.sequence", sentence}, {"text_info.start", start}, {"text_info.end", end},
    {"cite_info.citation", report}, {"cite_info.url", url}, {"cite_info.title", title},
    {"cite_info.language", language}, {"cite_info.publication", outlet}, {"cite_info.coder", engine},
    {"cameo", cameo}};

static const struct column phoenix_columns[] = {
    {"EventID", identifier}, {"Date", compact_date}, {"Year", year}, {"Month", month}, {"Day", day},
    {"SourceActorFull", source_code}, {"SourceActorEntity", source_country}, {"SourceActorRole", source_sector},
    {"SourceActorAttribute", source_others},
    {"TargetActorFull", target_code}, {"TargetActorEntity", target_country}, {"TargetActorRole", target_sector},
    {"TargetActorAttribute", target_others},
    {"EventCode", cameo}, {"EventRootCode", cameo_root}, {"PentaClass", penta}, {"GoldsteinScore", score},
    {"Issues", issues}, {"Lat", nothing}, {"Lon", nothing}, {"LocationName", place}, {"StateName", nothing},
    {"CountryCode", nothing}, {"SentenceID", sentence_id}, {"URLs", url}, {"NewsSources", outlet}};

static const struct column icews_columns[] = {
    {"Event ID", identifier}, {"Event Date", date},
    {"Source Name", source_name}, {"Source Sectors", source_sectors}, {"Source Country", source_country},
    {"Event Text", event_and_mode}, {"CAMEO Code", cameo}, {"Intensity", score},
    {"Target Name", target_name}, {"Target Sectors", target_sectors}, {"Target Country", target_country},
    {"Story ID", report}, {"Sentence Number", sentence}, {"Publisher", outlet}, {"City", city}, {"District", nothing},
    {"Province", nothing}, {"Country", country}, {"Latitude", nothing}, {"Longitude", nothing}};

static const struct {
    const struct column *columns;
    size_t count;
    bool cameo; /* it knows statements, but only what has happened */
} tables[CODING_TABLE_COUNT] = {
    {plover_columns, sizeof plover_columns / sizeof *plover_columns, false},
    {phoenix_columns, sizeof phoenix_columns / sizeof *phoenix_columns, true},
    {icews_columns, sizeof icews_columns / sizeof *icews_columns, true}};

static void put_csv(struct buffer *out, struct str field)
{
    bool quoted = memchr(field.ptr, ',', field.len) || memchr(field.ptr, '"', field.len) ||
                  memchr(field.ptr, '\n', field.len) || memchr(field.ptr, '\r', field.len);
    if (!quoted) {
        buffer_add(out, field);
        return;
    }
    buffer_byte(out, '"');
    for (size_t i = 0; i < field.len; i++) {
        if (field.ptr[i] == '"')
            buffer_byte(out, '"');
        buffer_byte(out, field.ptr[i]);
    }
    buffer_byte(out, '"');
}

static void put_plain(struct buffer *out, struct str field)
{
    for (size_t i = 0; i < field.len; i++)
        buffer_byte(out, strchr("\t\n\r", field.ptr[i]) ? ' ' : field.ptr[i]);
}

static void put_field(struct buffer *out, const struct coding_layout *layout, size_t column, struct str field)
{
    if (column)
        buffer_byte(out, layout->csv ? ',' : '\t');
    if (layout->csv)
        put_csv(out, field);
    else
        put_plain(out, field);
}

static void put_end(struct buffer *out, const struct coding_layout *layout)
{
    buffer_add(out, layout->csv ? STR("\r\n") : STR("\n"));
}

bool coding_table_head(const struct coding_layout *layout, struct buffer *out)
{
    for (size_t i = 0; i < tables[layout->table].count; i++)
        put_field(out, layout, i, str_of(tables[layout->table].columns[i].name));
    put_end(out, layout);
    return !out->failed;
}

static void put_pair(void *user, const struct coded_actor *source, const struct coded_actor *target, bool back)
{
    struct cell *cell = user;
    cell->source = source;
    cell->target = target;
    cell->back = back;
    for (size_t i = 0; i < tables[cell->layout->table].count; i++) {
        cell->field.len = 0;
        tables[cell->layout->table].columns[i].put(cell, &cell->field);
        put_field(cell->out, cell->layout, i, buffer_str(&cell->field));
    }
    put_end(cell->out, cell->layout);
    cell->pair++;
}

/* Is it an event in the terms of the table? */
static bool is_told(const struct coding_layout *layout, const struct coding *coding)
{
    if (!tables[layout->table].cameo)
        return coding->event != PLOVER_STATEMENT;
    return coding->status == CODING_PAST || coding->status == CODING_ONGOING ||
           (coding->status == CODING_PLANNED && coding->event == PLOVER_AGREE);
}

bool coding_table_rows(const struct coding_layout *layout, const struct reading *reading, struct buffer *out)
{
    const struct record *record = reading->record;
    struct cell cell = {.layout = layout, .reading = reading, .record = record, .out = out};
    for (size_t i = 0; i < record->codings.count; i++) {
        cell.coding = &record->codings.items[i];
        cell.number = i;
        cell.pair = 0;
        if (is_told(layout, cell.coding))
            coding_pairs(cell.coding, put_pair, &cell);
    }
    out->failed = out->failed || cell.field.failed;
    buffer_free(&cell.field);
    return !out->failed;
}
