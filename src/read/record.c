/* record.c - the names of the record's enumerations, and the hash of its text (record.h). */
#include "read/record.h"

#include <sodium.h>

const char *const actor_kind_names[ACTOR_KIND_COUNT] = {"person", "state", "group", "organisation", "outlet"};
const char *const event_status_names[STATUS_COUNT] = {NULL, "planned", "possible", "ongoing", "held", "cancelled"};
const char *const meeting_kind_names[MEETING_KIND_COUNT] = {"meeting", "talks", "call", "summit", "visit", "briefing"};
const char *const term_issue_names[ISSUE_COUNT] = {
    "truce", "hostages", "prisoners", "withdrawal", "aid", "territory", "governance",
    "sanctions", "nuclear", "security", "trade", "procedure", "other"};
const char *const response_names[RESPONSE_COUNT] = {"accepted", "rejected", "pending", "conditional", "not-endorsed"};
const char *const stance_names[STANCE_COUNT] = {"demands", "offers", "accepts", "rejects", "conditions"};
const char *const talk_state_names[TALK_STATE_COUNT] = {
    "planned", "started", "resumed", "ongoing", "progress", "stalled", "paused",
    "ended-without-agreement", "agreement", "collapsed"};
const char *const date_type_names[DATE_TYPE_COUNT] = {"DATE", "TIME", "DURATION", "SET"};
const char *const clue_kind_names[CLUE_KIND_COUNT] = {"dateline", "stamp", "post", "date", "weekday", "ordinal"};
const char *const clue_tense_names[CLUE_TENSE_COUNT] = {NULL, "past", "future"};
const char *const plover_event_names[PLOVER_COUNT] = {
    "STATEMENT", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"};
const char *const plover_root_names[PLOVER_COUNT] = {
    "STATEMENT", "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "YIELD", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"};
const char *const plover_quad_names[PLOVER_COUNT] = {
    "neutral", "verbal cooperation", "verbal cooperation", "verbal cooperation", "verbal cooperation",
    "material cooperation", "material cooperation", "material cooperation", "verbal conflict",
    "verbal conflict", "verbal conflict", "verbal conflict", "material conflict",
    "material conflict", "material conflict", "material conflict", "material conflict"};
const char *const coding_status_names[CODING_STATUS_COUNT] = {"past", "ongoing", "planned", "hypothetical", "denied"};
const char *const unread_names[UNREAD_COUNT] = {NULL, "language"};

int record_name(const char *const names[], int count, struct str name)
{
    int place = 0;
    while (place < count && !(names[place] && str_equal(name, str_of(names[place]))))
        place++;
    return place < count ? place : -1;
}

void record_hash(struct str text, char out[65])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)text.ptr, text.len);
    sodium_bin2hex(out, 65, hash, sizeof hash);
}
