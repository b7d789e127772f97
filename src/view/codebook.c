/* codebook.c - see codebook.h. */
#include "view/codebook.h"

#include <assert.h>
#include <string.h>

#include "view/csv.h"

#define STATUSES "planned, possible, ongoing, held, cancelled"
#define KINDS "meeting, talks, call, summit, visit, briefing"
#define ANSWERS "accepted, rejected, pending, conditional, not-endorsed"
#define STATES \
    "planned, started, resumed, ongoing, progress, stalled, paused, ended-without-agreement, agreement, collapsed"
#define ACTORS "person, state, group, organisation, outlet"
#define STANCES "demands, offers, accepts, rejects, conditions"
#define UNREAD "language"
#define STANDINGS "machine, confirmed, rejected, hand-made"
#define EVENTS \
    "STATEMENT, AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT, REQUEST, ACCUSE, REJECT, THREATEN, " \
    "PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT"
#define CODED_STATUSES "past, ongoing, planned, hypothetical, denied"
#define NOT_SAID "no report says"

/* Where a fact of one report stands. */
#define EVIDENCE                                                                                                      \
    {"quote", "text", "", "", "", "the bytes of the report from start to end: the words that say it"},                \
        {"start", "number", "bytes", "", "", "where the words begin in the stored text (UTF-8)"},                     \
        {"end", "number", "bytes", "", "", "where they end; that byte is not included"},                              \
        {"rule", "text", "", "", "", "the rule that read it; readout explain shows it"},                              \
        {"attributed_to", "text", "", "", "the report says it in its own voice", "whom the report cites for it"},     \
        {"standing", "text", "", STANDINGS, "", "what a person made of it; machine: nothing"},                        \
        REPORT
#define REPORT                                                                                                        \
    {"report", "id", "", "", "", "id of the report: column report of report.csv"},                                    \
        {"outlet", "text", "", "", "not known", "who published the report"},                                          \
        {"published", "day", "", "", "not known", "when, perhaps with the time"}
#define WHEN                                                                                                          \
    {"date_text", "text", "", "", "the report does not say when", "the words that say when"},                         \
        {"from", "day", "", "", "not said, or not to be resolved", "first day"},                                      \
        {"to", "day", "", "", "as from, or not ended", "last day"},                                                   \
        {"status", "text", "", STATUSES, "not said", "whether it took place"}

/* What a telling of an item has at its end. */
#define TELLING                                                                                                       \
    {"report", "id", "", "", "", "the report that tells it"},                                                         \
        {"outlet", "text", "", "", "not known", "who published the report"},                                          \
        {"published", "day", "", "", "not known", "the day it was published"},                                        \
        {"voice", "id", "", "", "", "the first report of its voice: reports that are one text in versions share it"}, \
        {"start", "number", "bytes", "", "", "where the words begin in the stored text (UTF-8)"},                     \
        {"end", "number", "bytes", "", "", "where they end; that byte is not included"},                              \
        {"quote", "text", "", "", "", "these bytes"}

/* What a merged item has at its end: who tells it. */
#define TOLD                                                                                                          \
    {"voices", "number", "voices", "", "", "how many voices tell it: copies of one text are one voice"},              \
        {"reports", "list of ids", "", "", "", "all reports that tell it"},                                           \
        {"sources", "list of text", "", "", "", "for each voice: outlet, day of publication, report"},                \
        {"process", "key", "", "", "not known", "the negotiation that most of its reports are about"},                \
        {"reason", "text", "", "", "", "why its tellings were put together; \"told once\" where there is but one"}
#define MARK                                                                                                          \
    {"standing", "text", "", STANDINGS, "", "what a person made of it; machine: nothing"}, \
        {"notes", "list of text", "", "", "none", "what persons noted of it"}
#define MERGED_WHEN                                                                                                   \
    {"from", "day", "", "", NOT_SAID, "first day; where no report gives it, of the week or month told"},              \
        {"to", "day", "", "", NOT_SAID, "last day, likewise"},                      \
        {"date_text", "text", "", "", "days are known, or " NOT_SAID, "where no day is known: the words that say when"}, \
        {"status", "text", "", STATUSES, "not said", "what the last report says; held once it is over and told so"},  \
        {"course", "list of text", "", STATUSES, "", "the statuses told, in that order, up to that of now"}
