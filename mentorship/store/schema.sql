-- What the store holds, at the newest version: new stores are made by this file, older ones are upgraded by the
-- migrations beside it. Facts (import, session_fact, person_fact, contact_fact, problem) are append-only and always
-- belong to an import; what people decide and write here (ruling, reading_choice, person_link, logged_contact, note,
-- case_step ...) is withdrawn, never deleted; everything else can be worked out again from both.
-- No primary keys, indexes or sequences: the same schema can live in DuckLake, where several servers share it.

create table store (version integer, program varchar, created_at timestamp);

-- The last number given to an import, a ruling and so on. A transaction raises it, so that of two writers, in whichever
-- processes, only one can commit the same number.
create table number (counted varchar, last integer);
insert into number values
    ('import', 0), ('ruling', 0), ('reading_choice', 0), ('person_link', 0), ('audit_entry', 0),
    ('contact', 0), ('note', 0), ('session_flag', 0), ('case_file', 0), ('rebasing', 0),
    ('claim', 0), ('scenario', 0), ('rule_scenario', 0);

-- One row per file taken in. An undone import keeps its row, without its facts.
create table import (
    import_no integer,
    part_of integer,           -- the first import of the same file, where a file held several tables
    kind varchar,
    precedence integer,        -- its place among imports: that of the first import of the same bytes
    file_name varchar,
    sha256 varchar,
    profile varchar,
    settings varchar,          -- how it was read (date order, filled-in columns ...), as JSON
    headings varchar[],        -- the file's own headings: what each cell of `original` was called
    imported_by varchar,
    imported_at timestamp,
    row_count integer,
    accepted integer,
    replaced integer,
    unchanged integer,
    problem_rows integer,
    is_sample boolean,
    undone_at timestamp,
    undone_by varchar
);

-- One row per mentee per session per import.
create table session_fact (
    import_no integer,
    row integer,               -- the line of the file as a person counts it
    session_id varchar,
    mentee varchar,            -- as read, trimmed
    mentee_key varchar,        -- lower-cased: what is compared
    mentee_name varchar,
    mentor varchar,
    mentor_key varchar,
    mentor_name varchar,
    activity varchar,
    modality varchar,
    held_on date,
    minutes integer,           -- null where credit does not need a duration and none was given
    starts_at smallint,        -- minutes after midnight
    event varchar,
    days integer,
    attendees integer,
    status varchar,
    endorsed boolean,
    reported_by varchar,
    topic_course varchar,
    goals varchar,
    rating integer,
    fee decimal(18, 2),
    currency varchar,
    notes varchar,
    content uhugeint,           -- fingerprint of the canonical columns: the identity of a row without session_id
    occurrence integer,        -- 1, 2 ... among rows of one file that share their identity
    original varchar           -- the row's cells as they were read, with unit separators between
);

-- Rows that a later import (or the same one, seen again) stands in for.
create table replaced_session (import_no integer, row integer);

create view current_session as
select * from session_fact anti join replaced_session using (import_no, row);

create table person_fact (
    import_no integer,
    row integer,
    person varchar,
    email varchar,
    name varchar,
    country varchar,
    registered_on date,
    mentor_since date,
    mentor_until date,
    techniques_certified_on date,
    diplomate_certified_on date,
    examiner boolean,
    courses varchar[],
    languages varchar[],
    offers varchar[],
    content uhugeint,
    columns varchar[],         -- the columns this file has: a blank cell is an answer, a missing column is none
    original varchar,
    contact varchar            -- how they allow to be reached
);

-- What all imports together say of a person: for each column, the newest row of a file that has the column.
create table person (
    person varchar,            -- the id where there is one, else the e-mail
    email varchar,
    name varchar,
    country varchar,
    registered_on date,
    mentor_since date,
    mentor_until date,
    techniques_certified_on date,
    diplomate_certified_on date,
    examiner boolean,
    courses varchar[],
    languages varchar[],
    offers varchar[],
    mentor_known boolean,      -- the data have a column on mentor certification
    provider_known boolean,    -- ... and on certification as a therapist
    contact varchar
);

-- Every name a session may call a person by (id or e-mail, lower-cased).
create table person_alias (alias varchar, person varchar);

create table contact_fact (
    import_no integer,
    row integer,
    mentor varchar,
    mentor_key varchar,
    contacted_on date,
    channel varchar,
    summary varchar,
    content uhugeint,
    occurrence integer,
    original varchar
);

