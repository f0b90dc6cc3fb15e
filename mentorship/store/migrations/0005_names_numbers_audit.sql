-- Tables get the names of the field; numbers are given by the store; every action leaves an audit entry.
-- Stores of version 1 were made before a few columns were there: they get them here. Assessments are made anew.

drop view if exists mentee;
drop view if exists open_problem;
drop view if exists current_precedent;

alter table import add column if not exists part_of integer;
update import set part_of = import_no where part_of is null;

create table if not exists precedent (
    precedent_no integer, about varchar, ruling varchar, session_id varchar, mentee_key varchar, content uhugeint,
    occurrence integer, activity varchar, event varchar, person varchar, valid_from date, valid_until date,
    called varchar, reason varchar, author varchar, ruled_on date, withdrawn_on date, withdrawn_by varchar,
    withdrawn_because varchar
);
create table if not exists reading_choice (
    choice_no integer, reading varchar, answer varchar, reason varchar, author varchar, chosen_on date
);

alter table precedent rename to ruling;
alter table ruling rename column precedent_no to ruling_no;
alter table ruling rename column ruling to effect;
create view current_ruling as
select * from ruling where withdrawn_on is null;

alter table import_told rename to import_options;
alter table import_options rename column told to options;
alter table brought_back rename to corrected_row;
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


create table number (counted varchar, last integer);
insert into number
select 'import', coalesce(max(import_no), 0) from import
union all
select 'ruling', coalesce(max(ruling_no), 0) from ruling
union all
select 'reading_choice', coalesce(max(choice_no), 0) from reading_choice
union all
select 'person_link', coalesce(max(link_no), 0) from person_link
union all
select 'audit_entry', 0;

create table audit_entry (
    entry_no integer, done_at timestamp, done_by varchar, role varchar, action varchar, subject varchar, reason varchar
);

drop table decision;
drop table tier_standing;
drop table requirement_standing;
drop table mentee_standing;
drop table assessed_alias;
truncate stale;
truncate assessment;

create table mentee_alias (mentee_key varchar, mentee varchar, name varchar);
create table decision (
    import_no integer,
    row integer,
    mentee varchar,
    mentor varchar,
    held_on date,
    activity varchar,
    category varchar,
    modality varchar,
    led_by varchar,            -- whose certification the activity asks for: mentor, provider or none
    is_held boolean,           -- neither cancelled nor missed nor still to come
    level varchar,             -- certification held that day, where hours are told apart by it
    recorded_minutes integer,
    credited_minutes integer,
    outcome varchar,
    rules varchar[],
    unverified varchar[],
    worth_minutes integer,     -- what it would earn before duplicates and caps per event
    used_minutes integer,      -- of its event's cap, used by earlier sessions
    used_on date,              -- the latest of those sessions
    same_as_import integer,    -- the session that counts instead of this one
    same_as_row integer,
    ruling_no integer          -- the ruling that decided
);

-- A session a mentor led: a group or 1x1 that was held. Grain: one row per mentee and session.
create view led_session as
select * from decision where led_by = 'mentor' and is_held and mentor is not null;

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

create table requirement_progress (
    mentee varchar,
    tier varchar,
    tier_order integer,
    categories varchar[],
    levels varchar[],
    implied boolean,
    required_minutes integer,
    have_minutes integer
);

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
