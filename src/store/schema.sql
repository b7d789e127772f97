-- schema.sql - the record across reports, as one SQLite database.
--
-- Tables hold what each report says, which reports belong together (alike and report_group; process and the tables named
-- after it), when that was read (run), what persons decided (decision and what follows it), and how far reading came in
-- inputs (input_mark, feed, host). What reports say together is in none: it is put together when it is shown. Every
-- fact has the bytes it was read from (start, end: byte offsets into the text, end excluded; quote: those bytes), the
-- rule that read it and, in attributed_to, who is cited for it.
-- Unknown is NULL, never guessed. Days are YYYY-MM-DD.
-- Views (meetings, trips, statements, ...: the plural of each table) join the names in and show the newest
-- version of each report only; their lists are JSON arrays. Read them with any SQLite tool:
--     sqlite3 readout.db "SELECT from_day, participants, place, quote FROM meetings WHERE status = 'planned'"
-- Search the reports:
--     SELECT external_id, title FROM report JOIN report_search ON report_search.rowid = report.id
--     WHERE report_search MATCH 'ceasefire'

-- A text as it was read, kept once however many reports carry it.
CREATE TABLE text (
    hash TEXT PRIMARY KEY NOT NULL, -- SHA-256 of content
    content TEXT NOT NULL
) STRICT;

-- One call of the program that changed the record.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    engine TEXT NOT NULL -- version of the program
) STRICT;

-- A report in one version. A report that comes with a new text or new metadata gets a new version; the old stays. The
-- reports as of a run are those that it or an earlier run added and no run up to it ended.
CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    external_id TEXT NOT NULL, -- "id" in JSON
    version INTEGER NOT NULL,  -- 1, 2, ...
    current INTEGER NOT NULL CHECK (current IN (0, 1)), -- 1: the newest version
    outlet TEXT,
    published TEXT,
    title TEXT,
    url TEXT,
    text_hash TEXT NOT NULL REFERENCES text (hash),
    read_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    engine TEXT NOT NULL, -- version of the program that read it
    added_run INTEGER REFERENCES run (id), -- NULL: before schema 3
    ended_run INTEGER REFERENCES run (id), -- which brought a newer version, or withdrew it; NULL: none
    updated TEXT,  -- day, perhaps with the time, as published
    author TEXT,   -- several parted by "; "
    language TEXT, -- ISO 639-1
    agency TEXT,   -- whose copy it is
    dateline TEXT, -- where it was written, as it says
    unread TEXT CHECK (unread IN ('language')), -- why nothing was read from it; NULL: it was read
    UNIQUE (external_id, version)
) STRICT;
CREATE UNIQUE INDEX report_current ON report (external_id) WHERE current = 1;
CREATE INDEX report_text_hash ON report (text_hash);
CREATE INDEX report_published ON report (published);

-- An actor as one report names it; identity across reports is not claimed here.
CREATE TABLE actor (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'state', 'group', 'organisation', 'outlet')),
    party TEXT, -- the side it acts for
    role TEXT,
    UNIQUE (report_id, key)
) STRICT;
CREATE INDEX actor_name ON actor (name);

CREATE TABLE alias (
    id INTEGER PRIMARY KEY,
    actor_id INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    text TEXT NOT NULL -- a form the report uses
) STRICT;
CREATE INDEX alias_actor ON alias (actor_id);

CREATE TABLE meeting (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    place TEXT,
    date_text TEXT, -- the words, "on Friday"
    from_day TEXT, to_day TEXT,
    status TEXT CHECK (status IN ('planned', 'possible', 'ongoing', 'held', 'cancelled')),
    kind TEXT NOT NULL CHECK (kind IN ('meeting', 'talks', 'call', 'summit', 'visit', 'briefing'))
) STRICT;
CREATE INDEX meeting_report ON meeting (report_id);
CREATE INDEX meeting_day ON meeting (from_day);

