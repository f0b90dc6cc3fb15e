-- Which sessions can a rule change touch? Those of activities whose terms differ, and all of a mentee who has one id of the
-- source on records of such an activity and of another: of two such records only one counts.
-- reads: current_session, mentee_alias
-- makes: scope_session, session_in_scope
create or replace temp table session_in_scope as
with
renamed as (
    select mentee from mentee_alias group by mentee having count(*) > 1
),
-- Where one id can stand on two records of a mentee: on rows of one file, or under two names of the mentee.
suspect as (
    select a.mentee, s.mentee_key, s.session_id, list_contains($activities, s.activity) as is_changed
    from current_session as s
    join mentee_alias as a using (mentee_key)
    where s.session_id is not null and (
        a.mentee in (select mentee from renamed)
        or s.mentee_key in (select mentee_key from current_session where occurrence > 1 and session_id is not null))
),
entangled as (
    select distinct a.mentee_key
    from (
        select mentee from suspect group by mentee, session_id having bool_or(is_changed) and not bool_and(is_changed)
    ) as m
    join mentee_alias as a using (mentee)
)
select s.import_no, s.row, s.session_id, s.content, s.mentee, s.mentee_key, s.mentee_name, s.mentor, s.mentor_key,
    s.mentor_name, s.activity, s.modality, s.held_on, s.minutes, s.starts_at, s.event, s.days, s.attendees, s.status,
    s.endorsed, s.occurrence
from current_session as s
where list_contains($activities, s.activity) or s.mentee_key in (select mentee_key from entangled);

create or replace temp view scope_session as
select * from session_in_scope;
