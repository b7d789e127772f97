/* sets.h - the word classes and value sets that the code of read/ asks for by name. All others are asked for by
 * rules only. A language folder without one of them cannot be loaded. */
#ifndef READ_SETS_H
#define READ_SETS_H

#define READ_SETS(SET) \
    SET(ACTOR_NAME, "actor.name") \
    SET(ACTOR_ADJECTIVE, "actor.adjective") \
    SET(ACTOR_PEOPLE, "actor.people") \
    SET(ACTOR_CAPITAL, "actor.capital") \
    SET(ACTOR_SEAT, "actor.seat") \
    SET(ACTOR_SURNAME, "actor.surname") \
    SET(NUMBER, "number") \
    SET(MULTIPLIER, "multiplier") \
    SET(FUTURE, "future") \
    SET(FUTURE_CUE, "future-cue") \
    SET(FUTURE_IN_PAST, "future-in-past") \
    SET(CASUALTY, "casualty") \
    SET(JOINED_UNCOUNTED, "joined-uncounted") \
    SET(JOINED_UNIT, "joined-unit") \
    SET(OTHERS, "others") \
    SET(PAUSE, "pause.n") \
    SET(PERCENT, "percent") \
    SET(QUALIFIER, "qualifier") \
    SET(TIME_UNIT, "time-unit") \
    SET(TOLL, "toll") \
    SET(UNCOUNTED, "uncounted.n") \
    SET(DEED, "deed") \
    SET(PAST_CUE, "past-cue") \
    SET(DATE_PART, "date-part") \
    SET(COUNTERPART, "counterpart.n") \
    SET(DELEGATION, "delegation.n") \
    SET(DEFINITE, "definite") \
    SET(DETERMINER, "determiner") \
    SET(FAMILY_NAME_FIRST, "family-name-first") \
    SET(FIRST_NAME, "first-name") \
    SET(GROUP, "group.n") \
    SET(HE, "he") \
    SET(HEAD_OFFICE, "head-office") \
    SET(HONORIFIC, "honorific") \
    SET(INDEFINITE, "indefinite") \
    SET(MEMBER_PREPOSITION, "member-preposition") \
    SET(NAME_ENDING, "name-ending") \
    SET(NAME_PARTICLE, "name-particle") \
    SET(NICKNAME, "nickname") \
    SET(OBSERVER, "observer.n") \
    SET(OFFICE, "office.n") \
    SET(OFFICE_KIND, "office-kind") \
    SET(OFFICE_MODIFIER, "office-modifier") \
    SET(ORGANISATION_WORD, "organisation-word") \
    SET(PLACE, "place") \
    SET(PLACE_PREPOSITION, "place-preposition") \
    SET(PLACE_WORD, "place-word") \
    SET(RANK, "rank") \
    SET(SHE, "she") \
    SET(SOURCE, "source.n") \
    SET(SPEECH, "speech.v") \
    SET(ACCUSATION, "accusation.n") \
    SET(BETWEEN, "between") \
    SET(CANCEL, "cancel.v") \
    SET(CONSENT, "consent.v") \
    SET(RESUME, "resume.v") \
    SET(WILLING, "willing") \
    SET(WISH, "wish.n") \
    SET(CANCELLED, "cancelled") \
    SET(DOUBT, "doubt") \
    SET(EXPECT, "expect.v") \
    SET(EXPECTED, "expected") \
    SET(HOPE, "hope.v") \
    SET(INCLUDING, "including") \
    SET(INVITE, "invite.v") \
    SET(ISSUE, "issue") \
    SET(MEDIA_EVENT, "media-event.n") \
    SET(MEETING, "meeting.n") \
    SET(NOT_ON, "not-on") \
    SET(MEETING_KIND, "meeting-kind") \
    SET(TABLE, "table.n") \
    SET(MILITANT, "militant.n") \
    SET(MODAL, "modal") \
    SET(NEGATION, "negation") \
    SET(ONGOING, "ongoing") \
    SET(PLANNED, "planned") \
    SET(PLEDGE, "pledge.v") \
    SET(REFUSE, "refuse.v") \
    SET(SPEAKER_SELF, "speaker-self") \
    SET(URGE, "urge.v") \
    SET(MONTH, "month") \
    SET(WEEKDAY, "weekday") \
    SET(SPEECH_WIDE, "speech-wide.v") \
    SET(ACCORDING_TO, "according-to") \
    SET(STATEMENT, "statement.n") \
    SET(RELATIVE, "relative") \
    SET(AFTER, "after") \
    SET(AGENT, "agent") \
    SET(QUOTED_AS, "quoted-as") \
    SET(THEY, "they") \
    SET(IT, "it") \
    SET(NOT_A_SPEAKER, "not-a-speaker") \
    SET(AUDIENCE, "audience.n") \
    SET(PEOPLE, "people.n") \
    SET(MAN, "man") \
    SET(WOMAN, "woman") \
    SET(BEHIND_NOUN, "behind-noun") \
    SET(THOUGHT, "thought.v") \
    SET(JOINT, "joint") \
    SET(BODY, "body.n") \
    SET(TELL, "tell.v") \
    SET(AUDIENCE_PREPOSITION, "audience-preposition")

#define SET_ENUMERATOR(id, name) SET_##id,
enum read_set { READ_SETS(SET_ENUMERATOR) SET_COUNT };
#undef SET_ENUMERATOR

extern const char *const set_names[SET_COUNT];
#endif