CREATE TABLE meeting_actor (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    actor_id INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('participant', 'mediator'))
) STRICT;
CREATE INDEX meeting_actor_meeting ON meeting_actor (meeting_id);
CREATE INDEX meeting_actor_actor ON meeting_actor (actor_id);

CREATE TABLE trip (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    traveller_id INTEGER REFERENCES actor (id) ON DELETE CASCADE,
    ordinal INTEGER, -- 9 for "his ninth trip"
    date_text TEXT,
    from_day TEXT, to_day TEXT,
    status TEXT CHECK (status IN ('planned', 'possible', 'ongoing', 'held', 'cancelled'))
) STRICT;
CREATE INDEX trip_report ON trip (report_id);
CREATE INDEX trip_traveller ON trip (traveller_id);

CREATE TABLE trip_destination (
    id INTEGER PRIMARY KEY,
    trip_id INTEGER NOT NULL REFERENCES trip (id) ON DELETE CASCADE,
    place TEXT NOT NULL
) STRICT;
CREATE INDEX trip_destination_trip ON trip_destination (trip_id);

-- Direct speech; quote is exactly what stands between the quotation marks.
CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    speaker_id INTEGER REFERENCES actor (id) ON DELETE CASCADE, -- NULL where not named
    source TEXT, -- the description where the speaker is not named, "a US official"
    addressee TEXT
) STRICT;
CREATE INDEX statement_report ON statement (report_id);
CREATE INDEX statement_speaker ON statement (speaker_id);

CREATE TABLE proposal (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    name TEXT
) STRICT;
CREATE INDEX proposal_report ON proposal (report_id);

