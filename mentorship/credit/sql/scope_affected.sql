-- Whose sessions are judged? Those of mentees whom something changed since the stored assessment:
-- their sessions, the people data behind them, or the day (a plan that has become a session, a certification).
-- reads: current_session, mentee_alias, person, person_alias, stale
-- makes: affected_key, scope_session, session_in_scope

create or replace temp table affected_key as
with
changed as (
    select mentee_key from stale
    union
    select mentee_key from current_session where held_on > $stored_as_of and held_on <= $as_of
    union
    select a.alias
    from person as p
    join person_alias as a using (person)
    where (p.techniques_certified_on > $stored_as_of and p.techniques_certified_on <= $as_of)
        or (p.diplomate_certified_on > $stored_as_of and p.diplomate_certified_on <= $as_of)
),
-- With every name, all other names of the same mentee, then and now.
named_then as (
    select b.mentee_key
    from changed as c
    join mentee_alias as a using (mentee_key)
    join mentee_alias as b using (mentee)
),
named_now as (
    select b.alias as mentee_key
    from changed as c
    join person_alias as a on a.alias = c.mentee_key
    join person_alias as b using (person)
)
select mentee_key from changed
union
select mentee_key from named_then
union
select mentee_key from named_now;

create or replace temp table session_in_scope as
select
    s.import_no, s.row, s.session_id, s.content, s.mentee, s.mentee_key, s.mentee_name, s.mentor, s.mentor_key, s.mentor_name,
    s.activity, s.modality, s.held_on, s.minutes, s.starts_at, s.event, s.days, s.attendees, s.status, s.endorsed,
    s.occurrence
from current_session as s
semi join affected_key using (mentee_key);

create or replace temp view scope_session as
select * from session_in_scope;