-- A contact that the ombudsman logged by hand: it belongs to no import. Withdrawn, never deleted.
create table logged_contact (
    contact_no integer,
    mentor varchar,            -- as the person was called that day
    mentor_key varchar,        -- lower-cased
    contacted_on date,
    channel varchar,
    summary varchar,
    content uhugeint,          -- as in contact_fact
    author varchar,
    logged_on date,
    withdrawn_on date,
    withdrawn_by varchar,
    withdrawn_because varchar
);

-- Contacts that hold. One that several files report is one contact, as the newest of them has it; one that was logged
-- here and comes in with a file, too, is that of the file.
create view current_contact as
with
imported as (
    select f.*
    from contact_fact as f
    join import as i using (import_no)
    qualify row_number() over (partition by f.content, f.occurrence order by i.precedence desc) = 1
),
logged as (
    select
        mentor, mentor_key, contacted_on, channel, summary, content, contact_no,
        (row_number() over (partition by content order by contact_no))::integer as occurrence
    from logged_contact
    where withdrawn_on is null
)
select *, null::integer as contact_no from imported
union all by name
select * from logged anti join imported using (content, occurrence);

create table problem (
    import_no integer,
    row integer,
    column_name varchar,
    read varchar,
    expected varchar,
    message varchar,
    original varchar
);

-- How a file was read beyond what its rows say, as JSON: the lines above its headings, its sheet, the options of the
-- person importing, the date order and decimal mark its columns settled. Corrected rows of it are read the same way.
create table import_options (import_no integer, options varchar);

-- A row that corrects a row with problems: row `of_row` of the file whose SHA-256 begins with `of_file`.
create table corrected_row (import_no integer, row integer, of_file varchar, of_row integer);

-- Rows with problems that no later import has corrected. Grain: one row per import and row.
create view open_problem as
with
first_read as (
    select distinct
        p.import_no, p.row, i.precedence,
        coalesce(c.of_file, left(i.sha256, 12)) as of_file, coalesce(c.of_row, p.row) as of_row
    from problem as p
    join import as i using (import_no)
    left join corrected_row as c using (import_no, row)
),
latest as (
    select c.of_file, c.of_row, max(i.precedence) as precedence
    from corrected_row as c
    join import as i using (import_no)
    group by all
)
select f.import_no, f.row, f.of_file, f.of_row
from first_read as f
left join latest as l using (of_file, of_row)
where coalesce(l.precedence <= f.precedence, true);

-- A file of a watched folder that could not be imported. One row per file: its latest refusal.
create table refused_file (
    folder varchar,
    file_name varchar,
    sha256 varchar,            -- null where the file could not be read: it is tried again at the next start
    read_as varchar,           -- the options it was read with, as JSON: with other options it is tried again
    message varchar,
    refused_at timestamp,
    dismissed_at timestamp,
    dismissed_by varchar
);

-- Which ids and e-mails somebody merged or split. A link is withdrawn, never deleted.
create table person_link (
    link_no integer,
    says varchar,              -- same: the alias is this person; apart: it is nobody but itself; distinct: two people
    alias varchar,             -- an id or e-mail, lower-cased
    person varchar,            -- the person's id or e-mail, as it is to be called
    reason varchar,
    author varchar,
    linked_on date,
    withdrawn_on date,
    withdrawn_by varchar
);

create view current_link as
select * from person_link where withdrawn_on is null;

-- Rulings of the ombudsman. Each is about a session, an event or the person who leads; withdrawn, never deleted.
create table ruling (
    ruling_no integer,
    about varchar,             -- session, event or person
    effect varchar,            -- accept or refuse
    session_id varchar,        -- a session: by the source's id, else by all it says
    mentee_key varchar,
    content uhugeint,
    occurrence integer,
    activity varchar,          -- an event
    event varchar,             -- lower-cased
    person varchar,            -- somebody who leads sessions, on the days from .. until
    valid_from date,
    valid_until date,
    called varchar,            -- what it was about, in words of that day
    reason varchar,
    author varchar,
    ruled_on date,
    withdrawn_on date,
    withdrawn_by varchar,
    withdrawn_because varchar
);

create view current_ruling as
select * from ruling where withdrawn_on is null;

-- How the text is read here: the latest choice for each reading is in force.
create table reading_choice (
    choice_no integer,
    reading varchar,
    answer varchar,
    reason varchar,
    author varchar,
    chosen_on date
);

-- Which credits a mentee has sent in, and which are accepted; withdrawn, never deleted.
create table claim (
    claim_no integer,
    mentee varchar,            -- as they were called that day: an id or e-mail
    tier varchar,
    sent_on date,
    sent_by varchar,
    accepted_on date,
    accepted_by varchar,
    withdrawn_on date,
    withdrawn_by varchar
);