CREATE TABLE proposal_by (
    id INTEGER PRIMARY KEY,
    proposal_id INTEGER NOT NULL REFERENCES proposal (id) ON DELETE CASCADE,
    actor_id INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX proposal_by_proposal ON proposal_by (proposal_id);
CREATE INDEX proposal_by_actor ON proposal_by (actor_id);

CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    proposal_id INTEGER NOT NULL REFERENCES proposal (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    issue TEXT NOT NULL
) STRICT;
CREATE INDEX term_proposal ON term (proposal_id);

CREATE TABLE response (
    id INTEGER PRIMARY KEY,
    proposal_id INTEGER NOT NULL REFERENCES proposal (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    party_id INTEGER REFERENCES actor (id) ON DELETE CASCADE,
    response TEXT NOT NULL
        CHECK (response IN ('accepted', 'rejected', 'pending', 'conditional', 'not-endorsed'))
) STRICT;
CREATE INDEX response_proposal ON response (proposal_id);
CREATE INDEX response_party ON response (party_id);

-- What an actor wants or refuses; quote is exactly the words that name it.
CREATE TABLE position (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    holder_id INTEGER REFERENCES actor (id) ON DELETE CASCADE,
    stance TEXT NOT NULL CHECK (stance IN ('demands', 'offers', 'accepts', 'rejects', 'conditions'))
) STRICT;
CREATE INDEX position_report ON position (report_id);
CREATE INDEX position_holder ON position (holder_id);

-- What a report says of the state of the negotiation as a whole.
CREATE TABLE talk (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    name TEXT,
    state TEXT NOT NULL
) STRICT;
CREATE INDEX talk_report ON talk (report_id);

CREATE TABLE figure (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    value REAL NOT NULL,
    unit TEXT,
    qualifier TEXT
) STRICT;
CREATE INDEX figure_report ON figure (report_id);
CREATE INDEX figure_unit ON figure (unit);

-- Every expression of time (TIMEX3), with the days it covers where it can be resolved.
CREATE TABLE date (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    type TEXT NOT NULL CHECK (type IN ('DATE', 'TIME', 'DURATION', 'SET')),
    value TEXT,
    from_day TEXT, to_day TEXT
) STRICT;
CREATE INDEX date_report ON date (report_id);

-- Who is reported to have said what: byte spans of the source, the word of saying and what is said.
CREATE TABLE attribution (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    source_start INTEGER, source_end INTEGER,
    cue_start INTEGER, cue_end INTEGER,
    content_start INTEGER, content_end INTEGER,
    direct INTEGER NOT NULL CHECK (direct IN (0, 1)), -- 1: the content stands in quotation marks
    rule TEXT NOT NULL
) STRICT;
CREATE INDEX attribution_report ON attribution (report_id);

-- Full text of title and text of the current reports; the words are not stored a second time.
CREATE VIEW report_text AS
    SELECT report.id AS id, report.title AS title, text.content AS text
    FROM report JOIN text ON text.hash = report.text_hash WHERE report.current = 1;
CREATE VIRTUAL TABLE report_search USING fts5 (
    title, text, content = 'report_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
-- Pieces of the index are merged sixteen at a time: each word is written anew half as often as with four.
INSERT INTO report_search (report_search, rank) VALUES ('automerge', 16);
-- What is new is added by the program, many reports at once (write.c).
CREATE TRIGGER report_search_replace AFTER UPDATE OF current ON report WHEN old.current > new.current BEGIN
    INSERT INTO report_search (report_search, rowid, title, text)
    SELECT 'delete', old.id, old.title, content FROM text WHERE hash = old.text_hash;
END;
CREATE TRIGGER report_search_delete AFTER DELETE ON report WHEN old.current = 1 BEGIN
    INSERT INTO report_search (report_search, rowid, title, text)
    SELECT 'delete', old.id, old.title, content FROM text WHERE hash = old.text_hash;
END;

-- What people read.
CREATE VIEW meetings AS
    SELECT meeting.id, meeting.report_id, report.external_id AS report, report.outlet, report.published,
        (SELECT json_group_array(name) FROM
            (SELECT actor.name FROM meeting_actor JOIN actor ON actor.id = meeting_actor.actor_id
             WHERE meeting_id = meeting.id AND meeting_actor.role = 'participant' ORDER BY meeting_actor.id))
            AS participants,
        (SELECT json_group_array(name) FROM
            (SELECT actor.name FROM meeting_actor JOIN actor ON actor.id = meeting_actor.actor_id
             WHERE meeting_id = meeting.id AND meeting_actor.role = 'mediator' ORDER BY meeting_actor.id))
            AS mediators,
        place, date_text, from_day, to_day, status, kind, quote, start, "end", rule, attributed_to
    FROM meeting JOIN report ON report.id = meeting.report_id AND report.current = 1;

CREATE VIEW trips AS
    SELECT trip.id, trip.report_id, report.external_id AS report, report.outlet, report.published,
        actor.name AS traveller,
        (SELECT json_group_array(place) FROM
            (SELECT place FROM trip_destination WHERE trip_id = trip.id ORDER BY id)) AS destinations,
        ordinal, date_text, from_day, to_day, status,
        trip.quote, trip.start, trip."end", trip.rule, trip.attributed_to
    FROM trip JOIN report ON report.id = trip.report_id AND report.current = 1
        LEFT JOIN actor ON actor.id = traveller_id;

CREATE VIEW statements AS
    SELECT statement.id, statement.report_id, report.external_id AS report, report.outlet, report.published,
        actor.name AS speaker, actor.party AS party, source, addressee,
        statement.quote, statement.start, statement."end", statement.rule, statement.attributed_to
    FROM statement JOIN report ON report.id = statement.report_id AND report.current = 1
        LEFT JOIN actor ON actor.id = speaker_id;

CREATE VIEW proposals AS
    SELECT proposal.id, proposal.report_id, report.external_id AS report, report.outlet, report.published,
        proposal.name,
        (SELECT json_group_array(name) FROM
            (SELECT actor.name FROM proposal_by JOIN actor ON actor.id = proposal_by.actor_id
             WHERE proposal_id = proposal.id ORDER BY proposal_by.id)) AS by,
        (SELECT json_group_array(json_object('issue', issue, 'text', quote)) FROM
            (SELECT issue, quote FROM term WHERE proposal_id = proposal.id ORDER BY id)) AS terms,
        (SELECT json_group_array(json_object('party', name, 'response', response)) FROM
            (SELECT actor.name, response FROM response LEFT JOIN actor ON actor.id = party_id
             WHERE proposal_id = proposal.id ORDER BY response.id)) AS responses,
        quote, start, "end", rule, attributed_to
    FROM proposal JOIN report ON report.id = proposal.report_id AND report.current = 1;

CREATE VIEW positions AS
    SELECT position.id, position.report_id, report.external_id AS report, report.outlet, report.published,
        actor.name AS holder, actor.party AS party, stance, position.quote AS text,
        position.quote, position.start, position."end", position.rule, position.attributed_to
    FROM position JOIN report ON report.id = position.report_id AND report.current = 1
        LEFT JOIN actor ON actor.id = holder_id;

CREATE VIEW talks AS
    SELECT talk.id, talk.report_id, report.external_id AS report, report.outlet, report.published,
        name, state, quote, start, "end", rule, attributed_to
    FROM talk JOIN report ON report.id = talk.report_id AND report.current = 1;

CREATE VIEW figures AS
    SELECT figure.id, figure.report_id, report.external_id AS report, report.outlet, report.published,
        value, unit, qualifier, quote, start, "end", rule, attributed_to
    FROM figure JOIN report ON report.id = figure.report_id AND report.current = 1;

CREATE VIEW dates AS
    SELECT date.id, date.report_id, report.external_id AS report, report.outlet, report.published,
        type, value, from_day, to_day, quote, start, "end", rule
    FROM date JOIN report ON report.id = date.report_id AND report.current = 1;

-- Everything that happened, or was planned to, with the day it belongs to; one row a fact.
CREATE VIEW timeline AS
    SELECT 'meeting' AS event, id, report_id, report, outlet, published, from_day, to_day, date_text, status,
        kind AS what, participants AS actors, mediators, iif(place IS NULL, '[]', json_array(place)) AS places, quote,
        rule
    FROM meetings
    UNION ALL
    SELECT 'trip', id, report_id, report, outlet, published, from_day, to_day, date_text, status,
        'trip', iif(traveller IS NULL, '[]', json_array(traveller)), '[]', destinations, quote, rule
    FROM trips
    UNION ALL -- "2019-09" is no day
    SELECT 'talks', id, report_id, report, outlet, published, iif(length(published) >= 10, substr(published, 1, 10), NULL),
        iif(length(published) >= 10, substr(published, 1, 10), NULL), NULL, state, name, '[]', '[]', '[]', quote, rule
    FROM talks
    UNION ALL
    SELECT 'proposal', id, report_id, report, outlet, published, iif(length(published) >= 10, substr(published, 1, 10), NULL),
        iif(length(published) >= 10, substr(published, 1, 10), NULL), NULL, NULL, name, by, '[]', '[]', quote, rule
    FROM proposals;

-- New in schema 2 (store.c).

-- What a report is compared with others by; see "gist" and "sketch" in docs/record.md. A report that was read by a
-- program of schema 1 has none until it is read again.
CREATE TABLE gist (
    report_id INTEGER PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    day INTEGER, -- of publication, since 1970-01-01
    gist BLOB NOT NULL,
    sketch BLOB NOT NULL
) STRICT;
CREATE INDEX gist_day ON gist (day);

-- The event a current report tells of, and the voice that tells it: reports that have one text in versions are one
-- voice. Both go by their first report.
CREATE TABLE report_group (
    report_id INTEGER PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    event_id INTEGER NOT NULL,
    voice_id INTEGER NOT NULL
) STRICT;
CREATE INDEX report_group_event ON report_group (event_id);

-- Reports that came, went or changed since groups were last made.
CREATE TABLE ungrouped (
    report_id INTEGER PRIMARY KEY
) STRICT;

-- New in schema 3 (store.c); the table run and two columns of report too.

-- What current reports are like: those most similar, and those with the same text in another version (neighbour.c).
CREATE TABLE alike (
    report_id INTEGER PRIMARY KEY,
    others BLOB NOT NULL
) STRICT;

-- Two opposing sides between whom the negotiation may be that a report is about, as it tells by itself, heaviest first.
CREATE TABLE subject (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    side TEXT NOT NULL, other TEXT NOT NULL,
    weight INTEGER NOT NULL, -- 1000: of the first
    day INTEGER              -- of publication, since 1970-01-01
) STRICT;
CREATE INDEX subject_report ON subject (report_id);
CREATE INDEX subject_sides ON subject (side, other, day);

-- What it may be about.
CREATE TABLE matter (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    field TEXT NOT NULL, -- one negotiation may be about all matters of a field
    weight INTEGER NOT NULL -- 1000: of the first
) STRICT;
CREATE INDEX matter_report ON matter (report_id);

-- Who mediates it.
CREATE TABLE mediator (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    name TEXT NOT NULL
) STRICT;
CREATE INDEX mediator_report ON mediator (report_id);

-- The first sides and field of each current report, by which it tells others what they are about (process.c).
CREATE TABLE process_vote (
    report_id INTEGER PRIMARY KEY,
    side TEXT NOT NULL, other TEXT NOT NULL, field TEXT NOT NULL,
    day INTEGER
) STRICT;
CREATE INDEX process_vote_sides ON process_vote (side, other, day, field);

-- Whom each of these reports tells to mediate, and so to be no party to it: one row for each side and mediator.
CREATE TABLE process_mediation (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL,
    party TEXT NOT NULL, mediator TEXT NOT NULL, field TEXT NOT NULL,
    day INTEGER
) STRICT;
CREATE INDEX process_mediation_report ON process_mediation (report_id);
CREATE INDEX process_mediation_party ON process_mediation (party, mediator, day, field);

-- The negotiation that a current report is about. A report is about one at most.
CREATE TABLE report_process (
    report_id INTEGER PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    process TEXT NOT NULL, -- key
    side TEXT NOT NULL, other TEXT NOT NULL, field TEXT NOT NULL
) STRICT;
CREATE INDEX report_process_key ON report_process (process);
CREATE INDEX report_process_sides ON report_process (side, other, field);

-- The negotiations that current reports are about. Parties are side and other.
CREATE TABLE process (
    key TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    side TEXT NOT NULL, other TEXT NOT NULL, field TEXT NOT NULL,
    from_day TEXT, to_day TEXT, -- of publication of its reports
    reports INTEGER NOT NULL,
    voices INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX process_sides ON process (side, other, field);
CREATE INDEX process_size ON process (reports);

CREATE TABLE process_part (
    process TEXT NOT NULL REFERENCES process (key) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('mediator', 'matter')),
    at INTEGER NOT NULL, -- the first is named most
    name TEXT NOT NULL,
    PRIMARY KEY (process, role, at)
) STRICT, WITHOUT ROWID;

CREATE VIEW processes AS
    SELECT key, name, json_array(side, other) AS parties,
        (SELECT json_group_array(part.name) FROM
            (SELECT name FROM process_part WHERE process = process.key AND role = 'mediator' ORDER BY at) AS part)
            AS mediators,
        (SELECT json_group_array(part.name) FROM
            (SELECT name FROM process_part WHERE process = process.key AND role = 'matter' ORDER BY at) AS part)
            AS matters,
        from_day, to_day, reports, voices
    FROM process;

CREATE TRIGGER report_search_return AFTER UPDATE OF current ON report WHEN old.current < new.current BEGIN
    INSERT INTO report_search (rowid, title, text) SELECT id, title, text FROM report_text WHERE id = new.id;
END;

-- What a person decided of what was read, in the order it was decided; a later one counts before an earlier one. It
-- holds whatever is read anew: its places say what it is of.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- a number is given once
    made_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'confirm', 'reject', 'note', 'add', 'withdraw')),
    subject TEXT NOT NULL, -- of the merged record: 'actor', 'meeting', 'proposal', ...; 'fact': of one report; 'report'
    key TEXT NOT NULL,     -- what it was called then
    other TEXT,            -- with what it is merged, from what it is split
    text TEXT,             -- the person's words
    content TEXT           -- JSON, as it stood then: the facts at its places, in their order
) STRICT;
CREATE INDEX decision_subject ON decision (subject);