#define BEST_QUOTE {"quote", "text", "", "", "", "the words of the first report that tells its status"}

static const struct codebook_column report_columns[] = {
    {"report", "id", "", "", "", "names the report"},
    {"version", "number", "", "", "", "1, 2, ...: a known report that comes with another text or metadata"},
    {"outlet", "text", "", "", "not known", "who published it"},
    {"published", "day", "", "", "not known", "when, perhaps with the time"},
    {"title", "text", "", "", "not known", "headline"},
    {"url", "text", "", "", "not known", "address"},
    {"hash", "text", "", "64 hexadecimal digits", "", "SHA-256 of the stored text"},
    {"engine", "text", "", "", "", "version of the program that read it"},
    {"updated", "day", "", "", "not known", "when the text was last changed, perhaps with the time"},
    {"author", "list of text", "", "", "not known", "who wrote it"},
    {"language", "text", "", "ISO 639-1", "not known",
     "told from the text; where that is too short, as it was declared"},
    {"agency", "text", "", "", "not known", "the wire agency that is credited"},
    {"dateline", "text", "", "", "not known", "the words that say where it was written"},
    {"unread", "text", "", UNREAD, "it was read", "why nothing was read from it; language: it is not in English"},
    {"event", "id", "", "", "not grouped", "the first report of those that tell of the same event"},
    {"voice", "id", "", "", "not grouped", "the first report of those that are one text in versions"},
    {"process", "key", "", "", "not known", "the negotiation it is about"},
    {"actors", "number", "facts", "", "", "how many actors it names"},
    {"meetings", "number", "facts", "", "", "how many meetings it tells"},
    {"trips", "number", "facts", "", "", "how many trips"},
    {"statements", "number", "facts", "", "", "how many statements"},
    {"proposals", "number", "facts", "", "", "how many proposals"},
    {"positions", "number", "facts", "", "", "how many positions"},
    {"talks", "number", "facts", "", "", "how many states of talks"},
    {"figures", "number", "facts", "", "", "how many figures"},
    {"codings", "number", "facts", "", "", "how many codings of political events"},
};
static const struct codebook_column fact_meeting_columns[] = {
    {"participants", "list of text", "", "", "none named", "who negotiates or meets"},
    {"mediators", "list of text", "", "", "none named", "who carries, hosts or mediates"},
    {"place", "text", "", "", "not said", "city, else country, as in the text"},
    WHEN,
    {"kind", "text", "", KINDS, "", "what it is called"},
    EVIDENCE,
};
static const struct codebook_column fact_trip_columns[] = {
    {"traveller", "text", "", "", "not named", "a person, or the party whose delegation travels"},
    {"destinations", "list of text", "", "", "", "its stops in the order of the text"},
    {"ordinal", "number", "trips", "", "not said", "9 for \"his ninth trip\""},
    WHEN,
    EVIDENCE,
};
static const struct codebook_column fact_statement_columns[] = {
    {"speaker", "text", "", "", "not named", "who says it"},
    {"party", "text", "", "", "not known", "for whom the speaker acts"},
    {"source", "text", "", "", "the speaker is named, or nobody is", "who says it, as written, where not named"},
    {"addressee", "text", "", "", "not said", "to whom, as written"},
    EVIDENCE,
};
static const struct codebook_column fact_proposal_columns[] = {
    {"name", "text", "", "", "it has none", "what the report calls it"},
    {"by", "list of text", "", "", "not said", "who made it"},
    {"terms", "list of text", "", "", "none told", "its points, each \"issue: words\""},
    {"responses", "list of text", "", ANSWERS, "none told", "who answered what, each \"party: answer: words\""},
    EVIDENCE,
};
static const struct codebook_column fact_position_columns[] = {
    {"holder", "text", "", "", "not named", "whose position it is"},
    {"party", "text", "", "", "not known", "for whom the holder acts"},
    {"stance", "text", "", STANCES, "", "what the holder does"},
    {"text", "text", "", "", "", "what is wanted or refused; the same as quote"},
    EVIDENCE,
};
static const struct codebook_column fact_talk_columns[] = {
    {"name", "text", "", "", "not said", "what the report calls the talks"},
    {"state", "text", "", STATES, "", "how they stand"},
    EVIDENCE,
};
static const struct codebook_column fact_figure_columns[] = {
    {"value", "number", "see unit", "", "not a number", "the quantity"},
    {"unit", "text", "", "", "not said", "what is counted, one lower-case noun: hostages, usd, percent, weeks"},
    {"qualifier", "text", "", "", "none", "how exact it is: about, more than, at least, up to, nearly, remaining, ..."},
    EVIDENCE,
};
static const struct codebook_column actor_columns[] = {
    {"key", "key", "", "", "", "names the actor in this record"},
    {"name", "text", "", "", "", "the name most reports give"},
    {"kind", "text", "", ACTORS, "", "what it is"},
    {"party", "text", "", "", "not known", "the side it acts for; its own name where it is one"},
    {"aliases", "list of text", "", "", "only the party of another actor", "all forms that reports use"},
    MARK,
};
static const struct codebook_column meeting_columns[] = {
    {"key", "key", "", "", "", "names the meeting in this record"},
    MERGED_WHEN,
    {"kind", "text", "", KINDS, "", "what most tellings call it"},
    {"participants", "list of text", "", "", "only mediators are named", "who negotiates or meets"},
    {"mediators", "list of text", "", "", "none named", "who carries, hosts or mediates"},
    {"participant_keys", "list of keys", "", "", "as participants", "the same, keys of actor.csv"},
    {"mediator_keys", "list of keys", "", "", "as mediators", "the same, keys of actor.csv"},
    {"place", "text", "", "", NOT_SAID, "the place most tellings name"},
    {"attendance", "list of text", "", "", "the sources agree",
     "where sources differ in who took part: what each says"},
    BEST_QUOTE,
    TOLD,
    MARK,
};
static const struct codebook_column meeting_telling_columns[] = {
    {"meeting", "key", "", "", "", "the meeting it tells of: key of meeting.csv"},
    {"status", "text", "", STATUSES, "not said", "what this report says of it"},
    {"from", "day", "", "", "not said", "first day, as this report has it"},
    {"to", "day", "", "", "not said", "last day, as this report has it"},
    {"date_text", "text", "", "", "not said", "the words that say when"},
    {"participants", "list of text", "", "", "none named", "who took part, as this report has it"},
    {"mediators", "list of text", "", "", "none named", "who mediated, as this report has it"},
    {"place", "text", "", "", "not said", "where, as this report has it"},
    TELLING,
};
static const struct codebook_column trip_columns[] = {
    {"key", "key", "", "", "", "names the trip in this record"},
    MERGED_WHEN,
    {"traveller", "text", "", "", "", "a person, or the party whose delegation travels"},
    {"traveller_key", "key", "", "", "", "the same, key of actor.csv"},
    {"destinations", "list of text", "", "", "", "its stops in the order they are told in"},
    {"ordinal", "number", "trips", "", NOT_SAID, "9 for \"his ninth trip\""},
    BEST_QUOTE,
    TOLD,
};
static const struct codebook_column trip_telling_columns[] = {
    {"trip", "key", "", "", "", "the trip it tells of: key of trip.csv"},
    {"status", "text", "", STATUSES, "not said", "what this report says of it"},
    {"from", "day", "", "", "not said", "first day, as this report has it"},
    {"to", "day", "", "", "not said", "last day, as this report has it"},
    {"date_text", "text", "", "", "not said", "the words that say when"},
    {"participants", "list of text", "", "", "", "the traveller, as this report has it"},
    {"mediators", "list of text", "", "", "always",
     "none: kept so that tellings of meetings and trips have the same columns"},
    {"place", "text", "", "", "", "all stops that this report names"},
    TELLING,
};
static const struct codebook_column proposal_columns[] = {
    {"key", "key", "", "", "", "names the proposal in this record"},
    {"name", "text", "", "", "", "the name most tellings give, else the words of one"},
    {"by", "list of text", "", "", "", "the sides that made it"},
    {"by_keys", "list of keys", "", "", "", "the same, keys of actor.csv"},
    {"date", "day", "", "", NOT_SAID, "the day, or month, that most tellings give it"},
    {"first_told", "day", "", "", "no report has a day", "the day of the first report that tells of it"},
    {"terms", "list of text", "", "", "none told", "its points, as last told"},
    {"changes", "list of text", "", "", "none changed", "points whose numbers changed: what they were, since when"},
    {"answers", "list of text", "", "", "none told", "what each side answered, over time, with days and sources"},
    {"quote", "text", "", "", "", "the words of the first report that tells of it"},
    TOLD,
    MARK,
};
static const struct codebook_column term_columns[] = {
    {"proposal", "key", "", "", "", "the proposal it is a point of: key of proposal.csv"},
    {"term", "number", "", "", "", "counts the points of the proposal from 1"},
    {"version", "number", "", "", "", "counts what the point was over time from 1: its numbers changed"},
    {"version_text", "text", "", "", "", "the words of the first report that tells this version"},
    TELLING,
};
static const struct codebook_column answer_columns[] = {
    {"proposal", "key", "", "", "", "the proposal that is answered: key of proposal.csv"},
    {"party", "text", "", "", "", "the side that answers"},
    {"who", "text", "", "", "", "who answers for it: the side itself or a person"},
    {"response", "text", "", ANSWERS, "", "the answer"},
    TELLING,
};
static const struct codebook_column position_columns[] = {
    {"key", "key", "", "", "", "names the position in this record"},
    {"party", "text", "", "", "", "the side that holds it"},
    {"stance", "text", "", STANCES, "", "what the side does"},
    {"issue", "text", "", "", "", "its shortest wording"},
    {"first_told", "day", "", "", "no report has a day", "the day of the first report that tells it"},
    {"quote", "text", "", "", "", "the wording most like all others"},
    TOLD,
    MARK,
};
static const struct codebook_column talks_columns[] = {
    {"key", "key", "", "", "", "names the turn in this record"},
    {"state", "text", "", STATES, "", "the state that the talks came to be in"},
    {"name", "text", "", "", NOT_SAID, "what most tellings call the talks"},
    {"from", "day", "", "", "no report has a day", "the day of the first report that tells it"},
    {"to", "day", "", "", "no report has a day", "the day of the last"},
    {"quote", "text", "", "", "", "the words of the first report that tells it"},
    TOLD,
};
static const struct codebook_column conflict_columns[] = {
    {"conflict", "key", "", "", "", "names the conflict: its claims have the same"},
    {"kind", "text", "", "place, date, answer, denial, attendance, held, figure, state", "",
     "what they contradict each other in"},
    {"about", "text", "", "", "", "what is told in ways that contradict each other"},
    {"says", "text", "", "", "its words tell it", "what this claim says of it, in short"},
    {"report", "id", "", "", "", "a report that claims something about it"},
    {"outlet", "text", "", "", "not known", "who published the report"},
    {"published", "day", "", "", "not known", "the day it was published"},
    {"start", "number", "bytes", "", "", "where the claim begins in the stored text (UTF-8)"},
    {"end", "number", "bytes", "", "", "where it ends; that byte is not included"},
    {"quote", "text", "", "", "", "the claim in its words"},
    {"revised", "text", "", "yes, no", "", "whether who said the one has said the other since"},
    {"reason", "text", "", "", "", "why the claims are set against each other"},
};
/* What a political event is, whoever tells it. */
#define CODED                                                                                                         \
    {"event", "text", "", EVENTS, "", "what was done (PLOVER 2.0; STATEMENT is CAMEO's alone)"},                                                  \
        {"mode", "text", "", "", "none fits", "PLOVER's mode of the event"},                                          \
        {"contexts", "list of text", "", "", "none fits", "PLOVER's contexts: what it is about"},                     \
        {"cameo", "text", "", "", "it cannot be told", "CAMEO code"},                                                 \
        {"goldstein", "number", "-10 to 10", "", "no CAMEO code", "Goldstein's score of the CAMEO code"},             \
        {"penta", "number", "", "1, 2, 3, 4", "none of these",                                                        \
         "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict"},                                          \
        {"status", "text", "", CODED_STATUSES, "", "whether it has happened"},                                        \
        {"reciprocal", "text", "", "yes, no", "", "each did it with the other"}