-- The claims that stand, by the person they are of now. Grain: one row per mentee and tier.
create view current_claim as
select coalesce(a.person, c.mentee) as mentee, c.tier, c.claim_no, c.sent_on, c.accepted_on
from claim as c
left join person_alias as a on a.alias = lower(c.mentee)
where c.withdrawn_on is null
qualify row_number() over (partition by coalesce(a.person, c.mentee), c.tier order by c.claim_no desc) = 1;

-- What-ifs that were kept: a mentee's planned sessions under a name, as they stand in an address. They never touch the
-- record; removed, never deleted.
create table scenario (
    scenario_no integer,
    mentee varchar,            -- as they were called that day: an id or e-mail
    name varchar,
    lines varchar,
    kept_on date,
    kept_by varchar,
    removed_on date,
    removed_by varchar
);

-- The scenarios that are kept, by the person they are of now. Grain: one row per scenario.
create view current_scenario as
select coalesce(a.person, s.mentee) as mentee, s.scenario_no, s.name, s.lines, s.kept_on, s.kept_by
from scenario as s
left join person_alias as a on a.alias = lower(s.mentee)
where s.removed_on is null;

-- Who changed what, when and why: one row per action, written in the action's own transaction.
create table audit_entry (
    entry_no integer,
    done_at timestamp,
    done_by varchar,           -- a name, an e-mail, or the program that acted
    role varchar,
    action varchar,            -- import, undo, rule, withdraw_ruling ...
    subject varchar,           -- what it was done to
    reason varchar
);

-- What numbers are blurred with before leadership sees them: unknown outside, and the same for as long as the store lives.
create table blurring (salt varchar);
insert into blurring values (uuid()::varchar);

-- Rule changes that somebody named and kept. Nothing here is in force; withdrawn, never deleted.
create table rule_scenario (
    scenario_no integer,
    name varchar,
    amendments varchar,        -- the amendments as TOML, as a JSON list
    author varchar,
    kept_on date,
    withdrawn_on date
);

-- The stored assessment: under which rules, as of which day. `stale` lists the mentees to assess again.
create table assessment (digest varchar, readings varchar, as_of date, assessed_at timestamp);
create table stale (mentee_key varchar);
create table mentee_alias (mentee_key varchar, mentee varchar, name varchar);

create table decision (
    import_no integer,
    row integer,
    mentee varchar,
    mentor varchar,
    held_on date,
    activity varchar,
    category varchar,
    modality enum('in_person', 'virtual'),
    led_by enum('mentor', 'provider', 'none'), -- whose certification the activity asks for
    is_held boolean,           -- neither cancelled nor missed nor still to come
    level enum('none', 'techniques', 'diplomate'), -- certification held that day, where hours are told apart by it
    recorded_minutes integer,
    credited_minutes integer,
    outcome enum('credited', 'reduced', 'refused', 'planned'),
    rules varchar[],
    unverified varchar[],
    worth_minutes integer,     -- what it would earn before duplicates and caps per event
    used_minutes integer,      -- of its event's cap, used by earlier sessions
    used_on date,              -- the latest of those sessions
    same_as_import integer,    -- the session that counts instead of this one
    same_as_row integer,
    ruling_no integer          -- the ruling that decided
);

-- Records of a session that another record stands for, whatever came of it. Grain: one row per such record.
create table further_record (
    mentee varchar,
    import_no integer,
    row integer,
    of_import integer,
    of_row integer
);

-- A session a mentor led: a group or 1x1 that was held. Grain: one row per mentee and session, whoever reported it.
create view led_session as
select * from decision anti join further_record using (import_no, row)
where led_by = 'mentor' and is_held and mentor is not null;

-- A group or 1x1 that was cancelled or missed; it may lie ahead. Grain: as led_session.
create view missed_session as
select * from decision anti join further_record using (import_no, row)
where led_by = 'mentor' and not is_held and outcome = 'refused' and mentor is not null;

-- The rating of a session, whichever of its records has it. Grain: one row per session that is rated.
create view session_rating as
with
said_elsewhere as (
    select f.of_import as import_no, f.of_row as row, max(s.rating) as rating
    from further_record as f
    join session_fact as s on s.import_no = f.import_no and s.row = f.row
    where s.rating is not null
    group by all
)
select s.import_no, s.row, coalesce(s.rating, e.rating) as rating
from session_fact as s
left join said_elsewhere as e on e.import_no = s.import_no and e.row = s.row
where s.rating is not null or e.rating is not null;

