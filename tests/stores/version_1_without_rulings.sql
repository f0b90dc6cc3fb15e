-- What the store keeps. Facts (import, session_fact, person_fact, contact_fact, problem) are append-only and
-- always belong to an import; everything else can be worked out again from them.
-- No primary keys, indexes or sequences: the same schema can live in DuckLake, where several servers share it.

create table store (version integer, program varchar, created_at timestamp);

-- One row per file taken in. An undone import keeps its row, without its facts.
create table import (
    import_no integer,
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
    original varchar
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
    provider_known boolean     -- ... and on certification as a therapist
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

-- A contact that several files report is one contact.
create view current_contact as
select * from contact_fact
qualify row_number() over (partition by content, occurrence order by import_no desc) = 1;

create table problem (
    import_no integer,
    row integer,
    column_name varchar,
    read varchar,
    expected varchar,
    message varchar,
    original varchar
);

-- The assessment kept: under which rules, as of which day. `stale` lists mentees to assess again.
create table assessment (digest varchar, readings varchar, as_of date, assessed_at timestamp);
create table stale (mentee_key varchar);
create table assessed_alias (mentee_key varchar, mentee varchar, name varchar);

create table decision (
    import_no integer,
    row integer,
    mentee varchar,
    mentor varchar,
    held_on date,
    activity varchar,
    category varchar,
    modality varchar,
    level varchar,             -- certification held that day, where hours are told apart by it
    recorded_minutes integer,
    credited_minutes integer,
    outcome varchar,
    rules varchar[],
    unverified varchar[],
    worth_minutes integer,     -- what it would earn before once-only and caps per event
    used_minutes integer,      -- of its event's cap, used by earlier sessions
    used_on date,              -- the latest of those sessions
    same_as_import integer,    -- the session that counts instead of this one
    same_as_row integer
);

create table tier_standing (
    mentee varchar,
    tier varchar,
    tier_order integer,
    hours_complete_on date,
    prerequisite varchar,
    prerequisite_held_on date,
    reached_on date,
    minutes_short integer
);

create table requirement_standing (
    mentee varchar,
    tier varchar,
    tier_order integer,
    categories varchar[],
    levels varchar[],
    implied boolean,
    required_minutes integer,
    have_minutes integer
);

create table mentee_standing (
    mentee varchar,
    category varchar,
    credited_minutes integer,
    beyond_use_minutes integer
);

-- Everybody who is a mentee: registered in the programme, or named by a session that was assessed.
create view mentee as
select
    coalesce(p.person, a.mentee) as mentee,
    coalesce(p.name, a.name, a.mentee, p.person) as name,
    p.country, p.registered_on, p.techniques_certified_on, p.diplomate_certified_on
from (select mentee, any_value(name) as name from assessed_alias group by mentee) as a
full join person as p on p.person = a.mentee
where a.mentee is not null or p.registered_on is not null;
