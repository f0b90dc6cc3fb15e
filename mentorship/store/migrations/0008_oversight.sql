-- Sessions a mentor led are counted once, whoever reported them; contacts, notes, flags and cases of the ombudsman;
-- signals worked out with the assessment. Assessments are made anew.

insert into number values ('contact', 0), ('note', 0), ('session_flag', 0), ('case_file', 0), ('rebasing', 0);

truncate stale;
truncate assessment;

-- Records of a session that another record stands for, whatever came of it. Grain: one row per such record.
create table further_record (
    mentee varchar,
    import_no integer,
    row integer,
    of_import integer,
    of_row integer
);

drop view led_session;
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

drop view current_contact;
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