-- Which session paid for which tier. Minutes that no tier uses are in no row.
create table allocation (
    import_no integer,
    row integer,
    tier_order smallint,
    minutes integer
);

create table tier_progress (
    mentee varchar,
    tier varchar,
    tier_order integer,
    hours_complete_on date,
    prerequisite varchar,
    prerequisite_held_on date,
    reached_on date,
    minutes_short integer
);

-- What the tiers ask by the rules of the stored assessment: one row per requirement row of each era of the rules.
create table requirement (
    requirement_no smallint,
    tier varchar,
    tier_order integer,
    categories varchar[],
    levels varchar[],          -- the least certification that the hours of each category must have been held with
    implied boolean,           -- follows from others
    required_minutes integer
);

-- What a mentee has of it: one row per mentee and requirement row of the era by which a tier is judged.
create table requirement_minutes (mentee varchar, requirement_no smallint, have_minutes integer);

create view requirement_progress as
select m.mentee, r.tier, r.tier_order, r.categories, r.levels, r.implied, r.required_minutes, m.have_minutes
from requirement_minutes as m
join requirement as r using (requirement_no);

create table category_credit (
    mentee varchar,
    category varchar,
    credited_minutes integer,
    beyond_use_minutes integer
);

-- Everybody who is a mentee: registered in the programme, or named by an assessed session.
create view mentee as
select
    coalesce(p.person, a.mentee) as mentee,
    coalesce(p.name, a.name, a.mentee, p.person) as name,
    p.country, p.registered_on, p.techniques_certified_on, p.diplomate_certified_on
from (select mentee, any_value(name) as name from mentee_alias group by mentee) as a
full join person as p on p.person = a.mentee
where a.mentee is not null or p.registered_on is not null;

-- Signals: what the stored assessment gives reason to ask. Worked out again with it; `signals_found` says of which
-- assessment they are, and by which conditions.
create table signals_found (digest varchar, as_of date, assessed_at timestamp, conditions varchar);
create table signal (
    signal varchar,            -- its code
    mentor varchar,
    mentee varchar,
    sessions struct(import_no integer, row integer)[],
    since date,
    minutes_at_stake integer,
    said varchar,              -- what its question says, as JSON
    facts varchar              -- a digest of what it rests on, the same when the same file comes in again
);

-- A mentee says that something is wrong with a session, or that one is missing. Withdrawn, never deleted.
create table session_flag (
    flag_no integer,
    mentee varchar,
    session_id varchar,        -- the session: by the source's id, else by all it says; none of it: one is missing
    mentee_key varchar,
    content uhugeint,
    occurrence integer,
    held_on date,
    mentor varchar,
    activity varchar,
    note varchar,
    author varchar,
    flagged_on date,
    withdrawn_on date
);

-- A question that somebody took up, and every step taken since. What is asked is worked out each time.
create table case_file (
    case_no integer,
    theme varchar,             -- what it is about: booking, contact, flag ...
    mentor varchar,
    mentee varchar,
    about varchar,             -- a reading, a flag: what else tells it from others
    opened_on date,
    opened_by varchar
);
create table case_step (
    case_no integer,
    step_no integer,
    step varchar,              -- look, check_data, talk, sleep, wake, close, reopen, show_mentor, hide_mentor
    taken_on date,
    author varchar,
    reason varchar,
    facts varchar,             -- a digest of what was asked when it was taken
    sleeps_until date,
    outcome varchar,           -- of closing: as_it_is, ruled, correction_asked, agreed, withdrawn
    rulings integer[],         -- the numbers of those recorded with it
    asked_of varchar,          -- who is to correct the record
    told_mentee varchar,       -- what the mentee who flagged reads
    told_mentor varchar        -- what the mentor reads
);

-- Notes of the ombudsman on a mentor. Apart from all facts, read by nobody else. Withdrawn, never deleted.
create table note (
    note_no integer,
    mentor varchar,
    note varchar,
    author varchar,
    written_on date,
    withdrawn_on date,
    withdrawn_by varchar,
    withdrawn_because varchar
);

-- From which month on a control chart has new limits, because somebody decided so. Withdrawn, never deleted.
create table rebasing (
    rebasing_no integer,
    mentor varchar,            -- none: the whole programme's chart
    from_month date,
    reason varchar,
    author varchar,
    decided_on date,
    withdrawn_on date,
    withdrawn_by varchar,
    withdrawn_because varchar
);