#define END(name, who)                                                                                                \
    {name, "text", "", "", "nobody is named",                                                                         \
     who ": the side, with the sector of who acts for it where that does not govern; else its code; else the words"},                                                                        \
        {name "_actors", "list of text", "", "", "the record knows none", "the same: all that reports name"},         \
        {name "_country", "text", "", "", "not known", "the same: ISO 3166 alpha-3, or IGO, NGO, MNC"},               \
        {name "_sector", "text", "", "", "not known", "the same: PLOVER's sector"}
static const struct codebook_column coded_columns[] = {
    {"key", "key", "", "", "", "names the event in this record"},
    {"day", "day", "", "", "no report gives a day by which it can be told", "the day it stands at"},
    {"day_basis", "text", "", "told, report", "there is no day",
     "told: words give it; report: it is that of the reports"},
    {"date_text", "text", "", "", "there is a day, or " NOT_SAID, "where there is no day: the words that say when"},
    CODED,
    END("source", "who did it"),
    END("target", "to whom"),
    {"place", "text", "", "", NOT_SAID, "the place most voices name"},
    {"confidence", "number", "0 to 1", "", "", "the highest of its tellings"},
    {"disputes", "list of keys", "", "", "none", "events that deny it, or that it denies: keys of event.csv"},
    {"cited", "list of text", "", "", "no report cites anybody", "whom reports cite for it, at most 20"},
    {"quote", "text", "", "", "", "the words of the first report that tells it"},
    TOLD,
    MARK,
};
static const struct codebook_column coded_telling_columns[] = {
    {"event", "key", "", "", "", "the event it tells of: key of event.csv"},
    {"status", "text", "", CODED_STATUSES, "", "whether it has happened, as this report has it"},
    {"source", "text", "", "", "nobody is named", "who did it, in its words"},
    {"target", "text", "", "", "nobody is named", "to whom, in its words"},
    {"cameo", "text", "", "", "it cannot be told", "CAMEO code"},
    {"from", "day", "", "", "not said", "first day, as this report has it"},
    {"to", "day", "", "", "not said", "last day, as this report has it"},
    {"date_text", "text", "", "", "not said", "the words that say when"},
    {"place", "text", "", "", "not said", "where, as this report has it"},
    {"rule", "text", "", "", "", "the rule that read it; readout explain shows it"},
    {"confidence", "number", "0 to 1", "", "", "how sure the program is of it"},
    {"attributed_to", "text", "", "", "the report says it in its own voice", "whom the report cites for it"},
    TELLING,
};
static const struct codebook_column timeline_columns[] = {
    {"event", "text", "", "meeting, trip, proposal, answer, talks", "",
     "what kind of event; answer: to a proposal; talks: another state of them"},
    {"key", "key", "", "", "", "of the meeting, trip or proposal, or of the turn of the talks"},
    {"from", "day", "", "", NOT_SAID,
     "first day; of proposals without a day, answers and talks: that of the first report"},
    {"to", "day", "", "", NOT_SAID, "last day"},
    {"date_text", "text", "", "", "days are known, or " NOT_SAID, "where no day is known: the words that say when"},
    {"status", "text", "", STATUSES "; of answers " ANSWERS "; of talks " STATES, "a proposal, or not said",
     "as the last report has it"},
    {"course", "list of text", "", STATUSES, "no meeting or trip",
     "the statuses told, in that order, up to that of now"},
    {"what", "text", "", "", "it has none", "kind of meeting; name of proposal or talks"},
    {"actors", "list of text", "", "", "not said", "who meets, travels, proposes or answers"},
    {"mediators", "list of text", "", "", "none named", "who mediates"},
    {"places", "list of text", "", "", NOT_SAID, "where, or where to"},
    {"quote", "text", "", "", "", "the words of a report that tells it"},
    TOLD,
};
static const struct codebook_column mediation_columns[] = {
    {"event_id", "key", "", "", "", "key of meeting.csv or, where format is shuttle, of trip.csv"},
    {"start_date", "day", "", "", NOT_SAID, "first day"},
    {"end_date", "day", "", "", NOT_SAID, "last day"},
    {"date_precision", "text", "", "day, range, words, unknown", "", "words: only date_text tells when"},
    {"date_text", "text", "", "", "days are known, or " NOT_SAID, "where no day is known: the words that say when"},
    {"place", "text", "", "", NOT_SAID, "where; of journeys all stops"},
    {"event_type", "text", "", "mediation, mediation-related", "",
     "mediation: two parties or more and a third party; else mediation-related"},
    {"format", "text", "", "bilateral, " KINDS ", shuttle", "",
     "bilateral: a meeting of two sides; shuttle: a journey of a third party"},
    {"parties", "list of text", "", "", "none named", "the sides that negotiate"},
    {"third_parties", "list of text", "", "", "", "the sides that mediate or host"},
    {"third_party_basis", "text", "", "told, mediates elsewhere", "",
     "told: a report says that it mediates here; else several voices say so of other meetings of the negotiation"},
    {"individuals", "list of text", "", "", "none named", "persons who took part, each \"name (side)\""},
    {"outcome", "text", "", STATUSES, "not said", "whether it took place, as the last report has it"},
    {"results", "list of text", "", "", "none told",
     "what is told of the same days, up to the day after: agreement, progress, collapse; proposals made; answers"},
    BEST_QUOTE,
    TOLD,
};

