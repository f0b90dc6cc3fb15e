-- What the tiers ask is kept once, not for each mentee; closed words are kept as enumerations. Both can be worked out
-- again: the assessment is made anew when it is next asked for.
-- makes: allocation, assessment, category_credit, decision, further_record, led_session, mentee_alias, missed_session
-- makes: requirement, requirement_minutes, requirement_progress, tier_progress

truncate assessment;
truncate tier_progress;
truncate category_credit;
truncate mentee_alias;
truncate allocation;
truncate further_record;
drop view led_session;
drop view missed_session;
drop table decision;
drop table requirement_progress;

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

create view led_session as
select * from decision anti join further_record using (import_no, row)
where led_by = 'mentor' and is_held and mentor is not null;

create view missed_session as
select * from decision anti join further_record using (import_no, row)
where led_by = 'mentor' and not is_held and outcome = 'refused' and mentor is not null;

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
