/* fact_kind.c - see fact_kind.h. A fact is at a place where half of the shorter of the two is in both. */
#include "store/fact_kind.h"

#include <stddef.h>

#define ACTOR_JSON "json_object('name', actor.name, 'kind', actor.kind, 'party', actor.party)"
#define ACTOR_OF(column) "(SELECT json(" ACTOR_JSON ") FROM actor WHERE actor.id = f." column ")"
#define NAME_OF(column) "(SELECT name FROM actor WHERE actor.id = f." column ")"
#define ACTORS_OF(table, condition)                                                                               \
    "(SELECT json_group_array(json(it)) FROM (SELECT " ACTOR_JSON " AS it FROM " table                            \
    " JOIN actor ON actor.id = actor_id WHERE " condition " ORDER BY " table ".id))"

#define MET_AS(role) "meeting_id = f.id AND meeting_actor.role = " role

/* The row of the actor that the JSON at the path names. */
#define ACTOR_ROW(json, path)                                                                                     \
    "(SELECT id FROM actor WHERE report_id = ?1 AND name = json_extract(" json ", '" path ".name') "              \
    "AND kind = json_extract(" json ", '" path ".kind') ORDER BY id LIMIT 1)"

#define SHARED "(min(f.\"end\", ?3) - max(f.start, ?2))"
#define AT_PLACE(who)                                                                                             \
    "f.start < ?3 AND f.\"end\" > ?2 AND 2 * " SHARED " >= min(f.\"end\" - f.start, ?3 - ?2) AND (?4 IS NULL OR " \
    who " IS NULL OR " who " = ?4) ORDER BY " SHARED " DESC, abs(f.start - ?2) + abs(f.\"end\" - ?3), f.id LIMIT 1"
#define FIND(from, who) "SELECT f.id, f.start, f.\"end\" FROM " from " AS f WHERE f.report_id = ?1 AND " AT_PLACE(who)
#define DESCRIBE(from, who, json)                                                                                 \
    "SELECT " json " FROM " from " AS f JOIN report ON report.id = f.report_id AND current = 1 "                  \
    "WHERE external_id = ?1 AND " AT_PLACE(who)
#define AT(from, who)                                                                                             \
    "SELECT DISTINCT " who " FROM " from " AS f JOIN report ON report.id = f.report_id AND current = 1 "          \
    "WHERE external_id = ?1 AND f.start = ?2 AND f.\"end\" = ?3 ORDER BY 1"
#define LAST(table) "SELECT id, start, \"end\" FROM " table " WHERE report_id = ?1 ORDER BY id DESC LIMIT 1"

#define EVIDENCE "report_id, start, \"end\", quote, rule, attributed_to"
#define GIVEN_EVIDENCE "?1, ?2, ?3, ?4, ?5, json_extract(?6, '$.attributed_to')"
#define GET(path) "json_extract(?6, '$." path "')"
#define NEW(table) "(SELECT max(id) FROM " table " WHERE report_id = ?1)"
#define DAYS "'date_text', date_text, 'from', from_day, 'to', to_day, 'status', status"
#define GET_DAYS GET("date_text") ", " GET("from") ", " GET("to") ", " GET("status")
#define CITED ", 'attributed_to', f.attributed_to)"

#define ANSWERS                                                                                                   \
    "(SELECT response.*, proposal.report_id AS report_id FROM response JOIN proposal ON proposal.id = proposal_id)"

/* Terms and answers of a proposal stand where they stood from its start on, if the same words do. */
#define WORDS_STAND                                                                                               \
    "(SELECT CAST(substr(CAST(content AS BLOB), ?2 + json_extract(value, '$.at') + 1, "                           \
    "length(CAST(json_extract(value, '$.quote') AS BLOB))) AS TEXT) = json_extract(value, '$.quote') "            \
    "FROM report JOIN text ON hash = text_hash WHERE report.id = ?1)"
#define PART_EVIDENCE                                                                                             \
    NEW("proposal") ", ?2 + json_extract(value, '$.at'), ?2 + json_extract(value, '$.at') + "                     \
    "length(CAST(json_extract(value, '$.quote') AS BLOB)), json_extract(value, '$.quote'), ?5"

#define CODED FACT_CODED

/* Those in one role, with the words and, where the record has them, name, kind and party. */
#define CODED_AS(role)                                                                                            \
    "json((SELECT json_group_array(json(it)) FROM (SELECT json_object('at', one.start - f.start, 'quote', one.quote, " \
    "'country', country, 'sectors', json(sectors), 'name', actor.name, 'kind', actor.kind, 'party', actor.party) "  \
    "AS it FROM coding_actor AS one LEFT JOIN actor ON actor.id = actor_id WHERE coding_id = f.id "                \
    "AND one.role = '" role "' ORDER BY at)))"

