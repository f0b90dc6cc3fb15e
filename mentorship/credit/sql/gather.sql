-- Which sessions are judged, and whose are they? Grain: one row per session in scope.
-- `scope_session` (everyone's, one mentee's, with planned ones or without) is made by whoever asks.

-- Every way the sessions name a mentee. One without people data goes by the e-mail, or by the id as first read.
create or replace temp table case_alias as
with
called as (
    select
        s.mentee_key,
        coalesce(any_value(a.person), case when contains(s.mentee_key, '@') then s.mentee_key else min(s.mentee) end)
            as mentee,
        any_value(s.mentee_name) as name
    from scope_session as s
    left join person_alias as a on a.alias = s.mentee_key
    group by s.mentee_key
)
select mentee_key, mentee, name, (dense_rank() over (order by mentee))::integer as mentee_no
from called;

-- The mentees, with the certifications their tiers may ask for; Diplomate implies Techniques.
create or replace temp table case_mentee as
select
    c.mentee_no, c.mentee,
    least(p.techniques_certified_on, p.diplomate_certified_on) as techniques_on,
    p.diplomate_certified_on as diplomate_on
from (select distinct mentee_no, mentee from case_alias) as c
left join person as p on p.person = c.mentee;

-- Who leads the sessions, by every name the sessions use, with what our data say of their certification.
create or replace temp table case_leader as
with
called as (
    select mentor_key, min(mentor) as mentor from scope_session where mentor_key is not null group by mentor_key
)
select
    c.mentor_key,
    coalesce(a.person, case when contains(c.mentor_key, '@') then c.mentor_key else c.mentor end) as mentor,
    p.mentor_since, p.mentor_until, p.mentor_known,
    least(p.techniques_certified_on, p.diplomate_certified_on) as provider_since, p.provider_known
from called as c
left join person_alias as a on a.alias = c.mentor_key
left join person as p on p.person = a.person;

create or replace temp view case_session as
select
    s.import_no, s.row, s.session_id, s.activity, s.modality, s.held_on, s.minutes, s.starts_at,
    s.days, s.attendees, s.status, s.endorsed, s.occurrence,
    lower(s.event) as event,
    c.mentee_no,
    p.* exclude (mentor_key)
from scope_session as s
join case_alias as c using (mentee_key)
left join case_leader as p using (mentor_key);