static const struct codebook_column fact_coding_columns[] = {
    CODED,
    {"source_names", "list of text", "", "", "nobody is named", "who did it: names of the record's actors, else words"},
    {"source_countries", "list of text", "", "", "not known", "their countries, as far as known"},
    {"source_sectors", "list of text", "", "", "not known", "their sectors, as far as known"},
    {"target_names", "list of text", "", "", "nobody is named", "to whom, likewise"},
    {"target_countries", "list of text", "", "", "not known", "their countries, as far as known"},
    {"target_sectors", "list of text", "", "", "not known", "their sectors, as far as known"},
    {"place", "text", "", "", "not said", "where, as in the text"},
    {"date_text", "text", "", "", "the report does not say when", "the words that say when"},
    {"from", "day", "", "", "not said, or not to be resolved", "first day"},
    {"to", "day", "", "", "as from, or not ended", "last day"},
    {"confidence", "number", "0 to 1", "", "", "how sure the program is of it"},
    EVIDENCE,
};

#define COLUMNS(list) list, sizeof list / sizeof list[0]
#define FACTS(name, view, list, about) {name, about, false, view, ITEM_KIND_COUNT, COLUMNS(list)}
#define ITEMS(name, kind, list, about) {name, about, true, VIEW_COUNT, kind, COLUMNS(list)}