/* Where an actor's words do not stand there any more, or were not given, it has those of the event. */
#define PLACED(there, otherwise) "iif(coalesce(" WORDS_STAND ", 0), " there ", " otherwise ")"
#define MAKE_CODED(role)                                                                                          \
    "INSERT INTO coding_actor (coding_id, role, at, start, \"end\", quote, actor_id, country, sectors) SELECT "     \
    NEW("coding") ", '" role "', key, " PLACED("?2 + json_extract(value, '$.at')", "?2") ", "                      \
    PLACED("?2 + json_extract(value, '$.at') + length(CAST(json_extract(value, '$.quote') AS BLOB))", "?3") ", "   \
    PLACED("json_extract(value, '$.quote')", "?4") ", " ACTOR_ROW("value", "$") ", json_extract(value, '$.country'), " \
    "json_extract(value, '$.sectors') FROM json_each(?6, '$." role "')"

const char *const fact_kind_actors =
    "INSERT OR IGNORE INTO actor (report_id, start, \"end\", quote, rule, key, name, kind, party) "
    "SELECT DISTINCT ?1, ?2, ?3, ?4, ?5, 'made-' || lower(replace(json_extract(value, '$.name'), ' ', '-')), "
    "json_extract(value, '$.name'), json_extract(value, '$.kind'), json_extract(value, '$.party') "
    "FROM json_tree(?6) WHERE type = 'object' AND json_extract(value, '$.name') IS NOT NULL "
    "AND json_extract(value, '$.kind') IN ('person', 'state', 'group', 'organisation', 'outlet') "
    "AND NOT EXISTS (SELECT 1 FROM actor WHERE report_id = ?1 AND name = json_extract(value, '$.name') "
    "AND kind = json_extract(value, '$.kind'))";