CREATE TABLE decision_place (
    id INTEGER PRIMARY KEY,
    decision_id INTEGER NOT NULL REFERENCES decision (id) ON DELETE CASCADE,
    side INTEGER NOT NULL DEFAULT 0 CHECK (side IN (0, 1)), -- of a merge or split: 0 of key, 1 of other
    report TEXT NOT NULL, -- external_id
    text_hash TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
    kind TEXT NOT NULL, -- the table of the fact that stood there
    who TEXT            -- the name of its actor, where facts of one kind may stand at the same bytes
) STRICT;
CREATE INDEX decision_place_decision ON decision_place (decision_id);
CREATE INDEX decision_place_report ON decision_place (report);
CREATE INDEX decision_place_text ON decision_place (text_hash);

-- Where the places are in each version of their report (decision.c): the same bytes, or the same words in another text.
CREATE TABLE anchor (
    place_id INTEGER NOT NULL REFERENCES decision_place (id) ON DELETE CASCADE,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (place_id, report_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX anchor_report ON anchor (report_id);

-- The facts of reports that a person decided on; all others are the program's. What is hand-made, or confirmed and kept
-- though the program no longer reads it, was written from the content of the decision, with a rule 'person.…'.
CREATE TABLE standing (
    kind TEXT NOT NULL, -- table
    fact_id INTEGER NOT NULL,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    decision_id INTEGER NOT NULL REFERENCES decision (id) ON DELETE CASCADE,
    standing TEXT NOT NULL CHECK (standing IN ('confirmed', 'rejected', 'hand-made')),
    kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    who TEXT,
    PRIMARY KEY (kind, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_report ON standing (report_id);

-- What a report tells of its own day (docs/record.md "clues"), and what it numbers.
CREATE TABLE clue (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('dateline', 'stamp', 'post', 'date', 'weekday', 'ordinal')),
    value TEXT,      -- TIMEX3
    weekday INTEGER, -- 1 Monday to 7 Sunday
    tense TEXT CHECK (tense IN ('past', 'future')),
    ordinal INTEGER, -- 9 for "his ninth trip"
    counted TEXT,    -- what is: journey, round
    place TEXT
) STRICT;
CREATE INDEX clue_report ON clue (report_id);

CREATE TABLE clue_actor (
    id INTEGER PRIMARY KEY,
    clue_id INTEGER NOT NULL REFERENCES clue (id) ON DELETE CASCADE,
    actor_id INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX clue_actor_clue ON clue_actor (clue_id);
CREATE INDEX clue_actor_actor ON clue_actor (actor_id);

-- When the brief was last shown, and after which run: what "diff --since brief" compares with.
CREATE TABLE brief_shown (
    process TEXT PRIMARY KEY NOT NULL, -- the negotiation it was of; empty: all
    shown_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    run INTEGER NOT NULL -- 0: before the first
) STRICT;

CREATE INDEX report_added ON report (added_run);
CREATE INDEX report_ended ON report (ended_run) WHERE ended_run IS NOT NULL;

-- Actors of all reports; joined only where name, kind and party are the same. `readout actors` does better.
CREATE VIEW actors AS
    SELECT min(actor.id) AS id, name, kind, party, max(role) AS role,
        (SELECT json_group_array(external_id) FROM
            (SELECT DISTINCT its.external_id FROM actor AS same
                JOIN report AS its ON its.id = same.report_id AND its.current = 1
             WHERE same.name = actor.name AND same.kind = actor.kind AND same.party IS actor.party
             ORDER BY its.external_id)) AS reports,
        (SELECT json_group_array(text) FROM
            (SELECT DISTINCT alias.text FROM alias JOIN actor AS same ON same.id = alias.actor_id
                JOIN report AS its ON its.id = same.report_id AND its.current = 1
             WHERE same.name = actor.name AND same.kind = actor.kind AND same.party IS actor.party
             ORDER BY alias.text)) AS aliases,
        sum((SELECT count(DISTINCT meeting_id) FROM meeting_actor WHERE actor_id = actor.id)) AS meetings,
        sum((SELECT count(*) FROM statement WHERE speaker_id = actor.id)) AS statements
    FROM actor JOIN report ON report.id = actor.report_id AND report.current = 1
    GROUP BY name, kind, party;

-- New in schema 4 (store.c); six columns of report too.

-- How far a call that was cut off came in an input: a file, or an archive of many reports (mark.c).
CREATE TABLE input_mark (
    path TEXT PRIMARY KEY NOT NULL,
    size INTEGER NOT NULL,     -- bytes of the file
    modified INTEGER NOT NULL, -- nanoseconds since 1970-01-01
    engine TEXT NOT NULL,      -- version of the program that read it
    "offset" INTEGER NOT NULL DEFAULT 0, -- bytes of the file that are done
    items INTEGER NOT NULL DEFAULT 0,    -- that are done
    failures INTEGER NOT NULL DEFAULT 0, -- of these
    finished INTEGER NOT NULL DEFAULT 0 CHECK (finished IN (0, 1)),
    run INTEGER -- the last that read of it
) STRICT;

-- A feed that is watched, and how its server answered last (feed.c).
CREATE TABLE feed (
    url TEXT PRIMARY KEY NOT NULL,
    title TEXT,
    etag TEXT, last_modified TEXT, -- as the server gave them, to ask for what is new
    checked_at TEXT,
    next_at TEXT,                  -- not to be asked before
    failures INTEGER NOT NULL DEFAULT 0, -- in a row
    status INTEGER,                -- of HTTP
    problem TEXT,                  -- why it failed last
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)) -- 1: not to be asked again
) STRICT;

-- What a feed has shown, so that no item is fetched twice.
CREATE TABLE feed_item (
    feed TEXT NOT NULL, -- url
    key TEXT NOT NULL, -- its identifier in the feed, or its address
    seen_at TEXT NOT NULL,
    report TEXT, -- external_id of what became of it; NULL: nothing
    PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;

-- A server: what its robots.txt says, and when it may be asked again.
CREATE TABLE host (
    name TEXT PRIMARY KEY NOT NULL,
    robots TEXT,
    robots_at TEXT,
    next_at TEXT
) STRICT;

-- New in schema 5 (store.c).

-- A political event as one report tells it: who did what to whom, in the terms of PLOVER and CAMEO (docs/record.md
-- "events"). A report that was read by a program of an older schema has none until it is read again. It is called a
-- coding here, for reports that tell of one happening are an event already (report_group).
CREATE TABLE coding (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL, attributed_to TEXT,
    event TEXT NOT NULL CHECK (event IN ('STATEMENT', 'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE',
        'AID', 'RETREAT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT')),
    mode TEXT,      -- of the event, "visit"
    contexts TEXT,  -- JSON array
    cameo TEXT,     -- CAMEO code
    goldstein REAL, -- of that
    penta INTEGER CHECK (penta BETWEEN 1 AND 4), -- 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict
    status TEXT NOT NULL CHECK (status IN ('past', 'ongoing', 'planned', 'hypothetical', 'denied')),
    reciprocal INTEGER NOT NULL CHECK (reciprocal IN (0, 1)), -- 1: each did it with the others
    place TEXT,
    date_text TEXT,
    from_day TEXT, to_day TEXT,
    confidence INTEGER NOT NULL, -- thousandths
    words TEXT -- by which it was told: JSON array of [start, end, weight in thousandths], heaviest first, at most 5
) STRICT;
CREATE INDEX coding_report ON coding (report_id);
CREATE INDEX coding_day ON coding (from_day) WHERE from_day IS NOT NULL;

-- Who did it, and to whom: the words, and whom they mean.
CREATE TABLE coding_actor (
    coding_id INTEGER NOT NULL REFERENCES coding (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('source', 'target')),
    at INTEGER NOT NULL, -- from 0, in the order of the text
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
    actor_id INTEGER REFERENCES actor (id) ON DELETE CASCADE, -- NULL: none that the record of the report has
    country TEXT, -- ISO 3166 alpha-3, or IGO, NGO, MNC
    sectors TEXT, -- PLOVER: JSON array, the main one first
    PRIMARY KEY (coding_id, role, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX coding_actor_actor ON coding_actor (actor_id) WHERE actor_id IS NOT NULL;

CREATE VIEW codings AS
    SELECT coding.id, coding.report_id, report.external_id AS report, report.outlet, report.published,
        event, mode, coalesce(contexts, '[]') AS contexts, cameo, goldstein, penta, status, reciprocal,
        (SELECT json_group_array(name) FROM
            (SELECT coalesce(actor.name, one.quote) AS name FROM coding_actor AS one
             LEFT JOIN actor ON actor.id = actor_id WHERE coding_id = coding.id AND one.role = 'source' ORDER BY at))
            AS source_names,
        (SELECT json_group_array(country) FROM
            (SELECT country FROM coding_actor WHERE coding_id = coding.id AND role = 'source' AND country IS NOT NULL
             ORDER BY at)) AS source_countries,
        (SELECT json_group_array(sector) FROM
            (SELECT value AS sector FROM coding_actor, json_each(sectors)
             WHERE coding_id = coding.id AND role = 'source' ORDER BY at, key)) AS source_sectors,
        (SELECT json_group_array(name) FROM
            (SELECT coalesce(actor.name, one.quote) AS name FROM coding_actor AS one
             LEFT JOIN actor ON actor.id = actor_id WHERE coding_id = coding.id AND one.role = 'target' ORDER BY at))
            AS target_names,
        (SELECT json_group_array(country) FROM
            (SELECT country FROM coding_actor WHERE coding_id = coding.id AND role = 'target' AND country IS NOT NULL
             ORDER BY at)) AS target_countries,
        (SELECT json_group_array(sector) FROM
            (SELECT value AS sector FROM coding_actor, json_each(sectors)
             WHERE coding_id = coding.id AND role = 'target' ORDER BY at, key)) AS target_sectors,
        place, date_text, from_day, to_day, confidence, coalesce(words, '[]') AS words,
        coding.quote, coding.start, coding."end", coding.rule, coding.attributed_to
    FROM coding JOIN report ON report.id = coding.report_id AND report.current = 1;

CREATE VIEW reports AS
    SELECT report.id, report.external_id AS report, version, outlet, published, title, url, text_hash AS hash, read_at,
        engine, updated, author, language, agency, dateline, unread,
        (SELECT external_id FROM report AS first WHERE first.id = event_id) AS event,
        (SELECT external_id FROM report AS first WHERE first.id = voice_id) AS voice,
        process,
        (SELECT count(*) FROM actor WHERE report_id = report.id) AS actors,
        (SELECT count(*) FROM meeting WHERE report_id = report.id) AS meetings,
        (SELECT count(*) FROM trip WHERE report_id = report.id) AS trips,
        (SELECT count(*) FROM statement WHERE report_id = report.id) AS statements,
        (SELECT count(*) FROM proposal WHERE report_id = report.id) AS proposals,
        (SELECT count(*) FROM position WHERE report_id = report.id) AS positions,
        (SELECT count(*) FROM talk WHERE report_id = report.id) AS talks,
        (SELECT count(*) FROM figure WHERE report_id = report.id) AS figures,
        (SELECT count(*) FROM coding WHERE report_id = report.id) AS codings
    FROM report LEFT JOIN report_group ON report_group.report_id = report.id
        LEFT JOIN report_process ON report_process.report_id = report.id WHERE current = 1;