static const struct codebook_file files[] = {
    FACTS("report", VIEW_REPORTS, report_columns, "The current reports, each in its newest version."),
    FACTS("fact-meeting", VIEW_MEETINGS, fact_meeting_columns, "Contacts as single reports tell them, one row a fact."),
    FACTS("fact-trip", VIEW_TRIPS, fact_trip_columns, "Journeys as single reports tell them."),
    FACTS("fact-statement", VIEW_STATEMENTS, fact_statement_columns, "Direct quotations."),
    FACTS("fact-proposal", VIEW_PROPOSALS, fact_proposal_columns, "Proposals as single reports tell them."),
    FACTS("fact-position", VIEW_POSITIONS, fact_position_columns,
          "What actors want or refuse, as single reports tell it."),
    FACTS("fact-talk", VIEW_TALKS, fact_talk_columns, "What single reports say of the state of the negotiation."),
    FACTS("fact-figure", VIEW_FIGURES, fact_figure_columns, "Quantities as single reports give them."),
    FACTS("fact-coding", VIEW_CODINGS, fact_coding_columns,
          "Political events (PLOVER, CAMEO) as single reports tell them, one row a coding."),
    ITEMS("actor", ITEM_ACTOR, actor_columns, "Persons, states, groups and organisations across reports, each once."),
    ITEMS("meeting", ITEM_MEETING, meeting_columns, "Meetings, rounds, calls and visits across reports, each once."),
    ITEMS("meeting-telling", ITEM_MEETING_TELLING, meeting_telling_columns, "What each report says of each of them."),
    ITEMS("trip", ITEM_TRIP, trip_columns, "Journeys across reports, each once."),
    ITEMS("trip-telling", ITEM_TRIP_TELLING, trip_telling_columns, "What each report says of each of them."),
    ITEMS("proposal", ITEM_PROPOSAL, proposal_columns, "Offers, plans, drafts and deals across reports, each once."),
    ITEMS("proposal-term", ITEM_TERM, term_columns, "Each telling of each of their points."),
    ITEMS("proposal-answer", ITEM_ANSWER, answer_columns, "Each telling of each answer to them."),
    ITEMS("position", ITEM_POSITION, position_columns, "Standing demands, offers, refusals and conditions of sides."),
    ITEMS("talks", ITEM_TALKS, talks_columns, "Turns of the talks: each time they came to be in a state."),
    ITEMS("conflict", ITEM_CONFLICT, conflict_columns, "What reports contradict each other in, one row a claim."),
    ITEMS("event", ITEM_CODED, coded_columns,
          "Political events across reports, one a day for each source, target, event and class of status."),
    ITEMS("event-telling", ITEM_CODED_TELLING, coded_telling_columns, "What each report says of each of them."),
    ITEMS("timeline", ITEM_TIMELINE, timeline_columns, "All that happened or was planned, in order of time."),
    ITEMS("mediation", ITEM_MEDIATION, mediation_columns,
          "Mediation events in the manner of MEND: meetings and journeys of third parties."),
};
enum { FILE_COUNT = sizeof files / sizeof files[0] };