static const struct fact_kind kinds[] = {
    {"meeting", FIND("meeting", "NULL"),
     DESCRIBE("meeting", "NULL",
              "json_object('participants', json(" ACTORS_OF("meeting_actor", MET_AS("'participant'"))
              "), 'mediators', json(" ACTORS_OF("meeting_actor", MET_AS("'mediator'")) "), 'place', place, " DAYS
              ", 'kind', f.kind" CITED),
     "INSERT INTO meeting (" EVIDENCE ", place, date_text, from_day, to_day, status, kind) SELECT " GIVEN_EVIDENCE ", "
     GET("place") ", " GET_DAYS ", coalesce(" GET("kind") ", 'meeting');"
     "INSERT INTO meeting_actor (meeting_id, actor_id, role) SELECT " NEW("meeting") ", " ACTOR_ROW("value", "$")
     ", 'participant' FROM json_each(?6, '$.participants');"
     "INSERT INTO meeting_actor (meeting_id, actor_id, role) SELECT " NEW("meeting") ", " ACTOR_ROW("value", "$")
     ", 'mediator' FROM json_each(?6, '$.mediators')",
     AT("meeting", "NULL"), LAST("meeting")},
    {"trip", FIND("trip", NAME_OF("traveller_id")),
     DESCRIBE("trip", NAME_OF("traveller_id"),
              "json_object('traveller', json(" ACTOR_OF("traveller_id") "), 'destinations', json((SELECT "
              "json_group_array(place) FROM (SELECT place FROM trip_destination WHERE trip_id = f.id ORDER BY id))), "
              "'ordinal', ordinal, " DAYS CITED),
     "INSERT INTO trip (" EVIDENCE ", traveller_id, ordinal, date_text, from_day, to_day, status) SELECT "
     GIVEN_EVIDENCE ", " ACTOR_ROW("?6", "$.traveller") ", " GET("ordinal") ", " GET_DAYS ";"
     "INSERT INTO trip_destination (trip_id, place) SELECT " NEW("trip") ", value FROM json_each(?6, '$.destinations')",
     AT("trip", NAME_OF("traveller_id")), LAST("trip")},
    {"statement", FIND("statement", NAME_OF("speaker_id")),
     DESCRIBE("statement", NAME_OF("speaker_id"),
              "json_object('speaker', json(" ACTOR_OF("speaker_id") "), 'source', source, 'addressee', addressee"
              CITED),
     "INSERT INTO statement (" EVIDENCE ", speaker_id, source, addressee) SELECT " GIVEN_EVIDENCE ", "
     ACTOR_ROW("?6", "$.speaker") ", " GET("source") ", " GET("addressee"),
     AT("statement", NAME_OF("speaker_id")), LAST("statement")},
    {"proposal", FIND("proposal", "NULL"),
     DESCRIBE("proposal", "NULL",
              "json_object('name', name, 'by', json(" ACTORS_OF("proposal_by", "proposal_id = f.id") "), 'terms', "
              "json((SELECT json_group_array(json_object('at', term.start - f.start, 'quote', term.quote, 'issue', "
              "issue)) FROM term WHERE proposal_id = f.id)), 'responses', json((SELECT json_group_array(json_object("
              "'at', response.start - f.start, 'quote', response.quote, 'response', response, 'party', json((SELECT "
              ACTOR_JSON " FROM actor WHERE actor.id = party_id)))) FROM response WHERE proposal_id = f.id))" CITED),
     "INSERT INTO proposal (" EVIDENCE ", name) SELECT " GIVEN_EVIDENCE ", " GET("name") ";"
     "INSERT INTO proposal_by (proposal_id, actor_id) SELECT " NEW("proposal") ", " ACTOR_ROW("value", "$")
     " FROM json_each(?6, '$.by');"
     "INSERT INTO term (proposal_id, start, \"end\", quote, rule, issue) SELECT " PART_EVIDENCE
     ", json_extract(value, '$.issue') FROM json_each(?6, '$.terms') WHERE " WORDS_STAND ";"
     "INSERT INTO response (proposal_id, start, \"end\", quote, rule, party_id, response) SELECT " PART_EVIDENCE ", "
     ACTOR_ROW("value", "$.party") ", json_extract(value, '$.response') FROM json_each(?6, '$.responses') WHERE "
     WORDS_STAND,
     AT("proposal", "NULL"), LAST("proposal")},
    {"response", FIND(ANSWERS, NAME_OF("party_id")), NULL, NULL, AT(ANSWERS, NAME_OF("party_id")), NULL},
    {"position", FIND("position", NAME_OF("holder_id")),
     DESCRIBE("position", NAME_OF("holder_id"),
              "json_object('holder', json(" ACTOR_OF("holder_id") "), 'stance', stance" CITED),
     "INSERT INTO position (" EVIDENCE ", holder_id, stance) SELECT " GIVEN_EVIDENCE ", " ACTOR_ROW("?6", "$.holder")
     ", " GET("stance"),
     AT("position", NAME_OF("holder_id")), LAST("position")},
    {"talk", FIND("talk", "NULL"), DESCRIBE("talk", "NULL", "json_object('name', name, 'state', state" CITED),
     "INSERT INTO talk (" EVIDENCE ", name, state) SELECT " GIVEN_EVIDENCE ", " GET("name") ", " GET("state"),
     AT("talk", "NULL"), LAST("talk")},
    {"figure", FIND("figure", "NULL"),
     DESCRIBE("figure", "NULL", "json_object('value', value, 'unit', unit, 'qualifier', qualifier" CITED),
     "INSERT INTO figure (" EVIDENCE ", value, unit, qualifier) SELECT " GIVEN_EVIDENCE ", " GET("value") ", "
     GET("unit") ", " GET("qualifier"),
     AT("figure", "NULL"), LAST("figure")},
    {"coding", FIND("coding", CODED),
     DESCRIBE("coding", CODED,
              "json_object('source', " CODED_AS("source") ", 'target', " CODED_AS("target") ", 'event', event, 'mode', "
              "mode, 'contexts', json(contexts), 'cameo', cameo, 'goldstein', goldstein, 'penta', penta, 'reciprocal', "
              "reciprocal, 'place', place, " DAYS ", 'confidence', confidence" CITED),
     "INSERT INTO coding (" EVIDENCE ", event, mode, contexts, cameo, goldstein, penta, reciprocal, place, date_text, "
     "from_day, to_day, status, confidence) SELECT " GIVEN_EVIDENCE ", " GET("event") ", " GET("mode") ", "
     GET("contexts") ", " GET("cameo") ", " GET("goldstein") ", " GET("penta") ", coalesce(" GET("reciprocal") ", 0), "
     GET("place") ", " GET("date_text") ", " GET("from") ", " GET("to") ", coalesce(" GET("status") ", 'past'), "
     "coalesce(" GET("confidence") ", 1000);" MAKE_CODED("source") ";" MAKE_CODED("target"),
     AT("coding", CODED), LAST("coding")},
    {"actor", FIND("actor", "f.name"), NULL, NULL, AT("actor", "f.name"), NULL},
};

const struct fact_kind *fact_kind_find(struct str name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (str_equal(str_of(kinds[i].name), name))
            return &kinds[i];
    return NULL;
}

const struct fact_kind *fact_kind_next(const struct fact_kind *kind)
{
    const struct fact_kind *next = kind ? kind + 1 : kinds;
    return next < kinds + sizeof kinds / sizeof kinds[0] ? next : NULL;
}