const struct codebook_file *codebook_file(size_t at)
{
    return at < FILE_COUNT ? &files[at] : NULL;
}

const struct codebook_file *codebook_of(enum item_kind kind)
{
    size_t at = 0;
    while (!files[at].merged || files[at].kind != kind)
        at++;
    assert(at < FILE_COUNT);
    return &files[at];
}

size_t codebook_names(const struct codebook_file *file, const char *names[ROW_SIZE])
{
    assert(file->count <= ROW_SIZE);
    for (size_t i = 0; i < file->count; i++)
        names[i] = file->columns[i].name;
    return file->count;
}

static void print_cell(FILE *out, const char *text)
{
    for (; *text; text++)
        fprintf(out, *text == '|' ? "\\%c" : "%c", *text);
}

void codebook_print(FILE *out)
{
    fputs("# Codebook\n\n"
          "`readout export --csv DIR` writes these files: UTF-8, comma-separated (RFC 4180), the names of the columns in\n"
          "the first line. `readout export --codebook` prints this page; both come from one table in the program.\n\n"
          "Types: *text*; *number*; *day* (YYYY-MM-DD, ISO 8601; of reports perhaps with a time); *time* (ISO 8601, UTC);\n"
          "*id* (names a report); *key* (names an item; made of what it is about, so that the same reports give the same);\n"
          "*list*: items with \"; \" between them. An empty value means what its row says, and never zero.\n",
          out);
    for (size_t f = 0; f < FILE_COUNT; f++) {
        fprintf(out, "\n## %s.csv\n\n%s\n\n| column | type | unit | values | empty means | meaning |\n"
                     "| --- | --- | --- | --- | --- | --- |\n", files[f].name, files[f].about);
        for (size_t c = 0; c < files[f].count; c++) {
            const struct codebook_column *column = &files[f].columns[c];
            const char *cells[] = {column->type, column->unit, column->values, column->empty, column->meaning};
            fprintf(out, "| `%s` |", column->name);
            for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
                fputc(' ', out);
                print_cell(out, cells[i]);
                fputs(*cells[i] ? " |" : "|", out);
            }
            fputc('\n', out);
        }
    }
}

void codebook_print_csv(FILE *out)
{
    static const char *const names[] = {"file", "column", "type", "unit", "values", "empty", "meaning"};
    csv_print_names(out, names, sizeof names / sizeof names[0]);
    for (size_t f = 0; f < FILE_COUNT; f++)
        for (size_t c = 0; c < files[f].count; c++) {
            const struct codebook_column *column = &files[f].columns[c];
            char file[64];
            snprintf(file, sizeof file, "%s.csv", files[f].name);
            const struct str cells[] = {str_of(file), str_of(column->name), str_of(column->type),
                                        str_of(column->unit), str_of(column->values), str_of(column->empty),
                                        str_of(column->meaning)};
            csv_row(out, cells, sizeof cells / sizeof cells[0]);
        }
}
